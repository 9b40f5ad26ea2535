package main

import (
	"bytes"
	"context"
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/fhir"
	"github.com/therapykit/therapykit/therapy/measure"
)

// The people of this story are made up.
var (
	client       = confidential.MustPersonID("client-17")
	therapist    = confidential.MustPersonID("therapist-2")
	successor    = confidential.MustPersonID("therapist-9")
	practitioner = confidential.MustPersonID("gp-4")
	ward         = confidential.MustPersonID("ward-3")

	first = time.Date(2026, 3, 2, 17, 0, 0, 0, time.UTC)
	today = time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	day   = therapy.MustDate(2026, 6, 1)
)

// agreed is the consent: what the client allows the practitioner to know.
func agreed() confidential.Consent {
	return confidential.Consent{
		Ref: "consent-1", By: client, Audiences: []confidential.Audience{confidential.Referrer}, Recipients: []confidential.PersonID{practitioner},
		Purposes: []confidential.Purpose{confidential.Coordination}, Kinds: []confidential.Kind{confidential.TreatmentPlan, confidential.Attendance},
		Given: first, Expires: first.AddDate(1, 0, 0),
	}
}

// record is the clinic's record of the client.
type record struct {
	plan      care.Plan
	sessions  []care.Session
	responses []measure.Response
	scores    []measure.Score
}

// answers are the client's PHQ-9 answers, every third session.
var answers = [][]int{{3, 3, 2, 2, 2, 2, 2, 1, 0}, {2, 3, 2, 2, 1, 2, 1, 1, 0}, {1, 2, 1, 2, 1, 1, 1, 0, 0}, {1, 1, 1, 1, 0, 1, 0, 0, 0}}

func newRecord() (record, error) {
	var r record
	in, _ := measure.Standard().Lookup("phq-9")
	var progress []care.Observation
	for i, list := range answers {
		response := measure.Response{Instrument: "phq-9", At: first.AddDate(0, 0, 21*i), Answers: measure.Answers(list...)}
		score, err := in.Score(response)
		if err != nil {
			return r, err
		}
		total, _ := score.Total()
		r.responses, r.scores = append(r.responses, response), append(r.scores, score)
		progress = append(progress, care.Observation{At: response.At, Measure: "phq-9", Value: total, By: client, Session: sessionID(3 * i)})
	}
	for n := range 12 {
		s, err := newSession(n)
		if err != nil {
			return r, err
		}
		r.sessions = append(r.sessions, s)
	}
	var err error
	r.plan, err = care.TakeOverPlan(newPlan(progress), care.RevisionSpec{Author: therapist, At: today, Reason: care.ReasonReview})
	return r, err
}

func sessionID(n int) care.SessionID { return care.SessionID(fmt.Sprintf("session-%d", n+1)) }

func newPlan(progress []care.Observation) care.PlanSpec {
	goal := func(id care.GoalID, words string) care.Goal {
		return care.Goal{
			ID: id, Statement: confidential.SealText(confidential.TreatmentPlan, client, words), ExpressedBy: care.VoiceClient,
			Scope: care.ScopeIndividual, Status: care.GoalActive, Start: therapy.MustDate(2026, 3, 2), Issues: []care.IssueID{"low-mood"},
		}
	}
	mood, evenings := goal("mood", "Feel like myself again."), goal("evenings", "Enjoy the evenings again.")
	mood.Targets = []care.Target{{Measure: "phq-9", Compare: care.Below, Value: 10, Due: therapy.MustDate(2026, 9, 1)}}
	mood.Achievement, mood.Priority, mood.Progress, mood.Importance = care.Improving, care.HighPriority, progress, care.MustRating(9)
	return care.PlanSpec{
		ID: "plan-1", Author: therapist, Created: first, Clients: []confidential.PersonID{client}, Status: care.PlanActive, From: therapy.MustDate(2026, 3, 2),
		Issues:     []care.Issue{{ID: "low-mood", Concern: "depression", Since: therapy.MustDate(2025, 11, 1), Severity: care.MustRating(7)}},
		Assessment: care.AssessmentRef{ID: "assessment-1", By: therapist, On: therapy.MustDate(2026, 2, 23)},
		Responses:  []care.Response{{Client: client, Agreement: care.Agreed, On: therapy.MustDate(2026, 3, 2)}},
		Goals:      []care.Goal{mood, evenings},
		Strands: []care.Strand{{
			ID: "individual", Modality: "individual", Delivery: care.InPerson, Therapists: []care.Therapist{{ID: therapist, Role: care.RoleLead}},
			Techniques: []care.Technique{"behavioural-activation"}, Goals: []care.GoalID{"mood", "evenings"}, From: therapy.MustDate(2026, 3, 2),
			Schedule: care.MustSchedule(care.ScheduleSpec{
				Kind: therapy.ScheduleRegular, Zone: "Europe/London", From: therapy.MustDate(2026, 3, 2), Every: 1, Per: care.Weekly,
				At: care.MustClockTime(17, 0), Minutes: 50, Sessions: therapy.Range{Min: 12, Max: 16},
			}),
		}},
		ReviewEvery: 90, NextReview: therapy.MustDate(2026, 6, 8),
	}
}

// newSession returns one of the twelve sessions: the fifth was cancelled, and the client was late
// for the eighth.
func newSession(n int) (care.Session, error) {
	start := first.AddDate(0, 0, 7*n)
	a := care.Attendee{Client: client, Attendance: care.Attended, Goals: []care.GoalID{"mood"}}
	s := care.SessionSpec{
		ID: sessionID(n), Author: therapist, Created: start.Add(time.Hour), Status: care.SessionFinished, Modality: "individual", Delivery: care.InPerson,
		Plan: "plan-1", Strand: "individual", Number: n + 1, Start: start, Minutes: 50, Leaders: []care.Therapist{{ID: therapist, Role: care.RoleLead}},
	}
	switch n {
	case 4:
		a.Attendance, a.Reason, a.Goals = care.CancelledByClient, care.ReasonIllness, nil
		s.Status, s.Reason = care.SessionCancelled, care.ReasonIllness
	case 7:
		a.Attendance, a.Minutes = care.AttendedLate, 35
	}
	s.Attendees = []care.Attendee{a}
	return care.NewSession(s)
}

// comesBack reads the bundle as the other system would send it, and compares it with the record.
func comesBack(out *bytes.Buffer, r record, bundle []byte) error {
	n, err := fhir.Parse(bundle)
	if err != nil {
		return err
	}
	reading, err := fhir.Read(n, fhir.ReadSpec{Person: fhir.OwnPeople, Measures: measure.Standard(), Author: successor})
	if err != nil {
		return err
	}
	for _, f := range reading.Findings {
		fmt.Fprintf(out, "  not read: %s %s (%s)\n", f.Place, f.Rule, f.Loss)
	}
	fmt.Fprintln(out, "  back: plan equal:", len(reading.Plans) == 1 && reading.Plans[0].Safe && equalPlans(r.plan.Spec(), reading.Plans[0].Spec))
	equal := len(reading.Sessions) == len(r.sessions)
	for i := range reading.Sessions {
		equal = equal && reflect.DeepEqual(r.sessions[i].Spec(), reading.Sessions[i].Spec)
	}
	fmt.Fprintln(out, "  back: twelve sessions equal:", equal)
	fmt.Fprintln(out, "  back: answers and scores equal:", equalMeasures(r, reading))
	fmt.Fprintln(out, "  back: consent equal:", len(reading.Consents) == 1 && reflect.DeepEqual(reading.Consents[0], agreed()))
	_, err = care.TakeOverPlan(reading.Plans[0].Spec, care.RevisionSpec{Author: successor, At: today, Reason: care.ReasonReview})
	fmt.Fprintln(out, "  back: the plan can be taken over:", err == nil)
	return nil
}

// equalPlans compares the plans, and the texts of the goals by what the gate shows of them.
func equalPlans(a, b care.PlanSpec) bool {
	if len(a.Goals) != len(b.Goals) {
		return false
	}
	for i := range a.Goals {
		if words(a.Goals[i].Statement) != words(b.Goals[i].Statement) {
			return false
		}
		b.Goals[i].Statement = a.Goals[i].Statement
	}
	return reflect.DeepEqual(a, b)
}

// words opens a sealed text for the therapist.
func words(v confidential.Value[string]) string {
	text, err := v.Disclose(context.Background(), confidential.NewGate(confidential.DefaultTable(), &auditLog{}), recipients()[0].request)
	if err != nil {
		return err.Error()
	}
	return text
}

// equalMeasures compares the answers to each questionnaire, and the totals received as
// observations, with what was sent.
func equalMeasures(r record, reading fhir.Reading) bool {
	in, _ := measure.Standard().Lookup("phq-9")
	var responses []measure.Response
	for _, resource := range reading.Responses {
		response, findings, err := fhir.ReadResponse(resource, in, fhir.AnswerTable{})
		if err != nil || len(findings) > 0 {
			return false
		}
		responses = append(responses, response)
	}
	var sent, got []float64
	for _, score := range r.scores {
		total, _ := score.Total()
		sent = append(sent, total)
	}
	for _, o := range reading.Observations {
		got = append(got, o.Value)
	}
	return reflect.DeepEqual(r.responses, responses) && slices.Equal(sent, got)
}
