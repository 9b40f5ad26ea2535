package care

import (
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
)

// GoalID names a goal inside its plan: lower-case words joined by hyphens
// ([therapy.ValidName]), such as "sleep". It says what the goal is about in general and
// nothing about whose it is.
type GoalID string

// Priority is how much a goal matters beside the others. The codes are those of
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

// Scope is whose goal a goal is. The article has individual therapy look at the
// person's own goals, and group therapy at individual and interpersonal ones.
//
// The zero Scope is unstated and refused.
type Scope uint8

// Whose a goal can be.
const (
	// ScopeIndividual is about the person alone.
	ScopeIndividual Scope = iota + 1
	// ScopeInterpersonal is about the person with others.
	ScopeInterpersonal
	// ScopeShared is shared by all the members of a group, a couple or a family.
	ScopeShared

	numScopes
)

//enum:names Scope
var scopeNames = [numScopes]string{
	ScopeIndividual:    "individual",
	ScopeInterpersonal: "interpersonal",
	ScopeShared:        "shared",
}

// Voice is who first put a goal into words. Goals are found together; that is a
// reason to know whose each was.
//
// The zero Voice is unstated and refused.
type Voice uint8

// Who can have expressed a goal.
const (
	// VoiceClient is the person themselves.
	VoiceClient Voice = iota + 1
	// VoiceTherapist is a professional.
	VoiceTherapist
	// VoiceTogether is both, in conversation.
	VoiceTogether
	// VoiceGroup is the group as a whole.
	VoiceGroup
	// VoiceFamily is a partner, a parent or another relative.
	VoiceFamily
	// VoiceReferrer is whoever referred the person.
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

// Rating is a person's own answer from 0 to 10, as on the scales of importance and
// confidence in motivational interviewing. The zero Rating means that nobody has
// asked, which is why it is not a number: 0 is an answer.
type Rating struct{ stored uint8 }

// NewRating returns the rating n, from 0 to 10.
func NewRating(n int) (Rating, error) {
	if n < 0 || n > 10 {
		return Rating{}, &therapy.FieldError{Rule: "rating-range", Hint: "0 to 10", Err: therapy.ErrRange}
	}
	return Rating{uint8(n) + 1}, nil
}

// MustRating is [NewRating] for numbers known to be right; it panics otherwise.
func MustRating(n int) Rating {
	r, err := NewRating(n)
	if err != nil {
		panic("therapy.MustRating: not from 0 to 10")
	}
	return r
}

// Value returns the rating; ok is false where nobody has asked.
func (r Rating) Value() (n int, ok bool) { return max(0, int(r.stored)-1), r.stored > 0 }

// IsZero reports whether nobody has asked.
func (r Rating) IsZero() bool { return r.stored == 0 }

// String returns the number, "" where nobody has asked.
func (r Rating) String() string {
	if r.IsZero() {
		return ""
	}
	return strconv.Itoa(int(r.stored) - 1)
}

// MarshalJSON writes the number, null where nobody has asked.
func (r Rating) MarshalJSON() ([]byte, error) {
	if r.IsZero() {
		return []byte("null"), nil
	}
	return []byte(r.String()), nil
}

// UnmarshalJSON reads a whole number from 0 to 10, or null.
func (r *Rating) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*r = Rating{}
		return nil
	}
	var n int
	if err := therapy.UnmarshalStrict(data, &n); err != nil {
		return err
	}
	read, err := NewRating(n)
	if err == nil {
		*r = read
	}
	return err
}

// Goal is what somebody wants to reach, with everything that belongs to it. Whether
// it is sought (Status) and whether it is reached (Achievement) are two things.
//
// Goals are part of a [PlanSpec] and are checked there. The zero Goal is not valid.
type Goal struct {
	// ID names the goal in its plan. It never changes, and no goal is ever removed.
	ID GoalID `json:"id"`
	// Statement is the goal in words, as far as possible the person's own, sealed.
	Statement confidential.Value[string] `json:"statement"`
	// ExpressedBy is who put it so.
	ExpressedBy Voice `json:"expressedBy"`
	// Priority is how much it matters beside the others.
	Priority Priority `json:"priority,omitzero"`
	// Scope is whose goal it is.
	Scope Scope `json:"scope"`
	// For is the one person whose goal it is, where the plan is for several.
	For confidential.PersonID `json:"for,omitzero"`
	// Status is whether it is sought, Achievement how far it is reached.
	Status      GoalStatus  `json:"status"`
	Achievement Achievement `json:"achievement,omitzero"`
	// Reason says why it is held, cancelled, rejected, or void; these need one.
	Reason Reason `json:"reason,omitempty"`
	// Start is the day from which it is sought.
	Start therapy.Date `json:"start,omitzero"`
	// Issues are the presenting issues that it addresses.
	Issues []IssueID `json:"issues,omitempty"`
	// Targets say how one would know. A goal may do without: not everything that
	// matters can be measured.
	Targets []Target `json:"targets,omitempty"`
	// Scale is the person's own scale of attainment for this goal, if one was agreed.
	Scale AttainmentScale `json:"scale,omitzero"`
	// Importance and Confidence are the person's answers to how much the goal matters
	// to them and how sure they are of reaching it.
	Importance Rating `json:"importance,omitzero"`
	Confidence Rating `json:"confidence,omitzero"`
	// Barriers are what stands in the way.
	Barriers []Barrier `json:"barriers,omitempty"`
	// Progress is what has been observed, in the order of time.
	Progress []Observation `json:"progress,omitempty"`
	// Supersedes is the goal of the same plan in whose place this one stands.
	Supersedes GoalID `json:"supersedes,omitempty"`
}

// Barrier is something that stands in the way: of a goal, or of therapy as a whole.
// The zero Barrier is not valid.
type Barrier struct {
	// Kind is what it is in general, such as "transport", in an open vocabulary
	// ([therapy.ValidName]).
	Kind string `json:"kind"`
	// Note is what it is for this person, sealed; it may be left out.
	Note confidential.Value[string] `json:"note,omitzero"`
	// Resolved is the day from which it is out of the way; zero while it is not.
	Resolved therapy.Date `json:"resolved,omitzero"`
}

func validateBarriers(c *therapy.Check, path string, barriers []Barrier) {
	seen := make(map[string]bool, len(barriers))
	for i, b := range barriers {
		place := path + "/" + strconv.Itoa(i)
		c.Name(place+"/kind", "barrier-kind", b.Kind)
		therapy.CheckOnce(c, seen, b.Kind, place+"/kind", "barrier-duplicate")
	}
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

// needsReason reports whether a goal of the status has to say why.
func (s GoalStatus) needsReason() bool {
	return s == GoalOnHold || s == GoalCancelled || s == GoalRejected || s == GoalEnteredInError
}

func (g Goal) validate(c *therapy.Check, path string) {
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
		c.Wrong(path+"/for", "goal-shared-for", "a shared goal is not one person's", therapy.ErrContradiction)
	}
	c.Stated(path+"/status", "goal-status", g.Status.Valid())
	switch {
	case g.Achievement >= numAchievements:
		c.Wrong(path+"/achievement", "goal-achievement", "", therapy.ErrRange)
	case g.Status.Valid() && !g.Status.Allows(g.Achievement):
		c.Wrong(path+"/achievement", "goal-achievement-lifecycle", "what goes with the lifecycle status", therapy.ErrContradiction)
	}
	if g.Reason != "" && !g.Reason.Valid() {
		c.Wrong(path+"/reason", "reason-name", "", therapy.ErrSyntax)
	} else if g.Reason == "" && g.Status.needsReason() {
		c.Wrong(path+"/reason", "goal-reason", "why", therapy.ErrRequired)
	}
	therapy.CheckNames(c, path+"/issues", "issue-id", g.Issues)
	for i, t := range g.Targets {
		t.validate(c, path+"/targets/"+strconv.Itoa(i))
		if slices.ContainsFunc(g.Targets[:i], func(u Target) bool { return u.Measure == t.Measure && u.Scale == t.Scale }) {
			c.Wrong(path+"/targets/"+strconv.Itoa(i), "target-duplicate", "one target for a measure", therapy.ErrDuplicate)
		}
	}
	g.Scale.validate(c, path+"/scale")
	validateBarriers(c, path+"/barriers", g.Barriers)
	validateObservations(c, path+"/progress", g.Progress)
	for i, o := range g.Progress {
		if o.Measure == AttainmentMeasure && (len(g.Scale.Levels) == 0 || o.Value != float64(int(o.Value)) || o.Value < -2 || o.Value > 2) {
			c.Wrong(path+"/progress/"+strconv.Itoa(i)+"/value", "attainment-level", "-2 to +2, on a scale that was agreed", therapy.ErrRange)
		}
	}
	c.OptionalName(path+"/supersedes", "goal-id", string(g.Supersedes))
	if g.Supersedes != "" && g.Supersedes == g.ID {
		c.Wrong(path+"/supersedes", "goal-supersedes-itself", "", therapy.ErrContradiction)
	}
}

func (g Goal) follows(c *therapy.Check, path string, previous Goal, unused bool) {
	if !previous.Status.To(g.Status).Permits(unused) {
		c.Wrong(path+"/status", "goal-transition", "", therapy.ErrTransition)
	}
	if g.Achievement == 0 && previous.Achievement != 0 {
		c.Wrong(path+"/achievement", "goal-achievement-removed", "an achievement is not removed", therapy.ErrTransition)
	}
	for _, was := range previous.Progress {
		if !slices.ContainsFunc(g.Progress, was.same) {
			c.Wrong(path+"/progress", "progress-removed", "observations are not removed or rewritten; mark them as a mistake", therapy.ErrTransition)
			break
		}
	}
	if len(previous.Scale.Levels) > 0 && len(g.Scale.Levels) == 0 {
		c.Wrong(path+"/scale", "scale-removed", "the scale is not removed", therapy.ErrTransition)
	}
}

// Latest returns the last observation of the measure, on the subscale or, with an
// empty scale, on the total.
func (g Goal) Latest(instrument measure.ID, scale string) (latest Observation, ok bool) {
	for _, o := range g.Progress {
		if o.Measure == instrument && o.Scale == scale && (!ok || !o.At.Before(latest.At)) {
			latest, ok = o, true
		}
	}
	return latest, ok
}
