package individual

import (
	"slices"

	"github.com/therapykit/therapykit/therapy"
)

// indications are the rules that come with individual therapy. Their ids start with the row
// of the factor taxonomy. The statements of guidelines are grades, question by question. The
// other layers give points, which can be compared only with points of the same layer. See
// [therapy.Indication].
//
// An exclusion of a group (F15, F19 to F21, F23) gives individual therapy no points here,
// since the exclusion already decides. A long wait is in the practical layer: therapy after a
// long wait is still possible.
func indications() []therapy.Indication {
	return slices.Concat(exclusionTable(), conditionTable(), wishTable(), needTable(), practicalTable())
}

// exclusionTable lists what excludes individual therapy.
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
		// F15 (E2): the right to decline, here of individual therapy.
		{
			ID: "f15-individual-declined", Layer: therapy.LayerEligibility, Ages: therapy.AnyAge, When: therapy.Is(therapy.DeclinesIndividual),
			Reopens:   "A wish to try it, after hearing what it is like.",
			Clinician: "The person declines individual therapy after hearing what it is. That is their right.",
			Client:    "You have said no to one-to-one therapy. That is your right.",
			Sources:   therapy.MustCite("E2"),
		},
	}
}

// groupDeclined is true if the person has declined a group after being informed about it, or
// if no group is available.
func groupDeclined() therapy.Condition {
	return therapy.Any(
		therapy.AnyOf(therapy.DeclinesGroup, therapy.RefusesToParticipate, therapy.GroupUnavailable, therapy.CannotAttendGroup, therapy.CannotTolerateGroup),
		therapy.AllOf(therapy.PrefersIndividual, therapy.InformedDiscussionDone))
}

// groupNotWanted is true if a group is declined, impossible, or not wanted in the wider sense
// of guidelines about people who do not wish to join a group.
func groupNotWanted() therapy.Condition {
	return therapy.AnyOf(
		therapy.DeclinesGroup, therapy.RefusesToParticipate, therapy.GroupUnavailable, therapy.CannotAttendGroup, therapy.CannotTolerateGroup,
		therapy.UnwillingToEngageInGroup, therapy.PrefersIndividual, therapy.ValuesPrivacy, therapy.FearOfJudgement)
}

// groupAcceptable is true if the person is known to accept a group.
func groupAcceptable() therapy.Condition {
	return therapy.AnyOf(therapy.GroupAcceptable, therapy.PrefersGroup, therapy.AcceptsGroup, therapy.NoPreference)
}
