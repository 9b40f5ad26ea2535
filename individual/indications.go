package individual

import "github.com/therapykit/therapykit/therapy"

// indications are the rules that individual therapy brings along. Their ids start with
// the row of the factor taxonomy. What guidelines say is graded, question by question;
// the other layers give points, which mean something only beside other points of the
// same layer. See [therapy.Indication].
//
// An exclusion of a group (F15, F19 to F21, F23) gives individual therapy nothing here:
// it already decides. And a long wait is practical: a place that comes late is still a
// place.
func indications() []therapy.Indication {
	rules := []therapy.Indication{
		// F14 (S62, E7, E32).
		{
			ID: "f14-individual-unavailable", Layer: therapy.LayerEligibility, Ages: therapy.AnyAge, When: therapy.Is(therapy.IndividualUnavailable),
			Reopens:   "When a place in individual therapy can be had, here or elsewhere.",
			Clinician: "Individual therapy is not available, by itself or as part of a combination.",
			Client:    "You cannot get one-to-one therapy here right now.",
			Sources:   therapy.MustCite("S62", "E7", "E32"),
		},
		// F15 (E2): the right to decline, the other side.
		{
			ID: "f15-individual-declined", Layer: therapy.LayerEligibility, Ages: therapy.AnyAge, When: therapy.Is(therapy.DeclinesIndividual),
			Reopens:   "A wish to try it, after hearing what it is like.",
			Clinician: "The person declines individual therapy after hearing what it is. That is their right.",
			Client:    "You have said no to one-to-one therapy. That is your right.",
			Sources:   therapy.MustCite("E2"),
		},
	}
	for _, e := range conditionTable() {
		rules = append(rules, e.rule())
	}
	// The article and the textbooks behind these name no age.
	for _, table := range [][]entry{wishTable(), needTable(), practicalTable()} {
		for _, e := range table {
			rules = append(rules, therapy.Indication{
				ID: e.id, Layer: e.layer, Ages: therapy.AnyAge, When: e.when, Alone: e.alone, Combined: e.combined,
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

// graded is a row of the table of rules that grade.
type graded struct {
	id, question      string
	when              therapy.Condition // beside the question's own; zero for none
	grade, combined   therapy.Grade
	only, unless      therapy.Condition // see [therapy.Indication]
	clinician, client string
	sources           []string
}

func (e graded) rule() therapy.Indication {
	question := therapy.MustQuestion(e.question)
	when := e.when
	if when.IsZero() {
		when = therapy.All()
	}
	return therapy.Indication{
		ID: e.id, Layer: therapy.LayerIndication, Ages: question.Ages, When: when, Question: question,
		Grade: e.grade, GradeCombined: e.combined, If: e.only, Unless: e.unless,
		Clinician: e.clinician, Client: e.client, Sources: therapy.MustCite(e.sources...),
	}
}

func cite(ids ...string) []string { return ids }

// groupDeclined is a group that the person has declined, after hearing what it is, or
// that cannot be had.
func groupDeclined() therapy.Condition {
	return therapy.Any(
		therapy.AnyOf(therapy.DeclinesGroup, therapy.RefusesToParticipate, therapy.GroupUnavailable, therapy.CannotAttendGroup, therapy.CannotTolerateGroup),
		therapy.AllOf(therapy.PrefersIndividual, therapy.InformedDiscussionDone))
}

// groupNotWanted is a group that is declined, impossible, or not wanted in the wider
// sense in which a guideline speaks of people who do not wish to join one.
func groupNotWanted() therapy.Condition {
	return therapy.AnyOf(
		therapy.DeclinesGroup, therapy.RefusesToParticipate, therapy.GroupUnavailable, therapy.CannotAttendGroup, therapy.CannotTolerateGroup,
		therapy.UnwillingToEngageInGroup, therapy.PrefersIndividual, therapy.ValuesPrivacy, therapy.FearOfJudgement)
}

// groupAcceptable says that the person is known to accept a group.
func groupAcceptable() therapy.Condition {
	return therapy.AnyOf(therapy.GroupAcceptable, therapy.PrefersGroup, therapy.AcceptsGroup, therapy.NoPreference)
}
