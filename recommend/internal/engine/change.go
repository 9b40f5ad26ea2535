package engine

// Move is one answer withdrawn or replaced by another.
type Move struct {
	Statement int
	From, To  Answer

	answers Answers
	ok      bool // causes no contradiction
	differs bool // alone leads to another outcome
}

// Change is a smallest set of moves, one or two, that leads to another outcome.
type Change struct {
	Moves   []Move
	Answers Answers // with them
}

// Changes visits the moves that would change the outcome: first every single move that
// does, then every pair of moves of which neither does alone. Statements come in order,
// and for each the answers no, yes, strongly and withdrawn. At most the given number of
// pairs is tried; it returns how many pairs were tried, and how many there are.
func (e *Engine) Changes(a Answers, v Verdict, pairs int, yield func(Change) bool) (tried, all int) {
	c := changer{e: e, answers: a, now: v.Final()}
	c.collect()
	for i := range c.moves {
		if m := &c.moves[i]; m.differs && !yield(Change{Moves: []Move{*m}, Answers: m.answers}) {
			return 0, 0
		}
	}
	return c.pairs(pairs, func(both Answers, i, j int) bool {
		return yield(Change{Moves: []Move{c.moves[i], c.moves[j]}, Answers: both})
	})
}

type changer struct {
	e       *Engine
	answers Answers
	now     Final
	moves   []Move
}

func (c *changer) collect() {
	for statement := range c.e.Statements {
		from, entailed := c.answers.Answer(statement)
		if from == Unanswered || entailed {
			continue
		}
		for _, to := range []Answer{No, Yes, Strongly, Unanswered} {
			if to == from || to == Strongly && from == Yes && !c.e.doubles.Has(statement) {
				continue
			}
			m := Move{Statement: statement, From: from, To: to}
			m.answers, m.ok = c.e.changed(c.answers, statement, to)
			m.differs = m.ok && c.e.outcomeOf(&m.answers) != c.now
			c.moves = append(c.moves, m)
		}
	}
}

// changed gives the statement another answer, or none.
func (e *Engine) changed(a Answers, statement int, to Answer) (Answers, bool) {
	a = e.Without(a, statement)
	if to == Unanswered {
		return a, true
	}
	if given, _ := a.Answer(statement); given == No && to != No {
		return a, false // another statement answered yes excludes it
	}
	return e.With(a, statement, to)
}

// pairs visits every pair of moves of different statements that leads to
// another outcome although neither does so alone, among the first so many pairs.
func (c *changer) pairs(most int, visit func(a Answers, i, j int) bool) (tried, all int) {
	for i := range c.moves {
		m := &c.moves[i]
		if m.differs {
			continue
		}
		for j := i + 1; j < len(c.moves); j++ {
			n := &c.moves[j]
			if n.differs || n.Statement == m.Statement {
				continue
			}
			if all++; tried == most {
				continue
			}
			tried++
			a, ok := c.both(m, n)
			if ok && c.e.outcomeOf(&a) != c.now && !visit(a, i, j) {
				return tried, all
			}
		}
	}
	return tried, all
}

// both makes two moves at once: both answers are recorded before anything is entailed, so
// that one move can remove what would contradict the other.
func (c *changer) both(m, n *Move) (Answers, bool) {
	a := c.answers.bare()
	for _, each := range []*Move{m, n} {
		a.take(each.Statement)
		a.Give(each.Statement, each.To)
	}
	return a, !c.e.Entail(&a)
}
