package pack_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
	"github.com/therapykit/therapykit/therapy/words/de"
	"github.com/therapykit/therapykit/therapy/words/pack"
)

func aPack() words.Pack {
	return words.Pack{
		Format: words.PackFormat, Language: "de", Reviewed: "not reviewed", And: "und", Or: "oder",
		Entries: map[words.Key]words.Entry{
			"hello": {Text: "Guten Tag", Of: words.Hash("Hello")},
			"size":  {Text: "{n} Personen", Of: words.Hash("{n} people")},
		},
	}
}

// faults lists the paths and rules of an error.
func faults(err error) []string {
	var list []string
	for _, e := range therapy.FieldErrors(err) {
		list = append(list, e.Path+" "+e.Rule)
	}
	return list
}

func TestParse(t *testing.T) {
	data, err := json.Marshal(aPack())
	require.NoError(t, err)
	back, err := pack.Parse(data)
	require.NoError(t, err)
	require.Empty(t, cmp.Diff(aPack(), back))

	text := string(data)
	german := `"hello":{"text":"Guten Tag","of":"` + words.Hash("Hello") + `"}`
	require.Contains(t, text, german)
	for _, test := range []struct {
		reason, text string
		want         []string
	}{
		{"not JSON", "x", []string{" json-syntax"}},
		{"text after it", text + "{}", []string{" json-trailing-data"}},
		{"another member", strings.Replace(text, `"format"`, `"formats":1,"format"`, 1), []string{"/#0 json-unknown-member"}},
		{"a key twice", strings.Replace(text, german, german+","+german, 1), []string{"/entries/#1 json-duplicate"}},
		{"nothing in it", "{}", []string{"/format pack-format", "/language pack-language", "/reviewed pack-reviewed"}},
		{"English", strings.Replace(text, `"de"`, `"en"`, 1), []string{"/language pack-language"}},
		{"no key", strings.Replace(text, `"hello"`, `"He llo"`, 1), []string{"/entries/#0 pack-key"}},
		{"no hash and no text", strings.Replace(text, german, `"hello":{"text":"","of":""}`, 1), []string{"/entries/hello/text pack-text", "/entries/hello/of pack-of"}},
		{"a text that says nothing", strings.Replace(text, "Guten Tag", " \u00a0\u200b.–", 1), []string{"/entries/hello/text pack-text"}},
		{"too large", strings.Repeat(" ", pack.MaxSize+1), []string{" pack-size"}},
	} {
		_, err := pack.Parse([]byte(test.text))
		require.Equal(t, test.want, faults(err), test.reason)
	}
}

func TestMerge(t *testing.T) {
	a, b := aPack(), aPack()
	b.Entries = map[words.Key]words.Entry{"bye": {Text: "Auf Wiedersehen", Of: words.Hash("Goodbye")}}
	merged, err := pack.Merge(a, b)
	require.NoError(t, err)
	require.Len(t, merged.Entries, 3)
	require.Len(t, a.Entries, 2, "the parts are unchanged")

	french := b
	french.Language = "fr"
	for _, test := range []struct {
		reason string
		parts  []words.Pack
		want   []string
	}{
		{"none", nil, []string{" merge-parts"}},
		{"the same keys", []words.Pack{a, b, a}, []string{"/2/entries/hello merge-key", "/2/entries/size merge-key"}},
		{"another language", []words.Pack{a, french}, []string{"/1 merge-language"}},
	} {
		_, err := pack.Merge(test.parts...)
		require.Equal(t, test.want, faults(err), test.reason)
	}
}

func FuzzParse(f *testing.F) {
	data, err := json.Marshal(aPack())
	require.NoError(f, err)
	f.Add(data)
	f.Add([]byte(`{"format":"therapykit-words/1"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := pack.Parse(data)
		if err != nil {
			require.NotEmpty(t, therapy.FieldErrors(err))
			return
		}
		again, err := json.Marshal(p)
		require.NoError(t, err)
		back, err := pack.Parse(again)
		require.NoError(t, err)
		require.Empty(t, cmp.Diff(p, back))
	})
}

// The packs of the library are read by Parse, so they are valid.
func TestValidate(t *testing.T) {
	require.NoError(t, pack.Validate(de.Pack()))
}

func ExampleParse() {
	_, err := pack.Parse([]byte(`{"format":"therapykit-words/1","language":"fr","reviewed":"nobody","and":"et","or":"ou",
		"entries":{"heading.questions":{"text":"Questions","of":""}}}`))
	fmt.Println(err)
	// Output:
	// /entries/heading.questions/of: malformed [pack-of]: the hash of the English text
}
