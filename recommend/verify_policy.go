package recommend

import (
	"slices"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// This file has the verifier's form of a policy: statements and options by index, and
// everything else unchanged.

// verifier is a policy to check against.
type verifier struct {
	p        *policy.Policy
	names    []therapy.Factor
	place    map[therapy.Factor]int
	excludes [][]int // by statement: those that a yes settles as no
	rules    []rule
	layers   map[therapy.Layer][]*rule
	stages   []weighing // those that add up points
	grades   bool       // whether indication decides by grades
	strong   []bool     // statements for which strongly can differ from yes
	asks     []asked
	joins    *tree
	wishes   []wish
	meeting  meetingOptions
}

// rule is a rule with its whole condition, ages and question included.
type rule struct {
	policy.Rule
	number   int
	when     *tree
	required *tree
	ifs      *tree
	unless   *tree
	points   []int
	graded   []therapy.Grade
	excluded options
	single   int  // the statement, if the condition is just one; or -1
	doubles  bool // strongly doubles the points of that statement
	about    []int
	idle     bool // no answers at all make it true
}

// weighing is a stage that adds up points.
type weighing struct {
	policy.Stage
	rules []*rule
}

// asked is a question with its rules.
type asked struct {
	therapy.Question
	rules  []*rule
	yields *tree
}

type wish struct {
	option int
	when   *tree
}

// meetingOptions are the options by place, -1 where none is named.
type meetingOptions struct{ first, second, together int }

// options is a set of options.
type options uint32

func (o options) has(option int) bool { return o>>option&1 == 1 }
func (o options) one() bool           { return o != 0 && o&(o-1) == 0 }

func (v *verifier) named(set options) []policy.Option {
	names := []policy.Option{}
	for i, info := range v.p.Options {
		if set.has(i) {
			names = append(names, info.Option)
		}
	}
	return names
}

func (v *verifier) option(o policy.Option) int {
	return slices.IndexFunc(v.p.Options, func(info policy.OptionInfo) bool { return info.Option == o })
}

func newVerifier(p policy.Policy) *verifier {
	v := &verifier{p: &p, place: map[therapy.Factor]int{}, layers: map[therapy.Layer][]*rule{}, grades: p.Grades()}
	for f := range p.Factors.Names() {
		v.place[f] = len(v.names)
		v.names = append(v.names, f)
	}
	for _, info := range p.Factors.All() {
		var others []int
		for _, other := range info.Excludes {
			others = append(others, v.place[other])
		}
		v.excludes = append(v.excludes, others)
	}
	v.strong = make([]bool, len(v.names))
	v.rules = make([]rule, len(p.Rules))
	for i := range p.Rules {
		v.rules[i] = v.rule(i)
		r := &v.rules[i]
		v.layers[r.Layer] = append(v.layers[r.Layer], r)
		if r.doubles {
			v.strong[r.single] = true
		}
	}
	for _, stage := range p.Stages {
		if stage.Layer.Weighs() && !(stage.Layer == therapy.LayerIndication && !stage.Points) {
			v.stages = append(v.stages, weighing{stage, v.layers[stage.Layer]})
		}
	}
	for _, q := range p.Questions {
		a := asked{Question: q, yields: v.tree(q.Yields)}
		for i := range v.rules {
			if v.rules[i].Question == q.ID {
				a.rules = append(a.rules, &v.rules[i])
			}
		}
		v.asks = append(v.asks, a)
	}
	v.joins = v.tree(p.Meeting.Joins)
	for _, w := range p.Meeting.Wishes {
		v.wishes = append(v.wishes, wish{v.option(w.Option), v.tree(w.When)})
	}
	v.meeting = meetingOptions{v.option(p.Meeting.First), v.option(p.Meeting.Second), v.option(p.Meeting.Together)}
	return v
}

func (v *verifier) rule(number int) rule {
	p := v.p
	r := rule{Rule: p.Rules[number], number: number, single: -1, points: make([]int, len(p.Options)), graded: make([]therapy.Grade, len(p.Options))}
	when := p.Condition(r.Rule)
	r.when, r.required, r.ifs, r.unless = v.tree(when), v.tree(r.RequiredIf), v.tree(r.If), v.tree(r.Unless)
	for _, x := range r.Points {
		r.points[v.option(x.Option)] = x.Points
	}
	for _, x := range r.Grades {
		r.graded[v.option(x.Option)] = x.Grade
	}
	for _, o := range r.Excludes {
		r.excluded |= 1 << v.option(o)
	}
	for f := range when.Factors() {
		r.about = append(r.about, v.place[f])
	}
	if f, ok := when.Statement(); ok {
		r.single = v.place[f]
		r.doubles = slices.ContainsFunc(p.Stages, func(s policy.Stage) bool { return s.Layer == r.Layer && s.Doubles })
	}
	r.idle = neverTrue(r.when, r.about, len(v.names))
	return r
}

// neverTrue reports whether no answers make a condition true, as for a rule that only asks.
// If it has few statements, all combinations of answers are tried.
func neverTrue(when *tree, about []int, statements int) bool {
	const few = 10
	if len(about) > few {
		return false
	}
	f := make(facts, statements)
	for ways := range 1 << len(about) {
		for i, statement := range about {
			f[statement] = therapy.No + therapy.Answer(ways>>i&1)
		}
		if when.truth(f) == therapy.True {
			return false
		}
	}
	return true
}

// formerFormat is the previous certificate format for the policy.
func (v *verifier) formerFormat() string {
	if v.grades {
		return secondCertificateFormat
	}
	return firstCertificateFormat
}
