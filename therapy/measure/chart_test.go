package measure_test

import (
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/measure"
)

// sameSource compares sources by all their fields.
var sameSource = cmp.Comparer(func(a, b therapy.Source) bool { return a == b })

var update = flag.Bool("update", false, "write the golden files")

func day(n int) time.Time { return time.Date(2026, time.January, 5+n, 18, 0, 0, 0, time.UTC) }

func standardSet(tb testing.TB, id string) measure.ThresholdSet {
	tb.Helper()
	set, ok := measure.StandardSet(id)
	require.True(tb, ok)
	return set
}

func standard(tb testing.TB, id measure.ID) measure.Instrument {
	tb.Helper()
	in, ok := measure.Standard().Lookup(id)
	require.True(tb, ok)
	return in
}

func combined(tb testing.TB, sets ...measure.ThresholdSet) measure.ThresholdSet {
	tb.Helper()
	set, err := measure.Combine(measure.SetRef{ID: "clinic", Version: "1", Name: "Clinic", Population: "Adults"}, sets...)
	require.NoError(tb, err)
	return set
}

func nhsAndAuthors(tb testing.TB) measure.ThresholdSet {
	tb.Helper()
	return combined(tb, standardSet(tb, measure.SetNHS), standardSet(tb, measure.SetAuthors))
}

func chartSpec(tb testing.TB, totals ...float64) measure.ChartSpec {
	tb.Helper()
	spec := measure.ChartSpec{
		Title: "Low mood", Instrument: standard(tb, "phq-9"),
		Thresholds: nhsAndAuthors(tb),
	}
	for i, v := range totals {
		spec.Points = append(spec.Points, measure.ChartPoint{At: day(7 * i), Value: max(v, 0), Missed: v < 0, Alert: map[int]measure.AlertState{1: measure.Raised, 4: measure.Unanswered}[i]})
		spec.Sessions = append(spec.Sessions, day(7*i))
	}
	return spec
}

func TestChartGolden(t *testing.T) {
	who := measure.ChartSpec{
		Title: "Well-being", Instrument: standard(t, "who-5"), Thresholds: standardSet(t, measure.SetAuthors),
		Points: []measure.ChartPoint{{At: day(0), Value: 36}, {At: day(30), Value: 100}},
	}
	escaped := chartSpec(t, 27, 0)
	escaped.Title = `<script>alert("&")</script>` + "\x00\xff"
	for _, test := range []struct {
		name, reason string
		spec         measure.ChartSpec
	}{
		{"none", "a chart without scores says so", chartSpec(t)},
		{"one", "one score has no line and stands in the middle", chartSpec(t, 14)},
		{"course", "the usual picture: bands, mark, hatching, gaps and an alert", chartSpec(t, 18, 19, 17, -1, 15, 14, 12, 11, -1, 9, 8, 6)},
		{"higher", "higher is better, and the set has no bands", who},
		{"escaped", "a title cannot become markup", escaped},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := measure.Chart(test.spec)
			require.NoError(t, err, test.reason)
			again, err := measure.Chart(test.spec)
			require.NoError(t, err)
			require.Equal(t, got, again, "the same spec gives the same bytes")
			wellFormed(t, got.SVG)
			wellFormed(t, got.Table)
			require.NotContains(t, got.SVG+got.Table, "<script")
			path := filepath.Join("testdata", test.name)
			for ext, text := range map[string]string{".svg": got.SVG, ".html": got.Table, ".txt": got.Text} {
				if *update {
					require.NoError(t, os.MkdirAll("testdata", 0o755))
					require.NoError(t, os.WriteFile(path+ext, []byte(text), 0o600))
				}
				want, err := os.ReadFile(path + ext)
				require.NoError(t, err)
				require.Empty(t, cmp.Diff(string(want), text), test.reason)
			}
		})
	}
}

func wellFormed(t *testing.T, text string) {
	t.Helper()
	dec := xml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := dec.Token(); errors.Is(err, io.EOF) {
			return
		} else {
			require.NoError(t, err)
		}
	}
}

func TestChartRefuses(t *testing.T) {
	for _, test := range []struct {
		name, reason string
		change       func(*measure.ChartSpec)
		want         error
	}{
		{"no title", "a picture without a title is nothing to a screen reader", func(s *measure.ChartSpec) { s.Title = " " }, therapy.ErrRequired},
		{"a score out of range", "it would be drawn outside the frame", func(s *measure.ChartSpec) { s.Points[0].Value = 28 }, therapy.ErrRange},
		{"a point without time", "it has no place on the axis", func(s *measure.ChartSpec) { s.Points[0].At = time.Time{} }, therapy.ErrRequired},
		{"a session without time", "nor has this", func(s *measure.ChartSpec) { s.Sessions[0] = time.Time{} }, therapy.ErrRequired},
		{"no instrument", "there is no range to draw", func(s *measure.ChartSpec) { s.Instrument = measure.Instrument{} }, therapy.ErrRequired},
		{"an unknown subscale", "there is nothing to draw", func(s *measure.ChartSpec) { s.Subscale = "x" }, therapy.ErrUnknown},
		{"no total to draw", "only its subscales mean anything", func(s *measure.ChartSpec) { s.Instrument = standard(t, "dass-21") }, therapy.ErrRequired},
		{"a silent set", "a mark that is not there cannot be drawn, and leaving it out would say that there is none", func(s *measure.ChartSpec) { s.Thresholds = standardSet(t, measure.SetABS) }, therapy.ErrUnknown},
		{"another instrument of that name", "its marks are on another scale", func(s *measure.ChartSpec) { s.Instrument.Multiply = 2 }, therapy.ErrContradiction},
		{"far too many points", "a picture nobody can read, and a way to fill memory", func(s *measure.ChartSpec) { s.Points = make([]measure.ChartPoint, 10_001) }, therapy.ErrRange},
	} {
		t.Run(test.name, func(t *testing.T) {
			spec := chartSpec(t, 10)
			test.change(&spec)
			_, err := measure.Chart(spec)
			require.ErrorIs(t, err, test.want, test.reason)
		})
	}
}

func TestChartKeepsTheCallersOrder(t *testing.T) {
	spec := chartSpec(t, 10, 12)
	spec.Points[0], spec.Points[1] = spec.Points[1], spec.Points[0]
	want := spec.Points[0].At
	got, err := measure.Chart(spec)
	require.NoError(t, err)
	require.Equal(t, want, spec.Points[0].At)
	require.Less(t, strings.Index(got.Text, "5 Jan 2026: 10"), strings.Index(got.Text, "12 Jan 2026: 12"), "points are drawn in order of time")
}

// A chart of a subscale uses its range and marks, and says where a mark itself is
// not a case and a change of exactly the mark not reliable.
func TestChartOfASubscale(t *testing.T) {
	set, err := measure.NewThresholdSet(measure.Standard(), measure.ThresholdSpec{
		ID: "made-up", Version: "2", Name: "Made up", Population: "Made up",
		Entries: []measure.Thresholds{{
			Instrument: "dass-21", Subscale: "stress", Case: &measure.Cutoff{Value: 9, Label: "a case"},
			Reliable: &measure.ChangeMark{Points: 5}, Sources: []therapy.Source{{ID: "X1", Document: "made up", Strength: therapy.Study}},
		}},
	})
	require.NoError(t, err)
	got, err := measure.Chart(measure.ChartSpec{
		Title: strings.Repeat("Long title ", 20), Instrument: standard(t, "dass-21"), Subscale: "stress", Thresholds: combined(t, set, standardSet(t, measure.SetAuthors)),
		Points: []measure.ChartPoint{{At: day(0), Value: 15}, {At: day(7), Value: 10}, {At: day(14), Value: 9}},
	})
	require.NoError(t, err)
	wellFormed(t, got.SVG)
	require.Equal(t, `DASS-21 stress scores over time, possible range 0 to 21.
5 Jan 2026: 15; severe; a case.
12 Jan 2026: 10; moderate; a case.
19 Jan 2026: 9; mild; reliable improvement.
9 is the edge, worse than it: a case (Made up, version 2).
No reliable change: at most 5 points from the first score (Made up, version 2).
Severity bands: Authors and usual manuals, version 2.
`, got.Text)
	require.Contains(t, got.SVG, "…</text>", "a long title is cut in the picture")
	require.Contains(t, got.SVG, "<title>"+strings.Repeat("Long title ", 20)+"</title>", "and whole for a screen reader")
}
