package compose_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group/compose"
)

// TestInt128AgreesWithBigInt compares sums and products with those of math/big.
func TestInt128AgreesWithBigInt(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	edges := []int64{0, 1, -1, math.MaxInt64, math.MinInt64, 1 << 32, -1 << 32, 255, -257}
	number := func() int64 {
		if r.IntN(2) == 0 {
			return edges[r.IntN(len(edges))]
		}
		return int64(r.Uint64()) >> r.IntN(64)
	}
	for range 20_000 {
		a, b, c, d := number(), number(), number(), number()
		want := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
		want.Add(want, big.NewInt(c))
		want.Sub(want, big.NewInt(d))
		text, less, floor, fits := compose.Wide(a, b, c, d)
		require.Equal(t, want.String(), text)
		require.Equal(t, want.Sign() < 0, less)
		down := new(big.Int).Rsh(want, 8)
		require.Equal(t, down.IsInt64(), fits)
		if fits {
			require.Equal(t, down.Int64(), floor)
		}
	}
}
