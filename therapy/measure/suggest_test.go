package measure_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/measure"
)

func TestSuggest(t *testing.T) {
	c := measure.Standard()
	for _, test := range []struct{ name, reason, typed, want string }{
		{"no hyphen", "signs do not count", "phq9", "phq-9"},
		{"as printed", "nor does case", "PHQ-9", "phq-9"},
		{"underscore", "as a column of a table is called", "gad_7", "gad-7"},
		{"space", "as people write it", "WHO 5", "who-5"},
		{"exchanged", "neighbours are often exchanged", "gda-7", "gad-7"},
		{"exchanged at the end", "the last letters as well", "psqw", "pswq"},
		{"one wrong", "a neighbour on the keyboard", "phw-9", "phq-9"},
		{"one too many", "a key that was held", "wsaas", "wsas"},
		{"one missing", "a key that was missed", "y-boc", "y-bocs"},
		{"two wrong in a long name", "one in four", "mimi-spim", "mini-spin"},
		{"itself", "an id that is right is its own nearest", "audit-c", "audit-c"},

		{"another number", "PHQ-3 could be any of them", "phq-3", ""},
		{"another number of two digits", "so could PHQ-16", "phq-16", ""},
		{"the long form", "DASS-42 is not a mistyped DASS-21", "dass-42", ""},
		{"no number", "it could be PHQ-2, PHQ-8 or PHQ-9", "phq", ""},
		{"the long form in three letters", "the hint is for a person, who knows that OCI is not OCI-R", "oci", "oci-r"},
		{"a relative", "IES-R is not here", "ies-r", ""},
		{"another relative", "CORE-OM is not CORE-10", "core-om", ""},
		{"for another manual", "PCL-C is not PCL-5", "pcl-c", ""},
		{"a tie", "AUDIT and AUDIT-C are one letter away", "audit-d", ""},
		{"nothing", "nothing comes near nothing", "", ""},
		{"signs only", "nor near signs", "--!--", ""},
		{"free text", "a sentence is not a slip of the hand", "Made Up said that she felt better", ""},
		{"far too long", "longer than any id can be", strings.Repeat("phq-9", 20), ""},
	} {
		got, ok := c.Suggest(measure.ID(test.typed))
		require.Equal(t, test.want, string(got), "%s: %s", test.name, test.reason)
		require.Equal(t, test.want != "", ok, test.name)
	}
	_, ok := measure.Catalogue{}.Suggest("phq-9")
	require.False(t, ok, "an empty catalogue has no suggestion")
}

// For every mistake of one letter, in every id that is long enough, the same id or nothing is
// suggested, never another instrument.
func TestSuggestNeverGivesAnother(t *testing.T) {
	c := measure.Standard()
	found := 0
	for id := range c.All() {
		text := string(id)
		for i := range len(text) {
			slips := []string{text[:i] + text[i+1:], text[:i] + "z" + text[i:]}
			if i > 0 {
				slips = append(slips, text[:i-1]+text[i:i+1]+text[i-1:i]+text[i+1:])
			}
			for _, slip := range slips {
				if _, known := c.Lookup(measure.ID(strings.Trim(slip, "-"))); known {
					continue // "audit-" is near to "audit" too, not only to "audit-c"
				}
				if got, ok := c.Suggest(measure.ID(slip)); ok {
					require.Equal(t, id, got, slip)
					found++
				}
			}
		}
	}
	require.Greater(t, found, 200, "most mistakes have a suggestion")
}

// Every error about an unknown instrument suggests the nearest id and does not quote the input.
func TestUnknownInstrumentsGetSuggestion(t *testing.T) {
	const secret = "phqmadeup9"
	sources := []therapy.Source{{ID: "X1", Document: "made up", Strength: therapy.Study}}
	set := func(id measure.ID) error {
		_, err := measure.NewThresholdSet(measure.Standard(), measure.ThresholdSpec{
			ID: "local", Version: "1", Name: "Local", Population: "Made up",
			Entries: []measure.Thresholds{{Instrument: id, Reliable: &measure.ChangeMark{Points: 1}, Sources: sources}},
		})
		return err
	}
	symptoms := func(id measure.ID) error {
		spec := symptomRule(t, measure.RulePHQ9).Spec()
		spec.Instrument = id
		_, err := measure.NewSymptomRule(measure.Standard(), spec)
		return err
	}
	score := func(id measure.ID) error {
		_, err := measure.Standard().Score(measure.Response{Instrument: id})
		return err
	}
	decoded := func(id measure.ID) error {
		r, err := measure.ParseResponse([]byte(`{"instrument":"` + string(id) + `","answers":[1]}`))
		require.NoError(t, err, "decoding does not check the id of the instrument")
		return score(r.Instrument)
	}
	outcome := func(id measure.ID) error {
		rules, err := measure.NewNHSRules(standardSet(t, measure.SetNHS))
		require.NoError(t, err)
		_, err = rules.Evaluate(measure.Course{Instrument: id})
		return err
	}
	for _, test := range []struct {
		name, reason string
		of           func(measure.ID) error
		path, hint   string
	}{
		{"scoring", "the commonest place", score, "/instrument", "did you mean gad-7?"},
		{"decoding and scoring", "as a service does it", decoded, "/instrument", "did you mean gad-7?"},
		{"threshold set", "a typing error in data", set, "/entries/0/instrument", "did you mean gad-7?"},
		{"symptom rule", "the same in a rule", symptoms, "/instrument", "did you mean gad-7?"},
		{"outcome", "only measures with both marks are offered", outcome, "/anxiety", "did you mean gad-7?"},
	} {
		err := test.of("GDA7")
		require.ErrorIs(t, err, therapy.ErrUnknown, test.name)
		field, ok := errors.AsType[*therapy.FieldError](err)
		require.True(t, ok)
		require.Equal(t, test.path, field.Path, test.name)
		require.Equal(t, test.hint, field.Hint, "%s: %s", test.name, test.reason)
		require.ErrorContains(t, err, ": "+test.hint)
		err = test.of(secret)
		require.ErrorIs(t, err, therapy.ErrUnknown, test.name)
		require.NotContains(t, err.Error(), secret, "%s: it may be about somebody", test.name)
		require.NotContains(t, err.Error(), "did you mean", test.name)
	}
	require.NotContains(t, outcome("wsa-s").Error(), "wsas", "an instrument without thresholds in the set is not suggested")
}
