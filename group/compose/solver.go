package compose

import "slices"

// The search as a whole.
//
//  1. Open groups greedily, seat people by best chains, improve by swaps.
//  2. From the prices of seats find good prices of people and resources (dual.go).
//     They bound what any plan can reach and say which groups good plans open.
//  3. Open those, complete and improve again. Keep the best plan met.
//  4. Raise the penalty of lone newcomers until none is left; flip classes.
//  5. Force single groups open that the plan leaves closed, repair around them,
//     and keep what gains, while the budget lasts.
//
// Every budget is counted in looks at arcs, never in time, so that the same
// problem gives the same plan on every machine.

// plan is a complete state of the seating that can be returned to.
type plan struct {
	at    []int32
	open  []bool
	price []int64
	value int64
}

// keep remembers the present state if it is valid and the best so far.
func (s *solver) keep() bool {
	if s.lone > 0 || s.found && s.value-s.best.value <= 0 {
		return false
	}
	s.found = true
	s.best.at = append(s.best.at[:0], s.at...)
	s.best.open = append(s.best.open[:0], s.open...)
	s.best.price = append(s.best.price[:0], s.price...)
	s.best.value = s.value
	return true
}

// recall returns to the best plan.
func (s *solver) recall() {
	for i := range s.at {
		if s.at[i] != none && s.at[i] != s.best.at[i] {
			s.rise(int32(i))
		}
	}
	for g := range s.open {
		if s.open[g] != s.best.open[g] && s.open[g] {
			s.turn(int32(g), false)
		}
	}
	for g := range s.open {
		if s.open[g] != s.best.open[g] {
			s.turn(int32(g), true)
		}
	}
	for i, p := range s.best.at {
		if p != none && s.at[i] == none {
			s.sit(int32(i), p)
		}
	}
	copy(s.price, s.best.price)
	s.log = s.log[:0]
}

// solver is one run.
type solver struct {
	*improver
	best   plan
	found  bool
	bounds *dual // of points
	hard   int64
}

// prices turns the prices of seats into prices of people for a dual of other
// weights, and guesses those of resources: what the most appealing group that
// lacks them would gain.
func (s *solver) prices(w worth) (u, r []int64) {
	m := s.m
	unit := s.base1() // worth of one point
	in := func(v int64) int64 {
		points := v / unit
		rest := v - points*unit
		if rest > unit/2 {
			points, rest = points+1, rest-unit
		}
		return max(0, points*w.wp+rest/s.minuteUnit*w.wf)
	}
	u = make([]int64, len(m.clients))
	for i := range u {
		u[i] = in(max(0, s.profit(int32(i))))
	}
	r = make([]int64, len(m.resources))
	for g := range m.groups {
		g := int32(g)
		if s.open[g] || !s.blocked(g) {
			continue
		}
		if v := s.appeal(g); v > 0 {
			full := int64(0)
			for _, k := range m.uses[g] {
				if s.free[k] <= 0 {
					full++
				}
			}
			for _, k := range m.uses[g] {
				if s.free[k] <= 0 {
					r[k] = max(r[k], in(v)/full)
				}
			}
		}
	}
	return u, r
}

func (s *solver) base1() int64 { return s.fitUnit * s.minuteUnit }

// follow opens the groups that the averages of a dual call for and closes
// those they reject.
func (s *solver) follow(d *dual) {
	var line []ranked
	for g, y := range d.yAvg {
		g := int32(g)
		if s.m.running[g] {
			continue
		}
		if y < avgScale/2 && s.open[g] {
			s.closeGroup(g)
		} else if y >= avgScale/2 && !s.open[g] {
			line = append(line, ranked{int64(y), g})
		}
	}
	slices.SortStableFunc(line, func(a, b ranked) int { return int(b.v - a.v) })
	for _, next := range line {
		if s.halted() {
			return
		}
		mark := len(s.log)
		if !s.openGroup(next.k) {
			s.undo(mark)
		}
	}
}

func (s *solver) settle(budget int64) {
	s.polish()
	s.openGreedily()
	s.polish()
	s.improveGroups(budget)
	s.polish()
}

// force opens single closed groups against the prices, improves around them,
// and keeps what gains.
func (s *solver) force(budget int64) (gained bool) {
	limit := s.work + budget
	m := s.m
	var line []ranked
	for h := range m.groups {
		if h := int32(h); !s.open[h] {
			if v := s.appeal(h); v > unbounded/2 {
				cost := int64(0)
				if ways := s.waysOut(h, v, unbounded, 1); len(ways) > 0 {
					for _, g := range ways[0] {
						cost += s.rent(g)
					}
				} else if s.blocked(h) {
					continue
				}
				line = append(line, ranked{v - cost, h})
			}
		}
	}
	slices.SortStableFunc(line, func(a, b ranked) int {
		if a.v > b.v {
			return -1
		} else if a.v < b.v {
			return 1
		}
		return 0
	})
	for _, next := range line {
		h := next.k
		if s.open[h] {
			continue
		}
		ways := s.waysOut(h, s.appeal(h), unbounded, 2)
		if !s.blocked(h) {
			ways = append([][]int32{nil}, ways...)
		}
		for _, out := range ways {
			if s.halted() || s.work > limit {
				return gained
			}
			if s.attempt(func() bool {
				if !s.swap(h, out) {
					return false
				}
				s.around(h, out)
				return true
			}) {
				gained = true
				break
			}
		}
	}
	return gained
}

// forbid closes single open groups and tries to do better without them.
func (s *solver) forbid(budget int64) (gained bool) {
	limit := s.work + budget
	for g := range s.m.groups {
		g := int32(g)
		if s.halted() || s.work > limit {
			break
		}
		if !s.open[g] || s.m.running[g] {
			continue
		}
		if s.attempt(func() bool {
			rivals := s.rivals(g)
			s.closeGroup(g)
			var near []int32
			for _, r := range s.m.uses[g] {
				near = append(near, s.m.users[r]...)
			}
			for _, f := range rivals {
				for _, r := range s.m.uses[f] {
					near = append(near, s.m.users[r]...)
				}
			}
			slices.Sort(near)
			for _, h := range slices.Compact(near) {
				if h != g && !s.open[h] && !s.halted() {
					s.tryOpen(h)
				}
			}
			if !s.open[g] {
				s.tryOpen(g)
			}
			return true
		}) {
			gained = true
		}
	}
	return gained
}

// around tries to open closed groups near a change.
func (s *solver) around(h int32, out []int32) {
	m := s.m
	var near []int32
	for _, g := range append([]int32{h}, out...) {
		for _, r := range m.uses[g] {
			near = append(near, m.users[r]...)
		}
	}
	slices.Sort(near)
	near = slices.Compact(near)
	for _, g := range near {
		if g != h && !slices.Contains(out, g) && !s.open[g] && !s.halted() {
			s.tryOpen(g)
		}
	}
	for _, g := range out {
		if !s.open[g] && !s.halted() {
			for _, way := range s.waysOut(g, s.appeal(g), 0, maxSwaps) {
				if !slices.Contains(way, h) && s.attempt(func() bool { return s.swap(g, way) }) {
					break
				}
			}
		}
	}
}
