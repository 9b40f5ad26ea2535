// Package standard holds the contents of the standard policy: its stages, rules,
// cautions, actions, conflicts and crisis lines, the table that leads from questionnaires to
// statements, the catalogue of built-in modalities, and the safety documents beside it. Where
// to add a rule to the standard policy: in the file of its stage here.
// Not in it: the types (package policy), deciding (package recommend), and the
// indications that come with modalities (packages individual and group).
//
// Everything is built on the first call. A program that calls nothing here links
// none of it. Former versions are kept for replay and comparison: see [Retired].
//
// No registered clinician has reviewed the content. It was compiled from published
// sources; how each was read stands beside it on the card.
//
// # How the sources are read
//
// The standard policy takes its rows from a taxonomy of factors that was compiled from an
// article on individual and group therapy and from guidelines, and from a clinical
// reference that corrects and completes it. Its readings, where they leave room:
//
//   - Indication decides by grades. Each rule answers a question, a condition with its
//     age and situation, and nothing is added up across questions. What any question
//     opposes is never advised alone beside something that is not opposed, and no later
//     stage takes the last unopposed option away.
//   - A rule speaks only about the ages that its sources speak about. People of 65 and
//     over count as adults.
//   - An only-if whose case is not known stays named: a question that lists every format
//     does not oppose it.
//   - Readiness for a group and what was tried before form questions that are weak: they
//     oppose a group, are never printed as a guideline, and never make two formats stand
//     together.
//   - In the other layers that weigh the margin is 1: strengths are ordinal judgements
//     between 1 and 3, and a lead of one is within their coarseness.
//   - The extra points that the taxonomy gives to individual therapy beside an
//     exclusion of groups are left out. The exclusion decides; the points would
//     only push aside other modalities, about which the row says nothing.
//   - A long wait speaks in practical, since eligibility holds no points. A long wait for a
//     group (F14) has no statement in the taxonomy and is not modelled.
//   - The composition of a group (F13: shared concern, size) is a matter of the
//     group that is offered, and is screened there; only its kind is asked here.
//   - Every danger of F01 to F06 has to be known to be absent, also where nothing
//     stated makes it likely; no-acute-risk says so of all. A no to it, to
//     no-imminent-threat or to medically-stable is never passed over, and leads the answer.
//   - Consent that is refused stops, also where a parent consents for somebody of
//     twelve or more. Where somebody under sixteen is or may be abused, it has to be known
//     whether the one who consents may be the abuser; if so, it stops for every minor.
//   - Where abuse is known or suspected, it has to be known whether the abuser is in the
//     group on offer.
//   - After a recent suicide attempt a group by itself is ruled out, of whatever kind. With
//     thoughts of suicide or self-harm the kind of group is asked for, unless a programme
//     that is made of both parts answers it. In a life crisis a mixed group by itself is
//     ruled out. In such a programme the group is one part: it is graded as an addition, so
//     that it is not advised alone, and where individual therapy is not available its kind is
//     asked for after all.
//   - A group is added to trauma therapy under way only where the person wants
//     others (F30, "wants peers"); otherwise what is under way goes on.
//   - Where help is sought as a parent or carer, the person who would take part is that
//     parent: one who cannot join a group is advised none, for whatever the course is (F39).
//     Without such a statement the group is the child's own, and stays possible. Severe and
//     complex conduct problems put individual parent and child training first; the group
//     that the guideline offers in general is not opposed then, so that an informed wish for
//     it is heard.
//   - The guideline profile (F12) is England's. The statements prison and veteran-us make
//     single rules speak, and jurisdiction-england names the crisis lines; none exchanges the
//     profile, which is another policy or an overlay ([policy.Policy.Profile]).
//   - One format left because the others are unavailable is recommended (R6 asks
//     only where nothing at all is known), with the flag of whatever opposes it
//     (Recommendation.Against of package recommend).
//   - Combining is not a default: its points in need are held back by a reserve
//     of 3, which is lifted when different needs are said to concern different
//     aspects. In practical matters it has a reserve too: it is never a tie-break.
//   - Where a wish for privacy, or for individual therapy, stands against a
//     limited budget or limited time, the article gives no tie-break. A rule sets
//     the formats level, so that the answer is either, unless needs tip it.
//   - An informed wish is always heard. A wish without the discussion changes nothing in
//     indication, and the explanation asks for the discussion.
package standard
