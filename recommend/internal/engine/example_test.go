package engine_test

import (
	"fmt"

	"github.com/therapykit/therapykit/recommend/internal/engine"
)

// The four rules of the package comment.
func ExampleEngine() {
	const danger, declines, lonely, shy, used = 0, 1, 2, 3, 4
	const alone, together = 0, 1
	const need = engine.Indication + 1
	yes := func(statement int) []engine.Literal { return []engine.Literal{engine.LiteralOf(statement, true)} }
	no := func(statement int) []engine.Literal { return []engine.Literal{engine.LiteralOf(statement, false)} }
	e := engine.New(engine.Spec{
		Statements: 5, Options: 2, Stages: []engine.Stage{{Layer: need, Margin: 1}},
		Rules: []engine.RuleSpec{
			{Layer: engine.Safety, When: [][]engine.Literal{yes(danger)}, Single: danger, Mentions: []int{danger}},
			{Layer: engine.Eligibility, When: [][]engine.Literal{yes(declines)}, Single: declines, Mentions: []int{declines}, Excludes: 1 << together},
			{Layer: need, When: [][]engine.Literal{yes(lonely)}, Single: lonely, Mentions: []int{lonely}, Points: []int16{together: 3}},
			{Layer: need, When: [][]engine.Literal{yes(shy), no(used)}, Single: -1, Mentions: []int{shy, used}, Points: []int16{alone: 4, together: 0}},
		},
	})
	var a engine.Answers
	a.Give(danger, engine.No)
	a.Give(used, engine.No)
	a.Give(lonely, engine.Yes)
	a.Give(shy, engine.Yes)
	e.Entail(&a)
	v := e.Decide(&a)
	fmt.Println(v.Outcome == engine.Either, v.Standing == 1<<alone|1<<together)

	s := e.Settle(a, v.Final(), 100, true)
	given, _ := s.Witness.Answer(declines)
	w := e.Decide(&s.Witness)
	fmt.Println(s.State == engine.Open, given == engine.Yes, w.Outcome == engine.Recommended, w.Standing == 1<<alone)

	a.Give(declines, engine.No)
	s = e.Settle(a, v.Final(), 100, true)
	fmt.Println(s.State == engine.Settled, s.Proof.Statement < 0)
	// Output:
	// true true
	// true true true true
	// true true
}
