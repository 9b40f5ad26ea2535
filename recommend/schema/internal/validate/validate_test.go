package validate_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/schema"
	"github.com/therapykit/therapykit/therapy"
)

// compiled returns the published schemas, compiled.
func compiled(t *testing.T) map[string]*jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	for _, name := range schema.Names() {
		text, err := fs.ReadFile(schema.Files(), name+".schema.json")
		require.NoError(t, err)
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		require.NoError(t, err)
		require.NoError(t, compiler.AddResource(schema.Base+name+".schema.json", document))
	}
	schemas := map[string]*jsonschema.Schema{}
	for _, name := range schema.Names() {
		s, err := compiler.Compile(schema.Base + name + ".schema.json")
		require.NoError(t, err, name)
		schemas[name] = s
	}
	return schemas
}

func validate(t *testing.T, s *jsonschema.Schema, text []byte) error {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	require.NoError(t, err)
	return s.Validate(v)
}

// TestWrittenDocumentsValidate checks every written document against its schema.
func TestWrittenDocumentsValidate(t *testing.T) {
	docs := documents(t)
	for name, s := range compiled(t) {
		require.NotEmpty(t, docs[name], "%s: no document to validate", name)
		for _, text := range docs[name] {
			if err := validate(t, s, text); err != nil {
				t.Errorf("%s: %v\n%.400s", name, err, text)
				break
			}
		}
	}
}

// TestClientsDocumentIsNotTheClinicians checks that a document for one reader is not valid as
// one for the other.
func TestClientsDocumentIsNotTheClinicians(t *testing.T) {
	docs, schemas := documents(t), compiled(t)
	for _, text := range docs["recommendation"] {
		require.Error(t, validate(t, schemas["recommendation-client"], text))
	}
	for _, text := range docs["recommendation-client"] {
		require.Error(t, validate(t, schemas["recommendation"], text))
	}
}

// visible are the rules of the faults that a schema can detect.
var visible = []string{
	"json-type", "json-unknown-member", "json-range", "json-value", "enum-unknown", "answer-word", "factor-name", "id-form", "money-currency", "pack-of",
}

// TestRefusedDocumentsFail edits documents. If the library refuses an edited document for a
// reason that a schema can detect, the schema has to refuse it too.
func TestRefusedDocumentsFail(t *testing.T) {
	docs, schemas := documents(t), compiled(t)
	refused := map[string]int{}
	for name, read := range readers(t) {
		rng := rand.New(rand.NewPCG(3, 4))
		for range 300 {
			text := docs[name][rng.IntN(len(docs[name]))]
			if len(text) > 1<<17 && refused[name] > 60 {
				break // a policy is long
			}
			edited, what := edit(t, rng, text)
			err := read(edited)
			if err == nil || !seen(err) {
				continue
			}
			refused[name]++
			if validate(t, schemas[name], edited) == nil {
				t.Errorf("%s: the library refuses the document (%v), the schema does not: %s", name, err, what)
			}
		}
		require.Greater(t, refused[name], 20, "%s: enough edited documents are refused", name)
	}
}

// seen reports whether a schema can detect every fault.
func seen(err error) bool {
	faults := therapy.FieldErrors(err)
	for _, f := range faults {
		if !slices.Contains(visible, f.Rule) {
			return false
		}
	}
	return len(faults) > 0
}

// edit changes one thing in a document: a member added or misspelt, or a value of another
// kind.
func edit(t *testing.T, rng *rand.Rand, text []byte) (edited []byte, what string) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var root any
	require.NoError(t, d.Decode(&root))
	type spot struct {
		path string
		do   func()
	}
	var spots []spot
	var walk func(path string, v any, set func(any))
	walk = func(path string, v any, set func(any)) {
		other := []any{"made-up", true, json.Number("7"), []any{}, map[string]any{}}
		for _, o := range other {
			spots = append(spots, spot{path + " another value", func() { set(o) }})
		}
		switch v := v.(type) {
		case map[string]any:
			spots = append(spots, spot{path + " another member", func() { v["Made up"] = true }})
			for name, x := range v {
				spots = append(spots, spot{path + "/" + name + " misspelt", func() { delete(v, name); v[name+"X"] = x }})
				walk(path+"/"+name, x, func(y any) { v[name] = y })
			}
		case []any:
			for i, x := range v {
				walk(path+"/…", x, func(y any) { v[i] = y })
			}
		}
	}
	walk("", root, func(any) {})
	slices.SortStableFunc(spots, func(a, b spot) int { return strings.Compare(a.path, b.path) })
	chosen := spots[rng.IntN(len(spots))]
	chosen.do()
	edited, err := json.Marshal(root)
	require.NoError(t, err)
	return edited, chosen.path
}
