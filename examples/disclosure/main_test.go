package main

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the golden file")

func TestStory(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, run(t.Context(), &b))
	const path = "testdata/story.txt"
	if *update {
		require.NoError(t, os.WriteFile(path, b.Bytes(), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Empty(t, cmp.Diff(string(want), b.String()))
}

// TestNobodySeesTheSame checks the point of the story: six people, six answers.
func TestNobodySeesTheSame(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, run(t.Context(), &b))
	parts := strings.Split(b.String(), "\n\n")
	require.Len(t, parts, 8)
	seen := map[string]bool{}
	for _, part := range parts[1:7] {
		_, answer, _ := strings.Cut(part, "\n")
		require.False(t, seen[answer])
		seen[answer] = true
	}
	for i, secret := range map[int]string{2: "Anna Example", 3: "sister's party", 4: "rescue her", 5: "rescue her", 6: "Ben's story"} {
		require.NotContains(t, parts[i], secret)
	}
	require.Contains(t, parts[7], "line 31: missing")
}
