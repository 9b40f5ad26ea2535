package confidential

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/therapykit/therapykit/therapy"
)

// AllAuditors returns an auditor for several logs, all of which have to store the records. It
// calls them in order and stops at the first that fails, so an earlier log can have records
// that a later one lacks. Without any auditor, or if one is nil, it fails.
func AllAuditors(auditors ...Auditor) Auditor { return several{auditors, true} }

// AnyAuditor returns an auditor for several logs, at least one of which has to store the
// records. It always calls all of them. It fails if none stores the records.
func AnyAuditor(auditors ...Auditor) Auditor { return several{auditors, false} }

type several struct {
	auditors []Auditor
	all      bool
}

// Record asks each auditor.
func (s several) Record(ctx context.Context, records []Record) error {
	var errs []error
	written := 0
	for _, a := range s.auditors {
		err := recordWith(ctx, a, records)
		switch {
		case err == nil:
			written++
		case s.all:
			return err
		default:
			errs = append(errs, err)
		}
	}
	if written == 0 {
		return errors.Join(append(errs, ErrAudit)...)
	}
	return nil
}

// before reports whether the time is too far before a disclosure that one of them has
// recorded.
func (s several) before(t time.Time) bool {
	for _, a := range s.auditors {
		if known, ok := a.(timed); ok && known.before(t) {
			return true
		}
	}
	return false
}

// recordWith calls one auditor; a panic counts as a failure.
func recordWith(ctx context.Context, a Auditor, records []Record) (failure error) {
	if isNil(a) {
		return ErrAudit
	}
	defer func() {
		if recover() != nil {
			failure = fmt.Errorf("%w (it panicked)", ErrAudit)
		}
	}()
	return a.Record(ctx, records)
}

// HashPeople returns an auditor that stores the ids of people as keyed hashes (HMAC-SHA-256).
// A reader of the log without the key cannot find out who it is about, not even by trying
// ids. A reader with the key finds a person's records with [HashPerson]. Cases, consents,
// references and reviewers' findings are not hashed. The key must have at least 32 bytes.
func HashPeople(a Auditor, key []byte) (Auditor, error) {
	if len(key) < 32 {
		return nil, &therapy.FieldError{Rule: "hash-key", Hint: "at least 32 bytes", Err: therapy.ErrRange}
	}
	return hashing{several{[]Auditor{a}, true}, append([]byte(nil), key...)}, nil
}

// hashing is an auditor that hashes for another.
type hashing struct {
	several
	key []byte
}

// Record hashes and asks the other.
func (h hashing) Record(ctx context.Context, records []Record) error {
	hashed := make([]Record, len(records))
	for i, r := range records {
		for _, id := range []*PersonID{&r.Actor, &r.Recipient, &r.Subject, &r.Reviewer} {
			*id = HashPerson(*id, h.key)
		}
		hashed[i] = r
	}
	return h.several.Record(ctx, hashed)
}

// HashPerson returns the id under which [HashPeople] stores a person. The hash of the zero
// PersonID is the zero PersonID.
func HashPerson(id PersonID, key []byte) PersonID {
	if id.IsZero() {
		return id
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(id.text))
	return PersonID{text: "h0:" + hex.EncodeToString(mac.Sum(nil)[:24])}
}
