package measure

import (
	"errors"
	"strconv"
	"strings"
)

// The sentinels say what kind of thing is wrong; match them with [errors.Is].
var (
	// ErrRequired means that something that has to be stated is missing.
	ErrRequired = errors.New("required")
	// ErrSyntax means that a text does not have the documented form.
	ErrSyntax = errors.New("malformed")
	// ErrUnknown means that a name is not in the list it should be in.
	ErrUnknown = errors.New("unknown name")
	// ErrDuplicate means that something stands twice that may stand once.
	ErrDuplicate = errors.New("duplicate")
	// ErrContradiction means that two statements cannot both hold.
	ErrContradiction = errors.New("contradiction")
	// ErrRange means that a number lies outside its documented range, or is not a number.
	ErrRange = errors.New("out of range")
	// ErrIncomplete means that answers or scores are missing and no rule allows to go on without them.
	ErrIncomplete = errors.New("incomplete")
	// ErrUndefined means that the formula has no value for this input, such as a percentage of nothing.
	ErrUndefined = errors.New("undefined")
)

// FieldError is one thing that is wrong: where, which rule, what kind. It never
// contains the value at that place, since that may be somebody's answer.
// Several are joined with [errors.Join]. The zero FieldError says nothing.
type FieldError struct {
	// Path is a JSON pointer (RFC 6901) from the value that was checked; "" is the value itself.
	Path string
	// Rule is a stable id: lower-case words joined by hyphens.
	Rule string
	// Hint says in words what may have been meant, such as "did you mean phq-9?".
	// It is made of known ids only, and empty where nothing comes near.
	Hint string
	// Err is one of the sentinels of this package.
	Err error
}

// Error names the rule, the place, the kind and the hint.
func (e *FieldError) Error() string {
	var b strings.Builder
	b.WriteString("measure: ")
	b.WriteString(e.Rule)
	if e.Path != "" {
		b.WriteString(" at ")
		b.WriteString(e.Path)
	}
	if e.Err != nil {
		b.WriteString(": ")
		b.WriteString(e.Err.Error())
	}
	if e.Hint != "" {
		b.WriteString(": ")
		b.WriteString(e.Hint)
	}
	return b.String()
}

// Unwrap returns the sentinel.
func (e *FieldError) Unwrap() error { return e.Err }

func fail(path, rule string, err error) error { return &FieldError{Path: path, Rule: rule, Err: err} }

// under puts every FieldError in err below path. It takes joined errors apart,
// so that a caller sees one flat list of full paths.
func under(path string, err error) error {
	if err == nil {
		return nil
	}
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var out []error
		for _, e := range many.Unwrap() {
			out = append(out, under(path, e))
		}
		return flat(out)
	}
	if fe, ok := errors.AsType[*FieldError](err); ok {
		return &FieldError{Path: path + fe.Path, Rule: fe.Rule, Hint: fe.Hint, Err: fe.Err}
	}
	return err
}

// flat joins errors and takes nested joins apart, however deep, so that a caller
// can go through one list.
func flat(errs []error) error { return errors.Join(leaves(nil, errs)...) }

func leaves(out, errs []error) []error {
	for _, e := range errs {
		if many, ok := e.(interface{ Unwrap() []error }); ok {
			out = leaves(out, many.Unwrap())
		} else if e != nil {
			out = append(out, e)
		}
	}
	return out
}

func index(name string, i int) string { return "/" + name + "/" + strconv.Itoa(i) }
