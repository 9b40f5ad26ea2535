package search

import "slices"

// Seating is who sits where while the solver works, with a log of what a try changes
// so that it can be taken back. Worth is one int64 a change:
//
//	((points · fitUnit + fit) · minuteUnit − minutes of open groups) · wishUnit + wishes
//
// where fitUnit exceeds every possible sum of fit, minuteUnit every possible sum of
// minutes and wishUnit every difference of wishes, so that comparing sums compares
// points first, then fit, then minutes, then wishes. Only differences are ever formed
// and compared; a sum over a national list may wrap around, a difference between two
// neighbouring plans does not. Where the units would make one worth exceed maxWorth,
// as on a national list, wishes are left out, and if that is not enough, minutes too.
type Seating struct {
	m          *Model
	sitters    []sitter
	fitUnit    int64
	minuteUnit int64
	divisor    int64   // the unit in which minutes are counted
	minuteCost int64   // of one minute: 1 or wishUnit, or 0 where the numbers would not fit
	wishUnit   int64   // 1, or 0 where there are no wishes or the numbers would not fit
	penalty    int64   // of one newcomer whom a count lacks
	standing   int64   // what the place of a standing client is worth in addition
	extra      []int64 // wishes less penalties of each pair, or nil

	At               []int32   // pair of each client, or none
	Members          [][]int32 // newcomers of each group
	Open             []bool
	count            []int16 // newcomers of each count
	countOff         []int32 // first of each group in count
	hasMinimum       []bool  // groups with a count that can lack somebody
	lackingWhenEmpty []int32 // newcomers whom an open but empty group lacks
	Free             []int32 // capacity left of each resource
	price            []int64 // what a seat of each group is worth now, and last 0 for no group
	ask              []int64 // the price of a seat of each open group, or shut
	value            int64
	lack             int // number of newcomers whom counts lack
	displaced        int // number of standing clients without a place
	log              []change
	marks            int // how many tries may still be undone
	leftovers        leftovers

	work int64 // arcs looked at, the measure of all budgets
}

// sitter is what chains ask about a client again and again.
type sitter struct {
	base  int64 // worth of a place before fit
	held  int64 // worth of the place that the client has, or 0
	group int32 // group of that place, or the number of groups for none
}

// shut is more than any chain can pay.
const shut = -2 * unbounded

// NewSeating returns a seating in which nobody has a place.
func NewSeating(m *Model) *Seating {
	s := &Seating{
		m: m, sitters: make([]sitter, len(m.Points)), At: make([]int32, len(m.Points)),
		Members: make([][]int32, len(m.Room)), Open: slices.Clone(m.Running), Free: slices.Clone(m.Free),
		price: make([]int64, len(m.Room)+1), ask: make([]int64, len(m.Room)), countOff: make([]int32, len(m.Room)+1), hasMinimum: make([]bool, len(m.Room)),
	}
	s.lackingWhenEmpty = make([]int32, len(m.Room))
	for i := range m.Points {
		s.At[i] = None
	}
	for g := range m.Room {
		s.countOff[g+1] = s.countOff[g] + int32(len(m.Counts[g]))
		for _, c := range m.Counts[g] {
			s.hasMinimum[g] = s.hasMinimum[g] || c.Least > 0
			s.lackingWhenEmpty[g] += c.missing(0)
		}
		if m.Running[g] {
			s.lack += int(s.lackingWhenEmpty[g])
		}
		s.updateAsk(int32(g))
	}
	s.count = make([]int16, s.countOff[len(m.Room)])
	s.setUnits()
	var highest int64
	for i, points := range m.Points {
		s.sitters[i] = sitter{base: points * s.pointUnit(), group: int32(len(m.Room))}
		highest = max(highest, s.sitters[i].base)
	}
	s.penalty = highest + s.minuteUnit
	s.standing = s.penalty * hardPenalty
	for i, standing := range m.Standing {
		if standing {
			s.sitters[i].base += s.standing
			s.displaced++
		}
	}
	s.value = -int64(s.lack) * s.penalty
	if m.Penalty != nil || m.Wish != nil {
		s.extra = make([]int64, len(m.PairGroup))
		for p := range s.extra {
			if m.Penalty != nil {
				s.extra[p] -= m.Penalty[p] * s.pointUnit()
			}
			if m.Wish != nil {
				s.extra[p] += int64(m.Wish[p]) * s.wishUnit
			}
		}
	}
	return s
}

// Group returns where client i sits, or none.
func (s *Seating) Group(i int32) int32 {
	if s.At[i] == None {
		return None
	}
	return s.m.PairGroup[s.At[i]]
}

// profit is what client i has beyond the price of the seat.
func (s *Seating) profit(i int32) int64 {
	who := &s.sitters[i]
	return who.held - s.price[who.group]
}

// Put gives a client the place p.
func (s *Seating) Put(i, p int32) {
	s.note(changePut, i, int64(p))
	s.seat(i, p)
}

// Take takes the place of a client away.
func (s *Seating) Take(i int32) {
	s.note(changeTake, i, int64(s.At[i]))
	s.unseat(i)
}

func (s *Seating) seat(i, p int32) {
	g := s.m.PairGroup[p]
	s.At[i] = p
	who := &s.sitters[i]
	who.held, who.group = s.worth(i, p), g
	s.value += who.held
	if s.wishUnit > 0 {
		s.value += s.companyGain(i, g)
	}
	s.Members[g] = append(s.Members[g], i)
	s.recount(g, p, 1)
	if s.isStanding(i) {
		s.displaced--
	}
}

func (s *Seating) unseat(i int32) {
	p := s.At[i]
	g := s.m.PairGroup[p]
	s.At[i] = None
	list := s.Members[g]
	k := slices.Index(list, i)
	list[k] = list[len(list)-1]
	s.Members[g] = list[:len(list)-1]
	who := &s.sitters[i]
	s.value -= who.held
	who.held, who.group = 0, int32(len(s.m.Room))
	if s.wishUnit > 0 {
		s.value -= s.companyGain(i, g)
	}
	s.recount(g, p, -1)
	if s.isStanding(i) {
		s.displaced++
	}
}

// isStanding reports whether no plan is valid without client i.
func (s *Seating) isStanding(i int32) bool { return s.m.Standing != nil && s.m.Standing[i] }

// companyGain is what wishes gain when client i joins the people in g: bonds with them, less
// the cost of the larger size.
func (s *Seating) companyGain(i, g int32) (gain int64) {
	if s.m.Bonds != nil {
		gain += s.bondGain(i, g, None)
	}
	if s.m.Evenness > 0 {
		n := int32(len(s.Members[g]))
		gain -= s.evenness(g, n+1) - s.evenness(g, n)
	}
	return gain * s.wishUnit
}

// bondGain is what client i gains from the people who have a place in group g, without client
// but.
func (s *Seating) bondGain(i, g, but int32) (gain int64) {
	for _, bond := range s.m.Bonds[i] {
		if j := bond.Client; j != but && s.At[j] != None && s.m.PairGroup[s.At[j]] == g {
			gain += int64(bond.Weight)
		}
	}
	return gain
}

func (s *Seating) recount(g, p int32, by int16) {
	if len(s.m.Counts[g]) == 0 {
		return
	}
	mask := s.m.Mask[p]
	count := s.count[s.countOff[g]:s.countOff[g+1]]
	for q := range count {
		if mask>>q&1 == 0 {
			continue
		}
		if c := s.m.Counts[g][q]; c.Least > 0 {
			s.addLacking(int(c.missing(int32(count[q]+by)) - c.missing(int32(count[q]))))
		}
		count[q] += by
	}
}

// addLacking changes the number of newcomers whom counts lack.
func (s *Seating) addLacking(more int) {
	s.lack += more
	s.value -= int64(more) * s.penalty
}

func (s *Seating) setPrice(g int32, price int64) {
	if s.price[g] != price {
		s.note(changePrice, g, s.price[g])
		s.price[g] = price
		s.updateAsk(g)
	}
}

// updateAsk follows a change of the price of group g, or of whether it is open.
func (s *Seating) updateAsk(g int32) {
	s.ask[g] = shut
	if s.Open[g] {
		s.ask[g] = s.price[g]
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

// SetOpen opens or closes an empty candidate group.
func (s *Seating) SetOpen(g int32, open bool) {
	kind := changeClose
	if open {
		kind = changeOpen
	}
	s.note(kind, g, 0)
	s.changeOpenState(g, open)
}

func (s *Seating) changeOpenState(g int32, open bool) {
	s.Open[g] = open
	s.updateAsk(g)
	by := int32(1)
	if open {
		by = -1
	}
	s.value += int64(by) * int64(s.m.Minutes[g]) / s.divisor * s.minuteCost
	for _, u := range s.m.Uses[g] {
		s.Free[u.Resource] += by * u.Amount
	}
	if s.lackingWhenEmpty[g] > 0 {
		s.addLacking(-int(by * s.lackingWhenEmpty[g]))
	}
}

// setPenalty changes what every newcomer costs whom counts lack.
func (s *Seating) setPenalty(penalty int64) {
	if penalty != s.penalty {
		s.note(changePenalty, 0, s.penalty)
		s.applyPenalty(penalty)
	}
}

func (s *Seating) applyPenalty(penalty int64) {
	s.value += int64(s.lack) * (s.penalty - penalty)
	s.penalty = penalty
}

// counted is how many newcomers of g a count has.
func (s *Seating) counted(g int32, q int) int32 { return int32(s.count[int(s.countOff[g])+q]) }

// Lacks reports whether g is open and a count of it lacks somebody.
func (s *Seating) Lacks(g int32) bool {
	if !s.Open[g] {
		return false
	}
	for q, c := range s.m.Counts[g] {
		if c.missing(s.counted(g, q)) > 0 {
			return true
		}
	}
	return false
}

// canGainByJoining reports whether a newcomer to g can gain more than their own worth: by
// filling a count that lacks people, or by bonds.
func (s *Seating) canGainByJoining(g int32) bool {
	return s.hasMinimum[g] && s.Lacks(g) || s.m.Bonds != nil && s.wishUnit > 0
}

// Exchange reports whether client i may enter the group of pair p while client
// out (or none) leaves it, and what that costs in penalties and wishes.
func (s *Seating) Exchange(i, p, out int32) (cost int64, ok bool) {
	m := s.m
	g := m.PairGroup[p]
	if m.tied[i] {
		for _, j := range s.Members[g] {
			if j != out && m.tied[j] && m.Conflict(i, j) {
				return 0, false
			}
		}
	}
	if s.wishUnit > 0 {
		cost = s.exchangeWishes(i, g, out)
	}
	if len(m.Counts[g]) == 0 {
		return cost, true
	}
	in, leaves := m.Mask[p], uint64(0)
	if out != None {
		leaves = m.Mask[s.At[out]]
	}
	if in == leaves {
		return cost, true
	}
	count := s.count[s.countOff[g]:s.countOff[g+1]]
	for q, c := range m.Counts[g] {
		now := count[q]
		then := now + int16(in>>q&1) - int16(leaves>>q&1)
		if then > now && int32(then) > c.Most {
			return 0, false
		}
		if c.Least > 0 && now != then {
			cost += int64(c.missing(int32(then))-c.missing(int32(now))) * s.penalty
		}
	}
	return cost, true
}

// exchangeWishes is the cost of an exchange in wishes other than those of the pairs.
func (s *Seating) exchangeWishes(i, g, out int32) (cost int64) {
	if out == None {
		return -s.companyGain(i, g)
	}
	if s.m.Bonds != nil {
		cost = s.bondGain(out, g, None) - s.bondGain(i, g, out)
	}
	return cost * s.wishUnit
}

// leaving is what penalties and wishes cost when client i leaves.
func (s *Seating) leaving(i int32) (cost int64) {
	p := s.At[i]
	g := s.m.PairGroup[p]
	for q, c := range s.m.Counts[g] {
		if c.Least > 0 && s.m.Mask[p]>>q&1 != 0 {
			now := s.counted(g, q)
			cost += int64(c.missing(now-1)-c.missing(now)) * s.penalty
		}
	}
	if s.wishUnit > 0 {
		if s.m.Bonds != nil {
			cost += s.bondGain(i, g, None) * s.wishUnit
		}
		if s.m.Evenness > 0 {
			n := int32(len(s.Members[g]))
			cost -= (s.evenness(g, n) - s.evenness(g, n-1)) * s.wishUnit
		}
	}
	return cost
}

// Seats is how many more newcomers group g can take.
func (s *Seating) Seats(g int32) int { return int(s.m.Room[g]) - len(s.Members[g]) }

// Score counts the seating.
func (s *Seating) Score() (sc Score) {
	for i, p := range s.At {
		if p != None {
			sc.Points += s.m.pointsOf(int32(i), p)
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
