package policy_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

func testOverlay() policy.Overlay {
	replaced := rule("lonely", therapy.LayerNeed, therapy.Is("lonely"), grp(2))
	return policy.Overlay{
		ID: "clinic", Version: "2.0", Title: "Clinic policy", ReviewBy: therapy.MustDate(2028, 1, 1),
		Factors:   []therapy.FactorInfo{fact("new-here", therapy.LayerNeed)},
		Options:   []policy.OptionInfo{{Option: "couples", Name: "couples therapy", PlainName: "therapy as a couple"}},
		Stages:    []policy.Stage{{Layer: therapy.LayerNeed, Margin: 2, Doubles: true}},
		Off:       []string{"poor", "leakage"},
		Replace:   []policy.Rule{replaced},
		Points:    []policy.PointChange{{Rule: "lonely", Option: standard.Combined, Points: 4}, {Rule: "secret", Option: standard.Group, Points: 0}},
		Excludes:  []policy.ExclusionChange{{Rule: "no-group", Option: "couples"}},
		Rules:     []policy.Rule{rule("new", therapy.LayerNeed, therapy.Is("new-here"), policy.Points{Option: "couples", Points: 3})},
		Actions:   []policy.Action{{ID: "act-more", Says: says("act more"), Sources: testSources}},
		Cautions:  []policy.Caution{{ID: "mind", Ages: therapy.AnyAge, Says: says("mind"), Sources: testSources}},
		Conflicts: []policy.Conflict{{ID: "quarrel", When: therapy.Is("lonely"), Title: says("quarrel"), A: policy.Position{Says: says("a"), Sources: testSources}, B: policy.Position{Says: says("b"), Sources: testSources}}},
	}
}

func jsonText(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	require.NoError(t, err)
	return string(b)
}

func TestOverlay(t *testing.T) {
	base, o := testPolicy(t), testOverlay()
	baseBefore, overlayBefore := jsonText(t, base), jsonText(t, o)
	p, err := base.Overlay(o)
	require.NoError(t, err)
	require.Equal(t, baseBefore, jsonText(t, base), "the base policy is unchanged")
	require.Equal(t, overlayBefore, jsonText(t, o), "and so is the overlay")
	require.Equal(t, []policy.Name{{ID: "test", Version: "1.0"}, {ID: "clinic", Version: "2.0"}}, p.Composed)
	require.Equal(t, "clinic", p.ID)
	require.Equal(t, o.ReviewBy, p.ReviewBy)
	find := func(id string) (r policy.Rule, ok bool) {
		i := slices.IndexFunc(p.Rules, func(r policy.Rule) bool { return r.ID == id })
		if i < 0 {
			return r, false
		}
		return p.Rules[i], true
	}
	_, ok := find("poor")
	require.False(t, ok, "switched off")
	lonely, _ := find("lonely")
	require.Equal(t, []policy.Points{grp(2), com(4)}, lonely.Points, "replaced, then given points")
	secret, _ := find("secret")
	require.Equal(t, []policy.Points{ind(3), com(1)}, secret.Points, "points taken away")
	out, _ := find("no-group")
	require.Equal(t, []policy.Option{standard.Group, standard.Combined, "couples"}, out.Excludes)
	require.Len(t, p.Cautions, 1)
	require.Len(t, p.Actions, 2)
	require.Len(t, p.Conflicts, 2)
	rec, err := recommend.Must(p).Recommend(given(in("new-here", therapy.Yes)), now)
	require.NoError(t, err)
	require.True(t, rec.Advises("couples"))

	second, err := p.Overlay(policy.Overlay{ID: "ward", Version: "1", Title: "Ward policy", Off: []string{"mind"}})
	require.NoError(t, err)
	require.Len(t, second.Composed, 3)
	require.Equal(t, o.ReviewBy, second.ReviewBy, "the overlay has no date")
}

func TestBrokenOverlays(t *testing.T) {
	base := testPolicy(t)
	tests := []struct {
		name, rule string
		change     func(*policy.Overlay)
	}{
		{"switching off what is not there", "overlay-off-unknown", func(o *policy.Overlay) { o.Off = append(o.Off, "nothing") }},
		{"replacing what is not there", "overlay-replace-unknown", func(o *policy.Overlay) { o.Replace[0].ID = "nothing" }},
		{"replacing twice", "overlay-replace-twice", func(o *policy.Overlay) { o.Replace = append(o.Replace, o.Replace[0]) }},
		{"points of what is not there", "overlay-points-unknown", func(o *policy.Overlay) { o.Points[0].Rule = "nothing" }},
		{"taking away what is not there", "overlay-points-nothing", func(o *policy.Overlay) { o.Points[1].Option = "couples" }},
		{"exclusions of what is not there", "overlay-excludes-unknown", func(o *policy.Overlay) { o.Excludes[0].Rule = "nothing" }},
		{"a statement that is there already", "factor-duplicate", func(o *policy.Overlay) { o.Factors[0].Factor = "lonely" }},
		{"a policy that is not valid", "policy-version", func(o *policy.Overlay) { o.Version = "two" }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := testOverlay()
			tt.change(&o)
			_, err := base.Overlay(o)
			rules := []string{}
			for _, field := range therapy.FieldErrors(err) {
				rules = append(rules, field.Rule)
			}
			require.Contains(t, rules, tt.rule)
		})
	}
	o := testOverlay()
	o.Off, o.Replace[0].ID, o.Excludes[0].Rule = []string{"nothing"}, "nothing", "nothing"
	_, err := base.Overlay(o)
	require.Len(t, therapy.FieldErrors(err), 3, "everything at once: %v", err)
}

func TestDiff(t *testing.T) {
	base := testPolicy(t)
	require.Empty(t, policy.Diff(base, testPolicy(t)))
	p, err := base.Overlay(testOverlay())
	require.NoError(t, err)
	words := ""
	for _, c := range policy.Diff(base, p) {
		words += c.String() + "\n"
	}
	for _, want := range []string{
		"policy test: is called clinic rather than test",
		"policy test: has the review date 2028-01-01 rather than nothing",
		"policy test: is composed of test 1.0, then clinic 2.0 rather than nothing",
		"option couples: was added",
		"stage need: has the margin 2 rather than 0",
		"statement new-here: was added",
		"rule poor: was removed",
		"rule new: was added",
		"rule lonely: gives group +2, group+individual +4 rather than individual -1, group +3, group+individual +1",
		"rule no-group: excludes [group group+individual couples] rather than [group group+individual]",
		"action act-more: was added",
		"caution leakage: was removed",
		"conflict quarrel: was added",
	} {
		require.Contains(t, words, want+"\n")
	}
	backwards := policy.Diff(p, base)
	require.NotEmpty(t, backwards)

	t.Run("every field of every part", func(t *testing.T) {
		changes := map[string]func(*policy.Policy){
			"has the title":            func(p *policy.Policy) { p.Title = "Other" },
			"is named other":           func(p *policy.Policy) { p.Options[0].Name = "other" },
			"is named to clients":      func(p *policy.Policy) { p.Options[0].PlainName = "other" },
			"doubles points for":       func(p *policy.Policy) { p.Stages[4].Doubles = false },
			"belongs to the stage":     func(p *policy.Policy) { p.Rules[6].Layer = therapy.LayerNeed },
			"applies when":             func(p *policy.Policy) { p.Rules[6].When = therapy.Is("poor") },
			"requires an answer if":    func(p *policy.Policy) { p.Rules[0].RequiredIf = therapy.Is("poor") },
			"asks for":                 func(p *policy.Policy) { p.Rules[1].Asks = []therapy.Factor{"consent"} },
			"makes it possible again":  func(p *policy.Policy) { p.Rules[3].Reopens = says("never") },
			"says to clinicians":       func(p *policy.Policy) { p.Rules[6].Says.Clinician = "other" },
			"says to clients":          func(p *policy.Policy) { p.Actions[0].Says.Client = "other" },
			"has the sources":          func(p *policy.Policy) { p.Rules[6].Sources = []therapy.Source{{ID: "T9"}} },
			"describes its sources":    func(p *policy.Policy) { p.Rules[6].Sources = []therapy.Source{{ID: "T1"}} },
			"belongs to the situation": func(p *policy.Policy) { p.Cautions[0].Outcomes = []policy.Outcome{policy.Either} },
			"an outcome that is none":  func(p *policy.Policy) { p.Cautions[0].Outcomes = []policy.Outcome{99} },
			"conflict disagree: says":  func(p *policy.Policy) { p.Conflicts[0].Title = says("other") },
			"comes before":             func(p *policy.Policy) { p.Rules[6], p.Rules[7] = p.Rules[7], p.Rules[6] },
		}
		for want, change := range changes {
			changed := testPolicy(t)
			change(&changed)
			got := policy.Diff(base, changed)
			require.NotEmpty(t, got, want)
			require.Contains(t, fmt.Sprint(got), want)
		}
		twice := testPolicy(t)
		twice.Rules = append(twice.Rules, twice.Rules[0])
		require.NotPanics(t, func() { policy.Diff(twice, base) })
		broken := testPolicy(t)
		broken.Conflicts[0].A.Sources = []therapy.Source{{Strength: 99}}
		require.Contains(t, fmt.Sprint(policy.Diff(base, broken)), "something that cannot be written")
	})

	t.Run("statements", func(t *testing.T) {
		infos := []therapy.FactorInfo{}
		for _, info := range base.Factors.All() {
			infos = append(infos, info)
		}
		infos[4].Question, infos[5].Definition, infos[6].Layer = "Other?", "Other.", therapy.LayerNeed
		infos[7].Sources = []therapy.Source{{ID: "T1", Document: "Another", Strength: therapy.WebPage}}
		infos[8].Excludes, infos[9].Excludes = []therapy.Factor{infos[9].Factor}, []therapy.Factor{infos[8].Factor}
		changed := testPolicy(t)
		var err error
		changed.Factors, err = therapy.NewVocabulary(infos...)
		require.NoError(t, err)
		got := fmt.Sprint(policy.Diff(base, changed))
		for _, want := range []string{"asks Other?", "is defined as Other.", "belongs to need", "describes its sources differently", "excludes [wants-quiet]"} {
			require.Contains(t, got, want)
		}
	})
}

func TestPolicyJSON(t *testing.T) {
	for _, p := range []policy.Policy{testPolicy(t), standard.Policy()} {
		b, err := json.Marshal(p)
		require.NoError(t, err)
		back, err := policy.Parse(b)
		require.NoError(t, err)
		require.Equal(t, p.Digest(), back.Digest())
		require.Empty(t, policy.Diff(p, back))
		require.True(t, cmp.Equal(string(b), jsonText(t, back)))
	}
	b := jsonText(t, testPolicy(t))
	tests := []struct{ name, rule, json string }{
		{"another format", "policy-format", strings.Replace(b, policy.Format, "therapykit-policy/9", 1)},
		{"not valid", "policy-version", strings.Replace(b, `"version":"1.0"`, `"version":"one"`, 1)},
		{"an unknown member", "member-unknown", strings.Replace(b, `"title":`, `"titel":`, 1)},
		{"text after it", "json-trailing", b + "x"},
		{"not a policy", "json-type", `[]`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := policy.Parse([]byte(tt.json))
			require.Error(t, err)
			require.Empty(t, p.ID)
			var field *therapy.FieldError
			require.ErrorAs(t, err, &field)
			t.Log(field.Rule)
		})
	}
	var kept policy.Policy
	require.Error(t, json.Unmarshal([]byte(`{"format":"therapykit-policy/1","id":3}`), &kept))
	require.Empty(t, kept.ID)

	o, err := policy.ParseOverlay([]byte(jsonText(t, testOverlay())))
	require.NoError(t, err)
	require.Equal(t, jsonText(t, testOverlay()), jsonText(t, o))
	_, err = policy.ParseOverlay([]byte(`{"id":"x","rulez":[]}`))
	require.Error(t, err)
}

func FuzzReadPolicy(f *testing.F) {
	b, err := json.Marshal(testPolicy(f))
	require.NoError(f, err)
	f.Add(b)
	f.Add([]byte(`{"format":"therapykit-policy/1","rules":[{"when":{"all":[]}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := policy.Parse(data)
		if err != nil {
			return
		}
		again, err := policy.Parse([]byte(jsonText(t, p)))
		require.NoError(t, err)
		require.Equal(t, p.Digest(), again.Digest())
		recommend.Must(again)
	})
}

func ExamplePolicy_Overlay() {
	clinic, err := standard.Policy().Overlay(policy.Overlay{
		ID: "riverside", Version: "1.0", Title: "Riverside clinic",
		Points: []policy.PointChange{{Rule: "f50-group-fixed-schedule", Option: standard.Group, Points: 2}},
	})
	fmt.Println(err)
	for _, change := range policy.Diff(standard.Policy(), clinic)[4:] {
		fmt.Println(change)
	}
	// Output:
	// <nil>
	// rule f50-group-fixed-schedule: gives group +2 rather than group +1
}

// FuzzReadOverlay checks that neither ParseOverlay nor applying an overlay panics, that an error
// names the place, and that an accepted overlay gives a policy that can decide and survives
// writing and reading.
func FuzzReadOverlay(f *testing.F) {
	b, err := json.Marshal(testOverlay())
	require.NoError(f, err)
	f.Add(b)
	f.Add([]byte(`{"format":"therapykit-overlay/1","id":"x","version":"1","title":"X","off":["lonely"]}`))
	f.Add([]byte(`{"id":"x","replace":[{"id":"lonely","when":{"any":[]}}]}`))
	base := testPolicy(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		o, err := policy.ParseOverlay(data)
		if err != nil {
			require.NotEmpty(t, therapy.FieldErrors(err))
			return
		}
		laid, err := base.Overlay(o)
		if err != nil {
			require.NotEmpty(t, therapy.FieldErrors(err))
			requireKnownOnlyWithPolicy(t, err, "fuzzed")
			return
		}
		again, err := policy.ParseOverlay([]byte(jsonText(t, o)))
		require.NoError(t, err)
		require.Equal(t, jsonText(t, o), jsonText(t, again))
		_, err = recommend.New(laid)
		require.NoError(t, err)
	})
}
