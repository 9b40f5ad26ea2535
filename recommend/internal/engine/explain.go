package engine

import "math/bits"

// Reason is one rule that fired, with its effect on one option.
type Reason struct {
	Rule    *Rule
	Option  int
	Points  int
	Grade   Grade
	Doubled bool
	Counted bool // whether the points were added up; false once the option is out
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

// StageResult is the result of one stage that weighs.
type StageResult struct {
	Stage         int
	Before, After uint16 // the options that entered and left the stage
	Lead          int
	Points        [MaxOptions]int16
	// Guarded says that the stage would have left only options that a question opposes.
	// It then drops no option and ends the weighing.
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
		result.After = s.narrow(&t, standing)
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

// Lead returns how far the advised option was ahead in the stage that decided, 0 unless
// points decided.
func (e *Engine) Lead(a *Answers, v Verdict) (lead int) {
	if v.Outcome == Recommended {
		e.Weigh(a, v, func(s StageResult) bool {
			lead = s.Lead
			return true
		})
	}
	return lead
}

// Questions visits the statements that have to be answered first, each once, with the rule
// that asks. It visits nothing unless information is needed. When no answer supports any
// option, it visits the open statements of rules after indication that have a single
// statement or, if there are none, every open statement that could support an option.
func (e *Engine) Questions(a *Answers, v Verdict, yield func(statement int, c *Rule) bool) {
	if v.Outcome != NeedsInformation {
		return
	}
	q := asking{engine: e, answers: a, verdict: v, literals: a.Literals()}
	if q.lead(yield) && q.ask(false, yield) && v.Decided == 0 && q.asked == (Set{}) {
		q.ask(true, yield)
	}
}

// asking is the state of one visit of [Engine.Questions].
type asking struct {
	engine   *Engine
	answers  *Answers
	verdict  Verdict
	literals Literals
	asked    Set
}

// lead visits the statements of rules about bad news, before any that are only unanswered.
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

// hand visits those statements of a rule that were not visited yet. It reports whether to
// go on.
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

// ask visits, each once, the statements wanted by the rules that stop or, with anything set,
// by every rule that could give points to an eligible option. It reports whether to go on.
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

// stops reports whether the rule stops because an answer is missing or, if no option is
// supported yet, whether the rule is suitable for a first question.
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

// notExcluded returns the options that no exclusion rules out, also when the decision
// stopped before exclusions were applied.
func (e *Engine) notExcluded(l *Literals) uint16 {
	open := e.Everyone
	for i := range e.Rules {
		if c := &e.Rules[i]; c.Excludes != 0 && c.Fires.Holds(l) {
			open &^= c.Excludes
		}
	}
	return open
}

// wanted lists the statements that a rule asks about: those it names for this or, if none,
// those of its condition. Answered ones are left out, unless all are answered: a rule that
// fired on given answers asks about them again, since they have to be clarified.
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

// Speaks reports whether one of the rules is of the layer and fires.
func (e *Engine) Speaks(rules []int, layer Layer, l *Literals) bool {
	for _, i := range rules {
		if c := &e.Rules[i]; c.Layer == layer && c.Fires.Holds(l) {
			return true
		}
	}
	return false
}

// AgainstIndication reports whether an option is advised that a question opposes. Where
// indication adds up points, it reports whether the only option advised is the one left by
// elimination although its points are below zero.
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
