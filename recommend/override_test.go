package recommend_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
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
	b, err := json.Marshal(o.Record())
	require.NoError(t, err)
	require.Contains(t, string(b), `"outcome":"recommended"`)

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
