package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy/words"
	"github.com/therapykit/therapykit/therapy/words/wordstest"
)

// TestEveryTextHasALanguage tells the story in the language for tests, and finds what the
// library said without asking for a language, or put together from pieces. Not looked at are
// ids of statements and of options, which a clinician sees.
func TestEveryTextHasALanguage(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(&out, words.Pseudo()))
	// What changed in the policy is told to whoever keeps it, in English.
	told, _, _ := strings.Cut(out.String(), "differs from")
	var statements []string
	for f := range standard.Policy().Factors.All() {
		statements = append(statements, string(f))
	}
	wordstest.Example(t, wordstest.WithoutSources(told), statements...)
}
