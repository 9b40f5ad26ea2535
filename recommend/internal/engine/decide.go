package engine

import (
	"math/bits"
)

// How a decision is made. Masks first test for danger and for required answers, so most
// decisions that stop do so at once. Then come the rules that depend on a literal that
// holds: those that ask and exclude, those that grade, and last, if grades have not
// decided, those that give points. Nothing is allocated, and a rule none of whose literals
// holds costs nothing.

// Outcome is the outcome of a decision. The zero Outcome means no outcome.
type Outcome uint8

// The outcomes.
const (
	Escalate Outcome = iota + 1
	NeedsInformation
	NoneSuitable
	Recommended
	Either
)

// Final is an outcome and the options advised: the result of a completion.
type Final struct {
	Outcome  Outcome
	Standing uint16
}

// Verdict is the result of a decision, and how it was reached. Neither it nor its part has
// more than four fields, so that the compiler keeps it in registers.
type Verdict struct {
	Outcome  Outcome
	Standing uint16 // the options advised
	Decided  Layer  // the stage that has settled it, 0 for none
	Contest
}

// Contest is the options between which a decision was made.
type Contest struct {
	Eligible uint16 // the options not excluded
	Flagged  uint16 // the eligible options that a question opposes, where several are eligible
}

// Final returns the outcome and the options advised.
func (v Verdict) Final() Final { return Final{Outcome: v.Outcome, Standing: v.Standing} }

// Weighed reports whether points were added up to reach the outcome.
func (v Verdict) Weighed() bool {
	return v.Outcome == Either || v.Outcome == Recommended && v.Decided.Weighs()
}

// Decide makes the decision. It is total, and allocates nothing.
func (e *Engine) Decide(a *Answers) Verdict {
	v, stopped := e.stop(&a.known)
	if stopped {
		return v
	}
	return e.compare(a, v, nil)
}

// DecideWithout is Decide without one rule, which has to weigh and fire.
func (e *Engine) DecideWithout(a *Answers, rule int) Verdict {
	return e.decideWith(a, &override{rule: rule, off: true})
}

func (e *Engine) decideWith(a *Answers, o *override) Verdict {
	v, stopped := e.stop(&a.known)
	if stopped {
		return v
	}
	return e.compare(a, v, o)
}

// compare decides between the eligible options.
func (e *Engine) compare(a *Answers, v Verdict, o *override) Verdict {
	v.Standing = v.Eligible
	if lone(v.Eligible) { // whether a question opposes it is not checked here; see opposed
		v.Outcome, v.Decided = Recommended, Eligibility
		return v
	}
	heed := uint16(0)
	if e.Graded {
		var fired graded
		e.fire(&a.known, &fired)
		v.Standing, v.Flagged, heed = e.meet(&fired, &a.known, v.Eligible, o)
		if lone(v.Standing) { // some rule grades it, and points change nothing
			v.Outcome, v.Decided = Recommended, Indication
			if v.Standing&^v.Flagged == 0 { // every option is flagged: none is preferred
				v.Outcome, v.Decided, v.Standing = Either, 0, v.Eligible
			}
			return v
		}
	}
	return e.weigh(a, v, heed, o)
}

// weigh narrows down the options that survive indication, stage by stage of those that
// add up points.
func (e *Engine) weigh(a *Answers, v Verdict, heed uint16, o *override) Verdict {
	var t tally
	e.addUp(a, &t)
	heed |= t.heed
	if o != nil && o.off {
		e.leaveOut(a, &t, o.rule)
		heed = t.heed
	}
	if heed&v.Eligible == 0 {
		return Verdict{Outcome: NeedsInformation, Contest: Contest{Eligible: v.Eligible}}
	}
	v.Outcome = Either
	first := 0
	if e.Graded {
		first = 1
	}
	for i := first; i < len(e.Stages); i++ {
		s := &e.Stages[i]
		left := s.narrow(&t, v.Standing)
		if guarded(v.Standing, left, v.Flagged) {
			return v
		}
		if v.Standing = left; lone(left) {
			v.Outcome, v.Decided = Recommended, s.Layer
			return v
		}
	}
	return v
}

// stop checks everything that can stop the decision. If nothing does, it returns the
// eligible options.
func (e *Engine) stop(l *Literals) (v Verdict, stopped bool) {
	var danger, waits, asks uint64
	for i := range e.first {
		m := &e.first[i]
		given := l[m.word%words]
		danger |= given & m.danger
		waits |= m.calm &^ given
		asks |= given&m.asks | m.known&^given
	}
	if danger != 0 {
		return Verdict{Outcome: Escalate, Decided: Safety}, true
	}
	safety := waits != 0 || !allMeet(e.calm, l)
	if safety && !e.moreDanger {
		return Verdict{Outcome: NeedsInformation, Decided: Safety}, true
	}
	more := asks != 0 || !allMeet(e.known, l)
	if more && !e.moreDanger && !e.moreSafety {
		return Verdict{Outcome: NeedsInformation, Decided: Sufficiency}, true
	}
	var does effect
	if on := &e.stops.set; l.yes().meets(on.yes()) || l.no().meets(on.no()) || len(e.stops.always) > 0 {
		does = e.setOff(l)
	}
	excluded, pending := uint16(does), uint16(does>>mayExclude)
	v.Eligible = e.Everyone &^ excluded
	switch {
	case does&escalates != 0:
		return Verdict{Outcome: Escalate, Decided: Safety}, true
	case safety || does&asksSafety != 0:
		return Verdict{Outcome: NeedsInformation, Decided: Safety}, true
	case more || does&asksMore != 0:
		return Verdict{Outcome: NeedsInformation, Decided: Sufficiency}, true
	case v.Eligible == 0:
		v.Outcome, v.Decided = NoneSuitable, Eligibility
		return v, true
	case pending&v.Eligible != 0:
		v.Outcome, v.Decided = NeedsInformation, Eligibility
		return v, true
	}
	return v, false
}

// setOff checks the rules that stop or exclude and depend on a literal that holds.
func (e *Engine) setOff(l *Literals) (does effect) {
	for i := range e.stops.always {
		if t := &e.stops.always[i]; t.fires(l) {
			does |= t.does
		}
	}
	for _, m := range e.stops.on {
		for b := l[m.word%words] & m.mask; b != 0; b &= b - 1 {
			list := e.stops.by[int(m.word)*64+bits.TrailingZeros64(b)]
			for i := range list {
				if t := &list[i]; t.sets(l) {
					does |= t.does
				}
			}
		}
	}
	return does
}

// fire finds the rows of rules that grade and fire.
func (e *Engine) fire(l *Literals, fired *graded) {
	for i := range e.grades.always {
		if t := &e.grades.always[i]; t.fires(l) {
			fired.add(int(uint8(t.row)))
		}
	}
	for _, m := range e.grades.on {
		for b := l[m.word%words] & m.mask; b != 0; b &= b - 1 {
			list := e.grades.by[int(m.word)*64+bits.TrailingZeros64(b)]
			for i := range list {
				if t := &list[i]; t.sets(l) {
					fired.add(int(uint8(t.row)))
				}
			}
		}
	}
}

// tally is the sum of what the rules that give points contribute.
type tally struct {
	sums [maxWords]uint64
	heed uint16 // the options that they give points to
}

// of returns the points of a stage.
func (t *tally) of(s *Stage, each *[MaxOptions]int16) {
	for option, at := range s.lanes {
		each[option] = int16(at.of(t, s) - s.bias)
	}
}

// of returns the value of the lane in its word.
func (at lane) of(t *tally, s *Stage) int {
	return int(t.sums[at.word%maxWords] >> (at.shift % 64) & s.mask)
}

// addUp adds up the points.
func (e *Engine) addUp(a *Answers, t *tally) {
	t.heed = e.heed
	for i := range e.blocks {
		e.addBlock(a, i, t)
	}
}

// addBlock adds up the points of the rules in two of the words.
func (e *Engine) addBlock(a *Answers, number int, t *tally) {
	l, block := &a.known, &e.blocks[number]
	heed, p, q := t.heed, block.base[0], block.base[1]
	for i := range e.adds.always {
		if t := &e.adds.always[i]; t.fires(l) {
			heed |= uint16(t.does)
			row := &block.compound[t.row]
			p, q = p+row[0], q+row[1]
		}
	}
	for _, m := range e.gives {
		for b := l[m.word%words] & m.mask; b != 0; b &= b - 1 {
			g := &block.single[int(m.word)*64+bits.TrailingZeros64(b)]
			heed |= g.heed
			p, q = p+g.points[0], q+g.points[1]
		}
	}
	for _, m := range e.adds.on {
		for b := l[m.word%words] & m.mask; b != 0; b &= b - 1 {
			list := e.adds.by[int(m.word)*64+bits.TrailingZeros64(b)]
			for i := range list {
				if t := &list[i]; t.sets(l) {
					heed |= uint16(t.does)
					row := &block.compound[t.row]
					p, q = p+row[0], q+row[1]
				}
			}
		}
	}
	for _, m := range e.strong {
		for b := a.strong[m.word%Words] & m.mask; b != 0; b &= b - 1 {
			row := &block.doubled[int(m.word)*64+bits.TrailingZeros64(b)]
			p, q = p+row[0], q+row[1]
		}
	}
	t.sums[number*2], t.sums[number*2+1], t.heed = p, q, heed
}

// leaveOut takes back what a rule that fires has contributed.
func (e *Engine) leaveOut(a *Answers, t *tally, rule int) {
	c := &e.Rules[rule]
	for i, row := range e.pack(c) { // nothing, for a rule that grades
		t.sums[i*2] -= row[0] * uint64(c.times(a))
		t.sums[i*2+1] -= row[1] * uint64(c.times(a))
	}
	t.heed = 0
	for i := range e.Rules {
		if d := &e.Rules[i]; i != rule && d.Speaks != 0 && d.Fires.Holds(&a.known) {
			t.heed |= d.Speaks
		}
	}
}

// times is how often the points of a rule that fires count.
func (c *Rule) times(a *Answers) int {
	if c.Doubles && a.strong.Has(c.Single) {
		return 2
	}
	return 1
}

// narrow drops the options that are more than the stage's margin behind the best of the
// remaining ones. It has no branches, because the processor could not predict them.
func (s *Stage) narrow(t *tally, standing uint16) uint16 {
	best := 0 // no sum in a lane is below 0
	for option, at := range s.lanes {
		best = max(best, at.of(t, s)&-int(standing>>option&1))
	}
	behind := uint16(0)
	for option, at := range s.lanes {
		behind |= uint16(int64(at.of(t, s)+s.Margin-best)>>63) & (1 << option) // correct on 32-bit systems too
	}
	return standing &^ behind
}

// lead is how far the best of those left is ahead of the best one dropped, 0 if none is.
func (s *Stage) lead(t *tally, left, dropped uint16) int {
	if dropped == 0 {
		return 0
	}
	best, second := 0, 0
	for option, at := range s.lanes {
		n := at.of(t, s)
		best = max(best, n&-int(left>>option&1))
		second = max(second, n&-int(dropped>>option&1))
	}
	return best - second
}
