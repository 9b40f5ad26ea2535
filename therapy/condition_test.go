package therapy_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

const (
	unknown = therapy.Unknown
	no      = therapy.False
	yes     = therapy.True
)

var truths = []therapy.Truth{unknown, no, yes}

// given answers from a map; a factor that is not in it is unknown.
func given(answers map[therapy.Factor]therapy.Truth) func(therapy.Factor) therapy.Truth {
	return func(f therapy.Factor) therapy.Truth { return answers[f] }
}

// TestConditionTruthTables writes Kleene's tables out in full instead of computing them.
func TestConditionTruthTables(t *testing.T) {
	type pair struct{ a, b therapy.Truth }
	all := map[pair]therapy.Truth{
		{no, no}: no, {no, unknown}: no, {no, yes}: no,
		{unknown, no}: no, {unknown, unknown}: unknown, {unknown, yes}: unknown,
		{yes, no}: no, {yes, unknown}: unknown, {yes, yes}: yes,
	}
	anyOf := map[pair]therapy.Truth{
		{no, no}: no, {no, unknown}: unknown, {no, yes}: yes,
		{unknown, no}: unknown, {unknown, unknown}: unknown, {unknown, yes}: yes,
		{yes, no}: yes, {yes, unknown}: yes, {yes, yes}: yes,
	}
	not := map[therapy.Truth]therapy.Truth{no: yes, unknown: unknown, yes: no}
	for _, a := range truths {
		for _, b := range truths {
			truth := given(map[therapy.Factor]therapy.Truth{"a": a, "b": b})
			require.Equal(t, all[pair{a, b}], therapy.All(therapy.Is("a"), therapy.Is("b")).Eval(truth), "all %v %v", a, b)
			require.Equal(t, all[pair{a, b}], therapy.AllOf("a", "b").Eval(truth), "all of %v %v", a, b)
			require.Equal(t, anyOf[pair{a, b}], therapy.Any(therapy.Is("a"), therapy.Is("b")).Eval(truth), "any %v %v", a, b)
			require.Equal(t, anyOf[pair{a, b}], therapy.AnyOf("a", "b").Eval(truth), "any of %v %v", a, b)
		}
		truth := given(map[therapy.Factor]therapy.Truth{"a": a})
		require.Equal(t, a, therapy.Is("a").Eval(truth))
		require.Equal(t, not[a], therapy.Not(therapy.Is("a")).Eval(truth))
	}
	nothing := given(nil)
	require.Equal(t, yes, therapy.All().Eval(nothing), "all of nothing always holds")
	require.Equal(t, no, therapy.Any().Eval(nothing), "any of nothing never holds")
	require.Equal(t, unknown, therapy.Condition{}.Eval(nothing), "the zero condition is unknown")
	require.Equal(t, unknown, therapy.Not(therapy.Condition{}).Eval(nothing))
	require.Equal(t, unknown, therapy.Any(therapy.Is("a"), therapy.Not(therapy.Is("a"))).Eval(nothing), "a or not a is unknown while a is unknown")
}

// slowEval is a simple reference for Eval: each value is a number, "all" is the minimum, "any" is
// the maximum, "not" is the negation.
func slowEval(c therapy.Condition, truth func(therapy.Factor) therapy.Truth) therapy.Truth {
	number := map[therapy.Truth]int{no: -1, unknown: 0, yes: 1}
	value := map[int]therapy.Truth{-1: no, 0: unknown, 1: yes}
	if f, ok := c.Statement(); ok {
		return truth(f)
	}
	if part, ok := c.Negated(); ok {
		return value[-number[slowEval(part, truth)]]
	}
	parts, all, ok := c.Parts()
	if !ok {
		return unknown
	}
	values := []int{1}
	if !all {
		values = []int{-1}
	}
	for part := range parts {
		values = append(values, number[slowEval(part, truth)])
	}
	if all {
		return value[slices.Min(values)]
	}
	return value[slices.Max(values)]
}

func randomCondition(r *rand.Rand, depth int) therapy.Condition {
	factors := []therapy.Factor{"a", "b", "c", "d"}
	kind := r.IntN(8)
	if depth == 0 {
		kind = 0
	}
	switch {
	case kind < 3:
		return therapy.Is(factors[r.IntN(len(factors))])
	case kind == 3:
		return therapy.Not(randomCondition(r, depth-1))
	}
	parts := make([]therapy.Condition, r.IntN(4))
	for i := range parts {
		parts[i] = randomCondition(r, depth-1)
	}
	if kind < 6 {
		return therapy.All(parts...)
	}
	return therapy.Any(parts...)
}

// TestConditionAgreesWithReference evaluates random trees under every assignment of the three
// values to four statements.
func TestConditionAgreesWithReference(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		c := randomCondition(r, 4)
		require.NoError(t, c.Validate())
		for n := range 81 {
			truth := given(map[therapy.Factor]therapy.Truth{"a": truths[n%3], "b": truths[n/3%3], "c": truths[n/9%3], "d": truths[n/27]})
			require.Equal(t, slowEval(c, truth), c.Eval(truth), "%v at %d", c, n)
		}
		data, err := json.Marshal(c)
		require.NoError(t, err)
		var back therapy.Condition
		require.NoError(t, json.Unmarshal(data, &back))
		require.True(t, c.Equal(back), "%s", data)
	}
}

// TestConditionIsMonotone checks the reason for three values: a further answer never changes a
// result that was already certain.
func TestConditionIsMonotone(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		c := randomCondition(r, 4)
		for n := range 81 {
			answers := map[therapy.Factor]therapy.Truth{"a": truths[n%3], "b": truths[n/3%3], "c": truths[n/9%3], "d": truths[n/27]}
			before := c.Eval(given(answers))
			for f, truth := range answers {
				if truth == unknown || before != unknown {
					continue
				}
				// An unknown result must stay unknown without the answer to f.
				answers[f] = unknown
				require.Equal(t, unknown, c.Eval(given(answers)), "%v without %v", c, f)
				answers[f] = truth
			}
		}
	}
}

func TestConditionAccessors(t *testing.T) {
	parts := []therapy.Condition{therapy.Is("a"), therapy.Not(therapy.AnyOf("b", "a")), therapy.Is("c")}
	c := therapy.All(parts...)
	parts[0] = therapy.Is("overwritten")
	require.Equal(t, "all of (a, not any of (b, a), c)", c.String(), "arguments are copied")
	require.Equal(t, []therapy.Factor{"a", "b", "c"}, slices.Collect(c.Factors()), "each once, in order of appearance")
	for n := range 20 { // short and long lists are stored differently
		var names []therapy.Factor
		for i := range n {
			names = append(names, therapy.Factor(fmt.Sprintf("s%d", i)))
		}
		twice := therapy.Any(therapy.AllOf(names...), therapy.Not(therapy.AnyOf(names...)))
		require.Equal(t, names, slices.Collect(twice.Factors()))
	}
	for f := range c.Factors() {
		require.Equal(t, therapy.Factor("a"), f)
		break
	}
	for range therapy.Not(c).Factors() {
		break
	}

	_, isStatement := c.Statement()
	_, isNot := c.Negated()
	seq, all, ok := c.Parts()
	require.Equal(t, []bool{false, false, true, true}, []bool{isStatement, isNot, all, ok})
	require.Len(t, slices.Collect(seq), 3)
	_, all, ok = therapy.AnyOf("a").Parts()
	require.Equal(t, []bool{false, true}, []bool{all, ok})
	_, _, ok = therapy.Is("a").Parts()
	require.False(t, ok)
	f, isStatement := therapy.Is("a").Statement()
	require.True(t, isStatement)
	require.Equal(t, therapy.Factor("a"), f)
	part, isNot := therapy.Not(therapy.Is("a")).Negated()
	require.True(t, isNot)
	require.True(t, part.Equal(therapy.Is("a")))
	require.True(t, therapy.Condition{}.IsZero())
	require.False(t, therapy.All().IsZero())
}

func TestConditionEqual(t *testing.T) {
	different := []therapy.Condition{
		{},
		therapy.Is("a"), therapy.Is("b"), therapy.Not(therapy.Is("a")), therapy.All(), therapy.Any(), therapy.AllOf("a"),
		therapy.AnyOf("a"), therapy.AllOf("a", "b"), therapy.AllOf("b", "a"), therapy.Not(therapy.Condition{}),
	}
	for i, a := range different {
		for j, b := range different {
			require.Equal(t, i == j, a.Equal(b), "%v and %v", a, b)
		}
	}
}

func TestConditionString(t *testing.T) {
	for want, c := range map[string]therapy.Condition{
		"nothing stated":  {},
		"adult":           therapy.Is(therapy.Adult),
		"not adult":       therapy.Not(therapy.Is(therapy.Adult)),
		"always":          therapy.All(),
		"never":           therapy.Any(),
		"all of (a, b)":   therapy.AllOf("a", "b"),
		"any of (a, b)":   therapy.AnyOf("a", "b"),
		"any of (always)": therapy.Any(therapy.All()),
	} {
		require.Equal(t, want, c.String())
	}
}

// nested is depth levels of "not" around a statement.
func nested(depth int) therapy.Condition {
	c := therapy.Is("a")
	for range depth {
		c = therapy.Not(c)
	}
	return c
}

func TestConditionValidate(t *testing.T) {
	require.NoError(t, therapy.All().Validate())
	require.NoError(t, nested(16).Validate(), "sixteen levels are allowed")
	for _, test := range []struct {
		name string
		c    therapy.Condition
		want []string
	}{
		{"nothing stated", therapy.Condition{}, []string{" condition-empty"}},
		{"malformed name", therapy.Is("Not a name"), []string{" factor-name"}},
		{"nothing denied", therapy.Not(therapy.Condition{}), []string{"/not condition-empty"}},
		{"everything wrong at once", therapy.All(therapy.Condition{}, therapy.Is("a"), therapy.Any(therapy.Is(""))), []string{
			"/all/0 condition-empty", "/all/2/any/0 factor-name",
		}},
		{"seventeen levels", nested(17), []string{strings.Repeat("/not", 17) + " condition-depth"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			require.Equal(t, test.want, broken(t, test.c.Validate()))
		})
	}
}

func TestConditionJSON(t *testing.T) {
	for want, c := range map[string]therapy.Condition{
		`null`:            {},
		`"adult"`:         therapy.Is(therapy.Adult),
		`{"not":"adult"}`: therapy.Not(therapy.Is(therapy.Adult)),
		`{"all":[]}`:      therapy.All(),
		`{"any":[]}`:      therapy.AnyOf(),
		`{"all":["a",{"any":["b","c"]},{"not":{"all":["d"]}}]}`: therapy.All(
			therapy.Is("a"), therapy.AnyOf("b", "c"), therapy.Not(therapy.AllOf("d"))),
	} {
		data, err := json.Marshal(c)
		require.NoError(t, err)
		require.Equal(t, want, string(data))
		var back therapy.Condition
		require.NoError(t, json.Unmarshal(data, &back))
		require.True(t, c.Equal(back), want)
	}
	// A condition that cannot be evaluated is still written; Validate reports it.
	data, err := therapy.Not(therapy.Condition{}).MarshalJSON()
	require.NoError(t, err)
	require.Equal(t, `{"not":null}`, string(data))
}

func TestConditionJSONRefuses(t *testing.T) {
	deep := func(levels int) string {
		return strings.Repeat(`{"not":`, levels) + `"a"` + strings.Repeat("}", levels)
	}
	var c therapy.Condition
	require.NoError(t, c.UnmarshalJSON([]byte(deep(16))))
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"nothing", ``, []string{" condition-form"}},
		{"a number", `1`, []string{" condition-form"}},
		{"truth itself", `true`, []string{" condition-form"}},
		{"a list", `["a"]`, []string{" condition-form"}},
		{"an empty object", `{}`, []string{" condition-form"}},
		{"an unknown member", `{"some":["a"]}`, []string{" condition-form"}},
		{"another spelling", `{"All":["a"]}`, []string{" condition-form"}},
		{"two members", `{"all":[],"any":[]}`, []string{" condition-form"}},
		{"the same member twice", `{"all":["a"],"all":["b"]}`, []string{" condition-form"}},
		{"something after", `{"all":[]} x`, []string{" condition-form"}},
		{"an unfinished object", `{"all":[]`, []string{" condition-form"}},
		{"parts that are no list", `{"all":"a"}`, []string{"/all condition-form"}},
		{"parts that are null", `{"any":null}`, []string{"/any condition-form"}},
		{"a malformed name", `"Adult"`, []string{" factor-name"}},
		{"an unfinished text", `"adult`, []string{" factor-name"}},
		{"something after a name", `"adult" "adult"`, []string{" factor-name"}},
		{"everything at once", `{"all":["A",{"not":{}},"b",{"any":[2]}]}`, []string{
			"/all/0 factor-name", "/all/1/not condition-form", "/all/3/any/0 condition-form",
		}},
		{"seventeen levels", deep(17), []string{strings.Repeat("/not", 17) + " condition-depth"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := therapy.Is("before")
			require.Equal(t, test.want, broken(t, c.UnmarshalJSON([]byte(test.text))))
			require.True(t, c.Equal(therapy.Is("before")), "an error leaves the value unchanged")
		})
	}
	require.Error(t, c.UnmarshalJSON([]byte(deep(100_000))), "deep nesting cannot exhaust the stack")
}

func FuzzConditionJSON(f *testing.F) {
	for _, s := range []string{`null`, `"a"`, `{"not":"a"}`, `{"all":["a",{"any":[]}]}`, `{"all":["a"],"all":[]}`, `{`, `"A"`, `{"not":null}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var c therapy.Condition
		if err := c.UnmarshalJSON(data); err != nil {
			require.NotEmpty(t, therapy.FieldErrors(err))
			require.True(t, c.IsZero())
			return
		}
		written, err := c.MarshalJSON()
		require.NoError(t, err)
		var back therapy.Condition
		require.NoError(t, back.UnmarshalJSON(written))
		require.True(t, c.Equal(back), "%s", written)
		again, err := back.MarshalJSON()
		require.NoError(t, err)
		require.Equal(t, string(written), string(again))
		require.Equal(t, slowEval(c, given(nil)), c.Eval(given(nil)))
		// The only invalid condition that decoding accepts is the empty one.
		for _, field := range therapy.FieldErrors(c.Validate()) {
			require.Equal(t, "condition-empty", field.Rule)
		}
	})
}

func TestConditionAllocates(t *testing.T) {
	c := therapy.All(therapy.AnyOf("a", "b"), therapy.Not(therapy.Is("c")))
	truth := given(map[therapy.Factor]therapy.Truth{"b": yes, "c": no})
	therapytest.Allocations(t, 0, "evaluate", func() { c.Eval(truth) })
}

func BenchmarkConditionEval(b *testing.B) {
	for _, size := range []int{1, 10, 100} {
		factors := make([]therapy.Factor, size)
		for i := range factors {
			factors[i] = therapy.Factor(fmt.Sprintf("f-%d", i))
		}
		c := therapy.All(therapy.AnyOf(factors...), therapy.Not(therapy.AllOf(factors...)))
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.Eval(func(therapy.Factor) therapy.Truth { return unknown })
			}
		})
	}
}

// TestConditionEvalLooks checks the order in which Eval looks statements up, and that it stops as
// soon as the result is certain.
func TestConditionEvalLooks(t *testing.T) {
	var looked []therapy.Factor
	truth := func(f therapy.Factor) therapy.Truth {
		looked = append(looked, f)
		if f == "b" {
			return no
		}
		return unknown
	}
	require.Equal(t, no, therapy.AllOf("a", "b", "c").Eval(truth))
	if diff := cmp.Diff([]therapy.Factor{"a", "b"}, looked); diff != "" {
		t.Error(diff)
	}
}
