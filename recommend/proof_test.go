package recommend_test

import (
	"fmt"
	"maps"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/internal/madeup"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// tinyPolicy makes a random policy that is small enough to try every completion, and as complex
// as the rules allow. In a third of the policies two statements say how old the person is, and
// some rules are for one of the two ages.
func tinyPolicy(rng *rand.Rand, statements int, graded bool) policy.Policy {
	aged := rng.IntN(3) == 0
	name := func(i int) therapy.Factor {
		if aged && i < 2 {
			return []therapy.Factor{therapy.Adult, therapy.ChildUnder12}[i]
		}
		return therapy.Factor(fmt.Sprintf("s%d", i))
	}
	infos := make([]therapy.FactorInfo, statements)
	for i := range infos {
		infos[i] = fact(name(i), therapy.LayerNeed)
	}
	if aged || rng.IntN(2) == 0 { // the first two exclude each other
		infos[0].Excludes, infos[1].Excludes = []therapy.Factor{name(1)}, []therapy.Factor{name(0)}
	}
	factors, err := therapy.NewVocabulary(infos...)
	if err != nil {
		panic(err)
	}
	var condition func(depth int) therapy.Condition
	condition = func(depth int) therapy.Condition {
		switch n := rng.IntN(8); {
		case depth == 0 || n < 4:
			return therapy.Is(name(rng.IntN(statements)))
		case n < 5:
			return therapy.Not(condition(depth - 1))
		case n < 7:
			return therapy.All(condition(depth-1), condition(depth-1))
		default:
			return therapy.Any(condition(depth-1), condition(depth-1))
		}
	}
	p := policy.Policy{
		ID: "tiny", Version: "1", Title: "Tiny", Factors: factors,
		Options: madeup.Options(),
		Stages: []policy.Stage{
			{Layer: therapy.LayerSafety},
			{Layer: therapy.LayerSufficiency},
			{Layer: therapy.LayerEligibility},
			{Layer: therapy.LayerIndication, Points: true, Margin: rng.IntN(3)},
			{Layer: therapy.LayerNeed, Margin: rng.IntN(3), Doubles: true},
		},
		Actions: []policy.Action{{ID: "act", Says: says("act"), Sources: testSources}}, Crisis: testCrisis,
	}
	if graded {
		p.Stages[3] = policy.Stage{Layer: therapy.LayerIndication}
		tinyQuestions(rng, &p, condition)
	}
	for i := range 2 + rng.IntN(7) {
		id := fmt.Sprintf("r%d", i)
		when := condition(rng.IntN(3))
		switch n := rng.IntN(20); {
		case n == 0:
			p.Rules = append(p.Rules, rule(id, therapy.LayerSafety, when))
		case n == 1:
			p.Rules = append(p.Rules, rule(id, therapy.LayerSufficiency, when))
		case n < 5:
			o := p.Options[rng.IntN(3)].Option
			r := exclusion(id, when, o)
			if rng.IntN(2) == 0 {
				r.RequiredIf = condition(1)
			}
			p.Rules = append(p.Rules, r)
		default:
			layer := []therapy.Layer{therapy.LayerIndication, therapy.LayerNeed}[rng.IntN(2)]
			r := rule(id, layer, when)
			if graded && layer == therapy.LayerIndication {
				p.Rules = append(p.Rules, tinyGrades(rng, &p, r, condition))
				continue
			}
			for _, o := range p.Options {
				if points := rng.IntN(9) - 4; points != 0 {
					r.Points = append(r.Points, policy.Points{Option: o.Option, Points: points})
				}
			}
			if len(r.Points) > 0 {
				p.Rules = append(p.Rules, r)
			}
		}
	}
	for i := range p.Rules {
		if aged && rng.IntN(2) == 0 {
			p.Rules[i].Ages = []therapy.Ages{therapy.Adults, therapy.Under12, therapy.Adults | therapy.Under12}[rng.IntN(3)]
		}
	}
	return waiving(p)
}

// tinyQuestions asks one to three questions, two of which can be current at once.
func tinyQuestions(rng *rand.Rand, p *policy.Policy, condition func(int) therapy.Condition) {
	for i := range 1 + rng.IntN(3) {
		q := therapy.Question{
			ID: fmt.Sprintf("q%d", i), Ages: therapy.AnyAge, When: condition(rng.IntN(2)), Complete: rng.IntN(2) == 0, Weak: rng.IntN(4) == 0,
			Clinician: "question", Client: "question",
		}
		if rng.IntN(4) == 0 {
			q.Yields = condition(1)
		}
		p.Questions = append(p.Questions, q)
	}
	if rng.IntN(3) > 0 {
		p.Meeting = policy.Meeting{First: standard.Individual, Second: standard.Group, Together: standard.Combined}
		if rng.IntN(2) == 0 {
			p.Meeting.Joins = condition(1)
		}
	}
	for range rng.IntN(3) {
		p.Meeting.Wishes = append(p.Meeting.Wishes, policy.Wish{Option: p.Options[rng.IntN(3)].Option, When: condition(1)})
	}
}

// tinyGrades turns a rule into one that grades one or two options.
func tinyGrades(rng *rand.Rand, p *policy.Policy, r policy.Rule, condition func(int) therapy.Condition) policy.Rule {
	r.Question = p.Questions[rng.IntN(len(p.Questions))].ID
	if rng.IntN(2) == 0 {
		r.When = therapy.All()
	}
	for _, i := range rng.Perm(3)[:1+rng.IntN(3)] {
		r.Grades = append(r.Grades, policy.Grading{Option: p.Options[i].Option, Grade: therapy.Grade(1 + rng.IntN(5))})
		if r.Grades[len(r.Grades)-1].Grade == therapy.OnlyIf && rng.IntN(2) == 0 {
			r.If = condition(1)
		}
	}
	return r
}

func tinyIntake(rng *rand.Rand, r *recommend.Recommender, answered int) recommend.Answers {
	for {
		intake := recommend.Answers{}
		for f := range r.Policy().Factors.Names() {
			if rng.IntN(100) < answered {
				intake[f] = []therapy.Answer{therapy.No, therapy.Yes, therapy.Strongly}[rng.IntN(3)]
			}
		}
		if _, err := r.Pack(intake); err == nil {
			return intake
		}
	}
}

// completions visits every consistent completion of the intake.
func completions(r *recommend.Recommender, intake recommend.Answers, visit func(recommend.Answers, recommend.Recommendation)) {
	var open []therapy.Factor
	for f := range r.Policy().Factors.Names() {
		if intake[f] == therapy.Unanswered {
			open = append(open, f)
		}
	}
	full := recommend.Answers{}
	maps.Copy(full, intake)
	var fill func(i int)
	fill = func(i int) {
		if i == len(open) {
			if rec, err := r.Recommend(given(full), now); err == nil {
				visit(full, rec)
			}
			return
		}
		for _, a := range []therapy.Answer{therapy.No, therapy.Yes, therapy.Strongly} {
			full[open[i]] = a
			fill(i + 1)
		}
	}
	fill(0)
}

// conditionsOf are the conditions that can change an outcome.
func conditionsOf(p policy.Policy) []therapy.Condition {
	var all []therapy.Condition
	for _, r := range p.Rules {
		all = append(all, p.Condition(r), r.If, r.Unless)
	}
	for _, q := range p.Questions {
		if !slices.ContainsFunc(p.Rules, func(r policy.Rule) bool { return r.Question == q.ID }) {
			continue // nothing is graded for it
		}
		all = append(all, q.When, q.Yields)
	}
	all = append(all, p.Meeting.Joins)
	for _, w := range p.Meeting.Wishes {
		all = append(all, w.When)
	}
	return all
}

// TestProofsAgainstEveryCompletion compares settlement and open questions with the result of
// trying every completion.
func TestProofsAgainstEveryCompletion(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	settled, open := 0, 0
	for range often(1500, 1) {
		r := recommend.Must(tinyPolicy(rng, 3+rng.IntN(3), rng.IntN(2) == 0))
		intake := tinyIntake(rng, r, rng.IntN(100))
		rec, err := r.Recommend(given(intake), now)
		require.NoError(t, err)

		differs := false
		matters := map[therapy.Factor]bool{}
		completions(r, intake, func(full recommend.Answers, other recommend.Recommendation) {
			differs = differs || !sameOutcome(rec, other)
			for f, a := range full {
				if a == therapy.No || intake[f] != therapy.Unanswered {
					continue
				}
				full[f] = therapy.No
				if with, err := r.Recommend(given(full), now); err == nil && !sameOutcome(with, other) {
					matters[f] = true
				}
				full[f] = a
			}
		})

		s := rec.Settlement()
		require.NotEqual(t, recommend.Undetermined, s.State)
		require.Equal(t, differs, s.State == recommend.Open)
		if s.State == recommend.Open {
			open++
			require.False(t, sameOutcome(rec, s.Witness), "the witness has another outcome")
			full := s.Witness.Intake().Answers
			for f, a := range intake {
				require.Equal(t, a, full[f], "the witness keeps what was answered")
			}
		} else {
			settled++
		}
		asked := map[therapy.Factor]bool{}
		for q := range rec.OpenQuestions() {
			require.Equal(t, recommend.Open, q.State)
			asked[q.Info.Factor] = true
		}
		inRules := map[therapy.Factor]bool{}
		for _, c := range conditionsOf(r.Policy()) {
			for f := range c.Factors() {
				inRules[f] = true
			}
		}
		for f, info := range r.Policy().Factors.All() {
			want := matters[f]
			if !inRules[f] && intake[f] == therapy.Unanswered {
				// It matters because a yes to it would settle other statements.
				want = slices.ContainsFunc(info.Excludes, func(other therapy.Factor) bool { return matters[other] })
				if given, ok := rec.Intake().Answers[info.Factor]; ok && given != therapy.Unanswered {
					want = false
				}
			}
			require.Equal(t, want, asked[f], "%s: %v", f, intake)
		}
	}
	require.Greater(t, settled, often(200, 1))
	require.Greater(t, open, often(200, 1))
}

// TestChangesAgainstEveryChange finds the single and double changes by trying all of them.
func TestChangesAgainstEveryChange(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	found := 0
	for range often(600, 1) {
		r := recommend.Must(tinyPolicy(rng, 5, rng.IntN(2) == 0))
		intake := tinyIntake(rng, r, 70)
		rec, err := r.Recommend(given(intake), now)
		require.NoError(t, err)
		type edit struct {
			f therapy.Factor
			a therapy.Answer
		}
		try := func(edits ...edit) (differs bool) {
			changed := recommend.Answers{}
			maps.Copy(changed, intake)
			for _, e := range edits {
				changed[e.f] = e.a
			}
			other, err := r.Recommend(given(changed), now)
			return err == nil && !sameOutcome(rec, other)
		}
		var edits []edit
		for f := range r.Policy().Factors.Names() {
			for _, a := range []therapy.Answer{therapy.No, therapy.Yes, therapy.Strongly, therapy.Unanswered} {
				if intake[f] != therapy.Unanswered && intake[f] != a {
					edits = append(edits, edit{f, a})
				}
			}
		}
		want := map[string]bool{}
		for i, e := range edits {
			if try(e) {
				want[fmt.Sprint(e)] = true
				continue
			}
			for _, g := range edits[i+1:] {
				if g.f != e.f && !try(g) && try(e, g) {
					want[fmt.Sprint(e, g)] = true
				}
			}
		}
		got := map[string]bool{}
		for c := range rec.Changes() {
			var key []any
			for _, a := range c.Answers {
				require.Equal(t, intake[a.Factor], a.From)
				key = append(key, edit{a.Factor, a.To})
			}
			got[fmt.Sprint(key...)] = true
			require.False(t, sameOutcome(rec, c.Result))
		}
		for k := range want {
			require.True(t, got[k], "missing %s for %v", k, intake)
		}
		for k := range got {
			require.True(t, want[k], "not a smallest change: %s", k)
		}
		found += len(want)
	}
	require.Greater(t, found, often(1000, 1))
}

// TestToleranceAgainstCorners checks the fraction by moving all points to the ends of their
// ranges: below the fraction no corner changes the outcome; just above it one does.
func TestToleranceAgainstCorners(t *testing.T) {
	wide(t)
	rng := rand.New(rand.NewPCG(5, 6))
	limited := 0
	for range often(40, 5) {
		r := recommend.Must(tinyPolicy(rng, 4, false))
		intake := tinyIntake(rng, r, 90)
		rec, err := r.Recommend(given(intake), now)
		require.NoError(t, err)
		tol := rec.Tolerance()
		if tol.Unlimited {
			require.False(t, cornerChanges(&rec, big.NewRat(5, 1)))
			continue
		}
		limited++
		at := big.NewRat(int64(tol.Num), int64(tol.Den))
		tiny := big.NewRat(1, 1_000_000)
		require.Equal(t, tol.AtOnce, cornerChanges(&rec, at), "at %s", at)
		require.True(t, cornerChanges(&rec, new(big.Rat).Add(at, tiny)), "beyond %s", at)
		if below := new(big.Rat).Sub(at, tiny); below.Sign() > 0 {
			require.False(t, cornerChanges(&rec, below), "below %s", at)
		}
		require.NotEmpty(t, tol.Hinges)
	}
	require.Greater(t, limited, often(10, 1))
}

// cornerChanges tries every way to put each option's total of each stage at the lower end, at the
// upper end, or where it was, and at the margins of the others. It reports whether one of them
// changes the result.
func cornerChanges(rec *recommend.Recommendation, by *big.Rat) bool {
	type cell struct{ sum, size *big.Rat }
	totals := map[therapy.Layer]map[policy.Option]*cell{}
	for x := range rec.Reasons() {
		if x.Excludes() {
			continue
		}
		if totals[x.Layer()] == nil {
			totals[x.Layer()] = map[policy.Option]*cell{}
		}
		c := totals[x.Layer()][x.Option()]
		if c == nil {
			c = &cell{new(big.Rat), new(big.Rat)}
			totals[x.Layer()][x.Option()] = c
		}
		n := big.NewRat(int64(x.Points()), 1)
		c.sum.Add(c.sum, n)
		c.size.Add(c.size, n.Abs(n))
	}
	var want, eligible []policy.Option
	want = advised(*rec)
	for info := range rec.Eligible() {
		eligible = append(eligible, info.Option)
	}
	if rec.Outcome() != policy.Either && rec.Outcome() != policy.Recommended || len(eligible) < 2 {
		return false
	}
	var stages []policy.Stage
	for _, s := range rec.Policy().Stages {
		if s.Layer.Weighs() {
			stages = append(stages, s)
		}
	}
	var descend func(standing []policy.Option, stage int) bool
	descend = func(standing []policy.Option, stage int) bool {
		if len(standing) == 1 || stage == len(stages) {
			return !slices.Equal(standing, want)
		}
		margin := big.NewRat(int64(stages[stage].Margin), 1)
		low, high := make([]*big.Rat, len(standing)), make([]*big.Rat, len(standing))
		var grid []*big.Rat
		for i, o := range standing {
			low[i], high[i] = new(big.Rat), new(big.Rat)
			if c := totals[stages[stage].Layer][o]; c != nil {
				slack := new(big.Rat).Mul(c.size, by)
				low[i].Sub(c.sum, slack)
				high[i].Add(c.sum, slack)
			}
			for _, v := range []*big.Rat{low[i], high[i]} {
				for _, d := range []*big.Rat{new(big.Rat), margin, new(big.Rat).Neg(margin), big.NewRat(1, 1e9), big.NewRat(-1, 1e9)} {
					grid = append(grid, new(big.Rat).Add(v, d))
					grid = append(grid, new(big.Rat).Add(new(big.Rat).Add(v, d), margin))
					grid = append(grid, new(big.Rat).Sub(new(big.Rat).Add(v, d), margin))
				}
			}
		}
		slices.SortFunc(grid, (*big.Rat).Cmp)
		grid = slices.CompactFunc(grid, func(a, b *big.Rat) bool { return a.Cmp(b) == 0 })
		seen := map[string]bool{}
		values := make([]*big.Rat, len(standing))
		var choose func(i int) bool
		choose = func(i int) bool {
			if i < len(standing) {
				for _, v := range grid {
					if v.Cmp(low[i]) < 0 || v.Cmp(high[i]) > 0 {
						continue
					}
					values[i] = v
					if choose(i + 1) {
						return true
					}
				}
				return false
			}
			best := values[0]
			for _, v := range values {
				if v.Cmp(best) > 0 {
					best = v
				}
			}
			var left []policy.Option
			for i, o := range standing {
				if new(big.Rat).Sub(best, values[i]).Cmp(margin) <= 0 {
					left = append(left, o)
				}
			}
			if key := fmt.Sprint(left); !seen[key] {
				seen[key] = true
				return descend(left, stage+1)
			}
			return false
		}
		return choose(0)
	}
	return descend(eligible, 0)
}

// A tolerance prints one line that names rules and no answers.
func TestToleranceString(t *testing.T) {
	require.Equal(t, "unknown", recommend.Tolerance{}.Summary())
	require.Equal(t, "unlimited", recommend.Tolerance{Unlimited: true}.Summary())
	require.Equal(t, "less than 1/3", recommend.Tolerance{Num: 1, Den: 3, AtOnce: true}.Summary())
	require.Equal(t, "up to 1/3", recommend.Tolerance{Num: 1, Den: 3}.Summary())
	rec, err := theStandard().Recommend(given(yes(therapy.ValuesPrivacy)), now)
	require.NoError(t, err)
	require.Equal(t, "less than 3/4, hinging on f42-group-privacy, f42-individual-privacy", rec.Tolerance().Summary())
}
