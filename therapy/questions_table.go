package therapy

import "sync"

// MustQuestion returns the built-in question with the id. It panics when there is none:
// it is for tables that are part of a program.
func MustQuestion(id string) Question {
	q, ok := questions()[id]
	if !ok {
		panic("therapy.MustQuestion: no question " + id)
	}
	return q
}

var questions = sync.OnceValue(func() map[string]Question {
	all := map[string]Question{}
	for _, q := range questionTable() {
		all[q.ID] = q
	}
	return all
})

// Conditions that several questions and rules use.

// traumaDisorder is a diagnosed stress disorder.
func traumaDisorder() Condition { return AnyOf(PTSD, AcuteStressDisorder) }

// wantsOthers is a wish for contact with people other than the therapist, as a need or as a
// preference.
func wantsOthers() Condition {
	return AnyOf(
		WantsPeerSupport, WantsCommunity, WantsDiversePerspectives, WantsPeerFeedback, WantsAccountability, Isolation,
		PrefersGroup, WantsBoth)
}

// anxietyGoal is anxiety as what an autistic young person wants help with.
func anxietyGoal() Condition {
	return AnyOf(
		SocialAnxiety, PerformanceAnxiety, SocialAnxietyDisorderDiagnosed, AnxietyDisorder, GADStep2, GADMarkedImpairment, PanicDisorder)
}

// questionTable lists the clinical questions of the built-in rules: the condition, whom
// its sources speak about (clinical reference, section A), and what its source settles.
func questionTable() []Question {
	dbt := All(AllOf(BPD, DBTAvailable), AnyOf(RecurrentSelfHarm, SelfHarmProgrammeWanted))
	traumaUnderWay := All(traumaDisorder(), Is(InIndividualTraumaTherapy), wantsOthers())
	psychosisUnderWay := AllOf(PsychosisStable, InIndividualCBT, NegativeSymptoms)
	bipolar := AnyOf(BipolarEuthymic, BipolarDepression)
	return []Question{
		{ID: "depression-less-severe", Ages: Adults, When: Is(DepressionLessSevere), Clinician: "less severe depression", Client: "milder depression"},
		{ID: "depression-more-severe", Ages: Adults, When: Is(DepressionMoreSevere), Clinician: "more severe depression", Client: "worse depression"},
		{ID: "depression-veteran", Ages: Adults, When: AllOf(MDDMildModerate, VeteranUS), Clinician: "mild to moderate depression under the VA/DoD guideline", Client: "milder depression"},
		{ID: "depression-relapse", Ages: Adults, When: AllOf(DepressionRemission, HighRelapseRisk, RemittedOnMedicationOnly), Clinician: "preventing a relapse into depression", Client: "staying well after depression"},
		{ID: "depression-mild-12-17", Ages: From12To17, When: Is(DepressionMildCYP), Clinician: "mild depression between 12 and 17", Client: "milder depression in young people"},
		{ID: "depression-mild-under-12", Ages: Under12, When: Is(DepressionMildCYP), Clinician: "mild depression between 5 and 11", Client: "milder depression in children"},
		{ID: "depression-severe-12-17", Ages: From12To17, When: Is(DepressionModerateSevereCYP), Clinician: "moderate to severe depression between 12 and 17", Client: "worse depression in young people"},
		{ID: "depression-severe-under-12", Ages: Under12, When: Is(DepressionModerateSevereCYP), Clinician: "moderate to severe depression between 5 and 11", Client: "worse depression in children"},
		{ID: "depression-perinatal", Ages: From16, When: All(Is(Perinatal), AnyOf(DepressionLessSevere, MDDMildModerate, DepressionMildCYP)), Clinician: "milder depression in pregnancy or the year after birth", Client: "low mood while pregnant or with a baby"},
		{ID: "social-anxiety-adult", Ages: Adults, When: Is(SocialAnxietyDisorderDiagnosed), Clinician: "social anxiety disorder in an adult", Client: "social anxiety"},
		{ID: "social-anxiety-young", Ages: Minors, When: Is(SocialAnxietyDisorderDiagnosed), Clinician: "social anxiety disorder under 18", Client: "social anxiety in young people"},
		{ID: "trauma-adult", Ages: Adults, When: traumaDisorder(), Yields: traumaUnderWay, Complete: true, Clinician: "PTSD or acute stress disorder in an adult", Client: "trauma"},
		{ID: "trauma-young", Ages: Minors, When: traumaDisorder(), Yields: traumaUnderWay, Clinician: "PTSD or acute stress disorder under 18", Client: "trauma in young people"},
		{ID: "trauma-under-way", Ages: AnyAge, When: traumaUnderWay, Clinician: "trauma therapy under way and a wish for others", Client: "more help beside your therapy"},
		{ID: "trauma-shared", Ages: Minors, When: Is(SharedTraumaLastMonth), Clinician: "a traumatic event shared by several young people in the last month", Client: "what happened to you and others"},
		{ID: "ocd-mild-adult", Ages: Adults, When: Is(OCDMild), Clinician: "OCD with mild impairment", Client: "milder OCD"},
		{ID: "ocd-mild-young", Ages: Minors, When: Is(OCDMild), Clinician: "OCD with mild impairment under 18", Client: "milder OCD"},
		{ID: "ocd-severe-adult", Ages: Adults, When: Is(OCDModerateSevere), Clinician: "OCD with moderate to severe impairment", Client: "OCD that gets in the way a lot"},
		{ID: "gad-step-2", Ages: Adults, When: Is(GADStep2), Clinician: "generalised anxiety, step 2", Client: "worry"},
		{ID: "gad-marked", Ages: Adults, When: Is(GADMarkedImpairment), Clinician: "generalised anxiety with marked impairment", Client: "worry that gets in the way"},
		{ID: "panic", Ages: Adults, When: Is(PanicDisorder), Clinician: "panic disorder", Client: "panic"},
		{ID: "anxiety-adult", Ages: Adults, When: Is(AnxietyDisorder), Clinician: "an anxiety disorder", Client: "anxiety"},
		{ID: "anxiety-young", Ages: Minors, When: AnyOf(AnxietyDisorder, PanicDisorder, GADStep2, GADMarkedImpairment), Clinician: "an anxiety disorder under 18", Client: "anxiety in young people"},
		{ID: "binge-eating", Ages: AnyAge, When: AllOf(BingeEatingDisorder, GuidedSelfHelpTried), Complete: true, Clinician: "binge eating disorder after guided self-help", Client: "binge eating"},
		{ID: "bulimia-adult", Ages: Adults, When: Is(BulimiaNervosa), Complete: true, Clinician: "bulimia nervosa in an adult", Client: "your eating problem"},
		{ID: "anorexia-adult", Ages: Adults, When: Is(AnorexiaNervosa), Complete: true, Clinician: "anorexia nervosa in an adult", Client: "your eating problem"},
		{ID: "eating-young", Ages: Minors, When: All(AnyOf(BulimiaNervosa, AnorexiaNervosa), Is(FamilyTherapyTriedOrUnsuitable)), Complete: true, Clinician: "anorexia or bulimia nervosa under 18 where family therapy did not help or is not possible", Client: "your eating problem"},
		{ID: "psychosis", Ages: Adults, When: Is(PsychosisStable), Yields: psychosisUnderWay, Complete: true, Clinician: "psychosis in a stable phase", Client: "the time after psychosis"},
		{ID: "psychosis-under-way", Ages: Adults, When: psychosisUnderWay, Clinician: "CBT for psychosis under way and negative symptoms", Client: "more help beside your therapy"},
		{ID: "bipolar-euthymic", Ages: Adults, When: Is(BipolarEuthymic), Clinician: "bipolar disorder, euthymic", Client: "staying well"},
		{ID: "bipolar-euthymic-young", Ages: Minors, When: Is(BipolarEuthymic), Clinician: "bipolar disorder under 18, euthymic", Client: "staying well in young people"},
		{ID: "bipolar-discharge", Ages: Adults, When: All(Is(HospitalDischarge), bipolar), Clinician: "bipolar disorder after a stay in hospital", Client: "the time after hospital"},
		{ID: "bipolar-depression-young", Ages: Minors, When: Is(BipolarDepression), Clinician: "bipolar depression under 18", Client: "low mood in young people"},
		{ID: "bpd", Ages: From12, When: Is(BPD), Yields: dbt, Clinician: "borderline personality disorder", Client: "feelings that are hard to bear"},
		{ID: "bpd-dbt", Ages: From12, When: dbt, Clinician: "borderline personality disorder with self-harm and a DBT or MBT programme", Client: "feelings that are hard to bear"},
		{ID: "dbt-young", Ages: From12To17, When: AllOf(RecurrentSelfHarm, EmotionalDysregulation, DBTAvailable), Clinician: "self-harm with strong emotions between 12 and 17 and a DBT programme", Client: "feelings that are hard to bear"},
		{ID: "aspd", Ages: Adults, When: AllOf(ASPD, ASPDProgrammeAvailable), Clinician: "antisocial personality disorder and a programme made for it", Client: "a course made for this"},
		{ID: "substance-early-recovery", Ages: Adults, When: Is(SUDEarlyRecovery), Clinician: "early recovery from substance use", Client: "early recovery"},
		{ID: "substance-relapse", Ages: Adults, When: Is(SUDRelapsePrevention), Clinician: "preventing a relapse into alcohol or drug use", Client: "staying off alcohol or drugs"},
		{ID: "therapeutic-community", Ages: Adults, When: AllOf(Prison, Sentence18MonthsPlus, SubstanceMisuseEstablished), Clinician: "established drug misuse in prison with 18 months or more to serve", Client: "drug use"},
		{ID: "gambling", Ages: Adults, When: Is(GamblingHarm), Clinician: "harm from gambling", Client: "gambling"},
		{ID: "autism-social", Ages: Adults, When: All(Is(Autism), AnyOf(SocialSkillsGoal, InterpersonalDifficulties)), Complete: true, Clinician: "autism with a goal of social learning", Client: "being with people"},
		{ID: "autism-anxiety-young", Ages: Minors, When: All(Is(Autism), anxietyGoal()), Complete: true, Clinician: "autism with anxiety under 18", Client: "anxiety"},
		{ID: "parent-training", Ages: AnyAge, When: AllOf(ParentsOfChild3To11, ChildConductDisorder), Yields: Is(SevereComplexConductProblems), Complete: true, Clinician: "parents of a child of 3 to 11 with conduct problems", Client: "help for parents"},
		{ID: "parent-training-severe", Ages: AnyAge, When: AllOf(ParentsOfChild3To11, ChildConductDisorder, SevereComplexConductProblems), Clinician: "parents of a child of 3 to 11 with severe and complex conduct problems", Client: "help for parents"},
		{ID: "problem-solving", Ages: Under16, When: AllOf(ChildConductDisorder, Aged9To14), Clinician: "conduct problems between 9 and 14", Client: "solving problems with others"},
		{ID: "parents-learning-disability", Ages: AnyAge, When: Is(ParentsOfChildWithLearningDisability), Clinician: "parents of a child with a learning disability", Client: "help for parents"},
		{ID: "parents-adhd-under-5", Ages: AnyAge, When: AllOf(ParentsOfChildWithADHD, Under5), Clinician: "parents of a child under 5 with ADHD", Client: "help for parents"},
		{ID: "parents-adhd-conduct", Ages: AnyAge, When: All(AllOf(ParentsOfChildWithADHD, ChildConductDisorder), Not(Is(Under5))), Clinician: "parents of a child of 5 or over with ADHD and conduct problems", Client: "help for parents"},
		{ID: "insomnia", Ages: Adults, When: Is(ChronicInsomnia), Clinician: "chronic insomnia", Client: "sleep"},
		{ID: "back-pain", Ages: From16, When: Is(PersistentBackPain), Clinician: "persistent low back pain or sciatica", Client: "back pain"},
		{ID: "dementia", Ages: Adults, When: Is(DementiaMildModerate), Clinician: "memory and thinking in mild to moderate dementia", Client: "memory and thinking"},
		{
			ID: "suicidality-mixed-group", Ages: AnyAge,
			When:      All(AnyOf(PassiveSuicidalIdeation, RecentSuicideAttempt, RecurrentSelfHarm, SelfHarmProgrammeWanted), Is(GroupTypeHeterogeneous)),
			Clinician: "thoughts of suicide or self-harm, and a mixed group", Client: "your safety",
		},
		{ID: "after-attempt", Ages: AnyAge, When: Is(RecentSuicideAttempt), Clinician: "a recent suicide attempt", Client: "your safety"},
		{ID: "history", Ages: AnyAge, When: AnyOf(PriorGoodResponseIndividual, GroupNonresponse), Weak: true, Clinician: "what was tried before", Client: "what you have tried"},
		{
			ID: "readiness", Ages: AnyAge, Weak: true,
			When:      AnyOf(UnwillingToEngageInGroup, IrregularAttendance, SevereAntisocialTraits, AcuteLifeCrisis),
			Clinician: "readiness for a group", Client: "whether a group fits you now",
		},
	}
}
