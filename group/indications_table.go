package group

import "github.com/therapykit/therapykit/therapy"

const (
	preference = therapy.LayerPreference
	need       = therapy.LayerNeed
	practical  = therapy.LayerPractical
)

// conditionTable: what guidelines and textbooks say for stated conditions, the
// column "group" of rows F08, F16 to F25, F27 to F40 and F51, and what those rows say of
// combining, as grades. The question says whom it is about; see [therapy.MustQuestion].
func conditionTable() []graded {
	return []graded{
		{
			id: "f08-group-ideation", question: "suicidality-mixed-group", grade: therapy.Against, combined: therapy.Consider,
			clinician: "Suicidal thoughts or self-harm that are not acute: a mixed group should not be the only treatment. A textbook and our reading, at all ages.",
			client:    "If you choose a group, have one-to-one time as well.",
			sources:   cite("E66", "E42", "E80", "E117"),
		},
		{
			id: "f08-group-attempt", question: "after-attempt", grade: therapy.Against, combined: therapy.Consider,
			clinician: "After a recent suicide attempt no group, of whatever kind, should be the only treatment.",
			client:    "If you choose a group, have one-to-one time as well.",
			sources:   cite("E66", "E80"),
		},
		{
			id: "f16-group-unwilling", question: "readiness", when: therapy.Is(therapy.UnwillingToEngageInGroup), grade: therapy.Against, combined: therapy.Against,
			clinician: "Doubtful about taking an active part; what a group gives depends on it. Preparation can change this. Written for adults in mixed groups.",
			client:    "A group helps those who take part, and you are not sure you want to. You could find out more first.",
			sources:   cite("S32", "E48", "E68"),
		},
		{
			id: "f22-group-irregular-attendance", question: "readiness", when: therapy.Is(therapy.IrregularAttendance), grade: therapy.Against, combined: therapy.Against,
			clinician: "Attendance is likely to be irregular, which harms the person's own gain and the group. Written for adults in mixed groups.",
			client:    "A group needs people who can come nearly every time.",
			sources:   cite("E67", "E68", "E51", "S48"),
		},
		{
			id: "f25-group-acute-crisis", question: "readiness", when: therapy.Is(therapy.AcuteLifeCrisis), grade: therapy.Against, combined: therapy.Against,
			clinician: "In the midst of a life crisis groups may be inappropriate. Written for adults in mixed groups; that this speaks against adding one as well is our reading.",
			client:    "You are in the middle of a hard time. A group may be better later.",
			sources:   cite("E48", "E69"),
		},
		{
			id: "f27-group-depression-less-severe", question: "depression-less-severe", grade: therapy.Offer,
			clinician: "Less severe depression: after guided self-help, group CBT or behavioural activation come first, being effective and on average most cost-effective.",
			client:    "For milder depression, a group course is a good first choice. Guided self-help often comes before it.",
			sources:   cite("E1", "E2", "E3", "E4"),
		},
		{
			id: "f27-group-depression-more-severe", question: "depression-more-severe", grade: therapy.Against,
			clinician: "More severe depression: a textbook warns against a group as the only treatment; the guideline itself is silent on groups.",
			client:    "If you choose a group, have one-to-one time as well.",
			sources:   cite("E66", "E5"),
		},
		{
			id: "f27-group-mdd-veteran", question: "depression-veteran", grade: therapy.Consider,
			clinician: "Mild to moderate depression under the VA/DoD guideline: individual or group, as the person prefers.",
			client:    "For milder depression, a group and one-to-one work as well. You choose.",
			sources:   cite("E9", "E112", "E113"),
		},
		{
			id: "f28-group-relapse-prevention", question: "depression-relapse", grade: therapy.Consider,
			clinician: "In remission on medication alone and at higher risk of relapse: group CBT or mindfulness-based cognitive therapy, to replace the medication or to go with it.",
			client:    "You are well again. A group course can help you stay well. Ask about CBT or mindfulness.",
			sources:   cite("E96", "E97"),
		},
		{
			id: "f29-group-social-anxiety-adult", question: "social-anxiety-adult", grade: therapy.Against,
			clinician: "Adult with diagnosed social anxiety disorder: group CBT is less effective than individual CBT, though better than nothing. Other guidance finds no clear difference.",
			client:    "Both can help. On average, one-to-one helps a little more.",
			sources:   cite("E15", "E18", "E19", "E20"),
		},
		{
			id: "f29-group-social-anxiety-young", question: "social-anxiety-young", grade: therapy.Offer,
			clinician: "Child or young person with diagnosed social anxiety disorder: guidance offers individual or group CBT, the group with people of the same age range.",
			client:    "For young people, a group with others of your age can help.",
			sources:   cite("E16"),
		},
		{
			id: "f30-group-trauma", question: "trauma-adult", grade: therapy.Adjunct,
			clinician: "PTSD or acute stress disorder: a group is an addition, and alone only where the choice is between that and nothing.",
			client:    "After trauma, a group is an extra. One-to-one comes first.",
			sources:   cite("E115", "E129", "E128"),
		},
		{
			id: "f30-group-trauma-young", question: "trauma-young", grade: therapy.Adjunct,
			clinician: "PTSD or acute stress disorder under 18: a group may be added to individual therapy and does not replace it.",
			client:    "After trauma, a group is an extra. One-to-one comes first.",
			sources:   cite("E128"),
		},
		{
			id: "f30-group-trauma-under-way", question: "trauma-under-way", combined: therapy.Consider,
			clinician: "Individual trauma-focused therapy is under way and the person wants others as well: a group can be added to it, not take its place.",
			client:    "You have one-to-one trauma therapy. A group can come on top.",
			sources:   cite("E27", "E128", "E30"),
		},
		{
			id: "f30-group-trauma-shared", question: "trauma-shared", grade: therapy.Consider,
			clinician: "Within a month of an event that several young people went through: a group of 5 to 15 sessions is considered.",
			client:    "A group for young people who went through it with you can help.",
			sources:   cite("E115", "E116"),
		},
		{
			id: "f31-group-ocd", question: "ocd-mild-adult", grade: therapy.Offer,
			clinician: "OCD with mild impairment: CBT with exposure in a group, or briefly one to one.",
			client:    "For milder OCD, a group and one-to-one work as well.",
			sources:   cite("E23", "E19"),
		},
		{
			id: "f31-group-ocd-young", question: "ocd-mild-young", grade: therapy.Consider,
			clinician: "OCD with mild impairment under 18: a group, individual CBT or guided self-help, as the young person chooses.",
			client:    "For milder OCD, a group and one-to-one work as well. You choose.",
			sources:   cite("E127"),
		},
		{
			id: "f31-group-ocd-severe", question: "ocd-severe-adult", grade: therapy.Consider,
			clinician: "More severe OCD: pooled studies are level and single trials differ; exposure with response prevention is what counts.",
			client:    "The kind of therapy counts more than a group or one-to-one.",
			sources:   cite("E19", "E126"),
		},
		{
			id: "f32-group-gad-step-2", question: "gad-step-2", grade: therapy.Offer,
			clinician: "Generalised anxiety, step 2: a psychoeducational group or individual self-help, guided by preference.",
			client:    "A group course and guided self-help work as well. You choose.",
			sources:   cite("E21", "E19"),
		},
		{
			id: "f32-group-gad-marked", question: "gad-marked", grade: therapy.Consider,
			clinician: "Generalised anxiety with marked impairment: group and individual CBT are equal in the end.",
			client:    "A group and one-to-one work as well in the end.",
			sources:   cite("E21", "E19"),
		},
		{
			id: "f32-group-panic", question: "panic", grade: therapy.Consider,
			clinician: "Panic disorder: group or individual CBT.",
			client:    "For panic, a group and one-to-one therapy both help.",
			sources:   cite("E19", "E22"),
		},
		{
			id: "f32-group-anxiety", question: "anxiety-adult", grade: therapy.Consider,
			clinician: "Anxiety disorder: CBT can be delivered in a group or individually.",
			client:    "For anxiety, a group and one-to-one therapy both help.",
			sources:   cite("E19", "E138"),
		},
		{
			id: "f32-group-anxiety-young", question: "anxiety-young", grade: therapy.Consider,
			clinician: "Anxiety disorder under 18: no consistent difference between formats.",
			client:    "For young people, a group and one-to-one therapy both help.",
			sources:   cite("E24"),
		},
		{
			id: "f33-group-binge-eating", question: "binge-eating", grade: therapy.Offer,
			clinician: "Binge eating disorder: after guided self-help, group CBT-ED.",
			client:    "A group course comes next, once you have tried guided self-help.",
			sources:   cite("E91"),
		},
		{
			id: "f34-group-arts", question: "psychosis", grade: therapy.Adjunct,
			clinician: "Psychosis: NICE has arts therapies considered as an addition, in groups, for negative symptoms above all; SIGN advises against offering group art therapy routinely.",
			client:    "Some guidelines suggest art in a group as an extra. Others do not.",
			sources:   cite("E36", "E37"),
		},
		{
			id: "f34-combined-arts", question: "psychosis-under-way", combined: therapy.Consider,
			clinician: "Individual CBT is under way (check that it is CBT for psychosis) and there are negative symptoms: an arts therapies group can be added to it. That it does not take its place is our reading.",
			client:    "You have one-to-one therapy. An arts group can come on top.",
			sources:   cite("E36", "E37"),
		},
		{
			id: "f35-group-bipolar-euthymic", question: "bipolar-euthymic", grade: therapy.Offer,
			clinician: "Bipolar disorder, euthymic: a structured intervention, group, individual or family.",
			client:    "To stay well, a group and one-to-one work as well.",
			sources:   cite("E93"),
		},
		{
			id: "f35-group-bipolar-discharge", question: "bipolar-discharge", grade: therapy.Consider,
			clinician: "Bipolar disorder, being discharged after an admission: a staged, group-based intervention is considered, and peer-led self-management groups beside it.",
			client:    "After hospital, a group that goes step by step may help.",
			sources:   cite("E98"),
		},
		{
			id: "f36-group-bpd", question: "bpd", grade: therapy.Consider,
			clinician: "Borderline personality disorder: therapies are chosen together and no format is preferred; the diagnosis never excludes.",
			client:    "A group can help with feelings that are hard to bear.",
			sources:   cite("E42", "E44", "E100"),
		},
		{
			id: "f36-combined-dbt", question: "bpd-dbt", grade: therapy.Adjunct, combined: therapy.Consider,
			clinician: "Borderline personality disorder with self-harm, and a DBT or MBT programme is available: it is made of both, a weekly group and weekly individual sessions.",
			client:    "There is a course made for this. It has a group and one-to-one time.",
			sources:   cite("E102", "E100", "E43"),
		},
		{
			id: "f36-combined-dbt-young", question: "dbt-young", grade: therapy.Adjunct, combined: therapy.Consider,
			clinician: "Repeated self-harm with strong emotions between 12 and 17: DBT for adolescents joins a group and one-to-one sessions.",
			client:    "There is a course made for this. It has a group and one-to-one time.",
			sources:   cite("E117", "E102"),
		},
		{
			id: "f24-group-aspd", question: "aspd", grade: therapy.Offer,
			clinician: "Antisocial personality disorder: group-based cognitive and behavioural therapy is offered; duration and intensity are chosen with the person.",
			client:    "A group course made for this can help. You have a say in how long it is.",
			sources:   cite("E100"),
		},
		{
			id: "f37-group-early-recovery", question: "substance-early-recovery", grade: therapy.Consider,
			clinician: "Early recovery from substance use: guidance names no format for therapy, and promotes mutual-help groups beside it.",
			client:    "Guidelines do not put a group or one-to-one first. You can add a self-help group to both.",
			sources:   cite("E45", "E46", "E48"),
		},
		{
			id: "f37-combined-early-recovery", question: "substance-early-recovery", combined: therapy.Consider,
			clinician: "Early recovery from substance use: mutual-help groups are promoted beside other treatment. That this speaks for adding a therapy group too is our reading.",
			client:    "It helps to be with others who are in recovery too.",
			sources:   cite("E45", "E46"),
		},
		{
			id: "f37-group-relapse-prevention", question: "substance-relapse", grade: therapy.Consider,
			clinician: "Preventing a relapse into alcohol or drug use: groups are a main form of treatment, and no text read prefers a format.",
			client:    "A group or one-to-one can help you stay off. You can add a self-help group.",
			sources:   cite("E45", "E120", "E121"),
		},
		{
			id: "f37-group-therapeutic-community", question: "therapeutic-community", grade: therapy.Consider,
			clinician: "In prison for 18 months or more with established drug misuse: a referral to a therapeutic community, which works in groups, is considered. It is about drug use only.",
			client:    "Some prisons have a wing that works in groups. It can help with drug use.",
			sources:   cite("E99", "E53"),
		},
		{
			id: "f37-group-gambling", question: "gambling", grade: therapy.Offer,
			clinician: "Harm from gambling: CBT in a group or one to one; the group may work best and cost least for the severity of gambling.",
			client:    "A group course or one-to-one CBT can help.",
			sources:   cite("E105"),
		},
		{
			id: "f38-group-autism", question: "autism-social", grade: therapy.Consider,
			clinician: "Autism with a goal of social learning: a group programme is considered.",
			client:    "Guidelines suggest a group course made for autistic people. It is fine if groups are hard for you: see one-to-one.",
			sources:   cite("E49"),
		},
		{
			id: "f38-group-autism-young", question: "autism-anxiety-young", grade: therapy.Consider,
			clinician: "Autism with anxiety under 18: group CBT adapted for autism is considered.",
			client:    "Guidelines suggest a group course made for autistic people. It is fine if groups are hard for you: see one-to-one.",
			sources:   cite("E131"),
		},
		{
			id: "f39-group-parent-training", question: "parent-training", grade: therapy.Offer,
			clinician: "Conduct problems between 3 and 11: group parent training.",
			client:    "A course for parents in a group comes first.",
			sources:   cite("E103"),
		},
		{
			id: "f39-group-problem-solving", question: "problem-solving", grade: therapy.Offer,
			clinician: "Conduct problems between 9 and 14: group social and cognitive problem-solving.",
			client:    "At your age, a group course can help with solving problems with others.",
			sources:   cite("E103"),
		},
		{
			id: "f39-group-depression-mild-young", question: "depression-mild-12-17", grade: therapy.Offer,
			clinician: "Mild depression between 12 and 17: CBT, supportive or interpersonal therapy in a group come first, beside an online course.",
			client:    "For milder depression in young people, a group or an online course comes first.",
			sources:   cite("E87", "E88"),
		},
		{
			id: "f39-group-depression-mild-child", question: "depression-mild-under-12", grade: therapy.Consider,
			clinician: "Mild depression between 5 and 11: CBT, supportive or interpersonal therapy in a group are considered, beside an online course.",
			client:    "For milder depression in children, a group or an online course comes first.",
			sources:   cite("E87", "E88"),
		},
		{
			id: "f39-group-learning-disability", question: "parents-learning-disability", grade: therapy.Consider,
			clinician: "Parents of a child with a learning disability: a group of 10 to 15 parents, 8 to 12 times, is considered.",
			client:    "A course with other parents can help.",
			sources:   cite("E123", "E124"),
		},
		{
			id: "f39-group-adhd-under-5", question: "parents-adhd-under-5", grade: therapy.Offer,
			clinician: "ADHD under 5: group parent training first; no medication without a second specialist opinion.",
			client:    "A course with other parents comes first.",
			sources:   cite("E104"),
		},
		{
			id: "f39-group-adhd-conduct", question: "parents-adhd-conduct", grade: therapy.Offer,
			clinician: "ADHD with conduct problems: support in a group and parent training come first.",
			client:    "A course with other parents comes first.",
			sources:   cite("E104", "E103"),
		},
		{
			id: "f40-group-nonresponse", question: "history", when: therapy.Is(therapy.GroupNonresponse), grade: therapy.Against,
			clinician: "A group has not helped enough: another as the only treatment is not the next step. Our reading.",
			client:    "A group alone has not helped enough so far.",
			sources:   cite("E130", "E7"),
		},
		{
			id: "f51-group-insomnia", question: "insomnia", grade: therapy.Offer,
			clinician: "Chronic insomnia: CBT for insomnia first; in a group, individual, by telephone, online or by book.",
			client:    "A sleep course helps first, in a group or one to one.",
			sources:   cite("E106", "E107"),
		},
		{
			id: "f51-group-back-pain", question: "back-pain", grade: therapy.Consider,
			clinician: "Persistent low back pain or sciatica: a physical and psychological programme together, preferably in a group.",
			client:    "A course that joins exercise and therapy can help, best in a group.",
			sources:   cite("E109"),
		},
		{
			id: "f51-group-perinatal", question: "depression-perinatal", grade: therapy.Adjunct,
			clinician: "Milder depression in pregnancy or the year after birth: a social support group after the birth is an addition, in Australian guidance.",
			client:    "A parents' group can be added.",
			sources:   cite("E110"),
		},
		{
			id: "f51-group-dementia", question: "dementia", grade: therapy.Offer,
			clinician: "Mild to moderate dementia: group cognitive stimulation for memory and thinking. Therapy for low mood is a separate question.",
			client:    "A memory group can help you think and talk.",
			sources:   cite("E122"),
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
			"You want to keep things private. In a group, others hear what you say.",
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
			"It is harder to talk about very private things in a group.",
			cite("S12", "S37", "S54"),
		},
		// F44 (S4, S41, S55).
		{
			"f44-group-depth", need, therapy.Is(therapy.WantsInDepthExploration), -1, 0,
			"In a group the time is shared, so that less of it goes into depth with one person.",
			"In a group, you share the time.",
			cite("S4", "S55"),
		},
		{
			"f44-group-attention", need, therapy.Is(therapy.WantsUndividedAttention), -1, 0,
			"In a group the therapist's attention is divided.",
			"In a group, the therapist is there for all of you.",
			cite("S4", "S47", "S55"),
		},
		{
			"f44-group-plan", need, therapy.Is(therapy.WantsPersonalisedPlan), -1, 0,
			"The article speaks of a plan designed for one client under individual therapy only, and of groups as typically structured; that a group leaves less room for it is our reading.",
			"A group has one plan for all.",
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
			"In a group, you get to know all the people, not just the therapist.",
			cite("S41", "S42"),
		},
		{
			"f44-group-culture", need, therapy.Is(therapy.NeedsCulturalTailoring), -1, 0,
			"The article speaks of a client's culture under individual therapy only. That does not show that groups cannot take it up; the weak point against them is our reading.",
			"In a group, it may take more work to fit your way of life.",
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
			"In a group, you can see what goes wrong with people, and try new ways.",
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
			"After psychosis, practising in a group does not come first.",
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
		{
			"f47-group-phobia", need, therapy.Is(therapy.PhobiaSelfDescribed), 3, 1,
			"A self-described phobia: the article says that practising real situations in a group can build confidence.",
			"A group can be a safe place to practise.",
			cite("S23"),
		},
		// F48: headline S57, the others S16, S19, S20, S24, S52.
		{
			"f48-group-peer-support", need, therapy.Is(therapy.WantsPeerSupport), 3, 1,
			"Support from people in the same situation is what a group gives.",
			"In a group, people who face the same thing help each other.",
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
			"In a group, you can find a place to belong.",
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
			"Others in the group may feel the same. That can make shame smaller.",
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
