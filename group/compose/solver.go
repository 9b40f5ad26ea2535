package compose

import (
	"cmp"
	"slices"
)

// The search as a whole.
//
//  1. Open groups greedily, seat people by best chains, improve by swaps.
//  2. From the prices of seats find good prices of people and resources (dual.go).
//     They bound what any plan can reach and say which groups good plans open.
//  3. At clinic size divide all plans into parts, with prices for each that also
//     regard the rules that couple people (inner.go), and make plans of what they
//     suggest (branch.go). Seat people anew in between (kick.go).
//  4. Beyond that open what the prices suggest, complete and improve again, then
//     force single groups open that the plan leaves closed, repair around them,
//     and keep what gains.
//
// A lone newcomer costs little at first; the penalty is raised until none is
// left, and whole classes are flipped (lone.go). Small problems are searched
// exhaustively before all that (exhaust.go).
//
// Every budget is counted in looks at arcs, never in time, so that the same
// problem gives the same plan on every machine.

// plan is a complete state of the seating that can be returned to.
type plan struct {
	at    []int32
	open  []bool
	price []int64
	value int64
	score Score
}

// copyFrom makes the plan the same as another one, in memory of its own.
func (p *plan) copyFrom(o plan) {
	p.at = append(p.at[:0], o.at...)
	p.open = append(p.open[:0], o.open...)
	p.price = append(p.price[:0], o.price...)
	p.value, p.score = o.value, o.score
}

// keep remembers the present state if it is valid and the best so far.
func (s *solver) keep() {
	if s.lone > 0 || s.found && s.value-s.best.value <= 0 {
		return
	}
	s.found = true
	s.best.copyFrom(plan{s.at, s.open, s.price, s.value, s.score()})
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

// solver is one run. Its seating ends as the best plan.
type solver struct {
	*improver
	best      plan
	found     bool
	exhausted bool            // every plan has been tried
	hard      int64           // penalty of a lone newcomer in a plan
	easy      int64           // penalty of a lone newcomer while exploring
	bounds    *dual           // of points
	fitBounds *dual           // of points and fit
	tried     map[uint64]bool // openings made into plans while branching
	mate      *solver         // does half of the work
	proof     Proof           // what dividing has shown
	near      [][]int32       // candidates that share the most clients with each group
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

// base1 is the worth of one point.
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
				if ways, _ := s.waysOut(h, v, unbounded, 1); len(ways) > 0 {
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
		ways, _ := s.waysOut(h, s.appeal(h), unbounded, forceWays)
		if !s.blocked(h) {
			ways = append([][]int32{nil}, ways...)
		}
		for k, out := range ways {
			if s.halted() || s.work > limit {
				return gained
			}
			if s.attempt(func() bool {
				hard := s.penalty
				s.setPenalty(s.easy)
				if !s.swap(h, out) {
					return false
				}
				if k < 3 {
					s.around(h, out)
				}
				s.setPenalty(hard)
				s.harden()
				return true
			}) {
				gained = true
				break
			}
		}
	}
	return gained
}

// harden repairs what a raised penalty forbids and refills what that leaves.
func (s *solver) harden() {
	if s.lone == 0 {
		return
	}
	var groups []int32
	for g := range s.m.groups {
		if s.hasLone(int32(g)) {
			groups = append(groups, int32(g))
		}
	}
	s.repairLone()
	for _, g := range groups {
		if s.open[g] {
			s.fillUp(g)
		}
	}
}

// around follows a forced change up with openings and swaps near it: of groups
// that share a resource with it, or many clients.
func (s *solver) around(h int32, out []int32) {
	m := s.m
	var near []int32
	for _, g := range append([]int32{h}, out...) {
		for _, r := range m.uses[g] {
			near = append(near, m.users[r]...)
		}
		near = append(near, s.near[g]...)
	}
	slices.Sort(near)
	for _, g := range slices.Compact(near) {
		if g != h && !s.open[g] && !slices.Contains(out, g) && !s.halted() {
			s.tryOpen(g)
		}
	}
	for _, g := range out {
		if s.open[g] || s.halted() {
			continue
		}
		ways, _ := s.waysOut(g, s.appeal(g), 0, maxSwaps)
		for _, way := range ways {
			if !slices.Contains(way, h) && s.attempt(func() bool { return s.swap(g, way) }) {
				break
			}
		}
	}
}

// forceWays is how many ways of making room are tried for a group that is forced.
const forceWays = 2

// maxNear is how many groups count as near by the clients they share.
const maxNear = 8

// findNear lists for each group the other candidates that share the most clients.
func (s *solver) findNear() {
	m := s.m
	s.near = make([][]int32, len(m.groups))
	shared := make([]int32, len(m.groups))
	var line []ranked
	for g := range m.groups {
		line = line[:0]
		for k := m.gOff[g]; k < m.gOff[g+1]; k++ {
			i := m.gClient[k]
			for p := m.cOff[i]; p < m.cOff[i+1]; p++ {
				if h := m.pGroup[p]; int(h) != g && !m.running[h] {
					if shared[h] == 0 {
						line = append(line, ranked{0, h})
					}
					shared[h]++
				}
			}
		}
		for n := range line {
			line[n].v = int64(shared[line[n].k])
			shared[line[n].k] = 0
		}
		slices.SortFunc(line, func(a, b ranked) int { return cmp.Or(cmp.Compare(b.v, a.v), cmp.Compare(a.k, b.k)) })
		for _, next := range line[:min(maxNear, len(line))] {
			s.near[g] = append(s.near[g], next.k)
		}
	}
}
