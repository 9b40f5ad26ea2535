package measure

import (
	"math"
	"strings"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Z95 is the two-sided 95 % point of the normal distribution as Jacobson and Truax round it.
// Pass another value if you want more digits.
const Z95 = 1.96

// ReliabilityKind says which kind of reliability a number is. The kinds give different
// numbers, and so different indices of reliable change. The zero ReliabilityKind is unstated
// and refused.
type ReliabilityKind uint8

// The kinds of reliability.
const (
	// InternalConsistency is Cronbach's alpha or a relative of it.
	InternalConsistency ReliabilityKind = iota + 1
	// TestRetest is the correlation of two measurements.
	TestRetest

	numReliabilityKinds
)

//enum:names ReliabilityKind
var reliabilityKindNames = [numReliabilityKinds]string{InternalConsistency: "internal-consistency", TestRetest: "test-retest"}

// Reliability holds the numbers that an index of reliable change needs. SD and R belong to a
// sample, not to the instrument. The zero Reliability is refused.
type Reliability struct {
	// SD is the standard deviation before treatment, above 0.
	SD float64 `json:"sd"`
	// R is the reliability, from 0 up to but not including 1: a perfectly reliable measure
	// has no measurement error to compare a change with.
	R float64 `json:"r"`
	// Kind says which reliability it is.
	Kind ReliabilityKind `json:"kind,omitzero"`
	// Z is the number of standard errors, above 0; usually [Z95].
	Z float64 `json:"z"`
	// Inclusive means that a change of exactly the mark counts. For the authors of the index
	// a change has to exceed the mark.
	Inclusive bool `json:"inclusive,omitempty"`
}

// ReliableIndex is the result of the index of reliable change of Jacobson and Truax.
type ReliableIndex struct {
	confidential.Hidden
	// SEM is the standard error of measurement, SDiff that of a difference.
	SEM   float64 `json:"sem" kind:"test-result"`
	SDiff float64 `json:"sdiff" kind:"test-result"`
	// RCI is (post - pre) / SDiff; its sign is that of the score's change.
	RCI float64 `json:"rci" kind:"test-result"`
	// Mark is the smallest reliable change in points: Z times SDiff. Kind is decided by this
	// mark.
	Mark ChangeMark `json:"mark" kind:"test-result"`
	// Kind is the judgement, by the direction that was given.
	Kind ChangeKind `json:"kind,omitzero" kind:"test-result"`
	// Basis repeats the numbers that were used.
	Basis Reliability `json:"basis" kind:"test-result"`
	// Rule says it in words.
	Rule string `json:"rule" kind:"test-result"`
}

// Mark returns the smallest change that counts, in points: Z times the standard error
// of the difference.
func (r Reliability) Mark() (ChangeMark, error) {
	sdiff, err := r.sdiff()
	if err != nil {
		return ChangeMark{}, err
	}
	return ChangeMark{r.Z * sdiff, r.Inclusive}, nil
}

// sdiff is the standard error of a difference.
func (r Reliability) sdiff() (float64, error) {
	var c therapy.Check
	for _, positive := range []struct {
		path, rule string
		ok         bool
	}{
		{"/sd", "reliability-sd", r.SD > 0 && finite(r.SD)},
		{"/r", "reliability-r", r.R >= 0 && r.R < 1},
		{"/z", "reliability-z", r.Z > 0 && finite(r.Z)},
	} {
		if !positive.ok {
			c.Wrong(positive.path, positive.rule, "", therapy.ErrRange)
		}
	}
	c.Stated("/kind", "reliability-kind", r.Kind.Valid())
	sdiff := math.Sqrt2 * r.SD * math.Sqrt(1-r.R)
	if !c.Failed() && (!(sdiff > 0) || !finite(r.Z*sdiff)) {
		c.Wrong("", "reliability-overflow", "", therapy.ErrRange)
	}
	return sdiff, c.Err()
}

// RCI is the index of reliable change of Jacobson and Truax (1991), with the square root of 2
// that the 1984 paper left out. The error lists everything that is wrong: scores that are not
// finite, an unstated direction, and a Reliability that is not valid.
func RCI(pre, post float64, d Direction, r Reliability) (ReliableIndex, error) {
	var c therapy.Check
	mark, err := r.Mark()
	c.Part("", err)
	if !finite(pre) || !finite(post) {
		c.Wrong("/scores", "score-finite", "", therapy.ErrRange)
	}
	c.Stated("/direction", "direction-unstated", d.Valid())
	if c.Failed() {
		return ReliableIndex{}, c.Err()
	}
	sdiff := mark.Points / r.Z
	out := ReliableIndex{
		SEM: sdiff / math.Sqrt2, SDiff: sdiff, RCI: (post - pre) / sdiff, Mark: mark, Basis: r,
		Rule: "Jacobson and Truax 1991: |post - pre| > z * SD * sqrt(2) * sqrt(1 - r)",
	}
	if r.Inclusive {
		out.Rule = strings.Replace(out.Rule, ">", ">=", 1)
	}
	if !finite(out.RCI) {
		return ReliableIndex{}, fail("/scores", "score-finite", therapy.ErrRange)
	}
	out.Kind, err = mark.Classify(d.Improvement(pre, post))
	return out, err
}

// Norm is the mean and standard deviation of a group.
type Norm struct {
	// Mean is finite and SD above 0.
	Mean float64 `json:"mean"`
	SD   float64 `json:"sd"`
}

func (n Norm) check(c *therapy.Check, path string) {
	if !finite(n.Mean) || !(n.SD > 0) || !finite(n.SD) {
		c.Wrong(path, "norm-range", "a finite mean and a deviation above 0", therapy.ErrRange)
	}
}

// CutoffA returns the cut-off two standard deviations outside the clinical group, towards
// health. A norm that is not valid is [therapy.ErrRange], and an unstated direction is
// [therapy.ErrRequired].
func CutoffA(clinical Norm, d Direction) (float64, error) {
	return cutoff(&clinical, nil, d, func() float64 { return clinical.Mean + d.Improvement(0, 2*clinical.SD) })
}

// CutoffB returns the cut-off two standard deviations of the FUNCTIONAL group inside that group,
// towards illness. Some published software uses the clinical group's standard deviation here; the
// mistake makes no difference as long as the two are equal. Errors are as in [CutoffA].
func CutoffB(functional Norm, d Direction) (float64, error) {
	return cutoff(nil, &functional, d, func() float64 { return functional.Mean - d.Improvement(0, 2*functional.SD) })
}

// CutoffC returns the cut-off between the groups: each mean is weighted by the OTHER group's
// standard deviation, so that the cut-off is nearer to the group with the smaller standard
// deviation. Means in the wrong order for the direction are [therapy.ErrContradiction]; other
// errors are as in [CutoffA].
func CutoffC(clinical, functional Norm, d Direction) (float64, error) {
	return cutoff(&clinical, &functional, d, func() float64 {
		return (functional.SD*clinical.Mean + clinical.SD*functional.Mean) / (functional.SD + clinical.SD)
	})
}

// cutoff checks the norms and the direction, and calculates the cut-off.
func cutoff(clinical, functional *Norm, d Direction, formula func() float64) (float64, error) {
	var c therapy.Check
	if clinical != nil {
		clinical.check(&c, "/clinical")
	}
	if functional != nil {
		functional.check(&c, "/functional")
	}
	c.Stated("/direction", "direction-unstated", d.Valid())
	if !c.Failed() && clinical != nil && functional != nil && !(d.Improvement(clinical.Mean, functional.Mean) > 0) {
		c.Wrong("", "norm-order", "a functional mean that is better than the other mean", therapy.ErrContradiction)
	}
	v := formula()
	if !c.Failed() && !finite(v) {
		c.Wrong("", "norm-range", "", therapy.ErrRange)
	}
	if c.Failed() {
		return 0, c.Err()
	}
	return v, nil
}

// Significance is a category of Jacobson and Truax. The zero Significance is unstated.
type Significance uint8

// The categories. NotClinicalAtStart is an addition of this library: no source says how to
// call people who begin on the functional side and do not get reliably worse, and both
// "unchanged" and "recovered" would mislead.
const (
	// Recovered is reliable improvement that crosses the cut-off.
	Recovered Significance = iota + 1
	// Improved is reliable improvement only.
	Improved
	// Unchanged is no reliable change.
	Unchanged
	// Deteriorated is reliable change for the worse.
	Deteriorated
	// NotClinicalAtStart is a first score that was not on the clinical side, without a
	// reliable change for the worse.
	NotClinicalAtStart

	numSignificances
)

//enum:names Significance
var significanceNames = [numSignificances]string{
	Recovered: "recovered", Improved: "improved", Unchanged: "unchanged", Deteriorated: "deteriorated", NotClinicalAtStart: "not-clinical-at-start",
}

// Significant is a category with the numbers it was decided by. They matter: for the same
// forty people, the choice of the method alone changes "recovered" from 30 % to 65 %.
type Significant struct {
	confidential.Hidden
	// Category is the outcome.
	Category Significance `json:"category,omitzero" kind:"test-result"`
	// Index is the index of reliable change.
	Index ReliableIndex `json:"index" kind:"test-result"`
	// Cutoff is the cut-off that was given; a score equal to it is on neither side.
	Cutoff float64 `json:"cutoff" kind:"test-result"`
}

// JacobsonTruax puts a pair of scores into a category. The first score counts as clinical if
// it is strictly on the worse side of the cut-off; recovery needs a last score strictly on
// the better side. A person who starts on the functional side and gets reliably worse is
// Deteriorated.
func JacobsonTruax(pre, post, cutoff float64, d Direction, r Reliability) (Significant, error) {
	ix, err := RCI(pre, post, d, r)
	if err != nil {
		return Significant{}, err
	}
	if !finite(cutoff) {
		return Significant{}, fail("/cutoff", "cutoff-finite", therapy.ErrRange)
	}
	out := Significant{Index: ix, Cutoff: cutoff, Category: Unchanged}
	switch {
	case ix.Kind == ReliableDeterioration:
		out.Category = Deteriorated
	case d.Improvement(pre, cutoff) <= 0:
		out.Category = NotClinicalAtStart
	case ix.Kind == ReliableImprovement && d.Improvement(cutoff, post) > 0:
		out.Category = Recovered
	case ix.Kind == ReliableImprovement:
		out.Category = Improved
	}
	return out, nil
}
