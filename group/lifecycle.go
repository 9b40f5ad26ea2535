package group

import (
	"iter"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
)

// Status is the status of a group. The zero Status is unstated and refused.
type Status uint8

// The statuses of a group.
const (
	// Forming groups are planned and gather members; they have not met yet.
	Forming Status = iota + 1
	// Running groups meet.
	Running
	// Paused groups have met, do not meet now, and will continue.
	Paused
	// Closed groups have met and will not meet again. It is final, unless it was recorded by
	// mistake ([Group.Reopen]). Status does not say whether a group takes newcomers; see
	// [Enrolment].
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

// To says whether a group may change from s to next. If one of them is invalid, the change is
// refused.
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

// NeedsReason reports whether a change to s needs a reason: every change because of which
// members lose sessions does.
func (s Status) NeedsReason() bool { return s == Paused || s == Closed || s == Cancelled }

// Reasons for status changes of a group, in addition to those of package care.
const (
	// ReasonTooFewMembers means that there are too few members to continue or to begin.
	ReasonTooFewMembers care.Reason = "too-few-members"
	// ReasonProgrammeCompleted means that the programme was completed.
	ReasonProgrammeCompleted care.Reason = "programme-completed"
	// ReasonNoLeader means that there is no leader.
	ReasonNoLeader care.Reason = "no-leader"
)

// StatusChange is one entry in the history of a group: the new status, when, and why. The
// zero StatusChange is not valid.
type StatusChange struct {
	// To is the new status.
	To Status `json:"to" kind:"treatment-plan"`
	// On is the day of the change: for the first [Running], the day of the start.
	On therapy.Date `json:"on" kind:"attendance"`
	// Reason says why; it is required if [Status.NeedsReason] says so.
	Reason care.Reason `json:"reason,omitempty" kind:"treatment-plan"`
	// Error says that the entry was made in error; it then does not count.
	Error care.Correction `json:"error,omitzero"`
}

// standing returns the changes that were not entered in error.
func standing(history []StatusChange) []StatusChange {
	return slices.DeleteFunc(slices.Clone(history), func(change StatusChange) bool { return !change.Error.IsZero() })
}

// validateHistory checks the way from forming to the present status. Entries made in
// error are not part of it.
func validateHistory(c *therapy.Check, history []StatusChange) {
	var last StatusChange
	stand := false
	for i, change := range history {
		place := "/history/" + strconv.Itoa(i)
		c.Part(place+"/error", change.Error.Validate())
		c.OptionalName(place+"/reason", "reason-name", string(change.Reason))
		c.Stated(place+"/on", "change-date", !change.On.IsZero())
		c.Stated(place+"/to", "status-missing", change.To.Valid())
		if !change.Error.IsZero() {
			continue
		}
		switch {
		case !change.To.Valid():
		case !stand && change.To != Forming:
			c.Wrong(place+"/to", "status-first", "a group begins as forming", therapy.ErrTransition)
		case stand && last.To.To(change.To) != care.TransitionAllowed:
			c.Wrong(place+"/to", "status-transition", "one of the statuses that Status.Next lists", therapy.ErrTransition)
		}
		if stand && !change.On.IsZero() && change.On.Before(last.On) {
			c.Wrong(place+"/on", "change-order", "not before the change it follows", therapy.ErrRange)
		}
		if change.Reason == "" && change.To.NeedsReason() {
			c.Wrong(place+"/reason", "change-reason", "why the group does not go on meeting", therapy.ErrRequired)
		}
		last, stand = change, true
	}
	if !stand {
		c.Wrong("/history", "history-empty", "at least one entry: the day on which the group began to form", therapy.ErrRequired)
	}
}

// historyFollows reports whether every entry of earlier is still there, in order and as
// it was, unless it has been marked as entered in error since.
func historyFollows(history, earlier []StatusChange) bool {
	for _, was := range earlier {
		i := slices.IndexFunc(history, func(now StatusChange) bool {
			if was.Error.IsZero() {
				now.Error = care.Correction{}
			}
			return now == was
		})
		if i < 0 {
			return false
		}
		history = history[i+1:]
	}
	return true
}

// formed returns the day on which the group began to form.
func (g Group) formed() therapy.Date { return standing(g.spec.History)[0].On }

// Status returns the last status in the group's history. The zero Group has none.
func (g Group) Status() Status {
	var status Status
	for _, change := range g.spec.History {
		if change.Error.IsZero() {
			status = change.To
		}
	}
	return status
}

// StatusOn returns the status of the group at the end of the day, 0 before it began to form
// and for the zero Date.
func (g Group) StatusOn(on therapy.Date) Status {
	var status Status
	for _, change := range g.spec.History {
		if change.Error.IsZero() && !on.Before(change.On) {
			status = change.To
		}
	}
	return status
}

// MetOn reports whether the group may have met on that day: it was running at the beginning
// or at the end of the day. The last day before a pause counts, and so does the day on which
// the group closed.
func (g Group) MetOn(on therapy.Date) bool {
	return !on.IsZero() && (g.StatusOn(on) == Running || g.StatusOn(on.AddDays(-1)) == Running)
}

// existsOn reports whether the group was there on that day: from the day on which it
// began to form to the day on which it ended.
func (g Group) existsOn(on therapy.Date) bool {
	end, ended := g.End()
	return !on.Before(g.formed()) && (!ended || !end.Before(on))
}

// History yields the changes of status, first to last, including those entered in error.
func (g Group) History() iter.Seq[StatusChange] { return slices.Values(g.spec.History) }

// Start returns the day on which the group started, and whether it has started.
func (g Group) Start() (therapy.Date, bool) {
	for _, change := range g.spec.History {
		if change.Error.IsZero() && change.To == Running {
			return change.On, true
		}
	}
	return therapy.Date{}, false
}

// End returns the day on which the group closed or was cancelled, and whether it has ended.
func (g Group) End() (therapy.Date, bool) {
	changes := standing(g.spec.History)
	if n := len(changes); n > 0 && changes[n-1].To.Final() {
		return changes[n-1].On, true
	}
	return therapy.Date{}, false
}

// Move returns the group with one more change of status. The error is [therapy.ErrTransition]
// if [Status.To] refuses the change, or if the status would stay the same. g itself is
// unchanged.
func (g Group) Move(change StatusChange) (Group, error) {
	spec := g.Spec()
	spec.History = append(spec.History, change)
	return New(spec)
}

// Void returns the group with the change at index i of its history marked as entered in
// error, and with the right changes, if any, inserted after it. The remaining history has to
// be valid.
func (g Group) Void(i int, why care.Correction, right ...StatusChange) (Group, error) {
	spec := g.Spec()
	switch {
	case i < 0 || i >= len(spec.History):
		return Group{}, fail("/history", "void-unknown", "an entry of the history", therapy.ErrReference)
	case why.IsZero():
		return Group{}, fail("/history/"+strconv.Itoa(i)+"/error", "correction-missing", "who corrects, when and why", therapy.ErrRequired)
	case !spec.History[i].Error.IsZero():
		return Group{}, fail("/history/"+strconv.Itoa(i)+"/error", "void-twice", "an entry that is not marked as an error already", therapy.ErrConflict)
	}
	spec.History[i].Error = why
	spec.History = slices.Insert(spec.History, i+1, right...)
	return New(spec)
}

// Reopen returns a group that was closed or cancelled by mistake in its earlier status. The
// closing stays in its history, marked as entered in error. The error is
// [therapy.ErrTransition] if the group has not ended.
func (g Group) Reopen(why care.Correction) (Group, error) {
	if _, ended := g.End(); !ended {
		return Group{}, fail("/history", "reopen-not-ended", "a group that was closed or cancelled", therapy.ErrTransition)
	}
	last := 0
	for i, change := range g.spec.History {
		if change.Error.IsZero() {
			last = i
		}
	}
	return g.Void(last, why)
}
