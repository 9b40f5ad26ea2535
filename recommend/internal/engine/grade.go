package engine

import (
	"math/bits"
	"slices"
)

// How indication decides. Each question ranks options by the grades that its rules give
// them, an option that any question opposes is flagged, and nothing is added up across
// questions. What survives goes on to the stages that add up points, which may not leave
// only flagged options where something unflagged was left before.

// Grade is what a rule says of an option for its question, from strongest to opposed.
// The zero Grade is none.
type Grade uint8

// The grades.
const (
	Offer Grade = iota + 1
	Consider
	OnlyIf
	Adjunct
	Against
)

// MaxGraded is the most rules that grade, and the most questions.
const MaxGraded = 256

// graded is a set of rules that grade, by their turn.
type graded [MaxGraded / 64]uint64

func (g *graded) has(turn int) bool { return g[turn/64]>>(turn%64)&1 == 1 }
func (g *graded) add(turn int)      { g[turn/64] |= 1 << (turn % 64) }

// Situation is a condition that may be left out.
type Situation struct {
	Stated bool
	When   [][]Literal
}

// QuestionSpec is a question as numbers.
type QuestionSpec struct {
	Yields         Situation
	Complete, Weak bool
}

// MeetingSpec says what happens where questions have different answers.
type MeetingSpec struct {
	// Named says that First, Second and Together are options of the policy.
	Named                   bool
	First, Second, Together int
	Joins                   Situation
	Wishes                  []WishSpec
}

// WishSpec is when the wish for an option is heard.
type WishSpec struct {
	Option int
	When   [][]Literal
}

// question is a question with its rules.
type question struct {
	QuestionSpec
	rules  []int   // by number
	alike  [][]int // the same, those with one condition together
	yields Formula
}

// meeting is a MeetingSpec compiled.
type meeting struct {
	MeetingSpec
	joins  Formula
	wishes []Formula
}

// override makes one rule grade an option otherwise, or not speak at all.
type override struct {
	rule, option int
	grade        Grade
	off          bool
}

func (e *Engine) compileQuestions(s *Spec) {
	e.Graded = s.Graded
	for _, q := range s.Questions {
		compiled := question{QuestionSpec: q}
		if q.Yields.Stated {
			compiled.yields = NewFormula(q.Yields.When)
		}
		e.questions = append(e.questions, compiled)
	}
	e.meeting.MeetingSpec = s.Meeting
	if s.Meeting.Joins.Stated {
		e.meeting.joins = NewFormula(s.Meeting.Joins.When)
	}
	for _, w := range s.Meeting.Wishes {
		e.meeting.wishes = append(e.meeting.wishes, NewFormula(w.When))
	}
	for i := range e.Rules {
		c := &e.Rules[i]
		if c.turn < 0 {
			continue
		}
		e.questionOf[c.turn] = uint8(c.Question)
		q := &e.questions[c.Question]
		q.rules = append(q.rules, i)
		e.restOn(c, c.If, c.Unless, q.Yields)
		at := slices.IndexFunc(q.alike, func(rules []int) bool { return sameClauses(e.Rules[rules[0]].When, c.When) })
		if at < 0 {
			at = len(q.alike)
			q.alike = append(q.alike, nil)
		}
		q.alike[at] = append(q.alike[at], i)
	}
	for _, side := range e.sideConditions() {
		for _, clause := range side {
			for _, x := range clause {
				e.layerAtLeast(x.Statement(), Indication)
			}
		}
	}
}

func sameClauses(a, b [][]Literal) bool { return slices.EqualFunc(a, b, slices.Equal[[]Literal]) }

// sideConditions lists the conditions that decide beside the rules.
func (e *Engine) sideConditions() [][][]Literal {
	var list [][][]Literal
	if e.meeting.Joins.Stated {
		list = append(list, e.meeting.Joins.When)
	}
	for _, w := range e.meeting.Wishes {
		list = append(list, w.When)
	}
	return list
}

// restOn notes that a rule also rests on what these conditions name.
func (e *Engine) restOn(c *Rule, cases ...Situation) {
	for _, x := range cases {
		for _, clause := range x.When {
			for _, literal := range clause {
				c.rests.Add(literal.Statement())
				e.layerAtLeast(literal.Statement(), Indication)
			}
		}
	}
}

func (e *Engine) layerAtLeast(statement int, layer Layer) {
	if now := e.firstLayer[statement]; now == 0 || now > layer {
		e.firstLayer[statement] = layer
	}
}

// joins reports whether an only-if of the rule stands beside the first choice.
func (c *Rule) joins(certain, possible *Literals) bool {
	return c.If.Stated && c.caseHolds.Holds(certain) || c.Unless.Stated && !c.waitHolds.Holds(possible)
}

// standings is what one question says of the options.
type standings struct {
	asked                          bool
	offer, consider, only, joining uint16
	adjunct, against, named        uint16
}

// standings goes through the rules of a question that fire.
func (e *Engine) standings(q *question, fired *graded, l *Literals, o *override) standings {
	return e.standingsWith(q, fired, func(c *Rule) bool { return c.joins(l, l) }, o)
}

// standingsWith is standings where it is told which only-ifs stand beside the first choice.
func (e *Engine) standingsWith(q *question, fired *graded, joins func(*Rule) bool, o *override) standings {
	var s standings
	for _, i := range q.rules {
		c := &e.Rules[i]
		if !fired.has(c.turn) || o != nil && o.off && o.rule == i {
			continue
		}
		s.asked = true
		for option, grade := range c.Grades {
			if o != nil && o.rule == i && o.option == option {
				grade = o.grade
			}
			bit := uint16(1) << option
			switch grade {
			case Offer:
				s.offer |= bit
			case Consider:
				s.consider |= bit
			case OnlyIf:
				s.only |= bit
				if joins(c) {
					s.joining |= bit
				}
			case Adjunct:
				s.adjunct |= bit
			case Against:
				s.against |= bit
			default:
				continue
			}
			s.named |= bit
		}
	}
	// Of several grades for one option what is against it counts, then the best.
	s.offer &^= s.against
	s.consider &^= s.against | s.offer
	s.only &^= s.against | s.offer | s.consider
	s.joining &= s.only
	s.adjunct &^= s.against | s.offer | s.consider | s.only
	return s
}

// top returns the first choices of a question among the eligible options.
func (s *standings) top(eligible uint16) uint16 {
	top := s.offer & eligible
	if top == 0 {
		top = s.consider & eligible
	}
	if top == 0 {
		return s.only & eligible
	}
	return top | s.joining&eligible
}

// opposed returns the options that the question opposes.
func (e *Engine) opposed(q *question, s *standings) uint16 {
	var opposed uint16
	for option := range e.Options {
		bit := uint16(1) << option
		if e.single&bit == 0 {
			opposed |= s.against & bit
			continue
		}
		if (s.offer|s.consider)&^bit == 0 {
			continue // nothing is put before it
		}
		if (s.adjunct|s.against)&bit != 0 || q.Complete && s.named&bit == 0 {
			opposed |= bit
		}
	}
	return opposed
}

// contribution is what one question brings to the meeting. One without a top ranks
// nothing, or has yielded.
type contribution struct {
	top, opposed, against      uint16
	offersSecond, prefersFirst bool
}

func (e *Engine) contribution(q *question, s *standings, eligible uint16, yields bool) contribution {
	c := contribution{opposed: e.opposed(q, s) & eligible, against: s.against}
	if yields {
		return c
	}
	if c.top = s.top(eligible); c.top != 0 && e.meeting.Named && !q.Weak {
		first, second := uint16(1)<<e.meeting.First, uint16(1)<<e.meeting.Second
		c.offersSecond = c.top == second && s.offer&second != 0
		c.prefersFirst = c.top&first != 0 && c.top&second == 0
	}
	return c
}

// gathering is what the questions that have been heard come to together. The order in
// which they are heard makes no difference, nor does hearing the same twice.
type gathering struct {
	shared, union, flagged, against    uint16
	ranked, offersSecond, prefersFirst bool
}

func (g *gathering) hear(c contribution) {
	g.flagged |= c.opposed
	g.against |= c.against
	if c.top == 0 {
		return
	}
	g.ranked, g.shared, g.union = true, g.shared&c.top, g.union|c.top
	g.offersSecond = g.offersSecond || c.offersSecond
	g.prefersFirst = g.prefersFirst || c.prefersFirst
}

// meet lets the questions that are asked meet. It returns the options that survive and
// those that are flagged.
func (e *Engine) meet(fired *graded, l *Literals, eligible uint16, o *override) (survivors, flagged uint16) {
	m := &e.meeting
	g := gathering{shared: eligible}
	var seen graded
	for w, rest := range fired {
		for ; rest != 0; rest &= rest - 1 {
			seen.add(int(e.questionOf[w*64+bits.TrailingZeros64(rest)]))
		}
	}
	for w, rest := range seen { // the questions asked
		for ; rest != 0; rest &= rest - 1 {
			q := &e.questions[w*64+bits.TrailingZeros64(rest)]
			s := e.standings(q, fired, l, o)
			if s.asked {
				g.hear(e.contribution(q, &s, eligible, q.Yields.Stated && q.yields.Holds(l)))
			}
		}
	}
	wished := uint16(0)
	for i := range m.wishes {
		if m.wishes[i].Holds(l) {
			wished |= 1 << m.Wishes[i].Option
		}
	}
	return e.conclude(&g, eligible, wished, m.Joins.Stated && m.joins.Holds(l)), g.flagged
}

// conclude returns the options that survive the meeting, where these wishes are heard and
// the option for both together joins or not.
func (e *Engine) conclude(g *gathering, eligible, wished uint16, joins bool) uint16 {
	m := &e.meeting
	together := uint16(0)
	if m.Named {
		together = 1 << m.Together & eligible &^ g.against
	}
	survivors := eligible
	if g.ranked {
		if survivors = g.shared; survivors == 0 {
			survivors = g.union &^ g.flagged
			if g.offersSecond && g.prefersFirst {
				survivors |= together
			}
			if survivors == 0 {
				survivors = together
			}
			if survivors == 0 {
				survivors = g.union
			}
		}
	}
	if m.Named && joins && survivors>>m.First&1 == 1 {
		survivors |= together
	}
	if survivors&^g.flagged == 0 {
		survivors |= eligible &^ g.flagged
	}
	return survivors | wished&eligible
}

// guarded reports whether narrowing to left would take the last unflagged option away.
func guarded(standing, left, flagged uint16) bool { return left != standing && left&^flagged == 0 }

// firing returns the rules that grade and fire.
func (e *Engine) firing(l *Literals) graded {
	var fired graded
	for i := range e.questions {
		for _, rule := range e.questions[i].rules {
			if c := &e.Rules[rule]; c.Fires.Holds(l) {
				fired.add(c.turn)
			}
		}
	}
	return fired
}

// Opposition is a question that opposes an option, with the rule that says so, or -1
// where the question opposes what it does not name.
type Opposition struct {
	Option, Question, Rule int
	Weak                   bool
}

// Against visits, option by option among those advised, the questions that oppose it.
func (e *Engine) Against(a *Answers, v Verdict, yield func(Opposition) bool) {
	if v.Flagged&v.Standing == 0 {
		return
	}
	l := a.Literals()
	fired := e.firing(&l)
	for option := range e.Options {
		bit := uint16(1) << option
		if v.Flagged&v.Standing&bit == 0 {
			continue
		}
		for i := range e.questions {
			q := &e.questions[i]
			s := e.standings(q, &fired, &l, nil)
			if !s.asked || e.opposed(q, &s)&bit == 0 {
				continue
			}
			x := Opposition{Option: option, Question: i, Rule: -1, Weak: q.Weak}
			for _, rule := range q.rules {
				if c := &e.Rules[rule]; fired.has(c.turn) && c.Grades[option] >= Adjunct {
					x.Rule = rule
					break
				}
			}
			if !yield(x) {
				return
			}
		}
	}
}

// QuestionResult is what one question that is asked comes to.
type QuestionResult struct {
	Question     int
	Top, Opposed uint16
	Yielded      bool
}

// Asked visits the questions that are asked, in the policy's order.
func (e *Engine) Asked(a *Answers, v Verdict, yield func(QuestionResult) bool) {
	l := a.Literals()
	fired := e.firing(&l)
	for i := range e.questions {
		q := &e.questions[i]
		s := e.standings(q, &fired, &l, nil)
		if !s.asked {
			continue
		}
		r := QuestionResult{Question: i, Top: s.top(v.Eligible), Opposed: e.opposed(q, &s) & v.Eligible}
		if r.Yielded = q.Yields.Stated && q.yields.Holds(&l); r.Yielded {
			r.Top = 0
		}
		if !yield(r) {
			return
		}
	}
}

// GradeStep is a change of one grade by one step that leads to another outcome.
type GradeStep struct {
	Rule, Option int
	From, To     Grade
	Result       Final
}

// GradeSteps lists every change of one grade, of a rule that fires, by one step that
// leads to another outcome, in the order of the rules and of the options.
func (e *Engine) GradeSteps(a *Answers, v Verdict) []GradeStep {
	var list []GradeStep
	if !e.Graded || !v.Weighed() {
		return list
	}
	l := a.Literals()
	fired := e.firing(&l)
	for i := range e.Rules {
		c := &e.Rules[i]
		if c.turn < 0 || !fired.has(c.turn) {
			continue
		}
		for option, from := range c.Grades {
			if from == 0 {
				continue
			}
			for _, to := range []Grade{from - 1, from + 1} {
				if to < Offer || to > Against {
					continue
				}
				var t tally
				e.tally(a, &l, &t)
				r := e.verdict(&t, &l, &override{rule: i, option: option, grade: to}).Final()
				if r != v.Final() {
					list = append(list, GradeStep{Rule: i, Option: option, From: from, To: to, Result: r})
				}
			}
		}
	}
	return list
}

// unclear returns an open statement on which it hangs what indication comes to, over all
// completions of the view.
func (p *prover) unclear(v *view) (doubt int, unclear bool) {
	e := p.e
	for i := range e.questions {
		q := &e.questions[i]
		asked := false
		for _, rule := range q.rules {
			c := &e.Rules[rule]
			fires := c.Fires.Holds(&v.certain)
			if !fires && c.Fires.Holds(&v.possible) {
				return p.openIn(rule, v), true
			}
			if !fires {
				continue
			}
			asked = true
			if c.joins(&v.certain, &v.possible) != c.joins(&v.possible, &v.certain) {
				if s, ok := v.openAmong(c.If.When); ok {
					return s, true
				}
				s, _ := v.openAmong(c.Unless.When)
				return s, true
			}
		}
		if asked && q.Yields.Stated && q.yields.Holds(&v.certain) != q.yields.Holds(&v.possible) {
			s, _ := v.openAmong(q.Yields.When)
			return s, true
		}
	}
	if e.meeting.Joins.Stated && e.meeting.joins.Holds(&v.certain) != e.meeting.joins.Holds(&v.possible) {
		s, _ := v.openAmong(e.meeting.Joins.When)
		return s, true
	}
	for i := range e.meeting.wishes {
		if f := &e.meeting.wishes[i]; f.Holds(&v.certain) != f.Holds(&v.possible) {
			s, _ := v.openAmong(e.meeting.Wishes[i].When)
			return s, true
		}
	}
	return 0, false
}

// openAmong returns an open statement of a clause that is not certain yet.
func (v *view) openAmong(clauses [][]Literal) (int, bool) {
	for _, clause := range clauses {
		certain := false
		for _, x := range clause {
			certain = certain || v.certain.Has(x)
		}
		if certain {
			continue
		}
		for _, x := range clause {
			if v.answers.Open(x.Statement()) {
				return x.Statement(), true
			}
		}
	}
	return 0, false
}
