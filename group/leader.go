package group

import (
	"iter"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// LeaderRole is the role of a leader in a group. The zero LeaderRole is unstated and refused.
type LeaderRole uint8

// The roles of leaders.
const (
	// Lead is responsible for the group. There is exactly one at any time.
	Lead LeaderRole = iota + 1
	// CoLead leads together with the lead. There is at most one at any time.
	CoLead
	// Substitute replaces the lead or co-lead for a stated time.
	Substitute
	// GuestLeader comes for single sessions, to teach or to observe.
	GuestLeader

	numLeaderRoles
)

//enum:names LeaderRole
var leaderRoleNames = [numLeaderRoles]string{Lead: "lead", CoLead: "co-lead", Substitute: "substitute", GuestLeader: "guest"}

// Qualification names the training of a leader: an open vocabulary of lower-case words joined
// by hyphens. The zero Qualification means no qualification.
type Qualification string

// Qualifications that the sources name; services add their own.
const (
	// TherapyTrained is a practitioner with therapy-specific training. Of the two leaders of
	// group CBT, at least one should have it (source E4).
	TherapyTrained Qualification = "therapy-trained"
	// GroupTrained is training in leading groups.
	GroupTrained Qualification = "group-trained"
	// Trainee is somebody in training; drop-out is higher with trainees (source E59).
	Trainee Qualification = "trainee"
	// PeerWorker leads from lived experience and is not a therapist.
	PeerWorker Qualification = "peer-worker"
)

// Valid reports whether q has the documented form.
func (q Qualification) Valid() bool { return therapy.ValidName(string(q)) }

// Leader is one person's time of leading a group. The zero Leader is not valid.
type Leader struct {
	confidential.Hidden
	// ID is the leader's pseudonymous id.
	ID confidential.PersonID `json:"id" kind:"identity,professional"`
	// Role is the role of the leader in that time.
	Role LeaderRole `json:"role" kind:"attendance"`
	// Qualification is the leader's training. Only a guest leader may have none.
	Qualification Qualification `json:"qualification,omitempty" kind:"attendance"`
	// From is the first day; zero means from the beginning.
	From therapy.Date `json:"from,omitzero" kind:"attendance"`
	// Until is the last day; zero means that no end is set. A substitute needs one: a leader
	// without an end is a lead or a co-lead.
	Until therapy.Date `json:"until,omitzero" kind:"attendance"`
	// Error says that the entry was made in error; it then does not count.
	Error care.Correction `json:"error,omitzero"`
}

// On reports whether the leader leads on that day.
func (l Leader) On(day therapy.Date) bool {
	return l.Error.IsZero() && !day.IsZero() && !day.Before(l.From) && (l.Until.IsZero() || !l.Until.Before(day))
}

// overlaps reports whether the leader leads on any day from first to last; a zero last
// day is open.
func (l Leader) overlaps(first, last therapy.Date) bool {
	return l.Error.IsZero() && (l.Until.IsZero() || !l.Until.Before(first)) && (last.IsZero() || !last.Before(l.From))
}

// leads reports whether the person leads the group on any day from first to last; a zero
// last day is open.
func (g Group) leads(person confidential.PersonID, first, last therapy.Date) bool {
	return slices.ContainsFunc(g.spec.Leaders, func(l Leader) bool { return l.ID == person && l.overlaps(first, last) })
}

func validateLeaders(c *therapy.Check, leaders []Leader) {
	leads := 0
	for i, l := range leaders {
		place := "/leaders/" + strconv.Itoa(i)
		c.Part(place, l.validate())
		if !l.Error.IsZero() {
			continue
		}
		if l.Role == Lead {
			leads++
		}
		for _, m := range leaders[:i] {
			if !m.Error.IsZero() || !l.overlaps(m.From, m.Until) {
				continue
			}
			switch {
			case l.ID == m.ID:
				c.Wrong(place, "leader-twice", "one role at a time", therapy.ErrDuplicate)
			case l.Role == m.Role && l.Role == Lead:
				c.Wrong(place+"/role", "lead-twice", "one lead at a time", therapy.ErrContradiction)
			case l.Role == m.Role && l.Role == CoLead:
				c.Wrong(place+"/role", "co-lead-twice", "one co-lead at a time", therapy.ErrContradiction)
			}
		}
	}
	if leads == 0 {
		c.Wrong("/leaders", "lead-missing", "one leader with the role lead", therapy.ErrRequired)
	}
}

func (l Leader) validate() error {
	var c therapy.Check
	person(&c, "/id", l.ID)
	c.Stated("/role", "leader-role", l.Role.Valid())
	if l.Role == Substitute && l.Until.IsZero() {
		c.Wrong("/until", "substitute-end", "the last day of standing in for another leader", therapy.ErrRequired)
	}
	if l.Role == GuestLeader {
		c.OptionalName("/qualification", "leader-qualification", string(l.Qualification))
	} else {
		c.Name("/qualification", "leader-qualification", string(l.Qualification))
	}
	c.Days("/until", l.From, l.Until)
	c.Part("/error", l.Error.Validate())
	return c.Err()
}

// Leaders yields everybody who leads or has led, in the order given.
func (g Group) Leaders() iter.Seq[Leader] {
	return func(yield func(Leader) bool) {
		for _, l := range g.spec.Leaders {
			if !yield(l) {
				return
			}
		}
	}
}

// LeadersOn returns who leads on that day, in the order of the roles and then in the order
// given. It may be empty, since there can be a gap between two leads.
func (g Group) LeadersOn(day therapy.Date) []Leader {
	var found []Leader
	for role := Lead; role < numLeaderRoles; role++ {
		for _, l := range g.spec.Leaders {
			if l.Role == role && l.On(day) {
				found = append(found, l)
			}
		}
	}
	return found
}
