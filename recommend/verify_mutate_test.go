package recommend_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
)

// rearrange visits the text with every member and element dropped, repeated and swapped
// with the next one, and every list and object turned round.
func rearrange(tb testing.TB, text json.RawMessage, path string, visit func(path string, changed json.RawMessage)) {
	tb.Helper()
	if len(text) == 0 || text[0] != '{' && text[0] != '[' {
		return
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	_, err := dec.Token()
	require.NoError(tb, err)
	var keys []string // with the colon, "" in a list
	var values []json.RawMessage
	for dec.More() {
		key := ""
		if text[0] == '{' {
			name, err := dec.Token()
			require.NoError(tb, err)
			key = fmt.Sprintf("%q:", name)
		}
		var value json.RawMessage
		require.NoError(tb, dec.Decode(&value))
		keys, values = append(keys, key), append(values, value)
	}
	whole := func(keys []string, values []json.RawMessage) json.RawMessage {
		out := []byte{text[0]}
		for i := range values {
			if i > 0 {
				out = append(out, ',')
			}
			out = append(append(out, keys[i]...), values[i]...)
		}
		return append(out, text[len(text)-1])
	}
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	arranged := func(what string, order []int) {
		var k []string
		var v []json.RawMessage
		for _, i := range order {
			k, v = append(k, keys[i]), append(v, values[i])
		}
		if changed := whole(k, v); !bytes.Equal(changed, text) {
			visit(path+" "+what, changed)
		}
	}
	for i := range values {
		at := fmt.Sprintf("%d ", i)
		arranged(at+"dropped", slices.Delete(slices.Clone(order), i, i+1))
		arranged(at+"repeated", slices.Insert(slices.Clone(order), i, i))
		if i > 0 {
			swapped := slices.Clone(order)
			swapped[i-1], swapped[i] = i, i-1
			arranged(at+"swapped", swapped)
		}
		rearrange(tb, values[i], fmt.Sprintf("%s/%s%d", path, keys[i], i), func(path string, changed json.RawMessage) {
			inner := slices.Clone(values)
			inner[i] = changed
			visit(path, whole(keys, inner))
		})
	}
	slices.Reverse(order)
	arranged("turned round", order)
}

// TestRearrangedCertificatesAreRejected drops, repeats, swaps and reorders every member
// and element of certificates, as it stands and signed again. What is accepted has to be
// what the recommender would have written, but for the choice of a witness or a proof.
func TestRearrangedCertificatesAreRejected(t *testing.T) {
	rng := rand.New(rand.NewPCG(17, 18))
	changes, others := 0, 0
	for range often(10, 30) {
		p := tinyPolicy(rng, 4, rng.IntN(2) == 0)
		r := recommend.Must(p)
		rec, err := r.Recommend(given(tinyIntake(rng, r, rng.IntN(101))), now)
		require.NoError(t, err)
		v := verifierOf(p)
		rearrange(t, rec.Certificate(), "", func(path string, changed json.RawMessage) {
			changes++
			require.ErrorIs(t, v.Verify(changed), recommend.ErrCertificate, path)
			signed := signAgain(changed)
			if bytes.Equal(signed, rec.Certificate()) {
				return // only the digest had been touched
			}
			if v.Verify(signed) == nil {
				others++
				require.True(t, isTrueOf(t, r, signed), "%s:\n%s\n%s", path, rec.Certificate(), signed)
			}
		})
	}
	require.Greater(t, changes, often(800, 1))
	require.Less(t, others*20, changes, "hardly any change gives another true certificate")
}

// TestMutatedCertificatesOfTheStandard changes every leaf and rearranges every element of
// certificates of the standard policy, signs them again, and requires that each is refused
// or is what the recommender itself would have written, but for the choice of a witness or
// a proof. Without -long it is a part of the changes of one certificate.
func TestMutatedCertificatesOfTheStandard(t *testing.T) {
	rng := rand.New(rand.NewPCG(25, 26))
	r := recommend.Default()
	v, err := recommend.NewVerifier(r.Policy())
	require.NoError(t, err)
	certificates, every := 1, 50
	if *long {
		certificates, every = 12, 1
	}
	changes, others, n := 0, 0, 0
	for _, a := range mixedIntakes(rng, certificates) {
		rec, err := r.Recommend(given(a), now)
		require.NoError(t, err)
		cert := rec.Certificate()
		require.NoError(t, v.Verify(cert))
		look := func(path string, changed json.RawMessage) {
			if n++; n%every != 0 || bytes.Equal(changed, cert) {
				return
			}
			changes++
			require.ErrorIs(t, v.Verify(changed), recommend.ErrCertificate, path)
			signed := signAgain(changed)
			if !bytes.Equal(signed, cert) && v.Verify(signed) == nil {
				others++
				require.True(t, isTrueOf(t, r, signed), "%s:\n%s", path, signed)
			}
		}
		mutate(t, cert, func(path string, changed []byte) { look(path, changed) })
		rearrange(t, cert, "", look)
	}
	t.Logf("%d changes of %d certificates, %d of them with another true settlement", changes, certificates, others)
	require.Greater(t, changes, 3000*certificates/every)
	require.Less(t, others*5, changes)
}
