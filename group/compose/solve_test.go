package compose_test

import (
	"compress/gzip"
	"context"
	"embed"
	"encoding/json"
	"flag"
	"math/rand/v2"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group/compose"
	"github.com/therapykit/therapykit/group/compose/internal/waitlist"
	"github.com/therapykit/therapykit/therapy"
)

var long = flag.Bool("long", false, "run the sweeps over many made-up waiting lists")

// families returns the families of clinic size. With -short it returns one with rules of
// composition and one with conflicts.
func families() []waitlist.Family {
	if testing.Short() {
		return []waitlist.Family{waitlist.Conflict, waitlist.Minimum}
	}
	return []waitlist.Family{waitlist.Conflict, waitlist.Minimum, waitlist.Clinic, waitlist.Clinic4}
}

// seedCount is how many seeds a test tries: few, or many with -long.
func seedCount(few, many int64) int64 {
	if *long {
		return many
	}
	return few
}

//go:embed testdata/*.json testdata/*.gz
var testdata embed.FS

// read reads one instance of testdata, without its extension.
func read(tb testing.TB, name string) compose.Problem {
	tb.Helper()
	f, err := testdata.Open(path.Join("testdata", name+".json"))
	if err != nil {
		zipped, err := testdata.Open(path.Join("testdata", name+".json.gz"))
		require.NoError(tb, err)
		f, err := gzip.NewReader(zipped)
		require.NoError(tb, err)
		p, err := compose.Read(f)
		require.NoError(tb, err)
		return p
	}
	p, err := compose.Read(f)
	require.NoError(tb, err)
	return p
}

// optimum is what a general solver has proven about an instance.
type optimum struct {
	Points int64 `json:"priority_points"`
	Fit    int64 `json:"fit"`
}

func optima(tb testing.TB) map[string]optimum {
	tb.Helper()
	data, err := testdata.ReadFile("testdata/OPTIMA.json")
	require.NoError(tb, err)
	var list map[string]optimum
	require.NoError(tb, json.Unmarshal(data, &list))
	return list
}

// solve solves a problem and checks what must be true of every result.
func solve(tb testing.TB, p compose.Problem) compose.Result {
	tb.Helper()
	o := compose.Options{Work: littleWork}
	if *long {
		o.Work = 0
	}
	r, err := compose.Solve(context.Background(), p, o)
	require.NoError(tb, err)
	verify(tb, p, r)
	require.True(tb, r.Complete)
	return r
}

// solved and generated return an instance of testdata or a generated one, and its result.
// Tests share them and must not change them.
func solved(tb testing.TB, name string) (compose.Problem, compose.Result) {
	tb.Helper()
	return once(tb, name, func() compose.Problem { return read(tb, name) })
}

func generated(tb testing.TB, f waitlist.Family, seed int64) (compose.Problem, compose.Result) {
	tb.Helper()
	return once(tb, [2]any{f, seed}, func() compose.Problem { return waitlist.Generate(f, seed) })
}

// solutions holds the results of once, by key.
var solutions sync.Map

func once(tb testing.TB, key any, problem func() compose.Problem) (compose.Problem, compose.Result) {
	tb.Helper()
	found, _ := solutions.LoadOrStore(key, sync.OnceValues(func() (compose.Problem, compose.Result) {
		p := problem()
		return p, solve(tb, p)
	}))
	return found.(func() (compose.Problem, compose.Result))() //nolint:forcetypeassert // nothing else is stored
}

// littleWork is a quarter of the default work for clinic size, which is enough for the tests.
const littleWork = 9_000_000

// verify checks a result, complete or cancelled, with code that the solver does not use.
func verify(tb testing.TB, p compose.Problem, r compose.Result) {
	tb.Helper()
	score, err := compose.Check(p, r.Assignment)
	require.NoError(tb, err)
	require.Equal(tb, score, r.Score)
	for _, b := range []compose.Bound{r.PlacingBound, r.FitBound} {
		proven, err := b.Verify(context.Background(), p)
		require.NoError(tb, err)
		require.Equal(tb, proven, b.Value)
		require.LessOrEqual(tb, b.PlacingWeight*score.Placing+b.FitWeight*score.Fit, proven)
	}
	if len(r.Proof.Parts) > 0 {
		points, fit, err := r.Proof.Verify(context.Background(), p, compose.Score{Placing: r.Proof.Placing, Fit: r.Proof.Fit})
		require.NoError(tb, err)
		require.True(tb, points, "the claim about points is proven")
		require.True(tb, fit || r.Proof.Fit == 0, "the claim about fit is proven")
		require.LessOrEqual(tb, score.Placing, r.Proof.Placing)
		if r.Proof.Fit > 0 {
			require.Equal(tb, score.Placing, r.Proof.Placing)
			require.LessOrEqual(tb, score.Fit, r.Proof.Fit)
		}
	}
	require.Len(tb, r.Report.Unplaced, len(p.Clients)-score.Placed)
	require.Len(tb, r.Report.Placed, score.Placed)
	require.Len(tb, r.Report.Groups, len(p.Groups))
}

// tolerance is how far, in millionths, a result may be below the proven optimum of an instance.
// Results do not depend on the machine, so a change of the search that makes one worse fails
// here.
var tolerance = map[string]struct{ points, fit int64 }{
	"dev-tiny-1":     {0, 0},
	"dev-tiny-2":     {0, 0},
	"dev-tiny-3":     {0, 0},
	"dev-clinic-1":   {0, 0},
	"dev-clinic-2":   {0, 0},
	"dev-clinic-3":   {0, 0},
	"dev-clinic-4":   {0, 0},
	"dev-clinic-5":   {0, 0},
	"dev-conflict-1": {0, 0},
	"dev-minimum-1":  {0, 0},
	"dev-large-2":    {200, 5000},
}

func TestSolveReachesProvenOptima(t *testing.T) {
	t.Parallel()
	for name, want := range optima(t) {
		allowed, known := tolerance[name]
		if !known {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if strings.Contains(name, "large") && !*long {
				t.Skip("takes seconds; run with -long")
			}
			if strings.Contains(name, "clinic") && testing.Short() {
				t.Skip("other tests cover families of this size")
			}
			p, r := solved(t, name)
			require.LessOrEqual(t, r.Score.Points, want.Points, "better than a proven optimum")
			require.GreaterOrEqual(t, r.Score.Points*1_000_000, want.Points*(1_000_000-allowed.points))
			if r.Score.Points == want.Points {
				require.LessOrEqual(t, r.Score.Fit, want.Fit, "better than a proven optimum")
				require.GreaterOrEqual(t, r.Score.Fit*1_000_000, want.Fit*(1_000_000-allowed.fit))
			}
			_, paper, err := compose.FirstComeFirstServed(p)
			require.NoError(t, err)
			require.False(t, paper.Better(r.Score))
		})
	}
}

// TestSolveAgainstBruteForce compares the result with every possible plan.
func TestSolveAgainstBruteForce(t *testing.T) {
	t.Parallel()
	seeds := seedCount(80, 3000)
	var placed, proven int
	for seed := range seeds {
		p, want := tiny(seed), bruteTiny(seed)
		r := solve(t, p)
		if r.Score.Better(want) || want.Better(r.Score) {
			t.Fatalf("seed %d: got %+v, want %+v", seed, r.Score, want)
		}
		require.GreaterOrEqual(t, r.PlacingBound.Value, want.Points)
		require.GreaterOrEqual(t, r.FitBound.FitLimit(want.Points), want.Fit)
		placed += r.Score.Placed
		if r.Exhausted {
			proven++
		}
	}
	require.Positive(t, placed, "too few instances with places for a meaningful test")
	require.Equal(t, int(seeds), proven)
}

// tiny returns a small instance with every kind of rule, loose enough for groups to open.
func tiny(seed int64) compose.Problem {
	f := waitlist.Tiny
	f.Clients = 6 + int(seed%3)
	p := waitlist.Generate(f, seed)
	p.Policy.MinFit = 20
	for g := range p.Groups {
		p.Groups[g].AgeMin, p.Groups[g].Language, p.Groups[g].Mode = 0, "nl", compose.Onsite
		p.Groups[g].Gender = compose.AnyGender
	}
	for c := range p.Clients {
		p.Clients[c].Languages, p.Clients[c].Modes = []string{"nl"}, []compose.Mode{compose.Onsite}
	}
	return p
}

// TestSolveIgnoresOrder shuffles the input and varies the number of processors.
func TestSolveIgnoresOrder(t *testing.T) {
	for _, p := range []compose.Problem{tiny(5), read(t, "dev-clinic-4"), waitlist.Generate(waitlist.Minimum, 3)} {
		// Less than the usual work, but enough for every part of the search to run.
		solveShuffled(t, p, 3, compose.Options{Work: 1_500_000})
	}
}

// solveShuffled solves the problem several times, each in another order, on one processor
// and on two in turn. It requires the same valid result each time, and returns it.
func solveShuffled(t *testing.T, p compose.Problem, times int, o compose.Options) (want compose.Result) {
	t.Helper()
	for n := range times {
		q := shuffled(p, uint64(n))
		old := runtime.GOMAXPROCS(1 + n%2)
		got, err := compose.Solve(context.Background(), q, o)
		runtime.GOMAXPROCS(old)
		require.NoError(t, err)
		verify(t, q, got)
		if n == 0 {
			want = got
			continue
		}
		require.Empty(t, cmp.Diff(want, got, dates))
	}
	return want
}

// shuffled returns the same problem in another order.
func shuffled(p compose.Problem, seed uint64) compose.Problem {
	r := rand.New(rand.NewPCG(seed, 7))
	p.Clients, p.Groups = slices.Clone(p.Clients), slices.Clone(p.Groups)
	p.Conflicts, p.Resources = slices.Clone(p.Conflicts), slices.Clone(p.Resources)
	r.Shuffle(len(p.Clients), func(i, j int) { p.Clients[i], p.Clients[j] = p.Clients[j], p.Clients[i] })
	r.Shuffle(len(p.Groups), func(i, j int) { p.Groups[i], p.Groups[j] = p.Groups[j], p.Groups[i] })
	r.Shuffle(len(p.Conflicts), func(i, j int) { p.Conflicts[i], p.Conflicts[j] = p.Conflicts[j], p.Conflicts[i] })
	r.Shuffle(len(p.Resources), func(i, j int) { p.Resources[i], p.Resources[j] = p.Resources[j], p.Resources[i] })
	for c := range p.Clients {
		s := slices.Clone(p.Clients[c].Slots)
		r.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
		p.Clients[c].Slots = s
	}
	return p
}

// counting is a context that is cancelled after it has been asked n times.
type counting struct {
	context.Context
	left atomic.Int64
}

func (c *counting) Err() error {
	if c.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// TestSolveCancelledAnyTime cancels runs at many moments: the result must be valid, the bound
// must hold and the reasons must be true.
func TestSolveCancelledAnyTime(t *testing.T) {
	t.Parallel()
	p := read(t, "dev-tiny-3")
	mid := read(t, "dev-clinic-4")
	step := seedCount(2, 1)
	if testing.Short() {
		step = 10
	}
	cut, runs := 0, 0
	for n := int64(0); n < 120; n += step {
		runs++
		q, after := p, n
		if n >= 100 {
			q, after = mid, (n-100)*(n-100)*110
		}
		ctx := &counting{Context: context.Background()}
		ctx.left.Store(after)
		r, err := compose.Solve(ctx, q, compose.Options{})
		require.NoError(t, err)
		verify(t, q, r)
		if n%10 == 0 {
			checkReasons(t, q, r)
		}
		if !r.Complete {
			cut++
		}
	}
	require.Greater(t, cut*2, runs, "most runs are cut off")
}

func TestSolveProgress(t *testing.T) {
	t.Parallel()
	var seen []compose.Progress
	p := read(t, "dev-clinic-2")
	r, err := compose.Solve(context.Background(), p, compose.Options{Progress: func(p compose.Progress) {
		seen = append(seen, p)
	}})
	require.NoError(t, err)
	require.NotEmpty(t, seen)
	for k := 1; k < len(seen); k++ {
		require.False(t, seen[k-1].Score.Better(seen[k].Score), "the best plan got worse")
		require.LessOrEqual(t, seen[k].Bound, seen[k-1].Bound, "the bound got worse")
		require.GreaterOrEqual(t, seen[k].Work, seen[k-1].Work)
	}
	require.Equal(t, r.Score, seen[len(seen)-1].Score)
	require.True(t, r.PlacingProven())
	require.True(t, r.FitProven())
	require.Zero(t, r.Gap())
}

func TestSolveRefusesInvalidProblem(t *testing.T) {
	t.Parallel()
	_, err := compose.Solve(context.Background(), compose.Problem{Clients: []compose.Client{{}}}, compose.Options{})
	require.ErrorIs(t, err, therapy.ErrRequired)
}

// TestSolveFamilies solves new instances of every family of clinic size.
func TestSolveFamilies(t *testing.T) {
	t.Parallel()
	seeds := seedCount(1, 35)
	for _, f := range families() {
		for seed := range seeds {
			p, r := generated(t, f, 100+seed)
			checkReasons(t, p, r)
			_, paper, err := compose.FirstComeFirstServed(p)
			require.NoError(t, err)
			require.True(t, r.Score.Better(paper))
		}
	}
}

// TestSolveExploring runs the method for larger problems on problems of clinic size and compares
// it with the method for these.
func TestSolveExploring(t *testing.T) {
	t.Parallel()
	for _, f := range families() {
		p, best := generated(t, f, 100)
		r := compose.SolveExploring(p)
		verify(t, p, r)
		checkReasons(t, p, r)
		require.LessOrEqual(t, r.Score.Points, best.PlacingBound.Value)
		require.GreaterOrEqual(t, r.Score.Points*1000, best.Score.Points*997)
	}
}

// TestSolveSpendsWork gives more work and expects a plan that is at least as good.
func TestSolveSpendsWork(t *testing.T) {
	t.Parallel()
	p := waitlist.Generate(waitlist.Minimum, 7)
	last := compose.Score{}
	for _, work := range []int64{1, 1_000_000, 20_000_000} {
		r, err := compose.Solve(context.Background(), p, compose.Options{Work: work})
		require.NoError(t, err)
		verify(t, p, r)
		require.False(t, last.Better(r.Score))
		last = r.Score
	}
}
