package recommend

import (
	"fmt"

	"github.com/therapykit/therapykit/therapy"
)

// State says whether the outcome can still change.
type State uint8

// The states. The zero State says that nobody has looked.
const (
	// Settled: no completion of the open statements has another outcome. Proved.
	Settled State = iota + 1
	// Open: some completion has another outcome, and there is a witness.
	Open
	// Undetermined: the budget was used up before either could be proved.
	Undetermined

	numStates
)

var stateNames = [numStates]string{Settled: "settled", Open: "open", Undetermined: "undetermined"}

// Valid reports whether s is one of the constants.
func (s State) Valid() bool { return s > 0 && s < numStates }

// String returns the name, or a placeholder with the number.
func (s State) String() string {
	if s.Valid() {
		return stateNames[s]
	}
	return fmt.Sprintf("State(%d)", uint8(s))
}

// AppendText appends the name; it fails for an invalid value.
func (s State) AppendText(b []byte) ([]byte, error) {
	if s.Valid() {
		return append(b, stateNames[s]...), nil
	}
	return b, &therapy.FieldError{Rule: "enum-invalid", Err: therapy.ErrRange}
}

// MarshalText returns the name; it fails for an invalid value.
func (s State) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText accepts the exact names only.
func (s *State) UnmarshalText(text []byte) error {
	for v := Settled; v < numStates; v++ {
		if stateNames[v] == string(text) {
			*s = v
			return nil
		}
	}
	return &therapy.FieldError{Rule: "enum-unknown", Err: therapy.ErrUnknown}
}
