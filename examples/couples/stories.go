package main

import (
	"maps"

	"github.com/therapykit/therapykit/examples/couples/couples"
	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// story is an intake of somebody who does not exist.
type story struct {
	title    string
	audience policy.Reader
	intake   recommend.Intake
}

// stories are five people whose answers differ in little and end differently.
func stories() []story {
	// What the five have in common: a depression in a difficult relationship, and a
	// partner who would come.
	with := func(more recommend.Intake) recommend.Intake {
		intake := recommend.Intake{
			therapy.Adult:                     policy.Yes,
			therapy.NoAcuteRisk:               policy.Yes,
			therapy.MDDMildModerate:           policy.Yes,
			couples.CoupleConcern:             policy.Yes,
			couples.RelationshipDistress:      policy.Yes,
			couples.PartnerWilling:            policy.Yes,
			couples.WantsRelationshipToChange: policy.Strongly,
			therapy.DomesticAbuse:             policy.No,
			couples.CoerciveControl:           policy.No,
			therapy.HasSpecificPersonalGoals:  policy.Yes,
		}
		maps.Copy(intake, more)
		for f, a := range intake {
			if a == policy.Unanswered {
				delete(intake, f)
			}
		}
		return intake
	}
	return []story{
		{
			"One: low in a relationship that hurts, safe, and both want to change it", policy.Clinician,
			with(recommend.Intake{couples.PrefersCouples: policy.Yes}),
		},
		{
			"Two: the same, but the partner decides whom she may see", policy.Clinician,
			with(recommend.Intake{couples.PrefersCouples: policy.Strongly, couples.CoerciveControl: policy.Yes}),
		},
		{
			"Three: the same, but nobody has asked about safety", policy.Client,
			with(recommend.Intake{therapy.DomesticAbuse: policy.Unanswered, couples.CoerciveControl: policy.Unanswered}),
		},
		{
			"Four: the same as one, but he says no to therapy together", policy.Clinician,
			with(recommend.Intake{couples.DeclinesCouples: policy.Yes}),
		},
		{
			"Five: knows what is suggested and would rather go alone", policy.Client,
			with(recommend.Intake{
				therapy.PrefersIndividual: policy.Yes, therapy.InformedDiscussionDone: policy.Yes,
				couples.WantsRelationshipToChange: policy.Yes,
			}),
		},
	}
}
