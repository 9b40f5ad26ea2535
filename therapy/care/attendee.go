package care

import (
	"slices"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Attendee is one person's part in a session. Everything in it is about that person only. The
// zero Attendee is not valid.
type Attendee struct { //nolint:recvcheck // checks are on the pointer, since the whole is large
	confidential.Hidden
	// Client is the person.
	Client confidential.PersonID `json:"client" kind:"identity,subject" amend:"fixed"`
	// Attendance says whether they came, and Reason why not.
	Attendance AttendanceStatus `json:"attendance" kind:"attendance" amend:"status"`
	Reason     Reason           `json:"reason,omitempty" kind:"attendance" amend:"with-status"`
	// Minutes is how long they were present, 0 if it was not recorded.
	Minutes int `json:"minutes,omitempty" kind:"attendance,time" amend:"fact"`
	// Delivery is how this person took part, in person or remote, if that differs from the
	// session as a whole; zero if it does not.
	Delivery Delivery `json:"delivery,omitzero" kind:"attendance" amend:"fact"`
	// Plan is the person's own plan, if the session as a whole has no plan.
	Plan PlanID `json:"plan,omitempty" kind:"treatment-plan" amend:"fact"`
	// Goals are the goals of that plan that the session worked on.
	Goals []GoalID `json:"goals,omitempty" kind:"treatment-plan" amend:"fact"`
	// Measures are the values measured in the session.
	Measures []Observation `json:"measures,omitempty" amend:"added"`
	// Progress is the progress note: part of the record.
	Progress Note `json:"progress,omitzero" kind:"progress-note" amend:"note"`
	// Process is the therapist's process note, kept apart from the record.
	Process Note `json:"process,omitzero" kind:"process-note" amend:"note"`
	// Risk is the clinician's note about danger.
	Risk RiskNote `json:"risk,omitzero" amend:"newer"`
	// Error marks a person who was entered in error: they were never expected, and nothing in
	// this Attendee counts.
	Error Correction `json:"error,omitzero" amend:"fact"`
}

// Counts reports whether the person is not entered in error.
func (a Attendee) Counts() bool { return a.Error.IsZero() }

// present reports whether the person was there, for some of the time at least.
func (a Attendee) present() bool { return a.Counts() && a.Attendance.Present() }

// passing allows removing a person who was only expected.
func (a Attendee) passing() bool {
	return a.Attendance == NotReported && a.Progress.IsZero() && a.Process.IsZero() && a.Risk.IsZero() && len(a.Measures) == 0 && a.Counts()
}

// measured yields the measured values that are not marked as errors.
func (a Attendee) measured(yield func(Observation) bool) bool {
	if !a.Counts() {
		return true
	}
	for _, o := range a.Measures {
		if o.Counts() && !yield(o) {
			return false
		}
	}
	return true
}

// Clone returns a copy that shares no slice with a.
func (a Attendee) Clone() Attendee {
	a.Goals = slices.Clone(a.Goals)
	a.Measures = slices.Clone(a.Measures)
	a.Progress, a.Process = a.Progress.Clone(), a.Process.Clone()
	a.Risk.Actions = slices.Clone(a.Risk.Actions)
	return a
}

func (a *Attendee) validate(c *therapy.Check, path string, s *SessionSpec, measured []Observation) {
	person(c, path+"/client", a.Client)
	c.Stated(path+"/attendance", "attendance-status", a.Attendance.Valid())
	took := s.Status.Begun() || s.Status == SessionUnknown || s.Status == SessionEnteredInError
	noShow := s.Status == SessionCancelled && s.Reason == ReasonNoShow
	switch {
	case !a.Counts():
	case a.Attendance.Present() && !took:
		c.Wrong(path+"/attendance", "attendance-before-session", "attendance needs a session that took place", therapy.ErrContradiction)
	case a.Attendance == DidNotAttend && !took && !noShow:
		c.Wrong(path+"/attendance", "attendance-before-session", "a session that took place, or one cancelled with the reason client-no-show", therapy.ErrContradiction)
	}
	c.OptionalName(path+"/reason", "reason-name", string(a.Reason))
	switch {
	case a.Minutes < 0 || a.Minutes > maxSessionMinutes:
		c.Wrong(path+"/minutes", "attendance-minutes", "0 to 1440", therapy.ErrRange)
	case a.Minutes > 0 && !a.Attendance.Present():
		c.Wrong(path+"/minutes", "attendance-minutes-absent", "only those who attended have minutes", therapy.ErrContradiction)
	case a.Minutes > 0 && a.Minutes > s.lasted():
		c.Wrong(path+"/minutes", "attendance-minutes-long", "at most the time from began to ended of the session", therapy.ErrContradiction)
	}
	if a.Delivery != 0 {
		switch {
		case a.Delivery != InPerson && a.Delivery != Remote:
			c.Wrong(path+"/delivery", "attendee-delivery", "in-person or remote", therapy.ErrRange)
		case a.Delivery != s.Delivery && s.Delivery != Hybrid:
			c.Wrong(path+"/delivery", "attendee-delivery-hybrid", "the session's own delivery; a session with some attendees in person and some remote is hybrid", therapy.ErrContradiction)
		}
	}
	c.OptionalRecordID(path+"/plan", "id-form", string(a.Plan))
	if a.Plan != "" && s.Plan != "" && a.Plan != s.Plan {
		c.Wrong(path+"/plan", "attendee-plan", "state the plan with the session or with the attendee", therapy.ErrContradiction)
	}
	therapy.CheckNames(c, path+"/goals", "goal-id", a.Goals)
	validateObservations(c, path+"/measures", measured, a.Measures)
	s.validateNote(c, path+"/progress", a.Progress, false)
	s.validateNote(c, path+"/process", a.Process, true)
	a.Risk.validate(c, path+"/risk")
	if !a.Risk.By.IsZero() && a.Risk.By == a.Client {
		c.Wrong(path+"/risk/by", "risk-by-client", "the clinician who noted it", therapy.ErrContradiction)
	}
	a.Error.validate(c, path+"/error")
}

// lasted returns how many minutes the session lasted, or the planned minutes if that was not
// recorded.
func (s *SessionSpec) lasted() int {
	if s.Began.IsZero() || s.Ended.IsZero() {
		return s.Minutes
	}
	return int((s.Ended.Sub(s.Began) + time.Minute - 1) / time.Minute)
}
