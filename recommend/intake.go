package recommend

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// MarshalJSON writes the intake as one object, statements in the order of their
// names, without those that are unanswered: equal intakes give equal bytes. It
// fails if an answer or a name is not valid.
func (in Intake) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, f := range sortedFactors(in) {
		answer := in[f]
		if !therapy.ValidName(string(f)) {
			return nil, &therapy.FieldError{Path: memberPath(i + 1), Rule: "factor-name", Err: therapy.ErrSyntax}
		}
		if !answer.Valid() {
			return nil, notAnAnswer(therapy.Pointer(string(f)))
		}
		if answer == policy.Unanswered {
			continue
		}
		if len(b) > 1 {
			b = append(b, ',')
		}
		b = appendMember(b, string(f), answer.String())
	}
	return append(b, '}'), nil
}

// appendMember writes a member whose name and value need no escaping.
func appendMember(b []byte, name, value string) []byte {
	b = append(b, '"')
	b = append(b, name...)
	b = append(b, `":"`...)
	b = append(b, value...)
	return append(b, '"')
}

// UnmarshalJSON reads an object of statements and answers, strictly, and
// reports everything wrong with it at once: see [Recommender.ParseIntake], which
// also knows which statements there are. On an error the intake is left alone.
func (in *Intake) UnmarshalJSON(data []byte) error {
	read := Intake{}
	var errs []error
	readIntake(data, &errs, func(m member) {
		if m.again {
			return
		}
		if !m.readable {
			errs = append(errs, notAnAnswer(memberPath(m.place)))
		}
		if therapy.ValidName(m.name) {
			read.put(therapy.Factor(m.name), m.answer)
		} else {
			errs = append(errs, &therapy.FieldError{Path: memberPath(m.place), Rule: "factor-name", Err: therapy.ErrSyntax})
		}
	})
	if err := errors.Join(errs...); err != nil {
		return err
	}
	*in = read
	return nil
}

func (in Intake) put(f therapy.Factor, answer policy.Answer) {
	if answer != policy.Unanswered {
		in[f] = answer
	}
}

// ParseIntake reads an intake from JSON: one object whose member names are
// statements and whose values are the words "yes", "no", "strongly" or
// "unknown"; leaving a statement out is the same as "unknown".
//
//	{"adult": "yes", "no-acute-risk": "yes", "values-privacy": "strongly"}
//
// It is strict and reports everything wrong at once: statements the policy does
// not have, with a suggestion where one is close; other answers; a statement
// that stands twice; statements that contradict each other; anything after the
// object; anything that is not JSON. Nothing of what stood there is quoted: a
// member whose name is not a statement is given by its place, as in "/#3". Where
// the answer that cannot be read is about danger the rule of the error is
// "answer-word-on-safety".
func (r *Recommender) ParseIntake(data []byte) (Intake, error) {
	a, err := r.ParseAnswers(data)
	if err != nil {
		return nil, err
	}
	return r.Decode(a), nil
}

// ParseAnswers is [Recommender.ParseIntake] straight to packed answers.
func (r *Recommender) ParseAnswers(data []byte) (Answers, error) {
	a, err := r.parse(data)
	if err != nil {
		return Answers{}, err
	}
	return a, nil
}

// RecommendJSON reads an intake as [Recommender.ParseIntake] does and decides.
// Like [Recommender.Recommend] it looks through an intake that it refuses for
// danger: if what could be read is certainly dangerous, the recommendation is to
// escalate, beside the error. For this an answer that is no word of ours but can
// only be meant as a yes, such as true or "Yes", counts as one. Prefer it to parsing and deciding in two steps
// wherever an intake comes from outside: a slip of the hand in one place must
// not hide danger in another.
func (r *Recommender) RecommendJSON(data []byte) (Recommendation, error) {
	a, err := r.parse(data)
	if rec := r.Decide(a); err == nil || rec.Outcome() == policy.Escalate {
		return rec, err
	}
	return Recommendation{}, err
}

// parse returns what could be read also beside an error, for looking through it.
func (r *Recommender) parse(data []byte) (Answers, error) {
	if r.program == nil {
		return Answers{}, errNoPolicy()
	}
	a, ok := r.scan(data)
	if ok && !r.engine.Entail(&a.packed) {
		return a, nil
	}
	return r.readAnswers(data)
}

// readAnswers is the careful way: whatever is wrong is found and reported.
func (r *Recommender) readAnswers(data []byte) (Answers, error) {
	var a Answers
	var errs []error
	readIntake(data, &errs, func(m member) {
		statement, known := r.program.Index[therapy.Factor(m.name)]
		switch {
		case known && m.readable:
			a.packed.Give(statement, engine.Answer(m.answer))
		case known:
			if m.affirmative { // refused, but not overlooked
				a.packed.Give(statement, engine.Yes)
			}
			if !m.again {
				errs = append(errs, r.unreadable(statement))
			}
		case m.again:
		default:
			if !m.readable {
				errs = append(errs, notAnAnswer(memberPath(m.place)))
			}
			errs = append(errs, r.unknownFactor(memberPath(m.place), m.name))
		}
	})
	if r.engine.Entail(&a.packed) {
		errs = append(errs, r.contradictions(&a.packed)...)
	}
	return a, errors.Join(errs...)
}

// member is one member of an intake's object as it stands there.
type member struct {
	place       int // from 1
	name        string
	answer      policy.Answer
	readable    bool // whether answer is what stands there; it is Unanswered if not
	affirmative bool // whether what cannot be read can only be meant as a yes
	again       bool // whether the name has been there before, which is reported already
}

// readIntake walks the members of the object. It reports what is wrong with the
// form, and hands over every member that can be made out.
func readIntake(data []byte, errs *[]error, each func(member)) {
	wrong := func(path, rule, hint string, err error) {
		*errs = append(*errs, &therapy.FieldError{Path: path, Rule: rule, Hint: hint, Err: err})
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	malformed := func() {
		wrong("", "json-malformed", "near byte "+strconv.FormatInt(dec.InputOffset(), 10), therapy.ErrSyntax)
	}
	if !utf8.Valid(data) {
		wrong("", "json-encoding", "UTF-8", therapy.ErrSyntax)
		// What can be read is still read: danger must not hide behind a stray byte.
		data = bytes.ToValidUTF8(data, []byte("\uFFFD"))
		dec = json.NewDecoder(bytes.NewReader(data))
	}
	if open, err := dec.Token(); err != nil {
		malformed()
		return
	} else if open != json.Delim('{') {
		wrong("", "intake-object", "an object of statements and answers", therapy.ErrSyntax)
		return
	}
	seen := map[string]bool{}
	for place := 1; dec.More(); place++ {
		token, err := dec.Token()
		name, isName := token.(string)
		var value json.RawMessage
		if err != nil || !isName || dec.Decode(&value) != nil {
			malformed()
			return
		}
		m := member{place: place, name: name, readable: true, again: seen[name]}
		var word string
		if json.Unmarshal(value, &word) != nil || string(value) == "null" || m.answer.UnmarshalText([]byte(word)) != nil {
			m.answer, m.readable, m.affirmative = policy.Unanswered, false, affirmative(value)
		}
		if m.again {
			wrong(memberPath(place), "statement-twice", "each statement at most once", therapy.ErrDuplicate)
		}
		seen[name] = true
		each(m)
	}
	if _, err := dec.Token(); err != nil {
		malformed()
		return
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		wrong("", "json-trailing", "nothing after the object", therapy.ErrSyntax)
	}
}

// affirmative reports whether a value that is no answer can only be meant as a
// yes.
func affirmative(value json.RawMessage) bool {
	text := string(value)
	var word string
	if json.Unmarshal(value, &word) == nil {
		text = word
	}
	switch strings.ToLower(strings.Trim(text, " \t\r\n.!")) {
	case "yes", "y", "true", "strongly", "1":
		return true
	}
	return false
}

// scan is the fast way for intakes in plain form: no escapes, no member twice,
// no name unknown. It says false for everything else, right or wrong.
func (r *Recommender) scan(data []byte) (a Answers, ok bool) {
	s := scanner{data: data}
	if !s.next('{') {
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
			a.packed.Give(statement, engine.Yes)
		case "no":
			a.packed.Give(statement, engine.No)
		case "strongly":
			a.packed.Give(statement, engine.Strongly)
		case "unknown":
		default:
			return a, false
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
