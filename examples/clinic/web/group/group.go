// Package group has the screens of a group: members and places, the waiting list, screening,
// offers, the agreement, sessions with the shared note and each member's own.
package group

import (
	"context"
	"embed"
	"io/fs"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/screening"
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
	app.Handle("GET /group/{group}", show, store.Clinician)
	app.Handle("POST /group/{group}", change, store.Clinician)
	app.Handle("GET /group/{group}/agreement", agreement, store.Clinician)
	app.Handle("GET /group/{group}/screening/{person}", showScreening, store.Clinician)
	app.Handle("POST /group/{group}/screening/{person}", screen, store.Clinician)
	app.Handle("GET /group/{group}/session/{session}", showSession, store.Clinician)
	app.Handle("POST /group/{group}/session/{session}", saveSession, store.Clinician)
	return pages
}

// running is a group with its records.
type running struct {
	confidential.Hidden
	id        string
	roster    store.Record[group.Roster]
	agreement store.Record[group.Agreement]
	sessions  []store.Record[group.Session]
}

func load(q *web.Request) (r running, err error) {
	ctx, s := q.Context(), q.App.Store
	r.id = q.PathValue("group")
	// Only the gate says whether there is such a group: a user who does not lead it is refused
	// first.
	if err := q.App.Access.MayChange(ctx, q.Who, r.about(), confidential.GroupContent); err != nil {
		return r, err
	}
	if r.roster, err = store.Get(ctx, s, store.Rosters, r.id); err != nil {
		return r, err
	}
	if r.agreement, err = store.Get(ctx, s, store.Agreements, r.id); err != nil {
		return r, err
	}
	r.sessions, err = store.Of(ctx, s, store.GroupSessions, r.id)
	return r, err
}

func (r running) about() access.About { return access.About{Group: r.id} }

func (r running) held() func(func(group.Session) bool) {
	return func(yield func(group.Session) bool) {
		for _, s := range r.sessions {
			if !yield(s.Is) {
				return
			}
		}
	}
}

// view is the data of the page of a group.
type view struct {
	confidential.Hidden
	Group     string       `json:"group" kind:"attendance"`
	Roster    group.Roster `json:"roster"`
	Admission string       `json:"admission" kind:"attendance"`
	Helps     string       `json:"helps" kind:"attendance"`
	Members   []member     `json:"members"`
	Waiting   []waiting    `json:"waiting"`
	AtRisk    []risk       `json:"atRisk"`
	Findings  []string     `json:"findings" kind:"group-content"`
	Sessions  []meeting    `json:"sessions"`
	Climate   []string     `json:"climate" kind:"group-content"`
}

// Label says that the page belongs to the group's case.
func (v view) Label() confidential.Label { return v.Roster.Label() }

type member struct {
	ID         confidential.PersonID `json:"id" kind:"identity,subject"`
	Attendance string                `json:"attendance" kind:"attendance"`
	Standing   string                `json:"standing" kind:"treatment-plan"`
	Marks      []string              `json:"marks" kind:"attendance"`
}

type waiting struct {
	ID       confidential.PersonID `json:"id" kind:"identity,subject"`
	Since    therapy.Date          `json:"since" kind:"attendance"`
	Priority string                `json:"priority" kind:"treatment-plan"`
	Offer    string                `json:"offer" kind:"treatment-plan"`
	Until    therapy.Date          `json:"until,omitzero" kind:"attendance"`
	Verdict  string                `json:"verdict" kind:"treatment-plan"`
}

type risk struct {
	ID    confidential.PersonID `json:"id" kind:"identity,subject"`
	Words string                `json:"words" kind:"treatment-plan"`
}

type meeting struct {
	ID     string       `json:"id" kind:"attendance"`
	On     therapy.Date `json:"on" kind:"attendance"`
	Status string       `json:"status" kind:"attendance"`
	Came   int          `json:"came" kind:"attendance"`
}

func show(q *web.Request) error {
	r, err := load(q)
	if err != nil {
		return err
	}
	return r.show(q, nil)
}

func (r running) show(q *web.Request, wrong error) error {
	v, err := r.view(q)
	if err != nil {
		return err
	}
	seen, err := q.See(r.about(), v)
	if err != nil {
		return err
	}
	var ids []confidential.PersonID
	for _, m := range v.Members {
		ids = append(ids, m.ID)
	}
	for _, w := range v.Waiting {
		ids = append(ids, w.ID)
	}
	names, err := namesOf(q, ids)
	if err != nil {
		return err
	}
	p := web.Page{
		Title: q.T("group.title", "Group"), Seen: access.Join(map[string]access.Seen{"group": seen, "names": names}), Wide: true,
		Here: map[string]string{"group": r.id, "version": strconv.Itoa(r.roster.Version), "agreement": strconv.Itoa(r.agreement.Version)},
		Choices: map[string][]web.Choice{
			"passed":  web.Names(q, group.ReasonTimesDoNotFit, group.ReasonNotReached, group.ReasonNotPrepared, group.ReasonComposition),
			"leaving": web.Words(q, group.Completed, group.LeftByAgreement, group.DroppedOut, group.MovedGroup),
		},
	}
	if wrong != nil {
		return q.Again(wrong, "group", p)
	}
	return q.Show("group", p)
}

// person is the identity of a person, for a list of names.
type person struct {
	ID   confidential.PersonID      `json:"id" kind:"identity,subject"`
	Name confidential.Value[string] `json:"name" kind:"identity"`
}

// namesOf shows the names of people one by one, with the user as their co-therapist: leading
// their group is not individual treatment.
func namesOf(q *web.Request, ids []confidential.PersonID) (access.Seen, error) {
	names := map[string]access.Seen{}
	for _, id := range ids {
		name, err := q.NameOf(id)
		if err != nil {
			return access.Seen{}, err
		}
		if names[id.String()], err = q.See(access.About{Person: id}, person{id, name}); err != nil {
			return access.Seen{}, err
		}
	}
	return access.Join(names), nil
}

func (r running) view(q *web.Request) (v view, err error) {
	today, roster := q.App.Store.Today(), r.roster.Is
	admission := roster.Admission(confidential.PersonID{}, today)
	v = view{Group: r.id, Roster: roster, Admission: admission.Words(q.Language), Helps: admission.WouldHelp(q.Language)}
	attendance := group.AttendanceOf(roster, r.agreement.Is, r.held())
	for _, id := range roster.MembersOn(today) {
		m := member{ID: id, Standing: r.agreement.Is.StandingIn(roster, id, today).String()}
		if i := slices.IndexFunc(attendance, func(a group.MemberAttendance) bool { return a.Member == id }); i >= 0 {
			counted := attendance[i].Counted
			m.Attendance = strconv.Itoa(counted.Delivered()) + "/" + strconv.Itoa(counted.Expected())
		}
		for _, s := range r.sessions {
			if a, ok := s.Is.Meeting().Attendee(id); ok {
				m.Marks = append(m.Marks, a.Attendance.String())
			}
		}
		v.Members = append(v.Members, m)
	}
	verdicts, err := r.verdicts(q.Context(), q.App.Store)
	if err != nil {
		return v, err
	}
	for _, w := range roster.WaitingOn(today) {
		x := waiting{ID: w.Person, Since: w.Since, Priority: w.Priority.String(), Verdict: verdicts[w.Person]}
		if o, held := w.Held(today); held {
			x.Offer, x.Until = o.StatusOn(today).String(), o.HoldUntil
		}
		v.Waiting = append(v.Waiting, x)
	}
	for _, f := range group.AtRisk(roster, r.agreement.Is, r.held(), today, func(confidential.PersonID) therapy.Truth { return therapy.Unknown }) {
		f = f.In(q.Language)
		v.AtRisk = append(v.AtRisk, risk{f.Member, f.Rule.Statement + " (" + f.Figures + ")"})
	}
	for _, d := range group.ClimateOverTime(r.held()) {
		v.Climate = append(v.Climate, d.Climate.String())
	}
	for _, s := range r.sessions {
		m := s.Is.Meeting()
		v.Sessions = append(v.Sessions, meeting{s.ID, s.Is.On(), m.Status().String(), m.Present()})
	}
	return v, r.composition(&v, today)
}

// composition lists findings about the composition, without a score and without names.
func (r running) composition(v *view, today therapy.Date) error {
	var profiles []screening.Profile
	for _, id := range r.roster.Is.MembersOn(today) {
		profiles = append(profiles, screening.Profile{Member: id, Concerns: []string{r.roster.Is.Group().Theme()}})
	}
	found, err := screening.CompositionOf(r.roster.Is, today, profiles, nil)
	for f := range found.Findings() {
		v.Findings = append(v.Findings, f.Words)
	}
	return err
}

// verdicts holds the newest screenings of the people who wait.
func (r running) verdicts(ctx context.Context, s *store.Store) (map[confidential.PersonID]string, error) {
	all, err := store.Of(ctx, s, store.Screenings, r.id)
	verdicts := map[confidential.PersonID]string{}
	for _, x := range all {
		verdicts[x.Is.Spec().Person] = x.Is.Result().Verdict.String()
	}
	return verdicts, err
}

// change makes one of the changes that the page offers.
func change(q *web.Request) error {
	r, err := load(q)
	if err != nil {
		return err
	}
	id, err := web.Person(q.PostFormValue("person"))
	if err != nil {
		return err
	}
	if err := r.change(q, id); err != nil {
		if r, again := load(q); again == nil {
			return r.show(q, err)
		}
		return err
	}
	return q.Redirect("/group/" + r.id)
}

func (r running) change(q *web.Request, id confidential.PersonID) error {
	today, roster := q.App.Store.Today(), r.roster.Is
	var next group.Roster
	var err error
	do := q.PostFormValue("do")
	seen, _ := strconv.Atoi(q.PostFormValue("version"))
	if do == "agree" {
		if seen != r.agreement.Version {
			return therapy.ErrConflict
		}
		shown := q.PostFormValue("shown") == "yes"
		agreed, err := r.agreement.Is.Accept(group.Acceptance{Member: id, Round: r.agreement.Is.RoundOn(today), On: today, LeakageShown: shown, LeakageAcknowledged: shown})
		if err != nil {
			return err
		}
		return q.Change(r.about(), confidential.GroupContent, store.Next(store.Agreements, r.agreement, agreed))
	}
	if seen != r.roster.Version {
		return therapy.ErrConflict
	}
	switch do {
	case "offer":
		next, err = roster.Offer(id, group.Offer{
			Made: today, By: q.Who.Person, HoldUntil: today.AddDays(7), PassedOver: roster.PassOver(id, today, care.Reason(q.PostFormValue("passed"))),
		})
	case "accept":
		next, err = roster.Accept(id, today, today)
	case "decline":
		next, err = roster.Decline(id, today, group.ReasonOfferDeclined)
	case "leave":
		var why group.Leaving
		if err := why.UnmarshalText([]byte(q.PostFormValue("leaving"))); err != nil {
			return access.ErrRefused
		}
		next, err = roster.Leave(id, today, why)
	default:
		return access.ErrRefused
	}
	if err != nil {
		return err
	}
	changes := []store.Change{store.Next(store.Rosters, r.roster, next)}
	if do == "accept" { // everybody agrees again when a person joins
		renewed, err := r.agreement.Is.Renew(group.MemberJoined, today)
		if err != nil {
			return err
		}
		changes = append(changes, store.Next(store.Agreements, r.agreement, renewed))
	}
	return q.Change(r.about(), confidential.GroupContent, changes...)
}
