package search

import "slices"

// The problem of one group under prices, with the rules that couple people:
// the best valid set of newcomers, each worth their value less their price.
//
// Without such rules the best ones are taken. Quotas of one attribute are
// disjoint, and taking the best ones that they still admit is exact too. Where
// the set so found breaks a conflict set, another quota, or leaves somebody
// alone, somebody in it is the cause: either they are out, or they are in and
// the rules say what follows. Branching on these people ends after a few steps.

// inner holds the scratch memory of such searches; one goroutine uses it.
type inner struct {
	m        *Model
	g        int32
	order    []int32 // positions of the candidates among the pairs of groups, best first
	v        []int64 // worth of each beyond the price
	state    []uint8 // what is decided of each
	sorted   int     // how many are in order, at least all of some worth
	tied     []int32 // places in set of people in conflict sets
	set      []int32 // places in order of the relaxed best set
	undo     []int32 // places decided, in order
	relaxed  int64   // worth of the relaxed best set with nothing decided
	best     int64
	chosen   []int32 // positions of the best valid set
	found    bool
	steps    int
	count    [MaxCounts]int32
	mixtures []mixture // of each group, not changed
	table    table
	looks    int // at entries of tables, in the unit of work
}

const (
	undecided uint8 = iota
	inside
	outside
)

// maxSteps bounds one search. After that the relaxed worth replaces the true one: the bound is
// weaker but still a bound.
const maxSteps = 60

func newInner(m *Model, mixtures []mixture) inner {
	most := int32(0)
	for g := range m.Room {
		most = max(most, m.GroupOff[g+1]-m.GroupOff[g])
	}
	return inner{m: m, v: make([]int64, most), state: make([]uint8, most), mixtures: mixtures}
}

// load sets the group and the candidates, with worths v(position). Those of
// some worth are sorted, quickly where they are nearly so already; the others
// only when somebody asks for them.
func (b *inner) load(d *dual, g int32) {
	m := d.m
	from := m.GroupOff[g]
	to := from + d.size[g]
	b.g, b.order = g, d.order[from:to]
	order, v := b.order, b.v[:to-from]
	sorted := 0
	for n, k := range order {
		w := d.value[k] - d.uTry[m.GroupClient[k]]
		if w <= 0 {
			v[n] = w
			continue
		}
		if n > sorted {
			v[n], order[n] = v[sorted], order[sorted]
		}
		at := sorted
		for at > 0 && (v[at-1] < w || v[at-1] == w && order[at-1] > k) {
			v[at], order[at] = v[at-1], order[at-1]
			at--
		}
		v[at], order[at] = w, k
		sorted++
	}
	b.sorted = sorted
}

// sortRest sorts the candidates of no worth too.
func (b *inner) sortRest() {
	order, v := b.order, b.v
	for n := b.sorted; n < len(order); n++ {
		w, k := v[n], order[n]
		at := n
		for at > b.sorted && (v[at-1] < w || v[at-1] == w && order[at-1] > k) {
			v[at], order[at] = v[at-1], order[at-1]
			at--
		}
		v[at], order[at] = w, k
	}
	b.sorted = len(order)
}

// solve finds the best valid set with a worth above least.
func (b *inner) solve(least int64) {
	b.best, b.found, b.steps, b.relaxed = least, false, 0, impossible
	b.branch()
}

// bestWith is the worth of the relaxed best set that has a given candidate.
func (b *inner) bestWith(n int32) int64 {
	b.decide(n, inside)
	value, ok := b.relax()
	for _, n := range b.undo {
		b.state[n] = undecided
	}
	b.undo = b.undo[:0]
	if !ok {
		return impossible
	}
	return value
}

// branch looks for a better set than the best one under what is decided.
func (b *inner) branch() {
	b.steps++
	value, ok := b.relax()
	if b.steps == 1 && ok {
		b.relaxed = value
	}
	if !ok || value <= b.best {
		return
	}
	n, first := b.violation()
	if n != None && len(b.mixtures[b.g].kinds) > 0 {
		value, ok = b.bestMixture()
		if b.steps == 1 {
			b.relaxed = impossible
			if ok {
				b.relaxed = value
			}
		}
		if !ok || value <= b.best {
			return
		}
		n, first = b.violation()
	}
	if n == unrepairable {
		return
	}
	if n == None || b.steps > maxSteps {
		b.best, b.found = value, true
		b.chosen = b.chosen[:0]
		for _, n := range b.set {
			b.chosen = append(b.chosen, b.order[n])
		}
		return
	}
	if b.steps == 1 {
		b.sortRest() // places must not move from here on
	}
	for _, state := range [2]uint8{first, inside + outside - first} {
		mark := len(b.undo)
		b.decide(n, state)
		b.branch()
		for _, n := range b.undo[mark:] {
			b.state[n] = undecided
		}
		b.undo = b.undo[:mark]
	}
}

// unrepairable is what violation returns when no choice repairs what is broken.
const unrepairable = int32(-2)

// decide puts a candidate in or out; those in conflict with one inside are out.
func (b *inner) decide(n int32, state uint8) {
	b.state[n] = state
	b.undo = append(b.undo, n)
	i := b.m.GroupClient[b.order[n]]
	if state == outside || !b.m.tied[i] {
		return
	}
	for o, k := range b.order {
		if j := b.m.GroupClient[k]; b.state[o] == undecided && b.m.tied[j] && b.m.Conflict(i, j) {
			b.state[o] = outside
			b.undo = append(b.undo, int32(o))
		}
	}
}

// relax takes the best candidates, regarding of the rules that couple people
// only the disjoint quotas.
func (b *inner) relax() (value int64, ok bool) {
	m := b.m
	counts, hard := m.Counts[b.g], m.disjoint[b.g]
	room, need := int(m.Room[b.g]), int(m.Need[b.g])
	b.set = b.set[:0]
	clear(b.count[:len(counts)])
	for _, n := range b.undo {
		if b.state[n] == inside {
			b.take(n, counts)
			value += b.v[n]
		}
	}
	if len(b.set) > room {
		return 0, false
	}
	for q := range counts {
		if b.count[q] > counts[q].Most {
			return 0, false
		}
	}
	for n := range b.order {
		if n == b.sorted && len(b.set) < min(room, need) {
			b.sortRest()
		}
		v := b.v[n]
		if len(b.set) >= room || v <= 0 && len(b.set) >= need {
			break
		}
		if b.state[n] != undecided || hard != 0 && b.full(int32(n), counts, hard) {
			continue
		}
		b.take(int32(n), counts)
		value += v
	}
	return value, len(b.set) >= need
}

func (b *inner) take(n int32, counts []Count) {
	b.set = append(b.set, n)
	if len(counts) == 0 {
		return
	}
	mask := b.m.maskAt(b.order[n])
	for q := range counts {
		b.count[q] += int32(mask >> q & 1)
	}
}

// full reports whether a disjoint quota that counts the candidate is used up.
func (b *inner) full(n int32, counts []Count, hard uint64) bool {
	mask := b.m.maskAt(b.order[n]) & hard
	for q := range counts {
		if mask>>q&1 != 0 && b.count[q] >= counts[q].Most {
			return true
		}
	}
	return false
}

// violation looks for a broken rule. It returns a person to decide on and which decision to
// try first, None when the set is valid, and unrepairable when it cannot become valid.
func (b *inner) violation() (n int32, first uint8) {
	m := b.m
	b.tied = b.tied[:0]
	for _, n := range b.set {
		i := m.GroupClient[b.order[n]]
		if !m.tied[i] {
			continue
		}
		for _, j := range b.tied {
			if m.Conflict(i, j) {
				return n, outside // the other one is better
			}
		}
		b.tied = append(b.tied, i)
	}
	for q, c := range m.Counts[b.g] {
		counted := func(n int32) bool { return b.state[n] == undecided && m.maskAt(b.order[n])>>q&1 != 0 }
		switch {
		case b.count[q] > c.Most:
			for _, n := range slices.Backward(b.set) {
				if counted(n) {
					return n, outside
				}
			}
			return unrepairable, 0
		case c.missing(b.count[q]) > 0:
			if c.OrNone {
				for _, n := range b.set {
					if counted(n) {
						return n, inside
					}
				}
			}
			b.sortRest()
			for n := range int32(len(b.order)) {
				if counted(n) && !slices.Contains(b.set, n) {
					return n, inside
				}
			}
			return unrepairable, 0
		}
	}
	return None, 0
}
