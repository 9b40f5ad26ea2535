package search

// maxWorth bounds the worth of one pair, so that a whole group's worth and a
// penalty many times that fit an int64.
const maxWorth = int64(1) << 52

// setUnits chooses the units of worth.
func (s *Seating) setUnits() {
	m := s.m
	fits, minutes, divisor, most := int64(1), int64(1), int64(0), int64(1)
	for i := range m.Points {
		best := uint8(0)
		for p := m.PairOff[i]; p < m.PairOff[i+1]; p++ {
			best = max(best, m.Fit[p])
		}
		fits += int64(best)
		most = max(most, m.Points[i]+1)
	}
	for _, n := range m.Minutes {
		minutes += int64(n)
		divisor = gcd(divisor, int64(n))
	}
	wishes := s.wishRange()
	s.fitUnit, s.minuteUnit, s.minuteCost, s.divisor = fits, minutes, 1, 1
	if wishes > 0 {
		// Minutes count in their common divisor, to leave more room for wishes.
		compact := minutes
		if divisor > 1 {
			compact = (minutes-1)/divisor + 1
		}
		if unit := wishes + 1; maxWorth/unit/compact/fits >= most {
			s.minuteUnit, s.minuteCost, s.divisor, s.wishUnit = compact*unit, unit, max(1, divisor), 1
			return
		}
	}
	if maxWorth/minutes/fits < most {
		s.minuteUnit, s.minuteCost = 1, 0
	}
}

// wishRange is how far the sums of wishes of two plans can be apart.
func (s *Seating) wishRange() (sum int64) {
	m := s.m
	for i := range m.Points {
		var least, most int64
		if m.Wish != nil {
			for p := m.PairOff[i]; p < m.PairOff[i+1]; p++ {
				least, most = min(least, int64(m.Wish[p])), max(most, int64(m.Wish[p]))
			}
		}
		sum += most - least
		if m.Bonds != nil {
			for _, bond := range m.Bonds[i] {
				sum += int64(max(bond.Weight, -bond.Weight))
			}
		}
	}
	if m.Evenness > 0 {
		for g, room := range m.Room {
			sum += s.evenness(int32(g), room) - s.evenness(int32(g), 0)
		}
	}
	return sum
}

// mostBonds is no less than what all bonds together can gain.
func (s *Seating) mostBonds() (sum int64) {
	for _, bonds := range s.m.Bonds {
		for _, bond := range bonds {
			sum += int64(max(0, bond.Weight)) * s.wishUnit
		}
	}
	return sum
}

// evenness is the cost of a group with the given number of newcomers, in the unit of wishes.
func (s *Seating) evenness(g, newcomers int32) int64 {
	n := int64(s.m.Sitting[g] + newcomers)
	return int64(s.m.Evenness) * n * n
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// worth of client i in the group of pair p.
func (s *Seating) worth(i, p int32) int64 {
	w := s.sitters[i].base + int64(s.m.Fit[p])*s.minuteUnit
	if s.extra != nil {
		w += s.extra[p]
	}
	return w
}

// pointUnit is the worth of one point.
func (s *Seating) pointUnit() int64 { return s.fitUnit * s.minuteUnit }
