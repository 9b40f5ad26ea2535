package compose

import (
	"cmp"
	"slices"

	"github.com/therapykit/therapykit/group/compose/internal/search"
)

// FirstComeFirstServed forms groups as with a paper waiting list, for comparison. It takes
// clients in the order of waiting time, longest first, and puts each into the best fitting
// group with a free seat; a candidate group opens as soon as somebody wants it and its
// resources are free. Then it closes the smallest group below its minimum, serves that
// group's people and those without a place again in the same order, and repeats this until
// every group has its minimum. Nobody else moves. The result is valid in the sense of
// [Check].
func FirstComeFirstServed(p Problem) (Assignment, Score, error) {
	if err := p.Validate(); err != nil {
		return nil, Score{}, err
	}
	m, err := newModel(&p)
	if err != nil {
		return nil, Score{}, err
	}
	s := &arrivalSeating{m: m, seating: search.NewSeating(m.Model), given: make([]bool, len(m.groups))}
	order := make([]int32, len(m.clients))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int {
		return cmp.Compare(m.clients[b].WaitDays, m.clients[a].WaitDays)
	})
	for {
		for _, i := range order {
			if s.seating.At[i] == search.None {
				s.place(i)
			}
		}
		if !s.closeTooSmall() {
			break
		}
	}
	return m.assignment(s.seating), m.score(s.seating), nil
}

// arrivalSeating is a seating that is filled in order.
type arrivalSeating struct {
	m       *model
	seating *search.Seating
	given   []bool // groups given up
}

// place finds a place for one client without moving anybody.
func (s *arrivalSeating) place(i int32) {
	m := s.m
	best, fit := search.None, -1
	for p := m.PairOff[i]; p < m.PairOff[i+1]; p++ {
		g := m.PairGroup[p]
		if s.given[g] || s.seating.Seats(g) <= 0 || int(m.Fit[p]) <= fit {
			continue
		}
		if !s.seating.Open[g] && slices.ContainsFunc(m.Uses[g], func(u search.Use) bool { return s.seating.Free[u.Resource] < u.Amount }) {
			continue
		}
		if _, ok := s.seating.Exchange(i, p, search.None); ok {
			best, fit = p, int(m.Fit[p])
		}
	}
	if best == search.None {
		return
	}
	if g := m.PairGroup[best]; !s.seating.Open[g] {
		s.seating.SetOpen(g, true)
	}
	s.seating.Put(i, best)
}

// closeTooSmall closes a tenth of the groups below their minimum, at least one and the
// smallest first, and takes lone newcomers out. It reports whether it did
// anything.
func (s *arrivalSeating) closeTooSmall() (changed bool) {
	m := s.m
	var small []int32
	for g := range m.groups {
		g := int32(g)
		if s.seating.Open[g] && !m.Running[g] && (len(s.seating.Members[g]) < int(m.Need[g]) || len(s.seating.Members[g]) == 0) {
			small = append(small, g)
		}
	}
	slices.SortStableFunc(small, func(a, b int32) int {
		return cmp.Compare(len(s.seating.Members[a])-int(m.Need[a]), len(s.seating.Members[b])-int(m.Need[b]))
	})
	for _, g := range small[:(len(small)+9)/10] {
		for len(s.seating.Members[g]) > 0 {
			s.seating.Take(s.seating.Members[g][0])
		}
		s.seating.SetOpen(g, false)
		s.given[g] = true
	}
	if len(small) > 0 {
		return true
	}
	for g := range m.groups {
		if s.seating.Lacks(int32(g)) {
			s.dropLacking(int32(g))
			s.given[g] = true // closed for good, so that the loop ends
			changed = true
		}
	}
	return changed
}

// dropLacking removes from g the people who are the only one of a kind, or everybody if a minimum
// of the group is not met. A group that is then too small is given up next.
func (s *arrivalSeating) dropLacking(g int32) {
	for q, count := range s.m.Counts[g] {
		var counted []int32
		for _, i := range s.seating.Members[g] {
			if s.m.Mask[s.seating.At[i]]>>q&1 != 0 {
				counted = append(counted, i)
			}
		}
		switch n := len(counted); {
		case n >= int(count.Least) || n == 0 && count.OrNone:
			continue
		case !count.OrNone:
			counted = slices.Clone(s.seating.Members[g])
		}
		for _, i := range counted {
			s.seating.Take(i)
		}
	}
}
