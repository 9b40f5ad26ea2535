package main

import (
	"bytes"
	"flag"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/therapykit/therapykit/therapy/therapytest"
	"github.com/therapykit/therapykit/therapy/words"
)

var update = flag.Bool("update", false, "rewrite the made-up data and the golden file")

func TestOutput(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(t.Context(), &out, words.English()))
	therapytest.Golden(t, *update, filepath.Join("testdata", "output.txt"), out.Bytes())
	again := out.String()
	out.Reset()
	require.NoError(t, run(t.Context(), &out, words.English()))
	require.Equal(t, again, out.String(), "the same list, the same story")
}

// TestTheStoryHappens keeps the story in the output, whatever the solver finds.
func TestTheStoryHappens(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(t.Context(), &out, words.English()))
	for _, told := range []string{
		"Screening 120 people", "has dropped out", "held until", "The hold has expired", "joins.", "Were the group closed: not admitted, closed since its start",
		"The agreement is renewed (member-joined)", "The agreement is renewed (after-breach)",
		"The shared note is refused: /text: contradiction [note-names-member]", "before the agreement was accepted", "Session 8:",
	} {
		require.Contains(t, out.String(), told)
	}
}
