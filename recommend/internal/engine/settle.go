package engine

import "math/bits"

// How it is proved that no answer to an open statement can change the outcome.
//
// A completion answers every open statement with no, yes or strongly, without
// contradiction. In a completion nothing is unknown, so that the outcome is a
// function of it. The search below examines sets of completions: for a set, given
// by the answers so far, it bounds the possible results of every rule and every
// difference of points between two options. If all possible results lead to the
// same outcome, the whole set is decided; otherwise the search splits the set on
// one statement that the doubt depends on, and examines the parts. When the search
// ends, its result is exact: either a completion with another outcome has been
// found, or there is none.
//
// In the worst case the number of sets grows with 3 to the number of open
// statements, since rules can be entangled so that no bound helps. The search
// therefore counts steps, sixteen for each set it looks at, and stops at a budget; the
// answer is then "undetermined", never a guess. Points that add up need no case
// distinction as long as each rule rests on one statement, because the
// difference between two options is then a sum of independent parts whose
// bounds are exact. That is why policies of that shape stay far below the
// budget.

// outcomeOf decides a completion.
func (e *Engine) outcomeOf(a *Answers) Final { return e.Decide(a).Final() }

// prover examines sets of completions.
type prover struct {
	e      *Engine
	steps  int
	budget int   // of steps
	keep   bool  // record the cases
	proof  *Case // of the set examined last
}

// Case proves that all completions of a set have the same outcome. A Case with a negative
// statement is a leaf: there the outcome follows from the answers and from bounds on the
// open statements. Any other Case has a part for each consistent answer to one open
// statement, which proves the completions with that answer.
type Case struct {
	Statement         int
	Yes, No, Strongly *Case
}

// view is a set of completions, with the literals that are certain and those that are possible.
type view struct {
	answers  *Answers
	certain  Literals
	possible Literals
}

func look(a *Answers) view {
	return view{answers: a, certain: a.Literals(), possible: a.openLiterals()}
}

// definite returns the outcome that every completion of a has or, with ok false, an open
// statement that the doubt depends on.
func (p *prover) definite(a *Answers) (f Final, doubt int, ok bool) {
	p.steps += stepsOfSet
	v := look(a)
	e := p.e
	eligible, heed := e.Everyone, e.heed
	mayHeed := uint16(0)
	danger, more := false, false
	mayDanger, mayMore, mayExclude := -1, -1, -1
	for i := range e.Rules {
		c := &e.Rules[i]
		fires := c.Fires.Holds(&v.certain)
		may := !fires && c.Fires.Holds(&v.possible)
		if !fires && !may {
			continue
		}
		switch {
		case c.Layer == Safety:
			if fires {
				danger = true
			} else if mayDanger < 0 {
				mayDanger = i
			}
		case c.Layer == Sufficiency:
			if fires {
				more = true
			} else if mayMore < 0 {
				mayMore = i
			}
		case c.Layer == Eligibility:
			if fires {
				eligible &^= c.Excludes
			}
		case fires:
			heed |= c.Speaks
		default:
			mayHeed |= c.Speaks
		}
		if danger {
			return Final{Outcome: Escalate}, 0, true
		}
	}
	if mayDanger >= 0 {
		return f, p.openIn(mayDanger, &v), false
	}
	if more {
		return Final{Outcome: NeedsInformation}, 0, true
	}
	if mayMore >= 0 {
		return f, p.openIn(mayMore, &v), false
	}
	if eligible == 0 {
		return Final{Outcome: NoneSuitable}, 0, true
	}
	for i := range e.Rules {
		c := &e.Rules[i]
		if c.Excludes&eligible != 0 && c.Fires.Holds(&v.possible) {
			mayExclude = i
			break
		}
	}
	if mayExclude >= 0 {
		return f, p.openIn(mayExclude, &v), false
	}
	if eligible&(eligible-1) == 0 {
		return Final{Outcome: Recommended, Standing: eligible}, 0, true
	}
	if heed&eligible == 0 {
		if mayHeed&eligible == 0 {
			return Final{Outcome: NeedsInformation}, 0, true
		}
		for i := range e.Rules {
			c := &e.Rules[i]
			if c.Speaks&eligible != 0 && c.Fires.Holds(&v.possible) {
				return f, p.openIn(i, &v), false
			}
		}
	}
	if !e.Graded {
		return p.weigh(&v, eligible, 0, 0)
	}
	if doubt, unclear := p.unclear(&v); unclear {
		return f, doubt, false
	}
	var fired graded
	e.fire(&v.certain, &fired)
	survivors, flagged, _ := e.meet(&fired, &v.certain, eligible, nil)
	if survivors&(survivors-1) == 0 {
		if survivors&^flagged == 0 {
			return Final{Outcome: Either, Standing: eligible}, 0, true
		}
		return Final{Outcome: Recommended, Standing: survivors}, 0, true
	}
	return p.weigh(&v, survivors, 1, flagged)
}

// openIn returns an open statement of a rule that may still fire.
func (p *prover) openIn(rule int, v *view) int {
	c := &p.e.Rules[rule]
	for _, i := range c.Mentions {
		if v.answers.Open(i) {
			return i
		}
	}
	panic("engine: a rule is in doubt, but every statement in it is answered")
}

// weigh goes through the stages from the given one on, and follows every set of options
// that may remain.
func (p *prover) weigh(v *view, standing uint16, stage int, flagged uint16) (f Final, doubt int, ok bool) {
	if standing&(standing-1) == 0 {
		return Final{Outcome: Recommended, Standing: standing}, 0, true
	}
	if stage == len(p.e.Stages) {
		return Final{Outcome: Either, Standing: standing}, 0, true
	}
	stays, open, doubt := p.spread(v, standing, stage)
	first := true
	// Every subset of the doubtful options may remain in addition to the certain ones.
	for sub := open; ; sub = (sub - 1) & open {
		if left := stays | sub; left != 0 {
			g, at, settled := Final{Outcome: Either, Standing: standing}, 0, true
			if !guarded(standing, left, flagged) {
				g, at, settled = p.weigh(v, left, stage+1, flagged)
			}
			switch {
			case !settled && open == 0:
				return f, at, false
			case !settled, !first && g != f:
				return f, doubt, false
			}
			f, first = g, false
		}
		if sub == 0 {
			return f, 0, true
		}
	}
}

// spread sorts the remaining options into those that certainly stay, those that may stay,
// and the others; doubt is an open statement that one of the second kind depends on.
func (p *prover) spread(v *view, standing uint16, stage int) (stays, may uint16, doubt int) {
	s := &p.e.Stages[stage]
	widest := 0
	for b := standing; b != 0; b &= b - 1 {
		option := bits.TrailingZeros16(b)
		dropped, kept := false, true
		for a := standing; a != 0; a &= a - 1 {
			other := bits.TrailingZeros16(a)
			if other == option {
				continue
			}
			low, high, at, width := p.difference(v, stage, other, option)
			if low > s.Margin {
				dropped = true
				break
			}
			if high > s.Margin {
				kept = false
				if width > widest {
					widest, doubt = width, at
				}
			}
		}
		switch {
		case dropped:
		case kept:
			stays |= 1 << option
		default:
			may |= 1 << option
		}
	}
	return stays, may, doubt
}

// difference bounds the points of option a minus those of option b in a stage, over all
// completions. at is the open statement that contributes most to the distance between the
// bounds, and width its contribution.
func (p *prover) difference(v *view, stage, a, b int) (low, high, at, width int) {
	t := &p.e.spreads[stage]
	for _, i := range t.compound {
		c := &p.e.Rules[i]
		d := int(c.Points[a]) - int(c.Points[b])
		if d == 0 {
			continue
		}
		if c.Fires.Holds(&v.certain) {
			low, high = low+d, high+d
		} else if c.Fires.Holds(&v.possible) {
			low, high = low+min(d, 0), high+max(d, 0)
			if abs(d) > width {
				at, width = p.openIn(i, v), abs(d)
			}
		}
	}
	for k := range t.statements {
		e := &t.statements[k]
		no := int(e.points[0][a]) - int(e.points[0][b])
		yes := int(e.points[1][a]) - int(e.points[1][b])
		strong := int(e.points[2][a]) - int(e.points[2][b])
		given, _ := v.answers.Answer(e.statement)
		switch given {
		case No:
			low, high = low+no, high+no
		case Yes:
			low, high = low+yes, high+yes
		case Strongly:
			low, high = low+strong, high+strong
		case Unanswered:
			least, most := min(no, yes, strong), max(no, yes, strong)
			low, high = low+least, high+most
			if most-least > width {
				at, width = e.statement, most-least
			}
		}
	}
	return low, high, at, width
}

func abs[N int | int64](n N) N { return max(n, -n) }

// spreadTable is a stage in the form that the prover reads: the points of each statement
// alone for no, yes and strongly, and the rules that depend on more than one statement.
type spreadTable struct {
	statements []statementPoints
	compound   []int
}

type statementPoints struct {
	statement int
	points    [3][]int16 // by no, yes, strongly, then by option
}

func (e *Engine) fillSpreads() {
	e.spreads = make([]spreadTable, len(e.Stages))
	for s := range e.Stages {
		t := &e.spreads[s]
		rows := map[int]int{}
		for i := range e.Rules {
			c := &e.Rules[i]
			if c.Layer != e.Stages[s].Layer || c.turn >= 0 {
				continue
			}
			x, single := c.Fires.single()
			if !single || len(c.Mentions) != 1 {
				t.compound = append(t.compound, i)
				continue
			}
			statement, yes := x.Statement(), x.Yes()
			row, known := rows[statement]
			if !known {
				row = len(t.statements)
				rows[statement] = row
				entry := statementPoints{statement: statement}
				for v := range entry.points {
					entry.points[v] = make([]int16, e.Options)
				}
				t.statements = append(t.statements, entry)
			}
			for option, n := range c.Points {
				entry := &t.statements[row]
				if !yes {
					entry.points[0][option] += n
					continue
				}
				entry.points[1][option] += n
				entry.points[2][option] += n
				if c.Doubles {
					entry.points[2][option] += n
				}
			}
		}
	}
}

// State says whether open answers can still change the outcome.
type State uint8

// The states.
const (
	// Settled: it is proved that no completion has another outcome.
	Settled State = iota + 1
	// Open: some completion has another outcome, and there is a witness.
	Open
	// Undetermined: the budget was used up before either could be proved.
	Undetermined
)

// Settlement says whether open answers could change the outcome. Witness is set for Open: a
// completion with another outcome. Steps is the number of steps used. Proof is set for
// Settled, if it was asked for.
type Settlement struct {
	State   State
	Witness Answers
	Steps   int
	Proof   *Case
}

// Settle finds out whether any completion of the answers has another outcome than want,
// within a budget of steps. keep asks for the proof.
func (e *Engine) Settle(a Answers, want Final, budget int, keep bool) Settlement {
	p := prover{e: e, budget: budget, keep: keep}
	witness, state := p.settle(a, want)
	s := Settlement{State: state, Witness: witness, Steps: p.steps}
	if state == Settled && keep {
		s.Proof = p.proof
	}
	return s
}

// settle looks for a completion with another outcome than want.
func (p *prover) settle(a Answers, want Final) (witness Answers, state State) {
	if p.steps >= p.budget {
		return a, Undetermined
	}
	f, doubt, ok := p.definite(&a)
	if ok {
		if f == want {
			p.proof = &Case{Statement: -1}
			return a, Settled
		}
		return p.e.Completed(a), Open
	}
	state = Settled
	split := &Case{Statement: doubt}
	for _, answer := range p.ways(doubt) {
		next, consistent := p.e.With(a, doubt, answer)
		if !consistent {
			continue
		}
		switch witness, found := p.settle(next, want); found {
		case Open:
			return witness, Open
		case Undetermined:
			state = Undetermined
		case Settled:
		}
		if p.keep {
			split.put(answer, p.proof)
		}
	}
	p.proof = split
	return a, state
}

func (c *Case) put(answer Answer, proof *Case) {
	switch answer {
	case Yes:
		c.Yes = proof
	case No:
		c.No = proof
	case Strongly:
		c.Strongly = proof
	case Unanswered:
	}
}

// ways lists the answers to try for a statement; strongly only if it counts for more than
// yes.
func (p *prover) ways(statement int) []Answer {
	if p.e.doubles.Has(statement) {
		return []Answer{Yes, No, Strongly}
	}
	return []Answer{Yes, No}
}
