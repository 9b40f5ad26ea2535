package confidential

import (
	"crypto/cipher"
	"io"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
)

// KeyState is what a key may still be used for. The zero KeyState is unstated and is
// refused.
type KeyState uint8

// The states of keys.
const (
	// PrimaryKey encrypts and decrypts.
	PrimaryKey KeyState = iota + 1
	// OldKey decrypts what was stored under it, until everything is stored anew.
	OldKey
	// DisabledKey does nothing, for instance while a loss is looked into. What is
	// stored under it cannot be read until the key is old again.
	DisabledKey
	// DestroyedKey does not exist any more: what was stored under it is erased. It is
	// kept in the ring by name, so that records which hold such texts can be read
	// without them.
	DestroyedKey

	numKeyStates
)

//enum:names KeyState
var keyStateNames = [numKeyStates]string{
	PrimaryKey: "primary", OldKey: "old", DisabledKey: "disabled", DestroyedKey: "destroyed",
}

// Key is a cipher with the name it goes by. The cipher is the caller's; its key never
// comes here.
//
// Make the cipher with [crypto/cipher.NewGCMWithRandomNonce], which draws its nonces by
// itself and leaves nothing to get wrong. For a cipher that takes nonces from outside,
// Nonces supplies them, crypto/rand.Reader for instance, and must never supply the same
// twice for one key: with AES-GCM that gives the contents away. Two equal nonces within
// one call are refused.
//
// Nothing here commits an envelope to one key, as AES-GCM does not: whoever holds two
// keys can make an envelope that opens differently under each. All keys of a ring are
// the deployer's, and the id of the key is bound to the envelope; where keys come from
// several parties, use a cipher that commits.
type Key struct {
	Hidden
	// ID names the key; envelopes carry it.
	ID KeyID
	// State is what it may be used for.
	State KeyState
	// Cipher encrypts; a destroyed key has none.
	Cipher cipher.AEAD
	// Nonces is nil for a cipher that makes its own.
	Nonces io.Reader
	// Person restricts the key to texts from one person's record, so that destroying
	// it erases them and nothing else. Texts from the records of people who have a
	// primary key of their own are stored under it.
	Person PersonID
}

// Keyring is a set of keys to store and load with. The zero Keyring has none. It is
// immutable and safe for concurrent use if its ciphers and nonces are.
type Keyring struct {
	Hidden
	keys []Key
}

// NewKeyring checks and copies the keys: each has an id of its own, a state and a
// cipher, and there is at most one primary key for each person and one for everybody
// else. It reports everything wrong at once, at /0, /1 …
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

// nonces are those that one call has used, so that none is used twice.
type nonces map[string]bool

// next draws a nonce for the key, nil for a cipher that makes its own.
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
