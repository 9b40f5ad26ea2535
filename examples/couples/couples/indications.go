package couples

import "github.com/therapykit/therapykit/therapy"

// depression is a depression of an adult for which a guideline recommends couples therapy.
func depression() therapy.Condition {
	return therapy.AnyOf(therapy.MDDMildModerate, therapy.DepressionLessSevere, therapy.DepressionMoreSevere)
}

func depressionAndDistress() therapy.Condition {
	return therapy.All(therapy.Is(RelationshipDistress), depression())
}

// indications are the rules of couples therapy, the exclusions first. Three of these are required
// (RequiredIf), so that no joint sessions are advised before the answers are known. Abuse is required
// whatever the other answers are, not only after a yes to [CoupleConcern]: so the safeguard does not
// depend on other rules, and switching off another rule cannot remove it. A policy asks nothing about
// an option that is already excluded, so these questions are not asked after a no to
// [CoupleConcern].
//
// The text of a required rule is also shown next to its question, before the answer is known. So it
// states what is true in general, and never that it is true of this person.
func indications() []therapy.Indication {
	concerned := therapy.Is(CoupleConcern)
	return []therapy.Indication{
		{
			ID: "couples-not-the-concern", Layer: therapy.LayerEligibility, Ages: therapy.AnyAge,
			When: therapy.Not(concerned), RequiredIf: therapy.All(),
			Reopens:   "A partner, and a concern that has to do with the couple.",
			Clinician: "Couples therapy is for somebody who has a partner, and whose concern has to do with the couple.",
			Client:    "Therapy as a couple is for people who have a partner and want help with something that has to do with both.",
			Sources:   therapy.MustCite("E9", "E47"),
		},
		{
			ID: "couples-abuse", Layer: therapy.LayerEligibility, Ages: therapy.AnyAge,
			When: therapy.AnyOf(therapy.DomesticAbuse, CoerciveControl), RequiredIf: therapy.All(),
			Reopens:   "Only a safeguarding assessment that finds no abuse or control between the partners; a wish for it, by either, does not.",
			Clinician: "Domestic abuse or coercive control: no work with both partners together, whoever asks for it. Follow safeguarding.",
			Client:    "Therapy together is not safe where one of you hurts, controls or frightens the other. Then it is not suggested, and there is help for you by yourself.",
			Sources:   therapy.MustCite("E47", "E86"),
		},
		{
			// One yes is enough: the answer may contradict the others and still be true. An
			// answer is not required, because the statement is about groups.
			ID: "couples-abuser-named", Layer: therapy.LayerEligibility, Ages: therapy.AnyAge, When: therapy.Is(therapy.AbuserInAvailableGroup),
			Reopens:   "Only a safeguarding assessment that finds no abuse or control between the partners.",
			Clinician: "Another answer says that somebody abuses or has abused the person. Until safeguarding has settled who, no work with both partners together.",
			Client:    "You said that somebody hurts you or has hurt you. That comes first, by yourself and in safety.",
			Sources:   therapy.MustCite("E47", "E86", "E72"),
		},
		{
			ID: "couples-partner-unwilling", Layer: therapy.LayerEligibility, Ages: therapy.AnyAge,
			When: therapy.Not(therapy.Is(PartnerWilling)), RequiredIf: concerned,
			Reopens:   "A partner who, asked without pressure, wants to take part.",
			Clinician: "Couples therapy needs a partner who is willing to take part.",
			Client:    "Therapy together takes two who want it. Nobody has to.",
			Sources:   therapy.MustCite("E47"),
		},
		{
			ID: "couples-declined", Layer: therapy.LayerEligibility, Ages: therapy.AnyAge, When: therapy.Is(DeclinesCouples),
			Reopens:   "A wish to try it, after hearing what it is like.",
			Clinician: "The person declines therapy together with the partner. That is their right, and needs no reason; ask, alone, whether it is safe at home.",
			Client:    "You have said no to therapy together. That is your right.",
			Sources:   therapy.MustCite("E7", "E86"),
		},
		{
			// The sources of this modality are about adults.
			ID: "couples-adults-only", Layer: therapy.LayerEligibility, Ages: therapy.AnyAge,
			When:      therapy.AnyOf(therapy.Adolescent16To17, therapy.Adolescent12To15, therapy.ChildUnder12),
			Reopens:   "The age of eighteen.",
			Clinician: "What is known about couples therapy here is about adults.",
			Client:    "This kind of therapy is for adults.",
			Sources:   therapy.MustCite("E9", "E45"),
		},
		{
			ID: "couples-not-available", Layer: therapy.LayerEligibility, Ages: therapy.AnyAge, When: therapy.Is(CouplesUnavailable),
			Reopens:   "A place with a trained couples therapist, here or elsewhere.",
			Clinician: "No trained couples therapist can be had.",
			Client:    "There is nobody for therapy together at the moment.",
			Sources:   therapy.MustCite("S62", "E7"),
		},
		{
			// The guideline gives a weak recommendation for it.
			ID: "couples-depression-with-distress", Layer: therapy.LayerIndication, Ages: therapy.Adults, When: therapy.All(),
			Question: therapy.Question{
				ID: "couples-depression-with-distress", Ages: therapy.Adults, When: depressionAndDistress(),
				Clinician: "depression together with distress in the relationship", Client: "low mood and trouble in a relationship",
			},
			Grade:     therapy.Consider,
			Clinician: "Depression together with distress in the relationship: couples therapy is suggested (weak recommendation).",
			Client:    "When low mood and trouble in a relationship come together, therapy as a couple can help.",
			Sources:   therapy.MustCite("E9", "E113"),
		},
		{
			ID: "couples-harmful-drinking", Layer: therapy.LayerIndication, Ages: therapy.Adults, When: therapy.All(),
			Question: therapy.Question{
				ID: "couples-harmful-drinking", Ages: therapy.Adults, When: therapy.AllOf(HarmfulDrinkingWithPartner, PartnerWilling),
				Clinician: "harmful drinking and a willing partner", Client: "drinking, and a partner who wants to help",
			},
			Grade:     therapy.Consider,
			Clinician: "Harmful drinking or mild dependence and a willing partner: behavioural couples therapy is among the treatments to choose from by preference.",
			Client:    "When drinking is a problem and your partner wants to help, therapy together is one of the things that work.",
			Sources:   []therapy.Source{mustCite("E45"), alcoholGuideline, cg115},
		},
		// This rule answers a question of the default policy for one more option.
		therapy.MustQuestion("trauma-adult").Rule(therapy.Indication{
			ID: "couples-trauma", Grade: therapy.Against,
			Clinician: "Post-traumatic or acute stress disorder: not enough evidence for couples therapy as the treatment.",
			Client:    "For what you have been through, therapy as a couple has not been shown to be enough.",
			Sources:   therapy.MustCite("E25", "E129"),
		}),
		{
			ID: "couples-preferred", Layer: therapy.LayerPreference, Ages: therapy.AnyAge, When: therapy.Is(PrefersCouples), Alone: 3,
			Clinician: "The person prefers therapy together with the partner. Following a preference improves outcome and lowers dropout.",
			Client:    "You would rather come together, and what you prefer matters.",
			Sources:   therapy.MustCite("E7", "E45", "E61"),
		},
		{
			ID: "couples-relationship-to-change", Layer: therapy.LayerNeed, Ages: therapy.AnyAge, When: therapy.Is(WantsRelationshipToChange), Alone: 3, Combined: 1,
			Clinician: "What should change lies between the partners, and is worked on with both present.",
			Client:    "You want things between the two of you to change, and that is easier with both of you there.",
			Sources:   therapy.MustCite("E9", "S31"),
		},
		{
			ID: "couples-partner-support", Layer: therapy.LayerNeed, Ages: therapy.AnyAge, When: therapy.Is(WantsPartnerSupport), Alone: 2, Combined: 1,
			Clinician: "The partner's support is wanted, and can be built in.",
			Client:    "You would like your partner's support, and here your partner is part of it.",
			Sources:   []therapy.Source{mustCite("E45"), alcoholGuideline},
		},
	}
}
