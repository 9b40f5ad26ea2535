package recommend

import (
	"maps"
	"slices"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// How a verifier looks for itself whether an outcome is settled. It serves one purpose:
// a certificate that says "undetermined" has to be refused if it only withholds a proof
// or a witness. The search is plain, and goes its own way: what the recommender cannot
// prove within a budget it may find, so that a certificate says "undetermined" only where
// both have failed.

// maxSets is how many sets of completions the search looks at, however large the budget
// of a certificate, so that nobody can make a verifier work for hours.
const maxSets = 1 << 9

// verifierOf returns a verifier of the policy, in which every condition of a rule stands
// as it counts, with ages and question.
func verifierOf(p policy.Policy) verifier {
	p.Rules = slices.Clone(p.Rules)
	v := verifier{p: &p, idle: map[string]bool{}}
	for i, r := range p.Rules {
		p.Rules[i].When = p.Condition(r)
		v.idle[r.ID] = neverTrue(p.Rules[i].When)
	}
	return v
}

// neverTrue reports whether no answer at all makes a condition true, as that of a rule
// which only asks. Where it names few statements every way of answering them is tried.
func neverTrue(c therapy.Condition) bool {
	names := slices.Collect(c.Factors())
	if len(names) > 10 {
		return false
	}
	for ways := range 1 << len(names) {
		if c.Eval(func(f therapy.Factor) therapy.Truth {
			if ways>>slices.Index(names, f)&1 == 1 {
				return therapy.True
			}
			return therapy.False
		}) == therapy.True {
			return false
		}
	}
	return true
}

// search is a search for a proof or a witness.
type search struct {
	v    *verifier
	want ruling
	left int // sets that may still be looked at
}

// settle looks for a proof that every completion of the facts has the outcome, or for a
// completion that has another, in at most budget sets. It returns neither if that does
// not suffice.
func (v *verifier) settle(f facts, want ruling, budget int) (*caseSplit, facts) {
	s := search{v: v, want: want, left: min(budget, maxSets)}
	if v.certain(f, want) {
		return &caseSplit{}, nil
	}
	for each := range v.p.Factors.All() {
		if f[each] != therapy.Unanswered {
			continue
		}
		for _, answer := range []therapy.Answer{therapy.Yes, therapy.Strongly} {
			if answer == therapy.Strongly && !v.strongCounts(each) {
				continue
			}
			if next, ok := v.close(f.with(each, answer)); ok {
				if other := s.other(next); other != nil {
					return nil, other
				}
			}
		}
	}
	for _, o := range v.p.Options {
		if other := s.favouring(f, o.Option); other != nil {
			return nil, other
		}
	}
	return s.look(f)
}

// look proves the set of completions of the facts, or finds a witness in it.
func (s *search) look(f facts) (*caseSplit, facts) {
	if s.left--; s.left < 0 {
		return nil, nil
	}
	if s.v.certain(f, s.want) {
		return &caseSplit{}, nil
	}
	if other := s.other(f); other != nil {
		return nil, other
	}
	split := &caseSplit{On: s.doubt(f)}
	if split.On == "" {
		return nil, nil
	}
	for _, way := range []struct {
		answer therapy.Answer
		proof  **caseSplit
	}{{therapy.No, &split.No}, {therapy.Yes, &split.Yes}, {therapy.Strongly, &split.Strongly}} {
		next, consistent := s.v.close(f.with(split.On, way.answer))
		if !consistent || way.answer == therapy.Strongly && !s.v.strongCounts(split.On) {
			continue
		}
		proof, other := s.look(next)
		if proof == nil {
			return nil, other
		}
		*way.proof = proof
	}
	return split, nil
}

// other returns the completion that says no to every open statement, if its outcome is
// another one.
func (s *search) other(f facts) facts {
	return s.complete(f, func(therapy.Factor) therapy.Answer { return therapy.No })
}

// favouring is like other, but gives each statement the answer that favours the option
// most.
func (s *search) favouring(f facts, o policy.Option) facts {
	return s.complete(f, func(each therapy.Factor) therapy.Answer {
		best, most := therapy.No, 0
		for _, answer := range []therapy.Answer{therapy.Yes, therapy.Strongly} {
			if n := s.v.lead(each, answer, o) - s.v.lead(each, therapy.No, o); n > most {
				best, most = answer, n
			}
		}
		return best
	})
}

// lead is what one answer alone gives the option, above what it gives the best of the
// others.
func (v *verifier) lead(s therapy.Factor, answer therapy.Answer, o policy.Option) int {
	given, sum := facts{s: answer}, map[policy.Option]int{}
	for _, r := range v.p.Rules {
		if on, single := r.When.Statement(); !single || on != s || !v.holds(r.When, given) {
			continue
		}
		for _, stage := range v.p.Stages {
			for _, p := range r.Points {
				if stage.Layer == r.Layer {
					sum[p.Option] += v.worth(stage, r, p.Option, given)
				}
			}
		}
		for _, g := range r.Grades {
			if g.Grade.Ranks() {
				sum[g.Option]++
			}
		}
	}
	others := -1 << 30
	for _, info := range v.p.Options {
		if info.Option != o {
			others = max(others, sum[info.Option])
		}
	}
	return sum[o] - others
}

// complete returns the completion with these answers, or no where one contradicts what
// is known, if its outcome is another one.
func (s *search) complete(f facts, answer func(therapy.Factor) therapy.Answer) facts {
	f = maps.Clone(f)
	for each := range s.v.p.Factors.All() {
		if f[each] != therapy.Unanswered {
			continue
		}
		given := answer(each)
		if given != therapy.No {
			if next, ok := s.v.close(f.with(each, given)); ok {
				f = next
				continue
			}
		}
		f[each] = therapy.No
	}
	if s.v.decide(f).same(s.want) {
		return nil
	}
	return f
}

// doubt returns an open statement that something hangs on, or, if nothing does, the
// first that is open.
func (s *search) doubt(f facts) therapy.Factor {
	open := func(conditions ...therapy.Condition) therapy.Factor {
		for _, c := range conditions {
			if !s.v.may(c, f) || s.v.holds(c, f) {
				continue
			}
			for each := range c.Factors() {
				if f[each] == therapy.Unanswered {
					return each
				}
			}
		}
		return ""
	}
	for _, stage := range s.v.p.Stages {
		for _, r := range s.v.p.Rules {
			if r.Layer != stage.Layer {
				continue
			}
			if on := open(r.When); on != "" {
				return on
			}
			if s.v.holds(r.When, f) {
				if on := open(r.If, r.Unless); on != "" {
					return on
				}
			}
		}
	}
	if on := open(s.v.beside()...); on != "" {
		return on
	}
	for each := range s.v.p.Factors.All() {
		if f[each] == therapy.Unanswered {
			return each
		}
	}
	return ""
}
