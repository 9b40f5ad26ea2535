package couples

import (
	"slices"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// The options that couples therapy adds.
const (
	// Couples is couples therapy by itself.
	Couples policy.Option = "couples"
	// WithIndividual is couples and individual therapy at once, for different
	// aspects. Whether one of the partners or both have sessions of their own, and
	// with whom, is a matter of the plan.
	WithIndividual policy.Option = "couples+individual"
)

func options() []policy.OptionInfo {
	return []policy.OptionInfo{
		{Option: Couples, Name: "couples therapy", PlainName: "therapy together with your partner"},
		{Option: WithIndividual, Name: "combined couples and individual therapy", PlainName: "therapy together with your partner and one-to-one therapy as well"},
	}
}

// Policy returns the default policy with the overlay on it.
func Policy() (policy.Policy, error) {
	return standard.Policy().Overlay(Overlay())
}

// Overlay returns what couples therapy changes about the default policy: two more
// options, the rules that the descriptor brings along, and what only a policy can
// say, since it compares several modalities.
func Overlay() policy.Overlay {
	own, err := therapy.NewCatalogue(Descriptor())
	if err != nil {
		panic("couples: the descriptor is broken: " + err.Error())
	}
	return policy.Overlay{
		ID: "with-couples", Version: "1.0.0",
		Title:     "Individual, group, couples or combined therapy",
		Factors:   Descriptor().Factors,
		Options:   options(),
		Excludes:  exclusionsOfParts(),
		Rules:     slices.Concat(policy.RulesOf(own, options()), informedRules(), combinedRules()),
		Cautions:  cautions(),
		Conflicts: conflicts(),
	}
}

// exclusionsOfParts lets whatever rules out a built-in modality rule out the
// options that include it too. It asks the built-in catalogue instead of naming
// rules, so that an exclusion that is added there later is not forgotten here.
func exclusionsOfParts() []policy.ExclusionChange {
	var changes []policy.ExclusionChange
	for _, rule := range policy.RulesOf(standard.Catalogue(), options()) {
		for _, option := range rule.Excludes {
			changes = append(changes, policy.ExclusionChange{Rule: rule.ID, Option: option})
		}
	}
	return changes
}

// informedRules are the counterpart of the default policy's: an informed
// preference for another format sets an indication for couples therapy level, so
// that the preference is heard; the indication stays beside it, so that the
// preference does not decide alone.
func informedRules() []policy.Rule {
	informed := func(id string, layer therapy.Layer, prefers therapy.Factor, when therapy.Condition, option policy.Option, points int, clinician, client string) policy.Rule {
		return policy.Rule{
			ID: id, Layer: layer,
			When:    therapy.All(therapy.AllOf(prefers, therapy.InformedDiscussionDone), when),
			Points:  []policy.Points{{Option: option, Points: points}},
			Says:    policy.Words{Clinician: clinician, Client: client},
			Sources: therapy.MustCite("E3", "E9", "E61"),
		}
	}
	indicated := []struct {
		name string
		when therapy.Condition
	}{
		{"depression", depressionAndDistress()},
		{"drinking", therapy.AllOf(HarmfulDrinkingWithPartner, PartnerWilling)},
	}
	var rules []policy.Rule
	for _, other := range []struct {
		prefers therapy.Factor
		option  policy.Option
		name    string
	}{
		{therapy.PrefersIndividual, standard.Individual, "individual"},
		{therapy.PrefersGroup, standard.Group, "group"},
	} {
		for _, x := range indicated {
			rules = append(rules, informed("couples-informed-"+other.name+"-"+x.name, therapy.LayerIndication, other.prefers, x.when, other.option, 2,
				"The person knows that couples therapy is suggested and prefers another format all the same: the indication does not settle it by itself.",
				"You know what is usually suggested, and you would rather have something else. Your wish counts."))
		}
		rules = append(rules, informed("couples-indication-stands-beside-"+other.name, therapy.LayerPreference, other.prefers,
			therapy.Any(indicated[0].when, indicated[1].when), Couples, 3,
			"The indication for couples therapy still stands beside the preference.",
			"What is usually suggested still counts too."))
	}
	return rules
}

// needs for the two parts of the combination.
func coupleNeeds() therapy.Condition {
	return therapy.AnyOf(WantsRelationshipToChange, WantsPartnerSupport)
}

func individualNeeds() therapy.Condition {
	return therapy.AnyOf(therapy.SensitiveIssue, therapy.WantsInDepthExploration, therapy.PersonalHistoryFocus,
		therapy.HasSpecificPersonalGoals, therapy.WantsPersonalisedPlan)
}

// combinedRules: combining is for different aspects and never a default, as in the
// default policy: a reserve of 3, and 7 where needs of both kinds concern
// different aspects (3 lift the reserve, 3 are the taxonomy's, 1 is the share that
// individual needs give to any combination).
func combinedRules() []policy.Rule {
	return []policy.Rule{
		{
			ID: "couples-combined-reserve", Layer: therapy.LayerNeed, When: coupleNeeds(),
			Points: []policy.Points{{Option: WithIndividual, Points: -3}},
			Says: policy.Words{
				Clinician: "Having both is not a default: it asks for more time and money, and is not shown to be better in general.",
				Client:    "Having both takes more time and money, and is not better for everybody.",
			},
			Sources: therapy.MustCite("S61", "E44"),
		},
		{
			ID: "couples-combined-aspects", Layer: therapy.LayerNeed,
			When:   therapy.All(therapy.Is(therapy.MultipleAspects), coupleNeeds(), individualNeeds()),
			Points: []policy.Points{{Option: WithIndividual, Points: 7}},
			Says: policy.Words{
				Clinician: "Some needs are the couple's and others one person's own, and they concern different aspects: each format can take its own. The source speaks of combining in general.",
				Client:    "Some of it is about the two of you and some about you alone: each kind of therapy can take care of its part.",
			},
			Sources: therapy.MustCite("S60", "S61"),
		},
	}
}
