package individual_test

import (
	"fmt"
	"time"

	"github.com/therapykit/therapykit/individual"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// A course is one strand of a plan with its sessions: the attendance and the dose.
func ExampleCourse() {
	client, clinician := confidential.MustPersonID("client-7"), confidential.MustPersonID("clinician-3")
	first := time.Date(2026, 3, 2, 17, 0, 0, 0, time.UTC)
	leads := []care.Therapist{{ID: clinician, Role: care.RoleLead}}
	plan, err := care.NewPlan(care.PlanSpec{
		ID: "plan-12", Author: clinician, Created: first.AddDate(0, 0, -7), Clients: []confidential.PersonID{client}, Status: care.PlanDraft,
		Strands: []care.Strand{{ID: "weekly", Modality: individual.Modality, Delivery: care.InPerson, Therapists: leads, From: therapy.MustDate(2026, 3, 2)}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	var sessions []care.Session
	for n, came := range []care.AttendanceStatus{care.Attended, care.CancelledByClient, care.AttendedLate} {
		spec := care.SessionSpec{
			ID: care.SessionID(fmt.Sprintf("session-%d", n+1)), Author: clinician, Created: first.AddDate(0, 0, 7*n+1), Status: care.SessionFinished,
			Modality: individual.Modality, Delivery: care.InPerson, Plan: "plan-12", Strand: "weekly", Number: n + 1,
			Start: first.AddDate(0, 0, 7*n), Minutes: 50, Leaders: leads, Attendees: []care.Attendee{{Client: client, Attendance: came}},
		}
		switch came {
		case care.CancelledByClient:
			spec.Status, spec.Reason, spec.Attendees[0].Reason = care.SessionCancelled, care.ReasonIllness, care.ReasonIllness
		case care.AttendedLate:
			spec.Attendees[0].Minutes = 35
		}
		s, err := care.NewSession(spec)
		if err != nil {
			fmt.Println(err)
			return
		}
		sessions = append(sessions, s)
	}
	course, err := individual.NewCourse(plan, "weekly", sessions, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	attendance := course.Attendance()
	fmt.Println("at", course.Dose().Delivered, "sessions, late at", attendance.Late, "and", attendance.Minutes, "minutes in all; shown by accident:", course)
	// Output:
	// at 2 sessions, late at 1 and 85 minutes in all; shown by accident: [confidential]
}
