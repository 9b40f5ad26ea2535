package cdshooks_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/cdshooks"
)

func BenchmarkAnswer(b *testing.B) {
	s := serve(b)
	for name, body := range map[string][]byte{
		"advice":  with(sheet(b, stories()["conflict"])).body(b),
		"danger":  with(sheet(b, danger)).body(b),
		"nothing": with(nil).body(b),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s.Answer(b.Context(), cdshooks.Call{Body: body, Now: now})
			}
		})
	}
}

func BenchmarkVerify(b *testing.B) {
	for name, tok := range map[string]string{"ES384": newToken().sign(), "RS384": newToken().head("alg", "RS384").head("kid", "rs").sign()} {
		v := verifier(b)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				_, _ = v.Verify(b.Context(), tok, now)
			}
		})
	}
}

// TestHostileCallsOfTheLargestSize checks that answers to the largest hostile calls are short. If
// the time were not proportional to the size, the test would exceed its time limit.
func TestHostileCallsOfTheLargestSize(t *testing.T) {
	s := serve(t)
	for name, body := range map[string]string{
		"members":  `{` + strings.Repeat(`"a":1,`, 120_000) + `"a":1}`,
		"brackets": strings.Repeat("[", 1<<20),
		"objects":  strings.Repeat(`{"a":`, 150_000),
		"entries":  `{"prefetch":{"intake":{"resourceType":"Bundle","entry":[` + strings.Repeat(`{"resource":{"resourceType":"X"}},`, 20_000) + `{}]}}}`,
		"escapes":  `{"prefetch":{"intake":"` + strings.Repeat(`\u0041`, 120_000) + `"}}`,
		"answers":  `{"hook":"patient-view","prefetch":{"intake":{"resourceType":"Bundle","entry":[` + strings.Repeat(`{"resource":{"resourceType":"QuestionnaireResponse"}},`, 10_000) + `{}]}}}`,
	} {
		answer := s.Answer(t.Context(), cdshooks.Call{Body: []byte(body), Now: now})
		require.NotEqual(t, 500, answer.Status, name)
		require.Less(t, len(answer.Body), 10_000, name)
	}
}
