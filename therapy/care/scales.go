package care

import (
	"strconv"
	"sync"

	"github.com/therapykit/therapykit/therapy/measure"
)

// scale is what is known about the possible values of a measure.
type scale struct {
	low, high float64
	// direction says which way is better, zero if that is not known.
	direction measure.Direction
	// none means that the instrument has no total.
	none bool
}

// words says the range: "0 to 27".
func (s scale) words() string { return number(s.low) + " to " + number(s.high) }

// number writes a value without superfluous zeros: 7 and not 7.000000.
func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

type scaleKey struct {
	measure measure.ID
	scale   string
}

// scaleOf returns the scale of a built-in instrument, or of the goal attainment scale. known
// is false for other measures, about which nothing is known.
func scaleOf(id measure.ID, subscale string) (s scale, known bool) {
	if id == AttainmentMeasure {
		return scale{low: -2, high: 2, direction: measure.HigherBetter, none: subscale != ""}, true
	}
	s, known = scales()[scaleKey{id, subscale}]
	return s, known
}

// scales has the scales of the built-in instruments. Only a few numbers of each are kept,
// since copying the whole instrument for every observation would be slow.
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
