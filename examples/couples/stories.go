package main

import (
	"maps"

	"github.com/therapykit/therapykit/examples/couples/couples"
	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/therapy"
)

// story is an intake of somebody who does not exist.
type story struct {
	title    string
	audience recommend.Audience
	intake   recommend.Intake
}

// stories are five people whose answers differ in little and end differently.
func stories() []story {
	// What the five have in common: a depression in a difficult relationship, and a
	// partner who would come.
	with := func(more recommend.Intake) recommend.Intake {
		intake := recommend.Intake{
			therapy.Adult:                     recommend.Yes,
			therapy.NoAcuteRisk:               recommend.Yes,
			therapy.MDDMildModerate:           recommend.Yes,
			couples.CoupleConcern:             recommend.Yes,
			couples.RelationshipDistress:      recommend.Yes,
			couples.PartnerWilling:            recommend.Yes,
			couples.WantsRelationshipToChange: recommend.Strongly,
			therapy.DomesticAbuse:             recommend.No,
			couples.CoerciveControl:           recommend.No,
			therapy.HasSpecificPersonalGoals:  recommend.Yes,
		}
		maps.Copy(intake, more)
		for f, a := range intake {
			if a == recommend.Unanswered {
				delete(intake, f)
			}
		}
		return intake
	}
	return []story{
		{
			"One: low in a relationship that hurts, safe, and both want to change it", recommend.Clinician,
			with(recommend.Intake{couples.PrefersCouples: recommend.Yes}),
		},
		{
			"Two: the same, but the partner decides whom she may see", recommend.Clinician,
			with(recommend.Intake{couples.PrefersCouples: recommend.Strongly, couples.CoerciveControl: recommend.Yes}),
		},
		{
			"Three: the same, but nobody has asked about safety", recommend.Client,
			with(recommend.Intake{therapy.DomesticAbuse: recommend.Unanswered, couples.CoerciveControl: recommend.Unanswered}),
		},
		{
			"Four: the same as one, but he says no to therapy together", recommend.Clinician,
			with(recommend.Intake{couples.DeclinesCouples: recommend.Yes}),
		},
		{
			"Five: knows what is suggested and would rather go alone", recommend.Client,
			with(recommend.Intake{
				therapy.PrefersIndividual: recommend.Yes, therapy.InformedDiscussionDone: recommend.Yes,
				couples.WantsRelationshipToChange: recommend.Yes,
			}),
		},
	}
}
