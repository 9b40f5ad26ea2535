package fhir

import (
	"context"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// sessionExtra is the data of a session, and of one person's part in it, for which R4 has no
// element.
type sessionExtra struct {
	Author     confidential.PersonID `json:"author"`
	Created    time.Time             `json:"created"`
	Status     care.SessionStatus    `json:"status"`
	Reason     care.Reason           `json:"reason,omitempty"`
	Modality   therapy.Modality      `json:"modality" kind:"treatment-plan"`
	Delivery   care.Delivery         `json:"delivery" kind:"treatment-plan"`
	Plan       care.PlanID           `json:"plan,omitempty" kind:"treatment-plan"`
	Strand     care.StrandID         `json:"strand,omitempty" kind:"treatment-plan"`
	Group      care.GroupID          `json:"group,omitempty"`
	Number     int                   `json:"number,omitempty"`
	Start      time.Time             `json:"start"`
	Minutes    int                   `json:"minutes"`
	Leaders    []care.Therapist      `json:"leaders"`
	Attendance care.AttendanceStatus `json:"attendance"`
	Missed     care.Reason           `json:"missed,omitempty"`
	Present    int                   `json:"present,omitempty"`
	OwnPlan    care.PlanID           `json:"ownPlan,omitempty" kind:"treatment-plan"`
	OwnWay     care.Delivery         `json:"ownWay,omitzero"`
	Began      time.Time             `json:"began,omitzero"`
	Ended      time.Time             `json:"ended,omitzero"`
	Goals      []care.GoalID         `json:"goals,omitempty" kind:"treatment-plan"`
}

// appointmentStatus is the status of an appointment for each attendance. Not coming is not
// the same as cancelling.
var appointmentStatus = map[care.AttendanceStatus]string{
	care.NotReported: "booked", care.DidNotAttend: "noshow",
	care.CancelledByClient: "cancelled", care.CancelledByService: "cancelled", care.CancelledByOther: "cancelled",
	care.CancelledLate: "cancelled",
}

// cancellation says who cancelled the appointment.
var cancellation = map[care.AttendanceStatus]string{
	care.CancelledByClient: "pat", care.CancelledByService: "prov", care.CancelledByOther: "other",
	care.CancelledLate: "pat",
}

// Session adds this client's part in a session: an Encounter if they attended, and an
// Appointment if they did not, or if the session is still to come. It has no data about other
// attendees: neither who they were nor the shared note. It says which group it was only if
// you ask for that (PartGroup). A session at which the client was not expected is an error.
func (x *Export) Session(ctx context.Context, s care.Session) error {
	spec := s.Spec()
	attendee, expected := s.Attendee(x.spec.Client)
	if !expected {
		return &therapy.FieldError{Path: "/attendees", Rule: "export-other-client", Hint: "a session of the client", Err: therapy.ErrReference}
	}
	id := PartID(string(spec.ID), personPart(x.spec.Client))
	t := trail{label: x.label(confidential.Attendance), revisions: s.Revisions()}
	var r Element
	var p permission
	var err error
	if attendee.Attendance.Present() && attendee.Counts() {
		r, p, err = x.encounter(ctx, spec, attendee, id)
	} else {
		r, p, err = x.appointment(ctx, spec, attendee, id)
	}
	if err != nil {
		return err
	}
	if r.Exists() {
		t.record = r.Type() + "/" + id
		x.sessionProse(spec, attendee, t.record)
		t.corrected("/attendees", attendee.Error)
		for i, o := range attendee.Measures {
			t.corrected("/attendees/measures/"+itoa(i), o.Error)
		}
		t.signed("/shared", spec.Shared)
		t.signed("/attendees/progress", attendee.Progress)
		if err := x.trail(ctx, t, p); err != nil {
			return err
		}
	}
	if !attendee.Counts() {
		return nil // data of an attendee entered in error are not sent
	}
	for i, o := range attendee.Measures {
		if err := x.observation(ctx, PartID(id, "measure-"+itoa(i+1)), o, "", "Session/"+string(spec.ID), "/attendees/measures/"+itoa(i)); err != nil {
			return err
		}
	}
	return nil
}

// sessionProse lists the notes, which are never exported, and the parts of the other
// attendees.
func (x *Export) sessionProse(spec care.SessionSpec, a care.Attendee, record string) {
	x.prose(spec.Shared.Text, record, "/shared")
	x.prose(a.Progress.Text, record, "/attendees/progress")
	x.prose(a.Process.Text, record, "/attendees/process")
	if !a.Risk.IsZero() {
		x.omit(record, "/attendees/risk", ByNameOnly)
	}
	if len(spec.Attendees) > 1 {
		x.omit(record, "/attendees", OtherPerson)
	}
}

func (x *Export) sessionExtra(ctx context.Context, r Element, spec care.SessionSpec, a care.Attendee, record string, p permission) error {
	if p.minimum { // all of it is more
		x.omit(record, "/extension", MinimumOnly)
		return nil
	}
	extra := sessionExtra{
		Author: spec.Author, Created: spec.Created, Status: spec.Status, Reason: spec.Reason, Modality: spec.Modality,
		Delivery: spec.Delivery, Plan: spec.Plan, Strand: spec.Strand, Number: spec.Number, Start: spec.Start, Minutes: spec.Minutes,
		Leaders: spec.Leaders, Attendance: a.Attendance, Missed: a.Reason, Present: a.Minutes, OwnPlan: a.Plan, Goals: a.Goals,
		OwnWay: a.Delivery, Began: spec.Began, Ended: spec.Ended,
	}
	if spec.Group != "" && x.includes(PartGroup) {
		extra.Group = spec.Group
	} else if spec.Group != "" {
		x.omit(record, "/group", ByNameOnly)
	}
	return x.extra(ctx, r, ownSession, extra, confidential.Attendance, record, "")
}

func (x *Export) encounter(ctx context.Context, spec care.SessionSpec, a care.Attendee, id string) (Element, permission, error) {
	r, p, ok, err := x.begin(ctx, "Encounter", id, x.label(confidential.Attendance))
	if err != nil || !ok {
		return Element{}, p, err
	}
	r.AddIdentifier("Encounter.identifier", idSession, string(spec.ID)).SetText("Encounter.status", spec.Status.String())
	class := "AMB"
	if spec.Delivery == care.Remote {
		class = "VR"
	}
	r.AddCoding("Encounter.class", systemActCode, class, "")
	r.AddCoding("Encounter.type", ownModality, string(spec.Modality), "").AddReference("Encounter.subject", x.client(x.spec.Client))
	for _, leader := range spec.Leaders {
		r.Add("Encounter.participant").AddReference("Encounter.participant.individual", x.staff(leader.ID))
	}
	end := spec.Start.Add(time.Duration(spec.Minutes) * time.Minute)
	r.Add("Encounter.period").SetText("Period.start", instantText(spec.Start)).SetText("Period.end", instantText(end))
	minutes := a.Minutes
	if minutes == 0 && a.Attendance == care.Attended {
		minutes = spec.Minutes
	}
	if minutes > 0 {
		r.Add("Encounter.length").SetInt("Quantity.value", minutes).SetText("Quantity.unit", "min").
			SetText("Quantity.system", systemUCUM).SetText("Quantity.code", "min")
	}
	if err := x.sessionExtra(ctx, r, spec, a, "Encounter/"+id, p); err != nil {
		return Element{}, p, err
	}
	x.finish(r, p)
	return r, p, nil
}

func (x *Export) appointment(ctx context.Context, spec care.SessionSpec, a care.Attendee, id string) (Element, permission, error) {
	r, p, ok, err := x.begin(ctx, "Appointment", id, x.label(confidential.Attendance))
	if err != nil || !ok {
		return Element{}, p, err
	}
	status := appointmentStatus[a.Attendance]
	reason := cancellation[a.Attendance]
	switch {
	case spec.Status == care.SessionEnteredInError || !a.Counts():
		status, reason = "entered-in-error", ""
	case spec.Status == care.SessionCancelled && a.Attendance == care.NotReported:
		status, reason = "cancelled", "prov"
	}
	r.AddIdentifier("Appointment.identifier", idSession, string(spec.ID)).SetText("Appointment.status", status)
	if reason != "" {
		r.AddCoding("Appointment.cancelationReason", systemCancellation, reason, "")
	}
	r.AddCoding("Appointment.serviceType", ownModality, string(spec.Modality), "")
	end := spec.Start.Add(time.Duration(spec.Minutes) * time.Minute)
	r.SetText("Appointment.start", instantText(spec.Start)).SetText("Appointment.end", instantText(end))
	r.SetInt("Appointment.minutesDuration", spec.Minutes).SetText("Appointment.created", instantText(spec.Created))
	coming := "accepted"
	if a.Attendance == care.CancelledByClient || a.Attendance == care.CancelledLate {
		coming = "declined"
	}
	r.Add("Appointment.participant").AddReference("Appointment.participant.actor", x.client(x.spec.Client)).SetText("Appointment.participant.status", coming)
	for _, leader := range spec.Leaders {
		r.Add("Appointment.participant").AddReference("Appointment.participant.actor", x.staff(leader.ID)).SetText("Appointment.participant.status", "accepted")
	}
	if err := x.sessionExtra(ctx, r, spec, a, "Appointment/"+id, p); err != nil {
		return Element{}, p, err
	}
	x.finish(r, p)
	return r, p, nil
}

// episodeExtra is the data of an episode for which R4 has no element.
type episodeExtra struct {
	Author      confidential.PersonID `json:"author"`
	Created     time.Time             `json:"created"`
	Referral    care.Referral         `json:"referral"`
	Assessments []care.AssessmentRef  `json:"assessments,omitempty"`
	Plans       []care.PlanID         `json:"plans,omitempty"`
	Sessions    []care.SessionID      `json:"sessions,omitempty"`
	Steps       []care.Step           `json:"steps,omitempty"`
	Ending      care.Ending           `json:"ending,omitzero"`
}

// Episode adds an episode as an EpisodeOfCare, with an Observation for each value that was
// measured. An episode of another person is an error.
func (x *Export) Episode(ctx context.Context, e care.Episode) error {
	spec := e.Spec()
	if spec.Client != x.spec.Client {
		return &therapy.FieldError{Path: "/client", Rule: "export-other-client", Hint: "an episode of the client", Err: therapy.ErrReference}
	}
	id := string(spec.ID)
	r, p, ok, err := x.begin(ctx, "EpisodeOfCare", id, x.label(confidential.TreatmentPlan))
	if err != nil {
		return err
	}
	if ok {
		record := "EpisodeOfCare/" + id
		r.AddIdentifier("EpisodeOfCare.identifier", idEpisode, id)
		status := "active"
		switch {
		case spec.Ending.Kind.Valid():
			status = "finished"
		case len(spec.Sessions) == 0 && len(spec.Plans) == 0:
			status = "planned"
		}
		r.SetText("EpisodeOfCare.status", status).AddReference("EpisodeOfCare.patient", x.client(spec.Client))
		r.Add("EpisodeOfCare.period").SetText("Period.start", spec.Referral.On.String()).SetText("Period.end", spec.Ending.On.String())
		for _, resource := range x.resources {
			if resource.Type() == "Condition" {
				r.Add("EpisodeOfCare.diagnosis").AddReference("EpisodeOfCare.diagnosis.condition", "Condition/"+resource.Text("Condition.id"))
			}
		}
		t := trail{record: record, label: x.label(confidential.TreatmentPlan), revisions: e.Revisions()}
		var steps []care.Step
		for i, step := range spec.Steps {
			if !t.corrected("/steps/"+itoa(i), step.Error) {
				steps = append(steps, step)
			}
		}
		for i, o := range spec.Measures {
			t.corrected("/measures/"+itoa(i), o.Error)
		}
		extend(r, ownEpisode, episodeExtra{
			Author: spec.Author, Created: spec.Created, Referral: spec.Referral, Assessments: spec.Assessments, Plans: spec.Plans,
			Sessions: spec.Sessions, Steps: steps, Ending: spec.Ending,
		}, x.proseIn(record, ""))
		x.finish(r, p)
		if err := x.trail(ctx, t, p); err != nil {
			return err
		}
	}
	for i, o := range spec.Measures {
		if err := x.observation(ctx, PartID(id, "measure-"+itoa(i+1)), o, "", "EpisodeOfCare/"+id, "/measures/"+itoa(i)); err != nil {
			return err
		}
	}
	return nil
}
