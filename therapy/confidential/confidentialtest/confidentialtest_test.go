package confidentialtest_test

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/confidential/confidentialtest"
)

var client = confidential.MustPersonID("client-1")

func TestOpensUnderEveryLabel(t *testing.T) {
	tester := confidential.MustPersonID("tester-0")
	for _, tt := range []struct {
		name  string
		label confidential.Label
	}{
		{"ordinary", confidential.LabelFor(confidential.ProgressNote, client)},
		{"unclassified: never disclosed otherwise", confidential.Label{}},
		{"process note: the strictest level", confidential.LabelFor(confidential.ProcessNote, client)},
		{"about others who have not consented", confidential.Label{
			Level: confidential.Restricted, Kind: confidential.ThirdParty, Setting: confidential.GroupSetting,
			Subject: client, About: []confidential.PersonID{confidential.MustPersonID("client-2")}, Tags: confidential.SubstanceUse,
		}},
		{"the tester itself must never have it", confidential.Label{
			Kind: confidential.Identity, Setting: confidential.IndividualSetting, Subject: client, Never: []confidential.PersonID{tester},
		}},
		{"nobody's", confidential.Label{Kind: confidential.ThirdParty, Setting: confidential.GroupSetting}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, "made up", confidentialtest.Open(t, confidential.Seal("made up", tt.label)))
		})
	}
	require.Empty(t, confidentialtest.Open(t, confidential.Value[string]{}), "the zero value is empty")
}

func TestEqualComparesContentAndLabel(t *testing.T) {
	equal := confidentialtest.Equal[string](t)
	note := func(s string) confidential.Value[string] {
		return confidential.SealText(confidential.ProgressNote, client, s)
	}
	a := note("one")
	require.True(t, equal(a, a))
	require.True(t, equal(a, note("one")), "the same content sealed twice")
	require.False(t, equal(a, note("two")))
	require.False(t, equal(a, confidential.SealText(confidential.Diagnosis, client, "one")), "another label")
	require.False(t, equal(a, confidential.Value[string]{}))
	type record struct{ Note confidential.Value[string] }
	require.Empty(t, cmp.Diff(record{a}, record{note("one")}, cmp.Comparer(equal)))
	require.NotEmpty(t, cmp.Diff(record{a}, record{note("two")}, cmp.Comparer(equal)))
}

// fatal is a testing.TB that records a failure.
type fatal struct {
	testing.TB
	failed bool
}

func (f *fatal) Helper() {}

func (f *fatal) Fatalf(string, ...any) { f.failed = true }

func TestRefuses(t *testing.T) {
	v := confidential.SealText(confidential.ProgressNote, client, "made up")
	require.Panics(t, func() { confidentialtest.Open(nil, v) }, "without a testing.TB, as in a program")
	require.Panics(t, func() { confidentialtest.Equal[string](nil) })

	block, err := aes.NewCipher(make([]byte, 32))
	require.NoError(t, err)
	aead, err := cipher.NewGCMWithRandomNonce(block)
	require.NoError(t, err)
	ring, err := confidential.NewKeyring(confidential.Key{ID: "key-1", State: confidential.PrimaryKey, Cipher: aead})
	require.NoError(t, err)
	e, err := v.Store(ring, confidential.Place{Record: "record/1", Field: "/note"})
	require.NoError(t, err)
	b, err := json.Marshal(e)
	require.NoError(t, err)
	var stored confidential.Value[string]
	require.NoError(t, json.Unmarshal(b, &stored))
	tb := &fatal{TB: t}
	require.Empty(t, confidentialtest.Open(tb, stored), "a stored value can be opened only with its key")
	require.True(t, tb.failed)
}
