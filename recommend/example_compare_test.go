package recommend_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/individual"
	"github.com/therapykit/therapykit/therapy"
)

// The key differences between two modalities as a decision aid shows them: the
// same questions of both, in the same order, and no word on which is better.
func Example_decisionAid() {
	one, several := individual.Descriptor(), group.Descriptor()
	fmt.Printf("%s, or %s?\n", one.PlainName, several.PlainName)
	for _, row := range therapy.Compare(one, several) {
		switch row.Dimension {
		case therapy.DimensionParticipants, therapy.DimensionPrivacy, therapy.DimensionPerspectives:
			fmt.Println()
			fmt.Println(row.Dimension.Title())
			fmt.Println("  one to one:", row.A.Statement)
			fmt.Println("  in a group:", row.B.Statement)
		default: // this example shows three rows of ten
		}
	}
	// Output:
	// one-to-one therapy, or therapy in a group?
	//
	// Number of participants
	//   one to one: One client and one therapist; all the attention is on that client's needs and concerns.
	//   in a group: Usually 5 to 15 people who share a concern, with one or more trained therapists. Programmes set their own size.
	//
	// Privacy and confidentiality
	//   one to one: The most private format: nobody but the therapist hears what is said, so personal matters can be spoken about freely.
	//   in a group: Less private: what is said is heard by everybody in the group, and the risk that it travels is higher than one to one.
	//
	// Perspectives
	//   one to one: The therapist's knowledge and point of view; no other voices are in the room.
	//   in a group: Many points of view; members learn from each other's experience.
}

// A decision aid can be made for whatever is in a catalogue.
func TestCatalogueOfTheTwo(t *testing.T) {
	catalogue, err := therapy.NewCatalogue(individual.Descriptor(), group.Descriptor())
	require.NoError(t, err, "the two share no rule and no factor")
	require.Equal(t, 2, catalogue.Len())
	var codes []therapy.Modality
	for m, d := range catalogue.All() {
		codes = append(codes, m)
		require.NotEmpty(t, d.Indications, m)
	}
	require.Equal(t, []therapy.Modality{group.Modality, individual.Modality}, codes, "in the order of their codes")
	vocabulary, err := catalogue.Vocabulary(therapy.Factors())
	require.NoError(t, err)
	for m, d := range catalogue.All() {
		for _, in := range d.Indications {
			for f := range in.When.Factors() {
				_, ok := vocabulary.Lookup(f)
				require.True(t, ok, "%s %s asks for %s", m, in.ID, f)
			}
		}
	}
	_, err = therapy.NewCatalogue(individual.Descriptor(), group.Descriptor(), individual.Descriptor())
	require.ErrorIs(t, err, therapy.ErrDuplicate)
}

// TestKeyDifferences keeps the whole table as it is shown, with its sources.
func TestKeyDifferences(t *testing.T) {
	one, several := individual.Descriptor(), group.Descriptor()
	rows := therapy.Compare(one, several)
	require.Len(t, rows, 10)
	var b strings.Builder
	b.WriteString("| | " + one.Name + " | " + several.Name + " |\n|---|---|---|\n")
	cell := func(trait therapy.Trait) string {
		ids := make([]string, len(trait.Sources))
		for i, s := range trait.Sources {
			ids[i] = s.ID
		}
		return trait.Statement + " (" + strings.Join(ids, ", ") + ")"
	}
	for i, row := range rows {
		require.Equal(t, therapy.Dimension(i+1), row.Dimension, "the article's order")
		require.NotEqual(t, row.A.Statement, row.B.Statement, "%s: a difference", row.Dimension)
		b.WriteString("| **" + row.Dimension.Title() + "** | " + cell(row.A) + " | " + cell(row.B) + " |\n")
	}
	golden(t, "key-differences.md", []byte(b.String()))
	mirrored := therapy.Compare(several, one)
	for i := range rows {
		require.Equal(t, rows[i].A, mirrored[i].B)
		require.Equal(t, rows[i].B, mirrored[i].A)
	}
}
