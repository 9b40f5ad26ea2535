package search_test

import (
	"fmt"

	"github.com/therapykit/therapykit/group/compose/internal/search"
)

// five is the example of the package comment: Ann to Eve are 0 to 4, M is 0 and T is 1.
func five(conflict bool) *search.Model {
	m := &search.Model{
		Points:  []int64{5, 4, 3, 2, 1},
		PairOff: []int32{0, 1, 2, 4, 6, 7}, PairGroup: []int32{0, 0, 0, 1, 0, 1, 1},
		Fit: make([]uint8, 7), Mask: make([]uint64, 7),
		Need: []int32{2, 2}, Room: []int32{3, 3}, Running: []bool{false, false}, Minutes: []int32{0, 0},
		Counts: make([][]search.Count, 2), Sitting: make([]int32, 2),
		Uses: [][]search.Use{{{Amount: 1}}, {{Amount: 1}}}, Free: []int32{1}, Sets: make([][]int32, 5),
	}
	if conflict {
		m.Sets[0], m.Sets[2] = []int32{0}, []int32{0}
	}
	m.Index()
	return m
}

func Example() {
	for _, conflict := range []bool{false, true} {
		r := search.Solve(five(conflict), search.Options{Stop: func() bool { return false }})
		fmt.Println(r.Score.Points, "points:", r.Seating.Members[0], "in M")
	}
	// With the conflict the inner problem of M is worth 8 under the prices of the comment.
	m := five(true)
	m.Room, m.GroupOff = m.Room[:1], m.GroupOff[:2]
	worth, _, _ := search.GroupWorth(m, 1, 0, []int64{2 * search.PriceScale, search.PriceScale, 0, 0, 0})
	fmt.Println(worth / search.PriceScale)
	// Output:
	// 12 points: [0 1 2] in M
	// 11 points: [0 1 3] in M
	// 8
}
