package governance

import (
	"slices"

	"github.com/therapykit/therapykit/recommend/internal/compile"
	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/therapy"
)

// This file finds out whether a weighing rule ever matters. It does if there is an intake
// whose answer changes without the rule: another outcome, other options, or another deciding
// stage. A search tries intakes that pass safety and sufficiency and in which the options are
// close. If it finds none, a proof decides: the rule gets a switch, which is an extra
// statement, and the question is whether the switch can change an answer.

// weighing checks every weighing rule that can fire. A rule that provably never matters is a
// finding. A rule for which neither a witness nor a proof was found is listed as
// undetermined.
func (a *auditor) weighing() {
	contexts := append(slices.Clone(a.bases), a.e.CloseCalls(a.calm)...)
	for i := range a.e.Rules {
		if _, fires := a.firing[i]; !fires || !a.e.Rules[i].Layer.Weighs() {
			continue
		}
		if a.tips(i, contexts) {
			continue
		}
		switch a.switched(i) {
		case engine.Settled:
			a.find(NeverMatters, a.Rules[i].ID, true, nil, "no answers lead to another outcome with it than without it")
		case engine.Undetermined:
			a.report.Undetermined = append(a.report.Undetermined, a.Rules[i].ID)
		case engine.Open:
		}
	}
}

// tips reports whether it finds an intake whose answer the rule changes: in one of the
// contexts, or in one of them with another rule firing as well.
func (a *auditor) tips(rule int, contexts []engine.Answers) bool {
	for k := range contexts {
		if fired := a.fireIn(rule, contexts[k]); a.decides(rule, &fired) {
			return true
		}
	}
	// Then start from the rule itself: the calm intake is about an adult, so a rule about
	// young people does not fire with it. For an only-if, also start from its case, since
	// perhaps no context contains that case.
	contexts = append([]engine.Answers{a.e.CalmFrom(a.firing[rule])}, contexts...)
	if c := &a.e.Rules[rule]; c.If.Stated {
		if named, ok := a.e.Satisfy(a.firing[rule], c.If.When); ok {
			if calm := a.e.CalmFrom(named); a.decides(rule, &calm) {
				return true
			}
		}
	}
	for k := range contexts {
		fired := a.fireIn(rule, contexts[k])
		for j := range a.e.Rules {
			if both, ok := a.e.Satisfy(fired, a.e.Rules[j].When); ok && a.decides(rule, &both) {
				return true
			}
		}
	}
	return false
}

// fireIn makes the rule fire in a context. It overrides answers of the context that
// contradict the rule, since the calm context answers no to many statements of rules.
func (a *auditor) fireIn(rule int, context engine.Answers) engine.Answers {
	if fired, ok := a.e.Satisfy(context, a.e.Rules[rule].When); ok {
		return fired
	}
	fired := a.firing[rule]
	for statement := range a.e.Statements {
		answer, entailed := context.Answer(statement)
		if answer == engine.Unanswered || entailed || !fired.Open(statement) {
			continue
		}
		if next, consistent := a.e.With(fired, statement, answer); consistent {
			fired = next
		}
	}
	return fired
}

// decides reports whether the rule fires for the answers and the result is different without
// it.
func (a *auditor) decides(rule int, answers *engine.Answers) bool {
	a.report.Intakes++
	if l := answers.Literals(); !a.e.Rules[rule].Fires.Holds(&l) {
		return false
	}
	with, without := a.e.Decide(answers), a.e.DecideWithout(answers, rule)
	return with.Final() != without.Final() || with.Decided != without.Decided
}

// theSwitch is the statement that turns a rule on while it is examined. It is not a valid
// name, so it cannot be the name of a real statement.
const theSwitch = therapy.Factor("audit-switch-of-one-rule")

// switched decides by proof whether a rule can matter, for every way in which it fires: the
// policy is compiled again with a switch for the rule.
func (a *auditor) switched(rule int) engine.State {
	p := a.Policy.Clone()
	factors, err := p.Factors.With(therapy.FactorInfo{
		Factor: theSwitch, Layer: therapy.LayerNeed, Question: "Is the rule on?", Definition: "The rule is on.",
		Sources: p.Rules[0].Sources,
	})
	if err != nil {
		return engine.Undetermined
	}
	p.Factors = factors
	id := a.Rules[rule].ID
	for i := range p.Rules {
		if p.Rules[i].ID == id {
			p.Rules[i].When = therapy.All(p.Rules[i].When, therapy.Is(theSwitch))
		}
	}
	switched, err := compile.New(p)
	if err != nil { // too many statements, or a condition with too many clauses with one more
		return engine.Undetermined
	}
	e, statement := switched.Engine, switched.Index[theSwitch]
	state := engine.Settled
	for _, way := range e.Ways(e.Rules[switched.RuleByID[id]].When, statement) {
		on, _ := e.With(way, statement, engine.Yes)
		off, _ := e.With(way, statement, engine.No)
		switch e.Differ(on, off) {
		case engine.Open:
			return engine.Open
		case engine.Undetermined:
			state = engine.Undetermined
		case engine.Settled:
		}
	}
	return state
}
