package policy

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/therapykit/therapykit/therapy"
)

// DefaultSafetyDays is how old an answer about safety may be, in days, if the policy does not
// set another number.
const DefaultSafetyDays = 7

// SafetyLimit returns how many days old an answer about safety may be before it counts as
// unknown.
func (p Policy) SafetyLimit() int {
	if p.SafetyDays == 0 {
		return DefaultSafetyDays
	}
	return p.SafetyDays
}

// CrisisLine is whom to call at a place. It is dated data, not a clinical rule: numbers
// change, and a wrong one is worse than none. A text shows a number only for the reader's
// place, and only if it was checked within the year before the day of the text; otherwise it
// says "the emergency number" and "the crisis line of your place".
//
// The zero CrisisLine is not valid.
type CrisisLine struct {
	// Place is an ISO 3166 code such as "GB-ENG". "EU" stands for all its member states.
	Place string `json:"place"`
	// For says for whom it is, empty for everybody.
	For string `json:"for,omitempty"`
	// When restricts it to people for whom a condition is certainly true; the zero Condition
	// means everybody.
	When therapy.Condition `json:"when,omitzero"`
	// Said is a condition from which it follows that the person is at the place, for use if
	// the reader's place is not stated; the zero Condition means that there is none.
	Said therapy.Condition `json:"said,omitzero"`
	// Emergency is the number to call when a life is in danger. It is required, since a text
	// shows only one CrisisLine. Line is the crisis line, and Text where to send a message;
	// they are empty if none is known. Each is in the words to show.
	Emergency string `json:"emergency,omitempty"`
	Line      string `json:"line,omitempty"`
	Text      string `json:"text,omitempty"`
	// Notes are for the people who maintain it.
	Notes string `json:"notes,omitempty"`
	// CheckedOn is the day on which somebody checked it, and ReviewBy the day by which it has
	// to be checked again.
	CheckedOn therapy.Date   `json:"checkedOn"`
	ReviewBy  therapy.Date   `json:"reviewBy"`
	Source    therapy.Source `json:"source"`
}

// Fresh reports whether the line may be shown on the day: it was checked no later than that
// day, and at most twelve months before.
func (c CrisisLine) Fresh(on therapy.Date) bool {
	if on.IsZero() || on.Before(c.CheckedOn) {
		return false
	}
	return !c.CheckedOn.AddMonths(12).Before(on)
}

// Validate reports everything wrong with the line at once.
func (c CrisisLine) Validate() error {
	var all therapy.Check
	if !validPlace(c.Place) {
		all.Wrong("/place", "crisis-place", `an ISO 3166 code such as "GB-ENG"`, therapy.ErrSyntax)
	}
	if !hasDigit(c.Emergency) {
		all.Wrong("/emergency", "crisis-emergency", "the number to call when a life is in danger", therapy.ErrRequired)
	}
	if c.Line != "" && !hasDigit(c.Line) {
		all.Wrong("/line", "crisis-line", "a number to call, or nothing", therapy.ErrSyntax)
	}
	if c.Text != "" && letters(c.Text) == 0 && !hasDigit(c.Text) {
		all.Wrong("/text", "crisis-text", "a number or an instruction for text messages, or empty", therapy.ErrSyntax)
	}
	if c.CheckedOn.IsZero() {
		all.Wrong("/checkedOn", "crisis-checked", "the day on which it was checked", therapy.ErrRequired)
	}
	if c.ReviewBy.IsZero() || c.ReviewBy.Before(c.CheckedOn) {
		all.Wrong("/reviewBy", "crisis-review", "a day after it was checked", therapy.ErrRequired)
	}
	optional(&all, "/when", c.When)
	optional(&all, "/said", c.Said)
	all.Part("/source", c.Source.Validate())
	return all.Err()
}

// validPlace reports whether a text has the form of an ISO 3166 code: two capital letters and,
// for a part of a country, a hyphen and one to three capital letters or digits.
func validPlace(place string) bool {
	country, part, divided := strings.Cut(place, "-")
	return len(country) == 2 && strings.Trim(country, capitals) == "" &&
		(!divided || len(part) > 0 && len(part) <= 3 && strings.Trim(part, capitals+"0123456789") == "")
}

const capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// hasDigit reports whether there is a digit in a text.
func hasDigit(text string) bool { return strings.ContainsFunc(text, unicode.IsDigit) }

func (v *policyCheck) crisis() {
	for i, c := range v.policy.Crisis {
		place := therapy.Pointer("crisis", strconv.Itoa(i))
		v.Part(place, c.Validate())
		v.condition(place+"/when", c.When)
		v.condition(place+"/said", c.Said)
	}
	v.Part("", validateDays(v.policy.SafetyDays, v.policy.SafetyDaysWhy))
}

// validateDays checks how old answers about safety may be, and the reason for it.
func validateDays(days int, why string) error {
	var c therapy.Check
	if days < 0 || days > 366 {
		c.Wrong("/safetyDays", "safety-days", "1 to 366, or 0 for the default", therapy.ErrRange)
	}
	if days != 0 && days != DefaultSafetyDays && !isReason(why) {
		c.Wrong("/safetyDaysWhy", "safety-days-why", reasonHint, therapy.ErrRequired)
	}
	return c.Err()
}
