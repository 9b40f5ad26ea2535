package engine

import (
	"cmp"
	"math/bits"
	"slices"
)

// How indication decides. Each question ranks options by the grades that its rules give
// them, an option that any question opposes is flagged, and nothing is added up across
// questions. The surviving options go on to the stages that add up points. These stages may
// not leave only flagged options if an option without a flag survived.

// Grade is the grade that a rule gives an option for its question, from strongest to
// opposed. The zero Grade means no grade.
type Grade uint8

// The grades.
const (
	Offer Grade = iota + 1
	Consider
	OnlyIf
	Adjunct
	Against
)

// MaxGraded is the largest number of rules that grade, and of questions.
const MaxGraded = 256

// graded is a set of rows of rules that grade, or a set of single such rules, by number.
type graded [MaxGraded / 64]uint64

func (g *graded) has(i int) bool { return g[i/64]>>(i%64)&1 == 1 }
func (g *graded) add(i int)      { g[i/64] |= 1 << (i % 64) }

// Situation is an optional condition.
type Situation struct {
	Stated bool
	When   [][]Literal
}

// QuestionSpec is a question as numbers.
type QuestionSpec struct {
	Yields         Situation
	Complete, Weak bool
}

// MeetingSpec says how questions with different results are combined.
type MeetingSpec struct {
	// Named says that First, Second and Together are options of the policy.
	Named                   bool
	First, Second, Together int
	Joins                   Situation
	Wishes                  []WishSpec
}

// WishSpec says when the wish for an option counts.
type WishSpec struct {
	Option int
	When   [][]Literal
}

// question is a question with its rules.
type question struct {
	QuestionSpec
	rules    []int // by number
	from, to int   // its rows
	yields   Formula
}

// gradeRow is the rules of a question that have the same condition.
type gradeRow struct {
	question *question
	rules    []int // by number
	grades   standings
	joins    []int // those whose only-if options may join the first choice
	speaks   uint16
}

// lonely is the prepared result of a row for the case that no other row of its question
// fires, which is the usual case. It is ready if all rows of the question are in one word.
type lonely struct {
	ranking
	speaks      uint16
	ready, weak bool
	siblings    uint64   // the other rows of the question
	yields      *Formula // nil if it never yields
	open        []int    // the rules whose only-if options may join the first choice
	// If known is set, no answer changes what the question contributes. That is whole, when
	// every option is eligible.
	known bool
	whole contribution
}

// meeting is a MeetingSpec compiled.
type meeting struct {
	MeetingSpec
	first, second, together uint16 // as sets; empty if they are not named
	joins                   Formula
	wishes                  []Formula
}

// override makes one rule give an option another grade, or leaves the rule out.
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
	if m := &e.meeting; m.Named {
		m.first, m.second, m.together = 1<<m.First, 1<<m.Second, 1<<m.Together
	}
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
		q := &e.questions[c.Question]
		q.rules = append(q.rules, i)
		e.restOn(c, c.If, c.Unless, q.Yields)
	}
	for i := range e.questions {
		e.compileRows(i)
	}
	e.rowWords = (len(e.rows) + 63) / 64
	for _, side := range e.sideConditions() {
		for _, clause := range side {
			for _, x := range clause {
				e.layerAtLeast(x.Statement(), Indication)
			}
		}
	}
}

// compileRows makes one row of the rules of a question that have the same condition.
func (e *Engine) compileRows(number int) {
	q := &e.questions[number]
	q.from = len(e.rows)
	for _, i := range q.rules {
		c := &e.Rules[i]
		at := slices.IndexFunc(e.rows[q.from:], func(r gradeRow) bool { return sameClauses(e.Rules[r.rules[0]].When, c.When) })
		if at < 0 {
			at = len(e.rows) - q.from
			e.rows = append(e.rows, gradeRow{question: q})
		}
		r := &e.rows[q.from+at]
		r.rules = append(r.rules, i)
		r.speaks |= c.Speaks
		for option, grade := range c.Grades {
			r.grades.give(option, grade)
		}
		if c.If.Stated || c.Unless.Stated {
			r.joins = append(r.joins, i)
		}
	}
	q.to = len(e.rows)
	for i := q.from; i < q.to; i++ {
		r := &e.rows[i]
		x := lonely{ranking: e.ranking(q, r.grades), speaks: r.speaks, weak: q.Weak, open: r.joins}
		x.ready = r.grades.asked() && q.from/64 == (q.to-1)/64
		for j := q.from; j < q.to; j++ {
			if j != i {
				x.siblings |= 1 << (j % 64)
			}
		}
		if q.Yields.Stated {
			x.yields = &q.yields
		}
		x.known = x.yields == nil && len(x.open) == 0
		x.whole = e.contribution(x.weak, &x.ranking, x.joins, e.Everyone, false)
		e.lonely = append(e.lonely, x)
	}
}

func sameClauses(a, b [][]Literal) bool { return slices.EqualFunc(a, b, slices.Equal[[]Literal]) }

// sideConditions lists the conditions that decide and do not belong to a rule's When.
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

// restOn records that a rule also depends on the statements that these conditions name.
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
	first := &e.firstLayer[statement]
	*first = min(cmp.Or(*first, layer), layer)
}

// joins reports whether the options that the rule grades only-if join the first choice.
func (c *Rule) joins(certain, possible *Literals) bool {
	return c.caseHolds != nil && c.caseHolds.Holds(certain) || c.waitHolds != nil && !c.waitHolds.Holds(possible)
}

// standings are the grades that one question gives to options. Several sets of options are
// packed into each word, so that the grades of one more rule are added in two steps.
type standings struct {
	may uint64 // offered, to be considered, only-if, and the only-ifs that join the first choice
	low uint64 // adjunct, against, and named with any grade
}

// The first bit of each set but the lowest.
const (
	considered, onlyIf, joining = 16, 32, 48
	against, named              = 16, 32
)

// asked reports whether a rule of the question has fired.
func (s *standings) asked() bool { return s.low>>named != 0 }

func (s *standings) give(option int, grade Grade) {
	bit := uint64(1) << option
	switch grade {
	case Offer:
		s.may |= bit
	case Consider:
		s.may |= bit << considered
	case OnlyIf:
		s.may |= bit << onlyIf
	case Adjunct:
		s.low |= bit
	case Against:
		s.low |= bit << against
	default:
		return
	}
	s.low |= bit << named
}

// hear adds the grades of a row that fires. joined are the rules, by turn, whose only-if
// options join the first choice; if it is nil, this follows from the literals that hold.
func (s *standings) hear(e *Engine, r *gradeRow, l *Literals, joined *graded) {
	s.may |= r.grades.may
	s.low |= r.grades.low
	for _, i := range r.joins {
		if c := &e.Rules[i]; c.stands(l, joined) {
			s.may |= c.onlyIf << joining
		}
	}
}

// hearWith is hear with an override, rule by rule.
func (s *standings) hearWith(e *Engine, r *gradeRow, l *Literals, o *override) {
	for _, i := range r.rules {
		c := &e.Rules[i]
		if o.rule == i && o.off {
			continue
		}
		for option, grade := range c.Grades {
			if o.rule == i && o.option == option {
				grade = o.grade
			}
			if s.give(option, grade); grade == OnlyIf && c.stands(l, nil) {
				s.may |= 1 << (option + joining)
			}
		}
	}
}

// stands reports whether the options that the rule grades only-if join the first choice.
func (c *Rule) stands(l *Literals, joined *graded) bool {
	if joined != nil {
		return joined.has(c.turn)
	}
	return c.joins(l, l)
}

// standings goes through the rows of a question that fire.
func (e *Engine) standings(q *question, fired *graded, l *Literals, joined *graded) standings {
	var s standings
	for i := q.from; i < q.to; i++ {
		if fired.has(i) {
			s.hear(e, &e.rows[i], l, joined)
		}
	}
	return s
}

// contribution is the contribution of one question to the meeting, as sets of options side by
// side, so that adding it takes two steps. Without a top, the question ranks no option or has
// yielded.
type contribution struct {
	said   uint64 // opposed, against, signs, top
	shares uint16 // the top, or everything if there is none
}

// The positions where the sets begin.
const denied, signed, topped = 16, 32, 48

const everything = ^uint16(0)

// The signs with which the option for both together survives: one question offers the
// second, and another prefers the first.
const (
	offersSecond uint64 = 1 << (signed + iota)
	prefersFirst
)

func (c contribution) top() uint16 { return uint16(c.said >> topped) }

// ranking is how a question that is asked sorts the options, whichever are eligible.
type ranking struct {
	offer, consider, only uint16
	joins                 uint16 // the only-ifs that join the first choice
	opposed, against      uint16
}

// ranking sorts the options. If an option has several grades, the grade against counts;
// without one, the best.
//
// The question opposes an option of several modalities if a rule is against it. It opposes
// an option of a single modality if another option is preferred and this one is against or
// an adjunct only, or if a complete question does not name it.
func (e *Engine) ranking(q *question, s standings) ranking {
	r := ranking{against: uint16(s.low >> against)}
	r.offer = uint16(s.may) &^ r.against
	r.consider = uint16(s.may>>considered) &^ (r.against | r.offer)
	r.only = uint16(s.may>>onlyIf) &^ (r.against | r.offer | r.consider)
	r.joins = r.only & uint16(s.may>>joining)

	before := r.offer | r.consider // these are never low
	low := r.against | uint16(s.low)&^(before|r.only)
	if q.Complete {
		low |= ^uint16(s.low >> named)
	}
	if low &= e.single; before == 0 {
		low = 0
	}
	r.opposed = low | r.against&^e.single
	return r
}

// contribution returns the contribution of the question when these options are eligible.
func (e *Engine) contribution(weak bool, r *ranking, joins, eligible uint16, yields bool) contribution {
	said := uint64(r.opposed&eligible) | uint64(r.against)<<denied
	if yields {
		return contribution{said, everything}
	}
	top := r.offer & eligible
	if top == 0 {
		top = r.consider & eligible
	}
	if top != 0 {
		top |= joins & eligible
	} else {
		top = r.only & eligible
	}
	if first, second := e.meeting.first, e.meeting.second; !weak {
		if top == second && r.offer&second != 0 {
			said |= offersSecond
		}
		if top&first != 0 && top&second == 0 {
			said |= prefersFirst
		}
	}
	if top == 0 {
		return contribution{said, everything}
	}
	return contribution{said | uint64(top)<<topped, top}
}

// gathering combines the contributions of questions. Their order makes no difference, and
// neither does adding the same contribution twice.
type gathering struct {
	said   uint64 // what any question said
	shared uint16 // the eligible options in all tops
}

func (g gathering) flagged() uint16 { return uint16(g.said) }
func (g gathering) against() uint16 { return uint16(g.said >> denied) }
func (g gathering) union() uint16   { return uint16(g.said >> topped) }

func (g gathering) with(c contribution) gathering {
	return gathering{g.said | c.said, g.shared & c.shares}
}

// conclusion adds the contribution of a question to the gathering, if the question is asked.
func (e *Engine) conclusion(g gathering, q *question, s standings, l *Literals, eligible uint16) gathering {
	if q == nil || !s.asked() {
		return g
	}
	r := e.ranking(q, s)
	return g.with(e.contribution(q.Weak, &r, r.joins, eligible, q.yielded(l)))
}

// yielded reports whether the question leaves the ranking to others.
func (q *question) yielded(l *Literals) bool { return q.Yields.Stated && q.yields.Holds(l) }

// meet combines the questions that are asked. It returns the options that survive, those
// that are flagged, and those that a rule that fires grades.
func (e *Engine) meet(fired *graded, l *Literals, eligible uint16, o *override) (survivors, flagged, heed uint16) {
	g := gathering{shared: eligible}
	var others graded // rows whose question has to be looked at as a whole
	several := false
	for w := range e.rowWords {
		for rest := fired[w]; rest != 0; rest &= rest - 1 {
			i := w*64 + bits.TrailingZeros64(rest)
			x := &e.lonely[i]
			heed |= x.speaks
			switch {
			case !x.ready || fired[w]&x.siblings != 0 || o != nil:
				others.add(i)
				several = true
			case x.known && eligible == e.Everyone:
				g = g.with(x.whole)
			default:
				g = g.with(e.alone(x, l, eligible))
			}
		}
	}
	if several {
		g = e.together(g, &others, l, eligible, o)
	}
	survivors = e.agreed(g, eligible)
	m := &e.meeting
	if both := e.both(g, survivors, eligible); both&^survivors != 0 && m.Joins.Stated && m.joins.Holds(l) {
		survivors |= both
	}
	survivors = unflagged(g, survivors, eligible)
	if missing := eligible &^ survivors; missing != 0 {
		survivors |= m.wished(l, missing)
	}
	return survivors, g.flagged(), heed
}

// wished returns the options among these that a wish is heard for.
func (m *meeting) wished(l *Literals, options uint16) (set uint16) {
	for i := range m.wishes {
		if bit := uint16(1) << m.Wishes[i].Option; options&bit != 0 && m.wishes[i].Holds(l) {
			set |= bit
		}
	}
	return set
}

// alone returns the contribution of a question of which one row fires.
func (e *Engine) alone(x *lonely, l *Literals, eligible uint16) contribution {
	joins := x.joins
	for _, rule := range x.open {
		if c := &e.Rules[rule]; c.joins(l, l) {
			joins |= uint16(c.onlyIf) & x.only
		}
	}
	return e.contribution(x.weak, &x.ranking, joins, eligible, x.yields != nil && x.yields.Holds(l))
}

// together adds the questions that these rows belong to. The rows of a question are contiguous.
func (e *Engine) together(g gathering, fired *graded, l *Literals, eligible uint16, o *override) gathering {
	var q *question // the question whose rows are being added
	var s standings
	for w := range e.rowWords {
		for rest := fired[w]; rest != 0; rest &= rest - 1 {
			r := &e.rows[w*64+bits.TrailingZeros64(rest)]
			if r.question != q {
				g = e.conclusion(g, q, s, l, eligible)
				q, s = r.question, standings{}
			}
			if o != nil && slices.Contains(r.rules, o.rule) {
				s.hearWith(e, r, l, o)
			} else {
				s.hear(e, r, l, nil)
			}
		}
	}
	return e.conclusion(g, q, s, l, eligible)
}

// conclude returns the options that survive the meeting, given the wishes that count and
// whether the option for both together joins.
func (e *Engine) conclude(g gathering, eligible, wished uint16, joins bool) uint16 {
	survivors := e.agreed(g, eligible)
	if joins {
		survivors |= e.both(g, survivors, eligible)
	}
	return unflagged(g, survivors, eligible) | wished&eligible
}

// combined is the option for both together, if it is eligible and no rule is against it.
func (e *Engine) combined(g gathering, eligible uint16) uint16 {
	return e.meeting.together & eligible &^ g.against()
}

// agreed returns the options that all questions rank first or, if there are none, all that
// some question ranks first. If no question ranks any first, these are all eligible options.
func (e *Engine) agreed(g gathering, eligible uint16) uint16 {
	survivors := g.shared
	if survivors != 0 {
		return survivors
	}
	survivors = g.union() &^ g.flagged()
	if g.said&(offersSecond|prefersFirst) == offersSecond|prefersFirst {
		survivors |= e.combined(g, eligible)
	}
	if survivors == 0 {
		survivors = e.combined(g, eligible)
	}
	if survivors == 0 {
		survivors = g.union()
	}
	return survivors
}

// both returns the option for both together if it may join the first.
func (e *Engine) both(g gathering, survivors, eligible uint16) uint16 {
	if survivors&e.meeting.first == 0 {
		return 0
	}
	return e.combined(g, eligible)
}

// unflagged adds the options that no question opposes, if none of them survived.
func unflagged(g gathering, survivors, eligible uint16) uint16 {
	if survivors&^g.flagged() == 0 {
		survivors |= eligible &^ g.flagged()
	}
	return survivors
}

// guarded reports whether narrowing to left would remove the last option without a flag.
func guarded(standing, left, flagged uint16) bool { return left != standing && left&^flagged == 0 }

// opposed returns the options advised that a question opposes.
func (e *Engine) opposed(a *Answers, v Verdict) uint16 {
	if e.Graded && v.Outcome == Recommended && v.Decided == Eligibility {
		var fired graded
		e.fire(&a.known, &fired)
		_, v.Flagged, _ = e.meet(&fired, &a.known, v.Eligible, nil)
	}
	return v.Flagged & v.Standing
}

// Opposition is a question that opposes an option, with the rule that grades it so, or -1 if
// the question opposes the option because it does not name it.
type Opposition struct {
	Option, Question, Rule int
	Weak                   bool
}

// Against visits, for each advised option, the questions that oppose it.
func (e *Engine) Against(a *Answers, v Verdict, yield func(Opposition) bool) {
	opposed := e.opposed(a, v)
	if opposed == 0 {
		return
	}
	l := a.Literals()
	var fired graded
	e.fire(&l, &fired)
	for option := range e.Options {
		bit := uint16(1) << option
		if opposed&bit == 0 {
			continue
		}
		for i := range e.questions {
			q := &e.questions[i]
			s := e.standings(q, &fired, &l, nil)
			if !s.asked() || e.ranking(q, s).opposed&bit == 0 {
				continue
			}
			x := Opposition{Option: option, Question: i, Rule: -1, Weak: q.Weak}
			for _, rule := range q.rules {
				if c := &e.Rules[rule]; c.Grades[option] >= Adjunct && c.Fires.Holds(&l) {
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

// QuestionResult is the result of one question that is asked.
type QuestionResult struct {
	Question int
	Top      uint16 // the eligible options that it puts first
	Yielded  bool
}

// Asked visits the questions that are asked, in the policy's order.
func (e *Engine) Asked(a *Answers, v Verdict, yield func(QuestionResult) bool) {
	l := a.Literals()
	var fired graded
	e.fire(&l, &fired)
	for i := range e.questions {
		q := &e.questions[i]
		s := e.standings(q, &fired, &l, nil)
		if !s.asked() {
			continue
		}
		r := QuestionResult{Question: i, Yielded: q.yielded(&l)}
		ranks := e.ranking(q, s)
		if r.Top = e.contribution(q.Weak, &ranks, ranks.joins, v.Eligible, r.Yielded).top(); !yield(r) {
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
	if !v.Weighed() {
		return list
	}
	l := a.Literals()
	for i := range e.Rules {
		c := &e.Rules[i]
		if !c.Fires.Holds(&l) {
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
				if r := e.decideWith(a, &override{rule: i, option: option, grade: to}).Final(); r != v.Final() {
					list = append(list, GradeStep{Rule: i, Option: option, From: from, To: to, Result: r})
				}
			}
		}
	}
	return list
}

// unclear returns an open statement on which the result of indication depends, over all
// completions of the view. A condition that is not stated always holds, and is never open.
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
		if asked && q.yields.Holds(&v.certain) != q.yields.Holds(&v.possible) {
			s, _ := v.openAmong(q.Yields.When)
			return s, true
		}
	}
	if e.meeting.joins.Holds(&v.certain) != e.meeting.joins.Holds(&v.possible) {
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
