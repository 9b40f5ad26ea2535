package recommend

import "github.com/therapykit/therapykit/therapy"

// Whether a rule that weighs ever matters. It does if there is an intake that is
// answered differently without it: another outcome, other options, or settled by
// another stage. That is looked for among intakes that pass safety and
// sufficiency and in which the options come close; what the search does not find
// is then decided by proof: the rule gets a switch, a statement of its own, and
// the question is whether the switch can still matter.

// weighing looks at every rule that weighs and can fire. A rule that provably
// never matters is a finding; one about which neither a witness nor a proof was
// found is listed as undetermined, and nothing is claimed about it.
func (a *auditor) weighing() {
	contexts := a.closeCalls()
	for i := range a.r.rules {
		if _, fires := a.firing[i]; !fires || !a.r.rules[i].Layer.Weighs() {
			continue
		}
		if a.tips(i, contexts) {
			continue
		}
		switch a.switched(i) {
		case Settled:
			a.find(NeverMatters, a.r.rules[i].ID, true, nil, "no answers lead to another outcome with it than without it")
		case Undetermined:
			a.report.Undetermined = append(a.report.Undetermined, a.r.rules[i].ID)
		case Open, numStates:
		}
	}
}

// closeCalls are the intakes to try a rule in.
func (a *auditor) closeCalls() []Answers {
	contexts := append([]Answers{}, a.bases...)
	for _, sample := range newMatter(a.r, a.calm).samples {
		near := a.calm
		for _, g := range sample {
			if next, ok := a.r.with(near, g.statement, g.answer); ok && near.open(g.statement) {
				near = next
			}
		}
		contexts = append(contexts, near)
	}
	return contexts
}

// tips reports whether an intake is found that the rule tips: in one of the
// contexts, or in one of them with another rule in force as well.
func (a *auditor) tips(rule int, contexts []Answers) bool {
	for k := range contexts {
		if fired := a.fireIn(rule, contexts[k]); a.decides(rule, &fired) {
			return true
		}
	}
	for k := range contexts {
		fired := a.fireIn(rule, contexts[k])
		for j := range a.r.rules {
			if both, ok := a.r.satisfy(fired, a.r.rules[j].clauses); ok && a.decides(rule, &both) {
				return true
			}
		}
	}
	return false
}

// fireIn makes the rule fire in a context, which gives way where it says the
// contrary: the calm one denies much of what rules are about.
func (a *auditor) fireIn(rule int, context Answers) Answers {
	if fired, ok := a.r.satisfy(context, a.r.rules[rule].clauses); ok {
		return fired
	}
	fired := a.firing[rule]
	for statement := range a.r.factors {
		answer, entailed := context.answer(statement)
		if answer == Unanswered || entailed || !fired.open(statement) {
			continue
		}
		if next, consistent := a.r.with(fired, statement, answer); consistent {
			fired = next
		}
	}
	return fired
}

// decides reports whether the rule fires on the answers and they come to
// something else without it.
func (a *auditor) decides(rule int, answers *Answers) bool {
	r, c := a.r, &a.r.rules[rule]
	a.report.Intakes++
	l := answers.literals()
	if !c.fires.holds(&l) {
		return false
	}
	var t tally
	r.tally(answers, &l, &t)
	with := r.verdict(&t)
	row := r.pack(c)
	times := 1
	if c.doubles && bit(&answers.strong, c.single) {
		times = 2
	}
	for range times {
		for i, n := range row {
			t.points[i] -= n
		}
	}
	t.heed = 0
	for i := range r.rules {
		if d := &r.rules[i]; i != rule && d.speaks != 0 && d.fires.holds(&l) {
			t.heed |= d.speaks
		}
	}
	without := r.verdict(&t)
	return with.outcome != without.outcome || with.standing != without.standing || with.decided != without.decided
}

// theSwitch is the statement that turns a rule on while it is examined. No
// vocabulary has it: it is not a valid name for a person's statement to clash with.
const theSwitch = therapy.Factor("audit-switch-of-one-rule")

// switched decides by proof whether a rule can matter, from every way in which it
// fires: the policy is compiled once more with the rule hanging on a switch.
func (a *auditor) switched(rule int) State {
	p := a.r.policy.Clone()
	factors, err := p.Factors.With(therapy.FactorInfo{
		Factor: theSwitch, Layer: therapy.LayerNeed, Question: "Is the rule on?", Definition: "The rule is on.",
		Sources: p.Rules[0].Sources,
	})
	if err != nil {
		return Undetermined
	}
	p.Factors = factors
	id := a.r.rules[rule].ID
	for i := range p.Rules {
		if p.Rules[i].ID == id {
			p.Rules[i].When = therapy.All(p.Rules[i].When, therapy.Is(theSwitch))
		}
	}
	r, err := New(p)
	if err != nil { // too many statements, or a condition that is too entangled with one more
		return Undetermined
	}
	state := Settled
	for _, way := range r.ways(r.ruleByID[id]) {
		on, _ := r.with(way, r.index[theSwitch], Yes)
		off, _ := r.with(way, r.index[theSwitch], No)
		proof := prover{r: r, budget: questionBudget}
		switch _, found := proof.split(on, off); found {
		case Open:
			return Open
		case Undetermined:
			state = Undetermined
		case Settled, numStates:
		}
	}
	return state
}

// ways lists answers that make the rule fire but for its switch, such that every
// intake in which it fires agrees with one of them.
func (r *Recommender) ways(rule int) []Answers {
	ways := []Answers{{}}
	for _, clause := range r.rules[rule].clauses {
		var next []Answers
		for _, way := range ways {
			for _, x := range clause {
				statement, answer := int(x)%maxStatements, No
				if int(x) < maxStatements {
					answer = Yes
				}
				if r.factors[statement] == theSwitch {
					next = append(next, way)
					continue
				}
				if given, _ := way.answer(statement); given != Unanswered {
					if (given == No) == (answer == No) {
						next = append(next, way)
					}
					continue
				}
				if more, consistent := r.with(way, statement, answer); consistent {
					next = append(next, more)
				}
			}
		}
		ways = next
	}
	return ways
}
