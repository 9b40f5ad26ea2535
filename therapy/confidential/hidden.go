package confidential

import (
	"fmt"
	"log/slog"
)

// Hidden gives the struct that embeds it constant display forms: fmt with every verb and
// flag, log/slog, errors and templates show [Placeholder] instead of the struct. Every
// exported type of this module that can hold something about a person embeds it:
//
//	type SessionSpec struct {
//		confidential.Hidden
//		Client confidential.PersonID `json:"client" kind:"identity,subject"`
//	}
//
// It adds no field to JSON and need not occur in literals. A struct that embeds two types
// with Hidden has to embed Hidden itself as well, since Go does not promote ambiguous
// methods. A named type that is not a struct declares the four methods and calls those of
// Hidden. CheckDisplay in package confidentialtest finds types that show something.
//
// Hidden prevents only accidental display. The fields of the struct can still be read, and
// fmt does not call methods of values in unexported fields of other structs. Put prose about
// people into a [Value], which is never printed.
//
// Hidden has only its zero value.
type Hidden struct{}

// None of these reads its receiver; see the package comment, "Receivers".

// Format writes [Placeholder] for every verb and flag.
func (Hidden) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(Placeholder)) }

// String returns [Placeholder].
func (Hidden) String() string { return Placeholder }

// GoString returns [Placeholder].
func (Hidden) GoString() string { return Placeholder }

// LogValue returns [Placeholder].
func (Hidden) LogValue() slog.Value { return slog.StringValue(Placeholder) }
