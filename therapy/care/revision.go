package care

import (
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// RevisionSpec says who makes a change, when and why. Every change of a plan, a
// session or an episode is made with one.
//
// The zero RevisionSpec is not valid: a change needs an author, a time and a reason.
type RevisionSpec struct {
	confidential.Hidden
	// Author is the pseudonym of the person who is responsible for the change.
	Author confidential.PersonID `json:"author" kind:"identity,professional"`
	// At is when it is made. It must not be earlier than the revision before it. It is stored
	// as an instant in UTC.
	At time.Time `json:"at" kind:"treatment-plan"`
	// Reason says why, in one name.
	Reason Reason `json:"reason" kind:"treatment-plan"`
	// Note says why in the author's own words, sealed; it may be left out.
	Note confidential.Value[string] `json:"note,omitzero" kind:"treatment-plan"`
	// Follows is the number of the revision that the author has seen. If it is not the
	// current revision, the record was changed in the meantime, and the change is refused with
	// [therapy.ErrConflict]. Zero does not check.
	Follows int `json:"follows,omitempty" kind:"treatment-plan"`
	// Unused is the author's statement that nobody has acted on the record that is being
	// marked as entered in error; see [TransitionIfUnused]. The zero value is the careful
	// answer: somebody may have acted on it.
	Unused bool `json:"unused,omitempty" kind:"treatment-plan"`
	// Corrects is the author's statement that the change corrects a mistake in the record;
	// see [TransitionToCorrect]. Reason and Note say what was wrong. Only such a revision can
	// reopen something closed, or rewrite something that is otherwise final. The ledger keeps
	// the revision and the state before it.
	Corrects bool `json:"corrects,omitempty" kind:"treatment-plan"`
}

// Validate reports everything wrong with the revision at once.
func (r RevisionSpec) Validate() error {
	var c therapy.Check
	person(&c, "/author", r.Author)
	c.Instant("/at", r.At)
	c.Name("/reason", "reason-name", string(r.Reason))
	if r.Follows < 0 {
		c.Wrong("/follows", "revision-follows", "the number of a revision, or 0", therapy.ErrRange)
	}
	return c.Err()
}

// Revision is one entry of a ledger: a change that was made. The zero Revision means no revision.
type Revision struct {
	// Number counts from 1.
	Number int `json:"number" kind:"treatment-plan"`
	RevisionSpec
}
