package intake

import (
	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"

	"github.com/therapykit/therapykit/examples/clinic/access"
	"github.com/therapykit/therapykit/examples/clinic/store"
	"github.com/therapykit/therapykit/examples/clinic/web"
)

// advice is the data of the page of the recommendation. A client gets the texts for clients.
type advice struct {
	confidential.Hidden
	Client  confidential.PersonID `json:"client" kind:"identity,subject"`
	Outcome string                `json:"outcome" kind:"treatment-plan"`
	Now     bool                  `json:"now,omitempty" kind:"risk-assessment"`
	Options []choice              `json:"options,omitempty" kind:"treatment-plan"`
	Short   []recommend.Block     `json:"short" kind:"personal-history"`
	Full    []recommend.Block     `json:"full" kind:"personal-history"`
	Changes []string              `json:"changes,omitempty" kind:"personal-history"`
	Open    int                   `json:"open,omitempty" kind:"treatment-plan"`
	Chosen  *store.Chosen         `json:"chosen,omitempty"`
	Plan    bool                  `json:"plan,omitempty" kind:"treatment-plan"`
}

type choice struct {
	Option  string `json:"option"`
	Name    string `json:"name"`
	Advised bool   `json:"advised"`
}

// fill asks the recommender. The text has a heading for each part; the part before the second
// heading is the summary.
func (a answered) fill(q *web.Request, who policy.Reader) (x advice, err error) {
	rec, err := recommend.Default().Recommend(a.record.Is.Answers, q.App.Store.Now())
	if err != nil {
		return x, err
	}
	audience := recommend.Audience{Reader: who, Language: q.Language, Date: q.App.Store.Today(), Place: "GB-ENG"}
	x = advice{Client: a.id, Outcome: rec.Outcome().String(), Now: rec.Outcome() == policy.Escalate}
	for _, option := range recommend.Default().Policy().In(q.Language).Options {
		x.Options = append(x.Options, choice{string(option.Option), option.Name, rec.Advises(option.Option)})
	}
	headings := 0
	for b := range rec.For(audience).Blocks() {
		if b.Heading > 0 {
			headings++
		}
		if headings < 2 {
			x.Short = append(x.Short, b)
		} else {
			x.Full = append(x.Full, b)
		}
	}
	if who == policy.Clinician {
		for c := range rec.Changes() {
			x.Changes = append(x.Changes, a.changed(q, c))
			if len(x.Changes) == 12 {
				break
			}
		}
		for range rec.OpenQuestions() {
			x.Open++
		}
	}
	if x.Chosen, err = web.Last(q, store.Choices, a.id.String()); err != nil {
		return x, err
	}
	plan, err := web.Last(q, store.Plans, a.id.String())
	x.Plan = plan != nil
	return x, err
}

// changed lists which answers would change the result, and how.
func (a answered) changed(q *web.Request, c recommend.OutcomeChange) string {
	var given []string
	localized := form().In(q.Language)
	for _, x := range c.Answers {
		asked := string(x.Factor)
		if i, _, ok := localized.Item(x.Factor); ok {
			asked = i.Question.To(policy.Clinician)
		}
		given = append(given, asked+" "+q.Word(x.To.String()))
	}
	var to []string
	for _, option := range recommend.Default().Policy().In(q.Language).Options {
		if c.Result.Advises(option.Option) {
			to = append(to, option.Name)
		}
	}
	result := q.Word(c.Result.Outcome().String())
	if len(to) > 0 {
		result += ": " + q.Language.Or(to...)
	}
	return q.Language.And(given...) + " → " + result
}

func showAdvice(q *web.Request) error {
	a, err := load(q)
	if err != nil {
		return err
	}
	return a.advise(q, nil)
}

// advise shows the recommendation, and shows it again if a choice failed.
func (a answered) advise(q *web.Request, wrong error) error {
	x, err := a.fill(q, reader(q))
	if err != nil {
		return err
	}
	seen, err := q.See(a.about(), x)
	if err != nil {
		return err
	}
	p := web.Page{
		Title: q.T("advice.title", "Recommendation"), Seen: seen, Wide: true,
		Here:    map[string]string{"client": a.id.String(), "id": web.NewID("choice")},
		Choices: map[string][]web.Choice{"reason": web.Names(q, "client-preference", "clinical-judgement", "not-available", "earlier-experience")},
	}
	if wrong != nil {
		return q.Again(wrong, "recommendation", p)
	}
	return q.Show("recommendation", p)
}

// printAdvice shows the client's text for printing.
func printAdvice(q *web.Request) error {
	a, err := load(q)
	if err != nil {
		return err
	}
	x, err := a.fill(q, policy.Client)
	if err != nil {
		return err
	}
	seen, err := q.See(a.about(), x)
	if err != nil {
		return err
	}
	return q.Show("recommendation-print", web.Page{Title: q.T("advice.print", "For you to take home"), Seen: seen, Here: map[string]string{"client": a.id.String()}})
}

// choose follows the recommendation or overrides it with a reason.
func choose(q *web.Request) error {
	a, err := load(q)
	if err != nil {
		return err
	}
	if err := q.App.Access.MayChange(q.Context(), q.Who, a.about(), confidential.TreatmentPlan); err != nil {
		return err
	}
	err = a.chosen(q)
	if err != nil {
		return a.advise(q, err)
	}
	return q.Redirect(a.address("/plan"))
}

func (a answered) chosen(q *web.Request) error {
	id, err := q.FormID("choice")
	if err != nil {
		return err
	}
	now := q.App.Store.Now()
	rec, err := recommend.Default().Recommend(a.record.Is.Answers, now)
	if err != nil {
		return err
	}
	option, note := policy.Option(q.PostFormValue("option")), q.Text("note")
	made := store.Chosen{Client: a.id, Note: confidential.SealText(confidential.TreatmentPlan, a.id, note)}
	var changes []store.Change
	if rec.Advises(option) {
		made.Choice, err = rec.Follow(option, q.Who.Person, now)
	} else {
		var override recommend.Override
		override, err = recommend.NewOverride(rec, recommend.OverrideSpec{
			Option: option, By: q.Who.Person, At: now, Reason: care.Reason(q.PostFormValue("reason")), Note: made.Note,
		})
		if err == nil {
			made.Choice = override.Choice()
			changes = append(changes, store.New(store.Overrides, id, a.id.String(), override))
		}
	}
	if err != nil {
		return err
	}
	return q.Change(access.About{Person: a.id}, confidential.TreatmentPlan, append(changes, store.New(store.Choices, id, a.id.String(), made))...)
}
