package policy

import (
	"slices"

	"github.com/therapykit/therapykit/therapy"
)

// theGroup is the modality in which other clients can be a risk.
const theGroup therapy.Modality = "group"

// reach says how a policy has to act for a safeguard, and on which options.
type reach uint8

const (
	escalates  reach = iota // a rule of safety
	stops                   // a rule of safety or sufficiency
	withGroup               // at least every option with a group in it
	groupAlone              // at least the group by itself
)

// safeguard is something that every policy has to do in a situation, if it has the statements
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
	unless therapy.Condition
	reach  reach
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
			statement: therapy.ConsenterMayBeAbuser, when: all(therapy.Minors.Condition(), is(therapy.ConsenterMayBeAbuser)), required: all(young, abuse), reach: stops,
			lost: "where the one who consents for a minor may be the abuser, the policy has to stop, and ask under sixteen where abuse is known or suspected",
		},
		{
			statement: therapy.AbuserInAvailableGroup, when: is(therapy.AbuserInAvailableGroup), required: abuse, reach: withGroup,
			lost: "a group with the abuser in it has to be ruled out, and asked about where abuse is known or suspected",
		},
		// F10: age and consent.
		{
			statement: therapy.Adult, when: not(anyOf(therapy.Adult, therapy.Adolescent16To17, therapy.Adolescent12To15, therapy.ChildUnder12)), required: all(), reach: stops,
			lost: "the age has to be known",
		},
		{
			statement: therapy.ConsentUnclear, when: is(therapy.ConsentUnclear), reach: stops,
			lost: "consent that is unclear has to stop",
		},
		{
			statement: therapy.ConsentGiven, when: all(anyOf(therapy.Adult, therapy.Adolescent16To17), not(is(therapy.ConsentGiven))),
			required: is(therapy.DementiaMildModerate), reach: stops,
			lost: "a refusal has to stop, and with dementia consent has to be asked for",
		},
		{
			statement: therapy.ConsentGiven, when: all(is(therapy.Adolescent12To15), not(is(therapy.ConsentGiven)), is(therapy.ParentalConsent)), reach: stops,
			lost: "a refusal from the age of twelve on has to stop, whoever else consents",
		},
		{
			statement: therapy.ParentalConsent, when: all(is(therapy.Adolescent12To15), not(anyOf(therapy.ConsentGiven, therapy.ParentalConsent))),
			required: is(therapy.Adolescent12To15), reach: stops,
			lost: "somebody has to consent for a young person who does not",
		},
		{
			statement: therapy.ParentalConsent, when: all(is(therapy.ChildUnder12), not(is(therapy.ParentalConsent))),
			required: is(therapy.ChildUnder12), reach: stops,
			lost: "somebody has to consent for a child",
		},
		// F06: a physical check belongs to the assessment of an eating disorder.
		{
			statement: therapy.MedicallyStable, when: not(is(therapy.MedicallyStable)),
			required: anyOf(therapy.AnorexiaNervosa, therapy.BulimiaNervosa, therapy.OSFED), reach: stops,
			lost: "with an eating disorder it has to be known whether the body is stable",
		},
		// F08: thoughts of suicide and self-harm, and a mixed group.
		{
			statement: therapy.RecentSuicideAttempt, when: is(therapy.RecentSuicideAttempt), reach: groupAlone,
			lost: "after a recent suicide attempt a group by itself has to be ruled out",
		},
		{
			statement: therapy.GroupTypeHeterogeneous, required: anyOf(therapy.PassiveSuicidalIdeation, therapy.RecentSuicideAttempt, therapy.RecurrentSelfHarm, therapy.SelfHarmProgrammeWanted),
			unless: is(therapy.DBTAvailable), reach: groupAlone,
			lost: "with thoughts of suicide or self-harm the kind of group has to be asked for",
		},
		{
			statement: therapy.GroupTypeHeterogeneous, when: all(anyOf(therapy.PassiveSuicidalIdeation, therapy.RecurrentSelfHarm, therapy.SelfHarmProgrammeWanted), is(therapy.GroupTypeHeterogeneous)),
			reach: groupAlone, graded: true,
			lost: "with thoughts of suicide or self-harm a mixed group by itself has to be opposed or ruled out",
		},
		{
			statement: therapy.GroupTypeHeterogeneous, required: all(
				anyOf(therapy.PassiveSuicidalIdeation, therapy.RecurrentSelfHarm, therapy.SelfHarmProgrammeWanted),
				anyOf(therapy.IndividualUnavailable, therapy.DeclinesIndividual),
			), reach: groupAlone,
			lost: "with thoughts of suicide or self-harm and no individual therapy the kind of group has to be asked for",
		},
		// F17 to F19 and F24: the safety of the person, and of others, in a group.
		{
			statement: therapy.CannotHonourGroupAgreements, when: is(therapy.CannotHonourGroupAgreements), reach: withGroup,
			lost: "where the agreements that keep a group safe cannot be kept, a group has to be ruled out",
		},
		{
			statement: therapy.UncontrolledAggression, when: is(therapy.UncontrolledAggression), reach: withGroup,
			lost: "where violence that is not under control would put others in danger, a group has to be ruled out",
		},
		{
			statement: therapy.DelusionsInvolvingGroup, when: is(therapy.DelusionsInvolvingGroup), reach: withGroup,
			lost: "where a group would be taken into delusions, a group has to be ruled out",
		},
		{
			statement: therapy.SevereAntisocialTraits, when: all(is(therapy.SevereAntisocialTraits), is(therapy.GroupTypeHeterogeneous)),
			required: is(therapy.SevereAntisocialTraits), reach: withGroup,
			lost: "with a pattern of harming others the kind of group has to be asked for, and a mixed one ruled out",
		},
		// F51: after a bereavement by suicide the person's own thoughts are asked about.
		{
			statement: therapy.PassiveSuicidalIdeation, required: is(therapy.BereavedBySuicide), reach: stops,
			lost: "after a bereavement by suicide the person's own thoughts of suicide have to be asked about",
		},
	}
}

// ownActions are the statements that need their own action, in addition to the actions for
// every danger: medical care, and the safety of a baby.
func ownActions() []therapy.Factor {
	return []therapy.Factor{therapy.MedicalInstability, therapy.AcuteIntoxication, therapy.SevereAlcoholWithdrawal, therapy.Perinatal}
}

// warnings are the statements that need a caution with every outcome except an escalation.
func warnings() []therapy.Factor {
	return []therapy.Factor{
		therapy.DomesticAbuse, therapy.AbuseSuspected, therapy.AbuserInAvailableGroup, therapy.ConsenterMayBeAbuser, therapy.SafeContactUnknown,
		therapy.WarningSignHopelessness, therapy.PassiveSuicidalIdeation, therapy.RecentSuicideAttempt, therapy.RecurrentSelfHarm,
	}
}

// warns reports whether, for every outcome except an escalation, there is a caution for which
// the statement alone is enough.
func (k *keeper) warns(f therapy.Factor) bool {
	for o := NeedsInformation; o.Valid(); o++ {
		said := func(c keptCaution) bool {
			return (len(c.outcomes) == 0 || slices.Contains(c.outcomes, o)) && k.fires(c.scope, []therapy.Literal{{Factor: f, Yes: true}})
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
		return safeguard{statement: f, when: therapy.Is(f), required: therapy.All(), reach: escalates, lost: "it has to escalate by itself, and its answer has to be required"}
	case therapy.AllClear:
		return safeguard{statement: f, when: therapy.Not(therapy.Is(f)), reach: stops, lost: "a no to it has to stop"}
	case therapy.NotAssessed:
	}
	return safeguard{statement: f, when: therapy.Is(f), reach: stops, lost: "a yes to it has to stop"}
}

// keeper checks whether a policy has the safeguards.
type keeper struct {
	policy *Policy
	rules  []keptRule // those that stop or exclude
	graded []keptRule // those that grade
	// cautions are the cautions that do not depend on the options.
	cautions []keptCaution
}

type keptCaution struct {
	outcomes []Outcome
	scope    therapy.Condition
}

type keptRule struct {
	*Rule
	when therapy.Condition // the whole condition
	asks []therapy.Factor  // what a rule that stops asks for
}

func newKeeper(p *Policy) *keeper {
	k := &keeper{policy: p}
	for i := range p.Rules {
		r := keptRule{Rule: &p.Rules[i], when: p.Condition(p.Rules[i])}
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
			k.cautions = append(k.cautions, keptCaution{c.Outcomes, c.Scope()})
		}
	}
	return k
}

// keeps reports whether the policy does what the safeguard says, whatever else is known. A
// condition that is true for some answers stays true when more is known, so it is enough to
// try the smallest sets of answers that make the situation true.
func (k *keeper) keeps(s safeguard) bool {
	situations, asked := k.ways(s.when), k.ways(s.required)
	for _, option := range k.options(s.reach) {
		for _, situation := range situations {
			acts := func(r keptRule) bool {
				return s.reach.acts(r, option) && (r.Layer != therapy.LayerSufficiency || k.clears(r, s.statement)) && k.fires(r.when, situation)
			}
			if !slices.ContainsFunc(k.rules, acts) && !(s.graded && k.opposes(option, situation)) {
				return false
			}
		}
		for _, trigger := range asked {
			if s.when.IsZero() {
				if !slices.ContainsFunc(k.rules, func(r keptRule) bool {
					return s.reach.acts(r, option) && k.clears(r, s.statement) && k.asks(r, s, trigger)
				}) {
					return false
				}
				continue
			}
			// A rule that fires in the situation cannot be false while a part of the
			// situation is unknown, so it asks if its answer is required.
			for _, situation := range situations {
				both, fit := k.join(trigger, situation)
				asks := func(r keptRule) bool {
					return s.reach.acts(r, option) && k.clears(r, s.statement) && k.fires(r.when, both) && k.fires(r.RequiredIf, trigger)
				}
				if fit && !slices.ContainsFunc(k.rules, asks) {
					return false
				}
			}
		}
	}
	return true
}

// clears reports whether the questions of a rule can settle a statement: the rule asks for
// that statement, or for one that settles it. A rule that stops and asks for something else
// would not help.
func (k *keeper) clears(r keptRule, f therapy.Factor) bool {
	return slices.ContainsFunc(r.asks, func(asked therapy.Factor) bool {
		return asked == f || k.policy.Factors.Excludes(asked, f)
	})
}

// acts reports whether the effect of the rule covers the option.
func (x reach) acts(r keptRule, option Option) bool {
	if r.Layer == therapy.LayerEligibility {
		return x > stops && slices.Contains(r.Excludes, option)
	}
	return r.Layer == therapy.LayerSafety || r.Layer == therapy.LayerSufficiency && x != escalates
}

// options lists the options that a safeguard has to cover; a rule that stops covers all of
// them.
func (k *keeper) options(x reach) []Option {
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
func (k *keeper) asks(r keptRule, s safeguard, trigger []therapy.Literal) bool {
	if r.RequiredIf.IsZero() || !k.fires(r.RequiredIf, trigger) {
		return false
	}
	if k.fires(r.when, trigger) {
		return false
	}
	ways, ok := waysTo(r.when, therapy.False)
	for _, way := range ways {
		if slices.ContainsFunc(way, func(x therapy.Literal) bool { return x.Factor == s.statement }) {
			continue
		}
		if both, fit := k.join(trigger, way); fit && (s.unless.IsZero() || !k.fires(s.unless, both)) {
			return false
		}
	}
	return ok
}

// opposes reports whether a clinical question certainly opposes the option in a situation: it
// grades the option down and names another one.
func (k *keeper) opposes(option Option, situation []therapy.Literal) bool {
	if !k.policy.Grades() {
		return false
	}
	return slices.ContainsFunc(k.graded, func(r keptRule) bool {
		against := slices.ContainsFunc(r.Grades, func(g Grading) bool { return g.Option == option && g.Grade == therapy.Against })
		strong := slices.ContainsFunc(k.policy.Questions, func(q therapy.Question) bool { return q.ID == r.Question && !q.Weak })
		if !against || !strong || !k.fires(r.when, situation) {
			return false
		}
		return slices.ContainsFunc(k.graded, func(other keptRule) bool {
			return other.Question == r.Question && k.fires(other.when, situation) && slices.ContainsFunc(other.Grades, func(g Grading) bool {
				return g.Option != option && (g.Grade == therapy.Offer || g.Grade == therapy.Consider)
			})
		})
	})
}

// ways lists the smallest sets of answers that make a condition true: sets whose statements
// the policy has and that do not contradict each other.
func (k *keeper) ways(c therapy.Condition) [][]therapy.Literal {
	if c.IsZero() {
		return nil
	}
	all, _ := waysTo(c, therapy.True)
	return slices.DeleteFunc(all, func(way []therapy.Literal) bool {
		_, fit := k.join(nil, way)
		return !fit || slices.ContainsFunc(way, func(x therapy.Literal) bool { return !k.policy.Factors.Has(x.Factor) })
	})
}

// waysTo lists the smallest sets of answers that give a condition the wanted truth value; ok
// is false if there are too many. They are the negation of the normal form for the opposite
// value.
func waysTo(c therapy.Condition, want therapy.Truth) (ways [][]therapy.Literal, ok bool) {
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
func (k *keeper) join(a, b []therapy.Literal) (both []therapy.Literal, fit bool) {
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

// fires reports whether a condition is certainly true for some answers and everything that
// follows from them.
func (k *keeper) fires(c therapy.Condition, answers []therapy.Literal) bool {
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
