package search

import "slices"

// Exhaustive search for small problems: every client in every eligible group or
// nowhere, cut off where even the best places for everyone left cannot beat the
// best plan known. When it finishes, the plan is proven optimal.

// Limits of the exhaustive search: it is tried only where the number of plans
// is at most maxPlans, and given up after maxNodes steps.
const (
	maxPlans = 1 << 24
	maxNodes = 300_000
)

// small reports whether the problem is worth an exhaustive search.
func (m *Model) small() bool {
	plans := int64(1)
	for i := range m.Points {
		plans *= int64(m.PairOff[i+1]-m.PairOff[i]) + 1
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
	var other plan // the best plan so far: with a limit of moves it may not be allowed
	if m.Moves != nil {
		other.copyFrom(s.best)
		s.best.copyFrom(s.start)
	}
	s.recall()
	s.seating.empty()
	var line []int32 // clients who could sit somewhere
	rest := []int64{s.seating.mostBonds()}
	for i := range slices.Backward(m.Points) {
		var most int64
		for p := m.PairOff[i]; p < m.PairOff[i+1]; p++ {
			most = max(most, s.seating.worth(int32(i), p))
		}
		if m.PairOff[i] < m.PairOff[i+1] {
			line = append(line, int32(i))
			rest = append(rest, rest[len(rest)-1]+most)
		}
	}
	nodes, away := 0, 0
	var next func(k int) bool
	next = func(k int) bool {
		if nodes++; nodes > maxNodes || nodes%1024 == 0 && s.improver.halted() {
			return false
		}
		// People whom a count lacks cost a penalty now, but may still be added.
		if s.seating.value+int64(s.seating.lack)*s.seating.penalty+rest[k]-s.best.value <= 0 {
			return true
		}
		if k == 0 {
			if s.minimumsReached() {
				s.keep()
			}
			return true
		}
		i := line[k-1]
		for p := m.PairOff[i]; p < m.PairOff[i+1]; p++ {
			g := m.PairGroup[p]
			if s.seating.Seats(g) <= 0 || !s.seating.Open[g] && s.improver.blocked(g) {
				continue
			}
			if _, ok := s.seating.Exchange(i, p, None); !ok {
				continue
			}
			far := 0
			if m.Moves != nil && m.Moves[p] {
				far = 1
			}
			if away+far > m.MaxMoves {
				continue
			}
			mark := s.seating.Mark()
			if !s.seating.Open[g] {
				s.seating.SetOpen(g, true)
			}
			s.seating.Put(i, p)
			away += far
			seen := next(k - 1)
			away -= far
			s.seating.Undo(mark)
			if !seen {
				return false
			}
		}
		return s.seating.isStanding(i) || next(k-1)
	}
	seen := next(len(line))
	if m.Moves != nil && !seen {
		s.best.copyFrom(other)
	}
	s.recall()
	return seen
}

// minimumsReached reports whether every open group has its minimum.
func (s *solver) minimumsReached() bool {
	for g := range s.seating.Open {
		if s.seating.Open[g] && len(s.seating.Members[g]) < int(s.m.Need[g]) {
			return false
		}
	}
	return true
}
