package therapy_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/individual"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

// TestEverythingEncodesWhole checks that no type of the package loses data in JSON.
func TestEverythingEncodesWhole(t *testing.T) {
	d := individual.Descriptor()
	catalogue, err := therapy.NewCatalogue(d)
	require.NoError(t, err)
	vocabulary, err := therapy.NewVocabulary(aFactor("made-up"))
	require.NoError(t, err)
	info, ok := therapy.Factors().Lookup(therapy.ParentalConsent)
	require.True(t, ok)
	require.NoError(t, therapytest.Encodes(".", map[string]string{
		"Check": "collects faults and is not data", "FieldError": "is an error", "Names": "is a table of a program",
		"Reading": "holds a function",
	},
		d, catalogue, vocabulary, info, d.Indications[0], d.Indications[0].When, therapy.Literal{Factor: therapy.Adult, Yes: true}, d.Programmes[0], therapy.MustCite("E15")[0],
		d.Participants, d.Privacy, d.Cost, d.Time, d.Interpersonal, d.Support, d.Perspectives, d.Participants.Clients,
		therapy.Compare(d, d)[0], therapy.MustDate(2026, time.March, 1),
		d.Leadership, d.Focus, d.Relationship, d.Benefits[0], d.Codes[0], d.Benefits[0].Trait,
		therapy.Strongly, therapy.TheTherapist, therapy.LeakageLowest, therapy.ScheduleFlexible, therapy.CostLowest, therapy.PracticeNone, therapy.DimensionParticipants,
		info.Asking, therapy.SectionNeeds, therapy.Adult, therapy.Modality("couple"), therapy.Guideline, therapy.LayerNeed, therapy.True, therapy.InPersonOnly,
		therapy.Adults, therapy.Danger, therapy.Offer, therapy.MustQuestion("trauma-adult"),
	))
}
