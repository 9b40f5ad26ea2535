package wordstest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/words"
	"github.com/therapykit/therapykit/therapy/words/wordstest"
)

func nothing(string) bool { return false }

// TestCheckFinds gives Check correct outputs and some that are broken on purpose.
func TestCheckFinds(t *testing.T) {
	l := words.Pseudo()
	good := "1. " + l.Text("a", "Group therapy") + ": " + l.Text("b", "It helps.") + " " + l.Text("c", "Often.") + "\n" +
		"- [f42-group-privacy, +2] (S12, E44) 2026-03-02 " + l.Format("d", "For {who}: {what}.", words.Name("who", "client-1"), words.Name("what", l.Text("e", "more"))) + "\n" +
		l.Text("f", "a") + ", " + l.Text("g", "b") + "; " + l.Text("h", "c") + "\n"
	require.Empty(t, wordstest.Check(good, nothing))
	for name, bad := range map[string]string{
		"a sentence of its own":         good + "Nothing was answered.",
		"a word beside a text":          l.Text("a", "Group therapy") + " helps",
		"a text put together of pieces": l.Text("a", "Group therapy") + " " + l.Text("b", "comes first") + ".",
		"pieces without a space":        l.Text("a", "Group") + l.Text("b", "therapy"),
		"a translation that is missing": words.Mark + "It helps.",
	} {
		require.NotEmpty(t, wordstest.Check(bad, nothing), name)
		require.Len(t, wordstest.Check(bad+"\n"+bad, nothing), len(wordstest.Check(bad, nothing)), "each once")
	}
	require.Empty(t, wordstest.Check("Anna asks", func(word string) bool { return word == "Anna" || word == "asks" }))
}

func TestOwn(t *testing.T) {
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "main.go"), []byte("package main\n\nconst story = \"Anna asks: %s\\n\" // a comment\n"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "main_test.go"), []byte("package main\n\nconst other = \"testing\"\n"), 0o600))
	own, err := wordstest.Own(folder)
	require.NoError(t, err)
	require.True(t, own("Anna") && own("asks"))
	require.False(t, own("comment") || own("testing"))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "names.go"), []byte("package main\n\n//enum:names T\nvar names = [2]string{1: \"joined\"}\n\nvar other = \"left\"\n"), 0o600))
	codes, err := wordstest.Codes(folder)
	require.NoError(t, err)
	require.True(t, codes("joined"))
	require.False(t, codes("left") || codes("Anna"))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "broken.go"), []byte("pack"), 0o600))
	_, err = wordstest.Own(folder)
	require.Error(t, err)
	_, err = wordstest.Own(filepath.Join(folder, "nowhere"))
	require.Error(t, err)
}

// failures is a testing.TB that records failures.
type failures struct {
	testing.TB
	found []string
}

func (f *failures) Helper()           {}
func (f *failures) Error(args ...any) { f.found = append(f.found, fmt.Sprint(args...)) }
func (f *failures) Fatal(args ...any) { f.Error(args...) }

// TestExample checks the outputs of an example in a folder two levels below the module.
func TestExample(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "examples", "story")
	require.NoError(t, os.MkdirAll(folder, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "main.go"), []byte("package main\n\nconst story = \"Anna asks\"\n"), 0o600))
	t.Chdir(folder)
	f := failures{TB: t}
	wordstest.Example(&f, "Anna asks about fees: "+words.Pseudo().Text("a", "It helps."), "about", "fees")
	require.Empty(t, f.found)
	wordstest.Example(&f, "Anna asks and pays")
	require.Len(t, f.found, 3, "no text, and two words")
	require.NoError(t, os.WriteFile(filepath.Join(folder, "main.go"), []byte("pack"), 0o600))
	f.found = nil
	wordstest.Example(&f, words.Pseudo().Text("a", "It helps."))
	require.NotEmpty(t, f.found)
}
