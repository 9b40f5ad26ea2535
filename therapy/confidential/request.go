package confidential

import (
	"slices"
	"time"
)

// Request is somebody asking for content. The zero Request is refused.
type Request struct {
	Hidden
	// Recipient is who would get it; Audience in what role; Purpose what for.
	Recipient PersonID `json:"recipient"`
	Audience  Audience `json:"audience"`
	Purpose   Purpose  `json:"purpose"`
	// Subject is whom the request is about, such as the person whose bill is to be paid.
	// Nothing from anybody else's record is disclosed. It may be left out; then records
	// about several people give out none of them where only the minimum is permitted.
	Subject PersonID `json:"subject,omitzero"`
	// Consents are the permissions to look at, Refusals the refusals that are on
	// record. Those that are not valid or do not fit are ignored.
	Consents []Consent `json:"consents,omitempty"`
	Refusals []Refusal `json:"refusals,omitempty"`
	// Treats lists the cases the recipient works on, as the caller has established from
	// plans and rosters on the day: it makes somebody a treating therapist of this client
	// in this case rather than of some other.
	Treats []Case `json:"treats,omitempty"`
	// Actor is who lets it out, if not the recipient; Ref is the order, incident
	// or approval it rests on.
	Actor PersonID    `json:"actor,omitzero"`
	Ref   ReferenceID `json:"ref,omitempty"`
	// Emergency is the emergency access that the recipient has opened; see
	// [EmergencyAccess].
	Emergency *EmergencyAccess `json:"emergency,omitempty"`
	// At is the time of asking. The zero time is refused: consent is a matter of
	// when.
	At time.Time `json:"at"`
}

// shares reports whether there is something in the request that its caller can take back
// while it is being answered.
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

// revoked reports whether a copy of the consent says that it has been taken back.
func (req *Request) revoked(c *Consent) bool {
	return slices.ContainsFunc(req.Consents, func(other Consent) bool {
		return other.Ref == c.Ref && other.By == c.By && !other.Revoked.IsZero() && !req.At.Before(other.Revoked)
	})
}

// agreedSince reports whether whoever refused has agreed to the request afterwards.
func (req *Request) agreedSince(r *Refusal, kind Kind) bool {
	for i := range req.Consents {
		c := &req.Consents[i]
		if c.Given.After(r.Given) && c.covers(r.By, kind, req, false) && !req.revoked(c) {
			return true
		}
	}
	return false
}
