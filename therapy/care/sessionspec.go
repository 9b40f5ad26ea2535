package care

import (
	"slices"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// SessionSpec describes one session of any modality. Fill it in and give it to [NewSession].
// An individual session is a session with one attendee: individual and group sessions have
// the same type, so that a program for individual therapy need not change when groups are
// added.
//
// The zero SessionSpec is not valid.
type SessionSpec struct { //nolint:recvcheck // a ledger keeps it by pointer
	confidential.Hidden
	// ID is the session's own id, given by the caller.
	ID SessionID `json:"id" kind:"attendance" amend:"fixed"`
	// Author and Created say who recorded the session and when. They never change.
	Author  confidential.PersonID `json:"author" kind:"identity,professional" amend:"fixed"`
	Created time.Time             `json:"created" kind:"attendance" amend:"fixed"`
	// Status is the status of the meeting, and Reason says why; cancelled and
	// entered-in-error need a reason.
	Status SessionStatus `json:"status" kind:"attendance" amend:"status"`
	Reason Reason        `json:"reason,omitempty" kind:"attendance" amend:"with-status"`
	// Modality is the modality, such as "individual".
	Modality therapy.Modality `json:"modality" kind:"treatment-plan,minimum" amend:"open"`
	// Delivery is how people meet. If some are in the room and some are not, it is hybrid,
	// and each attendee says how they took part.
	Delivery Delivery `json:"delivery" kind:"attendance" amend:"open"`
	// Plan and Strand say which part of which plan the session belongs to, and Group which
	// group; each may be left out. In a session of several people with different plans, each
	// attendee states their plan.
	Plan   PlanID   `json:"plan,omitempty" kind:"treatment-plan" amend:"open"`
	Strand StrandID `json:"strand,omitempty" kind:"treatment-plan" amend:"open"`
	Group  GroupID  `json:"group,omitempty" kind:"treatment-plan" amend:"open"`
	// Number is the number of the session in its course, counted from 1; 0 if it is not
	// numbered.
	Number int `json:"number,omitempty" kind:"attendance" amend:"open"`
	// Start is when the session should begin, and Minutes how long it should last. Start is
	// stored as an instant in UTC; the schedule has the local time.
	Start   time.Time `json:"start" kind:"attendance" amend:"open"`
	Minutes int       `json:"minutes" kind:"attendance,time" amend:"open"`
	// Began and Ended are when it actually began and ended, zero if it was not recorded.
	Began time.Time `json:"began,omitzero" kind:"attendance" amend:"fact,past"`
	Ended time.Time `json:"ended,omitzero" kind:"attendance" amend:"fact,past"`
	// Leaders are the professionals who lead it.
	Leaders []Therapist `json:"leaders" amend:"open"`
	// Shared is the note on the meeting as a whole. Every attendee may read it, so it must
	// name none of them and cannot be a process note.
	Shared Note `json:"shared,omitzero" kind:"group-content" amend:"note"`
	// Attendees are the clients who were expected or came.
	Attendees []Attendee `json:"attendees" amend:"kept"`
}

// maxSessionMinutes allows for whole-day programmes.
const maxSessionMinutes = minutesPerDay

// Validate reports everything wrong with the description at once.
func (s SessionSpec) Validate() error { return s.validate(nil) }

func (s *SessionSpec) validate(before *SessionSpec) error {
	var c therapy.Check
	recordID(&c, "/id", s.ID)
	person(&c, "/author", s.Author)
	c.Instant("/created", s.Created)
	c.Stated("/status", "session-status", s.Status.Valid())
	c.OptionalName("/reason", "reason-name", string(s.Reason))
	if s.Reason == "" && (s.Status == SessionCancelled || s.Status == SessionEnteredInError) {
		c.Wrong("/reason", "session-reason", "why it was cancelled or entered in error", therapy.ErrRequired)
	}
	c.Name("/modality", "modality-name", string(s.Modality))
	c.Stated("/delivery", "session-delivery", s.Delivery.Valid())
	c.OptionalRecordID("/plan", "id-form", string(s.Plan))
	c.OptionalName("/strand", "strand-id", string(s.Strand))
	c.OptionalRecordID("/group", "id-form", string(s.Group))
	if s.Number < 0 {
		c.Wrong("/number", "session-number", "counted from 1", therapy.ErrRange)
	}
	s.validateTimes(&c)
	if !led(s.Leaders) {
		c.Wrong("/leaders", "session-leaders", "a session needs at least one leader", therapy.ErrRequired)
	}
	validateTherapists(&c, "/leaders", s.Leaders)
	s.validateNote(&c, "/shared", s.Shared, false)
	if len(s.Attendees) == 0 {
		c.Wrong("/attendees", "session-attendees", "a session needs at least one attendee", therapy.ErrRequired)
	}
	s.validateAttendees(&c, before)
	return c.Err()
}

func (s *SessionSpec) validateTimes(c *therapy.Check) {
	c.Instant("/start", s.Start)
	if s.Minutes < 1 || s.Minutes > maxSessionMinutes {
		c.Wrong("/minutes", "session-minutes", "1 to 1440", therapy.ErrRange)
	}
	if !s.Began.IsZero() {
		c.Instant("/began", s.Began)
		if !s.Status.Begun() && s.Status.Valid() && s.Status != SessionEnteredInError {
			c.Wrong("/began", "session-began", "a session that took place", therapy.ErrContradiction)
		}
	}
	if s.Ended.IsZero() {
		return
	}
	c.Instant("/ended", s.Ended)
	switch {
	case s.Began.IsZero():
		c.Wrong("/began", "session-ended-only", "the time at which the session began, because its end is stated", therapy.ErrRequired)
	case !s.Ended.After(s.Began) || s.Ended.Sub(s.Began) > maxSessionMinutes*time.Minute:
		c.Wrong("/ended", "session-ended", "after the beginning, and at most a day after it", therapy.ErrContradiction)
	case s.Status != SessionFinished && s.Status != SessionEnteredInError:
		c.Wrong("/ended", "session-ended-open", "a session that is finished", therapy.ErrContradiction)
	}
}

func (s *SessionSpec) validateAttendees(c *therapy.Check, before *SessionSpec) {
	limited(c, "/attendees", len(s.Attendees))
	seen := make(map[confidential.PersonID]bool, len(s.Attendees))
	reported, present := 0, 0
	for i := range s.Attendees {
		a, place := &s.Attendees[i], at("/attendees", i)
		var measured []Observation
		if before != nil && i < len(before.Attendees) && before.Attendees[i].Client == a.Client {
			measured = before.Attendees[i].Measures
		}
		a.validate(c, place, s, measured)
		therapy.CheckOnce(c, seen, a.Client, place+"/client", "attendee-duplicate")
		if !a.Counts() || a.Attendance != NotReported {
			reported++
		}
		if a.present() {
			present++
		}
	}
	if s.Status.Begun() && len(s.Attendees) > 0 && reported == len(s.Attendees) && present == 0 {
		c.Wrong("/status", "session-nobody-came", "a session that nobody came to is cancelled, with the reason client-no-show or that of the cancellation", therapy.ErrContradiction)
	}
	for i, leader := range s.Leaders {
		if !leader.ID.IsZero() && seen[leader.ID] {
			c.Wrong(at("/leaders", i)+"/id", "leader-attends", "a leader cannot be a client of the session", therapy.ErrContradiction)
		}
	}
}

// validateNote checks a note on the session. Notes are written and signed by
// professionals.
func (s *SessionSpec) validateNote(c *therapy.Check, path string, n Note, process bool) {
	n.validate(c, path)
	n.kind(c, path, process)
	attends := func(id confidential.PersonID) bool {
		return !id.IsZero() && slices.ContainsFunc(s.Attendees, func(a Attendee) bool { return a.Client == id })
	}
	if attends(n.By) {
		c.Wrong(path+"/by", "note-by-client", "a person who is not a client of the session", therapy.ErrContradiction)
	}
	for i, signature := range n.CoSigned {
		if attends(signature.By) {
			c.Wrong(at(path+"/coSigned", i)+"/by", "note-by-client", "a person who is not a client of the session", therapy.ErrContradiction)
		}
	}
}

// closed reports whether the meeting is over or cancelled, so that its data are facts.
func (s SessionSpec) closed() bool {
	return s.Status == SessionFinished || s.Status == SessionCancelled || s.Status == SessionEnteredInError
}

func (s *SessionSpec) follows(previous *SessionSpec, rev RevisionSpec, trusting bool) error {
	var c therapy.Check
	follow(&c, previous, s, rev, trusting)
	begun := s.Began
	if begun.IsZero() {
		begun = s.Start
	}
	passed := s.Status.Begun() || s.Status == SessionCancelled && s.Reason == ReasonNoShow
	if !trusting && passed && begun.After(rev.At) && (previous == nil || previous.Status != s.Status || previous.Reason != s.Reason || !previous.Start.Equal(s.Start)) {
		c.Wrong("/start", "session-future", "a session that took place, or that nobody came to, began before the revision that records it", therapy.ErrContradiction)
	}
	return c.Err()
}

func (s *SessionSpec) clone() *SessionSpec {
	c := *s
	c.Leaders = slices.Clone(s.Leaders)
	c.Shared = s.Shared.Clone()
	c.Attendees = slices.Clone(s.Attendees)
	for i := range c.Attendees {
		c.Attendees[i] = c.Attendees[i].Clone()
	}
	return &c
}

func (s *SessionSpec) canonical() {
	s.Created, s.Start, s.Began, s.Ended = instant(s.Created), instant(s.Start), instant(s.Began), instant(s.Ended)
	s.Shared.canonical()
	for i := range s.Attendees {
		a := &s.Attendees[i]
		if t := instant(a.Risk.At); t != a.Risk.At {
			a.Risk.At = t
		}
		a.Progress.canonical()
		a.Process.canonical()
		canonicalCorrection(&a.Error)
		canonicalObservations(a.Measures)
	}
}
