package care

import (
	"iter"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Attendance is what a person's sessions add up to. The counts are facts; which of
// them count for or against somebody is said at each method.
//
// The zero Attendance is that of somebody who was expected nowhere.
type Attendance struct {
	// Attended, Late and LeftEarly are the sessions at which the person was there
	// from beginning to end, came late, or left early.
	Attended, Late, LeftEarly int
	// DidNotAttend are those at which the person was expected and did not come.
	DidNotAttend int
	// CancelledByClient, CancelledByService and CancelledByOther are those that were
	// called off for the person beforehand.
	CancelledByClient, CancelledByService, CancelledByOther int
	// NotReported are those of which nobody has said yet.
	NotReported int
	// Minutes is the time the person was there. Where nobody wrote it down and the
	// person was there from beginning to end, it is the length of the session.
	Minutes int
	// Unmeasured are the sessions that Minutes leaves out, because the person was
	// there for some of the time and nobody wrote down how long.
	Unmeasured int
	// Absences is how many sessions the person has now been away from in a row, and
	// LongestAbsences the most there ever were. A session that the service cancelled,
	// or of which nobody has said yet, neither continues nor ends a row.
	Absences, LongestAbsences int
}

// AttendanceOf adds up the sessions at which client was expected. They may come in
// any order. Sessions entered in error count for nothing, and neither do those
// that have not begun, except where they were cancelled for the person.
func AttendanceOf(client confidential.PersonID, sessions iter.Seq[Session]) Attendance {
	var sum Attendance
	for _, s := range byStart(sessions) {
		if s.Status() == SessionEnteredInError {
			continue
		}
		a, expected := s.Attendee(client)
		if !expected || a.Attendance == NotReported && !s.Status().Begun() && s.Status() != SessionUnknown {
			continue
		}
		addAttendance(&sum, a, s.spec().Minutes)
	}
	return sum
}

func addAttendance(sum *Attendance, a Attendee, planned int) {
	away := false
	switch a.Attendance {
	case Attended:
		sum.Attended++
		sum.Minutes += max(a.Minutes, 0)
		if a.Minutes == 0 {
			sum.Minutes += planned
		}
	case AttendedLate, LeftEarly:
		if a.Attendance == AttendedLate {
			sum.Late++
		} else {
			sum.LeftEarly++
		}
		sum.Minutes += a.Minutes
		if a.Minutes == 0 {
			sum.Unmeasured++
		}
	case DidNotAttend:
		sum.DidNotAttend++
		away = true
	case CancelledByClient:
		sum.CancelledByClient++
		away = true
	case CancelledByOther:
		sum.CancelledByOther++
		away = true
	case CancelledByService:
		sum.CancelledByService++
		return
	case NotReported, 0, numAttendanceStatuses:
		sum.NotReported++
		return
	}
	if !away {
		sum.Absences = 0
		return
	}
	sum.Absences++
	sum.LongestAbsences = max(sum.LongestAbsences, sum.Absences)
}

// Delivered is the dose: the number of sessions at which the person was there, for
// some of the time at least.
func (sum Attendance) Delivered() int { return sum.Attended + sum.Late + sum.LeftEarly }

// Expected is the number of sessions at which it was the person's to come: those
// they were at, missed, or cancelled themselves. Sessions that the service or
// somebody else cancelled are not among them, nor those nobody has reported.
func (sum Attendance) Expected() int {
	return sum.Delivered() + sum.DidNotAttend + sum.CancelledByClient
}

// Rate is Delivered as a share of Expected, from 0 to 1. ok is false where the
// person was expected nowhere: that is no rate, not a rate of zero.
func (sum Attendance) Rate() (rate float64, ok bool) {
	if sum.Expected() == 0 {
		return 0, false
	}
	return float64(sum.Delivered()) / float64(sum.Expected()), true
}

// String says the counts in words.
func (sum Attendance) String() string {
	parts := []string{strconv.Itoa(sum.Delivered()) + " of " + strconv.Itoa(sum.Expected()) + " sessions attended"}
	for _, part := range []struct {
		n    int
		what string
	}{
		{sum.Late, "late"},
		{sum.LeftEarly, "left early"},
		{sum.DidNotAttend, "did not attend"},
		{sum.CancelledByClient, "cancelled by the client"},
		{sum.CancelledByService, "cancelled by the service"},
		{sum.CancelledByOther, "cancelled by somebody else"},
		{sum.NotReported, "not reported"},
		{sum.Absences, "away in a row now"},
	} {
		if part.n > 0 {
			parts = append(parts, strconv.Itoa(part.n)+" "+part.what)
		}
	}
	return strings.Join(parts, ", ")
}

// Dose sets what was delivered against what was planned.
type Dose struct {
	// Delivered is the number of sessions the person was at.
	Delivered int
	// Planned is the expected number; the zero Range where none was set.
	Planned therapy.Range
}

// DoseOf compares the sessions that client was at with the schedule of the strand.
// Only sessions of that plan and strand count.
func DoseOf(client confidential.PersonID, plan PlanID, strand Strand, sessions iter.Seq[Session]) Dose {
	of := func(yield func(Session) bool) {
		for s := range sessions {
			a, _ := s.Attendee(client)
			p, id := s.Strand()
			if (p == plan || a.Plan == plan) && id == strand.ID && !yield(s) {
				return
			}
		}
	}
	return Dose{Delivered: AttendanceOf(client, of).Delivered(), Planned: strand.Schedule.Dose()}
}

// Left is how many sessions of the plan are still to come: from min, if the lower
// end of the range was meant, to max. A max of -1 means that no end is set.
func (d Dose) Left() (least, most int) {
	if d.Planned.Max == 0 {
		return max(0, d.Planned.Min-d.Delivered), -1
	}
	return max(0, d.Planned.Min-d.Delivered), max(0, d.Planned.Max-d.Delivered)
}

// String says it in words.
func (d Dose) String() string {
	if d.Planned.IsZero() {
		return strconv.Itoa(d.Delivered) + " sessions delivered, none planned in number"
	}
	return strconv.Itoa(d.Delivered) + " delivered, " + rangeWords(d.Planned, "session") + " planned"
}
