package search

import (
	"cmp"
	"math"
	"slices"
)

// Each step of the price search gives, for each group, the set of people that it would take.
// Such a set keeps all rules of the group. Where rules are tight, moving people one by one
// hardly finds a good plan, but these sets often make one. They are collected and at the end
// combined: at most one set for each group, nobody twice, within the resources.

// pool collects the sets that groups have wanted.
type pool struct {
	m      *Model
	sets   pieces[pooledSet]
	people pieces[uint16] // of each set: how many, and their places among the pairs of the group, ascending
	number []int32        // of sets of each group
	slots  []int32        // hash table of sets, as their number and 1
}

// pooledSet is a set of a pool, and where its people begin.
type pooledSet struct {
	hash        uint64
	group, from int32
}

// pieces is a list that grows piece by piece, so that nothing is copied.
type pieces[T any] struct {
	list [][]T
	n    int
}

const pieceSize = 1024

// extend makes the list longer by n neighbours and returns where they begin.
func (p *pieces[T]) extend(n int) (from int, added []T) {
	if p.n%pieceSize+n > pieceSize {
		p.n += pieceSize - p.n%pieceSize
	}
	from = p.n
	if p.n += n; from/pieceSize == len(p.list) {
		p.list = append(p.list, make([]T, pieceSize))
	}
	return from, p.list[from/pieceSize][from%pieceSize:][:n]
}

func (p *pieces[T]) at(n int) *T { return &p.list[n/pieceSize][n%pieceSize] }

// mostSets bounds how many sets of one group are kept, and mostTries how many combinations
// are tried.
const (
	mostSets  = 300
	mostTries = 400_000
)

// reset empties the pool, for a problem.
func (p *pool) reset(m *Model) {
	p.m, p.sets.n, p.people.n = m, 0, 0
	cleared(&p.number, len(m.Room))
	clear(p.slots)
}

// cleared makes a list n zeros long, in the same memory if that is enough, and returns it.
func cleared[T any](list *[]T, n int) []T {
	*list = slices.Grow((*list)[:0], n)[:n]
	clear(*list)
	return *list
}

// add collects the set that group g wants, as places among all pairs of groups.
func (p *pool) add(g int32, chosen []int32) {
	if p.number[g] >= mostSets || len(chosen) == 0 || len(chosen) >= pieceSize || p.m.GroupOff[g+1]-p.m.GroupOff[g] > math.MaxUint16 {
		return
	}
	hash := uint64(0)
	for _, k := range chosen { // in any order
		x := (uint64(k) + 1) * 0x9e3779b97f4a7c15
		x = (x ^ x>>32) * 0xd6e8feb86659fd93
		hash += x ^ x>>29
	}
	if 2*p.sets.n >= len(p.slots) {
		p.rehash()
	}
	at := p.slot(hash)
	if p.slots[at] != 0 {
		return
	}
	from, people := p.people.extend(1 + len(chosen))
	people[0] = uint16(len(chosen))
	for n, k := range chosen {
		people[1+n] = uint16(k - p.m.GroupOff[g])
	}
	slices.Sort(people[1:])
	_, set := p.sets.extend(1)
	set[0] = pooledSet{hash, g, int32(from)}
	p.slots[at] = int32(p.sets.n)
	p.number[g]++
}

// slot is where the set with a hash is in the table, or where there is room for it.
func (p *pool) slot(hash uint64) int {
	at := int(hash % uint64(len(p.slots)))
	for p.slots[at] != 0 && p.sets.at(int(p.slots[at])-1).hash != hash {
		at = (at + 1) % len(p.slots)
	}
	return at
}

// rehash makes the table four times as long as there are sets.
func (p *pool) rehash() {
	p.slots = make([]int32, max(1024, 4*p.sets.n))
	for n := range p.sets.n {
		p.slots[p.slot(p.sets.at(n).hash)] = int32(n) + 1
	}
}

// set returns the people of set n.
func (p *pool) set(n int32) []uint16 {
	from := int(p.sets.at(int(n)).from)
	return p.people.list[from/pieceSize][from%pieceSize+1:][:*p.people.at(from)]
}

// byGroup lists the sets in the order of their groups.
func (p *pool) byGroup() []int32 {
	next := make([]int32, len(p.number)+1)
	for g, n := range p.number {
		next[g+1] = next[g] + n
	}
	order := make([]int32, p.sets.n)
	for n := range order {
		g := p.sets.at(n).group
		order[next[g]] = int32(n)
		next[g]++
	}
	return order
}

// packedSet is a set of people for one group, or nobody, and how much less it is worth under
// prices than the group's best set.
type packedSet struct {
	loss, worth int64
	number      int32 // of the set, or None for nobody
	pool        uint8
}

// packing is the search for sets that fit together.
type packing struct {
	m       *Model
	pools   []*pool
	groups  []int32
	choices [][]packedSet
	used    []bool
	left    []int32
	slack   int64 // how far a plan may be below the bound
	beat    int64 // a better plan is worth more than this
	tries   int
	chosen  []int // the set of each group so far
	best    []int
}

// combine puts sets of the pools together into plans, under the prices of a part that
// holds all plans, and improves what it finds.
func (s *solver) combine(d *dual, u, r []int64, pools ...*pool) {
	m := s.m
	p := &packing{m: m, pools: pools, used: make([]bool, len(m.Points)), left: slices.Clone(m.Free), beat: s.best.score.Points * d.wp}
	// earned is what a set is worth, and what a group has of it under the prices.
	earned := func(from *pool, n int32) (worth, earned int64) {
		g := from.sets.at(int(n)).group
		for _, k := range from.set(n) {
			at := m.GroupOff[g] + int32(k)
			worth += d.value[at]
			earned -= u[m.GroupClient[at]]
		}
		for _, use := range m.Uses[g] {
			earned -= r[use.Resource] * int64(use.Amount)
		}
		return worth, earned + worth
	}
	bound := int64(0)
	for i, price := range u {
		if m.PairOff[i] < m.PairOff[i+1] {
			bound += price
		}
	}
	for k, price := range r {
		bound += price * int64(m.Free[k])
	}
	most := make([]int64, len(m.Room))
	for _, from := range pools {
		for n := range from.sets.n {
			g := from.sets.at(n).group
			_, v := earned(from, int32(n))
			most[g] = max(most[g], v)
		}
	}
	for _, v := range most {
		bound += v
	}
	if p.slack = bound - s.improvingBound(d); p.slack < 0 {
		return
	}
	// Only sets that are close enough to the best one can be in a plan above the best one.
	orders, next := make([][]int32, len(pools)), make([]int, len(pools))
	for k, from := range pools {
		orders[k] = from.byGroup()
	}
	for g := range m.Room {
		list := s.packed[:0]
		wanted := false
		if most[g] <= p.slack {
			list = append(list, packedSet{loss: most[g], number: None})
		}
		for k, from := range pools {
			for ; next[k] < len(orders[k]) && from.sets.at(int(orders[k][next[k]])).group == int32(g); next[k]++ {
				wanted = true
				worth, v := earned(from, orders[k][next[k]])
				if loss := most[g] - v; loss <= p.slack {
					list = append(list, packedSet{loss, worth, orders[k][next[k]], uint8(k)})
				}
			}
		}
		if s.packed = list; !wanted {
			continue
		}
		slices.SortStableFunc(list, func(a, b packedSet) int { return cmp.Compare(a.loss, b.loss) })
		p.groups, p.choices = append(p.groups, int32(g)), append(p.choices, slices.Clone(list))
	}
	order := make([]int, len(p.groups))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(len(p.choices[a]), len(p.choices[b])) })
	groups, pieces := make([]int32, len(order)), make([][]packedSet, len(order))
	for n, k := range order {
		groups[n], pieces[n] = p.groups[k], p.choices[k]
	}
	p.groups, p.choices, p.chosen = groups, pieces, make([]int, len(order))
	p.search(0, 0, 0)
	s.seating.work += int64(p.tries)
	if p.best == nil {
		return
	}
	s.clear()
	s.seating.setPenalty(s.hard)
	for n, g := range p.groups {
		if set := p.people(p.choices[n][p.best[n]]); len(set) > 0 {
			if !s.seating.Open[g] && !s.improver.blocked(g) {
				s.seating.SetOpen(g, true)
			}
			for _, k := range set {
				s.seat(m.GroupOff[g] + int32(k))
			}
		}
	}
	s.keep()
	s.complete()
}

// people are the people of a set, as places among the pairs of its group.
func (p *packing) people(one packedSet) []uint16 {
	if one.number == None {
		return nil
	}
	return p.pools[one.pool].set(one.number)
}

// search tries the sets of the groups from the nth on.
func (p *packing) search(n int, lost, worth int64) {
	if n == len(p.groups) {
		if worth > p.beat {
			p.beat, p.best = worth, slices.Clone(p.chosen)
		}
		return
	}
	g := p.groups[n]
	for k, one := range p.choices[n] {
		if p.tries++; p.tries > mostTries || lost+one.loss > p.slack {
			return
		}
		set := p.people(one)
		taken := func(k uint16) bool { return p.used[p.m.GroupClient[p.m.GroupOff[g]+int32(k)]] }
		if len(set) > 0 && (slices.ContainsFunc(set, taken) ||
			slices.ContainsFunc(p.m.Uses[g], func(u Use) bool { return p.left[u.Resource] < u.Amount })) {
			continue
		}
		p.chosen[n] = k
		p.place(g, set, true)
		p.search(n+1, lost+one.loss, worth+one.worth)
		p.place(g, set, false)
	}
}

// place adds a set to the plan (down) or takes it out.
func (p *packing) place(g int32, set []uint16, down bool) {
	if len(set) == 0 {
		return
	}
	for _, k := range set {
		p.used[p.m.GroupClient[p.m.GroupOff[g]+int32(k)]] = down
	}
	for _, u := range p.m.Uses[g] {
		if down {
			p.left[u.Resource] -= u.Amount
		} else {
			p.left[u.Resource] += u.Amount
		}
	}
}
