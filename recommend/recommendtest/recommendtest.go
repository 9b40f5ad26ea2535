// Package recommendtest checks other people's policies against what a policy
// has to be. In it: the invariants of package recommend as cases, each with the
// sentence it enforces ([Run]), and made-up intakes that are plausible
// ([Plausible]). Not in it: whether the content of a policy is right, which people
// have to judge, and checks of modalities, which are in package therapytest.
//
//	func TestPolicy(t *testing.T) { recommendtest.Run(t, clinic.Policy(), today) }
//
// What decides and what stores policies can be put under the same examination,
// where a service has something of its own there: see [Subject].
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

// Cases yields the cases in the order in which they are run. Every case but the
// first takes a valid policy for granted.
func Cases() iter.Seq[Case] { return slices.Values(cases) }

// Check runs every case on the policy and joins what fails. Each error starts
// with the id of its case. If the policy is not valid only that is said. The
// date is the day on which sources should not be past their review; the zero
// Date leaves that out.
func Check(p policy.Policy, on therapy.Date) error {
	return Subject{Policy: p, On: on}.Check()
}

// Run runs every case as a subtest; see [Check].
func Run(t *testing.T, p policy.Policy, on therapy.Date) {
	t.Helper()
	Subject{Policy: p, On: on}.Run(t)
}

// Decider answers an intake. A [recommend.Recommender] is one; so may be what a
// service has put around it, such as a cache, a queue or a remote call.
type Decider interface {
	Recommend(intake recommend.Intake, now time.Time) (recommend.Recommendation, error)
}

// Subject is what is examined: a policy, and how it is put to work. The zero
// Subject has no valid policy and fails the first case.
type Subject struct {
	// Policy is the policy.
	Policy policy.Policy
	// On is the day on which sources should not be past their review; the zero
	// Date leaves that out.
	On therapy.Date
	// AllowWaivers lists the statements whose safety the policy may do without. Any other
	// waiver fails a case: see [policy.Waiver].
	AllowWaivers []therapy.Factor
	// New puts a policy to work; nil means [recommend.New].
	New func(policy.Policy) (Decider, error)
	// Store and Load write a policy and read it back; nil means its JSON and
	// [recommend.ReadPolicy].
	Store func(policy.Policy) ([]byte, error)
	Load  func([]byte) (policy.Policy, error)
}

// kit fills in what is left out.
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

// Check runs every case and joins what fails; see the function [Check].
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

// kit is a policy under examination.
type kit struct {
	policy  policy.Policy
	on      therapy.Date
	allowed []therapy.Factor
	build   func(policy.Policy) (Decider, error)
	store   func(policy.Policy) ([]byte, error)
	load    func([]byte) (policy.Policy, error)
	plain   *recommend.Recommender // knows which intakes are sound
	r       Decider
	factors []therapy.Factor
	safe    recommend.Answers
	young   recommend.Answers // the same of a child under 12
}

// ready compiles the policy and finds an intake that passes safety and
// sufficiency without speaking for any option.
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

// calm answers, over and over, what the policy asks for first, in the way that
// does not set off a rule that stops.
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

// truths is what an intake says about each statement, with what follows from it.
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

// samples yields intakes that set off each rule of the policy by itself, on top
// of one that passes safety and sufficiency.
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

// support adds up, for each option, what speaks for it.
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
