package confidential

import "errors"

// Sentinels. Every error of this package wraps one of them; none says what was
// in a sealed value.
var (
	// ErrSealed means that a sealed value was about to be written in the clear.
	ErrSealed = errors.New("confidential: a sealed value cannot be written in the clear; store it first")
	// ErrDecode means that a text could not be read into a sealed value.
	ErrDecode = errors.New("confidential: malformed content")
	// ErrDenied means that a disclosure was refused; see [DeniedError].
	ErrDenied = errors.New("confidential: disclosure denied")
	// ErrAudit means that the audit record could not be written, so that nothing
	// was disclosed.
	ErrAudit = errors.New("confidential: the audit record could not be written; nothing was disclosed")
	// ErrNoMinimum means that only the minimum necessary was permitted and the
	// content has no shorter form.
	ErrNoMinimum = errors.New("confidential: the content has no minimum form")
	// ErrStored means that a value is stored under a key and has to be opened
	// with it first.
	ErrStored = errors.New("confidential: the value is stored; open it with its key first")
	// ErrOpen means that an envelope could not be opened: another key, or a label
	// or content that somebody has changed.
	ErrOpen = errors.New("confidential: the envelope cannot be opened: wrong key, or it has been changed")
	// ErrLabel means that a label may not be given: it would protect less.
	ErrLabel = errors.New("confidential: a label may only be raised")
	// ErrName means that a text is not a name of the vocabulary, or not a
	// pseudonym.
	ErrName = errors.New("confidential: unknown name")
	// ErrInvalid means that a rule, consent or record is not as documented.
	ErrInvalid = errors.New("confidential: invalid")
	// ErrTampered means that an audit log is not what was written; see
	// [TamperError].
	ErrTampered = errors.New("confidential: the audit log has been changed")
)

// FieldError says where something is wrong and which rule it breaks, never what
// stood there.
type FieldError struct {
	// Path is a JSON pointer to the place, "" for the whole.
	Path string
	// Rule is the stable id of the rule that is broken.
	Rule string
	// Err is one of the sentinels of this package.
	Err error
}

// Error gives place, kind and rule on one line.
func (e *FieldError) Error() string {
	s := e.Path
	if s != "" {
		s += ": "
	}
	if e.Err != nil {
		s += e.Err.Error()
	}
	return s + " [" + e.Rule + "]"
}

// Unwrap returns the sentinel.
func (e *FieldError) Unwrap() error { return e.Err }
