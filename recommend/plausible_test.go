package recommend_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/governance"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/recommendtest"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// reluctant reports whether an answer is against a group.
func reluctant(a recommend.Answers) bool {
	return slices.ContainsFunc([]therapy.Factor{
		therapy.DeclinesGroup, therapy.RefusesToParticipate, therapy.UnwillingToEngageInGroup, therapy.ValuesPrivacy, therapy.FearOfJudgement, therapy.PrefersIndividual,
	}, func(f therapy.Factor) bool { return a[f].Truth() == therapy.True })
}

// TestPlausibleIntakes decides many plausible intakes, a hundred thousand with -long. A flagged
// group alone is advised only if no other option is eligible; a stated reluctance about groups
// never leads to a group; and fewer than one in twenty ranked intakes have the outcome either.
func TestPlausibleIntakes(t *testing.T) {
	wide(t)
	rng := rand.New(rand.NewPCG(12, 2026))
	r := theStandard()
	n := often(20_000, 5)
	outcomes := map[string]int{}
	ranked, either := 0, 0
	for range n {
		intake := recommendtest.Plausible(rng)
		rec, err := r.Recommend(intake, now)
		require.NoError(t, err)
		outcomes[rec.Summary()]++
		switch rec.Outcome() {
		case policy.Either:
			either++
		case policy.Recommended:
		default:
			continue
		}
		ranked++
		eligible := slices.Collect(rec.Eligible())
		if rec.Outcome() != policy.Recommended || !rec.Advises(standard.Group) || len(eligible) == 1 {
			continue
		}
		require.False(t, rec.AgainstIndication(), "a group alone against a flag: %v", intake.Answers)
		if reluctant(intake.Answers) { // without the reluctance the group must not be lost
			less := maps.Clone(intake.Answers)
			for _, f := range []therapy.Factor{therapy.UnwillingToEngageInGroup, therapy.ValuesPrivacy, therapy.FearOfJudgement, therapy.PrefersIndividual} {
				delete(less, f)
			}
			before, err := r.Recommend(given(less), now)
			require.NoError(t, err)
			require.True(t, before.Advises(standard.Group), "a group because of a reluctance about groups: %v", intake.Answers)
		}
	}
	t.Logf("%d intakes, %d ranked, either in %d (%.1f %%)", n, ranked, either, 100*float64(either)/float64(ranked))
	for _, name := range slices.Sorted(maps.Keys(outcomes)) {
		t.Logf("  %s: %d", name, outcomes[name])
	}
	require.Greater(t, ranked, n/2, "most of them can be decided")
	require.Less(t, either*20, ranked, "either in less than a twentieth")
}

// TestBacktestOfVersions compares both versions of the standard policy on plausible intakes. With
// -long -v it prints the report that a change of the policy needs.
func TestBacktestOfVersions(t *testing.T) {
	wide(t)
	old, err := standard.Retired("1.0.0")
	require.NoError(t, err)
	before, err := recommend.NewForReplay(old)
	require.NoError(t, err)
	n := often(2_000, 50)
	cases := func(yield func(governance.Case) bool) {
		rng := rand.New(rand.NewPCG(12, 2026))
		for i := range n {
			intake := recommendtest.Plausible(rng)
			for f := range intake.Answers { // the former version knows fewer statements
				if !old.Factors.Has(f) {
					delete(intake.Answers, f)
				}
			}
			if !yield(governance.Case{ID: fmt.Sprint("case-", i), Intake: intake}) {
				return
			}
		}
	}
	report, err := governance.Backtest(t.Context(), before, theStandard(), cases, governance.BacktestOptions{})
	require.NoError(t, err)
	require.Equal(t, n, report.Cases)
	require.Zero(t, report.EscalationsLost)
	t.Logf("%d compared, %d the same, %d different", report.Compared, report.Same, report.Different)
	for i, x := range report.Transitions {
		if i < 40 {
			t.Logf("  %v to %v: %d", x.A, x.B, x.Count)
		}
	}
}
