package session

import (
	"errors"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"

	"github.com/therapykit/therapykit/examples/clinic/access"
	"github.com/therapykit/therapykit/examples/clinic/store"
	"github.com/therapykit/therapykit/examples/clinic/web"
)

// instruments are the questionnaires of the clinic: those whose wording is free to use.
var instruments = []measure.ID{"phq-9", "gad-7"}

// instrument returns the questionnaire that a request is about.
func instrument(q *web.Request) (measure.Instrument, error) {
	id := measure.ID(q.FormValue("instrument"))
	if id == "" {
		id = instruments[0]
	}
	found, ok := measure.Standard().Lookup(id)
	if !ok || !slices.Contains(instruments, id) || found.Form == nil {
		return found, access.ErrRefused
	}
	return found, nil
}

// sheet says for whom a questionnaire is.
type sheet struct {
	Client confidential.PersonID      `json:"client" kind:"identity,subject"`
	Name   confidential.Value[string] `json:"name" kind:"identity"`
}

func ask(q *web.Request) error {
	return showSheet(q, q.Client, nil)
}

func showSheet(q *web.Request, id confidential.PersonID, wrong error) error {
	x, err := instrument(q)
	if err != nil {
		return err
	}
	name, err := q.NameOf(id)
	if err != nil {
		return err
	}
	seen, err := q.See(access.About{Person: id}, sheet{id, name})
	if err != nil {
		return err
	}
	p := web.Page{Title: x.Name, Seen: seen, Here: map[string]string{"client": id.String(), "instrument": string(x.ID), "id": web.NewID("measure")}, Extra: x.Form}
	if wrong != nil {
		return q.Again(wrong, "measure", p)
	}
	return q.Show("measure", p)
}

// score scores a completed questionnaire. If the client answers that they think of death, the
// next page says at once where to get help, and the chart tells the clinician.
func score(q *web.Request) error {
	id := q.Client
	x, err := instrument(q)
	if err != nil {
		return err
	}
	form, err := q.FormID("measure")
	if err != nil {
		return err
	}
	answers := make([]measure.Answer, len(x.Items))
	for i := range answers {
		if n, err := strconv.Atoi(q.PostFormValue("item-" + strconv.Itoa(i))); err == nil {
			answers[i] = measure.Answers(n)[0]
		}
	}
	scored, err := measure.Standard().Score(measure.Response{Instrument: x.ID, At: q.App.Store.Now(), Answers: answers})
	if err == nil {
		err = q.Change(access.About{Person: id}, confidential.TestResult, store.New(store.Measures, form, id.String(), store.Measure{Client: id, Score: scored}))
	}
	if errors.Is(err, access.ErrRefused) {
		return err
	}
	if err != nil {
		return showSheet(q, id, err)
	}
	return q.Redirect("/client/" + id.String())
}
