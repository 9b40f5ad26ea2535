package measure

import (
	"math"
	"math/big"
	"slices"
	"time"

	"github.com/therapykit/therapykit/therapy"
)

// FromTotal makes a score from a total alone, for when the items are not available. Its
// alerts are unknown, and it has no subscales. The last argument lists the numbers of the
// items that did not apply and were left out, since they make the scale smaller.
//
// The error is [therapy.ErrRange] for a total that no answers can give, such as 12.5 on PHQ-9
// or a raw WHO-5 score given as its percentage. Totals may be rounded to two decimal places.
// The error is [ErrUndefined] for an instrument without a total.
func (in Instrument) FromTotal(at time.Time, total float64, without ...int) (Score, error) {
	if err := in.Validate(); err != nil {
		return Score{}, err
	}
	if in.NoTotal {
		return Score{}, fail("/total", "instrument-no-total", ErrUndefined)
	}
	s := Score{instrument: in.ID, at: at, direction: in.Direction, source: in.Sources[0], rule: "total as reported", whole: in.whole("")}
	marks := make([]mark, len(in.Items))
	for _, n := range without {
		if n < 1 || n > len(in.Items) || in.Items[n-1].NotApplicable != LeftOut || slices.Contains(s.leftOut, n) {
			return Score{}, fail("/leftOut", "total-left-out", therapy.ErrRange)
		}
		s.leftOut = append(s.leftOut, n)
		marks[n-1].state = leftOut
	}
	slices.Sort(s.leftOut)
	if !in.scores("", marks).have(total) {
		return Score{}, fail("/total", "total-range", therapy.ErrRange)
	}
	s.scale = in.scaleOf(marks)
	s.total, s.has = total, true
	return s, nil
}

// CheckValue checks that a number can be a score of an instrument's total (empty subscale) or
// of one of its subscales: it lies in the range, and some answers give it. The error is
// [therapy.ErrRange] if it cannot be, and [therapy.ErrUnknown] if the catalogue does not have
// the instrument or the subscale, so that nothing can be said.
func (c Catalogue) CheckValue(id ID, subscale string, value float64) error {
	in, ok := c.find(id)
	switch {
	case !ok:
		return unknownInstrument("/instrument", "instrument-unknown", id, c.ids())
	case subscale == "" && in.NoTotal, subscale != "" && in.subscale(subscale) == nil:
		return fail("/subscale", "subscale-unknown", therapy.ErrUnknown)
	case !c.scores[scoresOf{id, subscale}]().have(value):
		return fail("/value", "total-range", therapy.ErrRange)
	}
	return nil
}

// maxValues limits how many scores are listed one by one. Only instruments that are too long
// to fill in have more; for them only the range is checked.
const maxValues = 1 << 15

// scores are the scores that answers to some items can give: their range, and the values in
// it.
type scores struct {
	scale  Scale
	values []float64 // ascending; nil where there are too many to list
}

// scores returns the possible scores of the total (empty subscale) or of a subscale. Marks
// say which items are left out. Listing them is slow.
func (in *Instrument) scores(subscale string, marks []mark) scores {
	if sub := in.subscale(subscale); sub != nil {
		return scores{in.compute(sub.Scoring, sub.Items, marks).scale, in.values(sub.Scoring, sub.Items, marks)}
	}
	return scores{in.scaleOf(marks), in.totals(marks)}
}

// have reports whether some answers give the value, to two decimal places.
func (s scores) have(value float64) bool {
	const places = 0.005 + 1e-9
	if !s.scale.holds(value) {
		return false
	}
	if s.values == nil {
		return true
	}
	i, _ := slices.BinarySearch(s.values, value)
	return i < len(s.values) && s.values[i]-value <= places || i > 0 && value-s.values[i-1] <= places
}

// totals lists every total that answers can give, ascending; nil where there are too many.
func (in *Instrument) totals(marks []mark) []float64 {
	if !in.SumSubscales {
		return in.values(in.Scoring, nil, marks)
	}
	sums := []float64{0}
	for _, sub := range in.Subscales {
		values := in.values(sub.Scoring, sub.Items, marks)
		if values == nil || len(values)*len(sums) > maxValues*64 {
			return nil
		}
		var next []float64
		for _, a := range sums {
			for _, b := range values {
				next = append(next, a+b)
			}
		}
		if sums = distinct(next); len(sums) > maxValues {
			return nil
		}
	}
	for i, v := range sums {
		sums[i] = in.scaled(v)
	}
	return distinct(sums)
}

// values lists every score that answers to these items can give, ascending; nil if there are
// too many. It includes responses with missing items, up to the number that the rule permits,
// and with items that do not apply and are averaged.
func (in *Instrument) values(s Scoring, numbers []int, marks []mark) []float64 {
	var items []Item
	averaging := 0
	if numbers == nil {
		numbers = span(1, len(in.Items))
	}
	for _, n := range numbers {
		if marks != nil && marks[n-1].state == leftOut {
			continue
		}
		items = append(items, in.Items[n-1])
		if in.Items[n-1].NotApplicable == Averaged {
			averaging++
		}
	}
	n := len(items)
	var out []float64
	for given := 1; given <= n; given++ {
		// A response can have this few answers if enough items do not apply or may be
		// missing.
		allowed := false
		for apart := 0; apart <= min(averaging, n-given) && !allowed; apart++ {
			allowed = s.Missing.permits(n-apart-given, n-apart)
		}
		if !allowed {
			continue
		}
		// If given is smaller than n, all items are alike: it does not matter which of them
		// are answered.
		sums, low := sumsOf(items[:given])
		if sums == nil || len(out)+sums.BitLen() > maxValues*4 {
			return nil
		}
		for v := range sums.BitLen() {
			if sums.Bit(v) == 1 {
				out = append(out, s.score(sum{low + int64(v), int64(n), int64(given)}))
			}
		}
	}
	return distinct(out)
}

// sumsOf returns the set of sums that answers to all of these items can give. Bit 0 stands
// for low. It is nil if the set is too large to list.
func sumsOf(items []Item) (set *big.Int, low int64) {
	set = big.NewInt(1)
	width := 1
	for _, it := range items {
		if width += it.Max - it.Min; width > maxValues {
			return nil, 0
		}
		low += int64(it.Min)
		next := new(big.Int)
		for v := it.Min; v <= it.Max; v++ {
			if it.allows(v) {
				next.Or(next, new(big.Int).Lsh(set, uint(it.score(v)-it.Min)))
			}
		}
		set = next
	}
	return set, low
}

func distinct(values []float64) []float64 {
	slices.Sort(values)
	return slices.Compact(values)
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
