package compose

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/screening"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Records are the records from which [FromRecords] makes a problem. The zero Records make an
// empty problem.
type Records struct {
	confidential.Hidden
	// On is the day of planning.
	On therapy.Date
	// Policy says what a place is worth.
	Policy Policy
	// Rosters are the running and forming groups, with their members and waiting lists.
	Rosters []group.Roster
	// Details are facts about groups that rosters do not contain. A group may be missing.
	Details map[care.GroupID]GroupDetails
	// People has the facts about waiting people and members that rosters do not contain.
	People []Person
	// Ties are connections between people. Every tie except acquaintance prevents two
	// clients, or a client and a member, from being in one group, and a client from joining
	// the group of a leader.
	Ties []screening.Tie
}

// GroupDetails are facts about a group that its roster does not contain. The zero value is
// for a group for everybody without composition rules.
type GroupDetails struct {
	confidential.Hidden
	// Slot replaces the time that the group's schedule gives.
	Slot string
	// Region is where an on-site group meets.
	Region string
	// TherapistGender is the gender of its leaders; it is required.
	TherapistGender LeaderGender
	// Gender, AgeMin and AgeMax say for whom it is meant; zero means everybody.
	Gender GenderRule
	AgeMin int
	AgeMax int
	// Minutes replaces the therapist time that follows from the schedule and the leaders.
	Minutes int
	// Quotas are the composition rules.
	Quotas []Quota
}

// Person is a person who waits or is a member. The zero Person means no person.
type Person struct {
	confidential.Hidden
	// Facts is the client as in a problem. Its ID is the id in the rosters. FromRecords sets
	// Priority, WaitDays, Suitable, RuledOut, and the Pin for an offer that is held.
	Facts Client
	// Screenings are the results of screening, one for each kind of group.
	Screenings []screening.Result
}

// errRecords is the error for encoding records; it says what to encode instead.
var errRecords = errors.New("compose: records are stored by their own packages: encode the problem that compose.FromRecords makes of them")

// MarshalJSON always returns an error: each record is stored by its own package. The error
// names [FromRecords].
func (Records) MarshalJSON() ([]byte, error) { return nil, errRecords }

// MarshalJSON always returns an error, like that of [Records].
func (GroupDetails) MarshalJSON() ([]byte, error) { return nil, errRecords }

// MarshalJSON always returns an error, like that of [Records].
func (Person) MarshalJSON() ([]byte, error) { return nil, errRecords }

// FromRecords makes a composition problem from groups, waiting lists and screenings.
//
// Everybody who waits for a group on the day, and is not a member of a group, becomes a
// client, once, with their longest waiting time and their highest priority. A client can join
// groups of the kinds for which screening answered [screening.MayJoin], whichever group they
// wait for; kinds without a screening are ruled out, since an unknown answer does not count
// as yes. An offer that is held on the day promises its place until it expires.
//
// A forming group becomes a candidate; a running or paused group becomes a running one, and
// takes people if its enrolment and status allow it. Closed and cancelled groups are left
// out. The time of a group is its weekday, its time of day and its zone, as in "monday 17:00
// Europe/London". Its therapist time is the time of all sessions for all leaders, if the
// schedule says how many sessions there are; hybrid groups count as on site.
//
// Nobody leads two groups at one time, also where their times have other names, such as
// monday 17:00 and monday 18:00 with meetings of 90 minutes: a [Resource] of the kind
// [TherapistSlot] lets one of the two open. The meetings of two years are compared, by the
// clock of their zone; in two zones, groups less than 26 hours apart count as at one time.
// A group with a Slot of its own in the details meets at that time and at no other.
//
// Rooms, resources, wishes and people who have to be together can be added to the problem.
// Missing or contradictory data are errors, all reported at once; their paths begin with
// /people, /rosters or /ties, or are those of [Problem.Validate].
func FromRecords(r Records) (Problem, error) {
	b := &builder{
		records: r, people: make(map[string]*Person, len(r.People)), waits: map[string]*Client{}, member: map[string]bool{},
		led: map[string][]meeting{}, problem: Problem{On: r.On, Policy: r.Policy},
	}
	for k := range r.People {
		if id := r.People[k].Facts.ID; b.people[id] != nil {
			b.add("/people/"+strconv.Itoa(k), "person-unique", therapy.ErrDuplicate)
		} else {
			b.people[id] = &r.People[k]
		}
	}
	for k, roster := range r.Rosters {
		b.group(roster, "/rosters/"+strconv.Itoa(k))
	}
	for k, roster := range r.Rosters {
		b.waiting(roster, "/rosters/"+strconv.Itoa(k))
	}
	for _, p := range r.People { // in their order
		if c := b.waits[p.Facts.ID]; c != nil {
			b.problem.Clients = append(b.problem.Clients, *c)
		}
	}
	b.ties()
	b.atOneTime()
	if err := b.err(); err != nil {
		return Problem{}, err
	}
	if err := b.problem.Validate(); err != nil {
		return Problem{}, err
	}
	return b.problem, nil
}

// builder makes a problem from records.
type builder struct {
	faults
	records Records
	people  map[string]*Person
	waits   map[string]*Client
	member  map[string]bool
	kinds   []group.Kind // of the problem's groups
	led     map[string][]meeting
	problem Problem
}

// group adds the group of a roster, unless it is over.
func (b *builder) group(r group.Roster, at string) {
	g, on := r.Group(), b.records.On
	d := b.records.Details[g.ID()]
	possible := Group{
		ID: string(g.ID()), Themes: []string{g.Theme()}, Slot: d.Slot, TherapistGender: d.TherapistGender,
		Language: g.Language(), Mode: Onsite, Region: d.Region, Min: g.Size().Min, Max: g.Size().Max,
		State: Candidate, Intake: IntakeOpen, Gender: d.Gender, AgeMin: d.AgeMin, AgeMax: d.AgeMax,
		Minutes: d.Minutes, Quotas: d.Quotas,
	}
	switch g.StatusOn(on) {
	case group.Running:
		possible.State = Running
		if g.Enrolment() == group.EnrolmentClosed {
			possible.Intake = IntakeClosed
		}
	case group.Paused:
		possible.State, possible.Intake = Running, IntakeClosed
	case group.Closed, group.Cancelled:
		return
	case group.Forming:
	default: // not a status; the group is taken as forming
	}
	if g.Delivery() == care.Remote {
		possible.Mode = Online
	}
	leaders := g.LeadersOn(on)
	for _, l := range leaders {
		if id := l.ID.String(); !slices.Contains(possible.Therapists, id) {
			possible.Therapists = append(possible.Therapists, id)
		}
	}
	schedule := g.Schedule().Spec()
	if possible.Slot == "" {
		possible.Slot = slotOf(schedule)
	}
	if possible.Minutes == 0 {
		possible.Minutes = schedule.Sessions.Max * schedule.Minutes * max(1, len(leaders))
	}
	if schedule.Per == care.Weekly && schedule.Every > 0 {
		possible.WeeklyMinutes = max(1, len(schedule.On)) * schedule.Minutes / schedule.Every
	}
	if possible.Gender == 0 {
		possible.Gender = AnyGender
	}
	if possible.AgeMax == 0 {
		possible.AgeMax = MaxAge
	}
	for n, id := range r.MembersOn(on) {
		p := b.people[id.String()]
		if p == nil {
			b.add(at+"/members/"+strconv.Itoa(n), "person-known", therapy.ErrReference)
			continue
		}
		b.member[id.String()] = true
		possible.Members = append(possible.Members, Member{ID: id.String(), Gender: p.Facts.Gender, Age: p.Facts.Age, Acuity: p.Facts.Acuity})
	}
	b.problem.Groups = append(b.problem.Groups, possible)
	b.kinds = append(b.kinds, g.Kind())
	if d.Slot == "" {
		b.meetings(len(b.problem.Groups)-1, g.Schedule())
	}
}

// slotOf is the time of a schedule that repeats, as a text.
func slotOf(s care.ScheduleSpec) string {
	days := s.On
	if len(days) == 0 && !s.From.IsZero() {
		days = []care.Weekday{care.WeekdayOf(s.From)}
	}
	names := make([]string, len(days))
	for k, day := range days {
		names[k] = day.String()
	}
	slot := strings.TrimSpace(strings.Join(names, "+") + " " + s.At.String() + " " + s.Zone)
	if s.Every > 1 || s.Per != care.Weekly {
		slot += " every " + strconv.Itoa(s.Every) + " " + s.Per.String()
	}
	return slot
}

// waiting adds those who wait for the group of a roster.
func (b *builder) waiting(r group.Roster, at string) {
	on := b.records.On
	for n, w := range r.WaitingOn(on) {
		id := w.Person.String()
		if b.member[id] {
			continue
		}
		p := b.people[id]
		if p == nil {
			b.add(at+"/waits/"+strconv.Itoa(n), "person-known", therapy.ErrReference)
			continue
		}
		c := b.waits[id]
		if c == nil {
			c = new(p.Facts)
			c.Priority, c.WaitDays = w.Priority, 0
			b.screened(c, p.Screenings)
			b.waits[id] = c
		}
		c.WaitDays = max(c.WaitDays, w.Days(on))
		c.Priority = min(c.Priority, w.Priority) // the most urgent is the first
		if o, held := w.Held(on); held {
			c.Pin = Pin{Group: string(r.Group().ID()), Until: o.HoldUntil}
		}
	}
}

// screened says which groups a client may join by the results of screening.
func (b *builder) screened(c *Client, results []screening.Result) {
	c.Suitable, c.RuledOut = false, nil
	for g, kind := range b.kinds {
		if slices.ContainsFunc(results, func(r screening.Result) bool { return r.Kind == kind && r.Verdict == screening.MayJoin }) {
			c.Suitable = true
		} else {
			c.RuledOut = append(c.RuledOut, b.problem.Groups[g].ID)
		}
	}
}

// ties turns connections into conflicts, and into therapists whom a client excludes.
func (b *builder) ties() {
	leads := map[string]bool{}
	for _, g := range b.problem.Groups {
		for _, t := range g.Therapists {
			leads[t] = true
		}
	}
	number := map[string]int{}
	for i, c := range b.problem.Clients {
		number[c.ID] = i
	}
	for k, tie := range b.records.Ties {
		if !tie.Kind.Valid() {
			b.add("/ties/"+strconv.Itoa(k)+"/kind", "known-name", therapy.ErrUnknown)
			continue
		}
		if tie.Kind == screening.Acquainted {
			continue
		}
		x, y := tie.A.String(), tie.B.String()
		if leads[x] {
			x, y = y, x
		}
		i, waits := number[x]
		_, both := number[y]
		switch {
		case waits && leads[y]:
			c := &b.problem.Clients[i]
			if !slices.Contains(c.ExcludeTherapists, y) {
				c.ExcludeTherapists = append(slices.Clone(c.ExcludeTherapists), y)
			}
		case waits && b.member[y], both && b.member[x], waits && both:
			b.problem.Conflicts = append(b.problem.Conflicts, ConflictSet{Members: []string{x, y}, Reason: tie.Kind.String()})
		}
	}
}
