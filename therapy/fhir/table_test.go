package fhir_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/fhir"
)

func itoa(i int) string { return strconv.Itoa(i) }

func TestTableIsConsistent(t *testing.T) {
	seen := map[fhir.Path]bool{}
	types := map[string]bool{}
	for d := range fhir.Definitions() {
		require.False(t, seen[d.Path], d.Path)
		seen[d.Path] = true
		types[string(d.Path[:strings.LastIndexByte(string(d.Path), '.')])] = true
		found, ok := fhir.Lookup(d.Path)
		require.True(t, ok)
		require.Equal(t, d.Type, found.Type)
	}
	require.Greater(t, len(seen), 1000)
	for d := range fhir.Definitions() {
		if strings.Contains(d.Type, ".") {
			require.True(t, types[d.Type], d.Path)
		}
	}
	_, ok := fhir.Lookup("CarePlan.achieved")
	require.False(t, ok)

	// A few rows whose values are well known.
	status, _ := fhir.Lookup("CarePlan.activity.detail.status")
	require.Equal(t, 1, status.Min)
	require.True(t, status.Modifier)
	require.Contains(t, status.Codes, "not-started")
	timing, _ := fhir.Lookup("CarePlan.activity.detail.scheduledTiming")
	require.Equal(t, "scheduled", timing.Choice)
	goal, _ := fhir.Lookup("CarePlan.goal")
	require.Equal(t, []string{"Goal"}, goal.Targets)
	require.True(t, goal.Many)
	item, _ := fhir.Lookup("Questionnaire.item.item")
	require.Equal(t, "Questionnaire.item", item.Type)
	extension, _ := fhir.Lookup("Timing.repeat.extension")
	require.Equal(t, "Extension", extension.Type)
}

// pathLike matches a text in the source that looks like a path.
var pathLike = regexp.MustCompile(`^[A-Z][A-Za-z]+(\.[a-z][A-Za-z0-9]*)+$`)

// TestEveryPathInTheSourceIsInTheTable finds misspelt paths, which would panic at run time, in
// this package and in those that map something with it.
func TestEveryPathInTheSourceIsInTheTable(t *testing.T) {
	count := 0
	for _, folder := range []string{".", "../../group/groupfhir", "../../recommend/intakefhir", "../../recommend/cdshooks"} {
		_ = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "internal") {
				return nil
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			require.NoError(t, err)
			ast.Inspect(file, func(n ast.Node) bool {
				lit, ok := n.(*ast.BasicLit)
				if !ok || lit.Kind != token.STRING {
					return true
				}
				text, err := strconv.Unquote(lit.Value)
				require.NoError(t, err)
				if pathLike.MatchString(text) {
					count++
					_, ok := fhir.Lookup(fhir.Path(text))
					require.True(t, ok, "%s: no element %s", path, text)
				}
				return true
			})
			return nil
		})
	}
	require.Greater(t, count, 30)
}
