package page_test

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/page"
	"github.com/therapykit/therapykit/recommend/standard"
)

// A server shows the form, reads the posted answers, and shows the recommendation.
func Example() {
	form, err := recommend.NewForm(standard.Policy())
	if err != nil {
		panic(err)
	}
	var shown bytes.Buffer
	if err := page.WriteForm(&shown, form, page.FormOptions{Reader: recommend.Clinician, Action: "/intake"}); err != nil {
		panic(err)
	}

	posted, _ := url.ParseQuery("choice.age=adult&answer.no-acute-risk=yes&answer.consent-given=yes&answer.values-privacy=strongly&gone.needs=yes")
	filled, err := page.Read(form, posted)
	if err != nil {
		panic(err)
	}
	filled.Assessed = recommend.Provenance{By: recommend.ByClinician}
	intake, err := form.Intake(filled)
	if err != nil {
		panic(err)
	}
	rec, err := recommend.Default().Recommend(intake, time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC))
	if err != nil {
		panic(err)
	}
	var answer bytes.Buffer
	if err := page.WriteRecommendation(&answer, rec.For(recommend.Audience{Reader: recommend.Client}), "", ""); err != nil {
		panic(err)
	}
	fmt.Println(strings.Count(shown.String(), "<section"), "sections;", strings.Count(answer.String(), "<h1>"), "headline")
	// Output: 7 sections; 1 headline
}
