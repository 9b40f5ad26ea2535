package recommend_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

// TestEverythingEncodesWhole checks the JSON of all types of the package.
func TestEverythingEncodesWhole(t *testing.T) {
	r := recommend.Must(testPolicy(t))
	rec, err := r.Recommend(assessed(), now)
	require.NoError(t, err)
	packed, err := r.Pack(in("lonely", therapy.Yes))
	require.NoError(t, err)
	asked, err := r.Recommend(recommend.Intake{}, now)
	require.NoError(t, err)
	torn, err := r.Recommend(given(in("disorder", therapy.Yes)), now)
	require.NoError(t, err)
	spec := recommend.OverrideSpec{
		Option: standard.Individual, By: confidential.MustPersonID("clinician-1"), At: now, Reason: recommend.ReasonAvailability,
		Note: confidential.Seal("made up", confidential.Label{}),
	}
	override, err := recommend.NewOverride(rec, spec)
	require.NoError(t, err)
	interview := asked.Interview()
	open, _ := interview.Next()
	tolerance := torn.Tolerance()
	require.NotEmpty(t, tolerance.Hinges)
	opposed, err := theStandard().Recommend(given(yes(therapy.PTSD, therapy.PrefersGroup, therapy.InformedDiscussionDone)), now)
	require.NoError(t, err)
	form, err := recommend.NewForm(standard.Policy())
	require.NoError(t, err)
	filled := recommend.Filled{
		Answers:     map[therapy.Factor]recommend.FormAnswer{therapy.Adult: recommend.FormYes},
		GoneThrough: []therapy.Section{form.Sections[2].Section}, Assessed: assessed().Assessed,
	}
	require.NoError(t, therapytest.Encodes(".", map[string]string{
		"Audience":  "is an argument and holds a language",
		"Rendering": "is one reader's JSON; a recommendation is read back by Recommender.Replay",
	},
		assessed(), assessed().Answers, assessed().Provenance["safe"], recommend.ByClient, recommend.FromForm,
		packed, *r, recommend.Verifier{}, rec, first(t, torn.Reasons()), first(t, torn.Stages()), recommend.SideB, first(t, torn.Conflicts()),
		first(t, asked.Questions()), open, recommend.Open, rec.Settlement(),
		recommend.AnswerChange{Factor: "lonely", From: therapy.Yes, To: therapy.No, Fact: true}, first(t, rec.Changes()), tolerance, interview,
		recommend.MeasureConflict{Rule: "excluded", Statement: "lonely", With: "poor"}, spec, override,
		form, form.Sections[2], form.Sections[2].Questions[0], form.Sections[2].Questions[0].Items[0], recommend.FormYes, filled,
		recommend.GradeStep{Rule: "made-up", Option: standard.Group, From: therapy.Offer, To: therapy.Consider}, first(t, opposed.Against()), first(t, opposed.Asked()),
		recommend.InterviewEnough, recommend.SummaryOnly, torn.For(recommend.Audience{}).Summary(), torn.For(recommend.Audience{}).Summary().Options[0],
		recommend.Block{Heading: 2, Point: true, Depth: 1, Text: "made up"},
	))
}

// first returns the first element of a sequence that is not empty.
func first[T any](t *testing.T, seq func(func(T) bool)) T {
	t.Helper()
	for x := range seq {
		return x
	}
	t.Fatal("the sequence is empty")
	panic("unreachable")
}

func TestReplay(t *testing.T) {
	r := recommend.Must(testPolicy(t))
	for name, intake := range stories() {
		in := given(intake)
		in.Assessed.By = recommend.ByClient
		rec, err := r.Recommend(in, now)
		require.NoError(t, err)
		back, err := r.Replay(rec.For(recommend.Audience{}).AppendJSON(nil))
		require.NoError(t, err, name)
		require.Equal(t, rec.Digest(), back.Digest(), name)
		require.True(t, rec.Intake().Equal(back.Intake()), name)
		_, err = r.Replay(rec.For(recommend.Audience{Reader: policy.Client}).AppendJSON(nil))
		require.ErrorIs(t, err, therapy.ErrRequired, "a client's rendering does not contain all answers")
	}
}
