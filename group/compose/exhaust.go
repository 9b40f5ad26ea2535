package compose

import "slices"

// Exhaustive search for small problems: every client in every eligible group or
// nowhere, cut off where even the best places for everyone left cannot beat the
// best plan known. It proves the plan optimal when it comes to an end.

// Limits of the exhaustive search: it is tried only where the number of plans
// is at most maxPlans, and given up after maxNodes steps.
const (
	maxPlans = 1 << 24
	maxNodes = 300_000
)

// small reports whether the problem is worth an exhaustive search.
func (m *model) small() bool {
	plans := int64(1)
	for i := range m.clients {
		plans *= int64(m.cOff[i+1]-m.cOff[i]) + 1
		if plans > maxPlans {
			return false
		}
	}
	return true
}

// exhaust looks for a plan better than the best one and reports whether it has
// seen all of them. The seating ends as the best plan.
func (s *solver) exhaust() bool {
	m := s.m
	s.recall()
	s.empty()
	var line []int32 // clients who could sit somewhere
	rest := []int64{0}
	for i := range slices.Backward(m.clients) {
		var most int64
		for p := m.cOff[i]; p < m.cOff[i+1]; p++ {
			most = max(most, s.worth(int32(i), p))
		}
		if m.cOff[i] < m.cOff[i+1] {
			line = append(line, int32(i))
			rest = append(rest, rest[len(rest)-1]+most)
		}
	}
	nodes := 0
	var next func(k int) bool
	next = func(k int) bool {
		if nodes++; nodes > maxNodes || nodes%1024 == 0 && s.halted() {
			return false
		}
		// Lone newcomers cost a penalty now and may be joined later.
		if s.value+int64(s.lone)*s.penalty+rest[k]-s.best.value <= 0 {
			return true
		}
		if k == 0 {
			if s.reached() {
				s.keep()
			}
			return true
		}
		i := line[k-1]
		for p := m.cOff[i]; p < m.cOff[i+1]; p++ {
			g := m.pGroup[p]
			if s.seats(g) <= 0 || !s.open[g] && s.blocked(g) {
				continue
			}
			if _, ok := s.exchange(i, p, none); !ok {
				continue
			}
			mark := len(s.log)
			if !s.open[g] {
				s.setOpen(g, true)
			}
			s.put(i, p)
			seen := next(k - 1)
			s.undo(mark)
			if !seen {
				return false
			}
		}
		return next(k - 1)
	}
	seen := next(len(line))
	s.recall()
	return seen
}

// reached reports whether every open group has its minimum.
func (s *solver) reached() bool {
	for g := range s.open {
		if s.open[g] && len(s.members[g]) < int(s.m.need[g]) {
			return false
		}
	}
	return true
}
