package recommend_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// shifted replaces small letters by those of another alphabet with the same order.
func shifted(to rune) func(string) string {
	return func(s string) string {
		return strings.Map(func(c rune) rune {
			if 'a' <= c && c <= 'z' {
				return c + to - 'a'
			}
			return c
		}, s)
	}
}

// replaced writes some letters in a different way.
func replaced(pairs ...string) func(string) string { return strings.NewReplacer(pairs...).Replace }

// escaped writes every letter in a given format.
func escaped(format string) func(string) string {
	return func(s string) string {
		var b strings.Builder
		for _, c := range s {
			fmt.Fprintf(&b, format, c)
		}
		return b.String()
	}
}

// A statement of danger that is written with similar letters, with marks, with other separators
// or with escapes is refused and not overlooked. A "no" is never taken for a yes because of how
// the name is written.
func TestDangerInLettersThatLookAlike(t *testing.T) {
	for kind, write := range map[string]func(string) string{
		"full width": shifted('ａ'), "bold": shifted(0x1D41A), "italic": shifted(0x1D622),
		"Cyrillic":    replaced("a", "а", "c", "с", "e", "е", "i", "і", "s", "ѕ", "y", "у", "o", "о", "p", "р"),
		"Greek":       replaced("a", "α", "i", "ι", "u", "υ", "t", "τ", "o", "ο"),
		"accents":     replaced("a", "á", "i", "í", "u", "ü", "e", "ê", "o", "ø", "n", "ñ"),
		"marks":       replaced("a", "a\u0301", "i", "i\u0301"),
		"digits":      replaced("i", "1", "a", "4", "o", "0", "e", "3", "s", "5"),
		"invisible":   replaced("a", "a\u200b", "i", "i\u00ad", "-", "-\u2060"),
		"hyphens":     replaced("-", "\u2011"),
		"spaces":      replaced("-", "\u00a0"),
		"dots":        replaced("-", "."),
		"upper case":  strings.ToUpper,
		"JSON":        escaped(`\u%04x`),
		"JSON, bold":  func(s string) string { return strings.ReplaceAll(s, "a", `\ud835\udc1a`) },
		"an address":  escaped("%%%02X"),
		"a page":      escaped("&#%d;"),
		"a page, hex": escaped("&#x%X;"),
	} {
		for f, info := range therapy.Factors().All() {
			if info.Alarm != therapy.Danger {
				continue
			}
			name := write(string(f))
			for _, document := range []string{
				`{"adult":"yes","` + name + `":"yes"}`, "\ufeff" + `{"adult":"yes","` + name + `":"yes"}`, // after a byte order mark
				`{"` + name + `":"no","` + name + `":"yes"}`, `{"answers":{"` + name + `":{"answer":"yes"}}}`, name + "=yes",
			} {
				rec, err := theStandard().RecommendJSON([]byte(document), now)
				if kind != "JSON" { // a JSON reader decodes the escapes
					require.Error(t, err, "%s: %s", kind, document)
				}
				require.Equal(t, policy.Escalate, rec.Outcome(), "%s: %s", kind, document)
			}
			rec, _ := theStandard().RecommendJSON([]byte(`{"adult":"yes","`+name+`":"no"}`), now)
			require.NotEqual(t, policy.Escalate, rec.Outcome(), "%s: %s", kind, name)
		}
	}
	for _, yes := range []string{"ｙｅｓ", "уеѕ", "yés", "y\u200bes", `\u0079es`, "%79es", "trυe"} {
		rec, err := theStandard().RecommendJSON([]byte(`{"adult":"yes","acute_mania":"`+yes+`"}`), now)
		require.Error(t, err)
		require.Equal(t, policy.Escalate, rec.Outcome(), yes)
	}
	for _, name := range []string{"ａcute-ｍania", "аcute-mаniа", "acúte-manía", "4cut3-m4n14"} {
		intake := given(yes(therapy.Isolation))
		intake.Answers[therapy.Factor(name)] = therapy.Yes
		rec, err := theStandard().Recommend(intake, now)
		require.Error(t, err)
		require.Equal(t, policy.Escalate, rec.Outcome(), name)
	}
}
