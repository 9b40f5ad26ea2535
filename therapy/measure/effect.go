package measure

import (
	"math"

	"github.com/therapykit/therapykit/therapy"
)

// EffectSize is a standardised difference with its denominator's name: the same
// forty people have -1.25 by one and -2.96 by another. Positive means that
// scores rose, whichever way is better.
type EffectSize struct {
	// Value is the effect size.
	Value float64
	// Name is the usual name and Denominator what the difference was divided by.
	Name, Denominator string
	// SD is the number it was divided by.
	SD float64
	// N is the number of pairs, 0 where the effect size came from a summary.
	N int
}

func pairs(pre, post []float64) error {
	if len(pre) != len(post) {
		return fail("", "effect-pairs", therapy.ErrContradiction)
	}
	if len(pre) < 2 {
		return fail("", "effect-pairs", ErrIncomplete)
	}
	for i := range pre {
		if !finite(pre[i]) || !finite(post[i]) {
			return fail("/"+itoa(i), "score-finite", therapy.ErrRange)
		}
	}
	return nil
}

func moments(v []float64) (mean, sd float64) {
	for _, x := range v {
		mean += x / float64(len(v))
	}
	for _, x := range v {
		sd += (x - mean) * (x - mean)
	}
	return mean, math.Sqrt(sd / float64(len(v)-1))
}

func effect(diff, sd float64, n int, name, denominator string) (EffectSize, error) {
	v := diff / sd
	if !(sd > 0) || !finite(v) {
		return EffectSize{}, fail("", "effect-spread", ErrUndefined)
	}
	return EffectSize{v, name, denominator, sd, n}, nil
}

// PreSD is the mean change over the standard deviation before treatment. Lists
// of different length, fewer than two pairs and no spread at all are errors, here
// and in the functions below.
func PreSD(pre, post []float64) (EffectSize, error) {
	if err := pairs(pre, post); err != nil {
		return EffectSize{}, err
	}
	a, sd := moments(pre)
	b, _ := moments(post)
	return effect(b-a, sd, len(pre), "Glass's delta, pre-post", "standard deviation before treatment")
}

// PooledD is the mean change over the root mean square of both standard deviations.
func PooledD(pre, post []float64) (EffectSize, error) {
	if err := pairs(pre, post); err != nil {
		return EffectSize{}, err
	}
	a, s1 := moments(pre)
	b, s2 := moments(post)
	return effect(b-a, math.Sqrt((s1*s1+s2*s2)/2), len(pre), "d, averaged variances", "root mean square of the standard deviations before and after")
}

// DZ is the mean change over the standard deviation of the changes, also called
// the standardised response mean.
func DZ(pre, post []float64) (EffectSize, error) {
	if err := pairs(pre, post); err != nil {
		return EffectSize{}, err
	}
	diff := make([]float64, len(pre))
	for i := range pre {
		diff[i] = post[i] - pre[i]
	}
	m, sd := moments(diff)
	return effect(m, sd, len(pre), "d_z (standardised response mean)", "standard deviation of the changes")
}

// GZ is [DZ] with Hedges' exact correction for small samples; it needs three pairs.
func GZ(pre, post []float64) (EffectSize, error) {
	e, err := DZ(pre, post)
	if err != nil {
		return e, err
	}
	if e.N < 3 {
		return EffectSize{}, fail("", "effect-pairs", ErrIncomplete)
	}
	df := float64(e.N - 1)
	up, _ := math.Lgamma(df / 2)
	down, _ := math.Lgamma((df - 1) / 2)
	e.Value *= math.Exp(up-down) / math.Sqrt(df/2)
	e.Name = "g_z (d_z corrected for small samples)"
	return e, nil
}

// NationalEffect is the NHS Talking Therapies effect size: start minus end, so
// that a fall of scores is positive, over the ENGLAND-level standard deviation at the start.
func NationalEffect(meanStart, meanEnd, nationalSD float64) (EffectSize, error) {
	return effect(meanStart-meanEnd, nationalSD, 0, "NHS Talking Therapies effect size", "England-level standard deviation at the start")
}

// PercentChange is the improvement in percent of the first score, positive for
// the better by the direction. From a first score of 0 (or below) there is no
// percentage, and the error is [ErrUndefined].
func PercentChange(pre, post float64, d Direction) (float64, error) {
	if !d.Valid() {
		return 0, fail("/direction", "direction-unstated", therapy.ErrRequired)
	}
	if !finite(pre) || !finite(post) {
		return 0, fail("/scores", "score-finite", therapy.ErrRange)
	}
	v := 100 * (d.Improvement(pre, post) / pre)
	if pre <= 0 || !finite(v) {
		return 0, fail("/scores", "percent-of-nothing", ErrUndefined)
	}
	return v, nil
}
