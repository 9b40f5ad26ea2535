package care_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/measure"
)

func TestPlanAttainment(t *testing.T) {
	t.Parallel()
	spec := fullPlan()
	scaled := spec.Goals[0].Clone()
	scaled.ID, scaled.Progress = "second", nil
	scaled.Scale.Baseline, scaled.Scale.Importance, scaled.Scale.Difficulty = -1, 3, 2
	void := scaled.Clone()
	void.ID, void.Status, void.Reason = "void", care.GoalEnteredInError, care.ReasonCorrection
	refused := scaled.Clone()
	refused.ID, refused.Status, refused.Reason, refused.Achievement = "refused", care.GoalRejected, care.ReasonPatientRequest, 0
	spec.Goals = append(spec.Goals, scaled, void, refused)
	spec.Goals[0].Progress = append(spec.Goals[0].Progress, observed(care.AttainmentMeasure, -2, 1)...)
	p := newPlan(t, spec)
	require.Equal(t, []measure.GoalLevel{{Level: 1, Rated: true, Weight: 6}, {Weight: 6}}, p.AttainmentLevels(), "the last level; an unrated goal is not zero")
	require.Equal(t, []measure.GoalLevel{{Level: -2, Rated: true, Weight: 6}, {Level: -1, Rated: true, Weight: 6}}, p.AttainmentBaseline())

	_, err := measure.GoalAttainment(p.AttainmentLevels(), measure.AttainmentPolicy{Rho: measure.ConventionalRho})
	require.ErrorIs(t, err, measure.ErrIncomplete)
	rated, err := p.Amend(revise(40, care.ReasonProgress), func(s *care.PlanSpec) { s.Goals[3].Progress = observed(care.AttainmentMeasure, 0) })
	require.NoError(t, err)
	got, err := measure.GoalAttainment(rated.AttainmentLevels(), measure.AttainmentPolicy{Rho: measure.ConventionalRho})
	require.NoError(t, err)
	require.InDelta(t, 56.20, got.T, 0.005, "weights 6 and 6, levels +1 and 0: the published example")
}
