// Package wordstest finds texts in the output of a program that cannot be translated, because
// they did not come from a words.Language. In it: a check of outputs in the language for
// tests (words.Pseudo), and a check of the examples of this module. Not in it: a check that
// a translation is correct.
package wordstest

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// Check finds, in an output in the pseudo-language, the words outside the characters ⟦ and ⟧
// that are not allowed, each once with the text around it. These words did not come from a
// language. It also finds sentences that were made by joining several texts: another language
// may need another order. Complete sentences, and the members of a list, may follow each
// other.
//
// Ids, codes and numbers need not be allowed: Check ignores everything that is not a word of
// lower-case letters, such as anything with a digit or a hyphen.
func Check(output string, allowed func(word string) bool) []string {
	var found []string
	add := func(what string) {
		if !slices.Contains(found, what) {
			found = append(found, what)
		}
	}
	for line := range strings.Lines(outside(output)) {
		for _, word := range strings.FieldsFunc(line, func(r rune) bool {
			return unicode.IsSpace(r) || strings.ContainsRune("\"“”„()[]{}<>,;:.!?¦=|#*_/\\'`", r)
		}) {
			if isWord(word) && !allowed(word) {
				add("no language was asked for " + strconv.Quote(word) + " in " + strconv.Quote(strings.TrimSpace(line)))
			}
		}
	}
	for _, joined := range pieces.FindAllString(lists.ReplaceAllString(output, ","), -1) {
		add("put together of pieces: " + strconv.Quote(joined))
	}
	return found
}

// WithoutSources removes the lists of sources from a rendering, because titles of documents
// are not translated.
func WithoutSources(output string) string { return sources.ReplaceAllString(output, "") }

var sources = regexp.MustCompile(`⟦Sõürcés⟧\n-+\n\n(?:[- ] .*\n)+|## ⟦Sõürcés⟧\n(?: *\|? *- .*\n)+`)

// pieces are two adjacent texts of which the first does not end a sentence.
var pieces = regexp.MustCompile(`[^.!?:)⟧"”]⟧ ?⟦[^⟧\n]*`)

// lists are the words that join a list; every language has its own.
var lists = regexp.MustCompile(` ⟦(?:ànd|õr)⟧`)

// outside is the output without the parts between ⟦ and ⟧.
func outside(output string) string {
	var b strings.Builder
	depth := 0
	for _, r := range output {
		switch {
		case r == '⟦':
			if depth++; depth == 1 {
				b.WriteRune('¦')
			}
		case r == '⟧':
			depth = max(0, depth-1)
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isWord reports whether the text is a word and not an id, a code or a number.
func isWord(text string) bool {
	if len(text) < 3 {
		return false
	}
	for i, r := range text {
		if !unicode.IsLetter(r) || i > 0 && unicode.IsUpper(r) {
			return false
		}
	}
	return true
}

// Own returns the words in the string literals of the Go files of a folder and of the folders
// below it, without tests: the example's own words. With them, [Check] finds the words that
// the library put into the output.
func Own(folder string) (func(word string) bool, error) {
	own, err := wordsOf(folder, func(ast.Node) bool { return true })
	return func(word string) bool { return own[word] }, err
}

// Codes returns the names of the closed vocabularies of all Go packages below a folder: the
// tables marked with "//enum:names". Codes are not translated, so the output of an example
// may contain them.
func Codes(folder string) (func(word string) bool, error) {
	codes, err := wordsOf(folder, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GenDecl:
			return n.Tok == token.VAR && n.Doc != nil && slices.ContainsFunc(n.Doc.List, func(c *ast.Comment) bool {
				return strings.HasPrefix(c.Text, "//enum:names")
			})
		case *ast.FuncDecl:
			return false
		}
		return true
	})
	return func(word string) bool { return codes[word] }, err
}

// Example finds texts of the library that cannot be translated. output is the output of an
// example in the pseudo-language; the example's folder must be two levels below that of the
// module. The test fails if output has a word that is not in the pseudo-language. The
// example's own words, codes, and the words in others are allowed.
func Example(tb testing.TB, output string, others ...string) {
	tb.Helper()
	if !strings.Contains(output, "⟦") {
		tb.Error("nothing is in the pseudo-language")
	}
	own, err := Own(".")
	codes, codesErr := Codes("../..")
	if err = errors.Join(err, codesErr); err != nil {
		tb.Fatal(err)
	}
	for _, found := range Check(output, func(word string) bool { return own(word) || codes(word) || slices.Contains(others, word) }) {
		tb.Error(found)
	}
}

// wordsOf lists the words in the string literals below a folder, in the syntax nodes that
// into accepts.
func wordsOf(folder string, into func(ast.Node) bool) (map[string]bool, error) {
	own := map[string]bool{}
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return n == nil || into(n)
			}
			text, err := strconv.Unquote(literal.Value)
			if err != nil {
				return true
			}
			for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
				own[word] = true
			}
			return true
		})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("wordstest: %w", err)
	}
	return own, nil
}
