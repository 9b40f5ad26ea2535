package engine_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/internal/engine"
)

// wild generates specs of every shape: statements at the ends of machine words, many
// options, rules of every layer with no clause, one, several, and one or two wide ones;
// small and large points.
type wild struct {
	*rand.Rand
	spec engine.Spec
}

func (w *wild) clauses(most int) [][]engine.Literal {
	list := make([][]engine.Literal, w.IntN(most+1))
	for i := range list {
		for range 1 + w.IntN(3)*w.IntN(2) {
			list[i] = append(list[i], engine.LiteralOf(w.IntN(w.spec.Statements), w.IntN(3) > 0))
		}
	}
	return list
}

func (w *wild) situation() engine.Situation {
	if w.IntN(2) == 0 {
		return engine.Situation{}
	}
	when := w.clauses(2)
	return engine.Situation{Stated: len(when) > 0, When: when}
}

// wideClause has about as many literals as widestHung, half of the time all in one word.
func (w *wild) wideClause() []engine.Literal {
	wide := make([]engine.Literal, 8+w.IntN(12))
	for i := range wide {
		wide[i] = engine.LiteralOf(w.IntN(w.spec.Statements), w.IntN(3) > 0)
	}
	if w.IntN(2) == 0 {
		word := wide[0] / 64
		for i, x := range wide {
			if same := word*64 + x%64; same.Statement() < w.spec.Statements {
				wide[i] = same
			} else {
				wide[i] = wide[0]
			}
		}
	}
	return wide
}

func (w *wild) rule(layer engine.Layer) engine.RuleSpec {
	most := 3
	if w.IntN(3) == 0 {
		most = 1
	}
	r := engine.RuleSpec{Layer: layer, When: w.clauses(most), Single: -1, Points: make([]int16, w.spec.Options)}
	if len(r.When) == 0 && w.IntN(4) > 0 { // few rules that always fire
		r.When = [][]engine.Literal{{engine.LiteralOf(w.IntN(w.spec.Statements), true)}}
	}
	if !layer.Weighs() && w.IntN(2) == 0 {
		r.Requires, r.Fails = true, everyDenial(r.When)
		if w.IntN(3) > 0 {
			r.Required = w.clauses(2)
		}
	}
	if !r.Requires && w.IntN(8) == 0 {
		if w.IntN(2) == 0 {
			r.When = nil
		}
		for range 1 + w.IntN(2) {
			r.When = append(r.When, w.wideClause())
		}
	}
	switch {
	case layer == engine.Eligibility:
		r.Excludes = uint16(1 + w.IntN(1<<w.spec.Options-1))
	case layer == engine.Indication && w.spec.Graded:
		r.Grades, r.Question = make([]engine.Grade, w.spec.Options), w.IntN(len(w.spec.Questions))
		r.Grades[w.IntN(w.spec.Options)] = engine.Grade(1 + w.IntN(5))
		r.Grades[w.IntN(w.spec.Options)] = engine.Grade(1 + w.IntN(5))
		r.If, r.Unless = w.situation(), w.situation()
	case layer.Weighs():
		worth := []int{1, 1, 40}[w.IntN(3)]
		for range 1 + w.IntN(w.spec.Options) {
			r.Points[w.IntN(w.spec.Options)] = int16(worth * (w.IntN(7) - 3))
		}
		if len(r.When) == 1 && len(r.When[0]) == 1 && r.When[0][0].Yes() {
			r.Single, r.Doubles = r.When[0][0].Statement(), w.IntN(2) == 0
		}
	}
	r.Mentions = mentioned(r.When)
	return r
}

func wildSpec(rng *rand.Rand) engine.Spec {
	w := wild{Rand: rng}
	w.spec = engine.Spec{
		Statements: []int{3, 12, 63, 64, 65, 130, engine.MaxStatements}[w.IntN(7)], Options: []int{1, 2, 3, 3, 4, 5, 9, engine.MaxOptions}[w.IntN(8)],
		Graded: w.IntN(3) > 0,
	}
	w.spec.Excludes = make([][]int, w.spec.Statements)
	for range w.IntN(4) {
		a, b := w.IntN(w.spec.Statements), w.IntN(w.spec.Statements)
		if a != b {
			w.spec.Excludes[a], w.spec.Excludes[b] = append(w.spec.Excludes[a], b), append(w.spec.Excludes[b], a)
		}
	}
	for i := range 1 + w.IntN(engine.MaxWeighing) {
		w.spec.Stages = append(w.spec.Stages, engine.Stage{Layer: engine.Indication + engine.Layer(i), Margin: w.IntN(4)})
	}
	if w.spec.Graded {
		w.spec.Singles = uint16(w.IntN(1 << w.spec.Options))
		for range 1 + w.IntN(4) {
			w.spec.Questions = append(w.spec.Questions, engine.QuestionSpec{Yields: w.situation(), Complete: w.IntN(2) == 0, Weak: w.IntN(2) == 0})
		}
		m := &w.spec.Meeting
		if w.spec.Options >= 3 && w.IntN(4) > 0 {
			order := w.Perm(w.spec.Options)
			m.Named, m.First, m.Second, m.Together, m.Joins = true, order[0], order[1], order[2], w.situation()
		}
		for range w.IntN(3) {
			m.Wishes = append(m.Wishes, engine.WishSpec{Option: w.IntN(w.spec.Options), When: w.clauses(2)})
		}
	}
	for layer := engine.Safety; layer <= engine.Eligibility; layer++ {
		for range w.IntN(int(layer) + 2) {
			w.spec.Rules = append(w.spec.Rules, w.rule(layer))
		}
	}
	for _, s := range w.spec.Stages {
		most := 8
		if w.IntN(8) == 0 {
			most = 90
		}
		for range w.IntN(most) {
			w.spec.Rules = append(w.spec.Rules, w.rule(s.Layer))
		}
	}
	slices.SortStableFunc(w.spec.Rules, func(a, b engine.RuleSpec) int { return int(a.Layer) - int(b.Layer) })
	return w.spec
}

// someAnswers answers some statements, without contradiction.
func someAnswers(rng *rand.Rand, e *engine.Engine) engine.Answers {
	var a engine.Answers
	few := 1 + rng.IntN(4)
	for statement := range e.Statements {
		if rng.IntN(few) == 0 {
			if next, consistent := e.With(a, statement, engine.Answer(1+rng.IntN(3))); consistent && a.Open(statement) {
				a = next
			}
		}
	}
	return a
}

// TestDecideOnEveryShape compares the engine with the model on specs of every shape, and
// DecideWithout with a model that never had the rule.
func TestDecideOnEveryShape(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	specs := 4000
	if testing.Short() {
		specs = 800
	}
	seen := map[engine.Outcome]int{}
	for range specs {
		spec := wildSpec(rng)
		e := engine.New(spec)
		for range 12 {
			a := someAnswers(rng, e)
			given := read(e, &a)
			v := e.Decide(&a)
			require.Equal(t, decide(&spec, given), v, "%+v %v", spec, given)
			seen[v.Outcome]++
			if !v.Weighed() || rng.IntN(4) > 0 {
				continue
			}
			for i := range spec.Rules {
				if !spec.Rules[i].Layer.Weighs() || !holds(spec.Rules[i].When, given) {
					continue
				}
				require.Equal(t, decide(without(&spec, i), given), e.DecideWithout(&a, i), "%+v %v without %d", spec, given, i)
			}
		}
	}
	for _, o := range []engine.Outcome{engine.Escalate, engine.NeedsInformation, engine.NoneSuitable, engine.Recommended, engine.Either} {
		require.Greater(t, seen[o], specs/10, "%v", seen)
	}
}

// TestDecideWithMostRows uses the largest number of rules that grade, each with a different
// condition, and makes any two of them fire.
func TestDecideWithMostRows(t *testing.T) {
	spec := engine.Spec{
		Statements: engine.MaxStatements, Options: engine.MaxOptions, Graded: true,
		Stages: []engine.Stage{{Layer: engine.Indication}}, Questions: make([]engine.QuestionSpec, 3),
	}
	for i := range engine.MaxGraded {
		r := engine.RuleSpec{
			Layer: engine.Indication, When: [][]engine.Literal{{engine.LiteralOf(i, true)}}, Single: i, Mentions: []int{i},
			Points: make([]int16, engine.MaxOptions), Grades: make([]engine.Grade, engine.MaxOptions), Question: i % 3,
		}
		r.Grades[i/16] = engine.Offer
		spec.Rules = append(spec.Rules, r)
	}
	e := engine.New(spec)
	for i := range engine.MaxGraded {
		given := make(answers, spec.Statements)
		given[i], given[i*5%engine.MaxGraded] = engine.Yes, engine.Yes
		a := packed(e, given)
		require.Equal(t, decide(&spec, given), e.Decide(&a), i)
	}
}
