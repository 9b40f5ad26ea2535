package madeup

import (
	"time"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// Sources returns the sources for everything in made-up policies.
var Sources = []therapy.Source{{ID: "T1", Document: "Made up for tests", Strength: therapy.LocalPolicy}}

// Fact describes a statement.
func Fact(name therapy.Factor, layer therapy.Layer, excludes ...therapy.Factor) therapy.FactorInfo {
	return therapy.FactorInfo{
		Factor: name, Layer: layer, Question: "Is it so?", Definition: "It is so.", Excludes: excludes, Sources: Sources,
	}
}

// Says is a text for both readers.
func Says(s string) policy.Words {
	return policy.Words{Clinician: s + " (clinician)", Client: s + " (client)"}
}

// Rule returns a rule that applies to everybody.
func Rule(id string, layer therapy.Layer, when therapy.Condition, points ...policy.Points) policy.Rule {
	return policy.Rule{ID: id, Layer: layer, Ages: therapy.AnyAge, When: when, Points: points, Says: Says(id), Sources: Sources}
}

// Exclusion is a rule of eligibility.
func Exclusion(id string, when therapy.Condition, options ...policy.Option) policy.Rule {
	r := Rule(id, therapy.LayerEligibility, when)
	r.Excludes, r.Reopens = options, Says("when it changes")
	return r
}

// Individual gives points to individual therapy.
func Individual(n int) policy.Points { return policy.Points{Option: standard.Individual, Points: n} }

// Group gives points to group therapy.
func Group(n int) policy.Points { return policy.Points{Option: standard.Group, Points: n} }

// Combined gives points to both together.
func Combined(n int) policy.Points { return policy.Points{Option: standard.Combined, Points: n} }

// Options are individual therapy, a group, and both together.
func Options() []policy.OptionInfo {
	return []policy.OptionInfo{
		{Option: standard.Individual, Name: "individual therapy", PlainName: "one-to-one therapy"},
		{Option: standard.Group, Name: "group therapy", PlainName: "therapy in a group"},
		{Option: standard.Combined, Name: "combined therapy", PlainName: "both together"},
	}
}

// Crisis returns contacts for an emergency at an unknown place.
var Crisis = []policy.CrisisLine{{
	Place: "XX", Emergency: "000", CheckedOn: therapy.MustDate(2026, time.January, 1), ReviewBy: therapy.MustDate(2027, time.January, 1), Source: Sources[0],
}}

// Policy returns a policy that is small enough to work out by hand, with one of every kind of
// part.
func Policy() policy.Policy {
	factors, err := therapy.NewVocabulary(
		Fact("danger", therapy.LayerSafety, "safe"),
		Fact("safe", therapy.LayerSafety, "danger"),
		Fact("consent", therapy.LayerSufficiency),
		Fact("muddled", therapy.LayerSufficiency),
		Fact("no-group", therapy.LayerEligibility),
		Fact("no-individual", therapy.LayerEligibility),
		Fact("abuse", therapy.LayerEligibility),
		Fact("abuser-present", therapy.LayerEligibility),
		Fact("disorder", therapy.LayerIndication),
		Fact("wants-quiet", therapy.LayerPreference),
		Fact("wants-company", therapy.LayerPreference),
		Fact("lonely", therapy.LayerNeed),
		Fact("secret", therapy.LayerNeed),
		Fact("poor", therapy.LayerPractical),
	)
	if err != nil {
		panic(err)
	}
	dangerous := Rule("danger", therapy.LayerSafety, therapy.Is("danger"))
	dangerous.RequiredIf = therapy.All()
	consent := Rule("consent", therapy.LayerSufficiency, therapy.Not(therapy.Is("consent")))
	consent.RequiredIf = therapy.All()
	abuser := Exclusion("abuser", therapy.Is("abuser-present"), standard.Group, standard.Combined)
	abuser.RequiredIf = therapy.Is("abuse")
	return policy.Policy{
		ID: "test", Version: "1.0", Title: "Test policy", Factors: factors,
		Options: Options(),
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
			Rule("muddled", therapy.LayerSufficiency, therapy.Is("muddled")),
			Exclusion("no-group", therapy.Is("no-group"), standard.Group, standard.Combined),
			Exclusion("no-individual", therapy.Is("no-individual"), standard.Individual, standard.Combined),
			abuser,
			Rule("disorder", therapy.LayerIndication, therapy.Is("disorder"), Individual(3), Group(-1)),
			Rule("quiet", therapy.LayerPreference, therapy.Is("wants-quiet"), Individual(3), Group(-3)),
			Rule("company", therapy.LayerPreference, therapy.Is("wants-company"), Group(3)),
			Rule("lonely", therapy.LayerNeed, therapy.Is("lonely"), Individual(-1), Group(3), Combined(1)),
			Rule("secret", therapy.LayerNeed, therapy.Is("secret"), Individual(3), Group(-2), Combined(1)),
			Rule("both-sides", therapy.LayerNeed, therapy.AllOf("lonely", "secret"), Combined(2)),
			Rule("poor", therapy.LayerPractical, therapy.Is("poor"), Individual(-2), Group(3), Combined(-3)),
		},
		Actions: []policy.Action{{ID: "act", Says: Says("act now"), Sources: Sources}}, Crisis: Crisis,
		Cautions: []policy.Caution{
			{ID: "leakage", Ages: therapy.AnyAge, With: []therapy.Modality{"group"}, Says: Says("others hear"), Sources: Sources},
		},
		Conflicts: []policy.Conflict{{
			ID: "disagree", When: therapy.Is("disorder"), Title: Says("who is right"),
			A: policy.Position{Rules: []string{"disorder"}, Says: Says("alone"), Sources: Sources},
			B: policy.Position{Rules: []string{"lonely"}, Says: Says("together"), Sources: Sources},
		}},
	}
}

// TooManyClauses returns a condition whose normal form has too many clauses for a policy.
func TooManyClauses(factors ...therapy.Factor) therapy.Condition {
	parts := make([]therapy.Condition, 9)
	for i := range parts {
		parts[i] = therapy.AllOf(factors[i%len(factors)], factors[(i+1)%len(factors)])
	}
	return therapy.Any(parts...)
}
