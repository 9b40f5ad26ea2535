package recommendtest

import (
	"math/rand/v2"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/therapy"
)

// Plausible generates an intake that a service could have, with statements of the standard
// policy: an age, an assessment of safety, one problem or a few, earlier treatment, facts
// that matter for a group, a wish, needs, money and time. It also answers the questions that
// these answers lead to, so that most of the intakes can be decided.
//
// The shares are guesses, not data. They are written down in one place, so that all
// statements about a share of intakes mean the same intakes. Equal states of rng give equal
// intakes.
func Plausible(rng *rand.Rand) recommend.Intake {
	m := &maker{rng: rng, answers: recommend.Answers{}, vocabulary: therapy.Factors()}
	m.age()
	m.safety()
	m.problems()
	m.possible()
	m.wish()
	m.needs()
	m.follow()
	return recommend.Intake{Answers: m.answers}
}

// maker generates one intake.
type maker struct {
	rng        *rand.Rand
	answers    recommend.Answers
	vocabulary therapy.Vocabulary
	minor      bool
}

func (m *maker) chance(percent float64) bool { return m.rng.Float64()*100 < percent }

// say answers a statement, unless it is already answered, or another statement with the
// answer yes excludes it.
func (m *maker) say(f therapy.Factor, answer therapy.Answer) bool {
	if m.answers[f] != therapy.Unanswered {
		return false
	}
	for o := range m.vocabulary.Excluded(f) {
		if answer != therapy.No && m.answers[o].Truth() == therapy.True {
			return false
		}
	}
	m.answers[f] = answer
	return true
}

func (m *maker) yes(f therapy.Factor) bool { return m.say(f, therapy.Yes) }

// maybe says yes with a chance in percent.
func (m *maker) maybe(percent float64, f therapy.Factor) bool { return m.chance(percent) && m.yes(f) }

// weighted is a statement and its weight: how often it is drawn compared with the others.
type weighted struct {
	factor therapy.Factor
	weight int
}

// draw says yes to one of the list, by weight.
func (m *maker) draw(list []weighted) therapy.Factor {
	total := 0
	for _, w := range list {
		total += w.weight
	}
	at := m.rng.IntN(total)
	for _, w := range list {
		if at -= w.weight; at < 0 {
			m.yes(w.factor)
			return w.factor
		}
	}
	return ""
}

func (m *maker) age() {
	age := m.draw([]weighted{{therapy.Adult, 78}, {therapy.Adolescent16To17, 8}, {therapy.Adolescent12To15, 8}, {therapy.ChildUnder12, 6}})
	m.minor = age != therapy.Adult
	m.yes(therapy.ConsentGiven)
	if age == therapy.Adolescent12To15 || age == therapy.ChildUnder12 {
		m.yes(therapy.ParentalConsent)
	}
	if !m.minor {
		m.maybe(15, therapy.OlderAdult)
	}
	m.maybe(70, therapy.JurisdictionEngland)
}

func (m *maker) safety() {
	switch {
	case m.chance(2):
		m.draw([]weighted{{therapy.AcuteSuicidality, 4}, {therapy.CannotKeepSafe, 2}, {therapy.AcutePsychosis, 2}, {therapy.AcuteIntoxication, 1}, {therapy.MedicalInstability, 1}})
	case m.chance(4): // nobody has asked yet
	default:
		m.yes(therapy.NoAcuteRisk)
		m.yes(therapy.NoImminentThreat)
	}
	m.maybe(7, therapy.PassiveSuicidalIdeation)
	m.maybe(3, therapy.RecurrentSelfHarm)
	if !m.maybe(1.5, therapy.RecentSuicideAttempt) {
		m.yes(therapy.NoRecentSelfHarm)
	}
	m.maybe(3, therapy.DomesticAbuse)
}

func (m *maker) problems() {
	adults := []weighted{
		{therapy.DepressionLessSevere, 20},
		{therapy.DepressionMoreSevere, 11},
		{therapy.GADStep2, 6},
		{therapy.GADMarkedImpairment, 4},
		{therapy.PanicDisorder, 4},
		{therapy.AnxietyDisorder, 5},
		{therapy.SocialAnxietyDisorderDiagnosed, 4},
		{therapy.PTSD, 6},
		{therapy.OCDMild, 2},
		{therapy.OCDModerateSevere, 1},
		{therapy.BingeEatingDisorder, 2},
		{therapy.BulimiaNervosa, 1},
		{therapy.AnorexiaNervosa, 1},
		{therapy.PsychosisStable, 2},
		{therapy.BipolarEuthymic, 2},
		{therapy.BPD, 3},
		{therapy.SUDEarlyRecovery, 3},
		{therapy.DepressionRemission, 3},
		{therapy.Autism, 2},
		{therapy.ChronicInsomnia, 3},
		{therapy.PersistentBackPain, 1},
		{therapy.GamblingHarm, 1},
		{therapy.MainProblemNotListed, 6},
	}
	young := []weighted{
		{therapy.DepressionMildCYP, 14},
		{therapy.DepressionModerateSevereCYP, 8},
		{therapy.AnxietyDisorder, 10},
		{therapy.SocialAnxietyDisorderDiagnosed, 6},
		{therapy.PTSD, 4},
		{therapy.OCDMild, 3},
		{therapy.Autism, 4},
		{therapy.ChildConductDisorder, 4},
		{therapy.AnorexiaNervosa, 2},
		{therapy.BulimiaNervosa, 1},
		{therapy.BPD, 1},
		{therapy.MainProblemNotListed, 4},
	}
	list := adults
	if m.minor {
		list = young
	}
	if m.chance(12) {
		return // nothing diagnosed: needs and wishes
	}
	m.draw(list)
	for m.chance(22) {
		m.draw(list)
	}
	if !m.minor && m.maybe(2, therapy.ParentsOfChild3To11) {
		m.maybe(60, therapy.ChildConductDisorder)
	}
	m.maybe(12, therapy.PriorGoodResponseIndividual)
	m.maybe(4, therapy.GroupNonresponse)
	m.maybe(35, therapy.GuidedSelfHelpTried)
	m.maybe(3, therapy.VeteranUS)
	m.maybe(3, therapy.LearningDisability)
}

func (m *maker) possible() {
	m.maybe(7, therapy.GroupUnavailable)
	m.maybe(3, therapy.IndividualUnavailable)
	m.maybe(15, therapy.IndividualLongWait)
	m.maybe(4, therapy.CannotAttendGroup)
	m.maybe(5, therapy.IrregularAttendance)
	m.maybe(3, therapy.CannotTolerateGroup)
	m.maybe(3, therapy.LanguageBarrier)
	m.maybe(1, therapy.DualRelationshipInGroup)
	m.maybe(2, therapy.AcuteLifeCrisis)
	m.maybe(1, therapy.SevereAntisocialTraits)
	m.maybe(2, therapy.CourtMandatedGroup)
}

func (m *maker) wish() {
	m.maybe(5, therapy.DeclinesGroup)
	m.maybe(1, therapy.DeclinesIndividual)
	m.maybe(8, therapy.UnwillingToEngageInGroup)
	m.maybe(20, therapy.ValuesPrivacy)
	m.maybe(15, therapy.FearOfJudgement)
	if m.chance(88) {
		m.draw([]weighted{{therapy.PrefersIndividual, 38}, {therapy.PrefersGroup, 16}, {therapy.WantsBoth, 5}, {therapy.NoPreference, 41}})
	}
	if !m.maybe(60, therapy.InformedDiscussionDone) {
		m.yes(therapy.NotYetInformed)
	}
	if m.answers[therapy.UnwillingToEngageInGroup] == therapy.Unanswered {
		m.maybe(50, therapy.GroupAcceptable)
	}
}

func (m *maker) needs() {
	alone := []therapy.Factor{
		therapy.SensitiveIssue, therapy.WantsInDepthExploration, therapy.WantsUndividedAttention, therapy.WantsPersonalisedPlan,
		therapy.HasSpecificPersonalGoals, therapy.WantsCloseTherapistRelationship, therapy.NeedsCulturalTailoring, therapy.PersonalHistoryFocus, therapy.InternalFocus,
	}
	together := []therapy.Factor{
		therapy.InterpersonalDifficulties, therapy.SocialSkillsGoal, therapy.SocialAnxiety, therapy.PerformanceAnxiety, therapy.PhobiaSelfDescribed,
		therapy.Isolation, therapy.WantsPeerSupport, therapy.WantsCommunity, therapy.WantsDiversePerspectives, therapy.WantsPeerFeedback,
		therapy.WantsAccountability, therapy.Shame, therapy.SelfCriticism, therapy.LowHope, therapy.WantsEmotionalExpression, therapy.WantsPsychoeducation, therapy.WantsStructure,
	}
	sides := 0
	for i, list := range [][]therapy.Factor{alone, together} {
		n := []int{0, 0, 1, 1, 2, 3}[m.rng.IntN(6)]
		for range n {
			answer := therapy.Yes
			if m.chance(25) {
				answer = therapy.Strongly
			}
			m.say(list[m.rng.IntN(len(list))], answer)
		}
		if n > 0 {
			sides |= 1 << i
		}
	}
	if sides == 3 {
		m.maybe(20, therapy.MultipleAspects)
	}
	m.maybe(25, therapy.LimitedBudget)
	m.maybe(15, therapy.LimitedTime)
	m.maybe(20, therapy.FixedScheduleOK)
	m.maybe(15, therapy.NeedsFlexibleSchedule)
	m.maybe(10, therapy.WantsOwnPace)
}

// follow answers the questions that the policy asks because of other answers.
func (m *maker) follow() {
	has := func(f therapy.Factor) bool { return m.answers[f].Truth() == therapy.True }
	settle := func(because bool, percent float64, f therapy.Factor) {
		if because && !m.maybe(percent, f) {
			m.say(f, therapy.No)
		}
	}
	harm := has(therapy.PassiveSuicidalIdeation) || has(therapy.RecurrentSelfHarm) || has(therapy.RecentSuicideAttempt)
	settle(harm || has(therapy.AcuteLifeCrisis) || has(therapy.SevereAntisocialTraits), 40, therapy.GroupTypeHeterogeneous)
	settle(has(therapy.DomesticAbuse), 5, therapy.AbuserInAvailableGroup)
	settle(has(therapy.DomesticAbuse) && m.minor, 20, therapy.ConsenterMayBeAbuser)
	settle(has(therapy.LanguageBarrier), 40, therapy.InterpreterIndividualOnly)
	settle(has(therapy.LearningDisability), 30, therapy.CannotFollowGroup)
	settle(has(therapy.BingeEatingDisorder), 60, therapy.GuidedSelfHelpTried)
	settle(has(therapy.BulimiaNervosa) || has(therapy.AnorexiaNervosa), 95, therapy.MedicallyStable)
	settle(m.minor && (has(therapy.BulimiaNervosa) || has(therapy.AnorexiaNervosa)), 40, therapy.FamilyTherapyTriedOrUnsuitable)
	settle(has(therapy.DepressionRemission), 60, therapy.HighRelapseRisk)
	settle(has(therapy.DepressionRemission), 50, therapy.RemittedOnMedicationOnly)
	settle(has(therapy.ChildConductDisorder) && m.minor, 60, therapy.Aged9To14)
	settle(has(therapy.ChildConductDisorder), 25, therapy.SevereComplexConductProblems)
	settle(has(therapy.PTSD), 15, therapy.InIndividualTraumaTherapy)
	settle(has(therapy.PsychosisStable), 40, therapy.NegativeSymptoms)
	settle(has(therapy.PsychosisStable), 30, therapy.InIndividualCBT)
	settle(has(therapy.BipolarEuthymic), 20, therapy.HospitalDischarge)
	settle(has(therapy.BPD) || has(therapy.RecurrentSelfHarm), 30, therapy.DBTAvailable)
	settle(has(therapy.CourtMandatedGroup), 60, therapy.AcceptsGroup)
}
