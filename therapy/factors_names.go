package therapy

// The factors of the built-in taxonomy, row by row. What each one means, and how
// to ask for it, is in [Factors].
const (
	// F01: acute suicidality.

	AcuteSuicidality    Factor = "acute-suicidality"
	SuicidePlanAndMeans Factor = "suicide-plan-and-means"
	CannotKeepSafe      Factor = "cannot-keep-safe"

	// F02: imminent risk of harm to others.

	HarmToOthersImminent Factor = "harm-to-others-imminent"
	NoImminentThreat     Factor = "no-imminent-threat"

	// F03: an acute psychotic episode.

	AcutePsychosis Factor = "acute-psychosis"

	// F04: acute mania or hypomania.

	AcuteMania Factor = "acute-mania"

	// F05: acute intoxication or severe withdrawal.

	AcuteIntoxication       Factor = "acute-intoxication"
	SevereAlcoholWithdrawal Factor = "severe-alcohol-withdrawal"

	// F06: medical instability or dangerous self-neglect.

	MedicalInstability Factor = "medical-instability"
	MedicallyStable    Factor = "medically-stable"

	// F07: whether risk has been assessed.

	RiskNotAssessed         Factor = "risk-not-assessed"
	WarningSignHopelessness Factor = "warning-sign-hopelessness"
	NoAcuteRisk             Factor = "no-acute-risk"

	// F08: suicidal thoughts or self-harm without acute danger.

	PassiveSuicidalIdeation Factor = "passive-suicidal-ideation"
	RecentSuicideAttempt    Factor = "recent-suicide-attempt"
	RecurrentSelfHarm       Factor = "recurrent-self-harm"
	NoRecentSelfHarm        Factor = "no-recent-self-harm"
	SafetyPlanInPlace       Factor = "safety-plan-in-place"
	UnderMentalHealthTeam   Factor = "under-mental-health-team"

	// F09: safeguarding and domestic abuse.

	DomesticAbuse          Factor = "domestic-abuse"
	AbuserInAvailableGroup Factor = "abuser-in-available-group"

	// F10: age band, capacity and consent.

	Adult            Factor = "adult"
	Adolescent16To17 Factor = "adolescent-16-17"
	Adolescent12To15 Factor = "adolescent-12-15"
	ChildUnder12     Factor = "child-under-12"
	ParentalConsent  Factor = "parental-consent"
	ConsentGiven     Factor = "consent-given"
	ConsentUnclear   Factor = "consent-unclear"

	// F11: whether the intake is sufficient and consistent.

	NoFactorsRecorded        Factor = "no-factors-recorded"
	ConcernUnspecified       Factor = "concern-unspecified"
	ContradictoryPreferences Factor = "contradictory-preferences"

	// F12: place and guideline profile.

	JurisdictionEngland Factor = "jurisdiction-england"
	VeteranUS           Factor = "veteran-us"
	Prison              Factor = "prison"

	// F13: type and composition of the available group.

	GroupTypeHeterogeneous Factor = "group-type-heterogeneous"
	DBTAvailable           Factor = "dbt-available"

	// F14: availability and waiting time of a format.

	GroupUnavailable      Factor = "group-unavailable"
	IndividualUnavailable Factor = "individual-unavailable"
	IndividualLongWait    Factor = "individual-long-wait"

	// F15: a declined format.

	DeclinesGroup      Factor = "declines-group"
	GroupAcceptable    Factor = "group-acceptable"
	DeclinesMedication Factor = "declines-medication"

	// F16: willingness to take an active part in a group.

	UnwillingToEngageInGroup Factor = "unwilling-to-engage-in-group"
	RefusesToParticipate     Factor = "refuses-to-participate"

	// F17: ability to keep the agreements of a group.

	CannotHonourGroupAgreements Factor = "cannot-honour-group-agreements"

	// F18: aggression that threatens members.

	UncontrolledAggression Factor = "uncontrolled-aggression"

	// F19: delusions that would take in the group.

	DelusionsInvolvingGroup Factor = "delusions-involving-group"

	// F20: not being able to bear groups.

	CannotTolerateGroup Factor = "cannot-tolerate-group"

	// F21: ability to take part in the task of a group.

	AcquiredBrainInjury       Factor = "acquired-brain-injury"
	CannotFollowGroup         Factor = "cannot-follow-group"
	LanguageBarrier           Factor = "language-barrier"
	InterpreterIndividualOnly Factor = "interpreter-individual-only"

	// F22: reliability and practical ability to attend a group.

	IrregularAttendance Factor = "irregular-attendance"
	CannotAttendGroup   Factor = "cannot-attend-group"

	// F23: dual relationships and roles that endanger the secrecy of a group.

	DualRelationshipInGroup              Factor = "dual-relationship-in-group"
	ProfessionLimitsGroupConfidentiality Factor = "profession-limits-group-confidentiality"

	// F24: severe antisocial traits.

	SevereAntisocialTraits Factor = "severe-antisocial-traits"

	// F25: an acute life crisis.

	AcuteLifeCrisis Factor = "acute-life-crisis"

	// F26: mandated attendance.

	CourtMandatedGroup  Factor = "court-mandated-group"
	AcceptsGroup        Factor = "accepts-group"
	ReportsToThirdParty Factor = "reports-to-third-party"

	// F27: adult depression by severity.

	DepressionLessSevere Factor = "depression-less-severe"
	DepressionMoreSevere Factor = "depression-more-severe"
	MDDMildModerate      Factor = "mdd-mild-moderate"

	// F28: depression in remission with a risk of relapse.

	DepressionRemission Factor = "depression-remission"
	HighRelapseRisk     Factor = "high-relapse-risk"
	RelapsePrevention   Factor = "relapse-prevention"

	// F29: diagnosed social anxiety disorder.

	SocialAnxietyDisorderDiagnosed Factor = "social-anxiety-disorder-diagnosed"

	// F30: diagnosed post-traumatic and acute stress disorder.

	PTSD                      Factor = "ptsd"
	AcuteStressDisorder       Factor = "acute-stress-disorder"
	SUDComorbid               Factor = "sud-comorbid"
	InIndividualTraumaTherapy Factor = "in-individual-trauma-therapy"

	// F31: obsessive-compulsive disorder.

	OCDMild Factor = "ocd-mild"

	// F32: generalised anxiety and panic.

	GADStep2            Factor = "gad-step-2"
	GADMarkedImpairment Factor = "gad-marked-impairment"
	PanicDisorder       Factor = "panic-disorder"
	AnxietyDisorder     Factor = "anxiety-disorder"

	// F33: eating disorders.

	BingeEatingDisorder Factor = "binge-eating-disorder"
	BulimiaNervosa      Factor = "bulimia-nervosa"
	AnorexiaNervosa     Factor = "anorexia-nervosa"

	// F34: psychosis in a stable phase.

	PsychosisStable  Factor = "psychosis-stable"
	NegativeSymptoms Factor = "negative-symptoms"
	InIndividualCBT  Factor = "in-individual-cbt"

	// F35: bipolar disorder.

	BipolarEuthymic   Factor = "bipolar-euthymic"
	BipolarDepression Factor = "bipolar-depression"
	HospitalDischarge Factor = "hospital-discharge"

	// F36: borderline personality disorder.

	BPD Factor = "bpd"

	// F37: substance use.

	SUDEarlyRecovery           Factor = "sud-early-recovery"
	SubstanceMisuseEstablished Factor = "substance-misuse-established"
	Sentence18MonthsPlus       Factor = "sentence-18-months-plus"

	// F38: neurodevelopmental conditions with a social or anxiety goal.

	Autism Factor = "autism"

	// F39: conditions of children, young people and their parents.

	ParentsOfChild3To11         Factor = "parents-of-child-3-11"
	ChildConductDisorder        Factor = "child-conduct-disorder"
	DepressionMildCYP           Factor = "depression-mild-cyp"
	DepressionModerateSevereCYP Factor = "depression-moderate-severe-cyp"

	// F40: treatment history.

	PriorGoodResponseIndividual Factor = "prior-good-response-individual"
	GroupNonresponse            Factor = "group-nonresponse"
	GuidedSelfHelpTried         Factor = "guided-self-help-tried"
	DepressionInCancer          Factor = "depression-in-cancer"

	// F41: preference for a format.

	PrefersIndividual      Factor = "prefers-individual"
	PrefersGroup           Factor = "prefers-group"
	WantsBoth              Factor = "wants-both"
	NoPreference           Factor = "no-preference"
	InformedDiscussionDone Factor = "informed-discussion-done"
	NotYetInformed         Factor = "not-yet-informed"

	// F42: value placed on privacy, and fear of judgement.

	ValuesPrivacy   Factor = "values-privacy"
	FearOfJudgement Factor = "fear-of-judgement"

	// F43: a sensitive or highly personal issue.

	SensitiveIssue Factor = "sensitive-issue"

	// F44: depth, personal attention and tailoring.

	WantsInDepthExploration         Factor = "wants-in-depth-exploration"
	WantsUndividedAttention         Factor = "wants-undivided-attention"
	WantsPersonalisedPlan           Factor = "wants-personalised-plan"
	HasSpecificPersonalGoals        Factor = "has-specific-personal-goals"
	WantsCloseTherapistRelationship Factor = "wants-close-therapist-relationship"
	NeedsCulturalTailoring          Factor = "needs-cultural-tailoring"

	// F45: personal history and inner life.

	PersonalHistoryFocus Factor = "personal-history-focus"
	InternalFocus        Factor = "internal-focus"

	// F46: interpersonal and social-skills goals.

	InterpersonalDifficulties Factor = "interpersonal-difficulties"
	SocialSkillsGoal          Factor = "social-skills-goal"

	// F47: self-described social or performance anxiety, without a diagnosis.

	SocialAnxiety      Factor = "social-anxiety"
	PerformanceAnxiety Factor = "performance-anxiety"

	// F48: isolation, peers, community, perspectives and accountability.

	Isolation                Factor = "isolation"
	WantsPeerSupport         Factor = "wants-peer-support"
	WantsCommunity           Factor = "wants-community"
	WantsDiversePerspectives Factor = "wants-diverse-perspectives"
	WantsPeerFeedback        Factor = "wants-peer-feedback"
	WantsAccountability      Factor = "wants-accountability"

	// F49: normalisation, hope, expression, psychoeducation and structure.

	Shame                    Factor = "shame"
	SelfCriticism            Factor = "self-criticism"
	LowHope                  Factor = "low-hope"
	WantsEmotionalExpression Factor = "wants-emotional-expression"
	WantsPsychoeducation     Factor = "wants-psychoeducation"
	WantsStructure           Factor = "wants-structure"

	// R4: different aspects: the modifier of rule R4 of the article.

	MultipleAspects Factor = "multiple-aspects"

	// F50: cost, time and schedule.

	LimitedBudget         Factor = "limited-budget"
	LimitedTime           Factor = "limited-time"
	FixedScheduleOK       Factor = "fixed-schedule-ok"
	NeedsFlexibleSchedule Factor = "needs-flexible-schedule"
	WantsOwnPace          Factor = "wants-own-pace"
)
