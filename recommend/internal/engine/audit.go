package engine

import "slices"

// What an audit of a whole policy needs beside deciding.

// Calm answers what could stop so that nothing does: everything that speaks of
// danger, or of not knowing enough, is denied, and what has to be known is given.
func (e *Engine) Calm() Answers { return e.CalmFrom(Answers{}) }

// CalmFrom is [Engine.Calm] beside some answers.
func (e *Engine) CalmFrom(a Answers) Answers {
	m := Matter{e: e}
	calm := m.calm(-1, a)
	for statement := range e.Statements {
		if calm.Open(statement) && e.IsStop(statement) {
			calm, _ = e.With(calm, statement, No)
		}
	}
	return calm
}

// CloseCalls returns the answers, completed in ways that bring options close to
// each other.
func (e *Engine) CloseCalls(a Answers) []Answers {
	var list []Answers
	for _, sample := range closeCalls(e, a) {
		near := a
		for _, g := range sample {
			if near.Open(g.statement) {
				near, _ = e.With(near, g.statement, g.answer) // what a yes would contradict is not open
			}
		}
		list = append(list, near)
	}
	return list
}

// Satisfy adds answers until every clause holds. It tries every way, so that a
// false is a proof that no consistent answers beside those given make it hold.
func (e *Engine) Satisfy(a Answers, clauses [][]Literal) (Answers, bool) {
	// Short clauses first: what they need may be all that longer ones need.
	sorted := slices.Clone(clauses)
	slices.SortStableFunc(sorted, func(x, y []Literal) int { return len(x) - len(y) })
	return e.satisfy(a, sorted)
}

func (e *Engine) satisfy(a Answers, clauses [][]Literal) (Answers, bool) {
	if len(clauses) == 0 {
		return a, true
	}
	l := a.Literals()
	if slices.ContainsFunc(clauses[0], l.Has) {
		return e.satisfy(a, clauses[1:])
	}
	for _, x := range clauses[0] {
		if !a.Open(x.Statement()) {
			continue
		}
		next, consistent := e.With(a, x.Statement(), x.Answer())
		if !consistent {
			continue
		}
		if found, ok := e.satisfy(next, clauses[1:]); ok {
			return found, true
		}
	}
	return a, false
}

// Ways lists sets of answers. Each makes every clause hold, apart from clauses that the
// statement except can make hold. Whatever answers make all clauses hold contain one of
// these sets.
func (e *Engine) Ways(clauses [][]Literal, except int) []Answers {
	ways := []Answers{{}}
	for _, clause := range clauses {
		var next []Answers
		for _, way := range ways {
			for _, x := range clause {
				if x.Statement() == except {
					next = append(next, way)
					continue
				}
				if given, _ := way.Answer(x.Statement()); given != Unanswered {
					if (given == No) != x.Yes() {
						next = append(next, way)
					}
					continue
				}
				if more, consistent := e.With(way, x.Statement(), x.Answer()); consistent {
					next = append(next, more)
				}
			}
		}
		ways = next
	}
	return ways
}

// Differ looks for a completion of both a and b, alike in everything that is
// open in both, on which they come to different outcomes.
func (e *Engine) Differ(a, b Answers) State {
	p := prover{e: e, budget: differBudget}
	_, state := p.split(a, b)
	return state
}

// Implies reports whether d fires whenever c does, as far as clauses show it:
// every clause of d contains one of c.
func (c *Rule) Implies(d *Rule) bool {
	for _, wide := range d.When {
		if !slices.ContainsFunc(c.When, func(narrow []Literal) bool {
			return !slices.ContainsFunc(narrow, func(x Literal) bool { return !slices.Contains(wide, x) })
		}) {
			return false
		}
	}
	return true
}
