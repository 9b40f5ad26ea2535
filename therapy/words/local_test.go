package words_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/words"
)

func german(entries map[words.Key]words.Entry) words.Language {
	return words.Pack{Format: words.PackFormat, Language: "de-AT", Reviewed: "made up", And: "und", Or: "oder", Entries: entries}.Speak()
}

// TestForms lists the plural rules of CLDR for the languages of the library.
func TestForms(t *testing.T) {
	day := time.Date(2026, time.March, 2, 18, 5, 0, 0, time.UTC)
	french := words.Pack{Format: words.PackFormat, Language: "fr", Reviewed: "made up"}.Speak()
	for _, tt := range []struct {
		language              words.Language
		number, small, day    string
		moment, pounds, other string
		yen, debt             string
	}{
		{words.English(), "1,234,567.5", "-0.25", "2 Mar 2026", "2 Mar 2026, 18:05", "£1,234.05", "1,234.05 CHF", "¥1,500", "-£0.05"},
		{german(nil), "1.234.567,5", "-0,25", "02.03.2026", "02.03.2026, 18:05", "1.234,05 £", "1.234,05 CHF", "1.500 ¥", "-0,05 £"},
		{french, "1234567.5", "-0.25", "2026-03-02", "2026-03-02 18:05", "1234.05 GBP", "1234.05 CHF", "1500 JPY", "-0.05 GBP"},
		{words.Pseudo(), "1,234,567.5", "-0.25", "2 Mar 2026", "2 Mar 2026, 18:05", "£1,234.05", "1,234.05 CHF", "¥1,500", "-£0.05"},
	} {
		l := tt.language
		require.Equal(t, tt.number, l.Number(1234567.5), l.Tag())
		require.Equal(t, tt.small, l.Number(-0.25), l.Tag())
		require.Equal(t, tt.day, l.Day(day), l.Tag())
		require.Equal(t, tt.moment, l.Moment(day), l.Tag())
		require.Equal(t, tt.pounds, l.Money(123405, 2, "GBP"), l.Tag())
		require.Equal(t, tt.other, l.Money(123405, 2, "CHF"), l.Tag())
		require.Equal(t, tt.yen, l.Money(1500, 0, "JPY"), l.Tag())
		require.Equal(t, tt.debt, l.Money(-5, 2, "GBP"), l.Tag())
		require.Equal(t, []string{"one", "other"}, l.Plurals())
	}
	require.Equal(t, "-9.223.372.036.854.775.808 X", german(nil).Money(math.MinInt64, 0, "X"))
	const english = "{n} and {d} at {m} for {c}, {f}"
	require.Equal(t, "10.000 und 02.03.2026 um 02.03.2026, 18:05 für 0,50 €, 1,5", german(map[words.Key]words.Entry{
		"x": {Text: "{n} und {d} um {m} für {c}, {f}", Of: words.Hash(english)},
	}).Format("x", english, words.Number("n", 10000), words.Day("d", day), words.Moment("m", day), words.Amount("c", 50, 2, "EUR"), words.Decimal("f", 1.5)))
}

var table = words.Texts{
	{"a.target", "{measure} below {value}"},
	{"a.judged", "{target}: {met} by {value} on {day}"},
	{"a.met", "met"},
	{"a.stays", "{n, plural, one {# stay} other {# stays}} so far"},
	{"a.once", "{n, plural, one {the only stay} other {# of the stays}}"},
}

func TestRetell(t *testing.T) {
	entries := map[words.Key]words.Entry{}
	for key, text := range table.All() {
		entries[key] = words.Entry{Text: "«" + text + "»", Of: words.Hash(text)}
	}
	entries["a.judged"] = words.Entry{Text: "am {day}: {value} ({target}: {met})", Of: words.Hash(table[1][1])}
	entries["a.met"] = words.Entry{Text: "erreicht", Of: words.Hash("met")}
	l := german(entries)
	for said, want := range map[string]string{
		"phq-9 below 10": "«phq-9 below 10»",
		"phq-9 below 9.5: met by 1,000 on 2026-03-02": "am 02.03.2026: 1.000 («phq-9 below 9,5»: erreicht)",
		"1 stay so far":             "«1 stay so far»",
		"12 stays so far":           "«12 stays so far»",
		"the only stay":             "«the only stay»",
		"nothing of the kind":       words.Mark + "nothing of the kind",
		"":                          "",
		strings.Repeat("x; ", 2000): words.Mark + strings.Repeat("x; ", 2000),
	} {
		require.Equal(t, want, table.Retell(l, said))
		require.Equal(t, said, table.Retell(words.English(), said))
	}
	require.Equal(t, "⟦⟦mét⟧: mét by⟧", words.Texts{{"x", "{a}: met by"}, {"y", "met"}}.Retell(words.Pseudo(), "met: met by"))
}

// FuzzRetell checks that Retell finds the values in a finished text and puts them into the
// translation.
func FuzzRetell(f *testing.F) {
	f.Add("phq-9", 10, 3)
	f.Add("a: b by c", -1, 1)
	f.Fuzz(func(t *testing.T, measure string, value, n int) {
		l := words.Pseudo()
		told := table.Retell(l, measure)
		require.LessOrEqual(t, len(told), 8*len(measure)+len(words.Mark)+64)
		if strings.ContainsAny(measure, ";:") || strings.Contains(measure, "below") || measure == "" || len(measure) > 100 || strings.Contains(measure, "stay") || measure == "met" {
			return
		}
		if strings.Trim(measure, "0123456789-.,") == "" || value < -999 || value > 999 || n < 0 || n > 999 {
			return
		}
		said := table.Say(words.English(), "a.target", words.Name("measure", measure), words.Number("value", value))
		if _, err := time.Parse("2 Jan 2006", measure); err == nil {
			return
		}
		require.Equal(t, table.Say(l, "a.target", words.Name("measure", measure), words.Number("value", value)), table.Retell(l, said))
		said = table.Say(words.English(), "a.stays", words.Number("n", n))
		require.Equal(t, table.Say(l, "a.stays", words.Number("n", n)), table.Retell(l, said))
	})
}

func TestTexts(t *testing.T) {
	require.Equal(t, "no.such", table.Say(words.English(), "no.such"))
	require.True(t, table.Has("a.met"))
	require.False(t, table.Has("a.m"))
	var keys []string
	for key := range words.Chain(table.All(), words.Texts{{"b", "B"}}.All()) {
		keys = append(keys, string(key))
		if key == "b" {
			break
		}
	}
	require.Empty(t, cmp.Diff(append(columns(table), "b"), keys))
	for text, slug := range map[string]string{"Moderately severe": "moderately-severe", "provisional PTSD (31 to 33)": "provisional-ptsd-31-to-33", "": "", "--a--": "a"} {
		require.Equal(t, slug, words.Slug(text))
	}
}

func columns(t words.Texts) (keys []string) {
	for _, row := range t {
		keys = append(keys, row[0])
	}
	return keys
}
