package confidentialtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// CheckListed fails the test for every exported type of the package in the folder that is
// neither among the values nor exempt, so that the other checks cannot miss a type that is
// added later. It reads the Go files of the folder, without tests. exempt gives the reason
// for each type that holds nothing about a person. The test also fails for an exempt type
// that does not exist or is among the values. Interfaces and closed vocabularies
// (//enum:names) need not be listed.
//
//	confidentialtest.CheckListed(t, ".", types, map[string]string{"Weekday": "a word"})
func CheckListed(tb testing.TB, folder string, values []any, exempt map[string]string) {
	tb.Helper()
	declared, err := declaredTypes(folder)
	if err != nil {
		tb.Fatalf("confidentialtest: %v", err)
	}
	listed := map[string]bool{}
	for _, v := range values {
		name, _, _ := strings.Cut(reflect.TypeOf(v).Name(), "[")
		listed[name] = true
	}
	for name := range declared {
		if _, spared := exempt[name]; !listed[name] && !spared {
			tb.Errorf("the type %s is neither checked nor exempt", name)
		} else if listed[name] && spared {
			tb.Errorf("the type %s is both checked and exempt", name)
		}
	}
	for name, reason := range exempt {
		if !declared[name] || strings.TrimSpace(reason) == "" {
			tb.Errorf("the exempt type %s does not exist, or nobody says why it is", name)
		}
	}
}

// declaredTypes returns the exported types that a package declares, except for interfaces
// and closed vocabularies.
func declaredTypes(folder string) (map[string]bool, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		return nil, err
	}
	declared, words := map[string]bool{}, []string{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, source, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for line := range strings.SplitSeq(string(source), "\n") {
			if name, ok := strings.CutPrefix(line, "//enum:names "); ok {
				words = append(words, strings.TrimSpace(name))
			}
		}
		for _, d := range parsed.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, s := range g.Specs {
				if ts, ok := s.(*ast.TypeSpec); ok && ts.Name.IsExported() && !ts.Assign.IsValid() {
					if _, is := ts.Type.(*ast.InterfaceType); !is {
						declared[ts.Name.Name] = true
					}
				}
			}
		}
	}
	for _, name := range words {
		delete(declared, name)
	}
	return declared, nil
}
