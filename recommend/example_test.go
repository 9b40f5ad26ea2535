package recommend_test

import (
	"fmt"
	"time"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/measure"
)

// This example makes a recommendation from an intake, and prints its reasons.
func Example() {
	r := recommend.Must(standard.Policy())
	rec, err := r.Recommend(given(recommend.Answers{
		therapy.NoAcuteRisk:   therapy.Yes,
		therapy.Adult:         therapy.Yes,
		therapy.ValuesPrivacy: therapy.Strongly,
	}), now)
	if err != nil {
		fmt.Println(err)
		return
	}
	decided, _ := rec.DecidedBy()
	fmt.Println(rec.Summary(), "decided by", decided)
	for x := range rec.Reasons() {
		fmt.Printf("%s %+d %s\n", x.Option(), x.Points(), x.Rule())
	}
	// Output:
	// recommended individual decided by preference
	// individual +6 f42-individual-privacy
	// group -6 f42-group-privacy
	// group+individual -2 f42-individual-privacy
}

// Unknown does not mean no: required answers are asked for before anything is advised.
func ExampleRecommendation_Questions() {
	r := recommend.Must(standard.Policy())
	rec, err := r.Recommend(given(recommend.Answers{therapy.ValuesPrivacy: therapy.Yes}), now)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(rec.Outcome())
	for q := range rec.Questions() {
		fmt.Println(q.Layer, q.Info.Factor)
	}
	// Output:
	// needs-information
	// safety no-acute-risk
	// safety acute-suicidality
	// safety suicide-plan-and-means
	// safety cannot-keep-safe
	// safety harm-to-others-imminent
	// safety acute-psychosis
	// safety acute-mania
	// safety acute-intoxication
	// safety severe-alcohol-withdrawal
	// safety medical-instability
	// sufficiency adult
	// sufficiency adolescent-16-17
	// sufficiency adolescent-12-15
	// sufficiency child-under-12
}

// JSON is read strictly. All errors are reported at once, and none quotes the input.
func ExampleRecommender_ParseIntake() {
	r := recommend.Must(standard.Policy())
	_, err := r.ParseIntake([]byte(`{"adult": "perhaps", "values-privcy": "yes"}`))
	fmt.Println(err)
	// Output:
	// /adult: malformed [answer-word]: one of yes, no, strongly, unknown
	// /#2: unknown name [factor-unknown]: did you mean values-privacy?
}

// Danger stops everything: no format is ranked, and the recommendation says what to do.
func ExampleRecommendation_Danger() {
	r := recommend.Must(standard.Policy())
	rec, err := r.Recommend(given(recommend.Answers{therapy.AcuteSuicidality: therapy.Yes, therapy.PrefersGroup: therapy.Strongly}), now)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(rec.Summary())
	for x := range rec.Danger() {
		fmt.Println(x.Rule())
	}
	// Output:
	// escalate
	// f01-acute-suicidality
}

// An option is a set of modalities, and each set is written in one way only.
func ExampleOptionOf() {
	fmt.Println(policy.OptionOf("individual", "group"))
	fmt.Println(policy.OptionOf("individual", "group") == standard.Combined)
	// Output:
	// group+individual
	// true
}

// A questionnaire proposes answers, which a clinician accepts, and asks about
// danger, which only a conversation can answer.
func ExampleRecommender_MergeProposals() {
	score, err := measure.Standard().Score(measure.Response{
		Instrument: "phq-9", At: time.Date(2026, time.January, 5, 18, 0, 0, 0, time.UTC),
		Answers: measure.Answers(3, 3, 2, 2, 2, 2, 1, 1, 1),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	suggestions, err := standard.Measures().Read(score)
	if err != nil {
		fmt.Println(err)
		return
	}
	for p := range suggestions.Proposals() {
		fmt.Println("proposed:", p.Rule.Statement, p.Rule.Answer, "by a total of", p.Total)
		fmt.Println(" ", p.Rule.Says.Clinician)
	}
	for q := range suggestions.Questions() {
		fmt.Println("to ask:", q.Instrument, "item", q.Item, q.State, q.Ask[0])
	}
	intake := recommend.Intake{Answers: recommend.Answers{therapy.Adult: therapy.Yes}}
	intake, conflicts, err := recommend.Default().MergeProposals(intake, suggestions, therapy.DepressionMoreSevere)
	fmt.Println(intake.Answers[therapy.DepressionMoreSevere], len(conflicts), err)
	// Output:
	// proposed: depression-more-severe yes by a total of 17
	//   PHQ-9 of 16 or more: if this is a depression, it is a more severe one.
	// to ask: phq-9 item 9 raised acute-suicidality
	// yes 0 <nil>
}
