package policy_test

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// fullOverlay returns an overlay with every field set.
func fullOverlay(t *testing.T) policy.Overlay {
	t.Helper()
	p, o := standard.Policy(), testOverlay()
	info, _ := therapy.Factors().Lookup(therapy.LimitedTime)
	info.Factor, info.Asking, info.Excludes = "new-here", therapy.Asking{}, nil
	o.Factors = []therapy.FactorInfo{info}
	o.Profile, o.SafetyDays, o.SafetyDaysWhy = says("those of the clinic"), 3, "People come back every other day."
	o.Stages[0].Layer = therapy.LayerPractical
	o.Off = []string{"f04-acute-mania", "f50-group-budget"}
	o.Waivers = []policy.Waiver{{Statement: therapy.AcuteMania, By: "medical director", Why: "it is found out elsewhere, by hand"}}
	o.Replace = []policy.Rule{ruleOf(t, p, "f14-group-unavailable"), ruleOf(t, p, "f33-individual-bulimia")}
	o.Points = []policy.PointChange{{Rule: "f50-group-fixed-schedule", Option: standard.Group, Points: 2}}
	o.Grades = []policy.GradeChange{{Rule: "f33-individual-bulimia", Option: standard.Individual, Grade: therapy.Offer}}
	o.Excludes = []policy.ExclusionChange{{Rule: "f14-group-unavailable", Option: "couples"}}
	o.Questions = []therapy.Question{p.Questions[0]}
	o.Meeting, o.Crisis = p.Meeting, p.Crisis[:2]
	o.Conflicts[0].When = therapy.Is(therapy.Isolation)
	return o
}

// TestParseOverlayFindsEveryFault checks that ParseOverlay reports every missing, empty or wrong
// member with its place. Applying an accepted overlay can find only references to missing things
// and faults of the resulting policy.
func TestParseOverlayFindsEveryFault(t *testing.T) {
	p, whole := standard.Policy(), []byte(jsonText(t, fullOverlay(t)))
	o, err := policy.ParseOverlay(whole)
	require.NoError(t, err)
	_, err = p.Overlay(o)
	require.Empty(t, lost(err), err)
	refused, accepted := 0, 0
	for _, edit := range edits(t, whole) {
		o, err := policy.ParseOverlay(edit.document)
		if err != nil {
			refused++
			for _, fault := range therapy.FieldErrors(err) {
				require.NotEmpty(t, fault.Rule, edit.what)
			}
			require.Empty(t, o.ID, "%s: nothing is returned beside an error", edit.what)
			continue
		}
		if accepted++; accepted%3 == 0 { // applying takes much longer; FuzzReadOverlay does it to more
			_, err = p.Overlay(o)
			requireKnownOnlyWithPolicy(t, err, edit.what)
		}
	}
	require.Greater(t, refused, 400)
	require.Greater(t, accepted, 50)
}

// requireKnownOnlyWithPolicy fails for a fault that an overlay has without any policy.
func requireKnownOnlyWithPolicy(t *testing.T, err error, what string) {
	t.Helper()
	for _, fault := range therapy.FieldErrors(err) {
		for _, own := range []error{therapy.ErrRequired, therapy.ErrSyntax, therapy.ErrUnknown} {
			require.False(t, errors.Is(fault, own), "%s: %v: ParseOverlay accepts what applying it refuses", what, fault)
		}
	}
}

type edited struct {
	what     string
	document []byte
}

// edits returns copies of a document. In each copy one member or element is missing or has
// another value.
func edits(t *testing.T, document []byte) []edited {
	t.Helper()
	var list []edited
	var root any
	require.NoError(t, json.Unmarshal(document, &root))
	write := func(what string) {
		b, err := json.Marshal(root)
		require.NoError(t, err)
		list = append(list, edited{what, b})
	}
	var walk func(place string, node any)
	walk = func(place string, node any) {
		switch node := node.(type) {
		case map[string]any:
			for _, name := range slices.Sorted(maps.Keys(node)) {
				at, kept := place+"/"+name, node[name]
				delete(node, name)
				write("without " + at)
				for _, other := range []any{"", " ", -1000, []any{}, map[string]any{}, "x y"} {
					node[name] = other
					write("another " + at)
				}
				node[name] = kept
				walk(at, kept)
			}
		case []any:
			for i, kept := range node {
				at := place + "/" + strconv.Itoa(i)
				for _, other := range []any{"", map[string]any{}} {
					node[i] = other
					write("another " + at)
				}
				node[i] = kept
				walk(at, kept)
			}
		}
	}
	walk("", root)
	return list
}

// TestParseOverlayNamesThePlace checks that repeated entries about the same thing are refused, and
// so are changes that no rule can have.
func TestParseOverlayNamesThePlace(t *testing.T) {
	for what, tt := range map[string]struct {
		change func(*policy.Overlay)
		fault  string
	}{
		"no layer":          {func(o *policy.Overlay) { o.Rules[0].Layer = 0 }, "/rules/0/layer rule-layer"},
		"points out of all": {func(o *policy.Overlay) { o.Points[0].Points = 10 }, "/points/0/points rule-points-range"},
		"off twice":         {func(o *policy.Overlay) { o.Off = append(o.Off, o.Off[0]) }, "/off/2 overlay-off-twice"},
		"points twice":      {func(o *policy.Overlay) { o.Points = append(o.Points, o.Points[0]) }, "/points/1 overlay-points-twice"},
		"a stage twice":     {func(o *policy.Overlay) { o.Stages = append(o.Stages, o.Stages[0]) }, "/stages/1 overlay-stages-twice"},
		"a question twice":  {func(o *policy.Overlay) { o.Questions = append(o.Questions, o.Questions[0]) }, "/questions/1 overlay-questions-twice"},
		"a statement twice": {func(o *policy.Overlay) { o.Factors = append(o.Factors, o.Factors[0]) }, "/factors/1 overlay-factors-twice"},
		"a place of digits": {func(o *policy.Overlay) { o.Crisis[1].Place = "12" }, "/crisis/1/place crisis-place"},
		"a place in words":  {func(o *policy.Overlay) { o.Crisis[1].Place = "PARIS" }, "/crisis/1/place crisis-place"},
		"said of nothing":   {func(o *policy.Overlay) { o.Crisis[0].Said = therapy.All(therapy.Is("")) }, "/crisis/0/said/all/0 factor-name"},
	} {
		o := fullOverlay(t)
		o.Crisis = append([]policy.CrisisLine{}, o.Crisis...)
		tt.change(&o)
		require.Contains(t, brokenRules(o.Validate()), tt.fault, what)
		_, err := standard.Policy().Overlay(o)
		require.Equal(t, brokenRules(o.Validate()), brokenRules(err), what)
	}
	// A statement that the policy has already is named by its place in the overlay.
	o := fullOverlay(t)
	o.Factors[0].Factor = therapy.LimitedTime
	_, err := standard.Policy().Overlay(o)
	require.Contains(t, brokenRules(err), "/factors/0/factor factor-duplicate")
}
