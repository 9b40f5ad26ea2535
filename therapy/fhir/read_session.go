package fhir

import (
	"strconv"
	"strings"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
)

// session reads one person's part in a session from an Encounter or an Appointment. ok is
// false if it has no moment at which it began.
func (r *reader) session(e Element) (SessionReading, bool) {
	encounter := e.Type() == "Encounter"
	status := e.Text(Path(e.Type() + ".status"))
	out := SessionReading{Safe: r.safe(e, status)}
	s := &out.Spec
	s.ID = care.SessionID(r.recordID(e, e.All(Path(e.Type()+".identifier")), idSession))
	var extra sessionExtra
	own := e.Extension(ownSession)
	unextend(own, &extra, r.fault)
	s.Author, s.Created, s.Status, s.Reason = extra.Author, extra.Created, extra.Status, extra.Reason
	s.Modality, s.Delivery, s.Plan, s.Strand, s.Group = extra.Modality, extra.Delivery, extra.Plan, extra.Strand, extra.Group
	s.Number, s.Start, s.Minutes, s.Leaders = extra.Number, extra.Start, extra.Minutes, extra.Leaders
	a := care.Attendee{Attendance: extra.Attendance, Reason: extra.Missed, Minutes: extra.Present, Plan: extra.OwnPlan, Goals: extra.Goals, Delivery: extra.OwnWay}
	s.Began, s.Ended = extra.Began, extra.Ended
	if s.Author.IsZero() {
		s.Author = r.spec.Author
	}
	var length int
	if encounter {
		length = r.encounter(e, s, &a, own.Exists())
	} else {
		length = r.appointment(e, s, &a, own.Exists())
	}
	if s.Start.IsZero() {
		r.found(e, Incomplete, "session-start")
		return out, false
	}
	if s.Minutes == 0 {
		s.Minutes = length
	}
	if !own.Exists() {
		r.found(e, Incomplete, "session-delivery")
	}
	a.Measures = r.measuresOf(e.node.Get("id").Text())
	s.Attendees = []care.Attendee{a}
	return out, true
}

// begins reads the moments of a session: those of FHIR count, and its length follows.
func (r *reader) begins(start, end Element, s *care.SessionSpec) int {
	from, until := r.instant(start), r.instant(end)
	if !from.IsZero() && !s.Start.IsZero() && !from.Equal(s.Start) {
		r.found(start, Contradicted, "session-moved")
		s.Minutes = 0
	}
	if !from.IsZero() {
		s.Start = from
	}
	if from.IsZero() || until.IsZero() {
		return 0
	}
	return int(until.Sub(from) / time.Minute)
}

func (r *reader) encounter(e Element, s *care.SessionSpec, a *care.Attendee, own bool) int {
	status := e.Get("Encounter.status")
	var read care.SessionStatus
	if read.UnmarshalText([]byte(status.node.Text())) != nil {
		r.found(status, NotRepresentable, "session-status")
	} else if own && s.Status != read {
		r.found(status, Contradicted, "session-status-changed")
	}
	s.Status = read
	a.Client = r.person(e.Get("Encounter.subject"), "session-client")
	class := e.Code("Encounter.class", systemActCode)
	if !own {
		s.Modality = therapy.Modality(e.Code("Encounter.type", ownModality))
		switch class {
		case "VR":
			s.Delivery = care.Remote
		case "AMB":
			s.Delivery = care.InPerson
		}
		// "Attended" in FHIR does not say whether the person was late.
		r.found(e, Incomplete, "session-attendance")
		a.Attendance = care.NotReported
		if length, ok := e.Get("Encounter.length").Int("Quantity.value"); ok && e.Get("Encounter.length").Text("Quantity.code") == "min" {
			a.Minutes = length
		}
	}
	for p := range e.All("Encounter.participant") {
		r.leader(p.Get("Encounter.participant.individual"), s)
	}
	if own { // said by the extension
		r.use.mark(e.node.Get("length"))
		r.use.mark(e.node.Get("type"))
	}
	period := e.Get("Encounter.period")
	return r.begins(period.Get("Period.start"), period.Get("Period.end"), s)
}

// leader reads a professional. Only the extension has the role.
func (r *reader) leader(reference Element, s *care.SessionSpec) {
	id := r.person(reference, "session-leader")
	if id.IsZero() {
		return
	}
	for _, leader := range s.Leaders {
		if leader.ID == id {
			return
		}
	}
	r.found(reference, Incomplete, "session-leader-role")
	s.Leaders = append(s.Leaders, care.Therapist{ID: id})
}

// attended is the attendance that the status of an Appointment stands for. "fulfilled" does
// not say whether the person was late.
var attended = map[string]care.AttendanceStatus{
	"proposed": care.NotReported, "pending": care.NotReported, "booked": care.NotReported, "arrived": care.NotReported,
	"checked-in": care.NotReported, "waitlist": care.NotReported, "noshow": care.DidNotAttend, "fulfilled": care.Attended,
}

// cancelledBy reads who cancelled the appointment.
var cancelledBy = map[string]care.AttendanceStatus{
	"pat": care.CancelledByClient, "prov": care.CancelledByService, "other": care.CancelledByOther,
}

func (r *reader) appointment(e Element, s *care.SessionSpec, a *care.Attendee, own bool) int {
	status := e.Text("Appointment.status")
	reason, _, _ := strings.Cut(e.Code("Appointment.cancelationReason", systemCancellation), "-")
	read, known := attended[status]
	if status == "cancelled" {
		read, known = cancelledBy[reason]
		if s.Status == care.SessionCancelled && a.Attendance == care.NotReported {
			read = care.NotReported
		}
	}
	if own && a.Attendance == care.CancelledLate && read == care.CancelledByClient {
		read = care.CancelledLate // for which R4 has the same code
	}
	switch {
	case status == "entered-in-error":
		s.Status = care.SessionEnteredInError
	case !known:
		r.found(e.Get("Appointment.status"), NotRepresentable, "appointment-status")
		a.Attendance = care.NotReported
	case own && read != a.Attendance:
		r.found(e.Get("Appointment.status"), Contradicted, "attendance-changed")
		a.Attendance = read
	default:
		a.Attendance = read
	}
	if !own {
		s.Status = care.SessionPlanned
		s.Modality = therapy.Modality(e.Code("Appointment.serviceType", ownModality))
	} else {
		r.use.mark(e.node.Get("serviceType"))
	}
	if created := r.instant(e.Get("Appointment.created")); s.Created.IsZero() {
		s.Created = created
	}
	for p := range e.All("Appointment.participant") {
		p.Text("Appointment.participant.status")
		actor := p.Get("Appointment.participant.actor")
		if strings.HasPrefix(actor.node.Get("reference").Text(), "Patient/") || a.Client.IsZero() && r.isClient(actor, s) {
			if !a.Client.IsZero() { // one appointment for several is not one of ours
				r.found(p, NotRepresentable, "appointment-of-several")
				continue
			}
			a.Client = r.person(actor, "session-client")
			continue
		}
		r.leader(actor, s)
	}
	if minutes, ok := e.Int("Appointment.minutesDuration"); ok && s.Minutes == 0 {
		s.Minutes = minutes
	}
	return r.begins(e.Get("Appointment.start"), e.Get("Appointment.end"), s)
}

// isClient reports whether the actor is not one of the leaders, if the session names leaders.
func (r *reader) isClient(actor Element, s *care.SessionSpec) bool {
	id, ok := r.spec.Person(actor)
	for _, leader := range s.Leaders {
		ok = ok && leader.ID != id
	}
	return ok && len(s.Leaders) > 0
}

func (r *reader) episode(e Element) (EpisodeReading, bool) {
	status := e.Text("EpisodeOfCare.status")
	out := EpisodeReading{Safe: r.safe(e, status)}
	s := &out.Spec
	s.ID = care.EpisodeID(r.recordID(e, e.All("EpisodeOfCare.identifier"), idEpisode))
	s.Client = r.person(e.Get("EpisodeOfCare.patient"), "episode-client")
	own := e.Extension(ownEpisode)
	var extra episodeExtra
	unextend(own, &extra, r.fault)
	s.Author, s.Created, s.Referral, s.Assessments = extra.Author, extra.Created, extra.Referral, extra.Assessments
	s.Plans, s.Sessions, s.Steps, s.Ending = extra.Plans, extra.Sessions, extra.Steps, extra.Ending
	if s.Author.IsZero() {
		s.Author = r.spec.Author
	}
	period := e.Get("EpisodeOfCare.period")
	if from := r.date(period.Get("Period.start")); !from.IsZero() {
		s.Referral.On = from
	}
	until := r.date(period.Get("Period.end"))
	if (status == "finished" || status == "cancelled") && !s.Ending.Kind.Valid() {
		r.found(e.Get("EpisodeOfCare.status"), Incomplete, "episode-ending")
	}
	if !until.IsZero() && s.Ending.Kind.Valid() && until != s.Ending.On {
		r.found(period, Contradicted, "episode-ending-changed")
	}
	for d := range e.All("EpisodeOfCare.diagnosis") {
		d.Get("EpisodeOfCare.diagnosis.condition").Text("Reference.reference") // said by the plan
	}
	s.Measures = r.measuresOf(e.node.Get("id").Text())
	out.Missing = s.Validate()
	return out, true
}

// measuresOf reads the Observations that this library wrote for a session or an episode.
func (r *reader) measuresOf(record string) []care.Observation {
	if r.measures == nil {
		r.measures = map[string][]Element{}
		for _, e := range r.order {
			if of, _, ok := strings.Cut(e.node.Get("id").Text(), ".measure-"); ok && e.Type() == "Observation" {
				r.measures[of] = append(r.measures[of], e)
			}
		}
	}
	var out []care.Observation
	for _, e := range r.measures[record] {
		if r.taken[e.node] {
			continue
		}
		r.taken[e.node] = true
		if o, ok := r.observation(e); ok {
			out = append(out, o)
		}
	}
	return out
}

// observation reads a score. It ignores an Observation that is preliminary, cancelled or
// entered in error, and a value with a comparator, since "more than 9" is not a number.
func (r *reader) observation(e Element) (care.Observation, bool) {
	var o care.Observation
	id, scale, ok := r.measured(e.Get("Observation.code"))
	if !ok {
		r.found(e, NotRead, "observation-measure")
		r.use.mark(e.node)
		return o, false
	}
	switch e.Text("Observation.status") {
	case "final", "amended", "corrected":
	default:
		r.found(e.Get("Observation.status"), NotRepresentable, "observation-status")
		return o, false
	}
	r.common(e)
	e.Code("Observation.category", systemObservationCategory)
	value := e.Get("Observation.valueInteger").node.Text()
	if q := e.Get("Observation.valueQuantity"); q.Exists() {
		if q.Get("Quantity.comparator").Exists() {
			r.found(q, NotRepresentable, "observation-comparator")
			return o, false
		}
		value = q.node.Get("value").Text()
		r.use.mark(q.node)
	}
	r.use.mark(e.node.Get("valueInteger"))
	number, err := strconv.ParseFloat(value, 64)
	if err != nil {
		r.found(e, Incomplete, "observation-value")
		return o, false
	}
	o = care.Observation{Measure: id, Scale: scale, Value: number, At: r.instant(e.Get("Observation.effectiveDateTime"))}
	if o.At.IsZero() {
		r.found(e, Incomplete, "observation-time")
		return o, false
	}
	r.person(e.Get("Observation.subject"), "observation-subject")
	o.By = r.person(e.Get("Observation.performer"), "observation-performer")
	var extra observationExtra
	unextend(e.Extension(ownScore), &extra, r.fault)
	o.Session = extra.Session
	for x := range e.Extensions(extensionPertains) {
		r.use.mark(x.node)
	}
	return o, true
}
