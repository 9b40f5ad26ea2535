package therapy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
)

// Every set of bands has exactly one text, and decoding accepts no other texts.
func TestAges(t *testing.T) {
	seen := map[string]bool{}
	for a := range 256 {
		ages := therapy.Ages(a)
		text, err := ages.MarshalText()
		if !ages.Valid() {
			require.ErrorIs(t, err, therapy.ErrRange)
			require.Equal(t, "unstated", ages.String())
			continue
		}
		require.NoError(t, err)
		require.False(t, seen[string(text)])
		seen[string(text)] = true
		var back therapy.Ages
		require.NoError(t, back.UnmarshalText(text))
		require.Equal(t, ages, back)
		require.Equal(t, string(text), ages.String())
	}
	require.Len(t, seen, 15)
	for _, text := range []string{"", "adults", "adult+adult", "adult+under-12", "under-12+12-15+16-17+adult", "any+adult", "+", "Any"} {
		ages := therapy.Adults
		require.Error(t, ages.UnmarshalText([]byte(text)), text)
		require.Equal(t, therapy.Adults, ages, "left alone")
	}
}

// The condition of an age band holds exactly for people of that age.
func TestAgesCondition(t *testing.T) {
	bands := map[therapy.Factor]therapy.Ages{
		therapy.ChildUnder12: therapy.Under12, therapy.Adolescent12To15: therapy.From12To15, therapy.Adolescent16To17: therapy.From16To17, therapy.Adult: therapy.Adults,
	}
	for a := 1; a < 16; a++ {
		ages := therapy.Ages(a)
		for f, band := range bands {
			person := func(g therapy.Factor) therapy.Truth {
				if g == f {
					return therapy.True
				}
				return therapy.False
			}
			want := therapy.False
			if ages&band != 0 {
				want = therapy.True
			}
			require.Equal(t, want, ages.Condition().Eval(person), "%s of %s", ages, f)
			require.Equal(t, want, ages.Of(therapy.Is(f)).Eval(person))
		}
		nobody := func(therapy.Factor) therapy.Truth { return therapy.Unknown }
		if ages != therapy.AnyAge {
			require.Equal(t, therapy.Unknown, ages.Condition().Eval(nobody), "without an age the condition is unknown")
		}
	}
	require.Equal(t, therapy.True, therapy.AnyAge.Condition().Eval(func(therapy.Factor) therapy.Truth { return therapy.Unknown }))
}

func TestGrades(t *testing.T) {
	require.True(t, therapy.Offer.Ranks() && therapy.Consider.Ranks() && therapy.OnlyIf.Ranks())
	require.False(t, therapy.Grade(0).Ranks() || therapy.Adjunct.Ranks() || therapy.Against.Ranks())
	require.True(t, therapy.Adjunct.Opposes() && therapy.Against.Opposes())
	require.False(t, therapy.Grade(0).Opposes() || therapy.Offer.Opposes() || therapy.OnlyIf.Opposes())
}

func TestQuestionValidate(t *testing.T) {
	sound := therapy.MustQuestion("trauma-adult")
	require.NoError(t, sound.Validate())
	require.True(t, sound.Equal(sound))
	require.False(t, sound.IsZero())
	require.True(t, therapy.Question{}.IsZero())
	require.Panics(t, func() { therapy.MustQuestion("no-such-question") })
	for _, tt := range []struct {
		change func(*therapy.Question)
		want   string
	}{
		{func(q *therapy.Question) { q.ID = "No id" }, "/id question-id"},
		{func(q *therapy.Question) { q.Ages = 0 }, "/ages ages-missing"},
		{func(q *therapy.Question) { q.Ages = 16 }, "/ages ages-missing"},
		{func(q *therapy.Question) { q.When = therapy.Condition{} }, "/when condition-empty"},
		{func(q *therapy.Question) { q.Yields = therapy.Is("") }, "/yields factor-name"},
		{func(q *therapy.Question) { q.Clinician = " " }, "/clinician question-clinician"},
		{func(q *therapy.Question) { q.Client = "" }, "/client question-client"},
	} {
		q := sound
		tt.change(&q)
		require.Equal(t, []string{tt.want}, broken(t, q.Validate()))
		require.False(t, q.Equal(sound), tt.want)
	}
}

func TestIndicationGrades(t *testing.T) {
	graded := func() therapy.Indication {
		in := anIndication("a")
		in.Layer, in.Alone, in.Combined = therapy.LayerIndication, 0, 0
		in.Ages, in.When, in.Question, in.Grade = therapy.Adults, therapy.All(), therapy.MustQuestion("trauma-adult"), therapy.OnlyIf
		return in
	}
	require.NoError(t, graded().Validate())
	for _, tt := range []struct {
		change func(*therapy.Indication)
		want   string
	}{
		{func(in *therapy.Indication) { in.Ages = 0 }, "/ages ages-missing"},
		{func(in *therapy.Indication) { in.Grade = 0 }, "/grade rule-grade-missing"},
		{func(in *therapy.Indication) { in.Question = therapy.Question{} }, "/question/id question-id"},
		{func(in *therapy.Indication) { in.Layer = therapy.LayerNeed }, "/grade rule-grade-layer"},
		{func(in *therapy.Indication) { in.Alone = 1 }, "/alone rule-grade-and-points"},
		{func(in *therapy.Indication) { in.Grade = 9 }, "/grade grade-unknown"},
		{func(in *therapy.Indication) { in.Grade, in.If = therapy.Offer, therapy.Is(therapy.PrefersIndividual) }, "/if rule-case-grade"},
		{func(in *therapy.Indication) { in.Unless = therapy.Is("") }, "/unless factor-name"},
	} {
		in := graded()
		tt.change(&in)
		require.Contains(t, broken(t, in.Validate()), tt.want)
	}
}
