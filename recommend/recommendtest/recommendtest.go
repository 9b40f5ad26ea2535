// Package recommendtest checks that your own policy keeps the rules that every policy must
// keep. In it: the invariants of package recommend as cases, each with the sentence it
// enforces ([Run]), and plausible made-up intakes ([Plausible]). Not in it: a check that the
// content of a policy is right, which people have to judge, and checks of modalities, which
// are in package therapytest.
//
//	func TestPolicy(t *testing.T) { recommendtest.Run(t, clinic.Policy(), today) }
//
// If a service has its own code for deciding or for storing policies, the same cases can test
// that code: see [Subject].
//
// It uses the standard library only.
package recommendtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// Case is one thing that is checked.
type Case struct {
	// ID is the stable name of the case.
	ID string
	// Sentence is what it enforces.
	Sentence string

	check func(k *kit) error
}

// Cases yields the cases in the order in which they are run. Every case except the first
// assumes a valid policy.
func Cases() iter.Seq[Case] { return slices.Values(cases) }

// Check runs every case on the policy and joins the errors. Each error starts with the id of
// its case. If the policy is not valid, it reports only that. on is the day on which no
// source should be past its review date; the zero Date skips that check.
func Check(p policy.Policy, on therapy.Date) error {
	return Subject{Policy: p, On: on}.Check()
}

// Run runs every case as a subtest; see [Check].
func Run(t *testing.T, p policy.Policy, on therapy.Date) {
	t.Helper()
	Subject{Policy: p, On: on}.Run(t)
}

// Decider makes a recommendation for an intake. A [recommend.Recommender] is one; a service
// can have its own around it, such as a cache, a queue or a remote call.
type Decider interface {
	Recommend(intake recommend.Intake, now time.Time) (recommend.Recommendation, error)
}

// Subject is what the cases test: a policy, and the code that uses it. The zero Subject has
// no valid policy and fails the first case.
type Subject struct {
	// Policy is the policy.
	Policy policy.Policy
	// On is the day on which no source should be past its review date; the zero Date skips
	// that check.
	On therapy.Date
	// AllowWaivers lists the statements whose safety rules the policy may waive. Any other
	// waiver fails a case: see [policy.Waiver].
	AllowWaivers []therapy.Factor
	// New makes a decider of a policy; nil means [recommend.New].
	New func(policy.Policy) (Decider, error)
	// Store and Load write a policy and read it back; nil means its JSON and [policy.Parse].
	Store func(policy.Policy) ([]byte, error)
	Load  func([]byte) (policy.Policy, error)
}

// kit returns the subject with defaults for the fields that are left out.
func (s Subject) kit() *kit {
	k := &kit{policy: s.Policy, on: s.On, allowed: s.AllowWaivers, build: s.New, store: s.Store, load: s.Load}
	if k.build == nil {
		k.build = func(p policy.Policy) (Decider, error) { return recommend.New(p) }
	}
	if k.store == nil {
		k.store = func(p policy.Policy) ([]byte, error) { return json.Marshal(p) }
	}
	if k.load == nil {
		k.load = policy.Parse
	}
	return k
}

// Check runs every case and joins the errors; see the function [Check].
func (s Subject) Check() error {
	var errs []error
	k := s.kit()
	for _, c := range cases {
		if err := c.check(k); err != nil {
			errs = append(errs, fmt.Errorf("%s: %s: %w", c.ID, c.Sentence, err))
			if c.ID == cases[0].ID {
				break
			}
		}
	}
	return errors.Join(errs...)
}

// Run runs every case as a subtest; see the function [Check].
func (s Subject) Run(t *testing.T) {
	t.Helper()
	k := s.kit()
	for _, c := range cases {
		ok := t.Run(c.ID, func(t *testing.T) {
			t.Helper()
			if err := c.check(k); err != nil {
				t.Errorf("%s: %v", c.Sentence, err)
			}
		})
		if !ok && c.ID == cases[0].ID {
			return
		}
	}
}

// kit is a policy that is being tested.
type kit struct {
	policy  policy.Policy
	on      therapy.Date
	allowed []therapy.Factor
	build   func(policy.Policy) (Decider, error)
	store   func(policy.Policy) ([]byte, error)
	load    func([]byte) (policy.Policy, error)
	plain   *recommend.Recommender // the reference: it also tells which intakes are valid
	r       Decider
	factors []therapy.Factor
	safe    recommend.Answers
	young   recommend.Answers // the same of a child under 12
}

// ready compiles the policy and finds an intake that passes safety and sufficiency and speaks
// for no option.
func (k *kit) ready() error {
	var err error
	if k.plain, err = recommend.New(k.policy); err != nil {
		return err
	}
	if k.r, err = k.build(k.policy); err != nil {
		return err
	}
	for f := range k.policy.Factors.Names() {
		k.factors = append(k.factors, f)
	}
	k.safe = k.calm(recommend.Answers{})
	if k.policy.Factors.Has(therapy.ChildUnder12) {
		k.young = k.calm(recommend.Answers{therapy.ChildUnder12: therapy.Yes})
	}
	return nil
}

// calm repeatedly answers what the policy asks first, so that no rule that stops fires.
func (k *kit) calm(intake recommend.Answers) recommend.Answers {
	for range k.factors {
		rec := k.decide(intake)
		layer, _ := rec.DecidedBy()
		if rec.Outcome() != policy.NeedsInformation || layer.Weighs() || layer == 0 {
			break
		}
		answered := false
		for q := range rec.Questions() {
			answers := []therapy.Answer{therapy.Yes, therapy.No}
			if q.Layer == therapy.LayerSafety {
				slices.Reverse(answers)
			}
			for _, answer := range answers {
				next := with(intake, q.Info.Factor, answer)
				after, err := k.r.Recommend(recommend.Intake{Answers: next}, time.Time{})
				stops := err != nil || after.Outcome() == policy.Escalate
				if !stops && !k.fires(next, q.Rule) {
					intake, answered = next, true
					break
				}
			}
			if answered {
				break
			}
		}
		if !answered {
			break
		}
	}
	return intake
}

// fires reports whether the rule is certainly true of the intake.
func (k *kit) fires(intake recommend.Answers, id string) bool {
	for _, r := range k.policy.Rules {
		if r.ID == id {
			return r.When.Eval(k.truths(intake)) == therapy.True
		}
	}
	return false
}

// truths returns the truth value of each statement for an intake, including those that follow
// from other answers.
func (k *kit) truths(intake recommend.Answers) func(therapy.Factor) therapy.Truth {
	return func(f therapy.Factor) therapy.Truth {
		if t := intake[f].Truth(); t != therapy.Unknown {
			return t
		}
		for other := range k.policy.Factors.Excluded(f) {
			if intake[other].Truth() == therapy.True {
				return therapy.False
			}
		}
		return therapy.Unknown
	}
}

func (k *kit) decide(intake recommend.Answers) recommend.Recommendation {
	rec, err := k.r.Recommend(recommend.Intake{Answers: intake}, time.Time{})
	if err != nil {
		return recommend.Recommendation{}
	}
	return rec
}

func with(intake recommend.Answers, f therapy.Factor, answer therapy.Answer) recommend.Answers {
	next := recommend.Answers{f: answer}
	for g, a := range intake {
		if g != f {
			next[g] = a
		}
	}
	return next
}

// yesToAll answers yes to every statement in the condition that is not negated,
// and no to the others, on top of an intake.
func yesToAll(intake recommend.Answers, c therapy.Condition, answer therapy.Answer) recommend.Answers {
	if f, ok := c.Statement(); ok {
		return with(intake, f, answer)
	}
	opposite := map[therapy.Answer]therapy.Answer{therapy.Yes: therapy.No, therapy.No: therapy.Yes}
	if part, ok := c.Negated(); ok {
		return yesToAll(intake, part, opposite[answer])
	}
	if parts, all, ok := c.Parts(); ok {
		for part := range parts {
			intake = yesToAll(intake, part, answer)
			if all != (answer == therapy.Yes) {
				break // one part of an "any" is enough
			}
		}
	}
	return intake
}

// samples yields intakes that make single rules of the policy fire. Each adds answers to an
// intake that passes safety and sufficiency.
func (k *kit) samples() iter.Seq[recommend.Answers] {
	return func(yield func(recommend.Answers) bool) {
		if !yield(recommend.Answers{}) || !yield(k.safe) {
			return
		}
		for _, r := range k.policy.Rules {
			intake := yesToAll(k.safe, r.When, therapy.Yes)
			if _, err := k.plain.Pack(intake); err == nil && !yield(intake) {
				return
			}
		}
	}
}

func ranked(rec recommend.Recommendation) bool {
	return rec.Outcome() == policy.Recommended || rec.Outcome() == policy.Either
}

func sortedOptions(rec recommend.Recommendation) []policy.Option {
	var options []policy.Option
	for info := range rec.Advised() {
		options = append(options, info.Option)
	}
	return options
}

// support adds up the points for each option.
func support(rec recommend.Recommendation) map[string]int {
	rules := map[string]int{}
	for x := range rec.Reasons() {
		if x.Points() > 0 {
			rules[string(x.Option())+" "+x.Rule()] = x.Points()
		}
	}
	return rules
}

func jsonOf(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}
