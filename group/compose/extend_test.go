package compose_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group/compose"
	"github.com/therapykit/therapykit/group/compose/internal/waitlist"
	"github.com/therapykit/therapykit/therapy"
)

// TestExtendKeepsEveryone places half a list, then lets the other half come.
func TestExtendKeepsEveryone(t *testing.T) {
	t.Parallel()
	moves := 0
	for seed := range int64(12) {
		f := waitlist.Clinic4
		f.Clients, f.Groups = 160, 20
		p := waitlist.Generate(f, seed)
		p.Resources, p.Conflicts = p.Resources[:min(4, len(p.Resources))], p.Conflicts[:6]
		early := p
		early.Clients = p.Clients[:100]
		known := map[string]bool{}
		for _, c := range early.Clients {
			known[c.ID] = true
		}
		for _, g := range p.Groups {
			for _, m := range g.Members {
				known[m.ID] = true
			}
		}
		early.Conflicts = slices.DeleteFunc(slices.Clone(p.Conflicts), func(s compose.ConflictSet) bool {
			return slices.ContainsFunc(s.Members, func(id string) bool { return !known[id] })
		})
		p.Conflicts = early.Conflicts
		standing := solve(t, early).Assignment
		x, err := compose.Extend(context.Background(), p, standing, compose.Options{})
		require.NoError(t, err)
		score, err := compose.Check(p, x.Assignment)
		require.NoError(t, err)
		require.Equal(t, score, x.Score)
		for id, list := range standing {
			for _, client := range list {
				require.Contains(t, x.Assignment[id], client, "somebody was moved")
			}
		}
		rest := x.Held
		verify(t, rest, x.Newcomers)
		truthful(t, rest, x.Newcomers)
		for _, move := range x.Moves {
			moves++
			a := maps.Clone(x.Assignment)
			a[move.From] = append(without(a[move.From], move.Client), move.Admits)
			a[move.To] = append(slices.Clone(a[move.To]), move.Client)
			after, err := compose.Check(p, a)
			require.NoError(t, err)
			require.Equal(t, int64(move.Points), after.Points-score.Points)
			require.Equal(t, int64(move.Fit), after.Fit-score.Fit)
			require.Equal(t, score.Placed+1, after.Placed)
		}
	}
	require.Positive(t, moves, "no move was ever found")
}

func without(list []string, id string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(other string) bool { return other == id })
}

func TestExtendRefuses(t *testing.T) {
	t.Parallel()
	p := situation(func(*compose.Problem) {})
	_, err := compose.Extend(context.Background(), p, compose.Assignment{"g": {"ann"}}, compose.Options{})
	require.Equal(t, []string{"minimum"}, rules(err))
	x, err := compose.Extend(context.Background(), p, nil, compose.Options{})
	require.NoError(t, err)
	require.Equal(t, 4, x.Score.Placed)
}

func TestFirstComeFirstServedIsValid(t *testing.T) {
	t.Parallel()
	for seed := range int64(40) {
		for _, f := range []waitlist.Family{waitlist.Tiny, waitlist.Clinic4, waitlist.Conflict} {
			p := waitlist.Generate(f, seed)
			a, score, err := compose.FirstComeFirstServed(p)
			require.NoError(t, err)
			checked, err := compose.Check(p, a)
			require.NoError(t, err)
			require.Equal(t, checked, score)
		}
	}
	_, _, err := compose.FirstComeFirstServed(compose.Problem{Clients: []compose.Client{{}}})
	require.ErrorIs(t, err, therapy.ErrRequired)
}

// crowd is n clients who could all join any of m groups.
func crowd(n, m int) compose.Problem {
	return situation(func(p *compose.Problem) {
		one, group := p.Clients[0], p.Groups[0]
		p.Clients, p.Groups = nil, nil
		for i := range n {
			one.ID, one.WaitDays = fmt.Sprintf("c%d", i), i%400
			p.Clients = append(p.Clients, one)
		}
		for g := range m {
			group.ID = fmt.Sprintf("g%d", g)
			p.Groups = append(p.Groups, group)
		}
	})
}

func TestAdversarial(t *testing.T) {
	t.Parallel()
	everyone := func(p *compose.Problem) (ids []string) {
		for _, c := range p.Clients {
			ids = append(ids, c.ID)
		}
		return ids
	}
	for _, test := range []struct {
		name   string
		n, m   int
		change func(*compose.Problem)
		placed int
	}{
		{"nobody", 0, 3, func(*compose.Problem) {}, 0},
		{"no groups", 9, 0, func(*compose.Problem) {}, 0},
		{"no slots", 50, 5, func(p *compose.Problem) {
			for i := range p.Clients {
				p.Clients[i].Slots = nil
			}
		}, 0},
		{"everyone alike", 200, 20, func(*compose.Problem) {}, 80},
		{"one giant clique", 300, 10, func(p *compose.Problem) {
			p.Conflicts = []compose.ConflictSet{{Members: everyone(p), Reason: "workplace"}}
			for g := range p.Groups {
				p.Groups[g].State = compose.Running
			}
		}, 10},
		{"every pair conflicts", 60, 8, func(p *compose.Problem) {
			for i := range p.Clients {
				for j := range i {
					p.Conflicts = append(p.Conflicts, compose.ConflictSet{Members: []string{p.Clients[i].ID, p.Clients[j].ID}, Reason: "relatives"})
				}
			}
		}, 0},
		{"capacity zero", 30, 4, func(p *compose.Problem) {
			for g := range p.Groups {
				p.Groups[g].Min, p.Groups[g].Max = 0, 0
			}
		}, 0},
		{"resource zero", 30, 4, func(p *compose.Problem) {
			p.Resources = []compose.Resource{{ID: "r", Kind: compose.Therapist, Groups: []string{"g0", "g1", "g2", "g3"}}}
		}, 0},
		{"resource overdrawn by running groups", 30, 4, func(p *compose.Problem) {
			p.Groups[0].State, p.Groups[1].State = compose.Running, compose.Running
			p.Resources = []compose.Resource{{ID: "r", Kind: compose.Therapist, Cap: 1, Groups: []string{"g0", "g1", "g2", "g3"}}}
		}, 8},
		{"nobody may be alone", 30, 4, func(p *compose.Problem) {
			for g := range p.Groups {
				p.Groups[g].Quotas = []compose.Quota{{Attribute: compose.ByGender, Value: "f", HasMax: true, Max: 1, NoLone: true}}
			}
		}, 0},
		{"minimum above everyone", 7, 3, func(p *compose.Problem) {
			for g := range p.Groups {
				p.Groups[g].Min, p.Groups[g].Max = 8, 9
			}
		}, 0},
		{"minimum zero", 7, 3, func(p *compose.Problem) {
			for g := range p.Groups {
				p.Groups[g].Min = 0
			}
		}, 7},
		{"points zero", 9, 3, func(p *compose.Problem) { p.Policy = compose.Policy{} }, 9},
		{"points as steep as allowed", 30, 3, func(p *compose.Problem) {
			p.Policy = compose.Policy{Routine: compose.MaxPoints, WaitCapWeeks: compose.MaxPoints}
		}, 12},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := crowd(test.n, test.m)
			test.change(&p)
			r := solve(t, p)
			require.Equal(t, test.placed, r.Score.Placed)
			truthful(t, p, r)
		})
	}
}

func TestDuplicateIDsAreRefused(t *testing.T) {
	t.Parallel()
	p := crowd(3, 2)
	p.Clients[2].ID, p.Groups[1].ID = p.Clients[0].ID, p.Groups[0].ID
	_, err := compose.Solve(context.Background(), p, compose.Options{})
	require.ErrorIs(t, err, therapy.ErrDuplicate)
	require.Equal(t, []string{"client-id-unique", "group-id-unique"}, rules(err))
}

// TestHundredThousand cuts a national list off early: still a valid plan.
func TestHundredThousand(t *testing.T) {
	if !*long {
		t.Skip("half a minute; run with -long")
	}
	p := waitlist.Generate(waitlist.National, 1)
	ctx := &counting{Context: context.Background()}
	ctx.left.Store(20_000)
	r, err := compose.Solve(ctx, p, compose.Options{})
	require.NoError(t, err)
	require.False(t, r.Complete)
	score, err := compose.Check(p, r.Assignment)
	require.NoError(t, err)
	require.Equal(t, score, r.Score)
}
