// Package standard holds the contents of the standard policy: its stages, rules, cautions,
// actions, conflicts and crisis lines, the table from questionnaires to statements, the
// catalogue of built-in modalities, and the policy's safety documents. Where to add a rule to
// the standard policy: in the file of its stage here. Not in it: the types (package policy),
// deciding (package recommend), and the indications that come with modalities (packages
// individual and group).
//
// Everything is built on the first call. A program that calls nothing here links
// none of it. Former versions are kept for replay and comparison: see [Retired].
//
// No registered clinician has reviewed the content. It was compiled from published sources;
// the policy's card says how each source was read.
//
// # How the sources are read
//
// The standard policy is based on two documents: a taxonomy of factors, which was compiled
// from an article on individual and group therapy and from guidelines, and a clinical
// reference that corrects and completes it. Row numbers such as F14 are those of the
// taxonomy. Where these documents leave room for interpretation, the policy reads them as
// follows:
//
//   - The indication stage decides by grades. Each rule answers a question, that is, a
//     condition with its age and situation, and nothing is added up across questions. An
//     option that a question opposes is never advised alone if another option is not opposed,
//     and no later stage removes the last unopposed option.
//   - A rule applies only to the ages that its sources are about. People of 65 and over count
//     as adults.
//   - An option that a source recommends only in a certain case (grade only-if) stays named
//     if it is not known whether that is the case: a question that lists every format does
//     not oppose it.
//   - Readiness for a group and earlier treatment are weak questions: they can oppose a
//     group, are never printed as a guideline, and never lead to two formats together.
//   - In the other stages that count points the margin is 1: strengths are ordinal judgements
//     from 1 to 3, too coarse for a difference of one to mean anything.
//   - If the taxonomy excludes groups and also gives extra points to individual therapy, the
//     points are left out. The exclusion decides; the points would only push aside other
//     modalities, about which the row says nothing.
//   - A long wait counts in the practical stage, since the eligibility stage has no points. A
//     long wait for a group (F14) has no statement in the taxonomy and is not modelled.
//   - The composition of a group (F13: shared concern, size) depends on the group that is
//     offered and is checked in the screening for that group; the policy asks only for its
//     kind.
//   - Every danger of F01 to F06 must be known to be absent, even if nothing makes it likely;
//     the statement no-acute-risk says so about all of them. The answer "no" to
//     no-acute-risk, no-imminent-threat or medically-stable is never ignored, and comes first
//     in the result.
//   - Refused consent stops the decision, even if a parent consents for a client of twelve or
//     more. If a client under sixteen is or may be abused, it must be known whether the
//     person who consents may be the abuser. If so, the decision stops for every minor.
//   - If abuse is known or suspected, it must be known whether the abuser is in the offered
//     group.
//   - After a recent suicide attempt, a group as the only treatment is ruled out, whatever
//     its kind. With thoughts of suicide or self-harm, the kind of the group is asked for,
//     unless a programme with both an individual and a group part answers the question. In a
//     life crisis a mixed group as the only treatment is ruled out. In such a programme the
//     group is one part: it is graded as an addition, so that it is not advised alone, and if
//     individual therapy is not available, the kind of the group is asked for.
//   - A group is added to ongoing trauma therapy only if the person wants peers (F30, "wants
//     peers"); otherwise the ongoing therapy continues.
//   - If a parent or carer seeks help as such, the person who would take part is that parent:
//     a parent who cannot join a group is not advised one, whatever the course is for (F39).
//     Without such a statement the group is one for the child, and stays possible. For severe
//     and complex conduct problems, individual parent and child training comes first. The
//     group that the guideline offers in general is then not opposed, so that an informed
//     wish for it counts.
//   - The guideline profile (F12) is England's. The statements prison and veteran-us make
//     single rules apply, and jurisdiction-england selects the crisis lines; none of them
//     changes the profile. Another profile needs another policy or an overlay
//     ([policy.Policy.Profile]).
//   - If only one format is left because the others are not available, it is recommended (R6
//     asks only if nothing at all is known). If something opposes it, it is flagged
//     (Recommendation.Against of package recommend).
//   - Combined therapy is not a default: in the need stage it starts with 3 points less (a
//     reserve), unless different needs are said to concern different aspects. It has a
//     reserve in the practical stage too: it never breaks a tie.
//   - If a wish for privacy or for individual therapy conflicts with a limited budget or
//     limited time, the article does not say which counts more. A rule gives the formats
//     equal points, so that the result is "either", unless needs decide.
//   - An informed wish always counts. A wish of a person with whom the options were not
//     discussed changes nothing in the indication stage, and the explanation asks for that
//     discussion.
package standard
