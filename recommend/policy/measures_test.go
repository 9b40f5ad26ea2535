package policy_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/measure"
)

func total(t *testing.T, id measure.ID, at time.Time, v float64) measure.Score {
	t.Helper()
	in, ok := measure.Standard().Lookup(id)
	require.True(t, ok)
	s, err := in.FromTotal(at, v)
	require.NoError(t, err)
	return s
}

// said lists proposals as statement=answer.
func said(s policy.Suggestions) []string {
	var out []string
	for p := range s.Proposals() {
		out = append(out, string(p.Rule.Statement)+"="+p.Rule.Answer.String())
	}
	return out
}

// asked lists questions as instrument/item state.
func asked(s policy.Suggestions) []string {
	var out []string
	for q := range s.Questions() {
		out = append(out, fmt.Sprintf("%s/%d %v", q.Instrument, q.Item, q.State))
	}
	return out
}

// slowPHQ9 follows the rule of the sources word by word.
func slowPHQ9(total int) []string {
	if total >= 16 {
		return []string{"depression-more-severe=yes"}
	}
	if total >= 10 {
		return []string{"depression-less-severe=yes"}
	}
	return nil
}

func TestFromMeasuresEveryPHQ9(t *testing.T) {
	seen := map[int]bool{}
	for rest := range 25 {
		for item9 := range 4 {
			score, err := phq9(filledIn, rest, measure.Answered(item9))
			require.NoError(t, err)
			got, err := standard.Measures().Read(score)
			require.NoError(t, err)
			seen[rest+item9] = true
			if diff := gocmp.Diff(slowPHQ9(rest+item9), said(got)); diff != "" {
				t.Errorf("total %d (-want +got):\n%s", rest+item9, diff)
			}
			var want []string
			if item9 > 0 {
				want = []string{"phq-9/9 raised"}
			}
			if diff := gocmp.Diff(want, asked(got)); diff != "" {
				t.Errorf("item 9 %d with a total of %d: no total hides it (-want +got):\n%s", item9, rest, diff)
			}
		}
	}
	require.Len(t, seen, 28, "every total from 0 to 27 was there")
}

func TestFromMeasuresFromTotals(t *testing.T) {
	for v := range 28 {
		got, err := standard.Measures().Read(total(t, "phq-9", filledIn, float64(v)))
		require.NoError(t, err)
		require.Equal(t, slowPHQ9(v), said(got))
		require.Equal(t, []string{"phq-9/9 unanswered"}, asked(got), "a total has shown no items")
	}
}

func TestFromMeasuresUnusableItem9(t *testing.T) {
	for _, test := range []struct {
		name, reason string
		item9        measure.Answer
		want         string
	}{
		{"missing", "silence is not a no", measure.Answer{}, "phq-9/9 unanswered"},
		{"does not apply", "is no answer to it", measure.NotApplicable(), "phq-9/9 unanswered"},
		{"below the range", "says nothing", measure.Answered(-1), "phq-9/9 unanswered"},
		{"above the range", "the careful reading is the frightening one", measure.Answered(4), "phq-9/9 raised"},
	} {
		t.Run(test.name, func(t *testing.T) {
			score, err := phq9(filledIn, 20, test.item9)
			require.Error(t, err, "there is no score")
			got, err := standard.Measures().Read(score)
			require.NoError(t, err)
			require.Empty(t, said(got), "nothing rests on a score that is not there")
			require.Equal(t, []string{test.want}, asked(got), test.reason)
		})
	}
}

func TestMeasureRules(t *testing.T) {
	p := standard.Policy()
	ids := map[string]bool{}
	for _, rule := range standard.Measures().Rules {
		require.False(t, ids[rule.ID], "ids are unique")
		ids[rule.ID] = true
		info, ok := p.Factors.Lookup(rule.Statement)
		require.True(t, ok, rule.ID)
		require.NotEqual(t, therapy.LayerSafety, info.Layer, "%s: a questionnaire never answers a safety statement", rule.ID)
		require.Contains(t, []therapy.Answer{therapy.Yes, therapy.Strongly}, rule.Answer, "%s: and never answers no", rule.ID)
		for _, need := range rule.Needs {
			ok := p.Factors.Has(need)
			require.True(t, ok, rule.ID)
		}
		require.NoError(t, therapy.ValidateSources(rule.Sources), rule.ID)
		require.NotEmpty(t, rule.Says.Clinician)
		require.NotEmpty(t, rule.Says.Client)
		in, ok := measure.Standard().Lookup(rule.Instrument)
		require.True(t, ok, rule.ID)
		low, high := in.Range()
		require.True(t, rule.From >= low && rule.From <= high && (rule.Below == 0 || rule.Below > rule.From), rule.ID)
	}
	standard.Measures().Rules[0].Needs[0] = "spoilt"
	require.Equal(t, therapy.Adult, standard.Measures().Rules[0].Needs[0], "the table is not shared")
}

// Every critical item of every built-in instrument leads to statements about danger that the
// default policy has, and no score of any instrument answers such a statement.
func TestEveryInstrumentAsks(t *testing.T) {
	p := standard.Policy()
	for id, in := range measure.Standard().All() {
		low := make([]measure.Answer, len(in.Items))
		high := make([]measure.Answer, len(in.Items))
		for i, it := range in.Items {
			low[i], high[i] = measure.Answered(it.Min), measure.Answered(it.Max)
		}
		for _, answers := range [][]measure.Answer{low, high, make([]measure.Answer, len(in.Items)), nil} {
			score, _ := in.Score(measure.Response{Instrument: id, At: filledIn, Answers: answers})
			got, err := standard.Measures().Read(score)
			require.NoError(t, err, id)
			quiet := len(answers) > 0 && answers[0] == low[0]
			for q := range got.Questions() {
				require.False(t, quiet, "%s: the lowest answers ask nothing", id)
				require.NotEmpty(t, q.Why.Clinician)
				require.NotEmpty(t, q.Why.Client)
				require.NoError(t, therapy.ValidateSources(q.Sources))
				require.NotEmpty(t, q.Ask)
				for _, f := range q.Ask {
					info, ok := p.Factors.Lookup(f)
					require.True(t, ok, f)
					require.NotEqual(t, therapy.LayerIndication, info.Layer, "%s is about danger", f)
				}
			}
			if !quiet {
				require.Len(t, slices.Collect(got.Questions()), len(in.Critical), id)
			}
			for p := range got.Proposals() {
				require.Equal(t, id, p.Rule.Instrument)
			}
		}
	}
}

func TestFromMeasuresSeveral(t *testing.T) {
	later := filledIn.Add(7 * 24 * time.Hour)
	first, err := phq9(filledIn, 17, measure.Answered(1))
	require.NoError(t, err)
	second, err := phq9(later, 12, measure.Answered(0))
	require.NoError(t, err)
	for _, scores := range [][]measure.Score{{first, second}, {second, first}} {
		got, err := standard.Measures().Read(scores...)
		require.NoError(t, err)
		require.Equal(t, []string{"depression-less-severe=yes"}, said(got), "the latest counts, in whatever order they come")
		require.Equal(t, []string{"phq-9/9 raised"}, asked(got), "a quiet item does not answer what an earlier one asked")
		for p := range got.Proposals() {
			require.Equal(t, later, p.At)
			require.InDelta(t, 12, p.Total, 0)
		}
	}
	broken, err := phq9(later, 12, measure.Answer{})
	require.Error(t, err)
	got, err := standard.Measures().Read(broken, first, total(t, "gad-7", filledIn, 21))
	require.NoError(t, err)
	require.Equal(t, []string{"depression-more-severe=yes"}, said(got), "the latest with a total")
	require.Equal(t, []string{"phq-9/9 raised", "phq-9/9 unanswered"}, asked(got), "raised comes first; GAD-7 has no critical item")

	none, err := standard.Measures().Read()
	require.NoError(t, err)
	require.Empty(t, said(none))
	require.Empty(t, asked(none))
}

func TestFromMeasuresRefuses(t *testing.T) {
	raised, err := phq9(filledIn, 17, measure.Answered(3))
	require.NoError(t, err)
	phq, _ := measure.Standard().Lookup("phq-9")
	scored := func(change func(*measure.Instrument)) measure.Score {
		in := phq.Clone()
		in.Form = nil
		change(&in)
		answers := make([]measure.Answer, len(in.Items))
		for i := range answers {
			answers[i] = measure.Answered(3)
		}
		s, err := in.Score(measure.Response{Instrument: in.ID, At: filledIn.Add(time.Hour), Answers: answers})
		require.NoError(t, err)
		return s
	}
	for _, test := range []struct {
		name, reason string
		scores       []measure.Score
		rule         string
		err          error
		asks         int
	}{
		{"zero score", "names nothing", []measure.Score{raised, {}}, "score-instrument", therapy.ErrRequired, 2},
		{"the same time", "which of the two?", []measure.Score{raised, raised}, "score-twice", therapy.ErrDuplicate, 2},
		{"another range", "an instrument of that name with ten items", []measure.Score{raised, scored(func(in *measure.Instrument) { in.Items = append(in.Items, in.Items[0]) })}, "score-instrument-differs", therapy.ErrContradiction, 2},
		{"another direction", "16 or more would be good", []measure.Score{raised, scored(func(in *measure.Instrument) { in.Direction = measure.HigherBetter })}, "score-instrument-differs", therapy.ErrContradiction, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := standard.Measures().Read(test.scores...)
			require.ErrorIs(t, err, test.err, test.reason)
			var failure *therapy.FieldError
			require.ErrorAs(t, err, &failure)
			require.Equal(t, test.rule, failure.Rule)
			require.Equal(t, "/1", failure.Path)
			require.Empty(t, said(got), "nothing is half-applied")
			require.Len(t, asked(got), test.asks, "danger is not hidden by it")
		})
	}
}

// A custom instrument proposes no answers. Its critical items ask about every danger, and so does
// a total alone, because nobody knows whether it has such an item.
func TestFromMeasuresOwnInstrument(t *testing.T) {
	in, _ := measure.Standard().Lookup("phq-9")
	in.ID, in.Critical = "made-up", []measure.Critical{{Item: 2, At: 1, About: "Made up."}}
	score, err := in.Score(measure.Response{Instrument: "made-up", At: filledIn, Answers: measure.Answers(3, 3, 3, 3, 3, 3, 3, 3, 3)})
	require.NoError(t, err)
	bare, err := in.FromTotal(filledIn.Add(time.Hour), 27)
	require.NoError(t, err)
	got, err := standard.Measures().Read(score, bare)
	require.NoError(t, err)
	require.Empty(t, said(got))
	require.Equal(t, []string{"made-up/2 raised", "made-up/0 unanswered"}, asked(got))
	for q := range got.Questions() {
		require.Contains(t, q.Ask, therapy.AcuteSuicidality)
		require.Contains(t, q.Ask, therapy.HarmToOthersImminent)
	}
}

// A change of the returned values does not change the measures.
func TestSuggestionsShareNothing(t *testing.T) {
	score, err := phq9(filledIn, 20, measure.Answered(1))
	require.NoError(t, err)
	suggestions, err := standard.Measures().Read(score)
	require.NoError(t, err)
	read := func() string {
		return fmt.Sprint(slices.Collect(suggestions.Proposals()), slices.Collect(suggestions.Questions()))
	}
	before := read()
	for p := range suggestions.Proposals() {
		p.Rule.Needs[0], p.Rule.Sources[0].Claim = "spoilt", "spoilt"
	}
	for q := range suggestions.Questions() {
		q.Ask[0], q.Sources[0].Claim = "spoilt", "spoilt"
	}
	require.Equal(t, before, read())
	for range suggestions.Proposals() {
		break
	}
	for range suggestions.Questions() {
		break
	}
}
