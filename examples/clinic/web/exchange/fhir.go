package exchange

import (
	"bytes"
	"context"
	"strconv"

	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/fhir"
	"github.com/therapykit/therapykit/therapy/measure"

	"github.com/therapykit/therapykit/examples/clinic/access"
	"github.com/therapykit/therapykit/examples/clinic/store"
	"github.com/therapykit/therapykit/examples/clinic/web"
)

// Write writes the record as a bundle. Each part goes through the gate.
func (r record) Write(ctx context.Context, g *confidential.Gate, req confidential.Request) ([]byte, error) {
	x, err := fhir.NewExport(fhir.ExportSpec{Client: r.client, Gate: g, Request: req, On: r.today, Measures: measure.Standard()})
	if err != nil {
		return nil, err
	}
	for _, p := range r.plans {
		if err := x.Plan(ctx, p.Is); err != nil {
			return nil, err
		}
	}
	for _, s := range r.sessions {
		if err := x.Session(ctx, s.Is); err != nil {
			return nil, err
		}
	}
	for _, e := range r.episodes {
		if err := x.Episode(ctx, e.Is); err != nil {
			return nil, err
		}
	}
	for _, m := range r.measures {
		if err := x.Score(ctx, m.ID, m.Is.Score, r.client); err != nil {
			return nil, err
		}
	}
	for _, said := range r.said {
		if said.No {
			err = x.Refusal(ctx, said.Refusal)
		} else {
			err = x.Consent(ctx, said.Consent)
		}
		if err != nil {
			return nil, err
		}
	}
	return x.Bundle("record-" + r.client.String()).AppendJSON(nil), nil
}

func load(ctx context.Context, s *store.Store, id confidential.PersonID) (r record, err error) {
	r.client, r.today = id, s.Today()
	if r.plans, err = store.Of(ctx, s, store.Plans, id.String()); err != nil {
		return r, err
	}
	if r.sessions, err = store.Of(ctx, s, store.Sessions, id.String()); err != nil {
		return r, err
	}
	if r.episodes, err = store.Of(ctx, s, store.Episodes, id.String()); err != nil {
		return r, err
	}
	if r.measures, err = store.Of(ctx, s, store.Measures, id.String()); err != nil {
		return r, err
	}
	r.said, err = s.SaidBy(ctx, id)
	return r, err
}

// Bundle returns a client's record as FHIR, as far as the user may see it. The command
// export-fhir uses it too.
func Bundle(ctx context.Context, s *store.Store, a *access.Access, who access.Who, id confidential.PersonID) ([]byte, error) {
	r, err := load(ctx, s, id)
	if err != nil {
		return nil, err
	}
	seen, err := a.See(ctx, who, access.About{Person: id}, r)
	if err != nil {
		return nil, err
	}
	if len(seen.List("entry")) == 0 {
		return nil, access.ErrRefused
	}
	return seen.Document()
}

func export(q *web.Request) error {
	bundle, err := Bundle(q.Context(), q.App.Store, q.App.Access, q.Who, q.Client)
	if err != nil {
		return err
	}
	return q.Download("record.json", "application/fhir+json; charset=utf-8", bundle)
}

// read is what the page says about a document that was read.
type read struct {
	confidential.Hidden
	Client   confidential.PersonID `json:"client" kind:"identity,subject"`
	Taken    int                   `json:"taken" kind:"treatment-plan"`
	There    int                   `json:"there" kind:"treatment-plan"`
	Findings []string              `json:"findings" kind:"treatment-plan"`
	Done     bool                  `json:"done" kind:"treatment-plan"`
}

func showFHIR(q *web.Request) error { return answer(q, read{Client: q.Client}, nil) }

func answer(q *web.Request, r read, wrong error) error {
	seen, err := q.See(access.About{Person: r.Client}, r)
	if err != nil {
		return err
	}
	p := web.Page{Title: q.T("fhir.title", "The record as FHIR"), Seen: seen, Here: map[string]string{"client": r.Client.String()}}
	if wrong != nil {
		return q.Again(wrong, "fhir", p)
	}
	return q.Show("fhir", p)
}

// importFHIR adds the plans, sessions and episodes of a document that are about this client and
// not stored yet. It refuses data about other people.
func importFHIR(q *web.Request) error {
	id := q.Client
	about := access.About{Person: id}
	if err := q.App.Access.MayChange(q.Context(), q.Who, about, confidential.TreatmentPlan); err != nil {
		return err
	}
	r := read{Client: id, Done: true, Findings: []string{}}
	document, err := fhir.Parse(bytes.TrimSpace([]byte(q.PostFormValue("document"))))
	if err != nil {
		return answer(q, r, err)
	}
	reading, err := fhir.Read(document, fhir.ReadSpec{Person: fhir.OwnPeople, Measures: measure.Standard(), Author: q.Who.Person})
	if err != nil {
		return answer(q, r, err)
	}
	for _, f := range reading.Findings {
		r.Findings = append(r.Findings, f.Place+": "+f.Rule)
	}
	changes, err := r.take(q, reading)
	if err == nil {
		err = q.Change(about, confidential.TreatmentPlan, changes...)
	}
	if err != nil {
		return answer(q, r, err)
	}
	return answer(q, r, nil)
}

// take converts what was read to records.
func (r *read) take(q *web.Request, reading fhir.Reading) ([]store.Change, error) {
	own, owner := r.Client, r.Client.String()
	by := care.RevisionSpec{Author: q.Who.Person, At: q.App.Store.Now(), Reason: care.ReasonReview}
	there := map[string]bool{}
	have, err := load(q.Context(), q.App.Store, own)
	if err != nil {
		return nil, err
	}
	for _, p := range have.plans {
		there["p"+p.ID] = true
	}
	for _, s := range have.sessions {
		there["s"+s.ID] = true
	}
	var changes []store.Change
	for i, p := range reading.Plans {
		if len(p.Spec.Clients) != 1 || p.Spec.Clients[0] != own || !p.Safe {
			r.Findings = append(r.Findings, "plan "+strconv.Itoa(i+1)+": not-taken")
			continue
		}
		if there["p"+string(p.Spec.ID)] {
			r.There++
			continue
		}
		plan, err := care.TakeOverPlan(p.Spec, by)
		if err != nil {
			return nil, err
		}
		changes = append(changes, store.New(store.Plans, string(plan.ID()), owner, plan))
	}
	for i, s := range reading.Sessions {
		if len(s.Spec.Attendees) != 1 || s.Spec.Attendees[0].Client != own || !s.Safe {
			r.Findings = append(r.Findings, "session "+strconv.Itoa(i+1)+": not-taken")
			continue
		}
		if there["s"+string(s.Spec.ID)] {
			r.There++
			continue
		}
		session, err := care.TakeOverSession(s.Spec, by)
		if err != nil {
			return nil, err
		}
		changes = append(changes, store.New(store.Sessions, string(session.ID()), owner, session))
	}
	r.Taken = len(changes)
	return changes, nil
}
