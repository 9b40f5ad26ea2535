// Package compile turns a policy into an engine: names become numbers, conditions
// clauses, points lanes. In it are the translation and the tables between names
// and numbers. Not in it: deciding (package engine), the definition of a policy
// (package policy), and the use of decisions (packages recommend and governance,
// which both compile policies with this package).
package compile

import (
	"iter"
	"slices"
	"sync"

	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// Program is a policy with its engine, and the tables between the two. Do not
// modify it.
type Program struct {
	Policy policy.Policy // a private copy
	Engine *engine.Engine
	// Digest returns the digest of the policy. It is computed at the first call, because it
	// takes nearly as long as compiling.
	Digest func() string

	Factors  []therapy.Factor       // by statement
	Index    map[therapy.Factor]int // the reverse of Factors
	Rules    []*policy.Rule         // of the policy, by the engine's numbers: by stage, then in the policy's order
	When     []therapy.Condition    // the whole conditions of Rules; see [policy.Policy.Condition]
	RuleByID map[string]int         // rule numbers by id

	// Texts that do not belong to a rule, in the policy's order.
	Actions   []engine.Formula // by action: when it applies
	Cautions  []Caution
	Conflicts []Conflict
}

// Caution is a caution with its outcomes and options as sets.
type Caution struct {
	when          engine.Formula
	with, without uint16
	outcomes      uint8
	restricted    bool // one of the options in with has to remain
	waits         bool // the caution states an Unless
	unless        engine.Formula
}

// Holds reports whether the caution applies to a decision.
func (c *Caution) Holds(v engine.Verdict, l *engine.Literals) bool {
	return c.outcomes>>v.Outcome&1 == 1 &&
		(!c.restricted || c.with&v.Standing != 0) &&
		c.without&v.Standing == 0 && c.when.Holds(l) && !(c.waits && c.unless.Holds(l))
}

// Conflict is a conflict with its rules by number.
type Conflict struct {
	When engine.Formula
	A, B []int
}

// The compiler checks that both packages use the same numbers.
const (
	_ = uint(policy.MaxOptions - engine.MaxOptions)
	_ = uint(engine.MaxOptions - policy.MaxOptions)
	_ = uint(policy.MaxStatements - engine.MaxStatements)
	_ = uint(engine.MaxStatements - policy.MaxStatements)
	_ = uint(therapy.LayerIndication - therapy.Layer(engine.Indication))
	_ = uint(therapy.Layer(engine.Indication) - therapy.LayerIndication)
	_ = uint(therapy.Against - therapy.Grade(engine.Against))
	_ = uint(therapy.Grade(engine.Against) - therapy.Against)
	_ = uint(policy.Either - policy.Outcome(engine.Either))
	_ = uint(policy.Outcome(engine.Either) - policy.Either)
	_ = uint(therapy.Strongly - therapy.Answer(engine.Strongly))
	_ = uint(therapy.Answer(engine.Strongly) - therapy.Strongly)
)

// New checks the policy, copies it and compiles it. The error lists everything
// that is wrong.
func New(p policy.Policy) (*Program, error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	c := &Program{
		Policy: p.Clone(), Index: make(map[therapy.Factor]int, p.Factors.Len()), RuleByID: make(map[string]int, len(p.Rules)),
		Rules: make([]*policy.Rule, 0, len(p.Rules)), When: make([]therapy.Condition, 0, len(p.Rules)),
	}
	for f := range p.Factors.Names() {
		c.Index[f] = len(c.Factors)
		c.Factors = append(c.Factors, f)
	}
	spec := engine.Spec{Statements: len(c.Factors), Options: len(p.Options), Graded: c.Policy.Grades()}
	for i, info := range p.Options {
		if info.Option.Single() {
			spec.Singles |= 1 << i
		}
	}
	for _, q := range c.Policy.Questions {
		spec.Questions = append(spec.Questions, engine.QuestionSpec{Yields: c.situation(q.Yields), Complete: q.Complete, Weak: q.Weak})
	}
	spec.Rules = make([]engine.RuleSpec, 0, len(p.Rules))
	spec.Meeting = c.meeting()
	for _, f := range c.Factors {
		spec.Excludes = append(spec.Excludes, c.numbers(p.Factors.Excluded(f)))
	}
	for _, stage := range c.Policy.Stages {
		if stage.Layer.Weighs() {
			spec.Stages = append(spec.Stages, engine.Stage{Layer: engine.Layer(stage.Layer), Margin: stage.Margin})
		}
		for i := range c.Policy.Rules {
			if rule := &c.Policy.Rules[i]; rule.Layer == stage.Layer {
				when := c.Policy.Condition(*rule)
				c.RuleByID[rule.ID] = len(c.Rules)
				c.Rules = append(c.Rules, rule)
				c.When = append(c.When, when)
				spec.Rules = append(spec.Rules, c.rule(rule, when, stage))
			}
		}
	}
	c.Engine = engine.New(spec)
	c.sayings()
	c.Digest = sync.OnceValue(c.Policy.Digest)
	return c, nil
}

func (c *Program) rule(rule *policy.Rule, when therapy.Condition, stage policy.Stage) engine.RuleSpec {
	s := engine.RuleSpec{
		Layer: engine.Layer(rule.Layer), When: c.clauses(when, therapy.True), Single: -1,
		Excludes: c.options(rule.Excludes), Points: make([]int16, len(c.Policy.Options)), Asks: c.numbers(slices.Values(rule.Asks)),
		Mentions: c.numbers(when.Factors()), Leads: rule.Layer == therapy.LayerSufficiency && c.badNews(when),
	}
	// The condition under which a rule is certainly false can be much longer. It is
	// compiled only if the rule requires an answer.
	if s.Requires = !rule.RequiredIf.IsZero(); s.Requires {
		s.Required, s.Fails = c.clauses(rule.RequiredIf, therapy.True), c.clauses(when, therapy.False)
	}
	if f, ok := when.Statement(); ok {
		s.Single, s.Doubles = c.Index[f], stage.Doubles
	}
	if len(rule.Grades) > 0 {
		s.Grades = make([]engine.Grade, len(c.Policy.Options))
		for _, g := range rule.Grades {
			s.Grades[c.option(g.Option)] = engine.Grade(g.Grade)
		}
		s.Question = slices.IndexFunc(c.Policy.Questions, func(q therapy.Question) bool { return q.ID == rule.Question })
		s.If, s.Unless = c.situation(rule.If), c.situation(rule.Unless)
	}
	for _, p := range rule.Points {
		s.Points[c.option(p.Option)] = int16(p.Points)
	}
	return s
}

// badNews reports whether the condition names an all-clear that is denied: the person who
// gave that answer knows of a danger.
func (c *Program) badNews(when therapy.Condition) bool {
	clauses, _ := when.Clauses(therapy.True)
	return slices.ContainsFunc(clauses, func(clause []therapy.Literal) bool {
		return len(clause) == 1 && !clause[0].Yes && c.Policy.Alarm(clause[0].Factor) == therapy.AllClear
	})
}

// meeting translates how questions with different results are combined.
func (c *Program) meeting() engine.MeetingSpec {
	m := &c.Policy.Meeting
	s := engine.MeetingSpec{Named: m.Together != "", Joins: c.situation(m.Joins)}
	if s.Named {
		s.First, s.Second, s.Together = c.option(m.First), c.option(m.Second), c.option(m.Together)
	}
	for _, w := range m.Wishes {
		s.Wishes = append(s.Wishes, engine.WishSpec{Option: c.option(w.Option), When: c.clauses(w.When, therapy.True)})
	}
	return s
}

// situation compiles an optional condition.
func (c *Program) situation(when therapy.Condition) engine.Situation {
	if when.IsZero() {
		return engine.Situation{}
	}
	return engine.Situation{Stated: true, When: c.clauses(when, therapy.True)}
}

// sayings compiles the conditions of actions, cautions and conflicts.
func (c *Program) sayings() {
	for _, a := range c.Policy.Actions {
		c.Actions = append(c.Actions, c.formula(a.When))
	}
	for _, x := range c.Policy.Cautions {
		caution := Caution{
			when: c.formula(x.Scope()), restricted: len(x.Advised)+len(x.With) > 0,
			with: c.options(x.Advised), without: c.options(x.Without),
		}
		if caution.waits = !x.Unless.IsZero(); caution.waits {
			caution.unless = c.formula(x.Unless)
		}
		for i, info := range c.Policy.Options {
			if slices.ContainsFunc(x.With, info.Option.Includes) {
				caution.with |= 1 << i
			}
		}
		for _, o := range x.Outcomes {
			caution.outcomes |= 1 << o
		}
		if len(x.Outcomes) == 0 {
			caution.outcomes = 1<<(policy.Either+1) - 1
		}
		c.Cautions = append(c.Cautions, caution)
	}
	for _, x := range c.Policy.Conflicts {
		conflict := Conflict{When: c.formula(x.When)}
		for _, id := range x.A.Rules {
			conflict.A = append(conflict.A, c.RuleByID[id])
		}
		for _, id := range x.B.Rules {
			conflict.B = append(conflict.B, c.RuleByID[id])
		}
		c.Conflicts = append(c.Conflicts, conflict)
	}
}

// formula compiles when a condition is certainly true. The zero condition always is.
func (c *Program) formula(when therapy.Condition) engine.Formula {
	if when.IsZero() {
		return engine.Formula{}
	}
	return engine.NewFormula(c.clauses(when, therapy.True))
}

// clauses translates the literals of the normal form. Validate has checked that the normal
// form is within the limits.
func (c *Program) clauses(when therapy.Condition, want therapy.Truth) [][]engine.Literal {
	clauses, _ := when.Clauses(want)
	numbered, total := make([][]engine.Literal, len(clauses)), 0
	for _, clause := range clauses {
		total += len(clause)
	}
	all := make([]engine.Literal, 0, total) // one allocation for all literals
	for i, clause := range clauses {
		for _, x := range clause {
			all = append(all, engine.LiteralOf(c.Index[x.Factor], x.Yes))
		}
		numbered[i], all = slices.Clip(all), all[len(all):]
	}
	return needed(numbered)
}

// needed leaves out the clauses that follow from another one.
func needed(clauses [][]engine.Literal) [][]engine.Literal {
	kept := clauses[:0]
	for i, clause := range clauses {
		follows := func(other []engine.Literal) bool { return within(other, clause) }
		if !slices.ContainsFunc(clauses[i+1:], follows) && !slices.ContainsFunc(kept, follows) {
			kept = append(kept, clause)
		}
	}
	return kept
}

// within reports whether every literal of the one clause is in the other.
func within(clause, other []engine.Literal) bool {
	return !slices.ContainsFunc(clause, func(x engine.Literal) bool { return !slices.Contains(other, x) })
}

func (c *Program) numbers(factors iter.Seq[therapy.Factor]) []int {
	var list []int
	for f := range factors {
		list = append(list, c.Index[f])
	}
	return list
}

func (c *Program) options(options []policy.Option) uint16 {
	var set uint16
	for _, o := range options {
		set |= 1 << c.option(o)
	}
	return set
}

func (c *Program) option(o policy.Option) int {
	for i := range c.Policy.Options {
		if c.Policy.Options[i].Option == o {
			return i
		}
	}
	return -1 // Validate has checked that there are no others
}
