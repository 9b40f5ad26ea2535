// Package recommend says which format of therapy suits a situation, and shows
// why, rule by rule. It supports a decision that a clinician and a client make;
// it does not make it.
//
// # In short
//
// An [Intake] says what is known: statements ([therapy.Factor]) answered yes,
// no, [Strongly] or not at all. A [Policy] is data: options, stages and rules. A
// [Recommender] is a policy compiled for use; [Default] is that of the
// [DefaultPolicy].
//
//	rec, err := recommend.Default().Recommend(recommend.Intake{
//		therapy.Adult: recommend.Yes, therapy.NoAcuteRisk: recommend.Yes,
//		therapy.ValuesPrivacy: recommend.Strongly,
//	})
//	fmt.Println(rec.Text(recommend.Clinician))
//
// A [Recommendation] is a small value. It yields its reasons, questions,
// cautions, disagreements between sources and stages as iterators, and renders
// them for a clinician or a client as text, Markdown or JSON. Both get the same
// facts, and every option the same detail; a client's text leaves out what others
// who may read it must not learn ([therapy.Discretion]).
//
// Answers can be taken from questionnaires too: [FromMeasures] turns scores of
// package measure into statements with their sources. A score never answers a
// statement of safety with no, and an alerting item becomes a question.
//
// # What a rule does
//
// A rule has a condition, a closed tree of statements in three-valued logic
// ([therapy.Condition]), and fires only when it is certainly true. What it does
// then follows from its stage:
//
//	safety        escalates: nothing is ranked, there is something to do now
//	sufficiency   asks
//	eligibility   excludes options, and says what would reopen them
//	the others    give points for or against options
//
// Points add up inside a stage and never across stages. After each stage that
// weighs, the options more than its margin behind the best drop out, and the
// rest go on. One left is [Recommended]; more than one after the last stage is
// [Either]; none eligible is [NoneSuitable]; if no rule that weighs has spoken
// about an eligible option, the outcome is [NeedsInformation].
//
// [Strongly] doubles what a statement by itself gives: the points of rules whose
// condition is that one statement, in the stages that say so. Rules that rest on
// several statements are not doubled.
//
// # What is not known
//
// An unanswered statement is unknown, not no. It never makes a rule fire and
// never counts as support. A yes settles the statements that it excludes as no:
// somebody who is an adult is not a child. A rule can make its answer required
// (RequiredIf): if it is unknown then, safety and sufficiency ask before anything
// else happens, and eligibility asks unless every option that the rule would
// exclude is out already. If no option is left there is nothing to ask for.
//
// # Proof
//
// On demand a recommendation says whether any completion of the open answers
// could change the outcome ([Recommendation.Settlement]; exact, with a witness),
// which questions can still matter ([Recommendation.OpenQuestions],
// [Interview]), which smallest changes of answers would change it
// ([Recommendation.Changes]) and by what fraction all points could be off
// ([Recommendation.Tolerance]). [Recommendation.Certificate] writes all of it
// down, and [Verify] checks that against the policy with code of its own.
//
// Settlement is exact for every policy within its budget, and says undetermined
// beyond it; the default policy has never needed more than a dozen of the 65,536
// sets of completions that the budget allows. An [Interview] of a thousand
// made-up people who could answer everything asked 57.9 of the 139 statements on
// average, 100 at most, and always came to the outcome of all their answers.
// About which single questions can still matter a proof can be too long (2 in a
// hundred, on partial intakes drawn at random); such questions are kept, and
// marked as undetermined.
//
// # Policies
//
// Rules come from three places: each modality's own indications ([RulesOf]), the
// cross-cutting stages of this package, and a deployer's [Overlay]. Policies are
// read and written as JSON ([ReadPolicy]), compared in words ([Diff]), printed
// as a card ([Card]), examined ([Audit]) and tried on past intakes ([Backtest]).
// Package recommendtest is a conformance kit for them.
//
// # How the sources are read
//
// The default policy takes its rows and points from a taxonomy of fifty factors
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
//     ([Policy.Profile]).
//   - One format left because the others are unavailable is recommended (R6 asks
//     only where nothing at all is known); texts say so where the indication
//     speaks against it ([Recommendation.AgainstIndication]).
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
package recommend
