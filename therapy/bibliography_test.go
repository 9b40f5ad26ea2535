package therapy_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

func TestBibliography(t *testing.T) {
	var want, got []string
	for i := range 63 {
		want = append(want, fmt.Sprintf("S%d", i+1))
	}
	for i := range 142 {
		want = append(want, fmt.Sprintf("E%d", i+1))
	}
	for i := range 28 {
		want = append(want, fmt.Sprintf("L%d", i+1))
	}
	for i := range 46 {
		want = append(want, fmt.Sprintf("M%d", i+1))
	}
	claims, seen := map[string]bool{}, map[string]bool{}
	for source := range therapy.Bibliography() {
		got = append(got, source.ID)
		require.NoError(t, source.Validate(), source.ID)
		require.False(t, source.ReviewBy.IsZero(), source.ID)
		require.False(t, seen[source.ID], "no id stands twice: %s", source.ID)
		seen[source.ID] = true
		if newer := source.SupersededBy; strings.HasPrefix(newer, "E") && !strings.Contains(newer, " ") {
			_, ok := therapy.Cite(newer)
			require.True(t, ok, "%s names a newer edition", source.ID)
		}
		if strings.ContainsAny(source.ID[:1], "LM") {
			continue // titles only: the finding is stated next to the rule or figure that uses it
		}
		require.NotEmpty(t, source.Organisation, source.ID)
		require.NotEmpty(t, source.Section, source.ID)
		require.True(t, strings.HasSuffix(source.Claim, "."), source.ID)
		require.False(t, claims[source.Claim], "%s claims what another claims", source.ID)
		claims[source.Claim] = true
		require.NotEqual(t, therapy.LocalPolicy, source.Strength, source.ID)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("ids (-want +got):\n%s", diff)
	}
}

func TestBibliographyStrength(t *testing.T) {
	for id, want := range map[string]therapy.Strength{
		"S1": therapy.WebPage, "S63": therapy.WebPage,
		"E1": therapy.Guideline, "E15": therapy.GuidelineArchived, "E13": therapy.GuidelineQuoted,
		"E22": therapy.GuidelineQuoted, "E48": therapy.GuidelineQuoted, "E49": therapy.GuidelineQuoted,
		"E54": therapy.MetaAnalysis, "E63": therapy.Observational, "E83": therapy.Review,
		"E72": therapy.EthicsCode, "E66": therapy.Textbook, "E68": therapy.TextbookQuoted,
		"E77": therapy.WebPage, "E86": therapy.WebPage,
	} {
		source, ok := therapy.Cite(id)
		require.True(t, ok, id)
		require.Equal(t, want, source.Strength, id)
	}
}

// TestBibliographyReview checks the review dates that the documentation of Cite describes.
func TestBibliographyReview(t *testing.T) {
	newer := []string{"E9", "E12", "E13", "E25", "E28", "E45", "E80", "E90", "E112", "E129"}
	for source := range therapy.Bibliography() {
		year, stated := map[therapy.Strength]int{
			therapy.WebPage: 2028, therapy.Guideline: 2029, therapy.GuidelineArchived: 2029, therapy.GuidelineQuoted: 2029, therapy.EthicsCode: 2029,
			therapy.Law: 2029, therapy.Official: 2029, therapy.Owner: 2029, therapy.SecondaryPage: 2028,
		}[source.Strength]
		if !stated {
			year = 2031
		}
		if slices.Contains(newer, source.ID) {
			year = 2027
			require.NotEmpty(t, source.SupersededBy, source.ID)
		}
		require.Equal(t, therapy.MustDate(year, time.January, 1), source.ReviewBy, source.ID)
	}
}

func TestCite(t *testing.T) {
	source, ok := therapy.Cite("E15")
	require.True(t, ok)
	require.Equal(t, "E15", source.ID)
	for _, id := range []string{"", "e15", "E015", "E143", "S64", "S0", "C1", " E15"} {
		source, ok := therapy.Cite(id)
		require.False(t, ok, id)
		require.Zero(t, source, id)
	}
	therapytest.Allocations(t, 0, "cite", func() { therapy.Cite("E86") })
}

func TestMustCite(t *testing.T) {
	got := therapy.MustCite("E15", "S58")
	require.Equal(t, []string{"E15", "S58"}, []string{got[0].ID, got[1].ID}, "in the order asked for")
	got[0].Claim = "overwritten"
	require.NotEqual(t, got[0], therapy.MustCite("E15")[0], "each call returns a new value")
	require.Empty(t, therapy.MustCite())
	require.Panics(t, func() { therapy.MustCite("E15", "E999") })
}

func TestBibliographyStopsEarly(t *testing.T) {
	for source := range therapy.Bibliography() {
		require.Equal(t, "S1", source.ID)
		break
	}
}
