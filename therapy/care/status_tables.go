package care

// The tables below say which status may follow which: the row is the present status, the
// column the next one. A status that is not in a row is refused. FHIR R4 publishes the codes
// without transitions; the cells follow from the definitions of the codes, and the comment of
// each row says how.
//
// The cells of corrections follow one rule: a status that was recorded by mistake may be
// replaced by the status before it, or by any status that could have followed that one. A
// record that was entered in error stays so, because other systems that were told about it
// have dropped the record.

const (
	same     = TransitionSame
	allowed  = TransitionAllowed
	ifUnused = TransitionIfUnused
	correct  = TransitionToCorrect
)

var planTransitions = [numPlanStatuses][numPlanStatuses]Transition{
	// A draft can only become active or be given up.
	PlanDraft: {PlanDraft: same, PlanActive: allowed, PlanRevoked: allowed, PlanEnteredInError: allowed},
	// An active plan does not become a draft again: it is amended.
	PlanActive: {PlanActive: same, PlanOnHold: allowed, PlanRevoked: allowed, PlanCompleted: allowed, PlanEnteredInError: allowed, PlanDraft: correct},
	// "Expected to resume", or to end.
	PlanOnHold: {PlanOnHold: same, PlanActive: allowed, PlanRevoked: allowed, PlanCompleted: allowed, PlanEnteredInError: allowed},
	// "No further activity": what was done under the plan cannot be marked as an error.
	PlanRevoked: {
		PlanRevoked: same, PlanEnteredInError: ifUnused, PlanDraft: correct, PlanActive: correct, PlanOnHold: correct, PlanCompleted: correct,
	},
	PlanCompleted: {PlanCompleted: same, PlanEnteredInError: ifUnused, PlanActive: correct, PlanOnHold: correct, PlanRevoked: correct},
	// A record that was entered in error stays so.
	PlanEnteredInError: {PlanEnteredInError: same},
	// The status has become known.
	PlanUnknown: {
		PlanUnknown: same, PlanDraft: allowed, PlanActive: allowed, PlanOnHold: allowed, PlanRevoked: allowed, PlanCompleted: allowed,
		PlanEnteredInError: allowed,
	},
}

var goalTransitions = [numGoalStatuses][numGoalStatuses]Transition{
	// A proposal is answered, or withdrawn; a goal is not worked towards before it is
	// accepted.
	GoalProposed: {
		GoalProposed: same, GoalPlanned: allowed, GoalAccepted: allowed, GoalCancelled: allowed, GoalEnteredInError: allowed,
		GoalRejected: allowed,
	},
	GoalPlanned: {
		GoalPlanned: same, GoalAccepted: allowed, GoalActive: allowed, GoalCancelled: allowed, GoalEnteredInError: allowed,
		GoalProposed: correct, GoalRejected: correct,
	},
	GoalAccepted: {
		GoalAccepted: same, GoalActive: allowed, GoalOnHold: allowed, GoalCancelled: allowed, GoalEnteredInError: allowed, GoalProposed: correct,
		GoalPlanned: correct, GoalRejected: correct,
	},
	GoalActive: {
		GoalActive: same, GoalOnHold: allowed, GoalCompleted: allowed, GoalCancelled: allowed, GoalEnteredInError: allowed, GoalPlanned: correct,
		GoalAccepted: correct,
	},
	GoalOnHold: {
		GoalOnHold: same, GoalActive: allowed, GoalCompleted: allowed, GoalCancelled: allowed, GoalEnteredInError: allowed,
		GoalAccepted: correct,
	},
	// "In progress" is also the code for a goal that was reached, lost, and is worked towards
	// again.
	GoalCompleted: {GoalCompleted: same, GoalActive: allowed, GoalEnteredInError: ifUnused, GoalOnHold: correct, GoalCancelled: correct},
	GoalCancelled: {
		GoalCancelled: same, GoalEnteredInError: ifUnused, GoalProposed: correct, GoalPlanned: correct, GoalAccepted: correct,
		GoalActive: correct, GoalOnHold: correct, GoalCompleted: correct, GoalRejected: correct,
	},
	// A record that was entered in error stays so.
	GoalEnteredInError: {GoalEnteredInError: same},
	// A rejected goal was never worked towards, so it may always be marked as an error.
	GoalRejected: {
		GoalRejected: same, GoalEnteredInError: allowed, GoalProposed: correct, GoalPlanned: correct, GoalAccepted: correct,
		GoalCancelled: correct,
	},
}

// goalAllows says which achievement goes with which lifecycle; the zero column is
// "nothing stated".
var goalAllows = [numGoalStatuses][numAchievements]bool{
	// Nobody has worked towards it: nothing can have been reached.
	GoalProposed: {0: true},
	GoalPlanned:  {0: true},
	GoalAccepted: {0: true},
	GoalRejected: {0: true},
	// Worked towards: it may not have been assessed yet, be in progress, or be reached and
	// kept. "Not achieved" is only possible at the end.
	GoalActive: {0: true, InProgress: true, Improving: true, Worsening: true, NoChange: true, Achieved: true, Sustaining: true},
	// Ended: it must be stated whether it was achieved.
	GoalCompleted: {Achieved: true, Sustaining: true, NotAchieved: true, NoProgress: true, NotAttainable: true},
	// On hold, cancelled or entered in error: the last known achievement stays.
	GoalOnHold:         anyAchievement,
	GoalCancelled:      anyAchievement,
	GoalEnteredInError: anyAchievement,
}

var anyAchievement = [numAchievements]bool{
	0: true, InProgress: true, Improving: true, Worsening: true, NoChange: true, Achieved: true, Sustaining: true,
	NotAchieved: true, NoProgress: true, NotAttainable: true,
}

var sessionTransitions = [numSessionStatuses][numSessionStatuses]Transition{
	// Many services record only afterwards that a session took place, without the steps
	// between.
	SessionPlanned: {
		SessionPlanned: same, SessionArrived: allowed, SessionTriaged: allowed, SessionInProgress: allowed, SessionFinished: allowed,
		SessionCancelled: allowed, SessionEnteredInError: allowed,
	},
	SessionArrived: {
		SessionArrived: same, SessionTriaged: allowed, SessionInProgress: allowed, SessionFinished: allowed, SessionCancelled: allowed,
		SessionEnteredInError: allowed, SessionPlanned: correct,
	},
	SessionTriaged: {
		SessionTriaged: same, SessionInProgress: allowed, SessionFinished: allowed, SessionCancelled: allowed, SessionEnteredInError: allowed,
		SessionPlanned: correct, SessionArrived: correct,
	},
	// "Cancelled" means that the session ended before it began, so it is not possible after this.
	SessionInProgress: {
		SessionInProgress: same, SessionOnLeave: allowed, SessionFinished: allowed, SessionEnteredInError: allowed, SessionPlanned: correct,
		SessionArrived: correct, SessionTriaged: correct, SessionCancelled: correct,
	},
	SessionOnLeave: {SessionOnLeave: same, SessionInProgress: allowed, SessionFinished: allowed, SessionEnteredInError: allowed},
	SessionFinished: {
		SessionFinished: same, SessionEnteredInError: allowed, SessionPlanned: correct, SessionArrived: correct, SessionTriaged: correct,
		SessionInProgress: correct, SessionOnLeave: correct, SessionCancelled: correct,
	},
	// A meeting at another time is another session.
	SessionCancelled: {
		SessionCancelled: same, SessionEnteredInError: allowed, SessionPlanned: correct, SessionArrived: correct, SessionTriaged: correct,
		SessionInProgress: correct, SessionFinished: correct,
	},
	// A record that was entered in error stays so.
	SessionEnteredInError: {SessionEnteredInError: same},
	// The status has become known.
	SessionUnknown: {
		SessionUnknown: same, SessionPlanned: allowed, SessionArrived: allowed, SessionTriaged: allowed, SessionInProgress: allowed,
		SessionOnLeave: allowed, SessionFinished: allowed, SessionCancelled: allowed, SessionEnteredInError: allowed,
	},
}

// Every report may be replaced by every other; withdrawing one is a correction.
var attendanceTransitions = [numAttendanceStatuses][numAttendanceStatuses]Transition{
	NotReported: {
		NotReported: same, Attended: allowed, AttendedLate: allowed, LeftEarly: allowed, DidNotAttend: allowed, CancelledByClient: allowed,
		CancelledByService: allowed, CancelledByOther: allowed, CancelledLate: allowed,
	},
	Attended: {
		Attended: same, AttendedLate: allowed, LeftEarly: allowed, DidNotAttend: allowed, CancelledByClient: allowed,
		CancelledByService: allowed, CancelledByOther: allowed, CancelledLate: allowed, NotReported: correct,
	},
	AttendedLate: {
		AttendedLate: same, Attended: allowed, LeftEarly: allowed, DidNotAttend: allowed, CancelledByClient: allowed,
		CancelledByService: allowed, CancelledByOther: allowed, CancelledLate: allowed, NotReported: correct,
	},
	LeftEarly: {
		LeftEarly: same, Attended: allowed, AttendedLate: allowed, DidNotAttend: allowed, CancelledByClient: allowed,
		CancelledByService: allowed, CancelledByOther: allowed, CancelledLate: allowed, NotReported: correct,
	},
	DidNotAttend: {
		DidNotAttend: same, Attended: allowed, AttendedLate: allowed, LeftEarly: allowed, CancelledByClient: allowed,
		CancelledByService: allowed, CancelledByOther: allowed, CancelledLate: allowed, NotReported: correct,
	},
	CancelledByClient: {
		CancelledByClient: same, Attended: allowed, AttendedLate: allowed, LeftEarly: allowed, DidNotAttend: allowed,
		CancelledByService: allowed, CancelledByOther: allowed, CancelledLate: allowed, NotReported: correct,
	},
	CancelledByService: {
		CancelledByService: same, Attended: allowed, AttendedLate: allowed, LeftEarly: allowed, DidNotAttend: allowed,
		CancelledByClient: allowed, CancelledByOther: allowed, CancelledLate: allowed, NotReported: correct,
	},
	CancelledByOther: {
		CancelledByOther: same, Attended: allowed, AttendedLate: allowed, LeftEarly: allowed, DidNotAttend: allowed, CancelledByClient: allowed,
		CancelledByService: allowed, CancelledLate: allowed, NotReported: correct,
	},
	CancelledLate: {
		CancelledLate: same, Attended: allowed, AttendedLate: allowed, LeftEarly: allowed, DidNotAttend: allowed, CancelledByClient: allowed,
		CancelledByService: allowed, CancelledByOther: allowed, NotReported: correct,
	},
}

var noteTransitions = [numNoteStatuses][numNoteStatuses]Transition{
	NoteDraft: {NoteDraft: same, NoteFinal: allowed, NoteEnteredInError: allowed},
	// A final note is corrected by an amendment that everybody can see.
	NoteFinal:   {NoteFinal: same, NoteAmended: allowed, NoteEnteredInError: allowed},
	NoteAmended: {NoteAmended: same, NoteEnteredInError: allowed},
	// Another note replaces one that was written here by mistake.
	NoteEnteredInError: {NoteEnteredInError: same, NoteDraft: allowed, NoteFinal: allowed},
}
