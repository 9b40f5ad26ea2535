package privacy

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"

	"github.com/therapykit/therapykit/examples/clinic/access"
	"github.com/therapykit/therapykit/examples/clinic/store"
	"github.com/therapykit/therapykit/examples/clinic/web"
)

// records are the records of a client, for a preview of what somebody would see.
type records struct {
	confidential.Hidden
	Client   confidential.PersonID      `json:"client" kind:"identity,subject"`
	Name     confidential.Value[string] `json:"name" kind:"identity"`
	Intake   *store.Intake              `json:"intake,omitempty"`
	Plans    []care.Plan                `json:"plans,omitempty"`
	Sessions []care.Session             `json:"sessions,omitempty"`
	Measures []store.Measure            `json:"measures,omitempty"`
}

func everything(q *web.Request, id string) (r records, err error) {
	if r.Client, err = web.Person(id); err != nil {
		return r, err
	}
	if r.Name, err = q.NameOf(r.Client); err != nil {
		return r, err
	}
	if r.Intake, err = web.Last(q, store.Intakes, id); err != nil {
		return r, err
	}
	if r.Plans, err = web.All(q, store.Plans, id); err != nil {
		return r, err
	}
	if r.Sessions, err = web.All(q, store.Sessions, id); err != nil {
		return r, err
	}
	r.Measures, err = web.All(q, store.Measures, id)
	return r, err
}

// own is what clients see of their consents and refusals, and of who has asked.
type own struct {
	confidential.Hidden
	Client confidential.PersonID `json:"client" kind:"identity,subject"`
	Said   []said                `json:"said"`
	Asked  []asked               `json:"asked"`
}

type said struct {
	Ref       string    `json:"ref" kind:"treatment-plan"`
	No        bool      `json:"no" kind:"treatment-plan"`
	Audiences []string  `json:"audiences" kind:"treatment-plan"`
	Kinds     []string  `json:"kinds" kind:"treatment-plan"`
	Given     time.Time `json:"given" kind:"treatment-plan"`
	Over      time.Time `json:"over,omitzero" kind:"treatment-plan"`
	Version   int       `json:"version" kind:"treatment-plan"`
}

// asked is one day on which a user asked, as a client may know it.
type asked struct {
	On       therapy.Date `json:"on" kind:"attendance"`
	Audience string       `json:"audience" kind:"attendance"`
	Purpose  string       `json:"purpose" kind:"attendance"`
	Shown    bool         `json:"shown" kind:"attendance"`
	Times    int          `json:"times" kind:"attendance"`
}

// grants lists the consents and refusals that the page offers.
var grants = map[string]struct {
	no           bool
	audience     confidential.Audience
	purpose      confidential.Purpose
	kind         confidential.Kind
	key, english string
}{
	"insurer-results":    {false, confidential.Payer, confidential.Payment, confidential.TestResult, "consent.insurer", "My insurer may have the results of my questionnaires."},
	"relative-plan":      {false, confidential.Relative, confidential.Supporting, confidential.TreatmentPlan, "consent.relative", "Somebody close to me may know my plan."},
	"second-process":     {false, confidential.CoTherapist, confidential.Treatment, confidential.ProcessNote, "consent.process", "A second therapist of mine may read my therapist's process notes."},
	"referrer-diagnosis": {true, confidential.Referrer, confidential.Coordination, confidential.Diagnosis, "refuse.referrer", "Whoever referred me must not have my diagnosis."},
	"team-results":       {true, confidential.CareTeam, confidential.Coordination, confidential.TestResult, "refuse.team", "The care team must not have my results."},
}

func consents(q *web.Request) error {
	id, s := q.Client, q.App.Store
	all, err := s.SaidBy(q.Context(), id)
	if err != nil {
		return err
	}
	page := own{Client: id, Said: []said{}, Asked: []asked{}}
	for _, x := range all {
		page.Said = append(page.Said, inWords(x))
	}
	trail, err := s.AuditAbout(q.Context(), id.String(), "", "", 500)
	if err != nil {
		return err
	}
	for _, r := range trail {
		a := asked{On: therapy.DateOf(q.Local(r.At)), Audience: r.Audience.String(), Purpose: r.Purpose.String(), Shown: r.Effect != confidential.Deny, Times: 1}
		if i := slices.IndexFunc(page.Asked, func(b asked) bool { a.Times = b.Times; return a == b }); i >= 0 {
			page.Asked[i].Times++
			continue
		}
		a.Times = 1
		page.Asked = append(page.Asked, a)
	}
	seen, err := q.See(access.About{Person: id}, page)
	if err != nil {
		return err
	}
	p := web.Page{Title: q.T("consent.title", "What I allow"), Seen: seen, Here: map[string]string{"client": id.String(), "id": web.NewID("consent")}, Choices: map[string][]web.Choice{}}
	for _, name := range slices.Sorted(maps.Keys(grants)) {
		p.Choices["grant"] = append(p.Choices["grant"], web.Choice{Value: name, Label: q.T(grants[name].key, grants[name].english)})
	}
	return q.Show("consents", p)
}

func inWords(x store.Said) said {
	w := said{Ref: string(x.Consent.Ref), No: x.No, Given: x.Consent.Given, Over: x.Consent.Revoked, Version: x.Version}
	audiences, kinds := x.Consent.Audiences, x.Consent.Kinds
	if x.No {
		w.Ref, w.Given, w.Over, audiences, kinds = string(x.Refusal.Ref), x.Refusal.Given, x.Refusal.Withdrawn, x.Refusal.Audiences, x.Refusal.Kinds
	}
	for _, a := range audiences {
		w.Audiences = append(w.Audiences, a.String())
	}
	for _, k := range kinds {
		w.Kinds = append(w.Kinds, k.String())
	}
	return w
}

// say records a consent or refusal, or withdraws one.
func say(q *web.Request) error {
	id, now := q.Client, q.App.Store.Now()
	about := access.About{Person: id}
	var x store.Said
	if ref := q.PostFormValue("ref"); ref != "" {
		all, err := q.App.Store.SaidBy(q.Context(), id)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(x store.Said) bool { return inWords(x).Ref == ref })
		if version, _ := strconv.Atoi(q.PostFormValue("version")); at < 0 || all[at].Version != version {
			return therapy.ErrConflict
		}
		if x = all[at]; x.No {
			x.Refusal.Withdrawn = now
		} else {
			x.Consent.Revoked = now
		}
	} else {
		form, err := q.FormID("consent")
		g, ok := grants[q.PostFormValue("grant")]
		if err != nil || !ok {
			return access.ErrRefused
		}
		ref := confidential.ConsentID(form)
		audiences, purposes, kinds := []confidential.Audience{g.audience}, []confidential.Purpose{g.purpose}, []confidential.Kind{g.kind}
		x = store.Said{No: g.no, Consent: confidential.Consent{Ref: ref, By: id, Audiences: audiences, Purposes: purposes, Kinds: kinds, Given: now, Expires: now.AddDate(1, 0, 0)}}
		if g.no {
			x = store.Said{No: true, Refusal: confidential.Refusal{Ref: ref, By: id, Audiences: audiences, Purposes: purposes, Kinds: kinds, Given: now}}
		}
	}
	if err := q.Change(about, confidential.TreatmentPlan, store.Say(x)); err != nil {
		return err
	}
	return q.Redirect("/client/" + id.String() + "/consents")
}
