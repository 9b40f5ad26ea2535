package care

import (
	"math"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
	"github.com/therapykit/therapykit/therapy/words"
)

// Comparator says how a value is compared with the target's value, and so which direction is
// better. The zero Comparator is unstated and refused.
type Comparator uint8

// The comparators.
const (
	// Below means less than the target's value; lower is better.
	Below Comparator = iota + 1
	// AtMost means the target's value or less; lower is better.
	AtMost
	// AtLeast means the target's value or more; higher is better.
	AtLeast
	// Above means more than the target's value; higher is better.
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

// Met reports whether v meets the target. It is false for an invalid comparator and for NaN.
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

// LowerIsBetter reports whether lower values are nearer to a target with this comparator.
func (c Comparator) LowerIsBetter() bool { return c == Below || c == AtMost }

// Target says how to tell that a goal is reached: a measure, a comparison, a value and a day.
// The zero Target is not valid.
type Target struct {
	confidential.Hidden
	// Measure names the instrument, such as "phq-9", or [AttainmentMeasure].
	Measure measure.ID `json:"measure" kind:"treatment-plan,code"`
	// Scale names the subscale; empty for the total.
	Scale string `json:"scale,omitempty" kind:"treatment-plan,code"`
	// Compare and Value say which values meet the target. If [measure.Standard] has the
	// instrument, some of its scores must meet the target and some must not, and lower or
	// higher must be better in the same direction as for the instrument.
	Compare Comparator `json:"compare" kind:"treatment-plan"`
	Value   float64    `json:"value" kind:"treatment-plan"`
	// Due is the day by which it should be met; zero if none is set.
	Due therapy.Date `json:"due,omitzero" kind:"treatment-plan"`
}

// Met reports whether the value meets the target.
func (t Target) Met(v float64) bool { return t.Compare.Met(v, t.Value) }

// Words says the target in a language: "phq-9 below 10 by 1 Sep 2026".
func (t Target) Words(language words.Language) string {
	measure := string(t.Measure)
	if t.Scale != "" {
		measure = texts.Say(language, "care.target.scale", words.Name("measure", measure), words.Name("scale", t.Scale))
	}
	how := "unstated"
	if t.Compare.Valid() {
		how = t.Compare.String()
	}
	said := texts.Say(language, words.Join("care", "target", how), words.Name("measure", measure), words.Decimal("value", t.Value))
	if !t.Due.IsZero() {
		said = texts.Say(language, "care.target.due", words.Name("target", said), onDay("day", t.Due))
	}
	return said
}

// Validate reports everything wrong with the target at once.
func (t Target) Validate() error {
	var c therapy.Check
	t.validate(&c, "")
	t.entering(&c, "")
	return c.Err()
}

func (t Target) validate(c *therapy.Check, path string) {
	c.Name(path+"/measure", "measure-name", string(t.Measure))
	c.OptionalName(path+"/scale", "scale-name", t.Scale)
	c.Stated(path+"/compare", "target-comparator", t.Compare.Valid())
	if math.IsNaN(t.Value) || math.IsInf(t.Value, 0) {
		c.Wrong(path+"/value", "target-value", "a finite number", therapy.ErrRange)
	}
}

// entering checks a new target against the possible scores of its instrument. Targets on
// record are not checked again in this way.
func (t Target) entering(c *therapy.Check, path string) {
	s, known := scaleOf(t.Measure, t.Scale)
	if !known || !t.Compare.Valid() || math.IsNaN(t.Value) {
		return
	}
	lower := t.Compare.LowerIsBetter()
	switch {
	case s.none:
		c.Wrong(path+"/scale", "target-scale", "a subscale, since the instrument has no total", therapy.ErrRequired)
	case s.direction == measure.LowerBetter && !lower, s.direction == measure.HigherBetter && lower:
		c.Wrong(path+"/compare", "target-direction", "the other comparison, so that a better score meets the target", therapy.ErrContradiction)
	case t.Met(s.low) && t.Met(s.high):
		c.Wrong(path+"/value", "target-always-met", "a value that some scores do not meet, within "+s.words(), therapy.ErrRange)
	case !t.Met(s.low) && !t.Met(s.high):
		c.Wrong(path+"/value", "target-never-met", "a value that a score can reach, within "+s.words(), therapy.ErrRange)
	}
}

// AttainmentMeasure is the name of the measure for observations and targets on a goal's own
// [AttainmentScale].
const AttainmentMeasure measure.ID = "goal-attainment"

// AttainmentScale is a goal attainment scale. The person and the therapist agree beforehand
// which results of this goal count as much less than expected (-2) up to much more than
// expected (+2). The zero AttainmentScale means no attainment scale.
//
// Source: Kiresuk and Sherman, "Goal attainment scaling", Community Mental Health
// Journal, 1968.
type AttainmentScale struct {
	confidential.Hidden
	// Levels are the descriptions of -2, -1, 0, +1 and +2 in this order, sealed. The one in
	// the middle is the expected result. There are all five or none.
	Levels []confidential.Value[string] `json:"levels,omitempty" kind:"treatment-plan"`
	// Baseline is the level at which the person starts, -2 or -1.
	Baseline int `json:"baseline,omitempty" kind:"treatment-plan"`
	// Importance and Difficulty, 0 to 3, give the goal's weight among the person's goals.
	Importance int `json:"importance,omitempty" kind:"treatment-plan"`
	Difficulty int `json:"difficulty,omitempty" kind:"treatment-plan"`
}

// IsZero reports whether there is no scale.
func (s AttainmentScale) IsZero() bool {
	return len(s.Levels) == 0 && s.Baseline == 0 && s.Importance == 0 && s.Difficulty == 0
}

// Weight is importance times difficulty, as is usual. It is 0 if one of them is 0.
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
			c.Wrong(at(path+"/levels", i), "scale-level", "what would count as this level", therapy.ErrRequired)
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
