package intakefhir_test

import (
	"fmt"
	"time"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/intakefhir"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/words"
)

// A renderer shows the form and sends back the answers.
func ExampleForm_Recommend() {
	form, err := intakefhir.NewForm(recommend.Default())
	if err != nil {
		panic(err)
	}
	// Show form.Questionnaire(intakefhir.QuestionnaireSpec{Reader: policy.Client}) in a
	// renderer. It sends back:
	response := []byte(`{
		"resourceType": "QuestionnaireResponse",
		"questionnaire": "` + form.Canonical(policy.Client, words.English()) + `",
		"status": "completed",
		"authored": "2026-03-02T09:30:00Z",
		"item": [{"linkId": "section-safety", "item": [{"linkId": "acute-suicidality",
			"answer": [{"valueCoding": {"system": "` + intakefhir.SystemAnswer + `", "code": "yes"}}]}]}]
	}`)
	client := recommend.Provenance{By: recommend.ByClient, Person: confidential.MustPersonID("client-17")}
	rec, _, err := form.Recommend(response, intakefhir.ReadSpec{Assessed: client}, time.Date(2026, 3, 2, 9, 31, 0, 0, time.UTC))
	if err != nil {
		panic(err)
	}
	guidance, err := intakefhir.NewGuidance(rec, intakefhir.GuidanceSpec{ID: "rec-1", Subject: "Patient/client-17"})
	if err != nil {
		panic(err)
	}
	fmt.Println(rec.Outcome())
	fmt.Println(guidance.Group.Get("priority").Text(), len(guidance.Requests))
	// Output:
	// escalate
	// stat 0
}

// An interview asks one question at a time. The server keeps no state: the response that is sent
// in both directions contains the questions and the answers so far.
func ExampleForm_Next() {
	form, err := intakefhir.NewForm(recommend.Default())
	if err != nil {
		panic(err)
	}
	now := time.Date(2026, 3, 2, 9, 31, 0, 0, time.UTC)
	response := form.Begin(intakefhir.ResponseSpec{Reader: policy.Client})
	step, err := form.Next(response.AppendJSON(nil), intakefhir.NextSpec{Now: now})
	if err != nil {
		panic(err)
	}
	asked := step.Response.Get("contained").Index(0).Get("item").Index(0)
	fmt.Println(step.Response.Get("status").Text(), step.Asked == asked.Get("linkId").Text())
	// Output:
	// in-progress true
}
