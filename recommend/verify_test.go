package recommend_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/therapy"
)

// refused requires that the text is refused with an error that says where.
func refused(tb testing.TB, r *recommend.Recommender, text []byte, about string) {
	tb.Helper()
	err := recommend.Verify(text, r.Policy())
	require.ErrorIs(tb, err, recommend.ErrCertificate, about)
	require.NotEmpty(tb, therapy.FieldErrors(err), about)
}

// TestVerifyRefusesWhatIsMalformed leaves each member out, and puts what cannot stand
// there in its place.
func TestVerifyRefusesWhatIsMalformed(t *testing.T) {
	r := theStandard()
	rec, err := r.Recommend(given(yes(therapy.ValuesPrivacy)), now)
	require.NoError(t, err)
	cert := rec.Certificate()
	require.NoError(t, recommend.Verify(cert, r.Policy()))
	for _, text := range []string{"", "null", "{}", "[]", `"x"`, "0", "{", string(cert) + "\n", string(cert[:len(cert)-1])} {
		refused(t, r, []byte(text), text)
	}
	refused(t, r, bytes.Repeat([]byte(" "), recommend.MaxCertificateSize+1), "size")

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
			refused(t, r, text, name+" "+value)
		}
	}
}

// TestVerifySaysWhere names the place of what is missing.
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
		for _, fault := range therapy.FieldErrors(recommend.Verify([]byte(text), theStandard().Policy())) {
			at = append(at, fault.Path)
		}
		require.Equal(t, want, at, text)
	}
}

// FuzzVerify requires that nothing makes Verify panic, and that what it accepts is a
// certificate that the recommender would have written but for its settlement.
func FuzzVerify(f *testing.F) {
	rng := rand.New(rand.NewPCG(11, 12))
	r := recommend.Must(tinyPolicy(rng, 4))
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
			if err := recommend.Verify(each, r.Policy()); err == nil {
				require.True(t, isTrueOf(t, r, each))
			} else {
				require.ErrorIs(t, err, recommend.ErrCertificate)
				require.NotEmpty(t, therapy.FieldErrors(err))
			}
		}
	})
}
