package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/words"
	"github.com/therapykit/therapykit/therapy/words/wordstest"
)

// TestEveryTextHasALanguage runs the story in the language for tests and finds texts that the
// library wrote without a language or built from pieces. It does not check ids of criteria and
// terms, or errors, which are for programs.
func TestEveryTextHasALanguage(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(t.Context(), &out, words.Pseudo()))
	wordstest.Example(t, out.String(), "contradiction", "text", "composition", "declines", "informed", "intolerance", "irregular", "willingness", "fees", "lateness", "leaving", "respect", "sobriety")
}
