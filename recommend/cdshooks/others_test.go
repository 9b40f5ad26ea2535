package cdshooks_test

import (
	"context"
	"crypto"
	"encoding/json"
	"flag"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/cdshooks"
)

var tokensOfOthers = flag.String("tokens", "", "a file of tokens that others signed, see internal/judges")

// TestTokensOfOthers tries the verifier with tokens that other libraries sign.
func TestTokensOfOthers(t *testing.T) {
	if *tokensOfOthers == "" {
		t.Skip("no tokens: see internal/judges/run")
	}
	text, err := os.ReadFile(*tokensOfOthers)
	require.NoError(t, err)
	var file struct {
		Now    int64
		Keys   json.RawMessage
		Tokens []struct{ Name, Authorization, Rule string }
	}
	require.NoError(t, json.Unmarshal(text, &file))
	set, err := cdshooks.ParseKeys(file.Keys)
	require.NoError(t, err)
	v := verifier(t, func(s *cdshooks.VerifierSpec) {
		s.Issuers = map[string]cdshooks.Issuer{issuer: {}}
		s.Keys = func(_ context.Context, _, id string) (crypto.PublicKey, bool, error) {
			key, ok := set[id]
			return key, ok, nil
		}
	})
	require.Greater(t, len(file.Tokens), 15)
	for _, token := range file.Tokens {
		claims, err := v.Verify(t.Context(), token.Authorization, time.Unix(file.Now, 0))
		require.Equal(t, token.Rule, rules(err), token.Name)
		require.Equal(t, token.Rule == "", claims.Issuer == issuer, token.Name)
	}
	t.Logf("%d tokens are accepted or refused correctly", len(file.Tokens))
}
