package therapy

// How a source was read, as [Source.Read] says it. A rule "offers" only where the
// sentence itself was read.
const (
	readPrimary  = "primary text"
	readArchive  = "primary text in the archive of the US National Guideline Clearinghouse, frozen in July 2018"
	readQuoted   = "primary text as copied in somebody else's public file"
	readAbstract = "abstract or first page only"
	readSummary  = "summary by others"
	readNothing  = "not readable: nothing is claimed"
)

// clinicalSources lists the guidance that the second version of the default policy
// adds: newer editions, ages, and conditions that the first had no statement for.
func clinicalSources() []Source {
	const (
		ng134 = "Depression in children and young people (NG134)"
		who   = nice
	)
	rows := []Source{
		{ID: "E87", Document: ng134, Section: "mild depression, 1.5.4 to 1.5.11", Year: 2019, Read: readSummary, Ages: Minors, Claim: "From 5 to 11 digital CBT and CBT, supportive therapy or interpersonal therapy in a group are considered; from 12 to 18 the same four come first; individual CBT or family therapy only if these do not meet the need."},
		{ID: "E88", Document: ng134, Section: "rationale for mild depression", Year: 2019, Read: readAbstract, Ages: Minors, Claim: "The rationale puts online and group forms first for mild depression in the young."},
		{ID: "E89", Document: ng134, Section: "moderate to severe depression", Year: 2019, Read: readSummary, Ages: Minors, Claim: "Review by a child and adolescent service; individual CBT for about three months from 12; from 5 to 11 a list that begins with family-based interpersonal therapy."},
		{ID: "E90", Document: "Depression in children and young people (CG28, edition of 2015)", Section: "antidepressants", Year: 2015, Read: readArchive, Ages: Minors, Claim: "Medication for the young only with therapy and after assessment by a specialist, fluoxetine first, and not for mild depression."},
		{ID: "E91", Document: ng69, Section: "adults, young people, population", Year: 2017, Read: readArchive, Ages: AnyAge, Claim: "Binge eating: guided self-help, then a group, then individual CBT if a group is unavailable or declined, at all ages. Anorexia and bulimia: individual therapies considered for adults; family therapy first under 18."},
		{ID: "E92", Document: "Eating disorders (QS175)", Section: "statements 3 and 4", Year: 2018, Read: readPrimary, Ages: Minors, Claim: "Young people with bulimia are offered family therapy for it."},
		{ID: "E93", Document: cg185, Section: "adults; young people", Year: 2014, Read: readArchive, Ages: AnyAge, Claim: "Adults: a structured intervention, individual, group or family, is offered. Young people: individual or family forms are considered in the longer term."},
		{ID: "E94", Document: "Bipolar disorder, psychosis and schizophrenia in children and young people (QS102)", Section: "statements 2 and 3", Year: 2015, Read: readPrimary, Ages: Minors, Claim: "Bipolar depression and first psychosis under 18: psychological therapy is offered, with family intervention in psychosis."},
		{ID: "E95", Document: cg178, Section: "population", Year: 2014, Read: readArchive, Ages: Adults, Claim: "Covers people of 18 and over with an onset before 60."},
		{ID: "E96", Document: ng222, Section: "1.8.5, 1.8.6", Year: 2022, Read: readPrimary, Ages: Adults, Claim: "At higher risk of relapse and recovered on medication alone: group CBT or mindfulness-based cognitive therapy, in place of medication or with it, 8 sessions in two to three months."},
		{ID: "E97", Document: "Depression in adults (QS8)", Section: "statement 3", Year: 2023, Read: readPrimary, Ages: Adults, Claim: "People at higher risk of relapse are offered a way to prevent it."},
		{ID: "E98", Document: "Transition between inpatient mental health settings and community (NG53)", Section: "after hospital", Year: 2016, Read: readArchive, Ages: Adults, Claim: "Adults with bipolar disorder after an admission: a staged group intervention is considered, and peer-led self-management groups of up to twelve."},
		{ID: "E99", Document: "Mental health of adults in contact with the criminal justice system (NG66)", Section: "prison", Year: 2017, Read: readArchive, Ages: Adults, Claim: "A therapeutic community is considered for adults with established drug misuse and 18 months or more to serve; personality disorder is no ground for exclusion."},
		{ID: "E100", Document: "Personality disorders: borderline and antisocial (QS88)", Section: "statements 2 and 3", Year: 2015, Read: readPrimary, Ages: From12, Claim: "Antisocial personality disorder: group-based cognitive and behavioural therapy is offered. Borderline: therapies are chosen together and no format is named."},
		{ID: "E101", Document: "Antisocial personality disorder (CG77)", Section: "psychological interventions", Year: 2009, Read: readNothing, Claim: "Nothing is claimed from it beyond what the quality standard reports."},
		{ID: "E102", Document: "Borderline personality disorder (CG78)", Section: "dialectical behaviour therapy; 1.1.1.2", Year: 2009, Read: readSummary, Ages: From12, Claim: "Dialectical behaviour therapy where reducing recurrent self-harm matters most; young people are given the same treatments inside services for them."},
		{ID: "E103", Document: "Antisocial behaviour and conduct disorders in children and young people (CG158)", Section: "from 3 to 11 and from 9 to 14", Year: 2013, Read: readArchive, Ages: AnyAge, Claim: "Group parent training is offered for children of 3 to 11, individual training if a group is not possible or the problems are severe and complex; group problem-solving is offered from 9 to 14."},
		{ID: "E104", Document: "Attention deficit hyperactivity disorder (NG87)", Section: "treatment by age", Year: 2018, Read: readQuoted, Ages: AnyAge, Claim: "Under 5: a group parent-training programme first. From 5: support that can be group-based; with conduct problems parent training, individual if a group is not possible."},
		{ID: "E105", Document: "Gambling-related harms (NG248)", Section: "treatment", Year: 2025, Read: readSummary, Ages: Adults, Claim: "CBT in a group or one to one; the group may work best and cost least for the severity of gambling."},
		{ID: "E106", Document: "Management of chronic insomnia disorder in adults", Organisation: "American College of Physicians", Section: "recommendation 1", Year: 2016, Read: readArchive, Ages: Adults, Claim: "CBT for insomnia first for all adults, older ones too: individual, in a group, by telephone, online or by book."},
		{ID: "E107", Document: "Behavioral and psychological treatments for chronic insomnia in adults", Organisation: "American Academy of Sleep Medicine", Section: "abstract", Year: 2021, Read: readAbstract, Ages: Adults, Claim: "CBT for insomnia is recommended for adults."},
		{ID: "E108", Document: "Chronic pain (NG193)", Section: "1.2.1", Year: 2021, Read: readQuoted, Ages: From16, Claim: "Chronic primary pain: supervised group exercise is offered; CBT or acceptance and commitment therapy without a format."},
		{ID: "E109", Document: "Low back pain and sciatica (NG59)", Section: "combined programmes", Year: 2016, Read: readArchive, Ages: From16, Claim: "A combined physical and psychological programme, preferably in a group, is considered where there are obstacles to recovery or other treatment has not helped."},
		{ID: "E110", Document: "Mental health care in the perinatal period", Organisation: "Centre of Perinatal Excellence", Section: "psychological interventions", Year: 2017, Read: readArchive, Ages: From16, Claim: "Individual CBT or interpersonal therapy for mild to moderate depression; a social support group after the birth as an addition."},
		{ID: "E111", Document: "Antenatal and postnatal mental health (QS115)", Section: "statement 6", Year: 2016, Read: readPrimary, Ages: From16, Claim: "Assessment within two weeks of referral, and a start of treatment within six."},
		{ID: "E112", Document: "Management of Major Depressive Disorder", Organisation: vaDoD, Section: "recommendations 10, 18 and 19", Year: 2016, Read: readArchive, Ages: Adults, SupersededBy: "E113", Claim: "Individual or group by the person's wish; psychotherapy first for mild to moderate depression at 65 and over; a newer edition exists."},
		{ID: "E113", Document: "Management of Major Depressive Disorder, edition of 2022", Organisation: vaDoD, Section: "psychotherapy", Year: 2022, Read: readSummary, Ages: Adults, Claim: "Psychotherapy, either in a group or individual."},
		{ID: "E114", Document: "Management of PTSD and Acute Stress Disorder, edition of 2023", Organisation: vaDoD, Section: "abstract", Year: 2023, Read: readAbstract, Ages: Adults, Claim: "Specific psychotherapies before medication; the abstract says nothing of format."},
		{ID: "E115", Document: "Post-traumatic stress disorder (NG116)", Section: "adults; from 7 to 17", Year: 2018, Read: readSummary, Ages: AnyAge, Claim: "Adults are offered individual trauma-focused CBT; from 7 to 17, within a month of an event that several went through, a group of 5 to 15 sessions is considered."},
		{ID: "E116", Document: "Group cognitive behavioural therapy for children with symptoms after trauma", Organisation: "Community Preventive Services Task Force", Section: "finding", Year: 2008, Read: readPrimary, Ages: Minors, Claim: "Group CBT is recommended for children with symptoms after trauma."},
		{ID: "E117", Document: "Self-harm (QS34, NG225)", Section: "statement 7; psychological interventions", Year: 2022, Read: readSummary, Ages: AnyAge, Claim: "A structured, person-centred therapy informed by CBT of about 4 to 10 sessions is offered; for adolescents with frequent self-harm and strong emotions DBT for adolescents is considered."},
		{ID: "E118", Document: "Staying safe from suicide", Organisation: "NHS England", Section: "foreword", Year: 2025, Read: readPrimary, Ages: AnyAge, Claim: "Risk is explored with the person, not ticked off; no prediction and no grading of it."},
		{ID: "E119", Document: "Assessment and Management of Patients at Risk for Suicide, edition of 2024", Organisation: vaDoD, Section: "abstract", Year: 2024, Read: readAbstract, Ages: Adults, Claim: "CBT after suicidal behaviour; the abstract says nothing of format."},
		{ID: "E120", Document: "Management of Substance Use Disorders, edition of 2021", Organisation: vaDoD, Section: "abstract", Year: 2021, Read: readAbstract, Ages: Adults, Claim: "The abstract of the newer edition says nothing of format."},
		{ID: "E121", Document: "Advisory: Group therapy in substance use treatment", Organisation: "Substance Abuse and Mental Health Services Administration", Section: "first page", Year: 2021, Read: readAbstract, Ages: Adults, Claim: "Groups are a main form of treatment, with 6 to 12 members and one or two leaders."},
		{ID: "E122", Document: "Dementia (NG97, QS184)", Section: "cognition; statement 5", Year: 2019, Read: readSummary, Ages: Adults, Claim: "Group cognitive stimulation is offered in mild to moderate dementia; group reminiscence is considered."},
		{ID: "E123", Document: "Mental health problems in people with learning disabilities (NG54)", Section: "adapting interventions; parent training", Year: 2016, Read: readArchive, Ages: AnyAge, Claim: "Adapt to preferences, understanding, communication, privacy and pace; group parent training of 8 to 12 meetings is considered."},
		{ID: "E124", Document: "Challenging behaviour and learning disabilities (NG11)", Section: "parent training", Year: 2015, Read: readArchive, Ages: AnyAge, Claim: "Parent training in groups of 10 to 15 parents, 8 to 12 times 90 minutes, is considered."},
		{ID: "E125", Document: "Suicide prevention (QS189)", Section: "statement 5", Year: 2019, Read: readSummary, Ages: AnyAge, Claim: "People bereaved by a suspected suicide are given support fitted to them, which may be from peers."},
		{ID: "E126", Document: "The Matrix: specific phobia, OCD, prolonged grief", Organisation: "NHS Scotland", Section: "first part of each page", Year: 2023, Read: readAbstract, Ages: Adults, Claim: "Specific phobia: exposure, 8 to 12 weekly sessions or one long one."},
		{ID: "E127", Document: "Obsessive-compulsive disorder and body dysmorphic disorder (CG31)", Section: "key priorities; young people", Year: 2005, Read: readSummary, Ages: Minors, Claim: "Mild OCD under 18: guided self-help, a group or individual CBT, as the young person chooses; specialist teams for body dysmorphic disorder."},
		{ID: "E128", Document: "Acute stress disorder and PTSD", Organisation: "Australian Centre for Posttraumatic Mental Health", Section: "R2, R5, R14", Year: 2013, Read: readArchive, Ages: AnyAge, Claim: "Group CBT may be added to individual trauma-focused therapy and does not replace it; children: individual before group."},
		{ID: "E129", Document: "Management of PTSD and Acute Stress Disorder", Organisation: vaDoD, Section: "recommendations 7, 9, 10, 12, 15", Year: 2017, Read: readArchive, Ages: Adults, SupersededBy: "E114", Claim: "Individual trauma-focused therapy before other treatment; a group only over no treatment; a newer edition exists."},
		{ID: "E130", Document: "Depression in adults with cancer", Organisation: "American Society of Clinical Oncology", Section: "change of course", Year: 2014, Read: readArchive, Ages: Adults, Claim: "Individual therapy after a group that has not helped is one example of changing course."},
		{ID: "E131", Document: "Autism spectrum disorder in under 19s (CG170)", Section: "anxiety; population", Year: 2013, Read: readArchive, Ages: Minors, Claim: "Group CBT adapted for autism is considered for anxiety, individual for those who find groups difficult."},
		{ID: "E132", Document: "Domestic violence and abuse (QS116)", Section: "statement 1", Year: 2016, Read: readPrimary, Ages: AnyAge, Claim: "People are asked about abuse in a private discussion."},
		{ID: "E133", Document: "Crisis lines by place, several pages", Organisation: "see the table of crisis lines", Section: "numbers", Year: 2025, Strength: WebPage, Read: readSummary, Ages: AnyAge, Claim: "Numbers and their dates as the pages give them; each has to be checked before it is used."},
		{ID: "E134", Document: "Clinical Decision Support Software, final guidance", Organisation: "US Food and Drug Administration", Section: "four criteria, as summarised by law firms", Year: 2026, Strength: Official, Read: readSummary, Claim: "Software that supports a health professional who can review its basis is not a device under four criteria."},
		{ID: "E135", Document: "DCB0129 and DCB0160", Organisation: "NHS England", Section: "web summary", Year: 2018, Strength: Official, Read: readAbstract, Claim: "Manufacturers and deployers of health IT keep a hazard log and a safety case."},
		{ID: "E136", Document: "Algorithmic Transparency Recording Standard", Organisation: "UK Government", Section: "guidance and template 3.0", Year: 2025, Strength: Official, Read: readAbstract, Claim: "Public bodies record what an algorithmic tool is for, how it works and who oversees it."},
		{ID: "E137", Document: "IEC 62304", Organisation: "International Electrotechnical Commission", Section: "5.3.3", Year: 2015, Strength: Official, Read: readSummary, Claim: "Requirements are stated for software of unknown provenance that is built into a device."},
		{ID: "E138", Document: "Panic disorder, social anxiety disorder and generalised anxiety disorder", Organisation: "Royal Australian and New Zealand College of Psychiatrists", Section: "key points", Year: 2018, Read: readPrimary, Ages: Adults, Claim: "CBT face to face or digital for adults; the key points do not mention a group."},
		{ID: "E139", Document: "Depression in adults: treatment and management (NG222)", Section: "rationale for 1.5.2 and 1.5.3", Year: 2022, Read: readQuoted, Strength: Guideline, Link: "https://www.nice.org.uk/guidance/ng222", Claim: "Less severe depression: some evidence for interpersonal psychotherapy and for group mindfulness, as alternatives for those who do not wish for CBT or behavioural activation."},
		{ID: "E140", Document: "Positioning of psychodynamic psychotherapy in the treatment of depression: a comparison of two guidelines", Organisation: "Australasian Psychiatry 31(3)", Section: "abstract", Year: 2023, Read: readAbstract, Link: "https://www.ovid.com/journals/auspy/abstract/10.1177/10398562231159329", Claim: "NG222 lists short-term psychodynamic psychotherapy last for less severe depression and seventh for more severe depression."},
		{ID: "E141", Document: "Page on therapies of a psychology practice", Organisation: "Clinical Psychology Matters", Section: "therapies", Read: readSummary, Link: "https://clinicalpsychologymatters.co.uk/category/therapies", Claim: "Guidelines of NICE and WHO recommend eye movement desensitisation and reprocessing for PTSD."},
		{ID: "E142", Document: "NICE recommends range of treatments for people with chronic primary pain (on NG193)", Section: "news page", Year: 2021, Read: "the publisher's own news page", Strength: Guideline, Link: "https://nice.org.uk/news/articles/nice-recommends-range-of-treatments-for-people-with-chronic-primary-pain", Claim: "Chronic primary pain: CBT and acceptance and commitment therapy are among the treatments shown to be effective."},
	}
	for i := range rows {
		s := &rows[i]
		if s.Organisation == "" {
			s.Organisation = who
		}
		s.Secondary = s.Read != readPrimary
		if s.Strength != 0 {
			continue
		}
		switch s.Read {
		case readPrimary:
			s.Strength = Guideline
		case readArchive:
			s.Strength = GuidelineArchived
		default:
			s.Strength = GuidelineQuoted
		}
	}
	return rows
}
