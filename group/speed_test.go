package group_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
)

// TestAllocations keeps what is done for everybody on a waiting list cheap.
func TestAllocations(t *testing.T) {
	r := roster(t, spec(group.IntakeOpen), 6)
	criteria, answers := group.DefaultCriteria(), clear()
	c := madeUp().checker(t)
	quiet := strings.Repeat("the group was lively and talked about courage ", 20)
	for _, tt := range []struct {
		name string
		most float64
		do   func()
	}{
		{"count the members", 0, func() { r.Count(day(9)) }},
		{"ask for a place", 2, func() { r.Admission(member(9), day(9)) }},
		{"screen", 220, func() { criteria.Screen(group.Support, answers) }},
		{"look for names in 160 words", 420, func() {
			for range c.Find(quiet) {
			}
		}},
		{"split a fee", 1, func() { group.Split(10001, 8) }},
	} {
		require.LessOrEqual(t, testing.AllocsPerRun(20, tt.do), tt.most, tt.name)
	}
}

func BenchmarkScreen(b *testing.B) {
	criteria, answers := group.DefaultCriteria(), clear()
	for b.Loop() {
		criteria.Screen(group.InterpersonalProcess, answers)
	}
}

func BenchmarkNewRoster(b *testing.B) {
	g := newGroup(b, spec(group.IntakeOpen))
	var s group.RosterSpec
	for i := range 100 { // a hundred stays, one after another
		s.Episodes = append(s.Episodes, group.Episode{
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
	r := roster(b, spec(group.IntakeOpen), 8)
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

func BenchmarkNewNoteChecker(b *testing.B) {
	book := madeUp()
	for b.Loop() {
		if _, err := group.NewNoteChecker(group.NamesSpec{Known: book.sealed, Open: book.open}); err != nil {
			b.Fatal(err)
		}
	}
}

// TestLongNotes: the effort grows with the length of the text, not with its square.
// It is counted in allocations, since time is the machine's.
func TestLongNotes(t *testing.T) {
	c := madeUp().checker(t)
	effort := func(words int) float64 {
		text := strings.Repeat("then Zoë and Will O'Connor went on, ", words)
		return testing.AllocsPerRun(3, func() {
			for range c.Find(text) {
			}
		})
	}
	short, tall := effort(50), effort(500)
	require.Less(t, tall, 12*short, fmt.Sprint(short, " ", tall))
	require.Equal(t, therapy.Unknown, group.Answers(nil).Truth("anything"))
}
