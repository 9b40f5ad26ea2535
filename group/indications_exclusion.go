package group

import "github.com/therapykit/therapykit/therapy"

// exclusionTable: what rules a group out, and so every combination with one, the
// column "group" of rows F09 and F14 to F24. Each row says what would end it.
func exclusionTable() []excluding {
	return []excluding{
		// F09 (E47, E86, E72): asked wherever abuse is known or suspected.
		{
			"f09-group-abuser-present", therapy.Is(therapy.AbuserInAvailableGroup), therapy.AnyOf(therapy.DomesticAbuse, therapy.AbuseSuspected),
			"A group in which the person who does the harm does not take part, and cannot learn of this one.",
			"The person who does the harm takes part in the group that is available.",
			"The group that runs now is not open to you. Your clinician can tell you about others.",
			cite("E47", "E86", "E72"),
		},
		// F14 (S62, E7, E32).
		{
			"f14-group-unavailable", therapy.Is(therapy.GroupUnavailable),
			therapy.Condition{},
			"When a suitable group starts, here or elsewhere.",
			"No suitable group is available.",
			"There is no suitable group at the moment.",
			cite("S62", "E7", "E32"),
		},
		// F15 (E1, E4, E32, E2): the right to decline.
		{
			"f15-group-declined", therapy.Is(therapy.DeclinesGroup),
			therapy.Condition{},
			"A wish to try one, after hearing what it is like.",
			"The person declines a group after hearing what it is. That is their right.",
			"You have said no to a group. That is your right.",
			cite("E1", "E2", "E4", "E32"),
		},
		// F16 (S32, E48, E68): refusal excludes; doubt does not.
		{
			"f16-group-refused", therapy.Is(therapy.RefusesToParticipate),
			therapy.Condition{},
			"Willingness to take part, perhaps after preparation.",
			"The person refuses to take part in a group. A group works only with people who take part.",
			"You do not want to join a group. That is fine. A group helps people who want to take part.",
			cite("S32", "E48", "E68"),
		},
		// F17 (E48, E72).
		{
			"f17-group-agreements", therapy.Is(therapy.CannotHonourGroupAgreements),
			therapy.Condition{},
			"When the agreements (confidence, attendance, non-violence, sobriety) can be kept.",
			"The agreements of a group cannot be kept at present.",
			"The group that runs now is not open to you. Your clinician can tell you about others.",
			cite("E48", "E72"),
		},
		// F18 (E66, E48).
		{
			"f18-group-aggression", therapy.Is(therapy.UncontrolledAggression),
			therapy.Condition{},
			"When aggression is under control.",
			"Present aggression that is not under control would put other members at risk.",
			"The group that runs now is not open to you. Your clinician can tell you about others.",
			cite("E66", "E48"),
		},
		// F19 (E66, E68).
		{
			"f19-group-delusions", therapy.Is(therapy.DelusionsInvolvingGroup),
			therapy.Condition{},
			"When frightening thoughts have settled, so that a group would not be drawn into them.",
			"The group is likely to be drawn into a delusional system, or to feed marked mistrust.",
			"The group that runs now is not open to you. Your clinician can tell you about others.",
			cite("E66", "E68"),
		},
		// F20 (E48 to E50, E71).
		{
			"f20-group-intolerable", therapy.Is(therapy.CannotTolerateGroup),
			therapy.Condition{},
			"When being in a group has become bearable, step by step; to be reconsidered.",
			"Being in a group brings panic, dissociation or overload at present.",
			"Being in a group is too much for you right now. That can change, and can be looked at again.",
			cite("E48", "E49", "E50", "E71"),
		},
		// F21 (E68, E79, E42, E71, E52).
		{
			"f21-group-cannot-follow", therapy.Is(therapy.CannotFollowGroup), therapy.AnyOf(therapy.AcquiredBrainInjury, therapy.LearningDisability, therapy.DementiaMildModerate),
			"Adaptations, or a group made for it, so that it can be followed.",
			"The person cannot follow what a group does, even with adaptations.",
			"The group on offer would be too hard to follow for you.",
			cite("E68", "E79", "E71", "E52"),
		},
		{
			"f21-group-language", therapy.AllOf(therapy.LanguageBarrier, therapy.InterpreterIndividualOnly), therapy.Is(therapy.LanguageBarrier),
			"An interpreter in the group, or a group in the right language.",
			"There is a language barrier, and interpreting is available for individual sessions only.",
			"You can have an interpreter one to one, but not in a group.",
			cite("E42", "E71", "E8"),
		},
		// F22 (E67, E68, E51, S48).
		{
			"f22-group-cannot-attend", therapy.Is(therapy.CannotAttendGroup),
			therapy.Condition{},
			"A group at a time and place that work, or a remote one.",
			"The person cannot attend at the times or in the place of the group.",
			"You cannot get to the group at the times it meets.",
			cite("E67", "E68", "E51", "S48"),
		},
		// F23 (E69, S37).
		{
			"f23-group-dual-relationship", therapy.Is(therapy.DualRelationshipInGroup),
			therapy.Condition{},
			"Another group, without anybody known from elsewhere.",
			"The person knows a member or leader of the group from elsewhere. A textbook names positions that put a group's secrecy at risk; that acquaintance does so too is our reading.",
			"Somebody in that group knows you.",
			cite("E69", "S37"),
		},
		{
			"f23-group-profession", therapy.Is(therapy.ProfessionLimitsGroupConfidentiality),
			therapy.Condition{},
			"A group farther away, or one for the same profession.",
			"The person's profession or position puts the secrecy of the group at risk.",
			"Because of your work, what is said in a group here might not stay private.",
			cite("E69", "S37"),
		},
		// F24 (E68, E69): in mixed groups only.
		{
			"f24-group-antisocial-traits", mixed(therapy.SevereAntisocialTraits), therapy.Is(therapy.SevereAntisocialTraits),
			"A programme made for it, instead of a mixed group.",
			"Marked antisocial traits, and the group on offer is a mixed one: it is likely to harm the group and not to help the person.",
			"The group that runs now is not open to you. Your clinician can tell you about others.",
			cite("E68", "E69"),
		},
	}
}
