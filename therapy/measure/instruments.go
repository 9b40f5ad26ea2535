package measure

import (
	"slices"
	"sync"

	"github.com/therapykit/therapykit/therapy"
)

func cite(id string) therapy.Source { return therapy.MustCite(id)[0] }

// Standard returns the built-in instruments, in a fixed order. It includes the wording only
// of those whose owners let everybody reproduce it without conditions. The package
// documentation says what was left out and why.
func Standard() Catalogue { return standard() }

var standard = sync.OnceValue(func() Catalogue {
	c, err := NewCatalogue(standardInstruments()...)
	if err != nil {
		// The table is part of this package and a test checks it whole.
		panic(err)
	}
	return c
})

func items(n, low, high int, reverse ...int) []Item {
	out := make([]Item, n)
	for i := range out {
		out[i] = Item{Min: low, Max: high, Reverse: slices.Contains(reverse, i+1)}
	}
	return out
}

func auditItems() []Item {
	out := items(10, 0, 4)
	out[8].Only, out[9].Only = []int{0, 2, 4}, []int{0, 2, 4}
	return out
}

func wsasItems() []Item {
	out := items(5, 0, 8)
	out[0].NotApplicable = LeftOut
	return out
}

func phq15Items() []Item {
	out := items(15, 0, 2)
	out[3].NotApplicable = CountsLowest
	return out
}

func span(from, to int) []int {
	out := make([]int, 0, to-from+1)
	for i := from; i <= to; i++ {
		out = append(out, i)
	}
	return out
}

// standardInstruments is the table. Item counts, ranges and keying are facts;
// each row's sources say where they were read.
func standardInstruments() []Instrument {
	freePHQ := Licence{WordingFree, "No permission needed to reproduce, translate, display or distribute.", cite("M23")}
	coreTerms := Licence{WordingVerbatim, "CC BY-ND 4.0: reproduction in software allowed, no rewording and no translation.", cite("M33")}
	auditTerms := Licence{WordingUnclear, "Sources disagree: the WHO manual excludes commercial use, LOINC says public domain.", cite("M3")}
	kessler := Licence{WordingUnclear, "Terms not confirmed with the owner.", cite("M8")}
	self := "Thoughts of being better off dead or of self-harm."
	return []Instrument{
		{
			ID: "phq-9", Name: "PHQ-9", Title: "Patient Health Questionnaire, 9 items", Items: items(9, 0, 3), Form: phqForm(phq9Items[:]...), Direction: LowerBetter,
			Critical: []Critical{{9, 1, self}}, Licence: freePHQ, LOINC: LOINC{"44249-1", "44261-6"},
			Notes: "The further question about difficulty is not scored.", Sources: therapy.MustCite("M3", "M1"),
		},
		{
			ID: "phq-8", Name: "PHQ-8", Title: "Patient Health Questionnaire, 8 items", Items: items(8, 0, 3), Form: phqForm(phq9Items[:8]...), Direction: LowerBetter,
			Licence: freePHQ, Notes: "Has no item on self-harm; that it raises no alert says nothing.", Sources: therapy.MustCite("M3"),
		},
		{
			ID: "phq-2", Name: "PHQ-2", Title: "Patient Health Questionnaire, 2 items", Items: items(2, 0, 3), Form: phqForm(phq9Items[:2]...), Direction: LowerBetter,
			Licence: freePHQ, LOINC: LOINC{"55757-9", "55758-7"}, Sources: therapy.MustCite("M1"),
		},
		{
			ID: "gad-7", Name: "GAD-7", Title: "Generalised Anxiety Disorder scale, 7 items", Items: items(7, 0, 3), Form: phqForm(gad7Items[:]...), Direction: LowerBetter,
			Licence: freePHQ, LOINC: LOINC{"69737-5", "70274-6"}, Sources: therapy.MustCite("M1", "M2"),
		},
		{
			ID: "gad-2", Name: "GAD-2", Title: "Generalised Anxiety Disorder scale, 2 items", Items: items(2, 0, 3), Form: phqForm(gad7Items[:2]...), Direction: LowerBetter,
			Licence: freePHQ, Sources: therapy.MustCite("M5"),
		},
		{
			ID: "wsas", Name: "WSAS", Title: "Work and Social Adjustment Scale", Items: wsasItems(), Direction: LowerBetter,
			Licence: Licence{WordingRestricted, "Copyright I. M. Marks.", cite("M3")},
			Notes:   "Where item 1 does not apply the highest total is 32; such a total is not comparable with one of all five items.", Sources: therapy.MustCite("M3"),
		},
		{
			ID: "core-10", Name: "CORE-10", Title: "Clinical Outcomes in Routine Evaluation, 10 items", Items: items(10, 0, 4, 2, 3), Direction: LowerBetter,
			Scoring: Scoring{Missing: MissingRule{Prorate: 1, Source: cite("M6")}}, Critical: []Critical{{6, 1, "Plans to end one's life."}}, Licence: coreTerms, Sources: therapy.MustCite("M6"),
		},
		{
			ID: "k10", Name: "K10", Title: "Kessler Psychological Distress Scale, 10 items", Items: items(10, 1, 5), Direction: LowerBetter,
			Licence: kessler, Notes: "Items run from 1 to 5 here; another coding in use runs from 0 to 4.", Sources: therapy.MustCite("M8"),
		},
		{
			ID: "k6", Name: "K6", Title: "Kessler Psychological Distress Scale, 6 items", Items: items(6, 0, 4), Direction: LowerBetter,
			Licence: kessler, LOINC: LOINC{Panel: "62746-3"}, Notes: "LOINC numbers its answers the other way round; its answer codes are not scores.", Sources: therapy.MustCite("M1", "M5"),
		},
		{
			ID: "who-5", Name: "WHO-5", Title: "WHO-5 Well-Being Index", Items: items(5, 0, 5), Direction: HigherBetter, Scoring: Scoring{Multiply: 4},
			Licence: Licence{WordingUnclear, "Sources disagree on whether permission is needed.", cite("M9")}, Notes: "The total is the percentage score, 0 to 100: the raw sum times four.", Sources: therapy.MustCite("M9"),
		},
		{
			ID: "dass-21", Name: "DASS-21", Title: "Depression Anxiety Stress Scales, 21 items", Items: items(21, 0, 3), Direction: LowerBetter, NoTotal: true,
			Subscales: []Subscale{{ID: "depression", Items: []int{3, 5, 10, 13, 16, 17, 21}}, {ID: "anxiety", Items: []int{2, 4, 7, 9, 15, 19, 20}}, {ID: "stress", Items: []int{1, 6, 8, 11, 12, 14, 18}}},
			Critical:  []Critical{{21, 1, "Life felt meaningless."}},
			Licence:   Licence{WordingUnclear, "Called public domain with conditions: not modified, not sold, professional use.", cite("M11")},
			Notes:     "Sums are raw, 0 to 21. Doubled sums are for comparison with the 42-item form. Some pages print depression and anxiety swapped.", Sources: therapy.MustCite("M11", "M12"),
		},
		{
			ID: "pcl-5", Name: "PCL-5", Title: "PTSD Checklist for DSM-5", Items: items(20, 0, 4), Form: pcl5Form(), Direction: LowerBetter,
			Subscales: []Subscale{{ID: "b", Items: span(1, 5)}, {ID: "c", Items: span(6, 7)}, {ID: "d", Items: span(8, 14)}, {ID: "e", Items: span(15, 20)}},
			Critical:  []Critical{{16, 1, "Taking risks that could cause harm."}},
			Licence:   Licence{WordingFree, "Work of the US Government, not copyrighted.", cite("M34")},
			LOINC:     LOINC{"101697-1", "101698-9"}, Sources: therapy.MustCite("M3", "M13"),
		},
		{
			ID: "audit", Name: "AUDIT", Title: "Alcohol Use Disorders Identification Test", Items: auditItems(), Direction: LowerBetter,
			Skips: []Skip{{[]int{1}, span(2, 8)}, {[]int{2, 3}, span(4, 8)}}, Licence: auditTerms, LOINC: LOINC{"72110-0", "75624-7"}, Sources: therapy.MustCite("M3", "M1"),
		},
		{
			ID: "audit-c", Name: "AUDIT-C", Title: "AUDIT, three consumption items", Items: items(3, 0, 4), Direction: LowerBetter,
			Licence: auditTerms, LOINC: LOINC{"72109-2", "75626-2"}, Sources: therapy.MustCite("M1"),
		},
		{
			ID: "isi", Name: "ISI", Title: "Insomnia Severity Index", Items: items(7, 0, 4), Direction: LowerBetter,
			Licence: Licence{WordingRestricted, "Copyright Morin; distributed by Mapi Research Trust.", cite("M27")}, Sources: therapy.MustCite("M14"),
		},
		{
			ID: "spin", Name: "SPIN", Title: "Social Phobia Inventory", Items: items(17, 0, 4), Direction: LowerBetter,
			Licence: Licence{WordingRestricted, "Copyright Davidson; ask the author.", cite("M15")}, Sources: therapy.MustCite("M15"),
		},
		{
			ID: "mini-spin", Name: "Mini-SPIN", Title: "Social Phobia Inventory, three items", Items: items(3, 0, 4), Direction: LowerBetter,
			Licence: Licence{WordingRestricted, "Copyright Davidson; ask the author.", cite("M15")}, Sources: therapy.MustCite("M16"),
		},
		{
			ID: "pdss-sr", Name: "PDSS-SR", Title: "Panic Disorder Severity Scale, self-report", Items: items(7, 0, 4), Direction: LowerBetter,
			Licence: Licence{WordingRestricted, "Copyright M. K. Shear.", cite("M3")}, Sources: therapy.MustCite("M3"),
		},
		{
			ID: "oci-r", Name: "OCI-R", Title: "Obsessive-Compulsive Inventory, revised", Items: items(18, 0, 4), Direction: LowerBetter,
			Licence: Licence{WordingRestricted, "Copyright Foa; terms not confirmed.", cite("M21")}, Sources: therapy.MustCite("M21"),
		},
		{
			ID: "y-bocs", Name: "Y-BOCS", Title: "Yale-Brown Obsessive Compulsive Scale", Items: items(10, 0, 4), Direction: LowerBetter, Clinician: true,
			Subscales: []Subscale{{ID: "obsessions", Items: span(1, 5)}, {ID: "compulsions", Items: span(6, 10)}},
			Licence:   Licence{WordingRestricted, "Copyright Goodman; distribution not permitted without authorisation.", cite("M3")}, Sources: therapy.MustCite("M19"),
		},
		{
			ID: "pswq", Name: "PSWQ", Title: "Penn State Worry Questionnaire", Items: items(16, 1, 5, 1, 3, 8, 10, 11), Direction: LowerBetter,
			Licence: Licence{WordingFree, "Public domain, confirmed by T. Borkovec to CamCOPS.", cite("M3")}, Sources: therapy.MustCite("M3"),
		},
		{
			ID: "shai-14", Name: "SHAI-14", Title: "Short Health Anxiety Inventory, 14 items", Items: items(14, 0, 3), Direction: LowerBetter,
			Licence: Licence{WordingRestricted, "Copyright Salkovskis; terms not confirmed.", cite("M22")}, Sources: therapy.MustCite("M22"),
		},
		{
			ID: "epds", Name: "EPDS", Title: "Edinburgh Postnatal Depression Scale", Items: items(10, 0, 3), Direction: LowerBetter,
			Critical: []Critical{{10, 1, "Thoughts of harming oneself."}},
			Licence:  Licence{WordingRestricted, "Copyright Royal College of Psychiatrists; written permission needed for copying and for online use.", cite("M26")},
			LOINC:    LOINC{Panel: "71354-5"}, Notes: "Answers are the printed scores 0 to 3, not the order of the options, which runs the other way for items 3 and 5 to 10.", Sources: therapy.MustCite("M4", "M17"),
		},
		{
			ID: "wai-sr", Name: "WAI-SR", Title: "Working Alliance Inventory, short revised", Items: items(12, 1, 5), Direction: HigherBetter,
			Subscales: []Subscale{{ID: "task", Items: []int{1, 2, 10, 12}}, {ID: "bond", Items: []int{3, 5, 7, 9}}, {ID: "goal", Items: []int{4, 6, 8, 11}}},
			Licence:   Licence{WordingRestricted, "Permission of the Society for Psychotherapy Research needed.", cite("M25")},
			Notes:     "No validated bands exist; it is never a gate for a placement.", Sources: therapy.MustCite("M25"),
		},
		{
			ID: "phq-4", Name: "PHQ-4", Title: "Patient Health Questionnaire, 4 items", Items: items(4, 0, 3), Form: phqForm(gad7Items[0], gad7Items[1], phq9Items[0], phq9Items[1]), Direction: LowerBetter,
			Subscales: []Subscale{{ID: "anxiety", Items: span(1, 2)}, {ID: "depression", Items: span(3, 4)}},
			Licence:   freePHQ, LOINC: LOINC{Total: "70272-0"}, Sources: therapy.MustCite("M35", "M1"),
		},
		{
			ID: "phq-15", Name: "PHQ-15", Title: "Patient Health Questionnaire, physical symptoms, 15 items", Items: phq15Items(), Form: phq15Form(), Direction: LowerBetter,
			Licence: freePHQ, LOINC: LOINC{Total: "70273-8"},
			Notes: "Item 4, on periods, does not apply to everybody and then counts as not bothered; the bands stay the same though at most 28 points can be reached.", Sources: therapy.MustCite("M3", "M40", "M1"),
		},
		{
			ID: "pc-ptsd-5", Name: "PC-PTSD-5", Title: "Primary Care PTSD Screen for DSM-5", Items: items(5, 0, 1), Direction: LowerBetter,
			Licence: Licence{WordingUnclear, "Published in an article; the terms for the items were not found.", cite("M36")},
			Notes:   "Asked only after a question about having experienced a traumatic event; without one the score is 0.", Sources: therapy.MustCite("M36", "M37"),
		},
		{
			ID: "gds-15", Name: "GDS-15", Title: "Geriatric Depression Scale, 15 items", Items: items(15, 0, 1, 1, 5, 7, 11, 13), Direction: LowerBetter,
			Licence: Licence{WordingFree, "Public domain, since it is partly the result of Federal support.", cite("M41")},
			Notes:   "1 is yes and 0 is no; five items are turned round. Copies of the wording differ, so that none is shipped.", Sources: therapy.MustCite("M3", "M42"),
		},
		{
			ID: "dast-10", Name: "DAST-10", Title: "Drug Abuse Screening Test, 10 items", Items: items(10, 0, 1, 3), Direction: LowerBetter,
			Licence: Licence{WordingRestricted, "Copyright Skinner and the Centre for Addiction and Mental Health; reproduction for non-commercial use only.", cite("M39")}, LOINC: LOINC{"82666-9", "82667-7"},
			Notes: "1 is yes and 0 is no; item 3 is turned round.", Sources: therapy.MustCite("M38", "M1"),
		},
	}
}
