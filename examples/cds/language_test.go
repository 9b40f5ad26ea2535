package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/words"
	"github.com/therapykit/therapykit/therapy/words/wordstest"
)

// TestEveryTextHasALanguage tells the story in the language for tests, and finds what the
// library said without asking for a language, or put together from pieces. Not looked at are
// codes of FHIR.
func TestEveryTextHasALanguage(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(t.Context(), options{language: words.Pseudo()}, &out))
	told, _, _ := strings.Cut(out.String(), "The log of the service") // which is not for people
	wordstest.Example(t, wordstest.WithoutSources(told), "proposal")
}
