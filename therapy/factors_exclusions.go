package therapy

// exclusion says that factor cannot be true together with any of others.
type exclusion struct {
	factor Factor
	others []Factor
	why    string
}

// exclusions lists statements that cannot be true together. A yes to one side answers the other with
// no, without asking the person. Therefore a line is here only if it follows from the meaning of the
// words; it is not enough that it is likely:
//
//   - A diagnosis or a stable phase settles no question of safety. Psychosis that
//     is stable by the record does not exclude an acute episode today, nor an
//     even mood mania: both have to be asked. Only an assessment settles danger.
//   - The two sides of a conflict between the article and a guideline do not
//     exclude each other. Somebody with diagnosed social anxiety disorder also
//     describes themselves as anxious, and the explanation has to show both.
//   - Diagnoses that rarely occur together are left to the clinician.
func exclusions() []exclusion {
	return []exclusion{
		// F01 to F06 against F07.
		{
			factor: NoAcuteRisk,
			others: []Factor{
				AcuteSuicidality, SuicidePlanAndMeans, CannotKeepSafe, HarmToOthersImminent, AcutePsychosis, AcuteMania,
				AcuteIntoxication, SevereAlcoholWithdrawal, MedicalInstability,
			},
			why: "no acute risk is defined as: assessed, and none of these present",
		},
		{
			factor: NoAcuteRisk, others: []Factor{RiskNotAssessed},
			why: "one says that risk has been assessed, the other that it has not",
		},
		{
			factor: NoImminentThreat, others: []Factor{HarmToOthersImminent},
			why: "one is the denial of the other, after asking",
		},
		{
			factor: MedicallyStable, others: []Factor{MedicalInstability},
			why: "one is the denial of the other, after a check",
		},
		// F08.
		{
			factor: NoRecentSelfHarm, others: []Factor{RecentSuicideAttempt, RecurrentSelfHarm},
			why: "none in the recent past means neither a recent attempt nor a current pattern",
		},
		// F10: nobody is in two age bands.
		{
			factor: Adult, others: []Factor{Adolescent16To17, Adolescent12To15, ChildUnder12},
			why: "a person has one age",
		},
		{
			factor: Adolescent16To17, others: []Factor{Adolescent12To15, ChildUnder12},
			why: "a person has one age",
		},
		{
			factor: Adolescent12To15, others: []Factor{ChildUnder12},
			why: "a person has one age",
		},
		{
			factor: ConsentGiven, others: []Factor{ConsentUnclear},
			why: "consent that is in doubt has not validly been given",
		},
		// F15, F16, F26 and F41: wanting or accepting a group, and not.
		{
			factor: DeclinesGroup, others: []Factor{GroupAcceptable, AcceptsGroup, PrefersGroup, WantsBoth},
			why: "who declines a group neither accepts, prefers nor wants one",
		},
		{
			factor: RefusesToParticipate, others: []Factor{GroupAcceptable, AcceptsGroup, PrefersGroup, WantsBoth},
			why: "who refuses any part in a group neither accepts, prefers nor wants one",
		},
		// F27 and F39: severity by one and the same measure.
		{
			factor: DepressionLessSevere, others: []Factor{DepressionMoreSevere},
			why: "the two are divided by one threshold",
		},
		{
			factor: DepressionMildCYP, others: []Factor{DepressionModerateSevereCYP},
			why: "the two are divided by one threshold",
		},
		{
			factor: Adult, others: []Factor{DepressionMildCYP, DepressionModerateSevereCYP},
			why: "both are defined for people under 18",
		},
		// F35.
		{
			factor: BipolarEuthymic, others: []Factor{BipolarDepression},
			why: "an even mood is the absence of a present episode",
		},
		// F41: one preference for a format.
		{
			factor: PrefersIndividual, others: []Factor{PrefersGroup, WantsBoth, NoPreference},
			why: "a person prefers one format, both together, or none",
		},
		{
			factor: PrefersGroup, others: []Factor{WantsBoth, NoPreference},
			why: "a person prefers one format, both together, or none",
		},
		{
			factor: WantsBoth, others: []Factor{NoPreference},
			why: "a person prefers one format, both together, or none",
		},
		{
			factor: DeclinesIndividual, others: []Factor{PrefersIndividual, WantsBoth},
			why: "who declines individual therapy neither prefers nor wants it",
		},
		// Narrower ages. A statement about a child can be true together with Adult, because a parent
		// may answer for the child; a statement about the person's own age cannot.
		{
			factor: Aged9To14, others: []Factor{Adult, Adolescent16To17, Aged5To8, Under5, OlderAdult},
			why: "a person has one age",
		},
		{
			factor: Aged5To8, others: []Factor{Adolescent12To15, Adolescent16To17, Under5},
			why: "a child has one age",
		},
		{
			factor: Under5, others: []Factor{Adolescent12To15, Adolescent16To17, DepressionMildCYP, DepressionModerateSevereCYP, SharedTraumaLastMonth},
			why: "a child has one age, and these are defined from a later one",
		},
		{
			factor: OlderAdult, others: []Factor{Adolescent16To17, Adolescent12To15, ChildUnder12},
			why: "who is 65 or over is an adult",
		},
		// Statements whose definition is about adults.
		{
			factor: DepressionLessSevere, others: []Factor{Adolescent16To17, Adolescent12To15, ChildUnder12},
			why: "it is defined for adults; the young have statements of their own",
		},
		{
			factor: DepressionMoreSevere, others: []Factor{Adolescent16To17, Adolescent12To15, ChildUnder12},
			why: "it is defined for adults; the young have statements of their own",
		},
		{
			factor: MDDMildModerate, others: []Factor{Adolescent16To17, Adolescent12To15, ChildUnder12},
			why: "it is defined for adults; the young have statements of their own",
		},
		// Diagnoses that cannot hold together by definition.
		{
			factor: DepressionRemission, others: []Factor{DepressionMoreSevere},
			why: "who is in remission is not in a more severe episode",
		},
		{
			factor: RelapsePrevention, others: []Factor{DepressionMoreSevere},
			why: "what has not been overcome cannot come back",
		},
		{
			factor: AnorexiaNervosa, others: []Factor{BingeEatingDisorder},
			why: "one diagnosis excludes the other",
		},
		{
			factor: OCDMild, others: []Factor{OCDModerateSevere},
			why: "the two are divided by one threshold",
		},
		{
			factor: InformedDiscussionDone, others: []Factor{NotYetInformed},
			why: "one says that the discussion has taken place, the other that it has not",
		},
	}
}
