package engine

import "math/bits"

// Reason is one rule that fired, as it bears on one option.
type Reason struct {
	Rule    *Rule
	Option  int
	Points  int
	Grade   Grade
	Doubled bool
	Counted bool // whether the points were added up: not once the option is out
}

// Reasons visits, option by option, every rule that fired for or against it.
// It visits nothing when the outcome is to escalate.
func (e *Engine) Reasons(a *Answers, v Verdict, yield func(Reason) bool) {
	if v.Outcome == Escalate {
		return
	}
	l := a.Literals()
	var asked [MaxWeighing]uint16 // which options each stage was asked about
	e.Weigh(a, v, func(s StageResult) bool {
		asked[s.Stage] = s.Before
		return true
	})
	for option := range e.Options {
		for _, i := range e.bearing[option] {
			c := &e.Rules[i]
			if !c.Fires.Holds(&l) {
				continue
			}
			x := Reason{Rule: c, Option: option, Counted: true}
			if c.turn >= 0 {
				x.Grade = c.Grades[option]
				x.Counted = asked[e.Stage(c.Layer)]>>option&1 == 1
			} else if c.Layer.Weighs() {
				times := c.times(a)
				x.Points, x.Doubled = times*int(c.Points[option]), times == 2
				x.Counted = asked[e.Stage(c.Layer)]>>option&1 == 1
			}
			if !yield(x) {
				return
			}
		}
	}
}

// StageResult is what one stage that weighs came to.
type StageResult struct {
	Stage         int
	Before, After uint16 // the options that came into it, and that went on
	Lead          int
	Points        [MaxOptions]int16
	// Guarded says that the stage would have left only options that a question
	// opposes, and so takes nothing away and ends the weighing.
	Guarded bool
}

// Weigh visits the stages that weighed, in order, up to the one that decided. It
// visits nothing when the outcome was reached before any weighing.
func (e *Engine) Weigh(a *Answers, v Verdict, yield func(StageResult) bool) {
	if !v.Weighed() {
		return
	}
	var t tally
	e.addUp(a, &t)
	standing := v.Eligible
	for i := range e.Stages {
		s := &e.Stages[i]
		result := StageResult{Stage: i, Before: standing}
		if i == 0 && e.Graded {
			var fired graded
			e.fire(&a.known, &fired)
			if result.After, _, _ = e.meet(&fired, &a.known, standing, nil); lone(result.After) && result.After&^v.Flagged == 0 {
				result.After = standing
				yield(result)
				return
			}
			standing = result.After
			if !yield(result) || standing&(standing-1) == 0 {
				return
			}
			continue
		}
		t.of(s, &result.Points)
		result.After = e.narrow(s, &t, standing)
		result.Lead = s.lead(&t, result.After, standing&^result.After)
		if guarded(standing, result.After, v.Flagged) {
			result.After, result.Lead, result.Guarded = standing, 0, true
			yield(result)
			return
		}
		standing = result.After
		if !yield(result) || standing&(standing-1) == 0 {
			return
		}
	}
}

// Questions visits what has to be known first, each statement once, with the
// rule that asks. It visits nothing unless information is needed. When nothing
// that was said speaks for any option, it visits the open statements of single
// rules after indication or, if there are none, every open statement that could
// speak for an option.
func (e *Engine) Questions(a *Answers, v Verdict, yield func(statement int, c *Rule) bool) {
	if v.Outcome != NeedsInformation {
		return
	}
	q := asking{engine: e, answers: a, verdict: v, literals: a.Literals()}
	if q.lead(yield) && q.ask(false, yield) && v.Decided == 0 && q.asked == (Set{}) {
		q.ask(true, yield)
	}
}

// asking goes through the rules once for questions.
type asking struct {
	engine   *Engine
	answers  *Answers
	verdict  Verdict
	literals Literals
	asked    Set
}

// lead hands over what is recorded as bad news, before anything that is merely open.
func (q *asking) lead(yield func(int, *Rule) bool) bool {
	for i := range q.engine.Rules {
		c := &q.engine.Rules[i]
		if !c.Leads || !c.Fires.Holds(&q.literals) {
			continue
		}
		if !q.hand(c, yield) {
			return false
		}
	}
	return true
}

// hand hands over the statements that a rule wants and that nobody was asked for yet. It
// reports whether to go on.
func (q *asking) hand(c *Rule, yield func(int, *Rule) bool) bool {
	list, answered := q.wanted(c)
	for _, statement := range list {
		if given, _ := q.answers.Answer(statement); q.asked.Has(statement) || given != Unanswered && !answered {
			continue
		}
		q.asked.Add(statement)
		if !yield(statement, c) {
			return false
		}
	}
	return true
}

// ask hands over, each once, the statements wanted by the rules that stop, or,
// with anything, by every rule that could give points to an eligible option. It
// reports whether to go on.
func (q *asking) ask(anything bool, yield func(int, *Rule) bool) bool {
	for i := range q.engine.Rules {
		c := &q.engine.Rules[i]
		if anything && c.Speaks&q.verdict.Eligible == 0 || !anything && !q.stops(c) {
			continue
		}
		if !q.hand(c, yield) {
			return false
		}
	}
	return true
}

// stops reports whether the rule stops because something is not known, or, where nothing
// has been said, whether it is a place to start.
func (q *asking) stops(c *Rule) bool {
	if q.verdict.Decided == 0 {
		return c.Layer > Indication && c.Single >= 0 && c.Speaks&q.verdict.Eligible != 0
	}
	if c.Layer == Sufficiency && c.Fires.Holds(&q.literals) {
		return true
	}
	waits := c.Waits(&q.literals)
	if c.Layer == Eligibility {
		return waits && c.Excludes&q.engine.notExcluded(&q.literals) != 0
	}
	return waits
}

// notExcluded returns the options that no exclusion has ruled out, also where
// the decision stopped before it came to that.
func (e *Engine) notExcluded(l *Literals) uint16 {
	open := e.Everyone
	for i := range e.Rules {
		if c := &e.Rules[i]; c.Excludes != 0 && c.Fires.Holds(l) {
			open &^= c.Excludes
		}
	}
	return open
}

// wanted lists what a rule asks for: what it names, or else the statements of its
// condition. Those that are answered are left out, unless that leaves nothing:
// a rule that has fired on answers alone asks for these again, since they are
// what has to be cleared up.
func (q *asking) wanted(c *Rule) (statements []int, answered bool) {
	statements = c.Mentions
	if len(c.Asks) > 0 {
		statements = c.Asks
	}
	if c.Layer.Weighs() {
		return statements, false
	}
	for _, statement := range statements {
		if given, _ := q.answers.Answer(statement); given == Unanswered {
			return statements, false
		}
	}
	return statements, true
}

// Speaks reports whether one of the rules speaks in the layer and fires.
func (e *Engine) Speaks(rules []int, layer Layer, l *Literals) bool {
	for _, i := range rules {
		if c := &e.Rules[i]; c.Layer == layer && c.Fires.Holds(l) {
			return true
		}
	}
	return false
}

// AgainstIndication reports whether an option is advised that a question opposes. Where
// indication adds up points it reports whether the one option advised is merely what
// elimination has left, while the points for it add up to less than nothing.
func (e *Engine) AgainstIndication(a *Answers, v Verdict) bool {
	if e.Graded {
		return e.opposed(a, v) != 0
	}
	if v.Outcome != Recommended || v.Decided != Eligibility {
		return false
	}
	option, sum, l := bits.TrailingZeros16(v.Standing), 0, a.Literals()
	for i := range e.Rules {
		if c := &e.Rules[i]; c.Layer == Indication && c.Fires.Holds(&l) {
			sum += c.times(a) * int(c.Points[option])
		}
	}
	return sum < 0
}

func lone(set uint16) bool { return set != 0 && set&(set-1) == 0 }
