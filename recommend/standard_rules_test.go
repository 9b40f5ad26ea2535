package recommend_test

import (
	"maps"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// theStandard and theVerifier belong to the standard policy. All tests here share them.
var (
	theStandard = sync.OnceValue(func() *recommend.Recommender { return recommend.Must(standard.Policy()) })
	theVerifier = sync.OnceValue(func() recommend.Verifier { return verifierOf(standard.Policy()) })
)

// verifierOf makes a verifier once for many certificates of a policy.
func verifierOf(p policy.Policy) recommend.Verifier {
	v, err := recommend.NewVerifier(p)
	if err != nil {
		panic(err)
	}
	return v
}

// witnesses returns the minimal sets of answers for which c certainly has the truth value want:
// one set for every way.
func witnesses(c therapy.Condition, want bool) []recommend.Answers {
	if f, ok := c.Statement(); ok {
		answer := therapy.No
		if want {
			answer = therapy.Yes
		}
		return []recommend.Answers{{f: answer}}
	}
	if part, ok := c.Negated(); ok {
		return witnesses(part, !want)
	}
	parts, all, _ := c.Parts()
	if all != want { // one part is enough
		var ways []recommend.Answers
		for part := range parts {
			ways = append(ways, witnesses(part, want)...)
		}
		return ways
	}
	ways := []recommend.Answers{{}}
	for part := range parts {
		var longer []recommend.Answers
		for _, way := range ways {
			for _, more := range witnesses(part, want) {
				both := maps.Clone(way)
				maps.Copy(both, more)
				longer = append(longer, both)
			}
		}
		ways = longer
	}
	return ways
}

// settled adds the answers with which a decision passes safety and age, unless the given answers
// are about these.
func settled(answers recommend.Answers) recommend.Answers {
	full := maps.Clone(answers)
	vocabulary := therapy.Factors()
	add := func(f therapy.Factor) bool {
		if _, spoken := answers[f]; spoken {
			return false
		}
		info, _ := vocabulary.Lookup(f)
		for _, other := range info.Excludes {
			if full[other] == therapy.Yes {
				return false
			}
		}
		full[f] = therapy.Yes
		return true
	}
	add(therapy.NoAcuteRisk)
	_ = add(therapy.Adult) || add(therapy.Adolescent16To17)
	return full
}

// withoutRule returns the default policy without one rule and without references to it.
func withoutRule(t *testing.T, id string) *recommend.Recommender {
	t.Helper()
	p := standard.Policy()
	p.Rules = slices.DeleteFunc(p.Rules, func(r policy.Rule) bool { return r.ID == id })
	p.Conflicts = nil
	for _, loss := range p.Losses() {
		if p.Waived(loss.Statement) {
			continue
		}
		p.Waivers = append(p.Waivers, policy.Waiver{Statement: loss.Statement, By: "a test", Why: "to see what is lost"})
	}
	r, err := recommend.New(p)
	require.NoError(t, err)
	return r
}

// spoken returns the points that a rule gives each option, and the options that it excludes.
func spoken(rec recommend.Recommendation, id string) (points map[policy.Option]int, excluded map[policy.Option]bool) {
	points, excluded = map[policy.Option]int{}, map[policy.Option]bool{}
	for x := range rec.Reasons() {
		switch {
		case x.Rule() != id:
		case x.Excludes():
			excluded[x.Option()] = true
		case x.Grade() != 0:
			points[x.Option()] = int(x.Grade())
		default:
			points[x.Option()] = x.Points()
		}
	}
	return points, excluded
}

// asksOnly reports whether the rule never fires and exists only to require an answer.
func asksOnly(r policy.Rule) bool {
	nobody := func(therapy.Factor) therapy.Truth { return therapy.True }
	return !r.RequiredIf.IsZero() && r.When.Eval(nobody) == therapy.False && r.When.Eval(func(therapy.Factor) therapy.Truth { return therapy.Unknown }) == therapy.Unknown && !mayBeTrue(r.When)
}

// mayBeTrue reports whether some answers make the condition certainly true.
func mayBeTrue(c therapy.Condition) bool {
	for _, way := range witnesses(c, true) {
		if c.Eval(func(f therapy.Factor) therapy.Truth { return way[f].Truth() }) == therapy.True {
			return true
		}
	}
	return false
}

// TestEveryRule takes every rule of the default policy: every way to make it fire, every set with
// one answer missing, and the effect of the rule.
func TestEveryRule(t *testing.T) {
	p := standard.Policy()
	full := theStandard()
	for _, rule := range p.Rules {
		t.Run(rule.ID, func(t *testing.T) {
			ways := witnesses(p.Condition(rule), true)
			require.NotEmpty(t, ways, "a rule that cannot fire")
			if asksOnly(rule) {
				return // see TestEveryRequiredAnswer
			}
			less := withoutRule(t, rule.ID)
			possible := 0
			for _, way := range ways {
				intake := settled(way)
				rec, err := full.Recommend(given(intake), now)
				if err != nil && rec.Outcome() != policy.Escalate {
					continue // this combination contradicts itself, such as an adult with a child's diagnosis
				}
				possible++
				without, _ := less.Recommend(given(intake), now)
				changes(t, rule, rec, without)
				for f := range way {
					short := maps.Clone(intake)
					delete(short, f)
					if p.Condition(rule).Eval(func(g therapy.Factor) therapy.Truth { return short[g].Truth() }) == therapy.True {
						continue // the condition holds without it too
					}
					almost, err := full.Recommend(given(short), now)
					if err != nil {
						continue
					}
					points, excluded := spoken(almost, rule.ID)
					require.Empty(t, points, "fires without %s", f)
					require.Empty(t, excluded, "excludes without %s", f)
					if rule.Layer == therapy.LayerSafety {
						require.NotEqual(t, policy.Escalate, almost.Outcome(), "escalates without %s", f)
					}
				}
			}
			require.Positive(t, possible, "some way to make it fire is consistent")
		})
	}
}

// changes compares the decision with the rule and without it.
func changes(t *testing.T, rule policy.Rule, with, without recommend.Recommendation) {
	t.Helper()
	points, excluded := spoken(with, rule.ID)
	switch rule.Layer {
	case therapy.LayerSafety:
		require.Equal(t, policy.Escalate, with.Outcome())
		require.NotEqual(t, policy.Escalate, without.Outcome(), "only this rule escalates")
		var fired []string
		for x := range with.Danger() {
			fired = append(fired, x.Rule())
		}
		require.Equal(t, []string{rule.ID}, fired)
		require.Empty(t, slices.Collect(with.Reasons()), "nothing is ranked")
	case therapy.LayerSufficiency:
		require.Equal(t, policy.NeedsInformation, with.Outcome())
		require.NotEmpty(t, slices.Collect(with.Questions()), "it says what to ask")
	case therapy.LayerEligibility:
		for _, o := range rule.Excludes {
			require.True(t, excluded[o], "%s is out", o)
			for info := range with.Eligible() {
				require.NotEqual(t, o, info.Option)
			}
		}
		require.Len(t, excluded, len(rule.Excludes), "and no other")
	default:
		want := map[policy.Option]int{}
		for _, p := range rule.Points {
			want[p.Option] = p.Points
		}
		for _, g := range rule.Grades {
			want[g.Option] = int(g.Grade)
		}
		require.Equal(t, want, points)
		if len(rule.Grades) > 0 {
			return // grades are not added up; see TestReferenceOnTheDefaultPolicy
		}
		before := totals(without, rule.Layer)
		for o, n := range totals(with, rule.Layer) {
			if m, ok := before[o]; ok {
				require.Equal(t, m+want[o], n, "the total of %s in %s", o, rule.Layer)
			}
		}
	}
}

// totals returns the total of every option in a layer, from the reasons.
func totals(rec recommend.Recommendation, layer therapy.Layer) map[policy.Option]int {
	sums := map[policy.Option]int{standard.Individual: 0, standard.Group: 0, standard.Combined: 0}
	for x := range rec.Reasons() {
		if x.Layer() == layer && !x.Excludes() {
			sums[x.Option()] += x.Points()
		}
	}
	return sums
}

// An answer of strongly doubles exactly the rules in preference and need that depend only on this
// statement.
func TestStronglyDoublesRulesOfOneStatement(t *testing.T) {
	full := theStandard()
	for _, rule := range standard.Policy().Rules {
		if !rule.Layer.Weighs() {
			continue
		}
		t.Run(rule.ID, func(t *testing.T) {
			if len(rule.Grades) > 0 {
				return
			}
			way := witnesses(rule.When, true)[0]
			for f, answer := range way {
				// Facts such as an age or a diagnosis cannot matter more or less.
				info, _ := therapy.Factors().Lookup(f)
				if answer == therapy.Yes && (info.Layer == therapy.LayerPreference || info.Layer == therapy.LayerNeed) {
					way[f] = therapy.Strongly
				}
			}
			rec, err := full.Recommend(given(settled(way)), now)
			require.NoError(t, err)
			factor := 1
			_, single := rule.When.Statement()
			if single && (rule.Layer == therapy.LayerPreference || rule.Layer == therapy.LayerNeed) {
				factor = 2
			}
			points, _ := spoken(rec, rule.ID)
			for _, p := range rule.Points {
				require.Equal(t, factor*p.Points, points[p.Option], "%s", p.Option)
			}
		})
	}
}

// A rule whose answer is required asks while the answer is unknown, and does nothing when the
// condition is known to be false.
func TestEveryRequiredAnswer(t *testing.T) {
	full := theStandard()
	for _, rule := range standard.Policy().Rules {
		if rule.RequiredIf.IsZero() {
			continue
		}
		t.Run(rule.ID, func(t *testing.T) {
			for _, need := range witnesses(rule.RequiredIf, true) {
				open := maps.Clone(need)
				if rule.Layer != therapy.LayerSafety { // no-acute-risk would answer these
					open = settled(open)
				}
				if rule.ID == "f10-age" {
					delete(open, therapy.Adult)
				}
				rec, err := full.Recommend(given(open), now)
				require.NoError(t, err)
				require.Equal(t, policy.NeedsInformation, rec.Outcome(), "asks first: %v", need)
				require.NotEmpty(t, slices.Collect(rec.Questions()))
			}
		})
	}
}

// unused lists the factors that no rule, caution, action or conflict of the default policy uses,
// with the reason.
var unused = map[therapy.Factor]string{
	therapy.NoRecentSelfHarm: "settles the statements of recent self-harm as no, by exclusion",
	therapy.Aged5To8:         "settles the other ages of a child as no, by exclusion",
}

func TestEveryFactorIsUsed(t *testing.T) {
	p := standard.Policy()
	used := map[therapy.Factor]bool{}
	note := func(c therapy.Condition) {
		for f := range c.Factors() {
			used[f] = true
		}
	}
	for c := range p.Conditions() {
		note(c)
	}
	for _, r := range p.Rules {
		note(p.Condition(r))
	}
	for _, c := range p.Cautions {
		note(c.Scope())
	}
	for f, info := range therapy.Factors().All() {
		why, listed := unused[f]
		require.NotEqual(t, listed, used[f], "%s: either something reads it, or a reason says why not (%s)", f, why)
		if listed {
			require.NotEmpty(t, info.Excludes, "%s: the reasons speak of exclusion", f)
		}
	}
}

// Every row of the taxonomy has its own rule, except two rows that modify others; so do the rules
// R4 and R6.
func TestEveryRowIsCovered(t *testing.T) {
	rows := map[string]bool{}
	for _, r := range standard.Policy().Rules {
		rows[r.ID[:2]] = true
		rows[r.ID[:3]] = true
	}
	for row := 1; row <= 50; row++ {
		id := string([]byte{'f', byte('0' + row/10), byte('0' + row%10)})
		switch id {
		case "f12": // the place: read by an action, F27 (VA/DoD) and F37 (prison)
		case "f13": // the kind of group: read and asked for by F08, F24 and F25, read by F36
		default:
			require.True(t, rows[id], "row %s", id)
		}
	}
	require.True(t, rows["r4"], "R4: different aspects, and the reserve")
}

// The points of every single statement, written from the taxonomy and not from the rules:
// individual, group, combined. The reserve against combining (R4) is left out, because it does
// not belong to a statement.
func TestPointsAreTheTaxonomys(t *testing.T) {
	type row struct {
		factor  therapy.Factor
		layer   therapy.Layer
		i, g, c int
	}
	const pref, need, pract = therapy.LayerPreference, therapy.LayerNeed, therapy.LayerPractical
	rows := []row{
		{therapy.PrefersIndividual, pref, 3, 0, 0},                // F41
		{therapy.PrefersGroup, pref, 0, 3, 0},                     // F41
		{therapy.WantsBoth, pref, 0, 0, 3},                        // F41
		{therapy.NoPreference, pref, 0, 0, 0},                     // F41
		{therapy.ValuesPrivacy, pref, 3, -3, -1},                  // F42
		{therapy.FearOfJudgement, pref, 3, -3, -1},                // F42
		{therapy.SensitiveIssue, need, 3, -2, 1},                  // F43
		{therapy.WantsInDepthExploration, need, 3, -1, 1},         // F44, headline
		{therapy.WantsUndividedAttention, need, 3, -1, 1},         // F44, headline
		{therapy.WantsPersonalisedPlan, need, 2, -1, 1},           // F44
		{therapy.HasSpecificPersonalGoals, need, 2, -1, 1},        // F44
		{therapy.WantsCloseTherapistRelationship, need, 2, -1, 1}, // F44
		{therapy.NeedsCulturalTailoring, need, 1, -1, 1},          // F44, cultural
		{therapy.PersonalHistoryFocus, need, 2, -1, 1},            // F45
		{therapy.InternalFocus, need, 2, -1, 1},                   // F45
		{therapy.InterpersonalDifficulties, need, -1, 3, 1},       // F46
		{therapy.SocialSkillsGoal, need, -1, 3, 1},                // F46
		{therapy.SocialAnxiety, need, -1, 3, 1},                   // F47
		{therapy.PerformanceAnxiety, need, -1, 3, 1},              // F47
		{therapy.PhobiaSelfDescribed, need, -1, 3, 1},             // F47
		{therapy.WantsPeerSupport, need, -1, 3, 1},                // F48, headline
		{therapy.WantsDiversePerspectives, need, -1, 3, 1},        // F48, headline
		{therapy.Isolation, need, -1, 2, 1},                       // F48
		{therapy.WantsCommunity, need, -1, 2, 1},                  // F48
		{therapy.WantsPeerFeedback, need, -1, 2, 1},               // F48
		{therapy.WantsAccountability, need, -1, 2, 1},             // F48
		{therapy.Shame, need, 0, 2, 0},                            // F49
		{therapy.SelfCriticism, need, 0, 2, 0},                    // F49
		{therapy.LowHope, need, 0, 2, 0},                          // F49
		{therapy.WantsEmotionalExpression, need, 0, 1, 0},         // F49
		{therapy.WantsPsychoeducation, need, 0, 1, 0},             // F49
		{therapy.WantsStructure, need, 0, 1, 0},                   // F49
		{therapy.IndividualLongWait, pract, -2, 0, -2},            // F14, "needs both"
		{therapy.LimitedBudget, pract, -2, 3, -3},                 // F50
		{therapy.LimitedTime, pract, 0, 2, -2},                    // F50
		{therapy.FixedScheduleOK, pract, 0, 1, 0},                 // F50
		{therapy.NeedsFlexibleSchedule, pract, 2, -2, 0},          // F50
		{therapy.WantsOwnPace, pract, 2, 0, 0},                    // F50
	}
	for _, tt := range rows {
		t.Run(string(tt.factor), func(t *testing.T) {
			rec, err := theStandard().Recommend(given(yes(tt.factor)), now)
			require.NoError(t, err)
			got := totals(rec, tt.layer)
			for _, id := range []string{"r4-combined-reserve", "r4-combined-reserve-practical"} {
				reserve, _ := spoken(rec, id)
				got[standard.Combined] -= reserve[standard.Combined]
			}
			require.Equal(t, map[policy.Option]int{standard.Individual: tt.i, standard.Group: tt.g, standard.Combined: tt.c}, got)
			for layer := therapy.LayerIndication; layer <= therapy.LayerPractical; layer++ {
				if layer != tt.layer {
					for o, n := range totals(rec, layer) {
						require.Zero(t, n, "%s in %s: it speaks in one layer only", o, layer)
					}
				}
			}
		})
	}
}

// The reserve against combining and the statements that lift it (R4, S61, C2), as totals of the
// need stage.
func TestReserveAgainstCombining(t *testing.T) {
	apart := yes(therapy.WantsInDepthExploration, therapy.WantsPeerSupport)
	for _, tt := range []struct {
		name   string
		intake recommend.Answers
		want   int
	}{
		{"two needs, 1 each, less 3", apart, -1},
		{"different aspects: 3 lift the reserve, 3 are the taxonomy's", but(apart, therapy.MultipleAspects, therapy.Yes), 5},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rec, err := theStandard().Recommend(given(tt.intake), now)
			require.NoError(t, err)
			require.Equal(t, tt.want, totals(rec, therapy.LayerNeed)[standard.Combined])
		})
	}
}

// When an answer is required, rule by rule. If a line here were lost, a recommendation could pass
// without a question about safety.
func TestRequiredAnswers(t *testing.T) {
	want := map[string]string{
		"f01-acute-suicidality":          "always",
		"f02-harm-to-others":             "always",
		"f03-acute-psychosis":            "always",
		"f04-acute-mania":                "always",
		"f05-intoxication-or-withdrawal": "always",
		"f06-medical-instability":        "always",
		"f06-not-found-stable":           "any of (anorexia-nervosa, bulimia-nervosa, osfed)",
		"f08-kind-of-group":              "any of (passive-suicidal-ideation, recent-suicide-attempt, recurrent-self-harm, self-harm-programme-wanted)",
		"f10-consent-refused":            "dementia-mild-moderate",
		"f08-kind-of-the-only-group":     "all of (any of (passive-suicidal-ideation, recurrent-self-harm, self-harm-programme-wanted), any of (individual-unavailable, declines-individual))",
		"f09-consenter-may-be-abuser":    "all of (any of (adolescent-12-15, child-under-12), any of (domestic-abuse, abuse-suspected, abuser-in-available-group))",
		"f28-how-recovered":              "all of (adult, depression-remission, high-relapse-risk)",
		"f28-relapse-risk":               "all of (adult, depression-remission, relapse-prevention)",
		"f33-family-therapy-first":       "all of (any of (child-under-12, adolescent-12-15, adolescent-16-17), any of (bulimia-nervosa, anorexia-nervosa))",
		"f33-self-help-tried":            "binge-eating-disorder",
		"f33-which-it-resembles":         "osfed",
		"f39-child-9-to-14":              "all of (child-conduct-disorder, any of (adolescent-12-15, child-under-12))",
		"f39-child-under-5":              "parents-of-child-with-adhd",
		"f51-bereaved-own-safety":        "bereaved-by-suicide",
		"f25-mixed-group-alone":          "acute-life-crisis",
		"f10-age":                        "always",
		"f10-consent-12-to-15":           "adolescent-12-15",
		"f10-consent-under-12":           "child-under-12",
		"f09-group-abuser-present":       "any of (domestic-abuse, abuse-suspected)",
		"f21-group-cannot-follow":        "any of (acquired-brain-injury, learning-disability, dementia-mild-moderate)",
		"f21-group-language":             "language-barrier",
		"f24-group-antisocial-traits":    "severe-antisocial-traits",
	}
	got := map[string]string{}
	for _, r := range standard.Policy().Rules {
		if !r.RequiredIf.IsZero() {
			got[r.ID] = r.RequiredIf.String()
		}
	}
	require.Equal(t, want, got)
}
