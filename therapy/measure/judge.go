package measure

import (
	"errors"
	"math"
	"slices"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// BandResult is the severity band of a score according to a threshold set.
type BandResult struct {
	confidential.Hidden
	// Set names the thresholds.
	Set SetRef `json:"set" kind:"test-result,code"`
	// Label is the band's name.
	Label string `json:"label" kind:"test-result,code"`
	// Index counts from 0, from the lowest scores up; Count is how many bands there are.
	Index int `json:"index" kind:"test-result"`
	Count int `json:"count" kind:"test-result"`
	// Rescaled says that the score was converted to the whole scale; see [Score.Rescale].
	Rescaled bool `json:"rescaled,omitempty" kind:"test-result"`
	// Sources say where the bands were published.
	Sources []therapy.Source `json:"sources" kind:"test-result"`
}

// Band finds the severity band. The subscale is empty for the total. The error is
// [therapy.ErrUnknown] if the set has no bands for it, [ErrIncomplete] if the score has no
// number, and [therapy.ErrContradiction] if the score is on another scale than the bands.
func (s ThresholdSet) Band(score Score, subscale string) (BandResult, error) {
	t, v, err := s.value(score, subscale, wantBands)
	if err != nil {
		return BandResult{}, err
	}
	i := bandAt(t.Bands, v)
	return BandResult{Set: t.set, Label: t.Bands[i].Label, Index: i, Count: len(t.Bands), Rescaled: score.rescaled, Sources: slices.Clone(t.Sources)}, nil
}

// bandAt returns the index of the band of a score, -1 where there are no bands.
func bandAt(bands []Band, v float64) int {
	i := len(bands) - 1
	for i > 0 && !bands[i].starts(v) {
		i--
	}
	return i
}

// CaseResult says whether a score is a case according to a threshold set.
type CaseResult struct {
	confidential.Hidden
	// Set names the thresholds.
	Set SetRef `json:"set" kind:"test-result,code"`
	// Case is whether the score is on the worse side.
	Case bool `json:"case" kind:"test-result"`
	// Cutoff is the mark that was used.
	Cutoff Cutoff `json:"cutoff" kind:"test-result"`
	// Rescaled says that the score was converted to the whole scale; see [Score.Rescale].
	Rescaled bool `json:"rescaled,omitempty" kind:"test-result"`
	// Sources say where the mark was published.
	Sources []therapy.Source `json:"sources" kind:"test-result"`
}

// Caseness compares a score with the set's mark. Errors are as in [ThresholdSet.Band].
func (s ThresholdSet) Caseness(score Score, subscale string) (CaseResult, error) {
	t, v, err := s.value(score, subscale, wantCase)
	if err != nil {
		return CaseResult{}, err
	}
	return CaseResult{Set: t.set, Case: t.Case.met(score.direction, v), Cutoff: *t.Case, Rescaled: score.rescaled, Sources: slices.Clone(t.Sources)}, nil
}

// ChangeKind says what a change of score means. The zero ChangeKind is unstated.
type ChangeKind uint8

// The kinds of change.
const (
	// ReliableImprovement is a change for the better that is unlikely to be a measurement
	// error.
	ReliableImprovement ChangeKind = iota + 1
	// NoReliableChange is a change too small to be reliable, or no change.
	NoReliableChange
	// ReliableDeterioration is a change for the worse that is unlikely to be a measurement
	// error.
	ReliableDeterioration
	// ImportantImprovement is a change for the better that people notice.
	ImportantImprovement
	// NoImportantChange is a change too small for people to notice, or no change.
	NoImportantChange
	// ImportantDeterioration is a change for the worse that people notice.
	ImportantDeterioration

	numChangeKinds
)

//enum:names ChangeKind
var changeKindNames = [numChangeKinds]string{
	ReliableImprovement: "reliable-improvement", NoReliableChange: "no-reliable-change", ReliableDeterioration: "reliable-deterioration",
	ImportantImprovement: "important-improvement", NoImportantChange: "no-important-change", ImportantDeterioration: "important-deterioration",
}

// Classify says what an improvement of that many points means; negative points are a change
// for the worse. Every judgement of reliable change in this package uses it, and it can be
// used for targets that are not questionnaires. A mark that is not above 0 and numbers that
// are not finite are [therapy.ErrRange].
func (m ChangeMark) Classify(improvement float64) (ChangeKind, error) {
	if !(m.Points > 0) || math.IsInf(m.Points, 0) || !finite(improvement) {
		return 0, fail("", "change-range", therapy.ErrRange)
	}
	switch {
	case !m.met(improvement):
		return NoReliableChange, nil
	case improvement > 0:
		return ReliableImprovement, nil
	default:
		return ReliableDeterioration, nil
	}
}

// ChangeResult says what the change between two scores means according to a threshold set.
type ChangeResult struct {
	confidential.Hidden
	// Set names the thresholds.
	Set SetRef `json:"set" kind:"test-result,code"`
	// Kind is the judgement.
	Kind ChangeKind `json:"kind,omitzero" kind:"test-result"`
	// Improvement is the change in points, positive for the better.
	Improvement float64 `json:"improvement" kind:"test-result"`
	// Mark is the threshold that was used.
	Mark ChangeMark `json:"mark" kind:"test-result"`
	// Rescaled says that the scores were converted to the whole scale; see [Score.Rescale].
	Rescaled bool `json:"rescaled,omitempty" kind:"test-result"`
	// Sources say where the mark was published.
	Sources []therapy.Source `json:"sources" kind:"test-result"`
}

// Change says whether the difference between two scores of one instrument is reliable by the
// set's mark. Errors are as in [ThresholdSet.Band], and [therapy.ErrContradiction] for two
// different instruments, for a second score that is older than the first, and for scores that
// were not made from the same items, since such a difference does not come from the person
// alone.
func (s ThresholdSet) Change(from, to Score, subscale string) (ChangeResult, error) {
	return s.change(from, to, subscale, wantReliable)
}

// Important says whether the difference between two scores reaches the set's minimal
// important difference: whether people notice the change. This is another question than
// whether the change is reliable. Errors are as in [ThresholdSet.Change].
func (s ThresholdSet) Important(from, to Score, subscale string) (ChangeResult, error) {
	r, err := s.change(from, to, subscale, wantImportant)
	if r.Kind != 0 {
		r.Kind += ImportantImprovement - ReliableImprovement
	}
	return r, err
}

func (s ThresholdSet) change(from, to Score, subscale string, want wanted) (ChangeResult, error) {
	switch {
	case from.instrument != to.instrument:
		return ChangeResult{}, fail("/instrument", "change-instruments", therapy.ErrContradiction)
	case to.at.Before(from.at):
		return ChangeResult{}, fail("/at", "change-order", therapy.ErrContradiction)
	case !slices.Equal(from.leftOut, to.leftOut):
		return ChangeResult{}, fail("/score", "change-items", therapy.ErrContradiction)
	}
	t, a, err1 := s.value(from, subscale, want)
	_, b, err2 := s.value(to, subscale, want)
	if err := errors.Join(therapy.At("/from", err1), therapy.At("/to", err2)); err != nil {
		return ChangeResult{}, err
	}
	mark := t.Reliable
	if want.path == wantImportant.path {
		mark = t.Important
	}
	r := ChangeResult{Set: t.set, Improvement: from.direction.Improvement(a, b), Mark: *mark, Rescaled: from.rescaled || to.rescaled, Sources: slices.Clone(t.Sources)}
	r.Kind, err1 = mark.Classify(r.Improvement)
	return r, err1
}
