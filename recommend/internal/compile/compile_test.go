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

// TestNamesAndNumbers checks that the tables between names and numbers agree, and that
// rules are sorted by stage.
func TestNamesAndNumbers(t *testing.T) {
	p := standard.Policy()
	c, err := compile.New(p)
	require.NoError(t, err)
	require.Len(t, c.Factors, p.Factors.Len())
	for i, f := range c.Factors {
		require.Equal(t, i, c.Index[f])
	}
	require.Len(t, c.Rules, len(p.Rules))
	stage := func(r *policy.Rule) int {
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

func TestInvalidPolicy(t *testing.T) {
	_, err := compile.New(policy.Policy{})
	require.Error(t, err)
}

// person generates answers to the statements of a policy, with the entailed answers.
func person(rng *rand.Rand, c *compile.Program) (a engine.Answers, truth func(therapy.Factor) therapy.Truth) {
	for {
		a = engine.Answers{}
		for i := range c.Factors {
			if rng.IntN(4) == 0 {
				a.Give(i, engine.Answer(1+rng.IntN(3)))
			}
		}
		if !c.Engine.Entail(&a) {
			return a, func(f therapy.Factor) therapy.Truth {
				given, _ := a.Answer(c.Index[f])
				return therapy.Answer(given).Truth()
			}
		}
	}
}

// bits is a list of options as a set.
func bits(p policy.Policy, options []policy.Option) (set uint16) {
	for i, info := range p.Options {
		if slices.Contains(options, info.Option) {
			set |= 1 << i
		}
	}
	return set
}

// TestRules compares each rule of the engine with the policy, for generated answers.
func TestRules(t *testing.T) {
	for _, p := range []policy.Policy{standard.Policy(), small()} {
		c, err := compile.New(p)
		require.NoError(t, err)
		require.Equal(t, p.Grades(), c.Engine.Graded)
		require.Equal(t, []int{len(p.Options), p.Factors.Len()}, []int{c.Engine.Options, c.Engine.Statements})
		var stages [][2]int
		doubles := map[therapy.Layer]bool{}
		for _, s := range p.Stages {
			doubles[s.Layer] = s.Doubles
			if s.Layer.Weighs() {
				stages = append(stages, [2]int{int(s.Layer), s.Margin})
			}
		}
		for i, s := range c.Engine.Stages {
			require.Equal(t, stages[i], [2]int{int(s.Layer), s.Margin})
		}
		require.Len(t, c.Engine.Stages, len(stages))
		for f, info := range p.Factors.All() {
			for other := range p.Factors.All() {
				require.Equal(t, slices.Contains(info.Excludes, other), c.Engine.Excludes(c.Index[f], c.Index[other]))
			}
		}
		leads := 0
		for i, r := range c.Rules {
			spec := &c.Engine.Rules[i]
			require.True(t, p.Condition(*r).Equal(c.When[i]))
			require.Equal(t, bits(p, r.Excludes), spec.Excludes, r.ID)
			require.Equal(t, !r.RequiredIf.IsZero(), spec.Requires, r.ID)
			points, grades := make([]int16, len(p.Options)), []engine.Grade(nil)
			for k, info := range p.Options {
				for _, x := range r.Points {
					if x.Option == info.Option {
						points[k] = int16(x.Points)
					}
				}
				if len(r.Grades) > 0 {
					grades = append(grades, 0)
				}
				for _, x := range r.Grades {
					if x.Option == info.Option {
						grades[k] = engine.Grade(x.Grade)
					}
				}
			}
			require.Equal(t, points, spec.Points, r.ID)
			require.Equal(t, grades, spec.Grades, r.ID)
			if len(grades) > 0 {
				require.Equal(t, r.Question, p.Questions[spec.Question].ID)
				require.Equal(t, []bool{!r.If.IsZero(), !r.Unless.IsZero()}, []bool{spec.If.Stated, spec.Unless.Stated}, r.ID)
			}
			single, ok := p.Condition(*r).Statement()
			require.Equal(t, ok, spec.Single >= 0, r.ID)
			require.Equal(t, ok && doubles[r.Layer], spec.Doubles, r.ID)
			if ok {
				require.Equal(t, c.Index[single], spec.Single)
			}
			var asks, mentions []int
			for _, f := range r.Asks {
				asks = append(asks, c.Index[f])
			}
			for f := range p.Condition(*r).Factors() {
				mentions = append(mentions, c.Index[f])
			}
			require.Equal(t, [][]int{asks, mentions}, [][]int{spec.Asks, spec.Mentions}, r.ID)
			if spec.Leads {
				leads++
			}
		}
		rng := rand.New(rand.NewPCG(3, 4))
		waiting := 0
		for range 60 {
			a, truth := person(rng, c)
			l := a.Literals()
			for i, r := range c.Rules {
				spec := &c.Engine.Rules[i]
				now := c.When[i].Eval(truth)
				require.Equal(t, now == therapy.True, spec.Fires.Holds(&l), r.ID)
				waits := !r.RequiredIf.IsZero() && r.RequiredIf.Eval(truth) == therapy.True && now == therapy.Unknown
				require.Equal(t, waits, spec.Waits(&l), r.ID)
				if waits {
					waiting++
				}
				for _, x := range []struct {
					when  therapy.Condition
					ready engine.Situation
				}{{r.If, spec.If}, {r.Unless, spec.Unless}} {
					if x.ready.Stated {
						f := engine.NewFormula(x.ready.When)
						require.Equal(t, x.when.Eval(truth) == therapy.True, f.Holds(&l), r.ID)
					}
				}
			}
		}
		require.Greater(t, waiting, 50)
		require.Equal(t, len(p.Questions) > 10, leads > 2, "bad news leads in the standard policy")
	}
}

// TestClausesAreNeeded checks that no clause of a condition follows from another one, and
// that none is there twice.
func TestClausesAreNeeded(t *testing.T) {
	c, err := compile.New(standard.Policy())
	require.NoError(t, err)
	longest := 0
	for i := range c.Engine.Rules {
		r := &c.Engine.Rules[i]
		for _, clauses := range [][][]engine.Literal{r.When, r.Required, r.Fails} {
			longest = max(longest, len(clauses))
			for i, clause := range clauses {
				for j, other := range clauses {
					within := !slices.ContainsFunc(clause, func(x engine.Literal) bool { return !slices.Contains(other, x) })
					require.False(t, i != j && within, "%s: %v, %v", c.Rules[r.Number].ID, clause, other)
				}
			}
		}
	}
	require.Greater(t, longest, 4)
}

// TestWhatLeads checks which rules ask first: sufficiency rules that stop because an
// all-clear is denied.
func TestWhatLeads(t *testing.T) {
	p := standard.Policy()
	for id, when := range map[string]therapy.Condition{
		"all-clear-and-more": therapy.AllOf(therapy.NoAcuteRisk, therapy.LowHope), "denied-or-more": therapy.Any(therapy.Not(therapy.Is(therapy.NoAcuteRisk)), therapy.Is(therapy.LowHope)),
	} {
		r := p.Rules[slices.IndexFunc(p.Rules, func(r policy.Rule) bool { return r.ID == "f07-threat-not-cleared" })]
		r.ID, r.When = id, when
		p.Rules = append(p.Rules, r)
	}
	c, err := compile.New(p)
	require.NoError(t, err)
	var leads []string
	for i, r := range c.Rules {
		if c.Engine.Rules[i].Leads {
			leads = append(leads, r.ID)
		}
	}
	require.Equal(t, []string{"f07-threat-not-cleared", "f06-not-found-stable", "f06-unstable-beside-all-clear"}, leads)
}

// TestSayings checks that actions, cautions and conflicts apply when their conditions hold,
// and cautions only with their outcomes and options.
func TestSayings(t *testing.T) {
	for _, p := range []policy.Policy{standard.Policy(), small()} {
		c, err := compile.New(p)
		require.NoError(t, err)
		for i, x := range p.Conflicts {
			var a, b []int
			for _, id := range x.A.Rules {
				a = append(a, c.RuleByID[id])
			}
			for _, id := range x.B.Rules {
				b = append(b, c.RuleByID[id])
			}
			require.Equal(t, [][]int{a, b}, [][]int{c.Conflicts[i].A, c.Conflicts[i].B})
		}
		rng := rand.New(rand.NewPCG(5, 6))
		said, kept := 0, 0
		for range 100 {
			a, truth := person(rng, c)
			l := a.Literals()
			holds := func(x therapy.Condition) bool { return x.IsZero() || x.Eval(truth) == therapy.True }
			for i, x := range p.Actions {
				require.Equal(t, holds(x.When), c.Actions[i].Holds(&l), x.ID)
			}
			for i, x := range p.Conflicts {
				require.Equal(t, x.When.Eval(truth) == therapy.True, c.Conflicts[i].When.Holds(&l), x.ID)
			}
			for outcome := policy.Escalate; outcome <= policy.Either; outcome++ {
				for standing := range uint16(1) << len(p.Options) {
					v := engine.Verdict{Outcome: engine.Outcome(outcome), Standing: standing}
					for i, x := range p.Cautions {
						with := len(x.Advised)+len(x.With) == 0
						without := true
						for o, info := range p.Options {
							if standing>>o&1 == 0 {
								continue
							}
							with = with || slices.Contains(x.Advised, info.Option) || slices.ContainsFunc(x.With, info.Option.Includes)
							without = without && !slices.Contains(x.Without, info.Option)
						}
						want := (len(x.Outcomes) == 0 || slices.Contains(x.Outcomes, outcome)) && with && without &&
							holds(x.Scope()) && (x.Unless.IsZero() || x.Unless.Eval(truth) != therapy.True)
						require.Equal(t, want, c.Cautions[i].Holds(v, &l), x.ID)
						if want {
							said++
						} else {
							kept++
						}
					}
				}
			}
		}
		require.Greater(t, said, 100)
		require.Greater(t, kept, 100)
	}
}
