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
// errors and duties are for those who run the service.
func TestEveryTextHasALanguage(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(t.Context(), &out, words.Pseudo()))
	others := " disclosure denied duty tell the client afterwards document when until audit log has been changed line cannot envelope nil wrong "
	own, err := wordstest.Own(".")
	require.NoError(t, err)
	codes, err := wordstest.Codes("../..")
	require.NoError(t, err)
	require.Contains(t, out.String(), "⟦")
	require.Empty(t, wordstest.Check(out.String(), func(word string) bool { return own(word) || codes(word) || strings.Contains(others, " "+word+" ") }))
}
