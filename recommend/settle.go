package recommend

import (
	"math/bits"

	"github.com/therapykit/therapykit/therapy"
)

// How it is proved that nothing left to ask could change the outcome.
//
// A completion answers every open statement with no, yes or strongly, without
// contradiction. In a completion nothing is unknown, so that the outcome is a
// plain function of it. The search below goes through completions in bulk: for
// a set of them, given by what is answered so far, it bounds what every rule
// and every difference of points between two options can still become. If all
// that is possible leads to the same outcome the whole set is done with;
// otherwise it answers one statement that the doubt hangs on in every way and
// looks at the parts. When the search ends, its answer is exact: either a
// completion with another outcome has been found, or there is none.
//
// In the worst case the number of sets grows with 3 to the number of open
// statements, since rules can be entangled so that no bound helps. The search
// therefore counts the sets it looks at and stops at a budget; the answer is
// then "undetermined", never a guess. Points that add up need no case
// distinction as long as each rule rests on one statement, because the
// difference between two options is then a sum of independent parts whose
// bounds are exact. That is why policies of that shape stay far below the
// budget.

// DefaultBudget is how many sets of completions a proof may look at unless
// another budget is given. The default policy needs a small fraction of it.
const DefaultBudget = 1 << 16

// final is what a completion comes to: an outcome and the options advised.
type final struct {
	outcome  Outcome
	standing uint16
}

func (v verdict) final() final { return final{outcome: v.outcome, standing: v.standing} }

// openLiterals is the set of literals that hold or may still come to hold.
func (a *Answers) openLiterals() literals {
	var l literals
	for w := range words {
		l[w] = ^a.no[w]
		l[words+w] = ^a.yes[w]
	}
	return l
}

func (a *Answers) open(statement int) bool {
	return !bit(&a.yes, statement) && !bit(&a.no, statement)
}

// with returns the answers with one more, and whether that is consistent.
func (r *Recommender) with(a Answers, statement int, answer Answer) (Answers, bool) {
	a.give(statement, answer)
	if answer == No || r.excluding[statement/64]>>(statement%64)&1 == 0 {
		return a, true
	}
	return a, !r.entail(&a)
}

// without returns the answers as given, less the one to the statement.
func (r *Recommender) without(a Answers, statement int) Answers {
	bare := Answers{strong: a.strong, yes: a.yes}
	for w := range words {
		bare.no[w] = a.no[w] &^ a.entailed[w]
	}
	w, mask := statement/64, ^(uint64(1) << (statement % 64))
	bare.yes[w] &= mask
	bare.no[w] &= mask
	bare.strong[w] &= mask
	r.entail(&bare)
	return bare
}

// completed answers every open statement with no. That contradicts nothing.
func (r *Recommender) completed(a Answers) Answers {
	for i := range r.factors {
		if a.open(i) {
			a.give(i, No)
		}
	}
	return a
}

// outcomeOf decides a completion.
func (r *Recommender) outcomeOf(a *Answers) final {
	var t tally
	l := a.literals()
	r.tally(a, &l, &t)
	v := r.verdict(&t)
	return v.final()
}

// prover looks at sets of completions.
type prover struct {
	r      *Recommender
	nodes  int
	budget int
	keep   bool       // write down the cases
	proof  *caseSplit // of the set looked at last
}

// view is a set of completions with what is certain and what is possible.
type view struct {
	answers  *Answers
	certain  literals
	possible literals
}

func look(a *Answers) view {
	return view{answers: a, certain: a.literals(), possible: a.openLiterals()}
}

// definite returns the outcome that every completion of a has, or, with ok
// false, an open statement that the doubt hangs on.
func (p *prover) definite(a *Answers) (f final, doubt int, ok bool) {
	p.nodes++
	v := look(a)
	r := p.r
	eligible, heed := r.everyone, r.baseHeed
	mayHeed := uint16(0)
	danger, more := false, false
	mayDanger, mayMore, mayExclude := -1, -1, -1
	for i := range r.rules {
		c := &r.rules[i]
		fires := c.fires.holds(&v.certain)
		may := !fires && c.fires.holds(&v.possible)
		if !fires && !may {
			continue
		}
		switch {
		case c.Layer == therapy.LayerSafety:
			if fires {
				danger = true
			} else if mayDanger < 0 {
				mayDanger = i
			}
		case c.Layer == therapy.LayerSufficiency:
			if fires {
				more = true
			} else if mayMore < 0 {
				mayMore = i
			}
		case c.Layer == therapy.LayerEligibility:
			if fires {
				eligible &^= c.excludes
			}
		case fires:
			heed |= c.speaks
		default:
			mayHeed |= c.speaks
		}
		if danger {
			return final{outcome: Escalate}, 0, true
		}
	}
	if mayDanger >= 0 {
		return f, p.openIn(mayDanger, &v), false
	}
	if more {
		return final{outcome: NeedsInformation}, 0, true
	}
	if mayMore >= 0 {
		return f, p.openIn(mayMore, &v), false
	}
	if eligible == 0 {
		return final{outcome: NoneSuitable}, 0, true
	}
	for i := range r.rules {
		c := &r.rules[i]
		if c.excludes&eligible != 0 && c.fires.holds(&v.possible) {
			mayExclude = i
			break
		}
	}
	if mayExclude >= 0 {
		return f, p.openIn(mayExclude, &v), false
	}
	if eligible&(eligible-1) == 0 {
		return final{outcome: Recommended, standing: eligible}, 0, true
	}
	if heed&eligible == 0 {
		if mayHeed&eligible == 0 {
			return final{outcome: NeedsInformation}, 0, true
		}
		for i := range r.rules {
			c := &r.rules[i]
			if c.speaks&eligible != 0 && c.fires.holds(&v.possible) {
				return f, p.openIn(i, &v), false
			}
		}
	}
	return p.weigh(&v, eligible, 0)
}

// openIn returns an open statement of a rule that may still fire.
func (p *prover) openIn(rule int, v *view) int {
	c := &p.r.rules[rule]
	for f := range c.When.Factors() {
		if i := p.r.index[f]; v.answers.open(i) {
			return i
		}
	}
	panic("recommend: a rule is in doubt, but every statement in it is answered")
}

// weigh goes through the stages from the given one on, following every set of
// options that may be left.
func (p *prover) weigh(v *view, standing uint16, stage int) (f final, doubt int, ok bool) {
	if standing&(standing-1) == 0 {
		return final{outcome: Recommended, standing: standing}, 0, true
	}
	if stage == len(p.r.stages) {
		return final{outcome: Either, standing: standing}, 0, true
	}
	stays, open, doubt := p.spread(v, standing, stage)
	first := true
	// Every subset of the doubtful options may stay beside those that do.
	for sub := open; ; sub = (sub - 1) & open {
		if left := stays | sub; left != 0 {
			g, at, settled := p.weigh(v, left, stage+1)
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

// spread sorts the options standing into those that certainly stay, those that
// may, and the rest; doubt is an open statement on which one of those that may
// depends.
func (p *prover) spread(v *view, standing uint16, stage int) (stays, may uint16, doubt int) {
	s := &p.r.stages[stage]
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
			if low > s.margin {
				dropped = true
				break
			}
			if high > s.margin {
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

// difference bounds the points of option a less those of option b in a stage,
// over all completions. at is the open statement that contributes most to the
// distance between the bounds, and width what it contributes.
func (p *prover) difference(v *view, stage, a, b int) (low, high, at, width int) {
	t := &p.r.spreads[stage]
	for _, i := range t.compound {
		c := &p.r.rules[i]
		d := int(c.given[a]) - int(c.given[b])
		if d == 0 {
			continue
		}
		if c.fires.holds(&v.certain) {
			low, high = low+d, high+d
		} else if c.fires.holds(&v.possible) {
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
		given, _ := v.answers.answer(e.statement)
		switch given {
		case No:
			low, high = low+no, high+no
		case Yes:
			low, high = low+yes, high+yes
		case Strongly:
			low, high = low+strong, high+strong
		case Unanswered, numAnswers:
			least, most := min(no, yes, strong), max(no, yes, strong)
			low, high = low+least, high+most
			if most-least > width {
				at, width = e.statement, most-least
			}
		}
	}
	return low, high, at, width
}

func abs(n int) int { return max(n, -n) }

// spreadTable is a stage as the prover reads it: what each statement by itself
// gives for no, yes and strongly, and the rules that rest on more than one.
type spreadTable struct {
	statements []statementPoints
	compound   []int
}

type statementPoints struct {
	statement int
	points    [3][]int16 // by no, yes, strongly, then by option
}

func (r *Recommender) compileSpreads() {
	r.spreads = make([]spreadTable, len(r.stages))
	for s := range r.stages {
		t := &r.spreads[s]
		rows := map[int]int{}
		for i := range r.rules {
			c := &r.rules[i]
			if c.Layer != r.stages[s].layer {
				continue
			}
			x, single := c.fires.single()
			if !single || !restsOnOne(c.When) {
				t.compound = append(t.compound, i)
				continue
			}
			statement, yes := int(x)%maxStatements, int(x) < maxStatements
			row, known := rows[statement]
			if !known {
				row = len(t.statements)
				rows[statement] = row
				e := statementPoints{statement: statement}
				for v := range e.points {
					e.points[v] = make([]int16, len(r.policy.Options))
				}
				t.statements = append(t.statements, e)
			}
			for option, n := range c.given {
				e := &t.statements[row]
				if !yes {
					e.points[0][option] += n
					continue
				}
				e.points[1][option] += n
				e.points[2][option] += n
				if c.doubles {
					e.points[2][option] += n
				}
			}
		}
	}
}

// restsOnOne reports whether the condition names one statement only.
func restsOnOne(c therapy.Condition) bool {
	n := 0
	for range c.Factors() {
		n++
	}
	return n == 1
}

// State says whether the outcome can still change.
type State uint8

// The states. The zero State says that nobody has looked.
const (
	// Settled: no completion of the open statements has another outcome. Proved.
	Settled State = iota + 1
	// Open: some completion has another outcome, and there is a witness.
	Open
	// Undetermined: the budget was used up before either could be proved.
	Undetermined

	numStates
)

var stateNames = [numStates]string{Settled: "settled", Open: "open", Undetermined: "undetermined"}

// String returns the name, or a placeholder with the number.
func (s State) String() string { return enumString("State", stateNames[:], uint8(s)) }

// AppendText appends the name; it fails for an invalid value.
func (s State) AppendText(b []byte) ([]byte, error) { return enumAppend(b, stateNames[:], uint8(s)) }

// MarshalText returns the name; it fails for an invalid value.
func (s State) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText accepts the exact names only.
func (s *State) UnmarshalText(text []byte) error {
	v, err := enumParse(stateNames[:], text)
	if err == nil {
		*s = State(v)
	}
	return err
}

// Settlement is whether the answers that are still open could change the
// outcome: the format advised, or the kind of outcome. The zero Settlement says
// nothing.
type Settlement struct {
	// State is the result.
	State State
	// Witness is, for [Open], a completion with another outcome: it answers
	// every statement.
	Witness Recommendation
	// Sets is how many sets of completions the proof looked at.
	Sets int
}

// Settlement proves whether any completion of the open statements has another
// outcome, within [DefaultBudget]. A completion answers every open statement
// with no, yes or strongly, without contradicting what is answered or itself.
func (rec *Recommendation) Settlement() Settlement { return rec.SettlementWithin(DefaultBudget) }

// SettlementWithin is [Recommendation.Settlement] with a budget: the most sets
// of completions to look at.
func (rec *Recommendation) SettlementWithin(budget int) Settlement {
	if rec.r == nil {
		return Settlement{}
	}
	p := prover{r: rec.r, budget: budget}
	witness, state := p.settle(rec.answers, rec.verdict.final())
	s := Settlement{State: state, Sets: p.nodes}
	if state == Open {
		s.Witness = rec.r.Decide(witness)
	}
	return s
}

// settle looks for a completion whose outcome is not want.
func (p *prover) settle(a Answers, want final) (witness Answers, state State) {
	if p.nodes >= p.budget {
		return a, Undetermined
	}
	f, doubt, ok := p.definite(&a)
	if ok {
		if f == want {
			p.proof = &caseSplit{}
			return a, Settled
		}
		return p.r.completed(a), Open
	}
	state = Settled
	split := &caseSplit{On: p.r.factors[doubt]}
	for _, answer := range p.ways(doubt) {
		next, consistent := p.r.with(a, doubt, answer)
		if !consistent {
			continue
		}
		switch witness, found := p.settle(next, want); found {
		case Open:
			return witness, Open
		case Undetermined:
			state = Undetermined
		case Settled, numStates:
		}
		if p.keep {
			split.put(answer, p.proof)
		}
	}
	p.proof = split
	return a, state
}

func (c *caseSplit) put(answer Answer, proof *caseSplit) {
	switch answer {
	case Yes:
		c.Yes = proof
	case No:
		c.No = proof
	case Strongly:
		c.Strongly = proof
	case Unanswered, numAnswers:
	}
}

// ways lists the answers to try for a statement: strongly only where it counts
// for more than yes.
func (p *prover) ways(statement int) []Answer {
	if bit(&p.r.doubles, statement) {
		return []Answer{Yes, No, Strongly}
	}
	return []Answer{Yes, No}
}
