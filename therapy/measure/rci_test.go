package measure_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/measure"
)

// The index is compared with a threshold that follows from z: the same change is reliable with one z
// and not with another.
func TestRCIUsesItsThreshold(t *testing.T) {
	// Norms whose error of a difference is exactly 1: SD 1, r 0.5.
	basis := func(z float64, inclusive bool) measure.Reliability {
		return measure.Reliability{SD: 1, R: 0.5, Kind: measure.TestRetest, Z: z, Inclusive: inclusive}
	}
	for _, z := range []float64{0.5, 1, 1.28, 1.65, measure.Z95, 1.959964, 2, 2.58, 5} {
		for _, inclusive := range []bool{false, true} {
			mark, err := basis(z, inclusive).Mark()
			require.NoError(t, err)
			require.InDelta(t, z, mark.Points, 1e-12)
			require.Equal(t, inclusive, mark.Inclusive)
			for _, d := range []measure.Direction{measure.LowerBetter, measure.HigherBetter} {
				for _, change := range []float64{0, mark.Points * 0.999, mark.Points, mark.Points * 1.001, 10 * mark.Points} {
					for _, sign := range []float64{-1, 1} {
						got, err := measure.RCI(0, sign*change, d, basis(z, inclusive))
						require.NoError(t, err)
						require.Equal(t, mark, got.Mark)
						require.InDelta(t, sign*change, got.RCI, 1e-9*(1+change))
						want := measure.NoReliableChange
						if change > mark.Points || inclusive && change == mark.Points {
							want = measure.ReliableImprovement
							if d.Improvement(0, sign) < 0 {
								want = measure.ReliableDeterioration
							}
						}
						require.Equal(t, want, got.Kind, "z %v, inclusive %v, change %v", z, inclusive, sign*change)
						require.Equal(t, inclusive, len(got.Rule) > 0 && got.Rule[len("Jacobson and Truax 1991: |post - pre| ")+1] == '=')
					}
				}
			}
		}
	}
	// The category changes with it.
	for z, want := range map[float64]measure.Significance{1.96: measure.Recovered, 4: measure.Unchanged} {
		got, err := measure.JacobsonTruax(13, 10, 12, measure.LowerBetter, basis(z, false))
		require.NoError(t, err)
		require.Equal(t, want, got.Category, "z %v", z)
	}
	require.False(t, math.IsNaN(measure.Z95))
}
