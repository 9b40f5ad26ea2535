package care

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
)

// Observation is one value of one measure, taken at one time: a questionnaire's score, a
// rating of progress, a count. It states what was observed, without a judgement. It never
// changes and is never removed: a wrong one is marked with a [Correction], and the right one
// is added.
//
// The zero Observation is not valid.
type Observation struct {
	confidential.Hidden
	// At is when it was taken.
	At time.Time `json:"at" kind:"test-result" amend:"added,past"`
	// Measure names the instrument, such as "phq-9" ([therapy.ValidName]).
	Measure measure.ID `json:"measure" kind:"test-result,code"`
	// Scale names the subscale; empty for the total.
	Scale string `json:"scale,omitempty" kind:"test-result,code"`
	// Value is the score. Zero is a score like any other. If [measure.Standard] has the
	// instrument, the value must be a possible score of it.
	Value float64 `json:"value" kind:"test-result"`
	// By is the person who reported it: the client, the therapist or somebody else.
	By confidential.PersonID `json:"by,omitzero" kind:"identity"`
	// Session is the session in which it was taken, if any.
	Session SessionID `json:"session,omitempty" kind:"attendance"`
	// Note is what was said about it, sealed.
	Note confidential.Value[string] `json:"note,omitzero" kind:"test-result"`
	// Error marks an observation that was entered in error.
	Error Correction `json:"error,omitzero" amend:"once"`
}

// Counts reports whether the observation is not marked as an error.
func (o Observation) Counts() bool { return o.Error.IsZero() }

// Validate reports everything wrong with the observation at once.
func (o Observation) Validate() error {
	var c therapy.Check
	o.validate(&c, "")
	o.entering(&c, "")
	return c.Err()
}

func (o Observation) validate(c *therapy.Check, path string) {
	c.Instant(path+"/at", o.At)
	c.Name(path+"/measure", "measure-name", string(o.Measure))
	c.OptionalName(path+"/scale", "scale-name", o.Scale)
	if math.IsNaN(o.Value) || math.IsInf(o.Value, 0) {
		c.Wrong(path+"/value", "observation-value", "a finite number", therapy.ErrRange)
	}
	if o.Measure == AttainmentMeasure && (o.Value != math.Trunc(o.Value) || math.Abs(o.Value) > 2) {
		c.Wrong(path+"/value", "attainment-level", "-2 to +2", therapy.ErrRange)
	}
	if o.Session != "" {
		recordID(c, path+"/session", o.Session)
	}
	o.Error.validate(c, path+"/error")
}

// entering checks a new observation. An observation on record is not checked again in this
// way, so that a wrong one can still be marked.
func (o Observation) entering(c *therapy.Check, path string) {
	scale, known := scaleOf(o.Measure, o.Scale)
	switch {
	case !o.Counts() || !known || o.Measure == AttainmentMeasure || math.IsNaN(o.Value):
	case scale.none:
		c.Wrong(path+"/scale", "observation-scale", "a scale that the instrument has", therapy.ErrUnknown)
	case o.Value < scale.low || o.Value > scale.high:
		c.Wrong(path+"/value", "observation-range", scale.words(), therapy.ErrRange)
	case measure.Standard().CheckValue(o.Measure, o.Scale, o.Value) != nil:
		c.Wrong(path+"/value", "observation-impossible", "a score that answers can give", therapy.ErrRange)
	}
}

// same reports whether two observations have the same measure, time and reporter. Only one of
// them can be right.
func (o Observation) same(p Observation) bool {
	return o.At.Equal(p.At) && o.Measure == p.Measure && o.Scale == p.Scale && o.By == p.By
}

func (o Observation) compare(p Observation) int {
	return cmp.Or(o.At.Compare(p.At), cmp.Compare(o.Measure, p.Measure), cmp.Compare(o.Scale, p.Scale), o.By.Compare(p.By))
}

// validateObservations checks a list of observations of one person. before is the list
// as it was when it was last found valid.
func validateObservations(c *therapy.Check, path string, before, now []Observation) {
	limited(c, path, len(now))
	known := shared(before, now)
	for i := known; i < len(now); i++ {
		now[i].validate(c, at(path, i))
	}
	duplicate := func(i int) {
		c.Wrong(at(path, i), "observation-duplicate", "one value of a measure at a time", therapy.ErrDuplicate)
	}
	// In the canonical order, equal observations are next to each other.
	if slices.IsSortedFunc(now[max(0, known-1):], Observation.compare) {
		for i := max(1, known); i < len(now); i++ {
			for j := i - 1; j >= 0 && now[i].same(now[j]); j-- {
				if now[i].Counts() && now[j].Counts() {
					duplicate(i)
					break
				}
			}
		}
		return
	}
	type key struct {
		at      time.Time
		measure measure.ID
		scale   string
		by      confidential.PersonID
	}
	seen := make(map[key]bool, len(now))
	for i, o := range now {
		if !o.Counts() {
			continue
		}
		k := key{instant(o.At), o.Measure, o.Scale, o.By}
		if seen[k] {
			duplicate(i)
		}
		seen[k] = true
	}
}

// canonicalObservations sorts observations by time, then by measure. It does not write to a
// list that is already in order, since revisions share it.
func canonicalObservations(observations []Observation) {
	for i := range observations {
		o := &observations[i]
		if t := instant(o.At); t != o.At {
			o.At = t
		}
		canonicalCorrection(&o.Error)
	}
	if !slices.IsSortedFunc(observations, Observation.compare) {
		slices.SortStableFunc(observations, Observation.compare)
	}
}
