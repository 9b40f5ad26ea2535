// Package plan has the screens of a client's plan: drafted from the assessment and the choice,
// agreed with the client, activated, changed one thing at a time with a reason, and reviewed;
// with its history in words. If two users edit at once, nothing is lost.
package plan

import (
	"embed"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	lib "github.com/therapykit/therapykit/therapy/words"

	"github.com/therapykit/therapykit/examples/clinic/access"
	"github.com/therapykit/therapykit/examples/clinic/store"
	"github.com/therapykit/therapykit/examples/clinic/web"
)

//go:embed pages/*.html
var pages embed.FS

// Screens adds them.
func Screens(app *web.App) fs.FS {
	app.Handle("GET /client/{client}/plan", show, store.Clinician, store.Client)
	app.Handle("POST /client/{client}/plan", change, store.Clinician)
	app.Handle("POST /client/{client}/plan/draft", draft, store.Clinician)
	app.Handle("POST /client/{client}/plan/appointment", appoint, store.Clinician)
	app.Handle("POST /client/{client}/plan/answer", answer, store.Client)
	app.Handle("POST /client/{client}/ending", end, store.Clinician)
	return pages
}

// view is the data of the page.
type view struct {
	confidential.Hidden
	Client   confidential.PersonID      `json:"client" kind:"identity,subject"`
	Name     confidential.Value[string] `json:"name" kind:"identity"`
	Chosen   *store.Chosen              `json:"chosen,omitempty"`
	Plan     *care.Plan                 `json:"plan,omitempty"`
	Settled  bool                       `json:"settled,omitempty" kind:"treatment-plan"`
	Findings []string                   `json:"findings,omitempty" kind:"treatment-plan"`
	History  []revision                 `json:"history,omitempty"`
}

// revision is one change of the plan, in words.
type revision struct {
	Number  int                        `json:"number" kind:"treatment-plan"`
	At      time.Time                  `json:"at" kind:"treatment-plan"`
	Author  confidential.PersonID      `json:"author" kind:"identity,professional"`
	Reason  care.Reason                `json:"reason" kind:"treatment-plan"`
	Note    confidential.Value[string] `json:"note,omitzero" kind:"treatment-plan"`
	Changes []string                   `json:"changes,omitempty" kind:"treatment-plan"`
}

// planned is a client's plan and its record; version 0 means that there is none.
type planned struct {
	confidential.Hidden
	id     confidential.PersonID
	record store.Record[care.Plan]
}

func load(q *web.Request) (p planned, err error) {
	p.id = q.Client
	all, err := store.Of(q.Context(), q.App.Store, store.Plans, p.id.String())
	if err == nil && len(all) > 0 {
		p.record = all[len(all)-1]
	}
	return p, err
}

func (p planned) about() access.About { return access.About{Person: p.id} }

func (p planned) address() string { return "/client/" + p.id.String() + "/plan" }

func show(q *web.Request) error {
	p, err := load(q)
	if err != nil {
		return err
	}
	return p.show(q, nil)
}

// show shows the plan. If a change failed, it shows again what was typed.
func (p planned) show(q *web.Request, wrong error) error {
	v, err := p.view(q)
	if err != nil {
		return err
	}
	seen, err := q.See(p.about(), v)
	if err != nil {
		return err
	}
	page := web.Page{
		Title: q.T("plan.title", "Plan"), Seen: seen, Wide: true,
		Here: map[string]string{
			"client": p.id.String(), "version": strconv.Itoa(p.record.Version), "id": web.NewID("plan"), "session": web.NewID("session"),
			"today": q.App.Store.Today().String(),
		},
		Choices: map[string][]web.Choice{
			"reason": web.Names(q, care.ReasonFeedback, care.ReasonProgress, care.ReasonNoProgress, care.ReasonCorrection, care.ReasonPreference),
			"status": web.Words(q, care.GoalProposed, care.GoalAccepted, care.GoalActive, care.GoalOnHold, care.GoalCompleted, care.GoalCancelled),
			"scope":  web.Words(q, care.ScopeIndividual, care.ScopeInterpersonal),
			"review": web.Names(q, care.ReasonProgress, care.ReasonNoProgress, care.ReasonDeterioration),
		},
	}
	if wrong != nil {
		return q.Again(wrong, "plan", page)
	}
	return q.Show("plan", page)
}

func (p planned) view(q *web.Request) (v view, err error) {
	v.Client = p.id
	if v.Name, err = q.NameOf(p.id); err != nil {
		return v, err
	}
	if v.Chosen, err = web.Last(q, store.Choices, p.id.String()); err != nil || p.record.Version == 0 {
		return v, err
	}
	plan := p.record.Is
	v.Plan, v.Settled = &plan, settled(plan)
	for f := range plan.Findings(q.App.Store.Today()) {
		v.Findings = append(v.Findings, f.Rule)
	}
	for r := range plan.Revisions() {
		x := revision{Number: r.Number, At: r.At, Author: r.Author, Reason: r.Reason, Note: r.Note}
		if before, ok := plan.AsOf(r.Number - 1); ok {
			now, _ := plan.AsOf(r.Number)
			for _, c := range care.Diff(before, now) {
				x.Changes = append(x.Changes, inWords(q, c))
			}
		}
		v.History = append(v.History, x)
	}
	slices.Reverse(v.History)
	return v, nil
}

// inWords describes a change: with the library's words, which are English, or in another language
// by its place.
func inWords(q *web.Request, c care.Change) string {
	if q.Language.IsZero() {
		return c.Words
	}
	parts := strings.Split(strings.Trim(c.Path, "/"), "/")
	for i, part := range parts {
		if said := q.Word(part); !strings.HasPrefix(said, lib.Mark) {
			parts[i] = said
		}
	}
	return strings.Join(parts, " – ")
}

// settled reports whether every strand of the plan has a schedule.
func settled(plan care.Plan) bool {
	spec := plan.Spec()
	return !slices.ContainsFunc(spec.Strands, func(s care.Strand) bool { return s.Schedule.IsZero() }) &&
		!slices.ContainsFunc(spec.Goals, func(g care.Goal) bool { return g.Status == care.GoalProposed })
}

// amend changes the plan from the version that the reader saw.
func (p planned) amend(q *web.Request, reason care.Reason, f func(*care.PlanSpec)) (care.Plan, error) {
	seen, _ := strconv.Atoi(q.PostFormValue("version"))
	if p.record.Version == 0 || seen != p.record.Version {
		return care.Plan{}, therapy.ErrConflict
	}
	by := care.RevisionSpec{Author: q.Who.Person, At: q.App.Store.Now(), Reason: reason}
	if note := q.Text("why"); note != "" {
		by.Note = confidential.SealText(confidential.TreatmentPlan, p.id, note)
	}
	return p.record.Is.Amend(by, f)
}

// change makes one of the changes that the page offers.
func change(q *web.Request) error {
	p, err := load(q)
	if err != nil {
		return err
	}
	if err := q.App.Access.MayChange(q.Context(), q.Who, p.about(), confidential.TreatmentPlan); err != nil {
		return err
	}
	changes := map[string]func(*web.Request) (care.Plan, error){
		"settle": p.settle, "begin": p.begin, "goal": p.goal, "add": p.add, "review": p.review,
	}
	do, ok := changes[q.PostFormValue("do")]
	if !ok {
		return access.ErrRefused
	}
	next, err := do(q)
	if err == nil {
		err = q.Change(p.about(), confidential.TreatmentPlan, store.Next(store.Plans, p.record, next))
	}
	if err != nil {
		// Show the stored text next to the typed text.
		if p, again := load(q); again == nil {
			return p.show(q, err)
		}
		return err
	}
	return q.Redirect(p.address())
}

// goal changes the statement or the status of one goal.
func (p planned) goal(q *web.Request) (care.Plan, error) {
	id := care.GoalID(q.PostFormValue("goal"))
	var status care.GoalStatus
	if err := status.UnmarshalText([]byte(q.PostFormValue("status"))); err != nil {
		return care.Plan{}, access.ErrRefused
	}
	goal, ok := p.record.Is.Goal(id)
	if !ok {
		return care.Plan{}, access.ErrRefused
	}
	achieved, err := p.achieved(q, goal, status)
	if err != nil {
		return care.Plan{}, err
	}
	return p.amend(q, care.Reason(q.PostFormValue("reason")), func(s *care.PlanSpec) {
		for i := range s.Goals {
			g := &s.Goals[i]
			if g.ID != id {
				continue
			}
			g.Statement = confidential.SealText(confidential.TreatmentPlan, p.id, q.Text("statement"))
			if g.Status != status {
				g.Status, g.Reason = status, care.Reason(q.PostFormValue("reason"))
			}
			if status == care.GoalActive && g.Start.IsZero() {
				g.Start = q.App.Store.Today()
			}
			if achieved != 0 {
				g.Achievement = achieved
			}
		}
	})
}

// add adds a goal, in the client's words, to the strand that serves goals of its scope.
func (p planned) add(q *web.Request) (care.Plan, error) {
	var scope care.Scope
	if err := scope.UnmarshalText([]byte(q.PostFormValue("scope"))); err != nil {
		return care.Plan{}, access.ErrRefused
	}
	goal := care.Goal{
		ID: care.GoalID("goal-" + strconv.Itoa(len(p.record.Is.Spec().Goals)+1)), ExpressedBy: care.VoiceClient, Scope: scope, Status: care.GoalAccepted,
		Statement: confidential.SealText(confidential.TreatmentPlan, p.id, q.Text("statement")),
	}
	return p.amend(q, care.ReasonFeedback, func(s *care.PlanSpec) {
		s.Goals = append(s.Goals, goal)
		if n := len(s.Strands); n > 0 {
			at := 0
			if scope != care.ScopeIndividual {
				at = n - 1
			}
			s.Strands[at].Goals = append(s.Strands[at].Goals, goal.ID)
		}
	})
}

// review records a review together with the results of the goals' measures.
func (p planned) review(q *web.Request) (care.Plan, error) {
	outcome := care.Reason(q.PostFormValue("outcome"))
	now := map[care.GoalID]care.Achievement{}
	for _, g := range p.record.Is.Spec().Goals {
		achieved, err := p.achieved(q, g, g.Status)
		if err != nil {
			return care.Plan{}, err
		}
		now[g.ID] = achieved
	}
	today := q.App.Store.Today()
	return p.amend(q, outcome, func(s *care.PlanSpec) {
		s.Reviews = append(s.Reviews, care.PlanReview{
			On: today, By: []confidential.PersonID{q.Who.Person, p.id}, Outcome: outcome,
			Note: confidential.SealText(confidential.TreatmentPlan, p.id, q.Text("note")),
		})
		if !s.NextReview.IsZero() && s.ReviewEvery > 0 {
			s.NextReview = today.AddDays(s.ReviewEvery)
		}
		for i := range s.Goals {
			if a := now[s.Goals[i].ID]; a != 0 {
				s.Goals[i].Achievement = a
			}
		}
	})
}
