package care

import (
	"math"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
)

// Comparator is how a value has to stand to the target's to meet it. It also says
// which direction is better. The zero Comparator is unstated and refused.
type Comparator uint8

// The comparators.
const (
	// Below is less than the value; lower is better.
	Below Comparator = iota + 1
	// AtMost is the value or less; lower is better.
	AtMost
	// AtLeast is the value or more; higher is better.
	AtLeast
	// Above is more than the value; higher is better.
	Above

	numComparators
)

//enum:names Comparator
var comparatorNames = [numComparators]string{
	Below:   "below",
	AtMost:  "at-most",
	AtLeast: "at-least",
	Above:   "above",
}

// Met reports whether v stands to target as c demands. Nothing meets an invalid
// comparator, and NaN meets nothing.
func (c Comparator) Met(v, target float64) bool {
	switch c {
	case Below:
		return v < target
	case AtMost:
		return v <= target
	case AtLeast:
		return v >= target
	case Above:
		return v > target
	case numComparators:
	}
	return false
}

// LowerIsBetter reports whether a target with this comparator is neared by going
// down.
func (c Comparator) LowerIsBetter() bool { return c == Below || c == AtMost }

// Target says how one would know that a goal is reached: this measure, compared
// so, with this value, by this day. The zero Target is not valid.
type Target struct {
	// Measure names the instrument, such as "phq-9", or [AttainmentMeasure].
	Measure measure.ID `json:"measure"`
	// Scale names the subscale; empty for the total.
	Scale string `json:"scale,omitempty"`
	// Compare and Value say what meets the target.
	Compare Comparator `json:"compare"`
	Value   float64    `json:"value"`
	// Due is the day by which it is hoped for; zero where none is set.
	Due therapy.Date `json:"due,omitzero"`
}

// Met reports whether the value meets the target.
func (t Target) Met(v float64) bool { return t.Compare.Met(v, t.Value) }

// String says the target in words: "phq-9 below 10 by 2026-09-01".
func (t Target) String() string {
	text := string(t.Measure)
	if t.Scale != "" {
		text += " (" + t.Scale + ")"
	}
	compare := t.Compare.String()
	switch t.Compare {
	case AtMost:
		compare = "at most"
	case AtLeast:
		compare = "at least"
	case Below, Above, numComparators:
	}
	text += " " + compare + " " + number(t.Value)
	if !t.Due.IsZero() {
		text += " by " + t.Due.String()
	}
	return text
}

// number writes a value as people do: 7 and not 7.000000.
func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func (t Target) validate(c *therapy.Check, path string) {
	c.Name(path+"/measure", "measure-name", string(t.Measure))
	c.OptionalName(path+"/scale", "scale-name", t.Scale)
	c.Stated(path+"/compare", "target-comparator", t.Compare.Valid())
	if math.IsNaN(t.Value) || math.IsInf(t.Value, 0) {
		c.Wrong(path+"/value", "target-value", "a finite number", therapy.ErrRange)
	}
}

// AttainmentMeasure is the name under which levels on a goal's own
// [AttainmentScale] are observed and set as targets.
const AttainmentMeasure measure.ID = "goal-attainment"

// AttainmentScale is a goal attainment scale: what the person and the therapist
// agreed, beforehand, would count as much less than expected (-2) up to much more
// (+2), for this goal. The zero AttainmentScale is none.
//
// Source: Kiresuk and Sherman, "Goal attainment scaling", Community Mental Health
// Journal, 1968.
type AttainmentScale struct {
	// Levels are the descriptions of -2, -1, 0, +1 and +2 in this order, sealed. The
	// one in the middle is what is expected. All five or none.
	Levels []confidential.Value[string] `json:"levels,omitempty"`
	// Baseline is the level at which the person starts, -2 or -1.
	Baseline int `json:"baseline,omitempty"`
	// Importance and Difficulty, 0 to 3, weigh the goal among the person's others.
	Importance int `json:"importance,omitempty"`
	Difficulty int `json:"difficulty,omitempty"`
}

// IsZero reports whether there is no scale.
func (s AttainmentScale) IsZero() bool {
	return len(s.Levels) == 0 && s.Baseline == 0 && s.Importance == 0 && s.Difficulty == 0
}

// Weight is importance times difficulty, as is usual. It is zero as soon as one of
// them is.
func (s AttainmentScale) Weight() int { return s.Importance * s.Difficulty }

func (s AttainmentScale) validate(c *therapy.Check, path string) {
	if s.IsZero() {
		return
	}
	if len(s.Levels) != 5 {
		c.Wrong(path+"/levels", "scale-levels", "five, from -2 to +2", therapy.ErrRange)
	}
	for i, level := range s.Levels {
		if level.IsZero() {
			c.Wrong(path+"/levels/"+strconv.Itoa(i), "scale-level", "what would count as this level", therapy.ErrRequired)
		}
	}
	if s.Baseline != -1 && s.Baseline != -2 {
		c.Wrong(path+"/baseline", "scale-baseline", "-2, or -1 if it could be worse", therapy.ErrRange)
	}
	if s.Importance < 0 || s.Importance > 3 {
		c.Wrong(path+"/importance", "scale-importance", "0 to 3", therapy.ErrRange)
	}
	if s.Difficulty < 0 || s.Difficulty > 3 {
		c.Wrong(path+"/difficulty", "scale-difficulty", "0 to 3", therapy.ErrRange)
	}
}
