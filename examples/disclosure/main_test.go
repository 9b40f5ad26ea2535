package main

import (
	"bytes"
	"flag"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/therapykit/therapykit/therapy/therapytest"
	"github.com/therapykit/therapykit/therapy/words"
)

var update = flag.Bool("update", false, "rewrite the golden file")

func TestStory(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, run(t.Context(), &b, words.English()))
	const path = "testdata/story.txt"
	therapytest.Golden(t, *update, path, b.Bytes())
}

// TestNobodySeesTheSame checks the point of the story: eight people ask, they get eight
// different answers, and nobody is told why.
func TestNobodySeesTheSame(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, run(t.Context(), &b, words.English()))
	parts := strings.Split(b.String(), "\n\n")
	require.Len(t, parts, 15)
	seen := map[string]bool{}
	for i, part := range parts[1:9] {
		got := strings.Split(part, "\n")[1]
		require.Contains(t, got, "gets: {")
		require.False(t, seen[got])
		seen[got] = true
		for _, reason := range []string{"consent", "PY", "GM", "refus", "rule", "deny"} {
			require.NotContains(t, got, reason)
		}
		if i > 0 {
			require.NotContains(t, got, "person-8", "nobody else learns who the mother is")
		}
	}
	for i, secrets := range map[int][]string{
		2: {"Anna Example", "client-1"}, 3: {"sister's party", "18", "bus"}, 4: {"18", "rescue her", "Example"}, 5: {"F40", "2026", "client-1"},
		6: {"F40", "client-1", "party"}, 7: {"F40", "18", "therapy"}, 8: {"Ben's story", "bus"},
	} {
		got := strings.Split(parts[i], "\n")[1]
		for _, secret := range secrets {
			require.NotContains(t, got, secret, i)
		}
	}
	require.Contains(t, parts[9], "An hour later: confidential: disclosure denied")
	require.Contains(t, parts[10], "You can ask why")
	require.NotContains(t, parts[10], "rescue her")
	require.Contains(t, parts[14], ": missing")
}

// TestRightsOfThePerson: erased texts are gone for everybody, nothing else is gone, and the
// audit trail records the erasure and stays complete.
func TestRightsOfThePerson(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, run(t.Context(), &b, words.English()))
	_, story, found := strings.Cut(b.String(), "The clinic turns its keys\n")
	require.True(t, found)
	require.Contains(t, story, "round 2: 0 of 2 rows", "a rotation that is begun again does nothing twice")
	require.Contains(t, story, `row n-1, erased true: ""`)
	require.Contains(t, story, `row n-2, erased false: "Ben began a diary."`)
	require.NotContains(t, story, "party")
	require.Contains(t, story, "says: erased, key anna-2026")
	require.Contains(t, story, "none missing or changed")
}
