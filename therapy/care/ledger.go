package care

import (
	"errors"
	"iter"
	"reflect"
	"slices"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// ledger is the whole history of a record: for every revision who made it, when and why, and
// the state of the record after it. It only grows, and entries never change, so copies may
// share them. Loaded states share the lists that a revision did not change, or only made
// longer.
type ledger[S any] struct {
	entries []entry[S]
	// trusted is the number of first revisions in an older format, which had fewer checks of new
	// entries.
	trusted int
}

type entry[S any] struct {
	revision Revision
	state    *S // never written after the entry is made
}

// record is the constraint for states of a ledger: a specification that can check and copy
// itself and that knows its allowed changes.
type record[S any] interface {
	*S
	// validate reports everything wrong with the state by itself. It may skip the parts that
	// it shares with before, which is valid or nil.
	validate(before *S) error
	// follows reports the changes of previous that this revision may not make, and the new
	// entries that it may not add. previous is nil for the first revision. If trusting, new
	// entries are not checked.
	follows(previous *S, rev RevisionSpec, trusting bool) error
	// clone returns a copy that shares no writable memory.
	clone() *S
	// canonical sorts the lists into their documented order. It does not write to a list that
	// is already in order.
	canonical()
}

// begin makes a ledger of one entry.
func begin[S any, P record[S]](spec *S, first RevisionSpec, trusting bool) (ledger[S], error) {
	state := P(spec).clone()
	if err := errors.Join(P(state).validate(nil), P(state).follows(nil, first, trusting)); err != nil {
		return ledger[S]{}, err
	}
	P(state).canonical()
	return ledger[S]{}.with(first, state), nil
}

// takeOver makes a ledger of one entry for a record that was begun in another system.
func takeOver[S any, P record[S]](spec *S, created time.Time, rev RevisionSpec) (ledger[S], error) {
	var c therapy.Check
	c.Part("", rev.Validate())
	if rev.At.Before(created) {
		c.Wrong("/at", "revision-before-previous", "not before the record was made", therapy.ErrConflict)
	}
	l, err := begin[S, P](spec, rev, false)
	if err = errors.Join(therapy.At("/revision", c.Err()), err); err != nil {
		return ledger[S]{}, err
	}
	return l, nil
}

// amend makes a longer ledger. Errors of the revision are placed under /revision,
// those of the changed record at their own place.
func amend[S any, P record[S]](l ledger[S], rev RevisionSpec, change func(*S), trusting bool) (ledger[S], error) {
	if len(l.entries) == 0 || change == nil {
		return ledger[S]{}, &therapy.FieldError{Rule: "amend-nothing", Hint: "a record from its constructor, and a change", Err: therapy.ErrRequired}
	}
	last := l.now()
	state := P(last).clone()
	change(state)
	// Clone once more: the caller's function may still hold the first copy.
	state = P(state).clone()
	if err := errors.Join(therapy.At("/revision", l.next(rev)), P(state).validate(nil), P(state).follows(last, rev, trusting)); err != nil {
		return ledger[S]{}, err
	}
	P(state).canonical()
	return l.with(rev, state), nil
}

// next reports what is wrong with the next revision.
func (l ledger[S]) next(rev RevisionSpec) error {
	var c therapy.Check
	c.Part("", rev.Validate())
	last := l.last()
	if rev.At.Before(last.At) {
		c.Wrong("/at", "revision-before-previous", "not before the revision it follows", therapy.ErrConflict)
	}
	if rev.Follows != 0 && rev.Follows != last.Number {
		c.Wrong("/follows", "revision-not-current", "the current revision: another person has changed the record since", therapy.ErrConflict)
	}
	return c.Err()
}

// with returns the ledger with one entry more.
func (l ledger[S]) with(rev RevisionSpec, state *S) ledger[S] {
	rev.At = instant(rev.At)
	entries := append(slices.Clip(l.entries), entry[S]{Revision{len(l.entries) + 1, rev}, state})
	return ledger[S]{entries: entries, trusted: l.trusted}
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
	return l.first(n)
}

// first returns the ledger as it was after revision n.
func (l ledger[S]) first(n int) (ledger[S], bool) {
	if n < 1 || n > len(l.entries) {
		return ledger[S]{}, false
	}
	return ledger[S]{entries: l.entries[:n:n], trusted: min(n, l.trusted)}, true
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

// label is the strictest label of every sealed text in the whole history, and of the record
// itself: a plan is a treatment plan even without any prose.
func (l ledger[S]) label(whole confidential.Label) confidential.Label {
	raise := func(text confidential.Value[string]) { whole = whole.Raise(text.Label()) }
	var before reflect.Value
	for _, e := range l.entries {
		eachSealed(reflect.Value{}, reflect.ValueOf(e.revision.RevisionSpec), raise)
		now := reflect.ValueOf(*e.state)
		eachSealed(before, now, raise)
		before = now
	}
	return whole
}

// maxEntries is the maximum length of every list of a record.
const maxEntries = 10_000

// limited checks the length of a list.
func limited(c *therapy.Check, path string, n int) {
	if n > maxEntries {
		c.Wrong(path, "too-many", "at most 10000", therapy.ErrRange)
	}
}

// shared returns how many elements at the beginning of the two lists are the same memory.
func shared[E any](a, b []E) int {
	if len(a) == 0 || len(b) == 0 || &a[0] != &b[0] {
		return 0
	}
	return min(len(a), len(b))
}

// sharedLen is [shared] by reflection.
func sharedLen(a, b reflect.Value) int {
	if !a.IsValid() || a.Len() == 0 || b.Len() == 0 || a.Pointer() != b.Pointer() {
		return 0
	}
	return min(a.Len(), b.Len())
}
