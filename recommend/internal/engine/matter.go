package engine

import "slices"

// Matter finds out whether single statements can still matter. For each statement it first
// tries a quick proof that it cannot. Then it searches sample completions that are likely to
// show that it does. Last it examines all completions, a set at a time.
//
// There is one budget of steps for all statements. Each statement may use a few times its
// share of the remaining steps, since most need much less; what one does not use is left for
// the others. A caller who stops early gets the beginning of the same result.
type Matter struct {
	e       *Engine
	answers Answers
	// samples are answers to try in addition to yes or no to the statement in question;
	// statements that they do not name are answered no. Samples that have shown a
	// difference come first.
	samples [][]given

	left, todo int  // steps, and the statements that they are for
	share      int  // steps that the current statement may still use
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

// One step is the decision of one completion. Other work counts as many steps as it takes
// time.
const (
	stepsOfSet     = 16 // bounding a set of completions
	stepsOfOutlook = 256
	stepsOfSamples = 512
)

const (
	// samplesTried is the largest number of samples that are kept; randomSamples of them
	// are random, the others aimed.
	samplesTried  = 128
	randomSamples = 32
	// differBudget is the number of steps that an audit spends on one difference.
	differBudget = 1 << 15
	// sharesOfOne is how many equal shares of the remaining steps one statement may use.
	sharesOfOne = 6
	// stepsOfProof is kept for the proof when a search finds nothing. Proofs that succeed
	// rarely take more.
	stepsOfProof = 640
	// widestAim bounds the difference of points that a sample aims at.
	widestAim = 4
)

// NewMatter prepares to examine the given number of statements, with a budget of steps for
// all of them.
func NewMatter(e *Engine, a Answers, budget, statements int) *Matter {
	m := &Matter{e: e, answers: a, left: budget, todo: statements}
	// If every completion has the same outcome, no statement matters.
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

// Matters returns a completion in which the statement is answered yes or strongly, and
// whose outcome changes if the answer is no. A statement that no rule names matters
// through the statements that its yes would settle.
func (m *Matter) Matters(statement int) (witness Answers, state State) {
	if m.settled {
		return witness, Settled
	}
	m.share = min(m.left, sharesOfOne*m.left/max(m.todo, 1))
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
	reserve := min(m.share/2, stepsOfProof)
	m.share -= reserve
	if witness, ok := m.search(statement, arranged); ok {
		return witness, Open
	}
	m.share += reserve
	return m.prove(statement)
}

// stopped reports whether a rule of sufficiency certainly fires: then only danger can still
// change the outcome.
func (m *Matter) stopped() bool {
	certain := m.answers.Literals()
	for i := range m.e.Rules {
		if c := &m.e.Rules[i]; c.Layer == Sufficiency && c.Fires.Holds(&certain) {
			return true
		}
	}
	return false
}

// endangers reports whether an undecided rule of safety depends on the statement, or on one
// that a yes to it would settle.
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

// levels reports whether the statement can only add the same points to every option, and
// some rule has given points or a grade already: then it changes nothing.
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
			for _, given := range e.points { // all points are for a yes, so that a no gives none
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

// undecided reports whether the answers leave open whether the rule fires.
func (m *Matter) undecided(c *Rule) bool {
	certain, possible := m.answers.Literals(), m.answers.openLiterals()
	return !c.Fires.Holds(&certain) && c.Fires.Holds(&possible)
}
