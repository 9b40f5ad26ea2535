package engine

import "slices"

// What an audit of a whole policy needs in addition to deciding.

// Calm returns answers with which no rule stops the decision: statements that mean danger
// or missing information are answered no, and required statements are answered.
func (e *Engine) Calm() Answers { return e.CalmFrom(Answers{}) }

// CalmFrom is [Engine.Calm] in addition to some answers.
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

// CloseCalls returns completions of the answers in which options come close to each other.
func (e *Engine) CloseCalls(a Answers) []Answers {
	var list []Answers
	for _, sample := range closeCalls(e, a) {
		near := a
		for _, g := range sample {
			if near.Open(g.statement) {
				near, _ = e.With(near, g.statement, g.answer) // a statement that a yes would contradict is not open
			}
		}
		list = append(list, near)
	}
	return list
}

// Satisfy adds answers until every clause holds. It tries every way, so false proves that
// no consistent answers in addition to those given make every clause hold.
func (e *Engine) Satisfy(a Answers, clauses [][]Literal) (Answers, bool) {
	// Short clauses first: the answers that they need often satisfy longer ones too.
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

// Ways lists sets of answers. With each set every clause holds, or has a literal about the
// statement except. Any answers with which all clauses hold contain one of these sets.
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

// Differ looks for completions of a and b that give the same answers to everything that is
// open in both, and lead to different outcomes.
func (e *Engine) Differ(a, b Answers) State {
	p := prover{e: e, budget: differBudget}
	_, state := p.split(a, b)
	return state
}

// Implies reports whether the clauses show that d fires whenever c does: every clause of d
// contains one of c. False proves nothing.
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
