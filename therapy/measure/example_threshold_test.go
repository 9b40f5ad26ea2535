package measure_test

import (
	"fmt"
	"time"

	"github.com/therapykit/therapykit/therapy/measure"
)

// Under another set the same score can be in another band, or change whether it is a case.
// Therefore a statement about a score must name the set.
func ExampleThresholdSet() {
	gad7, _ := measure.Standard().Lookup("gad-7")
	score, err := gad7.Score(measure.Response{
		Instrument: "gad-7", At: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), Answers: measure.Answers(2, 1, 1, 2, 1, 1, 1),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, set := range measure.StandardSets() {
		if result, err := set.Caseness(score, ""); err == nil {
			fmt.Println(set.Ref().ID, "case:", result.Case, "from", result.Cutoff.Value)
		}
		if band, err := set.Band(score, ""); err == nil {
			fmt.Println(set.Ref().ID, "band:", band.Label)
		}
	}
	// Output:
	// nhs-talking-therapies case: true from 8
	// original-authors case: false from 10
	// original-authors band: mild
}

// A low total does not suppress an alert: the ninth item of a PHQ-9 is reported whatever the total.
func ExampleAlert() {
	phq9, _ := measure.Standard().Lookup("phq-9")
	score, err := phq9.Score(measure.Response{
		Instrument: "phq-9", At: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), Answers: measure.Answers(0, 1, 0, 0, 0, 0, 0, 0, 1),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	total, _ := score.Total()
	fmt.Println("total:", total)
	for _, alert := range score.Alerts() {
		answer, _ := alert.Answer.Value()
		fmt.Println("item", alert.Item, "about", alert.About, "answered", answer, alert.State)
	}
	// Output:
	// total: 2
	// item 9 about Thoughts of being better off dead or of self-harm. answered 1 raised
}
