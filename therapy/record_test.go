package therapy_test

import (
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Everybody here is made up.
var (
	client1   = confidential.MustID("client-1")
	client2   = confidential.MustID("client-2")
	client3   = confidential.MustID("client-3")
	therapist = confidential.MustID("therapist-1")
	colleague = confidential.MustID("therapist-2")
	plan1     = confidential.MustID("plan-1")
	group1    = confidential.MustID("group-1")
)

// seal seals made-up prose about client-1 as the kind.
func seal(kind confidential.Kind, text string) confidential.Value[string] {
	return confidential.Seal(text, confidential.LabelFor(kind, client1))
}

func words(text string) confidential.Value[string] { return seal(confidential.TreatmentPlan, text) }

// moment is noon UTC on a day of 2026, counted from 1 January.
func moment(day int) time.Time {
	return time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC).AddDate(0, 0, day-1)
}

func revise(day int, reason therapy.Reason) therapy.RevisionSpec {
	return therapy.RevisionSpec{Author: therapist, At: moment(day), Reason: reason}
}

// oneToOne is a planned session of individual therapy.
func oneToOne() therapy.SessionSpec {
	return therapy.SessionSpec{
		ID: confidential.MustID("session-1"), Author: therapist, Created: moment(1), Status: therapy.SessionPlanned,
		Modality: "individual", Delivery: therapy.InPerson, Plan: plan1, Strand: "individual", Number: 1,
		Start: moment(8), Minutes: 50, Leaders: []therapy.Therapist{{ID: therapist, Role: therapy.RoleLead}},
		Attendees: []therapy.Attendee{{Client: client1, Attendance: therapy.NotReported}},
	}
}

// groupMeeting is a finished session of three.
func groupMeeting() therapy.SessionSpec {
	s := oneToOne()
	s.ID, s.Modality, s.Plan, s.Group, s.Strand = confidential.MustID("session-2"), "group", confidential.ID{}, group1, ""
	s.Status, s.Minutes = therapy.SessionFinished, 90
	s.Leaders = []therapy.Therapist{{ID: therapist, Role: therapy.RoleLead}, {ID: colleague, Role: therapy.RoleCoLead}}
	s.Shared = therapy.Note{Text: seal(confidential.GroupContent, "The group practised saying no."), Status: therapy.NoteFinal, By: therapist}
	s.Attendees = []therapy.Attendee{
		{
			Client: client1, Attendance: therapy.Attended, Plan: plan1, Goals: []therapy.GoalID{"assertion"},
			Measures: []therapy.Observation{{At: moment(8), Measure: "phq-9", Value: 14, By: client1}},
			Progress: therapy.Note{Text: seal(confidential.ProgressNote, "Spoke up twice."), Status: therapy.NoteDraft, By: therapist},
			Process:  therapy.Note{Text: seal(confidential.ProcessNote, "Reminds me of an earlier session."), Status: therapy.NoteDraft, By: therapist},
			Risk: therapy.RiskNote{
				Concern: therapy.True, By: therapist, At: moment(8), Actions: []string{"crisis-plan-reviewed"},
				Text: seal(confidential.RiskAssessment, "Thoughts without intent; crisis plan gone through."),
			},
		},
		{Client: client2, Attendance: therapy.AttendedLate, Minutes: 70, Reason: "public-transport"},
		{Client: client3, Attendance: therapy.DidNotAttend},
	}
	return s
}
