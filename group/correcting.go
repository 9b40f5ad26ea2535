package group

import (
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// VoidMembership returns the roster with the stay of the person that began on that day marked
// as entered in error. It stays on record but does not count.
func (r Roster) VoidMembership(person confidential.PersonID, joined therapy.Date, why care.Correction) (Roster, error) {
	spec := r.Spec()
	i := slices.IndexFunc(spec.Memberships, func(m Membership) bool { return m.Member == person && m.Joined == joined && m.counts() })
	if i < 0 {
		return Roster{}, fail("/member", "void-unknown", "a stay that began on that day", therapy.ErrReference)
	}
	if err := correct(&spec.Memberships[i].Error, "/memberships/"+strconv.Itoa(i), why); err != nil {
		return Roster{}, err
	}
	return NewRoster(r.group, spec)
}

// VoidWait returns the roster with the wait of the person that began on that day marked
// as entered in error.
func (r Roster) VoidWait(person confidential.PersonID, since therapy.Date, why care.Correction) (Roster, error) {
	spec := r.Spec()
	i := slices.IndexFunc(spec.Waits, func(w Wait) bool { return w.Person == person && w.Since == since && w.Error.IsZero() })
	if i < 0 {
		return Roster{}, fail("/person", "void-unknown", "a wait that began on that day", therapy.ErrReference)
	}
	if err := correct(&spec.Waits[i].Error, "/waits/"+strconv.Itoa(i), why); err != nil {
		return Roster{}, err
	}
	return NewRoster(r.group, spec)
}

// VoidGuest returns the roster with the guest of that day marked as entered in error.
func (r Roster) VoidGuest(person confidential.PersonID, on therapy.Date, why care.Correction) (Roster, error) {
	spec := r.Spec()
	i := slices.IndexFunc(spec.Guests, func(v Guest) bool { return v.Person == person && v.On == on && v.Error.IsZero() })
	if i < 0 {
		return Roster{}, fail("/person", "void-unknown", "a guest of that day", therapy.ErrReference)
	}
	if err := correct(&spec.Guests[i].Error, "/guests/"+strconv.Itoa(i), why); err != nil {
		return Roster{}, err
	}
	return NewRoster(r.group, spec)
}

// ReopenMembership returns the roster with the last stay of the person reopened, because it
// was ended by mistake. The recorded departure is kept with the correction. The group must
// have had a place on every day since.
func (r Roster) ReopenMembership(person confidential.PersonID, why care.Correction) (Roster, error) {
	spec := r.Spec()
	last := -1
	for i, m := range spec.Memberships {
		if m.Member == person && m.counts() {
			last = i
		}
	}
	switch {
	case last < 0 || !spec.Memberships[last].Ended():
		return Roster{}, fail("/member", "reopen-not-left", "a person whose last stay has ended", therapy.ErrReference)
	case why.IsZero():
		return Roster{}, fail("/memberships/"+strconv.Itoa(last)+"/reopened", "correction-missing", "who corrects, when and why", therapy.ErrRequired)
	}
	spec.Memberships[last].reopen(why)
	return NewRoster(r.group, spec)
}

func (m *Membership) reopen(why care.Correction) {
	m.Reopened = append(m.Reopened, Departure{Left: m.Left, Leaving: m.Leaving, Error: why})
	m.Left, m.Leaving = therapy.Date{}, 0
}

// Reopen returns the roster of a group that was closed or cancelled by mistake, in the state
// before [Roster.Disband]: the closing is marked as entered in error, and everybody whose
// stay ended on that day is a member again.
func (r Roster) Reopen(why care.Correction) (Roster, error) {
	end, _ := r.group.End()
	g, err := r.group.Reopen(why)
	if err != nil {
		return Roster{}, err
	}
	spec := r.Spec()
	for i := range spec.Memberships {
		if m := &spec.Memberships[i]; m.counts() && m.Left == end {
			m.reopen(why)
		}
	}
	return NewRoster(g, spec)
}

// Follows reports why this roster cannot be a later state of the earlier one: every stay,
// wait, offer or guest of the earlier one that is missing here or has been changed. Entries
// may only be added, or marked as entered in error. A program that stores rosters should call
// Follows to compare a new roster with the stored one.
//
// The methods of Roster always return a roster that follows; the check is for a roster that
// was made from lists.
func (r Roster) Follows(earlier Roster) error {
	var c therapy.Check
	if r.group.ID() != earlier.group.ID() {
		c.Wrong("/group", "roster-group", "the same group", therapy.ErrConflict)
	} else {
		c.Part("/group", r.group.spec.follows(earlier.group.spec))
	}
	for i, was := range earlier.spec.Memberships {
		if !slices.ContainsFunc(r.spec.Memberships, func(now Membership) bool { return now.follows(was) }) {
			c.Wrong("/memberships/"+strconv.Itoa(i), "membership-rewritten", "a stay is ended, reopened or marked as entered in error", therapy.ErrTransition)
		}
	}
	for i, was := range earlier.spec.Waits {
		if !slices.ContainsFunc(r.spec.Waits, func(now Wait) bool { return now.follows(was) }) {
			c.Wrong("/waits/"+strconv.Itoa(i), "wait-rewritten", "a wait is ended or marked as entered in error", therapy.ErrTransition)
		}
	}
	for i, was := range earlier.spec.Guests {
		if !slices.ContainsFunc(r.spec.Guests, func(now Guest) bool {
			unmark(&now.Error, was.Error)
			return now == was
		}) {
			c.Wrong("/guests/"+strconv.Itoa(i), "guest-rewritten", "a guest is marked as entered in error", therapy.ErrTransition)
		}
	}
	return c.Err()
}

// unmark removes a mark of error that was not there before, so that the two can be compared.
func unmark(now *care.Correction, was care.Correction) {
	if was.IsZero() {
		*now = care.Correction{}
	}
}

// follows reports whether an earlier stay can have become this one: the same except for a
// departure since, departures taken back, and a mark of error. The fee may change.
func (m Membership) follows(was Membership) bool {
	if len(m.Reopened) < len(was.Reopened) || !slices.Equal(m.Reopened[:len(was.Reopened)], was.Reopened) {
		return false
	}
	more := m.Reopened[len(was.Reopened):]
	if was.Ended() && (len(more) > 0 && (more[0].Left != was.Left || more[0].Leaving != was.Leaving) || len(more) == 0 && (m.Left != was.Left || m.Leaving != was.Leaving)) {
		return false
	}
	unmark(&m.Error, was.Error)
	m.Reopened, m.Left, m.Leaving, m.OwnFee = was.Reopened, was.Left, was.Leaving, was.OwnFee
	return m.equal(was)
}

// follows reports whether an earlier wait can have become this one: the same except for
// offers made and answered since, an end, and a mark of error. The support that the person
// gets while they wait, and the priority, may change.
func (w Wait) follows(was Wait) bool {
	if len(w.Offers) < len(was.Offers) {
		return false
	}
	for i, o := range was.Offers {
		now := w.Offers[i]
		if o.Answer == 0 {
			now.Answer, now.Answered, now.Reason = 0, therapy.Date{}, ""
		}
		if !now.equal(o) {
			return false
		}
	}
	unmark(&w.Error, was.Error)
	w.Offers = was.Offers
	if was.Open() {
		w.Ended, w.End, w.Reason, w.Priority, w.Meanwhile = was.Ended, was.End, was.Reason, was.Priority, was.Meanwhile
	}
	return w.equal(was)
}
