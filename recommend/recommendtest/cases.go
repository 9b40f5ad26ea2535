package recommendtest

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

var cases = []Case{
	{"valid", "the policy is valid and complete, and compiles", (*kit).ready},
	{"asks-about-safety", "without an answer about safety no options are ranked", func(k *kit) error {
		safety := false
		for _, r := range k.policy.Rules {
			safety = safety || r.Layer == therapy.LayerSafety && !r.RequiredIf.IsZero()
		}
		rec := k.decide(recommend.Answers{})
		layer, _ := rec.DecidedBy()
		if !safety || rec.Outcome() != policy.NeedsInformation || layer != therapy.LayerSafety {
			return errors.New("an empty intake is not asked about safety first: add rules of safety whose answers are required (requiredIf)")
		}
		return nil
	}},
	{"keeps-safety", "safety is waived only as far as the service has allowed it by name", func(k *kit) error {
		for _, w := range k.policy.Waivers {
			if !slices.Contains(k.allowed, w.Statement) {
				return fmt.Errorf("statement %s is waived: restore its rules, or name it in Subject.AllowWaivers if the service accepts the responsibility", w.Statement)
			}
		}
		return nil
	}},
	{"danger-escalates", "a rule of safety that is certainly true escalates, whatever the other answers are", func(k *kit) error {
		for _, r := range k.policy.Rules {
			if r.Layer != therapy.LayerSafety {
				continue
			}
			for _, danger := range k.dangers(r) {
				for _, f := range append([]therapy.Factor{""}, k.factors...) {
					for _, answer := range []therapy.Answer{therapy.Yes, therapy.Strongly, therapy.No} {
						intake := danger
						if _, named := danger[f]; f != "" && !named {
							intake = with(danger, f, answer)
						}
						// A refused intake is searched for danger too.
						if rec, _ := k.r.Recommend(recommend.Intake{Answers: intake}, time.Time{}); rec.Outcome() != policy.Escalate {
							return fmt.Errorf("rule %s together with %s: %s: every answer must reach the policy, and no other answer may cancel the escalation", r.ID, f, rec.Summary())
						}
					}
				}
			}
		}
		return nil
	}},
	{"says-what-to-do", "every escalation says what to do now, to both readers", func(k *kit) error {
		for _, r := range k.policy.Rules {
			if r.Layer != therapy.LayerSafety {
				continue
			}
			rec := k.decide(yesToAll(recommend.Answers{}, r.When, therapy.Yes))
			n := 0
			for range rec.Actions() {
				n++
			}
			if n == 0 {
				return fmt.Errorf("rule %s: add an action for the case that it fires", r.ID)
			}
		}
		return nil
	}},
	{"can-pass", "some answers pass the stages of safety and sufficiency", func(k *kit) error {
		rec := k.decide(k.safe)
		if layer, _ := rec.DecidedBy(); layer == therapy.LayerSafety || layer == therapy.LayerSufficiency {
			return fmt.Errorf("the policy stops in %s with all answers: one of the rules of this stage is always true or always asks", layer)
		}
		return nil
	}},
	{"nothing-said-nothing-advised", "without an answer that supports an option, no option is advised", func(k *kit) error {
		if rec := k.decide(k.safe); ranked(rec) {
			return fmt.Errorf("%s on %s: no rule with points or grades may be true for these answers", rec.Summary(), jsonOf(k.safe))
		}
		return nil
	}},
	{"every-option", "every option can be recommended", func(k *kit) error {
		reached := map[policy.Option]bool{}
		note := func(intake recommend.Answers) {
			if rec := k.decide(intake); rec.Outcome() == policy.Recommended {
				for _, o := range sortedOptions(rec) {
					reached[o] = true
				}
			}
		}
		for intake := range k.samples() {
			if note(intake); len(reached) == len(k.policy.Options) {
				return nil
			}
			for _, r := range k.policy.Rules {
				if r.Layer.Weighs() {
					note(yesToAll(intake, r.When, therapy.Yes))
				}
			}
		}
		for _, info := range k.policy.Options {
			if everything := k.favour(info.Option); !reached[info.Option] {
				note(everything)
			}
			if !reached[info.Option] {
				return fmt.Errorf("option %s: no answers lead to it alone: add a rule that gives it more points than other options, or find the rule that always excludes it", info.Option)
			}
		}
		return nil
	}},
	{"both-sides", "every option has a rule for it, and a rule that is against it or excludes it", func(k *kit) error {
		for _, info := range k.policy.Options {
			pro, con := false, false
			for _, r := range k.policy.Rules {
				con = con || slices.Contains(r.Excludes, info.Option)
				for _, p := range r.Points {
					if p.Option == info.Option {
						pro, con = pro || p.Points > 0, con || p.Points < 0
					}
				}
				for _, g := range r.Grades {
					if g.Option == info.Option {
						pro, con = pro || g.Grade.Ranks(), con || g.Grade.Opposes()
					}
				}
			}
			if !pro || !con {
				return fmt.Errorf("option %s: add a rule that %s", info.Option, map[bool]string{
					false: "gives it points or a grade that ranks it", true: "takes points from it, opposes it or rules it out",
				}[pro])
			}
		}
		return nil
	}},
	{"unknown-is-not-support", "removing an answer never adds support for an option", func(k *kit) error {
		for intake := range k.samples() {
			full := support(k.decide(intake))
			for f := range intake {
				less := with(intake, f, therapy.Unanswered)
				rec := k.decide(less)
				if !ranked(rec) {
					continue
				}
				for rule, points := range support(rec) {
					if points > full[rule] && full[rule] != 0 {
						return fmt.Errorf("%s without %s: an unknown answer must not be guessed", rule, f)
					}
				}
			}
		}
		return nil
	}},
	{"blocks-are-not-lifted-silently", "if an answer that excludes an option is removed, the option is not advised until the answer is known", func(k *kit) error {
		for _, r := range k.policy.Rules {
			if r.Layer != therapy.LayerEligibility || r.RequiredIf.IsZero() {
				continue
			}
			// Add answers that support the excluded options, so that a missing exclusion shows.
			for _, base := range []recommend.Answers{k.safe, k.favour(r.Excludes[0])} {
				intake := yesToAll(yesToAll(base, r.RequiredIf, therapy.Yes), r.When, therapy.Yes)
				for f := range r.When.Factors() {
					less := with(intake, f, therapy.Unanswered)
					truth := k.truths(less)
					required := r.RequiredIf.Eval(truth) == therapy.True && r.When.Eval(truth) == therapy.Unknown
					if rec := k.decide(less); required && ranked(rec) && slices.ContainsFunc(r.Excludes, rec.Advises) {
						return fmt.Errorf("rule %s without %s: %s: an unknown answer must not be filled in", r.ID, f, rec.Summary())
					}
				}
			}
		}
		return nil
	}},
	{"order-free", "the order of the rules changes no outcome", func(k *kit) error {
		reversed := k.policy.Clone()
		slices.Reverse(reversed.Rules)
		other, err := k.build(reversed)
		if err != nil {
			return err
		}
		for intake := range k.samples() {
			one := k.decide(intake)
			if two, err := other.Recommend(recommend.Intake{Answers: intake}, time.Time{}); err != nil || one.Summary() != two.Summary() {
				return fmt.Errorf("%s is %s in one order and %s in the other: the decision must not depend on the order", jsonOf(intake), one, two)
			}
		}
		return nil
	}},
	{"cautions", "a format other than individual therapy is never recommended without a text on who hears what is said", (*kit).cautions},
	{"declined", "no form of therapy is advised to somebody who has declined it", (*kit).declined},
	{"children", "no form of therapy is advised for a child under 12 unless a rule is about that age", (*kit).children},
	{"statements-used", "every statement that the policy adds is used by a rule, a caution or an action", (*kit).statementsUsed},
	{"can-fire", "the condition of every rule, action and caution can become true", (*kit).canFire},
	{"plain-words", "texts for clients contain no codes and differ from those for clinicians", (*kit).plainWords},
	{"sources-current", "no source and no crisis line is past its review date", (*kit).sourcesCurrent},
	{"json", "the policy is the same after encoding and decoding", func(k *kit) error {
		stored, err := k.store(k.policy)
		if err != nil {
			return err
		}
		back, err := k.load(stored)
		if err != nil {
			return err
		}
		if back.Digest() != k.policy.Digest() {
			return errors.New("what was read is not what was written: store and load every member of the policy")
		}
		return nil
	}},
	{"certified", "every decision follows from the answers and has a valid certificate", func(k *kit) error {
		verifier, err := recommend.NewVerifier(k.policy)
		if err != nil {
			return err
		}
		n := 0
		for intake := range k.samples() {
			if n++; n > 4 { // the verifier is slow, and reads the policy only
				break
			}
			rec := k.decide(intake)
			if jsonOf(rec.Intake().Answers) != jsonOf(intake) {
				return fmt.Errorf("%s was decided as %s: pass the intake on unchanged", jsonOf(intake), jsonOf(rec.Intake().Answers))
			}
			if err := verifier.Verify(rec.Certificate()); err != nil {
				return fmt.Errorf("%s: %w", jsonOf(intake), err)
			}
		}
		return nil
	}},
}

// dangers lists intakes that make a safety rule fire: with the whole condition, and with each
// single statement that is enough.
func (k *kit) dangers(r policy.Rule) []recommend.Answers {
	dangers := []recommend.Answers{yesToAll(recommend.Answers{}, r.When, therapy.Yes)}
	for f := range r.When.Factors() {
		alone := recommend.Answers{f: therapy.Yes}
		if r.When.Eval(k.truths(alone)) == therapy.True {
			dangers = append(dangers, alone)
		}
	}
	return dangers
}

// favour answers statements that speak for the option and not more for another one, if they
// contradict nothing and rule nothing out.
func (k *kit) favour(o policy.Option) recommend.Answers {
	intake := k.safe
	for _, r := range k.policy.Rules {
		points, best := 0, 0
		for _, p := range r.Points {
			if best = max(best, p.Points); p.Option == o {
				points = p.Points
			}
		}
		if points <= 0 || points < best {
			continue
		}
		next := yesToAll(intake, r.When, therapy.Yes)
		if rec, err := k.r.Recommend(recommend.Intake{Answers: next}, time.Time{}); err == nil && (ranked(rec) || rec.Outcome() == policy.NeedsInformation) {
			if layer, _ := rec.DecidedBy(); layer != therapy.LayerSafety && layer != therapy.LayerSufficiency {
				intake = next
			}
		}
	}
	return intake
}
