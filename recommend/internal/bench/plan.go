package bench

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// Facts is an intake in the form that the engines read: which statements are certainly
// yes, and which certainly no, including answers that follow by exclusion.
type Facts struct {
	Y []bool
	N []bool
	S []bool // strongly; read by the driver only
}

// Group is a number of questions that an engine is asked at once. Once a group has decided,
// later groups are not asked, as in the early exit of a program written by hand.
type Group int

// The groups. Those from Weighing on are the stages that add up points.
const (
	Danger   Group = iota // one question: whether any rule of safety fires
	Asking                // one question: whether anything has to be asked first
	Excluded              // for each rule of eligibility: whether it fires
	Pending               // and whether its required answer is missing
	Grading               // for each rule that grades: whether it fires
	Beside                // the side conditions of such rules and the meeting; asked if one of them fires
	Weighing              // for each rule of a stage: whether it fires
)

// Plan is the policy in the form that every engine gets: groups of questions, each
// certainly true or not. If a group is one question, its parts are alternatives.
type Plan struct {
	Policy policy.Policy
	Index  map[therapy.Factor]int
	Groups [][]Question
	Stages []policy.Stage // those that weigh

	excludes [][]int
	rules    [][]policy.Rule // by group, if each question is one rule
	options  map[policy.Option]uint
	table    table
	beside   beside
}

// beside holds the indexes of the questions in the group [Beside]; -1 for a condition that
// the policy does not state.
type beside struct {
	yields     []int // by question of the policy
	ifs, waits []int // by rule that grades
	joins      int
	wishes     []int
}

// Question asks whether a condition is certainly true, or whether it is required and unknown.
type Question struct {
	When     therapy.Condition
	Required therapy.Condition // if not zero, the question is whether When is unknown while Required is true
}

// NewPlan translates the policy.
func NewPlan(p policy.Policy) *Plan {
	plan := &Plan{Policy: p, Index: map[therapy.Factor]int{}, Groups: make([][]Question, Weighing), rules: make([][]policy.Rule, Weighing)}
	for f := range p.Factors.Names() {
		plan.Index[f] = len(plan.Index)
	}
	for _, info := range p.Factors.All() {
		var out []int
		for _, other := range info.Excludes {
			out = append(out, plan.Index[other])
		}
		plan.excludes = append(plan.excludes, out)
	}
	plan.options = map[policy.Option]uint{}
	for i, info := range p.Options {
		plan.options[info.Option] = 1 << i
		if info.Option.Single() {
			plan.table.singles |= 1 << i
		}
	}
	m := p.Meeting
	plan.table.first, plan.table.second, plan.table.together = plan.options[m.First], plan.options[m.Second], plan.options[m.Together]
	add := func(g Group, r policy.Rule, q Question) {
		plan.Groups[g] = append(plan.Groups[g], q)
		plan.rules[g] = append(plan.rules[g], r)
	}
	for _, s := range p.Stages {
		g := Group(len(plan.Groups))
		graded := s.Layer == therapy.LayerIndication && p.Grades()
		if s.Layer.Weighs() && !graded {
			plan.Groups, plan.rules = append(plan.Groups, nil), append(plan.rules, nil)
			plan.Stages = append(plan.Stages, s)
		}
		for _, r := range p.Rules {
			if r.Layer != s.Layer {
				continue
			}
			when := p.Condition(r)
			fires, missing := Question{When: when}, Question{When: when, Required: r.RequiredIf}
			switch s.Layer {
			case therapy.LayerSafety:
				add(Danger, r, fires)
			case therapy.LayerSufficiency:
				add(Asking, r, fires)
			case therapy.LayerEligibility:
				add(Excluded, r, fires)
				if !r.RequiredIf.IsZero() {
					add(Pending, r, missing)
				}
				continue
			default:
				if graded {
					g = Grading
				}
				add(g, r, fires)
				continue
			}
			if !r.RequiredIf.IsZero() {
				add(Asking, r, missing)
			}
		}
	}
	plan.addBeside()
	return plan
}

func (p *Plan) addBeside() {
	add := func(when therapy.Condition) int {
		if when.IsZero() {
			return -1
		}
		p.Groups[Beside] = append(p.Groups[Beside], Question{When: when})
		return len(p.Groups[Beside]) - 1
	}
	for _, q := range p.Policy.Questions {
		p.beside.yields = append(p.beside.yields, add(q.Yields))
	}
	for _, r := range p.rules[Grading] {
		p.beside.ifs = append(p.beside.ifs, add(r.If))
		p.beside.waits = append(p.beside.waits, add(r.Unless))
	}
	p.beside.joins = add(p.Policy.Meeting.Joins)
	for _, w := range p.Policy.Meeting.Wishes {
		p.beside.wishes = append(p.beside.wishes, add(w.When))
	}
}

// One reports whether a group is one question.
func (g Group) One() bool { return g <= Asking }

// expression writes a question in a language with &&, || and !. atom returns the name for "the
// statement is certainly yes", or no.
func (p *Plan) expression(q Question, atom func(statement int, yes bool) string) string {
	if q.Required.IsZero() {
		return p.certain(q.When, true, atom)
	}
	return "(" + p.certain(q.Required, true, atom) + " && !" + p.certain(q.When, true, atom) + " && !" + p.certain(q.When, false, atom) + ")"
}

// certain writes the expression for "the condition is certainly true", or false.
func (p *Plan) certain(c therapy.Condition, want bool, atom func(int, bool) string) string {
	if f, ok := c.Statement(); ok {
		return atom(p.Index[f], want)
	}
	if part, ok := c.Negated(); ok {
		return p.certain(part, !want, atom)
	}
	parts, all, _ := c.Parts()
	var words []string
	for part := range parts {
		words = append(words, p.certain(part, want, atom))
	}
	if len(words) == 0 {
		return strconv.FormatBool(all == want)
	}
	if all == want {
		return "(" + strings.Join(words, " && ") + ")"
	}
	return "(" + strings.Join(words, " || ") + ")"
}

// program writes a group: one expression for a group that is one question, otherwise a list.
func (p *Plan) program(g Group, atom func(int, bool) string) string {
	var list []string
	for _, q := range p.Groups[g] {
		list = append(list, p.expression(q, atom))
	}
	if g.One() {
		return strings.Join(list, " || ")
	}
	return "[" + strings.Join(list, ", ") + "]"
}

// named returns an atom that is a plain variable.
func named(statement int, yes bool) string {
	if yes {
		return fmt.Sprintf("Y%d", statement)
	}
	return fmt.Sprintf("N%d", statement)
}

// Encode returns an intake in the form that the engines read.
func (p *Plan) Encode(intake recommend.Answers) *Facts {
	n := len(p.Index)
	f := &Facts{Y: make([]bool, n), N: make([]bool, n), S: make([]bool, n)}
	for s, a := range intake {
		i := p.Index[s]
		f.Y[i] = a == therapy.Yes || a == therapy.Strongly
		f.S[i] = a == therapy.Strongly
		f.N[i] = a == therapy.No
	}
	for i, yes := range f.Y {
		if yes {
			for _, j := range p.excludes[i] {
				f.N[j] = true
			}
		}
	}
	return f
}

// set returns options as bits.
func (p *Plan) set(options []policy.Option) (set uint) {
	for _, o := range options {
		set |= p.options[o]
	}
	return set
}

// worth returns the points that a rule of a stage gives the option if it fires.
func (p *Plan) worth(s policy.Stage, r *policy.Rule, o policy.Option, f *Facts) int {
	at := slices.IndexFunc(r.Points, func(x policy.Points) bool { return x.Option == o })
	if at < 0 {
		return 0
	}
	if on, ok := p.Policy.Condition(*r).Statement(); ok && s.Doubles && f.S[p.Index[on]] {
		return 2 * r.Points[at].Points
	}
	return r.Points[at].Points
}
