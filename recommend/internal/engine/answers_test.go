package engine_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/internal/engine"
)

// three is an engine of three statements, of which the first and the last exclude
// each other, and no rules.
func three() *engine.Engine {
	return engine.New(engine.Spec{Statements: 3, Excludes: [][]int{{2}, nil, {0}}, Options: 1})
}

var allAnswers = []engine.Answer{engine.Unanswered, engine.No, engine.Yes, engine.Strongly}

// TestAnswers tries every way of answering three statements: given answers are returned
// as they were given, and answers that follow from them are marked as entailed.
func TestAnswers(t *testing.T) {
	e := three()
	for _, x := range allAnswers {
		for _, y := range allAnswers {
			for _, z := range allAnswers {
				var a engine.Answers
				a.Give(0, x)
				a.Give(1, y)
				a.Give(2, z)
				contradictory := e.Entail(&a)
				require.Equal(t, x >= engine.Yes && z >= engine.Yes, contradictory)
				require.Equal(t, contradictory, e.Contradict(&a, 0, 2))
				for statement, given := range []engine.Answer{x, y, z} {
					got, entailed := a.Answer(statement)
					follows := given == engine.Unanswered && (statement == 0 && z >= engine.Yes || statement == 2 && x >= engine.Yes)
					if follows {
						given = engine.No
					}
					require.Equal(t, given, got)
					require.Equal(t, follows, entailed)
					require.Equal(t, got == engine.Unanswered, a.Open(statement))
				}
				if contradictory {
					continue
				}
				// Removing an answer and giving it again changes nothing. Once it is removed,
				// nothing follows from it.
				without := e.Without(a, 0)
				if x != engine.Unanswered {
					got, _ := without.Answer(0)
					require.Equal(t, z >= engine.Yes, got == engine.No)
					_, entailed := without.Answer(2)
					require.False(t, entailed)
					again, consistent := e.With(without, 0, x)
					if z < engine.Yes {
						require.True(t, consistent)
						require.Equal(t, a, again)
					}
				}
				done := e.Completed(a)
				for statement := range e.Statements {
					require.False(t, done.Open(statement))
				}
			}
		}
	}
}
