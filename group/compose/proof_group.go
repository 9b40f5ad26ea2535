package compose

import (
	"cmp"
	"slices"
)

// What one group can earn under the prices of a proof, with every rule of a
// single group: size, conflicts and composition. Only Proof.Verify uses it.
//
// Each choice starts from the dearest goods that fit the size and the quotas of
// one attribute. If that breaks another rule, one of the people concerned is
// picked: the best choice either has them or has them not.

// shop is a group that chooses among people.
type shop struct {
	prover *prover
	rent   int64 // prices of the resources it uses
	goods  []good
	limits []quotaLimit
	room   int // most and fewest newcomers
	need   int
}

// good is somebody who may join, what they are worth beyond their price, the
// quotas that count them, and what is decided.
type good struct {
	seat, client int
	worth        int64
	mask         int
	fate         fate
}

type fate int8

const (
	maybe fate = iota
	taken
	refused
)

// quotaLimit is what existing members leave of a quota.
type quotaLimit struct {
	most   int
	noLone bool
	easy   bool // of the one attribute that the first choice regards
}

const (
	noEarnings = -int64(1) << 50 // of a group that cannot open
	manySteps  = 5000            // after so many the first choice stands: a weaker bound, but true
)

// shop prepares the choice of a group, the dearest goods first.
func (v *prover) shop(q *Part, s scope, g int) *shop {
	group := v.groups[g]
	sh := &shop{prover: v, room: group.Max - len(group.Members), need: group.Min - len(group.Members)}
	if group.State == Running {
		sh.need = 0
	}
	for _, r := range v.uses[g] {
		sh.rent += q.Resources[r]
	}
	var attribute Attribute
	for _, quota := range group.Quotas {
		standing := alreadyCounted(quota, group)
		limit := quotaLimit{most: max(0, sh.room), noLone: quota.NoLone && standing == 0}
		if quota.HasMax {
			limit.most = max(0, quota.Max-standing)
			if attribute == 0 {
				attribute = quota.Attribute
			}
			limit.easy = quota.Attribute == attribute
		}
		sh.limits = append(sh.limits, limit)
	}
	for n, seat := range v.seats[g] {
		if !s.out[g][n] {
			worth := PriceScale*(q.PointsWeight*seat.points+q.FitWeight*seat.fit) - q.Clients[seat.client]
			sh.goods = append(sh.goods, good{n, seat.client, worth, seat.mask, maybe})
		}
	}
	slices.SortStableFunc(sh.goods, func(a, b good) int { return cmp.Compare(b.worth, a.worth) })
	return sh
}

// most is the most that the group can earn when it is open.
func (sh *shop) most() int64 {
	best, steps := noEarnings, 0
	sh.search(sh.goods, &best, &steps)
	return best - sh.rent
}

// mostWith is no less than what the group can earn with one of the goods.
func (sh *shop) mostWith(n int) int64 {
	sum, _, ok := sh.choose(sh.decide(sh.goods, n, taken))
	if !ok {
		return noEarnings
	}
	return sum - sh.rent
}

func (sh *shop) search(goods []good, best *int64, steps *int) {
	*steps++
	sum, basket, ok := sh.choose(goods)
	if !ok || sum <= *best {
		return
	}
	n, broken := sh.broken(goods, basket)
	switch {
	case !broken || *steps > manySteps:
		*best = sum
	case n >= 0:
		sh.search(sh.decide(goods, n, refused), best, steps)
		sh.search(sh.decide(goods, n, taken), best, steps)
	}
}

// decide returns goods with the fate of one decided, and of those in conflict.
func (sh *shop) decide(goods []good, n int, f fate) []good {
	goods = slices.Clone(goods)
	goods[n].fate = f
	for m := range goods {
		if f == taken && sh.prover.clash[[2]int{goods[n].client, goods[m].client}] {
			goods[m].fate = refused
		}
	}
	return goods
}

// choose takes what has to be taken and then the dearest goods, regarding size
// and the easy quotas. Nobody of no worth is taken beyond the minimum.
func (sh *shop) choose(goods []good) (sum int64, basket []int, ok bool) {
	counts := make([]int, len(sh.limits))
	take := func(n int) {
		sum += goods[n].worth
		basket = append(basket, n)
		for q := range counts {
			counts[q] += goods[n].mask >> q & 1
		}
	}
	for n := range goods {
		if goods[n].fate == taken {
			take(n)
		}
	}
	for q, limit := range sh.limits {
		if counts[q] > limit.most {
			return 0, nil, false
		}
	}
	for n := range goods {
		if len(basket) >= sh.room || goods[n].worth <= 0 && len(basket) >= sh.need {
			break
		}
		full := false
		for q, limit := range sh.limits {
			full = full || limit.easy && goods[n].mask>>q&1 != 0 && counts[q] >= limit.most
		}
		if goods[n].fate == maybe && !full {
			take(n)
		}
	}
	return sum, basket, sh.need <= len(basket) && len(basket) <= max(0, sh.room)
}

// broken looks for a rule that the basket breaks, and for somebody to decide on:
// -1 when nothing that is still free could mend it.
func (sh *shop) broken(goods []good, basket []int) (n int, broken bool) {
	for at, n := range basket {
		for _, m := range basket[:at] {
			if sh.prover.clash[[2]int{goods[m].client, goods[n].client}] {
				return max(m, n), true
			}
		}
	}
	for q, limit := range sh.limits {
		inBasket, others := []int{}, -1
		for n := range goods {
			switch {
			case goods[n].mask>>q&1 == 0:
			case slices.Contains(basket, n):
				inBasket = append(inBasket, n)
			case goods[n].fate == maybe && others < 0:
				others = n
			}
		}
		tooMany, lone := len(inBasket) > limit.most, limit.noLone && len(inBasket) == 1
		if !tooMany && !lone {
			continue
		}
		for _, n := range slices.Backward(inBasket) {
			if goods[n].fate == maybe {
				return n, true
			}
		}
		if lone {
			return others, true // one who has to be there needs company
		}
		return -1, true
	}
	return -1, false
}
