package measure_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/measure"
)

// coreOM is the structure of CORE-OM, as a licensed user would write it: the clinical score is ten
// times the mean, and every subscale has its own rule for missing items. The assignment of items to
// subscales is made up.
func coreOM(t *testing.T) measure.Instrument {
	t.Helper()
	rule := func(n int) measure.Scoring {
		s := measure.Scoring{Multiply: 10}
		if n > 0 {
			s.Missing = measure.MissingRule{Prorate: n, Source: standard(t, "core-10").Missing.Source}
		}
		return s
	}
	in := standard(t, "core-10")
	in.ID, in.Name, in.Critical, in.Form = "core-om", "CORE-OM", nil, nil
	in.Items = make([]measure.Item, 34)
	for i := range in.Items {
		in.Items[i] = measure.Item{Max: 4}
	}
	part := func(id string, from, to, missing int) measure.Subscale {
		s := measure.Subscale{ID: id, Scoring: rule(missing)}
		for n := from; n <= to; n++ {
			s.Items = append(s.Items, n)
		}
		s.Divide = len(s.Items)
		return s
	}
	in.Scoring = rule(3)
	in.Divide = 34
	in.Subscales = []measure.Subscale{part("well-being", 1, 4, 0), part("problems", 5, 16, 1), part("functioning", 17, 28, 1), part("risk", 29, 34, 0), part("non-risk", 1, 28, 3)}
	return in
}

func TestCOREOMCanBeWritten(t *testing.T) {
	c, err := measure.Standard().With(coreOM(t))
	require.NoError(t, err)
	answers := make([]measure.Answer, 34)
	for i := range answers {
		answers[i] = measure.Answered(i % 3)
	}
	scored := func(missing ...int) (measure.Score, error) {
		r := measure.Response{Instrument: "core-om", At: day(0), Answers: append([]measure.Answer{}, answers...)}
		for _, n := range missing {
			r.Answers[n-1] = measure.Answer{}
		}
		return c.Score(r)
	}
	s, err := scored()
	require.NoError(t, err)
	total, _ := s.Total()
	require.InDelta(t, 330.0/34, total, 1e-12, "ten times the mean of 34 answers that sum to 33")
	low, high := s.Range()
	require.Equal(t, [2]float64{0, 40}, [2]float64{low, high})
	risk, ok := s.Subscale("risk")
	require.True(t, ok)
	require.InDelta(t, 10.0*6/6, risk, 1e-12)
	s, err = scored(1, 5, 17)
	require.NoError(t, err, "three of all items may be missing")
	total, _ = s.Total()
	require.InDelta(t, 10.0*(33-0-1-1)/31, total, 1e-12, "the mean of the answered items")
	for id, want := range map[string]bool{"well-being": false, "problems": true, "functioning": true, "risk": true, "non-risk": true} {
		_, ok = s.Subscale(id)
		require.Equal(t, want, ok, id)
	}
	_, err = scored(1, 5, 6, 17)
	require.ErrorIs(t, err, measure.ErrIncomplete, "four are too many")
	s, err = scored(29)
	require.NoError(t, err)
	_, ok = s.Subscale("risk")
	require.False(t, ok, "no item of the risk subscale may be missing")
	_, err = measure.StandardSets()[0].Band(s, "risk")
	require.Error(t, err)
}

// DASS-21 with doubled subscales, and a total of them.
func TestDASSFromSubscalesCanBeWritten(t *testing.T) {
	in := standard(t, "dass-21")
	in.ID, in.NoTotal, in.SumSubscales = "dass-21-doubled", false, true
	for i := range in.Subscales {
		in.Subscales[i].Multiply = 2
	}
	c, err := measure.Standard().With(in)
	require.NoError(t, err)
	answers := make([]int, 21)
	for i := range answers {
		answers[i] = i % 4
	}
	s, err := c.Score(measure.Response{Instrument: in.ID, At: day(0), Answers: measure.Answers(answers...)})
	require.NoError(t, err)
	raw := score(t, "dass-21", answers...)
	sum := 0.0
	for _, sub := range raw.Subscales() {
		doubled, ok := s.Subscale(sub.ID)
		require.True(t, ok)
		require.InDelta(t, 2*sub.Score, doubled, 0)
		sum += doubled
	}
	total, ok := s.Total()
	require.True(t, ok)
	require.InDelta(t, sum, total, 0)
	low, high := s.Range()
	require.Equal(t, [2]float64{0, 126}, [2]float64{low, high})
	require.Contains(t, s.Rule(), "sum of subscales")
	one := measure.Answers(answers...)
	one[20] = measure.Answer{}
	_, err = c.Score(measure.Response{Instrument: in.ID, Answers: one})
	require.ErrorIs(t, err, measure.ErrIncomplete, "one subscale has no score, so the sum has none")
	s, err = c.Score(measure.Response{Instrument: "dass-21", Answers: one})
	require.NoError(t, err, "without a total the other subscales are valid")
	_, ok = s.Subscale("depression")
	require.False(t, ok)
	_, ok = s.Subscale("stress")
	require.True(t, ok)
	require.Equal(t, 1, s.Missing())
}

// Every number of missing items under "at least half".
func TestAtLeastHalf(t *testing.T) {
	for _, n := range []int{1, 2, 5, 6} {
		items := make([]measure.Item, n)
		for i := range items {
			items[i] = measure.Item{Max: 4}
		}
		in := small(items, measure.Scoring{Missing: measure.MissingRule{Half: true, Source: wholeInstrument().Sources[0]}})
		for missing := range n + 1 {
			answers := make([]measure.Answer, n)
			for i := missing; i < n; i++ {
				answers[i] = measure.Answered(3)
			}
			s, err := in.Score(measure.Response{Instrument: in.ID, At: day(0), Answers: answers})
			enough := n-missing >= 1 && 2*(n-missing) >= n
			require.Equal(t, enough, err == nil, "%d of %d missing", missing, n)
			total, ok := s.Total()
			require.Equal(t, enough, ok)
			if enough {
				require.InDelta(t, 3*n, total, 1e-12)
			} else {
				require.ErrorIs(t, err, measure.ErrIncomplete)
			}
		}
	}
}

// The three ways in which an item counts that does not apply.
func TestInapplicableItems(t *testing.T) {
	for _, test := range []struct {
		name        string
		way         measure.Inapplicable
		total, high float64
		reason      string
	}{
		{"counts lowest", measure.CountsLowest, 1 + 3 + 4, 12, "as the lowest answer, on the same scale"},
		{"left out", measure.LeftOut, 3 + 4, 8, "on a smaller scale"},
		{"averaged", measure.Averaged, 3 * 3.5, 12, "the mean of the two others times three"},
	} {
		in := small([]measure.Item{{Min: 1, Max: 4, NotApplicable: test.way}, {Min: 1, Max: 4}, {Min: 1, Max: 4}}, measure.Scoring{})
		s, err := in.Score(measure.Response{Instrument: in.ID, At: day(0), Answers: []measure.Answer{measure.NotApplicable(), measure.Answered(3), measure.Answered(4)}})
		require.NoError(t, err)
		total, _ := s.Total()
		require.InDelta(t, test.total, total, 1e-12, "%s: %s", test.name, test.reason)
		_, high := s.Range()
		require.InDelta(t, test.high, high, 0, "%s: %s", test.name, test.reason)
		require.Zero(t, s.Missing(), "an item that does not apply is not missing")
		require.Contains(t, s.Rule(), "do not apply")
		require.Equal(t, test.way == measure.LeftOut, len(s.LeftOut()) > 0)
	}
}

// WSAS without item 1 has a scale of 32. Thresholds for the scale of 40 are not applied to it until
// it is rescaled, and a change between the two scales is never judged.
func TestSmallerScales(t *testing.T) {
	authors := standardSet(t, measure.SetAuthors)
	local, err := measure.NewThresholdSet(measure.Standard(), measure.ThresholdSpec{
		ID: "local", Version: "1", Name: "Local", Population: "Made up", Entries: []measure.Thresholds{{
			Instrument: "wsas", Case: &measure.Cutoff{Value: 20, Label: "made up"}, Reliable: &measure.ChangeMark{Points: 8, Inclusive: true},
			Important: &measure.ChangeMark{Points: 4}, Sources: []therapy.Source{{ID: "X1", Document: "made up", Strength: therapy.Study}},
		}},
	})
	require.NoError(t, err)
	wsas := func(at int, first measure.Answer, rest int) measure.Score {
		answers := []measure.Answer{first, measure.Answered(rest), measure.Answered(rest), measure.Answered(rest), measure.Answered(rest)}
		s, err := measure.Standard().Score(measure.Response{Instrument: "wsas", At: day(at), Answers: answers})
		require.NoError(t, err)
		return s
	}
	judges := func(from, to measure.Score) []error {
		_, band := authors.Band(to, "")
		_, kase := local.Caseness(to, "")
		_, change := local.Change(from, to, "")
		_, important := local.Important(from, to, "")
		return []error{band, kase, change, important}
	}
	for rest := range 9 {
		for first := range 9 {
			for end := range 9 {
				whole, small := wsas(0, measure.Answered(first), rest), wsas(7, measure.NotApplicable(), end)
				for _, err := range judges(whole, small) {
					require.ErrorIs(t, err, therapy.ErrContradiction, "another scale")
				}
				for _, err := range judges(whole, small.Rescale())[2:] {
					require.ErrorIs(t, err, therapy.ErrContradiction, "other items: the change is not only that of the person")
				}
				for _, err := range judges(small, wsas(14, measure.NotApplicable(), rest)) {
					require.ErrorIs(t, err, therapy.ErrContradiction, "the same scale, but not that of the thresholds")
				}
				rescaled := small.Rescale()
				total, _ := rescaled.Total()
				require.InDelta(t, 5*float64(end), total, 1e-12, "in proportion")
				band, err := authors.Band(rescaled, "")
				require.NoError(t, err)
				require.True(t, band.Rescaled, "the result says so")
				change, err := local.Change(rescaled, wsas(14, measure.NotApplicable(), rest).Rescale(), "")
				require.NoError(t, err)
				require.True(t, change.Rescaled)
				require.InDelta(t, 5*float64(end-rest), change.Improvement, 1e-12)
			}
		}
	}
	s := wsas(0, measure.NotApplicable(), 4)
	require.True(t, s.Rescale().Equal(s.Rescale().Rescale()), "rescaling twice changes nothing")
	require.Contains(t, s.Rescale().Rule(), "in proportion")
	all := wsas(0, measure.Answered(1), 4)
	require.True(t, all.Equal(all.Rescale()), "on the whole scale already")
	require.False(t, all.Rescale().Rescaled())
}

// A clinic replaces the rule for missing items of an instrument in its catalogue.
func TestReplace(t *testing.T) {
	in := standard(t, "phq-9")
	in.Missing = measure.MissingRule{Prorate: 2, Source: therapy.Source{ID: "clinic-1", Document: "Rule of the clinic", Strength: therapy.LocalPolicy}}
	c, err := measure.Standard().Replace(in)
	require.NoError(t, err)
	require.Equal(t, measure.Standard().Len(), c.Len())
	answers := measure.Answers(1, 1, 1, 1, 1, 1, 1, 1, 0)
	answers[0] = measure.Answer{}
	r := measure.Response{Instrument: "phq-9", At: day(0), Answers: answers}
	_, err = measure.Standard().Score(r)
	require.ErrorIs(t, err, measure.ErrIncomplete, "the built-in catalogue is unchanged")
	s, err := c.Score(r)
	require.NoError(t, err)
	require.Equal(t, "clinic-1", s.Source().ID, "the score names the source of the rule")
	band, err := standardSet(t, measure.SetAuthors).Band(s, "")
	require.NoError(t, err, "the thresholds are for the same scale")
	require.Equal(t, "mild", band.Label)
	order := func(c measure.Catalogue) (ids []measure.ID) {
		for id := range c.All() {
			ids = append(ids, id)
		}
		return ids
	}
	require.Equal(t, order(measure.Standard()), order(c), "at the same position")
	other := in
	other.ID = "phq9"
	_, err = measure.Standard().Replace(other)
	require.ErrorContains(t, err, "did you mean phq-9?")
	_, err = measure.Standard().Replace(in, in)
	require.ErrorIs(t, err, therapy.ErrDuplicate)
	in.Name = ""
	_, err = measure.Standard().Replace(in)
	require.ErrorIs(t, err, therapy.ErrRequired)
}
