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

// Episode is an episode of care with its whole history: referral, assessment, plans,
// sessions, measures, the changes of care, and the ending. It refers to plans and sessions by
// their ids, since each of them is stored and disclosed separately.
//
// [NewEpisode] makes an Episode. [Episode.Amend] changes it: it returns a new value and
// leaves the old one unchanged. The zero Episode is none: its accessors return nothing, and
// it cannot be amended.
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

// TakeOverEpisode is [NewEpisode] for an episode that was begun in another system and has
// continued since. The revision says who took it over, when and why. Events in the spec must
// be earlier than that revision, but may be later than its creation.
func TakeOverEpisode(spec EpisodeSpec, rev RevisionSpec) (Episode, error) {
	l, err := takeOver(&spec, spec.Created, rev)
	return Episode{ledger: l}, err
}

// Amend returns an episode with the change made by the revision rev, or an error that lists
// everything that is not allowed. Entries can be added to an episode but not removed. An
// episode that has ended cannot continue, except by a correction: a person who comes back
// begins a new one.
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

// Measures yields all measured values in the order of time, including those marked as errors.
func (e Episode) Measures() iter.Seq[Observation] { return slices.Values(e.spec().Measures) }

// Course yields the observations of one measure that are not marked as errors, in the order
// of time: those on the subscale or, with an empty scale, on the total.
func (e Episode) Course(instrument measure.ID, scale string) iter.Seq[Observation] {
	return func(yield func(Observation) bool) {
		for _, o := range e.spec().Measures {
			if o.Counts() && o.Measure == instrument && o.Scale == scale && !yield(o) {
				return
			}
		}
	}
}

// Steps yields copies of the changes of care, first to last, including those marked as
// errors.
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

// Fields returns the present state of the episode, for a view ([confidential.Viewable]).
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

// At returns the episode as it was at t; ok is false if t is before it was opened.
func (e Episode) At(t time.Time) (then Episode, ok bool) {
	l, ok := e.ledger.at(t)
	return Episode{ledger: l}, ok
}

// AsOf returns the episode as it was after revision n. ok is false if there is no such
// revision.
func (e Episode) AsOf(n int) (then Episode, ok bool) {
	l, ok := e.ledger.first(n)
	return Episode{ledger: l}, ok
}

// Equal reports whether the two have the same history. Sealed texts are the same
// only if they are the same sealed value.
func (e Episode) Equal(f Episode) bool { return equalLedgers(e.ledger, f.ledger) }

// Summary says whether the episode goes on and how many plans and sessions it has, and
// nothing about any person.
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

// MarshalJSON always returns an error: store the record with a key, with [Episode.Store].
func (Episode) MarshalJSON() ([]byte, error) {
	return nil, plainJSON("Episode.Store", confidential.ErrSealed)
}

// UnmarshalJSON always returns an error: read the record with its keys, with [LoadEpisode].
func (*Episode) UnmarshalJSON([]byte) error {
	return plainJSON("care.LoadEpisode", confidential.ErrStored)
}
