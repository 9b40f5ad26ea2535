package compose_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group/compose"
	"github.com/therapykit/therapykit/group/compose/internal/waitlist"
)

// severalRegions returns a list of several regions, large enough to be divided into blocks.
func severalRegions() compose.Problem {
	f := waitlist.Minimum
	f.Clients, f.Groups, f.Conflicts, f.Regions = 2600, 560, 100, 2
	return waitlist.Generate(f, 11)
}

// TestSolveByBlocks shuffles a list that is divided, on one processor and on two. Plan, bounds
// and reasons must be the same each time, the plan valid and near its bound, and the reasons
// true.
func TestSolveByBlocks(t *testing.T) {
	p := severalRegions()
	want := solveShuffled(t, p, 2, compose.Options{})
	require.Less(t, float64(want.Gap()), 0.006*float64(want.Score.Placing))
	few := want
	few.Report.Unplaced = nil
	for k := 0; k < len(want.Report.Unplaced); k += 60 {
		few.Report.Unplaced = append(few.Report.Unplaced, want.Report.Unplaced[k])
	}
	checkReasons(t, p, few)
}

// TestSolveByBlocksCancelled cancels the run at several moments.
func TestSolveByBlocksCancelled(t *testing.T) {
	t.Parallel()
	p := severalRegions()
	moments := []int64{1, 300, 5000, 45_000}
	if *long {
		moments = append(moments, 0, 15_000, 30_000, 60_000)
	} else if testing.Short() {
		moments = []int64{300, 5000}
	}
	for _, after := range moments {
		ctx := &counting{Context: context.Background()}
		ctx.left.Store(after)
		r, err := compose.Solve(ctx, p, compose.Options{})
		require.NoError(t, err)
		require.False(t, r.Complete)
		verify(t, p, r)
	}
}
