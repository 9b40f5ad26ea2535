package fhir_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/confidential/confidentialtest"
	"github.com/therapykit/therapykit/therapy/fhir"
)

// TestNothingAboutAPersonIsDisplayed checks that documents, and the values read from them, do not
// print their content: both are about a person.
func TestNothingAboutAPersonIsDisplayed(t *testing.T) {
	n, err := fhir.Parse([]byte(`{"resourceType":"Patient","id":"p-1","name":[{"family":"Made up"}]}`))
	require.NoError(t, err)
	x, _ := exportFor(t, confidential.TreatingTherapist, confidential.Treatment)
	people := []any{
		fhir.ResourceOf(n), *n, *x,
		fhir.ExportSpec{},
		fhir.Omission{},
		fhir.Finding{},
		fhir.ReadSpec{},
		fhir.Reading{},
		fhir.PlanReading{},
		fhir.SessionReading{},
		fhir.EpisodeReading{},
		fhir.ProvenanceReading{},
	}
	confidentialtest.CheckDisplay(t, people...)
	confidentialtest.CheckListed(t, ".", people, map[string]string{
		"Path": "of an element", "Kind": "of a JSON value", "Definition": "a row of HL7's table", "CodeSystemSpec": "a vocabulary", "QuestionnaireSpec": "a questionnaire",
		"AnswerWords": "a questionnaire", "AnswerTable": "a questionnaire",
	})
}
