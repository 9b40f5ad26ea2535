package policy_test

import (
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
)

// TestAboutOf checks that an option of several modalities has the same five points as any other,
// for all of its parts together.
func TestAboutOf(t *testing.T) {
	individual, ok := standard.Catalogue().Lookup("individual")
	require.True(t, ok)
	unsure := individual.Clone() // a modality of unknown length
	unsure.Modality, unsure.Programmes, unsure.Indications = "unsure", nil, nil
	c, err := standard.Catalogue().With(unsure)
	require.NoError(t, err)
	const cost = "You pay for both, and need time for both."
	for option, want := range map[policy.Option][5]string{
		"individual": {
			"You talk with a therapist. Nobody else hears you.", "You and one therapist.", "Times as you agree, often once a week.",
			"Often 5 to 40 meetings of 30 to 120 minutes.", "One session often costs more.",
		},
		"group": {
			"You talk with people with a problem like yours. They hear you.", "Often 5 to 15 people and a therapist or two.",
			"The same times for all, often once or twice a week.", "Often 5 to 18 meetings of 60 to 120 minutes.", "One session often costs less.",
		},
		"group+individual": {
			"Each part is as it is by itself. In one, others hear you.", "In one part, you and one therapist. In the other, 5 to 15 people.",
			"Often 2 to 3 times a week in all.", "Often 10 to 58 meetings of 30 to 120 minutes in all.", cost,
		},
		"individual+unsure": {
			"Each part is as it is by itself. Nobody else hears you.", "In one part, you and one therapist. In the other, you and one therapist.",
			"Its own times for each part.", "Each part is as long as it is by itself.", cost,
		},
		"group+individual+unsure": {
			"Each part is as it is by itself. In one, others hear you.", "In one part, you and one therapist. In another, you and one therapist. In another, 5 to 15 people.",
			"Its own times for each part.", "Each part is as long as it is by itself.", "You pay for all, and need time for all.",
		},
	} {
		t.Run(string(option), func(t *testing.T) {
			var got [5]string
			for i, says := range policy.AboutOf(c, option).Points() {
				require.NotEmpty(t, says.Clinician)
				got[i] = says.Client
			}
			if diff := gocmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	require.True(t, policy.AboutOf(c, "group+unheard-of").IsZero())
}
