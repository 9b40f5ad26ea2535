package compose

import "slices"

// seating is who sits where while the solver works, with a log of every change
// so that any try can be taken back. Worth is one int64 a change:
//
//	(points · fitUnit + fit) · minuteUnit, less the minutes of open groups
//
// where fitUnit exceeds every possible sum of fit and minuteUnit every possible
// sum of minutes, so that comparing sums compares points first, then fit, then
// minutes. Only differences are ever formed and compared; a sum over a national
// list may wrap around, a difference between two neighbouring plans does not.
// Where the units would make one worth exceed maxWorth, as on a national list,
// minutes are left out and minuteUnit is 1.
type seating struct {
	m          *model
	base       []int64 // worth of placing each client before fit
	fitUnit    int64
	minuteUnit int64
	minuteCost int64 // 1, or 0 where the numbers would not fit
	penalty    int64 // of one newcomer who is alone against a quota

	at      []int32   // pair of each client, or none
	members [][]int32 // newcomers of each group
	open    []bool
	count   []int16 // newcomers counted by each quota
	qOff    []int32 // first quota of each group in count
	soft    []bool  // groups with a quota against being alone
	free    []int32 // capacity left of each resource
	price   []int64 // what a seat of each group is worth now
	value   int64
	lone    int // quotas with a lone newcomer
	log     []change

	work int64 // arcs looked at, the measure of all budgets
}

const none = int32(-1)

// maxWorth bounds the worth of one pair, so that a whole group's worth and a
// penalty many times that fit an int64.
const maxWorth = int64(1) << 52

type change struct {
	kind uint8
	at   int32 // client, group
	old  int64
}

const (
	changePut uint8 = iota
	changeTake
	changeOpen
	changeClose
	changePrice
	changePenalty
)

func newSeating(m *model) *seating {
	s := &seating{
		m: m, base: make([]int64, len(m.clients)), at: make([]int32, len(m.clients)),
		members: make([][]int32, len(m.groups)), open: slices.Clone(m.running), free: slices.Clone(m.free),
		price: make([]int64, len(m.groups)), qOff: make([]int32, len(m.groups)+1), soft: make([]bool, len(m.groups)),
	}
	fitUnit, minuteUnit, most := int64(1), int64(1), int64(1)
	for i := range m.clients {
		s.at[i] = none
		best := uint8(0)
		for p := m.cOff[i]; p < m.cOff[i+1]; p++ {
			best = max(best, m.pFit[p])
		}
		fitUnit += int64(best)
		most = max(most, int64(m.points[i])+1)
	}
	for g := range m.groups {
		minuteUnit += int64(m.minutes[g])
		s.qOff[g+1] = s.qOff[g] + int32(len(m.quotas[g]))
		s.soft[g] = slices.ContainsFunc(m.quotas[g], func(l limit) bool { return l.noLone })
	}
	s.count = make([]int16, s.qOff[len(m.groups)])
	s.fitUnit, s.minuteUnit, s.minuteCost = fitUnit, minuteUnit, 1
	if maxWorth/minuteUnit/fitUnit < most {
		s.minuteUnit, s.minuteCost = 1, 0
	}
	var highest int64
	for i, points := range m.points {
		s.base[i] = int64(points) * fitUnit * s.minuteUnit
		highest = max(highest, s.base[i])
	}
	s.penalty = highest + s.minuteUnit
	return s
}

// worth of client i in the group of pair p.
func (s *seating) worth(i, p int32) int64 { return s.base[i] + int64(s.m.pFit[p])*s.minuteUnit }

// group returns where client i sits, or none.
func (s *seating) group(i int32) int32 {
	if s.at[i] == none {
		return none
	}
	return s.m.pGroup[s.at[i]]
}

// profit is what client i has beyond the price of the seat.
func (s *seating) profit(i int32) int64 {
	p := s.at[i]
	if p == none {
		return 0
	}
	return s.worth(i, p) - s.price[s.m.pGroup[p]]
}

func (s *seating) put(i, p int32) {
	s.log = append(s.log, change{changePut, i, int64(p)})
	s.sit(i, p)
}

func (s *seating) take(i int32) {
	s.log = append(s.log, change{changeTake, i, int64(s.at[i])})
	s.rise(i)
}

func (s *seating) sit(i, p int32) {
	g := s.m.pGroup[p]
	s.at[i] = p
	s.members[g] = append(s.members[g], i)
	s.value += s.worth(i, p)
	s.recount(g, p, 1)
}

func (s *seating) rise(i int32) {
	p := s.at[i]
	g := s.m.pGroup[p]
	s.at[i] = none
	list := s.members[g]
	k := slices.Index(list, i)
	list[k] = list[len(list)-1]
	s.members[g] = list[:len(list)-1]
	s.value -= s.worth(i, p)
	s.recount(g, p, -1)
}

func (s *seating) recount(g, p int32, by int16) {
	if len(s.m.quotas[g]) == 0 {
		return
	}
	mask := s.m.pMask[p]
	count := s.count[s.qOff[g]:s.qOff[g+1]]
	for q := range count {
		if mask>>q&1 == 0 {
			continue
		}
		if s.m.quotas[g][q].noLone {
			if count[q] == 1 {
				s.lone--
				s.value += s.penalty
			}
			if count[q]+by == 1 {
				s.lone++
				s.value -= s.penalty
			}
		}
		count[q] += by
	}
}

func (s *seating) setPrice(g int32, price int64) {
	if s.price[g] != price {
		s.log = append(s.log, change{changePrice, g, s.price[g]})
		s.price[g] = price
	}
}

// empty takes everybody off their seats and closes every candidate group.
func (s *seating) empty() {
	for i := range s.at {
		if s.at[i] != none {
			s.take(int32(i))
		}
	}
	for g := range s.open {
		if s.open[g] && !s.m.running[g] {
			s.setOpen(int32(g), false)
		}
	}
}

// setOpen opens or closes an empty candidate group.
func (s *seating) setOpen(g int32, open bool) {
	kind := changeClose
	if open {
		kind = changeOpen
	}
	s.log = append(s.log, change{kind, g, 0})
	s.turn(g, open)
}

func (s *seating) turn(g int32, open bool) {
	s.open[g] = open
	by := int32(1)
	if open {
		by = -1
	}
	s.value += int64(by) * int64(s.m.minutes[g]) * s.minuteCost
	for _, r := range s.m.uses[g] {
		s.free[r] += by
	}
}

// undo takes back every change after the first n.
func (s *seating) undo(n int) {
	for len(s.log) > n {
		c := s.log[len(s.log)-1]
		s.log = s.log[:len(s.log)-1]
		switch c.kind {
		case changePut:
			s.rise(c.at)
		case changeTake:
			s.sit(c.at, int32(c.old))
		case changeOpen:
			s.turn(c.at, false)
		case changeClose:
			s.turn(c.at, true)
		case changePrice:
			s.price[c.at] = c.old
		case changePenalty:
			s.reweigh(c.old)
		}
	}
}

// setPenalty changes the worth of every lone newcomer.
func (s *seating) setPenalty(penalty int64) {
	if penalty != s.penalty {
		s.log = append(s.log, change{changePenalty, 0, s.penalty})
		s.reweigh(penalty)
	}
}

func (s *seating) reweigh(penalty int64) {
	s.value += int64(s.lone) * (s.penalty - penalty)
	s.penalty = penalty
}

// hasLone reports whether a quota of g has a lone newcomer.
func (s *seating) hasLone(g int32) bool {
	for q, limit := range s.m.quotas[g] {
		if limit.noLone && s.count[s.qOff[g]+int32(q)] == 1 {
			return true
		}
	}
	return false
}

// exchange reports whether client i may enter the group of pair p while client
// out (or none) leaves it, and what that adds in penalties of the quotas.
func (s *seating) exchange(i, p, out int32) (penalty int64, ok bool) {
	m := s.m
	g := m.pGroup[p]
	if m.tied[i] {
		for _, j := range s.members[g] {
			if j != out && m.tied[j] && m.conflict(i, j) {
				return 0, false
			}
		}
	}
	if len(m.quotas[g]) == 0 {
		return 0, true
	}
	in, leaves := m.pMask[p], uint16(0)
	if out != none {
		leaves = m.pMask[s.at[out]]
	}
	if in == leaves {
		return 0, true
	}
	count := s.count[s.qOff[g]:s.qOff[g+1]]
	for q, limit := range m.quotas[g] {
		now := count[q]
		then := now + int16(in>>q&1) - int16(leaves>>q&1)
		if then > now && int32(then) > limit.max {
			return 0, false
		}
		if limit.noLone && now != then {
			if then == 1 {
				penalty += s.penalty
			} else if now == 1 {
				penalty -= s.penalty
			}
		}
	}
	return penalty, true
}

// leaving is what the penalties of the quotas change when client i leaves.
func (s *seating) leaving(i int32) (penalty int64) {
	p := s.at[i]
	g := s.m.pGroup[p]
	for q, limit := range s.m.quotas[g] {
		if limit.noLone && s.m.pMask[p]>>q&1 != 0 {
			switch s.count[s.qOff[g]+int32(q)] {
			case 1:
				penalty -= s.penalty
			case 2:
				penalty += s.penalty
			}
		}
	}
	return penalty
}

// seats is how many more newcomers group g can take.
func (s *seating) seats(g int32) int { return int(s.m.room[g]) - len(s.members[g]) }
