package compose

import (
	"cmp"
	"context"
	"slices"

	"github.com/therapykit/therapykit/group/compose/internal/search"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Replanned is the result of [Replan]. The zero value has no plan.
type Replanned struct {
	confidential.Hidden
	// Steps holds the plan without moves, and then one plan for each number of moves that
	// gives a better plan, ordered by the number of moves.
	Steps []Step `json:"steps,omitempty"`
}

// Step is a plan with a certain number of moves. The zero Step means no plan.
type Step struct {
	confidential.Hidden
	// Moves lists who would move, in the order of their ids.
	Moves []Move `json:"moves,omitempty"`
	// Result is the plan, with its report. Its bounds hold for any number of moves.
	Result Result `json:"result"`
}

// Move is the move of a person with a place to another group. The zero value means no move.
type Move struct {
	confidential.Hidden
	Client string `json:"client"`
	From   string `json:"from"`
	To     string `json:"to"`
}

// MaxMoves is the maximum number of moves that [Replan] considers.
const MaxMoves = 1000

// Replan places newcomers and keeps the places in standing. It may move at most moves of
// these people to other groups, and none of them loses a place, not even for somebody else
// who has been promised one. Everybody with a place in
// standing is promised one, by [Pin.Anywhere] unless they have another pin; the results are
// for that problem, which [Promise] returns. Steps show how much each further move improves
// the plan; people decide whether to ask anybody to move. If moves is 0, newcomers are
// placed, and nothing else changes except that groups may open.
//
// If all plans can be tried, the steps are the best ones. Otherwise a move costs points, and
// this price is lowered step by step. A step is then a good plan but not certainly the best
// one, and moves that improve only fit may be missed.
//
// A standing assignment that [Check] rejects is an error, except for rules that [Promise]
// relaxes.
func Replan(ctx context.Context, p Problem, standing Assignment, moves int, o Options) (Replanned, error) {
	if err := p.Validate(); err != nil {
		return Replanned{}, err
	}
	p = Promise(p, standing)
	if _, err := Check(p, standing); err != nil {
		return Replanned{}, err
	}
	if moves < 0 || moves > MaxMoves {
		return Replanned{}, &therapy.FieldError{Path: "/moves", Rule: "moves-range", Err: therapy.ErrRange}
	}
	m, err := newModel(&p)
	if err != nil {
		return Replanned{}, err
	}
	r := &replanner{ctx: ctx, m: m, options: o, home: m.currentPairs(standing), best: make([]*Step, moves+1)}
	return r.replan(), nil
}

// replan searches and returns the steps.
func (r *replanner) replan() (out Replanned) {
	r.search()
	for _, step := range r.best {
		if step != nil && (len(out.Steps) == 0 || step.Result.Score.Better(out.Steps[len(out.Steps)-1].Result.Score)) {
			out.Steps = append(out.Steps, *step)
		}
	}
	return out
}

// Promise returns the problem in which everybody with a place in the assignment is promised
// one. If people have cancelled, so that a candidate group has fallen below a minimum, or
// somebody is the only one of a kind in any group, the group's rules are relaxed to its present
// state.
func Promise(p Problem, standing Assignment) Problem {
	placed := map[string]bool{}
	for _, list := range standing {
		for _, id := range list {
			placed[id] = true
		}
	}
	p.Clients = slices.Clone(p.Clients)
	for i := range p.Clients {
		if c := &p.Clients[i]; placed[c.ID] && !c.pinned(p.On) {
			c.Pin = Pin{Anywhere: true}
		}
	}
	p.Groups = slices.Clone(p.Groups)
	for g := range p.Groups {
		gr := &p.Groups[g]
		list, open := standing[gr.ID]
		if !open {
			continue
		}
		if gr.State == Candidate { // the minimum of a running group asks nothing
			gr.Min = min(gr.Min, len(gr.Members)+len(list))
		}
		gr.Quotas = slices.Clone(gr.Quotas)
		for k := range gr.Quotas {
			q := &gr.Quotas[k]
			n := q.standing(gr)
			for i := range p.Clients {
				if c := &p.Clients[i]; slices.Contains(list, c.ID) && q.counts(c.Gender, c.Age, c.Acuity) {
					n++
				}
			}
			q.NoLone = q.NoLone && n != 1
			if gr.State == Candidate {
				q.Min = min(q.Min, n)
			}
			if q.Min == 0 && !q.HasMax && !q.NoLone {
				q.HasMax, q.Max = true, MaxSeats // a quota that asks for nothing
			}
		}
	}
	return p
}

// Moves lists the people with a place in standing who have another place in plan.
func Moves(standing, plan Assignment) (list []Move) {
	to := map[string]string{}
	for id, members := range plan {
		for _, client := range members {
			to[client] = id
		}
	}
	for id, members := range standing {
		for _, client := range members {
			if now, placed := to[client]; placed && now != id {
				list = append(list, Move{Client: client, From: id, To: now})
			}
		}
	}
	slices.SortFunc(list, func(a, b Move) int { return cmp.Compare(a.Client, b.Client) })
	return list
}

// currentPairs is the pair of each client in the assignment, or none.
func (m *model) currentPairs(a Assignment) []int32 {
	at := make([]int32, len(m.clients))
	for i := range at {
		at[i] = search.None
	}
	for g, gr := range m.groups {
		for _, id := range a[gr.ID] {
			i := m.number[id]
			at[i] = m.pair(i, int32(g))
		}
	}
	return at
}

// replanner searches for plans with few moves.
type replanner struct {
	ctx     context.Context //nolint:containedctx // of one call of Replan
	m       *model
	options Options
	method  search.Method
	home    []int32
	best    []*Step // by number of moves
}

// search tries every plan for each number of moves, if there are few plans. Otherwise it tries
// prices of a move: zero, one at which nobody moves, and then prices between them.
func (r *replanner) search() {
	free := r.solve(0, 0)
	for n := 1; free.Exhausted && n < len(r.best); n++ {
		r.solve(0, n)
	}
	if free.Exhausted {
		return
	}
	dearest, most := int64(1), int64(1)
	for i, points := range r.m.Points {
		if r.home[i] == search.None {
			dearest, most = dearest+points, max(most, points)
		}
	}
	r.solve(dearest, 0)
	low, high := int64(0), min(dearest, gainedByMove*most)
	for n := 0; n < pricesTried && high-low > 1 && len(r.best) > 1 && len(free.moves) > 0; n++ {
		price := low + (high-low)/2
		if len(r.solve(price, 0).moves) < len(r.best) {
			high = price
		} else {
			low = price
		}
	}
	for _, step := range r.best {
		if step != nil { // what holds for any number of moves
			r := &step.Result
			r.PlacingBound, r.FitBound, r.Proof = free.PlacingBound, free.FitBound, free.Proof
			if r.Score.Placing != r.Proof.Placing {
				r.Proof.Fit = 0 // it says something about plans with more placing only
			}
		}
	}
}

const (
	pricesTried  = 6 // prices between zero and the price at which nobody moves
	gainedByMove = 4 // how many places of clients the first of these prices is worth at most
)

// found is a result with its moves.
type found struct {
	Result
	moves []Move
}

// solve searches for the best plan at a price in points per move or, if all plans are tried,
// with at most the given number of moves.
func (r *replanner) solve(price int64, most int) found {
	numbers := *r.m.Model
	numbers.MaxMoves = most
	numbers.Moves = make([]bool, len(numbers.PairGroup))
	numbers.Standing = make([]bool, len(numbers.Points))
	if price > 0 {
		numbers.Penalty = make([]int64, len(numbers.PairGroup))
	}
	standing := Assignment{}
	for i, home := range r.home {
		if home == search.None {
			continue
		}
		numbers.Standing[i] = true
		id := r.m.groups[numbers.PairGroup[home]].ID
		standing[id] = append(standing[id], r.m.clients[i].ID)
		for p := numbers.PairOff[i]; p < numbers.PairOff[i+1]; p++ {
			if p != home {
				numbers.Moves[p] = true
				if price > 0 {
					numbers.Penalty[p] = price
				}
			}
		}
	}
	result := r.m.result(search.Solve(&numbers, search.Options{
		Work: r.options.Work, Method: r.method, Stop: func() bool { return r.ctx.Err() != nil }, Start: r.home,
	}))
	f := found{result, Moves(standing, result.Assignment)}
	if n := len(f.moves); n < len(r.best) {
		if old := r.best[n]; old == nil || f.Score.Better(old.Result.Score) {
			r.best[n] = &Step{Moves: f.moves, Result: f.Result}
		}
	}
	return f
}
