package engine

import (
	"math"
	"math/bits"
)

// How a decision is made. What means danger and what has to be known is tested as masks
// first, so that most decisions that stop do so at once. Then the rules are looked at that
// depend on a literal that holds: those that ask and exclude, those that grade, and last,
// where grades have not decided, those that give points. Nothing is allocated, and rules
// none of whose literals hold cost nothing.

// Outcome is what a decision comes to. The zero Outcome is none.
type Outcome uint8

// The outcomes.
const (
	Escalate Outcome = iota + 1
	NeedsInformation
	NoneSuitable
	Recommended
	Either
)

// Final is an outcome and the options advised: what a completion comes to.
type Final struct {
	Outcome  Outcome
	Standing uint16
}

// Verdict is what a decision comes to, and how.
type Verdict struct {
	Outcome  Outcome
	Decided  Layer  // the stage that settled it, 0 for none
	Lead     int16  // how far the best was ahead there
	Standing uint16 // the options advised
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
func (e *Engine) Decide(a *Answers) Verdict { return e.decide(a, nil) }

// DecideWithout is Decide as if the rule, one that weighs and fires, were not
// there.
func (e *Engine) DecideWithout(a *Answers, rule int) Verdict {
	return e.decide(a, &override{rule: rule, off: true})
}

func (e *Engine) decide(a *Answers, o *override) Verdict {
	v, stopped := e.stop(&a.known)
	if stopped {
		return v
	}
	if lone(v.Eligible) { // whether a question opposes it is not looked at here; see opposed
		v.Outcome, v.Decided, v.Standing = Recommended, Eligibility, v.Eligible
		return v
	}
	survivors, heed := v.Eligible, uint16(0)
	if e.Graded {
		var fired graded
		e.fire(&a.known, &fired)
		survivors, v.Flagged, heed = e.meet(&fired, &a.known, v.Eligible, o)
	}
	var t tally
	if !lone(survivors) { // a single one has a rule that grades it, and is not weighed
		e.addUp(a, &t)
		heed |= t.heed
	}
	if o != nil && o.off {
		e.leaveOut(a, &t, o.rule)
		heed = t.heed
	}
	if heed&v.Eligible == 0 {
		v.Outcome, v.Flagged = NeedsInformation, 0
		return v
	}
	return e.weigh(v, survivors, &t)
}

// stop goes through what stops. Without any of it, it returns the eligible options.
func (e *Engine) stop(l *Literals) (v Verdict, stopped bool) {
	var danger, waits, asks uint64
	for i := range e.first {
		m, given := &e.first[i], l[e.first[i].word]
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
	does := e.setOff(l)
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

// setOff looks at the rules that stop or exclude and depend on a literal that holds.
func (e *Engine) setOff(l *Literals) (does effect) {
	for i := range e.stops.always {
		if t := &e.stops.always[i]; t.unless == nil || !t.unless.Holds(l) {
			does |= t.does
		}
	}
	for _, m := range e.stops.on {
		for b := l[m.word] & m.mask; b != 0; b &= b - 1 {
			triggers := e.stops.at(m.word, b)
			for i := range triggers {
				if t := &triggers[i]; t.sets(l) {
					does |= t.does
				}
			}
		}
	}
	return does
}

// at returns the triggers of the lowest literal of a word.
func (h *hanging) at(word uint8, b uint64) []trigger {
	x := int(word)*64 + bits.TrailingZeros64(b)
	return h.triggers[h.from[x]:h.from[x+1]]
}

// fire finds the rows of rules that grade and fire.
func (e *Engine) fire(l *Literals, fired *graded) {
	for i := range e.grades.always {
		fired.add(int(e.grades.always[i].row))
	}
	for _, m := range e.grades.on {
		for b := l[m.word] & m.mask; b != 0; b &= b - 1 {
			triggers := e.grades.at(m.word, b)
			for i := range triggers {
				if t := &triggers[i]; t.sets(l) {
					fired.add(int(t.row))
				}
			}
		}
	}
}

// tally is what the rules that give points come to.
type tally struct {
	points [maxWidth / 4]points
	heed   uint16 // the options that they speak about
}

// of returns the words of a stage.
func (t *tally) of(e *Engine, s *Stage, each *[MaxOptions]int16) {
	for option := 0; option < e.Options; option += 4 {
		at := s.at + option/4
		unpack(t.points[at/4][at%4], each[option:])
	}
}

// addUp adds up the points.
func (e *Engine) addUp(a *Answers, t *tally) {
	t.heed = e.heed
	for i := range e.blocks {
		t.heed |= e.addBlock(a, &e.blocks[i], &t.points[i])
	}
}

func (e *Engine) addBlock(a *Answers, block *block, sum *points) (heed uint16) {
	l, p := &a.known, block.base
	for _, m := range e.gives {
		for b := l[m.word] & m.mask; b != 0; b &= b - 1 {
			x := int(m.word)*64 + bits.TrailingZeros64(b)
			heed |= block.single[x].heed
			p.add(&block.single[x].points)
			triggers := e.adds.at(m.word, b)
			for i := range triggers {
				if t := &triggers[i]; t.sets(l) {
					heed |= uint16(t.does)
					p.add(&block.compound[t.row])
				}
			}
		}
	}
	for _, m := range e.strong {
		for b := a.strong[m.word] & m.mask; b != 0; b &= b - 1 {
			p.add(&block.doubled[int(m.word)*64+bits.TrailingZeros64(b)])
		}
	}
	*sum = p
	return heed
}

// leaveOut takes back what a rule that fires has contributed.
func (e *Engine) leaveOut(a *Answers, t *tally, rule int) {
	c := &e.Rules[rule]
	for i, row := range e.pack(c) { // nothing, for a rule that grades
		for w, n := range row {
			t.points[i][w] -= n * int64(c.times(a))
		}
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

// weigh lets the stages that add up points narrow down what has survived indication.
func (e *Engine) weigh(v Verdict, survivors uint16, t *tally) Verdict {
	v.Outcome, v.Standing = Either, survivors
	stages := e.Stages
	if e.Graded {
		stages = e.Stages[1:]
		if lone(survivors) {
			if survivors&^v.Flagged == 0 { // every option is flagged: nothing is put before the others
				v.Standing = v.Eligible
				return v
			}
			v.Outcome, v.Decided = Recommended, Indication
			return v
		}
	}
	for i := range stages {
		s := &stages[i]
		left, lead := e.narrow(s, t, v.Standing)
		if guarded(v.Standing, left, v.Flagged) {
			return v
		}
		v.Standing = left
		if lone(left) {
			v.Outcome, v.Decided, v.Lead = Recommended, s.Layer, int16(lead)
			return v
		}
	}
	return v
}

// narrow drops the options that are more than the stage's margin behind the
// best of those standing. The lead is the best's over the best one dropped, 0
// if none drops out.
func (e *Engine) narrow(s *Stage, t *tally, standing uint16) (left uint16, lead int) {
	var each [MaxOptions]int16
	t.of(e, s, &each)
	best := math.MinInt
	for option, n := range each[:e.Options] {
		if standing>>option&1 == 1 {
			best = max(best, int(n))
		}
	}
	for option, n := range each[:e.Options] {
		switch behind := best - int(n); {
		case standing>>option&1 == 0:
		case behind <= s.Margin:
			left |= 1 << option
		case lead == 0 || behind < lead:
			lead = behind
		}
	}
	return left, lead
}

// unpack takes the lanes of a word apart, giving back what negative lanes have borrowed.
func unpack(word int64, each []int16) {
	for i := range each[:4] {
		n := int16(word)
		each[i] = n
		word = (word - int64(n)) >> 16
	}
}
