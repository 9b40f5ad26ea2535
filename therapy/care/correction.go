package care

import (
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Correction says that an entry of a record was entered in error: who found it, when and
// why. The entry stays where it is, so that everybody can see what was there, and counts
// nowhere from then on.
//
// The zero Correction says that the entry stands.
type Correction struct {
	confidential.Hidden
	// By is who marked the entry.
	By confidential.PersonID `json:"by" kind:"identity,professional"`
	// At is when, kept as an instant in UTC.
	At time.Time `json:"at" kind:"treatment-plan"`
	// Reason is why, such as [ReasonWrongPerson].
	Reason Reason `json:"reason" kind:"treatment-plan"`
}

// Reasons of corrections.
const (
	// ReasonWrongPerson is an entry about somebody else.
	ReasonWrongPerson Reason = "wrong-person"
	// ReasonWrongDate is an entry at another day or time than it happened.
	ReasonWrongDate Reason = "wrong-date"
	// ReasonDuplicate is an entry that stands elsewhere already.
	ReasonDuplicate Reason = "duplicate"
	// ReasonTypingError is an entry that was mistyped.
	ReasonTypingError Reason = "typing-error"
	// ReasonNotHappened is an entry of something that did not happen.
	ReasonNotHappened Reason = "did-not-happen"
)

// IsZero reports whether the entry stands.
func (c Correction) IsZero() bool { return c == Correction{} }

// Validate reports everything wrong with the correction at once. The zero Correction is
// in order.
func (c Correction) Validate() error {
	if c.IsZero() {
		return nil
	}
	var check therapy.Check
	person(&check, "/by", c.By)
	check.Instant("/at", c.At)
	check.Name("/reason", "reason-name", string(c.Reason))
	return check.Err()
}

// Canonical returns the correction as it is kept: at an instant in UTC.
func (c Correction) Canonical() Correction {
	c.At = instant(c.At)
	return c
}
