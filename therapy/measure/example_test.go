package measure_test

import (
	"fmt"
	"time"

	"github.com/therapykit/therapykit/therapy/measure"
)

// The program of the package documentation: a questionnaire at intake and twelve
// weeks later, its band, and whether the change is reliable.
func Example() {
	instrument, ok := measure.Standard().Lookup("phq-9")
	if !ok {
		fmt.Println("no such instrument")
		return
	}
	intake := time.Date(2026, time.January, 5, 18, 0, 0, 0, time.UTC)
	first, err := instrument.Score(measure.Response{
		Instrument: "phq-9", At: intake,
		Answers: measure.Answers(2, 2, 3, 2, 2, 2, 2, 1, 1),
	})
	// There can be alerts even without a total.
	for _, alert := range first.Alerts() {
		fmt.Println("look at item", alert.Item, "which is", alert.State)
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	last, err := instrument.Score(measure.Response{
		Instrument: "phq-9", At: intake.AddDate(0, 0, 84),
		Answers: measure.Answers(1, 1, 1, 1, 0, 1, 0, 0, 0),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	authors, _ := measure.StandardSet(measure.SetAuthors)
	band, err := authors.Band(last, "")
	if err != nil {
		fmt.Println(err)
		return
	}
	nhs, _ := measure.StandardSet(measure.SetNHS)
	change, err := nhs.Change(first, last, "")
	if err != nil {
		fmt.Println(err)
		return
	}
	total, _ := last.Total()
	fmt.Printf("%v is %s (%s, version %s)\n", total, band.Label, band.Set.Name, band.Set.Version)
	fmt.Printf("%v points better: %v (%s, version %s)\n", change.Improvement, change.Kind, change.Set.Name, change.Set.Version)
	// Output:
	// look at item 9 which is raised
	// 5 is mild (Authors and usual manuals, version 2)
	// 12 points better: reliable-improvement (NHS Talking Therapies, version 1)
}

// For a mistyped id the nearest one is suggested, by a method and in the error.
func ExampleCatalogue_Suggest() {
	catalogue := measure.Standard()
	if id, ok := catalogue.Suggest("PHQ9"); ok {
		fmt.Println(id)
	}
	_, err := catalogue.Score(measure.Response{Instrument: "gda-7"})
	fmt.Println(err)
	// PHQ-3 does not exist, and several ids are equally near: nothing is suggested.
	_, ok := catalogue.Suggest("phq-3")
	fmt.Println(ok)
	// Output:
	// phq-9
	// /instrument: unknown name [instrument-unknown]: did you mean gad-7?
	// false
}

func ExampleCatalogue_Score() {
	at := time.Date(2026, time.January, 5, 18, 0, 0, 0, time.UTC)
	score, err := measure.Standard().Score(measure.Response{Instrument: "phq-9", At: at, Answers: measure.Answers(2, 2, 2, 1, 1, 2, 1, 0, 1)})
	if err != nil {
		fmt.Println(err)
		return
	}
	total, _ := score.Total()
	set, _ := measure.StandardSet(measure.SetAuthors)
	band, _ := set.Band(score, "")
	fmt.Println(total, band.Label, "by", band.Set.Name)
	for _, a := range score.Alerts() {
		fmt.Println("item", a.Item, a.State)
	}
	// Output:
	// 12 moderate by Authors and usual manuals
	// item 9 raised
}

// Reliable change and the cut-offs of Jacobson and Truax from norms. The clinical and the functional
// group have different standard deviations here, so that the three cut-offs differ too.
func ExampleJacobsonTruax() {
	clinical, functional := measure.Norm{Mean: 22, SD: 6}, measure.Norm{Mean: 5, SD: 4}
	a, _ := measure.CutoffA(clinical, measure.LowerBetter)
	b, _ := measure.CutoffB(functional, measure.LowerBetter)
	c, err := measure.CutoffC(clinical, functional, measure.LowerBetter)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("a %.1f, b %.1f, c %.1f\n", a, b, c)
	basis := measure.Reliability{SD: 6, R: 0.84, Kind: measure.TestRetest, Z: measure.Z95}
	got, err := measure.JacobsonTruax(24, 9, c, measure.LowerBetter, basis)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("RCI %.2f, more than %.1f points is reliable: %v, %v\n", got.Index.RCI, got.Index.Mark.Points, got.Index.Kind, got.Category)
	// Output:
	// a 10.0, b 13.0, c 11.8
	// RCI -4.42, more than 6.7 points is reliable: reliable-improvement, recovered
}

// The same fall in depression, with and without a reliable rise in anxiety.
func ExampleNHSRules_Evaluate() {
	set, _ := measure.StandardSet(measure.SetNHS)
	rules, err := measure.NewNHSRules(set)
	if err != nil {
		fmt.Println(err)
		return
	}
	start := time.Date(2026, time.January, 5, 18, 0, 0, 0, time.UTC)
	pair := func(id measure.ID, first, last float64) measure.Pair {
		instrument, _ := measure.Standard().Lookup(id)
		a, _ := instrument.FromTotal(start, first)
		b, _ := instrument.FromTotal(start.AddDate(0, 0, 84), last)
		return measure.Pair{First: a, Last: b}
	}
	var tally measure.Tally
	for _, lastAnxiety := range []float64{5, 16} {
		got, err := rules.Evaluate(measure.Course{
			Depression: pair("phq-9", 18, 6),
			Anxiety:    pair("gad-7", 12, lastAnxiety),
			Instrument: "gad-7", Contacts: 8, Ended: true,
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		tally = tally.Add(got)
		fmt.Printf("improvement %v, recovery %v, reliable recovery %v\n", got.ReliableImprovement, got.Recovery, got.ReliableRecovery)
	}
	rate := tally.Recovery()
	fmt.Printf("%d of %d recovered\n", rate.Count, rate.Of)
	// Output:
	// improvement yes, recovery yes, reliable recovery yes
	// improvement no, recovery no, reliable recovery no
	// 1 of 2 recovered
}

func ExampleGoalAttainment() {
	got, err := measure.GoalAttainment([]measure.GoalLevel{
		{Level: 2, Rated: true, Weight: 9},
		{Level: 0, Rated: true, Weight: 4},
		{Level: -2, Rated: true, Weight: 1},
	}, measure.AttainmentPolicy{Rho: measure.ConventionalRho})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("T %.1f from levels %v\n", got.T, got.Levels)
	// Output: T 64.2 from levels [2 0 -2]
}

// A pattern of answers differs from a total: nine points are below every cut-off, but five symptoms
// are present.
func ExampleSymptomRule_Evaluate() {
	rule, _ := measure.StandardSymptomRule(measure.RulePHQ9)
	got, err := rule.Evaluate(measure.Response{Instrument: "phq-9", Answers: measure.Answers(2, 2, 2, 2, 0, 0, 0, 0, 1)})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(got.Label, got.Symptoms)
	fmt.Println(got.Caveat)
	// Output:
	// major depressive syndrome [1 2 3 4 9]
	// A pattern of answers, not a diagnosis: bereavement, mania, a medical cause and impairment have to be looked at by a clinician.
}

func ExampleChart() {
	instrument, _ := measure.Standard().Lookup("phq-9")
	nhs, _ := measure.StandardSet(measure.SetNHS)
	authors, _ := measure.StandardSet(measure.SetAuthors)
	set, err := measure.Combine(measure.SetRef{ID: "clinic", Version: "1", Name: "Our clinic", Population: "Adults"}, nhs, authors)
	if err != nil {
		fmt.Println(err)
		return
	}
	start := time.Date(2026, time.January, 5, 18, 0, 0, 0, time.UTC)
	picture, err := measure.Chart(measure.ChartSpec{
		Title: "Low mood", Instrument: instrument, Thresholds: set,
		Points: []measure.ChartPoint{
			{At: start, Value: 17},
			{At: start.AddDate(0, 0, 7), Missed: true},
			{At: start.AddDate(0, 0, 14), Value: 8},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(picture.Text)
	// Output:
	// PHQ-9 scores over time, possible range 0 to 27.
	// 5 Jan 2026: 17; moderately severe; caseness.
	// 12 Jan 2026: no score.
	// 19 Jan 2026: 8; mild; reliable improvement.
	// 10 and worse: caseness (NHS Talking Therapies, version 1).
	// No reliable change: less than 6 points from the first score (NHS Talking Therapies, version 1).
	// Severity bands: Authors and usual manuals, version 2.
}
