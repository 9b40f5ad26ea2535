package group_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/note"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

const (
	present = care.Attended
	absent  = care.DidNotAttend
	excused = care.CancelledByClient
)

func allPresent(n int) []care.AttendanceStatus {
	return slices.Repeat([]care.AttendanceStatus{present}, n)
}

func TestNewSessionRefuses(t *testing.T) {
	t.Parallel()
	r := roster(t, spec(group.EnrolmentClosed), 5)
	on := day(8)
	cleared := func(members ...int) note.Cleared {
		b := &book{}
		for _, n := range members {
			b.add(member(n), note.Names{Given: []string{"Qwertina"}})
		}
		note, err := b.checker(t).Clear(note.Draft{Text: "A calm evening.", Group: r.Group().ID()})
		require.NoError(t, err)
		return note
	}
	withNote := func(note note.Cleared) care.Session {
		s := meetingSpec(on, 1, allPresent(5)...)
		s.Shared = note.Note(lead, care.NoteFinal)
		m, err := care.NewSession(s)
		require.NoError(t, err)
		return m
	}
	full, some := cleared(1, 2, 3, 4, 5), cleared(1, 2)
	cancelled := meetingSpec(on, 1, care.CancelledByService)
	cancelled.Status, cancelled.Reason = care.SessionCancelled, care.ReasonTherapistAbsent
	notHeld, err := care.NewSession(cancelled)
	require.NoError(t, err)
	elsewhere := meetingSpec(on, 1, allPresent(5)...)
	elsewhere.Group = "group-2"
	elsewhere.Leaders[0].ID = confidential.MustPersonID("leader-9")
	foreign, err := care.NewSession(elsewhere)
	require.NoError(t, err)
	absentOne := meeting(t, on, 1, present, absent)
	for _, tt := range []struct {
		name string
		spec group.SessionSpec
		want string
	}{
		{"nothing", group.SessionSpec{}, "/meeting session-meeting"},
		{"no day", group.SessionSpec{Meeting: absentOne}, "/on session-day"},
		{"two days off, which no time zone is", group.SessionSpec{Meeting: absentOne, On: day(10)}, "/on session-day"},
		{"another group, led by somebody else", group.SessionSpec{Meeting: foreign, On: on}, "/meeting/group session-group, /meeting/leaders/0 session-not-leader"},
		{"somebody who is no member", group.SessionSpec{Meeting: meeting(t, on, 1, allPresent(6)...), On: on}, "/meeting/attendees/5 session-not-member"},
		{"shared note nobody checked", group.SessionSpec{Meeting: withNote(full), On: on}, "/shared note-unchecked"},
		{"shared note checked, and another one used", group.SessionSpec{Meeting: withNote(full), On: on, Shared: cleared(1, 2, 3, 4, 5)}, "/shared note-unchecked"},
		{"shared note checked for some", group.SessionSpec{Meeting: withNote(some), On: on, Shared: some}, "/shared note-unchecked-member"},
		{"agenda in prose, too long", group.SessionSpec{Meeting: absentOne, On: on, Agenda: []group.AgendaItem{{Topic: "Check in", Minutes: 1441}}}, "/agenda/0/topic agenda-topic, /agenda/0/minutes agenda-minutes"},
		{"part of somebody who was not there, twice, and in no way", group.SessionSpec{Meeting: absentOne, On: on, Parts: []group.Part{
			{Member: member(1), Participation: group.Engaged}, {Member: member(1), Participation: group.Engaged}, {Member: member(2), Participation: group.Engaged}, {Member: member(5)},
		}}, "/parts/1/member part-twice, /parts/2/member part-absent, /parts/3/member part-absent, /parts/3/participation part-participation"},
		{"observation of nothing by nobody, and twice", group.SessionSpec{Meeting: absentOne, On: on, Observations: []group.ProcessObservation{
			{By: colead}, {Factor: group.Hope, By: lead}, {Factor: group.Hope, By: lead},
		}}, "/observations/0/factor observation-factor, /observations/0/by observation-by, /observations/2 observation-twice"},
		{"a climate there is not", group.SessionSpec{Meeting: absentOne, On: on, Climate: 99}, "/climate session-climate"},
		{"seen in what did not happen", group.SessionSpec{Meeting: notHeld, On: on, Climate: group.ClimateTense}, "session-did-not-happen"},
		{"incident without anything", group.SessionSpec{Meeting: absentOne, On: on, Incidents: []group.Incident{{}}}, "/incidents/0/kind incident-kind, /incidents/0/involved incident-involved, /incidents/0/actions incident-action"},
		{"incident with strangers", group.SessionSpec{Meeting: absentOne, On: on, Incidents: []group.Incident{{
			Kind: group.Threat, Involved: []confidential.PersonID{member(1), member(1), {}, member(40)}, Actions: []string{"Called the police"},
		}}}, "/incidents/0/involved/1 incident-involved-twice, /incidents/0/involved/2 person-id, /incidents/0/actions/0 incident-action-name, /incidents/0/involved/3 session-not-member"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := group.NewSession(tt.spec, r)
			require.Equal(t, tt.want, broken(err))
		})
	}
	_, err = group.NewSession(group.SessionSpec{Meeting: absentOne, On: on}, group.Roster{})
	require.Error(t, err)
	_, err = group.NewSession(group.SessionSpec{Meeting: withNote(full), On: on, Shared: full}, r)
	require.NoError(t, err)
}

func TestSessionAccessors(t *testing.T) {
	t.Parallel()
	r := roster(t, spec(group.EnrolmentClosed), 5)
	s := group.SessionSpec{
		Meeting: meeting(t, day(8), 1, allPresent(5)...), On: day(8),
		Agenda:       []group.AgendaItem{{Topic: "check-in", Minutes: 15}, {Topic: "exposure-practice"}},
		Parts:        []group.Part{{Member: member(1), Participation: group.Engaged}},
		Observations: []group.ProcessObservation{{Factor: group.Universality, By: lead}},
		Climate:      group.ClimateHesitant,
		Incidents: []group.Incident{
			{Kind: group.OpenConflict, Involved: []confidential.PersonID{member(1), member(2)}},
			{Kind: group.ConfidentialityBreach, Involved: []confidential.PersonID{member(3)}, Actions: []string{"talked-about-in-group"}},
		},
	}
	session, err := group.NewSession(s, r)
	require.NoError(t, err)
	require.Equal(t, day(8), session.On())
	require.Equal(t, s.Meeting.ID(), session.Meeting().ID())
	require.Equal(t, s.Agenda, slices.Collect(session.Agenda()))
	require.Equal(t, group.Engaged, session.Participation(member(1)))
	require.Zero(t, session.Participation(member(2)), "not stated")
	require.Len(t, slices.Collect(session.Observations()), 1)
	require.Equal(t, group.ClimateHesitant, session.Climate())
	require.True(t, session.BreaksAgreement())
	s.Incidents[1].Actions[0] = "changed"
	for incident := range session.Incidents() {
		incident.Involved[0] = member(9)
		break
	}
	incidents := slices.Collect(session.Incidents())
	require.Equal(t, member(1), incidents[0].Involved[0], "the accessor returns a copy")
	require.Equal(t, "talked-about-in-group", incidents[1].Actions[0])
	require.Equal(t, s.Agenda, session.Spec().Agenda)
	for k := group.ConfidentialityBreach; k <= group.OpenConflict; k++ {
		require.Equal(t, k <= group.RecordingBreach, k.BreaksAgreement(), k)
		require.Equal(t, k != group.OpenConflict, k.NeedsAction(), k)
	}
	require.False(t, group.IncidentKind(0).BreaksAgreement())
}

// TestSessionOnTheDayOfItsZone checks the date of a session whose evening is already the next day in
// another zone.
func TestSessionOnTheDayOfItsZone(t *testing.T) {
	t.Parallel()
	r := roster(t, spec(group.EnrolmentClosed), 5)
	s := meetingSpec(day(8), 1, allPresent(5)...)
	s.Start = day(9).In(time.UTC).Add(2 * time.Hour) // 18:00 of day 8 in Los Angeles
	s.Created = s.Start.Add(2 * time.Hour)
	m, err := care.NewSession(s)
	require.NoError(t, err)
	_, err = group.NewSession(group.SessionSpec{Meeting: m, On: day(8)}, r)
	require.NoError(t, err)
}

func TestFactorsAndClimateOverTime(t *testing.T) {
	t.Parallel()
	r := roster(t, spec(group.EnrolmentClosed), 5)
	both := group.SessionSpec{Meeting: meeting(t, day(15), 2, allPresent(5)...), On: day(15), Climate: group.ClimateGuarded, Observations: []group.ProcessObservation{{Factor: group.Hope, By: lead}}}
	s := meetingSpec(day(8), 1, allPresent(5)...)
	s.Leaders = append(s.Leaders, care.Therapist{ID: colead, Role: care.RoleCoLead})
	m, err := care.NewSession(s)
	require.NoError(t, err)
	first := group.SessionSpec{Meeting: m, On: day(8), Climate: group.ClimateEngaged, Observations: []group.ProcessObservation{
		{Factor: group.Hope, By: lead}, {Factor: group.Hope, By: colead}, {Factor: group.Catharsis, By: lead},
	}}
	var sessions []group.Session
	for _, v := range []group.SessionSpec{both, first} {
		session, err := group.NewSession(v, r)
		require.NoError(t, err)
		sessions = append(sessions, session)
	}
	sessions = append(sessions, session(t, r, day(22), 3, allPresent(5)...))
	counts := group.FactorsSeen(slices.Values(sessions))
	require.Len(t, counts, 11)
	require.Equal(t, group.FactorCount{Factor: group.Hope, Sessions: 2}, counts[0], "two leaders who saw it count as one session")
	require.Equal(t, group.FactorCount{Factor: group.Catharsis, Sessions: 1}, counts[9])
	require.Zero(t, counts[1].Sessions, "factors that were not seen are listed too")
	require.Equal(t, []group.ClimateDay{{day(8), group.ClimateEngaged}, {day(15), group.ClimateGuarded}, {day(22), 0}}, group.ClimateOverTime(slices.Values(sessions)))
}

// TestSessionNeedsAGroupThatMeets tries every day before, during and after the time of a group.
func TestSessionNeedsAGroupThatMeets(t *testing.T) {
	t.Parallel()
	s := spec(group.EnrolmentOpen)
	s.History = append(s.History,
		group.StatusChange{To: group.Paused, On: day(20), Reason: care.ReasonHoliday}, group.StatusChange{To: group.Running, On: day(30)},
		group.StatusChange{To: group.Closed, On: day(40), Reason: group.ReasonNoLeader})
	r, err := group.NewRoster(newGroup(t, s), group.RosterSpec{Memberships: []group.Membership{{Member: member(1), Joined: day(1), Route: group.Referred, Left: day(40), Leaving: group.Completed}}})
	require.NoError(t, err)
	for on := -1; on <= 43; on++ {
		running := on >= 8 && on <= 20 || on >= 30 && on <= 40 // the last day before a pause and the day of closing count
		for _, status := range []care.SessionStatus{care.SessionFinished, care.SessionInProgress, care.SessionPlanned, care.SessionCancelled} {
			m := meetingSpec(day(on), 1, care.NotReported)
			m.Status = status
			if status == care.SessionCancelled {
				m.Reason = care.ReasonTherapistAbsent
			}
			meeting, err := care.NewSession(m)
			require.NoError(t, err)
			_, err = group.NewSession(group.SessionSpec{Meeting: meeting, On: day(on)}, r)
			want := on >= 1 && on <= 40
			if status.Begun() {
				want = running
			}
			require.Equal(t, want, err == nil, "%s on day %d: %v", status, on, err)
		}
	}
	forming := roster(t, spec(group.EnrolmentSlowOpen), 6)
	_, err = group.NewSession(group.SessionSpec{Meeting: meeting(t, day(3), 1, care.Attended), On: day(3)}, forming)
	require.Equal(t, "/on session-group-not-running", broken(err), "the group has not met yet")
}

func TestLeaderIsNoMember(t *testing.T) {
	t.Parallel()
	s := spec(group.EnrolmentOpen)
	s.Leaders[1].From, s.Leaders[1].Until = day(10), day(20)
	g := newGroup(t, s)
	for _, tt := range []struct {
		who          confidential.PersonID
		joined, left int
		ok           bool
	}{
		{lead, 2, 9, false},
		{colead, 2, 9, true}, // a member who leads later
		{colead, 2, 10, false},
		{colead, 20, 30, false},
		{colead, 21, 30, true},
		{colead, 12, 14, false},
	} {
		m := group.Membership{Member: tt.who, Joined: day(tt.joined), Left: day(tt.left), Leaving: group.Completed, Route: group.Referred}
		_, err := group.NewRoster(g, group.RosterSpec{Memberships: []group.Membership{m}})
		require.Equal(t, tt.ok, err == nil, "%v: %v", tt, err)
		m.Error = mistake(50)
		_, err = group.NewRoster(g, group.RosterSpec{Memberships: []group.Membership{m}})
		require.NoError(t, err, "an entry in error is no member")
	}
	require.Equal(t, group.LeadsGroup, roster(t, spec(group.EnrolmentOpen), 5).Admission(lead, day(9)).Outcome)
}

// TestSessionCountsOnce checks that the figures do not depend on how often and in which order a
// session is passed, and that the last revision of an amended session counts.
func TestSessionCountsOnce(t *testing.T) {
	t.Parallel()
	r := roster(t, spec(group.EnrolmentOpen), 5)
	a := agreement(t, 1, 2, 3, 4, 5)
	var list []group.Session
	for i := range 6 {
		on := day(8 + 7*i)
		s, err := group.NewSession(group.SessionSpec{
			Meeting: meeting(t, on, i+1, present, absent, present, present, present), On: on, Climate: group.ClimateGuarded,
			Observations: []group.ProcessObservation{{Factor: group.Hope, By: lead}},
		}, r)
		require.NoError(t, err)
		list = append(list, s)
	}
	corrected, err := list[5].Meeting().Amend(care.RevisionSpec{Author: lead, At: day(60).In(time.UTC), Reason: care.ReasonCorrection}, func(s *care.SessionSpec) {
		s.Attendees[1].Attendance = present
	})
	require.NoError(t, err)
	last, err := list[5].Amend(care.RevisionSpec{Author: lead, At: day(60).In(time.UTC), Reason: care.ReasonCorrection}, r, func(s *group.SessionSpec) {
		s.Meeting, s.Climate = corrected, group.ClimateSupportive
	})
	require.NoError(t, err)
	figures := func(list []group.Session) []any {
		sessions := slices.Values(list)
		bills, err := group.Bills(r, a, sessions)
		require.NoError(t, err)
		return []any{group.AttendanceOf(r, a, sessions), group.AtRisk(r, a, sessions, day(80), nil), group.ClimateOverTime(sessions), group.FactorsSeen(sessions), bills}
	}
	once := figures(append(slices.Clone(list[:5]), last))
	twice := slices.Concat(list, []group.Session{last, last}, list)
	require.Equal(t, once, figures(twice))
	slices.Reverse(twice)
	require.Equal(t, once, figures(twice))
	require.Equal(t, 1, group.AttendanceOf(r, a, slices.Values(twice))[1].Counted.Delivered())
	require.Equal(t, group.ClimateSupportive, group.ClimateOverTime(slices.Values(twice))[5].Climate)
}

func TestAmendSession(t *testing.T) {
	t.Parallel()
	r := roster(t, spec(group.EnrolmentOpen), 5)
	rev := func(on int) care.RevisionSpec {
		return care.RevisionSpec{Author: lead, At: day(on).In(time.UTC), Reason: care.ReasonCorrection}
	}
	s, err := group.NewSession(group.SessionSpec{
		Meeting: meeting(t, day(8), 1, allPresent(5)...), On: day(8), Climate: group.ClimateTense,
		Parts:        []group.Part{{Member: member(1), Participation: group.Engaged}},
		Observations: []group.ProcessObservation{{Factor: group.Hope, By: lead}},
		Incidents:    []group.Incident{{Kind: group.ConfidentialityBreach, Involved: []confidential.PersonID{member(2)}, Actions: []string{"talked-about"}}},
	}, r)
	require.NoError(t, err)
	require.Equal(t, care.ReasonCreated, s.Revision().Reason)
	for name, tt := range map[string]struct {
		change func(*group.SessionSpec)
		want   string
	}{
		"a part removed":             {func(s *group.SessionSpec) { s.Parts = nil }, "/parts/0 part-removed"},
		"the climate removed":        {func(s *group.SessionSpec) { s.Climate = 0 }, "/climate climate-removed"},
		"an observation removed":     {func(s *group.SessionSpec) { s.Observations = nil }, "/observations/0 observation-rewritten"},
		"an observation rewritten":   {func(s *group.SessionSpec) { s.Observations[0].Factor = group.Catharsis }, "/observations/0 observation-rewritten"},
		"an incident removed":        {func(s *group.SessionSpec) { s.Incidents = nil }, "/incidents/0 incident-rewritten"},
		"an incident about another":  {func(s *group.SessionSpec) { s.Incidents[0].Involved[0] = member(3) }, "/incidents/0 incident-rewritten"},
		"an action removed":          {func(s *group.SessionSpec) { s.Incidents[0].Actions = []string{"other"} }, "/incidents/0 incident-rewritten"},
		"another meeting":            {func(s *group.SessionSpec) { s.Meeting = meeting(t, day(8), 2, allPresent(5)...) }, "/meeting session-identity"},
		"the same meeting rewritten": {func(s *group.SessionSpec) { s.Meeting = meeting(t, day(8), 1, present, absent) }, "/meeting session-identity"},
		"somebody else's part": {func(s *group.SessionSpec) {
			s.Parts = append(s.Parts, group.Part{Member: member(9), Participation: group.Engaged})
		}, "/parts/1/member part-absent"},
	} {
		_, err := s.Amend(rev(20), r, tt.change)
		require.Equal(t, tt.want, broken(err), name)
	}
	_, err = s.Amend(care.RevisionSpec{}, r, func(*group.SessionSpec) {})
	require.Equal(t, "/revision/author id-missing, /revision/at time-missing, /revision/reason reason-name, /revision/at revision-before-previous", broken(err))
	late := rev(20)
	late.Follows = 7
	_, err = s.Amend(late, r, func(*group.SessionSpec) {})
	require.Equal(t, "/revision/follows revision-not-current", broken(err))
	_, err = group.Session{}.Amend(rev(20), r, func(*group.SessionSpec) {})
	require.Equal(t, "amend-nothing", broken(err))

	var kept *group.SessionSpec
	t2, err := s.Amend(rev(20), r, func(s *group.SessionSpec) {
		s.Climate, s.Parts[0].Participation = group.ClimateEngaged, group.Moderate
		s.Observations[0].Error = mistake(20)
		s.Incidents[0].Error = mistake(20)
		s.Incidents[0].Actions = append(s.Incidents[0].Actions, "followed-up")
		kept = s
	})
	require.NoError(t, err)
	kept.Parts[0].Participation = group.Disruptive
	require.Equal(t, group.Moderate, t2.Participation(member(1)), "the accessor returns a copy")
	require.Equal(t, group.Engaged, s.Participation(member(1)), "the previous value is unchanged")
	require.True(t, s.BreaksAgreement())
	require.False(t, t2.BreaksAgreement(), "an incident entered in error is no breach")
	require.Zero(t, group.FactorsSeen(slices.Values([]group.Session{t2}))[0].Sessions, "a removed factor is not counted")
	require.Len(t, slices.Collect(t2.Revisions()), 2)
	before, ok := t2.AsOf(1)
	require.True(t, ok)
	require.True(t, before.Equal(s))
	require.False(t, t2.Equal(s))
	_, ok = t2.AsOf(3)
	require.False(t, ok)
}

// TestAttendanceEnteredInErrorCountsNowhere marks one attendee of a session as entered in error: no
// figure counts the attendee, who does not have to be a member.
func TestAttendanceEnteredInErrorCountsNowhere(t *testing.T) {
	t.Parallel()
	r := roster(t, spec(group.EnrolmentOpen), 5)
	m := meetingSpec(day(8), 1, allPresent(6)...)
	m.Attendees[5].Error = mistake(9)
	m.Attendees[0].Error = mistake(9)
	m.Created = day(10).In(time.UTC)
	meeting, err := care.NewSession(m)
	require.NoError(t, err)
	s, err := group.NewSession(group.SessionSpec{Meeting: meeting, On: day(8)}, r)
	require.NoError(t, err, "the sixth is no member, and was entered in error")
	sums := group.AttendanceOf(r, agreement(t, 1, 2, 3, 4, 5), slices.Values([]group.Session{s}))
	require.Zero(t, sums[0].Counted.Delivered())
	require.Equal(t, 1, sums[0].Unlisted)
	require.Equal(t, 1, sums[1].Counted.Delivered())
	bills, err := group.Bills(r, agreement(t, 1, 2, 3, 4, 5), slices.Values([]group.Session{s}))
	require.NoError(t, err)
	require.Len(t, bills[0].Bill.Charges, 4)
	_, err = group.NewSession(group.SessionSpec{Meeting: meeting, On: day(8), Parts: []group.Part{{Member: member(1), Participation: group.Engaged}}}, r)
	require.Equal(t, "/parts/0/member part-absent", broken(err))
}

// TestSessionWithoutAttendees covers a session to which no member came: all members have missed it,
// and those who pay for missed sessions are charged.
func TestSessionWithoutAttendees(t *testing.T) {
	t.Parallel()
	r := roster(t, spec(group.EnrolmentOpen), 5)
	a := agreement(t, 1, 2, 3, 4, 5)
	m := meetingSpec(day(8), 1, absent, absent, absent, care.CancelledLate, care.CancelledByClient)
	m.Status, m.Reason = care.SessionCancelled, care.ReasonNoShow
	meeting, err := care.NewSession(m)
	require.NoError(t, err)
	s, err := group.NewSession(group.SessionSpec{Meeting: meeting, On: day(8)}, r)
	require.NoError(t, err)
	sessions := slices.Values([]group.Session{s})
	sums := group.AttendanceOf(r, a, sessions)
	require.Equal(t, 1, sums[0].Counted.DidNotAttend)
	require.Equal(t, 1, sums[3].Counted.CancelledLate)
	require.Empty(t, group.ClimateOverTime(sessions), "there was no climate")
	bills, err := group.Bills(r, a, sessions)
	require.NoError(t, err)
	require.Len(t, bills[0].Bill.Charges, 4, "not the member who cancelled in time")
	forming := spec(group.EnrolmentOpen)
	forming.History = forming.History[:1]
	_, err = group.NewSession(group.SessionSpec{Meeting: meeting, On: day(8)}, roster(t, forming, 5))
	require.Equal(t, "/on session-group-not-running", broken(err), "nobody can miss a session of a group that has not begun")
}
