package measure

import (
	"math"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
)

// Scoring says how a score is made from a sum: times Multiply, divided by Divide,
// rounded. The zero Scoring is the plain sum of a complete response. CORE-OM's clinical
// score, ten times the mean of 34 items, is Multiply 10 and Divide 34.
type Scoring struct {
	// Multiply is what the sum is multiplied by, at most 100; 0 means 1.
	Multiply int `json:"multiply"`
	// Divide is what it is then divided by, at most 10000; 0 means 1.
	Divide int `json:"divide,omitempty"`
	// Round says how the score is rounded in the end.
	Round Rounding `json:"round,omitzero"`
	// Missing says how many items may be missing.
	Missing MissingRule `json:"missing,omitzero"`
}

// MissingRule says how many items may be missing. Missing items then count as the mean of the
// answered ones. The zero rule allows none: an incomplete response has no score. Under any
// rule at least one item has to be answered.
type MissingRule struct {
	// Prorate is the greatest number of missing items; 0 allows none.
	Prorate int `json:"prorate"`
	// Half means that at least half of the items have to be answered; Prorate is then 0.
	Half bool `json:"half,omitempty"`
	// Source is where the rule is published; it is needed if any item may be missing.
	Source therapy.Source `json:"source,omitzero"`
}

func (m MissingRule) allows() bool { return m.Prorate > 0 || m.Half }

// permits reports whether a score may be made when this many of the items that apply are
// missing.
func (m MissingRule) permits(missing, items int) bool {
	return missing <= m.Prorate || m.Half && 2*(items-missing) >= items
}

// Rounding says how a score becomes a whole number. The zero Rounding means no rounding.
type Rounding uint8

// The ways of rounding.
const (
	// Nearest rounds to the nearest whole number, halves up.
	Nearest Rounding = iota + 1
	// Down rounds to the next lower whole number.
	Down
	// Up rounds to the next higher whole number.
	Up

	numRoundings
)

//enum:names Rounding
var roundingNames = [numRoundings]string{Nearest: "nearest", Down: "down", Up: "up"}

// Scale is the lowest and highest possible score. The zero Scale is not a usable one: its two
// ends are equal.
type Scale struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

func (s Scale) holds(v float64) bool { return v >= s.Low && v <= s.High }

// sum is the sum of the counted answers of a score, and the fraction by which it is multiplied to
// cover all items.
type sum struct {
	points       int64
	items, given int64
}

// score turns a sum into a score. Multiplying before dividing keeps whole numbers exact.
func (s Scoring) score(of sum) float64 {
	return s.rounded(float64(of.points*of.items*int64(max(s.Multiply, 1))) / float64(of.given*int64(max(s.Divide, 1))))
}

// scaled does the same with a sum of subscales.
func (s Scoring) scaled(v float64) float64 {
	return s.rounded(v * float64(max(s.Multiply, 1)) / float64(max(s.Divide, 1)))
}

func (s Scoring) rounded(v float64) float64 {
	switch s.Round {
	case Nearest:
		return math.Floor(v + 0.5)
	case Down:
		return math.Floor(v)
	case Up:
		return math.Ceil(v)
	default:
		return v
	}
}

// words says the scoring.
func (s Scoring) words(of string) string {
	if s.Multiply > 1 {
		of += " times " + strconv.Itoa(s.Multiply)
	}
	if s.Divide > 1 {
		of += " divided by " + strconv.Itoa(s.Divide)
	}
	if s.Round != 0 {
		of += ", rounded (" + s.Round.String() + ")"
	}
	return of
}

// mark is one item of a response: its points, and how it counts.
type mark struct {
	points int
	state  markState
}

type markState uint8

const (
	missed   markState = iota // not answered
	counted                   // answered, or counted as the lowest answer
	leftOut                   // does not apply, and the scale is smaller for it
	averaged                  // does not apply, and the mean of the others replaces it
)

// part is one score: the total or a subscale. All parts are computed in one way.
type part struct {
	score   float64
	scale   Scale
	missing int
	has     bool
}

// compute makes a score from the items with these numbers, nil for all. Without marks it only
// returns the scale of the score.
func (in *Instrument) compute(s Scoring, numbers []int, marks []mark) part {
	var p part
	var of sum
	var low, high int64
	count := len(numbers)
	if numbers == nil {
		count = len(in.Items)
	}
	for i := range count {
		n, m := i, mark{}
		if numbers != nil {
			n = numbers[i] - 1
		}
		if marks != nil {
			m = marks[n]
		}
		if m.state == leftOut {
			continue
		}
		it := &in.Items[n]
		low, high = low+int64(it.Min), high+int64(it.Max)
		of.items++
		switch m.state {
		case counted:
			of.points += int64(m.points)
			of.given++
		case missed:
			p.missing++
		case leftOut, averaged:
		}
	}
	p.scale = Scale{s.score(sum{low, 1, 1}), s.score(sum{high, 1, 1})}
	if p.has = of.given > 0 && s.Missing.permits(p.missing, int(of.given)+p.missing); p.has {
		p.score = s.score(of)
	}
	return p
}

// marked is a response, item by item.
type marked struct {
	marks []mark
	// leftOut are the numbers of the items that were left out.
	leftOut                     []int
	lowest, averaged, skippable bool // what the rule in words has to mention
}

// read turns answers into marks. It reports everything that is wrong with the answers.
func (in *Instrument) read(answers []Answer) (marked, error) {
	var c therapy.Check
	m := marked{marks: make([]mark, len(in.Items))}
	for i, a := range answers {
		it := in.Items[i]
		switch {
		case a.state == answered && it.allows(a.value):
			m.marks[i] = mark{it.score(a.value), counted}
		case a.state == answered:
			c.Wrong(index("answers", i), "answer-range", "an answer of the item", therapy.ErrRange)
		case a.state == notApplicable && it.NotApplicable == 0:
			c.Wrong(index("answers", i), "answer-not-applicable", "an answer, since this item always applies", therapy.ErrRange)
		case a.state == notApplicable:
			m.notApplicable(i, it)
		}
	}
	in.skip(&m, answers)
	return m, c.Err()
}

func (m *marked) notApplicable(i int, it Item) {
	switch it.NotApplicable {
	case CountsLowest:
		m.marks[i], m.lowest = mark{it.Min, counted}, true
	case LeftOut:
		m.marks[i].state, m.leftOut = leftOut, append(m.leftOut, i+1)
	case Averaged:
		m.marks[i].state, m.averaged = averaged, true
	}
}

// skip counts items that the form itself let the person leave out.
func (in *Instrument) skip(m *marked, answers []Answer) {
	for _, rule := range in.Skips {
		applies := true
		for _, n := range rule.WhenMin {
			// An item that a skip rule left out counts as its Min here too.
			applies = applies && m.marks[n-1].state == counted && (answers[n-1].state != answered || answers[n-1].value == in.Items[n-1].Min)
		}
		for _, n := range rule.Skips {
			if applies && m.marks[n-1].state == missed {
				m.marks[n-1], m.skippable = mark{in.Items[n-1].Min, counted}, true
			}
		}
	}
}

// rule says in words how the total of p was made.
func (m marked) rule(in *Instrument, missing int) string {
	var words string
	switch {
	case in.NoTotal:
		words = "no total: subscales only"
	case in.SumSubscales:
		words = in.words("sum of subscales")
	default:
		words = in.words("sum of items")
	}
	for _, note := range []struct {
		said bool
		text string
	}{
		{m.skippable, "items skipped by the form's own rule count as their lowest answer"},
		{m.lowest, "items that do not apply count as their lowest answer"},
		{len(m.leftOut) > 0, "items that do not apply are left out and the scale is smaller"},
		{m.averaged, "items that do not apply count as the mean of the others"},
		{missing > 0, "missing items count as the mean of the answered ones"},
	} {
		if note.said {
			words += ", " + note.text
		}
	}
	return words
}

// whole is the scale of the total (empty id) or a subscale where every item applies.
func (in *Instrument) whole(id string) Scale {
	if s := in.subscale(id); s != nil {
		return in.compute(s.Scoring, s.Items, nil).scale
	}
	return in.scaleOf(nil)
}

// scaleOf is the scale of the total where the marked items are left out.
func (in *Instrument) scaleOf(marks []mark) Scale {
	if !in.SumSubscales {
		return in.compute(in.Scoring, nil, marks).scale
	}
	var scale Scale
	for _, sub := range in.Subscales {
		p := in.compute(sub.Scoring, sub.Items, marks)
		scale.Low, scale.High = scale.Low+p.scale.Low, scale.High+p.scale.High
	}
	return Scale{in.scaled(scale.Low), in.scaled(scale.High)}
}
