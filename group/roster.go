package group

import (
	"cmp"
	"iter"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// RosterSpec lists the stays, waits and guests of a group, present and past. Fill it in;
// [NewRoster] checks it. The zero RosterSpec is an empty roster.
type RosterSpec struct {
	confidential.Hidden
	// Memberships are the stays, in any order.
	Memberships []Membership `json:"memberships,omitempty"`
	// Waits is the waiting list with its past, in any order.
	Waits []Wait `json:"waits,omitempty"`
	// Guests are the guests, in any order.
	Guests []Guest `json:"guests,omitempty"`
}

// Roster holds the present and former members of a group, and its waiting list with its past.
// Each stay is a [Membership] with two dates and two reasons, so the roster can answer
// questions about any day. A person who comes back begins a new stay, and the old one is
// kept.
//
// [NewRoster] makes a Roster. It is immutable and may be shared between goroutines; methods
// that change something return a new one. Entries are never removed: a wrong entry is marked
// as entered in error and does not count ([Roster.Follows]).
//
// The zero Roster has no group and admits nobody.
type Roster struct {
	confidential.Hidden
	_     [0]func() // has lists inside: compare with Equal
	group Group
	spec  RosterSpec
}

// NewRoster checks the lists against g, reports everything wrong at once, and copies them. No
// person may have two stays at the same time; nobody may join a closed group after its start;
// there may never be more members than the size allows, and none after the end of the group;
// no leader may be a member, a guest, or on the waiting list.
//
// Too few members are not an error: [Roster.Occupancy] reports them.
func NewRoster(g Group, spec RosterSpec) (Roster, error) {
	if g.IsZero() {
		return Roster{}, fail("/group", "roster-group", "", therapy.ErrRequired)
	}
	r := Roster{group: g, spec: spec.canonical()}
	var c therapy.Check
	c.Part("", validateMemberships(g, r.spec.Memberships))
	c.Part("", r.validateWaits())
	c.Part("", r.validateGuests())
	if !c.Failed() && r.peak() > g.Size().Max {
		c.Wrong("/memberships", "roster-over-capacity", "never more members than the size allows", therapy.ErrConflict)
	}
	if err := c.Err(); err != nil {
		return Roster{}, err
	}
	return r, nil
}

// validateWaits checks each wait, the waits of one person against one another, and each
// against the group and the stays of the person.
func (r Roster) validateWaits() error {
	var c therapy.Check
	for i, w := range r.spec.Waits {
		place := "/waits/" + strconv.Itoa(i)
		c.Part(place, w.validate())
		if !w.Error.IsZero() {
			continue
		}
		until := w.Ended
		if !until.IsZero() {
			until = until.AddDays(-1) // the last day waited in full
		}
		if slices.ContainsFunc(r.spec.Waits[:i], func(v Wait) bool {
			return v.Error.IsZero() && v.Person == w.Person && (v.Ended.IsZero() || w.Since.Before(v.Ended)) && (w.Ended.IsZero() || v.Since.Before(w.Ended))
		}) {
			c.Wrong(place+"/person", "wait-twice", "one place in the list at a time", therapy.ErrDuplicate)
		}
		if r.group.leads(w.Person, w.Since, until) {
			c.Wrong(place+"/person", "leader-waits", "a leader of the group cannot wait for a place in it", therapy.ErrContradiction)
		}
		for m := range r.MembershipsOf(w.Person) {
			if m.counts() && (w.Open() || m.Joined.Before(w.Ended)) && (m.Left.IsZero() || w.Since.Before(m.Left)) {
				c.Wrong(place+"/person", "wait-member", "a member does not wait for a place", therapy.ErrContradiction)
				break
			}
		}
		if w.End == WaitPlaced && !slices.ContainsFunc(r.spec.Memberships, func(m Membership) bool { return m.Member == w.Person && !m.Joined.Before(w.Ended) }) {
			c.Wrong(place+"/end", "wait-not-placed", "a stay that begins when the wait ends", therapy.ErrReference)
		}
		for j, o := range w.Offers {
			c.Part(place+"/offers/"+strconv.Itoa(j), r.checkPassedOver(w.Person, o.PassedOver, o.Made))
		}
		if end, ended := r.group.End(); ended && (w.Open() || end.Before(w.Ended)) {
			c.Wrong(place, "wait-ended", "a group that has ended has no waiting list", therapy.ErrContradiction)
		}
	}
	for i, m := range r.spec.Memberships {
		if m.counts() {
			c.Part("/memberships/"+strconv.Itoa(i), r.checkPassedOver(m.Member, m.PassedOver, m.given()))
		}
	}
	return c.Err()
}

// checkPassedOver checks that those passed over in favour of person are others.
func (r Roster) checkPassedOver(person confidential.PersonID, list []PassedOver, on therapy.Date) error {
	var c therapy.Check
	for i, p := range list {
		waited := slices.ContainsFunc(r.spec.Waits, func(w Wait) bool { return w.Person == p.Person && !on.Before(w.Since) })
		if p.Person == person || !waited && !p.Person.IsZero() {
			c.Wrong("/passedOver/"+strconv.Itoa(i)+"/person", "passed-over-unknown", "somebody else who was on the waiting list", therapy.ErrReference)
		}
	}
	return c.Err()
}

func compareMemberships(a, b Membership) int {
	return cmp.Or(a.Joined.Compare(b.Joined), a.Member.Compare(b.Member), a.Left.Compare(b.Left))
}

// peak returns the greatest number of members on any day. It changes only on days
// on which somebody joins.
func (r Roster) peak() int {
	peak := 0
	for _, m := range r.spec.Memberships {
		peak = max(peak, r.Count(m.Joined))
	}
	return peak
}

// canonical returns the lists as they are kept: copied, in order, times in UTC.
func (s RosterSpec) canonical() RosterSpec {
	s.Memberships = slices.Clone(s.Memberships)
	for i := range s.Memberships {
		s.Memberships[i] = s.Memberships[i].canonical()
	}
	slices.SortStableFunc(s.Memberships, compareMemberships)
	s.Waits = slices.Clone(s.Waits)
	for i := range s.Waits {
		s.Waits[i] = s.Waits[i].clone()
		s.Waits[i].Error = s.Waits[i].Error.Canonical()
	}
	slices.SortStableFunc(s.Waits, Wait.before)
	s.Guests = slices.Clone(s.Guests)
	for i := range s.Guests {
		s.Guests[i].Error = s.Guests[i].Error.Canonical()
	}
	slices.SortStableFunc(s.Guests, func(a, b Guest) int { return cmp.Or(a.On.Compare(b.On), a.Person.Compare(b.Person)) })
	return s
}

// Group returns the group the roster belongs to.
func (r Roster) Group() Group { return r.group }

// Spec returns a copy of the lists: stays by first day and id, the waiting list
// in its order, guests by day and id.
func (r Roster) Spec() RosterSpec { return r.spec.canonical() }

// WithGroup returns the roster for g, which has to be a later or amended state of the same
// group. It checks everything against g again.
func (r Roster) WithGroup(g Group) (Roster, error) {
	if g.ID() != r.group.ID() {
		return Roster{}, fail("/group", "roster-group", "the same group", therapy.ErrConflict)
	}
	return NewRoster(g, r.spec)
}

// Memberships yields every stay, ordered by first day and then by id, including those entered
// in error.
func (r Roster) Memberships() iter.Seq[Membership] {
	return func(yield func(Membership) bool) {
		for _, m := range r.spec.Memberships {
			if !yield(m.canonical()) {
				return
			}
		}
	}
}

// MembershipsOf yields the stays of one person, first to last, including those entered in
// error.
func (r Roster) MembershipsOf(person confidential.PersonID) iter.Seq[Membership] {
	return func(yield func(Membership) bool) {
		for _, m := range r.spec.Memberships {
			if m.Member == person && !yield(m.canonical()) {
				return
			}
		}
	}
}

// MembershipOn returns the stay of the person on that day, and whether there is one.
func (r Roster) MembershipOn(person confidential.PersonID, on therapy.Date) (Membership, bool) {
	for _, m := range r.spec.Memberships {
		if m.Member == person && m.On(on) {
			return m.canonical(), true
		}
	}
	return Membership{}, false
}

// MembersOn returns the members on that day, ordered by id.
func (r Roster) MembersOn(on therapy.Date) []confidential.PersonID {
	var members []confidential.PersonID
	for _, m := range r.spec.Memberships {
		if m.On(on) {
			members = append(members, m.Member)
		}
	}
	slices.SortFunc(members, confidential.PersonID.Compare)
	return members
}

// Count returns the number of members on that day.
func (r Roster) Count(on therapy.Date) int {
	n := 0
	for i := range r.spec.Memberships {
		if r.spec.Memberships[i].On(on) {
			n++
		}
	}
	return n
}

// Equal reports whether the two have the same group and the same lists.
func (r Roster) Equal(s Roster) bool {
	return r.group.Equal(s.group) && slices.EqualFunc(r.spec.Memberships, s.spec.Memberships, Membership.equal) &&
		slices.EqualFunc(r.spec.Waits, s.spec.Waits, Wait.equal) && slices.Equal(r.spec.Guests, s.spec.Guests)
}

// Join returns the roster with the person as a member from m.Joined on. The person gets the
// place on m.Given, or on the first day; if they are on the waiting list, their wait ends on
// that day with a place. m.Left and m.Leaving have to be zero. m.PassedOver has to name
// everybody who was ahead of the person on the waiting list on that day, with a reason;
// [Roster.PassOver] lists them.
//
// If the group cannot take the person, the error is a [*RefusedError], which says why and
// what would change it.
func (r Roster) Join(m Membership) (Roster, error) {
	if !m.Left.IsZero() || m.Leaving != 0 || !m.Error.IsZero() {
		return Roster{}, fail("/left", "join-left", "a new member has no last day", therapy.ErrContradiction)
	}
	if err := m.validate(); err != nil {
		return Roster{}, err
	}
	if a := r.admission(m.Member, m.given(), m.Joined); a.Outcome != Admissible {
		return Roster{}, &RefusedError{Admission: a}
	}
	if err := r.namesAll(m.PassedOver, m.Member, m.given()); err != nil {
		return Roster{}, err
	}
	spec := r.Spec()
	spec.Memberships = append(spec.Memberships, m)
	if i := spec.openWait(m.Member); i >= 0 {
		spec.Waits[i].Ended, spec.Waits[i].End = m.given(), WaitPlaced
		if j := spec.Waits[i].held(m.given()); j >= 0 { // taken up
			spec.Waits[i].Offers[j].Answer, spec.Waits[i].Offers[j].Answered = OfferAccepted, m.given()
		}
	}
	return NewRoster(r.group, spec)
}

// Leave returns the roster with the person's present stay ended; on is the last day. The
// error is [therapy.ErrReference] if the person is not a member on that day.
func (r Roster) Leave(person confidential.PersonID, on therapy.Date, why Leaving) (Roster, error) {
	spec := r.Spec()
	i := slices.IndexFunc(spec.Memberships, func(m Membership) bool { return m.Member == person && !m.Ended() && m.On(on) })
	switch {
	case !why.Valid():
		return Roster{}, fail("/leaving", "membership-leaving", "why the person left", therapy.ErrRequired)
	case i < 0:
		return Roster{}, fail("/member", "leave-not-member", "a member on that day, who has not left", therapy.ErrReference)
	}
	spec.Memberships[i].Left, spec.Memberships[i].Leaving = on, why
	return NewRoster(r.group, spec)
}

// Disband returns the roster of a group that is over: it adds change, to [Closed] or
// [Cancelled], to the group's history, and ends every present stay on that day for the reason
// why. The waiting list has to be empty: take each waiting person off it first
// ([Roster.Delist]), so that nobody is forgotten.
func (r Roster) Disband(change StatusChange, why Leaving) (Roster, error) {
	if !change.To.Final() {
		return Roster{}, fail("/to", "disband-status", "closed or cancelled", therapy.ErrTransition)
	}
	if !why.Valid() {
		return Roster{}, fail("/leaving", "membership-leaving", "why the members left", therapy.ErrRequired)
	}
	over, err := r.group.Move(change)
	if err != nil {
		return Roster{}, err
	}
	spec := r.Spec()
	for i := range spec.Memberships {
		if m := &spec.Memberships[i]; m.counts() && !m.Ended() {
			m.Left, m.Leaving = change.On, why
		}
	}
	return NewRoster(over, spec)
}

// fail is one thing wrong, at a place.
func fail(path, rule, hint string, err error) error {
	return &therapy.FieldError{Path: path, Rule: rule, Hint: hint, Err: err}
}

// correct marks an entry as entered in error, once.
func correct(entry *care.Correction, path string, why care.Correction) error {
	switch {
	case why.IsZero():
		return fail(path+"/error", "correction-missing", "who corrects, when and why", therapy.ErrRequired)
	case !entry.IsZero():
		return fail(path+"/error", "void-twice", "an entry that is not marked as an error already", therapy.ErrConflict)
	}
	*entry = why
	return nil
}
