package confidential

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
)

// Placeholder is shown wherever a sealed value is displayed. It does not depend on the
// content or the label, or on whether there is any content.
const Placeholder = "[confidential]"

// Value holds content that must not be seen by accident. It always prints, logs and formats
// as [Placeholder], and it cannot be encoded unencrypted. Reading JSON into it seals the
// content at once. Only [Value.Disclose] returns the content.
//
// The zero Value holds nothing and is written as JSON null. A Value is immutable, safe to
// copy and to share between goroutines. Two Values are == if one is a copy of the other;
// sealing the same content twice gives different Values, so that nobody can guess content by
// comparing.
//
// Do not embed a Value in a struct: its methods would become those of the whole struct. If T
// contains slices, maps or pointers, all recipients share them; prefer strings and plain
// structs.
type Value[T any] struct {
	c *cell[T]
	_ struct{} // see the package comment, "Receivers"
}

// cell keeps the content behind a function, where reflection cannot read it.
type cell[T any] struct {
	open func() content[T]
}

// content is what a cell holds: the value itself, or an envelope to be opened.
type content[T any] struct {
	value T
	// short is the author's minimum form, if there is one.
	short  *T
	label  Label
	stored *Envelope
	// erased says that the key it is stored under has been destroyed.
	erased bool
}

func seal[T any](c content[T]) Value[T] {
	return Value[T]{c: &cell[T]{open: func() content[T] { return c }}}
}

// Seal seals v under the label. An invalid label is kept; content under it is never
// disclosed.
func Seal[T any](v T, l Label) Value[T] { return seal(content[T]{value: v, label: l.clone()}) }

// SealText seals prose of the kind from the subject's record, with the label that [LabelFor]
// returns.
func SealText(kind Kind, subject PersonID, text string) Value[string] {
	return Seal(text, LabelFor(kind, subject))
}

// Label returns a copy of the label, the zero Label for the zero Value.
func (v Value[T]) Label() Label {
	if v.c == nil {
		return Label{}
	}
	return v.c.open().label.clone()
}

// IsZero reports whether the value holds nothing.
func (v Value[T]) IsZero() bool { return v.c == nil }

// IsStored reports whether the value is encrypted under a key and has to be
// opened before it can be disclosed.
func (v Value[T]) IsStored() bool { return v.c != nil && v.c.open().stored != nil }

// IsErased reports whether the content is erased because its key has been destroyed. The
// value still has its label and can be stored again unchanged.
func (v Value[T]) IsErased() bool { return v.c != nil && v.c.open().erased }

// Equal reports whether one is a copy of the other. It does not compare contents.
func (v Value[T]) Equal(w Value[T]) bool { return v.c == w.c }

// Classify returns the value under a label that protects at least as much. It refuses to
// lower the protection, and to change a stated kind or subject, except for making the content
// a process note. A value that was read from JSON has the zero Label, the strictest one, and
// may be given any valid label once.
func (v Value[T]) Classify(l Label) (Value[T], error) {
	if v.c == nil {
		return v, nil
	}
	c := v.c.open()
	if c.stored != nil {
		return v, ErrStored
	}
	if err := l.Validate(); err != nil {
		return v, err
	}
	if !c.label.Equal(Label{}) && !l.covers(c.label) {
		return v, ErrLabel
	}
	c.label = l.clone()
	return seal(c), nil
}

// SealShort is [Seal] for content with a short form by its author, such as one sentence for a
// long note. Recipients who may have only the minimum get the short form.
func SealShort[T any](v, short T, l Label) Value[T] {
	return seal(content[T]{value: v, short: &short, label: l.clone()})
}

// Minimizer is content that can return its own minimum necessary form. Content without this
// method, and without a short form by its author ([SealShort]), is withheld if only the
// minimum is permitted: a caller is not trusted to shorten it.
type Minimizer[T any] interface {
	// Minimum returns the minimum of the content that this audience needs for the purpose;
	// false if there is no such form.
	Minimum(Audience, Purpose) (T, bool)
}

// Disclose asks the gate and returns the content, or its minimum form, if it is permitted.
// The decision is recorded first; if the record cannot be written nothing is released
// ([ErrAudit]). A refusal is a [*DeniedError]. The gate also decides about the zero Value,
// which then gives the zero T.
func (v Value[T]) Disclose(ctx context.Context, g *Gate, req Request) (out T, err error) {
	var none T
	var c content[T]
	if v.c != nil {
		c = v.c.open()
	}
	d, err := g.pass(ctx, &c.label, &req)
	switch {
	case err != nil:
		return none, err
	case c.erased:
		return none, ErrErased
	case c.stored != nil:
		return none, ErrStored
	}
	out, ok, err := c.permitted(&d, &req)
	switch {
	case err != nil:
		return none, err
	case !ok:
		return none, ErrNoMinimum
	}
	return out, nil
}

// permitted returns the part of the content that the decision permits. A panic of a payload
// is not passed on, since it may quote the content.
func (c *content[T]) permitted(d *Decision, req *Request) (out T, ok bool, err error) {
	switch {
	case d.Effect == Permit:
		return c.value, true, nil
	case d.Effect != PermitMinimum:
		return out, false, nil
	case c.short != nil:
		return *c.short, true, nil
	}
	m, ok := any(c.value).(Minimizer[T])
	if !ok {
		return out, false, nil
	}
	defer func() {
		if recover() != nil {
			var none T
			out, ok, err = none, false, ErrPayload
		}
	}()
	out, ok = m.Minimum(req.Audience, req.Purpose)
	return out, ok, nil
}

// sealedLabel returns the label, and whether there is anything under it.
func (v Value[T]) sealedLabel() (Label, bool) { return v.Label(), v.c != nil }

// release returns what a view may show under the decision.
func (v Value[T]) release(d *Decision, req *Request) (any, bool) {
	c := v.c.open()
	if c.stored != nil {
		return nil, false
	}
	out, ok, err := c.permitted(d, req)
	return out, ok && err == nil
}

// Display. None of these reads its receiver: printing packages that use unsafe may call them
// with an invalid one.

// Format writes [Placeholder] for every verb and flag.
func (Value[T]) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(Placeholder)) }

// String returns [Placeholder].
func (Value[T]) String() string { return Placeholder }

// GoString returns [Placeholder].
func (Value[T]) GoString() string { return Placeholder }

// LogValue returns [Placeholder].
func (Value[T]) LogValue() slog.Value { return slog.StringValue(Placeholder) }

// Unencrypted encoding. All of these refuse: writing a placeholder instead would silently
// destroy a record.

// MarshalText fails with [ErrSealed].
func (Value[T]) MarshalText() ([]byte, error) { return nil, ErrSealed }

// MarshalBinary fails with [ErrSealed].
func (Value[T]) MarshalBinary() ([]byte, error) { return nil, ErrSealed }

// GobEncode fails with [ErrSealed].
func (Value[T]) GobEncode() ([]byte, error) { return nil, ErrSealed }

// MarshalYAML fails with [ErrSealed].
func (Value[T]) MarshalYAML() (any, error) { return nil, ErrSealed }

// MarshalJSON writes null for the zero Value and the envelope for a stored one. For
// unencrypted content it fails with [ErrSealed].
func (v Value[T]) MarshalJSON() ([]byte, error) {
	if v.c == nil {
		return []byte("null"), nil
	}
	if e := v.c.open().stored; e != nil {
		return e.MarshalJSON()
	}
	return nil, ErrSealed
}

// Decoding. Content is sealed at once; errors do not quote it.

// UnmarshalJSON seals what it reads. An envelope becomes a stored value, and null the zero
// Value. Anything else is read as a T and gets the zero Label; it is not disclosed until
// [Value.Classify] gives it another label.
func (v *Value[T]) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*v = Value[T]{}
		return nil
	}
	if len(data) > MaxEnvelope {
		return ErrDecode
	}
	if e, ok := envelopeFrom(data); ok {
		*v = seal(content[T]{label: e.Label.clone(), stored: e})
		return nil
	}
	var read T
	if json.Unmarshal(data, &read) != nil {
		return ErrDecode
	}
	*v = Seal(read, Label{})
	return nil
}

// UnmarshalText seals a text if T is a string, and fails with [ErrDecode]
// otherwise.
func (v *Value[T]) UnmarshalText(text []byte) error {
	var read T
	s, ok := any(&read).(*string)
	if !ok {
		return ErrDecode
	}
	*s = string(text)
	*v = Seal(read, Label{})
	return nil
}

// UnmarshalBinary fails with [ErrDecode]: binary forms are not read.
func (*Value[T]) UnmarshalBinary([]byte) error { return ErrDecode }

// GobDecode fails with [ErrDecode]: binary forms are not read.
func (*Value[T]) GobDecode([]byte) error { return ErrDecode }

// Scan fails with [ErrDecode]: databases contain envelopes, see [Envelope].
func (*Value[T]) Scan(any) error { return ErrDecode }
