package individual_test

import (
	_ "embed"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/individual"
	"github.com/therapykit/therapykit/therapy"
)

// The figures were copied from the collection, not from the code.
//
//go:embed testdata/programmes.tsv
var publishedFigures string

// published is one row of the table of published figures.
type published struct {
	ID                                                          string
	Sessions, FollowUps, Minutes, Weeks, PerWeek, Size, Leaders therapy.Range
	Sources                                                     []string
}

// TestProgrammesAreThePublished compares every programme, in order and in all
// columns, with the table, so that nothing is left out, added or mixed up.
func TestProgrammesAreThePublished(t *testing.T) {
	var want []published
	words, about := map[string][]string{}, map[string]bool{}
	for line := range strings.Lines(publishedFigures) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		c := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		require.Len(t, c, 11, line)
		want = append(want, published{
			ID: c[0], Sessions: figure(t, c[2], true), FollowUps: figure(t, c[3], false), Minutes: figure(t, c[4], false),
			Weeks: figure(t, c[5], false), PerWeek: figure(t, c[6], false), Size: figure(t, c[7], false), Leaders: figure(t, c[8], false),
			Sources: strings.Fields(c[9]),
		})
		about[c[0]] = strings.Contains(line, "~")
		if c[10] != "" {
			words[c[0]] = strings.Split(c[10], ";")
		}
	}
	var got []published
	for _, p := range individual.Descriptor().Programmes {
		row := published{
			ID: p.ID, Sessions: p.Sessions, FollowUps: p.FollowUps, Minutes: p.Minutes, Weeks: p.Weeks,
			PerWeek: p.PerWeek, Size: p.Size, Leaders: p.Leaders,
		}
		for _, s := range p.Sources {
			row.Sources = append(row.Sources, s.ID)
		}
		got = append(got, row)
		for _, w := range words[p.ID] {
			require.Contains(t, p.Note, w, "%s: the note says what the figures cannot", p.ID)
		}
		if about[p.ID] {
			require.Contains(t, strings.ToLower(p.Note), "about", "%s: a figure is approximate", p.ID)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("programmes (-published +descriptor):\n%s", diff)
	}
}

// figure reads the notation that the head of the table explains. Parts joined by
// a + are added up when they count something, and span a range otherwise.
func figure(t *testing.T, s string, adds bool) therapy.Range {
	t.Helper()
	number := func(s string) int {
		n, err := strconv.Atoi(s)
		require.NoError(t, err)
		return n
	}
	s = strings.TrimPrefix(s, "~")
	if s == "?" {
		return therapy.Range{}
	}
	if most, ok := strings.CutPrefix(s, "<="); ok {
		return therapy.Range{Max: number(most)}
	}
	if least, ok := strings.CutPrefix(s, ">="); ok {
		return therapy.Range{Min: number(least)}
	}
	if a, b, ok := strings.Cut(s, "+"); ok && adds {
		n := number(a) + number(b)
		return therapy.Range{Min: n, Max: n}
	} else if ok {
		return therapy.Range{Min: number(a), Max: number(b)}
	}
	if a, b, ok := strings.Cut(s, "-"); ok {
		return therapy.Range{Min: number(a), Max: number(b)}
	}
	return therapy.Range{Min: number(s), Max: number(s)}
}

func TestFigureNotation(t *testing.T) {
	for s, want := range map[string]therapy.Range{
		"?": {}, "8": {Min: 8, Max: 8}, "~8": {Min: 8, Max: 8}, "8-12": {Min: 8, Max: 12}, "<=12": {Max: 12}, ">=2": {Min: 2}, "60+90": {Min: 60, Max: 90},
	} {
		require.Equal(t, want, figure(t, s, false), s)
	}
	require.Equal(t, therapy.Range{Min: 16, Max: 16}, figure(t, "15+1", true))
}
