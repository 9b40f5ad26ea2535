package standard

import (
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// groupAloneRules rule out a group as the only treatment after a recent suicide attempt and a
// mixed one in the midst of a life crisis (rows F08 and F25), and have the kind of group
// found out first. They do not apply to a group in addition to individual therapy, so they
// are not part of the group's own rules.
//
// The taxonomy notes these as points and as "defer". Points are not enough: if individual
// therapy is not available, the group would be left as the only option despite the points;
// and a rule with points cannot ask.
func groupAloneRules() []policy.Rule {
	alone := func(id string, state therapy.Factor, clinician, client string, reopens policy.Words, sources ...string) policy.Rule {
		return policy.Rule{
			ID: id, Layer: therapy.LayerEligibility, Ages: therapy.AnyAge, When: therapy.AllOf(state, therapy.GroupTypeHeterogeneous),
			RequiredIf: therapy.Is(state), Asks: []therapy.Factor{therapy.GroupTypeHeterogeneous}, Excludes: []policy.Option{Group},
			Reopens: reopens, Says: says(clinician, client), Sources: therapy.MustCite(sources...),
		}
	}
	// The two questions that such a programme answers, with their ages.
	dbt := therapy.Any(
		therapy.From12.Of(therapy.MustQuestion("bpd-dbt").When),
		therapy.From12To17.Of(therapy.MustQuestion("dbt-young").When))
	thoughts := therapy.AnyOf(therapy.PassiveSuicidalIdeation, therapy.RecentSuicideAttempt, therapy.RecurrentSelfHarm, therapy.SelfHarmProgrammeWanted)
	return []policy.Rule{
		{
			// F08 (E66, E68, E80): for every kind of group.
			ID: "f08-group-alone-after-attempt", Layer: therapy.LayerEligibility, Ages: therapy.AnyAge, When: therapy.Is(therapy.RecentSuicideAttempt),
			Excludes: []policy.Option{Group},
			Reopens:  says("With individual therapy beside it.", "With one-to-one time as well."),
			Says: says(
				"After a recent suicide attempt a group is not to be the only treatment, however specialised.",
				"A group by itself is not the right thing just now.",
			),
			Sources: therapy.MustCite("E66", "E68", "E80"),
		},
		{
			// F08 (E66, E117): the kind of group is asked for, and nothing is excluded. A
			// programme that is made of both parts answers the question.
			ID: "f08-kind-of-group", Layer: therapy.LayerEligibility, Ages: therapy.AnyAge,
			When:       therapy.All(unknown(therapy.Is(therapy.GroupTypeHeterogeneous)), therapy.Not(dbt)),
			RequiredIf: thoughts,
			Asks:       []therapy.Factor{therapy.GroupTypeHeterogeneous}, Excludes: []policy.Option{Group, Combined},
			Reopens: says("Once it is known what kind of group it is.", "Once it is known what kind of group it is."),
			Says: says(
				"With thoughts of suicide or self-harm, find out whether the group is a mixed one: then it is not to be the only treatment.",
				"First, somebody has to find out what kind of group it is.",
			),
			Sources: therapy.MustCite("E66", "E80", "E117"),
		},
		{
			// F08 (E66, E117): without individual therapy no programme is made of both parts,
			// and the group would be the only treatment. After an attempt it is ruled out anyway.
			ID: "f08-kind-of-the-only-group", Layer: therapy.LayerEligibility, Ages: therapy.AnyAge,
			When:       unknown(therapy.Is(therapy.GroupTypeHeterogeneous)),
			RequiredIf: therapy.All(therapy.AnyOf(therapy.PassiveSuicidalIdeation, therapy.RecurrentSelfHarm, therapy.SelfHarmProgrammeWanted), therapy.AnyOf(therapy.IndividualUnavailable, therapy.DeclinesIndividual)),
			Asks:       []therapy.Factor{therapy.GroupTypeHeterogeneous}, Excludes: []policy.Option{Group},
			Reopens: says("Once it is known what kind of group it is.", "Once it is known what kind of group it is."),
			Says: says(
				"With thoughts of suicide or self-harm, and without individual therapy, it has to be known whether the group is a mixed one.",
				"First, somebody has to find out what kind of group it is.",
			),
			Sources: therapy.MustCite("E66", "E80", "E117"),
		},
		// F25 (E48, E69).
		alone("f25-mixed-group-alone", therapy.AcuteLifeCrisis,
			"In the midst of a life crisis a mixed group is put off.",
			"A group by itself is not the right thing just now.",
			says(
				"Once the crisis has passed, or with a group made for people in this situation.",
				"Once things are calmer, or in a group for people like you.",
			),
			"E48", "E69"),
	}
}

// unknown is a condition that is unknown while c is unknown, and false otherwise. A rule that
// requires it asks for c, and never fires.
func unknown(c therapy.Condition) therapy.Condition { return therapy.All(c, therapy.Not(c)) }
