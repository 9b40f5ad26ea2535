package recommend_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/therapy"
)

// padded is a settled certificate whose proof is split further on open statements until it has
// the largest number of sets that a proof may have. It is true, and takes as long to check as
// possible.
func padded(tb testing.TB, rec recommend.Recommendation, cert []byte) []byte {
	tb.Helper()
	var open []therapy.Factor
	for f, info := range rec.Policy().Factors.All() {
		if rec.Truth(f) == therapy.Unknown && len(info.Excludes) == 0 {
			open = append(open, f)
		}
	}
	var whole struct {
		Settlement struct{ Proof json.RawMessage }
	}
	require.NoError(tb, json.Unmarshal(cert, &whole))
	old := string(whole.Settlement.Proof)
	if old != "{}" {
		return cert
	}
	sets := 1
	var split func(depth int) string
	split = func(depth int) string {
		if depth == len(open) || sets+3 > recommend.DefaultBudget/16 || depth == 9 {
			return "{}"
		}
		sets += 3
		parts := []string{fmt.Sprintf(`"on":%q`, open[depth]), `"yes":` + split(depth+1), `"no":` + split(depth+1)}
		return "{" + strings.Join(parts, ",") + "}"
	}
	return signAgain([]byte(strings.Replace(string(cert), `"proof":{}`, `"proof":`+split(0), 1)))
}

// TestVerifyStaysWithinItsBudget checks that the time for checking a certificate of the standard
// policy is limited: for true certificates, for those that withhold a proof, for very long proofs,
// and for texts that are not certificates. With -long it checks the processor time of each.
func TestVerifyStaysWithinItsBudget(t *testing.T) {
	rng := rand.New(rand.NewPCG(27, 28))
	v, err := recommend.NewVerifier(recommend.Default().Policy())
	require.NoError(t, err)
	longest, largest, hidden := map[string]time.Duration{}, 0, 0
	verify := func(kind string, cert []byte) (err error) {
		longest[kind] = max(longest[kind], timed(25*time.Millisecond, func() { err = v.Verify(cert) }))
		return err
	}
	for _, a := range mixedIntakes(rng, often(20, 100)) {
		rec, err := recommend.Default().Recommend(given(a), now)
		require.NoError(t, err)
		cert := rec.Certificate()
		largest = max(largest, len(cert))
		require.NoError(t, verify("true", cert))
		// A proof can be withheld if Verify does not find it within its number of sets.
		if verify("withheld", withheld(t, cert, 1<<30)) == nil {
			hidden++
		}
		_ = verify("proof at length", padded(t, rec, cert))
	}
	for kind, text := range map[string]string{
		"nested":   strings.Repeat("[", recommend.MaxCertificateSize),
		"elements": `{"rules":[` + strings.Repeat("{},", recommend.MaxCertificateSize/3-10) + "{}]}",
		"members":  "{" + strings.Repeat(`"answers":{},`, recommend.MaxCertificateSize/14) + `"rules":[]}`,
		"text":     `{"format":"` + strings.Repeat(`\u0041`, recommend.MaxCertificateSize/6-10) + `"}`,
	} {
		require.LessOrEqual(t, len(text), recommend.MaxCertificateSize)
		require.ErrorIs(t, verify(kind, []byte(text)), recommend.ErrCertificate)
	}
	t.Logf("%v; largest %d bytes; %d settlements could be withheld", longest, largest, hidden)
	require.LessOrEqual(t, hidden*200, often(20, 100), "very few settlements can be withheld")
	require.Less(t, largest, recommend.MaxCertificateSize/4)
	if *long {
		for kind, took := range longest {
			require.Less(t, took, 50*time.Millisecond, kind)
		}
	}
}
