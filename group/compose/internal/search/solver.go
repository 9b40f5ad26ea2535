package search

import (
	"cmp"
	"slices"
)

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
	if s.seating.lack > 0 || s.seating.displaced > 0 || s.found && s.seating.value-s.best.value <= 0 {
		return
	}
	s.found = true
	s.best.copyFrom(plan{s.seating.At, s.seating.Open, s.seating.price, s.seating.value, s.seating.Score()})
}

// recall returns to the best plan.
func (s *solver) recall() {
	for i := range s.seating.At {
		if s.seating.At[i] != None && s.seating.At[i] != s.best.at[i] {
			s.seating.unseat(int32(i))
		}
	}
	for g := range s.seating.Open {
		if s.seating.Open[g] != s.best.open[g] && s.seating.Open[g] {
			s.seating.changeOpenState(int32(g), false)
		}
	}
	for g := range s.seating.Open {
		if s.seating.Open[g] != s.best.open[g] {
			s.seating.changeOpenState(int32(g), true)
		}
	}
	for i, p := range s.best.at {
		if p != None && s.seating.At[i] == None {
			s.seating.seat(int32(i), p)
		}
	}
	copy(s.seating.price, s.best.price)
	for g := range s.m.Room {
		s.seating.updateAsk(int32(g))
	}
}

// solver is one run. Its seating ends as the best plan.
type solver struct {
	m         *Model
	seating   *Seating
	chains    *chains
	improver  *improver
	best      plan
	start     plan // the plan from which the run started
	found     bool
	exhausted bool            // every plan has been tried
	inBlock   bool            // the list is a block of a larger one
	hard      int64           // penalty of a lone newcomer in a plan
	easy      int64           // penalty of a lone newcomer while exploring
	bounds    *dual           // of points
	fitBounds *dual           // of points and fit
	tried     map[uint64]bool // openings made into plans while branching
	partner   *solver         // does half of the work
	divided   *Part           // the proof by dividing
	parts     int             // its number of parts
	// proofPoints and proofFit are what dividing has shown.
	proofPoints, proofFit int64
	near                  [][]int32   // candidates that share the most clients with each group
	mixtures              []mixture   // of each group, from dividing on
	exact                 *dual       // kept for exactDual
	pool                  pool        // kept for dividing
	hits                  []int32     // kept for dividing
	line                  []ranked    // scratch of tryPart
	packed                []packedSet // scratch of combine
}

// prices turns the prices of seats into prices of people for a dual of other
// weights, and guesses those of resources: the largest gain of a group that lacks them.
func (s *solver) prices(w weighting) (u, r []int64) {
	m := s.m
	unit := s.seating.pointUnit() // worth of one point
	in := func(v int64) int64 {
		points := v / unit
		rest := v - points*unit
		if rest > unit/2 {
			points, rest = points+1, rest-unit
		}
		return max(0, points*w.wp+rest/s.seating.minuteUnit*w.wf)
	}
	u = make([]int64, len(m.Points))
	for i := range u {
		profit := s.seating.profit(int32(i))
		if s.seating.isStanding(int32(i)) {
			profit -= s.seating.standing
		}
		u[i] = in(max(0, profit))
	}
	r = make([]int64, len(m.Free))
	for g := range m.Room {
		g := int32(g)
		if s.seating.Open[g] || !s.improver.blocked(g) {
			continue
		}
		if v := s.improver.openingGain(g); v > 0 {
			short := int64(0)
			for _, u := range m.Uses[g] {
				if s.seating.Free[u.Resource] < u.Amount {
					short += int64(u.Amount)
				}
			}
			for _, u := range m.Uses[g] {
				if s.seating.Free[u.Resource] < u.Amount {
					r[u.Resource] = max(r[u.Resource], in(v)/short)
				}
			}
		}
	}
	return u, r
}

// openSuggested opens the groups that are open in most evaluations of a dual and closes the
// others.
func (s *solver) openSuggested(d *dual) {
	var line []ranked
	for g, y := range d.yAvg {
		g := int32(g)
		if s.m.Running[g] {
			continue
		}
		if y < avgScale/2 && s.seating.Open[g] {
			s.improver.closeGroup(g)
		} else if y >= avgScale/2 && !s.seating.Open[g] {
			line = append(line, ranked{int64(y), g})
		}
	}
	slices.SortStableFunc(line, func(a, b ranked) int { return int(b.v - a.v) })
	for _, next := range line {
		if s.improver.halted() {
			return
		}
		mark := s.seating.Mark()
		if s.improver.openGroup(next.k) {
			s.seating.Keep()
		} else {
			s.seating.Undo(mark)
		}
	}
}

// forceOpenings opens single closed groups against the prices, improves around them,
// and keeps what gains.
func (s *solver) forceOpenings(budget int64) (gained bool) {
	limit := s.seating.work + budget
	m := s.m
	var line []ranked
	for h := range m.Room {
		if h := int32(h); !s.seating.Open[h] {
			if v := s.improver.openingGain(h); v > unbounded/2 {
				cost := int64(0)
				if sets, _ := s.improver.closings(h, v, unbounded, 1); len(sets) > 0 {
					for _, g := range sets[0] {
						cost += s.improver.closingCost(g)
					}
				} else if s.improver.blocked(h) {
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
		if s.seating.Open[h] {
			continue
		}
		sets, _ := s.improver.closings(h, s.improver.openingGain(h), unbounded, forceClosings)
		if !s.improver.blocked(h) {
			sets = append([][]int32{nil}, sets...)
		}
		for k, out := range sets {
			if s.improver.halted() || s.seating.work > limit {
				return gained
			}
			if s.improver.attempt(func() bool {
				hard := s.seating.penalty
				s.seating.setPenalty(s.easy)
				if !s.improver.swap(h, out) {
					return false
				}
				if k < 3 {
					s.improveNear(h, out)
				}
				s.seating.setPenalty(hard)
				s.repairAndRefill()
				return true
			}) {
				gained = true
				break
			}
		}
	}
	return gained
}

// repairAndRefill repairs what a raised penalty forbids and refills what that leaves.
func (s *solver) repairAndRefill() {
	if s.seating.lack == 0 {
		return
	}
	var groups []int32
	for g := range s.m.Room {
		if s.seating.Lacks(int32(g)) {
			groups = append(groups, int32(g))
		}
	}
	s.improver.repairCounts()
	for _, g := range groups {
		if s.seating.Open[g] {
			s.improver.fillUp(g)
		}
	}
}

// improveNear tries openings and swaps of groups near a forced change: groups that share a
// resource or many clients with it.
func (s *solver) improveNear(h int32, out []int32) {
	m := s.m
	var near []int32
	for _, g := range append([]int32{h}, out...) {
		for _, u := range m.Uses[g] {
			near = append(near, m.Users[u.Resource]...)
		}
		near = append(near, s.near[g]...)
	}
	slices.Sort(near)
	for _, g := range slices.Compact(near) {
		if g != h && !s.seating.Open[g] && !slices.Contains(out, g) && !s.improver.halted() {
			s.improver.tryOpen(g)
		}
	}
	for _, g := range out {
		if s.seating.Open[g] || s.improver.halted() {
			continue
		}
		sets, _ := s.improver.closings(g, s.improver.openingGain(g), 0, maxSwaps)
		for _, set := range sets {
			if !slices.Contains(set, h) && s.improver.attempt(func() bool { return s.improver.swap(g, set) }) {
				break
			}
		}
	}
}

// forceClosings is how many sets of closings are tried for a group that is forced open.
const forceClosings = 2

// maxNear is how many groups count as near by the clients they share.
const maxNear = 8

// findNear lists for each group the other candidates that share the most clients.
func (s *solver) findNear() {
	m := s.m
	if s.near != nil {
		return
	}
	s.near = make([][]int32, len(m.Room))
	shared := make([]int32, len(m.Room))
	var line []ranked
	for g := range m.Room {
		line = line[:0]
		for k := m.GroupOff[g]; k < m.GroupOff[g+1]; k++ {
			i := m.GroupClient[k]
			for p := m.PairOff[i]; p < m.PairOff[i+1]; p++ {
				if h := m.PairGroup[p]; int(h) != g && !m.Running[h] {
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
