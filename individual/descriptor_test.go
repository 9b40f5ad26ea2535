package individual_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/individual"
	"github.com/therapykit/therapykit/therapy"
)

func TestDescriptorIsValid(t *testing.T) {
	d := individual.Descriptor()
	require.NoError(t, d.Validate())
	require.Equal(t, individual.Modality, d.Modality)
	require.Equal(t, therapy.LeakageLowest, d.Privacy.Leakage, "the most private format (S36)")
	require.True(t, d.Participants.Clients.Contains(1))
	require.False(t, d.Participants.Clients.Contains(2))
	require.False(t, d.Participants.SharedConcern)
}

// The article names twelve benefits, in this order.
func TestBenefitsMatchTheArticle(t *testing.T) {
	var ids []string
	for _, f := range individual.Descriptor().Benefits {
		ids = append(ids, f.ID)
	}
	want := []string{
		"assessment", "personalised-plan", "focused-attention", "techniques", "goal-setting", "cultural-sensitivity",
		"feedback-and-collaboration", "support-and-empathy", "scheduling-and-pacing", "duration", "confidentiality", "personal-history",
	}
	if diff := cmp.Diff(want, ids); diff != "" {
		t.Errorf("benefits (-want +got):\n%s", diff)
	}
}

// The descriptor uses all the statements S2 to S14 and the individual side of the key differences.
func TestEveryStatementOfTheArticleIsUsed(t *testing.T) {
	cited := map[string]bool{}
	d := individual.Descriptor()
	note := func(sources []therapy.Source) {
		for _, s := range sources {
			cited[s.ID] = true
		}
	}
	for _, trait := range []therapy.Trait{
		d.Summary, d.Participants.Trait, d.Leadership.Trait, d.Privacy.Trait, d.Focus.Trait, d.Relationship.Trait,
		d.Perspectives.Trait, d.Time.Trait, d.Cost.Trait, d.Interpersonal.Trait, d.Support.Trait,
	} {
		note(trait.Sources)
	}
	for _, f := range append(d.Benefits, d.Limits...) {
		note(f.Sources)
	}
	for id := range strings.FieldsSeq("S2 S3 S4 S5 S6 S7 S8 S9 S10 S11 S12 S13 S14 S33 S36 S39 S41 S43 S45 S46 S49 S51") {
		require.True(t, cited[id], id)
	}
}

func TestRuleIDsNameRowAndModality(t *testing.T) {
	for _, in := range individual.Descriptor().Indications {
		require.Regexp(t, `^f[0-9]{2}-individual-`, in.ID)
		require.NotEqual(t, in.Clinician, in.Client, "%s: two audiences", in.ID)
	}
}

// Published figures that are easily confused, compared with the guidelines.
func TestProgrammeFigures(t *testing.T) {
	programmes := map[string]therapy.Programme{}
	for _, p := range individual.Descriptor().Programmes {
		programmes[p.ID] = p
		require.True(t, p.Size.IsZero(), "%s: one client", p.ID)
	}
	tests := []struct {
		id       string
		sessions therapy.Range
		minutes  therapy.Range
		reason   string
	}{
		{"sad-clark-wells", therapy.Range{Max: 14}, therapy.Range{Min: 90, Max: 90}, "CG159"},
		{"sad-heimberg", therapy.Range{Min: 16, Max: 16}, therapy.Range{Min: 60, Max: 90}, "CG159: 15 + 1"},
		{"bed-cbt-ed", therapy.Range{Min: 16, Max: 20}, therapy.Range{}, "NG69 gives no length"},
		{"psychosis-cbtp", therapy.Range{Min: 16}, therapy.Range{}, "CG178: at least 16"},
		{"parent-training", therapy.Range{Min: 8, Max: 10}, therapy.Range{Min: 60, Max: 90}, "CG158"},
	}
	for _, tt := range tests {
		t.Run(tt.id, func(t *testing.T) {
			p, ok := programmes[tt.id]
			require.True(t, ok)
			require.Equal(t, tt.sessions, p.Sessions, tt.reason)
			require.Equal(t, tt.minutes, p.Minutes, tt.reason)
		})
	}
}
