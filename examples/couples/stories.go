package main

import (
	"maps"

	"github.com/therapykit/therapykit/examples/couples/couples"
	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// story is the intake of a made-up person.
type story struct {
	title    string
	audience policy.Reader
	intake   recommend.Answers
}

// stories are five people with similar answers and different recommendations.
func stories() []story {
	// The five people have in common: a depression in a difficult relationship, and a partner who
	// would come.
	with := func(more recommend.Answers) recommend.Answers {
		intake := recommend.Answers{
			therapy.Adult:                     therapy.Yes,
			therapy.NoAcuteRisk:               therapy.Yes,
			therapy.MDDMildModerate:           therapy.Yes,
			couples.CoupleConcern:             therapy.Yes,
			couples.RelationshipDistress:      therapy.Yes,
			couples.PartnerWilling:            therapy.Yes,
			couples.WantsRelationshipToChange: therapy.Strongly,
			therapy.DomesticAbuse:             therapy.No,
			couples.CoerciveControl:           therapy.No,
			therapy.HasSpecificPersonalGoals:  therapy.Yes,
		}
		maps.Copy(intake, more)
		for f, a := range intake {
			if a == therapy.Unanswered {
				delete(intake, f)
			}
		}
		return intake
	}
	return []story{
		{
			"One: low in a relationship that hurts, safe, and both want to change it", policy.Clinician,
			with(recommend.Answers{couples.PrefersCouples: therapy.Yes}),
		},
		{
			"Two: the same, but the partner decides whom she may see", policy.Clinician,
			with(recommend.Answers{couples.PrefersCouples: therapy.Strongly, couples.CoerciveControl: therapy.Yes}),
		},
		{
			"Three: the same, but nobody has asked about safety", policy.Client,
			with(recommend.Answers{therapy.DomesticAbuse: therapy.Unanswered, couples.CoerciveControl: therapy.Unanswered}),
		},
		{
			"Four: the same as one, but he says no to therapy together", policy.Clinician,
			with(recommend.Answers{couples.DeclinesCouples: therapy.Yes}),
		},
		{
			"Five: knows what is suggested and would rather go alone", policy.Client,
			with(recommend.Answers{
				therapy.PrefersIndividual: therapy.Yes, therapy.InformedDiscussionDone: therapy.Yes,
				couples.WantsRelationshipToChange: therapy.Yes,
			}),
		},
	}
}
