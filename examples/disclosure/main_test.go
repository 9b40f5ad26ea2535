package main

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the golden file")

func TestStory(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(t.Context(), &out))
	if *update {
		require.NoError(t, os.WriteFile("testdata/story.txt", out.Bytes(), 0o644))
	}
	want, err := os.ReadFile("testdata/story.txt")
	require.NoError(t, err)
	if diff := cmp.Diff(string(want), out.String()); diff != "" {
		t.Errorf("(-golden +got):\n%s", diff)
	}
}

// TestNobodyGetsWhatIsNotTheirs holds the story to its point, whatever the
// golden file says.
func TestNobodyGetsWhatIsNotTheirs(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(t.Context(), &out))
	parts := bytes.Split(out.Bytes(), []byte("\n== "))
	require.Len(t, parts, 7)
	accident, treating := string(parts[0]), string(parts[1])
	require.NotContains(t, accident, "Robin")
	require.Contains(t, treating, "I want to rescue")
	for _, part := range parts[2:] {
		require.NotContains(t, string(part), "I want to rescue", "process notes stay with the therapist")
		require.NotContains(t, string(part), "quarrel at work", "the full note goes to nobody else")
	}
	require.NotContains(t, string(parts[2]), "Robin Example", "supervision does not identify")
	require.Contains(t, string(parts[3]), "12", "the insurer gets the test result that was consented to")
	require.NotContains(t, string(parts[4]), "assertiveness", "the relative gets nothing")
	require.Contains(t, string(parts[5]), "share a fear", "the member heard it")
}
