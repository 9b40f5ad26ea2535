package individual

import "github.com/therapykit/therapykit/therapy"

// indications are the rules that individual therapy brings along. Their ids
// start with the row of the factor taxonomy. Points are the taxonomy's and mean
// something only beside other points of the same layer; see
// [therapy.Indication].
//
// Four readings of the taxonomy are deliberate. A row that adds points to
// individual therapy beside an exclusion of group (F15, F19 to F21, F23) gives
// none here: the exclusion already decides, and points would push aside formats
// that the row says nothing about. "Equal" is written as equal points, so that
// the rule is seen to speak. What no longer holds in a special case is taken
// back by a second rule, never by "not", which would stay unknown for anybody
// who was not asked. And a long wait is practical: a place that comes late is
// still a place.
func indications() []therapy.Indication {
	rules := []therapy.Indication{
		// F14 (S62, E7, E32).
		{
			ID: "f14-individual-unavailable", Layer: therapy.LayerEligibility, When: therapy.Is(therapy.IndividualUnavailable),
			Reopens:   "When a place in individual therapy can be had, here or elsewhere.",
			Clinician: "Individual therapy is not available, by itself or as part of a combination.",
			Client:    "One-to-one therapy is not available at the moment.",
			Sources:   therapy.MustCite("S62", "E7", "E32"),
		},
	}
	for _, table := range [][]entry{conditionTable(), wishTable(), needTable(), practicalTable()} {
		for _, e := range table {
			rules = append(rules, therapy.Indication{
				ID: e.id, Layer: e.layer, When: e.when, Alone: e.alone, Combined: e.combined,
				Clinician: e.clinician, Client: e.client, Sources: therapy.MustCite(e.sources...),
			})
		}
	}
	return rules
}

// entry is a row of the tables of rules that give points.
type entry struct {
	id                string
	layer             therapy.Layer
	when              therapy.Condition
	alone, combined   int
	clinician, client string
	sources           []string
}

func cite(ids ...string) []string { return ids }

// young is any age band below eighteen.
func young() therapy.Condition {
	return therapy.AnyOf(therapy.Adolescent16To17, therapy.Adolescent12To15, therapy.ChildUnder12)
}

// trauma is a diagnosed stress disorder.
func trauma() therapy.Condition { return therapy.AnyOf(therapy.PTSD, therapy.AcuteStressDisorder) }

// wantsPeers is a wish for others beside the therapist, as a need or as a
// preference.
func wantsPeers() therapy.Condition {
	return therapy.AnyOf(
		therapy.WantsPeerSupport, therapy.WantsCommunity, therapy.WantsDiversePerspectives, therapy.WantsPeerFeedback,
		therapy.WantsAccountability, therapy.Isolation, therapy.PrefersGroup, therapy.WantsBoth)
}

// autismGoal is autism with a social or anxiety goal, which is what the
// guidance on groups for autistic people is about.
func autismGoal() therapy.Condition {
	return therapy.All(therapy.Is(therapy.Autism), therapy.AnyOf(
		therapy.SocialSkillsGoal, therapy.InterpersonalDifficulties, therapy.SocialAnxiety, therapy.PerformanceAnxiety, therapy.Isolation,
		therapy.SocialAnxietyDisorderDiagnosed, therapy.AnxietyDisorder, therapy.GADStep2, therapy.GADMarkedImpairment, therapy.PanicDisorder))
}
