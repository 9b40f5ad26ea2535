package group

import (
	"errors"
	"iter"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
)

// Status is where a group stands. The zero Status is unstated and refused.
type Status uint8

// The statuses of a group.
const (
	// Forming groups are planned and gather members; they have not met yet.
	Forming Status = iota + 1
	// Running groups meet.
	Running
	// Paused groups have met, do not meet now, and mean to go on.
	Paused
	// Closed groups have met and will not meet again. It is final. Whether a group
	// takes newcomers is another matter; see [Enrolment].
	Closed
	// Cancelled groups never met and never will. It is final.
	Cancelled

	numStatuses
)

//enum:names Status
var statusNames = [numStatuses]string{
	Forming: "forming", Running: "running", Paused: "paused", Closed: "closed", Cancelled: "cancelled",
}

// statusMoves says which status may follow which. A group that has met is closed,
// not cancelled, since cancelled means that it never met.
var statusMoves = [numStatuses][numStatuses]care.Transition{
	Forming:   {Forming: care.TransitionSame, Running: care.TransitionAllowed, Cancelled: care.TransitionAllowed},
	Running:   {Running: care.TransitionSame, Paused: care.TransitionAllowed, Closed: care.TransitionAllowed},
	Paused:    {Paused: care.TransitionSame, Running: care.TransitionAllowed, Closed: care.TransitionAllowed},
	Closed:    {Closed: care.TransitionSame},
	Cancelled: {Cancelled: care.TransitionSame},
}

// To says whether a group may go from s to next. For an invalid status on either
// side the answer is refused.
func (s Status) To(next Status) care.Transition {
	if !s.Valid() || !next.Valid() {
		return care.TransitionRefused
	}
	return statusMoves[s][next]
}

// Next yields the other statuses that may follow s, in the order of the constants.
func (s Status) Next() iter.Seq[Status] {
	return func(yield func(Status) bool) {
		for next := Status(1); next < numStatuses; next++ {
			if s.To(next) == care.TransitionAllowed && !yield(next) {
				return
			}
		}
	}
}

// Final reports whether nothing can follow s.
func (s Status) Final() bool { return s == Closed || s == Cancelled }

// NeedsReason reports whether going to s has to be explained: everything that
// takes sessions away from members does.
func (s Status) NeedsReason() bool { return s == Paused || s == Closed || s == Cancelled }

// Reasons for what happens to a group, beside those of package therapy.
const (
	// ReasonTooFewMembers is too few members to go on or to begin.
	ReasonTooFewMembers care.Reason = "too-few-members"
	// ReasonProgrammeCompleted is the programme carried out in full.
	ReasonProgrammeCompleted care.Reason = "programme-completed"
	// ReasonNoLeader is nobody left to lead.
	ReasonNoLeader care.Reason = "no-leader"
)

// Change is one entry in the history of a group: what it became, when, and why.
// The zero Change is not valid.
type StatusChange struct {
	// To is the status it went to.
	To Status `json:"to"`
	// On is the day of the change: for the first [Running], the day of the start.
	On therapy.Date `json:"on"`
	// Reason says why; it is required where [Status.NeedsReason] says so.
	Reason care.Reason `json:"reason,omitempty"`
}

// validateHistory checks the way from forming to the present status.
func validateHistory(history []StatusChange) error {
	if len(history) == 0 {
		return fail("/history", "history-empty", "at least the day on which the group began to form", therapy.ErrRequired)
	}
	var errs []error
	for i, change := range history {
		place := therapy.Pointer("history", strconv.Itoa(i))
		switch {
		case !change.To.Valid():
			errs = append(errs, fail(place+"/to", "status-missing", "", therapy.ErrRequired))
		case i == 0 && change.To != Forming:
			errs = append(errs, fail(place+"/to", "status-first", "a group begins as forming", therapy.ErrTransition))
		case i > 0 && history[i-1].To.To(change.To) != care.TransitionAllowed:
			errs = append(errs, fail(place+"/to", "status-transition", "see Status.Next", therapy.ErrTransition))
		}
		switch {
		case change.On.IsZero():
			errs = append(errs, fail(place+"/on", "change-date", "", therapy.ErrRequired))
		case i > 0 && change.On.Before(history[i-1].On):
			errs = append(errs, fail(place+"/on", "change-order", "not before the change it follows", therapy.ErrRange))
		}
		if change.Reason != "" && !change.Reason.Valid() {
			errs = append(errs, fail(place+"/reason", "reason-name", "lower-case words joined by hyphens", therapy.ErrSyntax))
		}
		if change.Reason == "" && change.To.NeedsReason() {
			errs = append(errs, fail(place+"/reason", "change-reason", "why the group does not go on meeting", therapy.ErrRequired))
		}
	}
	return errors.Join(errs...)
}

// Status returns where the group stands after everything in its history, whatever
// the day. The zero Group has none.
func (g Group) Status() Status {
	if len(g.spec.History) == 0 {
		return 0
	}
	return g.spec.History[len(g.spec.History)-1].To
}

// StatusOn returns where the group stood at the end of the day, 0 before it began
// to form and for the zero Date.
func (g Group) StatusOn(on therapy.Date) Status {
	var status Status
	for _, change := range g.spec.History {
		if on.Before(change.On) {
			break
		}
		status = change.To
	}
	return status
}

// History yields the changes of status, first to last.
func (g Group) History() iter.Seq[StatusChange] { return slices.Values(g.spec.History) }

// Start returns the day on which the group first ran, and whether it has.
func (g Group) Start() (therapy.Date, bool) {
	for _, change := range g.spec.History {
		if change.To == Running {
			return change.On, true
		}
	}
	return therapy.Date{}, false
}

// End returns the day on which the group closed or was cancelled, and whether it
// has.
func (g Group) End() (therapy.Date, bool) {
	if n := len(g.spec.History); n > 0 && g.spec.History[n-1].To.Final() {
		return g.spec.History[n-1].On, true
	}
	return therapy.Date{}, false
}

// Move returns the group with one more change of status. A move that
// [Status.To] refuses is a [therapy.ErrTransition]; a move to the present status
// is one too, since a history says what changed. g itself stays as it is.
func (g Group) Move(change StatusChange) (Group, error) {
	spec := g.Spec()
	spec.History = append(spec.History, change)
	return New(spec)
}
