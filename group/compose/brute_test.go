package compose_test

import (
	"slices"
	"sync"

	"github.com/therapykit/therapykit/group/compose"
)

// bestTiny is the best score of each tiny instance, found once for all tests.
var bestTiny sync.Map

func bruteTiny(seed int64) compose.Score {
	found, _ := bestTiny.LoadOrStore(seed, sync.OnceValue(func() compose.Score { return brute(tiny(seed)) }))
	return found.(func() compose.Score)() //nolint:forcetypeassert // nothing else is stored
}

// brute finds the best score by trying every assignment: each client in each
// group that would take them, or nowhere. It knows nothing of the solver: Check
// judges pairs and whole plans alike. Only for a handful of clients and groups.
func brute(p compose.Problem) compose.Score {
	type seat struct {
		group       string
		points, fit int64
	}
	seats := make([][]seat, len(p.Clients))
	for k, c := range p.Clients {
		for _, g := range p.Groups {
			if s, ok := alone(p, c, g); ok {
				seats[k] = append(seats[k], seat{g.ID, s.Points, s.Fit})
			}
		}
	}
	var best compose.Score
	a := compose.Assignment{}
	var fill func(k int, points, fit int64)
	fill = func(k int, points, fit int64) {
		if k == len(p.Clients) {
			if points < best.Points || points == best.Points && fit < best.Fit {
				return
			}
			if s, err := compose.Check(p, a); err == nil && s.Better(best) {
				best = s
			}
			return
		}
		for _, s := range seats[k] {
			old := a[s.group]
			a[s.group] = append(slices.Clip(old), p.Clients[k].ID)
			fill(k+1, points+s.points, fit+s.fit)
			if a[s.group] = old; len(old) == 0 {
				delete(a, s.group)
			}
		}
		fill(k+1, points, fit)
	}
	fill(0, 0, 0)
	return best
}

// alone asks Check what the client would score in the group if nobody else and
// nothing that concerns several people mattered.
func alone(p compose.Problem, c compose.Client, g compose.Group) (compose.Score, bool) {
	g.State, g.Min = compose.Running, 0
	g.Quotas = nil
	g.Members = nil
	g.Max = max(g.Max, 1)
	p.Groups, p.Clients = []compose.Group{g}, []compose.Client{c}
	p.Conflicts, p.Resources = nil, nil
	s, err := compose.Check(p, compose.Assignment{g.ID: {c.ID}})
	return s, err == nil
}
