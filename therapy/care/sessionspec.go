package care

import (
	"slices"
	"strconv"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// SessionSpec describes one session of any modality, to be filled in and given to
// [NewSession]. Individual therapy is the session with one attendee: there is no
// second kind, so that nothing has to be rebuilt when a group comes along.
//
// The zero SessionSpec is not valid.
type SessionSpec struct {
	// ID is the session's own id, given by the caller.
	ID SessionID `json:"id"`
	// Author and Created say who recorded the session and when. They never change.
	Author  confidential.PersonID `json:"author"`
	Created time.Time             `json:"created"`
	// Status is where the meeting stands, and Reason why, if that needs one:
	// cancelled and entered-in-error do.
	Status SessionStatus `json:"status"`
	Reason Reason        `json:"reason,omitempty"`
	// Modality is the modality, such as "individual".
	Modality therapy.Modality `json:"modality"`
	// Delivery is how people meet.
	Delivery Delivery `json:"delivery"`
	// Plan and Strand say which part of which plan the session belongs to, Group
	// which group; each may be left out. In a session of several people whose plans
	// differ the plan is stated with the attendee.
	Plan   PlanID   `json:"plan,omitempty"`
	Strand StrandID `json:"strand,omitempty"`
	Group  GroupID  `json:"group,omitempty"`
	// Number counts the sessions of a course from 1; 0 where nobody counts.
	Number int `json:"number,omitempty"`
	// Start is when the session begins, and Minutes how long it is meant to last.
	// Start is kept as an instant in UTC; the time on the clock is the schedule's.
	Start   time.Time `json:"start"`
	Minutes int       `json:"minutes"`
	// Leaders are the professionals who lead it.
	Leaders []Therapist `json:"leaders"`
	// Shared is the note on the meeting as a whole. It is read by, or with, every
	// attendee, and so it names none of them and is never a process note.
	Shared Note `json:"shared,omitzero"`
	// Attendees are the people it is for, expected ones included.
	Attendees []Attendee `json:"attendees"`
}

// Attendee is one person's part in a session. What stands here is about that
// person and nobody else. The zero Attendee is not valid.
type Attendee struct {
	// Client is the person.
	Client confidential.PersonID `json:"client"`
	// Attendance is whether they came, and Reason why not.
	Attendance AttendanceStatus `json:"attendance"`
	Reason     Reason           `json:"reason,omitempty"`
	// Minutes is how long they were there, 0 where nobody wrote it down.
	Minutes int `json:"minutes,omitempty"`
	// Plan is the person's own plan, where the session as a whole has none.
	Plan PlanID `json:"plan,omitempty"`
	// Goals are the goals of that plan that were worked on.
	Goals []GoalID `json:"goals,omitempty"`
	// Measures are what was measured.
	Measures []Observation `json:"measures,omitempty"`
	// Progress is the progress note: part of the record.
	Progress Note `json:"progress,omitzero"`
	// Process is the therapist's process note, kept apart from the record.
	Process Note `json:"process,omitzero"`
	// Risk is what the clinician noted about danger.
	Risk RiskNote `json:"risk,omitzero"`
}

// RiskNote is what a clinician noted about danger to a person or from them. It is
// the clinician's judgement, written down; nothing in this library computes it,
// and nothing adds it up.
//
// The zero RiskNote says that nothing was noted, which does not mean that there
// was no danger.
type RiskNote struct {
	// Concern says whether the clinician is concerned. [therapy.Unknown] means that it was
	// not asked or is not clear.
	Concern therapy.Truth `json:"concern,omitzero"`
	// By is the clinician and At when they noted it.
	By confidential.PersonID `json:"by,omitzero"`
	At time.Time             `json:"at,omitzero"`
	// Actions are what was done, in an open vocabulary ([therapy.ValidName]).
	Actions []string `json:"actions,omitempty"`
	// Text is what was noted, sealed.
	Text confidential.Value[string] `json:"text,omitzero"`
}

// IsZero reports whether nothing was noted.
func (r RiskNote) IsZero() bool {
	return r.Concern == therapy.Unknown && r.By.IsZero() && r.At.IsZero() && len(r.Actions) == 0 && r.Text.IsZero()
}

func (r RiskNote) validate(c *therapy.Check, path string) {
	if r.IsZero() {
		return
	}
	if !r.Concern.Valid() {
		c.Wrong(path+"/concern", "risk-concern", "", therapy.ErrRange)
	}
	person(c, path+"/by", r.By)
	c.Instant(path+"/at", r.At)
	therapy.CheckNames(c, path+"/actions", "risk-action", r.Actions)
}

// maxSessionMinutes allows for whole-day programmes.
const maxSessionMinutes = minutesPerDay

// Validate reports everything wrong with the description at once.
func (s SessionSpec) Validate() error { return s.validate() }

func (s *SessionSpec) validate() error {
	var c therapy.Check
	recordID(&c, "/id", s.ID)
	person(&c, "/author", s.Author)
	c.Instant("/created", s.Created)
	c.Stated("/status", "session-status", s.Status.Valid())
	if s.Reason != "" && !s.Reason.Valid() {
		c.Wrong("/reason", "reason-name", "", therapy.ErrSyntax)
	} else if s.Reason == "" && (s.Status == SessionCancelled || s.Status == SessionEnteredInError) {
		c.Wrong("/reason", "session-reason", "why it was cancelled or entered in error", therapy.ErrRequired)
	}
	c.Name("/modality", "modality-name", string(s.Modality))
	c.Stated("/delivery", "session-delivery", s.Delivery.Valid())
	c.OptionalName("/strand", "strand-id", string(s.Strand))
	if s.Number < 0 {
		c.Wrong("/number", "session-number", "counted from 1", therapy.ErrRange)
	}
	c.Instant("/start", s.Start)
	if s.Minutes < 1 || s.Minutes > maxSessionMinutes {
		c.Wrong("/minutes", "session-minutes", "1 to 1440", therapy.ErrRange)
	}
	if len(s.Leaders) == 0 {
		c.Wrong("/leaders", "session-leaders", "a session needs at least one leader", therapy.ErrRequired)
	}
	validateTherapists(&c, "/leaders", s.Leaders)
	s.Shared.validate(&c, "/shared")
	s.Shared.kind(&c, "/shared", false)
	if len(s.Attendees) == 0 {
		c.Wrong("/attendees", "session-attendees", "a session needs at least one attendee", therapy.ErrRequired)
	}
	seen := make(map[confidential.PersonID]bool, len(s.Attendees))
	for i := range s.Attendees {
		place := "/attendees/" + strconv.Itoa(i)
		s.Attendees[i].validate(&c, place, s)
		therapy.CheckOnce(&c, seen, s.Attendees[i].Client, place+"/client", "attendee-duplicate")
	}
	for i, leader := range s.Leaders {
		if !leader.ID.IsZero() && seen[leader.ID] {
			c.Wrong("/leaders/"+strconv.Itoa(i)+"/id", "leader-attends", "a leader cannot be a client of the session", therapy.ErrContradiction)
		}
	}
	return c.Err()
}

func (a Attendee) validate(c *therapy.Check, path string, s *SessionSpec) {
	person(c, path+"/client", a.Client)
	c.Stated(path+"/attendance", "attendance-status", a.Attendance.Valid())
	switch {
	case a.Attendance.Present() && !s.Status.Begun() && s.Status != SessionUnknown && s.Status != SessionEnteredInError:
		c.Wrong(path+"/attendance", "attendance-before-session", "attendance needs a session that took place", therapy.ErrContradiction)
	case a.Attendance == DidNotAttend && (s.Status == SessionPlanned || s.Status == SessionCancelled):
		c.Wrong(path+"/attendance", "attendance-before-session", "nobody misses what has not taken place", therapy.ErrContradiction)
	}
	if a.Reason != "" && !a.Reason.Valid() {
		c.Wrong(path+"/reason", "reason-name", "", therapy.ErrSyntax)
	}
	if a.Minutes < 0 || a.Minutes > maxSessionMinutes {
		c.Wrong(path+"/minutes", "attendance-minutes", "", therapy.ErrRange)
	} else if a.Minutes > 0 && !a.Attendance.Present() {
		c.Wrong(path+"/minutes", "attendance-minutes-absent", "only those who attended have minutes", therapy.ErrContradiction)
	}
	if a.Plan != "" && s.Plan != "" && a.Plan != s.Plan {
		c.Wrong(path+"/plan", "attendee-plan", "state the plan with the session or with the attendee", therapy.ErrContradiction)
	}
	therapy.CheckNames(c, path+"/goals", "goal-id", a.Goals)
	validateObservations(c, path+"/measures", a.Measures)
	a.Progress.validate(c, path+"/progress")
	a.Progress.kind(c, path+"/progress", false)
	a.Process.validate(c, path+"/process")
	a.Process.kind(c, path+"/process", true)
	a.Risk.validate(c, path+"/risk")
}

func (s *SessionSpec) follows(previous *SessionSpec, rev RevisionSpec) error {
	if previous == nil {
		if s.Shared.Status == NoteAmended {
			return &therapy.FieldError{Path: "/shared/status", Rule: "note-transition", Hint: "a note is final before it is amended", Err: therapy.ErrTransition}
		}
		return nil
	}
	var c therapy.Check
	if s.ID != previous.ID || s.Author != previous.Author || !s.Created.Equal(previous.Created) {
		c.Wrong("/id", "session-identity", "id, author and time of creation never change", therapy.ErrContradiction)
	}
	if !previous.Status.To(s.Status).Permits(rev.Unused) {
		c.Wrong("/status", "session-transition", "", therapy.ErrTransition)
	}
	s.Shared.follows(&c, "/shared", previous.Shared)
	now := make(map[confidential.PersonID]int, len(s.Attendees))
	for i, a := range s.Attendees {
		now[a.Client] = i
	}
	for _, was := range previous.Attendees {
		i, still := now[was.Client]
		if !still {
			if was.recorded() {
				c.Wrong("/attendees", "attendee-removed", "attendees with an entry are not removed", therapy.ErrTransition)
			}
			continue
		}
		place := "/attendees/" + strconv.Itoa(i)
		if was.Attendance.To(s.Attendees[i].Attendance) == TransitionRefused {
			c.Wrong(place+"/attendance", "attendance-transition", "a report can be corrected, not withdrawn", therapy.ErrTransition)
		}
		s.Attendees[i].Progress.follows(&c, place+"/progress", was.Progress)
		s.Attendees[i].Process.follows(&c, place+"/process", was.Process)
		if !was.Risk.IsZero() && s.Attendees[i].Risk.IsZero() {
			c.Wrong(place+"/risk", "risk-removed", "it is not removed", therapy.ErrTransition)
		}
	}
	return c.Err()
}

// recorded reports whether anything is known of the attendee but that they were
// expected.
func (a Attendee) recorded() bool {
	return a.Attendance != NotReported || !a.Progress.IsZero() || !a.Process.IsZero() || !a.Risk.IsZero() || len(a.Measures) > 0
}

func (s *SessionSpec) clone() *SessionSpec {
	c := *s
	c.Shared = s.Shared.clone()
	c.Leaders = slices.Clone(s.Leaders)
	c.Attendees = slices.Clone(s.Attendees)
	for i := range c.Attendees {
		c.Attendees[i] = c.Attendees[i].Clone()
	}
	return &c
}

// Clone returns a copy that shares no slice with a.
func (a Attendee) Clone() Attendee {
	a.Progress, a.Process = a.Progress.clone(), a.Process.clone()
	a.Goals = slices.Clone(a.Goals)
	a.Measures = slices.Clone(a.Measures)
	a.Risk.Actions = slices.Clone(a.Risk.Actions)
	return a
}

func (s *SessionSpec) canonical() {
	s.Created, s.Start = instant(s.Created), instant(s.Start)
	s.Shared.canonical()
	for i := range s.Attendees {
		s.Attendees[i].Progress.canonical()
		s.Attendees[i].Process.canonical()
		s.Attendees[i].Risk.At = instant(s.Attendees[i].Risk.At)
		canonicalObservations(s.Attendees[i].Measures)
	}
}
