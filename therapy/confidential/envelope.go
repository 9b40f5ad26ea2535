package confidential

import (
	"bytes"
	"crypto/cipher"
	"database/sql/driver"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"

	"github.com/therapykit/therapykit/therapy"
)

// envelopeFormat tells envelopes from content and their versions apart.
const (
	envelopeFormat = "therapykit-envelope/1"
	// envelopeMark stands in every envelope of every version.
	envelopeMark = "therapykit-envelope/"
)

// Envelope is content encrypted with a key of the caller's. The label stands
// beside it in the clear, so that a database can be searched by it, and is bound
// to it: change the label, and the content can no longer be read.
//
// The zero Envelope is empty and is stored as NULL.
type Envelope struct { //nolint:recvcheck // Scan has to be on the pointer
	Hidden
	// Label is the label of the content.
	Label Label `json:"label"`
	// Key names the key it is encrypted with, for rotation.
	Key KeyID `json:"key"`
	// Nonce and Cipher are what the cipher needs and made.
	Nonce  []byte `json:"nonce"`
	Cipher []byte `json:"cipher"`
}

// envelopeJSON is an envelope as it is written.
type envelopeJSON struct {
	Format string `json:"envelope"`
	Label  Label  `json:"label"`
	Key    KeyID  `json:"key"`
	Nonce  string `json:"nonce"`
	Cipher string `json:"cipher"`
}

// bound is what the cipher authenticates beside the content.
func (e Envelope) bound() ([]byte, error) {
	return json.Marshal(struct {
		Format string `json:"envelope"`
		Label  Label  `json:"label"`
		Key    KeyID  `json:"key"`
	}{envelopeFormat, e.Label, e.Key})
}

// Key is a cipher with the name it goes by. The cipher is the caller's, for
// instance AES-GCM; its key never comes here.
type Key struct {
	Hidden
	ID     KeyID
	Cipher cipher.AEAD
}

// Store encrypts the content of v. random supplies the nonce, which must never
// be used twice with the same key: pass crypto/rand.Reader, or a counter that is
// kept. Storing is not disclosing, and whoever holds the key can read everything
// stored under it.
func (v Value[T]) Store(k Key, random io.Reader) (Envelope, error) {
	if v.c == nil {
		return Envelope{}, nil
	}
	c := v.c.open()
	if c.stored != nil {
		return *c.stored, nil
	}
	if k.Cipher == nil || !k.ID.Valid() || random == nil {
		return Envelope{}, &therapy.FieldError{Rule: "store-key", Err: ErrInvalid}
	}
	plain, err := json.Marshal(c.value)
	if err != nil {
		return Envelope{}, fmt.Errorf("%w: %T cannot be written", ErrInvalid, c.value)
	}
	e := Envelope{Label: c.label.clone(), Key: k.ID, Nonce: make([]byte, k.Cipher.NonceSize())}
	if _, err := io.ReadFull(random, e.Nonce); err != nil {
		return Envelope{}, &therapy.FieldError{Rule: "store-nonce", Err: ErrInvalid}
	}
	bound, err := e.bound()
	if err != nil {
		return Envelope{}, &therapy.FieldError{Path: "/label", Rule: "store-label", Err: ErrInvalid}
	}
	e.Cipher = k.Cipher.Seal(nil, e.Nonce, plain, bound)
	clear(plain)
	return e, nil
}

// Load decrypts an envelope into a sealed value with the label that was bound to
// it. The zero Envelope gives the zero Value. Every failure is [ErrOpen].
func Load[T any](k Key, e Envelope) (Value[T], error) {
	if e.IsZero() {
		return Value[T]{}, nil
	}
	bound, err := e.bound()
	if err != nil || k.Cipher == nil || k.ID != e.Key || len(e.Nonce) != k.Cipher.NonceSize() {
		return Value[T]{}, ErrOpen
	}
	plain, err := k.Cipher.Open(nil, e.Nonce, e.Cipher, bound)
	if err != nil {
		return Value[T]{}, ErrOpen
	}
	var read T
	if json.Unmarshal(plain, &read) != nil {
		return Value[T]{}, ErrOpen
	}
	clear(plain)
	return Seal(read, e.Label), nil
}

// IsZero reports whether the envelope is empty.
func (e Envelope) IsZero() bool { return e.Key == "" && len(e.Cipher) == 0 && len(e.Nonce) == 0 }

// MarshalJSON writes the envelope, null if it is empty.
func (e Envelope) MarshalJSON() ([]byte, error) {
	if e.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(envelopeJSON{
		Format: envelopeFormat, Label: e.Label, Key: e.Key,
		Nonce: base64.StdEncoding.EncodeToString(e.Nonce), Cipher: base64.StdEncoding.EncodeToString(e.Cipher),
	})
}

// UnmarshalJSON reads what MarshalJSON writes. The error does not quote it.
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

// envelopeFrom reads an envelope, if data is one.
func envelopeFrom(data []byte) (*Envelope, bool) {
	if !bytes.Contains(data, []byte(envelopeFormat)) {
		return nil, false
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	var j envelopeJSON
	if dec.Decode(&j) != nil || j.Format != envelopeFormat || dec.More() {
		return nil, false
	}
	nonce, err := base64.StdEncoding.Strict().DecodeString(j.Nonce)
	if err != nil {
		return nil, false
	}
	content, err := base64.StdEncoding.Strict().DecodeString(j.Cipher)
	if err != nil || !j.Key.Valid() {
		return nil, false
	}
	return &Envelope{Label: j.Label, Key: j.Key, Nonce: nonce, Cipher: content}, true
}

// Value makes an envelope a driver.Valuer: a column of JSON text, NULL if empty.
func (e Envelope) Value() (driver.Value, error) {
	if e.IsZero() {
		return nil, nil
	}
	b, err := e.MarshalJSON()
	if err != nil {
		return nil, err
	}
	return string(b), nil
}

// Scan makes an envelope an sql.Scanner. The error does not quote what was read.
func (e *Envelope) Scan(src any) error {
	switch s := src.(type) {
	case nil:
		*e = Envelope{}
		return nil
	case string:
		return e.UnmarshalJSON([]byte(s))
	case []byte:
		return e.UnmarshalJSON(s)
	}
	return ErrDecode
}
