package compose_test

import (
	"go/ast"
	goparser "go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// judging lists the files of Check and of the verifiers. stating lists the files that define a
// problem, a plan and a claim: data, names and what makes a problem valid.
var (
	judging = []string{"check.go", "verifier.go", "proof.go", "bound.go", "choice.go", "kindtable.go", "int128.go"}
	stating = []string{
		"problem.go", "client.go", "group.go", "resource.go", "assignment.go", "vocabulary.go", "names_gen.go", "errors.go",
		"validate.go", "rule.go", "private.go", "ties.go",
	}
)

// sharedNames lists what the judging files use from files other than judging and stating, and
// what they import from the search. Methods are compared by name only.
func sharedNames(t *testing.T, judging, stating []string) (list []string) {
	t.Helper()
	names, err := filepath.Glob("*.go")
	require.NoError(t, err)
	declared, methods := map[string]string{}, map[string][]string{}
	files := map[string]*ast.File{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := goparser.ParseFile(token.NewFileSet(), name, nil, 0)
		require.NoError(t, err)
		files[name] = f
		for _, decl := range f.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil {
					declared[d.Name.Name] = name
				} else {
					methods[d.Name.Name] = append(methods[d.Name.Name], name)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					switch s := spec.(type) {
					case *ast.TypeSpec:
						declared[s.Name.Name] = name
					case *ast.ValueSpec:
						for _, id := range s.Names {
							declared[id.Name] = name
						}
					}
				}
			}
		}
	}
	ours := slices.Concat(judging, stating)
	local := map[string]bool{} // fields, parameters, variables and types within functions
	for _, name := range judging {
		require.NotNil(t, files[name], name)
		for _, imported := range files[name].Imports {
			if strings.Contains(imported.Path.Value, "/internal/search") {
				list = append(list, name+" imports the search")
			}
		}
		ast.Inspect(files[name], func(n ast.Node) bool { collectLocal(local, n); return true })
	}
	for _, name := range judging {
		var look func(n ast.Node) bool
		look = func(n ast.Node) bool {
			switch x := n.(type) {
			case *ast.SelectorExpr:
				in := methods[x.Sel.Name]
				if len(in) > 0 && !local[x.Sel.Name] && !slices.ContainsFunc(in, func(file string) bool { return slices.Contains(ours, file) }) {
					list = append(list, name+" calls "+x.Sel.Name+" of "+in[0])
				}
				ast.Inspect(x.X, look)
				return false
			case *ast.FuncDecl:
				ast.Inspect(x.Type, look)
				ast.Inspect(x.Body, look)
				return false
			case *ast.KeyValueExpr:
				ast.Inspect(x.Value, look)
				return false
			case *ast.Ident:
				if in := declared[x.Name]; in != "" && !local[x.Name] && !slices.Contains(ours, in) {
					list = append(list, name+" uses "+x.Name+" of "+in)
				}
			}
			return true
		}
		ast.Inspect(files[name], look)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// collectLocal collects the names that a node declares inside functions and structs.
func collectLocal(local map[string]bool, n ast.Node) {
	name := func(list ...ast.Expr) {
		for _, x := range list {
			if id, ok := x.(*ast.Ident); ok {
				local[id.Name] = true
			}
		}
	}
	switch x := n.(type) {
	case *ast.Field:
		for _, id := range x.Names {
			name(id)
		}
	case *ast.AssignStmt:
		if x.Tok == token.DEFINE {
			name(x.Lhs...)
		}
	case *ast.RangeStmt:
		name(x.Key, x.Value)
	case *ast.FuncDecl:
		ast.Inspect(x.Body, func(n ast.Node) bool {
			if s, ok := n.(*ast.TypeSpec); ok {
				name(s.Name)
			}
			return true
		})
	}
}

// TestVerifiersShareNothingWithTheSearch allows the judging files to use only the stating files,
// so that a mistake in the search cannot be repeated in Check or in a verifier.
func TestVerifiersShareNothingWithTheSearch(t *testing.T) {
	t.Parallel()
	require.Empty(t, sharedNames(t, judging, stating))
	// Check that the test can fail: the files that solve and explain share many names.
	for _, name := range []string{"solve.go", "explain.go", "model.go"} {
		require.NotEmpty(t, sharedNames(t, []string{name}, stating), name)
	}
}
