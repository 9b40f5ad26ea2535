package group_test

import (
	"slices"
	"testing"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

// TestAllocations limits the allocations of functions that are called for everybody on a waiting
// list.
func TestAllocations(t *testing.T) {
	r := roster(t, spec(group.EnrolmentOpen), 6)
	for _, tt := range []struct {
		name string
		most float64
		do   func()
	}{
		{"count the members", 0, func() { r.Count(day(9)) }},
		{"ask for a place", 2, func() { r.Admission(member(9), day(9)) }},
		{"split a fee", 1, func() { group.Split(10001, 8) }},
	} {
		therapytest.Allocations(t, tt.most, tt.name, tt.do)
	}
}

func BenchmarkNewRoster(b *testing.B) {
	g := newGroup(b, spec(group.EnrolmentOpen))
	var s group.RosterSpec
	for i := range 100 { // a hundred stays, one after another
		s.Memberships = append(s.Memberships, group.Membership{
			Member: member(i), Joined: day(2 + 5*i), Route: group.Referred, Left: day(2 + 5*i + 30), Leaving: group.Completed,
		})
	}
	for b.Loop() {
		if _, err := group.NewRoster(g, s); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAttendance(b *testing.B) {
	r := roster(b, spec(group.EnrolmentOpen), 8)
	a := agreement(b, 1, 2, 3, 4, 5, 6, 7, 8)
	var sessions []group.Session
	for i := range 10 {
		sessions = append(sessions, session(b, r, day(8+7*i), i+1, allPresent(8)...))
	}
	for b.Loop() {
		group.AtRisk(r, a, slices.Values(sessions), day(90), nil)
	}
}

func BenchmarkShare(b *testing.B) {
	weights := []int64{90, 90, 60, 45, 90, 30, 90, 88}
	for b.Loop() {
		if _, err := group.Share(1_000_003, weights); err != nil {
			b.Fatal(err)
		}
	}
}
