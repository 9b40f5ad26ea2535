package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/words/wordstest"
)

// TestEveryTextHasALanguage tells the story in the language for tests, and finds what the
// library said without asking for a language, or put together from pieces. Not looked at are
// paths, reasons and summaries are for programs and logs.
func TestEveryTextHasALanguage(t *testing.T) {
	var out, stderr bytes.Buffer
	require.Zero(t, run([]string{"-lang", "qps", "-charts", t.TempDir()}, &out, &stderr), stderr.String())
	others := " agreed begun created ended ending plans responses revision status "
	own, err := wordstest.Own(".")
	require.NoError(t, err)
	codes, err := wordstest.Codes("../..")
	require.NoError(t, err)
	require.Contains(t, out.String(), "⟦")
	require.Empty(t, wordstest.Check(out.String(), func(word string) bool { return own(word) || codes(word) || strings.Contains(others, " "+word+" ") }))
}
