package search

import (
	"cmp"
	"slices"
)

// While prices are searched, each group says again and again which people it would take:
// whole sets that keep all its rules. Where rules are tight, a good plan is hardly found
// by moving people one by one, but often lies among these sets. They are collected, and
// in the end put together: at most one set a group, nobody twice, as resources allow.

// pool collects the sets that groups have wanted.
type pool struct {
	sets [][][]int32 // of each group, places among the pairs of groups, ascending
	seen map[uint64]bool
}

// mostSets bounds how many sets of one group are kept, and mostPuzzle how many tries
// putting them together takes.
const (
	mostSets   = 300
	mostPuzzle = 400_000
)

func newPool(m *Model) *pool { return &pool{make([][][]int32, len(m.Room)), map[uint64]bool{}} }

func (p *pool) add(g int32, chosen []int32) {
	if len(p.sets[g]) >= mostSets || len(chosen) == 0 {
		return
	}
	set := slices.Clone(chosen)
	slices.Sort(set)
	key := uint64(14695981039346656037)
	for _, k := range set {
		key = (key ^ uint64(k+1)) * 1099511628211
	}
	if !p.seen[key] {
		p.seen[key] = true
		p.sets[g] = append(p.sets[g], set)
	}
}

// piece is a set of one group, or nobody, and how much less than the group's best it is
// worth under prices.
type piece struct {
	loss, worth int64
	set         []int32
}

// puzzle is the search for sets that fit together.
type puzzle struct {
	m      *Model
	groups []int32
	pieces [][]piece
	used   []bool
	left   []int32
	slack  int64 // how much may be lost against the bound
	base   int64 // worth that a better plan exceeds
	tries  int
	now    []int // the piece of each group so far
	best   []int
}

// combine puts sets of the pools together into plans, under the prices of a part that
// holds all plans, and improves what it finds.
func (s *solver) combine(d *dual, u, r []int64, pools ...*pool) {
	m := s.m
	p := &puzzle{m: m, used: make([]bool, len(m.Points)), left: slices.Clone(m.Free), base: s.best.score.Points * d.wp}
	bound := int64(0)
	for i, price := range u {
		if m.PairOff[i] < m.PairOff[i+1] {
			bound += price
		}
	}
	for k, price := range r {
		bound += price * int64(m.Free[k])
	}
	for g := range m.Room {
		list := []piece{{}} // loss holds what it earns at first
		for _, from := range pools {
			for _, set := range from.sets[g] {
				var one piece
				for _, k := range set {
					one.worth += d.value[k]
					one.loss += d.value[k] - u[m.GroupClient[k]]
				}
				for _, use := range m.Uses[g] {
					one.loss -= r[use.Resource] * int64(use.Amount)
				}
				one.set = set
				list = append(list, one)
			}
		}
		if len(list) == 1 {
			continue
		}
		most := slices.MaxFunc(list, func(a, b piece) int { return cmp.Compare(a.loss, b.loss) }).loss
		bound += most
		for k := range list {
			list[k].loss = most - list[k].loss
		}
		slices.SortStableFunc(list, func(a, b piece) int { return cmp.Compare(a.loss, b.loss) })
		p.groups, p.pieces = append(p.groups, int32(g)), append(p.pieces, list)
	}
	if p.slack = bound - s.goal(d); p.slack < 0 {
		return
	}
	for k := range p.pieces {
		n := slices.IndexFunc(p.pieces[k], func(x piece) bool { return x.loss > p.slack })
		if n >= 0 {
			p.pieces[k] = p.pieces[k][:n]
		}
	}
	order := make([]int, len(p.groups))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(len(p.pieces[a]), len(p.pieces[b])) })
	groups, pieces := make([]int32, len(order)), make([][]piece, len(order))
	for n, k := range order {
		groups[n], pieces[n] = p.groups[k], p.pieces[k]
	}
	p.groups, p.pieces, p.now = groups, pieces, make([]int, len(order))
	p.fit(0, 0, 0)
	s.seating.work += int64(p.tries)
	if p.best == nil {
		return
	}
	s.clear()
	s.seating.setPenalty(s.hard)
	for n, g := range p.groups {
		if set := p.pieces[n][p.best[n]].set; len(set) > 0 {
			if !s.seating.Open[g] && !s.improver.blocked(g) {
				s.seating.SetOpen(g, true)
			}
			for _, k := range set {
				s.seat(k)
			}
		}
	}
	s.keep()
	s.complete()
}

// fit goes through the pieces of the groups from the nth on.
func (p *puzzle) fit(n int, lost, worth int64) {
	if n == len(p.groups) {
		if worth > p.base {
			p.base, p.best = worth, slices.Clone(p.now)
		}
		return
	}
	g := p.groups[n]
	for k, one := range p.pieces[n] {
		if p.tries++; p.tries > mostPuzzle || lost+one.loss > p.slack {
			return
		}
		if len(one.set) > 0 && (slices.ContainsFunc(one.set, func(k int32) bool { return p.used[p.m.GroupClient[k]] }) ||
			slices.ContainsFunc(p.m.Uses[g], func(u Use) bool { return p.left[u.Resource] < u.Amount })) {
			continue
		}
		p.now[n] = k
		p.place(g, one.set, true)
		p.fit(n+1, lost+one.loss, worth+one.worth)
		p.place(g, one.set, false)
	}
}

// place puts a set down or takes it up.
func (p *puzzle) place(g int32, set []int32, down bool) {
	if len(set) == 0 {
		return
	}
	for _, k := range set {
		p.used[p.m.GroupClient[k]] = down
	}
	for _, u := range p.m.Uses[g] {
		if down {
			p.left[u.Resource] -= u.Amount
		} else {
			p.left[u.Resource] += u.Amount
		}
	}
}
