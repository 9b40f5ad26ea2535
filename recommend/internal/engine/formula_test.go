package engine_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/internal/engine"
)

// ends are statements at the ends of the machine words they are packed in.
var ends = []int{0, 1, 63, 64, 127, 128, 191, 192, 254, 255}

// TestFormulaAgainstClauses checks that a formula holds exactly when each clause has a
// literal that holds, checked here one by one.
func TestFormulaAgainstClauses(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	held := 0
	for range 5000 {
		clauses := make([][]engine.Literal, rng.IntN(5))
		for i := range clauses {
			for range rng.IntN(4) {
				clauses[i] = append(clauses[i], engine.LiteralOf(ends[rng.IntN(len(ends))], rng.IntN(2) == 0))
			}
		}
		var a engine.Answers
		given := map[int]engine.Answer{}
		for _, statement := range ends {
			answer := engine.Answer(rng.IntN(4))
			a.Give(statement, answer)
			given[statement] = answer
		}
		want := true
		for _, clause := range clauses {
			some := false
			for _, x := range clause {
				answer := given[x.Statement()]
				some = some || x.Yes() && answer >= engine.Yes || !x.Yes() && answer == engine.No
			}
			want = want && some
		}
		f, l := engine.NewFormula(clauses), a.Literals()
		require.Equal(t, want, f.Holds(&l), "%v with %v", clauses, given)
		if want {
			held++
		}
	}
	require.Greater(t, held, 500)
	var always engine.Formula
	require.True(t, always.Holds(new(engine.Literals)), "the zero formula always holds")
}

func TestLiterals(t *testing.T) {
	for _, statement := range ends {
		for _, yes := range []bool{true, false} {
			x := engine.LiteralOf(statement, yes)
			require.Equal(t, statement, x.Statement())
			require.Equal(t, yes, x.Yes())
			var a engine.Answers
			a.Give(statement, x.Answer())
			l := a.Literals()
			require.True(t, l.Has(x))
			require.False(t, l.Has(engine.LiteralOf(statement, !yes)))
		}
	}
}

// TestRuleThatCannotFire checks that proofs skip a rule that no answers can make fire, if
// its statements are few enough to try every answer.
func TestRuleThatCannotFire(t *testing.T) {
	for n := 1; n <= 12; n++ {
		for _, both := range []bool{false, true} { // whether one clause denies another
			r := engine.RuleSpec{Layer: engine.Safety, Single: -1}
			for i := range n {
				r.When, r.Mentions = append(r.When, []engine.Literal{engine.LiteralOf(i, i%2 == 0)}), append(r.Mentions, i)
			}
			if both {
				r.When = append(r.When, []engine.Literal{engine.LiteralOf(n-1, n%2 == 0)})
			}
			e := engine.New(engine.Spec{Statements: n, Options: 2, Rules: []engine.RuleSpec{r}})
			var a engine.Answers
			s := e.Settle(a, e.Decide(&a).Final(), plenty, true)
			if !both {
				require.Equal(t, engine.Open, s.State, n)
				continue
			}
			require.Equal(t, engine.Settled, s.State, n)
			require.Equal(t, n <= 10, s.Proof.Statement < 0, n)
		}
	}
}
