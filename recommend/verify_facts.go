package recommend

import (
	"slices"

	"github.com/therapykit/therapykit/therapy"
)

// facts are the answers by statement.
type facts []therapy.Answer

// given turns answers into facts. ok is false if the policy does not have a statement, or an
// answer is invalid.
func (v *verifier) given(answers Answers) (f facts, ok bool) {
	f = make(facts, len(v.names))
	for s, a := range answers {
		statement, known := v.place[s]
		if !known || !a.Valid() {
			return nil, false
		}
		f[statement] = a
	}
	return f, true
}

// answers turns facts into answers by name.
func (v *verifier) answers(f facts) Answers {
	answers := Answers{}
	for statement, a := range f {
		if a != therapy.Unanswered {
			answers[v.names[statement]] = a
		}
	}
	return answers
}

func (f facts) yes(statement int) bool {
	return f[statement] == therapy.Yes || f[statement] == therapy.Strongly
}

// close returns the facts with what follows by exclusion; ok is false if they contradict
// each other.
func (v *verifier) close(f facts) (closed facts, ok bool) {
	closed = slices.Clone(f)
	for statement := range f {
		if !f.yes(statement) {
			continue
		}
		for _, other := range v.excludes[statement] {
			if f.yes(other) {
				return nil, false
			}
			closed[other] = therapy.No
		}
	}
	return closed, true
}

// with returns closed facts with one more answer, closed.
func (v *verifier) with(f facts, statement int, a therapy.Answer) (facts, bool) {
	next := slices.Clone(f)
	next[statement] = a
	if a == therapy.No {
		return next, true
	}
	return v.close(next)
}

// tree is a condition with its statements by index.
type tree struct {
	op        byte // one of "i" is, "!" not, "&" all, "|" any
	statement int
	parts     []*tree
}

// tree returns nil for a condition that is left out.
func (v *verifier) tree(c therapy.Condition) *tree {
	if c.IsZero() {
		return nil
	}
	if f, ok := c.Statement(); ok {
		return &tree{op: 'i', statement: v.place[f]}
	}
	if inner, ok := c.Negated(); ok {
		return &tree{op: '!', parts: []*tree{v.tree(inner)}}
	}
	t := &tree{op: '|'}
	parts, all, _ := c.Parts()
	if all {
		t.op = '&'
	}
	for part := range parts {
		t.parts = append(t.parts, v.tree(part))
	}
	return t
}

// truth evaluates the condition in three values.
func (t *tree) truth(f facts) therapy.Truth {
	switch t.op {
	case 'i':
		switch f[t.statement] {
		case therapy.No:
			return therapy.False
		case therapy.Yes, therapy.Strongly:
			return therapy.True
		case therapy.Unanswered:
		}
		return therapy.Unknown
	case '!':
		switch t.parts[0].truth(f) {
		case therapy.True:
			return therapy.False
		case therapy.False:
			return therapy.True
		case therapy.Unknown:
		}
		return therapy.Unknown
	}
	whole, decisive := therapy.True, therapy.False
	if t.op == '|' {
		whole, decisive = decisive, whole
	}
	for _, part := range t.parts {
		switch part.truth(f) {
		case decisive:
			return decisive
		case therapy.Unknown:
			whole = therapy.Unknown
		case therapy.False, therapy.True: // not decisive
		}
	}
	return whole
}

// holds reports whether a condition is stated and certainly true.
func (t *tree) holds(f facts) bool { return t != nil && t.truth(f) == therapy.True }

// may reports whether a condition is stated and can still become true.
func (t *tree) may(f facts) bool { return t != nil && t.truth(f) != therapy.False }

// open returns a statement of the condition that is not answered, or -1.
func (t *tree) open(f facts) int {
	if t == nil {
		return -1
	}
	if t.op == 'i' {
		if f[t.statement] == therapy.Unanswered {
			return t.statement
		}
		return -1
	}
	for _, part := range t.parts {
		if statement := part.open(f); statement >= 0 {
			return statement
		}
	}
	return -1
}

// ruleTruths holds the truth of every rule for some facts.
type ruleTruths struct {
	facts facts
	when  []therapy.Truth
}

func (v *verifier) evaluate(f facts) *ruleTruths {
	s := &ruleTruths{facts: f, when: make([]therapy.Truth, len(v.rules))}
	for i := range v.rules {
		s.when[i] = v.rules[i].when.truth(f)
	}
	return s
}

func (s *ruleTruths) fires(r *rule) bool { return s.when[r.number] == therapy.True }

// may reports whether the rule's condition can still become true.
func (s *ruleTruths) may(r *rule) bool { return s.when[r.number] != therapy.False && !r.idle }

// missing reports whether the rule requires an answer and does not have it.
func (s *ruleTruths) missing(r *rule) bool {
	return s.when[r.number] == therapy.Unknown && r.required.holds(s.facts)
}
