package screening

import (
	"sync"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
)

// CriteriaVersion is the version of [DefaultCriteria].
const CriteriaVersion = "2026-1"

// SharesConcern is the statement that the person has the concern that the group is for. It is
// about a person and one group, so it is not part of the intake.
const SharesConcern therapy.Factor = "shares-group-concern"

// DefaultCriteria returns the criteria of the sources. The exclusions of the textbooks are
// written for mixed groups that work on how members relate, and the textbooks name
// specialised groups as an exception (source E68). So those exclusions apply only to
// [group.InterpersonalProcess] groups.
//
// A diagnosis alone never excludes, and neither does self-harm in the past (E42).
//
// Every exclusion has to be asked about before a person joins, except the two on acute danger
// and acute states: these are noticed at any contact, and the inclusion on assessed risk asks
// for the rest.
//
// They are built once and shared, which is safe because criteria are immutable.
func DefaultCriteria() Criteria {
	built.Do(func() {
		c, err := NewCriteria(CriteriaVersion, defaultCriteria()...)
		if err != nil {
			panic("screening.DefaultCriteria: " + err.Error()) // a mistake in the table, which the tests build
		}
		built.criteria = c
	})
	return built.criteria
}

// built keeps the criteria after the first call.
var built struct {
	sync.Once
	criteria Criteria
}

// defaultCriteria is the table. Its rows follow layers 0 to 2 of the factor taxonomy (F01 to
// F26); each row names the row of the taxonomy.
func defaultCriteria() []Criterion {
	cite := therapy.MustCite
	// The kinds of group for the textbook exclusions, and the other kinds.
	processOnly := []group.Kind{group.InterpersonalProcess}
	specialised := []group.Kind{group.Psychoeducational, group.Skills, group.StructuredCBT, group.Support}
	return []Criterion{
		// F01, F02.
		{
			ID: "acute-danger", Type: Exclusion,
			When:      therapy.AnyOf(therapy.AcuteSuicidality, therapy.SuicidePlanAndMeans, therapy.CannotKeepSafe, therapy.HarmToOthersImminent),
			Statement: "There is acute danger to the person or to others.",
			Advice:    "Urgent help now. The group is postponed, not refused: ask again once the person is safe.",
			Sources:   cite("E79", "E80", "E66"),
		},
		// F03 to F06.
		{
			ID: "acute-state", Type: Exclusion,
			When:      therapy.AnyOf(therapy.AcutePsychosis, therapy.AcuteMania, therapy.AcuteIntoxication, therapy.SevereAlcoholWithdrawal, therapy.MedicalInstability),
			Statement: "The person is in an acute state that needs other care first.",
			Advice:    "Urgent assessment or medical care. People whose mania is under control do well in groups; ask again then.",
			Sources:   cite("E38", "E40", "E35", "E66"),
		},
		// F07. If nobody has asked about risk, there may still be a risk.
		{
			ID: "risk-assessed", Type: Inclusion, Ask: true,
			When:      therapy.Is(therapy.NoAcuteRisk),
			Statement: "Risk has been assessed, and it is not true that there is no acute risk.",
			Advice:    "Urgent help as the assessment says; ask again once the person is safe.",
			Sources:   cite("E79", "E80"),
		},
		// F08. This is no reason to refuse, but the group must not be the only support.
		{
			ID: "self-harm-support", Type: Readiness,
			When: therapy.All(
				therapy.AnyOf(therapy.PassiveSuicidalIdeation, therapy.RecentSuicideAttempt, therapy.RecurrentSelfHarm),
				therapy.Not(therapy.AllOf(therapy.SafetyPlanInPlace, therapy.UnderMentalHealthTeam)),
			),
			Statement: "There are suicidal thoughts or self-harm without acute danger, and support beside the group is not in place.",
			Advice:    "Agree a safety plan and a professional who sees the person beside the group.",
			Sources:   cite("E66", "E79", "E42"),
		},
		// F09.
		{
			ID: "abuser-present", Type: Exclusion, Ask: true,
			When:      therapy.Is(therapy.AbuserInAvailableGroup),
			Statement: "Somebody who abuses the person takes part in this group.",
			Advice:    "Another group or individual therapy; see to safeguarding.",
			Sources:   cite("E47", "E86", "E72"),
		},
		// F10.
		{
			ID: "consent", Type: Inclusion, Ask: true,
			When:      therapy.Is(therapy.ConsentGiven),
			Statement: "The person has not consented.",
			Advice:    "What the person does consent to; nobody is treated against their will by a group.",
			Sources:   cite("E84", "E72"),
		},
		// F13.
		{
			ID: "shared-concern", Type: Inclusion, Ask: true,
			When:      therapy.Is(SharesConcern),
			Statement: "The person does not share the concern that this group is for.",
			Advice:    "A group for the person's own concern, or individual therapy.",
			Sources:   cite("S15", "S35"),
		},
		// F15, F16: a refusal is respected.
		{
			ID: "declines", Type: Exclusion, Ask: true,
			When:      therapy.AnyOf(therapy.DeclinesGroup, therapy.RefusesToParticipate),
			Statement: "The person does not want a group.",
			Advice:    "Individual therapy or guided self-help; the offer of a group stays open.",
			Sources:   cite("E2", "E32", "E48"),
		},
		// F16. Doubt is something to talk about, not a reason to turn away.
		{
			ID: "willingness", Type: Readiness,
			When:      therapy.Is(therapy.UnwillingToEngageInGroup),
			Statement: "The person doubts whether they want to take an active part.",
			Advice:    "Talk about what the person hopes for and fears; offer preparatory sessions, or a psychoeducational group to begin with.",
			Sources:   cite("S32", "E48", "E65"),
		},
		// F17.
		{
			ID: "agreements", Type: Exclusion, Ask: true,
			When:      therapy.Is(therapy.CannotHonourGroupAgreements),
			Statement: "The person cannot keep the agreements that the group rests on.",
			Advice:    "Individual therapy; ask again when that has changed.",
			Sources:   cite("E48", "E72"),
		},
		// F18.
		{
			ID: "aggression", Type: Exclusion, Ask: true,
			When:      therapy.Is(therapy.UncontrolledAggression),
			Statement: "The person threatens or attacks others and cannot control it at present.",
			Advice:    "Individual work on control first; a specialised service where there is one.",
			Sources:   cite("E66", "E48"),
		},
		// F19.
		{
			ID: "delusions", Type: Exclusion, Ask: true,
			When:      therapy.Is(therapy.DelusionsInvolvingGroup),
			Statement: "The group would be taken into a delusion.",
			Advice:    "Individual therapy; ask again when the delusion has receded.",
			Sources:   cite("E66", "E68"),
		},
		// F20.
		{
			ID: "intolerance", Type: Exclusion, Ask: true,
			When:      therapy.Is(therapy.CannotTolerateGroup),
			Statement: "The person cannot bear being in groups at present.",
			Advice:    "Individual therapy, which can prepare for a group later.",
			Sources:   cite("E48", "E49", "E50", "E71"),
		},
		// F21.
		{
			ID: "task", Type: Exclusion, Ask: true,
			When:      therapy.AnyOf(therapy.CannotFollowGroup, therapy.InterpreterIndividualOnly),
			Statement: "The person could not follow this group, even with what can be adapted.",
			Advice:    "An adapted group, a group in the person's language, or individual therapy.",
			Sources:   cite("E68", "E79", "E42", "E71"),
		},
		{
			ID: "language", Type: Readiness,
			When:      therapy.Is(therapy.LanguageBarrier),
			Statement: "The person does not speak the language of the group well enough to follow without help.",
			Advice:    "Arrange an interpreter whom the group accepts, or a group in the person's language.",
			Sources:   cite("E42", "E8", "E71"),
		},
		{
			ID: "brain-injury", Type: Exclusion, Ask: true, Kinds: processOnly,
			When:      therapy.Is(therapy.AcquiredBrainInjury),
			Statement: "After a brain injury a mixed process group is rarely the right group.",
			Advice:    "A specialised group for people after brain injury, or individual therapy.",
			Sources:   cite("E68"),
		},
		// F22.
		{
			ID: "cannot-attend", Type: Exclusion, Ask: true,
			When:      therapy.Is(therapy.CannotAttendGroup),
			Statement: "The person cannot come at the times or to the place of the group.",
			Advice:    "A group at another time or online, or individual therapy.",
			Sources:   cite("E67", "E51"),
		},
		{
			ID: "irregular-process", Type: Exclusion, Ask: true, Kinds: processOnly,
			When:      therapy.Is(therapy.IrregularAttendance),
			Statement: "The person would miss a session in four or five, or more often.",
			Advice:    "A drop-in or structured group, or individual therapy with flexible times.",
			Sources:   cite("E67", "E68"),
		},
		{
			ID: "irregular", Type: Readiness, Kinds: specialised,
			When:      therapy.Is(therapy.IrregularAttendance),
			Statement: "The person may miss sessions often.",
			Advice:    "Look for what makes coming easier: a choice of times, reminders, transport.",
			Sources:   cite("E67", "E65"),
		},
		// F23.
		{
			ID: "dual-relationship", Type: Exclusion, Ask: true,
			When:      therapy.Is(therapy.DualRelationshipInGroup),
			Statement: "The person knows somebody in this group from elsewhere.",
			Advice:    "Another group.",
			Sources:   cite("E69", "S37"),
		},
		{
			ID: "profession", Type: Exclusion, Ask: true,
			When:      therapy.Is(therapy.ProfessionLimitsGroupConfidentiality),
			Statement: "The person's profession endangers the confidentiality of this group.",
			Advice:    "A group further away or online, or individual therapy.",
			Sources:   cite("E69"),
		},
		// F24.
		{
			ID: "antisocial", Type: Exclusion, Ask: true, Kinds: processOnly,
			When:      therapy.Is(therapy.SevereAntisocialTraits),
			Statement: "The person tends to exploit or damage groups.",
			Advice:    "A specialised group, or individual therapy.",
			Sources:   cite("E68", "E69"),
		},
		// F25.
		{
			ID: "crisis-process", Type: Exclusion, Ask: true, Kinds: processOnly,
			When:      therapy.Is(therapy.AcuteLifeCrisis),
			Statement: "The person is in the middle of a crisis.",
			Advice:    "Individual support for days or weeks; ask again when it has passed.",
			Sources:   cite("E48", "E69"),
		},
		{
			ID: "crisis", Type: Readiness, Kinds: specialised,
			When:      therapy.Is(therapy.AcuteLifeCrisis),
			Statement: "The person is in the middle of a crisis.",
			Advice:    "Individual support first; begin when the worst has passed.",
			Sources:   cite("E48", "E69"),
		},
		// F26.
		{
			ID: "mandated", Type: Readiness,
			When:      therapy.All(therapy.Is(therapy.CourtMandatedGroup), therapy.Not(therapy.Is(therapy.AcceptsGroup))),
			Statement: "The person is sent by others and has not accepted the group.",
			Advice:    "Talk about what the person could want from it; groups do better with people who choose to come.",
			Sources:   cite("E73", "E85"),
		},
		{
			ID: "third-party", Type: Readiness,
			When:      therapy.All(therapy.Is(therapy.ReportsToThirdParty), therapy.Not(therapy.Is(therapy.InformedDiscussionDone))),
			Statement: "Somebody outside gets reports, and that has not been talked about.",
			Advice:    "Say before the start who is told what, and have it agreed.",
			Sources:   cite("E76", "E85"),
		},
		// F27.
		{
			ID: "severe-depression", Type: Readiness,
			When: therapy.All(
				therapy.Is(therapy.DepressionMoreSevere),
				therapy.Not(therapy.AnyOf(therapy.InIndividualCBT, therapy.UnderMentalHealthTeam)),
			),
			Statement: "The depression is more severe, and the group would be the only treatment.",
			Advice:    "Begin individual treatment beside the group.",
			Sources:   cite("E66", "E5"),
		},
		// F37.
		{
			ID: "substance-process", Type: Exclusion, Ask: true, Kinds: processOnly,
			When:      therapy.AnyOf(therapy.SUDEarlyRecovery, therapy.SubstanceMisuseEstablished),
			Statement: "Substance use is in the foreground, which a mixed process group is not made for.",
			Advice:    "A group for substance use, and mutual help.",
			Sources:   cite("E68", "E45"),
		},
		// F41: what has to be explained before anybody can agree.
		{
			ID: "informed", Type: Readiness, Ask: true,
			When:      therapy.Not(therapy.Is(therapy.InformedDiscussionDone)),
			Statement: "The person has not been told how the group works and what can become known outside.",
			Advice:    "Explain aims, ways of working, the agreement, and the risk of leakage. Prepared people stay longer and are less anxious.",
			Sources:   cite("E72", "E76", "E66", "S37"),
		},
		// F42.
		{
			ID: "fear-of-judgement", Type: Readiness,
			When:      therapy.Is(therapy.FearOfJudgement),
			Statement: "The person fears what the others will think.",
			Advice:    "Meet once or a few times one to one before the start; it lowers fear and early drop-out.",
			Sources:   cite("S12", "E58", "E66"),
		},
	}
}
