package care

// The tables below say which status may follow which: the row is the present
// status, the column the next one. What is not in a row is refused. FHIR R4
// publishes the codes without transitions; the cells follow from the definitions
// of the codes, and the comment of each row says how.

const (
	same     = TransitionSame
	allowed  = TransitionAllowed
	ifUnused = TransitionIfUnused
)

var planTransitions = [numPlanStatuses][numPlanStatuses]Transition{
	// A draft can only come into force or be given up.
	PlanDraft: {PlanDraft: same, PlanActive: allowed, PlanRevoked: allowed, PlanEnteredInError: allowed},
	// A plan in force does not become a draft again: it is amended.
	PlanActive: {PlanActive: same, PlanOnHold: allowed, PlanRevoked: allowed, PlanCompleted: allowed, PlanEnteredInError: allowed},
	// "Expected to resume", or to end.
	PlanOnHold: {PlanOnHold: same, PlanActive: allowed, PlanRevoked: allowed, PlanCompleted: allowed, PlanEnteredInError: allowed},
	// "No further activity": what has happened under it cannot be declared void.
	PlanRevoked:   {PlanRevoked: same, PlanEnteredInError: ifUnused},
	PlanCompleted: {PlanCompleted: same, PlanEnteredInError: ifUnused},
	// Void stays void.
	PlanEnteredInError: {PlanEnteredInError: same},
	// Somebody found out.
	PlanUnknown: {
		PlanUnknown: same, PlanDraft: allowed, PlanActive: allowed, PlanOnHold: allowed, PlanRevoked: allowed, PlanCompleted: allowed,
		PlanEnteredInError: allowed,
	},
}

var goalTransitions = [numGoalStatuses][numGoalStatuses]Transition{
	// A proposal is answered, or withdrawn; nobody seeks what nobody accepted.
	GoalProposed: {
		GoalProposed: same, GoalPlanned: allowed, GoalAccepted: allowed, GoalRejected: allowed, GoalCancelled: allowed, GoalEnteredInError: allowed,
	},
	GoalPlanned:  {GoalPlanned: same, GoalAccepted: allowed, GoalActive: allowed, GoalCancelled: allowed, GoalEnteredInError: allowed},
	GoalAccepted: {GoalAccepted: same, GoalActive: allowed, GoalOnHold: allowed, GoalCancelled: allowed, GoalEnteredInError: allowed},
	GoalActive:   {GoalActive: same, GoalOnHold: allowed, GoalCompleted: allowed, GoalCancelled: allowed, GoalEnteredInError: allowed},
	GoalOnHold:   {GoalOnHold: same, GoalActive: allowed, GoalCompleted: allowed, GoalCancelled: allowed, GoalEnteredInError: allowed},
	// "In progress" is also a goal that was reached, lost, and is sought again.
	GoalCompleted: {GoalCompleted: same, GoalActive: allowed, GoalEnteredInError: ifUnused},
	GoalCancelled: {GoalCancelled: same, GoalEnteredInError: ifUnused},
	// Void stays void.
	GoalEnteredInError: {GoalEnteredInError: same},
	// A rejected goal was never sought, so that nothing has to be asked.
	GoalRejected: {GoalRejected: same, GoalEnteredInError: allowed},
}

// goalAllows says which achievement goes with which lifecycle; the zero column is
// "nothing stated".
var goalAllows = [numGoalStatuses][numAchievements]bool{
	// Not sought yet, or never: nothing can have been reached.
	GoalProposed: {0: true},
	GoalPlanned:  {0: true},
	GoalAccepted: {0: true},
	GoalRejected: {0: true},
	// Sought: it may not have been looked at yet, be under way, or be reached and
	// kept so. Not achieved is a way to end.
	GoalActive: {0: true, InProgress: true, Improving: true, Worsening: true, NoChange: true, Achieved: true, Sustaining: true},
	// Ended: one way or the other, and it has to be said which.
	GoalCompleted: {Achieved: true, Sustaining: true, NotAchieved: true, NoProgress: true, NotAttainable: true},
	// Held, abandoned or void: what was known stays known.
	GoalOnHold:         anyAchievement,
	GoalCancelled:      anyAchievement,
	GoalEnteredInError: anyAchievement,
}

var anyAchievement = [numAchievements]bool{
	0: true, InProgress: true, Improving: true, Worsening: true, NoChange: true, Achieved: true, Sustaining: true,
	NotAchieved: true, NoProgress: true, NotAttainable: true,
}

var sessionTransitions = [numSessionStatuses][numSessionStatuses]Transition{
	// Many services note afterwards that a session took place, without the steps
	// between.
	SessionPlanned: {
		SessionPlanned: same, SessionArrived: allowed, SessionTriaged: allowed, SessionInProgress: allowed, SessionFinished: allowed,
		SessionCancelled: allowed, SessionEnteredInError: allowed,
	},
	SessionArrived: {
		SessionArrived: same, SessionTriaged: allowed, SessionInProgress: allowed, SessionFinished: allowed, SessionCancelled: allowed,
		SessionEnteredInError: allowed,
	},
	SessionTriaged: {
		SessionTriaged: same, SessionInProgress: allowed, SessionFinished: allowed, SessionCancelled: allowed, SessionEnteredInError: allowed,
	},
	// "Cancelled" ended before it began, so it is out of reach from here on.
	SessionInProgress: {SessionInProgress: same, SessionOnLeave: allowed, SessionFinished: allowed, SessionEnteredInError: allowed},
	SessionOnLeave:    {SessionOnLeave: same, SessionInProgress: allowed, SessionFinished: allowed, SessionEnteredInError: allowed},
	SessionFinished:   {SessionFinished: same, SessionEnteredInError: allowed},
	// A meeting at another time is another session.
	SessionCancelled: {SessionCancelled: same, SessionEnteredInError: allowed},
	// Void stays void.
	SessionEnteredInError: {SessionEnteredInError: same},
	// Somebody found out.
	SessionUnknown: {
		SessionUnknown: same, SessionPlanned: allowed, SessionArrived: allowed, SessionTriaged: allowed, SessionInProgress: allowed,
		SessionOnLeave: allowed, SessionFinished: allowed, SessionCancelled: allowed, SessionEnteredInError: allowed,
	},
}

// Every report can be corrected into every other; none can be taken back.
var attendanceTransitions = [numAttendanceStatuses][numAttendanceStatuses]Transition{
	NotReported: {
		NotReported: same, Attended: allowed, AttendedLate: allowed, LeftEarly: allowed, DidNotAttend: allowed,
		CancelledByClient: allowed, CancelledByService: allowed, CancelledByOther: allowed,
	},
	Attended: {
		Attended: same, AttendedLate: allowed, LeftEarly: allowed, DidNotAttend: allowed,
		CancelledByClient: allowed, CancelledByService: allowed, CancelledByOther: allowed,
	},
	AttendedLate: {
		AttendedLate: same, Attended: allowed, LeftEarly: allowed, DidNotAttend: allowed,
		CancelledByClient: allowed, CancelledByService: allowed, CancelledByOther: allowed,
	},
	LeftEarly: {
		LeftEarly: same, Attended: allowed, AttendedLate: allowed, DidNotAttend: allowed,
		CancelledByClient: allowed, CancelledByService: allowed, CancelledByOther: allowed,
	},
	DidNotAttend: {
		DidNotAttend: same, Attended: allowed, AttendedLate: allowed, LeftEarly: allowed,
		CancelledByClient: allowed, CancelledByService: allowed, CancelledByOther: allowed,
	},
	CancelledByClient: {
		CancelledByClient: same, Attended: allowed, AttendedLate: allowed, LeftEarly: allowed, DidNotAttend: allowed,
		CancelledByService: allowed, CancelledByOther: allowed,
	},
	CancelledByService: {
		CancelledByService: same, Attended: allowed, AttendedLate: allowed, LeftEarly: allowed, DidNotAttend: allowed,
		CancelledByClient: allowed, CancelledByOther: allowed,
	},
	CancelledByOther: {
		CancelledByOther: same, Attended: allowed, AttendedLate: allowed, LeftEarly: allowed, DidNotAttend: allowed,
		CancelledByClient: allowed, CancelledByService: allowed,
	},
}

var noteTransitions = [numNoteStatuses][numNoteStatuses]Transition{
	NoteDraft: {NoteDraft: same, NoteFinal: allowed},
	// A final note is corrected by an amendment that everybody can see.
	NoteFinal:   {NoteFinal: same, NoteAmended: allowed},
	NoteAmended: {NoteAmended: same},
}
