package measure

import (
	"slices"
	"sync"

	"github.com/therapykit/therapykit/therapy"
)

// The ids of the built-in symptom rules.
const (
	// RulePHQ9 is the diagnostic algorithm of PHQ-9.
	RulePHQ9 = "phq-9-algorithm"
	// RulePCL5 is the provisional rule of PCL-5 by symptom clusters.
	RulePCL5 = "pcl-5-clusters"
)

// StandardSymptomRules returns the built-in rules, in a fixed order, checked
// against [Standard].
func StandardSymptomRules() []SymptomRule { return slices.Clone(symptomRules()) }

var symptomRules = sync.OnceValue(func() []SymptomRule {
	c := Standard()
	specs := standardSymptomRules()
	out := make([]SymptomRule, len(specs))
	for i, spec := range specs {
		rule, err := NewSymptomRule(c, spec)
		if err != nil {
			// The table is part of this package and a test checks it whole.
			panic(err)
		}
		out[i] = rule
	}
	return out
})

// StandardSymptomRule returns one of [StandardSymptomRules] by its id, and
// whether there is one.
func StandardSymptomRule(id string) (SymptomRule, bool) {
	rules := symptomRules()
	i := slices.IndexFunc(rules, func(r SymptomRule) bool { return r.spec.ID == id })
	if i < 0 {
		return SymptomRule{}, false
	}
	return rules[i], true
}

// symptoms marks every item of 1 to n at the same answer.
func symptoms(n, at int) []Symptom {
	out := make([]Symptom, n)
	for i := range out {
		out[i] = Symptom{Item: i + 1, At: at}
	}
	return out
}

func standardSymptomRules() []SymptomSpec {
	phq := symptoms(9, 2)
	// Item 9 counts at any answer above 0.
	phq[8].At = 1
	core := SymptomCount{Name: "low mood or loss of interest", Items: []int{1, 2}, AtLeast: 1}
	return []SymptomSpec{
		{
			// CamCOPS, documentation of PHQ-9.
			ID: RulePHQ9, Version: "1", Instrument: "phq-9", Symptoms: phq,
			Outcomes: []SymptomOutcome{
				{"major depressive syndrome", []SymptomCount{{Name: "symptoms", Items: span(1, 9), AtLeast: 5}, core}},
				{"other depressive syndrome", []SymptomCount{{Name: "symptoms", Items: span(1, 9), AtLeast: 2, AtMost: 4}, core}},
			},
			Caveat:  "A pattern of answers, not a diagnosis: bereavement, mania, a medical cause and impairment have to be looked at by a clinician.",
			Sources: therapy.MustCite("M3"),
		},
		{
			// comorbidityguidelines.org.au and CamCOPS agree.
			ID: RulePCL5, Version: "1", Instrument: "pcl-5", Symptoms: symptoms(20, 2),
			Outcomes: []SymptomOutcome{{"provisional PTSD", []SymptomCount{
				{Name: "B, intrusion", Items: span(1, 5), AtLeast: 1},
				{Name: "C, avoidance", Items: span(6, 7), AtLeast: 1},
				{Name: "D, cognition and mood", Items: span(8, 14), AtLeast: 2},
				{Name: "E, arousal and reactivity", Items: span(15, 20), AtLeast: 2},
			}}},
			Caveat:  "A pattern of answers, not a diagnosis: the event, how long it has lasted and impairment have to be established by interview.",
			Sources: therapy.MustCite("M13", "M3"),
		},
	}
}
