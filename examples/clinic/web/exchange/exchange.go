// Package exchange has the screens for data that leave and enter the clinic: what an insurer
// gets, which the officer checks field by field and releases; and a client's record as FHIR R4.
package exchange

import (
	"embed"
	"io/fs"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"

	"github.com/therapykit/therapykit/examples/clinic/access"
	"github.com/therapykit/therapykit/examples/clinic/store"
	"github.com/therapykit/therapykit/examples/clinic/web"
)

//go:embed pages/*.html
var pages embed.FS

// Screens adds them.
func Screens(app *web.App) fs.FS {
	app.Handle("GET /privacy/claim", prepare, store.Officer)
	app.Handle("POST /privacy/claim", release, store.Officer)
	app.Handle("GET /client/{client}/fhir", showFHIR, store.Clinician, store.Client)
	app.Handle("GET /client/{client}/fhir/bundle.json", export, store.Clinician, store.Client)
	app.Handle("POST /client/{client}/fhir", importFHIR, store.Clinician)
	return pages
}

// insurer is the payer of the demonstration. A real clinic has a table of payers.
var insurer = confidential.MustPersonID("insurer-1")

// claim is what the clinic could tell an insurer. The gate permits dates, codes and dose, and no
// texts; results only with the client's consent.
type claim struct {
	confidential.Hidden
	Client   confidential.PersonID      `json:"client" kind:"identity,subject"`
	Name     confidential.Value[string] `json:"name" kind:"identity"`
	Concerns []string                   `json:"concerns" kind:"diagnosis,minimum"`
	Modality []therapy.Modality         `json:"modality" kind:"treatment-plan,minimum"`
	Sessions []attended                 `json:"sessions"`
	Goals    []goal                     `json:"goals"`
	Results  []measure.ChartPoint       `json:"results" kind:"test-result"`
}

type attended struct {
	On      therapy.Date `json:"on" kind:"attendance"`
	Minutes int          `json:"minutes" kind:"attendance"`
}

type goal struct {
	Statement confidential.Value[string] `json:"statement" kind:"treatment-plan"`
}

func newClaim(q *web.Request, id confidential.PersonID) (c claim, err error) {
	c.Client = id
	if c.Name, err = q.NameOf(id); err != nil {
		return c, err
	}
	plan, err := web.Last(q, store.Plans, id.String())
	if err != nil {
		return c, err
	}
	if plan != nil {
		spec := plan.Spec()
		for _, i := range spec.Issues {
			c.Concerns = append(c.Concerns, i.Concern)
		}
		for _, s := range spec.Strands {
			c.Modality = append(c.Modality, s.Modality)
		}
		for _, g := range spec.Goals {
			c.Goals = append(c.Goals, goal{g.Statement})
		}
	}
	sessions, err := web.All(q, store.Sessions, id.String())
	if err != nil {
		return c, err
	}
	for _, s := range sessions {
		if a, ok := s.Attendee(id); ok && a.Attendance.Present() {
			c.Sessions = append(c.Sessions, attended{therapy.DateOf(q.Local(s.Start())), s.Spec().Minutes})
		}
	}
	measures, err := web.All(q, store.Measures, id.String())
	for _, m := range measures {
		c.Results = append(c.Results, m.Score.Point(""))
	}
	return c, err
}

// prepare shows the officer, field by field, what the insurer would get, without the content.
func prepare(q *web.Request) error {
	id, err := web.Person(q.FormValue("person"))
	if err != nil {
		return err
	}
	c, err := newClaim(q, id)
	if err != nil {
		return err
	}
	shown, err := q.App.Access.Foresee(q.Context(), q.Who, access.About{Person: id, Payer: insurer}, c)
	if err != nil {
		return err
	}
	seen, err := q.App.Access.Oversee(q.Who, access.Overseen{Shown: shown})
	if err != nil {
		return err
	}
	return q.Show("claim", web.Page{Title: q.T("claim.title", "What the insurer gets"), Seen: seen, Wide: true, Here: map[string]string{"person": id.String(), "insurer": insurer.String()}})
}

// release releases the claim: the page is the document.
func release(q *web.Request) error {
	id, err := web.Person(q.PostFormValue("person"))
	if err != nil {
		return err
	}
	c, err := newClaim(q, id)
	if err != nil {
		return err
	}
	seen, err := q.See(access.About{Person: id, Payer: insurer, Ref: confidential.ReferenceID(q.Text("ref"))}, c)
	if err != nil {
		return err
	}
	return q.Show("released", web.Page{Title: q.T("claim.released", "For the insurer"), Seen: seen})
}

// record is a client's record for export.
type record struct {
	confidential.Hidden
	client   confidential.PersonID
	today    therapy.Date
	plans    []store.Record[care.Plan]
	sessions []store.Record[care.Session]
	episodes []store.Record[care.Episode]
	measures []store.Record[store.Measure]
	said     []store.Said
}
