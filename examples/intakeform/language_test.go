package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/words"
	"github.com/therapykit/therapykit/therapy/words/wordstest"
)

// TestEveryTextHasALanguage renders the form in the language for tests and finds texts that the
// library wrote without a language or built from pieces.
func TestEveryTextHasALanguage(t *testing.T) {
	var out, pages bytes.Buffer
	require.NoError(t, run(&out, &pages, posted, time.Date(2026, time.December, 1, 9, 0, 0, 0, time.UTC), words.Pseudo()))
	_, told, ok := strings.Cut(out.String(), "[qps]") // the language's tag
	require.True(t, ok)
	wordstest.Example(t, wordstest.WithoutSources(told))
}
