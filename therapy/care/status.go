package care

import "iter"

// Transition says whether one status may follow another. The zero Transition
// refuses, so that a cell that somebody forgot in a table refuses too.
type Transition uint8

// What a cell of a transition table says.
const (
	// TransitionRefused means that the status may not follow.
	TransitionRefused Transition = iota
	// TransitionSame means that it is the status already: nothing happens.
	TransitionSame
	// TransitionAllowed means that it may follow.
	TransitionAllowed
	// TransitionIfUnused means that it may follow if nothing has been done on the
	// strength of what is being voided ([RevisionSpec.Unused]). FHIR asks for "revoked"
	// instead where something has.
	TransitionIfUnused
	// TransitionToCorrect means that it may follow where the present status was recorded
	// by mistake ([RevisionSpec.Corrects]): a session finished that was not, a goal closed
	// too early.
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

// PlanStatus is where a plan of treatment stands. The codes are those of FHIR R4
// (http://hl7.org/fhir/request-status), spelled exactly, so that nothing has to
// be translated.
//
// The zero PlanStatus is unstated and refused. It is not [PlanUnknown], which says
// that somebody was asked and does not know.
type PlanStatus uint8

// The seven statuses of a plan.
const (
	// PlanDraft is not complete yet, or not ready to be acted upon.
	PlanDraft PlanStatus = iota + 1
	// PlanActive is in force.
	PlanActive
	// PlanOnHold is withdrawn for a time and expected to resume.
	PlanOnHold
	// PlanRevoked is ended before it was carried out in full; nothing further happens.
	PlanRevoked
	// PlanCompleted is carried out in full; nothing further happens.
	PlanCompleted
	// PlanEnteredInError should never have existed.
	PlanEnteredInError
	// PlanUnknown means that the system the plan was taken over from does not know
	// its status. It does not mean "other".
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

// To says whether a plan may go from s to next. FHIR publishes the codes but no
// table of transitions; this one is read out of their definitions. What is not
// valid goes nowhere.
func (s PlanStatus) To(next PlanStatus) Transition {
	if !s.Valid() || !next.Valid() {
		return TransitionRefused
	}
	return planTransitions[s][next]
}

// Next yields the statuses that may follow s, those on a condition included, in
// the order of the constants.
func (s PlanStatus) Next() iter.Seq[PlanStatus] { return following(s, numPlanStatuses, PlanStatus.To) }

// Open reports whether something may still be done under the plan: whether it
// is a draft, in force, held, or of a status nobody knows.
func (s PlanStatus) Open() bool {
	return s == PlanDraft || s == PlanActive || s == PlanOnHold || s == PlanUnknown
}

// GoalStatus is the lifecycle of a goal: whether it is being sought, not whether
// it has been reached, which is [Achievement]. The codes are those of FHIR R4
// (http://hl7.org/fhir/goal-status), spelled exactly.
//
// The zero GoalStatus is unstated and refused.
type GoalStatus uint8

// The nine lifecycle statuses of a goal.
const (
	// GoalProposed is proposed for this person.
	GoalProposed GoalStatus = iota + 1
	// GoalPlanned is planned.
	GoalPlanned
	// GoalAccepted is a proposed goal that has been accepted.
	GoalAccepted
	// GoalActive is being sought.
	GoalActive
	// GoalOnHold remains a goal for the long run and is not being sought now.
	GoalOnHold
	// GoalCompleted is no longer being sought. It does not say that it was reached.
	GoalCompleted
	// GoalCancelled has been abandoned.
	GoalCancelled
	// GoalEnteredInError should never have existed.
	GoalEnteredInError
	// GoalRejected is a proposed goal that was not accepted.
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

// To says whether a goal may go from s to next. A goal that was rejected or
// cancelled does not come back, unless that was recorded by mistake: who wants it again
// proposes it anew, naming the old one.
func (s GoalStatus) To(next GoalStatus) Transition {
	if !s.Valid() || !next.Valid() {
		return TransitionRefused
	}
	return goalTransitions[s][next]
}

// Next yields the statuses that may follow s, those on a condition included, in
// the order of the constants.
func (s GoalStatus) Next() iter.Seq[GoalStatus] { return following(s, numGoalStatuses, GoalStatus.To) }

// Parent returns the more general status of which s is a kind, in the hierarchy
// of the code system: active, on-hold and completed are kinds of accepted. ok is
// false for the others.
func (s GoalStatus) Parent() (parent GoalStatus, ok bool) {
	if s == GoalActive || s == GoalOnHold || s == GoalCompleted {
		return GoalAccepted, true
	}
	return 0, false
}

// Open reports whether the goal may still come to be sought, or is.
func (s GoalStatus) Open() bool {
	return s == GoalProposed || s == GoalPlanned || s == GoalAccepted || s == GoalActive || s == GoalOnHold
}

// Allows reports whether a goal of lifecycle s may stand at achievement a. A goal
// nobody has begun to seek has no achievement; one that is sought has not yet
// failed; one that is no longer sought says how it ended. What is held, abandoned
// or void keeps what was known of it.
func (s GoalStatus) Allows(a Achievement) bool {
	return s.Valid() && a < numAchievements && goalAllows[s][a]
}

// Achievement is how far a goal has been reached: the second axis beside
// [GoalStatus]. The codes are those of
// http://terminology.hl7.org/CodeSystem/goal-achievement, spelled exactly.
//
// The zero Achievement means that nothing is stated, as for a goal that nobody
// has begun to seek.
type Achievement uint8

// The nine codes of goal achievement.
const (
	// InProgress is being sought and not reached; also when it was reached once,
	// lost, and is sought again.
	InProgress Achievement = iota + 1
	// Improving is being sought, with progress.
	Improving
	// Worsening is being sought, and moving away.
	Worsening
	// NoChange is being sought, and the trend is flat.
	NoChange
	// Achieved is met.
	Achieved
	// Sustaining is met, and something has to be done to keep it so.
	Sustaining
	// NotAchieved is not met; there may have been progress.
	NotAchieved
	// NoProgress is not met, with little or no progress.
	NoProgress
	// NotAttainable cannot be met.
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

// Parent returns the more general code of which a is a kind, in the hierarchy of
// the code system. ok is false for codes that have none.
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
