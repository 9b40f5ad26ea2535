package measure_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/measure"
)

func score(tb testing.TB, id measure.ID, values ...int) measure.Score {
	tb.Helper()
	s, err := measure.Standard().Score(measure.Response{Instrument: id, At: day(0), Answers: measure.Answers(values...)})
	require.NoError(tb, err)
	return s
}

// fill returns answers, as printed on the form, whose total after keying is sum.
func fill(in measure.Instrument, sum int) []measure.Answer {
	out := make([]measure.Answer, len(in.Items))
	for _, it := range in.Items {
		sum -= it.Min
	}
	for i, it := range in.Items {
		v := it.Min + min(sum, it.Max-it.Min)
		if len(it.Only) > 0 && v%2 == 1 {
			v--
		}
		sum -= v - it.Min
		if it.Reverse {
			v = it.Min + it.Max - v
		}
		out[i] = measure.Answered(v)
	}
	return out
}

func TestEveryTotalOfEveryInstrument(t *testing.T) {
	for id, in := range measure.Standard().All() {
		if in.NoTotal {
			continue
		}
		low, high := in.Range()
		m := float64(max(in.Multiply, 1))
		for v := low; v <= high; v += m {
			s, err := in.Score(measure.Response{Instrument: id, Answers: fill(in, int(v/m))})
			require.NoError(t, err, id)
			got, ok := s.Total()
			require.True(t, ok)
			if id != "audit" || v <= 32 || int(v)%2 == 0 { // items 9 and 10 have no odd answers
				require.InDelta(t, v, got, 0, id)
			}
			require.NotEmpty(t, s.Rule())
			require.NoError(t, s.Source().Validate())
		}
	}
}

func TestAlertsAreNeverLost(t *testing.T) {
	s := score(t, "phq-9", 0, 0, 0, 0, 0, 0, 0, 0, 3)
	total, _ := s.Total()
	require.InDelta(t, 3, total, 0)
	require.Equal(t, measure.Raised, s.Alerts()[0].State, "a low total does not suppress an alert")
	only9 := make([]measure.Answer, 9)
	only9[8] = measure.Answered(1)
	s, err := measure.Standard().Score(measure.Response{Instrument: "phq-9", Answers: only9})
	require.ErrorIs(t, err, measure.ErrIncomplete)
	require.Equal(t, measure.Raised, s.Alerts()[0].State, "nor do missing items")
	only9[0], only9[8] = measure.Answered(99), measure.Answered(7)
	s, err = measure.Standard().Score(measure.Response{Instrument: "phq-9", Answers: only9})
	require.ErrorIs(t, err, therapy.ErrRange)
	require.Equal(t, measure.Raised, s.Alerts()[0].State, "nor an answer above the range")
	core := measure.Answers(0, 4, 4, 0, 0, 0, 0, 0, 0, 0)
	core[5] = measure.Answer{}
	s, err = measure.Standard().Score(measure.Response{Instrument: "core-10", Answers: core})
	require.NoError(t, err, "one item may be prorated")
	require.Equal(t, measure.Unanswered, s.Alerts()[0].State, "prorating does not answer a critical item")
	require.Empty(t, score(t, "phq-9", 3, 3, 3, 3, 3, 3, 3, 3, 0).Alerts())
	from, err := standard(t, "phq-9").FromTotal(day(0), 3)
	require.NoError(t, err)
	require.False(t, from.AlertsKnown())
}

func TestMissingAndSkippedItems(t *testing.T) {
	core := measure.Answers(1, 4, 4, 1, 1, 1, 1, 1, 1, 1)
	core[0] = measure.Answer{}
	s, err := measure.Standard().Score(measure.Response{Instrument: "core-10", Answers: core})
	require.NoError(t, err)
	total, _ := s.Total()
	require.InDelta(t, 70.0/9, total, 1e-12, "10 times the mean of the nine answered")
	require.Equal(t, 1, s.Missing())
	core[3] = measure.Answer{}
	_, err = measure.Standard().Score(measure.Response{Instrument: "core-10", Answers: core})
	require.ErrorIs(t, err, measure.ErrIncomplete)
	audit := make([]measure.Answer, 10)
	audit[0], audit[8], audit[9] = measure.Answered(0), measure.Answered(2), measure.Answered(4)
	s, err = measure.Standard().Score(measure.Response{Instrument: "audit", Answers: audit})
	require.NoError(t, err, "people who never drink skip to items 9 and 10")
	total, _ = s.Total()
	require.InDelta(t, 6, total, 0)
	audit[0] = measure.Answered(1)
	_, err = measure.Standard().Score(measure.Response{Instrument: "audit", Answers: audit})
	require.ErrorIs(t, err, measure.ErrIncomplete)
	wsas := measure.Answers(0, 8, 8, 8, 8)
	wsas[0] = measure.NotApplicable()
	s, err = measure.Standard().Score(measure.Response{Instrument: "wsas", Answers: wsas})
	require.NoError(t, err)
	total, _ = s.Total()
	require.InDelta(t, 32, total, 0, "not rescaled")
	low, high := s.Range()
	require.Equal(t, [2]float64{0, 32}, [2]float64{low, high}, "the range without item 1")
	require.Equal(t, []int{1}, s.LeftOut())
	wsas[1] = measure.NotApplicable()
	_, err = measure.Standard().Score(measure.Response{Instrument: "wsas", Answers: wsas})
	require.ErrorIs(t, err, therapy.ErrRange)
	_, err = measure.Standard().Score(measure.Response{Instrument: "audit", Answers: measure.Answers(1, 1, 1, 1, 1, 1, 1, 1, 1, 0)})
	require.ErrorIs(t, err, therapy.ErrRange, "item 9 has no 1")
	_, err = measure.Standard().Score(measure.Response{Instrument: "phq-9", Answers: measure.Answers(1)})
	require.ErrorIs(t, err, therapy.ErrRange)
	_, err = measure.Standard().Score(measure.Response{Instrument: "nothing"})
	require.ErrorIs(t, err, therapy.ErrUnknown)
	_, err = standard(t, "phq-9").Score(measure.Response{Instrument: "gad-7"})
	require.ErrorIs(t, err, therapy.ErrContradiction)
}

func TestBrokenInstruments(t *testing.T) {
	for _, test := range []struct {
		rule, reason string
		change       func(*measure.Instrument)
	}{
		{"instrument-id", "capitals and a space", func(in *measure.Instrument) { in.ID = "PHQ 9" }},
		{"instrument-name", "people call it by its name", func(in *measure.Instrument) { in.Name = "" }},
		{"instrument-title", "blank is missing", func(in *measure.Instrument) { in.Title = " " }},
		{"instrument-direction", "better and worse could not be told", func(in *measure.Instrument) { in.Direction = 0 }},
		{"instrument-items", "nothing was asked", func(in *measure.Instrument) { in.Items = nil }},
		{"scoring-multiply", "a total cannot run backwards", func(in *measure.Instrument) { in.Multiply = -1 }},
		{"scoring-divide", "nor be divided so", func(in *measure.Instrument) { in.Divide = -1 }},
		{"scoring-round", "no such rounding", func(in *measure.Instrument) { in.Round = 99 }},
		{"instrument-sum", "there is nothing to sum", func(in *measure.Instrument) { in.SumSubscales = true }},
		{"instrument-sum", "the subscales have the rules", func(in *measure.Instrument) {
			in.SumSubscales, in.Subscales, in.Missing = true, []measure.Subscale{{ID: "a", Items: []int{1}}}, measure.MissingRule{Half: true, Source: in.Sources[0]}
		}},
		{"missing-two-rules", "which of the two?", func(in *measure.Instrument) {
			in.Missing = measure.MissingRule{Prorate: 1, Half: true, Source: in.Sources[0]}
		}},
		{"item-not-applicable", "no such way", func(in *measure.Instrument) { in.Items[0].NotApplicable = 99 }},
		{"prorate-unlike", "a mean of the others stands for it", func(in *measure.Instrument) {
			in.Items[0].NotApplicable, in.Items[1].Max = measure.Averaged, 5
		}},
		{"form-items", "one text is missing", func(in *measure.Instrument) { in.Form.Items = in.Form.Items[1:] }},
		{"form-item", "a blank line cannot be answered", func(in *measure.Instrument) { in.Form.Items[0] = " " }},
		{"form-intro", "nobody would know what is asked", func(in *measure.Instrument) { in.Form.Intro = "" }},
		{"form-terms", "why may it be shipped?", func(in *measure.Instrument) { in.Form.Terms = "" }},
		{"form-language", "nobody would know whose words they are", func(in *measure.Instrument) { in.Form.Language = "" }},
		{"form-options", "nothing to choose", func(in *measure.Instrument) { in.Form.Options = nil }},
		{"form-option", "no such answer", func(in *measure.Instrument) { in.Form.Options[3].Answer = 4 }},
		{"form-option", "twice the same", func(in *measure.Instrument) { in.Form.Options[1].Answer = 0 }},
		{"instrument-no-total", "neither a total nor subscales", func(in *measure.Instrument) { in.NoTotal, in.Subscales = true, nil }},
		{"item-range", "one possible answer is no question", func(in *measure.Instrument) { in.Items[0].Max = in.Items[0].Min }},
		{"item-only", "the list has to reach from lowest to highest", func(in *measure.Instrument) { in.Items[0].Only = []int{0, 2} }},
		{"subscale-id", "capitals", func(in *measure.Instrument) { in.Subscales = []measure.Subscale{{ID: "A", Items: []int{1}}} }},
		{"subscale-duplicate", "which of the two is meant?", func(in *measure.Instrument) {
			in.Subscales = []measure.Subscale{{ID: "a", Items: []int{1}}, {ID: "a", Items: []int{2}}}
		}},
		{"item-numbers", "items count from 1", func(in *measure.Instrument) { in.Subscales = []measure.Subscale{{ID: "a", Items: []int{0}}} }},
		{"skip-itself", "an answer cannot excuse itself", func(in *measure.Instrument) { in.Skips = []measure.Skip{{[]int{1}, []int{1}}} }},
		{"item-number", "there is no item 10", func(in *measure.Instrument) { in.Critical[0].Item = 10 }},
		{"critical-at", "nobody can answer 4", func(in *measure.Instrument) { in.Critical[0].At = 4 }},
		{"critical-about", "an alert has to say what it is about", func(in *measure.Instrument) { in.Critical[0].About = "" }},
		{"critical-duplicate", "two marks for one item", func(in *measure.Instrument) { in.Critical = append(in.Critical, in.Critical[0]) }},
		{"missing-prorate", "nothing would be left to take a mean of", func(in *measure.Instrument) { in.Missing.Prorate = 9 }},
		{"source-document", "somebody has to say that items may be missing", func(in *measure.Instrument) { in.Missing.Prorate = 1 }},
		{"licence-wording", "unstated is not free", func(in *measure.Instrument) { in.Licence.Wording = 0 }},
		{"licence-terms", "a position without words", func(in *measure.Instrument) { in.Licence.Terms = "" }},
		{"loinc-code", "the check digit is wrong", func(in *measure.Instrument) { in.LOINC.Panel = "44249-2" }},
		{"sources-missing", "every instrument has one", func(in *measure.Instrument) { in.Sources = nil }},
		{"source-strength", "what kind of authority is it?", func(in *measure.Instrument) { in.Sources[0].Strength = 0 }},
		{"source-year", "no such year", func(in *measure.Instrument) { in.Sources[0].Year = 1 }},
		{"source-link", "links are secure or not there", func(in *measure.Instrument) { in.Sources[0].Link = "http://x" }},
		{"instrument-items", "more than any form has", func(in *measure.Instrument) { in.Items = make([]measure.Item, 501) }},
		{"item-only", "twice the same answer", func(in *measure.Instrument) { in.Items[0].Only = []int{0, 1, 1, 3} }},
		{"item-numbers", "a subscale of nothing", func(in *measure.Instrument) { in.Subscales = []measure.Subscale{{ID: "a"}} }},
		{"prorate-unlike", "a mean of unlike items can leave the range", func(in *measure.Instrument) {
			in.Items[0].Max, in.Missing = 4, measure.MissingRule{Prorate: 1, Source: in.Sources[0]}
		}},
		{"prorate-unlike", "a mean of answers that exist for one and not for another", func(in *measure.Instrument) {
			in.Form, in.Items[0].Only, in.Missing = nil, []int{0, 1, 3}, measure.MissingRule{Prorate: 1, Source: in.Sources[0]}
		}},
		{"prorate-unlike", "a gap that is elsewhere once it is turned round", func(in *measure.Instrument) {
			in.Form, in.Missing = nil, measure.MissingRule{Prorate: 1, Source: in.Sources[0]}
			for i := range in.Items {
				in.Items[i].Only, in.Items[i].Reverse = []int{0, 1, 3}, i == 0
			}
		}},
		{"loinc-code", "letters", func(in *measure.Instrument) { in.LOINC.Total = "4426x-6" }},
		{"loinc-code", "no check digit", func(in *measure.Instrument) { in.LOINC.Total = "44261" }},
	} {
		in := standard(t, "phq-9")
		test.change(&in)
		_, err := measure.NewCatalogue(in)
		require.ErrorContains(t, err, "["+test.rule+"]", test.reason)
	}
	require.GreaterOrEqual(t, strings.Count(measure.Instrument{}.Validate().Error(), "\n"), 7, "everything at once")
	_, err := measure.Standard().With(standard(t, "phq-9"))
	require.ErrorIs(t, err, therapy.ErrDuplicate)
}

func TestCatalogueSharesNothing(t *testing.T) {
	c := measure.Standard()
	in, _ := c.Lookup("audit")
	in.Items[8].Only[0], in.Skips[0].Skips[0], in.Sources[0].Document = 9, 9, "x"
	again, _ := c.Lookup("audit")
	require.NotEqual(t, in, again)
	require.NoError(t, again.Validate())
}

// Each subscale and the whole instrument have their own rule for missing items.
func TestMissingItemsInSubscales(t *testing.T) {
	in := wholeInstrument() // one item of three may be missing, and one of the two of "a"; "b" has one item
	in.Skips, in.Items = nil, []measure.Item{{Max: 2}, {Max: 2}, {Max: 2, Reverse: true}}
	c, err := measure.NewCatalogue(in)
	require.NoError(t, err)
	for _, test := range []struct {
		name, reason string
		answers      []measure.Answer
		a, b, total  float64
		hasA, hasB   bool
		err          error
	}{
		{"complete", "item 3 is turned round, and the sum counts twice", measure.Answers(1, 2, 0), 3, 2, 10, true, true, nil},
		{"one of two missing", "the other stands for both, in the subscale and in the whole", []measure.Answer{measure.Answered(1), {}, measure.Answered(1)}, 2, 1, 6, true, true, nil},
		{"one of one missing", "there is no mean of nothing, and the whole has its own rule", []measure.Answer{measure.Answered(1), measure.Answered(2), {}}, 3, 0, 9, true, false, nil},
		{"two missing", "one more than the rule allows", []measure.Answer{measure.Answered(1), {}, {}}, 0, 0, 0, false, false, measure.ErrIncomplete},
	} {
		s, err := c.Score(measure.Response{Instrument: in.ID, Answers: test.answers})
		require.ErrorIs(t, err, test.err, "%s: %s", test.name, test.reason)
		total, has := s.Total()
		require.Equal(t, test.err == nil, has, test.name)
		require.InDelta(t, test.total, total, 1e-12, "%s: %s", test.name, test.reason)
		a, hasA := s.Subscale("a")
		b, hasB := s.Subscale("b")
		require.Equal(t, [2]bool{test.hasA, test.hasB}, [2]bool{hasA, hasB}, "%s: %s", test.name, test.reason)
		require.InDeltaSlice(t, []float64{test.a, test.b}, []float64{a, b}, 1e-12, "%s: %s", test.name, test.reason)
	}
	_, _, err = in.SubscaleRange("c")
	require.ErrorIs(t, err, therapy.ErrUnknown)
}

// An invalid instrument scores nothing, and the thresholds of an instrument are not applied to a
// score of another instrument with the same id.
func TestForeignScores(t *testing.T) {
	broken := standard(t, "phq-9")
	broken.Items[0].Max = 0
	_, err := broken.Score(measure.Response{Instrument: "phq-9"})
	require.ErrorIs(t, err, therapy.ErrRange)
	_, err = broken.FromTotal(day(0), 1)
	require.ErrorIs(t, err, therapy.ErrRange)

	for _, test := range []struct {
		name, reason string
		change       func(*measure.Instrument)
	}{
		{"another range", "10 of 54 is not 10 of 27", func(in *measure.Instrument) { in.Multiply = 2 }},
		{"another direction", "better would be worse", func(in *measure.Instrument) { in.Direction = measure.HigherBetter }},
	} {
		other := standard(t, "phq-9")
		test.change(&other)
		s, err := other.FromTotal(day(0), 10)
		require.NoError(t, err)
		nhs := standardSet(t, measure.SetNHS)
		_, err = nhs.Caseness(s, "")
		require.ErrorIs(t, err, therapy.ErrContradiction, "%s: %s", test.name, test.reason)
		_, err = nhs.Change(s, s, "")
		require.ErrorIs(t, err, therapy.ErrContradiction, "%s: %s", test.name, test.reason)
		_, err = standardSet(t, measure.SetAuthors).Band(s, "")
		require.ErrorIs(t, err, therapy.ErrContradiction, "%s: %s", test.name, test.reason)
	}
	require.Zero(t, measure.Direction(0).Improvement(5, 3), "without a direction there is no improvement")
}

// All faults come in one list, however deeply nested.
func TestFaultsAreOneList(t *testing.T) {
	in := standard(t, "phq-9")
	in.Sources, in.Licence.Source, in.Name = []therapy.Source{{}, {}}, therapy.Source{}, ""
	_, err := measure.NewCatalogue(in, in)
	fields(t, err)
	require.Equal(t, 2*(1+3+3+3)+1, strings.Count(err.Error(), "\n")+1, "three faults for each of three sources and one for the name, twice, and the same id twice")
}
