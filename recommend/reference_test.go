package recommend_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// A slow and obvious evaluator, written from the description of the decision and not from its
// code: maps, trees and simple loops. If the two disagree, the fast one is wrong.

// kleene is a truth value of three-valued logic: All is the minimum of its parts, Any the
// maximum, and Not the opposite.
type kleene int

const (
	certainlyNot kleene = -1
	unknown      kleene = 0
	certainly    kleene = 1
)

// formula is a condition with numbered statements, so that evaluation needs no look-up by name.
// The zero formula is always unknown.
type formula struct {
	kind      formulaKind
	statement int
	parts     []formula
}

type formulaKind int

const (
	saysNothing formulaKind = iota
	is
	isNot
	allOf
	anyOf
)

func (c *formula) eval(known []kleene) kleene {
	switch c.kind {
	case is:
		return known[c.statement]
	case isNot:
		return -c.parts[0].eval(known)
	case allOf:
		least := certainly
		for i := range c.parts {
			least = min(least, c.parts[i].eval(known))
		}
		return least
	case anyOf:
		greatest := certainlyNot
		for i := range c.parts {
			greatest = max(greatest, c.parts[i].eval(known))
		}
		return greatest
	case saysNothing:
	}
	return unknown
}

// read numbers the statements of a condition.
func (p *referee) read(c therapy.Condition) formula {
	if f, ok := c.Statement(); ok {
		number, described := p.number[f]
		if !described {
			panic("no such statement")
		}
		return formula{kind: is, statement: number}
	}
	if part, ok := c.Negated(); ok {
		return formula{kind: isNot, parts: []formula{p.read(part)}}
	}
	parts, all, ok := c.Parts()
	if !ok {
		return formula{}
	}
	whole := formula{kind: anyOf}
	if all {
		whole.kind = allOf
	}
	for part := range parts {
		whole.parts = append(whole.parts, p.read(part))
	}
	return whole
}

// result holds everything that is compared.
type result struct {
	Outcome  policy.Outcome
	Decided  therapy.Layer
	Lead     int
	Advised  []policy.Option
	Eligible []policy.Option
	Stages   []resultStage
	Reasons  []resultReason
	Danger   []string
	Against  []string
}

type resultStage struct {
	Layer           therapy.Layer
	Margin          int
	Lead            int
	Points          map[policy.Option]int
	Left            []policy.Option
	Graded, Guarded bool
}

type resultReason struct {
	Option   policy.Option
	Rule     string
	Layer    therapy.Layer
	Points   int
	Grade    therapy.Grade
	Excludes bool
	Counted  bool
}

// referee is a policy that is prepared once for the slow evaluation.
type referee struct {
	policy.Policy
	number    map[therapy.Factor]int
	excludes  [][]int // by number: the statements that a yes to the statement settles as no
	rules     []*refereeRule
	layers    map[therapy.Layer][]*refereeRule
	questions []refereeQuestion
	joins     formula
	wishes    []formula
}

// refereeRule is a rule and its conditions.
type refereeRule struct {
	policy.Rule
	number                       int // its place in the policy
	whole, required, own, unless formula
	single                       therapy.Factor // the only statement of its situation, if there is just one
}

// refereeQuestion is a question, its condition for yielding and the rules that answer it.
type refereeQuestion struct {
	therapy.Question
	yields formula
	rules  []*refereeRule
}

func newReferee(p policy.Policy) *referee {
	ref := &referee{Policy: p, number: map[therapy.Factor]int{}, layers: map[therapy.Layer][]*refereeRule{}}
	for f := range p.Factors.Names() {
		ref.number[f] = len(ref.number)
	}
	for f := range p.Factors.Names() {
		var list []int
		for other := range p.Factors.Excluded(f) {
			list = append(list, ref.number[other])
		}
		ref.excludes = append(ref.excludes, list)
	}
	for i, r := range p.Rules {
		rule := &refereeRule{
			Rule: r, number: i, whole: ref.whole(r), required: ref.read(r.RequiredIf), own: ref.read(r.If), unless: ref.read(r.Unless),
		}
		if r.Ages == therapy.AnyAge { // a rule for certain ages depends on these too
			rule.single, _ = r.When.Statement()
		}
		ref.rules = append(ref.rules, rule)
		ref.layers[r.Layer] = append(ref.layers[r.Layer], rule)
	}
	for _, q := range p.Questions {
		question := refereeQuestion{Question: q, yields: ref.read(q.Yields)}
		for _, r := range ref.rules {
			if r.Question == q.ID {
				question.rules = append(question.rules, r)
			}
		}
		ref.questions = append(ref.questions, question)
	}
	ref.joins = ref.read(p.Meeting.Joins)
	for _, w := range p.Meeting.Wishes {
		ref.wishes = append(ref.wishes, ref.read(w.When))
	}
	return ref
}

// ageBands lists the age bands, each with the statement that a person has that age.
var ageBands = []struct {
	ages   therapy.Ages
	factor therapy.Factor
}{
	{therapy.Under12, therapy.ChildUnder12},
	{therapy.From12To15, therapy.Adolescent12To15},
	{therapy.From16To17, therapy.Adolescent16To17},
	{therapy.Adults, therapy.Adult},
}

// whole reads the whole condition of a rule: its ages, the condition of its question, and its own
// condition.
func (p *referee) whole(r policy.Rule) formula {
	all := formula{kind: allOf, parts: []formula{p.read(r.When)}}
	for _, q := range p.Questions {
		if q.ID == r.Question {
			all.parts = append(all.parts, p.read(q.When))
		}
	}
	if r.Ages != therapy.AnyAge {
		ages := formula{kind: anyOf}
		for _, x := range ageBands {
			if r.Ages&x.ages != 0 {
				ages.parts = append(ages.parts, formula{kind: is, statement: p.number[x.factor]})
			}
		}
		all.parts = append(all.parts, ages)
	}
	return all
}

// known derives the facts from valid answers, by number.
func (p *referee) known(intake recommend.Answers) []kleene {
	return p.look(make([]kleene, len(p.number)), intake)
}

// look is known in the memory of an earlier call.
func (p *referee) look(known []kleene, intake recommend.Answers) []kleene {
	clear(known)
	for f, answer := range intake {
		switch answer {
		case therapy.Yes, therapy.Strongly:
			known[p.number[f]] = certainly
			for _, excluded := range p.excludes[p.number[f]] {
				known[excluded] = certainlyNot
			}
		case therapy.No:
			known[p.number[f]] = certainlyNot
		}
	}
	return known
}

// decide decides on a valid intake.
func (p *referee) decide(intake recommend.Answers) result {
	known := p.known(intake)

	// All rules are always evaluated.
	truth := make([]kleene, len(p.rules))
	for i, r := range p.rules {
		truth[i] = r.whole.eval(known)
	}
	fires := func(r *refereeRule) bool { return truth[r.number] == certainly }
	missing := func(r *refereeRule) bool {
		return truth[r.number] == unknown && r.required.eval(known) == certainly
	}
	of := func(layer therapy.Layer) []*refereeRule { return p.layers[layer] }
	points := func(s policy.Stage, r *refereeRule, o policy.Option) int {
		for _, given := range r.Points {
			if given.Option != o {
				continue
			}
			if s.Doubles && r.single != "" && intake[r.single] == therapy.Strongly {
				return 2 * given.Points
			}
			return given.Points
		}
		return 0
	}

	var res result
	decide := func() {
		// Safety comes before everything.
		for _, r := range of(therapy.LayerSafety) {
			if fires(r) {
				res.Danger = append(res.Danger, r.ID)
			}
		}
		if res.Danger != nil {
			res.Outcome, res.Decided = policy.Escalate, therapy.LayerSafety
			return
		}
		if slices.ContainsFunc(of(therapy.LayerSafety), missing) {
			res.Outcome, res.Decided = policy.NeedsInformation, therapy.LayerSafety
			return
		}
		// Is there enough information?
		for _, r := range of(therapy.LayerSufficiency) {
			if fires(r) || missing(r) {
				res.Outcome, res.Decided = policy.NeedsInformation, therapy.LayerSufficiency
				return
			}
		}
		// Which options are eligible?
		out := map[policy.Option]bool{}
		for _, r := range of(therapy.LayerEligibility) {
			if fires(r) {
				for _, o := range r.Excludes {
					out[o] = true
				}
			}
		}
		for _, info := range p.Options {
			if !out[info.Option] {
				res.Eligible = append(res.Eligible, info.Option)
			}
		}
		if len(res.Eligible) == 0 {
			res.Outcome, res.Decided = policy.NoneSuitable, therapy.LayerEligibility
			return
		}
		for _, r := range of(therapy.LayerEligibility) {
			wouldExclude := slices.ContainsFunc(r.Excludes, func(o policy.Option) bool { return slices.Contains(res.Eligible, o) })
			if missing(r) && wouldExclude {
				res.Outcome, res.Decided = policy.NeedsInformation, therapy.LayerEligibility
				return
			}
		}
		questions := p.scene(res.Eligible, known, truth)
		survivors, flagged := questions.survivors(asWritten)
		defer func() {
			for _, o := range res.Advised {
				for _, q := range questions.questions {
					if q.opposes(o, asWritten) {
						res.Against = append(res.Against, string(o)+" "+q.id)
					}
				}
			}
		}()
		if len(res.Eligible) == 1 {
			res.Outcome, res.Decided, res.Advised = policy.Recommended, therapy.LayerEligibility, res.Eligible
			return
		}
		// Is there any reason for or against one of them?
		spoken := false
		for _, r := range p.rules {
			for _, given := range r.Points {
				spoken = spoken || fires(r) && slices.Contains(res.Eligible, given.Option)
			}
			for _, given := range r.Grades {
				spoken = spoken || fires(r) && slices.Contains(res.Eligible, given.Option)
			}
		}
		if !spoken {
			res.Outcome = policy.NeedsInformation
			return
		}
		// In each stage, options that are behind by more than the margin drop out.
		standing := res.Eligible
		for _, s := range p.Stages {
			if s.Layer < therapy.LayerIndication {
				continue
			}
			if s.Layer == therapy.LayerIndication && !s.Points {
				stage := resultStage{Layer: s.Layer, Points: map[policy.Option]int{}, Left: p.inOrder(survivors), Graded: true}
				for _, o := range standing {
					stage.Points[o] = 0
				}
				if len(survivors) == 1 && len(survivors.less(flagged)) == 0 {
					stage.Left = res.Eligible
					res.Stages = append(res.Stages, stage)
					res.Outcome, res.Advised = policy.Either, res.Eligible
					return
				}
				res.Stages = append(res.Stages, stage)
				if standing = stage.Left; len(standing) == 1 {
					res.Outcome, res.Decided, res.Advised = policy.Recommended, s.Layer, standing
					return
				}
				continue
			}
			stage := resultStage{Layer: s.Layer, Margin: s.Margin, Points: map[policy.Option]int{}}
			for _, o := range standing {
				stage.Points[o] = 0
				for _, r := range of(s.Layer) {
					if fires(r) {
						stage.Points[o] += points(s, r, o)
					}
				}
			}
			best := stage.Points[standing[0]]
			for _, n := range stage.Points {
				best = max(best, n)
			}
			var dropped []int
			for _, o := range standing {
				if n := stage.Points[o]; best-n > s.Margin {
					dropped = append(dropped, n)
				} else {
					stage.Left = append(stage.Left, o)
				}
			}
			if dropped != nil {
				stage.Lead = best - slices.Max(dropped)
			}
			if dropped != nil && len(setOf(stage.Left...).less(flagged)) == 0 {
				stage.Left, stage.Lead, stage.Guarded = standing, 0, true
				res.Stages = append(res.Stages, stage)
				break
			}
			res.Stages = append(res.Stages, stage)
			standing = stage.Left
			if len(standing) == 1 {
				res.Outcome, res.Decided, res.Lead, res.Advised = policy.Recommended, s.Layer, stage.Lead, standing
				return
			}
		}
		res.Outcome, res.Advised = policy.Either, standing
	}
	decide()

	if res.Outcome == policy.Escalate {
		return res // nothing is ranked, so nothing is shown as ranked
	}
	for _, info := range p.Options {
		for _, s := range p.Stages {
			for _, r := range of(s.Layer) {
				if !fires(r) {
					continue
				}
				reason := resultReason{Option: info.Option, Rule: r.ID, Layer: r.Layer}
				reason.Excludes = slices.Contains(r.Excludes, info.Option)
				reason.Points = points(s, r, info.Option)
				for _, g := range r.Grades {
					if g.Option == info.Option {
						reason.Grade = g.Grade
					}
				}
				reason.Counted = reason.Excludes
				for _, stage := range res.Stages {
					_, asked := stage.Points[info.Option]
					reason.Counted = reason.Counted || stage.Layer == r.Layer && asked
				}
				if reason.Excludes || reason.Points != 0 || reason.Grade != 0 {
					res.Reasons = append(res.Reasons, reason)
				}
			}
		}
	}
	return res
}

// observed reads the same values from a recommendation.
func observed(rec *recommend.Recommendation) result {
	res := result{Outcome: rec.Outcome(), Lead: rec.Lead()}
	res.Decided, _ = rec.DecidedBy()
	for info := range rec.Advised() {
		res.Advised = append(res.Advised, info.Option)
	}
	for info := range rec.Eligible() {
		res.Eligible = append(res.Eligible, info.Option)
	}
	for s := range rec.Stages() {
		stage := resultStage{Layer: s.Layer(), Margin: s.Margin(), Lead: s.Lead(), Points: map[policy.Option]int{}, Graded: s.Graded(), Guarded: s.Guarded()}
		maps.Insert(stage.Points, s.Points())
		for info := range s.Left() {
			stage.Left = append(stage.Left, info.Option)
		}
		res.Stages = append(res.Stages, stage)
	}
	for x := range rec.Reasons() {
		res.Reasons = append(res.Reasons, resultReason{
			Option: x.Option(), Rule: x.Rule(), Layer: x.Layer(), Points: x.Points(), Grade: x.Grade(), Excludes: x.Excludes(), Counted: x.Counted(),
		})
	}
	for x := range rec.Against() {
		res.Against = append(res.Against, string(x.Option().Option)+" "+x.Question().ID)
	}
	for x := range rec.Danger() {
		res.Danger = append(res.Danger, x.Rule())
	}
	return res
}

func agree(tb testing.TB, r *recommend.Recommender, p *referee, intake recommend.Answers) result {
	tb.Helper()
	rec, err := r.Recommend(given(intake), now)
	require.NoError(tb, err)
	want, got := p.decide(intake), observed(&rec)
	if !reflect.DeepEqual(want, got) {
		tb.Fatalf("intake %v: (-reference +recommender):\n%s", intake, gocmp.Diff(want, got))
	}
	checkSums(tb, got)
	return got
}

// checkSums checks that the deciding points are the sum of the counted reasons.
func checkSums(tb testing.TB, res result) {
	tb.Helper()
	for _, s := range res.Stages {
		for o, n := range s.Points {
			sum := 0
			for _, x := range res.Reasons {
				if x.Option == o && x.Layer == s.Layer && x.Counted {
					sum += x.Points
				}
			}
			if sum != n {
				tb.Fatalf("%s, %s: reasons come to %d, points to %d", s.Layer, o, sum, n)
			}
		}
	}
}

func statementName(i int) therapy.Factor { return therapy.Factor(fmt.Sprintf("s%d", i)) }

// wildPolicy makes a random policy: 1 to 16 options, 1 to 250 statements with exclusions, any
// order of the weighing layers, margins, doubling, nested and empty conditions, required rules in
// every layer that can have them, and in half of the policies rules for certain ages.
func wildPolicy(rng *rand.Rand) policy.Policy {
	n := 1 + rng.IntN([]int{6, 40, 250}[rng.IntN(3)])
	infos := make([]therapy.FactorInfo, n)
	for i := range infos {
		infos[i] = fact(statementName(i), therapy.Layer(1+rng.IntN(7)))
	}
	for range rng.IntN(1 + n/2) {
		i, j := rng.IntN(n), rng.IntN(n)
		if i != j && !slices.Contains(infos[i].Excludes, statementName(j)) {
			infos[i].Excludes = append(infos[i].Excludes, statementName(j))
			infos[j].Excludes = append(infos[j].Excludes, statementName(i))
		}
	}
	aged := rng.IntN(2) == 0
	if aged {
		infos = append(infos, ageFacts()...)
	}
	factors, err := therapy.NewVocabulary(infos...)
	if err != nil {
		panic(err)
	}
	p := policy.Policy{
		ID: "wild", Version: "1", Title: "Wild", Factors: factors,
		Stages:  []policy.Stage{{Layer: therapy.LayerSafety}, {Layer: therapy.LayerSufficiency}, {Layer: therapy.LayerEligibility}},
		Actions: []policy.Action{{ID: "act", Says: says("act"), Sources: testSources}}, Crisis: testCrisis,
	}
	modalities := []therapy.Modality{"a", "b", "c", "d", "e"}
	for _, set := range rng.Perm(31)[:1+rng.IntN(16)] {
		var chosen []therapy.Modality
		for i, m := range modalities {
			if (set+1)>>i&1 == 1 {
				chosen = append(chosen, m)
			}
		}
		o := policy.OptionOf(chosen...)
		p.Options = append(p.Options, policy.OptionInfo{Option: o, Name: "name of " + string(o), PlainName: "plain name of " + string(o)})
	}
	weighing := []therapy.Layer{therapy.LayerIndication, therapy.LayerPreference, therapy.LayerNeed, therapy.LayerPractical}
	for _, i := range rng.Perm(4)[:1+rng.IntN(4)] {
		p.Stages = append(p.Stages, policy.Stage{Layer: weighing[i], Points: weighing[i] == therapy.LayerIndication, Margin: rng.IntN(4), Doubles: rng.IntN(2) == 0})
	}
	graded := rng.IntN(2) == 0
	if graded {
		p.Stages = slices.DeleteFunc(p.Stages, func(s policy.Stage) bool { return s.Layer == therapy.LayerIndication })
		p.Stages = slices.Insert(p.Stages, 3, policy.Stage{Layer: therapy.LayerIndication})
	}
	var condition func(depth int) therapy.Condition
	condition = func(depth int) therapy.Condition {
		kind := rng.IntN(8)
		if depth == 0 || kind < 3 {
			return therapy.Is(statementName(rng.IntN(n)))
		}
		if kind == 3 {
			return therapy.Not(condition(depth - 1))
		}
		parts := make([]therapy.Condition, rng.IntN(4))
		for i := range parts {
			parts[i] = condition(depth - 1)
		}
		if kind < 6 {
			return therapy.All(parts...)
		}
		return therapy.Any(parts...)
	}
	if graded {
		wildQuestions(rng, &p, condition)
	}
	for len(p.Rules) < 1+rng.IntN(60) {
		r := rule(fmt.Sprintf("r%d", len(p.Rules)), p.Stages[rng.IntN(len(p.Stages))].Layer, condition(rng.IntN(4)))
		if r.Layer < therapy.LayerEligibility && rng.IntN(4) > 0 {
			continue // rules that stop everything are rare; otherwise nothing else would be tested
		}
		if r.Layer < therapy.LayerEligibility && rng.IntN(2) > 0 {
			r.When = therapy.All(condition(0), condition(0), condition(1))
		}
		if !r.Layer.Weighs() && rng.IntN(3) == 0 {
			r.RequiredIf = condition(rng.IntN(3))
			if r.Layer < therapy.LayerEligibility {
				r.RequiredIf = therapy.All(r.RequiredIf, condition(0), condition(0))
			}
		}
		for _, i := range rng.Perm(len(p.Options))[:1+rng.IntN(min(4, len(p.Options)))] {
			o := p.Options[i].Option
			switch {
			case r.Layer == therapy.LayerEligibility:
				r.Excludes, r.Reopens = append(r.Excludes, o), says("when it changes")
			case r.Layer == therapy.LayerIndication && graded:
				r.Question = p.Questions[rng.IntN(len(p.Questions))].ID
				r.Grades = append(r.Grades, policy.Grading{Option: o, Grade: therapy.Grade(1 + rng.IntN(5))})
				if rng.IntN(3) == 0 {
					r.When = therapy.All()
				}
				if r.Grades[len(r.Grades)-1].Grade == therapy.OnlyIf && rng.IntN(2) == 0 {
					r.If = condition(1)
				}
				if r.Grades[len(r.Grades)-1].Grade == therapy.OnlyIf && rng.IntN(3) == 0 {
					r.Unless = condition(1)
				}
			case r.Layer.Weighs():
				r.Points = append(r.Points, policy.Points{Option: o, Points: []int{-9, -3, -2, -1, 1, 2, 3, 9}[rng.IntN(8)]})
			}
		}
		if aged && rng.IntN(2) == 0 {
			r.Ages = 1 + therapy.Ages(rng.IntN(int(therapy.AnyAge)))
		}
		p.Rules = append(p.Rules, r)
	}
	return waiving(p)
}

// ageFacts describes the statements about ages, each of which excludes the others.
func ageFacts() (infos []therapy.FactorInfo) {
	for _, x := range ageBands {
		info := fact(x.factor, therapy.LayerSufficiency)
		for _, other := range ageBands {
			if other != x {
				info.Excludes = append(info.Excludes, other.factor)
			}
		}
		infos = append(infos, info)
	}
	return infos
}

// waiving adds waivers for the safety that a random policy with some built-in statements lacks.
func waiving(p policy.Policy) policy.Policy {
	for _, loss := range p.Losses() {
		if !p.Waived(loss.Statement) {
			p.Waivers = append(p.Waivers, policy.Waiver{Statement: loss.Statement, By: "the tests", Why: "Nobody is advised by it."})
		}
	}
	return p
}

// wildQuestions makes random questions for the rules of indication, and how questions are
// combined.
func wildQuestions(rng *rand.Rand, p *policy.Policy, condition func(int) therapy.Condition) {
	for i := range 1 + rng.IntN(5) {
		q := therapy.Question{
			ID: fmt.Sprintf("q%d", i), Ages: therapy.AnyAge, When: condition(rng.IntN(2)), Complete: rng.IntN(2) == 0, Weak: rng.IntN(4) == 0,
			Clinician: "question", Client: "question",
		}
		if rng.IntN(4) == 0 {
			q.Yields = condition(1)
		}
		p.Questions = append(p.Questions, q)
	}
	if len(p.Options) >= 3 && rng.IntN(3) > 0 {
		three := rng.Perm(len(p.Options))
		p.Meeting = policy.Meeting{First: p.Options[three[0]].Option, Second: p.Options[three[1]].Option, Together: p.Options[three[2]].Option}
		if rng.IntN(2) == 0 {
			p.Meeting.Joins = condition(1)
		}
	}
	for range rng.IntN(3) {
		p.Meeting.Wishes = append(p.Meeting.Wishes, policy.Wish{Option: p.Options[rng.IntN(len(p.Options))].Option, When: condition(1)})
	}
}

// compileWild returns the first random policy whose conditions do not have too many clauses.
func compileWild(rng *rand.Rand) (policy.Policy, *recommend.Recommender) {
	for {
		p := wildPolicy(rng)
		if r, err := recommend.New(p); err == nil {
			return p, r
		}
	}
}

func TestReferenceOnWildPolicies(t *testing.T) {
	wide(t)
	rng := rand.New(rand.NewPCG(1, 2))
	outcomes, deciders, aged := map[policy.Outcome]int{}, map[therapy.Layer]int{}, map[therapy.Layer]int{}
	for range often(250, 80) {
		p, r := compileWild(rng)
		ref := newReferee(p)
		ages := map[string]therapy.Ages{}
		for _, r := range p.Rules {
			ages[r.ID] = r.Ages
		}
		for range 12 {
			res := agree(t, r, ref, wildIntake(rng, p, 5+rng.IntN(90)))
			outcomes[res.Outcome]++
			deciders[res.Decided]++
			for _, x := range res.Reasons {
				if ages[x.Rule] != therapy.AnyAge {
					aged[x.Layer]++
				}
			}
		}
	}
	// Rules for certain ages fire in every layer that has reasons.
	for layer := therapy.LayerEligibility; layer <= therapy.LayerPractical; layer++ {
		require.Greater(t, aged[layer], often(50, 1)-5, "%s, of %v", layer, aged)
	}
	// A sweep that never passes the first stages would prove nothing.
	for o := policy.Escalate; o <= policy.Either; o++ {
		require.Greater(t, outcomes[o], often(50, 1)-5, "%s, of %v", o, outcomes)
	}
	for layer := therapy.Layer(0); layer <= therapy.LayerPractical; layer++ {
		require.Greater(t, deciders[layer], often(50, 1)-5, "%s, of %v", layer, deciders)
	}
}

// TestReferenceOnTheTestPolicy tries every intake of up to three answers.
func TestReferenceOnTheTestPolicy(t *testing.T) {
	p := testPolicy(t)
	r, ref := recommend.Must(p), newReferee(p)
	var factors []therapy.Factor
	for f := range p.Factors.Names() {
		factors = append(factors, f)
	}
	seen := map[policy.Outcome]bool{}
	var try func(intake recommend.Answers, from, more int)
	try = func(intake recommend.Answers, from, more int) {
		if intake["danger"] > therapy.No && intake["safe"] > therapy.No {
			return
		}
		seen[agree(t, r, ref, intake).Outcome] = true
		for i := from; more > 0 && i < len(factors); i++ {
			was, had := intake[factors[i]]
			for _, answer := range []therapy.Answer{therapy.No, therapy.Yes, therapy.Strongly} {
				intake[factors[i]] = answer
				try(intake, i+1, more-1)
			}
			delete(intake, factors[i])
			if had {
				intake[factors[i]] = was
			}
		}
	}
	try(recommend.Answers{}, 0, 2)
	try(in(), 2, 3)
	require.Len(t, seen, 5, "every outcome is reached")
}

// The lanes in which points are added have sixteen bits each and could borrow from each other.
// Sums as large as a policy may have must be correct.
func TestExtremePoints(t *testing.T) {
	options := make([]policy.OptionInfo, 16)
	for i := range options {
		o := policy.Option(fmt.Sprintf("m%02d", i))
		options[i] = policy.OptionInfo{Option: o, Name: "a name", PlainName: "a plain name"}
	}
	const most = 32767 / (2 * therapy.MaxPoints)
	for _, width := range []int{1, 2, 4, 5, 16} {
		for _, lane := range slices.Compact([]int{0, min(2, width-1), min(3, width-1), width - 1}) {
			for _, sign := range []int{1, -1} {
				p := testPolicy(t)
				p.Options, p.Rules, p.Cautions, p.Conflicts = options[:width], nil, nil, nil
				for i := range most {
					// The neighbours get a few points, so that a lost borrow changes the result.
					n := sign * therapy.MaxPoints
					points := []policy.Points{{Option: options[lane].Option, Points: n}}
					if i == 0 && width > 1 {
						points = []policy.Points{{Option: options[(lane+1)%width].Option, Points: -sign}}
					}
					p.Rules = append(p.Rules, rule(fmt.Sprintf("r%d", i), therapy.LayerNeed, therapy.Is("lonely"), points...))
				}
				r, err := recommend.New(p)
				require.NoError(t, err)
				rec, err := r.Recommend(given(recommend.Answers{"lonely": therapy.Strongly}), now)
				require.NoError(t, err)
				if width == 1 {
					require.Equal(t, policy.Recommended, rec.Outcome())
					continue
				}
				for s := range rec.Stages() {
					if s.Layer() != therapy.LayerNeed {
						continue
					}
					for o, n := range s.Points() {
						switch o {
						case options[lane].Option:
							require.Equal(t, sign*2*therapy.MaxPoints*(most-1), n)
						case options[(lane+1)%width].Option:
							require.Equal(t, -2*sign, n)
						default:
							require.Zero(t, n)
						}
					}
				}
				decided, _ := rec.DecidedBy()
				require.Equal(t, therapy.LayerNeed, decided)
				lead := 2 // of the neighbour over those who got nothing
				if sign > 0 {
					lead = 2 * therapy.MaxPoints * (most - 1) // over them, too
				}
				if width == 2 {
					lead = 2*therapy.MaxPoints*(most-1) + 2
				}
				require.Equal(t, lead, rec.Lead())
			}
		}
	}
	t.Run("one more", func(t *testing.T) {
		p := testPolicy(t)
		p.Rules = slices.DeleteFunc(p.Rules, func(r policy.Rule) bool { return r.Layer == therapy.LayerIndication })
		p.Conflicts = nil
		for i := range most + 1 {
			p.Rules = append(p.Rules, rule(fmt.Sprintf("r%d", i), therapy.LayerIndication, therapy.Is("disorder"), ind(9)))
		}
		_, err := recommend.New(p)
		require.Equal(t, []string{"/stages/3 policy-points-total"}, brokenRules(err))
		p.Rules = p.Rules[:len(p.Rules)-1]
		_, err = recommend.New(p)
		require.NoError(t, err)
	})
}
