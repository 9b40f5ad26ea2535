package recommend_test

import (
	"maps"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

func TestReferenceOnTheDefaultPolicy(t *testing.T) {
	wide(t)
	p := standard.Policy()
	r, ref, infos := recommend.Must(p), newReferee(p), infosOf(p)
	outcomes, advised, deciders := map[policy.Outcome]int{}, map[policy.Option]int{}, map[therapy.Layer]int{}
	n := often(5_000, 216)
	var mu sync.Mutex
	inParts(t, func(t *testing.T, part int) {
		rng := rand.New(rand.NewPCG(15, 16+uint64(part)))
		for range n / sweepParts {
			res := agree(t, r, ref, likelyIntake(rng, infos))
			mu.Lock()
			outcomes[res.Outcome]++
			deciders[res.Decided]++
			if res.Outcome == policy.Recommended {
				advised[res.Advised[0]]++
			}
			mu.Unlock()
		}
	})
	t.Logf("%d intakes: %v", n, outcomes)
	for o := policy.Escalate; o <= policy.Either; o++ {
		require.Greater(t, outcomes[o], n/1000, "%s is reached, of %v", o, outcomes)
	}
	for _, info := range p.Options {
		require.Greater(t, advised[info.Option], n/1000, "%s is reached, of %v", info.Option, advised)
	}
	for layer := therapy.LayerSafety; layer <= therapy.LayerPractical; layer++ {
		require.Greater(t, deciders[layer], n/1000, "%s decides, of %v", layer, deciders)
	}
}

// TestReferenceOnAllPairs tries every pair of statements, with everything else that is required
// answered; with -long it tries every answer, and also with nothing else known.
func TestReferenceOnAllPairs(t *testing.T) {
	wide(t)
	p := standard.Policy()
	r, ref, infos := recommend.Must(p), newReferee(p), infosOf(p)
	ways := []therapy.Answer{therapy.Yes}
	bases := []recommend.Answers{{therapy.NoAcuteRisk: therapy.Yes, therapy.Adult: therapy.Yes}}
	if *long {
		ways = append(ways, therapy.No, therapy.Strongly)
		bases = append(bases, recommend.Answers{})
	}
	var compared atomic.Int64
	inParts(t, func(t *testing.T, part int) {
		for i := part; i < len(infos); i += sweepParts {
			for j := i; j < len(infos); j++ {
				if !*long && (i+j)%3 != 0 {
					continue // a third of the pairs, each statement in some of them
				}
				for _, base := range bases {
					for _, a := range ways {
						for _, b := range ways {
							intake := maps.Clone(base)
							settle(intake, infos[i], a)
							settle(intake, infos[j], b)
							agree(t, r, ref, intake)
							compared.Add(1)
						}
					}
				}
			}
		}
	})
	t.Logf("%d intakes", compared.Load())
	require.GreaterOrEqual(t, compared.Load(), int64(len(infos)*(len(infos)+1)/7))
}

// settle answers a statement and removes earlier answers that contradict it.
func settle(intake recommend.Answers, info therapy.FactorInfo, answer therapy.Answer) {
	if answer > therapy.No {
		for _, f := range info.Excludes {
			delete(intake, f)
		}
	}
	intake[info.Factor] = answer
}

func TestDefaultPolicyNeverRanksDanger(t *testing.T) {
	wide(t)
	ways, dangerous, beside := proveSafety(t, standard.Policy())
	t.Logf("%d ways of answering, %d of them dangerous; %d more answers tried with these, with -long", ways, dangerous, beside)
	require.Greater(t, dangerous, 1000)
	require.Greater(t, ways, dangerous)
}

// TestDefaultPolicyRemovingAnAnswer removes an answer from an intake for the default policy: no new
// reason may appear, and everything that is required must be asked for.
func TestDefaultPolicyRemovingAnAnswer(t *testing.T) {
	wide(t)
	p := standard.Policy()
	r, ref, infos, rng := recommend.Must(p), newReferee(p), infosOf(p), rand.New(rand.NewPCG(17, 18))
	for range often(100, 100) {
		intake := likelyIntake(rng, infos)
		checkRemoval(t, ref, r, intake)
	}
}

func TestDefaultPolicyAllocations(t *testing.T) {
	p := standard.Policy()
	r, infos, rng := recommend.Must(p), infosOf(p), rand.New(rand.NewPCG(19, 20))
	buffer := make([]byte, 0, 1<<20)
	for range 200 {
		a, err := r.Pack(likelyIntake(rng, infos))
		require.NoError(t, err)
		therapytest.Allocations(t, 0, "decide and write", func() {
			rec := r.Decide(a)
			for x := range rec.Reasons() {
				sink += x.Points()
			}
			sink += len(rec.For(recommend.Audience{}).AppendJSON(buffer[:0]))
		})
	}
}

func defaultBench(b *testing.B) (*recommend.Recommender, []recommend.Answers) {
	b.Helper()
	p := standard.Policy()
	r, infos, rng := recommend.Must(p), infosOf(p), rand.New(rand.NewPCG(21, 22))
	intakes := make([]recommend.Answers, manyIntakes)
	for i := range intakes {
		intakes[i] = likelyIntake(rng, infos)
	}
	return r, intakes
}

func BenchmarkDefaultPolicy(b *testing.B) {
	r, intakes := defaultBench(b)
	answers, texts := encoded(b, r, intakes), asJSON(b, intakes)
	buffer := make([]byte, 0, 1<<20)
	for name, run := range map[string]func(i int){
		"encode": func(i int) {
			a, err := r.Pack(intakes[i])
			if err != nil {
				panic(err)
			}
			_ = a
		},
		"decide": func(i int) {
			rec := r.Decide(answers[i])
			sink += int(rec.Outcome())
		},
		"decide-and-reasons": func(i int) {
			rec := r.Decide(answers[i])
			for x := range rec.Reasons() {
				sink += x.Points()
			}
		},
		"json-to-json": func(i int) {
			a, err := r.PackJSON(texts[i])
			if err != nil {
				panic(err)
			}
			rec := r.Decide(a)
			sink += len(rec.For(recommend.Audience{}).AppendJSON(buffer[:0]))
		},
	} {
		b.Run(name, func(b *testing.B) {
			i := 0
			b.ReportAllocs()
			for b.Loop() {
				run(i % manyIntakes)
				i++
			}
		})
	}
}
