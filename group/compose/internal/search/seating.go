package search

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
type Seating struct {
	m          *Model
	base       []int64 // worth of placing each client before fit
	fitUnit    int64
	minuteUnit int64
	minuteCost int64 // 1, or 0 where the numbers would not fit
	penalty    int64 // of one newcomer who is alone against a quota

	At       []int32   // pair of each client, or none
	Members  [][]int32 // newcomers of each group
	Open     []bool
	count    []int16 // newcomers counted by each quota
	quotaOff []int32 // first quota of each group in count
	soft     []bool  // groups with a quota against being alone
	Free     []int32 // capacity left of each resource
	price    []int64 // what a seat of each group is worth now
	value    int64
	Lone     int // quotas with a lone newcomer
	log      []change

	work int64 // arcs looked at, the measure of all budgets
}

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

func NewSeating(m *Model) *Seating {
	s := &Seating{
		m: m, base: make([]int64, len(m.Points)), At: make([]int32, len(m.Points)),
		Members: make([][]int32, len(m.Room)), Open: slices.Clone(m.Running), Free: slices.Clone(m.Free),
		price: make([]int64, len(m.Room)), quotaOff: make([]int32, len(m.Room)+1), soft: make([]bool, len(m.Room)),
	}
	fitUnit, minuteUnit, most := int64(1), int64(1), int64(1)
	for i := range m.Points {
		s.At[i] = None
		best := uint8(0)
		for p := m.PairOff[i]; p < m.PairOff[i+1]; p++ {
			best = max(best, m.Fit[p])
		}
		fitUnit += int64(best)
		most = max(most, m.Points[i]+1)
	}
	for g := range m.Room {
		minuteUnit += int64(m.Minutes[g])
		s.quotaOff[g+1] = s.quotaOff[g] + int32(len(m.Quotas[g]))
		s.soft[g] = slices.ContainsFunc(m.Quotas[g], func(l Limit) bool { return l.NoLone })
	}
	s.count = make([]int16, s.quotaOff[len(m.Room)])
	s.fitUnit, s.minuteUnit, s.minuteCost = fitUnit, minuteUnit, 1
	if maxWorth/minuteUnit/fitUnit < most {
		s.minuteUnit, s.minuteCost = 1, 0
	}
	var highest int64
	for i, points := range m.Points {
		s.base[i] = points * fitUnit * s.minuteUnit
		highest = max(highest, s.base[i])
	}
	s.penalty = highest + s.minuteUnit
	return s
}

// worth of client i in the group of pair p.
func (s *Seating) worth(i, p int32) int64 { return s.base[i] + int64(s.m.Fit[p])*s.minuteUnit }

// group returns where client i sits, or none.
func (s *Seating) Group(i int32) int32 {
	if s.At[i] == None {
		return None
	}
	return s.m.PairGroup[s.At[i]]
}

// profit is what client i has beyond the price of the seat.
func (s *Seating) profit(i int32) int64 {
	p := s.At[i]
	if p == None {
		return 0
	}
	return s.worth(i, p) - s.price[s.m.PairGroup[p]]
}

func (s *Seating) Put(i, p int32) {
	s.log = append(s.log, change{changePut, i, int64(p)})
	s.sit(i, p)
}

func (s *Seating) Take(i int32) {
	s.log = append(s.log, change{changeTake, i, int64(s.At[i])})
	s.rise(i)
}

func (s *Seating) sit(i, p int32) {
	g := s.m.PairGroup[p]
	s.At[i] = p
	s.Members[g] = append(s.Members[g], i)
	s.value += s.worth(i, p)
	s.recount(g, p, 1)
}

func (s *Seating) rise(i int32) {
	p := s.At[i]
	g := s.m.PairGroup[p]
	s.At[i] = None
	list := s.Members[g]
	k := slices.Index(list, i)
	list[k] = list[len(list)-1]
	s.Members[g] = list[:len(list)-1]
	s.value -= s.worth(i, p)
	s.recount(g, p, -1)
}

func (s *Seating) recount(g, p int32, by int16) {
	if len(s.m.Quotas[g]) == 0 {
		return
	}
	mask := s.m.Mask[p]
	count := s.count[s.quotaOff[g]:s.quotaOff[g+1]]
	for q := range count {
		if mask>>q&1 == 0 {
			continue
		}
		if s.m.Quotas[g][q].NoLone {
			if count[q] == 1 {
				s.Lone--
				s.value += s.penalty
			}
			if count[q]+by == 1 {
				s.Lone++
				s.value -= s.penalty
			}
		}
		count[q] += by
	}
}

func (s *Seating) setPrice(g int32, price int64) {
	if s.price[g] != price {
		s.log = append(s.log, change{changePrice, g, s.price[g]})
		s.price[g] = price
	}
}

// empty takes everybody off their seats and closes every candidate group.
func (s *Seating) empty() {
	for i := range s.At {
		if s.At[i] != None {
			s.Take(int32(i))
		}
	}
	for g := range s.Open {
		if s.Open[g] && !s.m.Running[g] {
			s.SetOpen(int32(g), false)
		}
	}
}

// setOpen opens or closes an empty candidate group.
func (s *Seating) SetOpen(g int32, open bool) {
	kind := changeClose
	if open {
		kind = changeOpen
	}
	s.log = append(s.log, change{kind, g, 0})
	s.turn(g, open)
}

func (s *Seating) turn(g int32, open bool) {
	s.Open[g] = open
	by := int32(1)
	if open {
		by = -1
	}
	s.value += int64(by) * int64(s.m.Minutes[g]) * s.minuteCost
	for _, r := range s.m.Uses[g] {
		s.Free[r] += by
	}
}

// Mark is a place in the log to which Undo returns.
func (s *Seating) Mark() int { return len(s.log) }

// Undo takes back every change after the mark.
func (s *Seating) Undo(n int) {
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
func (s *Seating) setPenalty(penalty int64) {
	if penalty != s.penalty {
		s.log = append(s.log, change{changePenalty, 0, s.penalty})
		s.reweigh(penalty)
	}
}

func (s *Seating) reweigh(penalty int64) {
	s.value += int64(s.Lone) * (s.penalty - penalty)
	s.penalty = penalty
}

// hasLone reports whether a quota of g has a lone newcomer.
func (s *Seating) HasLone(g int32) bool {
	for q, limit := range s.m.Quotas[g] {
		if limit.NoLone && s.count[s.quotaOff[g]+int32(q)] == 1 {
			return true
		}
	}
	return false
}

// exchange reports whether client i may enter the group of pair p while client
// out (or none) leaves it, and what that adds in penalties of the quotas.
func (s *Seating) Exchange(i, p, out int32) (penalty int64, ok bool) {
	m := s.m
	g := m.PairGroup[p]
	if m.tied[i] {
		for _, j := range s.Members[g] {
			if j != out && m.tied[j] && m.Conflict(i, j) {
				return 0, false
			}
		}
	}
	if len(m.Quotas[g]) == 0 {
		return 0, true
	}
	in, leaves := m.Mask[p], uint16(0)
	if out != None {
		leaves = m.Mask[s.At[out]]
	}
	if in == leaves {
		return 0, true
	}
	count := s.count[s.quotaOff[g]:s.quotaOff[g+1]]
	for q, limit := range m.Quotas[g] {
		now := count[q]
		then := now + int16(in>>q&1) - int16(leaves>>q&1)
		if then > now && int32(then) > limit.Most {
			return 0, false
		}
		if limit.NoLone && now != then {
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
func (s *Seating) leaving(i int32) (penalty int64) {
	p := s.At[i]
	g := s.m.PairGroup[p]
	for q, limit := range s.m.Quotas[g] {
		if limit.NoLone && s.m.Mask[p]>>q&1 != 0 {
			switch s.count[s.quotaOff[g]+int32(q)] {
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
func (s *Seating) Seats(g int32) int { return int(s.m.Room[g]) - len(s.Members[g]) }

// Score counts the seating.
func (s *Seating) Score() (sc Score) {
	for i, p := range s.At {
		if p != None {
			sc.Points += s.m.Points[i]
			sc.Fit += int64(s.m.Fit[p])
			sc.Placed++
		}
	}
	for g, open := range s.Open {
		if open && !s.m.Running[g] {
			sc.Minutes += int64(s.m.Minutes[g])
			sc.Opened++
		}
	}
	return sc
}
