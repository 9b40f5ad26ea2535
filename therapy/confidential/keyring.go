package confidential

import (
	"crypto/cipher"
	"io"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
)

// KeyState says what a key may be used for. The zero KeyState is unstated and is refused.
type KeyState uint8

// The states of keys.
const (
	// PrimaryKey encrypts and decrypts.
	PrimaryKey KeyState = iota + 1
	// OldKey only decrypts, until everything stored under it has been stored again.
	OldKey
	// DisabledKey neither encrypts nor decrypts, for instance while the loss of a key is
	// investigated. Content stored under it cannot be read until the state is OldKey again.
	DisabledKey
	// DestroyedKey does not exist any more: content stored under it is erased. The ring keeps
	// its name, so that records with such texts can still be read without them.
	DestroyedKey

	numKeyStates
)

//enum:names KeyState
var keyStateNames = [numKeyStates]string{
	PrimaryKey: "primary", OldKey: "old", DisabledKey: "disabled", DestroyedKey: "destroyed",
}

// Key is a cipher with a name. The caller makes the cipher; this package never sees the
// secret key itself.
//
// Make the cipher with crypto/cipher.NewGCMWithRandomNonce, which makes its own nonces and
// avoids mistakes. For a cipher that needs nonces, Nonces supplies them, for example
// crypto/rand.Reader. It must never supply the same nonce twice for one key: with AES-GCM
// that would reveal the contents. Two equal nonces within one call are refused.
//
// An envelope is not committed to one key, since AES-GCM is not a committing cipher: a person
// with two keys can make an envelope that opens differently under each. This is no problem if
// all keys of a ring are your own, and the id of the key is bound to the envelope. If keys
// come from several parties, use a committing cipher.
type Key struct {
	Hidden
	// ID names the key; envelopes carry it.
	ID KeyID
	// State says what it may be used for.
	State KeyState
	// Cipher encrypts; a destroyed key has none.
	Cipher cipher.AEAD
	// Nonces is nil for a cipher that makes its own.
	Nonces io.Reader
	// Person restricts the key to texts from one person's record, so that destroying it
	// erases only these texts. If a person has their own primary key, texts from their record
	// are stored under it.
	Person PersonID
}

// Keyring is a set of keys to store and load with. The zero Keyring has none. It is
// immutable and safe for concurrent use if its ciphers and nonces are.
type Keyring struct {
	Hidden
	keys []Key
}

// NewKeyring checks and copies the keys: each has a different id, a state and, unless
// destroyed, a cipher, and there is at most one primary key for each person and one for
// everybody else. It reports everything wrong at once, at /0, /1 …
func NewKeyring(keys ...Key) (Keyring, error) {
	var c therapy.Check
	seen := map[KeyID]bool{}
	primary := map[PersonID]bool{}
	for i := range keys {
		k, place := &keys[i], "/"+strconv.Itoa(i)
		c.RecordID(place+"/id", "key-id", string(k.ID))
		therapy.CheckOnce(&c, seen, k.ID, place+"/id", "key-id-duplicate")
		c.Stated(place+"/state", "key-state", k.State.Valid())
		if (k.Cipher == nil) != (k.State == DestroyedKey) {
			c.Wrong(place+"/cipher", "key-cipher", "a cipher, unless the key is destroyed", therapy.ErrContradiction)
		}
		if k.State != PrimaryKey || k.Cipher == nil {
			continue
		}
		if k.Cipher.NonceSize() > 0 && k.Nonces == nil {
			c.Wrong(place+"/nonces", "key-nonces", "a cipher that makes its own nonces, such as that of cipher.NewGCMWithRandomNonce, or a source of nonces", therapy.ErrRequired)
		}
		if primary[k.Person] {
			c.Wrong(place+"/state", "key-primary", "one primary key", therapy.ErrDuplicate)
		}
		primary[k.Person] = true
	}
	if err := c.Err(); err != nil {
		return Keyring{}, err
	}
	return Keyring{keys: slices.Clone(keys)}, nil
}

// primary returns the key to store content about the person with.
func (r Keyring) primary(person PersonID) *Key {
	var general *Key
	for i := range r.keys {
		switch k := &r.keys[i]; {
		case k.State != PrimaryKey:
		case k.Person.IsZero():
			general = k
		case k.Person == person:
			return k
		}
	}
	return general
}

// find returns the key that an envelope names, nil if it is not in the ring.
func (r Keyring) find(id KeyID) *Key {
	for i := range r.keys {
		if r.keys[i].ID == id {
			return &r.keys[i]
		}
	}
	return nil
}

// nonces are the nonces of one call, so that none is used twice.
type nonces map[string]bool

// next reads a nonce for the key, nil for a cipher that makes its own.
func (n nonces) next(k *Key) ([]byte, error) {
	size := k.Cipher.NonceSize()
	if size == 0 {
		return nil, nil
	}
	nonce := make([]byte, size)
	if _, err := io.ReadFull(k.Nonces, nonce); err != nil {
		return nil, &therapy.FieldError{Rule: "store-nonce", Hint: "a source of nonces that does not run out", Err: ErrInvalid}
	}
	name := string(k.ID) + "\x00" + string(nonce)
	if n[name] {
		return nil, &therapy.FieldError{Rule: "store-nonce-twice", Hint: "a source that never gives the same nonce twice", Err: ErrInvalid}
	}
	n[name] = true
	return nonce, nil
}
