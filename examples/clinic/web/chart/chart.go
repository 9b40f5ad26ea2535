// Package chart has the page of one client: the state of the treatment and whether it helps. It
// is the clinician's chart and also the client's own page; the gate decides what each of them
// sees.
package chart

import (
	"embed"
	"io/fs"
	"slices"
	"time"

	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
	"github.com/therapykit/therapykit/therapy/words"

	"github.com/therapykit/therapykit/examples/clinic/access"
	"github.com/therapykit/therapykit/examples/clinic/store"
	"github.com/therapykit/therapykit/examples/clinic/web"
)

//go:embed pages/*.html
var pages embed.FS

// Screens adds them.
func Screens(app *web.App) fs.FS {
	app.Handle("GET /client/{client}", show, store.Clinician, store.Client)
	return pages
}

// chart is the data of the page.
type chart struct {
	confidential.Hidden
	Client   confidential.PersonID      `json:"client" kind:"identity,subject"`
	Name     confidential.Value[string] `json:"name" kind:"identity"`
	Episode  *care.Episode              `json:"episode,omitempty"`
	Plan     *care.Plan                 `json:"plan,omitempty"`
	Findings []string                   `json:"findings,omitempty" kind:"treatment-plan"`
	Intake   bool                       `json:"intake,omitempty" kind:"treatment-plan"`
	Picture  *measure.Picture           `json:"picture,omitempty"`
	Alert    bool                       `json:"alert,omitempty" kind:"risk-assessment"`
	Dose     string                     `json:"dose,omitempty" kind:"attendance"`
	Next     time.Time                  `json:"next,omitzero" kind:"attendance"`
	Sessions []care.Session             `json:"sessions,omitempty"`
}

func show(q *web.Request) error {
	page, err := fill(q, q.Client)
	if err != nil {
		return err
	}
	seen, err := q.See(access.About{Person: q.Client}, page)
	if err != nil {
		return err
	}
	title := seen.Text("name")
	if q.Who.Role == store.Client {
		title = q.T("chart.mine", "My page")
	}
	return q.Show("chart", web.Page{Title: title, Seen: seen, Wide: true, Here: map[string]string{"client": q.Client.String()}})
}

func fill(q *web.Request, id confidential.PersonID) (page chart, err error) {
	page.Client = id
	if page.Name, err = q.NameOf(id); err != nil {
		return page, err
	}
	if page.Episode, err = web.Last(q, store.Episodes, id.String()); err != nil {
		return page, err
	}
	if page.Plan, err = web.Last(q, store.Plans, id.String()); err != nil {
		return page, err
	}
	if page.Plan != nil {
		for f := range page.Plan.Findings(q.App.Store.Today()) {
			page.Findings = append(page.Findings, f.Rule)
		}
	}
	intake, err := web.Last(q, store.Intakes, id.String())
	if err != nil {
		return page, err
	}
	page.Intake = intake != nil
	held, err := web.All(q, store.Sessions, id.String())
	if err != nil {
		return page, err
	}
	for _, x := range held {
		if x.Status() == care.SessionPlanned && (page.Next.IsZero() || x.Start().Before(page.Next)) {
			page.Next = x.Start()
		}
	}
	page.Sessions = slices.Clone(held)
	slices.Reverse(page.Sessions)
	dose := care.AttendanceOf(id, slices.Values(held))
	page.Dose = q.T("chart.dose", "{n} of {m} sessions attended", words.Number("n", dose.Delivered()), words.Number("m", dose.Expected()))
	return page, page.draw(q, held)
}

// draw draws the course of PHQ-9.
func (page *chart) draw(q *web.Request, held []care.Session) error {
	measures, err := store.Of(q.Context(), q.App.Store, store.Measures, page.Client.String())
	if err != nil {
		return err
	}
	instrument, _ := measure.Standard().Lookup("phq-9")
	thresholds, _ := measure.StandardSet(measure.SetNHS)
	spec := measure.ChartSpec{Title: instrument.Name, Instrument: instrument, Thresholds: thresholds, Language: q.Language}
	for _, m := range measures {
		if m.Is.Score.Instrument() == "phq-9" {
			spec.Points = append(spec.Points, m.Is.Score.Point(""))
		}
	}
	if len(spec.Points) == 0 {
		return nil
	}
	page.Alert = len(measures[len(measures)-1].Is.Score.Alerts()) > 0
	for _, x := range held {
		if a, ok := x.Attendee(page.Client); ok && x.Status() != care.SessionPlanned {
			spec.Sessions = append(spec.Sessions, x.Start())
			if !a.Attendance.Present() {
				spec.Points = append(spec.Points, measure.ChartPoint{At: x.Start(), Missed: true})
			}
		}
	}
	picture, err := measure.Chart(spec)
	page.Picture = &picture
	return err
}
