package group_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

func TestAttendanceCountsFromAcceptanceOn(t *testing.T) {
	t.Parallel()
	r := roster(t, spec(group.EnrolmentOpen), 5)
	a := agreement(t, 1, 2, 3)
	a, err := a.Accept(accepted(4, 1, day(15)))
	require.NoError(t, err)
	r, err = r.Leave(member(2), day(15), group.DroppedOut)
	require.NoError(t, err)
	elsewhere := meetingSpec(day(8), 9, allPresent(1)...)
	elsewhere.Status, elsewhere.Attendees[0].Attendance = care.SessionPlanned, care.NotReported
	planned, err := care.NewSession(elsewhere)
	require.NoError(t, err)
	notYet, err := group.NewSession(group.SessionSpec{Meeting: planned, On: day(8)}, r)
	require.NoError(t, err)
	sessions := []group.Session{
		session(t, r, day(15), 2, absent, present, present, present, present),
		notYet,
		session(t, r, day(8), 1, present, present, excused, present, present),
		session(t, r, day(22), 3, care.AttendedLate, 0, care.CancelledByService, present, present),
		session(t, r, day(29), 4, present, 0, 0, present, present),
	}
	var got []string
	for _, m := range group.AttendanceOf(r, a, slices.Values(sessions)) {
		got = append(got, fmt.Sprintf("%s: %d of %d, %d uncounted, %d unlisted, %s, there %v", m.Member, m.Counted.Delivered(), m.Counted.Expected(), m.Uncounted, m.Unlisted, m.Standing, m.Present))
	}
	require.Empty(t, cmp.Diff([]string{
		"member-01: 3 of 4, 0 uncounted, 0 unlisted, accepted, there true",
		"member-02: 2 of 2, 0 uncounted, 0 unlisted, accepted, there false",
		"member-03: 1 of 2, 0 uncounted, 1 unlisted, accepted, there true",
		"member-04: 3 of 3, 1 uncounted, 0 unlisted, accepted, there true",
		"member-05: 0 of 0, 4 uncounted, 0 unlisted, not-accepted, there true",
	}, got))
	require.Len(t, group.AttendanceOf(r, a, slices.Values([]group.Session(nil))), 5, "all members are listed without sessions too")
}

// TestAtRisk has for each rule one row that it matches and a similar row that it does not.
func TestAtRisk(t *testing.T) {
	t.Parallel()
	type way = care.AttendanceStatus
	rows := func(ways ...way) [][]way { // of member 1; the others attend always
		var all [][]way
		for _, w := range ways {
			all = append(all, append([]way{w}, allPresent(4)...))
		}
		return all
	}
	for _, tt := range []struct {
		name     string
		sessions [][]way
		parts    []group.Participation
		accepted []int
		prepared therapy.Truth
		trainee  bool
		dropped  bool
		want     string
	}{
		{name: "always there", sessions: rows(present, present, present, present)},
		{name: "one of four missed", sessions: rows(present, excused, present, present), want: "missed-one-in-five (1 of 4 missed)"},
		{name: "one of five missed", sessions: rows(present, excused, present, present, present), want: "missed-one-in-five (1 of 5 missed)"},
		{name: "one of six missed", sessions: rows(present, excused, present, present, present, present)},
		{name: "one of three is too early to say", sessions: rows(present, excused, present)},
		{name: "what the service cancelled is nobody's absence", sessions: rows(present, care.CancelledByService, care.CancelledByService, present, present)},
		{name: "missed twice in a row", sessions: rows(present, absent, absent), want: "missed-in-a-row (2 missed in a row)"},
		{name: "not reported between is passed over", sessions: rows(absent, care.NotReported, absent), want: "missed-in-a-row (2 missed in a row)"},
		{name: "back since", sessions: rows(absent, absent, present)},
		{name: "excused breaks the row", sessions: rows(absent, excused, absent)},
		{name: "withdrawn twice in a row", sessions: rows(present, present, present), parts: []group.Participation{group.Withdrawn, 0, group.Withdrawn}, want: "withdrawn (withdrawn twice in a row)"},
		{name: "withdrawn once", sessions: rows(present, present), parts: []group.Participation{group.Withdrawn, group.Moderate}},
		{name: "withdrawn, then not", sessions: rows(present, present, present), parts: []group.Participation{group.Withdrawn, group.Withdrawn, group.Engaged}},
		{name: "joined unprepared", sessions: rows(present), prepared: therapy.False, want: "unprepared (not prepared)"},
		{name: "prepared", sessions: rows(present), prepared: therapy.True},
		{name: "not accepted", sessions: rows(present), accepted: []int{2, 3, 4, 5}, want: "agreement-not-accepted (not-accepted)"},
		{name: "dropped out before", sessions: nil, dropped: true, want: "agreement-not-accepted (not-accepted); dropped-out-before (1 earlier stay ended this way)"},
		{name: "a trainee alone", sessions: rows(present), trainee: true, want: "trainee-leads (only 1 trainee)"},
		{
			name: "several at once", sessions: rows(present, absent, absent, absent), prepared: therapy.False,
			want: "missed-one-in-five (3 of 4 missed); missed-in-a-row (3 missed in a row); unprepared (not prepared)",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := spec(group.EnrolmentOpen)
			if tt.trainee {
				s.Leaders = []group.Leader{{ID: lead, Role: group.Lead, Qualification: group.Trainee}, {ID: colead, Role: group.GuestLeader}}
			}
			r := roster(t, s, 5)
			last := day(8 + 7*len(tt.sessions))
			if tt.dropped {
				var err error
				r, err = r.Leave(member(1), day(4), group.DroppedOut)
				require.NoError(t, err)
				r, err = r.Join(group.Membership{Member: member(1), Joined: day(6), Route: group.Returning})
				require.NoError(t, err)
			}
			if tt.accepted == nil {
				tt.accepted = []int{1, 2, 3, 4, 5}
			}
			var sessions []group.Session
			for i, came := range tt.sessions {
				v := group.SessionSpec{Meeting: meeting(t, day(8+7*i), i+1, came...), On: day(8 + 7*i)}
				if i < len(tt.parts) && tt.parts[i] != 0 {
					v.Parts = []group.Part{{Member: member(1), Participation: tt.parts[i]}}
				}
				one, err := group.NewSession(v, r)
				require.NoError(t, err)
				sessions = append(sessions, one)
			}
			slices.Reverse(sessions)
			prepared := func(id confidential.PersonID) therapy.Truth {
				if id == member(1) {
					return tt.prepared
				}
				return therapy.Unknown
			}
			var got []string
			for _, f := range group.AtRisk(r, agreement(t, tt.accepted...), slices.Values(sessions), last, prepared) {
				if f.Member == member(1) {
					got = append(got, f.Rule.ID+" ("+f.Figures+")")
				} else if !tt.trainee {
					t.Errorf("%s: %s", f.Member, f.Rule.ID)
				}
			}
			require.Equal(t, tt.want, strings.Join(got, "; "))
		})
	}
}

func TestAtRiskUsesPastSessionsOnly(t *testing.T) {
	t.Parallel()
	r := roster(t, spec(group.EnrolmentOpen), 5)
	sessions := []group.Session{
		session(t, r, day(8), 1, absent, present, present, present, present),
		session(t, r, day(15), 2, absent, present, present, present, present),
	}
	require.Empty(t, group.AtRisk(r, agreement(t, 1, 2, 3, 4, 5), slices.Values(sessions), day(14), nil))
	require.Len(t, group.AtRisk(r, agreement(t, 1, 2, 3, 4, 5), slices.Values(sessions), day(15), nil), 1)
}

func TestAttritionRules(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for rule := range group.AttritionRules() {
		require.True(t, therapy.ValidName(rule.ID))
		require.False(t, seen[rule.ID], rule.ID)
		seen[rule.ID] = true
		require.NoError(t, therapy.ValidateSources(rule.Sources), rule.ID)
		require.True(t, strings.HasSuffix(rule.Statement, ".") && strings.HasSuffix(rule.Advice, "."), rule.ID)
	}
	require.Len(t, seen, 7)
}

func TestAttrition(t *testing.T) {
	t.Parallel()
	r := roster(t, spec(group.EnrolmentOpen), 6)
	for n, why := range map[int]group.Leaving{1: group.DroppedOut, 2: group.Completed} {
		var err error
		r, err = r.Leave(member(n), day(20), why)
		require.NoError(t, err)
	}
	r, err := r.VoidMembership(member(3), day(2), mistake(20))
	require.NoError(t, err)
	require.Equal(t, "5 stays: 3 continue, 1 completed, 1 dropped out", group.Attrition(r, day(21)).String())
	require.Equal(t, 1, group.Attrition(r, day(21)).DroppedOut)
	require.Equal(t, "5 stays: 5 continue", group.Attrition(r, day(20)).String(), "the last day still counts")
	require.Equal(t, "0 stays: 0 continue", group.Attrition(r, day(1)).String())
	require.Equal(t, "1 stay: 1 continues", group.Attrition(roster(t, spec(group.EnrolmentOpen), 1), day(9)).String())
}

// TestLastDayIsADayOfMembership checks that a person who drops out is a member on the last day, and
// counts as dropped out only after it.
func TestLastDayIsADayOfMembership(t *testing.T) {
	t.Parallel()
	r := roster(t, spec(group.EnrolmentOpen), 5)
	r, err := r.Leave(member(1), day(20), group.DroppedOut)
	require.NoError(t, err)
	r, err = r.Join(group.Membership{Member: member(1), Joined: day(21), Route: group.Returning})
	require.NoError(t, err)
	before := func(on int) bool {
		for _, f := range group.AtRisk(r, agreement(t, 1, 2, 3, 4, 5), slices.Values([]group.Session(nil)), day(on), nil) {
			if f.Member == member(1) && f.Rule.ID == "dropped-out-before" {
				return true
			}
		}
		return false
	}
	require.False(t, before(19))
	require.False(t, before(20), "the same day")
	require.True(t, before(21))
	require.Equal(t, group.AttritionSummary{Stays: 5, Going: 5}, group.Attrition(r, day(20)))
	require.Equal(t, 1, group.Attrition(r, day(21)).DroppedOut)
}

// TestJoiningAfterStartNeedsRenewal checks that a person who joins on the day of the start accepts
// the first round with the others; only a later one requires a renewal.
func TestJoiningAfterStartNeedsRenewal(t *testing.T) {
	t.Parallel()
	a := agreement(t)
	for on, want := range map[int]int{7: 0, 8: 0, 9: 1} {
		r := roster(t, spec(group.EnrolmentOpen), 5)
		r, err := r.Join(joining(9, on))
		require.NoError(t, err)
		require.Len(t, a.RenewalsMissing(r, nil, day(30)), want, "joined on day %d", on)
	}
}

// TestFreePlacesCountLaterJoiners compares Admission with a count of the members on each day.
func TestFreePlacesCountLaterJoiners(t *testing.T) {
	t.Parallel()
	for seed := range rounds() {
		rng := rand.New(rand.NewPCG(seed, 13))
		var list []group.Membership
		for n := range rng.IntN(12) {
			m := joining(n+1, 2+rng.IntN(30))
			if rng.IntN(2) == 0 {
				m.Left, m.Leaving = m.Joined.AddDays(rng.IntN(20)), group.Completed
			}
			if rng.IntN(6) == 0 {
				m.Error = mistake(40)
			}
			list = append(list, m)
		}
		r, err := group.NewRoster(newGroup(t, spec(group.EnrolmentOpen)), group.RosterSpec{Memberships: list})
		if err != nil {
			continue
		}
		var there [70]int // on each day
		for on := 1; on < len(there); on++ {
			for _, m := range list {
				if m.Error.IsZero() && !day(on).Before(m.Joined) && (m.Left.IsZero() || !m.Left.Before(day(on))) {
					there[on]++
				}
			}
		}
		for on := 1; on < 60; on++ {
			busiest := slices.Max(there[on:])
			a := r.Admission(member(90), day(on))
			require.Equal(t, 8-busiest, a.Free, "seed %d day %d", seed, on)
			require.Equal(t, busiest < 8, a.Outcome == group.Admissible)
		}
	}
}
