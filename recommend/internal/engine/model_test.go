package engine_test

import (
	"math/rand/v2"
	"slices"

	"github.com/therapykit/therapykit/recommend/internal/engine"
)

// The slow model that the engine is compared with, and the generator of engines for the
// comparison. The model checks every rule, clause by clause, and keeps no table. Its
// treatment of grades follows definitions 1 to 5 of the semantics, over lists of options.

// answers has one entry for each statement.
type answers []engine.Answer

// holds reports whether every clause has a literal that the answers make true.
func holds(clauses [][]engine.Literal, a answers) bool {
	for _, clause := range clauses {
		some := false
		for _, x := range clause {
			some = some || x.Yes() && a[x.Statement()] >= engine.Yes || !x.Yes() && a[x.Statement()] == engine.No
		}
		if !some {
			return false
		}
	}
	return true
}

func stated(x engine.Situation, a answers) bool { return x.Stated && holds(x.When, a) }

// follow adds the answers that a yes settles; ok is false if two answers exclude each other.
func follow(s *engine.Spec, a answers) (full answers, ok bool) {
	full = slices.Clone(a)
	for i, excluded := range s.Excludes {
		if a[i] < engine.Yes {
			continue
		}
		for _, j := range excluded {
			if a[j] >= engine.Yes {
				return full, false
			}
			full[j] = engine.No
		}
	}
	return full, true
}

// packed converts the answers for the engine.
func packed(e *engine.Engine, a answers) engine.Answers {
	var x engine.Answers
	for i, answer := range a {
		x.Give(i, answer)
	}
	e.Entail(&x)
	return x
}

// read converts them back, with the entailed answers.
func read(e *engine.Engine, x *engine.Answers) answers {
	a := make(answers, e.Statements)
	for i := range a {
		a[i], _ = x.Answer(i)
	}
	return a
}

func waits(r *engine.RuleSpec, a answers) bool {
	return r.Requires && holds(r.Required, a) && !holds(r.When, a) && !holds(r.Fails, a)
}

// list is the options of a set, in order.
func list(set uint16) (options []int) {
	for o := range engine.MaxOptions {
		if set>>o&1 == 1 {
			options = append(options, o)
		}
	}
	return options
}

// times is the factor for the points of a rule that fires, 1 or 2.
func times(r *engine.RuleSpec, a answers) int {
	if r.Doubles && a[r.Single] == engine.Strongly {
		return 2
	}
	return 1
}

// doubles reports whether strongly counts for more than yes.
func doubles(s *engine.Spec, statement int) bool {
	return slices.ContainsFunc(s.Rules, func(r engine.RuleSpec) bool { return r.Doubles && r.Single == statement && len(r.Grades) == 0 })
}

// total is the points of an option in a stage.
func total(s *engine.Spec, a answers, layer engine.Layer, option int) (sum int) {
	for i := range s.Rules {
		r := &s.Rules[i]
		if r.Layer == layer && len(r.Grades) == 0 && holds(r.When, a) {
			sum += times(r, a) * int(r.Points[option])
		}
	}
	return sum
}

// speaks reports whether a rule gives points to the option or grades it.
func speaks(r *engine.RuleSpec, option int) bool {
	return r.Layer.Weighs() && (len(r.Grades) > 0 && r.Grades[option] != 0 || len(r.Points) > 0 && r.Points[option] != 0)
}

// asked is the result of one question for each option.
type asked struct {
	grades  []engine.Grade
	joining []bool
	any     bool
}

func ask(s *engine.Spec, question int, a answers) asked {
	x := asked{grades: make([]engine.Grade, s.Options), joining: make([]bool, s.Options)}
	for i := range s.Rules {
		r := &s.Rules[i]
		if len(r.Grades) == 0 || r.Question != question || !holds(r.When, a) {
			continue
		}
		x.any = true
		for option, grade := range r.Grades {
			if grade == 0 {
				continue
			}
			// A grade against counts first, then the best.
			if old := x.grades[option]; old == 0 || old != engine.Against && (grade == engine.Against || grade < old) {
				x.grades[option] = grade
			}
			// An unless applies as long as its condition is not known to hold.
			if grade == engine.OnlyIf && (stated(r.If, a) || r.Unless.Stated && !holds(r.Unless.When, a)) {
				x.joining[option] = true
			}
		}
	}
	return x
}

func (x asked) top(eligible uint16) (top uint16) {
	for grade := engine.Offer; grade <= engine.OnlyIf && top == 0; grade++ {
		for _, o := range list(eligible) {
			if x.grades[o] == grade {
				top |= 1 << o
			}
		}
	}
	if top != 0 {
		for _, o := range list(eligible) {
			if x.grades[o] == engine.OnlyIf && x.joining[o] {
				top |= 1 << o
			}
		}
	}
	return top
}

func (x asked) opposes(s *engine.Spec, q *engine.QuestionSpec, option int) bool {
	if s.Singles>>option&1 == 0 {
		return x.grades[option] == engine.Against
	}
	if !slices.ContainsFunc(list(1<<s.Options-1), func(o int) bool {
		return o != option && (x.grades[o] == engine.Offer || x.grades[o] == engine.Consider)
	}) {
		return false
	}
	grade := x.grades[option]
	return grade == engine.Adjunct || grade == engine.Against || q.Complete && grade == 0
}

// meet follows definition 3.
func meet(s *engine.Spec, a answers, eligible uint16) (survivors, flagged uint16) {
	var tops []uint16
	var against uint16
	offersSecond, prefersFirst := false, false
	m := &s.Meeting
	for i := range s.Questions {
		q := &s.Questions[i]
		x := ask(s, i, a)
		for _, o := range list(eligible) {
			if x.any && x.opposes(s, q, o) {
				flagged |= 1 << o
			}
			if x.grades[o] == engine.Against {
				against |= 1 << o
			}
		}
		top := x.top(eligible)
		if top == 0 || stated(q.Yields, a) {
			continue
		}
		tops = append(tops, top)
		if m.Named && !q.Weak {
			offersSecond = offersSecond || top == 1<<m.Second && x.grades[m.Second] == engine.Offer
			prefersFirst = prefersFirst || top>>m.First&1 == 1 && top>>m.Second&1 == 0
		}
	}
	var together uint16
	if m.Named {
		together = 1 << m.Together & eligible &^ against
	}
	survivors = eligible
	if len(tops) > 0 {
		shared, union := eligible, uint16(0)
		for _, top := range tops {
			shared, union = shared&top, union|top
		}
		survivors = shared
		if shared == 0 {
			survivors = union &^ flagged
			if offersSecond && prefersFirst {
				survivors |= together
			}
			for _, next := range []uint16{together, union} {
				if survivors == 0 {
					survivors = next
				}
			}
		}
	}
	if m.Named && stated(m.Joins, a) && survivors>>m.First&1 == 1 {
		survivors |= together
	}
	if survivors&^flagged == 0 {
		survivors |= eligible &^ flagged
	}
	for _, w := range m.Wishes {
		if holds(w.When, a) {
			survivors |= 1 << w.Option & eligible
		}
	}
	return survivors, flagged
}

// narrow drops the options that are more than the margin behind the best.
func narrow(s *engine.Spec, a answers, stage int, standing uint16) (left uint16, lead int) {
	st := s.Stages[stage]
	options := list(standing)
	best := total(s, a, st.Layer, options[0])
	for _, o := range options {
		best = max(best, total(s, a, st.Layer, o))
	}
	for _, o := range options {
		behind := best - total(s, a, st.Layer, o)
		switch {
		case behind <= st.Margin:
			left |= 1 << o
		case lead == 0 || behind < lead:
			lead = behind
		}
	}
	return left, lead
}

// decide decides stage by stage.
func decide(s *engine.Spec, a answers) engine.Verdict {
	v := engine.Verdict{Contest: engine.Contest{Eligible: 1<<s.Options - 1}}
	some := func(layer engine.Layer, is func(*engine.RuleSpec, answers) bool) bool {
		return slices.ContainsFunc(s.Rules, func(r engine.RuleSpec) bool { return r.Layer == layer && is(&r, a) })
	}
	fires := func(r *engine.RuleSpec, a answers) bool { return holds(r.When, a) }
	stop := func(o engine.Outcome, layer engine.Layer) engine.Verdict {
		return engine.Verdict{Outcome: o, Decided: layer}
	}
	switch {
	case some(engine.Safety, fires):
		return stop(engine.Escalate, engine.Safety)
	case some(engine.Safety, waits):
		return stop(engine.NeedsInformation, engine.Safety)
	case some(engine.Sufficiency, fires), some(engine.Sufficiency, waits):
		return stop(engine.NeedsInformation, engine.Sufficiency)
	}
	for i := range s.Rules {
		if fires(&s.Rules[i], a) {
			v.Eligible &^= s.Rules[i].Excludes
		}
	}
	if v.Eligible == 0 {
		return stop(engine.NoneSuitable, engine.Eligibility)
	}
	for i := range s.Rules {
		if waits(&s.Rules[i], a) && s.Rules[i].Excludes&v.Eligible != 0 {
			v.Outcome, v.Decided = engine.NeedsInformation, engine.Eligibility
			return v
		}
	}
	if len(list(v.Eligible)) == 1 {
		v.Outcome, v.Decided, v.Standing = engine.Recommended, engine.Eligibility, v.Eligible
		return v
	}
	survivors := v.Eligible
	if s.Graded {
		survivors, v.Flagged = meet(s, a, v.Eligible)
	}
	heard := slices.ContainsFunc(s.Rules, func(r engine.RuleSpec) bool {
		return fires(&r, a) && slices.ContainsFunc(list(v.Eligible), func(o int) bool { return speaks(&r, o) })
	})
	if !heard {
		v.Outcome, v.Flagged = engine.NeedsInformation, 0
		return v
	}
	v.Outcome, v.Standing = engine.Either, survivors
	from := 0
	if s.Graded {
		if from = 1; len(list(survivors)) == 1 {
			if survivors&^v.Flagged == 0 {
				v.Standing = v.Eligible
			} else {
				v.Outcome, v.Decided = engine.Recommended, engine.Indication
			}
			return v
		}
	}
	for i := from; i < len(s.Stages); i++ {
		left, _ := narrow(s, a, i, v.Standing)
		if left != v.Standing && left&^v.Flagged == 0 {
			return v // the guard
		}
		if v.Standing = left; len(list(left)) == 1 {
			v.Outcome, v.Decided = engine.Recommended, s.Stages[i].Layer
			return v
		}
	}
	return v
}

// without returns the Spec without one rule.
func without(s *engine.Spec, rule int) *engine.Spec {
	less := *s
	less.Rules = slices.Delete(slices.Clone(s.Rules), rule, rule+1)
	return &less
}

// maker generates engines that are small enough to try every completion, with conditions
// as entangled as possible.
type maker struct {
	*rand.Rand
	statements []int // the numbers of the statements in use
}

func (m *maker) literal() engine.Literal {
	return engine.LiteralOf(m.statements[m.IntN(len(m.statements))], m.IntN(3) > 0)
}

// clauses generates a condition: usually of one statement, sometimes of many or of none,
// and sometimes one that cannot hold.
func (m *maker) clauses() [][]engine.Literal {
	n := 1
	switch m.IntN(12) {
	case 0:
		n = 0
	case 1, 2, 3:
		n = 2
	case 4:
		n = 3
	}
	clauses := make([][]engine.Literal, n)
	for i := range clauses {
		for range 1 + max(0, m.IntN(6)-3) {
			if x := m.literal(); !slices.Contains(clauses[i], x) {
				clauses[i] = append(clauses[i], x)
			}
		}
	}
	if m.IntN(40) == 0 {
		clauses = append(clauses, nil)
	}
	return clauses
}

func (m *maker) situation(share int) engine.Situation {
	if m.IntN(share) > 0 {
		return engine.Situation{}
	}
	return engine.Situation{Stated: true, When: m.clauses()}
}

// denied returns the condition under which the clauses are certainly false: all literals of
// one clause denied.
func denied(clauses [][]engine.Literal) [][]engine.Literal {
	ways := everyDenial(clauses)
	for i := range ways {
		slices.Sort(ways[i])
		ways[i] = slices.Compact(ways[i])
	}
	return ways
}

// everyDenial is denied before repeated literals are removed.
func everyDenial(clauses [][]engine.Literal) [][]engine.Literal {
	ways := [][]engine.Literal{nil}
	for _, clause := range clauses {
		var next [][]engine.Literal
		for _, way := range ways {
			for _, x := range clause {
				next = append(next, append(slices.Clone(way), engine.LiteralOf(x.Statement(), !x.Yes())))
			}
		}
		ways = next
	}
	return ways
}

func mentioned(clauses [][]engine.Literal) (statements []int) {
	for _, clause := range clauses {
		for _, x := range clause {
			if !slices.Contains(statements, x.Statement()) {
				statements = append(statements, x.Statement())
			}
		}
	}
	return statements
}

// shape describes the engine to generate.
type shape struct {
	statements, options int
	graded              bool
	stages              int // stages that add up points
	largest             int // points
	more                int // rules in addition to the usual few
}

// spec generates an engine.
func (m *maker) spec(x shape) engine.Spec {
	s := engine.Spec{Statements: slices.Max(m.statements) + 1, Options: x.options, Graded: x.graded}
	s.Excludes = make([][]int, s.Statements)
	if n := len(m.statements); m.IntN(2) == 0 && n > 1 {
		a, b := m.statements[0], m.statements[1]
		s.Excludes[a], s.Excludes[b] = []int{b}, []int{a}
		if m.IntN(2) == 0 && n > 2 { // both exclude a third statement as well
			c := m.statements[n-1]
			s.Excludes[a], s.Excludes[c] = append(s.Excludes[a], c), []int{a}
		}
	}
	layers := []engine.Layer{engine.Safety, engine.Sufficiency, engine.Eligibility}
	if x.graded {
		s.Stages = append(s.Stages, engine.Stage{Layer: engine.Indication})
		s.Singles = uint16(m.IntN(1 << x.options))
		for range 1 + m.IntN(3) {
			s.Questions = append(s.Questions, engine.QuestionSpec{Yields: m.situation(4), Complete: m.IntN(2) == 0, Weak: m.IntN(4) == 0})
		}
		if m.IntN(3) > 0 && x.options > 2 {
			o := m.Perm(x.options)
			s.Meeting = engine.MeetingSpec{Named: true, First: o[0], Second: o[1], Together: o[2], Joins: m.situation(2)}
		}
		for range m.IntN(3) {
			s.Meeting.Wishes = append(s.Meeting.Wishes, engine.WishSpec{Option: m.IntN(x.options), When: m.clauses()})
		}
	}
	for i := range x.stages {
		layer := engine.Indication + engine.Layer(i)
		if x.graded {
			layer++
		}
		s.Stages = append(s.Stages, engine.Stage{Layer: layer, Margin: m.IntN(3) * max(1, x.largest/6)})
	}
	for _, st := range s.Stages {
		layers = append(layers, st.Layer)
	}
	for range 3 + m.IntN(8) + x.more {
		layer := layers[len(layers)-1-m.IntN(len(layers))/(1+m.IntN(2))]
		if len(layers) > 3 && m.IntN(4) > 0 {
			layer = layers[3+m.IntN(len(layers)-3)]
		}
		s.Rules = append(s.Rules, m.rule(&s, layer, x))
	}
	slices.SortStableFunc(s.Rules, func(a, b engine.RuleSpec) int { return int(a.Layer) - int(b.Layer) })
	return s
}

func (m *maker) rule(s *engine.Spec, layer engine.Layer, x shape) engine.RuleSpec {
	r := engine.RuleSpec{Layer: layer, When: m.clauses(), Points: make([]int16, x.options), Single: -1}
	if x.graded && layer == engine.Indication && m.IntN(3) == 0 {
		r.When = nil
	}
	r.Mentions = mentioned(r.When)
	if len(r.When) == 1 && len(r.When[0]) == 1 && r.When[0][0].Yes() {
		r.Single, r.Doubles = r.When[0][0].Statement(), layer.Weighs() && m.IntN(2) == 0
	}
	switch {
	case !layer.Weighs():
		if r.Requires = m.IntN(2) == 0; r.Requires {
			r.Required, r.Fails = m.clauses(), denied(r.When)
		}
		if layer == engine.Eligibility {
			r.Excludes = uint16(1 + m.IntN(1<<x.options-1))
		}
		if m.IntN(3) == 0 {
			r.Asks = []int{m.statements[m.IntN(len(m.statements))]}
		}
		r.Leads = layer == engine.Sufficiency && m.IntN(2) == 0
	case x.graded && layer == engine.Indication:
		r.Grades = make([]engine.Grade, x.options)
		for i := range r.Grades {
			r.Grades[i] = engine.Grade(max(0, m.IntN(9)-3))
		}
		if o := m.IntN(x.options); r.Grades[o] == 0 { // at least one grade
			r.Grades[o] = engine.Grade(1 + m.IntN(5))
		}
		r.Question, r.If, r.Unless = m.IntN(len(s.Questions)), m.situation(2), m.situation(3)
	default:
		for i := range r.Points {
			if m.IntN(3) > 0 {
				r.Points[i] = int16(m.IntN(2*x.largest+1) - x.largest)
			}
		}
	}
	return r
}

// answer generates consistent answers, of which the given percentage is not open.
func (m *maker) answer(s *engine.Spec, share int) answers {
	for {
		a := make(answers, s.Statements)
		for _, i := range m.statements {
			if m.IntN(100) < share {
				a[i] = engine.Answer(1 + m.IntN(3))
			}
		}
		if full, ok := follow(s, a); ok {
			return full
		}
	}
}

// few returns the first n statements; see ends in formula_test.go for spread ones.
func few(n int) []int {
	statements := make([]int, n)
	for i := range statements {
		statements[i] = i
	}
	return statements
}

func threeOrFour(rng *rand.Rand) []int { return few(3 + rng.IntN(2)) }
func threeToFive(rng *rand.Rand) []int { return few(3 + rng.IntN(3)) }
func threeToSix(rng *rand.Rand) []int  { return few(3 + rng.IntN(4)) }

// apart returns a few statements in different machine words.
func apart(*rand.Rand) []int { return []int{64, 255, 1, 130} }

// somePeople generates engines of every shape with answers, and visits them.
func somePeople(seed uint64, engines, people int, statements func(*rand.Rand) []int, visit func(m *maker, s *engine.Spec, e *engine.Engine, a answers)) {
	rng := rand.New(rand.NewPCG(seed, seed+1))
	for i := range engines {
		m := &maker{rng, statements(rng)}
		x := shape{statements: len(m.statements), options: 2 + rng.IntN(3), graded: i%2 == 0, stages: rng.IntN(3), largest: 4}
		if !x.graded || rng.IntN(2) == 0 {
			x.stages++
		}
		switch i % 10 {
		case 3: // points in more lanes
			x.options, x.largest = 5+rng.IntN(3), 6
		case 5:
			x.largest = 1500
		case 6: // rules in more words of a set
			if i%20 == 6 && people > 4 {
				x.more = 150
			}
		}
		s := m.spec(x)
		e := engine.New(s)
		for range people {
			a := m.answer(&s, 20+rng.IntN(80))
			for i := range a { // the numbers in between are not in use
				if !slices.Contains(m.statements, i) {
					a[i] = engine.No
				}
			}
			visit(m, &s, e, a)
		}
	}
}
