package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestOnlyAccessOpensAnything checks that only package access has a gate, only package store has
// keys, and only test files open values in another way.
func TestOnlyAccessOpensAnything(t *testing.T) {
	forbidden := map[string]string{
		"NewGate": "access", "View": "access", "Preview": "access", "Disclose": "access", "Explain": "access",
		"NewKeyring": "store", "Load": "", "OpenAll": "store", "LoadDocument": "store",
	}
	found := map[string]bool{}
	require.NoError(t, filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		file, err := parser.ParseFile(token.NewFileSet(), name, text, 0)
		require.NoError(t, err)
		room := filepath.ToSlash(filepath.Dir(name))
		ast.Inspect(file, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			of, isName := s.X.(*ast.Ident)
			want, is := forbidden[s.Sel.Name]
			inPackage := isName && of.Name == "confidential" || s.Sel.Name == "Disclose" || s.Sel.Name == "Explain"
			if is && inPackage {
				found[s.Sel.Name] = true
				require.Equal(t, want, room, "%s calls %s", name, s.Sel.Name)
			}
			return true
		})
		return nil
	}))
	require.True(t, found["View"], "the test looks for what is there")
}

// A user who has nothing to do with a person gets the same answer as for a person who does not
// exist, and the attempt is recorded.
func TestStrangersLearnNothing(t *testing.T) {
	c := newClinic(t)
	tom := c.as("tom")
	theirs, nobodys := tom.get("/client/client-1"), tom.get("/client/client-99")
	require.Equal(t, http.StatusNotFound, theirs.status)
	require.Equal(t, http.StatusNotFound, nobodys.status)
	require.Equal(t, nobodys.body, theirs.body)
	require.Equal(t, http.StatusOK, tom.get("/client/client-8").status)
	refused, err := c.store.AuditAbout(t.Context(), "client-1", "clinician-2", "refused", 10)
	require.NoError(t, err)
	require.NotEmpty(t, refused)
}
