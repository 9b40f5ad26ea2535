package layout_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/internal/layout"
)

func write(markdown bool, s string) string {
	p := layout.New(markdown)
	p.Title(s)
	p.Section(s)
	p.Part(s)
	p.Paragraph(s)
	p.Point(0, s)
	p.Point(1, s)
	return p.String()
}

func TestPage(t *testing.T) {
	require.Equal(t, "a word\n======\n\na word\n------\n\na word\n\na word\n\n- a word\n  - a word\n", write(false, "a word"))
	require.Equal(t, "# a word\n\n## a word\n\n### a word\n\na word\n\n- a word\n  - a word\n", write(true, "a word"))
	require.Empty(t, layout.New(true).String())
	require.Equal(t, "Été", layout.Capital("été"))
	require.Empty(t, layout.Capital(""))
}

// TestHostileTexts checks that no text can end a heading, open a block or control a terminal.
func TestHostileTexts(t *testing.T) {
	for _, s := range []string{
		"a\n# b", "- a", "1. a", "12) a", "+ a", "= a", "~~~", "```", "<b>a</b>", "[a](b)", "a\x1b[31mb", "a\x00b", "| a |", "&amp;", "\ta\r\nb", "_a_ *b*",
	} {
		for _, markdown := range []bool{false, true} {
			lines := strings.Split(write(markdown, s), "\n")
			for _, line := range lines {
				for _, c := range line {
					require.GreaterOrEqual(t, c, ' ', "%q", s)
				}
				require.True(t, utf8.ValidString(line))
				if markdown {
					require.NotRegexp(t, "<b>|^```|^~~~|[^\\\\]\\[a\\]", line, "%q", s)
				}
			}
			if markdown {
				require.Len(t, lines, 11, "%q: one line for each call", s)
			}
		}
	}
}

// TestWrapping checks that plain text is wrapped at a hundred characters, between words only.
func TestWrapping(t *testing.T) {
	p := layout.New(false)
	p.Point(1, strings.Repeat("word ", 100)+strings.Repeat("x", 150))
	for line := range strings.Lines(p.String()) {
		line = strings.TrimSuffix(line, "\n")
		require.True(t, len(line) <= 100 || !strings.Contains(strings.TrimSpace(line), " "), line)
		require.True(t, strings.HasPrefix(line, "  - ") || strings.HasPrefix(line, "    "), line)
	}
}
