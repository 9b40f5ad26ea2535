package couples

import (
	"slices"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// The options that couples therapy adds.
const (
	// Couples is couples therapy alone.
	Couples policy.Option = "couples"
	// WithIndividual is couples and individual therapy at the same time, for different aspects.
	// The plan says whether one or both partners have individual sessions, and with whom.
	WithIndividual policy.Option = "couples+individual"
)

func options() []policy.OptionInfo {
	c, err := standard.Catalogue().With(Descriptor())
	if err != nil {
		panic("couples: the descriptor is broken: " + err.Error())
	}
	return []policy.OptionInfo{
		{Option: Couples, Name: "couples therapy", PlainName: "therapy together with your partner", About: policy.AboutOf(c, Couples)},
		{
			Option: WithIndividual, Name: "combined couples and individual therapy",
			PlainName: "therapy together with your partner and one-to-one therapy as well", About: policy.AboutOf(c, WithIndividual),
		},
	}
}

// Policy returns the default policy with the overlay on it.
func Policy() (policy.Policy, error) {
	return standard.Policy().Overlay(Overlay())
}

// Overlay returns the changes of couples therapy to the default policy: two more options, the
// rules of the descriptor, and the rules that compare several modalities, which only a policy can
// have.
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
		Questions: policy.QuestionsOf(own, options()),
		Meeting:   meeting(),
		Rules:     slices.Concat(policy.RulesOf(own, options()), combinedRules()),
		Cautions:  cautions(),
		Conflicts: conflicts(),
	}
}

// exclusionsOfParts makes every rule that excludes a built-in modality also exclude the options
// that include it. It reads the rules from the built-in catalogue, so it includes exclusions that
// are added there later.
func exclusionsOfParts() []policy.ExclusionChange {
	var changes []policy.ExclusionChange
	for _, rule := range policy.RulesOf(standard.Catalogue(), options()) {
		for _, option := range rule.Excludes {
			changes = append(changes, policy.ExclusionChange{Rule: rule.ID, Option: option})
		}
	}
	return changes
}

// meeting is the meeting of the default policy with the informed wish for couples therapy.
func meeting() policy.Meeting {
	m := standard.Policy().Meeting
	m.Wishes = append(m.Wishes, policy.Wish{
		Option: Couples, When: therapy.AllOf(PrefersCouples, therapy.InformedDiscussionDone),
	})
	return m
}

// needs for the two parts of the combination.
func coupleNeeds() therapy.Condition {
	return therapy.AnyOf(WantsRelationshipToChange, WantsPartnerSupport)
}

func individualNeeds() therapy.Condition {
	return therapy.AnyOf(therapy.SensitiveIssue, therapy.WantsInDepthExploration, therapy.PersonalHistoryFocus,
		therapy.HasSpecificPersonalGoals, therapy.WantsPersonalisedPlan)
}

// combinedRules returns the rules for combinations. As in the default policy, combining is for
// different aspects and never the default: a combination starts with -3 points, and gets 7 if needs
// of both kinds concern different aspects (3 cancel the start, 3 are those of the taxonomy, 1 is the
// share that individual needs give to any combination).
func combinedRules() []policy.Rule {
	return []policy.Rule{
		{
			ID: "couples-combined-reserve", Layer: therapy.LayerNeed, Ages: therapy.AnyAge, When: coupleNeeds(),
			Points: []policy.Points{{Option: WithIndividual, Points: -3}},
			Says: policy.Words{
				Clinician: "Having both is not a default: it asks for more time and money, and is not shown to be better in general.",
				Client:    "Having both takes more time and money, and is not better for everybody.",
			},
			Sources: therapy.MustCite("S61", "E44"),
		},
		{
			ID: "couples-combined-aspects", Layer: therapy.LayerNeed, Ages: therapy.AnyAge,
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
