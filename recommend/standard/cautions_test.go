package standard_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/internal/madeup"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

const (
	yes      = therapy.Yes
	no       = therapy.No
	strongly = therapy.Strongly
)

type answers = recommend.Answers

// with adds answers; an unknown answer removes one.
func (a situation) with(more answers) situation {
	next := situation(maps.Clone(a))
	maps.Copy(next, more)
	return next
}

// situation is a set of answers that leads to a known outcome.
type situation answers

func safe() situation         { return situation{therapy.Adult: yes, therapy.NoAcuteRisk: yes} }
func individually() situation { return safe().with(answers{therapy.PrefersIndividual: yes}) }
func inGroup() situation      { return safe().with(answers{therapy.PrefersGroup: yes}) }
func combined() situation     { return safe().with(answers{therapy.WantsBoth: yes}) }

func nothingToBeHad() situation {
	return safe().with(answers{therapy.IndividualUnavailable: yes, therapy.GroupUnavailable: yes})
}

func recommendationOf(t *testing.T, s situation) recommend.Recommendation {
	t.Helper()
	rec, err := recommend.Default().Recommend(recommend.Intake{Answers: answers(s)}, time.Time{})
	require.NoError(t, err)
	return rec
}

func cautionsOf(t *testing.T, s situation) (ids []string, rec recommend.Recommendation) {
	t.Helper()
	rec = recommendationOf(t, s)
	for c := range rec.Cautions() {
		ids = append(ids, c.ID)
	}
	return ids, rec
}

// TestCautions checks every caution of the standard policy: in a situation in which it has to be
// given, and in a similar one in which it does not.
func TestCautions(t *testing.T) {
	unwell := func(f therapy.Factor) (situation, situation) {
		return individually().with(answers{f: yes}), individually()
	}
	type row struct {
		id           string
		said, silent situation
		outcome      policy.Outcome // where it is said
	}
	pair := func(id string, outcome policy.Outcome, f therapy.Factor) row {
		said, silent := unwell(f)
		return row{id, said, silent, outcome}
	}
	danger := safe().with(answers{therapy.NoAcuteRisk: therapy.Unanswered, therapy.AcuteSuicidality: yes})
	minor := situation{therapy.Adolescent16To17: yes, therapy.NoAcuteRisk: yes, therapy.PrefersIndividual: yes}
	child := situation{therapy.ChildUnder12: yes, therapy.ParentalConsent: yes, therapy.NoAcuteRisk: yes, therapy.PrefersIndividual: yes}
	unknown := situation{therapy.Adult: yes}
	rows := []row{
		{"postponed-not-refused", danger, safe(), policy.Escalate},
		{"no-risk-score", danger, safe(), policy.Escalate},
		{"not-to-wait-for", unknown, individually(), policy.NeedsInformation},
		{"ask-first", unknown, individually(), policy.NeedsInformation},
		{"refer-on", nothingToBeHad(), individually(), policy.NoneSuitable},
		{"group-leakage", inGroup(), individually(), policy.Recommended},
		{"group-fit", inGroup(), individually(), policy.Recommended},
		{"group-screening", combined(), individually(), policy.Recommended},
		// With thoughts of suicide, also passive ones, a group is never the only treatment.
		{"group-not-alone-in-ideation", combined().with(answers{therapy.PassiveSuicidalIdeation: yes, therapy.GroupTypeHeterogeneous: no}), combined(), policy.Recommended},
		{"individual-what-is-lost", individually().with(answers{therapy.Isolation: yes}), individually(), policy.Recommended},
		{"combined-which-aspect", combined(), inGroup(), policy.Recommended},
		{"combined-burden", combined(), inGroup(), policy.Recommended},
		{"combined-against-limits", combined().with(answers{therapy.LimitedTime: yes}), combined(), policy.Recommended},
		{"either-ask", individually().with(answers{therapy.LimitedTime: yes}), individually(), policy.Either},
		{"preference-for-group-not-followed", inGroup().with(answers{therapy.GroupUnavailable: yes}), inGroup(), policy.Recommended},
		{"preference-for-individual-not-followed", individually().with(answers{therapy.IndividualUnavailable: yes}), individually(), policy.Recommended},
		{"preference-for-both-not-followed", combined().with(answers{therapy.GroupUnavailable: yes}), combined(), policy.Recommended},
		pair("not-yet-informed", 0, therapy.NotYetInformed),
		pair("mandated-reports", 0, therapy.ReportsToThirdParty),
		pair("abuse-never-together", 0, therapy.DomesticAbuse),
		pair("abuse-danger-now", 0, therapy.DomesticAbuse),
		{"minors-consent", minor, individually(), policy.Recommended},
		{
			"abuse-of-a-minor", minor.with(answers{therapy.DomesticAbuse: yes, therapy.AbuserInAvailableGroup: no, therapy.ConsenterMayBeAbuser: no}),
			individually().with(answers{therapy.DomesticAbuse: yes, therapy.AbuserInAvailableGroup: no}), 0,
		},
		pair("do-not-withhold", 0, therapy.PassiveSuicidalIdeation),
		pair("hopelessness", 0, therapy.WarningSignHopelessness),
		{"hopelessness-urgent", nothingToBeHad().with(answers{therapy.WarningSignHopelessness: yes}), nothingToBeHad(), policy.NoneSuitable},
		pair("team-involved", 0, therapy.SafetyPlanInPlace),
		pair("life-crisis", 0, therapy.AcuteLifeCrisis),
		pair("therapist-involved", 0, therapy.InIndividualTraumaTherapy),
		pair("substance-use-no-bar", 0, therapy.SUDComorbid),
		pair("self-help-first", 0, therapy.DepressionLessSevere),
		pair("more-severe-and-medication", 0, therapy.DepressionMoreSevere),
		{
			"severe-not-group-alone", inGroup().with(answers{therapy.DepressionMoreSevere: yes, therapy.IndividualUnavailable: yes}),
			inGroup().with(answers{therapy.IndividualUnavailable: yes}), policy.Recommended,
		},
		{
			"eating-disorder-monitoring", individually().with(answers{therapy.BulimiaNervosa: yes, therapy.MedicallyStable: yes}),
			individually().with(answers{therapy.MedicallyStable: yes}), 0,
		},
		pair("medication-declined", 0, therapy.DeclinesMedication),
		pair("cancer-review", 0, therapy.DepressionInCancer),
		pair("social-anxiety-access", 0, therapy.SocialAnxietyDisorderDiagnosed),
		{
			"language", individually().with(answers{therapy.LanguageBarrier: yes, therapy.InterpreterIndividualOnly: no}),
			individually().with(answers{therapy.InterpreterIndividualOnly: no}), policy.Recommended,
		},
		{
			"brain-injury-adaptations", individually().with(answers{therapy.AcquiredBrainInjury: yes, therapy.CannotFollowGroup: no}),
			individually().with(answers{therapy.CannotFollowGroup: no}), policy.Recommended,
		},
		{
			"tension-time", individually().with(answers{therapy.LimitedTime: yes, therapy.NeedsFlexibleSchedule: yes}),
			individually().with(answers{therapy.LimitedTime: yes}), 0,
		},
		{
			"tension-shame", individually().with(answers{therapy.Shame: yes, therapy.FearOfJudgement: yes}),
			individually().with(answers{therapy.Shame: yes}), 0,
		},
		pair("tension-support", 0, therapy.WantsEmotionalExpression),
		pair("safe-contact", 0, therapy.SafeContactUnknown),
		pair("older-adults", 0, therapy.OlderAdult),
		pair("no-guideline-built-in", 0, therapy.MainProblemNotListed),
		pair("bdd-specialist", 0, therapy.BDD),
		pair("phobia-exposure", 0, therapy.SpecificPhobia),
		pair("pain-exercise", 0, therapy.ChronicPrimaryPain),
		pair("perinatal-times", 0, therapy.Perinatal),
		pair("prolonged-grief-format", 0, therapy.ProlongedGrief),
		pair("self-harm-therapy", 0, therapy.RecurrentSelfHarm),
		{"learning-disability-adapt", individually().with(answers{therapy.LearningDisability: yes, therapy.CannotFollowGroup: no}), individually(), policy.Recommended},
		{"bereaved-by-suicide-support", individually().with(answers{therapy.BereavedBySuicide: yes, therapy.PassiveSuicidalIdeation: no}), individually(), policy.Recommended},
		{"adhd-support", individually().with(answers{therapy.ParentsOfChildWithADHD: yes, therapy.Under5: no}), individually().with(answers{therapy.ParentsOfChildWithADHD: yes, therapy.Under5: yes}), 0},
		{"mandated-not-possible", individually().with(answers{therapy.CourtMandatedGroup: yes}), inGroup().with(answers{therapy.CourtMandatedGroup: yes}), policy.Recommended},
		{"self-help-first-binge-eating", individually().with(answers{therapy.BingeEatingDisorder: yes, therapy.GuidedSelfHelpTried: no}), individually().with(answers{therapy.BingeEatingDisorder: yes, therapy.GuidedSelfHelpTried: yes}), policy.Recommended},
		// Ages: the same statement is silent for an adult.
		{"medicine-and-the-young", minor.with(answers{therapy.DepressionModerateSevereCYP: yes}), individually(), policy.Recommended},
		{"digital-cbt-first", minor.with(answers{therapy.DepressionMildCYP: yes}), individually(), 0},
		{"family-forms-too", child.with(answers{therapy.DepressionModerateSevereCYP: yes}), minor.with(answers{therapy.DepressionModerateSevereCYP: yes}), policy.Recommended},
		{"eating-disorder-growth", minor.with(answers{therapy.BulimiaNervosa: yes, therapy.MedicallyStable: yes}), individually().with(answers{therapy.BulimiaNervosa: yes, therapy.MedicallyStable: yes}), policy.NeedsInformation},
		{"psychosis-and-the-young", minor.with(answers{therapy.PsychosisStable: yes}), individually().with(answers{therapy.PsychosisStable: yes}), policy.Recommended},
		{"no-guideline-for-age", minor.with(answers{therapy.GamblingHarm: yes}), individually().with(answers{therapy.GamblingHarm: yes}), policy.Recommended},
		{"no-guideline-for-age", minor.with(answers{therapy.SpecificPhobia: yes}), individually().with(answers{therapy.SpecificPhobia: yes}), 0},
		{"phobia-exposure", individually().with(answers{therapy.SpecificPhobia: yes}), minor.with(answers{therapy.SpecificPhobia: yes}), 0},
		{"article-and-the-young", minor, individually(), policy.Recommended},
	}
	tested := map[string]bool{}
	for _, tt := range rows {
		t.Run(tt.id, func(t *testing.T) {
			tested[tt.id] = true
			ids, rec := cautionsOf(t, tt.said)
			require.Contains(t, ids, tt.id, "%s", rec)
			if tt.outcome != 0 {
				require.Equal(t, tt.outcome, rec.Outcome())
			}
			ids, rec = cautionsOf(t, tt.silent)
			require.NotContains(t, ids, tt.id, "%s", rec)
		})
	}
	for _, c := range standard.Policy().Cautions {
		require.True(t, tested[c.ID], "caution %s has no row", c.ID)
	}
}

// TestGroupIsNotAloneInIdeation checks that each kind of suicidality alone leads to the caution that
// a group must not be the only treatment.
func TestGroupIsNotAloneInIdeation(t *testing.T) {
	for _, f := range []therapy.Factor{therapy.PassiveSuicidalIdeation, therapy.RecentSuicideAttempt, therapy.RecurrentSelfHarm} {
		s := combined().with(answers{f: yes, therapy.GroupTypeHeterogeneous: no})
		ids, rec := cautionsOf(t, s)
		require.True(t, rec.Advises(standard.Combined) || rec.Advises(standard.Group), "%s: %s", f, rec)
		require.Contains(t, ids, "group-not-alone-in-ideation", f)
		require.Contains(t, ids, "do-not-withhold", f)
	}
}

// TestLimitsAgainstWishesAreLevel checks that both formats stay open if a wish for privacy or for
// individual therapy conflicts with limited money or time, since the sources do not say which counts
// more; also if both money and time are limited, and with any other practical matters.
func TestLimitsAgainstWishesAreLevel(t *testing.T) {
	wishes := []therapy.Factor{therapy.ValuesPrivacy, therapy.FearOfJudgement, therapy.PrefersIndividual}
	limits := []answers{
		{therapy.LimitedBudget: yes}, {therapy.LimitedTime: yes}, {therapy.LimitedBudget: yes, therapy.LimitedTime: yes},
	}
	for _, wish := range wishes {
		alone := recommendationOf(t, safe().with(answers{wish: yes}))
		require.Equal(t, []policy.Option{standard.Individual}, madeup.Advised(alone), "%s by itself", wish)
		for _, limit := range limits {
			rec := recommendationOf(t, safe().with(answers{wish: yes}).with(limit))
			require.Equal(t, policy.Either, rec.Outcome(), "%s against %v", wish, slices.Sorted(maps.Keys(limit)))
			require.Subset(t, madeup.Advised(rec), []policy.Option{standard.Individual, standard.Group}, "%s", wish)
			for stage := range rec.Stages() {
				if stage.Layer() != therapy.LayerPreference {
					continue
				}
				for o, points := range stage.Points() { // exactly equal, not only within the margin
					require.Equal(t, 3, points, "%s: %s against %v", o, wish, slices.Sorted(maps.Keys(limit)))
				}
			}
		}
	}
	for _, limit := range limits {
		rec := recommendationOf(t, safe().with(limit))
		require.Equal(t, []policy.Option{standard.Group}, madeup.Advised(rec), "a limit by itself is for a group: %v", slices.Sorted(maps.Keys(limit)))
	}
	// A need decides.
	rec := recommendationOf(t, safe().with(answers{therapy.ValuesPrivacy: yes, therapy.LimitedTime: yes, therapy.WantsInDepthExploration: strongly}))
	require.Equal(t, []policy.Option{standard.Individual}, madeup.Advised(rec))
}
