package recommend_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/internal/madeup"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/recommendtest"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

func encoded(tb testing.TB, r *recommend.Recommender, intakes []recommend.Answers) []recommend.Packed {
	tb.Helper()
	answers := make([]recommend.Packed, len(intakes))
	for i, intake := range intakes {
		var err error
		answers[i], err = r.Pack(intake)
		require.NoError(tb, err)
	}
	return answers
}

func asJSON(tb testing.TB, intakes []recommend.Answers) [][]byte {
	tb.Helper()
	texts := make([][]byte, len(intakes))
	for i, intake := range intakes {
		var err error
		texts[i], err = json.Marshal(intake)
		require.NoError(tb, err)
	}
	return texts
}

const manyIntakes = 1024 // a power of two

// sink keeps the compiler from removing the measured calls.
var sink int

func BenchmarkEncode(b *testing.B) {
	r, intakes := madeup.Varied(manyIntakes)
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		a, err := r.Pack(intakes[i%manyIntakes])
		if err != nil {
			b.Fatal(err)
		}
		_ = a
		i++
	}
}

func BenchmarkDecideVaried(b *testing.B) {
	r, intakes := madeup.Varied(manyIntakes)
	answers := encoded(b, r, intakes)
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		rec := r.Decide(answers[i%manyIntakes])
		sink += int(rec.Outcome())
		i++
	}
}

func BenchmarkDecideAndReasons(b *testing.B) {
	r, intakes := madeup.Varied(manyIntakes)
	answers := encoded(b, r, intakes)
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		rec := r.Decide(answers[i%manyIntakes])
		for x := range rec.Reasons() {
			sink += x.Points()
		}
		i++
	}
}

func BenchmarkJSONToJSON(b *testing.B) {
	r, intakes := madeup.Varied(manyIntakes)
	texts := asJSON(b, intakes)
	buffer := make([]byte, 0, 1<<16)
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		a, err := r.PackJSON(texts[i%manyIntakes])
		if err != nil {
			b.Fatal(err)
		}
		rec := r.Decide(a)
		sink += len(rec.For(recommend.Audience{}).AppendJSON(buffer[:0]))
		i++
	}
}

// BenchmarkRendering writes the recommendations for plausible intakes as JSON: into a reused
// buffer, into new memory, and into new memory of exactly the right size, which nobody can know
// beforehand. It also allocates memory for a text, and copies a finished text. Little else is in memory here, so the
// garbage collector costs less than in a large program.
func BenchmarkRendering(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	var renderings []recommend.Rendering
	var texts [][]byte
	for range 500 {
		rec, err := recommend.Default().Recommend(recommendtest.Plausible(rng), time.Time{})
		require.NoError(b, err)
		if _, decided := rec.DecidedBy(); decided {
			renderings = append(renderings, rec.For(recommend.Audience{}))
			texts = append(texts, renderings[len(renderings)-1].AppendJSON(nil))
		}
	}
	var out []byte
	for _, way := range []struct {
		name string
		run  func(i int)
	}{
		{"kept", func(i int) { out = renderings[i].AppendJSON(out[:0]) }},
		{"fresh", func(i int) { out = renderings[i].AppendJSON(nil) }},
		{"sized", func(i int) { out = renderings[i].AppendJSON(make([]byte, 0, len(texts[i]))) }},
		{"allocate", func(i int) { out = make([]byte, len(texts[i])) }},
		{"copy", func(i int) { out = bytes.Clone(texts[i]) }},
	} {
		b.Run(way.name, func(b *testing.B) {
			b.ReportAllocs()
			n, begin := 0, cpuTime()
			for b.Loop() {
				way.run(n % len(renderings))
				n++
			}
			b.ReportMetric(float64(cpuTime()-begin)/float64(n), "cpu-ns/op")
		})
	}
	sink += len(out)
}

// BenchmarkCompile measures New, which checks and compiles a policy: a small one, and the
// standard one.
func BenchmarkCompile(b *testing.B) {
	for name, p := range map[string]policy.Policy{"small": testPolicy(b), "standard": standard.Policy()} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			n, begin := 0, cpuTime()
			for b.Loop() {
				recommend.Must(p)
				n++
			}
			b.ReportMetric(float64(cpuTime()-begin)/float64(n), "cpu-ns/op")
		})
	}
}

// TestNewAllocatesWithin limits the allocations of checking and compiling the standard policy,
// because the time is in proportion to them.
func TestNewAllocatesWithin(t *testing.T) {
	p := standard.Policy()
	therapytest.Allocations(t, 12_000, "check and compile", func() { recommend.Must(p) })
}

// TestAllocations checks the documented numbers of allocations. Times are not tested.
func TestAllocations(t *testing.T) {
	r, intakes := madeup.Varied(64)
	for _, story := range stories() {
		intakes = append(intakes, story)
	}
	answers, texts := encoded(t, r, intakes), asJSON(t, intakes)
	buffer := make([]byte, 0, 1<<16)
	tests := []struct {
		name   string
		reason string
		run    func(i int)
		most   float64
	}{
		{"decide", "tallies live on the stack", func(i int) {
			rec := r.Decide(answers[i])
			sink += int(rec.Outcome())
		}, 0},
		{"reasons", "a reason is a value that points into the policy only", func(i int) {
			rec := r.Decide(answers[i])
			for x := range rec.Reasons() {
				sink += x.Points()
			}
		}, 0},
		{"stages", "a stage's points are part of its value", func(i int) {
			rec := r.Decide(answers[i])
			for s := range rec.Stages() {
				sink += s.Lead()
			}
		}, 0},
		{"parse", "plain intakes are scanned in place", func(i int) {
			a, err := r.PackJSON(texts[i])
			if err != nil {
				panic(err)
			}
			rec := r.Decide(a)
			sink += rec.Lead()
		}, 0},
		{"JSON out", "pieces are prepared when the policy is compiled", func(i int) {
			rec := r.Decide(answers[i])
			sink += len(rec.For(recommend.Audience{}).AppendJSON(buffer[:0]))
		}, 0},
		{"JSON out, fresh", "the buffer is made once, in its size", func(i int) {
			rec := r.Decide(answers[i])
			sink += len(rec.For(recommend.Audience{}).AppendJSON(nil))
		}, 1},
		{"unmarshal", "one map, one copy of the text that the names are pieces of", func(i int) {
			var in recommend.Intake
			if err := in.UnmarshalJSON(texts[i]); err != nil {
				panic(err)
			}
			sink += len(in.Answers)
		}, 10},
		{"encode", "the names are sorted, for errors in a fixed order", func(i int) {
			a, err := r.Pack(intakes[i])
			if err != nil {
				panic(err)
			}
			rec := r.Decide(a)
			sink += rec.Lead()
		}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for i := range answers {
				therapytest.Allocations(t, tt.most, tt.reason, func() { tt.run(i) })
			}
		})
	}
}
