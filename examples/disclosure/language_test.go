package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/words"
	"github.com/therapykit/therapykit/therapy/words/wordstest"
)

// TestEveryTextHasALanguage runs the story in the language for tests and finds texts that the
// library wrote without a language or built from pieces. It does not check errors and duties,
// which are for the people who run the service.
func TestEveryTextHasALanguage(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(t.Context(), &out, words.Pseudo()))
	wordstest.Example(t, out.String(), "disclosure", "denied", "duty", "tell", "the", "client", "afterwards", "document", "when", "until", "audit", "log", "has", "been", "changed", "line", "cannot", "envelope", "nil", "wrong")
}
