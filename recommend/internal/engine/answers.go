package engine

import "math/bits"

// Limits of an engine.
const (
	MaxStatements = 256
	MaxOptions    = 16
)

// Words is how many machine words hold one bit for every statement.
const Words = MaxStatements / 64

// Answer is the answer to one statement. The zero Answer is [Unanswered].
type Answer uint8

// The answers.
const (
	Unanswered Answer = iota
	No
	Yes
	Strongly
)

// Set is a set of statements.
type Set [Words]uint64

// Has reports whether the statement is in the set.
func (s *Set) Has(statement int) bool { return s[statement/64]>>(statement%64)&1 == 1 }

// Add puts the statement into the set.
func (s *Set) Add(statement int) { s[statement/64] |= 1 << (statement % 64) }

// meets reports whether the sets have a statement in common.
func (s *Set) meets(t *Set) bool { return s[0]&t[0]|s[1]&t[1]|s[2]&t[2]|s[3]&t[3] != 0 }

func (s *Set) remove(statement int) { s[statement/64] &^= 1 << (statement % 64) }

// Answers holds all answers, packed into four sets of statements. It is a value,
// comparable with ==. The zero Answers has no answers.
type Answers struct {
	known    Literals // answered yes or strongly; and answered no, or settled as no by a yes to another statement
	strong   Set      // answered strongly; a part of yes
	entailed Set      // the part of no that follows from other answers
}

func (a *Answers) yes() *Set { return a.known.yes() }
func (a *Answers) no() *Set  { return a.known.no() }

// Answer returns the answer to the statement; entailed reports that it was not given but
// follows from another answer.
func (a *Answers) Answer(statement int) (given Answer, entailed bool) {
	w, bit := statement/64, uint64(1)<<(statement%64)
	switch {
	case a.strong[w]&bit != 0:
		return Strongly, false
	case a.yes()[w]&bit != 0:
		return Yes, false
	case a.entailed[w]&bit != 0:
		return No, true
	case a.no()[w]&bit != 0:
		return No, false
	}
	return Unanswered, false
}

// Said reports whether somebody gave the answer, perhaps beside another one.
func (a *Answers) Said(statement int, answer Answer) bool {
	w, bit := statement/64, uint64(1)<<(statement%64)
	switch answer {
	case Strongly:
		return a.strong[w]&bit != 0
	case Yes:
		return a.yes()[w]&bit != 0
	case No:
		return a.no()[w]&^a.entailed[w]&bit != 0
	case Unanswered:
	}
	return !a.Said(statement, Yes) && !a.Said(statement, No)
}

// Open reports whether the statement has no answer, neither given nor entailed.
func (a *Answers) Open(statement int) bool {
	return !a.yes().Has(statement) && !a.no().Has(statement)
}

// Give records an answer. Call [Engine.Entail] afterwards.
func (a *Answers) Give(statement int, answer Answer) {
	switch answer {
	case Strongly:
		a.strong.Add(statement)
		a.yes().Add(statement)
	case Yes:
		a.yes().Add(statement)
	case No:
		a.no().Add(statement)
	case Unanswered:
	}
}

// Literals returns the literals that hold.
func (a *Answers) Literals() Literals { return a.known }

// openLiterals is the set of literals that hold or can still hold.
func (a *Answers) openLiterals() Literals {
	var l Literals
	for w := range Words {
		l[w] = ^a.no()[w]
		l[Words+w] = ^a.yes()[w]
	}
	return l
}

// bare returns the given answers without the entailed ones.
func (a *Answers) bare() Answers {
	b := Answers{known: a.known, strong: a.strong}
	for w, entailed := range a.entailed {
		b.no()[w] &^= entailed
	}
	return b
}

// take removes the answer to a statement.
func (a *Answers) take(statement int) {
	a.yes().remove(statement)
	a.no().remove(statement)
	a.strong.remove(statement)
}

// Entail adds the answers that follow: a yes settles every statement that it excludes as
// no. It reports whether the answers contradict each other, that is, whether two
// statements that exclude each other are both answered yes.
func (e *Engine) Entail(a *Answers) (contradictory bool) {
	for w := range Words {
		for b := a.yes()[w] & e.excluding[w]; b != 0; b &= b - 1 {
			excluded := &e.excludes[w*64+bits.TrailingZeros64(b)]
			for i, mask := range excluded {
				if a.yes()[i]&mask != 0 {
					contradictory = true
				}
				a.entailed[i] |= mask &^ a.no()[i]
				a.no()[i] |= mask
			}
		}
	}
	return contradictory
}

// Excludes reports whether a yes to one statement settles the other as no.
func (e *Engine) Excludes(statement, other int) bool { return e.excludes[statement].Has(other) }

// Contradict reports whether both statements are answered yes though one
// excludes the other.
func (e *Engine) Contradict(a *Answers, one, other int) bool {
	return e.excludes[one].Has(other) && a.yes().Has(one) && a.yes().Has(other)
}

// With returns the answers with one more answer, and whether they are consistent.
func (e *Engine) With(a Answers, statement int, answer Answer) (Answers, bool) {
	a.Give(statement, answer)
	if answer == No || !e.excluding.Has(statement) {
		return a, true
	}
	return a, !e.Entail(&a)
}

// Without returns the answers without the one to the statement and without what followed from it.
func (e *Engine) Without(a Answers, statement int) Answers {
	a = a.bare()
	a.take(statement)
	e.Entail(&a)
	return a
}

// Completed answers every open statement with no, which never causes a contradiction.
func (e *Engine) Completed(a Answers) Answers {
	for w := range Words {
		a.no()[w] |= e.all[w] &^ a.yes()[w]
	}
	return a
}
