package measure_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/measure"
)

// small is an instrument with so few items that all responses can be tried.
func small(items []measure.Item, scoring measure.Scoring) measure.Instrument {
	in := wholeInstrument()
	in.Items, in.Scoring = items, scoring
	in.Skips, in.Critical, in.Subscales, in.Form = nil, nil, nil, nil
	return in
}

// everyTotal scores every response to an instrument.
func everyTotal(t *testing.T, in measure.Instrument) map[float64]bool {
	t.Helper()
	out := map[float64]bool{}
	c, err := measure.NewCatalogue(in)
	require.NoError(t, err)
	answers := make([]measure.Answer, len(in.Items))
	var fill func(i int)
	fill = func(i int) {
		if i == len(answers) {
			s, err := c.Score(measure.Response{Instrument: in.ID, At: day(0), Answers: answers})
			if v, ok := s.Total(); ok && len(s.LeftOut()) == 0 {
				require.NoError(t, err)
				out[v] = true
			}
			return
		}
		answers[i] = measure.Answer{}
		fill(i + 1)
		if in.Items[i].NotApplicable != 0 {
			answers[i] = measure.NotApplicable()
			fill(i + 1)
		}
		for v := in.Items[i].Min; v <= in.Items[i].Max; v++ {
			if len(in.Items[i].Only) == 0 || slices.Contains(in.Items[i].Only, v) {
				answers[i] = measure.Answered(v)
				fill(i + 1)
			}
		}
	}
	fill(0)
	return out
}

// For small instruments of every kind, a total is accepted exactly if some response has it.
func TestTotalsThatAnswersCanGive(t *testing.T) {
	source := wholeInstrument().Sources[0]
	four := []measure.Item{{Max: 3}, {Max: 3}, {Max: 3, Reverse: true}, {Max: 3}}
	prorated := measure.MissingRule{Prorate: 2, Source: source}
	half := measure.MissingRule{Half: true, Source: source}
	averaged := []measure.Item{{Max: 2}, {Max: 2, NotApplicable: measure.Averaged}, {Max: 2, NotApplicable: measure.Averaged}}
	subscales := small([]measure.Item{{Max: 2}, {Max: 2}, {Min: 1, Max: 3}, {Min: 1, Max: 3}}, measure.Scoring{})
	subscales.SumSubscales = true
	subscales.Subscales = []measure.Subscale{
		{ID: "a", Items: []int{1, 2}, Scoring: measure.Scoring{Multiply: 2, Missing: half}},
		{ID: "b", Items: []int{3, 4}, Scoring: measure.Scoring{Multiply: 10, Divide: 4, Round: measure.Nearest}},
	}
	for _, test := range []struct {
		name, reason string
		in           measure.Instrument
	}{
		{"plain", "all whole numbers", small(four, measure.Scoring{})},
		{"multiplied", "every fourth number, as WHO-5", small(four, measure.Scoring{Multiply: 4})},
		{"a mean", "quarters", small(four, measure.Scoring{Divide: 4})},
		{"prorated", "thirds and halves as well", small(four, measure.Scoring{Missing: prorated})},
		{"half", "the same by another rule", small(four, measure.Scoring{Missing: half})},
		{"rounded", "whole numbers, though prorated", small(four, measure.Scoring{Missing: prorated, Round: measure.Nearest})},
		{"rounded down", "of a mean", small(four, measure.Scoring{Multiply: 10, Divide: 4, Round: measure.Down})},
		{"rounded up", "of a mean", small(four, measure.Scoring{Multiply: 3, Divide: 4, Round: measure.Up, Missing: half})},
		{"gaps", "0, 2 and 4, as AUDIT", small([]measure.Item{{Max: 4, Only: []int{0, 2, 4}}, {Max: 4, Only: []int{0, 2, 4}}, {Max: 3, Only: []int{0, 3}}}, measure.Scoring{})},
		{"gaps, prorated", "means of gaps", small([]measure.Item{{Max: 4, Only: []int{0, 1, 4}}, {Max: 4, Only: []int{0, 1, 4}}, {Max: 4, Only: []int{0, 1, 4}}}, measure.Scoring{Missing: measure.MissingRule{Prorate: 1, Source: source}})},
		{"averaged", "the mean of the items that apply", small(averaged, measure.Scoring{})},
		{"averaged and missing", "both at once", small(averaged, measure.Scoring{Missing: half})},
		{"counts lowest", "the same scale", small([]measure.Item{{Min: 1, Max: 3, NotApplicable: measure.CountsLowest}, {Max: 2}}, measure.Scoring{})},
		{"below 0", "from -2", small([]measure.Item{{Min: -2, Max: 2}, {Min: -2, Max: 2}}, measure.Scoring{Multiply: 3, Divide: 2})},
		{"subscales", "a sum of scored parts", subscales},
	} {
		want := everyTotal(t, test.in)
		require.NotEmpty(t, want)
		low, high := test.in.Range()
		for v := range want {
			require.True(t, v >= low && v <= high, "%s: %v is in the range", test.name, v)
		}
		// Halves, thirds, quarters, fifths and sixths, and values next to them.
		for n := math.Floor(low)*60 - 60; n <= high*60+60; n++ {
			v := n / 60
			near := false
			for w := range want {
				near = near || math.Abs(v-w) <= 0.005+1e-9
			}
			s, err := test.in.FromTotal(day(0), v)
			require.Equal(t, near, err == nil, "%s: %v (%s)", test.name, v, test.reason)
			if got, ok := s.Total(); near {
				require.True(t, ok)
				require.InDelta(t, v, got, 0, "as reported")
			} else {
				require.ErrorIs(t, err, therapy.ErrRange)
			}
		}
	}
}

func TestImpossibleTotals(t *testing.T) {
	for _, test := range []struct {
		id     measure.ID
		total  float64
		reason string
		ok     bool
	}{
		{"phq-9", 12.5, "no rule prorates PHQ-9", false},
		{"phq-9", -3, "below the range", false},
		{"phq-9", 99, "above the range", false},
		{"phq-9", 12, "twelve points", true},
		{"phq-9", math.NaN(), "no number", false},
		{"who-5", 13, "a raw score in place of a percentage", false},
		{"who-5", 52, "13 times 4", true},
		{"core-10", 7.78, "70 divided by 9, to two places", true},
		{"core-10", 7.7, "no such mean", false},
		{"core-10", 7.5, "two would have to be missing", false},
		{"audit", 39, "items 9 and 10 are even, and the others are not", true},
		{"wsas", 33, "every item has to apply", true},
	} {
		_, err := standard(t, test.id).FromTotal(day(0), test.total)
		require.Equal(t, test.ok, err == nil, "%s %v: %s", test.id, test.total, test.reason)
		err = measure.Standard().CheckValue(test.id, "", test.total)
		require.Equal(t, test.ok, err == nil, "%s %v: %s", test.id, test.total, test.reason)
		if !test.ok {
			require.ErrorIs(t, err, therapy.ErrRange)
		}
	}
	_, err := standard(t, "wsas").FromTotal(day(0), 33, 1)
	require.ErrorIs(t, err, therapy.ErrRange, "without item 1 there are 32")
	s, err := standard(t, "wsas").FromTotal(day(0), 32, 1)
	require.NoError(t, err)
	_, high := s.Range()
	require.InDelta(t, 32, high, 0)
	for _, items := range [][]int{{0}, {6}, {2}, {1, 1}} {
		_, err = standard(t, "wsas").FromTotal(day(0), 1, items...)
		require.ErrorIs(t, err, therapy.ErrRange, "only item 1 may not apply, and once: %v", items)
	}
	c := measure.Standard()
	require.NoError(t, c.CheckValue("dass-21", "stress", 21))
	require.ErrorIs(t, c.CheckValue("dass-21", "stress", 22), therapy.ErrRange)
	require.ErrorIs(t, c.CheckValue("dass-21", "", 5), therapy.ErrUnknown, "there is no total")
	require.ErrorIs(t, c.CheckValue("phq-9", "x", 5), therapy.ErrUnknown)
	require.ErrorIs(t, c.CheckValue("made-up", "", 5), therapy.ErrUnknown, "an unknown instrument has no range")
}

// For unrealistically large instruments only the range is checked.
func TestHugeInstruments(t *testing.T) {
	items := make([]measure.Item, 500)
	for i := range items {
		items[i] = measure.Item{Min: -1000, Max: 1000}
	}
	in := small(items, measure.Scoring{Missing: measure.MissingRule{Half: true, Source: wholeInstrument().Sources[0]}})
	require.Zero(t, measure.ListedTotals(in))
	_, err := in.FromTotal(day(0), 0.123)
	require.NoError(t, err, "only the range is checked")
	_, err = in.FromTotal(day(0), 500_001)
	require.ErrorIs(t, err, therapy.ErrRange)
	require.Equal(t, 28, measure.ListedTotals(standard(t, "phq-9")))
}
