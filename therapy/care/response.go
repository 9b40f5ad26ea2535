package care

import (
	"slices"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Agreement is what somebody said to what was proposed. The codes are those of
// FHIR's goal acceptance. The zero Agreement is unstated and refused: that nobody
// has responded yet is [AgreementPending].
type Agreement uint8

// What can be said to a proposal.
const (
	// Agreed is a yes.
	Agreed Agreement = iota + 1
	// Disagreed is a no. It is recorded, not argued away.
	Disagreed
	// AgreementPending is no response yet.
	AgreementPending

	numAgreements
)

//enum:names Agreement
var agreementNames = [numAgreements]string{
	Agreed:           "agree",
	Disagreed:        "disagree",
	AgreementPending: "pending",
}

// Response is what a client said to the plan or to a part of it. Of several responses to
// the same part the latest counts, and of those of one day the last in the list. The
// zero Response is not valid.
type Response struct {
	confidential.Hidden
	// Client is who responded.
	Client confidential.PersonID `json:"client" kind:"identity,subject"`
	// Goal or Strand is the part that was responded to; with neither it is the whole.
	Goal   GoalID   `json:"goal,omitempty" kind:"treatment-plan"`
	Strand StrandID `json:"strand,omitempty" kind:"treatment-plan"`
	// Agreement is the response.
	Agreement Agreement `json:"agreement" kind:"treatment-plan"`
	// On is when; zero while it is pending.
	On therapy.Date `json:"on,omitzero" kind:"treatment-plan" amend:"added,past"`
	// Words are what the person said, sealed; they may be left out.
	Words confidential.Value[string] `json:"words,omitzero" kind:"treatment-plan"`
	// Error marks a response that was entered in error.
	Error Correction `json:"error,omitzero" amend:"once"`
}

// Counts reports whether the response stands: whether it is not entered in error.
func (r Response) Counts() bool { return r.Error.IsZero() }

// passing lets a response that is awaited give way to one that was given.
func (r Response) passing() bool { return r.Agreement == AgreementPending }

// Validate reports everything wrong with the response at once, as far as it can be told
// without the plan.
func (r Response) Validate() error {
	var c therapy.Check
	r.check(&c, "")
	return c.Err()
}

func (r Response) check(c *therapy.Check, path string) {
	person(c, path+"/client", r.Client)
	if r.Goal != "" && r.Strand != "" {
		c.Wrong(path+"/strand", "response-part", "a goal or a strand, not both", therapy.ErrContradiction)
	}
	c.Stated(path+"/agreement", "response-agreement", r.Agreement.Valid())
	if r.On.IsZero() && r.Agreement != AgreementPending {
		c.Wrong(path+"/on", "response-day", "the day of the response", therapy.ErrRequired)
	}
	r.Error.validate(c, path+"/error")
}

// validate checks a response in its plan, after those that stand before it.
func (r Response) validate(c *therapy.Check, path string, p parts, earlier []Response) {
	if !r.Client.IsZero() && !slices.Contains(p.clients, r.Client) {
		c.Wrong(path+"/client", "response-client", "one of the plan's clients", therapy.ErrReference)
	}
	reference(c, p.goals, r.Goal, path+"/goal", "response-goal")
	reference(c, p.strands, r.Strand, path+"/strand", "response-strand")
	r.check(c, path)
	// Somebody may change their mind, on the same day too; only saying the same
	// thing again says nothing.
	for _, s := range slices.Backward(earlier) {
		if s.Counts() && r.Counts() && r.Client == s.Client && r.Goal == s.Goal && r.Strand == s.Strand {
			if r.On == s.On && r.Agreement == s.Agreement {
				c.Wrong(path, "response-duplicate", "the same response is recorded already", therapy.ErrDuplicate)
			}
			return
		}
	}
}
