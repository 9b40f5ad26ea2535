package page_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/page"
	"github.com/therapykit/therapykit/therapy"
)

var pages = flag.String("pages", "", "write pages into this folder, for the judges")

// TestWritePages writes a page of each kind for internal/judges.
func TestWritePages(t *testing.T) {
	folder := *pages
	if folder == "" {
		folder = t.TempDir()
	}
	filled := recommend.Filled{Answers: map[therapy.Factor]recommend.FormAnswer{therapy.Adult: recommend.FormYes, therapy.ChildUnder12: recommend.FormYes}}
	_, wrong := form(t).Intake(filled)
	require.Error(t, wrong)
	for name, o := range map[string]page.FormOptions{
		"form-clinician": {}, "form-client": {Reader: recommend.Client}, "form-again": {Filled: filled, Errors: wrong},
	} {
		require.NoError(t, os.WriteFile(filepath.Join(folder, name+".html"), []byte(write(t, o)), 0o600))
	}
	for name, answers := range map[string]recommend.Answers{
		"withheld": {therapy.Adult: therapy.Yes, therapy.NoAcuteRisk: therapy.Yes, therapy.DomesticAbuse: therapy.Yes},
		"danger":   {therapy.AcuteSuicidality: therapy.Yes}, "questions": {},
		"advice": {therapy.Adult: therapy.Yes, therapy.NoAcuteRisk: therapy.Yes, therapy.SensitiveIssue: therapy.Yes, therapy.ValuesPrivacy: therapy.Strongly},
	} {
		rec, err := recommend.Default().Recommend(recommend.Intake{Answers: answers}, now)
		require.NoError(t, err)
		file, err := os.Create(filepath.Join(folder, name+".html"))
		require.NoError(t, err)
		require.NoError(t, page.WriteRecommendation(file, rec.For(recommend.Audience{Reader: recommend.Client}), "", ""))
		require.NoError(t, file.Close())
	}
}
