package search

import "slices"

// finish completes the last plan, so that the report can explain it: nobody who could simply
// join an open group is left out, and no group stays closed that the people left out could
// fill with free resources.
func (s *solver) finish() {
	s.recall()
	s.seating.setPenalty(s.hard)
	for again := true; again; {
		again = false
		for i := range s.seating.At {
			i := int32(i)
			for p := s.m.PairOff[i]; p < s.m.PairOff[i+1] && s.seating.At[i] == None; p++ {
				if g := s.m.PairGroup[p]; s.seating.Open[g] && s.seating.Seats(g) > 0 {
					if _, ok := s.seating.Exchange(i, p, None); ok && s.seating.putWithCompany(i, p) {
						again = true
					}
				}
			}
		}
		for g := range s.seating.Open {
			g := int32(g)
			if s.seating.Open[g] && !s.m.Running[g] && len(s.seating.Members[g]) == 0 {
				s.seating.SetOpen(g, false) // an empty group serves nobody
			}
			if s.seating.Open[g] || s.m.Room[g] == 0 || s.improver.blocked(g) {
				continue
			}
			if joiners := s.openers(g); joiners != nil {
				s.seating.SetOpen(g, true)
				for _, p := range joiners {
					s.seating.Put(s.m.ClientOf(p), p)
				}
				again = true
			}
		}
	}
	s.keep()
}

// openers chooses people without a place who could fill the closed group g, as pairs: those
// whom Leftovers chooses, or those whom it chooses to come with one of them. It returns nil if
// there are too few.
func (s *solver) openers(g int32) []int32 {
	m := s.m
	enough := func(come []Comer, also ...int32) []int32 {
		pairs, ok := s.seating.Leftovers(g, come)
		if pairs = slices.Concat(also, pairs); !ok || len(pairs) == 0 || len(pairs) < int(m.Need[g]) {
			return nil
		}
		return pairs
	}
	if pairs := enough(nil); pairs != nil {
		return pairs
	}
	var free []int32
	for k := m.GroupOff[g]; k < m.GroupOff[g+1]; k++ {
		if s.seating.At[m.GroupClient[k]] == None {
			free = append(free, k)
		}
	}
	if len(free) < int(m.Need[g]) {
		return nil
	}
	for _, k := range free {
		p := m.GroupPair[k]
		if pairs := enough([]Comer{{m.GroupClient[k], m.Mask[p]}}, p); pairs != nil {
			return pairs
		}
	}
	return nil
}

// putWithCompany gives client i the place p together with the people without a place whom
// counts of the group then lack: those whom the client has to be with, or others so that
// nobody is the only one of a kind. It reports whether that leaves no count lacking more
// than before, and changes nothing otherwise.
func (s *Seating) putWithCompany(i, p int32) bool {
	m, g := s.m, s.m.PairGroup[p]
	mark, lack := s.Mark(), s.lack
	s.Put(i, p)
	for again := true; again && s.lack > lack; {
		again = false
		for q, c := range m.Counts[g] {
			if c.missing(s.counted(g, q)) > 0 && s.putOneOf(g, q) {
				again = true
			}
		}
	}
	if s.lack > lack {
		s.Undo(mark)
		return false
	}
	s.Keep()
	return true
}

// putOneOf gives a free seat of group g to the client without a place who is worth most there
// of those whom count q includes, and reports whether there is one.
func (s *Seating) putOneOf(g int32, q int) bool {
	m := s.m
	if s.Seats(g) <= 0 {
		return false
	}
	best := None
	for k := m.GroupOff[g]; k < m.GroupOff[g+1]; k++ {
		i, p := m.GroupClient[k], m.GroupPair[k]
		if s.At[i] != None || m.Mask[p]>>q&1 == 0 || best != None && s.worth(i, p) <= s.worth(m.GroupClient[best], m.GroupPair[best]) {
			continue
		}
		if _, ok := s.Exchange(i, p, None); ok {
			best = k
		}
	}
	if best != None {
		s.Put(m.GroupClient[best], m.GroupPair[best])
	}
	return best != None
}

// Comer is a person who would join a group, with the counts that would include them.
type Comer struct {
	Client int32
	Mask   uint64
}

// leftovers is the scratch memory of Leftovers.
type leftovers struct{ count, pairs, who []int32 }

// Leftovers chooses people without a place who could fill the closed group g together
// with the people in come, as pairs: first those whom a count needs, then the others, in the
// order of ids, as far as conflicts, counts and seats allow. It leaves out people who would be
// the only one of a kind. ok says that no count lacks anybody. The next call overwrites pairs.
func (s *Seating) Leftovers(g int32, come []Comer) (pairs []int32, ok bool) {
	m := s.m
	count := cleared(&s.leftovers.count, len(m.Counts[g]))
	pairs, who := s.leftovers.pairs[:0], s.leftovers.who[:0]
	defer func() { s.leftovers.pairs, s.leftovers.who = pairs, who }()
	recount := func(mask uint64, by int32) {
		for q := range count {
			count[q] += by * int32(mask>>q&1)
		}
	}
	for _, c := range come {
		who = append(who, c.Client)
		recount(c.Mask, 1)
	}
	add := func(i, p int32) {
		if len(who) >= int(m.Room[g]) || slices.Contains(who, i) ||
			slices.ContainsFunc(who, func(j int32) bool { return m.Conflict(i, j) }) {
			return
		}
		for q, c := range m.Counts[g] {
			if m.Mask[p]>>q&1 != 0 && count[q] >= c.Most {
				return
			}
		}
		pairs, who = append(pairs, p), append(who, i)
		recount(m.Mask[p], 1)
	}
	everybody := func(wanted func(p int32) bool) {
		for k := m.GroupOff[g]; k < m.GroupOff[g+1] && len(who) < int(m.Room[g]); k++ {
			if i, p := m.GroupClient[k], m.GroupPair[k]; s.At[i] == None && wanted(p) {
				add(i, p)
			}
		}
	}
	for q, c := range slices.Backward(m.Counts[g]) { // those who have to be together stand last
		if c.missing(count[q]) > 0 {
			everybody(func(p int32) bool { return m.Mask[p]>>q&1 != 0 && count[q] < c.Least })
		}
	}
	everybody(func(int32) bool { return true })
	for again := true; again; {
		again, ok = false, true
		for q, c := range m.Counts[g] {
			if c.missing(count[q]) == 0 {
				continue
			}
			ok = false
			k := slices.IndexFunc(pairs, func(p int32) bool { return m.Mask[p]>>q&1 != 0 })
			if c.OrNone && k >= 0 {
				recount(m.Mask[pairs[k]], -1)
				pairs = slices.Delete(pairs, k, k+1)
				again = true
			}
		}
	}
	return pairs, ok
}
