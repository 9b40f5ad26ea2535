package recommend

import (
	"strings"
	"unicode/utf8"

	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// scan is a fast reader for intakes in the plain format without escapes, repeated members and
// unknown names. It returns false for everything else, valid or not.
func (r *Recommender) scan(data []byte) (a engine.Answers, ok bool) {
	s := scanner{data: data}
	if len(data) > MaxIntakeSize || !s.next('{') {
		return a, false
	}
	var seen engine.Set
	for first := true; ; first = false {
		if s.next('}') {
			return a, s.atEnd()
		}
		if !first && !s.next(',') {
			return a, false
		}
		name, plain := s.text()
		if !plain || !s.next(':') {
			return a, false
		}
		word, plain := s.text()
		statement, known := r.program.Index[therapy.Factor(name)]
		if !plain || !known || seen.Has(statement) {
			return a, false
		}
		seen.Add(statement)
		switch string(word) {
		case "yes":
			a.Give(statement, engine.Yes)
		case "no":
			a.Give(statement, engine.No)
		case "strongly":
			a.Give(statement, engine.Strongly)
		case "unknown":
		default:
			return a, false
		}
	}
}

// scanIntake is a fast reader for plain answers without a policy: no escapes, no repeated
// members, and every name well-formed. It returns false for everything else, valid or not.
func scanIntake(data []byte) (answers Answers, ok bool) {
	s := scanner{data: data}
	if len(data) > MaxIntakeSize || !s.next('{') {
		return nil, false
	}
	// The names are pieces of one copy of the text, and the map is made in one go.
	text := string(data)
	answers = make(Answers, min(strings.Count(text, ":"), policy.MaxStatements))
	for n := 0; ; n++ {
		if s.next('}') {
			return answers, s.atEnd() && len(answers) == n
		}
		if n > 0 && !s.next(',') {
			return nil, false
		}
		name, plain := s.text()
		from := s.at - 1 - len(name)
		if !plain || !s.next(':') || !therapy.ValidName(text[from:from+len(name)]) {
			return nil, false
		}
		word, plain := s.text()
		if !plain {
			return nil, false
		}
		f := therapy.Factor(text[from : from+len(name)])
		switch string(word) {
		case "yes":
			answers[f] = therapy.Yes
		case "no":
			answers[f] = therapy.No
		case "strongly":
			answers[f] = therapy.Strongly
		default:
			return nil, false
		}
	}
}

// scanner reads the few tokens that a plain intake has.
type scanner struct {
	data []byte
	at   int
}

func (s *scanner) space() {
	for s.at < len(s.data) {
		switch s.data[s.at] {
		case ' ', '\t', '\n', '\r':
			s.at++
		default:
			return
		}
	}
}

// next moves past c, if that is what comes next.
func (s *scanner) next(c byte) bool {
	s.space()
	if s.at < len(s.data) && s.data[s.at] == c {
		s.at++
		return true
	}
	return false
}

// text reads a string of plain ASCII without escapes.
func (s *scanner) text() (text []byte, plain bool) {
	if !s.next('"') {
		return nil, false
	}
	for from := s.at; s.at < len(s.data); s.at++ {
		switch c := s.data[s.at]; {
		case c == '"':
			s.at++
			return s.data[from : s.at-1], true
		case c < ' ' || c == '\\' || c >= utf8.RuneSelf:
			return nil, false
		}
	}
	return nil, false
}

func (s *scanner) atEnd() bool {
	s.space()
	return s.at == len(s.data)
}
