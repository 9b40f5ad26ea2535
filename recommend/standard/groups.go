package standard

import (
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// groupAloneRules rule out a mixed group as the only treatment after a recent
// suicide attempt and in the midst of a life crisis (rows F08 and F25), and
// have the kind of group found out first. They say nothing about a group beside
// individual therapy, which is why they do not belong to the group's own rules.
//
// The taxonomy notes these as points and as "defer". Points are not enough: they
// are beaten by elimination when individual therapy cannot be had, and a rule
// that weighs cannot ask.
func groupAloneRules() []policy.Rule {
	alone := func(id string, state therapy.Factor, clinician, client string, reopens policy.Words, sources ...string) policy.Rule {
		return policy.Rule{
			ID: id, Layer: therapy.LayerEligibility, When: therapy.AllOf(state, therapy.GroupTypeHeterogeneous),
			RequiredIf: therapy.Is(state), Asks: []therapy.Factor{therapy.GroupTypeHeterogeneous}, Excludes: []policy.Option{Group},
			Reopens: reopens, Says: says(clinician, client), Sources: therapy.MustCite(sources...),
		}
	}
	return []policy.Rule{
		// F08 (E66, E68, E80).
		alone("f08-mixed-group-alone", therapy.RecentSuicideAttempt,
			"After a recent suicide attempt a mixed group is not to be the only treatment.",
			"With what you have been through, a mixed group should not be all the help you get.",
			says(
				"With individual therapy beside it, or a group made for people after an attempt.",
				"With one-to-one therapy beside it, or in a group made for people who have been through the same.",
			),
			"E66", "E68", "E80"),
		// F25 (E48, E69).
		alone("f25-mixed-group-alone", therapy.AcuteLifeCrisis,
			"In the midst of a life crisis a mixed group is put off.",
			"In the middle of a crisis, a mixed group is better left for later.",
			says(
				"Once the crisis has passed, or with a group made for people in this situation.",
				"Once things are calmer, or in a group made for people in your situation.",
			),
			"E48", "E69"),
	}
}
