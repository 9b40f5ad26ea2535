package therapy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
)

func TestIndicationValidate(t *testing.T) {
	exclusion := func(in *therapy.Indication) {
		in.Layer, in.Alone, in.Combined, in.Reopens = therapy.LayerEligibility, 0, 0, "A change."
	}
	for _, test := range []struct {
		name   string
		change func(*therapy.Indication)
		want   []string
	}{
		{"one that weighs", func(*therapy.Indication) {}, nil},
		{"one that weighs in combination only", func(in *therapy.Indication) { in.Alone = 0 }, nil},
		{"one that weighs alone only", func(in *therapy.Indication) { in.Combined = 0 }, nil},
		{"one that excludes", exclusion, nil},
		{"one that excludes and has to be known", func(in *therapy.Indication) { exclusion(in); in.RequiredIf = therapy.All() }, nil},
		{"malformed id", func(in *therapy.Indication) { in.ID = "R 1" }, []string{"/id rule-id"}},
		{"no condition", func(in *therapy.Indication) { in.When = therapy.Condition{} }, []string{"/when condition-empty"}},
		{"malformed condition", func(in *therapy.Indication) { in.When = therapy.AllOf("A") }, []string{"/when/all/0 factor-name"}},
		{"no layer", func(in *therapy.Indication) { in.Layer = 0 }, []string{"/layer rule-layer"}},
		{"safety is not a modality's", func(in *therapy.Indication) { in.Layer = therapy.LayerSafety }, []string{"/layer rule-layer"}},
		{"sufficiency is not a modality's", func(in *therapy.Indication) { in.Layer = therapy.LayerSufficiency }, []string{"/layer rule-layer"}},
		{"an exclusion with points", func(in *therapy.Indication) { exclusion(in); in.Alone = 1 }, []string{"/alone rule-points-in-eligibility"}},
		{"an exclusion with combined points", func(in *therapy.Indication) { exclusion(in); in.Combined = -1 }, []string{"/alone rule-points-in-eligibility"}},
		{"an exclusion for good", func(in *therapy.Indication) { exclusion(in); in.Reopens = " " }, []string{"/reopens rule-reopens"}},
		{"no effect", func(in *therapy.Indication) { in.Alone, in.Combined = 0, 0 }, []string{"/alone rule-no-effect"}},
		{"reopens what is not closed", func(in *therapy.Indication) { in.Reopens = "x" }, []string{"/reopens rule-reopens-weighing"}},
		{"requires what only weighs", func(in *therapy.Indication) { in.RequiredIf = therapy.All() }, []string{"/requiredIf rule-required-weighing"}},
		{"malformed requirement", func(in *therapy.Indication) { exclusion(in); in.RequiredIf = therapy.Is("") }, []string{"/requiredIf factor-name"}},
		{"the most points", func(in *therapy.Indication) { in.Alone, in.Combined = therapy.MaxPoints, -therapy.MaxPoints }, nil},
		{"too many points", func(in *therapy.Indication) { in.Alone = therapy.MaxPoints + 1 }, []string{"/alone rule-points-range"}},
		{"too few points", func(in *therapy.Indication) { in.Combined = -therapy.MaxPoints - 1 }, []string{"/combined rule-points-range"}},
		{"nothing for the clinician", func(in *therapy.Indication) { in.Clinician = "" }, []string{"/clinician rule-clinician"}},
		{"nothing for the client", func(in *therapy.Indication) { in.Client = "" }, []string{"/client rule-client"}},
		{"no source", func(in *therapy.Indication) { in.Sources = nil }, []string{"/sources sources-missing"}},
		{"everything at once", func(in *therapy.Indication) { *in = therapy.Indication{Alone: 10, Combined: -10} }, []string{
			"/id rule-id", "/ages ages-missing", "/when condition-empty", "/layer rule-layer", "/alone rule-points-range", "/combined rule-points-range",
			"/clinician rule-clinician", "/client rule-client", "/sources sources-missing",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			in := anIndication("a")
			test.change(&in)
			require.Equal(t, test.want, broken(t, in.Validate()))
		})
	}
}
