package group

import (
	"fmt"

	"github.com/therapykit/therapykit/therapy"
)

// The helpers below serve every closed enumeration of the package: the constants
// differ, the contract does not. It is the contract of package therapy: String
// never fails, the other direction is strict.

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

// fail is one thing wrong, at a place.
func fail(path, rule, hint string, err error) error {
	return &therapy.FieldError{Path: path, Rule: rule, Hint: hint, Err: err}
}
