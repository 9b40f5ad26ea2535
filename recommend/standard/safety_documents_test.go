package standard_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// testsOfTheModule lists every test function of the module.
func testsOfTheModule(t *testing.T) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	declared := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)
	root := filepath.Join("..", "..")
	require.NoError(t, filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		data, err := os.ReadFile(path)
		for _, m := range declared.FindAllStringSubmatch(string(data), -1) {
			found[m[1]] = true
		}
		return err
	}))
	return found
}

// TestHazardsAreTested checks that every hazard names a test, and that every named test exists.
func TestHazardsAreTested(t *testing.T) {
	data, err := os.ReadFile("hazards.md")
	require.NoError(t, err)
	tests := testsOfTheModule(t)
	hazards := 0
	for line := range strings.Lines(string(data)) {
		cells := strings.Split(line, "|")
		if len(cells) < 9 || !strings.HasPrefix(strings.TrimSpace(cells[1]), "HZ") {
			continue
		}
		hazards++
		named := strings.Split(strings.TrimSpace(cells[7]), ", ")
		require.NotEmpty(t, named[0], cells[1])
		for _, name := range named {
			require.True(t, tests[name], "%s: %s is gone", cells[1], name)
		}
	}
	require.Equal(t, 41, hazards)
}

// TestTraceability compares traceability.md with the policy: every rule with its question, its ages,
// its sources and how they were read, and the tests that fire it.
func TestTraceability(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Traceability\n\nFrom each rule to its sources and tests. Written from the policy by TestTraceability; run it with REWRITE=1 after a\nchange. Every rule is fired, and its ages are tried, by TestEveryRule, TestAgeBands and TestEveryRequiredAnswer.\n\n" +
		"| rule | stage | ages | question or effect | sources |\n|---|---|---|---|---|\n")
	p := standard.Policy()
	for _, r := range p.Rules {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", r.ID, r.Layer, r.Ages, effect(r), sourcesOf(r))
	}
	if os.Getenv("REWRITE") != "" {
		require.NoError(t, os.WriteFile("traceability.md", []byte(b.String()), 0o644))
	}
	want, err := os.ReadFile("traceability.md")
	require.NoError(t, err)
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("(-file +policy):\n%s", diff)
	}
	tests := testsOfTheModule(t)
	for _, name := range []string{"TestEveryRule", "TestAgeBands", "TestEveryRequiredAnswer"} {
		require.True(t, tests[name], name)
	}
}

func effect(r policy.Rule) string {
	switch {
	case r.Question != "":
		var parts []string
		for _, g := range r.Grades {
			parts = append(parts, string(g.Option)+" "+g.Grade.String())
		}
		return r.Question + ": " + strings.Join(parts, ", ")
	case len(r.Excludes) > 0:
		return fmt.Sprint("excludes ", r.Excludes)
	case len(r.Points) > 0:
		return fmt.Sprint("gives ", r.Points)
	case r.Layer == therapy.LayerSafety:
		return "escalates"
	}
	return "asks"
}

func sourcesOf(r policy.Rule) string {
	var list []string
	for _, s := range r.Sources {
		words := s.ID
		if s.Year != 0 {
			words += fmt.Sprintf(" (%d)", s.Year)
		}
		if s.SupersededBy != "" {
			words += ", superseded by " + s.SupersededBy
		}
		list = append(list, words)
	}
	return strings.Join(list, "; ")
}

// TestSafetyDocuments checks that the documents are about this version, and that none claims a
// review.
func TestSafetyDocuments(t *testing.T) {
	var names []string
	for _, name := range []string{"intended-use.md", "hazards.md", "anomalies.md", "soup.md", "model-card.md", "validation.md"} {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		require.Contains(t, string(data), standard.PolicyVersion, name)
		names = append(names, name)
	}
	require.NotEmpty(t, names)
	card := policy.Card(standard.Policy())
	for _, name := range append(names, "traceability.md") {
		require.Contains(t, card, name)
	}
	require.Contains(t, card, "No registered clinician has reviewed")
}

// TestCommandsOfDocuments checks that every test that a command in a document runs exists in the
// package of the command.
func TestCommandsOfDocuments(t *testing.T) {
	command := regexp.MustCompile("`go test (\\S+) -run '?([\\w|]+)'?")
	n := 0
	for _, name := range []string{"validation.md", "model-card.md", "soup.md"} {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		for _, m := range command.FindAllStringSubmatch(string(data), -1) {
			if m[2] == "NONE" {
				continue
			}
			sources, err := filepath.Glob(filepath.Join("..", "..", m[1], "*_test.go"))
			require.NoError(t, err)
			var all strings.Builder
			for _, path := range sources {
				source, err := os.ReadFile(path)
				require.NoError(t, err)
				all.Write(source)
			}
			for test := range strings.SplitSeq(m[2], "|") {
				require.Contains(t, all.String(), "func "+test, "%s: %s", name, m[0])
				n++
			}
		}
	}
	require.Greater(t, n, 8)
}
