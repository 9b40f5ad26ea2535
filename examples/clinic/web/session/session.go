// Package session has the screens of one session: the attendance, and the notes, which are
// amended and never overwritten. It also has the screens of a questionnaire, which the client
// fills in alone or with the clinician.
package session

import (
	"embed"
	"io/fs"
	"strconv"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"

	"github.com/therapykit/therapykit/examples/clinic/access"
	"github.com/therapykit/therapykit/examples/clinic/store"
	"github.com/therapykit/therapykit/examples/clinic/web"
)

//go:embed pages/*.html
var pages embed.FS

// Screens adds them.
func Screens(app *web.App) fs.FS {
	app.Handle("GET /session/{session}", show, store.Clinician)
	app.Handle("POST /session/{session}", save, store.Clinician)
	app.Handle("GET /client/{client}/measure", ask, store.Clinician, store.Client)
	app.Handle("POST /client/{client}/measure", score, store.Clinician, store.Client)
	return pages
}

// view is the data of the page.
type view struct {
	confidential.Hidden
	Client   confidential.PersonID      `json:"client" kind:"identity,subject"`
	Name     confidential.Value[string] `json:"name" kind:"identity"`
	Session  care.Session               `json:"session"`
	Measured []measured                 `json:"measured,omitempty"`
}

// measured is a questionnaire from the day of the session.
type measured struct {
	Instrument string    `json:"instrument" kind:"test-result"`
	At         time.Time `json:"at" kind:"test-result"`
	Total      float64   `json:"total" kind:"test-result"`
	Alert      bool      `json:"alert,omitempty" kind:"risk-assessment"`
}

// held is a session and its record.
type held struct {
	confidential.Hidden
	id       confidential.PersonID
	record   store.Record[care.Session]
	measures []store.Record[store.Measure]
}

func load(q *web.Request) (h held, err error) {
	if h.record, err = store.Get(q.Context(), q.App.Store, store.Sessions, q.PathValue("session")); err != nil {
		return h, err
	}
	if h.id, err = web.Person(h.record.Owner); err != nil {
		return h, err
	}
	all, err := store.Of(q.Context(), q.App.Store, store.Measures, h.record.Owner)
	for _, m := range all {
		if therapy.DateOf(q.Local(m.Is.Score.At())) == therapy.DateOf(q.Local(h.record.Is.Start())) {
			h.measures = append(h.measures, m)
		}
	}
	return h, err
}

func (h held) about() access.About { return access.About{Person: h.id} }

func show(q *web.Request) error {
	h, err := load(q)
	if err != nil {
		return err
	}
	return h.show(q, nil)
}

func (h held) show(q *web.Request, wrong error) error {
	name, err := q.NameOf(h.id)
	if err != nil {
		return err
	}
	v := view{Client: h.id, Name: name, Session: h.record.Is}
	for _, m := range h.measures {
		total, _ := m.Is.Score.Total()
		v.Measured = append(v.Measured, measured{string(m.Is.Score.Instrument()), m.Is.Score.At(), total, len(m.Is.Score.Alerts()) > 0})
	}
	seen, err := q.See(h.about(), v)
	if err != nil {
		return err
	}
	p := web.Page{
		Title: q.T("session.title", "Session"), Seen: seen, Here: map[string]string{"session": h.record.ID, "version": strconv.Itoa(h.record.Version)},
		Choices: map[string][]web.Choice{
			"attendance": web.Words(q, care.Attended, care.AttendedLate, care.LeftEarly, care.DidNotAttend, care.CancelledByClient, care.CancelledByService),
		},
	}
	if wrong != nil {
		return q.Again(wrong, "session", p)
	}
	return q.Show("session", p)
}

// save records a session that took place, or did not, or amends the notes of one.
func save(q *web.Request) error {
	h, err := load(q)
	if err != nil {
		return err
	}
	if err := q.App.Access.MayChange(q.Context(), q.Who, h.about(), confidential.ProgressNote); err != nil {
		return err
	}
	changes, err := h.change(q)
	if err == nil {
		err = q.Change(h.about(), confidential.ProgressNote, changes...)
	}
	if err != nil {
		if h, again := load(q); again == nil {
			return h.show(q, err)
		}
		return err
	}
	return q.Redirect("/session/" + h.record.ID)
}

func (h held) change(q *web.Request) ([]store.Change, error) {
	seen, _ := strconv.Atoi(q.PostFormValue("version"))
	if seen != h.record.Version {
		return nil, therapy.ErrConflict
	}
	session, now := h.record.Is, q.App.Store.Now()
	by := care.RevisionSpec{Author: q.Who.Person, At: now, Reason: care.ReasonCompleted}
	if session.Status() != care.SessionPlanned {
		by.Reason = care.ReasonCorrection
		next, err := session.Amend(by, func(s *care.SessionSpec) { h.notes(q, s) })
		return []store.Change{store.Next(store.Sessions, h.record, next)}, err
	}
	var came care.AttendanceStatus
	if err := came.UnmarshalText([]byte(q.PostFormValue("attendance"))); err != nil {
		return nil, access.ErrRefused
	}
	var observed []care.Observation
	if came.Present() {
		for _, m := range h.measures {
			if total, ok := m.Is.Score.Total(); ok {
				observed = append(observed, care.Observation{At: m.Is.Score.At(), Measure: m.Is.Score.Instrument(), Value: total, By: h.id})
			}
		}
	}
	next, err := session.Amend(by, func(s *care.SessionSpec) {
		s.Status = care.SessionFinished
		if !came.Present() {
			s.Status, s.Reason = care.SessionCancelled, care.ReasonNoShow
			if came.Cancelled() {
				s.Reason = care.ReasonPatientRequest
				if came == care.CancelledByService {
					s.Reason = care.ReasonTherapistAbsent
				}
			}
		}
		s.Attendees[0].Attendance, s.Attendees[0].Measures = came, observed
		h.notes(q, s)
	})
	if err != nil {
		return nil, err
	}
	changes := []store.Change{store.Next(store.Sessions, h.record, next), store.SetAppointment(store.Appointment{
		Session: h.record.ID, Kind: store.Sessions.Name, Owner: h.record.Owner, Therapist: q.Who.Person, Start: next.Start(), Status: next.Status().String(),
	})}
	return changes, h.episode(q, by, next, observed, &changes)
}

// notes writes the typed notes. A signed note is amended.
func (h held) notes(q *web.Request, s *care.SessionSpec) {
	write := func(n *care.Note, kind confidential.Kind, text string) {
		if text == "" {
			return
		}
		status := care.NoteFinal
		if n.Status == care.NoteFinal || n.Status == care.NoteAmended {
			status = care.NoteAmended
		}
		*n = care.Note{Text: confidential.SealText(kind, h.id, text), Status: status, By: q.Who.Person}
	}
	write(&s.Attendees[0].Progress, confidential.ProgressNote, q.Text("progress"))
	write(&s.Attendees[0].Process, confidential.ProcessNote, q.Text("process"))
}

// episode adds the session and its measures to the client's episode, if one is open.
func (h held) episode(q *web.Request, by care.RevisionSpec, s care.Session, observed []care.Observation, changes *[]store.Change) error {
	all, err := store.Of(q.Context(), q.App.Store, store.Episodes, h.record.Owner)
	if err != nil || len(all) == 0 {
		return err
	}
	last := all[len(all)-1]
	if !last.Is.Spec().Ending.On.IsZero() {
		return nil
	}
	next, err := last.Is.Amend(by, func(e *care.EpisodeSpec) {
		e.Sessions, e.Measures = append(e.Sessions, s.ID()), append(e.Measures, observed...)
	})
	*changes = append(*changes, store.Next(store.Episodes, last, next))
	return err
}
