package group_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/words"
)

func wait(n, since int, p group.Priority) group.Wait {
	return group.Wait{Person: member(n), Since: day(since), Priority: p, Meanwhile: []group.Meanwhile{group.MeanwhileSelfHelp}}
}

func joining(n, on int) group.Membership {
	return group.Membership{Member: member(n), Joined: day(on), Route: group.Referred}
}

func TestNewRosterRefuses(t *testing.T) {
	t.Parallel()
	stay := func(n, from, until int, why group.Leaving) group.Membership {
		e := joining(n, from)
		if why != 0 {
			e.Left, e.Leaving = day(until), why
		}
		return e
	}
	for _, tt := range []struct {
		name      string
		enrolment group.Enrolment
		moves     []group.StatusChange
		spec      group.RosterSpec
		want      string
	}{
		{
			"stay without anything", group.EnrolmentOpen, nil,
			group.RosterSpec{Memberships: []group.Membership{{}}},
			"/memberships/0/member person-id, /memberships/0/joined membership-joined, /memberships/0/route membership-route",
		},
		{"left on a day for no reason", group.EnrolmentOpen, nil, group.RosterSpec{Memberships: []group.Membership{{Member: member(1), Joined: day(2), Route: group.Referred, Left: day(3)}}}, "/memberships/0/leaving membership-leaving"},
		{"left for a reason on no day", group.EnrolmentOpen, nil, group.RosterSpec{Memberships: []group.Membership{{Member: member(1), Joined: day(2), Route: group.Referred, Leaving: group.DroppedOut}}}, "/memberships/0/left membership-left"},
		{"unknown reason", group.EnrolmentOpen, nil, group.RosterSpec{Memberships: []group.Membership{stay(1, 2, 3, 99)}}, "/memberships/0/leaving membership-leaving"},
		{"left before joining", group.EnrolmentOpen, nil, group.RosterSpec{Memberships: []group.Membership{stay(1, 5, 4, group.Completed)}}, "/memberships/0/left membership-order"},
		{"before the group", group.EnrolmentOpen, nil, group.RosterSpec{Memberships: []group.Membership{joining(1, 0)}}, "/memberships/0/joined membership-before-group"},
		{"two stays at a time", group.EnrolmentOpen, nil, group.RosterSpec{Memberships: []group.Membership{stay(1, 2, 9, group.DroppedOut), joining(1, 9)}}, "/memberships/1 membership-overlap"},
		{"back without having been there", group.EnrolmentOpen, nil, group.RosterSpec{Memberships: []group.Membership{{Member: member(1), Joined: day(9), Route: group.Returning}}}, "/memberships/0/route membership-returning"},
		{"closed group after its start", group.EnrolmentClosed, nil, group.RosterSpec{Memberships: []group.Membership{joining(1, 8), joining(2, 9)}}, "/memberships/1/joined membership-after-start"},
		{
			"still there after the end", group.EnrolmentOpen,
			[]group.StatusChange{{To: group.Closed, On: day(50), Reason: group.ReasonProgrammeCompleted}},
			group.RosterSpec{Memberships: []group.Membership{joining(1, 2), stay(2, 2, 51, group.Completed), stay(3, 2, 50, group.Completed)}},
			"/memberships/0 membership-after-end, /memberships/1 membership-after-end",
		},
		{"more than there are places", group.EnrolmentOpen, nil, group.RosterSpec{Memberships: []group.Membership{
			joining(1, 2), joining(2, 2), joining(3, 2), joining(4, 2), joining(5, 2), joining(6, 2), joining(7, 2), stay(8, 2, 20, group.Completed), joining(9, 20),
		}}, "/memberships roster-over-capacity"},
		{
			"wait without anything", group.EnrolmentOpen, nil,
			group.RosterSpec{Waits: []group.Wait{{}}},
			"/waits/0/person person-id, /waits/0/since wait-since, /waits/0/priority wait-priority, /waits/0/meanwhile wait-meanwhile",
		},
		{"meanwhile in prose, twice, and nothing", group.EnrolmentOpen, nil, group.RosterSpec{Waits: []group.Wait{{
			Person: member(1), Since: day(1), Priority: group.Soon, Meanwhile: []group.Meanwhile{"Calls", group.MeanwhileCheckIns, group.MeanwhileCheckIns, group.MeanwhileNothing},
		}}}, "/waits/0/meanwhile/0 wait-meanwhile-name, /waits/0/meanwhile/2 wait-meanwhile-name-duplicate, /waits/0/meanwhile/3 wait-meanwhile-nothing"},
		{"waiting twice", group.EnrolmentOpen, nil, group.RosterSpec{Waits: []group.Wait{wait(1, 1, group.Soon), wait(1, 2, group.Soon)}}, "/waits/1/person wait-twice"},
		{"member and waiting", group.EnrolmentOpen, nil, group.RosterSpec{Memberships: []group.Membership{joining(1, 2)}, Waits: []group.Wait{wait(1, 1, group.Soon)}}, "/waits/0/person wait-member"},
		{"waiting for what is over", group.EnrolmentOpen, []group.StatusChange{{To: group.Closed, On: day(50), Reason: group.ReasonNoLeader}}, group.RosterSpec{Waits: []group.Wait{wait(1, 1, group.Soon)}}, "/waits/0 wait-ended"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := spec(tt.enrolment)
			s.History = append(s.History, tt.moves...)
			_, err := group.NewRoster(newGroup(t, s), tt.spec)
			require.Equal(t, tt.want, broken(err))
		})
	}
	_, err := group.NewRoster(group.Group{}, group.RosterSpec{})
	require.Equal(t, "/group roster-group", broken(err))
}

func TestAdmission(t *testing.T) {
	t.Parallel()
	paused := []group.StatusChange{{To: group.Paused, On: day(20), Reason: care.ReasonHoliday}, {To: group.Running, On: day(30)}}
	over := []group.StatusChange{{To: group.Closed, On: day(60), Reason: group.ReasonProgrammeCompleted}}
	for _, tt := range []struct {
		name      string
		enrolment group.Enrolment
		moves     []group.StatusChange
		members   int
		person    int
		on        int
		want      string
		outcome   group.AdmissionOutcome
		help      bool
	}{
		{"forming", group.EnrolmentClosed, nil, 6, 9, 5, "2 free places on 9 Jan 2026", group.Admissible, false},
		{"the day of the start still counts as before", group.EnrolmentClosed, nil, 7, 9, 8, "1 free place on 12 Jan 2026", group.Admissible, false},
		{"the day after it does not", group.EnrolmentClosed, nil, 7, 9, 9, "closed since its start on 12 Jan 2026", group.ClosedSince, true},
		{"closed says more than full", group.EnrolmentClosed, nil, 8, 9, 9, "closed since its start on 12 Jan 2026", group.ClosedSince, true},
		{"full", group.EnrolmentSlowOpen, nil, 8, 9, 9, "full on 13 Jan 2026, 0 people waiting", group.Full, true},
		{"open", group.EnrolmentOpen, nil, 5, 9, 40, "3 free places on 13 Feb 2026", group.Admissible, false},
		{"paused", group.EnrolmentOpen, paused, 5, 9, 25, "paused since 24 Jan 2026", group.OnHold, true},
		{"going on", group.EnrolmentOpen, paused, 5, 9, 30, "3 free places on 3 Feb 2026", group.Admissible, false},
		{"before there was a group", group.EnrolmentOpen, nil, 5, 9, 0, "not formed before 5 Jan 2026", group.NotYetFormed, true},
		{"there already", group.EnrolmentOpen, nil, 5, 3, 9, "already a member", group.AlreadyMember, false},
		{"joins later", group.EnrolmentOpen, nil, 5, 3, 1, "already a member", group.AlreadyMember, false},
		{"over", group.EnrolmentOpen, over, 0, 9, 60, "ended on 5 Mar 2026", group.Over, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := spec(tt.enrolment)
			s.History = append(s.History, tt.moves...)
			r := roster(t, s, tt.members)
			a := r.Admission(member(tt.person), day(tt.on))
			require.Equal(t, tt.want, a.String())
			require.Equal(t, tt.outcome, a.Outcome)
			require.Equal(t, tt.help, a.WouldHelp(words.English()) != "")
			next, err := r.Join(joining(tt.person, tt.on))
			if tt.outcome == group.Admissible {
				require.NoError(t, err)
				require.Equal(t, tt.members+1, next.Count(day(tt.on)))
				return
			}
			var refused *group.RefusedError
			require.ErrorAs(t, err, &refused)
			require.ErrorIs(t, err, therapy.ErrConflict)
			require.Equal(t, a, refused.Admission)
			require.NotContains(t, err.Error(), member(tt.person).String(), "an error names no person")
		})
	}
	require.Equal(t, "admission not clear", group.Roster{}.Admission(member(1), day(1)).String())
	require.Zero(t, group.Roster{}.Admission(member(1), day(1)).Outcome)
	require.Empty(t, group.Admission{}.WouldHelp(words.English()))
	require.Zero(t, roster(t, spec(group.EnrolmentOpen), 1).Admission(member(2), therapy.Date{}).Outcome, "without a day there is no result")
}

func TestOccupancy(t *testing.T) {
	t.Parallel()
	r := roster(t, spec(group.EnrolmentOpen), 6)
	leave := func(n, on int) {
		t.Helper()
		next, err := r.Leave(member(n), day(on), group.DroppedOut)
		require.NoError(t, err)
		r = next
	}
	leave(1, 20)
	leave(2, 30)
	joined, err := r.Join(joining(7, 40))
	require.NoError(t, err)
	r = joined
	leave(3, 50)
	for _, tt := range []struct {
		on      int
		filling group.OccupancyLevel
		missing int
		since   therapy.Date
	}{
		{1, group.BelowMinimum, 5, day(1)},
		{2, group.WithinSize, 0, therapy.Date{}},
		{30, group.WithinSize, 0, therapy.Date{}}, // the last day counts
		{31, group.BelowMinimum, 1, day(31)},
		{39, group.BelowMinimum, 1, day(31)},
		{40, group.WithinSize, 0, therapy.Date{}},
		{51, group.BelowMinimum, 1, day(51)},
	} {
		s := r.Occupancy(day(tt.on))
		require.Equal(t, tt.filling, s.Level, "day %d", tt.on)
		require.Equal(t, tt.missing, s.Missing, "day %d", tt.on)
		require.Equal(t, tt.since, s.Since, "day %d", tt.on)
		require.Equal(t, therapy.Range{Min: 5, Max: 8}, s.Size)
	}
	require.Equal(t, group.AtCapacity, roster(t, spec(group.EnrolmentOpen), 8).Occupancy(day(9)).Level)
	require.Zero(t, group.Roster{}.Occupancy(day(1)))
}

func TestReturningBeginsAnotherStay(t *testing.T) {
	t.Parallel()
	r := roster(t, spec(group.EnrolmentOpen), 5)
	r, err := r.Leave(member(1), day(20), group.DroppedOut)
	require.NoError(t, err)
	back := group.Membership{Member: member(1), Joined: day(40), Route: group.Returning}
	r, err = r.Join(back)
	require.NoError(t, err)
	stays := slices.Collect(r.MembershipsOf(member(1)))
	require.Len(t, stays, 2)
	require.Equal(t, group.DroppedOut, stays[0].Leaving, "the earlier stay is kept")
	require.True(t, stays[0].Ended())
	require.False(t, stays[1].Ended())
	_, there := r.MembershipOn(member(1), day(30))
	require.False(t, there)
	now, there := r.MembershipOn(member(1), day(40))
	require.True(t, there)
	require.Equal(t, back, now)
	require.Equal(t, "member-01 member-02 member-03 member-04 member-05", ids(r.MembersOn(day(45))))
	require.Len(t, slices.Collect(r.Memberships()), 6)
	for range r.MembershipsOf(member(1)) {
		break
	}

	_, err = r.Join(group.Membership{Member: member(9), Joined: day(41), Route: group.Referred, Left: day(42)})
	require.Equal(t, "/left join-left", broken(err))
	_, err = r.Join(group.Membership{Member: member(9), Joined: day(41)})
	require.Equal(t, "/route membership-route", broken(err))
	_, err = r.Join(group.Membership{Member: member(9), Joined: day(41), Route: group.Returning})
	require.ErrorIs(t, err, therapy.ErrReference, "no earlier stay to return from")
	_, err = r.Leave(member(9), day(41), group.Completed)
	require.Equal(t, "/member leave-not-member", broken(err))
	_, err = r.Leave(member(2), day(41), 0)
	require.Equal(t, "/leaving membership-leaving", broken(err))
	_, err = r.Leave(member(2), day(1), group.Completed)
	require.Equal(t, "/member leave-not-member", broken(err), "not a member on that day")
}

func TestStayEnteredInError(t *testing.T) {
	t.Parallel()
	g := newGroup(t, spec(group.EnrolmentOpen))
	wrong := group.Membership{Member: member(1), Joined: day(2), Route: group.Referred, Left: day(9), Leaving: group.Completed, Error: mistake(10)}
	r, err := group.NewRoster(g, group.RosterSpec{Memberships: []group.Membership{wrong, joining(1, 5)}})
	require.NoError(t, err, "it does not clash with the right entry")
	require.Zero(t, r.Count(day(3)))
	require.Equal(t, 1, r.Count(day(5)))
	_, err = group.NewRoster(g, group.RosterSpec{Memberships: []group.Membership{wrong, {Member: member(1), Joined: day(20), Route: group.Returning}}})
	require.Equal(t, "/memberships/1/route membership-returning", broken(err), "a stay entered in error is no earlier stay")
}

func TestRosterFollowsItsGroup(t *testing.T) {
	t.Parallel()
	r := roster(t, spec(group.EnrolmentClosed), 5)
	closed, err := r.Group().Move(group.StatusChange{To: group.Closed, On: day(70), Reason: group.ReasonProgrammeCompleted})
	require.NoError(t, err)
	_, err = r.WithGroup(closed)
	require.ErrorIs(t, err, therapy.ErrContradiction, "all stays end with the group")
	for n := 1; n <= 5; n++ {
		r, err = r.Leave(member(n), day(70), group.Completed)
		require.NoError(t, err)
	}
	done, err := r.WithGroup(closed)
	require.NoError(t, err)
	require.False(t, done.Equal(r))
	other := spec(group.EnrolmentClosed)
	other.ID = care.GroupID("group-2")
	_, err = r.WithGroup(newGroup(t, other))
	require.Equal(t, "/group roster-group", broken(err))
}

func TestDisband(t *testing.T) {
	t.Parallel()
	r := roster(t, spec(group.EnrolmentOpen), 6)
	r, err := r.Leave(member(1), day(20), group.DroppedOut)
	require.NoError(t, err)
	r, err = r.Enlist(wait(20, 9, group.Routine))
	require.NoError(t, err)
	change := group.StatusChange{To: group.Closed, On: day(70), Reason: group.ReasonProgrammeCompleted}
	_, err = r.Disband(change, group.Completed)
	require.Equal(t, "/waits/0 wait-ended", broken(err), "a waiting person must not be removed silently")
	r, err = r.Delist(member(20), day(70), group.WaitRemoved, group.ReasonTooFewMembers)
	require.NoError(t, err)
	over, err := r.Disband(change, group.Completed)
	require.NoError(t, err)
	require.Equal(t, group.Closed, over.Group().Status())
	require.Equal(t, "6 stays: 0 continue, 5 completed, 1 dropped out", group.Attrition(over, day(71)).String(), "earlier departures are unchanged")
	_, err = r.Disband(group.StatusChange{To: group.Paused, On: day(70), Reason: "holiday"}, group.Completed)
	require.Equal(t, "/to disband-status", broken(err))
	_, err = r.Disband(change, 0)
	require.Equal(t, "/leaving membership-leaving", broken(err))
	change.To = group.Cancelled
	_, err = r.Disband(change, group.GroupClosed)
	require.ErrorIs(t, err, therapy.ErrTransition, "a group that has met must be closed, not cancelled")
}

// TestRosterAgainstDiary lets random members join and leave, and compares the roster with a simple
// diary of the members on each day.
func TestRosterAgainstDiary(t *testing.T) {
	t.Parallel()
	for seed := range rounds() {
		rng := rand.New(rand.NewPCG(seed, 5))
		enrolment := group.Enrolment(1 + rng.IntN(3))
		r := roster(t, spec(enrolment), 0)
		const days = 40
		var diary [days + 2][12]bool
		for d := 1; d <= days; d++ {
			for range rng.IntN(4) {
				n := rng.IntN(12)
				if diary[d][n] && diary[d+1][n] && rng.IntN(3) == 0 {
					next, err := r.Leave(member(n+1), day(d), group.DroppedOut)
					require.NoError(t, err)
					r = next
					for later := d + 1; later < len(diary); later++ {
						diary[later][n] = false
					}
					continue
				}
				there := 0
				for _, is := range diary[d] {
					if is {
						there++
					}
				}
				mayJoin := !diary[d][n] && there < 8 && (enrolment != group.EnrolmentClosed || d <= 8)
				next, err := r.Join(joining(n+1, d))
				require.Equal(t, mayJoin, err == nil, "seed %d day %d", seed, d)
				if err != nil {
					var refused *group.RefusedError
					require.ErrorAs(t, err, &refused)
					continue
				}
				r = next
				for later := d; later < len(diary); later++ {
					diary[later][n] = true
				}
			}
		}
		for d := 1; d <= days; d++ {
			var want []confidential.PersonID
			for n, is := range diary[d] {
				if is {
					want = append(want, member(n+1))
				}
			}
			require.Equal(t, ids(want), ids(r.MembersOn(day(d))), "seed %d day %d", seed, d)
			require.Equal(t, len(want), r.Count(day(d)))
			require.Equal(t, max(0, 5-len(want)), r.Occupancy(day(d)).Missing)
		}
	}
}
