// Package intake has the screens before treatment: the questions as a form by sections and
// as an interview, for the clinician and for the client; the recommendation with its
// reasons and what would change it; following it, or deciding otherwise with a reason.
package intake

import (
	"embed"
	"errors"
	"io/fs"
	"maps"
	"strconv"
	"sync"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/page"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"

	"github.com/therapykit/therapykit/examples/clinic/access"
	"github.com/therapykit/therapykit/examples/clinic/store"
	"github.com/therapykit/therapykit/examples/clinic/web"
)

//go:embed pages/*.html
var pages embed.FS

// Screens adds them.
func Screens(app *web.App) fs.FS {
	both := []store.Role{store.Clinician, store.Client}
	app.Handle("GET /client/{client}/intake", showForm, both...)
	app.Handle("POST /client/{client}/intake", saveForm, both...)
	app.Handle("GET /client/{client}/interview", showInterview, both...)
	app.Handle("POST /client/{client}/interview", saveInterview, both...)
	app.Handle("GET /client/{client}/recommendation", showAdvice, both...)
	app.Handle("GET /client/{client}/recommendation/print", printAdvice, both...)
	app.Handle("POST /client/{client}/choice", choose, store.Clinician)
	return pages
}

// form is what the default policy asks.
var form = sync.OnceValue(func() recommend.Form {
	f, err := recommend.NewForm(recommend.Default().Policy())
	if err != nil {
		panic(err) // a test asks it
	}
	return f
})

func reader(q *web.Request) policy.Reader {
	if q.Who.Role == store.Client {
		return policy.Client
	}
	return policy.Clinician
}

// provenance says that the reader gives the answer, now.
func provenance(q *web.Request) recommend.Provenance {
	by := recommend.ByClinician
	if q.Who.Role == store.Client {
		by = recommend.ByClient
	}
	return recommend.Provenance{By: by, Person: q.Who.Person, At: q.App.Store.Now()}
}

// answered holds a client's answers and their record.
type answered struct {
	confidential.Hidden
	id     confidential.PersonID
	record store.Record[store.Intake]
}

func load(q *web.Request) (a answered, err error) {
	a.id = q.Client
	all, err := store.Of(q.Context(), q.App.Store, store.Intakes, a.id.String())
	if err == nil && len(all) > 0 {
		a.record = all[0]
	}
	a.record.Is.Client = a.id
	return a, err
}

func (a answered) about() access.About { return access.About{Person: a.id} }

func (a answered) address(rest string) string { return "/client/" + a.id.String() + rest }

// with returns the answers in which those of one part of the form replace earlier ones.
func (a answered) with(filled recommend.Filled, part map[therapy.Factor]bool, section therapy.Section) (store.Intake, error) {
	added, err := form().Intake(filled)
	next := a.record.Is
	if err != nil {
		return next, err
	}
	answers, sources := recommend.Answers{}, map[therapy.Factor]recommend.Provenance{}
	for f, answer := range next.Answers.Answers {
		if !part[f] {
			answers[f], sources[f] = answer, next.Answers.ProvenanceOf(f)
		}
	}
	for f, answer := range added.Answers {
		answers[f], sources[f] = answer, added.ProvenanceOf(f)
	}
	next.Answers = recommend.Intake{Answers: answers, Provenance: sources}
	gone := []therapy.Section{}
	for _, s := range next.Gone {
		if s != section {
			gone = append(gone, s)
		}
	}
	next.Gone = append(gone, filled.GoneThrough...)
	return next, nil
}

// save writes the answers if nobody has changed them since they were shown.
func (a answered) save(q *web.Request, next store.Intake) error {
	seen, _ := strconv.Atoi(q.PostFormValue("version"))
	if seen != a.record.Version {
		return therapy.ErrConflict
	}
	if _, err := recommend.Default().Recommend(next.Answers, q.App.Store.Now()); err != nil {
		return err
	}
	change := store.Next(store.Intakes, a.record, next)
	if a.record.Version == 0 {
		change = store.New(store.Intakes, a.id.String()+"-intake", a.id.String(), next)
	}
	return q.Change(a.about(), confidential.PersonalHistory, change)
}

// sheet is what the form page shows of the answers.
type sheet struct {
	confidential.Hidden
	Client  confidential.PersonID     `json:"client" kind:"identity,subject"`
	Answers map[therapy.Factor]string `json:"answers" kind:"personal-history"`
	Gone    []string                  `json:"gone" kind:"personal-history"`
}

func (a answered) sheet() (sheet, error) {
	s := sheet{Client: a.id, Answers: map[therapy.Factor]string{}, Gone: []string{}}
	filled, err := form().Filled(a.record.Is.Answers)
	for f, answer := range filled.Answers {
		s.Answers[f] = answer.String()
	}
	for _, section := range a.record.Is.Gone {
		s.Gone = append(s.Gone, section.String())
	}
	return s, err
}

// item is one question of the form for the template. It holds no answer.
type item struct {
	ID, Legend string
	Options    []option
}

type option struct{ Name, Value, Label, Factor string }

var ticks = []recommend.FormAnswer{recommend.FormYes, recommend.FormStrongly, recommend.FormNo, recommend.FormNotKnown, recommend.FormPreferNot}

// newItem writes a question in words.
func newItem(q *web.Request, x recommend.FormQuestion) item {
	who := reader(q)
	if x.Choice {
		shown := item{ID: x.ID, Legend: x.Legend(q.Language)}
		for _, i := range x.Items {
			shown.Options = append(shown.Options, option{"choice." + x.ID, string(i.Factor), i.Question.To(who), string(i.Factor)})
		}
		return shown
	}
	i := x.Items[0]
	shown := item{ID: x.ID, Legend: i.Question.To(who)}
	for _, tick := range ticks {
		if tick != recommend.FormStrongly || i.Strongly {
			shown.Options = append(shown.Options, option{"answer." + string(i.Factor), tick.String(), tick.Words(q.Language).To(who), string(i.Factor)})
		}
	}
	return shown
}

// part is one section of the form, for the page.
type part struct {
	web.Page
	Section, Heading, Limit, GoneThrough string
	Items                                []item
	Number, Of, Back                     int
}

// sectionOf builds the page of a section. The answers that the reader may see decide which
// questions are open.
func sectionOf(q *web.Request, number int, seen access.Seen) part {
	localized := form().In(q.Language)
	so := recommend.Answers{}
	given := map[string]therapy.Answer{"yes": therapy.Yes, "strongly": therapy.Strongly, "no": therapy.No}
	for _, section := range localized.Sections {
		for _, x := range section.Questions {
			for _, i := range x.Items {
				if answer, ok := given[seen.Text("answers/"+string(i.Factor))]; ok {
					so[i.Factor] = answer
				}
			}
		}
	}
	number = max(0, min(number, len(localized.Sections)-1))
	section := localized.Sections[number]
	p := part{
		Section: section.Section.String(), Heading: section.Title.To(reader(q)), Limit: section.Limit(q.Language), GoneThrough: section.GoneThrough.To(reader(q)),
		Number: number + 1, Of: len(localized.Sections), Back: number - 1,
	}
	for s, x := range localized.Questions(reader(q), so) {
		if s == section.Section {
			p.Items = append(p.Items, newItem(q, x))
		}
	}
	return p
}

func showForm(q *web.Request) error {
	a, err := load(q)
	if err != nil {
		return err
	}
	number, _ := strconv.Atoi(q.FormValue("section"))
	return a.show(q, number, nil)
}

// show shows a section of the form, and shows it again if something was wrong.
func (a answered) show(q *web.Request, number int, wrong error) error {
	s, err := a.sheet()
	if err != nil {
		return err
	}
	seen, err := q.See(a.about(), s)
	if err != nil {
		return err
	}
	p := sectionOf(q, number, seen)
	p.Page = web.Page{
		Title: q.T("intake.title", "Questions before we choose"), Seen: seen,
		Here: map[string]string{"client": a.id.String(), "version": strconv.Itoa(a.record.Version), "section": strconv.Itoa(p.Number - 1)},
	}
	p.Extra = p
	if wrong != nil {
		return q.Again(wrong, "intake", p.Page)
	}
	return q.Show("intake", p.Page)
}

func saveForm(q *web.Request) error {
	a, err := load(q)
	if err != nil {
		return err
	}
	number, _ := strconv.Atoi(q.PostFormValue("section"))
	if number < 0 || number >= len(form().Sections) {
		return access.ErrRefused
	}
	section := form().Sections[number]
	asked := map[therapy.Factor]bool{}
	for _, x := range section.Questions {
		if reader(q) == policy.Client && (x.Clinician || x.InPerson) {
			continue // the question is on another person's sheet: keep the stored answer
		}
		for _, i := range x.Items {
			asked[i.Factor] = true
		}
	}
	filled, err := page.Read(form(), q.PostForm)
	if err != nil {
		return a.show(q, number, err)
	}
	maps.DeleteFunc(filled.Answers, func(f therapy.Factor, _ recommend.FormAnswer) bool { return !asked[f] })
	filled.GoneThrough = nil
	if q.PostForm.Has("gone." + section.Section.String()) {
		filled.GoneThrough = []therapy.Section{section.Section}
	}
	filled.Assessed = provenance(q)
	next, err := a.with(filled, asked, section.Section)
	if err == nil {
		err = a.save(q, next)
	}
	switch {
	case errors.Is(err, access.ErrRefused):
		return err
	case err != nil:
		return a.show(q, number, err)
	case dangerous(q, next) || number == len(form().Sections)-1:
		return q.Redirect(a.address("/recommendation"))
	}
	return q.Redirect(a.address("/intake?section=" + strconv.Itoa(number+1)))
}

// dangerous reports whether somebody has to act now, before any further question.
func dangerous(q *web.Request, in store.Intake) bool {
	rec, _ := recommend.Default().Recommend(in.Answers, q.App.Store.Now()) // what is refused is searched for danger too
	return rec.Outcome() == policy.Escalate
}
