package care

import (
	"slices"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// PlanReview is one review of how well the plan works. It never changes and is never removed:
// a wrong one is marked with a [Correction], and the right one is added. The zero PlanReview
// is not valid.
type PlanReview struct {
	confidential.Hidden
	// On is the day, and By are the people who took part.
	On therapy.Date            `json:"on" kind:"treatment-plan" amend:"added,past"`
	By []confidential.PersonID `json:"by" kind:"identity"`
	// Outcome is the result, as one name: [ReasonProgress], [ReasonNoProgress] …
	Outcome Reason `json:"outcome" kind:"treatment-plan"`
	// Note is a text about the result, sealed; it may be left out.
	Note confidential.Value[string] `json:"note,omitzero" kind:"treatment-plan"`
	// Error marks a review that was entered in error.
	Error Correction `json:"error,omitzero" amend:"once"`
}

// Counts reports whether the review is not marked as an error.
func (r PlanReview) Counts() bool { return r.Error.IsZero() }

// Validate reports everything wrong with the review at once.
func (r PlanReview) Validate() error {
	var c therapy.Check
	r.validate(&c, "")
	return c.Err()
}

func (r PlanReview) validate(c *therapy.Check, path string) {
	if r.On.IsZero() {
		c.Wrong(path+"/on", "review-day", "the day of the review", therapy.ErrRequired)
	}
	if len(r.By) == 0 {
		c.Wrong(path+"/by", "review-by", "who took part", therapy.ErrRequired)
	}
	persons(c, path+"/by", r.By)
	c.Name(path+"/outcome", "review-outcome", string(r.Outcome))
	r.Error.validate(c, path+"/error")
}

func (s *PlanSpec) validateReviews(c *therapy.Check, before *PlanSpec) {
	if s.ReviewEvery < 0 || s.ReviewEvery > maxReviewDays {
		c.Wrong("/reviewEvery", "review-cycle", "0 to 731 days", therapy.ErrRange)
	}
	limited(c, "/reviews", len(s.Reviews))
	for i := shared(before.Reviews, s.Reviews); i < len(s.Reviews); i++ {
		r := s.Reviews[i]
		r.validate(c, at("/reviews", i))
		if last, ok := lastReview(s.Reviews[:i]); ok && r.Counts() && r.On.Before(last.On) && !r.On.IsZero() {
			c.Wrong(at("/reviews", i)+"/on", "review-order", "first to last", therapy.ErrContradiction)
		}
	}
}

// lastReview returns the last review that counts.
func lastReview(reviews []PlanReview) (last PlanReview, ok bool) {
	for _, r := range slices.Backward(reviews) {
		if r.Counts() {
			return r, true
		}
	}
	return PlanReview{}, false
}
