package policy

import (
	"slices"

	"github.com/therapykit/therapykit/therapy"
)

// theGroup is the modality in which other clients can be a risk.
const theGroup therapy.Modality = "group"

// requirement says how a policy has to act for a safeguard, and on which options.
type requirement uint8

const (
	escalates  requirement = iota // a rule of safety
	stops                         // a rule of safety or sufficiency
	withGroup                     // at least every option with a group in it
	groupAlone                    // at least the group alone
)

// safeguard is what every policy must do in a situation, if it has the statements
// of that situation. A policy may use any rules for it.
type safeguard struct {
	// statement is the statement that it is about, and that a waiver names.
	statement therapy.Factor
	// when is the situation; with the zero Condition the policy only has to ask for the
	// statement.
	when therapy.Condition
	// required is the condition under which the statements of the situation must be known
	// first; the zero Condition means never.
	required therapy.Condition
	// unless is a condition that settles the matter without an answer to the statement.
	unless      therapy.Condition
	requirement requirement
	// graded says that it is enough if a clinical question opposes the option.
	graded bool
	// lost is the text of the error for a policy without it.
	lost string
}

// safeguards are the safeguards of situations; those of single statements follow from their
// marks ([therapy.Alarm]).
func safeguards() []safeguard {
	is, not, all, anyOf := therapy.Is, therapy.Not, therapy.All, therapy.AnyOf
	young := anyOf(therapy.Adolescent12To15, therapy.ChildUnder12)
	abuse := anyOf(therapy.DomesticAbuse, therapy.AbuseSuspected)
	return []safeguard{
		// F09: abuse, and whether the abuser may be near.
		{
			statement: therapy.ConsenterMayBeAbuser, when: all(therapy.Minors.Condition(), is(therapy.ConsenterMayBeAbuser)), required: all(young, abuse), requirement: stops,
			lost: "if the person who consents for a minor may be the abuser, the policy must stop; under 16 it must ask if abuse is known or suspected",
		},
		{
			statement: therapy.AbuserInAvailableGroup, when: is(therapy.AbuserInAvailableGroup), required: abuse, requirement: withGroup,
			lost: "the policy must exclude a group with the abuser in it, and ask about it if abuse is known or suspected",
		},
		// F10: age and consent.
		{
			statement: therapy.Adult, when: not(anyOf(therapy.Adult, therapy.Adolescent16To17, therapy.Adolescent12To15, therapy.ChildUnder12)), required: all(), requirement: stops,
			lost: "the policy must ask for the age",
		},
		{
			statement: therapy.ConsentUnclear, when: is(therapy.ConsentUnclear), requirement: stops,
			lost: "if consent is unclear, the policy must stop",
		},
		{
			statement: therapy.ConsentGiven, when: all(anyOf(therapy.Adult, therapy.Adolescent16To17), not(is(therapy.ConsentGiven))),
			required: is(therapy.DementiaMildModerate), requirement: stops,
			lost: "after a refusal the policy must stop, and with dementia it must ask for consent",
		},
		{
			statement: therapy.ConsentGiven, when: all(is(therapy.Adolescent12To15), not(is(therapy.ConsentGiven)), is(therapy.ParentalConsent)), requirement: stops,
			lost: "after a refusal at the age of 12 or more the policy must stop, even if another person consents",
		},
		{
			statement: therapy.ParentalConsent, when: all(is(therapy.Adolescent12To15), not(anyOf(therapy.ConsentGiven, therapy.ParentalConsent))),
			required: is(therapy.Adolescent12To15), requirement: stops,
			lost: "if a young person does not consent, the policy must require the consent of another person",
		},
		{
			statement: therapy.ParentalConsent, when: all(is(therapy.ChildUnder12), not(is(therapy.ParentalConsent))),
			required: is(therapy.ChildUnder12), requirement: stops,
			lost: "the policy must require that a person consents for a child",
		},
		// F06: a physical check belongs to the assessment of an eating disorder.
		{
			statement: therapy.MedicallyStable, when: not(is(therapy.MedicallyStable)),
			required: anyOf(therapy.AnorexiaNervosa, therapy.BulimiaNervosa, therapy.OSFED), requirement: stops,
			lost: "with an eating disorder the policy must ask whether the person is medically stable",
		},
		// F08: thoughts of suicide and self-harm, and a mixed group.
		{
			statement: therapy.RecentSuicideAttempt, when: is(therapy.RecentSuicideAttempt), requirement: groupAlone,
			lost: "after a recent suicide attempt the policy must exclude a group alone",
		},
		{
			statement: therapy.GroupTypeHeterogeneous, required: anyOf(therapy.PassiveSuicidalIdeation, therapy.RecentSuicideAttempt, therapy.RecurrentSelfHarm, therapy.SelfHarmProgrammeWanted),
			unless: is(therapy.DBTAvailable), requirement: groupAlone,
			lost: "with thoughts of suicide or self-harm the policy must ask for the kind of group",
		},
		{
			statement: therapy.GroupTypeHeterogeneous, when: all(anyOf(therapy.PassiveSuicidalIdeation, therapy.RecurrentSelfHarm, therapy.SelfHarmProgrammeWanted), is(therapy.GroupTypeHeterogeneous)),
			requirement: groupAlone, graded: true,
			lost: "with thoughts of suicide or self-harm the policy must advise against a mixed group alone or exclude it",
		},
		{
			statement: therapy.GroupTypeHeterogeneous, required: all(
				anyOf(therapy.PassiveSuicidalIdeation, therapy.RecurrentSelfHarm, therapy.SelfHarmProgrammeWanted),
				anyOf(therapy.IndividualUnavailable, therapy.DeclinesIndividual),
			), requirement: groupAlone,
			lost: "with thoughts of suicide or self-harm and without individual therapy the policy must ask for the kind of group",
		},
		// F17 to F19 and F24: the safety of the person, and of others, in a group.
		{
			statement: therapy.CannotHonourGroupAgreements, when: is(therapy.CannotHonourGroupAgreements), requirement: withGroup,
			lost: "if the person cannot keep the agreements that make a group safe, the policy must exclude a group",
		},
		{
			statement: therapy.UncontrolledAggression, when: is(therapy.UncontrolledAggression), requirement: withGroup,
			lost: "if violence that is not under control would endanger others, the policy must exclude a group",
		},
		{
			statement: therapy.DelusionsInvolvingGroup, when: is(therapy.DelusionsInvolvingGroup), requirement: withGroup,
			lost: "if a group would become part of delusions, the policy must exclude a group",
		},
		{
			statement: therapy.SevereAntisocialTraits, when: all(is(therapy.SevereAntisocialTraits), is(therapy.GroupTypeHeterogeneous)),
			required: is(therapy.SevereAntisocialTraits), requirement: withGroup,
			lost: "with a pattern of harming others the policy must ask for the kind of group and exclude a mixed one",
		},
		// F51: after a bereavement by suicide the person's own thoughts are asked about.
		{
			statement: therapy.PassiveSuicidalIdeation, required: is(therapy.BereavedBySuicide), requirement: stops,
			lost: "after a bereavement by suicide the policy must ask about the person's own thoughts of suicide",
		},
	}
}

// needOwnAction lists the statements that need their own action, in addition to the actions for
// every danger: medical care, and the safety of a baby.
func needOwnAction() []therapy.Factor {
	return []therapy.Factor{therapy.MedicalInstability, therapy.AcuteIntoxication, therapy.SevereAlcoholWithdrawal, therapy.Perinatal}
}

// warnings are the statements that need a caution with every outcome except an escalation.
func warnings() []therapy.Factor {
	return []therapy.Factor{
		therapy.DomesticAbuse, therapy.AbuseSuspected, therapy.AbuserInAvailableGroup, therapy.ConsenterMayBeAbuser, therapy.SafeContactUnknown,
		therapy.WarningSignHopelessness, therapy.PassiveSuicidalIdeation, therapy.RecentSuicideAttempt, therapy.RecurrentSelfHarm,
	}
}

// hasCaution reports whether, for every outcome except an escalation, there is a caution for which
// the statement alone is enough.
func (k *safeguardCheck) hasCaution(f therapy.Factor) bool {
	for o := NeedsInformation; o.Valid(); o++ {
		said := func(c cautionScope) bool {
			return (len(c.outcomes) == 0 || slices.Contains(c.outcomes, o)) && k.isTrue(c.scope, []therapy.Literal{{Factor: f, Yes: true}})
		}
		if !slices.ContainsFunc(k.cautions, said) {
			return false
		}
	}
	return true
}

// alarmed returns the safeguards of a single statement.
func alarmed(f therapy.Factor, alarm therapy.Alarm) safeguard {
	switch alarm {
	case therapy.Danger:
		return safeguard{statement: f, when: therapy.Is(f), required: therapy.All(), requirement: escalates, lost: "a yes alone must escalate, and an answer must be required"}
	case therapy.AllClear:
		return safeguard{statement: f, when: therapy.Not(therapy.Is(f)), requirement: stops, lost: "after a no the policy must stop"}
	case therapy.NotAssessed:
	}
	return safeguard{statement: f, when: therapy.Is(f), requirement: stops, lost: "after a yes the policy must stop"}
}

// keeper checks whether a policy has the safeguards.
type safeguardCheck struct {
	policy *Policy
	rules  []fullRule // those that stop or exclude
	graded []fullRule // those that grade
	// cautions are the cautions that do not depend on the options.
	cautions []cautionScope
}

type cautionScope struct {
	outcomes []Outcome
	scope    therapy.Condition
}

type fullRule struct {
	*Rule
	when therapy.Condition // the whole condition
	asks []therapy.Factor  // the statements that a rule that stops asks about
}

func newSafeguardCheck(p *Policy) *safeguardCheck {
	k := &safeguardCheck{policy: p}
	for i := range p.Rules {
		r := fullRule{Rule: &p.Rules[i], when: p.Condition(p.Rules[i])}
		switch {
		case !r.Layer.Weighs():
			if r.asks = r.Asks; len(r.asks) == 0 {
				r.asks = slices.Collect(r.when.Factors())
			}
			k.rules = append(k.rules, r)
		case len(r.Grades) > 0:
			k.graded = append(k.graded, r)
		}
	}
	for i := range p.Cautions {
		if c := &p.Cautions[i]; len(c.Advised)+len(c.With)+len(c.Without) == 0 && c.Unless.IsZero() {
			k.cautions = append(k.cautions, cautionScope{c.Outcomes, c.Scope()})
		}
	}
	return k
}

// meets reports whether the policy meets the safeguard with any further answers. A condition that
// is true for some answers stays true with more answers, so it is enough to try the smallest sets
// of answers that make the situation true.
func (k *safeguardCheck) meets(s safeguard) bool {
	situations, asked := k.minimalAnswers(s.when), k.minimalAnswers(s.required)
	for _, option := range k.options(s.requirement) {
		for _, situation := range situations {
			acts := func(r fullRule) bool {
				return s.requirement.acts(r, option) && (r.Layer != therapy.LayerSufficiency || k.settles(r, s.statement)) && k.isTrue(r.when, situation)
			}
			if !slices.ContainsFunc(k.rules, acts) && !(s.graded && k.opposes(option, situation)) {
				return false
			}
		}
		for _, trigger := range asked {
			if s.when.IsZero() {
				if !slices.ContainsFunc(k.rules, func(r fullRule) bool {
					return s.requirement.acts(r, option) && k.settles(r, s.statement) && k.asks(r, s, trigger)
				}) {
					return false
				}
				continue
			}
			// A rule that fires in the situation cannot be false while a part of the
			// situation is unknown, so it asks if its answer is required.
			for _, situation := range situations {
				both, fit := k.join(trigger, situation)
				asks := func(r fullRule) bool {
					return s.requirement.acts(r, option) && k.settles(r, s.statement) && k.isTrue(r.when, both) && k.isTrue(r.RequiredIf, trigger)
				}
				if fit && !slices.ContainsFunc(k.rules, asks) {
					return false
				}
			}
		}
	}
	return true
}

// settles reports whether the questions of a rule can settle a statement: the rule asks for
// that statement, or for one that settles it. A rule that stops and asks for something else
// would not help.
func (k *safeguardCheck) settles(r fullRule, f therapy.Factor) bool {
	return slices.ContainsFunc(r.asks, func(asked therapy.Factor) bool {
		return asked == f || k.policy.Factors.Excludes(asked, f)
	})
}

// acts reports whether the effect of the rule covers the option.
func (x requirement) acts(r fullRule, option Option) bool {
	if r.Layer == therapy.LayerEligibility {
		return x > stops && slices.Contains(r.Excludes, option)
	}
	return r.Layer == therapy.LayerSafety || r.Layer == therapy.LayerSufficiency && x != escalates
}

// options lists the options that a safeguard has to cover; a rule that stops covers all of
// them.
func (k *safeguardCheck) options(x requirement) []Option {
	if x <= stops {
		return []Option{""}
	}
	var list []Option
	for _, info := range k.policy.Options {
		if info.Option.Includes(theGroup) && (x == withGroup || info.Option.Single()) {
			list = append(list, info.Option)
		}
	}
	return list
}

// asks reports whether a rule asks for the statement in a case, as long as it is not known
// and nothing else settles the matter: everything that makes the rule false must depend on
// the statement.
func (k *safeguardCheck) asks(r fullRule, s safeguard, trigger []therapy.Literal) bool {
	if r.RequiredIf.IsZero() || !k.isTrue(r.RequiredIf, trigger) {
		return false
	}
	if k.isTrue(r.when, trigger) {
		return false
	}
	ways, ok := minimalAnswersFor(r.when, therapy.False)
	for _, way := range ways {
		if slices.ContainsFunc(way, func(x therapy.Literal) bool { return x.Factor == s.statement }) {
			continue
		}
		if both, fit := k.join(trigger, way); fit && (s.unless.IsZero() || !k.isTrue(s.unless, both)) {
			return false
		}
	}
	return ok
}

// opposes reports whether a clinical question certainly opposes the option in a situation: it
// grades the option down and names another one.
func (k *safeguardCheck) opposes(option Option, situation []therapy.Literal) bool {
	if !k.policy.Grades() {
		return false
	}
	return slices.ContainsFunc(k.graded, func(r fullRule) bool {
		against := slices.ContainsFunc(r.Grades, func(g Grading) bool { return g.Option == option && g.Grade == therapy.Against })
		strong := slices.ContainsFunc(k.policy.Questions, func(q therapy.Question) bool { return q.ID == r.Question && !q.Weak })
		if !against || !strong || !k.isTrue(r.when, situation) {
			return false
		}
		return slices.ContainsFunc(k.graded, func(other fullRule) bool {
			return other.Question == r.Question && k.isTrue(other.when, situation) && slices.ContainsFunc(other.Grades, func(g Grading) bool {
				return g.Option != option && (g.Grade == therapy.Offer || g.Grade == therapy.Consider)
			})
		})
	})
}

// minimalAnswers lists the smallest sets of answers that make a condition true: sets whose statements
// the policy has and that do not contradict each other.
func (k *safeguardCheck) minimalAnswers(c therapy.Condition) [][]therapy.Literal {
	if c.IsZero() {
		return nil
	}
	all, _ := minimalAnswersFor(c, therapy.True)
	return slices.DeleteFunc(all, func(way []therapy.Literal) bool {
		_, fit := k.join(nil, way)
		return !fit || slices.ContainsFunc(way, func(x therapy.Literal) bool { return !k.policy.Factors.Has(x.Factor) })
	})
}

// minimalAnswersFor lists the smallest sets of answers that give a condition the wanted truth value; ok
// is false if there are too many. They are the negation of the normal form for the opposite
// value.
func minimalAnswersFor(c therapy.Condition, want therapy.Truth) (ways [][]therapy.Literal, ok bool) {
	opposite := therapy.False
	if want == therapy.False {
		opposite = therapy.True
	}
	ways, ok = c.Clauses(opposite)
	for _, way := range ways {
		for j := range way {
			way[j].Yes = !way[j].Yes
		}
	}
	return ways, ok
}

// join joins answers, and reports whether they do not contradict each other.
func (k *safeguardCheck) join(a, b []therapy.Literal) (both []therapy.Literal, fit bool) {
	both = slices.Concat(a, b)
	for i, x := range both {
		for _, y := range both[:i] {
			if x.Factor == y.Factor && x.Yes != y.Yes || x.Yes && y.Yes && k.policy.Factors.Excludes(x.Factor, y.Factor) {
				return both, false
			}
		}
	}
	return both, true
}

// isTrue reports whether a condition is certainly true for some answers and everything that
// follows from them.
func (k *safeguardCheck) isTrue(c therapy.Condition, answers []therapy.Literal) bool {
	return !c.IsZero() && c.Eval(func(f therapy.Factor) therapy.Truth {
		for _, x := range answers {
			if x.Factor == f {
				if x.Yes {
					return therapy.True
				}
				return therapy.False
			}
		}
		for _, x := range answers {
			if x.Yes && k.policy.Factors.Excludes(f, x.Factor) {
				return therapy.False
			}
		}
		return therapy.Unknown
	}) == therapy.True
}
