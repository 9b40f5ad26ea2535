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

// TestEveryTextHasALanguage runs the story in the language for tests and finds texts that the
// library wrote without a language or built from pieces. It does not check ids of statements and
// of options, which a clinician sees.
func TestEveryTextHasALanguage(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(&out, words.Pseudo()))
	// Changes of the policy are for its maintainer, in English.
	told, _, _ := strings.Cut(out.String(), "differs from")
	var statements []string
	for f := range standard.Policy().Factors.All() {
		statements = append(statements, string(f))
	}
	wordstest.Example(t, wordstest.WithoutSources(told), statements...)
}
