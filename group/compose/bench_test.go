package compose_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group/compose"
	"github.com/therapykit/therapykit/group/compose/internal/waitlist"
)

// without conflicts and quotas, and with.
var sizes = []struct {
	name   string
	family waitlist.Family
}{
	{"clinic", waitlist.Clinic4},
	{"clinic-500", waitlist.Clinic5},
	{"clinic-conflicts", waitlist.Conflict},
	{"clinic-minimum", waitlist.Minimum},
	{"large", waitlist.Large},
	{"large-conflicts", waitlist.LargeMix},
	{"national", waitlist.National},
}

func BenchmarkSolve(b *testing.B) {
	for _, size := range sizes {
		b.Run(size.name, func(b *testing.B) {
			if size.name == "national" && !*long {
				b.Skip("a minute; run with -long")
			}
			p := waitlist.Generate(size.family, 1)
			_, paper, err := compose.FirstComeFirstServed(p)
			require.NoError(b, err)
			var r compose.Result
			for b.Loop() {
				r, err = compose.Solve(context.Background(), p, compose.Options{})
				require.NoError(b, err)
			}
			b.ReportMetric(float64(r.Score.Points), "points")
			b.ReportMetric(float64(r.Gap())*1e6/float64(max(1, r.Score.Points)), "gap-ppm")
			b.ReportMetric(float64(r.Score.Points-paper.Points)*1e3/float64(max(1, paper.Points)), "gain-permille")
		})
	}
}

func BenchmarkFirstComeFirstServed(b *testing.B) {
	p := waitlist.Generate(waitlist.LargeMix, 1)
	for b.Loop() {
		_, _, err := compose.FirstComeFirstServed(p)
		require.NoError(b, err)
	}
}

func BenchmarkCheck(b *testing.B) {
	p := waitlist.Generate(waitlist.Clinic5, 1)
	a, _, err := compose.FirstComeFirstServed(p)
	require.NoError(b, err)
	for b.Loop() {
		_, err := compose.Check(p, a)
		require.NoError(b, err)
	}
}

// TestSolveAllocations keeps memory bounded: a run allocates in proportion to
// its input, not to its search.
func TestSolveAllocations(t *testing.T) {
	p := waitlist.Generate(waitlist.Clinic4, 1)
	few := testing.AllocsPerRun(1, func() {
		_, err := compose.Solve(context.Background(), p, compose.Options{Work: 1})
		require.NoError(t, err)
	})
	require.Less(t, few, 70_000.0)
}
