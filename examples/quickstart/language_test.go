package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy/words/wordstest"
)

// TestEveryTextHasALanguage runs the example in the language for tests and finds texts that the
// library wrote without a language or built from pieces. It does not check ids of statements and
// of options, which a clinician sees.
func TestEveryTextHasALanguage(t *testing.T) {
	var out, stderr bytes.Buffer
	for _, reader := range []string{"client", "clinician"} {
		require.Zero(t, run([]string{"-lang", "qps", "-all", "-for", reader}, strings.NewReader(""), &out, &stderr), stderr.String())
		require.Zero(t, run([]string{"-lang", "qps", "-for", reader}, strings.NewReader(""), &out, &stderr), stderr.String())
	}
	var statements []string
	for f := range standard.Policy().Factors.All() {
		statements = append(statements, string(f))
	}
	wordstest.Example(t, wordstest.WithoutSources(out.String()), statements...)
}
