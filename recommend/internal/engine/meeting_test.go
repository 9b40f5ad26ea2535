package engine_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/internal/engine"
)

// TestTwoQuestionsInEveryWay lets each of two questions give any of three options any grade
// or none, and tries every combination. The combinations are spread over questions that
// are complete or not, weak or not, and options of one modality or several.
func TestTwoQuestionsInEveryWay(t *testing.T) {
	const options, grades = 3, int(engine.Against)
	const first, second, together = 2, 0, 1
	const ways = (grades + 1) * (grades + 1) * (grades + 1)
	both := 0
	for shape := range 17 {
		spec := engine.Spec{
			Options: options, Graded: true, Stages: []engine.Stage{{Layer: engine.Indication}}, Singles: 1<<first | 1<<second,
			Questions: []engine.QuestionSpec{{Complete: shape&1 != 0, Weak: shape&2 != 0}, {Complete: shape&4 != 0}},
			Meeting:   engine.MeetingSpec{Named: shape&3 != 3, First: first, Second: second, Together: together},
		}
		if shape&8 != 0 {
			spec.Singles = 1 << first
		}
		if !spec.Meeting.Named {
			spec.Meeting = engine.MeetingSpec{}
		}
		for question := range spec.Questions { // one statement for each option and grade
			for option := range options {
				for grade := engine.Offer; grade <= engine.Against; grade++ {
					i := len(spec.Rules)
					r := engine.RuleSpec{
						Layer: engine.Indication, When: [][]engine.Literal{{engine.LiteralOf(i, true)}}, Single: i, Mentions: []int{i},
						Points: make([]int16, options), Grades: make([]engine.Grade, options), Question: question,
					}
					r.Grades[option] = grade
					spec.Rules = append(spec.Rules, r)
				}
			}
		}
		spec.Statements = len(spec.Rules)
		e := engine.New(spec)
		for pair := shape; pair < ways*ways; pair += 17 {
			given := make(answers, spec.Statements)
			for i, rest := 0, pair; i < 2*options; i, rest = i+1, rest/(grades+1) {
				if grade := rest % (grades + 1); grade > 0 {
					given[i*grades+grade-1] = engine.Yes
				}
			}
			a := packed(e, given)
			v := e.Decide(&a)
			if want := decide(&spec, given); v != want {
				require.Equal(t, want, v, "shape %d, way %d", shape, pair)
			}
			if v.Standing == 1<<options-1 && v.Outcome == engine.Either {
				both++
			}
		}
	}
	require.Greater(t, both, 100)
}
