package page_test

import (
	"html"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/page"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
	"github.com/therapykit/therapykit/therapy/words/wordstest"
)

// TestEveryTextHasALanguage writes the pages in the language for tests, and finds texts that
// are not in the catalogue or are put together from pieces.
func TestEveryTextHasALanguage(t *testing.T) {
	form, err := recommend.NewForm(standard.Policy())
	require.NoError(t, err)
	codes, err := wordstest.Codes("../..")
	require.NoError(t, err)
	factors := standard.Policy().Factors
	allowed := func(word string) bool {
		statement := factors.Has(therapy.Factor(word))
		return statement || codes(word)
	}
	rec, err := recommend.Default().Recommend(recommend.Intake{Answers: recommend.Answers{
		therapy.Adult: therapy.Yes, therapy.NoAcuteRisk: therapy.Yes, therapy.PTSD: therapy.Yes, therapy.PrefersGroup: therapy.Strongly,
	}}, time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC))
	require.NoError(t, err)
	for _, reader := range []policy.Reader{policy.Clinician, policy.Client} {
		var sheet, said strings.Builder
		faults := &therapy.FieldError{Path: "/answers/adult", Rule: "form-answer", Err: therapy.ErrUnknown}
		require.NoError(t, page.WriteForm(&sheet, form, page.FormOptions{Reader: reader, Language: words.Pseudo(), Errors: faults}))
		require.Empty(t, wordstest.Check(shown(sheet.String()), allowed))
		audience := recommend.Audience{Reader: reader, Language: words.Pseudo(), WithoutSources: true}
		require.NoError(t, page.WriteRecommendation(&said, rec.For(audience), "qps", ""))
		require.Empty(t, wordstest.Check(shown(said.String()), allowed))
	}
	require.NotEmpty(t, wordstest.Check(shown("<style>p{}</style><p>Nothing was answered.</p>"), allowed))
}

// shown returns the visible text of a page, one line for each element.
func shown(document string) string {
	document = regexp.MustCompile(`(?s)<style>.*?</style>`).ReplaceAllString(document, "")
	return html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(document, "\n"))
}
