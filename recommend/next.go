package recommend

import (
	"cmp"
	"iter"
	"slices"

	"github.com/therapykit/therapykit/therapy"
)

// OpenQuestion is an unanswered statement that can still change the outcome,
// and what its answer would do by itself.
type OpenQuestion struct {
	// Info describes the statement, with the words to ask it in.
	Info therapy.FactorInfo
	// IfYes and IfNo are the recommendations with that one answer added and
	// everything else left open.
	IfYes, IfNo Recommendation
	// State is [Open] where it is proved that the answer matters: some completion
	// of the others has one outcome with a yes and another with a no. It is
	// [Undetermined] where the budget did not suffice; the question is then kept.
	State State
	// Witness is, for [Open], such a completion, with the answer that differs from
	// no. It answers every statement.
	Witness Recommendation

	statement int
	rank      int
}

// OpenQuestions yields every unanswered statement that could still change the
// outcome, most decisive first: those whose answer by itself changes it, then
// the others; among them those that speak in an earlier stage, then those whose
// yes settles more other statements, then the policy's order. Statements that
// provably cannot matter any more are left out, so that when it yields nothing
// asking can stop. Each is examined within the budget of one proof.
func (rec *Recommendation) OpenQuestions() iter.Seq[OpenQuestion] {
	return func(yield func(OpenQuestion) bool) {
		if rec.r == nil {
			return
		}
		var m *matter
		for _, q := range rec.candidates() {
			if m == nil {
				m = newMatter(rec.r, rec.answers)
			}
			var witness Answers
			if witness, q.State = m.matters(q.statement); q.State == Settled {
				continue
			}
			if q.State == Open {
				q.Witness = rec.r.Decide(witness)
			}
			q.Info, _ = rec.r.policy.Factors.Lookup(rec.r.factors[q.statement])
			if !yield(q) {
				return
			}
		}
	}
}

// candidates lists the unanswered statements in the order of asking, before it
// is proved which of them matter: the order is cheap, the proofs are not.
func (rec *Recommendation) candidates() []OpenQuestion {
	r := rec.r
	var questions []OpenQuestion
	for statement := range r.factors {
		if !rec.answers.open(statement) || !r.used(statement) {
			continue
		}
		yes, _ := r.with(rec.answers, statement, Yes)
		no, _ := r.with(rec.answers, statement, No)
		q := OpenQuestion{IfYes: r.Decide(yes), IfNo: r.Decide(no), statement: statement}
		q.rank = rec.rank(&q)
		questions = append(questions, q)
	}
	slices.SortStableFunc(questions, func(a, b OpenQuestion) int { return cmp.Compare(a.rank, b.rank) })
	return questions
}

// rank puts decisive questions first; see [Recommendation.OpenQuestions].
func (rec *Recommendation) rank(q *OpenQuestion) int {
	rank := int(rec.r.firstLayer[q.statement]) * 1000
	now := rec.verdict.final()
	if q.IfYes.verdict.final() == now && q.IfNo.verdict.final() == now {
		rank += 100_000
	}
	settles := 0
	for w := range words {
		settles += popcount(rec.r.excludes[q.statement][w] &^ (rec.answers.yes[w] | rec.answers.no[w]))
	}
	return rank - settles
}

// matter finds out whether single statements can still matter. It looks for a
// completion in which one does, among made-up ones that are likely to show it,
// and proves that there is none only when it has found none.
type matter struct {
	r       *Recommender
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

// newMatter makes up the samples among the statements that weigh; statements
// that stop, ask or exclude stay no, since they would hide what is weighed. A
// statement makes a difference where two options are close, so most samples aim
// at that: for two options and a stage they set the two level in every stage
// before it and a few points apart in it. The rest are drawn, from few a yes to
// many, the same in every run.
func newMatter(r *Recommender, a Answers) *matter {
	m := &matter{r: r, answers: a, samples: make([][]given, 1, samplesTried)}
	m.aim()
	var weighing []int
	for statement := range r.factors {
		if layer := therapy.Layer(r.firstLayer[statement]); a.open(statement) && layer.Weighs() {
			weighing = append(weighing, statement)
		}
	}
	state := uint64(0x9e3779b97f4a7c15)
	next := func(n int) int { // xorshift64*
		state ^= state >> 12
		state ^= state << 25
		state ^= state >> 27
		return int(state * 0x2545f4914f6cdd1d >> 33 % uint64(n))
	}
	for i := range randomSamples {
		if len(weighing) == 0 {
			break
		}
		var sample []given
		for range 1 << (i % 6) {
			statement := weighing[next(len(weighing))]
			answer := Yes
			if bit(&r.doubles, statement) && next(3) == 0 {
				answer = Strongly
			}
			sample = append(sample, given{statement, answer})
		}
		m.samples = append(m.samples, sample)
	}
	return m
}

// aim adds the samples that bring two options close together.
func (m *matter) aim() {
	var t tally
	all := m.r.completed(m.answers)
	l := all.literals()
	m.r.tally(&all, &l, &t)
	options := len(m.r.policy.Options)
	for a := range options {
		for b := a + 1; b < options; b++ {
			var level []given // in the stages before
			for stage := range m.r.stages {
				s := &m.r.stages[stage]
				var each [maxOptions]int
				unpack(t.points[s.at:s.at+m.r.lanes], each[:options])
				reach := m.reachable(stage, a, b)
				ahead := each[a] - each[b]
				for aim := -widestAim; aim <= widestAim; aim++ {
					if picks, ok := reach.sum(aim - ahead); ok && len(m.samples) < samplesTried-randomSamples {
						m.samples = append(m.samples, slices.Concat(level, picks))
					}
				}
				picks, _ := reach.nearest(-ahead)
				level = slices.Concat(level, picks)
			}
		}
	}
}

// widestSum bounds the sums of differences that are looked at.
const widestSum = 40

// sums says which sums of differences can be had by answering open statements
// of a stage yes or strongly, each with as few of them as possible.
type sums [2*widestSum + 1]struct {
	picks []given
	ok    bool
}

func (x *sums) sum(n int) ([]given, bool) {
	if n < -widestSum || n > widestSum {
		return nil, false
	}
	return x[n+widestSum].picks, x[n+widestSum].ok
}

// nearest returns the picks for the sum closest to n.
func (x *sums) nearest(n int) ([]given, int) {
	for d := range 4 * widestSum {
		for _, near := range []int{n - d, n + d} {
			if picks, ok := x.sum(near); ok {
				return picks, near
			}
		}
	}
	return nil, 0
}

func (m *matter) reachable(stage, a, b int) *sums {
	var x sums
	x[widestSum].ok = true
	for _, e := range m.r.spreads[stage].statements {
		if !m.answers.open(e.statement) {
			continue
		}
		before := x
		for _, answer := range m.others(e.statement) {
			value := 1
			if answer == Strongly {
				value = 2
			}
			change := int(e.points[value][a]) - int(e.points[value][b]) - int(e.points[0][a]) + int(e.points[0][b])
			for n := range before {
				to := n + change
				if !before[n].ok || change == 0 || to < 0 || to >= len(x) {
					continue
				}
				if picks := before[n].picks; !x[to].ok || len(x[to].picks) > len(picks)+1 {
					x[to].picks = append(slices.Clone(picks), given{e.statement, answer})
					x[to].ok = true
				}
			}
		}
	}
	return &x
}

// matters returns a completion in which the statement is not answered no and
// whose outcome is another when it is. A statement that no rule rests on matters
// through what its yes would settle.
func (m *matter) matters(statement int) (witness Answers, state State) {
	if m.r.firstLayer[statement] == 0 {
		for other := range m.r.factors {
			if bit(&m.r.excludes[statement], other) && m.answers.open(other) && m.r.firstLayer[other] != 0 {
				if witness, state = m.matters(other); state != Settled {
					return witness, state
				}
			}
		}
		return witness, Settled
	}
	live := false
	for i := range m.r.rules {
		c := &m.r.rules[i]
		if !c.names(statement) || !m.undecided(c) {
			continue
		}
		live = true
		if witness, ok := m.try(statement, c); ok {
			return witness, Open
		}
	}
	if !live || m.levels(statement) {
		return witness, Settled
	}
	return m.prove(statement)
}

// levels reports whether the statement can only add the same points to every
// option: then it changes no difference, and something has spoken about every
// option already.
func (m *matter) levels(statement int) bool {
	certain := m.answers.literals()
	var spoken, excluded uint16
	for i := range m.r.rules {
		c := &m.r.rules[i]
		switch {
		case c.fires.holds(&certain):
			spoken |= c.speaks
			excluded |= c.excludes
		case c.names(statement) && m.undecided(c) && (!c.Layer.Weighs() || c.single != statement):
			return false
		}
	}
	left := m.r.everyone &^ excluded
	for s := range m.r.spreads {
		for _, e := range m.r.spreads[s].statements {
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
func (m *matter) calm(statement int, base Answers) Answers {
	for range 8 {
		all := m.r.completed(base)
		l := all.literals()
		i := slices.IndexFunc(m.r.rules, func(c compiledRule) bool {
			return c.Layer <= therapy.LayerSufficiency && c.fires.holds(&l)
		})
		if i < 0 {
			break
		}
		calmer := base
		if !slices.ContainsFunc(m.r.rules[i].clauses, func(clause []literal) bool {
			calmer = base
			// One no-literal that is made false is enough to unsettle the clause it
			// stands alone in; others have to go too.
			return !slices.ContainsFunc(clause, func(x literal) bool { return !m.settle(&calmer, statement, x, false) })
		}) {
			break
		}
		base = calmer
	}
	return base
}

// undecided reports whether the rule may fire and may not.
func (m *matter) undecided(c *compiledRule) bool {
	certain, possible := m.answers.literals(), m.answers.openLiterals()
	return !c.fires.holds(&certain) && c.fires.holds(&possible)
}

// names reports whether the rule rests on the statement.
func (c *compiledRule) names(statement int) bool { return bit(&c.rests, statement) }

// try looks for a sample in which the statement makes a difference, after
// arranging that the rule hangs on it.
func (m *matter) try(statement int, c *compiledRule) (witness Answers, ok bool) {
	base, ok := m.arrange(statement, c)
	if !ok {
		return witness, false
	}
	base = m.calm(statement, base)
	if witness, ok = m.trySamples(statement, base); ok {
		return witness, true
	}
	if c.Layer < therapy.LayerIndication {
		return witness, false // what is weighed makes no difference to it
	}
	// Again with each rule in force that rests on several statements: some
	// options come close to others only through those.
	for i := range m.r.rules {
		other := &m.r.rules[i]
		if other.single >= 0 || !other.Layer.Weighs() || !m.undecided(other) {
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
func (m *matter) enforce(statement int, base Answers, c *compiledRule) (Answers, bool) {
	for _, clause := range c.clauses {
		if !slices.ContainsFunc(clause, func(x literal) bool { return m.settle(&base, statement, x, true) }) {
			return base, false
		}
	}
	return base, true
}

// trySamples adds each sample to what is answered and compares the outcomes.
func (m *matter) trySamples(statement int, base Answers) (witness Answers, ok bool) {
	for _, sample := range m.samples {
		bare := base
		for _, g := range sample {
			if g.statement == statement || !bare.open(g.statement) {
				continue
			}
			if next, consistent := m.r.with(bare, g.statement, g.answer); consistent && next.open(statement) {
				bare = next
			}
		}
		no, _ := m.r.with(bare, statement, No)
		no = m.r.completed(no)
		without := m.r.outcomeOf(&no)
		for _, answer := range m.others(statement) {
			yes, consistent := m.r.with(bare, statement, answer)
			if !consistent {
				continue
			}
			if yes = m.r.completed(yes); m.r.outcomeOf(&yes) != without {
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
func (m *matter) arrange(statement int, c *compiledRule) (base Answers, ok bool) {
	base = m.answers
	hung := false
	for _, clause := range c.clauses {
		mine := !hung && slices.ContainsFunc(clause, func(x literal) bool { return int(x)%maxStatements == statement })
		if mine {
			hung = true
			for _, x := range clause {
				if int(x)%maxStatements != statement && !m.settle(&base, statement, x, false) {
					return base, false
				}
			}
		}
	}
	for _, clause := range c.clauses {
		if slices.ContainsFunc(clause, func(x literal) bool { return int(x)%maxStatements == statement }) {
			continue
		}
		if !slices.ContainsFunc(clause, func(x literal) bool { return m.settle(&base, statement, x, true) }) {
			return base, false
		}
	}
	return base, hung
}

// settle answers a statement so that the literal holds, or does not, leaving the
// statement in question (none if negative) open. It reports whether that could be done.
func (m *matter) settle(base *Answers, statement int, x literal, holds bool) bool {
	i := int(x) % maxStatements
	answer := No
	if (int(x) < maxStatements) == holds {
		answer = Yes
	}
	if given, _ := base.answer(i); given != Unanswered {
		return (given == No) == (answer == No)
	}
	if i == statement {
		return false
	}
	next, consistent := m.r.with(*base, i, answer)
	if !consistent || statement >= 0 && !next.open(statement) {
		return false
	}
	*base = next
	return true
}

// prove settles what the samples have not shown.
func (m *matter) prove(statement int) (witness Answers, state State) {
	state = Settled
	for _, answer := range m.others(statement) {
		yes, consistent := m.r.with(m.answers, statement, answer)
		if !consistent {
			continue
		}
		no, _ := m.r.with(m.answers, statement, No)
		p := prover{r: m.r, budget: questionBudget}
		switch witness, found := p.split(yes, no); found {
		case Open:
			return witness, Open
		case Undetermined:
			state = Undetermined
		case Settled, numStates:
		}
	}
	return witness, state
}

func (m *matter) others(statement int) []Answer {
	if bit(&m.r.doubles, statement) {
		return yesOrStrongly
	}
	return yesOrStrongly[:1]
}

var yesOrStrongly = []Answer{Yes, Strongly}

// split looks for a completion of both a and b, alike in everything that is
// open in both, on which they differ.
func (p *prover) split(a, b Answers) (witness Answers, state State) {
	if p.nodes >= p.budget {
		return a, Undetermined
	}
	f, doubt, ok := p.definite(&a)
	g, other, okB := p.definite(&b)
	if ok && okB {
		if f == g {
			return a, Settled
		}
		return p.r.completed(a), Open
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
		case Settled, numStates:
		}
	}
	return a, state
}

// agree adds an answer, unless it is settled as something else already.
func (p *prover) agree(a Answers, statement int, answer Answer) (Answers, bool) {
	if given, _ := a.answer(statement); given != Unanswered {
		return a, given == answer
	}
	return p.r.with(a, statement, answer)
}

// used reports whether any rule rests on the statement, or on one that a yes to
// it would settle.
func (r *Recommender) used(statement int) bool {
	if r.firstLayer[statement] != 0 {
		return true
	}
	for other := range r.factors {
		if bit(&r.excludes[statement], other) && r.firstLayer[other] != 0 {
			return true
		}
	}
	return false
}

// compileLayers notes the earliest stage in which each statement speaks.
func (r *Recommender) compileLayers() {
	r.firstLayer = make([]uint8, len(r.factors))
	for i := range r.rules { // by stage
		c := &r.rules[i]
		for f := range c.When.Factors() {
			statement := r.index[f]
			c.rests[statement/64] |= 1 << (statement % 64)
			if r.firstLayer[statement] == 0 {
				r.firstLayer[statement] = uint8(c.Layer)
			}
		}
		clauses, _ := normalForm(c.When, true)
		for _, clause := range clauses {
			numbers := make([]literal, len(clause))
			for j, x := range clause {
				numbers[j] = numbered(x, r.index)
			}
			c.clauses = append(c.clauses, numbers)
		}
	}
}

// Interview asks for what can still matter, and stops when nothing can. It is a
// value: Answer returns the interview after the answer, and the old one stays
// as it was. The zero Interview asks nothing.
type Interview struct {
	rec Recommendation
}

// Interview starts from what is already answered.
func (rec Recommendation) Interview() Interview { return Interview{rec: rec} }

// Recommendation returns what the answers so far come to.
func (iv Interview) Recommendation() Recommendation { return iv.rec }

// Next returns the question to ask now, the most decisive one; ok is false when
// no answer could change the outcome any more. While danger is not known to be
// absent it is the first that the policy itself would ask for: it may be one that
// settles the others, as an assessment of risk does.
func (iv Interview) Next() (q OpenQuestion, ok bool) {
	var first OpenQuestion
	wanted := iv.safetyQuestion()
	for q := range iv.rec.OpenQuestions() {
		if wanted == "" || q.Info.Factor == wanted {
			return q, true
		}
		if !ok {
			first, ok = q, true
		}
	}
	return first, ok
}

// safetyQuestion returns what the policy asks for first while safety is open.
func (iv Interview) safetyQuestion() therapy.Factor {
	if v := iv.rec.verdict; v.outcome == NeedsInformation && v.decided == therapy.LayerSafety {
		for q := range iv.rec.Questions() {
			return q.Info.Factor
		}
	}
	return ""
}

// Answer adds an answer. Answering [Unanswered] changes nothing. It refuses a
// statement that the policy does not have, an answer that is none, and one that
// contradicts an earlier one; the interview is then returned as it was.
func (iv Interview) Answer(f therapy.Factor, answer Answer) (Interview, error) {
	if iv.rec.r == nil {
		return iv, &therapy.FieldError{Rule: "factor-unknown", Err: therapy.ErrUnknown}
	}
	intake := iv.rec.Intake()
	intake[f] = answer
	a, err := iv.rec.r.Encode(intake)
	if err != nil {
		return iv, err
	}
	return Interview{rec: iv.rec.r.Decide(a)}, nil
}
