package cdshooks_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/cdshooks"
)

// FuzzAnswer checks that for any input a client can read the answer, that it is the same each
// time, and that it is critical only for danger.
func FuzzAnswer(f *testing.F) {
	s := serve(f)
	for _, given := range stories() {
		f.Add(with(sheet(f, given)).body(f))
	}
	f.Add(with(bundle(sheet(f, danger), sheet(f, answers()))).body(f))
	f.Add(view(map[string]any{"intake": "<html>"}).set("fhirAuthorization", map[string]any{"access_token": "x", "token_type": "Bearer"}).body(f))
	f.Add([]byte(`{"hook":"patient-view","hook":1}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		call := cdshooks.Call{Body: body, Now: now}
		answer := s.Answer(t.Context(), call)
		require.NoError(t, answerFaults(answer.Status, answer.Body))
		require.NotEqual(t, 500, answer.Status)
		require.Equal(t, string(answer.Body), string(s.Answer(t.Context(), call).Body))
		if answer.Status != 200 {
			require.Error(t, answer.Err)
			require.Empty(t, answer.Issued)
		}
		// Danger remains danger if the call has more faults.
		if bytes.Contains(answer.Body, []byte(`"indicator":"critical"`)) {
			broken := s.Answer(t.Context(), cdshooks.Call{Body: append(bytes.Clone(body), '}'), Now: now})
			require.Contains(t, string(broken.Body), `"indicator":"critical"`)
		}
	})
}

// FuzzFeedback checks that any feedback is accepted completely or not at all.
func FuzzFeedback(f *testing.F) {
	s := serve(f)
	cards, x := issue(f, s, stories()["either"])
	for _, e := range []any{accepted(x, 0), overridden(x, reason(cdshooks.SystemReason, "availability")), overridden(x, map[string]any{"userComment": "made up"})} {
		body, err := json.Marshal(map[string]any{"feedback": []any{e}})
		require.NoError(f, err)
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		answer, list := s.Feedback(t.Context(), cdshooks.Call{Client: issuer, Body: body, Now: now}, cards.find)
		switch answer.Status {
		case 200:
			require.Equal(t, "{}", string(answer.Body))
		default:
			require.Empty(t, list)
			require.Error(t, answer.Err)
			require.NoError(t, answerFaults(answer.Status, answer.Body))
		}
		for _, fb := range list {
			require.Equal(t, x.Card, fb.Card)
			require.True(t, fb.Outcome.Valid())
			if fb.Outcome == cdshooks.Accepted {
				_, err := s.Choice(x, fb, clinician)
				require.NoError(t, err)
			}
		}
	})
}

// FuzzVerify checks that no token is accepted that was not signed with the key.
func FuzzVerify(f *testing.F) {
	v := verifier(f)
	good := newToken().sign()
	f.Add(good)
	f.Add("Bearer " + newToken().head("alg", "none").unsigned() + ".")
	f.Add(newToken().head("alg", "RS384").head("kid", "rs").sign())
	f.Add(raw(`{"alg":"ES384","kid":"es384"}`, `{"iss":"x"}`))
	f.Fuzz(func(t *testing.T, authorization string) {
		claims, err := v.Verify(t.Context(), authorization, now)
		if err != nil {
			require.Empty(t, claims)
			require.NotEmpty(t, rules(err))
			return
		}
		require.Equal(t, issuer, claims.Issuer)
	})
}

// FuzzParseKeys checks that a key set is read or refused.
func FuzzParseKeys(f *testing.F) {
	f.Add([]byte(`{"keys":[{"kty":"RSA","kid":"a","n":"AQAB","e":"AQAB"},{"kty":"EC","crv":"P-384","kid":"b","x":"AA","y":"AA"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		keys, err := cdshooks.ParseKeys(data)
		if err != nil {
			require.Empty(t, keys)
			require.NotEmpty(t, rules(err))
		}
	})
}
