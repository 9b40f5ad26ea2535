package demo

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/compose"
	"github.com/therapykit/therapykit/group/note"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"

	"github.com/therapykit/therapykit/examples/clinic/store"
)

// group writes the running group: three sessions held and one today, its agreement, and the sixty
// people who wait.
func (c *clinic) group() error {
	first := c.today.AddDays(-21)
	schedule, err := care.NewSchedule(care.ScheduleSpec{
		Kind: therapy.ScheduleRegular, Zone: c.zone.String(), From: first, Every: 1, Per: care.Weekly,
		At: care.MustClockTime(17, 30), Minutes: 90, Sessions: therapy.Range{Min: 8, Max: 8},
	})
	if err != nil {
		return err
	}
	g, err := group.New(group.Spec{
		ID: GroupID, Theme: "social-anxiety", Kind: group.StructuredCBT, Enrolment: group.EnrolmentSlowOpen, Timeframe: group.TimeLimited,
		Leaders: []group.Leader{{ID: rosa, Role: group.Lead, Qualification: group.TherapyTrained}},
		Size:    therapy.Range{Min: 5, Max: 8}, Schedule: schedule, Delivery: care.InPerson, Language: "en",
		History: []group.StatusChange{{To: group.Forming, On: first.AddDays(-28)}, {To: group.Running, On: first}},
	})
	if err != nil {
		return err
	}
	var stays []group.Membership
	for _, p := range everybody() {
		if p.inGroup {
			stays = append(stays, group.Membership{Member: p.id, Joined: first.AddDays(-14), Route: group.FromWaitingList})
		}
	}
	waits, problem, err := c.waitingList()
	if err != nil {
		return err
	}
	roster, err := group.NewRoster(g, group.RosterSpec{Memberships: stays, Waits: waits})
	if err != nil {
		return err
	}
	agreement, err := c.agreement(first, stays)
	if err != nil {
		return err
	}
	c.add(store.New(store.Rosters, GroupID, GroupID, roster), store.New(store.Agreements, GroupID, GroupID, agreement),
		store.New(store.Problems, GroupID, GroupID, store.Problem{Problem: problem}),
		store.NewCare(store.Care{Therapist: rosa, Subject: GroupID, Role: store.Lead, From: first.AddDays(-28)}))
	for n := 1; n <= 4; n++ {
		if err := c.groupSession(n, first.AddDays(7*(n-1)), roster); err != nil {
			return err
		}
	}
	return nil
}

func (c *clinic) agreement(first therapy.Date, stays []group.Membership) (group.Agreement, error) {
	a, err := group.NewAgreement(group.AgreementSpec{Group: GroupID, Rounds: []group.Round{{From: first.AddDays(-14), Cause: group.FirstAgreement, Terms: group.Terms{
		SpeakingOutside: group.OwnStoryOutside, AbsenceHours: 24, MissedInRow: 2, NoticeSessions: 1, LateMinutes: 10,
		Contact: group.ContactBroughtBack, Sobriety: group.SoberInSession, Recording: group.NoRecording,
	}}}})
	for i, m := range stays {
		if err == nil && i > 0 { // the first member has not accepted yet
			a, err = a.Accept(group.Acceptance{Member: m.Member, Round: 1, On: first.AddDays(-7), LeakageShown: true, LeakageAcknowledged: true})
		}
	}
	return a, err
}

// groupSession writes a session of the group: held, or planned for today.
func (c *clinic) groupSession(n int, on therapy.Date, r group.Roster) error {
	start := c.local(on, 17, 30)
	spec := care.SessionSpec{
		ID: care.SessionID(fmt.Sprintf("%s-session-%d", GroupID, n)), Author: rosa, Created: start.Add(-24 * time.Hour), Status: care.SessionPlanned,
		Modality: "group", Delivery: care.InPerson, Group: GroupID, Number: n, Start: start, Minutes: 90, Leaders: []care.Therapist{{ID: rosa, Role: care.RoleLead}},
	}
	members := r.MembersOn(on)
	for _, id := range members {
		spec.Attendees = append(spec.Attendees, care.Attendee{Client: id, Attendance: care.NotReported})
	}
	x := group.SessionSpec{On: on}
	if on.Before(c.today) {
		var known []note.Known
		for _, p := range everybody() {
			if p.inGroup {
				given, family := nameOf(p.name)
				known = append(known, note.Known{Member: p.id, Names: confidential.Seal(note.Names{Given: []string{given}, Family: []string{family}}, confidential.LabelFor(confidential.Identity, p.id))})
			}
		}
		names := map[confidential.PersonID]string{}
		for _, p := range everybody() {
			names[p.id] = p.name
		}
		checker, err := note.NewChecker(note.CheckerSpec{Known: known, Open: func(v confidential.Value[note.Names]) (note.Names, error) {
			given, family := nameOf(names[v.Label().Subject]) // the data are made up, so no consent is needed
			return note.Names{Given: []string{given}, Family: []string{family}}, nil
		}})
		if err != nil {
			return err
		}
		if x.Shared, err = checker.Clear(note.Draft{Text: "The group went through the week, practised in pairs, and set homework.", Group: GroupID, Heard: members}); err != nil {
			return err
		}
		spec.Status, spec.Shared, spec.Created = care.SessionFinished, x.Shared.Note(rosa, care.NoteFinal), start.Add(2*time.Hour)
		x.Climate = group.ClimateEngaged
		for i := range spec.Attendees {
			a := &spec.Attendees[i]
			a.Attendance = care.Attended
			if i == 1 && n > 1 { // the second member is absent
				a.Attendance = care.DidNotAttend
				continue
			}
			label := confidential.LabelFor(confidential.ProgressNote, a.Client)
			label.Case = GroupID
			a.Progress = care.Note{Text: confidential.Seal("Made-up own note of the session.", label), Status: care.NoteFinal, By: rosa}
			x.Parts = append(x.Parts, group.Part{Member: a.Client, Participation: group.Engaged})
		}
	}
	var err error
	if x.Meeting, err = care.NewSession(spec); err != nil {
		return err
	}
	held, err := group.NewSession(x, r)
	if err != nil {
		return err
	}
	c.add(store.New(store.GroupSessions, string(spec.ID), GroupID, held), store.SetAppointment(store.Appointment{
		Session: string(spec.ID), Kind: store.GroupSessions.Name, Owner: GroupID, Therapist: rosa, Start: start, Status: spec.Status.String(),
	}))
	return nil
}

// The made-up names of the people who wait.
var (
	givenNames  = []string{"Amina", "Boris", "Carla", "Deniz", "Edda", "Farid", "Gwen", "Hugo", "Ilse", "Jonas", "Kira", "Luca", "Mina", "Nils", "Olga"}
	familyNames = []string{"Abt", "Brandt", "Costa", "Dekker", "Engel", "Fontana", "Gallo", "Huber", "Ivanov", "Jansen", "Keller", "Lopez", "Maier", "Novak", "Orlov", "Petrov"}
	themes      = []string{"social-anxiety", "social-anxiety", "social-anxiety", "low-mood", "low-mood", "worry", "worry", "grief"}
	slots       = []string{"monday-17", "tuesday-18", "wednesday-18", "thursday-17", "friday-16"}
)

// waitingList returns sixty made-up people who wait, and the groups that could be formed from
// them.
func (c *clinic) waitingList() ([]group.Wait, compose.Problem, error) {
	type object = map[string]any
	rng := rand.New(rand.NewPCG(60, 1)) //nolint:gosec // the same list every time
	pick := func(list []string) string { return list[rng.IntN(len(list))] }
	var clients, groups []object
	var waits []group.Wait
	for i := range 60 {
		id, theme := fmt.Sprintf("person-%03d", i+1), pick(themes)
		person := confidential.MustPersonID(id)
		c.person(person, pick(givenNames)+" "+familyNames[(i*7)%len(familyNames)], therapy.MustDate(1970+rng.IntN(30), time.June, 1))
		can := []string{pick(slots), pick(slots)}
		if can[0] == can[1] {
			can = can[:1]
		}
		days := rng.IntN(300)
		priority := pick([]string{"routine", "routine", "soon", "urgent"})
		clients = append(clients, object{
			"id": id, "priority": priority, "waitDays": days, "suitable": true, "concerns": []object{{"code": theme, "severity": 1 + rng.IntN(3)}},
			"slots": can, "preferredSlots": can[:1], "languages": []string{"en"}, "gender": pick([]string{"f", "f", "m"}), "age": 18 + rng.IntN(50),
			"acuity": pick([]string{"low", "low", "high"}), "modes": []string{"onsite"}, "region": "north",
		})
		if theme == "social-anxiety" {
			w := group.Wait{Person: person, Since: c.today.AddDays(-days - 1), Meanwhile: []group.Meanwhile{group.MeanwhileSelfHelp}}
			if err := w.Priority.UnmarshalText([]byte(priority)); err != nil {
				return nil, compose.Problem{}, err
			}
			waits = append(waits, w)
		}
	}
	for _, g := range []struct{ id, theme, slot string }{
		{"group-2", "social-anxiety", "tuesday-18"}, {"group-3", "low-mood", "wednesday-18"}, {"group-4", "low-mood", "thursday-17"},
		{"group-5", "worry", "friday-16"}, {"group-6", "grief", "monday-17"},
	} {
		groups = append(groups, object{
			"id": g.id, "themes": []string{g.theme}, "slot": g.slot, "therapists": []string{rosa.String()}, "therapistGender": "f", "language": "en", "mode": "onsite",
			"region": "north", "min": 5, "max": 8, "state": "candidate", "intake": "open", "gender": "any", "ageMin": 18, "ageMax": 99, "minutes": 1200,
			"quotas": []object{{"attr": "gender", "value": "m", "noLone": true}},
		})
	}
	text, err := json.Marshal(object{
		"format": "group-composition/1", "policy": object{"priorityPoints": object{"routine": 100, "soon": 200, "urgent": 300}, "waitCapWeeks": 52, "minFit": 35},
		"clients": clients, "groups": groups, "conflicts": []object{{"members": []string{"person-003", "person-010"}, "reason": "relatives"}},
	})
	if err != nil {
		return nil, compose.Problem{}, err
	}
	problem, err := compose.Read(bytes.NewReader(text))
	return waits, problem, err
}
