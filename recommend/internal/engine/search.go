package engine

import "slices"

// How the search finds a completion in which a statement makes a difference: the other
// answers are arranged so that some rule depends on the statement, and the remaining ones
// come from samples.

// arrangement is answers with which a rule, or a side condition, holds or not depending on
// the statement.
type arrangement struct {
	base   Answers
	weighs bool // the rule does not stop, ask or exclude
}

// arrangements lists those of a statement; live is false if nothing can depend on the
// statement.
func (m *Matter) arrangements(statement int) (list []arrangement, live bool) {
	certain := m.answers.Literals()
	add := func(base Answers, ok, weighs bool) {
		if ok {
			list = append(list, arrangement{m.calm(statement, base), weighs})
		}
	}
	for i := range m.e.Rules {
		c := &m.e.Rules[i]
		if c.Names(statement) && (m.undecided(c) && c.hangsOn(statement, &certain) || m.mayGrade(c)) {
			live = true
			base, ok := m.arrange(statement, c)
			add(base, ok, c.Layer.Weighs())
		}
	}
	for _, side := range m.e.sideConditions() {
		if names(side, statement) {
			live = true
			base, ok := m.hangOn(statement, side)
			add(base, ok, true)
		}
	}
	return list, live
}

// search tries samples in the arrangements: first all with the arrangement alone, then a few
// with each of some other rules in force, since some options come close to others, or remain,
// only through those rules; last all samples with each of these rules.
func (m *Matter) search(statement int, arranged []arrangement) (witness Answers, ok bool) {
	for _, x := range arranged {
		if witness, ok = m.trySamples(statement, x.base, samplesTried); ok {
			return witness, true
		}
	}
	for _, most := range []int{3, samplesTried} {
		for _, x := range arranged {
			for _, c := range m.beside(x.weighs) {
				if m.share <= 0 {
					return witness, false
				}
				if inForce, ok := m.enforce(statement, x.base, c); ok {
					if witness, ok := m.trySamples(statement, inForce, most); ok {
						return witness, true
					}
				}
			}
		}
	}
	return witness, false
}

// beside lists the rules to put in force in addition to an arrangement: for each set of
// options one rule that excludes it and, if the arrangement weighs, the rules that grade or
// depend on several statements.
func (m *Matter) beside(weighs bool) []*Rule {
	if m.inForce == nil {
		excluded := map[uint16]bool{}
		for i := range m.e.Rules {
			c := &m.e.Rules[i]
			switch {
			case c.Excludes != 0 && !excluded[c.Excludes] && m.undecided(c):
				excluded[c.Excludes] = true
				m.inForce = append(m.inForce, c)
				m.excluding = len(m.inForce)
			case c.Layer.Weighs() && (c.Single < 0 || c.turn >= 0) && m.undecided(c):
				m.inForce = append(m.inForce, c)
			}
		}
	}
	if !weighs {
		return m.inForce[:m.excluding]
	}
	return m.inForce
}

// trySamples adds each of the first most samples to the answers and compares the outcomes. A
// sample that shows a difference is moved to the front: it often shows one for the next
// statement too.
func (m *Matter) trySamples(statement int, base Answers, most int) (witness Answers, ok bool) {
	for i, sample := range m.samples[:min(most, len(m.samples))] {
		if m.share <= 0 {
			break
		}
		bare := base
		for _, g := range sample {
			if g.statement == statement || !bare.Open(g.statement) {
				continue
			}
			if next, consistent := m.e.With(bare, g.statement, g.answer); consistent && next.Open(statement) {
				bare = next
			}
		}
		m.spend(1)
		no, _ := m.e.With(bare, statement, No)
		no = m.e.Completed(no)
		v := m.e.Decide(&no)
		if v.Decided != 0 && v.Decided < m.e.firstLayer[statement] { // decided before the statement counts
			continue
		}
		without := v.Final()
		for _, answer := range m.others(statement) {
			yes, consistent := m.e.With(bare, statement, answer)
			if !consistent {
				continue
			}
			m.spend(1)
			if yes = m.e.Completed(yes); m.e.outcomeOf(&yes) != without {
				m.remember(i, bare)
				return yes, true
			}
		}
	}
	return witness, false
}

// remember moves a sample that has shown a difference to the front, and puts before it the
// sample together with the answers that it was tried with.
func (m *Matter) remember(sample int, bare Answers) {
	var all []given
	for statement := range m.e.Statements {
		if answer, _ := bare.Answer(statement); answer >= Yes {
			all = append(all, given{statement, answer})
		}
	}
	shown := m.samples[sample]
	rest := slices.Delete(m.samples, sample, sample+1)
	m.samples = slices.Concat([][]given{all, shown}, rest[:min(len(rest), samplesTried-2)])
}

// calm answers open statements so that no rule of safety or sufficiency fires because a yes
// is missing, such as a rule that fires unless an age is stated.
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
			// A clause with a single no-literal fails as soon as that literal is false;
			// in other clauses the remaining literals have to fail too.
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

// enforce answers other statements than the given one so that the rule fires.
func (m *Matter) enforce(statement int, base Answers, c *Rule) (Answers, bool) {
	for _, clause := range c.When {
		if !slices.ContainsFunc(clause, func(x Literal) bool { return m.settle(&base, statement, x, true) }) {
			return base, false
		}
	}
	return base, true
}

// arrange answers the other statements of a rule so that whether it fires depends on the
// answer to the statement. It uses the first clause that has the statement; ok is false if
// that leads to a contradiction.
func (m *Matter) arrange(statement int, c *Rule) (base Answers, ok bool) {
	if c.turn < 0 || names(c.When, statement) {
		return m.hangOn(statement, c.When)
	}
	if base, ok = m.enforce(statement, m.answers, c); !ok {
		return base, false
	}
	for _, x := range []Situation{c.If, c.Unless, m.e.questions[c.Question].Yields} {
		if hung, ok := m.hangFrom(statement, base, x.When); ok {
			return hung, true
		}
	}
	return base, true
}

func (m *Matter) hangOn(statement int, clauses [][]Literal) (base Answers, ok bool) {
	return m.hangFrom(statement, m.answers, clauses)
}

// hangFrom adds to the answers what makes the clauses depend on the statement.
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

// settle answers the statement of a literal so that the literal holds, or does not, and
// leaves the statement in question (none if negative) open. It reports whether that is
// possible.
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
