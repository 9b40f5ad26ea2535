package fhir_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/fhir"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

func TestEveryTypeEncodesWholeOrSaysWhatToCall(t *testing.T) {
	definition, _ := fhir.Lookup("CarePlan.activity.detail.status")
	require.NoError(t, therapytest.Encodes(".", map[string]string{
		"Export":     "work in progress, which is used by pointer and refuses as such: TestAnExportRefuses",
		"Kind":       "a kind of JSON value never leaves the process",
		"Node":       "it is JSON itself: TestNodesInsideOtherJSON",
		"Definition": "a row of HL7's table, which is written in elements.txt",
	},
		definition.Path, fhir.PartAlerts, fhir.Denied, fhir.NotRead, fhir.Revised,
		fhir.Omission{Record: "CarePlan/p-1", Place: "/goals/0", Why: fhir.Denied},
		fhir.Finding{Place: "/status", Loss: fhir.NotRead, Rule: "not-read"},
		fhir.AnswerTable{Questionnaire: "q", Instrument: "phq-2", Items: []string{"/1"}, Answers: map[string]int{"s|c": 1}, Total: "/t"},
		fhir.QuestionnaireSpec{Language: "en", Title: "t", Items: []string{"a"}, Answers: []fhir.AnswerWords{{Number: 1, Words: "some"}}, Licensed: true},
		fhir.AnswerWords{Number: 1, Words: "some"},
		fhir.CodeSystemSpec{Name: "kind", Title: "t", Description: "d", Open: true, Codes: []string{"a"}},
		fhir.Element{}, fhir.ExportSpec{}, fhir.ReadSpec{}, fhir.Reading{}, fhir.PlanReading{}, fhir.SessionReading{}, fhir.EpisodeReading{}, fhir.ProvenanceReading{},
	))
}

func TestAnExportRefuses(t *testing.T) {
	x, _ := exportFor(t, confidential.TreatingTherapist, confidential.Treatment)
	_, err := json.Marshal(x)
	require.ErrorContains(t, err, "Export.Bundle")
}
