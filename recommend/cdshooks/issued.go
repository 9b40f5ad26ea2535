package cdshooks

import (
	"time"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Issued is a card that was sent, with the data it is based on. The caller stores it so that
// feedback can be understood later. It contains answers of a person: store it like a record,
// only as long as feedback may come, and never in a log. The zero Issued means that nothing was issued.
type Issued struct {
	confidential.Hidden
	// Card is the card.
	Card UUID `json:"card" kind:"treatment-plan"`
	// Client says whose call it was, like [Call.Client].
	Client string `json:"client,omitempty" kind:"identity"`
	// Service, Hook and Instance identify the call.
	Service  string `json:"service" kind:"treatment-plan"`
	Hook     Hook   `json:"hook,omitempty" kind:"treatment-plan"`
	Instance UUID   `json:"instance,omitempty" kind:"treatment-plan"`
	// User is the person who got the card, as a reference such as "Practitioner/17". Patient
	// is the id of the patient. Both are ids of the client's system.
	User    string `json:"user,omitempty" kind:"identity"`
	Patient string `json:"patient,omitempty" kind:"identity"`
	// At is when it was sent.
	At time.Time `json:"at,omitzero" kind:"treatment-plan"`
	// Outcome is the outcome of the recommendation, Digest identifies it, and Policy names
	// the policy that was followed. All are zero for a card without a recommendation.
	Outcome policy.Outcome `json:"outcome,omitzero" kind:"treatment-plan"`
	Digest  string         `json:"digest,omitempty" kind:"treatment-plan"`
	Policy  policy.Name    `json:"policy,omitzero" kind:"treatment-plan"`
	// Intake is the intake that the recommendation is based on.
	Intake recommend.Intake `json:"intake,omitzero" kind:"personal-history"`
	// Suggestions are the suggestions of the card.
	Suggestions []IssuedSuggestion `json:"suggestions,omitempty"`
}

// IssuedSuggestion is a suggestion of a card that was sent. The zero IssuedSuggestion means no suggestion.
type IssuedSuggestion struct {
	confidential.Hidden
	UUID   UUID          `json:"uuid" kind:"treatment-plan"`
	Option policy.Option `json:"option" kind:"treatment-plan"`
}

// option returns the option that a suggestion of the card suggests.
func (x Issued) option(suggestion UUID) (policy.Option, bool) {
	for _, s := range x.Suggestions {
		if s.UUID == suggestion {
			return s.Option, true
		}
	}
	return "", false
}

// recommendation makes the recommendation of a card again. The result has to be the same.
func (s *Service) recommendation(x Issued) (recommend.Recommendation, error) {
	if x.Digest == "" {
		return recommend.Recommendation{}, &therapy.FieldError{Path: "/digest", Rule: "issued-recommendation", Hint: "a card with a recommendation", Err: therapy.ErrRequired}
	}
	rec, err := s.spec.Recommender.Recommend(x.Intake, x.At)
	if err != nil && rec.Outcome() != policy.Escalate {
		return recommend.Recommendation{}, therapy.At("/intake", err)
	}
	if rec.Digest() != x.Digest {
		return recommend.Recommendation{}, &therapy.FieldError{Path: "/digest", Rule: "issued-digest", Hint: "the policy that was followed", Err: therapy.ErrContradiction}
	}
	return rec, nil
}

// Choice turns an accepted suggestion into a choice, on which a plan can be based. by is the
// person who decided: feedback does not say who it was; see [Feedback.By].
func (s *Service) Choice(x Issued, f Feedback, by confidential.PersonID) (care.Choice, error) {
	rec, err := s.recommendation(x)
	if err != nil {
		return care.Choice{}, err
	}
	if err := f.of(x, Accepted, "Service.Override"); err != nil {
		return care.Choice{}, err
	}
	return rec.Follow(f.Option, by, f.At)
}

// Override turns feedback that dismissed a card into an override, once it is known which
// option was chosen instead, and when. The reason and the note are those of the feedback. It
// refuses everything that [recommend.NewOverride] refuses, above all an override of an
// escalation. It also refuses feedback without a reason: ask the user for one, and set it.
func (s *Service) Override(x Issued, f Feedback, option policy.Option, by confidential.PersonID, at time.Time) (recommend.Override, error) {
	rec, err := s.recommendation(x)
	if err != nil {
		return recommend.Override{}, err
	}
	if err := f.of(x, Overridden, "Service.Choice"); err != nil {
		return recommend.Override{}, err
	}
	return recommend.NewOverride(rec, recommend.OverrideSpec{Option: option, By: by, At: at, Reason: f.Reason, Note: f.Comment})
}

// of checks that the feedback is on the card and has the outcome.
func (f Feedback) of(x Issued, outcome FeedbackOutcome, instead string) error {
	var c therapy.Check
	if f.Card != x.Card {
		c.Wrong("/card", "feedback-card", "the card that it is on", therapy.ErrReference)
	}
	if f.Outcome != outcome {
		c.Wrong("/outcome", "feedback-outcome", outcome.String()+"; otherwise "+instead, therapy.ErrContradiction)
	}
	return c.Err()
}
