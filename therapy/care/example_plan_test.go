package care_test

import (
	"fmt"
	"slices"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
	"github.com/therapykit/therapykit/therapy/words"
)

// A plan is made from a specification with exported fields, and changed by revisions that state who
// changed it, when and why. The old values are unchanged.
func ExamplePlan_Amend() {
	client, clinician := confidential.MustPersonID("client-7"), confidential.MustPersonID("clinician-3")
	day := func(n int) time.Time { return time.Date(2026, 3, n, 12, 0, 0, 0, time.UTC) }
	plan, err := care.NewPlan(care.PlanSpec{
		ID: care.PlanID("plan-12"), Author: clinician, Created: day(2), Clients: []confidential.PersonID{client}, Status: care.PlanDraft,
		Goals: []care.Goal{{
			ID: "evenings", Statement: confidential.SealText(confidential.TreatmentPlan, client, "Enjoy the evenings again."),
			ExpressedBy: care.VoiceClient, Scope: care.ScopeIndividual, Status: care.GoalProposed,
		}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	accepted, err := plan.Amend(care.RevisionSpec{Author: clinician, At: day(9), Reason: care.ReasonAgreed}, func(s *care.PlanSpec) {
		s.Goals[0].Status = care.GoalAccepted
		s.Goals[0].Importance = care.MustRating(9)
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, change := range care.Diff(plan, accepted) {
		fmt.Println(change.Words)
	}
	_, err = accepted.Amend(care.RevisionSpec{Author: clinician, At: day(10), Reason: care.ReasonCorrection}, func(s *care.PlanSpec) {
		s.Goals = nil
	})
	fmt.Println(err)
	// Output:
	// goal evenings: status changed from proposed to accepted
	// goal evenings: importance set to 9
	// /goals: transition not allowed [amend-removed]: entries are not taken out of the record
}

// A schedule keeps local time: the session after the last Sunday of March begins at 18:00 too, which
// is an hour earlier in UTC.
func ExampleSchedule_Occurrences() {
	schedule := care.MustSchedule(care.ScheduleSpec{
		Kind: therapy.ScheduleRegular, Zone: "Europe/London", From: therapy.MustDate(2026, 3, 23), Every: 1, Per: care.Weekly,
		At: care.MustClockTime(18, 0), Minutes: 50, Sessions: therapy.Range{Min: 2, Max: 2},
	})
	london, err := time.LoadLocation(schedule.Zone())
	if err != nil {
		fmt.Println(err)
		return
	}
	occurrences, err := schedule.Occurrences(london)
	if err != nil {
		fmt.Println(err)
		return
	}
	for at := range occurrences {
		fmt.Println(at)
	}
	// Output:
	// 2026-03-23 18:00:00 +0000 GMT
	// 2026-03-30 18:00:00 +0100 BST
}

// An achievement is derived from observations, by reliable change, and names the source of the
// threshold.
func ExampleAssess() {
	goal := care.Goal{
		Status:  care.GoalActive,
		Targets: []care.Target{{Measure: "phq-9", Compare: care.Below, Value: 10}},
		Progress: []care.Observation{
			{At: time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC), Measure: "phq-9", Value: 19},
			{At: time.Date(2026, 4, 13, 12, 0, 0, 0, time.UTC), Measure: "phq-9", Value: 12},
		},
	}
	thresholds, _ := measure.StandardSet(measure.SetNHS)
	judgement, err := care.Assess(goal, nil, thresholds)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(judgement.Achievement)
	fmt.Println(judgement.Words)
	// Output:
	// improving
	// phq-9 below 10: not met by 12 on 13 Apr 2026, better by 7 since 19 on 2 Mar 2026, which is reliable (6 or more points: NHS Talking Therapies, version 1)
}

// Decoding refuses input that encoding/json accepts, and suggests the nearest member.
func ExampleUnmarshalStrict() {
	var spec care.ScheduleSpec
	err := therapy.UnmarshalStrict([]byte(`{"kind":"regular","minuts":50,"kind":"flexible","zone":null}`), &spec)
	fmt.Println(err)
	// Output:
	// /#1: unknown name [json-unknown-member]: perhaps "minutes"
	// /kind: duplicate [json-duplicate]
	// /zone: malformed [json-type]: a string
}

// Attendance is counted by status; a session that the service cancelled is nobody's absence.
func ExampleAttendanceOf() {
	client, clinician := confidential.MustPersonID("client-7"), confidential.MustPersonID("clinician-3")
	var sessions []care.Session
	for week, attendance := range []care.AttendanceStatus{care.Attended, care.AttendedLate, care.CancelledByService, care.DidNotAttend} {
		start := time.Date(2026, 3, 2+7*week, 18, 0, 0, 0, time.UTC)
		status, reason := care.SessionFinished, care.Reason("")
		switch attendance {
		case care.CancelledByService:
			status, reason = care.SessionCancelled, care.ReasonTherapistAbsent
		case care.DidNotAttend:
			status, reason = care.SessionCancelled, care.ReasonNoShow
		}
		session, err := care.NewSession(care.SessionSpec{
			ID: care.SessionID(fmt.Sprintf("session-%d", week)), Author: clinician, Created: start, Status: status, Reason: reason,
			Modality: "individual", Delivery: care.InPerson, Start: start, Minutes: 50,
			Leaders:   []care.Therapist{{ID: clinician, Role: care.RoleLead}},
			Attendees: []care.Attendee{{Client: client, Attendance: attendance}},
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		sessions = append(sessions, session)
	}
	fmt.Println(care.AttendanceOf(client, slices.Values(sessions)).Words(words.English()))
	// Output:
	// 2 of 3 sessions attended, 1 late, 1 did not attend, 1 cancelled by the service, the last one missed
}
