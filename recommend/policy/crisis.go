package policy

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/therapykit/therapykit/therapy"
)

// DefaultSafetyDays is how old an answer about safety may be where a policy says nothing
// else.
const DefaultSafetyDays = 7

// SafetyLimit returns how many days old an answer about safety may be before it counts as
// unknown.
func (p Policy) SafetyLimit() int {
	if p.SafetyDays == 0 {
		return DefaultSafetyDays
	}
	return p.SafetyDays
}

// CrisisLine is whom to call at a place. It is dated data and no clinical rule: numbers
// change, and a wrong one is worse than none. A text prints a number only for the
// reader's place and while it was checked within a year of the day of the text; otherwise
// it says "the emergency number" and "the crisis line of your place".
//
// The zero CrisisLine is not valid.
type CrisisLine struct {
	// Place is an ISO 3166 code such as "GB-ENG". "EU" stands for its members.
	Place string `json:"place"`
	// For says whom it is for, empty for everybody.
	For string `json:"for,omitempty"`
	// When restricts it to people of whom a condition is certainly true; the zero
	// Condition means everybody.
	When therapy.Condition `json:"when,omitzero"`
	// Said is what says that the person is at the place, where the reader's place is not
	// stated; the zero Condition means that nothing does.
	Said therapy.Condition `json:"said,omitzero"`
	// Emergency is the number when a life is in danger. Every line has one, since a text
	// prints one line. Line is the crisis line, and Text where to send a message; they are
	// empty where none is known. Each is as it is said to somebody.
	Emergency string `json:"emergency,omitempty"`
	Line      string `json:"line,omitempty"`
	Text      string `json:"text,omitempty"`
	// Notes are for whoever maintains it.
	Notes string `json:"notes,omitempty"`
	// CheckedOn is the day on which somebody looked whether it is right, and ReviewBy the
	// day by which somebody has to look again.
	CheckedOn therapy.Date   `json:"checkedOn"`
	ReviewBy  therapy.Date   `json:"reviewBy"`
	Source    therapy.Source `json:"source"`
}

// Fresh reports whether the line may be printed on the day: it was checked before it and
// no more than twelve months ago.
func (c CrisisLine) Fresh(on therapy.Date) bool {
	if on.IsZero() || on.Before(c.CheckedOn) {
		return false
	}
	return !c.CheckedOn.AddMonths(12).Before(on)
}

// Validate reports everything wrong with the line at once.
func (c CrisisLine) Validate() error {
	var all therapy.Check
	if len(c.Place) < 2 || len(c.Place) > 6 || strings.ToUpper(c.Place) != c.Place {
		all.Wrong("/place", "crisis-place", `an ISO 3166 code such as "GB-ENG"`, therapy.ErrSyntax)
	}
	if !hasDigit(c.Emergency) {
		all.Wrong("/emergency", "crisis-emergency", "the number to call when a life is in danger", therapy.ErrRequired)
	}
	if c.Line != "" && !hasDigit(c.Line) {
		all.Wrong("/line", "crisis-line", "a number to call, or nothing", therapy.ErrSyntax)
	}
	if c.Text != "" && letters(c.Text) == 0 && !hasDigit(c.Text) {
		all.Wrong("/text", "crisis-text", "where to send a message, or nothing", therapy.ErrSyntax)
	}
	if c.CheckedOn.IsZero() {
		all.Wrong("/checkedOn", "crisis-checked", "the day on which it was checked", therapy.ErrRequired)
	}
	if c.ReviewBy.IsZero() || c.ReviewBy.Before(c.CheckedOn) {
		all.Wrong("/reviewBy", "crisis-review", "a day after it was checked", therapy.ErrRequired)
	}
	if !c.When.IsZero() {
		all.Part("/when", c.When.Validate())
	}
	all.Part("/source", c.Source.Validate())
	return all.Err()
}

// hasDigit reports whether there is a digit in a text.
func hasDigit(text string) bool { return strings.ContainsFunc(text, unicode.IsDigit) }

func (v *policyCheck) crisis() {
	for i, c := range v.policy.Crisis {
		place := therapy.Pointer("crisis", strconv.Itoa(i))
		v.Part(place, c.Validate())
		v.optionalCondition(place+"/when", c.When)
		v.optionalCondition(place+"/said", c.Said)
	}
	if v.policy.SafetyDays < 0 || v.policy.SafetyDays > 366 {
		v.Wrong("/safetyDays", "safety-days", "1 to 366, or 0 for the default", therapy.ErrRange)
	}
	if v.policy.SafetyDays != 0 && v.policy.SafetyDays != DefaultSafetyDays && !aReason(v.policy.SafetyDaysWhy) {
		v.Wrong("/safetyDaysWhy", "safety-days-why", reasonHint, therapy.ErrRequired)
	}
}
