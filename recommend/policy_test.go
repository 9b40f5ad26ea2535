package recommend_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// The test policy is small enough to work out by hand and has one of
// everything.

var testSources = []therapy.Source{{ID: "T1", Document: "Made up for tests", Strength: therapy.LocalPolicy}}

func fact(name therapy.Factor, layer therapy.Layer, excludes ...therapy.Factor) therapy.FactorInfo {
	return therapy.FactorInfo{
		Factor: name, Layer: layer, Question: "Is it so?", Definition: "It is so.", Excludes: excludes, Sources: testSources,
	}
}

func says(s string) policy.Words {
	return policy.Words{Clinician: s + " (clinician)", Client: s + " (client)"}
}

func rule(id string, layer therapy.Layer, when therapy.Condition, points ...policy.Points) policy.Rule {
	return policy.Rule{ID: id, Layer: layer, Ages: therapy.AnyAge, When: when, Points: points, Says: says(id), Sources: testSources}
}

func exclusion(id string, when therapy.Condition, options ...policy.Option) policy.Rule {
	r := rule(id, therapy.LayerEligibility, when)
	r.Excludes, r.Reopens = options, says("when it changes")
	return r
}

func ind(n int) policy.Points { return policy.Points{Option: standard.Individual, Points: n} }
func grp(n int) policy.Points { return policy.Points{Option: standard.Group, Points: n} }
func com(n int) policy.Points { return policy.Points{Option: standard.Combined, Points: n} }

// testCrisis is whom to call at a place that nothing says the person is at.
var testCrisis = []policy.CrisisLine{{
	Place: "XX", Emergency: "000", CheckedOn: therapy.MustDate(2026, time.January, 1), ReviewBy: therapy.MustDate(2027, time.January, 1), Source: testSources[0],
}}

func testPolicy(tb testing.TB) policy.Policy {
	tb.Helper()
	factors, err := therapy.NewVocabulary(
		fact("danger", therapy.LayerSafety, "safe"),
		fact("safe", therapy.LayerSafety, "danger"),
		fact("consent", therapy.LayerSufficiency),
		fact("muddled", therapy.LayerSufficiency),
		fact("no-group", therapy.LayerEligibility),
		fact("no-individual", therapy.LayerEligibility),
		fact("abuse", therapy.LayerEligibility),
		fact("abuser-present", therapy.LayerEligibility),
		fact("disorder", therapy.LayerIndication),
		fact("wants-quiet", therapy.LayerPreference),
		fact("wants-company", therapy.LayerPreference),
		fact("lonely", therapy.LayerNeed),
		fact("secret", therapy.LayerNeed),
		fact("poor", therapy.LayerPractical),
	)
	require.NoError(tb, err)
	dangerous := rule("danger", therapy.LayerSafety, therapy.Is("danger"))
	dangerous.RequiredIf = therapy.All()
	consent := rule("consent", therapy.LayerSufficiency, therapy.Not(therapy.Is("consent")))
	consent.RequiredIf = therapy.All()
	abuser := exclusion("abuser", therapy.Is("abuser-present"), standard.Group, standard.Combined)
	abuser.RequiredIf = therapy.Is("abuse")
	return policy.Policy{
		ID: "test", Version: "1.0", Title: "Test policy", Factors: factors,
		Options: []policy.OptionInfo{
			{Option: standard.Individual, Name: "individual therapy", PlainName: "one-to-one therapy"},
			{Option: standard.Group, Name: "group therapy", PlainName: "therapy in a group"},
			{Option: standard.Combined, Name: "combined therapy", PlainName: "both together"},
		},
		Stages: []policy.Stage{
			{Layer: therapy.LayerSafety},
			{Layer: therapy.LayerSufficiency},
			{Layer: therapy.LayerEligibility},
			{Layer: therapy.LayerIndication, Points: true, Margin: 1},
			{Layer: therapy.LayerPreference, Margin: 1, Doubles: true},
			{Layer: therapy.LayerNeed, Margin: 0, Doubles: true},
			{Layer: therapy.LayerPractical, Margin: 0},
		},
		Rules: []policy.Rule{
			dangerous, consent,
			rule("muddled", therapy.LayerSufficiency, therapy.Is("muddled")),
			exclusion("no-group", therapy.Is("no-group"), standard.Group, standard.Combined),
			exclusion("no-individual", therapy.Is("no-individual"), standard.Individual, standard.Combined),
			abuser,
			rule("disorder", therapy.LayerIndication, therapy.Is("disorder"), ind(3), grp(-1)),
			rule("quiet", therapy.LayerPreference, therapy.Is("wants-quiet"), ind(3), grp(-3)),
			rule("company", therapy.LayerPreference, therapy.Is("wants-company"), grp(3)),
			rule("lonely", therapy.LayerNeed, therapy.Is("lonely"), ind(-1), grp(3), com(1)),
			rule("secret", therapy.LayerNeed, therapy.Is("secret"), ind(3), grp(-2), com(1)),
			rule("both-sides", therapy.LayerNeed, therapy.AllOf("lonely", "secret"), com(2)),
			rule("poor", therapy.LayerPractical, therapy.Is("poor"), ind(-2), grp(3), com(-3)),
		},
		Actions: []policy.Action{{ID: "act", Says: says("act now"), Sources: testSources}}, Crisis: testCrisis,
		Cautions: []policy.Caution{
			{ID: "leakage", Ages: therapy.AnyAge, With: []therapy.Modality{"group"}, Says: says("others hear"), Sources: testSources},
		},
		Conflicts: []policy.Conflict{{
			ID: "disagree", When: therapy.Is("disorder"), Title: says("who is right"),
			A: policy.Position{Rules: []string{"disorder"}, Says: says("alone"), Sources: testSources},
			B: policy.Position{Rules: []string{"lonely"}, Says: says("together"), Sources: testSources},
		}},
	}
}
