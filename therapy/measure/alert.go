package measure

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy/confidential"
)

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

// Alert is a critical item that a clinician has to look at. Alerts do not depend on the
// total: a low total never hides one.
type Alert struct {
	confidential.Hidden
	// Instrument and Item (counted from 1) say which item it is.
	Instrument ID  `json:"instrument" kind:"test-result,code"`
	Item       int `json:"item" kind:"test-result"`
	// About says what the item is about.
	About string `json:"about" kind:"test-result"`
	// State says why the alert is there.
	State AlertState `json:"state,omitzero" kind:"test-result"`
	// Answer is the answer as given; the zero Answer if there is none.
	Answer Answer `json:"answer" kind:"test-result"`
}

// alerts looks at the critical items only, whatever else may be wrong with the response.
func (in *Instrument) alerts(r Response) []Alert {
	var out []Alert
	for _, c := range in.Critical {
		a := Alert{Instrument: in.ID, Item: c.Item, About: c.About, State: Unanswered}
		if c.Item <= len(r.Answers) {
			a.Answer = r.Answers[c.Item-1]
		}
		// An answer above the item's range also raises an alert: it is a typing error, and
		// the careful assumption is that a high answer was meant.
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

// alerts returns the alerts by the instrument that is named, or else by the one most likely
// meant, so that a mistyped instrument name hides no alert.
func (c Catalogue) alerts(r Response) []Alert {
	in, ok := c.find(r.Instrument)
	if !ok {
		near, _ := c.Suggest(r.Instrument)
		if in, ok = c.find(near); !ok {
			return nil
		}
	}
	return in.alerts(r)
}

// ScoreJSON reads a response as [ParseResponse] does and scores it as [Catalogue.Score] does.
// Use it to score input from outside. If any part of the text is wrong, the whole text is
// refused, but the Score returned with the error still has an alert for every critical item
// that is answered at or above its mark, or whose answer could not be read.
func (c Catalogue) ScoreJSON(data []byte) (Score, error) {
	r, err := ParseResponse(data)
	if err == nil {
		return c.Score(r)
	}
	var s Score
	for _, r := range readable(data[:min(len(data), maxResponse)]) {
		s.known = true
		for _, a := range c.alerts(r) {
			i := slices.IndexFunc(s.alerts, func(b Alert) bool { return a.Instrument == b.Instrument && a.Item == b.Item })
			switch {
			case i < 0:
				s.alerts = append(s.alerts, a)
			case a.State == Raised:
				s.alerts[i] = a
			}
		}
	}
	return s, err
}

// readable returns the responses that a refused text may have meant, as far as the text is
// JSON; member names may be in any letter case. If there are several lists of answers, each
// instrument comes twice: with the highest answer to each item, and with only the answers
// that are in every list.
func readable(data []byte) []Response {
	dec := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	dec.UseNumber()
	var ids []ID
	var lists [][]Answer
	var open []json.Delim
	for name, isName := "", false; ; {
		token, err := dec.Token()
		if err != nil {
			break
		}
		text, isText := token.(string)
		delim, _ := token.(json.Delim)
		switch {
		case delim == '[' && name == "answers":
			lists = append(lists, readableAnswers(dec))
		case delim == '{' || delim == '[':
			open = append(open, delim)
		case delim == '}' || delim == ']':
			open = open[:len(open)-1]
		case isText && isName:
			name, isName = strings.ToLower(strings.TrimSpace(text)), false
			continue
		case isText && name == "instrument" && len(ids) < 8:
			ids = append(ids, ID(strings.ToLower(strings.TrimSpace(text))))
		}
		name, isName = "", len(open) > 0 && open[len(open)-1] == '{'
	}
	out := make([]Response, 0, 2*len(ids))
	highest, common := combined(lists)
	for _, id := range ids {
		out = append(out, Response{Instrument: id, Answers: highest}, Response{Instrument: id, Answers: common})
	}
	return out
}

func combined(lists [][]Answer) (highest, common []Answer) {
	for i, list := range lists {
		if i == 0 {
			highest, common = slices.Clone(list), slices.Clone(list)
			continue
		}
		common = common[:min(len(common), len(list))]
		for k, a := range list {
			if k == len(highest) {
				highest = append(highest, a)
			}
			if v, ok := a.Value(); ok && (highest[k].state != answered || v > highest[k].value) {
				highest[k] = a
			}
			if k < len(common) && a.state != answered {
				common[k] = a
			}
		}
	}
	return highest, common
}

// readableAnswers reads the elements of a list whose opening bracket was read, to its end or
// as far as it can be read. An element that is not an answer becomes a missing answer.
func readableAnswers(dec *json.Decoder) []Answer {
	var out []Answer
	for dec.More() {
		var element any
		if dec.Decode(&element) != nil {
			return out
		}
		a := Answer{}
		switch v := element.(type) {
		case json.Number:
			a = readableNumber(v.String())
		case string:
			if a = readableNumber(strings.TrimSpace(v)); v == notApplicableName {
				a = NotApplicable()
			}
		}
		out = append(out, a)
	}
	_, _ = dec.Token()
	return out
}

// readableNumber rounds a number up: the higher answer is the careful assumption.
func readableNumber(s string) Answer {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) {
		return Answer{}
	}
	return Answered(int(math.Ceil(min(max(v, -maxScore), maxScore))))
}
