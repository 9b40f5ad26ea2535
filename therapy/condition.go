package therapy

import (
	"bytes"
	"encoding/json"
	"errors"
	"iter"
	"slices"
	"strconv"
	"strings"
)

// Truth is what is known about a statement. It has three values, because unknown does not
// mean "no". The zero Truth is [Unknown].
type Truth uint8

// The three truth values.
const (
	Unknown Truth = iota
	False
	True

	numTruths
)

//enum:names Truth
var truthNames = [numTruths]string{Unknown: "unknown", False: "false", True: "true"}

// Condition is a logical expression over statements: one statement, "all of", "any of" or
// "not". It is plain data in a tree and contains no code, so a program can show, store,
// compile and analyse it.
//
// Truth is three-valued (Kleene's strong logic). "All" is false if one part is false, true if
// every part is true, and otherwise unknown. "Any" is true if one part is true, false if
// every part is false, and otherwise unknown. "Not" of unknown is unknown. So "any of (x, not
// x)" is unknown while x is unknown.
//
// The zero Condition states no condition. It is always unknown, it is written as
// JSON null, and [Condition.Validate] refuses it. Conditions are immutable and
// safe to share.
type Condition struct {
	_      [0]func() // trees are compared with Equal
	op     conditionOp
	factor Factor
	parts  []Condition
}

type conditionOp uint8

const (
	opNothing conditionOp = iota
	opIs
	opAll
	opAny
	opNot
)

// Is is true if the statement f is true, false if f is false, and otherwise unknown.
func Is(f Factor) Condition { return Condition{op: opIs, factor: f} }

// All is true when every part is. All of nothing is true: it is the condition
// that always holds.
func All(parts ...Condition) Condition { return Condition{op: opAll, parts: cloned(parts)} }

// Any is true when at least one part is. Any of nothing is false.
func Any(parts ...Condition) Condition { return Condition{op: opAny, parts: cloned(parts)} }

// cloned returns a copy, nil for no parts, so that equal conditions are deeply equal.
func cloned(parts []Condition) []Condition { return append([]Condition(nil), parts...) }

// Not is true if c is false, false if c is true, and unknown if c is unknown.
func Not(c Condition) Condition { return Condition{op: opNot, parts: []Condition{c}} }

// AllOf is [All] of the statements.
func AllOf(factors ...Factor) Condition { return Condition{op: opAll, parts: each(factors)} }

// AnyOf is [Any] of the statements.
func AnyOf(factors ...Factor) Condition { return Condition{op: opAny, parts: each(factors)} }

func each(factors []Factor) []Condition {
	if len(factors) == 0 {
		return nil // as cloned does
	}
	parts := make([]Condition, 0, len(factors))
	for _, f := range factors {
		parts = append(parts, Is(f))
	}
	return parts
}

// IsZero reports whether c states nothing.
func (c Condition) IsZero() bool { return c.op == opNothing }

// Eval returns the truth value of c; truth returns the truth value of a statement. Eval calls
// truth from left to right, once for each place where a statement occurs, and stops when the
// rest cannot change the result.
func (c Condition) Eval(truth func(Factor) Truth) Truth {
	switch c.op {
	case opIs:
		return truth(c.factor)
	case opNot:
		switch c.parts[0].Eval(truth) {
		case True:
			return False
		case False:
			return True
		case Unknown, numTruths:
		}
		return Unknown
	case opAll:
		return c.fold(truth, True, False)
	case opAny:
		return c.fold(truth, False, True)
	case opNothing:
	}
	return Unknown
}

// fold evaluates the parts in order. A part with the value decisive decides the whole at
// once. The whole has the value neutral if no part is unknown or decisive.
func (c Condition) fold(truth func(Factor) Truth, neutral, decisive Truth) Truth {
	result := neutral
	for _, part := range c.parts {
		known := part.Eval(truth)
		if known == decisive {
			return decisive
		}
		if known == Unknown {
			result = Unknown
		}
	}
	return result
}

// Statement returns the statement if c is a single statement.
func (c Condition) Statement() (Factor, bool) { return c.factor, c.op == opIs }

// Negated returns the part of a "not".
func (c Condition) Negated() (Condition, bool) {
	if c.op != opNot {
		return Condition{}, false
	}
	return c.parts[0], true
}

// Parts returns the parts of an "all" or an "any", and whether it is an "all".
// ok is false for every other condition.
func (c Condition) Parts() (parts iter.Seq[Condition], all, ok bool) {
	return slices.Values(c.parts), c.op == opAll, c.op == opAll || c.op == opAny
}

// Factors yields every statement in c once, in the order of first appearance.
func (c Condition) Factors() iter.Seq[Factor] {
	return func(yield func(Factor) bool) {
		var few [8]Factor // most conditions name no more, and a map costs more than they do
		n, more := 0, map[Factor]bool(nil)
		c.walk(func(f Factor) bool {
			switch {
			case slices.Contains(few[:n], f) || more[f]:
				return true
			case n < len(few):
				few[n], n = f, n+1
			case more == nil:
				more = map[Factor]bool{f: true}
			default:
				more[f] = true
			}
			return yield(f)
		})
	}
}

func (c Condition) walk(yield func(Factor) bool) bool {
	if c.op == opIs {
		return yield(c.factor)
	}
	for _, part := range c.parts {
		if !part.walk(yield) {
			return false
		}
	}
	return true
}

// Equal reports whether c and d are the same tree, with the same parts in the same order.
func (c Condition) Equal(d Condition) bool {
	return c.op == d.op && c.factor == d.factor && slices.EqualFunc(c.parts, d.parts, Condition.Equal)
}

// String writes the condition in words: "all of (adult, not declines-group)".
func (c Condition) String() string {
	switch c.op {
	case opIs:
		return string(c.factor)
	case opNot:
		return "not " + c.parts[0].String()
	case opAll, opAny:
		if len(c.parts) == 0 {
			if c.op == opAll {
				return "always"
			}
			return "never"
		}
		words := make([]string, len(c.parts))
		for i, part := range c.parts {
			words[i] = part.String()
		}
		if c.op == opAll {
			return "all of (" + strings.Join(words, ", ") + ")"
		}
		return "any of (" + strings.Join(words, ", ") + ")"
	case opNothing:
	}
	return "nothing stated"
}

// maxConditionDepth bounds nesting: a clinician has to be able to read it, and
// a decoder must not be led into deep recursion.
const maxConditionDepth = 16

// Validate reports everything wrong with the tree: parts that state nothing,
// statements whose name is malformed, and nesting deeper than sixteen.
func (c Condition) Validate() error { return c.validate(0) }

func (c Condition) validate(depth int) error {
	if depth > maxConditionDepth {
		return &FieldError{Rule: "condition-depth", Hint: "at most sixteen levels", Err: ErrRange}
	}
	switch c.op {
	case opIs:
		if !ValidName(string(c.factor)) {
			return &FieldError{Rule: "factor-name", Err: ErrSyntax}
		}
		return nil
	case opNot:
		return At("/not", c.parts[0].validate(depth+1))
	case opAll, opAny:
		var errs []error
		for i, part := range c.parts {
			if err := part.validate(depth + 1); err != nil {
				errs = append(errs, At(Pointer(c.key(), strconv.Itoa(i)), err))
			}
		}
		return errors.Join(errs...)
	case opNothing:
	}
	return &FieldError{Rule: "condition-empty", Err: ErrRequired}
}

func (c Condition) key() string {
	if c.op == opAll {
		return "all"
	}
	return "any"
}

// MarshalJSON writes a statement as its name, the others as an object with the
// one member "all", "any" or "not". The zero Condition is null.
func (c Condition) MarshalJSON() ([]byte, error) {
	switch c.op {
	case opIs:
		return json.Marshal(c.factor)
	case opNot:
		return json.Marshal(map[string]Condition{"not": c.parts[0]})
	case opAll, opAny:
		parts := c.parts
		if parts == nil {
			parts = []Condition{}
		}
		return json.Marshal(map[string][]Condition{c.key(): parts})
	case opNothing:
	}
	return []byte("null"), nil
}

// UnmarshalJSON reads what [Condition.MarshalJSON] writes, and nothing else. It
// replaces c only when the whole tree is well-formed.
func (c *Condition) UnmarshalJSON(data []byte) error {
	read, err := readCondition(data, 0)
	if err == nil {
		*c = read
	}
	return err
}

func readCondition(data []byte, depth int) (Condition, error) {
	if depth > maxConditionDepth {
		return Condition{}, &FieldError{Rule: "condition-depth", Hint: "at most sixteen levels", Err: ErrRange}
	}
	switch data = bytes.TrimSpace(data); {
	case len(data) > 0 && data[0] == '"':
		var f Factor
		if err := json.Unmarshal(data, &f); err != nil || !ValidName(string(f)) {
			return Condition{}, &FieldError{Rule: "factor-name", Err: ErrSyntax}
		}
		return Is(f), nil
	case string(data) == "null":
		return Condition{}, nil
	}
	malformed := &FieldError{Rule: "condition-form", Hint: `a statement, or one of "all", "any", "not"`, Err: ErrSyntax}
	key, value, ok := onlyMember(data)
	switch {
	case ok && key == "not":
		part, err := readCondition(value, depth+1)
		return Not(part), At("/not", err)
	case ok && (key == "all" || key == "any"):
		var raw []json.RawMessage
		if err := json.Unmarshal(value, &raw); err != nil || raw == nil {
			return Condition{}, At(Pointer(key), malformed)
		}
		parts := make([]Condition, len(raw))
		var errs []error
		for i := range raw {
			var err error
			parts[i], err = readCondition(raw[i], depth+1)
			errs = append(errs, At(Pointer(key, strconv.Itoa(i)), err))
		}
		if err := errors.Join(errs...); err != nil {
			return Condition{}, err
		}
		if key == "all" {
			return All(parts...), nil
		}
		return Any(parts...), nil
	}
	return Condition{}, malformed
}

// onlyMember returns the one member of a JSON object. ok is false for anything else, and for
// an object with the same member twice: a map would silently keep only the last, and half of
// a condition would be lost.
func onlyMember(data []byte) (key string, value json.RawMessage, ok bool) {
	if !json.Valid(data) || data[0] != '{' {
		return "", nil, false
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	if _, err := decoder.Token(); err != nil || !decoder.More() {
		return "", nil, false
	}
	name, err := decoder.Token()
	if err != nil || decoder.Decode(&value) != nil || decoder.More() {
		return "", nil, false
	}
	key, ok = name.(string)
	return key, value, ok
}
