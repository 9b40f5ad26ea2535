package recommend_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words/de"
)

// TestJSONSaysWhatNobodyHasReviewed: the policy, and a translation.
func TestJSONSaysWhatNobodyHasReviewed(t *testing.T) {
	reviewed := standard.Policy()
	reviewed.ReviewedBy = "two registered clinicians, March 2026"
	checked := recommend.Must(reviewed)
	notices := func(r *recommend.Recommender, a recommend.Audience) []string {
		rec, err := r.Recommend(given(yes(therapy.Isolation)), now)
		require.NoError(t, err)
		var doc struct{ Notices []string }
		require.NoError(t, json.Unmarshal(rec.For(a).AppendJSON(nil), &doc))
		return doc.Notices
	}
	for _, extent := range []recommend.Extent{0, recommend.SummaryOnly} {
		for _, reader := range []policy.Reader{recommend.Clinician, recommend.Client} {
			english := recommend.Audience{Reader: reader, Extent: extent}
			german := recommend.Audience{Reader: reader, Extent: extent, Language: de.Language()}
			require.Len(t, notices(theStandard(), english), 1)
			require.Empty(t, notices(checked, english))
			require.Equal(t, []string{de.Language().Notice()}, notices(checked, german))
			both := notices(theStandard(), german)
			require.Len(t, both, 2)
			require.Equal(t, de.Language().Notice(), both[1])
			require.NotEqual(t, notices(theStandard(), english)[0], both[0], "told in German")
		}
	}
}
