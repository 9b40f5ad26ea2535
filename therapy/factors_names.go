package therapy

// The factors of the built-in taxonomy, row by row. Each comment says when the answer is yes.
// The question to ask, the layer, the exclusions and the sources are in [Factors].
const (
	// F01: acute suicidality.

	// AcuteSuicidality says: Suicidal thoughts at present, with intent or preparation.
	AcuteSuicidality Factor = "acute-suicidality"
	// SuicidePlanAndMeans says: There is a plan for suicide, and the means are within reach.
	SuicidePlanAndMeans Factor = "suicide-plan-and-means"
	// CannotKeepSafe says: The person is not able to keep themselves safe now.
	CannotKeepSafe Factor = "cannot-keep-safe"

	// F02: imminent risk of harm to others.

	// HarmToOthersImminent says: A stated intention or plan to harm others, which could be acted on soon.
	HarmToOthersImminent Factor = "harm-to-others-imminent"
	// NoImminentThreat says: Assessed: no imminent danger to anybody else.
	NoImminentThreat Factor = "no-imminent-threat"

	// F03: an acute psychotic episode.

	// AcutePsychosis says: An acute psychotic episode, untreated or beyond what the present team can manage.
	AcutePsychosis Factor = "acute-psychosis"

	// F04: acute mania or hypomania.

	// AcuteMania says: A current manic or hypomanic state.
	AcuteMania Factor = "acute-mania"

	// F05: acute intoxication or severe withdrawal.

	// AcuteIntoxication says: Intoxicated at the time of the contact.
	AcuteIntoxication Factor = "acute-intoxication"
	// SevereAlcoholWithdrawal says: Severe withdrawal, or withdrawal with a history of seizures or delirium tremens, or CIWA-Ar of 20 or more.
	SevereAlcoholWithdrawal Factor = "severe-alcohol-withdrawal"

	// F06: medical instability or dangerous self-neglect.

	// MedicalInstability says: Physically unstable, or neglecting themselves to a dangerous degree.
	MedicalInstability Factor = "medical-instability"
	// MedicallyStable says: Physical health has been assessed, and it is stable.
	MedicallyStable Factor = "medically-stable"

	// F07: whether risk has been assessed.

	// RiskNotAssessed says: Risk has not been assessed, or the assessment was refused, incomplete or inconsistent.
	RiskNotAssessed Factor = "risk-not-assessed"
	// WarningSignHopelessness says: Hopelessness or another warning sign has been noticed.
	WarningSignHopelessness Factor = "warning-sign-hopelessness"
	// NoAcuteRisk says: Assessed: none of the acute dangers is present.
	NoAcuteRisk Factor = "no-acute-risk"

	// F08: suicidal thoughts or self-harm without acute danger.

	// PassiveSuicidalIdeation says: Passive suicidal thoughts, without intent, plan or preparation.
	PassiveSuicidalIdeation Factor = "passive-suicidal-ideation"
	// RecentSuicideAttempt says: A recent attempt; assessed as safe at present.
	RecentSuicideAttempt Factor = "recent-suicide-attempt"
	// RecurrentSelfHarm says: A current pattern of repeated self-harm.
	RecurrentSelfHarm Factor = "recurrent-self-harm"
	// NoRecentSelfHarm says: Asked: no self-harm and no suicide attempt in the recent past.
	NoRecentSelfHarm Factor = "no-recent-self-harm"
	// SafetyPlanInPlace says: A safety plan exists and the person knows it.
	SafetyPlanInPlace Factor = "safety-plan-in-place"
	// UnderMentalHealthTeam says: Under the care of a specialist mental-health team.
	UnderMentalHealthTeam Factor = "under-mental-health-team"

	// F09: safeguarding and domestic abuse.

	// DomesticAbuse says: Ongoing abuse or coercive control by somebody close.
	DomesticAbuse Factor = "domestic-abuse"
	// AbuserInAvailableGroup says: The available group would bring the person together with their abuser.
	AbuserInAvailableGroup Factor = "abuser-in-available-group"

	// F09: safeguarding: what is suspected, and who may learn of it.

	// AbuseSuspected says: Abuse is suspected and has not been confirmed.
	AbuseSuspected Factor = "abuse-suspected"
	// ConsenterMayBeAbuser says: The person who holds parental responsibility may be the abuser.
	ConsenterMayBeAbuser Factor = "consenter-may-be-abuser"
	// SafeContactUnknown says: It is not known how to reach the person safely.
	SafeContactUnknown Factor = "safe-contact-unknown"

	// F10: age band, capacity and consent.

	// Adult says: Aged 18 or over.
	Adult Factor = "adult"
	// Adolescent16To17 says: Aged 16 or 17.
	Adolescent16To17 Factor = "adolescent-16-17"
	// Adolescent12To15 says: Aged 12 to 15.
	Adolescent12To15 Factor = "adolescent-12-15"
	// ChildUnder12 says: Aged under 12.
	ChildUnder12 Factor = "child-under-12"
	// ParentalConsent says: A holder of parental responsibility has consented.
	ParentalConsent Factor = "parental-consent"
	// ConsentGiven says: Valid consent of the person, who is able to give it.
	ConsentGiven Factor = "consent-given"
	// ConsentUnclear says: Consent, or the capacity for it, is in doubt.
	ConsentUnclear Factor = "consent-unclear"

	// F10: narrower ages.

	// Aged9To14 says: Aged 9 to 14.
	Aged9To14 Factor = "aged-9-to-14"
	// Aged5To8 says: The child that this is about is 5 to 8.
	Aged5To8 Factor = "aged-5-to-8"
	// Under5 says: The child that this is about is under 5.
	Under5 Factor = "under-5"
	// OlderAdult says: Aged 65 or over; the person counts as an adult too.
	OlderAdult Factor = "older-adult"

	// F11: whether the intake is sufficient and consistent.

	// NoFactorsRecorded says: No needs, preferences or goals are recorded.
	NoFactorsRecorded Factor = "no-factors-recorded"
	// ConcernUnspecified says: The concern has not been stated.
	ConcernUnspecified Factor = "concern-unspecified"
	// ContradictoryPreferences says: Stated preferences do not fit together, and nobody has clarified them.
	ContradictoryPreferences Factor = "contradictory-preferences"

	// F11: a problem that the vocabulary does not name.

	// MainProblemNotListed says: The main problem has no statement of its own.
	MainProblemNotListed Factor = "main-problem-not-listed"

	// F12: place and guideline profile.

	// JurisdictionEngland says: English law, services and guidelines apply.
	JurisdictionEngland Factor = "jurisdiction-england"
	// VeteranUS says: Guidelines of the US departments of Veterans Affairs and Defense apply.
	VeteranUS Factor = "veteran-us"
	// Prison says: In custody.
	Prison Factor = "prison"

	// F13: type and composition of the available group.

	// GroupTypeHeterogeneous says: The group on offer is heterogeneous and works with its own process.
	GroupTypeHeterogeneous Factor = "group-type-heterogeneous"
	// DBTAvailable says: A programme of skills group and individual sessions is available.
	DBTAvailable Factor = "dbt-available"

	// F14: availability and waiting time of a format.

	// GroupUnavailable says: No suitable group is available.
	GroupUnavailable Factor = "group-unavailable"
	// IndividualUnavailable says: No individual therapy is available.
	IndividualUnavailable Factor = "individual-unavailable"
	// IndividualLongWait says: Individual therapy is available only after a long wait.
	IndividualLongWait Factor = "individual-long-wait"

	// F15: a declined format.

	// DeclinesGroup says: An informed no to group therapy.
	DeclinesGroup Factor = "declines-group"
	// GroupAcceptable says: The person would accept group therapy, without necessarily preferring it.
	GroupAcceptable Factor = "group-acceptable"
	// DeclinesMedication says: The person does not want medication.
	DeclinesMedication Factor = "declines-medication"

	// F15: a declined format, the other side.

	// DeclinesIndividual says: An informed no to individual therapy.
	DeclinesIndividual Factor = "declines-individual"

	// F16: willingness to take an active part in a group.

	// UnwillingToEngageInGroup says: Reluctant to engage actively in a group, without refusing it.
	UnwillingToEngageInGroup Factor = "unwilling-to-engage-in-group"
	// RefusesToParticipate says: Refuses any part in a group.
	RefusesToParticipate Factor = "refuses-to-participate"

	// F17: ability to keep the agreements of a group.

	// CannotHonourGroupAgreements says: Cannot keep to what members of a group agree on.
	CannotHonourGroupAgreements Factor = "cannot-honour-group-agreements"

	// F18: aggression that threatens members.

	// UncontrolledAggression says: Violence that endangers members of a group, though no one is in imminent danger.
	UncontrolledAggression Factor = "uncontrolled-aggression"

	// F19: delusions that would take in the group.

	// DelusionsInvolvingGroup says: A group would probably be taken into delusions or marked paranoia.
	DelusionsInvolvingGroup Factor = "delusions-involving-group"

	// F20: not being able to bear groups.

	// CannotTolerateGroup says: Severe distress in groups, which cannot be borne now.
	CannotTolerateGroup Factor = "cannot-tolerate-group"

	// F21: ability to take part in the task of a group.

	// AcquiredBrainInjury says: Lasting effects of an acquired brain injury.
	AcquiredBrainInjury Factor = "acquired-brain-injury"
	// CannotFollowGroup says: Cannot take part in the task of a group, for cognitive, sensory or other reasons, even with adaptations.
	CannotFollowGroup Factor = "cannot-follow-group"
	// LanguageBarrier says: The language of the service is a barrier.
	LanguageBarrier Factor = "language-barrier"
	// InterpreterIndividualOnly says: Interpreting is available for individual sessions only.
	InterpreterIndividualOnly Factor = "interpreter-individual-only"

	// F22: reliability and practical ability to attend a group.

	// IrregularAttendance says: Would miss at least one meeting in four or five.
	IrregularAttendance Factor = "irregular-attendance"
	// CannotAttendGroup says: Cannot attend a group for practical reasons.
	CannotAttendGroup Factor = "cannot-attend-group"

	// F23: dual relationships and roles that endanger the secrecy of a group.

	// DualRelationshipInGroup says: A relationship outside the group with somebody in it.
	DualRelationshipInGroup Factor = "dual-relationship-in-group"
	// ProfessionLimitsGroupConfidentiality says: A profession or position that endangers the secrecy of a group.
	ProfessionLimitsGroupConfidentiality Factor = "profession-limits-group-confidentiality"

	// F24: severe antisocial traits.

	// SevereAntisocialTraits says: Severe antisocial traits, with exploitation or destructive behaviour.
	SevereAntisocialTraits Factor = "severe-antisocial-traits"

	// F24: antisocial personality disorder, diagnosed.

	// ASPD says: Antisocial personality disorder is diagnosed.
	ASPD Factor = "aspd"
	// ASPDProgrammeAvailable says: A programme made for it is available.
	ASPDProgrammeAvailable Factor = "aspd-programme-available"

	// F25: an acute life crisis.

	// AcuteLifeCrisis says: In the throes of a life crisis.
	AcuteLifeCrisis Factor = "acute-life-crisis"

	// F26: mandated attendance.

	// CourtMandatedGroup says: Attendance at a group is required by a third party.
	CourtMandatedGroup Factor = "court-mandated-group"
	// AcceptsGroup says: Agrees to attend the group that is required.
	AcceptsGroup Factor = "accepts-group"
	// ReportsToThirdParty says: Somebody outside therapy receives reports.
	ReportsToThirdParty Factor = "reports-to-third-party"

	// F27: adult depression by severity.

	// DepressionLessSevere says: Adult depression that is less severe, by assessment or a PHQ-9 below 16.
	DepressionLessSevere Factor = "depression-less-severe"
	// DepressionMoreSevere says: Adult depression that is more severe, by assessment or a PHQ-9 of 16 or more.
	DepressionMoreSevere Factor = "depression-more-severe"
	// MDDMildModerate says: Major depressive disorder, mild to moderate, as the guideline for US veterans uses the term.
	MDDMildModerate Factor = "mdd-mild-moderate"

	// F28: depression in remission with a risk of relapse.

	// DepressionRemission says: Has recovered from an episode of depression.
	DepressionRemission Factor = "depression-remission"
	// HighRelapseRisk says: A high risk of relapse into depression.
	HighRelapseRisk Factor = "high-relapse-risk"
	// RelapsePrevention says: Treatment is meant to prevent a relapse into depression.
	RelapsePrevention Factor = "relapse-prevention"

	// F28: how the person recovered.

	// RemittedOnMedicationOnly says: Recovery from depression with medication and no therapy.
	RemittedOnMedicationOnly Factor = "remitted-on-medication-only"

	// F29: diagnosed social anxiety disorder.

	// SocialAnxietyDisorderDiagnosed says: A diagnosis of social anxiety disorder, not shyness or nervousness alone.
	SocialAnxietyDisorderDiagnosed Factor = "social-anxiety-disorder-diagnosed"

	// F30: diagnosed post-traumatic and acute stress disorder.

	// PTSD says: A diagnosis of post-traumatic stress disorder.
	PTSD Factor = "ptsd"
	// AcuteStressDisorder says: A diagnosis of acute stress disorder.
	AcuteStressDisorder Factor = "acute-stress-disorder"
	// SUDComorbid says: A substance use disorder accompanies another condition.
	SUDComorbid Factor = "sud-comorbid"
	// InIndividualTraumaTherapy says: A course of individual trauma-focused therapy is under way.
	InIndividualTraumaTherapy Factor = "in-individual-trauma-therapy"

	// F30: a trauma that several went through.

	// SharedTraumaLastMonth says: A traumatic event of the last month, shared by several people; from the age of 7.
	SharedTraumaLastMonth Factor = "shared-trauma-last-month"

	// F31: obsessive-compulsive disorder.

	// OCDMild says: Obsessive-compulsive disorder with mild functional impairment.
	OCDMild Factor = "ocd-mild"

	// F31: more severe OCD, and body dysmorphic disorder.

	// OCDModerateSevere says: Obsessive-compulsive disorder with moderate or severe impairment.
	OCDModerateSevere Factor = "ocd-moderate-severe"
	// BDD says: Body dysmorphic disorder is diagnosed.
	BDD Factor = "bdd"

	// F32: generalised anxiety and panic.

	// GADStep2 says: Generalised anxiety disorder at the second step of stepped care.
	GADStep2 Factor = "gad-step-2"
	// GADMarkedImpairment says: Generalised anxiety disorder with marked functional impairment.
	GADMarkedImpairment Factor = "gad-marked-impairment"
	// PanicDisorder says: A diagnosis of panic disorder.
	PanicDisorder Factor = "panic-disorder"
	// AnxietyDisorder says: A diagnosis of an anxiety disorder, of any kind.
	AnxietyDisorder Factor = "anxiety-disorder"

	// F32: a phobia, diagnosed.

	// SpecificPhobia says: A specific phobia is diagnosed.
	SpecificPhobia Factor = "specific-phobia"

	// F33: eating disorders.

	// BingeEatingDisorder says: A diagnosis of binge eating disorder.
	BingeEatingDisorder Factor = "binge-eating-disorder"
	// BulimiaNervosa says: A diagnosis of bulimia nervosa.
	BulimiaNervosa Factor = "bulimia-nervosa"
	// AnorexiaNervosa says: A diagnosis of anorexia nervosa.
	AnorexiaNervosa Factor = "anorexia-nervosa"

	// F33: eating disorders: family therapy, and other kinds.

	// FamilyTherapyTriedOrUnsuitable says: Family therapy did not help enough, or is not possible or not acceptable.
	FamilyTherapyTriedOrUnsuitable Factor = "family-therapy-tried-or-unsuitable"
	// OSFED says: An eating disorder other than anorexia, bulimia and binge eating disorder is diagnosed.
	OSFED Factor = "osfed"

	// F34: psychosis in a stable phase.

	// PsychosisStable says: A psychotic disorder in a stable phase.
	PsychosisStable Factor = "psychosis-stable"
	// NegativeSymptoms says: Negative symptoms of a psychotic disorder.
	NegativeSymptoms Factor = "negative-symptoms"
	// InIndividualCBT says: A course of individual cognitive behavioural therapy is under way.
	InIndividualCBT Factor = "in-individual-cbt"

	// F35: bipolar disorder.

	// BipolarEuthymic says: Bipolar disorder between episodes.
	BipolarEuthymic Factor = "bipolar-euthymic"
	// BipolarDepression says: A current depressive episode of bipolar disorder.
	BipolarDepression Factor = "bipolar-depression"
	// HospitalDischarge says: Around discharge from inpatient mental-health care.
	HospitalDischarge Factor = "hospital-discharge"

	// F36: borderline personality disorder.

	// BPD says: A diagnosis of borderline personality disorder (emotionally unstable personality disorder).
	BPD Factor = "bpd"

	// F36: strong emotions and self-harm as the aim of treatment.

	// EmotionalDysregulation says: Marked difficulties in regulating emotions.
	EmotionalDysregulation Factor = "emotional-dysregulation"
	// SelfHarmProgrammeWanted says: Treatment is to reduce repeated self-harm.
	SelfHarmProgrammeWanted Factor = "self-harm-programme-wanted"

	// F37: substance use.

	// SUDEarlyRecovery says: Early recovery from a substance use disorder.
	SUDEarlyRecovery Factor = "sud-early-recovery"
	// SubstanceMisuseEstablished says: Established drug misuse.
	SubstanceMisuseEstablished Factor = "substance-misuse-established"
	// Sentence18MonthsPlus says: A prison sentence of at least 18 months.
	Sentence18MonthsPlus Factor = "sentence-18-months-plus"

	// F37: staying off alcohol or drugs.

	// SUDRelapsePrevention says: Preventing a relapse into substance use is a goal.
	SUDRelapsePrevention Factor = "sud-relapse-prevention"

	// F37: gambling.

	// GamblingHarm says: Harm from gambling.
	GamblingHarm Factor = "gambling-harm"

	// F38: neurodevelopmental conditions with a social or anxiety goal.

	// Autism says: Autistic, by diagnosis or as the person describes themselves.
	Autism Factor = "autism"

	// F38: learning disability and dementia.

	// LearningDisability says: A learning disability.
	LearningDisability Factor = "learning-disability"
	// DementiaMildModerate says: Mild to moderate dementia is diagnosed.
	DementiaMildModerate Factor = "dementia-mild-moderate"

	// F39: conditions of children, young people and their parents.

	// ParentsOfChild3To11 says: The people to take part are parents or carers of a child aged 3 to 11.
	ParentsOfChild3To11 Factor = "parents-of-child-3-11"
	// ChildConductDisorder says: Conduct disorder in a child or young person, or a high risk of it.
	ChildConductDisorder Factor = "child-conduct-disorder"
	// DepressionMildCYP says: Mild depression in somebody under 18.
	DepressionMildCYP Factor = "depression-mild-cyp"
	// DepressionModerateSevereCYP says: Moderate to severe depression in somebody under 18.
	DepressionModerateSevereCYP Factor = "depression-moderate-severe-cyp"

	// F39: help sought as a parent or carer.

	// CannotJoinParentGroup says: Parents or carers cannot take part in a group.
	CannotJoinParentGroup Factor = "cannot-join-parent-group"
	// SevereComplexConductProblems says: Conduct problems that are severe and complex.
	SevereComplexConductProblems Factor = "severe-complex-conduct-problems"
	// ParentsOfChildWithADHD says: Help is sought as the parent or carer of somebody with ADHD.
	ParentsOfChildWithADHD Factor = "parents-of-child-with-adhd"
	// ParentsOfChildWithLearningDisability says: Help is sought as the parent or carer of a child with a learning disability.
	ParentsOfChildWithLearningDisability Factor = "parents-of-child-with-learning-disability"

	// F40: treatment history.

	// PriorGoodResponseIndividual says: A good response to individual therapy in the past.
	PriorGoodResponseIndividual Factor = "prior-good-response-individual"
	// GroupNonresponse says: Group therapy has been tried and has not helped enough.
	GroupNonresponse Factor = "group-nonresponse"
	// GuidedSelfHelpTried says: Guided self-help did not help enough, or was not acceptable.
	GuidedSelfHelpTried Factor = "guided-self-help-tried"
	// DepressionInCancer says: Depression in an adult with cancer.
	DepressionInCancer Factor = "depression-in-cancer"

	// F41: preference for a format.

	// PrefersIndividual says: States a preference for individual therapy.
	PrefersIndividual Factor = "prefers-individual"
	// PrefersGroup says: States a preference for group therapy.
	PrefersGroup Factor = "prefers-group"
	// WantsBoth says: States a wish for both formats together.
	WantsBoth Factor = "wants-both"
	// NoPreference says: Asked: no preference for one format over another.
	NoPreference Factor = "no-preference"
	// InformedDiscussionDone says: A preference, if there is one, is informed.
	InformedDiscussionDone Factor = "informed-discussion-done"
	// NotYetInformed says: The person has not yet been told what the formats offer.
	NotYetInformed Factor = "not-yet-informed"

	// F42: value placed on privacy, and fear of judgement.

	// ValuesPrivacy says: Values the privacy of one-to-one sessions.
	ValuesPrivacy Factor = "values-privacy"
	// FearOfJudgement says: Fears being judged by other people.
	FearOfJudgement Factor = "fear-of-judgement"

	// F43: a sensitive or highly personal issue.

	// SensitiveIssue says: A highly personal or sensitive issue.
	SensitiveIssue Factor = "sensitive-issue"

	// F44: depth, personal attention and tailoring.

	// WantsInDepthExploration says: Wants exploration in depth.
	WantsInDepthExploration Factor = "wants-in-depth-exploration"
	// WantsUndividedAttention says: Wants the undivided attention of the therapist.
	WantsUndividedAttention Factor = "wants-undivided-attention"
	// WantsPersonalisedPlan says: Wants a plan tailored to them.
	WantsPersonalisedPlan Factor = "wants-personalised-plan"
	// HasSpecificPersonalGoals says: Has personal goals that are specific to them.
	HasSpecificPersonalGoals Factor = "has-specific-personal-goals"
	// WantsCloseTherapistRelationship says: Wants a close, trusting relationship with one therapist.
	WantsCloseTherapistRelationship Factor = "wants-close-therapist-relationship"
	// NeedsCulturalTailoring says: Culture, values or beliefs call for a tailored approach.
	NeedsCulturalTailoring Factor = "needs-cultural-tailoring"

	// F45: personal history and inner life.

	// PersonalHistoryFocus says: The work is to be about personal history.
	PersonalHistoryFocus Factor = "personal-history-focus"
	// InternalFocus says: The work is to be about inner processes and self-awareness.
	InternalFocus Factor = "internal-focus"

	// F46: interpersonal and social-skills goals.

	// InterpersonalDifficulties says: Difficulties in relationships with others are part of the concern.
	InterpersonalDifficulties Factor = "interpersonal-difficulties"
	// SocialSkillsGoal says: Better social skills are a goal.
	SocialSkillsGoal Factor = "social-skills-goal"

	// F47: self-described social or performance anxiety, without a diagnosis.

	// SocialAnxiety says: Self-described social anxiety; a diagnosis is a factor of its own.
	SocialAnxiety Factor = "social-anxiety"
	// PerformanceAnxiety says: Anxiety about performing in front of others.
	PerformanceAnxiety Factor = "performance-anxiety"

	// F47: a fear of one thing, without a diagnosis.

	// PhobiaSelfDescribed says: A self-described phobia; a diagnosis is a factor of its own.
	PhobiaSelfDescribed Factor = "phobia-self-described"

	// F48: isolation, peers, community, perspectives and accountability.

	// Isolation says: Feels isolated.
	Isolation Factor = "isolation"
	// WantsPeerSupport says: Wants the support of peers.
	WantsPeerSupport Factor = "wants-peer-support"
	// WantsCommunity says: Wants to belong to a community.
	WantsCommunity Factor = "wants-community"
	// WantsDiversePerspectives says: Wants perspectives other than the therapist's.
	WantsDiversePerspectives Factor = "wants-diverse-perspectives"
	// WantsPeerFeedback says: Wants the feedback of peers.
	WantsPeerFeedback Factor = "wants-peer-feedback"
	// WantsAccountability says: Wants to be held to their goals by others.
	WantsAccountability Factor = "wants-accountability"

	// F49: normalisation, hope, expression, psychoeducation and structure.

	// Shame says: Shame about the concern.
	Shame Factor = "shame"
	// SelfCriticism says: Marked self-criticism.
	SelfCriticism Factor = "self-criticism"
	// LowHope says: Little hope of change; warning signs of suicide are a factor of their own.
	LowHope Factor = "low-hope"
	// WantsEmotionalExpression says: Wants to express feelings.
	WantsEmotionalExpression Factor = "wants-emotional-expression"
	// WantsPsychoeducation says: Wants to be taught about the condition.
	WantsPsychoeducation Factor = "wants-psychoeducation"
	// WantsStructure says: Wants structured sessions.
	WantsStructure Factor = "wants-structure"

	// R4: different aspects: the modifier of rule R4 of the article.

	// MultipleAspects says: The needs that point to each format concern different aspects.
	MultipleAspects Factor = "multiple-aspects"

	// F50: cost, time and schedule.

	// LimitedBudget says: The price of sessions matters a good deal; being unable to pay at all is unavailability.
	LimitedBudget Factor = "limited-budget"
	// LimitedTime says: Little time in total for therapy.
	LimitedTime Factor = "limited-time"
	// FixedScheduleOK says: A fixed slot is possible.
	FixedScheduleOK Factor = "fixed-schedule-ok"
	// NeedsFlexibleSchedule says: Irregular availability calls for flexible times.
	NeedsFlexibleSchedule Factor = "needs-flexible-schedule"
	// WantsOwnPace says: Wants to set the pace themselves.
	WantsOwnPace Factor = "wants-own-pace"

	// F51: conditions of body and life that guidelines answer for.

	// ChronicInsomnia says: Chronic insomnia is diagnosed.
	ChronicInsomnia Factor = "chronic-insomnia"
	// ChronicPrimaryPain says: Pain of more than three months without an underlying condition.
	ChronicPrimaryPain Factor = "chronic-primary-pain"
	// PersistentBackPain says: Persistent low back pain or sciatica that other treatment has not helped.
	PersistentBackPain Factor = "persistent-back-pain"
	// Perinatal says: Pregnant, or within a year of giving birth.
	Perinatal Factor = "perinatal"
	// ProlongedGrief says: Prolonged grief disorder is diagnosed.
	ProlongedGrief Factor = "prolonged-grief"

	// F51: bereavement by suicide.

	// BereavedBySuicide says: Bereaved by a suicide, or a suspected one.
	BereavedBySuicide Factor = "bereaved-by-suicide"
)
