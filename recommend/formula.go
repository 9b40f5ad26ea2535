package recommend

import (
	"slices"

	"github.com/therapykit/therapykit/therapy"
)

// A condition is certainly true when enough statements are answered yes and
// enough others no. Taking "f is answered yes" and "f is answered no" as two
// separate literals makes both "certainly true" and "certainly false" monotone
// formulas: more answers never unsettle them. The compiled form is a
// conjunction of clauses, each a set of literals of which one has to hold.

// words is how many machine words hold one literal for every statement.
const words = maxStatements / 64

// literals is a set of literals: the first half says which statements are
// answered yes, the second half which are answered no.
type literals [2 * words]uint64

// literal is the position of one literal in literals.
type literal uint16

func yesLiteral(statement int) literal { return literal(statement) }
func noLiteral(statement int) literal  { return literal(statement + maxStatements) }

func (l *literals) set(x literal)      { l[x/64] |= 1 << (x % 64) }
func (l *literals) has(x literal) bool { return l[x/64]>>(x%64)&1 == 1 }

// wordMask is the part of a set of literals that lies in one word.
type wordMask struct {
	mask uint64
	word uint8
}

// formula is a compiled condition. The zero formula always holds.
type formula struct {
	all   []wordMask   // every one of these literals has to hold
	any   [][]wordMask // and one of each of these
	never bool         // there is a clause without literals
}

func (f *formula) holds(l *literals) bool {
	for _, m := range f.all {
		if l[m.word&(2*words-1)]&m.mask != m.mask {
			return false
		}
	}
	for _, clause := range f.any {
		if !meets(clause, l) {
			return false
		}
	}
	return !f.never
}

func meets(clause []wordMask, l *literals) bool {
	for _, m := range clause {
		if l[m.word&(2*words-1)]&m.mask != 0 {
			return true
		}
	}
	return false
}

// signed is a literal by name, before statements have numbers.
type signed struct {
	factor therapy.Factor
	yes    bool
}

// maxClauses bounds the normal form. A condition beyond it is refused: it could
// not be read by the people who have to agree to it either.
const maxClauses = 256

// normalForm returns the clauses that say when c is certainly true, or, with
// want false, certainly false. ok is false when there would be too many.
func normalForm(c therapy.Condition, want bool) (clauses [][]signed, ok bool) {
	if f, is := c.Statement(); is {
		return [][]signed{{{factor: f, yes: want}}}, true
	}
	if part, is := c.Negated(); is {
		return normalForm(part, !want)
	}
	parts, all, ok := c.Parts()
	if !ok {
		return [][]signed{{}}, true // nothing stated is never certain
	}
	if all == want { // every part: put the clauses side by side
		for part := range parts {
			more, ok := normalForm(part, want)
			if clauses = append(clauses, more...); !ok || len(clauses) > maxClauses {
				return nil, false
			}
		}
		return clauses, true
	}
	clauses = [][]signed{{}} // one part: distribute
	for part := range parts {
		more, ok := normalForm(part, want)
		if !ok || len(clauses)*len(more) > maxClauses {
			return nil, false
		}
		product := make([][]signed, 0, len(clauses)*len(more))
		for _, left := range clauses {
			for _, right := range more {
				product = append(product, union(left, right))
			}
		}
		clauses = product
	}
	return clauses, true
}

func union(a, b []signed) []signed {
	both := slices.Clone(a)
	for _, x := range b {
		if !slices.Contains(both, x) {
			both = append(both, x)
		}
	}
	return both
}

// compileFormula numbers the literals of the clauses and packs them.
func compileFormula(clauses [][]signed, index map[therapy.Factor]int) formula {
	var f formula
	var all literals
	for _, clause := range clauses {
		var set literals
		for _, x := range clause {
			set.set(numbered(x, index))
		}
		switch len(clause) {
		case 0:
			f.never = true
		case 1:
			all.set(numbered(clause[0], index))
		default:
			f.any = append(f.any, packed(set))
		}
	}
	f.all = packed(all)
	return f
}

func numbered(x signed, index map[therapy.Factor]int) literal {
	if x.yes {
		return yesLiteral(index[x.factor])
	}
	return noLiteral(index[x.factor])
}

func packed(set literals) []wordMask {
	var masks []wordMask
	for w, mask := range set {
		if mask != 0 {
			masks = append(masks, wordMask{mask: mask, word: uint8(w)})
		}
	}
	return masks
}
