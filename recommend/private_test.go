package recommend_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/confidential/confidentialtest"
)

// TestNothingAboutAPersonIsDisplayed checks that answers, and everything that follows from them,
// are not shown by any verb, pointer, container or log.
func TestNothingAboutAPersonIsDisplayed(t *testing.T) {
	recommended := func(answers recommend.Answers) recommend.Recommendation {
		rec, err := theStandard().Recommend(given(answers), now)
		require.NoError(t, err)
		return rec
	}
	answers := yes(therapy.Shame, therapy.ValuesPrivacy)
	packed, err := theStandard().Pack(answers)
	require.NoError(t, err)
	rec := recommended(answers)
	opposed := recommended(yes(therapy.PTSD, therapy.PrefersGroup, therapy.InformedDiscussionDone))
	torn := recommended(yes(therapy.LimitedBudget))
	asked, err := theStandard().Recommend(recommend.Intake{}, now)
	require.NoError(t, err)
	open, ok := asked.Interview().Next()
	require.True(t, ok)
	override, err := recommend.NewOverride(rec, recommend.OverrideSpec{
		Option: standard.Group, By: confidential.MustPersonID("clinician-1"), At: now, Reason: recommend.ReasonClinicalJudgement,
	})
	require.NoError(t, err)
	rendering := rec.For(recommend.Audience{})
	types := []any{
		answers, given(answers),
		recommend.Provenance{},
		recommend.Filled{},
		packed, rec, rec.Interview(), override,
		recommend.OverrideSpec{},
		first(t, rec.Reasons()), first(t, rec.Stages()), first(t, opposed.Against()), first(t, opposed.Asked()), first(t, torn.Conflicts()),
		first(t, asked.Questions()), open, asked.Settlement(), first(t, rec.Changes()), rec.Tolerance(),
		recommend.AnswerChange{},
		recommend.GradeStep{},
		recommend.MeasureConflict{},
		rendering, first(t, rendering.Blocks()), rendering.Summary(), rendering.Summary().Options[0],
	}
	confidentialtest.CheckDisplay(t, types...)
	confidentialtest.CheckListed(t, ".", types, map[string]string{
		"Form": "a blank form", "FormSection": "a blank form", "FormQuestion": "a blank form", "FormItem": "a blank form",
		"Informant": "a role", "Origin": "a word", "Audience": "a reader, a place and a day", "Recommender": "a policy", "Verifier": "a policy",
	})
	confidentialtest.CheckFields(t, recommend.OverrideSpec{})
}
