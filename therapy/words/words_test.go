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
			"call":  entry("Rufen Sie an.", "Call {number}."),
			"bye":   entry("Auf Wiedersehen, {who}", "Goodbye"),
		},
	}
}

func TestLanguage(t *testing.T) {
	german := aPack().Speak()
	size := "{n, plural, one {# person} other {# people}} in {room}"
	for _, test := range []struct{ got, want, reason string }{
		{words.Language{}.Text("hello", "Hello"), "Hello", "English is the source"},
		{german.Text("hello", "Hello"), "Guten Tag", "translated"},
		{german.Text("night", "Good night"), "[en] Good night", "missing falls back and is marked"},
		{german.Text("hello", "Hello there"), "[en] Hello there", "stale falls back and is marked"},
		{words.English().Format("size", size, words.Number("n", 1), words.Name("room", "A")), "1 person in A", "one"},
		{words.English().Format("size", size, words.Number("n", 0), words.Name("room", "A")), "0 people in A", "other"},
		{german.Format("size", size, words.Number("n", 8), words.Name("room", "A")), "8 Personen in A", "in another language"},
		{german.Format("call", "Call {number}.", words.Name("number", "112")), "[en] Call 112.", "a translation that has lost a place"},
		{german.Format("bye", "Goodbye", words.Name("who", "Ann")), "[en] Goodbye", "a translation with a place of its own"},
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
	english := map[words.Key]string{"hello": "Hello!", "night": "Good night"}
	english["call"], english["bye"] = "Call {number}.", "Goodbye"
	want := words.Comparison{Missing: []words.Key{"night"}, Extra: []words.Key{"size"}, Stale: []words.Key{"hello"}, Misplaced: []words.Key{"bye", "call"}}
	require.Empty(t, cmp.Diff(want, aPack().Compare(maps.All(english))))
	require.False(t, want.Complete())
	require.True(t, words.Comparison{}.Complete())
}

// Placeholders may be reordered and repeated, also within plural forms.
func TestTranslationsKeepTheirPlaces(t *testing.T) {
	for _, test := range []struct {
		english, text string
		same          bool
	}{
		{"{a} and {b}", "{b}, {a}, {b}", true},
		{"{a} and {b}", "{a}", false},
		{"{a}", "{a} {b}", false},
		{"{n, plural, one {# person} other {# people in {room}}}", "{n, plural, one {eine} few {#} other {{room}: #}}", true},
		{"{n, plural, one {# person} other {# people in {room}}}", "{n, plural, one {eine} other {#}}", false},
		{"{n, plural, one {# person} other {# people}}", "{n}", true},
		{"no place", "kein Platz", true},
		{"{a}", "{a", false},
		{"{a}", "{A}", false},
	} {
		p := aPack()
		p.Entries = map[words.Key]words.Entry{"x": {Text: test.text, Of: words.Hash(test.english)}}
		require.Equal(t, test.same, p.Speak().Has("x", test.english), "%s: %s", test.english, test.text)
		require.Equal(t, test.same, p.Compare(maps.All(map[words.Key]string{"x": test.english})).Complete(), test.text)
	}
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
