package recommend_test

import (
	"slices"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// A slow second implementation of the indication stage, written only from section C of the
// clinical reference: C.3 with the corrections of C.9, sentence by sentence, over sets of
// options.

// optionSet is a set of options.
type optionSet map[policy.Option]bool

func setOf(options ...policy.Option) optionSet {
	s := optionSet{}
	for _, o := range options {
		s[o] = true
	}
	return s
}

func (s optionSet) keep(want func(policy.Option) bool) optionSet {
	kept := optionSet{}
	for o := range s {
		if want(o) {
			kept[o] = true
		}
	}
	return kept
}

func (s optionSet) and(other optionSet) optionSet {
	return s.keep(func(o policy.Option) bool { return other[o] })
}

func (s optionSet) less(other optionSet) optionSet {
	return s.keep(func(o policy.Option) bool { return !other[o] })
}

func (s optionSet) add(other optionSet) {
	for o := range other {
		s[o] = true
	}
}

// activeQuestion is a question that is asked: the grade of each option, and the only-ifs whose
// own condition is certain (C.9, F1).
type activeQuestion struct {
	id             string
	grades         map[policy.Option]therapy.Grade
	certain        optionSet
	complete, weak bool
	off            bool // another question has taken over its top (C.9, F3)
}

// variant leaves one thing out of the semantics, to show that a test notices it.
type variant int

const (
	asWritten variant = iota
	noVeto
	noComplete
	noF1
)

// top is definition 1 with F1: the options with the best grade of the question among the eligible
// ones, if it is only-if or better, and the only-ifs whose condition holds.
func (q activeQuestion) top(eligible optionSet, v variant) optionSet {
	top := optionSet{}
	for _, grade := range []therapy.Grade{therapy.Offer, therapy.Consider, therapy.OnlyIf} {
		if top = eligible.keep(func(o policy.Option) bool { return q.grades[o] == grade }); len(top) > 0 {
			break
		}
	}
	if len(top) > 0 && v != noF1 {
		top.add(eligible.and(q.certain))
	}
	return top
}

// opposes is definition 2: a question opposes only single formats, by leaving them out or by a
// lower grade, and only if it grades another one consider or offer.
func (q activeQuestion) opposes(o policy.Option, v variant) bool {
	if !o.Single() {
		return q.grades[o] == therapy.Against
	}
	for other, grade := range q.grades {
		if other == o || grade != therapy.Offer && grade != therapy.Consider {
			continue
		}
		switch grade := q.grades[o]; {
		case grade == therapy.Against, grade == therapy.Adjunct:
			return true
		case grade == 0 && q.complete && v != noComplete:
			return true
		}
	}
	return false
}

// scene is a situation in which several questions apply.
type scene struct {
	eligible                optionSet
	questions               []activeQuestion
	first, second, together policy.Option
	joins                   bool      // both are wanted after a discussion, or different aspects
	wished                  optionSet // after a discussion
}

// survivors is definition 3, in the order of the pseudo-code.
func (s scene) survivors(v variant) (survivors, flagged optionSet) {
	flagged, against := optionSet{}, optionSet{}
	var tops []optionSet
	offersGroup, prefersIndividual := false, false
	for _, q := range s.questions {
		flagged.add(s.eligible.keep(func(o policy.Option) bool { return q.opposes(o, v) }))
		for o, grade := range q.grades {
			if grade == therapy.Against {
				against[o] = true
			}
		}
		top := q.top(s.eligible, v)
		if len(top) == 0 || q.off {
			continue
		}
		tops = append(tops, top)
		if !q.weak { // F6
			offersGroup = offersGroup || len(top) == 1 && top[s.second] && q.grades[s.second] == therapy.Offer
			prefersIndividual = prefersIndividual || top[s.first] && !top[s.second]
		}
	}
	combined := s.eligible.and(setOf(s.together)).less(against)
	survivors = s.eligible
	if len(tops) > 0 {
		shared, union := s.eligible, optionSet{}
		for _, top := range tops {
			shared = shared.and(top)
			union.add(top)
		}
		if survivors = shared; len(survivors) == 0 {
			if survivors = union.less(flagged); v == noVeto {
				survivors = union.less(nil)
			}
			if offersGroup && prefersIndividual {
				survivors.add(combined)
			}
			if len(survivors) == 0 {
				survivors = combined
			}
			if len(survivors) == 0 {
				survivors = union
			}
		}
	}
	survivors = survivors.less(nil) // a copy
	if survivors[s.first] && s.joins {
		survivors.add(combined)
	}
	if len(survivors.less(flagged)) == 0 {
		survivors.add(s.eligible.less(flagged))
	}
	survivors.add(s.eligible.and(s.wished))
	return survivors, flagged
}

// outcome is steps 4 and 5. Each later stage keeps the best of the remaining options; the guard
// keeps the last unflagged option.
func (s scene) outcome(v variant, later []func(optionSet) optionSet) (policy.Outcome, optionSet) {
	survivors, flagged := s.survivors(v)
	if len(s.eligible) == 1 {
		return policy.Recommended, s.eligible
	}
	if len(survivors) == 1 {
		if len(survivors.less(flagged)) == 0 {
			return policy.Either, s.eligible
		}
		return policy.Recommended, survivors
	}
	for _, narrow := range later {
		n := narrow(survivors)
		if len(n) != len(survivors) && len(n.less(flagged)) == 0 {
			return policy.Either, survivors
		}
		if survivors = n; len(survivors) == 1 {
			return policy.Recommended, survivors
		}
	}
	return policy.Either, survivors
}

// scene reads a situation from the policy, the facts and the truth of the rules.
func (p *referee) scene(eligible []policy.Option, known, truth []kleene) scene {
	s := scene{eligible: setOf(eligible...), first: p.Meeting.First, second: p.Meeting.Second, together: p.Meeting.Together, wished: optionSet{}}
	s.joins = p.joins.eval(known) == certainly
	for i, w := range p.Meeting.Wishes {
		if p.wishes[i].eval(known) == certainly {
			s.wished[w.Option] = true
		}
	}
	for _, q := range p.questions {
		if !slices.ContainsFunc(q.rules, func(r *refereeRule) bool { return truth[r.number] == certainly }) {
			continue // nothing is graded for it
		}
		active := activeQuestion{
			id: q.ID, grades: map[policy.Option]therapy.Grade{}, certain: optionSet{}, complete: q.Complete, weak: q.Weak,
			off: q.yields.eval(known) == certainly,
		}
		for _, r := range q.rules {
			if truth[r.number] != certainly {
				continue
			}
			holds := r.own.eval(known) == certainly || !r.Unless.IsZero() && r.unless.eval(known) != certainly
			for _, g := range r.Grades {
				if old := active.grades[g.Option]; old == 0 || g.Grade == therapy.Against || old != therapy.Against && g.Grade < old {
					active.grades[g.Option] = g.Grade
				}
				if g.Grade == therapy.OnlyIf && holds {
					active.certain[g.Option] = true
				}
			}
		}
		active.certain = active.certain.keep(func(o policy.Option) bool { return active.grades[o] == therapy.OnlyIf })
		if len(active.grades) > 0 {
			s.questions = append(s.questions, active)
		}
	}
	return s
}

// inOrder lists a set in the order of the options.
func (p *referee) inOrder(s optionSet) []policy.Option {
	var list []policy.Option
	for _, info := range p.Options {
		if s[info.Option] {
			list = append(list, info.Option)
		}
	}
	return slices.Clip(list)
}
