package intake

import (
	"slices"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/page"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"

	"github.com/therapykit/therapykit/examples/clinic/access"
	"github.com/therapykit/therapykit/examples/clinic/web"
)

// next finds the next question that can still matter and is on the reader's sheet, without those
// that were passed.
func (a answered) next(q *web.Request, passed []string) (x recommend.FormQuestion, left int, err error) {
	rec, err := recommend.Default().Recommend(a.record.Is.Answers, q.App.Store.Now())
	if err != nil || rec.Outcome() == policy.Escalate {
		return x, 0, err
	}
	localized := form().In(q.Language)
	for open := range rec.OpenQuestions() {
		_, asked, ok := localized.Item(open.Info.Factor)
		if !ok || slices.Contains(passed, asked.ID) || reader(q) == policy.Client && (asked.Clinician || asked.InPerson) {
			continue
		}
		if left++; left == 1 {
			x = asked
		}
	}
	return x, left, nil
}

func showInterview(q *web.Request) error {
	a, err := load(q)
	if err != nil {
		return err
	}
	return a.ask(q, nil)
}

func (a answered) ask(q *web.Request, wrong error) error {
	s, err := a.sheet()
	if err != nil {
		return err
	}
	seen, err := q.See(a.about(), s)
	if err != nil {
		return err
	}
	passed := q.FormValue("passed")
	x, left, err := a.next(q, strings.Split(passed, ","))
	if err != nil {
		return err
	}
	if left == 0 {
		return q.Redirect(a.address("/recommendation"))
	}
	p := part{Items: []item{newItem(q, x)}, Of: left}
	p.Page = web.Page{
		Title: q.T("intake.interview", "One question at a time"), Seen: seen,
		Here: map[string]string{"client": a.id.String(), "version": strconv.Itoa(a.record.Version), "question": x.ID, "passed": passed},
	}
	p.Extra = p
	if wrong != nil {
		return q.Again(wrong, "interview", p.Page)
	}
	return q.Show("interview", p.Page)
}

func saveInterview(q *web.Request) error {
	a, err := load(q)
	if err != nil {
		return err
	}
	asked := map[therapy.Factor]bool{}
	for _, section := range form().Sections {
		for _, x := range section.Questions {
			if x.ID == q.PostFormValue("question") && (reader(q) != policy.Client || !x.Clinician && !x.InPerson) {
				for _, i := range x.Items {
					asked[i.Factor] = true
				}
			}
		}
	}
	if len(asked) == 0 {
		return access.ErrRefused
	}
	filled, err := page.Read(form(), q.PostForm)
	if err != nil {
		return a.ask(q, err)
	}
	for f := range filled.Answers {
		if !asked[f] {
			delete(filled.Answers, f)
		}
	}
	filled.GoneThrough, filled.Assessed = nil, provenance(q)
	next, err := a.with(filled, asked, 0)
	if err == nil {
		err = a.save(q, next)
	}
	if err != nil {
		return a.ask(q, err)
	}
	passed := strings.Trim(q.PostFormValue("passed")+","+q.PostFormValue("question"), ",")
	return q.Redirect(a.address("/interview?passed=" + passed))
}
