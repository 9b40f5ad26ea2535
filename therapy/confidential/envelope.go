package confidential

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"math/bits"
	"reflect"

	"github.com/therapykit/therapykit/therapy"
)

// The formats of envelopes.
const (
	// envelopeMark is in every envelope of every format.
	envelopeMark = "therapykit-envelope/"
	// envelopeFormat binds the content to its place.
	envelopeFormat = envelopeMark + "2"
	// unboundFormat, the first, does not; see [Bind].
	unboundFormat = envelopeMark + "1"
)

// Place is where an envelope belongs. It is authenticated together with the content. The code
// that loads an envelope states the place where it found it, so content from another row,
// another field or an earlier revision does not open. The zero Place is refused.
type Place struct {
	// Record names the record, with its type if ids of several types can be the same:
	// "plan/plan-17".
	Record string `json:"record"`
	// Field is the name of the field, or a JSON pointer to it: "/goals/0/concern".
	Field string `json:"field"`
	// Revision is the revision that wrote the field. Zero means that the record has no
	// revisions; then somebody can replace the content of the field by earlier content of the
	// same field, undetected.
	Revision int `json:"revision,omitempty"`
}

// in returns the place of a field inside this one.
func (p Place) in(path string) Place {
	p.Field += path
	return p
}

func (p Place) valid() bool { return p.Record != "" && p.Field != "" && p.Revision >= 0 }

// Envelope is content encrypted with the caller's key. Its label is not encrypted, so that a
// database can be searched by it. The label, the key's id, the type of the content and the
// [Place] are bound to the content: if any of them is changed, the content can no longer be
// read.
//
// The content is padded to a multiple of 64 bytes or, above 512 bytes, to a multiple of an
// eighth of its size. So "no" and "yes, often" look the same, but one can still see whether a
// note is short or long.
//
// The zero Envelope is empty and is stored as NULL.
type Envelope struct { //nolint:recvcheck // Scan has to be on the pointer
	Hidden
	// Label is the label of the content.
	Label Label
	// Key is the id of the key that it is encrypted with.
	Key KeyID
	// Type is the type of the content; see [PayloadTyper].
	Type string
	// Nonce is the nonce that the cipher used, and Cipher its output. A cipher that makes its
	// own nonces puts them into Cipher.
	Nonce  []byte
	Cipher []byte

	// unbound says that the envelope is of the first format.
	unbound bool
}

// PayloadTyper is content that names its own type, so that the type can be renamed in
// Go and stored envelopes still open. Without it the type is what %T prints, such as
// "string" or "care.Note". A value with a short form ([SealShort]) adds "+short".
type PayloadTyper interface {
	PayloadType() string
}

func payloadType[T any](short bool) string {
	var none T
	name := reflect.TypeFor[T]().String()
	if p, ok := any(none).(PayloadTyper); ok {
		name = p.PayloadType()
	}
	if short {
		name += "+short"
	}
	return name
}

// pair is the JSON form of content with a short form.
type pair[T any] struct {
	Full  T `json:"full"`
	Short T `json:"short"`
}

// bound is the data that the cipher authenticates together with the content.
func (e *Envelope) bound(at Place) ([]byte, error) {
	if e.unbound {
		return json.Marshal(struct {
			Format string `json:"envelope"`
			Label  Label  `json:"label"`
			Key    KeyID  `json:"key"`
		}{unboundFormat, e.Label, e.Key})
	}
	return json.Marshal(struct {
		Format   string `json:"envelope"`
		Label    Label  `json:"label"`
		Key      KeyID  `json:"key"`
		Type     string `json:"type"`
		Record   string `json:"record"`
		Field    string `json:"field"`
		Revision int    `json:"revision"`
	}{envelopeFormat, e.Label, e.Key, e.Type, at.Record, at.Field, at.Revision})
}

// encrypt makes the envelope of a plain text, which it clears.
func (r Keyring) encrypt(plain []byte, l *Label, typ string, at Place, used nonces) (Envelope, error) {
	k := r.primary(l.Subject)
	switch {
	case k == nil:
		return Envelope{}, &therapy.FieldError{Rule: "store-key", Hint: "a ring with a primary key", Err: ErrInvalid}
	case !at.valid():
		return Envelope{}, &therapy.FieldError{Rule: "store-place", Hint: "the record and the field", Err: ErrInvalid}
	}
	e := Envelope{Label: l.clone(), Key: k.ID, Type: typ}
	bound, err := e.bound(at)
	if err != nil {
		return Envelope{}, &therapy.FieldError{Path: "/label", Rule: "store-label", Err: ErrInvalid}
	}
	if e.Nonce, err = used.next(k); err != nil {
		return Envelope{}, err
	}
	padded := pad(plain)
	given := bytes.Clone(padded)
	// The caller provides the cipher: it gets copies, and its result is copied before the
	// plain text is cleared, since both may be the same memory.
	e.Cipher = bytes.Clone(k.Cipher.Seal(nil, bytes.Clone(e.Nonce), given, bound))
	encrypts := !bytes.Contains(e.Cipher, padded)
	clear(plain)
	clear(padded)
	clear(given)
	if !encrypts {
		return Envelope{}, &therapy.FieldError{Rule: "store-cipher", Hint: "a cipher that encrypts", Err: ErrInvalid}
	}
	return e, nil
}

// decrypt opens an envelope at its place. Every failure is ErrOpen, except for a key that
// has been destroyed, which is ErrErased.
func (r Keyring) decrypt(e *Envelope, at Place) ([]byte, error) {
	k := r.find(e.Key)
	switch {
	case k == nil || k.State == DisabledKey:
		return nil, ErrOpen
	case k.State == DestroyedKey:
		return nil, ErrErased
	case len(e.Nonce) != k.Cipher.NonceSize() || !at.valid() || !k.Person.IsZero() && k.Person != e.Label.Subject:
		return nil, ErrOpen
	}
	bound, err := e.bound(at)
	if err != nil {
		return nil, ErrOpen
	}
	// The cipher may decrypt in place, and the plain text is cleared after its use.
	plain, err := k.Cipher.Open(nil, bytes.Clone(e.Nonce), bytes.Clone(e.Cipher), bound)
	if err != nil {
		return nil, ErrOpen
	}
	return plain, nil
}

// pad adds spaces, which JSON allows at the end.
func pad(plain []byte) []byte {
	unit := 64
	if n := len(plain); n > 512 {
		unit = 1 << (bits.Len(uint(n)) - 3)
	}
	for len(plain)%unit != 0 {
		plain = append(plain, ' ')
	}
	return plain
}

// Store encrypts the content of v for the place, under the ring's primary key. A stored value
// stays unchanged if it is stored under that key and for that place; otherwise it is
// encrypted again. Content that JSON would change, such as text that is not UTF-8, is
// refused. Storing is not a disclosure, but a person who has the keys can read everything
// stored under them.
func (v Value[T]) Store(r Keyring, at Place) (Envelope, error) {
	return v.storeOnce(r, at, nonces{})
}

func (v Value[T]) storeOnce(r Keyring, at Place, used nonces) (Envelope, error) {
	if v.c == nil {
		return Envelope{}, nil
	}
	c := v.c.open()
	if c.stored != nil {
		return r.rebind(c.stored, at, used)
	}
	var plain []byte
	var err error
	if c.short != nil {
		plain, err = encode(pair[T]{c.value, *c.short})
	} else {
		plain, err = encode(c.value)
	}
	if err != nil {
		return Envelope{}, err
	}
	return r.encrypt(plain, &c.label, payloadType[T](c.short != nil), at, used)
}

// rebind returns an envelope unchanged if it is under the primary key, and encrypted again
// otherwise. It opens the envelope in both cases, so that an envelope from another place is
// found.
func (r Keyring) rebind(e *Envelope, at Place, used nonces) (Envelope, error) {
	plain, err := r.decrypt(e, at)
	if err == ErrErased { //nolint:errorlint // our own, not wrapped
		return e.clone(), nil
	}
	if err != nil {
		return Envelope{}, err
	}
	if k := r.primary(e.Label.Subject); k != nil && k.ID == e.Key && !e.unbound {
		clear(plain)
		return e.clone(), nil
	}
	return r.encrypt(bytes.TrimRight(plain, " "), &e.Label, e.Type, at, used)
}

// Load decrypts an envelope from the place into a sealed value with the label that is bound
// to it. The zero Envelope gives the zero Value. An envelope under a destroyed key gives a
// value whose content is erased ([Value.IsErased]). Every failure is [ErrOpen].
func Load[T any](r Keyring, at Place, e Envelope) (Value[T], error) {
	if e.IsZero() {
		return Value[T]{}, nil
	}
	short := e.Type == payloadType[T](true)
	if e.unbound || !short && e.Type != payloadType[T](false) {
		return Value[T]{}, ErrOpen
	}
	return open[T](r, at, &e, short)
}

func open[T any](r Keyring, at Place, e *Envelope, short bool) (Value[T], error) {
	plain, err := r.decrypt(e, at)
	if err == ErrErased { //nolint:errorlint // our own, not wrapped
		kept := e.clone()
		return seal(content[T]{label: e.Label.clone(), stored: &kept, erased: true}), nil
	}
	if err != nil {
		return Value[T]{}, err
	}
	defer clear(plain)
	if short {
		var read pair[T]
		if json.Unmarshal(plain, &read) != nil {
			return Value[T]{}, ErrOpen
		}
		return SealShort(read.Full, read.Short, e.Label), nil
	}
	var read T
	if json.Unmarshal(plain, &read) != nil {
		return Value[T]{}, ErrOpen
	}
	return Seal(read, e.Label), nil
}

// Rotate returns the envelope from the place, encrypted under the ring's primary key, and
// whether it changed: an envelope under that key stays unchanged. It does not need the type
// of the content, so a program can rotate a whole table of envelopes. The error is [ErrOpen]
// if the envelope cannot be opened, and [ErrErased] if its content is erased.
func Rotate(r Keyring, at Place, e Envelope) (Envelope, bool, error) {
	if e.IsZero() {
		return e, false, nil
	}
	if e.unbound {
		return Envelope{}, false, ErrOpen
	}
	if k := r.find(e.Key); k != nil && k.State == DestroyedKey {
		return Envelope{}, false, ErrErased
	}
	turned, err := r.rebind(&e, at, nonces{})
	return turned, err == nil && turned.Key != e.Key, err
}

// Bind reads an envelope of the first format, which is bound only to its label, and returns
// it bound to a place. Use it once, to convert old tables to the present format: it cannot
// detect whether an old envelope was moved from another row.
func Bind[T any](r Keyring, at Place, e Envelope) (Envelope, error) {
	if e.IsZero() {
		return e, nil
	}
	if !e.unbound {
		return Envelope{}, ErrOpen
	}
	v, err := open[T](r, at, &e, false)
	if err != nil {
		return Envelope{}, err
	}
	return v.Store(r, at)
}

// IsZero reports whether the envelope is empty.
func (e Envelope) IsZero() bool { return e.Key == "" && len(e.Cipher) == 0 && len(e.Nonce) == 0 }

func (e Envelope) clone() Envelope {
	e.Label = e.Label.clone()
	e.Nonce, e.Cipher = bytes.Clone(e.Nonce), bytes.Clone(e.Cipher)
	return e
}

// envelopeJSON is the JSON form of an envelope.
type envelopeJSON struct {
	Format string `json:"envelope"`
	Label  Label  `json:"label"`
	Key    KeyID  `json:"key"`
	Type   string `json:"type,omitempty"`
	Nonce  string `json:"nonce,omitempty"`
	Cipher string `json:"cipher"`
}

// MarshalJSON writes the envelope, null if it is empty.
func (e Envelope) MarshalJSON() ([]byte, error) {
	if e.IsZero() {
		return []byte("null"), nil
	}
	format := envelopeFormat
	if e.unbound {
		format = unboundFormat
	}
	return json.Marshal(envelopeJSON{
		Format: format, Label: e.Label, Key: e.Key, Type: e.Type,
		Nonce: base64.StdEncoding.EncodeToString(e.Nonce), Cipher: base64.StdEncoding.EncodeToString(e.Cipher),
	})
}

// UnmarshalJSON reads what MarshalJSON writes, and envelopes of the first format, which
// only [Bind] opens. The error does not quote it.
func (e *Envelope) UnmarshalJSON(data []byte) error {
	if string(bytes.TrimSpace(data)) == "null" {
		*e = Envelope{}
		return nil
	}
	read, ok := envelopeFrom(data)
	if !ok {
		return ErrDecode
	}
	*e = *read
	return nil
}

// MaxEnvelope is the maximum size of the JSON of an envelope, in bytes.
const MaxEnvelope = 16 << 20

// envelopeFrom reads an envelope, if data is one.
func envelopeFrom(data []byte) (*Envelope, bool) {
	if len(data) > MaxEnvelope || !bytes.Contains(data, []byte(envelopeMark)) {
		return nil, false
	}
	var j envelopeJSON
	if therapy.UnmarshalStrict(data, &j) != nil || !j.Key.Valid() {
		return nil, false
	}
	unbound := j.Format == unboundFormat
	if !unbound && (j.Format != envelopeFormat || j.Type == "") || unbound && j.Type != "" {
		return nil, false
	}
	nonce, err := base64.StdEncoding.Strict().DecodeString(j.Nonce)
	if err != nil {
		return nil, false
	}
	content, err := base64.StdEncoding.Strict().DecodeString(j.Cipher)
	if err != nil {
		return nil, false
	}
	return &Envelope{Label: j.Label, Key: j.Key, Type: j.Type, Nonce: nonce, Cipher: content, unbound: unbound}, true
}
