// Package forming has the screens on which groups are formed from the waiting list: a run with
// live progress, the proposed groups, and for everybody without a place the reason and what would
// help. Nothing is written until a user accepts a group.
package forming

import (
	"context"
	"embed"
	"encoding/json"
	"io/fs"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/compose"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"

	"github.com/therapykit/therapykit/examples/clinic/access"
	"github.com/therapykit/therapykit/examples/clinic/store"
	"github.com/therapykit/therapykit/examples/clinic/web"
)

//go:embed pages/*.html
var pages embed.FS

// Screens adds them.
func Screens(app *web.App) fs.FS {
	r := &runner{}
	app.Handle("GET /group/{group}/forming", r.show, store.Clinician)
	app.Handle("POST /group/{group}/forming", r.start, store.Clinician)
	app.Handle("GET /group/{group}/forming/progress", r.progress, store.Clinician)
	app.Handle("POST /group/{group}/forming/accept", accept, store.Clinician)
	return pages
}

// runner runs one search at a time, for all users.
type runner struct {
	mu   sync.Mutex
	list string // the group whose list it is, "" if nothing runs
	last compose.Progress
	done chan struct{}
}

// view is the data of the page.
type view struct {
	confidential.Hidden
	Group   string     `json:"group" kind:"attendance"`
	Waiting int        `json:"waiting" kind:"attendance"`
	Found   bool       `json:"found" kind:"attendance"`
	At      time.Time  `json:"at,omitzero" kind:"attendance"`
	Proven  string     `json:"proven" kind:"group-content"`
	Groups  []proposed `json:"groups"`
	Left    []left     `json:"left"`
	label   confidential.Label
}

// Label says that the page belongs to the group's case.
func (v view) Label() confidential.Label { return v.label }

type proposed struct {
	ID      string   `json:"id" kind:"attendance"`
	Theme   string   `json:"theme" kind:"group-content"`
	Slot    string   `json:"slot" kind:"attendance"`
	Members []person `json:"members"`
	Opens   bool     `json:"opens" kind:"attendance"`
	Lacks   string   `json:"lacks" kind:"group-content"`
	There   bool     `json:"there" kind:"attendance"`
}

type person struct {
	ID confidential.PersonID `json:"id" kind:"identity,subject"`
}

type left struct {
	ID    confidential.PersonID `json:"id" kind:"identity,subject"`
	Words []string              `json:"words" kind:"treatment-plan"`
}

// about returns the case that a waiting list belongs to: the group of the user who leads it.
func about(q *web.Request) access.About { return access.About{Group: q.PathValue("group")} }

func load(q *web.Request) (store.Record[store.Problem], error) {
	if err := q.App.Access.MayChange(q.Context(), q.Who, about(q), confidential.GroupContent); err != nil {
		return store.Record[store.Problem]{}, err
	}
	return store.Get(q.Context(), q.App.Store, store.Problems, q.PathValue("group"))
}

func (r *runner) show(q *web.Request) error {
	p, err := load(q)
	if err != nil {
		return err
	}
	v, err := newView(q, p)
	if err != nil {
		return err
	}
	seen, err := q.See(about(q), v)
	if err != nil {
		return err
	}
	r.mu.Lock()
	running := ""
	if r.list == p.ID {
		running = "yes"
	}
	r.mu.Unlock()
	return q.Show("forming", web.Page{
		Title: q.T("forming.title", "Forming groups"), Seen: seen, Wide: true, Here: map[string]string{"group": p.ID, "running": running, "version": strconv.Itoa(p.Version)},
	})
}

func newView(q *web.Request, p store.Record[store.Problem]) (view, error) {
	id := confidential.CaseID(p.ID)
	v := view{Group: p.ID, Waiting: len(p.Is.Problem.Clients), Found: !p.Is.At.IsZero(), At: p.Is.At, label: confidential.Label{
		Level: confidential.Restricted, Kind: confidential.GroupContent, Setting: confidential.GroupSetting, Case: id,
	}}
	if !v.Found {
		return v, nil
	}
	result := p.Is.Result
	v.Proven = q.T("forming.gap", "a better plan may exist")
	if result.PlacingProven() {
		v.Proven = q.T("forming.proven", "nobody could do better")
	}
	for _, g := range result.Report.Groups {
		x := proposed{ID: g.Group, Opens: g.Open}
		if !g.Open {
			x.Lacks = g.Lack.String()
		}
		if i := slices.IndexFunc(p.Is.Problem.Groups, func(c compose.Group) bool { return c.ID == g.Group }); i >= 0 {
			x.Theme, x.Slot = p.Is.Problem.Groups[i].Themes[0], p.Is.Problem.Groups[i].Slot
		}
		for _, member := range result.Assignment[g.Group] {
			m, err := confidential.ParsePersonID(member)
			if err != nil {
				return v, err
			}
			x.Members = append(x.Members, person{m})
		}
		_, err := store.Get(q.Context(), q.App.Store, store.Rosters, g.Group)
		x.There = err == nil
		v.Groups = append(v.Groups, x)
	}
	for _, u := range result.Report.Unplaced {
		m, err := confidential.ParsePersonID(u.Client)
		if err != nil {
			return v, err
		}
		v.Left = append(v.Left, left{m, u.ForClinician(q.Language)})
	}
	return v, nil
}

// start starts a run, unless one is running. The run continues when the reader leaves the page.
func (r *runner) start(q *web.Request) error {
	p, err := load(q)
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.list == "" {
		r.list, r.last, r.done = p.ID, compose.Progress{}, make(chan struct{})
		go r.run(context.WithoutCancel(q.Context()), q.App, p)
	}
	return q.Redirect("/group/" + p.ID + "/forming")
}

func (r *runner) run(ctx context.Context, app *web.App, p store.Record[store.Problem]) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	result, err := compose.Solve(ctx, p.Is.Problem, compose.Options{Progress: func(now compose.Progress) {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.last = now
	}})
	if err == nil {
		next := p.Is
		next.Result, next.At = result, app.Store.Now()
		err = app.Store.Write(context.WithoutCancel(ctx), store.Next(store.Problems, p, next))
	}
	if err != nil {
		app.Log.Error("no groups formed", "error", err.Error())
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.list = ""
	close(r.done)
}

// progress sends the progress of the run as server-sent events until it ends. Points and their
// proven limit reveal nothing about people.
func (r *runner) progress(q *web.Request) error {
	if _, err := load(q); err != nil {
		return err
	}
	w := q.Writer()
	w.Header().Set("Content-Type", "text/event-stream")
	flush := func() { _ = web.Flush(w) }
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for {
		r.mu.Lock()
		running, now := r.list == q.PathValue("group"), r.last
		r.mu.Unlock()
		if !running {
			_, _ = w.Write([]byte("event: done\ndata: {}\n\n"))
			flush()
			return nil
		}
		text, err := json.Marshal(map[string]int64{"points": int64(now.Score.Points), "placed": int64(now.Score.Placed), "limit": now.Bound})
		if err != nil {
			return err
		}
		_, _ = w.Write(append(append([]byte("data: "), text...), "\n\n"...))
		flush()
		select {
		case <-tick.C:
		case <-q.Context().Done():
			return nil
		}
	}
}

// accept creates a group from a proposal, with its members and an agreement for them to accept.
func accept(q *web.Request) error {
	p, err := load(q)
	if err != nil {
		return err
	}
	if version, _ := strconv.Atoi(q.PostFormValue("version")); version != p.Version {
		return therapy.ErrConflict
	}
	name := q.PostFormValue("accept")
	at := slices.IndexFunc(p.Is.Problem.Groups, func(g compose.Group) bool { return g.ID == name })
	members := p.Is.Result.Assignment[name]
	if at < 0 || len(members) == 0 {
		return access.ErrRefused
	}
	changes, err := found(q, p.Is.Problem.Groups[at], members)
	if err != nil {
		return err
	}
	placed, err := delist(q, p.ID, members)
	if err != nil {
		return err
	}
	if err := q.Change(about(q), confidential.GroupContent, append(changes, placed)...); err != nil {
		return err
	}
	return q.Redirect("/group/" + name)
}

// delist removes the people who now have a place from the list of the group that they waited for.
func delist(q *web.Request, id string, members []string) (store.Change, error) {
	waited, err := store.Get(q.Context(), q.App.Store, store.Rosters, id)
	if err != nil {
		return nil, err
	}
	today, next := q.App.Store.Today(), waited.Is
	for _, w := range waited.Is.WaitingOn(today) {
		if slices.Contains(members, w.Person.String()) {
			if next, err = next.Delist(w.Person, today, group.WaitRemoved, group.ReasonPlannedTogether); err != nil {
				return nil, err
			}
		}
	}
	return store.Next(store.Rosters, waited, next), nil
}

// found creates the group, which begins in four weeks.
func found(q *web.Request, c compose.Group, members []string) ([]store.Change, error) {
	today := q.App.Store.Today()
	first := today.AddDays(28)
	schedule, err := care.NewSchedule(care.ScheduleSpec{
		Kind: therapy.ScheduleRegular, Zone: q.App.Zone.String(), From: first, Every: 1, Per: care.Weekly, At: care.MustClockTime(17, 0), Minutes: 90,
		Sessions: therapy.Range{Min: 8, Max: 8},
	})
	if err != nil {
		return nil, err
	}
	g, err := group.New(group.Spec{
		ID: care.GroupID(c.ID), Theme: c.Themes[0], Kind: group.StructuredCBT, Enrolment: group.EnrolmentSlowOpen, Timeframe: group.TimeLimited,
		Leaders: []group.Leader{{ID: q.Who.Person, Role: group.Lead, Qualification: group.TherapyTrained}},
		Size:    therapy.Range{Min: c.Min, Max: c.Max}, Schedule: schedule, Delivery: care.InPerson, Language: c.Language,
		History: []group.StatusChange{{To: group.Forming, On: today}},
	})
	if err != nil {
		return nil, err
	}
	var stays []group.Membership
	for _, m := range members {
		id, err := confidential.ParsePersonID(m)
		if err != nil {
			return nil, err
		}
		stays = append(stays, group.Membership{Member: id, Joined: today, Route: group.FromWaitingList})
	}
	roster, err := group.NewRoster(g, group.RosterSpec{Memberships: stays})
	if err != nil {
		return nil, err
	}
	agreement, err := group.NewAgreement(group.AgreementSpec{Group: g.ID(), Rounds: []group.Round{{From: today, Cause: group.FirstAgreement, Terms: group.Terms{
		SpeakingOutside: group.OwnStoryOutside, AbsenceHours: 24, MissedInRow: 2, NoticeSessions: 1, LateMinutes: 10,
		Contact: group.ContactBroughtBack, Sobriety: group.SoberInSession, Recording: group.NoRecording,
	}}}})
	return []store.Change{
		store.New(store.Rosters, c.ID, c.ID, roster), store.New(store.Agreements, c.ID, c.ID, agreement),
		store.NewCare(store.Care{Therapist: q.Who.Person, Subject: c.ID, Role: store.Lead, From: today}),
	}, err
}
