package engine

import (
	"iter"
	"math/bits"
	"slices"
)

// A condition is certainly true when enough statements are answered yes and
// enough others no. Taking "f is answered yes" and "f is answered no" as two
// separate literals makes both "certainly true" and "certainly false" monotone
// formulas: more answers never unsettle them. A formula is a conjunction of
// clauses, each a set of literals of which one has to hold.

// Literals is a set of literals: the first half says which statements are
// answered yes, the second half which are answered no.
type Literals [words]uint64

const words = 2 * Words

// Literal is the position of one literal in Literals.
type Literal uint16

// LiteralOf returns the literal "the statement is answered yes", or no.
func LiteralOf(statement int, yes bool) Literal {
	if yes {
		return Literal(statement)
	}
	return Literal(statement + MaxStatements)
}

// Statement returns the statement that the literal is about.
func (x Literal) Statement() int { return int(x) % MaxStatements }

// Yes reports whether the literal holds when the answer is yes.
func (x Literal) Yes() bool { return x < MaxStatements }

// Answer returns the answer that makes the literal hold.
func (x Literal) Answer() Answer {
	if x.Yes() {
		return Yes
	}
	return No
}

func (l *Literals) yes() *Set { return (*Set)(l[:Words]) }
func (l *Literals) no() *Set  { return (*Set)(l[Words:]) }

func (l *Literals) set(x Literal) { l[x/64] |= 1 << (x % 64) }

// Has reports whether the literal holds.
func (l *Literals) Has(x Literal) bool { return l[x/64]>>(x%64)&1 == 1 }

// wordMask is the part of a set of literals that lies in one word.
type wordMask struct {
	mask uint64
	word uint8
}

// Clause is a set of literals of which one has to hold.
type Clause []wordMask

func packed(set Literals) Clause {
	var masks Clause
	for w, mask := range set {
		if mask != 0 {
			masks = append(masks, wordMask{mask: mask, word: uint8(w)})
		}
	}
	return masks
}

// allMeet reports whether every clause is met.
func allMeet(clauses []Clause, l *Literals) bool {
	for _, c := range clauses {
		if !c.meets(l) {
			return false
		}
	}
	return true
}

// meets reports whether a literal of the clause holds.
func (c Clause) meets(l *Literals) bool {
	for _, m := range c {
		if l[m.word%words]&m.mask != 0 {
			return true
		}
	}
	return false
}

// width is how many literals stand in the clause.
func (c Clause) width() (n int) {
	for _, m := range c {
		n += bits.OnesCount64(m.mask)
	}
	return n
}

// literals goes through the literals of the clause.
func (c Clause) literals() iter.Seq[Literal] {
	return func(yield func(Literal) bool) {
		for _, m := range c {
			for b := m.mask; b != 0; b &= b - 1 {
				if !yield(Literal(int(m.word)*64 + bits.TrailingZeros64(b))) {
					return
				}
			}
		}
	}
}

// Formula is a compiled condition. The zero Formula always holds.
type Formula struct {
	mask, want uint64     // the literals of mask, in one word, that have to hold
	word       uint8      // the index of that word
	more       bool       // whether any of the fields below is used
	all        []wordMask // all of these literals have to hold
	one        []wordMask // and at least one literal of each mask
	any        []Clause   // and at least one of each clause that takes more than one word
}

// NewFormula packs clauses.
func NewFormula(clauses [][]Literal) Formula {
	list := make([]Clause, len(clauses))
	for i, clause := range clauses {
		var set Literals
		for _, x := range clause {
			set.set(x)
		}
		list[i] = packed(set)
	}
	return conjunction(list)
}

// conjunction holds if all clauses are met.
func conjunction(clauses []Clause) (f Formula) {
	var all Literals
	for _, clause := range clauses {
		switch {
		case len(clause) != 1:
			f.any = append(f.any, clause)
		case bits.OnesCount64(clause[0].mask) == 1:
			all[clause[0].word] |= clause[0].mask
		default:
			f.one = append(f.one, clause[0])
		}
	}
	if f.all = packed(all); len(f.all) > 0 { // usually this word decides, without a call
		f.mask, f.want, f.word = f.all[0].mask, f.all[0].mask, f.all[0].word
	}
	f.more = len(f.all) > 1 || len(f.one)+len(f.any) > 0
	return f
}

// refuse makes the formula never hold; for conditions that no answers satisfy.
func (f *Formula) refuse() { f.mask, f.want = 0, 1 }

// never reports whether the formula was made never to hold.
func (f *Formula) never() bool { return f.mask != f.want }

// and returns the conjunction of both formulas.
func (f *Formula) and(g *Formula) Formula {
	return conjunction(append(f.clauses(), g.clauses()...))
}

// clauses lists the clauses of a formula.
func (f *Formula) clauses() []Clause {
	list := make([]Clause, 0, len(f.all)+len(f.one)+len(f.any))
	for x := range Clause(f.all).literals() {
		list = append(list, Clause{{mask: 1 << (x % 64), word: uint8(x / 64)}})
	}
	return append(list, f.wide()...)
}

// wide lists the clauses with several literals or none.
func (f *Formula) wide() []Clause {
	list := make([]Clause, 0, len(f.one)+len(f.any))
	for _, m := range f.one {
		list = append(list, Clause{m})
	}
	return append(list, f.any...)
}

// split returns the clauses with several literals or none, and adds the literals of the others to all.
func (f *Formula) split(all *Literals) []Clause {
	for _, m := range f.all {
		all[m.word] |= m.mask
	}
	return f.wide()
}

// Holds reports whether the condition is certainly true.
func (f *Formula) Holds(l *Literals) bool {
	return l[f.word%words]&f.mask == f.want && (!f.more || f.holds(l))
}

func (f *Formula) holds(l *Literals) bool {
	for _, m := range f.all {
		if l[m.word%words]&m.mask != m.mask {
			return false
		}
	}
	for _, m := range f.one {
		if l[m.word%words]&m.mask == 0 {
			return false
		}
	}
	return allMeet(f.any, l)
}

// always reports whether the formula holds with any answers.
func (f *Formula) always() bool { return len(f.all)+len(f.one)+len(f.any) == 0 }

// clause returns the clause of a formula that consists of one clause.
func (f *Formula) clause() (Clause, bool) {
	if clauses := f.clauses(); len(clauses) == 1 {
		return clauses[0], true
	}
	return nil, false
}

// within reports whether all literals of some clause of the formula are among the given
// ones. Then one of the given literals holds whenever the formula does.
func (f *Formula) within(wide *Literals) bool {
	return slices.ContainsFunc(f.clauses(), func(c Clause) bool {
		return !slices.ContainsFunc(c, func(m wordMask) bool { return m.mask&^wide[m.word] != 0 })
	})
}

// single returns the literal of a formula that consists of one literal.
func (f *Formula) single() (Literal, bool) {
	if len(f.one)+len(f.any) > 0 || len(f.all) != 1 || bits.OnesCount64(f.all[0].mask) != 1 {
		return 0, false
	}
	return Literal(int(f.all[0].word)*64 + bits.TrailingZeros64(f.all[0].mask)), true
}

// widestTried bounds the statements of a condition for which every answer is tried.
const widestTried = 10

// contradictory reports whether no answers to the statements make every clause hold, as in
// a rule that only requires an answer. It tries all answers if the statements are few, and
// returns false if they are many.
func contradictory(clauses [][]Literal, statements []int) bool {
	both := slices.ContainsFunc(statements, func(s int) bool {
		yes, no := false, false
		for _, clause := range clauses {
			yes = yes || slices.Contains(clause, LiteralOf(s, true))
			no = no || slices.Contains(clause, LiteralOf(s, false))
		}
		return yes && no
	})
	if !both || len(statements) > widestTried {
		return false
	}
	for ways := range 1 << len(statements) {
		var l Literals
		for i, s := range statements {
			l.set(LiteralOf(s, ways>>i&1 == 1))
		}
		if !slices.ContainsFunc(clauses, func(clause []Literal) bool { return !slices.ContainsFunc(clause, l.Has) }) {
			return false
		}
	}
	return true
}
