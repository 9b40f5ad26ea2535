// Package standard holds the contents of the standard policy: its stages, rules,
// cautions, actions and conflicts, the table that leads from questionnaires to
// statements, and the catalogue of built-in modalities. Where to add a rule to the
// standard policy: in the file of its stage here.
// Not in it: the types (package policy), deciding (package recommend), and the
// indications that modalities bring along (packages individual and group).
//
// Everything is built on the first call. A program that calls nothing here links
// none of it.
//
// # How the sources are read
//
// The standard policy takes its rows and points from a taxonomy of fifty factors
// that was compiled from an article on individual and group therapy and from
// guidelines. Its readings, where the taxonomy leaves room:
//
//   - The margin is 1 in every stage: strengths are ordinal judgements between 1
//     and 3, and a lead of one is within their coarseness.
//   - The extra points that the taxonomy gives to individual therapy beside an
//     exclusion of groups are left out. The exclusion decides; the points would
//     only push aside other modalities, about which the row says nothing.
//   - Points that the taxonomy notes among the exclusions (low readiness,
//     unreliable attendance, an acute crisis) speak in indication, since
//     eligibility holds no points. Low readiness never excludes by itself.
//   - A long wait speaks in practical, for the same reason. A long wait for a
//     group (F14) has no statement in the taxonomy and is not modelled, nor is
//     declining individual therapy (F15): answer individual-unavailable for it.
//   - The composition of a group (F13: shared concern, size) is a matter of the
//     group that is offered, and is screened there; only its kind is asked here.
//   - Every danger of F01 to F06 has to be known to be absent, also where nothing
//     stated makes it likely; no-acute-risk says so of all. A no to it, to
//     no-imminent-threat or to medically-stable is never passed over.
//   - Consent that is refused stops, also where a parent consents for somebody of
//     twelve or more.
//   - After a recent suicide attempt and in a life crisis a mixed group by itself
//     is ruled out, and the kind of group is asked for. The taxonomy notes points
//     and "defer" (F08, F25); points would be beaten by elimination.
//   - A group is added to trauma therapy under way only where the person wants
//     others (F30, "wants peers"); otherwise what is under way goes on.
//   - The guideline profile (F12) is England's. The statements
//     jurisdiction-england, prison and veteran-us make single rules speak; they do
//     not exchange the profile, which is another policy or an overlay
//     ([policy.Policy.Profile]).
//   - One format left because the others are unavailable is recommended (R6 asks
//     only where nothing at all is known); texts say so where the indication
//     speaks against it (Recommendation.AgainstIndication of package recommend).
//   - Combining is not a default: its points in need are held back by a reserve
//     of 3, which is lifted when different needs are said to concern different
//     aspects. Where the formats are level in indication or in practical matters
//     it has a reserve too: it is never a tie-break.
//   - Where a wish for privacy, or for individual therapy, stands against a
//     limited budget or limited time, the article gives no tie-break. A rule sets
//     the two level, so that the answer is either, unless needs tip it.
//   - An informed preference against a strong indication also levels the two; a
//     preference without the discussion does not, and the explanation asks for
//     the discussion.
package standard
