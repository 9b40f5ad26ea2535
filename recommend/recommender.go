package recommend

import (
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/therapykit/therapykit/recommend/internal/compile"
	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
)

// Recommender is a compiled policy. It is immutable and safe for any number of goroutines.
// The zero Recommender has no policy and refuses every intake; make one with [New].
//
//nolint:recvcheck // values refuse to be encoded too
type Recommender struct {
	program   *compile.Program
	engine    *engine.Engine
	parts     func() *jsonParts // prepared when the first JSON is written
	languages *languages
	covers    func() map[string]bool // prepared for the first text for a client
	form      func() *Form           // prepared for the first interview; never modified
	dangers   dangerNames
	alarms    []alarm
}

// New checks the policy, copies it and compiles it. The error lists everything
// that is wrong.
//
// A policy that is kept for replay only is refused; see [NewForReplay].
func New(p policy.Policy) (*Recommender, error) {
	if p.ReplayOnly {
		return nil, &therapy.FieldError{
			Path: "/replayOnly", Rule: "policy-replay-only", Hint: "it is kept for replay and comparison; NewForReplay takes it", Err: therapy.ErrContradiction,
		}
	}
	return NewForReplay(p)
}

// NewForReplay is [New] for replaying old decisions and for comparison: it also accepts a
// policy that is kept only for that. Do not use it for new decisions.
func NewForReplay(p policy.Policy) (*Recommender, error) {
	program, err := compile.New(p)
	if err != nil {
		return nil, err
	}
	r := newRecommender(program, words.English())
	r.nameDangers()
	r.listAlarms()
	return r, nil
}

// newRecommender returns a recommender that can render recommendations. The caller adds what is
// needed to read intakes.
func newRecommender(program *compile.Program, language words.Language) *Recommender {
	r := &Recommender{program: program, engine: program.Engine, languages: &languages{}}
	r.parts = sync.OnceValue(func() *jsonParts { return r.compileJSON(language) })
	r.form = sync.OnceValue(func() *Form { form := formOf(program.Policy); return &form })
	r.covers = sync.OnceValue(func() map[string]bool { return covers(&program.Policy) })
	return r
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

// Decide makes the decision for packed answers. It never fails: every Packed of this
// recommender gives a Recommendation. It allocates nothing; reasons, questions and texts are
// calculated when they are asked for.
func (r *Recommender) Decide(p Packed) (rec Recommendation) {
	if r.engine != nil { // so short that the compiler puts it into its caller, which copies less
		rec.r = r
		rec.answers = p.answers
		rec.verdict = r.engine.Decide(&p.answers)
	}
	return
}

func (r *Recommender) decide(a engine.Answers) Recommendation { return r.Decide(Packed{answers: a}) }

// Recommend makes the decision. now is the moment of the decision, which the recommendation
// keeps. The zero time means that the moment is not stated; the age of answers is then not
// checked.
//
// Not every answer that says that there is no danger counts: see [Recommendation.Stale] and
// [Recommendation.Unqualified].
//
// If the intake is refused, the error says what is wrong with it, and the recommendation is
// zero, with one exception: a refused intake is still searched for danger. If a safety rule
// is certainly true, the recommendation is to escalate, and it is returned together with the
// error.
func (r *Recommender) Recommend(intake Intake, now time.Time) (Recommendation, error) {
	a, err := r.pack(intake.Answers)
	return r.recommend(a, intake, now, errors.Join(err, intake.provenanceError()))
}

// RecommendJSON reads an intake as [Recommender.ParseIntake] does, and makes the decision.
// Like [Recommender.Recommend], it searches a refused intake for danger. If the text has
// something like a yes to a statement of danger, in any form, encoding and length of the
// document, the recommendation is to escalate; it is returned together with the error, which
// says so too. This can be a false alarm. For an intake from outside, use it instead of
// parsing and deciding in two steps: a mistake in one place must not hide danger in another.
func (r *Recommender) RecommendJSON(data []byte, now time.Time) (Recommendation, error) {
	if r.program != nil {
		if a, ok := r.scan(data); ok && !r.engine.Entail(&a) {
			return r.recommend(a, Intake{}, now, nil)
		}
	}
	a, intake, err := r.parse(data)
	return r.recommend(a, intake, now, err)
}

// recommend decides on answers that may have been refused. Contradictory answers then count both
// as yes and as no, so that a contradiction cannot hide danger.
func (r *Recommender) recommend(a engine.Answers, intake Intake, now time.Time, refused error) (Recommendation, error) {
	stale, unqualified := r.unfoundedIn(intake, now)
	aside := intake.Answers.only(stale, unqualified)
	if len(aside) > 0 && refused == nil {
		a, refused = r.pack(intake.Answers.without(aside))
	}
	rec := r.decide(a)
	if refused != nil && rec.Outcome() != policy.Escalate {
		return Recommendation{}, refused
	}
	rec.at = now
	if !intake.plain() && refused == nil {
		rec.origin = &origin{intake.Assessed, maps.Clone(intake.Provenance), stale, unqualified, aside}
	}
	return rec, refused
}

// errNoPolicy is the error of the zero Recommender.
func errNoPolicy() error {
	return &therapy.FieldError{Rule: "recommender-policy", Hint: "a recommender made with New", Err: therapy.ErrRequired}
}

// inPerson reports whether a condition uses a statement that is discussed only in person.
func (r *Recommender) inPerson(c therapy.Condition) bool {
	return r.program.Policy.Factors.Discretion(c) == therapy.InPersonOnly
}
