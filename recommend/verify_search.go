package recommend

import (
	"slices"

	"github.com/therapykit/therapykit/therapy"
)

// This file is the verifier's own search whether an outcome is settled. It has one purpose: a
// certificate that says "undetermined" must be refused if it only withholds a proof or a
// witness. The search is simple and independent: it may find what the recommender cannot
// prove within a budget, so a certificate says "undetermined" only if both have failed.

// maxSets is the maximum number of sets of completions that the search checks for any budget of a
// certificate, so that nobody can make a verifier work for hours.
const maxSets = 1 << 9

// search is a search for a proof or a witness.
type search struct {
	v    *verifier
	want verifiedDecision
	left int // the number of sets that may still be checked
}

// settle looks for a proof that every completion of the facts has the outcome, or for a
// completion that has another, within a budget of steps. It returns neither if that does
// not suffice.
func (v *verifier) settle(f facts, want verifiedDecision, budget int) (*caseSplit, facts) {
	s := search{v: v, want: want, left: min((budget+15)/16, maxSets)}
	if v.certain(v.evaluate(f), want) {
		return &caseSplit{}, nil
	}
	for statement := range f {
		if f[statement] != therapy.Unanswered {
			continue
		}
		for _, answer := range []therapy.Answer{therapy.Yes, therapy.Strongly} {
			if answer == therapy.Strongly && !v.strong[statement] {
				continue
			}
			if next, ok := v.with(f, statement, answer); ok {
				if other := s.other(next); other != nil {
					return nil, other
				}
			}
		}
	}
	for o := range v.p.Options {
		if other := s.favouring(f, o); other != nil {
			return nil, other
		}
	}
	return s.look(f)
}

// look proves the outcome for the set of completions of the facts, or finds a witness in it.
func (s *search) look(f facts) (*caseSplit, facts) {
	if s.left--; s.left < 0 {
		return nil, nil
	}
	now := s.v.evaluate(f)
	if s.v.certain(now, s.want) {
		return &caseSplit{}, nil
	}
	if other := s.other(f); other != nil {
		return nil, other
	}
	on := s.doubt(now)
	if on < 0 {
		return nil, nil
	}
	split := &caseSplit{On: s.v.names[on]}
	for _, way := range []struct {
		answer therapy.Answer
		proof  **caseSplit
	}{{therapy.No, &split.No}, {therapy.Yes, &split.Yes}, {therapy.Strongly, &split.Strongly}} {
		next, consistent := s.v.with(f, on, way.answer)
		if !consistent || way.answer == therapy.Strongly && !s.v.strong[on] {
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

// other returns the completion with no to every open statement, if it has another outcome.
func (s *search) other(f facts) facts {
	return s.complete(f, func(int) therapy.Answer { return therapy.No })
}

// favouring is like other, but gives each statement the answer that favours the option
// most.
func (s *search) favouring(f facts, option int) facts {
	return s.complete(f, func(statement int) therapy.Answer {
		best, most := therapy.No, 0
		for _, answer := range []therapy.Answer{therapy.Yes, therapy.Strongly} {
			if n := s.v.lead(statement, answer, option) - s.v.lead(statement, therapy.No, option); n > most {
				best, most = answer, n
			}
		}
		return best
	})
}

// lead returns how many points more than the best of the others one answer alone gives the option.
func (v *verifier) lead(statement int, answer therapy.Answer, option int) int {
	given, sum := make(facts, len(v.names)), make([]int, len(v.p.Options))
	given[statement] = answer
	for i := range v.rules {
		r := &v.rules[i]
		if r.single != statement || !r.when.holds(given) {
			continue
		}
		for o := range sum {
			sum[o] += r.worth(o, given)
			if r.graded[o].Ranks() {
				sum[o]++
			}
		}
	}
	others := -1 << 30
	for o, n := range sum {
		if o != option {
			others = max(others, n)
		}
	}
	return sum[option] - others
}

// complete returns the completion with these answers, or with no instead of an answer that
// contradicts what is known, if it has another outcome.
func (s *search) complete(f facts, answer func(statement int) therapy.Answer) facts {
	f = slices.Clone(f)
	for statement := range f {
		if f[statement] != therapy.Unanswered {
			continue
		}
		given := answer(statement)
		if given != therapy.No {
			if next, ok := s.v.with(f, statement, given); ok {
				f = next
				continue
			}
		}
		f[statement] = therapy.No
	}
	if s.v.decide(s.v.evaluate(f)).same(s.want) {
		return nil
	}
	return f
}

// doubt returns an open statement that something depends on, or, if nothing does, the
// first that is open.
func (s *search) doubt(now *ruleTruths) int {
	open := func(conditions ...*tree) int {
		for _, c := range conditions {
			if c.may(now.facts) && !c.holds(now.facts) {
				if statement := c.open(now.facts); statement >= 0 {
					return statement
				}
			}
		}
		return -1
	}
	for _, stage := range s.v.p.Stages {
		for _, r := range s.v.layers[stage.Layer] {
			if r.idle {
				continue
			}
			if on := open(r.when); on >= 0 {
				return on
			}
			if now.fires(r) {
				if on := open(r.ifs, r.unless); on >= 0 {
					return on
				}
			}
		}
	}
	if on := open(s.v.beside()...); on >= 0 {
		return on
	}
	return slices.Index(now.facts, therapy.Unanswered)
}
