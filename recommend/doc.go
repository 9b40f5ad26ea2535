// Package recommend recommends a format of therapy for a situation, and shows the reasons,
// rule by rule. In it: intakes, the recommender, recommendations with their reasons, texts
// and proof, interviews, and overrides. Package internal/engine decides, with numbers only;
// Verify checks the decision with separate code. Not in it: policies as data (package
// policy), the contents of the standard policy (package standard), and examining policies
// (package governance).
//
// It supports a decision that a clinician and a client make; it does not make it.
//
// # In short
//
// An [Intake] says what is known: statements ([therapy.Factor]) answered with yes, no,
// [Strongly] or not at all and, if known, who said so, when, and where. A [policy.Policy] is
// data: options, stages and rules. A [Recommender] is a compiled policy; [Default] is that of
// the standard policy.
//
//	rec, err := recommend.Default().Recommend(recommend.Intake{Answers: recommend.Answers{
//		therapy.Adult: recommend.Yes, therapy.NoAcuteRisk: recommend.Yes,
//		therapy.ValuesPrivacy: recommend.Strongly,
//	}}, time.Now())
//	fmt.Println(rec.For(recommend.Audience{Reader: recommend.Client}).Text(), err)
//
// A [Recommendation] is a small value. It has iterators over its reasons, questions,
// cautions, disagreements between sources, and stages. [Recommendation.For] renders it for an
// [Audience] (reader, place, language, date) as text, Markdown or JSON. Both readers get the
// same facts, and every option gets the same detail. Texts for clients leave out what other
// people who may read them must not learn ([therapy.Discretion]). Every text has a key
// ([Messages], [policy.Policy.Messages]); a language pack has its translations under these
// keys.
//
// Answers can also come from questionnaires: Measures of package standard turns scores of
// package measure into proposals with their sources, and [Recommender.MergeProposals] adds
// those that a clinician accepts. A score never proposes an answer about safety; a critical
// item that alerts becomes a question.
//
// An [Override] is a record: [Override.Store] writes it encrypted with your keys, and
// [Recommender.LoadOverride] reads it and makes its recommendation again.
// [Recommender.Replay] does the same for a recommendation in the JSON of a clinician's
// rendering.
//
// # What a rule does
//
// A rule has a condition, a tree of statements in three-valued logic ([therapy.Condition]),
// and fires only if it is certainly true. Its stage decides what it does then:
//
//	safety        escalates: nothing is ranked, there is something to do now
//	sufficiency   asks
//	eligibility   excludes options, and says what would reopen them
//	indication    grades options for one clinical question
//	the others    give points for or against options
//
// Grades are compared inside a question and never added up across questions. An option that
// any question opposes is flagged: it is not advised alone if another eligible option is not
// flagged, and no later stage removes the last unflagged option ([Recommendation.Against]).
// Points add up inside a stage and never across stages. After each stage with points, options
// that are more than its margin behind the best drop out, and the others continue. If one
// option is left, the outcome is [policy.Recommended]; if several are left after the last
// stage, [policy.Either]; if no option is eligible, [policy.NoneSuitable]; if no weighing
// rule has fired for or against an eligible option, [policy.NeedsInformation].
//
// [Strongly] doubles the points of rules whose condition is that single statement, in the
// stages that say so. The points of rules with several statements are not doubled.
//
// # Unknown answers
//
// An unanswered statement is unknown, which does not mean no. It never makes a rule fire and
// never counts as support. A yes settles the statements that it excludes as no: an adult is
// not a child. A rule can make its answer required (RequiredIf). If a required answer is
// unknown, safety and sufficiency ask before anything else happens, and eligibility asks
// unless every option that the rule would exclude is already out. If no option is left,
// nothing is asked.
//
// Answers that say that there is no danger are treated with care: an old answer, an all-clear
// that is not from a clinician, and a no that is neither from the client nor from a clinician
// count as unknown ([Recommendation.Stale], [Recommendation.Unqualified]). A refused intake
// is still searched for danger ([Recommender.RecommendJSON]), and so can be any other document
// ([Recommender.Dangers]).
//
// # Proof
//
// A recommendation can also say whether any completion of the open answers could change the
// outcome ([Recommendation.Settlement]; exact, with a witness), which questions can still
// matter ([Recommendation.OpenQuestions], [Interview]), which smallest changes of answers
// would change it ([Recommendation.Changes]), and by what fraction all points could be wrong
// without changing it ([Recommendation.Tolerance]). [Recommendation.Certificate] writes all
// this as one document, and [Verify] checks that document against the policy with separate
// code.
//
// Settlement, open questions and the next question have a budget of steps ([DefaultBudget])
// and take at most 50 milliseconds per call with the standard policy, whatever the intake.
// Within its budget a settlement is exact; beyond it, the result is "undetermined". No intake
// of the standard policy has been found that needs a quarter of the budget. For a single
// question the proof can be too long. Of the open questions of 2,000 plausible intakes, fewer
// than one in seven was kept only because nothing could be proved; such a question says so.
// Nearly all of these matter only in rare completions; a larger budget
// ([Recommendation.OpenQuestionsWithin]) decides most of them.
//
// # Policies
//
// Rules come from three places: each modality's own indications ([policy.RulesOf]), the
// stages of package standard that concern all modalities, and your own [policy.Overlay].
// Policies are read and written as JSON ([policy.Parse]), compared in words ([policy.Diff]),
// and printed as a card ([policy.Card]). Package governance examines them and tries them on
// past intakes. Package recommendtest is a conformance kit for them.
package recommend
