package engine

import "slices"

// How it is proved, for many completions at once, that a statement that only weighs makes
// no difference.
//
// Rules that stop, ask or exclude do not depend on such a statement. So completions that
// differ only in it have the same eligible options, and it is enough to examine each set of
// options that may be eligible. For one such set, every question makes one of a few
// contributions, and the gathering of all depends on nothing else: not on their order, nor
// on how many questions contribute the same. Treating the questions as independent of each
// other gives every gathering that is possible, and some that are not. If none of them
// shows a difference, the statement makes none.

const (
	// Beyond these limits there is no outlook, and nothing is proved.
	maxUndecided  = 5   // undecided conditions of one question
	maxGatherings = 512 // different gatherings of all questions
	maxCells      = 32  // sets of options that may be eligible
)

// outlook has every result of indication that is possible in a set of completions, for one
// set of eligible options.
type outlook struct {
	e        *Engine
	eligible uint16
	view     view
	kinds    [][]contribution // the different lists of contributions
	times    []int            // how many questions have each list
	kind     []int            // by question
	all      []gathering      // the possible gatherings
	finals   map[cellResult]cellFinal
}

// cellResult is a result of indication.
type cellResult struct{ survivors, flagged uint16 }

// cellFinal is the outcome that follows from a result, if there is only one.
type cellFinal struct {
	Final
	sure bool
}

// newOutlook returns the outlook; ok is false if it exceeds the limits.
func newOutlook(e *Engine, v view, eligible uint16) (o *outlook, ok bool) {
	o = &outlook{e: e, eligible: eligible, view: v, kind: make([]int, len(e.questions)), finals: map[cellResult]cellFinal{}}
	for i := range e.questions {
		ways, ok := e.ways(&e.questions[i], &v, eligible)
		if !ok {
			return nil, false
		}
		at := slices.IndexFunc(o.kinds, func(k []contribution) bool { return slices.Equal(k, ways) })
		if at < 0 {
			at = len(o.kinds)
			o.kinds, o.times = append(o.kinds, ways), append(o.times, 0)
		}
		o.kind[i] = at
		o.times[at]++
	}
	o.all, ok = o.gather(o.times)
	return o, ok
}

// gather lists the possible gatherings, given how many questions have each kind.
func (o *outlook) gather(times []int) (all []gathering, ok bool) {
	all = []gathering{{shared: o.eligible}}
	seen := map[gathering]bool{all[0]: true}
	for kind, ways := range o.kinds {
		if times[kind] == 0 {
			continue
		}
		next := all[:0:0]
		clear(seen)
		for _, g := range all {
			for _, way := range ways {
				if with := g.with(way); !seen[with] {
					seen[with] = true
					next = append(next, with)
				}
			}
		}
		if all = next; len(all) > maxGatherings {
			return nil, false
		}
	}
	return all, true
}

// without lists the possible gatherings of all questions but these.
func (o *outlook) without(questions []int) ([]gathering, bool) {
	times := slices.Clone(o.times)
	same := true
	for _, q := range questions {
		times[o.kind[q]]--
		same = same && times[o.kind[q]] > 0
	}
	if same {
		return o.all, true
	}
	return o.gather(times)
}

// ways lists the possible contributions of a question in a set of completions, each once and
// in a fixed order; ok is false if they exceed the limits.
func (e *Engine) ways(q *question, v *view, eligible uint16) (list []contribution, ok bool) {
	var sure graded
	var open []int // rows
	for i := q.from; i < q.to; i++ {
		switch c := &e.Rules[e.rows[i].rules[0]]; {
		case c.Fires.Holds(&v.certain):
			sure.add(i)
		case c.Fires.Holds(&v.possible):
			open = append(open, i)
		}
	}
	var doubtful []int // turns of rules of which it is open whether their only-if options join the first choice
	var joining graded
	for _, i := range q.rules {
		c := &e.Rules[i]
		if now, later := c.joins(&v.certain, &v.possible), c.joins(&v.possible, &v.certain); now {
			joining.add(c.turn)
		} else if later {
			doubtful = append(doubtful, c.turn)
		}
	}
	if len(open) > maxUndecided || len(doubtful) > maxUndecided {
		return nil, false
	}
	yields := []bool{q.Yields.Stated && q.yields.Holds(&v.certain)}
	if q.Yields.Stated && !yields[0] && q.yields.Holds(&v.possible) {
		yields = append(yields, true)
	}
	for fire := range 1 << len(open) {
		fired := sure
		for i, row := range open {
			if fire>>i&1 == 1 {
				fired.add(row)
			}
		}
		for join := range 1 << len(doubtful) {
			joined := joining
			for i, turn := range doubtful {
				if join>>i&1 == 1 {
					joined.add(turn)
				}
			}
			s := e.standings(q, &fired, nil, &joined)
			ranks := e.ranking(q, s)
			for _, yield := range yields {
				way := contribution{shares: everything}
				if s.asked() {
					way = e.contribution(q.Weak, &ranks, ranks.joins, eligible, yield)
				}
				if !slices.Contains(list, way) {
					list = append(list, way)
				}
			}
		}
	}
	return list, true
}

// side is a possible result of the side conditions of the meeting.
type side struct {
	wished uint16
	joins  bool
}

// sides lists their possible results in a set of completions.
func (e *Engine) sides(v *view) []side {
	list := []side{{}}
	either := func(sure, may bool, with func(side) side) {
		n := len(list)
		for i := range n {
			switch {
			case sure:
				list[i] = with(list[i])
			case may:
				if x := with(list[i]); !slices.Contains(list, x) {
					list = append(list, x)
				}
			}
		}
	}
	if m := &e.meeting; m.Joins.Stated {
		either(m.joins.Holds(&v.certain), m.joins.Holds(&v.possible), func(s side) side { s.joins = true; return s })
	}
	for i := range e.meeting.wishes {
		f := &e.meeting.wishes[i]
		bit := uint16(1) << e.meeting.Wishes[i].Option
		either(f.Holds(&v.certain), f.Holds(&v.possible), func(s side) side { s.wished |= bit; return s })
	}
	return list
}

// final returns the outcome that follows from a result of indication, if points cannot change it.
func (o *outlook) final(r cellResult) cellFinal {
	f, known := o.finals[r]
	if known {
		return f
	}
	if !o.e.Graded {
		p := prover{e: o.e}
		f.Final, _, f.sure = p.weigh(&o.view, o.eligible, 0, 0)
	} else if lone(r.survivors) && r.survivors&^r.flagged == 0 {
		f = cellFinal{Final{Outcome: Either, Standing: o.eligible}, true}
	} else {
		p := prover{e: o.e}
		f.Final, _, f.sure = p.weigh(&o.view, r.survivors, 1, r.flagged)
	}
	o.finals[r] = f
	return f
}

// cells lists the sets of two or more options that may be eligible.
func (e *Engine) cells(v *view) (list []uint16, ok bool) {
	base, may := e.Everyone, []uint16{}
	for i := range e.Rules {
		c := &e.Rules[i]
		switch {
		case c.Excludes == 0:
		case c.Fires.Holds(&v.certain):
			base &^= c.Excludes
		case c.Fires.Holds(&v.possible):
			may = append(may, c.Excludes)
		}
	}
	list = []uint16{base}
	for _, excluded := range may {
		for _, cell := range list {
			if smaller := cell &^ excluded; !slices.Contains(list, smaller) {
				list = append(list, smaller)
			}
		}
		if len(list) > maxCells {
			return nil, false
		}
	}
	return slices.DeleteFunc(list, func(cell uint16) bool { return cell&(cell-1) == 0 }), true
}
