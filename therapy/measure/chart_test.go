package measure_test

import (
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"math"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/measure"
	"github.com/therapykit/therapykit/therapy/therapytest"
	"github.com/therapykit/therapykit/therapy/words"
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
				therapytest.Golden(t, *update, path+ext, []byte(text))
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
			require.Equal(t, err, spec.Validate())
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

// A chart of a subscale uses the range and thresholds of the subscale, and says when a score at the
// threshold is not a case and a change of exactly the threshold is not reliable.
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
	require.Contains(t, got.SVG, "<title>"+strings.Repeat("Long title ", 20)+"</title>", "and complete for a screen reader")
}

// svgTexts lists the texts of a picture with their places.
type svgText struct {
	x, y   float64
	anchor string
	bold   bool
	text   string
}

func svgTexts(t *testing.T, svg string) (out []svgText) {
	t.Helper()
	dec := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		require.NoError(t, err)
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "text" {
			continue
		}
		one := svgText{}
		for _, a := range start.Attr {
			switch a.Name.Local {
			case "x":
				one.x, err = strconv.ParseFloat(a.Value, 64)
			case "y":
				one.y, err = strconv.ParseFloat(a.Value, 64)
			case "text-anchor":
				one.anchor = a.Value
			case "font-weight":
				one.bold = true
			}
			require.NoError(t, err)
		}
		require.NoError(t, dec.DecodeElement(&one.text, &start))
		out = append(out, one)
	}
}

// crowded is a course of n weekly points with rising and falling scores, gaps and alerts.
func crowded(tb testing.TB, n int) measure.ChartSpec {
	tb.Helper()
	spec := measure.ChartSpec{Title: "Low mood", Instrument: standard(tb, "phq-9"), Thresholds: nhsAndAuthors(tb)}
	for i := range n {
		p := measure.ChartPoint{At: day(7 * i), Value: float64((i*7 + i*i*3) % 28), Missed: i%9 == 4}
		if i%31 == 2 {
			p.Alert = measure.Raised
		}
		if i%31 == 13 {
			p.Alert = measure.Unanswered
		}
		spec.Points = append(spec.Points, p)
		spec.Sessions = append(spec.Sessions, day(7*i))
	}
	return spec
}

// The numbers at the points never touch each other, for any number of points. The first and the last
// point always have one; the table has all.
func TestLabelsNeverTouch(t *testing.T) {
	for n := 1; n <= 160; n++ {
		spec := crowded(t, n)
		if n%4 == 0 {
			// Alerts at all points; these numbers have priority.
			for i := range spec.Points {
				spec.Points[i].Alert = measure.AlertState(i % 3)
			}
		}
		got, err := measure.Chart(spec)
		require.NoError(t, err)
		var bold []svgText
		for _, one := range svgTexts(t, got.SVG) {
			if one.bold {
				bold = append(bold, one)
			}
		}
		for i, a := range bold {
			require.True(t, a.y > 56 && a.y < 316 && a.x > 56 && a.x < 560, "%d points: within the frame", n)
			for _, b := range bold[:i] {
				half := 3.6 * float64(len(a.text)+len(b.text))
				require.False(t, math.Abs(a.x-b.x) < half && math.Abs(a.y-b.y) < 11, "%d points: %v and %v touch", n, a, b)
			}
		}
		scored := 0
		for _, p := range spec.Points {
			if !p.Missed {
				scored++
			}
		}
		require.LessOrEqual(t, len(bold), scored)
		if n <= 12 {
			require.GreaterOrEqual(t, len(bold), scored-1, "%d points have room", n)
		}
		require.GreaterOrEqual(t, len(bold), min(scored, 2), "the first and the last")
		require.LessOrEqual(t, len(bold), 90, "%d points: thinned out", n)
		if n%4 != 0 {
			require.LessOrEqual(t, len(bold), 40, "%d points: thinned out", n)
		}
		require.Equal(t, n, strings.Count(got.Table, `<th scope="row">`), "the table has all")
		require.Equal(t, n, len(regexp.MustCompile(`(?m)^\d+ \w+ 20\d\d: `).FindAllString(got.Text, -1)), "and so has the text")
	}
}

// The axis of an instrument with whole scores has whole numbers only, and both ends.
func TestAxesAreWhole(t *testing.T) {
	for id, in := range measure.Standard().All() {
		for _, set := range []measure.ThresholdSet{{}, standardSet(t, measure.SetAuthors)} {
			if _, ok := set.For(id, ""); in.NoTotal || !ok && set.Ref().ID != "" {
				continue
			}
			got, err := measure.Chart(measure.ChartSpec{Title: "x", Instrument: in, Thresholds: set})
			require.NoError(t, err)
			seen := map[string]bool{}
			last := math.Inf(1)
			var ys []float64
			for _, one := range svgTexts(t, got.SVG) {
				if one.anchor != "end" {
					continue
				}
				_, err := strconv.Atoi(one.text)
				require.NoError(t, err, "%s: %q is whole", id, one.text)
				seen[one.text] = true
				ys = append(ys, one.y)
			}
			slices.Sort(ys)
			for _, y := range ys {
				require.True(t, last == math.Inf(1) || y-last >= 10.9, "%s: numbers do not touch", id)
				last = y
			}
			low, high := in.Range()
			require.True(t, seen[strconv.Itoa(int(low))] && seen[strconv.Itoa(int(high))], "%s: both ends", id)
			require.GreaterOrEqual(t, len(seen), min(3, int(high-low)), "%s", id)
		}
	}
}

// Two measurements on one day are distinct in the picture, the table and the text.
func TestTwoOnOneDay(t *testing.T) {
	spec := chartSpec(t)
	at := day(0)
	for i, v := range []float64{12, 9, 7, 5} {
		spec.Points = append(spec.Points, measure.ChartPoint{At: at.Add([]time.Duration{0, time.Hour, time.Hour, 24 * time.Hour}[i]), Value: v})
	}
	got, err := measure.Chart(spec)
	require.NoError(t, err)
	for _, want := range []string{"5 Jan 2026, 18:00: 12", "5 Jan 2026, 19:00 (1): 9", "5 Jan 2026, 19:00 (2): 7", "6 Jan 2026: 5"} {
		require.Contains(t, got.Text, want+";")
		when, _, _ := strings.Cut(want, ": ")
		require.Contains(t, got.Table, `<th scope="row">`+when+"</th>")
	}
	var xs []float64
	for _, m := range regexp.MustCompile(`<circle cx="([\d.]+)" cy="[\d.]+" r="4.0"/>`).FindAllStringSubmatch(got.SVG, -1) {
		x, err := strconv.ParseFloat(m[1], 64)
		require.NoError(t, err)
		xs = append(xs, x)
	}
	require.Len(t, xs, 5, "four points and the key")
	for i := 1; i < 4; i++ {
		require.GreaterOrEqual(t, xs[i]-xs[i-1], 8.0, "dots do not cover each other")
	}
}

// A missed questionnaire is drawn below the axis, where no score can be. An unanswered critical item
// is shown there and at scores.
func TestSignsBelowTheAxis(t *testing.T) {
	spec := chartSpec(t)
	spec.Points = []measure.ChartPoint{{At: day(0), Missed: true, Alert: measure.Unanswered}, {At: day(7), Value: 1, Alert: measure.Unanswered}, {At: day(14), Missed: true, Alert: measure.Raised}}
	got, err := measure.Chart(spec)
	require.NoError(t, err)
	for _, m := range regexp.MustCompile(`<path d="M[\d.]+ ([\d.]+)l[\d.]+ [\d.]+m0`).FindAllStringSubmatch(got.SVG, -1) {
		y, err := strconv.ParseFloat(m[1], 64)
		require.NoError(t, err)
		require.Greater(t, y, 316.0, "below the axis")
	}
	require.Equal(t, 3, strings.Count(got.SVG, `stroke-dasharray="3 2"`), "two points and the key")
	require.Equal(t, `PHQ-9 scores over time, possible range 0 to 27.
5 Jan 2026: no score; critical item not answered.
12 Jan 2026: 1; minimal; critical item not answered.
19 Jan 2026: no score; critical item raised.
`, got.Text[:strings.Index(got.Text, "10 and worse")])
}

// Point makes a point of a score.
func TestPointOfAScore(t *testing.T) {
	full := score(t, "phq-9", 1, 1, 1, 1, 1, 1, 1, 1, 2)
	p := full.Point("")
	require.Equal(t, measure.ChartPoint{At: day(0), Value: 10, Scale: measure.Scale{High: 27}, Alert: measure.Raised}, p)
	failed, err := measure.Standard().Score(measure.Response{Instrument: "phq-9", At: day(7), Answers: make([]measure.Answer, 9)})
	require.Error(t, err)
	require.Equal(t, measure.ChartPoint{At: day(7), Missed: true, Alert: measure.Unanswered}, failed.Point(""), "no score, and the alert")
	require.True(t, full.Point("x").Missed, "no such subscale")
	two := small([]measure.Item{{Max: 3}, {Max: 3}, {Max: 3}}, measure.Scoring{})
	two.Critical = []measure.Critical{{Item: 1, At: 1, About: "made up"}, {Item: 3, At: 1, About: "made up"}}
	for _, answers := range [][]measure.Answer{{measure.Answered(1), measure.Answered(0), {}}, {{}, measure.Answered(0), measure.Answered(1)}} {
		s, err := two.Score(measure.Response{Instrument: two.ID, At: day(0), Answers: answers})
		require.Error(t, err)
		require.Equal(t, measure.Raised, s.Point("").Alert, "the most serious of two")
	}
	spec := chartSpec(t)
	spec.Points = []measure.ChartPoint{p, failed.Point("")}
	got, err := measure.Chart(spec)
	require.NoError(t, err)
	require.Contains(t, got.Text, "5 Jan 2026: 10; moderate; caseness; critical item raised.\n12 Jan 2026: no score; critical item not answered.\n")
	wsas, err := measure.Standard().Score(measure.Response{Instrument: "wsas", At: day(0), Answers: append([]measure.Answer{measure.NotApplicable()}, measure.Answers(1, 2, 3, 4)...)})
	require.NoError(t, err)
	chart := measure.ChartSpec{Title: "Work", Instrument: standard(t, "wsas"), Points: []measure.ChartPoint{wsas.Point("")}}
	_, err = measure.Chart(chart)
	require.ErrorContains(t, err, "[scale-smaller]", "10 of 32 is not 10 of 40")
	chart.Points[0] = wsas.Rescale().Point("")
	_, err = measure.Chart(chart)
	require.NoError(t, err)
	dass := score(t, "dass-21", make([]int, 21)...)
	require.Equal(t, measure.Scale{High: 21}, dass.Point("stress").Scale)
	_, err = measure.Chart(measure.ChartSpec{Title: "x", Instrument: standard(t, "phq-9"), Points: []measure.ChartPoint{dass.Point("stress")}})
	require.ErrorContains(t, err, "[scale-smaller]", "a point of another measure")
}

// All texts of a chart are translated: in the test language only names of sources, numbers and dates
// remain.
func TestChartsAreTranslated(t *testing.T) {
	for _, spec := range []measure.ChartSpec{crowded(t, 20), chartSpec(t)} {
		english, err := measure.Chart(spec)
		require.NoError(t, err)
		spec.Language = words.Pseudo()
		got, err := measure.Chart(spec)
		require.NoError(t, err)
		wellFormed(t, got.SVG)
		require.NotEqual(t, english.Text, got.Text)
		for key, text := range measure.Messages() {
			require.True(t, key.Valid())
			require.Empty(t, cmp.Diff("", strings.Join(leftOver(got.Text+got.Table+got.SVG, text), "")), "%s", key)
		}
	}
	keys := map[words.Key]bool{}
	for key := range measure.Messages() {
		require.False(t, keys[key], "%s stands twice", key)
		keys[key] = true
	}
	for range measure.Messages() {
		break
	}
}

// leftOver returns the message if the text contains it with unfilled placeholders.
func leftOver(text, message string) []string {
	longest := ""
	for _, part := range regexp.MustCompile(`\{[^}]*\}`).Split(message, -1) {
		if part = strings.Trim(part, " ().,:"); len(part) > len(longest) {
			longest = part
		}
	}
	if len(longest) > 8 && strings.Contains(text, longest) {
		return []string{longest}
	}
	return nil
}
