package recommend

import (
	"slices"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// How a verifier lets clinical questions meet. It follows the meaning of grades, option
// by option, and shares nothing with the engine.

// met is what the questions come to together.
type met struct {
	left, flagged []policy.Option
}

// gradesOf is what the rules of a question that hold say of each option: what is against
// it counts, then the best grade.
func (v *verifier) gradesOf(q therapy.Question, f facts) (grades map[policy.Option]therapy.Grade, joins map[policy.Option]bool) {
	grades, joins = map[policy.Option]therapy.Grade{}, map[policy.Option]bool{}
	for _, r := range v.p.Rules {
		if r.Question != q.ID || !v.holds(r.When, f) {
			continue
		}
		fits := !r.If.IsZero() && v.holds(r.If, f) || !r.Unless.IsZero() && !v.holds(r.Unless, f)
		for _, g := range r.Grades {
			old := grades[g.Option]
			if g.Grade == therapy.OnlyIf && fits {
				joins[g.Option] = true
			}
			if old == 0 || g.Grade == therapy.Against || old != therapy.Against && g.Grade < old {
				grades[g.Option] = g.Grade
			}
		}
	}
	return grades, joins
}

// opposes reports whether a question opposes an option.
func (v *verifier) opposes(q therapy.Question, grades map[policy.Option]therapy.Grade, o policy.Option) bool {
	if !o.Single() {
		return grades[o] == therapy.Against
	}
	other := false
	for p, g := range grades {
		other = other || p != o && (g == therapy.Offer || g == therapy.Consider)
	}
	return other && (grades[o].Opposes() || q.Complete && grades[o] == 0)
}

// first lists the eligible options that a question puts first.
func first(grades map[policy.Option]therapy.Grade, joins map[policy.Option]bool, eligible []policy.Option) []policy.Option {
	best := therapy.Grade(0)
	for _, o := range eligible {
		if g := grades[o]; g.Ranks() && (best == 0 || g < best) {
			best = g
		}
	}
	var list []policy.Option
	for _, o := range eligible {
		if g := grades[o]; best != 0 && (g == best || g == therapy.OnlyIf && joins[o]) {
			list = append(list, o)
		}
	}
	return list
}

// meet lets the questions meet: ranked within each, opposed across all, nothing added.
func (v *verifier) meet(f facts, eligible []policy.Option) met {
	m := &v.p.Meeting
	var tops [][]policy.Option
	flagged, against := map[policy.Option]bool{}, map[policy.Option]bool{}
	offersSecond, prefersFirst := false, false
	for _, q := range v.p.Questions {
		grades, joins := v.gradesOf(q, f)
		if len(grades) == 0 {
			continue
		}
		for _, o := range eligible {
			flagged[o] = flagged[o] || v.opposes(q, grades, o)
			against[o] = against[o] || grades[o] == therapy.Against
		}
		top := first(grades, joins, eligible)
		if len(top) == 0 || !q.Yields.IsZero() && v.holds(q.Yields, f) {
			continue
		}
		tops = append(tops, top)
		if q.Weak {
			continue
		}
		offersSecond = offersSecond || slices.Equal(top, []policy.Option{m.Second}) && grades[m.Second] == therapy.Offer
		prefersFirst = prefersFirst || slices.Contains(top, m.First) && !slices.Contains(top, m.Second)
	}
	in := map[policy.Option]bool{}
	keep := func(want func(policy.Option) bool) (kept bool) {
		for _, o := range eligible {
			if want(o) {
				in[o], kept = true, true
			}
		}
		return kept
	}
	inAll := func(o policy.Option) bool {
		return !slices.ContainsFunc(tops, func(top []policy.Option) bool { return !slices.Contains(top, o) })
	}
	inOne := func(o policy.Option) bool {
		return slices.ContainsFunc(tops, func(top []policy.Option) bool { return slices.Contains(top, o) })
	}
	together := func(o policy.Option) bool { return m.Together != "" && o == m.Together && !against[o] }
	if !keep(inAll) {
		some := keep(func(o policy.Option) bool { return inOne(o) && !flagged[o] })
		if offersSecond && prefersFirst {
			some = keep(together) || some
		}
		if !some && !keep(together) {
			keep(inOne)
		}
	}
	if in[m.First] && !m.Joins.IsZero() && v.holds(m.Joins, f) {
		keep(together)
	}
	unflagged := false
	for o := range in {
		unflagged = unflagged || !flagged[o]
	}
	if !unflagged {
		keep(func(o policy.Option) bool { return !flagged[o] })
	}
	for _, w := range m.Wishes {
		if v.holds(w.When, f) {
			keep(func(o policy.Option) bool { return o == w.Option })
		}
	}
	var r met
	r.left = []policy.Option{}
	for _, o := range eligible {
		if in[o] {
			r.left = append(r.left, o)
		}
		if flagged[o] {
			r.flagged = append(r.flagged, o)
		}
	}
	return r
}

// against lists the questions that oppose what is advised.
func (v *verifier) against(f facts, now ruling) []certAgainst {
	var list []certAgainst
	if now.outcome != policy.Recommended && now.outcome != policy.Either {
		return list
	}
	for _, o := range now.advised {
		for _, q := range v.p.Questions {
			if grades, _ := v.gradesOf(q, f); v.opposes(q, grades, o) {
				list = append(list, certAgainst{Option: o, Question: q.ID})
			}
		}
	}
	return list
}

// allFlagged reports whether grades have left every option, because each is opposed.
func (v *verifier) allFlagged(f facts, now ruling) bool {
	m := v.meet(f, now.eligible)
	return len(m.left) == 1 && v.onlyFlagged(m.left, m.flagged)
}

// indicationCertain reports whether everything that indication goes by is known.
func (v *verifier) indicationCertain(f facts) bool {
	known := func(c therapy.Condition) bool { return c.IsZero() || v.may(c, f) == v.holds(c, f) }
	for _, q := range v.p.Questions {
		asked := false
		for _, r := range v.p.Rules {
			if r.Question != q.ID {
				continue
			}
			if !known(r.When) {
				return false
			}
			if !v.holds(r.When, f) {
				continue
			}
			asked = true
			// It joins for sure, or surely does not.
			sure := !r.If.IsZero() && v.holds(r.If, f) || !r.Unless.IsZero() && !v.may(r.Unless, f)
			may := !r.If.IsZero() && v.may(r.If, f) || !r.Unless.IsZero() && !v.holds(r.Unless, f)
			if sure != may {
				return false
			}
		}
		if asked && !known(q.Yields) {
			return false
		}
	}
	for _, w := range v.p.Meeting.Wishes {
		if !known(w.When) {
			return false
		}
	}
	return known(v.p.Meeting.Joins)
}

// beside lists the conditions beside those of the rules.
func (v *verifier) beside() []therapy.Condition {
	conditions := []therapy.Condition{v.p.Meeting.Joins}
	for _, w := range v.p.Meeting.Wishes {
		conditions = append(conditions, w.When)
	}
	for _, q := range v.p.Questions {
		conditions = append(conditions, q.Yields)
	}
	for _, r := range v.p.Rules {
		conditions = append(conditions, r.If, r.Unless)
	}
	return conditions
}

// namedBeside reports whether a condition beside the rules names the statement.
func (v *verifier) namedBeside(s therapy.Factor) bool {
	return slices.ContainsFunc(v.beside(), func(c therapy.Condition) bool {
		return slices.Contains(slices.Collect(c.Factors()), s)
	})
}

// steps tries every change of one grade by one step.
func (v *verifier) steps(f facts, now ruling) []certStep {
	var list []certStep
	if !v.p.Grades() || now.outcome != policy.Either && (now.outcome != policy.Recommended || !now.decided.Weighs()) {
		return list
	}
	order := func(stage therapy.Layer) func(func(int, policy.Rule) bool) {
		return func(yield func(int, policy.Rule) bool) {
			for i, r := range v.p.Rules {
				if r.Layer == stage && !yield(i, r) {
					return
				}
			}
		}
	}
	for i, r := range order(therapy.LayerIndication) {
		if !v.holds(r.When, f) {
			continue
		}
		for _, o := range v.p.Options {
			at := slices.IndexFunc(r.Grades, func(g policy.Grading) bool { return g.Option == o.Option })
			if at < 0 {
				continue
			}
			from := r.Grades[at].Grade
			for _, to := range []therapy.Grade{from - 1, from + 1} {
				if !to.Valid() {
					continue
				}
				p := *v.p
				p.Rules = slices.Clone(p.Rules)
				p.Rules[i].Grades = slices.Clone(r.Grades)
				p.Rules[i].Grades[at].Grade = to
				changed := verifier{p: &p}
				if !changed.decide(f).same(now) {
					list = append(list, certStep{Rule: r.ID, Option: o.Option, From: from, To: to})
				}
			}
		}
	}
	return list
}
