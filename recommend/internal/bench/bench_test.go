package bench_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/internal/bench"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/recommendtest"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// intakes generates intakes of very different length, the same in every run.
func intakes(p policy.Policy, r *recommend.Recommender, n int) []recommend.Answers {
	rng := rand.New(rand.NewPCG(1, 2))
	var factors []therapy.Factor
	for f := range p.Factors.Names() {
		factors = append(factors, f)
	}
	var all []recommend.Answers
	for len(all) < n {
		if len(all)%2 == 0 { // alternately a plausible intake and a random one
			plausible := recommendtest.Plausible(rng).Answers
			_, err := r.Pack(plausible)
			must(err)
			all = append(all, plausible)
			continue
		}
		intake := recommend.Answers{therapy.Adult: therapy.Yes, therapy.NoAcuteRisk: therapy.Yes}
		if rng.IntN(5) == 0 {
			intake = recommend.Answers{}
		}
		for range rng.IntN(24) {
			f := factors[rng.IntN(len(factors))]
			if _, answered := intake[f]; answered {
				continue
			}
			intake[f] = []therapy.Answer{therapy.No, therapy.Yes, therapy.Yes, therapy.Strongly}[rng.IntN(4)]
			if _, err := r.Pack(intake); err != nil {
				delete(intake, f)
			}
		}
		all = append(all, intake)
	}
	return all
}

type setup struct {
	r       *recommend.Recommender
	plan    *bench.Plan
	engines []bench.Engine
	answers []recommend.Packed
	facts   []*bench.Facts
	json    [][]byte
	intakes []recommend.Answers
	ranked  []int // the indexes of intakes for which points are added up
}

// pointsOnly leaves out rules that grade options question by question, which the other
// engines do not get. All are compared on the rules that exclude, ask and give points.
func pointsOnly(p policy.Policy) policy.Policy {
	graded := map[string]bool{}
	p.Rules = slices.DeleteFunc(p.Rules, func(r policy.Rule) bool {
		graded[r.ID] = len(r.Grades) > 0
		return graded[r.ID]
	})
	for i := range p.Stages {
		p.Stages[i].Points = p.Stages[i].Layer == therapy.LayerIndication
	}
	p.ID, p.Title, p.Questions, p.Meeting, p.Conflicts, p.Cautions, p.Aliases = "points-only", "points only", nil, policy.Meeting{}, nil, nil, nil
	waived := map[therapy.Factor]bool{}
	for _, loss := range p.Losses() { // for measuring only: this policy advises nobody
		if !waived[loss.Statement] {
			waived[loss.Statement] = true
			p.Waivers = append(p.Waivers, policy.Waiver{Statement: loss.Statement, By: "the benchmark", Why: "Nobody is advised by it."})
		}
	}
	return p
}

var prepared = sync.OnceValue(func() *setup {
	p := standard.Policy()
	s := &setup{r: recommend.Must(p)}
	s.plan = bench.NewPlan(p)
	e, err := bench.NewExpr(s.plan)
	must(err)
	c, err := bench.NewCEL(s.plan)
	must(err)
	o, err := bench.NewOPA(context.Background(), s.plan)
	must(err)
	x, err := bench.NewCedar(s.plan)
	must(err)
	s.engines = []bench.Engine{e, c, o, x}
	s.intakes = intakes(p, s.r, 2_000)
	for i, intake := range s.intakes {
		a, err := s.r.Pack(intake)
		must(err)
		s.answers = append(s.answers, a)
		s.facts = append(s.facts, s.plan.Encode(intake))
		b, err := json.Marshal(intake)
		must(err)
		s.json = append(s.json, b)
		rec := s.r.Decide(a)
		if layer, ok := rec.DecidedBy(); rec.Outcome() == policy.Either || ok && layer.Weighs() {
			s.ranked = append(s.ranked, i)
		}
	}
	return s
})

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// TestEveryEngineAgrees checks that all compared programs give the same results.
func TestEveryEngineAgrees(t *testing.T) {
	s := prepared()
	require.Greater(t, len(s.ranked), len(s.intakes)/4)
	want := func(i int) bench.Ruling {
		rec := s.r.Decide(s.answers[i])
		r := bench.Ruling{Outcome: rec.Outcome()}
		for info := range rec.Advised() {
			r.Advised = append(r.Advised, info.Option)
		}
		return r
	}
	for _, e := range s.engines {
		n := len(s.facts)
		if testing.Short() {
			n /= 10
		}
		t.Run(e.Name(), func(t *testing.T) {
			for i := range n {
				input := e.Prepare(s.facts[i])
				got, err := s.plan.Decide(e, s.facts[i], input)
				require.NoError(t, err)
				require.Equal(t, want(i), got, "%v", s.intakes[i])
				rec := s.r.Decide(s.answers[i])
				if rec.Outcome() == policy.Escalate {
					continue
				}
				var reasons []string
				for x := range rec.Reasons() {
					reasons = append(reasons, fmt.Sprint(x.Rule(), x.Option(), x.Grade(), x.Points()))
				}
				var have []string
				list, err := s.plan.Reasons(e, s.facts[i], input)
				require.NoError(t, err)
				for _, x := range list {
					have = append(have, fmt.Sprint(x.Rule, x.Option, x.Grade, x.Points))
				}
				require.ElementsMatch(t, reasons, have)
			}
		})
	}
	t.Run("chain", func(t *testing.T) {
		for i, f := range s.facts {
			outcome, left := bench.Chain(f)
			got := bench.Ruling{Outcome: outcome}
			for k, info := range s.r.Options() {
				if left>>k&1 == 1 {
					got.Advised = append(got.Advised, info.Option)
				}
			}
			require.Equal(t, want(i), got)
		}
	})
}

var update = flag.Bool("update", false, "write chain_gen.go")

// TestChainIsCurrent checks that the generated chain of ifs matches the policy.
func TestChainIsCurrent(t *testing.T) {
	source, err := prepared().plan.ChainSource()
	require.NoError(t, err)
	if *update {
		require.NoError(t, os.WriteFile("chain_gen.go", source, 0o644))
		return
	}
	current, err := os.ReadFile("chain_gen.go")
	require.NoError(t, err)
	require.Equal(t, string(source), string(current), "run go generate")
}

// kept holds the last decision. A benchmark that keeps no result would let the compiler leave
// out what it takes to return it.
var kept struct {
	rec     recommend.Recommendation
	outcome policy.Outcome
	left    uint
}

// BenchmarkDecide measures a decision from an encoded intake: for all intakes, and for those
// for which points are added up.
func BenchmarkDecide(b *testing.B) {
	s := prepared()
	var everything []int
	for i := range s.intakes {
		everything = append(everything, i)
	}
	for _, set := range []struct {
		name string
		of   []int
	}{{"all", everything}, {"ranked", s.ranked}} {
		b.Run(set.name+"/therapykit", func(b *testing.B) {
			each(b, set.of, func(i int) { kept.rec = s.r.Decide(s.answers[i]) })
		})
		b.Run(set.name+"/floor", func(b *testing.B) { // passes the answers and decides nothing
			var nobody recommend.Recommender
			each(b, set.of, func(i int) { kept.rec = nobody.Decide(s.answers[i]) })
		})
		b.Run(set.name+"/chain", func(b *testing.B) {
			each(b, set.of, func(i int) { kept.outcome, kept.left = bench.Chain(s.facts[i]) })
		})
		for _, e := range s.engines {
			inputs := make([]any, len(s.facts))
			for i, f := range s.facts {
				inputs[i] = e.Prepare(f)
			}
			b.Run(set.name+"/"+e.Name(), func(b *testing.B) {
				each(b, set.of, func(i int) {
					if _, err := s.plan.Decide(e, s.facts[i], inputs[i]); err != nil {
						b.Fatal(err)
					}
				})
			})
		}
	}
}

// each measures processor time, which other programs on the machine do not affect.
func each(b *testing.B, of []int, run func(i int)) {
	b.Helper()
	b.ReportAllocs()
	n, begin := 0, processorTime()
	for b.Loop() {
		run(of[n%len(of)])
		n++
	}
	b.ReportMetric(float64(processorTime()-begin)/float64(n), "cpu-ns/op")
}

func processorTime() time.Duration {
	var u syscall.Rusage
	must(syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkJSON measures reading an intake from JSON, deciding, and writing an explained
// answer as JSON.
func BenchmarkJSON(b *testing.B) {
	s := prepared()
	b.Run("therapykit", func(b *testing.B) {
		var out []byte
		each(b, s.ranked, func(i int) {
			rec, _ := s.r.RecommendJSON(s.json[i], time.Time{})
			out = rec.For(recommend.Audience{}).AppendJSON(out[:0])
		})
	})
	for name, a := range map[string]recommend.Audience{"therapykit-direct": {}, "therapykit-direct-ids": {WithoutSources: true}} {
		b.Run(name, func(b *testing.B) {
			each(b, s.ranked, func(i int) {
				var in recommend.Intake
				must(in.UnmarshalJSON(s.json[i]))
				rec, _ := s.r.Recommend(in, time.Time{})
				rec.For(a).AppendJSON(nil)
			})
		})
	}
	b.Run("therapykit-parts", func(b *testing.B) { partsOfJSON(b, s) })
	b.Run("therapykit-encoding-json", func(b *testing.B) {
		each(b, s.ranked, func(i int) {
			var in recommend.Intake
			must(json.Unmarshal(s.json[i], &in))
			rec, _ := s.r.Recommend(in, time.Time{})
			_, err := json.Marshal(rec.For(recommend.Audience{}))
			must(err)
		})
	})
	for _, e := range s.engines {
		b.Run(e.Name(), func(b *testing.B) {
			each(b, s.ranked, func(i int) {
				_, err := s.plan.Serve(e, s.json[i])
				must(err)
			})
		})
	}
}

// partsOfJSON measures reading and writing alone, and the lower bound for returning a new
// text: copying a finished one.
func partsOfJSON(b *testing.B, s *setup) {
	b.Helper()
	renderings, texts := make([]recommend.Rendering, len(s.intakes)), make([][]byte, len(s.intakes))
	ids := make([]recommend.Rendering, len(s.intakes))
	for _, i := range s.ranked {
		renderings[i] = s.r.Decide(s.answers[i]).For(recommend.Audience{})
		ids[i] = s.r.Decide(s.answers[i]).For(recommend.Audience{WithoutSources: true})
		texts[i] = renderings[i].AppendJSON(nil)
	}
	var out []byte
	for _, part := range []struct {
		name string
		run  func(i int)
	}{
		{"read-packed", func(i int) { _, err := s.r.PackJSON(s.json[i]); must(err) }},
		{"read-intake", func(i int) { var in recommend.Intake; must(in.UnmarshalJSON(s.json[i])) }},
		{"write-kept", func(i int) { out = renderings[i].AppendJSON(out[:0]) }},
		{"write-fresh", func(i int) { out = renderings[i].AppendJSON(nil) }},
		{"write-kept-ids", func(i int) { out = ids[i].AppendJSON(out[:0]) }},
		{"write-fresh-ids", func(i int) { out = ids[i].AppendJSON(nil) }},
		{"write-sized", func(i int) { out = renderings[i].AppendJSON(make([]byte, 0, len(texts[i]))) }},
		{"allocate", func(i int) { out = make([]byte, len(texts[i])) }},
		{"copy-fresh", func(i int) { out = append([]byte(nil), texts[i]...) }},
	} {
		b.Run(part.name, func(b *testing.B) { each(b, s.ranked, part.run) })
	}
}

// BenchmarkNew measures making a recommender, before the first decision.
func BenchmarkNew(b *testing.B) {
	p := standard.Policy()
	each(b, []int{0}, func(int) { recommend.Must(p) })
}

// BenchmarkRules measures a decision against the number of rules, with made-up policies over
// the default policy's statements. Three of four rules have one statement.
func BenchmarkRules(b *testing.B) {
	for _, n := range []int{40, 400, 4000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			p := pointsOnly(standard.Policy())
			var factors []therapy.Factor
			for f, info := range p.Factors.All() {
				if info.Layer.Weighs() {
					factors = append(factors, f)
				}
			}
			rng := rand.New(rand.NewPCG(3, 4))
			template := p.Rules[len(p.Rules)-1]
			p.Rules = slices.DeleteFunc(p.Rules, func(r policy.Rule) bool { return r.Layer.Weighs() })
			p.Conflicts, p.Cautions = nil, nil
			for i := range n {
				r := template
				r.ID, r.Layer = fmt.Sprintf("made-up-%d", i), []therapy.Layer{therapy.LayerIndication, therapy.LayerPreference, therapy.LayerNeed}[i%3]
				r.When = therapy.Is(factors[rng.IntN(len(factors))])
				if i%4 == 3 {
					r.When = therapy.AllOf(factors[rng.IntN(len(factors))], factors[rng.IntN(len(factors))])
				}
				r.Points = []policy.Points{{Option: standard.Group, Points: 1 + rng.IntN(3)}, {Option: standard.Individual, Points: -1}}
				p.Rules = append(p.Rules, r)
			}
			r, err := recommend.New(p)
			require.NoError(b, err)
			var answers []recommend.Packed
			for _, intake := range intakes(p, r, 1000) {
				a, err := r.Pack(intake)
				require.NoError(b, err)
				answers = append(answers, a)
			}
			all := make([]int, len(answers))
			for i := range all {
				all[i] = i
			}
			each(b, all, func(i int) { r.Decide(answers[i]) })
		})
	}
}

// BenchmarkCertificate measures the whole proof of a typical intake, as a document.
func BenchmarkCertificate(b *testing.B) {
	r := recommend.Default()
	rec, err := r.Recommend(recommend.Intake{Answers: recommend.Answers{
		therapy.Adult: therapy.Yes, therapy.NoAcuteRisk: therapy.Yes, therapy.SensitiveIssue: therapy.Yes,
		therapy.ValuesPrivacy: therapy.Strongly, therapy.LimitedBudget: therapy.Yes, therapy.Isolation: therapy.Yes,
		therapy.InterpersonalDifficulties: therapy.Yes, therapy.GroupAcceptable: therapy.Yes, therapy.Shame: therapy.No,
	}}, time.Time{})
	require.NoError(b, err)
	cert := rec.Certificate()
	v, err := recommend.NewVerifier(r.Policy())
	require.NoError(b, err)
	b.Run("make", func(b *testing.B) { each(b, []int{0}, func(int) { rec.Certificate() }) })
	b.Run("verify", func(b *testing.B) { each(b, []int{0}, func(int) { must(v.Verify(cert)) }) })
}
