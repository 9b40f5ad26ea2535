package confidential

import (
	"fmt"
	"log/slog"
)

// Hidden gives the struct that embeds it constant display forms: fmt with every verb
// and flag, log/slog, errors and templates show [Placeholder] in its place. Every
// exported type of this module that can hold something about a person embeds it:
//
//	type SessionSpec struct {
//		confidential.Hidden
//		Client confidential.PersonID `json:"client" kind:"identity,subject"`
//	}
//
// It adds no field to JSON and takes no part in literals. A struct that embeds two
// types which embed Hidden has to embed Hidden itself as well, since Go promotes no
// method that is ambiguous. A named type that is no struct declares the four methods
// and calls those of Hidden. The check CheckDisplay of package confidentialtest finds
// what is missed.
//
// Hidden is about display by accident. The fields of the struct can be read, and fmt
// does not call methods of values in unexported fields of other structs: prose about
// people belongs in a [Value], which nothing prints.
//
// The zero Hidden is the only one.
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
