package compose

import (
	"context"
	"errors"
	"slices"

	"github.com/therapykit/therapykit/group/compose/internal/search"

	"github.com/therapykit/therapykit/therapy/confidential"
)

// Options are settings of a run. The zero Options is the recommended default.
type Options struct {
	// Work is the budget of the search after the first complete plan. One unit is one look at
	// a pair of a client and a group; 0 chooses by the size of the problem. Unlike a time
	// limit, it does not depend on the machine.
	Work int64
	// Progress, if not nil, is called in the running goroutine whenever the best plan or the
	// bound has improved, and once at the end. It should return quickly, since the solver
	// waits for it.
	Progress func(Progress)
}

// MarshalJSON always returns an error: options contain a function. The error names [Solve].
func (Options) MarshalJSON() ([]byte, error) {
	return nil, errors.New("compose: options hold a function: write them in code, for compose.Solve")
}

// Progress is what is known while [Solve] runs. The zero value is the state
// before anything is known.
type Progress struct {
	// Score is that of the best valid assignment so far.
	Score Score `json:"score"`
	// Bound is the proven limit of [Score.Placing] so far. Score does not contain wishes
	// here.
	Bound int64 `json:"bound"`
	// Work is the work done so far, in the unit of [Options.Work].
	Work int64 `json:"work"`
}

// Result is the result of a run. The zero Result places nobody.
type Result struct {
	confidential.Hidden
	// Assignment is the best valid assignment found, and Score its score.
	Assignment Assignment `json:"assignment,omitempty"`
	Score      Score      `json:"score"`
	// PlacingBound proves how much [Score.Placing] an assignment can have at most, and
	// FitBound how much fit an assignment with as much placing as Score can have at most; see
	// [Bound.FitLimit].
	PlacingBound Bound `json:"placingBound"`
	FitBound     Bound `json:"fitBound"`
	// Proof proves more than a list of prices can. Only problems up to the size of a clinic
	// have one, and only if the bounds are not enough; otherwise it is the zero Proof.
	Proof Proof `json:"proof,omitzero"`
	// Complete says that the run was not cut off. A cut-off result is valid, but
	// may differ from run to run.
	Complete bool `json:"complete"`
	// Exhausted says that the problem was small enough to try every plan, so that the
	// assignment is optimal in all levels.
	Exhausted bool `json:"exhausted"`
	// Report says why, for every client and every group.
	Report Report `json:"report"`
}

// PlacingProven reports whether it is proven that no assignment has more Score.Placing.
func (r Result) PlacingProven() bool {
	return r.Gap() == 0
}

// FitProven reports whether PlacingProven is true and it is also proven that no assignment
// with as much placing has more fit.
func (r Result) FitProven() bool {
	return r.Exhausted || r.PlacingProven() && r.Score.Fit >= min(r.FitBound.FitLimit(r.Score.Placing), r.Proof.fitLimit())
}

// Gap returns the most by which [Score.Placing] of a better assignment could exceed that of
// the result, by PlacingBound or Proof, whichever is smaller. If there are no promises and
// waiting is capped, the unit is points.
func (r Result) Gap() int64 {
	if r.Exhausted {
		return 0
	}
	return max(0, min(r.PlacingBound.Value, r.Proof.placingLimit())-r.Score.Placing)
}

// Solve forms groups: it searches for the assignment with the best [Score], and proves how
// far it is from the best one at most. An invalid problem is an error (see
// [Problem.Validate]) and yields the zero Result.
//
// The result depends only on the problem and on Options.Work, and neither on the order of the
// input's slices nor on the machine. When ctx is cancelled, Solve returns the best valid
// assignment so far, with Complete false and no error; time has no other influence.
//
// Solve uses up to two processors. It does not keep or change the problem. Memory grows by
// about a hundred bytes per eligible pair, and [MaxParts] limits that of a Proof.
func Solve(ctx context.Context, p Problem, o Options) (Result, error) {
	if err := p.Validate(); err != nil {
		return Result{}, err
	}
	m, err := newModel(&p)
	if err != nil {
		return Result{}, err
	}
	numeric := search.Options{Work: o.Work, Stop: func() bool { return ctx.Err() != nil }}
	if o.Progress != nil {
		numeric.Progress = func(now search.Progress) {
			o.Progress(Progress{Score: m.progress(now.Score), Bound: now.Bound, Work: now.Work})
		}
	}
	return m.result(search.Solve(m.Model, numeric)), nil
}

// result converts what a search has found to the types of the problem.
func (m *model) result(found search.Result) Result {
	r := Result{
		Assignment: m.assignment(found.Seating), Score: m.score(found.Seating),
		PlacingBound: m.bound(found.PointsBound), FitBound: m.bound(found.FitBound),
		Complete: found.Complete, Exhausted: found.Exhausted,
		Report: newReport(m, found.Seating),
	}
	if found.Proof != nil {
		r.Proof = Proof{Placing: found.ProofPoints, Fit: found.ProofFit, Parts: m.parts(found.Proof)}
	}
	return r
}

// score counts a seating.
func (m *model) score(s *search.Seating) (score Score) {
	for i, p := range s.At {
		if p == search.None {
			continue
		}
		c := m.clients[i]
		score.Placed++
		if c.pinned(m.problem.On) {
			score.Promised++
		}
		score.Points += int64(pointsOf(&m.problem.Policy, c))
		score.Waiting += int64(overtime(&m.problem.Policy, c))
		score.Fit += int64(m.Fit[p])
		score.Placing += m.Points[i]
		if m.Wish != nil {
			score.Wishes += int64(m.Wish[p])
		}
		if m.Bonds != nil {
			for _, bond := range m.Bonds[i] {
				if bond.Client < int32(i) && s.Group(bond.Client) == m.PairGroup[p] {
					score.Wishes += int64(bond.Weight)
				}
			}
		}
	}
	for g, open := range s.Open {
		if !open {
			continue
		}
		if !m.Running[g] {
			score.Minutes += int64(m.Minutes[g])
			score.Opened++
		}
		size := int64(m.Sitting[g]) + int64(len(s.Members[g]))
		score.Wishes -= int64(m.Evenness) * size * size
	}
	return score
}

// progress is what is known of a score while the search runs: all of it except wishes.
func (m *model) progress(now search.Score) Score {
	score := Score{Fit: now.Fit, Minutes: now.Minutes, Placed: now.Placed, Opened: now.Opened, Placing: now.Points}
	rest := now.Points
	if m.unit.promise > 0 {
		score.Promised, rest = int(rest/m.unit.promise), rest%m.unit.promise
	}
	score.Points, score.Waiting = rest/m.unit.point, rest%m.unit.point
	return score
}

// assignment reads a seating out.
func (m *model) assignment(s *search.Seating) Assignment {
	var a Assignment
	for g, open := range s.Open {
		if !open || m.Running[g] && len(s.Members[g]) == 0 {
			continue
		}
		ids := make([]string, 0, len(s.Members[g]))
		for _, i := range s.Members[g] {
			ids = append(ids, m.clients[i].ID)
		}
		slices.Sort(ids)
		if a == nil {
			a = make(Assignment)
		}
		a[m.groups[g].ID] = ids
	}
	return a
}

// bound turns prices into a bound.
func (m *model) bound(p search.Prices) Bound {
	return Bound{
		PlacingWeight: p.PointsWeight, FitWeight: p.FitWeight, Value: p.Value,
		Clients:   charged(p.Clients, func(i int) string { return m.clients[i].ID }),
		Resources: charged(p.Resources, func(r int) string { return m.capacities[r].id }),
	}
}

// charged lists the prices above zero by id.
func charged(prices []int64, id func(k int) string) map[string]int64 {
	var list map[string]int64
	for k, price := range prices {
		if price > 0 {
			if list == nil {
				list = make(map[string]int64)
			}
			list[id(k)] = price
		}
	}
	return list
}

// parts turns the parts of a search into those of a proof.
func (m *model) parts(whole *search.Part) (list []Part) {
	line := []*search.Part{whole}
	for n := 0; n < len(line); n++ {
		q := line[n]
		e := Part{PlacingWeight: q.PointsWeight, FitWeight: q.FitWeight, Clients: q.Clients}
		if len(q.Resources) > 0 {
			e.Resources = q.Resources
		}
		if len(q.Parts) == 2 {
			e.Group = m.groups[q.Group].ID
			if q.Client != search.None {
				e.Client = m.clients[q.Client].ID
			}
		}
		for _, next := range q.Parts {
			e.Next = append(e.Next, len(line))
			line = append(line, next)
		}
		list = append(list, e)
	}
	return list
}
