package therapy_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
)

// same compares descriptors; conditions and dates have no exported fields.
var same = cmp.Options{
	cmp.Comparer(therapy.Condition.Equal), cmpopts.EquateComparable(therapy.Source{}, therapy.Date{}),
}

func TestDescriptorValidate(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*therapy.Descriptor)
		want   []string
	}{
		{"complete", func(*therapy.Descriptor) {}, nil},
		{"without what may be missing", func(d *therapy.Descriptor) {
			d.Programmes, d.Codes, d.Indications, d.Factors = nil, nil, nil, nil
			d.Participants.Therapists = therapy.Range{}
		}, nil},
		{"the most private needs no mitigation", func(d *therapy.Descriptor) {
			d.Privacy.Leakage, d.Privacy.Mitigation = therapy.LeakageLowest, therapy.Trait{}
		}, nil},
		{"modality", func(d *therapy.Descriptor) { d.Modality = "Group" }, []string{"/modality modality-name"}},
		{"name", func(d *therapy.Descriptor) { d.Name = " " }, []string{"/name descriptor-name"}},
		{"plain name", func(d *therapy.Descriptor) { d.PlainName = "" }, []string{"/plainName descriptor-plain-name"}},
		{"summary", func(d *therapy.Descriptor) { d.Summary = therapy.Trait{} }, []string{"/summary/statement statement-missing", "/summary/sources sources-missing"}},
		{"no clients", func(d *therapy.Descriptor) { d.Participants.Clients = therapy.Range{} }, []string{"/participants/clients participants-clients"}},
		{"clients out of order", func(d *therapy.Descriptor) { d.Participants.Clients = therapy.Range{Min: 3, Max: 1} }, []string{"/participants/clients participants-clients"}},
		{"therapists out of order", func(d *therapy.Descriptor) { d.Participants.Therapists = therapy.Range{Min: -1} }, []string{"/participants/therapists participants-therapists"}},
		{"nobody leads", func(d *therapy.Descriptor) { d.Leadership.By = nil }, []string{"/leadership/by parties-missing"}},
		{"a malformed leader", func(d *therapy.Descriptor) { d.Leadership.By = []therapy.Party{"therapist", "A B"} }, []string{"/leadership/by/1 party-name"}},
		{"nobody hears", func(d *therapy.Descriptor) { d.Privacy.Hearers = nil }, []string{"/privacy/hearers parties-missing"}},
		{"leakage not stated", func(d *therapy.Descriptor) { d.Privacy.Leakage = 0 }, []string{"/privacy/leakage privacy-leakage"}},
		{"leakage not mitigated", func(d *therapy.Descriptor) { d.Privacy.Mitigation = therapy.Trait{} }, []string{
			"/privacy/mitigation/statement statement-missing", "/privacy/mitigation/sources sources-missing",
		}},
		{"no focus", func(d *therapy.Descriptor) { d.Focus.On = nil }, []string{"/focus/on focus-missing"}},
		{"a malformed focus", func(d *therapy.Descriptor) { d.Focus.On = []string{"The couple"} }, []string{"/focus/on/0 focus-name"}},
		{"no relationship", func(d *therapy.Descriptor) { d.Relationship.With = nil }, []string{"/relationship/with parties-missing"}},
		{"no perspectives", func(d *therapy.Descriptor) { d.Perspectives.From = nil }, []string{"/perspectives/from parties-missing"}},
		{"no schedule", func(d *therapy.Descriptor) { d.Time.Schedule = 0 }, []string{"/time/schedule time-schedule"}},
		{"no cost", func(d *therapy.Descriptor) { d.Cost.Relative = 0 }, []string{"/cost/relative cost-relative"}},
		{"no practice", func(d *therapy.Descriptor) { d.Interpersonal.Practice = 0 }, []string{"/interpersonal/practice interpersonal-practice"}},
		{"no support", func(d *therapy.Descriptor) { d.Support.From = nil }, []string{"/support/from parties-missing"}},
		{"a difference without words", func(d *therapy.Descriptor) { d.Cost.Statement = "" }, []string{"/cost/statement statement-missing"}},
		{"a difference without source", func(d *therapy.Descriptor) { d.Support.Sources = nil }, []string{"/support/sources sources-missing"}},
		{"no benefits", func(d *therapy.Descriptor) { d.Benefits = nil }, []string{"/benefits features-missing"}},
		{"no limits", func(d *therapy.Descriptor) { d.Limits = nil }, []string{"/limits features-missing"}},
		{"a malformed feature", func(d *therapy.Descriptor) { d.Limits = []therapy.Feature{{}} }, []string{
			"/limits/0/id feature-id", "/limits/0/title feature-title", "/limits/0/statement statement-missing", "/limits/0/sources sources-missing",
		}},
		{"a feature twice", func(d *therapy.Descriptor) { d.Benefits = append(d.Benefits, d.Benefits[0]) }, []string{"/benefits/1/id feature-duplicate"}},
		{"a benefit that is a limit", func(d *therapy.Descriptor) { d.Limits[0].ID = "good" }, []string{"/limits/0/id feature-duplicate"}},
		{"a malformed programme", func(d *therapy.Descriptor) { d.Programmes[0].Name = "" }, []string{"/programmes/0/name programme-name"}},
		{"a programme twice", func(d *therapy.Descriptor) { d.Programmes = append(d.Programmes, d.Programmes[0]) }, []string{"/programmes/1/id programme-duplicate"}},
		{"a code without system", func(d *therapy.Descriptor) { d.Codes[0].System = "SNOMED" }, []string{"/codes/0/system code-system"}},
		{"a code with an http system", func(d *therapy.Descriptor) { d.Codes[0].System = "http://snomed.info/sct" }, nil},
		{"a code with an https system", func(d *therapy.Descriptor) { d.Codes[0].System = "https://example.org" }, nil},
		{"a code without code", func(d *therapy.Descriptor) { d.Codes[0].Code = "" }, []string{"/codes/0/code code-missing"}},
		{"a code without label", func(d *therapy.Descriptor) { d.Codes[0].Display = "" }, []string{"/codes/0/display code-display"}},
		{"a code without source", func(d *therapy.Descriptor) { d.Codes[0].Source.ID = "" }, []string{"/codes/0/source/id source-id"}},
		{"a malformed rule", func(d *therapy.Descriptor) { d.Indications[0].Client = "" }, []string{"/indications/0/client rule-client"}},
		{"a rule twice", func(d *therapy.Descriptor) { d.Indications = append(d.Indications, d.Indications[0]) }, []string{"/indications/1/id rule-duplicate"}},
		{"a malformed factor", func(d *therapy.Descriptor) { d.Factors[1].Question = "So" }, []string{"/factors/1/question factor-question"}},
		{"a factor twice", func(d *therapy.Descriptor) { d.Factors[1] = d.Factors[0] }, []string{"/factors/1/factor factor-duplicate"}},
		{"nothing at all", func(d *therapy.Descriptor) { *d = therapy.Descriptor{} }, []string{
			"/modality modality-name", "/name descriptor-name", "/plainName descriptor-plain-name",
			"/summary/statement statement-missing", "/summary/sources sources-missing",
			"/participants/clients participants-clients", "/leadership/by parties-missing", "/privacy/hearers parties-missing",
			"/privacy/leakage privacy-leakage", "/focus/on focus-missing", "/relationship/with parties-missing",
			"/perspectives/from parties-missing", "/time/schedule time-schedule", "/cost/relative cost-relative",
			"/interpersonal/practice interpersonal-practice", "/support/from parties-missing",
			"/participants/statement statement-missing", "/participants/sources sources-missing",
			"/leadership/statement statement-missing", "/leadership/sources sources-missing",
			"/privacy/statement statement-missing", "/privacy/sources sources-missing",
			"/focus/statement statement-missing", "/focus/sources sources-missing",
			"/relationship/statement statement-missing", "/relationship/sources sources-missing",
			"/perspectives/statement statement-missing", "/perspectives/sources sources-missing",
			"/time/statement statement-missing", "/time/sources sources-missing",
			"/cost/statement statement-missing", "/cost/sources sources-missing",
			"/interpersonal/statement statement-missing", "/interpersonal/sources sources-missing",
			"/support/statement statement-missing", "/support/sources sources-missing",
			"/benefits features-missing", "/limits features-missing",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := aDescriptor("couple")
			test.change(&d)
			require.Equal(t, test.want, broken(t, d.Validate()))
		})
	}
}

func TestDescriptorJSON(t *testing.T) {
	d := aDescriptor("couple")
	d.Indications[0].When = therapy.All(therapy.Is("a"), therapy.Not(therapy.AnyOf("b", "c")))
	data, err := json.Marshal(d)
	require.NoError(t, err)
	var back therapy.Descriptor
	require.NoError(t, therapy.UnmarshalStrict(data, &back))
	if diff := cmp.Diff(d, back, same); diff != "" {
		t.Errorf("round trip (-want +got):\n%s", diff)
	}
}

// slicesIn calls visit with every slice in v, including those in nested structs and slices.
func slicesIn(v reflect.Value, path string, visit func(path string, s reflect.Value)) {
	switch kind := v.Kind(); {
	case kind == reflect.Struct:
		if v.Type() == reflect.TypeFor[therapy.Condition]() {
			return // immutable: other packages cannot reach its parts
		}
		for i := range v.NumField() {
			slicesIn(v.Field(i), path+"."+v.Type().Field(i).Name, visit)
		}
	case kind == reflect.Slice:
		visit(path, v)
		for i := range v.Len() {
			slicesIn(v.Index(i), path+"[]", visit)
		}
	case slices.Contains([]reflect.Kind{reflect.Map, reflect.Pointer, reflect.Interface, reflect.Chan, reflect.Func}, kind):
		visit(path+": a kind that Clone does not know", v)
	}
}

// TestDescriptorClone finds every slice by reflection. A new field therefore fails here until Clone
// copies it and aDescriptor fills it.
func TestDescriptorClone(t *testing.T) {
	d := aDescriptor("couple")
	c := d.Clone()
	if diff := cmp.Diff(d, c, same); diff != "" {
		t.Errorf("the clone differs (-want +got):\n%s", diff)
	}
	inside := map[uintptr]string{}
	slicesIn(reflect.ValueOf(d), "", func(path string, s reflect.Value) {
		require.Equal(t, reflect.Slice, s.Kind(), path)
		require.NotZero(t, s.Len(), "aDescriptor has to fill %s", path)
		inside[s.Pointer()] = path
	})
	require.Greater(t, len(inside), 30)
	slicesIn(reflect.ValueOf(c), "", func(path string, s reflect.Value) {
		require.Empty(t, inside[s.Pointer()], "%s is shared", path)
	})
	require.Equal(t, therapy.Descriptor{}, therapy.Descriptor{}.Clone())
}

// TestDescriptorFields lists the fields. It fails when one is added, as a reminder to extend
// Validate, Clone and Compare.
func TestDescriptorFields(t *testing.T) {
	var got []string
	for _, field := range reflect.VisibleFields(reflect.TypeFor[therapy.Descriptor]()) {
		got = append(got, field.Name)
	}
	want := []string{
		"Modality", "Name", "PlainName", "Summary",
		"Participants", "Leadership", "Privacy", "Focus", "Relationship", "Perspectives", "Time", "Cost", "Interpersonal", "Support",
		"Benefits", "Limits", "Programmes", "Codes", "Indications", "Factors",
	}
	require.Equal(t, want, got)
}
