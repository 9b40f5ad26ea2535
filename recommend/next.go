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

// matter finds out whether single statements can still matter.
type matter struct {
	r       *Recommender
	answers Answers
	// samples are completions to try before anything is proved: nothing else
	// true, and each open statement true by itself. Most statements that matter
	// make a difference in one of them.
	samples []Answers
}

func newMatter(r *Recommender, a Answers) *matter {
	m := &matter{r: r, answers: a, samples: []Answers{r.completed(a)}}
	seen := map[final]bool{r.outcomeOf(&m.samples[0]): true}
	for statement := range r.factors {
		for _, answer := range []Answer{Yes, Strongly} {
			if !a.open(statement) || answer == Strongly && !bit(&r.doubles, statement) {
				continue
			}
			if next, consistent := r.with(a, statement, answer); consistent {
				next = r.completed(next)
				// One sample for each outcome that can be had this way.
				if f := r.outcomeOf(&next); !seen[f] {
					seen[f] = true
					m.samples = append(m.samples, next)
				}
			}
		}
	}
	return m
}

// matters returns a completion in which the statement is not answered no and
// whose outcome is another when it is.
func (m *matter) matters(statement int) (witness Answers, state State) {
	for _, sample := range m.samples {
		bare := m.r.without(sample, statement)
		no, _ := m.r.with(bare, statement, No)
		no = m.r.completed(no)
		for _, answer := range m.others(statement) {
			yes, consistent := m.r.with(bare, statement, answer)
			if !consistent {
				continue
			}
			if yes = m.r.completed(yes); m.r.outcomeOf(&yes) != m.r.outcomeOf(&no) {
				return yes, Open
			}
		}
	}
	state = Settled
	for _, answer := range m.others(statement) {
		yes, consistent := m.r.with(m.answers, statement, answer)
		if !consistent {
			continue
		}
		no, _ := m.r.with(m.answers, statement, No)
		p := prover{r: m.r, budget: DefaultBudget}
		switch witness, found := p.split(yes, no); found {
		case Open:
			return witness, Open
		case Undetermined:
			state = Undetermined
		}
	}
	return witness, state
}

func (m *matter) others(statement int) []Answer {
	if bit(&m.r.doubles, statement) {
		return []Answer{Yes, Strongly}
	}
	return []Answer{Yes}
}

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
		for f := range r.rules[i].When.Factors() {
			if statement := r.index[f]; r.firstLayer[statement] == 0 {
				r.firstLayer[statement] = uint8(r.rules[i].Layer)
			}
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
// no answer could change the outcome any more.
func (iv Interview) Next() (q OpenQuestion, ok bool) {
	for q := range iv.rec.OpenQuestions() {
		return q, true
	}
	return OpenQuestion{}, false
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
