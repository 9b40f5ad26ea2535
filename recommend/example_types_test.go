package recommend_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// exampleTime is the time in all examples.
var exampleTime = time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC)

// exampleRecommendation returns the recommendation with which the examples start.
func exampleRecommendation(answers recommend.Answers) recommend.Recommendation {
	rec, err := recommend.Default().Recommend(recommend.Intake{
		Answers:  answers,
		Assessed: recommend.Provenance{By: recommend.ByClinician, At: exampleTime},
	}, exampleTime)
	if err != nil {
		panic(err)
	}
	return rec
}

// An interview asks, section by section, the questions that can still matter, and says when the
// answers are enough.
func ExampleInterview() {
	iv := exampleRecommendation(nil).Interview()
	for _, answers := range []map[therapy.Factor]recommend.FormAnswer{
		{therapy.NoAcuteRisk: recommend.FormYes, therapy.NoImminentThreat: recommend.FormYes, therapy.NoRecentSelfHarm: recommend.FormYes},
		{therapy.Adult: recommend.FormYes, therapy.ConsentGiven: recommend.FormYes},
	} {
		section, _ := iv.Section()
		fmt.Println(section.Title.Client)
		var err error
		iv, err = iv.Fill(section, recommend.Filled{Answers: answers, GoneThrough: []therapy.Section{section.Section}})
		if err != nil {
			panic(err)
		}
	}
	iv, err := iv.Answer(therapy.DomesticAbuse, recommend.FormPreferNot) // and never asked again
	if err != nil {
		panic(err)
	}
	next, _ := iv.Section() // the questions that these answers lead to come next
	fmt.Println(next.Title.Client, next.Questions[0].ID, iv.Enough())
	// Output:
	// Safe today
	// You and your say
	// You and your say perinatal false
}

// A form is data: show it in any way, and turn the filled form into an intake.
func ExampleForm() {
	form, err := recommend.NewForm(standard.Policy())
	if err != nil {
		panic(err)
	}
	for _, section := range form.Sections {
		fmt.Println(section.Section, len(section.Questions) > 3)
	}
	intake, err := form.Intake(recommend.Filled{
		Answers: map[therapy.Factor]recommend.FormAnswer{
			therapy.Adult: recommend.FormYes, therapy.LimitedBudget: recommend.FormStrongly, therapy.ValuesPrivacy: recommend.FormNotKnown,
		},
		GoneThrough: []therapy.Section{therapy.SectionPractical},
		Assessed:    recommend.Provenance{By: recommend.ByClinician, At: exampleTime},
	})
	fmt.Println(intake.Answers[therapy.LimitedTime], intake.ProvenanceOf(therapy.LimitedTime).From, intake.Answers[therapy.ValuesPrivacy], err)
	// Output:
	// person true
	// safety true
	// concern true
	// joining true
	// wish true
	// needs true
	// practical true
	// no section unknown <nil>
}

// A summary is a recommendation in ten lines.
func ExampleRendering_Summary() {
	rec := exampleRecommendation(recommend.Answers{therapy.Adult: recommend.Yes, therapy.NoAcuteRisk: recommend.Yes, therapy.ValuesPrivacy: recommend.Yes})
	s := rec.For(recommend.Audience{Reader: recommend.Client}).Summary()
	fmt.Println(s.Headline)
	fmt.Println(s.Why)
	fmt.Println(s.Next)
	// Output:
	// What this suggests: one-to-one therapy
	// What you would like decided it.
	// Next: talk about it with your clinician. You decide together.
}

// A certificate contains a decision and its proof. Anybody who has the policy can check it.
func ExampleVerify() {
	rec := exampleRecommendation(recommend.Answers{therapy.Adult: recommend.Yes, therapy.NoAcuteRisk: recommend.Yes, therapy.Isolation: recommend.Yes})
	certificate := rec.Certificate()
	fmt.Println(recommend.Verify(certificate, standard.Policy()))
	forged := strings.Replace(string(certificate), `"advised":["group"]`, `"advised":["individual"]`, 1)
	fmt.Println(recommend.Verify([]byte(forged), standard.Policy()) != nil)
	// Output:
	// <nil>
	// true
}

// An override contains the recommendation that it differs from.
func ExampleNewOverride() {
	rec := exampleRecommendation(recommend.Answers{therapy.Adult: recommend.Yes, therapy.NoAcuteRisk: recommend.Yes, therapy.Isolation: recommend.Yes})
	o, err := recommend.NewOverride(rec, recommend.OverrideSpec{
		Option: standard.Individual, By: confidential.MustPersonID("clinician-1"), At: exampleTime, Reason: recommend.ReasonAvailability,
	})
	fmt.Println(o.Spec().Option, o.Recommendation().Advises(standard.Group), err)
	fmt.Println(o) // it prints no content
	// Output:
	// individual true <nil>
	// [confidential]
}

// A card describes a whole policy in words, and Diff lists the changes between two policies.
func ExampleCard() {
	p := standard.Policy()
	fmt.Println(strings.Count(policy.Card(p), "\n## ") > 5)
	local, err := p.Overlay(policy.Overlay{ID: "clinic", Version: "1.0", Title: "A clinic's own"})
	if err != nil {
		panic(err)
	}
	for _, d := range policy.Diff(p, local) {
		fmt.Println(d)
		break
	}
	// Output:
	// true
	// policy therapykit-default: is called clinic rather than therapykit-default
}
