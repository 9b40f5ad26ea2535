package care

import (
	"iter"
	"slices"
	"strconv"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Plan is a plan of treatment with its whole history. [NewPlan] makes a Plan. [Plan.Amend]
// changes it: it returns a new value and leaves the old one unchanged. The ledger inside
// keeps every revision with its author, time and reason. Nothing is ever deleted: goals are
// cancelled or superseded, strands end, observations and responses stay, and mistakes are
// marked with a [Correction]. Plans may be copied and shared.
//
// The zero Plan is no plan: its accessors return nothing, and it cannot be
// amended.
type Plan struct {
	confidential.Hidden
	_      [0]func() // has a history inside: compare with Equal
	ledger ledger[PlanSpec]
}

// NewPlan checks the description, copies it and begins the ledger with it: revision 1, by the
// author, at the time of creation. It reports everything wrong at once. A plan may begin in
// any status. For a plan that has continued since it was made, use [TakeOverPlan].
func NewPlan(spec PlanSpec) (Plan, error) {
	l, err := begin(&spec, RevisionSpec{Author: spec.Author, At: spec.Created, Reason: ReasonCreated}, false)
	return Plan{ledger: l}, err
}

// TakeOverPlan is [NewPlan] for a plan that was begun in another system and has continued
// since. The revision says who took it over, when and why. Events in the spec must be earlier
// than that revision, but may be later than its creation.
func TakeOverPlan(spec PlanSpec, rev RevisionSpec) (Plan, error) {
	l, err := takeOver(&spec, spec.Created, rev)
	return Plan{ledger: l}, err
}

// Amend returns a plan with the change made by the revision rev, or an error that lists
// everything that is not allowed. change gets a copy of the description and edits it in
// place.
//
// The changed description has to be valid by itself, and an allowed change of the one before:
// statuses change by their tables; goals, strands, issues, reviews, observations and
// responses are not removed; the clients and the modality of each strand stay the same. To
// change something that was stated or closed by mistake, use a revision with
// [RevisionSpec.Corrects]. New events cannot be later than the revision.
func (p Plan) Amend(rev RevisionSpec, change func(*PlanSpec)) (Plan, error) {
	l, err := amend(p.ledger, rev, change, false)
	return Plan{ledger: l}, err
}

// IsZero reports whether p is the zero Plan.
func (p Plan) IsZero() bool { return len(p.ledger.entries) == 0 }

// spec returns the present description, which must not be written to.
func (p Plan) spec() *PlanSpec {
	if now := p.ledger.now(); now != nil {
		return now
	}
	return &PlanSpec{}
}

// Spec returns a copy of the present description.
func (p Plan) Spec() PlanSpec { return *p.spec().clone() }

// ID returns the plan's id.
func (p Plan) ID() PlanID { return p.spec().ID }

// Status returns the status of the plan.
func (p Plan) Status() PlanStatus { return p.spec().Status }

// Clients yields the people the plan is for, in the order given.
func (p Plan) Clients() iter.Seq[confidential.PersonID] { return slices.Values(p.spec().Clients) }

// Issues yields the person's presenting issues, in the order given.
func (p Plan) Issues() iter.Seq[Issue] { return slices.Values(p.spec().Issues) }

// Assessment returns the assessment that the plan is based on.
func (p Plan) Assessment() AssessmentRef { return p.spec().Assessment }

// Choice returns a copy of the choice that led to the modalities.
func (p Plan) Choice() Choice { return p.spec().Choice.Clone() }

// Goals yields copies of the goals, in the order given.
func (p Plan) Goals() iter.Seq[Goal] {
	return func(yield func(Goal) bool) {
		for i := range p.spec().Goals {
			if !yield(p.spec().Goals[i].Clone()) {
				return
			}
		}
	}
}

// Goal returns a copy of the goal.
func (p Plan) Goal(id GoalID) (Goal, bool) {
	for i := range p.spec().Goals {
		if p.spec().Goals[i].ID == id {
			return p.spec().Goals[i].Clone(), true
		}
	}
	return Goal{}, false
}

// Progress yields the observations of the goal that are not marked as errors, in the order of
// time, each once: those kept with the goal, and those measured in sessions for its targets.
// So values that were measured in a session need not be copied into the plan, which would
// need a revision for each.
//
// From a session it takes the values of the person whose goal it is or, if the goal is not
// one person's, of every client of the plan. sessions may be nil.
func (p Plan) Progress(goal GoalID, sessions iter.Seq[Session]) iter.Seq[Observation] {
	g, _ := p.Goal(goal)
	var all []Observation
	add := func(o Observation) bool {
		if !slices.ContainsFunc(all, o.same) {
			all = append(all, o)
		}
		return true
	}
	for _, o := range g.Progress {
		if o.Counts() {
			add(o)
		}
	}
	if sessions != nil {
		for s := range DistinctSessions(sessions) {
			if s.Status() == SessionEnteredInError {
				continue
			}
			for _, a := range s.spec().Attendees {
				if whose := g.For; whose != a.Client && (!whose.IsZero() || !slices.Contains(p.spec().Clients, a.Client)) {
					continue
				}
				a.measured(func(o Observation) bool { return !g.watches(o) || add(o) })
			}
		}
	}
	canonicalObservations(all)
	return slices.Values(all)
}

// Strands yields copies of the strands, in the order given.
func (p Plan) Strands() iter.Seq[Strand] {
	return func(yield func(Strand) bool) {
		for i := range p.spec().Strands {
			if !yield(p.spec().Strands[i].Clone()) {
				return
			}
		}
	}
}

// Strand returns a copy of the strand.
func (p Plan) Strand(id StrandID) (Strand, bool) {
	for i := range p.spec().Strands {
		if p.spec().Strands[i].ID == id {
			return p.spec().Strands[i].Clone(), true
		}
	}
	return Strand{}, false
}

// Serving yields the strands that serve the goal and have not ended, in the order
// given.
func (p Plan) Serving(goal GoalID) iter.Seq[StrandID] {
	return func(yield func(StrandID) bool) {
		for i := range p.spec().Strands {
			s := &p.spec().Strands[i]
			if s.Open() && slices.Contains(s.Goals, goal) && !yield(s.ID) {
				return
			}
		}
	}
}

// Modalities yields the modalities of the strands that have not ended, each once,
// in the order of their names.
func (p Plan) Modalities() iter.Seq[therapy.Modality] {
	var modalities []therapy.Modality
	for i := range p.spec().Strands {
		if s := &p.spec().Strands[i]; s.Open() {
			modalities = append(modalities, s.Modality)
		}
	}
	slices.Sort(modalities)
	return slices.Values(slices.Compact(modalities))
}

// Combined reports whether the strands that have not ended are of more than one
// modality.
func (p Plan) Combined() bool {
	n := 0
	for range p.Modalities() {
		n++
	}
	return n > 1
}

// Conjoint reports whether the plan is combined therapy with different therapists: nobody
// leads strands of two modalities. The therapists of one strand may then know about the other
// only what was agreed; see [Strand.Sharing]. It is false as long as a strand has no
// therapist.
func (p Plan) Conjoint() bool {
	if !p.Combined() {
		return false
	}
	modality := map[confidential.PersonID]therapy.Modality{}
	for i := range p.spec().Strands {
		s := &p.spec().Strands[i]
		if !s.Open() {
			continue
		}
		if len(s.Therapists) == 0 {
			return false
		}
		for _, t := range s.Therapists {
			if m, known := modality[t.ID]; known && m != s.Modality {
				return false
			}
			modality[t.ID] = s.Modality
		}
	}
	return true
}

// Fields returns the present state of the plan, for a view ([confidential.Viewable]).
func (p Plan) Fields() any { return p.Spec() }

// Label returns the strictest label of all sealed values in the plan, including its whole
// history, raised if the plan asks for that. It is never less strict than a part. The plan's
// clients are always among the people it is about. The label of the zero Plan is the zero
// Label, which is the strictest.
func (p Plan) Label() confidential.Label {
	s := p.spec()
	if p.IsZero() {
		return confidential.Label{}
	}
	own := confidential.LabelFor(confidential.TreatmentPlan, s.Clients[0])
	if len(s.Clients) > 1 {
		own.About, own.Setting = slices.Clone(s.Clients[1:]), confidential.CoupleSetting
	}
	label := p.ledger.label(own)
	if level, raised := s.Confidentiality.Level(); raised {
		label.Level = confidential.HighWater(label.Level, level)
		if level == confidential.VeryRestricted {
			label.Tags |= confidential.AtRequest // so that a view asks for an approver everywhere
		}
	}
	return label
}

// Revisions yields who changed the plan, when and why, first to last.
func (p Plan) Revisions() iter.Seq[Revision] { return p.ledger.revisions() }

// Revision returns the last revision.
func (p Plan) Revision() Revision { return p.ledger.last() }

// At returns the plan as it was at t; ok is false if t is before it was made.
func (p Plan) At(t time.Time) (then Plan, ok bool) {
	l, ok := p.ledger.at(t)
	return Plan{ledger: l}, ok
}

// AsOf returns the plan as it was after revision n. ok is false if there is no such revision.
func (p Plan) AsOf(n int) (then Plan, ok bool) {
	l, ok := p.ledger.first(n)
	return Plan{ledger: l}, ok
}

// Equal reports whether the two have the same history. Sealed texts are the same
// only if they are the same sealed value, so that equality does not show their content.
func (p Plan) Equal(q Plan) bool { return equalLedgers(p.ledger, q.ledger) }

// Summary says the status and the number of goals and strands, and nothing about any person.
func (p Plan) Summary() string {
	if p.IsZero() {
		return "no plan"
	}
	return p.Status().String() + " plan, goals: " + strconv.Itoa(len(p.spec().Goals)) + ", strands: " + strconv.Itoa(len(p.spec().Strands)) +
		", revision " + strconv.Itoa(p.Revision().Number)
}

// LifecycleChange is one change of a status: of the plan, of a goal, or of how far a
// goal is reached.
//
// The zero LifecycleChange changes nothing.
type LifecycleChange struct {
	confidential.Hidden
	// Path is the place of the status: "/status", "/goals/sleep/status" or
	// "/goals/sleep/achievement".
	Path string `json:"path"`
	// From and To are the codes; From is empty if there was none.
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
	// Why is the reason given with the status, empty if none was given.
	Why Reason `json:"why,omitempty"`
	// Revision says who changed it, when and why, and whether the change corrects a mistake.
	Revision Revision `json:"revision"`
}

// Lifecycle yields every change of a status in the history of the plan: by
// revision, the plan first, then its goals in the order given.
func (p Plan) Lifecycle() iter.Seq[LifecycleChange] {
	return func(yield func(LifecycleChange) bool) {
		previous := &PlanSpec{}
		for _, e := range p.ledger.entries {
			for _, c := range lifecycleChanges(previous, e.state) {
				c.Revision = e.revision
				if !yield(c) {
					return
				}
			}
			previous = e.state
		}
	}
}

func lifecycleChanges(a, b *PlanSpec) []LifecycleChange {
	var changes []LifecycleChange
	code := func(s interface {
		AppendText(b []byte) ([]byte, error)
	},
	) string {
		text, err := s.AppendText(nil)
		if err != nil {
			return ""
		}
		return string(text)
	}
	if a.Status != b.Status {
		changes = append(changes, LifecycleChange{Path: "/status", From: code(a.Status), To: code(b.Status), Why: b.Reason})
	}
	for i := range b.Goals {
		g, was := &b.Goals[i], Goal{}
		if j := slices.IndexFunc(a.Goals, func(old Goal) bool { return old.ID == g.ID }); j >= 0 {
			was = a.Goals[j]
		}
		place := therapy.Pointer("goals", string(g.ID))
		if was.Status != g.Status {
			changes = append(changes, LifecycleChange{Path: place + "/status", From: code(was.Status), To: code(g.Status), Why: g.Reason})
		}
		if was.Achievement != g.Achievement {
			changes = append(changes, LifecycleChange{Path: place + "/achievement", From: code(was.Achievement), To: code(g.Achievement)})
		}
	}
	return changes
}

// MarshalJSON always returns an error: store the record with a key, with [Plan.Store].
func (Plan) MarshalJSON() ([]byte, error) {
	return nil, plainJSON("Plan.Store", confidential.ErrSealed)
}

// UnmarshalJSON always returns an error: read the record with its keys, with [LoadPlan].
func (*Plan) UnmarshalJSON([]byte) error { return plainJSON("care.LoadPlan", confidential.ErrStored) }
