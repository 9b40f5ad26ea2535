package search

import (
	"cmp"
	"slices"
)

// Kicks leave a plan that no single change improves: a few groups that share clients are
// forced open at once, and everything is improved from there. A fixed sequence of numbers
// chooses the groups, so the same problem always gives the same plan.

// sequence is a linear congruential generator: not random, only well mixed.
type sequence uint64

func (q *sequence) below(n int) int {
	*q = *q*6364136223846793005 + 1442695040888963407
	return int((uint64(*q) >> 33) % uint64(n))
}

// skewed draws a number below n, small ones more often.
func (q *sequence) skewed(n int) int { return q.below(n) * (1 + q.below(n)) / (n + 1) }

// kick tries until the budget of work is used up. The best plan is kept.
func (s *solver) kick(budget int64, q sequence) {
	limit := s.seating.work + budget
	for s.seating.work < limit && !s.improver.halted() && !s.proven() {
		s.recall()
		var closed []ranked
		for h := range s.m.Room {
			if h := int32(h); !s.seating.Open[h] {
				if v := s.improver.openingGain(h); v > unbounded/2 {
					_, cost := s.improver.closings(h, v, unbounded, 1)
					closed = append(closed, ranked{v - cost, h})
				}
			}
		}
		if len(closed) == 0 {
			return
		}
		s.seating.work += int64(len(s.seating.At)) // even a kick that does nothing costs
		s.seating.setPenalty(s.easy)
		slices.SortStableFunc(closed, func(a, b ranked) int { return cmp.Compare(b.v, a.v) })
		h := closed[q.skewed(len(closed))].k
		forced := []int32{h}
		s.forceOne(h, nil, &q)
		var near []int32
		for _, g := range s.near[h] {
			if !s.seating.Open[g] && s.improver.openingGain(g) > unbounded/2 {
				near = append(near, g)
			}
		}
		for n := 1 + q.below(2); n > 0 && len(near) > 0; n-- {
			k := q.below(len(near))
			s.forceOne(near[k], forced, &q)
			forced = append(forced, near[k])
			near = slices.Delete(near, k, k+1)
		}
		s.improver.polish()
		s.improver.improveGroups(limit - s.seating.work)
		s.seating.setPenalty(s.hard)
		s.improver.repairCounts()
		s.improver.polish()
		s.improver.openGreedily()
		s.improver.reprice()
		s.improver.flipClasses()
		s.shake(shakeWork)
		s.improver.polish()
		s.keep()
	}
	s.recall()
}

// forceOne opens h by closings that spare the groups in keep, if there are any.
func (s *solver) forceOne(h int32, keep []int32, q *sequence) {
	if s.seating.Open[h] {
		return
	}
	sets, _ := s.improver.closings(h, s.improver.openingGain(h), unbounded, maxSwaps)
	if !s.improver.blocked(h) {
		sets = append([][]int32{nil}, sets...)
	}
	sets = slices.DeleteFunc(sets, func(out []int32) bool {
		return slices.ContainsFunc(out, func(g int32) bool { return slices.Contains(keep, g) })
	})
	if len(sets) == 0 {
		return
	}
	mark := s.seating.Mark()
	if s.improver.swap(h, sets[q.skewed(len(sets))]) {
		s.seating.Keep()
	} else {
		s.seating.Undo(mark)
	}
}

// shakeWork bounds one shake.
const shakeWork = 200_000

// shake looks for gains that need two chains at once: somebody without a place takes the seat
// of each member in turn, where the rules allow it, and that member is then placed again. One
// chain must not pass a group twice and keeps one newcomer for each combination of quotas; two
// chains have no such limits.
func (s *solver) shake(budget int64) {
	m := s.m
	limit := s.seating.work + budget
	s.improver.waivePrices() // they mislead here: look at everything
	for i := range s.seating.At {
		i := int32(i)
		for p := m.PairOff[i]; p < m.PairOff[i+1] && s.seating.At[i] == None; p++ {
			g := m.PairGroup[p]
			if !s.seating.Open[g] {
				continue
			}
			for _, j := range slices.Clone(s.seating.Members[g]) {
				if s.improver.halted() || s.seating.work > limit {
					return
				}
				if s.seating.At[i] != None || s.seating.Group(j) != g {
					break
				}
				if _, ok := s.seating.Exchange(i, p, j); ok {
					s.improver.attempt(func() bool {
						s.seating.Take(j)
						s.seating.Put(i, p)
						return s.chains.insert(j, 0)
					})
				}
			}
		}
	}
}

// reseatBoth runs reseat on the best plan with two solvers, in two different orders.
func (s *solver) reseatBoth(budget int64) {
	if s.proven() || s.improver.halted() {
		return
	}
	s.inParallel(func(k int, o *solver) {
		o.recall()
		o.seating.setPenalty(o.hard)
		o.reseat(budget/2, sequence(k))
	})
}

// reseat takes most people out of a few open groups that share clients and places them again in
// another order, until the budget of work is used up. The best plan is kept. Only a kick opens or
// closes other groups.
func (s *solver) reseat(budget int64, q sequence) {
	var open []int32
	for g := range s.seating.Open {
		if len(s.seating.Members[g]) > 0 {
			open = append(open, int32(g))
		}
	}
	if len(open) == 0 {
		return
	}
	limit := s.seating.work + budget
	for s.seating.work < limit && !s.improver.halted() {
		s.seating.work += int64(len(s.seating.At)) // even a try that changes nothing costs
		g := open[q.below(len(open))]
		some := []int32{g}
		for n := 1 + q.below(2); n > 0 && len(s.near[g]) > 0; n-- {
			some = append(some, s.near[g][q.skewed(len(s.near[g]))])
		}
		s.improver.attempt(func() bool {
			var out []int32
			for i, p := range s.seating.At {
				if p != None && slices.Contains(some, s.m.PairGroup[p]) && q.below(3) > 0 {
					out = append(out, int32(i))
				}
			}
			for n, i := range out {
				s.seating.Take(i)
				k := q.below(n + 1)
				out[n], out[k] = out[k], i
			}
			for _, i := range out {
				s.chains.insert(i, 0)
			}
			s.improver.polish()
			s.improver.exchangeInCycles(out, s.cycleWork())
			return !slices.ContainsFunc(open, func(g int32) bool { return len(s.seating.Members[g]) < int(s.m.Need[g]) })
		})
	}
	s.keep()
}
