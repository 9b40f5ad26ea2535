package engine_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/internal/engine"
)

// TestDecideAgainstModel checks that the engine decides as the model does, with statements
// next to each other and at the ends of machine words.
func TestDecideAgainstModel(t *testing.T) {
	outcomes := map[engine.Outcome]int{}
	flagged := 0
	check := func(_ *maker, s *engine.Spec, e *engine.Engine, a answers) {
		x := packed(e, a)
		v := e.Decide(&x)
		if diff := cmp.Diff(decide(s, a), v); diff != "" {
			t.Fatalf("%+v\n%v (-model +engine):\n%s", *s, a, diff)
		}
		outcomes[v.Outcome]++
		if v.Flagged&v.Standing != 0 {
			flagged++
		}
		require.Equal(t, v.Outcome == engine.Either || v.Outcome == engine.Recommended && v.Decided != engine.Eligibility, v.Weighed())
		require.Equal(t, engine.Final{Outcome: v.Outcome, Standing: v.Standing}, v.Final())
	}
	somePeople(1, 400, 8, threeToSix, check)
	somePeople(2, 60, 8, func(rng *rand.Rand) []int { return ends }, check)
	for o := engine.Escalate; o <= engine.Either; o++ {
		require.Greater(t, outcomes[o], 40, o)
	}
	require.Greater(t, flagged, 40)
}

// TestDecideWithoutAgainstModel checks that leaving out a rule that weighs gives the
// decision of a model that never had the rule.
func TestDecideWithoutAgainstModel(t *testing.T) {
	n := 0
	somePeople(3, 200, 3, threeToFive, func(_ *maker, s *engine.Spec, e *engine.Engine, a answers) {
		x := packed(e, a)
		for i := range s.Rules {
			if s.Rules[i].Layer.Weighs() && holds(s.Rules[i].When, a) {
				require.Equal(t, decide(without(s, i), a), e.DecideWithout(&x, i), "rule %d of %+v", i, *s)
				n++
			}
		}
	})
	require.Greater(t, n, 500)
}

// TestWeighAgainstModel checks the result of each stage.
func TestWeighAgainstModel(t *testing.T) {
	guards, leads := 0, 0
	somePeople(4, 300, 3, threeToFive, func(_ *maker, s *engine.Spec, e *engine.Engine, a answers) {
		x := packed(e, a)
		v := e.Decide(&x)
		var want, got []engine.StageResult
		standing := v.Eligible
		for i := range s.Stages {
			if !v.Weighed() {
				break
			}
			r := engine.StageResult{Stage: i, Before: standing}
			if i == 0 && s.Graded {
				survivors, flagged := meet(s, a, standing)
				if r.After = survivors; len(list(survivors)) == 1 && survivors&^flagged == 0 {
					r.After = standing
					want = append(want, r)
					break
				}
			} else {
				for o := range s.Options {
					r.Points[o] = int16(total(s, a, s.Stages[i].Layer, o))
				}
				r.After, r.Lead = narrow(s, a, i, standing)
				if r.After != standing && r.After&^v.Flagged == 0 {
					r.After, r.Lead, r.Guarded = standing, 0, true
					want = append(want, r)
					guards++
					break
				}
			}
			want = append(want, r)
			if standing = r.After; len(list(standing)) == 1 {
				break
			}
		}
		e.Weigh(&x, v, func(r engine.StageResult) bool { got = append(got, r); return true })
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("(-model +engine):\n%s", diff)
		}
		lead := 0
		if v.Outcome == engine.Recommended && len(want) > 0 {
			lead = want[len(want)-1].Lead
		}
		require.Equal(t, lead, e.Lead(&x, v))
		leads += min(lead, 1)
		for most := 1; most < len(want); most++ { // no visits after a caller stops
			n := 0
			e.Weigh(&x, v, func(engine.StageResult) bool { n++; return n < most })
			require.Equal(t, most, n)
		}
	})
	require.Greater(t, guards, 3)
	require.Greater(t, leads, 3)
}

// TestReasonsAgainstModel checks that every rule that fired for or against an option is a
// reason, and counts as long as the option remains.
func TestReasonsAgainstModel(t *testing.T) {
	type reason struct {
		Rule, Option, Points int
		Grade                engine.Grade
		Doubled, Counted     bool
	}
	uncounted := 0
	somePeople(5, 200, 3, threeToFive, func(_ *maker, s *engine.Spec, e *engine.Engine, a answers) {
		x := packed(e, a)
		v := e.Decide(&x)
		before := map[engine.Layer]uint16{}
		e.Weigh(&x, v, func(r engine.StageResult) bool { before[s.Stages[r.Stage].Layer] = r.Before; return true })
		var want, got []reason
		for o := range s.Options {
			for i := range s.Rules {
				r := &s.Rules[i]
				if v.Outcome == engine.Escalate || !holds(r.When, a) || !speaks(r, o) && r.Excludes>>o&1 == 0 {
					continue
				}
				w := reason{Rule: i, Option: o, Counted: true}
				if r.Layer.Weighs() {
					w.Counted = before[r.Layer]>>o&1 == 1
					if len(r.Grades) > 0 {
						w.Grade = r.Grades[o]
					} else {
						w.Points, w.Doubled = times(r, a)*int(r.Points[o]), times(r, a) == 2
					}
				}
				if !w.Counted {
					uncounted++
				}
				want = append(want, w)
			}
		}
		e.Reasons(&x, v, func(r engine.Reason) bool {
			got = append(got, reason{r.Rule.Number, r.Option, r.Points, r.Grade, r.Doubled, r.Counted})
			return true
		})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%+v %v (-model +engine):\n%s", *s, a, diff)
		}
		if len(want) > 1 {
			n := 0
			e.Reasons(&x, v, func(engine.Reason) bool { n++; return false })
			require.Equal(t, 1, n)
		}
	})
	require.Greater(t, uncounted, 50)
}

// TestQuestionsOfIndicationAgainstModel checks the result of each question, and which
// questions oppose the advised options, by which rule.
func TestQuestionsOfIndicationAgainstModel(t *testing.T) {
	opposed, yielded := 0, 0
	somePeople(6, 400, 3, threeToFive, func(_ *maker, s *engine.Spec, e *engine.Engine, a answers) {
		x := packed(e, a)
		v := e.Decide(&x)
		var asks, gotAsks []engine.QuestionResult
		var against, gotAgainst []engine.Opposition
		for i := range s.Questions {
			q, k := &s.Questions[i], ask(s, i, a)
			if !k.any {
				continue
			}
			r := engine.QuestionResult{Question: i, Top: k.top(v.Eligible), Yielded: stated(q.Yields, a)}
			if r.Yielded {
				r.Top = 0
				yielded++
			}
			asks = append(asks, r)
		}
		for _, o := range list(v.Standing) {
			for i := range s.Questions {
				q, k := &s.Questions[i], ask(s, i, a)
				if !k.any || !k.opposes(s, q, o) {
					continue
				}
				w := engine.Opposition{Option: o, Question: i, Rule: -1, Weak: q.Weak}
				for n := range s.Rules {
					if r := &s.Rules[n]; w.Rule < 0 && len(r.Grades) > 0 && r.Question == i && holds(r.When, a) && r.Grades[o] >= engine.Adjunct {
						w.Rule = n
					}
				}
				against = append(against, w)
			}
		}
		e.Asked(&x, v, func(r engine.QuestionResult) bool { gotAsks = append(gotAsks, r); return true })
		e.Against(&x, v, func(r engine.Opposition) bool { gotAgainst = append(gotAgainst, r); return true })
		if diff := cmp.Diff(asks, gotAsks); diff != "" {
			t.Fatalf("asked (-model +engine):\n%s", diff)
		}
		if diff := cmp.Diff(against, gotAgainst); diff != "" {
			t.Fatalf("%+v %v against (-model +engine):\n%s", *s, a, diff)
		}
		if s.Graded {
			require.Equal(t, len(against) > 0, e.AgainstIndication(&x, v))
		}
		opposed += len(against)
		n := 0
		e.Asked(&x, v, func(engine.QuestionResult) bool { n++; return false })
		e.Against(&x, v, func(engine.Opposition) bool { n++; return false })
		require.Equal(t, min(1, len(asks))+min(1, len(against)), n, "no visits after a caller stops")
	})
	require.Greater(t, opposed, 40)
	require.Greater(t, yielded, 50)
}

// TestAgainstPointsOfIndication checks that, where indication adds up points, an option
// that is left by elimination goes against indication if its points are below zero.
func TestAgainstPointsOfIndication(t *testing.T) {
	some := 0
	somePeople(7, 1500, 3, func(rng *rand.Rand) []int { return few(3) }, func(_ *maker, s *engine.Spec, e *engine.Engine, a answers) {
		if s.Graded {
			return
		}
		x := packed(e, a)
		v := e.Decide(&x)
		want := v.Outcome == engine.Recommended && v.Decided == engine.Eligibility && total(s, a, engine.Indication, list(v.Standing)[0]) < 0
		require.Equal(t, want, e.AgainstIndication(&x, v))
		if want {
			some++
		}
	})
	require.Greater(t, some, 10)
}

// TestGradeStepsAgainstModel checks that exactly those changes of one grade by one step
// are listed that lead to another outcome.
func TestGradeStepsAgainstModel(t *testing.T) {
	found := 0
	somePeople(8, 300, 3, threeOrFour, func(_ *maker, s *engine.Spec, e *engine.Engine, a answers) {
		x := packed(e, a)
		v := e.Decide(&x)
		var want []engine.GradeStep
		for i := range s.Rules {
			if r := &s.Rules[i]; !v.Weighed() || len(r.Grades) == 0 || !holds(r.When, a) {
				continue
			}
			for o, from := range s.Rules[i].Grades {
				for _, to := range []engine.Grade{from - 1, from + 1} {
					if from == 0 || to < engine.Offer || to > engine.Against {
						continue
					}
					s.Rules[i].Grades[o] = to
					if f := decide(s, a).Final(); f != v.Final() {
						want = append(want, engine.GradeStep{Rule: i, Option: o, From: from, To: to, Result: f})
					}
					s.Rules[i].Grades[o] = from
				}
			}
		}
		if diff := cmp.Diff(want, e.GradeSteps(&x, v)); diff != "" {
			t.Fatalf("(-model +engine):\n%s", diff)
		}
		found += len(want)
	})
	require.Greater(t, found, 200)
}

// TestAskedStatementsAgainstModel checks which statements have to be answered first: those
// of rules about bad news, then those of rules that stop; and if no rule has spoken about
// an option, the open statements of rules with a single statement, or else of all rules.
func TestAskedStatementsAgainstModel(t *testing.T) {
	type question struct{ Statement, Rule int }
	kinds := map[engine.Layer]int{}
	somePeople(9, 500, 3, threeToFive, func(_ *maker, s *engine.Spec, e *engine.Engine, a answers) {
		x := packed(e, a)
		v := e.Decide(&x)
		var want, got []question
		seen := map[int]bool{}
		pose := func(i int) {
			r := &s.Rules[i]
			wanted := r.Mentions
			if len(r.Asks) > 0 {
				wanted = r.Asks
			}
			again := !r.Layer.Weighs() // all answered: to be cleared up
			for _, x := range wanted {
				again = again && a[x] != engine.Unanswered
			}
			for _, x := range wanted {
				if !seen[x] && (again || a[x] == engine.Unanswered) {
					seen[x] = true
					want = append(want, question{x, i})
				}
			}
		}
		speaksOfEligible := func(r *engine.RuleSpec) bool {
			for _, o := range list(v.Eligible) {
				if speaks(r, o) {
					return true
				}
			}
			return false
		}
		if v.Outcome == engine.NeedsInformation {
			out := uint16(0)
			for i := range s.Rules {
				if holds(s.Rules[i].When, a) {
					out |= s.Rules[i].Excludes
				}
				if s.Rules[i].Leads && holds(s.Rules[i].When, a) {
					pose(i)
				}
			}
			for i := range s.Rules {
				r := &s.Rules[i]
				switch {
				case v.Decided == 0:
					if r.Layer > engine.Indication && r.Single >= 0 && speaksOfEligible(r) {
						pose(i)
					}
				case r.Layer == engine.Sufficiency && holds(r.When, a), waits(r, a) && (r.Layer != engine.Eligibility || r.Excludes&^out != 0):
					pose(i)
				}
			}
			if v.Decided == 0 && len(want) == 0 {
				for i := range s.Rules {
					if speaksOfEligible(&s.Rules[i]) {
						pose(i)
					}
				}
			}
			kinds[v.Decided]++
		}
		e.Questions(&x, v, func(statement int, c *engine.Rule) bool {
			got = append(got, question{statement, c.Number})
			return true
		})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%+v\n%v (-model +engine):\n%s", *s, a, diff)
		}
		for most := 1; most < len(want); most++ {
			n := 0
			e.Questions(&x, v, func(int, *engine.Rule) bool { n++; return n < most })
			require.Equal(t, most, n, "no visits after a caller stops")
		}
	})
	for _, layer := range []engine.Layer{0, engine.Safety, engine.Sufficiency, engine.Eligibility} {
		require.Greater(t, kinds[layer], 10, layer)
	}
}
