package measure_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/measure"
)

func symptomRule(tb testing.TB, id string) measure.SymptomRule {
	tb.Helper()
	rule, ok := measure.StandardSymptomRule(id)
	require.True(tb, ok)
	return rule
}

// slowPHQ9 states the algorithm directly.
func slowPHQ9(a []int) string {
	n := 0
	for _, v := range a[:8] {
		if v >= 2 {
			n++
		}
	}
	if a[8] >= 1 {
		n++
	}
	if a[0] < 2 && a[1] < 2 || n < 2 {
		return ""
	}
	if n >= 5 {
		return "major depressive syndrome"
	}
	return "other depressive syndrome"
}

// Tries all 4^9 ways to fill in a PHQ-9.
func TestPHQ9AlgorithmExhaustively(t *testing.T) {
	rule := symptomRule(t, measure.RulePHQ9)
	a := make([]int, 9)
	answers := make([]measure.Answer, 9)
	labels := map[string]int{}
	for code := range 1 << 18 {
		for i := range a {
			a[i] = code >> (2 * i) & 3
			answers[i] = measure.Answered(a[i])
		}
		got, err := rule.Evaluate(measure.Response{Instrument: "phq-9", Answers: answers})
		if err != nil || got.Label != slowPHQ9(a) || (len(got.Alerts) == 1) != (a[8] > 0) {
			t.Fatalf("%v: %q, %v", a, got.Label, err)
		}
		labels[got.Label]++
	}
	require.Len(t, labels, 3, "every result was there")
}

// Tries every number of symptoms in every cluster, with the lowest answer that counts and the answer
// below it.
func TestPCL5Clusters(t *testing.T) {
	rule := symptomRule(t, measure.RulePCL5)
	first := []int{0, 5, 7, 14, 20}
	var counts [4]int
	var fill func(cluster int)
	fill = func(cluster int) {
		if cluster < 4 {
			for n := range first[cluster+1] - first[cluster] + 1 {
				counts[cluster] = n
				fill(cluster + 1)
			}
			return
		}
		answers := make([]measure.Answer, 20)
		for c, n := range counts {
			for i := first[c]; i < first[c+1]; i++ {
				answers[i] = measure.Answered(1)
				if i < first[c]+n {
					answers[i] = measure.Answered(2)
				}
			}
		}
		want := ""
		if counts[0] >= 1 && counts[1] >= 1 && counts[2] >= 2 && counts[3] >= 2 {
			want = "provisional PTSD"
		}
		got, err := rule.Evaluate(measure.Response{Instrument: "pcl-5", Answers: answers})
		require.NoError(t, err)
		require.Equal(t, want, got.Label, "%v", counts)
	}
	fill(0)
}

func TestSymptomFinding(t *testing.T) {
	got, err := symptomRule(t, measure.RulePHQ9).Evaluate(measure.Response{Instrument: "phq-9", Answers: measure.Answers(2, 0, 3, 1, 0, 0, 0, 0, 1)})
	require.NoError(t, err)
	require.Equal(t, []int{1, 3, 9}, got.Symptoms)
	if diff := cmp.Diff([]measure.GroupCount{
		{Outcome: "major depressive syndrome", Name: "symptoms", Present: 3, Of: 9, Met: false},
		{Outcome: "major depressive syndrome", Name: "low mood or loss of interest", Present: 1, Of: 2, Met: true},
		{Outcome: "other depressive syndrome", Name: "symptoms", Present: 3, Of: 9, Met: true},
		{Outcome: "other depressive syndrome", Name: "low mood or loss of interest", Present: 1, Of: 2, Met: true},
	}, got.Counts); diff != "" {
		t.Errorf("the working (-want +got):\n%s", diff)
	}
	require.NotEmpty(t, got.Caveat)
	require.NotEmpty(t, got.Sources)
	// The pattern does not depend on the total: this total is 9 and below every threshold, and the
	// pattern is present.
	other, err := symptomRule(t, measure.RulePHQ9).Evaluate(measure.Response{Instrument: "phq-9", Answers: measure.Answers(2, 2, 2, 2, 0, 0, 0, 0, 1)})
	require.NoError(t, err)
	require.Equal(t, "major depressive syndrome", other.Label)
}

func TestSymptomRuleRefusesResponses(t *testing.T) {
	rule := symptomRule(t, measure.RulePHQ9)
	full := func(change func([]measure.Answer) []measure.Answer) []measure.Answer {
		return change(measure.Answers(3, 3, 3, 3, 3, 3, 3, 3, 3))
	}
	for _, test := range []struct {
		name, reason string
		response     measure.Response
		err          error
		alerts       int
	}{
		{"another questionnaire", "the numbers mean something else", measure.Response{Instrument: "gad-7", Answers: measure.Answers(3, 3, 3, 3, 3, 3, 3)}, therapy.ErrContradiction, 1},
		{"too short", "nobody knows which is missing", measure.Response{Instrument: "phq-9", Answers: measure.Answers(3)}, therapy.ErrRange, 1},
		{"hole", "a count with a hole could be either", measure.Response{Instrument: "phq-9", Answers: full(func(a []measure.Answer) []measure.Answer { a[3] = measure.Answer{}; return a })}, measure.ErrIncomplete, 1},
		{"out of range", "no such answer", measure.Response{Instrument: "phq-9", Answers: full(func(a []measure.Answer) []measure.Answer { a[3] = measure.Answered(4); return a })}, therapy.ErrRange, 1},
		{"does not apply", "not an answer here", measure.Response{Instrument: "phq-9", Answers: full(func(a []measure.Answer) []measure.Answer { a[3] = measure.NotApplicable(); return a })}, therapy.ErrRange, 1},
	} {
		got, err := rule.Evaluate(test.response)
		require.ErrorIs(t, err, test.err, "%s: %s", test.name, test.reason)
		require.Empty(t, got.Label, test.name)
		require.Len(t, got.Alerts, test.alerts, "%s: an alert is never lost to an error", test.name)
	}
	_, err := measure.SymptomRule{}.Evaluate(measure.Response{})
	require.ErrorIs(t, err, therapy.ErrRequired, "the zero rule is invalid")
	_, ok := measure.StandardSymptomRule("made-up")
	require.False(t, ok)
}

func TestSymptomRuleNotApplicable(t *testing.T) {
	rule, err := measure.NewSymptomRule(measure.Standard(), measure.SymptomSpec{
		ID: "made-up", Version: "1", Instrument: "wsas", Symptoms: []measure.Symptom{{Item: 1, At: 1}}, Caveat: "Made up.",
		Outcomes: []measure.SymptomOutcome{{Label: "trouble at work", Needs: []measure.SymptomCount{{Name: "work", Items: []int{1}, AtLeast: 1}}}},
		Sources:  []therapy.Source{{ID: "X1", Document: "made up", Strength: therapy.Study}},
	})
	require.NoError(t, err)
	got, err := rule.Evaluate(measure.Response{Instrument: "wsas", Answers: []measure.Answer{measure.NotApplicable(), {}, {}, {}, {}}})
	require.NoError(t, err, "only the items of symptoms must be answered")
	require.Empty(t, got.Label, "an item that does not apply is no symptom")
}

func TestBrokenSymptomRules(t *testing.T) {
	for _, test := range []struct {
		rule, reason string
		change       func(*measure.SymptomSpec)
	}{
		{"symptom-rule-id", "capitals", func(s *measure.SymptomSpec) { s.ID = "PHQ" }},
		{"symptom-rule-version", "blank", func(s *measure.SymptomSpec) { s.Version = " " }},
		{"symptom-rule-caveat", "nobody may read it as a diagnosis", func(s *measure.SymptomSpec) { s.Caveat = "" }},
		{"symptom-rule-symptoms", "nothing to count", func(s *measure.SymptomSpec) { s.Symptoms = nil }},
		{"symptom-rule-outcomes", "nothing to find", func(s *measure.SymptomSpec) { s.Outcomes = nil }},
		{"sources-missing", "every claim has one", func(s *measure.SymptomSpec) { s.Sources = nil }},
		{"instrument-unknown", "not in the catalogue", func(s *measure.SymptomSpec) { s.Instrument = "x" }},
		{"symptom-duplicate", "which mark counts?", func(s *measure.SymptomSpec) { s.Symptoms[1].Item = 1 }},
		{"item-number", "there is no item 10", func(s *measure.SymptomSpec) { s.Symptoms[0].Item = 10 }},
		{"symptom-at", "nobody can answer 4", func(s *measure.SymptomSpec) { s.Symptoms[0].At = 4 }},
		{"outcome-label", "a result has a name", func(s *measure.SymptomSpec) { s.Outcomes[0].Label = "" }},
		{"outcome-needs", "would always be met", func(s *measure.SymptomSpec) { s.Outcomes[0].Needs = nil }},
		{"count-name", "shown in the working", func(s *measure.SymptomSpec) { s.Outcomes[0].Needs[0].Name = "" }},
		{"item-numbers", "not ascending", func(s *measure.SymptomSpec) { s.Outcomes[0].Needs[0].Items[0] = 9 }},
		{"count-no-symptom", "an item without a mark", func(s *measure.SymptomSpec) { s.Symptoms = s.Symptoms[:8] }},
		{"count-range", "more than there are", func(s *measure.SymptomSpec) { s.Outcomes[0].Needs[0].AtLeast = 10 }},
		{"count-range", "none is always met", func(s *measure.SymptomSpec) { s.Outcomes[0].Needs[0].AtLeast = 0 }},
		{"count-range", "upside down", func(s *measure.SymptomSpec) { s.Outcomes[1].Needs[0].AtMost = 1 }},
	} {
		spec := symptomRule(t, measure.RulePHQ9).Spec()
		_, err := measure.NewSymptomRule(measure.Standard(), spec)
		require.NoError(t, err)
		test.change(&spec)
		_, err = measure.NewSymptomRule(measure.Standard(), spec)
		require.ErrorContains(t, err, "["+test.rule+"]", test.reason)
	}
}

func TestSymptomRuleCopiesItsSpec(t *testing.T) {
	spec := symptomRule(t, measure.RulePCL5).Spec()
	rule, err := measure.NewSymptomRule(measure.Standard(), spec)
	require.NoError(t, err)
	spec.Symptoms[0].At, spec.Outcomes[0].Needs[0].Items[0] = 4, 2
	if diff := cmp.Diff(symptomRule(t, measure.RulePCL5).Spec(), rule.Spec(), sameSource); diff != "" {
		t.Errorf("changed through the argument (-want +got):\n%s", diff)
	}
}

func TestStandardSymptomRulesHaveSources(t *testing.T) {
	ids := []string{}
	for _, rule := range measure.StandardSymptomRules() {
		spec := rule.Spec()
		ids = append(ids, spec.ID)
		for _, s := range spec.Sources {
			require.NoError(t, s.Validate())
		}
	}
	require.True(t, slices.Equal(ids, []string{measure.RulePHQ9, measure.RulePCL5}), "the documented order")
}
