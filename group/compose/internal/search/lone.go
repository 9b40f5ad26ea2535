package search

import "slices"

// Composition rules against being the only one of a kind couple people in a way that
// single moves cannot see: the first man in a group of women is a loss until a second one
// joins. The search therefore starts with a small penalty for each lone newcomer, raises it,
// and at the end repairs the rest. Then it tries to flip a class: from nobody to two in a
// group, and from some to nobody.

// moveInto puts client i into the group of pair p by the best chain through it, at any cost,
// and fills the seat that i leaves. It reports whether that is possible.
func (s *improver) moveInto(i, p int32) bool {
	g := s.m.PairGroup[p]
	old := s.seating.Group(i)
	if old == g {
		return false
	}
	if old != None {
		if len(s.seating.Members[old]) <= int(s.m.Need[old]) && !s.m.Running[old] {
			return false
		}
		s.seating.Take(i)
	}
	if !s.chains.insertInto(i, p, unbounded) {
		return false
	}
	if old != None {
		s.fillUp(old)
	}
	return true
}

// repairCounts adds company for every lone newcomer or takes them out, whichever costs less,
// and closes the group if nothing else is possible.
func (s *improver) repairCounts() {
	m := s.m
	for g := range m.Room {
		g := int32(g)
		for q := 0; q < len(m.Counts[g]) && !s.halted(); q++ {
			missing := int(m.Counts[g][q].missing(s.seating.counted(g, q)))
			if missing == 0 || !s.seating.Open[g] {
				continue
			}
			s.bestOf(
				func() bool { return s.joinClass(g, q, missing) },
				func() bool { return m.Counts[g][q].OrNone && s.leaveClass(g, q) },
				func() bool {
					if m.Running[g] {
						return false
					}
					s.closeGroup(g)
					return true
				},
			)
		}
	}
}

// flipClasses tries nobody to two, and some to nobody, for every count. It reports whether anything gained.
func (s *improver) flipClasses() (gained bool) {
	m := s.m
	for g := range m.Room {
		g := int32(g)
		if !s.seating.Open[g] || !s.seating.hasMinimum[g] {
			continue
		}
		for q, c := range m.Counts[g] {
			if c.Least == 0 || !c.OrNone || s.halted() {
				continue
			}
			if s.seating.counted(g, q) == 0 {
				gained = s.attempt(func() bool { return s.joinClass(g, q, int(c.Least)) }) || gained
			} else {
				gained = s.attempt(func() bool { return s.leaveClass(g, q) }) || gained
			}
		}
	}
	return gained
}

// joinClass brings n people whom quota q counts into group g: those who gain
// most by it, on the present prices.
func (s *improver) joinClass(g int32, q, n int) bool {
	m := s.m
	var line []ranked
	for k := m.GroupOff[g]; k < m.GroupOff[g+1]; k++ {
		i, p := m.GroupClient[k], m.GroupPair[k]
		if m.Mask[p]>>q&1 != 0 && s.seating.Group(i) != g {
			line = append(line, ranked{s.seating.worth(i, p) - s.seating.profit(i), k})
		}
	}
	slices.SortStableFunc(line, func(a, b ranked) int {
		if a.v != b.v {
			if a.v > b.v {
				return -1
			}
			return 1
		}
		return int(a.k - b.k)
	})
	for _, next := range line[:min(len(line), n+6)] {
		if s.halted() {
			return false
		}
		mark := s.seating.Mark()
		if s.moveInto(m.GroupClient[next.k], m.GroupPair[next.k]) {
			s.seating.Keep()
			if n--; n == 0 {
				return true
			}
		} else {
			s.seating.Undo(mark)
		}
	}
	return false
}

// leaveClass takes everybody whom quota q counts out of group g, fills the
// seats with others and finds the best other places for those who left.
func (s *improver) leaveClass(g int32, q int) bool {
	m := s.m
	var out []int32
	for _, i := range s.seating.Members[g] {
		if m.Mask[s.seating.At[i]]>>q&1 != 0 {
			out = append(out, i)
		}
	}
	for _, i := range out {
		s.seating.Take(i)
	}
	for range out {
		least := int64(0)
		if !m.Running[g] && len(s.seating.Members[g]) < int(m.Need[g]) {
			least = unbounded
		}
		if !s.chains.fill(g, least) {
			break
		}
	}
	if !m.Running[g] && len(s.seating.Members[g]) < int(m.Need[g]) {
		return false
	}
	s.placeAll(out)
	return true
}

// bestOf tries every change and keeps the one with the largest worth, even if
// none gains.
func (s *improver) bestOf(changes ...func() bool) bool {
	best := None
	var value int64
	for k, change := range changes {
		mark := s.seating.Mark()
		if ok := change(); ok && !s.stopped && (best == None || s.seating.value-value > 0) {
			best, value = int32(k), s.seating.value
		}
		s.seating.Undo(mark)
	}
	if best == None {
		return false
	}
	return changes[best]()
}
