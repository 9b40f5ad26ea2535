package engine_test

import (
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/internal/engine"
)

// The decision once more, straight from the Spec: every rule is looked at every time, and
// nothing is made ready before.

type slow struct {
	engine.Spec
	given []engine.Answer // with what follows
}

func (s *slow) holds(clauses [][]engine.Literal) bool {
	for _, clause := range clauses {
		if !slices.ContainsFunc(clause, func(x engine.Literal) bool {
			given := s.given[x.Statement()]
			return x.Yes() && given >= engine.Yes || !x.Yes() && given == engine.No
		}) {
			return false
		}
	}
	return true
}

func (s *slow) waits(r *engine.RuleSpec) bool {
	return r.Requires && s.holds(r.Required) && !s.holds(r.When) && !s.holds(r.Fails)
}

func (s *slow) decide() engine.Verdict {
	all := uint16(1)<<s.Options - 1
	var danger, unsafe, more bool
	var excluded, pending, spoken uint16
	for i := range s.Rules {
		r := &s.Rules[i]
		fires, waits := s.holds(r.When), s.waits(r)
		switch r.Layer {
		case engine.Safety:
			danger, unsafe = danger || fires, unsafe || waits
		case engine.Sufficiency:
			more = more || fires || waits
		case engine.Eligibility:
			if fires {
				excluded |= r.Excludes
			}
			if waits {
				pending |= r.Excludes
			}
		default:
			for option := range s.Options {
				if fires && (r.Points[option] != 0 || len(r.Grades) > 0 && r.Grades[option] != 0) {
					spoken |= 1 << option
				}
			}
		}
	}
	eligible := all &^ excluded
	switch {
	case danger:
		return engine.Verdict{Outcome: engine.Escalate, Decided: engine.Safety}
	case unsafe:
		return engine.Verdict{Outcome: engine.NeedsInformation, Decided: engine.Safety}
	case more:
		return engine.Verdict{Outcome: engine.NeedsInformation, Decided: engine.Sufficiency}
	case eligible == 0:
		return engine.Verdict{Outcome: engine.NoneSuitable, Decided: engine.Eligibility}
	case pending&eligible != 0:
		return engine.Verdict{Outcome: engine.NeedsInformation, Decided: engine.Eligibility, Eligible: eligible}
	}
	standing, flagged := eligible, uint16(0)
	if s.Graded {
		standing, flagged = s.meet(eligible)
	}
	v := engine.Verdict{Eligible: eligible, Flagged: flagged}
	switch {
	case bits.OnesCount16(eligible) == 1:
		v.Outcome, v.Decided, v.Standing = engine.Recommended, engine.Eligibility, eligible
		return v
	case spoken&eligible == 0:
		v.Outcome, v.Flagged = engine.NeedsInformation, 0
		return v
	case s.Graded && bits.OnesCount16(standing) == 1 && standing&^flagged == 0:
		v.Outcome, v.Standing = engine.Either, eligible
		return v
	case s.Graded && bits.OnesCount16(standing) == 1:
		v.Outcome, v.Decided, v.Standing = engine.Recommended, engine.Indication, standing
		return v
	}
	v.Outcome, v.Standing = engine.Either, standing
	for _, stage := range s.Stages {
		if s.Graded && stage.Layer == engine.Indication {
			continue
		}
		sums := make([]int, s.Options)
		for i := range s.Rules {
			r := &s.Rules[i]
			if r.Layer != stage.Layer || !s.holds(r.When) {
				continue
			}
			for option := range sums {
				n := int(r.Points[option])
				if r.Doubles && s.given[r.Single] == engine.Strongly {
					n *= 2
				}
				sums[option] += n
			}
		}
		best := -1 << 30
		for option, n := range sums {
			if v.Standing>>option&1 == 1 {
				best = max(best, n)
			}
		}
		left, lead := uint16(0), 1<<30
		for option, n := range sums {
			switch {
			case v.Standing>>option&1 == 0:
			case best-n <= stage.Margin:
				left |= 1 << option
			default:
				lead = min(lead, best-n)
			}
		}
		if left != v.Standing && left&^flagged == 0 {
			return v
		}
		if v.Standing = left; bits.OnesCount16(left) == 1 {
			v.Outcome, v.Decided, v.Lead = engine.Recommended, stage.Layer, int16(lead)
			return v
		}
	}
	return v
}

// meet is the meeting of the questions over sets of options.
func (s *slow) meet(eligible uint16) (survivors, flagged uint16) {
	var tops []uint16
	var against uint16
	offersSecond, prefersFirst := false, false
	bit := func(option int) uint16 {
		if !s.Meeting.Named {
			return 0
		}
		return 1 << option
	}
	for i, q := range s.Questions {
		grades := make([]engine.Grade, s.Options)
		asked, certain := false, uint16(0)
		for k := range s.Rules {
			r := &s.Rules[k]
			if len(r.Grades) == 0 || r.Question != i || !s.holds(r.When) {
				continue
			}
			asked = true
			joins := r.If.Stated && s.holds(r.If.When) || r.Unless.Stated && !s.holds(r.Unless.When)
			for option, g := range r.Grades {
				if old := grades[option]; g != 0 && (old == 0 || g == engine.Against || old != engine.Against && g < old) {
					grades[option] = g
				}
				if g == engine.OnlyIf && joins {
					certain |= 1 << option
				}
			}
		}
		if !asked {
			continue
		}
		var by [engine.Against + 1]uint16
		for option, g := range grades {
			by[g] |= 1 << option
		}
		against |= by[engine.Against]
		for option, g := range grades {
			opposed := g == engine.Against
			if s.Singles>>option&1 == 1 {
				before := (by[engine.Offer] | by[engine.Consider]) &^ (1 << option)
				opposed = before != 0 && (g == engine.Against || g == engine.Adjunct || g == 0 && q.Complete)
			}
			if opposed {
				flagged |= 1 << option & eligible
			}
		}
		top := uint16(0)
		for _, g := range []engine.Grade{engine.Offer, engine.Consider, engine.OnlyIf} {
			if top = by[g] & eligible; top != 0 {
				top |= certain & by[engine.OnlyIf] & eligible
				break
			}
		}
		if top == 0 || q.Yields.Stated && s.holds(q.Yields.When) {
			continue
		}
		tops = append(tops, top)
		if s.Meeting.Named && !q.Weak {
			first, second := bit(s.Meeting.First), bit(s.Meeting.Second)
			offersSecond = offersSecond || top == second && grades[s.Meeting.Second] == engine.Offer
			prefersFirst = prefersFirst || top&first != 0 && top&second == 0
		}
	}
	together := bit(s.Meeting.Together) & eligible &^ against
	survivors = eligible
	if len(tops) > 0 {
		shared, union := eligible, uint16(0)
		for _, top := range tops {
			shared, union = shared&top, union|top
		}
		if survivors = shared; shared == 0 {
			survivors = union &^ flagged
			if offersSecond && prefersFirst {
				survivors |= together
			}
			if survivors == 0 {
				survivors = together
			}
			if survivors == 0 {
				survivors = union
			}
		}
	}
	if s.Meeting.Joins.Stated && s.holds(s.Meeting.Joins.When) && survivors&bit(s.Meeting.First) != 0 {
		survivors |= together
	}
	if survivors&^flagged == 0 {
		survivors |= eligible &^ flagged
	}
	for _, w := range s.Meeting.Wishes {
		if s.holds(w.When) {
			survivors |= 1 << w.Option & eligible
		}
	}
	return survivors, flagged
}

// wild makes up specs of every shape: statements at the ends of words, many options, rules
// of every layer with one clause, with several, and with none.
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

// fails is when the clauses certainly do not hold.
func fails(when [][]engine.Literal) [][]engine.Literal {
	list := [][]engine.Literal{{}}
	for _, clause := range when {
		var next [][]engine.Literal
		for _, partial := range list {
			for _, x := range clause {
				next = append(next, append(slices.Clone(partial), engine.LiteralOf(x.Statement(), !x.Yes())))
			}
		}
		list = next
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
		r.Requires, r.Fails = true, fails(r.When)
		if w.IntN(3) > 0 {
			r.Required = w.clauses(2)
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
		for range 1 + w.IntN(w.spec.Options) {
			r.Points[w.IntN(w.spec.Options)] = int16(w.IntN(7) - 3)
		}
		if len(r.When) == 1 && len(r.When[0]) == 1 && r.When[0][0].Yes() {
			r.Single, r.Doubles = r.When[0][0].Statement(), w.IntN(2) == 0
		}
	}
	for _, clause := range r.When {
		for _, x := range clause {
			if !slices.Contains(r.Mentions, x.Statement()) {
				r.Mentions = append(r.Mentions, x.Statement())
			}
		}
	}
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

// TestDecideAgainstSlow compares tables and masks with going through every rule, on specs of
// every shape, and leaving a rule out with an engine that never had it.
func TestDecideAgainstSlow(t *testing.T) {
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
			s := slow{Spec: spec, given: make([]engine.Answer, spec.Statements)}
			for i := range s.given {
				s.given[i], _ = a.Answer(i)
			}
			v := e.Decide(&a)
			require.Equal(t, s.decide(), v, "%+v %v", spec, s.given)
			seen[v.Outcome]++
			if !v.Weighed() || rng.IntN(4) > 0 {
				continue
			}
			for i := range spec.Rules {
				if !spec.Rules[i].Layer.Weighs() || !s.holds(spec.Rules[i].When) {
					continue
				}
				less := s
				less.Rules = slices.Delete(slices.Clone(spec.Rules), i, i+1)
				require.Equal(t, less.decide(), e.DecideWithout(&a, i), "%+v %v without %d", spec, s.given, i)
			}
		}
	}
	for _, o := range []engine.Outcome{engine.Escalate, engine.NeedsInformation, engine.NoneSuitable, engine.Recommended, engine.Either} {
		require.Greater(t, seen[o], specs/10, "%v", seen)
	}
}

// TestDecideWithMostRows has as many rules that grade as there may be, each with a condition
// of its own, and lets any two of them fire.
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
		var a engine.Answers
		s := slow{Spec: spec, given: make([]engine.Answer, spec.Statements)}
		for _, statement := range []int{i, i * 5 % engine.MaxGraded} {
			a.Give(statement, engine.Yes)
			s.given[statement] = engine.Yes
		}
		require.Equal(t, s.decide(), e.Decide(&a), i)
	}
}
