package recommend_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/therapy"
)

// refused requires that the text is refused with an error that names the place.
func refused(tb testing.TB, text []byte, about string) {
	tb.Helper()
	err := theVerifier().Verify(text)
	require.ErrorIs(tb, err, recommend.ErrCertificate, about)
	require.NotEmpty(tb, therapy.FieldErrors(err), about)
}

// TestVerifyRefusesMalformedCertificates leaves out each member, and replaces it by invalid values.
func TestVerifyRefusesMalformedCertificates(t *testing.T) {
	r := theStandard()
	rec, err := r.Recommend(given(yes(therapy.ValuesPrivacy)), now)
	require.NoError(t, err)
	cert := rec.Certificate()
	require.NoError(t, theVerifier().Verify(cert))
	for _, text := range []string{"", "null", "{}", "[]", `"x"`, "0", "{", string(cert) + "\n", string(cert[:len(cert)-1])} {
		refused(t, []byte(text), text)
	}
	refused(t, bytes.Repeat([]byte(" "), recommend.MaxCertificateSize+1), "size")

	var members map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(cert, &members))
	for name := range members {
		for _, value := range []string{"", `null`, `{}`, `[]`, `"x"`, `-1`, `1e400`, `[null]`, `[{}]`, `{"adult":"yes"}`} {
			changed := maps.Clone(members)
			changed[name] = json.RawMessage(value)
			if value == "" {
				delete(changed, name)
			}
			text, err := json.Marshal(changed)
			require.NoError(t, err)
			refused(t, text, name+" "+value)
		}
	}
}

// TestVerifySaysWhere checks that an error names the place of a missing member.
func TestVerifySaysWhere(t *testing.T) {
	for text, want := range map[string][]string{
		`{}`: {"/outcome", "/settlement/state"},
		`{"outcome":"either","rules":[{}],"stages":[{}],"changes":[{}]}`: {
			"/stages/0/layer", "/settlement/state", "/changes/0/outcome",
		},
		`{"outcome":"either","settlement":{"state":"settled"}}`:                                        {"/advised"},
		`{"outcome":"either","settlement":{"state":0}}`:                                                {"/settlement/state"},
		`{"outcome":"either","settlement":{"state":"settled"},"advised":[],"answers":{},"rules":[{}]}`: {"/changes"},
	} {
		var at []string
		for _, fault := range therapy.FieldErrors(theVerifier().Verify([]byte(text))) {
			at = append(at, fault.Path)
		}
		require.Equal(t, want, at, text)
	}
}

// FuzzVerify checks that Verify never panics, and that it accepts only certificates that the
// recommender would have written, except for their settlement.
func FuzzVerify(f *testing.F) {
	rng := rand.New(rand.NewPCG(11, 12))
	r := recommend.Must(tinyPolicy(rng, 4, true))
	v := verifierOf(r.Policy())
	for _, answered := range []int{0, 50, 100} {
		rec, err := r.Recommend(given(tinyIntake(rng, r, answered)), now)
		require.NoError(f, err)
		f.Add(rec.Certificate())
	}
	for _, text := range []string{"{}", "null", `{"rules":[{}],"stages":[{}],"changes":[{}]}`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, each := range [][]byte{text, signAgain(text)} {
			if err := v.Verify(each); err == nil {
				// "Undetermined" is also true if few sets do not suffice for a proof.
				require.True(t, isTrueOf(t, r, each) || bytes.Contains(each, []byte(`"state":"undetermined"`)))
			} else {
				require.ErrorIs(t, err, recommend.ErrCertificate)
				require.NotEmpty(t, therapy.FieldErrors(err))
			}
		}
	})
}

// withheld returns the certificate with its settlement replaced by "undetermined".
func withheld(tb testing.TB, cert []byte, budget int) []byte {
	tb.Helper()
	from, to := bytes.Index(cert, []byte(`"settlement":`)), bytes.Index(cert, []byte(`,"changes":`))
	require.Positive(tb, from)
	text := fmt.Sprintf(`"settlement":{"state":"undetermined","witness":{},"outcome":"","advised":[],"proof":null,"budget":%d}`, budget)
	return signAgain(slices.Concat(cert[:from], []byte(text), cert[to:]))
}

// TestVerifyTellsWithheldFromUnproved removes settlements, which Verify has to refuse, and makes
// certificates with very small budgets, which are true.
func TestVerifyTellsWithheldFromUnproved(t *testing.T) {
	wide(t)
	rng := rand.New(rand.NewPCG(15, 16))
	states := map[string]int{}
	for range often(200, 4) {
		p := tinyPolicy(rng, 3+rng.IntN(6), rng.IntN(2) == 0)
		r := recommend.Must(p)
		rec, err := r.Recommend(given(tinyIntake(rng, r, rng.IntN(101))), now)
		require.NoError(t, err)
		v := verifierOf(p)
		err = v.Verify(withheld(t, rec.Certificate(), recommend.DefaultBudget))
		require.ErrorIs(t, err, recommend.ErrCertificate, "%s", rec.Certificate())
		require.Equal(t, "certificate-withheld", therapy.FieldErrors(err)[0].Rule)
		for budget := range 4 {
			cert := rec.CertificateWithin(budget)
			require.NoError(t, v.Verify(cert), "%s", cert)
			for state := recommend.Settled; state <= recommend.Undetermined; state++ {
				if bytes.Contains(cert, []byte(`"state":"`+state.String())) {
					states[state.String()]++
				}
			}
		}
	}
	require.Positive(t, states["undetermined"])
	require.Positive(t, states["settled"])
	require.Positive(t, states["open"])
}

// TestVerifyFindsWhatIsWithheldOfTheDefault does the same with the default policy, with few and
// with many answers.
func TestVerifyFindsWhatIsWithheldOfTheDefault(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 16))
	r := theStandard()
	factors := r.Policy().Factors
	for i := range often(9, 10) {
		answers := yes()
		for f, a := range wildIntake(rng, r.Policy(), []int{3, 20, 60}[i%3]) {
			if info, _ := factors.Outline(f); info.Layer.Weighs() || i%9 > 5 {
				answers[f] = a
			}
		}
		rec, err := r.Recommend(given(answers), now)
		if err != nil {
			continue // it contradicts itself
		}
		err = theVerifier().Verify(withheld(t, rec.CertificateWithin(1), recommend.DefaultBudget))
		require.ErrorIs(t, err, recommend.ErrCertificate)
		require.Equal(t, "certificate-withheld", therapy.FieldErrors(err)[0].Rule)
	}
}
