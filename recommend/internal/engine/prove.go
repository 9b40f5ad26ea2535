package engine

// prove decides the cases in which no sample has shown a difference.
func (m *Matter) prove(statement int) (witness Answers, state State) {
	state = Settled
	for _, answer := range m.others(statement) {
		yes, consistent := m.e.With(m.answers, statement, answer)
		if !consistent {
			continue
		}
		no, _ := m.e.With(m.answers, statement, No)
		p := prover{e: m.e, budget: m.share}
		witness, found := p.split(yes, no)
		m.spend(p.steps)
		switch found {
		case Open:
			return witness, Open
		case Undetermined:
			state = Undetermined
		case Settled:
		}
	}
	return witness, state
}

func (m *Matter) others(statement int) []Answer {
	if m.e.doubles.Has(statement) {
		return yesOrStrongly
	}
	return yesOrStrongly[:1]
}

var yesOrStrongly = []Answer{Yes, Strongly}

// split looks for completions of a and b that give the same answers to everything that is
// open in both, and have different outcomes.
func (p *prover) split(a, b Answers) (witness Answers, state State) {
	if p.steps >= p.budget {
		return a, Undetermined
	}
	f, doubt, ok := p.definite(&a)
	g, other, okB := p.definite(&b)
	if ok && okB {
		if f == g {
			return a, Settled
		}
		return p.e.Completed(a), Open
	}
	if ok {
		doubt = other
	}
	state = Settled
	for _, answer := range p.ways(doubt) {
		nextA, consistentA := p.agree(a, doubt, answer)
		nextB, consistentB := p.agree(b, doubt, answer)
		if !consistentA || !consistentB {
			continue
		}
		switch witness, found := p.split(nextA, nextB); found {
		case Open:
			return witness, Open
		case Undetermined:
			state = Undetermined
		case Settled:
		}
	}
	return a, state
}

// agree adds an answer, unless the statement already has another one.
func (p *prover) agree(a Answers, statement int, answer Answer) (Answers, bool) {
	if given, _ := a.Answer(statement); given != Unanswered {
		return a, given == answer
	}
	return p.e.With(a, statement, answer)
}
