package search_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group/compose/internal/search"
)

// TestConflictAgreesWithSets compares both ways of looking up a conflict, the table for few
// clients and the walk along two lists, with the conflict sets.
func TestConflictAgreesWithSets(t *testing.T) {
	t.Parallel()
	for _, clients := range []int{300, 3000} {
		r := rand.New(rand.NewPCG(1, 2))
		m := &search.Model{Points: make([]int64, clients), PairOff: make([]int32, clients+1), Sets: make([][]int32, clients)}
		for k := range int32(clients * 2 / 3) {
			for _, i := range r.Perm(clients)[:2+r.IntN(4)] {
				m.Sets[i] = append(m.Sets[i], k)
			}
		}
		m.Index()
		pairs := 0
		for i := range int32(300) {
			for j := range int32(clients) {
				if i == j {
					continue
				}
				both := slices.ContainsFunc(m.Sets[i], func(k int32) bool { return slices.Contains(m.Sets[j], k) })
				require.Equal(t, both, m.Conflict(i, j))
				if both {
					pairs++
				}
			}
		}
		require.Greater(t, pairs, 300)
	}
}
