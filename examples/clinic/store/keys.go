package store

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/therapykit/therapykit/therapy/confidential"
)

// ErrKeys means that there is no usable key: none is named, the file can be read by others,
// or it does not hold keys.
var ErrKeys = errors.New("store: there is no usable key")

// Keys is a source of keys; the first key is used for writing. A team with a key service
// implements this and passes it to [Open].
type Keys interface {
	Keys() ([]Key, error)
}

// Key is one master key of 32 bytes. Two keys are derived from it: one for the texts that
// the library seals, one for whole bodies.
type Key struct {
	confidential.Hidden
	ID     confidential.KeyID
	Secret []byte
}

// NewKey returns a random key.
func NewKey(id confidential.KeyID) Key {
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails
	return Key{ID: id, Secret: secret}
}

func (k Key) aead(use string) (cipher.AEAD, error) {
	derived, err := hkdf.Key(sha256.New, k.Secret, nil, "clinic/"+use, 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(derived)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// parseKeys reads lines with a key's id and its base64.
func parseKeys(text string) ([]Key, error) {
	var keys []Key
	for line := range strings.Lines(text) {
		id, secret, ok := strings.Cut(strings.TrimSpace(line), " ")
		if id == "" {
			continue
		}
		raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(secret))
		if !ok || err != nil || len(raw) != 32 || !confidential.KeyID(id).Valid() {
			return nil, fmt.Errorf("%w: a line of the key file is not an id and 32 bytes in base64", ErrKeys)
		}
		keys = append(keys, Key{ID: confidential.KeyID(id), Secret: raw})
	}
	if len(keys) == 0 {
		return nil, fmt.Errorf("%w: none is there", ErrKeys)
	}
	return keys, nil
}

// KeyText holds keys in the format of a key file, for example from the environment.
type KeyText string

// Keys reads the keys.
func (t KeyText) Keys() ([]Key, error) { return parseKeys(string(t)) }

// KeyFile is the name of a file with keys, which only its owner may read.
type KeyFile string

// Keys reads the file.
func (f KeyFile) Keys() ([]Key, error) {
	info, err := os.Stat(string(f))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKeys, err)
	}
	if info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
		return nil, fmt.Errorf("%w: others than its owner may read the key file; chmod 600 it", ErrKeys)
	}
	text, err := os.ReadFile(string(f))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKeys, err)
	}
	return parseKeys(string(text))
}

// WriteKeys replaces the file by one with the keys, completely or not at all.
func (f KeyFile) WriteKeys(keys []Key) error {
	var b strings.Builder
	for _, k := range keys {
		fmt.Fprintf(&b, "%s %s\n", k.ID, base64.StdEncoding.EncodeToString(k.Secret))
	}
	next, err := os.CreateTemp(filepath.Dir(string(f)), ".keys-") // created with mode 0600
	if err != nil {
		return err
	}
	_, err = next.WriteString(b.String())
	err = errors.Join(err, next.Sync(), next.Close())
	if err == nil {
		err = os.Rename(next.Name(), string(f))
	}
	if err != nil {
		return errors.Join(err, os.Remove(next.Name()))
	}
	return nil
}

// changed says when the keys were last written, or the zero time if that is unknown.
func changed(k Keys) time.Time {
	if f, ok := k.(KeyFile); ok {
		if info, err := os.Stat(string(f)); err == nil {
			return info.ModTime()
		}
	}
	return time.Time{}
}

// ring is a set of keys in use.
type ring struct {
	current confidential.KeyID
	texts   confidential.Keyring
	bodies  map[confidential.KeyID]cipher.AEAD
}

func newRing(keys []Key) (*ring, error) {
	r := &ring{current: keys[0].ID, bodies: map[confidential.KeyID]cipher.AEAD{}}
	var texts []confidential.Key
	for i, k := range keys {
		body, err := k.aead("body")
		if err != nil {
			return nil, err
		}
		text, err := k.aead("text")
		if err != nil {
			return nil, err
		}
		r.bodies[k.ID] = body
		state := confidential.OldKey
		if i == 0 {
			state = confidential.PrimaryKey
		}
		texts = append(texts, confidential.Key{ID: k.ID, State: state, Cipher: text})
	}
	var err error
	r.texts, err = confidential.NewKeyring(texts...)
	return r, err
}

// place names the row to which a body is bound.
func place(kind, id, owner string, version int, key confidential.KeyID) []byte {
	return fmt.Appendf(nil, "%q %q %q %d %q", kind, id, owner, version, key)
}

// watched holds the keys and reads them again when their file changes, so that rotate-key works
// while the clinic is running.
type watched struct {
	from Keys
	mu   sync.Mutex
	at   time.Time
	ring *ring
}

func (w *watched) get() (*ring, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	at := changed(w.from)
	if w.ring != nil && at.Equal(w.at) {
		return w.ring, nil
	}
	keys, err := w.from.Keys()
	if err == nil {
		var next *ring
		if next, err = newRing(keys); err == nil {
			w.ring, w.at = next, at
			return next, nil
		}
	}
	if w.ring != nil { // keep the present keys: the file may come back
		return w.ring, nil
	}
	return nil, err
}
