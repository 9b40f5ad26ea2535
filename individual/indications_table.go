package individual

import "github.com/therapykit/therapykit/therapy"

const (
	preference = therapy.LayerPreference
	need       = therapy.LayerNeed
	practical  = therapy.LayerPractical
)

// conditionTable lists what guidelines and textbooks say for stated conditions, as grades:
// the column "individual" of rows F08, F16 to F25, F27 to F40 and F51. The question says for
// whom a grade is; see [therapy.MustQuestion].
func conditionTable() []therapy.Indication {
	return []therapy.Indication{
		therapy.MustQuestion("suicidality-mixed-group").Rule(therapy.Indication{
			ID: "f08-individual-ideation", Grade: therapy.Consider,
			Clinician: "Suicidal thoughts or self-harm that are not acute: treatment goes on, and individual sessions leave room for them; suicide-focused therapies are individual.",
			Client:    "One-to-one time is private. You can say things that are hard to say.",
			Sources:   therapy.MustCite("E79", "E80", "E66", "E117"),
		}),
		therapy.MustQuestion("after-attempt").Rule(therapy.Indication{
			ID: "f08-individual-attempt", Grade: therapy.Consider,
			Clinician: "After a recent suicide attempt individual sessions belong to treatment; suicide-focused therapies are individual.",
			Client:    "One-to-one time is private. You can say things that are hard to say.",
			Sources:   therapy.MustCite("E79", "E80", "E119"),
		}),
		therapy.MustQuestion("readiness").Rule(therapy.Indication{
			ID: "f16-individual-unwilling-in-group", When: therapy.Is(therapy.UnwillingToEngageInGroup), Grade: therapy.Consider,
			Clinician: "Doubtful about taking an active part in a group: individual therapy does not depend on it. Written for adults in mixed groups.",
			Client:    "You are not sure about a group. One-to-one therapy does not ask for that.",
			Sources:   therapy.MustCite("S32", "E48", "E68"),
		}),
		therapy.MustQuestion("readiness").Rule(therapy.Indication{
			ID: "f22-individual-irregular-attendance", When: therapy.Is(therapy.IrregularAttendance), Grade: therapy.Consider,
			Clinician: "Attendance is likely to be irregular: the article calls the scheduling of individual sessions flexible; a textbook warns of groups for those who miss one in four or five. Written for adults in mixed groups.",
			Client:    "You cannot come every week. One-to-one times are easier to move.",
			Sources:   therapy.MustCite("S10", "S48", "E67", "E68"),
		}),
		therapy.MustQuestion("readiness").Rule(therapy.Indication{
			ID: "f24-individual-antisocial-traits", When: therapy.Is(therapy.SevereAntisocialTraits), Grade: therapy.Consider,
			Clinician: "Marked antisocial traits: individual work, or a programme made for them.",
			Client:    "One-to-one time is private. You can say things that are hard to say.",
			Sources:   therapy.MustCite("E68", "E69"),
		}),
		therapy.MustQuestion("readiness").Rule(therapy.Indication{
			ID: "f25-individual-acute-crisis", When: therapy.Is(therapy.AcuteLifeCrisis), Grade: therapy.Consider,
			Clinician: "In the midst of a life crisis: individual support first. Written for adults in mixed groups.",
			Client:    "You are in the middle of a hard time. Help just for you comes first.",
			Sources:   therapy.MustCite("E48", "E69"),
		}),
		therapy.MustQuestion("depression-less-severe").Rule(therapy.Indication{
			ID: "f27-individual-depression-less-severe", Grade: therapy.OnlyIf, If: groupNotWanted(), Unless: groupAcceptable(),
			Clinician: "Less severe depression: individual CBT or behavioural activation for people who do not want a group; any listed option may come first, as the person and the clinician choose.",
			Client:    "If you do not want a group, one-to-one therapy helps too.",
			Sources:   therapy.MustCite("E1", "E2", "E3", "E4"),
		}),
		therapy.MustQuestion("depression-more-severe").Rule(therapy.Indication{
			ID: "f27-individual-depression-more-severe", Grade: therapy.Offer,
			Clinician: "More severe depression: individual CBT or behavioural therapy, with or without medication, has the best evidence.",
			Client:    "For worse depression, one-to-one therapy comes first.",
			Sources:   therapy.MustCite("E5", "E66"),
		}),
		therapy.MustQuestion("depression-veteran").Rule(therapy.Indication{
			ID: "f27-individual-mdd-veteran", Grade: therapy.Consider,
			Clinician: "Mild to moderate depression under the VA/DoD guideline: individual or group, as the person prefers.",
			Client:    "For milder depression, one-to-one and a group both work well. You choose.",
			Sources:   therapy.MustCite("E9", "E112", "E113"),
		}),
		therapy.MustQuestion("depression-relapse").Rule(therapy.Indication{
			ID: "f28-individual-relapse-prevention", Grade: therapy.OnlyIf,
			Clinician: "Recovered on medication alone and at higher risk: the programmes named are groups; other guidance names individual forms too.",
			Client:    "One-to-one therapy is another way to stay well.",
			Sources:   therapy.MustCite("E9", "E96", "E97"),
		}),
		therapy.MustQuestion("social-anxiety-adult").Rule(therapy.Indication{
			ID: "f29-individual-social-anxiety-adult", Grade: therapy.Offer,
			Clinician: "Adult with diagnosed social anxiety disorder: offer individual CBT; group CBT is not routinely offered in its place.",
			Client:    "For social anxiety, guidelines put one-to-one therapy first.",
			Sources:   therapy.MustCite("E15", "E18", "E19", "E20"),
		}),
		therapy.MustQuestion("social-anxiety-young").Rule(therapy.Indication{
			ID: "f29-individual-social-anxiety-young", Grade: therapy.Offer,
			Clinician: "Child or young person with diagnosed social anxiety disorder: individual or group CBT is offered; involve parents, with young children above all.",
			Client:    "For young people, one-to-one therapy can help. So can a group.",
			Sources:   therapy.MustCite("E16"),
		}),
		therapy.MustQuestion("trauma-adult").Rule(therapy.Indication{
			ID: "f30-individual-trauma", Grade: therapy.Offer,
			Clinician: "PTSD or acute stress disorder: individual trauma-focused therapy before other treatments.",
			Client:    "After trauma, one-to-one therapy that works on it comes first.",
			Sources:   therapy.MustCite("E115", "E129", "E128"),
		}),
		therapy.MustQuestion("trauma-young").Rule(therapy.Indication{
			ID: "f30-individual-trauma-young", Grade: therapy.Consider,
			Clinician: "PTSD or acute stress disorder under 18: individual before group.",
			Client:    "After trauma, one-to-one therapy comes before a group.",
			Sources:   therapy.MustCite("E128"),
		}),
		therapy.MustQuestion("trauma-shared").Rule(therapy.Indication{
			ID: "f30-individual-trauma-shared", Grade: therapy.Consider,
			Clinician: "A traumatic event of the last month that several young people went through: individual support is possible beside the group that is considered.",
			Client:    "You can have one-to-one help as well.",
			Sources:   therapy.MustCite("E115", "E128"),
		}),
		therapy.MustQuestion("ocd-mild-adult").Rule(therapy.Indication{
			ID: "f31-individual-ocd", Grade: therapy.Offer,
			Clinician: "OCD with mild impairment: brief individual CBT with exposure, or a group.",
			Client:    "For milder OCD, one-to-one and a group both work well.",
			Sources:   therapy.MustCite("E23", "E19"),
		}),
		therapy.MustQuestion("ocd-mild-young").Rule(therapy.Indication{
			ID: "f31-individual-ocd-young", Grade: therapy.Consider,
			Clinician: "OCD with mild impairment under 18: guided self-help, individual CBT or a group, as the young person chooses.",
			Client:    "For milder OCD, one-to-one and a group both work well. You choose.",
			Sources:   therapy.MustCite("E127"),
		}),
		therapy.MustQuestion("ocd-severe-adult").Rule(therapy.Indication{
			ID: "f31-individual-ocd-severe", Grade: therapy.Consider,
			Clinician: "More severe OCD: the guidelines read do not settle the format; exposure with response prevention is what counts.",
			Client:    "The kind of therapy counts more than one-to-one or a group.",
			Sources:   therapy.MustCite("E19", "E126"),
		}),
		therapy.MustQuestion("gad-step-2").Rule(therapy.Indication{
			ID: "f32-individual-gad-step-2", Grade: therapy.Offer,
			Clinician: "Generalised anxiety, step 2: guided by preference between individual self-help and a psychoeducational group.",
			Client:    "Guided self-help, one to one, works as well as a group course. You choose.",
			Sources:   therapy.MustCite("E21", "E19"),
		}),
		therapy.MustQuestion("gad-marked").Rule(therapy.Indication{
			ID: "f32-individual-gad-marked", Grade: therapy.Consider,
			Clinician: "Generalised anxiety with marked impairment: individual and group CBT are equal, individual may be faster.",
			Client:    "One-to-one and a group both work well. One-to-one may be faster.",
			Sources:   therapy.MustCite("E21", "E19"),
		}),
		therapy.MustQuestion("panic").Rule(therapy.Indication{
			ID: "f32-individual-panic", Grade: therapy.Consider,
			Clinician: "Panic disorder: individual or group CBT; guidance from Scotland names the individual form.",
			Client:    "For panic, one-to-one therapy and a group both help.",
			Sources:   therapy.MustCite("E19", "E22"),
		}),
		therapy.MustQuestion("anxiety-adult").Rule(therapy.Indication{
			ID: "f32-individual-anxiety", Grade: therapy.Consider,
			Clinician: "Anxiety disorder: CBT can be delivered individually or in a group.",
			Client:    "One-to-one CBT or a group course can help.",
			Sources:   therapy.MustCite("E19", "E138"),
		}),
		therapy.MustQuestion("anxiety-young").Rule(therapy.Indication{
			ID: "f32-individual-anxiety-young", Grade: therapy.Consider,
			Clinician: "Anxiety disorder under 18: no consistent difference between formats.",
			Client:    "For young people, one-to-one therapy and a group both help.",
			Sources:   therapy.MustCite("E24"),
		}),
		therapy.MustQuestion("binge-eating").Rule(therapy.Indication{
			ID: "f33-individual-binge-eating", Grade: therapy.OnlyIf, If: groupDeclined(),
			Clinician: "Binge eating disorder: individual CBT-ED where a group is declined or not available.",
			Client:    "One-to-one is there if you do not want a group.",
			Sources:   therapy.MustCite("E91"),
		}),
		therapy.MustQuestion("bulimia-adult").Rule(therapy.Indication{
			ID: "f33-individual-bulimia", Grade: therapy.Consider,
			Clinician: "Bulimia nervosa in an adult: after guided self-help, individual CBT-ED is considered.",
			Client:    "Adults: one-to-one comes first.",
			Sources:   therapy.MustCite("E91"),
		}),
		therapy.MustQuestion("anorexia-adult").Rule(therapy.Indication{
			ID: "f33-individual-anorexia", Grade: therapy.Consider,
			Clinician: "Anorexia nervosa in an adult: one of three individual therapies is considered (CBT-ED, MANTRA, SSCM).",
			Client:    "Adults: one-to-one comes first.",
			Sources:   therapy.MustCite("E91"),
		}),
		therapy.MustQuestion("eating-young").Rule(therapy.Indication{
			ID: "f33-individual-eating-young", Grade: therapy.Consider,
			Clinician: "Individual CBT-ED where family therapy was not possible or did not help.",
			Client:    "One-to-one therapy is next.",
			Sources:   therapy.MustCite("E91"),
		}),
		therapy.MustQuestion("psychosis").Rule(therapy.Indication{
			ID: "f34-individual-psychosis", Grade: therapy.Offer,
			Clinician: "Psychosis, stable: guidance has CBT for psychosis given one to one, over at least 16 planned sessions.",
			Client:    "After psychosis, one-to-one comes first.",
			Sources:   therapy.MustCite("E36", "E95"),
		}),
		therapy.MustQuestion("bipolar-euthymic").Rule(therapy.Indication{
			ID: "f35-individual-bipolar-euthymic", Grade: therapy.Offer,
			Clinician: "Bipolar disorder, euthymic: a structured intervention, individual, group or family.",
			Client:    "To stay well, one-to-one and a group both work well.",
			Sources:   therapy.MustCite("E93"),
		}),
		therapy.MustQuestion("bipolar-euthymic-young").Rule(therapy.Indication{
			ID: "f35-individual-bipolar-euthymic-young", Grade: therapy.Consider,
			Clinician: "Bipolar disorder under 18, in the longer term: an individual or a family intervention is considered; no group is named.",
			Client:    "To stay well, one-to-one or family therapy can help.",
			Sources:   therapy.MustCite("E93"),
		}),
		therapy.MustQuestion("bipolar-depression-young").Rule(therapy.Indication{
			ID: "f35-individual-bipolar-depression-young", Grade: therapy.Offer,
			Clinician: "Young person with bipolar depression: individual CBT or IPT for at least three months.",
			Client:    "For young people, one-to-one therapy comes first.",
			Sources:   therapy.MustCite("E93", "E94"),
		}),
		therapy.MustQuestion("bpd").Rule(therapy.Indication{
			ID: "f36-individual-bpd", Grade: therapy.Consider,
			Clinician: "Borderline personality disorder: therapies are chosen together and no format is preferred; the diagnosis never excludes.",
			Client:    "One-to-one therapy can help with feelings that are hard to bear.",
			Sources:   therapy.MustCite("E42", "E44", "E100"),
		}),
		therapy.MustQuestion("substance-early-recovery").Rule(therapy.Indication{
			ID: "f37-individual-early-recovery", Grade: therapy.Consider,
			Clinician: "Early recovery from substance use: guidance lets preference choose between therapies and names no format for them.",
			Client:    "Guidelines do not put one-to-one or a group first. What you prefer counts.",
			Sources:   therapy.MustCite("E45", "E46", "E48"),
		}),
		therapy.MustQuestion("substance-relapse").Rule(therapy.Indication{
			ID: "f37-individual-relapse-prevention", Grade: therapy.Consider,
			Clinician: "Preventing a relapse into alcohol or drug use: no text read prefers a format.",
			Client:    "One-to-one or a group can help you stay off. You can add a self-help group.",
			Sources:   therapy.MustCite("E45", "E120", "E121"),
		}),
		therapy.MustQuestion("gambling").Rule(therapy.Indication{
			ID: "f37-individual-gambling", Grade: therapy.Offer,
			Clinician: "Harm from gambling: CBT in a group or one to one.",
			Client:    "One-to-one CBT or a group course can help.",
			Sources:   therapy.MustCite("E105"),
		}),
		therapy.MustQuestion("autism-social").Rule(therapy.Indication{
			ID: "f38-individual-autism", Grade: therapy.OnlyIf, If: groupNotWanted(),
			Clinician: "Autism with a goal of social learning: an individual programme for those who find groups difficult.",
			Client:    "If groups are hard for you, the same course can be one to one.",
			Sources:   therapy.MustCite("E49"),
		}),
		therapy.MustQuestion("autism-anxiety-young").Rule(therapy.Indication{
			ID: "f38-individual-autism-young", Grade: therapy.OnlyIf, If: groupNotWanted(),
			Clinician: "Autism with anxiety under 18: adapted individual CBT for those who find groups difficult.",
			Client:    "If groups are hard for you, the same course can be one to one.",
			Sources:   therapy.MustCite("E131"),
		}),
		therapy.MustQuestion("parent-training").Rule(therapy.Indication{
			ID: "f39-individual-parent-training", Grade: therapy.OnlyIf,
			Clinician: "Conduct problems between 3 and 11: individual parent training where a group is not possible.",
			Client:    "If you cannot join a parent group, the course can be one to one.",
			Sources:   therapy.MustCite("E103"),
		}),
		therapy.MustQuestion("parent-training").Rule(therapy.Indication{
			ID: "f39-individual-parent-training-first", When: therapy.Is(therapy.CannotJoinParentGroup), Grade: therapy.Offer,
			Clinician: "Conduct problems between 3 and 11, and the parents cannot take part in a group: individual parent training is offered.",
			Client:    "The course for parents can be one to one.",
			Sources:   therapy.MustCite("E103"),
		}),
		therapy.MustQuestion("parent-training-severe").Rule(therapy.Indication{
			ID: "f39-individual-parent-training-severe", Grade: therapy.Offer,
			Clinician: "Severe and complex conduct problems between 3 and 11: individual parent and child training is offered, before a group.",
			Client:    "The course for parents and child comes first, one to one.",
			Sources:   therapy.MustCite("E103"),
		}),
		therapy.MustQuestion("depression-mild-12-17").Rule(therapy.Indication{
			ID: "f39-individual-depression-mild-young", Grade: therapy.OnlyIf, If: groupNotWanted(),
			Clinician: "Mild depression between 12 and 17: individual CBT or family therapy only if the online and group forms do not meet the need.",
			Client:    "If a group does not fit you, ask about one-to-one help.",
			Sources:   therapy.MustCite("E87", "E88"),
		}),
		therapy.MustQuestion("depression-mild-under-12").Rule(therapy.Indication{
			ID: "f39-individual-depression-mild-child", Grade: therapy.OnlyIf, If: groupNotWanted(),
			Clinician: "Mild depression between 5 and 11: individual CBT or family therapy only if the online and group forms do not meet the need.",
			Client:    "If a group does not fit you, ask about one-to-one help.",
			Sources:   therapy.MustCite("E87", "E88"),
		}),
		therapy.MustQuestion("depression-severe-12-17").Rule(therapy.Indication{
			ID: "f39-individual-depression-young", Grade: therapy.Offer,
			Clinician: "Moderate to severe depression between 12 and 17: individual CBT for about three months.",
			Client:    "For worse depression in young people, one-to-one therapy comes first.",
			Sources:   therapy.MustCite("E89", "E12"),
		}),
		therapy.MustQuestion("depression-severe-under-12").Rule(therapy.Indication{
			ID: "f39-individual-depression-child", Grade: therapy.Consider,
			Clinician: "Moderate to severe depression between 5 and 11: individual therapy is considered; family forms are named too.",
			Client:    "For worse depression in children, one-to-one or family therapy can help.",
			Sources:   therapy.MustCite("E89"),
		}),
		therapy.MustQuestion("parents-adhd-conduct").Rule(therapy.Indication{
			ID: "f39-individual-adhd-conduct", Grade: therapy.OnlyIf, If: therapy.AnyOf(therapy.SevereComplexConductProblems, therapy.CannotJoinParentGroup),
			Clinician: "ADHD with conduct problems: individual parent training where a group is not possible or the problems are severe and complex.",
			Client:    "The course can be one to one if a group does not work.",
			Sources:   therapy.MustCite("E104", "E103"),
		}),
		therapy.MustQuestion("history").Rule(therapy.Indication{
			ID: "f40-individual-prior-response", When: therapy.Is(therapy.PriorGoodResponseIndividual), Grade: therapy.Consider,
			Clinician: "Individual therapy has helped before: what has worked is worth repeating.",
			Client:    "One-to-one therapy has helped you before.",
			Sources:   therapy.MustCite("E3", "E7"),
		}),
		therapy.MustQuestion("history").Rule(therapy.Indication{
			ID: "f40-individual-after-group", When: therapy.Is(therapy.GroupNonresponse), Grade: therapy.Consider,
			Clinician: "A group has not helped enough: individual therapy next. One guideline on depression in cancer gives it as an example; elsewhere it is our reading.",
			Client:    "A group has not helped enough so far. One-to-one therapy can be a next step.",
			Sources:   therapy.MustCite("E14", "E130", "E7"),
		}),
		therapy.MustQuestion("insomnia").Rule(therapy.Indication{
			ID: "f51-individual-insomnia", Grade: therapy.Offer,
			Clinician: "Chronic insomnia: CBT for insomnia first; individual, in a group, by telephone, online or by book.",
			Client:    "A sleep course helps first, one to one or in a group.",
			Sources:   therapy.MustCite("E106", "E107"),
		}),
		therapy.MustQuestion("depression-perinatal").Rule(therapy.Indication{
			ID: "f51-individual-perinatal", Grade: therapy.Consider,
			Clinician: "Milder depression in pregnancy or the year after birth: individual CBT or IPT in Australian guidance; England's guideline was not readable on the format. Assessment within two weeks.",
			Client:    "While you are pregnant or have a baby, one-to-one therapy helps.",
			Sources:   therapy.MustCite("E110", "E111", "E112"),
		}),
	}
}

// wishTable has the column "individual" of row F42, and what that row says about combined
// therapy.
func wishTable() []therapy.Indication {
	return []therapy.Indication{
		{
			ID: "f42-individual-privacy", Layer: preference, Ages: therapy.AnyAge, When: therapy.Is(therapy.ValuesPrivacy), Alone: 3, Combined: -1,
			Clinician: "Privacy matters to the person; individual therapy offers the most of it.",
			Client:    "You want to keep things private. One-to-one is the most private.",
			Sources:   therapy.MustCite("S12", "S36", "S56", "E63"),
		},
		{
			ID: "f42-individual-judgement", Layer: preference, Ages: therapy.AnyAge, When: therapy.Is(therapy.FearOfJudgement), Alone: 3, Combined: -1,
			Clinician: "The person fears being judged by others; one to one there is only the therapist.",
			Client:    "You worry about being judged. One to one, there is only your therapist.",
			Sources:   therapy.MustCite("S12", "S56", "E63"),
		},
	}
}

// needTable has the column "individual" of rows F43 to F48, and what rows F43 to F45 say
// about combined therapy.
func needTable() []therapy.Indication {
	return []therapy.Indication{
		// F43 (S12, S54): headline.
		{
			ID: "f43-individual-sensitive", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.SensitiveIssue), Alone: 3, Combined: 1,
			Clinician: "Highly personal or sensitive issues can be spoken of most freely one to one.",
			Client:    "One-to-one time is private. You can say things that are hard to say.",
			Sources:   therapy.MustCite("S12", "S54"),
		},
		// F44 (S2 to S9, S11, S14, S41, S55).
		{
			ID: "f44-individual-depth", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.WantsInDepthExploration), Alone: 3, Combined: 1,
			Clinician: "Looking into things in depth takes the time and attention of individual sessions.",
			Client:    "Going into things in depth is what one-to-one sessions are made for.",
			Sources:   therapy.MustCite("S4", "S41", "S55"),
		},
		{
			ID: "f44-individual-attention", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.WantsUndividedAttention), Alone: 3, Combined: 1,
			Clinician: "Undivided attention is what individual sessions give.",
			Client:    "In one-to-one sessions the therapist is there for you alone.",
			Sources:   therapy.MustCite("S4", "S55"),
		},
		{
			ID: "f44-individual-plan", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.WantsPersonalisedPlan), Alone: 2, Combined: 1,
			Clinician: "A plan made for this person alone is easiest to make and change one to one.",
			Client:    "One to one, the plan is made just for you.",
			Sources:   therapy.MustCite("S2", "S3", "S5", "S11", "S14"),
		},
		{
			ID: "f44-individual-goals", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.HasSpecificPersonalGoals), Alone: 2, Combined: 1,
			Clinician: "Specific personal goals can be worked on directly one to one.",
			Client:    "One to one, you can work straight at your own goals.",
			Sources:   therapy.MustCite("S6", "S8", "S39"),
		},
		{
			ID: "f44-individual-relationship", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.WantsCloseTherapistRelationship), Alone: 2, Combined: 1,
			Clinician: "A close relationship with the therapist grows one to one.",
			Client:    "You get to know your therapist best one to one.",
			Sources:   therapy.MustCite("S9", "S41"),
		},
		{
			ID: "f44-individual-culture", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.NeedsCulturalTailoring), Alone: 1, Combined: 1,
			Clinician: "Tailoring to culture and values is simplest one to one. Groups can do it too.",
			Client:    "One to one, therapy can fit your way of life more easily.",
			Sources:   therapy.MustCite("S7"),
		},
		// F45 (S13, S49).
		{
			ID: "f45-individual-history", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.PersonalHistoryFocus), Alone: 2, Combined: 1,
			Clinician: "Work on personal history, childhood and past relationships is individual work.",
			Client:    "Looking at your own history is easier one to one.",
			Sources:   therapy.MustCite("S13", "S49"),
		},
		{
			ID: "f45-individual-inner-life", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.InternalFocus), Alone: 2, Combined: 1,
			Clinician: "Work on inner processes and self-awareness is the focus of individual therapy.",
			Client:    "One-to-one therapy is about what goes on inside you.",
			Sources:   therapy.MustCite("S49"),
		},
		// F46 (S18, S49, S50): what individual therapy gives less of.
		{
			ID: "f46-individual-interpersonal", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.InterpersonalDifficulties), Alone: -1,
			Clinician: "Difficulties with other people can be talked about, but hardly practised, one to one.",
			Client:    "One to one, you can talk about it. You cannot try it out much.",
			Sources:   therapy.MustCite("S18", "S49", "S50"),
		},
		{
			ID: "f46-individual-social-skills", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.SocialSkillsGoal), Alone: -1,
			Clinician: "Social skills can be talked about, but hardly practised, one to one.",
			Client:    "One to one, you can only practise with your therapist.",
			Sources:   therapy.MustCite("S18", "S49", "S50"),
		},
		{
			ID: "f46-individual-social-skills-psychosis", Layer: need, Ages: therapy.AnyAge, When: therapy.AllOf(therapy.PsychosisStable, therapy.SocialSkillsGoal), Alone: 1,
			Clinician: "In psychosis, social skills training is not routinely offered: the point against individual therapy is taken back.",
			Client:    "After psychosis, practising in a group does not come first.",
			Sources:   therapy.MustCite("E36"),
		},
		// F47 (S23, S58).
		{
			ID: "f47-individual-social-anxiety", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.SocialAnxiety), Alone: -1,
			Clinician: "Self-described social anxiety: one to one, the feared situation is not there to practise in.",
			Client:    "One to one, there is less chance to practise being with people.",
			Sources:   therapy.MustCite("S23", "S58"),
		},
		{
			ID: "f47-individual-performance-anxiety", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.PerformanceAnxiety), Alone: -1,
			Clinician: "Performance anxiety: one to one, there is no audience to practise before.",
			Client:    "One to one, there is nobody to practise in front of.",
			Sources:   therapy.MustCite("S23"),
		},
		{
			ID: "f47-individual-phobia", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.PhobiaSelfDescribed), Alone: -1,
			Clinician: "A self-described phobia: one to one, there are fewer real situations to practise.",
			Client:    "One to one, there is less chance to practise.",
			Sources:   therapy.MustCite("S23"),
		},
		// F48 (S43, S51): what individual therapy gives less of.
		{
			ID: "f48-individual-isolation", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.Isolation), Alone: -1,
			Clinician: "Isolation: support comes from the therapist alone.",
			Client:    "One to one, you do not meet others in the same situation.",
			Sources:   therapy.MustCite("S16", "S51"),
		},
		{
			ID: "f48-individual-peer-support", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.WantsPeerSupport), Alone: -1,
			Clinician: "Support from peers is not part of individual therapy.",
			Client:    "One to one, you do not get help from others like you.",
			Sources:   therapy.MustCite("S51", "S57"),
		},
		{
			ID: "f48-individual-community", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.WantsCommunity), Alone: -1,
			Clinician: "Individual therapy offers no community.",
			Client:    "One to one, you do not get to know a group.",
			Sources:   therapy.MustCite("S24", "S51"),
		},
		{
			ID: "f48-individual-perspectives", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.WantsDiversePerspectives), Alone: -1,
			Clinician: "The only other point of view is the therapist's.",
			Client:    "One to one, the only other point of view is the therapist's.",
			Sources:   therapy.MustCite("S43", "S57"),
		},
		{
			ID: "f48-individual-peer-feedback", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.WantsPeerFeedback), Alone: -1,
			Clinician: "There is no feedback from peers.",
			Client:    "One to one, you do not hear from others like you.",
			Sources:   therapy.MustCite("S19", "S43"),
		},
		{
			ID: "f48-individual-accountability", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.WantsAccountability), Alone: -1,
			Clinician: "The person is accountable to the therapist alone.",
			Client:    "One to one, only your therapist helps you keep to your goals.",
			Sources:   therapy.MustCite("S20", "S51"),
		},
	}
}

// practicalTable has the column "individual" of rows F14 and F50.
func practicalTable() []therapy.Indication {
	return []therapy.Indication{
		// F14 (S62, E7 1.4.4): a long wait is here, since exclusions have no points.
		{
			ID: "f14-individual-long-wait", Layer: practical, Ages: therapy.AnyAge, When: therapy.Is(therapy.IndividualLongWait), Alone: -2, Combined: -2,
			Clinician: "There is a long wait for individual therapy.",
			Client:    "There is a long wait for one-to-one therapy.",
			Sources:   therapy.MustCite("S62", "E7"),
		},
		// F50 (S45, S47, E77): price per session, not cost-effectiveness.
		{
			ID: "f50-individual-budget", Layer: practical, Ages: therapy.AnyAge, When: therapy.Is(therapy.LimitedBudget), Alone: -2,
			Clinician: "A session of individual therapy costs more, since one therapist's time goes to one person.",
			Client:    "One-to-one can cost more each time.",
			Sources:   therapy.MustCite("S45", "E77"),
		},
		// F50 (S10, S46).
		{
			ID: "f50-individual-flexible", Layer: practical, Ages: therapy.AnyAge, When: therapy.Is(therapy.NeedsFlexibleSchedule), Alone: 2,
			Clinician: "Individual sessions are often flexible in their times.",
			Client:    "One-to-one sessions can often be fitted around your days.",
			Sources:   therapy.MustCite("S10", "S46"),
		},
		{
			ID: "f50-individual-pace", Layer: practical, Ages: therapy.AnyAge, When: therapy.Is(therapy.WantsOwnPace), Alone: 2,
			Clinician: "Pace and duration are set by the one person.",
			Client:    "One to one, you go at your own pace.",
			Sources:   therapy.MustCite("S10", "S11", "S46"),
		},
	}
}
