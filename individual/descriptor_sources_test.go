package individual_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/therapykit/therapykit/individual"
	"github.com/therapykit/therapykit/therapy"
)

// citation is one text of the descriptor with its sources: S numbers are the article's statements,
// E numbers guidance and research.
type citation struct{ Place, Sources string }

func cited(place string, sources []therapy.Source) citation {
	ids := make([]string, len(sources))
	for i, s := range sources {
		ids[i] = s.ID
	}
	return citation{place, strings.Join(ids, " ")}
}

// TestDifferencesCite lists the statements on which each key difference is based. An author who
// changes a text must check it against them.
func TestDifferencesCite(t *testing.T) {
	d := individual.Descriptor()
	got := []citation{cited("summary", d.Summary.Sources)}
	for _, row := range therapy.Compare(d, d) {
		got = append(got, cited(row.Dimension.String(), row.A.Sources))
	}
	want := []citation{
		{"summary", "S14 S33"},
		{"participants", "S33"},
		{"leadership", "S3 S8 S33"},
		{"privacy", "S12 S36"},
		{"focus", "S39 S49"},
		{"relationship", "S41"},
		{"perspectives", "S43"},
		{"time", "S10 S11 S46"},
		{"cost", "S45 E15 E77"},
		{"interpersonal", "S49"},
		{"support", "S9 S51"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("key differences (-want +got):\n%s", diff)
	}
}

// TestFeaturesCite does the same for benefits and limits.
func TestFeaturesCite(t *testing.T) {
	d := individual.Descriptor()
	var got []citation
	for _, f := range append(d.Benefits, d.Limits...) {
		got = append(got, cited(f.ID, f.Sources))
	}
	want := []citation{
		{"assessment", "S2 E72"},
		{"personalised-plan", "S3 S14"},
		{"focused-attention", "S4 S55"},
		{"techniques", "S5"},
		{"goal-setting", "S6"},
		{"cultural-sensitivity", "S7"},
		{"feedback-and-collaboration", "S8"},
		{"support-and-empathy", "S9"},
		{"scheduling-and-pacing", "S10 S46"},
		{"duration", "S11 S46"},
		{"confidentiality", "S12 S36 S56"},
		{"personal-history", "S13"},
		{"one-perspective", "S43"},
		{"dearer", "S45 E15"},
		{"little-practice-with-people", "S49 S50"},
		{"support-from-one-person", "S51 S52"},
		{"not-better-in-general", "E54 E55 E11 E18"},
		{"not-the-least-intrusive", "E2 E32"},
		{"waiting", "E7"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("features (-want +got):\n%s", diff)
	}
}
