package group

import (
	"errors"
	"iter"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Role is what somebody who leads is to the group. The zero Role is unstated and
// refused.
type LeaderRole uint8

// The roles of leaders.
const (
	// Lead answers for the group. There is exactly one at any time.
	Lead LeaderRole = iota + 1
	// CoLead leads beside the lead. There is at most one at any time.
	CoLead
	// Substitute steps in for lead or co-lead for a stated time.
	Substitute
	// Guest comes for single sessions, to teach or to observe.
	Guest

	numLeaderRoles
)

//enum:names LeaderRole
var leaderRoleNames = [numLeaderRoles]string{Lead: "lead", CoLead: "co-lead", Substitute: "substitute", Guest: "guest"}

// Qualification names what a leader is trained as: an open vocabulary of
// lower-case words joined by hyphens. The zero Qualification states none.
type Qualification string

// Qualifications that the sources name; services add their own.
const (
	// TherapyTrained is a practitioner with therapy-specific training: of the two
	// who lead group CBT at least one has it (source E4).
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
	// ID is the leader's pseudonymous id.
	ID confidential.PersonID `json:"id"`
	// Role is what the leader is to the group in that time.
	Role LeaderRole `json:"role"`
	// Qualification is what the leader is trained as. Only a guest may have none.
	Qualification Qualification `json:"qualification,omitempty"`
	// From is the first day; zero means from the beginning.
	From therapy.Date `json:"from,omitzero"`
	// Until is the last day; zero means that no end is set. A substitute needs one:
	// somebody who steps in without an end is a lead or a co-lead.
	Until therapy.Date `json:"until,omitzero"`
}

// On reports whether the leader leads on that day.
func (l Leader) On(day therapy.Date) bool {
	return !day.IsZero() && !day.Before(l.From) && (l.Until.IsZero() || !l.Until.Before(day))
}

// overlaps reports whether two times of leading share a day.
func (l Leader) overlaps(m Leader) bool {
	return (l.Until.IsZero() || !l.Until.Before(m.From)) && (m.Until.IsZero() || !m.Until.Before(l.From))
}

func validateLeaders(leaders []Leader) error {
	var errs []error
	leads := 0
	for i, l := range leaders {
		place := therapy.Pointer("leaders", strconv.Itoa(i))
		if l.ID.IsZero() {
			errs = append(errs, fail(place+"/id", "person-id", idForm, therapy.ErrRequired))
		}
		switch {
		case !l.Role.Valid():
			errs = append(errs, fail(place+"/role", "leader-role", "", therapy.ErrRequired))
		case l.Role == Lead:
			leads++
		case l.Role == Substitute && l.Until.IsZero():
			errs = append(errs, fail(place+"/until", "substitute-end", "the last day of stepping in", therapy.ErrRequired))
		}
		switch {
		case l.Qualification == "" && l.Role != Guest:
			errs = append(errs, fail(place+"/qualification", "leader-qualification", "", therapy.ErrRequired))
		case l.Qualification != "" && !l.Qualification.Valid():
			errs = append(errs, fail(place+"/qualification", "leader-qualification", "lower-case words joined by hyphens", therapy.ErrSyntax))
		}
		if !l.Until.IsZero() && l.Until.Before(l.From) {
			errs = append(errs, fail(place+"/until", "leader-period", "not before the first day", therapy.ErrRange))
		}
		for _, m := range leaders[:i] {
			if !l.overlaps(m) {
				continue
			}
			switch {
			case l.ID == m.ID:
				errs = append(errs, fail(place, "leader-twice", "one role at a time", therapy.ErrDuplicate))
			case l.Role == m.Role && l.Role == Lead:
				errs = append(errs, fail(place+"/role", "lead-twice", "one lead at a time", therapy.ErrContradiction))
			case l.Role == m.Role && l.Role == CoLead:
				errs = append(errs, fail(place+"/role", "co-lead-twice", "one co-lead at a time", therapy.ErrContradiction))
			}
		}
	}
	if leads == 0 {
		errs = append(errs, fail("/leaders", "lead-missing", "a group has a lead", therapy.ErrRequired))
	}
	return errors.Join(errs...)
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

// LeadersOn returns who leads on that day, in the order of the roles and then in
// the order given. There may be nobody: leads can have changed with a gap.
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
