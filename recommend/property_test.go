package recommend_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// unordered ignores every order that a policy determines.
func unordered(res result) result {
	slices.Sort(res.Advised)
	slices.Sort(res.Eligible)
	slices.Sort(res.Danger)
	slices.Sort(res.Against)
	for i := range res.Stages {
		slices.Sort(res.Stages[i].Left)
	}
	slices.SortFunc(res.Reasons, func(a, b resultReason) int {
		if a.Option != b.Option {
			return map[bool]int{true: -1, false: 1}[a.Option < b.Option]
		}
		if a.Rule != b.Rule {
			return map[bool]int{true: -1, false: 1}[a.Rule < b.Rule]
		}
		return 0
	})
	return res
}

func shuffled[T any](rng *rand.Rand, list []T) []T {
	list = slices.Clone(list)
	rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

func TestOrderChangesNothing(t *testing.T) {
	wide(t)
	rng := rand.New(rand.NewPCG(3, 4))
	for range often(60, 50) {
		p, r := compileWild(rng)
		q := p.Clone()
		q.Rules, q.Options = shuffled(rng, q.Rules), shuffled(rng, q.Options)
		for i := range q.Rules {
			q.Rules[i].Points = shuffled(rng, q.Rules[i].Points)
			q.Rules[i].Excludes = shuffled(rng, q.Rules[i].Excludes)
			if parts, all, ok := q.Rules[i].When.Parts(); ok {
				q.Rules[i].When = therapy.Any(shuffled(rng, slices.Collect(parts))...)
				if all {
					q.Rules[i].When = therapy.All(shuffled(rng, slices.Collect(parts))...)
				}
			}
		}
		var infos []therapy.FactorInfo
		for _, info := range p.Factors.All() {
			infos = append(infos, info)
		}
		factors, err := therapy.NewVocabulary(shuffled(rng, infos)...)
		require.NoError(t, err)
		q.Factors = factors
		other, err := recommend.New(q)
		require.NoError(t, err)
		for range 10 {
			intake := wildIntake(rng, p, 5+rng.IntN(90))
			a, err := r.Recommend(given(intake), now)
			require.NoError(t, err)
			b, err := other.Recommend(given(intake), now)
			require.NoError(t, err)
			if diff := gocmp.Diff(unordered(observed(&a)), unordered(observed(&b))); diff != "" {
				t.Fatalf("intake %v: (-one order +another):\n%s", intake, diff)
			}
		}
	}
}

// checkRemoval removes each answer in turn, and counts the exclusions that could have been lifted
// by it.
func checkRemoval(t *testing.T, ref *referee, r *recommend.Recommender, intake recommend.Answers) (lifted int) {
	t.Helper()
	rec, err := r.Recommend(given(intake), now)
	require.NoError(t, err)
	before := observed(&rec)
	for f := range intake {
		less := maps.Clone(intake)
		delete(less, f)
		rec, err := r.Recommend(given(less), now)
		require.NoError(t, err)
		after := observed(&rec)
		known := ref.known(less)
		had := func(x resultReason) bool {
			return slices.ContainsFunc(before.Reasons, func(y resultReason) bool {
				return x.Rule == y.Rule && x.Option == y.Option && (x.Points >= 0 && x.Points <= y.Points || x.Points < 0 && x.Points >= y.Points)
			})
		}
		if before.Outcome != policy.Escalate {
			require.NotEqual(t, policy.Escalate, after.Outcome, "removing an answer must not cause an escalation")
			for _, x := range after.Reasons {
				if !had(x) {
					t.Fatalf("%v without %s: new reason %+v", intake, f, x)
				}
			}
		}
		for _, rule := range ref.rules {
			if rule.required.eval(known) != certainly {
				continue
			}
			closed := slices.Contains(before.Danger, rule.ID)
			if closed {
				lifted++
				require.True(t, after.Outcome == policy.Escalate || after.Outcome == policy.NeedsInformation,
					"%v without %s: danger (%s) was lifted in silence", intake, f, rule.ID)
			}
			for _, x := range before.Reasons {
				if x.Rule == rule.ID && x.Excludes {
					lifted++
					if slices.Contains(after.Advised, x.Option) {
						t.Fatalf("%v without %s: exclusion (%s) was lifted in silence", intake, f, rule.ID)
					}
				}
			}
		}
	}
	return lifted
}

// TestRemovingAnAnswer removes answers one at a time. With fewer answers no new reason may
// appear, and none may grow. If a rule of safety or eligibility requires the removed answer, the
// policy must ask for it, and the exclusion is not lifted.
func TestRemovingAnAnswer(t *testing.T) {
	wide(t)
	rng := rand.New(rand.NewPCG(5, 6))
	lifted := 0
	for range often(150, 50) {
		p, r := compileWild(rng)
		ref := newReferee(p)
		for range 3 {
			intake := wildIntake(rng, p, 5+rng.IntN(90))
			for len(intake) > 25 {
				for f := range intake {
					delete(intake, f)
					break
				}
			}
			lifted += checkRemoval(t, ref, r, intake)
		}
	}
	p := testPolicy(t)
	lifted += checkRemoval(t, newReferee(p), recommend.Must(p), in("danger", therapy.Yes, "safe", therapy.Unanswered))
	lifted += checkRemoval(t, newReferee(p), recommend.Must(p), in("abuse", therapy.Yes, "abuser-present", therapy.Yes, "lonely", therapy.Yes))
	require.Greater(t, lifted, often(20, 1), "enough exclusions could have been lifted")
}

// TestStronglyNeverWeakens compares yes with strongly: the same reasons, none of them weaker.
// With two options, an advised one stays advised if the statement supports it at least as much as
// the other one.
func TestStronglyNeverWeakens(t *testing.T) {
	wide(t)
	rng := rand.New(rand.NewPCG(7, 8))
	stayed := 0
	for range often(300, 50) {
		p, r := compileWild(rng)
		intake := wildIntake(rng, p, 30+rng.IntN(60))
		for f, answer := range intake {
			if answer == therapy.No {
				continue
			}
			get := func(a therapy.Answer) result {
				changed := maps.Clone(intake)
				changed[f] = a
				rec, err := r.Recommend(given(changed), now)
				require.NoError(t, err)
				return observed(&rec)
			}
			yes, strongly := get(therapy.Yes), get(therapy.Strongly)
			require.Len(t, strongly.Reasons, len(yes.Reasons))
			gain := map[therapy.Layer]map[policy.Option]int{}
			for i, x := range yes.Reasons {
				y := strongly.Reasons[i]
				require.Equal(t, x.Rule, y.Rule)
				require.True(t, y.Points == x.Points || y.Points == 2*x.Points, "as much or twice as much")
				if gain[x.Layer] == nil {
					gain[x.Layer] = map[policy.Option]int{}
				}
				gain[x.Layer][x.Option] += y.Points - x.Points
			}
			if !yes.Decided.Weighs() && yes.Outcome != policy.Either {
				require.Equal(t, yes.Outcome, strongly.Outcome, "emphasis is not a fact")
				require.Equal(t, yes.Decided, strongly.Decided)
				continue
			}
			if len(yes.Eligible) != 2 {
				continue
			}
			for _, o := range yes.Advised {
				other := yes.Eligible[0]
				if o == other {
					other = yes.Eligible[1]
				}
				helps := true
				for _, points := range gain {
					helps = helps && points[o] >= points[other]
				}
				if helps {
					stayed++
					require.Contains(t, strongly.Advised, o)
				}
			}
		}
	}
	require.Greater(t, stayed, 20)
}

// proveSafety proves that no answers with a certain rule of safety lead to
// anything but [Escalate]. It tries every way of answering the
// statements that rules of safety mention, together with those whose yes settles
// one of them; it reports how many ways there are, how many are dangerous and how
// many more answers were tried with each of these.
//
// Nothing else can matter, for two reasons. Whether a rule of safety is certain
// depends on the truth of the statements in its condition, and that on their own
// answers and on a yes to something that excludes them: all of these are in the
// set, which is checked below. And safety is the first stage of every policy
// (Validate insists), so that what other rules do comes too late; this is checked
// too, by giving every other statement every answer in addition to each dangerous combination.
// "Strongly" differs from "yes" only for points, so the
// enumeration uses it only for these other statements.
func proveSafety(t *testing.T, p policy.Policy) (ways, dangerous, beside int) {
	t.Helper()
	require.Equal(t, therapy.LayerSafety, p.Stages[0].Layer)
	proof := &safetyProof{r: recommend.Must(p), ref: newReferee(p)}
	proof.divide(t)
	var mu sync.Mutex
	inParts(t, func(t *testing.T, part int) {
		x := safetyPart{safetyProof: proof, part: part, intake: recommend.Answers{}, known: make([]kleene, len(proof.ref.number))}
		x.try(t, 0)
		mu.Lock()
		defer mu.Unlock()
		ways, dangerous, beside = ways+x.ways, dangerous+x.dangerous, beside+x.beside
	})
	return ways, dangerous, beside
}

// safetyProof is the state that the parts of the proof share.
type safetyProof struct {
	r         *recommend.Recommender
	ref       *referee
	set, rest []therapy.Factor // the statements that rules of safety can depend on, and the others
}

// divide finds the statements that rules of safety can depend on.
func (s *safetyProof) divide(t *testing.T) {
	t.Helper()
	rules := s.ref.layers[therapy.LayerSafety]
	inSet := map[therapy.Factor]bool{}
	for _, rule := range rules {
		for f := range rule.When.Factors() {
			inSet[f] = true
		}
	}
	mentioned := slices.Collect(maps.Keys(inSet))
	for f, info := range s.ref.Factors.All() {
		if slices.ContainsFunc(mentioned, func(g therapy.Factor) bool { return slices.Contains(info.Excludes, g) }) {
			inSet[f] = true
		}
	}
	for f, info := range s.ref.Factors.All() {
		if inSet[f] {
			s.set = append(s.set, f)
			continue
		}
		s.rest = append(s.rest, f)
		for _, rule := range rules { // the argument, on the structure of the rules
			for g := range rule.When.Factors() {
				require.NotEqual(t, f, g)
				require.NotContains(t, info.Excludes, g)
			}
		}
	}
}

// safetyPart is every nth of the first answers.
type safetyPart struct {
	*safetyProof
	part, beginnings        int
	intake                  recommend.Answers
	known                   []kleene
	ways, dangerous, beside int
}

func (s *safetyPart) conflicting(f therapy.Factor) bool {
	for g := range s.ref.Factors.Excluded(f) {
		if s.intake[g] > therapy.No {
			return true
		}
	}
	return false
}

// try answers the statements from the ith on in every way.
func (s *safetyPart) try(t *testing.T, i int) {
	if i == min(4, len(s.set)) {
		if s.beginnings++; s.beginnings%sweepParts != s.part {
			return
		}
	}
	if i == len(s.set) {
		s.way(t)
		return
	}
	f := s.set[i]
	s.try(t, i+1)
	s.intake[f] = therapy.No
	s.try(t, i+1)
	delete(s.intake, f)
	if !s.conflicting(f) {
		s.intake[f] = therapy.Yes
		s.try(t, i+1)
		delete(s.intake, f)
	}
}

// way checks one combination of answers.
func (s *safetyPart) way(t *testing.T) {
	s.ways++
	known := s.ref.look(s.known, s.intake)
	danger := slices.ContainsFunc(s.ref.layers[therapy.LayerSafety], func(rule *refereeRule) bool { return rule.whole.eval(known) == certainly })
	rec, err := s.r.Recommend(given(s.intake), now)
	require.NoError(t, err)
	if danger != (rec.Outcome() == policy.Escalate) {
		t.Fatalf("%v: %s", s.intake, rec)
	}
	if !danger {
		return
	}
	s.dangerous++
	for range rec.Advised() {
		t.Fatalf("%v: something is advised", s.intake)
	}
	for range rec.Reasons() {
		t.Fatalf("%v: something is ranked", s.intake)
	}
	if s.dangerous <= 50/sweepParts || s.dangerous%997 == 0 {
		s.whole(t)
	}
	if *long {
		s.packed(t, known)
	}
}

// whole decides a combination together with every answer to every other statement.
func (s *safetyPart) whole(t *testing.T) {
	base, err := s.r.Pack(s.intake)
	require.NoError(t, err)
	for _, f := range s.rest {
		for _, a := range []therapy.Answer{therapy.No, therapy.Yes, therapy.Strongly} {
			if a > therapy.No && s.conflicting(f) {
				continue
			}
			s.intake[f] = a
			rec, err := s.r.Recommend(given(s.intake), now)
			require.NoError(t, err)
			require.Equal(t, policy.Escalate, rec.Outcome(), "%v", s.intake)
			packed, err := s.r.Pack(s.intake)
			require.NoError(t, err)
			delete(s.intake, f)
			// The fast way gives the same answers.
			again, fits := s.r.Beside(base, f, a)
			require.True(t, fits)
			require.Equal(t, packed, again)
		}
	}
}

// packed does the same with answers that are packed once, because there are hundreds of millions.
func (s *safetyPart) packed(t *testing.T, known []kleene) {
	base, err := s.r.Pack(s.intake)
	require.NoError(t, err)
	for _, f := range s.rest {
		for _, a := range []therapy.Answer{therapy.No, therapy.Yes, therapy.Strongly} {
			if a > therapy.No && known[s.ref.number[f]] == certainlyNot {
				continue // a yes to a statement that excludes it
			}
			s.beside++
			answers, fits := s.r.Beside(base, f, a)
			if rec := s.r.Decide(answers); !fits || rec.Outcome() != policy.Escalate {
				t.Fatalf("%v with %s %v: %s", s.intake, f, a, rec)
			}
		}
	}
}

func TestDangerIsNeverRanked(t *testing.T) {
	t.Run("test policy", func(t *testing.T) {
		ways, dangerous, _ := proveSafety(t, testPolicy(t))
		require.Equal(t, 8, ways, "two statements that exclude each other")
		require.Equal(t, 2, dangerous)
	})
	t.Run("too many clauses", func(t *testing.T) {
		p := testPolicy(t)
		p.Rules = append(p.Rules, rule("odd", therapy.LayerSafety, therapy.Any(
			therapy.All(therapy.Not(therapy.Is("safe")), therapy.Is("abuse")), therapy.Not(therapy.Any(therapy.Is("lonely"), therapy.Not(therapy.Is("poor")))),
		)))
		_, dangerous, _ := proveSafety(t, p)
		require.Positive(t, dangerous)
	})
}

// A refused intake is also searched for danger.
func TestRefusedIntakeStillEscalates(t *testing.T) {
	p := testPolicy(t)
	p.Rules = append(p.Rules, rule("unsafe", therapy.LayerSafety, therapy.All(therapy.Not(therapy.Is("danger")), therapy.Is("poor"))))
	r := recommend.Must(p)
	tests := []struct {
		name    string
		reason  string
		intake  recommend.Answers
		outcome policy.Outcome
		rules   []string
	}{
		{"unknown name", "the rest is looked at", recommend.Answers{"danger": therapy.Yes, "zzz": therapy.Yes}, policy.Escalate, []string{"/#2 factor-unknown", "/danger danger-in-refused"}},
		{"no such answer", "so is this", recommend.Answers{"danger": therapy.Strongly, "poor": 77}, policy.Escalate, []string{"/danger danger-in-refused", "/poor answer-word-on-safety"}},
		{"both", "danger is not argued away", recommend.Answers{"danger": therapy.Yes, "safe": therapy.Yes}, policy.Escalate, []string{"/safe answers-contradict-on-safety"}},
		{"by exclusion", "what follows counts too", recommend.Answers{"safe": therapy.Yes, "poor": therapy.Yes, "zzz": therapy.No}, policy.Escalate, []string{"/#3 factor-unknown"}},
		{"no danger", "nothing is made of the rest", recommend.Answers{"poor": therapy.Yes, "zzz": therapy.Yes}, 0, []string{"/#2 factor-unknown"}},
		{"invalid danger", "an answer that is none says nothing", recommend.Answers{"danger": 9}, 0, []string{"/danger answer-word-on-safety"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rec, err := r.Recommend(given(tt.intake), now)
			require.Equal(t, tt.rules, brokenRules(err))
			require.Equal(t, tt.outcome, rec.Outcome(), tt.reason)
			if tt.outcome == 0 {
				require.Equal(t, recommend.Recommendation{}, rec)
				return
			}
			require.NotEmpty(t, slices.Collect(rec.Actions()))
			require.NotEmpty(t, slices.Collect(rec.Danger()))
			require.NotEmpty(t, rec.For(recommend.Audience{Reader: policy.Client}).Text())
		})
	}
}

// A document that cannot be read is also searched for danger.
func TestDangerIsSeenThroughSlips(t *testing.T) {
	r := recommend.Must(testPolicy(t))
	tests := []struct {
		name, reason, text string
		outcome            policy.Outcome
	}{
		{"true", "it can only mean yes", `{"danger":true}`, policy.Escalate},
		{"capital", "a slip of the hand", `{"danger":"Yes"}`, policy.Escalate},
		{"emphatic", "so is this", `{"danger":" YES! "}`, policy.Escalate},
		{"one", "a form that counts", `{"danger":1}`, policy.Escalate},
		{"again", "the second is read too", `{"danger":"no","danger":true}`, policy.Escalate},
		{"stray byte elsewhere", "danger does not hide behind it", "{\"poor\":\"y\xffes\",\"danger\":\"yes\"}", policy.Escalate},
		{"stray byte before", "nor behind a name", "{\"\xff\":\"yes\",\"danger\":\"yes\"}", policy.Escalate},
		{"cut off after it", "what came before is read", `{"danger":"yes","poor":`, policy.Escalate},
		{"false", "it means no, and is refused", `{"danger":false}`, 0},
		{"perhaps", "nobody knows what it means", `{"danger":"perhaps"}`, 0},
		{"null", "nothing is no danger and no safety", `{"danger":null}`, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rec, err := r.RecommendJSON([]byte(tt.text), now)
			require.Error(t, err, "it is refused nevertheless")
			require.Equal(t, tt.outcome, rec.Outcome(), tt.reason)
		})
	}
}

// One recommender can be used by any number of goroutines; run with -race.
func TestConcurrentUse(t *testing.T) {
	p := testPolicy(t)
	r := recommend.Must(p)
	intakes := []recommend.Answers{
		{},
		in("danger", therapy.Yes, "safe", therapy.Unanswered), in("lonely", therapy.Strongly), in("disorder", therapy.Yes),
		in("no-group", therapy.Yes, "no-individual", therapy.Yes), in("wants-quiet", therapy.Yes, "wants-company", therapy.Strongly),
	}
	want := make([]string, len(intakes))
	explain := func(i int) string {
		rec, err := r.Recommend(given(intakes[i]), now)
		if err != nil {
			return err.Error()
		}
		return string(rec.For(recommend.Audience{}).AppendJSON(nil)) + rec.For(recommend.Audience{Reader: policy.Clinician}).Text() + rec.For(recommend.Audience{Reader: policy.Client}).Markdown() + r.Policy().ID
	}
	for i := range intakes {
		want[i] = explain(i)
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for round := range 20 {
				if i := round % len(intakes); explain(i) != want[i] {
					t.Errorf("intake %d: not the same as alone", i)
				}
			}
		})
	}
	group.Wait()
}

// New copies the policy: later changes by the caller have no effect. Values that it returns are
// copies too.
func TestCopies(t *testing.T) {
	p := testPolicy(t)
	r := recommend.Must(p)
	intake := in("lonely", therapy.Yes, "disorder", therapy.Yes)
	explain := func() string {
		rec, err := r.Recommend(given(intake), now)
		require.NoError(t, err)
		return string(rec.For(recommend.Audience{}).AppendJSON(nil)) + rec.For(recommend.Audience{Reader: policy.Clinician}).Text()
	}
	before := explain()
	spoil := func(p *policy.Policy) {
		p.Stages[3].Margin = 9
		p.Options[0].Name = "spoilt"
		for i := range p.Rules {
			x := &p.Rules[i]
			for j := range x.Points {
				x.Points[j].Points = -9
			}
			for j := range x.Excludes {
				x.Excludes[j] = "spoilt"
			}
			x.Sources[0].ID = "SPOILT"
			x.ID, x.Says.Clinician = "spoilt", "spoilt"
		}
		for i := range p.Cautions {
			p.Cautions[i].With[0], p.Cautions[i].Sources[0].ID, p.Cautions[i].Says.Clinician = "spoilt", "SPOILT", "spoilt"
		}
		for i := range p.Conflicts {
			p.Conflicts[i].A.Rules[0], p.Conflicts[i].B.Sources[0].ID = "spoilt", "SPOILT"
		}
		p.Actions[0].Sources[0].ID, p.Actions[0].Says.Client = "SPOILT", "spoilt"
	}
	// The test policy shares one list of sources. Give each its own list, so that it can be
	// changed.
	own := testPolicy(t).Clone()
	r = recommend.Must(own)
	spoil(&own)
	require.Equal(t, before, explain(), "the policy passed to New")
	out := r.Policy()
	spoil(&out)
	require.Equal(t, before, explain(), "the policy returned by the recommender")
	options := r.Options()
	options[0].Name = "spoilt"
	require.Equal(t, before, explain(), "the options returned by the recommender")
	rec, err := r.Recommend(given(intake), now)
	require.NoError(t, err)
	for c := range rec.Cautions() {
		c.With[0], c.Sources[0].ID = "spoilt", "SPOILT"
	}
	for c := range rec.Conflicts() {
		c.A.Rules[0], c.A.Sources[0].ID = "spoilt", "SPOILT"
	}
	p = rec.Policy()
	spoil(&p)
	got := rec.Intake().Answers
	got["lonely"] = therapy.No
	require.Equal(t, before, explain(), "values returned by the recommendation")
	require.Equal(t, "T1", testSources[0].ID, "the sources of the tests themselves")
}
