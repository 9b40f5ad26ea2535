package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/words"
	"github.com/therapykit/therapykit/therapy/words/wordstest"
)

// TestEveryTextHasALanguage tells the story in the language for tests, and finds what the
// library said without asking for a language, or put together from pieces. Not looked at are
// errors and duties, which are for those who run the service.
func TestEveryTextHasALanguage(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(t.Context(), &out, words.Pseudo()))
	wordstest.Example(t, out.String(), "disclosure", "denied", "duty", "tell", "the", "client", "afterwards", "document", "when", "until", "audit", "log", "has", "been", "changed", "line", "cannot", "envelope", "nil", "wrong")
}
