package group_test

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/note"
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

// mistake returns a correction by the lead on that day.
func mistake(on int) care.Correction {
	return care.Correction{By: lead, At: day(on).In(time.UTC).Add(9 * time.Hour), Reason: care.ReasonWrongPerson}
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

// terms returns complete terms.
func terms() group.Terms {
	return group.Terms{
		SpeakingOutside: group.OwnStoryOutside, AbsenceHours: 24, MissedInRow: 2, NoticeSessions: 2, LateMinutes: 10,
		Contact: group.ContactBroughtBack, Sobriety: group.SoberInSession, Recording: group.NoRecording,
		Fee:     &group.Fee{Basis: group.PerAttendee, Amount: group.Money{Minor: 2500, Currency: "GBP"}, MissedDue: true},
		Further: []group.FurtherTerm{{ID: "devices", Text: "Telephones are off."}},
	}
}

// accepted returns an acceptance with everything acknowledged.
func accepted(n, round int, on therapy.Date) group.Acceptance {
	return group.Acceptance{Member: member(n), Round: round, On: on, LeakageShown: true, LeakageAcknowledged: true}
}

// agreement returns an agreement with one round from day 1, accepted by these members on day 2.
func agreement(tb testing.TB, members ...int) group.Agreement {
	tb.Helper()
	s := group.AgreementSpec{
		Group:  care.GroupID("group-1"),
		Rounds: []group.Round{{From: day(1), Cause: group.FirstAgreement, Terms: terms()}},
	}
	for _, n := range members {
		s.Acceptances = append(s.Acceptances, accepted(n, 1, day(2)))
	}
	a, err := group.NewAgreement(s)
	require.NoError(tb, err)
	return a
}

// came returns the attendance of the members 1, 2, … of a session.
func meeting(tb testing.TB, on therapy.Date, number int, came ...care.AttendanceStatus) care.Session {
	tb.Helper()
	s, err := care.NewSession(meetingSpec(on, number, came...))
	require.NoError(tb, err)
	return s
}

func meetingSpec(on therapy.Date, number int, came ...care.AttendanceStatus) care.SessionSpec {
	start := on.In(time.UTC).Add(18 * time.Hour)
	s := care.SessionSpec{
		ID: care.SessionID(fmt.Sprintf("session-%d", number)), Author: lead, Created: start.Add(2 * time.Hour),
		Status: care.SessionFinished, Modality: "group", Delivery: care.InPerson, Group: "group-1",
		Number: number, Start: start, Minutes: 90, Leaders: []care.Therapist{{ID: lead, Role: care.RoleLead}},
	}
	for i, status := range came {
		if status != 0 {
			s.Attendees = append(s.Attendees, care.Attendee{Client: member(i + 1), Attendance: status})
		}
	}
	return s
}

// session returns a simple session of the roster's group.
func session(tb testing.TB, r group.Roster, on therapy.Date, number int, came ...care.AttendanceStatus) group.Session {
	tb.Helper()
	s, err := group.NewSession(group.SessionSpec{Meeting: meeting(tb, on, number, came...), On: on}, r)
	require.NoError(tb, err)
	return s
}

// known seals made-up names; open opens them as a gate does.
func known(id confidential.PersonID, names note.Names) note.Known {
	return note.Known{Member: id, Names: confidential.Seal(names, confidential.LabelFor(confidential.Identity, id))}
}

// book maps sealed names to the names, because only a gate can open them.
type book struct {
	sealed []note.Known
	plain  []note.Names
}

func (b *book) add(id confidential.PersonID, names note.Names) {
	b.sealed = append(b.sealed, known(id, names))
	b.plain = append(b.plain, names)
}

func (b *book) open(v confidential.Value[note.Names]) (note.Names, error) {
	i := slices.IndexFunc(b.sealed, func(k note.Known) bool { return k.Names.Equal(v) })
	return b.plain[i], nil
}

func (b *book) checker(tb testing.TB, words ...string) note.Checker {
	tb.Helper()
	c, err := note.NewChecker(note.CheckerSpec{Known: b.sealed, Open: b.open, Words: words})
	require.NoError(tb, err)
	return c
}
