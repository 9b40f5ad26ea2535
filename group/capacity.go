package group

import (
	"slices"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/words"
)

// AdmissionOutcome says whether a group can take a person. The zero AdmissionOutcome is
// unstated; with it nobody can join.
type AdmissionOutcome uint8

// The outcomes of an admission.
const (
	// Admissible means that there is a place.
	Admissible AdmissionOutcome = iota + 1
	// Full means that every place is taken.
	Full
	// HeldForOthers means that the free places are offered to other people and held for them.
	HeldForOthers
	// ClosedSince means that the group is closed and has started.
	ClosedSince
	// OnHold means that the group is paused.
	OnHold
	// Over means that the group has ended or was cancelled.
	Over
	// NotYetFormed means that the group did not exist on that day.
	NotYetFormed
	// AlreadyMember means that the person is a member, or will be from a later day on.
	AlreadyMember
	// LeadsGroup means that the person leads the group.
	LeadsGroup

	numAdmissionOutcomes
)

//enum:names AdmissionOutcome
var admissionOutcomeNames = [numAdmissionOutcomes]string{
	Admissible: "admissible", Full: "full", HeldForOthers: "held-for-others", ClosedSince: "closed-since", OnHold: "on-hold",
	Over: "over", NotYetFormed: "not-yet-formed", AlreadyMember: "already-member", LeadsGroup: "leads-group",
}

// Admission says whether a group can take a person on a day and, if not, why not and since
// when. It names nobody. With the zero Admission, nobody can join.
type Admission struct {
	// Outcome says whether the group can take somebody.
	Outcome AdmissionOutcome `json:"outcome,omitzero"`
	// On is the day asked about.
	On therapy.Date `json:"on,omitzero"`
	// Since is the day from which the outcome applies: the start of a closed group, the
	// beginning of a pause, or the end of the group. It is zero for [Full], [HeldForOthers]
	// and [Admissible].
	Since therapy.Date `json:"since,omitzero"`
	// Free is the number of free places from that day on. It does not include places of
	// members who join later, and places held for others. It is at least 1 if [Admissible].
	Free int `json:"free"`
	// Held is how many places are held for others, and HeldUntil the day on which the first
	// of these holds ends, zero if there is none.
	Held      int          `json:"held,omitempty"`
	HeldUntil therapy.Date `json:"heldUntil,omitzero"`
	// Waiting is how many people are on the waiting list on that day.
	Waiting int `json:"waiting"`
}

// String returns the admission in English. It names nobody.
func (a Admission) String() string { return a.Words(words.English()) }

// Words returns the admission in a language, as one clause. It names nobody.
func (a Admission) Words(language words.Language) string {
	name := "unknown"
	if a.Outcome.Valid() {
		name = a.Outcome.String()
	}
	return texts.Say(language, words.Join("group", "admission", name), words.Number("free", a.Free), words.Number("held", a.Held),
		words.Number("waiting", a.Waiting), onDay("on", a.On), onDay("until", a.HeldUntil), onDay("since", a.Since))
}

// WouldHelp says in a language what would have to change. It is "" if nothing can or has to
// change.
func (a Admission) WouldHelp(language words.Language) string {
	if key := words.Join("group", "admission", a.Outcome.String(), "help"); texts.Has(key) {
		return texts.Say(language, key)
	}
	return ""
}

// Admission says whether the group can take the person from that day on, if the place is
// given on that day. If there are several obstacles, it names the one that is hardest to
// change: over, not yet formed, a leader, already a member, closed, paused, full, held for
// others. A place that is held for the person is free for them.
func (r Roster) Admission(person confidential.PersonID, on therapy.Date) Admission {
	return r.admission(person, on, on)
}

// admission is Admission for a place that is given on one day and taken from another day on.
func (r Roster) admission(person confidential.PersonID, given, on therapy.Date) Admission {
	a := Admission{On: on}
	if r.group.IsZero() || on.IsZero() {
		return a
	}
	a.Waiting = r.waiting(on)
	a.Held, a.HeldUntil = r.heldForOthers(person, given)
	free := r.freeFrom(on)
	a.Free = max(0, free-a.Held)
	start, started := r.group.Start()
	end, ended := r.group.End()
	switch status := r.group.StatusOn(on); {
	case ended && !on.Before(end):
		a.Outcome, a.Since = Over, end
	case status == 0:
		a.Outcome, a.Since = NotYetFormed, r.group.formed()
	case r.group.leads(person, on, therapy.Date{}):
		a.Outcome = LeadsGroup
	case r.memberFrom(person, on):
		a.Outcome = AlreadyMember
	case r.group.Enrolment() == EnrolmentClosed && started && start.Before(on):
		a.Outcome, a.Since = ClosedSince, start
	case status == Paused:
		a.Outcome, a.Since = OnHold, r.group.since(on)
	case free == 0:
		a.Outcome = Full
	case a.Free == 0:
		a.Outcome = HeldForOthers
	default:
		a.Outcome = Admissible
	}
	return a
}

// waiting counts who waits on that day.
func (r Roster) waiting(on therapy.Date) int {
	n := 0
	for i := range r.spec.Waits {
		if r.spec.Waits[i].On(on) {
			n++
		}
	}
	return n
}

// heldForOthers counts the places that are held on that day for people other than person, and
// returns when the first of these holds ends.
func (r Roster) heldForOthers(person confidential.PersonID, on therapy.Date) (n int, until therapy.Date) {
	for i := range r.spec.Waits {
		w := &r.spec.Waits[i]
		j := w.held(on)
		if j < 0 || w.Person == person {
			continue
		}
		n++
		if hold := w.Offers[j].HoldUntil; until.IsZero() || hold.Before(until) {
			until = hold
		}
	}
	return n, until
}

// since returns the day from which the status of the day holds.
func (g Group) since(on therapy.Date) therapy.Date {
	var since therapy.Date
	for _, change := range g.spec.History {
		if change.Error.IsZero() && !on.Before(change.On) {
			since = change.On
		}
	}
	return since
}

// memberFrom reports whether person is a member on that day or any later one.
func (r Roster) memberFrom(person confidential.PersonID, on therapy.Date) bool {
	return slices.ContainsFunc(r.spec.Memberships, func(m Membership) bool {
		return m.Member == person && m.counts() && (m.Left.IsZero() || !m.Left.Before(on))
	})
}

// freeFrom returns how many places are free on every day from that one on.
func (r Roster) freeFrom(on therapy.Date) int {
	busiest := r.Count(on)
	for i := range r.spec.Memberships {
		if joined := r.spec.Memberships[i].Joined; on.Before(joined) {
			busiest = max(busiest, r.Count(joined))
		}
	}
	return max(0, r.group.Size().Max-busiest)
}

// RefusedError is the error of [Roster.Join] if the group cannot take the person. It wraps
// [therapy.ErrConflict] and names nobody.
type RefusedError struct {
	// Admission says why.
	Admission Admission
}

// Error says why, and what would change it.
func (e *RefusedError) Error() string {
	text := "not admitted: " + e.Admission.String()
	if help := e.Admission.WouldHelp(words.English()); help != "" {
		text += "; would help: " + help
	}
	return text
}

// Unwrap returns [therapy.ErrConflict].
func (e *RefusedError) Unwrap() error { return therapy.ErrConflict }

// OccupancyLevel compares the number of members with the size of the group. The zero
// OccupancyLevel is unstated.
type OccupancyLevel uint8

// The levels of occupancy.
const (
	// BelowMinimum means that the group has fewer members than it needs.
	BelowMinimum OccupancyLevel = iota + 1
	// WithinSize means that the group has enough members and free places.
	WithinSize
	// AtCapacity means that every place is taken.
	AtCapacity

	numOccupancyLevels
)

//enum:names OccupancyLevel
var occupancyLevelNames = [numOccupancyLevels]string{BelowMinimum: "below-minimum", WithinSize: "within-size", AtCapacity: "at-capacity"}

// Occupancy is how many members a group has on a day, and what that means. The zero
// Occupancy says nothing.
type Occupancy struct {
	// Level says whether the group has too few members, enough, or no free place.
	Level OccupancyLevel `json:"level,omitzero"`
	// Members is the number of members.
	Members int `json:"members"`
	// Size is the minimum and the maximum number of members.
	Size therapy.Range `json:"size,omitzero"`
	// Missing is how many more members it needs to reach the minimum, 0 if none.
	Missing int `json:"missing"`
	// Since is the day since when it has been below the minimum without interruption, if it
	// is. For a group that never reached the minimum, it is the day on which it began to
	// form.
	Since therapy.Date `json:"since,omitzero"`
}

// Occupancy returns the number of members on that day, compared with the size. It is the zero
// Occupancy for the zero Roster.
func (r Roster) Occupancy(on therapy.Date) Occupancy {
	if r.group.IsZero() {
		return Occupancy{}
	}
	s := Occupancy{Members: r.Count(on), Size: r.group.Size(), Level: WithinSize}
	switch {
	case s.Members < s.Size.Min:
		s.Level, s.Missing = BelowMinimum, s.Size.Min-s.Members
		s.Since = r.belowSince(on)
	case s.Members >= s.Size.Max:
		s.Level = AtCapacity
	}
	return s
}

// belowSince finds since when the group has been below its minimum without a break, up to the
// day given. The number of members falls only on the day after somebody's last day.
func (r Roster) belowSince(on therapy.Date) therapy.Date {
	since := r.group.formed()
	for _, e := range r.spec.Memberships {
		if !e.counts() || e.Left.IsZero() {
			continue
		}
		if day := e.Left.AddDays(1); !on.Before(day) && since.Before(day) && r.Count(e.Left) >= r.group.Size().Min && r.Count(day) < r.group.Size().Min {
			since = day
		}
	}
	return since
}
