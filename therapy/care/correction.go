package care

import (
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Correction says that an entry of a record was entered in error: who found the mistake, when
// and why. The entry stays in the record, so that everybody can see it, but it no longer
// counts: not in an assessment, a sum or a status. The right entry is added to the record. A
// mark cannot be removed.
//
// The zero Correction says that the entry is not marked and counts.
type Correction struct {
	confidential.Hidden
	// By is the person who marked the entry.
	By confidential.PersonID `json:"by" kind:"identity,professional"`
	// At is when, kept as an instant in UTC.
	At time.Time `json:"at" kind:"treatment-plan" amend:"added,past"`
	// Reason is why, such as [ReasonWrongPerson].
	Reason Reason `json:"reason" kind:"treatment-plan"`
}

// Reasons for corrections.
const (
	// ReasonWrongPerson is for an entry about another person.
	ReasonWrongPerson Reason = "wrong-person"
	// ReasonWrongDate is for an entry with the wrong day or time.
	ReasonWrongDate Reason = "wrong-date"
	// ReasonDuplicate is for an entry that already exists elsewhere.
	ReasonDuplicate Reason = "duplicate"
	// ReasonTypingError is for an entry with a typing error.
	ReasonTypingError Reason = "typing-error"
	// ReasonNotHappened is for an entry of something that did not happen.
	ReasonNotHappened Reason = "did-not-happen"
)

// Correction returns the mark for an entry that this revision corrects, with the author, the
// time and the reason of the revision.
//
//	plan, err := plan.Amend(rev, func(s *care.PlanSpec) {
//		s.Goals[0].Progress[3].Error = rev.Correction()
//	})
func (r RevisionSpec) Correction() Correction {
	return Correction{By: r.Author, At: r.At, Reason: r.Reason}
}

// IsZero reports whether the entry is not marked.
func (c Correction) IsZero() bool { return c == Correction{} }

// Validate reports everything wrong with the correction at once. The zero Correction is
// valid.
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

// Canonical returns the correction as it is stored: with its time as an instant in UTC.
func (c Correction) Canonical() Correction {
	c.At = instant(c.At)
	return c
}

// canonicalCorrection converts the time of a mark to UTC. It writes only if necessary, since
// revisions share the memory.
func canonicalCorrection(c *Correction) {
	if t := instant(c.At); t != c.At {
		c.At = t
	}
}
