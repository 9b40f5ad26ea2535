package measure

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Answer is the answer to one item: a number, "not applicable", or nothing. The zero Answer
// is nothing: the item is missing. Answers are comparable. In JSON an answer is a number,
// "not-applicable" or null.
type Answer struct {
	confidential.Hidden
	value int
	state uint8
}

const (
	answered      = 1
	notApplicable = 2
)

// Answered returns an answer with the number printed on the form. Scoring reverses the
// reverse-keyed items; the caller does not.
func Answered(value int) Answer { return Answer{value: value, state: answered} }

// NotApplicable is the answer of an item that does not apply to the person.
func NotApplicable() Answer { return Answer{state: notApplicable} }

const notApplicableName = "not-applicable"

// Answers turns numbers into answers, for a questionnaire with every item answered.
func Answers(values ...int) []Answer {
	out := make([]Answer, len(values))
	for i, v := range values {
		out[i] = Answered(v)
	}
	return out
}

// Value returns the number, and whether there is one.
func (a Answer) Value() (int, bool) { return a.value, a.state == answered }

// Missing reports whether there is no answer.
func (a Answer) Missing() bool { return a.state == 0 }

// MarshalJSON writes a number, "not-applicable" or null.
func (a Answer) MarshalJSON() ([]byte, error) {
	switch a.state {
	case answered:
		return strconv.AppendInt(nil, int64(a.value), 10), nil
	case notApplicable:
		return []byte(`"` + notApplicableName + `"`), nil
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
	case `"` + notApplicableName + `"`:
		*a = NotApplicable()
	default:
		v, ok := wholeNumber(s)
		if !ok || v < -maxScore || v > maxScore {
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
	// The digits without the decimal point, and the position of that point.
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

// Response is a questionnaire as filled in: one answer per item, in order. Store responses;
// scores can be calculated from them again. It shows nothing through package fmt.
type Response struct {
	confidential.Hidden
	// Instrument says which questionnaire.
	Instrument ID `json:"instrument" kind:"test-result,code"`
	// At is when it was filled in.
	At time.Time `json:"at" kind:"test-result"`
	// Answers has one entry per item; the zero Answer is a missing one.
	Answers []Answer `json:"answers" kind:"test-result"`
}

// maxResponse bounds the JSON of a response, in bytes; 500 answers need a tenth of it.
const maxResponse = 1 << 17

// ParseResponse reads one response from JSON, strictly ([therapy.UnmarshalStrict]): an error
// says which answer cannot be read, and never quotes the input. It does not check that the
// instrument exists; [Catalogue.Score] does, and suggests the nearest one if it does not.
func ParseResponse(data []byte) (Response, error) {
	if len(data) > maxResponse {
		return Response{}, fail("", "response-size", therapy.ErrRange)
	}
	var r Response
	err := therapy.UnmarshalStrict(data, &r)
	return r, err
}
