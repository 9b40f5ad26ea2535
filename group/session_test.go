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

func TestSessionSaysWhatItWasTold(t *testing.T) {
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
	require.Zero(t, session.Participation(member(2)), "nobody has said")
	require.Len(t, slices.Collect(session.Observations()), 1)
	require.Equal(t, group.ClimateHesitant, session.Climate())
	require.True(t, session.BreaksAgreement())
	s.Incidents[1].Actions[0] = "changed"
	for incident := range session.Incidents() {
		incident.Involved[0] = member(9)
		break
	}
	incidents := slices.Collect(session.Incidents())
	require.Equal(t, member(1), incidents[0].Involved[0], "the inside cannot be reached")
	require.Equal(t, "talked-about-in-group", incidents[1].Actions[0])
	require.Equal(t, s.Agenda, session.Spec().Agenda)
	for k := group.ConfidentialityBreach; k <= group.OpenConflict; k++ {
		require.Equal(t, k <= group.RecordingBreach, k.BreaksAgreement(), k)
		require.Equal(t, k != group.OpenConflict, k.NeedsAction(), k)
	}
	require.False(t, group.IncidentKind(0).BreaksAgreement())
}

// TestSessionOnTheDayOfItsZone: an evening in one zone is the next day in another.
func TestSessionOnTheDayOfItsZone(t *testing.T) {
	t.Parallel()
	r := roster(t, spec(group.EnrolmentClosed), 5)
	s := meetingSpec(day(8), 1, allPresent(5)...)
	s.Start = day(9).In(time.UTC).Add(2 * time.Hour) // 18:00 of day 8 in Los Angeles
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
	require.Zero(t, counts[1].Sessions, "what was not seen is listed")
	require.Equal(t, []group.ClimateDay{{day(8), group.ClimateEngaged}, {day(15), group.ClimateGuarded}, {day(22), 0}}, group.ClimateOverTime(slices.Values(sessions)))
}
