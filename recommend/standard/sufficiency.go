package standard

import (
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// sufficiencyRules are rows F07, F10 and F11, and rule R6 of the taxonomy: without any
// statement there is nothing to decide from. Row F12 (jurisdiction and guideline profile)
// modifies other rules and has none of its own.
func sufficiencyRules() []policy.Rule {
	ask := func(id string, when, required therapy.Condition, asks []therapy.Factor, clinician, client string, sources ...string) policy.Rule {
		return policy.Rule{
			ID: id, Layer: therapy.LayerSufficiency, Ages: therapy.AnyAge, When: when, RequiredIf: required, Asks: asks,
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
			"First, somebody needs to ask if you and the people near you are safe. Everybody is asked this.",
			"E79", "E80"),
		ask("f07-threat-not-cleared", therapy.Not(therapy.Is(therapy.NoImminentThreat)), never,
			[]therapy.Factor{therapy.NoImminentThreat, therapy.HarmToOthersImminent},
			"Danger to others was not found to be absent: find out today who may be in danger, and protect them first.",
			"First, somebody needs to ask if you and the people near you are safe. Everybody is asked this.",
			"E79", "E40"),
		// F06 (E35): a "no" here must be clarified, whatever else was found. With these two
		// disorders, a physical check is part of the assessment.
		ask("f06-not-found-stable", therapy.Not(therapy.Is(therapy.MedicallyStable)),
			therapy.AnyOf(therapy.AnorexiaNervosa, therapy.BulimiaNervosa, therapy.OSFED),
			[]therapy.Factor{therapy.MedicallyStable, therapy.MedicalInstability},
			"The body was checked and not found stable, or has not been checked: medical assessment today, before therapy is chosen.",
			"First, a doctor should check your body.",
			"E35"),
		ask("f07-warning-sign", therapy.AllOf(therapy.RiskNotAssessed, therapy.WarningSignHopelessness), never, []therapy.Factor{therapy.NoAcuteRisk},
			"Hopelessness is a warning sign, and risk has not been assessed: treat the assessment as urgent, today.",
			"Things seem very hard right now. Please talk with somebody today.",
			"E79", "E80"),
		// F06 and F07 (E35, E79): two answers that cannot both be right.
		ask("f06-unstable-beside-all-clear", therapy.All(therapy.Is(therapy.NoAcuteRisk), therapy.Not(therapy.Is(therapy.MedicallyStable))), never,
			[]therapy.Factor{therapy.MedicallyStable, therapy.MedicalInstability, therapy.NoAcuteRisk},
			"The body was not found stable, and no acute risk is recorded beside it: one of the two is wrong. Act as if the body were in danger until it is cleared.",
			"Two answers about your body do not fit. First, a doctor should check it.",
			"E35", "E79"),
		// F09 (E47, E84, E132): the person who would consent for a minor. It is asked under
		// sixteen. If it is known, it stops the decision at seventeen too, whatever else is
		// known.
		ask("f09-consenter-may-be-abuser", therapy.All(therapy.Minors.Condition(), therapy.Is(therapy.ConsenterMayBeAbuser)),
			therapy.All(therapy.AnyOf(therapy.Adolescent12To15, therapy.ChildUnder12), therapy.AnyOf(therapy.DomesticAbuse, therapy.AbuseSuspected, therapy.AbuserInAvailableGroup)),
			[]therapy.Factor{therapy.ConsenterMayBeAbuser},
			"Stop for safeguarding: the one who would consent may be the one who abuses. Follow the safeguarding procedure of the place, and neither ask nor tell them before that is clear.",
			"First, someone will talk with just you.",
			"E47", "E84", "E132"),
		// F28 (E96): the programmes are for people who recovered on medication alone.
		ask("f28-how-recovered", unknown(therapy.Is(therapy.RemittedOnMedicationOnly)),
			therapy.AllOf(therapy.Adult, therapy.DepressionRemission, therapy.HighRelapseRisk), []therapy.Factor{therapy.RemittedOnMedicationOnly},
			"In remission and at higher risk of relapse: what prevents it depends on how the person recovered.",
			"It matters what made you well.",
			"E96", "E97"),
		ask("f28-relapse-risk", unknown(therapy.Is(therapy.HighRelapseRisk)),
			therapy.AllOf(therapy.Adult, therapy.DepressionRemission, therapy.RelapsePrevention), []therapy.Factor{therapy.HighRelapseRisk},
			"In remission, and the aim is to prevent a relapse: whether the risk is higher decides what is named.",
			"It matters how often you have been ill before.",
			"E96", "E97"),
		// F33 (E91, E92): family therapy is not one of these formats, and comes first.
		ask("f33-family-therapy-first",
			therapy.All(therapy.Minors.Condition(), therapy.AnyOf(therapy.BulimiaNervosa, therapy.AnorexiaNervosa), therapy.Not(therapy.Is(therapy.FamilyTherapyTriedOrUnsuitable))),
			therapy.All(therapy.Minors.Condition(), therapy.AnyOf(therapy.BulimiaNervosa, therapy.AnorexiaNervosa)), []therapy.Factor{therapy.FamilyTherapyTriedOrUnsuitable},
			"Under 18 family therapy comes first for anorexia and bulimia nervosa; it is not one of these formats. Refer for it, or say why not.",
			"At your age, family therapy is what helps first. Ask about it.",
			"E91", "E92"),
		ask("f33-self-help-tried", unknown(therapy.Is(therapy.GuidedSelfHelpTried)), therapy.Is(therapy.BingeEatingDisorder), []therapy.Factor{therapy.GuidedSelfHelpTried},
			"Binge eating disorder: guided self-help comes first, and what follows depends on whether it has been tried.",
			"It matters what you have tried before.",
			"E91"),
		ask("f33-which-it-resembles", unknown(therapy.AnyOf(therapy.BingeEatingDisorder, therapy.BulimiaNervosa, therapy.AnorexiaNervosa)), therapy.Is(therapy.OSFED),
			[]therapy.Factor{therapy.BingeEatingDisorder, therapy.BulimiaNervosa, therapy.AnorexiaNervosa},
			"Another specified eating disorder: consider what is named for the disorder that it resembles most.",
			"It matters what your eating problem is most like.",
			"E91"),
		// F39 (E103, E104): the age of the child.
		ask("f39-child-9-to-14", unknown(therapy.Is(therapy.Aged9To14)),
			therapy.All(therapy.Is(therapy.ChildConductDisorder), therapy.AnyOf(therapy.Adolescent12To15, therapy.ChildUnder12)), []therapy.Factor{therapy.Aged9To14},
			"Conduct problems: the programme of group problem-solving is for ages 9 to 14.",
			"Your age matters for what helps best.",
			"E103"),
		ask("f39-child-under-5", unknown(therapy.Is(therapy.Under5)), therapy.Is(therapy.ParentsOfChildWithADHD), []therapy.Factor{therapy.Under5},
			"ADHD: what comes first depends on whether the child is under 5.",
			"It matters how old your child is.",
			"E104"),
		// F51 (E125, E79): ask about the person's own safety.
		ask("f51-bereaved-own-safety", unknown(therapy.Is(therapy.PassiveSuicidalIdeation)), therapy.Is(therapy.BereavedBySuicide), []therapy.Factor{therapy.PassiveSuicidalIdeation},
			"After a bereavement by suicide ask about the person's own thoughts of suicide.",
			"First, somebody needs to ask if you and the people near you are safe. Everybody is asked this.",
			"E125", "E79"),
		// F10 (E84): nobody is treated who refuses, even if a parent consents. By this rule a
		// child under twelve cannot refuse; a parent decides. With dementia, the policy asks
		// whether there is consent at all.
		ask("f10-consent-refused", therapy.All(therapy.AnyOf(therapy.Adult, therapy.Adolescent16To17), therapy.Not(therapy.Is(therapy.ConsentGiven))),
			therapy.Is(therapy.DementiaMildModerate), []therapy.Factor{therapy.ConsentGiven},
			"The person has not consented. No format is advised against a refusal: find out what it is about, and say what else there is.",
			"Nothing starts unless you say yes. You can say what would have to change. You can say no.",
			"E84"),
		ask("f10-refusal-12-to-15",
			therapy.All(therapy.Is(therapy.Adolescent12To15), therapy.Not(therapy.Is(therapy.ConsentGiven)), therapy.Is(therapy.ParentalConsent)),
			never, []therapy.Factor{therapy.ConsentGiven},
			"A parent or guardian consents and the young person does not: talk with the young person first, and look at competence and the law.",
			"A parent has said yes and you have not. First, somebody will talk with you.",
			"E84"),
		ask("f10-age", therapy.Not(therapy.AnyOf(ages...)), therapy.All(), ages,
			"The age band decides who consents and which guidance applies.",
			"Your age matters for who has to agree and for what helps best.",
			"E84"),
		ask("f10-consent-unclear", therapy.Is(therapy.ConsentUnclear), never, []therapy.Factor{therapy.ConsentGiven},
			"Consent, or the capacity to give it, is unclear: settle it first.",
			"We need to know that you say yes, and that you know what to.",
			"E84"),
		ask("f10-consent-12-to-15", therapy.All(therapy.Is(therapy.Adolescent12To15), therapy.Not(therapy.AnyOf(therapy.ConsentGiven, therapy.ParentalConsent))),
			therapy.Is(therapy.Adolescent12To15), []therapy.Factor{therapy.ConsentGiven, therapy.ParentalConsent},
			"Under sixteen: the young person consents if they are competent to (Gillick), otherwise somebody with parental responsibility.",
			"If you understand what you agree to, you can say yes yourself. If not, a parent can.",
			"E84"),
		ask("f10-consent-under-12", therapy.All(therapy.Is(therapy.ChildUnder12), therapy.Not(therapy.Is(therapy.ParentalConsent))),
			therapy.Is(therapy.ChildUnder12), []therapy.Factor{therapy.ParentalConsent},
			"A child: somebody with parental responsibility consents.",
			"A parent, or whoever looks after you, has to agree.",
			"E84"),
		// F11 (S31, S53, E7); R6.
		ask("f11-nothing-recorded", therapy.Is(therapy.NoFactorsRecorded), never, needs,
			"No needs, preferences or goals are recorded: the choice rests on them.",
			"Nobody has written down yet what you need or would like. The choice depends on it.",
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

// abuse is known or suspected abuse of any person.
func abuse() therapy.Condition {
	return therapy.AnyOf(therapy.DomesticAbuse, therapy.AbuseSuspected, therapy.AbuserInAvailableGroup, therapy.ConsenterMayBeAbuser)
}
