package compose

import (
	"context"
	"math/big"

	"github.com/therapykit/therapykit/group/compose/internal/search"
)

// SolveInParts is Solve without the exhaustive search of small problems, so that the search in
// parts can be compared with every possible plan.
func SolveInParts(p Problem) Result { return solveBy(p, search.ByParts, 400_000) }

// SolveExploring is Solve with the method for lists beyond clinic size.
func SolveExploring(p Problem) Result { return solveBy(p, search.Exploring, 4_000_000) }

func solveBy(p Problem, way search.Method, work int64) Result {
	m := mustModel(p)
	return m.result(search.Solve(m.Model, search.Options{Method: way, Work: work, Stop: func() bool { return false }}))
}

// ReplanBy is Replan by the search in parts, or by that for lists beyond clinic size (exploring),
// without trying every plan.
func ReplanBy(exploring bool, p Problem, standing Assignment, moves int) Replanned {
	p = Promise(p, standing)
	way := search.ByParts
	if exploring {
		way = search.Exploring
	}
	m := mustModel(p)
	r := &replanner{
		ctx: context.Background(), m: m, options: Options{Work: 60_000}, method: way,
		home: m.currentPairs(standing), best: make([]*Step, moves+1),
	}
	return r.replan()
}

func mustModel(p Problem) *model {
	m, err := newModel(&p)
	if err != nil {
		panic(err)
	}
	return m
}

func mustVerifier(p Problem) *verifier {
	v, err := newVerifier(context.Background(), &p)
	if err != nil {
		panic(err)
	}
	return v
}

// GroupWorths returns what the only group of a problem is worth when it is open, under prices
// of clients in the order of their ids: once by the search and once by the verifier of proofs.
// ok is false if the group cannot open.
func GroupWorths(p Problem, w Part) (solver, verifier int64, ok bool) {
	solver, _, ok = search.GroupWorth(mustModel(p).Model, w.PlacingWeight, w.FitWeight, w.Clients)
	v := mustVerifier(p)
	return solver, v.choice(&w, v.everything(), 0).most(), ok
}

// Relaxed returns, for each client who may join, what the search and the verifier find for the
// group with this client in it, by number of the client.
func Relaxed(p Problem, w Part) (solver, verifier map[int]int64) {
	_, solver, _ = search.GroupWorth(mustModel(p).Model, w.PlacingWeight, w.FitWeight, w.Clients)
	v := mustVerifier(p)
	c := v.choice(&w, v.everything(), 0)
	verifier = map[int]int64{}
	for n, g := range c.people {
		verifier[g.client] = c.mostWith(n)
	}
	return solver, verifier
}

// Impossible is the worth of a group that cannot open.
const Impossible = noEarnings

// Wide returns a·b + c − d as a text, whether it is below zero, and its floor after
// division by 256, if that fits.
func Wide(a, b, c, d int64) (text string, less bool, floor int64, fits bool) {
	w := times(a, b).addInt(c).subtractInt(d)
	floor, fits = w.shifted(8)
	n := new(big.Int).Lsh(big.NewInt(w.high), 64)
	return n.Add(n, new(big.Int).SetUint64(w.low)).String(), w.less(int128{}), floor, fits
}

// Limits is the number of limits on which groups of a problem can be open together.
func Limits(p Problem) int { return len(mustVerifier(p).limits) }
