package fhir_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/confidential/confidentialtest"
	"github.com/therapykit/therapykit/therapy/fhir"
	"github.com/therapykit/therapykit/therapy/measure"
)

// The people of these tests are made up.
var (
	client    = confidential.MustPersonID("client_17")
	other     = confidential.MustPersonID("client-18")
	therapist = confidential.MustPersonID("therapist-2")
	gp        = confidential.MustPersonID("gp:4")
)

func at(month time.Month, day, hour int) time.Time {
	return time.Date(2026, month, day, hour, 0, 0, 0, time.UTC)
}

// takenOver is the revision that imported the records of these tests.
var takenOver = care.RevisionSpec{Author: therapist, At: at(12, 31, 9), Reason: "taken-over"}

func seal(text string) confidential.Value[string] {
	return confidential.SealText(confidential.TreatmentPlan, client, text)
}

// fullSpec is a plan in which every exported field is set.
func fullSpec() care.PlanSpec {
	return care.PlanSpec{
		ID: "Plan.1", Author: therapist, Created: at(6, 30, 9), Clients: []confidential.PersonID{client},
		Status: care.PlanOnHold, Reason: care.ReasonHoliday, From: therapy.MustDate(2026, 5, 1), Until: therapy.MustDate(2026, 12, 31),
		Issues: []care.Issue{
			{ID: "low-mood", Concern: "depression", Since: therapy.MustDate(2026, 3, 1), Severity: care.MustRating(0)},
			{ID: "worry", Concern: "anxiety"},
		},
		Assessment: care.AssessmentRef{ID: "assessment-3", By: therapist, On: therapy.MustDate(2026, 4, 18)},
		Choice: care.Choice{
			Modalities: []therapy.Modality{"group", "individual"}, Basis: care.BasisOverride, PolicyID: "therapykit-default", PolicyVersion: "1.0.0",
			Digest: "sha256:0123", Outcome: "recommended", By: therapist, At: at(4, 19, 9), Reason: care.ReasonPreference,
		},
		Responses: []care.Response{
			{Client: client, Goal: "sleep", Agreement: care.Disagreed, On: therapy.MustDate(2026, 4, 21)},
			{Client: client, Goal: "sleep", Agreement: care.Agreed, On: therapy.MustDate(2026, 4, 28)},
			{Client: client, Strand: "individual", Agreement: care.AgreementPending},
			{Client: client, Agreement: care.Agreed, On: therapy.MustDate(2026, 4, 28)},
		},
		Barriers: []care.Barrier{{Kind: "transport", Resolved: therapy.MustDate(2026, 5, 2)}},
		Goals: []care.Goal{
			{
				ID: "sleep", Statement: seal("Sleep <through> the night & wake rested."), ExpressedBy: care.VoiceTogether, Priority: care.HighPriority,
				Scope: care.ScopeIndividual, For: client, Status: care.GoalOnHold, Achievement: care.Improving, Reason: care.ReasonHoliday,
				Start: therapy.MustDate(2026, 5, 1), Issues: []care.IssueID{"low-mood"},
				Targets: []care.Target{
					{Measure: "phq-9", Compare: care.Below, Value: 10, Due: therapy.MustDate(2026, 12, 1)},
					{Measure: "own-diary", Scale: "nights", Compare: care.AtLeast, Value: 5.5},
				},
				Importance: care.MustRating(9), Confidence: care.MustRating(0), Barriers: []care.Barrier{{Kind: "noise"}},
				Progress: []care.Observation{
					{At: at(5, 4, 16), Measure: "phq-9", Value: 19, By: client, Session: "session-1"},
					{At: at(6, 1, 16), Measure: "phq-9", Value: 0, By: client},
				},
			},
			{ID: "calm", Statement: seal("Worry less."), ExpressedBy: care.VoiceClient, Scope: care.ScopeInterpersonal, Status: care.GoalRejected, Reason: care.ReasonReplaced},
			{ID: "calmer", Statement: seal("Notice worry."), ExpressedBy: care.VoiceTherapist, Scope: care.ScopeShared, Status: care.GoalProposed, Supersedes: "calm"},
		},
		Strands: []care.Strand{
			{
				ID: "individual", Modality: "individual", Programme: "ba", Delivery: care.Hybrid,
				Therapists: []care.Therapist{{ID: therapist, Role: care.RoleLead}}, Techniques: []care.Technique{"cbt", "behavioural-activation"},
				Schedule: care.MustSchedule(care.ScheduleSpec{
					Kind: therapy.ScheduleRegular, Zone: "Europe/London", From: therapy.MustDate(2026, 5, 4), Every: 2, Per: care.Weekly,
					On: []care.Weekday{care.Monday, care.Thursday}, At: care.MustClockTime(18, 0), Minutes: 50, Sessions: therapy.Range{Min: 12, Max: 16},
					Pauses: []care.Pause{{From: therapy.MustDate(2026, 8, 1), Until: therapy.MustDate(2026, 8, 14), Reason: care.ReasonHoliday}},
					Agreed: []care.Meeting{{On: therapy.MustDate(2026, 5, 6), At: care.MustClockTime(9, 30)}},
				}),
				Goals: []care.GoalID{"sleep", "calmer"}, From: therapy.MustDate(2026, 5, 4),
				Sharing: []care.Sharing{{
					With: "skills", Kinds: []confidential.Kind{confidential.ProgressNote, confidential.Attendance},
					AgreedBy: []confidential.PersonID{client}, On: therapy.MustDate(2026, 5, 4),
				}},
			},
			{
				ID: "skills", Modality: "group", Delivery: care.InPerson, Group: "group-3",
				Therapists: []care.Therapist{{ID: confidential.MustPersonID("therapist-5"), Role: care.RoleCoLead}, {ID: therapist, Role: care.RoleLead}},
				Schedule:   care.MustSchedule(care.ScheduleSpec{Kind: therapy.ScheduleFlexible, Minutes: 90, Sessions: therapy.Range{Min: 3}}),
				From:       therapy.MustDate(2026, 5, 4), Ended: therapy.MustDate(2026, 6, 1), EndReason: care.ReasonDroppedOut,
			},
		},
		ReviewEvery: 90, NextReview: therapy.MustDate(2026, 9, 1),
		Reviews:    []care.PlanReview{{On: therapy.MustDate(2026, 6, 1), By: []confidential.PersonID{client, therapist}, Outcome: care.ReasonProgress}},
		CrisisPlan: "crisis-9", Confidentiality: care.RaiseTo(confidential.Restricted),
	}
}

// auditor counts the records.
type auditor struct {
	records []confidential.Record
	full    bool
}

func (a *auditor) Record(_ context.Context, r []confidential.Record) error {
	if a.full {
		return errors.New("disk full")
	}
	a.records = append(a.records, r...)
	return nil
}

func instruments(tb testing.TB) measure.Catalogue {
	tb.Helper()
	return measure.Standard()
}

// exportFor returns an export for a treating therapist of the client, who may have everything.
func exportFor(tb testing.TB, audience confidential.Audience, purpose confidential.Purpose, include ...fhir.Part) (*fhir.Export, *auditor) {
	tb.Helper()
	log := &auditor{}
	x, err := fhir.NewExport(fhir.ExportSpec{
		Client: client, Gate: confidential.NewGate(confidential.DefaultTable(), log), On: therapy.MustDate(2026, 7, 1),
		Request:  confidential.Request{Recipient: confidential.MustPersonID("therapist-9"), Audience: audience, Purpose: purpose, Treats: confidential.Treating(client), At: at(7, 1, 9)},
		Measures: instruments(tb), Include: include,
	})
	require.NoError(tb, err)
	return x, log
}

func read(tb testing.TB, n *fhir.Node) fhir.Reading {
	tb.Helper()
	reading, err := fhir.Read(n, fhir.ReadSpec{Person: fhir.OwnPeople, Measures: instruments(tb), Author: therapist})
	require.NoError(tb, err)
	return reading
}

// same compares records, with the content of their sealed texts.
func same(tb testing.TB) cmp.Options {
	tb.Helper()
	return cmp.Options{
		cmp.Comparer(func(a, b confidential.Value[string]) bool {
			return confidentialtest.Open(tb, a) == confidentialtest.Open(tb, b)
		}),
		cmp.Comparer(func(a, b confidential.PersonID) bool { return a == b }),
		cmp.Comparer(func(a, b therapy.Date) bool { return a == b }),
		cmp.Comparer(func(a, b care.Rating) bool { return a == b }),
		cmp.Comparer(func(a, b care.Raised) bool { return a == b }),
		cmp.Comparer(care.Schedule.Equal),
		cmpopts.EquateEmpty(),
	}
}

// reparse writes a document and reads it again, as a transfer does.
func reparse(tb testing.TB, n *fhir.Node) *fhir.Node {
	tb.Helper()
	again, err := fhir.Parse(n.AppendJSON(nil))
	require.NoError(tb, err)
	return again
}

func TestAPlanComesBackEqual(t *testing.T) {
	spec := fullSpec()
	plan, err := care.TakeOverPlan(spec, takenOver)
	require.NoError(t, err)
	x, log := exportFor(t, confidential.TreatingTherapist, confidential.Treatment, fhir.PartGroup)
	require.NoError(t, x.Plan(t.Context(), plan))
	bundle := reparse(t, x.Bundle("b1"))
	require.NoError(t, fhir.Check(bundle), string(bundle.AppendJSON(nil)))
	require.NotEmpty(t, log.records)
	require.Empty(t, x.Omissions())

	reading := read(t, bundle)
	require.Empty(t, reading.Findings)
	require.Len(t, reading.Plans, 1)
	got := reading.Plans[0]
	require.NoError(t, got.Missing)
	require.True(t, got.Safe)
	if diff := cmp.Diff(spec, got.Spec, same(t)); diff != "" {
		t.Errorf("(-sent +came back):\n%s", diff)
	}
	require.Empty(t, reading.Observations)
}

func TestEachCellOfAPlanIsSet(t *testing.T) {
	// The plan above must have every field, or the test above proves little.
	unset := []string{}
	for name, zero := range map[string]bool{
		"choice": fullSpec().Choice.IsZero(), "issues": len(fullSpec().Issues) == 0, "crisis plan": fullSpec().CrisisPlan == "",
	} {
		if zero {
			unset = append(unset, name)
		}
	}
	require.Empty(t, unset)
}

func session(tb testing.TB, n int, a care.Attendee, change func(*care.SessionSpec)) care.Session {
	tb.Helper()
	start := at(5, 4, 17).AddDate(0, 0, 7*n)
	spec := care.SessionSpec{
		ID: care.SessionID(fmt.Sprintf("session-%d", n)), Author: therapist, Created: start, Status: care.SessionFinished, Modality: "individual",
		Delivery: care.Hybrid, Plan: "Plan.1", Strand: "individual", Number: n, Start: start, Minutes: 50,
		Leaders: []care.Therapist{{ID: therapist, Role: care.RoleLead}}, Attendees: []care.Attendee{a},
	}
	if change != nil {
		change(&spec)
	}
	s, err := care.TakeOverSession(spec, takenOver)
	require.NoError(tb, err)
	return s
}

func TestSessionsComeBackEqual(t *testing.T) {
	x, _ := exportFor(t, confidential.TreatingTherapist, confidential.Treatment)
	var sent []care.SessionSpec
	for n := care.NotReported; n.Valid(); n++ {
		a := care.Attendee{Client: client, Attendance: n, Goals: []care.GoalID{"sleep"}}
		if n.Present() {
			a.Minutes = 40
			a.Measures = []care.Observation{{At: at(6, int(n), 10), Measure: "phq-9", Value: 12, By: client}}
		} else if n.Cancelled() || n == care.DidNotAttend {
			a.Reason = care.ReasonIllness
		}
		s := session(t, int(n), a, func(spec *care.SessionSpec) {
			switch {
			case n == care.NotReported:
				spec.Status = care.SessionPlanned
			case n == care.DidNotAttend:
				spec.Status, spec.Reason = care.SessionCancelled, care.ReasonNoShow
			case n.Cancelled():
				spec.Status, spec.Reason = care.SessionCancelled, care.ReasonIllness
			}
		})
		require.NoError(t, x.Session(t.Context(), s))
		sent = append(sent, s.Spec())
	}
	bundle := reparse(t, x.Bundle("b2"))
	require.NoError(t, fhir.Check(bundle))
	reading := read(t, bundle)
	require.Empty(t, reading.Findings)
	require.Empty(t, reading.Observations)
	var got []care.SessionSpec
	for _, s := range reading.Sessions {
		require.NoError(t, s.Missing)
		require.True(t, s.Safe)
		got = append(got, s.Spec)
	}
	if diff := cmp.Diff(sent, got, same(t)); diff != "" {
		t.Errorf("(-sent +came back):\n%s", diff)
	}
}

func TestAnEpisodeComesBackEqual(t *testing.T) {
	spec := care.EpisodeSpec{
		ID: "episode-1", Author: therapist, Created: at(4, 1, 9), Client: client,
		Referral:    care.Referral{On: therapy.MustDate(2026, 4, 1), From: "general-practitioner", By: gp, Concern: "depression"},
		Assessments: []care.AssessmentRef{{ID: "assessment-3", By: therapist, On: therapy.MustDate(2026, 4, 18)}},
		Plans:       []care.PlanID{"Plan.1"}, Sessions: []care.SessionID{"session-1", "session-2"},
		Measures: []care.Observation{{At: at(4, 18, 9), Measure: "phq-9", Value: 19, By: client}, {At: at(4, 18, 9), Measure: "dass-21", Scale: "stress", Value: 7}},
		Steps: []care.Step{{
			At: at(6, 1, 9), By: therapist, Kind: care.StepUp, From: []therapy.Modality{"individual"}, To: []therapy.Modality{"group", "individual"},
			Reason: care.ReasonNoProgress, Rests: []string{"phq-9"}, Plan: "Plan.1",
		}},
		Ending: care.Ending{On: therapy.MustDate(2026, 12, 1), Kind: care.EndingPlanned, Reason: care.ReasonCompleted, By: therapist},
	}
	e, err := care.TakeOverEpisode(spec, takenOver)
	require.NoError(t, err)
	x, _ := exportFor(t, confidential.TreatingTherapist, confidential.Treatment)
	require.NoError(t, x.Episode(t.Context(), e))
	bundle := reparse(t, x.Bundle("b3"))
	require.NoError(t, fhir.Check(bundle))
	reading := read(t, bundle)
	require.Empty(t, reading.Findings)
	require.Len(t, reading.Episodes, 1)
	require.NoError(t, reading.Episodes[0].Missing)
	if diff := cmp.Diff(e.Spec(), reading.Episodes[0].Spec, same(t)); diff != "" {
		t.Errorf("(-sent +came back):\n%s", diff)
	}
}

func TestConsentsComeBackEqual(t *testing.T) {
	base := confidential.Consent{
		Ref: "Consent.1", By: client, Audiences: []confidential.Audience{confidential.Referrer},
		Purposes: []confidential.Purpose{confidential.Coordination}, Kinds: []confidential.Kind{confidential.TreatmentPlan, confidential.Attendance},
		Recipients: []confidential.PersonID{gp}, Given: at(5, 1, 9),
	}
	change := func(f func(*confidential.Consent)) confidential.Consent {
		c := base
		f(&c)
		return c
	}
	for name, c := range map[string]confidential.Consent{
		"plain":               base,
		"that ends":           change(func(c *confidential.Consent) { c.Expires = at(12, 1, 9) }),
		"that was revoked":    change(func(c *confidential.Consent) { c.Revoked = at(6, 1, 9) }),
		"revoked before end":  change(func(c *confidential.Consent) { c.Revoked, c.Expires = at(6, 1, 9), at(12, 1, 9) }),
		"that has ended":      change(func(c *confidential.Consent) { c.Expires = at(6, 1, 9) }),
		"for any of the role": change(func(c *confidential.Consent) { c.Recipients = nil }),
		"for every purpose": change(func(c *confidential.Consent) {
			c.Purposes = nil
			for p := confidential.Treatment; p.Valid(); p++ {
				c.Purposes = append(c.Purposes, p)
			}
		}),
		"for process notes": change(func(c *confidential.Consent) { c.Kinds = []confidential.Kind{confidential.ProcessNote} }),
	} {
		x, _ := exportFor(t, confidential.TreatingTherapist, confidential.Treatment)
		require.NoError(t, x.Consent(t.Context(), c), name)
		bundle := reparse(t, x.Bundle("b4"))
		require.NoError(t, fhir.Check(bundle), name)
		reading := read(t, bundle)
		require.Empty(t, reading.Findings, name)
		require.Empty(t, reading.Refusals, name)
		require.Len(t, reading.Consents, 1, name)
		if diff := cmp.Diff(c, reading.Consents[0], same(t)); diff != "" {
			t.Errorf("%s (-sent +came back):\n%s", name, diff)
		}
	}
}

// TestNoConsentIsWidened removes each part of a consent, and adds others: the consent that is
// read must not permit anything that the original does not permit.
func TestNoConsentIsWidened(t *testing.T) {
	c := confidential.Consent{
		Ref: "consent-1", By: client, Audiences: []confidential.Audience{confidential.Referrer},
		Purposes: []confidential.Purpose{confidential.Coordination}, Kinds: []confidential.Kind{confidential.TreatmentPlan},
		Recipients: []confidential.PersonID{gp}, Given: at(5, 1, 9), Expires: at(12, 1, 9),
	}
	x, _ := exportFor(t, confidential.TreatingTherapist, confidential.Treatment)
	require.NoError(t, x.Consent(t.Context(), c))
	source := x.Bundle("b")
	var places []string
	var walk func(n *fhir.Node)
	walk = func(n *fhir.Node) {
		places = append(places, n.Place())
		for part := range n.Parts() {
			walk(part)
		}
	}
	permit := func(n *fhir.Node) *fhir.Node {
		return n.Get("entry").Index(0).Get("resource").Get("provision").Get("provision").Index(0)
	}
	walk(permit(source))
	count := 0
	for _, place := range places {
		n := source.Clone()
		target := byPlace(n, place)
		for target.Parent().Kind() != fhir.Absent && target.Parent().Len() == 1 {
			target = target.Parent()
		}
		target.Remove()
		for _, got := range read(t, n).Consents {
			count++
			require.Subset(t, c.Audiences, got.Audiences, place)
			require.Subset(t, c.Purposes, got.Purposes, place)
			require.Subset(t, c.Kinds, got.Kinds, place)
			require.Equal(t, c.Recipients, got.Recipients, place)
			require.False(t, got.Given.Before(c.Given), place)
			require.False(t, got.Expires.IsZero() || got.Expires.After(c.Expires), place)
		}
	}
	require.Less(t, count, len(places), "an incomplete consent permits nothing")
	for _, narrowed := range []string{`"dataPeriod":{"start":"2026-01-01"}`, `"code":[{"text":"x"}]`, `"securityLabel":[{"code":"N"}]`, `"data":[{"meaning":"instance","reference":{"reference":"Goal/a"}}]`, `"provision":[{"type":"deny"}]`} {
		n := source.Clone()
		var addition fhir.Node
		require.NoError(t, addition.UnmarshalJSON([]byte("{"+narrowed+"}")))
		for part := range addition.Parts() {
			permit(n).Set(part.Name(), part)
		}
		reading := read(t, n)
		require.Empty(t, reading.Consents, narrowed)
		require.NotEmpty(t, reading.Findings, narrowed)
	}
}

// byPlace finds a node by its JSON pointer.
func byPlace(n *fhir.Node, place string) *fhir.Node {
	for part := range strings.SplitSeq(strings.TrimPrefix(place, "/"), "/") {
		if n.Kind() == fhir.Array {
			var i int
			_, _ = fmt.Sscan(part, &i)
			n = n.Index(i)
		} else {
			n = n.Get(part)
		}
	}
	return n
}

func TestForeignConsentsPermitNothingMore(t *testing.T) {
	for name, data := range realFiles(t) {
		if !strings.Contains(name, "Consent") {
			continue
		}
		n, err := fhir.Parse(data)
		require.NoError(t, err)
		reading, err := fhir.Read(n, fhir.ReadSpec{Author: therapist, Person: func(fhir.Element) (confidential.PersonID, bool) { return other, true }})
		require.NoError(t, err)
		require.Empty(t, reading.Consents, name)
		require.NotEmpty(t, reading.Findings, name)
	}
}

func TestForeignDocumentsAreReadPartly(t *testing.T) {
	for name, data := range realFiles(t) {
		n, err := fhir.Parse(data)
		require.NoError(t, err)
		before := string(n.AppendJSON(nil))
		reading, err := fhir.Read(n, fhir.ReadSpec{Author: therapist, Measures: instruments(t), Person: func(fhir.Element) (confidential.PersonID, bool) { return other, true }})
		require.NoError(t, err)
		require.True(t, len(reading.Findings) > 0 || len(reading.Responses) > 0, name)
		require.Equal(t, before, string(n.AppendJSON(nil)), "reading changes nothing")
		for _, p := range reading.Plans {
			require.Error(t, p.Missing, name)
		}
	}
}

func TestExportForOtherRecipients(t *testing.T) {
	spec := fullSpec()
	spec.Culture, spec.Goals[0].Targets = seal("secret-culture"), nil
	spec.Strands[0].Rationale = seal("secret-rationale")
	plan, err := care.TakeOverPlan(spec, takenOver)
	require.NoError(t, err)
	process := confidential.SealText(confidential.ProcessNote, client, "secret-process")
	a := care.Attendee{Client: client, Attendance: care.Attended, Process: care.Note{Text: process, Status: care.NoteFinal, By: therapist}}
	s := session(t, 1, a, func(spec *care.SessionSpec) {
		spec.Attendees = append(spec.Attendees, care.Attendee{Client: other, Attendance: care.Attended})
		spec.Group = "group-3"
	})

	x, log := exportFor(t, confidential.CareTeam, confidential.Coordination)
	require.NoError(t, x.Plan(t.Context(), plan))
	require.NoError(t, x.Session(t.Context(), s))
	bundle := x.Bundle("b")
	require.NoError(t, fhir.Check(bundle))
	text := string(bundle.AppendJSON(nil))
	require.NotContains(t, text, "secret")
	require.NotContains(t, text, "Sleep")
	require.NotContains(t, text, "client-18")
	require.NotContains(t, text, "group-3")
	require.Contains(t, text, `"valueCode":"masked"`)
	require.NotContains(t, text, fhir.Base+"StructureDefinition")
	require.GreaterOrEqual(t, len(log.records), 8)
	whys := map[fhir.Why]int{}
	for _, o := range x.Omissions() {
		whys[o.Why]++
	}
	require.NotZero(t, whys[fhir.MinimumOnly])
	require.NotZero(t, whys[fhir.ByNameOnly])
	require.NotZero(t, whys[fhir.OtherPerson])

	// A recipient whom no rule knows gets nothing, and the bundle does not mention the recipient.
	x, _ = exportFor(t, confidential.Researcher, confidential.Research)
	require.NoError(t, x.Plan(t.Context(), plan))
	require.NoError(t, x.Session(t.Context(), s))
	require.JSONEq(t, `{"resourceType":"Bundle","id":"b","type":"collection"}`, string(x.Bundle("b").AppendJSON(nil)))

	// Without a record nothing is exported.
	x, log = exportFor(t, confidential.TreatingTherapist, confidential.Treatment)
	log.full = true
	require.ErrorIs(t, x.Plan(t.Context(), plan), confidential.ErrAudit)
	require.JSONEq(t, `{"resourceType":"Bundle","id":"b","type":"collection"}`, string(x.Bundle("b").AppendJSON(nil)))
}

func TestSomebodyElsesRecordIsRefused(t *testing.T) {
	spec := fullSpec()
	x, err := fhir.NewExport(fhir.ExportSpec{
		Client: other, Gate: confidential.NewGate(confidential.DefaultTable(), &auditor{}), On: therapy.MustDate(2026, 7, 1),
		Request: confidential.Request{Recipient: therapist, Audience: confidential.TreatingTherapist, Purpose: confidential.Treatment, At: at(7, 1, 9)},
	})
	require.NoError(t, err)
	plan, err := care.TakeOverPlan(spec, takenOver)
	require.NoError(t, err)
	require.ErrorIs(t, x.Plan(t.Context(), plan), therapy.ErrReference)
	require.ErrorIs(t, x.Session(t.Context(), session(t, 1, care.Attendee{Client: client, Attendance: care.Attended}, nil)), therapy.ErrReference)
	require.ErrorIs(t, x.Consent(t.Context(), confidential.Consent{By: client}), therapy.ErrReference)
	_, err = fhir.NewExport(fhir.ExportSpec{})
	require.Len(t, therapy.FieldErrors(err), 7)
}

func TestElementsThatChangeMeaningAreNotSafe(t *testing.T) {
	plan, err := care.TakeOverPlan(fullSpec(), takenOver)
	require.NoError(t, err)
	x, _ := exportFor(t, confidential.TreatingTherapist, confidential.Treatment, fhir.PartGroup)
	require.NoError(t, x.Plan(t.Context(), plan))
	bundle := x.Bundle("b1").AppendJSON(nil)
	for old, planted := range map[string]string{
		`"intent":"plan"`:                    `"intent":"plan","modifierExtension":[{"url":"http://x.example","valueBoolean":true}]`,
		`"resourceType":"CarePlan",`:         `"resourceType":"CarePlan","implicitRules":"http://x.example",`,
		`"kind":"ServiceRequest",`:           `"kind":"ServiceRequest","doNotPerform":true,`,
		`"status":"on-hold","intent"`:        `"status":"entered-in-error","intent"`,
		`"resourceType":"Goal","id":"Plan.1`: `"resourceType":"Goal","implicitRules":"http://x.example","id":"Plan.1`,
	} {
		n := parse(t, string(bytes.Replace(bundle, []byte(old), []byte(planted), 1)))
		require.NotEqual(t, string(bundle), string(n.AppendJSON(nil)), old)
		reading := read(t, n)
		require.Len(t, reading.Plans, 1)
		require.False(t, reading.Plans[0].Safe, planted)
		require.Len(t, reading.Plans[0].Spec.Goals, 3, "the plan is read nevertheless")
	}
}

func TestRefusalsComeBackEqual(t *testing.T) {
	base := confidential.Refusal{Ref: "Refusal.1", By: client, Given: at(5, 1, 9)}
	change := func(f func(*confidential.Refusal)) confidential.Refusal {
		c := base
		f(&c)
		return c
	}
	for name, c := range map[string]confidential.Refusal{
		"of everything": base,
		"of the team":   change(func(c *confidential.Refusal) { c.Audiences = []confidential.Audience{confidential.CareTeam} }),
		"of all": change(func(c *confidential.Refusal) {
			c.Audiences, c.Recipients = []confidential.Audience{confidential.Payer}, []confidential.PersonID{gp, therapist}
			c.Purposes, c.Kinds = []confidential.Purpose{confidential.Payment, confidential.Coordination}, []confidential.Kind{confidential.Diagnosis}
		}),
		"withdrawn": change(func(c *confidential.Refusal) { c.Withdrawn = at(6, 1, 9) }),
	} {
		x, _ := exportFor(t, confidential.TreatingTherapist, confidential.Treatment)
		require.NoError(t, x.Refusal(t.Context(), c), name)
		bundle := reparse(t, x.Bundle("b"))
		require.NoError(t, fhir.Check(bundle), name)
		reading := read(t, bundle)
		require.Empty(t, reading.Findings, name)
		require.Empty(t, reading.Consents, name)
		require.Len(t, reading.Refusals, 1, name)
		if diff := cmp.Diff(c, reading.Refusals[0], same(t)); diff != "" {
			t.Errorf("%s (-sent +came back):\n%s", name, diff)
		}
	}
}

// TestNoRefusalIsNarrowed removes each part of a refusal, and adds unknown parts: the refusal
// that is read must refuse at least what the document refuses.
func TestNoRefusalIsNarrowed(t *testing.T) {
	x, _ := exportFor(t, confidential.TreatingTherapist, confidential.Treatment)
	require.NoError(t, x.Refusal(t.Context(), confidential.Refusal{
		Ref: "r-1", By: client, Given: at(5, 1, 9), Recipients: []confidential.PersonID{gp},
		Purposes: []confidential.Purpose{confidential.Coordination}, Kinds: []confidential.Kind{confidential.Diagnosis},
	}))
	text := string(x.Bundle("b").AppendJSON(nil))
	for old, planted := range map[string]string{
		`"class":[`:   `"class":[{"system":"http://x.example","code":"everything"},`,
		`"purpose":[`: `"purpose":[{"system":"http://x.example","code":"everything"},`,
		`"actor":[`:   `"actor":[{"role":{"text":"x"},"reference":{"reference":"Organization/a_b?"}},`,
	} {
		reading := read(t, parse(t, strings.Replace(text, old, planted, 1)))
		require.Len(t, reading.Refusals, 1)
		no := reading.Refusals[0]
		broader := len(no.Kinds) == 0 || len(no.Purposes) == 0 || len(no.Recipients) == 0
		require.True(t, broader, old)
	}
	// A foreign refusal without any limits refuses everything.
	reading := read(t, parse(t, `{"resourceType":"Consent","id":"c","status":"active","patient":{"reference":"Patient/client-1"},"dateTime":"2026-05-01T09:00:00Z","provision":{"type":"deny"}}`))
	require.Equal(t, []confidential.Refusal{{Ref: "c", By: confidential.MustPersonID("client-1"), Given: at(5, 1, 9)}}, reading.Refusals)
}
