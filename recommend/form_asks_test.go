package recommend_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/recommendtest"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// TestTheFormAsksWhatThePolicyRequires removes answers from plausible and from random intakes:
// the form must ask everything that the policy then requires.
func TestTheFormAsksWhatThePolicyRequires(t *testing.T) {
	form, r := standardForm(t), recommend.Default()
	rng, factors := rand.New(rand.NewPCG(16, 5)), r.Policy().Factors
	required := map[therapy.Factor]int{}
	for i := range often(1_000, 20) {
		answers := recommendtest.Plausible(rng).Answers
		if i%2 == 0 {
			answers = completeIntake(rng, r, factors)
		}
		for _, f := range slices.Sorted(maps.Keys(answers)) {
			if rng.IntN(4) == 0 {
				delete(answers, f)
			}
		}
		rec, err := r.Recommend(given(answers), now)
		require.NoError(t, err)
		so := recommend.Answers{} // with everything that follows from a yes
		for f := range factors.Names() {
			switch rec.Truth(f) {
			case therapy.True:
				so[f] = therapy.Yes
			case therapy.False:
				so[f] = therapy.No
			case therapy.Unknown:
			}
		}
		asked := map[therapy.Factor]bool{}
		for _, q := range form.Questions(recommend.Clinician, so) {
			for _, item := range q.Items {
				asked[item.Factor] = true
			}
		}
		for q := range rec.Questions() {
			if q.Layer.Weighs() || rec.Truth(q.Info.Factor) != therapy.Unknown {
				continue
			}
			required[q.Info.Factor]++
			require.True(t, asked[q.Info.Factor], "%s asks for %s, which the form hides: %v", q.Rule, q.Info.Factor, so)
		}
	}
	for _, f := range []therapy.Factor{therapy.GroupTypeHeterogeneous, therapy.GuidedSelfHelpTried} {
		require.NotZero(t, required[f], "%s was required of somebody", f)
	}
}

// TestARequiredStatementOfADeployerIsAsked checks that the form asks a statement when a rule
// requires it, whatever the statement itself says about when to ask.
func TestARequiredStatementOfADeployerIsAsked(t *testing.T) {
	p := standard.Policy()
	info, ok := p.Factors.Lookup(therapy.CannotAttendGroup)
	require.True(t, ok)
	info.Factor, info.Excludes = "ramp-missing", nil
	for name, asking := range map[string]therapy.Asking{
		"if":     {If: therapy.Is(therapy.Prison)},
		"unless": {Unless: therapy.Is(therapy.Adult)},
		"both":   {If: therapy.Is(therapy.Prison), Unless: therapy.Is(therapy.Adult)},
	} {
		t.Run(name, func(t *testing.T) {
			changed := p
			info.Asking = asking
			var err error
			changed.Factors, err = p.Factors.With(info)
			require.NoError(t, err)
			rule := p.Rules[slices.IndexFunc(p.Rules, func(r policy.Rule) bool { return r.Layer == therapy.LayerEligibility })]
			rule.ID, rule.When, rule.RequiredIf, rule.Asks = "z2-ramp-missing", therapy.Is("ramp-missing"), therapy.Is(therapy.OlderAdult), nil
			changed.Rules = append(slices.Clone(p.Rules), rule)
			form, err := recommend.NewForm(changed)
			require.NoError(t, err)
			asked := func(so recommend.Answers) bool {
				for _, q := range form.Questions(recommend.Clinician, so) {
					if q.ID == "ramp-missing" {
						return true
					}
				}
				return false
			}
			require.True(t, asked(recommend.Answers{therapy.Adult: therapy.Yes, therapy.OlderAdult: therapy.Yes}))
			require.False(t, asked(recommend.Answers{therapy.Adult: therapy.Yes, therapy.OlderAdult: therapy.No}))
		})
	}
}

// TestAFullListLeavesTheRestOpen checks that needs beyond the limit of a list stay open.
func TestAFullListLeavesTheRestOpen(t *testing.T) {
	form := standardForm(t)
	filled := recommend.Filled{
		Answers:     map[therapy.Factor]recommend.FormAnswer{therapy.Isolation: recommend.FormYes, therapy.Shame: recommend.FormStrongly},
		GoneThrough: []therapy.Section{therapy.SectionNeeds},
		Assessed:    recommend.Provenance{By: recommend.ByClinician, At: now},
	}
	in, err := form.Intake(filled)
	require.NoError(t, err)
	require.Equal(t, therapy.No, in.Answers[therapy.SensitiveIssue], "two of three: a blank is a no")
	filled.Answers[therapy.LowHope] = recommend.FormYes
	in, err = form.Intake(filled)
	require.NoError(t, err)
	require.Equal(t, therapy.Unanswered, in.Answers[therapy.SensitiveIssue], "three of three: a blank may be a need that did not fit in")

	start, err := recommend.Default().Recommend(given(yes(therapy.Adult)), now)
	require.NoError(t, err)
	iv := start.Interview().After(filled)
	for _, f := range []therapy.Factor{therapy.Isolation, therapy.Shame, therapy.LowHope} {
		require.NotContains(t, stillAsked(t, iv), f, "answered on the form")
	}
	require.Contains(t, stillAsked(t, iv), therapy.SensitiveIssue)
	var zero recommend.Interview
	require.Equal(t, recommend.InterviewComplete, zero.After(filled).State())
}

// stillAsked answers every question of an interview with "not known", and returns the questions.
func stillAsked(t *testing.T, iv recommend.Interview) []therapy.Factor {
	t.Helper()
	var list []therapy.Factor
	for {
		q, ok := iv.GoOn().Next()
		if !ok {
			return list
		}
		list = append(list, q.Info.Factor)
		var err error
		iv, err = iv.Answer(q.Info.Factor, recommend.FormNotKnown)
		require.NoError(t, err)
	}
}

// TestASectionIsAskedAgainWhenItWasFull checks that a section is asked again only if its list was
// full.
func TestASectionIsAskedAgainWhenItWasFull(t *testing.T) {
	base := given(yes(therapy.Adult, therapy.ConsentGiven, therapy.NoAcuteRisk, therapy.NoImminentThreat, therapy.NoRecentSelfHarm, therapy.NoPreference))
	base.Assessed = recommend.Provenance{By: recommend.ByClinician, At: now}
	start, err := recommend.Default().Recommend(base, now)
	require.NoError(t, err)
	visits := func(needs ...therapy.Factor) int {
		iv, n := start.Interview(), 0
		for range 100 {
			section, ok := iv.Section()
			if !ok {
				return n
			}
			filled := recommend.Filled{Answers: map[therapy.Factor]recommend.FormAnswer{}, GoneThrough: []therapy.Section{section.Section}}
			if section.Section == therapy.SectionNeeds {
				if n++; n == 1 {
					for _, f := range needs {
						filled.Answers[f] = recommend.FormYes
					}
				}
			}
			iv, err = iv.Fill(section, filled)
			require.NoError(t, err)
		}
		t.Fatal("the interview does not end")
		return 0
	}
	require.Equal(t, 1, visits(therapy.SensitiveIssue))
	require.Equal(t, 2, visits(therapy.SensitiveIssue, therapy.WantsPersonalisedPlan, therapy.PersonalHistoryFocus))
}

// TestConditionsOfQuestionsAreAsked checks that the form asks about abuse at home: the answer alone
// changes nothing, but the next question, whether the abuser is in the group, depends on it.
func TestConditionsOfQuestionsAreAsked(t *testing.T) {
	answers := recommend.Answers{}
	for f := range recommend.Default().Policy().Factors.Names() {
		answers[f] = therapy.No
	}
	for _, f := range []therapy.Factor{
		therapy.NoImminentThreat, therapy.MedicallyStable, therapy.NoAcuteRisk, therapy.NoRecentSelfHarm, therapy.DomesticAbuse, therapy.AbuserInAvailableGroup,
		therapy.ChildUnder12, therapy.ParentalConsent, therapy.ConsentGiven, therapy.DepressionMildCYP, therapy.WantsBoth, therapy.InformedDiscussionDone,
	} {
		answers[f] = therapy.Yes
	}
	assessed := recommend.Provenance{By: recommend.ByClinician, At: now}
	full, err := recommend.Default().Recommend(recommend.Intake{Answers: answers, Assessed: assessed}, now)
	require.NoError(t, err)
	without := maps.Clone(answers)
	without[therapy.AbuserInAvailableGroup] = therapy.No
	other, err := recommend.Default().Recommend(recommend.Intake{Answers: without, Assessed: assessed}, now)
	require.NoError(t, err)
	require.False(t, sameOutcome(full, other), "it matters")
	start, err := recommend.Default().Recommend(recommend.Intake{Assessed: assessed}, now)
	require.NoError(t, err)
	iv, _, _ := bySection(t, start, answers)
	require.Equal(t, therapy.True, iv.Recommendation().Truth(therapy.AbuserInAvailableGroup))
	require.True(t, sameOutcome(full, iv.Recommendation()))
	iv, _ = byQuestion(t, start.Interview(), answers)
	require.True(t, sameOutcome(full, iv.Recommendation()))
}
