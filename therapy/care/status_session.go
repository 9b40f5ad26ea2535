package care

import "iter"

// SessionStatus is the status of a meeting. Whether a person came to it is their
// [AttendanceStatus]. The codes are those of a FHIR R4 Encounter
// (http://hl7.org/fhir/encounter-status). All nine are here, so that no record of another
// system is lost.
//
// The zero SessionStatus is unstated and refused.
type SessionStatus uint8

// The nine statuses of a session.
const (
	// SessionPlanned means that the session has not begun.
	SessionPlanned SessionStatus = iota + 1
	// SessionArrived means that the session is about to begin: the clients have arrived.
	SessionArrived
	// SessionTriaged means that the session is about to begin, and somebody has judged how
	// urgent it is.
	SessionTriaged
	// SessionInProgress means that the session has begun.
	SessionInProgress
	// SessionOnLeave means that the session has begun and is interrupted.
	SessionOnLeave
	// SessionFinished means that the session took place and is over.
	SessionFinished
	// SessionCancelled means that the session did not take place.
	SessionCancelled
	// SessionEnteredInError means that the session was recorded by mistake.
	SessionEnteredInError
	// SessionUnknown means that the system from which the session was taken over does not
	// know its status.
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

// To says whether a session may change from s to next. A session that has begun can no longer
// be cancelled, since cancelled means that it did not take place; it is finished, even if it
// ends early. A status that was recorded by mistake needs a correction.
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

// AttendanceStatus says whether one person came to a session. FHIR has no code list for it;
// the statuses are common in systems that have group sessions.
//
// The zero AttendanceStatus is unstated and refused; "not reported yet" is NotReported.
type AttendanceStatus uint8

// The statuses of attendance.
const (
	// NotReported means that nobody has reported yet. It counts neither as presence nor as
	// absence.
	NotReported AttendanceStatus = iota + 1
	// Attended means that the person was present from beginning to end.
	Attended
	// AttendedLate means that the person came late. It is also used if they came late and
	// left early; Minutes then says how long they were present.
	AttendedLate
	// LeftEarly means that the person was present at the beginning and not at the end.
	LeftEarly
	// DidNotAttend means that the person was expected and did not come, without notice. If
	// nobody came, the session did not take place: it is cancelled with [ReasonNoShow].
	DidNotAttend
	// CancelledByClient means that the person said beforehand that they would not come.
	CancelledByClient
	// CancelledByService means that the service told the person beforehand not to come. It
	// never counts as an absence.
	CancelledByService
	// CancelledByOther means that somebody else, such as a parent or another service, said
	// beforehand that the person would not come.
	CancelledByOther
	// CancelledLate means that the person said later than agreed that they would not come:
	// too late to give the place to another person.
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

// To says whether status s may be replaced by next. Any report can be replaced by another
// report; withdrawing a report needs a correction.
func (s AttendanceStatus) To(next AttendanceStatus) Transition {
	if !s.Valid() || !next.Valid() {
		return TransitionRefused
	}
	return attendanceTransitions[s][next]
}

// Present reports whether the person was present, for at least part of the time.
func (s AttendanceStatus) Present() bool {
	return s == Attended || s == AttendedLate || s == LeftEarly
}

// Cancelled reports whether somebody said before the session that the person would not come.
func (s AttendanceStatus) Cancelled() bool {
	return s == CancelledByClient || s == CancelledByService || s == CancelledByOther || s == CancelledLate
}
