package standard

import (
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// sufficiencyRules: rows F07, F10 and F11, and rule R6 of the article's reading:
// without anything stated there is nothing to decide by. Row F12 (jurisdiction
// and guideline profile) modifies other rules and has none of its own.
func sufficiencyRules() []policy.Rule {
	ask := func(id string, when, required therapy.Condition, asks []therapy.Factor, clinician, client string, sources ...string) policy.Rule {
		return policy.Rule{
			ID: id, Layer: therapy.LayerSufficiency, When: when, RequiredIf: required, Asks: asks,
			Says: says(clinician, client), Sources: therapy.MustCite(sources...),
		}
	}
	ages := []therapy.Factor{therapy.Adult, therapy.Adolescent16To17, therapy.Adolescent12To15, therapy.ChildUnder12}
	needs := []therapy.Factor{
		therapy.SensitiveIssue, therapy.WantsInDepthExploration, therapy.ValuesPrivacy,
		therapy.WantsPeerSupport, therapy.WantsDiversePerspectives, therapy.InterpersonalDifficulties, therapy.LimitedBudget,
	}
	var never therapy.Condition
	return []policy.Rule{
		// F07 (E79 1.2.8, E80).
		ask("f07-risk-not-assessed", therapy.Any(therapy.Is(therapy.RiskNotAssessed), therapy.Not(therapy.Is(therapy.NoAcuteRisk))),
			never, []therapy.Factor{therapy.NoAcuteRisk},
			"Risk has not been assessed, could not be, or was not found to be absent. Ask directly about suicidal thoughts and intent, and about danger to others. Nothing is advised before an assessment has found no acute danger.",
			"Before anything else, somebody needs to ask you how safe you are. These are questions everybody is asked.",
			"E79", "E80"),
		ask("f07-threat-not-cleared", therapy.Not(therapy.Is(therapy.NoImminentThreat)), never,
			[]therapy.Factor{therapy.NoImminentThreat, therapy.HarmToOthersImminent},
			"Danger to others has not been asked about, or was not found to be absent: clear it up first.",
			"Before anything else, somebody needs to ask whether you and the people around you are safe.",
			"E79", "E40"),
		// F06 (E35): whatever else was found, a "no" here has to be cleared up, and
		// with these two disorders a physical check belongs to the assessment.
		ask("f06-not-found-stable", therapy.Not(therapy.Is(therapy.MedicallyStable)),
			therapy.AnyOf(therapy.AnorexiaNervosa, therapy.BulimiaNervosa),
			[]therapy.Factor{therapy.MedicallyStable, therapy.MedicalInstability},
			"Physical stability has not been confirmed: check it before therapy is chosen, in anorexia and bulimia nervosa above all.",
			"Before therapy is chosen, a doctor should check how your body is doing.",
			"E35"),
		ask("f07-warning-sign", therapy.AllOf(therapy.RiskNotAssessed, therapy.WarningSignHopelessness), never, []therapy.Factor{therapy.NoAcuteRisk},
			"Hopelessness is a warning sign, and risk has not been assessed: treat the assessment as urgent, today.",
			"You sound as if you have lost hope. Please talk with somebody today about how safe you are.",
			"E79", "E80"),
		// F10 (E84): who says no does not have it done to them, also where a parent
		// says yes. A child under twelve cannot refuse by this rule; a parent decides.
		ask("f10-consent-refused", therapy.All(therapy.AnyOf(therapy.Adult, therapy.Adolescent16To17), therapy.Not(therapy.Is(therapy.ConsentGiven))),
			never, []therapy.Factor{therapy.ConsentGiven},
			"The person has not consented. No format is advised against a refusal: find out what it is about, and say what else there is.",
			"Nothing is decided without your agreement. You can say what would have to be different, or that you do not want therapy.",
			"E84"),
		ask("f10-refusal-12-to-15",
			therapy.All(therapy.Is(therapy.Adolescent12To15), therapy.Not(therapy.Is(therapy.ConsentGiven)), therapy.Is(therapy.ParentalConsent)),
			never, []therapy.Factor{therapy.ConsentGiven},
			"Somebody with parental responsibility consents and the young person does not: talk with the young person first, and look at competence and the law of the place before anything is advised.",
			"A parent has agreed and you have not. Nothing is suggested before somebody has talked with you about it.",
			"E84"),
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
