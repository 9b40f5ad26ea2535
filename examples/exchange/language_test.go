package main

import (
	"bytes"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/words/wordstest"
)

// elements matches names of FHIR resources and of their elements.
var elements = regexp.MustCompile(`\b[A-Z][A-Za-z]+(/[A-Za-z0-9/]+)?`)

// TestNothingButCodes checks that the library returns only codes, counts and names of rules here,
// for programs. All texts for people are the example's own.
func TestNothingButCodes(t *testing.T) {
	var out, stderr bytes.Buffer
	require.Zero(t, run([]string{"-to", filepath.Join(t.TempDir(), "bundle.json")}, &out, &stderr), stderr.String())
	own, err := wordstest.Own(".")
	require.NoError(t, err)
	codes, err := wordstest.Codes("../..")
	require.NoError(t, err)
	printed := elements.ReplaceAllString(out.String(), "")
	require.NotEqual(t, out.String(), printed)
	require.Empty(t, wordstest.Check(printed, func(word string) bool { return own(word) || codes(word) }))
	require.NotEmpty(t, wordstest.Check("Somebody said a sentence.", codes), "a sentence would be found")
}
