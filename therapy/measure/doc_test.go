package measure_test

import (
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// documented returns the code blocks of the package documentation in order.
func documented(t *testing.T) []string {
	t.Helper()
	source, err := os.ReadFile("doc.go")
	require.NoError(t, err)
	var blocks []string
	var block strings.Builder
	for line := range strings.Lines(string(source)) {
		code, ok := strings.CutPrefix(line, "//\t")
		switch {
		case ok:
			block.WriteString(code)
		case line == "//\n" && block.Len() > 0:
			block.WriteString("\n")
		case block.Len() > 0:
			blocks = append(blocks, strings.TrimRight(block.String(), "\n")+"\n")
			block.Reset()
		}
	}
	return blocks
}

// statements prints the body of a function, formatted, and what its Output comment says.
func statements(t *testing.T, text, name string) (body, output string) {
	t.Helper()
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, "", text, parser.ParseComments)
	require.NoError(t, err)
	for _, decl := range parsed.Decls {
		if f, ok := decl.(*ast.FuncDecl); ok && f.Name.Name == name {
			inside := text[set.Position(f.Body.Lbrace).Offset+1 : set.Position(f.Body.Rbrace).Offset]
			body, output, _ = strings.Cut(inside, "\t// Output:\n")
			formatted, err := format.Source([]byte(body))
			require.NoError(t, err)
			return strings.TrimSpace(string(formatted)), strings.ReplaceAll(output, "\t// ", "")
		}
	}
	t.Fatalf("there is no %s", name)
	return "", ""
}

// TestDocumentedProgram checks that the program in the package documentation is the same as Example,
// which is compiled and run, and that the documented output is the output of Example.
func TestDocumentedProgram(t *testing.T) {
	blocks := documented(t)
	require.GreaterOrEqual(t, len(blocks), 2)
	program, prints := blocks[0], blocks[1]
	formatted, err := format.Source([]byte(program))
	require.NoError(t, err, "the program is complete")
	require.Equal(t, string(formatted), program)
	examples, err := os.ReadFile("example_test.go")
	require.NoError(t, err)
	written, _ := statements(t, program, "main")
	run, output := statements(t, string(examples), "Example")
	require.Empty(t, cmp.Diff(run, written))
	require.Empty(t, cmp.Diff(output, prints))
}
