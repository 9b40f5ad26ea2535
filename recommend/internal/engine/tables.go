package engine

import (
	"math/bits"
	"slices"
)

// The tables that a decision reads. They are made from the rules once.

// maxWords is the largest number of words that the points of all stages can take: a sum of
// points has sixteen bits.
const maxWords = MaxWeighing * MaxOptions / 4

// tables hold everything that a decision reads.
type tables struct {
	first []firstMask // tested before anything else
	calm  []Clause    // more clauses that have to hold; otherwise safety has to be asked about first
	known []Clause    // more clauses that have to hold; otherwise other statements have to be asked about first
	// Whether there are other rules about danger, or about asking about safety first.
	moreDanger, moreSafety bool

	stops  hanging // rules that stop or exclude
	grades hanging // rows of rules that grade
	adds   hanging // rules of several statements that give points

	// Points are added up two words at a time.
	blocks []block
	gives  []wordMask // which literals have points
	heed   uint16     // the options that rules which always fire give points to
	strong []wordMask // which statements count for more when answered strongly
}

// block is the part of the rules' points that is in two of the words.
type block struct {
	base     points   // of rules that always fire, plus the start value of sums
	single   []gift   // by literal: of rules of one statement
	doubled  []points // by statement: extra for strongly
	compound []points // of the rules in adds
}

// gift is points, and the options that they are for.
type gift struct {
	points
	heed uint16
}

// points are two words of lanes, which are added as whole numbers. A negative number borrows
// from the lanes above it and gives the borrow back with the next sum that is not negative.
type points [2]uint64

func (p *points) add(q *points) {
	p[0] += q[0]
	p[1] += q[1]
}

// lane is the place where the points of an option in a stage are added up.
type lane struct{ word, shift uint8 }

// firstMask is the first test of one word of literals.
type firstMask struct {
	danger uint64 // each of these alone means danger
	calm   uint64 // all of these have to hold; otherwise safety has to be asked about first
	asks   uint64 // each of these alone requires asking first
	known  uint64 // all of these have to hold; otherwise something has to be asked first
	word   uint8
}

// hanging is an index of rules by the literals that set them off. A rule is listed under the
// literals of one of its clauses.
type hanging struct {
	set    Literals    // the literals that have rules
	on     []wordMask  // the same, word by word
	by     [][]trigger // by literal
	always []trigger   // triggers that are checked every time
}

// trigger is a rule that a literal may set off: a literal of the mask has to hold, rest has to
// hold, and unless must not.
type trigger struct {
	mask         uint64
	word         uint8  // the index of its word
	more         bool   // whether there is a rest or an unless
	row          int32  // among the rows, or among the compound rules
	does         effect // of a rule that stops; or the options that it gives points to
	rest, unless *Formula
}

// widestHung is the largest number of literals under which a rule is listed. If a clause has
// more, several of them are likely to hold, and checking the rule once is cheaper.
const widestHung = 12

// effect is the effect of rules, as bits: the options that they exclude, above them the
// options that they may exclude while a required answer is missing, and above these the
// flags.
type effect uint64

const (
	mayExclude        = MaxOptions
	escalates  effect = 1 << (2*MaxOptions + iota - 1)
	asksSafety
	asksMore
)

// sets reports whether the trigger sets off its rule, given that its literal holds.
func (t *trigger) sets(l *Literals) bool {
	return l[t.word%words]&t.mask != 0 && (!t.more || t.holds(l))
}

// fires is sets for a rule that is checked every time, and may have no mask.
func (t *trigger) fires(l *Literals) bool {
	return (t.mask == 0 || l[t.word%words]&t.mask != 0) && (!t.more || t.holds(l))
}

func (t *trigger) holds(l *Literals) bool {
	return (t.rest == nil || t.rest.Holds(l)) && (t.unless == nil || !t.unless.Holds(l))
}

// builder lists rules under literals.
type builder struct {
	e    *Engine
	busy []int    // by literal: in how many conditions it occurs
	asks Literals // each of these alone requires asking
}

// layLanes gives each stage lanes that are wide enough for the smallest and the largest sum of
// its rules, and returns the number of words that this takes.
func (e *Engine) layLanes() int {
	word, shift := 0, 0
	for i := range e.Stages {
		s := &e.Stages[i]
		least, most := make([]int, e.Options), make([]int, e.Options)
		for k := range e.Rules {
			if c := &e.Rules[k]; c.Layer == s.Layer {
				for option, n := range c.Points {
					worth := int(n)
					if c.Doubles {
						worth *= 2
					}
					least[option] += min(worth, 0)
					most[option] += max(worth, 0)
				}
			}
		}
		s.bias = -min(0, slices.Min(least))
		width := bits.Len(uint(max(0, slices.Max(most)) + s.bias))
		s.mask, s.lanes = 1<<width-1, make([]lane, e.Options)
		for option := range s.lanes {
			if shift+width > 64 {
				word, shift = word+1, 0
			}
			s.lanes[option] = lane{uint8(word), uint8(shift)}
			shift += width
		}
	}
	return word + 1
}

// fillTables fills the tables from the rules.
func (e *Engine) fillTables() {
	e.blocks = make([]block, (e.layLanes()+1)/2)
	for i := range e.blocks {
		e.blocks[i].single, e.blocks[i].doubled = make([]gift, 2*MaxStatements), make([]points, e.Statements)
	}
	for i := range e.Stages {
		s := &e.Stages[i]
		for _, at := range s.lanes {
			e.blocks[at.word/2].base[at.word%2] += uint64(s.bias) << at.shift
		}
	}
	b := builder{e: e}
	b.masks()
	b.busy = b.busyLiterals()
	var gives Literals
	for i := range e.Rules {
		switch c := &e.Rules[i]; {
		case c.Layer == Safety:
			b.stop(c, escalates, asksSafety)
		case c.Layer == Sufficiency:
			b.stop(c, asksMore, asksMore)
		case !c.Layer.Weighs():
			b.hang(&e.stops, &c.Fires, trigger{does: effect(c.Excludes)})
			if c.Requires {
				b.hang(&e.stops, c.required, trigger{does: effect(c.Excludes) << mayExclude, unless: c.fails})
			}
		case c.turn < 0:
			b.points(c, &gives)
		}
	}
	for i := range e.rows {
		b.hang(&e.grades, &e.Rules[e.rows[i].rules[0]].Fires, trigger{row: int32(i)})
	}
	for _, h := range []*hanging{&e.stops, &e.grades, &e.adds} {
		h.on = packed(h.set)
	}
	e.gives = packed(gives)
	var doubles Literals
	copy(doubles[:], e.doubles[:])
	e.strong = packed(doubles)
}

// masks combines the rules that stop on a single literal, and the answers that are always
// required, into one test.
func (b *builder) masks() {
	e := b.e
	var danger Literals
	var calm, known Formula
	for i := range e.Rules {
		c := &e.Rules[i]
		by, needs := &danger, &calm
		switch c.Layer {
		case Safety:
		case Sufficiency:
			by, needs = &b.asks, &known
		case Eligibility, Indication:
			continue
		default: // rules that weigh stop nothing
			continue
		}
		if clause, ok := c.Fires.clause(); ok {
			for _, m := range clause {
				by[m.word] |= m.mask
			}
		}
		if c.always() { // if it fires, the first test has stopped already
			*needs = needs.and(c.fails)
		}
	}
	var allCalm, allKnown Literals
	e.calm, e.known = calm.split(&allCalm), known.split(&allKnown)
	for w := range danger {
		m := firstMask{danger: danger[w], calm: allCalm[w], asks: b.asks[w], known: allKnown[w], word: uint8(w)}
		if m != (firstMask{word: uint8(w)}) {
			e.first = append(e.first, m)
		}
	}
}

// always reports whether the rule requires an answer of everybody.
func (c *Rule) always() bool { return c.Requires && c.required.always() }

// stop lists a rule that stops under its literals, unless the masks cover it.
func (b *builder) stop(c *Rule, fires, waits effect) {
	e := b.e
	covered := fires == asksMore && (c.always() || c.Fires.within(&b.asks))
	if _, ok := c.Fires.clause(); !ok && !covered {
		b.hang(&e.stops, &c.Fires, trigger{does: fires})
		e.moreDanger = e.moreDanger || fires == escalates
	}
	if c.Requires && !c.always() {
		b.hang(&e.stops, c.required, trigger{does: waits, unless: c.fails})
		e.moreSafety = e.moreSafety || waits == asksSafety
	}
}

// points enters a rule that gives points.
func (b *builder) points(c *Rule, gives *Literals) {
	e := b.e
	x, single := c.Fires.single()
	switch {
	case single:
		e.blocks[0].single[x].heed |= c.Speaks
		gives.set(x)
		if c.Doubles {
			e.doubles.Add(c.Single)
		}
	case c.Fires.always():
		e.heed |= c.Speaks
	default:
		b.hang(&e.adds, &c.Fires, trigger{does: effect(c.Speaks), row: int32(len(e.blocks[0].compound))})
	}
	for i, part := range e.pack(c) {
		switch t := &e.blocks[i]; {
		case single:
			t.single[x].add(&part)
			if c.Doubles {
				t.doubled[c.Single].add(&part)
			}
		case c.Fires.always():
			t.base.add(&part)
		default:
			t.compound = append(t.compound, part)
		}
	}
}

// busyLiterals counts how often each literal occurs in conditions: a literal that occurs often
// is likely to have many rules, and to hold often.
func (b *builder) busyLiterals() []int {
	busy := make([]int, 2*MaxStatements)
	for i := range b.e.Rules {
		c := &b.e.Rules[i]
		for _, clause := range slices.Concat(c.When, c.Required) {
			for _, x := range clause {
				busy[x]++
			}
		}
	}
	return busy
}

// hang lists a trigger under the literals of the least busy clause of its formula or, if that
// clause has so many literals that one is likely to hold, among those that are checked every
// time. The least busy of the other clauses that are in one word becomes the mask; the
// remaining clauses are the rest.
func (b *builder) hang(h *hanging, f *Formula, t trigger) {
	if f.never() {
		return
	}
	clauses := f.clauses()
	var clause Clause
	hangs := false
	if at := b.rarest(clauses, func(Clause) bool { return true }); at >= 0 && clauses[at].width() <= widestHung {
		clause, hangs = clauses[at], true
		clauses = slices.Delete(clauses, at, at+1)
	}
	if at := b.rarest(clauses, func(c Clause) bool { return len(c) == 1 }); at >= 0 {
		t.mask, t.word = clauses[at][0].mask, clauses[at][0].word
		clauses = slices.Delete(clauses, at, at+1)
	}
	if len(clauses) > 0 {
		rest := conjunction(clauses)
		t.rest = &rest
	}
	t.more = t.rest != nil || t.unless != nil
	if !hangs {
		h.always = append(h.always, t)
		return
	}
	if h.by == nil {
		h.by = make([][]trigger, 2*MaxStatements)
	}
	var before Literals
	for x := range clause.literals() {
		on := t
		if on.mask == 0 { // always met, since the literal holds
			on.mask, on.word = 1<<(x%64), uint8(x/64)
		}
		if h == &b.e.adds && before != (Literals{}) { // points count once
			earlier := conjunction([]Clause{packed(before)})
			on.unless, on.more = &earlier, true
		}
		h.by[x] = append(h.by[x], on)
		h.set.set(x)
		before.set(x)
	}
}

// rarest returns the index of the least busy clause that will accepts, -1 if there is none.
func (b *builder) rarest(clauses []Clause, will func(Clause) bool) int {
	rarest, least := -1, 0
	for i, clause := range clauses {
		sum := 0
		for x := range clause.literals() {
			sum += b.busy[x]
		}
		if will(clause) && (rarest < 0 || sum < least) {
			rarest, least = i, sum
		}
	}
	return rarest
}

// pack writes the points of a rule into lanes.
func (e *Engine) pack(c *Rule) []points {
	row := make([]points, len(e.blocks))
	for i := range e.Stages {
		s := &e.Stages[i]
		if s.Layer != c.Layer {
			continue
		}
		for option, n := range c.Points {
			at := s.lanes[option]
			row[at.word/2][at.word%2] += uint64(int64(n)) << at.shift
		}
	}
	return row
}
