package compose

import "slices"

// SolveInParts is Solve without the exhaustive search that small problems get,
// so that the search in parts can be compared with every possible plan.
func SolveInParts(p Problem) Result { return solveBy(p, (*solver).branch) }

// SolveWandering is Solve as it is beyond clinic size, for problems of any size.
func SolveWandering(p Problem) Result { return solveBy(p, (*solver).wander) }

func solveBy(p Problem, search func(*solver, Options)) Result {
	s := newSolver(newModel(&p), func() bool { return false })
	s.begin(Options{})
	search(s, Options{})
	s.finish()
	return s.result()
}

// GroupWorths returns what the solver and the verifier of proofs find that the
// only group of a problem can be worth under prices of clients in the order of
// their ids, when it is open. ok is false where it cannot open.
func GroupWorths(p Problem, w Part) (solver, verifier int64, ok bool) {
	m := newModel(&p)
	d := newExactDual(m, worth{w.PointsWeight * dualScale, w.FitWeight * dualScale})
	copy(d.uTry, w.Clients)
	d.inner.load(d, 0)
	d.inner.solve(impossible)
	v := newProver(&p)
	return d.inner.best, v.shop(&w, v.everything(), 0).most(), d.inner.found
}

// Relaxed returns what the solver and the verifier find with each of the clients
// in the group, by number of the client; clients who may not join are left out.
func Relaxed(p Problem, w Part) (solver, verifier map[int]int64) {
	m := newModel(&p)
	d := newExactDual(m, worth{w.PointsWeight * dualScale, w.FitWeight * dualScale})
	copy(d.uTry, w.Clients)
	d.inner.load(d, 0)
	d.inner.sortRest()
	solver, verifier = map[int]int64{}, map[int]int64{}
	for n, k := range slices.Clone(d.inner.order) {
		solver[int(m.gClient[k])] = d.inner.with(int32(n))
	}
	v := newProver(&p)
	sh := v.shop(&w, v.everything(), 0)
	for n, g := range sh.goods {
		verifier[g.client] = sh.mostWith(n)
	}
	return solver, verifier
}

// Impossible is the worth of a group that cannot open.
const Impossible = impossible

// ClashesAgree reports whether the table of conflicts, which few clients get,
// says the same as the sets, and how many pairs conflict.
func ClashesAgree(p Problem) (same bool, pairs int) {
	m := newModel(&p)
	sets := *m
	sets.clash = nil
	same = true
	for i := range int32(len(m.clients)) {
		for j := range int32(len(m.clients)) {
			if i == j {
				continue
			}
			if m.conflict(i, j) {
				pairs++
			}
			same = same && m.conflict(i, j) == sets.conflict(i, j)
		}
	}
	return same, pairs
}
