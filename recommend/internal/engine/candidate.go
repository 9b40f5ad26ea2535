package engine

import (
	"cmp"
	"math/bits"
	"slices"
)

// Candidate is an unanswered statement, with the verdicts that its answers would lead to.
type Candidate struct {
	Statement   int
	IfYes, IfNo Answers

	rank int
}

// Candidates lists the unanswered statements that are in use, in the order in which to ask
// about them, before it is proved which of them matter: first those whose answer alone
// changes the outcome, then the others. Within both, statements of an earlier stage come
// first, then those whose yes settles more other statements.
func (e *Engine) Candidates(a *Answers, v Verdict) []Candidate {
	var list []Candidate
	for statement := range e.Statements {
		if !a.Open(statement) || !e.used(statement) {
			continue
		}
		c := Candidate{Statement: statement}
		c.IfYes, _ = e.With(*a, statement, Yes)
		c.IfNo, _ = e.With(*a, statement, No)
		c.rank = e.rank(a, v.Final(), &c)
		list = append(list, c)
	}
	slices.SortStableFunc(list, func(a, b Candidate) int { return cmp.Compare(a.rank, b.rank) })
	return list
}

// rank sorts decisive questions first.
func (e *Engine) rank(a *Answers, now Final, c *Candidate) int {
	rank := int(e.firstLayer[c.Statement]) * 1000
	if e.outcomeOf(&c.IfYes) == now && e.outcomeOf(&c.IfNo) == now {
		rank += 100_000
	}
	settles := 0
	for w := range Words {
		settles += bits.OnesCount64(e.excludes[c.Statement][w] &^ (a.yes()[w] | a.no()[w]))
	}
	return rank - settles
}

// used reports whether any rule depends on the statement, or on one that a yes to it would
// settle.
func (e *Engine) used(statement int) bool {
	if e.firstLayer[statement] != 0 {
		return true
	}
	for other := range e.Statements {
		if e.excludes[statement].Has(other) && e.firstLayer[other] != 0 {
			return true
		}
	}
	return false
}
