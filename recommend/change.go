package recommend

import (
	"iter"
	"math/bits"

	"github.com/therapykit/therapykit/therapy"
)

// AnswerChange is one answer taken back or given otherwise.
type AnswerChange struct {
	Factor therapy.Factor
	// From is the answer that was given, To the one it would be. To is
	// [Unanswered] where the answer is merely taken back.
	From, To Answer
	// Fact says that the statement is a matter of safety, consent or whether a
	// format can be had: a fact to be found out, not something to wish for.
	Fact bool
}

// Change is a smallest set of changed answers that leads to another outcome.
type Change struct {
	// Answers are the changes, in the policy's order: one or two.
	Answers []AnswerChange
	// Result is the recommendation with them.
	Result Recommendation
}

// Changes yields what would change the recommendation: first every single given
// answer that, given otherwise, leads to another outcome, then every pair of
// which neither does so alone. Only answers that were given are changed; what
// open questions could do is told by [Recommendation.OpenQuestions]. The order is
// the policy's for the statements, and no, yes, strongly, taken back for the
// answers; changes that contradict other answers are left out.
func (rec *Recommendation) Changes() iter.Seq[Change] {
	return func(yield func(Change) bool) {
		if rec.r == nil {
			return
		}
		c := rec.changer()
		for i := range c.moves {
			if m := &c.moves[i]; m.differs && !yield(c.change(m.answers, i)) {
				return
			}
		}
		c.pairs(func(a Answers, i, j int) bool { return yield(c.change(a, i, j)) })
	}
}

type move struct {
	statement int
	from, to  Answer
	answers   Answers
	ok        bool // contradicts nothing
	differs   bool // leads to another outcome by itself
}

type changer struct {
	rec   *Recommendation
	now   final
	moves []move
}

func (rec *Recommendation) changer() *changer {
	c := &changer{rec: rec, now: rec.verdict.final()}
	for statement := range rec.r.factors {
		from, entailed := rec.answers.answer(statement)
		if from == Unanswered || entailed {
			continue
		}
		for _, to := range []Answer{No, Yes, Strongly, Unanswered} {
			if to == from || to == Strongly && from == Yes && !bit(&rec.r.doubles, statement) {
				continue
			}
			m := move{statement: statement, from: from, to: to}
			m.answers, m.ok = rec.r.changed(rec.answers, statement, to)
			m.differs = m.ok && rec.r.outcomeOf(&m.answers) != c.now
			c.moves = append(c.moves, m)
		}
	}
	return c
}

// changed gives the statement another answer, or none.
func (r *Recommender) changed(a Answers, statement int, to Answer) (Answers, bool) {
	a = r.without(a, statement)
	if to == Unanswered {
		return a, true
	}
	if given, _ := a.answer(statement); given == No && to != No {
		return a, false // something else answered yes excludes it
	}
	return r.with(a, statement, to)
}

// pairs visits every pair of moves of different statements that leads to
// another outcome although neither does so alone.
func (c *changer) pairs(visit func(a Answers, i, j int) bool) {
	for i := range c.moves {
		m := &c.moves[i]
		if m.differs {
			continue
		}
		for j := i + 1; j < len(c.moves); j++ {
			n := &c.moves[j]
			if n.differs || n.statement == m.statement {
				continue
			}
			a, ok := c.both(m, n)
			if ok && c.rec.r.outcomeOf(&a) != c.now && !visit(a, i, j) {
				return
			}
		}
	}
}

// both makes two changes at once: what is given first, then what follows, so
// that one change can make room for the other.
func (c *changer) both(m, n *move) (Answers, bool) {
	a := c.rec.answers
	for w := range words {
		a.no[w] &^= a.entailed[w]
		a.entailed[w] = 0
	}
	for _, each := range []*move{m, n} {
		w, mask := each.statement/64, ^(uint64(1) << (each.statement % 64))
		a.yes[w] &= mask
		a.no[w] &= mask
		a.strong[w] &= mask
		a.give(each.statement, each.to)
	}
	return a, !c.rec.r.entail(&a)
}

func (c *changer) change(a Answers, moves ...int) Change {
	change := Change{Result: c.rec.r.Decide(a)}
	for _, i := range moves {
		m := &c.moves[i]
		change.Answers = append(change.Answers, AnswerChange{
			Factor: c.rec.r.factors[m.statement], From: m.from, To: m.to, Fact: c.rec.r.isFact(m.statement),
		})
	}
	return change
}

// isFact reports whether the statement speaks before anything is weighed.
func (r *Recommender) isFact(statement int) bool {
	layer := therapy.Layer(r.firstLayer[statement])
	if layer == 0 { // it speaks only through what it excludes
		for other := range r.factors {
			if bit(&r.excludes[statement], other) && r.isStop(other) {
				return true
			}
		}
	}
	return r.isStop(statement)
}

func (r *Recommender) isStop(statement int) bool {
	layer := therapy.Layer(r.firstLayer[statement])
	return layer.Valid() && !layer.Weighs()
}

func popcount(w uint64) int { return bits.OnesCount64(w) }
