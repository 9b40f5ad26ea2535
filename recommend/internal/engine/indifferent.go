package engine

import "slices"

// indifferent reports whether it is proved that completions that differ only in this
// statement have the same outcome. False proves nothing.
func (m *Matter) indifferent(statement int) bool {
	e := m.e
	yes, consistent := e.With(m.answers, statement, Yes)
	if !consistent {
		return true
	}
	both := m.answers // what the completions have in common: every statement that a yes excludes is answered no
	for w, excluded := range e.excludes[statement] {
		both.no()[w] |= excluded &^ (both.yes()[w] | both.no()[w])
	}
	no := both
	no.Give(statement, No)
	now := look(&both)
	points, spoken := false, e.heed
	for i := range e.Rules {
		c := &e.Rules[i]
		switch {
		case c.Fires.Holds(&now.certain):
			spoken |= c.Speaks
		case !c.hangsOn(statement, &now.certain) || !c.Fires.Holds(&now.possible):
		case !c.Layer.Weighs():
			return false
		case c.turn < 0:
			points = true
		}
	}
	outlooks, ok := m.outlooks()
	if !ok {
		return false
	}
	d := difference{statement: statement, yes: look(&yes), no: look(&no), points: points}
	for i := range e.questions {
		if q := &e.questions[i]; slices.ContainsFunc(q.rules, func(rule int) bool { return e.Rules[rule].Names(statement) }) {
			d.questions = append(d.questions, i)
		}
	}
	d.beside = slices.ContainsFunc(e.sideConditions(), func(x [][]Literal) bool { return names(x, statement) })
	for _, o := range outlooks {
		if spoken&o.eligible == 0 || d.shows(m, o) {
			return false
		}
	}
	return true
}

// outlooks returns the outlook of every set of options that may be eligible.
func (m *Matter) outlooks() ([]*outlook, bool) {
	if m.looked {
		return m.cells, m.cellsKnown
	}
	m.looked = true
	v := look(&m.answers)
	cells, ok := m.e.cells(&v)
	if !ok {
		return nil, false
	}
	for _, eligible := range cells {
		o, ok := newOutlook(m.e, v, eligible)
		m.spend(stepsOfOutlook)
		if !ok {
			return nil, false
		}
		m.cells = append(m.cells, o)
	}
	m.cellsKnown = true
	return m.cells, true
}

// difference is what differs between a yes and a no to a statement.
type difference struct {
	statement int
	yes, no   view
	points    bool  // whether the points of some rule differ
	questions []int // the questions whose contribution may differ
	beside    bool  // whether a side condition may differ
}

// shows reports whether the difference may show in the outcome.
func (d *difference) shows(m *Matter, o *outlook) bool {
	e := m.e
	if !e.Graded {
		return !o.final(cellResult{}).sure
	}
	all, ok := o.without(d.questions)
	if !ok {
		return true
	}
	type pair struct{ no, yes gathering }
	pairs := make([]pair, len(all))
	for i, g := range all {
		pairs[i] = pair{g, g}
	}
	seen := map[pair]bool{}
	for _, q := range d.questions {
		// The second result can be ignored: the outlook has at least as many open
		// conditions, and was within the limits.
		no, _ := e.ways(&e.questions[q], &d.no, o.eligible)
		yes, _ := e.ways(&e.questions[q], &d.yes, o.eligible)
		var next []pair
		clear(seen)
		for _, p := range pairs {
			for _, x := range no {
				for _, y := range yes {
					if with := (pair{p.no.with(x), p.yes.with(y)}); !seen[with] {
						seen[with] = true
						next = append(next, with)
					}
				}
			}
		}
		m.spend(len(next) / 16)
		if pairs = next; len(pairs) > 4*maxGatherings {
			return true
		}
	}
	sides, otherwise := e.sides(&d.no), e.sides(&d.yes)
	m.spend(len(pairs) * len(sides) / 16)
	compared := map[[2]cellResult]bool{}
	for _, p := range pairs {
		for _, s := range sides {
			r := e.outcome(p.no, o.eligible, s)
			if !d.beside {
				if x := [2]cellResult{r, e.outcome(p.yes, o.eligible, s)}; !compared[x] {
					compared[x] = true
					if d.apart(o, x) {
						return true
					}
				}
				continue
			}
			for _, t := range otherwise {
				if x := [2]cellResult{r, e.outcome(p.yes, o.eligible, t)}; !compared[x] {
					compared[x] = true
					if d.apart(o, x) {
						return true
					}
				}
			}
		}
	}
	return false
}

func (e *Engine) outcome(g gathering, eligible uint16, s side) cellResult {
	return cellResult{e.conclude(g, eligible, s.wished, s.joins), g.flagged()}
}

// apart reports whether two results of indication can lead to different outcomes.
func (d *difference) apart(o *outlook, r [2]cellResult) bool {
	if r[0] == r[1] && !d.points {
		return false
	}
	no, yes := o.final(r[0]), o.final(r[1])
	return !no.sure || no != yes
}
