package group_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/therapykit/therapykit/group"
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
	d := group.Descriptor()
	got := []citation{cited("summary", d.Summary.Sources)}
	for _, row := range therapy.Compare(d, d) {
		got = append(got, cited(row.Dimension.String(), row.A.Sources))
	}
	got = append(got, cited("mitigation", d.Privacy.Mitigation.Sources))
	want := []citation{
		{"summary", "S15 S16 S25 S44"},
		{"participants", "S34 S35 E78"},
		{"leadership", "S15 S25 E4"},
		{"privacy", "S36 S37"},
		{"focus", "S40"},
		{"relationship", "S42"},
		{"perspectives", "S17 S44"},
		{"time", "S48"},
		{"cost", "S21 S47 E77"},
		{"interpersonal", "S18 S50"},
		{"support", "S52"},
		{"mitigation", "S38 E72 E76"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("key differences (-want +got):\n%s", diff)
	}
}

// TestFeaturesCite does the same for benefits and limits.
func TestFeaturesCite(t *testing.T) {
	d := group.Descriptor()
	var got []citation
	for _, f := range append(d.Benefits, d.Limits...) {
		got = append(got, cited(f.ID, f.Sources))
	}
	want := []citation{
		{"peer-support", "S16 S57"},
		{"perspectives", "S17 S44"},
		{"social-skills", "S18 S50 E36"},
		{"feedback-and-accountability", "S19 S20"},
		{"cost", "S21 E1 E15"},
		{"normalisation", "S22"},
		{"real-life-simulation", "S23 S58 E15"},
		{"community", "S24 S52"},
		{"structure", "S25"},
		{"emotional-expression", "S26"},
		{"positive-peer-influence", "S27"},
		{"psychoeducation", "S28"},
		{"not-for-everyone", "S29 S30 E72"},
		{"leakage", "S37 S38 E76"},
		{"therapist-skill", "S32"},
		{"composition", "S15 S32 S35 E72"},
		{"willingness", "S32 E66"},
		{"regular-schedule", "S48 E67"},
		{"size", "S34 E66 E78"},
		{"less-room-for-private-matters", "S54 S55 E63"},
		{"not-alone-when-at-risk", "E66 E69"},
		{"diagnosed-social-anxiety", "E15 E20 E25"},
		{"not-better-in-general", "E54 E55"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("features (-want +got):\n%s", diff)
	}
}
