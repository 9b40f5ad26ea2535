package recommend_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
)

// former writes a certificate in a former format: with the pairs after the single changes.
func former(tb testing.TB, cert []byte, p policy.Policy, keep func(pairs []json.RawMessage) []json.RawMessage) []byte {
	tb.Helper()
	var said struct {
		Changes []json.RawMessage
		Pairs   struct {
			Of, Tried int
			Changes   []json.RawMessage
		}
	}
	require.NoError(tb, json.Unmarshal(cert, &said))
	format := "therapykit-certificate/1"
	if p.Grades() {
		format = "therapykit-certificate/2"
	}
	text := string(cert)
	from, to := strings.Index(text, `,"changes":`), strings.Index(text, `,"tolerance":`)
	changes, err := json.Marshal(slices.Concat([]json.RawMessage{}, said.Changes, keep(said.Pairs.Changes)))
	require.NoError(tb, err)
	text = text[:from] + `,"changes":` + string(changes) + text[to:]
	return signAgain([]byte(strings.Replace(text, recommend.CertificateFormat, format, 1)))
}

// TestFormerFormats checks that certificates of the former formats are accepted if all pairs are
// present and true, and only then.
func TestFormerFormats(t *testing.T) {
	wide(t)
	rng := rand.New(rand.NewPCG(29, 30))
	dropped := 0
	for range often(100, 5) {
		p := tinyPolicy(rng, 5, rng.IntN(2) == 0)
		r := recommend.Must(p)
		rec, err := r.Recommend(given(tinyIntake(rng, r, 60)), now)
		require.NoError(t, err)
		cert, v := rec.Certificate(), verifierOf(p)
		all := former(t, cert, p, func(pairs []json.RawMessage) []json.RawMessage { return pairs })
		require.NoError(t, v.Verify(all), "%s", all)
		for _, keep := range []func([]json.RawMessage) []json.RawMessage{
			func(pairs []json.RawMessage) []json.RawMessage { return pairs[:max(len(pairs), 1)-1] },
			func(pairs []json.RawMessage) []json.RawMessage { return append(pairs, pairs[:min(len(pairs), 1)]...) },
		} {
			changed := former(t, cert, p, keep)
			if string(changed) == string(all) {
				continue // there is no pair
			}
			dropped++
			require.ErrorIs(t, v.Verify(changed), recommend.ErrCertificate)
		}
	}
	require.Positive(t, dropped)
}

// TestZeroVerifier checks that the zero Verifier refuses everything without a panic.
func TestZeroVerifier(t *testing.T) {
	require.Error(t, recommend.Verifier{}.Verify([]byte("{}")))
	_, err := recommend.NewVerifier(policy.Policy{})
	require.Error(t, err)
}
