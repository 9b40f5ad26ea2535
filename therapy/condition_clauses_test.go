package therapy_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
)

// slowClauses computes the normal form one step at a time.
func slowClauses(c therapy.Condition, want bool) (clauses [][]therapy.Literal, ok bool) {
	const most = 256
	if f, is := c.Statement(); is {
		return [][]therapy.Literal{{{Factor: f, Yes: want}}}, true
	}
	if part, is := c.Negated(); is {
		return slowClauses(part, !want)
	}
	parts, all, ok := c.Parts()
	if !ok {
		return [][]therapy.Literal{{}}, true
	}
	if all != want {
		clauses = [][]therapy.Literal{{}}
	}
	for part := range parts {
		more, ok := slowClauses(part, want)
		switch {
		case !ok:
			return nil, false
		case all == want:
			clauses = append(clauses, more...)
		default:
			var product [][]therapy.Literal
			for _, left := range clauses {
				for _, right := range more {
					both := slices.Clone(left)
					for _, x := range right {
						if !slices.Contains(both, x) {
							both = append(both, x)
						}
					}
					product = append(product, both)
				}
			}
			clauses = product
		}
		if len(clauses) > most {
			return nil, false
		}
	}
	return clauses, true
}

// TestClausesAgainstSlow compares the normal forms of random conditions with those of a slow
// reference, and TooManyClauses with whether the reference has too many clauses.
func TestClausesAgainstSlow(t *testing.T) {
	rng := rand.New(rand.NewPCG(31, 32))
	var made func(depth int) therapy.Condition
	made = func(depth int) therapy.Condition {
		kind := rng.IntN(9)
		if depth == 0 || kind < 2 {
			return therapy.Is(therapy.Factor(fmt.Sprintf("s%d", rng.IntN(9))))
		}
		if kind == 2 {
			return therapy.Not(made(depth - 1))
		}
		if kind == 3 && rng.IntN(8) == 0 {
			return therapy.Condition{}
		}
		parts := make([]therapy.Condition, rng.IntN(6))
		for i := range parts {
			parts[i] = made(depth - 1)
		}
		if kind%2 == 0 {
			return therapy.All(parts...)
		}
		return therapy.Any(parts...)
	}
	tooMany := 0
	for range 600 {
		c := made(rng.IntN(6))
		for _, want := range []therapy.Truth{therapy.True, therapy.False} {
			slow, ok := slowClauses(c, want == therapy.True)
			got, gotOK := c.Clauses(want)
			require.Equal(t, ok, gotOK, c.String())
			require.Equal(t, !ok, c.TooManyClauses(want), c.String())
			require.Empty(t, cmp.Diff(slow, got, cmpopts.EquateEmpty()), c.String())
			if !ok {
				tooMany++
			}
		}
	}
	require.Greater(t, tooMany, 20)
	require.True(t, therapy.Condition{}.TooManyClauses(therapy.Unknown))
}

// TestSatisfiable compares the result with a search through all consistent sets of answers.
func TestSatisfiable(t *testing.T) {
	names := []therapy.Factor{"a", "b", "c", "d"}
	vocabulary, err := therapy.NewVocabulary(aFactor("a", "b", "c"), aFactor("b", "a", "c"), aFactor("c", "a", "b"), aFactor("d"))
	require.NoError(t, err)
	for _, f := range names {
		for _, other := range names {
			require.Equal(t, slices.Contains(slices.Collect(vocabulary.Excluded(f)), other), vocabulary.Excludes(f, other))
		}
	}
	require.True(t, vocabulary.Excludes("a", "b"))
	require.False(t, vocabulary.Excludes("no-such-statement", "a"))

	rng := rand.New(rand.NewPCG(1, 7))
	counts := map[bool]int{}
	for range 2000 {
		c := randomCondition(rng, 3)
		want := false
		for set := range 1 << len(names) {
			yes := func(f therapy.Factor) bool { return set>>slices.Index(names, f)&1 == 1 }
			fits := true
			for _, f := range names {
				for _, other := range names {
					fits = fits && !(yes(f) && yes(other) && vocabulary.Excludes(f, other))
				}
			}
			want = want || fits && c.Eval(func(f therapy.Factor) therapy.Truth {
				if yes(f) {
					return therapy.True
				}
				return therapy.False
			}) == therapy.True
		}
		require.Equal(t, want, vocabulary.Satisfiable(c), c)
		counts[want]++
	}
	require.Greater(t, counts[true], 100)
	require.Greater(t, counts[false], 100)
	require.True(t, vocabulary.Satisfiable(therapy.Condition{}))
}
