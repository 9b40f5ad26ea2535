package recommend_test

import (
	"fmt"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/therapy"
)

// An intake goes in, a recommendation with its reasons comes out.
func Example() {
	r := recommend.Must(recommend.DefaultPolicy())
	rec, err := r.Recommend(recommend.Intake{
		therapy.NoAcuteRisk:   recommend.Yes,
		therapy.Adult:         recommend.Yes,
		therapy.ValuesPrivacy: recommend.Strongly,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	decided, _ := rec.DecidedBy()
	fmt.Println(rec, "decided by", decided)
	for x := range rec.Reasons() {
		fmt.Printf("%s %+d %s\n", x.Option(), x.Points(), x.Rule())
	}
	// Output:
	// recommended individual decided by preference
	// individual +6 f42-individual-privacy
	// group -6 f42-group-privacy
	// group+individual -2 f42-individual-privacy
}

// Unknown is not no: what must be known is asked for before anything passes.
func ExampleRecommendation_Questions() {
	r := recommend.Must(recommend.DefaultPolicy())
	rec, err := r.Recommend(recommend.Intake{therapy.ValuesPrivacy: recommend.Yes})
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
	// safety acute-suicidality
	// safety suicide-plan-and-means
	// safety cannot-keep-safe
	// safety harm-to-others-imminent
	// sufficiency adult
	// sufficiency adolescent-16-17
	// sufficiency adolescent-12-15
	// sufficiency child-under-12
}

// JSON is read strictly; what is wrong is reported all at once, and nothing of
// what stood there is quoted.
func ExampleRecommender_ParseIntake() {
	r := recommend.Must(recommend.DefaultPolicy())
	_, err := r.ParseIntake([]byte(`{"adult": "perhaps", "values-privcy": "yes"}`))
	fmt.Println(err)
	// Output:
	// /#1: unknown name [answer-word]: one of yes, no, strongly, unknown
	// /#2: unknown name [factor-unknown]: did you mean values-privacy?
}

// Danger stops everything: no format is ranked, and there is something to do.
func ExampleRecommendation_Danger() {
	r := recommend.Must(recommend.DefaultPolicy())
	rec, err := r.Recommend(recommend.Intake{therapy.AcuteSuicidality: recommend.Yes, therapy.PrefersGroup: recommend.Strongly})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(rec)
	for x := range rec.Danger() {
		fmt.Println(x.Rule())
	}
	// Output:
	// escalate
	// f01-acute-suicidality
}

// An option is a set of modalities, written in one way only.
func ExampleOptionOf() {
	fmt.Println(recommend.OptionOf("individual", "group"))
	fmt.Println(recommend.OptionOf("individual", "group") == recommend.Combined)
	// Output:
	// group+individual
	// true
}
