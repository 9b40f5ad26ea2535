package care

import (
	"slices"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// PlanSpec describes a plan of treatment. Fill it in and give it to [NewPlan], or edit it
// inside [Plan.Amend]. Prose about people is sealed, people are pseudonymous ids, and
// everything else is names, numbers and days.
//
// The zero PlanSpec is not valid.
type PlanSpec struct { //nolint:recvcheck // a ledger keeps it by pointer
	confidential.Hidden
	// ID is the plan's own id, given by the caller.
	ID PlanID `json:"id" kind:"treatment-plan" amend:"fixed"`
	// Author and Created say who made the plan and when. They never change.
	Author  confidential.PersonID `json:"author" kind:"identity,professional" amend:"fixed"`
	Created time.Time             `json:"created" kind:"treatment-plan" amend:"fixed"`
	// Clients are the people the plan is for: one person, or the members of a couple, a
	// family or a group that is treated as one. They cannot change: other clients need
	// another plan.
	Clients []confidential.PersonID `json:"clients" kind:"identity,about" amend:"fixed"`
	// Status is the status of the plan, and Reason says why; on-hold, revoked and
	// entered-in-error need a reason.
	Status PlanStatus `json:"status" kind:"treatment-plan,minimum" amend:"status"`
	Reason Reason     `json:"reason,omitempty" kind:"treatment-plan" amend:"with-status"`
	// From and Until are the first and last day of the plan; zero means that it is open.
	From  therapy.Date `json:"from,omitzero" kind:"treatment-plan" amend:"open"`
	Until therapy.Date `json:"until,omitzero" kind:"treatment-plan" amend:"open"`
	// Issues are the person's presenting issues.
	Issues []Issue `json:"issues,omitempty" amend:"kept"`
	// Assessment is the assessment that the plan is based on. Every plan that is more than a
	// draft needs one.
	Assessment AssessmentRef `json:"assessment,omitzero" amend:"newer"`
	// Choice is the decision that led to the modalities.
	Choice Choice `json:"choice,omitzero" amend:"newer"`
	// Responses are the clients' answers to the plan: what they agreed to, and what not.
	Responses []Response `json:"responses,omitempty" amend:"added"`
	// Culture and Values are the person's cultural background, and what matters to them, as
	// far as therapy should consider it; sealed.
	Culture confidential.Value[string] `json:"culture,omitzero" kind:"personal-history" amend:"free"`
	Values  confidential.Value[string] `json:"values,omitzero" kind:"personal-history" amend:"free"`
	// Barriers are the barriers to therapy as a whole.
	Barriers []Barrier `json:"barriers,omitempty" amend:"kept"`
	// Goals are what the plan should reach.
	Goals []Goal `json:"goals,omitempty" amend:"kept"`
	// Strands say how to reach the goals. Strands of more than one modality are combined
	// therapy.
	Strands []Strand `json:"strands,omitempty" amend:"kept"`
	// ReviewEvery is how many days may pass between reviews; 0 sets no limit. NextReview is
	// the day of the next review.
	ReviewEvery int          `json:"reviewEvery,omitempty" kind:"treatment-plan" amend:"open"`
	NextReview  therapy.Date `json:"nextReview,omitzero" kind:"treatment-plan" amend:"open"`
	// Reviews are the reviews that took place, first to last.
	Reviews []PlanReview `json:"reviews,omitempty" amend:"added"`
	// CrisisPlan refers to the person's crisis plan, which is kept elsewhere.
	CrisisPlan DocumentID `json:"crisisPlan,omitempty" kind:"risk-assessment" amend:"free"`
	// Confidentiality raises the plan's level above that of its parts; see [RaiseTo]. It
	// cannot lower the level, and the zero Raised leaves it unchanged.
	Confidentiality Raised `json:"confidentiality,omitzero" kind:"treatment-plan" amend:"free"`
}

// maxReviewDays is the maximum review cycle: a longer one than two years is not a review
// cycle.
const maxReviewDays = 731

// Validate reports everything wrong with the description at once.
func (s PlanSpec) Validate() error { return s.validate(nil) }

func (s *PlanSpec) validate(before *PlanSpec) error {
	if before == nil {
		before = &PlanSpec{}
	}
	var c therapy.Check
	recordID(&c, "/id", s.ID)
	person(&c, "/author", s.Author)
	c.Instant("/created", s.Created)
	if len(s.Clients) == 0 {
		c.Wrong("/clients", "plan-clients", "a plan needs at least one client", therapy.ErrRequired)
	}
	persons(&c, "/clients", s.Clients)
	c.Stated("/status", "plan-status", s.Status.Valid())
	c.OptionalName("/reason", "reason-name", string(s.Reason))
	if s.Reason == "" && (s.Status == PlanOnHold || s.Status == PlanRevoked || s.Status == PlanEnteredInError) {
		c.Wrong("/reason", "plan-reason", "the reason for the status", therapy.ErrRequired)
	}
	c.Days("/until", s.From, s.Until)
	if s.Assessment != (AssessmentRef{}) {
		s.Assessment.validate(&c, "/assessment")
	} else if s.inForce() {
		c.Wrong("/assessment", "plan-assessment", "a plan in force needs an assessment", therapy.ErrRequired)
	}
	if s.inForce() && len(s.Strands) == 0 {
		c.Wrong("/strands", "plan-strands", "a plan in force needs at least one strand", therapy.ErrRequired)
	}
	s.Choice.validate(&c, "/choice")
	if s.CrisisPlan != "" {
		recordID(&c, "/crisisPlan", s.CrisisPlan)
	}
	if level, raised := s.Confidentiality.Level(); raised && !level.Valid() {
		c.Wrong("/confidentiality", "plan-confidentiality", "a level of confidentiality", therapy.ErrRange)
	}
	validateBarriers(&c, "/barriers", s.Barriers)
	// Every part checks itself, and its references with the same lists of the other parts.
	parts := s.parts(&c)
	for i, issue := range s.Issues {
		issue.validate(&c, at("/issues", i))
	}
	for i := range s.Goals {
		s.Goals[i].validate(&c, at("/goals", i), before.progress(i, s.Goals[i].ID))
		s.Goals[i].refer(&c, at("/goals", i), parts)
	}
	for i := range s.Strands {
		s.Strands[i].validate(&c, at("/strands", i), !s.inForce())
		s.Strands[i].refer(&c, at("/strands", i), parts)
	}
	limited(&c, "/responses", len(s.Responses))
	for i := shared(before.Responses, s.Responses); i < len(s.Responses); i++ {
		s.Responses[i].validate(&c, at("/responses", i), parts, s.Responses[:i])
	}
	s.validateReviews(&c, before)
	return c.Err()
}

// inForce reports whether the plan has to be complete, because people may act on it, or have
// acted on it.
func (s *PlanSpec) inForce() bool {
	return s.Status == PlanActive || s.Status == PlanOnHold || s.Status == PlanCompleted
}

func (s PlanSpec) closed() bool { return !s.Status.Open() }

// progress returns the observations of the goal at index i.
func (s *PlanSpec) progress(i int, id GoalID) []Observation {
	if i < len(s.Goals) && s.Goals[i].ID == id {
		return s.Goals[i].Progress
	}
	return nil
}

// parts has the indices of the parts of a plan by their ids.
type parts struct {
	clients []confidential.PersonID
	issues  map[IssueID]int
	goals   map[GoalID]int
	strands map[StrandID]int
	plan    *PlanSpec
}

// parts lists the parts, and reports repeated ids.
func (s *PlanSpec) parts(c *therapy.Check) parts {
	limited(c, "/issues", len(s.Issues))
	limited(c, "/goals", len(s.Goals))
	limited(c, "/strands", len(s.Strands))
	return parts{
		clients: s.Clients,
		issues:  index(c, "/issues", "issue-duplicate", s.Issues, func(i Issue) IssueID { return i.ID }),
		goals:   index(c, "/goals", "goal-duplicate", s.Goals, func(g Goal) GoalID { return g.ID }),
		strands: index(c, "/strands", "strand-duplicate", s.Strands, func(s Strand) StrandID { return s.ID }),
		plan:    s,
	}
}

// index lists the indices of elements by their ids, and reports repeated ids.
func index[E any, K ~string](c *therapy.Check, path, rule string, list []E, id func(E) K) map[K]int {
	places := make(map[K]int, len(list))
	for i, e := range list {
		key := id(e)
		if _, twice := places[key]; twice && key != "" {
			c.Wrong(at(path, i)+"/id", rule, "", therapy.ErrDuplicate)
			continue
		}
		places[key] = i
	}
	return places
}

// reference reports an id that does not exist in the plan.
func reference[K ~string](c *therapy.Check, known map[K]int, id K, path, rule string) {
	if _, ok := known[id]; id != "" && !ok {
		c.Wrong(path, rule, "the id of a part of this plan", therapy.ErrReference)
	}
}

func (s *PlanSpec) follows(previous *PlanSpec, rev RevisionSpec, trusting bool) error {
	var c therapy.Check
	if previous != nil {
		rev.Unused = rev.Unused && !previous.used()
	}
	follow(&c, previous, s, rev, trusting)
	return c.Err()
}

// used reports whether the plan was certainly acted on.
func (s *PlanSpec) used() bool {
	return slices.ContainsFunc(s.Reviews, PlanReview.Counts) ||
		slices.ContainsFunc(s.Goals, func(g Goal) bool { return slices.ContainsFunc(g.Progress, Observation.Counts) })
}

func (s *PlanSpec) clone() *PlanSpec {
	c := *s
	c.Clients = slices.Clone(s.Clients)
	c.Issues = slices.Clone(s.Issues)
	c.Choice = s.Choice.Clone()
	c.Responses = slices.Clone(s.Responses)
	c.Barriers = slices.Clone(s.Barriers)
	c.Goals = slices.Clone(s.Goals)
	for i := range c.Goals {
		c.Goals[i] = c.Goals[i].Clone()
	}
	c.Strands = slices.Clone(s.Strands)
	for i := range c.Strands {
		c.Strands[i] = c.Strands[i].Clone()
	}
	c.Reviews = slices.Clone(s.Reviews)
	for i := range c.Reviews {
		c.Reviews[i].By = slices.Clone(c.Reviews[i].By)
	}
	return &c
}

func (s *PlanSpec) canonical() {
	s.Created = instant(s.Created)
	canonicalChoice(&s.Choice)
	for i := range s.Goals {
		canonicalObservations(s.Goals[i].Progress)
	}
	for i := range s.Responses {
		canonicalCorrection(&s.Responses[i].Error)
	}
	for i := range s.Reviews {
		canonicalCorrection(&s.Reviews[i].Error)
	}
	for i := range s.Strands {
		canonicalCorrection(&s.Strands[i].Error)
	}
}
