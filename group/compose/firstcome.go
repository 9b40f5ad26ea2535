package compose

import (
	"cmp"
	"slices"
)

// FirstComeFirstServed forms groups as a paper waiting list does, to compare
// with: clients in the order of waiting time, longest first, each into the open
// group with a seat that fits best, or else onto the list of the best fitting
// candidate; a candidate opens when its list reaches the minimum and its
// resources are free, and its people then leave all other lists. Nobody moves
// afterwards. Newcomers who would be alone against a quota wait on the list
// until there are two, or are left out. The result is valid in the sense of
// [Check].
func FirstComeFirstServed(p Problem) (Assignment, Score, error) {
	if err := p.Validate(); err != nil {
		return nil, Score{}, err
	}
	m := newModel(&p)
	s := &queue{seating: newSeating(m), waiting: make([][]int32, len(m.groups))}
	order := make([]int32, len(m.clients))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int {
		return cmp.Compare(m.clients[b].WaitDays, m.clients[a].WaitDays)
	})
	for _, i := range order {
		s.serve(i)
	}
	return s.assignment(), s.score(), nil
}

// queue is a seating with a list of pairs before each closed group.
type queue struct {
	*seating
	waiting [][]int32
}

// serve finds a place for one client without moving anybody.
func (s *queue) serve(i int32) {
	m := s.m
	best, fit := none, -1
	for p := m.cOff[i]; p < m.cOff[i+1]; p++ {
		g := m.pGroup[p]
		if !s.open[g] || s.seats(g) <= 0 || int(m.pFit[p]) <= fit {
			continue
		}
		if penalty, ok := s.exchange(i, p, none); ok && penalty <= 0 {
			best, fit = p, int(m.pFit[p])
		}
	}
	if best != none {
		s.put(i, best)
		return
	}
	var pairs []int32
	for p := m.cOff[i]; p < m.cOff[i+1]; p++ {
		pairs = append(pairs, p)
	}
	slices.SortStableFunc(pairs, func(a, b int32) int { return cmp.Compare(m.pFit[b], m.pFit[a]) })
	for _, p := range pairs {
		g := m.pGroup[p]
		if s.open[g] || slices.ContainsFunc(m.uses[g], func(r int32) bool { return s.free[r] <= 0 }) {
			continue
		}
		s.waiting[g] = append(s.waiting[g], p)
		if s.openFromList(g) {
			return
		}
	}
}

// openFromList opens g when those on its list who are still without a place
// can fill it.
func (s *queue) openFromList(g int32) bool {
	m := s.m
	if len(s.waiting[g]) < int(m.need[g]) {
		return false
	}
	s.setOpen(g, true)
	for _, p := range s.waiting[g] {
		i := m.clientOf(p)
		if s.at[i] != none || s.seats(g) <= 0 {
			continue
		}
		if _, ok := s.exchange(i, p, none); ok {
			s.put(i, p)
		}
	}
	for s.hasLone(g) {
		s.dropLone(g)
	}
	if n := len(s.members[g]); n > 0 && n >= int(m.need[g]) {
		return true
	}
	for len(s.members[g]) > 0 {
		s.take(s.members[g][0])
	}
	s.setOpen(g, false)
	return false
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
