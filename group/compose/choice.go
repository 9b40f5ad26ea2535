package compose

import (
	"cmp"
	"slices"
)

// choice finds the best people for one group under the prices of a proof, with every rule of
// a single group: size, conflicts, composition, and who has to be together. Only
// [Proof.Verify] uses it.
//
// Each choice starts with the people of most worth who fit the size and the quotas of one
// attribute. If they break another rule, the search branches on one of the people concerned:
// the best choice either includes them or does not.
type choice struct {
	v      *verifier
	rent   int64 // prices of what it uses
	people []candidate
	rules  []countRule
	room   int // most and fewest newcomers
	need   int
	counts []int   // scratch of pick
	first  []int64 // sums of the first people, and how many are of some worth
	good   int
}

// candidate is somebody who may join, what they are worth beyond their price, and the
// rules that count them.
type candidate struct {
	seat, client int
	worth        int64
	mask         uint64
}

type decision int8

const (
	undecided decision = iota
	taken
	refused
)

const (
	noEarnings     = -int64(1) << 56 // of a group that cannot open
	maxChoiceSteps = 250             // after this many steps the first choice is used: a weaker bound, but a true one
)

// choice prepares the choice of a group, the people of most worth first.
func (v *verifier) choice(q *Part, s partScope, g int) *choice {
	group := v.groups[g]
	c := &choice{v: v, room: group.Max - len(group.Members), need: group.Min - len(group.Members), rules: v.rules[g]}
	if group.State == Running {
		c.need = 0
	}
	c.counts = make([]int, len(c.rules))
	for _, u := range v.uses[g] {
		c.rent += q.Resources[u.limit] * u.amount
	}
	for n, seat := range v.seats[g] {
		if !s.excluded[g][n] {
			worth := PriceScale*(q.PlacingWeight*v.placing[seat.client]+q.FitWeight*seat.fit) - q.Clients[seat.client]
			c.people = append(c.people, candidate{n, seat.client, worth, seat.mask})
		}
	}
	slices.SortStableFunc(c.people, func(a, b candidate) int { return cmp.Compare(b.worth, a.worth) })
	return c
}

// most is the most that the group can earn if it is open.
func (c *choice) most() int64 {
	best, steps := noEarnings, 0
	c.search(make([]decision, len(c.people)), nil, &best, &steps)
	return best - c.rent
}

// mostWith is no less than what the group can earn with one of the people.
func (c *choice) mostWith(n int) int64 {
	if len(c.rules) == 0 && len(c.v.conflicts) == 0 {
		return c.mostWithBySize(n)
	}
	sum, _, ok := c.pick([]int{n}, func(m int) bool { return m == n || c.conflict(n, m) })
	if !ok {
		return noEarnings
	}
	return sum - c.rent
}

// mostWithBySize is mostWith if only the size matters: this person and the best others.
func (c *choice) mostWithBySize(n int) int64 {
	if len(c.first) == 0 {
		c.first = make([]int64, 1, len(c.people)+1)
		for k, p := range c.people {
			c.first = append(c.first, c.first[k]+p.worth)
			if p.worth > 0 {
				c.good++
			}
		}
	}
	others := min(c.room-1, max(c.good, c.need-1), len(c.people)-1)
	if c.room < 1 || others+1 < c.need {
		return noEarnings
	}
	if n < others { // the one is among the best
		others = min(c.room-1, max(c.good-1, c.need-1), len(c.people)-1)
		return c.first[others+1] - c.rent
	}
	return c.first[others] + c.people[n].worth - c.rent
}

// conflict reports whether two of the people may not be in one group.
func (c *choice) conflict(n, m int) bool {
	return len(c.v.conflicts) > 0 && c.v.conflicts[[2]int{c.people[n].client, c.people[m].client}]
}

func (c *choice) search(decisions []decision, in []int, best *int64, steps *int) {
	*steps++
	sum, picked, ok := c.pick(in, func(n int) bool { return decisions[n] != undecided })
	if !ok || sum <= *best {
		return
	}
	n, broken := c.brokenRule(decisions, picked)
	if broken {
		if sum, picked, ok = c.pickByKinds(in, func(n int) bool { return decisions[n] != undecided }); !ok || sum <= *best {
			return
		}
		n, broken = c.brokenRule(decisions, picked)
	}
	switch {
	case !broken || *steps > maxChoiceSteps:
		*best = sum
	case n >= 0:
		without, with := slices.Clone(decisions), slices.Clone(decisions)
		without[n] = refused
		c.search(without, in, best, steps)
		with[n] = taken
		for m := range with {
			if c.conflict(n, m) {
				with[m] = refused
			}
		}
		c.search(with, append(slices.Clip(in), n), best, steps)
	}
}

// pick takes the people who must be in the set, and then the most valuable people whom skip does
// not exclude, within the size and the quotas marked inPick. Above the minimum size it takes only people
// who are worth something.
func (c *choice) pick(in []int, skip func(n int) bool) (sum int64, picked []int, ok bool) {
	clear(c.counts)
	take := func(n int) {
		sum += c.people[n].worth
		picked = append(picked, n)
		for q := range c.counts {
			c.counts[q] += int(c.people[n].mask >> q & 1)
		}
	}
	for _, n := range in {
		take(n)
	}
	for q, rule := range c.rules {
		if c.counts[q] > rule.most {
			return 0, nil, false
		}
	}
	for n := range c.people {
		if len(picked) >= c.room || c.people[n].worth <= 0 && len(picked) >= c.need {
			break
		}
		full := false
		for q, rule := range c.rules {
			full = full || rule.inPick && c.people[n].mask>>q&1 != 0 && c.counts[q] >= rule.most
		}
		if !full && !skip(n) {
			take(n)
		}
	}
	return sum, picked, c.need <= len(picked) && len(picked) <= max(0, c.room)
}

// brokenRule looks for a rule that the picked people break, and for a person to branch on. It
// returns -1 if no decision that is still free could repair the rule.
func (c *choice) brokenRule(decisions []decision, picked []int) (n int, broken bool) {
	if len(c.v.conflicts) > 0 {
		for at, n := range picked {
			for _, m := range picked[:at] {
				if c.conflict(m, n) {
					return max(m, n), true
				}
			}
		}
	}
	for q, rule := range c.rules {
		count, free, others := 0, -1, -1
		for n := range c.people {
			switch {
			case c.people[n].mask>>q&1 == 0:
			case slices.Contains(picked, n):
				count++
				if decisions[n] == undecided {
					free = n
				}
			case decisions[n] == undecided && others < 0:
				others = n
			}
		}
		switch lacking := count < rule.least && (count > 0 || !rule.orNone); {
		case count > rule.most, lacking && rule.orNone && free >= 0:
			return free, true
		case lacking:
			return others, true // an only one needs another of the kind, or the group needs its minimum
		}
	}
	return -1, false
}
