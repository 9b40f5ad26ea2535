package individual

import (
	"slices"

	"github.com/therapykit/therapykit/therapy"
)

// Indications returns the rules that speak for or against individual therapy:
// what rules it out, what guidelines say of stated conditions, which preferences
// and needs point to it, and what it means in practice. The order is that of the
// factor taxonomy's rows, which the ids start with; points are the taxonomy's,
// compared only inside a layer.
//
// A rule here knows individual therapy alone. Where a row also says something
// about having both formats at once, those points (Combined) stand with the
// format that the row is mainly about, once.
//
// Four readings of the taxonomy are deliberate. A row that adds points to
// individual therapy beside an exclusion of group (F15, F19 to F21, F23) gives
// no points here: the exclusion already decides, and points would push aside
// formats that the row says nothing about. "Equal" is written as equal points,
// so that the rule is seen to speak. What no longer holds in a special case is
// taken back by a second rule, never by "not", which would be unknown for
// anybody who was not asked. And a long wait counts as practical, since a place
// that comes late is still a place.
func Indications() []therapy.Indication {
	return slices.Concat(eligibility(), clinical(), preference(), needs(), practical())
}

func weigh(id string, layer therapy.Layer, when therapy.Condition, alone, combined int, clinician, client string, sources ...string) therapy.Indication {
	return therapy.Indication{
		ID: id, Layer: layer, When: when, Alone: alone, Combined: combined,
		Clinician: clinician, Client: client, Sources: therapy.MustCite(sources...),
	}
}

// The conditions that more than one row needs.
func young() therapy.Condition {
	return therapy.AnyOf(therapy.Adolescent16To17, therapy.Adolescent12To15, therapy.ChildUnder12)
}

func traumaDisorder() therapy.Condition {
	return therapy.AnyOf(therapy.PTSD, therapy.AcuteStressDisorder)
}

func eligibility() []therapy.Indication {
	return []therapy.Indication{
		// F14: individual-unavailable.
		{
			ID: "f14-individual-unavailable", Layer: therapy.LayerEligibility, When: therapy.Is(therapy.IndividualUnavailable),
			Reopens:   "A place in individual therapy becomes available, here or with another service.",
			Clinician: "Individual therapy cannot be had here at present, alone or as part of a combination.",
			Client:    "One-to-one therapy is not available here at the moment.",
			Sources:   therapy.MustCite("S62", "E7", "E32"),
		},
	}
}

func practical() []therapy.Indication {
	const layer = therapy.LayerPractical
	return []therapy.Indication{
		// F14: individual-long-wait.
		weigh("f14-individual-long-wait", layer, therapy.Is(therapy.IndividualLongWait), -2, 0,
			"There is a long wait for individual therapy; tell the person how long.",
			"You would have to wait longer for one-to-one therapy. You should be told how long.", "S62", "E7", "E32"),
		// F50: limited-budget. A price per session, not value for money (C3).
		weigh("f50-individual-limited-budget", layer, therapy.Is(therapy.LimitedBudget), -2, 0,
			"The budget is limited, and a session of individual therapy usually costs more.",
			"Money matters to you, and a one-to-one session usually costs more.", "S45", "S59", "E77"),
		// F50: needs-flexible-schedule. T1 keeps it apart from limited time.
		weigh("f50-individual-flexible-schedule", layer, therapy.Is(therapy.NeedsFlexibleSchedule), 2, 0,
			"The person's availability changes, and individual appointments can follow it.",
			"Your week changes, and one-to-one appointments can be moved to fit.", "S10", "S46", "E4"),
		// F50: wants-own-pace.
		weigh("f50-individual-own-pace", layer, therapy.Is(therapy.WantsOwnPace), 2, 0,
			"The person wants to set the pace, which individual therapy allows.",
			"You would like to go at your own pace, and one-to-one therapy lets you.", "S10", "S11", "S46"),
	}
}
