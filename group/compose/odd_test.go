package compose_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/compose"
)

// odd returns a contradictory problem with changes that are rare on a clinic's list, but
// possible: no points at all, groups that nobody may join, contradictory promises, rooms that
// are free only at some times, people who are members of two groups, many quotas at once.
func odd(seed int64) compose.Problem {
	r := rand.New(rand.NewPCG(uint64(seed), 23))
	p := contradictory(seed)
	some := func(n int) bool { return r.IntN(n) == 0 }
	possible := func() *compose.Group { return &p.Groups[r.IntN(len(p.Groups))] }
	anybody := func() *compose.Client { return &p.Clients[r.IntN(len(p.Clients))] }
	switch r.IntN(5) {
	case 0:
		p.Policy.Routine, p.Policy.Soon, p.Policy.Urgent, p.Policy.WaitCapWeeks = 0, 0, 0, 0
	case 1:
		p.Policy.Routine, p.Policy.Soon, p.Policy.Urgent = 1, 1, 1
	case 2:
		p.Policy.Routine, p.Policy.Soon, p.Policy.Urgent = 1, 1000, 50_000
	}
	if some(4) {
		p.Policy.MinFit = r.IntN(compose.MaxFit)
	}
	for g := range p.Groups {
		oddGroup(r, &p.Groups[g])
	}
	oddMembers(r, &p)
	for i := range p.Clients {
		oddClient(r, &p, &p.Clients[i])
	}
	for k := range p.Rooms {
		room := &p.Rooms[k]
		if some(2) {
			room.Slots = []string{possible().Slot}
		}
		if some(4) {
			room.Seats = r.IntN(3)
		}
		if some(3) {
			room.Region = possible().Region
		}
	}
	if some(2) {
		p.Travel = append(p.Travel, compose.Travel{From: "near", To: "far", Minutes: r.IntN(50)}, compose.Travel{From: possible().Region, To: "near", Minutes: r.IntN(50)})
	}
	for k := range r.IntN(3) {
		x := compose.Resource{ID: "odd-" + string(rune('a'+k)), Kind: compose.Variants, Cap: r.IntN(2)}
		if some(2) {
			x.Kind, x.Cap = compose.TherapistMinutes, r.IntN(300)
		}
		for _, n := range r.Perm(len(p.Groups))[:r.IntN(len(p.Groups)+1)] {
			x.Groups = append(x.Groups, p.Groups[n].ID)
		}
		p.Resources = append(p.Resources, x)
	}
	oddWishes(r, &p)
	if some(3) { // the same person twice, but for the id
		twin := *anybody()
		twin.ID = "twin"
		p.Clients = append(p.Clients[:5], twin)
		keepKnown(&p)
	}
	return p
}

func oddGroup(r *rand.Rand, g *compose.Group) {
	some := func(n int) bool { return r.IntN(n) == 0 }
	if some(4) {
		g.Min = r.IntN(3)
	}
	if some(8) {
		g.Max = max(g.Min, r.IntN(4))
	}
	if some(4) {
		g.Mode = compose.Online
	}
	if some(5) {
		g.Gender = compose.GenderRule(1 + r.IntN(3))
	}
	if some(6) {
		g.AgeMin, g.AgeMax = r.IntN(40), 40+r.IntN(40)
	}
	if some(8) {
		g.Language = "en"
	}
	if some(8) {
		g.Therapists = nil
	}
	if some(6) {
		g.WeeklyMinutes, g.Minutes = 0, 0
	}
	for range r.IntN(3) {
		q := compose.Quota{Attribute: compose.Attribute(1 + r.IntN(3)), Min: r.IntN(3), NoLone: some(2)}
		q.Value = [][]string{1: {"f", "m", "x"}, 2: {"16-25", "26-40", "41-60"}, 3: {"low", "high"}}[q.Attribute][r.IntN(2)]
		if some(2) || q.Min == 0 && !q.NoLone {
			q.HasMax, q.Max = true, q.Min+r.IntN(3)
		}
		g.Quotas = append(g.Quotas, q)
	}
}

// oddMembers makes a person a member of two groups, and a client a relative of two members.
func oddMembers(r *rand.Rand, p *compose.Problem) {
	from, to := &p.Groups[r.IntN(len(p.Groups))], &p.Groups[r.IntN(len(p.Groups))]
	if len(from.Members) == 0 || from == to {
		return
	}
	m := from.Members[r.IntN(len(from.Members))]
	to.Members = append(slices.Clone(to.Members), m)
	set := []string{m.ID, p.Clients[r.IntN(len(p.Clients))].ID}
	switch r.IntN(3) {
	case 0:
		p.Conflicts = append(p.Conflicts, compose.ConflictSet{Members: set, Reason: "relatives"})
	case 1:
		p.Together = append(p.Together, compose.Together{Members: set, Reason: "family"})
	default:
		p.Wishes = append(p.Wishes, compose.Wish{Members: set, Together: true, Weight: 4}, compose.Wish{Members: []string{set[1], set[0]}, Apart: true, Weight: 1 + r.IntN(6)})
	}
}

func oddClient(r *rand.Rand, p *compose.Problem, c *compose.Client) {
	g := p.Groups[r.IntN(len(p.Groups))]
	if r.IntN(2) == 0 {
		c.Modes = []compose.Mode{compose.Online, compose.Onsite}
	}
	if r.IntN(4) == 0 {
		c.Languages = []string{"en", "nl"}
	}
	switch r.IntN(12) {
	case 0:
		c.Pin = compose.Pin{Anywhere: true, Until: p.On.AddDays(r.IntN(3) - 1)}
	case 1:
		c.Pin = compose.Pin{Group: g.ID, Slot: p.Groups[r.IntN(len(p.Groups))].Slot, Anywhere: r.IntN(2) == 0}
	case 2:
		c.NeedTherapistGender, c.WantTherapistGender = compose.LedByBoth, compose.LedByMen
	case 3:
		c.Region, c.MaxTravel = []string{"near", "far"}[r.IntN(2)], r.IntN(60)
	case 4:
		c.Priority, c.WaitDays = group.Urgent, r.IntN(4000)
	case 5:
		c.Concerns = append(slices.Clone(c.Concerns), compose.Concern{Code: "odd", Severity: 1})[:min(3, len(c.Concerns)+1)]
	case 6:
		c.Slots = append(slices.Clone(c.Slots), "never")
		c.Regions = []string{g.Region}
	case 7:
		c.Suitable = false
	}
}

func oddWishes(r *rand.Rand, p *compose.Problem) {
	for range r.IntN(4) {
		k := r.Perm(len(p.Clients))
		a, b := p.Clients[k[0]].ID, p.Clients[k[1]].ID
		weight := []int{1, 2, compose.MaxWeight}[r.IntN(3)]
		p.Wishes = append(p.Wishes, compose.Wish{Members: []string{a, b}, Together: r.IntN(2) == 0, Weight: weight})
		if w := &p.Wishes[len(p.Wishes)-1]; !w.Together {
			w.Apart = true
		}
	}
}

// keepKnown removes people who are no longer in the problem from sets and wishes.
func keepKnown(p *compose.Problem) {
	known := map[string]bool{}
	clients := map[string]bool{}
	for _, c := range p.Clients {
		known[c.ID], clients[c.ID] = true, true
	}
	for _, g := range p.Groups {
		for _, m := range g.Members {
			known[m.ID] = true
		}
	}
	gone := func(id string) bool { return !known[id] }
	isClient := func(id string) bool { return clients[id] }
	p.Conflicts = slices.DeleteFunc(p.Conflicts, func(s compose.ConflictSet) bool { return slices.ContainsFunc(s.Members, gone) })
	p.Together = slices.DeleteFunc(p.Together, func(s compose.Together) bool {
		return slices.ContainsFunc(s.Members, gone) || !slices.ContainsFunc(s.Members, isClient)
	})
	p.Wishes = slices.DeleteFunc(p.Wishes, func(w compose.Wish) bool {
		return slices.ContainsFunc(w.Members, gone) || !slices.ContainsFunc(w.Members, isClient)
	})
}

// cutOff solves a problem with a context that has been cancelled before.
func cutOff(t *testing.T, p compose.Problem) compose.Result {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	r, err := compose.Solve(ctx, p, compose.Options{})
	require.NoError(t, err)
	require.False(t, r.Complete)
	return r
}

// TestCutOffRunPlacesPeopleTogether checks that even a run that is cut off at once gives places
// in an open group to people who can only join together.
func TestCutOffRunPlacesPeopleTogether(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*compose.Problem){
		"friends": func(p *compose.Problem) {
			p.Together = []compose.Together{{Members: []string{"ann", "bob"}, Reason: "friends"}, {Members: []string{"cid", "dee"}, Reason: "friends"}}
		},
		"nobody the only one": func(p *compose.Problem) {
			p.Groups[0].Quotas = []compose.Quota{{Attribute: compose.ByGender, Value: "f", NoLone: true}, {Attribute: compose.ByGender, Value: "m", NoLone: true}}
		},
		"both": func(p *compose.Problem) {
			p.Together = []compose.Together{{Members: []string{"ann", "bob"}, Reason: "friends"}}
			p.Groups[0].Quotas = []compose.Quota{{Attribute: compose.ByGender, Value: "f", NoLone: true}, {Attribute: compose.ByGender, Value: "m", NoLone: true}}
		},
	} {
		p := situation(func(p *compose.Problem) { p.Groups[0].State = compose.Running; change(p) })
		r := cutOff(t, p)
		verify(t, p, r)
		require.Equal(t, 4, r.Score.Placed, name)
		p.Groups[0].Max = 3
		r = cutOff(t, p)
		verify(t, p, r)
		checkReasons(t, p, r)
	}
	// Two friends open a group that one person, who comes first by id, could not open.
	p := situation(func(p *compose.Problem) {
		p.Conflicts = []compose.ConflictSet{{Members: []string{"ann", "bob", "dee"}, Reason: "relatives"}, {Members: []string{"ann", "cid"}, Reason: "relatives"}}
		p.Together = []compose.Together{{Members: []string{"bob", "cid"}, Reason: "friends"}}
	})
	r := cutOff(t, p)
	verify(t, p, r)
	require.Equal(t, compose.Assignment{"g": {"bob", "cid"}}, r.Assignment)
}

// TestOddAgainstBruteForce compares plans of odd problems with every possible plan, for all three
// methods of search, and checks that bounds, proofs and reasons are true.
func TestOddAgainstBruteForce(t *testing.T) {
	t.Parallel()
	placed, promised, wished := 0, 0, int64(0)
	for seed := range seedCount(40, 4000) {
		p := odd(seed)
		require.NoError(t, p.Validate(), "seed %d", seed)
		want, r, in := againstBrute(t, seed, p)
		require.True(t, r.Exhausted, "seed %d", seed)
		require.Equal(t, want, r.Score, "seed %d", seed)
		if in.FitProven() {
			require.Equal(t, want.Fit, in.Score.Fit, "seed %d", seed)
		}
		if in.PlacingProven() {
			require.Equal(t, want.Placing, in.Score.Placing, "seed %d", seed)
		}
		for way, other := range map[string]compose.Result{"exploring": compose.SolveExploring(p), "cut off": cutOff(t, p)} {
			verify(t, p, other)
			require.False(t, slices.ContainsFunc(other.Report.Unplaced, func(u compose.Unplaced) bool {
				return u.Group != "" && len(u.Changes) == 0
			}), "seed %d, %s: somebody could have a place", seed, way)
			checkReasons(t, p, other)
			require.False(t, other.Score.Better(want), "seed %d, %s", seed, way)
			require.GreaterOrEqual(t, other.Score.Placing+other.Gap(), want.Placing, "seed %d, %s", seed, way)
		}
		proven, err := r.PlacingBound.Verify(context.Background(), p)
		require.NoError(t, err)
		require.GreaterOrEqual(t, proven, want.Placing)
		placed, promised, wished = placed+want.Placed, promised+want.Promised, wished+max(0, want.Wishes)
	}
	require.Positive(t, placed)
	require.Positive(t, promised)
	require.Positive(t, wished)
}
