package intakefhir_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/intakefhir"
	"github.com/therapykit/therapykit/recommend/internal/madeup"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

var madeUpSources = []therapy.Source{{ID: "T1", Document: "Made up for tests", Strength: therapy.LocalPolicy, Link: "https://example.org/t1"}}

// madeUp is a small policy that does not change, with every kind of part that a form can have.
func madeUp(tb testing.TB) *intakefhir.Form {
	tb.Helper()
	fact := func(name therapy.Factor, layer therapy.Layer, change func(*therapy.FactorInfo)) therapy.FactorInfo {
		info := therapy.FactorInfo{
			Factor: name, Layer: layer, Question: "Is " + string(name) + " so?", PlainQuestion: "Are you " + string(name) + "?",
			Definition: "It is so.", Sources: madeUpSources,
		}
		if change != nil {
			change(&info)
		}
		return info
	}
	choice := func(name string, others ...therapy.Factor) func(*therapy.FactorInfo) {
		return func(info *therapy.FactorInfo) { info.Asking.Choice, info.Excludes = name, others }
	}
	factors, err := therapy.NewVocabulary(
		fact("grown-up", therapy.LayerSufficiency, choice("age", "child")),
		fact("child", therapy.LayerSufficiency, choice("age", "grown-up")),
		fact("consent", therapy.LayerSufficiency, nil),
		fact("parent-agrees", therapy.LayerSufficiency, func(info *therapy.FactorInfo) { info.Asking.If = therapy.Is("child") }),
		fact("in-danger", therapy.LayerSafety, func(info *therapy.FactorInfo) {
			info.Alarm, info.Asking.Unless = therapy.Danger, therapy.Is("safe")
		}),
		fact("safe", therapy.LayerSafety, func(info *therapy.FactorInfo) {
			info.Asking.Trained = true
		}),
		fact("hurt", therapy.LayerEligibility, func(info *therapy.FactorInfo) {
			info.Discretion, info.Asking.Clinician, info.Asking.Section = therapy.InPersonOnly, true, therapy.SectionSafety
		}),
		fact("no-group", therapy.LayerEligibility, nil),
		fact("no-individual", therapy.LayerEligibility, func(info *therapy.FactorInfo) {
			info.Asking.Unless = therapy.All(therapy.Is("no-group"), therapy.Not(therapy.Is("child")))
		}),
		fact("prescribed", therapy.LayerIndication, func(info *therapy.FactorInfo) {
			info.Asking.If = therapy.All(therapy.Is("grown-up"), therapy.AnyOf("no-group", "no-individual"))
			info.Discretion = therapy.AnswerWithheld
		}),
		fact("quiet", therapy.LayerPreference, choice("wish", "company")),
		fact("company", therapy.LayerPreference, choice("wish", "quiet")),
		fact("private", therapy.LayerPreference, func(info *therapy.FactorInfo) { info.Asking.Unless = therapy.Is("company") }),
		fact("lonely", therapy.LayerNeed, nil),
		fact("secret", therapy.LayerNeed, nil),
		fact("both-needed", therapy.LayerNeed, func(info *therapy.FactorInfo) { info.Asking.Follows = therapy.AllOf("lonely", "secret") }),
		fact("poor", therapy.LayerPractical, nil),
	)
	require.NoError(tb, err)
	rule := func(id string, layer therapy.Layer, when therapy.Condition, points ...policy.Points) policy.Rule {
		r := madeup.Rule(id, layer, when, points...)
		r.Sources = madeUpSources
		return r
	}
	exclusion := func(id string, when therapy.Condition, options ...policy.Option) policy.Rule {
		r := madeup.Exclusion(id, when, options...)
		r.Sources = madeUpSources
		return r
	}
	says, ind, grp, com := madeup.Says, madeup.Individual, madeup.Group, madeup.Combined
	danger := rule("danger", therapy.LayerSafety, therapy.Is("in-danger"))
	danger.RequiredIf = therapy.All()
	consent := rule("consent", therapy.LayerSufficiency, therapy.Any(therapy.Not(therapy.Is("consent")), therapy.All(therapy.Is("child"), therapy.Not(therapy.Is("parent-agrees")))))
	consent.RequiredIf = therapy.All()
	line := standard.Policy().Crisis[0]
	line.Said, line.When = therapy.Condition{}, therapy.Condition{}
	r, err := recommend.New(policy.Policy{
		ID: "made-up", Version: "1.0", Title: "Made-up policy", Factors: factors,
		Options: madeup.Options(),
		Stages: []policy.Stage{
			{Layer: therapy.LayerSafety},
			{Layer: therapy.LayerSufficiency},
			{Layer: therapy.LayerEligibility},
			{Layer: therapy.LayerIndication, Points: true, Margin: 1},
			{Layer: therapy.LayerPreference, Margin: 1, Doubles: true},
			{Layer: therapy.LayerNeed, Doubles: true},
			{Layer: therapy.LayerPractical},
		},
		Rules: []policy.Rule{
			danger, consent,
			exclusion("no-group", therapy.Is("no-group"), standard.Group, standard.Combined),
			exclusion("no-individual", therapy.Is("no-individual"), standard.Individual, standard.Combined),
			exclusion("hurt", therapy.Is("hurt"), standard.Group, standard.Combined),
			rule("prescribed", therapy.LayerIndication, therapy.Is("prescribed"), ind(1)),
			rule("quiet", therapy.LayerPreference, therapy.AnyOf("quiet", "private"), ind(3), grp(-3)),
			rule("company", therapy.LayerPreference, therapy.Is("company"), grp(3)),
			rule("lonely", therapy.LayerNeed, therapy.Is("lonely"), ind(-1), grp(3), com(1)),
			rule("both", therapy.LayerNeed, therapy.Is("both-needed"), com(9)),
			rule("poor", therapy.LayerPractical, therapy.Is("poor"), ind(-2), grp(3), com(-3)),
		},
		Crisis:   []policy.CrisisLine{line},
		Actions:  []policy.Action{{ID: "act", Says: says("act now"), Sources: madeUpSources}, {ID: "call", Says: says("call somebody"), Sources: madeUpSources}},
		Cautions: []policy.Caution{{ID: "leakage", Ages: therapy.AnyAge, With: []therapy.Modality{"group"}, Says: says("others hear"), Sources: madeUpSources}},
	})
	require.NoError(tb, err)
	f, err := intakefhir.NewForm(r)
	require.NoError(tb, err)
	return f
}

// situations of the golden files.
var situations = map[string]recommend.Answers{
	"recommended": {"grown-up": recommend.Yes, "consent": recommend.Yes, "in-danger": recommend.No, "hurt": recommend.No, "quiet": recommend.Strongly, "private": recommend.Strongly},
	"either":      {"grown-up": recommend.Yes, "consent": recommend.Yes, "in-danger": recommend.No, "prescribed": recommend.Yes, "hurt": recommend.No},
	"combined":    {"grown-up": recommend.Yes, "consent": recommend.Yes, "in-danger": recommend.No, "lonely": recommend.Yes, "secret": recommend.Yes, "both-needed": recommend.Yes},
	"escalate":    {"grown-up": recommend.Yes, "in-danger": recommend.Yes, "company": recommend.Yes},
	"needs":       {"grown-up": recommend.Yes, "company": recommend.Yes},
	"none-suitable": {
		"grown-up": recommend.Yes, "consent": recommend.Yes, "in-danger": recommend.No, "no-group": recommend.Yes, "no-individual": recommend.Yes,
	},
}
