package search

// Chains of moves. Placing one more client, or filling one more seat, in the
// best way can take a chain: the newcomer takes a seat, the person who had it moves
// to another group, and so on, until somebody finds a free seat or loses their place.
// The best chain is a shortest path in a graph whose nodes are groups. With a
// price on every seat all steps of a path cost zero or more, so Dijkstra's
// method finds it, and it can stop as soon as nothing left can beat the best
// end found. Without conflicts and quotas the prices are exact and so is the
// result. With them a step is allowed or not depending on who comes and who
// goes. A node is then a group together with the quotas that count the newcomer, prices
// are only a guide, and the true gain of a chain decides.

// chains holds the scratch memory of searches over one seating.
type chains struct {
	m         *Model
	seating   *Seating
	nodeOf    []int32 // node of each pair
	nodeGroup []int32 // group of each node
	stamp     []int32 // search in which a node was last reached
	done      []int32 // search in which it was last settled
	gain      []int64 // gain of the chain up to the node
	prev      []int32 // node before, or none
	via       []int32 // pair by which the chain reached the node
	who       []int32 // client of that pair
	heap      []entry
	order     []int32 // nodes in the order in which they were settled
	search    int32
	most      int64  // looks of one search
	best      ending // of the search
}

// ending is the best end of a chain that has been found so far: what the chain gains, its
// last node (or none), and the client who loses a place there or joins.
type ending struct {
	gain       int64
	node, last int32
}

// chainLooks bounds the search for one chain on the largest lists: chains that pay are
// nearly always short, and the search for others would go through the whole list. It is
// divided by the pairs of the list.
const chainLooks = 2_000_000_000

// entry is a node to be looked at; lower keys first.
type entry struct {
	key  int64
	node int32
}

func newChains(s *Seating) *chains {
	m := s.m
	c := &chains{m: m, seating: s, nodeOf: make([]int32, len(m.PairGroup))}
	for g := range m.Room {
		first := len(c.nodeGroup)
		c.nodeGroup = append(c.nodeGroup, int32(g))
		if len(m.Counts[g]) == 0 {
			for k := m.GroupOff[g]; k < m.GroupOff[g+1]; k++ {
				c.nodeOf[m.GroupPair[k]] = int32(first)
			}
			continue
		}
		// One node a combination of quotas that occurs, and one (the first) for a
		// chain that begins at the group.
		nodes := map[uint64]int32{}
		for k := m.GroupOff[g]; k < m.GroupOff[g+1]; k++ {
			p := m.GroupPair[k]
			node, known := nodes[m.Mask[p]]
			if !known {
				node = int32(len(c.nodeGroup))
				nodes[m.Mask[p]] = node
				c.nodeGroup = append(c.nodeGroup, int32(g))
			}
			c.nodeOf[p] = node
		}
	}
	c.most = 1 << 60
	if len(m.PairGroup) > largePairs {
		c.most = chainLooks / int64(len(m.PairGroup))
	}
	n := len(c.nodeGroup)
	c.stamp, c.done, c.prev, c.via = make([]int32, n), make([]int32, n), make([]int32, n), make([]int32, n)
	c.who, c.gain = make([]int32, n), make([]int64, n)
	return c
}

// begin forgets the last search. A chain of the next one has to gain more than least.
func (c *chains) begin(least int64) {
	c.search++
	c.heap = c.heap[:0]
	c.order = c.order[:0]
	c.best = ending{least, None, None}
}

// run settles nodes, the most promising first, and extends chains from each by step, until no
// other chain can beat the best end. cut says that it stopped before, at the limit of work.
func (c *chains) run(step func(c *chains, node int32)) (cut bool) {
	stop := c.seating.work + c.most
	for {
		top, ok := c.next()
		if !ok || -top.key <= c.best.gain {
			return false
		}
		if c.seating.work > stop {
			return true
		}
		step(c, top.node)
	}
}

// offerEnd offers an end of a chain.
func (c *chains) offerEnd(gain int64, node, last int32) {
	if gain > c.best.gain {
		c.best = ending{gain, node, last}
	}
}

// better reports whether a chain of the gain would be the best one to a node.
func (c *chains) better(node int32, gain int64) bool {
	return c.done[node] != c.search && (c.stamp[node] != c.search || c.gain[node] < gain)
}

// offerNode offers a chain to a node. It is kept when it is the best so far.
func (c *chains) offerNode(node int32, gain, key int64, prev, via, who int32) {
	if !c.better(node, gain) {
		return
	}
	c.stamp[node] = c.search
	c.gain[node], c.prev[node], c.via[node], c.who[node] = gain, prev, via, who
	h := append(c.heap, entry{key, node})
	k := len(h) - 1
	for k > 0 {
		up := (k - 1) / 2
		if h[up].key < key || h[up].key == key && h[up].node <= node {
			break
		}
		h[k] = h[up]
		k = up
	}
	h[k] = entry{key, node}
	c.heap = h
}

// next settles the node with the lowest key.
func (c *chains) next() (entry, bool) {
	for len(c.heap) > 0 {
		h := c.heap
		top := h[0]
		last := h[len(h)-1]
		h = h[:len(h)-1]
		c.heap = h
		if len(h) > 0 {
			k := 0
			for {
				down := 2*k + 1
				if down >= len(h) {
					break
				}
				if r := down + 1; r < len(h) && (h[r].key < h[down].key || h[r].key == h[down].key && h[r].node < h[down].node) {
					down = r
				}
				if h[down].key > last.key || h[down].key == last.key && h[down].node >= last.node {
					break
				}
				h[k] = h[down]
				k = down
			}
			h[k] = last
		}
		if c.done[top.node] != c.search {
			c.done[top.node] = c.search
			c.order = append(c.order, top.node)
			return top, true
		}
	}
	return entry{}, false
}

// visits reports whether the chain to node passes through group g.
func (c *chains) visits(node, g int32) bool {
	for ; node != None; node = c.prev[node] {
		if c.nodeGroup[node] == g {
			return true
		}
	}
	return false
}

// insert places client i, who sits nowhere, by the best chain whose gain
// exceeds least. It reports whether there was one.
func (c *chains) insert(i int32, least int64) bool {
	return c.insertInto(i, None, least)
}

// insertInto is insert with the first seat given by a pair. With None, any seat can be first.
func (c *chains) insertInto(i, first int32, least int64) bool {
	m := c.m
	c.begin(least)
	for p := m.PairOff[i]; p < m.PairOff[i+1]; p++ {
		if g := m.PairGroup[p]; c.seating.Open[g] && (first == None || first == p) {
			w := c.seating.worth(i, p)
			c.offerNode(c.nodeOf[p], w, c.seating.price[g]-w, None, p, i)
		}
	}
	cut := c.run((*chains).extendForward)
	found := c.best.node != None
	c.raisePrices(c.best.gain, !cut && first == None && (found || least >= 0))
	if !found {
		return false
	}
	if c.best.last != None {
		c.seating.Take(c.best.last)
	}
	for node := c.best.node; node != None; node = c.prev[node] {
		if c.prev[node] != None {
			c.seating.Take(c.who[node])
		}
	}
	c.apply()
	return true
}

// apply gives everybody on the best chain their new place.
func (c *chains) apply() {
	for node := c.best.node; node != None; node = c.prev[node] {
		if c.who[node] != None {
			c.seating.Put(c.who[node], c.via[node])
		}
	}
}

// extendForward extends the chain that brings somebody to the group of a node. It ends on a
// free seat or with a member who loses their place, or goes on with that member's new group.
func (c *chains) extendForward(node int32) {
	g, p, in, gain := c.nodeGroup[node], c.via[node], c.who[node], c.gain[node]
	if c.seating.Seats(g) > 0 {
		if penalty, ok := c.seating.Exchange(in, p, None); ok {
			c.offerEnd(gain-penalty, node, None)
		}
	}
	helps := c.seating.canGainByJoining(g)
	for _, j := range c.seating.Members[g] {
		c.seating.work++
		left := gain - c.seating.worth(j, c.seating.At[j])
		if !helps && left <= c.best.gain && !c.canContinue(j, g, left) {
			continue // even a free exchange would not gain
		}
		if penalty, ok := c.seating.Exchange(in, p, j); ok {
			c.offerEnd(left-penalty, node, j)
			c.moveMember(node, j, left-penalty)
		}
	}
}

// moveMember extends a chain of the given gain, which takes client j off their seat in the group
// of a node, to every group that could take j.
func (c *chains) moveMember(node, j int32, gain int64) {
	m := c.m
	for q := m.PairOff[j]; q < m.PairOff[j+1]; q++ {
		c.seating.work++
		h := m.PairGroup[q]
		if h == c.nodeGroup[node] || !c.seating.Open[h] {
			continue
		}
		then := gain + c.seating.worth(j, q)
		if then-c.seating.price[h] > c.best.gain && c.better(c.nodeOf[q], then) && !c.visits(node, h) {
			c.offerNode(c.nodeOf[q], then, c.seating.price[h]-then, node, q, j)
		}
	}
}

// canContinue reports whether a chain of the given gain can go on from g by moving
// client j to another group and still end better than the best end.
func (c *chains) canContinue(j, g int32, gain int64) bool {
	m := c.m
	for q := m.PairOff[j]; q < m.PairOff[j+1]; q++ {
		c.seating.work++
		h := m.PairGroup[q]
		if h == g || !c.seating.Open[h] {
			continue
		}
		then := gain + c.seating.worth(j, q)
		if then-c.seating.price[h] > c.best.gain && c.better(c.nodeOf[q], then) {
			return true
		}
	}
	return false
}

// raisePrices corrects the prices after a search whose best end gains level: where a chain
// could have used a seat for more, the seat costs the difference. A group that keeps a free
// seat because of conflicts or quotas has the price 0.
func (c *chains) raisePrices(level int64, sound bool) {
	if !sound {
		return
	}
	for _, node := range c.order {
		g := c.nodeGroup[node]
		price := max(c.seating.price[g], c.gain[node]-level)
		if c.seating.Seats(g) > 0 {
			price = min(price, 0)
		}
		c.seating.setPrice(g, price)
	}
}

// fill puts one more client on a free seat of group h by the best chain whose
// gain exceeds least. It reports whether there was one.
func (c *chains) fill(h int32, least int64) bool {
	m := c.m
	if m.GroupOff[h] == m.GroupOff[h+1] || c.seating.Seats(h) <= 0 {
		return false
	}
	c.begin(least)
	c.offerNode(c.firstNode(h), 0, -1<<62, None, None, None)
	cut := c.run((*chains).extendBackward)
	found := c.best.node != None
	for _, node := range c.order[min(1, len(c.order)):] {
		g := c.nodeGroup[node]
		if v := c.best.gain - c.gain[node]; found && !cut && v < c.seating.price[g] {
			c.seating.setPrice(g, v)
		}
	}
	if !found {
		return false
	}
	c.seating.setPrice(h, c.best.gain)
	joins := c.best.last // the pair of somebody without a place
	for node := c.best.node; node != None; node = c.prev[node] {
		if c.who[node] != None {
			c.seating.Take(c.who[node])
		}
	}
	if joins != None {
		c.seating.Put(m.ClientOf(joins), joins)
	}
	c.apply()
	return true
}

// firstNode is the node of a group from which chains start that bring somebody into it.
func (c *chains) firstNode(h int32) int32 {
	node := c.nodeOf[c.m.GroupPair[c.m.GroupOff[h]]]
	if len(c.m.Counts[h]) > 0 {
		for node > 0 && c.nodeGroup[node-1] == h {
			node--
		}
	}
	return node
}

// extendBackward extends the chain that leaves a seat free in the group of a node. It ends
// there if the group has enough people, or with somebody without a place who joins, or goes on
// with the seat that a person from another group leaves.
func (c *chains) extendBackward(node int32) {
	m := c.m
	g, out, gain := c.nodeGroup[node], c.who[node], c.gain[node]
	if out != None && len(c.seating.Members[g]) > int(m.Need[g]) {
		c.offerEnd(gain-c.seating.leaving(out), node, None)
	}
	helps := c.seating.canGainByJoining(g) // then a newcomer can remove a penalty
	for k := m.GroupOff[g]; k < m.GroupOff[g+1]; k++ {
		c.seating.work++
		j, p := m.GroupClient[k], m.GroupPair[k]
		then, from, f := gain+c.seating.worth(j, p), c.seating.At[j], None
		price := int64(0) // of the seat that j leaves
		if from != None {
			if f = m.PairGroup[from]; f == g {
				continue
			}
			then, price = then-c.seating.worth(j, from), c.seating.price[f]
			if !c.better(c.nodeOf[from], then) {
				continue
			}
		}
		if j == out || !helps && then+price <= c.best.gain {
			continue
		}
		penalty, ok := c.seating.Exchange(j, p, out)
		if then -= penalty; !ok {
			continue
		}
		if from == None {
			c.offerEnd(then, node, p)
		} else if then+price > c.best.gain && !c.visits(node, f) {
			c.offerNode(c.nodeOf[from], then, -(then + price), node, p, j)
		}
	}
}
