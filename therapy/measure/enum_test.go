package measure_test

import (
	"encoding"
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/measure"
)

type enum interface {
	fmt.Stringer
	encoding.TextMarshaler
}

// walk checks every value of an enumeration from first to last, and that the others fail.
func walk[T interface {
	~uint8
	enum
	Valid() bool
}](t *testing.T, first, last T, parse func(*T, []byte) error) {
	t.Helper()
	for i := range 256 {
		v := T(i)
		valid := v >= first && v <= last
		require.Equal(t, valid, v.Valid())
		text, err := v.MarshalText()
		require.Equal(t, valid, err == nil)
		require.NotEmpty(t, v.String())
		if valid {
			var back T
			require.NoError(t, parse(&back, text))
			require.Equal(t, v, back)
			require.Equal(t, v.String(), string(text))
		}
	}
	var v T
	require.ErrorIs(t, parse(&v, []byte("Nothing")), measure.ErrUnknown)
	require.ErrorIs(t, parse(&v, nil), measure.ErrUnknown)
}

func TestEnumerations(t *testing.T) {
	walk(t, measure.Owner, measure.Independent, (*measure.Strength).UnmarshalText)
	walk(t, measure.LowerBetter, measure.HigherBetter, (*measure.Direction).UnmarshalText)
	walk(t, measure.WordingFree, measure.WordingRestricted, (*measure.Permission).UnmarshalText)
	walk(t, measure.Raised, measure.Unanswered, (*measure.AlertState).UnmarshalText)
	walk(t, measure.ReliableImprovement, measure.ReliableDeterioration, (*measure.ChangeKind).UnmarshalText)
	walk(t, measure.InternalConsistency, measure.TestRetest, (*measure.ReliabilityKind).UnmarshalText)
	walk(t, measure.Recovered, measure.NotClinicalAtStart, (*measure.Significance).UnmarshalText)
	walk(t, measure.Unknown, measure.NotApplicableVerdict, (*measure.Verdict).UnmarshalText)
}

func TestBrokenSets(t *testing.T) {
	for _, test := range []struct {
		rule   string
		change func(*measure.ThresholdSpec)
	}{
		{"set-id", func(s *measure.ThresholdSpec) { s.ID = "X" }},
		{"set-version", func(s *measure.ThresholdSpec) { s.Version = "" }},
		{"set-name", func(s *measure.ThresholdSpec) { s.Name = "" }},
		{"set-population", func(s *measure.ThresholdSpec) { s.Population = "" }},
		{"set-entries", func(s *measure.ThresholdSpec) { s.Entries = nil }},
		{"entry-duplicate", func(s *measure.ThresholdSpec) { s.Entries = append(s.Entries, s.Entries[0]) }},
		{"instrument-unknown", func(s *measure.ThresholdSpec) { s.Entries[0].Instrument = "x" }},
		{"subscale-unknown", func(s *measure.ThresholdSpec) { s.Entries[0].Subscale = "x" }},
		{"instrument-no-total", func(s *measure.ThresholdSpec) { s.Entries[0].Instrument = "dass-21" }},
		{"entry-empty", func(s *measure.ThresholdSpec) {
			s.Entries[0] = measure.Thresholds{Instrument: "phq-9", Sources: s.Entries[0].Sources}
		}},
		{"bands-one", func(s *measure.ThresholdSpec) { s.Entries[0].Bands = s.Entries[0].Bands[:1] }},
		{"band-first", func(s *measure.ThresholdSpec) { s.Entries[0].Bands[0].From = 1 }},
		{"band-order", func(s *measure.ThresholdSpec) { s.Entries[0].Bands[1].From = 0 }},
		{"band-range", func(s *measure.ThresholdSpec) { s.Entries[0].Bands[1].From = math.NaN() }},
		{"band-label", func(s *measure.ThresholdSpec) { s.Entries[0].Bands[1].Label = "" }},
		{"case-range", func(s *measure.ThresholdSpec) { s.Entries[0].Case = &measure.Cutoff{Value: 99, Label: "x"} }},
		{"case-label", func(s *measure.ThresholdSpec) { s.Entries[0].Case = &measure.Cutoff{Value: 9} }},
		{"change-range", func(s *measure.ThresholdSpec) { s.Entries[0].Reliable = &measure.ChangeMark{} }},
		{"change-range", func(s *measure.ThresholdSpec) { s.Entries[0].Important = &measure.ChangeMark{Points: math.NaN()} }},
		{"sources-missing", func(s *measure.ThresholdSpec) { s.Entries[0].Sources = nil }},
	} {
		spec := measure.ThresholdSpec{
			ID: "local", Version: "1", Name: "Local", Population: "Made up",
			Entries: standardSet(t, measure.SetAuthors).Entries()[:1],
		}
		_, err := measure.NewThresholdSet(measure.Standard(), spec)
		require.NoError(t, err)
		test.change(&spec)
		_, err = measure.NewThresholdSet(measure.Standard(), spec)
		require.ErrorContains(t, err, "measure: "+test.rule+" at /")
	}
}

func TestSetsAreSilentAloud(t *testing.T) {
	nhs, authors := standardSet(t, measure.SetNHS), standardSet(t, measure.SetAuthors)
	s, err := standard(t, "phq-9").FromTotal(day(0), 9)
	require.NoError(t, err)
	_, err = nhs.Band(s, "")
	require.ErrorIs(t, err, measure.ErrUnknown)
	_, err = authors.Caseness(s, "")
	require.ErrorIs(t, err, measure.ErrUnknown)
	_, err = authors.Change(s, s, "")
	require.ErrorIs(t, err, measure.ErrUnknown)
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
		require.ErrorIs(t, err, measure.ErrRange)
	}
	_, err = standard(t, "dass-21").FromTotal(day(0), 1)
	require.ErrorIs(t, err, measure.ErrUndefined)
	require.NotEmpty(t, again.Sources[0].String())
	require.NoError(t, measure.NHSSource().Validate())
}

func TestDecodeResponse(t *testing.T) {
	good := `{"instrument":"wsas","at":"2026-01-05T18:00:00Z","answers":["not-applicable",null,3]}`
	r, err := measure.DecodeResponse([]byte(good + "\n"))
	require.NoError(t, err)
	require.Equal(t, []measure.Answer{measure.NotApplicable(), {}, measure.Answered(3)}, r.Answers)
	for _, bad := range []string{"", good + "x", good + good, `{"answers":[1.5]}`, `{"answers":["3"]}`, `{"answers":[1001]}`, `{"secret":1}`} {
		_, err := measure.DecodeResponse([]byte(bad))
		require.ErrorIs(t, err, measure.ErrSyntax, bad)
	}
}
