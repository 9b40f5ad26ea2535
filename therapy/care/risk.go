package care

import (
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// RiskNote is what a clinician noted about danger to a person or from them. It is
// the clinician's judgement, written down; nothing in this library computes it,
// and nothing adds it up. A later note may take its place; the earlier one stays in the
// ledger.
//
// The zero RiskNote says that nothing was noted, which does not mean that there
// was no danger.
type RiskNote struct {
	confidential.Hidden
	// Concern says whether the clinician is concerned. [therapy.Unknown] means that it was
	// not asked or is not clear.
	Concern therapy.Truth `json:"concern,omitzero" kind:"risk-assessment"`
	// By is the clinician and At when they noted it.
	By confidential.PersonID `json:"by,omitzero" kind:"identity,professional"`
	At time.Time             `json:"at,omitzero" kind:"risk-assessment" amend:"newer,past"`
	// Actions are what was done, in an open vocabulary ([therapy.ValidName]).
	Actions []string `json:"actions,omitempty" kind:"risk-assessment,code"`
	// Text is what was noted, sealed.
	Text confidential.Value[string] `json:"text,omitzero" kind:"risk-assessment"`
}

// IsZero reports whether nothing was noted.
func (r RiskNote) IsZero() bool {
	return r.Concern == therapy.Unknown && r.By.IsZero() && r.At.IsZero() && len(r.Actions) == 0 && r.Text.IsZero()
}

// Validate reports everything wrong with the note at once. The zero RiskNote is right.
func (r RiskNote) Validate() error {
	var c therapy.Check
	r.validate(&c, "")
	return c.Err()
}

func (r RiskNote) validate(c *therapy.Check, path string) {
	if r.IsZero() {
		return
	}
	if !r.Concern.Valid() {
		c.Wrong(path+"/concern", "risk-concern", "", therapy.ErrRange)
	}
	person(c, path+"/by", r.By)
	c.Instant(path+"/at", r.At)
	therapy.CheckNames(c, path+"/actions", "risk-action", r.Actions)
}
