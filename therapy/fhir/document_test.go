package fhir_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/fhir"
)

// realFiles returns the published resources and the files that renderers returned.
func realFiles(tb testing.TB) map[string][]byte {
	tb.Helper()
	paths, err := filepath.Glob("testdata/*/*.json")
	require.NoError(tb, err)
	require.GreaterOrEqual(tb, len(paths), 125)
	files := map[string][]byte{}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		require.NoError(tb, err)
		files[filepath.Base(path)] = data
	}
	return files
}

func parse(tb testing.TB, text string) *fhir.Node {
	tb.Helper()
	n, err := fhir.Parse([]byte(text))
	require.NoError(tb, err)
	return n
}

// generic decodes JSON into maps and slices, and keeps the text of numbers.
func generic(tb testing.TB, data []byte) any {
	tb.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	require.NoError(tb, d.Decode(&v))
	return v
}

func TestRealFilesRoundTrip(t *testing.T) {
	for name, data := range realFiles(t) {
		n, err := fhir.Parse(data)
		require.NoError(t, err, name)
		require.Equal(t, strings.TrimSpace(string(data)), string(n.AppendJSON(nil)), name)

		// Without the source text it is still the same JSON.
		rebuilt := rebuild(n)
		require.True(t, n.Equal(rebuilt), name)
		if diff := cmp.Diff(generic(t, data), generic(t, rebuilt.AppendJSON(nil))); diff != "" {
			t.Errorf("%s (-read +written):\n%s", name, diff)
		}
	}
}

// rebuild builds a document again, node by node, so that it holds no source text.
func rebuild(n *fhir.Node) *fhir.Node {
	switch n.Kind() {
	case fhir.Object:
		o := fhir.NewObject()
		for part := range n.Parts() {
			o.Set(part.Name(), rebuild(part))
		}
		return o
	case fhir.Array:
		a := fhir.NewArray()
		for part := range n.Parts() {
			a.Append(rebuild(part))
		}
		return a
	case fhir.String:
		return fhir.NewString(n.Text())
	case fhir.Number:
		return fhir.NewNumber(n.Text())
	case fhir.Bool:
		b, _ := n.Bool()
		return fhir.NewBool(b)
	case fhir.Null, fhir.Absent:
	}
	return n.Clone()
}

// bytesAre compares byte for byte, because equivalent JSON is not enough.
func bytesAre(tb testing.TB, want string, n *fhir.Node) {
	tb.Helper()
	if got := string(n.AppendJSON(nil)); got != want {
		tb.Errorf("want %s, got %s", want, got)
	}
}

func TestAnEditChangesOneNodeOnly(t *testing.T) {
	n := parse(t, `{ "resourceType": "Basic",
  "a":  { "x": 1.50, "y": "\u0041" },
  "b":  [ 1,  2 ] , "c": "2026-03" }`)
	n.Get("a").Get("y").Replace(fhir.NewString("B"))
	bytesAre(t, `{"resourceType":"Basic","a":{"x":1.50,"y":"B"},"b":[ 1,  2 ],"c":"2026-03"}`, n)

	n.Get("b").Index(0).Remove()
	n.Get("b").Append(fhir.NewNumber("7.0"))
	n.Set("c", nil)
	n.Set("d", fhir.NewBool(false))
	bytesAre(t, `{"resourceType":"Basic","a":{"x":1.50,"y":"B"},"b":[2,7.0],"d":false}`, n)

	// A node that is already part of a document is copied, even into itself.
	n.Set("e", n.Get("a"))
	n.Get("e").Set("y", fhir.NewString("C"))
	require.Equal(t, "B", n.Get("a").Get("y").Text())
	n.Set("self", n)
	require.Nil(t, n.Get("self").Get("self"))
	require.Equal(t, "/#5/#1/#0", n.Get("self").Get("a").Get("x").Place(), "a place for names that no element has")
}

func TestLossyInputIsRefused(t *testing.T) {
	deep := strings.Repeat(`{"x":`, 101) + "1" + strings.Repeat("}", 101)
	tests := []struct {
		name, text, rule, path string
		is                     error
	}{
		{"a member twice", `{"resourceType":"Patient","id":"a","id":"a"}`, "fhir-duplicate", "/id", therapy.ErrDuplicate},
		{"a member twice, once escaped", `{"resourceType":"Patient","id":"a","\u0069d":"b"}`, "fhir-duplicate", "/id", therapy.ErrDuplicate},
		{"an empty object", `{"resourceType":"Patient","meta":{}}`, "fhir-empty", "/meta", therapy.ErrRequired},
		{"an empty array", `{"resourceType":"Patient","name":[]}`, "fhir-empty", "/name", therapy.ErrRequired},
		{"null for a member", `{"resourceType":"Patient","active":null}`, "fhir-null", "/active", therapy.ErrSyntax},
		{"null among objects", `{"resourceType":"Patient","name":[null,{"family":"a"}]}`, "fhir-null", "/name/0", therapy.ErrSyntax},
		{"nothing but null", `{"resourceType":"Patient","name":[null]}`, "fhir-null", "/name/0", therapy.ErrSyntax},
		{"text after the document", `{"resourceType":"Patient"} {}`, "fhir-trailing-data", "", therapy.ErrSyntax},
		{"too deep", `{"resourceType":"Patient","x":` + deep + `}`, "fhir-depth", "", therapy.ErrSyntax},
		{"half of a surrogate pair", `{"resourceType":"Patient","id":"\ud83d"}`, "fhir-surrogate", "", therapy.ErrSyntax},
		{"two first halves", `{"resourceType":"Patient","id":"\ud83d\ud83d"}`, "fhir-surrogate", "", therapy.ErrSyntax},
		{"a second half in a name", `{"resourceType":"Patient","\ude00":1}`, "fhir-surrogate", "", therapy.ErrSyntax},
		{"invalid UTF-8", "{\"resourceType\":\"\xff\"}", "fhir-utf8", "", therapy.ErrSyntax},
		{"a byte order mark", "\uFEFF{\"resourceType\":\"Patient\"}", "fhir-syntax", "", therapy.ErrSyntax},
		{"a list", `[{"resourceType":"Patient"}]`, "fhir-resource-type", "", therapy.ErrRequired},
		{"no type", `{"id":"a"}`, "fhir-resource-type", "", therapy.ErrRequired},
		{"nothing", ``, "fhir-syntax", "", therapy.ErrSyntax},
		{"a number with a plus", `{"resourceType":"Patient","x":+1}`, "fhir-syntax", "", therapy.ErrSyntax},
		{"a number with a zero before it", `{"resourceType":"Patient","x":01}`, "fhir-syntax", "", therapy.ErrSyntax},
		{"a comma too many", `{"resourceType":"Patient",}`, "fhir-syntax", "", therapy.ErrSyntax},
		{"a control character", "{\"resourceType\":\"a\nb\"}", "fhir-syntax", "", therapy.ErrSyntax},
		{"no end", `{"resourceType":"Patient"`, "fhir-syntax", "", therapy.ErrSyntax},
		{"too long", strings.Repeat(" ", fhir.MaxBytes+1), "fhir-size", "", therapy.ErrRange},
		{"too many", `{"resourceType":"Patient","x":[` + strings.Repeat("1,", fhir.MaxNodes) + `1]}`, "fhir-nodes", "", therapy.ErrSyntax},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := fhir.Parse([]byte(tt.text))
			require.ErrorIs(t, err, tt.is)
			faults := therapy.FieldErrors(err)
			require.NotEmpty(t, faults)
			require.Equal(t, tt.rule, faults[0].Rule)
			require.Equal(t, tt.path, faults[0].Path)
		})
	}
}

func TestValidInputIsRead(t *testing.T) {
	for _, text := range []string{
		`{"resourceType":"Patient","name":[{"given":["a",null],"_given":[null,{"id":"x"}]}]}`,
		`{"resourceType":"Patient","name":[{"given":[null,null],"_given":[{"id":"x"},{"id":"y"}]}]}`,
		`{"resourceType":"Patient","_birthDate":{"id":"x"}}`,
		`{"resourceType":"Nobody-knows-it","x":-0.0,"y":1e400,"z":[[1]]}`,
		"\t{\"resourceType\":\"Patient\"}\r\n ",
		`{"resourceType":"Patient","id":"\ud83d\ude00\u0000\/"}`,
	} {
		n := parse(t, text)
		require.Equal(t, strings.TrimSpace(text), string(n.AppendJSON(nil)))
		if diff := cmp.Diff(generic(t, []byte(text)), generic(t, rebuild(n).AppendJSON(nil))); diff != "" {
			t.Error(diff)
		}
	}
}

func TestErrorsDoNotQuote(t *testing.T) {
	_, err := fhir.Parse([]byte(`{"resourceType":"Patient","Jane-Doe":{},"x":["Jane-Doe",{}]}`))
	require.Error(t, err)
	require.NotContains(t, err.Error(), "Jane")
}

func TestFaultsAreCapped(t *testing.T) {
	_, err := fhir.Parse([]byte(`{"resourceType":"Patient","x":[` + strings.Repeat("{},", 50000) + `{}]}`))
	require.Len(t, therapy.FieldErrors(err), 100)
}

func TestNodesInsideOtherJSON(t *testing.T) {
	var body struct {
		Prefetch map[string]*fhir.Node `json:"prefetch"`
	}
	require.NoError(t, json.Unmarshal([]byte(`{"prefetch":{"p":{"resourceType":"Patient","id":"a"}}}`), &body))
	n := body.Prefetch["p"]
	require.Equal(t, "a", n.Get("id").Text())
	n.Get("id").Replace(fhir.NewString("b"))
	out, err := json.Marshal(body)
	require.NoError(t, err)
	require.JSONEq(t, `{"prefetch":{"p":{"resourceType":"Patient","id":"b"}}}`, string(out))
	require.Error(t, json.Unmarshal([]byte(`{"a":1,"a":2}`), n))
}

// TestEveryTruncationIsRefused truncates documents at every byte: each piece is refused, and the
// parser never panics.
func TestEveryTruncationIsRefused(t *testing.T) {
	const text = `{"resourceType":"Patient","a":[1.5e+3,"\u00e9\ud83d\ude00\b",true,[{"b":"c"}]],"d":-0}`
	parse(t, text)
	for i := range len(text) {
		for _, tail := range []string{"", " ", "     ", ",", "x", "\\", "\"", "]", "}", "[,     ", ":", "\\u", "-", "1e"} {
			cut := text[:i] + tail
			if n, err := fhir.Parse([]byte(cut)); err == nil {
				require.Equal(t, strings.TrimSpace(cut), string(n.AppendJSON(nil)), cut)
				require.True(t, json.Valid([]byte(cut)), cut)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, data := range realFiles(f) {
		if len(data) < 4000 {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		n, err := fhir.Parse(data)
		if err != nil {
			return
		}
		require.Equal(t, strings.Trim(string(data), " \t\r\n"), string(n.AppendJSON(nil)))
		written := rebuild(n).AppendJSON(nil)
		again, err := fhir.Parse(written)
		require.NoError(t, err)
		require.True(t, n.Equal(again) && again.Equal(n))
		require.Equal(t, generic(t, data), generic(t, written))
		_ = fhir.Check(n)
	})
}
