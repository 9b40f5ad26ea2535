package care

import (
	"iter"
	"slices"
	"strconv"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
)

// Episode is an episode of care with everything it ever was: referral, assessment,
// plans, sessions, measures, the steps that care took, and the ending. It refers to
// plans and sessions by their ids, since each of them is stored, and disclosed, by
// itself.
//
// It is made by [NewEpisode] and changed by [Episode.Amend], which returns a new
// value and leaves the old one as it was. The zero Episode is none: its accessors
// return nothing, and it cannot be amended.
type Episode struct {
	confidential.Hidden
	_      [0]func() // has a history inside: compare with Equal
	ledger ledger[EpisodeSpec]
}

// NewEpisode checks the description, reporting everything wrong at once, copies it
// and begins the ledger with it.
func NewEpisode(spec EpisodeSpec) (Episode, error) {
	l, err := begin(&spec, RevisionSpec{Author: spec.Author, At: spec.Created, Reason: ReasonCreated}, false)
	return Episode{ledger: l}, err
}

// TakeOverEpisode is [NewEpisode] for an episode that was begun elsewhere and has gone on since: the
// revision says who took it over, when and why, and what is in it is earlier than that
// revision rather than before its creation.
func TakeOverEpisode(spec EpisodeSpec, rev RevisionSpec) (Episode, error) {
	l, err := takeOver(&spec, spec.Created, rev)
	return Episode{ledger: l}, err
}

// Amend returns an episode in which change has been made by the revision rev, or an
// error that says everything that may not be. Things are added to an episode and
// not taken out, and once it has ended it does not go on, but by a correction: a person
// who comes back begins a new one.
func (e Episode) Amend(rev RevisionSpec, change func(*EpisodeSpec)) (Episode, error) {
	l, err := amend(e.ledger, rev, change, false)
	return Episode{ledger: l}, err
}

// IsZero reports whether e is the zero Episode.
func (e Episode) IsZero() bool { return len(e.ledger.entries) == 0 }

func (e Episode) spec() *EpisodeSpec {
	if now := e.ledger.now(); now != nil {
		return now
	}
	return &EpisodeSpec{}
}

// Spec returns a copy of the present description.
func (e Episode) Spec() EpisodeSpec { return *e.spec().clone() }

// ID returns the episode's id.
func (e Episode) ID() EpisodeID { return e.spec().ID }

// Client returns the person.
func (e Episode) Client() confidential.PersonID { return e.spec().Client }

// Referral returns how the person came.
func (e Episode) Referral() Referral { return e.spec().Referral }

// Assessments yields the assessments, first to last.
func (e Episode) Assessments() iter.Seq[AssessmentRef] { return slices.Values(e.spec().Assessments) }

// Plans yields the ids of the plans, first to last.
func (e Episode) Plans() iter.Seq[PlanID] { return slices.Values(e.spec().Plans) }

// Sessions yields the ids of the sessions, first to last.
func (e Episode) Sessions() iter.Seq[SessionID] { return slices.Values(e.spec().Sessions) }

// Measures yields what was measured, in the order of time, what was entered in error
// included.
func (e Episode) Measures() iter.Seq[Observation] { return slices.Values(e.spec().Measures) }

// Course yields the observations of one measure that count, on the subscale or, with an
// empty scale, on the total, in the order of time.
func (e Episode) Course(instrument measure.ID, scale string) iter.Seq[Observation] {
	return func(yield func(Observation) bool) {
		for _, o := range e.spec().Measures {
			if o.Counts() && o.Measure == instrument && o.Scale == scale && !yield(o) {
				return
			}
		}
	}
}

// Steps yields copies of the changes that care took, first to last, what was entered in
// error included.
func (e Episode) Steps() iter.Seq[Step] {
	return func(yield func(Step) bool) {
		for _, s := range e.spec().Steps {
			if !yield(s.Clone()) {
				return
			}
		}
	}
}

// Ending returns how the episode ended; ok is false while it goes on.
func (e Episode) Ending() (ending Ending, ok bool) {
	return e.spec().Ending, !e.spec().Ending.IsZero()
}

// Days returns how many days the episode has lasted, from the referral to the
// ending or, while it goes on, to the given day. It is 0 before the referral.
func (e Episode) Days(on therapy.Date) int {
	if ending, ok := e.Ending(); ok {
		on = ending.On
	}
	return max(0, e.spec().Referral.On.DaysUntil(on))
}

// Fields is what a view looks at: an episode as it stands ([confidential.Viewable]).
func (e Episode) Fields() any { return e.Spec() }

// Label returns the strictest label of anything sealed in the episode, its whole
// history included.
func (e Episode) Label() confidential.Label {
	return e.ledger.label(confidential.LabelFor(confidential.TreatmentPlan, e.Client()))
}

// Revisions yields who changed the episode, when and why, first to last.
func (e Episode) Revisions() iter.Seq[Revision] { return e.ledger.revisions() }

// Revision returns the last revision.
func (e Episode) Revision() Revision { return e.ledger.last() }

// At returns the episode as it stood at t; ok is false before it was opened.
func (e Episode) At(t time.Time) (then Episode, ok bool) {
	l, ok := e.ledger.at(t)
	return Episode{ledger: l}, ok
}

// AsOf returns the episode as it stood after revision n.
func (e Episode) AsOf(n int) (then Episode, ok bool) {
	l, ok := e.ledger.first(n)
	return Episode{ledger: l}, ok
}

// Equal reports whether the two have the same history. Sealed texts are the same
// only if they are the same sealed value.
func (e Episode) Equal(f Episode) bool { return equalLedgers(e.ledger, f.ledger) }

// Summary tells whether the episode goes on and how much belongs to it, and nothing
// about anybody.
func (e Episode) Summary() string {
	if e.IsZero() {
		return "no episode"
	}
	state := "open episode"
	if ending, ok := e.Ending(); ok {
		state = "episode with a " + ending.Kind.String() + " ending"
	}
	return state + ", plans: " + strconv.Itoa(len(e.spec().Plans)) + ", sessions: " + strconv.Itoa(len(e.spec().Sessions))
}

// MarshalJSON refuses: a record is stored with a key, by [Episode.Store].
func (Episode) MarshalJSON() ([]byte, error) {
	return nil, plainJSON("Episode.Store", confidential.ErrSealed)
}

// UnmarshalJSON refuses: a record is read with its keys, by [LoadEpisode].
func (*Episode) UnmarshalJSON([]byte) error {
	return plainJSON("care.LoadEpisode", confidential.ErrStored)
}
