package care_test

import (
	"encoding"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
)

// The grids are written by hand, independently of the tables of the library. A row is the current
// status, a column the next one: "=" the same, "+" allowed, "?" allowed if nothing has been done,
// "!" allowed as a correction, "-" refused.

const planGrid = `
                 draft active on-hold revoked completed entered-in-error unknown
draft            =     +      -       +       -         +                -
active           !     =      +       +       +         +                -
on-hold          -     +      =       +       +         +                -
revoked          !     !      !       =       !         ?                -
completed        -     !      !       !       =         ?                -
entered-in-error -     -      -       -       -         =                -
unknown          +     +      +       +       +         +                =
`

const goalGrid = `
                 proposed planned accepted active on-hold completed cancelled entered-in-error rejected
proposed         =        +       +        -      -       -         +         +                +
planned          !        =       +        +      -       -         +         +                !
accepted         !        !       =        +      +       -         +         +                !
active           -        !       !        =      +       +         +         +                -
on-hold          -        -       !        +      =       +         +         +                -
completed        -        -       -        +      !       =         !         ?                -
cancelled        !        !       !        !      !       !         =         ?                !
entered-in-error -        -       -        -      -       -         -         =                -
rejected         !        !       !        -      -       -         !         +                =
`

const sessionGrid = `
                 planned arrived triaged in-progress onleave finished cancelled entered-in-error unknown
planned          =       +       +       +           -       +        +         +                -
arrived          !       =       +       +           -       +        +         +                -
triaged          !       !       =       +           -       +        +         +                -
in-progress      !       !       !       =           +       +        !         +                -
onleave          -       -       -       +           =       +        -         +                -
finished         !       !       !       !           !       =        !         +                -
cancelled        !       !       !       !           -       !        =         +                -
entered-in-error -       -       -       -           -       -        -         =                -
unknown          +       +       +       +           +       +        +         +                =
`

const attendanceGrid = `
                     not-reported attended late left-early did-not-attend cancelled-by-client cancelled-by-service cancelled-by-other cancelled-late
not-reported         =            +        +    +          +              +                   +                    +                  +
attended             !            =        +    +          +              +                   +                    +                  +
late                 !            +        =    +          +              +                   +                    +                  +
left-early           !            +        +    =          +              +                   +                    +                  +
did-not-attend       !            +        +    +          =              +                   +                    +                  +
cancelled-by-client  !            +        +    +          +              =                   +                    +                  +
cancelled-by-service !            +        +    +          +              +                   =                    +                  +
cancelled-by-other   !            +        +    +          +              +                   +                    =                  +
cancelled-late       !            +        +    +          +              +                   +                    +                  =
`

const noteGrid = `
                 draft final amended entered-in-error
draft            =     +     -       +
final            -     =     +       +
amended          -     -     =       +
entered-in-error +     +     -       =
`

// checkGrid compares every cell, and the values next to the valid ones.
func checkGrid[S ~uint8, P interface {
	*S
	encoding.TextUnmarshaler
}](t *testing.T, grid string, to func(S, S) care.Transition, name func(S) string) {
	t.Helper()
	marks := map[string]care.Transition{
		"=": care.TransitionSame, "+": care.TransitionAllowed, "?": care.TransitionIfUnused, "!": care.TransitionToCorrect, "-": care.TransitionRefused,
	}
	lines := strings.Split(strings.TrimSpace(grid), "\n")
	columns := strings.Fields(lines[0])
	require.Len(t, lines, len(columns)+1, "as many rows as columns")
	status := make(map[string]S, len(columns))
	for _, column := range columns {
		var s S
		require.NoError(t, P(&s).UnmarshalText([]byte(column)))
		status[column] = s
	}
	for _, line := range lines[1:] {
		cells := strings.Fields(line)
		from := cells[0]
		for i, mark := range cells[1:] {
			want, known := marks[mark]
			require.True(t, known, mark)
			require.Equal(t, want, to(status[from], status[columns[i]]), "%s to %s", from, columns[i])
		}
	}
	end := S(len(columns) + 1)
	require.Contains(t, name(end), "(", "%d is no status, so the grid names all of them", end)
	for s := range S(255) {
		for _, bad := range []S{0, end, 255} {
			require.Equal(t, care.TransitionRefused, to(s, bad), "%d to %d", s, bad)
			require.Equal(t, care.TransitionRefused, to(bad, s), "%d to %d", bad, s)
		}
	}
}

func TestTransitions(t *testing.T) {
	t.Parallel()
	checkGrid(t, planGrid, care.PlanStatus.To, care.PlanStatus.String)
	checkGrid(t, goalGrid, care.GoalStatus.To, care.GoalStatus.String)
	checkGrid(t, sessionGrid, care.SessionStatus.To, care.SessionStatus.String)
	checkGrid(t, attendanceGrid, care.AttendanceStatus.To, care.AttendanceStatus.String)
	checkGrid(t, noteGrid, care.NoteStatus.To, care.NoteStatus.String)
}

func TestTransitionPermits(t *testing.T) {
	t.Parallel()
	for transition, want := range map[care.Transition][3]bool{ // in general, nothing done, correcting
		care.TransitionRefused: {false, false, false}, care.TransitionSame: {true, true, true}, care.TransitionAllowed: {true, true, true},
		care.TransitionIfUnused: {false, true, false}, care.TransitionToCorrect: {false, false, true}, 17: {false, false, false},
	} {
		got := [3]bool{transition.Permits(care.RevisionSpec{}), transition.Permits(care.RevisionSpec{Unused: true}), transition.Permits(care.RevisionSpec{Corrects: true})}
		require.Equal(t, want, got, transition.String())
	}
}

// TestCorrections checks the corrections of every table by one rule: a status that was recorded by
// mistake can be replaced by the status before it or by any status that could have followed that,
// and entered-in-error is final.
func TestCorrections(t *testing.T) {
	t.Parallel()
	checkCorrections(t, care.PlanUnknown, care.PlanEnteredInError, care.PlanUnknown, care.PlanStatus.To)
	checkCorrections(t, care.GoalRejected, care.GoalEnteredInError, 0, care.GoalStatus.To)
	checkCorrections(t, care.SessionUnknown, care.SessionEnteredInError, care.SessionUnknown, care.SessionStatus.To)
	checkCorrections(t, care.CancelledLate, 0, 0, care.AttendanceStatus.To)
}

func checkCorrections[S ~uint8](t *testing.T, last, void, unknown S, to func(S, S) care.Transition) {
	t.Helper()
	for from := S(1); from <= last; from++ {
		for next := S(1); next <= last; next++ {
			want := false
			for before := S(1); before <= last; before++ {
				made := before != unknown && to(before, from) == care.TransitionAllowed
				want = want || made && (before == next || to(before, next) == care.TransitionAllowed)
			}
			direct := to(from, next)
			want = want && from != void && next != void && next != unknown && direct != care.TransitionAllowed && direct != care.TransitionSame
			require.Equal(t, want, direct == care.TransitionToCorrect, "%T %d to %d", from, from, next)
		}
	}
}

func TestStatusNext(t *testing.T) {
	t.Parallel()
	require.Equal(t, []care.PlanStatus{care.PlanActive, care.PlanRevoked, care.PlanEnteredInError}, slices.Collect(care.PlanDraft.Next()))
	require.Equal(t, []care.PlanStatus{care.PlanActive, care.PlanOnHold, care.PlanRevoked, care.PlanEnteredInError}, slices.Collect(care.PlanCompleted.Next()), "conditions included")
	require.Empty(t, slices.Collect(care.PlanStatus(0).Next()))
	require.Equal(t, []care.GoalStatus{care.GoalActive, care.GoalOnHold, care.GoalCancelled, care.GoalEnteredInError}, slices.Collect(care.GoalCompleted.Next()))
	require.Empty(t, slices.Collect(care.SessionEnteredInError.Next()))
	for s := range care.GoalProposed.Next() {
		require.Equal(t, care.GoalPlanned, s)
		break
	}
}

// The permitted combinations of lifecycle and achievement, written by hand: rows are lifecycles,
// columns achievements, the first column means "not stated".
const achievementGrid = `
                 . in-progress improving worsening no-change achieved sustaining not-achieved no-progress not-attainable
proposed         + -           -         -         -         -        -          -            -           -
planned          + -           -         -         -         -        -          -            -           -
accepted         + -           -         -         -         -        -          -            -           -
active           + +           +         +         +         +        +          -            -           -
on-hold          + +           +         +         +         +        +          +            +           +
completed        - -           -         -         -         +        +          +            +           +
cancelled        + +           +         +         +         +        +          +            +           +
entered-in-error + +           +         +         +         +        +          +            +           +
rejected         + -           -         -         -         -        -          -            -           -
`

func TestGoalAllows(t *testing.T) {
	t.Parallel()
	lines := strings.Split(strings.TrimSpace(achievementGrid), "\n")
	columns := strings.Fields(lines[0])
	cells := 0
	for _, line := range lines[1:] {
		words := strings.Fields(line)
		var s care.GoalStatus
		require.NoError(t, s.UnmarshalText([]byte(words[0])))
		for i, mark := range words[1:] {
			var a care.Achievement
			if columns[i] != "." {
				require.NoError(t, a.UnmarshalText([]byte(columns[i])))
			}
			require.Equal(t, mark == "+", s.Allows(a), "%s with %s", words[0], columns[i])
			cells++
		}
		require.False(t, s.Allows(200))
	}
	require.Equal(t, 90, cells)
	require.False(t, care.GoalStatus(0).Allows(0))
	require.False(t, care.GoalStatus(99).Allows(0))
}

func TestHierarchies(t *testing.T) {
	t.Parallel()
	parents := map[care.Achievement]care.Achievement{
		care.Improving: care.InProgress, care.Worsening: care.InProgress, care.NoChange: care.InProgress,
		care.Sustaining: care.Achieved, care.NoProgress: care.NotAchieved, care.NotAttainable: care.NotAchieved,
	}
	for a := range care.Achievement(12) {
		parent, ok := a.Parent()
		require.Equal(t, parents[a], parent)
		require.Equal(t, parents[a] != 0, ok)
		for b := care.InProgress; b <= care.NotAttainable; b++ {
			require.Equal(t, a == b || parents[a] == b, a.IsA(b), "%v is %v", a, b)
		}
	}
	for s := range care.GoalStatus(12) {
		parent, ok := s.Parent()
		kind := s == care.GoalActive || s == care.GoalOnHold || s == care.GoalCompleted
		require.Equal(t, kind, ok)
		require.Equal(t, kind, parent == care.GoalAccepted)
	}
}

func TestStatusPredicates(t *testing.T) {
	t.Parallel()
	collect := func(n int, holds func(int) bool, name func(int) string) string {
		var names []string
		for i := range n {
			if holds(i) {
				names = append(names, name(i))
			}
		}
		return strings.Join(names, " ")
	}
	require.Equal(t, "draft active on-hold unknown", collect(12, func(i int) bool { return care.PlanStatus(i).Open() }, func(i int) string { return care.PlanStatus(i).String() }))
	require.Equal(t, "proposed planned accepted active on-hold", collect(12, func(i int) bool { return care.GoalStatus(i).Open() }, func(i int) string { return care.GoalStatus(i).String() }))
	require.Equal(t, "in-progress onleave finished", collect(12, func(i int) bool { return care.SessionStatus(i).Begun() }, func(i int) string { return care.SessionStatus(i).String() }))
	require.Equal(t, "attended late left-early", collect(12, func(i int) bool { return care.AttendanceStatus(i).Present() }, func(i int) string { return care.AttendanceStatus(i).String() }))
	require.Equal(t, "cancelled-by-client cancelled-by-service cancelled-by-other cancelled-late", collect(12, func(i int) bool { return care.AttendanceStatus(i).Cancelled() }, func(i int) string { return care.AttendanceStatus(i).String() }))
}

// checkNames checks a closed enumeration: every constant has a name that can be decoded, and nothing
// else can be decoded or encoded.
func checkNames[E ~uint8, P interface {
	*E
	encoding.TextUnmarshaler
}](t *testing.T, first int, names ...string) {
	t.Helper()
	text := func(e E) encoding.TextMarshaler { return any(e).(encoding.TextMarshaler) } //nolint:forcetypeassert // that is the test
	for i, name := range names {
		e := E(first + i)
		got, err := text(e).MarshalText()
		require.NoError(t, err)
		require.Equal(t, name, string(got))
		require.Equal(t, name, fmt.Sprint(e))
		back := E(250)
		require.NoError(t, P(&back).UnmarshalText(got))
		require.Equal(t, e, back)
		require.ErrorIs(t, P(&back).UnmarshalText([]byte(strings.ToUpper(name))), therapy.ErrUnknown)
		require.Equal(t, e, back, "an error leaves the value unchanged")
		if v, ok := any(e).(interface{ Valid() bool }); ok {
			require.True(t, v.Valid())
		}
	}
	bad := []E{E(first + len(names)), 255}
	if first == 1 {
		bad = append(bad, 0)
	}
	for _, e := range bad {
		_, err := text(e).MarshalText()
		require.ErrorIs(t, err, therapy.ErrRange)
		require.Contains(t, fmt.Sprint(e), "(", "a placeholder, not a panic")
		if v, ok := any(e).(interface{ Valid() bool }); ok {
			require.False(t, v.Valid())
		}
	}
	var e E
	require.ErrorIs(t, P(&e).UnmarshalText(nil), therapy.ErrUnknown)
	require.ErrorIs(t, P(&e).UnmarshalText([]byte("nobody's name")), therapy.ErrUnknown)
}

func TestStatusNames(t *testing.T) {
	t.Parallel()
	checkNames[care.Transition](t, 0, "refused", "same", "allowed", "allowed-if-unused", "allowed-to-correct")
	checkNames[care.PlanStatus](t, 1, "draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown")
	checkNames[care.GoalStatus](t, 1, "proposed", "planned", "accepted", "active", "on-hold", "completed", "cancelled", "entered-in-error", "rejected")
	checkNames[care.Achievement](t, 1, "in-progress", "improving", "worsening", "no-change", "achieved", "sustaining", "not-achieved", "no-progress", "not-attainable")
	checkNames[care.SessionStatus](t, 1, "planned", "arrived", "triaged", "in-progress", "onleave", "finished", "cancelled", "entered-in-error", "unknown")
	checkNames[care.AttendanceStatus](t, 1, "not-reported", "attended", "late", "left-early", "did-not-attend", "cancelled-by-client", "cancelled-by-service", "cancelled-by-other", "cancelled-late")
	checkNames[care.NoteStatus](t, 1, "draft", "final", "amended", "entered-in-error")
	checkNames[care.Period](t, 1, "day", "week", "month")
}
