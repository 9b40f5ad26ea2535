package group

import (
	"cmp"
	"errors"
	"iter"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Priority is how urgent the need of somebody who waits is. The zero Priority is
// unstated and refused; whoever sorts invalid data puts it first, with the urgent.
type Priority uint8

// The priorities, most urgent first.
const (
	// Urgent has to be placed before others.
	Urgent Priority = iota + 1
	// Soon should be.
	Soon
	// Routine waits in turn.
	Routine

	numPriorities
)

//enum:names Priority
var priorityNames = [numPriorities]string{Urgent: "urgent", Soon: "soon", Routine: "routine"}

// Meanwhile names what somebody gets while they wait: an open vocabulary of
// lower-case words joined by hyphens. Guidance asks that people be told about waits
// (source E7), and that treatment is not withheld (E79).
type Meanwhile string

// What people can get while they wait.
const (
	// MeanwhileNothing says openly that the person gets nothing.
	MeanwhileNothing Meanwhile = "nothing"
	// MeanwhileSelfHelp is guided self-help.
	MeanwhileSelfHelp Meanwhile = "guided-self-help"
	// MeanwhileIndividual is individual sessions.
	MeanwhileIndividual Meanwhile = "individual-sessions"
	// MeanwhilePreparation is preparation for the group.
	MeanwhilePreparation Meanwhile = "group-preparation"
	// MeanwhileCheckIns is regular calls.
	MeanwhileCheckIns Meanwhile = "check-in-calls"
	// MeanwhilePeerSupport is a peer-support group.
	MeanwhilePeerSupport Meanwhile = "peer-support-group"
	// MeanwhileSafetyPlan is a safety plan, with whom to call.
	MeanwhileSafetyPlan Meanwhile = "safety-plan"
)

// Valid reports whether m has the documented form.
func (m Meanwhile) Valid() bool { return therapy.ValidName(string(m)) }

// Wait is one person waiting for a place. The zero Wait is not valid.
type Wait struct {
	// Person is who.
	Person confidential.PersonID `json:"person"`
	// Since is the day from which the wait counts.
	Since therapy.Date `json:"since"`
	// Priority is how urgent it is.
	Priority Priority `json:"priority"`
	// Meanwhile says what the person gets until there is a place, at least
	// [MeanwhileNothing]: nobody is left without an answer by oversight.
	Meanwhile []Meanwhile `json:"meanwhile"`
}

// Days returns how long the person has waited on that day; 0 on the first day and
// before.
func (w Wait) Days(on therapy.Date) int { return max(0, w.Since.DaysUntil(on)) }

// before is the order of the list: by priority, then who has waited longer, then
// by id.
func (w Wait) before(v Wait) int {
	return cmp.Or(cmp.Compare(w.Priority, v.Priority), w.Since.Compare(v.Since), w.Person.Compare(v.Person))
}

func (w Wait) validate() error {
	var errs []error
	if w.Person.IsZero() {
		errs = append(errs, fail("/person", "person-id", idForm, therapy.ErrRequired))
	}
	if w.Since.IsZero() {
		errs = append(errs, fail("/since", "wait-since", "", therapy.ErrRequired))
	}
	if !w.Priority.Valid() {
		errs = append(errs, fail("/priority", "wait-priority", "", therapy.ErrRequired))
	}
	if len(w.Meanwhile) == 0 {
		errs = append(errs, fail("/meanwhile", "wait-meanwhile", `what the person gets, "nothing" if that is so`, therapy.ErrRequired))
	}
	for i, m := range w.Meanwhile {
		place := therapy.Pointer("meanwhile", strconv.Itoa(i))
		switch {
		case !m.Valid():
			errs = append(errs, fail(place, "wait-meanwhile-name", "lower-case words joined by hyphens", therapy.ErrSyntax))
		case slices.Contains(w.Meanwhile[:i], m):
			errs = append(errs, fail(place, "wait-meanwhile-twice", "", therapy.ErrDuplicate))
		case m == MeanwhileNothing && len(w.Meanwhile) > 1:
			errs = append(errs, fail(place, "wait-meanwhile-nothing", "nothing stands alone", therapy.ErrContradiction))
		}
	}
	return errors.Join(errs...)
}

func (w Wait) clone() Wait {
	w.Meanwhile = slices.Clone(w.Meanwhile)
	return w
}

// Waiting yields who waits for a place: the most urgent first, then who has
// waited longest, then by id.
func (r Roster) Waiting() iter.Seq[Wait] {
	return func(yield func(Wait) bool) {
		for _, w := range r.spec.Waiting {
			if !yield(w.clone()) {
				return
			}
		}
	}
}

// Enlist returns the roster with w added to the waiting list. Somebody who waits
// already is a [therapy.ErrDuplicate]; a group that has ended has no list.
func (r Roster) Enlist(w Wait) (Roster, error) {
	spec := r.Spec()
	spec.Waiting = append(spec.Waiting, w)
	next, err := NewRoster(r.group, spec)
	if err != nil {
		return Roster{}, err
	}
	return next, nil
}

// Withdraw returns the roster with person taken off the waiting list. Nobody of
// that id waiting is a [therapy.ErrReference].
func (r Roster) Withdraw(person confidential.PersonID) (Roster, error) {
	spec := r.Spec()
	i := slices.IndexFunc(spec.Waiting, func(w Wait) bool { return w.Person == person })
	if i < 0 {
		return Roster{}, fail("/person", "wait-unknown", "somebody on the waiting list", therapy.ErrReference)
	}
	spec.Waiting = slices.Delete(spec.Waiting, i, i+1)
	return NewRoster(r.group, spec)
}
