package care

import (
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Correction says that an entry of a record was entered in error: who found it, when and
// why. The entry stays where it is, so that everybody can see what was there, and counts
// nowhere from then on: not in an assessment, a sum or a status. The right entry is added
// beside it. What is marked stays marked.
//
// The zero Correction says that the entry stands.
type Correction struct {
	confidential.Hidden
	// By is who marked the entry.
	By confidential.PersonID `json:"by" kind:"identity,professional"`
	// At is when, kept as an instant in UTC.
	At time.Time `json:"at" kind:"treatment-plan" amend:"added,past"`
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

// Correction returns the mark that an entry gets which is found wrong in the revision: by
// its author, at its time, for its reason.
//
//	plan, err := plan.Amend(rev, func(s *care.PlanSpec) {
//		s.Goals[0].Progress[3].Error = rev.Correction()
//	})
func (r RevisionSpec) Correction() Correction {
	return Correction{By: r.Author, At: r.At, Reason: r.Reason}
}

// IsZero reports whether the entry stands.
func (c Correction) IsZero() bool { return c == Correction{} }

// Validate reports everything wrong with the correction at once. The zero Correction is
// in order.
func (c Correction) Validate() error {
	var check therapy.Check
	c.validate(&check, "")
	return check.Err()
}

func (c Correction) validate(check *therapy.Check, path string) {
	if c.IsZero() {
		return
	}
	person(check, path+"/by", c.By)
	check.Instant(path+"/at", c.At)
	check.Name(path+"/reason", "reason-name", string(c.Reason))
}

// Canonical returns the correction as it is kept: at an instant in UTC.
func (c Correction) Canonical() Correction {
	c.At = instant(c.At)
	return c
}

// canonicalCorrection puts the time of a mark into its form, and writes only where it has
// to, since revisions share it.
func canonicalCorrection(c *Correction) {
	if t := instant(c.At); t != c.At {
		c.At = t
	}
}
