package group

import "github.com/therapykit/therapykit/therapy"

// exclusionTable: what rules a group out, and so every combination with one, the
// column "group" of rows F09, F14 to F24 and F39. Each row says what would end it.
func exclusionTable() []therapy.Indication {
	return []therapy.Indication{
		// F09 (E47, E86, E72): asked wherever abuse is known or suspected.
		{
			ID: "f09-group-abuser-present", Layer: therapy.LayerEligibility, Ages: therapy.AnyAge, When: therapy.Is(therapy.AbuserInAvailableGroup),
			RequiredIf: therapy.AnyOf(therapy.DomesticAbuse, therapy.AbuseSuspected),
			Reopens:    "A group without the person who does the harm, who must not hear of it.",
			Clinician:  "The person who does the harm takes part in the group that is available.",
			Client:     "The group that runs now is not open to you. Your clinician can tell you about others.",
			Sources:    therapy.MustCite("E47", "E86", "E72"),
		},
		// F14 (S62, E7, E32).
		{
			ID: "f14-group-unavailable", Layer: therapy.LayerEligibility, Ages: therapy.AnyAge, When: therapy.Is(therapy.GroupUnavailable),
			Reopens:   "When a group that fits starts, here or elsewhere.",
			Clinician: "No suitable group is available.",
			Client:    "The group that runs now is not open to you. Your clinician can tell you about others.",
			Sources:   therapy.MustCite("S62", "E7", "E32"),
		},
		// F15 (E1, E4, E32, E2): the right to decline.
		{
			ID: "f15-group-declined", Layer: therapy.LayerEligibility, Ages: therapy.AnyAge, When: therapy.Is(therapy.DeclinesGroup),
			Reopens:   "A wish to try one, after hearing what it is like.",
			Clinician: "The person declines a group after hearing what it is. That is their right.",
			Client:    "You have said no to a group. That is your right.",
			Sources:   therapy.MustCite("E1", "E2", "E4", "E32"),
		},
		// F16 (S32, E48, E68): refusal excludes; doubt does not.
		{
			ID: "f16-group-refused", Layer: therapy.LayerEligibility, Ages: therapy.AnyAge, When: therapy.Is(therapy.RefusesToParticipate),
			Reopens:   "A wish to take part, perhaps after getting ready for it.",
			Clinician: "The person refuses to take part in a group. A group works only with people who take part.",
			Client:    "You do not want to join a group. That is fine. A group helps people who want to take part.",
			Sources:   therapy.MustCite("S32", "E48", "E68"),
		},
		// F17 (E48, E72).
		{
			ID: "f17-group-agreements", Layer: therapy.LayerEligibility, Ages: therapy.AnyAge, When: therapy.Is(therapy.CannotHonourGroupAgreements),
			Reopens:   "When what a group agrees on can be kept: privacy, coming every time, no violence, no drink or drugs.",
			Clinician: "The agreements of a group cannot be kept at present.",
			Client:    "The group that runs now is not open to you. Your clinician can tell you about others.",
			Sources:   therapy.MustCite("E48", "E72"),
		},
		// F18 (E66, E48).
		{
			ID: "f18-group-aggression", Layer: therapy.LayerEligibility, Ages: therapy.AnyAge, When: therapy.Is(therapy.UncontrolledAggression),
			Reopens:   "When others in a group would be safe.",
			Clinician: "Present aggression that is not under control would put other members at risk.",
			Client:    "The group that runs now is not open to you. Your clinician can tell you about others.",
			Sources:   therapy.MustCite("E66", "E48"),
		},
		// F19 (E66, E68).
		{
			ID: "f19-group-delusions", Layer: therapy.LayerEligibility, Ages: therapy.AnyAge, When: therapy.Is(therapy.DelusionsInvolvingGroup),
			Reopens:   "When frightening thoughts have settled, so that a group would not be drawn into them.",
			Clinician: "The group is likely to be drawn into a delusional system, or to feed marked mistrust.",
			Client:    "The group that runs now is not open to you. Your clinician can tell you about others.",
			Sources:   therapy.MustCite("E66", "E68"),
		},
		// F20 (E48 to E50, E71).
		{
			ID: "f20-group-intolerable", Layer: therapy.LayerEligibility, Ages: therapy.AnyAge, When: therapy.Is(therapy.CannotTolerateGroup),
			Reopens:   "When being in a group can be borne, step by step.",
			Clinician: "Being in a group brings panic, dissociation or overload at present.",
			Client:    "Being in a group is too much for you right now. That can change, and can be looked at again.",
			Sources:   therapy.MustCite("E48", "E49", "E50", "E71"),
		},
		// F21 (E68, E79, E42, E71, E52).
		{
			ID: "f21-group-cannot-follow", Layer: therapy.LayerEligibility, Ages: therapy.AnyAge, When: therapy.Is(therapy.CannotFollowGroup),
			RequiredIf: therapy.AnyOf(therapy.AcquiredBrainInjury, therapy.LearningDisability, therapy.DementiaMildModerate),
			Reopens:    "Adaptations, or a group made for it, so that it can be followed.",
			Clinician:  "The person cannot follow what a group does, even with adaptations.",
			Client:     "The group that runs now is not open to you. Your clinician can tell you about others.",
			Sources:    therapy.MustCite("E68", "E79", "E71", "E52"),
		},
		{
			ID: "f21-group-language", Layer: therapy.LayerEligibility, Ages: therapy.AnyAge, When: therapy.AllOf(therapy.LanguageBarrier, therapy.InterpreterIndividualOnly),
			RequiredIf: therapy.Is(therapy.LanguageBarrier),
			Reopens:    "An interpreter in the group, or a group in the right language.",
			Clinician:  "There is a language barrier, and interpreting is available for individual sessions only.",
			Client:     "You can have an interpreter one to one, but not in a group.",
			Sources:    therapy.MustCite("E42", "E71", "E8"),
		},
		// F22 (E67, E68, E51, S48).
		{
			ID: "f22-group-cannot-attend", Layer: therapy.LayerEligibility, Ages: therapy.AnyAge, When: therapy.Is(therapy.CannotAttendGroup),
			Reopens:   "A group at a time and place that work, or a remote one.",
			Clinician: "The person cannot attend at the times or in the place of the group.",
			Client:    "You cannot get to the group at the times it meets.",
			Sources:   therapy.MustCite("E67", "E68", "E51", "S48"),
		},
		// F39 (E103, E104): where help is sought as a parent or carer, the person who would
		// take part is that parent, whatever the course is about. Without such a statement
		// the group may be the child's own, and nothing follows for it.
		{
			ID: "f39-group-parents-cannot-join", Layer: therapy.LayerEligibility, Ages: therapy.AnyAge,
			When: therapy.All(
				therapy.Is(therapy.CannotJoinParentGroup),
				therapy.AnyOf(therapy.ParentsOfChild3To11, therapy.ParentsOfChildWithADHD, therapy.ParentsOfChildWithLearningDisability),
			),
			Reopens:   "A group for parents that meets at another time, or online.",
			Clinician: "Help is sought as a parent or carer, and the parents or carers cannot take part in a group.",
			Client:    "As a parent, you cannot join a group.",
			Sources:   therapy.MustCite("E103", "E104"),
		},
		// F23 (E69, S37).
		{
			ID: "f23-group-dual-relationship", Layer: therapy.LayerEligibility, Ages: therapy.AnyAge, When: therapy.Is(therapy.DualRelationshipInGroup),
			Reopens:   "Another group, with no one known from outside it.",
			Clinician: "The person knows a member or leader of the group from elsewhere. A textbook names positions that put a group's secrecy at risk; that acquaintance does so too is our reading.",
			Client:    "The group that runs now is not open to you. Your clinician can tell you about others.",
			Sources:   therapy.MustCite("E69", "S37"),
		},
		{
			ID: "f23-group-profession", Layer: therapy.LayerEligibility, Ages: therapy.AnyAge, When: therapy.Is(therapy.ProfessionLimitsGroupConfidentiality),
			Reopens:   "A group farther away, or one for the same profession.",
			Clinician: "The person's profession or position puts the secrecy of the group at risk.",
			Client:    "The group that runs now is not open to you. Your clinician can tell you about others.",
			Sources:   therapy.MustCite("E69", "S37"),
		},
		// F24 (E68, E69): in mixed groups only.
		{
			ID: "f24-group-antisocial-traits", Layer: therapy.LayerEligibility, Ages: therapy.AnyAge, When: mixed(therapy.SevereAntisocialTraits),
			RequiredIf: therapy.Is(therapy.SevereAntisocialTraits),
			Reopens:    "A programme made for it, instead of a mixed group.",
			Clinician:  "Marked antisocial traits, and the group on offer is a mixed one: it is likely to harm the group and not to help the person.",
			Client:     "The group that runs now is not open to you. Your clinician can tell you about others.",
			Sources:    therapy.MustCite("E68", "E69"),
		},
	}
}
