package group

import "github.com/therapykit/therapykit/therapy"

func span(lo, hi int) therapy.Range { return therapy.Range{Min: lo, Max: hi} }
func exactly(n int) therapy.Range   { return therapy.Range{Min: n, Max: n} }
func upTo(n int) therapy.Range      { return therapy.Range{Max: n} }
func atLeast(n int) therapy.Range   { return therapy.Range{Min: n} }

// programmes lists published ways of running a group, one row each of the collection of
// programmes. A figure that no readable source gives stays zero. A month is kept as the
// source's word in the note and never turned into weeks. A figure that the source calls
// approximate is entered as it is, and the note says "about".
func programmes() []therapy.Programme {
	return []therapy.Programme{
		// NG222, Table 1.
		{ID: "depression-less-severe-cbt", Name: "Group CBT for less severe depression", Condition: "depression", Population: "adults", Sessions: exactly(8), Size: exactly(8), Leaders: exactly(2), Note: "Two practitioners, at least one of them trained in the therapy.", Sources: therapy.MustCite("E4")},
		// NG222, Table 2.
		{ID: "depression-exercise", Name: "Group exercise for depression", Condition: "depression", Population: "adults", Weeks: exactly(10), PerWeek: atLeast(2), Size: exactly(8), Note: "More than once a week.", Sources: therapy.MustCite("E6")},
		// CG90, quoted.
		{ID: "depression-mbct", Name: "Mindfulness-based cognitive therapy", Condition: "depression", Population: "adults in remission with a high risk of relapse", Sessions: exactly(8), FollowUps: exactly(4), Minutes: exactly(120), Weeks: exactly(8), PerWeek: exactly(1), Size: span(8, 15), Note: "The follow-ups are spread over the next 12 months.", Sources: therapy.MustCite("E13")},
		// CG159.
		{ID: "sad-cyp-cbt", Name: "Group CBT for social anxiety disorder", Condition: "social-anxiety-disorder", Population: "children and young people of the same age range", Sessions: span(8, 12), Minutes: exactly(90), Sources: therapy.MustCite("E16")},
		// CG113 1.2.14.
		{ID: "gad-psychoeducation", Name: "Psychoeducational group for generalised anxiety", Condition: "generalised-anxiety-disorder", Population: "adults", Sessions: exactly(6), Minutes: exactly(120), Weeks: exactly(6), PerWeek: exactly(1), Size: exactly(12), Leaders: exactly(1), Note: "About 12 people to one therapist.", Sources: therapy.MustCite("E21")},
		// CG31: hours, not sessions, are given.
		{ID: "ocd-low-intensity", Name: "Group CBT with exposure and response prevention", Condition: "obsessive-compulsive-disorder", Population: "adults with mild impairment", Note: "Up to 10 therapist hours; a group may exceed them.", Sources: therapy.MustCite("E23")},
		// NICE-derived patient page.
		{ID: "ptsd-shared-event", Name: "Group trauma-focused CBT after a shared event", Condition: "ptsd", Population: "aged 7 to 17", Sessions: span(5, 15), Note: "Within a month of a trauma that was gone through together.", Sources: therapy.MustCite("E31")},
		// NG69.
		{ID: "bed-cbt-ed", Name: "Group CBT for binge eating", Condition: "binge-eating-disorder", Sessions: exactly(16), Minutes: exactly(90), PerWeek: exactly(1), Note: "Over 4 months.", Sources: therapy.MustCite("E32")},
		// CG178; SIGN 131 advises against offering it routinely.
		{ID: "psychosis-arts", Name: "Arts therapies", Condition: "psychosis", Population: "adults", Note: "In groups by default. Scottish guidance advises against offering group art therapy routinely.", Sources: therapy.MustCite("E36", "E37")},
		// NG53. Not led by a therapist, as this modality is: kept for its figures, and said so.
		{ID: "discharge-self-management", Name: "Peer-delivered self-management after discharge", Population: "adults after a stay in a mental-health hospital", Weeks: upTo(12), Size: upTo(12), Note: "Peer-led: run by trained peers and not by a therapist, so beside group therapy rather than a form of it.", Sources: therapy.MustCite("E41")},
		// NHS service pathways. Combined by design; entered here because of the group's figures.
		{ID: "bpd-dbt", Name: "Dialectical behaviour therapy", Condition: "borderline-personality-disorder", Minutes: exactly(120), PerWeek: exactly(1), Note: "A combined programme: a weekly group of about 120 minutes and a weekly individual session of about 60, for 6 to 12 months; the skills repeat every 26 weeks.", Sources: therapy.MustCite("E43")},
		// CG142: no figures.
		{ID: "autism-social-learning", Name: "Group social learning programme", Condition: "autism", Population: "adults", Sources: therapy.MustCite("E49")},
		// CG158.
		{ID: "parent-training", Name: "Group parent training", Condition: "conduct-disorder", Population: "parents of children aged 3 to 11", Sessions: span(10, 16), Minutes: span(90, 120), Size: span(10, 12), Note: "The size counts parents.", Sources: therapy.MustCite("E51")},
		{ID: "foster-carer-training", Name: "Group training for foster carers", Condition: "conduct-disorder", Population: "foster carers and guardians of children aged 3 to 11", Sessions: span(12, 16), Minutes: span(90, 120), Size: span(8, 12), Note: "The size counts carers.", Sources: therapy.MustCite("E51")},
		{ID: "problem-solving", Name: "Group social and cognitive problem-solving", Condition: "conduct-disorder", Population: "aged 9 to 14", Sessions: span(10, 18), Minutes: exactly(120), PerWeek: exactly(1), Sources: therapy.MustCite("E51")},
		// NG54.
		{ID: "learning-disability-parent-training", Name: "Group parent training, learning disability", Condition: "learning-disability", Population: "parents", Sessions: span(8, 12), Minutes: exactly(90), Sources: therapy.MustCite("E52")},
		// NG66: groups are a part of a residential programme; wings hold at most 50.
		{ID: "prison-therapeutic-community", Name: "Therapeutic community in prison", Condition: "substance-misuse", Population: "adults with a sentence of 18 months or more", PerWeek: exactly(2), Size: exactly(8), Note: "Residential: the groups are a part of it and cannot be had alone. 12 to 18 months, wings of at most 50. Groups have about 8 members (the mean); beside them a daily community meeting and a weekly individual review of 20 minutes.", Sources: therapy.MustCite("E53")},
		// Textbooks.
		{ID: "general-psychotherapy", Name: "General group psychotherapy", Minutes: span(60, 120), PerWeek: exactly(1), Size: span(3, 15), Note: "8 to 10 members are best; other notes say 7 or 8.", Sources: therapy.MustCite("E66", "E68")},
		// The article's default.
		{ID: "default", Name: "Group therapy, as the article describes it", Size: span(5, 15), Note: "A regular schedule and a set duration, both without figures.", Sources: therapy.MustCite("S34", "S48", "E78")},
	}
}
