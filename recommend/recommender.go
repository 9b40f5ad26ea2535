package recommend

import (
	"slices"

	"github.com/therapykit/therapykit/recommend/internal/compile"
	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// Recommender is a policy compiled for use: immutable, and safe for any number
// of goroutines. The zero Recommender has no policy and refuses every intake;
// make one with [New].
type Recommender struct {
	program *compile.Program
	engine  *engine.Engine
	parts   jsonParts
}

// New checks the policy, copies it and compiles it. The error lists everything
// that is wrong.
func New(p policy.Policy) (*Recommender, error) {
	program, err := compile.New(p)
	if err != nil {
		return nil, err
	}
	r := &Recommender{program: program, engine: program.Engine}
	r.compileJSON()
	return r, nil
}

// Must is [New] for policies that are known to be valid, such as the standard
// one; it panics otherwise.
func Must(p policy.Policy) *Recommender {
	r, err := New(p)
	if err != nil {
		panic("recommend.Must: " + err.Error())
	}
	return r
}

// Policy returns a copy of the policy.
func (r *Recommender) Policy() policy.Policy {
	if r.program == nil {
		return policy.Policy{}
	}
	return r.program.Policy.Clone()
}

// Options returns a copy of the options, in order.
func (r *Recommender) Options() []policy.OptionInfo {
	if r.program == nil {
		return nil
	}
	return slices.Clone(r.program.Policy.Options)
}

// Decide makes the decision for packed answers. It is total: any Answers of this
// recommender give a Recommendation. It allocates nothing; reasons, questions
// and texts are worked out when they are asked for.
func (r *Recommender) Decide(a Answers) Recommendation { return r.decide(a.packed) }

func (r *Recommender) decide(a engine.Answers) Recommendation {
	if r.program == nil {
		return Recommendation{}
	}
	return Recommendation{r: r, answers: a, verdict: r.engine.Decide(&a)}
}

// Recommend encodes the intake and decides. If the intake is refused, the error
// says everything that is wrong with it and the recommendation is the zero one,
// with one exception: an intake that cannot be accepted is still looked through
// for danger, and if a rule of safety is certainly true the recommendation is
// to escalate, beside the error.
func (r *Recommender) Recommend(intake Intake) (Recommendation, error) {
	a, err := r.Encode(intake)
	if err == nil {
		return r.Decide(a), nil
	}
	if r.program == nil {
		return Recommendation{}, err
	}
	for f, answer := range intake {
		if statement, known := r.program.Index[f]; known && answer.Valid() {
			a.packed.Give(statement, engine.Answer(answer))
		}
	}
	r.engine.Entail(&a.packed) // what contradicts itself counts both ways: danger is not argued away
	if found := r.Decide(a); found.Outcome() == policy.Escalate {
		return found, err
	}
	return Recommendation{}, err
}

// errNoPolicy is what the zero Recommender says.
func errNoPolicy() error {
	return &therapy.FieldError{Rule: "recommender-policy", Hint: "a recommender made with New", Err: therapy.ErrRequired}
}

// inPerson reports whether a condition reads a statement that is spoken about in
// person only.
func (r *Recommender) inPerson(c therapy.Condition) bool {
	for f := range c.Factors() {
		if info, _ := r.program.Policy.Factors.Lookup(f); info.Discretion == therapy.InPersonOnly {
			return true
		}
	}
	return false
}
