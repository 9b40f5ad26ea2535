package recommend_test

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

func TestOverride(t *testing.T) {
	r := recommend.Must(testPolicy(t))
	by, at := confidential.MustPersonID("clinician-1"), time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	rec, err := r.Recommend(given(in("secret", therapy.Yes)), now)
	require.NoError(t, err)
	require.True(t, rec.Advises(standard.Individual))

	choice, err := rec.Follow(standard.Individual, by, at)
	require.NoError(t, err)
	require.Equal(t, care.BasisRecommendation, choice.Basis)
	require.Equal(t, []therapy.Modality{"individual"}, choice.Modalities)
	_, err = rec.Follow(standard.Group, by, at)
	require.ErrorIs(t, err, therapy.ErrContradiction)

	spec := recommend.OverrideSpec{Option: standard.Combined, By: by, At: at, Reason: recommend.ReasonClientPreference}
	o, err := recommend.NewOverride(rec, spec)
	require.NoError(t, err)
	require.Equal(t, care.BasisOverride, o.Choice().Basis)
	require.NoError(t, o.Choice().Validate())
	require.Equal(t, []therapy.Modality{"group", "individual"}, o.Choice().Modalities)
	require.Equal(t, rec.Digest(), o.Choice().Digest)
	require.Equal(t, rec.Digest(), o.Recommendation().Digest(), "the recommendation is kept")
	require.Equal(t, spec, o.Spec())

	escalated, err := r.Recommend(given(recommend.Answers{"danger": therapy.Yes}), now)
	require.NoError(t, err)
	tests := []struct {
		name, rule string
		rec        recommend.Recommendation
		spec       func(*recommend.OverrideSpec)
	}{
		{"nothing to depart from", "override-recommendation", recommend.Recommendation{}, func(*recommend.OverrideSpec) {}},
		{"over an escalation", "override-escalation", escalated, func(*recommend.OverrideSpec) {}},
		{"no such option", "option-unknown", rec, func(s *recommend.OverrideSpec) { s.Option = "horse" }},
		{"advised anyway", "override-follows", rec, func(s *recommend.OverrideSpec) { s.Option = standard.Individual }},
		{"by nobody", "override-by", rec, func(s *recommend.OverrideSpec) { s.By = confidential.PersonID{} }},
		{"at no time", "override-at", rec, func(s *recommend.OverrideSpec) { s.At = time.Time{} }},
		{"for no reason", "override-reason", rec, func(s *recommend.OverrideSpec) { s.Reason = "" }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			broken := spec
			tt.spec(&broken)
			_, err := recommend.NewOverride(tt.rec, broken)
			fields := therapy.FieldErrors(err)
			require.Len(t, fields, 1)
			require.Equal(t, tt.rule, fields[0].Rule)
		})
	}
	require.Empty(t, recommend.Recommendation{}.Digest())
}

func overrideKeys(t testing.TB) confidential.Keyring {
	t.Helper()
	block, err := aes.NewCipher(bytes.Repeat([]byte{7}, 32))
	require.NoError(t, err)
	aead, err := cipher.NewGCM(block)
	require.NoError(t, err)
	ring, err := confidential.NewKeyring(confidential.Key{ID: "key-1", State: confidential.PrimaryKey, Cipher: aead, Nonces: rand.Reader})
	require.NoError(t, err)
	return ring
}

func TestStoredOverride(t *testing.T) {
	r := recommend.Must(testPolicy(t))
	rec, err := r.Recommend(assessed(), now)
	require.NoError(t, err)
	o, err := recommend.NewOverride(rec, recommend.OverrideSpec{
		Option: standard.Individual, By: confidential.MustPersonID("clinician-1"), At: now, Reason: recommend.ReasonClinicalJudgement,
		Note: confidential.SealText(confidential.ProcessNote, confidential.MustPersonID("client-1"), "made up for a test"),
	})
	require.NoError(t, err)
	stored, err := o.Store(overrideKeys(t))
	require.NoError(t, err)
	require.NotContains(t, string(stored), "made up")
	back, err := r.LoadOverride(stored, overrideKeys(t))
	require.NoError(t, err)
	require.Equal(t, o.Choice(), back.Choice())
	require.Equal(t, rec.Digest(), back.Recommendation().Digest())
	require.True(t, rec.Intake().Equal(back.Recommendation().Intake()))
	require.Equal(t, now, back.Recommendation().At())
	require.False(t, back.Spec().Note.IsZero())

	// An override belongs to one result of the policy, and to no other.
	for _, tt := range []struct{ name, old, new, rule string }{
		{"another answer", `"lonely":"strongly"`, `"lonely":"no"`, "replay-decision"},
		{"another outcome", `"outcome":"recommended"`, `"outcome":"either"`, "replay-decision"},
		{"another policy", `"version":"1.0"`, `"version":"1.1"`, "replay-policy"},
		{"another content of the policy", `"digest":"sha256:`, `"digest":"sha256:0`, "replay-policy"},
		{"what is advised anyway", `"option":"individual"`, `"option":"group"`, "override-follows"},
		{"another format", "therapykit-override/2", "therapykit-override/9", "store-format"},
	} {
		edited := strings.Replace(string(stored), tt.old, tt.new, 1)
		require.NotEqual(t, string(stored), edited, tt.name)
		_, err := r.LoadOverride([]byte(edited), overrideKeys(t))
		require.Error(t, err, tt.name)
		require.Equal(t, tt.rule, therapy.FieldErrors(err)[0].Rule, tt.name)
	}
	_, err = recommend.Override{}.Store(overrideKeys(t))
	require.ErrorIs(t, err, therapy.ErrRequired)
}

// An override in the first format can be read, and is checked against the recommendation in it.
func TestFormerOverride(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "former.override.json"))
	require.NoError(t, err)
	p, err := policy.Parse(formerPolicy(t))
	require.NoError(t, err)
	require.True(t, p.ReplayOnly, "a document of that time is for replay only")
	r, err := recommend.NewForReplay(p)
	require.NoError(t, err)
	o, err := r.LoadOverride(data, overrideKeys(t))
	require.NoError(t, err)
	require.Equal(t, standard.Group, o.Spec().Option)
	require.Equal(t, recommend.ReasonClientPreference, o.Spec().Reason)
	require.True(t, o.Recommendation().Advises(standard.Individual))
	for _, edit := range [][2]string{
		{`"values-privacy":"strongly"`, `"values-privacy":"no"`},
		{`"outcome":"recommended"`, `"outcome":"either"`},
		{`"therapykit-recommendation/1"`, `"therapykit-recommendation/0"`},
		{`"option":"group",`, ``},
	} {
		edited := strings.Replace(string(data), edit[0], edit[1], 1)
		require.NotEqual(t, string(data), edited, edit[0])
		_, err := r.LoadOverride([]byte(edited), overrideKeys(t))
		require.Error(t, err, edit[0])
	}
}
