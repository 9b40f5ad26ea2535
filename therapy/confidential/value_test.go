package confidential_test

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/confidential"
)

var (
	client1 = confidential.MustPersonID("client-1")
	noon    = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	quiet   = confidential.AuditorFunc(func(context.Context, []confidential.Record) error { return nil })
)

// testKey returns a primary key whose nonces are the same in every run.
func testKey(tb testing.TB, name string) confidential.Key {
	tb.Helper()
	block, err := aes.NewCipher(bytes.Repeat([]byte(name[:1]), 32))
	require.NoError(tb, err)
	aead, err := cipher.NewGCM(block)
	require.NoError(tb, err)
	return confidential.Key{ID: confidential.KeyID(name), State: confidential.PrimaryKey, Cipher: aead, Nonces: new(counter)}
}

// testRing returns a ring of the keys; the first is the primary key.
func testRing(tb testing.TB, names ...string) confidential.Keyring {
	tb.Helper()
	var keys []confidential.Key
	for i, name := range names {
		k := testKey(tb, name)
		if i > 0 {
			k.State = confidential.OldKey
		}
		keys = append(keys, k)
	}
	return ringOf(tb, keys...)
}

func ringOf(tb testing.TB, keys ...confidential.Key) confidential.Keyring {
	tb.Helper()
	ring, err := confidential.NewKeyring(keys...)
	require.NoError(tb, err)
	return ring
}

var place = confidential.Place{Record: "record/1", Field: "/note", Revision: 1}

// counter replaces crypto/rand: all nonces are different, but the same in every run.
type counter byte

func (c *counter) Read(p []byte) (int, error) {
	for i := range p {
		*c++
		p[i] = byte(*c)
	}
	return len(p), nil
}

func TestStoreAllThenJSONThenOpenAll(t *testing.T) {
	type inner struct {
		Note confidential.Value[string] `json:"note"`
	}
	type record struct {
		ID    string                                `json:"id"`
		Note  confidential.Value[string]            `json:"note"`
		None  confidential.Value[string]            `json:"none"`
		Many  []inner                               `json:"many"`
		Named map[string]confidential.Value[string] `json:"named"`
	}
	text := func(s string) confidential.Value[string] {
		return confidential.SealText(confidential.ProgressNote, client1, s)
	}
	r := record{ID: "r1", Note: text("one"), Many: []inner{{text("two")}}, Named: map[string]confidential.Value[string]{"x": text("three")}}
	_, err := json.Marshal(r)
	require.ErrorIs(t, err, confidential.ErrSealed)

	ring := testRing(t, "key-1")
	require.NoError(t, confidential.StoreAll(&r, ring, place))
	b, err := json.Marshal(r)
	require.NoError(t, err)
	require.NotContains(t, string(b), "three")

	var back record
	require.NoError(t, json.Unmarshal(b, &back))
	require.True(t, back.Note.IsStored())
	require.Error(t, confidential.OpenAll(&back, testRing(t, "other-1"), place))
	require.NoError(t, confidential.OpenAll(&back, ring, place))

	gate := confidential.NewGate(confidential.DefaultTable(), quiet)
	req := confidential.Request{
		Recipient: confidential.MustPersonID("therapist-1"), Audience: confidential.TreatingTherapist, Purpose: confidential.Treatment,
		Treats: confidential.Treating(client1), At: noon,
	}
	for want, v := range map[string]confidential.Value[string]{"one": back.Note, "two": back.Many[0].Note, "three": back.Named["x"]} {
		got, err := v.Disclose(t.Context(), gate, req)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
	seen, err := confidential.View(t.Context(), gate, back, confidential.Request{
		Recipient: confidential.MustPersonID("payer-1"), Audience: confidential.Payer, Purpose: confidential.Payment, At: noon,
	})
	require.NoError(t, err)
	require.NotContains(t, string(seen.JSON), "three")
	require.NotContains(t, string(seen.JSON), "r1", "a field without a kind is not shown")
	require.Equal(t, "PY3", seen.Shown[1].Decision.Rule)
	require.Equal(t, confidential.Placeholder, fmt.Sprint(back.Note))
}
