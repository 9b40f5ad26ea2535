package care

import (
	"strconv"
	"sync"

	"github.com/therapykit/therapykit/therapy/measure"
)

// scale is what is known of the values that a measure can have.
type scale struct {
	low, high float64
	// direction is which way is better, zero where that is not known.
	direction measure.Direction
	// none means that the instrument has no total.
	none bool
}

// words says the range: "0 to 27".
func (s scale) words() string { return number(s.low) + " to " + number(s.high) }

// number writes a value as people do: 7 and not 7.000000.
func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

type scaleKey struct {
	measure measure.ID
	scale   string
}

// scaleOf returns the scale of a built-in instrument, or of the goal attainment scale.
// known is false for other measures, of which anything may be true.
func scaleOf(id measure.ID, subscale string) (s scale, known bool) {
	if id == AttainmentMeasure {
		return scale{low: -2, high: 2, direction: measure.HigherBetter, none: subscale != ""}, true
	}
	s, known = scales()[scaleKey{id, subscale}]
	return s, known
}

// scales are those of the built-in instruments: a few numbers of each, since a copy of
// the whole instrument for every observation would be slow.
var scales = sync.OnceValue(func() map[scaleKey]scale {
	all := map[scaleKey]scale{}
	for id, in := range measure.Standard().All() {
		low, high := in.Range()
		all[scaleKey{id, ""}] = scale{low: low, high: high, direction: in.Direction, none: in.NoTotal}
		for _, sub := range in.Subscales {
			if low, high, err := in.SubscaleRange(sub.ID); err == nil {
				all[scaleKey{id, sub.ID}] = scale{low: low, high: high, direction: in.Direction}
			}
		}
	}
	return all
})
