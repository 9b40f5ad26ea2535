package measure

import (
	"slices"
	"sync"

	"github.com/therapykit/therapykit/therapy"
)

// The ids of the built-in threshold sets.
const (
	// SetNHS is NHS Talking Therapies, England.
	SetNHS = "nhs-talking-therapies"
	// SetAuthors is what the instruments' authors, owners or usual manuals give.
	SetAuthors = "original-authors"
	// SetABS is the Australian Bureau of Statistics' scheme for K10.
	SetABS = "abs-k10"
	// SetBischoff is an alternative reliable change for GAD-7.
	SetBischoff = "bischoff-2020"
	// SetAUDITCWomen and SetAUDITCMen are AUDIT-C's marks, which differ by sex.
	SetAUDITCWomen = "audit-c-women"
	// SetAUDITCMen is the mark for men.
	SetAUDITCMen = "audit-c-men"
	// SetAUDITCUK is AUDIT-C's mark in the United Kingdom, the same for everybody.
	SetAUDITCUK = "audit-c-uk"
)

// StandardSets returns the built-in threshold sets, in a fixed order, checked
// against [Standard].
func StandardSets() []ThresholdSet { return slices.Clone(thresholdSets()) }

var thresholdSets = sync.OnceValue(func() []ThresholdSet {
	c := Standard()
	specs := standardSets()
	out := make([]ThresholdSet, len(specs))
	for i, spec := range specs {
		set, err := NewThresholdSet(c, spec)
		if err != nil {
			// The table is part of this package and a test checks it whole.
			panic(err)
		}
		out[i] = set
	}
	return out
})

// StandardSet returns one built-in threshold set by its id, and whether there is one.
func StandardSet(id string) (ThresholdSet, bool) {
	for _, s := range thresholdSets() {
		if s.ref.ID == id {
			return s, true
		}
	}
	return ThresholdSet{}, false
}

func atLeast(v float64, label string) *Cutoff { return &Cutoff{v, true, label} }
func points(v float64) *ChangeMark            { return &ChangeMark{v, true} }

// bands takes labels and lower edges in turn.
func bands(labels []string, from ...float64) []Band {
	out := make([]Band, len(from))
	for i := range from {
		out[i] = Band{Label: labels[i], From: from[i]}
	}
	return out
}

func standardSets() []ThresholdSpec {
	severity := []string{"minimal", "mild", "moderate", "moderately severe", "severe"}
	four := []string{"minimal", "mild", "moderate", "severe"}
	dass := []string{"normal", "mild", "moderate", "severe", "extremely severe"}
	kessler := []string{"low", "moderate", "high", "very high"}
	return []ThresholdSpec{
		{ID: SetNHS, Version: "1", Name: "NHS Talking Therapies", Population: "Adults in NHS Talking Therapies services, England", Entries: []Thresholds{
			// PMC8411661 table 1: caseness and reliable change.
			{Instrument: "phq-9", Case: atLeast(10, "caseness"), Reliable: points(6), Sources: therapy.MustCite("M2")},
			{Instrument: "gad-7", Case: atLeast(8, "caseness"), Reliable: points(4), Sources: therapy.MustCite("M2")},
		}},
		{ID: SetAuthors, Version: "2", Name: "Authors and usual manuals", Population: "Adults, as each source states", Entries: []Thresholds{
			{Instrument: "phq-9", Bands: bands(severity, 0, 5, 10, 15, 20), Case: atLeast(10, "screen positive"), Sources: therapy.MustCite("M3", "M4", "M24")},
			{Instrument: "phq-8", Bands: bands(severity, 0, 5, 10, 15, 20), Case: atLeast(10, "screen positive"), Sources: therapy.MustCite("M3")},
			{Instrument: "phq-2", Case: atLeast(3, "screen positive"), Sources: therapy.MustCite("M5", "M24")},
			{Instrument: "gad-7", Bands: bands(four, 0, 5, 10, 15), Case: atLeast(10, "screen positive"), Sources: therapy.MustCite("M3")},
			{Instrument: "gad-2", Case: atLeast(3, "screen positive"), Sources: therapy.MustCite("M5")},
			{Instrument: "wsas", Bands: []Band{{"subclinical", 0, false}, {"significant impairment", 10, false}, {"moderately severe or worse", 20, true}}, Sources: therapy.MustCite("M20")},
			{Instrument: "core-10", Bands: bands([]string{"healthy or low", "mild", "moderate", "moderate to severe", "severe"}, 0, 11, 15, 20, 25), Case: atLeast(11, "clinical"), Sources: therapy.MustCite("M7")},
			{Instrument: "who-5", Case: atLeast(50, "poor well-being"), Important: points(10), Sources: therapy.MustCite("M9", "M10")},
			{Instrument: "dass-21", Subscale: "depression", Bands: bands(dass, 0, 5, 7, 11, 14), Sources: therapy.MustCite("M12")},
			{Instrument: "dass-21", Subscale: "anxiety", Bands: bands(dass, 0, 4, 6, 8, 10), Sources: therapy.MustCite("M12")},
			{Instrument: "dass-21", Subscale: "stress", Bands: bands(dass, 0, 8, 10, 13, 17), Sources: therapy.MustCite("M12")},
			// The sources give 31 to 33; the lowest of these misses the fewest people.
			{Instrument: "pcl-5", Case: atLeast(31, "provisional PTSD (31 to 33)"), Important: points(10), Sources: therapy.MustCite("M13", "M30")},
			{Instrument: "audit", Bands: bands([]string{"zone I", "zone II", "zone III", "zone IV"}, 0, 8, 16, 20), Case: atLeast(8, "hazardous or harmful drinking"), Sources: therapy.MustCite("M4", "M1")},
			{Instrument: "isi", Bands: bands([]string{"none", "subthreshold", "moderate", "severe"}, 0, 8, 15, 22), Case: atLeast(15, "clinical insomnia"), Sources: therapy.MustCite("M14", "M28")},
			{Instrument: "spin", Bands: bands([]string{"none", "mild", "moderate", "severe", "very severe"}, 0, 21, 31, 41, 51), Case: atLeast(19, "screen positive"), Sources: therapy.MustCite("M15", "M29")},
			{Instrument: "mini-spin", Case: atLeast(6, "screen positive"), Sources: therapy.MustCite("M16")},
			{Instrument: "oci-r", Bands: bands([]string{"mild", "moderate", "severe"}, 0, 16, 28), Sources: therapy.MustCite("M21")},
			{Instrument: "y-bocs", Bands: bands([]string{"subclinical", "mild", "moderate", "severe", "extreme"}, 0, 8, 16, 24, 32), Case: atLeast(16, "clinical"), Sources: therapy.MustCite("M19")},
			{Instrument: "shai-14", Bands: bands([]string{"lower", "middle", "higher"}, 0, 28, 33), Sources: therapy.MustCite("M22")},
			{Instrument: "phq-4", Bands: bands(four, 0, 3, 6, 9), Sources: therapy.MustCite("M35")},
			{Instrument: "phq-4", Subscale: "anxiety", Case: atLeast(3, "screen positive"), Sources: therapy.MustCite("M35")},
			{Instrument: "phq-4", Subscale: "depression", Case: atLeast(3, "screen positive"), Sources: therapy.MustCite("M35")},
			{Instrument: "phq-15", Bands: bands([]string{"minimal", "low", "medium", "high"}, 0, 5, 10, 15), Sources: therapy.MustCite("M40")},
			// For women the authors also consider 3, which misses fewer cases.
			{Instrument: "pc-ptsd-5", Case: atLeast(4, "probable PTSD (3 for women where resources allow)"), Sources: therapy.MustCite("M37")},
			{Instrument: "gds-15", Case: atLeast(5, "suggests depression"), Sources: therapy.MustCite("M42")},
			{Instrument: "dast-10", Bands: bands([]string{"none", "low", "moderate", "substantial", "severe"}, 0, 1, 3, 6, 9), Case: atLeast(3, "screen positive"), Sources: therapy.MustCite("M38", "M1")},
			{Instrument: "epds", Bands: bands([]string{"unlikely", "possible", "probable"}, 0, 10, 13), Case: atLeast(13, "probable depression"), Reliable: points(4), Sources: therapy.MustCite("M4", "M17")},
		}},
		{ID: SetABS, Version: "1", Name: "ABS bands for K10", Population: "Adults, Australian population surveys", Entries: []Thresholds{
			{Instrument: "k10", Bands: bands(kessler, 10, 16, 22, 30), Sources: therapy.MustCite("M8")},
		}},
		{ID: SetBischoff, Version: "1", Name: "Bischoff and others 2020", Population: "The sample of the study; see its abstract", Entries: []Thresholds{
			{Instrument: "gad-7", Reliable: points(6), Sources: therapy.MustCite("M18")},
		}},
		{ID: SetAUDITCWomen, Version: "1", Name: "AUDIT-C, women", Population: "Women", Entries: []Thresholds{
			{Instrument: "audit-c", Case: atLeast(3, "screen positive"), Sources: therapy.MustCite("M1")},
		}},
		{ID: SetAUDITCMen, Version: "1", Name: "AUDIT-C, men", Population: "Men", Entries: []Thresholds{
			{Instrument: "audit-c", Case: atLeast(4, "screen positive"), Sources: therapy.MustCite("M1")},
		}},
		// Read for this row: five or more is increasing or higher risk.
		{ID: SetAUDITCUK, Version: "1", Name: "AUDIT-C, United Kingdom", Population: "Adults, United Kingdom", Entries: []Thresholds{
			{Instrument: "audit-c", Case: atLeast(5, "increasing or higher risk drinking"), Sources: therapy.MustCite("M31")},
		}},
	}
}
