package recommend_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// FuzzReplay checks that Replay never panics, that an error names the place, and that an accepted
// rendering is written again in a form that replays to the same.
func FuzzReplay(f *testing.F) {
	r := recommend.Must(testPolicy(f))
	for _, intake := range stories() {
		rec, err := r.Recommend(given(intake), now)
		require.NoError(f, err)
		f.Add(rec.For(recommend.Audience{}).AppendJSON(nil))
	}
	f.Add([]byte(`{}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		rec, err := r.Replay(data)
		if err != nil {
			require.NotEmpty(t, therapy.FieldErrors(err))
			return
		}
		again, err := r.Replay(rec.For(recommend.Audience{}).AppendJSON(nil))
		require.NoError(t, err)
		require.Equal(t, rec.Digest(), again.Digest())
	})
}

// FuzzLoadOverride checks that LoadOverride never panics, that an error names the place, and that
// an accepted override can be stored again.
func FuzzLoadOverride(f *testing.F) {
	r := theStandard()
	rec, err := r.Recommend(given(yes(therapy.ValuesPrivacy)), now)
	require.NoError(f, err)
	o, err := recommend.NewOverride(rec, recommend.OverrideSpec{
		Option: "group", By: confidential.MustPersonID("clinician-1"), At: now, Reason: recommend.ReasonClinicalJudgement,
	})
	require.NoError(f, err)
	stored, err := o.Store(overrideKeys(f))
	require.NoError(f, err)
	f.Add(stored)
	former, err := os.ReadFile(filepath.Join("testdata", "former.override.json"))
	require.NoError(f, err)
	f.Add(former)
	f.Fuzz(func(t *testing.T, data []byte) {
		o, err := r.LoadOverride(data, overrideKeys(t))
		if err != nil {
			require.NotEmpty(t, therapy.FieldErrors(err))
			return
		}
		_, err = o.Store(overrideKeys(t))
		require.NoError(t, err)
	})
}
