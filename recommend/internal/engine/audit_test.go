package engine_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/internal/engine"
)

// What an audit and an interview need in addition to deciding.

// firstLayer is the earliest layer with a rule that names the statement, 0 for none.
func firstLayer(s *engine.Spec, statement int) (first engine.Layer) {
	for _, r := range s.Rules {
		if slices.Contains(mentioned(r.When), statement) && (first == 0 || r.Layer < first) {
			first = r.Layer
		}
	}
	if first == 0 && usedIn(s, statement) || first > engine.Indication && usedOutsideRules(s, statement) {
		first = engine.Indication
	}
	return first
}

// usedOutsideRules reports whether a condition other than those of the rules names the statement.
func usedOutsideRules(s *engine.Spec, statement int) bool {
	bare := *s
	bare.Rules = slices.Clone(s.Rules)
	for i := range bare.Rules {
		bare.Rules[i].When = nil
	}
	return usedIn(&bare, statement)
}

// TestCandidatesAgainstModel checks that open statements in use are listed in the documented order.
func TestCandidatesAgainstModel(t *testing.T) {
	n := 0
	somePeople(31, 200, 3, threeToSix, func(_ *maker, s *engine.Spec, e *engine.Engine, a answers) {
		x := packed(e, a)
		v := e.Decide(&x)
		type candidate struct{ Statement, Decisive, Layer, Settles int }
		var want []candidate
		with := func(i int, answer engine.Answer) answers {
			next := slices.Clone(a)
			next[i] = answer
			full, ok := follow(s, next)
			require.True(t, ok)
			return full
		}
		for i := range a {
			used := usedIn(s, i)
			for _, other := range s.Excludes[i] {
				used = used || usedIn(s, other)
			}
			if a[i] != engine.Unanswered || !used {
				continue
			}
			c := candidate{Statement: i, Layer: int(firstLayer(s, i))}
			if decide(s, with(i, engine.Yes)).Final() == v.Final() && decide(s, with(i, engine.No)).Final() == v.Final() {
				c.Decisive = 1
			}
			for _, other := range s.Excludes[i] {
				if a[other] == engine.Unanswered {
					c.Settles--
				}
			}
			want = append(want, c)
		}
		slices.SortStableFunc(want, func(a, b candidate) int {
			return slices.Compare([]int{a.Decisive, a.Layer, a.Settles}, []int{b.Decisive, b.Layer, b.Settles})
		})
		var order, got []int
		for _, c := range want {
			order = append(order, c.Statement)
		}
		for _, c := range e.Candidates(&x, v) {
			got = append(got, c.Statement)
			require.Equal(t, with(c.Statement, engine.Yes), read(e, &c.IfYes))
			require.Equal(t, with(c.Statement, engine.No), read(e, &c.IfNo))
		}
		if diff := cmp.Diff(order, got); diff != "" {
			t.Fatalf("%+v %v (-model +engine):\n%s", *s, a, diff)
		}
		n += len(got)
	})
	require.Greater(t, n, 400)
}

// TestStatementsAgainstModel checks what the engine reports about single statements: in
// which rules and layers they are named, and what they exclude.
func TestStatementsAgainstModel(t *testing.T) {
	somePeople(32, 300, 1, threeToSix, func(_ *maker, s *engine.Spec, e *engine.Engine, a answers) {
		for i := range s.Statements {
			stop := func(i int) bool { return firstLayer(s, i) != 0 && !firstLayer(s, i).Weighs() }
			fact := stop(i)
			if firstLayer(s, i) == 0 {
				fact = slices.ContainsFunc(s.Excludes[i], stop)
			}
			require.Equal(t, stop(i), e.IsStop(i))
			require.Equal(t, fact, e.IsFact(i))
			danger := false
			for n := range s.Rules {
				r := &s.Rules[n]
				named := slices.Contains(r.Mentions, i)
				danger = danger || named && r.Layer == engine.Safety
				if len(r.Grades) > 0 {
					named = named || slices.Contains(mentioned(slices.Concat(r.If.When, r.Unless.When, s.Questions[r.Question].Yields.When)), i)
				}
				require.Equal(t, named, e.Rules[n].Names(i))
				require.Equal(t, n, e.Rules[n].Number)
			}
			require.Equal(t, danger, e.Danger.Has(i))
			for j := range s.Statements {
				require.Equal(t, slices.Contains(s.Excludes[i], j), e.Excludes(i, j))
			}
		}
		for i, st := range s.Stages {
			require.Equal(t, i, e.Stage(st.Layer))
		}
		require.Equal(t, -1, e.Stage(engine.Safety))
		x := packed(e, a)
		l := x.Literals()
		for layer := engine.Safety; layer <= engine.Indication+2; layer++ {
			for i := range s.Rules {
				require.Equal(t, s.Rules[i].Layer == layer && holds(s.Rules[i].When, a), e.Speaks([]int{i}, layer, &l))
			}
			require.False(t, e.Speaks(nil, layer, &l))
		}
	})
}

// TestSatisfyAndWays checks that Satisfy finds answers that make the clauses hold whenever
// such answers exist, and that Ways covers all of them, one statement left out.
func TestSatisfyAndWays(t *testing.T) {
	found, none := 0, 0
	somePeople(33, 300, 2, threeToFive, func(m *maker, s *engine.Spec, e *engine.Engine, a answers) {
		clauses := m.clauses()
		possible := false
		completions(s, a, func(full answers) { possible = possible || holds(clauses, full) })
		got, ok := e.Satisfy(packed(e, a), clauses)
		require.Equal(t, possible, ok)
		if ok {
			found++
			full := read(e, &got)
			require.True(t, holds(clauses, full))
			for i := range a {
				require.True(t, a[i] == engine.Unanswered || a[i] == full[i])
			}
		} else {
			none++
		}
		except := m.statements[m.IntN(len(m.statements))]
		// Clauses hold, one statement left out, if they hold with its literals made true.
		but := func(full answers) bool {
			for _, clause := range clauses {
				if !slices.ContainsFunc(clause, func(x engine.Literal) bool { return x.Statement() == except }) && !holds([][]engine.Literal{clause}, full) {
					return false
				}
			}
			return true
		}
		ways := e.Ways(clauses, except)
		completions(s, make(answers, s.Statements), func(full answers) {
			agrees := slices.ContainsFunc(ways, func(way engine.Answers) bool {
				for i, answer := range read(e, &way) {
					if answer != engine.Unanswered && (answer == engine.No) != (full[i] == engine.No) {
						return false
					}
				}
				return true
			})
			require.Equal(t, but(full), agrees, "%v but %d: %v", clauses, except, full)
		})
	})
	require.Greater(t, found, 100)
	require.Greater(t, none, 40)
}

// TestImplies checks that one rule implies another if every clause of the other contains
// one of its own.
func TestImplies(t *testing.T) {
	yes := 0
	somePeople(34, 300, 1, func(*rand.Rand) []int { return few(3) }, func(_ *maker, s *engine.Spec, e *engine.Engine, _ answers) {
		for i := range s.Rules {
			for j := range s.Rules {
				want := true
				for _, wide := range s.Rules[j].When {
					some := false
					for _, narrow := range s.Rules[i].When {
						within := true
						for _, x := range narrow {
							within = within && slices.Contains(wide, x)
						}
						some = some || within
					}
					want = want && some
				}
				require.Equal(t, want, e.Rules[i].Implies(&e.Rules[j]))
				if want && i != j {
					yes++
					completions(s, make(answers, s.Statements), func(full answers) {
						require.True(t, !holds(s.Rules[i].When, full) || holds(s.Rules[j].When, full))
					})
				}
			}
		}
	})
	require.Greater(t, yes, 200)
}

// TestDifferAgainstEveryCompletion checks that two sets of answers differ if some equal
// answers to what is open in both complete them to different outcomes.
func TestDifferAgainstEveryCompletion(t *testing.T) {
	states := map[engine.State]int{}
	somePeople(35, 200, 2, threeOrFour, func(m *maker, s *engine.Spec, e *engine.Engine, a answers) {
		on, off := slices.Clone(a), slices.Clone(a)
		i := m.statements[m.IntN(len(m.statements))]
		if a[i] != engine.Unanswered {
			return
		}
		on[i], off[i] = engine.Yes, engine.No
		on, _ = follow(s, on)
		want := false
		completions(s, on, func(full answers) {
			other := slices.Clone(full)
			other[i] = engine.No
			want = want || decide(s, full).Final() != decide(s, other).Final()
		})
		got := e.Differ(packed(e, on), packed(e, off))
		require.Equal(t, want, got == engine.Open)
		require.NotEqual(t, engine.Undetermined, got)
		states[got]++
	})
	require.Greater(t, states[engine.Open], 50)
	require.Greater(t, states[engine.Settled], 50)
}

// TestCalm checks that with calm answers no rule stops that the answers can prevent from
// stopping, and that no statement that can stop is open.
func TestCalm(t *testing.T) {
	calm, all, open := 0, 0, 0
	somePeople(36, 300, 1, threeToSix, func(_ *maker, s *engine.Spec, e *engine.Engine, a answers) {
		for _, from := range []answers{make(answers, s.Statements), a} {
			x := e.CalmFrom(packed(e, from))
			full := read(e, &x)
			for i := range full {
				require.True(t, from[i] == engine.Unanswered || from[i] == full[i], "given answers are kept")
				require.False(t, e.IsStop(i) && full[i] == engine.Unanswered)
				if full[i] == engine.Unanswered {
					open++
				}
			}
			_, ok := follow(s, full)
			require.True(t, ok)
			stops := func(a answers) bool {
				return slices.ContainsFunc(s.Rules, func(r engine.RuleSpec) bool { return r.Layer <= engine.Sufficiency && holds(r.When, a) })
			}
			possible := false
			completions(s, from, func(full answers) { possible = possible || !stops(full) })
			done := e.Completed(x)
			if all++; !possible || !stops(read(e, &done)) {
				calm++
			}
		}
		empty, none := e.Calm(), e.CalmFrom(engine.Answers{})
		require.Equal(t, none, empty)
	})
	require.Equal(t, all, calm)
	require.Greater(t, open, 300, "statements that only weigh stay open")
}

// TestCloseCalls checks that close calls keep the given answers, are consistent, and lead
// to more different outcomes than answering no to everything else does.
func TestCloseCalls(t *testing.T) {
	several := 0
	somePeople(37, 200, 1, threeToSix, func(_ *maker, s *engine.Spec, e *engine.Engine, a answers) {
		finals := map[engine.Final]bool{}
		for _, x := range e.CloseCalls(packed(e, a)) {
			full := read(e, &x)
			for i := range full {
				require.True(t, a[i] == engine.Unanswered || a[i] == full[i], "given answers are kept")
			}
			_, ok := follow(s, full)
			require.True(t, ok)
			done := e.Completed(x)
			finals[e.Decide(&done).Final()] = true
		}
		require.NotEmpty(t, finals)
		if len(finals) > 1 {
			several++
		}
	})
	require.Greater(t, several, 50)
}
