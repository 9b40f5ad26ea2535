package compose

import (
	"github.com/therapykit/therapykit/group/compose/internal/search"
)

// SolveInParts is Solve without the exhaustive search that small problems get,
// so that the search in parts can be compared with every possible plan.
func SolveInParts(p Problem) Result { return solveBy(p, search.InParts) }

// SolveWandering is Solve as it is beyond clinic size, for problems of any size.
func SolveWandering(p Problem) Result { return solveBy(p, search.Wandering) }

func solveBy(p Problem, way search.Way) Result {
	m := newModel(&p)
	return m.result(search.Solve(m.Model, search.Options{Way: way, Stop: func() bool { return false }}))
}

// GroupWorths returns what the solver and the verifier of proofs find that the
// only group of a problem can be worth under prices of clients in the order of
// their ids, when it is open. ok is false where it cannot open.
func GroupWorths(p Problem, w Part) (solver, verifier int64, ok bool) {
	solver, _, ok = search.GroupWorth(newModel(&p).Model, w.PointsWeight, w.FitWeight, w.Clients)
	v := newProver(&p)
	return solver, v.shop(&w, v.everything(), 0).most(), ok
}

// Relaxed returns what the solver and the verifier find with each of the clients
// in the group, by number of the client; clients who may not join are left out.
func Relaxed(p Problem, w Part) (solver, verifier map[int]int64) {
	_, solver, _ = search.GroupWorth(newModel(&p).Model, w.PointsWeight, w.FitWeight, w.Clients)
	v := newProver(&p)
	sh := v.shop(&w, v.everything(), 0)
	verifier = map[int]int64{}
	for n, g := range sh.goods {
		verifier[g.client] = sh.mostWith(n)
	}
	return solver, verifier
}

// Impossible is the worth of a group that cannot open.
const Impossible = noEarnings
