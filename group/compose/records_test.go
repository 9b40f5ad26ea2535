package compose_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/compose"
	"github.com/therapykit/therapykit/group/screening"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

var planningDay = therapy.MustDate(2026, time.March, 2) // a Monday

// rosterOf makes a group that is forming, with people who wait.
func rosterOf(t *testing.T, id string, kind group.Kind, waits ...group.Wait) group.Roster {
	t.Helper()
	schedule, err := care.NewSchedule(care.ScheduleSpec{
		Kind: therapy.ScheduleRegular, Zone: "Europe/London", From: planningDay, Every: 1, Per: care.Weekly,
		At: care.MustClockTime(17, 0), Minutes: 90, Sessions: therapy.Range{Min: 8, Max: 8},
	})
	require.NoError(t, err)
	g, err := group.New(group.Spec{
		ID: care.GroupID(id), Theme: "grief", Kind: kind, Enrolment: group.EnrolmentSlowOpen, Timeframe: group.TimeLimited,
		Leaders: []group.Leader{
			{ID: confidential.MustPersonID("leader-1"), Role: group.Lead, Qualification: group.TherapyTrained},
			{ID: confidential.MustPersonID("leader-2"), Role: group.CoLead, Qualification: group.Trainee},
		},
		Size: therapy.Range{Min: 5, Max: 8}, Schedule: schedule, Delivery: care.InPerson, Language: "en",
		History: []group.StatusChange{{To: group.Forming, On: planningDay.AddDays(-60)}},
	})
	require.NoError(t, err)
	r, err := group.NewRoster(g, group.RosterSpec{Waits: waits})
	require.NoError(t, err)
	return r
}

func wait(id string, days int, priority group.Priority) group.Wait {
	return group.Wait{
		Person: confidential.MustPersonID(id), Since: planningDay.AddDays(-days), Priority: priority,
		Meanwhile: []group.Meanwhile{group.MeanwhileNothing},
	}
}

func person(id string, kinds ...group.Kind) compose.Person {
	p := compose.Person{Facts: compose.Client{
		ID: id, Concerns: []compose.Concern{{Code: "grief", Severity: 2}}, Slots: []string{"monday 17:00 Europe/London"},
		Languages: []string{"en"}, Gender: group.Female, Age: 40, Acuity: compose.LowAcuity, Modes: []compose.Mode{compose.Onsite},
		Region: "north",
	}}
	for _, kind := range kinds {
		p.Screenings = append(p.Screenings, screening.Result{Kind: kind, Verdict: screening.MayJoin})
	}
	return p
}

func TestFromRecords(t *testing.T) {
	t.Parallel()
	names := []string{"person-1", "person-2", "person-3", "person-4", "person-5", "person-6", "person-7"}
	records := compose.Records{
		On: planningDay, Policy: compose.Policy{Routine: 100, Soon: 200, Urgent: 300, WaitCapWeeks: 52},
		Details: map[care.GroupID]compose.GroupDetails{
			"grief-1": {Region: "north", TherapistGender: compose.LedByBoth},
			"grief-2": {Region: "north", TherapistGender: compose.LedByBoth, Slot: "tuesday"},
		},
		Ties: []screening.Tie{
			{A: confidential.MustPersonID("person-1"), B: confidential.MustPersonID("person-2"), Kind: screening.Relatives},
			{A: confidential.MustPersonID("leader-2"), B: confidential.MustPersonID("person-3"), Kind: screening.DualRelationship},
			{A: confidential.MustPersonID("person-4"), B: confidential.MustPersonID("person-5"), Kind: screening.Acquainted},
		},
	}
	first := []group.Wait{wait("person-1", 100, group.Routine)}
	for _, id := range names[1:] {
		first = append(first, wait(id, 70, group.Routine))
	}
	first[4].Offers = []group.Offer{{Made: planningDay.AddDays(-3), By: confidential.MustPersonID("leader-1"), HoldUntil: planningDay.AddDays(4)}}
	records.Rosters = []group.Roster{
		rosterOf(t, "grief-1", group.StructuredCBT, first...),
		rosterOf(t, "grief-2", group.Psychoeducational, wait("person-1", 30, group.Urgent)),
	}
	for _, id := range names {
		records.People = append(records.People, person(id, group.StructuredCBT))
	}
	records.People[6].Screenings[0].Verdict = screening.AskFirst

	p, err := compose.FromRecords(records)
	require.NoError(t, err)
	require.Len(t, p.Clients, 7)
	require.Equal(t, group.Urgent, p.Clients[0].Priority, "the more urgent of two waits")
	require.Equal(t, 100, p.Clients[0].WaitDays, "the longer of two waits")
	require.Equal(t, []string{"grief-2"}, p.Clients[0].RuledOut, "a kind without a screening")
	require.Equal(t, compose.Pin{Group: "grief-1", Until: planningDay.AddDays(4)}, p.Clients[4].Pin, "an offer that is held")
	require.False(t, p.Clients[6].Suitable, "a person who has to be asked first")
	require.Equal(t, []string{"leader-2"}, p.Clients[2].ExcludeTherapists)
	require.Equal(t, []compose.ConflictSet{{Members: []string{"person-1", "person-2"}, Reason: "relatives"}}, p.Conflicts)
	g := p.Groups[0]
	require.Equal(t, "monday 17:00 Europe/London", g.Slot)
	require.Equal(t, 8*90*2, g.Minutes)
	require.Equal(t, 90, g.WeeklyMinutes)
	require.Equal(t, []string{"leader-1", "leader-2"}, g.Therapists)
	require.Equal(t, compose.Candidate, g.State)
	require.Equal(t, 5, g.Min)

	delete(records.Details, "grief-1")
	records.People = records.People[1:]
	_, err = compose.FromRecords(records)
	require.Equal(t, []string{"/rosters/0/waits/0 [person-known]", "/rosters/1/waits/0 [person-known]"}, places(err))
}

// TestTherapistIsNeverInTwoGroupsAtOneTime has one therapist for two groups at the same time,
// without a stated resource.
func TestTherapistIsNeverInTwoGroupsAtOneTime(t *testing.T) {
	t.Parallel()
	p := situation(func(p *compose.Problem) {
		p.Groups[0].Min, p.Groups[0].Max = 1, 2
		second := p.Groups[0]
		second.ID = "h"
		p.Groups = append(p.Groups, second)
	})
	r, err := compose.Solve(context.Background(), p, compose.Options{})
	require.NoError(t, err)
	verify(t, p, r)
	require.Equal(t, 1, r.Score.Opened)
	_, err = compose.Check(p, compose.Assignment{"g": {"ann"}, "h": {"bob"}})
	require.Equal(t, []string{"/groups [therapist-twice]"}, places(err))
	p.Groups[1].Slot = "tue"
	for i := range p.Clients {
		p.Clients[i].Slots = []string{"mon", "tue"}
	}
	require.Equal(t, 2, solve(t, p).Score.Opened, "another time")
}

// meets returns a group that begins on a day, at a time, with other changes.
func meets(t *testing.T, id string, day therapy.Date, hour, minute, minutes int, changes ...func(*care.ScheduleSpec)) group.Roster {
	t.Helper()
	spec := care.ScheduleSpec{
		Kind: therapy.ScheduleRegular, Zone: "Europe/London", From: day, Every: 1, Per: care.Weekly,
		At: care.MustClockTime(hour, minute), Minutes: minutes, Sessions: therapy.Range{Min: 8, Max: 8},
	}
	for _, change := range changes {
		change(&spec)
	}
	schedule, err := care.NewSchedule(spec)
	require.NoError(t, err)
	g, err := group.New(group.Spec{
		ID: care.GroupID(id), Theme: "grief", Kind: group.StructuredCBT, Enrolment: group.EnrolmentSlowOpen, Timeframe: group.TimeLimited,
		Leaders: []group.Leader{{ID: confidential.MustPersonID("leader-1"), Role: group.Lead, Qualification: group.TherapyTrained}},
		Size:    therapy.Range{Min: 5, Max: 8}, Schedule: schedule, Delivery: care.InPerson, Language: "en",
		History: []group.StatusChange{{To: group.Forming, On: planningDay.AddDays(-60)}},
	})
	require.NoError(t, err)
	r, err := group.NewRoster(g, group.RosterSpec{})
	require.NoError(t, err)
	return r
}

// TestNobodyLeadsTwoGroupsAtOneTimeOfOtherNames: two groups of one leader do not both open if
// their times overlap, whatever the names of the times. If the times do not overlap, both open.
func TestNobodyLeadsTwoGroupsAtOneTimeOfOtherNames(t *testing.T) {
	t.Parallel()
	day := planningDay.AddDays(7)
	zone := func(name string) func(*care.ScheduleSpec) {
		return func(s *care.ScheduleSpec) { s.Zone = name }
	}
	every := func(n int) func(*care.ScheduleSpec) { return func(s *care.ScheduleSpec) { s.Every = n } }
	first := meets(t, "grief-1", day, 17, 0, 90)
	night := meets(t, "grief-1", day, 23, 0, 90)
	for _, tt := range []struct {
		name     string
		one, two group.Roster
		clash    bool
	}{
		{"begins while the other meets", first, meets(t, "grief-2", day, 18, 0, 90), true},
		{"the other way round", meets(t, "grief-1", day, 18, 0, 90), meets(t, "grief-2", day, 17, 0, 90), true},
		{"within the other", first, meets(t, "grief-2", day, 17, 30, 15), true},
		{"begins when the other ends", first, meets(t, "grief-2", day, 18, 30, 90), false},
		{"another day", first, meets(t, "grief-2", day.AddDays(1), 17, 0, 90), false},
		{"past midnight", night, meets(t, "grief-2", day.AddDays(1), 0, 15, 90), true},
		{"after midnight", night, meets(t, "grief-2", day.AddDays(1), 0, 30, 90), false},
		{"from Sunday to Monday", meets(t, "grief-1", day.AddDays(6), 23, 30, 60), meets(t, "grief-2", day.AddDays(7), 0, 0, 60), true},
		{"every second week, of the same week", first, meets(t, "grief-2", day, 17, 0, 90, every(2)), true},
		{"every second week, by turns", meets(t, "grief-1", day, 17, 0, 90, every(2)), meets(t, "grief-2", day.AddDays(7), 17, 15, 90, every(2)), false},
		{"every second and every third week", meets(t, "grief-1", day, 17, 0, 90, every(2)), meets(t, "grief-2", day.AddDays(7), 17, 15, 90, every(3)), true},
		{"one after the other is over", first, meets(t, "grief-2", day.AddDays(8*7), 17, 15, 90), false},
		{"twice a week", meets(t, "grief-1", day, 17, 0, 90, func(s *care.ScheduleSpec) { s.On = []care.Weekday{care.WeekdayOf(day), care.WeekdayOf(day.AddDays(2))} }), meets(t, "grief-2", day.AddDays(2), 16, 45, 30), true},
		{"another zone, perhaps at one time", first, meets(t, "grief-2", day, 18, 0, 90, zone("Europe/Berlin")), true},
		{"another zone, never at one time", first, meets(t, "grief-2", day.AddDays(3), 18, 0, 90, zone("Europe/Berlin")), false},
		{"through a change of the clocks", meets(t, "grief-1", therapy.MustDate(2026, time.March, 29), 0, 30, 90), meets(t, "grief-2", therapy.MustDate(2026, time.March, 29), 1, 45, 90), true},
	} {
		details := compose.GroupDetails{Region: "north", TherapistGender: compose.LedByWomen}
		records := compose.Records{
			On: planningDay, Rosters: []group.Roster{tt.one, tt.two},
			Details: map[care.GroupID]compose.GroupDetails{"grief-1": details, "grief-2": details},
		}
		p, err := compose.FromRecords(records)
		require.NoError(t, err, tt.name)
		for i, id := range []string{"ann", "bob"} {
			c := situation(func(*compose.Problem) {}).Clients[0]
			c.ID, c.Slots = id, slices.Compact([]string{p.Groups[0].Slot, p.Groups[1].Slot})
			c.RuledOut = []string{p.Groups[1-i].ID}
			p.Groups[i].Min = 1
			p.Clients = append(p.Clients, c)
		}
		r := solve(t, p)
		require.Equal(t, map[bool]int{true: 1, false: 2}[tt.clash], r.Score.Opened, "%s: %v", tt.name, p.Resources)
		checkReasons(t, p, r)
		_, err = compose.Check(p, compose.Assignment{"grief-1": {"ann"}, "grief-2": {"bob"}})
		require.Equal(t, tt.clash, err != nil, tt.name)

		details.Slot = "some time"
		records.Details["grief-2"] = details
		p, err = compose.FromRecords(records)
		require.NoError(t, err)
		require.Empty(t, p.Resources, "%s: a stated slot is used unchanged", tt.name)
	}
}
