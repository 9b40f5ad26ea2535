// Package privacy has the screens of the privacy officer: who may see what and why, consents and
// refusals, what was disclosed to whom, emergency accesses and their review, the audit log and
// the keys. The officer sees decisions and pseudonyms, never content. It also has the screens on
// which clients consent, refuse and see who has asked for what, and on which staff open an
// emergency access.
package privacy

import (
	"embed"
	"io/fs"
	"slices"
	"time"

	"github.com/therapykit/therapykit/therapy/confidential"

	"github.com/therapykit/therapykit/examples/clinic/access"
	"github.com/therapykit/therapykit/examples/clinic/store"
	"github.com/therapykit/therapykit/examples/clinic/web"
)

//go:embed pages/*.html
var pages embed.FS

// Screens adds them.
func Screens(app *web.App) fs.FS {
	app.Handle("GET /privacy", overview, store.Officer)
	app.Handle("GET /privacy/person", person, store.Officer)
	app.Handle("POST /privacy/verify", verify, store.Officer)
	app.Handle("POST /privacy/review", review, store.Officer)
	app.Handle("GET /client/{client}/consents", consents, store.Client)
	app.Handle("POST /client/{client}/consents", say, store.Client)
	app.Handle("POST /emergency", open, store.Clinician)
	return pages
}

func overview(q *web.Request) error { return show(q, access.Overseen{}) }

// show shows the overview: emergencies, refusals of the week, the log and the keys.
func show(q *web.Request, x access.Overseen) error {
	ctx, s := q.Context(), q.App.Store
	var err error
	if x.Records, err = s.AuditAbout(ctx, "", "", confidential.Refused.String(), 50); err != nil {
		return err
	}
	weekAgo := s.Now().AddDate(0, 0, -7)
	x.Records = slices.DeleteFunc(x.Records, func(r confidential.Record) bool { return r.At.Before(weekAgo) })
	if x.End, err = s.AuditEnd(ctx); err != nil {
		return err
	}
	if x.Keys, err = s.KeysInUse(ctx); err != nil {
		return err
	}
	emergencies, err := store.All(ctx, s, store.Emergencies)
	if err != nil {
		return err
	}
	for _, e := range emergencies {
		x.Emergencies = append(x.Emergencies, e.Is)
	}
	seen, err := q.App.Access.Oversee(q.Who, x)
	if err != nil {
		return err
	}
	return q.Show("privacy", web.Page{Title: q.T("privacy.title", "Privacy"), Seen: seen, Wide: true})
}

// verify checks the whole log and opens every record.
func verify(q *web.Request) error {
	found, err := q.App.Store.Verify(q.Context(), confidential.Anchor{})
	if err != nil {
		return err
	}
	x := access.Overseen{Whole: found.Records}
	for _, wrong := range found.Wrong {
		x.Wrong = append(x.Wrong, wrong.Error())
	}
	return show(q, x)
}

// person shows who may see what of one person and why, the person's consents and refusals, and
// who has asked. Foreseen is what a user would see if they asked now; nothing is shown to that
// user.
func person(q *web.Request) error {
	id, err := web.Person(q.FormValue("person"))
	if err != nil {
		return err
	}
	ctx, s := q.Context(), q.App.Store
	var x access.Overseen
	if x.Records, err = s.AuditAbout(ctx, id.String(), "", "", 200); err != nil {
		return err
	}
	if x.Said, err = s.SaidBy(ctx, id); err != nil {
		return err
	}
	if x.Care, err = s.CarersOf(ctx, id.String(), s.Today()); err != nil {
		return err
	}
	if text := q.FormValue("recipient"); text != "" {
		if x.Shown, err = foresee(q, id, text); err != nil {
			return err
		}
	}
	seen, err := q.App.Access.Oversee(q.Who, x)
	if err != nil {
		return err
	}
	return q.Show("person", web.Page{Title: id.String(), Seen: seen, Wide: true, Here: map[string]string{"person": id.String(), "recipient": q.FormValue("recipient")}})
}

// foresee returns what a user would see of the person's records.
func foresee(q *web.Request, id confidential.PersonID, recipient string) ([]confidential.Shown, error) {
	accounts, err := q.App.Store.Accounts(q.Context())
	if err != nil {
		return nil, err
	}
	for _, a := range accounts {
		if a.Person.String() == recipient {
			whole, err := everything(q, id.String())
			if err != nil {
				return nil, err
			}
			return q.App.Access.Foresee(q.Context(), access.Who{Person: a.Person, Role: a.Role}, access.About{Person: id}, whole)
		}
	}
	return nil, access.ErrRefused
}

// review records the result of the review of an emergency access.
func review(q *web.Request) error {
	ctx, s := q.Context(), q.App.Store
	record, err := store.Get(ctx, s, store.Emergencies, q.PostFormValue("access"))
	if err != nil {
		return err
	}
	if record.Is.Access.Reviewer != q.Who.Person {
		return access.ErrRefused
	}
	found := confidential.EmergencyReview{Access: record.Is.Access.ID, By: q.Who.Person, At: s.Now(), Outcome: q.PostFormValue("outcome")}
	if err := q.App.Access.ReviewEmergency(ctx, record.Is.Access, found); err != nil {
		return err
	}
	next := record.Is
	next.Review = found
	if err := s.Write(ctx, store.Next(store.Emergencies, record, next)); err != nil {
		return err
	}
	return q.Redirect("/privacy")
}

// open opens an emergency access for the clinician who asks, for an hour. The answer is the same
// whether or not the person exists.
func open(q *web.Request) error {
	id, err := web.Person(q.PostFormValue("person"))
	if err != nil {
		return err
	}
	form, err := q.FormID("emergency")
	if err != nil {
		return err
	}
	ctx, s := q.Context(), q.App.Store
	accounts, err := s.Accounts(ctx)
	if err != nil {
		return err
	}
	now := s.Now()
	e := confidential.EmergencyAccess{
		ID: confidential.ReferenceID(form), By: q.Who.Person, Subject: id, Reason: q.PostFormValue("reason"), From: now, Until: now.Add(time.Hour), ReviewDue: now.Add(72 * time.Hour),
	}
	for _, a := range accounts {
		if a.Role == store.Officer {
			e.Reviewer = a.Person
		}
	}
	if err := e.Validate(); err != nil {
		return err
	}
	if err := q.App.Access.OpenEmergency(ctx, e); err != nil {
		return err
	}
	if err := s.Write(ctx, store.New(store.Emergencies, form, id.String(), store.Emergency{Access: e})); err != nil {
		return err
	}
	return q.Redirect("/client/" + id.String())
}
