package group

import "github.com/therapykit/therapykit/therapy"

const (
	indication = therapy.LayerIndication
	preference = therapy.LayerPreference
	need       = therapy.LayerNeed
	practical  = therapy.LayerPractical
)

// conditionTable: what guidelines and textbooks say for stated conditions, the
// column "group" of rows F08, F16 to F25 and F27 to F40, and what those rows say
// of combining.
func conditionTable() []weighing {
	return []weighing{
		// F08 (E66): not a mixed group alone; specialised groups are another matter.
		{
			"f08-group-ideation", indication,
			therapy.All(
				therapy.AnyOf(therapy.PassiveSuicidalIdeation, therapy.RecentSuicideAttempt, therapy.RecurrentSelfHarm),
				therapy.Is(therapy.GroupTypeHeterogeneous)),
			-2, 0,
			"Suicidal thoughts or self-harm that are not acute: a mixed group should not be the only treatment.",
			"With what you have been through, a mixed group should not be all the help you get.",
			cite("E66", "E42", "E80"),
		},
		// F16 (S32, E48, E68): doubt speaks against, and never excludes.
		{
			"f16-group-unwilling", indication, therapy.Is(therapy.UnwillingToEngageInGroup), -3, -3,
			"Doubtful about taking an active part; what a group gives depends on it. Preparation can change this.",
			"A group helps those who take part, and you are not sure you want to. You could find out more first.",
			cite("S32", "E48", "E68"),
		},
		// F22 (E67, E68, E51, S48).
		{
			"f22-group-irregular-attendance", indication, therapy.Is(therapy.IrregularAttendance), -3, -3,
			"Attendance is likely to be irregular, which harms the person's own gain and the group.",
			"A group needs people who can come nearly every time.",
			cite("E67", "E68", "E51", "S48"),
		},
		// F24 (E68, E69).
		{
			"f24-combined-antisocial-traits", indication, therapy.Is(therapy.SevereAntisocialTraits), 0, -2,
			"Marked antisocial traits speak against adding a group that is not made for them.",
			"Adding a group that is not made for these difficulties is not likely to help.",
			cite("E68", "E69"),
		},
		// F25 (E48, E69).
		{
			"f25-combined-acute-crisis", indication, therapy.Is(therapy.AcuteLifeCrisis), 0, -1,
			"In the midst of a life crisis groups may be inappropriate; that this speaks, more weakly, against adding one as well is our reading.",
			"In the middle of a crisis, it may be better to add a group later.",
			cite("E48", "E69"),
		},
		// F27, less severe (E1 to E4): group CBT and BA come first after guided self-help.
		{
			"f27-group-depression-less-severe", indication, therapy.Is(therapy.DepressionLessSevere), 3, 0,
			"Less severe depression: after guided self-help, group CBT or behavioural activation come first, being effective and on average most cost-effective.",
			"For milder depression, a group course is a good first choice, after guided self-help.",
			cite("E1", "E2", "E3", "E4"),
		},
		// F27, VA/DoD profile (E9): preference decides.
		{
			"f27-group-mdd-veteran", indication, therapy.AllOf(therapy.MDDMildModerate, therapy.VeteranUS), 2, 0,
			"Mild to moderate depression under the VA/DoD guideline: individual or group, as the person prefers.",
			"For milder depression, a group and one-to-one therapy are equally good choices.",
			cite("E9"),
		},
		// F28 (E13, E9).
		{
			"f28-group-relapse-prevention", indication,
			therapy.All(therapy.Is(therapy.DepressionRemission), therapy.AnyOf(therapy.HighRelapseRisk, therapy.RelapsePrevention)), 3, 0,
			"In remission, to prevent a relapse: mindfulness-based cognitive therapy, in a group. Guidance names it above all after three or more episodes or where the risk is high otherwise.",
			"There is a mindfulness course in a group that is made for staying well, above all if you have been depressed several times.",
			cite("E13", "E9"),
		},
		// F29, adult (E15, E18, E19, E20).
		{
			"f29-group-social-anxiety-adult", indication, therapy.AllOf(therapy.Adult, therapy.SocialAnxietyDisorderDiagnosed), -1, 0,
			"Adult with diagnosed social anxiety disorder: group CBT is less effective than individual CBT, though better than nothing. Other guidance finds no clear difference.",
			"For adults with diagnosed social anxiety, a group helps less than one-to-one therapy, but more than nothing.",
			cite("E15", "E18", "E19", "E20"),
		},
		// F29, child or young person (E16).
		{
			"f29-group-social-anxiety-young", indication, therapy.All(young(), therapy.Is(therapy.SocialAnxietyDisorderDiagnosed)), 3, 0,
			"Child or young person with diagnosed social anxiety disorder: guidance offers individual or group CBT, the group with people of the same age range.",
			"For young people with diagnosed social anxiety, guidelines offer one-to-one therapy or a group with others of about the same age.",
			cite("E16"),
		},
		// F30 (E25, E27).
		{
			"f30-group-trauma", indication, trauma(), -1, 0,
			"PTSD or acute stress disorder: a group only where the choice is between that and nothing.",
			"After trauma, a group alone is recommended only if nothing else can be had.",
			cite("E25", "E27"),
		},
		// F30, a course is under way and the person wants peers (E27, E30).
		{
			"f30-group-trauma-under-way", indication, therapy.All(trauma(), therapy.Is(therapy.InIndividualTraumaTherapy), wantsPeers()), 1, 3,
			"Individual trauma-focused therapy is under way and the person wants others as well: a group can be added to it, not take its place.",
			"You are in trauma therapy already, and would like to be with others too. A group can be added to it.",
			cite("E27", "E30"),
		},
		// F31 (E23, E19): tie.
		{
			"f31-group-ocd", indication, therapy.Is(therapy.OCDMild), 2, 0,
			"OCD with mild impairment: CBT with exposure in a group, or briefly one to one.",
			"For milder OCD, a group and one-to-one therapy are equally good choices.",
			cite("E23", "E19"),
		},
		// F32 (E21, E19, E22): ties.
		{
			"f32-group-gad-step-2", indication, therapy.Is(therapy.GADStep2), 2, 0,
			"Generalised anxiety, step 2: a psychoeducational group or individual self-help, guided by preference.",
			"For this kind of anxiety, a course in a group and individual help are equally good choices.",
			cite("E21", "E19"),
		},
		{
			"f32-group-gad-marked", indication, therapy.Is(therapy.GADMarkedImpairment), 2, 0,
			"Generalised anxiety with marked impairment: group and individual CBT are equal in the end.",
			"For this kind of anxiety, a group and one-to-one therapy are equally good in the end.",
			cite("E21", "E19"),
		},
		{
			"f32-group-panic", indication, therapy.Is(therapy.PanicDisorder), 2, 0,
			"Panic disorder: group or individual CBT.",
			"For panic, a group and one-to-one therapy both help.",
			cite("E19", "E22"),
		},
		{
			"f32-group-anxiety", indication, therapy.Is(therapy.AnxietyDisorder), 2, 0,
			"Anxiety disorder: CBT can be delivered in a group or individually.",
			"For anxiety, a group and one-to-one therapy both help.",
			cite("E19", "E21", "E22"),
		},
		// F33 (E32 to E34).
		{
			"f33-group-binge-eating", indication, therapy.Is(therapy.BingeEatingDisorder), 3, 0,
			"Binge eating disorder: after guided self-help, group CBT-ED.",
			"For binge eating, a group course comes next after guided self-help.",
			cite("E32"),
		},
		{
			"f33-group-bulimia", indication, therapy.Is(therapy.BulimiaNervosa), -1, 0,
			"Bulimia nervosa: guidance names individual therapy, not a group.",
			"For bulimia, a group is not what is recommended.",
			cite("E33"),
		},
		{
			"f33-group-anorexia", indication, therapy.Is(therapy.AnorexiaNervosa), -1, 0,
			"Anorexia nervosa: guidance names individual and family therapy, not a group.",
			"For anorexia, a group is not what is recommended.",
			cite("E34"),
		},
		// F34 (E36; E37 against).
		{
			"f34-group-arts", indication, therapy.Is(therapy.NegativeSymptoms), 1, 0,
			"Negative symptoms: NICE has arts therapies considered, given in groups; SIGN advises against offering group art therapy routinely.",
			"Some guidelines suggest arts therapies in a group for feeling flat and withdrawn; others do not.",
			cite("E36", "E37"),
		},
		{
			"f34-combined-arts", indication, therapy.AllOf(therapy.PsychosisStable, therapy.InIndividualCBT, therapy.NegativeSymptoms), -1, 2,
			"Individual CBT is under way (check that it is CBT for psychosis) and there are negative symptoms: an arts therapies group can be added to it. That it does not take its place is our reading.",
			"You are in one-to-one therapy already; an arts group can be added to it.",
			cite("E36", "E37"),
		},
		// F35 (E39, E41).
		{
			"f35-group-bipolar-euthymic", indication, therapy.Is(therapy.BipolarEuthymic), 2, 0,
			"Bipolar disorder, euthymic: a structured intervention, group, individual or family.",
			"To stay well with bipolar disorder, a group and one-to-one therapy are equally good choices.",
			cite("E39"),
		},
		{
			"f35-group-bipolar-discharge", indication,
			therapy.All(therapy.Is(therapy.HospitalDischarge), therapy.AnyOf(therapy.BipolarEuthymic, therapy.BipolarDepression)), 3, 0,
			"Bipolar disorder after discharge: consider a staged, group-based intervention.",
			"After a stay in hospital, a group that goes step by step is what is suggested.",
			cite("E39", "E41"),
		},
		// F36 (E42 to E44).
		{
			"f36-group-bpd", indication, therapy.Is(therapy.BPD), 1, 0,
			"Borderline personality disorder: groups help; the diagnosis never excludes.",
			"A group can help with feelings that are hard to bear.",
			cite("E42", "E43", "E44"),
		},
		{
			"f36-combined-dbt", indication, therapy.AllOf(therapy.BPD, therapy.DBTAvailable), 0, 3,
			"Borderline personality disorder and a DBT or MBT programme is available: it is made of both, a weekly group and weekly individual sessions.",
			"There is a programme made for this that has both, a group and one-to-one sessions.",
			cite("E42", "E43", "E44"),
		},
		// F37 (E45, E46, E53, E48).
		{
			"f37-group-early-recovery", indication, therapy.Is(therapy.SUDEarlyRecovery), 1, 0,
			"Early recovery from substance use: guidance names no format for therapy, and promotes mutual-help groups beside it.",
			"In early recovery, guidelines do not say that a group or one-to-one therapy comes first; mutual-help groups can be added to either.",
			cite("E45", "E46", "E48"),
		},
		{
			"f37-combined-early-recovery", indication, therapy.Is(therapy.SUDEarlyRecovery), 0, 1,
			"Early recovery from substance use: mutual-help groups are promoted beside other treatment. That this speaks, weakly, for adding a therapy group too is our reading.",
			"In early recovery, being with others beside your own treatment is encouraged, in mutual-help groups above all.",
			cite("E45", "E46"),
		},
		{
			"f37-group-therapeutic-community", indication,
			therapy.AllOf(therapy.Prison, therapy.Sentence18MonthsPlus, therapy.SubstanceMisuseEstablished), 3, 0,
			"In prison for 18 months or more with established drug misuse: consider a therapeutic community, which works in groups.",
			"There are communities in prison that work in groups and can help with drug use.",
			cite("E53"),
		},
		// F38 (E49, E50, E52).
		{
			"f38-group-autism", indication, autismGoal(), 3, 0,
			"Autism with a social or anxiety goal: guidance has a group programme considered (adults: social learning; young people: adapted CBT for anxiety), individual for those who find groups difficult. For the anxiety of adults this is our reading.",
			"A programme in a group, adapted for autistic people, is often suggested, if groups are all right for you.",
			cite("E49", "E50"),
		},
		// F39 (E51, E12).
		{
			"f39-group-parent-training", indication, therapy.AllOf(therapy.ParentsOfChild3To11, therapy.ChildConductDisorder), 3, 0,
			"Conduct problems between 3 and 11: group parent training.",
			"A course for parents in a group is what is recommended.",
			cite("E51"),
		},
		{
			"f39-group-problem-solving", indication, therapy.AllOf(therapy.ChildConductDisorder, therapy.Adolescent12To15), 2, 0,
			"Conduct problems between 9 and 14: group social and cognitive problem-solving. The age band here reaches to 15 and leaves out 9 to 11: check the age.",
			"A course in a group, about solving problems with others, can help at about your age.",
			cite("E51"),
		},
		{
			"f39-group-depression-mild-young", indication, therapy.Is(therapy.DepressionMildCYP), 2, 0,
			"Mild depression in a child or young person: guidance names group CBT, individual supportive therapy and guided self-help side by side.",
			"For milder depression in young people, guidelines name a group and one-to-one therapy side by side.",
			cite("E12"),
		},
		// F40 (E32): the next step after guided self-help.
		{
			"f40-group-after-self-help", indication, therapy.AllOf(therapy.BingeEatingDisorder, therapy.GuidedSelfHelpTried), 1, 0,
			"Guided self-help has been tried: group CBT-ED is the next step for binge eating disorder.",
			"You have tried guided self-help. The group is the next step.",
			cite("E32", "E7"),
		},
	}
}

// wishTable: the column "group" of row F42, and row F26.
func wishTable() []weighing {
	return []weighing{
		// F42 (S36, S37, E63, E76).
		{
			"f42-group-privacy", preference, therapy.Is(therapy.ValuesPrivacy), -3, 0,
			"Privacy matters to the person; in a group others hear what is said, and the risk that it travels is higher.",
			"You value privacy, and in a group other people hear what you say.",
			cite("S36", "S37", "E63", "E76"),
		},
		{
			"f42-group-judgement", preference, therapy.Is(therapy.FearOfJudgement), -3, 0,
			"The person fears being judged by others, and a group is made of others.",
			"You worry about being judged, and a group is made of other people.",
			cite("S12", "S37", "E63"),
		},
		// F26 (E73, E76, E85): an accepted obligation is not a clinical indication.
		{
			"f26-group-mandated", preference, therapy.AllOf(therapy.CourtMandatedGroup, therapy.AcceptsGroup), 3, 0,
			"Attendance of a group is required by a court or employer, and the person accepts it.",
			"You have been told to attend a group, and you accept it.",
			cite("E73", "E76", "E85"),
		},
	}
}

// needTable: the column "group" of rows F43 to F49, and what rows F46 to F48 say
// of combining.
func needTable() []weighing {
	return []weighing{
		// F43 (S12, S37, S54).
		{
			"f43-group-sensitive", need, therapy.Is(therapy.SensitiveIssue), -2, 0,
			"Highly personal or sensitive issues are harder to bring to a group.",
			"Very personal matters are harder to talk about in a group.",
			cite("S12", "S37", "S54"),
		},
		// F44 (S4, S41, S55).
		{
			"f44-group-depth", need, therapy.Is(therapy.WantsInDepthExploration), -1, 0,
			"In a group the time is shared, so that less of it goes into depth with one person.",
			"In a group the time is shared between everybody.",
			cite("S4", "S55"),
		},
		{
			"f44-group-attention", need, therapy.Is(therapy.WantsUndividedAttention), -1, 0,
			"In a group the therapist's attention is divided.",
			"In a group the therapist is there for everybody.",
			cite("S4", "S47", "S55"),
		},
		{
			"f44-group-plan", need, therapy.Is(therapy.WantsPersonalisedPlan), -1, 0,
			"The article speaks of a plan designed for one client under individual therapy only, and of groups as typically structured; that a group leaves less room for it is our reading.",
			"A group usually has one structure for everybody.",
			cite("S3", "S25"),
		},
		{
			"f44-group-goals", need, therapy.Is(therapy.HasSpecificPersonalGoals), -1, 0,
			"The article speaks of personalised goals under individual therapy, and of groups as turning to what goes on between people too; that a group leaves less room for the former is our reading.",
			"In a group there may be less room for goals of your own.",
			cite("S6", "S40"),
		},
		{
			"f44-group-relationship", need, therapy.Is(therapy.WantsCloseTherapistRelationship), -1, 0,
			"In a group the relationship is with the whole group.",
			"In a group the relationship is with everybody, not with the therapist alone.",
			cite("S41", "S42"),
		},
		{
			"f44-group-culture", need, therapy.Is(therapy.NeedsCulturalTailoring), -1, 0,
			"The article speaks of a client's culture under individual therapy only. That does not show that groups cannot take it up; the weak point against them is our reading.",
			"In a group it may take more effort to fit therapy to your culture.",
			cite("S7"),
		},
		// F45 (S13, S49).
		{
			"f45-group-history", need, therapy.Is(therapy.PersonalHistoryFocus), -1, 0,
			"The article speaks of personal history under individual therapy only; that it gets less room in a group is our reading.",
			"In a group there may be less room for your own history.",
			cite("S13"),
		},
		{
			"f45-group-inner-life", need, therapy.Is(therapy.InternalFocus), -1, 0,
			"A group turns to what happens between people more than to inner processes.",
			"A group is more about what goes on between people.",
			cite("S40", "S49"),
		},
		// F46 (S18, S50, S58, E49): headline.
		{
			"f46-group-interpersonal", need, therapy.Is(therapy.InterpersonalDifficulties), 3, 1,
			"Difficulties with other people show and can be worked on in a group.",
			"In a group, difficulties with people can be seen and worked on together.",
			cite("S18", "S50", "S58"),
		},
		{
			"f46-group-social-skills", need, therapy.Is(therapy.SocialSkillsGoal), 3, 1,
			"Social skills are practised in a group: communication, conflict, boundaries.",
			"In a group you can practise being with people.",
			cite("S18", "S50", "E49"),
		},
		// F46 (E36): not in psychosis.
		{
			"f46-group-social-skills-psychosis", need, therapy.AllOf(therapy.PsychosisStable, therapy.SocialSkillsGoal), -3, -1,
			"In psychosis, social skills training is not routinely offered: the points for it are taken back.",
			"After psychosis, practising social skills in a group is not what is recommended first.",
			cite("E36"),
		},
		// F47 (S23, S58, E75): headline, with the caution about diagnosed social anxiety.
		{
			"f47-group-social-anxiety", need, therapy.Is(therapy.SocialAnxiety), 3, 1,
			"Self-described social anxiety: a group is a protected place to practise.",
			"A group is a protected place to practise being with people.",
			cite("S23", "S58", "E75"),
		},
		{
			"f47-group-performance-anxiety", need, therapy.Is(therapy.PerformanceAnxiety), 3, 1,
			"Performance anxiety: a group is a protected place to practise before others.",
			"A group is a protected place to practise in front of people.",
			cite("S23", "E75"),
		},
		// F48: headline S57, the others S16, S19, S20, S24, S52.
		{
			"f48-group-peer-support", need, therapy.Is(therapy.WantsPeerSupport), 3, 1,
			"Support from people in the same situation is what a group gives.",
			"In a group, people in the same situation support each other.",
			cite("S16", "S52", "S57"),
		},
		{
			"f48-group-perspectives", need, therapy.Is(therapy.WantsDiversePerspectives), 3, 1,
			"A group offers many points of view and ways of coping.",
			"In a group you hear many points of view.",
			cite("S17", "S44", "S57"),
		},
		{
			"f48-group-isolation", need, therapy.Is(therapy.Isolation), 2, 1,
			"Isolation is lessened by meeting others with the same experience.",
			"In a group you meet others, and see that you are not the only one.",
			cite("S16"),
		},
		{
			"f48-group-community", need, therapy.Is(therapy.WantsCommunity), 2, 1,
			"A group can become a community that lasts.",
			"A group can become a community.",
			cite("S24", "S52"),
		},
		{
			"f48-group-peer-feedback", need, therapy.Is(therapy.WantsPeerFeedback), 2, 1,
			"Members give each other feedback.",
			"In a group people tell each other what they notice.",
			cite("S19", "S44"),
		},
		{
			"f48-group-accountability", need, therapy.Is(therapy.WantsAccountability), 2, 1,
			"A group keeps its members to their goals.",
			"A group helps you keep to your goals.",
			cite("S20"),
		},
		// F49 (S16, S22, S25 to S28, E75).
		{
			"f49-group-shame", need, therapy.Is(therapy.Shame), 2, 0,
			"Shame is lessened by finding that others feel the same.",
			"In a group you may find that others feel the same, and that takes away shame.",
			cite("S16", "E75"),
		},
		{
			"f49-group-self-criticism", need, therapy.Is(therapy.SelfCriticism), 2, 0,
			"Seeing one's feelings shared by others reduces self-criticism.",
			"Seeing that others feel as you do can make you kinder to yourself.",
			cite("S22", "E75"),
		},
		{
			"f49-group-hope", need, therapy.Is(therapy.LowHope), 2, 0,
			"Seeing others get better gives hope.",
			"Seeing others get better can give hope.",
			cite("S27", "E75"),
		},
		{
			"f49-group-expression", need, therapy.Is(therapy.WantsEmotionalExpression), 1, 0,
			"A group invites the expression of feelings. Individual therapy does too.",
			"A group is a place to let feelings out. One-to-one therapy is too.",
			cite("S26", "E75"),
		},
		{
			"f49-group-psychoeducation", need, therapy.Is(therapy.WantsPsychoeducation), 1, 0,
			"Groups often teach about the concern its members share.",
			"Groups often explain what you are going through.",
			cite("S28", "E75"),
		},
		{
			"f49-group-structure", need, therapy.Is(therapy.WantsStructure), 1, 0,
			"Group sessions are structured and led.",
			"Group sessions have a clear structure.",
			cite("S25"),
		},
	}
}

// practicalTable: the columns "group" and "combined" of row F50.
func practicalTable() []weighing {
	return []weighing{
		// F50 (S21, S47, S59, E77): price a session, not cost-effectiveness (E15).
		{
			"f50-group-budget", practical, therapy.Is(therapy.LimitedBudget), 3, -3,
			"Group sessions cost less, since the therapist's time is shared. Having both costs most.",
			"Group sessions usually cost less. Having both costs most.",
			cite("S21", "S47", "S59", "E77"),
		},
		// F50 (S59, S48): little time in all, or a wish for a fixed slot (tension T1).
		{
			"f50-group-time", practical, therapy.Is(therapy.LimitedTime), 2, -2,
			"Little time: a group has a set time and a set duration. Having both takes most.",
			"A group has a set time and a set end. Having both takes most time.",
			cite("S48", "S59"),
		},
		{
			"f50-group-fixed-schedule", practical, therapy.Is(therapy.FixedScheduleOK), 1, 0,
			"A fixed weekly time suits the person, and that is how groups meet.",
			"A fixed time every week suits you, and that is how groups meet.",
			cite("S48"),
		},
		// F50 (S48, E67, E4): the other half of tension T1.
		{
			"f50-group-inflexible", practical, therapy.Is(therapy.NeedsFlexibleSchedule), -2, 0,
			"A group meets at set times, and missing them harms the person's gain and the group.",
			"A group meets at set times that cannot be moved.",
			cite("S48", "E67", "E4"),
		},
	}
}
