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

// ledger is the whole history of a record: for every revision who made it, when
// and why, and what the record was from then on. It only ever grows, entries are
// never written again, and so copies may share them. States that were loaded share the
// lists that a revision did not change, or only made longer.
type ledger[S any] struct {
	entries []entry[S]
	// trusted is how many of the first revisions were read in an older format, in which
	// less was asked of an entry.
	trusted int
}

type entry[S any] struct {
	revision Revision
	state    *S // never written after the entry is made
}

// record is what a ledger can keep: a specification that can check and copy
// itself and that knows what may become of it.
type record[S any] interface {
	*S
	// validate reports everything wrong with the state by itself. Of what it shares with
	// before, which is valid or nil, it need not look at again.
	validate(before *S) error
	// follows reports what may not have become of previous by this revision, and what
	// may not enter with it. previous is nil for the first revision. A trusting one asks
	// nothing of new entries.
	follows(previous *S, rev RevisionSpec, trusting bool) error
	// clone returns a copy that shares nothing that can be written.
	clone() *S
	// canonical puts what has no order of its own into the documented one. What is in
	// order already is not written to.
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

// takeOver makes a ledger of one entry of a record that was begun elsewhere.
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
	// Once more, so that what the function keeps hold of is not what we keep.
	state = P(state).clone()
	if err := errors.Join(therapy.At("/revision", l.next(rev)), P(state).validate(nil), P(state).follows(last, rev, trusting)); err != nil {
		return ledger[S]{}, err
	}
	P(state).canonical()
	return l.with(rev, state), nil
}

// next reports what is wrong with a revision that is to follow.
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

// label is the high-water mark over every sealed text of the whole history, and over
// what the record is by itself: a plan of treatment without a word of prose is one
// still.
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

// maxEntries bounds every list of a record.
const maxEntries = 10_000

// limited checks the length of a list.
func limited(c *therapy.Check, path string, n int) {
	if n > maxEntries {
		c.Wrong(path, "too-many", "at most 10000", therapy.ErrRange)
	}
}

// shared returns how many elements the two lists have in common because they are the
// same memory: those at the beginning, or none.
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
