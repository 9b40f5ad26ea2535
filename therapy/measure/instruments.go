package measure

import (
	"slices"
	"sync"

	"github.com/therapykit/therapykit/therapy"
)

func cite(id string) therapy.Source { return therapy.MustCite(id)[0] }

// Standard returns the built-in instruments, in a fixed order. It ships
// structure, never wording; what was left out and why stands in the package
// documentation.
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
	out[0].MayNotApply = true
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
			ID: "phq-9", Name: "PHQ-9", Title: "Patient Health Questionnaire, 9 items", Items: items(9, 0, 3), Direction: LowerBetter,
			Critical: []Critical{{9, 1, self}}, Licence: freePHQ, LOINC: LOINC{"44249-1", "44261-6"},
			Notes: "The further question about difficulty is not scored.", Sources: therapy.MustCite("M3", "M1"),
		},
		{
			ID: "phq-8", Name: "PHQ-8", Title: "Patient Health Questionnaire, 8 items", Items: items(8, 0, 3), Direction: LowerBetter,
			Licence: freePHQ, Notes: "Has no item on self-harm; that it raises no alert says nothing.", Sources: therapy.MustCite("M3"),
		},
		{
			ID: "phq-2", Name: "PHQ-2", Title: "Patient Health Questionnaire, 2 items", Items: items(2, 0, 3), Direction: LowerBetter,
			Licence: freePHQ, LOINC: LOINC{"55757-9", "55758-7"}, Sources: therapy.MustCite("M1"),
		},
		{
			ID: "gad-7", Name: "GAD-7", Title: "Generalised Anxiety Disorder scale, 7 items", Items: items(7, 0, 3), Direction: LowerBetter,
			Licence: freePHQ, LOINC: LOINC{"69737-5", "70274-6"}, Sources: therapy.MustCite("M1", "M2"),
		},
		{
			ID: "gad-2", Name: "GAD-2", Title: "Generalised Anxiety Disorder scale, 2 items", Items: items(2, 0, 3), Direction: LowerBetter,
			Licence: freePHQ, Sources: therapy.MustCite("M5"),
		},
		{
			ID: "wsas", Name: "WSAS", Title: "Work and Social Adjustment Scale", Items: wsasItems(), Direction: LowerBetter,
			Licence: Licence{WordingRestricted, "Copyright I. M. Marks.", cite("M3")},
			Notes:   "Where item 1 does not apply the highest total is 32 and is not rescaled; such a total is not comparable with one of all five items.", Sources: therapy.MustCite("M3"),
		},
		{
			ID: "core-10", Name: "CORE-10", Title: "Clinical Outcomes in Routine Evaluation, 10 items", Items: items(10, 0, 4, 2, 3), Direction: LowerBetter,
			Missing: MissingRule{1, cite("M6")}, Critical: []Critical{{6, 1, "Plans to end one's life."}}, Licence: coreTerms, Sources: therapy.MustCite("M6"),
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
			ID: "who-5", Name: "WHO-5", Title: "WHO-5 Well-Being Index", Items: items(5, 0, 5), Direction: HigherBetter, Multiplier: 4,
			Licence: Licence{WordingUnclear, "Sources disagree on whether permission is needed.", cite("M9")}, Notes: "The total is the percentage score, 0 to 100: the raw sum times four.", Sources: therapy.MustCite("M9"),
		},
		{
			ID: "dass-21", Name: "DASS-21", Title: "Depression Anxiety Stress Scales, 21 items", Items: items(21, 0, 3), Direction: LowerBetter, NoTotal: true,
			Subscales: []Subscale{{"depression", []int{3, 5, 10, 13, 16, 17, 21}}, {"anxiety", []int{2, 4, 7, 9, 15, 19, 20}}, {"stress", []int{1, 6, 8, 11, 12, 14, 18}}},
			Critical:  []Critical{{21, 1, "Life felt meaningless."}},
			Licence:   Licence{WordingUnclear, "Called public domain with conditions: not modified, not sold, professional use.", cite("M11")},
			Notes:     "Sums are raw, 0 to 21. Doubled sums are for comparison with the 42-item form. Some pages print depression and anxiety swapped.", Sources: therapy.MustCite("M11", "M12"),
		},
		{
			ID: "pcl-5", Name: "PCL-5", Title: "PTSD Checklist for DSM-5", Items: items(20, 0, 4), Direction: LowerBetter,
			Subscales: []Subscale{{"b", span(1, 5)}, {"c", span(6, 7)}, {"d", span(8, 14)}, {"e", span(15, 20)}},
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
			Subscales: []Subscale{{"obsessions", span(1, 5)}, {"compulsions", span(6, 10)}},
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
			Subscales: []Subscale{{"task", []int{1, 2, 10, 12}}, {"bond", []int{3, 5, 7, 9}}, {"goal", []int{4, 6, 8, 11}}},
			Licence:   Licence{WordingRestricted, "Permission of the Society for Psychotherapy Research needed.", cite("M25")},
			Notes:     "No validated bands exist; it is never a gate for a placement.", Sources: therapy.MustCite("M25"),
		},
	}
}
