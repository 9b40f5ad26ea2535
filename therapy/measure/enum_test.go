package measure_test

import (
	"encoding"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/measure"
)

type enum interface {
	fmt.Stringer
	encoding.TextMarshaler
}

// walk checks every value of an enumeration, whose names are given in order from first, and that all
// other values fail. The names are listed because they are stored: a moved or renamed constant must
// fail the test.
func walk[T interface {
	~uint8
	enum
	Valid() bool
}](t *testing.T, first T, parse func(*T, []byte) error, names ...string) {
	t.Helper()
	last := first + T(len(names)) - 1
	for i := range 256 {
		v := T(i)
		valid := v >= first && v <= last
		require.Equal(t, valid, v.Valid())
		text, err := v.MarshalText()
		require.Equal(t, valid, err == nil)
		if !valid {
			require.Contains(t, v.String(), "("+strconv.Itoa(i)+")", "a placeholder with the number")
			require.Empty(t, text)
		}
		require.NotEmpty(t, v.String())
		if valid {
			var back T
			require.NoError(t, parse(&back, text))
			require.Equal(t, v, back)
			require.Equal(t, v.String(), string(text))
			require.Equal(t, names[v-first], string(text))
		}
	}
	var v T
	require.ErrorIs(t, parse(&v, []byte("Nothing")), therapy.ErrUnknown)
	require.ErrorIs(t, parse(&v, nil), therapy.ErrUnknown)
}

func TestEnumerations(t *testing.T) {
	walk(t, measure.LowerBetter, (*measure.Direction).UnmarshalText, "lower-better", "higher-better")
	walk(t, measure.WordingFree, (*measure.Permission).UnmarshalText, "free", "verbatim", "unclear", "restricted")
	walk(t, measure.Raised, (*measure.AlertState).UnmarshalText, "raised", "unanswered")
	walk(t, measure.ReliableImprovement, (*measure.ChangeKind).UnmarshalText, "reliable-improvement", "no-reliable-change", "reliable-deterioration", "important-improvement", "no-important-change", "important-deterioration")
	walk(t, measure.CountsLowest, (*measure.Inapplicable).UnmarshalText, "counts-lowest", "left-out", "averaged")
	walk(t, measure.Nearest, (*measure.Rounding).UnmarshalText, "nearest", "down", "up")
	walk(t, measure.ByPreSD, (*measure.EffectKind).UnmarshalText, "pre-sd", "pooled-sd", "change-sd", "change-sd-corrected", "national-sd")
	walk(t, measure.InternalConsistency, (*measure.ReliabilityKind).UnmarshalText, "internal-consistency", "test-retest")
	walk(t, measure.Recovered, (*measure.Significance).UnmarshalText, "recovered", "improved", "unchanged", "deteriorated", "not-clinical-at-start")
	walk(t, measure.Unknown, (*measure.Verdict).UnmarshalText, "unknown", "no", "yes", "not-applicable")
}

func TestBrokenSets(t *testing.T) {
	for _, test := range []struct {
		rule, reason string
		change       func(*measure.ThresholdSpec)
	}{
		{"set-id", "capitals", func(s *measure.ThresholdSpec) { s.ID = "X" }},
		{"set-version", "numbers change, and a result has to say which it had", func(s *measure.ThresholdSpec) { s.Version = "" }},
		{"set-name", "results show it", func(s *measure.ThresholdSpec) { s.Name = "" }},
		{"set-population", "a mark without people is nobody's", func(s *measure.ThresholdSpec) { s.Population = "" }},
		{"set-entries", "a set that says nothing", func(s *measure.ThresholdSpec) { s.Entries = nil }},
		{"entry-duplicate", "which of the two counts?", func(s *measure.ThresholdSpec) { s.Entries = append(s.Entries, s.Entries[0]) }},
		{"instrument-unknown", "not in the catalogue", func(s *measure.ThresholdSpec) { s.Entries[0].Instrument = "x" }},
		{"subscale-unknown", "PHQ-9 has none", func(s *measure.ThresholdSpec) { s.Entries[0].Subscale = "x" }},
		{"instrument-no-total", "DASS-21 has subscales only", func(s *measure.ThresholdSpec) { s.Entries[0].Instrument = "dass-21" }},
		{"entry-empty", "sources for nothing", func(s *measure.ThresholdSpec) {
			s.Entries[0] = measure.Thresholds{Instrument: "phq-9", Sources: s.Entries[0].Sources}
		}},
		{"bands-one", "one band tells nobody apart", func(s *measure.ThresholdSpec) { s.Entries[0].Bands = s.Entries[0].Bands[:1] }},
		{"band-first", "the lowest score would have no band", func(s *measure.ThresholdSpec) { s.Entries[0].Bands[0].From = 1 }},
		{"band-order", "two bands begin in one place", func(s *measure.ThresholdSpec) { s.Entries[0].Bands[1].From = 0 }},
		{"band-range", "an edge that is no number", func(s *measure.ThresholdSpec) { s.Entries[0].Bands[1].From = math.NaN() }},
		{"band-label", "a result has a name", func(s *measure.ThresholdSpec) { s.Entries[0].Bands[1].Label = "" }},
		{"case-range", "nobody can reach 99", func(s *measure.ThresholdSpec) { s.Entries[0].Case = &measure.Cutoff{Value: 99, Label: "x"} }},
		{"case-label", "a case of what?", func(s *measure.ThresholdSpec) { s.Entries[0].Case = &measure.Cutoff{Value: 9} }},
		{"change-range", "no change at all would be reliable", func(s *measure.ThresholdSpec) { s.Entries[0].Reliable = &measure.ChangeMark{} }},
		{"change-range", "a size that is no number", func(s *measure.ThresholdSpec) { s.Entries[0].Important = &measure.ChangeMark{Points: math.NaN()} }},
		{"sources-missing", "every number has one", func(s *measure.ThresholdSpec) { s.Entries[0].Sources = nil }},
	} {
		spec := measure.ThresholdSpec{
			ID: "local", Version: "1", Name: "Local", Population: "Made up",
			Entries: standardSet(t, measure.SetAuthors).Spec().Entries[:1],
		}
		_, err := measure.NewThresholdSet(measure.Standard(), spec)
		require.NoError(t, err)
		test.change(&spec)
		_, err = measure.NewThresholdSet(measure.Standard(), spec)
		require.ErrorContains(t, err, "["+test.rule+"]", test.reason)
		require.Equal(t, err, spec.Validate(measure.Standard()))
	}
	_, err := measure.NewThresholdSet(measure.Standard(), measure.ThresholdSpec{})
	require.GreaterOrEqual(t, strings.Count(err.Error(), "\n"), 4, "everything at once")
}

func TestMissingThresholdsAreErrors(t *testing.T) {
	nhs, authors := standardSet(t, measure.SetNHS), standardSet(t, measure.SetAuthors)
	s, err := standard(t, "phq-9").FromTotal(day(0), 9)
	require.NoError(t, err)
	_, err = nhs.Band(s, "")
	require.ErrorIs(t, err, therapy.ErrUnknown)
	_, err = authors.Caseness(score(t, "wsas", 1, 1, 1, 1, 1), "")
	require.ErrorIs(t, err, therapy.ErrUnknown)
	_, err = authors.Change(s, s, "")
	require.ErrorIs(t, err, therapy.ErrUnknown)
	bare, err := measure.Standard().Score(measure.Response{Instrument: "phq-9", Answers: make([]measure.Answer, 9)})
	require.Error(t, err)
	_, err = nhs.Caseness(bare, "")
	require.ErrorIs(t, err, measure.ErrIncomplete)
	_, ok := measure.StandardSet("x")
	require.False(t, ok)
	e, ok := nhs.For("phq-9", "")
	require.True(t, ok)
	e.Case.Value = 0
	again, _ := nhs.For("phq-9", "")
	require.InDelta(t, 10, again.Case.Value, 0, "copies out")
	for _, v := range []float64{-1, 28, math.NaN(), math.Inf(1)} {
		_, err := standard(t, "phq-9").FromTotal(day(0), v)
		require.ErrorIs(t, err, therapy.ErrRange)
	}
	_, err = standard(t, "dass-21").FromTotal(day(0), 1)
	require.ErrorIs(t, err, measure.ErrUndefined)
	require.NotEmpty(t, again.Sources[0].String())
}

func TestParseResponse(t *testing.T) {
	good := `{"instrument":"wsas","at":"2026-01-05T18:00:00Z","answers":["not-applicable",null,3]}`
	r, err := measure.ParseResponse([]byte(" " + good + "\n"))
	require.NoError(t, err)
	require.Equal(t, []measure.Answer{measure.NotApplicable(), {}, measure.Answered(3)}, r.Answers)
	for text, want := range map[string]int{"3.0": 3, "3e0": 3, "30E-1": 3, "-0": 0, "-0.0": 0, "0.1e1": 1, "1e3": 1000, "-1000.00": -1000} {
		var a measure.Answer
		require.NoError(t, a.UnmarshalJSON([]byte(text)), text)
		require.Equal(t, measure.Answered(want), a, "%s: columns of floating-point numbers are written so", text)
	}
	for _, text := range []string{"3.5", "1e-1", "1e4", "1001", "1e99999999", "3.0000000000000001", "0x3", ".5", "1_0", " 3"} {
		var a measure.Answer
		require.ErrorIs(t, a.UnmarshalJSON([]byte(text)), therapy.ErrSyntax, text)
	}
	_, err = measure.ParseResponse([]byte(`{"instrument":"phq-9","at":"2026-01-05T18:00:00Z","answers":[1,1,1,1,1,1,1,1,"3"]}`))
	field, ok := errors.AsType[*therapy.FieldError](err)
	require.True(t, ok)
	require.Equal(t, "/answers/8", field.Path, "the error names the invalid answer")
	for _, test := range []struct{ name, reason, text string }{
		{"nothing", "no value at all", ""},
		{"a letter after it", "something is wrong with the file", good + "x"},
		{"two values", "only one would be read", good + good},
		{"a fraction", "nobody can answer one and a half", `{"answers":[1.5]}`},
		{"a number in quotes", "a text is not a number", `{"answers":["3"]}`},
		{"a number out of all range", "no form has it", `{"answers":[1001]}`},
		{"another case", "members have one spelling", `{"Answers":[1]}`},
		{"a member twice", "the first would be lost in silence, and it has an answer", `{"answers":[3],"answers":[null]}`},
		{"a member twice, escaped", "the same member", `{"answers":[3],"\u0061nswers":[null]}`},
		{"nothing at all", "null is no response", "null"},
		{"a list", "one response at a time", "[" + good + "]"},
		{"an unknown member", "it would be lost in silence", `{"secret":1}`},
		{"an object for an answer", "not an answer", `{"answers":[{"secret":1}]}`},
		{"a time that is none", "the day could be meant otherwise", `{"at":"05/01/2026"}`},
	} {
		_, err := measure.ParseResponse([]byte(test.text))
		require.NotEmpty(t, therapy.FieldErrors(err), "%s: %s", test.name, test.reason)
		require.NotContains(t, err.Error(), "secret", "%s: the input is never quoted", test.name)
	}
}
