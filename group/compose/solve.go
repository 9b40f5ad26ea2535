package compose

import (
	"context"
	"slices"
)

// Options tunes a run. The zero Options is the recommended default.
type Options struct {
	// Work bounds the search that follows the first complete plan, in looks at
	// one pair of a client and a group; 0 chooses by the size of the problem. It
	// is a budget that does not depend on the machine, unlike a time limit.
	Work int64
	// Progress, when not nil, is called in the running goroutine whenever the
	// best plan or the bound has improved, and once at the end. It must not keep
	// the solver waiting.
	Progress func(Progress)
}

// Progress is what is known while [Solve] runs. The zero value is the state
// before anything is known.
type Progress struct {
	// Score is that of the best valid assignment so far.
	Score Score
	// Bound is the proven limit of points so far.
	Bound int64
	// Work is how much has been done, in the unit of [Options.Work].
	Work int64
}

// Result is the outcome of a run. The zero Result places nobody.
type Result struct {
	// Assignment is the best valid assignment found, and Score its score.
	Assignment Assignment
	Score      Score
	// PointsBound proves how many points any assignment can have at most, and
	// FitBound how much fit an assignment of Score.Points; see [Bound.FitLimit].
	PointsBound, FitBound Bound
	// Proof shows more than a list of prices can. Only problems up to clinic size
	// have one, unless the bounds are enough; otherwise it is the zero Proof.
	Proof Proof
	// Complete says that the run was not cut off. A cut-off result is valid, but
	// may differ from run to run.
	Complete bool
	// Exhausted says that the problem was small enough to try every plan, so that
	// the assignment is optimal in all three levels.
	Exhausted bool
	// Report says why, for every client and every group.
	Report Report
}

// PointsProven reports whether no assignment can have more points.
func (r Result) PointsProven() bool {
	return r.Gap() == 0
}

// FitProven reports whether no assignment of the same points can have more fit,
// where in addition the points are proven.
func (r Result) FitProven() bool {
	return r.Exhausted || r.PointsProven() && r.Score.Fit >= min(r.FitBound.FitLimit(r.Score.Points), r.Proof.fitLimit())
}

// Gap returns by how many points at most a better assignment could exceed the
// result, by PointsBound or Proof, whichever says less.
func (r Result) Gap() int64 {
	if r.Exhausted {
		return 0
	}
	return max(0, min(r.PointsBound.Value, r.Proof.pointsLimit())-r.Score.Points)
}

// Solve forms groups: it looks for the assignment with the best [Score] and
// proves how far from the best it can be at most. An invalid problem is an
// error (see [Problem.Validate]) and yields the zero Result.
//
// The result depends on the problem and on Options.Work only: neither on the
// order of the input's slices nor on the machine. When ctx is cancelled Solve
// returns the best valid assignment so far with Complete false and no error;
// that is the only way in which time can have a say.
//
// Solve uses up to two processors. It does not keep or change the problem. Memory
// grows with the number of eligible pairs, by about a hundred bytes each, and
// that of a Proof is bounded by 800 parts.
func Solve(ctx context.Context, p Problem, o Options) (Result, error) {
	if err := p.Validate(); err != nil {
		return Result{}, err
	}
	m := newModel(&p)
	s := newSolver(m, func() bool { return ctx.Err() != nil })
	s.run(o)
	return s.result(), nil
}

// result reads out what a run has found.
func (s *solver) result() Result {
	return Result{
		Assignment: s.assignment(), Score: s.score(),
		PointsBound: s.bounds.export(1, 0), FitBound: s.fitBounds.export(fitBoundWeight, 1), Proof: s.proof,
		Complete: !s.stopped, Exhausted: s.exhausted,
		Report: newReport(s.seating),
	}
}

// Weights of points against fit in the price searches that suggest openings;
// the first one's prices are exported as the bound of fit.
const fitBoundWeight = 20

var openingWeights = [...]int64{fitBoundWeight, 60, 6}

func newSolver(m *model, stop func() bool) *solver {
	s := &solver{improver: &improver{
		chains: newChains(newSeating(m)), stop: stop, failed: make([]failure, len(m.groups)),
	}}
	s.tried = map[uint64]bool{}
	s.hard = s.penalty * hardPenalty
	s.easy = max(s.base1()*easyPoints, 1)
	s.bounds = newDual(m, worth{dualScale, 0})
	s.fitBounds = newDual(m, worth{dualScale * fitBoundWeight, dualScale})
	return s
}

// Penalties of a lone newcomer: while exploring, in points, between, in points,
// and at last, in times the most valuable client.
const (
	easyPoints  = 5
	firmPoints  = 60
	hardPenalty = 16
)

// Rounds of the price searches, the number of pairs up to which plans are searched
// in parts, that beyond which one set of openings has to do, and the budget of
// work beyond clinic size, a pair and at most.
const (
	boundRounds   = 200
	openingRounds = 100
	finalRounds   = 200
	fewPairs      = 20_000
	manyPairs     = 200_000
	wanderWork    = 2500
	mostWander    = 600_000_000
)

// run leaves the best plan in the seating.
func (s *solver) run(o Options) {
	s.begin(o)
	if s.m.small() && !s.halted() {
		s.exhausted = s.exhaust()
	}
	if len(s.m.pGroup) <= fewPairs {
		s.branch(o)
	} else {
		s.wander(o)
	}
	s.finish()
	s.report(o)
}

// begin finds a first good plan and a bound of points.
func (s *solver) begin(o Options) {
	s.keep() // nobody placed: valid, whatever happens next
	s.trivialBounds()
	s.setPenalty(s.easy)
	s.settle()
	s.toughen()
	s.report(o)

	rounds := boundRounds
	if len(s.m.pGroup) <= fewPairs {
		rounds /= 2 // more follow in parts
	}
	u, r := s.prices(s.bounds.worth)
	s.improveBound(s.bounds, u, r, rounds)
	s.report(o)
}

// wander is the search beyond clinic size.
func (s *solver) wander(o Options) {
	for k, weight := range openingWeights {
		if s.halted() || s.proven() || k > 0 && len(s.m.pGroup) > manyPairs {
			break
		}
		d := s.fitBounds
		if weight != fitBoundWeight {
			d = newDual(s.m, worth{dualScale * weight, dualScale})
		}
		s.improveBound(d, scaled(s.bounds.u, weight), scaled(s.bounds.r, weight), openingRounds)
		s.setPenalty(s.easy)
		s.follow(d)
		s.settle()
		s.toughen()
		s.report(o)
	}
	s.recall()
	s.explore(o)
	if !s.proven() && !s.halted() {
		rounds := finalRounds
		if len(s.m.pGroup) > manyPairs {
			rounds *= 5
		}
		s.improveBound(s.bounds, s.bounds.u, s.bounds.r, rounds)
	}
	if !s.proven() && !s.halted() && s.bounds.best/dualScale == s.best.score.Points {
		s.improveBound(s.fitBounds, s.fitBounds.u, s.fitBounds.r, finalRounds)
	}
}

// explore forces openings while that gains and the budget lasts.
func (s *solver) explore(o Options) {
	budget := o.Work
	if budget <= 0 {
		budget = min(wanderWork*int64(len(s.m.pGroup)), mostWander)
	}
	s.setPenalty(s.hard)
	s.findNear()
	limit := s.work + budget
	for s.work < limit && !s.halted() && !s.proven() {
		gained := s.force(limit - s.work)
		gained = s.improveGroups(limit-s.work) || gained
		gained = s.flipClasses() || gained
		s.polish()
		s.keep()
		s.report(o)
		if !gained {
			break
		}
	}
	s.recall()
	if o.Work > 0 { // who asks for more gets more
		s.kick(limit-s.work, 1)
	}
}

// trivialBounds prices every client at full worth, which every group then
// declines: a bound before any search.
func (s *solver) trivialBounds() {
	for _, d := range [...]*dual{s.bounds, s.fitBounds} {
		u := make([]int64, len(s.m.clients))
		for i := range u {
			var fit uint8
			for p := s.m.cOff[i]; p < s.m.cOff[i+1]; p++ {
				fit = max(fit, s.m.pFit[p])
			}
			u[i] = int64(s.m.points[i])*d.wp + int64(fit)*d.wf
		}
		d.start(u, make([]int64, len(s.m.resources)))
	}
}

// improveBound searches from the given prices and keeps the better of the old
// and the new ones.
func (s *solver) improveBound(d *dual, u, r []int64, rounds int) {
	oldU, oldR, old := slices.Clone(d.u), slices.Clone(d.r), d.best
	d.start(u, r)
	points, fit := s.best.score.Points, s.best.score.Fit
	d.search(rounds, points*d.wp+fit*d.wf+dualScale-1, s.halted)
	s.count(d)
	if old <= d.best && old != 0 {
		d.u, d.r, d.best = oldU, oldR, old
	}
}

func scaled(prices []int64, by int64) []int64 {
	list := make([]int64, len(prices))
	for k, price := range prices {
		list[k] = price * by
	}
	return list
}

// settle improves the present plan to where no single change gains.
func (s *solver) settle() {
	s.polish()
	s.openGreedily()
	s.polish()
	s.improveGroups(1 << 60)
	s.polish()
	s.keep()
}

// toughen raises the penalty of lone newcomers until none is left.
func (s *solver) toughen() {
	if slices.Contains(s.soft, true) {
		s.setPenalty(s.base1() * firmPoints)
		s.settle()
		s.setPenalty(s.hard)
		s.repairLone()
		s.settle()
		s.flipClasses()
		s.polish()
	}
	s.setPenalty(s.hard)
	s.keep()
}

// proven reports whether the best plan is known to be optimal in points and fit.
func (s *solver) proven() bool {
	if s.exhausted || s.proof.pointsLimit() <= s.best.score.Points && s.proof.fitLimit() <= s.best.score.Fit {
		return true
	}
	if s.bounds.best/dualScale > s.best.score.Points {
		return false
	}
	limit := s.fitBounds.best/dualScale - fitBoundWeight*s.best.score.Points
	return s.best.score.Fit >= limit
}

func (s *solver) report(o Options) {
	if o.Progress != nil {
		o.Progress(Progress{Score: s.best.score, Bound: min(s.bounds.best/dualScale, s.proof.pointsLimit()), Work: s.work})
	}
}

// score counts the seating.
func (s *seating) score() (sc Score) {
	for i, p := range s.at {
		if p != none {
			sc.Points += int64(s.m.points[i])
			sc.Fit += int64(s.m.pFit[p])
			sc.Placed++
		}
	}
	for g, open := range s.open {
		if open && !s.m.running[g] {
			sc.Minutes += int64(s.m.minutes[g])
			sc.Opened++
		}
	}
	return sc
}

// assignment reads the seating out.
func (s *seating) assignment() Assignment {
	a := make(Assignment)
	for g, open := range s.open {
		if !open || s.m.running[g] && len(s.members[g]) == 0 {
			continue
		}
		ids := make([]string, 0, len(s.members[g]))
		for _, i := range s.members[g] {
			ids = append(ids, s.m.clients[i].ID)
		}
		slices.Sort(ids)
		a[s.m.groups[g].ID] = ids
	}
	return a
}

// finish makes the last plan one about which the report can say true things:
// nobody is left out who could simply join an open group, and no group stays
// closed that those left out could fill on free resources.
func (s *solver) finish() {
	s.recall()
	s.setPenalty(s.hard)
	for again := true; again; {
		again = false
		for i := range s.at {
			i := int32(i)
			for p := s.m.cOff[i]; p < s.m.cOff[i+1] && s.at[i] == none; p++ {
				if g := s.m.pGroup[p]; s.open[g] && s.seats(g) > 0 {
					if penalty, ok := s.exchange(i, p, none); ok && penalty <= 0 {
						s.put(i, p)
						again = true
					}
				}
			}
		}
		for g := range s.open {
			g := int32(g)
			if s.open[g] && !s.m.running[g] && len(s.members[g]) == 0 {
				s.setOpen(g, false) // an empty group serves nobody
			}
			if s.open[g] || s.m.room[g] == 0 || s.blocked(g) {
				continue
			}
			if joiners := s.leftovers(g, none); len(joiners) > 0 && len(joiners) >= int(s.m.need[g]) {
				s.setOpen(g, true)
				for _, p := range joiners {
					s.put(s.m.clientOf(p), p)
				}
				again = true
			}
		}
	}
	s.keep()
}

// leftovers chooses people without a place who could fill the closed group g
// together, as pairs: first the pair given, if any, then the others by id as
// far as conflicts, quotas and seats allow, without lone newcomers but for the
// one given.
func (s *seating) leftovers(g, first int32) (pairs []int32) {
	m := s.m
	count := make([]int32, len(m.quotas[g]))
	var who []int32
	add := func(i, p int32) {
		if len(pairs) >= int(m.room[g]) {
			return
		}
		for _, j := range who {
			if m.conflict(i, j) {
				return
			}
		}
		for q, limit := range m.quotas[g] {
			if m.pMask[p]>>q&1 != 0 && count[q] >= limit.max {
				return
			}
		}
		pairs, who = append(pairs, p), append(who, i)
		for q := range count {
			count[q] += int32(m.pMask[p] >> q & 1)
		}
	}
	if first != none {
		add(m.clientOf(first), first)
	}
	for k := m.gOff[g]; k < m.gOff[g+1]; k++ {
		if i, p := m.gClient[k], m.gPair[k]; s.at[i] == none && p != first {
			add(i, p)
		}
	}
	for again := true; again; {
		again = false
		for q, limit := range m.quotas[g] {
			if !limit.noLone || count[q] != 1 {
				continue
			}
			k := slices.IndexFunc(pairs, func(p int32) bool { return m.pMask[p]>>q&1 != 0 })
			if pairs[k] == first {
				continue
			}
			for f := range count {
				count[f] -= int32(m.pMask[pairs[k]] >> f & 1)
			}
			pairs = slices.Delete(pairs, k, k+1)
			again = true
		}
	}
	return pairs
}
