package group

import (
	"cmp"
	"encoding/json"
	"errors"
	"iter"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// RosterSpec says who is in a group, was, and waits for a place. It is open, to be
// filled in; [NewRoster] checks it. The zero RosterSpec is an empty roster.
type RosterSpec struct {
	// Memberships are the stays, in any order.
	Memberships []Membership `json:"memberships,omitempty"`
	// Waiting is the waiting list, in any order.
	Waiting []Wait `json:"waiting,omitempty"`
}

// Roster is who is in a group, was, and waits. A stay is a [Membership] with two
// dates and two reasons, so that the roster can be asked about any day, and
// somebody who comes back begins a new stay and loses nothing of the old one.
//
// A Roster is made by [NewRoster], cannot be changed, and may be shared between
// goroutines: [Roster.Join], [Roster.Leave], [Roster.Enlist] and
// [Roster.Withdraw] return another. The zero Roster belongs to no group and takes
// nobody.
type Roster struct {
	_     [0]func() // has lists inside: compare with Equal
	group Group
	spec  RosterSpec
}

// NewRoster checks the lists against g, reporting everything wrong at once, and
// copies them: no two stays of one person at a time, nobody in a closed group
// after its start, never more than its size allows, nobody after its end.
//
// Too few members is not an error: it is what [Roster.Occupancy] reports.
func NewRoster(g Group, spec RosterSpec) (Roster, error) {
	if g.IsZero() {
		return Roster{}, fail("/group", "roster-group", "", therapy.ErrRequired)
	}
	spec = spec.clone()
	slices.SortStableFunc(spec.Memberships, compareMemberships)
	slices.SortStableFunc(spec.Waiting, Wait.before)
	errs := []error{validateMemberships(g, spec.Memberships)}
	for i, w := range spec.Waiting {
		place := therapy.Pointer("waiting", strconv.Itoa(i))
		errs = append(errs, therapy.At(place, w.validate()))
		if slices.ContainsFunc(spec.Waiting[:i], func(v Wait) bool { return v.Person == w.Person }) {
			errs = append(errs, fail(place+"/person", "wait-twice", "", therapy.ErrDuplicate))
		}
		if slices.ContainsFunc(spec.Memberships, func(e Membership) bool { return e.Member == w.Person && !e.Ended() }) {
			errs = append(errs, fail(place+"/person", "wait-member", "who is a member does not wait for a place", therapy.ErrContradiction))
		}
	}
	if g.Status().Final() && len(spec.Waiting) > 0 {
		errs = append(errs, fail("/waiting", "wait-ended", "a group that has ended has no waiting list", therapy.ErrContradiction))
	}
	r := Roster{group: g, spec: spec}
	if errors.Join(errs...) == nil && r.peak() > g.Size().Max {
		errs = append(errs, fail("/memberships", "roster-over-capacity", "never more members than the size allows", therapy.ErrConflict))
	}
	if err := errors.Join(errs...); err != nil {
		return Roster{}, err
	}
	return r, nil
}

func compareMemberships(a, b Membership) int {
	return cmp.Or(a.Joined.Compare(b.Joined), a.Member.Compare(b.Member), a.Left.Compare(b.Left))
}

// peak returns the greatest number of members on any day. It changes only on days
// on which somebody joins.
func (r Roster) peak() int {
	peak := 0
	for _, e := range r.spec.Memberships {
		peak = max(peak, r.Count(e.Joined))
	}
	return peak
}

func (s RosterSpec) clone() RosterSpec {
	s.Memberships = slices.Clone(s.Memberships)
	s.Waiting = slices.Clone(s.Waiting)
	for i := range s.Waiting {
		s.Waiting[i] = s.Waiting[i].clone()
	}
	return s
}

// Group returns the group the roster belongs to.
func (r Roster) Group() Group { return r.group }

// Spec returns a copy of the lists: stays by first day and id, the waiting list
// in its order.
func (r Roster) Spec() RosterSpec { return r.spec.clone() }

// WithGroup returns the roster for g, which has to be the same group at a later
// point of its life or amended; everything is checked against it again.
func (r Roster) WithGroup(g Group) (Roster, error) {
	if g.ID() != r.group.ID() {
		return Roster{}, fail("/group", "roster-group", "the same group", therapy.ErrConflict)
	}
	return NewRoster(g, r.spec)
}

// Memberships yields every stay, by first day and then by id.
func (r Roster) Memberships() iter.Seq[Membership] { return slices.Values(r.spec.Memberships) }

// MembershipsOf yields the stays of one person, first to last.
func (r Roster) MembershipsOf(person confidential.PersonID) iter.Seq[Membership] {
	return func(yield func(Membership) bool) {
		for _, e := range r.spec.Memberships {
			if e.Member == person && !yield(e) {
				return
			}
		}
	}
}

// MembershipOn returns the stay of the person on that day, and whether there is one.
func (r Roster) MembershipOn(person confidential.PersonID, on therapy.Date) (Membership, bool) {
	for e := range r.MembershipsOf(person) {
		if e.On(on) {
			return e, true
		}
	}
	return Membership{}, false
}

// MembersOn returns who is a member on that day, by id.
func (r Roster) MembersOn(on therapy.Date) []confidential.PersonID {
	var members []confidential.PersonID
	for _, e := range r.spec.Memberships {
		if e.On(on) {
			members = append(members, e.Member)
		}
	}
	slices.SortFunc(members, confidential.PersonID.Compare)
	return members
}

// Count returns how many members there are on that day.
func (r Roster) Count(on therapy.Date) int {
	n := 0
	for _, e := range r.spec.Memberships {
		if e.On(on) {
			n++
		}
	}
	return n
}

// Equal reports whether the two belong to the same group and hold the same lists.
func (r Roster) Equal(s Roster) bool {
	return r.group.Equal(s.group) && slices.Equal(r.spec.Memberships, s.spec.Memberships) &&
		slices.EqualFunc(r.spec.Waiting, s.spec.Waiting, func(a, b Wait) bool {
			return a.Person == b.Person && a.Since == b.Since && a.Priority == b.Priority && slices.Equal(a.Meanwhile, b.Meanwhile)
		})
}

// Join returns the roster with the person as a member from e.Joined on, and off
// the waiting list. e.Left and e.Leaving have to be zero.
//
// Where the group cannot take the person, the error is a [*RefusedError], which
// says why and what would change it.
func (r Roster) Join(e Membership) (Roster, error) {
	if !e.Left.IsZero() || e.Leaving != 0 {
		return Roster{}, fail("/left", "join-left", "who joins has not left", therapy.ErrContradiction)
	}
	if err := e.validate(); err != nil {
		return Roster{}, err
	}
	if a := r.Admission(e.Member, e.Joined); a.Outcome != Admissible {
		return Roster{}, &RefusedError{Admission: a}
	}
	spec := r.Spec()
	spec.Memberships = append(spec.Memberships, e)
	spec.Waiting = slices.DeleteFunc(spec.Waiting, func(w Wait) bool { return w.Person == e.Member })
	return NewRoster(r.group, spec)
}

// Leave returns the roster with the person's present stay ended: on is the last
// day. Nobody of that id in the group on that day is a [therapy.ErrReference].
func (r Roster) Leave(person confidential.PersonID, on therapy.Date, why Leaving) (Roster, error) {
	spec := r.Spec()
	i := slices.IndexFunc(spec.Memberships, func(e Membership) bool { return e.Member == person && !e.Ended() && e.On(on) })
	switch {
	case !why.Valid():
		return Roster{}, fail("/leaving", "membership-leaving", "who has left has left for a reason", therapy.ErrRequired)
	case i < 0:
		return Roster{}, fail("/member", "leave-not-member", "a member on that day, who has not left", therapy.ErrReference)
	}
	spec.Memberships[i].Left, spec.Memberships[i].Leaving = on, why
	return NewRoster(r.group, spec)
}

// Disband returns the roster of a group that is over: change, to [Closed] or
// [Cancelled], is added to its history, and every stay that goes on ends that day for
// the reason why. The waiting list has to be empty: those who wait are told first, one
// by one ([Roster.Withdraw]), and nobody is dropped from it by the way.
func (r Roster) Disband(change StatusChange, why Leaving) (Roster, error) {
	if !change.To.Final() {
		return Roster{}, fail("/to", "disband-status", "closed or cancelled", therapy.ErrTransition)
	}
	if !why.Valid() {
		return Roster{}, fail("/leaving", "membership-leaving", "who has left has left for a reason", therapy.ErrRequired)
	}
	over, err := r.group.Move(change)
	if err != nil {
		return Roster{}, err
	}
	spec := r.Spec()
	for i := range spec.Memberships {
		if e := &spec.Memberships[i]; !e.Ended() {
			e.Left, e.Leaving = change.On, why
		}
	}
	return NewRoster(over, spec)
}

// MarshalJSON writes the lists, without the group; null for the zero Roster. To
// read them, decode a [RosterSpec] and pass it to [NewRoster] with the group.
func (r Roster) MarshalJSON() ([]byte, error) {
	if r.group.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(r.spec)
}
