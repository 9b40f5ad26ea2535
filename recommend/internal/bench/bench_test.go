package bench_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/internal/bench"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// intakes makes up intakes of very different length, the same in every run.
func intakes(p policy.Policy, r *recommend.Recommender, n int) []recommend.Answers {
	rng := rand.New(rand.NewPCG(1, 2))
	var factors []therapy.Factor
	for f := range p.Factors.All() {
		factors = append(factors, f)
	}
	var all []recommend.Answers
	for len(all) < n {
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
}

// pointsOnly leaves out what the other engines are not taught: rules that grade options
// question by question. All are compared on the rules that exclude, ask and give points.
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
	return p
}

var prepared = sync.OnceValue(func() *setup {
	p := pointsOnly(standard.Policy())
	s := &setup{r: recommend.Must(p)}
	s.plan = bench.NewPlan(p)
	e, err := bench.NewExpr(s.plan)
	must(err)
	c, err := bench.NewCEL(s.plan)
	must(err)
	o, err := bench.NewOPA(context.Background(), s.plan)
	must(err)
	s.engines = []bench.Engine{e, c, o}
	s.intakes = intakes(p, s.r, 10_000)
	for _, intake := range s.intakes {
		a, err := s.r.Pack(intake)
		must(err)
		s.answers = append(s.answers, a)
		s.facts = append(s.facts, s.plan.Encode(intake))
		b, err := json.Marshal(intake)
		must(err)
		s.json = append(s.json, b)
	}
	return s
})

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// TestEveryEngineAgrees: the comparison is between programs that say the same.
func TestEveryEngineAgrees(t *testing.T) {
	s := prepared()
	for _, e := range s.engines {
		n := len(s.facts)
		if e.Name() == "opa" || testing.Short() {
			n /= 10 // it takes a thousand times as long
		}
		t.Run(e.Name(), func(t *testing.T) {
			for i := range n {
				fires, missing, err := e.Eval(s.facts[i])
				require.NoError(t, err)
				got := s.plan.Decide(s.facts[i], fires, missing)
				rec := s.r.Decide(s.answers[i])
				var advised []policy.Option
				for info := range rec.Advised() {
					advised = append(advised, info.Option)
				}
				require.Equal(t, rec.Outcome(), got.Outcome, "%v", s.intakes[i])
				require.True(t, slices.Equal(advised, got.Advised))
				if rec.Outcome() == policy.Escalate {
					continue
				}
				var want []string
				for x := range rec.Reasons() {
					want = append(want, fmt.Sprint(x.Rule(), x.Option(), x.Points()))
				}
				var have []string
				for _, x := range s.plan.Reasons(s.facts[i], fires) {
					have = append(have, fmt.Sprint(x.Rule, x.Option, x.Points))
				}
				require.Equal(t, want, have)
			}
		})
	}
}

func BenchmarkDecide(b *testing.B) {
	s := prepared()
	b.Run("therapykit", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			s.r.Decide(s.answers[i%len(s.answers)])
		}
	})
	for _, e := range s.engines {
		b.Run(e.Name(), func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				f := s.facts[i%len(s.facts)]
				fires, missing, _ := e.Eval(f)
				s.plan.Decide(f, fires, missing)
			}
		})
	}
}

func BenchmarkExplain(b *testing.B) {
	s := prepared()
	b.Run("therapykit", func(b *testing.B) {
		b.ReportAllocs()
		total := 0
		for i := 0; b.Loop(); i++ {
			rec := s.r.Decide(s.answers[i%len(s.answers)])
			for x := range rec.Reasons() {
				total += x.Points() + len(x.Rule()) + len(x.Option())
			}
		}
	})
	for _, e := range s.engines {
		b.Run(e.Name(), func(b *testing.B) {
			b.ReportAllocs()
			total := 0
			for i := 0; b.Loop(); i++ {
				f := s.facts[i%len(s.facts)]
				fires, missing, _ := e.Eval(f)
				s.plan.Decide(f, fires, missing)
				for _, x := range s.plan.Reasons(f, fires) {
					total += x.Points + len(x.Rule) + len(x.Option)
				}
			}
		})
	}
}

func BenchmarkJSON(b *testing.B) {
	s := prepared()
	b.Run("therapykit", func(b *testing.B) {
		b.ReportAllocs()
		var out []byte
		for i := 0; b.Loop(); i++ {
			rec, _ := s.r.RecommendJSON(s.json[i%len(s.json)], time.Time{})
			out = rec.For(recommend.Audience{}).AppendJSON(out[:0])
		}
	})
	for _, e := range s.engines {
		b.Run(e.Name(), func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				_, _ = s.plan.Serve(e, s.json[i%len(s.json)])
			}
		})
	}
}

// BenchmarkRules is the cost of a decision against the number of rules: made-up
// policies over the default policy's statements, three in four of one statement.
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
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				r.Decide(answers[i%len(answers)])
			}
		})
	}
}

// BenchmarkBatch is ten million decisions on one and on two cores; the figure to
// read is intakes/s.
func BenchmarkBatch(b *testing.B) {
	s := prepared()
	const total = 10_000_000
	for _, cores := range []int{1, 2} {
		b.Run(fmt.Sprintf("cores-%d", cores), func(b *testing.B) {
			if runtime.GOMAXPROCS(0) < cores {
				b.Skip("not that many cores")
			}
			for b.Loop() {
				var wg sync.WaitGroup
				for c := range cores {
					wg.Go(func() {
						for i := c; i < total; i += cores {
							s.r.Decide(s.answers[i%len(s.answers)])
						}
					})
				}
				wg.Wait()
			}
			b.ReportMetric(float64(total)*float64(b.N)/b.Elapsed().Seconds(), "intakes/s")
		})
	}
}

// BenchmarkCertificate is the whole proof of a typical intake, as a document.
func BenchmarkCertificate(b *testing.B) {
	r := recommend.Default()
	rec, err := r.Recommend(recommend.Intake{Answers: recommend.Answers{
		therapy.Adult: therapy.Yes, therapy.NoAcuteRisk: therapy.Yes, therapy.SensitiveIssue: therapy.Yes,
		therapy.ValuesPrivacy: therapy.Strongly, therapy.LimitedBudget: therapy.Yes, therapy.Isolation: therapy.Yes,
		therapy.InterpersonalDifficulties: therapy.Yes, therapy.GroupAcceptable: therapy.Yes, therapy.Shame: therapy.No,
	}}, time.Time{})
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		rec.Certificate()
	}
}
