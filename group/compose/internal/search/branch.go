package search

import (
	"cmp"
	"maps"
	"slices"
	"sync"
)

// Branch and bound over which groups open.
//
// Where the prices leave a gap between the bound and the best plan, the
// question is nearly always which of a few groups to open. Under good prices
// most groups are decided: to open one that is closed, or to close one that is
// open, would cost more than the gap. On one of the other groups the search
// splits into plans with it and plans without it and finds new prices for both
// parts. It goes on with the part that has the highest bound. Each set of prices
// suggests openings, which are tried as plans. When no part has a bound above the
// best plan, this plan is optimal. The divisions and the prices are kept: they are
// the Proof.

// branch is the search at clinic size. It divides all plans into parts by prices of points,
// and then divides the remaining parts by prices of points and fit. In between and at the end
// it gives people new places at random.
func (s *solver) branch(o Options) {
	if s.improver.halted() || s.proven() {
		return
	}
	budget := o.Work
	if budget <= 0 {
		budget = s.m.branchWork()
	}
	s.findNear()
	if len(s.m.Points) > longClients {
		s.openByPrices(s.fitBounds, longRounds)
		s.recall()
		s.explore(Options{Work: longExplore * int64(len(s.m.Points))})
	}
	limit := s.seating.work + budget
	s.mixtures = newMixtures(s.m)
	s.partner = s.newPartner()
	s.synchronize(s.partner)
	whole := newPart(s.bounds.weighting, slices.Clone(s.bounds.u), slices.Clone(s.bounds.r))
	rest := s.divide(s.bounds.weighting, []*part{{
		u: whole.Clients, r: whole.Resources, bound: s.bounds.best, proof: whole,
		fixed: make([]int8, len(s.m.Room)), out: make([]bool, len(s.m.PairGroup)),
	}}, budget/100*firstShare)
	s.improveBound(s.bounds, whole.Clients, whole.Resources, 0) // what holds for all plans can be published
	for k, share := range partShares {
		if s.limitOf(rest) == s.best.score.Points || s.improver.halted() {
			break
		}
		s.report(o)
		if (s.limitOf(rest)-s.best.score.Points)*wideGap > s.best.score.Points {
			s.regroupBoth(budget/100*regroupShare, false, 7+100*k)
		}
		if s.limitOf(rest) > s.best.score.Points && s.reopenParts(rest, s.bounds.weighting, mostParts/2) {
			rest = s.divide(s.bounds.weighting, rest, budget/100*share)
		}
	}
	s.proofPoints = s.limitOf(rest)
	s.report(o)
	s.reseatBoth(budget / 100 * reseatShare)
	s.divideByFit(rest, limit-s.seating.work-budget/100*lastShare)
	s.divided = whole
	s.report(o)
	if !s.improver.halted() && !s.proven() {
		s.improveFromPoints(s.fitBounds, lastRounds)
	}
	if s.proofPoints > s.best.score.Points {
		budget := (limit - s.seating.work) / 4
		s.inParallel(func(k int, o *solver) {
			o.recall()
			o.kick(budget, sequence(1+k))
		})
	}
	s.reseatBoth(limit - s.seating.work)
	s.regroupBoth(budget/100*thriftShare, true, 307)
	if (s.proofPoints-s.best.score.Points)*wideGap > s.best.score.Points {
		s.regroupBoth(budget/100*thriftShare/2, false, 307)
	}
	s.recall()
}

// branchWork is the budget of branch. The steps before branch take longer with more pairs, so
// the budget gets smaller with the number of pairs, down to workAPair for each. Lists of more
// than fullClients clients have a second limit, which gets smaller with the number of clients,
// down to workAClient for each. The smaller of the two counts.
func (m *Model) branchWork() int64 {
	pairs, clients := int64(len(m.PairGroup)), int64(len(m.Points))
	budget := max(min(mostWork, workLessPairs-pairWork*pairs), workAPair*pairs)
	if clients > fullClients {
		budget = min(budget, max(mostWork*(2*fullClients-clients)/fullClients, workAClient*clients))
	}
	return budget
}

// regroupBoth runs regroup with two solvers, in two different orders.
func (s *solver) regroupBoth(budget int64, thrift bool, first int) {
	s.inParallel(func(k int, o *solver) { o.regroup(budget/2, thrift, sequence(first+k)) })
}

// divideByFit divides the parts that may have plans with as many points further, by points and
// fit.
func (s *solver) divideByFit(rest []*part, budget int64) {
	weights := weighting{PriceScale * proofFitWeight, PriceScale}
	if !s.reopenParts(rest, weights, mostParts*3/4) {
		return
	}
	for _, q := range rest {
		q.u, q.r, q.bound = scaled(q.u, proofFitWeight), scaled(q.r, proofFitWeight), -unbounded
		q.proof.Clients, q.proof.Resources = q.u, q.r
	}
	rest = s.divide(weights, rest, budget)
	if points := s.best.score.Points; s.proofPoints == points {
		s.proofFit = s.best.score.Fit
		for _, q := range rest {
			s.proofFit = max(s.proofFit, q.bound/PriceScale-points*proofFitWeight)
		}
	}
}

// limitOf is the most points that a plan can have if the parts are all that is not excluded.
func (s *solver) limitOf(parts []*part) int64 {
	points := s.best.score.Points
	for _, q := range parts {
		points = max(points, q.bound/PriceScale)
	}
	return points
}

// The budget of branch; its shares are in per cent.
const (
	workLessPairs = 92_000_000
	pairWork      = 13_700
	workAPair     = 2600
	mostWork      = 70_000_000
	fullClients   = 250 // up to this many clients get the whole budget
	workAClient   = 14_000
	firstShare    = 8    // parts by points
	regroupShare  = 15   // forming groups anew, each time the gap is wide
	wideGap       = 1000 // the gap to the bound is wide if it is more than 1/wideGap of the points
	reseatShare   = 8    // giving people new places after that
	thriftShare   = 10   // forming groups anew at the very end, for the sake of fit and minutes
	lastShare     = 18   // kept for the end
)

// partShares are the shares for dividing by points again, each time after groups have been
// formed anew.
var partShares = [...]int64{30, 15}

const (
	proofFitWeight = 60   // points against fit, when fit counts
	maxParts       = 400  // looked at each time
	mostParts      = 3600 // in all, fewer than a proof may have
	partRounds     = 65   // of the price search in a part
	againRounds    = 50   // of a second one, from the prices of a new plan
	lastRounds     = 60   // of that for the published bound
	cyclesWithin   = 4    // points below the best plan up to which cycles of exchanges are tried
)

// divide splits parts until no part can have a better plan under the weights w, or the budget
// of work is used up. It returns the parts that may still have a plan of interest, now or for
// the division by fit.
//
// Two parts are searched at the same time. What either search sees depends on the round
// and not on which is faster, so the result is the same as on one processor.
func (s *solver) divide(w weighting, live []*part, budget int64) (rest []*part) {
	limit := s.seating.work + budget
	var duals [2]*dual
	for k, o := range [...]*solver{s, s.partner} {
		duals[k] = o.exactDual(w)
		duals[k].hits = cleared(&o.hits, len(s.m.PairGroup))
		if w.wf == 0 {
			o.pool.reset(s.m)
			duals[k].pool = &o.pool
		}
	}
	whole := s.wholePrices(live)
	for _, q := range live {
		if q.bound == -unbounded {
			s.restrict(duals[0], q)
			s.searchPrices(duals[0], q, q.u, q.r, 0)
		}
	}
	var room int64 // that has to be left for one more round
	for n := 0; n < maxParts && s.parts < mostParts && s.seating.work+room < limit && !s.improver.halted(); {
		before := s.seating.work
		slices.SortStableFunc(live, func(a, b *part) int { return cmp.Compare(b.bound, a.bound) })
		for len(live) > 0 && !s.mayImprove(duals[0], live[len(live)-1]) {
			rest = append(rest, live[len(live)-1])
			live = live[:len(live)-1]
		}
		if len(live) == 0 {
			break
		}
		round := slices.Clone(live[:min(2, len(live))])
		live = slices.Delete(live, 0, len(round))
		s.inParallel(func(k int, o *solver) {
			if k < len(round) {
				o.refine(duals[k], round[k])
			}
		})
		n += len(round)
		if len(s.m.Points) > longClients {
			room = (s.seating.work - before) / 100 * longRest
		}
		for k, q := range round {
			q.proof.Clients, q.proof.Resources = q.u, q.r
			var halves []*part
			if s.mayImprove(duals[0], q) {
				halves = s.split(duals[k], q)
			}
			s.parts += len(halves)
			switch {
			case halves != nil:
				live = append(live, halves...)
			case q.news && s.mayImprove(duals[0], q):
				// With what is fixed now, other prices may do. Those so far show what has been fixed.
				next := newPart(w, q.u, q.r)
				q.proof.Parts, q.proof = []*Part{next}, next
				s.parts++
				live = append(live, q)
			default:
				rest = append(rest, q)
			}
		}
	}
	if w.wf == 0 && whole != nil && !s.improver.halted() {
		s.combine(duals[0], whole.u, whole.r, duals[0].pool, duals[1].pool)
		s.synchronize(s.partner)
	}
	return slices.DeleteFunc(append(rest, live...), func(q *part) bool { return q.bound < s.leastBound(duals[0]) })
}

// exactDual is the one exact dual of the solver, as good as new.
func (s *solver) exactDual(w weighting) *dual {
	if s.exact == nil {
		s.exact = newExactDual(s.m, w, s.mixtures)
	} else {
		s.exact.reset(w)
	}
	return s.exact
}

// wholePrices are the prices of the only part that is left, nil where there are several.
func (s *solver) wholePrices(live []*part) *part {
	if len(live) != 1 {
		return nil
	}
	return live[0]
}

// inParallel runs work for the solver (0) and its partner (1) at the same time, and then
// synchronizes them. What one does must not depend on the other.
func (s *solver) inParallel(work func(k int, o *solver)) {
	var wait sync.WaitGroup
	wait.Go(func() { work(1, s.partner) })
	work(0, s)
	wait.Wait()
	s.synchronize(s.partner)
}

// synchronize gives both solvers the better plan, the tries of both and the sum of the work.
func (s *solver) synchronize(o *solver) {
	s.seating.work, o.seating.work = s.seating.work+o.seating.work, 0
	s.improver.stopped = s.improver.stopped || o.improver.stopped
	better, other := s, o
	if o.found && (!s.found || o.best.value-s.best.value > 0) {
		better, other = o, s
	}
	if better.found {
		other.best.copyFrom(better.best)
		other.found = true
	}
	maps.Copy(s.tried, o.tried)
	maps.Copy(o.tried, s.tried)
}

// refine finds better prices for the part, makes plans of what they suggest, and
// fixes what the prices prove.
func (s *solver) refine(d *dual, q *part) {
	s.restrict(d, q)
	q.news = false
	s.searchPrices(d, q, q.u, q.r, partRounds)
	if s.mayImprove(d, q) && !s.improver.halted() && s.tryPart(d) {
		u, r := s.prices(d.weighting)
		s.searchPrices(d, q, u, r, againRounds)
	}
	if s.mayImprove(d, q) && !s.improver.halted() {
		s.fixByPrices(d, q)
	}
}

// searchPrices searches from the given prices and keeps what is better than those of
// the part.
func (s *solver) searchPrices(d *dual, q *part, u, r []int64, rounds int) {
	d.start(u, s.pricesWithChoice(q, r))
	d.search(rounds, s.improvingBound(d)-1, s.improver.halted)
	s.count(d)
	if d.best < q.bound {
		q.u, q.r, q.bound = slices.Clone(d.u), slices.Clone(d.r), d.best
	}
}

// mayImprove reports whether the part may hold a better plan.
func (s *solver) mayImprove(d *dual, q *part) bool {
	return q.bound >= s.improvingBound(d)
}

// improvingBound is the smallest bound, in prices, at which a better plan is possible.
func (s *solver) improvingBound(d *dual) int64 {
	return s.best.score.Points*d.wp + s.best.score.Fit*d.wf + PriceScale
}

// leastBound is the smallest bound at which a part is kept: while only points count, a plan
// with as many points as the best one is of interest too, because its fit may be better.
func (s *solver) leastBound(d *dual) int64 {
	if d.wf == 0 {
		return s.improvingBound(d) - PriceScale
	}
	return s.improvingBound(d)
}

// tryPart makes a plan of what the prices of the part suggest.
func (s *solver) tryPart(d *dual) bool {
	m := s.m
	line := s.line[:0] // pairs wanted, most often first
	key := uint64(14695981039346656037)
	for g, y := range d.yAvg {
		if y < avgScale/2 {
			continue
		}
		key = (key ^ (uint64(g) + 1)) * 1099511628211
		for k := m.GroupOff[g]; k < m.GroupOff[g+1]; k++ {
			if d.hits[k] > 0 {
				line = push(line, ranked{int64(d.hits[k]), k})
			}
		}
	}
	slices.SortFunc(line, func(a, b ranked) int { return cmp.Or(cmp.Compare(b.v, a.v), cmp.Compare(a.k, b.k)) })
	s.line = line
	for _, next := range line {
		if next.v > partRounds/2 {
			key = (key ^ (uint64(next.k) + 1)) * 1099511628211
		}
	}
	if s.tried[key] {
		return false
	}
	s.tried[key] = true
	s.clear()
	s.seating.setPenalty(s.easy)
	for g, y := range d.yAvg {
		if y >= avgScale/2 && !s.seating.Open[g] && !s.improver.blocked(int32(g)) {
			s.seating.SetOpen(int32(g), true)
		}
	}
	for _, next := range line {
		s.seat(next.k)
	}
	s.complete()
	return true
}

// seat gives a pair of a group its place, if it is free.
func (s *solver) seat(k int32) {
	i, p := s.m.GroupClient[k], s.m.GroupPair[k]
	if g := s.m.PairGroup[p]; s.seating.Open[g] && s.seating.At[i] == None && s.seating.Seats(g) > 0 {
		if _, ok := s.seating.Exchange(i, p, None); ok {
			s.seating.Put(i, p)
		}
	}
}

// complete makes a valid plan of a seating and improves it.
func (s *solver) complete() {
	for g := range s.seating.Open {
		g := int32(g)
		for s.seating.Open[g] && len(s.seating.Members[g]) < int(s.m.Need[g]) && !s.improver.halted() {
			if !s.chains.fill(g, unbounded) {
				s.improver.closeGroup(g)
			}
		}
	}
	s.improver.reprice()
	s.improver.openGreedily()
	s.improver.polish()
	s.keep()
	if slices.Contains(s.seating.hasMinimum, true) {
		s.seating.setPenalty(s.hard)
		s.improver.repairCounts()
		s.improver.polish()
		s.improver.flipClasses()
		s.improver.polish()
	}
	s.seating.setPenalty(s.hard)
	if s.seating.value-s.best.value > -s.seating.pointUnit()*cyclesWithin && s.improver.exchangeInCycles(s.improver.seated(), s.cycleWork()) {
		s.improver.polish()
	}
	s.keep()
}

// cycleWork bounds the search for cycles of exchanges on lists of more than longClients clients.
func (s *solver) cycleWork() int64 {
	if len(s.m.Points) <= longClients {
		return 1 << 60
	}
	return longCycles * int64(len(s.m.Points))
}

// clear empties the seating and its prices.
func (s *solver) clear() {
	s.seating.empty()
	for g := range s.m.Room {
		s.seating.setPrice(int32(g), 0)
	}
}

// count adds the work of a price search to that of the run.
func (s *solver) count(d *dual) {
	s.seating.work += d.work
	d.work = 0
}
