package individual

import "github.com/therapykit/therapykit/therapy"

// TechniquesVersion changes whenever a row of the built-in techniques does.
const TechniquesVersion = "2026.1"

const (
	niceName   = "National Institute for Health and Care Excellence"
	ng222Title = "Depression in adults: treatment and management (NG222)"
)

// Sources of the table that the bibliography does not have.
var (
	// Read as a page copy of the rationale.
	ng222Alternatives = therapy.Source{
		ID: "NG222-IPT", Document: ng222Title, Organisation: niceName, Section: "rationale for 1.5.2 and 1.5.3", Year: 2022, Strength: therapy.Guideline,
		Link:  "https://www.nice.org.uk/guidance/ng222",
		Claim: "Less severe depression: some evidence for interpersonal psychotherapy and for group mindfulness, as alternatives for those who do not wish for CBT or behavioural activation.",
	}
	// Read in an abstract that compares two guidelines.
	ng222Psychodynamic = therapy.Source{
		ID: "NG222-STPP", Document: "Positioning of psychodynamic psychotherapy in the treatment of depression: a comparison of two guidelines", Organisation: "Australasian Psychiatry 31(3)",
		Section: "abstract", Year: 2023, Strength: therapy.GuidelineQuoted, Link: "https://www.ovid.com/journals/auspy/abstract/10.1177/10398562231159329",
		Claim: "NG222 lists short-term psychodynamic psychotherapy last for less severe depression and seventh for more severe depression.",
	}
	// Read as a page of a practice; the guideline's own recommendation was not.
	emdrNamed = therapy.Source{
		ID: "EMDR-named", Document: "Page on therapies of a psychology practice", Organisation: "Clinical Psychology Matters", Strength: therapy.GuidelineQuoted,
		Link:  "https://clinicalpsychologymatters.co.uk/category/therapies",
		Claim: "Guidelines of NICE and WHO recommend eye movement desensitisation and reprocessing for PTSD.",
	}
	// Read on NICE's own news page.
	ng193 = therapy.Source{
		ID: "NG193-news", Document: "NICE recommends range of treatments for people with chronic primary pain (on NG193)", Organisation: niceName, Year: 2021, Strength: therapy.Guideline,
		Link:  "https://nice.org.uk/news/articles/nice-recommends-range-of-treatments-for-people-with-chronic-primary-pain",
		Claim: "Chronic primary pain: CBT and acceptance and commitment therapy are among the treatments shown to be effective.",
	}
)

func use(concern string, standing Standing, programme, note string, ids ...string) Use {
	return Use{Concern: concern, Standing: standing, Programme: programme, Note: note, Sources: therapy.MustCite(ids...)}
}

// techniques lists the usual techniques in the order of their names. A row says what
// a source that could be read says of the technique in individual therapy; where
// none could be read for a use, the use is not there.
func techniques() []TechniqueInfo {
	return []TechniqueInfo{
		{
			// ACT: NG193.
			Technique: "act", Name: "Acceptance and commitment therapy", Summary: "Making room for what cannot be changed, and doing what matters.",
			Uses:    []Use{{Concern: "chronic-pain", Standing: Considered, Note: "Chronic primary pain.", Sources: []therapy.Source{ng193}}},
			Sources: []therapy.Source{ng193},
		},
		{
			// Applied relaxation: NHS pages.
			Technique: "applied-relaxation", Name: "Applied relaxation", Summary: "Learning to relax quickly where fear usually comes up.",
			Uses: []Use{{Concern: "generalised-anxiety-disorder", Standing: Considered, Programme: "gad-applied-relaxation", Sources: nhsPages()}}, Sources: nhsPages(),
		},
		{
			// BA: NG222.
			Technique: "behavioural-activation", Name: "Behavioural activation", Summary: "Taking up, step by step, what gives pleasure and meaning.",
			Uses: []Use{use("depression", Offered, "", "Individual form for those who do not want a group.", "E1", "E5")}, Sources: therapy.MustCite("E1", "E5"),
		},
		{
			// CBT: one use a guideline; the article names it too.
			Technique: "cbt", Name: "Cognitive behavioural therapy", Summary: "Looking at how thoughts, feelings and actions keep each other going, and trying out others.",
			Uses: []Use{
				use("depression", Offered, "depression-cbt", "Individual form for those who do not want a group; more severe depression: with an antidepressant or without.", "E1", "E5"),
				use("social-anxiety-disorder", Offered, "sad-clark-wells", "Individual CBT made for social anxiety.", "E15"),
				{Concern: "generalised-anxiety-disorder", Standing: Considered, Programme: "gad-cbt", Sources: nhsPages()},
				use("panic-disorder", Considered, "panic-cbt", "", "E22"),
				use("binge-eating-disorder", Considered, "bed-cbt-ed", "If a group is unavailable or declined.", "E32"),
				use("bulimia-nervosa", Considered, "bn-cbt-ed", "After guided self-help.", "E33"),
				use("anorexia-nervosa", Considered, "an-cbt-ed", "", "E34"),
				use("psychosis", Offered, "psychosis-cbtp", "At least sixteen sessions.", "E36"),
				{Concern: "chronic-pain", Standing: Considered, Note: "Chronic primary pain.", Sources: []therapy.Source{ng193}},
			},
			Sources: therapy.MustCite("S5", "E1"),
		},
		{
			// Counselling: NG222, Table 2.
			Technique: "counselling", Name: "Counselling", Summary: "Being listened to with care, so that one finds one's own way.",
			Uses:    []Use{use("depression", Considered, "depression-more-severe-counselling", "May suit people who do not like a group.", "E6")},
			Sources: therapy.MustCite("E6"),
		},
		{
			// DBT: a weekly group beside individual sessions.
			Technique: "dialectical-behaviour-therapy", Name: "Dialectical behaviour therapy", Summary: "Skills for strong feelings, learnt in a group and applied in individual sessions.",
			Uses:    []Use{use("emotional-instability", Considered, "", "Individual sessions beside a skills group: combined therapy.", "E43")},
			Sources: therapy.MustCite("E43"),
		},
		{
			// EMDR: named by a secondary page.
			Technique: "emdr", Name: "Eye movement desensitisation and reprocessing", Summary: "Going back to a memory while following a movement, until it weighs less.",
			Uses:    []Use{{Concern: "ptsd", Standing: Considered, Note: "The guideline's own wording, and for whom, has to be looked up.", Sources: []therapy.Source{emdrNamed}}},
			Sources: []therapy.Source{emdrNamed},
		},
		{
			// Article only: an approach without a concern of its own.
			Technique: "emotional-support", Name: "Supportive work", Summary: "Support and empathy fitted to how the person is today.", Sources: therapy.MustCite("S9"),
		},
		{
			// ERP: CG31.
			Technique: "exposure", Name: "Exposure", Summary: "Meeting what one fears, step by step, until it frightens less.",
			Uses: []Use{
				use("obsessive-compulsive-disorder", Offered, "ocd-low-intensity", "With response prevention.", "E23"),
				use("phobia", Mentioned, "", "The article has it practised with others; alone it is practised with the therapist.", "S23"),
			},
			Sources: therapy.MustCite("E23"),
		},
		{
			// IPT: NG222.
			Technique: "interpersonal-therapy", Name: "Interpersonal psychotherapy", Summary: "Looking at what happens with other people when mood goes down, and changing that.",
			Uses:    []Use{{Concern: "depression", Standing: Considered, Note: "For those who do not wish for CBT or behavioural activation.", Sources: []therapy.Source{ng222Alternatives}}},
			Sources: []therapy.Source{ng222Alternatives},
		},
		{
			// MBCT is a group programme (E13); in individual therapy the article names mindfulness for stress.
			Technique: "mindfulness", Name: "Mindfulness", Summary: "Noticing what is there, without having to act on it.",
			Uses: []Use{use("stress", Mentioned, "", "", "S5")}, Sources: therapy.MustCite("S5"),
		},
		{
			// STPP: NG222 (last in the list); CG159 for those who decline CBT.
			Technique: "psychodynamic", Name: "Short-term psychodynamic therapy", Summary: "Understanding how earlier relationships live on in present ones.",
			Uses: []Use{
				{Concern: "depression", Standing: Considered, Note: "Far down the guideline's list.", Sources: []therapy.Source{ng222Psychodynamic}},
				use("social-anxiety-disorder", Considered, "sad-psychodynamic", "For those who decline CBT and medication.", "E15"),
			},
			Sources: []therapy.Source{ng222Psychodynamic},
		},
		{
			// Article only.
			Technique: "solution-focused", Name: "Solution-focused therapy", Summary: "Short work on what already works, and on doing more of it.", Sources: therapy.MustCite("S11"),
		},
		{
			// TF-CBT: VA/DoD 2017 and the pages on NG116.
			Technique: "trauma-focused-cbt", Name: "Trauma-focused cognitive behavioural therapy", Summary: "Going through what happened, in safety, so that it becomes past.",
			Uses: []Use{use("ptsd", Offered, "ptsd-tf-cbt", "Individual before other forms.", "E25", "E31")}, Sources: therapy.MustCite("E25"),
		},
	}
}
