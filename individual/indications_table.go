package individual

import "github.com/therapykit/therapykit/therapy"

const (
	indication = therapy.LayerIndication
	preference = therapy.LayerPreference
	need       = therapy.LayerNeed
	practical  = therapy.LayerPractical
)

// conditionTable: what guidelines and textbooks say for stated conditions, the
// column "individual" of rows F08, F16 to F25 and F27 to F40.
func conditionTable() []entry {
	return []entry{
		// F08 (E79 1.2.12, E80, E66): treatment is not withheld; an individual part belongs to it.
		{
			"f08-individual-ideation", indication,
			therapy.AnyOf(therapy.PassiveSuicidalIdeation, therapy.RecentSuicideAttempt, therapy.RecurrentSelfHarm), 1, 1,
			"Suicidal thoughts or self-harm that are not acute: treatment goes on, and individual sessions leave room for them; suicide-focused therapies are individual.",
			"You have been through thoughts of suicide or self-harm. Time alone with a therapist leaves room for that.",
			cite("E79", "E80", "E66", "E42"),
		},
		// F16 (S32, E48, E68).
		{
			"f16-individual-unwilling-in-group", indication, therapy.Is(therapy.UnwillingToEngageInGroup), 1, 0,
			"Doubtful about taking an active part in a group: individual therapy does not depend on it.",
			"You are not sure about taking part in a group. One-to-one therapy does not ask for that.",
			cite("S32", "E48", "E68"),
		},
		// F22 (E67, E68, E51, S48).
		{
			"f22-individual-irregular-attendance", indication, therapy.Is(therapy.IrregularAttendance), 2, 0,
			"Attendance is likely to be irregular: the article calls the scheduling of individual sessions flexible, and a textbook warns of groups for those who miss one in four or five.",
			"Coming regularly is difficult for you. One-to-one sessions can be moved more easily.",
			cite("S10", "S48", "E67", "E68"),
		},
		// F24 (E68, E69).
		{
			"f24-individual-antisocial-traits", indication, therapy.Is(therapy.SevereAntisocialTraits), 1, 0,
			"Marked antisocial traits: individual work, or a programme made for them.",
			"One-to-one work, or a programme made for it, suits the difficulties described.",
			cite("E68", "E69"),
		},
		// F25 (E48, E69).
		{
			"f25-individual-acute-crisis", indication, therapy.Is(therapy.AcuteLifeCrisis), 2, 0,
			"In the midst of a life crisis: individual support first.",
			"You are in the middle of a crisis. Support just for you comes first.",
			cite("E48", "E69"),
		},
		// F27, less severe (E1 to E4): 'consider'.
		{
			"f27-individual-depression-less-severe", indication, therapy.Is(therapy.DepressionLessSevere), 2, 0,
			"Less severe depression: individual CBT or behavioural activation are first-line alternatives for people who do not wish to join a group.",
			"For milder depression, one-to-one therapy helps and can be chosen.",
			cite("E1", "E2", "E3", "E4"),
		},
		// F27, more severe (E5, E66): 'offer'.
		{
			"f27-individual-depression-more-severe", indication, therapy.Is(therapy.DepressionMoreSevere), 3, 0,
			"More severe depression: individual CBT or behavioural therapy, with or without medication, has the best evidence.",
			"For more severe depression, one-to-one therapy has the best evidence.",
			cite("E5", "E66"),
		},
		// F27, VA/DoD profile (E9): preference decides.
		{
			"f27-individual-mdd-veteran", indication, therapy.AllOf(therapy.MDDMildModerate, therapy.VeteranUS), 2, 0,
			"Mild to moderate depression under the VA/DoD guideline: individual or group, as the person prefers.",
			"For milder depression, one-to-one therapy and a group are equally good choices.",
			cite("E9"),
		},
		// F28 (E13, E9).
		{
			"f28-individual-relapse-prevention", indication,
			therapy.All(therapy.Is(therapy.DepressionRemission), therapy.AnyOf(therapy.HighRelapseRisk, therapy.RelapsePrevention)), 1, 0,
			"In remission, to prevent a relapse: after remission and with a high risk of it, guidance names individual CBT or IPT beside mindfulness-based cognitive therapy.",
			"One-to-one therapy is one of the ways to stay well.",
			cite("E9", "E13"),
		},
		// F29, adult (E15, E18, E19, E20): 'offer'.
		{
			"f29-individual-social-anxiety-adult", indication, therapy.AllOf(therapy.Adult, therapy.SocialAnxietyDisorderDiagnosed), 3, 0,
			"Adult with diagnosed social anxiety disorder: offer individual CBT; group CBT is not routinely offered in its place.",
			"For adults with diagnosed social anxiety, one-to-one therapy has the best evidence.",
			cite("E15", "E18", "E19", "E20"),
		},
		// F29, child or young person (E16).
		{
			"f29-individual-social-anxiety-young", indication, therapy.All(young(), therapy.Is(therapy.SocialAnxietyDisorderDiagnosed)), 3, 0,
			"Child or young person with diagnosed social anxiety disorder: guidance offers individual or group CBT.",
			"For young people with diagnosed social anxiety, guidelines offer one-to-one therapy or a group.",
			cite("E16"),
		},
		// F30, no course under way (E25, E27): 'offer'.
		{
			"f30-individual-trauma", indication, trauma(), 3, 0,
			"PTSD or acute stress disorder: individual trauma-focused therapy before other treatments.",
			"After trauma, one-to-one therapy that works on it comes first.",
			cite("E25", "E27"),
		},
		// F30, a course is under way and the person wants peers (E27, E30): takes the
		// points above back. Without such a wish what is under way simply goes on.
		{
			"f30-individual-trauma-under-way", indication, therapy.All(trauma(), therapy.Is(therapy.InIndividualTraumaTherapy), wantsPeers()), -3, 0,
			"Individual trauma-focused therapy is under way already; what is asked now is what to have beside it.",
			"You are in one-to-one trauma therapy already. The question is what could help beside it.",
			cite("E27", "E30"),
		},
		// F31 (E23, E19): tie.
		{
			"f31-individual-ocd", indication, therapy.Is(therapy.OCDMild), 2, 0,
			"OCD with mild impairment: brief individual CBT with exposure, or a group.",
			"For milder OCD, one-to-one therapy and a group are equally good choices.",
			cite("E23", "E19"),
		},
		// F32 (E21, E19, E22): ties.
		{
			"f32-individual-gad-step-2", indication, therapy.Is(therapy.GADStep2), 2, 0,
			"Generalised anxiety, step 2: guided by preference between individual self-help and a psychoeducational group.",
			"For this kind of anxiety, individual help and a course in a group are equally good choices.",
			cite("E21", "E19"),
		},
		{
			"f32-individual-gad-marked", indication, therapy.Is(therapy.GADMarkedImpairment), 2, 0,
			"Generalised anxiety with marked impairment: individual and group CBT are equal, individual may be faster.",
			"For this kind of anxiety, one-to-one therapy and a group are equally good; one-to-one may be quicker.",
			cite("E21", "E19"),
		},
		{
			"f32-individual-panic", indication, therapy.Is(therapy.PanicDisorder), 2, 0,
			"Panic disorder: individual or group CBT; guidance from Scotland names the individual form.",
			"For panic, one-to-one therapy and a group both help.",
			cite("E19", "E22"),
		},
		{
			"f32-individual-anxiety", indication, therapy.Is(therapy.AnxietyDisorder), 2, 0,
			"Anxiety disorder: CBT can be delivered individually or in a group.",
			"For anxiety, one-to-one therapy and a group both help.",
			cite("E19", "E21", "E22"),
		},
		// F33 (E32 to E34).
		{
			"f33-individual-binge-eating", indication, therapy.Is(therapy.BingeEatingDisorder), 2, 0,
			"Binge eating disorder: individual CBT-ED where a group is declined or not available.",
			"For binge eating, one-to-one therapy is the choice if a group is not for you.",
			cite("E32"),
		},
		{
			"f33-individual-bulimia", indication, therapy.Is(therapy.BulimiaNervosa), 3, 0,
			"Bulimia nervosa: after guided self-help, individual CBT-ED.",
			"For bulimia, one-to-one therapy is what is recommended.",
			cite("E33"),
		},
		{
			"f33-individual-anorexia", indication, therapy.Is(therapy.AnorexiaNervosa), 3, 0,
			"Anorexia nervosa: individual therapy (CBT-ED, MANTRA, SSCM); for young people family therapy, with separate sessions.",
			"For anorexia, one-to-one therapy is what is recommended; for young people, together with the family.",
			cite("E34"),
		},
		// F34 (E36, E37).
		{
			"f34-individual-psychosis", indication, therapy.Is(therapy.PsychosisStable), 3, 0,
			"Psychosis, stable: guidance has CBT for psychosis given one to one, over at least 16 planned sessions.",
			"For the time after psychosis, guidelines recommend therapy one to one.",
			cite("E36"),
		},
		// F34, CBT for psychosis is under way and negative symptoms are what is left
		// (E36): takes the points above back.
		{
			"f34-individual-psychosis-under-way", indication,
			therapy.AllOf(therapy.PsychosisStable, therapy.InIndividualCBT, therapy.NegativeSymptoms), -3, 0,
			"Individual CBT is under way already (check that it is CBT for psychosis); what is asked now is what to have beside it.",
			"You are in one-to-one therapy already. The question is what could help beside it.",
			cite("E36"),
		},
		// F35 (E39, E41).
		{
			"f35-individual-bipolar-euthymic", indication, therapy.Is(therapy.BipolarEuthymic), 2, 0,
			"Bipolar disorder, euthymic: a structured intervention, individual, group or family.",
			"To stay well with bipolar disorder, one-to-one therapy and a group are equally good choices.",
			cite("E39"),
		},
		{
			"f35-individual-bipolar-discharge", indication,
			therapy.All(therapy.Is(therapy.HospitalDischarge), therapy.AnyOf(therapy.BipolarEuthymic, therapy.BipolarDepression)), 1, 0,
			"Bipolar disorder after discharge: individual sessions are possible; a staged group is what is suggested.",
			"After a stay in hospital, one-to-one sessions are possible.",
			cite("E39", "E41"),
		},
		{
			"f35-individual-bipolar-depression-young", indication, therapy.All(young(), therapy.Is(therapy.BipolarDepression)), 3, 0,
			"Young person with bipolar depression: individual CBT or IPT for at least three months.",
			"For young people with bipolar depression, one-to-one therapy is what is recommended.",
			cite("E39"),
		},
		// F36 (E42 to E44).
		{
			"f36-individual-bpd", indication, therapy.Is(therapy.BPD), 1, 0,
			"Borderline personality disorder: individual therapy helps; the diagnosis never excludes.",
			"One-to-one therapy can help with feelings that are hard to bear.",
			cite("E42", "E43", "E44"),
		},
		// F37 (E45, E46): the format of therapy is open.
		{
			"f37-individual-early-recovery", indication, therapy.Is(therapy.SUDEarlyRecovery), 1, 0,
			"Early recovery from substance use: guidance lets preference choose between therapies and names no format for them.",
			"In early recovery, guidelines do not say that one-to-one therapy or a group comes first; what you prefer counts.",
			cite("E45", "E46", "E48"),
		},
		// F38 (E49, E50, E52).
		{
			"f38-individual-autism", indication, autismGoal(), 2, 0,
			"Autism with a social or anxiety goal: guidance has an individual programme for those who find groups difficult (adults: social learning; young people: adapted CBT for anxiety). For the anxiety of adults this is our reading.",
			"If groups are hard for you, a programme like it can be done one to one.",
			cite("E49", "E50"),
		},
		// F39 (E51, E12).
		{
			"f39-individual-parent-training", indication, therapy.AllOf(therapy.ParentsOfChild3To11, therapy.ChildConductDisorder), 2, 0,
			"Conduct problems between 3 and 11: individual parent training where a group is not possible, or where things are severe and complex.",
			"Parent training can be done one to one if a group does not work for you.",
			cite("E51"),
		},
		{
			"f39-individual-depression-mild-young", indication, therapy.Is(therapy.DepressionMildCYP), 2, 0,
			"Mild depression in a child or young person: guidance names individual supportive therapy, group CBT and guided self-help side by side.",
			"For milder depression in young people, guidelines name one-to-one therapy and a group side by side.",
			cite("E12"),
		},
		{
			"f39-individual-depression-young", indication, therapy.Is(therapy.DepressionModerateSevereCYP), 3, 0,
			"Moderate to severe depression in a child or young person: individual therapy, or family therapy, for at least three months.",
			"For more severe depression in young people, one-to-one therapy is what is recommended.",
			cite("E12"),
		},
		// F40 (E3, E7, E14, E32).
		{
			"f40-individual-prior-response", indication, therapy.Is(therapy.PriorGoodResponseIndividual), 2, 0,
			"Individual therapy has helped before: what has worked is worth repeating.",
			"One-to-one therapy has helped you before.",
			cite("E3", "E7"),
		},
		{
			"f40-individual-after-group", indication, therapy.Is(therapy.GroupNonresponse), 3, 0,
			"A group has not helped enough: individual therapy next. Guidance says so for depression in cancer; elsewhere it is our reading of matching treatment to what has been tried.",
			"A group has not helped enough so far. One-to-one therapy can be a next step.",
			cite("E14", "E7"),
		},
	}
}

// wishTable: the column "individual" of row F42, and what it says of combining.
func wishTable() []entry {
	return []entry{
		{
			"f42-individual-privacy", preference, therapy.Is(therapy.ValuesPrivacy), 3, -1,
			"Privacy matters to the person; individual therapy offers the most of it.",
			"You value privacy, and one-to-one therapy offers the most of it.",
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
			"Very personal matters are easier to talk about one to one.",
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
			"A close relationship with a therapist grows best one to one.",
			cite("S9", "S41"),
		},
		{
			"f44-individual-culture", need, therapy.Is(therapy.NeedsCulturalTailoring), 1, 1,
			"Tailoring to culture and values is simplest one to one. Groups can do it too.",
			"One to one, it is simplest to fit therapy to your culture and values.",
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
			"One to one, you can talk about difficulties with people, but hardly practise.",
			cite("S18", "S49", "S50"),
		},
		{
			"f46-individual-social-skills", need, therapy.Is(therapy.SocialSkillsGoal), -1, 0,
			"Social skills can be talked about, but hardly practised, one to one.",
			"One to one, there is nobody to practise social skills with but the therapist.",
			cite("S18", "S49", "S50"),
		},
		{
			"f46-individual-social-skills-psychosis", need, therapy.AllOf(therapy.PsychosisStable, therapy.SocialSkillsGoal), 1, 0,
			"In psychosis, social skills training is not routinely offered: the point against individual therapy is taken back.",
			"After psychosis, practising social skills in a group is not what is recommended first.",
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
			"One-to-one therapy gives no support from people in the same situation.",
			cite("S51", "S57"),
		},
		{
			"f48-individual-community", need, therapy.Is(therapy.WantsCommunity), -1, 0,
			"Individual therapy offers no community.",
			"One-to-one therapy gives no community.",
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
			"One to one, there is no feedback from other people in therapy.",
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
			"One-to-one sessions usually cost more.",
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
