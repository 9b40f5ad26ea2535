package search

import "slices"

// What a part of all plans is, what its prices exclude, and how it is divided further.

// part is a subset of all plans, with prices that bound them.
type part struct {
	u, r  []int64
	bound int64
	fixed []int8 // groups that are open (1) or closed (-1) in all of its plans
	news  bool   // groups have been fixed since prices were last searched
	out   []bool // pairs of each group that none of its plans has
	proof *Part
}

// Part is the record of a part for the proof: prices, in 1/PriceScale, and what it was divided
// on. The fields mean the same as in the parts of a proof.
type Part struct {
	PointsWeight, FitWeight int64 // in 1/PriceScale until exported
	Clients, Resources      []int64
	Group, Client           int32 // where there are two parts
	Parts                   []*Part
}

func newPart(w weighting, u, r []int64) *Part {
	return &Part{PointsWeight: w.wp, FitWeight: w.wf, Clients: u, Resources: r}
}

// export returns the part as it is published. Without fit, it leaves out the division by fit.
func (q *Part) export(fit bool) *Part {
	e := &Part{
		PointsWeight: q.PointsWeight / PriceScale, FitWeight: q.FitWeight / PriceScale,
		Clients: q.Clients, Resources: q.Resources, Group: q.Group, Client: q.Client,
	}
	for _, part := range q.Parts {
		if part.FitWeight == 0 || fit {
			e.Parts = append(e.Parts, part.export(fit))
		}
	}
	return e
}

// fixByPrices fixes what every plan of interest in the part has in common: groups and pairs
// that would push the bound below leastBound. Where the groups that are open then exceed a
// resource, the part has no such plan.
func (s *solver) fixByPrices(d *dual, q *part) {
	m := s.m
	copy(d.uTry, q.u)
	copy(d.rTry, q.r)
	now := d.evaluate()
	s.count(d)
	floor := s.leastBound(d)
	for g := range m.Room {
		g := int32(g)
		if q.fixed[g] < 0 {
			continue
		}
		without := now
		if d.open[g] {
			without -= d.gBest[g]
		}
		if !m.Running[g] && q.fixed[g] == 0 {
			if without+d.gBest[g] < floor {
				q.fixed[g], q.news = -1, true
				continue
			}
			if without < floor {
				q.fixed[g], q.news = 1, true
			}
		}
		d.inner.load(d, g)
		d.inner.sortRest()
		cost := d.resourceCost(g)
		for n, k := range d.inner.order {
			if without+d.inner.bestWith(int32(n))-cost < floor {
				q.out[k] = true
			}
		}
		s.seating.work += int64(len(d.inner.order)) * 4
	}
	for r := range m.Free {
		held := int32(0)
		for _, g := range m.Users[r] {
			if q.fixed[g] > 0 {
				held += m.takes(g, int32(r))
			}
		}
		if held > m.Free[r] {
			q.bound = impossible
		}
		for _, g := range m.Users[r] {
			if q.fixed[g] == 0 && held+m.takes(g, int32(r)) > m.Free[r] {
				q.fixed[g], q.news = -1, true
			}
		}
	}
	copy(d.fixed, q.fixed)
}

// pricesWithChoice returns the prices of resources, without those of resources all of whose
// groups are decided in the part. Where there is nothing to choose, a price only raises the bound.
func (s *solver) pricesWithChoice(q *part, r []int64) []int64 {
	r = slices.Clone(r)
	for k := range r {
		if !slices.ContainsFunc(s.m.Users[k], func(g int32) bool { return q.fixed[g] == 0 }) {
			r[k] = 0
		}
	}
	return r
}

// split divides the part on the group that the prices are least sure of, or, when all groups
// are decided, on a client whom two groups want: one half of the plans has it, the other does
// not. It returns nil when there is nothing to divide on.
func (s *solver) split(d *dual, q *part) []*part {
	m := s.m
	i, g := None, s.chooseGroup(d)
	if g == None {
		if i, g = s.chooseClient(d); i == None {
			return nil
		}
	}
	half := func() *part {
		return &part{
			u: q.u, r: q.r, bound: q.bound, proof: newPart(d.weighting, q.u, q.r),
			fixed: slices.Clone(q.fixed), out: slices.Clone(q.out),
		}
	}
	without, with := half(), half()
	q.proof.Group, q.proof.Client, q.proof.Parts = g, i, []*Part{without.proof, with.proof}
	if i == None {
		without.fixed[g], with.fixed[g] = -1, 1
		return []*part{without, with}
	}
	for p := m.PairOff[i]; p < m.PairOff[i+1]; p++ {
		h := m.PairGroup[p]
		k, _ := slices.BinarySearch(m.GroupClient[m.GroupOff[h]:m.GroupOff[h+1]], i)
		if at := m.GroupOff[h] + int32(k); h == g {
			without.out[at] = true
		} else {
			with.out[at] = true
		}
	}
	return []*part{without, with}
}

// chooseGroup picks the group to divide on: the one the prices are least sure of.
func (s *solver) chooseGroup(d *dual) int32 {
	best, sure := None, int32(0)
	for g, y := range d.yAvg {
		if s.m.Running[g] || d.fixed[g] != 0 {
			continue
		}
		if n := max(y-avgScale/2, avgScale/2-y); best == None || n < sure {
			best, sure = int32(g), n
		}
	}
	return best
}

// chooseClient picks the client whom two groups want about equally often, and one of the two.
func (s *solver) chooseClient(d *dual) (client, group int32) {
	m := s.m
	client, group = None, None
	var most int32
	for i := range m.Points {
		var a, b int32 // hits of the two groups that want the client most
		at := None
		for p := m.PairOff[i]; p < m.PairOff[i+1]; p++ {
			g := m.PairGroup[p]
			k, _ := slices.BinarySearch(m.GroupClient[m.GroupOff[g]:m.GroupOff[g+1]], int32(i))
			n := d.hits[m.GroupOff[g]+int32(k)]
			if n > a {
				a, b, at = n, a, g
			} else if n > b {
				b = n
			}
		}
		if b > most {
			most, client, group = b, int32(i), at
		}
	}
	return client, group
}

// restrict limits d to the plans of the part.
func (s *solver) restrict(d *dual, q *part) {
	copy(d.fixed, q.fixed)
	for g := range s.m.Room {
		order := d.order[s.m.GroupOff[g]:s.m.GroupOff[g+1]]
		d.spare = d.spare[:0]
		n := 0
		for _, k := range order {
			if q.out[k] {
				d.spare = append(d.spare, k)
			} else {
				order[n] = k
				n++
			}
		}
		copy(order[n:], d.spare)
		d.size[g] = int32(n)
	}
}

// reopenParts prepares parts for a second search with other prices, and reports false if that
// makes too many parts. The parts so far stay in the proof: they show what has been fixed.
func (s *solver) reopenParts(parts []*part, w weighting, most int) bool {
	if s.parts+len(parts) > most {
		return false
	}
	s.parts += len(parts)
	for _, q := range parts {
		next := newPart(w, q.u, q.r)
		q.proof.Parts, q.proof = []*Part{next}, next
	}
	return true
}
