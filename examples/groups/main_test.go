package main

import (
	"bytes"
	"context"
	"flag"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/therapykit/therapykit/therapy/therapytest"
	"github.com/therapykit/therapykit/therapy/words"
)

var update = flag.Bool("update", false, "rewrite the made-up data and the golden file")

// english is the output of the example. Both tests use one run; the golden file shows that every
// run prints the same.
var english = sync.OnceValues(func() (string, error) {
	var out bytes.Buffer
	err := run(context.Background(), &out, words.English())
	return out.String(), err
})

func TestOutput(t *testing.T) {
	out, err := english()
	require.NoError(t, err)
	therapytest.Golden(t, *update, filepath.Join("testdata", "output.txt"), []byte(out))
}

// TestTheStoryHappens checks that the events of the story are in the output, whatever the solver
// finds.
func TestTheStoryHappens(t *testing.T) {
	out, err := english()
	require.NoError(t, err)
	for _, told := range []string{
		"Screening 120 people", "has dropped out", "held until", "The hold has expired", "joins.", "Were the group closed: not admitted, closed since its start",
		"The agreement is renewed (member-joined)", "The agreement is renewed (after-breach)",
		"The shared note is refused: /text: contradiction [note-names-member]", "before the agreement was accepted", "Session 8:",
	} {
		require.Contains(t, out, told)
	}
}
