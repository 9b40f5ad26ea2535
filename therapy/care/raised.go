package care

import (
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Raised is an optional level of confidentiality that a plan asks for. This type is needed
// because the zero [confidential.Level] is the strictest level and cannot mean "no level
// asked for".
//
// The zero Raised asks for nothing.
type Raised struct{ stored uint8 }

// RaiseTo asks for the level.
func RaiseTo(level confidential.Level) Raised { return Raised{uint8(level) + 1} }

// Level returns the level that is asked for; ok is false if there is none.
func (r Raised) Level() (level confidential.Level, ok bool) {
	if r.stored == 0 {
		return 0, false
	}
	return confidential.Level(r.stored - 1), true
}

// IsZero reports whether nothing is asked for.
func (r Raised) IsZero() bool { return r.stored == 0 }

// String returns the name of the level, "" if there is none.
func (r Raised) String() string {
	level, ok := r.Level()
	if !ok {
		return ""
	}
	return level.String()
}

// MarshalText returns the name of the level, and an empty text if there is none.
func (r Raised) MarshalText() ([]byte, error) {
	level, ok := r.Level()
	if !ok {
		return []byte{}, nil
	}
	return level.MarshalText()
}

// UnmarshalText reads the name of a level, or an empty text for no level.
func (r *Raised) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*r = Raised{}
		return nil
	}
	var level confidential.Level
	if err := level.UnmarshalText(text); err != nil {
		return err
	}
	if !level.Valid() {
		return &therapy.FieldError{Rule: "enum-unknown", Err: therapy.ErrUnknown}
	}
	*r = RaiseTo(level)
	return nil
}
