package compose

import "fmt"

// The closed vocabularies of an instance. Numbers never leave the process: the
// names are what is read and written, and reading accepts exact names only.

// enumName returns names[v], or a placeholder that cannot be read back when v
// is not one of them.
func enumName(kind string, names []string, v uint8) string {
	if v == 0 || int(v) >= len(names) {
		return fmt.Sprintf("invalid-%s(%d)", kind, v)
	}
	return names[v]
}

// appendEnum appends names[v] and fails on a value that has no name.
func appendEnum(b []byte, kind string, names []string, v uint8) ([]byte, error) {
	if v == 0 || int(v) >= len(names) {
		return b, fmt.Errorf("compose: %s %d: %w", kind, v, ErrUnknown)
	}
	return append(b, names[v]...), nil
}

// parseEnum finds text among names. The text is not quoted in the error.
func parseEnum(kind string, names []string, text []byte) (uint8, error) {
	for v := 1; v < len(names); v++ {
		if names[v] == string(text) {
			return uint8(v), nil
		}
	}
	return 0, fmt.Errorf("compose: %s: %w", kind, ErrUnknown)
}

// Priority says how urgent a client's need is, as the person who screened them judged it. The zero value is unstated and never valid in a [Problem].
type Priority uint8

// The values of [Priority].
const (
	// Routine is an ordinary request.
	Routine Priority = iota + 1
	// Soon is a request that should not wait long.
	Soon
	// Urgent is a request that goes first.
	Urgent

	numPriority = iota + 1
)

var priorityNames = [numPriority]string{"", "routine", "soon", "urgent"}

// String returns the name, or a placeholder for an invalid value.
func (v Priority) String() string { return enumName("priority", priorityNames[:], uint8(v)) }

// AppendText appends the name. An invalid value is an error around [ErrUnknown].
func (v Priority) AppendText(b []byte) ([]byte, error) {
	return appendEnum(b, "priority", priorityNames[:], uint8(v))
}

// MarshalText returns the name. An invalid value is an error around [ErrUnknown].
func (v Priority) MarshalText() ([]byte, error) { return v.AppendText(nil) }

// UnmarshalText accepts exact names only; anything else is an error around
// [ErrUnknown] and leaves the value as it was.
func (v *Priority) UnmarshalText(text []byte) error {
	n, err := parseEnum("priority", priorityNames[:], text)
	if err == nil {
		*v = Priority(n)
	}
	return err
}

// Gender says a person's gender as recorded. The zero value is unstated and never valid in a [Problem].
type Gender uint8

// The values of [Gender].
const (
	// Female is a woman or girl.
	Female Gender = iota + 1
	// Male is a man or boy.
	Male
	// OtherGender is any other recorded gender; such a person fits groups for any gender only.
	OtherGender

	numGender = iota + 1
)

var genderNames = [numGender]string{"", "f", "m", "x"}

// String returns the name, or a placeholder for an invalid value.
func (v Gender) String() string { return enumName("gender", genderNames[:], uint8(v)) }

// AppendText appends the name. An invalid value is an error around [ErrUnknown].
func (v Gender) AppendText(b []byte) ([]byte, error) {
	return appendEnum(b, "gender", genderNames[:], uint8(v))
}

// MarshalText returns the name. An invalid value is an error around [ErrUnknown].
func (v Gender) MarshalText() ([]byte, error) { return v.AppendText(nil) }

// UnmarshalText accepts exact names only; anything else is an error around
// [ErrUnknown] and leaves the value as it was.
func (v *Gender) UnmarshalText(text []byte) error {
	n, err := parseEnum("gender", genderNames[:], text)
	if err == nil {
		*v = Gender(n)
	}
	return err
}

// GenderRule says for whom a group is meant. The zero value is unstated and never valid in a [Problem].
type GenderRule uint8

// The values of [GenderRule].
const (
	// AnyGender is a group for everybody.
	AnyGender GenderRule = iota + 1
	// FemaleOnly is a group for women.
	FemaleOnly
	// MaleOnly is a group for men.
	MaleOnly

	numGenderRule = iota + 1
)

var genderRuleNames = [numGenderRule]string{"", "any", "f", "m"}

// String returns the name, or a placeholder for an invalid value.
func (v GenderRule) String() string { return enumName("gender rule", genderRuleNames[:], uint8(v)) }

// AppendText appends the name. An invalid value is an error around [ErrUnknown].
func (v GenderRule) AppendText(b []byte) ([]byte, error) {
	return appendEnum(b, "gender rule", genderRuleNames[:], uint8(v))
}

// MarshalText returns the name. An invalid value is an error around [ErrUnknown].
func (v GenderRule) MarshalText() ([]byte, error) { return v.AppendText(nil) }

// UnmarshalText accepts exact names only; anything else is an error around
// [ErrUnknown] and leaves the value as it was.
func (v *GenderRule) UnmarshalText(text []byte) error {
	n, err := parseEnum("gender rule", genderRuleNames[:], text)
	if err == nil {
		*v = GenderRule(n)
	}
	return err
}

// Mode says how a group meets, or how a client can take part. The zero value is unstated and never valid in a [Problem].
type Mode uint8

// The values of [Mode].
const (
	// Onsite is meeting in one room; only clients of the same region can take part.
	Onsite Mode = iota + 1
	// Online is meeting by video; the region does not matter.
	Online

	numMode = iota + 1
)

var modeNames = [numMode]string{"", "onsite", "online"}

// String returns the name, or a placeholder for an invalid value.
func (v Mode) String() string { return enumName("mode", modeNames[:], uint8(v)) }

// AppendText appends the name. An invalid value is an error around [ErrUnknown].
func (v Mode) AppendText(b []byte) ([]byte, error) {
	return appendEnum(b, "mode", modeNames[:], uint8(v))
}

// MarshalText returns the name. An invalid value is an error around [ErrUnknown].
func (v Mode) MarshalText() ([]byte, error) { return v.AppendText(nil) }

// UnmarshalText accepts exact names only; anything else is an error around
// [ErrUnknown] and leaves the value as it was.
func (v *Mode) UnmarshalText(text []byte) error {
	n, err := parseEnum("mode", modeNames[:], text)
	if err == nil {
		*v = Mode(n)
	}
	return err
}
