package compose

import (
	"cmp"
	"slices"
)

// Kicks leave a plan that no single change improves: a few groups that share
// clients are forced open at once, in whatever way, and everything is improved
// from there. Which ones is drawn from a fixed sequence of numbers, so that the
// same problem always takes the same way.

// sequence is a linear congruential generator: not random, only well mixed.
type sequence uint64

func (q *sequence) below(n int) int {
	*q = *q*6364136223846793005 + 1442695040888963407
	return int((uint64(*q) >> 33) % uint64(n))
}

// low draws a number below n, small ones more often.
func (q *sequence) low(n int) int { return q.below(n) * (1 + q.below(n)) / (n + 1) }

// kick tries until the budget of work is used up. The best plan is kept.
func (s *solver) kick(budget int64, q sequence) {
	limit := s.work + budget
	for s.work < limit && !s.halted() && !s.proven() {
		s.recall()
		var closed []ranked
		for h := range s.m.groups {
			if h := int32(h); !s.open[h] {
				if v := s.appeal(h); v > unbounded/2 {
					_, cost := s.waysOut(h, v, unbounded, 1)
					closed = append(closed, ranked{v - cost, h})
				}
			}
		}
		if len(closed) == 0 {
			return
		}
		s.work += int64(len(s.at)) // even a kick that does nothing costs
		s.setPenalty(s.easy)
		slices.SortStableFunc(closed, func(a, b ranked) int { return cmp.Compare(b.v, a.v) })
		h := closed[q.low(len(closed))].k
		forced := []int32{h}
		s.forceOne(h, nil, &q)
		var near []int32
		for _, g := range s.near[h] {
			if !s.open[g] && s.appeal(g) > unbounded/2 {
				near = append(near, g)
			}
		}
		for n := 1 + q.below(2); n > 0 && len(near) > 0; n-- {
			k := q.below(len(near))
			s.forceOne(near[k], forced, &q)
			forced = append(forced, near[k])
			near = slices.Delete(near, k, k+1)
		}
		s.polish()
		s.improveGroups(limit - s.work)
		s.setPenalty(s.hard)
		s.repairLone()
		s.polish()
		s.openGreedily()
		s.reprice()
		s.flipClasses()
		s.shake(shakeWork)
		s.polish()
		s.keep()
	}
	s.recall()
}

// forceOne opens h by some way that closes none of keep, if there is one.
func (s *solver) forceOne(h int32, keep []int32, q *sequence) {
	if s.open[h] {
		return
	}
	ways, _ := s.waysOut(h, s.appeal(h), unbounded, maxSwaps)
	if !s.blocked(h) {
		ways = append([][]int32{nil}, ways...)
	}
	ways = slices.DeleteFunc(ways, func(out []int32) bool {
		return slices.ContainsFunc(out, func(g int32) bool { return slices.Contains(keep, g) })
	})
	if len(ways) == 0 {
		return
	}
	mark := len(s.log)
	if !s.swap(h, ways[q.low(len(ways))]) {
		s.undo(mark)
	}
}

// shakeWork bounds one shake.
const shakeWork = 200_000

// shake looks for gains that need two chains at once: somebody without a place
// takes the seat of each person in turn whom the rules let go, and that person
// is placed again from there. One chain may not pass a group twice and keeps one
// comer for each combination of quotas; two chains may.
func (s *solver) shake(budget int64) {
	m := s.m
	limit := s.work + budget
	s.waivePrices() // they mislead here: look at everything
	for i := range s.at {
		i := int32(i)
		for p := m.cOff[i]; p < m.cOff[i+1] && s.at[i] == none; p++ {
			g := m.pGroup[p]
			if !s.open[g] {
				continue
			}
			for _, j := range slices.Clone(s.members[g]) {
				if s.halted() || s.work > limit {
					return
				}
				if s.at[i] != none || s.group(j) != g {
					break
				}
				if _, ok := s.exchange(i, p, j); ok {
					s.attempt(func() bool {
						s.take(j)
						s.put(i, p)
						return s.insert(j, 0)
					})
				}
			}
		}
	}
}

// stirBoth stirs the best plan, in two ways at once.
func (s *solver) stirBoth(budget int64) {
	if s.proven() || s.halted() {
		return
	}
	s.both(func(k int, o *solver) {
		o.recall()
		o.setPenalty(o.hard)
		o.stir(budget/2, sequence(k))
	})
}

// stir takes most people out of a few open groups that share clients and seats
// them anew in another order, until the budget of work is used up. The best plan
// is kept. Other groups open or shut only in a kick.
func (s *solver) stir(budget int64, q sequence) {
	var open []int32
	for g := range s.open {
		if len(s.members[g]) > 0 {
			open = append(open, int32(g))
		}
	}
	if len(open) == 0 {
		return
	}
	limit := s.work + budget
	for s.work < limit && !s.halted() {
		s.work += int64(len(s.at)) // even a stir that does nothing costs
		g := open[q.below(len(open))]
		some := []int32{g}
		for n := 1 + q.below(2); n > 0 && len(s.near[g]) > 0; n-- {
			some = append(some, s.near[g][q.low(len(s.near[g]))])
		}
		s.attempt(func() bool {
			var out []int32
			for i, p := range s.at {
				if p != none && slices.Contains(some, s.m.pGroup[p]) && q.below(3) > 0 {
					out = append(out, int32(i))
				}
			}
			for n, i := range out {
				s.take(i)
				k := q.below(n + 1)
				out[n], out[k] = out[k], i
			}
			for _, i := range out {
				s.insert(i, 0)
			}
			s.polish()
			s.rotate(out)
			return !slices.ContainsFunc(open, func(g int32) bool { return len(s.members[g]) < int(s.m.need[g]) })
		})
	}
	s.keep()
}
