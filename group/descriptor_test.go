package group_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
)

func TestDescriptorIsValid(t *testing.T) {
	d := group.Descriptor()
	require.NoError(t, d.Validate())
	require.Equal(t, group.Modality, d.Modality)
	require.Equal(t, therapy.LeakageHigher, d.Privacy.Leakage, "S37")
	require.NotEmpty(t, d.Privacy.Mitigation.Statement, "S38")
	require.True(t, d.Participants.SharedConcern, "S15")
	for n, want := range map[int]bool{4: false, 5: true, 15: true, 16: false} {
		require.Equal(t, want, d.Participants.Clients.Contains(n), "%d members (S34)", n)
	}
}

// The article names twelve benefits, in this order.
func TestBenefitsMatchTheArticle(t *testing.T) {
	var ids []string
	for _, f := range group.Descriptor().Benefits {
		ids = append(ids, f.ID)
	}
	want := []string{
		"peer-support", "perspectives", "social-skills", "feedback-and-accountability", "cost", "normalisation",
		"real-life-simulation", "community", "structure", "emotional-expression", "positive-peer-influence", "psychoeducation",
	}
	if diff := cmp.Diff(want, ids); diff != "" {
		t.Errorf("benefits (-want +got):\n%s", diff)
	}
}

// The descriptor uses all the statements S15 to S29, S32 and the group side of the key differences.
func TestEveryStatementOfTheArticleIsUsed(t *testing.T) {
	cited := map[string]bool{}
	d := group.Descriptor()
	note := func(sources []therapy.Source) {
		for _, s := range sources {
			cited[s.ID] = true
		}
	}
	for _, trait := range []therapy.Trait{
		d.Summary, d.Participants.Trait, d.Leadership.Trait, d.Privacy.Trait, d.Privacy.Mitigation, d.Focus.Trait,
		d.Relationship.Trait, d.Perspectives.Trait, d.Time.Trait, d.Cost.Trait, d.Interpersonal.Trait, d.Support.Trait,
	} {
		note(trait.Sources)
	}
	for _, f := range append(d.Benefits, d.Limits...) {
		note(f.Sources)
	}
	for id := range strings.FieldsSeq("S15 S16 S17 S18 S19 S20 S21 S22 S23 S24 S25 S26 S27 S28 S29 S30 S32 S34 S35 S37 S38 S40 S42 S44 S47 S48 S50 S52") {
		require.True(t, cited[id], id)
	}
}

// An exclusion names the condition that ends it, and every rule has a text for each of two audiences.
func TestRules(t *testing.T) {
	for _, in := range group.Descriptor().Indications {
		require.Regexp(t, `^f[0-9]{2}-(group|combined)-`, in.ID)
		require.NotEqual(t, in.Clinician, in.Client, "%s: two audiences", in.ID)
		require.Equal(t, in.Layer == therapy.LayerEligibility, in.Reopens != "", in.ID)
	}
}

// Published figures that are easily confused, compared with the guidelines.
func TestProgrammeFigures(t *testing.T) {
	programmes := map[string]therapy.Programme{}
	for _, p := range group.Descriptor().Programmes {
		programmes[p.ID] = p
	}
	tests := []struct {
		id       string
		sessions therapy.Range
		size     therapy.Range
		reason   string
	}{
		{"depression-less-severe-cbt", therapy.Range{Min: 8, Max: 8}, therapy.Range{Min: 8, Max: 8}, "NG222 Table 1"},
		{"depression-mbct", therapy.Range{Min: 8, Max: 8}, therapy.Range{Min: 8, Max: 15}, "CG90"},
		{"gad-psychoeducation", therapy.Range{Min: 6, Max: 6}, therapy.Range{Min: 12, Max: 12}, "CG113"},
		{"bed-cbt-ed", therapy.Range{Min: 16, Max: 16}, therapy.Range{}, "NG69 gives no size"},
		{"parent-training", therapy.Range{Min: 10, Max: 16}, therapy.Range{Min: 10, Max: 12}, "CG158"},
		{"discharge-self-management", therapy.Range{}, therapy.Range{Max: 12}, "NG53: at most 12"},
		{"general-psychotherapy", therapy.Range{}, therapy.Range{Min: 3, Max: 15}, "outside the article's range on purpose (C5)"},
	}
	for _, tt := range tests {
		t.Run(tt.id, func(t *testing.T) {
			p, ok := programmes[tt.id]
			require.True(t, ok)
			require.Equal(t, tt.sessions, p.Sessions, tt.reason)
			require.Equal(t, tt.size, p.Size, tt.reason)
		})
	}
	require.Contains(t, programmes["bpd-dbt"].Note, "combined", "DBT combines a group with individual sessions")
}
