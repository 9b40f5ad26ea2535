package main

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/therapytest"
	"github.com/therapykit/therapykit/therapy/words"
	"github.com/therapykit/therapykit/therapy/words/de"
)

var update = flag.Bool("update", false, "rewrite the golden file")

func TestOutput(t *testing.T) {
	var out, pages bytes.Buffer
	require.NoError(t, run(&out, &pages, posted, time.Date(2026, time.December, 1, 9, 0, 0, 0, time.UTC), words.English(), de.Language()))
	require.Equal(t, 3, strings.Count(pages.String(), "<!doctype html>"), "a form and two recommendations")
	require.Contains(t, pages.String(), `<html lang="de">`)
	english, german, ok := strings.Cut(out.String(), "[de]\n\n") // the pack has tests of its own
	require.True(t, ok)
	require.NotContains(t, german, "{", "every place is filled")
	require.NotContains(t, german, "What this suggests: therapy")
	therapytest.Golden(t, *update, "testdata/output.txt", []byte(english))
}

// TestItIsShort checks that a developer has to write fewer than sixty lines.
func TestItIsShort(t *testing.T) {
	source, err := os.ReadFile("main.go")
	require.NoError(t, err)
	_, code, ok := strings.Cut(string(source), "package main")
	require.True(t, ok)
	lines := 0
	for line := range strings.Lines(code) {
		if line := strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "//") {
			lines++
		}
	}
	require.Less(t, lines, 60)
}

func TestInvalidFormIsAnError(t *testing.T) {
	for _, wrong := range []string{"%", "answer.consent-given=perhaps", "choice.age=adult&choice.age=child-under-12"} {
		require.Error(t, run(&bytes.Buffer{}, &bytes.Buffer{}, wrong, time.Time{}), wrong)
	}
}
