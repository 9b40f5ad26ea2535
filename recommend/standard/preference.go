package standard

import (
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// preferenceRules: row F41.
func preferenceRules() []policy.Rule {
	rule := func(id string, layer therapy.Layer, when therapy.Condition, p policy.Points, clinician, client string, sources ...string) policy.Rule {
		return policy.Rule{
			ID: id, Layer: layer, Ages: therapy.AnyAge, When: when, Points: []policy.Points{p},
			Says: says(clinician, client), Sources: therapy.MustCite(sources...),
		}
	}
	const preference = therapy.LayerPreference
	return []policy.Rule{
		// F41 (E3, E7, E9, E61, E63, S30, S31, S60, S63).
		rule("f41-prefers-individual", preference, therapy.Is(therapy.PrefersIndividual), points(Individual, 3),
			"The person prefers individual therapy. Following a preference improves outcome and lowers dropout.",
			"You would rather have one-to-one therapy. What you want matters.",
			"S31", "E3", "E7", "E9", "E61", "E63"),
		rule("f41-prefers-group", preference, therapy.Is(therapy.PrefersGroup), points(Group, 3),
			"The person prefers a group. Following a preference improves outcome and lowers dropout.",
			"You would rather be in a group. What you want matters.",
			"S31", "E3", "E7", "E9", "E61", "E63"),
		rule("f41-wants-both", preference, therapy.Is(therapy.WantsBoth), points(Combined, 3),
			"The person wants both, and the two do not exclude each other.",
			"If you choose a group, have one-to-one time as well.",
			"S30", "S60", "S63", "E61"),
	}
}

// meeting says what happens if clinical questions have different answers, and which wishes
// count as well: those of a person with whom the options were discussed.
func meeting() policy.Meeting {
	informed := func(wish therapy.Factor) therapy.Condition {
		return therapy.AllOf(wish, therapy.InformedDiscussionDone)
	}
	return policy.Meeting{
		First: Individual, Second: Group, Together: Combined,
		Joins: therapy.Any(informed(therapy.WantsBoth), differentAspects()),
		Wishes: []policy.Wish{
			{Option: Individual, When: informed(therapy.PrefersIndividual)},
			{Option: Group, When: informed(therapy.PrefersGroup)},
			{Option: Combined, When: informed(therapy.WantsBoth)},
		},
	}
}
