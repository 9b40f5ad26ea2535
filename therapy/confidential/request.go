package confidential

import (
	"slices"
	"time"
)

// Request is a request for content. The zero Request is refused.
type Request struct {
	Hidden
	// Recipient is the person who would get it, Audience the role in which they ask, and
	// Purpose the purpose.
	Recipient PersonID `json:"recipient"`
	Audience  Audience `json:"audience"`
	Purpose   Purpose  `json:"purpose"`
	// Subject is the person the request is about, such as the person whose bill is to be
	// paid. Nothing from other people's records is disclosed. It may be left out; if then
	// only the minimum is permitted, nothing from records about several people is disclosed.
	Subject PersonID `json:"subject,omitzero"`
	// Consents are the consents and Refusals the refusals on record. Those that are not valid
	// or do not apply are ignored.
	Consents []Consent `json:"consents,omitempty"`
	Refusals []Refusal `json:"refusals,omitempty"`
	// Treats lists the cases that the recipient works on; the caller finds them from plans
	// and rosters of the day. It says of which clients, and in which cases, the recipient is
	// a treating therapist.
	Treats []Case `json:"treats,omitempty"`
	// Actor is the person who releases it, if not the recipient. Ref is the order, incident
	// or approval behind the request.
	Actor PersonID    `json:"actor,omitzero"`
	Ref   ReferenceID `json:"ref,omitempty"`
	// Emergency is the emergency access that the recipient has opened; see
	// [EmergencyAccess].
	Emergency *EmergencyAccess `json:"emergency,omitempty"`
	// At is the time of the request. The zero time is refused, since consent depends on the
	// time.
	At time.Time `json:"at"`
}

// shares reports whether the request contains something that its caller can revoke while it
// is being answered.
func (req *Request) shares() bool {
	return len(req.Consents) > 0 || len(req.Refusals) > 0 || req.Emergency != nil
}

// consentOf returns the consent by which the person permits the request, "" if there is
// none. A consent that a later copy of the same reference revokes permits nothing.
func (req *Request) consentOf(person PersonID, kind Kind, alone bool) ConsentID {
	for i := range req.Consents {
		c := &req.Consents[i]
		if c.covers(person, kind, req, alone) && !req.revoked(c) {
			return c.Ref
		}
	}
	return ""
}

// revoked reports whether a copy of the consent says that it was revoked.
func (req *Request) revoked(c *Consent) bool {
	return slices.ContainsFunc(req.Consents, func(other Consent) bool {
		return other.Ref == c.Ref && other.By == c.By && !other.Revoked.IsZero() && !req.At.Before(other.Revoked)
	})
}

// agreedSince reports whether the person who refused has consented to the request later.
func (req *Request) agreedSince(r *Refusal, kind Kind) bool {
	for i := range req.Consents {
		c := &req.Consents[i]
		if c.Given.After(r.Given) && c.covers(r.By, kind, req, false) && !req.revoked(c) {
			return true
		}
	}
	return false
}
