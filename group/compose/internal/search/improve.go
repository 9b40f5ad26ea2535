package search

import (
	"cmp"
	"slices"
)

// improver changes which groups are open. Every change is tried on the seating and kept only
// when the worth grows. The prices of seats show beforehand which changes can pay at all, so
// few have to be tried.
type improver struct {
	m       *Model
	seating *Seating
	chains  *chains
	stop    func() bool
	stopped bool
	best    []int64   // scratch of openingGain
	failed  []failure // by group
}

// failure holds the gain and cost with which opening a group failed last. It is tried again
// only when these change.
type failure struct{ gain, cost int64 }

const unbounded = -int64(1) << 60

// halted reports whether the search has to stop.
func (s *improver) halted() bool {
	if !s.stopped && s.stop() {
		s.stopped = true
	}
	return s.stopped
}

// attempt keeps a change that reports success and makes the worth grow. Otherwise, or when the
// search has been stopped meanwhile, it undoes the change.
func (s *improver) attempt(change func() bool) bool {
	mark, before := s.seating.Mark(), s.seating.value
	if change() && s.seating.value-before > 0 && !s.stopped {
		s.seating.Keep()
		return true
	}
	s.seating.Undo(mark)
	return false
}

// openingGain bounds what opening the closed group h can gain: the sum of the best
// clients' worth there beyond what they have now. Without conflicts and quotas
// this is weak duality and no gain can be larger.
func (s *improver) openingGain(h int32) int64 {
	m := s.m
	room, need := int(m.Room[h]), int(m.Need[h])
	from, to := m.GroupOff[h], m.GroupOff[h+1]
	if room == 0 || int(to-from) < need {
		return unbounded
	}
	top := s.best[:0]
	for k := from; k < to; k++ {
		i := m.GroupClient[k]
		v := s.seating.worth(i, m.GroupPair[k]) - max(0, s.seating.profit(i))
		if len(top) == room {
			if v <= top[room-1] {
				continue
			}
			top = top[:room-1]
		} else if len(top) >= need && v <= 0 && (len(top) > need || need == 0 || v <= top[need-1]) {
			continue
		}
		at := len(top)
		top = append(top, 0)
		for at > 0 && top[at-1] < v {
			top[at] = top[at-1]
			at--
		}
		top[at] = v
		for len(top) > need && top[len(top)-1] <= 0 {
			top = top[:len(top)-1]
		}
	}
	s.best = top
	s.seating.work += int64(to - from)
	sum := -int64(m.Minutes[h]) * s.seating.minuteCost
	for _, v := range top {
		sum += v
	}
	return sum
}

// closingCost is the least that closing the open group g costs, by the same bound: the
// price of its seats less its minutes. It can be negative for a group that is
// kept at its minimum by people who would be worth more elsewhere.
func (s *improver) closingCost(g int32) int64 {
	return int64(len(s.seating.Members[g]))*s.seating.price[g] - int64(s.m.Minutes[g])*s.seating.minuteCost
}

// blocked reports whether some resource of h has too little left.
func (s *improver) blocked(h int32) bool {
	return slices.ContainsFunc(s.m.Uses[h], func(u Use) bool { return s.seating.Free[u.Resource] < u.Amount })
}

// openGroup opens h and fills it in the best way. It reports false when the
// minimum cannot be reached; the caller takes the change back.
func (s *improver) openGroup(h int32) bool {
	if s.seating.Open[h] || s.blocked(h) {
		return false
	}
	s.seating.SetOpen(h, true)
	s.seating.setPrice(h, 0)
	for len(s.seating.Members[h]) < int(s.m.Need[h]) {
		if s.halted() || !s.chains.fill(h, unbounded) {
			return false
		}
	}
	s.fillUp(h)
	return true
}

// fillUp fills free seats of h while that gains.
func (s *improver) fillUp(h int32) {
	for s.seating.Seats(h) > 0 && !s.halted() && s.chains.fill(h, 0) {
		continue
	}
}

// closeGroup closes g and finds the best places for its members.
func (s *improver) closeGroup(g int32) {
	members := slices.Clone(s.seating.Members[g])
	for _, i := range members {
		s.seating.Take(i)
	}
	s.seating.SetOpen(g, false)
	s.seating.setPrice(g, 0)
	s.placeAll(members)
}

func (s *improver) placeAll(list []int32) {
	slices.Sort(list)
	for _, i := range list {
		if s.halted() {
			return
		}
		if s.seating.At[i] == None {
			s.chains.insert(i, 0)
		}
	}
}

// openGreedily opens every group that pays, the one with the largest openingGain first. The
// gain of a group only falls as others open, so an old value is an upper bound and only the
// first in line has to be computed again.
func (s *improver) openGreedily() {
	var line []ranked
	for h := range s.m.Room {
		if h := int32(h); !s.seating.Open[h] && !s.blocked(h) {
			if v := s.openingGain(h); v > 0 {
				line = append(line, ranked{v, h})
			}
		}
	}
	byValue := func(a, b ranked) int { return cmp.Or(cmp.Compare(a.v, b.v), cmp.Compare(b.k, a.k)) }
	slices.SortFunc(line, byValue)
	for len(line) > 0 && !s.halted() {
		last := line[len(line)-1]
		line = line[:len(line)-1]
		if s.blocked(last.k) {
			continue
		}
		v := s.openingGain(last.k)
		if v <= 0 {
			continue
		}
		if len(line) > 0 && v < line[len(line)-1].v {
			at, _ := slices.BinarySearchFunc(line, ranked{v, last.k}, byValue)
			line = slices.Insert(line, at, ranked{v, last.k})
			continue
		}
		s.attempt(func() bool { return s.openGroup(last.k) })
	}
}

// improveGroups tries to close, open and swap groups until nothing gains or
// the budget of work is used up. It reports whether anything gained.
func (s *improver) improveGroups(budget int64) (gained bool) {
	limit := s.seating.work + budget
	for range maxRounds {
		before := s.seating.value
		for g := range s.m.Room {
			if g := int32(g); s.seating.Open[g] && !s.m.Running[g] && s.closingCost(g) < 0 {
				s.attempt(func() bool { s.closeGroup(g); return true })
			}
		}
		var line []ranked
		for h := range s.m.Room {
			if h := int32(h); !s.seating.Open[h] {
				if v := s.openingGain(h); v > unbounded/2 {
					line = append(line, ranked{v, h})
				}
			}
		}
		slices.SortFunc(line, func(a, b ranked) int { return cmp.Or(cmp.Compare(b.v, a.v), cmp.Compare(a.k, b.k)) })
		for _, next := range line {
			if s.halted() || s.seating.work > limit {
				return gained || s.seating.value-before > 0
			}
			s.tryOpen(next.k)
		}
		if s.seating.value-before <= 0 {
			break
		}
		gained = true
	}
	return gained
}

// maxRounds bounds the rounds of one improvement; it ends long before.
const maxRounds = 50

// maxSwaps bounds how many sets of closings are tried for one group.
const maxSwaps = 6

// tryOpen opens h if that gains, closing others where resources or people
// demand it.
func (s *improver) tryOpen(h int32) {
	if s.seating.Open[h] {
		return // an earlier change has opened it
	}
	gain := s.openingGain(h)
	if gain <= unbounded/2 {
		return
	}
	sets, cost := s.closings(h, gain, 0, maxSwaps)
	terms := failure{gain, cost}
	if s.failed[h] == terms {
		return
	}
	s.failed[h] = terms
	if !s.blocked(h) && gain > 0 && s.attempt(func() bool { return s.openGroup(h) }) {
		return
	}
	for _, out := range sets {
		if s.halted() {
			return
		}
		if s.attempt(func() bool { return s.swap(h, out) }) {
			return
		}
	}
}

// swap closes the groups in out, opens h, and uses the resources that are left.
func (s *improver) swap(h int32, out []int32) bool {
	for _, g := range out {
		s.closeGroup(g)
	}
	if !s.openGroup(h) {
		return false
	}
	for _, g := range out {
		for _, u := range s.m.Uses[g] {
			for _, other := range s.m.Users[u.Resource] {
				if !s.seating.Open[other] && !s.blocked(other) && !slices.Contains(out, other) && s.openingGain(other) > 0 {
					s.attempt(func() bool { return s.openGroup(other) })
				}
			}
		}
	}
	return true
}

// closings lists sets of open groups that make room for h when they close and whose
// closingCost is below the gain by more than slack, the cheapest first, at most limit. It also
// returns the sum of their costs.
func (s *improver) closings(h int32, gain, slack int64, limit int) (list [][]int32, cost int64) {
	m := s.m
	var short []Use // what h lacks
	for _, u := range m.Uses[h] {
		if lacking := u.Amount - s.seating.Free[u.Resource]; lacking > 0 {
			short = append(short, Use{u.Resource, lacking})
		}
	}
	type option struct {
		cost int64
		out  []int32
	}
	var options []option
	add := func(cost int64, out ...int32) {
		if gain-cost > slack {
			options = append(options, option{cost, out})
		}
	}
	closable := func(g int32) bool { return s.seating.Open[g] && !m.Running[g] }
	// without is what h still lacks when g has closed.
	without := func(short []Use, g int32) (left []Use) {
		for _, u := range short {
			if lacking := u.Amount - m.takes(g, u.Resource); lacking > 0 {
				left = append(left, Use{u.Resource, lacking})
			}
		}
		return left
	}
	if len(short) == 0 {
		// People, not resources, are short: try the groups whose people could join h.
		for _, g := range s.groupsSharingClients(h) {
			if closable(g) {
				add(s.closingCost(g), g)
			}
		}
	} else {
		// One group that frees all that h lacks, or two.
		for _, g := range m.Users[short[0].Resource] {
			if !closable(g) {
				continue
			}
			left := without(short, g)
			if len(left) == 0 {
				add(s.closingCost(g), g)
				continue
			}
			if len(left) > 1 {
				continue
			}
			for _, f := range m.Users[left[0].Resource] {
				same := left[0].Resource == short[0].Resource // then either could be named first
				if f != g && closable(f) && !(same && f < g) && len(without(left, f)) == 0 {
					add(s.closingCost(g)+s.closingCost(f), g, f)
				}
			}
		}
	}
	slices.SortStableFunc(options, func(a, b option) int {
		return cmp.Or(cmp.Compare(a.cost, b.cost), slices.Compare(a.out, b.out))
	})
	for _, w := range options[:min(limit, len(options))] {
		list = append(list, w.out)
		cost += w.cost
	}
	return list, cost
}

// groupsSharingClients lists the open groups with people who could join h.
func (s *improver) groupsSharingClients(h int32) (list []int32) {
	for k := s.m.GroupOff[h]; k < s.m.GroupOff[h+1]; k++ {
		if g := s.seating.Group(s.m.GroupClient[k]); g != None && !s.m.Running[g] && !slices.Contains(list, g) {
			list = append(list, g)
		}
	}
	slices.Sort(list)
	return list
}

// polish re-seats people one by one: those without a place are tried again, and
// free seats are filled, until nothing gains.
func (s *improver) polish() {
	for range 20 {
		before := s.seating.value
		for i := range s.seating.At {
			if s.seating.At[i] == None && !s.halted() && s.m.PairOff[i] < s.m.PairOff[i+1] {
				s.chains.insert(int32(i), 0)
			}
		}
		for g := range s.seating.Open {
			if s.seating.Open[g] {
				s.fillUp(int32(g))
			}
		}
		if s.seating.value-before <= 0 {
			return
		}
	}
}

// exchangeInCycles takes clients one by one off their seats and looks for the best chain
// from there. A chain that ends on the seat just left is a cycle of exchanges, which chains
// from outside never make. Prices mislead here and are set to 0 meanwhile. It goes on until
// it has tried everybody in turn and nothing has gained, or until the budget of work is used
// up, and reports whether anything gained.
func (s *improver) exchangeInCycles(who []int32, budget int64) (gained bool) {
	limit := s.seating.work + budget
	prices := slices.Clone(s.seating.price)
	s.waivePrices()
	since := 0 // how many have been looked at since something gained
	for n := 0; since < len(who) && s.seating.work < limit && !s.halted(); n = (n + 1) % len(who) {
		since++
		i := who[n]
		p := s.seating.At[i]
		if p == None {
			continue
		}
		g := s.m.PairGroup[p]
		if s.attempt(func() bool {
			least := s.seating.worth(i, p) + s.seating.leaving(i)
			s.seating.Take(i)
			return s.chains.insert(i, least) && len(s.seating.Members[g]) >= int(s.m.Need[g])
		}) {
			gained, since = true, 0
		}
		s.waivePrices()
	}
	for g, price := range prices[:len(s.m.Room)] {
		s.seating.setPrice(int32(g), price)
	}
	return gained
}

// waivePrices makes every seat free.
func (s *improver) waivePrices() {
	for g, price := range s.seating.price[:len(s.m.Room)] {
		s.seating.setPrice(int32(g), min(0, price))
	}
}

// seated lists the clients who have a place.
func (s *improver) seated() (list []int32) {
	for i, p := range s.seating.At {
		if p != None {
			list = append(list, int32(i))
		}
	}
	return list
}

// reprice computes the prices of seats again. With conflicts and quotas they drift upwards, and
// too high a price hides chains that gain. It starts from 0, and polish raises each price to
// what clients without a place could gain there.
func (s *improver) reprice() {
	s.waivePrices()
	clear(s.failed)
	s.polish()
}
