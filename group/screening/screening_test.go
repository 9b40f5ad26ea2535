package screening_test

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/screening"
	"github.com/therapykit/therapykit/therapy"
)

// clear returns answers with which a person can join: all required questions are answered, and none
// speaks against joining.
func clear() screening.Facts {
	a := screening.Facts{}
	for c := range screening.DefaultCriteria().All() {
		if !c.Ask {
			continue
		}
		for f := range c.When.Factors() {
			a[f] = therapy.False
		}
	}
	for _, f := range []therapy.Factor{therapy.NoAcuteRisk, therapy.ConsentGiven, screening.SharesConcern, therapy.InformedDiscussionDone} {
		a[f] = therapy.True
	}
	return a
}

func criteriaIDs(findings []screening.Finding) string {
	var all []string
	for _, f := range findings {
		all = append(all, f.Criterion.ID)
	}
	return strings.Join(all, " ")
}

func TestScreen(t *testing.T) {
	t.Parallel()
	type answer = map[therapy.Factor]therapy.Truth
	yes := func(factors ...therapy.Factor) answer {
		a := answer{}
		for _, f := range factors {
			a[f] = therapy.True
		}
		return a
	}
	unknown := func(factors ...therapy.Factor) answer {
		a := answer{}
		for _, f := range factors {
			a[f] = therapy.Unknown
		}
		return a
	}
	for _, tt := range []struct {
		name    string
		kind    group.Kind
		change  answer
		verdict screening.Verdict
		reasons string
	}{
		{"nothing in the way", group.StructuredCBT, nil, screening.MayJoin, ""},
		{"in a process group as well", group.InterpersonalProcess, nil, screening.MayJoin, ""},
		{"acute danger: postponed", group.Support, yes(therapy.CannotKeepSafe), screening.NotThisGroup, "acute-danger"},
		{"acute mania", group.Support, yes(therapy.AcuteMania), screening.NotThisGroup, "acute-state"},
		{"risk never assessed is not no risk", group.Support, unknown(therapy.NoAcuteRisk), screening.AskFirst, "risk-assessed"},
		{"self-harm without support beside the group", group.Skills, answer{therapy.RecurrentSelfHarm: therapy.True, therapy.SafetyPlanInPlace: therapy.False}, screening.PrepareFirst, "self-harm-support"},
		{"self-harm with it: never a reason to refuse", group.Skills, yes(therapy.RecurrentSelfHarm, therapy.SafetyPlanInPlace, therapy.UnderMentalHealthTeam), screening.MayJoin, ""},
		{"borderline personality disorder never excludes", group.InterpersonalProcess, yes(therapy.BPD), screening.MayJoin, ""},
		{"abuser in the group", group.Support, yes(therapy.DomesticAbuse, therapy.AbuserInAvailableGroup), screening.NotThisGroup, "abuser-present"},
		{"consent refused", group.Support, answer{therapy.ConsentGiven: therapy.False}, screening.NotThisGroup, "consent"},
		{"another concern", group.Support, answer{screening.SharesConcern: therapy.False}, screening.NotThisGroup, "shared-concern"},
		{"declines", group.Support, yes(therapy.DeclinesGroup), screening.NotThisGroup, "declines"},
		{"doubts: prepare, never exclude", group.InterpersonalProcess, yes(therapy.UnwillingToEngageInGroup), screening.PrepareFirst, "willingness"},
		{"cannot keep agreements", group.Psychoeducational, yes(therapy.CannotHonourGroupAgreements), screening.NotThisGroup, "agreements"},
		{"threatens others", group.Skills, yes(therapy.UncontrolledAggression), screening.NotThisGroup, "aggression"},
		{"delusion about the group", group.Support, yes(therapy.DelusionsInvolvingGroup), screening.NotThisGroup, "delusions"},
		{"cannot bear groups", group.Skills, yes(therapy.CannotTolerateGroup), screening.NotThisGroup, "intolerance"},
		{"cannot follow", group.StructuredCBT, yes(therapy.CannotFollowGroup), screening.NotThisGroup, "task"},
		{"language can be helped", group.StructuredCBT, yes(therapy.LanguageBarrier), screening.PrepareFirst, "language"},
		{"brain injury: process group", group.InterpersonalProcess, yes(therapy.AcquiredBrainInjury), screening.NotThisGroup, "brain-injury"},
		{"brain injury: skills group", group.Skills, yes(therapy.AcquiredBrainInjury), screening.MayJoin, ""},
		{"irregular: process group", group.InterpersonalProcess, yes(therapy.IrregularAttendance), screening.NotThisGroup, "irregular-process"},
		{"irregular: support group", group.Support, yes(therapy.IrregularAttendance), screening.PrepareFirst, "irregular"},
		{"knows a member", group.Support, yes(therapy.DualRelationshipInGroup), screening.NotThisGroup, "dual-relationship"},
		{"profession", group.Support, yes(therapy.ProfessionLimitsGroupConfidentiality), screening.NotThisGroup, "profession"},
		{"antisocial: process group", group.InterpersonalProcess, yes(therapy.SevereAntisocialTraits), screening.NotThisGroup, "antisocial"},
		{"antisocial: specialised group", group.Skills, yes(therapy.SevereAntisocialTraits), screening.MayJoin, ""},
		{"crisis: process group", group.InterpersonalProcess, yes(therapy.AcuteLifeCrisis), screening.NotThisGroup, "crisis-process"},
		{"crisis: support group", group.Support, yes(therapy.AcuteLifeCrisis), screening.PrepareFirst, "crisis"},
		{"sent by a court and unwilling", group.Psychoeducational, answer{therapy.CourtMandatedGroup: therapy.True, therapy.AcceptsGroup: therapy.False}, screening.PrepareFirst, "mandated"},
		{"sent by a court and willing", group.Psychoeducational, yes(therapy.CourtMandatedGroup, therapy.AcceptsGroup), screening.MayJoin, ""},
		{"depression more severe and nothing beside", group.StructuredCBT, answer{therapy.DepressionMoreSevere: therapy.True, therapy.InIndividualCBT: therapy.False, therapy.UnderMentalHealthTeam: therapy.False}, screening.PrepareFirst, "severe-depression"},
		{"substance use: process group", group.InterpersonalProcess, yes(therapy.SUDEarlyRecovery), screening.NotThisGroup, "substance-process"},
		{"not informed", group.Support, answer{therapy.InformedDiscussionDone: therapy.False}, screening.PrepareFirst, "informed"},
		{"reports to others, not talked about", group.Support, answer{therapy.ReportsToThirdParty: therapy.True, therapy.InformedDiscussionDone: therapy.False}, screening.PrepareFirst, "third-party informed"},
		{"nobody knows whether informed", group.Support, unknown(therapy.InformedDiscussionDone), screening.AskFirst, "informed"},
		{"fears judgement", group.Support, yes(therapy.FearOfJudgement), screening.PrepareFirst, "fear-of-judgement"},
		{"cannot come", group.Support, yes(therapy.CannotAttendGroup), screening.NotThisGroup, "cannot-attend"},
		{"what is certain comes before what is asked", group.Support, answer{therapy.NoAcuteRisk: therapy.Unknown, therapy.DeclinesGroup: therapy.True}, screening.NotThisGroup, "declines"},
		{"a kind that is not stated gets every criterion, and an asking", 0, nil, screening.AskFirst, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := clear()
			maps.Copy(a, tt.change)
			s := screening.DefaultCriteria().Screen(tt.kind, a)
			require.Equal(t, tt.verdict, s.Verdict)
			require.Equal(t, tt.reasons, criteriaIDs(s.Reasons))
			require.Equal(t, screening.CriteriaVersion, s.Version)
			for _, f := range s.Reasons {
				require.NotEmpty(t, f.Criterion.Advice, "every refusal or delay comes with advice")
				require.NotEmpty(t, f.Criterion.Sources)
			}
		})
	}
}

func TestNothingKnownIsAskedFirst(t *testing.T) {
	t.Parallel()
	for k := group.Psychoeducational; k <= group.InterpersonalProcess; k++ {
		s := screening.DefaultCriteria().Screen(k, nil)
		require.Equal(t, screening.AskFirst, s.Verdict, k)
		require.Equal(t, therapy.NoAcuteRisk, s.Questions[0], "danger is asked about first")
		require.Len(t, slices.Compact(slices.Sorted(slices.Values(s.Questions))), len(s.Questions), "each question once")
	}
	require.Equal(t, screening.AskFirst, screening.Criteria{}.Screen(group.Support, clear()).Verdict, "without criteria nobody can join")
}

// TestReadinessNeverExcludes tries every combination of the three values of all factors that only
// readiness criteria use.
func TestReadinessNeverExcludes(t *testing.T) {
	t.Parallel()
	for k := group.Psychoeducational; k <= group.InterpersonalProcess; k++ {
		ready, other := map[therapy.Factor]bool{}, map[therapy.Factor]bool{}
		for c := range screening.DefaultCriteria().All() {
			for f := range c.When.Factors() {
				if c.For(k) {
					ready[f] = ready[f] || c.Type == screening.Readiness
					other[f] = other[f] || c.Type != screening.Readiness
				}
			}
		}
		var only []therapy.Factor
		for f := range ready {
			if ready[f] && !other[f] {
				only = append(only, f)
			}
		}
		slices.Sort(only)
		require.Greater(t, len(only), 8)
		for seed := range rounds() {
			rng := rand.New(rand.NewPCG(seed, 9))
			a := clear()
			for _, f := range only {
				a[f] = therapy.Truth(rng.IntN(3))
			}
			require.NotEqual(t, screening.NotThisGroup, screening.DefaultCriteria().Screen(k, a).Verdict, "%s seed %d", k, seed)
		}
	}
}

// TestForgettingNeverHelps checks that removing an answer never gives a less restrictive verdict,
// unless the report asks for that answer. The exceptions are the two criteria about signs that are
// visible at any contact; their questions are reported.
func TestForgettingNeverHelps(t *testing.T) {
	t.Parallel()
	var all []therapy.Factor
	for c := range screening.DefaultCriteria().All() {
		for f := range c.When.Factors() {
			if !slices.Contains(all, f) {
				all = append(all, f)
			}
		}
	}
	for seed := range rounds() {
		rng := rand.New(rand.NewPCG(seed, 11))
		k := group.Kind(1 + rng.IntN(5))
		a := clear()
		for range rng.IntN(6) {
			a[all[rng.IntN(len(all))]] = therapy.Truth(rng.IntN(3))
		}
		before := screening.DefaultCriteria().Screen(k, a)
		for _, f := range all {
			without := screening.Facts{}
			for g, truth := range a {
				if g != f {
					without[g] = truth
				}
			}
			after := screening.DefaultCriteria().Screen(k, without)
			if before.Verdict != screening.MayJoin && after.Verdict == screening.MayJoin {
				require.Contains(t, after.Questions, f, "seed %d: the block became a question, not nothing", seed)
				require.NotEqual(t, screening.AskFirst, before.Verdict, "seed %d: a question that holds up is not answered by forgetting", seed)
			}
		}
	}
}

// TestScreenAgainstReference evaluates the criteria with every completion of the unknown answers: a
// condition is certain if all completions agree. For trees without repeated statements this is
// exactly Kleene's logic.
func TestScreenAgainstReference(t *testing.T) {
	t.Parallel()
	for seed := range rounds() {
		rng := rand.New(rand.NewPCG(seed, 3))
		k := group.Kind(1 + rng.IntN(5))
		a := clear()
		for f := range a {
			if rng.IntN(8) == 0 {
				a[f] = therapy.Truth(rng.IntN(3))
			}
		}
		barred, asks, prepares := false, false, false
		for c := range screening.DefaultCriteria().All() {
			if !c.For(k) {
				continue
			}
			can, cannot := completions(c.When, a)
			applies := can && !cannot
			if c.Type == screening.Inclusion {
				applies = cannot && !can
			}
			barred = barred || applies && c.Type != screening.Readiness
			prepares = prepares || applies && c.Type == screening.Readiness
			asks = asks || can && cannot && c.Ask
		}
		want := screening.MayJoin
		switch {
		case barred:
			want = screening.NotThisGroup
		case asks:
			want = screening.AskFirst
		case prepares:
			want = screening.PrepareFirst
		}
		require.Equal(t, want, screening.DefaultCriteria().Screen(k, a).Verdict, "seed %d", seed)
	}
}

// completions reports whether some completion makes the condition true, and whether some makes it
// false.
func completions(c therapy.Condition, a screening.Facts) (can, cannot bool) {
	factors := slices.Collect(c.Factors())
	var try func(i int, full screening.Facts)
	try = func(i int, full screening.Facts) {
		if i == len(factors) {
			if c.Eval(full.Truth) == therapy.True {
				can = true
			} else {
				cannot = true
			}
			return
		}
		if t := a.Truth(factors[i]); t != therapy.Unknown {
			full[factors[i]] = t
			try(i+1, full)
			return
		}
		for _, t := range []therapy.Truth{therapy.False, therapy.True} {
			full[factors[i]] = t
			try(i+1, full)
		}
	}
	try(0, screening.Facts{})
	return can, cannot
}

func TestDefaultCriteriaAreSound(t *testing.T) {
	t.Parallel()
	vocabulary := therapy.Factors()
	for c := range screening.DefaultCriteria().All() {
		require.NoError(t, c.Validate(), c.ID)
		for f := range c.When.Factors() {
			_, known := vocabulary.Lookup(f)
			require.True(t, known || f == screening.SharesConcern, "%s asks for %s", c.ID, f)
		}
	}
}

func TestNewCriteriaRefuses(t *testing.T) {
	t.Parallel()
	good := screening.Criterion{ID: "x", Type: screening.Exclusion, When: therapy.Is("y"), Statement: "S.", Advice: "A.", Sources: therapy.MustCite("E48")}
	_, err := screening.NewCriteria(" ")
	require.Equal(t, "/version criteria-version, criteria-empty", broken(err))
	_, err = screening.NewCriteria("1", good, good)
	require.Equal(t, "/1/id criterion-duplicate", broken(err))
	_, err = screening.NewCriteria("1", screening.Criterion{Kinds: []group.Kind{group.Skills, 99, group.Skills}})
	require.Equal(t, "/0/id criterion-id, /0/type criterion-type, /0/kinds/1 group-kind, /0/kinds/2 criterion-kind-twice, /0/when condition-empty, "+
		"/0/statement criterion-statement, /0/advice criterion-advice, /0/sources sources-missing", broken(err))
}

func TestOverlayOfCriteria(t *testing.T) {
	t.Parallel()
	own := screening.Criterion{ID: "smoking", Type: screening.Readiness, When: therapy.Is("smokes"), Statement: "Smokes.", Advice: "Say that the house is smoke-free.", Sources: therapy.MustCite("S32")}
	softer := own
	softer.ID, softer.Statement = "profession", "Works nearby."
	c, err := screening.DefaultCriteria().With("clinic-1", own, softer)
	require.NoError(t, err)
	require.Equal(t, "clinic-1", c.Version())
	a := clear()
	a["smokes"] = therapy.True
	require.Equal(t, "profession smoking", criteriaIDs(c.Screen(group.Support, a).Reasons), "an existing criterion is replaced in its position, a new one is added at the end")
	c, err = c.Without("clinic-2", "profession", "smoking")
	require.NoError(t, err)
	require.Equal(t, screening.MayJoin, c.Screen(group.Support, a).Verdict)
	_, err = c.Without("clinic-3", "smoking", "informed")
	require.Equal(t, "/0 criterion-unknown", broken(err))
	for criterion := range c.All() {
		criterion.Sources[0].ID = "changed"
		break
	}
	for criterion := range c.All() {
		require.NotEqual(t, "changed", criterion.Sources[0].ID, "the accessor returns a copy")
		break
	}
}

func TestCriterionJSON(t *testing.T) {
	t.Parallel()
	list := slices.Collect(screening.DefaultCriteria().All())
	data, err := json.Marshal(list)
	require.NoError(t, err)
	var read []screening.Criterion
	require.NoError(t, therapy.UnmarshalStrict(data, &read))
	back, err := screening.NewCriteria(screening.CriteriaVersion, read...)
	require.NoError(t, err)
	again, err := json.Marshal(slices.Collect(back.All()))
	require.NoError(t, err)
	require.Empty(t, cmp.Diff(string(data), string(again)))
}
