package recommend

import (
	"sync"
	"time"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/individual"
	"github.com/therapykit/therapykit/therapy"
)

// Catalogue returns the built-in modalities: individual and group therapy.
func Catalogue() therapy.Catalogue { return standardCatalogue() }

var standardCatalogue = sync.OnceValue(func() therapy.Catalogue {
	c, err := therapy.NewCatalogue(individual.Descriptor(), group.Descriptor())
	if err != nil {
		panic("recommend: the built-in catalogue is broken: " + err.Error())
	}
	return c
})

// DefaultPolicyID and DefaultPolicyVersion name the default policy. The version
// changes with every change of what it decides or says.
const (
	DefaultPolicyID      = "therapykit-default"
	DefaultPolicyVersion = "1.0.0"
)

// DefaultPolicy returns a copy of the default policy: the article's statements
// as needs, preferences and practical matters, guidelines and textbooks as
// safety, eligibility and indication. The package comment says how the sources
// are read where they leave room.
func DefaultPolicy() Policy { return standardPolicy().Clone() }

var standardPolicy = sync.OnceValue(func() Policy {
	options := []OptionInfo{
		{Option: Individual, Name: "individual therapy", PlainName: "one-to-one therapy"},
		{Option: Group, Name: "group therapy", PlainName: "therapy in a group"},
		{Option: Combined, Name: "combined individual and group therapy", PlainName: "one-to-one therapy and a group together"},
	}
	p := Policy{
		ID: DefaultPolicyID, Version: DefaultPolicyVersion,
		Title: "Individual, group or combined therapy: the default policy",
		Profile: Words{
			"guidance of England (NICE) first, then that of other places where it is silent or a statement names the place, then the article.",
			"guidelines from England come first, then those of other places, then the article this is based on.",
		},
		ReviewBy: therapy.MustDate(2027, time.December, 31),
		Options:  options,
		Stages: []Stage{
			{Layer: therapy.LayerSafety},
			{Layer: therapy.LayerSufficiency},
			{Layer: therapy.LayerEligibility},
			{Layer: therapy.LayerIndication, Margin: 1},
			{Layer: therapy.LayerPreference, Margin: 1, Doubles: true},
			{Layer: therapy.LayerNeed, Margin: 1, Doubles: true},
			{Layer: therapy.LayerPractical, Margin: 1},
		},
		Factors:   therapy.Factors(),
		Actions:   standardActions(),
		Cautions:  standardCautions(),
		Conflicts: standardConflicts(),
	}
	p.Rules = append(p.Rules, safetyRules()...)
	p.Rules = append(p.Rules, sufficiencyRules()...)
	p.Rules = append(p.Rules, RulesOf(Catalogue(), options)...)
	p.Rules = append(p.Rules, groupAloneRules()...)
	p.Rules = append(p.Rules, preferenceRules()...)
	p.Rules = append(p.Rules, informedRules()...)
	p.Rules = append(p.Rules, combinedRules()...)
	p.Rules = append(p.Rules, tieRules()...)
	return p
})

// points is an entry of a rule that weighs.
func points(o Option, n int) Points { return Points{Option: o, Points: n} }
