package search_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group/compose/internal/search"
)

// districts returns a made-up list of people who mostly choose among the groups of their own
// district. Some resources are used in several districts.
func districts(seed uint64) *search.Model {
	r := rand.New(rand.NewPCG(seed, 5))
	const clients, groups, resources, of = 4000, 300, 90, 5
	m := &search.Model{
		Points: make([]int64, clients), PairOff: []int32{0}, Need: make([]int32, groups), Room: make([]int32, groups),
		Running: make([]bool, groups), Minutes: make([]int32, groups), Counts: make([][]search.Count, groups),
		Sitting: make([]int32, groups), Uses: make([][]search.Use, groups), Free: make([]int32, resources),
		Sets: make([][]int32, clients), Bonds: make([][]search.Bond, clients), Cluster: make([]int32, clients),
	}
	for g := range groups {
		m.Need[g], m.Room[g], m.Minutes[g] = 4, 4+r.Int32N(6), 600
		for _, k := range r.Perm(resources)[:2] {
			if r.IntN(3) > 0 {
				k = k/of*of + g%of
			}
			m.Uses[g] = append(m.Uses[g], search.Use{Resource: int32(k), Amount: 1 + r.Int32N(2)})
		}
		slices.SortFunc(m.Uses[g], func(a, b search.Use) int { return int(a.Resource - b.Resource) })
		m.Uses[g] = slices.CompactFunc(m.Uses[g], func(a, b search.Use) bool { return a.Resource == b.Resource })
	}
	for k := range m.Free {
		m.Free[k] = r.Int32N(9)
	}
	for i := range clients {
		m.Points[i], m.Cluster[i] = 100+r.Int64N(200), int32(i%of)
		for g := range int32(groups) {
			if r.IntN(100) < 2 || int(g)%of == i%of && r.IntN(100) < 30 {
				m.PairGroup, m.Fit, m.Mask = append(m.PairGroup, g), append(m.Fit, uint8(r.IntN(90))), append(m.Mask, 0)
			}
		}
		m.PairOff = append(m.PairOff, int32(len(m.PairGroup)))
		if j := r.Int32N(clients); i%50 == 0 && int(j) != i {
			m.Sets[i], m.Sets[j] = append(m.Sets[i], int32(i)), append(m.Sets[j], int32(i))
			m.Bonds[i] = append(m.Bonds[i], search.Bond{Client: j, Weight: 3})
			m.Bonds[j] = append(m.Bonds[j], search.Bond{Client: int32(i), Weight: 3})
		}
	}
	for _, sets := range m.Sets {
		slices.Sort(sets)
	}
	m.Index()
	return m
}

// TestBlocksAreTheListDivided compares the blocks with the list: each client and group is in
// one block with the same numbers, no pair is changed, and the blocks' shares of a resource
// sum to all of it.
func TestBlocksAreTheListDivided(t *testing.T) {
	t.Parallel()
	m := districts(1)
	client, group, lists := search.Blocks(m)
	require.Greater(t, len(lists), 1)
	free := make([]int32, len(m.Free))
	used := make([]bool, len(m.Free))
	clients, groups, pairs := 0, 0, 0
	for k, b := range lists {
		clients, groups, pairs = clients+len(b.Clients), groups+len(b.Groups), pairs+len(b.Pairs)
		for n, i := range b.Clients {
			require.Equal(t, int32(k), client[i])
			require.Equal(t, m.Points[i], b.Model.Points[n])
			require.Equal(t, m.Sets[i], b.Model.Sets[n])
			for p := b.Model.PairOff[n]; p < b.Model.PairOff[n+1]; p++ {
				whole := b.Pairs[p]
				require.True(t, m.PairOff[i] <= whole && whole < m.PairOff[i+1], "the pair is of somebody else")
				require.Equal(t, m.PairGroup[whole], b.Groups[b.Model.PairGroup[p]])
				require.Equal(t, m.Fit[whole], b.Model.Fit[p])
			}
			for _, bond := range b.Model.Bonds[n] {
				require.True(t, slices.ContainsFunc(m.Bonds[i], func(x search.Bond) bool {
					return x.Client == b.Clients[bond.Client] && x.Weight == bond.Weight
				}))
			}
		}
		for n, g := range b.Groups {
			require.Equal(t, int32(k), group[g])
			require.Equal(t, [3]int32{m.Need[g], m.Room[g], m.Minutes[g]}, [3]int32{b.Model.Need[n], b.Model.Room[n], b.Model.Minutes[n]})
			require.Len(t, b.Model.Uses[n], len(m.Uses[g]))
			for at, u := range b.Model.Uses[n] {
				require.Equal(t, m.Uses[g][at], search.Use{Resource: b.Resources[u.Resource], Amount: u.Amount})
			}
		}
		for n, r := range b.Resources {
			free[r] += b.Model.Free[n]
			used[r] = true
		}
	}
	require.Equal(t, []int{len(m.Points), len(m.Room)}, []int{clients, groups})
	require.Greater(t, pairs, len(m.PairGroup)*7/10, "the blocks cut too much apart")
	for r, users := range m.Users {
		require.Equal(t, len(users) > 0, used[r])
		if used[r] {
			require.Equal(t, m.Free[r], free[r])
		}
	}
}
