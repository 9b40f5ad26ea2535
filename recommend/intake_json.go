package recommend

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/therapykit/therapykit/therapy"
)

// MarshalJSON writes the answers as one object, with the statements in the order of their
// names and without unanswered ones. Equal answers give equal bytes. It fails if an answer or
// a name is not valid.
func (a Answers) MarshalJSON() ([]byte, error) {
	return a.write(func(b []byte, f therapy.Factor, answer therapy.Answer) ([]byte, error) {
		return appendMember(b, string(f), answer.String()), nil
	})
}

// write writes an object with a member for each answer.
func (a Answers) write(member func([]byte, therapy.Factor, therapy.Answer) ([]byte, error)) ([]byte, error) {
	b := []byte{'{'}
	for i, f := range a.sorted() {
		answer := a[f]
		if !therapy.ValidName(string(f)) {
			return nil, &therapy.FieldError{Path: memberPath(i), Rule: "factor-name", Err: therapy.ErrSyntax}
		}
		if !answer.Valid() {
			return nil, notAnAnswer(therapy.Pointer(string(f)))
		}
		if answer == therapy.Unanswered {
			continue
		}
		if len(b) > 1 {
			b = append(b, ',')
		}
		var err error
		if b, err = member(b, f, answer); err != nil {
			return nil, err
		}
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

// UnmarshalJSON reads an object of statements and answers, strictly, and reports everything
// wrong with it at once. On an error the answers are unchanged.
func (a *Answers) UnmarshalJSON(data []byte) error {
	if read, ok := scanIntake(data); ok && len(read) > 0 {
		*a = read
		return nil
	}
	var r intakeReader
	read := r.answers(r.short(data), "", false)
	if err := r.err(); err != nil {
		return err
	}
	if *a = read.Answers; len(read.Answers) == 0 {
		*a = nil
	}
	return nil
}

// answerWithProvenance is an answer as written in a document.
type answerWithProvenance struct {
	Answer therapy.Answer `json:"answer"`
	Provenance
}

// MarshalJSON writes the intake. If it does not say where its answers come from, it is a
// plain object of statements and answers; otherwise it is a document:
//
//	{"format": "therapykit-intake/2", "assessed": {"by": "client", "at": "2026-03-02T09:30:00Z"},
//	 "answers": {"adult": "yes", "no-acute-risk": {"answer": "yes", "by": "clinician"}}}
//
// Equal intakes give equal bytes. It fails if something in the intake is not valid.
func (in Intake) MarshalJSON() ([]byte, error) {
	if in.plain() {
		return in.Answers.MarshalJSON()
	}
	if err := in.provenanceError(); err != nil {
		return nil, err
	}
	answers, err := in.Answers.write(func(b []byte, f therapy.Factor, answer therapy.Answer) ([]byte, error) {
		own := in.Provenance[f]
		if own == (Provenance{}) {
			return appendMember(b, string(f), answer.String()), nil
		}
		value, err := json.Marshal(answerWithProvenance{answer, own})
		b = append(append(append(b, '"'), f...), `":`...)
		return append(b, value...), err
	})
	if err != nil {
		return nil, therapy.At("/answers", err)
	}
	return json.Marshal(struct {
		Format   string          `json:"format"`
		Assessed Provenance      `json:"assessed,omitzero"`
		Answers  json.RawMessage `json:"answers"`
	}{IntakeFormat, in.Assessed, answers})
}

// provenanceError checks where the answers come from, not the answers.
func (in Intake) provenanceError() error {
	if in.plain() {
		return nil
	}
	var c therapy.Check
	c.Part("/assessed", in.Assessed.Validate())
	for i, f := range slices.Sorted(maps.Keys(in.Provenance)) {
		path := "/provenance" + memberPath(i)
		if therapy.ValidName(string(f)) {
			path = therapy.Pointer("provenance", string(f))
		}
		if in.Answers[f] == therapy.Unanswered {
			c.Wrong(path, "provenance-unanswered", "only of statements that are answered", therapy.ErrReference)
		}
		c.Part(path, in.Provenance[f].Validate())
	}
	return c.Err()
}

// UnmarshalJSON reads both forms of an intake, strictly, and reports everything wrong with it
// at once: see [Recommender.ParseIntake], which also knows which statements there are. On an
// error the intake is unchanged.
func (in *Intake) UnmarshalJSON(data []byte) error {
	if read, ok := scanIntake(data); ok && len(read) > 0 {
		*in = Intake{Answers: read}
		return nil
	}
	var r intakeReader
	read := r.intake(data)
	if err := r.err(); err != nil {
		return err
	}
	if len(read.Answers) == 0 {
		read.Answers = nil
	}
	*in = read
	return nil
}
