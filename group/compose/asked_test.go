package compose_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/compose"
	"github.com/therapykit/therapykit/therapy"
)

// fullProblem returns a tiny problem that uses every kind of demand: people together, minimum
// quotas, wishes, promises, therapists, rooms, travel.
func fullProblem(seed int64) compose.Problem {
	r := rand.New(rand.NewPCG(uint64(seed), 5))
	p := tiny(seed)
	p.Clients = p.Clients[:6]
	p.Conflicts = nil
	p.On = therapy.MustDate(2026, time.March, 2)
	some := func(n int) bool { return r.IntN(n) == 0 }
	person := func() string { return p.Clients[r.IntN(len(p.Clients))].ID }
	two := func() []string {
		k := r.Perm(len(p.Clients))
		return []string{p.Clients[k[0]].ID, p.Clients[k[1]].ID}
	}
	possible := func() *compose.Group { return &p.Groups[r.IntN(len(p.Groups))] }
	p.Policy.WaitBeforeFit, p.Policy.WaitCapWeeks = some(2), 10
	p.Policy.MixedLeaders = some(5)
	if some(3) {
		p.Policy.EqualSizes = 1 + r.IntN(3)
	}
	for g := range p.Groups {
		gr := &p.Groups[g]
		gr.Min = min(gr.Min, 2)
		gr.Slot, gr.WeeklyMinutes = p.Groups[r.IntN(g+1)].Slot, 60+30*r.IntN(3)
		if some(3) {
			gr.Therapists = []string{"t1", "t2"}
		}
		if some(2) {
			gr.TherapistGender = compose.LedByBoth
		}
		if len(gr.Quotas) > 2 {
			gr.Quotas = gr.Quotas[:2]
		}
		if some(2) {
			gr.Quotas = append(gr.Quotas, compose.Quota{Attribute: compose.ByGender, Value: []string{"m", "f"}[r.IntN(2)], Min: 1 + r.IntN(2)})
		}
	}
	for range r.IntN(3) {
		p.Together = append(p.Together, compose.Together{Members: two(), Reason: "friends"})
	}
	if members := possible().Members; len(members) > 0 {
		p.Together = append(p.Together, compose.Together{Members: []string{person(), members[0].ID}, Reason: "family"})
	}
	for range r.IntN(4) {
		w := compose.Wish{Weight: 1 + r.IntN(5)}
		switch r.IntN(5) {
		case 0:
			w.Members, w.Group = []string{person()}, possible().ID
		case 1:
			w.Members, w.Slot = []string{person()}, possible().Slot
		case 2:
			w.Members, w.Therapist = []string{person()}, possible().Therapists[0]
		case 3:
			w.Members, w.Together = two(), true
		default:
			w.Members, w.Apart = two(), true
		}
		p.Wishes = append(p.Wishes, w)
	}
	if some(2) {
		p.Therapists = append(p.Therapists, compose.Therapist{ID: possible().Therapists[0], Gender: group.OtherGender, MaxGroups: 1 + r.IntN(2), MaxWeeklyMinutes: r.IntN(2) * 150})
	}
	for n := range r.IntN(3) {
		p.Rooms = append(p.Rooms, compose.Room{ID: string(rune('a' + n)), Region: possible().Region, Seats: possible().Max - r.IntN(2)})
	}
	if some(2) {
		p.Travel = []compose.Travel{{From: "far", To: possible().Region, Minutes: 30}}
	}
	for i := range p.Clients {
		c := &p.Clients[i]
		switch r.IntN(8) {
		case 0:
			c.Pin = compose.Pin{Group: possible().ID}
		case 1:
			c.Pin = compose.Pin{Slot: possible().Slot, Until: p.On.AddDays(r.IntN(3) - 1)}
		case 2:
			c.NeedTherapistGender = compose.LeaderGender(1 + r.IntN(3))
		case 3:
			c.Region, c.MaxTravel = "far", r.IntN(60)
		case 5:
			c.RuledOut = []string{possible().ID}
		case 4:
			c.Region, c.Regions = "far", []string{possible().Region}
		}
	}
	return p
}

// contradictory returns a fullProblem with conflicts, some of them between people who must be
// together or between members, and with more people who must be together.
func contradictory(seed int64) compose.Problem {
	r := rand.New(rand.NewPCG(uint64(seed), 17))
	p := fullProblem(seed)
	people := []string{}
	for _, c := range p.Clients {
		people = append(people, c.ID)
	}
	for _, g := range p.Groups {
		for _, m := range g.Members {
			if !slices.Contains(people, m.ID) {
				people = append(people, m.ID)
			}
		}
	}
	some := func(n int) []string {
		var list []string
		for _, k := range r.Perm(len(people))[:min(n, len(people))] {
			list = append(list, people[k])
		}
		return list
	}
	for range 1 + r.IntN(3) {
		p.Conflicts = append(p.Conflicts, compose.ConflictSet{Members: some(2 + r.IntN(2)), Reason: "relatives"})
	}
	for range r.IntN(3) {
		set := some(2 + r.IntN(2))
		set[0] = p.Clients[r.IntN(len(p.Clients))].ID
		slices.Sort(set)
		if set = slices.Compact(set); len(set) > 1 {
			p.Together = append(p.Together, compose.Together{Members: set, Reason: "friends"})
		}
	}
	return p
}

// againstBrute solves a problem, exhaustively and in parts, and compares the plans and their
// reports with the best of all plans. It returns the score of the best plan first.
func againstBrute(t *testing.T, seed int64, p compose.Problem) (want compose.Score, whole, parts compose.Result) {
	t.Helper()
	want = brute(p)
	whole = solve(t, p)
	require.False(t, want.Better(whole.Score), "seed %d: %+v is better than %+v", seed, want, whole.Score)
	checkReasons(t, p, whole)
	parts = compose.SolveInParts(p)
	verify(t, p, parts)
	require.GreaterOrEqual(t, parts.Score.Placing+parts.Gap(), want.Placing, "seed %d", seed)
	checkReasons(t, p, parts)
	return want, whole, parts
}

// TestContradictoryAgainstBruteForce compares plans of problems with contradictory demands with
// every possible plan, and checks the reasons.
func TestContradictoryAgainstBruteForce(t *testing.T) {
	t.Parallel()
	placed, together := 0, 0
	for seed := range seedCount(120, 3000) {
		p := contradictory(seed)
		want, r, _ := againstBrute(t, seed, p)
		for _, most := range []int64{1, 90_000} { // prices of 0, and larger ones
			b := compose.Bound{PlacingWeight: 1, FitWeight: 1, Clients: map[string]int64{}, Resources: map[string]int64{}}
			for k, c := range p.Clients {
				b.Clients[c.ID] = (seed*7919 + int64(k)*104729) % most
			}
			for k, x := range p.Resources {
				b.Resources[x.ID] = (seed*31 + int64(k)) % most
			}
			proven, err := b.Verify(context.Background(), p)
			require.NoError(t, err)
			require.GreaterOrEqual(t, proven, want.Placing+want.Fit, "seed %d: a bound denies a plan", seed)
		}
		placed += want.Placed
		for _, u := range r.Report.Unplaced {
			if slices.ContainsFunc(u.Changes, func(c compose.Change) bool { return c.Kind == compose.ChangeTogether }) {
				together++
			}
		}
	}
	require.Positive(t, placed)
	require.Greater(t, together, 20)
}

// TestTogetherSetWithConflictIsNotPlaced has three people who must be together, two of whom
// conflict. None of the three gets a place, not even the one without a conflict.
func TestTogetherSetWithConflictIsNotPlaced(t *testing.T) {
	t.Parallel()
	for name, sets := range map[string][][]string{
		"in one set": {{"ann", "bob", "cid"}}, "one by one": {{"ann", "bob"}, {"bob", "cid"}}, "in a ring": {{"cid", "ann"}, {"ann", "bob"}, {"bob", "cid"}},
	} {
		for _, apart := range [][]string{{"ann", "cid"}, {"ann", "bob"}, {"bob", "cid"}, {"ann", "bob", "cid"}, {"bob", "dee", "ann"}} {
			p := situation(func(p *compose.Problem) {
				p.Conflicts = []compose.ConflictSet{{Members: apart, Reason: "relatives"}}
				for _, set := range sets {
					p.Together = append(p.Together, compose.Together{Members: set, Reason: "friends"})
				}
			})
			r := solve(t, p)
			require.Zero(t, r.Score.Placed, "%s, %v apart", name, apart)
			checkReasons(t, p, r)
			for _, u := range r.Report.Unplaced {
				require.Equal(t, u.Client != "dee", slices.ContainsFunc(u.Changes, func(c compose.Change) bool { return c.Kind == compose.ChangeTogether }), u.Client)
			}
		}
	}
}

// TestSameMemberDoesNotBindClients has two clients who must each be with the same member, but
// not with each other. One can get a place although the other cannot, and no bound excludes
// this plan.
func TestSameMemberDoesNotBindClients(t *testing.T) {
	t.Parallel()
	for name, bob := range map[string]func(*compose.Problem){
		"cannot come": func(p *compose.Problem) { p.Clients[1].Slots = []string{"tue"} },
		"must not meet the other": func(p *compose.Problem) {
			p.Conflicts = []compose.ConflictSet{{Members: []string{"ann", "bob"}, Reason: "relatives"}}
		},
		"belongs to two other groups": func(p *compose.Problem) { p.Together[1].Members = append(p.Together[1].Members, "eve") },
	} {
		p := situation(func(p *compose.Problem) {
			p.Groups[0].State, p.Groups[0].Members = compose.Running, []compose.Member{{ID: "mia", Gender: group.Female, Age: 40, Acuity: compose.LowAcuity}}
			other := p.Groups[0]
			other.ID, other.Slot, other.Therapists = "h", "wed", []string{"u"}
			other.Members = []compose.Member{{ID: "eve", Gender: group.Female, Age: 40, Acuity: compose.LowAcuity}}
			p.Groups = append(p.Groups, other)
			p.Together = []compose.Together{{Members: []string{"ann", "mia"}, Reason: "family"}, {Members: []string{"bob", "mia"}, Reason: "friends"}}
			p.Clients = p.Clients[:2]
			bob(p)
		})
		r := solve(t, p)
		require.Equal(t, 1, r.Score.Placed, name)
		checkReasons(t, p, r)
	}
}

// TestAskedAgainstBruteForce compares plans of problems with every kind of demand with every
// possible plan, and checks proofs and reasons.
func TestAskedAgainstBruteForce(t *testing.T) {
	t.Parallel()
	var seen compose.Score
	for seed := range seedCount(120, 3000) {
		want, _, in := againstBrute(t, seed, fullProblem(seed))
		if in.FitProven() {
			require.Equal(t, want.Fit, in.Score.Fit, "seed %d", seed)
		}
		seen.Promised, seen.Waiting, seen.Placed = seen.Promised+want.Promised, seen.Waiting+want.Waiting, seen.Placed+want.Placed
		if want.Wishes > 0 {
			seen.Wishes += want.Wishes
		}
	}
	require.Positive(t, seen.Promised)
	require.Positive(t, seen.Waiting)
	require.Positive(t, seen.Wishes)
	require.Positive(t, seen.Placed)
}

// TestReplanAgainstBruteForce compares every step with all plans with the same number of moves.
func TestReplanAgainstBruteForce(t *testing.T) {
	t.Parallel()
	bought := 0
	for seed := range seedCount(40, 1000) {
		p := tiny(seed)
		early := p
		early.Clients, early.Conflicts = p.Clients[:len(p.Clients)/2+1], nil
		p.Conflicts = nil
		standing := solve(t, early).Assignment
		plans, err := compose.Replan(context.Background(), p, standing, 2, compose.Options{})
		require.NoError(t, err)
		promised := compose.Promise(p, standing)
		step := 0
		for moves := range 3 {
			want, _ := bruteWithin(promised, func(a compose.Assignment) bool { return len(compose.Moves(standing, a)) <= moves })
			for step+1 < len(plans.Steps) && len(plans.Steps[step+1].Moves) <= moves {
				step++
			}
			got := plans.Steps[step]
			verify(t, promised, got.Result)
			require.Equal(t, got.Moves, compose.Moves(standing, got.Result.Assignment))
			require.False(t, want.Better(got.Result.Score), "seed %d, %d moves: %+v, %+v", seed, moves, want, got.Result.Score)
			if moves > 0 && len(got.Moves) == moves {
				bought++
			}
		}
	}
	require.Positive(t, bought)
}
