package care

import "iter"

// SessionStatus is where a meeting stands. Whether a person came to it is another
// matter and has its own [AttendanceStatus]. The codes are those of a FHIR R4
// Encounter (http://hl7.org/fhir/encounter-status), all nine of them, because
// lists that were shortened when they were typed off have lost records before.
//
// The zero SessionStatus is unstated and refused.
type SessionStatus uint8

// The nine statuses of a session.
const (
	// SessionPlanned has not begun.
	SessionPlanned SessionStatus = iota + 1
	// SessionArrived is about to begin: those it is for are there.
	SessionArrived
	// SessionTriaged is about to begin, and somebody has judged how urgent it is.
	SessionTriaged
	// SessionInProgress has begun.
	SessionInProgress
	// SessionOnLeave has begun and is interrupted.
	SessionOnLeave
	// SessionFinished took place and is over.
	SessionFinished
	// SessionCancelled did not take place.
	SessionCancelled
	// SessionEnteredInError should never have been recorded.
	SessionEnteredInError
	// SessionUnknown means that the system the session was taken over from does not
	// know.
	SessionUnknown

	numSessionStatuses
)

//enum:names SessionStatus
var sessionStatusNames = [numSessionStatuses]string{
	SessionPlanned:        "planned",
	SessionArrived:        "arrived",
	SessionTriaged:        "triaged",
	SessionInProgress:     "in-progress",
	SessionOnLeave:        "onleave",
	SessionFinished:       "finished",
	SessionCancelled:      "cancelled",
	SessionEnteredInError: "entered-in-error",
	SessionUnknown:        "unknown",
}

// To says whether a session may go from s to next. A session that has begun
// cannot be cancelled any more, since cancelled means that it did not take place;
// it is finished, however early. A status that was recorded by mistake is corrected.
func (s SessionStatus) To(next SessionStatus) Transition {
	if !s.Valid() || !next.Valid() {
		return TransitionRefused
	}
	return sessionTransitions[s][next]
}

// Next yields the statuses that may follow s, those on a condition included, in
// the order of the constants.
func (s SessionStatus) Next() iter.Seq[SessionStatus] {
	return following(s, numSessionStatuses, SessionStatus.To)
}

// Begun reports whether people certainly met.
func (s SessionStatus) Begun() bool {
	return s == SessionInProgress || s == SessionOnLeave || s == SessionFinished
}

// AttendanceStatus is whether one person came to a session. There is no FHIR code
// list for it; the statuses are those that systems with group sessions have.
//
// The zero AttendanceStatus is unstated and refused: that nobody has reported yet
// is a status of its own.
type AttendanceStatus uint8

// The statuses of attendance.
const (
	// NotReported means that nobody has said yet. It counts neither for nor against.
	NotReported AttendanceStatus = iota + 1
	// Attended was there from beginning to end.
	Attended
	// AttendedLate came late. Who came late and left early too is recorded so, with
	// the minutes that remained.
	AttendedLate
	// LeftEarly was there at the beginning and not at the end.
	LeftEarly
	// DidNotAttend was expected, did not come, and had not said so. Where nobody came
	// the session did not take place: it is cancelled with [ReasonNoShow].
	DidNotAttend
	// CancelledByClient had said beforehand that they would not come.
	CancelledByClient
	// CancelledByService was told beforehand not to come. It is never counted against
	// the person.
	CancelledByService
	// CancelledByOther was kept away by somebody else who said so beforehand, such as
	// a parent or another service.
	CancelledByOther
	// CancelledLate had said that they would not come, later than agreed: too late for
	// the place to be given to somebody else.
	CancelledLate

	numAttendanceStatuses
)

//enum:names AttendanceStatus
var attendanceNames = [numAttendanceStatuses]string{
	NotReported:        "not-reported",
	Attended:           "attended",
	AttendedLate:       "late",
	LeftEarly:          "left-early",
	DidNotAttend:       "did-not-attend",
	CancelledByClient:  "cancelled-by-client",
	CancelledByService: "cancelled-by-service",
	CancelledByOther:   "cancelled-by-other",
	CancelledLate:      "cancelled-late",
}

// To says whether a report s may be replaced by next. Any report can be replaced by
// another; to withdraw one is a correction.
func (s AttendanceStatus) To(next AttendanceStatus) Transition {
	if !s.Valid() || !next.Valid() {
		return TransitionRefused
	}
	return attendanceTransitions[s][next]
}

// Present reports whether the person was there, for some of the time at least.
func (s AttendanceStatus) Present() bool {
	return s == Attended || s == AttendedLate || s == LeftEarly
}

// Cancelled reports whether it was said beforehand that the person would not be
// there.
func (s AttendanceStatus) Cancelled() bool {
	return s == CancelledByClient || s == CancelledByService || s == CancelledByOther || s == CancelledLate
}
