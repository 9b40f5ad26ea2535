// Package auth says who is signed in: accounts with argon2id passwords, and web sessions in
// the database. Package access decides what somebody may see. A team with its own single
// sign-on, or with passkeys, replaces this package.
package auth

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"golang.org/x/crypto/argon2"

	"github.com/therapykit/therapykit/examples/clinic/access"
	"github.com/therapykit/therapykit/examples/clinic/store"
)

// ErrWrong means that the name or the password is wrong, or that the account is locked. It is
// the same error for every cause.
var ErrWrong = errors.New("auth: name or password is wrong")

// The limits of a web session without use and in total, and how long an account is locked after
// five failures.
const (
	Idle     = 30 * time.Minute
	Longest  = 8 * time.Hour
	LockedIn = 15 * time.Minute
)

// The cost of a hash: 19 MiB and two passes (OWASP's minimum for argon2id).
const (
	memory, passes, lanes, length = 19 * 1024, 2, 1, 32
)

// Auth signs people in. It is safe for concurrent use.
type Auth struct {
	store  *store.Store
	two    chan struct{} // at most two hashes at a time, to limit memory
	nobody func() string // the hash that is compared for an unknown name
}

// New returns the sign-in of a store.
func New(s *store.Store) *Auth {
	return &Auth{store: s, two: make(chan struct{}, 2), nobody: sync.OnceValue(func() string { return Hash(rand.Text()) })}
}

// Hash returns the hash of a password, with its salt and cost.
func Hash(password string) string {
	salt := make([]byte, 16)
	_, _ = rand.Read(salt) // never fails
	key := argon2.IDKey([]byte(password), salt, passes, memory, lanes, length)
	b64 := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s", memory, passes, lanes, b64(salt), b64(key))
}

// Matches reports whether the password has this hash.
func Matches(hash, password string) bool {
	parts := strings.Split(hash, "$")
	if len(parts) != 6 {
		return false
	}
	var m, t uint32
	var p uint8
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &m, &t, &p); err != nil || m > 1<<20 || t > 16 || p == 0 {
		return false
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	want, err2 := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil || err2 != nil || len(want) == 0 {
		return false
	}
	got := argon2.IDKey([]byte(password), salt, t, m, p, uint32(len(want))) //nolint:gosec // short
	return subtle.ConstantTimeCompare(got, want) == 1
}

// SignIn starts a web session and returns its token.
func (a *Auth) SignIn(ctx context.Context, name, password string) (string, error) {
	account, err := a.store.Account(ctx, name)
	known := err == nil
	if err != nil && !errors.Is(err, store.ErrMissing) {
		return "", err
	}
	hash := account.Hash
	if !known {
		hash = a.nobody()
	}
	select {
	case a.two <- struct{}{}:
	case <-ctx.Done():
		return "", ctx.Err()
	}
	right := Matches(hash, password)
	<-a.two
	now := a.store.Now()
	if !known || now.Before(account.LockedUntil) {
		return "", ErrWrong
	}
	if !right {
		return "", errors.Join(ErrWrong, a.store.Write(ctx, store.Failed(name, now.Add(LockedIn))))
	}
	token := rand.Text() // 128 random bits
	return token, a.store.Write(ctx, store.SignedIn(hashOf(token), name))
}

// Who returns the user of the web session with this token. If there is none, the error is
// ErrWrong.
func (a *Auth) Who(ctx context.Context, token string) (access.Who, error) {
	if token == "" {
		return access.Who{}, ErrWrong
	}
	now := a.store.Now()
	account, seen, err := a.store.WebSession(ctx, hashOf(token), now.Add(-Longest), now.Add(-Idle))
	if errors.Is(err, store.ErrMissing) {
		return access.Who{}, ErrWrong
	}
	if err == nil && now.Sub(seen) > time.Minute {
		err = a.store.Write(ctx, store.Seen(hashOf(token)))
	}
	return access.Who{Person: account.Person, Role: account.Role}, err
}

// SignOut ends the web session, and deletes the expired ones.
func (a *Auth) SignOut(ctx context.Context, token string) error {
	now := a.store.Now()
	return a.store.Write(ctx, store.SignedOut(hashOf(token), now.Add(-Longest), now.Add(-Idle)))
}

func hashOf(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
