package group

import (
	"slices"
	"strconv"
	"time"

	"github.com/therapykit/therapykit/group/note"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// AgendaItem is one point of the agenda of a session. It must contain nothing about a person.
// The zero AgendaItem is not valid.
type AgendaItem struct {
	// Topic names the point in an open vocabulary ([therapy.ValidName]), such as
	// "check-in", "homework-review" or "exposure-practice".
	Topic string `json:"topic" kind:"treatment-plan"`
	// Minutes is how long it should take, 0 if that is not stated.
	Minutes int `json:"minutes,omitempty" kind:"treatment-plan"`
}

// Part is how one member took part. The zero Part is not valid.
type Part struct {
	confidential.Hidden
	// Member is the person.
	Member confidential.PersonID `json:"member" kind:"identity,subject"`
	// Participation is how the member took part.
	Participation Participation `json:"participation" kind:"progress-note"`
}

// ProcessObservation is a therapeutic factor that a leader observed in a session. The zero
// ProcessObservation is not valid.
type ProcessObservation struct {
	confidential.Hidden
	// Factor is the therapeutic factor that was seen.
	Factor TherapeuticFactor `json:"factor" kind:"group-content"`
	// By is the leader.
	By confidential.PersonID `json:"by" kind:"identity,professional"`
	// Note says what the leader saw, sealed; it may be left out.
	Note confidential.Value[string] `json:"note,omitzero" kind:"group-content"`
	// Error says that the entry was made in error; it then does not count.
	Error care.Correction `json:"error,omitzero"`
}

// SessionSpec describes a session of a group: a [care.Session] and the data that the group
// adds. Fill it in; [NewSession] checks it. The zero SessionSpec is not valid.
type SessionSpec struct {
	confidential.Hidden
	// Meeting is the session itself: when it was, who led, who came, the shared note and each
	// attendee's own note.
	Meeting care.Session `json:"meeting" kind:"group-content"`
	// On is the day of the session in the group's time zone. It is at most one day before or
	// after the day of Meeting's start in UTC.
	On therapy.Date `json:"on" kind:"attendance"`
	// Shared is the clearance of Meeting's shared note; it is required if there is a shared
	// note.
	Shared note.Cleared `json:"shared,omitzero" kind:"group-content"`
	// Agenda is the agenda of the session, in order.
	Agenda []AgendaItem `json:"agenda,omitempty"`
	// Parts say how the people who came took part; they may be left out.
	Parts []Part `json:"parts,omitempty"`
	// Observations are the observed therapeutic factors.
	Observations []ProcessObservation `json:"observations,omitempty"`
	// Climate is the climate; zero if it is not recorded.
	Climate Climate `json:"climate,omitzero" kind:"group-content"`
	// Incidents are the critical incidents.
	Incidents []Incident `json:"incidents,omitempty"`
}

// Validate reports everything wrong with the description by itself; [NewSession] also checks
// it against the group and its members.
func (s SessionSpec) Validate() error {
	if s.Meeting.IsZero() {
		return fail("/meeting", "session-meeting", "a session", therapy.ErrRequired)
	}
	var c therapy.Check
	begins := therapy.DateOf(s.Meeting.Start())
	if s.On.IsZero() || s.On.Before(begins.AddDays(-1)) || begins.AddDays(1).Before(s.On) {
		c.Wrong("/on", "session-day", "the day of the meeting's start where the group meets", therapy.ErrRange)
	}
	if text := s.Meeting.Shared().Text; !text.IsZero() && !s.Shared.Clears(text) {
		c.Wrong("/shared", "note-unchecked", "the clearance of exactly this note", therapy.ErrRequired)
	}
	total := 0
	for i, item := range s.Agenda {
		place := "/agenda/" + strconv.Itoa(i)
		c.Name(place+"/topic", "agenda-topic", item.Topic)
		if item.Minutes < 0 || item.Minutes > 1440 {
			c.Wrong(place+"/minutes", "agenda-minutes", "0 to 1440", therapy.ErrRange)
			continue
		}
		total += item.Minutes
	}
	if time.Duration(total)*time.Minute > s.Meeting.Duration() {
		c.Wrong("/agenda", "agenda-too-long", "not longer than the session", therapy.ErrRange)
	}
	s.validateProcess(&c)
	for i, incident := range s.Incidents {
		c.Part("/incidents/"+strconv.Itoa(i), incident.validate())
	}
	return c.Err()
}

// validateProcess checks parts, observations and climate.
func (s SessionSpec) validateProcess(c *therapy.Check) {
	if s.Meeting.Status() == care.SessionCancelled && (len(s.Parts) > 0 || s.Climate != 0 ||
		slices.ContainsFunc(s.Observations, func(o ProcessObservation) bool { return o.Error.IsZero() })) {
		c.Wrong("", "session-did-not-happen", "parts, observations and climate need a session that took place", therapy.ErrContradiction)
	}
	seen := map[confidential.PersonID]bool{}
	for i, part := range s.Parts {
		place := "/parts/" + strconv.Itoa(i)
		if a, expected := s.Meeting.Attendee(part.Member); !expected || !a.Counts() || !a.Attendance.Present() {
			c.Wrong(place+"/member", "part-absent", "a person who attended", therapy.ErrReference)
		}
		therapy.CheckOnce(c, seen, part.Member, place+"/member", "part-twice")
		c.Stated(place+"/participation", "part-participation", part.Participation.Valid())
	}
	leaders := map[confidential.PersonID]bool{}
	for t := range s.Meeting.Leaders() {
		leaders[t.ID] = true
	}
	type once struct {
		factor TherapeuticFactor
		by     confidential.PersonID
	}
	observed := map[once]bool{}
	for i, o := range s.Observations {
		place := "/observations/" + strconv.Itoa(i)
		c.Stated(place+"/factor", "observation-factor", o.Factor.Valid())
		if !leaders[o.By] {
			c.Wrong(place+"/by", "observation-by", "a leader of the session", therapy.ErrReference)
		}
		c.Part(place+"/error", o.Error.Validate())
		if o.Error.IsZero() {
			therapy.CheckOnce(c, observed, once{o.Factor, o.By}, place, "observation-twice")
		}
	}
	if s.Climate != 0 && !s.Climate.Valid() {
		c.Wrong("/climate", "session-climate", "", therapy.ErrUnknown)
	}
}

// validateIn checks the description by itself and against the group and its members.
func (s SessionSpec) validateIn(r Roster) error {
	var c therapy.Check
	c.Part("", s.Validate())
	if r.group.IsZero() {
		c.Wrong("/group", "roster-group", "a roster", therapy.ErrRequired)
	}
	if s.Meeting.IsZero() || r.group.IsZero() {
		return c.Err()
	}
	if s.Meeting.Group() != r.group.ID() {
		c.Wrong("/meeting/group", "session-group", "the group of the roster", therapy.ErrReference)
	}
	if s.On.IsZero() || s.Meeting.Status() == care.SessionEnteredInError {
		return c.Err()
	}
	s.validateDay(&c, r.group)
	present := slices.Concat(r.MembersOn(s.On), r.GuestsOn(s.On))
	i := 0
	for a := range s.Meeting.Attendees() {
		if a.Counts() && !slices.Contains(present, a.Client) {
			c.Wrong("/meeting/attendees/"+strconv.Itoa(i), "session-not-member", "a member or a guest on that day", therapy.ErrReference)
		}
		i++
	}
	leaders := r.group.LeadersOn(s.On)
	i = 0
	for t := range s.Meeting.Leaders() {
		if !slices.ContainsFunc(leaders, func(l Leader) bool { return l.ID == t.ID }) {
			c.Wrong("/meeting/leaders/"+strconv.Itoa(i), "session-not-leader", "a leader of the group on that day", therapy.ErrReference)
		}
		i++
	}
	if !s.Shared.IsZero() && slices.ContainsFunc(present, func(id confidential.PersonID) bool { return !s.Shared.Covers(id) }) {
		c.Wrong("/shared", "note-unchecked-member", "checked for the names of every member and guest of that day", therapy.ErrConflict)
	}
	for i, incident := range s.Incidents {
		for j, id := range incident.Involved {
			if !id.IsZero() && incident.Error.IsZero() && !slices.Contains(present, id) {
				c.Wrong("/incidents/"+strconv.Itoa(i)+"/involved/"+strconv.Itoa(j), "session-not-member", "a member or a guest on that day", therapy.ErrReference)
			}
		}
	}
	return c.Err()
}

// validateDay checks that there was a group to meet. What was called off may be on any
// day on which the group existed.
func (s SessionSpec) validateDay(c *therapy.Check, g Group) {
	happened := s.Meeting.Status().Begun()
	for a := range s.Meeting.Attendees() {
		happened = happened || a.Counts() && (a.Attendance.Present() || a.Attendance == care.DidNotAttend)
	}
	switch {
	case s.On.Before(g.formed()):
		c.Wrong("/on", "session-before-group", "not before the group began to form", therapy.ErrRange)
	case !g.existsOn(s.On) && s.Meeting.Status() != care.SessionCancelled:
		c.Wrong("/on", "session-after-group", "not after the group has ended", therapy.ErrRange)
	case happened && !g.MetOn(s.On):
		c.Wrong("/on", "session-group-not-running", "a day on which the group was running", therapy.ErrContradiction)
	}
}

// follows reports what may not have become of an earlier description.
func (s SessionSpec) follows(was SessionSpec) error {
	var c therapy.Check
	then, ok := s.Meeting.AsOf(was.Meeting.Revision().Number)
	if s.Meeting.ID() != was.Meeting.ID() || !ok || !then.Equal(was.Meeting) {
		c.Wrong("/meeting", "session-identity", "the same meeting, with the revisions it had", therapy.ErrConflict)
	}
	for i, part := range was.Parts {
		if !slices.ContainsFunc(s.Parts, func(now Part) bool { return now.Member == part.Member }) {
			if a, _ := s.Meeting.Attendee(part.Member); a.Counts() && a.Attendance.Present() { // or the attendance was corrected
				c.Wrong("/parts/"+strconv.Itoa(i), "part-removed", "a part is corrected, not removed", therapy.ErrTransition)
			}
		}
	}
	if was.Climate != 0 && s.Climate == 0 && s.Meeting.Status() != care.SessionCancelled {
		c.Wrong("/climate", "climate-removed", "the climate is corrected, not removed", therapy.ErrTransition)
	}
	for i, o := range was.Observations {
		if !slices.ContainsFunc(s.Observations, func(now ProcessObservation) bool {
			unmark(&now.Error, o.Error)
			return now == o
		}) {
			c.Wrong("/observations/"+strconv.Itoa(i), "observation-rewritten", "an observation is marked as entered in error", therapy.ErrTransition)
		}
	}
	for i, incident := range was.Incidents {
		if !slices.ContainsFunc(s.Incidents, func(now Incident) bool { return now.follows(incident) }) {
			c.Wrong("/incidents/"+strconv.Itoa(i), "incident-rewritten", "actions are added, and an incident is marked as entered in error", therapy.ErrTransition)
		}
	}
	return c.Err()
}

func (s SessionSpec) clone() SessionSpec {
	s.Agenda = slices.Clone(s.Agenda)
	s.Parts = slices.Clone(s.Parts)
	s.Observations = slices.Clone(s.Observations)
	for i := range s.Observations {
		s.Observations[i].Error = s.Observations[i].Error.Canonical()
	}
	s.Incidents = slices.Clone(s.Incidents)
	for i := range s.Incidents {
		s.Incidents[i] = s.Incidents[i].clone()
	}
	return s
}

func (s SessionSpec) equal(t SessionSpec) bool {
	return s.Meeting.Equal(t.Meeting) && s.On == t.On && s.Shared.Equal(t.Shared) && slices.Equal(s.Agenda, t.Agenda) &&
		slices.Equal(s.Parts, t.Parts) && slices.Equal(s.Observations, t.Observations) && s.Climate == t.Climate &&
		slices.EqualFunc(s.Incidents, t.Incidents, func(a, b Incident) bool {
			return a.Kind == b.Kind && slices.Equal(a.Involved, b.Involved) && a.Note.Equal(b.Note) && slices.Equal(a.Actions, b.Actions) && a.Error == b.Error
		})
}
