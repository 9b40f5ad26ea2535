package engine

import "slices"

// Matter finds out whether single statements can still matter. For each it tries to
// prove that it cannot, looks for a completion in which it does among made-up ones that
// are likely to show it, and last goes through all completions in bulk.
//
// All of it together has a budget of steps. Each statement may use an equal share
// of what is left for the statements after it, so that steps which easy ones do not need go
// to hard ones. A caller who stops early gets the beginning of the same result.
type Matter struct {
	e       *Engine
	answers Answers
	// samples are what to answer beside yes or no to the statement in question;
	// everything not named in them is answered no. Those that have shown something come
	// first.
	samples [][]given

	left, todo int  // steps, and statements to spend them on
	share      int  // steps that the present statement may still use
	settled    bool // every completion has the same outcome

	inForce            []*Rule // see beside
	excluding          int
	looked, cellsKnown bool
	cells              []*outlook
}

type given struct {
	statement int
	answer    Answer
}

// What is done in one step: one completion is decided. Other things are counted in
// steps by the time they take.
const (
	stepsOfSet     = 16 // bounding a set of completions
	stepsOfOutlook = 256
	stepsOfSamples = 512
)

const (
	// samplesTried is the most made-up completions that are kept, and randomSamples how
	// many of them are drawn rather than aimed.
	samplesTried  = 128
	randomSamples = 32
	// differBudget is how many steps an audit spends on one difference.
	differBudget = 1 << 15
	// widestAim bounds the difference of points that a sample aims at.
	widestAim = 4
)

// NewMatter looks at the answers within a budget of steps, for so many statements.
func NewMatter(e *Engine, a Answers, budget, statements int) *Matter {
	m := &Matter{e: e, answers: a, left: budget, todo: statements}
	// If every completion has the same outcome there is nothing to look for.
	all := e.Completed(a)
	p := prover{e: e, budget: budget / 16}
	_, state := p.settle(a, e.outcomeOf(&all))
	m.spend(p.steps)
	if m.settled = state == Settled; !m.settled {
		m.makeUp()
		m.spend(stepsOfSamples)
	}
	return m
}

// spend counts steps.
func (m *Matter) spend(steps int) {
	m.left -= steps
	m.share -= steps
}

// Matters returns a completion in which the statement is not answered no and
// whose outcome is another when it is. A statement that no rule rests on matters
// through what its yes would settle.
func (m *Matter) Matters(statement int) (witness Answers, state State) {
	if m.settled {
		return witness, Settled
	}
	m.share = min(m.left, 8*m.left/max(m.todo, 1))
	m.todo--
	return m.matters(statement)
}

func (m *Matter) matters(statement int) (witness Answers, state State) {
	if m.e.firstLayer[statement] == 0 {
		for other := range m.e.Statements {
			if m.e.excludes[statement].Has(other) && m.answers.Open(other) && m.e.firstLayer[other] != 0 {
				if witness, state = m.matters(other); state != Settled {
					return witness, state
				}
			}
		}
		return witness, Settled
	}
	if m.stopped() && !m.endangers(statement) || m.levels(statement) || m.indifferent(statement) {
		return witness, Settled
	}
	arranged, live := m.arrangements(statement)
	if !live {
		return witness, Settled
	}
	reserve := m.share / 2 // for a proof
	m.share -= reserve
	if witness, ok := m.search(statement, arranged); ok {
		return witness, Open
	}
	m.share += reserve
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
		case c.hangsOn(statement, &certain) && m.undecided(c) && (!c.Layer.Weighs() || c.Single != statement):
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
			for _, given := range e.points { // all for a yes, so that a no gives nothing
				first := -1
				for o := range given {
					switch {
					case left>>o&1 == 0:
					case first < 0:
						first = o
					case given[o] != given[first]:
						return false
					}
				}
			}
		}
	}
	return left&^spoken == 0
}

// undecided reports whether the rule may fire and may not.
func (m *Matter) undecided(c *Rule) bool {
	certain, possible := m.answers.Literals(), m.answers.openLiterals()
	return !c.Fires.Holds(&certain) && c.Fires.Holds(&possible)
}
