package recommend_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

// TestInterviewsShareAFormThatNobodyChanges checks that an interview returns copies, and that
// starting one does not make a new form.
func TestInterviewsShareAFormThatNobodyChanges(t *testing.T) {
	rec, err := recommend.Default().Recommend(given(yes(therapy.Adult)), now)
	require.NoError(t, err)
	equal := cmp.Comparer(therapy.Condition.Equal)
	want, ok := rec.Interview().Section()
	require.True(t, ok)
	spoilt, _ := rec.Interview().Section()
	for i := range spoilt.Questions {
		spoilt.Questions[i].ID = "spoilt"
		for j := range spoilt.Questions[i].Items {
			spoilt.Questions[i].Items[j].Factor = "spoilt"
		}
	}
	got, _ := rec.Interview().Section()
	require.Empty(t, cmp.Diff(want, got, equal))

	_, question, ok := rec.Interview().Question()
	require.True(t, ok)
	first := question.Items[0].Factor
	question.Items[0].Factor = "spoilt"
	_, question, _ = rec.Interview().Question()
	require.Equal(t, first, question.Items[0].Factor)

	therapytest.Allocations(t, 1, "make an interview", func() { rec.Interview() })
}
