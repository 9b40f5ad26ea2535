package compose

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/therapykit/therapykit/group/compose/internal/search"
)

// Extension is the outcome of [Extend]. The zero value adds nobody.
type Extension struct {
	// Held is the problem of the newcomers: whoever has a place in the standing
	// assignment is an existing member, their groups run, and everybody else waits.
	Held Problem `json:"held"`
	// Newcomers is the result for the newcomers alone, with its report and its
	// bounds; they speak of Held.
	Newcomers Result `json:"newcomers"`
	// Assignment is the whole plan, standing places and new ones, and Score its
	// score, both in terms of the original problem.
	Assignment Assignment `json:"assignment,omitempty"`
	Score      Score      `json:"score"`
	// Moves says what moving one person with a standing place would gain. Nothing
	// is moved: whether a place already promised may change is for people to
	// decide. The most valuable come first, at most fifty, one a newcomer.
	Moves []Move `json:"moves,omitempty"`
}

// Move is a change of one standing place that would make room for somebody who
// is left out. The zero value moves nobody.
type Move struct {
	// Client would move From one group To another.
	Client string `json:"client"`
	From   string `json:"from"`
	To     string `json:"to"`
	// Admits would then take the free place in From.
	Admits string `json:"admits"`
	// Points and Fit are what the plan would gain; Fit can be negative.
	Points int `json:"points"`
	Fit    int `json:"fit"`
}

// maxMoves bounds how many moves are listed.
const maxMoves = 50

// Extend places newcomers without moving anybody: the places in standing, an
// earlier assignment of the same groups, are kept, the candidates opened in it
// count as running, and the rest is solved as by [Solve]. A standing assignment
// that [Check] rejects is an error.
func Extend(ctx context.Context, p Problem, standing Assignment, o Options) (Extension, error) {
	score, err := Check(p, standing)
	if err != nil {
		return Extension{}, err
	}
	held := hold(p, standing)
	result, err := Solve(ctx, held, o)
	if err != nil {
		return Extension{}, err
	}
	x := Extension{Held: held, Newcomers: result, Assignment: maps.Clone(standing), Score: score}
	if x.Assignment == nil {
		x.Assignment = make(Assignment)
	}
	for id, joining := range result.Assignment {
		all := slices.Concat(x.Assignment[id], joining)
		slices.Sort(all)
		x.Assignment[id] = all
	}
	x.Score.Points += result.Score.Points
	x.Score.Fit += result.Score.Fit
	x.Score.Minutes += result.Score.Minutes
	x.Score.Placed += result.Score.Placed
	x.Score.Opened += result.Score.Opened
	x.Moves = findMoves(ctx, &p, standing, x.Assignment)
	return x, nil
}

// hold returns the problem of the newcomers: whoever has a place in standing is
// an existing member, their groups run, and everybody else still waits. The
// given problem is not changed. standing has to be valid, see [Check].
func hold(p Problem, standing Assignment) Problem {
	groupOf := make(map[string]string)
	for id, list := range standing {
		for _, client := range list {
			groupOf[client] = id
		}
	}
	members := make(map[string][]Member)
	var waiting []Client
	for _, c := range p.Clients {
		if id, placed := groupOf[c.ID]; placed {
			members[id] = append(members[id], Member{c.ID, c.Gender, c.Age, c.Acuity})
		} else {
			waiting = append(waiting, c)
		}
	}
	p.Clients = waiting
	p.Groups = slices.Clone(p.Groups)
	for g := range p.Groups {
		gr := &p.Groups[g]
		if _, open := standing[gr.ID]; !open {
			continue
		}
		gr.State = Running
		gr.Members = slices.Concat(gr.Members, members[gr.ID])
		slices.SortFunc(gr.Members, func(a, b Member) int { return cmp.Compare(a.ID, b.ID) })
	}
	return p
}

// findMoves looks for single moves of standing people that let somebody in.
func findMoves(ctx context.Context, p *Problem, standing, now Assignment) (moves []Move) {
	m := newModel(p)
	s := m.seat(now)
	fixed := make(map[string]bool)
	for _, list := range standing {
		for _, id := range list {
			fixed[id] = true
		}
	}
	for i := range m.clients {
		if s.At[i] != search.None || ctx.Err() != nil {
			continue
		}
		i := int32(i)
		var best Move
		for p := m.PairOff[i]; p < m.PairOff[i+1]; p++ {
			g := m.PairGroup[p]
			if !s.Open[g] {
				continue
			}
			for _, j := range slices.Clone(s.Members[g]) {
				if !fixed[m.clients[j].ID] {
					continue
				}
				if move, ok := moveFor(m, s, i, p, j); ok && (best.Admits == "" || cmp.Or(
					cmp.Compare(best.Fit, move.Fit), cmp.Compare(move.Client, best.Client)) < 0) {
					best = move
				}
			}
		}
		if best.Admits != "" {
			moves = append(moves, best)
		}
	}
	slices.SortStableFunc(moves, func(a, b Move) int {
		return cmp.Or(cmp.Compare(b.Points, a.Points), cmp.Compare(b.Fit, a.Fit), cmp.Compare(a.Admits, b.Admits))
	})
	return moves[:min(len(moves), maxMoves)]
}

// moveFor tries to seat client i by pair p in place of j, who moves to a free
// seat elsewhere.
func moveFor(m *model, s *search.Seating, i, p, j int32) (move Move, ok bool) {
	old := s.At[j]
	lone := s.Lone
	mark := s.Mark()
	if _, fits := s.Exchange(i, p, j); !fits {
		return Move{}, false
	}
	s.Take(j)
	s.Put(i, p)
	for q := m.PairOff[j]; q < m.PairOff[j+1]; q++ {
		h := m.PairGroup[q]
		if q == old || !s.Open[h] || s.Seats(h) <= 0 {
			continue
		}
		if _, fits := s.Exchange(j, q, search.None); !fits {
			continue
		}
		s.Put(j, q)
		fit := int(m.Fit[p]) + int(m.Fit[q]) - int(m.Fit[old])
		if s.Lone <= lone && (!ok || fit > move.Fit) {
			move, ok = Move{
				Client: m.clients[j].ID, From: m.groups[m.PairGroup[old]].ID, To: m.groups[h].ID,
				Admits: m.clients[i].ID, Points: int(m.Points[i]), Fit: fit,
			}, true
		}
		s.Take(j)
	}
	s.Undo(mark)
	return move, ok
}

// seat makes a seating of a valid assignment.
func (m *model) seat(a Assignment) *search.Seating {
	s := search.NewSeating(m.Model)
	for g, gr := range m.groups {
		list, open := a[gr.ID]
		if !open {
			continue
		}
		if !m.Running[g] {
			s.SetOpen(int32(g), true)
		}
		for k := m.GroupOff[g]; k < m.GroupOff[g+1]; k++ {
			if i := m.GroupClient[k]; slices.Contains(list, m.clients[i].ID) {
				s.Put(i, m.GroupPair[k])
			}
		}
	}
	return s
}
