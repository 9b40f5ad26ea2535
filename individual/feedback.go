package individual

import (
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Feedback is one occasion on which the person was asked for their opinion of the therapy,
// with what was changed because of it. According to the article, the therapist asks actively
// (S8). Asking is useful only if something follows, so the reaction to the answer is part of
// the record.
//
// The zero Feedback is not valid.
type Feedback struct {
	confidential.Hidden
	// Sought is the day on which the person was asked, and By the person who asked.
	Sought therapy.Date          `json:"sought" kind:"treatment-plan"`
	By     confidential.PersonID `json:"by" kind:"identity,professional"`
	// About is the subject of the question, such as "pace" or "approach", in an open
	// vocabulary ([therapy.ValidName]).
	About string `json:"about" kind:"treatment-plan"`
	// Given is the day on which they answered; zero while they have not.
	Given therapy.Date `json:"given,omitzero" kind:"treatment-plan"`
	// Rating is their rating, and Words what they said, sealed; either may be missing.
	Rating care.Rating                `json:"rating,omitzero" kind:"treatment-plan"`
	Words  confidential.Value[string] `json:"words,omitzero" kind:"treatment-plan"`
	// Revision is the number of the revision of the plan that answers the feedback, 0 if
	// nothing was changed. Why is then the reason for no change; it is required in that case.
	Revision int         `json:"revision,omitempty" kind:"treatment-plan"`
	Why      care.Reason `json:"why,omitempty" kind:"treatment-plan"`
	// Error says that the entry was made in error; it then does not count.
	Error care.Correction `json:"error,omitzero"`
}

// Answered reports whether the person has answered.
func (f Feedback) Answered() bool { return !f.Given.IsZero() }

// Settled reports whether something followed: a change of the plan, or a reason why there was
// none. Unanswered feedback counts as settled.
func (f Feedback) Settled() bool {
	return !f.Error.IsZero() || !f.Answered() || f.Revision > 0 || f.Why != ""
}

// Validate reports everything wrong with the feedback at once.
func (f Feedback) Validate() error {
	var c therapy.Check
	c.Stated("/sought", "feedback-sought", !f.Sought.IsZero())
	person(&c, "/by", f.By)
	c.Name("/about", "feedback-about", f.About)
	if f.Answered() && f.Given.Before(f.Sought) {
		c.Wrong("/given", "feedback-order", "not before it was sought", therapy.ErrContradiction)
	}
	if !f.Answered() && (!f.Rating.IsZero() || !f.Words.IsZero() || f.Revision != 0 || f.Why != "") {
		c.Wrong("/given", "feedback-given", "an answer has a day", therapy.ErrRequired)
	}
	if f.Revision < 0 || f.Revision == 1 {
		c.Wrong("/revision", "feedback-revision", "a revision after the first", therapy.ErrRange)
	}
	c.OptionalName("/why", "reason-name", string(f.Why))
	if f.Why != "" && f.Revision > 0 {
		c.Wrong("/why", "feedback-both", "either a change, or a reason for making none", therapy.ErrContradiction)
	}
	c.Part("/error", f.Error.Validate())
	return c.Err()
}

// person checks the pseudonym of a person. It is required.
func person(c *therapy.Check, path string, id confidential.PersonID) {
	if id.IsZero() {
		c.Wrong(path, "id-missing", "a pseudonymous id", therapy.ErrRequired)
	}
}

// fail is one thing wrong, at a place.
func fail(path, rule, hint string, err error) error {
	return &therapy.FieldError{Path: path, Rule: rule, Hint: hint, Err: err}
}
