package care_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// long returns a plan with the given number of revisions, each with one observation of its goal.
func long(tb testing.TB, revisions int) care.Plan {
	tb.Helper()
	spec := fullPlan()
	spec.Goals[0].Progress = nil
	p := newPlan(tb, spec)
	for i := 1; i < revisions; i++ {
		rev := care.RevisionSpec{Author: therapist, At: moment(41).Add(time.Duration(i) * time.Hour), Reason: care.ReasonProgress}
		var err error
		p, err = p.Amend(rev, func(s *care.PlanSpec) {
			s.Goals[0].Progress = append(s.Goals[0].Progress, care.Observation{At: rev.At, Measure: "phq-9", Value: float64(i % 28), By: client1})
		})
		require.NoError(tb, err)
	}
	return p
}

// TestHistoryGrowsLinearly checks that four times the revisions need about four times the bytes. If
// every revision stored its full state, it would be sixteen times.
func TestHistoryGrowsLinearly(t *testing.T) {
	t.Parallel()
	short, full := storePlan(t, long(t, 50)), storePlan(t, long(t, 200))
	require.Less(t, len(full), 5*len(short))
	back, err := care.LoadPlan(full, testKey(t))
	require.NoError(t, err)
	require.Equal(t, 200, back.Revision().Number)
	for _, n := range []int{1, 2, 77, 199, 200} {
		then, ok := back.AsOf(n)
		require.True(t, ok)
		g, _ := then.Goal("mood")
		require.Len(t, g.Progress, n-1, "a revision that shares a list has only its own elements")
	}
	// Two amendments of the same plan do not overwrite each other.
	ends := make([]care.Plan, 2)
	for i := range ends {
		rev := correct(90 + i)
		ends[i], err = back.Amend(rev, func(s *care.PlanSpec) {
			s.Goals[0].Progress = append(s.Goals[0].Progress, care.Observation{At: rev.At, Measure: "phq-9", Value: float64(i)})
		})
		require.NoError(t, err)
	}
	for i, p := range ends {
		g, _ := p.Goal("mood")
		require.InDelta(t, float64(i), g.Progress[199].Value, 0)
	}
	again, err := care.LoadPlan(storePlan(t, ends[1]), testKey(t))
	require.NoError(t, err)
	require.Equal(t, 201, again.Revision().Number)
}

// TestStoredChangesComeBack stores every kind of change of a list: an element edited, removed or
// inserted at the beginning, in the middle and at the end.
func TestStoredChangesComeBack(t *testing.T) {
	t.Parallel()
	spec := care.PlanSpec{ID: plan1, Author: therapist, Created: moment(40), Clients: []confidential.PersonID{client1}, Status: care.PlanDraft}
	barriers := func(kinds ...string) (list []care.Barrier) {
		for _, kind := range kinds {
			list = append(list, care.Barrier{Kind: kind, Note: sealedWords("about " + kind)})
		}
		return list
	}
	p := newPlan(t, spec)
	states := [][]care.Barrier{
		barriers("b", "c"), barriers("a", "b", "c"), barriers("a", "b", "x", "c"), barriers("b", "c"), barriers("c", "b"), nil, barriers("z"), barriers("y", "z", "w"),
	}
	for i, state := range states {
		var err error
		p, err = p.Amend(correct(41+i), func(s *care.PlanSpec) { s.Barriers = state })
		require.NoError(t, err)
	}
	back, err := care.LoadPlan(storePlan(t, p), testKey(t))
	require.NoError(t, err)
	for i, state := range states {
		then, _ := back.AsOf(i + 2)
		require.Len(t, then.Spec().Barriers, len(state))
		for j, b := range then.Spec().Barriers {
			require.Equal(t, state[j].Kind, b.Kind)
			require.Equal(t, "about "+b.Kind, reveal(t, b.Note))
		}
	}
}

// TestOldFormats reads a record in the first format and amends it.
func TestOldFormats(t *testing.T) {
	t.Parallel()
	read := func(name string) []byte {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		require.NoError(t, err)
		return data
	}
	p, err := care.LoadPlan(read("plan-1.json"), testKey(t))
	require.NoError(t, err)
	require.Equal(t, 5, p.Revision().Number)
	require.Equal(t, care.PlanRevoked, p.Status())
	g, _ := p.Goal("mood")
	require.Equal(t, "Enjoy the evenings again.", reveal(t, g.Statement))
	full, err := care.LoadPlan(read("plan-full-1.json"), testKey(t))
	require.NoError(t, err)
	want := fullPlan()
	want.Created = moment(1)
	require.Len(t, full.Spec().Responses, 3, "answers became responses")
	require.Equal(t, want.Confidentiality, full.Spec().Confidentiality, "the two old fields became one")
	require.Equal(t, want.Reviews[0].By, full.Spec().Reviews[0].By)
	again, err := care.LoadPlan(storePlan(t, p), testKey(t))
	require.NoError(t, err, "an entry dated after its revision can be read, stored and read again")
	g, _ = again.Goal("mood")
	wrong := correct(90)
	again, err = again.Amend(wrong, func(s *care.PlanSpec) { s.Goals[0].Progress[0].Error = wrong.Correction() })
	require.NoError(t, err, "and marked as an error")
	again, err = care.LoadPlan(storePlan(t, again), testKey(t))
	require.NoError(t, err)
	marked, _ := again.Goal("mood")
	require.False(t, marked.Progress[0].Counts())
	require.Len(t, marked.Progress, len(g.Progress))

	s, err := care.LoadSession(read("session-1.json"), testKey(t))
	require.NoError(t, err)
	require.Equal(t, 2, s.Revision().Number)
	require.Equal(t, "The group practised saying no.", reveal(t, s.Shared().Text))
	e, err := care.LoadEpisode(read("episode-1.json"), testKey(t))
	require.NoError(t, err)
	require.Len(t, slices.Collect(e.Measures()), 3)

	_, err = care.LoadPlan(read("session-1.json"), testKey(t))
	require.ErrorIs(t, err, therapy.ErrUnknown)
	_, err = care.LoadPlan(read("plan-1.json"), keyNamed(t, "key-2", counter()))
	require.ErrorIs(t, err, confidential.ErrOpen)
}

func BenchmarkHistory(b *testing.B) {
	for _, revisions := range []int{13, 52, 150, 300, 1000} {
		p := long(b, revisions)
		data := storePlan(b, p)
		ring := testKey(b)
		b.Run(fmt.Sprintf("load-%d", revisions), func(b *testing.B) {
			for b.Loop() {
				if _, err := care.LoadPlan(data, ring); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(data)), "stored-bytes")
		})
		loaded, err := care.LoadPlan(data, ring)
		require.NoError(b, err)
		b.Run(fmt.Sprintf("store-%d", revisions), func(b *testing.B) {
			for b.Loop() {
				if _, err := loaded.Store(ring); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
