package group_test

import (
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
)

// TestStatusTable states the whole table: f, r, p, c, x are the statuses; a letter means that the
// transition is allowed.
func TestStatusTable(t *testing.T) {
	t.Parallel()
	want := map[group.Status]string{
		group.Forming: "=+..+", group.Running: ".=++.", group.Paused: ".+=+.", group.Closed: "...=.", group.Cancelled: "....=",
	}
	for s := group.Forming; s <= group.Cancelled; s++ {
		row, next := "", []group.Status{}
		for to := group.Forming; to <= group.Cancelled; to++ {
			switch s.To(to) {
			case care.TransitionSame:
				row += "="
			case care.TransitionAllowed:
				row += "+"
				next = append(next, to)
			case care.TransitionRefused, care.TransitionIfUnused:
				row += "."
			}
		}
		require.Equal(t, want[s], row, s)
		require.Equal(t, next, append([]group.Status{}, slices.Collect(s.Next())...), s)
		require.Equal(t, len(next) == 0, s.Final(), s)
		require.Equal(t, s >= group.Paused, s.NeedsReason(), s)
	}
	require.Equal(t, care.TransitionRefused, group.Status(0).To(group.Running))
	require.Equal(t, care.TransitionRefused, group.Running.To(99))
	for range group.Running.Next() {
		break
	}
}

// TestEveryHistory compares every sequence of up to five statuses with an equivalent regular
// expression.
func TestEveryHistory(t *testing.T) {
	t.Parallel()
	lawful := regexp.MustCompile(`^f(r(pr)*p?c?|x)?$`)
	letters := "?frpcx"
	var try func(prefix string, history []group.StatusChange)
	n := 0
	try = func(prefix string, history []group.StatusChange) {
		if len(history) > 0 {
			s := spec(group.EnrolmentClosed)
			s.History = history
			g, err := group.New(s)
			require.Equal(t, lawful.MatchString(prefix), err == nil, prefix)
			if err == nil {
				require.Equal(t, history[len(history)-1].To, g.Status())
			}
			n++
		}
		if len(history) == 5 {
			return
		}
		for to := group.Forming; to <= group.Cancelled; to++ {
			change := group.StatusChange{To: to, On: day(len(history) + 1), Reason: "because"}
			try(prefix+letters[to:to+1], append(slices.Clone(history), change))
		}
	}
	try("", nil)
	require.Equal(t, 5+25+125+625+3125, n)
}

func TestMove(t *testing.T) {
	t.Parallel()
	s := spec(group.EnrolmentClosed)
	s.History = s.History[:1]
	g := newGroup(t, s)
	_, started := g.Start()
	require.False(t, started)
	_, ended := g.End()
	require.False(t, ended)
	running, err := g.Move(group.StatusChange{To: group.Running, On: day(8)})
	require.NoError(t, err)
	paused, err := running.Move(group.StatusChange{To: group.Paused, On: day(20), Reason: care.ReasonHoliday})
	require.NoError(t, err)
	closed, err := paused.Move(group.StatusChange{To: group.Closed, On: day(30), Reason: group.ReasonTooFewMembers})
	require.NoError(t, err)
	require.Equal(t, group.Forming, g.Status(), "the old value is unchanged")
	for on, want := range map[int]group.Status{0: 0, 1: group.Forming, 7: group.Forming, 8: group.Running, 20: group.Paused, 29: group.Paused, 30: group.Closed, 99: group.Closed} {
		require.Equal(t, want, closed.StatusOn(day(on)), "day %d", on)
	}
	start, _ := closed.Start()
	end, _ := closed.End()
	require.Equal(t, []therapy.Date{day(8), day(30)}, []therapy.Date{start, end})
	require.Len(t, slices.Collect(closed.History()), 4)
	_, err = closed.Move(group.StatusChange{To: group.Running, On: day(40)})
	require.ErrorIs(t, err, therapy.ErrTransition)
	_, err = running.Move(group.StatusChange{To: group.Running, On: day(9)})
	require.ErrorIs(t, err, therapy.ErrTransition, "an entry of a history must change the status")
	require.Zero(t, group.Group{}.Status())
	require.Equal(t, care.GroupID(""), group.Group{}.ID())
}
