package compile_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/internal/compile"
	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// Names and numbers lead to each other, and rules stand by stage.
func TestNamesAndNumbers(t *testing.T) {
	p := standard.Policy()
	c, err := compile.New(p)
	require.NoError(t, err)
	require.Len(t, c.Factors, p.Factors.Len())
	for i, f := range c.Factors {
		require.Equal(t, i, c.Index[f])
	}
	require.Len(t, c.Rules, len(p.Rules))
	stage := func(r policy.Rule) int {
		return slices.IndexFunc(p.Stages, func(s policy.Stage) bool { return s.Layer == r.Layer })
	}
	for i, r := range c.Rules {
		require.Equal(t, i, c.RuleByID[r.ID])
		require.Equal(t, i, c.Engine.Rules[i].Number)
		require.Equal(t, engine.Layer(r.Layer), c.Engine.Rules[i].Layer)
		if i > 0 {
			require.LessOrEqual(t, stage(c.Rules[i-1]), stage(r))
		}
	}
	require.Equal(t, p.Digest(), c.Digest())
	c.Policy.Rules[0].Says.Client = "spoilt"
	require.NotEqual(t, "spoilt", p.Rules[0].Says.Client, "the policy is copied")
}

// The clauses of every action, caution and conflict say what its condition says.
func TestConditionsOfSayings(t *testing.T) {
	p := standard.Policy()
	c, err := compile.New(p)
	require.NoError(t, err)
	rng := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		var a engine.Answers
		for i := range c.Factors {
			if rng.IntN(3) == 0 {
				a.Give(i, engine.Answer(1+rng.IntN(3)))
			}
		}
		l := a.Literals()
		truth := func(f therapy.Factor) therapy.Truth {
			given, _ := a.Answer(c.Index[f])
			return therapy.Answer(given).Truth()
		}
		for i, x := range p.Actions {
			require.Equal(t, x.When.IsZero() || x.When.Eval(truth) == therapy.True, c.Actions[i].Holds(&l), x.ID)
		}
		for i, x := range p.Conflicts {
			require.Equal(t, x.When.Eval(truth) == therapy.True, c.Conflicts[i].When.Holds(&l), x.ID)
		}
	}
}

func TestInvalidPolicy(t *testing.T) {
	_, err := compile.New(policy.Policy{})
	require.Error(t, err)
}
