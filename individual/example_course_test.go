package individual_test

import (
	"fmt"
	"time"

	"github.com/therapykit/therapykit/individual"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
)

// A draft contains the data of the assessment and proposals that sources support, and leaves the rest
// open. Every element has its origin.
func ExampleDraftPlan() {
	client, clinician := confidential.MustPersonID("client-7"), confidential.MustPersonID("clinician-3")
	assessment, err := individual.NewAssessment(individual.AssessmentSpec{
		ID: care.AssessmentID("assessment-12"), Client: client, By: clinician, On: therapy.MustDate(2026, 3, 2),
		Issues:   []care.Issue{{ID: "low-mood", Concern: "depression"}},
		Measures: []care.Observation{{At: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC), Measure: "phq-9", Value: 17}},
		Delivery: care.InPerson,
		Wants:    []care.Technique{"cbt"},
		Hopes: []individual.Hope{{
			Goal: "evenings", Statement: confidential.SealText(confidential.TreatmentPlan, client, "Enjoy the evenings again."),
			Scope: care.ScopeIndividual, Issues: []care.IssueID{"low-mood"}, Measure: "phq-9",
		}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	thresholds, _ := measure.StandardSet(measure.SetNHS)
	draft, err := individual.DraftPlan(assessment, care.Choice{
		Modalities: []therapy.Modality{individual.Modality}, Basis: care.BasisNone, By: clinician, At: time.Date(2026, 3, 2, 11, 0, 0, 0, time.UTC),
	}, individual.DraftSpec{
		ID: care.PlanID("plan-12"), Author: clinician, Created: time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC), Therapist: clinician, Thresholds: thresholds,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, path := range []string{"/goals/0/statement", "/goals/0/targets/0", "/strands/0/techniques", "/strands/0/schedule"} {
		origin, _ := draft.Origin(path)
		fmt.Printf("%s: %v. %s\n", path, origin.Kind, origin.Words)
	}
	fmt.Println("to settle:", draft.Open)
	// Output:
	// /goals/0/statement: assessment. A hope of the person, in their own words.
	// /goals/0/targets/0: thresholds. No longer a case by the set NHS Talking Therapies, version 1 (Adults in NHS Talking Therapies services, England).
	// /strands/0/techniques: techniques. The first of the techniques that fit the issues; the person asks for it.
	// /strands/0/schedule: descriptor. Length and number of sessions as in the programme depression-cbt; times are agreed one by one.
	// to settle: [/responses/0 /reviewEvery]
}
