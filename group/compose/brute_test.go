package compose_test

import (
	"maps"
	"slices"
	"sync"

	"github.com/therapykit/therapykit/group/compose"
)

// bestTiny holds the best score of each tiny instance. All tests share it.
var bestTiny sync.Map

func bruteTiny(seed int64) compose.Score {
	found, _ := bestTiny.LoadOrStore(seed, sync.OnceValue(func() compose.Score { return brute(tiny(seed)) }))
	return found.(func() compose.Score)() //nolint:forcetypeassert // nothing else is stored
}

// brute finds the best score by trying every assignment: each client in each group that they may
// join, or without a place. It does not use the solver: Check decides about pairs and whole
// plans. It is only for a few clients and groups.
func brute(p compose.Problem) compose.Score {
	best, _ := bruteWithin(p, func(compose.Assignment) bool { return true })
	return best
}

// bruteWithin is brute among the assignments for which may is true.
func bruteWithin(p compose.Problem, may func(compose.Assignment) bool) (best compose.Score, plan compose.Assignment) {
	type seat struct {
		group string
		score compose.Score
	}
	seats := make([][]seat, len(p.Clients))
	for k, c := range p.Clients {
		for _, g := range p.Groups {
			if s, ok := alone(p, c, g); ok {
				seats[k] = append(seats[k], seat{g.ID, s})
			}
		}
	}
	found := false
	a := compose.Assignment{}
	var fill func(k int, sum compose.Score)
	fill = func(k int, sum compose.Score) {
		if k == len(p.Clients) {
			if first := (compose.Score{Promised: best.Promised, Points: best.Points, Waiting: best.Waiting, Fit: best.Fit}); first.Better(sum) || !may(a) {
				return
			}
			if s, err := compose.Check(p, a); err == nil && (!found || s.Better(best)) {
				best, plan, found = s, maps.Clone(a), true
			}
			return
		}
		for _, s := range seats[k] {
			old := a[s.group]
			a[s.group] = append(slices.Clip(old), p.Clients[k].ID)
			fill(k+1, compose.Score{
				Promised: sum.Promised + s.score.Promised, Points: sum.Points + s.score.Points,
				Waiting: sum.Waiting + s.score.Waiting, Fit: sum.Fit + s.score.Fit,
			})
			if a[s.group] = old; len(old) == 0 {
				delete(a, s.group)
			}
		}
		fill(k+1, sum)
	}
	fill(0, compose.Score{})
	return best, plan
}

// alone asks Check for the client's score in the group, without other people and without rules
// about several people.
func alone(p compose.Problem, c compose.Client, g compose.Group) (compose.Score, bool) {
	g.State, g.Min = compose.Running, 0
	g.Quotas = nil
	g.Members = nil
	g.Max = max(g.Max, 1)
	if slices.Contains(c.RuledOut, g.ID) {
		return compose.Score{}, false
	}
	c.RuledOut = nil
	p.Groups, p.Clients = slices.Clone(p.Groups), []compose.Client{c}
	for k := range p.Groups {
		if p.Groups[k].ID == g.ID {
			p.Groups[k] = g
		} else { // a pin may name it
			p.Groups[k].State, p.Groups[k].Members = compose.Candidate, nil
		}
	}
	p.Conflicts, p.Resources, p.Together, p.Wishes, p.Therapists, p.Rooms = nil, nil, nil, nil, nil, nil
	s, err := compose.Check(p, compose.Assignment{g.ID: {c.ID}})
	return s, err == nil
}
