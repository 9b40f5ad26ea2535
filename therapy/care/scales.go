package care

import (
	"math"
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
	// gives reports whether answers give a value, and whole which whole numbers from low on.
	gives func(float64) bool
	whole func() []bool
}

// newScale returns a scale of a built-in instrument. Which whole numbers it can have is
// found out when it is first asked, and once: that takes longer than all else about an
// observation.
func newScale(id measure.ID, subscale string, low, high float64, direction measure.Direction) scale {
	s := scale{low: low, high: high, direction: direction}
	s.gives = func(v float64) bool { return measure.Standard().CheckValue(id, subscale, v) == nil }
	s.whole = sync.OnceValue(func() []bool {
		var list []bool
		for v := low; v <= high; v++ {
			list = append(list, s.gives(v))
		}
		return list
	})
	return s
}

// fits reports whether some answers give a value that lies in the range.
func (s scale) fits(value float64) bool {
	whole, i := s.whole(), value-s.low
	if i == math.Trunc(i) && int(i) < len(whole) {
		return whole[int(i)]
	}
	return s.gives(value)
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
		total := newScale(id, "", low, high, in.Direction)
		total.none = in.NoTotal
		all[scaleKey{id, ""}] = total
		for _, sub := range in.Subscales {
			if low, high, err := in.SubscaleRange(sub.ID); err == nil {
				all[scaleKey{id, sub.ID}] = newScale(id, sub.ID, low, high, in.Direction)
			}
		}
	}
	return all
})
