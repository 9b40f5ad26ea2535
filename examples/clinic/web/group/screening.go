package group

import (
	"github.com/therapykit/therapykit/group/screening"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"

	"github.com/therapykit/therapykit/examples/clinic/access"
	"github.com/therapykit/therapykit/examples/clinic/store"
	"github.com/therapykit/therapykit/examples/clinic/web"
)

// question is a question to ask before a person joins.
type question struct{ Factor, Statement string }

// questions lists the questions of the criteria for the kind of group, each statement once.
func questions(r running) []question {
	var all []question
	asked := map[therapy.Factor]bool{}
	for c := range screening.DefaultCriteria().All() {
		if !c.For(r.roster.Is.Group().Kind()) {
			continue
		}
		for f := range c.When.Factors() {
			if !asked[f] {
				asked[f] = true
				all = append(all, question{string(f), c.Statement})
			}
		}
	}
	return all
}

// screened is what the page shows of a screening.
type screened struct {
	confidential.Hidden
	ID      confidential.PersonID      `json:"id" kind:"identity,subject"`
	Name    confidential.Value[string] `json:"name" kind:"identity"`
	Verdict string                     `json:"verdict,omitempty" kind:"treatment-plan"`
	Reasons []string                   `json:"reasons,omitempty" kind:"diagnosis"`
	Facts   map[string]string          `json:"facts" kind:"diagnosis"`
}

func showScreening(q *web.Request) error {
	r, err := load(q)
	if err != nil {
		return err
	}
	id, err := web.Person(q.PathValue("person"))
	if err != nil {
		return err
	}
	return r.showScreening(q, id, nil)
}

func (r running) showScreening(q *web.Request, id confidential.PersonID, wrong error) error {
	name, err := q.NameOf(id)
	if err != nil {
		return err
	}
	page := screened{ID: id, Name: name, Facts: map[string]string{}}
	all, err := store.Of(q.Context(), q.App.Store, store.Screenings, r.id)
	if err != nil {
		return err
	}
	for _, s := range all {
		if s.Is.Spec().Person != id {
			continue
		}
		page.Verdict, page.Reasons = s.Is.Result().Verdict.String(), nil
		for _, f := range s.Is.Result().Reasons {
			page.Reasons = append(page.Reasons, f.Criterion.Statement+" "+f.Criterion.Advice)
		}
		for f, truth := range s.Is.Spec().Facts {
			page.Facts[string(f)] = truth.String()
		}
	}
	seen, err := q.See(access.About{Person: id}, page)
	if err != nil {
		return err
	}
	p := web.Page{
		Title: q.T("screening.title", "Before somebody joins"), Seen: seen, Extra: questions(r),
		Here: map[string]string{"group": r.id, "person": id.String(), "id": web.NewID("screening")},
	}
	if wrong != nil {
		return q.Again(wrong, "screening", p)
	}
	return q.Show("screening", p)
}

func screen(q *web.Request) error {
	r, err := load(q)
	if err != nil {
		return err
	}
	id, err := web.Person(q.PathValue("person"))
	if err != nil {
		return err
	}
	form, err := q.FormID("screening")
	if err != nil {
		return err
	}
	// Only about a person whom the reader may see.
	if _, err := q.See(access.About{Person: id}, screened{ID: id, Facts: map[string]string{}}); err != nil {
		return err
	}
	facts := screening.Facts{}
	for _, x := range questions(r) {
		switch q.PostFormValue("fact-" + x.Factor) {
		case "yes":
			facts[therapy.Factor(x.Factor)] = therapy.True
		case "no":
			facts[therapy.Factor(x.Factor)] = therapy.False
		}
	}
	g := r.roster.Is.Group()
	record, err := screening.NewRecord(screening.Spec{
		ID: screening.ID(form), Person: id, By: q.Who.Person, On: q.App.Store.Today(), Group: care.GroupID(r.id), Kind: g.Kind(), Facts: facts,
	}, screening.DefaultCriteria())
	if err == nil {
		err = q.Change(r.about(), confidential.GroupContent, store.New(store.Screenings, form, r.id, record))
	}
	if err != nil {
		return r.showScreening(q, id, err)
	}
	return q.Redirect("/group/" + r.id + "/screening/" + id.String())
}
