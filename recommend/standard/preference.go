package standard

import (
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// preferenceRules: row F41.
func preferenceRules() []policy.Rule {
	rule := func(id string, layer therapy.Layer, when therapy.Condition, p policy.Points, clinician, client string, sources ...string) policy.Rule {
		return policy.Rule{
			ID: id, Layer: layer, When: when, Points: []policy.Points{p},
			Says: says(clinician, client), Sources: therapy.MustCite(sources...),
		}
	}
	const preference = therapy.LayerPreference
	return []policy.Rule{
		// F41 (E3, E7, E9, E61, E63, S30, S31, S60, S63).
		rule("f41-prefers-individual", preference, therapy.Is(therapy.PrefersIndividual), points(Individual, 3),
			"The person prefers individual therapy. Following a preference improves outcome and lowers dropout.",
			"You would rather have one-to-one therapy, and what you prefer matters.",
			"S31", "E3", "E7", "E9", "E61", "E63"),
		rule("f41-prefers-group", preference, therapy.Is(therapy.PrefersGroup), points(Group, 3),
			"The person prefers a group. Following a preference improves outcome and lowers dropout.",
			"You would rather be in a group, and what you prefer matters.",
			"S31", "E3", "E7", "E9", "E61", "E63"),
		rule("f41-wants-both", preference, therapy.Is(therapy.WantsBoth), points(Combined, 3),
			"The person wants both, and the two do not exclude each other.",
			"You would like both, and they can go together.",
			"S30", "S60", "S63", "E61"),
	}
}

// informedRules: an informed preference against a strong indication. For each
// indication that would settle the matter by itself a rule in indication sets the
// two formats level, so that the preference is heard at all; a rule in preference
// keeps the indication beside it, so that the preference does not decide alone
// (E3, E9, E61). A preference without the discussion changes nothing here; the
// explanation then asks for the discussion.
func informedRules() []policy.Rule {
	var rules []policy.Rule
	var individual, group, combined []therapy.Condition
	for _, x := range strongForIndividual() {
		rules = append(rules, levelled("f41-informed-group-"+x.name, therapy.PrefersGroup, x.when, points(Group, x.lead),
			"The person knows what guidance says and prefers a group all the same: the indication for individual therapy does not settle it by itself.",
			"You know what is usually recommended, and you would rather be in a group. Your wish counts."))
		individual = append(individual, x.when)
	}
	for _, x := range strongForGroup() {
		rules = append(rules, levelled("f41-informed-individual-"+x.name, therapy.PrefersIndividual, x.when, points(Individual, x.lead),
			"The person knows what guidance says and prefers individual therapy all the same: the indication for a group does not settle it by itself.",
			"You know what is usually recommended, and you would rather have one-to-one therapy. Your wish counts."))
		group = append(group, x.when)
	}
	for _, x := range strongForCombined() {
		rules = append(rules, levelled("f41-informed-individual-"+x.name, therapy.PrefersIndividual, x.when, points(Individual, x.lead),
			"The person knows what guidance says and prefers individual therapy by itself all the same: the indication for adding a group does not settle it by itself.",
			"You know what is usually recommended, and you would rather have one-to-one therapy by itself. Your wish counts."))
		combined = append(combined, x.when)
	}
	underWay := levelled("f41-informed-group-trauma-under-way", therapy.PrefersGroup,
		therapy.All(therapy.AnyOf(therapy.PTSD, therapy.AcuteStressDisorder), therapy.Is(therapy.InIndividualTraumaTherapy)), points(Group, -4),
		"Individual trauma therapy is under way, so that the indication for it does not stand in the way of a group.",
		"You are in one-to-one trauma therapy already.")
	cbtUnderWay := levelled("f41-informed-group-psychosis-under-way", therapy.PrefersGroup,
		therapy.AllOf(therapy.PsychosisStable, therapy.InIndividualCBT, therapy.NegativeSymptoms), points(Group, -3),
		"Individual CBT for psychosis is under way, so that the indication for it does not stand in the way of a group.",
		"You are in one-to-one therapy already.")
	stands := func(id string, prefers therapy.Factor, when []therapy.Condition, p policy.Points) policy.Rule {
		r := levelled(id, prefers, therapy.Any(when...), p,
			"What guidance says still stands beside the preference.",
			"What is usually recommended still counts too.")
		r.Layer = therapy.LayerPreference
		return r
	}
	return append(rules, underWay, cbtUnderWay,
		stands("f41-indication-for-individual-stands", therapy.PrefersGroup, individual, points(Individual, 3)),
		stands("f41-indication-for-group-stands", therapy.PrefersIndividual, group, points(Group, 3)),
		stands("f41-indication-for-both-stands", therapy.PrefersIndividual, combined, points(Combined, 3)))
}

func levelled(id string, prefers therapy.Factor, when therapy.Condition, p policy.Points, clinician, client string) policy.Rule {
	return policy.Rule{
		ID: id, Layer: therapy.LayerIndication, When: therapy.All(therapy.AllOf(prefers, therapy.InformedDiscussionDone), when),
		Points: []policy.Points{p}, Says: says(clinician, client), Sources: therapy.MustCite("E3", "E9", "E61"),
	}
}

// strong is an indication that would settle the matter by itself, and by how
// many points it puts one format before the other.
type strong struct {
	name string
	when therapy.Condition
	lead int
}

func strongForIndividual() []strong {
	return []strong{
		{"social-anxiety", therapy.AllOf(therapy.Adult, therapy.SocialAnxietyDisorderDiagnosed), 4},
		{"trauma", therapy.AnyOf(therapy.PTSD, therapy.AcuteStressDisorder), 4},
		{"bulimia", therapy.Is(therapy.BulimiaNervosa), 4},
		{"anorexia", therapy.Is(therapy.AnorexiaNervosa), 4},
		{"psychosis", therapy.Is(therapy.PsychosisStable), 3},
		{"depression", therapy.Is(therapy.DepressionMoreSevere), 3},
		{"depression-young", therapy.Is(therapy.DepressionModerateSevereCYP), 3},
		{"after-group", therapy.Is(therapy.GroupNonresponse), 3},
		{"prior-response", therapy.Is(therapy.PriorGoodResponseIndividual), 2},
		{"bipolar-young", therapy.All(
			therapy.AnyOf(therapy.Adolescent16To17, therapy.Adolescent12To15, therapy.ChildUnder12), therapy.Is(therapy.BipolarDepression)), 3},
	}
}

func strongForGroup() []strong {
	return []strong{
		{"relapse-prevention", therapy.All(therapy.Is(therapy.DepressionRemission), therapy.AnyOf(therapy.HighRelapseRisk, therapy.RelapsePrevention)), 2},
		{"bipolar-discharge", therapy.All(therapy.Is(therapy.HospitalDischarge), therapy.AnyOf(therapy.BipolarEuthymic, therapy.BipolarDepression)), 2},
		{"therapeutic-community", therapy.AllOf(therapy.Prison, therapy.Sentence18MonthsPlus, therapy.SubstanceMisuseEstablished), 3},
		{"binge-eating", therapy.AllOf(therapy.BingeEatingDisorder, therapy.GuidedSelfHelpTried), 2},
	}
}

// strongForCombined are the named indications for having both. A wish for a
// group by itself is not set level with them: in each the individual part is the
// treatment and the group is what is added.
func strongForCombined() []strong {
	peers := therapy.AnyOf(
		therapy.WantsPeerSupport, therapy.WantsCommunity, therapy.WantsDiversePerspectives, therapy.WantsPeerFeedback,
		therapy.WantsAccountability, therapy.Isolation)
	return []strong{
		{"trauma-under-way", therapy.All(
			therapy.AnyOf(therapy.PTSD, therapy.AcuteStressDisorder), therapy.Is(therapy.InIndividualTraumaTherapy), peers), 3},
		{"dbt", therapy.AllOf(therapy.BPD, therapy.DBTAvailable), 2},
		{"arts", therapy.AllOf(therapy.PsychosisStable, therapy.InIndividualCBT, therapy.NegativeSymptoms), 2},
	}
}
