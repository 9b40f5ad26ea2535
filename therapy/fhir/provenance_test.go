package fhir_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/fhir"
)

// revised returns a plan with three revisions, the last of which corrects the second, with a
// response that was marked as entered in error.
func revised(t *testing.T) care.Plan {
	t.Helper()
	plan, err := care.TakeOverPlan(fullSpec(), takenOver)
	require.NoError(t, err)
	second := care.RevisionSpec{Author: therapist, At: takenOver.At.AddDate(0, 0, 7), Reason: care.ReasonReview, Note: seal("made up")}
	plan, err = plan.Amend(second, func(s *care.PlanSpec) { s.NextReview = s.NextReview.AddDays(30) })
	require.NoError(t, err)
	third := care.RevisionSpec{Author: supervisor, At: takenOver.At.AddDate(0, 0, 8), Reason: care.ReasonCorrection, Follows: 2, Corrects: true}
	plan, err = plan.Amend(third, func(s *care.PlanSpec) { s.Responses[0].Error = third.Correction() })
	require.NoError(t, err)
	return plan
}

var supervisor = confidential.MustPersonID("supervisor-5")

func TestProvenanceOfPlanOnRequest(t *testing.T) {
	t.Parallel()
	plan := revised(t)
	x, _ := exportFor(t, confidential.TreatingTherapist, confidential.Treatment, fhir.PartRevisions)
	require.NoError(t, x.Plan(t.Context(), plan))
	bundle := x.Bundle("b-1")
	require.NoError(t, fhir.Check(bundle))
	require.NotContains(t, string(bundle.AppendJSON(nil)), "made up", "the reason in words is not exported")
	reading := read(t, reparse(t, bundle))
	require.Empty(t, reading.Findings)
	var want []fhir.ProvenanceReading
	for rev := range plan.Revisions() {
		want = append(want, fhir.ProvenanceReading{Record: "CarePlan/Plan.1", Act: fhir.Revised, Revision: rev})
	}
	mark := plan.Spec().Responses[0].Error
	want = append(want, fhir.ProvenanceReading{
		Record: "CarePlan/Plan.1", Act: fhir.Corrected, Place: "/responses/0",
		Revision: care.Revision{RevisionSpec: care.RevisionSpec{Author: mark.By, At: mark.At, Reason: mark.Reason}},
	})
	require.Empty(t, cmp.Diff(want, reading.Provenances,
		cmpopts.IgnoreFields(care.RevisionSpec{}, "Note"), cmp.Comparer(func(a, b confidential.PersonID) bool { return a == b })))
	require.Contains(t, x.Omissions(), fhir.Omission{Record: "CarePlan/Plan.1", Place: "/responses/0", Why: fhir.EnteredInError})
	require.Contains(t, x.Omissions(), fhir.Omission{Record: "CarePlan/Plan.1", Place: "/revisions/1/note", Why: fhir.ByNameOnly})
	require.Len(t, reading.Plans[0].Spec.Responses, len(plan.Spec().Responses)-1)

	x, _ = exportFor(t, confidential.TreatingTherapist, confidential.Treatment)
	require.NoError(t, x.Plan(t.Context(), plan))
	require.NotContains(t, string(x.Bundle("b-2").AppendJSON(nil)), "Provenance")
	require.Contains(t, x.Omissions(), fhir.Omission{Record: "CarePlan/Plan.1", Place: "/revisions", Why: fhir.ByNameOnly})
	require.Contains(t, x.Omissions(), fhir.Omission{Record: "CarePlan/Plan.1", Place: "/responses/0", Why: fhir.EnteredInError})

	x, _ = exportFor(t, confidential.CareTeam, confidential.Coordination, fhir.PartRevisions)
	require.NoError(t, x.Plan(t.Context(), plan))
	require.NotContains(t, string(x.Bundle("b-3").AppendJSON(nil)), "Provenance", "more than the minimum")
	require.Contains(t, x.Omissions(), fhir.Omission{Record: "CarePlan/Plan.1", Place: "/revisions", Why: fhir.MinimumOnly})
}

func TestProvenanceOfNoteOnRequest(t *testing.T) {
	t.Parallel()
	note := care.Note{Text: confidential.SealText(confidential.ProgressNote, client, "made up"), Status: care.NoteFinal, By: therapist, CoSigned: []care.Signature{{By: supervisor, At: at(6, 2, 9)}}}
	s := session(t, 1, care.Attendee{Client: client, Attendance: care.Attended, Progress: note}, nil)
	for _, include := range [][]fhir.Part{nil, {fhir.PartRevisions}} {
		x, _ := exportFor(t, confidential.TreatingTherapist, confidential.Treatment, include...)
		require.NoError(t, x.Session(t.Context(), s))
		bundle := x.Bundle("b-1")
		require.NoError(t, fhir.Check(bundle))
		require.NotContains(t, string(bundle.AppendJSON(nil)), "made up")
		reading := read(t, reparse(t, bundle))
		require.Empty(t, reading.Findings)
		signed := slices.ContainsFunc(reading.Provenances, func(p fhir.ProvenanceReading) bool {
			return p.Act == fhir.CoSigned && p.Place == "/attendees/progress/coSigned/0" && p.Revision.Author == supervisor && p.Revision.At.Equal(at(6, 2, 9))
		})
		require.Equal(t, include != nil, signed)
		if include == nil {
			require.True(t, slices.ContainsFunc(x.Omissions(), func(o fhir.Omission) bool {
				return o.Place == "/attendees/progress/coSigned/0" && o.Why == fhir.ByNameOnly
			}))
		}
	}
}

// TestAForeignProvenanceIsNotInterpreted reads an example of HL7.
func TestAForeignProvenanceIsNotInterpreted(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"r4.Provenance-example", "r4.Provenance-consent-signature"} {
		reading := read(t, parse(t, string(realFiles(t)[name+".json"])))
		require.Empty(t, reading.Provenances)
		require.NotEmpty(t, reading.Findings)
	}
}
