package standard

import (
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// cautions: what every explanation must contain, situation by situation,
// and the tensions inside the article that must not be hidden (T1 to T5; T5 is a
// conflict, see conflicts).
func cautions() []policy.Caution {
	withGroup := []therapy.Modality{"group"}
	advising := []policy.Outcome{policy.Recommended, policy.Either}
	suicidality := therapy.AnyOf(therapy.PassiveSuicidalIdeation, therapy.RecentSuicideAttempt, therapy.RecurrentSelfHarm)
	minors := therapy.AnyOf(therapy.Adolescent16To17, therapy.Adolescent12To15, therapy.ChildUnder12)
	limits := therapy.AnyOf(therapy.LimitedBudget, therapy.LimitedTime)
	abuse := therapy.AnyOf(therapy.DomesticAbuse, therapy.AbuserInAvailableGroup)
	// Whatever is waited for or ruled out, treatment is not withheld for these.
	helping := []policy.Outcome{policy.Recommended, policy.Either, policy.NeedsInformation, policy.NoneSuitable}
	return []policy.Caution{
		// Escalation is not exclusion from therapy.
		{
			ID: "postponed-not-refused", Outcomes: []policy.Outcome{policy.Escalate},
			Says: says(
				"Therapy is postponed, not refused. Do not withhold treatment because of suicidal thoughts, self-harm, a diagnosis or substance use; choose the format once the danger is dealt with.",
				"Therapy is only put off, not refused. Once you are safe, it can be chosen together.",
			),
			Sources: therapy.MustCite("E79", "E80", "E81", "E42"),
		},
		{
			ID: "no-risk-score", Outcomes: []policy.Outcome{policy.Escalate},
			Says: says(
				"This is not a risk score and does not predict anything. Do not use scales or low/medium/high classes to predict suicide or to decide who is offered treatment.",
				"Nobody can put your safety into a number. What counts is talking about it with somebody.",
			),
			Sources: therapy.MustCite("E82"),
		},
		// Insufficient information.
		{
			ID: "not-to-wait-for", Outcomes: []policy.Outcome{policy.NeedsInformation},
			Says: says(
				"If a life is at risk, do not wait for answers: emergency number or emergency department. If risk is merely undetermined, have it assessed; that comes before these questions.",
				"If your life or somebody else's is in danger, do not wait for these questions: call the emergency number, or go to an emergency department. You can also ask for help today.",
			),
			Sources: therapy.MustCite("E80", "E81"),
		},
		{
			ID: "not-to-wait-for-england", Outcomes: []policy.Outcome{policy.NeedsInformation}, When: therapy.Is(therapy.JurisdictionEngland),
			Says: says(
				"In England: 999 or A&E for immediate danger; otherwise the urgent NHS mental health helpline.",
				"In England, call 999 or go to A&E if there is immediate danger. Otherwise call the urgent NHS mental health helpline.",
			),
			Sources: therapy.MustCite("E81"),
		},
		{
			ID: "ask-first", Outcomes: []policy.Outcome{policy.NeedsInformation},
			Says: says(
				"The choice rests on needs, preferences and goals, and on knowing that it is safe. What is missing is asked for, not assumed.",
				"The choice depends on you: on what you need, what you would like and what you hope for. That is why there are questions first.",
			),
			Sources: therapy.MustCite("S31", "E7", "E79"),
		},
		{
			ID: "refer-on", Outcomes: []policy.Outcome{policy.NoneSuitable},
			Says: says(
				"None of these formats is possible as things are: refer on, tell the person about waiting times and alternatives, and look at what would reopen each.",
				"None of this is possible right now. That is not your fault, and there are other ways to get help. Ask what could be arranged meanwhile.",
			),
			Sources: therapy.MustCite("E7", "E8", "S62"),
		},
		// Group or combined advised.
		{
			ID: "group-leakage", Outcomes: advising, With: withGroup,
			Says: says(
				"In a group what is said can travel: members hear it who are under no professional duty. The therapist sets rules about confidence and says how far they reach; they are no guarantee.",
				"In a group, other people hear what you say. The therapist sets rules about keeping it private, but nobody can guarantee that everybody keeps them.",
			),
			Sources: therapy.MustCite("S37", "S38", "E76"),
		},
		{
			ID: "group-fit", Outcomes: advising, With: withGroup,
			Says: says(
				"A group is not for everyone or every issue. What it gives depends on the therapist's skill, on a group with a shared concern and of the right size, and on the person's willingness to take part.",
				"A group is not right for everybody. It helps most if the people in it have something in common and you are willing to take part.",
			),
			Sources: therapy.MustCite("S15", "S29", "S32", "S34", "S35"),
		},
		{
			ID: "group-screening", Outcomes: advising, With: withGroup,
			Says: says(
				"Before a start: screen for this particular group (its kind, dual relationships, agreements, attendance, whatever is unanswered here) and prepare the person. Prepared members stay longer.",
				"Before you start, somebody will talk with you about whether this group suits you, and what to expect.",
			),
			Sources: therapy.MustCite("E66", "E72", "E48"),
		},
		{
			ID: "group-not-alone-in-ideation", Outcomes: advising, With: withGroup, When: suicidality,
			Says: says(
				"With suicidal thoughts or self-harm in the picture a group should not be the only treatment, unless it is made for it.",
				"With what you have been through, a group should not be all the help you get.",
			),
			Sources: therapy.MustCite("E66", "E80"),
		},
		// Individual advised while needs for a group exist.
		{
			ID: "individual-what-is-lost", Outcomes: []policy.Outcome{policy.Recommended}, Advised: []policy.Option{Individual},
			When: therapy.Any(groupNeeds(), therapy.AnyOf(therapy.PrefersGroup, therapy.WantsBoth, therapy.LimitedBudget)),
			Says: says(
				"Individual therapy leaves out peers, their points of view and the lower price a session. Look for these elsewhere: a later group, a support group, family and friends.",
				"One to one, you will not meet others in the same situation or hear how they see things, and a session usually costs more. A support group, or a group later on, could give you some of that.",
			),
			Sources: therapy.MustCite("S43", "S45", "S57", "E8"),
		},
		// Combined advised.
		{
			ID: "combined-which-aspect", Outcomes: advising, Advised: []policy.Option{Combined},
			Says: says(
				"Say which aspect goes where, who leads each part (the same therapist or two), and what they may tell each other.",
				"It helps to agree what belongs in which part, who leads each, and what your therapists may tell each other.",
			),
			Sources: therapy.MustCite("S61", "E57", "E58"),
		},
		{
			ID: "combined-burden", Outcomes: advising, Advised: []policy.Option{Combined},
			Says: says(
				"Having both costs at least as much as its parts, in time and money, and is not shown to be better in general.",
				"Having both takes at least as much time and money as its two parts. Studies have not shown that it helps more in general.",
			),
			Sources: therapy.MustCite("S61", "E44", "E56", "E57"),
		},
		{
			// Tension T4.
			ID: "combined-against-limits", Outcomes: advising, Advised: []policy.Option{Combined}, When: limits,
			Says: says(
				"Money or time are limited, and this asks for most of both: check that it can be kept up.",
				"You said that money or time is short, and this takes most of it. Is it possible for you?",
			),
			Sources: therapy.MustCite("S45", "S59", "S61"),
		},
		// Either.
		{
			ID: "either-ask", Outcomes: []policy.Outcome{policy.Either},
			Says: says(
				"These are on a par. Tell the person about each, and ask what they would rather have: following a preference does more for the outcome than the average difference between formats.",
				"Ask about each of them, and think about which you would rather try. What you prefer makes a real difference.",
			),
			Sources: therapy.MustCite("E9", "E54", "E61"),
		},
		// Preferences that were not followed.
		{
			ID: "preference-for-group-not-followed", Outcomes: []policy.Outcome{policy.Recommended}, When: therapy.Is(therapy.PrefersGroup), Without: []policy.Option{Group},
			Says: says(
				"The person prefers a group, and it is not what is advised: explain why, and decide together. If they have not yet been told what there is, do that first; an informed preference is weighed against the indication.",
				"You would rather be in a group, and that is not what is suggested here. Ask why. You can still decide together.",
			),
			Sources: therapy.MustCite("E2", "E3", "E7", "E61"),
		},
		{
			ID: "preference-for-individual-not-followed", Outcomes: []policy.Outcome{policy.Recommended}, When: therapy.Is(therapy.PrefersIndividual), Without: []policy.Option{Individual},
			Says: says(
				"The person prefers individual therapy, and it is not what is advised: explain why, and decide together. If they have not yet been told what there is, do that first; an informed preference is weighed against the indication.",
				"You would rather have one-to-one therapy, and that is not what is suggested here. Ask why. You can still decide together.",
			),
			Sources: therapy.MustCite("E2", "E3", "E7", "E61"),
		},
		{
			ID: "preference-for-both-not-followed", Outcomes: []policy.Outcome{policy.Recommended}, When: therapy.Is(therapy.WantsBoth), Without: []policy.Option{Combined},
			Says: says(
				"The person wants both, and it is not what is advised: explain why, and decide together.",
				"You would like both, and that is not what is suggested here. Ask why. You can still decide together.",
			),
			Sources: therapy.MustCite("S60", "S63", "E7"),
		},
		{
			ID: "not-yet-informed", Outcomes: advising, When: therapy.Is(therapy.NotYetInformed),
			Says: says(
				"The person has not yet been told what the formats are: do that before anything is decided.",
				"Nobody has told you yet what each of these is like. Ask about it before you decide.",
			),
			Sources: therapy.MustCite("E2", "E7"),
		},
		// Minors, mandates, abuse.
		{
			ID: "minors-consent", Outcomes: advising, When: minors,
			Says: says(
				"A young person: record on what basis they or somebody with parental responsibility consent (presumed capacity at 16 and 17, Gillick competence below), and what parents are told.",
				"Ask who has to agree to this, and what your parents or carers will be told.",
			),
			Sources: therapy.MustCite("E84"),
		},
		{
			ID: "mandated-reports", When: therapy.AnyOf(therapy.CourtMandatedGroup, therapy.ReportsToThirdParty),
			Says: says(
				"Attendance is required or reported on: say at the outset what is reported to whom, and that groups are more productive when people choose to come.",
				"Ask what will be reported, and to whom, before you start.",
			),
			Sources: therapy.MustCite("E73", "E76", "E85"),
		},
		{
			ID: "abuse-never-together", When: abuse,
			Says: says(
				"Abuse: never work with the person and whoever abuses them together, in a group, couple or family; assess and follow the risk; keep every contact safe. Speak about it in person and in private: the client's text leaves it out.",
				"Therapy together with somebody who hurts you is not suggested. If it is not safe to talk or write, say so, and ask for a safe way.",
			),
			Sources: therapy.MustCite("E47", "E72", "E86"),
		},
		{
			ID: "abuse-danger-now", When: abuse,
			Says: says(
				"Ask whether there is danger now, to the person or to children; if so, that comes before any therapy: emergency number, and the safeguarding procedure of the place.",
				"If you or a child are in danger now, call the emergency number as soon as you can do it safely.",
			),
			Sources: therapy.MustCite("E47", "E81", "E86"),
		},
		{
			ID: "abuse-of-a-minor", When: therapy.All(minors, abuse),
			Says: says(
				"A young person and abuse: follow the safeguarding procedure of the place. Whoever would consent or be informed may be the one who abuses: do not ask or tell them before that is clear.",
				"If somebody at home hurts you, you can tell the person you are talking with, alone. They will find out with you who has to know.",
			),
			Sources: therapy.MustCite("E47", "E84", "E86"),
		},
		// Conditions that ask for something beside the format.
		{
			ID: "do-not-withhold", Outcomes: helping, When: suicidality,
			Says: says(
				"Do not withhold treatment because of this. Agree a safety plan if there is none, increase support, and coordinate with whoever else is involved.",
				"What you have been through is no reason to refuse you therapy. Make a plan together for when things get hard.",
			),
			Sources: therapy.MustCite("E79", "E42"),
		},
		{
			ID: "hopelessness", Outcomes: advising, When: therapy.Is(therapy.WarningSignHopelessness),
			Says: says(
				"Hopelessness is a warning sign: keep asking about suicidal thoughts.",
				"If you lose hope, tell somebody. It will be asked about, because it matters.",
			),
			Sources: therapy.MustCite("E79", "E80"),
		},
		{
			ID: "hopelessness-urgent", Outcomes: []policy.Outcome{policy.NeedsInformation, policy.NoneSuitable}, When: therapy.Is(therapy.WarningSignHopelessness),
			Says: says(
				"Hopelessness is a warning sign: whatever else is missing, ask about suicidal thoughts and intent today.",
				"You sound as if you have lost hope. Please talk with somebody today about how safe you are.",
			),
			Sources: therapy.MustCite("E79", "E80"),
		},
		{
			ID: "team-involved", Outcomes: helping, When: therapy.AnyOf(therapy.UnderMentalHealthTeam, therapy.SafetyPlanInPlace),
			Says: says(
				"A team or a safety plan is in place: agree with it who does what.",
				"Others are helping you already. It is good if they know of each other.",
			),
			Sources: therapy.MustCite("E79", "E80"),
		},
		{
			ID: "substance-use-no-bar", Outcomes: advising,
			When: therapy.AnyOf(therapy.SUDComorbid, therapy.SubstanceMisuseEstablished, therapy.SUDEarlyRecovery),
			Says: says(
				"Substance use does not bar treatment of anything else, nor does a relapse end it. Promote mutual-help groups beside any format.",
				"Using alcohol or drugs is no reason to be refused therapy. Mutual-help groups can be added to it.",
			),
			Sources: therapy.MustCite("E25", "E45", "E46", "E17"),
		},
		{
			ID: "self-help-first", Outcomes: advising,
			When: therapy.AnyOf(therapy.DepressionLessSevere, therapy.BingeEatingDisorder, therapy.BulimiaNervosa, therapy.GADStep2),
			Says: says(
				"Unless it has been tried, stepped care considers guided self-help before either format.",
				"There is guided self-help that may be enough. If you have not tried it, you can ask about it first.",
			),
			Sources: therapy.MustCite("E2", "E21", "E32", "E33"),
		},
		{
			ID: "more-severe-and-medication", Outcomes: advising, When: therapy.Is(therapy.DepressionMoreSevere),
			Says: says(
				"More severe depression: guidance puts individual CBT together with an antidepressant first; that is a combination with medication, not of formats. Therapy alone is a valid choice, also where medication is declined.",
				"For more severe depression, therapy together with medication is often suggested. Therapy alone is a choice too.",
			),
			Sources: therapy.MustCite("E5", "E9"),
		},
		{
			ID: "severe-not-group-alone", Outcomes: []policy.Outcome{policy.Recommended}, Advised: []policy.Option{Group}, When: therapy.Is(therapy.DepressionMoreSevere),
			Says: says(
				"More severe depression: a textbook warns against treating it in a group only, and guidance names individual therapy. Look for an individual part, and follow closely how the person does.",
				"With more severe depression, a group should not be all the help you get. Ask what can be added.",
			),
			Sources: therapy.MustCite("E66", "E5"),
		},
		{
			ID: "eating-disorder-monitoring", Outcomes: helping, When: therapy.AnyOf(therapy.AnorexiaNervosa, therapy.BulimiaNervosa),
			Says: says(
				"Anorexia or bulimia nervosa: agree who monitors physical health beside the therapy, and at what signs medical care comes first.",
				"Beside therapy, a doctor should keep an eye on how your body is doing.",
			),
			Sources: therapy.MustCite("E35"),
		},
		{
			ID: "medication-declined", Outcomes: advising, When: therapy.Is(therapy.DeclinesMedication),
			Says: says(
				"The person declines medication, and that is their right; it does not limit the choice of format.",
				"You do not want medication. That is your right, and therapy is open to you.",
			),
			Sources: therapy.MustCite("E2", "E5"),
		},
		{
			ID: "cancer-review", Outcomes: advising, When: therapy.Is(therapy.DepressionInCancer),
			Says: says(
				"Depression in cancer: review after eight weeks; if a group has not helped, refer to individual therapy.",
				"After about eight weeks it will be looked at whether this helps. If not, something else can be tried.",
			),
			Sources: therapy.MustCite("E14"),
		},
		{
			ID: "social-anxiety-access", Outcomes: advising, When: therapy.Is(therapy.SocialAnxietyDisorderDiagnosed),
			Says: says(
				"Social anxiety makes services themselves hard to reach: offer quiet times, a private place to wait, and choices.",
				"If waiting rooms or meeting people are hard for you, say so. There are ways round it.",
			),
			Sources: therapy.MustCite("E17"),
		},
		{
			ID: "language", Outcomes: advising, When: therapy.Is(therapy.LanguageBarrier),
			Says: says(
				"A language barrier: provide an interpreter or a therapist who speaks the language; it excludes from nothing by itself.",
				"You can have an interpreter, or a therapist who speaks your language.",
			),
			Sources: therapy.MustCite("E8", "E42"),
		},
		{
			ID: "brain-injury-adaptations", Outcomes: advising, When: therapy.Is(therapy.AcquiredBrainInjury),
			Says: says(
				"After a brain injury: the same treatments, adapted in pace, length and materials.",
				"Therapy can be adapted to what you can do: shorter, slower, with things written down.",
			),
			Sources: therapy.MustCite("E79", "E68"),
		},
		// Tensions inside the article.
		{
			// T1.
			ID: "tension-time", Outcomes: advising, When: therapy.AllOf(therapy.LimitedTime, therapy.NeedsFlexibleSchedule),
			Says: says(
				"Little time speaks for a group with its set slot, irregular days speak for individual sessions: find out which of the two it is.",
				"You have little time, and your days change. A fixed slot helps with the one, sessions that can move with the other. Which matters more?",
			),
			Sources: therapy.MustCite("S10", "S46", "S48", "S59"),
		},
		{
			// T2.
			ID: "tension-shame", Outcomes: advising, When: therapy.AllOf(therapy.Shame, therapy.FearOfJudgement),
			Says: says(
				"Shame is lessened among peers, and fear of judgement is what keeps people from them: start where it is bearable, and reconsider.",
				"Shame can get smaller among others, and it is what makes others frightening. You can start where it is bearable.",
			),
			Sources: therapy.MustCite("S12", "S16", "S22"),
		},
		{
			// T3.
			ID: "tension-support", Outcomes: advising, When: therapy.Is(therapy.WantsEmotionalExpression),
			Says: says(
				"Both formats offer support and room for feelings; what differs is from whom: the therapist, or peers as well.",
				"Both give room for feelings. Would you rather share them with one person, or with several?",
			),
			Sources: therapy.MustCite("S9", "S26", "S51", "S52"),
		},
	}
}
