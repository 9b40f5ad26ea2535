package compose_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/compose"
	"github.com/therapykit/therapykit/therapy"
)

// easy is a tiny problem with fewer demands than fullProblem, in which a move often helps
// somebody: people who have to be together, groups that need at least so many of a kind.
func easy(seed int64) compose.Problem {
	r := rand.New(rand.NewPCG(uint64(seed), 31))
	p := tiny(seed)
	p.On = therapy.MustDate(2026, time.March, 2)
	for g := range p.Groups {
		gr := &p.Groups[g]
		gr.Min = min(gr.Min, 2)
		if r.IntN(3) == 0 {
			gr.Quotas = append(slices.Clone(gr.Quotas), compose.Quota{Attribute: compose.ByGender, Value: []string{"m", "f"}[r.IntN(2)], Min: 1 + r.IntN(2)})
		}
	}
	if r.IntN(2) == 0 {
		k := r.Perm(len(p.Clients))
		p.Together = append(p.Together, compose.Together{Members: []string{p.Clients[k[0]].ID, p.Clients[k[1]].ID}, Reason: "friends"})
	}
	return p
}

// standingPlan is a plan that an odd problem may have had before: some people were not yet on the
// list, and some could not yet join groups that they could join now. It is valid for the
// problem. Some of those without a place are promised one now, also in groups that are full.
func standingPlan(t *testing.T, p *compose.Problem, r *rand.Rand) compose.Assignment {
	t.Helper()
	p.Clients = slices.Clone(p.Clients)
	before := *p
	before.Clients = slices.Clone(p.Clients)
	for i := range before.Clients {
		c := &before.Clients[i]
		if r.IntN(3) == 0 {
			c.Suitable = false
			continue
		}
		out := map[string]bool{}
		for _, id := range c.RuledOut {
			out[id] = true
		}
		for _, g := range p.Groups {
			out[g.ID] = out[g.ID] || r.IntN(3) == 0
		}
		c.RuledOut = slices.DeleteFunc(slices.Sorted(maps.Keys(out)), func(id string) bool { return !out[id] })
	}
	before.Policy.Routine, before.Policy.Soon, before.Policy.Urgent = 1, 1, 1
	standing := solve(t, before).Assignment
	full := r.IntN(4) > 0
	p.Groups = slices.Clone(p.Groups)
	for g := range p.Groups {
		if list := standing[p.Groups[g].ID]; full && len(list) > 0 {
			p.Groups[g].Max = len(p.Groups[g].Members) + len(list)
		}
	}
	for i := range p.Clients {
		c := &p.Clients[i]
		if placedIn(compose.Assignment{"": {c.ID}}, standing) {
			continue
		}
		for _, k := range r.Perm(len(p.Groups)) {
			g := p.Groups[k]
			if _, ok := alone(*p, *c, g); !ok {
				continue
			}
			switch r.IntN(4) {
			case 0:
				c.Pin = compose.Pin{Group: g.ID, Until: p.On.AddDays(r.IntN(4) - 1)}
			case 1:
				c.Pin = compose.Pin{Slot: g.Slot}
			}
			break
		}
	}
	_, err := compose.Check(*p, standing)
	require.NoError(t, err)
	return standing
}

// cancelOne takes somebody with a place off the list, if there is anybody, and off the plan.
func cancelOne(p *compose.Problem, standing compose.Assignment, r *rand.Rand) {
	var placed []string
	for _, list := range standing {
		placed = append(placed, list...)
	}
	if len(placed) < 2 {
		return
	}
	slices.Sort(placed)
	gone := placed[r.IntN(len(placed))]
	p.Clients = slices.DeleteFunc(slices.Clone(p.Clients), func(c compose.Client) bool { return c.ID == gone })
	for g, list := range standing {
		if standing[g] = slices.DeleteFunc(slices.Clone(list), func(id string) bool { return id == gone }); len(standing[g]) == 0 {
			delete(standing, g)
		}
	}
	keepKnown(p)
}

// placedIn reports whether everybody who has a place in one plan has one in the other.
func placedIn(a, b compose.Assignment) bool {
	in := map[string]bool{}
	for _, list := range b {
		for _, id := range list {
			in[id] = true
		}
	}
	for _, list := range a {
		if slices.ContainsFunc(list, func(id string) bool { return !in[id] }) {
			return false
		}
	}
	return true
}

// cutOffReplan plans again with a context that has been cancelled before.
func cutOffReplan(t *testing.T, p compose.Problem, standing compose.Assignment, most int) compose.Replanned {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	plans, err := compose.Replan(ctx, p, standing, most, compose.Options{})
	require.NoError(t, err)
	return plans
}

// lastWithin is the last step with at most so many moves.
func lastWithin(plans compose.Replanned, moves int) compose.Step {
	n := 0
	for n+1 < len(plans.Steps) && len(plans.Steps[n+1].Moves) <= moves {
		n++
	}
	return plans.Steps[n]
}

// checkSteps requires steps that are valid, take nobody's place away, and get better with
// more moves.
func checkSteps(t *testing.T, promised compose.Problem, standing compose.Assignment, most int, plans compose.Replanned, name string) {
	t.Helper()
	require.NotEmpty(t, plans.Steps, name)
	require.Empty(t, plans.Steps[0].Moves, name)
	for n, step := range plans.Steps {
		if n > 0 {
			before := plans.Steps[n-1]
			require.True(t, step.Result.Score.Better(before.Result.Score) && len(step.Moves) > len(before.Moves), name)
		}
		require.LessOrEqual(t, len(step.Moves), most, name)
		require.Equal(t, step.Moves, compose.Moves(standing, step.Result.Assignment), name)
		require.True(t, placedIn(standing, step.Result.Assignment), "%s: somebody loses a place", name)
		verify(t, promised, step.Result)
		checkReasons(t, promised, step.Result)
	}
}

// TestOddReplanAgainstBruteForce plans odd problems again from plans that somebody may have made
// before, some after a cancellation. It compares each step with every plan that takes nobody's
// place away and moves no more people, and the steps of searches that do not try every plan too.
func TestOddReplanAgainstBruteForce(t *testing.T) {
	t.Parallel()
	bought, promises, cancelled := 0, 0, 0
	for seed := range seedCount(40, 1500) {
		seed += 60 // from there on moves help soon
		r := rand.New(rand.NewPCG(uint64(seed), 29))
		p := [...]func(int64) compose.Problem{easy, easy, odd, fullProblem}[seed%4](seed)
		standing := standingPlan(t, &p, r)
		if r.IntN(3) == 0 {
			cancelOne(&p, standing, r)
			cancelled++
		}
		most := r.IntN(4)
		plans, err := compose.Replan(context.Background(), p, standing, most, compose.Options{})
		require.NoError(t, err, "seed %d", seed)
		promised := compose.Promise(p, standing)
		others := map[string]compose.Replanned{
			"whole": plans, "parts": compose.ReplanBy(false, p, standing, most),
			"exploring": compose.ReplanBy(true, p, standing, most), "cut off": cutOffReplan(t, p, standing, most),
		}
		for way, other := range others {
			checkSteps(t, promised, standing, most, other, fmt.Sprintf("seed %d, %s", seed, way))
		}
		for moves := range most + 1 {
			want, plan := bruteWithin(promised, func(a compose.Assignment) bool {
				return placedIn(standing, a) && len(compose.Moves(standing, a)) <= moves
			})
			got := lastWithin(plans, moves)
			require.False(t, want.Better(got.Result.Score), "seed %d, %d moves: %+v by %v is better than %+v", seed, moves, want, plan, got.Result.Score)
			for way, other := range others {
				r := lastWithin(other, moves).Result
				require.False(t, r.Score.Better(want), "seed %d, %d moves, %s", seed, moves, way)
				require.GreaterOrEqual(t, r.Score.Placing+r.Gap(), want.Placing, "seed %d, %d moves, %s", seed, moves, way)
			}
			if moves > 0 && len(got.Moves) == moves {
				bought++
			}
			promises += want.Promised
		}
	}
	require.Positive(t, bought)
	require.Positive(t, promises)
	require.Positive(t, cancelled)
}

// TestPromiseTakesNobodysPlace has somebody with a promise and more points who could only have
// the seat of somebody else: that person may move, but not lose their place.
func TestPromiseTakesNobodysPlace(t *testing.T) {
	t.Parallel()
	p := situation(func(p *compose.Problem) {
		p.Clients = p.Clients[:3]
		p.Clients[2].Pin, p.Clients[2].Priority = compose.Pin{Group: "g"}, group.Urgent
		p.Groups[0].State, p.Groups[0].Max = compose.Running, 2
	})
	standing := compose.Assignment{"g": {"ann", "bob"}}
	replan := func(p compose.Problem, most int) map[string]compose.Replanned {
		plans, err := compose.Replan(context.Background(), p, standing, most, compose.Options{})
		require.NoError(t, err)
		return map[string]compose.Replanned{
			"whole": plans, "parts": compose.ReplanBy(false, p, standing, most), "exploring": compose.ReplanBy(true, p, standing, most),
		}
	}
	for way, plans := range replan(p, 2) {
		require.Len(t, plans.Steps, 1, way)
		require.Equal(t, standing, plans.Steps[0].Result.Assignment, way)
	}
	other := p.Groups[0]
	other.ID, other.Therapists = "h", []string{"u"}
	p.Groups = append(p.Groups, other)
	for way, plans := range replan(p, 1) {
		checkSteps(t, compose.Promise(p, standing), standing, 1, plans, way)
		require.Len(t, plans.Steps, 2, way)
		require.Equal(t, 3, plans.Steps[1].Result.Score.Placed, way)
	}
}

// TestReplanAfterCancellationInRunningGroup: somebody who is left as the only one of a kind in a
// running group stays.
func TestReplanAfterCancellationInRunningGroup(t *testing.T) {
	t.Parallel()
	p := situation(func(p *compose.Problem) {
		p.Clients = slices.Delete(p.Clients, 2, 3) // cid has cancelled
		p.Groups[0].State, p.Groups[0].Max = compose.Running, 3
		p.Groups[0].Quotas = []compose.Quota{{Attribute: compose.ByGender, Value: "m", NoLone: true}}
	})
	standing := compose.Assignment{"g": {"ann", "bob"}}
	plans, err := compose.Replan(context.Background(), p, standing, 1, compose.Options{})
	require.NoError(t, err)
	checkSteps(t, compose.Promise(p, standing), standing, 1, plans, "")
	require.Equal(t, 3, plans.Steps[0].Result.Score.Placed)
}
