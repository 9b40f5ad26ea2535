package intakefhir_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/intakefhir"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential/confidentialtest"
	"github.com/therapykit/therapykit/therapy/fhir"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

func TestEveryTypeEncodesWholeOrSaysWhatToCall(t *testing.T) {
	reading := intakefhir.Reading{
		Reader: policy.Client, Filled: recommend.Filled{Answers: map[therapy.Factor]recommend.FormAnswer{therapy.Adult: recommend.FormYes}},
		Intake: recommend.Intake{Answers: yes(therapy.Adult), Assessed: asked}, Findings: []fhir.Finding{{Place: "/status", Loss: fhir.Incomplete, Rule: "made-up"}},
	}
	require.NoError(t, therapytest.Encodes(".", map[string]string{
		"Form":              "made from a recommender, and refuses: TestAFormRefuses",
		"QuestionnaireSpec": "is an argument and holds languages",
		"ResponseSpec":      "is an argument and holds a function",
		"ReadSpec":          "is an argument and holds a function",
		"GuidanceSpec":      "is an argument and holds a language",
		"OverrideSpec":      "is an argument and holds a function",
		"NextSpec":          "is an argument and holds a language",
	}, reading, intakefhir.Guidance{}, intakefhir.Request{}, intakefhir.Step{}))
	require.NotContains(t, fmt.Sprintf("%v %+v %#v", reading, reading, reading), "adult")
}

func TestAFormRefuses(t *testing.T) {
	_, err := json.Marshal(theForm(t))
	require.ErrorContains(t, err, "Form.Questionnaire")
}

// TestNothingAboutAPersonIsDisplayed checks that readings and guidance show no content.
func TestNothingAboutAPersonIsDisplayed(t *testing.T) {
	people := []any{
		intakefhir.Reading{},
		intakefhir.Guidance{},
		intakefhir.Request{},
		intakefhir.ReadSpec{},
		intakefhir.ResponseSpec{},
		intakefhir.GuidanceSpec{},
		intakefhir.Step{},
		intakefhir.NextSpec{},
		intakefhir.OverrideSpec{},
	}
	confidentialtest.CheckDisplay(t, people...)
	confidentialtest.CheckListed(t, ".", people, map[string]string{"Form": "a blank form", "QuestionnaireSpec": "a blank form"})
}
