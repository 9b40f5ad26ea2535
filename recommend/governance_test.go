package recommend_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/therapy"
)

func testOverlay() recommend.Overlay {
	replaced := rule("lonely", therapy.LayerNeed, therapy.Is("lonely"), grp(2))
	return recommend.Overlay{
		ID: "clinic", Version: "2.0", Title: "Clinic policy", ReviewBy: therapy.MustDate(2028, 1, 1),
		Factors:   []therapy.FactorInfo{fact("new-here", therapy.LayerNeed)},
		Options:   []recommend.OptionInfo{{Option: "couples", Name: "couples therapy", PlainName: "therapy as a couple"}},
		Stages:    []recommend.Stage{{Layer: therapy.LayerNeed, Margin: 2, Doubles: true}},
		Off:       []string{"poor", "leakage"},
		Replace:   []recommend.Rule{replaced},
		Points:    []recommend.PointChange{{Rule: "lonely", Option: recommend.Combined, Points: 4}, {Rule: "secret", Option: recommend.Group, Points: 0}},
		Excludes:  []recommend.ExclusionChange{{Rule: "no-group", Option: "couples"}},
		Rules:     []recommend.Rule{rule("new", therapy.LayerNeed, therapy.Is("new-here"), recommend.Points{Option: "couples", Points: 3})},
		Actions:   []recommend.Action{{ID: "act-more", Says: says("act more"), Sources: testSources}},
		Cautions:  []recommend.Caution{{ID: "mind", Says: says("mind"), Sources: testSources}},
		Conflicts: []recommend.Conflict{{ID: "quarrel", When: therapy.Is("lonely"), Title: says("quarrel"), A: recommend.Position{Says: says("a"), Sources: testSources}, B: recommend.Position{Says: says("b"), Sources: testSources}}},
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
	require.Equal(t, baseBefore, jsonText(t, base), "the policy below stays as it was")
	require.Equal(t, overlayBefore, jsonText(t, o), "and so does the overlay")
	require.Equal(t, []recommend.Component{{ID: "test", Version: "1.0"}, {ID: "clinic", Version: "2.0"}}, p.Composed)
	require.Equal(t, "clinic", p.ID)
	require.Equal(t, o.ReviewBy, p.ReviewBy)
	find := func(id string) (r recommend.Rule, ok bool) {
		i := slices.IndexFunc(p.Rules, func(r recommend.Rule) bool { return r.ID == id })
		if i < 0 {
			return r, false
		}
		return p.Rules[i], true
	}
	_, ok := find("poor")
	require.False(t, ok, "switched off")
	lonely, _ := find("lonely")
	require.Equal(t, []recommend.Points{grp(2), com(4)}, lonely.Points, "replaced, then given points")
	secret, _ := find("secret")
	require.Equal(t, []recommend.Points{ind(3), com(1)}, secret.Points, "points taken away")
	out, _ := find("no-group")
	require.Equal(t, []recommend.Option{recommend.Group, recommend.Combined, "couples"}, out.Excludes)
	require.Len(t, p.Cautions, 1)
	require.Len(t, p.Actions, 2)
	require.Len(t, p.Conflicts, 2)
	rec, err := recommend.Must(p).Recommend(in("new-here", recommend.Yes))
	require.NoError(t, err)
	require.True(t, rec.Advises("couples"))

	second, err := p.Overlay(recommend.Overlay{ID: "ward", Version: "1", Title: "Ward policy", Off: []string{"mind"}})
	require.NoError(t, err)
	require.Len(t, second.Composed, 3)
	require.Equal(t, o.ReviewBy, second.ReviewBy, "no date of its own")
}

func TestBrokenOverlays(t *testing.T) {
	base := testPolicy(t)
	tests := []struct {
		name, rule string
		change     func(*recommend.Overlay)
	}{
		{"switching off what is not there", "overlay-off-unknown", func(o *recommend.Overlay) { o.Off = append(o.Off, "nothing") }},
		{"replacing what is not there", "overlay-replace-unknown", func(o *recommend.Overlay) { o.Replace[0].ID = "nothing" }},
		{"replacing twice", "overlay-replace-twice", func(o *recommend.Overlay) { o.Replace = append(o.Replace, o.Replace[0]) }},
		{"points of what is not there", "overlay-points-unknown", func(o *recommend.Overlay) { o.Points[0].Rule = "nothing" }},
		{"taking away what is not there", "overlay-points-nothing", func(o *recommend.Overlay) { o.Points[1].Option = "couples" }},
		{"exclusions of what is not there", "overlay-excludes-unknown", func(o *recommend.Overlay) { o.Excludes[0].Rule = "nothing" }},
		{"a statement that is there already", "factor-duplicate", func(o *recommend.Overlay) { o.Factors[0].Factor = "lonely" }},
		{"a policy that is not valid", "policy-version", func(o *recommend.Overlay) { o.Version = "two" }},
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
	require.Empty(t, recommend.Diff(base, testPolicy(t)))
	p, err := base.Overlay(testOverlay())
	require.NoError(t, err)
	words := ""
	for _, c := range recommend.Diff(base, p) {
		words += c.String() + "\n"
	}
	for _, want := range []string{
		"policy test: is called clinic rather than test",
		"policy test: is to be reviewed by 2028-01-01 rather than nothing",
		"policy test: is composed of test 1.0, then clinic 2.0 rather than nothing",
		"option couples: is new",
		"stage need: has the margin 2 rather than 0",
		"statement new-here: is new",
		"rule poor: is gone",
		"rule new: is new",
		"rule lonely: gives group +2, group+individual +4 rather than individual -1, group +3, group+individual +1",
		"rule no-group: excludes [group group+individual couples] rather than [group group+individual]",
		"action act-more: is new",
		"caution leakage: is gone",
		"conflict quarrel: is new",
	} {
		require.Contains(t, words, want+"\n")
	}
	backwards := recommend.Diff(p, base)
	require.NotEmpty(t, backwards)

	t.Run("every field of every part", func(t *testing.T) {
		changes := map[string]func(*recommend.Policy){
			"has the title":           func(p *recommend.Policy) { p.Title = "Other" },
			"is named other":          func(p *recommend.Policy) { p.Options[0].Name = "other" },
			"is named to clients":     func(p *recommend.Policy) { p.Options[0].PlainName = "other" },
			"doubles what matters":    func(p *recommend.Policy) { p.Stages[4].Doubles = false },
			"speaks in":               func(p *recommend.Policy) { p.Rules[6].Layer = therapy.LayerNeed },
			"holds when":              func(p *recommend.Policy) { p.Rules[6].When = therapy.Is("poor") },
			"has to be known if":      func(p *recommend.Policy) { p.Rules[0].RequiredIf = therapy.Is("poor") },
			"asks for":                func(p *recommend.Policy) { p.Rules[1].Asks = []therapy.Factor{"consent"} },
			"is reopened by":          func(p *recommend.Policy) { p.Rules[3].Reopens = says("never") },
			"says to clinicians":      func(p *recommend.Policy) { p.Rules[6].Says.Clinician = "other" },
			"says to clients":         func(p *recommend.Policy) { p.Actions[0].Says.Client = "other" },
			"rests on":                func(p *recommend.Policy) { p.Rules[6].Sources = []therapy.Source{{ID: "T9"}} },
			"describes its sources":   func(p *recommend.Policy) { p.Rules[6].Sources = []therapy.Source{{ID: "T1"}} },
			"belongs to":              func(p *recommend.Policy) { p.Cautions[0].Outcomes = []recommend.Outcome{recommend.Either} },
			"an outcome that is none": func(p *recommend.Policy) { p.Cautions[0].Outcomes = []recommend.Outcome{99} },
			"conflict disagree: says": func(p *recommend.Policy) { p.Conflicts[0].Title = says("other") },
			"comes before":            func(p *recommend.Policy) { p.Rules[6], p.Rules[7] = p.Rules[7], p.Rules[6] },
		}
		for want, change := range changes {
			changed := testPolicy(t)
			change(&changed)
			got := recommend.Diff(base, changed)
			require.NotEmpty(t, got, want)
			require.Contains(t, fmt.Sprint(got), want)
		}
		twice := testPolicy(t)
		twice.Rules = append(twice.Rules, twice.Rules[0])
		require.NotPanics(t, func() { recommend.Diff(twice, base) })
		broken := testPolicy(t)
		broken.Conflicts[0].A.Sources = []therapy.Source{{Strength: 99}}
		require.Contains(t, fmt.Sprint(recommend.Diff(base, broken)), "something that cannot be written")
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
		got := fmt.Sprint(recommend.Diff(base, changed))
		for _, want := range []string{"asks Other?", "is defined as Other.", "belongs to need", "describes its sources otherwise", "excludes [wants-quiet]"} {
			require.Contains(t, got, want)
		}
	})
}

func TestPolicyJSON(t *testing.T) {
	for _, p := range []recommend.Policy{testPolicy(t), recommend.DefaultPolicy()} {
		b, err := json.Marshal(p)
		require.NoError(t, err)
		back, err := recommend.ReadPolicy(b)
		require.NoError(t, err)
		require.Equal(t, p.Digest(), back.Digest())
		require.Empty(t, recommend.Diff(p, back))
		require.True(t, cmp.Equal(string(b), jsonText(t, back)))
	}
	b := jsonText(t, testPolicy(t))
	tests := []struct{ name, rule, json string }{
		{"another format", "policy-format", strings.Replace(b, recommend.PolicyFormat, "therapykit-policy/9", 1)},
		{"not valid", "policy-version", strings.Replace(b, `"version":"1.0"`, `"version":"one"`, 1)},
		{"an unknown member", "member-unknown", strings.Replace(b, `"title":`, `"titel":`, 1)},
		{"text after it", "json-trailing", b + "x"},
		{"not a policy", "json-type", `[]`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := recommend.ReadPolicy([]byte(tt.json))
			require.Error(t, err)
			require.Empty(t, p.ID)
			var field *therapy.FieldError
			require.ErrorAs(t, err, &field)
			t.Log(field.Rule)
		})
	}
	var kept recommend.Policy
	require.Error(t, json.Unmarshal([]byte(`{"format":"therapykit-policy/1","id":3}`), &kept))
	require.Empty(t, kept.ID)

	o, err := recommend.ReadOverlay([]byte(jsonText(t, testOverlay())))
	require.NoError(t, err)
	require.Equal(t, jsonText(t, testOverlay()), jsonText(t, o))
	_, err = recommend.ReadOverlay([]byte(`{"id":"x","rulez":[]}`))
	require.Error(t, err)
}

func FuzzReadPolicy(f *testing.F) {
	b, err := json.Marshal(testPolicy(f))
	require.NoError(f, err)
	f.Add(b)
	f.Add([]byte(`{"format":"therapykit-policy/1","rules":[{"when":{"all":[]}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := recommend.ReadPolicy(data)
		if err != nil {
			return
		}
		again, err := recommend.ReadPolicy([]byte(jsonText(t, p)))
		require.NoError(t, err)
		require.Equal(t, p.Digest(), again.Digest())
		recommend.Must(again)
	})
}

func ExamplePolicy_Overlay() {
	clinic, err := recommend.DefaultPolicy().Overlay(recommend.Overlay{
		ID: "riverside", Version: "1.0", Title: "Riverside clinic",
		Points: []recommend.PointChange{{Rule: "f50-group-fixed-schedule", Option: recommend.Group, Points: 2}},
	})
	fmt.Println(err)
	for _, change := range recommend.Diff(recommend.DefaultPolicy(), clinic)[4:] {
		fmt.Println(change)
	}
	// Output:
	// <nil>
	// rule f50-group-fixed-schedule: gives group +2 rather than group +1
}
