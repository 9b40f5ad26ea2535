package schema

import (
	"embed"
	"io/fs"
	"slices"
	"strings"
)

// Base is the beginning of the "$id" of every schema.
const Base = "https://github.com/therapykit/therapykit/schema/"

const extension = ".schema.json"

//go:embed files
var files embed.FS

// Files returns every schema, and openapi.json, by file name.
func Files() fs.FS {
	sub, err := fs.Sub(files, "files")
	if err != nil {
		panic("schema: " + err.Error()) // the name above is not a path
	}
	return sub
}

// Names returns the names of the schemas, sorted.
func Names() []string {
	entries, _ := fs.ReadDir(Files(), ".")
	var names []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), extension); ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// Schema returns a schema by its name, such as "intake". ok is false if there is none.
func Schema(name string) (text []byte, ok bool) {
	text, err := fs.ReadFile(Files(), name+extension)
	return text, err == nil
}

// OpenAPI returns the OpenAPI 3.1 description of the service in examples/embed.
func OpenAPI() []byte {
	text, err := fs.ReadFile(Files(), "openapi.json")
	if err != nil {
		panic("schema: " + err.Error()) // it is embedded
	}
	return text
}
