package fhir_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/fhir"
	"github.com/therapykit/therapykit/therapy/measure"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

// everything exports a record in which every field is set.
func everything(t *testing.T, x *fhir.Export) *fhir.Node {
	t.Helper()
	require.NoError(t, x.Plan(t.Context(), revised(t)))
	for n := care.NotReported; n.Valid(); n++ {
		a := care.Attendee{Client: client, Attendance: n, Goals: []care.GoalID{"sleep"}}
		if n.Present() {
			a.Minutes = 40
			a.Measures = []care.Observation{{At: at(6, int(n), 10), Measure: "phq-9", Value: 12, By: client}}
		} else if n != care.NotReported {
			a.Reason = care.ReasonIllness
		}
		require.NoError(t, x.Session(t.Context(), session(t, int(n), a, func(spec *care.SessionSpec) {
			switch {
			case n == care.NotReported:
				spec.Status = care.SessionPlanned
			case n == care.DidNotAttend:
				spec.Status, spec.Reason = care.SessionCancelled, care.ReasonNoShow
			case n.Cancelled():
				spec.Status, spec.Reason = care.SessionCancelled, care.ReasonIllness
			}
		})))
	}
	e, err := care.TakeOverEpisode(care.EpisodeSpec{
		ID: "episode-1", Author: therapist, Created: at(4, 1, 9), Client: client, Plans: []care.PlanID{"Plan.1"},
		Referral: care.Referral{On: therapy.MustDate(2026, 4, 1), From: "general-practitioner", By: gp, Concern: "depression"},
		Measures: []care.Observation{{At: at(4, 18, 9), Measure: "dass-21", Scale: "stress", Value: 7}},
		Ending:   care.Ending{On: therapy.MustDate(2026, 12, 1), Kind: care.EndingPlanned, Reason: care.ReasonCompleted, By: therapist},
	}, takenOver)
	require.NoError(t, err)
	require.NoError(t, x.Episode(t.Context(), e))
	response := measure.Response{Instrument: "phq-9", At: at(6, 1, 16), Answers: measure.Answers(1, 1, 1, 0, 2, 3, 1, 1, 1)}
	require.NoError(t, x.Response(t.Context(), "answers-1", response, client))
	score, err := instrument(t, "phq-9").Score(response)
	require.NoError(t, err)
	require.NoError(t, x.Score(t.Context(), "score-1", score, client))
	for i, recipients := range [][]confidential.PersonID{{gp}, nil} {
		require.NoError(t, x.Consent(t.Context(), confidential.Consent{
			Ref: confidential.ConsentID("consent-" + itoa(i)), By: client, Audiences: []confidential.Audience{confidential.Referrer}, Recipients: recipients,
			Purposes: []confidential.Purpose{confidential.Coordination}, Kinds: []confidential.Kind{confidential.TreatmentPlan}, Given: at(5, 1, 9), Expires: at(12, 1, 9),
		}))
	}
	return x.Bundle("everything")
}

// golden compares a document with a file that other tools have validated.
func golden(t *testing.T, name string, n *fhir.Node) {
	t.Helper()
	require.NoError(t, fhir.Check(n), name)
	therapytest.GoldenJSON(t, *update, filepath.Join("testdata", "golden", name+".fhir.json"), n.AppendJSON(nil))
}

func TestGoldenDocuments(t *testing.T) {
	x, _ := exportFor(t, confidential.TreatingTherapist, confidential.Treatment, fhir.PartGroup, fhir.PartAlerts, fhir.PartRevisions)
	golden(t, "everything", everything(t, x))
	x, _ = exportFor(t, confidential.CareTeam, confidential.Coordination)
	golden(t, "minimum", everything(t, x))
	for _, id := range []measure.ID{"phq-9", "wsas"} {
		q, err := fhir.NewQuestionnaire(instrument(t, id), fhir.QuestionnaireSpec{})
		require.NoError(t, err)
		golden(t, "questionnaire-"+string(id), q)
	}
}
