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
func conditionTable() []therapy.Indication {
	return []therapy.Indication{
		therapy.MustQuestion("suicidality-mixed-group").Rule(therapy.Indication{
			ID: "f08-group-ideation", Grade: therapy.Against, GradeCombined: therapy.Consider,
			Clinician: "Suicidal thoughts or self-harm that are not acute: a mixed group should not be the only treatment. A textbook and our reading, at all ages.",
			Client:    "If you choose a group, have one-to-one time as well.",
			Sources:   therapy.MustCite("E66", "E42", "E80", "E117"),
		}),
		therapy.MustQuestion("after-attempt").Rule(therapy.Indication{
			ID: "f08-group-attempt", Grade: therapy.Against, GradeCombined: therapy.Consider,
			Clinician: "After a recent suicide attempt no group, of whatever kind, should be the only treatment.",
			Client:    "If you choose a group, have one-to-one time as well.",
			Sources:   therapy.MustCite("E66", "E80"),
		}),
		therapy.MustQuestion("readiness").Rule(therapy.Indication{
			ID: "f16-group-unwilling", When: therapy.Is(therapy.UnwillingToEngageInGroup), Grade: therapy.Against, GradeCombined: therapy.Against,
			Clinician: "Doubtful about taking an active part; what a group gives depends on it. Preparation can change this. Written for adults in mixed groups.",
			Client:    "A group helps those who take part, and you are not sure you want to. You could find out more first.",
			Sources:   therapy.MustCite("S32", "E48", "E68"),
		}),
		therapy.MustQuestion("readiness").Rule(therapy.Indication{
			ID: "f22-group-irregular-attendance", When: therapy.Is(therapy.IrregularAttendance), Grade: therapy.Against, GradeCombined: therapy.Against,
			Clinician: "Attendance is likely to be irregular, which harms the person's own gain and the group. Written for adults in mixed groups.",
			Client:    "A group needs people who can come nearly every time.",
			Sources:   therapy.MustCite("E67", "E68", "E51", "S48"),
		}),
		therapy.MustQuestion("readiness").Rule(therapy.Indication{
			ID: "f25-group-acute-crisis", When: therapy.Is(therapy.AcuteLifeCrisis), Grade: therapy.Against, GradeCombined: therapy.Against,
			Clinician: "In the midst of a life crisis groups may be inappropriate. Written for adults in mixed groups; that this speaks against adding one as well is our reading.",
			Client:    "You are in the middle of a hard time. A group may be better later.",
			Sources:   therapy.MustCite("E48", "E69"),
		}),
		therapy.MustQuestion("depression-less-severe").Rule(therapy.Indication{
			ID: "f27-group-depression-less-severe", Grade: therapy.Offer,
			Clinician: "Less severe depression: after guided self-help, group CBT or behavioural activation come first, being effective and on average most cost-effective.",
			Client:    "For milder depression, a group course is a good first choice. Guided self-help often comes before it.",
			Sources:   therapy.MustCite("E1", "E2", "E3", "E4"),
		}),
		therapy.MustQuestion("depression-more-severe").Rule(therapy.Indication{
			ID: "f27-group-depression-more-severe", Grade: therapy.Against,
			Clinician: "More severe depression: a textbook warns against a group as the only treatment; the guideline itself is silent on groups.",
			Client:    "If you choose a group, have one-to-one time as well.",
			Sources:   therapy.MustCite("E66", "E5"),
		}),
		therapy.MustQuestion("depression-veteran").Rule(therapy.Indication{
			ID: "f27-group-mdd-veteran", Grade: therapy.Consider,
			Clinician: "Mild to moderate depression under the VA/DoD guideline: individual or group, as the person prefers.",
			Client:    "For milder depression, a group and one-to-one both work well. You choose.",
			Sources:   therapy.MustCite("E9", "E112", "E113"),
		}),
		therapy.MustQuestion("depression-relapse").Rule(therapy.Indication{
			ID: "f28-group-relapse-prevention", Grade: therapy.Consider,
			Clinician: "In remission on medication alone, at higher risk of relapse: group CBT or mindfulness-based cognitive therapy, to replace the medication or go with it.",
			Client:    "You are well again. A group course can help you stay well. Ask about CBT or mindfulness.",
			Sources:   therapy.MustCite("E96", "E97"),
		}),
		therapy.MustQuestion("social-anxiety-adult").Rule(therapy.Indication{
			ID: "f29-group-social-anxiety-adult", Grade: therapy.Against,
			Clinician: "Adult with diagnosed social anxiety disorder: group CBT is less effective than individual CBT, though better than nothing. Other guidance finds no clear difference.",
			Client:    "Both can help. On average, one-to-one helps a little more.",
			Sources:   therapy.MustCite("E15", "E18", "E19", "E20"),
		}),
		therapy.MustQuestion("social-anxiety-young").Rule(therapy.Indication{
			ID: "f29-group-social-anxiety-young", Grade: therapy.Offer,
			Clinician: "Child or young person with diagnosed social anxiety disorder: guidance offers individual or group CBT, the group with people of the same age range.",
			Client:    "For young people, a group with others of your age can help.",
			Sources:   therapy.MustCite("E16"),
		}),
		therapy.MustQuestion("trauma-adult").Rule(therapy.Indication{
			ID: "f30-group-trauma", Grade: therapy.Adjunct,
			Clinician: "PTSD or acute stress disorder: a group is an addition, and alone only where the choice is between that and nothing.",
			Client:    "After trauma, a group is an extra. One-to-one comes first.",
			Sources:   therapy.MustCite("E115", "E129", "E128"),
		}),
		therapy.MustQuestion("trauma-young").Rule(therapy.Indication{
			ID: "f30-group-trauma-young", Grade: therapy.Adjunct,
			Clinician: "PTSD or acute stress disorder under 18: a group may be added to individual therapy and does not replace it.",
			Client:    "After trauma, a group is an extra. One-to-one comes first.",
			Sources:   therapy.MustCite("E128"),
		}),
		therapy.MustQuestion("trauma-under-way").Rule(therapy.Indication{
			ID: "f30-group-trauma-under-way", GradeCombined: therapy.Consider,
			Clinician: "Individual trauma-focused therapy is under way and the person wants others as well: a group can be added to it, not take its place.",
			Client:    "You have one-to-one trauma therapy. A group can come on top.",
			Sources:   therapy.MustCite("E27", "E128", "E30"),
		}),
		therapy.MustQuestion("trauma-shared").Rule(therapy.Indication{
			ID: "f30-group-trauma-shared", Grade: therapy.Consider,
			Clinician: "Within a month of an event that several young people went through: a group of 5 to 15 sessions is considered.",
			Client:    "A group for young people who went through it with you can help.",
			Sources:   therapy.MustCite("E115", "E116"),
		}),
		therapy.MustQuestion("ocd-mild-adult").Rule(therapy.Indication{
			ID: "f31-group-ocd", Grade: therapy.Offer,
			Clinician: "OCD with mild impairment: CBT with exposure in a group, or briefly one to one.",
			Client:    "For milder OCD, a group and one-to-one both work well.",
			Sources:   therapy.MustCite("E23", "E19"),
		}),
		therapy.MustQuestion("ocd-mild-young").Rule(therapy.Indication{
			ID: "f31-group-ocd-young", Grade: therapy.Consider,
			Clinician: "OCD with mild impairment under 18: a group, individual CBT or guided self-help, as the young person chooses.",
			Client:    "For milder OCD, a group and one-to-one both work well. You choose.",
			Sources:   therapy.MustCite("E127"),
		}),
		therapy.MustQuestion("ocd-severe-adult").Rule(therapy.Indication{
			ID: "f31-group-ocd-severe", Grade: therapy.Consider,
			Clinician: "More severe OCD: pooled studies are level and single trials differ; exposure with response prevention is what counts.",
			Client:    "The kind of therapy counts more than a group or one-to-one.",
			Sources:   therapy.MustCite("E19", "E126"),
		}),
		therapy.MustQuestion("gad-step-2").Rule(therapy.Indication{
			ID: "f32-group-gad-step-2", Grade: therapy.Offer,
			Clinician: "Generalised anxiety, step 2: a psychoeducational group or individual self-help, guided by preference.",
			Client:    "A group course works as well as guided self-help. You choose.",
			Sources:   therapy.MustCite("E21", "E19"),
		}),
		therapy.MustQuestion("gad-marked").Rule(therapy.Indication{
			ID: "f32-group-gad-marked", Grade: therapy.Consider,
			Clinician: "Generalised anxiety with marked impairment: group and individual CBT are equal in the end.",
			Client:    "A group and one-to-one both work well in the end.",
			Sources:   therapy.MustCite("E21", "E19"),
		}),
		therapy.MustQuestion("panic").Rule(therapy.Indication{
			ID: "f32-group-panic", Grade: therapy.Consider,
			Clinician: "Panic disorder: group or individual CBT.",
			Client:    "For panic, a group and one-to-one therapy both help.",
			Sources:   therapy.MustCite("E19", "E22"),
		}),
		therapy.MustQuestion("anxiety-adult").Rule(therapy.Indication{
			ID: "f32-group-anxiety", Grade: therapy.Consider,
			Clinician: "Anxiety disorder: CBT can be delivered in a group or individually.",
			Client:    "A group course or one-to-one CBT can help.",
			Sources:   therapy.MustCite("E19", "E138"),
		}),
		therapy.MustQuestion("anxiety-young").Rule(therapy.Indication{
			ID: "f32-group-anxiety-young", Grade: therapy.Consider,
			Clinician: "Anxiety disorder under 18: no consistent difference between formats.",
			Client:    "For young people, a group and one-to-one therapy both help.",
			Sources:   therapy.MustCite("E24"),
		}),
		therapy.MustQuestion("binge-eating").Rule(therapy.Indication{
			ID: "f33-group-binge-eating", Grade: therapy.Offer,
			Clinician: "Binge eating disorder: after guided self-help, group CBT-ED.",
			Client:    "A group course comes next, once you have tried guided self-help.",
			Sources:   therapy.MustCite("E91"),
		}),
		therapy.MustQuestion("psychosis").Rule(therapy.Indication{
			ID: "f34-group-arts", Grade: therapy.Adjunct,
			Clinician: "Psychosis: NICE has arts therapies considered as an addition, in groups, for negative symptoms above all; SIGN advises against offering group art therapy routinely.",
			Client:    "Some guidelines suggest art in a group as an extra. Others do not.",
			Sources:   therapy.MustCite("E36", "E37"),
		}),
		therapy.MustQuestion("psychosis-under-way").Rule(therapy.Indication{
			ID: "f34-combined-arts", GradeCombined: therapy.Consider,
			Clinician: "Individual CBT is under way (check: CBT for psychosis) and there are negative symptoms: an arts therapies group can be added to it. That it does not take its place is our reading.",
			Client:    "You have one-to-one therapy. An arts group can come on top.",
			Sources:   therapy.MustCite("E36", "E37"),
		}),
		therapy.MustQuestion("bipolar-euthymic").Rule(therapy.Indication{
			ID: "f35-group-bipolar-euthymic", Grade: therapy.Offer,
			Clinician: "Bipolar disorder, euthymic: a structured intervention, group, individual or family.",
			Client:    "To stay well, a group and one-to-one both work well.",
			Sources:   therapy.MustCite("E93"),
		}),
		therapy.MustQuestion("bipolar-discharge").Rule(therapy.Indication{
			ID: "f35-group-bipolar-discharge", Grade: therapy.Consider,
			Clinician: "Bipolar disorder, being discharged after an admission: a staged, group-based intervention is considered, and peer-led self-management groups beside it.",
			Client:    "After hospital, a group that goes step by step may help.",
			Sources:   therapy.MustCite("E98"),
		}),
		therapy.MustQuestion("bpd").Rule(therapy.Indication{
			ID: "f36-group-bpd", Grade: therapy.Consider,
			Clinician: "Borderline personality disorder: therapies are chosen together and no format is preferred; the diagnosis never excludes.",
			Client:    "A group can help with feelings that are hard to bear.",
			Sources:   therapy.MustCite("E42", "E44", "E100"),
		}),
		therapy.MustQuestion("bpd-dbt").Rule(therapy.Indication{
			ID: "f36-combined-dbt", Grade: therapy.Adjunct, GradeCombined: therapy.Consider,
			Clinician: "Borderline personality disorder with self-harm, and a DBT or MBT programme is available: it is made of both, a weekly group and weekly individual sessions.",
			Client:    "There is a course made for this. It has a group and one-to-one time.",
			Sources:   therapy.MustCite("E102", "E100", "E43"),
		}),
		therapy.MustQuestion("dbt-young").Rule(therapy.Indication{
			ID: "f36-combined-dbt-young", Grade: therapy.Adjunct, GradeCombined: therapy.Consider,
			Clinician: "Repeated self-harm with strong emotions between 12 and 17: DBT for adolescents joins a group and one-to-one sessions.",
			Client:    "There is a course made for this. It has a group and one-to-one time.",
			Sources:   therapy.MustCite("E117", "E102"),
		}),
		therapy.MustQuestion("aspd").Rule(therapy.Indication{
			ID: "f24-group-aspd", Grade: therapy.Offer,
			Clinician: "Antisocial personality disorder: group-based cognitive and behavioural therapy is offered; duration and intensity are chosen with the person.",
			Client:    "A group course made for this can help. You have a say in how long it is.",
			Sources:   therapy.MustCite("E100"),
		}),
		therapy.MustQuestion("substance-early-recovery").Rule(therapy.Indication{
			ID: "f37-group-early-recovery", Grade: therapy.Consider,
			Clinician: "Early recovery from substance use: guidance names no format for therapy, and promotes mutual-help groups beside it.",
			Client:    "Guidelines do not put a group or one-to-one first. You can add a self-help group to both.",
			Sources:   therapy.MustCite("E45", "E46", "E48"),
		}),
		therapy.MustQuestion("substance-early-recovery").Rule(therapy.Indication{
			ID: "f37-combined-early-recovery", GradeCombined: therapy.Consider,
			Clinician: "Early recovery from substance use: mutual-help groups are promoted beside other treatment. That this speaks for adding a therapy group too is our reading.",
			Client:    "It helps to be with others who are in recovery too.",
			Sources:   therapy.MustCite("E45", "E46"),
		}),
		therapy.MustQuestion("substance-relapse").Rule(therapy.Indication{
			ID: "f37-group-relapse-prevention", Grade: therapy.Consider,
			Clinician: "Preventing a relapse into alcohol or drug use: groups are a main form of treatment, and no text read prefers a format.",
			Client:    "A group or one-to-one can help you stay off. You can add a self-help group.",
			Sources:   therapy.MustCite("E45", "E120", "E121"),
		}),
		therapy.MustQuestion("therapeutic-community").Rule(therapy.Indication{
			ID: "f37-group-therapeutic-community", Grade: therapy.Consider,
			Clinician: "In prison for 18 months or more with established drug misuse: a referral to a therapeutic community, which works in groups, is considered. It is about drug use only.",
			Client:    "Some prisons have a wing that works in groups. It can help with drug use.",
			Sources:   therapy.MustCite("E99", "E53"),
		}),
		therapy.MustQuestion("gambling").Rule(therapy.Indication{
			ID: "f37-group-gambling", Grade: therapy.Offer,
			Clinician: "Harm from gambling: CBT in a group or one to one; the group may work best and cost least for the severity of gambling.",
			Client:    "A group course or one-to-one CBT can help.",
			Sources:   therapy.MustCite("E105"),
		}),
		therapy.MustQuestion("autism-social").Rule(therapy.Indication{
			ID: "f38-group-autism", Grade: therapy.Consider,
			Clinician: "Autism with a goal of social learning: a group programme is considered.",
			Client:    "Guidelines suggest a group course made for autistic people. It is fine if groups are hard for you: see one-to-one.",
			Sources:   therapy.MustCite("E49"),
		}),
		therapy.MustQuestion("autism-anxiety-young").Rule(therapy.Indication{
			ID: "f38-group-autism-young", Grade: therapy.Consider,
			Clinician: "Autism with anxiety under 18: group CBT adapted for autism is considered.",
			Client:    "Guidelines suggest a group course made for autistic people. It is fine if groups are hard for you: see one-to-one.",
			Sources:   therapy.MustCite("E131"),
		}),
		therapy.MustQuestion("parent-training").Rule(therapy.Indication{
			ID: "f39-group-parent-training", Grade: therapy.Offer,
			Clinician: "Conduct problems between 3 and 11: group parent training.",
			Client:    "A course for parents in a group comes first.",
			Sources:   therapy.MustCite("E103"),
		}),
		therapy.MustQuestion("problem-solving").Rule(therapy.Indication{
			ID: "f39-group-problem-solving", Grade: therapy.Offer,
			Clinician: "Conduct problems between 9 and 14: group social and cognitive problem-solving.",
			Client:    "At your age, a group course can help with solving problems with others.",
			Sources:   therapy.MustCite("E103"),
		}),
		therapy.MustQuestion("depression-mild-12-17").Rule(therapy.Indication{
			ID: "f39-group-depression-mild-young", Grade: therapy.Offer,
			Clinician: "Mild depression between 12 and 17: CBT, supportive or interpersonal therapy in a group come first, beside an online course.",
			Client:    "For milder depression in young people, a group or an online course comes first.",
			Sources:   therapy.MustCite("E87", "E88"),
		}),
		therapy.MustQuestion("depression-mild-under-12").Rule(therapy.Indication{
			ID: "f39-group-depression-mild-child", Grade: therapy.Consider,
			Clinician: "Mild depression between 5 and 11: CBT, supportive or interpersonal therapy in a group are considered, beside an online course.",
			Client:    "For milder depression in children, a group or an online course comes first.",
			Sources:   therapy.MustCite("E87", "E88"),
		}),
		therapy.MustQuestion("parents-learning-disability").Rule(therapy.Indication{
			ID: "f39-group-learning-disability", Grade: therapy.Consider,
			Clinician: "Parents of a child with a learning disability: a group of 10 to 15 parents, 8 to 12 times, is considered.",
			Client:    "A course with other parents can help.",
			Sources:   therapy.MustCite("E123", "E124"),
		}),
		therapy.MustQuestion("parents-adhd-under-5").Rule(therapy.Indication{
			ID: "f39-group-adhd-under-5", Grade: therapy.Offer,
			Clinician: "ADHD under 5: group parent training first; no medication without a second specialist opinion.",
			Client:    "A course with other parents comes first.",
			Sources:   therapy.MustCite("E104"),
		}),
		therapy.MustQuestion("parents-adhd-conduct").Rule(therapy.Indication{
			ID: "f39-group-adhd-conduct", Grade: therapy.Offer,
			Clinician: "ADHD with conduct problems: support in a group and parent training come first.",
			Client:    "A course with other parents comes first.",
			Sources:   therapy.MustCite("E104", "E103"),
		}),
		therapy.MustQuestion("history").Rule(therapy.Indication{
			ID: "f40-group-nonresponse", When: therapy.Is(therapy.GroupNonresponse), Grade: therapy.Against,
			Clinician: "A group has not helped enough: another as the only treatment is not the next step. Our reading.",
			Client:    "If you choose a group, have one-to-one time as well.",
			Sources:   therapy.MustCite("E130", "E7"),
		}),
		therapy.MustQuestion("insomnia").Rule(therapy.Indication{
			ID: "f51-group-insomnia", Grade: therapy.Offer,
			Clinician: "Chronic insomnia: CBT for insomnia first; in a group, individual, by telephone, online or by book.",
			Client:    "A sleep course helps first, in a group or one to one.",
			Sources:   therapy.MustCite("E106", "E107"),
		}),
		therapy.MustQuestion("back-pain").Rule(therapy.Indication{
			ID: "f51-group-back-pain", Grade: therapy.Consider,
			Clinician: "Persistent low back pain or sciatica: a physical and psychological programme together, preferably in a group.",
			Client:    "A course that joins exercise and therapy can help, best in a group.",
			Sources:   therapy.MustCite("E109"),
		}),
		therapy.MustQuestion("depression-perinatal").Rule(therapy.Indication{
			ID: "f51-group-perinatal", Grade: therapy.Adjunct,
			Clinician: "Milder depression in pregnancy or the year after birth: a social support group after the birth is an addition, in Australian guidance.",
			Client:    "A parents' group can be added.",
			Sources:   therapy.MustCite("E110"),
		}),
		therapy.MustQuestion("dementia").Rule(therapy.Indication{
			ID: "f51-group-dementia", Grade: therapy.Offer,
			Clinician: "Mild to moderate dementia: group cognitive stimulation for memory and thinking. Therapy for low mood is a separate question.",
			Client:    "A memory group can help you think and talk.",
			Sources:   therapy.MustCite("E122"),
		}),
	}
}

// wishTable: the column "group" of row F42, and row F26.
func wishTable() []therapy.Indication {
	return []therapy.Indication{
		// F42 (S36, S37, E63, E76).
		{
			ID: "f42-group-privacy", Layer: preference, Ages: therapy.AnyAge, When: therapy.Is(therapy.ValuesPrivacy), Alone: -3,
			Clinician: "Privacy matters to the person; in a group others hear what is said, and the risk that it travels is higher.",
			Client:    "You want to keep things private. In a group, others hear what you say.",
			Sources:   therapy.MustCite("S36", "S37", "E63", "E76"),
		},
		{
			ID: "f42-group-judgement", Layer: preference, Ages: therapy.AnyAge, When: therapy.Is(therapy.FearOfJudgement), Alone: -3,
			Clinician: "The person fears being judged by others, and a group is made of others.",
			Client:    "You worry about being judged, and a group is made of other people.",
			Sources:   therapy.MustCite("S12", "S37", "E63"),
		},
		// F26 (E73, E76, E85): an accepted obligation is not a clinical indication.
		{
			ID: "f26-group-mandated", Layer: preference, Ages: therapy.AnyAge, When: therapy.AllOf(therapy.CourtMandatedGroup, therapy.AcceptsGroup), Alone: 3,
			Clinician: "Attendance of a group is required by a court or employer, and the person accepts it.",
			Client:    "You have been told to attend a group, and you accept it.",
			Sources:   therapy.MustCite("E73", "E76", "E85"),
		},
	}
}

// needTable: the column "group" of rows F43 to F49, and what rows F46 to F48 say
// of combining.
func needTable() []therapy.Indication {
	return []therapy.Indication{
		// F43 (S12, S37, S54).
		{
			ID: "f43-group-sensitive", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.SensitiveIssue), Alone: -2,
			Clinician: "Highly personal or sensitive issues are harder to bring to a group.",
			Client:    "It is harder to talk about very private things in a group.",
			Sources:   therapy.MustCite("S12", "S37", "S54"),
		},
		// F44 (S4, S41, S55).
		{
			ID: "f44-group-depth", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.WantsInDepthExploration), Alone: -1,
			Clinician: "In a group the time is shared, so that less of it goes into depth with one person.",
			Client:    "In a group, you share the time.",
			Sources:   therapy.MustCite("S4", "S55"),
		},
		{
			ID: "f44-group-attention", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.WantsUndividedAttention), Alone: -1,
			Clinician: "In a group the therapist's attention is divided.",
			Client:    "In a group, the therapist is there for all of you.",
			Sources:   therapy.MustCite("S4", "S47", "S55"),
		},
		{
			ID: "f44-group-plan", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.WantsPersonalisedPlan), Alone: -1,
			Clinician: "The article speaks of a plan designed for one client under individual therapy only, and of groups as typically structured; that a group leaves less room for it is our reading.",
			Client:    "A group has one plan for all.",
			Sources:   therapy.MustCite("S3", "S25"),
		},
		{
			ID: "f44-group-goals", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.HasSpecificPersonalGoals), Alone: -1,
			Clinician: "The article speaks of personalised goals under individual therapy, and of groups as turning to what goes on between people too; that a group leaves less room for the former is our reading.",
			Client:    "In a group there may be less room for goals of your own.",
			Sources:   therapy.MustCite("S6", "S40"),
		},
		{
			ID: "f44-group-relationship", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.WantsCloseTherapistRelationship), Alone: -1,
			Clinician: "In a group the relationship is with the whole group.",
			Client:    "In a group, you get to know all the people, not just the therapist.",
			Sources:   therapy.MustCite("S41", "S42"),
		},
		{
			ID: "f44-group-culture", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.NeedsCulturalTailoring), Alone: -1,
			Clinician: "The article speaks of a client's culture under individual therapy only. That does not show that groups cannot take it up; the weak point against them is our reading.",
			Client:    "In a group, it may take more work to fit your way of life.",
			Sources:   therapy.MustCite("S7"),
		},
		// F45 (S13, S49).
		{
			ID: "f45-group-history", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.PersonalHistoryFocus), Alone: -1,
			Clinician: "The article speaks of personal history under individual therapy only; that it gets less room in a group is our reading.",
			Client:    "In a group there may be less room for your own history.",
			Sources:   therapy.MustCite("S13"),
		},
		{
			ID: "f45-group-inner-life", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.InternalFocus), Alone: -1,
			Clinician: "A group turns to what happens between people more than to inner processes.",
			Client:    "A group is more about what goes on between people.",
			Sources:   therapy.MustCite("S40", "S49"),
		},
		// F46 (S18, S50, S58, E49): headline.
		{
			ID: "f46-group-interpersonal", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.InterpersonalDifficulties), Alone: 3, Combined: 1,
			Clinician: "Difficulties with other people show and can be worked on in a group.",
			Client:    "In a group, you can see what goes wrong with people, and try new ways.",
			Sources:   therapy.MustCite("S18", "S50", "S58"),
		},
		{
			ID: "f46-group-social-skills", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.SocialSkillsGoal), Alone: 3, Combined: 1,
			Clinician: "Social skills are practised in a group: communication, conflict, boundaries.",
			Client:    "In a group you can practise being with people.",
			Sources:   therapy.MustCite("S18", "S50", "E49"),
		},
		// F46 (E36): not in psychosis.
		{
			ID: "f46-group-social-skills-psychosis", Layer: need, Ages: therapy.AnyAge, When: therapy.AllOf(therapy.PsychosisStable, therapy.SocialSkillsGoal), Alone: -3, Combined: -1,
			Clinician: "In psychosis, social skills training is not routinely offered: the points for it are taken back.",
			Client:    "After psychosis, practising in a group does not come first.",
			Sources:   therapy.MustCite("E36"),
		},
		// F47 (S23, S58, E75): headline, with the caution about diagnosed social anxiety.
		{
			ID: "f47-group-social-anxiety", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.SocialAnxiety), Alone: 3, Combined: 1,
			Clinician: "Self-described social anxiety: a group is a protected place to practise.",
			Client:    "A group is a protected place to practise being with people.",
			Sources:   therapy.MustCite("S23", "S58", "E75"),
		},
		{
			ID: "f47-group-performance-anxiety", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.PerformanceAnxiety), Alone: 3, Combined: 1,
			Clinician: "Performance anxiety: a group is a protected place to practise before others.",
			Client:    "A group is a protected place to practise in front of people.",
			Sources:   therapy.MustCite("S23", "E75"),
		},
		{
			ID: "f47-group-phobia", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.PhobiaSelfDescribed), Alone: 3, Combined: 1,
			Clinician: "A self-described phobia: the article says that practising real situations in a group can build confidence.",
			Client:    "A group can be a safe place to practise.",
			Sources:   therapy.MustCite("S23"),
		},
		// F48: headline S57, the others S16, S19, S20, S24, S52.
		{
			ID: "f48-group-peer-support", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.WantsPeerSupport), Alone: 3, Combined: 1,
			Clinician: "Support from people in the same situation is what a group gives.",
			Client:    "In a group, people who face the same thing help each other.",
			Sources:   therapy.MustCite("S16", "S52", "S57"),
		},
		{
			ID: "f48-group-perspectives", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.WantsDiversePerspectives), Alone: 3, Combined: 1,
			Clinician: "A group offers many points of view and ways of coping.",
			Client:    "In a group you hear many points of view.",
			Sources:   therapy.MustCite("S17", "S44", "S57"),
		},
		{
			ID: "f48-group-isolation", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.Isolation), Alone: 2, Combined: 1,
			Clinician: "Isolation is lessened by meeting others with the same experience.",
			Client:    "In a group you meet others, and see that you are not the only one.",
			Sources:   therapy.MustCite("S16"),
		},
		{
			ID: "f48-group-community", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.WantsCommunity), Alone: 2, Combined: 1,
			Clinician: "A group can become a community that lasts.",
			Client:    "In a group, you can find a place to belong.",
			Sources:   therapy.MustCite("S24", "S52"),
		},
		{
			ID: "f48-group-peer-feedback", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.WantsPeerFeedback), Alone: 2, Combined: 1,
			Clinician: "Members give each other feedback.",
			Client:    "In a group people tell each other what they notice.",
			Sources:   therapy.MustCite("S19", "S44"),
		},
		{
			ID: "f48-group-accountability", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.WantsAccountability), Alone: 2, Combined: 1,
			Clinician: "A group keeps its members to their goals.",
			Client:    "A group helps you keep to your goals.",
			Sources:   therapy.MustCite("S20"),
		},
		// F49 (S16, S22, S25 to S28, E75).
		{
			ID: "f49-group-shame", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.Shame), Alone: 2,
			Clinician: "Shame is lessened by finding that others feel the same.",
			Client:    "Others in the group may feel the same. That can make shame smaller.",
			Sources:   therapy.MustCite("S16", "E75"),
		},
		{
			ID: "f49-group-self-criticism", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.SelfCriticism), Alone: 2,
			Clinician: "Seeing one's feelings shared by others reduces self-criticism.",
			Client:    "Seeing that others feel as you do can make you kinder to yourself.",
			Sources:   therapy.MustCite("S22", "E75"),
		},
		{
			ID: "f49-group-hope", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.LowHope), Alone: 2,
			Clinician: "Seeing others get better gives hope.",
			Client:    "Seeing others get better can give hope.",
			Sources:   therapy.MustCite("S27", "E75"),
		},
		{
			ID: "f49-group-expression", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.WantsEmotionalExpression), Alone: 1,
			Clinician: "A group invites the expression of feelings. Individual therapy does too.",
			Client:    "A group is a place to let feelings out. One-to-one therapy is too.",
			Sources:   therapy.MustCite("S26", "E75"),
		},
		{
			ID: "f49-group-psychoeducation", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.WantsPsychoeducation), Alone: 1,
			Clinician: "Groups often teach about the concern its members share.",
			Client:    "Groups often explain what you are going through.",
			Sources:   therapy.MustCite("S28", "E75"),
		},
		{
			ID: "f49-group-structure", Layer: need, Ages: therapy.AnyAge, When: therapy.Is(therapy.WantsStructure), Alone: 1,
			Clinician: "Group sessions are structured and led.",
			Client:    "Group sessions have a clear structure.",
			Sources:   therapy.MustCite("S25"),
		},
	}
}

// practicalTable: the columns "group" and "combined" of row F50.
func practicalTable() []therapy.Indication {
	return []therapy.Indication{
		// F50 (S21, S47, S59, E77): price a session, not cost-effectiveness (E15).
		{
			ID: "f50-group-budget", Layer: practical, Ages: therapy.AnyAge, When: therapy.Is(therapy.LimitedBudget), Alone: 3, Combined: -3,
			Clinician: "Group sessions cost less, since the therapist's time is shared. Having both costs most.",
			Client:    "Group sessions usually cost less. Having both costs most.",
			Sources:   therapy.MustCite("S21", "S47", "S59", "E77"),
		},
		// F50 (S59, S48): little time in all, or a wish for a fixed slot (tension T1).
		{
			ID: "f50-group-time", Layer: practical, Ages: therapy.AnyAge, When: therapy.Is(therapy.LimitedTime), Alone: 2, Combined: -2,
			Clinician: "Little time: a group has a set time and a set duration. Having both takes most.",
			Client:    "A group has a set time and a set end. Having both takes most time.",
			Sources:   therapy.MustCite("S48", "S59"),
		},
		{
			ID: "f50-group-fixed-schedule", Layer: practical, Ages: therapy.AnyAge, When: therapy.Is(therapy.FixedScheduleOK), Alone: 1,
			Clinician: "A fixed weekly time suits the person, and that is how groups meet.",
			Client:    "A fixed time every week suits you, and that is how groups meet.",
			Sources:   therapy.MustCite("S48"),
		},
		// F50 (S48, E67, E4): the other half of tension T1.
		{
			ID: "f50-group-inflexible", Layer: practical, Ages: therapy.AnyAge, When: therapy.Is(therapy.NeedsFlexibleSchedule), Alone: -2,
			Clinician: "A group meets at set times, and missing them harms the person's gain and the group.",
			Client:    "A group meets at set times that cannot be moved.",
			Sources:   therapy.MustCite("S48", "E67", "E4"),
		},
	}
}
