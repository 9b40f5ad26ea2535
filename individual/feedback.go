package individual

import (
	"errors"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Feedback is one time at which the person was asked what they make of the therapy,
// and what was changed because of it. The article has the therapist ask actively
// (S8); what makes asking worth it is that something follows, so the answer to the
// answer is part of the record.
//
// The zero Feedback is not valid.
type Feedback struct {
	// Sought is the day on which the person was asked, By who asked.
	Sought therapy.Date
	By     confidential.PersonID
	// About is what was asked about, such as "pace" or "approach", in an open
	// vocabulary ([therapy.ValidName]).
	About string
	// Given is the day on which they answered; zero while they have not.
	Given therapy.Date
	// Rating is their rating, and Words what they said, sealed; either may be missing.
	Rating care.Rating
	Words  confidential.Value[string]
	// Revision is the number of the revision of the plan that answers it, 0 where
	// nothing was changed. Why is then the reason, which an answer without a change
	// needs.
	Revision int
	Why      care.Reason
}

// Answered reports whether the person has said what they make of it.
func (f Feedback) Answered() bool { return !f.Given.IsZero() }

// Settled reports whether something followed: a change of the plan, or a reason why
// there was none. Feedback nobody has given needs nothing to follow.
func (f Feedback) Settled() bool { return !f.Answered() || f.Revision > 0 || f.Why != "" }

// Validate reports everything wrong with the feedback at once.
func (f Feedback) Validate() error {
	var errs []error
	wrong := func(path, rule, hint string, err error) {
		errs = append(errs, &therapy.FieldError{Path: path, Rule: rule, Hint: hint, Err: err})
	}
	if f.Sought.IsZero() {
		wrong("/sought", "feedback-sought", "when the person was asked", therapy.ErrRequired)
	}
	if f.By.IsZero() {
		wrong("/by", "id-missing", "a pseudonymous id", therapy.ErrRequired)
	}
	if !therapy.ValidName(f.About) {
		wrong("/about", "feedback-about", "lower-case words joined by hyphens", therapy.ErrSyntax)
	}
	if f.Answered() && f.Given.Before(f.Sought) {
		wrong("/given", "feedback-order", "not before it was sought", therapy.ErrContradiction)
	}
	if !f.Answered() && (!f.Rating.IsZero() || !f.Words.IsZero() || f.Revision != 0 || f.Why != "") {
		wrong("/given", "feedback-given", "an answer has a day", therapy.ErrRequired)
	}
	if f.Revision < 0 || f.Revision == 1 {
		wrong("/revision", "feedback-revision", "a revision after the first", therapy.ErrRange)
	}
	if f.Why != "" && !f.Why.Valid() {
		wrong("/why", "reason-name", "", therapy.ErrSyntax)
	}
	if f.Why != "" && f.Revision > 0 {
		wrong("/why", "feedback-both", "a change, or a reason for none", therapy.ErrContradiction)
	}
	return errors.Join(errs...)
}
