package therapy

import (
	"errors"
	"strings"
)

// Question is one clinical question that guidelines answer: a condition with its age and
// situation, such as post-traumatic stress disorder in an adult. Rules of the layer of
// indication name a question and grade formats for it. Grades are compared inside one
// question and never added up across questions: "what treats the trauma?" and "what treats
// the binge eating?" have separate answers.
//
// The zero Question is not valid.
type Question struct {
	// ID is a stable name ([ValidName]).
	ID string `json:"id"`
	// Ages says which ages its sources are about. It has to be stated.
	Ages Ages `json:"ages,omitzero"`
	// When is the condition and the situation that the question is about, in addition to the
	// age.
	When Condition `json:"when"`
	// Yields is the situation in which the question no longer has a first choice, because
	// another question takes over: a treatment has already started, or a programme is the
	// answer. The question still opposes the same formats. The zero Condition means never.
	Yields Condition `json:"yields,omitzero"`
	// Complete says that its source lists every format that it supports. The question then
	// opposes all formats that the source does not name.
	Complete bool `json:"complete,omitempty"`
	// Weak says that no guideline supports the question: it rests on readiness or on what was
	// tried before. A weak question never leads to a combination of two formats.
	Weak bool `json:"weak,omitempty"`
	// Clinician and Client are the names of the question for each reader, for use inside a
	// sentence.
	Clinician string `json:"clinician"`
	Client    string `json:"client"`
}

// Scope is when the question is asked: its ages and its condition together.
func (q Question) Scope() Condition { return q.Ages.Of(q.When) }

// IsZero reports whether q is the zero Question.
func (q Question) IsZero() bool { return q.ID == "" && q.When.IsZero() && q.Ages == 0 }

// Equal reports whether q and r say the same.
func (q Question) Equal(r Question) bool {
	return q.ID == r.ID && q.Ages == r.Ages && q.When.Equal(r.When) && q.Yields.Equal(r.Yields) &&
		q.Complete == r.Complete && q.Weak == r.Weak && q.Clinician == r.Clinician && q.Client == r.Client
}

// Rule returns the indication in as a rule that answers the question q. Its layer is
// [LayerIndication] and its ages are those of the question. If in states no condition, the
// rule holds whenever the question is asked.
func (q Question) Rule(in Indication) Indication {
	in.Layer, in.Ages, in.Question = LayerIndication, q.Ages, q
	if in.When.IsZero() {
		in.When = All()
	}
	return in
}

// Validate reports everything wrong with the question at once.
func (q Question) Validate() error {
	var errs []error
	wrong := func(path, rule, hint string, err error) {
		errs = append(errs, &FieldError{Path: path, Rule: rule, Hint: hint, Err: err})
	}
	if !ValidName(q.ID) {
		wrong("/id", "question-id", "", ErrSyntax)
	}
	if !q.Ages.Valid() {
		wrong("/ages", "ages-missing", "say about whom the sources speak", ErrRequired)
	}
	errs = append(errs, At("/when", q.When.Validate()))
	if !q.Yields.IsZero() {
		errs = append(errs, At("/yields", q.Yields.Validate()))
	}
	if strings.TrimSpace(q.Clinician) == "" {
		wrong("/clinician", "question-clinician", "the name of the question, for a clinician", ErrRequired)
	}
	if strings.TrimSpace(q.Client) == "" {
		wrong("/client", "question-client", "the name of the question, in plain language", ErrRequired)
	}
	return errors.Join(errs...)
}
