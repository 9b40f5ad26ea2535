package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestGeneratedFilesAreCurrent generates the files of the whole module and compares them.
func TestGeneratedFilesAreCurrent(t *testing.T) {
	root := filepath.Join("..", "..")
	var folders int
	require.NoError(t, filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		if name := entry.Name(); name == "testdata" || strings.HasPrefix(name, ".") && name != ".." {
			return filepath.SkipDir
		}
		want, err := generate(path)
		require.NoError(t, err, path)
		got, err := os.ReadFile(filepath.Join(path, output))
		if want == nil {
			require.ErrorIs(t, err, fs.ErrNotExist, "%s: nothing to generate", path)
			return nil
		}
		folders++
		require.NoError(t, err)
		require.Equal(t, string(want), string(got), "%s is out of date: go run ./therapy/enumgen %s", path, path)
		return nil
	}))
	require.Positive(t, folders)
}

func TestGenerate(t *testing.T) {
	folder := t.TempDir()
	put := func(text string) {
		t.Helper()
		require.NoError(t, os.WriteFile(filepath.Join(folder, "pace.go"), []byte(text), 0o600))
	}
	put("package pace\n\n//enum:names Pace\nvar paceNames = [3]string{1: \"steady\", 2: \"brisk\"}\n")
	text, err := generate(folder)
	require.NoError(t, err)
	for _, want := range []string{
		"package pace\n", "DO NOT EDIT", "func (v Pace) Valid() bool", "func (v Pace) String() string",
		"func (v Pace) AppendText(b []byte) ([]byte, error)", "func (v Pace) MarshalText() ([]byte, error)",
		"func (v *Pace) UnmarshalText(text []byte) error", "therapy.Names(paceNames[:])",
	} {
		require.Contains(t, string(text), want)
	}

	require.NoError(t, write(folder))
	put("package pace\n")
	require.NoError(t, write(folder), "the file is removed with the last table")
	require.NoFileExists(t, filepath.Join(folder, output))

	put("package pace\n\n//enum:names not-a-name\nvar paceNames = [1]string{}\n")
	_, err = generate(folder)
	require.Error(t, err, "a directive without a type")
	put("package pace\n\n//enum:names Pace\nvar a, b = 1, 2\n")
	_, err = generate(folder)
	require.Error(t, err, "a directive over two variables")
}
