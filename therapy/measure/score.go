package measure

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/therapykit/therapykit/therapy"
)

func itoa(i int) string { return strconv.Itoa(i) }

// Answer is what was said to one item: a number, "not applicable", or nothing.
// The zero Answer is nothing: the item is missing. Answers are comparable.
// In JSON an answer is a number, "not-applicable" or null.
type Answer struct {
	value int
	state uint8
}

const (
	answered      = 1
	notApplicable = 2
)

// Answered is an answer by number, as printed on the form: reverse-keyed items
// are turned round by the instrument, not by the caller.
func Answered(value int) Answer { return Answer{value, answered} }

// NotApplicable is the answer of an item that does not apply to the person.
func NotApplicable() Answer { return Answer{state: notApplicable} }

// Answers turns numbers into answers, for a questionnaire filled in completely.
func Answers(values ...int) []Answer {
	out := make([]Answer, len(values))
	for i, v := range values {
		out[i] = Answered(v)
	}
	return out
}

// Value returns the number, and whether there is one.
func (a Answer) Value() (int, bool) { return a.value, a.state == answered }

// Missing reports whether nothing was said.
func (a Answer) Missing() bool { return a.state == 0 }

// MarshalJSON writes a number, "not-applicable" or null.
func (a Answer) MarshalJSON() ([]byte, error) {
	switch a.state {
	case answered:
		return strconv.AppendInt(nil, int64(a.value), 10), nil
	case notApplicable:
		return []byte(`"not-applicable"`), nil
	default:
		return []byte("null"), nil
	}
}

// UnmarshalJSON accepts "not-applicable", null, and whole numbers within ±1000 in any
// spelling, such as 3.0 from a column of floating-point numbers; anything else is
// [therapy.ErrSyntax].
func (a *Answer) UnmarshalJSON(data []byte) error {
	switch s := string(data); s {
	case "null":
		*a = Answer{}
	case `"not-applicable"`:
		*a = NotApplicable()
	default:
		v, ok := wholeNumber(s)
		if !ok || v < -1000 || v > 1000 {
			return &therapy.FieldError{Rule: "answer-syntax", Hint: "a whole number, \"not-applicable\" or null", Err: therapy.ErrSyntax}
		}
		*a = Answered(v)
	}
	return nil
}

// wholeNumber reads a JSON number that is exactly whole.
func wholeNumber(s string) (int, bool) {
	if len(s) > 24 || !json.Valid([]byte(s)) {
		return 0, false
	}
	digits, exponent, _ := strings.Cut(strings.ToLower(s), "e")
	whole, fraction, _ := strings.Cut(digits, ".")
	shift := 0
	if exponent != "" {
		var err error
		if shift, err = strconv.Atoi(exponent); err != nil || shift < -20 || shift > 20 {
			return 0, false
		}
	}
	// The digits without their point, and where the point belongs.
	all, point := whole+fraction, len(whole)+shift
	for len(all) < point {
		all += "0"
	}
	if cut := max(point, 0); strings.Trim(all[cut:], "0-") != "" {
		return 0, false
	} else if all = all[:cut]; all == "" || all == "-" {
		return 0, true
	}
	v, err := strconv.Atoi(all)
	return v, err == nil
}

// Response is a questionnaire as filled in: one answer an item, in order. It is
// what should be stored; scores can be worked out again from it.
type Response struct {
	// Instrument says which questionnaire.
	Instrument ID `json:"instrument"`
	// At is when it was filled in.
	At time.Time `json:"at"`
	// Answers has one entry an item; the zero Answer is a missing one.
	Answers []Answer `json:"answers"`
}

// maxResponse bounds the JSON of a response, in bytes; 500 answers need a tenth of it.
const maxResponse = 1 << 17

// ParseResponse reads one response from JSON, strictly ([therapy.UnmarshalStrict]): an
// error says which answer cannot be read, and never quotes the input. It knows no
// catalogue: whether there is such an instrument is found by [Catalogue.Score], which
// offers the nearest where there is none.
func ParseResponse(data []byte) (Response, error) {
	if len(data) > maxResponse {
		return Response{}, fail("", "response-size", therapy.ErrRange)
	}
	var r Response
	err := therapy.UnmarshalStrict(data, &r)
	return r, err
}

// AlertState says why an alert is there. The zero AlertState is unstated.
type AlertState uint8

// The reasons for an alert.
const (
	// Raised means that the answer to a critical item is at or above its mark.
	Raised AlertState = iota + 1
	// Unanswered means that a critical item has no usable answer, so that
	// nothing is known. It is never the same as "no".
	Unanswered

	numAlertStates
)

//enum:names AlertState
var alertStateNames = [numAlertStates]string{Raised: "raised", Unanswered: "unanswered"}

// Alert is a critical item that a clinician has to look at. Alerts are apart
// from the total: no total is low enough to hide one.
type Alert struct {
	// Instrument and Item (counted from 1) say where.
	Instrument ID  `json:"instrument"`
	Item       int `json:"item"`
	// About says what the item is about.
	About string `json:"about"`
	// State says why the alert is there.
	State AlertState `json:"state"`
	// Answer is the answer as given; the zero Answer where there is none.
	Answer Answer `json:"answer"`
}

// SubscaleScore is the sum of one subscale.
type SubscaleScore struct {
	// ID is the subscale.
	ID string `json:"id"`
	// Sum is its score, after reversal and prorating.
	Sum float64 `json:"sum"`
}

// Score is what came out of a response. It is sealed: it comes from
// [Instrument.Score] or [Instrument.FromTotal]. The zero Score has no total.
// Where scoring fails, the Score that comes with the error still has the alerts.
type Score struct {
	instrument ID
	at         time.Time
	total      float64
	has        bool
	low, high  float64
	direction  Direction
	missing    int
	known      bool
	alerts     []Alert
	subscales  []SubscaleScore
	rule       string
	source     therapy.Source
	_          [0]func()
}

// Instrument returns the instrument's id.
func (s Score) Instrument() ID { return s.instrument }

// At returns when the questionnaire was filled in.
func (s Score) At() time.Time { return s.at }

// Total returns the total and whether there is one; where there is none the
// number is 0 and means nothing.
func (s Score) Total() (float64, bool) { return s.total, s.has }

// Range returns the lowest and highest possible total.
func (s Score) Range() (low, high float64) { return s.low, s.high }

// Direction returns which way is better.
func (s Score) Direction() Direction { return s.direction }

// Missing returns how many items were missing (and filled in by the rule).
func (s Score) Missing() int { return s.missing }

// AlertsKnown reports whether items were seen at all. It is false for a score
// made from a total, which says nothing about critical items.
func (s Score) AlertsKnown() bool { return s.known }

// Alerts returns a copy of the alerts, in the order of the instrument's list.
func (s Score) Alerts() []Alert { return slices.Clone(s.alerts) }

// Subscales returns a copy of the subscale scores, in the instrument's order.
func (s Score) Subscales() []SubscaleScore { return slices.Clone(s.subscales) }

// Subscale returns one subscale's sum, and whether there is one.
func (s Score) Subscale(id string) (float64, bool) {
	for _, sub := range s.subscales {
		if sub.ID == id {
			return sub.Sum, true
		}
	}
	return 0, false
}

// Rule says in words how the total was made.
func (s Score) Rule() string { return s.rule }

// Source says whose rule that is.
func (s Score) Source() therapy.Source { return s.source }

// Score scores a response. It fails, with every fault, where an answer does not
// exist for its item ([therapy.ErrRange]), the number of answers is wrong ([therapy.ErrRange]), the
// response is for another instrument ([therapy.ErrContradiction]) or too many items are missing
// ([ErrIncomplete]). The Score returned with an error has no total, but has
// the alerts: a raised critical item is never lost to a missing one.
func (in Instrument) Score(r Response) (Score, error) {
	if err := in.Validate(); err != nil {
		return Score{}, err
	}
	return scoreResponse(&in, r)
}

func scoreResponse(in *Instrument, r Response) (Score, error) {
	s := Score{instrument: in.ID, at: r.At, direction: in.Direction, known: true}
	s.low, s.high = in.Range()
	s.source = in.Sources[0]
	s.alerts = alertsOf(in, r)
	var errs []error
	if r.Instrument != in.ID {
		errs = append(errs, fail("/instrument", "response-instrument", therapy.ErrContradiction))
	}
	if len(r.Answers) != len(in.Items) {
		errs = append(errs, fail("/answers", "response-length", therapy.ErrRange))
	}
	if errs != nil {
		return s, errors.Join(errs...)
	}
	values := make([]int, len(in.Items))
	have := make([]bool, len(in.Items))
	naCount := 0
	for i, a := range r.Answers {
		it := in.Items[i]
		switch {
		case a.state == answered && it.allows(a.value):
			values[i], have[i] = it.score(a.value), true
		case a.state == answered:
			errs = append(errs, fail(index("answers", i), "answer-range", therapy.ErrRange))
		case a.state == notApplicable && it.MayNotApply:
			values[i], have[i] = it.Min, true
			naCount++
		case a.state == notApplicable:
			errs = append(errs, fail(index("answers", i), "answer-not-applicable", therapy.ErrRange))
		}
	}
	if errs != nil {
		return s, errors.Join(errs...)
	}
	skipped := applySkips(in, r, values, have)
	sum, n := 0, 0
	for i, ok := range have {
		if ok {
			sum += values[i]
			n++
		}
	}
	s.missing = len(values) - n
	if s.missing > in.Missing.Prorate || n == 0 {
		return s, fail("/answers", "response-incomplete", ErrIncomplete)
	}
	s.rule = "sum of items"
	if in.Multiplier > 1 {
		s.rule += " times " + itoa(in.Multiplier)
	}
	if skipped > 0 {
		s.rule += ", items skipped by the form's own rule count as their lowest answer"
	}
	if naCount > 0 {
		s.rule += ", items that do not apply count as their lowest answer and the range is not rescaled"
	}
	if s.missing > 0 {
		s.rule += ", missing items filled with the mean of the answered ones"
		s.source = in.Missing.Source
	}
	for _, sub := range in.Subscales {
		part, k := 0, 0
		for _, item := range sub.Items {
			if have[item-1] {
				part += values[item-1]
				k++
			}
		}
		if k == 0 {
			return s.without(), fail("/answers", "subscale-incomplete", ErrIncomplete)
		}
		s.subscales = append(s.subscales, SubscaleScore{sub.ID, float64(part) * float64(len(sub.Items)) / float64(k)})
	}
	if !in.NoTotal {
		// Multiplying before dividing keeps complete responses exact.
		s.total = float64(sum) * float64(len(values)) / float64(n) * in.multiplier()
		s.has = true
	} else {
		s.rule = "no total: subscales only; " + s.rule
	}
	return s, nil
}

func (s Score) without() Score {
	s.subscales, s.rule = nil, ""
	return s
}

func applySkips(in *Instrument, r Response, values []int, have []bool) (skipped int) {
	for _, rule := range in.Skips {
		applies := true
		for _, n := range rule.WhenMin {
			a := r.Answers[n-1]
			// An item that a skip rule left out counts as its Min here too.
			if !have[n-1] || (a.state == answered && a.value != in.Items[n-1].Min) {
				applies = false
			}
		}
		if !applies {
			continue
		}
		for _, n := range rule.Skips {
			if !have[n-1] {
				values[n-1], have[n-1] = in.Items[n-1].Min, true
				skipped++
			}
		}
	}
	return skipped
}

// alertsOf looks at critical items only, and at nothing else that may be wrong.
func alertsOf(in *Instrument, r Response) []Alert {
	var out []Alert
	for _, c := range in.Critical {
		a := Alert{Instrument: in.ID, Item: c.Item, About: c.About, State: Unanswered}
		if c.Item <= len(r.Answers) {
			a.Answer = r.Answers[c.Item-1]
		}
		// An answer above the item's range still raises: it is an error of
		// entry, and the careful reading of it is the frightening one.
		if v, ok := a.Answer.Value(); ok && v >= in.Items[c.Item-1].Min {
			if v < c.At {
				continue
			}
			a.State = Raised
		}
		out = append(out, a)
	}
	return out
}

// FromTotal makes a score from a total alone, where the items are not at hand.
// Its alerts are unknown, and it has no subscales. The total has to lie in the
// instrument's range ([therapy.ErrRange]), and there has to be one ([ErrUndefined]).
func (in Instrument) FromTotal(at time.Time, total float64) (Score, error) {
	if err := in.Validate(); err != nil {
		return Score{}, err
	}
	s := Score{instrument: in.ID, at: at, direction: in.Direction, source: in.Sources[0], rule: "total as reported"}
	s.low, s.high = in.Range()
	if in.NoTotal {
		return Score{}, fail("/total", "instrument-no-total", ErrUndefined)
	}
	if math.IsNaN(total) || total < s.low || total > s.high {
		return Score{}, fail("/total", "total-range", therapy.ErrRange)
	}
	s.total, s.has = total, true
	return s, nil
}
