package recommend

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"

	"github.com/therapykit/therapykit/recommend/internal/lenient"
	"github.com/therapykit/therapykit/therapy"
)

// MaxIntakeSize is the maximum size of the JSON of an intake or of answers, in bytes. Every
// reader refuses a longer text. The whole vocabulary of the standard policy, with provenance,
// takes a thirtieth of it.
const MaxIntakeSize = 1 << 20

// intakeReader reads intakes and collects what is wrong with them. Faults that may be about
// danger are kept separately and reported first, so that a long list of other faults cannot
// hide them.
type intakeReader struct {
	danger, rest therapy.Check
	path         string // the place of the answers
	// known has the statements of a policy and says which of them are about danger; without
	// it every well-formed name is a statement.
	known func(name string) (known, dangerous bool, suggestion string)
	// give, if not nil, gets every readable answer, also those of repeated statements, and a
	// yes for an unreadable answer that can only mean yes: such an intake is refused, but
	// still searched for danger.
	give func(f therapy.Factor, answer therapy.Answer)
	// told has the statements that a fault about danger names already.
	told map[therapy.Factor]bool
}

func (r *intakeReader) err() error { return errors.Join(r.danger.Err(), r.rest.Err()) }

func (r *intakeReader) wrong(path, rule, hint string, err error) { r.rest.Wrong(path, rule, hint, err) }

// short refuses a text that is too long, and returns the part that is read.
func (r *intakeReader) short(data []byte) []byte {
	if len(data) <= MaxIntakeSize {
		return data
	}
	r.wrong("", "intake-size", "at most 1 MiB", therapy.ErrRange)
	return data[:MaxIntakeSize] // the whole text is still searched for danger
}

// intake reads both formats.
func (r *intakeReader) intake(data []byte) Intake {
	data = r.short(data)
	if rest, ok := bytes.CutPrefix(data, []byte("\xef\xbb\xbf")); ok {
		r.wrong("", "json-encoding", "UTF-8 without a byte order mark", therapy.ErrSyntax)
		data = rest // the text behind it is still searched for danger
	}
	members := r.members(data, "")
	format, ok := documentFormat(members)
	if !ok {
		return r.collect(members, "", false)
	}
	if format != IntakeFormat {
		r.wrong("/format", "intake-format", IntakeFormat, therapy.ErrUnknown)
	}
	var in Intake
	stated := false
	for _, m := range members {
		switch m.Name {
		case "format":
		case "assessed":
			r.rest.Part("/assessed", therapy.UnmarshalStrict(m.Value, &in.Assessed))
			r.rest.Part("/assessed", in.Assessed.Validate())
		case "answers":
			r.path = "/answers"
			read := r.answers(m.Value, "/answers", true)
			if in.Answers, in.Provenance = read.Answers, read.Provenance; m.Again {
				continue
			}
			stated = true
		default:
			r.wrong(memberPath(m.Place), "intake-member", "format, assessed and answers", therapy.ErrUnknown)
		}
	}
	if !stated {
		r.wrong("/answers", "intake-answers", "an object of statements and answers", therapy.ErrRequired)
	}
	return in
}

// documentFormat distinguishes a document from a plain object.
func documentFormat(members []member) (format string, ok bool) {
	for _, m := range members {
		if m.Name == "format" && json.Unmarshal(m.Value, &format) == nil && strings.HasPrefix(format, "therapykit-intake/") {
			return format, true
		}
	}
	return "", false
}

// answers reads the object of statements and answers at a path.
func (r *intakeReader) answers(data []byte, path string, provenance bool) Intake {
	return r.collect(r.members(data, path), path, provenance)
}

func (r *intakeReader) collect(members []member, path string, provenance bool) Intake {
	in := Intake{Answers: Answers{}}
	for _, m := range members {
		known, dangerous, suggestion := therapy.ValidName(m.Name), false, ""
		if r.known != nil {
			known, dangerous, suggestion = r.known(m.Name)
		}
		f := therapy.Factor(m.Name)
		answer, readable := readAnswer(m.Value, provenance)
		if readable && answer.Provenance != (Provenance{}) {
			r.rest.Part(path+memberPath(m.Place), answer.Provenance.Validate())
		}
		if !m.Again {
			r.judge(m, path, readable, known, dangerous, suggestion)
		}
		switch {
		case !known, readable && answer.Answer == therapy.Unanswered:
		case readable:
			in.put(f, answer)
			r.hand(f, answer.Answer)
		case affirmative(m.Value):
			r.hand(f, therapy.Yes)
		}
	}
	return in
}

// judge reports what is wrong with one member.
func (r *intakeReader) judge(m member, path string, readable, known, dangerous bool, suggestion string) {
	place := path + memberPath(m.Place)
	named := place
	if known && r.known != nil {
		named = path + therapy.Pointer(m.Name)
	}
	switch {
	case readable:
	case dangerous:
		r.tell(therapy.Factor(m.Name), named, "answer-word-on-safety", answerHint, therapy.ErrSyntax)
	default:
		r.wrong(named, "answer-word", answerHint, therapy.ErrSyntax)
	}
	switch {
	case known:
	case r.known == nil:
		r.wrong(place, "factor-name", "", therapy.ErrSyntax)
	default:
		r.wrong(place, "factor-unknown", suggestion, therapy.ErrUnknown)
	}
}

// tell reports a fault that may be about danger, and names its statement.
func (r *intakeReader) tell(f therapy.Factor, path, rule, hint string, err error) {
	if r.told == nil {
		r.told = map[therapy.Factor]bool{}
	}
	r.told[f] = true
	r.danger.Wrong(path, rule, hint+dangerHint, err)
}

func (r *intakeReader) hand(f therapy.Factor, answer therapy.Answer) {
	if r.give != nil {
		r.give(f, answer)
	}
}

func (in *Intake) put(f therapy.Factor, answer answerWithProvenance) {
	in.Answers[f] = answer.Answer
	if answer.Provenance == (Provenance{}) {
		return
	}
	if in.Provenance == nil {
		in.Provenance = map[therapy.Factor]Provenance{}
	}
	in.Provenance[f] = answer.Provenance
}

type member = lenient.Member

// answer reads an answer: a word or, where provenance may be stated, an object.
func readAnswer(value json.RawMessage, provenance bool) (a answerWithProvenance, readable bool) {
	var word string
	if json.Unmarshal(value, &word) == nil && string(value) != "null" {
		return a, a.Answer.UnmarshalText([]byte(word)) == nil
	}
	if !provenance || len(value) == 0 || value[0] != '{' {
		return a, false
	}
	var full struct {
		Answer *therapy.Answer `json:"answer"`
		Provenance
	}
	if therapy.UnmarshalStrict(value, &full) != nil || full.Answer == nil {
		return a, false
	}
	return answerWithProvenance{*full.Answer, full.Provenance}, true
}

// members returns every readable member of the object at a path, and reports what is wrong
// with the form.
func (r *intakeReader) members(data []byte, path string) []member {
	return lenient.Object(data, func(place int, rule, hint string, err error) {
		at := path
		if place != lenient.Whole {
			at += memberPath(place)
		}
		switch rule {
		case "json-type":
			rule, hint = "intake-object", "an object of statements and answers"
		case "json-duplicate":
			rule, hint = "statement-twice", "each statement at most once"
		}
		r.wrong(at, rule, hint, err)
	})
}

// affirmative reports whether an invalid answer can only mean yes, by itself or as the member
// "answer" of an object.
func affirmative(value json.RawMessage) bool {
	var object struct {
		Answer json.RawMessage `json:"answer"`
	}
	if json.Unmarshal(value, &object) == nil && object.Answer != nil {
		value = object.Answer
	}
	text := string(value)
	var word string
	if json.Unmarshal(value, &word) == nil {
		text = word
	}
	return lenient.Yes(text)
}
