package search

import "slices"

// Where rules are tight, moving people one by one rarely keeps a group valid: to gain, whole
// groups have to be formed anew. So a few groups that share people or resources are emptied
// at once, and each in turn takes the best valid set of the people who then have no place
// (inner.go). This can also open a group that was closed before. Each person has a price, so
// that a group leaves people whom later groups need more. A random share of the price counts
// each time.

// regroupWorse is by how many per cent of its points a plan may be worse than the best one, at
// the beginning, for the search to continue from it. thriftWorse is the same in per cent of
// fit, where only fit and minutes are to improve.
const (
	regroupWorse = 3
	thriftWorse  = 1
)

// regroup forms groups anew until the budget of work is used up. At first it also continues
// from a plan with somewhat fewer points; with thrift, only from one with as many points. The
// best plan is kept.
func (s *solver) regroup(budget int64, thrift bool, q sequence) {
	m := s.m
	limit := s.seating.work + budget
	d := s.exactDual(weighting{PriceScale * proofFitWeight, PriceScale})
	s.recall()
	s.seating.setPenalty(s.hard)
	var candidates []int32
	for g := range m.Room {
		if m.Room[g] > 0 && int(m.GroupOff[g+1]-m.GroupOff[g]) >= int(m.Need[g]) {
			candidates = append(candidates, int32(g))
		}
	}
	if len(candidates) == 0 {
		return
	}
	start := s.seating.work
	for s.seating.work < limit && !s.improver.halted() {
		s.seating.work += int64(len(s.seating.At))
		// At first the search continues from a slightly worse plan, at the end from none.
		left := (limit - s.seating.work) * 1000 / (limit - start)
		worse := s.best.score.Points * s.seating.pointUnit() / 100 * regroupWorse / 1000 * left
		if thrift {
			worse = s.best.score.Fit * s.seating.minuteUnit / 100 * thriftWorse / 1000 * left
		}
		some := s.neighbours(candidates, &q)
		mark := s.seating.Mark()
		s.formGroups(d, some, &q)
		s.improver.polish()
		if s.hasShortage() || s.seating.value-s.best.value < -worse || s.improver.stopped {
			s.seating.Undo(mark)
			continue
		}
		s.seating.Keep()
		s.keep()
	}
	s.recall()
}

// hasShortage reports whether a group has fewer people than it needs, or a count lacks somebody.
func (s *solver) hasShortage() bool {
	if s.seating.lack > 0 {
		return true
	}
	for g, open := range s.seating.Open {
		if open && len(s.seating.Members[g]) < int(s.m.Need[g]) {
			return true
		}
	}
	return false
}

// neighbours draws a group and a few that share a resource or people with it, in the order
// in which they are formed.
func (s *solver) neighbours(candidates []int32, q *sequence) []int32 {
	m := s.m
	some := []int32{candidates[q.below(len(candidates))]}
	for n := 1 + q.below(5); n > 0; n-- {
		g := some[q.below(len(some))]
		next := None
		if uses := m.Uses[g]; len(uses) > 0 && q.below(3) == 0 {
			users := m.Users[uses[q.below(len(uses))].Resource]
			next = users[q.below(len(users))]
		} else if near := s.near[g]; len(near) > 0 {
			next = near[q.below(len(near))]
		}
		if next != None && m.Room[next] > 0 && !slices.Contains(some, next) {
			some = append(some, next)
		}
	}
	for n := range some {
		k := n + q.below(len(some)-n)
		some[n], some[k] = some[k], some[n]
	}
	return some
}

// formGroups empties the groups and forms each anew. A random share of people's prices counts,
// with a small random difference for each person.
func (s *solver) formGroups(d *dual, groups []int32, q *sequence) {
	m := s.m
	share := q.below(5)
	for _, g := range groups {
		for _, i := range slices.Clone(s.seating.Members[g]) {
			s.seating.Take(i)
		}
		if s.seating.Open[g] && !m.Running[g] {
			s.seating.SetOpen(g, false)
		}
		s.seating.setPrice(g, 0)
	}
	for _, g := range groups {
		if !s.seating.Open[g] && s.improver.blocked(g) {
			continue
		}
		for k := m.GroupOff[g]; k < m.GroupOff[g+1]; k++ {
			i := m.GroupClient[k]
			if d.uTry[i] = d.limit; s.seating.At[i] == None {
				d.uTry[i] = s.bounds.u[i] * int64(share*2+q.below(4)) / 8 * proofFitWeight
			}
		}
		s.seating.work += int64(m.GroupOff[g+1] - m.GroupOff[g])
		d.inner.load(d, g)
		d.inner.solve(impossible)
		s.seating.work += int64(d.inner.steps)*16 + int64(d.inner.looks)
		d.inner.looks = 0
		if !d.inner.found || d.inner.steps > maxSteps {
			continue
		}
		if slices.ContainsFunc(d.inner.chosen, func(k int32) bool { return s.seating.At[m.GroupClient[k]] != None }) {
			continue // only with people who have a place elsewhere
		}
		if !s.seating.Open[g] {
			s.seating.SetOpen(g, true)
		}
		for _, k := range d.inner.chosen {
			s.seating.Put(m.GroupClient[k], m.GroupPair[k])
		}
	}
}
