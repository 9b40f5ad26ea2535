package standard

import (
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// cautions are what every explanation must contain, situation by situation, and the tensions
// inside the article that must not be hidden (T1 to T5; T5 is a conflict, see conflicts).
func cautions() []policy.Caution {
	withGroup := []therapy.Modality{"group"}
	advising := []policy.Outcome{policy.Recommended, policy.Either}
	suicidality := therapy.AnyOf(therapy.PassiveSuicidalIdeation, therapy.RecentSuicideAttempt, therapy.RecurrentSelfHarm)
	limits := therapy.AnyOf(therapy.LimitedBudget, therapy.LimitedTime)
	abuse := abuse()
	// These people are not refused treatment, even if they have to wait or a format is ruled out.
	helping := []policy.Outcome{policy.Recommended, policy.Either, policy.NeedsInformation, policy.NoneSuitable}
	return []policy.Caution{
		// Escalation is not exclusion from therapy.
		{
			ID: "postponed-not-refused", Ages: therapy.AnyAge, Outcomes: []policy.Outcome{policy.Escalate},
			Says: says(
				"Therapy is postponed, not refused. Do not withhold treatment because of suicidal thoughts, self-harm, a diagnosis or substance use; choose the format once the danger is dealt with.",
				"Therapy is only put off. Once you are safe, you can choose it together.",
			),
			Sources: therapy.MustCite("E79", "E80", "E81", "E42"),
		},
		{
			ID: "no-risk-score", Ages: therapy.AnyAge, Outcomes: []policy.Outcome{policy.Escalate},
			Says: says(
				"This is not a risk score and does not predict anything. Do not use scales or low/medium/high classes to predict suicide or to decide who is offered treatment.",
				"No one can put how safe you are in a number. Talk about it.",
			),
			Sources: therapy.MustCite("E82"),
		},
		// Insufficient information.
		{
			ID: "not-to-wait-for", Ages: therapy.AnyAge, Outcomes: []policy.Outcome{policy.NeedsInformation},
			Says: says(
				"If a life is at risk, do not wait for answers: emergency number or emergency department. If risk is merely undetermined, have it assessed; that comes before these questions.",
				"If a life is in danger, do not wait. Call the emergency number now. You can ask for help today.",
			),
			Sources: therapy.MustCite("E80", "E81"),
		},
		{
			ID: "ask-first", Ages: therapy.AnyAge, Outcomes: []policy.Outcome{policy.NeedsInformation},
			Says: says(
				"The choice rests on needs, preferences and goals, and on knowing that it is safe. What is missing is asked for, not assumed.",
				"The choice depends on you. What do you need? What would you like? What do you hope for? That is why there are questions first.",
			),
			Sources: therapy.MustCite("S31", "E7", "E79"),
		},
		{
			ID: "refer-on", Ages: therapy.AnyAge, Outcomes: []policy.Outcome{policy.NoneSuitable},
			Says: says(
				"None of these formats is possible as things are: refer on, tell the person about waiting times and alternatives, and look at what would reopen each.",
				"None of this is possible right now. That is not your fault. There are other ways to get help. Ask what can be done now.",
			),
			Sources: therapy.MustCite("E7", "E8", "S62"),
		},
		// Group or combined advised.
		{
			ID: "group-leakage", Ages: therapy.AnyAge, Outcomes: advising, With: withGroup,
			Says: says(
				"In a group what is said can travel: members hear it who are under no professional duty. The therapist sets rules about confidence and says how far they reach; they are no guarantee.",
				"In a group, others hear what you say. There are rules about that. Not everyone may keep them.",
			),
			Sources: therapy.MustCite("S37", "S38", "E76"),
		},
		{
			ID: "group-fit", Ages: therapy.AnyAge, Outcomes: advising, With: withGroup,
			Says: says(
				"A group is not for everyone or every issue. What it gives depends on the therapist's skill, on a group with a shared concern and of the right size, and on the person's willingness to take part.",
				"A group is not for everyone. It helps most if you share something and want to take part.",
			),
			Sources: therapy.MustCite("S15", "S29", "S32", "S34", "S35"),
		},
		{
			ID: "group-screening", Ages: therapy.AnyAge, Outcomes: advising, With: withGroup,
			Says: says(
				"Before a start: screen for this particular group (its kind, dual relationships, agreements, attendance, whatever is unanswered here) and prepare the person. Prepared members stay longer.",
				"First, somebody will tell you about the group and see if it suits you.",
			),
			Sources: therapy.MustCite("E66", "E72", "E48"),
		},
		{
			ID: "group-not-alone-in-ideation", Ages: therapy.AnyAge, Outcomes: advising, With: withGroup, When: suicidality,
			Says: says(
				"With suicidal thoughts or self-harm in the picture a group should not be the only treatment, unless it is made for it.",
				"If you choose a group, have one-to-one time as well.",
			),
			Sources: therapy.MustCite("E66", "E80"),
		},
		// Individual advised while needs for a group exist.
		{
			ID: "individual-what-is-lost", Ages: therapy.AnyAge, Outcomes: []policy.Outcome{policy.Recommended}, Advised: []policy.Option{Individual},
			When: therapy.Any(groupNeeds(), therapy.AnyOf(therapy.PrefersGroup, therapy.WantsBoth, therapy.LimitedBudget)),
			Says: says(
				"Individual therapy leaves out peers, their points of view and the lower price a session. Look for these elsewhere: a later group, a support group, family and friends.",
				"One to one, you do not meet others like you. A support group, now or later, can give you that.",
			),
			Sources: therapy.MustCite("S43", "S45", "S57", "E8"),
		},
		// Combined advised.
		{
			ID: "combined-which-aspect", Ages: therapy.AnyAge, Outcomes: advising, Advised: []policy.Option{Combined},
			Says: says(
				"Say which aspect goes where, who leads each part (the same therapist or two), and what they may tell each other.",
				"Agree what you will do in each part, and who leads it. Ask what your therapists will tell each other.",
			),
			Sources: therapy.MustCite("S61", "E57", "E58"),
		},
		{
			ID: "combined-burden", Ages: therapy.AnyAge, Outcomes: advising, Advised: []policy.Option{Combined},
			Says: says(
				"Having both costs at least as much as its parts, in time and money, and is not shown to be better in general.",
				"Having both takes more time and money. Studies do not show that it helps more.",
			),
			Sources: therapy.MustCite("S61", "E44", "E56", "E57"),
		},
		{
			// Tension T4.
			ID: "combined-against-limits", Ages: therapy.AnyAge, Outcomes: advising, Advised: []policy.Option{Combined}, When: limits,
			Says: says(
				"Money or time are limited, and this asks for most of both: check that it can be kept up.",
				"Money or time is short, and having both takes most of it. Can you do it?",
			),
			Sources: therapy.MustCite("S45", "S59", "S61"),
		},
		// Either.
		{
			ID: "either-ask", Ages: therapy.AnyAge, Outcomes: []policy.Outcome{policy.Either},
			Says: says(
				"These are on a par. Tell the person about each, and ask what they would rather have: following a preference does more for the outcome than the average difference between formats.",
				"Which would you rather try? What you prefer makes a real difference.",
			),
			Sources: therapy.MustCite("E9", "E54", "E61"),
		},
		// Preferences that were not followed.
		{
			ID: "preference-for-group-not-followed", Ages: therapy.AnyAge, Outcomes: []policy.Outcome{policy.Recommended}, When: therapy.Is(therapy.PrefersGroup), Without: []policy.Option{Group},
			Says: says(
				"The person prefers a group, and it is not what is advised: explain why, and decide together. If they have not yet been told what there is, do that first; an informed preference is weighed against the indication.",
				"You would rather have a group. Something else is suggested here. Ask why. You decide together.",
			),
			Sources: therapy.MustCite("E2", "E3", "E7", "E61"),
		},
		{
			ID: "preference-for-individual-not-followed", Ages: therapy.AnyAge, Outcomes: []policy.Outcome{policy.Recommended}, When: therapy.Is(therapy.PrefersIndividual), Without: []policy.Option{Individual},
			Says: says(
				"The person prefers individual therapy, and it is not what is advised: explain why, and decide together. If they have not yet been told what there is, do that first; an informed preference is weighed against the indication.",
				"You would rather have one-to-one. Something else is suggested here. Ask why. You decide together.",
			),
			Sources: therapy.MustCite("E2", "E3", "E7", "E61"),
		},
		{
			ID: "preference-for-both-not-followed", Ages: therapy.AnyAge, Outcomes: []policy.Outcome{policy.Recommended}, When: therapy.Is(therapy.WantsBoth), Without: []policy.Option{Combined},
			Says: says(
				"The person wants both, and it is not what is advised: explain why, and decide together.",
				"You would like both. Something else is suggested here. Ask why. You decide together.",
			),
			Sources: therapy.MustCite("S60", "S63", "E7"),
		},
		{
			ID: "not-yet-informed", Ages: therapy.AnyAge, Outcomes: advising, When: therapy.Is(therapy.NotYetInformed),
			Says: says(
				"The person has not yet been told what the formats are: do that before anything is decided.",
				"Nobody has told you yet what each is like. Ask before you decide.",
			),
			Sources: therapy.MustCite("E2", "E7"),
		},
		// Minors, mandates, abuse.
		{
			ID: "minors-consent", Ages: therapy.Minors, Outcomes: advising,
			Says: says(
				"A young person: record on what basis they or somebody with parental responsibility consent (presumed capacity at 16 and 17, Gillick competence below), and what parents are told.",
				"Ask who has to say yes. Ask what your parents or carers will be told.",
			),
			Sources: therapy.MustCite("E84"),
		},
		{
			ID: "mandated-reports", Ages: therapy.AnyAge, When: therapy.AnyOf(therapy.CourtMandatedGroup, therapy.ReportsToThirdParty),
			Says: says(
				"Attendance is required or reported on: say at the outset what is reported to whom, and that groups are more productive when people choose to come.",
				"Ask what will be reported, and to whom, before you start.",
			),
			Sources: therapy.MustCite("E73", "E76", "E85"),
		},
		{
			ID: "abuse-never-together", Ages: therapy.AnyAge, When: abuse,
			Says: says(
				"Abuse: never work with the person and whoever abuses them together, in a group, couple or family; assess and follow the risk; keep every contact safe. Speak about it in person and in private: the client's text leaves it out.",
				"Therapy with somebody who hurts you is not suggested. Is it not safe to talk or write? Ask for a safe way.",
			),
			Sources: therapy.MustCite("E47", "E72", "E86"),
		},
		{
			ID: "abuse-danger-now", Ages: therapy.AnyAge, When: abuse,
			Says: says(
				"Ask whether there is danger now, to the person or to children; if so, that comes before any therapy: emergency number, and the safeguarding procedure of the place.",
				"If you or a child are in danger now, call the emergency number. Do it as soon as it is safe.",
			),
			Sources: therapy.MustCite("E47", "E81", "E86"),
		},
		{
			ID: "abuse-of-a-minor", Ages: therapy.Minors, When: abuse,
			Says: says(
				"A young person and abuse: follow the safeguarding procedure of the place. Whoever would consent or be informed may be the one who abuses: do not ask or tell them before that is clear.",
				"Does somebody at home hurt you? You can tell the one you talk with, alone.",
			),
			Sources: therapy.MustCite("E47", "E84", "E86"),
		},
		{
			ID: "safe-contact", Ages: therapy.AnyAge, ClinicianOnly: true, When: therapy.Is(therapy.SafeContactUnknown),
			Says:    policy.Words{Clinician: "It is not known whether a letter or message is safe: tell everything in person and in private, and agree a safe way of contact."},
			Sources: therapy.MustCite("E132"),
		},
		// Conditions that need something in addition to the format.
		{
			ID: "do-not-withhold", Ages: therapy.AnyAge, ClinicianOnly: true, Outcomes: helping, When: suicidality,
			Says:    policy.Words{Clinician: "Do not withhold treatment because of this. Agree a safety plan if there is none, increase support, and coordinate with whoever else is involved."},
			Sources: therapy.MustCite("E79", "E42"),
		},
		{
			ID: "hopelessness", Ages: therapy.AnyAge, Outcomes: advising, When: therapy.Is(therapy.WarningSignHopelessness),
			Says: says(
				"Hopelessness is a warning sign: keep asking about suicidal thoughts.",
				"Things seem very hard right now. Please talk with somebody today.",
			),
			Sources: therapy.MustCite("E79", "E80"),
		},
		{
			ID: "hopelessness-urgent", Ages: therapy.AnyAge, Outcomes: []policy.Outcome{policy.NeedsInformation, policy.NoneSuitable}, When: therapy.Is(therapy.WarningSignHopelessness),
			Says: says(
				"Hopelessness is a warning sign: whatever else is missing, ask about suicidal thoughts and intent today.",
				"Things seem very hard right now. Please talk with somebody today.",
			),
			Sources: therapy.MustCite("E79", "E80"),
		},
		// The client reads the same words as for hopelessness and for a team, so that the
		// words do not show the reason.
		{
			ID: "life-crisis", Ages: therapy.AnyAge, Outcomes: helping, When: therapy.Is(therapy.AcuteLifeCrisis),
			Says: says(
				"In the midst of a life crisis: see the person soon, and ask about their safety again.",
				"Things seem very hard right now. Please talk with somebody today.",
			),
			Sources: therapy.MustCite("E48", "E79"),
		},
		{
			ID: "therapist-involved", Ages: therapy.AnyAge, Outcomes: helping, When: therapy.AnyOf(therapy.InIndividualTraumaTherapy, therapy.InIndividualCBT),
			Says: says(
				"The person has a therapist already: agree with them who does what.",
				"Others are helping you already. It is good if they know of each other.",
			),
			Sources: therapy.MustCite("E79"),
		},
		{
			ID: "team-involved", Ages: therapy.AnyAge, Outcomes: helping, When: therapy.AnyOf(therapy.UnderMentalHealthTeam, therapy.SafetyPlanInPlace),
			Says: says(
				"A team or a safety plan is in place: agree with it who does what.",
				"Others are helping you already. It is good if they know of each other.",
			),
			Sources: therapy.MustCite("E79", "E80"),
		},
		{
			ID: "substance-use-no-bar", Ages: therapy.AnyAge, Outcomes: advising,
			When: therapy.AnyOf(therapy.SUDComorbid, therapy.SubstanceMisuseEstablished, therapy.SUDEarlyRecovery),
			Says: says(
				"Substance use does not bar treatment of anything else, nor does a relapse end it. Promote mutual-help groups beside any format.",
				"You can have therapy if you use alcohol or drugs. You can add a self-help group.",
			),
			Sources: therapy.MustCite("E25", "E45", "E46", "E17"),
		},
		{
			ID: "self-help-first", Ages: therapy.Adults, Outcomes: advising, Unless: therapy.Is(therapy.GuidedSelfHelpTried),
			When: therapy.AnyOf(therapy.DepressionLessSevere, therapy.BulimiaNervosa, therapy.GADStep2),
			Says: says(
				"Stepped care considers guided self-help before either format.",
				"There is guided self-help that may be enough. You can ask about it first.",
			),
			Sources: therapy.MustCite("E2", "E21", "E33"),
		},
		{
			ID: "self-help-first-binge-eating", Ages: therapy.AnyAge, Outcomes: advising, Unless: therapy.Is(therapy.GuidedSelfHelpTried),
			When: therapy.Is(therapy.BingeEatingDisorder),
			Says: says(
				"Binge eating disorder: guided self-help comes first; a group follows if it does not help or is not acceptable.",
				"Guided self-help comes first for binge eating. Ask about it.",
			),
			Sources: therapy.MustCite("E91"),
		},
		{
			ID: "more-severe-and-medication", Ages: therapy.Adults, Outcomes: advising, When: therapy.Is(therapy.DepressionMoreSevere),
			Says: says(
				"More severe depression: guidance puts individual CBT together with an antidepressant first; that is a combination with medication, not of formats. Therapy alone is a valid choice, also where medication is declined.",
				"Your doctor may talk with you about medicine too. You can have therapy alone.",
			),
			Sources: therapy.MustCite("E5", "E9"),
		},
		{
			ID: "severe-not-group-alone", Ages: therapy.Adults, Outcomes: []policy.Outcome{policy.Recommended}, Advised: []policy.Option{Group}, When: therapy.Is(therapy.DepressionMoreSevere),
			Says: says(
				"More severe depression: a textbook warns against treating it in a group only, and guidance names individual therapy. Look for an individual part, and follow closely how the person does.",
				"If you choose a group, have one-to-one time as well.",
			),
			Sources: therapy.MustCite("E66", "E5"),
		},
		{
			ID: "eating-disorder-monitoring", Ages: therapy.AnyAge, Outcomes: helping, When: therapy.AnyOf(therapy.AnorexiaNervosa, therapy.BulimiaNervosa),
			Says: says(
				"Anorexia or bulimia nervosa: agree who monitors physical health beside the therapy, and at what signs medical care comes first.",
				"A doctor should check your body from time to time as well.",
			),
			Sources: therapy.MustCite("E35"),
		},
		{
			ID: "medication-declined", Ages: therapy.Adults, Outcomes: advising, When: therapy.Is(therapy.DeclinesMedication),
			Says: says(
				"The person declines medication, and that is their right; it does not limit the choice of format.",
				"You do not want medicine. That is your right. You can have therapy.",
			),
			Sources: therapy.MustCite("E2", "E5"),
		},
		{
			ID: "cancer-review", Ages: therapy.Adults, Outcomes: advising, When: therapy.Is(therapy.DepressionInCancer),
			Says: says(
				"Depression in cancer: review after eight weeks; if a group has not helped, refer to individual therapy.",
				"After about eight weeks you will look at how it helps. If it does not, you can try something else.",
			),
			Sources: therapy.MustCite("E14"),
		},
		{
			ID: "social-anxiety-access", Ages: therapy.AnyAge, Outcomes: advising, When: therapy.Is(therapy.SocialAnxietyDisorderDiagnosed),
			Says: says(
				"Social anxiety makes services themselves hard to reach: offer quiet times, a private place to wait, and choices.",
				"Are waiting rooms or meeting people hard for you? Say so. There are ways round it.",
			),
			Sources: therapy.MustCite("E17"),
		},
		{
			ID: "language", Ages: therapy.AnyAge, Outcomes: advising, When: therapy.Is(therapy.LanguageBarrier),
			Says: says(
				"A language barrier: provide an interpreter or a therapist who speaks the language; it excludes from nothing by itself.",
				"You can have an interpreter. Or a therapist can speak your language.",
			),
			Sources: therapy.MustCite("E8", "E42"),
		},
		{
			ID: "brain-injury-adaptations", Ages: therapy.AnyAge, Outcomes: advising, When: therapy.Is(therapy.AcquiredBrainInjury),
			Says: says(
				"After a brain injury: the same treatments, adapted in pace, length and materials.",
				"Therapy can be made to fit you: shorter, slower, with things written down.",
			),
			Sources: therapy.MustCite("E79", "E68"),
		},
		// Tensions inside the article.
		{
			// T1.
			ID: "tension-time", Ages: therapy.AnyAge, Outcomes: advising, When: therapy.AllOf(therapy.LimitedTime, therapy.NeedsFlexibleSchedule),
			Says: says(
				"Little time speaks for a group with its set slot, irregular days speak for individual sessions: find out which of the two it is.",
				"You have little time, and your days change. Which matters more?",
			),
			Sources: therapy.MustCite("S10", "S46", "S48", "S59"),
		},
		{
			// T2.
			ID: "tension-shame", Ages: therapy.AnyAge, Outcomes: advising, When: therapy.AllOf(therapy.Shame, therapy.FearOfJudgement),
			Says: says(
				"Shame is lessened among peers, and fear of judgement is what keeps people from them: start where it is bearable, and reconsider.",
				"Others can make shame smaller, and they can be scary too. Start where you can bear it.",
			),
			Sources: therapy.MustCite("S12", "S16", "S22"),
		},
		{
			// T3.
			ID: "tension-support", Ages: therapy.AnyAge, Outcomes: advising, When: therapy.Is(therapy.WantsEmotionalExpression),
			Says: says(
				"Both formats offer support and room for feelings; what differs is from whom: the therapist, or peers as well.",
				"Both give room for feelings. Would you share them with one person, or with more?",
			),
			Sources: therapy.MustCite("S9", "S26", "S51", "S52"),
		},
		// Ages.
		{
			ID: "medicine-and-the-young", Ages: therapy.Minors, Outcomes: advising, ClinicianOnly: true,
			When:    therapy.AnyOf(therapy.DepressionMildCYP, therapy.DepressionModerateSevereCYP),
			Says:    policy.Words{Clinician: "Medication for depression under 18 only together with therapy and after assessment by a child and adolescent psychiatrist, fluoxetine first, watching for suicidal behaviour; not for mild depression."},
			Sources: therapy.MustCite("E90", "E89"),
		},
		{
			ID: "digital-cbt-first", Ages: therapy.Minors, Outcomes: advising, When: therapy.Is(therapy.DepressionMildCYP),
			Says: says(
				"Mild depression in the young: an online course of CBT is among the first choices, beside the group forms.",
				"An online course is one of the first choices. Ask about it.",
			),
			Sources: therapy.MustCite("E87", "E88"),
		},
		{
			ID: "family-forms-too", Ages: therapy.Under12, Outcomes: advising, When: therapy.Is(therapy.DepressionModerateSevereCYP),
			Says: says(
				"Moderate to severe depression between 5 and 11: the list begins with family-based interpersonal therapy.",
				"Help with the family can come first. Ask about it.",
			),
			Sources: therapy.MustCite("E89"),
		},
		{
			ID: "eating-disorder-growth", Ages: therapy.Minors, Outcomes: helping, When: therapy.AnyOf(therapy.AnorexiaNervosa, therapy.BulimiaNervosa, therapy.OSFED),
			Says: says(
				"An eating disorder under 18: growth and puberty are followed as well.",
				"A doctor should check how you grow as well.",
			),
			Sources: therapy.MustCite("E91"),
		},
		{
			ID: "psychosis-and-the-young", Ages: therapy.Minors, Outcomes: advising, ClinicianOnly: true, When: therapy.Is(therapy.PsychosisStable),
			Says:    policy.Words{Clinician: "First psychosis under 18: CBT and family intervention are both offered; on the format of the CBT no text was read."},
			Sources: therapy.MustCite("E94"),
		},
		{
			ID: "no-guideline-for-age", Ages: therapy.Minors, Outcomes: advising, ClinicianOnly: true,
			When: therapy.AnyOf(
				therapy.SUDEarlyRecovery, therapy.SUDRelapsePrevention, therapy.SubstanceMisuseEstablished,
				therapy.OCDModerateSevere, therapy.GamblingHarm, therapy.ChronicInsomnia, therapy.DepressionRemission, therapy.SpecificPhobia),
			Says:    policy.Words{Clinician: "No guideline for this age was read on at least one of the conditions stated: the adult rules do not apply. Refer to a service for young people."},
			Sources: therapy.MustCite("E23", "E45", "E96", "E126"),
		},
		{
			ID: "article-and-the-young", Ages: therapy.Minors, Outcomes: advising, ClinicianOnly: true,
			Says:    policy.Words{Clinician: "Needs, wishes and practical matters are weighed by an article that does not speak about young people. A wish counts the same, the young person's and the carers'."},
			Sources: therapy.MustCite("S31", "E87"),
		},
		{
			ID: "older-adults", Ages: therapy.Adults, Outcomes: advising, When: therapy.Is(therapy.OlderAdult),
			Says: says(
				"At 65 and over the same choice of formats applies: adapt pace, hearing and travel. Psychotherapy comes first for mild to moderate depression, in the form that the person wishes.",
				"At any age you have the same choice. Ask for a slower pace or a place that is easy to reach.",
			),
			Sources: therapy.MustCite("E112", "E106"),
		},
		// Conditions for which no source about the format was read, or that need more than a
		// format.
		{
			ID: "no-guideline-built-in", Ages: therapy.AnyAge, Outcomes: advising, When: therapy.Is(therapy.MainProblemNotListed),
			Says: says(
				"No guideline on this problem is built in: the answer rests on the article and on the person's needs and wishes.",
				"We know of no guide for your problem. What you need and want decides.",
			),
			Sources: therapy.MustCite("S31", "S53"),
		},
		{
			ID: "bdd-specialist", Ages: therapy.AnyAge, Outcomes: helping, When: therapy.Is(therapy.BDD),
			Says: says(
				"Body dysmorphic disorder: no text on format was readable; ask a specialist team for OCD and body dysmorphic disorder.",
				"Ask for a team that knows this problem well.",
			),
			Sources: therapy.MustCite("E127"),
		},
		{
			ID: "phobia-exposure", Ages: therapy.Adults, Outcomes: advising, When: therapy.Is(therapy.SpecificPhobia),
			Says: says(
				"Specific phobia: exposure is the treatment, in 8 to 12 weekly sessions or one long one; no guideline read names a format.",
				"What helps is to practise step by step.",
			),
			Sources: therapy.MustCite("E126"),
		},
		{
			ID: "pain-exercise", Ages: therapy.From16, Outcomes: advising, When: therapy.Is(therapy.ChronicPrimaryPain),
			Says: says(
				"Chronic primary pain: supervised group exercise is offered, and CBT or acceptance and commitment therapy without a format. Exercise is not therapy.",
				"A group that moves together can help with pain. It is not talking therapy.",
			),
			Sources: therapy.MustCite("E108"),
		},
		{
			ID: "perinatal-times", Ages: therapy.From16, Outcomes: helping, When: therapy.Is(therapy.Perinatal),
			Says: says(
				"Pregnant or within a year of giving birth: assessment within two weeks, and think of the baby's safety. England's guideline was not readable on the format.",
				"While you are pregnant or have a baby, help should come fast. Ask when.",
			),
			Sources: therapy.MustCite("E110", "E111"),
		},
		{
			ID: "bereaved-by-suicide-support", Ages: therapy.AnyAge, Outcomes: helping, ClinicianOnly: true, When: therapy.Is(therapy.BereavedBySuicide),
			Says:    policy.Words{Clinician: "Bereaved by a suicide: offer support fitted to the person, which may be peers who lost somebody the same way, and tell them so in person; ask about their own safety."},
			Sources: therapy.MustCite("E125"),
		},
		{
			ID: "prolonged-grief-format", Ages: therapy.AnyAge, Outcomes: advising, ClinicianOnly: true, When: therapy.Is(therapy.ProlongedGrief),
			Says:    policy.Words{Clinician: "Prolonged grief disorder: no text on format was readable."},
			Sources: therapy.MustCite("E126"),
		},
		{
			ID: "learning-disability-adapt", Ages: therapy.AnyAge, Outcomes: helping, When: therapy.Is(therapy.LearningDisability),
			Says: says(
				"Learning disability: adapt to preferences, understanding, communication, privacy and pace. Adapted CBT is considered for depression in milder disability, relaxation or graded exposure for anxiety.",
				"Therapy can be made to fit you. Ask for easy words and more time.",
			),
			Sources: therapy.MustCite("E52", "E123"),
		},
		{
			ID: "adhd-support", Ages: therapy.AnyAge, Outcomes: advising, When: therapy.All(therapy.Is(therapy.ParentsOfChildWithADHD), therapy.Not(therapy.Is(therapy.Under5))),
			Says: says(
				"ADHD from 5 on: support for parents is offered, which can be in a group, in one or two sessions; no format is named for therapy.",
				"There is help for parents, which can be in a group. Ask about it.",
			),
			Sources: therapy.MustCite("E104"),
		},
		{
			ID: "self-harm-therapy", Ages: therapy.Adults, Outcomes: helping, ClinicianOnly: true, When: therapy.Is(therapy.RecurrentSelfHarm),
			Says:    policy.Words{Clinician: "Self-harm: a structured, person-centred therapy informed by CBT, of about 4 to 10 sessions, is offered; no format is named."},
			Sources: therapy.MustCite("E117"),
		},
		{
			ID: "mandated-not-possible", Ages: therapy.AnyAge, Outcomes: []policy.Outcome{policy.Recommended, policy.Either, policy.NoneSuitable}, Without: []policy.Option{Group, Combined},
			When: therapy.Is(therapy.CourtMandatedGroup),
			Says: says(
				"A group is required and is not what is possible or advised: tell whoever ordered it, with the person's agreement, that this group is not possible, and ask for another way.",
				"You have been told to join a group, and this one does not work. Ask who will tell them, and what they can do.",
			),
			Sources: therapy.MustCite("E76", "E85"),
		},
	}
}
