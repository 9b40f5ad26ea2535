// Package day has the clinician's day: today's appointments, and the open tasks of the clinician.
package day

import (
	"embed"
	"errors"
	"io/fs"
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

// Screens adds them. The first page of the other roles is another screen.
func Screens(app *web.App) fs.FS {
	app.Handle("GET /{$}", home, web.Everybody...)
	return pages
}

func home(q *web.Request) error {
	switch q.Who.Role {
	case store.Officer:
		return q.Redirect("/privacy")
	case store.Client:
		return q.Redirect("/client/" + q.Who.Person.String())
	}
	return today(q)
}

// day is the data of the page. A line about a client has that client as its subject, so that the
// gate decides on each line separately.
type day struct {
	confidential.Hidden
	Appointments []line  `json:"appointments"`
	Clients      []line  `json:"clients"`
	Groups       []group `json:"groups"`
}

type line struct {
	confidential.Hidden
	Client confidential.PersonID      `json:"client" kind:"identity,subject"`
	Name   confidential.Value[string] `json:"name" kind:"identity"`
	// Start, Session and Status belong to the appointment.
	Start   time.Time `json:"start,omitzero" kind:"attendance"`
	Session string    `json:"session,omitempty" kind:"attendance"`
	Status  string    `json:"status,omitempty" kind:"attendance"`
	// Last is the newest score, and Change how much it differs from the first.
	Last   *float64 `json:"last,omitempty" kind:"test-result"`
	Change *float64 `json:"change,omitempty" kind:"test-result"`
	// Stage is how far the client has come. Needs lists what needs attention.
	Stage string   `json:"stage" kind:"treatment-plan"`
	Needs []string `json:"needs,omitempty" kind:"treatment-plan"`
	// Missing says that nobody has recorded who came to a session in the past.
	Missing string `json:"missing,omitempty" kind:"attendance"`
	Alert   bool   `json:"alert,omitempty" kind:"risk-assessment"`
}

type group struct {
	confidential.Hidden
	Group   string    `json:"group" kind:"attendance"`
	Start   time.Time `json:"start,omitzero" kind:"attendance"`
	Session string    `json:"session,omitempty" kind:"attendance"`
}

// Label says that a group is a separate case.
func (g group) Label() confidential.Label {
	return confidential.Label{Level: confidential.Restricted, Kind: confidential.Attendance, Setting: confidential.GroupSetting, Case: confidential.CaseID(g.Group)}
}

func today(q *web.Request) error {
	ctx, s := q.Context(), q.App.Store
	cases, err := s.CareOn(ctx, q.Who.Person, s.Today())
	if err != nil {
		return err
	}
	begin := s.Today().In(q.App.Zone)
	appointments, err := s.Appointments(ctx, q.Who.Person.String(), "", begin, begin.AddDate(0, 0, 1))
	if err != nil {
		return err
	}
	var page day
	for _, c := range cases {
		if c.Role == store.Lead || c.Role == store.CoLead {
			g := group{Group: c.Subject}
			for _, a := range appointments {
				if a.Owner == c.Subject {
					g.Start, g.Session = a.Start, a.Session
				}
			}
			page.Groups = append(page.Groups, g)
			continue
		}
		if c.Role != store.Therapist {
			continue
		}
		l, err := lineOf(q, c.Subject)
		if err != nil {
			return err
		}
		page.Clients = append(page.Clients, l)
		for _, a := range appointments {
			if a.Owner == c.Subject {
				l.Start, l.Session, l.Status, l.Needs = a.Start, a.Session, a.Status, nil
				page.Appointments = append(page.Appointments, l)
			}
		}
	}
	seen, err := q.See(access.About{}, page)
	if err != nil && !errors.Is(err, access.ErrRefused) { // a user without cases sees an empty page
		return err
	}
	return q.Show("day", web.Page{Title: q.T("day.title", "Today"), Seen: seen, Wide: true, Here: map[string]string{"id": web.NewID("emergency")}})
}

// lineOf collects what the day shows about a client.
func lineOf(q *web.Request, client string) (line, error) {
	ctx, s := q.Context(), q.App.Store
	person, err := store.Get(ctx, s, store.People, client)
	if err != nil {
		return line{}, err
	}
	l := line{Client: person.Is.ID, Name: person.Is.Name, Stage: "referred"}
	measures, err := store.Of(ctx, s, store.Measures, client)
	if err != nil {
		return l, err
	}
	first := 0.0
	for _, m := range measures {
		if total, ok := m.Is.Score.Total(); ok && m.Is.Score.Instrument() == "phq-9" {
			if l.Last == nil {
				first = total
			} else {
				change := total - first
				l.Change = &change
			}
			l.Last = &total
		}
	}
	if n := len(measures); n > 0 && len(measures[n-1].Is.Score.Alerts()) > 0 {
		l.Alert = true
	}
	past, err := s.Appointments(ctx, "", client, time.Time{}, s.Now())
	if err != nil {
		return l, err
	}
	for _, a := range past {
		if a.Status == care.SessionPlanned.String() {
			l.Missing = a.Session
		}
	}
	return l, l.plan(q, client)
}

// plan finds how far the client has come and what the plan asks for.
func (l *line) plan(q *web.Request, client string) error {
	ctx, s := q.Context(), q.App.Store
	intakes, err := store.Of(ctx, s, store.Intakes, client)
	if err != nil {
		return err
	}
	if len(intakes) > 0 {
		l.Stage = "intake"
	}
	plans, err := store.Of(ctx, s, store.Plans, client)
	if err != nil || len(plans) == 0 {
		return err
	}
	plan := plans[len(plans)-1].Is
	l.Stage = plan.Status().String()
	if plan.Status() == care.PlanActive {
		for f := range plan.Findings(therapy.DateOf(s.Now())) {
			l.Needs = append(l.Needs, f.Rule)
		}
	}
	return nil
}
