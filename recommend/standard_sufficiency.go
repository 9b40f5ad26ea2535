package recommend

import "github.com/therapykit/therapykit/therapy"

// sufficiencyRules: rows F07, F10 and F11, and rule R6 of the article's reading:
// without anything stated there is nothing to decide by. Row F12 (jurisdiction
// and guideline profile) modifies other rules and has none of its own.
func sufficiencyRules() []Rule {
	ask := func(id string, when, required therapy.Condition, asks []therapy.Factor, clinician, client string, sources ...string) Rule {
		return Rule{
			ID: id, Layer: therapy.LayerSufficiency, When: when, RequiredIf: required, Asks: asks,
			Says: Words{clinician, client}, Sources: therapy.MustCite(sources...),
		}
	}
	ages := []therapy.Factor{therapy.Adult, therapy.Adolescent16To17, therapy.Adolescent12To15, therapy.ChildUnder12}
	needs := []therapy.Factor{
		therapy.SensitiveIssue, therapy.WantsInDepthExploration, therapy.ValuesPrivacy,
		therapy.WantsPeerSupport, therapy.WantsDiversePerspectives, therapy.InterpersonalDifficulties, therapy.LimitedBudget,
	}
	var never therapy.Condition
	return []Rule{
		// F07 (E79 1.2.8, E80).
		ask("f07-risk-not-assessed", therapy.Is(therapy.RiskNotAssessed), never, []therapy.Factor{therapy.NoAcuteRisk},
			"Risk has not been assessed, or could not be. Ask directly about suicidal thoughts and intent, and about danger to others.",
			"Before anything else, somebody needs to ask you how safe you are. These are questions everybody is asked.",
			"E79", "E80"),
		ask("f07-warning-sign", therapy.AllOf(therapy.RiskNotAssessed, therapy.WarningSignHopelessness), never, []therapy.Factor{therapy.NoAcuteRisk},
			"Hopelessness is a warning sign, and risk has not been assessed: treat the assessment as urgent, today.",
			"You sound as if you have lost hope. Please talk with somebody today about how safe you are.",
			"E79", "E80"),
		// F10 (E84).
		ask("f10-age", therapy.Not(therapy.AnyOf(ages...)), therapy.All(), ages,
			"The age band decides who consents and which guidance applies.",
			"Your age matters for who has to agree and for what helps best.",
			"E84"),
		ask("f10-consent-unclear", therapy.Is(therapy.ConsentUnclear), never, []therapy.Factor{therapy.ConsentGiven},
			"Consent, or the capacity to give it, is unclear: settle it first.",
			"It has to be clear that you agree to therapy, and know what you agree to.",
			"E84"),
		ask("f10-consent-12-to-15", therapy.All(therapy.Is(therapy.Adolescent12To15), therapy.Not(therapy.AnyOf(therapy.ConsentGiven, therapy.ParentalConsent))),
			therapy.Is(therapy.Adolescent12To15), []therapy.Factor{therapy.ConsentGiven, therapy.ParentalConsent},
			"Under sixteen: the young person consents if they are competent to (Gillick), otherwise somebody with parental responsibility.",
			"At your age either you agree yourself, if you understand what it means, or a parent does.",
			"E84"),
		ask("f10-consent-under-12", therapy.All(therapy.Is(therapy.ChildUnder12), therapy.Not(therapy.Is(therapy.ParentalConsent))),
			therapy.Is(therapy.ChildUnder12), []therapy.Factor{therapy.ParentalConsent},
			"A child: somebody with parental responsibility consents.",
			"A parent, or whoever looks after you, has to agree.",
			"E84"),
		// F11 (S31, S53, E7); R6.
		ask("f11-nothing-recorded", therapy.Is(therapy.NoFactorsRecorded), never, needs,
			"No needs, preferences or goals are recorded: the choice rests on them.",
			"What you need, what you would like and what you hope for has not been written down yet. The choice depends on it.",
			"S31", "S53", "E7"),
		ask("f11-concern-unspecified", therapy.Is(therapy.ConcernUnspecified), never, needs,
			"The concern is not specified: the choice depends on its nature.",
			"It is not clear yet what you would like help with. The choice depends on it.",
			"S31", "S53", "E7"),
		ask("f11-contradictory", therapy.Is(therapy.ContradictoryPreferences), never,
			[]therapy.Factor{therapy.PrefersIndividual, therapy.PrefersGroup, therapy.WantsBoth, therapy.NoPreference},
			"The recorded preferences contradict each other: talk them through first.",
			"What is written down about your wishes does not fit together. Let us talk about it first.",
			"S31", "S53", "E7"),
	}
}
