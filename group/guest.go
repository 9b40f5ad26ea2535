package group

import (
	"iter"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Guest is a person who joins a group for one day's session and is not a member: to find out
// whether the group is right for them, or to accompany a member. Guests hear what members
// say, so they have to acknowledge the [LeakageStatement] before. A guest takes no place, is
// not on the waiting list because of it, and does not count in attendance. The zero Guest is
// not valid.
type Guest struct {
	confidential.Hidden
	// Person is the guest.
	Person confidential.PersonID `json:"person" kind:"identity,subject"`
	// On is the day of the session.
	On therapy.Date `json:"on" kind:"attendance"`
	// Reason says why they come, such as [ReasonTrial].
	Reason care.Reason `json:"reason" kind:"treatment-plan"`
	// By is the leader who has agreed to it.
	By confidential.PersonID `json:"by" kind:"identity,professional"`
	// LeakageAcknowledged says that the guest has seen the [LeakageStatement] and said that
	// they understood it. It is required.
	LeakageAcknowledged bool `json:"leakageAcknowledged" kind:"attendance"`
	// Error says that the entry was made in error; it then does not count.
	Error care.Correction `json:"error,omitzero"`
}

// Reasons for joining a group for one session.
const (
	// ReasonTrial means that the guest wants to see whether the group is right for them.
	ReasonTrial care.Reason = "trial"
	// ReasonAccompanies means that the guest comes with a member, such as a carer or an
	// interpreter.
	ReasonAccompanies care.Reason = "accompanies-member"
	// ReasonFormerMember means that the guest is a former member who reports on the time
	// after the group.
	ReasonFormerMember care.Reason = "former-member"
)

func (v Guest) validate() error {
	var c therapy.Check
	person(&c, "/person", v.Person)
	c.Stated("/on", "guest-day", !v.On.IsZero())
	c.Name("/reason", "guest-reason", string(v.Reason))
	person(&c, "/by", v.By)
	if !v.LeakageAcknowledged {
		c.Wrong("/leakageAcknowledged", "leakage-acknowledged", "the guest confirms that they have understood the statement on leakage", therapy.ErrRequired)
	}
	c.Part("/error", v.Error.Validate())
	return c.Err()
}

// validateGuests checks each guest against the group and its members of that day.
func (r Roster) validateGuests() error {
	var c therapy.Check
	for i, v := range r.spec.Guests {
		place := "/guests/" + strconv.Itoa(i)
		c.Part(place, v.validate())
		if !v.Error.IsZero() || v.On.IsZero() {
			continue
		}
		if !r.group.existsOn(v.On) {
			c.Wrong(place+"/on", "guest-outside-group", "from the day on which the group forms to its last", therapy.ErrRange)
		}
		if _, member := r.MembershipOn(v.Person, v.On); member {
			c.Wrong(place+"/person", "guest-is-member", "a member of that day is not a guest", therapy.ErrContradiction)
		}
		if r.group.leads(v.Person, v.On, v.On) {
			c.Wrong(place+"/person", "guest-is-leader", "a leader of that day is not a guest", therapy.ErrContradiction)
		}
		if !slices.ContainsFunc(r.group.LeadersOn(v.On), func(l Leader) bool { return l.ID == v.By }) {
			c.Wrong(place+"/by", "guest-by", "a leader of the group on that day", therapy.ErrReference)
		}
		if slices.ContainsFunc(r.spec.Guests[:i], func(w Guest) bool { return w.Error.IsZero() && w.Person == v.Person && w.On == v.On }) {
			c.Wrong(place, "guest-twice", "once a day", therapy.ErrDuplicate)
		}
	}
	return c.Err()
}

// Guests yields all guests, ordered by day and then by id, including those entered in error.
func (r Roster) Guests() iter.Seq[Guest] { return slices.Values(r.spec.Guests) }

// GuestsOn returns the guests of that day, ordered by id.
func (r Roster) GuestsOn(on therapy.Date) []confidential.PersonID {
	var found []confidential.PersonID
	for _, v := range r.spec.Guests {
		if v.Error.IsZero() && v.On == on && !on.IsZero() {
			found = append(found, v.Person)
		}
	}
	slices.SortFunc(found, confidential.PersonID.Compare)
	return found
}

// Invite returns the roster with one more guest.
func (r Roster) Invite(v Guest) (Roster, error) {
	spec := r.Spec()
	spec.Guests = append(spec.Guests, v)
	return NewRoster(r.group, spec)
}
