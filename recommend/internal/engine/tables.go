package engine

// What a decision reads, made from the rules once.

// maxWidth is the most words that the points of all stages can take.
const maxWidth = MaxWeighing * MaxOptions / 4

// tables are all that a decision reads.
type tables struct {
	danger Clause  // any of these literals means danger by itself
	calm   Formula // has to hold, or safety has to be asked about first
	asks   Clause  // any of these literals asks first by itself
	known  Formula // has to hold, or something else has to be asked first
	// Whether other rules say that there is danger, or that safety has to be asked about.
	moreDanger, moreSafety bool

	stops  hanging // rules that stop or exclude
	grades hanging // rows of rules that grade
	adds   hanging // rules of several statements that give points

	lanes    int        // words of points a stage takes: four options each
	width    int        // and all stages
	base     []int64    // points of rules that always fire, stage by stage
	baseHeed uint16     // the options they speak about
	points   []int64    // by literal, then stage, then lane: rules of one statement
	heeds    []uint16   // by literal: the options they speak about
	gives    []wordMask // which literals have such points, or rules in adds
	doubled  []int64    // by statement, then stage, then lane: extra for Strongly
	stronger []wordMask // which statements have a row in doubled
	compound []int64    // points of the rules in adds
}

// hanging is rules by the literals that set them off. A rule hangs on the literals of one of
// its clauses.
type hanging struct {
	on       []wordMask // literals on which rules hang
	from     []int32    // by literal: its first trigger; the next literal's is the end
	triggers []trigger
	always   []trigger // to be looked at every time
}

// trigger is a rule that a literal may set off: the mask has to be met, rest to hold and
// unless not to.
type trigger struct {
	mask         uint64
	word         uint8
	row          int32  // among the rows, or where its points start among those in compound
	does         effect // of a rule that stops; or the options it speaks about
	rest, unless *Formula
}

// effect is what rules do, as bits: the options they exclude, above them those that they
// may exclude, which is required to be known and is not, and above these the flags.
type effect uint64

const (
	mayExclude        = MaxOptions
	escalates  effect = 1 << (2*MaxOptions + iota - 1)
	asksSafety
	asksMore
)

// sets reports whether the trigger sets off its rule.
func (t *trigger) sets(l *Literals) bool {
	return l[t.word&(2*Words-1)]&t.mask != 0 && (t.rest == nil || t.rest.Holds(l)) && (t.unless == nil || !t.unless.Holds(l))
}

// builder hangs rules on literals.
type builder struct {
	e    *Engine
	busy []int // by literal: how often it is likely to set off a rule in vain
	hung map[*hanging]map[Literal][]trigger
}

// lanes is how many words hold a lane for each option.
func lanes(options int) int { return (options + 3) / 4 }

// fillTables spreads the rules over the literals that set them off.
func (e *Engine) fillTables() {
	e.lanes = lanes(e.Options)
	e.width = len(e.Stages) * e.lanes
	e.base = make([]int64, e.width)
	e.points = make([]int64, 2*MaxStatements*e.width)
	e.heeds = make([]uint16, 2*MaxStatements)
	e.doubled = make([]int64, MaxStatements*e.width)
	b := builder{e: e, busy: e.busyLiterals(), hung: map[*hanging]map[Literal][]trigger{}}
	var danger, asks, gives Literals
	for i := range e.Rules {
		switch c := &e.Rules[i]; {
		case c.Layer == Safety:
			b.stop(c, &danger, &e.calm, escalates, asksSafety)
		case c.Layer == Sufficiency:
			b.stop(c, &asks, &e.known, asksMore, asksMore)
		case !c.Layer.Weighs():
			b.hang(&e.stops, &c.Fires, trigger{does: effect(c.Excludes)})
			if c.Requires {
				b.hang(&e.stops, &c.required, trigger{does: effect(c.Excludes) << mayExclude, unless: &c.fails})
			}
		case c.turn < 0:
			b.points(c, &gives)
		}
	}
	for i := range e.rows {
		b.hang(&e.grades, &e.Rules[e.rows[i].rules[0]].Fires, trigger{row: int32(i)})
	}
	e.danger, e.asks = packed(danger), packed(asks)
	for _, h := range []*hanging{&e.stops, &e.grades, &e.adds} {
		b.fill(h)
	}
	for x := range b.hung[&e.adds] {
		gives.set(x)
	}
	e.gives = packed(gives)
	var doubles Literals
	copy(doubles[:], e.doubles[:])
	e.stronger = packed(doubles)
}

// stop enters a rule that stops. What it has to know is entered without asking whether it
// fires, since then it has stopped already.
func (b *builder) stop(c *Rule, by *Literals, needs *Formula, fires, waits effect) {
	if clause, ok := c.Fires.clause(); ok {
		for _, m := range clause {
			by[m.word] |= m.mask
		}
	} else {
		b.hang(&b.e.stops, &c.Fires, trigger{does: fires})
		b.e.moreDanger = b.e.moreDanger || fires == escalates
	}
	switch {
	case !c.Requires:
	case c.required.always():
		*needs = needs.and(&c.fails)
	default:
		b.hang(&b.e.stops, &c.required, trigger{does: waits, unless: &c.fails})
		b.e.moreSafety = b.e.moreSafety || waits == asksSafety
	}
}

// points enters a rule that gives points.
func (b *builder) points(c *Rule, gives *Literals) {
	e, row := b.e, b.e.pack(c)
	if x, ok := c.Fires.single(); ok {
		add(e.points[int(x)*e.width:], row)
		e.heeds[x] |= c.Speaks
		gives.set(x)
		if c.Doubles {
			add(e.doubled[c.Single*e.width:], row)
			e.doubles.Add(c.Single)
		}
		return
	}
	if c.Fires.always() {
		add(e.base, row)
		e.baseHeed |= c.Speaks
		return
	}
	b.hang(&e.adds, &c.Fires, trigger{does: effect(c.Speaks), row: int32(len(e.compound))})
	e.compound = append(e.compound, row...)
}

// busyLiterals says how often each literal is likely to set off a rule in vain: in how
// many rules it stands, and more if it is a no, which most answers are.
func (e *Engine) busyLiterals() []int {
	busy := make([]int, 2*MaxStatements)
	for i := range e.Rules {
		for _, clauses := range [][][]Literal{e.Rules[i].When, e.Rules[i].Required} {
			for _, clause := range clauses {
				for _, x := range clause {
					if busy[x]++; !x.Yes() {
						busy[x] += 1000
					}
				}
			}
		}
	}
	return busy
}

// hang puts a trigger under the literals of the clause of its formula that is likely to hold
// least often. The clause that is likely to hold least often of the others, if it lies in
// one word, is its mask; what is left is its rest.
func (b *builder) hang(h *hanging, f *Formula, t trigger) {
	if f.never {
		return
	}
	clauses := f.clauses()
	t.mask = ^uint64(0)
	if len(clauses) == 0 {
		h.always = append(h.always, t)
		return
	}
	on := b.rarest(clauses, func(Clause) bool { return true })
	clause := clauses[on]
	clauses = append(clauses[:on:on], clauses[on+1:]...)
	inWord := func(c Clause) bool { return len(c) == 1 }
	masked := b.rarest(clauses, inWord)
	if masked >= 0 {
		t.mask, t.word = clauses[masked][0].mask, clauses[masked][0].word
		clauses = append(clauses[:masked:masked], clauses[masked+1:]...)
	}
	if len(clauses) > 0 {
		rest := conjunction(clauses)
		t.rest = &rest
	}
	if b.hung[h] == nil {
		b.hung[h] = map[Literal][]trigger{}
	}
	var before Literals
	for x := range clause.literals() {
		on := t
		if masked < 0 { // met, since the literal holds
			on.mask, on.word = 1<<(x%64), uint8(x/64)
		}
		if h == &b.e.adds && before != (Literals{}) { // points count once
			earlier := conjunction([]Clause{packed(before)})
			on.unless = &earlier
		}
		b.hung[h][x] = append(b.hung[h][x], on)
		before.set(x)
	}
}

// rarest returns the clause whose literals are the least busy of those that will do, -1 if
// there is none.
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

// fill writes the triggers out, literal by literal.
func (b *builder) fill(h *hanging) {
	h.from = make([]int32, 2*MaxStatements+1)
	var on Literals
	for x := range Literal(2 * MaxStatements) {
		h.from[x] = int32(len(h.triggers))
		if list := b.hung[h][x]; len(list) > 0 {
			on.set(x)
			h.triggers = append(h.triggers, list...)
		}
	}
	h.from[2*MaxStatements] = int32(len(h.triggers))
	h.on = packed(on)
}

// pack writes the points of a rule as lanes: four options to a word, sixteen
// bits each, added as whole numbers. A negative lane borrows from the one above
// it, and unpacking gives the borrow back, so that rows can simply be added.
func (e *Engine) pack(c *Rule) []int64 {
	row := make([]int64, e.width)
	for _, s := range e.Stages {
		if s.Layer != c.Layer {
			continue
		}
		for option, n := range c.Points {
			row[s.at+option/4] += int64(n) << (16 * (option % 4))
		}
	}
	return row
}

func add(to, row []int64) {
	for i, n := range row {
		to[i] += n
	}
}
