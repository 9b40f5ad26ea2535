package search

import "slices"

// finish makes the last plan one about which the report can say true things:
// nobody is left out who could simply join an open group, and no group stays
// closed that those left out could fill on free resources.
func (s *solver) finish() {
	s.recall()
	s.seating.setPenalty(s.hard)
	for again := true; again; {
		again = false
		for i := range s.seating.At {
			i := int32(i)
			for p := s.m.PairOff[i]; p < s.m.PairOff[i+1] && s.seating.At[i] == None; p++ {
				if g := s.m.PairGroup[p]; s.seating.Open[g] && s.seating.Seats(g) > 0 {
					if penalty, ok := s.seating.Exchange(i, p, None); ok && penalty <= 0 {
						s.seating.Put(i, p)
						again = true
					}
				}
			}
		}
		for g := range s.seating.Open {
			g := int32(g)
			if s.seating.Open[g] && !s.m.Running[g] && len(s.seating.Members[g]) == 0 {
				s.seating.SetOpen(g, false) // an empty group serves nobody
			}
			if s.seating.Open[g] || s.m.Room[g] == 0 || s.improver.blocked(g) {
				continue
			}
			if joiners := s.seating.Leftovers(g, None); len(joiners) > 0 && len(joiners) >= int(s.m.Need[g]) {
				s.seating.SetOpen(g, true)
				for _, p := range joiners {
					s.seating.Put(s.m.ClientOf(p), p)
				}
				again = true
			}
		}
	}
	s.keep()
}

// leftovers chooses people without a place who could fill the closed group g
// together, as pairs: first the pair given, if any, then the others by id as
// far as conflicts, quotas and seats allow, without lone newcomers but for the
// one given.
func (s *Seating) Leftovers(g, first int32) (pairs []int32) {
	m := s.m
	count := make([]int32, len(m.Quotas[g]))
	var who []int32
	add := func(i, p int32) {
		if len(pairs) >= int(m.Room[g]) {
			return
		}
		for _, j := range who {
			if m.Conflict(i, j) {
				return
			}
		}
		for q, limit := range m.Quotas[g] {
			if m.Mask[p]>>q&1 != 0 && count[q] >= limit.Most {
				return
			}
		}
		pairs, who = append(pairs, p), append(who, i)
		for q := range count {
			count[q] += int32(m.Mask[p] >> q & 1)
		}
	}
	if first != None {
		add(m.ClientOf(first), first)
	}
	for k := m.GroupOff[g]; k < m.GroupOff[g+1]; k++ {
		if i, p := m.GroupClient[k], m.GroupPair[k]; s.At[i] == None && p != first {
			add(i, p)
		}
	}
	for again := true; again; {
		again = false
		for q, limit := range m.Quotas[g] {
			if !limit.NoLone || count[q] != 1 {
				continue
			}
			k := slices.IndexFunc(pairs, func(p int32) bool { return m.Mask[p]>>q&1 != 0 })
			if pairs[k] == first {
				continue
			}
			for f := range count {
				count[f] -= int32(m.Mask[pairs[k]] >> f & 1)
			}
			pairs = slices.Delete(pairs, k, k+1)
			again = true
		}
	}
	return pairs
}
