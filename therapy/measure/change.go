package measure

import (
	"errors"
	"math"

	"github.com/therapykit/therapykit/therapy"
)

// Z95 is the two-sided 95 % point of the normal distribution as Jacobson and
// Truax round it. Pass another value where more digits are wanted.
const Z95 = 1.96

// ReliabilityKind says which reliability a number is, since they differ and the
// index of reliable change moves with them. The zero ReliabilityKind is unstated and refused.
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

// Reliability is what an index of reliable change rests on. Both numbers belong
// to a sample, not to the instrument. The zero Reliability is refused.
type Reliability struct {
	// SD is the standard deviation before treatment, above 0.
	SD float64
	// R is the reliability, 0 to 1, but not 1: a perfect measure has no error to exceed.
	R float64
	// Kind says which reliability it is.
	Kind ReliabilityKind
	// Z is the number of standard errors, above 0; usually [Z95].
	Z float64
}

// ReliableIndex is the outcome of Jacobson and Truax' index.
type ReliableIndex struct {
	// SEM is the standard error of measurement, SDiff that of a difference.
	SEM, SDiff float64
	// RCI is (post - pre) / SDiff; its sign is that of the score's change.
	RCI float64
	// Mark is the same statement in points, strict as the authors have it.
	Mark ChangeMark
	// Kind is the judgement, by the direction that was given.
	Kind ChangeKind
	// Basis repeats what was used.
	Basis Reliability
	// Rule says it in words.
	Rule string
}

// Mark returns the smallest change that has to be exceeded, in points: Z times
// the standard error of the difference.
func (r Reliability) Mark() (ChangeMark, error) {
	_, sdiff, err := r.errorOf()
	if err != nil {
		return ChangeMark{}, err
	}
	return ChangeMark{Points: r.Z * sdiff}, nil
}

func (r Reliability) errorOf() (sem, sdiff float64, err error) {
	var errs []error
	if !(r.SD > 0) || !finite(r.SD) {
		errs = append(errs, fail("/sd", "reliability-sd", therapy.ErrRange))
	}
	if !(r.R >= 0 && r.R < 1) {
		errs = append(errs, fail("/r", "reliability-r", therapy.ErrRange))
	}
	if !r.Kind.Valid() {
		errs = append(errs, fail("/kind", "reliability-kind", therapy.ErrRequired))
	}
	if !(r.Z > 0) || !finite(r.Z) {
		errs = append(errs, fail("/z", "reliability-z", therapy.ErrRange))
	}
	if errs != nil {
		return 0, 0, errors.Join(errs...)
	}
	sem = r.SD * math.Sqrt(1-r.R)
	sdiff = math.Sqrt2 * sem
	if !(sdiff > 0) || !finite(r.Z*sdiff) {
		return 0, 0, fail("", "reliability-overflow", therapy.ErrRange)
	}
	return sem, sdiff, nil
}

// RCI is the index of reliable change of Jacobson and Truax (1991), with the
// square root of 2 that the 1984 paper left out. The inequality is strict.
func RCI(pre, post float64, d Direction, r Reliability) (ReliableIndex, error) {
	sem, sdiff, err := r.errorOf()
	var errs []error
	if err != nil {
		errs = append(errs, err)
	}
	if !finite(pre) || !finite(post) {
		errs = append(errs, fail("/scores", "score-finite", therapy.ErrRange))
	}
	if !d.Valid() {
		errs = append(errs, fail("/direction", "direction-unstated", therapy.ErrRequired))
	}
	if errs != nil {
		return ReliableIndex{}, flat(errs)
	}
	out := ReliableIndex{
		SEM: sem, SDiff: sdiff, RCI: (post - pre) / sdiff, Mark: ChangeMark{Points: r.Z * sdiff}, Basis: r,
		Rule: "Jacobson and Truax 1991: |post - pre| > z * SD * sqrt(2) * sqrt(1 - r)",
	}
	if !finite(out.RCI) {
		return ReliableIndex{}, fail("/scores", "score-finite", therapy.ErrRange)
	}
	out.Kind, err = out.Mark.Classify(d.Improvement(pre, post))
	return out, err
}

// Norm is the mean and standard deviation of a group.
type Norm struct {
	// Mean is finite and SD above 0.
	Mean, SD float64
}

func (n Norm) validate(path string) error {
	if !finite(n.Mean) || !(n.SD > 0) || !finite(n.SD) {
		return fail(path, "norm-range", therapy.ErrRange)
	}
	return nil
}

// CutoffA lies two standard deviations outside the clinical group, towards health.
func CutoffA(clinical Norm, d Direction) (float64, error) {
	if err := checkCutoff(clinical.validate("/clinical"), d); err != nil {
		return 0, err
	}
	return finiteOr(clinical.Mean + d.sign()*2*clinical.SD)
}

// CutoffB lies two standard deviations of the FUNCTIONAL group inside it,
// towards illness. Some published software uses the clinical group's deviation here,
// which cannot be seen while the two are equal.
func CutoffB(functional Norm, d Direction) (float64, error) {
	if err := checkCutoff(functional.validate("/functional"), d); err != nil {
		return 0, err
	}
	return finiteOr(functional.Mean - d.sign()*2*functional.SD)
}

// CutoffC lies between the groups: each mean is weighted by the OTHER group's
// standard deviation, so that it is nearer to the narrower group. Means in the
// wrong order for the direction are [therapy.ErrContradiction].
func CutoffC(clinical, functional Norm, d Direction) (float64, error) {
	if err := checkCutoff(flat([]error{clinical.validate("/clinical"), functional.validate("/functional")}), d); err != nil {
		return 0, err
	}
	if !(d.Improvement(clinical.Mean, functional.Mean) > 0) {
		return 0, fail("", "norm-order", therapy.ErrContradiction)
	}
	return finiteOr((functional.SD*clinical.Mean + clinical.SD*functional.Mean) / (functional.SD + clinical.SD))
}

func (d Direction) sign() float64 {
	if d == HigherBetter {
		return 1
	}
	return -1
}

func checkCutoff(err error, d Direction) error {
	if d.Valid() {
		return err
	}
	return flat([]error{err, fail("/direction", "direction-unstated", therapy.ErrRequired)})
}

func finiteOr(v float64) (float64, error) {
	if !finite(v) {
		return 0, fail("", "norm-range", therapy.ErrRange)
	}
	return v, nil
}

// Significance is a category of Jacobson and Truax. The zero Significance is unstated.
type Significance uint8

// The categories. NotClinicalAtStart is not theirs: no source says what
// becomes of people who begin on the functional side without reliable change to
// the worse, and calling them unchanged or recovered would both mislead.
const (
	// Recovered is reliable improvement that crosses the cut-off.
	Recovered Significance = iota + 1
	// Improved is reliable improvement only.
	Improved
	// Unchanged is no reliable change.
	Unchanged
	// Deteriorated is reliable change for the worse.
	Deteriorated
	// NotClinicalAtStart is a start that was not on the clinical side.
	NotClinicalAtStart

	numSignificances
)

//enum:names Significance
var significanceNames = [numSignificances]string{
	Recovered: "recovered", Improved: "improved", Unchanged: "unchanged", Deteriorated: "deteriorated", NotClinicalAtStart: "not-clinical-at-start",
}

// Significant is a category with all that it rests on: on the same forty people
// the method alone moves "recovered" from 30 % to 65 %.
type Significant struct {
	// Category is the outcome.
	Category Significance
	// Index is the index of reliable change.
	Index ReliableIndex
	// Cutoff is the cut-off that was given; a score exactly on it is on neither side.
	Cutoff float64
}

// JacobsonTruax sorts a pair of scores into a category. The start counts as
// clinical where it is strictly on the worse side of the cut-off; recovery
// needs the end strictly on the better side. Someone who starts on the
// functional side and gets reliably worse is Deteriorated.
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
