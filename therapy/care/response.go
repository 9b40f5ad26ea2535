package care

import (
	"slices"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Agreement is a person's answer to a proposal. The codes are those of FHIR's goal
// acceptance. The zero Agreement is unstated and refused; "no response yet" is
// [AgreementPending].
type Agreement uint8

// The answers to a proposal.
const (
	// Agreed is a yes.
	Agreed Agreement = iota + 1
	// Disagreed is a no.
	Disagreed
	// AgreementPending means that there is no response yet.
	AgreementPending

	numAgreements
)

//enum:names Agreement
var agreementNames = [numAgreements]string{
	Agreed:           "agree",
	Disagreed:        "disagree",
	AgreementPending: "pending",
}

// Response is a client's answer to the plan or to a part of it. If there are several
// responses to the same part, the latest counts, and on the same day the last in the list.
// The zero Response is not valid.
type Response struct {
	confidential.Hidden
	// Client is the person who responded.
	Client confidential.PersonID `json:"client" kind:"identity,subject"`
	// Goal or Strand is the part that the response is about; with neither it is about the
	// whole plan.
	Goal   GoalID   `json:"goal,omitempty" kind:"treatment-plan"`
	Strand StrandID `json:"strand,omitempty" kind:"treatment-plan"`
	// Agreement is the response.
	Agreement Agreement `json:"agreement" kind:"treatment-plan"`
	// On is the day of the response; zero while it is pending.
	On therapy.Date `json:"on,omitzero" kind:"treatment-plan" amend:"added,past"`
	// Words are what the person said, sealed; they may be left out.
	Words confidential.Value[string] `json:"words,omitzero" kind:"treatment-plan"`
	// Error marks a response that was entered in error.
	Error Correction `json:"error,omitzero" amend:"once"`
}

// Counts reports whether the response is not marked as an error.
func (r Response) Counts() bool { return r.Error.IsZero() }

// passing allows replacing a pending response by a given one.
func (r Response) passing() bool { return r.Agreement == AgreementPending }

// Validate reports everything wrong with the response at once, as far as it can be checked
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

// validate checks a response in its plan, after the responses before it in the list.
func (r Response) validate(c *therapy.Check, path string, p parts, earlier []Response) {
	if !r.Client.IsZero() && !slices.Contains(p.clients, r.Client) {
		c.Wrong(path+"/client", "response-client", "one of the plan's clients", therapy.ErrReference)
	}
	reference(c, p.goals, r.Goal, path+"/goal", "response-goal")
	reference(c, p.strands, r.Strand, path+"/strand", "response-strand")
	r.check(c, path)
	// A client may change their mind, even on the same day; only repeating the same response
	// adds nothing.
	for _, s := range slices.Backward(earlier) {
		if s.Counts() && r.Counts() && r.Client == s.Client && r.Goal == s.Goal && r.Strand == s.Strand {
			if r.On == s.On && r.Agreement == s.Agreement {
				c.Wrong(path, "response-duplicate", "the same response is recorded already", therapy.ErrDuplicate)
			}
			return
		}
	}
}
