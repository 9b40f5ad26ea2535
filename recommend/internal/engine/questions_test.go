package engine_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/internal/engine"
)

// TestNothingIsAskedForAnOptionThatIsOut checks that no statement is asked about that could
// only exclude an option that is already excluded.
func TestNothingIsAskedForAnOptionThatIsOut(t *testing.T) {
	rule := func(statement int, excludes uint16, requires bool) engine.RuleSpec {
		when := [][]engine.Literal{{engine.LiteralOf(statement, true)}}
		return engine.RuleSpec{
			Layer: engine.Eligibility, When: when, Fails: denied(when), Requires: requires, Excludes: excludes,
			Single: statement, Mentions: []int{statement}, Points: make([]int16, 2),
		}
	}
	e := engine.New(engine.Spec{Statements: 3, Options: 2, Rules: []engine.RuleSpec{rule(0, 1, false), rule(1, 1, true), rule(2, 2, true)}})
	for _, c := range []struct {
		out  engine.Answer
		want []int
	}{{engine.Yes, []int{2}}, {engine.No, []int{1, 2}}} {
		var a engine.Answers
		a.Give(0, c.out)
		var asked []int
		e.Questions(&a, e.Decide(&a), func(statement int, _ *engine.Rule) bool {
			asked = append(asked, statement)
			return true
		})
		require.Equal(t, c.want, asked)
	}
}
