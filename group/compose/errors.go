package compose

import (
	"errors"
	"strings"
)

// Sentinels say what kind of thing is wrong with an instance. Every error of
// [Read], [Problem.Validate] and [Solve] about the input is a [*FieldError]
// around one of them, or several joined with [errors.Join].
var (
	// ErrRequired means that something that has to be stated is missing.
	ErrRequired = errors.New("required")
	// ErrSyntax means that a text is not JSON or not of the documented form.
	ErrSyntax = errors.New("malformed")
	// ErrUnknown means that a name is not in the vocabulary it should be in.
	ErrUnknown = errors.New("unknown name")
	// ErrDuplicate means that something stands twice that may stand once.
	ErrDuplicate = errors.New("duplicate")
	// ErrRange means that a number is outside its documented range.
	ErrRange = errors.New("out of range")
	// ErrReference means that something is referred to that is not there.
	ErrReference = errors.New("no such thing")
)

// FieldError says where something is wrong and which rule it breaks. It never
// contains the value that stood there, because an instance is about people.
//
// The zero FieldError is not useful; its Error method still does not panic.
type FieldError struct {
	// Path is a JSON pointer (RFC 6901) into the instance, "" for the whole.
	Path string
	// Rule is the stable id of the broken rule, lower-case words joined by
	// hyphens.
	Rule string
	// Err is one of the sentinels of this package.
	Err error
}

// Error gives place, kind and rule on one line.
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
	return b.String()
}

// Unwrap returns the sentinel.
func (e *FieldError) Unwrap() error { return e.Err }

// maxErrors bounds how many errors are collected, so that a hostile file cannot
// make the report larger than itself. The first ones are kept.
const maxErrors = 1000

// collector gathers field errors in the order in which they are found.
type collector struct{ errs []error }

func (c *collector) add(path, rule string, err error) {
	if len(c.errs) < maxErrors {
		c.errs = append(c.errs, &FieldError{Path: path, Rule: rule, Err: err})
	}
}

func (c *collector) err() error { return errors.Join(c.errs...) }
