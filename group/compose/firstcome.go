package compose

import (
	"cmp"
	"slices"
)

// FirstComeFirstServed forms groups as a paper waiting list does, to compare
// with: clients in the order of waiting time, longest first, each into the best
// fitting group that has a seat, where a candidate counts as soon as somebody
// wants it and its resources are free. Then the smallest group below its
// minimum is given up, its people and those without a place are served again in
// the same order, and so on until every group stands. Nobody else moves. The
// result is valid in the sense of [Check].
func FirstComeFirstServed(p Problem) (Assignment, Score, error) {
	if err := p.Validate(); err != nil {
		return nil, Score{}, err
	}
	m := newModel(&p)
	s := &queue{seating: newSeating(m), given: make([]bool, len(m.groups))}
	order := make([]int32, len(m.clients))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int {
		return cmp.Compare(m.clients[b].WaitDays, m.clients[a].WaitDays)
	})
	for {
		for _, i := range order {
			if s.at[i] == none {
				s.serve(i)
			}
		}
		if !s.giveUp() {
			break
		}
	}
	return s.assignment(), s.score(), nil
}

// queue is a seating that is filled in order.
type queue struct {
	*seating
	given []bool // groups given up
}

// serve finds a place for one client without moving anybody.
func (s *queue) serve(i int32) {
	m := s.m
	best, fit := none, -1
	for p := m.cOff[i]; p < m.cOff[i+1]; p++ {
		g := m.pGroup[p]
		if s.given[g] || s.seats(g) <= 0 || int(m.pFit[p]) <= fit {
			continue
		}
		if !s.open[g] && slices.ContainsFunc(m.uses[g], func(r int32) bool { return s.free[r] <= 0 }) {
			continue
		}
		if _, ok := s.exchange(i, p, none); ok {
			best, fit = p, int(m.pFit[p])
		}
	}
	if best == none {
		return
	}
	if g := m.pGroup[best]; !s.open[g] {
		s.setOpen(g, true)
	}
	s.put(i, best)
}

// giveUp closes a tenth of the groups below their minimum, at least one and the
// smallest first, and takes lone newcomers out. It reports whether it did
// anything.
func (s *queue) giveUp() (changed bool) {
	m := s.m
	var small []int32
	for g := range m.groups {
		g := int32(g)
		if s.open[g] && !m.running[g] && (len(s.members[g]) < int(m.need[g]) || len(s.members[g]) == 0) {
			small = append(small, g)
		}
	}
	slices.SortStableFunc(small, func(a, b int32) int {
		return cmp.Compare(len(s.members[a])-int(m.need[a]), len(s.members[b])-int(m.need[b]))
	})
	for _, g := range small[:(len(small)+9)/10] {
		for len(s.members[g]) > 0 {
			s.take(s.members[g][0])
		}
		s.setOpen(g, false)
		s.given[g] = true
	}
	if len(small) > 0 {
		return true
	}
	for g := range m.groups {
		for s.hasLone(int32(g)) {
			s.dropLone(int32(g))
			s.given[g] = true // its door is closed, so that this comes to an end
			changed = true
		}
	}
	return changed
}

// dropLone takes one lone newcomer out of g.
func (s *queue) dropLone(g int32) {
	for q, limit := range s.m.quotas[g] {
		if !limit.noLone || s.count[s.qOff[g]+int32(q)] != 1 {
			continue
		}
		for _, i := range s.members[g] {
			if s.m.pMask[s.at[i]]>>q&1 != 0 {
				s.take(i)
				return
			}
		}
	}
}
