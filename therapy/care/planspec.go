package care

import (
	"slices"
	"strconv"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Agreement is what somebody said to what was proposed. The codes are those of
// FHIR's goal acceptance. The zero Agreement is unstated and refused: that nobody
// has answered yet is [AgreementPending].
type Agreement uint8

// The answers.
const (
	// Agreed is a yes.
	Agreed Agreement = iota + 1
	// Disagreed is a no. It is recorded, not argued away.
	Disagreed
	// AgreementPending is no answer yet.
	AgreementPending

	numAgreements
)

//enum:names Agreement
var agreementNames = [numAgreements]string{
	Agreed:           "agree",
	Disagreed:        "disagree",
	AgreementPending: "pending",
}

// PlanSpec describes a plan of treatment, to be filled in and given to [NewPlan] or
// edited inside [Plan.Amend]. Prose about people is sealed, people are pseudonymous
// ids, and everything else is names, numbers and days.
//
// The zero PlanSpec is not valid.
type PlanSpec struct {
	// ID is the plan's own id, given by the caller.
	ID PlanID `json:"id"`
	// Author and Created say who made the plan and when. They never change.
	Author  confidential.PersonID `json:"author"`
	Created time.Time             `json:"created"`
	// Clients are the people the plan is for: one, or the members of a couple, a
	// family or a group that is treated as one.
	Clients []confidential.PersonID `json:"clients"`
	// Status is where the plan stands, and Reason why, which on-hold, revoked and
	// entered-in-error need.
	Status PlanStatus `json:"status"`
	Reason Reason     `json:"reason,omitempty"`
	// From and Until are the days for which it is meant; zero where open.
	From  therapy.Date `json:"from,omitzero"`
	Until therapy.Date `json:"until,omitzero"`
	// Issues are what the person comes with.
	Issues []Issue `json:"issues,omitempty"`
	// Assessment is the assessment it rests on. Every plan that is more than a draft
	// rests on one.
	Assessment AssessmentRef `json:"assessment,omitzero"`
	// Choice is the recommendation or the override that the modalities follow from.
	Choice Choice `json:"choice,omitzero"`
	// Responses are the clients' parts in the plan: what they agreed to, what not.
	Responses []Response `json:"responses,omitempty"`
	// Culture and Values are the person's cultural background, and what matters to
	// them, as far as therapy should take account of it; sealed.
	Culture confidential.Value[string] `json:"culture,omitzero"`
	Values  confidential.Value[string] `json:"values,omitzero"`
	// Barriers are what stands in the way of therapy as a whole.
	Barriers []Barrier `json:"barriers,omitempty"`
	// Goals are what is to be reached.
	Goals []Goal `json:"goals,omitempty"`
	// Strands are how. More than one is combined therapy.
	Strands []Strand `json:"strands,omitempty"`
	// ReviewEvery is how many days may pass between reviews; 0 where none is set.
	// NextReview is the day of the next one.
	ReviewEvery int          `json:"reviewEvery,omitempty"`
	NextReview  therapy.Date `json:"nextReview,omitzero"`
	// Reviews are those that took place, first to last.
	Reviews []PlanReview `json:"reviews,omitempty"`
	// CrisisPlan refers to the person's crisis plan, wherever that is kept.
	CrisisPlan DocumentID `json:"crisisPlan,omitempty"`
	// Confidentiality raises the plan's level above that of its parts; see [RaiseTo]. It
	// cannot lower it, and the zero Raised leaves it as it is.
	Confidentiality Raised `json:"confidentiality,omitzero"`
}

// IssueID names a presenting issue inside its plan ([therapy.ValidName]).
type IssueID string

// Issue is something the person comes with. The zero Issue is not valid.
type Issue struct {
	// ID names it in its plan.
	ID IssueID `json:"id"`
	// Concern is what it is in general, such as "depression", in the open vocabulary
	// of conditions and concerns ([therapy.ValidName]).
	Concern string `json:"concern"`
	// Statement is what it is for this person, sealed; it may be left out.
	Statement confidential.Value[string] `json:"statement,omitzero"`
	// Since is the day from which, as far as anybody knows.
	Since therapy.Date `json:"since,omitzero"`
	// Severity is how bad it is, as the person rates it, 0 to 10.
	Severity Rating `json:"severity,omitzero"`
}

func (i Issue) validate(c *therapy.Check, path string) {
	c.Name(path+"/id", "issue-id", string(i.ID))
	c.Name(path+"/concern", "issue-concern", i.Concern)
}

// AssessmentRef refers to an assessment. The zero AssessmentRef refers to none.
type AssessmentRef struct {
	ID AssessmentID `json:"id"`
	// By is who assessed, and On when it was finished.
	By confidential.PersonID `json:"by"`
	On therapy.Date          `json:"on"`
}

// Response is what a client said to the plan or to a part of it. Of several answers to
// the same part the latest counts, and of those of one day the last in the list. The
// zero Response is not valid.
type Response struct {
	// Client is who answered.
	Client confidential.PersonID `json:"client"`
	// Goal or Strand is the part that was answered; with neither it is the whole.
	Goal   GoalID   `json:"goal,omitempty"`
	Strand StrandID `json:"strand,omitempty"`
	// Agreement is the answer.
	Agreement Agreement `json:"agreement"`
	// On is when; zero while it is pending.
	On therapy.Date `json:"on,omitzero"`
	// Words are what the person said, sealed; they may be left out.
	Words confidential.Value[string] `json:"words,omitzero"`
}

// PlanReview is one look back at how the plan does. The zero PlanReview is not valid.
type PlanReview struct {
	// On is the day, By are those who took part.
	On therapy.Date            `json:"on"`
	By []confidential.PersonID `json:"by"`
	// Outcome is what follows, in one name: [ReasonProgress], [ReasonNoProgress] …
	Outcome Reason `json:"outcome"`
	// Note is what was found, sealed; it may be left out.
	Note confidential.Value[string] `json:"note,omitzero"`
}

// maxReviewDays bounds the cycle: what nobody looks at for more than two years is
// not reviewed.
const maxReviewDays = 731

// Validate reports everything wrong with the description at once.
func (s PlanSpec) Validate() error { return s.validate() }

func (s *PlanSpec) validate() error {
	var c therapy.Check
	recordID(&c, "/id", s.ID)
	person(&c, "/author", s.Author)
	c.Instant("/created", s.Created)
	if len(s.Clients) == 0 {
		c.Wrong("/clients", "plan-clients", "a plan needs at least one client", therapy.ErrRequired)
	}
	persons(&c, "/clients", s.Clients)
	c.Stated("/status", "plan-status", s.Status.Valid())
	if s.Reason != "" && !s.Reason.Valid() {
		c.Wrong("/reason", "reason-name", "", therapy.ErrSyntax)
	} else if s.Reason == "" && (s.Status == PlanOnHold || s.Status == PlanRevoked || s.Status == PlanEnteredInError) {
		c.Wrong("/reason", "plan-reason", "why", therapy.ErrRequired)
	}
	c.Days("/until", s.From, s.Until)
	s.validateBasis(&c)
	validateBarriers(&c, "/barriers", s.Barriers)
	s.validateParts(&c)
	s.validateReviews(&c)
	if level, raised := s.Confidentiality.Level(); raised && !level.Valid() {
		c.Wrong("/confidentiality", "plan-confidentiality", "a level of confidentiality", therapy.ErrRange)
	}
	return c.Err()
}

// inForce reports whether the plan has to be complete: whether anybody may act, or
// has acted, upon it.
func (s *PlanSpec) inForce() bool {
	return s.Status == PlanActive || s.Status == PlanOnHold || s.Status == PlanCompleted
}

func (s *PlanSpec) validateBasis(c *therapy.Check) {
	issues := make(map[IssueID]bool, len(s.Issues))
	for i, issue := range s.Issues {
		place := "/issues/" + strconv.Itoa(i)
		issue.validate(c, place)
		therapy.CheckOnce(c, issues, issue.ID, place+"/id", "issue-duplicate")
	}
	switch {
	case s.Assessment != AssessmentRef{}:
		s.Assessment.validate(c, "/assessment")
	case s.inForce():
		c.Wrong("/assessment", "plan-assessment", "a plan in force needs an assessment", therapy.ErrRequired)
	}
	if s.inForce() && len(s.Strands) == 0 {
		c.Wrong("/strands", "plan-strands", "a plan in force needs at least one strand", therapy.ErrRequired)
	}
	s.Choice.validate(c, "/choice")
}

func (s *PlanSpec) validateParts(c *therapy.Check) {
	issues := make(map[IssueID]bool, len(s.Issues))
	for _, issue := range s.Issues {
		issues[issue.ID] = true
	}
	goals := make(map[GoalID]bool, len(s.Goals))
	for i := range s.Goals {
		g, place := &s.Goals[i], "/goals/"+strconv.Itoa(i)
		g.validate(c, place)
		therapy.CheckOnce(c, goals, g.ID, place+"/id", "goal-duplicate")
		for j, issue := range g.Issues {
			reference(c, issues, issue, place+"/issues/"+strconv.Itoa(j), "goal-issue")
		}
		if !g.For.IsZero() && !slices.Contains(s.Clients, g.For) {
			c.Wrong(place+"/for", "goal-for", "one of the plan's clients", therapy.ErrReference)
		}
	}
	for i, g := range s.Goals {
		reference(c, goals, g.Supersedes, "/goals/"+strconv.Itoa(i)+"/supersedes", "goal-supersedes")
		if g.Supersedes != "" {
			for j := range s.Goals {
				if old := &s.Goals[j]; old.ID == g.Supersedes && old.Status.Open() && g.Status.Open() {
					c.Wrong("/goals/"+strconv.Itoa(j)+"/status", "goal-superseded-open", "a goal that is superseded has to be closed", therapy.ErrContradiction)
				}
			}
		}
	}
	strands := make(map[StrandID]bool, len(s.Strands))
	for i := range s.Strands {
		place := "/strands/" + strconv.Itoa(i)
		s.Strands[i].validate(c, place, !s.inForce())
		therapy.CheckOnce(c, strands, s.Strands[i].ID, place+"/id", "strand-duplicate")
		for j, goal := range s.Strands[i].Goals {
			reference(c, goals, goal, place+"/goals/"+strconv.Itoa(j), "strand-goal")
		}
		for j, t := range s.Strands[i].Therapists {
			if slices.Contains(s.Clients, t.ID) {
				c.Wrong(place+"/therapists/"+strconv.Itoa(j)+"/id", "therapist-is-client", "a client cannot be a therapist of the plan", therapy.ErrContradiction)
			}
		}
	}
	for i, strand := range s.Strands {
		for j, sharing := range strand.Sharing {
			place := "/strands/" + strconv.Itoa(i) + "/sharing/" + strconv.Itoa(j)
			reference(c, strands, sharing.With, place+"/with", "sharing-strand")
			for _, client := range s.Clients {
				if !slices.Contains(sharing.AgreedBy, client) {
					c.Wrong(place+"/agreedBy", "sharing-clients", "every client of the plan has to agree", therapy.ErrRequired)
					break
				}
			}
		}
	}
	for i, a := range s.Responses {
		place := "/responses/" + strconv.Itoa(i)
		person(c, place+"/client", a.Client)
		if !a.Client.IsZero() && !slices.Contains(s.Clients, a.Client) {
			c.Wrong(place+"/client", "response-client", "one of the plan's clients", therapy.ErrReference)
		}
		reference(c, goals, a.Goal, place+"/goal", "response-goal")
		reference(c, strands, a.Strand, place+"/strand", "response-strand")
		if a.Goal != "" && a.Strand != "" {
			c.Wrong(place+"/strand", "response-part", "a goal or a strand, not both", therapy.ErrContradiction)
		}
		c.Stated(place+"/agreement", "response-agreement", a.Agreement.Valid())
		if a.On.IsZero() && a.Agreement != AgreementPending {
			c.Wrong(place+"/on", "response-day", "the day of the response", therapy.ErrRequired)
		}
		// Somebody may change their mind, on the same day too; only saying the same
		// thing again says nothing.
		for j := i - 1; j >= 0; j-- {
			if b := s.Responses[j]; a.Client == b.Client && a.Goal == b.Goal && a.Strand == b.Strand {
				if a.On == b.On && a.Agreement == b.Agreement {
					c.Wrong(place, "response-duplicate", "the same response is recorded already", therapy.ErrDuplicate)
				}
				break
			}
		}
	}
}

// reference reports a name that is not among those there are.
func reference[K ~string](c *therapy.Check, known map[K]bool, name K, path, rule string) {
	if name != "" && !known[name] {
		c.Wrong(path, rule, "the id of a part of this plan", therapy.ErrReference)
	}
}

func (s *PlanSpec) validateReviews(c *therapy.Check) {
	if s.ReviewEvery < 0 || s.ReviewEvery > maxReviewDays {
		c.Wrong("/reviewEvery", "review-cycle", "0 to 731 days", therapy.ErrRange)
	}
	for i, r := range s.Reviews {
		place := "/reviews/" + strconv.Itoa(i)
		if r.On.IsZero() {
			c.Wrong(place+"/on", "review-day", "when", therapy.ErrRequired)
		} else if i > 0 && r.On.Before(s.Reviews[i-1].On) {
			c.Wrong(place+"/on", "review-order", "first to last", therapy.ErrContradiction)
		}
		if len(r.By) == 0 {
			c.Wrong(place+"/by", "review-by", "who took part", therapy.ErrRequired)
		}
		persons(c, place+"/by", r.By)
		c.Name(place+"/outcome", "review-outcome", string(r.Outcome))
	}
}

func (s *PlanSpec) follows(previous *PlanSpec, rev RevisionSpec) error {
	if previous == nil {
		return nil
	}
	var c therapy.Check
	if s.ID != previous.ID || s.Author != previous.Author || !s.Created.Equal(previous.Created) {
		c.Wrong("/id", "plan-identity", "id, author and time of creation never change", therapy.ErrContradiction)
	}
	if !slices.Equal(s.Clients, previous.Clients) {
		c.Wrong("/clients", "plan-clients-changed", "other clients need another plan", therapy.ErrTransition)
	}
	unused := rev.Unused && !previous.used()
	if !previous.Status.To(s.Status).Permits(unused) {
		c.Wrong("/status", "plan-transition", "", therapy.ErrTransition)
	}
	for i := range previous.Goals {
		was := &previous.Goals[i]
		j := slices.IndexFunc(s.Goals, func(g Goal) bool { return g.ID == was.ID })
		if j < 0 {
			c.Wrong("/goals", "goal-removed", "goals are not removed; cancel or supersede them", therapy.ErrTransition)
			continue
		}
		s.Goals[j].follows(&c, "/goals/"+strconv.Itoa(j), *was, unused)
	}
	for i := range previous.Strands {
		was := &previous.Strands[i]
		j := slices.IndexFunc(s.Strands, func(t Strand) bool { return t.ID == was.ID })
		if j < 0 {
			c.Wrong("/strands", "strand-removed", "strands are not removed; end them", therapy.ErrTransition)
			continue
		}
		s.Strands[j].follows(&c, "/strands/"+strconv.Itoa(j), *was)
	}
	for _, was := range previous.Issues {
		if !slices.ContainsFunc(s.Issues, func(i Issue) bool { return i.ID == was.ID }) {
			c.Wrong("/issues", "issue-removed", "issues are not removed", therapy.ErrTransition)
			break
		}
	}
	for _, was := range previous.Reviews {
		if !slices.ContainsFunc(s.Reviews, func(r PlanReview) bool { return r.On == was.On }) {
			c.Wrong("/reviews", "review-removed", "reviews are not removed", therapy.ErrTransition)
			break
		}
	}
	for _, was := range previous.Responses {
		if was.Agreement != AgreementPending && !slices.ContainsFunc(s.Responses, func(a Response) bool {
			return a.Client == was.Client && a.Goal == was.Goal && a.Strand == was.Strand && a.On == was.On && a.Agreement == was.Agreement
		}) {
			c.Wrong("/responses", "response-removed", "responses are not removed; add a new one", therapy.ErrTransition)
			break
		}
	}
	return c.Err()
}

// used reports whether something was certainly done under the plan.
func (s *PlanSpec) used() bool {
	return len(s.Reviews) > 0 || slices.ContainsFunc(s.Goals, func(g Goal) bool { return len(g.Progress) > 0 })
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
}
