package care_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
)

func nhs(tb testing.TB) measure.ThresholdSet {
	tb.Helper()
	set, ok := measure.StandardSet(measure.SetNHS)
	require.True(tb, ok)
	return set
}

// observed returns weekly observations with the values.
func observed(id measure.ID, values ...float64) []care.Observation {
	course := make([]care.Observation, len(values))
	for i, v := range values {
		course[i] = care.Observation{At: moment(1 + 7*i), Measure: id, Value: v}
	}
	return course
}

func TestAssess(t *testing.T) {
	t.Parallel()
	below10 := care.Target{Measure: "phq-9", Compare: care.Below, Value: 10}
	atLeast60 := care.Target{Measure: "who-5", Compare: care.AtLeast, Value: 60}
	scale := care.AttainmentScale{Levels: fullPlan().Goals[0].Scale.Levels, Baseline: -2}
	for _, tt := range []struct {
		name     string
		status   care.GoalStatus
		targets  []care.Target
		scale    care.AttainmentScale
		observed []care.Observation
		want     care.Achievement
		rules    []string
		reason   string
	}{
		{"met", care.GoalActive, []care.Target{below10}, care.AttainmentScale{}, observed("phq-9", 16, 12, 9), care.Achieved, []string{care.RuleMet}, ""},
		{"met twice", care.GoalActive, []care.Target{below10}, care.AttainmentScale{}, observed("phq-9", 16, 9, 8), care.Sustaining, []string{care.RuleMetAgain}, ""},
		{
			"met twice, completed", care.GoalCompleted,
			[]care.Target{below10},
			care.AttainmentScale{},
			observed("phq-9", 16, 9, 8), care.Achieved,
			[]string{care.RuleMetAgain},
			"what is no longer sought is not being sustained",
		},
		{"met at once", care.GoalActive, []care.Target{below10}, care.AttainmentScale{}, observed("phq-9", 9), care.Achieved, []string{care.RuleMet}, ""},
		{"once", care.GoalActive, []care.Target{below10}, care.AttainmentScale{}, observed("phq-9", 16), care.InProgress, []string{care.RuleOnce}, "one value shows no direction"},
		{"reliable, exactly", care.GoalActive, []care.Target{below10}, care.AttainmentScale{}, observed("phq-9", 16, 10), care.Improving, []string{care.RuleReliable}, "6 or more"},
		{"one point short", care.GoalActive, []care.Target{below10}, care.AttainmentScale{}, observed("phq-9", 16, 11), care.NoChange, []string{care.RuleUnreliable}, "5 is not 6"},
		{"worse, exactly", care.GoalActive, []care.Target{below10}, care.AttainmentScale{}, observed("phq-9", 12, 18), care.Worsening, []string{care.RuleReliable}, ""},
		{"worse by five", care.GoalActive, []care.Target{below10}, care.AttainmentScale{}, observed("phq-9", 12, 17), care.NoChange, []string{care.RuleUnreliable}, ""},
		{
			"lost a little", care.GoalActive,
			[]care.Target{below10},
			care.AttainmentScale{},
			observed("phq-9", 16, 9, 12), care.InProgress,
			[]string{care.RuleLost},
			"reached, regressed, sought again is FHIR's in-progress",
		},
		{
			"lost for certain", care.GoalActive,
			[]care.Target{below10},
			care.AttainmentScale{},
			observed("phq-9", 16, 9, 15), care.Worsening,
			[]string{care.RuleReliable},
			"compared with the last value that met the target",
		},
		{"no threshold, better", care.GoalActive, []care.Target{atLeast60}, care.AttainmentScale{}, observed("who-5", 40, 44), care.Improving, []string{care.RuleDirection}, "higher is better"},
		{"no threshold, worse", care.GoalOnHold, []care.Target{atLeast60}, care.AttainmentScale{}, observed("who-5", 40, 36), care.Worsening, []string{care.RuleDirection}, ""},
		{"no threshold, same", care.GoalActive, []care.Target{atLeast60}, care.AttainmentScale{}, observed("who-5", 40, 40), care.NoChange, []string{care.RuleDirection}, ""},
		{"completed, some progress", care.GoalCompleted, []care.Target{below10}, care.AttainmentScale{}, observed("phq-9", 20, 12), care.NotAchieved, []string{care.RuleReliable}, ""},
		{"completed, none", care.GoalCompleted, []care.Target{below10}, care.AttainmentScale{}, observed("phq-9", 20, 19), care.NoProgress, []string{care.RuleUnreliable}, ""},
		{
			"two, both met", care.GoalActive,
			[]care.Target{below10, atLeast60},
			care.AttainmentScale{},
			append(observed("phq-9", 16, 9), observed("who-5", 32, 64, 68)...),
			care.Achieved,
			[]string{care.RuleMet, care.RuleMetAgain},
			"not both are kept",
		},
		{
			"two, one met", care.GoalActive,
			[]care.Target{below10, atLeast60},
			care.AttainmentScale{},
			append(observed("phq-9", 16, 9), observed("who-5", 32, 32)...),
			care.Improving,
			[]string{care.RuleMet, care.RuleDirection},
			"",
		},
		{
			"two, opposed", care.GoalActive,
			[]care.Target{below10, atLeast60},
			care.AttainmentScale{},
			append(observed("phq-9", 16, 9), observed("who-5", 32, 20)...),
			care.InProgress,
			[]string{care.RuleMet, care.RuleDirection},
			"better here and worse there is neither",
		},
		{
			"two, one unknown", care.GoalActive,
			[]care.Target{below10, atLeast60},
			care.AttainmentScale{},
			observed("phq-9", 9, 8),
			care.Improving,
			[]string{care.RuleMetAgain, care.RuleNotObserved},
			"what is unknown is not met",
		},
		{
			"two, one unknown, one unchanged", care.GoalActive,
			[]care.Target{below10, atLeast60},
			care.AttainmentScale{},
			observed("phq-9", 16, 16),
			care.InProgress,
			[]string{care.RuleUnreliable, care.RuleNotObserved},
			"",
		},
		{"scale reached", care.GoalActive, nil, scale, observed(care.AttainmentMeasure, -2, 0), care.Achieved, []string{care.RuleMet}, "level 0 is what was expected"},
		{"scale, from the baseline", care.GoalActive, nil, scale, observed(care.AttainmentMeasure, -1), care.Improving, []string{care.RuleLevel}, "the baseline was agreed"},
		{"scale, no better", care.GoalActive, nil, scale, observed(care.AttainmentMeasure, -2), care.NoChange, []string{care.RuleLevel}, ""},
		{"scale, back again", care.GoalActive, nil, scale, observed(care.AttainmentMeasure, -1, -2), care.Worsening, []string{care.RuleLevel}, ""},
		{
			"scale with an aim of its own", care.GoalActive,
			[]care.Target{{Measure: care.AttainmentMeasure, Compare: care.AtLeast, Value: 1}},
			scale,
			observed(care.AttainmentMeasure, -2, 0), care.Improving,
			[]string{care.RuleLevel},
			"",
		},
		{"other measures", care.GoalActive, []care.Target{below10}, care.AttainmentScale{}, append(observed("gad-7", 21), observed("phq-9", 16)...), care.InProgress, []string{care.RuleOnce}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := care.Goal{Status: tt.status, Targets: tt.targets, Scale: tt.scale}
			for range 2 {
				j, err := care.Assess(g, slices.Values(tt.observed), nhs(t))
				require.NoError(t, err)
				require.Equal(t, tt.want, j.Achievement, "%s: %s", tt.reason, j.Words)
				var rules []string
				for _, target := range j.Targets {
					rules = append(rules, target.Rule)
					require.Contains(t, j.Words, target.Words)
					require.Equal(t, target.Rule == care.RuleReliable || target.Rule == care.RuleUnreliable || target.Rule == care.RuleLost, target.Set.ID != "",
						"a judgement of reliability names its set, and no other does")
				}
				require.Equal(t, tt.rules, rules)
				require.True(t, tt.status.Allows(j.Achievement), "a derived achievement may be entered")
				slices.Reverse(tt.observed) // the order does not matter
			}
		})
	}
}

func TestAssessWords(t *testing.T) {
	t.Parallel()
	goal := care.Goal{Status: care.GoalActive, Targets: []care.Target{{Measure: "phq-9", Compare: care.Below, Value: 10}}}
	strict, err := measure.NewThresholdSet(measure.Standard(), measure.ThresholdSpec{
		ID: "made-up", Version: "1", Name: "Made up", Population: "Nobody",
		Entries: []measure.Thresholds{{Instrument: "phq-9", Reliable: &measure.ChangeMark{Points: 5.2}, Sources: []therapy.Source{nhsSource(t)}}},
	})
	require.NoError(t, err)
	for _, tt := range []struct {
		course []care.Observation
		sets   []measure.ThresholdSet
		want   string
	}{
		{observed("phq-9", 16, 10), []measure.ThresholdSet{nhs(t)}, "phq-9 below 10: not met by 10 on 8 Jan 2026, better by 6 since 16 on 1 Jan 2026, which is reliable (6 or more points: NHS Talking Therapies, version 1)"},
		{observed("phq-9", 16, 18), []measure.ThresholdSet{strict, nhs(t)}, "phq-9 below 10: not met by 18 on 8 Jan 2026, worse by 2 since 16 on 1 Jan 2026, which is not reliable (more than 5.2 points: Made up, version 1)"},
		{observed("phq-9", 16, 16), nil, "phq-9 below 10: not met by 16 on 8 Jan 2026, unchanged since 16 on 1 Jan 2026, no threshold set says whether this is reliable"},
		{observed("phq-9", 16), nil, "phq-9 below 10: not met by 16 on 1 Jan 2026, the only value"},
		{observed("phq-9", 9, 8), nil, "phq-9 below 10: met by 8 on 8 Jan 2026, and by the value before, better by 1 since 9 on 1 Jan 2026"},
	} {
		j, err := care.Assess(goal, slices.Values(tt.course), tt.sets...)
		require.NoError(t, err)
		require.Equal(t, tt.want, j.Words)
	}
	goal = fullPlan().Goals[0]
	goal.Targets, goal.Progress = nil, observed(care.AttainmentMeasure, -1)
	j, err := care.Assess(goal, nil)
	require.NoError(t, err, "without observations those of the goal are used")
	require.Equal(t, "goal-attainment at least 0: not met by -1 on 1 Jan 2026, better by 1 since the level agreed at the start", j.Words)
}

func nhsSource(tb testing.TB) therapy.Source {
	tb.Helper()
	known, ok := nhs(tb).For("phq-9", "")
	require.True(tb, ok)
	return known.Sources[0]
}

func TestAssessRefuses(t *testing.T) {
	t.Parallel()
	target := []care.Target{{Measure: "phq-9", Compare: care.Below, Value: 10}}
	for s := range care.GoalStatus(11) {
		_, err := care.Assess(care.Goal{Status: s, Targets: target}, slices.Values(observed("phq-9", 9)))
		sought := s == care.GoalActive || s == care.GoalOnHold || s == care.GoalCompleted
		require.Equal(t, sought, err == nil, s)
		if !sought {
			require.Equal(t, "/status assess-not-sought", rules(err))
		}
	}
	_, err := care.Assess(care.Goal{Status: care.GoalActive}, nil)
	require.Equal(t, "/targets assess-nothing-to-measure", rules(err))
	_, err = care.Assess(care.Goal{Status: care.GoalActive, Targets: target}, nil)
	require.Equal(t, "/progress assess-no-observation", rules(err))
	_, err = care.Assess(care.Goal{Status: care.GoalActive, Targets: target}, slices.Values(observed("phq-9", math.NaN())))
	require.Equal(t, "/progress/0/value observation-value", rules(err))
}

// TestAssessMonotone tries every pair of scores of PHQ-9: a better latest value never gives a worse
// achievement, and the text agrees with the thresholds.
func TestAssessMonotone(t *testing.T) {
	t.Parallel()
	rank := map[care.Achievement]int{care.Worsening: 0, care.NoChange: 1, care.InProgress: 1, care.Improving: 2, care.Achieved: 3, care.Sustaining: 3}
	set := nhs(t)
	g := care.Goal{Status: care.GoalActive, Targets: []care.Target{{Measure: "phq-9", Compare: care.Below, Value: 10}}}
	for first := range 28 {
		before := 3
		for latest := range 28 {
			j, err := care.Assess(g, slices.Values(observed("phq-9", float64(first), float64(latest))), set)
			require.NoError(t, err)
			r, known := rank[j.Achievement]
			require.True(t, known)
			require.LessOrEqual(t, r, before, fmt.Sprint(first, " to ", latest))
			before = r
			require.Equal(t, latest < 10, j.Achievement.IsA(care.Achieved))
			require.Equal(t, latest >= 10 && first-latest >= 6, j.Achievement == care.Improving)
			require.Equal(t, latest >= 10 && latest-first >= 6, j.Achievement == care.Worsening)
		}
	}
}

func BenchmarkAssess(b *testing.B) {
	set := nhs(b)
	g := care.Goal{
		Statement: confidential.Value[string]{}, Status: care.GoalActive,
		Targets: []care.Target{{Measure: "phq-9", Compare: care.Below, Value: 5}}, Progress: observed("phq-9", 20, 18, 16, 15, 14, 13, 12, 12, 11, 10, 9, 8),
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := care.Assess(g, nil, set); err != nil {
			b.Fatal(err)
		}
	}
}
