package care

import (
	"slices"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// StepKind is the kind of a change of care within an episode. The zero StepKind is unstated
// and refused.
type StepKind uint8

// The kinds of step.
const (
	// StepUp is a change to more intensive care.
	StepUp StepKind = iota + 1
	// StepDown is a change to less intensive care.
	StepDown
	// StepAcross is a change to another modality or combination of the same intensity.
	StepAcross

	numStepKinds
)

//enum:names StepKind
var stepKindNames = [numStepKinds]string{
	StepUp:     "step-up",
	StepDown:   "step-down",
	StepAcross: "change-of-modality",
}

// EndingKind says in which way an episode ended. The zero EndingKind is unstated and refused.
type EndingKind uint8

// The kinds of ending.
const (
	// EndingPlanned was agreed beforehand.
	EndingPlanned EndingKind = iota + 1
	// EndingUnplanned was not agreed beforehand: the person stopped coming, or care stopped
	// for another reason.
	EndingUnplanned
	// EndingReferred is a referral to another person or service.
	EndingReferred

	numEndingKinds
)

//enum:names EndingKind
var endingKindNames = [numEndingKinds]string{
	EndingPlanned:   "planned",
	EndingUnplanned: "unplanned",
	EndingReferred:  "referred-on",
}

// EpisodeSpec describes an episode of care: everything from a referral to an ending, for one
// person. It refers to its plans and sessions by id. Fill it in and give it to [NewEpisode],
// or edit it inside [Episode.Amend].
//
// The zero EpisodeSpec is not valid.
type EpisodeSpec struct { //nolint:recvcheck // a ledger keeps it by pointer
	confidential.Hidden
	// ID is the episode's own id, given by the caller.
	ID EpisodeID `json:"id" kind:"treatment-plan" amend:"fixed"`
	// Author and Created say who opened it and when. They never change.
	Author  confidential.PersonID `json:"author" kind:"identity,professional" amend:"fixed"`
	Created time.Time             `json:"created" kind:"treatment-plan" amend:"fixed"`
	// Client is the person.
	Client confidential.PersonID `json:"client" kind:"identity,subject" amend:"fixed"`
	// Referral is how the person came.
	Referral Referral `json:"referral" amend:"fact"`
	// Assessments, Plans and Sessions are those that belong to the episode, in the order in
	// which they were added. They can be removed only by a correction.
	Assessments []AssessmentRef `json:"assessments,omitempty" amend:"added"`
	Plans       []PlanID        `json:"plans,omitempty" kind:"treatment-plan" amend:"added"`
	Sessions    []SessionID     `json:"sessions,omitempty" kind:"attendance" amend:"added"`
	// Measures are the measured values, in the order of time.
	Measures []Observation `json:"measures,omitempty" amend:"added"`
	// Steps are the changes of care.
	Steps []Step `json:"steps,omitempty" amend:"added"`
	// Ending is how it ended; the zero Ending while it goes on.
	Ending Ending `json:"ending,omitzero" amend:"fact"`
}

// Referral says how a person came to therapy. The zero Referral is not valid.
type Referral struct {
	confidential.Hidden
	// On is the day it was received.
	On therapy.Date `json:"on" kind:"treatment-plan" amend:"fact,past"`
	// From is the kind of referrer, such as "self" or "general-practitioner", in an open
	// vocabulary ([therapy.ValidName]), and By is the referrer, if known.
	From string                `json:"from" kind:"treatment-plan,code"`
	By   confidential.PersonID `json:"by,omitzero" kind:"identity,professional"`
	// Concern is why the person was referred, in the vocabulary of [Issue.Concern].
	Concern string `json:"concern,omitempty" kind:"diagnosis,minimum"`
	// Letter is the text of the referral, sealed.
	Letter confidential.Value[string] `json:"letter,omitzero" kind:"personal-history"`
}

// ReferralFromSelf is the Referral.From of a person who came without a referral.
const ReferralFromSelf = "self"

// Step is one change of care: to more intensive care, to less intensive care, or to another
// modality. The zero Step is not valid.
type Step struct {
	confidential.Hidden
	// At is when it was decided, and By is the person who decided.
	At time.Time             `json:"at" kind:"treatment-plan" amend:"added,past"`
	By confidential.PersonID `json:"by" kind:"identity,professional"`
	// Kind is the direction of the change.
	Kind StepKind `json:"kind" kind:"treatment-plan"`
	// From and To are the modalities before and after. A step up or down may leave
	// them the same: more sessions are a step too.
	From []therapy.Modality `json:"from" kind:"treatment-plan,minimum"`
	To   []therapy.Modality `json:"to" kind:"treatment-plan,minimum"`
	// Reason says why. Rests lists the ids of rules, measures or findings that supported it,
	// in an open vocabulary ([therapy.ValidName]).
	Reason Reason   `json:"reason" kind:"treatment-plan"`
	Rests  []string `json:"rests,omitempty" kind:"treatment-plan"`
	// Plan is the plan that follows, if there is one.
	Plan PlanID `json:"plan,omitempty" kind:"treatment-plan"`
	// Note is what was said about it, sealed.
	Note confidential.Value[string] `json:"note,omitzero" kind:"treatment-plan"`
	// Error marks a step that was entered in error.
	Error Correction `json:"error,omitzero" amend:"once"`
}

// Counts reports whether the step is not marked as an error.
func (s Step) Counts() bool { return s.Error.IsZero() }

// Ending says how an episode ended. The zero Ending says that the episode goes on.
type Ending struct {
	confidential.Hidden
	On     therapy.Date               `json:"on" kind:"treatment-plan" amend:"fact,past"`
	Kind   EndingKind                 `json:"kind" kind:"treatment-plan"`
	Reason Reason                     `json:"reason" kind:"treatment-plan"`
	By     confidential.PersonID      `json:"by" kind:"identity,professional"`
	Note   confidential.Value[string] `json:"note,omitzero" kind:"treatment-plan"`
}

// IsZero reports whether nothing has ended.
func (e Ending) IsZero() bool {
	return e.On.IsZero() && e.Kind == 0 && e.Reason == "" && e.By.IsZero() && e.Note.IsZero()
}

// Validate reports everything wrong with the description at once.
func (s EpisodeSpec) Validate() error { return s.validate(nil) }

func (s *EpisodeSpec) validate(before *EpisodeSpec) error {
	if before == nil {
		before = &EpisodeSpec{}
	}
	var c therapy.Check
	recordID(&c, "/id", s.ID)
	person(&c, "/author", s.Author)
	c.Instant("/created", s.Created)
	person(&c, "/client", s.Client)
	s.Referral.validate(&c, "/referral")
	if !s.Referral.By.IsZero() && s.Referral.By != s.Client && s.Referral.From == ReferralFromSelf {
		c.Wrong("/referral/by", "referral-self", "no other referrer, since the person came without a referral", therapy.ErrContradiction)
	}
	limited(&c, "/assessments", len(s.Assessments))
	for i, a := range s.Assessments {
		a.validate(&c, at("/assessments", i))
	}
	listed(&c, "/plans", before.Plans, s.Plans)
	listed(&c, "/sessions", before.Sessions, s.Sessions)
	validateObservations(&c, "/measures", before.Measures, s.Measures)
	s.validateSteps(&c)
	if e := s.Ending; !e.IsZero() {
		if e.On.IsZero() {
			c.Wrong("/ending/on", "ending-day", "the day on which the episode ended", therapy.ErrRequired)
		}
		c.Days("/ending/on", s.Referral.On, e.On)
		c.Stated("/ending/kind", "ending-kind", e.Kind.Valid())
		c.Name("/ending/reason", "reason-name", string(e.Reason))
		person(&c, "/ending/by", e.By)
	}
	return c.Err()
}

func (r Referral) validate(c *therapy.Check, path string) {
	if r.On.IsZero() {
		c.Wrong(path+"/on", "referral-day", "when it was received", therapy.ErrRequired)
	}
	c.Name(path+"/from", "referral-from", r.From)
	c.OptionalName(path+"/concern", "issue-concern", r.Concern)
}

func (s *EpisodeSpec) validateSteps(c *therapy.Check) {
	limited(c, "/steps", len(s.Steps))
	var last time.Time
	for i, step := range s.Steps {
		place := at("/steps", i)
		step.validate(c, place)
		if step.Plan != "" && !slices.Contains(s.Plans, step.Plan) {
			c.Wrong(place+"/plan", "step-plan", "one of the episode's plans", therapy.ErrReference)
		}
		if !step.Counts() {
			continue
		}
		if step.At.Before(last) {
			c.Wrong(place+"/at", "step-order", "first to last", therapy.ErrContradiction)
		}
		last = step.At
		if on := s.Ending.On; !on.IsZero() && on.AddDays(1).Before(therapy.DateOf(step.At)) {
			c.Wrong(place+"/at", "step-after-ending", "before the episode ended", therapy.ErrContradiction)
		}
	}
}

// listed checks a list of ids of records. Some of them may have been checked before.
func listed[ID ~string](c *therapy.Check, path string, before, now []ID) {
	limited(c, path, len(now))
	known := shared(before, now)
	if known == 0 {
		recordIDs(c, path, now)
		return
	}
	for i := known; i < len(now); i++ {
		recordID(c, at(path, i), now[i])
		if slices.Contains(now[:i], now[i]) {
			c.Wrong(at(path, i), "id-duplicate", "", therapy.ErrDuplicate)
		}
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
		c.Wrong(path+"/to", "step-nowhere", "modalities that differ from those before the step", therapy.ErrContradiction)
	}
	c.Name(path+"/reason", "reason-name", string(s.Reason))
	therapy.CheckNames(c, path+"/rests", "step-rests", s.Rests)
	c.OptionalRecordID(path+"/plan", "id-form", string(s.Plan))
	s.Error.validate(c, path+"/error")
}

func sameSet(a, b []therapy.Modality) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

func (s *EpisodeSpec) follows(previous *EpisodeSpec, rev RevisionSpec, trusting bool) error {
	var c therapy.Check
	follow(&c, previous, s, rev, trusting)
	return c.Err()
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
		step := &s.Steps[i]
		if t := instant(step.At); t != step.At {
			step.At = t
		}
		canonicalCorrection(&step.Error)
		for _, side := range [...][]therapy.Modality{step.From, step.To} {
			if !slices.IsSorted(side) {
				slices.Sort(side)
			}
		}
	}
}
