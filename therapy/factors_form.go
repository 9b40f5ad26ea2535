package therapy

import "slices"

// askingRow gives a number of statements the same place in a form.
type askingRow struct {
	asking  Asking
	factors []Factor
}

// askingRows is the form of seven sections. The order of the rows and of the statements in
// them is the order in which they are asked. Everything of the built-in vocabulary is in it
// once.
//
// If is the case in which a statement can matter at all. Statements about safety have no If:
// they are asked unless something that is certainly true answers them.
func askingRows() []askingRow {
	minor := Any(Is(ChildUnder12), Is(Adolescent12To15), Is(Adolescent16To17))
	cleared := Is(NoAcuteRisk)
	eating := Any(Is(AnorexiaNervosa), Is(BulimiaNervosa), Is(OSFED), Is(BingeEatingDisorder))
	depression := Any(Is(DepressionLessSevere), Is(DepressionMoreSevere), Is(MDDMildModerate))
	parents := Any(Is(ParentsOfChild3To11), Is(ParentsOfChildWithADHD), Is(ParentsOfChildWithLearningDisability))
	involved := Is(CourtMandatedGroup)

	problems := []Factor{
		ConcernUnspecified, MainProblemNotListed,
		DepressionLessSevere, DepressionMoreSevere, MDDMildModerate, DepressionRemission,
		SocialAnxietyDisorderDiagnosed, GADStep2, GADMarkedImpairment, PanicDisorder, AnxietyDisorder, SpecificPhobia,
		PTSD, AcuteStressDisorder, OCDMild, OCDModerateSevere, BDD,
		BingeEatingDisorder, BulimiaNervosa, AnorexiaNervosa, OSFED,
		PsychosisStable, BipolarEuthymic, BipolarDepression, BPD,
		SUDEarlyRecovery, SubstanceMisuseEstablished, GamblingHarm,
		Autism, LearningDisability, DementiaMildModerate, ChronicInsomnia, ChronicPrimaryPain, PersistentBackPain,
		ProlongedGrief, BereavedBySuicide,
	}
	wishes := []Factor{PrefersIndividual, PrefersGroup, WantsBoth, NoPreference}
	// Needs that individual therapy meets and needs that a group meets are mixed in one list,
	// so that their order does not influence the person.
	alone := []Factor{
		SensitiveIssue, WantsInDepthExploration, WantsUndividedAttention, WantsPersonalisedPlan, HasSpecificPersonalGoals,
		WantsCloseTherapistRelationship, NeedsCulturalTailoring, PersonalHistoryFocus, InternalFocus,
	}
	together := []Factor{
		InterpersonalDifficulties, SocialSkillsGoal, SocialAnxiety, PerformanceAnxiety, PhobiaSelfDescribed, Isolation,
		WantsPeerSupport, WantsCommunity, WantsDiversePerspectives, WantsPeerFeedback, WantsAccountability,
		Shame, SelfCriticism, LowHope, WantsEmotionalExpression, WantsPsychoeducation, WantsStructure,
	}
	needs := mixed(alone, together)

	noSuicidality := All(Is(NoRecentSelfHarm), Not(Is(PassiveSuicidalIdeation)))

	person := func(a Asking) Asking { a.Section = SectionPerson; return a }
	safety := func(a Asking) Asking { a.Section = SectionSafety; return a }
	concern := func(a Asking) Asking { a.Section = SectionConcern; return a }
	joining := func(a Asking) Asking { a.Section = SectionJoining; return a }
	wish := func(a Asking) Asking { a.Section = SectionWish; return a }

	return []askingRow{
		// 1. Who they are, consent, place.
		{person(Asking{Choice: "age"}), []Factor{Adult, Adolescent16To17, Adolescent12To15, ChildUnder12}},
		{person(Asking{BlankStays: true}), []Factor{ConsentGiven}},
		{person(Asking{}), []Factor{
			JurisdictionEngland, VeteranUS, ParentsOfChild3To11, ParentsOfChildWithADHD, ParentsOfChildWithLearningDisability,
		}},
		{person(Asking{If: minor}), []Factor{ParentalConsent}},
		{person(Asking{Unless: Is(ConsentGiven), BlankStays: true}), []Factor{ConsentUnclear}},
		{person(Asking{If: Any(parents, Is(ChildUnder12))}), []Factor{Under5, Aged5To8, Aged9To14}},
		{person(Asking{If: Is(Adult)}), []Factor{OlderAdult}},
		{person(Asking{If: Any(Is(Adult), Is(Adolescent16To17))}), []Factor{Perinatal}},
		{person(Asking{Clinician: true}), []Factor{Prison}},
		{person(Asking{If: Is(Prison), Clinician: true}), []Factor{Sentence18MonthsPlus}},

		// 2. Safety.
		{safety(Asking{Trained: true}), []Factor{NoAcuteRisk}},
		{safety(Asking{Unless: cleared}), []Factor{
			AcuteSuicidality, SuicidePlanAndMeans, CannotKeepSafe, HarmToOthersImminent, AcutePsychosis, AcuteMania,
			AcuteIntoxication, SevereAlcoholWithdrawal, MedicalInstability, WarningSignHopelessness,
		}},
		{safety(Asking{Unless: cleared, Clinician: true}), []Factor{RiskNotAssessed}},
		// Suicidal thoughts are asked about separately: a person who has not harmed
		// themselves may still have them.
		{safety(Asking{}), []Factor{NoImminentThreat, NoRecentSelfHarm, PassiveSuicidalIdeation}},
		{safety(Asking{Unless: Is(NoRecentSelfHarm)}), []Factor{RecentSuicideAttempt, RecurrentSelfHarm}},
		{safety(Asking{Unless: noSuicidality, Clinician: true}), []Factor{SafetyPlanInPlace}},
		{safety(Asking{If: Is(RecurrentSelfHarm)}), []Factor{SelfHarmProgrammeWanted, EmotionalDysregulation}},
		{safety(Asking{Clinician: true}), []Factor{UnderMentalHealthTeam}},
		{safety(Asking{If: eating, Clinician: true}), []Factor{MedicallyStable}},
		{safety(Asking{Clinician: true}), []Factor{DomesticAbuse, AbuseSuspected, SafeContactUnknown}},
		{safety(Asking{If: Any(Is(DomesticAbuse), Is(AbuseSuspected)), Clinician: true}), []Factor{ConsenterMayBeAbuser, AbuserInAvailableGroup}},

		// 3. What the matter is, and what was tried.
		{concern(Asking{}), problems},
		{concern(Asking{If: minor}), []Factor{DepressionMildCYP, DepressionModerateSevereCYP}},
		{concern(Asking{If: Any(minor, parents)}), []Factor{ChildConductDisorder}},
		{concern(Asking{}), []Factor{PriorGoodResponseIndividual, GroupNonresponse, GuidedSelfHelpTried}},
		{concern(Asking{If: Is(DepressionRemission)}), []Factor{HighRelapseRisk, RelapsePrevention, RemittedOnMedicationOnly}},
		{concern(Asking{If: depression}), []Factor{DepressionInCancer}},
		{concern(Asking{If: All(depression, Is(Adult))}), []Factor{DeclinesMedication}},
		{concern(Asking{}), []Factor{SUDComorbid, SUDRelapsePrevention}}, // also of somebody whose main problem is another, or is over
		{concern(Asking{If: Any(Is(PTSD), Is(AcuteStressDisorder))}), []Factor{InIndividualTraumaTherapy}},
		{concern(Asking{If: Is(PsychosisStable)}), []Factor{InIndividualCBT, NegativeSymptoms}},
		{concern(Asking{If: Any(Is(BipolarEuthymic), Is(BipolarDepression), Is(PsychosisStable))}), []Factor{HospitalDischarge}},
		{concern(Asking{If: All(minor, Any(Is(BulimiaNervosa), Is(AnorexiaNervosa))), BlankStays: true}), []Factor{FamilyTherapyTriedOrUnsuitable}},
		{concern(Asking{If: minor}), []Factor{SharedTraumaLastMonth}}, // before anything is diagnosed
		{concern(Asking{If: Is(ChildConductDisorder)}), []Factor{SevereComplexConductProblems}},
		{concern(Asking{If: parents}), []Factor{CannotJoinParentGroup}},

		// 4. Whether a group can be joined.
		{joining(Asking{}), []Factor{
			GroupUnavailable, IndividualUnavailable, IndividualLongWait, CannotAttendGroup, IrregularAttendance,
			CannotTolerateGroup, CannotFollowGroup, LanguageBarrier, DualRelationshipInGroup, AcuteLifeCrisis,
		}},
		{joining(Asking{Clinician: true}), []Factor{AcquiredBrainInjury, CannotHonourGroupAgreements}},
		{joining(Asking{Clinician: true, BlankStays: true}), []Factor{UncontrolledAggression, DelusionsInvolvingGroup}},
		{joining(Asking{Clinician: true}), []Factor{SevereAntisocialTraits}},
		{joining(Asking{If: Any(Is(SevereAntisocialTraits), Is(Prison)), Clinician: true}), []Factor{ASPD}},
		{joining(Asking{If: Is(ASPD), Clinician: true}), []Factor{ASPDProgrammeAvailable}},
		{joining(Asking{Unless: All(noSuicidality, Not(Is(AcuteLifeCrisis)), Not(Is(SevereAntisocialTraits))), Clinician: true, BlankStays: true}), []Factor{GroupTypeHeterogeneous}},
		{joining(Asking{If: Any(Is(BPD), Is(RecurrentSelfHarm)), Clinician: true}), []Factor{DBTAvailable}},
		{joining(Asking{If: Is(LanguageBarrier)}), []Factor{InterpreterIndividualOnly}},
		{joining(Asking{}), []Factor{ProfessionLimitsGroupConfidentiality, CourtMandatedGroup}},
		{joining(Asking{If: involved}), []Factor{ReportsToThirdParty}},
		{joining(Asking{If: involved, BlankStays: true}), []Factor{AcceptsGroup}},

		// 5. What they would like, and privacy.
		{wish(Asking{Choice: "wish"}), wishes},
		{wish(Asking{}), []Factor{ValuesPrivacy, FearOfJudgement}},
		{wish(Asking{Choice: "informed"}), []Factor{InformedDiscussionDone, NotYetInformed}},
		{wish(Asking{Unless: Is(PrefersGroup), BlankStays: true}), []Factor{GroupAcceptable}},
		{wish(Asking{}), []Factor{UnwillingToEngageInGroup}}, // somebody who would like a group, too, may not be ready to take part
		{wish(Asking{BlankStays: true}), []Factor{DeclinesGroup, DeclinesIndividual}},
		{wish(Asking{}), []Factor{RefusesToParticipate}},
		{wish(Asking{Follows: Any(All(Is(PrefersIndividual), Is(PrefersGroup)), All(Is(PrefersIndividual), Is(WantsBoth)), All(Is(PrefersGroup), Is(WantsBoth)))}), []Factor{ContradictoryPreferences}},

		// 6. What they need most.
		{Asking{Section: SectionNeeds}, needs},
		{Asking{Section: SectionNeeds, If: All(AnyOf(alone...), AnyOf(together...))}, []Factor{MultipleAspects}},
		{Asking{Section: SectionNeeds, Follows: Not(AnyOf(slices.Concat(problems, wishes, needs)...))}, []Factor{NoFactorsRecorded}},

		// 7. Time, money, travel.
		{Asking{Section: SectionPractical}, []Factor{LimitedBudget, LimitedTime, FixedScheduleOK, NeedsFlexibleSchedule, WantsOwnPace}},
	}
}

// mixed merges two lists, taking one from each in turn.
func mixed(a, b []Factor) []Factor {
	var all []Factor
	for i := range max(len(a), len(b)) {
		if i < len(b) {
			all = append(all, b[i])
		}
		if i < len(a) {
			all = append(all, a[i])
		}
	}
	return all
}

// askings maps each statement of the form to where it is asked.
func askings() map[Factor]Asking {
	table := map[Factor]Asking{}
	for _, row := range askingRows() {
		for _, f := range row.factors {
			if _, twice := table[f]; twice {
				panic("therapy.Factors: the form asks " + string(f) + " twice")
			}
			asking := row.asking
			asking.Order = len(table) + 1
			table[f] = asking
		}
	}
	return table
}
