package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/words"
	"github.com/therapykit/therapykit/therapy/words/wordstest"
)

// TestEveryTextHasALanguage tells the story in the language for tests, and finds what the
// library said without asking for a language, or put together from pieces. Not looked at are
// ids of criteria and terms, and errors, which are for programs.
func TestEveryTextHasALanguage(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(t.Context(), &out, words.Pseudo()))
	wordstest.Example(t, out.String(), "contradiction", "text", "composition", "declines", "informed", "intolerance", "irregular", "willingness", "fees", "lateness", "leaving", "respect", "sobriety")
}
