package care

import (
	"slices"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
)

// GoalID names a goal inside its plan: lower-case words joined by hyphens
// ([therapy.ValidName]), such as "sleep". It says what the goal is about in general; it must
// not show whose goal it is.
type GoalID string

// Priority says how much a goal matters compared with the other goals. The codes are those of
// http://terminology.hl7.org/CodeSystem/goal-priority.
//
// The zero Priority means that none is stated.
type Priority uint8

// The priorities of a goal.
const (
	// HighPriority comes first.
	HighPriority Priority = iota + 1
	// MediumPriority comes next.
	MediumPriority
	// LowPriority comes last.
	LowPriority

	numPriorities
)

//enum:names Priority
var priorityNames = [numPriorities]string{
	HighPriority:   "high-priority",
	MediumPriority: "medium-priority",
	LowPriority:    "low-priority",
}

// Scope says whose goal a goal is. According to the article, individual therapy works on the
// person's own goals, and group therapy on individual and interpersonal ones.
//
// The zero Scope is unstated and refused.
type Scope uint8

// The scopes of a goal.
const (
	// ScopeIndividual is for a goal about the person alone.
	ScopeIndividual Scope = iota + 1
	// ScopeInterpersonal is for a goal about the person's relationships with others.
	ScopeInterpersonal
	// ScopeShared is for a goal that all members of a group, a couple or a family share.
	ScopeShared

	numScopes
)

//enum:names Scope
var scopeNames = [numScopes]string{
	ScopeIndividual:    "individual",
	ScopeInterpersonal: "interpersonal",
	ScopeShared:        "shared",
}

// Voice says who first put a goal into words.
//
// The zero Voice is unstated and refused.
type Voice uint8

// The people who can express a goal.
const (
	// VoiceClient is the client.
	VoiceClient Voice = iota + 1
	// VoiceTherapist is a professional.
	VoiceTherapist
	// VoiceTogether is client and professional together, in conversation.
	VoiceTogether
	// VoiceGroup is the group as a whole.
	VoiceGroup
	// VoiceFamily is a partner, a parent or another relative.
	VoiceFamily
	// VoiceReferrer is the person who referred the client.
	VoiceReferrer

	numVoices
)

//enum:names Voice
var voiceNames = [numVoices]string{
	VoiceClient:    "client",
	VoiceTherapist: "therapist",
	VoiceTogether:  "together",
	VoiceGroup:     "group",
	VoiceFamily:    "family",
	VoiceReferrer:  "referrer",
}

// Goal is what a client wants to reach, with everything that belongs to it. Status says
// whether the client works towards it, and Achievement whether it is reached; the two are
// independent.
//
// Goals are part of a [PlanSpec] and are checked there. The zero Goal is not valid.
type Goal struct {
	confidential.Hidden
	// ID names the goal in its plan. It never changes, and no goal is ever removed.
	ID GoalID `json:"id" kind:"treatment-plan" amend:"fixed"`
	// Statement is the goal in words, as far as possible the person's own, sealed.
	Statement confidential.Value[string] `json:"statement" kind:"treatment-plan" amend:"open"`
	// ExpressedBy is who expressed it first.
	ExpressedBy Voice `json:"expressedBy" kind:"treatment-plan" amend:"fact"`
	// Priority is how much it matters compared with the other goals.
	Priority Priority `json:"priority,omitzero" kind:"treatment-plan" amend:"open"`
	// Scope is whose goal it is.
	Scope Scope `json:"scope" kind:"treatment-plan" amend:"open"`
	// For is the one person whose goal it is, if the plan is for several people.
	For confidential.PersonID `json:"for,omitzero" kind:"identity,about" amend:"fact"`
	// Status says whether the goal is worked towards, Achievement how far it is reached.
	Status      GoalStatus  `json:"status" kind:"treatment-plan" amend:"status"`
	Achievement Achievement `json:"achievement,omitzero" kind:"treatment-plan" amend:"stated"`
	// Reason says why the goal is on hold, cancelled, rejected or entered in error; these
	// statuses need a reason.
	Reason Reason `json:"reason,omitempty" kind:"treatment-plan" amend:"with-status"`
	// Start is the day from which it is worked towards.
	Start therapy.Date `json:"start,omitzero" kind:"treatment-plan" amend:"fact"`
	// Issues are the presenting issues that it addresses.
	Issues []IssueID `json:"issues,omitempty" kind:"diagnosis" amend:"open"`
	// Targets say how to tell that the goal is reached. A goal may have none: not everything
	// that matters can be measured.
	Targets []Target `json:"targets,omitempty" amend:"open"`
	// Scale is the person's own scale of attainment for this goal, if one was agreed.
	Scale AttainmentScale `json:"scale,omitzero" amend:"fact"`
	// Importance and Confidence are the person's answers to how much the goal matters
	// to them and how sure they are of reaching it.
	Importance Rating `json:"importance,omitzero" kind:"treatment-plan" amend:"open"`
	Confidence Rating `json:"confidence,omitzero" kind:"treatment-plan" amend:"open"`
	// Barriers are what stands in the way.
	Barriers []Barrier `json:"barriers,omitempty" amend:"kept"`
	// Progress are the observations that are kept with the goal, in the order of time. Values
	// that were measured in a session need not be copied here: [Plan.Progress] finds them.
	Progress []Observation `json:"progress,omitempty" amend:"added"`
	// Supersedes is the goal of the same plan that this one replaces.
	Supersedes GoalID `json:"supersedes,omitempty" kind:"treatment-plan" amend:"fact"`
}

// Clone returns a copy that shares no slice with g.
func (g Goal) Clone() Goal {
	g.Issues = slices.Clone(g.Issues)
	g.Targets = slices.Clone(g.Targets)
	g.Scale.Levels = slices.Clone(g.Scale.Levels)
	g.Barriers = slices.Clone(g.Barriers)
	g.Progress = slices.Clone(g.Progress)
	return g
}

// needsReason reports whether a goal of the status needs a reason.
func (s GoalStatus) needsReason() bool {
	return s == GoalOnHold || s == GoalCancelled || s == GoalRejected || s == GoalEnteredInError
}

func (g Goal) closed() bool { return !g.Status.Open() }

// Validate reports everything wrong with the goal at once, as far as it can be checked
// without the plan.
func (g Goal) Validate() error {
	var c therapy.Check
	g.validate(&c, "", nil)
	for i, t := range g.Targets {
		t.entering(&c, at("/targets", i))
	}
	for i, o := range g.Progress {
		o.entering(&c, at("/progress", i))
	}
	return c.Err()
}

func (g Goal) validate(c *therapy.Check, path string, before []Observation) {
	c.Name(path+"/id", "goal-id", string(g.ID))
	if g.Statement.IsZero() {
		c.Wrong(path+"/statement", "goal-statement", "what the person wants to reach", therapy.ErrRequired)
	}
	c.Stated(path+"/expressedBy", "goal-voice", g.ExpressedBy.Valid())
	if g.Priority != 0 && !g.Priority.Valid() {
		c.Wrong(path+"/priority", "goal-priority", "", therapy.ErrRange)
	}
	c.Stated(path+"/scope", "goal-scope", g.Scope.Valid())
	if !g.For.IsZero() && g.Scope == ScopeShared {
		c.Wrong(path+"/for", "goal-shared-for", "no single client, since the goal is shared", therapy.ErrContradiction)
	}
	c.Stated(path+"/status", "goal-status", g.Status.Valid())
	switch {
	case g.Achievement >= numAchievements:
		c.Wrong(path+"/achievement", "goal-achievement", "", therapy.ErrRange)
	case g.Status.Valid() && !g.Status.Allows(g.Achievement):
		c.Wrong(path+"/achievement", "goal-achievement-lifecycle", "an achievement that the lifecycle status allows", therapy.ErrContradiction)
	}
	c.OptionalName(path+"/reason", "reason-name", string(g.Reason))
	if g.Reason == "" && g.Status.needsReason() {
		c.Wrong(path+"/reason", "goal-reason", "the reason for the status", therapy.ErrRequired)
	}
	therapy.CheckNames(c, path+"/issues", "issue-id", g.Issues)
	limited(c, path+"/targets", len(g.Targets))
	for i, t := range g.Targets {
		t.validate(c, at(path+"/targets", i))
		if slices.ContainsFunc(g.Targets[:i], func(u Target) bool { return u.Measure == t.Measure && u.Scale == t.Scale }) {
			c.Wrong(at(path+"/targets", i), "target-duplicate", "one target for a measure", therapy.ErrDuplicate)
		}
		if !t.Due.IsZero() && t.Due.Before(g.Start) {
			c.Wrong(at(path+"/targets", i)+"/due", "target-before-start", "a day on or after that from which the goal is sought", therapy.ErrContradiction)
		}
	}
	g.Scale.validate(c, path+"/scale")
	validateBarriers(c, path+"/barriers", g.Barriers)
	validateObservations(c, path+"/progress", before, g.Progress)
	for i := shared(before, g.Progress); i < len(g.Progress); i++ {
		o := g.Progress[i]
		if o.Measure == AttainmentMeasure && o.Counts() && len(g.Scale.Levels) == 0 {
			c.Wrong(at(path+"/progress", i)+"/value", "attainment-scale", "a scale that was agreed", therapy.ErrRequired)
		}
	}
	c.OptionalName(path+"/supersedes", "goal-id", string(g.Supersedes))
	if g.Supersedes != "" && g.Supersedes == g.ID {
		c.Wrong(path+"/supersedes", "goal-supersedes-itself", "another goal", therapy.ErrContradiction)
	}
}

// refer checks the goal's references to other parts of the plan.
func (g Goal) refer(c *therapy.Check, path string, p parts) {
	for i, issue := range g.Issues {
		reference(c, p.issues, issue, at(path+"/issues", i), "goal-issue")
	}
	if !g.For.IsZero() && !slices.Contains(p.clients, g.For) {
		c.Wrong(path+"/for", "goal-for", "one of the plan's clients", therapy.ErrReference)
	}
	reference(c, p.goals, g.Supersedes, path+"/supersedes", "goal-supersedes")
	if i, ok := p.goals[g.Supersedes]; ok && g.Supersedes != "" && g.Status.Open() && p.plan.Goals[i].Status.Open() {
		c.Wrong(at("/goals", i)+"/status", "goal-superseded-open", "a goal that is superseded has to be closed", therapy.ErrContradiction)
	}
}

// watches reports whether the goal has a target or a scale for the measure of the
// observation.
func (g Goal) watches(o Observation) bool {
	return o.Measure == AttainmentMeasure && len(g.Scale.Levels) > 0 ||
		slices.ContainsFunc(g.Targets, func(t Target) bool { return t.Measure == o.Measure && t.Scale == o.Scale })
}

// Latest returns the last observation of the measure that is not marked as an error, on the
// subscale or, with an empty scale, on the total.
func (g Goal) Latest(instrument measure.ID, scale string) (latest Observation, ok bool) {
	for _, o := range g.Progress {
		if o.Counts() && o.Measure == instrument && o.Scale == scale && (!ok || !o.At.Before(latest.At)) {
			latest, ok = o, true
		}
	}
	return latest, ok
}
