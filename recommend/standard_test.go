package recommend_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// aged returns the intake with another age band than adult.
func aged(band therapy.Factor, intake recommend.Answers) recommend.Answers {
	return but(but(intake, therapy.Adult, therapy.Unanswered), band, therapy.Yes)
}

// deniedOneByOne answers yes to the given statements and no to every danger, without saying that
// risk has been assessed.
func deniedOneByOne(factors ...therapy.Factor) recommend.Answers {
	intake := recommend.Answers{}
	for f, info := range therapy.Factors().All() {
		if info.Layer == therapy.LayerSafety && slices.Contains(mustExclude(therapy.NoAcuteRisk), f) && f != therapy.RiskNotAssessed {
			intake[f] = therapy.No
		}
	}
	for _, f := range factors {
		intake[f] = therapy.Yes
	}
	return intake
}

func mustExclude(f therapy.Factor) []therapy.Factor {
	info, _ := therapy.Factors().Lookup(f)
	return info.Excludes
}

type expectation struct {
	name    string
	reason  string
	intake  recommend.Answers
	outcome policy.Outcome
	advised []policy.Option
	decided therapy.Layer
}

func TestDefaultPolicy(t *testing.T) {
	require.NoError(t, standard.Policy().Validate())
	const (
		i, g, c = standard.Individual, standard.Group, standard.Combined
		one     = policy.Recommended
		either  = policy.Either
		ask     = policy.NeedsInformation
		safety  = therapy.LayerSafety
		suffic  = therapy.LayerSufficiency
		elig    = therapy.LayerEligibility
		indic   = therapy.LayerIndication
		pref    = therapy.LayerPreference
		need    = therapy.LayerNeed
		pract   = therapy.LayerPractical
	)
	type opts = []policy.Option
	sad := therapy.SocialAnxietyDisorderDiagnosed
	tests := []expectation{
		// Safety.
		{"plan and means", "E79 1.2.9", recommend.Answers{therapy.SuicidePlanAndMeans: therapy.Yes, therapy.PrefersGroup: therapy.Strongly}, policy.Escalate, nil, safety},
		{"one of three not asked", "unknown is not no", but(but(but(but(yes(therapy.SensitiveIssue), therapy.NoAcuteRisk, therapy.Unanswered), therapy.AcuteSuicidality, therapy.No), therapy.CannotKeepSafe, therapy.No), therapy.HarmToOthersImminent, therapy.No), ask, nil, safety},
		{"no risk answer at all", "E79 1.2.8", recommend.Answers{therapy.Adult: therapy.Yes, therapy.SensitiveIssue: therapy.Yes}, ask, nil, safety},
		{"risk not assessed", "F07", but(but(yes(therapy.SensitiveIssue), therapy.NoAcuteRisk, therapy.Unanswered), therapy.RiskNotAssessed, therapy.Yes), ask, nil, safety},
		{"stable psychosis, acute state not asked", "F03 is required", but(but(yes(therapy.PsychosisStable, therapy.NoImminentThreat), therapy.NoAcuteRisk, therapy.Unanswered), therapy.AcuteSuicidality, therapy.No), ask, nil, safety},
		{"acute psychosis", "F03", recommend.Answers{therapy.AcutePsychosis: therapy.Yes}, policy.Escalate, nil, safety},
		{"only four dangers denied", "F03 to F06 unknown, wherever nobody has assessed", but(but(but(but(recommend.Answers{therapy.Adult: therapy.Yes, therapy.WantsPeerSupport: therapy.Yes}, therapy.AcuteSuicidality, therapy.No), therapy.SuicidePlanAndMeans, therapy.No), therapy.CannotKeepSafe, therapy.No), therapy.HarmToOthersImminent, therapy.No), ask, nil, safety},
		{"every danger denied one by one", "as good as an assessment", deniedOneByOne(therapy.Adult, therapy.WantsPeerSupport), one, opts{g}, need},
		{"every danger denied, but not found clear", "F07: a no to the assessment", but(deniedOneByOne(therapy.Adult, therapy.WantsPeerSupport), therapy.NoAcuteRisk, therapy.No), ask, nil, suffic},
		{"clear of danger, but danger to others is not cleared", "F02", but(yes(therapy.WantsPeerSupport), therapy.NoImminentThreat, therapy.No), ask, nil, suffic},
		{"clear of danger, but not medically stable", "F06", but(yes(therapy.WantsPeerSupport), therapy.MedicallyStable, therapy.No), ask, nil, suffic},
		{"anorexia, stability not asked", "E35: a physical check belongs to it", yes(therapy.AnorexiaNervosa), ask, nil, suffic},
		{"bulimia, stability denied", "E35", but(yes(therapy.BulimiaNervosa), therapy.MedicallyStable, therapy.No), ask, nil, suffic},
		{"anorexia, found stable", "E34", yes(therapy.AnorexiaNervosa, therapy.MedicallyStable), one, opts{i}, indic},
		{"anorexia, medically unstable", "F06", recommend.Answers{therapy.AnorexiaNervosa: therapy.Yes, therapy.MedicalInstability: therapy.Yes}, policy.Escalate, nil, safety},

		// Sufficiency.
		{"age unknown", "E84", but(yes(therapy.SensitiveIssue), therapy.Adult, therapy.Unanswered), ask, nil, suffic},
		{"nothing stated", "R6", yes(), ask, nil, 0},
		{"no preference is no reason", "R6", yes(therapy.NoPreference), ask, nil, 0},
		{"nothing recorded", "R6", yes(therapy.NoFactorsRecorded, therapy.ValuesPrivacy), ask, nil, suffic},
		{"contradictory wishes", "F11", yes(therapy.ContradictoryPreferences, therapy.ValuesPrivacy), ask, nil, suffic},
		{"consent unclear", "F10", yes(therapy.ConsentUnclear, therapy.ValuesPrivacy), ask, nil, suffic},
		{"consent refused", "a refusal stops", but(yes(therapy.Isolation), therapy.ConsentGiven, therapy.No), ask, nil, suffic},
		{"sixteen, consent refused, a parent consents", "E84: their own consent counts", aged(therapy.Adolescent16To17, but(yes(therapy.Isolation, therapy.ParentalConsent), therapy.ConsentGiven, therapy.No)), ask, nil, suffic},
		{"fourteen, refuses, a parent consents", "talk with the young person first", aged(therapy.Adolescent12To15, but(yes(therapy.Isolation, therapy.ParentalConsent), therapy.ConsentGiven, therapy.No)), ask, nil, suffic},
		{"fourteen, a parent consents", "E84", aged(therapy.Adolescent12To15, yes(therapy.Isolation, therapy.ParentalConsent)), one, opts{g}, need},
		{"child under twelve, does not consent", "a parent decides", aged(therapy.ChildUnder12, but(yes(therapy.Isolation, therapy.ParentalConsent), therapy.ConsentGiven, therapy.No)), one, opts{g}, need},
		{"child without a parent's consent", "F10", aged(therapy.ChildUnder12, yes(therapy.SensitiveIssue)), ask, nil, suffic},
		{"child, a parent does not consent", "F10", aged(therapy.ChildUnder12, but(yes(therapy.SensitiveIssue), therapy.ParentalConsent, therapy.No)), ask, nil, suffic},
		{"child with a parent's consent", "F10", aged(therapy.ChildUnder12, yes(therapy.SensitiveIssue, therapy.ParentalConsent)), one, opts{i}, need},
		{"fourteen, own consent", "Gillick", aged(therapy.Adolescent12To15, yes(therapy.SensitiveIssue, therapy.ConsentGiven)), one, opts{i}, need},
		{"fourteen, consent not asked", "Gillick or parental", aged(therapy.Adolescent12To15, yes(therapy.SensitiveIssue)), ask, nil, suffic},
		{"sixteen", "capacity is presumed", aged(therapy.Adolescent16To17, yes(therapy.SensitiveIssue)), one, opts{i}, need},

		// Eligibility.
		{"declines group", "the right to decline, whatever speaks for it", yes(therapy.DeclinesGroup, therapy.WantsPeerSupport, therapy.LimitedBudget), one, opts{i}, elig},
		{"declines group, individual unavailable", "none is left", yes(therapy.DeclinesGroup, therapy.IndividualUnavailable, therapy.SensitiveIssue), policy.NoneSuitable, nil, elig},
		{"individual unavailable", "also as a part of both", yes(therapy.IndividualUnavailable, therapy.SensitiveIssue), one, opts{g}, elig},
		{"group unavailable", "also as a part of both", yes(therapy.GroupUnavailable, therapy.Isolation), one, opts{i}, elig},
		{"abuse, not asked who is in the group", "F09 is required", yes(therapy.DomesticAbuse, therapy.Isolation), ask, nil, elig},
		{"abuser in the group", "F09", yes(therapy.DomesticAbuse, therapy.AbuserInAvailableGroup, therapy.Isolation), one, opts{i}, elig},
		{"abuser not in the group", "abuse by itself excludes nothing", but(yes(therapy.DomesticAbuse, therapy.Isolation), therapy.AbuserInAvailableGroup, therapy.No), one, opts{g}, need},
		{"antisocial traits, kind of group unknown", "F24 is required", yes(therapy.SevereAntisocialTraits, therapy.Isolation), ask, nil, elig},
		{"antisocial traits, specialised group", "F24 excludes from mixed groups only; readiness puts individual work first", but(yes(therapy.SevereAntisocialTraits, therapy.Isolation), therapy.GroupTypeHeterogeneous, therapy.No), one, opts{i}, indic},
		{"interpreter for one to one only", "F21", yes(therapy.LanguageBarrier, therapy.InterpreterIndividualOnly, therapy.Isolation), one, opts{i}, elig},
		{"recent attempt, kind of group unknown", "F08 is required", yes(therapy.RecentSuicideAttempt, therapy.PrefersGroup), ask, nil, elig},
		{"recent attempt, declines groups", "the kind does not matter any more", yes(therapy.RecentSuicideAttempt, therapy.DeclinesGroup, therapy.SensitiveIssue), one, opts{i}, elig},
		{"recent attempt, mixed group, individual unavailable", "not a mixed group by elimination", yes(therapy.RecentSuicideAttempt, therapy.GroupTypeHeterogeneous, therapy.IndividualUnavailable), policy.NoneSuitable, nil, elig},
		{"recent attempt, a group made for it", "C.9 F8: never a group alone, however specialised", but(yes(therapy.RecentSuicideAttempt, therapy.PrefersGroup), therapy.GroupTypeHeterogeneous, therapy.No), either, opts{i, c}, 0},
		{"life crisis, kind of group unknown", "F25 is required", yes(therapy.AcuteLifeCrisis, therapy.WantsPeerSupport), ask, nil, elig},
		{"life crisis, mixed group", "F25: deferred", yes(therapy.AcuteLifeCrisis, therapy.GroupTypeHeterogeneous, therapy.WantsPeerSupport), one, opts{i}, indic},
		{"unwilling", "doubt counts, and excludes nothing", yes(therapy.UnwillingToEngageInGroup, therapy.Isolation), one, opts{i}, indic},

		// Indication.
		{"social anxiety disorder, adult", "C1: NICE before the article", yes(sad, therapy.SocialAnxiety), one, opts{i}, indic},
		{"social anxiety, described", "S58", yes(therapy.SocialAnxiety), one, opts{g}, need},
		{"social anxiety disorder, sixteen", "E16: both; the article then tips it", aged(therapy.Adolescent16To17, yes(sad, therapy.SocialAnxiety)), one, opts{g}, need},
		{"social anxiety disorder, sixteen, nothing else", "E16: both", aged(therapy.Adolescent16To17, yes(sad)), either, opts{i, g}, 0},
		{"PTSD", "E25, E27", yes(therapy.PTSD, therapy.WantsPeerSupport), one, opts{i}, indic},
		{"PTSD, individual therapy under way", "E27: a group beside it, not instead", yes(therapy.PTSD, therapy.InIndividualTraumaTherapy, therapy.WantsPeerSupport), one, opts{c}, indic},
		{"PTSD under way, no wish for peers", "F30 says wants peers: what is under way goes on", yes(therapy.PTSD, therapy.InIndividualTraumaTherapy), one, opts{i}, indic},
		{"PTSD under way, peers, informed wish for individual therapy alone", "E9, E61: both stay open", yes(therapy.PTSD, therapy.InIndividualTraumaTherapy, therapy.WantsPeerSupport, therapy.PrefersIndividual, therapy.InformedDiscussionDone), one, opts{i}, pref},
		{"PTSD under way, informed wish for a group", "P6: heard, and never alone against the flag", yes(therapy.PTSD, therapy.InIndividualTraumaTherapy, therapy.PrefersGroup, therapy.InformedDiscussionDone), either, opts{g, c}, 0},
		{"BPD", "E44: no difference shown", yes(therapy.BPD), either, opts{i, g}, 0},
		{"BPD, DBT, informed wish for individual therapy", "E9, E61: both stay open", yes(therapy.BPD, therapy.DBTAvailable, therapy.PrefersIndividual, therapy.InformedDiscussionDone), one, opts{i}, pref},
		{"the same, and it matters a great deal", "it tips it", but(yes(therapy.BPD, therapy.DBTAvailable, therapy.InformedDiscussionDone), therapy.PrefersIndividual, therapy.Strongly), one, opts{i}, pref},
		{"BPD and a DBT programme", "E43: the programme is both", yes(therapy.BPD, therapy.DBTAvailable, therapy.RecurrentSelfHarm), one, opts{c}, indic},
		{"less severe depression", "E1, E3: a lead of one does not decide", yes(therapy.DepressionLessSevere), either, opts{i, g}, 0},
		{"less severe depression, prefers individual", "E3: support the choice", yes(therapy.DepressionLessSevere, therapy.PrefersIndividual), one, opts{i}, pref},
		{"more severe depression", "E5", yes(therapy.DepressionMoreSevere, therapy.WantsPeerSupport), one, opts{i}, indic},
		{"more severe depression, group not helped", "E14", yes(therapy.DepressionMoreSevere, therapy.GroupNonresponse), one, opts{i}, indic},
		{"binge eating after self-help", "E32", yes(therapy.BingeEatingDisorder, therapy.GuidedSelfHelpTried), one, opts{g}, indic},
		{"remission, high risk, recovery unknown", "E96: asks how", yes(therapy.DepressionRemission, therapy.HighRelapseRisk), ask, nil, therapy.LayerSufficiency},
		{"remission on medication, high risk", "E96", yes(therapy.DepressionRemission, therapy.HighRelapseRisk, therapy.RemittedOnMedicationOnly), one, opts{g}, indic},
		{"bipolar, discharged", "E41", yes(therapy.BipolarEuthymic, therapy.HospitalDischarge), one, opts{g}, indic},
		{"stable psychosis and social skills", "C7", yes(therapy.PsychosisStable, therapy.SocialSkillsGoal), one, opts{i}, indic},
		{"psychosis, CBT under way, negative symptoms", "F34: an arts group beside it", yes(therapy.PsychosisStable, therapy.InIndividualCBT, therapy.NegativeSymptoms), one, opts{c}, indic},
		{"the same with an informed wish for individual therapy", "E9, E61", yes(therapy.PsychosisStable, therapy.InIndividualCBT, therapy.NegativeSymptoms, therapy.PrefersIndividual, therapy.InformedDiscussionDone), one, opts{i}, pref},
		{"the same with an informed wish for a group", "P6: heard, and never alone against the flag", yes(therapy.PsychosisStable, therapy.InIndividualCBT, therapy.NegativeSymptoms, therapy.PrefersGroup, therapy.InformedDiscussionDone), either, opts{g, c}, 0},
		{"psychosis and negative symptoms, informed wish for a group", "both stay open", yes(therapy.PsychosisStable, therapy.NegativeSymptoms, therapy.PrefersGroup, therapy.InformedDiscussionDone), either, opts{i, g}, 0},
		{"OCD, mild", "E23: a tie", yes(therapy.OCDMild), either, opts{i, g}, 0},

		// Preference.
		{"prefers a group uninformed, against the indication", "the indication stands", yes(sad, therapy.PrefersGroup), one, opts{i}, indic},
		{"prefers a group informed, against the indication", "E9, E61: both stay open", yes(sad, therapy.PrefersGroup, therapy.InformedDiscussionDone), either, opts{i, g}, 0},
		{"the same after PTSD", "E9, E61", yes(therapy.PTSD, therapy.PrefersGroup, therapy.InformedDiscussionDone), either, opts{i, g}, 0},
		{"prefers individual informed, against a group", "the mirror image", yes(therapy.DepressionRemission, therapy.HighRelapseRisk, therapy.RemittedOnMedicationOnly, therapy.PrefersIndividual, therapy.InformedDiscussionDone), one, opts{i}, pref},
		{"wants both", "S60", yes(therapy.WantsBoth), one, opts{c}, pref},
		{"values privacy", "S56", yes(therapy.ValuesPrivacy), one, opts{i}, pref},
		{"mandated and accepted", "E73", yes(therapy.CourtMandatedGroup, therapy.AcceptsGroup), one, opts{g}, pref},
		{"mandated only", "an obligation is no reason by itself", yes(therapy.CourtMandatedGroup), ask, nil, 0},

		// R4: privacy or a preference against budget or time.
		{"privacy against budget", "S56 against S59", yes(therapy.ValuesPrivacy, therapy.LimitedBudget), either, opts{i, g}, 0},
		{"privacy against time", "S56 against S59", yes(therapy.ValuesPrivacy, therapy.LimitedTime), either, opts{i, g}, 0},
		{"privacy against both", "one limit, not two", yes(therapy.ValuesPrivacy, therapy.LimitedBudget, therapy.LimitedTime), either, opts{i, g}, 0},
		{"judgement against budget", "S12 against S59", yes(therapy.FearOfJudgement, therapy.LimitedBudget), either, opts{i, g}, 0},
		{"preference against budget", "R4", yes(therapy.PrefersIndividual, therapy.LimitedBudget), either, opts{i, g}, 0},
		{"everything against budget and time", "still level", yes(therapy.ValuesPrivacy, therapy.FearOfJudgement, therapy.PrefersIndividual, therapy.LimitedBudget, therapy.LimitedTime), either, opts{i, g}, 0},
		{"privacy strongly against budget", "it matters a great deal", but(yes(therapy.LimitedBudget), therapy.ValuesPrivacy, therapy.Strongly), one, opts{i}, pref},

		// Needs.
		{"sensitive issue", "S54", yes(therapy.SensitiveIssue), one, opts{i}, need},
		{"peers", "S57", yes(therapy.WantsPeerSupport, therapy.WantsDiversePerspectives), one, opts{g}, need},
		{"depth and peers", "disagreement alone is not combined (S61, C2)", yes(therapy.WantsInDepthExploration, therapy.WantsPeerSupport), either, opts{i, g}, 0},
		{"depth and peers, different aspects", "R4, S61", yes(therapy.WantsInDepthExploration, therapy.WantsPeerSupport, therapy.MultipleAspects), one, opts{c}, need},
		{"different aspects, one side only", "nothing for the other part", yes(therapy.WantsInDepthExploration, therapy.MultipleAspects), one, opts{i}, need},

		// Practical.
		{"budget alone", "S59", yes(therapy.LimitedBudget), one, opts{g}, pract},
		{"irregular days", "T1: flexibility is individual", yes(therapy.NeedsFlexibleSchedule), one, opts{i}, pract},
		{"little time", "T1: a set slot is the group's", yes(therapy.LimitedTime), one, opts{g}, pract},
		{"long wait", "F14: both includes the wait", yes(therapy.IndividualLongWait), one, opts{g}, pract},
		{"a fixed slot suits", "a lead of one; combining is no tie-break", yes(therapy.FixedScheduleOK), either, opts{i, g}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rec, err := theStandard().Recommend(given(tt.intake), now)
			require.NoError(t, err)
			require.Equal(t, tt.outcome, rec.Outcome(), tt.reason)
			if diff := cmp.Diff(tt.advised, advised(rec), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("advised (-want +got):\n%s\n%s", diff, tt.reason)
			}
			decided, _ := rec.DecidedBy()
			require.Equal(t, tt.decided, decided, tt.reason)
		})
	}
}

// What every explanation must contain, by situation.
func TestObligatoryCautions(t *testing.T) {
	const peers, depth = therapy.WantsPeerSupport, therapy.WantsInDepthExploration
	tests := []struct {
		name     string
		intake   recommend.Answers
		has, not []string
	}{
		{"group advised", yes(peers), []string{"group-leakage", "group-fit", "group-screening"}, []string{"combined-burden"}},
		{"individual advised, no need for a group", yes(depth), nil, []string{"group-leakage", "individual-what-is-lost"}},
		{"individual advised, needs for a group", yes(therapy.PTSD, peers), []string{"individual-what-is-lost"}, []string{"group-leakage"}},
		{"combined advised", yes(depth, peers, therapy.MultipleAspects), []string{"combined-which-aspect", "combined-burden", "group-leakage"}, nil},
		{"combined on a budget", yes(depth, peers, therapy.MultipleAspects, therapy.LimitedBudget), []string{"combined-against-limits"}, nil},
		{"either", yes(therapy.OCDMild), []string{"either-ask", "group-leakage"}, nil},
		{"escalate", recommend.Answers{therapy.CannotKeepSafe: therapy.Yes}, []string{"postponed-not-refused", "no-risk-score"}, []string{"group-leakage"}},
		{"needs information", recommend.Answers{}, []string{"ask-first"}, []string{"group-leakage"}},
		{"minor", aged(therapy.Adolescent16To17, yes(depth)), []string{"minors-consent"}, nil},
		{"mandated", yes(therapy.CourtMandatedGroup, therapy.AcceptsGroup), []string{"mandated-reports"}, nil},
		{"abuse", yes(therapy.DomesticAbuse, depth), []string{"abuse-never-together"}, nil},
		{"preference not followed", yes(therapy.PTSD, therapy.PrefersGroup), []string{"preference-for-group-not-followed"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rec, err := theStandard().Recommend(given(tt.intake), now)
			require.NoError(t, err)
			said := map[string]bool{}
			for c := range rec.Cautions() {
				said[c.ID] = true
			}
			for _, id := range tt.has {
				require.True(t, said[id], "%s is obliged", id)
			}
			for _, id := range tt.not {
				require.False(t, said[id], "%s has no place here", id)
			}
		})
	}
}

// Where sources disagree, both are shown, and which of them decided.
func TestKnownConflicts(t *testing.T) {
	tests := []struct {
		id      string
		intake  recommend.Answers
		decided recommend.Side
		by      therapy.Layer
	}{
		{"c1-social-anxiety", yes(therapy.SocialAnxietyDisorderDiagnosed, therapy.SocialAnxiety), recommend.SideA, therapy.LayerIndication},
		{"c1-social-anxiety", yes(therapy.SocialAnxiety), recommend.SideB, therapy.LayerNeed},
		{"c12-arts-therapies", yes(therapy.PsychosisStable, therapy.NegativeSymptoms), recommend.BothSides, therapy.LayerIndication},
		{"c7-social-skills-psychosis", yes(therapy.PsychosisStable, therapy.SocialSkillsGoal), recommend.SideA, therapy.LayerIndication},
		{"c3-budget", yes(therapy.LimitedBudget, therapy.SocialAnxietyDisorderDiagnosed), recommend.SideB, therapy.LayerIndication},
	}
	for _, tt := range tests {
		t.Run(tt.id, func(t *testing.T) {
			rec, err := theStandard().Recommend(given(tt.intake), now)
			require.NoError(t, err)
			for c := range rec.Conflicts() {
				if c.ID == tt.id {
					require.Equal(t, tt.decided, c.Decided)
					require.Equal(t, tt.by, c.By)
					return
				}
			}
			t.Fatal("not shown")
		})
	}
}
