package care

import "iter"

// Transition says whether one status may follow another. The zero Transition refuses, so that
// a forgotten cell of a table refuses too.
type Transition uint8

// The values of a transition table.
const (
	// TransitionRefused means that the status may not follow.
	TransitionRefused Transition = iota
	// TransitionSame means that the status stays the same.
	TransitionSame
	// TransitionAllowed means that the status may follow.
	TransitionAllowed
	// TransitionIfUnused means that the status may follow if nobody has acted on the record
	// ([RevisionSpec.Unused]). If somebody has, FHIR asks for "revoked" instead.
	TransitionIfUnused
	// TransitionToCorrect means that the status may follow if the present status was recorded
	// by mistake ([RevisionSpec.Corrects]): for example a session marked as finished that was
	// not, or a goal closed too early.
	TransitionToCorrect

	numTransitions
)

//enum:names Transition
var transitionNames = [numTransitions]string{
	TransitionRefused:   "refused",
	TransitionSame:      "same",
	TransitionAllowed:   "allowed",
	TransitionIfUnused:  "allowed-if-unused",
	TransitionToCorrect: "allowed-to-correct",
}

// Permits reports whether the revision may make the transition.
func (t Transition) Permits(rev RevisionSpec) bool {
	switch t {
	case TransitionSame, TransitionAllowed:
		return true
	case TransitionIfUnused:
		return rev.Unused
	case TransitionToCorrect:
		return rev.Corrects
	case TransitionRefused, numTransitions:
	}
	return false
}

// PlanStatus is the status of a plan of treatment. The codes are those of FHIR R4
// (http://hl7.org/fhir/request-status), spelled exactly, so that nothing has to be
// translated.
//
// The zero PlanStatus is unstated and refused. It is not [PlanUnknown], which says that
// another system, from which the plan was taken over, does not know the status.
type PlanStatus uint8

// The seven statuses of a plan.
const (
	// PlanDraft means that the plan is not complete, or not ready to be carried out.
	PlanDraft PlanStatus = iota + 1
	// PlanActive means that the plan is being carried out.
	PlanActive
	// PlanOnHold means that the plan is paused and expected to continue.
	PlanOnHold
	// PlanRevoked means that the plan ended before it was completed.
	PlanRevoked
	// PlanCompleted means that the plan was carried out completely.
	PlanCompleted
	// PlanEnteredInError means that the plan was recorded by mistake.
	PlanEnteredInError
	// PlanUnknown means that the system from which the plan was taken over does not know its
	// status. It does not mean "other".
	PlanUnknown

	numPlanStatuses
)

//enum:names PlanStatus
var planStatusNames = [numPlanStatuses]string{
	PlanDraft:          "draft",
	PlanActive:         "active",
	PlanOnHold:         "on-hold",
	PlanRevoked:        "revoked",
	PlanCompleted:      "completed",
	PlanEnteredInError: "entered-in-error",
	PlanUnknown:        "unknown",
}

// To says whether a plan may change from s to next. FHIR publishes the codes but no table of
// transitions; this table follows from their definitions. Invalid statuses have no
// transitions.
func (s PlanStatus) To(next PlanStatus) Transition {
	if !s.Valid() || !next.Valid() {
		return TransitionRefused
	}
	return planTransitions[s][next]
}

// Next yields the statuses that may follow s, those on a condition included, in
// the order of the constants.
func (s PlanStatus) Next() iter.Seq[PlanStatus] { return following(s, numPlanStatuses, PlanStatus.To) }

// Open reports whether the plan is not over: whether it is a draft, active, on hold, or of
// unknown status.
func (s PlanStatus) Open() bool {
	return s == PlanDraft || s == PlanActive || s == PlanOnHold || s == PlanUnknown
}

// GoalStatus is the lifecycle of a goal: whether it is worked towards. Whether it has been
// reached is its [Achievement]. The codes are those of FHIR R4
// (http://hl7.org/fhir/goal-status), spelled exactly.
//
// The zero GoalStatus is unstated and refused.
type GoalStatus uint8

// The nine lifecycle statuses of a goal.
const (
	// GoalProposed means that the goal is proposed for this person.
	GoalProposed GoalStatus = iota + 1
	// GoalPlanned means that the goal is planned.
	GoalPlanned
	// GoalAccepted means that a proposed goal has been accepted.
	GoalAccepted
	// GoalActive means that the goal is worked towards.
	GoalActive
	// GoalOnHold means that the goal remains a long-term goal but is not worked towards now.
	GoalOnHold
	// GoalCompleted means that the goal is no longer worked towards. It does not say that it
	// was reached.
	GoalCompleted
	// GoalCancelled means that the goal has been abandoned.
	GoalCancelled
	// GoalEnteredInError means that the goal was recorded by mistake.
	GoalEnteredInError
	// GoalRejected means that a proposed goal was not accepted.
	GoalRejected

	numGoalStatuses
)

//enum:names GoalStatus
var goalStatusNames = [numGoalStatuses]string{
	GoalProposed:       "proposed",
	GoalPlanned:        "planned",
	GoalAccepted:       "accepted",
	GoalActive:         "active",
	GoalOnHold:         "on-hold",
	GoalCompleted:      "completed",
	GoalCancelled:      "cancelled",
	GoalEnteredInError: "entered-in-error",
	GoalRejected:       "rejected",
}

// To says whether a goal may change from s to next. A rejected or cancelled goal cannot be
// reopened, unless the rejection or cancellation was recorded by mistake. To take up such a
// goal again, propose a new goal that supersedes the old one.
func (s GoalStatus) To(next GoalStatus) Transition {
	if !s.Valid() || !next.Valid() {
		return TransitionRefused
	}
	return goalTransitions[s][next]
}

// Next yields the statuses that may follow s, those on a condition included, in
// the order of the constants.
func (s GoalStatus) Next() iter.Seq[GoalStatus] { return following(s, numGoalStatuses, GoalStatus.To) }

// Parent returns the more general status above s in the hierarchy of the code system: active,
// on-hold and completed are kinds of accepted. ok is false for the others.
func (s GoalStatus) Parent() (parent GoalStatus, ok bool) {
	if s == GoalActive || s == GoalOnHold || s == GoalCompleted {
		return GoalAccepted, true
	}
	return 0, false
}

// Open reports whether the goal is worked towards, or may be later.
func (s GoalStatus) Open() bool {
	return s == GoalProposed || s == GoalPlanned || s == GoalAccepted || s == GoalActive || s == GoalOnHold
}

// Allows reports whether a goal of status s may have achievement a. A goal that nobody has
// worked towards has no achievement. An active goal has not failed yet. A completed goal says
// how it ended. A goal that is on hold, cancelled or entered in error keeps the achievement
// that it had.
func (s GoalStatus) Allows(a Achievement) bool {
	return s.Valid() && a < numAchievements && goalAllows[s][a]
}

// Achievement says how far a goal has been reached; [GoalStatus] says something else: whether
// anybody works towards it. The codes are those of
// http://terminology.hl7.org/CodeSystem/goal-achievement, spelled exactly.
//
// The zero Achievement means that nothing is stated, as for a goal that nobody works towards
// yet.
type Achievement uint8

// The nine codes of goal achievement.
const (
	// InProgress means that the goal is worked towards and not reached, or was reached, then
	// lost, and is worked towards again.
	InProgress Achievement = iota + 1
	// Improving means that the goal is worked towards, with progress.
	Improving
	// Worsening means that the goal is worked towards, but is getting further away.
	Worsening
	// NoChange means that the goal is worked towards, and the trend is flat.
	NoChange
	// Achieved means that the goal is met.
	Achieved
	// Sustaining means that the goal is met, and work is needed to keep it met.
	Sustaining
	// NotAchieved means that the goal is not met; there may have been progress.
	NotAchieved
	// NoProgress means that the goal is not met, with little or no progress.
	NoProgress
	// NotAttainable means that the goal cannot be met.
	NotAttainable

	numAchievements
)

//enum:names Achievement
var achievementNames = [numAchievements]string{
	InProgress:    "in-progress",
	Improving:     "improving",
	Worsening:     "worsening",
	NoChange:      "no-change",
	Achieved:      "achieved",
	Sustaining:    "sustaining",
	NotAchieved:   "not-achieved",
	NoProgress:    "no-progress",
	NotAttainable: "not-attainable",
}

// Parent returns the more general code above a in the hierarchy of the code system. ok is
// false if there is none.
func (a Achievement) Parent() (parent Achievement, ok bool) {
	switch a {
	case Improving, Worsening, NoChange:
		return InProgress, true
	case Sustaining:
		return Achieved, true
	case NoProgress, NotAttainable:
		return NotAchieved, true
	case InProgress, Achieved, NotAchieved, numAchievements:
	}
	return 0, false
}

// IsA reports whether a is b or a kind of it.
func (a Achievement) IsA(b Achievement) bool {
	parent, ok := a.Parent()
	return a == b || ok && parent == b
}

// following yields what to allows after s.
func following[S ~uint8](s, end S, to func(S, S) Transition) iter.Seq[S] {
	return func(yield func(S) bool) {
		for next := S(1); next < end; next++ {
			if t := to(s, next); t != TransitionRefused && t != TransitionSame && !yield(next) {
				return
			}
		}
	}
}
