package recommend_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words/de"
)

// TestJSONSaysWhatIsNotReviewed checks the notices that the policy, or its translation, has not
// been reviewed.
func TestJSONSaysWhatIsNotReviewed(t *testing.T) {
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

// TestTextsSayOnceWhatIsNotReviewed checks that every text has this notice once, at its end, and
// not if the policy names its reviewers.
func TestTextsSayOnceWhatIsNotReviewed(t *testing.T) {
	reviewed := standard.Policy()
	reviewed.ReviewedBy = "two registered clinicians, March 2026"
	checked := recommend.Must(reviewed)
	notice := map[policy.Reader]string{
		recommend.Clinician: "No registered clinician has reviewed the content of this policy.",
		recommend.Client:    "No clinician has checked the rules behind this yet.",
	}
	for name, answers := range map[string]recommend.Answers{
		"decided": yes(therapy.Isolation), "asks": {}, "danger": {therapy.AcuteSuicidality: therapy.Yes}, "withheld": yes(therapy.DomesticAbuse),
	} {
		for reader, want := range notice {
			for _, extent := range []recommend.Extent{0, recommend.SummaryOnly, recommend.ExplanationOnly} {
				text := func(r *recommend.Recommender, markdown bool) string {
					rec, err := r.Recommend(given(answers), now)
					require.NoError(t, err)
					x := rec.For(recommend.Audience{Reader: reader, Extent: extent})
					if markdown {
						return x.Markdown()
					}
					return x.Text()
				}
				for _, markdown := range []bool{false, true} {
					got := text(theStandard(), markdown)
					require.Equal(t, 1, strings.Count(got, want), name)
					require.True(t, strings.HasSuffix(strings.TrimSpace(got), want), "%s ends with it: %s", name, got)
					require.NotContains(t, text(checked, markdown), want, name)
				}
			}
		}
	}
}

// TestEscalatingSummaryNamesDangers checks that the summary of an escalation names each danger for
// the clinician, and none for the client.
func TestEscalatingSummaryNamesDangers(t *testing.T) {
	rec, err := theStandard().Recommend(given(recommend.Answers{therapy.AcuteSuicidality: therapy.Yes, therapy.HarmToOthersImminent: therapy.Yes}), now)
	require.NoError(t, err)
	summary := rec.For(recommend.Audience{Reader: recommend.Clinician}).Summary()
	found := 0
	for x := range rec.Danger() {
		found++
		require.Contains(t, strings.Join(summary.Flags, "\n"), x.Says().Clinician)
	}
	require.GreaterOrEqual(t, found, 2)
	require.Empty(t, rec.For(recommend.Audience{Reader: recommend.Client}).Summary().Flags)
}
