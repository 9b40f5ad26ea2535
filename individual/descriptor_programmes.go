package individual

import (
	"time"

	"github.com/therapykit/therapykit/therapy"
)

func span(lo, hi int) therapy.Range { return therapy.Range{Min: lo, Max: hi} }
func exactly(n int) therapy.Range   { return therapy.Range{Min: n, Max: n} }
func upTo(n int) therapy.Range      { return therapy.Range{Max: n} }
func atLeast(n int) therapy.Range   { return therapy.Range{Min: n} }

// programmes lists published programmes of individual therapy, one row each. A figure that no
// readable source gives stays zero. A duration in months is quoted in the note and never
// converted to weeks. For an approximate figure, the note says "about".
func programmes() []therapy.Programme {
	return []therapy.Programme{
		// NG222, Table 2.
		{ID: "depression-more-severe-counselling", Name: "Counselling for more severe depression", Condition: "depression", Population: "adults", Sessions: span(12, 16), Sources: therapy.MustCite("E6")},
		// NHS.uk, depression and CBT pages: two pages, two ranges (5 to 20, 6 to 20).
		{ID: "depression-cbt", Name: "Cognitive behavioural therapy for depression", Condition: "depression", Sessions: span(5, 20), Minutes: span(30, 60), Note: "Weekly to fortnightly; one page says 5 to 20 sessions, another 6 to 20; sometimes in a group.", Sources: nhsPages()},
		// CG28.
		{ID: "cyp-depression-therapy", Name: "Psychological therapy for moderate to severe depression", Condition: "depression", Population: "children and young people", Note: "At least 3 months.", Sources: therapy.MustCite("E12")},
		// CG28.
		{ID: "cyp-depression-psychotherapy", Name: "Individual child psychotherapy", Condition: "depression", Population: "children and young people", Sessions: exactly(30), PerWeek: exactly(1), Note: "About 30 sessions, over about 7 months.", Sources: therapy.MustCite("E12")},
		// CG159.
		{ID: "sad-clark-wells", Name: "CBT for social anxiety disorder (Clark and Wells)", Condition: "social-anxiety-disorder", Population: "adults", Sessions: upTo(14), Minutes: exactly(90), Note: "About 4 months.", Sources: therapy.MustCite("E15")},
		// CG159: 15 sessions of 60 minutes and one of 90 for exposure.
		{ID: "sad-heimberg", Name: "CBT for social anxiety disorder (Heimberg)", Condition: "social-anxiety-disorder", Population: "adults", Sessions: exactly(16), Minutes: span(60, 90), Note: "15 sessions of 60 minutes and one of 90; about 4 months.", Sources: therapy.MustCite("E15")},
		// CG159.
		{ID: "sad-psychodynamic", Name: "Short-term psychodynamic therapy for social anxiety disorder", Condition: "social-anxiety-disorder", Population: "adults", Sessions: span(25, 30), Minutes: exactly(50), Note: "6 to 8 months; for those who decline CBT and medication.", Sources: therapy.MustCite("E15")},
		// CG159.
		{ID: "sad-cyp-cbt", Name: "CBT for social anxiety disorder", Condition: "social-anxiety-disorder", Population: "children and young people", Sessions: span(8, 12), Minutes: exactly(45), Sources: therapy.MustCite("E16")},
		// NHS.uk: minutes are given for applied relaxation only.
		{ID: "gad-cbt", Name: "CBT for generalised anxiety disorder", Condition: "generalised-anxiety-disorder", PerWeek: exactly(1), Note: "3 to 4 months.", Sources: nhsPages()},
		{ID: "gad-applied-relaxation", Name: "Applied relaxation for generalised anxiety disorder", Condition: "generalised-anxiety-disorder", Minutes: exactly(60), PerWeek: exactly(1), Note: "3 to 4 months.", Sources: nhsPages()},
		// NHS Scotland, The Matrix.
		{ID: "panic-cbt", Name: "High-intensity CBT for panic disorder", Condition: "panic-disorder", Minutes: span(60, 120), PerWeek: exactly(1), Note: "7 to 14 hours in all.", Sources: therapy.MustCite("E22")},
		// CG31 names a brief individual form with self-help, one by telephone, and groups,
		// for mild impairment (E23). This is the individual one; only hours are given.
		{ID: "ocd-low-intensity", Name: "Brief CBT with exposure and response prevention", Condition: "obsessive-compulsive-disorder", Population: "adults with mild impairment", Note: "Up to 10 therapist hours, one to one with self-help materials or by telephone.", Sources: therapy.MustCite("E23")},
		// NG116, as a clinical network summarises it.
		{ID: "ptsd-tf-cbt", Name: "Trauma-focused CBT", Condition: "ptsd", Population: "adults", Sessions: span(8, 12), Note: "More if complex.", Sources: therapy.MustCite("E31")},
		// NG69.
		{ID: "bed-cbt-ed", Name: "Individual CBT for binge eating", Condition: "binge-eating-disorder", Sessions: span(16, 20), Note: "If a group is unavailable or declined.", Sources: therapy.MustCite("E32")},
		{ID: "bn-cbt-ed", Name: "Individual CBT for bulimia", Condition: "bulimia-nervosa", Population: "adults", Sessions: upTo(20), Weeks: exactly(20), Note: "After guided self-help.", Sources: therapy.MustCite("E33")},
		{ID: "bn-cyp-cbt-ed", Name: "Individual CBT for bulimia, young people", Condition: "bulimia-nervosa", Population: "young people", Sessions: exactly(18), Note: "6 months; up to 4 further sessions with parents, which are not follow-ups: they may be held during the course.", Sources: therapy.MustCite("E33")},
		{ID: "an-cbt-ed", Name: "Individual CBT for anorexia", Condition: "anorexia-nervosa", Population: "adults", Sessions: upTo(40), Weeks: exactly(40), Sources: therapy.MustCite("E34")},
		{ID: "an-mantra", Name: "MANTRA for anorexia", Condition: "anorexia-nervosa", Population: "adults", Sessions: exactly(20), Note: "The first 10 weekly, then flexible; 10 more sessions for complex problems, which continue the course and are not follow-ups.", Sources: therapy.MustCite("E34")},
		{ID: "an-sscm", Name: "Specialist supportive clinical management for anorexia", Condition: "anorexia-nervosa", Population: "adults", Sessions: atLeast(20), PerWeek: exactly(1), Sources: therapy.MustCite("E34")},
		{ID: "an-fpt", Name: "Focal psychodynamic therapy for anorexia", Condition: "anorexia-nervosa", Population: "adults", Sessions: upTo(40), Weeks: exactly(40), Sources: therapy.MustCite("E34")},
		{ID: "an-cyp-cbt-ed", Name: "Individual CBT for anorexia, young people", Condition: "anorexia-nervosa", Population: "young people", Sessions: upTo(40), Weeks: exactly(40), Note: "With 8 to 12 family sessions.", Sources: therapy.MustCite("E34")},
		{ID: "an-cyp-afp", Name: "Adolescent-focused psychotherapy for anorexia", Condition: "anorexia-nervosa", Population: "young people", Sessions: span(32, 40), Note: "12 to 18 months, with 8 to 12 family sessions.", Sources: therapy.MustCite("E34")},
		// CG178.
		{ID: "psychosis-cbtp", Name: "CBT for psychosis", Condition: "psychosis", Population: "adults", Sessions: atLeast(16), Note: "One to one; at least 16 planned sessions.", Sources: therapy.MustCite("E36")},
		// CG185.
		{ID: "bipolar-youth", Name: "CBT or interpersonal therapy for bipolar depression", Condition: "bipolar-disorder", Population: "young people", Note: "At least 3 months.", Sources: therapy.MustCite("E39")},
		// CG142: for those who find groups difficult.
		{ID: "autism-social-learning", Name: "Social learning programme, one to one", Condition: "autism", Population: "adults", Note: "For people who find groups difficult.", Sources: therapy.MustCite("E49")},
		// CG158.
		{ID: "parent-training", Name: "Individual parent training", Condition: "conduct-disorder", Population: "parents of children aged 3 to 11", Sessions: span(8, 10), Minutes: span(60, 90), Note: "For parents who cannot take part in a group.", Sources: therapy.MustCite("E51")},
		{ID: "parent-and-child-training", Name: "Individual parent-and-child training", Condition: "conduct-disorder", Population: "children aged 3 to 11 with severe and complex problems, and their parents", Sessions: upTo(10), Minutes: exactly(60), Sources: therapy.MustCite("E51")},
	}
}

// nhsPages cites the public pages from which the figures for CBT in general and for applied
// relaxation were read. They have no row in the bibliography: E77, which was read from some
// of the same pages, is about prices.
func nhsPages() []therapy.Source {
	return []therapy.Source{{
		ID: "NHS-arch", Document: "NHS.uk health pages on depression, CBT and generalised anxiety disorder, copy of 2023",
		Organisation: "National Health Service", Year: 2023, Strength: therapy.WebPage,
		Claim: "CBT for depression: 5 to 20 or 6 to 20 sessions of 30 to 60 minutes, weekly to fortnightly. Generalised anxiety: weekly for 3 to 4 months, applied relaxation for an hour.",
		// A web page is reviewed two years after the date of the bibliography, as in
		// therapy.Cite.
		ReviewBy: therapy.MustDate(2028, time.January, 1),
	}}
}
