package search

import (
	"cmp"
	"slices"
)

// Each step of the price search gives, for each group, the set of people that it would take.
// Such a set keeps all rules of the group. Where rules are tight, moving people one by one
// hardly finds a good plan, but these sets often make one. They are collected and at the end
// combined: at most one set for each group, nobody twice, within the resources.

// pool collects the sets that groups have wanted.
type pool struct {
	sets [][][]int32 // of each group, places among the pairs of groups, ascending
	seen map[uint64]bool
}

// mostSets bounds how many sets of one group are kept, and mostTries how many combinations
// are tried.
const (
	mostSets  = 300
	mostTries = 400_000
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

// packedSet is a set of people for one group, or nobody, and how much less it is worth under
// prices than the group's best set.
type packedSet struct {
	loss, worth int64
	set         []int32
}

// packing is the search for sets that fit together.
type packing struct {
	m       *Model
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
	p := &packing{m: m, used: make([]bool, len(m.Points)), left: slices.Clone(m.Free), beat: s.best.score.Points * d.wp}
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
		list := []packedSet{{}} // at first, loss holds what the set earns
		for _, from := range pools {
			for _, set := range from.sets[g] {
				var one packedSet
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
		most := slices.MaxFunc(list, func(a, b packedSet) int { return cmp.Compare(a.loss, b.loss) }).loss
		bound += most
		for k := range list {
			list[k].loss = most - list[k].loss
		}
		slices.SortStableFunc(list, func(a, b packedSet) int { return cmp.Compare(a.loss, b.loss) })
		p.groups, p.choices = append(p.groups, int32(g)), append(p.choices, list)
	}
	if p.slack = bound - s.improvingBound(d); p.slack < 0 {
		return
	}
	for k := range p.choices {
		n := slices.IndexFunc(p.choices[k], func(x packedSet) bool { return x.loss > p.slack })
		if n >= 0 {
			p.choices[k] = p.choices[k][:n]
		}
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
		if set := p.choices[n][p.best[n]].set; len(set) > 0 {
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
		if len(one.set) > 0 && (slices.ContainsFunc(one.set, func(k int32) bool { return p.used[p.m.GroupClient[k]] }) ||
			slices.ContainsFunc(p.m.Uses[g], func(u Use) bool { return p.left[u.Resource] < u.Amount })) {
			continue
		}
		p.chosen[n] = k
		p.place(g, one.set, true)
		p.search(n+1, lost+one.loss, worth+one.worth)
		p.place(g, one.set, false)
	}
}

// place adds a set to the plan (down) or takes it out.
func (p *packing) place(g int32, set []int32, down bool) {
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
