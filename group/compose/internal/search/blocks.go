package search

import (
	"slices"
	"sync"
)

// On large lists most people could only join groups of one kind and region. To search for
// chains through the whole list finds little more than to search inside such a part of it, and
// costs more for every client on the list. So the list is divided into blocks of people with
// about the same groups to choose from. Each block is solved like a separate list; then the
// plans are combined and improved across blocks. The search for prices of the whole list
// starts from the prices of the blocks. Only the prices of the whole list are a bound, so the
// gap shows what the division loses.

const (
	blockClients = 1800   // clients in a block, approximately
	blockPairs   = 60_000 // the list is divided if it has more pairs
	blockRounds  = 70     // of each price search in a block
	blockExplore = 3000   // work per client for forcing groups open in a block
	joinAClient  = 4000   // work per client for improving groups across blocks
	boundAClient = 9000   // work per client for finding prices of the whole list
)

// block is a part of a list as a separate list, with the numbers that its clients, groups,
// pairs and resources have in the whole list.
type block struct {
	m                                 *Model
	clients, groups, pairs, resources []int32
}

// blockPlan is the plan of a block and its prices.
type blockPlan struct {
	at    []int32 // pair of each client, in the block's numbers
	open  []bool
	price []int64 // of seats, in the worth of the block
	unit  units
	u, r  []int64
}

// units are what a point and a unit of fit are worth in a seating.
type units struct{ point, fit int64 }

// divisible reports whether the list is so large that it is divided into blocks.
func (s *solver) divisible(o Options) bool {
	return len(s.m.Cluster) > 0 && o.Start == nil && s.m.Penalty == nil && len(s.m.PairGroup) > blockPairs
}

// solveBlocks solves the blocks, two at a time, and puts their plans together. It returns
// prices to start from.
func (s *solver) solveBlocks() (u, r []int64) {
	m := s.m
	blockOf, n := m.divide()
	u, r = make([]int64, len(m.Points)), make([]int64, len(m.Free))
	shares := m.shares(blockOf, n)
	for first := 0; first < n && !s.improver.halted(); first += 2 {
		var parts [2]block
		var plans [2]blockPlan
		var wait sync.WaitGroup
		for k := range min(2, n-first) {
			parts[k] = m.block(int32(first+k), blockOf, shares[first+k])
			wait.Go(func() { plans[k] = solveBlock(parts[k].m, s.improver.stop) })
		}
		wait.Wait()
		for k := range min(2, n-first) {
			s.place(&parts[k], &plans[k])
			for i, price := range plans[k].u {
				u[parts[k].clients[i]] = price
			}
			for i, price := range plans[k].r {
				r[parts[k].resources[i]] = max(r[parts[k].resources[i]], price)
			}
		}
	}
	s.keep()
	return u, r
}

// solveInBlocks is the search on a list that is divided into blocks.
func (s *solver) solveInBlocks(o Options) {
	s.keep()
	s.trivialBounds()
	s.seating.setPenalty(s.hard)
	u, r := s.solveBlocks()
	s.report(o)
	s.improveAcross()
	s.improver.flipClasses()
	s.improver.polish()
	s.keep()
	s.report(o)
	rounds := int(max(boundAClient*int64(len(s.m.Points))/int64(1+len(s.m.PairGroup)), 20))
	s.improveBound(s.bounds, u, r, rounds)
	s.report(o)
	s.seating.setPenalty(s.easy)
	s.openSuggested(s.bounds)
	s.improveAcross()
	s.seating.setPenalty(s.hard)
	s.improver.repairCounts()
	s.improveAcross()
	s.improver.flipClasses()
	s.improver.polish()
	s.keep()
	s.report(o)
	s.recall()
	if o.Work > 0 {
		s.explore(o)
	}
	s.improveFromPoints(s.fitBounds, rounds/4)
}

// improveAcross improves the plan of the whole list, by groups of any block.
func (s *solver) improveAcross() {
	s.improver.polish()
	s.improver.openGreedily()
	s.improver.improveGroups(joinAClient * int64(len(s.m.Points)))
}

// blocks tells in which block each client and each group is.
type blocks struct{ client, group []int32 }

// divide puts clusters together into blocks, and gives each group to the block that has most
// of its people. A person with few groups to choose from counts for more.
func (m *Model) divide() (b blocks, n int) {
	size := make([]int, slices.Max(m.Cluster)+1)
	for _, kin := range m.Cluster {
		size[kin]++
	}
	of, sum := make([]int32, len(size)), 0
	for kin := range size {
		if sum > 0 && sum+size[kin]/2 > blockClients {
			n, sum = n+1, 0
		}
		of[kin] = int32(n)
		sum += size[kin]
	}
	n++
	b = blocks{make([]int32, len(m.Points)), make([]int32, len(m.Room))}
	for i, kin := range m.Cluster {
		b.client[i] = of[kin]
	}
	weight := make([]int64, n)
	var spread []int32 // groups with people of many blocks
	for g := range m.Room {
		list := m.GroupClient[m.GroupOff[g]:m.GroupOff[g+1]]
		var all int64
		for _, i := range list {
			w := 1 << 20 / int64(m.PairOff[i+1]-m.PairOff[i])
			weight[b.client[i]] += w
			all += w
		}
		var most int64
		for _, i := range list {
			if at := b.client[i]; weight[at] > most || weight[at] == most && at < b.group[g] {
				most, b.group[g] = weight[at], at
			}
		}
		for _, i := range list {
			weight[b.client[i]] = 0
		}
		if most < all/2 {
			spread = append(spread, int32(g))
		}
	}
	m.placeSpreadGroups(b, spread, weight)
	return b, n
}

// placeSpreadGroups moves each group with people of many blocks to the block that has most of
// the groups with the same resources, so that a therapist's groups are in one block.
func (m *Model) placeSpreadGroups(b blocks, spread []int32, weight []int64) {
	isSpread := make([]bool, len(m.Room))
	for _, g := range spread {
		isSpread[g] = true
	}
	for _, g := range spread {
		best, most := b.group[g], int64(0)
		for _, u := range m.Uses[g] {
			for _, h := range m.Users[u.Resource] {
				if at := b.group[h]; !isSpread[h] {
					if weight[at]++; weight[at] > most || weight[at] == most && at < best {
						best, most = at, weight[at]
					}
				}
			}
		}
		clear(weight)
		b.group[g] = best
	}
}

// shares divides what is left of each resource among the blocks, in proportion to the groups
// that use it. It returns the share of each block in each resource that it uses.
func (m *Model) shares(b blocks, n int) []map[int32]int32 {
	list := make([]map[int32]int32, n)
	for k := range list {
		list[k] = map[int32]int32{}
	}
	for r, users := range m.Users {
		if len(users) == 0 {
			continue
		}
		in := map[int32]int64{}
		for _, g := range users {
			in[b.group[g]] += int64(m.takes(g, int32(r)))
		}
		var all, passed int64
		order := make([]int32, 0, len(in))
		for k, amount := range in {
			all += amount
			order = append(order, k)
		}
		slices.Sort(order)
		for _, k := range order {
			before := int64(m.Free[r]) * passed / all
			passed += in[k]
			list[k][int32(r)] = int32(int64(m.Free[r])*passed/all - before)
		}
	}
	return list
}

// block makes the list of block k.
func (m *Model) block(k int32, b blocks, share map[int32]int32) block {
	x := block{m: &Model{Evenness: m.Evenness}}
	local := make([]int32, len(m.Room)) // number of each group in the block
	number := make(map[int32]int32, len(share))
	for r := range share {
		x.resources = append(x.resources, r)
	}
	slices.Sort(x.resources)
	for n, r := range x.resources {
		number[r] = int32(n)
		x.m.Free = append(x.m.Free, share[r])
	}
	for g := range m.Room {
		if b.group[g] != k {
			local[g] = None
			continue
		}
		local[g] = int32(len(x.groups))
		x.groups = append(x.groups, int32(g))
		x.m.Need, x.m.Room = append(x.m.Need, m.Need[g]), append(x.m.Room, m.Room[g])
		x.m.Running, x.m.Minutes = append(x.m.Running, m.Running[g]), append(x.m.Minutes, m.Minutes[g])
		x.m.Counts, x.m.Sitting = append(x.m.Counts, m.Counts[g]), append(x.m.Sitting, m.Sitting[g])
		var uses []Use
		for _, u := range m.Uses[g] {
			uses = append(uses, Use{number[u.Resource], u.Amount})
		}
		x.m.Uses = append(x.m.Uses, uses)
	}
	clients, pairs := 0, 0
	for i := range m.Points {
		if b.client[i] != k {
			continue
		}
		clients++
		for _, g := range m.PairGroup[m.PairOff[i]:m.PairOff[i+1]] {
			if local[g] != None {
				pairs++
			}
		}
	}
	x.clients, x.pairs = make([]int32, 0, clients), make([]int32, 0, pairs)
	x.m.Points, x.m.Sets, x.m.PairOff = make([]int64, 0, clients), make([][]int32, 0, clients), make([]int32, 1, clients+1)
	x.m.PairGroup, x.m.Fit, x.m.Mask = make([]int32, 0, pairs), make([]uint8, 0, pairs), make([]uint64, 0, pairs)
	inBlock := make(map[int32]int32)
	for i := range m.Points {
		if b.client[i] != k {
			continue
		}
		if m.Bonds != nil {
			inBlock[int32(i)] = int32(len(x.clients))
		}
		x.clients = append(x.clients, int32(i))
		x.m.Points, x.m.Sets = append(x.m.Points, m.Points[i]), append(x.m.Sets, m.Sets[i])
		for p := m.PairOff[i]; p < m.PairOff[i+1]; p++ {
			g := local[m.PairGroup[p]]
			if g == None {
				continue
			}
			x.pairs = append(x.pairs, p)
			x.m.PairGroup, x.m.Fit, x.m.Mask = append(x.m.PairGroup, g), append(x.m.Fit, m.Fit[p]), append(x.m.Mask, m.Mask[p])
			if m.Wish != nil {
				x.m.Wish = append(x.m.Wish, m.Wish[p])
			}
		}
		x.m.PairOff = append(x.m.PairOff, int32(len(x.m.PairGroup)))
	}
	if m.Bonds != nil {
		x.m.Bonds = make([][]Bond, len(x.clients))
		for n, i := range x.clients {
			for _, bond := range m.Bonds[i] {
				if j, here := inBlock[bond.Client]; here {
					x.m.Bonds[n] = append(x.m.Bonds[n], Bond{j, bond.Weight})
				}
			}
		}
	}
	x.m.Index()
	return x
}

// solveBlock finds a good plan of a block, and prices.
func solveBlock(m *Model, stop func() bool) blockPlan {
	s := newSolver(m, stop)
	s.makeBounds()
	s.inBlock = true
	s.keep()
	s.trivialBounds()
	s.seating.setPenalty(s.easy)
	s.settle()
	s.enforceCounts()
	u, r := s.prices(s.bounds.weighting)
	s.improveBound(s.bounds, u, r, blockRounds)
	if !s.improver.halted() && !s.proven() {
		s.openByPrices(s.fitBounds, blockRounds)
		s.recall()
		s.explore(Options{Work: blockExplore * int64(len(m.Points))})
		s.improveBound(s.bounds, s.bounds.u, s.bounds.r, blockRounds)
	}
	s.recall()
	return blockPlan{
		at: s.best.at, open: s.best.open, price: s.best.price,
		unit: units{s.seating.pointUnit(), s.seating.minuteUnit}, u: s.bounds.u, r: s.bounds.r,
	}
}

// place gives the people of a block the places that they have in its plan.
func (s *solver) place(x *block, plan *blockPlan) {
	taken := make([]int32, len(plan.open))
	for _, p := range plan.at {
		if p != None {
			taken[x.m.PairGroup[p]]++
		}
	}
	for g, open := range plan.open {
		h := x.groups[g]
		if open && !s.seating.Open[h] {
			s.seating.SetOpen(h, true)
		}
		if !open || taken[g] < x.m.Room[g] {
			continue
		}
		points := plan.price[g] / plan.unit.point
		fit := (plan.price[g] - points*plan.unit.point) / plan.unit.fit
		s.seating.setPrice(h, points*s.seating.pointUnit()+fit*s.seating.minuteUnit)
	}
	for i, p := range plan.at {
		if p != None {
			s.seating.Put(x.clients[i], x.pairs[p])
		}
	}
}
