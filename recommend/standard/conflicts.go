package standard

import (
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// conflicts: where the article and guidelines, or two guidelines,
// disagree about something that rules of this policy decide (C1 to C4, C7, C12).
//
// The other conflicts of the collection need no entry of their own: C5 (group size) is the descriptor's, with the
// programmes' own sizes; C6 (safety) is the stages before the article; C8, C9
// and C11 agree; C10 (assessment) is a weak argument for individual therapy, given
// the duty to screen for groups; C13 (stratifying risk) is decided by not computing
// any risk.
func conflicts() []policy.Conflict {
	article := []string{
		"f47-group-social-anxiety", "f47-individual-social-anxiety", "f47-group-performance-anxiety", "f47-individual-performance-anxiety",
	}
	adult := []string{"f29-individual-social-anxiety-adult", "f29-group-social-anxiety-adult"}
	return []policy.Conflict{
		{
			ID:    "c1-social-anxiety",
			When:  therapy.Any(therapy.AnyOf(therapy.SocialAnxiety, therapy.PerformanceAnxiety), therapy.AllOf(therapy.Adult, therapy.SocialAnxietyDisorderDiagnosed)),
			Title: says("social anxiety: group or individual?", "social anxiety: a group, or one to one?"),
			A: policy.Position{
				Rules: adult,
				Says: says(
					"NICE: offer adults with diagnosed social anxiety disorder individual CBT, and do not routinely offer group CBT in its place; trials with placebo find larger effects one to one. The Canadian guideline finds no clear difference, and for young people either is offered. None of them speaks about social anxiety that is not diagnosed: if the disorder is suspected, assess for it.",
					"Some adults have been told they have social anxiety. For them, guidelines put one-to-one first. Not all of them see a clear difference. If nobody has checked yet, they do not say what is best.",
				),
				Sources: therapy.MustCite("E15", "E16", "E18", "E19", "E20"),
			},
			B: policy.Position{
				Rules: article,
				Says: says(
					"The article: a group may be preferred for social anxiety, as a protected place to practise.",
					"The article says you can practise better in a group.",
				),
				Sources: therapy.MustCite("S23", "S58"),
			},
		},
		{
			ID: "c2-combined", When: therapy.AnyOf(therapy.WantsBoth, therapy.MultipleAspects),
			Title: says("does having both help more?", "does having both help more?"),
			A: policy.Position{
				Rules: []string{"r4-combined-reserve", "r4-combined-reserve-practical"},
				Says: says(
					"Research: combining is not shown to be superior in general; there are named indications for it (PTSD treatment under way, DBT or MBT, CBT for psychosis with arts therapies).",
					"Studies do not show that having both helps more. For a few problems both are advised.",
				),
				Sources: therapy.MustCite("E27", "E36", "E43", "E44", "E56", "E57"),
			},
			B: policy.Position{
				Rules: []string{"f41-wants-both", "r4-different-aspects"},
				Says: says(
					"The article: some people benefit from both, which can take up different aspects.",
					"The article behind this says both can help, each with its own part.",
				),
				Sources: therapy.MustCite("S30", "S60", "S61", "S63"),
			},
		},
		{
			ID: "c4-time", When: therapy.Is(therapy.LimitedTime),
			Title: says("does little time speak for a group?", "is a group right when time is short?"),
			A: policy.Position{
				Rules: []string{"f22-group-irregular-attendance", "f22-individual-irregular-attendance", "f50-group-inflexible"},
				Says: says(
					"A textbook and guidance: people who attend irregularly are poor candidates for a group, and guided self-help is the flexible option.",
					"A group is hard if you cannot come each week. Guided self-help is easier to fit in.",
				),
				Sources: therapy.MustCite("E67", "E4"),
			},
			B: policy.Position{
				Rules: []string{"f50-group-time"},
				Says: says(
					"The article: managing limited time speaks for a group, which has a regular schedule and a set duration.",
					"The article behind this says a group suits people with little time. It starts and ends on set days.",
				),
				Sources: therapy.MustCite("S48", "S59"),
			},
		},
		{
			ID: "c3-budget", When: therapy.Is(therapy.LimitedBudget),
			Title: says("is a group always more cost-effective?", "does a group always save money?"),
			A: policy.Position{
				Rules: []string{"f50-group-budget", "f50-individual-budget"},
				Says: says(
					"The article: a group is often more cost-effective and may be preferred on a limited budget. That holds for less severe depression.",
					"A group session usually costs less.",
				),
				Sources: therapy.MustCite("S21", "S59", "E1"),
			},
			B: policy.Position{
				Rules: adult,
				Says: says(
					"It is not so everywhere: for social anxiety disorder in adults individual CBT is the more cost-effective, and elsewhere findings are mixed. A lower price a session is not the same as better value.",
					"For some problems, one-to-one gives you more for your money. Each hour may cost more.",
				),
				Sources: therapy.MustCite("E15", "E77"),
			},
		},
		{
			ID: "c7-social-skills-psychosis", When: therapy.AllOf(therapy.PsychosisStable, therapy.SocialSkillsGoal),
			Title: says("social skills in psychosis", "how to learn to be with people after psychosis"),
			A: policy.Position{
				Rules: []string{"f46-group-social-skills-psychosis", "f46-individual-social-skills-psychosis", "f34-individual-psychosis"},
				Says: says(
					"NICE: do not routinely offer social skills training to people with psychosis; CBT is one to one.",
					"After psychosis, one-to-one help comes before a group.",
				),
				Sources: therapy.MustCite("E36"),
			},
			B: policy.Position{
				Rules: []string{"f46-group-social-skills", "f46-individual-social-skills"},
				Says: says(
					"The article: a group is particularly good for social skills.",
					"The article says a group is a good place to practise.",
				),
				Sources: therapy.MustCite("S18", "S50"),
			},
		},
		{
			ID: "c12-arts-therapies", When: therapy.AllOf(therapy.PsychosisStable, therapy.NegativeSymptoms),
			Title: says("arts therapies in groups for psychosis", "arts therapy in a group"),
			A: policy.Position{
				Rules: []string{"f34-group-arts", "f34-combined-arts"},
				Says: says(
					"NICE: consider arts therapies, in groups, particularly for negative symptoms.",
					"In England, guidelines suggest art in a group.",
				),
				Sources: therapy.MustCite("E36"),
			},
			B: policy.Position{
				Rules: []string{"f34-individual-psychosis"},
				Says: says(
					"SIGN: group-based art therapy should not be offered routinely.",
					"In Scotland, they say not to offer it to all.",
				),
				Sources: therapy.MustCite("E37"),
			},
		},
	}
}
