package words_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/words"
)

func aPack() words.Pack {
	entry := func(text, english string) words.Entry { return words.Entry{Text: text, Of: words.Hash(english)} }
	return words.Pack{
		Format: words.PackFormat, Language: "de", Reviewed: "not reviewed", And: "und", Or: "oder",
		Entries: map[words.Key]words.Entry{
			"size":  entry("{n, plural, one {# Person} other {# Personen}} in {room}", "{n, plural, one {# person} other {# people}} in {room}"),
			"hello": entry("Guten Tag", "Hello"),
		},
	}
}

func TestLanguage(t *testing.T) {
	german := aPack().Speak()
	size := "{n, plural, one {# person} other {# people}} in {room}"
	for _, test := range []struct{ got, want, reason string }{
		{words.Language{}.Text("hello", "Hello"), "Hello", "English is the source"},
		{german.Text("hello", "Hello"), "Guten Tag", "translated"},
		{german.Text("bye", "Goodbye"), "[en] Goodbye", "missing falls back and is marked"},
		{german.Text("hello", "Hello there"), "[en] Hello there", "stale falls back and is marked"},
		{words.English().Format("size", size, words.Number("n", 1), words.Name("room", "A")), "1 person in A", "one"},
		{words.English().Format("size", size, words.Number("n", 0), words.Name("room", "A")), "0 people in A", "other"},
		{german.Format("size", size, words.Number("n", 8), words.Name("room", "A")), "8 Personen in A", "in another language"},
		{german.Format("size", size, words.Number("n", 8)), "8 Personen in {room}", "a missing value shows"},
		{words.English().Format("x", "a {b", words.Name("b", "c")), "a {b", "an open brace is left alone"},
		{words.English().Format("x", "{n, select, a {b}}", words.Number("n", 1)), "{n, select, a {b}}", "what is not known is left alone"},
		{words.English().Format("x", "{n, plural, one {a}}", words.Number("n", 2)), "{n, plural, one {a}}", "no form"},
		{words.English().Format("x", "#1 {v}", words.Name("v", "{n}"), words.Name("n", "!")), "#1 {n}", "values are put in as they are"},
		{german.And("a", "b", "c"), "a, b und c", "list"},
		{german.Or("a", "b"), "a oder b", "alternatives"},
		{words.English().And("a"), "a", "one"},
		{words.English().And(), "", "none"},
		{words.English().Or("a", "b", "c"), "a, b or c", "English"},
		{words.Pseudo().Format("size", size, words.Number("n", 2), words.Name("room", "A")), "⟦2 people în A⟧", "pseudo"},
	} {
		require.Equal(t, test.want, test.got, test.reason)
	}
	require.Equal(t, "de", german.Tag())
	require.Equal(t, "en", words.English().Tag())
	require.True(t, words.English().IsZero())
}

func TestKeys(t *testing.T) {
	for key, valid := range map[words.Key]bool{
		"a": true, "rule.f12-x.says.client": true, "": false, ".a": false, "a.": false, "a..b": false, "A": false, "a_b": false, "-a": false, "a-": false,
		words.Key(strings.Repeat("a", 201)): false,
	} {
		require.Equal(t, valid, key.Valid(), string(key))
	}
	require.Equal(t, words.Key("a.b"), words.Join("a", "b"))
}

func TestPackComparesWithTheSource(t *testing.T) {
	english := map[words.Key]string{"hello": "Hello!", "bye": "Goodbye"}
	want := words.Comparison{Missing: []words.Key{"bye"}, Extra: []words.Key{"size"}, Stale: []words.Key{"hello"}}
	require.Empty(t, cmp.Diff(want, aPack().Compare(maps.All(english))))
	require.False(t, want.Complete())
	require.True(t, words.Comparison{}.Complete())
}

func FuzzFormat(f *testing.F) {
	f.Add("{n, plural, one {# a} other {# {m}}}", 2)
	f.Add("{{}{n,plural,", 1)
	f.Fuzz(func(t *testing.T, message string, n int) {
		got := words.English().Format("x", message, words.Number("n", n), words.Name("m", "m"))
		require.LessOrEqual(t, len(got), (len(message)+1)*21)
	})
}

func ExampleLanguage_Format() {
	text := "{n, plural, one {# session} other {# sessions}}"
	fmt.Println(words.English().Format("sessions", text, words.Number("n", 1)))
	fmt.Println(words.English().Format("sessions", text, words.Number("n", 12)))
	// Output:
	// 1 session
	// 12 sessions
}
