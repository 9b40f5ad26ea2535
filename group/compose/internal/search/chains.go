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
	m       *Model
	seating *Seating
	nodeOf  []int32 // node of each pair
	nodes   []node
	heap    []entry
	order   []int32 // nodes in the order in which they were settled
	search  int32
	most    int64  // looks of one search
	best    ending // of the search
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

// node is the state of a node in the search, as far as stamp and done say so.
type node struct {
	gain  int64 // of the chain up to the node
	stamp int32 // search in which the node was last reached
	done  int32 // search in which it was last settled
	prev  int32 // node before, or none
	via   int32 // pair by which the chain reached the node
	who   int32 // client of that pair
	group int32
}

// entry is a node to be looked at; lower keys first.
type entry struct {
	key  int64
	node int32
}

func newChains(s *Seating) *chains {
	m := s.m
	c := &chains{m: m, seating: s, nodeOf: make([]int32, len(m.PairGroup))}
	for g := range m.Room {
		first := len(c.nodes)
		c.nodes = append(c.nodes, node{group: int32(g)})
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
			at, known := nodes[m.Mask[p]]
			if !known {
				at = int32(len(c.nodes))
				nodes[m.Mask[p]] = at
				c.nodes = append(c.nodes, node{group: int32(g)})
			}
			c.nodeOf[p] = at
		}
	}
	c.most = 1 << 60
	if len(m.PairGroup) > largePairs {
		c.most = chainLooks / int64(len(m.PairGroup))
	}
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
	n := &c.nodes[node]
	return n.done != c.search && (n.stamp != c.search || n.gain < gain)
}

// offerNode offers a chain to a node. It is kept when it is the best so far.
func (c *chains) offerNode(node int32, gain, key int64, prev, via, who int32) {
	if !c.better(node, gain) {
		return
	}
	n := &c.nodes[node]
	n.stamp, n.gain, n.prev, n.via, n.who = c.search, gain, prev, via, who
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
		if n := &c.nodes[top.node]; n.done != c.search {
			n.done = c.search
			c.order = append(c.order, top.node)
			return top, true
		}
	}
	return entry{}, false
}

// visits reports whether the chain to node passes through group g.
func (c *chains) visits(node, g int32) bool {
	for ; node != None; node = c.nodes[node].prev {
		if c.nodes[node].group == g {
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
	for node := c.best.node; node != None; node = c.nodes[node].prev {
		if c.nodes[node].prev != None {
			c.seating.Take(c.nodes[node].who)
		}
	}
	c.apply()
	return true
}

// apply gives everybody on the best chain their new place.
func (c *chains) apply() {
	for node := c.best.node; node != None; node = c.nodes[node].prev {
		if c.nodes[node].who != None {
			c.seating.Put(c.nodes[node].who, c.nodes[node].via)
		}
	}
}

// extendForward extends the chain that brings somebody to the group of a node. It ends on a
// free seat or with a member who loses their place, or goes on with that member's new group.
func (c *chains) extendForward(node int32) {
	n := &c.nodes[node]
	g, p, in, gain := n.group, n.via, n.who, n.gain
	if c.seating.Seats(g) > 0 {
		if penalty, ok := c.seating.Exchange(in, p, None); ok {
			c.offerEnd(gain-penalty, node, None)
		}
	}
	helps := c.seating.canGainByJoining(g)
	for _, j := range c.seating.Members[g] {
		c.seating.work++
		left := gain - c.seating.sitters[j].held
		if !helps && left <= c.best.gain && c.continues(j, g, left, c.m.PairOff[j]) == c.m.PairOff[j+1] {
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
	g := c.nodes[node].group
	for q := c.continues(j, g, gain, c.m.PairOff[j]); q < c.m.PairOff[j+1]; q = c.continues(j, g, gain, q+1) {
		h := c.m.PairGroup[q]
		if !c.visits(node, h) {
			then := gain + c.seating.worth(j, q)
			c.offerNode(c.nodeOf[q], then, c.seating.price[h]-then, node, q, j)
		}
	}
}

// continues returns the first pair of client j, from the given one on, by which a chain of the
// given gain can go on from g and still end better than the best end, or the end of their pairs.
func (c *chains) continues(j, g int32, gain int64, from int32) int32 {
	m, s := c.m, c.seating
	to := m.PairOff[j+1]
	groups, fits := m.PairGroup[from:to], m.Fit[from:to]
	fits = fits[:len(groups)]
	start := gain + s.sitters[j].base
	pays := c.best.gain - start
	for n, h := range groups {
		then := int64(fits[n]) * s.minuteUnit
		if s.extra != nil {
			then += s.extra[from+int32(n)]
		}
		if then-s.ask[h] > pays && h != g && c.better(c.nodeOf[from+int32(n)], start+then) {
			s.work += int64(n) + 1
			return from + int32(n)
		}
	}
	s.work += int64(len(groups))
	return to
}

// raisePrices corrects the prices after a search whose best end gains level: where a chain
// could have used a seat for more, the seat costs the difference. A group that keeps a free
// seat because of conflicts or quotas has the price 0.
func (c *chains) raisePrices(level int64, sound bool) {
	if !sound {
		return
	}
	for _, node := range c.order {
		g := c.nodes[node].group
		price := max(c.seating.price[g], c.nodes[node].gain-level)
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
		g := c.nodes[node].group
		if v := c.best.gain - c.nodes[node].gain; found && !cut && v < c.seating.price[g] {
			c.seating.setPrice(g, v)
		}
	}
	if !found {
		return false
	}
	c.seating.setPrice(h, c.best.gain)
	joins := c.best.last // the pair of somebody without a place
	for node := c.best.node; node != None; node = c.nodes[node].prev {
		if c.nodes[node].who != None {
			c.seating.Take(c.nodes[node].who)
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
		for node > 0 && c.nodes[node-1].group == h {
			node--
		}
	}
	return node
}

// extendBackward extends the chain that leaves a seat free in the group of a node. It ends
// there if the group has enough people, or with somebody without a place who joins, or goes on
// with the seat that a person from another group leaves.
func (c *chains) extendBackward(node int32) {
	m, s := c.m, c.seating
	n := &c.nodes[node]
	g, out, gain := n.group, n.who, n.gain
	if out != None && len(s.Members[g]) > int(m.Need[g]) {
		c.offerEnd(gain-s.leaving(out), node, None)
	}
	helps := s.canGainByJoining(g) // then a newcomer can remove a penalty
	clients, pairs := m.GroupClient[m.GroupOff[g]:m.GroupOff[g+1]], m.GroupPair[m.GroupOff[g]:m.GroupOff[g+1]]
	fits, nobody := m.groupFit[m.GroupOff[g]:m.GroupOff[g+1]], int32(len(m.Room))
	fits, pairs = fits[:len(clients)], pairs[:len(clients)]
	s.work += int64(len(clients))
	for k, j := range clients {
		who := &s.sitters[j]
		then := gain + who.base + int64(fits[k])*s.minuteUnit - who.held
		if s.extra != nil {
			then += s.extra[pairs[k]]
		}
		f := who.group
		price := s.price[f] // of the seat that j leaves
		if !helps && then+price <= c.best.gain || f == g || j == out {
			continue
		}
		p, from := pairs[k], s.At[j]
		if f != nobody && !c.better(c.nodeOf[from], then) {
			continue
		}
		penalty, ok := s.Exchange(j, p, out)
		if then -= penalty; !ok {
			continue
		}
		if f == nobody {
			c.offerEnd(then, node, p)
		} else if then+price > c.best.gain && !c.visits(node, f) {
			c.offerNode(c.nodeOf[from], then, -(then + price), node, p, j)
		}
	}
}
