package governance_test

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/governance"
	"github.com/therapykit/therapykit/recommend/internal/madeup"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// changedPolicy is the test policy with one change of every kind that an answer can show.
func changedPolicy(tb testing.TB) policy.Policy {
	tb.Helper()
	p := testPolicy(tb)
	p.ID, p.Version = "changed", "2.0"
	for i := range p.Rules {
		switch p.Rules[i].ID {
		case "lonely":
			p.Rules[i].Points = []policy.Points{grp(1)}
		case "no-group": // excludes; requires fewer options
			p.Rules[i].Excludes = []policy.Option{standard.Combined}
		case "danger":
			p.Rules[i].When = therapy.AllOf("danger", "consent")
		}
	}
	p.Rules = append(p.Rules, rule("silence", therapy.LayerPreference, therapy.Is("wants-quiet"), com(-1)))
	return p
}

// pastCases has every story twice, with decisions, and cases with faults.
func pastCases() []governance.Case {
	all := stories()
	names := make([]string, 0, len(all))
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	var cases []governance.Case
	for i, name := range append(names, names...) {
		decided := []policy.Option{standard.Individual, standard.Group, "", "couples"}[i%4]
		cases = append(cases, governance.Case{ID: fmt.Sprintf("p-%02d", i), Intake: given(all[name]), Decided: decided})
	}
	return append(
		cases,
		governance.Case{ID: "bad-1", Intake: given(recommend.Answers{"lonly": therapy.Yes})},
		governance.Case{ID: "bad-2", Intake: given(recommend.Answers{"lonly": therapy.Yes, "poor": 77})},
		governance.Case{ID: "bad-3", Intake: given(recommend.Answers{"danger": therapy.Yes, "safe": therapy.Yes, "consent": therapy.Yes})},
		governance.Case{ID: "bad-4", Intake: given(all["either"]), Decided: "individual+group"},
	)
}

func backtest(tb testing.TB, a, b policy.Policy, cases []governance.Case, opts governance.BacktestOptions) governance.BacktestReport {
	tb.Helper()
	report, err := governance.Backtest(tb.Context(), recommend.Must(a), recommend.Must(b), slices.Values(cases), opts)
	require.NoError(tb, err)
	return report
}

func TestBacktestGolden(t *testing.T) {
	report := backtest(t, testPolicy(t), changedPolicy(t), pastCases(), governance.BacktestOptions{})
	data, err := json.Marshal(report)
	require.NoError(t, err)
	golden(t, "backtest.txt", []byte(report.Text()))
	golden(t, "backtest.md", []byte(report.Markdown()))
	golden(t, "backtest.json", append(indented(t, data), '\n'))

	again := backtest(t, testPolicy(t), changedPolicy(t), pastCases(), governance.BacktestOptions{})
	require.Equal(t, report.Text(), again.Text(), "equal runs give equal bytes")
	second, err := json.Marshal(again)
	require.NoError(t, err)
	require.Equal(t, string(data), string(second))

	require.Equal(t, 24, report.Cases)
	require.Equal(t, governance.RefusedIntakes{Cases: 3, By: [2]int{3, 3}, Dangerous: 1}, report.Refused,
		"misspelt, misspelt with an answer that is none, and contradictory, where danger is not argued away")
	require.Equal(t, 1, report.UnreadableDecisions)
	require.Equal(t, 2, report.EscalationsLost, "danger without consent, twice")
	require.Equal(t, 2, report.Errors[1].Count, "the two misspelt ones have the same path")
	for _, text := range []string{report.Text(), report.Markdown(), string(data)} {
		require.NotContains(t, text, "lonly", "a name that is not ours can be about a person")
	}
}

// TestBacktestCountsAddUp compares the totals with the results of each case alone, on random
// intakes.
func TestBacktestCountsAddUp(t *testing.T) {
	a, b := testPolicy(t), changedPolicy(t)
	ra, rb := recommend.Must(a), recommend.Must(b)
	rng := rand.New(rand.NewPCG(5, 6))
	var cases []governance.Case
	same, lost, gained := 0, 0, 0
	var exact, among, nothing [2]int
	for range often(3000, 20) {
		c := governance.Case{Intake: given(wildIntake(rng, a, 50)), Decided: ra.Options()[rng.IntN(3)].Option}
		if rng.IntN(8) > 0 {
			delete(c.Intake.Answers, "danger")
			delete(c.Intake.Answers, "muddled")
			c.Intake.Answers["safe"], c.Intake.Answers["consent"] = therapy.Yes, therapy.Yes
		}
		cases = append(cases, c)
		x, err := ra.Recommend(c.Intake, now)
		require.NoError(t, err)
		y, err := rb.Recommend(c.Intake, now)
		require.NoError(t, err)
		switch {
		case x.Summary() == y.Summary():
			same++
		case x.Outcome() == policy.Escalate:
			lost++
		case y.Outcome() == policy.Escalate:
			gained++
		}
		for side, rec := range []recommend.Recommendation{x, y} {
			switch {
			case rec.Advises(c.Decided) && rec.Outcome() == policy.Recommended:
				exact[side]++
			case rec.Advises(c.Decided):
				among[side]++
			case rec.Outcome() < policy.Recommended:
				nothing[side]++
			}
		}
	}
	report := backtest(t, a, b, cases, governance.BacktestOptions{})
	require.Equal(t, []int{len(cases), same, len(cases) - same, lost, gained},
		[]int{report.Compared, report.Same, report.Different, report.EscalationsLost, report.EscalationsNew})
	require.NotZero(t, report.Different)
	total := 0
	for i, x := range report.Transitions {
		total += x.Count
		require.LessOrEqual(t, len(x.Examples), 3)
		require.Equal(t, x.Same(), len(x.Examples) == 0)
		for _, example := range x.Examples {
			require.NotEmpty(t, example.Rules, "only rules differ between the two")
		}
		if i > 0 && report.Transitions[i-1].Same() {
			require.True(t, x.Same(), "answers that are the same come last")
		}
	}
	require.Equal(t, len(cases), total)
	for side, agreement := range report.Agreement {
		require.Equal(t, []int{len(cases), exact[side], among[side], nothing[side]},
			[]int{agreement.Recorded, agreement.Exact, agreement.AmongOffered, agreement.Nothing})
		require.Equal(t, agreement.Recorded, agreement.Exact+agreement.AmongOffered+agreement.Another+agreement.Nothing)
	}
}

// TestBacktestMirrored checks that lost escalations become new ones if the policies are swapped.
func TestBacktestMirrored(t *testing.T) {
	there := backtest(t, testPolicy(t), changedPolicy(t), pastCases(), governance.BacktestOptions{})
	back := backtest(t, changedPolicy(t), testPolicy(t), pastCases(), governance.BacktestOptions{})
	require.Equal(t, there.EscalationsLost, back.EscalationsNew)
	require.Zero(t, back.EscalationsLost)
	require.Equal(t, there.Different, back.Different)
	require.Equal(t, there.Agreement[0], back.Agreement[1])
	require.Equal(t, there.Agreement[1], back.Agreement[0])
}

func TestKappa(t *testing.T) {
	const one, several = standard.Individual, standard.Group
	tests := []struct {
		name  string
		pairs []governance.DecisionPair
		want  float64
		ok    bool
	}{
		// 35 of 50 agree: 0.7. By chance (25*30 + 25*20) / 2500 = 0.5. (0.7-0.5)/(1-0.5).
		{"worked by hand", []governance.DecisionPair{{Advised: one, Decided: one, Count: 20}, {Advised: one, Decided: several, Count: 5}, {Advised: several, Decided: one, Count: 10}, {Advised: several, Decided: several, Count: 15}}, 0.4, true},
		{"full", []governance.DecisionPair{{Advised: one, Decided: one, Count: 3}, {Advised: several, Decided: several, Count: 4}}, 1, true},
		{"never", []governance.DecisionPair{{Advised: one, Decided: several, Count: 1}, {Advised: several, Decided: one, Count: 1}}, -1, true},
		{"one habit on one side is chance", []governance.DecisionPair{{Advised: one, Decided: one, Count: 3}, {Advised: one, Decided: several, Count: 4}}, 0, true},
		{"what no policy has", []governance.DecisionPair{{Advised: one, Decided: "", Count: 3}}, 0, true},
		{"one and the same option", []governance.DecisionPair{{Advised: one, Decided: one, Count: 9}}, 0, false},
		{"no case", nil, 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			agreement := governance.Agreement{Pairs: tt.pairs}
			kappa, ok := agreement.Kappa()
			require.Equal(t, tt.ok, ok)
			require.InDelta(t, tt.want, kappa, 1e-15)
			data, err := json.Marshal(agreement)
			require.NoError(t, err)
			require.Equal(t, !ok, strings.Contains(string(data), `"kappa":null`))
			text := governance.BacktestReport{Agreement: [2]governance.Agreement{agreement}}.Text()
			require.NotContains(t, text, "NaN")
			require.Contains(t, text, "not defined")
		})
	}
}

// TestBacktestWhy checks that an example names the stages and the rules that differ.
func TestBacktestWhy(t *testing.T) {
	a, b := testPolicy(t), testPolicy(t)
	b.Stages[5].Margin = 9
	cases := []governance.Case{{ID: "x", Intake: given(in("lonely", therapy.Yes))}}
	report := backtest(t, a, b, cases, governance.BacktestOptions{})
	require.Len(t, report.Transitions, 1)
	require.Equal(t, []governance.BacktestExample{{ID: "x", DecidedByA: therapy.LayerNeed}}, report.Transitions[0].Examples)
	require.Contains(t, report.Text(), "margins")

	// A rule that doubles gives other points; a removed rule gives none.
	b = testPolicy(t)
	b.Rules = slices.DeleteFunc(b.Rules, func(r policy.Rule) bool { return r.ID == "lonely" || r.ID == "both-sides" })
	b.Conflicts = nil
	cases[0].Intake = given(in("lonely", therapy.Strongly))
	report = backtest(t, a, b, cases, governance.BacktestOptions{})
	require.Equal(t, "gives group +6, group+individual +2, individual -2 in need", report.Transitions[0].Examples[0].Rules[0].A.String())
	require.Equal(t, governance.RuleEffect{}, report.Transitions[0].Examples[0].Rules[0].B)

	// A required answer that is missing is a reason too.
	b = testPolicy(t)
	b.Rules[1].RequiredIf = therapy.Condition{}
	cases[0].Intake = given(recommend.Answers{"safe": therapy.Yes, "lonely": therapy.Yes})
	report = backtest(t, a, b, cases, governance.BacktestOptions{})
	require.Equal(t, "has to be answered in sufficiency", report.Transitions[0].Examples[0].Rules[0].A.String())
}

// TestBacktestOtherOptions checks that options are compared by name, in any order.
func TestBacktestOtherOptions(t *testing.T) {
	b := testPolicy(t)
	slices.Reverse(b.Options)
	report := backtest(t, testPolicy(t), b, pastCases(), governance.BacktestOptions{})
	require.Equal(t, report.Compared, report.Same)
	require.Zero(t, report.Different)
}

func TestBacktestBounds(t *testing.T) {
	cases := pastCases()[1:] // the first remaining case loses an escalation
	report := backtest(t, testPolicy(t), changedPolicy(t), cases, governance.BacktestOptions{Examples: 1, Transitions: 1, Places: 1})
	require.Len(t, report.Transitions, 1)
	require.Equal(t, 2, report.Transitions[0].Count)
	require.Len(t, report.Transitions[0].Examples, 1)
	require.Equal(t, report.Compared-2, report.OtherTransitions)
	require.Len(t, report.Errors, 1)
	require.Equal(t, 2, report.Errors[0].Count)
	require.Equal(t, 7, report.OtherErrors, "once more for the other policy, two of each of the others, one decision")
	require.Contains(t, report.Text(), "Others, not listed: ")
	require.Contains(t, report.Text(), "Elsewhere: ")

	report = backtest(t, testPolicy(t), changedPolicy(t), pastCases(), governance.BacktestOptions{Examples: -1, Places: -1})
	require.Empty(t, report.Errors)
	for _, x := range report.Transitions {
		require.Empty(t, x.Examples)
	}
	require.NotContains(t, report.Text(), "p-0", "no pseudonym without examples")
}

func TestBacktestProgressAndCancellation(t *testing.T) {
	r := recommend.Must(testPolicy(t))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	endless := func(yield func(governance.Case) bool) {
		for yield(governance.Case{Intake: given(in("lonely", therapy.Yes))}) {
		}
	}
	var calls []int
	report, err := governance.Backtest(ctx, r, r, endless, governance.BacktestOptions{Every: 10, Progress: func(done int) {
		if calls = append(calls, done); done == 30 {
			cancel()
		}
	}})
	require.ErrorIs(t, err, context.Canceled)
	require.Equal(t, []int{10, 20, 30}, calls)
	require.Equal(t, 30, report.Cases, "what was done is reported")
	require.Equal(t, 30, report.Transitions[0].Count)
}

func TestBacktestRefusesArguments(t *testing.T) {
	_, err := governance.Backtest(t.Context(), nil, &recommend.Recommender{}, nil, governance.BacktestOptions{Transitions: -1, Every: -1})
	var paths []string
	for _, failure := range therapy.FieldErrors(err) {
		paths = append(paths, failure.Path)
	}
	require.Equal(t, []string{"/a", "/b", "/cases", "/opts/transitions", "/opts/every"}, paths)
	require.ErrorIs(t, err, therapy.ErrRequired)
	require.ErrorIs(t, err, therapy.ErrRange)
}

func TestBacktestZeroReport(t *testing.T) {
	var zero governance.BacktestReport
	require.Contains(t, zero.Text(), "None.")
	data, err := json.Marshal(zero)
	require.NoError(t, err)
	require.Contains(t, string(data), `"transitions":[]`)
	require.Equal(t, "fires in safety", governance.RuleEffect{Fired: true, Layer: therapy.LayerSafety}.String())
	_, err = json.Marshal(governance.BacktestReport{Transitions: []governance.Transition{{}}})
	require.Error(t, err, "an outcome that is none cannot be written")
}

// A pseudonym comes from outside: it must not be able to forge a line or markup.
func TestBacktestHostilePseudonym(t *testing.T) {
	cases := []governance.Case{{ID: "x\n# Forged <b>", Intake: given(recommend.Answers{"danger": therapy.Yes})}, {Intake: given(recommend.Answers{"danger": therapy.Yes})}}
	report := backtest(t, testPolicy(t), changedPolicy(t), cases, governance.BacktestOptions{})
	require.NotContains(t, report.Text(), "\n# Forged")
	require.NotContains(t, report.Markdown(), "<b>")
	require.Contains(t, report.Text(), "without a name")
}

func ExampleBacktest() {
	old, changed := standard.Policy(), standard.Policy()
	changed.Version = "99.0"
	changed.Rules = slices.DeleteFunc(changed.Rules, func(r policy.Rule) bool { return r.ID == "f42-individual-privacy" })
	intake := recommend.Answers{therapy.NoAcuteRisk: therapy.Yes, therapy.Adult: therapy.Yes, therapy.ValuesPrivacy: therapy.Strongly}
	cases := []governance.Case{{ID: "p-1", Intake: given(intake), Decided: standard.Individual}}
	report, err := governance.Backtest(context.Background(), recommend.Must(old), recommend.Must(changed),
		slices.Values(cases), governance.BacktestOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, t := range report.Transitions {
		fmt.Println(t.A, "became", t.B, "in", t.Count)
		for _, d := range t.Examples[0].Rules {
			fmt.Println(d.Rule, d.A, "and now", d.B)
		}
	}
	_, ok := report.Agreement[0].Kappa()
	fmt.Println("exact:", report.Agreement[0].Exact, "kappa defined:", ok)
	// Output:
	// recommended individual became either individual, group+individual in 1
	// f42-individual-privacy gives group+individual -2, individual +6 in preference and now does nothing
	// exact: 1 kappa defined: false
}

// BenchmarkBacktest measures one case with two policies, from intakes that are not packed.
func BenchmarkBacktest(b *testing.B) {
	changed := standard.Policy()
	for i := range changed.Rules {
		for j := range changed.Rules[i].Points {
			changed.Rules[i].Points[j].Points = max(1, changed.Rules[i].Points[j].Points/2)
		}
	}
	rng := rand.New(rand.NewPCG(15, 16))
	wild := make([]recommend.Answers, manyIntakes)
	for i := range wild {
		wild[i] = wildIntake(rng, changed, 15)
	}
	_, small := madeup.Varied(manyIntakes)
	for _, bb := range []struct {
		name    string
		a, b    policy.Policy
		intakes []recommend.Answers
	}{
		{"test", testPolicy(b), changedPolicy(b), small},
		{"default", standard.Policy(), changed, wild},
	} {
		b.Run(bb.name, func(b *testing.B) {
			first, second := recommend.Must(bb.a), recommend.Must(bb.b)
			cases := iter.Seq[governance.Case](func(yield func(governance.Case) bool) {
				for i := 0; b.Loop(); i++ {
					if !yield(governance.Case{Intake: given(bb.intakes[i%manyIntakes]), Decided: standard.Group}) {
						return
					}
				}
			})
			b.ReportAllocs()
			report, err := governance.Backtest(b.Context(), first, second, cases, governance.BacktestOptions{})
			if err != nil {
				b.Fatal(err)
			}
			sink += report.Same
		})
	}
}

// TestBacktestStreams compares the default policy with one that gives privacy fewer points, on a
// stream that is not kept in memory; with -long a million intakes. Backtest has to read each intake
// once, report its progress, and keep no more than its options allow.
func TestBacktestStreams(t *testing.T) {
	p := standard.Policy()
	changed, err := p.Overlay(policy.Overlay{
		ID: "privacy-counts-less", Version: "1.0", Title: "Privacy counts less",
		Points: []policy.PointChange{
			{Rule: "f42-individual-privacy", Option: standard.Individual, Points: -3},
			{Rule: "f42-group-privacy", Option: standard.Group, Points: 3},
		},
	})
	require.NoError(t, err)
	n, infos := often(10_000, 100), infosOf(p)
	read := 0
	cases := func(yield func(governance.Case) bool) {
		rng := rand.New(rand.NewPCG(81, 82))
		for i := range n {
			read++
			if !yield(governance.Case{ID: fmt.Sprint("case-", i), Intake: given(likelyIntake(rng, infos)), Decided: standard.Group}) {
				return
			}
		}
	}
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before, most, told := heap(), uint64(0), 0
	report, err := governance.Backtest(t.Context(), recommend.Must(p), recommend.Must(changed), cases, governance.BacktestOptions{
		Every: 2500,
		Progress: func(done int) {
			told++
			require.Equal(t, told*2500, done)
			if told%20 == 1 {
				most = max(most, heap())
			}
		},
	})
	require.NoError(t, err)
	require.Equal(t, n, read)
	require.Equal(t, n/2500, told)
	require.Equal(t, n, report.Cases)
	require.Equal(t, report.Compared, report.Same+report.Different)
	require.Positive(t, report.Different)
	require.Zero(t, report.EscalationsLost)
	require.Less(t, most, before+32<<20, "what it keeps does not grow with what it reads")
	t.Logf("%d intakes, %d with a different answer; the heap grew by at most %d KiB", n, report.Different, (max(most, before)-before)>>10)
}
