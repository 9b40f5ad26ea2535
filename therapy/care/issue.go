package care

import (
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// IssueID names a presenting issue inside its plan ([therapy.ValidName]).
type IssueID string

// Issue is a problem for which the person seeks help. The zero Issue is not valid.
type Issue struct {
	confidential.Hidden
	// ID names it in its plan.
	ID IssueID `json:"id" kind:"diagnosis" amend:"fixed"`
	// Concern is the general kind, such as "depression", in the open vocabulary of conditions
	// and concerns ([therapy.ValidName]).
	Concern string `json:"concern" kind:"diagnosis,minimum" amend:"fact"`
	// Statement describes the issue for this person, sealed; it may be left out.
	Statement confidential.Value[string] `json:"statement,omitzero" kind:"personal-history" amend:"free"`
	// Since is the day on which it began, as far as known.
	Since therapy.Date `json:"since,omitzero" kind:"personal-history" amend:"free,past"`
	// Severity is how bad it is, as the person rates it, 0 to 10.
	Severity Rating `json:"severity,omitzero" kind:"personal-history" amend:"free"`
}

// Validate reports everything wrong with the issue at once.
func (i Issue) Validate() error {
	var c therapy.Check
	i.validate(&c, "")
	return c.Err()
}

func (i Issue) validate(c *therapy.Check, path string) {
	c.Name(path+"/id", "issue-id", string(i.ID))
	c.Name(path+"/concern", "issue-concern", i.Concern)
}

// Barrier is something that makes it harder to reach a goal, or to take part in therapy at all.
// The zero Barrier is not valid.
type Barrier struct {
	confidential.Hidden
	// Kind is the general kind, such as "transport", in an open vocabulary
	// ([therapy.ValidName]).
	Kind string `json:"kind" kind:"personal-history,code" amend:"fixed"`
	// Note describes the barrier for this person, sealed; it may be left out.
	Note confidential.Value[string] `json:"note,omitzero" kind:"personal-history" amend:"free"`
	// Resolved is the day from which the barrier no longer exists; zero while it exists.
	Resolved therapy.Date `json:"resolved,omitzero" kind:"personal-history" amend:"free,past"`
}

// Validate reports everything wrong with the barrier at once.
func (b Barrier) Validate() error {
	var c therapy.Check
	c.Name("/kind", "barrier-kind", b.Kind)
	return c.Err()
}

func validateBarriers(c *therapy.Check, path string, barriers []Barrier) {
	limited(c, path, len(barriers))
	seen := make(map[string]bool, len(barriers))
	for i, b := range barriers {
		c.Part(at(path, i), b.Validate())
		therapy.CheckOnce(c, seen, b.Kind, at(path, i)+"/kind", "barrier-duplicate")
	}
}

// AssessmentRef refers to an assessment. The zero AssessmentRef refers to none.
type AssessmentRef struct {
	confidential.Hidden
	ID AssessmentID `json:"id" kind:"treatment-plan"`
	// By is the person who assessed, and On the day on which the assessment was finished.
	By confidential.PersonID `json:"by" kind:"identity,professional"`
	On therapy.Date          `json:"on" kind:"treatment-plan" amend:"newer,past"`
}

func (a AssessmentRef) validate(c *therapy.Check, path string) {
	recordID(c, path+"/id", a.ID)
	person(c, path+"/by", a.By)
	if a.On.IsZero() {
		c.Wrong(path+"/on", "assessment-day", "when it was finished", therapy.ErrRequired)
	}
}
