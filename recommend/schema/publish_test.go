package schema_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/schema"
)

var update = flag.Bool("update", false, "write the schemas as the types describe them")

const extension = ".schema.json"

// TestPublished compares every file with what the types say now, so that none can drift.
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
	require.Equal(t, names, schema.Names(), "nothing is published that is not described")
	text, ok := schema.Schema("intake")
	require.True(t, ok)
	require.True(t, json.Valid(text))
	_, ok = schema.Schema("made-up")
	require.False(t, ok)
	require.True(t, json.Valid(schema.OpenAPI()))
}

func ExampleNames() {
	fmt.Println(strings.Join(schema.Names(), " "))
	// Output: agreement assessment backtest case cds-card cds-feedback certificate episode filled form group-session intake overlay override plan policy recommendation recommendation-client roster screening session summary
}
