package measure_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/measure"
)

func rel(sd, r, z float64) measure.Reliability {
	return measure.Reliability{SD: sd, R: r, Kind: measure.InternalConsistency, Z: z}
}

func TestReliableChangeWorkedExamples(t *testing.T) {
	for _, test := range []struct{ sd, r, z, want float64 }{
		{7.5, .80, 1.959963985, 9.296925}, {10.5, .961, 1.96, 5.747681}, {6.396073, .931, 1.96, 4.65703},
	} {
		m, err := rel(test.sd, test.r, test.z).Mark()
		require.NoError(t, err)
		require.InDelta(t, test.want, m.Points, 1e-5)
		require.False(t, m.Inclusive)
	}
	ix, err := measure.RCI(30, 22, measure.LowerBetter, rel(5, .8, 1.96))
	require.NoError(t, err)
	require.InDelta(t, -2.530, ix.RCI, 5e-4)
	require.Equal(t, measure.ReliableImprovement, ix.Kind)
	ix, err = measure.RCI(30, 26, measure.LowerBetter, rel(5, .8, 1.96))
	require.NoError(t, err)
	require.InDelta(t, -1.265, ix.RCI, 5e-4)
	require.Equal(t, measure.NoReliableChange, ix.Kind)
	ix, err = measure.RCI(32.5, 47.5, measure.HigherBetter, rel(7.5, .8, 1.96))
	require.NoError(t, err)
	require.InDelta(t, 3.16, ix.RCI, 5e-3)
	for _, bad := range []measure.Reliability{{}, rel(0, .8, 1.96), rel(5, 1, 1.96), rel(5, -.1, 2), rel(5, .8, 0), rel(math.NaN(), .8, 2), rel(math.Inf(1), .5, 2)} {
		_, err := measure.RCI(1, 2, measure.LowerBetter, bad)
		require.Error(t, err)
		_, err = bad.Mark()
		require.Error(t, err)
	}
	_, err = measure.RCI(math.NaN(), 2, 0, rel(5, .8, 2))
	require.ErrorIs(t, err, measure.ErrRange)
	require.ErrorIs(t, err, measure.ErrRequired)
}

func TestCutoffsWithUnequalDeviations(t *testing.T) {
	for _, test := range []struct {
		name                 string
		clinical, functional measure.Norm
		d                    measure.Direction
		a, b, c              float64
	}{
		{"Jacobson and Truax", measure.Norm{40, 7.5}, measure.Norm{60, 7.5}, measure.HigherBetter, 55, 45, 50},
		{"unequal", measure.Norm{22, 6}, measure.Norm{5, 4}, measure.LowerBetter, 10, 13, 11.8},
	} {
		a, err := measure.CutoffA(test.clinical, test.d)
		require.NoError(t, err)
		b, err := measure.CutoffB(test.functional, test.d)
		require.NoError(t, err)
		c, err := measure.CutoffC(test.clinical, test.functional, test.d)
		require.NoError(t, err)
		require.InDeltaSlice(t, []float64{test.a, test.b, test.c}, []float64{a, b, c}, 1e-12, test.name)
	}
	_, err := measure.CutoffC(measure.Norm{5, 4}, measure.Norm{22, 6}, measure.LowerBetter)
	require.ErrorIs(t, err, measure.ErrContradiction)
	_, err = measure.CutoffA(measure.Norm{}, 0)
	require.ErrorIs(t, err, measure.ErrRange)
	_, err = measure.CutoffB(measure.Norm{}, measure.LowerBetter)
	require.ErrorIs(t, err, measure.ErrRange)
}

func TestJacobsonTruax(t *testing.T) {
	for _, test := range []struct {
		name      string
		pre, post float64
		want      measure.Significance
	}{
		{"crosses", 25, 5, measure.Recovered},
		{"ends on the cut-off", 25, 12, measure.Improved},
		{"less", 30, 20, measure.Improved},
		{"little", 25, 24, measure.Unchanged},
		{"crosses without reliable change", 13, 11, measure.Unchanged},
		{"worse", 20, 30, measure.Deteriorated},
		{"starts well", 8, 7, measure.NotClinicalAtStart},
		{"starts on the cut-off", 12, 1, measure.NotClinicalAtStart},
		{"starts well and gets worse", 5, 20, measure.Deteriorated},
	} {
		got, err := measure.JacobsonTruax(test.pre, test.post, 12, measure.LowerBetter, rel(5, .8, 1.96))
		require.NoError(t, err)
		require.Equal(t, test.want, got.Category, test.name)
	}
	_, err := measure.JacobsonTruax(1, 2, math.NaN(), measure.LowerBetter, rel(5, .8, 1.96))
	require.ErrorIs(t, err, measure.ErrRange)
}

func TestSetChange(t *testing.T) {
	nhs, other := standardSet(t, measure.SetNHS), standardSet(t, measure.SetBischoff)
	gad := standard(t, "gad-7")
	for _, test := range []struct {
		set      measure.ThresholdSet
		from, to float64
		want     measure.ChangeKind
	}{
		{nhs, 14, 10, measure.ReliableImprovement},
		{nhs, 14, 11, measure.NoReliableChange},
		{nhs, 10, 14, measure.ReliableDeterioration},
		{other, 14, 10, measure.NoReliableChange},
		{other, 14, 8, measure.ReliableImprovement},
	} {
		a, _ := gad.FromTotal(day(0), test.from)
		b, _ := gad.FromTotal(day(7), test.to)
		got, err := test.set.Change(a, b, "")
		require.NoError(t, err)
		require.Equal(t, test.want, got.Kind)
		require.Equal(t, test.set.Ref(), got.Set)
		_, err = test.set.Change(b, a, "")
		require.ErrorIs(t, err, measure.ErrContradiction, "time runs forward")
	}
	_, err := nhs.Change(measure.Score{}, measure.Score{}, "")
	require.ErrorIs(t, err, measure.ErrUnknown)
}

//go:fix inline
func p(v float64) *float64 { return new(v) }

func TestPublishedServiceRates(t *testing.T) {
	tally := measure.Tally{Finished: 670419, NotCase: 35234, Improved: 452284, Recovered: 321061, ReliablyRecovered: 301815}
	for _, test := range []struct {
		rate measure.Rate
		want float64
	}{{tally.Recovery(), .505}, {tally.ReliableRecovery(), .475}, {tally.Improvement(), .675}} {
		v, err := test.rate.Value()
		require.NoError(t, err)
		require.InDelta(t, test.want, v, .0005)
	}
	_, err := measure.Tally{}.Recovery().Value()
	require.ErrorIs(t, err, measure.ErrUndefined)
}

func TestGoalAttainment(t *testing.T) {
	goals := func(w []float64, x ...int) (out []measure.GoalLevel) {
		for i := range x {
			out = append(out, measure.GoalLevel{Level: x[i], Rated: true, Weight: w[i%len(w)]})
		}
		return out
	}
	for _, test := range []struct {
		goals []measure.GoalLevel
		rho   float64
		want  float64
	}{
		{goals([]float64{6}, 1, 0), .3, 56.20},
		{goals([]float64{1}, 1, 1), .3, 62.40},
		{goals([]float64{1}, 1, 1), 0, 64.14},
		{goals([]float64{9, 4, 1}, 2, 0, -2), .3, 64.18},
		{goals([]float64{1}, -1, -1, -1, -1, -1), .3, 34.9},
		{goals([]float64{1}, -2, -2, -2, -2), .3, 21.0},
	} {
		got, err := measure.GoalAttainment(test.goals, measure.AttainmentPolicy{Rho: test.rho})
		require.NoError(t, err)
		require.InDelta(t, test.want, got.T, .06)
	}
	for _, bad := range [][]measure.GoalLevel{nil, {{}}, goals([]float64{1}, 3), goals([]float64{0}, 1), goals([]float64{-1}, 1), goals([]float64{math.NaN()}, 1)} {
		_, err := measure.GoalAttainment(bad, measure.AttainmentPolicy{})
		require.Error(t, err)
	}
	got, err := measure.GoalAttainment(append(goals([]float64{0}, 1), measure.GoalLevel{}), measure.AttainmentPolicy{DropUnrated: true, ZeroWeightsEqual: true})
	require.NoError(t, err)
	require.Equal(t, 1, got.Dropped)
	require.InDelta(t, 60, got.T, 1e-9)
	_, err = measure.GoalAttainment([]measure.GoalLevel{{}}, measure.AttainmentPolicy{DropUnrated: true, Rho: 1})
	require.ErrorIs(t, err, measure.ErrRange)
	_, err = measure.GoalAttainment([]measure.GoalLevel{{}}, measure.AttainmentPolicy{DropUnrated: true})
	require.ErrorIs(t, err, measure.ErrIncomplete)
}

func TestEffectSizes(t *testing.T) {
	// Student's sleep data, as printed with every statistics package.
	pre := []float64{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0}
	post := []float64{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4}
	for _, test := range []struct {
		of   func(a, b []float64) (measure.EffectSize, error)
		want float64
	}{{measure.PreSD, .8832}, {measure.DZ, 1.2846}, {measure.GZ, 1.1739}, {measure.PooledD, .8322}} {
		got, err := test.of(pre, post)
		require.NoError(t, err)
		require.InDelta(t, test.want, got.Value, 5e-4, got.Name)
		require.NotEmpty(t, got.Denominator)
		_, err = test.of(pre, post[1:])
		require.ErrorIs(t, err, measure.ErrContradiction)
		_, err = test.of(nil, nil)
		require.ErrorIs(t, err, measure.ErrIncomplete)
		_, err = test.of([]float64{1, 1}, []float64{1, 1})
		require.Error(t, err, "no spread or too few")
		_, err = test.of([]float64{1, math.NaN()}, []float64{1, 1})
		require.ErrorIs(t, err, measure.ErrRange)
	}
	_, err := measure.GZ([]float64{1, 2}, []float64{3, 5})
	require.ErrorIs(t, err, measure.ErrIncomplete)
	for _, test := range [][4]float64{{13.5, 9.4, 5.9, .7}, {12.5, 8.5, 5.1, .8}, {17.6, 13.3, 9.1, .5}} {
		got, err := measure.NationalEffect(test[0], test[1], test[2])
		require.NoError(t, err)
		require.InDelta(t, test[3], got.Value, .05)
	}
}

func TestPercentChange(t *testing.T) {
	for _, test := range [][3]float64{{20, 10, 50}, {18, 9, 50}, {20, 26, -30}} {
		got, err := measure.PercentChange(test[0], test[1], measure.LowerBetter)
		require.NoError(t, err)
		require.InDelta(t, test[2], got, 1e-9)
	}
	_, err := measure.PercentChange(0, 3, measure.LowerBetter)
	require.ErrorIs(t, err, measure.ErrUndefined)
	_, err = measure.PercentChange(1, 3, 0)
	require.ErrorIs(t, err, measure.ErrRequired)
	_, err = measure.PercentChange(math.Inf(1), 3, measure.LowerBetter)
	require.ErrorIs(t, err, measure.ErrRange)
}

func TestTally(t *testing.T) {
	var tally measure.Tally
	for _, o := range []measure.Outcome{
		{Finished: true, Caseness: measure.Yes, ReliableImprovement: measure.Yes, Recovery: measure.Yes, ReliableRecovery: measure.Yes},
		{Finished: true, Caseness: measure.No, ReliableImprovement: measure.No, ReliableDeterioration: measure.Yes},
		{Finished: true, Caseness: measure.Yes, ReliableImprovement: measure.No, ReliableDeterioration: measure.No},
		{Finished: true, Caseness: measure.Yes},
		{Caseness: measure.Yes, Recovery: measure.Yes},
	} {
		tally = tally.Add(o)
	}
	require.Equal(t, measure.Tally{Finished: 4, NotCase: 1, Improved: 1, Deteriorated: 1, NoChange: 1, NoEnd: 1, Recovered: 1, ReliablyRecovered: 1}, tally)
	require.Equal(t, measure.Rate{Count: 1, Of: 3}, tally.Recovery(), "those without end scores stay in the denominator")
	require.Equal(t, measure.Rate{Count: 1, Of: 4}, tally.Deterioration())
	require.Equal(t, measure.Rate{Count: 1, Of: 4}, tally.Unchanged())
}

func TestNHSBackup(t *testing.T) {
	spec := measure.ThresholdSpec{ID: "local", Version: "1", Name: "Local", Population: "Made up", Entries: standardSet(t, measure.SetNHS).Entries()}
	spec.Entries = append(spec.Entries, measure.Thresholds{
		Instrument: "spin", Case: &measure.Cutoff{Value: 20, Inclusive: true, Label: "made up"},
		Reliable: &measure.ChangeMark{Points: 9, Inclusive: true}, Sources: spec.Entries[0].Sources,
	})
	set, err := measure.NewThresholdSet(measure.Standard(), spec)
	require.NoError(t, err)
	rules, err := measure.NewNHSRules(set)
	require.NoError(t, err)
	got, err := rules.Evaluate(measure.Course{
		Depression: measure.Pair{First: p(18), Last: p(6)}, Anxiety: measure.Pair{First: p(40)},
		Instrument: "spin", Backup: measure.Pair{First: p(12), Last: p(5)}, Contacts: 2, Ended: true,
	})
	require.NoError(t, err)
	require.Equal(t, measure.ID("gad-7"), got.Anxiety)
	require.Equal(t, measure.Yes, got.ReliableRecovery)
}
