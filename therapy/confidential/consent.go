package confidential

import (
	"errors"
	"slices"
	"time"

	"github.com/therapykit/therapykit/therapy"
)

// Consent is one person's permission to disclose: by whom, to whom, for what,
// of what, and when. It is specific: an empty list permits nothing.
//
// The zero Consent permits nothing.
type Consent struct {
	Hidden
	// Ref names the consent, so that decisions can refer to it.
	Ref ConsentID `json:"ref"`
	// By is who consents.
	By PersonID `json:"by"`
	// Audiences, Purposes and Kinds are what it covers. A consent for process
	// notes stands alone: a list that has ProcessNote beside another kind does
	// not cover process notes.
	Audiences []Audience `json:"audiences"`
	Purposes  []Purpose  `json:"purposes"`
	Kinds     []Kind     `json:"kinds"`
	// Recipients restricts it to certain people or bodies; empty means any of
	// the audiences.
	Recipients []PersonID `json:"recipients,omitempty"`
	// Given is when it was given; it covers nothing before. Expires is when it
	// ends by itself and Revoked when it was taken back: from then on it covers
	// nothing. The zero time means that it has not.
	Given   time.Time `json:"given"`
	Expires time.Time `json:"expires,omitzero"`
	Revoked time.Time `json:"revoked,omitzero"`
}

// Validate reports everything wrong with the consent.
func (c Consent) Validate() error {
	var errs []error
	wrong := func(path, rule string) {
		errs = append(errs, &therapy.FieldError{Path: path, Rule: rule, Err: ErrInvalid})
	}
	if !c.Ref.Valid() {
		wrong("/ref", "consent-ref")
	}
	if c.By.IsZero() {
		wrong("/by", "consent-by")
	}
	if len(c.Audiences) == 0 || slices.ContainsFunc(c.Audiences, func(x Audience) bool { return !x.Valid() }) {
		wrong("/audiences", "consent-audiences")
	}
	if len(c.Purposes) == 0 || slices.ContainsFunc(c.Purposes, func(x Purpose) bool { return !x.Valid() }) {
		wrong("/purposes", "consent-purposes")
	}
	if len(c.Kinds) == 0 || slices.ContainsFunc(c.Kinds, func(x Kind) bool { return !x.Valid() }) {
		wrong("/kinds", "consent-kinds")
	}
	if slices.Contains(c.Kinds, ProcessNote) && len(c.Kinds) > 1 {
		wrong("/kinds", "consent-stand-alone")
	}
	if c.Given.IsZero() {
		wrong("/given", "consent-given")
	}
	if !c.Expires.IsZero() && !c.Expires.After(c.Given) {
		wrong("/expires", "consent-expires")
	}
	if !c.Revoked.IsZero() && c.Revoked.Before(c.Given) {
		wrong("/revoked", "consent-revoked")
	}
	return errors.Join(errs...)
}

// In reports whether the consent is in force at the time.
func (c Consent) In(at time.Time) bool {
	return !c.Given.IsZero() && !at.Before(c.Given) &&
		(c.Expires.IsZero() || at.Before(c.Expires)) && (c.Revoked.IsZero() || at.Before(c.Revoked))
}

// covers reports whether the consent, being by the person, covers the request.
// Where it has to stand alone, and for process notes always, it covers nothing
// if it covers anything else as well.
func (c Consent) covers(person PersonID, kind Kind, req *Request, alone bool) bool {
	return c.By == person && !person.IsZero() && c.In(req.At) &&
		slices.Contains(c.Audiences, req.Audience) && slices.Contains(c.Purposes, req.Purpose) &&
		slices.Contains(c.Kinds, kind) && (len(c.Kinds) == 1 || !alone && kind != ProcessNote) &&
		(len(c.Recipients) == 0 || slices.Contains(c.Recipients, req.Recipient))
}
