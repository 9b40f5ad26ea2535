package measure_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/measure"
)

func rel(sd, r, z float64) measure.Reliability {
	return measure.Reliability{SD: sd, R: r, Kind: measure.InternalConsistency, Z: z}
}

func TestReliableChangeWorkedExamples(t *testing.T) {
	for _, test := range []struct {
		name, reason string
		sd, r, z     float64
		want         float64
	}{
		{"Jacobson and Truax", "the textbook's parameters with the exact normal point, as CECPfuns tests them", 7.5, .80, 1.959963985, 9.296925},
		{"rounded point", "the same with 1.96 differs in the fourth digit", 7.5, .80, 1.96, 9.297094},
		{"suddengains, first", "a very reliable measure, from that package's tests", 10.5, .961, 1.96, 5.747681},
		{"suddengains, second", "a deviation of a sample, from the same tests", 6.396073, .931, 1.96, 4.65703},
	} {
		m, err := rel(test.sd, test.r, test.z).Mark()
		require.NoError(t, err)
		require.InDelta(t, test.want, m.Points, 1e-5, "%s: %s", test.name, test.reason)
		require.False(t, m.Inclusive, "the authors' inequality is strict")
	}
	for _, test := range []struct {
		name, reason string
		pre, post    float64
		d            measure.Direction
		basis        measure.Reliability
		rci          float64
		want         measure.ChangeKind
	}{
		{"eight points down", "a worked case of clinicalsignificance", 30, 22, measure.LowerBetter, rel(5, .8, 1.96), -2.530, measure.ReliableImprovement},
		{"four points down", "its neighbour, too little", 30, 26, measure.LowerBetter, rel(5, .8, 1.96), -1.265, measure.NoReliableChange},
		{"fifteen points up", "Jacobson and Truax' own case, where higher is better", 32.5, 47.5, measure.HigherBetter, rel(7.5, .8, 1.96), 3.162, measure.ReliableImprovement},
		{"eight points up", "the sign is that of the scores, the judgement that of the direction", 22, 30, measure.LowerBetter, rel(5, .8, 1.96), 2.530, measure.ReliableDeterioration},
		{"no change", "nothing is nothing", 30, 30, measure.LowerBetter, rel(5, .8, 1.96), 0, measure.NoReliableChange},
	} {
		ix, err := measure.RCI(test.pre, test.post, test.d, test.basis)
		require.NoError(t, err)
		require.InDelta(t, test.rci, ix.RCI, 5e-4, "%s: %s", test.name, test.reason)
		require.Equal(t, test.want, ix.Kind, "%s: %s", test.name, test.reason)
		require.InDelta(t, ix.SEM*math.Sqrt2, ix.SDiff, 1e-12, "the square root of 2 that the paper of 1984 left out")
	}
	for _, test := range []struct {
		name, reason string
		basis        measure.Reliability
		want         error
	}{
		{"zero", "nothing is stated", measure.Reliability{}, therapy.ErrRequired},
		{"no spread", "everything would be reliable", rel(0, .8, 1.96), therapy.ErrRange},
		{"perfect", "there is no error to exceed", rel(5, 1, 1.96), therapy.ErrRange},
		{"negative reliability", "there is none such", rel(5, -.1, 2), therapy.ErrRange},
		{"no standard errors", "everything would be reliable", rel(5, .8, 0), therapy.ErrRange},
		{"spread is no number", "it would pass comparisons", rel(math.NaN(), .8, 2), therapy.ErrRange},
		{"endless spread", "nothing would be reliable", rel(math.Inf(1), .5, 2), therapy.ErrRange},
		{"too large", "the product overflows", rel(1e308, .5, 1e10), therapy.ErrRange},
		{"kind unstated", "the two reliabilities differ", measure.Reliability{SD: 5, R: .8, Z: 1.96}, therapy.ErrRequired},
	} {
		_, err := measure.RCI(1, 2, measure.LowerBetter, test.basis)
		require.ErrorIs(t, err, test.want, "%s: %s", test.name, test.reason)
		_, err = test.basis.Mark()
		require.ErrorIs(t, err, test.want, "%s: %s", test.name, test.reason)
	}
	_, err := measure.RCI(math.NaN(), 2, 0, rel(5, .8, 2))
	require.ErrorIs(t, err, therapy.ErrRange)
	require.ErrorIs(t, err, therapy.ErrRequired)
	_, err = measure.RCI(-1e308, 1e308, measure.LowerBetter, rel(5, .8, 2))
	require.ErrorIs(t, err, therapy.ErrRange, "an index that overflows is an error")
}

// cutoffCases are worked examples. Those with equal deviations give the same result with a correct
// and a wrong formula; see TestCutoffCasesTellFormulasApart.
var cutoffCases = []struct {
	name, reason         string
	clinical, functional measure.Norm
	d                    measure.Direction
	a, b, c              float64
}{
	{"Jacobson and Truax", "their own example; equal deviations, higher is better", measure.Norm{40, 7.5}, measure.Norm{60, 7.5}, measure.HigherBetter, 55, 45, 50},
	{"unequal, lower is better", "the clinical group spreads more", measure.Norm{22, 6}, measure.Norm{5, 4}, measure.LowerBetter, 10, 13, 11.8},
	{"unequal, higher is better", "the same turned round: 27 minus each", measure.Norm{5, 6}, measure.Norm{22, 4}, measure.HigherBetter, 17, 14, 15.2},
	{"unequal the other way", "the functional group spreads more", measure.Norm{20, 3}, measure.Norm{6, 7}, measure.LowerBetter, 14, 20, 15.8},
}

func TestCutoffsWithUnequalDeviations(t *testing.T) {
	for _, test := range cutoffCases {
		a, err := measure.CutoffA(test.clinical, test.d)
		require.NoError(t, err)
		b, err := measure.CutoffB(test.functional, test.d)
		require.NoError(t, err)
		c, err := measure.CutoffC(test.clinical, test.functional, test.d)
		require.NoError(t, err)
		require.InDeltaSlice(t, []float64{test.a, test.b, test.c}, []float64{a, b, c}, 1e-12, "%s: %s", test.name, test.reason)
	}
	good := measure.Norm{5, 4}
	for _, test := range []struct {
		name, reason         string
		clinical, functional measure.Norm
		d                    measure.Direction
		want                 error
	}{
		{"groups exchanged", "the healthy group is worse off", good, measure.Norm{22, 6}, measure.LowerBetter, therapy.ErrContradiction},
		{"the same group twice", "there is nothing between them", good, good, measure.LowerBetter, therapy.ErrContradiction},
		{"no spread", "a group of one", measure.Norm{22, 0}, good, measure.LowerBetter, therapy.ErrRange},
		{"mean is no number", "it would pass comparisons", measure.Norm{math.NaN(), 1}, good, measure.LowerBetter, therapy.ErrRange},
		{"no direction", "which way is health?", measure.Norm{22, 6}, good, 0, therapy.ErrRequired},
		{"overflow", "a cut-off has to be a number", measure.Norm{1e308, 1e308}, measure.Norm{-1e308, 1e308}, measure.LowerBetter, therapy.ErrRange},
	} {
		_, err := measure.CutoffC(test.clinical, test.functional, test.d)
		require.ErrorIs(t, err, test.want, "%s: %s", test.name, test.reason)
	}
	_, err := measure.CutoffA(measure.Norm{}, 0)
	require.ErrorIs(t, err, therapy.ErrRange)
	require.ErrorIs(t, err, therapy.ErrRequired)
	_, err = measure.CutoffB(measure.Norm{}, measure.LowerBetter)
	require.ErrorIs(t, err, therapy.ErrRange)
}

// TestCutoffCasesTellFormulasApart checks the worked examples: each mistake of a published package
// must disagree with at least one of them. All mistakes agree with the example of equal deviations,
// which is why they were not noticed.
func TestCutoffCasesTellFormulasApart(t *testing.T) {
	sign := func(d measure.Direction) float64 { return d.Improvement(0, 1) }
	for _, test := range []struct {
		name, reason string
		wrong        func(m1, m0 measure.Norm, d measure.Direction) float64
		right        func(i int) float64
	}{
		{"b by the clinical deviation", "clinicalsignificance 2.1.0 to 3.0.0", func(m1, m0 measure.Norm, d measure.Direction) float64 { return m0.Mean - sign(d)*2*m1.SD }, func(i int) float64 { return cutoffCases[i].b }},
		{"c by each mean's own deviation", "rciplot 0.1.1", func(m1, m0 measure.Norm, _ measure.Direction) float64 {
			return (m1.SD*m1.Mean + m0.SD*m0.Mean) / (m1.SD + m0.SD)
		}, func(i int) float64 { return cutoffCases[i].c }},
		{"a by the functional deviation", "rciplot 0.1.1, where lower is better", func(m1, m0 measure.Norm, d measure.Direction) float64 { return m1.Mean + sign(d)*2*m0.SD }, func(i int) float64 { return cutoffCases[i].a }},
	} {
		for i, c := range cutoffCases {
			got := test.wrong(c.clinical, c.functional, c.d)
			if c.clinical.SD == c.functional.SD {
				require.InDelta(t, test.right(i), got, 1e-12, "%s: equal deviations hide it", test.name)
			} else {
				require.Greater(t, math.Abs(test.right(i)-got), 1.0, "%s (%s): %s has to show it", test.name, test.reason, c.name)
			}
		}
	}
}

func TestJacobsonTruax(t *testing.T) {
	for _, test := range []struct {
		name, reason string
		pre, post    float64
		want         measure.Significance
	}{
		{"crosses", "reliable, and ends on the healthy side", 25, 5, measure.Recovered},
		{"ends on the cut-off", "a score on the cut-off is on neither side", 25, 12, measure.Improved},
		{"less", "reliable, and still on the side of illness", 30, 20, measure.Improved},
		{"little", "one point is within the error", 25, 24, measure.Unchanged},
		{"crosses without reliable change", "crossing alone is not recovery", 13, 11, measure.Unchanged},
		{"worse", "reliable the wrong way", 20, 30, measure.Deteriorated},
		{"starts well", "there was nothing to recover from", 8, 7, measure.NotClinicalAtStart},
		{"starts on the cut-off", "on neither side, so not on that of illness", 12, 1, measure.NotClinicalAtStart},
		{"starts well and gets worse", "harm is harm wherever it begins", 5, 20, measure.Deteriorated},
	} {
		got, err := measure.JacobsonTruax(test.pre, test.post, 12, measure.LowerBetter, rel(5, .8, 1.96))
		require.NoError(t, err)
		require.Equal(t, test.want, got.Category, "%s: %s", test.name, test.reason)
		// If higher is better, the same course is mirrored.
		mirror, err := measure.JacobsonTruax(40-test.pre, 40-test.post, 28, measure.HigherBetter, rel(5, .8, 1.96))
		require.NoError(t, err)
		require.Equal(t, test.want, mirror.Category, "%s, turned round", test.name)
	}
	_, err := measure.JacobsonTruax(1, 2, math.NaN(), measure.LowerBetter, rel(5, .8, 1.96))
	require.ErrorIs(t, err, therapy.ErrRange)
	_, err = measure.JacobsonTruax(1, 2, 12, measure.LowerBetter, measure.Reliability{})
	require.ErrorIs(t, err, therapy.ErrRequired)
}

func TestSetChange(t *testing.T) {
	nhs, other := standardSet(t, measure.SetNHS), standardSet(t, measure.SetBischoff)
	gad := standard(t, "gad-7")
	for _, test := range []struct {
		name, reason string
		set          measure.ThresholdSet
		from, to     float64
		want         measure.ChangeKind
	}{
		{"four points down", "the mark of 4 is included", nhs, 14, 10, measure.ReliableImprovement},
		{"three points down", "one below the mark", nhs, 14, 11, measure.NoReliableChange},
		{"four points up", "the same mark holds both ways", nhs, 10, 14, measure.ReliableDeterioration},
		{"four points down in another set", "the same scores, another claim: its mark is 6", other, 14, 10, measure.NoReliableChange},
		{"six points down in another set", "the mark of 6 is included", other, 14, 8, measure.ReliableImprovement},
	} {
		a, err := gad.FromTotal(day(0), test.from)
		require.NoError(t, err)
		b, err := gad.FromTotal(day(7), test.to)
		require.NoError(t, err)
		got, err := test.set.Change(a, b, "")
		require.NoError(t, err)
		require.Equal(t, test.want, got.Kind, "%s: %s", test.name, test.reason)
		require.Equal(t, test.set.Ref(), got.Set, "every result names its set")
		_, err = test.set.Change(b, a, "")
		require.ErrorIs(t, err, therapy.ErrContradiction, "the second score is later than the first")
	}
	_, err := nhs.Change(measure.Score{}, measure.Score{}, "")
	require.ErrorIs(t, err, therapy.ErrUnknown)
	phq, err := standard(t, "phq-9").FromTotal(day(0), 9)
	require.NoError(t, err)
	anxiety, err := gad.FromTotal(day(7), 9)
	require.NoError(t, err)
	_, err = nhs.Change(phq, anxiety, "")
	require.ErrorIs(t, err, therapy.ErrContradiction, "a change needs two scores of the same measure")
	for _, test := range []struct {
		name, reason string
		mark         measure.ChangeMark
		improvement  float64
	}{
		{"zero mark", "it would call everything reliable", measure.ChangeMark{}, 3},
		{"endless mark", "it would call nothing reliable", measure.ChangeMark{Points: math.Inf(1)}, 3},
		{"mark is no number", "it would pass comparisons", measure.ChangeMark{Points: math.NaN()}, 3},
		{"change is no number", "there is nothing to judge", measure.ChangeMark{Points: 6}, math.NaN()},
	} {
		_, err := test.mark.Classify(test.improvement)
		require.ErrorIs(t, err, therapy.ErrRange, "%s: %s", test.name, test.reason)
	}
}

//go:fix inline
func p(v float64) *float64 { return new(v) }

func TestPublishedServiceRates(t *testing.T) {
	tally := measure.Tally{Finished: 670419, NotCase: 35234, Improved: 452284, Recovered: 321061, ReliablyRecovered: 301815}
	for _, test := range []struct {
		name, reason string
		rate         measure.Rate
		want         float64
	}{
		{"recovery", "over finished courses less those not at caseness", tally.Recovery(), .505},
		{"reliable recovery", "the same denominator", tally.ReliableRecovery(), .475},
		{"improvement", "over all finished courses", tally.Improvement(), .675},
		{"recovery a few years before", "2017-18, as published", measure.Tally{Finished: 554709, NotCase: 36767, Recovered: 263295}.Recovery(), .508},
	} {
		v, err := test.rate.Value()
		require.NoError(t, err)
		require.InDelta(t, test.want, v, .0005, "%s: %s", test.name, test.reason)
	}
	for _, test := range []struct {
		name, reason string
		rate         measure.Rate
	}{
		{"nobody", "a share of nothing", measure.Tally{}.Recovery()},
		{"more than all", "no such service", measure.Rate{Count: 2, Of: 1}},
		{"below nothing", "no such count", measure.Rate{Count: -1, Of: 1}},
	} {
		_, err := test.rate.Value()
		require.ErrorIs(t, err, measure.ErrUndefined, "%s: %s", test.name, test.reason)
	}
}

func TestGoalAttainment(t *testing.T) {
	goals := func(w []float64, x ...int) (out []measure.GoalLevel) {
		for i := range x {
			out = append(out, measure.GoalLevel{Level: x[i], Rated: true, Weight: w[i%len(w)]})
		}
		return out
	}
	for _, test := range []struct {
		name, reason string
		goals        []measure.GoalLevel
		rho          float64
		want         float64
	}{
		{"two goals, one better", "equal weights of 6: 50 + 60/√93.6", goals([]float64{6}, 1, 0), .3, 56.20},
		{"two goals better", "the published table, 50 + 20/√2.6", goals([]float64{1}, 1, 1), .3, 62.40},
		{"unrelated goals", "without the conventional correlation", goals([]float64{1}, 1, 1), 0, 64.14},
		{"unequal weights", "as gasr works it out", goals([]float64{9, 4, 1}, 2, 0, -2), .3, 64.18},
		{"five at -1", "the median baseline of a published sample", goals([]float64{1}, -1, -1, -1, -1, -1), .3, 34.9},
		{"four at -2", "the same sample with every baseline at -2", goals([]float64{1}, -2, -2, -2, -2), .3, 21.0},
		{"one as expected", "the middle of the scale", goals([]float64{3}, 0), .3, 50},
		{"eight at +2", "the end of the published table", goals([]float64{2}, 2, 2, 2, 2, 2, 2, 2, 2), .3, 82.1},
	} {
		got, err := measure.GoalAttainment(test.goals, measure.AttainmentPolicy{Rho: test.rho})
		require.NoError(t, err)
		require.InDelta(t, test.want, got.T, .06, "%s: %s", test.name, test.reason)
	}
	for _, test := range []struct {
		name, reason string
		goals        []measure.GoalLevel
		want         error
	}{
		{"no goals", "nothing was attained and nothing was not", nil, therapy.ErrRequired},
		{"not rated", "a goal nobody looked at is not at 0", []measure.GoalLevel{{}}, measure.ErrIncomplete},
		{"above the scale", "the scale ends at +2", goals([]float64{1}, 3), therapy.ErrRange},
		{"below the scale", "a -3 understates what was lost", goals([]float64{1}, -3), therapy.ErrRange},
		{"all weights 0", "nothing counts", goals([]float64{0}, 1), measure.ErrUndefined},
		{"negative weight", "it would turn the goal round", goals([]float64{-1}, 1), therapy.ErrRange},
		{"weight is no number", "the score would be none either", goals([]float64{math.NaN()}, 1), therapy.ErrRange},
	} {
		_, err := measure.GoalAttainment(test.goals, measure.AttainmentPolicy{})
		require.ErrorIs(t, err, test.want, "%s: %s", test.name, test.reason)
	}
	got, err := measure.GoalAttainment(append(goals([]float64{0}, 1), measure.GoalLevel{}), measure.AttainmentPolicy{DropUnrated: true, ZeroWeightsEqual: true})
	require.NoError(t, err)
	require.Equal(t, 1, got.Dropped)
	require.InDelta(t, 60, got.T, 1e-9)
	_, err = measure.GoalAttainment([]measure.GoalLevel{{}}, measure.AttainmentPolicy{DropUnrated: true, Rho: 1})
	require.ErrorIs(t, err, therapy.ErrRange)
	_, err = measure.GoalAttainment([]measure.GoalLevel{{}}, measure.AttainmentPolicy{DropUnrated: true})
	require.ErrorIs(t, err, measure.ErrIncomplete)
}

func TestEffectSizes(t *testing.T) {
	// Student's sleep data, as printed with every statistics package.
	pre := []float64{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0}
	post := []float64{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4}
	// The two deviations differ (1.79 and 2.00), so that the denominators can be told apart.
	for _, test := range []struct {
		name, reason string
		of           measure.EffectKind
		want         float64
	}{
		{"Glass", "over the deviation before, as effectsize prints it", measure.ByPreSD, .8832},
		{"d_z", "over the deviation of the changes", measure.ByChangeSD, 1.2846},
		{"g_z", "with the exact correction, which the usual approximation misses in the third digit", measure.ByChangeSDCorrected, 1.1739},
		{"pooled", "over the root mean square of both deviations", measure.ByPooledSD, .8322},
	} {
		got, err := measure.Effect(test.of, pre, post)
		require.NoError(t, err)
		require.InDelta(t, test.want, got.Value, 5e-4, "%s: %s", test.name, test.reason)
		require.NotEmpty(t, got.Name)
		require.NotEmpty(t, got.Denominator, "every effect size names its denominator")
		require.Equal(t, len(pre), got.N)
		back, err := measure.Effect(test.of, post, pre)
		require.NoError(t, err)
		require.Negative(t, back.Value, "%s: positive means that scores rose", test.name)
		for _, bad := range []struct {
			name, reason string
			pre, post    []float64
			want         error
		}{
			{"one short", "nobody knows who is missing", pre, post[1:], therapy.ErrContradiction},
			{"nobody", "nothing to compare", nil, nil, measure.ErrIncomplete},
			{"one person", "one person has no spread", []float64{1}, []float64{2}, measure.ErrIncomplete},
			{"no spread", "nothing to divide by", []float64{1, 1, 1}, []float64{1, 1, 1}, measure.ErrUndefined},
			{"no number", "the mean would be none either", []float64{1, math.NaN()}, []float64{1, 1}, therapy.ErrRange},
		} {
			_, err := measure.Effect(test.of, bad.pre, bad.post)
			require.ErrorIs(t, err, bad.want, "%s, %s: %s", test.name, bad.name, bad.reason)
		}
	}
	_, err := measure.Effect(measure.ByChangeSDCorrected, []float64{1, 2}, []float64{3, 5})
	require.ErrorIs(t, err, measure.ErrIncomplete, "the correction needs three pairs")
}

func TestNationalEffect(t *testing.T) {
	for _, test := range []struct {
		name, reason   string
		start, end, sd float64
		want           float64
	}{
		{"PHQ-9", "guided self-help by book, 2024-25, as published", 13.5, 9.4, 5.9, .7},
		{"GAD-7", "the same rows, another national deviation", 12.5, 8.5, 5.1, .8},
		{"WSAS", "the same rows, where the effect is smaller", 17.6, 13.3, 9.1, .5},
	} {
		got, err := measure.NationalEffect(test.start, test.end, test.sd)
		require.NoError(t, err)
		require.InDelta(t, test.want, got.Value, .05, "%s: %s", test.name, test.reason)
		require.Zero(t, got.N, "a summary has no pairs")
	}
	for _, test := range []struct {
		name, reason   string
		start, end, sd float64
	}{
		{"no spread", "nothing to divide by", 13, 9, 0},
		{"negative spread", "there is none such", 13, 9, -1},
		{"no number", "a mean that is none", math.NaN(), 9, 5},
	} {
		_, err := measure.NationalEffect(test.start, test.end, test.sd)
		require.ErrorIs(t, err, measure.ErrUndefined, "%s: %s", test.name, test.reason)
	}
}

func TestPercentChange(t *testing.T) {
	for _, test := range []struct {
		name, reason string
		pre, post    float64
		d            measure.Direction
		want         float64
	}{
		{"halved", "the usual mark of response", 20, 10, measure.LowerBetter, 50},
		{"halved from another start", "relative to where somebody began", 18, 9, measure.LowerBetter, 50},
		{"worse", "a rise of 30 percent is a change for the worse", 20, 26, measure.LowerBetter, -30},
		{"higher is better", "a rise is an improvement there", 40, 60, measure.HigherBetter, 50},
		{"to nothing", "all of it", 12, 0, measure.LowerBetter, 100},
	} {
		got, err := measure.PercentChange(test.pre, test.post, test.d)
		require.NoError(t, err)
		require.InDelta(t, test.want, got, 1e-9, "%s: %s", test.name, test.reason)
	}
	for _, test := range []struct {
		name, reason string
		pre, post    float64
		d            measure.Direction
		want         error
	}{
		{"from nothing", "a published package calls this better and worse at once", 0, 3, measure.LowerBetter, measure.ErrUndefined},
		{"from below nothing", "the sign would turn round", -2, 3, measure.LowerBetter, measure.ErrUndefined},
		{"no direction", "better or worse?", 1, 3, 0, therapy.ErrRequired},
		{"endless", "no score is", math.Inf(1), 3, measure.LowerBetter, therapy.ErrRange},
	} {
		_, err := measure.PercentChange(test.pre, test.post, test.d)
		require.ErrorIs(t, err, test.want, "%s: %s", test.name, test.reason)
	}
}

func TestTally(t *testing.T) {
	var tally measure.Tally
	for _, o := range []measure.Outcome{
		{Finished: true, Caseness: measure.Yes, ReliableImprovement: measure.Yes, Recovery: measure.Yes, ReliableRecovery: measure.Yes},
		{Finished: true, Caseness: measure.No, ReliableImprovement: measure.No, ReliableDeterioration: measure.Yes},
		{Finished: true, Caseness: measure.Yes, ReliableImprovement: measure.No, ReliableDeterioration: measure.No},
		{Finished: true, Caseness: measure.Yes},
		{Finished: true},
		{Caseness: measure.Yes, Recovery: measure.Yes},
	} {
		tally = tally.Add(o)
	}
	require.Equal(t, measure.Tally{Finished: 5, NotCase: 1, Improved: 1, Deteriorated: 1, NoChange: 1, NoEnd: 2, Recovered: 1, ReliablyRecovered: 1}, tally)
	require.Equal(t, measure.Rate{Count: 1, Of: 4}, tally.Recovery(), "courses without last scores and unknown courses stay in the denominator")
	require.Equal(t, measure.Rate{Count: 1, Of: 5}, tally.Deterioration())
	require.Equal(t, measure.Rate{Count: 1, Of: 5}, tally.Unchanged())
}
