package confidential

import "errors"

// Sentinels. Every error of this package wraps one of them; no error shows the content of a
// sealed value.
var (
	// ErrSealed means that a sealed value was about to be written unencrypted.
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
	// ErrPayload means that a method of the sealed or viewed content panicked. The text of
	// the panic is not passed on.
	ErrPayload = errors.New("confidential: a method of the content failed")
	// ErrStored means that a value is encrypted and has to be opened with its key first.
	ErrStored = errors.New("confidential: the value is stored; open it with its key first")
	// ErrOpen means that an envelope could not be opened: the key is another one, or somebody
	// has changed the label or the content.
	ErrOpen = errors.New("confidential: the envelope cannot be opened: wrong key, or it has been changed")
	// ErrErased means that the key of the content has been destroyed, and so the content is
	// erased.
	ErrErased = errors.New("confidential: the content has been erased")
	// ErrLabel means that a label was refused because it would protect less.
	ErrLabel = errors.New("confidential: a label may only be raised")
	// ErrInvalid means that a rule, consent or record breaks its documented rules.
	ErrInvalid = errors.New("confidential: invalid")
	// ErrTampered means that an audit log was changed after it was written; see
	// [TamperError].
	ErrTampered = errors.New("confidential: the audit log has been changed")
)
