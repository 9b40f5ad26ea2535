package therapy

import "slices"

// Literal is one statement that is answered yes or, with Yes false, no.
type Literal struct {
	Factor Factor `json:"factor"`
	Yes    bool   `json:"yes"`
}

// maxClauses is the most clauses of a normal form. People could not read a condition with
// more clauses either, and people have to agree to it.
const maxClauses = 256

// Clauses returns the conjunctive normal form of the condition: the condition has the truth
// value want ([True] or [False]) exactly if each clause has a literal that holds. ok is false
// if there would be more than 256 clauses, or if want is [Unknown]. The zero Condition is
// never true or false: its normal form is one empty clause.
func (c Condition) Clauses(want Truth) (clauses [][]Literal, ok bool) {
	n := c.countClauses(want == True)
	if want == Unknown || n > maxClauses {
		return nil, false
	}
	return c.appendClauses(make([][]Literal, 0, n), want == True), true
}

// TooManyClauses reports whether the normal form of the condition for the truth value want
// would have more than 256 clauses, without building them. Then [Condition.Clauses] returns no
// clauses. For [Unknown] it is true, because there is no normal form.
func (c Condition) TooManyClauses(want Truth) bool {
	return want == Unknown || c.countClauses(want == True) > maxClauses
}

// countClauses returns how many clauses there are, or a number above the limit.
func (c Condition) countClauses(want bool) int {
	switch c.op {
	case opNot:
		return c.parts[0].countClauses(!want)
	case opAll, opAny:
	case opIs, opNothing:
		return 1
	}
	sum, product := 0, 1
	for _, part := range c.parts {
		n := part.countClauses(want)
		sum, product = sum+n, product*n
		if n > maxClauses || sum > maxClauses && c.sides(want) || product > maxClauses && !c.sides(want) {
			return maxClauses + 1
		}
	}
	if c.sides(want) {
		return sum
	}
	return product
}

// sides reports whether every part must have the truth value. Then the clauses of the parts
// are simply put together. Otherwise one part is enough, and the clauses are distributed.
func (c Condition) sides(want bool) bool { return (c.op == opAll) == want }

// appendClauses adds the clauses to those of a list.
func (c Condition) appendClauses(list [][]Literal, want bool) [][]Literal {
	switch c.op {
	case opIs:
		return append(list, []Literal{{Factor: c.factor, Yes: want}})
	case opNot:
		return c.parts[0].appendClauses(list, !want)
	case opNothing:
		return append(list, []Literal{}) // nothing stated is never certain
	case opAll, opAny:
	}
	if c.sides(want) {
		for _, part := range c.parts {
			list = part.appendClauses(list, want)
		}
		return list
	}
	product := [][]Literal{make([]Literal, 0, len(c.parts))}
	for _, part := range c.parts {
		if part.op == opIs && len(product) == 1 { // the usual case: any of some statements
			product[0] = with(product[0], Literal{Factor: part.factor, Yes: want})
			continue
		}
		more := part.appendClauses(nil, want)
		next := make([][]Literal, 0, len(product)*len(more))
		for _, left := range product {
			for _, right := range more {
				both := slices.Clone(left)
				for _, x := range right {
					both = with(both, x)
				}
				next = append(next, both)
			}
		}
		product = next
	}
	return append(list, product...)
}

// with returns the literals and one more, unless it is one of them.
func with(clause []Literal, x Literal) []Literal {
	if slices.Contains(clause, x) {
		return clause
	}
	return append(clause, x)
}

// Satisfiable reports whether there are answers that do not contradict each other and make the
// condition true. Two answers contradict each other if they are yes and no to one factor, or
// yes to two factors of which one excludes the other. A condition whose normal form
// [Condition.Clauses] refuses counts as satisfiable, and so does the zero Condition.
func (v Vocabulary) Satisfiable(c Condition) bool {
	// The condition is false if each clause has a literal that holds. So it is true if no
	// literal of one of the clauses holds.
	denied, ok := c.Clauses(False)
	return !ok || slices.ContainsFunc(denied, func(clause []Literal) bool {
		for i, x := range clause {
			for _, y := range clause[:i] {
				if x.Factor == y.Factor && x.Yes != y.Yes || !x.Yes && !y.Yes && v.Excludes(x.Factor, y.Factor) {
					return false
				}
			}
		}
		return true
	})
}
