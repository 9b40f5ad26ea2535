package engine_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/internal/engine"
)

// points is a rule that gives points to two options for a yes to a statement.
func points(layer engine.Layer, statement int, one, other int16) engine.RuleSpec {
	return engine.RuleSpec{
		Layer: layer, When: [][]engine.Literal{{engine.LiteralOf(statement, true)}},
		Single: statement, Mentions: []int{statement}, Points: []int16{one, other},
	}
}

// TestCloseCallsAim checks that samples make two options equal in the earlier stages, and a
// few points apart in the next.
func TestCloseCallsAim(t *testing.T) {
	const need, wish = engine.Indication, engine.Indication + 1
	const no, yes, strongly, open = engine.No, engine.Yes, engine.Strongly, engine.Unanswered
	const drawn = 32
	doubled := points(wish, 2, 1, 0)
	doubled.Doubles = true
	for _, c := range []struct {
		name  string
		rules []engine.RuleSpec
		given answers
		want  []answers
	}{
		{"level, then apart", []engine.RuleSpec{points(need, 0, 2, 0), points(need, 1, 0, 2), doubled}, answers{yes, open, open}, []answers{
			{yes, open, open},                                       // no other answer
			{yes, yes, open},                                        // level in the first stage
			{yes, open, open},                                       // two apart
			{yes, yes, open}, {yes, yes, yes}, {yes, yes, strongly}, // level, one and two apart in the second
		}},
		{"too far to be level", []engine.RuleSpec{points(need, 0, 9, 0), points(need, 1, 0, 4), points(wish, 2, 0, 1)}, answers{yes, open, open}, []answers{
			{yes, open, open},
			{yes, yes, yes},
			{yes, yes, open}, // as close as possible in the first stage
		}},
		{"too far the other way", []engine.RuleSpec{points(need, 0, 0, 9), points(need, 1, 4, 0), points(wish, 2, 0, 1)}, answers{yes, open, open}, []answers{
			{yes, open, open}, {yes, yes, yes}, {yes, yes, open},
		}},
		{"the widest", []engine.RuleSpec{points(need, 0, 40, 0), points(need, 1, 0, 40), points(need, 2, 41, 0)}, answers{yes, open, open}, []answers{
			{yes, open, open}, {yes, yes, open}, {yes, yes, open}, // the last in the second stage
		}},
		{"the widest the other way", []engine.RuleSpec{points(need, 0, 0, 40), points(need, 1, 40, 0), points(need, 2, 0, 41)}, answers{yes, open, open}, []answers{
			{yes, open, open}, {yes, yes, open}, {yes, yes, open}, // the last in the second stage
		}},
		{"few rather than many", []engine.RuleSpec{points(need, 0, 1, 0), points(need, 1, 1, 0), points(need, 2, 2, 0)}, answers{open, open, open}, []answers{
			{open, open, open}, {open, open, open}, {yes, open, open}, {open, open, yes}, {yes, open, yes}, {yes, yes, yes}, {open, open, open},
		}},
		{"what was given for a no", []engine.RuleSpec{
			{Layer: need, When: [][]engine.Literal{{engine.LiteralOf(0, false)}}, Single: -1, Mentions: []int{0}, Points: []int16{1, 0}},
			points(need, 0, 0, 2), points(need, 1, 0, 1), points(wish, 2, 1, 0),
		}, answers{open, open, no}, []answers{
			{open, open, no}, {yes, yes, no}, {yes, open, no}, {open, yes, no}, {open, open, no}, {open, yes, no},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := engine.New(engine.Spec{Statements: 3, Options: 2, Stages: []engine.Stage{{Layer: need}, {Layer: wish}}, Rules: c.rules})
			var got []answers
			for _, x := range e.CloseCalls(packed(e, c.given)) {
				got = append(got, read(e, &x))
			}
			require.Len(t, got, len(c.want)+drawn)
			require.Equal(t, c.want, got[:len(c.want)])
		})
	}
}

// TestSamplesAreBounded checks that the number of samples is limited for any number of
// options, also after samples that showed a difference were moved to the front.
func TestSamplesAreBounded(t *testing.T) {
	const most, statements, options = 128, 40, 6
	rng := rand.New(rand.NewPCG(38, 39))
	s := engine.Spec{Statements: statements, Options: options, Stages: []engine.Stage{{Layer: engine.Indication}, {Layer: engine.Indication + 1}}}
	for _, stage := range s.Stages {
		for i := range statements {
			r := engine.RuleSpec{
				Layer: stage.Layer, When: [][]engine.Literal{{engine.LiteralOf(i, true)}},
				Single: i, Mentions: []int{i}, Points: make([]int16, options),
			}
			for o := range r.Points {
				r.Points[o] = int16(rng.IntN(7) - 3)
			}
			s.Rules = append(s.Rules, r)
		}
	}
	e := engine.New(s)
	require.Len(t, e.CloseCalls(engine.Answers{}), most)
	m := engine.NewMatter(e, engine.Answers{}, 1<<16, statements)
	require.Equal(t, most, m.Samples())
	for i := range statements {
		_, state := m.Matters(i)
		require.Equal(t, engine.Open, state)
		require.Equal(t, most, m.Samples())
	}
}
