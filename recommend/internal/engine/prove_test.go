package engine_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/internal/engine"
)

// Proofs, witnesses and changes, compared with trying every completion.

// plenty is a budget that no generated engine uses up.
const plenty = 1 << 24

// reckoned is the reason why the total steps of all proofs are compared with a fixed number:
// a budget ends a proof at the same place in every run, so the number of steps is visible to
// callers, as an undetermined result or a larger figure.
const reckoned = "the order of searching has changed: if that is meant, write down the new steps, and say in the change by how much"

// completions visits every consistent way of answering what is open.
func completions(s *engine.Spec, a answers, visit func(full answers)) {
	open := slices.Index(a, engine.Unanswered)
	if open < 0 {
		visit(a)
		return
	}
	for _, answer := range []engine.Answer{engine.No, engine.Yes, engine.Strongly} {
		next := slices.Clone(a)
		next[open] = answer
		if full, ok := follow(s, next); ok {
			completions(s, full, visit)
		}
	}
}

// extends reports whether full keeps the answers of a and leaves nothing open.
func extends(full, a answers) bool {
	for i := range a {
		if full[i] == engine.Unanswered || a[i] != engine.Unanswered && a[i] != full[i] {
			return false
		}
	}
	return true
}

// proves checks a case: all completions of a leaf have the outcome, and a split tries every
// answer.
func proves(t *testing.T, s *engine.Spec, e *engine.Engine, a answers, want engine.Final, c *engine.Case) {
	t.Helper()
	require.NotNil(t, c)
	if c.Statement < 0 {
		completions(s, a, func(full answers) { require.Equal(t, want, decide(s, full).Final(), "a leaf") })
		return
	}
	require.Equal(t, engine.Unanswered, a[c.Statement], "a split is on an open statement")
	for answer, part := range map[engine.Answer]*engine.Case{engine.No: c.No, engine.Yes: c.Yes, engine.Strongly: c.Strongly} {
		next := slices.Clone(a)
		next[c.Statement] = answer
		full, ok := follow(s, next)
		if !ok || answer == engine.Strongly && !doubles(s, c.Statement) {
			require.Nil(t, part)
			continue
		}
		proves(t, s, e, full, want, part)
	}
}

// TestSettleAgainstEveryCompletion checks that settled means that every completion has the
// same outcome, with a proof, and that open means that one has another, with that one as
// witness. A small budget gives undetermined, never a wrong result.
func TestSettleAgainstEveryCompletion(t *testing.T) {
	states := map[engine.State]int{}
	steps := 0
	check := func(m *maker, s *engine.Spec, e *engine.Engine, a answers) {
		x := packed(e, a)
		finals := map[engine.Final]bool{}
		var some []engine.Final
		completions(s, a, func(full answers) {
			if f := decide(s, full).Final(); !finals[f] {
				finals[f] = true
				some = append(some, f)
			}
		})
		for _, want := range []engine.Final{decide(s, a).Final(), some[m.IntN(len(some))]} {
			settled := len(finals) == 1 && finals[want]
			for _, budget := range []int{plenty, m.IntN(200)} {
				got := e.Settle(x, want, budget, true)
				states[got.State]++
				switch got.State {
				case engine.Settled:
					require.True(t, settled, "%+v %v", *s, a)
					proves(t, s, e, a, want, got.Proof)
					require.Nil(t, e.Settle(x, want, budget, false).Proof, "no proof unless asked for")
				case engine.Open:
					require.False(t, settled)
					full := read(e, &got.Witness)
					require.True(t, extends(full, a))
					_, ok := follow(s, full)
					require.True(t, ok)
					require.NotEqual(t, want, decide(s, full).Final())
					require.Nil(t, got.Proof)
				default:
					require.Less(t, budget, plenty)
					require.GreaterOrEqual(t, got.Steps, budget)
				}
				if budget == plenty {
					steps += got.Steps
				} else {
					require.Less(t, got.Steps, budget+16)
				}
			}
		}
	}
	somePeople(11, 300, 4, threeToFive, check)
	somePeople(14, 60, 3, apart, check)
	for _, state := range []engine.State{engine.Settled, engine.Open, engine.Undetermined} {
		require.Greater(t, states[state], 100, state)
	}
	require.Equal(t, 96944, steps, reckoned)
}

// usedIn reports whether any condition that decides names the statement.
func usedIn(s *engine.Spec, statement int) bool {
	var all [][][]engine.Literal
	for _, r := range s.Rules {
		all = append(all, r.When)
		if len(r.Grades) > 0 {
			all = append(all, r.If.When, r.Unless.When, s.Questions[r.Question].Yields.When)
		}
	}
	all = append(all, s.Meeting.Joins.When)
	for _, w := range s.Meeting.Wishes {
		all = append(all, w.When)
	}
	return slices.ContainsFunc(all, func(clauses [][]engine.Literal) bool { return slices.Contains(mentioned(clauses), statement) })
}

// TestMattersAgainstEveryCompletion checks that a statement matters exactly if two
// completions that differ only in it have different outcomes.
func TestMattersAgainstEveryCompletion(t *testing.T) {
	states := map[engine.State]int{}
	spent := [3]int{}
	somePeople(12, 300, 3, threeToFive, func(mk *maker, s *engine.Spec, e *engine.Engine, a answers) {
		matters := map[int]bool{}
		completions(s, a, func(full answers) {
			f := decide(s, full).Final()
			for i := range full {
				if a[i] != engine.Unanswered || full[i] == engine.No {
					continue
				}
				without := slices.Clone(full)
				without[i] = engine.No
				matters[i] = matters[i] || decide(s, without).Final() != f
			}
		})
		var open []int
		for i := range a {
			if a[i] == engine.Unanswered {
				open = append(open, i)
			}
		}
		short := 200 + mk.IntN(4000)
		for way, budget := range []int{plenty, short, short} {
			todo := len(open)
			if way == 2 {
				todo *= 10 // as if many more statements were to be examined
			}
			m := engine.NewMatter(e, packed(e, a), budget, todo)
			for _, i := range open {
				want := matters[i]
				if !usedIn(s, i) { // it matters through the statements that its yes settles
					for _, other := range s.Excludes[i] {
						want = want || matters[other] && a[other] == engine.Unanswered && usedIn(s, other)
					}
				}
				witness, state := m.Matters(i)
				states[state]++
				switch state {
				case engine.Settled:
					require.False(t, want, "%d of %+v %v", i, *s, a)
				case engine.Open:
					require.True(t, want)
					full := read(e, &witness)
					require.True(t, extends(full, a))
					_, ok := follow(s, full)
					require.True(t, ok)
					shows := false
					for _, x := range append([]int{i}, s.Excludes[i]...) {
						if a[x] == engine.Unanswered && full[x] >= engine.Yes {
							without := slices.Clone(full)
							without[x] = engine.No
							shows = shows || decide(s, full).Final() != decide(s, without).Final()
						}
					}
					require.True(t, shows, "the witness shows it")
				default:
					require.Less(t, budget, plenty)
				}
			}
			spent[way] += budget - m.Left()
		}
	})
	require.Greater(t, states[engine.Settled], 500)
	require.Greater(t, states[engine.Open], 500)
	require.Equal(t, [3]int{423106, 381588, 336724}, spent, reckoned)
}

// TestMattersWhereOptionsAreLevel checks that a statement that adds the same points to every
// remaining option makes no difference, and that this takes no steps; unless nothing else
// gives points or grades.
func TestMattersWhereOptionsAreLevel(t *testing.T) {
	const need = engine.Indication
	const level, other, excludes, speaks = 0, 1, 2, 3
	when := func(statement int) engine.RuleSpec {
		return engine.RuleSpec{When: [][]engine.Literal{{engine.LiteralOf(statement, true)}}, Single: statement, Mentions: []int{statement}}
	}
	rule := func(statement int, points ...int16) engine.RuleSpec {
		r := when(statement)
		r.Layer, r.Points = need, points
		return r
	}
	for _, c := range []struct {
		name     string
		points   []int16 // for the statement
		excluded uint16
		spoken   []int16
		free     bool // costs nothing
		state    engine.State
	}{
		{"the same", []int16{2, 2, 2}, 0, []int16{1, 1, 1}, true, engine.Settled},
		{"the same for those left", []int16{2, 1, 2}, 1 << 1, []int16{1, 1, 1}, true, engine.Settled},
		{"the same for those left but the first", []int16{1, 2, 2}, 1 << 0, []int16{1, 1, 1}, true, engine.Settled},
		{"not the same", []int16{2, 2, 1}, 0, []int16{1, 1, 1}, false, engine.Open},
		{"nothing else speaks", []int16{2, 2, 2}, 0, []int16{0, 0, 0}, false, engine.Open},
		{"something else speaks for one", []int16{2, 2, 2}, 0, []int16{1, 0, 0}, false, engine.Settled},
		{"something else speaks for those left", []int16{2, 2, 2}, 1 << 0, []int16{0, 1, 1}, true, engine.Settled},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := engine.Spec{Statements: 4, Options: 3, Stages: []engine.Stage{{Layer: need}}}
			if c.excluded != 0 {
				r := when(excludes)
				r.Layer, r.Excludes = engine.Eligibility, c.excluded
				s.Rules = append(s.Rules, r)
			}
			s.Rules = append(s.Rules, rule(level, c.points...), rule(other, 0, 0, 2), rule(speaks, c.spoken...))
			e := engine.New(s)
			m := engine.NewMatter(e, packed(e, answers{engine.Unanswered, engine.Unanswered, engine.Yes, engine.Yes}), plenty, 2)
			left := m.Left()
			_, state := m.Matters(level)
			require.Equal(t, c.state, state)
			require.Equal(t, c.free, left == m.Left())
		})
	}
}

// TestChangesAgainstEveryChange checks single and double changes and their order.
func TestChangesAgainstEveryChange(t *testing.T) {
	singles, pairs := 0, 0
	somePeople(13, 150, 3, threeToFive, func(mk *maker, s *engine.Spec, e *engine.Engine, _ answers) {
		given := make(answers, s.Statements) // without entailed answers
		for {
			for i := range given {
				given[i] = engine.Answer(mk.IntN(4))
			}
			if _, ok := follow(s, given); ok {
				break
			}
		}
		x := packed(e, given)
		v := e.Decide(&x)
		type move struct {
			Statement int
			From, To  engine.Answer
		}
		with := func(moves ...move) (answers, bool) {
			a := slices.Clone(given)
			for _, m := range moves {
				a[m.Statement] = m.To
			}
			return follow(s, a)
		}
		differs := func(moves ...move) bool {
			a, ok := with(moves...)
			return ok && decide(s, a).Final() != v.Final()
		}
		var moves []move
		for i, from := range given {
			for _, to := range []engine.Answer{engine.No, engine.Yes, engine.Strongly, engine.Unanswered} {
				if from == engine.Unanswered || from == to || from == engine.Yes && to == engine.Strongly && !doubles(s, i) {
					continue
				}
				moves = append(moves, move{i, from, to})
			}
		}
		var want, got []string
		for _, m := range moves {
			if differs(m) {
				want = append(want, fmt.Sprint([]move{m}))
				singles++
			}
		}
		all := 0
		for i, m := range moves {
			for _, n := range moves[i+1:] {
				if m.Statement == n.Statement || differs(m) || differs(n) {
					continue
				}
				if all++; differs(m, n) {
					want = append(want, fmt.Sprint([]move{m, n}))
					pairs++
				}
			}
		}
		tried, of := e.Changes(x, v, all, func(c engine.Change) bool {
			var key []move
			for _, m := range c.Moves {
				key = append(key, move{m.Statement, m.From, m.To})
			}
			got = append(got, fmt.Sprint(key))
			a, ok := with(key...)
			require.True(t, ok)
			require.Equal(t, a, read(e, &c.Answers))
			return true
		})
		require.Equal(t, []int{all, all}, []int{tried, of})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%+v %v (-model +engine):\n%s", *s, given, diff)
		}
		if all > 1 {
			tried, of = e.Changes(x, v, all/2, func(engine.Change) bool { return true })
			require.Equal(t, []int{all / 2, all}, []int{tried, of}, "no more pairs are tried than asked for")
		}
		for most := 1; most < len(want); most++ {
			n := 0
			e.Changes(x, v, all, func(engine.Change) bool { n++; return n < most })
			require.Equal(t, most, n, "no visits after a caller stops")
		}
	})
	require.Greater(t, singles, 200)
	require.Greater(t, pairs, 200)
}

// TestSettleTakesRulesInOrder checks that undecided rules are examined in their order, so
// that the witness does not depend on later rules.
func TestSettleTakesRulesInOrder(t *testing.T) {
	for _, layer := range []engine.Layer{engine.Safety, engine.Sufficiency} {
		s := engine.Spec{Statements: 3, Options: 2, Stages: []engine.Stage{{Layer: engine.Indication}}}
		for i := range s.Statements {
			s.Rules = append(s.Rules, engine.RuleSpec{
				Layer: layer, When: [][]engine.Literal{{engine.LiteralOf(i, true)}}, Single: i, Mentions: []int{i},
			})
		}
		e := engine.New(s)
		got := e.Settle(engine.Answers{}, engine.Final{Outcome: engine.Either}, plenty, false)
		require.Equal(t, engine.Open, got.State)
		require.Equal(t, answers{engine.Yes, engine.No, engine.No}, read(e, &got.Witness))
	}
}
