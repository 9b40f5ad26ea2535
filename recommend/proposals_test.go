package recommend_test

import (
	"fmt"
	"maps"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/measure"
)

func TestAccept(t *testing.T) {
	const yes, no, strongly = therapy.Yes, therapy.No, therapy.Strongly
	more, err := phq9(filledIn, 20, measure.Answered(0))
	require.NoError(t, err)
	raised, err := phq9(filledIn, 18, measure.Answered(2))
	require.NoError(t, err)
	for _, test := range []struct {
		name, reason string
		score        measure.Score
		intake       recommend.Answers
		accepted     []therapy.Factor
		adds         bool
		conflicts    []recommend.MeasureConflict
	}{
		{"accepted", "nothing stands against it", more, recommend.Answers{therapy.Adult: yes}, []therapy.Factor{therapy.DepressionMoreSevere}, true, nil},
		{"accepted twice", "is accepted", more, recommend.Answers{therapy.Adult: yes}, []therapy.Factor{therapy.DepressionMoreSevere, therapy.DepressionMoreSevere}, true, nil},
		{"not accepted", "a proposal is not an answer", more, recommend.Answers{therapy.Adult: yes}, nil, false, nil},
		{"said already", "the same", more, recommend.Answers{therapy.Adult: yes, therapy.DepressionMoreSevere: yes}, []therapy.Factor{therapy.DepressionMoreSevere}, false, nil},
		{"said strongly", "stays strong", more, recommend.Answers{therapy.Adult: yes, therapy.DepressionMoreSevere: strongly}, []therapy.Factor{therapy.DepressionMoreSevere}, false, nil},
		{
			"said no", "given answers are not overwritten", more,
			recommend.Answers{therapy.Adult: yes, therapy.DepressionMoreSevere: no},
			[]therapy.Factor{therapy.DepressionMoreSevere},
			false,
			[]recommend.MeasureConflict{{Rule: "answered-otherwise", Statement: therapy.DepressionMoreSevere}},
		},
		{
			"the other severity", "one threshold divides them", more,
			recommend.Answers{therapy.Adult: yes, therapy.DepressionLessSevere: yes},
			[]therapy.Factor{therapy.DepressionMoreSevere},
			false,
			[]recommend.MeasureConflict{{Rule: "excluded", Statement: therapy.DepressionMoreSevere, With: therapy.DepressionLessSevere}},
		},
		{
			"age unknown", "the guideline is for adults; unknown is not yes", more,
			recommend.Answers{},
			[]therapy.Factor{therapy.DepressionMoreSevere},
			false,
			[]recommend.MeasureConflict{{Rule: "need-missing", Statement: therapy.DepressionMoreSevere, With: therapy.Adult}},
		},
		{
			"not an adult", "another age band says so", more,
			recommend.Answers{therapy.Adolescent12To15: yes},
			[]therapy.Factor{therapy.DepressionMoreSevere},
			false,
			[]recommend.MeasureConflict{{Rule: "excluded", Statement: therapy.DepressionMoreSevere, With: therapy.Adolescent12To15}},
		},
		{
			"raised, answered no", "was it asked after the questionnaire?", raised,
			recommend.Answers{therapy.Adult: yes, therapy.PassiveSuicidalIdeation: no},
			[]therapy.Factor{therapy.DepressionMoreSevere},
			true,
			[]recommend.MeasureConflict{{Rule: "asked-and-answered", Statement: therapy.PassiveSuicidalIdeation}},
		},
		{
			"raised, with no acute risk", "settles the acute ones as no", raised,
			recommend.Answers{therapy.Adult: yes, therapy.NoAcuteRisk: yes},
			nil, false,
			[]recommend.MeasureConflict{
				{Rule: "asked-and-answered", Statement: therapy.AcuteSuicidality},
				{Rule: "asked-and-answered", Statement: therapy.SuicidePlanAndMeans},
				{Rule: "asked-and-answered", Statement: therapy.CannotKeepSafe},
			},
		},
		{"raised, answered yes", "the answer is there", raised, recommend.Answers{therapy.Adult: yes, therapy.PassiveSuicidalIdeation: yes}, nil, false, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			suggestions, err := standard.Measures().Read(test.score)
			require.NoError(t, err)
			want := recommend.Answers{}
			maps.Copy(want, test.intake)
			before := fmt.Sprint(test.intake)
			if test.adds {
				want[therapy.DepressionMoreSevere] = yes
			}
			got, conflicts, err := recommend.Default().MergeProposals(given(test.intake), suggestions, test.accepted...)
			require.NoError(t, err)
			if diff := gocmp.Diff(want, got.Answers); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.reason, diff)
			}
			if diff := gocmp.Diff(test.conflicts, conflicts); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.reason, diff)
			}
			require.Equal(t, before, fmt.Sprint(test.intake), "the argument is not changed")
		})
	}
}

func TestAcceptRefuses(t *testing.T) {
	score, err := phq9(filledIn, 20, measure.Answered(0))
	require.NoError(t, err)
	suggestions, err := standard.Measures().Read(score)
	require.NoError(t, err)
	intake, conflicts, err := recommend.Default().MergeProposals(given(recommend.Answers{"made-up": therapy.Yes}), suggestions, therapy.NoAcuteRisk, therapy.DepressionLessSevere)
	require.Zero(t, intake)
	require.Nil(t, conflicts)
	for _, rule := range []string{"/#1: unknown name [factor-unknown]", "/statements/0: unknown name [proposal-missing]", "/statements/1: unknown name [proposal-missing]"} {
		require.ErrorContains(t, err, rule, "all errors at once")
	}
	_, _, err = recommend.Must(testPolicy(t)).MergeProposals(given(recommend.Answers{}), suggestions, therapy.DepressionMoreSevere)
	require.ErrorIs(t, err, therapy.ErrUnknown, "a policy without the statement has no use for it")
	kept, conflicts, err := recommend.Must(testPolicy(t)).MergeProposals(given(recommend.Answers{"poor": therapy.Yes}), suggestions)
	require.NoError(t, err)
	require.Empty(t, conflicts)
	require.Equal(t, given(recommend.Answers{"poor": therapy.Yes}), kept)
}
