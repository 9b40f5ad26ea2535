package standard

import (
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// individualNeeds and groupNeeds are the needs that point to one format, as the
// article lists them.
func individualNeeds() therapy.Condition {
	return therapy.AnyOf(
		therapy.SensitiveIssue, therapy.WantsInDepthExploration, therapy.WantsUndividedAttention, therapy.WantsPersonalisedPlan,
		therapy.HasSpecificPersonalGoals, therapy.WantsCloseTherapistRelationship, therapy.NeedsCulturalTailoring,
		therapy.PersonalHistoryFocus, therapy.InternalFocus)
}

func groupNeeds() therapy.Condition {
	return therapy.AnyOf(
		therapy.InterpersonalDifficulties, therapy.SocialSkillsGoal, therapy.SocialAnxiety, therapy.PerformanceAnxiety, therapy.PhobiaSelfDescribed,
		therapy.Isolation, therapy.WantsPeerSupport, therapy.WantsCommunity, therapy.WantsDiversePerspectives,
		therapy.WantsPeerFeedback, therapy.WantsAccountability, therapy.Shame, therapy.SelfCriticism, therapy.LowHope,
		therapy.WantsEmotionalExpression, therapy.WantsPsychoeducation, therapy.WantsStructure)
}

// differentAspects is true if the needs for one format and the needs for the other are said
// to concern different things.
func differentAspects() therapy.Condition {
	return therapy.All(therapy.Is(therapy.MultipleAspects), individualNeeds(), groupNeeds())
}

// combinedRules are rule R4 of the taxonomy. Combined therapy is for different aspects, and
// never a solution if too little is known.
func combinedRules() []policy.Rule {
	return []policy.Rule{
		{
			ID: "r4-combined-reserve", Layer: therapy.LayerNeed, Ages: therapy.AnyAge, When: therapy.Any(individualNeeds(), groupNeeds()),
			Points: []policy.Points{points(Combined, -3)},
			Says: says(
				"Having both is not a default: it asks for more time and money, and is not shown to be better in general.",
				"Having both takes more time and money. Studies do not show that it helps more.",
			),
			Sources: therapy.MustCite("S61", "E44", "E56", "E57"),
		},
		{
			ID: "r4-different-aspects", Layer: therapy.LayerNeed, Ages: therapy.AnyAge,
			When: differentAspects(),
			// 3 points remove the reserve, 3 are the taxonomy's.
			Points: []policy.Points{points(Combined, 6)},
			Says: says(
				"Some needs point to individual therapy and others to a group, and they concern different aspects: each format can take its own.",
				"You need different things. Each kind of therapy can take care of its part.",
			),
			Sources: therapy.MustCite("S60", "S61"),
		},
		{
			// Budget and time have their own points against combined therapy (row F50).
			ID: "r4-combined-reserve-practical", Layer: therapy.LayerPractical, Ages: therapy.AnyAge,
			When:   therapy.AnyOf(therapy.FixedScheduleOK, therapy.NeedsFlexibleSchedule, therapy.WantsOwnPace),
			Points: []policy.Points{points(Combined, -2)},
			Says: says(
				"What can be managed in practice is no reason for having both, which has to be managed twice.",
				"Having both means two things to fit in.",
			),
			Sources: therapy.MustCite("S61", "E57"),
		},
	}
}

// tieRules: the article lists privacy among the reasons for individual therapy and budget or
// time among those for a group, and gives no tie-break (R4, S56 against S59). If both apply,
// the two formats get equal points in the preference stage. The practical points are thereby
// counted, and are taken back.
func tieRules() []policy.Rule {
	level := func(id string, wish, limit therapy.Factor, n, both int, clinician, client string) policy.Rule {
		return policy.Rule{
			ID: id, Layer: therapy.LayerPreference, Ages: therapy.AnyAge, When: therapy.AllOf(wish, limit),
			// Combined therapy gets equal points too. Otherwise it would drop out here for
			// reasons about the group, and leave the group as the only option.
			Points: []policy.Points{points(Group, n), points(Combined, both)}, Levels: true, Says: says(clinician, client),
			Sources: therapy.MustCite("S56", "S59", "S31"),
		}
	}
	wish := therapy.AnyOf(therapy.ValuesPrivacy, therapy.FearOfJudgement, therapy.PrefersIndividual)
	const (
		clinicianBudget = "A limited budget stands against what the person would like. The article names both and gives no tie-break, so the two are set level."
		clientBudget    = "Money matters too. Here the two count the same."
		clinicianTime   = "Limited time stands against what the person would like. The article names both and gives no tie-break, so the two are set level."
		clientTime      = "Time matters too. Here the two count the same."
	)
	return []policy.Rule{
		level("r4-budget-against-privacy", therapy.ValuesPrivacy, therapy.LimitedBudget, 6, 4, clinicianBudget, clientBudget),
		level("r4-budget-against-judgement", therapy.FearOfJudgement, therapy.LimitedBudget, 6, 4, clinicianBudget, clientBudget),
		level("r4-budget-against-preference", therapy.PrefersIndividual, therapy.LimitedBudget, 3, 3, clinicianBudget, clientBudget),
		level("r4-time-against-privacy", therapy.ValuesPrivacy, therapy.LimitedTime, 6, 4, clinicianTime, clientTime),
		level("r4-time-against-judgement", therapy.FearOfJudgement, therapy.LimitedTime, 6, 4, clinicianTime, clientTime),
		level("r4-time-against-preference", therapy.PrefersIndividual, therapy.LimitedTime, 3, 3, clinicianTime, clientTime),
		{
			// Budget and time together are one practical limit, not two: what the
			// rules above have given twice is taken back once.
			ID: "r4-one-limit", Layer: therapy.LayerPreference, Ages: therapy.AnyAge,
			When:   therapy.AllOf(therapy.LimitedBudget, therapy.LimitedTime, therapy.ValuesPrivacy),
			Points: []policy.Points{points(Group, -6), points(Combined, -4)}, Levels: true,
			Says: says(
				"Budget and time are limited both: they are counted once against privacy.",
				"Here, money and time count as one thing.",
			),
			Sources: therapy.MustCite("S56", "S59"),
		},
		{
			ID: "r4-one-limit-judgement", Layer: therapy.LayerPreference, Ages: therapy.AnyAge,
			When:   therapy.AllOf(therapy.LimitedBudget, therapy.LimitedTime, therapy.FearOfJudgement),
			Points: []policy.Points{points(Group, -6), points(Combined, -4)}, Levels: true,
			Says: says(
				"Budget and time are limited both: they are counted once against the fear of being judged.",
				"Here, money and time count as one thing.",
			),
			Sources: therapy.MustCite("S56", "S59"),
		},
		{
			ID: "r4-one-limit-preference", Layer: therapy.LayerPreference, Ages: therapy.AnyAge,
			When:   therapy.AllOf(therapy.LimitedBudget, therapy.LimitedTime, therapy.PrefersIndividual),
			Points: []policy.Points{points(Group, -3), points(Combined, -3)}, Levels: true,
			Says: says(
				"Budget and time are limited both: they are counted once against the preference.",
				"Here, money and time count as one thing.",
			),
			Sources: therapy.MustCite("S56", "S59"),
		},
		{
			ID: "r4-budget-counted", Layer: therapy.LayerPractical, Ages: therapy.AnyAge, When: therapy.All(wish, therapy.Is(therapy.LimitedBudget)),
			Points: []policy.Points{points(Individual, 2), points(Group, -3)}, Levels: true,
			Says: says(
				"The budget has been set level with the wish for privacy or individual therapy already, and is not counted again.",
				"We have thought of money.",
			),
			Sources: therapy.MustCite("S56", "S59"),
		},
		{
			ID: "r4-time-counted", Layer: therapy.LayerPractical, Ages: therapy.AnyAge, When: therapy.All(wish, therapy.Is(therapy.LimitedTime)),
			Points: []policy.Points{points(Group, -2)}, Levels: true,
			Says: says(
				"Limited time has been set level with the wish for privacy or individual therapy already, and is not counted again.",
				"We have thought of time.",
			),
			Sources: therapy.MustCite("S56", "S59"),
		},
	}
}
