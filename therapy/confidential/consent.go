package confidential

import (
	"slices"
	"time"

	"github.com/therapykit/therapykit/therapy"
)

// Consent is one person's permission to disclose content: who permits it, to whom, for which
// purposes, which kinds, and when. It is specific: an empty list permits nothing.
//
// The zero Consent permits nothing.
type Consent struct {
	Hidden
	// Ref names the consent, so that decisions can refer to it.
	Ref ConsentID `json:"ref"`
	// By is the person who consents.
	By PersonID `json:"by"`
	// Audiences, Purposes and Kinds are what it covers. Process notes need a separate
	// consent: a list with ProcessNote and another kind does not cover process notes.
	Audiences []Audience `json:"audiences"`
	Purposes  []Purpose  `json:"purposes"`
	Kinds     []Kind     `json:"kinds"`
	// Recipients restricts it to certain people or organisations; empty means everybody in
	// the audiences.
	Recipients []PersonID `json:"recipients,omitempty"`
	// Given is when it was given; it covers nothing before that. Expires is when it ends
	// automatically, and Revoked when it was revoked: from then on it covers nothing, and
	// neither does an older copy that does not say so. The zero time means that it does not
	// expire or was not revoked.
	Given   time.Time `json:"given"`
	Expires time.Time `json:"expires,omitzero"`
	Revoked time.Time `json:"revoked,omitzero"`
}

// Validate reports everything wrong with the consent. An invalid consent covers nothing.
func (c Consent) Validate() error {
	var k therapy.Check
	k.RecordID("/ref", "consent-ref", string(c.Ref))
	k.Stated("/by", "consent-by", !c.By.IsZero())
	k.Stated("/audiences", "consent-audiences", len(c.Audiences) > 0)
	checkWords(&k, "/audiences", "consent-audiences", c.Audiences)
	k.Stated("/purposes", "consent-purposes", len(c.Purposes) > 0)
	checkWords(&k, "/purposes", "consent-purposes", c.Purposes)
	k.Stated("/kinds", "consent-kinds", len(c.Kinds) > 0)
	checkWords(&k, "/kinds", "consent-kinds", c.Kinds)
	if slices.Contains(c.Kinds, ProcessNote) && len(c.Kinds) > 1 {
		k.Wrong("/kinds", "consent-stand-alone", "process notes need a separate consent", therapy.ErrContradiction)
	}
	if slices.Contains(c.Recipients, PersonID{}) {
		k.Wrong("/recipients", "consent-recipients", "ids that name a person", therapy.ErrRequired)
	}
	k.Instant("/given", c.Given)
	if !c.Expires.IsZero() && !c.Expires.After(c.Given) {
		k.Wrong("/expires", "consent-expires", "after it was given", therapy.ErrContradiction)
	}
	if !c.Revoked.IsZero() && c.Revoked.Before(c.Given) {
		k.Wrong("/revoked", "consent-revoked", "not before it was given", therapy.ErrContradiction)
	}
	return k.Err()
}

// sound reports whether Validate would find no error. It makes no errors itself.
func (c *Consent) sound() bool {
	for _, x := range c.Audiences {
		if !x.Valid() {
			return false
		}
	}
	for _, x := range c.Purposes {
		if !x.Valid() {
			return false
		}
	}
	for _, x := range c.Kinds {
		if !x.Valid() || x == ProcessNote && len(c.Kinds) > 1 {
			return false
		}
	}
	return c.Ref.Valid() && !c.By.IsZero() && !c.Given.IsZero() && writable(c.Given) && !slices.Contains(c.Recipients, PersonID{}) &&
		(c.Expires.IsZero() || c.Expires.After(c.Given)) && (c.Revoked.IsZero() || !c.Revoked.Before(c.Given))
}

// In reports whether the consent is valid at the time.
func (c Consent) In(at time.Time) bool {
	return !c.Given.IsZero() && !at.Before(c.Given) &&
		(c.Expires.IsZero() || at.Before(c.Expires)) && (c.Revoked.IsZero() || at.Before(c.Revoked))
}

// covers reports whether the consent is by the person and covers the request. If a separate
// consent is needed, as always for process notes, a consent that also covers other kinds does
// not count.
func (c *Consent) covers(person PersonID, kind Kind, req *Request, alone bool) bool {
	return c.By == person && !person.IsZero() && c.In(req.At) &&
		slices.Contains(c.Audiences, req.Audience) && slices.Contains(c.Purposes, req.Purpose) &&
		slices.Contains(c.Kinds, kind) && (len(c.Kinds) == 1 || !alone && kind != ProcessNote) &&
		anyOf(c.Recipients, req.Recipient) && c.sound()
}
