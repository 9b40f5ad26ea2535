package couples

import "github.com/therapykit/therapykit/therapy"

// The statements of couples therapy. Statements of the built-in vocabulary, such as
// [therapy.DomesticAbuse], are used and not repeated.
const (
	// CoupleConcern says: There is a partner, and therapy should help the couple too. Everybody
	// is asked; after a no, couples therapy is not considered.
	CoupleConcern therapy.Factor = "couple-concern"
	// CoerciveControl says: One of the partners controls, threatens or frightens the other one.
	CoerciveControl therapy.Factor = "coercive-control"
	// PartnerWilling says: The partner has been asked and wants to take part.
	PartnerWilling therapy.Factor = "partner-willing"
	// DeclinesCouples says: The person does not want therapy together.
	DeclinesCouples therapy.Factor = "declines-couples"
	// CouplesUnavailable says: No trained couples therapist is available.
	CouplesUnavailable therapy.Factor = "couples-unavailable"
	// RelationshipDistress says: The couple suffers from their relationship.
	RelationshipDistress therapy.Factor = "relationship-distress"
	// HarmfulDrinkingWithPartner says: Harmful drinking or mild alcohol
	// dependence, with a partner in regular contact.
	HarmfulDrinkingWithPartner therapy.Factor = "harmful-drinking-with-partner"
	// PrefersCouples says: The person would rather have therapy together. It
	// excludes the other preferences of format.
	PrefersCouples therapy.Factor = "prefers-couples"
	// WantsRelationshipToChange says: The person wants to change how the partners deal with each
	// other.
	WantsRelationshipToChange therapy.Factor = "wants-relationship-to-change"
	// WantsPartnerSupport says: The person wants the partner's support for a personal change.
	WantsPartnerSupport therapy.Factor = "wants-partner-support"
)

// factors describes the statements, in the order of the questions.
func factors() []therapy.FactorInfo {
	return []therapy.FactorInfo{
		{
			// F09, for both partners: the built-in statement is about the person only.
			Factor: CoerciveControl, Row: "F09", Layer: therapy.LayerSafety,
			Question:      "Asked alone and in safety: does either partner control, threaten, hurt or frighten the other?",
			PlainQuestion: "Does your partner control, threaten, hurt or frighten you, or do you do so to them?",
			Discretion:    therapy.InPersonOnly, // the partner may read what is printed
			Definition:    "Coercive control, threats, violence or fear between the partners, in either direction.",
			Sources:       therapy.MustCite("E47", "E86"),
		},
		{
			Factor: CoupleConcern, Layer: therapy.LayerEligibility,
			Question:      "Is there a partner, and is the relationship, or drinking that affects them both, part of what therapy should help with?",
			PlainQuestion: "Do you have a partner, and is your relationship, or drinking that affects you both, part of what therapy should help with?",
			Definition:    "There is a partner, and the couple is part of the concern.",
			Sources:       therapy.MustCite("E9", "E47"),
		},
		{
			Factor: PartnerWilling, Layer: therapy.LayerEligibility,
			Question:      "Has the partner been asked, without pressure, and do they want to take part?",
			PlainQuestion: "Has your partner been asked, without pressure, and do they want to take part?",
			Definition:    "The partner has been asked and wants to take part.",
			Sources:       therapy.MustCite("E47", "E72"),
		},
		{
			Factor: DeclinesCouples, Layer: therapy.LayerEligibility,
			Question:      "Does the person decline therapy together with the partner, knowing what it is?",
			PlainQuestion: "Have you been told what therapy together with your partner is, and said that you do not want it?",
			Definition:    "Therapy together is declined after hearing what it is.",
			Sources:       therapy.MustCite("E7"),
		},
		{
			Factor: CouplesUnavailable, Row: "F14", Layer: therapy.LayerEligibility,
			Question:      "Is there no trained couples therapist within reach?",
			PlainQuestion: "Is there no trained couples therapist that you could get to?",
			Definition:    "No trained couples therapist can be had in reasonable time.",
			Sources:       therapy.MustCite("S62", "E7"),
		},
		{
			Factor: RelationshipDistress, Layer: therapy.LayerIndication,
			Question:      "Do the partners suffer from how their relationship is going?",
			PlainQuestion: "Do you and your partner suffer from how your relationship is going?",
			Definition:    "Lasting distress in the relationship with a partner.",
			Sources:       therapy.MustCite("E9"),
		},
		{
			Factor: HarmfulDrinkingWithPartner, Layer: therapy.LayerIndication,
			Question:      "Is there harmful drinking or mild alcohol dependence, and a partner in regular contact?",
			PlainQuestion: "Do you drink in a way that harms you, and have a partner whom you see regularly?",
			Definition:    "Harmful drinking or mild alcohol dependence, with a regular partner.",
			Sources:       []therapy.Source{alcoholGuideline, cg115},
		},
		{
			Factor: PrefersCouples, Row: "F41", Layer: therapy.LayerPreference,
			Question:      "Would the person rather have therapy together with the partner?",
			PlainQuestion: "Would you rather have therapy together with your partner?",
			Definition:    "Therapy together with the partner is preferred.",
			// One preference of format: a yes to this one is a no to the others.
			Excludes: []therapy.Factor{therapy.PrefersIndividual, therapy.PrefersGroup, therapy.WantsBoth, therapy.NoPreference},
			Sources:  therapy.MustCite("E7", "E45", "E61"),
		},
		{
			Factor: WantsRelationshipToChange, Layer: therapy.LayerNeed,
			Question:      "Is it how the two deal with each other that should become different?",
			PlainQuestion: "Is it how the two of you deal with each other that you want to change?",
			Definition:    "The aim is a change between the partners.",
			Sources:       therapy.MustCite("E9", "S31"),
		},
		{
			Factor: WantsPartnerSupport, Layer: therapy.LayerNeed,
			Question:      "Does the person want the partner's support in changing something of their own, such as drinking?",
			PlainQuestion: "Do you want your partner's support in changing something of your own, such as drinking?",
			Definition:    "The partner's support for a change of one's own is wanted.",
			Sources:       []therapy.Source{alcoholGuideline, mustCite("E45")},
		},
	}
}
