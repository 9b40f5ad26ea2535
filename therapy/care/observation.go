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

// Observation is one value of one measure, taken at one time: a questionnaire's
// score, a rating of progress, a count. It says what was observed and judges
// nothing. It never changes and is never removed: a wrong one is marked as a [Correction],
// and the right one added.
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
	// Value is the score. Zero is a score like any other. It has to be one that the
	// instrument can have, where [measure.Standard] knows the instrument.
	Value float64 `json:"value" kind:"test-result"`
	// By is whose report it is: the client, the therapist, somebody else.
	By confidential.PersonID `json:"by,omitzero" kind:"identity"`
	// Session is the session in which it was taken, if it was.
	Session SessionID `json:"session,omitempty" kind:"attendance"`
	// Note is what was said about it, sealed.
	Note confidential.Value[string] `json:"note,omitzero" kind:"test-result"`
	// Error marks an observation that was entered in error.
	Error Correction `json:"error,omitzero" amend:"once"`
}

// Counts reports whether the observation stands: whether it is not entered in error.
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

// entering checks what is asked of an observation when it is entered. It is not asked
// again of what is on record, so that what was entered wrong can be marked.
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

// same reports whether two observations are of the same measure at the same time
// by the same person, of which only one can stand.
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
	// In the order in which they are kept, the same stand beside each other.
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

// canonicalObservations puts observations in the order of time, then of measure. What
// is in order already is not written to, since revisions share it.
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
