package therapy

// Organisations and documents that several rows cite.
const (
	nice     = "National Institute for Health and Care Excellence"
	vaDoD    = "US Department of Veterans Affairs and Department of Defense"
	cochrane = "Cochrane"
	ng222    = "Depression in adults: treatment and management (NG222)"
	cg159    = "Social anxiety disorder: recognition, assessment and treatment (CG159)"
	ng69     = "Eating disorders: recognition and treatment (NG69)"
	cg178    = "Psychosis and schizophrenia in adults: prevention and management (CG178)"
	cg185    = "Bipolar disorder: assessment and management (CG185)"
)

// evidenceSources lists what guidelines and research say, in the order of the evidence
// collection. Each row is its own source; the claims are paraphrases. Strength is how the
// text was read: a guideline read through somebody else is [GuidelineQuoted] however good the
// guideline. If a row rests on texts of different strength, it has the weakest strength and
// says so. A row has a link only if the collection names an address that leads to the text.
func evidenceSources() []Source {
	return []Source{
		{
			ID: "E1", Document: ng222, Organisation: nice, Section: "rationale for 1.5.2 and 1.5.3", Year: 2022, Strength: Guideline,
			Claim: "Less severe depression: group CBT and group behavioural activation have good evidence and are likely the most cost-effective on average; individual forms suit people who do not want a group.",
		},
		{
			ID: "E2", Document: ng222, Organisation: nice, Section: "1.5.2, 1.5.3", Year: 2022, Strength: Guideline,
			Claim: "Any listed option may come first; consider the least intrusive first, decide together by need and preference, and respect a refusal.",
		},
		{
			ID: "E3", Document: "Depression in adults: discussing first-line treatments for less severe depression (NG222 visual summary)", Organisation: nice, Section: "less severe depression", Year: 2022, Strength: Guideline,
			Link:  "https://www.scribd.com/document/614024014",
			Claim: "Lists guided self-help, then group CBT, group behavioural activation and the individual forms; a clear preference or good earlier experience is to be supported unless suitability is in doubt.",
		},
		{
			ID: "E4", Document: ng222, Organisation: nice, Section: "Table 1", Year: 2022, Strength: Guideline,
			Link:  "https://www.nice.org.uk/guidance/ng222/chapter/recommendations",
			Claim: "Guided self-help: usually six to eight flexible sessions, for people who do not like talking in a group. Group CBT: two practitioners, usually eight sessions with eight participants, peer support, homework.",
		},
		{
			ID: "E5", Document: ng222, Organisation: nice, Section: "rationale for 1.6.1 and 1.5.2", Year: 2022, Strength: Guideline,
			Claim: "More severe depression: individual CBT with an antidepressant, individual CBT and individual behavioural therapies have good evidence; an option lower in the table stays a valid choice.",
		},
		{
			ID: "E6", Document: ng222, Organisation: nice, Section: "Table 2", Year: 2022, Strength: Guideline,
			Claim: "Counselling is individual and may suit people who do not like a group; anxiety or shame can keep people from group exercise; in more severe depression more therapist contact comes first.",
		},
		{
			ID: "E7", Document: ng222, Organisation: nice, Section: "1.3.1 to 1.3.4, 1.4.1 (part), 1.4.2, 1.4.4", Year: 2022, Strength: Guideline,
			Claim: "Discuss preferences, what helped before and hopes; choose the least intrusive suitable option or one that worked before; say how long the wait is.",
		},
		{
			ID: "E8", Document: ng222, Organisation: nice, Section: "1.1.2, 1.16.5", Year: 2022, Strength: Guideline,
			Claim: "Tell people about self-help and peer support; offer times outside working hours, remote delivery and interpreters.",
		},
		{
			ID: "E9", Document: "Management of Major Depressive Disorder", Organisation: vaDoD, Section: "Recommendations 10, 13, 17, 20", Year: 2016, Strength: GuidelineArchived,
			Claim: "Offer psychotherapy in individual or group form by the patient's preference; severe or recurrent depression: add medication; a newer edition (2022) exists and was not readable.",
		},
		{
			ID: "E10", Document: "Practice Guideline for the Treatment of Patients With Major Depressive Disorder, 3rd edition", Organisation: "American Psychiatric Association", Section: "psychotherapy", Year: 2010, Strength: GuidelineArchived,
			Claim: "Psychotherapy alone is supported for mild to moderate depression, more firmly in individual than in group form; the patient's preference matters most.",
		},
		{
			ID: "E11", Document: "Psychotherapy for depression: individual versus group, European Journal of Psychiatry 22(1)", Organisation: "Cuijpers, van Straten and Warmerdam", Section: "abstract", Year: 2008, Strength: MetaAnalysis,
			Claim: "Fifteen direct comparisons: a small advantage of individual therapy after treatment (d 0.20) and less dropout, no difference at follow-up, clinical relevance unclear.",
		},
		{
			ID: "E12", Document: "Depression in children and young people (CG28)", Organisation: nice, Section: "Steps 3 to 5", Year: 2015, Strength: GuidelineArchived,
			Claim: "Young people with mild depression: individual supportive therapy, group CBT or guided self-help; moderate to severe: individual or family therapies; superseded by NG134 (2019).",
		},
		{
			ID: "E13", Document: "Depression in adults (CG90), as quoted by training pages", Organisation: nice, Section: "relapse prevention", Year: 2009, Strength: GuidelineQuoted,
			Claim: "Mindfulness-based cognitive therapy against relapse: groups of 8 to 15, weekly two hours for eight weeks and four follow-ups; CG90 has been replaced by NG222.",
		},
		{
			ID: "E14", Document: "Depression and anxiety in adults with cancer: guideline adaptation", Organisation: "American Society of Clinical Oncology", Section: "follow-up after eight weeks", Year: 2014, Strength: GuidelineArchived,
			Claim: "Depression in cancer: where group therapy has not helped after eight weeks, refer to individual therapy.",
		},
		{
			ID: "E15", Document: cg159, Organisation: nice, Section: "initial treatment options for adults", Year: 2013, Strength: GuidelineArchived,
			Claim: "Adults with social anxiety disorder: offer individual CBT; group CBT helps, yet less and at worse value, and is not routinely offered instead.",
		},
		{
			ID: "E16", Document: cg159, Organisation: nice, Section: "treatment of children and young people", Year: 2013, Strength: GuidelineArchived,
			Claim: "Children and young people with social anxiety disorder: individual or group CBT.",
		},
		{
			ID: "E17", Document: cg159, Organisation: nice, Section: "improving access", Year: 2013, Strength: GuidelineArchived,
			Claim: "Make access easier: quiet times, private waiting, choice; substance misuse is no reason to withhold treatment.",
		},
		{
			ID: "E18", Document: "Cognitive behavioral therapy for anxiety and related disorders, Depression and Anxiety", Organisation: "Carpenter and others", Section: "group against individual", Year: 2018, Strength: MetaAnalysis,
			Claim: "Placebo-controlled trials: larger effects of individual than of group CBT in social anxiety disorder and PTSD.",
		},
		{
			ID: "E19", Document: "Canadian clinical practice guidelines for anxiety, posttraumatic stress and obsessive-compulsive disorders, BMC Psychiatry 14(S1)", Organisation: "Katzman and others", Section: "psychological treatment", Year: 2014, Strength: Guideline,
			Claim: "Most anxiety disorders can be treated individually or in groups; findings on social anxiety and obsessive-compulsive disorder conflict, panic both, generalised anxiety equal.",
		},
		{
			ID: "E20", Document: "Psychological group treatment of social anxiety disorder, PLoS ONE", Organisation: "Wersebe, Sijbrandij and Cuijpers", Section: "abstract", Year: 2013, Strength: MetaAnalysis,
			Claim: "Group CBT for social anxiety disorder is better than control conditions (0.53, eleven trials).",
		},
		{
			ID: "E21", Document: "Generalised anxiety disorder and panic disorder in adults (CG113), as quoted by a training page", Organisation: nice, Section: "1.2.11 to 1.2.14", Year: 2011, Strength: GuidelineQuoted,
			Claim: "Generalised anxiety, step 2, by preference: self-help with or without guidance, or a psychoeducational group of about twelve for six times two hours.",
		},
		{
			ID: "E22", Document: "Generalised anxiety disorder and panic disorder in adults (CG113), as quoted; NHS Scotland, The Matrix", Organisation: nice, Section: "1.4.9", Year: 2011, Strength: GuidelineQuoted,
			Claim: "Panic disorder: psychological treatment lasts longest, preference counts; intensive CBT is given individually, seven to fourteen hours. Strength is that of the weaker reading.",
		},
		{
			ID: "E23", Document: "Obsessive-compulsive disorder and body dysmorphic disorder (CG31)", Organisation: nice, Section: "key priorities, adults", Year: 2005, Strength: Guideline,
			Claim: "Mild impairment or a wish for low intensity: brief individual CBT with exposure and self-help, by telephone, or in a group.",
		},
		{
			ID: "E24", Document: "Cognitive behavioural therapy for anxiety disorders in children and adolescents", Organisation: cochrane, Section: "James and others, delivery format", Year: 2020, Strength: MetaAnalysis,
			Claim: "Children and adolescents with anxiety: no consistent difference between individual and group CBT.",
		},
		{
			ID: "E25", Document: "Management of Posttraumatic Stress Disorder and Acute Stress Disorder, version 3", Organisation: vaDoD, Section: "Recommendations 4, 7, 9 to 12, 15, 16, 35, 37, 38", Year: 2017, Strength: GuidelineArchived,
			Claim: "PTSD: individual trauma-focused therapy before other treatment; group only over no treatment; comorbidity is no bar; an edition of 2023 exists.",
		},
		{
			ID: "E26", Document: "Management of Posttraumatic Stress Disorder and Acute Stress Disorder, synopsis of the 2023 edition, Annals of Internal Medicine 177(3)", Organisation: vaDoD, Section: "abstract", Year: 2024, Strength: GuidelineQuoted,
			Claim: "Named individual manualised therapies come before medication.",
		},
		{
			ID: "E27", Document: "Australian Guidelines for the Treatment of Acute Stress Disorder and Posttraumatic Stress Disorder", Organisation: "Australian Centre for Posttraumatic Mental Health", Section: "R5, R14", Year: 2013, Strength: GuidelineArchived,
			Claim: "Group CBT may be added to individual trauma-focused therapy and is no alternative to it; children: individual before group.",
		},
		{
			ID: "E28", Document: "Clinical Practice Guideline for the Treatment of PTSD", Organisation: "American Psychological Association", Section: "recommendations", Year: 2017, Strength: GuidelineArchived,
			Claim: "Recommends several cognitive and exposure therapies and says nothing about format.",
		},
		{
			ID: "E29", Document: "Psychological therapies for chronic post-traumatic stress disorder in adults", Organisation: cochrane, Section: "Bisson and others", Year: 2013, Strength: MetaAnalysis,
			Claim: "Group trauma-focused CBT is better than waiting or usual care; the evidence is of very low quality.",
		},
		{
			ID: "E30", Document: "Psychological therapies for PTSD in adults, systematic review", Organisation: "Lewis and others", Section: "group treatment", Year: 2020, Strength: MetaAnalysis,
			Claim: "Some evidence for group trauma-focused CBT, and emerging evidence for group beside individual treatment.",
		},
		{
			ID: "E31", Document: "Patient pages on trauma-focused CBT", Organisation: "Anna Freud Centre; NHS training page", Section: "group treatment of young people", Strength: WebPage,
			Claim: "Group trauma-focused CBT for ages 7 to 17 after a trauma shared by a group; adults usually have eight to twelve sessions.",
		},
		{
			ID: "E32", Document: ng69, Organisation: nice, Section: "binge eating disorder", Year: 2017, Strength: GuidelineArchived,
			Claim: "Binge eating: guided self-help first, then group CBT (sixteen times ninety minutes over four months); individual CBT where a group is unavailable or declined.",
		},
		{
			ID: "E33", Document: ng69, Organisation: nice, Section: "bulimia nervosa", Year: 2017, Strength: GuidelineArchived,
			Claim: "Bulimia: guided self-help, then individual CBT of up to twenty sessions; young people: family therapy.",
		},
		{
			ID: "E34", Document: ng69, Organisation: nice, Section: "anorexia nervosa", Year: 2017, Strength: GuidelineArchived,
			Claim: "Anorexia: individual therapies of twenty to forty sessions; young people: family therapy with separate sessions possible.",
		},
		{
			ID: "E35", Document: ng69, Organisation: nice, Section: "physical and mental-health risk", Year: 2017, Strength: GuidelineArchived,
			Claim: "Severe malnutrition, electrolyte imbalance, dehydration or organ failure need acute medical care; acute mental-health risk needs crisis care.",
		},
		{
			ID: "E36", Document: cg178, Organisation: nice, Section: "psychological interventions", Year: 2014, Strength: GuidelineArchived,
			Claim: "Psychosis: CBT one to one over at least sixteen sessions, family intervention, arts therapies in groups; not routinely social-skills training.",
		},
		{
			ID: "E37", Document: "Management of schizophrenia (SIGN 131)", Organisation: "Scottish Intercollegiate Guidelines Network", Section: "arts therapies", Year: 2013, Strength: GuidelineArchived,
			Claim: "Group-based art therapy should not be offered routinely; contradicts E36.",
		},
		{
			ID: "E38", Document: cg178, Organisation: nice, Section: "acute episode", Year: 2014, Strength: GuidelineArchived,
			Claim: "An acute episode beyond what the team can manage goes to crisis resolution and home treatment.",
		},
		{
			ID: "E39", Document: cg185, Organisation: nice, Section: "psychological interventions", Year: 2014, Strength: GuidelineArchived,
			Claim: "Preventing relapse: a structured intervention, individual, group or family; young people with bipolar depression: individual therapy.",
		},
		{
			ID: "E40", Document: cg185, Organisation: nice, Section: "suspected mania, severe depression and danger", Year: 2014, Strength: GuidelineArchived,
			Claim: "Suspected mania, severe depression or danger to anyone needs urgent specialist assessment; in mania, calm and little stimulation.",
		},
		{
			ID: "E41", Document: "Transition between inpatient mental health settings and community or care home settings (NG53)", Organisation: nice, Section: "after discharge", Year: 2016, Strength: GuidelineArchived,
			Claim: "After hospital: consider a staged group intervention for bipolar disorder; peer-led self-management up to twelve weeks, up to twelve members.",
		},
		{
			ID: "E42", Document: "Borderline personality disorder: recognition and management (CG78)", Organisation: nice, Section: "1.1.1.1, 1.1.1.4", Year: 2009, Strength: Guideline,
			Link:  "https://www.nice.org.uk/guidance/cg78/chapter/1-Guidance",
			Claim: "Neither the diagnosis nor self-harm is a reason to exclude anyone from a service; use interpreters where language is a barrier.",
		},
		{
			ID: "E43", Document: "Personality disorder pathway; complex needs service; review by Stoffers-Winterling and others (2022)", Organisation: "NHS Highland; South West London and St George's", Section: "programme structure", Strength: WebPage,
			Claim: "Dialectical behaviour therapy and mentalisation are a weekly skills group beside weekly individual sessions for six to twelve months; not for risk a community group cannot manage.",
		},
		{
			ID: "E44", Document: "Psychological therapies for people with borderline personality disorder", Organisation: cochrane, Section: "Storebø and others, analyses 29.1 and 29.2", Year: 2020, Strength: MetaAnalysis,
			Claim: "Group, individual and mixed forms: mixed was not shown to be superior; functioning did not differ.",
		},
		{
			ID: "E45", Document: "Management of Substance Use Disorders", Organisation: vaDoD, Section: "Recommendations 7, 21, 25, 27", Year: 2015, Strength: GuidelineArchived,
			Claim: "Several therapies by preference; early recovery: promote mutual-help groups; severe withdrawal risk: inpatient; relapse is no ground for discharge; a newer edition (2021) exists.",
		},
		{
			ID: "E46", Document: "Alcoholics Anonymous and other 12-step programs for alcohol use disorder", Organisation: cochrane, Section: "Kelly and others", Year: 2020, Strength: MetaAnalysis,
			Claim: "Manualised mutual-help facilitation does better than other established treatments for abstinence, probably at less cost.",
		},
		{
			ID: "E47", Document: "Alcohol-use disorders: harmful drinking and dependence (CG115)", Organisation: nice, Section: "key priorities; update of October 2022", Year: 2022, Strength: Guideline,
			Claim: "Intensive structured programmes for complex dependence; couples therapy is unsuitable where there is domestic abuse.",
		},
		{
			ID: "E48", Document: "Substance Abuse Treatment: Group Therapy (TIP 41)", Organisation: "Substance Abuse and Mental Health Services Administration", Section: "chapter 3; Quick Guide p. 24", Year: 2005, Strength: GuidelineQuoted,
			Claim: "A group may be wrong for people who refuse, cannot keep its agreements, are in the throes of a crisis, cannot control impulses or suffer severely in groups. The list was read in a lecture outline, hence the strength.",
		},
		{
			ID: "E49", Document: "Autism spectrum disorder in adults (CG142), extract", Organisation: nice, Section: "social-interaction problems", Year: 2012, Strength: GuidelineQuoted,
			Claim: "Autistic adults: consider a group-based social learning programme, individual where groups are difficult. Read as an extract on another site.",
		},
		{
			ID: "E50", Document: "Autism spectrum disorder in under 19s (CG170)", Organisation: nice, Section: "anxiety", Year: 2013, Strength: GuidelineArchived,
			Claim: "Autistic young people with anxiety: adapted group CBT, individual for those who find groups difficult.",
		},
		{
			ID: "E51", Document: "Antisocial behaviour and conduct disorders in children and young people (CG158)", Organisation: nice, Section: "parent training; child programmes", Year: 2013, Strength: GuidelineArchived,
			Claim: "Ages 3 to 11: group parent training, individual where parents cannot join; severe: individual with the child; ages 9 to 14: group problem-solving.",
		},
		{
			ID: "E52", Document: "Mental health problems in people with learning disabilities (NG54)", Organisation: nice, Section: "psychological interventions", Year: 2016, Strength: GuidelineArchived,
			Claim: "Fit interventions to understanding, communication and the need for privacy; parent training in groups.",
		},
		{
			ID: "E53", Document: "Mental health of adults in contact with the criminal justice system (NG66)", Organisation: nice, Section: "therapeutic communities", Year: 2017, Strength: GuidelineArchived,
			Claim: "Sentence of eighteen months or more with established drug misuse: consider a therapeutic community, with group therapy twice a week and a short individual review.",
		},
		{
			ID: "E54", Document: "Differential effectiveness of individual and group therapy, Psychotherapy 53: 446 to 461", Organisation: "Burlingame and others", Section: "abstract", Year: 2016, Strength: MetaAnalysis,
			Claim: "Where the treatment is the same the formats do not differ (g -0.01, 46 studies), nor in dropout, remission or by diagnosis.",
		},
		{
			ID: "E55", Document: "The relative efficacy of individual and group psychotherapy", Organisation: "McRoberts, Burlingame and Hoag", Section: "abstract", Year: 1998, Strength: MetaAnalysis,
			Claim: "Twenty-three studies: no difference; group is an effective and economical alternative under many conditions.",
		},
		{
			ID: "E56", Document: "Naturalistic comparison of individual, group and conjoint treatment, Psychotherapy Research", Organisation: "Burlingame and others", Section: "abstract", Year: 2015, Strength: Observational,
			Claim: "Individual and group did equally well; in some analyses the two together did less well.",
		},
		{
			ID: "E57", Document: "Combined and conjoint treatment, The Group Psychologist; chapter by Rappoport", Organisation: "Pelzer; Rappoport", Section: "overview", Year: 2025, Strength: WebPage,
			Claim: "Findings on combined treatment are mixed; combined means the same therapist, conjoint different ones. A web review, hence the strength.",
		},
		{
			ID: "E58", Document: "Chapter on combining individual and group sessions (abstract)", Organisation: "Staats", Section: "abstract", Strength: Textbook,
			Claim: "Individual sessions at the start of a group help against early dropout; German rules did not allow simultaneous psychodynamic combination.",
		},
		{
			ID: "E59", Document: "Premature discontinuation in adult psychotherapy", Organisation: "Swift and Greenberg", Section: "abstract", Year: 2012, Strength: MetaAnalysis,
			Claim: "About a fifth drop out, no matter whether individual or group.",
		},
		{
			ID: "E60", Document: "Outcomes of psychological therapies for prisoners", Organisation: "Yoon, Slade and Fazel", Section: "format", Year: 2017, Strength: MetaAnalysis,
			Claim: "Thirty-seven trials with prisoners: no clear difference between formats.",
		},
		{
			ID: "E61", Document: "The impact of accommodating client preference", Organisation: "Swift, Callahan, Cooper and Parkin", Section: "abstract", Year: 2018, Strength: MetaAnalysis,
			Claim: "Following a preference improves outcome (d 0.28) and retention, whatever the age, gender or kind of preference.",
		},
		{
			ID: "E62", Document: "Preference accommodation, earlier analyses", Organisation: "Swift and others", Section: "abstracts of 2011 and 2013", Year: 2011, Strength: MetaAnalysis,
			Claim: "Earlier estimates agree (d 0.31); the effect is larger in brief treatments.",
		},
		{
			ID: "E63", Document: "Preferences of patients for individual or group treatment, PLoS ONE", Organisation: "Osma and others", Section: "results", Year: 2019, Strength: Observational,
			Claim: "Most of 267 people preferred individual therapy; against groups they named lack of privacy and difficulty in speaking.",
		},
		{
			ID: "E64", Document: "Why do people prefer individual therapy over group therapy", Organisation: "Shechtman and Kiezel", Section: "abstract", Year: 2016, Strength: Observational,
			Claim: "Students see the strengths of groups and fear them none the less.",
		},
		{
			ID: "E65", Document: "Interventions to increase attendance at psychotherapy", Organisation: "Oldham and others", Section: "abstract", Year: 2012, Strength: MetaAnalysis,
			Claim: "Choice of time and therapist, motivation, preparation and reminders raise attendance (d 0.38).",
		},
		{
			ID: "E66", Document: "Synopsis of Psychiatry (edition by its page numbers; title page not seen)", Organisation: "Sadock and others", Section: "28.3, pp. 857 to 861", Strength: Textbook,
			Link:  "https://cld.bz/bookdata/iNJ1y1w",
			Claim: "Not solely in a group: people actively suicidal or severely depressed. Not in a group: uncontrolled mania, delusions that take in the group, physical threat. Prepare members; eight to ten is best.",
		},
		{
			ID: "E67", Document: "The Theory and Practice of Group Psychotherapy, 5th edition", Organisation: "Yalom and Leszcz", Section: "chapter 8", Year: 2005, Strength: Textbook,
			Claim: "Do not select people who will miss every fourth or fifth meeting or depend on others to get there; leaving early harms them and the group.",
		},
		{
			ID: "E68", Document: "The Theory and Practice of Group Psychotherapy, 6th edition, by study notes", Organisation: "Yalom and Leszcz", Section: "chapter 8", Year: 2020, Strength: TextbookQuoted,
			Claim: "Poor candidates for heterogeneous outpatient groups are listed, such as acute psychosis or not being able to do the group's task; homogeneous, specialised groups are the exception.",
		},
		{
			ID: "E69", Document: "Psicoterapias, chapter by Zimerman (1997), exam reprint", Organisation: "Cordioli (editor)", Section: "contra-indications of group therapy", Year: 2002, Strength: Textbook,
			Link:  "https://soprovas.com/questoes/1515064",
			Claim: "Contra-indications: poor motivation, extremes of depression or paranoia, destructive acting out, acute suicide risk, the peak of a crisis, a role that endangers secrecy.",
		},
		{
			ID: "E70", Document: "Social group work in substance use disorder, Indian Journal of Psychiatry (excerpt)", Organisation: "Ezhumalai and others", Section: "contra-indications", Year: 2018, Strength: WebPage,
			Claim: "Groups for substance use: not with active suicidal thoughts or organic disorders; the list was cut off.",
		},
		{
			ID: "E71", Document: "Trial of a dialectical behaviour therapy group", Organisation: "Edwards and others", Section: "exclusion criteria", Year: 2023, Strength: Observational,
			Claim: "Excluded were people unable to bear a group, at current high suicide risk or with little of the language.",
		},
		{
			ID: "E72", Document: "ACA Code of Ethics, by summary pages", Organisation: "American Counseling Association", Section: "A.9.a, A.9.b, B.4.a", Year: 2014, Strength: EthicsCode,
			Claim: "Screen prospective members so that goals fit and nobody is harmed; protect them; explain confidentiality.",
		},
		{
			ID: "E73", Document: "Synopsis of Psychiatry (edition by its page numbers; title page not seen)", Organisation: "Sadock and others", Section: "p. 861", Strength: Textbook,
			Claim: "Attendance can be mandatory, but groups do better when people choose to come.",
		},
		{
			ID: "E74", Document: "Practice Guidelines for Group Psychotherapy", Organisation: "American Group Psychotherapy Association", Section: "table of contents", Year: 2007, Strength: GuidelineQuoted,
			Claim: "Has chapters on selection, preparation, adverse outcomes and concurrent therapies; only the contents were readable and nothing further is claimed.",
		},
		{
			ID: "E75", Document: "Therapeutic factors of groups, by study notes", Organisation: "Yalom", Section: "eleven factors", Strength: TextbookQuoted,
			Claim: "Names hope, universality, information, altruism, socialising techniques, interpersonal learning, cohesiveness, catharsis and others.",
		},
		{
			ID: "E76", Document: "Study by Roback and others (1996); page of a centre for ethical practice", Organisation: "Roback and others; Center for Ethical Practice", Section: "informed consent in groups", Year: 1996, Strength: WebPage,
			Claim: "Members are often not told how confidentiality can fail; consent should cover its limits, rules outside the group and courts. Strength is that of the weaker reading.",
		},
		{
			ID: "E77", Document: "Prices and cost-effectiveness of formats, several readings", Organisation: "Verywell Mind; NHS; Hartmann-Boyce and others", Section: "cost", Year: 2021, Strength: WebPage,
			Claim: "A group session costs less, by web pages; cost-effectiveness differs from condition to condition (E1, E15). Strength is that of the weakest reading.",
		},
		{
			ID: "E78", Document: "Group sizes, several readings", Organisation: "American Psychological Association by Healthline; Verywell Mind; programmes", Section: "size", Strength: WebPage,
			Claim: "Sizes named lie between three and fifteen; programmes have their own. Strength is that of the weakest reading.",
		},
		{
			ID: "E79", Document: ng222, Organisation: nice, Section: "1.2.8, 1.2.9, 1.2.12, 1.2.14, 1.2.15, 1.16.11 to 1.16.13", Year: 2022, Strength: Guideline,
			Claim: "Ask directly about suicidal thoughts; immediate risk: refer urgently; do not withhold treatment for risk; cognitive impairment: same treatment, adapted; crisis team for serious risk.",
		},
		{
			ID: "E80", Document: "Assessment and Management of Patients at Risk for Suicide", Organisation: vaDoD, Section: "C, D4, E, K", Year: 2013, Strength: GuidelineArchived,
			Claim: "High acute risk: observe and evaluate at once; undetermined risk: evaluate; intoxicated or psychotic with suspected risk: emergency care; after an attempt: suicide-focused individual therapy; newer editions (2019, 2024) exist.",
		},
		{
			ID: "E81", Document: "Get urgent help for mental health", Organisation: "National Health Service", Section: "emergency", Year: 2023, Strength: WebPage,
			Claim: "Life at risk, or cannot keep anyone safe: emergency number or emergency department now; otherwise the urgent mental-health line.",
		},
		{
			ID: "E82", Document: "Self-harm: assessment, management and preventing recurrence (NG225), as quoted; Staying safe from suicide", Organisation: "National Institute for Health and Care Excellence; NHS England", Section: "risk assessment", Year: 2022, Strength: GuidelineQuoted,
			Claim: "Do not use tools or levels of risk to predict suicide or to decide who is treated.",
		},
		{
			ID: "E83", Document: "Improving suicide prevention through evidence-based strategies", Organisation: "Mann and others", Section: "group psychotherapies", Year: 2021, Strength: Review,
			Claim: "Group therapies lessened suicidal thoughts in five of ten studies and attempts in none.",
		},
		{
			ID: "E84", Document: "Consent to treatment: children and young people (copy)", Organisation: "National Health Service", Section: "consent by age", Strength: WebPage,
			Claim: "At 16 and 17 capacity is presumed; under 16 a competent child may consent, otherwise those with parental responsibility.",
		},
		{
			ID: "E85", Document: "Mandated clients", Organisation: "counselingschools.com", Section: "working with mandated clients", Strength: WebPage,
			Claim: "Progress is usually reported to a third party and resistance is common; say so at the start.",
		},
		{
			ID: "E86", Document: "Policy briefing on relational work and domestic abuse", Organisation: "Tavistock Relationships", Section: "coercive control", Strength: WebPage,
			Claim: "Work with the couple is not appropriate under coercive control; assess and watch the risk. Strength is that of the weaker reading; see E47.",
		},
	}
}
