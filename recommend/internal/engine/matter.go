package engine

import "slices"

// Matter finds out whether single statements can still matter. It looks for a
// completion in which one does, among made-up ones that are likely to show it,
// and proves that there is none only when it has found none.
type Matter struct {
	e       *Engine
	answers Answers
	// samples are what to answer beside yes or no to the statement in question;
	// everything not named in them is answered no.
	samples [][]given
}

type given struct {
	statement int
	answer    Answer
}

const (
	// samplesTried is the most made-up completions a statement is tried in for
	// each rule that rests on it, and randomSamples how many of them are drawn
	// rather than aimed.
	samplesTried  = 128
	randomSamples = 32
	// questionBudget is how many sets of completions the proof that a statement
	// cannot matter may look at.
	questionBudget = 1 << 11
	// widestAim bounds the difference of points that a sample aims at.
	widestAim = 4
)

// Matters returns a completion in which the statement is not answered no and
// whose outcome is another when it is. A statement that no rule rests on matters
// through what its yes would settle.
func (m *Matter) Matters(statement int) (witness Answers, state State) {
	if m.e.firstLayer[statement] == 0 {
		for other := range m.e.Statements {
			if m.e.excludes[statement].Has(other) && m.answers.Open(other) && m.e.firstLayer[other] != 0 {
				if witness, state = m.Matters(other); state != Settled {
					return witness, state
				}
			}
		}
		return witness, Settled
	}
	if m.stopped() && !m.endangers(statement) {
		return witness, Settled
	}
	live := false
	for i := range m.e.Rules {
		c := &m.e.Rules[i]
		if !c.Names(statement) || !m.undecided(c) && !m.mayGrade(c) {
			continue
		}
		live = true
		if witness, ok := m.try(statement, c); ok {
			return witness, Open
		}
	}
	for _, side := range m.e.sideConditions() {
		if !names(side, statement) {
			continue
		}
		live = true
		if witness, ok := m.trySide(statement, side); ok {
			return witness, Open
		}
	}
	if !live || m.levels(statement) {
		return witness, Settled
	}
	return m.prove(statement)
}

// stopped reports whether a rule of sufficiency certainly fires: then nothing but
// danger changes the outcome any more.
func (m *Matter) stopped() bool {
	certain := m.answers.Literals()
	for i := range m.e.Rules {
		if c := &m.e.Rules[i]; c.Layer == Sufficiency && c.Fires.Holds(&certain) {
			return true
		}
	}
	return false
}

// endangers reports whether a rule of safety that is not decided rests on the
// statement, or on one that a yes to it would settle.
func (m *Matter) endangers(statement int) bool {
	for i := range m.e.Rules {
		c := &m.e.Rules[i]
		if c.Layer != Safety || !m.undecided(c) {
			continue
		}
		if c.Names(statement) {
			return true
		}
		if slices.ContainsFunc(c.Mentions, m.e.excludes[statement].Has) {
			return true
		}
	}
	return false
}

// mayGrade reports whether the rule grades and may fire.
func (m *Matter) mayGrade(c *Rule) bool {
	possible := m.answers.openLiterals()
	return c.turn >= 0 && c.Fires.Holds(&possible)
}

func names(clauses [][]Literal, statement int) bool {
	return slices.ContainsFunc(clauses, func(clause []Literal) bool {
		return slices.ContainsFunc(clause, func(x Literal) bool { return x.Statement() == statement })
	})
}

// trySide looks for a sample in which a condition beside the rules makes a difference,
// with each rule that grades in force in turn.
func (m *Matter) trySide(statement int, clauses [][]Literal) (witness Answers, ok bool) {
	base, ok := m.hangOn(statement, clauses)
	if !ok {
		return witness, false
	}
	base = m.calm(statement, base)
	if witness, ok = m.trySamples(statement, base); ok {
		return witness, true
	}
	for i := range m.e.Rules {
		if c := &m.e.Rules[i]; m.mayGrade(c) {
			if inForce, ok := m.enforce(statement, base, c); ok {
				if witness, ok := m.trySamples(statement, inForce); ok {
					return witness, true
				}
			}
		}
	}
	return witness, false
}

// levels reports whether the statement can only add the same points to every
// option: then it changes no difference, and something has spoken about every
// option already.
func (m *Matter) levels(statement int) bool {
	certain := m.answers.Literals()
	var spoken, excluded uint16
	for i := range m.e.Rules {
		c := &m.e.Rules[i]
		switch {
		case c.turn >= 0 && c.Names(statement):
			return false
		case c.Fires.Holds(&certain):
			spoken |= c.Speaks
			excluded |= c.Excludes
		case c.Names(statement) && m.undecided(c) && (!c.Layer.Weighs() || c.Single != statement):
			return false
		}
	}
	for _, side := range m.e.sideConditions() {
		if names(side, statement) {
			return false
		}
	}
	left := m.e.Everyone &^ excluded
	for s := range m.e.spreads {
		for _, e := range m.e.spreads[s].statements {
			if e.statement != statement {
				continue
			}
			for _, given := range e.points {
				first := -1
				for o := range given {
					switch {
					case left>>o&1 == 0:
					case first < 0:
						first = o
					case given[o]-e.points[0][o] != given[first]-e.points[0][first]:
						return false
					}
				}
			}
		}
	}
	return left&^spoken == 0
}

// calm answers open statements so that no rule of safety or sufficiency fires
// for want of a yes, as one does that fires unless some age is stated.
func (m *Matter) calm(statement int, base Answers) Answers {
	for range 8 {
		all := m.e.Completed(base)
		l := all.Literals()
		i := m.e.firstStop(&l)
		if i < 0 {
			break
		}
		calmer := base
		if !slices.ContainsFunc(m.e.Rules[i].When, func(clause []Literal) bool {
			calmer = base
			// One no-literal that is made false is enough to unsettle the clause it
			// stands alone in; others have to go too.
			return !slices.ContainsFunc(clause, func(x Literal) bool { return !m.settle(&calmer, statement, x, false) })
		}) {
			break
		}
		base = calmer
	}
	return base
}

// firstStop returns the first rule of safety or sufficiency that fires, or -1.
func (e *Engine) firstStop(l *Literals) int {
	for i := range e.Rules {
		if c := &e.Rules[i]; c.Layer <= Sufficiency && c.Fires.Holds(l) {
			return i
		}
	}
	return -1
}

// undecided reports whether the rule may fire and may not.
func (m *Matter) undecided(c *Rule) bool {
	certain, possible := m.answers.Literals(), m.answers.openLiterals()
	return !c.Fires.Holds(&certain) && c.Fires.Holds(&possible)
}

// try looks for a sample in which the statement makes a difference, after
// arranging that the rule hangs on it.
func (m *Matter) try(statement int, c *Rule) (witness Answers, ok bool) {
	base, ok := m.arrange(statement, c)
	if !ok {
		return witness, false
	}
	base = m.calm(statement, base)
	if witness, ok = m.trySamples(statement, base); ok {
		return witness, true
	}
	if c.Layer < Indication {
		return witness, false // what is weighed makes no difference to it
	}
	// Again with each rule in force that rests on several statements: some
	// options come close to others only through those.
	for i := range m.e.Rules {
		other := &m.e.Rules[i]
		if other.Single >= 0 || !other.Layer.Weighs() || !m.undecided(other) {
			continue
		}
		if inForce, ok := m.enforce(statement, base, other); ok {
			if witness, ok := m.trySamples(statement, inForce); ok {
				return witness, true
			}
		}
	}
	return witness, false
}

// enforce answers statements other than the given one so that the rule fires.
func (m *Matter) enforce(statement int, base Answers, c *Rule) (Answers, bool) {
	for _, clause := range c.When {
		if !slices.ContainsFunc(clause, func(x Literal) bool { return m.settle(&base, statement, x, true) }) {
			return base, false
		}
	}
	return base, true
}

// trySamples adds each sample to what is answered and compares the outcomes.
func (m *Matter) trySamples(statement int, base Answers) (witness Answers, ok bool) {
	for _, sample := range m.samples {
		bare := base
		for _, g := range sample {
			if g.statement == statement || !bare.Open(g.statement) {
				continue
			}
			if next, consistent := m.e.With(bare, g.statement, g.answer); consistent && next.Open(statement) {
				bare = next
			}
		}
		no, _ := m.e.With(bare, statement, No)
		no = m.e.Completed(no)
		without := m.e.outcomeOf(&no)
		for _, answer := range m.others(statement) {
			yes, consistent := m.e.With(bare, statement, answer)
			if !consistent {
				continue
			}
			if yes = m.e.Completed(yes); m.e.outcomeOf(&yes) != without {
				return yes, true
			}
		}
	}
	return witness, false
}

// arrange answers the other statements of a rule so that it fires if the
// statement is answered one way and not if it is answered the other. It goes by
// the first clause that the statement is in; ok is false where that leads to a
// contradiction.
func (m *Matter) arrange(statement int, c *Rule) (base Answers, ok bool) {
	if c.turn < 0 || names(c.When, statement) {
		return m.hangOn(statement, c.When)
	}
	if base, ok = m.enforce(statement, m.answers, c); !ok {
		return base, false
	}
	for _, x := range []Situation{c.If, c.Unless, m.e.questions[c.Question].Yields} {
		if x.Stated && names(x.When, statement) {
			if hung, ok := m.hangFrom(statement, base, x.When); ok {
				return hung, true
			}
		}
	}
	return base, true
}

func (m *Matter) hangOn(statement int, clauses [][]Literal) (base Answers, ok bool) {
	return m.hangFrom(statement, m.answers, clauses)
}

// hangFrom adds to the answers what makes the clauses hang on the statement.
func (m *Matter) hangFrom(statement int, base Answers, clauses [][]Literal) (Answers, bool) {
	hung := false
	for _, clause := range clauses {
		mine := !hung && slices.ContainsFunc(clause, func(x Literal) bool { return x.Statement() == statement })
		if mine {
			hung = true
			for _, x := range clause {
				if x.Statement() != statement && !m.settle(&base, statement, x, false) {
					return base, false
				}
			}
		}
	}
	for _, clause := range clauses {
		if slices.ContainsFunc(clause, func(x Literal) bool { return x.Statement() == statement }) {
			continue
		}
		if !slices.ContainsFunc(clause, func(x Literal) bool { return m.settle(&base, statement, x, true) }) {
			return base, false
		}
	}
	return base, hung
}

// settle answers a statement so that the literal holds, or does not, leaving the
// statement in question (none if negative) open. It reports whether that could be done.
func (m *Matter) settle(base *Answers, statement int, x Literal, holds bool) bool {
	i := x.Statement()
	answer := No
	if x.Yes() == holds {
		answer = Yes
	}
	if given, _ := base.Answer(i); given != Unanswered {
		return (given == No) == (answer == No)
	}
	if i == statement {
		return false
	}
	next, consistent := m.e.With(*base, i, answer)
	if !consistent || statement >= 0 && !next.Open(statement) {
		return false
	}
	*base = next
	return true
}
