package care

import (
	"slices"
	"strconv"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// StepKind is the kind of change that care takes within an episode. The zero
// StepKind is unstated and refused.
type StepKind uint8

// The kinds of step.
const (
	// StepUp is to more intensive care.
	StepUp StepKind = iota + 1
	// StepDown is to less intensive care.
	StepDown
	// StepAcross is to another modality or combination of the same intensity.
	StepAcross

	numStepKinds
)

//enum:names StepKind
var stepKindNames = [numStepKinds]string{
	StepUp:     "step-up",
	StepDown:   "step-down",
	StepAcross: "change-of-modality",
}

// EndingKind is how an episode ended. The zero EndingKind is unstated and refused.
type EndingKind uint8

// The kinds of ending.
const (
	// EndingPlanned was agreed beforehand.
	EndingPlanned EndingKind = iota + 1
	// EndingUnplanned was not: the person stopped coming, or care broke off.
	EndingUnplanned
	// EndingReferred is a handing over to somebody else.
	EndingReferred

	numEndingKinds
)

//enum:names EndingKind
var endingKindNames = [numEndingKinds]string{
	EndingPlanned:   "planned",
	EndingUnplanned: "unplanned",
	EndingReferred:  "referred-on",
}

// EpisodeSpec describes an episode of care: everything from a referral to an
// ending, for one person, by reference to the plans, sessions and groups it
// consists of. It is filled in and given to [NewEpisode], or edited inside
// [Episode.Amend].
//
// The zero EpisodeSpec is not valid.
type EpisodeSpec struct {
	// ID is the episode's own id, given by the caller.
	ID EpisodeID `json:"id"`
	// Author and Created say who opened it and when. They never change.
	Author  confidential.PersonID `json:"author"`
	Created time.Time             `json:"created"`
	// Client is the person.
	Client confidential.PersonID `json:"client"`
	// Referral is how the person came.
	Referral Referral `json:"referral"`
	// Assessments are those made, Plans, Sessions those that belong to it, in the
	// order in which they came. Nothing is ever taken out.
	Assessments []AssessmentRef `json:"assessments,omitempty"`
	Plans       []PlanID        `json:"plans,omitempty"`
	Sessions    []SessionID     `json:"sessions,omitempty"`
	// Measures is what was measured, in the order of time.
	Measures []Observation `json:"measures,omitempty"`
	// Steps are the changes that care took.
	Steps []Step `json:"steps,omitempty"`
	// Ending is how it ended; the zero Ending while it goes on.
	Ending Ending `json:"ending,omitzero"`
}

// Referral is how a person came to therapy. The zero Referral is not valid.
type Referral struct {
	// On is the day it was received.
	On therapy.Date `json:"on"`
	// From is who referred in general, such as "self" or "general-practitioner", in
	// an open vocabulary ([therapy.ValidName]), and By the referrer, where known.
	From string                `json:"from"`
	By   confidential.PersonID `json:"by,omitzero"`
	// Concern is what for, in the vocabulary of [Issue.Concern].
	Concern string `json:"concern,omitempty"`
	// Letter is what was written, sealed.
	Letter confidential.Value[string] `json:"letter,omitzero"`
}

// Step is one change that care took: up, down, or to another modality. The zero
// Step is not valid.
type Step struct {
	// At is when it was decided, By who decided.
	At time.Time             `json:"at"`
	By confidential.PersonID `json:"by"`
	// Kind is which way.
	Kind StepKind `json:"kind"`
	// From and To are the modalities before and after. A step up or down may leave
	// them the same: more sessions are a step too.
	From []therapy.Modality `json:"from"`
	To   []therapy.Modality `json:"to"`
	// Reason says why, and Rests on what: the ids of rules, measures or findings that
	// spoke for it, in an open vocabulary ([therapy.ValidName]).
	Reason Reason   `json:"reason"`
	Rests  []string `json:"rests,omitempty"`
	// Plan is the plan that follows, if there is one.
	Plan PlanID `json:"plan,omitempty"`
	// Note is what was said about it, sealed.
	Note confidential.Value[string] `json:"note,omitzero"`
}

// Ending is how an episode ended. The zero Ending says that it has not.
type Ending struct {
	On     therapy.Date               `json:"on"`
	Kind   EndingKind                 `json:"kind"`
	Reason Reason                     `json:"reason"`
	By     confidential.PersonID      `json:"by"`
	Note   confidential.Value[string] `json:"note,omitzero"`
}

// IsZero reports whether nothing has ended.
func (e Ending) IsZero() bool {
	return e.On.IsZero() && e.Kind == 0 && e.Reason == "" && e.By.IsZero() && e.Note.IsZero()
}

// Validate reports everything wrong with the description at once.
func (s EpisodeSpec) Validate() error { return s.validate() }

func (s *EpisodeSpec) validate() error {
	var c therapy.Check
	recordID(&c, "/id", s.ID)
	person(&c, "/author", s.Author)
	c.Instant("/created", s.Created)
	person(&c, "/client", s.Client)
	if s.Referral.On.IsZero() {
		c.Wrong("/referral/on", "referral-day", "when it was received", therapy.ErrRequired)
	}
	c.Name("/referral/from", "referral-from", s.Referral.From)
	c.OptionalName("/referral/concern", "issue-concern", s.Referral.Concern)
	for i, a := range s.Assessments {
		a.validate(&c, "/assessments/"+strconv.Itoa(i))
	}
	recordIDs(&c, "/plans", s.Plans)
	recordIDs(&c, "/sessions", s.Sessions)
	validateObservations(&c, "/measures", s.Measures)
	for i, step := range s.Steps {
		place := "/steps/" + strconv.Itoa(i)
		step.validate(&c, place)
		if i > 0 && step.At.Before(s.Steps[i-1].At) {
			c.Wrong(place+"/at", "step-order", "first to last", therapy.ErrContradiction)
		}
		if step.Plan != "" && !slices.Contains(s.Plans, step.Plan) {
			c.Wrong(place+"/plan", "step-plan", "one of the episode's plans", therapy.ErrReference)
		}
	}
	if e := s.Ending; !e.IsZero() {
		if e.On.IsZero() {
			c.Wrong("/ending/on", "ending-day", "when", therapy.ErrRequired)
		}
		c.Days("/ending/on", s.Referral.On, e.On)
		c.Stated("/ending/kind", "ending-kind", e.Kind.Valid())
		c.Name("/ending/reason", "reason-name", string(e.Reason))
		person(&c, "/ending/by", e.By)
	}
	return c.Err()
}

func (a AssessmentRef) validate(c *therapy.Check, path string) {
	recordID(c, path+"/id", a.ID)
	person(c, path+"/by", a.By)
	if a.On.IsZero() {
		c.Wrong(path+"/on", "assessment-day", "when it was finished", therapy.ErrRequired)
	}
}

func (s Step) validate(c *therapy.Check, path string) {
	c.Instant(path+"/at", s.At)
	person(c, path+"/by", s.By)
	c.Stated(path+"/kind", "step-kind", s.Kind.Valid())
	for _, side := range []struct {
		path string
		list []therapy.Modality
	}{{"/from", s.From}, {"/to", s.To}} {
		if len(side.list) == 0 {
			c.Wrong(path+side.path, "step-modalities", "the modalities before and after", therapy.ErrRequired)
		}
		therapy.CheckNames(c, path+side.path, "modality-name", side.list)
	}
	if s.Kind == StepAcross && sameSet(s.From, s.To) {
		c.Wrong(path+"/to", "step-nowhere", "modalities other than before", therapy.ErrContradiction)
	}
	c.Name(path+"/reason", "reason-name", string(s.Reason))
	therapy.CheckNames(c, path+"/rests", "step-rests", s.Rests)
}

func sameSet(a, b []therapy.Modality) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

func (s *EpisodeSpec) follows(previous *EpisodeSpec, _ RevisionSpec) error {
	if previous == nil {
		return nil
	}
	var c therapy.Check
	if s.ID != previous.ID || s.Author != previous.Author || !s.Created.Equal(previous.Created) || s.Client != previous.Client {
		c.Wrong("/id", "episode-identity", "id, author, time of creation and client never change", therapy.ErrContradiction)
	}
	gone := func(path string, lost bool) {
		if lost {
			c.Wrong(path, "episode-removed", "entries of an episode are not removed", therapy.ErrTransition)
		}
	}
	gone("/assessments", !containsAll(s.Assessments, previous.Assessments))
	gone("/plans", !containsAll(s.Plans, previous.Plans))
	gone("/sessions", !containsAll(s.Sessions, previous.Sessions))
	gone("/measures", slices.ContainsFunc(previous.Measures, func(o Observation) bool { return !slices.ContainsFunc(s.Measures, o.same) }))
	gone("/steps", slices.ContainsFunc(previous.Steps, func(was Step) bool {
		return !slices.ContainsFunc(s.Steps, func(now Step) bool { return now.At.Equal(was.At) && now.Kind == was.Kind })
	}))
	if !previous.Ending.IsZero() && s.Ending.IsZero() {
		c.Wrong("/ending", "episode-reopened", "a person who comes back needs a new episode", therapy.ErrTransition)
	}
	return c.Err()
}

func containsAll[E comparable](list, wanted []E) bool {
	for _, e := range wanted {
		if !slices.Contains(list, e) {
			return false
		}
	}
	return true
}

func (s *EpisodeSpec) clone() *EpisodeSpec {
	c := *s
	c.Assessments = slices.Clone(s.Assessments)
	c.Plans = slices.Clone(s.Plans)
	c.Sessions = slices.Clone(s.Sessions)
	c.Measures = slices.Clone(s.Measures)
	c.Steps = slices.Clone(s.Steps)
	for i := range c.Steps {
		c.Steps[i] = c.Steps[i].Clone()
	}
	return &c
}

// Clone returns a copy that shares no slice with s.
func (s Step) Clone() Step {
	s.From, s.To, s.Rests = slices.Clone(s.From), slices.Clone(s.To), slices.Clone(s.Rests)
	return s
}

func (s *EpisodeSpec) canonical() {
	s.Created = instant(s.Created)
	canonicalObservations(s.Measures)
	for i := range s.Steps {
		s.Steps[i].At = instant(s.Steps[i].At)
		slices.Sort(s.Steps[i].From)
		slices.Sort(s.Steps[i].To)
	}
}
