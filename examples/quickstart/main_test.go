package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/therapytest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func runWith(t *testing.T, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(args, strings.NewReader(stdin), &out, &errs)
	return status, out.String(), errs.String()
}

func TestOutput(t *testing.T) {
	for name, args := range map[string][]string{
		"default.txt":   nil,
		"clinician.txt": {"-all"},
		"client.txt":    {"-all", "-for", "client"},
		"clinician.md":  {"-all", "-format", "markdown"},
		"all.jsonl":     {"-format", "json"},
	} {
		t.Run(name, func(t *testing.T) {
			status, got, stderr := runWith(t, "", args...)
			require.Zero(t, status, stderr)
			therapytest.Golden(t, *update, filepath.Join("testdata", name), []byte(got))
		})
	}
}

// TestDefaultFitsAScreenOrTwo checks that the table of all intakes and one explanation are short.
func TestDefaultFitsAScreenOrTwo(t *testing.T) {
	_, out, _ := runWith(t, "")
	require.Less(t, strings.Count(out, "\n"), 120)
	names, err := filepath.Glob("intakes/*.json")
	require.NoError(t, err)
	for _, name := range names {
		require.Contains(t, out, strings.TrimSuffix(filepath.Base(name), ".json"))
	}
}

// TestREADMEShowsRealOutput compares the first lines of the README with the real output.
func TestREADMEShowsRealOutput(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	require.NoError(t, err)
	_, rest, ok := strings.Cut(string(readme), "```text\n")
	require.True(t, ok)
	shown, _, ok := strings.Cut(rest, "```")
	require.True(t, ok)
	_, out, _ := runWith(t, "")
	require.Equal(t, 8, strings.Count(shown, "\n"))
	require.True(t, strings.HasPrefix(out, shown))
}

// TestEveryOutcomeIsShown checks that each outcome occurs among the shipped intakes.
func TestEveryOutcomeIsShown(t *testing.T) {
	_, out, _ := runWith(t, "", "-format", "json")
	seen := map[string]int{}
	for line := range strings.Lines(out) {
		var doc struct {
			Recommendation struct{ Outcome string }
		}
		require.NoError(t, json.Unmarshal([]byte(line), &doc))
		seen[doc.Recommendation.Outcome]++
	}
	for _, outcome := range []string{"escalate", "needs-information", "none-suitable", "recommended", "either"} {
		require.Positive(t, seen[outcome], outcome)
	}
}

func TestShellManners(t *testing.T) {
	file := filepath.Join(t.TempDir(), "mine.json")
	require.NoError(t, os.WriteFile(file, []byte(`{"adult":"yes","no-acute-risk":"yes","limited-budget":"yes"}`), 0o600))
	tests := []struct {
		name, stdin string
		args        []string
		status      int
		stdout      string
		stderr      string
	}{
		{"a file", "", []string{file}, 0, "Recommended: group therapy", ""},
		{"one by name", "", []string{"07-in-danger"}, 0, "Escalate", ""},
		{"standard input", `{"acute-suicidality":"yes"}`, []string{"-"}, 0, "Escalate", ""},
		{"for a client", `{"adult":"yes","no-acute-risk":"yes","limited-budget":"yes"}`, []string{"-for", "client", "-"}, 0, "What this suggests", ""},
		{"no such file", "", []string{filepath.Join(t.TempDir(), "none.json")}, 1, "", "no such file"},
		{"a slip of the hand", `{"adul":"yes"}`, []string{"-"}, 1, "", "did you mean adult?"},
		{"several things wrong", `{"adult":"maybe","adult":"yes"} x`, []string{"-"}, 1, "", "statement-twice"},
		{"one wrong, one right", `{"adult":`, []string{"-", file}, 1, "Recommended: group therapy", "json-malformed"},
		{"danger beside a slip of the hand", `{"acute-suicidality":"yes","adul":"yes"}`, []string{"-"}, 1, "Escalate", "did you mean adult?"},
		{"a format that is none", "", []string{"-format", "pdf"}, 2, "", "text, markdown or json"},
		{"an audience that is none", "", []string{"-for", "everybody"}, 2, "", "usage"},
		{"help", "", []string{"-h"}, 0, "", "usage"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			status, stdout, stderr := runWith(t, tt.stdin, tt.args...)
			require.Equal(t, tt.status, status, stderr)
			require.Contains(t, stdout, tt.stdout)
			require.Contains(t, stderr, tt.stderr)
		})
	}
}
