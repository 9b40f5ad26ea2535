package care

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
)

// Observation is one value of one measure, taken at one time: a questionnaire's
// score, a rating of progress, a count. It says what was observed and judges
// nothing.
//
// The zero Observation is not valid.
type Observation struct {
	// At is when it was taken.
	At time.Time `json:"at"`
	// Measure names the instrument, such as "phq-9" ([therapy.ValidName]).
	Measure measure.ID `json:"measure"`
	// Scale names the subscale; empty for the total.
	Scale string `json:"scale,omitempty"`
	// Value is the score. Zero is a score like any other.
	Value float64 `json:"value"`
	// By is whose report it is: the client, the therapist, somebody else.
	By confidential.PersonID `json:"by,omitzero"`
	// Session is the session in which it was taken, if it was.
	Session SessionID `json:"session,omitempty"`
	// Note is what was said about it, sealed.
	Note confidential.Value[string] `json:"note,omitzero"`
}

func (o Observation) validate(c *therapy.Check, path string) {
	c.Instant(path+"/at", o.At)
	c.Name(path+"/measure", "measure-name", string(o.Measure))
	c.OptionalName(path+"/scale", "scale-name", o.Scale)
	if math.IsNaN(o.Value) || math.IsInf(o.Value, 0) {
		c.Wrong(path+"/value", "observation-value", "a finite number", therapy.ErrRange)
	}
}

// same reports whether two observations are of the same measure at the same time,
// of which there can be only one for a person.
func (o Observation) same(p Observation) bool {
	return o.At.Equal(p.At) && o.Measure == p.Measure && o.Scale == p.Scale && o.By == p.By
}

func validateObservations(c *therapy.Check, path string, observations []Observation) {
	for i, o := range observations {
		place := path + "/" + strconv.Itoa(i)
		o.validate(c, place)
		if slices.ContainsFunc(observations[:i], o.same) {
			c.Wrong(place, "observation-duplicate", "one value of a measure at a time", therapy.ErrDuplicate)
		}
	}
}

// canonicalObservations puts observations in the order of time, then of measure.
func canonicalObservations(observations []Observation) {
	for i := range observations {
		observations[i].At = instant(observations[i].At)
	}
	slices.SortStableFunc(observations, func(a, b Observation) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Measure, b.Measure), cmp.Compare(a.Scale, b.Scale), a.By.Compare(b.By))
	})
}
