package recommend

import (
	"slices"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// This file decides the indication stage for the verifier. It follows the meaning of grades,
// option by option, and shares no code with the engine.

// met is the common result of the questions.
type met struct{ left, flagged options }

// questionGrades holds the grade of each option for one question, and which options of only-if
// join the first choice.
type questionGrades struct {
	any    bool
	grades [policy.MaxOptions]therapy.Grade
	joins  [policy.MaxOptions]bool
}

// gradesNow returns the grades of the rules of the question that fired: a grade against the
// option counts first, then the best grade.
func (q *asked) gradesNow(s *ruleTruths) (x questionGrades) {
	for _, r := range q.rules {
		if !s.fires(r) {
			continue
		}
		fits := r.ifs.holds(s.facts) || r.unless != nil && !r.unless.holds(s.facts)
		for o, grade := range r.graded {
			if grade == 0 {
				continue
			}
			x.any = true
			old := x.grades[o]
			if grade == therapy.OnlyIf && fits {
				x.joins[o] = true
			}
			if old == 0 || grade == therapy.Against || old != therapy.Against && grade < old {
				x.grades[o] = grade
			}
		}
	}
	return x
}

// opposes reports whether a question opposes an option.
func (v *verifier) opposes(q *asked, x *questionGrades, option int) bool {
	if !v.p.Options[option].Option.Single() {
		return x.grades[option] == therapy.Against
	}
	other := false
	for o, g := range x.grades {
		other = other || o != option && (g == therapy.Offer || g == therapy.Consider)
	}
	return other && (x.grades[option].Opposes() || q.Complete && x.grades[option] == 0)
}

// first are the options that a question prefers.
func (x *questionGrades) first(eligible options) (first options) {
	best := therapy.Grade(0)
	for o, g := range x.grades {
		if eligible.has(o) && g.Ranks() && (best == 0 || g < best) {
			best = g
		}
	}
	for o, g := range x.grades {
		if eligible.has(o) && best != 0 && (g == best || g == therapy.OnlyIf && x.joins[o]) {
			first |= 1 << o
		}
	}
	return first
}

// meet combines the questions: options are ranked within each question, a flag of any
// question counts, and nothing is added up.
func (v *verifier) meet(s *ruleTruths, eligible options) met {
	m := &v.meeting
	var firsts []options
	var flagged, against options
	offersSecond, prefersFirst := false, false
	for i := range v.asks {
		q := &v.asks[i]
		x := q.gradesNow(s)
		if !x.any {
			continue
		}
		for o := range v.p.Options {
			if eligible.has(o) && v.opposes(q, &x, o) {
				flagged |= 1 << o
			}
			if x.grades[o] == therapy.Against {
				against |= 1 << o
			}
		}
		first := x.first(eligible)
		if first == 0 || q.yields.holds(s.facts) {
			continue
		}
		firsts = append(firsts, first)
		if q.Weak || m.together < 0 {
			continue
		}
		offersSecond = offersSecond || first == 1<<m.second && x.grades[m.second] == therapy.Offer
		prefersFirst = prefersFirst || first.has(m.first) && !first.has(m.second)
	}
	inAll, inOne := eligible, options(0)
	for _, first := range firsts {
		inAll &= first
		inOne |= first
	}
	together := options(0)
	if m.together >= 0 && !against.has(m.together) {
		together = 1 << m.together & eligible
	}
	left := inAll
	if left == 0 {
		left = inOne &^ flagged
		if offersSecond && prefersFirst {
			left |= together
		}
		if left == 0 {
			left = together
		}
		if left == 0 {
			left = inOne
		}
	}
	if m.together >= 0 && left.has(m.first) && v.joins.holds(s.facts) {
		left |= together
	}
	if left&^flagged == 0 {
		left |= eligible &^ flagged
	}
	for _, w := range v.wishes {
		if w.when.holds(s.facts) {
			left |= 1 << w.option & eligible
		}
	}
	return met{left, flagged}
}

// against lists the questions that oppose an advised option.
func (v *verifier) against(s *ruleTruths, now verifiedDecision) []certAgainst {
	var list []certAgainst
	if now.outcome != policy.Recommended && now.outcome != policy.Either {
		return list
	}
	for o, info := range v.p.Options {
		if !now.advised.has(o) {
			continue
		}
		for i := range v.asks {
			q := &v.asks[i]
			if x := q.gradesNow(s); v.opposes(q, &x, o) {
				list = append(list, certAgainst{Option: info.Option, Question: q.ID})
			}
		}
	}
	return list
}

// indicationCertain reports whether everything that the indication stage uses is known.
func (v *verifier) indicationCertain(s *ruleTruths) bool {
	known := func(c *tree) bool { return c.may(s.facts) == c.holds(s.facts) }
	for i := range v.asks {
		q, current := &v.asks[i], false
		for _, r := range q.rules {
			if s.may(r) != s.fires(r) {
				return false
			}
			if !s.fires(r) {
				continue
			}
			current = true
			// It certainly joins, or certainly does not.
			sure := r.ifs.holds(s.facts) || r.unless != nil && !r.unless.may(s.facts)
			may := r.ifs.may(s.facts) || r.unless != nil && !r.unless.holds(s.facts)
			if sure != may {
				return false
			}
		}
		if current && !known(q.yields) {
			return false
		}
	}
	return known(v.joins) && !slices.ContainsFunc(v.wishes, func(w wish) bool { return !known(w.when) })
}

// beside lists the conditions other than those of the rules.
func (v *verifier) beside() []*tree {
	conditions := []*tree{v.joins}
	for _, w := range v.wishes {
		conditions = append(conditions, w.when)
	}
	for i := range v.asks {
		if len(v.asks[i].rules) > 0 { // a question that no rule answers is never asked
			conditions = append(conditions, v.asks[i].yields)
		}
	}
	for i := range v.rules {
		conditions = append(conditions, v.rules[i].ifs, v.rules[i].unless)
	}
	return conditions
}

// names reports whether a condition names the statement.
func (t *tree) names(statement int) bool {
	if t == nil {
		return false
	}
	return t.op == 'i' && t.statement == statement || slices.ContainsFunc(t.parts, func(part *tree) bool { return part.names(statement) })
}

// steps tries every change of one grade by one step.
func (v *verifier) steps(s *ruleTruths, now verifiedDecision) []certStep {
	var list []certStep
	if !v.grades || now.outcome != policy.Either && (now.outcome != policy.Recommended || !now.decided.Weighs()) {
		return list
	}
	for _, r := range v.layers[therapy.LayerIndication] {
		if !s.fires(r) {
			continue
		}
		for o, info := range v.p.Options {
			from := r.graded[o]
			if from == 0 {
				continue
			}
			for _, to := range []therapy.Grade{from - 1, from + 1} {
				if to.Valid() && !v.regraded(r, o, to).decide(s).same(now) {
					list = append(list, certStep{Rule: r.ID, Option: info.Option, From: from, To: to})
				}
			}
		}
	}
	return list
}

// regraded is the verifier of a policy in which one rule gives an option another grade.
func (v *verifier) regraded(changed *rule, option int, to therapy.Grade) *verifier {
	r := *changed
	r.graded = slices.Clone(r.graded)
	r.graded[option] = to
	w := *v
	w.asks = slices.Clone(v.asks)
	for i := range w.asks {
		if q := &w.asks[i]; q.ID == r.Question {
			q.rules = slices.Clone(q.rules)
			q.rules[slices.Index(q.rules, changed)] = &r
		}
	}
	return &w
}
