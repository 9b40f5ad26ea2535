package group

import (
	"errors"
	"iter"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/group/note"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// AgendaItem is one point of what a session is for. It is about the session and
// about nobody in it. The zero AgendaItem is not valid.
type AgendaItem struct {
	// Topic names the point in an open vocabulary ([therapy.ValidName]), such as
	// "check-in", "homework-review" or "exposure-practice".
	Topic string `json:"topic"`
	// Minutes is how long it is meant to take, 0 where nobody has said.
	Minutes int `json:"minutes,omitempty"`
}

// Part is how one member took part. The zero Part is not valid.
type Part struct {
	// Member is who.
	Member confidential.PersonID `json:"member"`
	// Participation is how.
	Participation Participation `json:"participation"`
}

// ProcessObservation is a therapeutic factor that a leader saw at work in a session.
// The zero ProcessObservation is not valid.
type ProcessObservation struct {
	// Factor is which.
	Factor TherapeuticFactor `json:"factor"`
	// By is the leader.
	By confidential.PersonID `json:"by"`
	// Note is what the leader saw, sealed; it may be left out.
	Note confidential.Value[string] `json:"note,omitzero"`
}

// SessionSpec is what a group adds to a [care.Session]. It is open, to be filled
// in; [NewSession] checks it. The zero SessionSpec is not valid.
type SessionSpec struct {
	// Meeting is the session itself: when, who led, who came, the shared note and each
	// attendee's own.
	Meeting care.Session
	// On is the day of the session on the calendar of the group's own zone; it is the
	// day, in UTC, of Meeting's start or a day beside it.
	On therapy.Date
	// Shared is the clearance of Meeting's shared note; required if it has one.
	Shared note.Cleared
	// Agenda is what the session was for, in order.
	Agenda []AgendaItem
	// Parts are how those who came took part; they may be left out.
	Parts []Part
	// Observations are the therapeutic factors seen.
	Observations []ProcessObservation
	// Climate is what the group was like; zero where nobody has said.
	Climate Climate
	// Incidents are what went wrong.
	Incidents []Incident
}

// Session is one meeting of a group: a [care.Session] with agenda, participation,
// process, climate and incidents. It is made by [NewSession], cannot be changed, and
// may be shared between goroutines.
//
// The zero Session is no session.
type Session struct {
	_    [0]func() // has lists inside
	spec SessionSpec
}

// NewSession checks the session against the group and its roster, reporting
// everything wrong at once:
//
//   - the meeting is one of this group, for members of that day only;
//   - who led is among the group's leaders of that day;
//   - the shared note, if there is one, has been cleared of the names of everybody who
//     is a member that day;
//   - parts are of those who were there, observations by those who led, incidents about
//     members.
//
// A session that has been cancelled or entered in error has no parts, observations
// or climate.
func NewSession(spec SessionSpec, r Roster) (Session, error) {
	if spec.Meeting.IsZero() || r.group.IsZero() {
		return Session{}, fail("/meeting", "session-meeting", "a session and a roster", therapy.ErrRequired)
	}
	var errs []error
	wrong := func(place, rule, hint string, err error) { errs = append(errs, fail(place, rule, hint, err)) }
	if string(spec.Meeting.Group()) != r.group.ID().String() {
		wrong("/meeting/group", "session-group", "the group of the roster", therapy.ErrReference)
	}
	begins := therapy.DateOf(spec.Meeting.Start())
	if spec.On.IsZero() || spec.On.Before(begins.AddDays(-1)) || begins.AddDays(1).Before(spec.On) {
		wrong("/on", "session-day", "the day of the meeting's start where the group meets", therapy.ErrRange)
	}
	if !spec.On.IsZero() {
		errs = append(errs, validatePeople(spec, r)...)
	}
	if !spec.Meeting.Shared().IsZero() {
		if !spec.Shared.Clears(spec.Meeting.Shared().Text) {
			wrong("/shared", "note-unchecked", "the clearance of this very note", therapy.ErrRequired)
		}
		for _, member := range r.MembersOn(spec.On) {
			if !spec.Shared.IsZero() && !spec.Shared.Covers(member) {
				wrong("/shared", "note-unchecked-member", "checked for the names of every member of that day", therapy.ErrConflict)
				break
			}
		}
	}
	for i, item := range spec.Agenda {
		place := therapy.Pointer("agenda", strconv.Itoa(i))
		if !therapy.ValidName(item.Topic) {
			wrong(place+"/topic", "agenda-topic", "lower-case words joined by hyphens", therapy.ErrSyntax)
		}
		if item.Minutes < 0 || item.Minutes > 1440 {
			wrong(place+"/minutes", "agenda-minutes", "0 to 1440", therapy.ErrRange)
		}
	}
	errs = append(errs, validateProcess(spec)...)
	for i, incident := range spec.Incidents {
		place := therapy.Pointer("incidents", strconv.Itoa(i))
		errs = append(errs, therapy.At(place, incident.validate()))
		for j, id := range incident.Involved {
			if _, member := r.MembershipOn(id, spec.On); !member && !id.IsZero() {
				wrong(place+therapy.Pointer("involved", strconv.Itoa(j)), "session-not-member", "a member on that day", therapy.ErrReference)
			}
		}
	}
	if err := errors.Join(errs...); err != nil {
		return Session{}, err
	}
	return Session{spec: spec.clone()}, nil
}

// validatePeople checks who attended and who led.
func validatePeople(spec SessionSpec, r Roster) []error {
	var errs []error
	i := 0
	for a := range spec.Meeting.Attendees() {
		if _, member := r.MembershipOn(a.Client, spec.On); !member {
			errs = append(errs, fail(therapy.Pointer("meeting", "attendees", strconv.Itoa(i)), "session-not-member", "a member on that day", therapy.ErrReference))
		}
		i++
	}
	leaders := r.group.LeadersOn(spec.On)
	i = 0
	for t := range spec.Meeting.Leaders() {
		if !slices.ContainsFunc(leaders, func(l Leader) bool { return l.ID == t.ID }) {
			errs = append(errs, fail(therapy.Pointer("meeting", "leaders", strconv.Itoa(i)), "session-not-leader", "a leader of the group on that day", therapy.ErrReference))
		}
		i++
	}
	return errs
}

// validateProcess checks parts, observations and climate.
func validateProcess(spec SessionSpec) []error {
	var errs []error
	if status := spec.Meeting.Status(); status == care.SessionCancelled || status == care.SessionEnteredInError {
		if len(spec.Parts)+len(spec.Observations) > 0 || spec.Climate != 0 {
			errs = append(errs, fail("", "session-did-not-happen", "nothing is seen in a session that did not take place", therapy.ErrContradiction))
		}
	}
	for i, part := range spec.Parts {
		place := therapy.Pointer("parts", strconv.Itoa(i))
		a, expected := spec.Meeting.Attendee(part.Member)
		switch {
		case !expected || !a.Attendance.Present():
			errs = append(errs, fail(place+"/member", "part-absent", "somebody who was there", therapy.ErrReference))
		case slices.ContainsFunc(spec.Parts[:i], func(p Part) bool { return p.Member == part.Member }):
			errs = append(errs, fail(place+"/member", "part-twice", "", therapy.ErrDuplicate))
		}
		if !part.Participation.Valid() {
			errs = append(errs, fail(place+"/participation", "part-participation", "", therapy.ErrRequired))
		}
	}
	for i, o := range spec.Observations {
		place := therapy.Pointer("observations", strconv.Itoa(i))
		if !o.Factor.Valid() {
			errs = append(errs, fail(place+"/factor", "observation-factor", "", therapy.ErrRequired))
		}
		led := false
		for t := range spec.Meeting.Leaders() {
			led = led || t.ID == o.By
		}
		if !led {
			errs = append(errs, fail(place+"/by", "observation-by", "somebody who led the session", therapy.ErrReference))
		}
		if slices.ContainsFunc(spec.Observations[:i], func(p ProcessObservation) bool { return p.Factor == o.Factor && p.By == o.By }) {
			errs = append(errs, fail(place, "observation-twice", "a factor once by each leader", therapy.ErrDuplicate))
		}
	}
	if spec.Climate != 0 && !spec.Climate.Valid() {
		errs = append(errs, fail("/climate", "session-climate", "", therapy.ErrUnknown))
	}
	return errs
}

func (s SessionSpec) clone() SessionSpec {
	s.Agenda = slices.Clone(s.Agenda)
	s.Parts = slices.Clone(s.Parts)
	s.Observations = slices.Clone(s.Observations)
	s.Incidents = slices.Clone(s.Incidents)
	for i := range s.Incidents {
		s.Incidents[i] = s.Incidents[i].clone()
	}
	return s
}

// Spec returns a copy of the description.
func (s Session) Spec() SessionSpec { return s.spec.clone() }

// Meeting returns the session itself.
func (s Session) Meeting() care.Session { return s.spec.Meeting }

// On returns the day.
func (s Session) On() therapy.Date { return s.spec.On }

// Agenda yields what the session was for.
func (s Session) Agenda() iter.Seq[AgendaItem] { return slices.Values(s.spec.Agenda) }

// Participation returns how the member took part, 0 where nobody has said.
func (s Session) Participation(member confidential.PersonID) Participation {
	for _, part := range s.spec.Parts {
		if part.Member == member {
			return part.Participation
		}
	}
	return 0
}

// Observations yields the therapeutic factors seen, in the order given.
func (s Session) Observations() iter.Seq[ProcessObservation] {
	return slices.Values(s.spec.Observations)
}

// Climate returns what the group was like, 0 where nobody has said.
func (s Session) Climate() Climate { return s.spec.Climate }

// Incidents yields what went wrong.
func (s Session) Incidents() iter.Seq[Incident] {
	return func(yield func(Incident) bool) {
		for _, incident := range s.spec.Incidents {
			if !yield(incident.clone()) {
				return
			}
		}
	}
}

// BreaksAgreement reports whether anything happened after which the agreement has to
// be accepted again.
func (s Session) BreaksAgreement() bool {
	return slices.ContainsFunc(s.spec.Incidents, func(i Incident) bool { return i.Kind.BreaksAgreement() })
}

// FactorCount is how often a therapeutic factor was seen. The zero FactorCount counts
// nothing.
type FactorCount struct {
	// Factor is which.
	Factor TherapeuticFactor
	// Sessions is in how many sessions somebody saw it.
	Sessions int
}

// FactorsSeen counts in how many of the sessions each factor was seen: all eleven, in
// their order, those never seen included, because what is missing in a group is worth
// knowing too.
func FactorsSeen(sessions iter.Seq[Session]) []FactorCount {
	counts := make([]FactorCount, 0, numTherapeuticFactors-1)
	for f := range TherapeuticFactors() {
		counts = append(counts, FactorCount{Factor: f})
	}
	for s := range sessions {
		var seen [numTherapeuticFactors]bool
		for _, o := range s.spec.Observations {
			seen[o.Factor] = true
		}
		for i := range counts {
			if seen[counts[i].Factor] {
				counts[i].Sessions++
			}
		}
	}
	return counts
}

// ClimateDay is what the group was like on a day. The zero ClimateDay says nothing.
type ClimateDay struct {
	// On is the day.
	On therapy.Date
	// Climate is what it was like; 0 where nobody has said.
	Climate Climate
}

// ClimateOverTime returns what the group was like in each session that took place, by
// day. A session of which nobody has said anything is listed too, with 0: a gap is
// shown and not filled.
func ClimateOverTime(sessions iter.Seq[Session]) []ClimateDay {
	var days []ClimateDay
	for s := range sessions {
		if s.spec.Meeting.Status().Begun() {
			days = append(days, ClimateDay{On: s.spec.On, Climate: s.spec.Climate})
		}
	}
	slices.SortStableFunc(days, func(a, b ClimateDay) int { return a.On.Compare(b.On) })
	return days
}
