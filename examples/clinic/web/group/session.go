package group

import (
	"errors"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/note"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"

	"github.com/therapykit/therapykit/examples/clinic/access"
	"github.com/therapykit/therapykit/examples/clinic/store"
	"github.com/therapykit/therapykit/examples/clinic/web"
)

// session finds a session of the group.
func (r running) session(id string) (store.Record[group.Session], error) {
	for _, s := range r.sessions {
		if s.ID == id {
			return s, nil
		}
	}
	return store.Record[group.Session]{}, access.ErrRefused
}

func showSession(q *web.Request) error {
	r, err := load(q)
	if err != nil {
		return err
	}
	s, err := r.session(q.PathValue("session"))
	if err != nil {
		return err
	}
	return r.showSession(q, s, nil, nil)
}

// showSession shows a session. If saving failed, it shows again what was typed. If a note names
// somebody, the names are marked, only in the browser of the user who typed them.
func (r running) showSession(q *web.Request, s store.Record[group.Session], wrong error, marked []piece) error {
	seen, err := q.See(r.about(), s.Is)
	if err != nil {
		return err
	}
	var ids []confidential.PersonID
	for _, a := range s.Is.Meeting().Spec().Attendees {
		ids = append(ids, a.Client)
	}
	names, err := namesOf(q, ids)
	if err != nil {
		return err
	}
	p := web.Page{
		Title: q.T("group.session", "Session of the group"), Seen: access.Join(map[string]access.Seen{"session": seen, "names": names}), Wide: true, Extra: marked,
		Here: map[string]string{"group": r.id, "session": s.ID, "version": strconv.Itoa(s.Version)},
		Choices: map[string][]web.Choice{
			"attendance": web.Words(q, care.Attended, care.AttendedLate, care.LeftEarly, care.DidNotAttend, care.CancelledByClient),
			"climate":    web.Words(q, group.ClimateHesitant, group.ClimateGuarded, group.ClimateEngaged, group.ClimateSupportive, group.ClimateTense),
		},
	}
	if wrong != nil {
		return q.Again(wrong, "group-session", p)
	}
	return q.Show("group-session", p)
}

// piece is a part of what was typed, marked if it may name somebody.
type piece struct {
	Text   string
	Marked bool
}

func saveSession(q *web.Request) error {
	r, err := load(q)
	if err != nil {
		return err
	}
	s, err := r.session(q.PathValue("session"))
	if err != nil {
		return err
	}
	next, marked, err := r.record(q, s)
	if err == nil {
		err = q.Change(r.about(), confidential.GroupContent, store.Next(store.GroupSessions, s, next), store.SetAppointment(store.Appointment{
			Session: s.ID, Kind: store.GroupSessions.Name, Owner: r.id, Therapist: q.Who.Person, Start: next.Meeting().Start(), Status: next.Meeting().Status().String(),
		}))
	}
	if errors.Is(err, access.ErrRefused) {
		return err
	}
	if err != nil {
		if r, again := load(q); again == nil {
			if s, again = r.session(s.ID); again == nil {
				return r.showSession(q, s, err, marked)
			}
		}
		return err
	}
	return q.Redirect("/group/" + r.id + "/session/" + s.ID)
}

// record records the attendance, the shared note and each member's own note.
func (r running) record(q *web.Request, s store.Record[group.Session]) (group.Session, []piece, error) {
	if seen, _ := strconv.Atoi(q.PostFormValue("version")); seen != s.Version {
		return group.Session{}, nil, therapy.ErrConflict
	}
	meeting := s.Is.Meeting().Spec()
	var people []store.Person
	var came []confidential.PersonID
	attendance := map[confidential.PersonID]care.AttendanceStatus{}
	members := r.roster.Is.MembersOn(s.Is.On()) // the note must not name any member, present or absent
	for _, a := range meeting.Attendees {
		if !slices.Contains(members, a.Client) {
			members = append(members, a.Client)
		}
	}
	for _, id := range members {
		x, err := web.Last(q, store.People, id.String())
		if err != nil || x == nil {
			return group.Session{}, nil, errors.Join(err, store.ErrMissing)
		}
		people = append(people, *x)
	}
	for _, a := range meeting.Attendees {
		var status care.AttendanceStatus
		if err := status.UnmarshalText([]byte(q.PostFormValue("attendance-" + a.Client.String()))); err != nil {
			return group.Session{}, nil, access.ErrRefused
		}
		if attendance[a.Client] = status; status.Present() {
			came = append(came, a.Client)
		}
	}
	checker, err := q.App.Access.Checker(q.Context(), q.Who, people)
	if err != nil {
		return group.Session{}, nil, err
	}
	text := q.Text("shared")
	cleared, err := checker.Clear(note.Draft{Text: text, Group: care.GroupID(r.id), Heard: came})
	if err != nil {
		return group.Session{}, marks(checker, text), err
	}
	var climate group.Climate
	_ = climate.UnmarshalText([]byte(q.PostFormValue("climate"))) // unstated if nobody has recorded it
	by := care.RevisionSpec{Author: q.Who.Person, At: q.App.Store.Now(), Reason: care.ReasonCompleted}
	next, err := s.Is.Amend(by, r.roster.Is, func(x *group.SessionSpec) {
		m, err := x.Meeting.Amend(by, func(m *care.SessionSpec) {
			m.Status, m.Shared = care.SessionFinished, cleared.Note(q.Who.Person, care.NoteFinal)
			for i := range m.Attendees {
				a := &m.Attendees[i]
				a.Attendance = attendance[a.Client]
				if own := q.Text("own-" + a.Client.String()); own != "" && a.Attendance.Present() {
					label := confidential.LabelFor(confidential.ProgressNote, a.Client)
					label.Case = confidential.CaseID(r.id)
					a.Progress = care.Note{Text: confidential.Seal(own, label), Status: care.NoteFinal, By: q.Who.Person}
				}
			}
		})
		if err == nil {
			x.Meeting = m
		}
		x.Shared, x.Climate = cleared, climate
	})
	return next, nil, err
}

// marks splits a text at the names in it.
func marks(c note.Checker, text string) []piece {
	var pieces []piece
	at := 0
	for m := range c.Find(text) {
		if m.Start < at {
			continue
		}
		pieces = append(pieces, piece{text[at:m.Start], false}, piece{text[m.Start:m.End], true})
		at = m.End
	}
	return append(pieces, piece{text[at:], false})
}

// terms are the terms that members agree on.
type terms struct {
	confidential.Hidden
	Group      string   `json:"group" kind:"attendance"`
	Statements []string `json:"statements" kind:"treatment-plan"`
	Leakage    string   `json:"leakage" kind:"treatment-plan"`
	group      group.Agreement
}

// Label is that of the agreement.
func (t terms) Label() confidential.Label { return t.group.Label() }

// agreement is the agreement to be printed and signed.
func agreement(q *web.Request) error {
	r, err := load(q)
	if err != nil {
		return err
	}
	t := terms{Group: r.id, Leakage: group.LeakageStatement(q.Language).Statement, group: r.agreement.Is}
	if now, ok := r.agreement.Is.TermsOn(q.App.Store.Today()); ok {
		for _, sentence := range now.Statements(q.Language) {
			t.Statements = append(t.Statements, sentence)
		}
	}
	seen, err := q.See(r.about(), t)
	if err != nil {
		return err
	}
	return q.Show("agreement", web.Page{Title: q.T("group.agreement", "What we agree on"), Seen: seen, Here: map[string]string{"group": r.id}})
}
