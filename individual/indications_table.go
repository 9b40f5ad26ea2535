package individual

import "github.com/therapykit/therapykit/therapy"

const (
	preference = therapy.LayerPreference
	need       = therapy.LayerNeed
	practical  = therapy.LayerPractical
)

// conditionTable: what guidelines and textbooks say for stated conditions, the
// column "individual" of rows F08, F16 to F25, F27 to F40 and F51, as grades. The
// question says whom it is about; see [therapy.MustQuestion].
func conditionTable() []graded {
	return []graded{
		{
			id: "f08-individual-ideation", question: "suicidality-mixed-group", grade: therapy.Consider,
			clinician: "Suicidal thoughts or self-harm that are not acute: treatment goes on, and individual sessions leave room for them; suicide-focused therapies are individual.",
			client:    "One-to-one time is private. You can say things that are hard to say.",
			sources:   cite("E79", "E80", "E66", "E117"),
		},
		{
			id: "f08-individual-attempt", question: "after-attempt", grade: therapy.Consider,
			clinician: "After a recent suicide attempt individual sessions belong to treatment; suicide-focused therapies are individual.",
			client:    "One-to-one time is private. You can talk about what is hard there.",
			sources:   cite("E79", "E80", "E119"),
		},
		{
			id: "f16-individual-unwilling-in-group", question: "readiness", when: therapy.Is(therapy.UnwillingToEngageInGroup), grade: therapy.Consider,
			clinician: "Doubtful about taking an active part in a group: individual therapy does not depend on it. Written for adults in mixed groups.",
			client:    "You are not sure about a group. One-to-one therapy does not ask for that.",
			sources:   cite("S32", "E48", "E68"),
		},
		{
			id: "f22-individual-irregular-attendance", question: "readiness", when: therapy.Is(therapy.IrregularAttendance), grade: therapy.Consider,
			clinician: "Attendance is likely to be irregular: the article calls the scheduling of individual sessions flexible, and a textbook warns of groups for those who miss one in four or five. Written for adults in mixed groups.",
			client:    "You cannot come every week. One-to-one times are easier to move.",
			sources:   cite("S10", "S48", "E67", "E68"),
		},
		{
			id: "f24-individual-antisocial-traits", question: "readiness", when: therapy.Is(therapy.SevereAntisocialTraits), grade: therapy.Consider,
			clinician: "Marked antisocial traits: individual work, or a programme made for them.",
			client:    "One-to-one, or a course made for your problem, fits you better.",
			sources:   cite("E68", "E69"),
		},
		{
			id: "f25-individual-acute-crisis", question: "readiness", when: therapy.Is(therapy.AcuteLifeCrisis), grade: therapy.Consider,
			clinician: "In the midst of a life crisis: individual support first. Written for adults in mixed groups.",
			client:    "You are in the middle of a hard time. Help just for you comes first.",
			sources:   cite("E48", "E69"),
		},
		{
			id: "f27-individual-depression-less-severe", question: "depression-less-severe", grade: therapy.OnlyIf, only: groupNotWanted(), unless: groupAcceptable(),
			clinician: "Less severe depression: individual CBT or behavioural activation for people who do not want a group; any listed option may come first, as the person and the clinician choose.",
			client:    "If you do not want a group, one-to-one therapy helps too.",
			sources:   cite("E1", "E2", "E3", "E4"),
		},
		{
			id: "f27-individual-depression-more-severe", question: "depression-more-severe", grade: therapy.Offer,
			clinician: "More severe depression: individual CBT or behavioural therapy, with or without medication, has the best evidence.",
			client:    "For worse depression, one-to-one therapy comes first.",
			sources:   cite("E5", "E66"),
		},
		{
			id: "f27-individual-mdd-veteran", question: "depression-veteran", grade: therapy.Consider,
			clinician: "Mild to moderate depression under the VA/DoD guideline: individual or group, as the person prefers.",
			client:    "For milder depression, one-to-one and a group work as well. You choose.",
			sources:   cite("E9", "E112", "E113"),
		},
		{
			id: "f28-individual-relapse-prevention", question: "depression-relapse", grade: therapy.OnlyIf,
			clinician: "Recovered on medication alone and at higher risk: the programmes named are groups; other guidance names individual forms too.",
			client:    "One-to-one therapy is another way to stay well.",
			sources:   cite("E9", "E96", "E97"),
		},
		{
			id: "f29-individual-social-anxiety-adult", question: "social-anxiety-adult", grade: therapy.Offer,
			clinician: "Adult with diagnosed social anxiety disorder: offer individual CBT; group CBT is not routinely offered in its place.",
			client:    "For social anxiety, guidelines put one-to-one therapy first.",
			sources:   cite("E15", "E18", "E19", "E20"),
		},
		{
			id: "f29-individual-social-anxiety-young", question: "social-anxiety-young", grade: therapy.Offer,
			clinician: "Child or young person with diagnosed social anxiety disorder: individual or group CBT is offered; involve parents, with young children above all.",
			client:    "For young people, one-to-one therapy can help. So can a group.",
			sources:   cite("E16"),
		},
		{
			id: "f30-individual-trauma", question: "trauma-adult", grade: therapy.Offer,
			clinician: "PTSD or acute stress disorder: individual trauma-focused therapy before other treatments.",
			client:    "After trauma, one-to-one therapy that works on it comes first.",
			sources:   cite("E115", "E129", "E128"),
		},
		{
			id: "f30-individual-trauma-young", question: "trauma-young", grade: therapy.Consider,
			clinician: "PTSD or acute stress disorder under 18: individual before group.",
			client:    "After trauma, one-to-one therapy comes before a group.",
			sources:   cite("E128"),
		},
		{
			id: "f30-individual-trauma-shared", question: "trauma-shared", grade: therapy.Consider,
			clinician: "A traumatic event of the last month that several young people went through: individual support is possible beside the group that is considered.",
			client:    "You can have one-to-one help as well.",
			sources:   cite("E115", "E128"),
		},
		{
			id: "f31-individual-ocd", question: "ocd-mild-adult", grade: therapy.Offer,
			clinician: "OCD with mild impairment: brief individual CBT with exposure, or a group.",
			client:    "For milder OCD, one-to-one and a group work as well.",
			sources:   cite("E23", "E19"),
		},
		{
			id: "f31-individual-ocd-young", question: "ocd-mild-young", grade: therapy.Consider,
			clinician: "OCD with mild impairment under 18: guided self-help, individual CBT or a group, as the young person chooses.",
			client:    "For milder OCD, one-to-one and a group work as well. You choose.",
			sources:   cite("E127"),
		},
		{
			id: "f31-individual-ocd-severe", question: "ocd-severe-adult", grade: therapy.Consider,
			clinician: "More severe OCD: the guidelines read do not settle the format; exposure with response prevention is what counts.",
			client:    "The kind of therapy counts more than one-to-one or a group.",
			sources:   cite("E19", "E126"),
		},
		{
			id: "f32-individual-gad-step-2", question: "gad-step-2", grade: therapy.Offer,
			clinician: "Generalised anxiety, step 2: guided by preference between individual self-help and a psychoeducational group.",
			client:    "Guided self-help and a group course work as well. You choose.",
			sources:   cite("E21", "E19"),
		},
		{
			id: "f32-individual-gad-marked", question: "gad-marked", grade: therapy.Consider,
			clinician: "Generalised anxiety with marked impairment: individual and group CBT are equal, individual may be faster.",
			client:    "One-to-one and a group work as well. One-to-one may be faster.",
			sources:   cite("E21", "E19"),
		},
		{
			id: "f32-individual-panic", question: "panic", grade: therapy.Consider,
			clinician: "Panic disorder: individual or group CBT; guidance from Scotland names the individual form.",
			client:    "For panic, one-to-one therapy and a group both help.",
			sources:   cite("E19", "E22"),
		},
		{
			id: "f32-individual-anxiety", question: "anxiety-adult", grade: therapy.Consider,
			clinician: "Anxiety disorder: CBT can be delivered individually or in a group.",
			client:    "For anxiety, one-to-one therapy and a group both help.",
			sources:   cite("E19", "E138"),
		},
		{
			id: "f32-individual-anxiety-young", question: "anxiety-young", grade: therapy.Consider,
			clinician: "Anxiety disorder under 18: no consistent difference between formats.",
			client:    "For young people, one-to-one therapy and a group both help.",
			sources:   cite("E24"),
		},
		{
			id: "f33-individual-binge-eating", question: "binge-eating", grade: therapy.OnlyIf, only: groupDeclined(),
			clinician: "Binge eating disorder: individual CBT-ED where a group is declined or not available.",
			client:    "One-to-one is there if you do not want a group.",
			sources:   cite("E91"),
		},
		{
			id: "f33-individual-bulimia", question: "bulimia-adult", grade: therapy.Consider,
			clinician: "Bulimia nervosa in an adult: after guided self-help, individual CBT-ED is considered.",
			client:    "Adults: one-to-one comes first.",
			sources:   cite("E91"),
		},
		{
			id: "f33-individual-anorexia", question: "anorexia-adult", grade: therapy.Consider,
			clinician: "Anorexia nervosa in an adult: one of three individual therapies is considered (CBT-ED, MANTRA, SSCM).",
			client:    "Adults: one-to-one comes first.",
			sources:   cite("E91"),
		},
		{
			id: "f33-individual-eating-young", question: "eating-young", grade: therapy.Consider,
			clinician: "Individual CBT-ED where family therapy was not possible or did not help.",
			client:    "One-to-one therapy is next.",
			sources:   cite("E91"),
		},
		{
			id: "f34-individual-psychosis", question: "psychosis", grade: therapy.Offer,
			clinician: "Psychosis, stable: guidance has CBT for psychosis given one to one, over at least 16 planned sessions.",
			client:    "After psychosis, one-to-one comes first.",
			sources:   cite("E36", "E95"),
		},
		{
			id: "f35-individual-bipolar-euthymic", question: "bipolar-euthymic", grade: therapy.Offer,
			clinician: "Bipolar disorder, euthymic: a structured intervention, individual, group or family.",
			client:    "To stay well, one-to-one and a group work as well.",
			sources:   cite("E93"),
		},
		{
			id: "f35-individual-bipolar-depression-young", question: "bipolar-depression-young", grade: therapy.Offer,
			clinician: "Young person with bipolar depression: individual CBT or IPT for at least three months.",
			client:    "For young people, one-to-one therapy comes first.",
			sources:   cite("E93", "E94"),
		},
		{
			id: "f36-individual-bpd", question: "bpd", grade: therapy.Consider,
			clinician: "Borderline personality disorder: therapies are chosen together and no format is preferred; the diagnosis never excludes.",
			client:    "One-to-one therapy can help with feelings that are hard to bear.",
			sources:   cite("E42", "E44", "E100"),
		},
		{
			id: "f37-individual-early-recovery", question: "substance-early-recovery", grade: therapy.Consider,
			clinician: "Early recovery from substance use: guidance lets preference choose between therapies and names no format for them.",
			client:    "Guidelines do not put one-to-one or a group first. What you prefer counts.",
			sources:   cite("E45", "E46", "E48"),
		},
		{
			id: "f37-individual-relapse-prevention", question: "substance-relapse", grade: therapy.Consider,
			clinician: "Preventing a relapse into alcohol or drug use: no text read prefers a format.",
			client:    "One-to-one or a group can help you stay off. You can add a self-help group.",
			sources:   cite("E45", "E120", "E121"),
		},
		{
			id: "f37-individual-gambling", question: "gambling", grade: therapy.Offer,
			clinician: "Harm from gambling: CBT in a group or one to one.",
			client:    "One-to-one CBT or a group course can help.",
			sources:   cite("E105"),
		},
		{
			id: "f38-individual-autism", question: "autism-social", grade: therapy.OnlyIf, only: groupNotWanted(),
			clinician: "Autism with a goal of social learning: an individual programme for those who find groups difficult.",
			client:    "If groups are hard for you, the same course can be one to one.",
			sources:   cite("E49"),
		},
		{
			id: "f38-individual-autism-young", question: "autism-anxiety-young", grade: therapy.OnlyIf, only: groupNotWanted(),
			clinician: "Autism with anxiety under 18: adapted individual CBT for those who find groups difficult.",
			client:    "If groups are hard for you, the same course can be one to one.",
			sources:   cite("E131"),
		},
		{
			id: "f39-individual-parent-training", question: "parent-training", grade: therapy.OnlyIf,
			clinician: "Conduct problems between 3 and 11: individual parent training where a group is not possible.",
			client:    "If you cannot join a parent group, the course can be one to one.",
			sources:   cite("E103"),
		},
		{
			id: "f39-individual-parent-training-first", question: "parent-training", when: therapy.AnyOf(therapy.CannotJoinParentGroup, therapy.SevereComplexConductProblems), grade: therapy.Offer,
			clinician: "Conduct problems between 3 and 11, and a group is not possible or the problems are severe and complex: individual parent and child training is offered.",
			client:    "The course for parents can be one to one.",
			sources:   cite("E103"),
		},
		{
			id: "f39-individual-depression-mild-young", question: "depression-mild-12-17", grade: therapy.OnlyIf, only: groupNotWanted(),
			clinician: "Mild depression between 12 and 17: individual CBT or family therapy only if the online and group forms do not meet the need.",
			client:    "If a group does not fit you, ask about one-to-one help.",
			sources:   cite("E87", "E88"),
		},
		{
			id: "f39-individual-depression-mild-child", question: "depression-mild-under-12", grade: therapy.OnlyIf, only: groupNotWanted(),
			clinician: "Mild depression between 5 and 11: individual CBT or family therapy only if the online and group forms do not meet the need.",
			client:    "If a group does not fit you, ask about one-to-one help.",
			sources:   cite("E87", "E88"),
		},
		{
			id: "f39-individual-depression-young", question: "depression-severe-12-17", grade: therapy.Offer,
			clinician: "Moderate to severe depression between 12 and 17: individual CBT for about three months.",
			client:    "For worse depression in young people, one-to-one therapy comes first.",
			sources:   cite("E89", "E12"),
		},
		{
			id: "f39-individual-depression-child", question: "depression-severe-under-12", grade: therapy.Consider,
			clinician: "Moderate to severe depression between 5 and 11: individual therapy is considered; family forms are named too.",
			client:    "For worse depression in children, one-to-one or family therapy can help.",
			sources:   cite("E89"),
		},
		{
			id: "f39-individual-adhd-conduct", question: "parents-adhd-conduct", grade: therapy.OnlyIf, only: therapy.AnyOf(therapy.CannotJoinParentGroup, therapy.SevereComplexConductProblems),
			clinician: "ADHD with conduct problems: individual parent training where a group is not possible or the problems are severe and complex.",
			client:    "The course can be one to one if a group does not work.",
			sources:   cite("E104", "E103"),
		},
		{
			id: "f40-individual-prior-response", question: "history", when: therapy.Is(therapy.PriorGoodResponseIndividual), grade: therapy.Consider,
			clinician: "Individual therapy has helped before: what has worked is worth repeating.",
			client:    "One-to-one therapy has helped you before.",
			sources:   cite("E3", "E7"),
		},
		{
			id: "f40-individual-after-group", question: "history", when: therapy.Is(therapy.GroupNonresponse), grade: therapy.Consider,
			clinician: "A group has not helped enough: individual therapy next. One guideline on depression in cancer gives it as an example; elsewhere it is our reading.",
			client:    "A group has not helped enough so far. One-to-one therapy can be a next step.",
			sources:   cite("E14", "E130", "E7"),
		},
		{
			id: "f51-individual-insomnia", question: "insomnia", grade: therapy.Offer,
			clinician: "Chronic insomnia: CBT for insomnia first; individual, in a group, by telephone, online or by book.",
			client:    "A sleep course helps first, one to one or in a group.",
			sources:   cite("E106", "E107"),
		},
		{
			id: "f51-individual-perinatal", question: "depression-perinatal", grade: therapy.Consider,
			clinician: "Milder depression in pregnancy or the year after birth: individual CBT or IPT in Australian guidance; England's guideline was not readable on the format. Assessment within two weeks.",
			client:    "While you are pregnant or have a baby, one-to-one therapy helps.",
			sources:   cite("E110", "E111", "E112"),
		},
	}
}

// wishTable: the column "individual" of row F42, and what it says of combining.
func wishTable() []entry {
	return []entry{
		{
			"f42-individual-privacy", preference, therapy.Is(therapy.ValuesPrivacy), 3, -1,
			"Privacy matters to the person; individual therapy offers the most of it.",
			"You want to keep things private. One-to-one is the most private.",
			cite("S12", "S36", "S56", "E63"),
		},
		{
			"f42-individual-judgement", preference, therapy.Is(therapy.FearOfJudgement), 3, -1,
			"The person fears being judged by others; one to one there is only the therapist.",
			"You worry about being judged. One to one, there is only your therapist.",
			cite("S12", "S56", "E63"),
		},
	}
}

// needTable: the column "individual" of rows F43 to F48, and what rows F43 to
// F45 say of combining.
func needTable() []entry {
	return []entry{
		// F43 (S12, S54): headline.
		{
			"f43-individual-sensitive", need, therapy.Is(therapy.SensitiveIssue), 3, 1,
			"Highly personal or sensitive issues can be spoken of most freely one to one.",
			"It is easier to talk about very private things one to one.",
			cite("S12", "S54"),
		},
		// F44 (S2 to S9, S11, S14, S41, S55).
		{
			"f44-individual-depth", need, therapy.Is(therapy.WantsInDepthExploration), 3, 1,
			"Looking into things in depth takes the time and attention of individual sessions.",
			"Going into things in depth is what one-to-one sessions are made for.",
			cite("S4", "S41", "S55"),
		},
		{
			"f44-individual-attention", need, therapy.Is(therapy.WantsUndividedAttention), 3, 1,
			"Undivided attention is what individual sessions give.",
			"In one-to-one sessions the therapist is there for you alone.",
			cite("S4", "S55"),
		},
		{
			"f44-individual-plan", need, therapy.Is(therapy.WantsPersonalisedPlan), 2, 1,
			"A plan made for this person alone is easiest to make and change one to one.",
			"One to one, the plan is made just for you.",
			cite("S2", "S3", "S5", "S11", "S14"),
		},
		{
			"f44-individual-goals", need, therapy.Is(therapy.HasSpecificPersonalGoals), 2, 1,
			"Specific personal goals can be worked on directly one to one.",
			"One to one, you can work straight at your own goals.",
			cite("S6", "S8", "S39"),
		},
		{
			"f44-individual-relationship", need, therapy.Is(therapy.WantsCloseTherapistRelationship), 2, 1,
			"A close relationship with the therapist grows one to one.",
			"You get to know your therapist best one to one.",
			cite("S9", "S41"),
		},
		{
			"f44-individual-culture", need, therapy.Is(therapy.NeedsCulturalTailoring), 1, 1,
			"Tailoring to culture and values is simplest one to one. Groups can do it too.",
			"One to one, therapy can fit your way of life more easily.",
			cite("S7"),
		},
		// F45 (S13, S49).
		{
			"f45-individual-history", need, therapy.Is(therapy.PersonalHistoryFocus), 2, 1,
			"Work on personal history, childhood and past relationships is individual work.",
			"Looking at your own history is easier one to one.",
			cite("S13", "S49"),
		},
		{
			"f45-individual-inner-life", need, therapy.Is(therapy.InternalFocus), 2, 1,
			"Work on inner processes and self-awareness is the focus of individual therapy.",
			"One-to-one therapy is about what goes on inside you.",
			cite("S49"),
		},
		// F46 (S18, S49, S50): what individual therapy gives less of.
		{
			"f46-individual-interpersonal", need, therapy.Is(therapy.InterpersonalDifficulties), -1, 0,
			"Difficulties with other people can be talked about, but hardly practised, one to one.",
			"One to one, you can talk about it. You cannot try it out much.",
			cite("S18", "S49", "S50"),
		},
		{
			"f46-individual-social-skills", need, therapy.Is(therapy.SocialSkillsGoal), -1, 0,
			"Social skills can be talked about, but hardly practised, one to one.",
			"One to one, you can only practise with your therapist.",
			cite("S18", "S49", "S50"),
		},
		{
			"f46-individual-social-skills-psychosis", need, therapy.AllOf(therapy.PsychosisStable, therapy.SocialSkillsGoal), 1, 0,
			"In psychosis, social skills training is not routinely offered: the point against individual therapy is taken back.",
			"After psychosis, practising in a group does not come first.",
			cite("E36"),
		},
		// F47 (S23, S58).
		{
			"f47-individual-social-anxiety", need, therapy.Is(therapy.SocialAnxiety), -1, 0,
			"Self-described social anxiety: one to one, the feared situation is not there to practise in.",
			"One to one, there is less chance to practise being with people.",
			cite("S23", "S58"),
		},
		{
			"f47-individual-performance-anxiety", need, therapy.Is(therapy.PerformanceAnxiety), -1, 0,
			"Performance anxiety: one to one, there is no audience to practise before.",
			"One to one, there is nobody to practise in front of.",
			cite("S23"),
		},
		{
			"f47-individual-phobia", need, therapy.Is(therapy.PhobiaSelfDescribed), -1, 0,
			"A self-described phobia: one to one, there are fewer real situations to practise.",
			"One to one, there is less chance to practise.",
			cite("S23"),
		},
		// F48 (S43, S51): what individual therapy gives less of.
		{
			"f48-individual-isolation", need, therapy.Is(therapy.Isolation), -1, 0,
			"Isolation: support comes from the therapist alone.",
			"One to one, you do not meet others in the same situation.",
			cite("S16", "S51"),
		},
		{
			"f48-individual-peer-support", need, therapy.Is(therapy.WantsPeerSupport), -1, 0,
			"Support from peers is not part of individual therapy.",
			"One to one, you do not get help from others like you.",
			cite("S51", "S57"),
		},
		{
			"f48-individual-community", need, therapy.Is(therapy.WantsCommunity), -1, 0,
			"Individual therapy offers no community.",
			"One to one, you do not get to know a group.",
			cite("S24", "S51"),
		},
		{
			"f48-individual-perspectives", need, therapy.Is(therapy.WantsDiversePerspectives), -1, 0,
			"The only other point of view is the therapist's.",
			"One to one, the only other point of view is the therapist's.",
			cite("S43", "S57"),
		},
		{
			"f48-individual-peer-feedback", need, therapy.Is(therapy.WantsPeerFeedback), -1, 0,
			"There is no feedback from peers.",
			"One to one, you do not hear from others like you.",
			cite("S19", "S43"),
		},
		{
			"f48-individual-accountability", need, therapy.Is(therapy.WantsAccountability), -1, 0,
			"The person is accountable to the therapist alone.",
			"One to one, only your therapist helps you keep to your goals.",
			cite("S20", "S51"),
		},
	}
}

// practicalTable: the column "individual" of rows F14 and F50.
func practicalTable() []entry {
	return []entry{
		// F14 (S62, E7 1.4.4): a long wait speaks here, since exclusions hold no points.
		{
			"f14-individual-long-wait", practical, therapy.Is(therapy.IndividualLongWait), -2, -2,
			"There is a long wait for individual therapy.",
			"There is a long wait for one-to-one therapy.",
			cite("S62", "E7"),
		},
		// F50 (S45, S47, E77): price a session, not cost-effectiveness.
		{
			"f50-individual-budget", practical, therapy.Is(therapy.LimitedBudget), -2, 0,
			"A session of individual therapy costs more, since one therapist's time goes to one person.",
			"One-to-one can cost more each time.",
			cite("S45", "E77"),
		},
		// F50 (S10, S46).
		{
			"f50-individual-flexible", practical, therapy.Is(therapy.NeedsFlexibleSchedule), 2, 0,
			"Individual sessions are often flexible in their times.",
			"One-to-one sessions can often be fitted around your days.",
			cite("S10", "S46"),
		},
		{
			"f50-individual-pace", practical, therapy.Is(therapy.WantsOwnPace), 2, 0,
			"Pace and duration are set by the one person.",
			"One to one, you go at your own pace.",
			cite("S10", "S11", "S46"),
		},
	}
}
