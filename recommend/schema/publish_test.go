package schema_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/schema"
)

var update = flag.Bool("update", false, "write the schemas as the types describe them")

const extension = ".schema.json"

// TestPublished compares every file with the schema of the current types.
func TestPublished(t *testing.T) {
	files := map[string]object{"openapi.json": openAPI()}
	var names []string
	for name, document := range documents() {
		names = append(names, name)
		document["$id"] = schema.Base + name + extension
		files[name+extension] = document
	}
	for file, document := range files {
		var want bytes.Buffer
		e := json.NewEncoder(&want)
		e.SetEscapeHTML(false)
		e.SetIndent("", " ")
		require.NoError(t, e.Encode(document))
		if *update {
			require.NoError(t, os.WriteFile(filepath.Join("files", file), want.Bytes(), 0o600))
			continue
		}
		got, err := fs.ReadFile(schema.Files(), file)
		require.NoError(t, err, "run go test ./recommend/schema -update")
		require.Equal(t, want.String(), string(got), "%s: run go test ./recommend/schema -update", file)
	}
	if *update {
		return
	}
	slices.Sort(names)
	require.Equal(t, names, schema.Names(), "every published file is described here")
	text, ok := schema.Schema("intake")
	require.True(t, ok)
	require.True(t, json.Valid(text))
	_, ok = schema.Schema("made-up")
	require.False(t, ok)
	require.True(t, json.Valid(schema.OpenAPI()))
}

// formatName finds the format of a document in a source file.
var formatName = regexp.MustCompile(`"(therapykit-[a-z-]+)/([0-9]+)"`)

// TestEveryFormatIsPublished checks that every format that a package of the library writes has
// a published schema, so that a new document is not forgotten.
func TestEveryFormatIsPublished(t *testing.T) {
	newest := map[string]int{}
	root := filepath.Join("..", "..")
	for _, room := range []string{"therapy", "individual", "group", "recommend"} {
		require.NoError(t, filepath.WalkDir(filepath.Join(root, room), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			text, err := os.ReadFile(path)
			for _, found := range formatName.FindAllStringSubmatch(string(text), -1) {
				version, err := strconv.Atoi(found[2])
				require.NoError(t, err)
				newest[found[1]] = max(newest[found[1]], version)
			}
			return err
		}))
	}
	require.Greater(t, len(newest), 15)
	var all strings.Builder
	for _, name := range schema.Names() {
		text, _ := schema.Schema(name)
		all.Write(text)
	}
	for name, version := range newest {
		require.True(t, strings.Contains(all.String(), fmt.Sprintf("%q", fmt.Sprint(name, "/", version))), "no schema describes %s/%d", name, version)
	}
}

func ExampleNames() {
	fmt.Println(strings.Join(schema.Names(), " "))
	// Output: agreement assessment backtest case cds-card cds-feedback certificate course episode filled form group-session intake language-pack overlay override plan policy recommendation recommendation-client roster screening session summary
}
