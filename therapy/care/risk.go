package care

import (
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// RiskNote is a clinician's note about danger to a person or from them. It records the
// clinician's judgement; this library never calculates one, and never adds notes up. A later
// note may replace it; the earlier one stays in the ledger.
//
// The zero RiskNote means that there is no note. It does not mean that there was no danger.
type RiskNote struct {
	confidential.Hidden
	// Concern says whether the clinician is concerned. [therapy.Unknown] means that it was
	// not asked or is not clear.
	Concern therapy.Truth `json:"concern,omitzero" kind:"risk-assessment"`
	// By is the clinician, and At is when they wrote the note.
	By confidential.PersonID `json:"by,omitzero" kind:"identity,professional"`
	At time.Time             `json:"at,omitzero" kind:"risk-assessment" amend:"newer,past"`
	// Actions are the steps taken, in an open vocabulary ([therapy.ValidName]).
	Actions []string `json:"actions,omitempty" kind:"risk-assessment,code"`
	// Text is the text of the note, sealed.
	Text confidential.Value[string] `json:"text,omitzero" kind:"risk-assessment"`
}

// IsZero reports whether there is no note.
func (r RiskNote) IsZero() bool {
	return r.Concern == therapy.Unknown && r.By.IsZero() && r.At.IsZero() && len(r.Actions) == 0 && r.Text.IsZero()
}

// Validate reports everything wrong with the note at once. The zero RiskNote is valid.
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
