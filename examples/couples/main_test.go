package main

import (
	"bytes"
	"flag"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/examples/couples/couples"
	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy/therapytest"
	"github.com/therapykit/therapykit/therapy/words"
)

var update = flag.Bool("update", false, "rewrite the golden file")

func TestOutput(t *testing.T) {
	var out, again bytes.Buffer
	require.NoError(t, run(&out, words.English()))
	therapytest.Golden(t, *update, filepath.Join("testdata", "output.txt"), out.Bytes())
	require.NoError(t, run(&again, words.English()))
	require.Equal(t, out.String(), again.String(), "the same people, the same words")
}

// TestTheStoryHappens checks that the five stories end differently, whatever the golden file
// says.
func TestTheStoryHappens(t *testing.T) {
	p, err := couples.Policy()
	require.NoError(t, err)
	recommender, err := recommend.New(p)
	require.NoError(t, err)
	for i, want := range []struct {
		outcome  policy.Outcome
		together bool
		why      string
	}{
		{policy.Recommended, true, "indicated, preferred and safe"},
		{policy.Recommended, false, "control by a partner: something else is advised"},
		{policy.NeedsInformation, false, "safety is unknown: nothing is advised"},
		{policy.Recommended, false, "declined: something else is advised"},
		{policy.Recommended, false, "an informed preference beside an indication that opposes nothing"},
	} {
		rec, err := recommender.Recommend(recommend.Intake{Answers: stories()[i].intake}, time.Time{})
		require.NoError(t, err)
		require.Equal(t, want.outcome, rec.Outcome(), want.why)
		require.Equal(t, want.together, rec.Advises(couples.Couples), want.why)
	}
	require.Len(t, stories(), 5)
}
