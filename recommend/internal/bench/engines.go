package bench

import (
	"context"
	"fmt"
	"reflect"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
	"cel.dev/cel-go/interpreter"
	"github.com/cedar-policy/cedar-go"
	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/therapykit/therapykit/therapy"
)

// Expr is expr-lang/expr: one program for each group, compiled for a struct with one field
// for each yes and each no, which it reads by field index.
type Expr struct {
	programs []*vm.Program
	env      reflect.Type
	n        int
}

// NewExpr compiles the plan.
func NewExpr(p *Plan) (*Expr, error) {
	e := &Expr{n: len(p.Index)}
	var fields []reflect.StructField
	for _, yes := range []bool{true, false} {
		for i := range e.n {
			fields = append(fields, reflect.StructField{Name: named(i, yes), Type: reflect.TypeFor[bool]()})
		}
	}
	e.env = reflect.StructOf(fields)
	for g := range p.Groups {
		program, err := expr.Compile(p.program(Group(g), named), expr.Env(reflect.New(e.env).Elem().Interface()))
		if err != nil {
			return nil, err
		}
		e.programs = append(e.programs, program)
	}
	return e, nil
}

// Name returns the name of the engine.
func (*Expr) Name() string { return "expr" }

// Prepare fills the struct.
func (e *Expr) Prepare(f *Facts) any {
	v := reflect.New(e.env)
	for i := range e.n {
		v.Elem().Field(i).SetBool(f.Y[i])
		v.Elem().Field(e.n + i).SetBool(f.N[i])
	}
	return v.Interface()
}

// Eval runs a program.
func (e *Expr) Eval(g Group, input any, out []bool) ([]bool, error) {
	x, err := expr.Run(e.programs[g], input)
	if err != nil {
		return nil, err
	}
	if g.One() {
		return append(out, x.(bool)), nil
	}
	for _, each := range x.([]any) {
		out = append(out, each.(bool))
	}
	return out, nil
}

// CEL is cel-go: type-checked, optimised and planned once, with a plain variable for each
// yes and each no, and an activation that returns values of the engine's own types.
type CEL struct{ programs []cel.Program }

// NewCEL compiles the plan.
func NewCEL(p *Plan) (*CEL, error) {
	var variables []cel.EnvOption
	for i := range len(p.Index) {
		variables = append(variables, cel.Variable(named(i, true), cel.BoolType), cel.Variable(named(i, false), cel.BoolType))
	}
	env, err := cel.NewEnv(variables...)
	if err != nil {
		return nil, err
	}
	e := &CEL{}
	for g := range p.Groups {
		checked, issues := env.Compile(p.program(Group(g), named))
		if issues.Err() != nil {
			return nil, issues.Err()
		}
		program, err := env.Program(checked, cel.EvalOptions(cel.OptOptimize))
		if err != nil {
			return nil, err
		}
		e.programs = append(e.programs, program)
	}
	return e, nil
}

// Name returns the name of the engine.
func (*CEL) Name() string { return "cel" }

// activation returns the facts by name, as values of the engine's own types.
type activation map[string]ref.Val

// ResolveName returns the value of a variable.
func (a activation) ResolveName(name string) (any, bool) {
	v, ok := a[name]
	return v, ok
}

// Parent returns nil: an activation has no parent.
func (activation) Parent() interpreter.Activation { return nil }

// Prepare makes the activation.
func (*CEL) Prepare(f *Facts) any {
	a := activation{}
	for i := range f.Y {
		a[named(i, true)], a[named(i, false)] = types.Bool(f.Y[i]), types.Bool(f.N[i])
	}
	return a
}

// Eval runs a program.
func (e *CEL) Eval(g Group, input any, out []bool) ([]bool, error) {
	x, _, err := e.programs[g].Eval(input.(activation))
	if err != nil {
		return nil, err
	}
	if g.One() {
		return append(out, x == types.True), nil
	}
	list := x.(traits.Lister)
	for i := range int(list.Size().(types.Int)) {
		out = append(out, list.Get(types.Int(i)) == types.True)
	}
	return out, nil
}

// Cedar is cedar-go: one set of policies for each group, one policy for each question. A
// policy permits if the question is true; the diagnostics list the policies that did.
type Cedar struct {
	sets []*cedar.PolicySet
	n    []int
}

// NewCedar compiles the plan.
func NewCedar(p *Plan) (*Cedar, error) {
	atom := func(statement int, yes bool) string { return "context." + named(statement, yes) }
	e := &Cedar{}
	for g, questions := range p.Groups {
		set := cedar.NewPolicySet()
		for i, q := range questions {
			var policy cedar.Policy
			text := "permit (principal, action, resource) when { " + p.expression(q, atom) + " };"
			if err := policy.UnmarshalCedar([]byte(text)); err != nil {
				return nil, fmt.Errorf("group %d: %w", g, err)
			}
			set.Add(cedar.PolicyID(fmt.Sprint(i)), &policy)
		}
		e.sets, e.n = append(e.sets, set), append(e.n, len(questions))
	}
	return e, nil
}

// Name returns the name of the engine.
func (*Cedar) Name() string { return "cedar" }

// Prepare makes the request.
func (*Cedar) Prepare(f *Facts) any {
	m := cedar.RecordMap{}
	for i := range f.Y {
		m[cedar.String(named(i, true))], m[cedar.String(named(i, false))] = cedar.Boolean(f.Y[i]), cedar.Boolean(f.N[i])
	}
	one := func(kind string) cedar.EntityUID { return cedar.NewEntityUID(cedar.EntityType(kind), "x") }
	return cedar.Request{Principal: one("P"), Action: one("A"), Resource: one("R"), Context: cedar.NewRecord(m)}
}

// Eval authorizes.
func (e *Cedar) Eval(g Group, input any, out []bool) ([]bool, error) {
	decision, d := cedar.Authorize(e.sets[g], cedar.EntityMap{}, input.(cedar.Request))
	if len(d.Errors) > 0 {
		return nil, fmt.Errorf("%s", d.Errors[0].Message)
	}
	if g.One() {
		return append(out, decision == cedar.Allow), nil
	}
	out = append(out, make([]bool, e.n[g])...)
	for _, reason := range d.Reasons {
		n := 0
		for _, c := range reason.PolicyID {
			n = 10*n + int(c-'0')
		}
		out[n] = true
	}
	return out, nil
}

// OPA is open-policy-agent: a prepared query for each group, over rules that compare one
// path of the input with one value each, which it indexes.
type OPA struct {
	queries []rego.PreparedEvalQuery
	n       []int
}

// NewOPA compiles the plan. Rego has no "or" inside a rule; alternatives are
// written as helper rules.
func NewOPA(ctx context.Context, p *Plan) (*OPA, error) {
	var m regoModule
	m.b.WriteString("package policy\n\n")
	for g, questions := range p.Groups {
		for i, q := range questions {
			head := fmt.Sprintf("g%d contains %d", g, i)
			if Group(g).One() {
				head = fmt.Sprintf("g%d", g)
			}
			if q.Required.IsZero() {
				m.rule(head, p, q.When, true)
				continue
			}
			name := m.helpers
			m.helpers++
			m.rule(fmt.Sprintf("known_%d", name), p, q.When, true)
			m.rule(fmt.Sprintf("known_%d", name), p, q.When, false)
			fmt.Fprintf(&m.b, "%s if {\n\t%s\n\tnot known_%d\n}\n", head, m.body(p, q.Required, true), name)
		}
	}
	e := &OPA{}
	for g, questions := range p.Groups {
		q, err := rego.New(rego.Query(fmt.Sprintf("x := data.policy.g%d", g)), rego.Module("policy.rego", m.b.String()+m.extra.String())).PrepareForEval(ctx)
		if err != nil {
			return nil, err
		}
		e.queries, e.n = append(e.queries, q), append(e.n, len(questions))
	}
	return e, nil
}

// Name returns the name of the engine.
func (*OPA) Name() string { return "opa" }

// Prepare makes an object of the known facts.
func (*OPA) Prepare(f *Facts) any {
	var pairs [][2]*ast.Term
	for i := range f.Y {
		if f.Y[i] {
			pairs = append(pairs, ast.Item(ast.StringTerm(named(i, true)), ast.InternedTerm(true)))
		}
		if f.N[i] {
			pairs = append(pairs, ast.Item(ast.StringTerm(named(i, false)), ast.InternedTerm(true)))
		}
	}
	return ast.NewObject(pairs...)
}

// Eval runs a prepared query.
func (e *OPA) Eval(g Group, input any, out []bool) ([]bool, error) {
	results, err := e.queries[g].Eval(context.Background(), rego.EvalParsedInput(input.(ast.Value)))
	if err != nil {
		return nil, err
	}
	if g.One() {
		return append(out, len(results) > 0), nil
	}
	out = append(out, make([]bool, e.n[g])...)
	if len(results) == 0 {
		return out, nil
	}
	for _, x := range results[0].Bindings["x"].([]any) {
		n, err := x.(interface{ Int64() (int64, error) }).Int64()
		if err != nil {
			return nil, err
		}
		out[n] = true
	}
	return out, nil
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
		return fmt.Sprintf("input.%s == true", named(p.Index[f], want))
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
		return fmt.Sprint(all == want)
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
