package therapy

import "slices"

// Literal is one statement that is answered yes or, with Yes false, no.
type Literal struct {
	Factor Factor `json:"factor"`
	Yes    bool   `json:"yes"`
}

// maxClauses bounds the normal form. A condition beyond it could not be read by
// the people who have to agree to it either.
const maxClauses = 256

// Clauses returns the normal form of the condition: it has the truth value want,
// [True] or [False], exactly when each clause has a literal that holds. ok is
// false if there would be more than 256 clauses, or if want is [Unknown]. The
// zero Condition is never certain: its normal form is one empty clause.
func (c Condition) Clauses(want Truth) (clauses [][]Literal, ok bool) {
	if want == Unknown {
		return nil, false
	}
	return c.clauses(want == True)
}

func (c Condition) clauses(want bool) (clauses [][]Literal, ok bool) {
	if f, is := c.Statement(); is {
		return [][]Literal{{{Factor: f, Yes: want}}}, true
	}
	if part, is := c.Negated(); is {
		return part.clauses(!want)
	}
	parts, all, ok := c.Parts()
	if !ok {
		return [][]Literal{{}}, true // nothing stated is never certain
	}
	if all == want { // every part: put the clauses side by side
		for part := range parts {
			more, ok := part.clauses(want)
			if clauses = append(clauses, more...); !ok || len(clauses) > maxClauses {
				return nil, false
			}
		}
		return clauses, true
	}
	clauses = [][]Literal{{}} // one part: distribute
	for part := range parts {
		more, ok := part.clauses(want)
		if !ok || len(clauses)*len(more) > maxClauses {
			return nil, false
		}
		product := make([][]Literal, 0, len(clauses)*len(more))
		for _, left := range clauses {
			for _, right := range more {
				product = append(product, union(left, right))
			}
		}
		clauses = product
	}
	return clauses, true
}

// union returns the literals of both clauses, each once.
func union(a, b []Literal) []Literal {
	both := slices.Clone(a)
	for _, x := range b {
		if !slices.Contains(both, x) {
			both = append(both, x)
		}
	}
	return both
}
