package screening_test

import (
	"flag"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

// long runs the wide sweeps, which are too slow for every run.
var (
	long   = flag.Bool("long", false, "run the wide sweeps")
	update = flag.Bool("update", false, "write files of the present formats")
)

// rounds is the number of random cases for a property.
func rounds() uint64 {
	if *long {
		return 20000
	}
	return 300
}

var (
	lead   = confidential.MustPersonID("leader-1")
	colead = confidential.MustPersonID("leader-2")
)

// day returns a day of the calendar of these tests: day 1 is 5 January 2026.
func day(n int) therapy.Date { return therapy.MustDate(2026, time.January, 4).AddDays(n) }

func member(n int) confidential.PersonID {
	return confidential.MustPersonID(fmt.Sprintf("member-%02d", n))
}

// weekly returns a schedule of ten weekly sessions on Mondays from day 8.
func weekly() care.Schedule {
	return care.MustSchedule(care.ScheduleSpec{
		Kind: therapy.ScheduleRegular, Zone: "Europe/London", From: day(8), Every: 1, Per: care.Weekly,
		At: care.MustClockTime(18, 0), Minutes: 90, Sessions: therapy.Range{Min: 10, Max: 10},
	})
}

// spec describes a group that forms on day 1 and runs from day 8.
func spec(enrolment group.Enrolment) group.Spec {
	return group.Spec{
		ID: care.GroupID("group-1"), Theme: "social-anxiety", Kind: group.StructuredCBT, Enrolment: enrolment, Timeframe: group.TimeLimited,
		Leaders: []group.Leader{
			{ID: lead, Role: group.Lead, Qualification: group.TherapyTrained},
			{ID: colead, Role: group.CoLead, Qualification: group.Trainee},
		},
		Size: therapy.Range{Min: 5, Max: 8}, Schedule: weekly(), Delivery: care.InPerson, Language: "en",
		History: []group.StatusChange{{To: group.Forming, On: day(1)}, {To: group.Running, On: day(8)}},
	}
}

func newGroup(tb testing.TB, s group.Spec) group.Group {
	tb.Helper()
	g, err := group.New(s)
	require.NoError(tb, err)
	return g
}

// roster returns a roster of n members who all joined on day 2.
func roster(tb testing.TB, s group.Spec, n int) group.Roster {
	tb.Helper()
	var memberships []group.Membership
	for i := range n {
		memberships = append(memberships, group.Membership{Member: member(i + 1), Joined: day(2), Route: group.Referred})
	}
	r, err := group.NewRoster(newGroup(tb, s), group.RosterSpec{Memberships: memberships})
	require.NoError(tb, err)
	return r
}

// broken lists the faults of an error as "/path rule", in order.
func broken(err error) string { return strings.Join(therapytest.Faults(err), ", ") }

func ids(list []confidential.PersonID) string {
	var all []string
	for _, id := range list {
		all = append(all, id.String())
	}
	return strings.Join(all, " ")
}
