package group

import "github.com/therapykit/therapykit/therapy"

// indications are the rules that group therapy brings along. Their ids start
// with the row of the factor taxonomy. Points mean something only beside other
// points of the same layer; see [therapy.Indication].
func indications() []therapy.Indication {
	var rules []therapy.Indication
	for _, e := range exclusionTable() {
		rules = append(rules, therapy.Indication{
			ID: e.id, Layer: therapy.LayerEligibility, When: e.when, RequiredIf: e.requiredIf, Reopens: e.reopens,
			Clinician: e.clinician, Client: e.client, Sources: therapy.MustCite(e.sources...),
		})
	}
	for _, table := range [][]weighing{conditionTable(), wishTable(), needTable(), practicalTable()} {
		for _, e := range table {
			rules = append(rules, therapy.Indication{
				ID: e.id, Layer: e.layer, When: e.when, Alone: e.alone, Combined: e.combined,
				Clinician: e.clinician, Client: e.client, Sources: therapy.MustCite(e.sources...),
			})
		}
	}
	return rules
}

// excluding is a row of the table of exclusions.
type excluding struct {
	id                string
	when, requiredIf  therapy.Condition
	reopens           string
	clinician, client string
	sources           []string
}

// weighing is a row of the tables of rules that give points.
type weighing struct {
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

// mixed is a group of people with different concerns who work on how they get
// on with each other. The textbooks' warnings are written for such groups;
// homogeneous, structured groups are their explicit exception (E68, E43, E53).
func mixed(f therapy.Factor) therapy.Condition {
	return therapy.AllOf(f, therapy.GroupTypeHeterogeneous)
}

// autismGoal is autism with a social or anxiety goal, which is what the
// guidance on groups for autistic people is about.
func autismGoal() therapy.Condition {
	return therapy.All(therapy.Is(therapy.Autism), therapy.AnyOf(
		therapy.SocialSkillsGoal, therapy.InterpersonalDifficulties, therapy.SocialAnxiety, therapy.PerformanceAnxiety, therapy.Isolation,
		therapy.SocialAnxietyDisorderDiagnosed, therapy.AnxietyDisorder, therapy.GADStep2, therapy.GADMarkedImpairment, therapy.PanicDisorder))
}
