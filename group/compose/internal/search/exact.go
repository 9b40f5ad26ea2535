package search

// newExactDual returns a dual that includes the rules that couple people and what branching has
// fixed. Its bounds are lower and cost more work; a Proof computes them again.
func newExactDual(m *Model, w weighting, mixtures []mixture) *dual {
	d := newDual(m, w)
	d.exact, d.inner = true, newInner(m, mixtures)
	d.value = make([]int64, len(m.GroupPair))
	d.order = make([]int32, len(m.GroupPair))
	d.size = make([]int32, len(m.Room))
	d.reset(w)
	return d
}

// reset makes an exact dual as good as new, with the given weights.
func (d *dual) reset(w weighting) {
	m := d.m
	d.weighting, d.limit = w, m.priceLimit(w)
	d.pool, d.hits = nil, nil
	for _, list := range [...][]int64{d.u, d.r, d.uTry, d.rTry, d.gBest} {
		clear(list)
	}
	clear(d.fixed)
	clear(d.yAvg)
	for k, p := range m.GroupPair {
		d.value[k] = m.pointsOf(m.GroupClient[k], p)*w.wp + int64(m.Fit[p])*w.wf
		d.order[k] = int32(k)
	}
	for g := range d.size {
		d.size[g] = m.GroupOff[g+1] - m.GroupOff[g]
	}
}

// exactGroup is group with the rules that couple people and with what branching has fixed.
func (d *dual) exactGroup(g int32, count []int32) int64 {
	b := &d.inner
	cost := d.resourceCost(g)
	held := d.m.Running[g] || d.fixed[g] > 0
	b.load(d, g)
	if held {
		b.solve(impossible)
	} else {
		b.solve(cost)
	}
	d.work += int64(b.steps)*16 + int64(b.looks)
	b.looks = 0
	if !b.found {
		// Even relaxed it does not earn its resources, or it is not possible at all.
		d.gBest[g] = min(b.relaxed-cost, 0)
		return d.whenClosed(g, impossible)
	}
	d.open[g] = true
	d.gBest[g] = b.best - cost
	if d.pool != nil {
		d.pool.add(g, b.chosen)
	}
	for _, k := range b.chosen {
		count[d.m.GroupClient[k]]++
		if d.hits != nil {
			d.hits[k]++
		}
	}
	return b.best - cost
}

// whenClosed is what a group that does not open adds to the bound: 0, or the given worth if
// branching holds it open.
func (d *dual) whenClosed(g int32, worth int64) int64 {
	if d.fixed[g] > 0 {
		return worth
	}
	return 0
}

// impossible is the worth of a group that has to be open and cannot be.
const impossible = -int64(1) << 56
