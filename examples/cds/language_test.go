package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/words"
	"github.com/therapykit/therapykit/therapy/words/wordstest"
)

// TestEveryTextHasALanguage runs the story in the language for tests and finds texts that the
// library wrote without a language or built from pieces. It does not check FHIR codes.
func TestEveryTextHasALanguage(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(t.Context(), options{language: words.Pseudo()}, &out))
	told, _, _ := strings.Cut(out.String(), "The log of the service") // not for people
	wordstest.Example(t, wordstest.WithoutSources(told), "proposal")
}
