package therapy

import (
	"errors"
	"strings"
)

// The sentinels say what kind of fault it is. For bad input, this module always returns a
// [*FieldError] around one of them, or several joined with [errors.Join]. Callers use
// [errors.Is] and never compare text.
var (
	// ErrRequired means that something that has to be stated is missing.
	ErrRequired = errors.New("required")
	// ErrSyntax means that a text does not have the documented form.
	ErrSyntax = errors.New("malformed")
	// ErrUnknown means that a name is not in the vocabulary it should be in.
	ErrUnknown = errors.New("unknown name")
	// ErrDuplicate means that something occurs twice that may occur only once.
	ErrDuplicate = errors.New("duplicate")
	// ErrContradiction means that two statements cannot both hold.
	ErrContradiction = errors.New("contradiction")
	// ErrRange means that a number or a date is outside its documented range.
	ErrRange = errors.New("out of range")
	// ErrReference means that a reference names something that does not exist.
	ErrReference = errors.New("not found")
	// ErrTransition means that the present status cannot change to the given one.
	ErrTransition = errors.New("transition not allowed")
	// ErrConflict means that a change does not fit the present state, for instance because
	// somebody else has changed it in the meantime.
	ErrConflict = errors.New("conflict")
)

// FieldError says where something is wrong and which rule it breaks. It never contains the
// wrong value, because a value in a clinical record is about a person.
//
// The zero FieldError is not useful, but [FieldError.Error] does not panic on it.
type FieldError struct {
	// Path is a JSON pointer (RFC 6901) to the place, "" for the whole. A member whose name
	// this module does not know is given by its place among its siblings, as in "/#3",
	// because a name can also be about a person.
	Path string
	// Rule is the stable id of the rule that is broken, lower-case words
	// joined by hyphens: for programs, tests and translations.
	Rule string
	// Hint says in words what would be right. It contains only words of this module, never
	// words of the input.
	Hint string
	// Err is one of the sentinels of this package.
	Err error
}

// Error returns the path, the kind of fault, the rule and the hint on one line.
func (e *FieldError) Error() string {
	var b strings.Builder
	if e.Path != "" {
		b.WriteString(e.Path)
		b.WriteString(": ")
	}
	if e.Err != nil {
		b.WriteString(e.Err.Error())
	} else {
		b.WriteString("invalid")
	}
	if e.Rule != "" {
		b.WriteString(" [")
		b.WriteString(e.Rule)
		b.WriteString("]")
	}
	if e.Hint != "" {
		b.WriteString(": ")
		b.WriteString(e.Hint)
	}
	return b.String()
}

// Unwrap returns the sentinel.
func (e *FieldError) Unwrap() error { return e.Err }

// FieldErrors lists every [*FieldError] in the tree of err, in the order in
// which they were joined. It returns nil when there is none.
func FieldErrors(err error) []*FieldError {
	if err == nil {
		return nil
	}
	if field, ok := err.(*FieldError); ok { //nolint:errorlint // the walk itself unwraps
		return []*FieldError{field}
	}
	var found []*FieldError
	switch wrapper := err.(type) { //nolint:errorlint // the walk itself unwraps
	case interface{ Unwrap() []error }:
		for _, inner := range wrapper.Unwrap() {
			found = append(found, FieldErrors(inner)...)
		}
	case interface{ Unwrap() error }:
		found = FieldErrors(wrapper.Unwrap())
	}
	return found
}

// At returns err with prefix put before the path of every [*FieldError] in it. A value uses
// it to report the errors of its parts with their place in the whole. Other joined errors
// stay unchanged, in their place; nil stays nil. At does not modify the errors in err itself.
func At(prefix string, err error) error {
	if prefix == "" || len(FieldErrors(err)) == 0 {
		return err
	}
	return errors.Join(moved(prefix, err)...)
}

// moved lists the errors joined in err, each FieldError moved to its new path. A single
// wrapper around a FieldError is dropped, because its own text was written for the old path.
func moved(prefix string, err error) []error {
	if len(FieldErrors(err)) == 0 {
		return []error{err}
	}
	if field, ok := err.(*FieldError); ok { //nolint:errorlint // the walk itself unwraps
		placed := *field
		placed.Path = prefix + field.Path
		return []error{&placed}
	}
	var list []error
	switch wrapper := err.(type) { //nolint:errorlint // the walk itself unwraps
	case interface{ Unwrap() []error }:
		for _, inner := range wrapper.Unwrap() {
			list = append(list, moved(prefix, inner)...)
		}
	case interface{ Unwrap() error }:
		list = moved(prefix, wrapper.Unwrap())
	}
	return list
}

// Pointer joins reference tokens to a JSON pointer, escaping them as RFC 6901
// says: Pointer("goals", "3") is "/goals/3".
func Pointer(tokens ...string) string {
	size := len(tokens)
	for _, token := range tokens {
		size += len(token)
	}
	var b strings.Builder
	b.Grow(size) // a little less than what is needed where something is escaped
	for _, token := range tokens {
		b.WriteByte('/')
		b.WriteString(pointerEscaper.Replace(token))
	}
	return b.String()
}

var pointerEscaper = strings.NewReplacer("~", "~0", "/", "~1")
