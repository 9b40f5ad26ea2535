package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"cel.dev/cel-go/cel"
	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// Facts is an intake as the engines read it: which statements are certainly
// yes, and which certainly no, with what follows by exclusion.
type Facts struct {
	Y []bool
	N []bool
	S []bool // strongly; read by the driver only
}

// Plan is the policy in the form that every engine is given: for each rule one
// question whether it fires and, where an answer is required, one whether it is
// required and unknown.
type Plan struct {
	Policy   policy.Policy
	Index    map[therapy.Factor]int
	excludes [][]int
	rules    []policy.Rule
	fires    []string // expressions over Y[i] and N[i]
	missing  []string // "" where nothing is required
}

// NewPlan translates the policy.
func NewPlan(p policy.Policy) *Plan {
	plan := &Plan{Policy: p, Index: map[therapy.Factor]int{}}
	for f := range p.Factors.All() {
		plan.Index[f] = len(plan.Index)
	}
	for _, info := range p.Factors.All() {
		var out []int
		for _, other := range info.Excludes {
			out = append(out, plan.Index[other])
		}
		plan.excludes = append(plan.excludes, out)
	}
	for _, s := range p.Stages {
		for _, r := range p.Rules {
			if r.Layer != s.Layer {
				continue
			}
			plan.rules = append(plan.rules, r)
			plan.fires = append(plan.fires, plan.certain(r.When, true))
			missing := ""
			if !r.RequiredIf.IsZero() {
				missing = "(" + plan.certain(r.RequiredIf, true) + " && !" + plan.certain(r.When, true) + " && !" + plan.certain(r.When, false) + ")"
			}
			plan.missing = append(plan.missing, missing)
		}
	}
	return plan
}

// certain writes when the condition is certainly true, or certainly false.
func (p *Plan) certain(c therapy.Condition, want bool) string {
	if f, ok := c.Statement(); ok {
		if want {
			return fmt.Sprintf("Y[%d]", p.Index[f])
		}
		return fmt.Sprintf("N[%d]", p.Index[f])
	}
	if part, ok := c.Negated(); ok {
		return p.certain(part, !want)
	}
	parts, all, _ := c.Parts()
	var words []string
	for part := range parts {
		words = append(words, p.certain(part, want))
	}
	if len(words) == 0 {
		return strconv.FormatBool(all == want)
	}
	if all == want {
		return "(" + strings.Join(words, " && ") + ")"
	}
	return "(" + strings.Join(words, " || ") + ")"
}

// Encode is an intake in the form the engines read.
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

// Engine answers, for each rule, whether it fires and whether its answer is
// required and unknown.
type Engine interface {
	Name() string
	Eval(f *Facts) (fires, missing []bool, err error)
}

// array is one expression that answers everything in one evaluation: asking
// rule by rule would charge the engines' per-call costs two hundred times.
func (p *Plan) array() string {
	all := append([]string{}, p.fires...)
	for _, m := range p.missing {
		if m == "" {
			m = "false"
		}
		all = append(all, m)
	}
	return "[" + strings.Join(all, ", ") + "]"
}

func split(all []bool) (fires, missing []bool) { return all[:len(all)/2], all[len(all)/2:] }

// Expr is expr-lang/expr: compiled once against a typed environment.
type Expr struct{ program *vm.Program }

// NewExpr compiles the plan.
func NewExpr(p *Plan) (*Expr, error) {
	program, err := expr.Compile(p.array(), expr.Env(Facts{}))
	return &Expr{program}, err
}

// Name names the engine.
func (*Expr) Name() string { return "expr" }

// Eval runs the program.
func (e *Expr) Eval(f *Facts) (fires, missing []bool, err error) {
	out, err := expr.Run(e.program, *f)
	if err != nil {
		return nil, nil, err
	}
	list := out.([]any)
	all := make([]bool, len(list))
	for i, x := range list {
		all[i] = x.(bool)
	}
	fires, missing = split(all)
	return fires, missing, nil
}

// CEL is cel-go: type-checked, optimised and planned once.
type CEL struct{ program cel.Program }

// NewCEL compiles the plan.
func NewCEL(p *Plan) (*CEL, error) {
	env, err := cel.NewEnv(cel.Variable("Y", cel.ListType(cel.BoolType)), cel.Variable("N", cel.ListType(cel.BoolType)))
	if err != nil {
		return nil, err
	}
	checked, issues := env.Compile(p.array())
	if issues.Err() != nil {
		return nil, issues.Err()
	}
	program, err := env.Program(checked, cel.EvalOptions(cel.OptOptimize))
	return &CEL{program}, err
}

// Name names the engine.
func (*CEL) Name() string { return "cel" }

// Eval runs the program.
func (e *CEL) Eval(f *Facts) (fires, missing []bool, err error) {
	out, _, err := e.program.Eval(map[string]any{"Y": f.Y, "N": f.N})
	if err != nil {
		return nil, nil, err
	}
	native, err := out.ConvertToNative(boolSlice)
	if err != nil {
		return nil, nil, err
	}
	fires, missing = split(native.([]bool))
	return fires, missing, nil
}

// OPA is open-policy-agent: a module with one rule for each question, prepared
// once.
type OPA struct {
	query rego.PreparedEvalQuery
	n     int
}

// NewOPA compiles the plan. Rego has no "or" inside a rule; alternatives are
// written as helper rules.
func NewOPA(ctx context.Context, p *Plan) (*OPA, error) {
	var m regoModule
	m.b.WriteString("package policy\n\n")
	for i := range p.rules {
		m.rule(fmt.Sprintf("fires contains %d", i), p, p.rules[i].When, true)
		if req := p.rules[i].RequiredIf; !req.IsZero() {
			when := p.rules[i].When
			name := m.helpers
			m.helpers++
			m.rule(fmt.Sprintf("known_%d", name), p, when, true)
			m.rule(fmt.Sprintf("known_%d", name), p, when, false)
			fmt.Fprintf(&m.b, "missing contains %d if {\n\t%s\n\tnot known_%d\n}\n", i, m.body(p, req, true), name)
		}
	}
	m.b.WriteString("answer := {\"fires\": fires, \"missing\": missing}\n")
	q, err := rego.New(rego.Query("x := data.policy.answer"), rego.Module("policy.rego", m.b.String()+m.extra.String())).PrepareForEval(ctx)
	return &OPA{query: q, n: len(p.rules)}, err
}

// Name names the engine.
func (*OPA) Name() string { return "opa" }

// Eval runs the prepared query.
func (e *OPA) Eval(f *Facts) (fires, missing []bool, err error) {
	return e.EvalInput(Input(f))
}

// Input is the facts as a parsed value, which spares the query the conversion.
func Input(f *Facts) ast.Value {
	list := func(bits []bool) *ast.Term {
		terms := make([]*ast.Term, len(bits))
		for i, b := range bits {
			terms[i] = ast.InternedTerm(b)
		}
		return ast.ArrayTerm(terms...)
	}
	return ast.NewObject([2]*ast.Term{ast.StringTerm("Y"), list(f.Y)}, [2]*ast.Term{ast.StringTerm("N"), list(f.N)})
}

// EvalInput is Eval on facts that are parsed already.
func (e *OPA) EvalInput(input ast.Value) (fires, missing []bool, err error) {
	results, err := e.query.Eval(context.Background(), rego.EvalParsedInput(input))
	if err != nil {
		return nil, nil, err
	}
	answer := results[0].Bindings["x"].(map[string]any)
	return e.set(answer["fires"]), e.set(answer["missing"]), nil
}

func (e *OPA) set(list any) []bool {
	bits := make([]bool, e.n)
	for _, x := range list.([]any) {
		n, _ := x.(json.Number).Int64()
		bits[n] = true
	}
	return bits
}

// regoModule writes conditions as Rego.
type regoModule struct {
	b, extra strings.Builder
	helpers  int
}

func (m *regoModule) rule(head string, p *Plan, c therapy.Condition, want bool) {
	fmt.Fprintf(&m.b, "%s if {\n\t%s\n}\n", head, m.body(p, c, want))
}

func (m *regoModule) body(p *Plan, c therapy.Condition, want bool) string {
	if f, ok := c.Statement(); ok {
		if want {
			return fmt.Sprintf("input.Y[%d]", p.Index[f])
		}
		return fmt.Sprintf("input.N[%d]", p.Index[f])
	}
	if part, ok := c.Negated(); ok {
		return m.body(p, part, !want)
	}
	parts, all, _ := c.Parts()
	var bodies []string
	for part := range parts {
		bodies = append(bodies, m.body(p, part, want))
	}
	if len(bodies) == 0 {
		return strconv.FormatBool(all == want)
	}
	if all == want {
		return strings.Join(bodies, "\n\t")
	}
	name := fmt.Sprintf("any_%d", m.helpers)
	m.helpers++
	for _, body := range bodies {
		fmt.Fprintf(&m.extra, "%s if {\n\t%s\n}\n", name, body)
	}
	return name
}
