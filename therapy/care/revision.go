package care

import (
	"errors"
	"iter"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// RevisionSpec says who makes a change, when and why. Every change of a plan, a
// session or an episode is made with one.
//
// The zero RevisionSpec is not valid: nobody changes a record at no time for no
// reason.
type RevisionSpec struct {
	// Author is the pseudonymous id of whoever is responsible for the change.
	Author confidential.PersonID `json:"author"`
	// At is when it is made. It may not lie before the revision it follows. It is
	// kept as an instant in UTC.
	At time.Time `json:"at"`
	// Reason says why, in one name.
	Reason Reason `json:"reason"`
	// Note says why in the author's own words, sealed; it may be left out.
	Note confidential.Value[string] `json:"note,omitzero"`
	// Follows is the number of the revision the author had before their eyes. If
	// that is not the present one somebody else was faster, and the change is
	// refused with [therapy.ErrConflict]. Zero does not check.
	Follows int `json:"follows,omitempty"`
	// Unused is the author's word that nothing has been done on the strength of
	// what is declared void; see [TransitionIfUnused]. The zero value is the
	// careful answer: something may have been.
	Unused bool `json:"unused,omitempty"`
}

// Validate reports everything wrong with the revision at once.
func (r RevisionSpec) Validate() error {
	var c therapy.Check
	person(&c, "/author", r.Author)
	c.Instant("/at", r.At)
	if !r.Reason.Valid() {
		c.Wrong("/reason", "reason-name", "why, as lower-case words joined by hyphens", therapy.ErrSyntax)
	}
	if r.Follows < 0 {
		c.Wrong("/follows", "revision-follows", "", therapy.ErrRange)
	}
	return c.Err()
}

// Revision is one entry of a ledger: a change that was made.
type Revision struct {
	// Number counts from 1.
	Number int `json:"number"`
	RevisionSpec
}

// ledger is the whole history of a record: for every revision who made it, when
// and why, and what the record was from then on. It only ever grows, entries are
// never written again, and so copies may share them.
type ledger[S any] struct {
	entries []entry[S]
}

type entry[S any] struct {
	revision Revision
	state    *S // never written after the entry is made
}

// record is what a ledger can keep: a specification that can check and copy
// itself and that knows what may become of it.
type record[S any] interface {
	*S
	// validate reports everything wrong with the state by itself.
	validate() error
	// follows reports what may not have become of previous by this revision.
	follows(previous *S, rev RevisionSpec) error
	// clone returns a copy that shares nothing that can be written.
	clone() *S
	// canonical puts what has no order of its own into the documented one.
	canonical()
}

// begin makes a ledger of one entry.
func begin[S any, P record[S]](spec *S, first RevisionSpec) (ledger[S], error) {
	state := P(spec).clone()
	if err := errors.Join(P(state).validate(), P(state).follows(nil, first)); err != nil {
		return ledger[S]{}, err
	}
	P(state).canonical()
	first.At = first.At.UTC().Round(0)
	return ledger[S]{entries: []entry[S]{{Revision{1, first}, state}}}, nil
}

// amend makes a longer ledger. Errors of the revision are placed under /revision,
// those of the changed record at their own place.
func amend[S any, P record[S]](l ledger[S], rev RevisionSpec, change func(*S)) (ledger[S], error) {
	if len(l.entries) == 0 || change == nil {
		return ledger[S]{}, &therapy.FieldError{Rule: "amend-nothing", Hint: "a record from its constructor, and a change", Err: therapy.ErrRequired}
	}
	last := l.entries[len(l.entries)-1]
	errs := []error{therapy.At("/revision", rev.Validate())}
	if rev.At.Before(last.revision.At) {
		errs = append(errs, &therapy.FieldError{Path: "/revision/at", Rule: "revision-before-previous", Hint: "not before the revision it follows", Err: therapy.ErrConflict})
	}
	if rev.Follows != 0 && rev.Follows != last.revision.Number {
		errs = append(errs, &therapy.FieldError{Path: "/revision/follows", Rule: "revision-not-current", Hint: "somebody else has changed the record since", Err: therapy.ErrConflict})
	}
	state := P(last.state).clone()
	change(state)
	// Once more, so that what the function keeps hold of is not what we keep.
	state = P(state).clone()
	errs = append(errs, P(state).validate(), P(state).follows(last.state, rev))
	if err := errors.Join(errs...); err != nil {
		return ledger[S]{}, err
	}
	P(state).canonical()
	rev.At = rev.At.UTC().Round(0)
	entries := make([]entry[S], len(l.entries), len(l.entries)+1)
	copy(entries, l.entries)
	return ledger[S]{entries: append(entries, entry[S]{Revision{last.revision.Number + 1, rev}, state})}, nil
}

// now returns the present state, nil for the empty ledger.
func (l ledger[S]) now() *S {
	if len(l.entries) == 0 {
		return nil
	}
	return l.entries[len(l.entries)-1].state
}

// at returns the ledger as it was at t; ok is false before it began.
func (l ledger[S]) at(t time.Time) (ledger[S], bool) {
	n := 0
	for n < len(l.entries) && !l.entries[n].revision.At.After(t) {
		n++
	}
	return ledger[S]{entries: l.entries[:n:n]}, n > 0
}

// first returns the ledger as it was after revision n.
func (l ledger[S]) first(n int) (ledger[S], bool) {
	if n < 1 || n > len(l.entries) {
		return ledger[S]{}, false
	}
	return ledger[S]{entries: l.entries[:n:n]}, true
}

func (l ledger[S]) revisions() iter.Seq[Revision] {
	return func(yield func(Revision) bool) {
		for _, e := range l.entries {
			if !yield(e.revision) {
				return
			}
		}
	}
}

func (l ledger[S]) last() Revision {
	if len(l.entries) == 0 {
		return Revision{}
	}
	return l.entries[len(l.entries)-1].revision
}
