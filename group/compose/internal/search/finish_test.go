package search_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group/compose/internal/search"
)

// TestFinishClosesEmptyGroups has two groups that use the same room. The one that nobody can
// join is open when the search ends: it closes, and the other opens for the one who waits.
func TestFinishClosesEmptyGroups(t *testing.T) {
	m := &search.Model{
		Points: []int64{100}, PairOff: []int32{0, 1}, PairGroup: []int32{1}, Fit: []uint8{50}, Mask: []uint64{0},
		Need: []int32{0, 1}, Room: []int32{4, 4}, Running: make([]bool, 2), Minutes: []int32{90, 90}, Counts: make([][]search.Count, 2),
		Sitting: make([]int32, 2), Uses: [][]search.Use{{{Resource: 0, Amount: 1}}, {{Resource: 0, Amount: 1}}}, Free: []int32{1},
		Sets: make([][]int32, 1), Bonds: make([][]search.Bond, 1), Cluster: make([]int32, 1),
	}
	m.Index()
	open, at := search.Finish(m, 0)
	require.Equal(t, []bool{false, true}, open)
	require.Equal(t, []int32{0}, at, "by the only pair")
}
