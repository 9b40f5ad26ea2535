package search

import (
	"slices"
	"sync"
)

// The Lagrangian bound, in whole numbers throughout.
//
// Relax "each client at most once" with a price u ≥ 0 per client and "each
// resource at most its capacity" with a price r ≥ 0 per resource. What remains is
// one small problem per group: which newcomers, each worth their value less their
// price, and whether to open at all. The best newcomers solve it, so for any prices
//
//	bound(u, r) = Σ u + Σ r·free + Σ_g best(g, u, r)
//
// is no less than the worth of any assignment. The bound that is published as a
// list of prices leaves conflicts and composition out, which can only raise it;
// an exact dual regards them too (inner.go). Prices are whole numbers of
// 1/PriceScale of a point, so the bound is exact on every machine.

// PriceScale is the resolution of prices.
const PriceScale = 256

// weighting weights a pair: points times wp plus fit times wf, in 1/PriceScale.
type weighting struct{ wp, wf int64 }

// dual is the state of one price search.
type dual struct {
	m *Model
	weighting
	u, r  []int64 // the best prices so far
	best  int64   // their bound
	limit int64   // of prices

	uTry, rTry []int64 // the prices being tried
	uDir, rDir []int64 // the last step, in 1/dirScale
	count      []int32 // how many groups want each client
	open       []bool  // groups open in the last evaluation
	gBest      []int64 // their value
	yAvg       []int32 // average of open, in 1/avgScale
	top, top2  []ranked
	fixed      []int8  // groups that branching holds open (1) or closed (-1)
	size       []int32 // how many pairs of each group branching leaves, the first in order
	pool       *pool   // of the sets that groups have wanted, or nil
	hits       []int32 // how often each pair of a group was wanted in this search, or nil
	work       int64   // pairs looked at
	count2     []int32
	net        []int64 // points of each client less the price, of a dual that is not exact
	seats      []int32 // of a dual that is not exact, the first of each group in last
	last       []int32 // pairs that each group had last, as many as seats, None for free ones

	// Of an exact dual, which regards the rules that couple people.
	exact bool
	value []int64 // worth of each pair of a group
	order []int32 // pairs of each group, about best first
	spare []int32
	inner inner
}

// avgScale is the resolution of the running averages.
const avgScale = 1 << 14

// ranked is a client and what they are worth beyond their price.
type ranked struct {
	v int64
	k int32
}

func newDual(m *Model, w weighting) *dual {
	d := &dual{
		m: m, weighting: w,
		u: make([]int64, len(m.Points)), r: make([]int64, len(m.Free)),
		uTry: make([]int64, len(m.Points)), rTry: make([]int64, len(m.Free)),
		uDir: make([]int64, len(m.Points)), rDir: make([]int64, len(m.Free)),
		count: make([]int32, len(m.Points)), open: make([]bool, len(m.Room)), gBest: make([]int64, len(m.Room)),
		fixed: make([]int8, len(m.Room)),
		yAvg:  make([]int32, len(m.Room)),
	}
	d.limit = m.priceLimit(w)
	return d
}

// priceLimit is more than any price of use.
func (m *Model) priceLimit(w weighting) int64 {
	var points, seats int64
	for _, p := range m.Points {
		points = max(points, p)
	}
	for _, room := range m.Room {
		seats = max(seats, int64(room))
	}
	return (points*w.wp + MaxFit*w.wf) * (seats + 1)
}

// newLooseDual makes a dual that leaves out the rules that couple people.
func newLooseDual(m *Model, w weighting) *dual {
	d := newDual(m, w)
	d.net, d.seats = make([]int64, len(m.Points)), make([]int32, len(m.Room)+1)
	for g, room := range m.Room {
		d.seats[g+1] = d.seats[g] + min(room, m.GroupOff[g+1]-m.GroupOff[g])
	}
	d.last = make([]int32, d.seats[len(m.Room)])
	for n := range d.last {
		d.last[n] = None
	}
	return d
}

// evaluate computes the bound of the prices being tried and what each group
// would do under them.
func (d *dual) evaluate() int64 {
	m := d.m
	clear(d.count)
	if !d.exact {
		d.work += int64(len(m.PairGroup))
		for i, u := range d.uTry {
			d.net[i] = m.Points[i]*d.wp - u
		}
	}
	for g, n := range d.size {
		if d.fixed[g] >= 0 {
			d.work += int64(n)
		}
	}
	var sum int64
	for i, u := range d.uTry {
		if m.PairOff[i] < m.PairOff[i+1] {
			sum += u
		}
	}
	for r, price := range d.rTry {
		sum += price * int64(m.Free[r])
	}
	if len(m.PairGroup) < manyPairs {
		for g := range m.Room {
			sum += d.group(int32(g), d.count, &d.top)
		}
		return sum
	}
	// Groups do not depend on each other: two halves, each with its own counts.
	// Sums of whole numbers are the same in every order.
	half, _ := slices.BinarySearch(m.GroupOff, m.GroupOff[len(m.Room)]/2)
	if d.count2 == nil {
		d.count2 = make([]int32, len(d.count))
	}
	clear(d.count2)
	var other int64
	var wait sync.WaitGroup
	wait.Go(func() {
		for g := half; g < len(m.Room); g++ {
			other += d.group(int32(g), d.count2, &d.top2)
		}
	})
	for g := range half {
		sum += d.group(int32(g), d.count, &d.top)
	}
	wait.Wait()
	for i, n := range d.count2 {
		d.count[i] += n
	}
	return sum + other
}

// group is the exact subproblem of one group. It counts the clients it wants in
// count and uses scratch for those it holds.
func (d *dual) group(g int32, count []int32, scratch *[]ranked) int64 {
	m := d.m
	room, need := int(m.Room[g]), int(m.Need[g])
	from, to := m.GroupOff[g], m.GroupOff[g+1]
	if d.exact {
		to = from + d.size[g]
	}
	d.open[g] = false
	d.gBest[g] = 0
	if d.fixed[g] < 0 {
		return 0
	}
	if room == 0 || int(to-from) < need {
		d.gBest[g] = impossible
		return d.whenClosed(g, impossible)
	}
	if d.exact {
		return d.exactGroup(g, count)
	}
	// Keep the best room clients, best first; those of no value only while the
	// minimum is not reached.
	top := (*scratch)[:0]
	floor := d.floor(g) // what a client has to exceed to be kept
	net, fits, wf, penalties := d.net, m.groupFit[from:to], d.wf, m.Penalty != nil
	for n, i := range m.GroupClient[from:to] {
		v := net[i] + int64(fits[n])*wf // as beyond has it
		if v <= floor {
			continue
		}
		k := from + int32(n)
		if penalties {
			if v = d.beyond(k); v <= floor {
				continue
			}
		}
		if len(top) == room {
			top = top[:room-1]
		}
		at := len(top)
		top = append(top, ranked{})
		for at > 0 && top[at-1].v < v {
			top[at] = top[at-1]
			at--
		}
		top[at] = ranked{v, k}
		// Beyond the minimum, clients without value are dropped.
		for len(top) > need && top[len(top)-1].v <= 0 {
			top = top[:len(top)-1]
		}
		if len(top) == room {
			floor = max(floor, top[room-1].v)
		} else if len(top) >= need {
			if len(top) == need && need > 0 {
				floor = max(floor, min(0, top[need-1].v))
			} else {
				floor = max(floor, 0)
			}
		}
	}
	last := d.last[d.seats[g]:d.seats[g+1]]
	for n := range last {
		last[n] = None
		if n < len(top) {
			last[n] = top[n].k
		}
	}
	*scratch = top
	var value int64
	for _, t := range top {
		value += t.v
	}
	value -= d.resourceCost(g)
	d.gBest[g] = value
	if value <= 0 && !m.Running[g] {
		return 0
	}
	d.open[g] = true
	for _, t := range top {
		count[m.GroupClient[t.k]]++
	}
	return value
}

// beyond is what the client of a pair of a group is worth there beyond their price.
func (d *dual) beyond(k int32) int64 {
	m := d.m
	v := d.net[m.GroupClient[k]] + int64(m.groupFit[k])*d.wf
	if m.Penalty != nil {
		v -= m.Penalty[m.GroupPair[k]] * d.wp
	}
	return v
}

// floor is a value that every client exceeds whom group g would take: those whom it took
// last would do, so nobody who is worth less than all of them is wanted.
func (d *dual) floor(g int32) int64 {
	room, need := int(d.m.Room[g]), int(d.m.Need[g])
	least, n := int64(1)<<62, 0
	for _, k := range d.last[d.seats[g]:d.seats[g+1]] {
		if k != None {
			least, n = min(least, d.beyond(k)), n+1
		}
	}
	switch {
	case n == room && (least > 0 || n == need):
		return least - 1
	case n >= need:
		return min(least-1, 0)
	default:
		return -1 << 62
	}
}

// resourceCost is the price of the resources of a group.
func (d *dual) resourceCost(g int32) (sum int64) {
	for _, u := range d.m.Uses[g] {
		sum += d.rTry[u.Resource] * int64(u.Amount)
	}
	return sum
}

// average folds the last evaluation into the running average with weight
// 1/share.
func (d *dual) average(share int32) {
	step := func(avg *int32, now int32) { *avg += (now*avgScale - *avg) / share }
	for g, open := range d.open {
		if open {
			step(&d.yAvg[g], 1)
		} else {
			step(&d.yAvg[g], 0)
		}
	}
}

// start sets the prices from which search starts, and evaluates them.
func (d *dual) start(u, r []int64) {
	copy(d.uTry, u)
	copy(d.rTry, r)
	d.best = d.evaluate()
	copy(d.u, d.uTry)
	copy(d.r, d.rTry)
	d.average(1)
}

// search improves the prices for a number of evaluations by a deflected
// subgradient method: each step goes along the present violation plus a share
// of the step before, with the length that a known worth (target, of the same
// weights) suggests, shortened when nothing has improved for a while. It stops
// early when the bound reaches the target. stop is asked before each
// evaluation.
func (d *dual) search(rounds int, target int64, stop func() bool) {
	length := int64(stepScale)
	kept, patient := int64(dirKept), patience
	if d.exact {
		kept, patient = dirKeptExact, patienceExact
	}
	poor := 0
	m := d.m
	bound := d.best
	copy(d.uTry, d.u)
	copy(d.rTry, d.r)
	clear(d.hits)
	clear(d.uDir)
	clear(d.rDir)
	d.evaluate()
	for range rounds {
		if stop() || d.best <= target {
			return
		}
		var norm int64 // of the direction, in 1/dirScale²
		turn := func(dir int64, violation int64, price int64) int64 {
			dir = violation*dirScale + dir*kept/100
			if price == 0 && dir > 0 {
				dir = 0
			}
			norm += dir * dir
			return dir
		}
		for i := range d.uTry {
			if m.PairOff[i] < m.PairOff[i+1] {
				d.uDir[i] = turn(d.uDir[i], int64(1-d.count[i]), d.uTry[i])
			}
		}
		for r := range d.rTry {
			slack := m.Free[r]
			for _, g := range m.Users[r] {
				if d.open[g] {
					slack -= m.takes(g, int32(r))
				}
			}
			d.rDir[r] = turn(d.rDir[r], int64(slack)*resourceScale/int64(max(1, m.unit[r])), d.rTry[r])
		}
		gap := max(bound-target, PriceScale)
		step := mulDiv(gap, length*(1<<20*dirScale/stepScale), max(norm, 1))
		for i, dir := range d.uDir {
			if dir != 0 {
				d.uTry[i] = d.moved(d.uTry[i], step, dir)
			}
		}
		for r, dir := range d.rDir {
			if dir != 0 {
				d.rTry[r] = d.moved(d.rTry[r], step, dir*resourceScale/int64(max(1, m.unit[r])))
			}
		}
		bound = d.evaluate()
		if bound < d.best {
			d.best = bound
			copy(d.u, d.uTry)
			copy(d.r, d.rTry)
			poor = 0
		} else if poor++; poor >= patient {
			length = max(length*shorten/100, 1)
			poor = 0
		}
		d.average(averageShare)
	}
}

// moved is a price after a step along dir. Any price from 0 on makes a bound;
// the limit only keeps sums within an int64, far above every price of use.
func (d *dual) moved(price, step, dir int64) int64 {
	by := step * dir >> 20
	if step >= 1<<36 {
		by = mulDiv(step, dir, 1<<20)
	}
	if by < -d.limit {
		return d.limit
	}
	return min(max(0, price-by), d.limit)
}

// The constants of the price search, found by trial on made-up waiting lists.
const (
	dirScale      = 1 << 7 // resolution of directions
	dirKept       = 70     // per cent of a step that the next one keeps
	dirKeptExact  = 80     // the same for an exact dual
	patienceExact = 14     // as patience, for an exact dual
	resourceScale = 4      // how much faster the prices of resources move
	stepScale     = 1 << 10
	patience      = 10 // evaluations without improvement until steps shorten
	shorten       = 66 // steps shorten to this percentage
	averageShare  = 10 // evaluations over which averages reach back
)

// export returns the best prices.
func (d *dual) export(pointsWeight, fitWeight int64) Prices {
	p := Prices{
		PointsWeight: pointsWeight, FitWeight: fitWeight, Value: d.best / PriceScale,
		Clients: slices.Clone(d.u), Resources: slices.Clone(d.r),
	}
	if d.best < 0 {
		p.Value = -((-d.best + PriceScale - 1) / PriceScale)
	}
	for i := range p.Clients {
		if d.m.PairOff[i] == d.m.PairOff[i+1] {
			p.Clients[i] = 0 // nobody wants them
		}
	}
	return p
}
