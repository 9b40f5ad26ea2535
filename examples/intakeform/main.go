// Intakeform is the complete intake of a clinic's program: it shows the form as a web page, reads
// what the browser sends, and shows the recommendation, short and in full, in English and in
// German.
package main

import (
	"io"
	"net/url"
	"os"
	"time"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/page"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
	"github.com/therapykit/therapykit/therapy/words/de"
)

// posted is what a browser sends for the completed form.
const posted = "answer.no-acute-risk=yes&choice.age=adult&answer.consent-given=yes&answer.gad-step-2=yes" +
	"&choice.wish=prefers-group&choice.informed=informed-discussion-done&answer.isolation=strongly&gone.person=yes&gone.concern=yes&gone.needs=yes"

func main() {
	if err := run(os.Stdout, io.Discard, posted, time.Date(2026, time.December, 1, 9, 0, 0, 0, time.UTC), words.English(), de.Language()); err != nil {
		panic(err)
	}
}

// run writes the pages to pages, and the texts in each language to out.
func run(out, pages io.Writer, posted string, now time.Time, languages ...words.Language) error {
	form, err := recommend.NewForm(standard.Policy())
	if err != nil {
		return err
	}
	if err := page.WriteForm(pages, form, page.FormOptions{Reader: recommend.Clinician, Action: "/intake"}); err != nil {
		return err
	}
	values, err := url.ParseQuery(posted)
	if err != nil {
		return err
	}
	filled, err := page.Read(form, values)
	if err != nil {
		return err
	}
	filled.Assessed = recommend.Provenance{By: recommend.ByClinician, At: now}
	intake, err := form.Intake(filled)
	if err != nil {
		return err
	}
	rec, err := recommend.Default().Recommend(intake, now)
	if err != nil {
		return err
	}
	for _, language := range languages {
		shown := rec.For(recommend.Audience{Reader: recommend.Client, Place: "GB-ENG", Date: therapy.DateOf(now), Language: language})
		short, long := shown.In(recommend.SummaryOnly), shown.In(recommend.ExplanationOnly)
		if _, err := io.WriteString(out, "["+language.Tag()+"]\n\n"+short.Text()+"\n"+long.Text()+"\n"); err != nil {
			return err
		}
		if err := page.WriteRecommendation(pages, shown, language.Tag(), ""); err != nil {
			return err
		}
	}
	return nil
}
