package confidential

import "errors"

// Sentinels. Every error of this package wraps one of them; none says what was
// in a sealed value.
var (
	// ErrSealed means that a sealed value was about to be written in the clear.
	ErrSealed = errors.New("confidential: a sealed value cannot be written in the clear; use Value.Store, or the Store of its record")
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
	// ErrPayload means that a method of what was sealed, or of what is viewed,
	// panicked. What it said is not passed on.
	ErrPayload = errors.New("confidential: a method of the content failed")
	// ErrStored means that a value is stored under a key and has to be opened
	// with it first.
	ErrStored = errors.New("confidential: the value is stored; open it with its key first")
	// ErrOpen means that an envelope could not be opened: another key, or a label
	// or content that somebody has changed.
	ErrOpen = errors.New("confidential: the envelope cannot be opened: wrong key, or it has been changed")
	// ErrErased means that the key which content was stored under has been destroyed,
	// and the content with it.
	ErrErased = errors.New("confidential: the content has been erased")
	// ErrLabel means that a label may not be given: it would protect less.
	ErrLabel = errors.New("confidential: a label may only be raised")
	// ErrInvalid means that a rule, consent or record is not as documented.
	ErrInvalid = errors.New("confidential: invalid")
	// ErrTampered means that an audit log is not what was written; see
	// [TamperError].
	ErrTampered = errors.New("confidential: the audit log has been changed")
)
