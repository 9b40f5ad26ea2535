package individual

import "github.com/therapykit/therapykit/therapy"

// TechniquesVersion changes whenever a row of the built-in techniques changes.
const TechniquesVersion = "2026.1"

func use(concern string, standing Standing, programme, note string, ids ...string) Use {
	return Use{Concern: concern, Standing: standing, Programme: programme, Note: note, Sources: therapy.MustCite(ids...)}
}

// techniques lists common techniques in the order of their names. Each row says what a
// readable source says about the technique in individual therapy; a use without a readable
// source is left out.
func techniques() []TechniqueInfo {
	return []TechniqueInfo{
		{
			// ACT: NG193.
			Technique: "act", Name: "Acceptance and commitment therapy", Summary: "Making room for what cannot be changed, and doing what matters.",
			Uses:    []Use{use("chronic-pain", Considered, "", "Chronic primary pain.", "E142")},
			Sources: therapy.MustCite("E142"),
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
			// CBT: one use per guideline; the article names it too.
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
				use("chronic-pain", Considered, "", "Chronic primary pain.", "E142"),
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
			// DBT: a weekly group in addition to individual sessions.
			Technique: "dialectical-behaviour-therapy", Name: "Dialectical behaviour therapy", Summary: "Skills for strong feelings, learnt in a group and applied in individual sessions.",
			Uses:    []Use{use("emotional-instability", Considered, "", "Individual sessions beside a skills group: combined therapy.", "E43")},
			Sources: therapy.MustCite("E43"),
		},
		{
			// EMDR: named by a secondary page.
			Technique: "emdr", Name: "Eye movement desensitisation and reprocessing", Summary: "Going back to a memory while following a movement, until it weighs less.",
			Uses:    []Use{use("ptsd", Considered, "", "The guideline's own wording, and for whom, has to be looked up.", "E141")},
			Sources: therapy.MustCite("E141"),
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
			Uses:    []Use{use("depression", Considered, "", "For those who do not wish for CBT or behavioural activation.", "E139")},
			Sources: therapy.MustCite("E139"),
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
				use("depression", Considered, "", "Far down the guideline's list.", "E140"),
				use("social-anxiety-disorder", Considered, "sad-psychodynamic", "For those who decline CBT and medication.", "E15"),
			},
			Sources: therapy.MustCite("E140"),
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
