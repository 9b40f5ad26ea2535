package compose_test

import (
	"context"
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group/compose"
	"github.com/therapykit/therapykit/group/compose/internal/waitlist"
	"github.com/therapykit/therapykit/therapy"
)

// TestPartsAgainstBruteForce solves without the exhaustive search. The search in parts alone
// may rarely miss the best plan of a small problem, but it must never claim anything false.
func TestPartsAgainstBruteForce(t *testing.T) {
	t.Parallel()
	seeds := seedCount(80, 3000)
	var best, proven int
	for seed := range seeds {
		p, want := tiny(seed), bruteTiny(seed)
		r := compose.SolveInParts(p)
		verify(t, p, r)
		require.GreaterOrEqual(t, r.Score.Points+r.Gap(), want.Points, "seed %d", seed)
		if r.PlacingProven() {
			require.Equal(t, want.Points, r.Score.Points, "seed %d", seed)
		}
		if r.FitProven() {
			require.Equal(t, want.Fit, r.Score.Fit, "seed %d", seed)
			proven++
		}
		if r.Score.Points == want.Points && r.Score.Fit == want.Fit {
			best++
		}
	}
	require.Greater(t, best, int(seeds)*98/100)
	require.Greater(t, proven, int(seeds)*9/10)
}

// TestRandomProofsProveNothingFalse makes random proofs, from nonsense to nearly right. Verify
// may accept none of them for a false claim.
func TestRandomProofsProveNothingFalse(t *testing.T) {
	t.Parallel()
	shown := 0
	for seed := range seedCount(40, 200) {
		p, want := tiny(seed), bruteTiny(seed)
		good := compose.SolveInParts(p).Proof
		root := compose.Part{ // where a list of prices has been enough
			PlacingWeight: 1, Clients: make([]int64, len(p.Clients)), Resources: make([]int64, compose.Limits(p)),
		}
		if len(good.Parts) > 0 {
			root = good.Parts[0]
		}
		for n := range uint64(25) {
			r := rand.New(rand.NewPCG(uint64(seed), n))
			var pr compose.Proof
			randomPart(r, p, root, 3, &pr)
			for _, below := range []int64{1, 2, 15, 200} {
				points, fit, err := pr.Verify(context.Background(), p, compose.Score{Placing: want.Placing - below, Fit: want.Fit})
				require.NoError(t, err)
				require.False(t, points, "seed %d, %d: %d points fewer", seed, n, below)
				require.False(t, fit)
				_, fit, err = pr.Verify(context.Background(), p, compose.Score{Placing: want.Placing, Fit: want.Fit - below})
				require.NoError(t, err)
				require.False(t, fit, "seed %d, %d: %d fit less", seed, n, below)
			}
			if points, _, _ := pr.Verify(context.Background(), p, want); points {
				shown++
			}
		}
	}
	require.Greater(t, shown, 100, "too few random proofs prove anything for a meaningful test")
}

// randomPart adds a random part: disturbed prices of another part and some division, right or
// wrong. It returns the index of the part.
func randomPart(r *rand.Rand, p compose.Problem, good compose.Part, depth int, pr *compose.Proof) int {
	q := compose.Part{PlacingWeight: good.PlacingWeight, FitWeight: good.FitWeight}
	if r.IntN(3) == 0 {
		q.PlacingWeight, q.FitWeight = int64(r.IntN(30)), int64(r.IntN(2))
	}
	noise := []int{1, 200, 90_000}[r.IntN(3)]
	for _, price := range good.Clients {
		q.Clients = append(q.Clients, max(0, price+int64(r.IntN(noise)-noise/2)))
	}
	for _, price := range good.Resources {
		q.Resources = append(q.Resources, max(0, price+int64(r.IntN(noise)-noise/2)))
	}
	at := len(pr.Parts)
	pr.Parts = append(pr.Parts, q)
	if depth > 0 {
		for range r.IntN(3) {
			q.Next = append(q.Next, randomPart(r, p, good, depth-1, pr))
		}
	}
	if len(q.Next) == 2 {
		q.Group = p.Groups[r.IntN(len(p.Groups))].ID
		if r.IntN(2) == 0 {
			q.Client = p.Clients[r.IntN(len(p.Clients))].ID
		}
	}
	pr.Parts[at] = q
	return at
}

// TestProofOfFamilies verifies the proofs of new instances of clinic size.
func TestProofOfFamilies(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("every claim of TestSolveFamilies is verified as well")
	}
	divided, fit := 0, 0
	for _, f := range families() {
		for seed := range seedCount(1, 10) {
			p, r := generated(t, f, 100+seed) // which verifies the claims
			if len(r.Proof.Parts) > 1 {
				divided++
			}
			if r.Proof.Fit > 0 && r.FitProven() {
				fit++
			}
			// It cannot prove one point fewer, because an assignment reaches the score.
			points, _, err := r.Proof.Verify(context.Background(), p, compose.Score{Placing: r.Score.Placing - 1})
			require.NoError(t, err)
			require.False(t, points)
		}
	}
	require.Greater(t, divided, 2)
	require.Positive(t, fit)
}

// TestProofVerifyCatchesForgery damages a true proof in several ways.
func TestProofVerifyCatchesForgery(t *testing.T) {
	t.Parallel()
	p, r := generated(t, waitlist.Clinic, 8)
	require.True(t, r.PlacingProven())
	require.Greater(t, r.PlacingBound.Value, r.Score.Points, "a list of prices alone is not enough here")
	require.Greater(t, len(r.Proof.Parts), 2)
	fresh := func() (pr compose.Proof) {
		data, err := json.Marshal(r.Proof)
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(data, &pr))
		return pr
	}
	claim := compose.Score{Placing: r.Proof.Placing, Fit: r.Proof.Fit}
	points, _, err := fresh().Verify(context.Background(), p, claim)
	require.NoError(t, err)
	require.True(t, points, "the exported proof is complete")

	for name, change := range map[string]func(*compose.Proof){
		"no prices":   func(pr *compose.Proof) { clearPrices(pr) },
		"no division": func(pr *compose.Proof) { pr.Parts[0].Next = nil },
		"half a part": func(pr *compose.Proof) { pr.Parts[0].Next = pr.Parts[0].Next[:1] },
		"swapped":     func(pr *compose.Proof) { n := pr.Parts[0].Next; n[0], n[1] = n[1], n[0] },
	} {
		pr := fresh()
		change(&pr)
		points, fit, err := pr.Verify(context.Background(), p, claim)
		require.NoError(t, err, name)
		require.False(t, points, name)
		require.False(t, fit, name)
	}
	for name, c := range map[string]struct {
		change func(*compose.Proof)
		rules  []string
	}{
		"a price short":    {func(pr *compose.Proof) { pr.Parts[0].Clients = pr.Parts[0].Clients[1:] }, []string{"price-each"}},
		"a price too many": {func(pr *compose.Proof) { pr.Parts[0].Resources = append(pr.Parts[0].Resources, 0) }, []string{"price-each"}},
		"negative":         {func(pr *compose.Proof) { pr.Parts[0].Clients[0] = -1 }, []string{"price-not-negative"}},
		"past all sums":    {func(pr *compose.Proof) { pr.Parts[0].Clients[0] = 1 << 62 }, []string{"price-range"}},
		"largest price":    {func(pr *compose.Proof) { pr.Parts[0].Resources[0] = math.MaxInt64 }, []string{"price-range"}},
		"weights":          {func(pr *compose.Proof) { pr.Parts[0].FitWeight = -1 }, []string{"weight-range"}},
		"large weight":     {func(pr *compose.Proof) { pr.Parts[0].PlacingWeight = 1 << 20 }, []string{"weight-range"}},
		"three parts":      {func(pr *compose.Proof) { pr.Parts[0].Next = append(pr.Parts[0].Next, len(pr.Parts)-1) }, []string{"parts-at-most-two", "part-once"}},
		"unknown group":    {func(pr *compose.Proof) { pr.Parts[0].Group = "nothing" }, []string{"group-known"}},
		"unknown client":   {func(pr *compose.Proof) { pr.Parts[0].Client = "nobody" }, []string{"client-known"}},
		"repeated part":    {func(pr *compose.Proof) { n := pr.Parts[0].Next; n[1] = n[0] }, []string{"part-once"}},
		"part of itself":   {func(pr *compose.Proof) { pr.Parts[0].Next[0] = 0 }, []string{"part-later"}},
		"circle":           {func(pr *compose.Proof) { pr.Parts[len(pr.Parts)-1].Next = []int{1} }, []string{"part-later"}},
		"no such part":     {func(pr *compose.Proof) { pr.Parts[0].Next[0] = math.MaxInt }, []string{"part-later"}},
		"too many": {func(pr *compose.Proof) {
			for len(pr.Parts) <= compose.MaxParts {
				pr.Parts = append(pr.Parts, pr.Parts[0])
			}
		}, []string{"parts-too-many"}},
		"two at once": {func(pr *compose.Proof) {
			pr.Parts[0].Clients, pr.Parts[len(pr.Parts)-1].Clients = nil, nil
		}, []string{"price-each", "price-each"}},
	} {
		pr := fresh()
		c.change(&pr)
		points, fit, err := pr.Verify(context.Background(), p, claim)
		require.Equal(t, c.rules, rules(err), name)
		require.False(t, points || fit)
	}
	_, _, err = fresh().Verify(context.Background(), compose.Problem{Clients: []compose.Client{{}}}, claim)
	require.ErrorIs(t, err, therapy.ErrRequired)
	points, fit, err := compose.Proof{}.Verify(context.Background(), p, claim)
	require.NoError(t, err)
	require.False(t, points || fit, "the zero Proof shows nothing")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, _, err = fresh().Verify(ctx, p, claim)
	require.ErrorIs(t, err, context.Canceled)
}

// clearPrices sets the prices of people to 0, so that every group earns.
func clearPrices(pr *compose.Proof) {
	for n := range pr.Parts {
		clear(pr.Parts[n].Clients)
	}
}

// TestGroupWorthAgainstEverySubset compares the best choice of one group, in the
// solver and in the verifier, with every subset of the people who may join.
func TestGroupWorthAgainstEverySubset(t *testing.T) {
	t.Parallel()
	open, shut, coupled, exact := 0, 0, 0, 0
	for seed := range int64(400) {
		p, w := oneGroup(seed)
		want, alone, each := everySubset(p, w)
		solver, verifier, ok := compose.GroupWorths(p, w)
		if want == compose.Impossible {
			require.False(t, ok, "seed %d", seed)
			require.Less(t, verifier, compose.Impossible/2, "seed %d", seed)
			shut++
			continue
		}
		open++
		require.GreaterOrEqual(t, solver, want, "seed %d", seed)
		require.Equal(t, want, verifier, "seed %d", seed)
		if solver == want {
			exact++
		}
		if alone > want {
			coupled++
		}
		bySolver, byVerifier := compose.Relaxed(p, w)
		require.Equal(t, bySolver, byVerifier, "seed %d", seed)
		for i, with := range each {
			require.GreaterOrEqual(t, bySolver[i], with, "seed %d: a bound with client %d", seed, i)
		}
	}
	require.Greater(t, open, 100)
	require.Greater(t, exact, open*99/100, "the solver gives up after some steps, rarely")
	require.Greater(t, shut, 10)
	require.Greater(t, coupled, 50, "rules that couple people matter often enough for a meaningful test")
}

// oneGroup makes up a problem with one group and a few people who may join it,
// and prices.
func oneGroup(seed int64) (compose.Problem, compose.Part) {
	r := rand.New(rand.NewPCG(uint64(seed), 11))
	p := tiny(seed)
	g := p.Groups[0]
	g.Quotas = nil
	for _, q := range []compose.Quota{
		{Attribute: compose.ByGender, Value: "f", HasMax: true, Max: 1 + r.IntN(3)},
		{Attribute: compose.ByGender, Value: "m", NoLone: true, HasMax: r.IntN(2) == 0, Max: 1 + r.IntN(3)},
		{Attribute: compose.ByAcuity, Value: "high", HasMax: true, Max: r.IntN(3)},
		{Attribute: compose.ByAgeBand, Value: "26-40", NoLone: true},
	} {
		if r.IntN(2) == 0 {
			g.Quotas = append(g.Quotas, q)
		}
	}
	g.State, g.Min, g.Max = compose.Candidate, 1+r.IntN(4), 3+r.IntN(4)
	g.Max = max(g.Min, g.Max)
	g.Members = nil
	if r.IntN(3) == 0 { // existing members, who may use up a quota
		g.State, g.Intake = compose.Running, compose.IntakeOpen
		for n := range 1 + r.IntN(2) {
			c := p.Clients[n]
			g.Members = append(g.Members, compose.Member{ID: "member-" + c.ID, Gender: c.Gender, Age: c.Age, Acuity: c.Acuity})
		}
	}
	p.Groups = []compose.Group{g}
	p.Resources = nil
	for k := range p.Clients {
		c := &p.Clients[k]
		c.Suitable, c.Contraindicated, c.ExcludeTherapists = true, nil, nil
		c.Concerns = []compose.Concern{{Code: g.Themes[0], Severity: 1 + r.IntN(3)}}
		c.Slots, c.Region = []string{g.Slot}, g.Region
		c.Modes = []compose.Mode{g.Mode}
	}
	p.Conflicts = nil
	for range r.IntN(4) {
		a, b := r.IntN(len(p.Clients)), r.IntN(len(p.Clients))
		if a != b {
			p.Conflicts = append(p.Conflicts, compose.ConflictSet{
				Members: []string{p.Clients[a].ID, p.Clients[b].ID}, Reason: "relatives",
			})
		}
	}
	w := compose.Part{PlacingWeight: 1, FitWeight: int64(r.IntN(2)), Resources: []int64{}}
	for range p.Clients {
		w.Clients = append(w.Clients, int64(r.IntN(80_000)))
	}
	return p, w
}

// worths lists what each client is worth beyond the price, in order of ids.
func worths(p compose.Problem, w compose.Part) (list []int64, ids []string) {
	clients := slices.Clone(p.Clients)
	slices.SortFunc(clients, func(a, b compose.Client) int { return strings.Compare(a.ID, b.ID) })
	for k, c := range clients {
		s, ok := alone(p, c, p.Groups[0])
		if !ok {
			list = append(list, compose.Impossible)
		} else {
			list = append(list, compose.PriceScale*(w.PlacingWeight*s.Points+w.FitWeight*s.Fit)-w.Clients[k])
		}
		ids = append(ids, c.ID)
	}
	return list, ids
}

// everySubset returns the best worth of a valid set, of one that only keeps the size,
// and of a valid one with each of the clients.
func everySubset(p compose.Problem, w compose.Part) (valid, sized int64, with map[int]int64) {
	valid, sized, with = compose.Impossible, compose.Impossible, map[int]int64{}
	eachSubset(p, w, func(who []int, sum int64, ok bool) {
		sized = max(sized, sum)
		if !ok {
			return
		}
		valid = max(valid, sum)
		for _, i := range who {
			if old, known := with[i]; !known || sum > old {
				with[i] = sum
			}
		}
	})
	return valid, sized, with
}

func eachSubset(p compose.Problem, w compose.Part, visit func(who []int, sum int64, valid bool)) {
	list, ids := worths(p, w)
	g := p.Groups[0]
	for set := range 1 << len(list) {
		var who []int
		var names []string
		var sum int64
		for i, worth := range list {
			if set>>i&1 == 0 {
				continue
			}
			if worth == compose.Impossible {
				who = nil
				break
			}
			who, names, sum = append(who, i), append(names, ids[i]), sum+worth
		}
		size := len(who) + len(g.Members)
		if size < g.Min && g.State == compose.Candidate || size > g.Max || set != 0 && len(who) == 0 {
			continue
		}
		_, err := compose.Check(p, compose.Assignment{g.ID: names})
		visit(who, sum, err == nil)
	}
}

// TestProofUsesSharedRoom has two groups that share the only room, both of which a better plan
// would have to open: so no plan is better. With two rooms there is a better plan.
func TestProofUsesSharedRoom(t *testing.T) {
	t.Parallel()
	for rooms, want := range map[int]int64{1: 200, 2: 400} {
		p := situation(func(p *compose.Problem) {
			other := p.Groups[0]
			other.ID, other.Therapists, other.Themes = "h", []string{"u"}, []string{"anger"}
			p.Groups = append(p.Groups, other)
			for i := range 2 {
				p.Clients[i].Concerns = []compose.Concern{{Code: "anger", Severity: 2}}
			}
			p.Resources = []compose.Resource{{ID: "room", Kind: compose.RoomSlot, Cap: rooms, Groups: []string{"g", "h"}}}
		})
		require.Equal(t, want, brute(p).Placing)
		free := compose.Part{PlacingWeight: 1, Clients: make([]int64, 4), Resources: make([]int64, compose.Limits(p))}
		pr := compose.Proof{Placing: 200, Parts: []compose.Part{free}}
		placing, _, err := pr.Verify(context.Background(), p, compose.Score{Placing: 200})
		require.NoError(t, err)
		require.Equal(t, rooms == 1, placing)
	}
}
