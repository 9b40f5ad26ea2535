// Package confidentialtest is for tests of confidential data. In it: opening sealed values, a
// check that no type about people shows anything by accident, and a check that every field
// states its kind of information. Not in it: a way to open anything outside a test.
//
// [Open] uses a normal gate, with a table that permits everything to one made-up therapist:
// the library has no back door, and this package adds none. It needs a testing.TB, which
// programs do not have.
//
//	require.Equal(t, "slept better", confidentialtest.Open(t, note))
//	cmp.Diff(want, got, cmp.Comparer(confidentialtest.Equal[string](t)))
package confidentialtest

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Open returns the content of v: the zero T for the zero Value. It fails the test if v is
// stored, since a stored value can be opened only with its key. It panics if tb is nil.
func Open[T any](tb testing.TB, v confidential.Value[T]) T {
	tb.Helper()
	got, err := open(v)
	if err != nil {
		tb.Fatalf("confidentialtest: %v", err)
	}
	return got
}

// Equal returns a function for cmp.Comparer. It reports whether two values have deeply equal
// content and equal labels. Stored values are equal if one is a copy of the other.
func Equal[T any](tb testing.TB) func(a, b confidential.Value[T]) bool {
	tb.Helper() // panics without a test, as Open does
	return func(a, b confidential.Value[T]) bool {
		tb.Helper()
		switch {
		case a.Equal(b):
			return true
		case a.IsZero() || b.IsZero() || a.IsStored() || b.IsStored() || !a.Label().Equal(b.Label()):
			return false
		}
		return reflect.DeepEqual(Open(tb, a), Open(tb, b))
	}
}

// Ring returns a ring with one key, for made-up records. It gives the same bytes in every
// run.
func Ring(tb testing.TB) confidential.Keyring {
	tb.Helper()
	block, err := aes.NewCipher(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		tb.Fatal(err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		tb.Fatal(err)
	}
	ring, err := confidential.NewKeyring(confidential.Key{ID: "key-1", State: confidential.PrimaryKey, Cipher: aead, Nonces: rand.NewChaCha8([32]byte{1})})
	if err != nil {
		tb.Fatal(err)
	}
	return ring
}

func tester() confidential.Rule {
	return confidential.Rule{
		ID: "tester", Audiences: []confidential.Audience{confidential.TreatingTherapist}, Purposes: []confidential.Purpose{confidential.Treatment},
		Effect: confidential.Permit, Reason: "A test looks at made-up content.", Sources: therapy.MustCite("L28"),
	}
}

func open[T any](v confidential.Value[T]) (T, error) {
	var none T
	if v.IsZero() {
		return none, nil
	}
	table, err := confidential.NewTable(tester())
	if err != nil {
		return none, err
	}
	// The label is raised on a copy until the gate can decide: unclassified content becomes a
	// progress note of a made-up client.
	label := v.Label()
	subject := confidential.MustPersonID("subject-of-a-test-0")
	v, err = v.Classify(label.Raise(confidential.LabelFor(confidential.ProgressNote, subject)))
	if err != nil {
		return none, err
	}
	reader := confidential.MustPersonID("tester-0")
	for n := 1; slices.Contains(label.Never, reader); n++ {
		reader = confidential.MustPersonID("tester-" + strconv.Itoa(n))
	}
	gate := confidential.NewGate(table, confidential.AuditorFunc(func(context.Context, []confidential.Record) error { return nil }))
	return v.Disclose(context.Background(), gate, confidential.Request{
		Recipient: reader, Audience: confidential.TreatingTherapist, Purpose: confidential.Treatment,
		Treats: append(confidential.Treating(v.Label().About...), confidential.Case{Person: v.Label().Subject, ID: v.Label().Case}), At: time.Unix(1, 0),
	})
}
