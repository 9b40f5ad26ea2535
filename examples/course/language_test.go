package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/words/wordstest"
)

// TestEveryTextHasALanguage runs the story in the language for tests and finds texts that the
// library wrote without a language or built from pieces. It does not check paths, reasons and
// summaries, which are for programs and logs.
func TestEveryTextHasALanguage(t *testing.T) {
	var out, stderr bytes.Buffer
	require.Zero(t, run([]string{"-lang", "qps", "-charts", t.TempDir()}, &out, &stderr), stderr.String())
	wordstest.Example(t, out.String(), "agreed", "begun", "created", "ended", "ending", "plans", "responses", "revision", "status")
}
