package measure_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/measure"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

// serviceRules are rules with four anxiety measures. The thresholds of SPIN and WHO-5 are made up,
// because no public source was read for them.
func serviceRules(tb testing.TB) measure.NHSRules {
	tb.Helper()
	spec := measure.ThresholdSpec{ID: "local", Version: "1", Name: "Local", Population: "Made up", Entries: standardSet(tb, measure.SetNHS).Spec().Entries}
	made := []therapy.Source{{ID: "X1", Document: "made up", Strength: therapy.Study}}
	spec.Entries = append(
		spec.Entries,
		measure.Thresholds{Instrument: "spin", Case: &measure.Cutoff{Value: 19, Inclusive: true, Label: "made up"}, Reliable: &measure.ChangeMark{Points: 10, Inclusive: true}, Sources: made},
		measure.Thresholds{Instrument: "pcl-5", Case: &measure.Cutoff{Value: 32, Label: "made up"}, Reliable: &measure.ChangeMark{Points: 9.5}, Sources: made},
		measure.Thresholds{Instrument: "who-5", Case: &measure.Cutoff{Value: 50, Inclusive: true, Label: "made up"}, Reliable: &measure.ChangeMark{Points: 20, Inclusive: true}, Sources: made},
	)
	set, err := measure.NewThresholdSet(measure.Standard(), spec)
	require.NoError(tb, err)
	rules, err := measure.NewNHSRules(set)
	require.NoError(tb, err)
	return rules
}

// courses makes n made-up courses of a typical service: several measures, most people better and
// some worse, missing first and last scores, courses in progress and courses with one contact only.
// The same n gives the same courses.
func courses(n int) []plainCourse {
	r := rand.New(rand.NewPCG(4, 100_000))
	kinds := []struct {
		id   measure.ID
		high float64
		// better is the sign of an improvement.
		better float64
	}{{"gad-7", 21, -1}, {"gad-7", 21, -1}, {"spin", 68, -1}, {"pcl-5", 80, -1}, {"who-5", 100, 1}}
	pair := func(high, better, absentFirst, absentLast float64) totals {
		first := float64(int(high * (.2 + .7*r.Float64())))
		last := float64(int(first + better*high*(.9*r.Float64()-.25)))
		step := 1.0
		if high == 100 {
			step = 4 // WHO-5 has only multiples of 4
		}
		round := func(v float64) *float64 { return p(float64(int(min(max(v, 0), high)/step)) * step) }
		out := totals{First: round(first), Last: round(last)}
		if r.Float64() < absentFirst {
			out.First = nil
		}
		if r.Float64() < absentLast {
			out.Last = nil
		}
		return out
	}
	out := make([]plainCourse, n)
	for i := range out {
		kind := kinds[r.IntN(len(kinds))]
		c := plainCourse{
			Depression: pair(27, -1, .03, .08), Anxiety: pair(kind.high, kind.better, .06, .15),
			Instrument: kind.id, Contacts: r.IntN(14), Ended: r.Float64() < .85,
		}
		if kind.id != "gad-7" && r.Float64() < .7 {
			c.Backup = pair(21, -1, .05, .1)
		}
		out[i] = c
	}
	return out
}

func scoredCourses(tb testing.TB, n int) []measure.Course {
	tb.Helper()
	out := make([]measure.Course, n)
	for i, c := range courses(n) {
		out[i] = c.scored(tb)
	}
	return out
}

// TestCoursesAreMixed checks that the benchmark is realistic: every possible outcome occurs often
// enough.
func TestCoursesAreMixed(t *testing.T) {
	const n = 20_000
	rules := serviceRules(t)
	seen := map[string]int{}
	for _, c := range courses(n) {
		o, err := rules.Evaluate(c.scored(t))
		require.NoError(t, err)
		seen["caseness "+o.Caseness.String()]++
		seen["improvement "+o.ReliableImprovement.String()]++
		seen["deterioration "+o.ReliableDeterioration.String()]++
		seen["recovery "+o.Recovery.String()]++
		seen["reliable recovery "+o.ReliableRecovery.String()]++
		seen["measure "+string(o.Anxiety)]++
		if o.Anxiety != c.Instrument {
			seen["backup used"]++
		}
		if !o.Finished {
			seen["not finished"]++
		}
	}
	for _, what := range []string{
		"caseness yes", "caseness no", "caseness unknown", "improvement yes", "improvement no", "improvement unknown",
		"deterioration yes", "deterioration no", "deterioration unknown",
		"recovery yes", "recovery no", "recovery unknown", "recovery not-applicable",
		"reliable recovery yes", "reliable recovery no", "reliable recovery unknown", "reliable recovery not-applicable",
		"measure gad-7", "measure spin", "measure pcl-5", "measure who-5", "backup used", "not finished",
	} {
		require.Greater(t, seen[what], n/500, what)
	}
	require.Equal(t, courses(100), courses(n)[:100], "the same courses every time")
}

// responses are questionnaires of several kinds: complete, with a missing item that a rule permits,
// with items skipped and not applicable, subscales only, reverse-keyed.
func responses(tb testing.TB) map[string]measure.Response {
	tb.Helper()
	of := func(id measure.ID, sum int, change func([]measure.Answer)) measure.Response {
		r := measure.Response{Instrument: id, At: day(0), Answers: fill(standard(tb, id), sum)}
		if change != nil {
			change(r.Answers)
		}
		return r
	}
	return map[string]measure.Response{
		"PHQ-9 with an alert":     of("phq-9", 27, nil),
		"PHQ-9 without":           of("phq-9", 12, nil),
		"GAD-7":                   of("gad-7", 11, nil),
		"WHO-5, multiplied":       of("who-5", 9, nil),
		"WSAS, not applicable":    of("wsas", 20, func(a []measure.Answer) { a[0] = measure.NotApplicable() }),
		"CORE-10, one missing":    of("core-10", 17, func(a []measure.Answer) { a[4] = measure.Answer{} }),
		"AUDIT, skipped":          of("audit", 0, func(a []measure.Answer) { clear(a[1:8]) }),
		"PCL-5, four subscales":   of("pcl-5", 44, nil),
		"PSWQ, reverse-keyed":     of("pswq", 50, nil),
		"DASS-21, subscales only": of("dass-21", 30, nil),
	}
}

// TestAllocationBudgets limits the allocations of scoring and judging. A budget is the present
// number plus one; it is zero where nothing is allocated.
func TestAllocationBudgets(t *testing.T) {
	c, r := measure.Standard(), responses(t)
	nhs, authors := standardSet(t, measure.SetNHS), standardSet(t, measure.SetAuthors)
	rules, phq := serviceRules(t), standard(t, "phq-9")
	first, err := c.Score(r["PHQ-9 with an alert"])
	require.NoError(t, err)
	last, err := c.Score(r["PHQ-9 without"])
	require.NoError(t, err)
	rule := symptomRule(t, measure.RulePHQ9)
	goals := []measure.GoalLevel{{Level: 1, Rated: true, Weight: 6}, {Level: 0, Rated: true, Weight: 4}, {Level: -1, Rated: true, Weight: 2}}
	pre, post := []float64{18, 15, 21, 9}, []float64{9, 14, 6, 8}
	mixed := scoredCourses(t, 64)
	scoring := func(name string) func() error {
		return func() error { _, err := c.Score(r[name]); return err }
	}
	for _, test := range []struct {
		name, reason string
		most         float64
		do           func() error
	}{
		{"score PHQ-9 with an alert", "its alert", 3, scoring("PHQ-9 with an alert")},
		{"score PHQ-9 without", "answers are looked at in place", 1, scoring("PHQ-9 without")},
		{"score GAD-7", "as above", 1, scoring("GAD-7")},
		{"score WHO-5", "the rule in words", 2, scoring("WHO-5, multiplied")},
		{"score WSAS", "the rule in words", 3, scoring("WSAS, not applicable")},
		{"score CORE-10", "the rule in words", 3, scoring("CORE-10, one missing")},
		{"score AUDIT", "the rule in words", 3, scoring("AUDIT, skipped")},
		{"score PCL-5", "four subscales", 5, scoring("PCL-5, four subscales")},
		{"score PSWQ", "turning round costs nothing", 1, scoring("PSWQ, reverse-keyed")},
		{"score DASS-21", "three subscales, and the rule in words", 6, scoring("DASS-21, subscales only")},
		{"check and score", "an instrument outside a catalogue is checked each time", 16, func() error { _, err := phq.Score(r["PHQ-9 without"]); return err }},
		{"band", "a copy of the sources", 1, func() error { _, err := authors.Band(first, ""); return err }},
		{"caseness", "a copy of the sources", 1, func() error { _, err := nhs.Caseness(first, ""); return err }},
		{"change", "a copy of the sources", 1, func() error { _, err := nhs.Change(first, last, ""); return err }},
		{"symptom rule", "the working is shown", 8, func() error { _, err := rule.Evaluate(r["PHQ-9 with an alert"]); return err }},
		{"goal attainment", "levels and weights go with the score", 2, func() error { _, err := measure.GoalAttainment(goals, measure.AttainmentPolicy{}); return err }},
		{"reliable change", "numbers only", 0, func() error {
			_, err := measure.JacobsonTruax(30, 20, 25, measure.LowerBetter, rel(5, .8, 1.96))
			return err
		}},
		{"effect size", "the changes", 1, func() error { _, err := measure.Effect(measure.ByPooledSD, pre, post); return err }},
		{"outcomes of 64 courses", "a service has hundreds of thousands", 0, func() error {
			var tally measure.Tally
			for _, course := range mixed {
				o, err := rules.Evaluate(course)
				if err != nil {
					return err
				}
				tally = tally.Add(o)
			}
			_, err := tally.Recovery().Value()
			return err
		}},
	} {
		require.NoError(t, test.do(), test.name)
		therapytest.Allocations(t, test.most, test.name+": "+test.reason, func() { _ = test.do() })
	}
}

func BenchmarkScore(b *testing.B) {
	c, all := measure.Standard(), responses(b)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		b.Run(name, func(b *testing.B) {
			r := all[name]
			b.ReportAllocs()
			for b.Loop() {
				if _, err := c.Score(r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkOutcomes100000(b *testing.B) {
	rules, all := serviceRules(b), scoredCourses(b, 100_000)
	b.ReportAllocs()
	for b.Loop() {
		var tally measure.Tally
		for i := range all {
			o, err := rules.Evaluate(all[i])
			if err != nil {
				b.Fatal(err)
			}
			tally = tally.Add(o)
		}
		if tally.Finished == 0 {
			b.Fatal("nobody finished")
		}
	}
}
