package search

import (
	"math"
	"slices"
)

// Options tunes a run.
type Options struct {
	// Work bounds the search that follows the first complete plan, in looks at
	// one pair; 0 chooses by the size of the problem.
	Work int64
	// Progress is called in the running goroutine whenever the best plan or the
	// bound has improved, and once at the end.
	Progress func(Progress)
	// Start is a valid plan to start from, as the pair of each client or None; nil where there
	// is none. A model with standing clients needs one.
	Start []int32
	// Method overrides the choice of method, for comparisons.
	Method Method
	// Stop is called from time to time and says whether to stop at once.
	Stop func() bool
}

// Method is a method of search.
type Method uint8

// The methods: by the size of the problem, by parts as at clinic size but without
// trying every plan, and as on larger lists.
const (
	BySize Method = iota
	ByParts
	Exploring
)

// Progress is what is known while the search runs.
type Progress struct {
	Score Score
	// Bound is the proven limit of points so far.
	Bound int64
	// Work is how much has been done.
	Work int64
}

// Score is what a plan is worth.
type Score struct {
	Points, Fit, Minutes int64
	Placed, Opened       int
}

// Result is the outcome of a run.
type Result struct {
	// Seating holds the best plan.
	Seating *Seating
	Score   Score
	// PointsBound limits points, and FitBound points and fit together.
	PointsBound, FitBound Prices
	// Proof is the division of all plans, nil where there has been none. It shows
	// ProofPoints, and ProofFit unless that is 0.
	Proof                 *Part
	ProofPoints, ProofFit int64
	// Complete says that the run was not stopped, and Exhausted that every plan has
	// been tried.
	Complete, Exhausted bool
}

// Prices limit every plan: PointsWeight·points + FitWeight·fit ≤ Value.
type Prices struct {
	PointsWeight, FitWeight, Value int64
	// Clients and Resources hold prices, in 1/PriceScale.
	Clients, Resources []int64
}

// Solve looks for the best plan.
func Solve(m *Model, o Options) Result {
	s := newSolver(m, o.Stop)
	s.makeBounds()
	s.run(o)
	return s.result()
}

// GroupWorth is what the only group of a model is worth when it is open, under
// prices of clients, and no less than that with each client of a pair in it. ok is
// false where the group cannot open.
func GroupWorth(m *Model, pointsWeight, fitWeight int64, prices []int64) (worth int64, with map[int]int64, ok bool) {
	d := newExactDual(m, weighting{pointsWeight * PriceScale, fitWeight * PriceScale}, newMixtures(m))
	copy(d.uTry, prices)
	d.inner.load(d, 0)
	d.inner.solve(impossible)
	worth, ok = d.inner.best, d.inner.found
	d.inner.load(d, 0)
	d.inner.sortRest()
	with = map[int]int64{}
	for n, k := range slices.Clone(d.inner.order) {
		with[int(m.GroupClient[k])] = d.inner.bestWith(int32(n))
	}
	return worth, with, ok
}

// result reads out what a run has found.
func (s *solver) result() Result {
	r := Result{
		Seating: s.seating, Score: s.seating.Score(),
		PointsBound: s.bounds.export(1, 0), FitBound: s.fitBounds.export(fitBoundWeight, 1),
		Complete: !s.improver.stopped, Exhausted: s.exhausted,
	}
	if s.divided != nil {
		r.Proof, r.ProofPoints, r.ProofFit = s.divided.export(s.proofFit > 0), s.proofPoints, s.proofFit
	}
	return r
}

// Weights of points against fit in the price searches that suggest openings;
// the first one's prices are exported as the bound of fit.
const fitBoundWeight = 20

var openingWeights = [...]int64{fitBoundWeight, 60, 6}

func newSolver(m *Model, stop func() bool) *solver {
	seating := NewSeating(m)
	chains := newChains(seating)
	s := &solver{m: m, seating: seating, chains: chains, improver: &improver{
		m: m, seating: seating, chains: chains, stop: stop, failed: make([]failure, len(m.Room)),
	}}
	s.tried = map[uint64]bool{}
	s.hard = s.seating.penalty * hardPenalty
	s.easy = max(s.seating.pointUnit()*easyPoints, 1)
	return s
}

// makeBounds makes the duals whose prices are published.
func (s *solver) makeBounds() {
	s.bounds = newLooseDual(s.m, weighting{PriceScale, 0})
	s.fitBounds = newLooseDual(s.m, weighting{PriceScale * fitBoundWeight, PriceScale})
}

// newPartner makes a solver for half of the work of another one, whose duals it shares.
func (s *solver) newPartner() *solver {
	o := newSolver(s.m, s.improver.stop)
	o.near, o.bounds, o.fitBounds, o.mixtures = s.near, s.bounds, s.fitBounds, s.mixtures
	return o
}

// Penalties of a lone newcomer: while exploring, in points, between, in points,
// and at last, in times the most valuable client.
const (
	easyPoints  = 5
	firmPoints  = 60
	hardPenalty = 16
)

// Rounds of the price searches, the number of pairs up to which plans are searched
// in parts, that beyond which every search has a bound, that beyond which one set of
// openings has to do, and the budgets of work a client beyond clinic size: for one improvement of groups, and for exploring.
const (
	boundRounds    = 200
	openingRounds  = 100
	finalRounds    = 200
	fewPairs       = 20_000
	largePairs     = 100_000
	manyPairs      = 200_000
	settleAClient  = 2500
	exploreAClient = 4500
)

// Lists of more than longClients clients do less of what gains little there, so that a client
// costs about the same on lists of any size. In looks a client: one improvement of groups,
// forcing groups open before the list is divided into parts, and cycles of exchanges. Then the
// rounds of the search for prices before the division, and how much of what the last round of
// parts took, in per cent, has to be left of the budget for another round.
const (
	longClients = 400
	longSettle  = 1000
	longExplore = 6000
	longCycles  = 1500
	longRounds  = 30
	longRest    = 30
)

// run leaves the best plan in the seating.
func (s *solver) run(o Options) {
	if o.Method != ByParts && s.divisible(o) {
		s.solveInBlocks(o)
		s.finish()
		s.report(o)
		return
	}
	s.begin(o)
	if o.Method == BySize && s.m.small() && !s.improver.halted() {
		s.exhausted = s.exhaust()
	}
	if o.Method == ByParts || o.Method == BySize && len(s.m.PairGroup) <= fewPairs {
		s.branch(o)
	} else {
		s.solveLarge(o)
	}
	s.finish()
	s.report(o)
}

// begin finds a first good plan and a bound of points.
func (s *solver) begin(o Options) {
	s.keep() // nobody placed: valid, unless somebody has to keep a place
	for i, p := range o.Start {
		if p == None {
			continue
		}
		if g := s.m.PairGroup[p]; !s.seating.Open[g] {
			s.seating.SetOpen(g, true)
		}
		s.seating.Put(int32(i), p)
	}
	s.keep()
	s.start.copyFrom(s.best)
	s.trivialBounds()
	s.seating.setPenalty(s.easy)
	s.settle()
	s.enforceCounts()
	s.report(o)

	rounds := boundRounds
	if len(s.m.PairGroup) <= fewPairs {
		rounds /= 2 // more follow in parts
	}
	u, r := s.prices(s.bounds.weighting)
	s.improveBound(s.bounds, u, r, rounds)
	s.report(o)
}

// solveLarge is the search beyond clinic size.
func (s *solver) solveLarge(o Options) {
	for k, weight := range openingWeights {
		if s.improver.halted() || s.proven() || k > 0 && len(s.m.PairGroup) > manyPairs {
			break
		}
		d := s.fitBounds
		if weight != fitBoundWeight {
			d = newLooseDual(s.m, weighting{PriceScale * weight, PriceScale})
		}
		s.openByPrices(d, openingRounds)
		s.report(o)
	}
	s.recall()
	s.explore(o)
	if !s.proven() && !s.improver.halted() {
		rounds := finalRounds
		if len(s.m.PairGroup) > manyPairs {
			rounds *= 5
		}
		s.improveBound(s.bounds, s.bounds.u, s.bounds.r, rounds)
	}
	if !s.proven() && !s.improver.halted() && s.bounds.best/PriceScale == s.best.score.Points {
		s.improveBound(s.fitBounds, s.fitBounds.u, s.fitBounds.r, finalRounds)
	}
}

// openByPrices searches prices for points and fit, opens the groups that they suggest, and
// improves the plan.
func (s *solver) openByPrices(d *dual, rounds int) {
	s.improveFromPoints(d, rounds)
	s.seating.setPenalty(s.easy)
	s.openSuggested(d)
	s.settle()
	s.enforceCounts()
}

// explore forces openings while that gains and the budget lasts.
func (s *solver) explore(o Options) {
	budget := o.Work
	if budget <= 0 {
		budget = exploreAClient * int64(len(s.m.Points))
		if len(s.m.PairGroup) <= largePairs {
			budget *= 3
		}
	}
	s.seating.setPenalty(s.hard)
	s.findNear()
	limit := s.seating.work + budget
	for s.seating.work < limit && !s.improver.halted() && !s.proven() {
		gained := s.forceOpenings(limit - s.seating.work)
		gained = s.improver.improveGroups(limit-s.seating.work) || gained
		gained = s.improver.flipClasses() || gained
		s.improver.polish()
		s.keep()
		s.report(o)
		if !gained {
			break
		}
	}
	s.recall()
	if o.Work > 0 { // the caller asked for more work
		s.kick(limit-s.seating.work, 1)
	}
}

// trivialBounds prices every client at full worth, which every group then
// declines: a bound before any search.
func (s *solver) trivialBounds() {
	for _, d := range [...]*dual{s.bounds, s.fitBounds} {
		u := make([]int64, len(s.m.Points))
		for i := range u {
			var fit uint8
			for p := s.m.PairOff[i]; p < s.m.PairOff[i+1]; p++ {
				fit = max(fit, s.m.Fit[p])
			}
			u[i] = s.m.Points[i]*d.wp + int64(fit)*d.wf
		}
		d.start(u, make([]int64, len(s.m.Free)))
	}
}

// improveBound searches from the given prices and keeps the better of the old
// and the new ones.
func (s *solver) improveBound(d *dual, u, r []int64, rounds int) {
	oldU, oldR, old := slices.Clone(d.u), slices.Clone(d.r), d.best
	d.start(u, r)
	points, fit := s.best.score.Points, s.best.score.Fit
	d.search(rounds, points*d.wp+fit*d.wf+PriceScale-1, s.improver.halted)
	s.count(d)
	if old <= d.best && old != 0 {
		d.u, d.r, d.best = oldU, oldR, old
	}
}

// improveFromPoints searches prices for points and fit from those of points alone.
func (s *solver) improveFromPoints(d *dual, rounds int) {
	weight := d.wp / s.bounds.wp
	s.improveBound(d, scaled(s.bounds.u, weight), scaled(s.bounds.r, weight), rounds)
}

func scaled(prices []int64, by int64) []int64 {
	list := make([]int64, len(prices))
	for k, price := range prices {
		list[k] = price * by
	}
	return list
}

// settleWork bounds one improvement of groups, except on short lists, so that a client costs
// about the same on lists of any size. On lists that are then divided into parts it is less. In
// a block there is no bound: little else is done there, and a block is never large.
func (s *solver) settleWork() int64 {
	clients := int64(len(s.m.Points))
	switch pairs := len(s.m.PairGroup); {
	case s.inBlock:
		return 1 << 60
	case pairs > fewPairs:
		return settleAClient * clients
	case clients > longClients:
		return longSettle * clients
	default:
		return 1 << 60
	}
}

// settle improves the present plan to where no single change gains.
func (s *solver) settle() {
	s.improver.polish()
	s.improver.openGreedily()
	s.improver.polish()
	s.improver.improveGroups(s.settleWork())
	s.improver.polish()
	s.keep()
}

// enforceCounts raises the penalty of lone newcomers until none is left.
func (s *solver) enforceCounts() {
	if slices.Contains(s.seating.hasMinimum, true) {
		s.seating.setPenalty(s.seating.pointUnit() * firmPoints)
		s.settle()
		s.seating.setPenalty(s.hard)
		s.improver.repairCounts()
		s.settle()
		s.improver.flipClasses()
		s.improver.polish()
	}
	s.seating.setPenalty(s.hard)
	s.keep()
}

// proven reports whether the best plan is known to be optimal in points and fit.
func (s *solver) proven() bool {
	if s.exhausted || s.pointsLimit() <= s.best.score.Points && s.fitLimit() <= s.best.score.Fit {
		return true
	}
	if s.bounds.best/PriceScale > s.best.score.Points {
		return false
	}
	limit := s.fitBounds.best/PriceScale - fitBoundWeight*s.best.score.Points
	return s.best.score.Fit >= limit
}

// pointsLimit and fitLimit are what dividing has shown, or what no sum reaches.
func (s *solver) pointsLimit() int64 {
	if s.divided == nil {
		return math.MaxInt64
	}
	return s.proofPoints
}

func (s *solver) fitLimit() int64 {
	if s.proofFit == 0 {
		return math.MaxInt64
	}
	return s.proofFit
}

func (s *solver) report(o Options) {
	if o.Progress != nil {
		o.Progress(Progress{Score: s.best.score, Bound: min(s.bounds.best/PriceScale, s.pointsLimit()), Work: s.seating.work})
	}
}
