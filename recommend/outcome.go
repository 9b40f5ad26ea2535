package recommend

import (
	"fmt"

	"github.com/therapykit/therapykit/therapy"
)

// Outcome is what a recommendation comes to. The zero Outcome means that no
// recommendation was made.
type Outcome uint8

// The outcomes.
const (
	// Escalate: somebody may be in danger. No format is ranked; there is
	// something to do now.
	Escalate Outcome = iota + 1
	// NeedsInformation: something has to be known first. There are questions.
	NeedsInformation
	// NoneSuitable: no option is possible. Refer on; the reasons say what would
	// reopen each.
	NoneSuitable
	// Recommended: one option is left.
	Recommended
	// Either: more than one is left, and the choice between them is open.
	Either

	numOutcomes
)

var outcomeNames = [numOutcomes]string{
	Escalate:         "escalate",
	NeedsInformation: "needs-information",
	NoneSuitable:     "none-suitable",
	Recommended:      "recommended",
	Either:           "either",
}

// Audience is whom a text is for.
type Audience uint8

// The audiences. The zero Audience is unstated and read as [Clinician].
const (
	// Clinician gets rules, points and sources by name.
	Clinician Audience = iota + 1
	// Client gets the same facts in plain language.
	Client

	numAudiences
)

var audienceNames = [numAudiences]string{Clinician: "clinician", Client: "client"}

// Answer is what an intake says about one statement. The zero Answer is
// [Unanswered]: nobody knows, which is not "no".
type Answer uint8

// The answers.
const (
	Unanswered Answer = iota
	No
	Yes
	// Strongly is yes, and it matters a great deal to the person: it doubles what
	// the statement by itself gives in the stages that say so.
	Strongly

	numAnswers
)

var answerNames = [numAnswers]string{Unanswered: "unknown", No: "no", Yes: "yes", Strongly: "strongly"}

// Truth returns what the answer says about the statement.
func (a Answer) Truth() therapy.Truth {
	switch a {
	case No:
		return therapy.False
	case Yes, Strongly:
		return therapy.True
	case Unanswered, numAnswers:
	}
	return therapy.Unknown
}

// Valid reports whether o is one of the constants.
func (o Outcome) Valid() bool { return o > 0 && o < numOutcomes }

// String returns the name, or a placeholder with the number.
func (o Outcome) String() string { return enumString("Outcome", outcomeNames[:], uint8(o)) }

// AppendText appends the name; it fails for an invalid value.
func (o Outcome) AppendText(b []byte) ([]byte, error) {
	return enumAppend(b, outcomeNames[:], uint8(o))
}

// MarshalText returns the name; it fails for an invalid value.
func (o Outcome) MarshalText() ([]byte, error) { return o.AppendText(nil) }

// UnmarshalText accepts the exact names only.
func (o *Outcome) UnmarshalText(text []byte) error {
	v, err := enumParse(outcomeNames[:], text)
	if err == nil {
		*o = Outcome(v)
	}
	return err
}

// Valid reports whether a is one of the constants.
func (a Audience) Valid() bool { return a > 0 && a < numAudiences }

// String returns the name, or a placeholder with the number.
func (a Audience) String() string { return enumString("Audience", audienceNames[:], uint8(a)) }

// AppendText appends the name; it fails for an invalid value.
func (a Audience) AppendText(b []byte) ([]byte, error) {
	return enumAppend(b, audienceNames[:], uint8(a))
}

// MarshalText returns the name; it fails for an invalid value.
func (a Audience) MarshalText() ([]byte, error) { return a.AppendText(nil) }

// UnmarshalText accepts the exact names only.
func (a *Audience) UnmarshalText(text []byte) error {
	v, err := enumParse(audienceNames[:], text)
	if err == nil {
		*a = Audience(v)
	}
	return err
}

// Valid reports whether a is one of the constants.
func (a Answer) Valid() bool { return a < numAnswers }

// String returns the word used in JSON, or a placeholder with the number.
func (a Answer) String() string { return enumString("Answer", answerNames[:], uint8(a)) }

// AppendText appends the word; it fails for an invalid value.
func (a Answer) AppendText(b []byte) ([]byte, error) { return enumAppend(b, answerNames[:], uint8(a)) }

// MarshalText returns the word; it fails for an invalid value.
func (a Answer) MarshalText() ([]byte, error) { return a.AppendText(nil) }

// UnmarshalText accepts the exact words only.
func (a *Answer) UnmarshalText(text []byte) error {
	v, err := enumParse(answerNames[:], text)
	if err == nil {
		*a = Answer(v)
	}
	return err
}

func enumString(typ string, names []string, v uint8) string {
	if int(v) < len(names) && names[v] != "" {
		return names[v]
	}
	return fmt.Sprintf("%s(%d)", typ, v)
}

func enumAppend(b []byte, names []string, v uint8) ([]byte, error) {
	if int(v) < len(names) && names[v] != "" {
		return append(b, names[v]...), nil
	}
	return b, &therapy.FieldError{Rule: "enum-invalid", Err: therapy.ErrRange}
}

func enumParse(names []string, text []byte) (uint8, error) {
	for v, name := range names {
		if name != "" && name == string(text) {
			return uint8(v), nil
		}
	}
	return 0, &therapy.FieldError{Rule: "enum-unknown", Err: therapy.ErrUnknown}
}
