// Package recommend says which format of therapy suits a situation, and shows
// why, rule by rule: intakes, the recommender, recommendations with their reasons,
// texts and proof, interviews, and overrides. The decision is made in
// internal/engine, over numbers; Verify checks it with code of its own.
// Not in it: policies as data (package policy), the contents of the standard one
// (package standard), and examining policies (package governance).
//
// It supports a decision that a clinician and a client make; it does not make it.
//
// # In short
//
// An [Intake] says what is known: statements ([therapy.Factor]) answered yes,
// no, [Strongly] or not at all and, where it is known, who said so, when, and in
// what. A [policy.Policy] is data: options, stages and
// rules. A [Recommender] is a policy compiled for use; [Default] is that of the
// standard policy.
//
//	rec, err := recommend.Default().Recommend(recommend.Intake{Answers: recommend.Answers{
//		therapy.Adult: recommend.Yes, therapy.NoAcuteRisk: recommend.Yes,
//		therapy.ValuesPrivacy: recommend.Strongly,
//	}}, time.Now())
//	fmt.Println(rec.For(recommend.Audience{Reader: recommend.Client}).Text(), err)
//
// A [Recommendation] is a small value. It yields its reasons, questions, cautions,
// disagreements between sources and stages as iterators, and [Recommendation.For]
// renders it for an [Audience] (reader, place, language, date) as text, Markdown or
// JSON. Both readers get the same facts, and every option the same detail; what a
// client reads leaves out what others who may read it must not learn
// ([therapy.Discretion]). Every text has a key ([Messages],
// [policy.Policy.Messages]), under which a language pack has its own.
//
// Answers can be taken from questionnaires too: Measures of package standard turns
// scores of package measure into proposals with their sources, and
// [Recommender.MergeProposals] takes over those that a clinician accepts. A score
// never answers a statement of safety with no, and an alerting item becomes a
// question.
//
// An [Override] is a record: [Override.Store] writes it with its keys, and
// [Recommender.LoadOverride] reads it back by making its recommendation again.
// [Recommender.Replay] does the same for what a clinician's rendering says.
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
//	indication    grades options for one clinical question
//	the others    give points for or against options
//
// Grades are compared inside a question and never added up across questions. An
// option that any question opposes is flagged: it is not advised alone beside one that
// is not, and no later stage takes the last unflagged option away
// ([Recommendation.Against]). Points add up inside a stage and never across stages.
// After each stage that adds up points, the options more than its margin behind the best drop out, and the
// rest go on. One left is [policy.Recommended]; more than one after the last stage is
// [policy.Either]; none eligible is [policy.NoneSuitable]; if no rule that weighs has spoken
// about an eligible option, the outcome is [policy.NeedsInformation].
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
// Answers that say that there is no danger count with care: an old one, an all-clear that is
// not a clinician's, and a no of anybody but the person or a clinician are taken as unknown
// ([Recommendation.Stale], [Recommendation.Unqualified]). What is refused is looked through
// for danger all the same ([Recommender.RecommendJSON]).
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
// Settlement, open questions and the next question have a budget of steps
// ([DefaultBudget]) and take at most 50 milliseconds a call with the standard policy,
// whatever the intake. Within its budget a settlement is exact, and says undetermined
// beyond it; no intake of the standard policy has been found that needs a quarter of the
// budget. About single questions a proof can be too long: of those kept on a
// mixture of plausible, drawn and nearly complete intakes fewer than one in six is kept only because nothing
// could be proved, and says so. Nearly all of them matter in rare completions; a larger
// budget ([Recommendation.OpenQuestionsWithin]) decides most of them.
//
// # Policies
//
// Rules come from three places: each modality's own indications
// ([policy.RulesOf]), the cross-cutting stages of package standard, and a
// deployer's [policy.Overlay]. Policies are read and written as JSON
// ([policy.Parse]), compared in words ([policy.Diff]), printed as a card
// ([policy.Card]), and examined and tried on past intakes by package governance.
// Package recommendtest is a conformance kit for them.
package recommend
