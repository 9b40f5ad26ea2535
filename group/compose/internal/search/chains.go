package search

// Chains of moves. Placing one more client, or filling one more seat, in the
// best way can take a chain: the newcomer takes a seat, whoever sat there moves
// on to another group, and so on, until somebody finds a free seat or leaves.
// The best chain is a shortest path in a graph whose nodes are groups. With a
// price on every seat all steps of a path cost zero or more, so Dijkstra's
// method finds it, and it can stop as soon as nothing left can beat the best
// end found. Without conflicts and quotas the prices are exact and so is the
// result. With them a step is allowed or not depending on who comes and who
// goes; a node is then a group together with the quotas that count the comer,
// prices are only a guide, and the true gain of a chain is what decides.

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
	most      int64 // looks of one search
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

func (c *chains) begin() {
	c.search++
	c.heap = c.heap[:0]
	c.order = c.order[:0]
}

// reach offers a way to a node; it is kept when it is the best so far.
func (c *chains) reach(node int32, gain, key int64, prev, via, who int32) {
	if c.done[node] == c.search || c.stamp[node] == c.search && c.gain[node] >= gain {
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

// insertInto is insert with the first seat given by a pair, unless it is none.
func (c *chains) insertInto(i, first int32, least int64) bool {
	m := c.m
	c.begin()
	for p := m.PairOff[i]; p < m.PairOff[i+1]; p++ {
		if g := m.PairGroup[p]; c.seating.Open[g] && (first == None || first == p) {
			w := c.seating.worth(i, p)
			c.reach(c.nodeOf[p], w, c.seating.price[g]-w, None, p, i)
		}
	}
	best, end, ejected := least, None, None
	stop, cut := c.seating.work+c.most, false
	for {
		top, ok := c.next()
		if !ok || -top.key <= best {
			break
		}
		if c.seating.work > stop {
			cut = true
			break
		}
		node := top.node
		g, p, in, gain := c.nodeGroup[node], c.via[node], c.who[node], c.gain[node]
		if c.seating.Seats(g) > 0 {
			if penalty, ok := c.seating.Exchange(in, p, None); ok && gain-penalty > best {
				best, end, ejected = gain-penalty, node, None
			}
		}
		helps := c.seating.helps(g)
		for _, j := range c.seating.Members[g] {
			c.seating.work++
			own := c.seating.worth(j, c.seating.At[j])
			if !helps && gain-own <= best && !c.leads(j, g, gain-own, best) {
				continue // whatever the exchange costs, nothing comes of it
			}
			penalty, ok := c.seating.Exchange(in, p, j)
			if !ok {
				continue
			}
			left := gain - own - penalty
			if left > best {
				best, end, ejected = left, node, j
			}
			for q := m.PairOff[j]; q < m.PairOff[j+1]; q++ {
				c.seating.work++
				h := m.PairGroup[q]
				if h == g || !c.seating.Open[h] {
					continue
				}
				then := left + c.seating.worth(j, q)
				if then-c.seating.price[h] <= best {
					continue
				}
				to := c.nodeOf[q]
				if c.done[to] == c.search || c.stamp[to] == c.search && c.gain[to] >= then || c.visits(node, h) {
					continue
				}
				c.reach(to, then, c.seating.price[h]-then, node, q, j)
			}
		}
	}
	c.raisePrices(best, !cut && first == None && (end != None || least >= 0))
	if end == None {
		return false
	}
	if ejected != None {
		c.seating.Take(ejected)
	}
	for node := end; node != None; node = c.prev[node] {
		if c.prev[node] != None {
			c.seating.Take(c.who[node])
		}
	}
	for node := end; node != None; node = c.prev[node] {
		c.seating.Put(c.who[node], c.via[node])
	}
	return true
}

// leads reports whether a chain of the given gain can go on from g by moving
// client j to another group and still end above best.
func (c *chains) leads(j, g int32, gain, best int64) bool {
	m := c.m
	for q := m.PairOff[j]; q < m.PairOff[j+1]; q++ {
		c.seating.work++
		h := m.PairGroup[q]
		if h == g || !c.seating.Open[h] {
			continue
		}
		then := gain + c.seating.worth(j, q)
		if to := c.nodeOf[q]; then-c.seating.price[h] > best && c.done[to] != c.search &&
			(c.stamp[to] != c.search || c.gain[to] < then) {
			return true
		}
	}
	return false
}

// raisePrices makes the prices right again after a search whose best end gains
// level: whoever could have used a seat for more than that has to pay for it.
// A group that keeps a free seat because of conflicts or quotas charges nothing.
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
	c.begin()
	start := None
	for k := m.GroupOff[h]; k < m.GroupOff[h+1]; k++ {
		start = c.nodeOf[m.GroupPair[k]]
		break
	}
	if start == None || c.seating.Seats(h) <= 0 {
		return false
	}
	if len(m.Counts[h]) > 0 {
		for start > 0 && c.nodeGroup[start-1] == h {
			start--
		}
	}
	c.reach(start, 0, -1<<62, None, None, None)
	best, end, last := least, None, None
	stop, cut := c.seating.work+c.most, false
	for {
		top, ok := c.next()
		if !ok || -top.key <= best {
			break
		}
		if c.seating.work > stop {
			cut = true
			break
		}
		node := top.node
		g, out, gain := c.nodeGroup[node], c.who[node], c.gain[node]
		if out != None && len(c.seating.Members[g]) > int(m.Need[g]) {
			if v := gain - c.seating.leaving(out); v > best {
				best, end, last = v, node, None
			}
		}
		helps := c.seating.helps(g) // then somebody's coming can gain a penalty
		for k := m.GroupOff[g]; k < m.GroupOff[g+1]; k++ {
			c.seating.work++
			j, p := m.GroupClient[k], m.GroupPair[k]
			if j == out {
				continue
			}
			then := gain + c.seating.worth(j, p)
			from := c.seating.At[j]
			f := None
			if from != None {
				if f = m.PairGroup[from]; f == g {
					continue
				}
				then -= c.seating.worth(j, from)
				if to := c.nodeOf[from]; then+c.seating.price[f] <= best && !helps || c.done[to] == c.search ||
					c.stamp[to] == c.search && c.gain[to] >= then {
					continue
				}
			} else if then <= best && !helps {
				continue
			}
			penalty, ok := c.seating.Exchange(j, p, out)
			if !ok {
				continue
			}
			then -= penalty
			if from == None {
				if then > best {
					best, end, last = then, node, p
				}
				continue
			}
			if then+c.seating.price[f] > best && !c.visits(node, f) {
				c.reach(c.nodeOf[from], then, -(then + c.seating.price[f]), node, p, j)
			}
		}
	}
	for _, node := range c.order[min(1, len(c.order)):] {
		g := c.nodeGroup[node]
		if v := best - c.gain[node]; end != None && !cut && v < c.seating.price[g] {
			c.seating.setPrice(g, v)
		}
	}
	if end == None {
		return false
	}
	c.seating.setPrice(h, best)
	joins := None
	if last != None {
		joins = m.ClientOf(last)
	}
	for node := end; node != None; node = c.prev[node] {
		if c.who[node] != None {
			c.seating.Take(c.who[node])
		}
	}
	if joins != None {
		c.seating.Put(joins, last)
	}
	for node := end; node != None; node = c.prev[node] {
		if c.who[node] != None {
			c.seating.Put(c.who[node], c.via[node])
		}
	}
	return true
}
