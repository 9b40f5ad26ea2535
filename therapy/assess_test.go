package therapy_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
)

func nhs(tb testing.TB) measure.ThresholdSet {
	tb.Helper()
	set, ok := measure.StandardSet(measure.SetNHS)
	require.True(tb, ok)
	return set
}

// observed makes a course of weekly values.
func observed(id measure.ID, values ...float64) []therapy.Observation {
	course := make([]therapy.Observation, len(values))
	for i, v := range values {
		course[i] = therapy.Observation{At: moment(1 + 7*i), Measure: id, Value: v}
	}
	return course
}

func TestAssess(t *testing.T) {
	t.Parallel()
	below10 := therapy.Target{Measure: "phq-9", Compare: therapy.Below, Value: 10}
	atLeast60 := therapy.Target{Measure: "who-5", Compare: therapy.AtLeast, Value: 60}
	scale := therapy.AttainmentScale{Levels: fullPlan().Goals[0].Scale.Levels, Baseline: -2}
	for _, tt := range []struct {
		name     string
		status   therapy.GoalStatus
		targets  []therapy.Target
		scale    therapy.AttainmentScale
		observed []therapy.Observation
		want     therapy.Achievement
		rules    []string
		reason   string
	}{
		{"met", therapy.GoalActive, []therapy.Target{below10}, therapy.AttainmentScale{}, observed("phq-9", 16, 12, 9), therapy.Achieved, []string{therapy.RuleMet}, ""},
		{"met twice", therapy.GoalActive, []therapy.Target{below10}, therapy.AttainmentScale{}, observed("phq-9", 16, 9, 8), therapy.Sustaining, []string{therapy.RuleMetAgain}, ""},
		{
			"met twice, completed", therapy.GoalCompleted,
			[]therapy.Target{below10},
			therapy.AttainmentScale{},
			observed("phq-9", 16, 9, 8), therapy.Achieved,
			[]string{therapy.RuleMetAgain},
			"what is no longer sought is not being sustained",
		},
		{"met at once", therapy.GoalActive, []therapy.Target{below10}, therapy.AttainmentScale{}, observed("phq-9", 9), therapy.Achieved, []string{therapy.RuleMet}, ""},
		{"once", therapy.GoalActive, []therapy.Target{below10}, therapy.AttainmentScale{}, observed("phq-9", 16), therapy.InProgress, []string{therapy.RuleOnce}, "one value shows no direction"},
		{"reliable, exactly", therapy.GoalActive, []therapy.Target{below10}, therapy.AttainmentScale{}, observed("phq-9", 16, 10), therapy.Improving, []string{therapy.RuleReliable}, "6 or more"},
		{"one point short", therapy.GoalActive, []therapy.Target{below10}, therapy.AttainmentScale{}, observed("phq-9", 16, 11), therapy.NoChange, []string{therapy.RuleUnreliable}, "5 is not 6"},
		{"worse, exactly", therapy.GoalActive, []therapy.Target{below10}, therapy.AttainmentScale{}, observed("phq-9", 12, 18), therapy.Worsening, []string{therapy.RuleReliable}, ""},
		{"worse by five", therapy.GoalActive, []therapy.Target{below10}, therapy.AttainmentScale{}, observed("phq-9", 12, 17), therapy.NoChange, []string{therapy.RuleUnreliable}, ""},
		{
			"lost a little", therapy.GoalActive,
			[]therapy.Target{below10},
			therapy.AttainmentScale{},
			observed("phq-9", 16, 9, 12), therapy.InProgress,
			[]string{therapy.RuleLost},
			"reached, regressed, sought again is FHIR's in-progress",
		},
		{
			"lost for certain", therapy.GoalActive,
			[]therapy.Target{below10},
			therapy.AttainmentScale{},
			observed("phq-9", 16, 9, 15), therapy.Worsening,
			[]string{therapy.RuleReliable},
			"compared with the last value that met the target",
		},
		{"no threshold, better", therapy.GoalActive, []therapy.Target{atLeast60}, therapy.AttainmentScale{}, observed("who-5", 40, 44), therapy.Improving, []string{therapy.RuleDirection}, "higher is better"},
		{"no threshold, worse", therapy.GoalOnHold, []therapy.Target{atLeast60}, therapy.AttainmentScale{}, observed("who-5", 40, 36), therapy.Worsening, []string{therapy.RuleDirection}, ""},
		{"no threshold, same", therapy.GoalActive, []therapy.Target{atLeast60}, therapy.AttainmentScale{}, observed("who-5", 40, 40), therapy.NoChange, []string{therapy.RuleDirection}, ""},
		{"completed, some progress", therapy.GoalCompleted, []therapy.Target{below10}, therapy.AttainmentScale{}, observed("phq-9", 20, 12), therapy.NotAchieved, []string{therapy.RuleReliable}, ""},
		{"completed, none", therapy.GoalCompleted, []therapy.Target{below10}, therapy.AttainmentScale{}, observed("phq-9", 20, 19), therapy.NoProgress, []string{therapy.RuleUnreliable}, ""},
		{
			"two, both met", therapy.GoalActive,
			[]therapy.Target{below10, atLeast60},
			therapy.AttainmentScale{},
			append(observed("phq-9", 16, 9), observed("who-5", 30, 64, 68)...),
			therapy.Achieved,
			[]string{therapy.RuleMet, therapy.RuleMetAgain},
			"not both are kept",
		},
		{
			"two, one met", therapy.GoalActive,
			[]therapy.Target{below10, atLeast60},
			therapy.AttainmentScale{},
			append(observed("phq-9", 16, 9), observed("who-5", 30, 30)...),
			therapy.Improving,
			[]string{therapy.RuleMet, therapy.RuleDirection},
			"",
		},
		{
			"two, opposed", therapy.GoalActive,
			[]therapy.Target{below10, atLeast60},
			therapy.AttainmentScale{},
			append(observed("phq-9", 16, 9), observed("who-5", 30, 20)...),
			therapy.InProgress,
			[]string{therapy.RuleMet, therapy.RuleDirection},
			"better here and worse there is neither",
		},
		{
			"two, one unknown", therapy.GoalActive,
			[]therapy.Target{below10, atLeast60},
			therapy.AttainmentScale{},
			observed("phq-9", 9, 8),
			therapy.Improving,
			[]string{therapy.RuleMetAgain, therapy.RuleNotObserved},
			"what is unknown is not met",
		},
		{
			"two, one unknown, one unchanged", therapy.GoalActive,
			[]therapy.Target{below10, atLeast60},
			therapy.AttainmentScale{},
			observed("phq-9", 16, 16),
			therapy.InProgress,
			[]string{therapy.RuleUnreliable, therapy.RuleNotObserved},
			"",
		},
		{"scale reached", therapy.GoalActive, nil, scale, observed(therapy.AttainmentMeasure, -2, 0), therapy.Achieved, []string{therapy.RuleMet}, "level 0 is what was expected"},
		{"scale, from the baseline", therapy.GoalActive, nil, scale, observed(therapy.AttainmentMeasure, -1), therapy.Improving, []string{therapy.RuleLevel}, "the baseline was agreed"},
		{"scale, no better", therapy.GoalActive, nil, scale, observed(therapy.AttainmentMeasure, -2), therapy.NoChange, []string{therapy.RuleLevel}, ""},
		{"scale, back again", therapy.GoalActive, nil, scale, observed(therapy.AttainmentMeasure, -1, -2), therapy.Worsening, []string{therapy.RuleLevel}, ""},
		{
			"scale with an aim of its own", therapy.GoalActive,
			[]therapy.Target{{Measure: therapy.AttainmentMeasure, Compare: therapy.AtLeast, Value: 1}},
			scale,
			observed(therapy.AttainmentMeasure, -2, 0), therapy.Improving,
			[]string{therapy.RuleLevel},
			"",
		},
		{"other measures", therapy.GoalActive, []therapy.Target{below10}, therapy.AttainmentScale{}, append(observed("gad-7", 21), observed("phq-9", 16)...), therapy.InProgress, []string{therapy.RuleOnce}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := therapy.Goal{Status: tt.status, Targets: tt.targets, Scale: tt.scale}
			for range 2 {
				j, err := therapy.Assess(g, slices.Values(tt.observed), nhs(t))
				require.NoError(t, err)
				require.Equal(t, tt.want, j.Achievement, "%s: %s", tt.reason, j.Words)
				var rules []string
				for _, target := range j.Targets {
					rules = append(rules, target.Rule)
					require.Contains(t, j.Words, target.Words)
					require.Equal(t, target.Rule == therapy.RuleReliable || target.Rule == therapy.RuleUnreliable || target.Rule == therapy.RuleLost, target.Set.ID != "",
						"a judgement of reliability names its set, and no other does")
				}
				require.Equal(t, tt.rules, rules)
				require.True(t, tt.status.Allows(j.Achievement), "what is derived may be written down")
				slices.Reverse(tt.observed) // any order will do
			}
		})
	}
}

func TestAssessWords(t *testing.T) {
	t.Parallel()
	goal := therapy.Goal{Status: therapy.GoalActive, Targets: []therapy.Target{{Measure: "phq-9", Compare: therapy.Below, Value: 10}}}
	strict, err := measure.NewThresholdSet(measure.Standard(), measure.ThresholdSpec{
		ID: "made-up", Version: "1", Name: "Made up", Population: "Nobody",
		Entries: []measure.Thresholds{{Instrument: "phq-9", Reliable: &measure.ChangeMark{Points: 5.2}, Sources: []measure.Source{nhsSource(t)}}},
	})
	require.NoError(t, err)
	for _, tt := range []struct {
		course []therapy.Observation
		sets   []measure.ThresholdSet
		want   string
	}{
		{observed("phq-9", 16, 10), []measure.ThresholdSet{nhs(t)}, "phq-9 below 10: not met by 10 on 2026-01-08, better by 6 since 16 on 2026-01-01, which is reliable (6 or more points: NHS Talking Therapies, version 1)"},
		{observed("phq-9", 16, 18), []measure.ThresholdSet{strict, nhs(t)}, "phq-9 below 10: not met by 18 on 2026-01-08, worse by 2 since 16 on 2026-01-01, which is not reliable (more than 5.2 points: Made up, version 1)"},
		{observed("phq-9", 16, 16), nil, "phq-9 below 10: not met by 16 on 2026-01-08, unchanged since 16 on 2026-01-01; no threshold set tells whether that is reliable"},
		{observed("phq-9", 16), nil, "phq-9 below 10: not met by 16 on 2026-01-01, the only value"},
		{observed("phq-9", 9, 8), nil, "phq-9 below 10: met by 8 on 2026-01-08, and by the value before, better by 1 since 9 on 2026-01-01"},
	} {
		j, err := therapy.Assess(goal, slices.Values(tt.course), tt.sets...)
		require.NoError(t, err)
		require.Equal(t, tt.want, j.Words)
	}
	goal = fullPlan().Goals[0]
	goal.Targets, goal.Progress = nil, observed(therapy.AttainmentMeasure, -1)
	j, err := therapy.Assess(goal, nil)
	require.NoError(t, err, "without observations those of the goal count")
	require.Equal(t, "goal-attainment at least 0: not met by -1 on 2026-01-01, better by 1 since the level agreed at the start", j.Words)
}

func nhsSource(tb testing.TB) measure.Source {
	tb.Helper()
	known, ok := nhs(tb).For("phq-9", "")
	require.True(tb, ok)
	return known.Sources[0]
}

func TestAssessRefuses(t *testing.T) {
	t.Parallel()
	target := []therapy.Target{{Measure: "phq-9", Compare: therapy.Below, Value: 10}}
	for s := range therapy.GoalStatus(11) {
		_, err := therapy.Assess(therapy.Goal{Status: s, Targets: target}, slices.Values(observed("phq-9", 9)))
		sought := s == therapy.GoalActive || s == therapy.GoalOnHold || s == therapy.GoalCompleted
		require.Equal(t, sought, err == nil, s)
		if !sought {
			require.Equal(t, "/status assess-not-sought", rules(err))
		}
	}
	_, err := therapy.Assess(therapy.Goal{Status: therapy.GoalActive}, nil)
	require.Equal(t, "/targets assess-nothing-to-measure", rules(err))
	_, err = therapy.Assess(therapy.Goal{Status: therapy.GoalActive, Targets: target}, nil)
	require.Equal(t, "/progress assess-no-observation", rules(err))
	_, err = therapy.Assess(therapy.Goal{Status: therapy.GoalActive, Targets: target}, slices.Values(observed("phq-9", math.NaN())))
	require.Equal(t, "/progress/0/value observation-value", rules(err))
}

// TestAssessMonotone goes through every pair of scores of PHQ-9: a better latest
// value never gives a worse achievement, and what is said agrees with the marks.
func TestAssessMonotone(t *testing.T) {
	t.Parallel()
	rank := map[therapy.Achievement]int{therapy.Worsening: 0, therapy.NoChange: 1, therapy.InProgress: 1, therapy.Improving: 2, therapy.Achieved: 3, therapy.Sustaining: 3}
	set := nhs(t)
	g := therapy.Goal{Status: therapy.GoalActive, Targets: []therapy.Target{{Measure: "phq-9", Compare: therapy.Below, Value: 10}}}
	for first := range 28 {
		before := 3
		for latest := range 28 {
			j, err := therapy.Assess(g, slices.Values(observed("phq-9", float64(first), float64(latest))), set)
			require.NoError(t, err)
			r, known := rank[j.Achievement]
			require.True(t, known)
			require.LessOrEqual(t, r, before, fmt.Sprint(first, " to ", latest))
			before = r
			require.Equal(t, latest < 10, j.Achievement.IsA(therapy.Achieved))
			require.Equal(t, latest >= 10 && first-latest >= 6, j.Achievement == therapy.Improving)
			require.Equal(t, latest >= 10 && latest-first >= 6, j.Achievement == therapy.Worsening)
		}
	}
}

func BenchmarkAssess(b *testing.B) {
	set := nhs(b)
	g := therapy.Goal{
		Statement: confidential.Value[string]{}, Status: therapy.GoalActive,
		Targets: []therapy.Target{{Measure: "phq-9", Compare: therapy.Below, Value: 5}}, Progress: observed("phq-9", 20, 18, 16, 15, 14, 13, 12, 12, 11, 10, 9, 8),
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := therapy.Assess(g, nil, set); err != nil {
			b.Fatal(err)
		}
	}
}
