package standard

import (
	"sync"
	"time"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/individual"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// The options of the standard policy.
const (
	Individual policy.Option = "individual"
	Group      policy.Option = "group"
	// Combined is both at the same time, for different aspects. The plan says whether one
	// therapist leads both (combined in the narrow sense) or two therapists do (conjoint).
	Combined policy.Option = "group+individual"
)

// PolicyID and PolicyVersion name the standard policy. The version changes with every change
// of its decisions or words.
const (
	PolicyID      = "therapykit-default"
	PolicyVersion = "2.0.0"
)

// built holds the policies and tables once they are built. Only functions fill it, so that a
// program that calls none of them does not link their contents.
var built struct {
	policyOnce, catalogueOnce sync.Once
	policy                    policy.Policy
	catalogue                 therapy.Catalogue
}

// Catalogue returns the built-in modalities: individual and group therapy. It is
// built on the first call.
func Catalogue() therapy.Catalogue {
	built.catalogueOnce.Do(func() {
		c, err := therapy.NewCatalogue(individual.Descriptor(), group.Descriptor())
		if err != nil {
			panic("standard: the built-in catalogue is broken: " + err.Error())
		}
		built.catalogue = c
	})
	return built.catalogue
}

// Policy returns a copy of the standard policy. Needs, preferences and practical matters come
// from the article; safety, eligibility and indication come from guidelines and textbooks.
// The package comment says how the sources are interpreted. The policy is built on the first
// call.
func Policy() policy.Policy {
	built.policyOnce.Do(func() { built.policy = build() })
	return built.policy.Clone()
}

func build() policy.Policy {
	options := []policy.OptionInfo{
		{Option: Individual, Name: "individual therapy", PlainName: "one-to-one therapy"},
		{Option: Group, Name: "group therapy", PlainName: "therapy in a group"},
		{Option: Combined, Name: "combined individual and group therapy", PlainName: "one-to-one therapy with a group"},
	}
	for i := range options {
		options[i].About = policy.AboutOf(Catalogue(), options[i].Option)
	}
	p := policy.Policy{
		ID: PolicyID, Version: PolicyVersion,
		Title: "Individual, group or combined therapy: the default policy",
		Profile: says(
			"guidance of England (NICE) first, then that of other places where it is silent or a statement names the place, then the article.",
			"guidelines from England come first. Then those of other places. Then the article this is based on.",
		),
		ReviewBy: therapy.MustDate(2027, time.December, 31),
		Options:  options,
		Stages: []policy.Stage{
			{Layer: therapy.LayerSafety},
			{Layer: therapy.LayerSufficiency},
			{Layer: therapy.LayerEligibility},
			{Layer: therapy.LayerIndication},
			{Layer: therapy.LayerPreference, Margin: 1, Doubles: true},
			{Layer: therapy.LayerNeed, Margin: 1, Doubles: true},
			{Layer: therapy.LayerPractical, Margin: 1},
		},
		Factors:   therapy.Factors(),
		Questions: policy.QuestionsOf(Catalogue(), options),
		Meeting:   meeting(),
		Crisis:    crisisLines(),
		Documents: []string{"intended-use.md", "hazards.md", "anomalies.md", "traceability.md", "soup.md", "model-card.md", "validation.md"},
		Actions:   actions(),
		Cautions:  cautions(),
		Conflicts: conflicts(),
	}
	p.Rules = append(p.Rules, safetyRules()...)
	p.Rules = append(p.Rules, sufficiencyRules()...)
	p.Rules = append(p.Rules, policy.RulesOf(Catalogue(), options)...)
	p.Rules = append(p.Rules, groupAloneRules()...)
	p.Rules = append(p.Rules, preferenceRules()...)
	p.Rules = append(p.Rules, combinedRules()...)
	p.Rules = append(p.Rules, tieRules()...)
	return p
}

// points is an entry of a rule with points.
func points(o policy.Option, n int) policy.Points { return policy.Points{Option: o, Points: n} }

// says is one text, for the clinician and for the client.
func says(clinician, client string) policy.Words {
	return policy.Words{Clinician: clinician, Client: client}
}
