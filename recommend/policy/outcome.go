package policy

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

// Reader is whom a text is for.
type Reader uint8

// The readers. The zero Reader is unstated and read as [Clinician].
const (
	// Clinician gets rules, points and sources by name.
	Clinician Reader = iota + 1
	// Client gets the same facts in plain language.
	Client

	numReaders
)

var readerNames = [numReaders]string{Clinician: "clinician", Client: "client"}

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
func (a Reader) Valid() bool { return a > 0 && a < numReaders }

// String returns the name, or a placeholder with the number.
func (a Reader) String() string { return enumString("Reader", readerNames[:], uint8(a)) }

// AppendText appends the name; it fails for an invalid value.
func (a Reader) AppendText(b []byte) ([]byte, error) {
	return enumAppend(b, readerNames[:], uint8(a))
}

// MarshalText returns the name; it fails for an invalid value.
func (a Reader) MarshalText() ([]byte, error) { return a.AppendText(nil) }

// UnmarshalText accepts the exact names only.
func (a *Reader) UnmarshalText(text []byte) error {
	v, err := enumParse(readerNames[:], text)
	if err == nil {
		*a = Reader(v)
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
