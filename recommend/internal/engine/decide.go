package engine

import "math/bits"

// How a decision is made. One pass over the literals that hold adds up, in
// lanes, the points of every rule that hangs on one literal, and looks at the
// compound rules, exclusions and requirements that one of their literals sets
// off. Then the stages are gone through in order. Nothing is allocated, and
// rules none of whose literals hold cost nothing.

// maxWidth is the most words that the points of all stages can take.
const maxWidth = MaxWeighing * MaxOptions / 4

// tally is what one pass finds.
type tally struct {
	points   [maxWidth]int64
	excluded uint16 // options that a fired rule excludes
	pending  uint16 // options whose exclusion is required to be known and is not
	heed     uint16 // options that a weighing rule has spoken about
	graded   graded // the rules that grade and fire
	danger   bool
	asksSafe bool // a required statement of safety is unknown
	asksMore bool // a rule of sufficiency fired, or a required one is unknown
}

func (e *Engine) tally(a *Answers, l *Literals, t *tally) {
	width := len(e.Stages) * e.lanes
	copy(t.points[:width], e.base)
	t.heed = e.baseHeed
	for i := range e.always {
		e.setOff(&e.always[i], l, t)
	}
	for w, matters := range e.matters {
		for b := l[w] & matters; b != 0; b &= b - 1 {
			x := w*64 + bits.TrailingZeros64(b)
			entry := &e.table[x]
			if entry.givesPoints {
				t.heed |= entry.heed
				addLanes(&t.points, e.points[x*width:(x+1)*width])
			}
			if entry.hasNoTrigger {
				continue
			}
			for i := entry.from; i < entry.to; i++ {
				if trig := &e.triggers[i]; len(trig.earlier) == 0 || !meets(trig.earlier, l) {
					e.setOff(trig, l, t)
				}
			}
		}
	}
	for w, doubles := range e.doubles {
		for b := a.strong[w] & doubles; b != 0; b &= b - 1 {
			statement := w*64 + bits.TrailingZeros64(b)
			addLanes(&t.points, e.doubled[statement*width:(statement+1)*width])
		}
	}
}

func addLanes(to *[maxWidth]int64, row []int64) {
	if len(row) == 4 { // four stages, up to four options: the usual case
		to[0] += row[0]
		to[1] += row[1]
		to[2] += row[2]
		to[3] += row[3]
		return
	}
	for i, n := range row {
		to[i&(maxWidth-1)] += n
	}
}

// setOff looks at one rule: whether it fires, or whether its answer is required
// and unknown.
func (e *Engine) setOff(trig *trigger, l *Literals, t *tally) {
	c := &e.Rules[trig.rule]
	if trig.require {
		if !c.Waits(l) {
			return
		}
		switch c.Layer {
		case Safety:
			t.asksSafe = true
		case Sufficiency:
			t.asksMore = true
		case Eligibility, Indication:
			t.pending |= c.Excludes
		default: // rules that weigh exclude nothing and require nothing
			t.pending |= c.Excludes
		}
		return
	}
	if !c.Fires.Holds(l) {
		return
	}
	switch c.Layer {
	case Safety:
		t.danger = true
	case Sufficiency:
		t.asksMore = true
	case Eligibility:
		t.excluded |= c.Excludes
	case Indication:
		fallthrough
	default:
		if c.turn >= 0 {
			t.heed |= c.Speaks
			t.graded.add(c.turn)
			return
		}
		width := len(e.Stages) * e.lanes
		t.heed |= c.Speaks
		addLanes(&t.points, e.compound[int(trig.rule)*width:(int(trig.rule)+1)*width])
	}
}

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
	Flagged  uint16 // the eligible options that a question opposes
}

// Final returns the outcome and the options advised.
func (v Verdict) Final() Final { return Final{Outcome: v.Outcome, Standing: v.Standing} }

// Weighed reports whether points were added up to reach the outcome.
func (v Verdict) Weighed() bool {
	return v.Outcome == Either || v.Outcome == Recommended && v.Decided.Weighs()
}

// Decide makes the decision. It is total, and allocates nothing.
func (e *Engine) Decide(a *Answers) Verdict {
	var t tally
	l := a.Literals()
	e.tally(a, &l, &t)
	return e.verdict(&t, &l, nil)
}

// DecideWithout is Decide as if the rule, one that weighs and fires, were not
// there.
func (e *Engine) DecideWithout(a *Answers, rule int) Verdict {
	var t tally
	l := a.Literals()
	e.tally(a, &l, &t)
	c := &e.Rules[rule]
	if c.turn >= 0 {
		t.heed = e.heedWithout(&l, rule)
		return e.verdict(&t, &l, &override{rule: rule, off: true})
	}
	row := e.pack(c)
	for range c.times(a) {
		for i, n := range row {
			t.points[i] -= n
		}
	}
	t.heed = e.heedWithout(&l, rule)
	return e.verdict(&t, &l, nil)
}

func (e *Engine) heedWithout(l *Literals, rule int) (heed uint16) {
	for i := range e.Rules {
		if d := &e.Rules[i]; i != rule && d.Speaks != 0 && d.Fires.Holds(l) {
			heed |= d.Speaks
		}
	}
	return heed
}

// times is how often the points of a rule that fires count.
func (c *Rule) times(a *Answers) int {
	if c.Doubles && a.strong.Has(c.Single) {
		return 2
	}
	return 1
}

func (e *Engine) verdict(t *tally, l *Literals, o *override) Verdict {
	switch {
	case t.danger:
		return Verdict{Outcome: Escalate, Decided: Safety}
	case t.asksSafe:
		return Verdict{Outcome: NeedsInformation, Decided: Safety}
	case t.asksMore:
		return Verdict{Outcome: NeedsInformation, Decided: Sufficiency}
	}
	v := Verdict{Eligible: e.Everyone &^ t.excluded}
	switch {
	case v.Eligible == 0:
		v.Outcome, v.Decided = NoneSuitable, Eligibility
		return v
	case t.pending&v.Eligible != 0:
		v.Outcome, v.Decided = NeedsInformation, Eligibility
		return v
	}
	survivors := v.Eligible
	if e.Graded {
		survivors, v.Flagged = e.meet(&t.graded, l, v.Eligible, o)
	}
	switch {
	case v.Eligible&(v.Eligible-1) == 0:
		v.Outcome, v.Decided, v.Standing = Recommended, Eligibility, v.Eligible
		return v
	case t.heed&v.Eligible == 0:
		v.Outcome, v.Flagged = NeedsInformation, 0
		return v
	}
	v.Outcome, v.Standing = Either, v.Eligible
	stages := e.Stages
	if e.Graded {
		stages = e.Stages[1:]
		if survivors&(survivors-1) == 0 {
			if survivors&^v.Flagged == 0 {
				return v // every option is flagged: nothing is put before the others
			}
			v.Outcome, v.Decided, v.Standing = Recommended, Indication, survivors
			return v
		}
		v.Standing = survivors
	}
	for i := range stages {
		s := &stages[i]
		left, lead := e.narrow(s, &t.points, v.Standing)
		if guarded(v.Standing, left, v.Flagged) {
			return v
		}
		v.Standing = left
		if left&(left-1) == 0 {
			v.Outcome, v.Decided, v.Lead = Recommended, s.Layer, int16(lead)
			return v
		}
	}
	return v
}

// narrow drops the options that are more than the stage's margin behind the
// best of those standing. The lead is the best's over the best one dropped, 0
// if none drops out.
func (e *Engine) narrow(s *Stage, points *[maxWidth]int64, standing uint16) (left uint16, lead int) {
	var each [MaxOptions]int
	unpack(points[s.at:s.at+e.lanes], each[:e.Options])
	best := 0
	for b, first := standing, true; b != 0; b &= b - 1 {
		if n := each[bits.TrailingZeros16(b)]; first || n > best {
			best, first = n, false
		}
	}
	for b := standing; b != 0; b &= b - 1 {
		option := bits.TrailingZeros16(b)
		if behind := best - each[option]; behind <= s.Margin {
			left |= 1 << option
		} else if lead == 0 || behind < lead {
			lead = behind
		}
	}
	return left, lead
}

// unpack takes the lanes apart, giving back what negative lanes have borrowed.
func unpack(lanes []int64, each []int) {
	for i := 0; i < len(each); i += 4 {
		rest := lanes[i/4]
		for j := i; j < min(i+4, len(each)); j++ {
			n := int16(rest)
			each[j] = int(n)
			rest = (rest - int64(n)) >> 16
		}
	}
}
