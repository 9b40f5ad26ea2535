package individual

import (
	"slices"

	"github.com/therapykit/therapykit/therapy"
)

// indications are the rules that come with individual therapy. Their ids start with
// the row of the factor taxonomy. What guidelines say is graded, question by question;
// the other layers give points, which mean something only beside other points of the
// same layer. See [therapy.Indication].
//
// An exclusion of a group (F15, F19 to F21, F23) gives individual therapy nothing here:
// it already decides. And a long wait is practical: a place that comes late is still a
// place.
func indications() []therapy.Indication {
	return slices.Concat(exclusionTable(), conditionTable(), wishTable(), needTable(), practicalTable())
}

// exclusionTable: what rules individual therapy out.
func exclusionTable() []therapy.Indication {
	return []therapy.Indication{
		// F14 (S62, E7, E32).
		{
			ID: "f14-individual-unavailable", Layer: therapy.LayerEligibility, Ages: therapy.AnyAge, When: therapy.Is(therapy.IndividualUnavailable),
			Reopens:   "When a place can be had, here or elsewhere.",
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
}

// groupDeclined is a group that the person has declined, after hearing what it is, or
// that is not available.
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
