package measure

import (
	"math"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
)

// EffectKind says which effect size: what the mean change is divided by. The zero
// EffectKind is unstated and refused.
type EffectKind uint8

// The effect sizes of pairs of scores.
const (
	// ByPreSD divides by the standard deviation before treatment (Glass's delta).
	ByPreSD EffectKind = iota + 1
	// ByPooledSD divides by the root mean square of both standard deviations.
	ByPooledSD
	// ByChangeSD divides by the standard deviation of the changes: d_z, the standardised
	// response mean.
	ByChangeSD
	// ByChangeSDCorrected is ByChangeSD with Hedges' exact correction for small samples,
	// g_z. It needs three pairs.
	ByChangeSDCorrected
	// ByNationalSD is the NHS Talking Therapies effect size; see [NationalEffect].
	ByNationalSD

	numEffectKinds
)

//enum:names EffectKind
var effectKindNames = [numEffectKinds]string{
	ByPreSD: "pre-sd", ByPooledSD: "pooled-sd", ByChangeSD: "change-sd", ByChangeSDCorrected: "change-sd-corrected", ByNationalSD: "national-sd",
}

// effectWords are the usual name of each effect size and its denominator.
var effectWords = [numEffectKinds][2]string{
	ByPreSD:             {"Glass's delta, pre-post", "standard deviation before treatment"},
	ByPooledSD:          {"d, averaged variances", "root mean square of the standard deviations before and after"},
	ByChangeSD:          {"d_z (standardised response mean)", "standard deviation of the changes"},
	ByChangeSDCorrected: {"g_z (d_z corrected for small samples)", "standard deviation of the changes"},
	ByNationalSD:        {"NHS Talking Therapies effect size", "England-level standard deviation at the start"},
}

// EffectSize is a standardised difference with the name of its denominator. The name matters:
// the same forty people have an effect size of -1.25 with one denominator and of -2.96 with
// another. Except for ByNationalSD, positive means that scores rose, whichever way is better.
type EffectSize struct {
	// Kind says which effect size it is.
	Kind EffectKind `json:"kind,omitzero"`
	// Value is the effect size.
	Value float64 `json:"value"`
	// Name is the usual name and Denominator what the difference was divided by.
	Name        string `json:"name"`
	Denominator string `json:"denominator"`
	// SD is the number it was divided by.
	SD float64 `json:"sd"`
	// N is the number of pairs, 0 where the effect size came from a summary.
	N int `json:"n,omitempty"`
}

// Effect is the mean change divided by a standard deviation, which the kind names. The errors
// are [therapy.ErrRequired] for an invalid kind and for [ByNationalSD],
// [therapy.ErrContradiction] for lists of different length, [ErrIncomplete] for fewer than two
// pairs (three for [ByChangeSDCorrected]), [therapy.ErrRange] for numbers that are not finite,
// and [ErrUndefined] if the standard deviation is 0.
func Effect(kind EffectKind, pre, post []float64) (EffectSize, error) {
	switch {
	case !kind.Valid() || kind == ByNationalSD:
		return EffectSize{}, fail("/kind", "effect-kind", therapy.ErrRequired)
	case len(pre) != len(post):
		return EffectSize{}, fail("", "effect-pairs", therapy.ErrContradiction)
	case len(pre) < 2:
		return EffectSize{}, fail("", "effect-pairs", ErrIncomplete)
	}
	var c therapy.Check
	diff := make([]float64, len(pre))
	for i := range pre {
		if !finite(pre[i]) || !finite(post[i]) {
			c.Wrong("/"+strconv.Itoa(i), "score-finite", "", therapy.ErrRange)
		}
		diff[i] = post[i] - pre[i]
	}
	if kind == ByChangeSDCorrected && len(pre) < 3 {
		c.Wrong("", "effect-pairs", "three pairs", ErrIncomplete)
	}
	if c.Failed() {
		return EffectSize{}, c.Err()
	}
	a, before := moments(pre)
	b, after := moments(post)
	mean, sd := moments(diff)
	switch kind {
	case ByPreSD:
		mean, sd = b-a, before
	case ByPooledSD:
		mean, sd = b-a, math.Sqrt((before*before+after*after)/2)
	case ByChangeSD, ByChangeSDCorrected, ByNationalSD:
	}
	e, err := effect(kind, mean, sd, len(pre))
	if kind == ByChangeSDCorrected && err == nil {
		df := float64(e.N - 1)
		up, _ := math.Lgamma(df / 2)
		down, _ := math.Lgamma((df - 1) / 2)
		e.Value *= math.Exp(up-down) / math.Sqrt(df/2)
	}
	return e, err
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

func effect(kind EffectKind, diff, sd float64, n int) (EffectSize, error) {
	v := diff / sd
	if !(sd > 0) || !finite(v) {
		return EffectSize{}, fail("", "effect-spread", ErrUndefined)
	}
	return EffectSize{kind, v, effectWords[kind][0], effectWords[kind][1], sd, n}, nil
}

// NationalEffect is the NHS Talking Therapies effect size: start minus end, divided by the
// standard deviation at the start in all ENGLAND. A fall of scores is positive. If the standard
// deviation is not above 0 or the result is not finite, the error is [ErrUndefined].
func NationalEffect(meanStart, meanEnd, nationalSD float64) (EffectSize, error) {
	return effect(ByNationalSD, meanStart-meanEnd, nationalSD, 0)
}

// PercentChange is the improvement in percent of the first score. It is positive if the last
// score is better; the direction says which way is better. The error is [ErrUndefined] if the
// first score is 0 or below.
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
