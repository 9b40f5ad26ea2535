package compose

import (
	"maps"
	"math"
	"slices"

	"github.com/therapykit/therapykit/group/compose/internal/search"
	"github.com/therapykit/therapykit/therapy"
)

// model is a problem together with its numbers, in which it is solved. Clients,
// groups and capacities are in the order of their ids.
type model struct {
	*search.Model
	problem    *Problem
	judge      *judge
	unit       placing
	clients    []*Client
	groups     []*Group
	capacities []capacity
	number     map[string]int32 // of each client
	setGroups  [][]int32        // groups that have a member in the conflict set, ascending
	standing   []bool           // groups two of whose members are in one set
	memberOf   map[string][]int32
	bundles    []bundle
	bundleOf   map[int32]int // of clients who have to be with somebody
}

// bundle is a set of people who must be together. Two bundles have no client in common.
type bundle struct {
	clients      []int32 // ascending
	memberGroups []int32 // groups of existing members among them, nil where there are none
	conflicting  bool    // two of the clients must not be in one group
}

// newModel derives a valid problem. The error says which numbers are too large.
func newModel(p *Problem) (*model, error) {
	m := &model{Model: &search.Model{}, problem: p, judge: newJudge(p), unit: newPlacing(p)}
	m.clients = sortedRefs(p.Clients, func(c *Client) string { return c.ID })
	m.groups = sortedRefs(p.Groups, func(g *Group) string { return g.ID })
	m.capacities = p.capacities()
	m.number = make(map[string]int32, len(m.clients))
	m.Points = make([]int64, len(m.clients))
	for i, c := range m.clients {
		m.number[c.ID] = int32(i)
		m.Points[i] = m.unit.ofClient(p, c)
		if m.Points[i] > MaxPlacing {
			return nil, &therapy.FieldError{Path: "/policy", Rule: "placing-range", Err: therapy.ErrRange}
		}
	}
	m.memberOf = make(map[string][]int32)
	for g, gr := range m.groups {
		for _, member := range gr.Members {
			m.memberOf[member.ID] = append(m.memberOf[member.ID], int32(g))
		}
	}
	m.deriveGroups()
	m.deriveConflicts(p.Conflicts)
	m.deriveCapacities()
	m.deriveBundles(p.Together)
	m.derivePairs()
	if !m.countBundles() {
		return nil, &therapy.FieldError{Path: "/together", Rule: "together-per-group", Err: therapy.ErrRange}
	}
	m.deriveWishes(p.Wishes)
	m.deriveClusters()
	m.Index()
	return m, nil
}

// A list of at least divisibleClients clients may be divided. A region with more than
// largeRegion people is divided further, by what they seek help with.
const (
	divisibleClients = 2500
	largeRegion      = 3000
)

// deriveClusters numbers people by region, and in large regions by their first concern too.
// People who must be together get the same number.
func (m *model) deriveClusters() {
	if len(m.clients) < divisibleClients {
		return
	}
	inRegion := map[string]int{}
	for _, c := range m.clients {
		inRegion[c.Region]++
	}
	kin := make([][2]string, len(m.clients))
	for i, c := range m.clients {
		kin[i][0] = c.Region
		if inRegion[c.Region] > largeRegion && len(c.Concerns) > 0 {
			kin[i][1] = c.Concerns[0].Code
		}
	}
	for _, circle := range m.bundles {
		for _, i := range circle.clients {
			kin[i] = kin[circle.clients[0]]
		}
	}
	order := slices.Clone(kin)
	byName := func(a, b [2]string) int { return slices.Compare(a[:], b[:]) }
	slices.SortFunc(order, byName)
	order = slices.Compact(order)
	m.Cluster = make([]int32, len(kin))
	for i := range kin {
		at, _ := slices.BinarySearchFunc(order, kin[i], byName)
		m.Cluster[i] = int32(at)
	}
}

func (m *model) deriveGroups() {
	n := len(m.groups)
	m.Need, m.Room, m.Minutes = make([]int32, n), make([]int32, n), make([]int32, n)
	m.Running, m.Counts, m.Sitting = make([]bool, n), make([][]search.Count, n), make([]int32, n)
	m.Evenness = int32(m.problem.Policy.EqualSizes)
	for g, gr := range m.groups {
		m.Room[g] = int32(max(0, gr.Max-len(gr.Members)))
		m.Sitting[g] = int32(len(gr.Members))
		if gr.Intake != IntakeOpen {
			m.Room[g] = 0
		}
		if gr.State == Running {
			m.Running[g] = true
		} else {
			m.Need[g] = int32(max(0, gr.Min-len(gr.Members)))
			m.Minutes[g] = int32(gr.Minutes)
		}
		for _, q := range gr.Quotas {
			m.Counts[g] = append(m.Counts[g], q.count(gr))
		}
	}
}

// count is a quota as far as newcomers are concerned.
func (q *Quota) count(g *Group) search.Count {
	c := search.Count{Kind: uint8(q.Attribute), Most: search.NoLimit}
	standing := q.standing(g)
	if q.HasMax {
		c.Most = int32(max(0, q.Max-standing))
	}
	if g.State == Candidate {
		c.Least = int32(max(0, q.Min-standing))
	}
	if q.NoLone && standing == 0 {
		c.OrNone = c.Least == 0
		c.Least = max(2, c.Least)
	}
	return c
}

func (m *model) deriveConflicts(conflicts []ConflictSet) {
	m.standing = make([]bool, len(m.groups))
	m.Sets = make([][]int32, len(m.clients))
	if len(conflicts) == 0 {
		return
	}
	m.setGroups = make([][]int32, len(conflicts))
	for k, set := range conflicts {
		for _, id := range set.Members {
			if i, waiting := m.number[id]; waiting {
				m.Sets[i] = append(m.Sets[i], int32(k))
			} else {
				m.setGroups[k] = append(m.setGroups[k], m.memberOf[id]...)
			}
		}
		slices.Sort(m.setGroups[k])
		for n := 1; n < len(m.setGroups[k]); n++ {
			if g := m.setGroups[k][n]; g == m.setGroups[k][n-1] {
				m.standing[g] = true
			}
		}
		m.setGroups[k] = slices.Compact(m.setGroups[k])
	}
}

func (m *model) deriveCapacities() {
	groupOf := make(map[string]int32, len(m.groups))
	for g, gr := range m.groups {
		groupOf[gr.ID] = int32(g)
	}
	m.Uses = make([][]search.Use, len(m.groups))
	m.Free = make([]int32, len(m.capacities))
	for r, c := range m.capacities {
		free, wanted := c.cap, int64(0)
		for _, u := range c.uses {
			if g := groupOf[u.group]; m.Running[g] {
				free -= u.amount
			} else {
				wanted += u.amount
				m.Uses[g] = append(m.Uses[g], search.Use{Resource: int32(r), Amount: int32(u.amount)})
			}
		}
		m.Free[r] = int32(min(max(0, free), wanted, math.MaxInt32))
	}
}

// deriveBundles joins sets of people who have to be together where a client is in both. A
// member who is in both sets does not join them, because a plan does not decide where a
// member is.
func (m *model) deriveBundles(sets []Together) {
	parent := map[int32]int32{}
	root := func(i int32) int32 {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	first := make([]int32, len(sets)) // a client of each set
	for k, set := range sets {
		first[k] = search.None
		for _, id := range set.Members {
			i, waiting := m.number[id]
			if !waiting {
				continue
			}
			if _, known := parent[i]; !known {
				parent[i] = i
			}
			if first[k] == search.None {
				first[k] = i
			}
			parent[root(i)] = root(first[k])
		}
	}
	at := map[int32]int{}
	m.bundleOf = map[int32]int{}
	for _, i := range slices.Sorted(maps.Keys(parent)) {
		k, known := at[root(i)]
		if !known {
			k = len(m.bundles)
			at[root(i)] = k
			m.bundles = append(m.bundles, bundle{})
		}
		c := &m.bundles[k]
		c.conflicting = c.conflicting || slices.ContainsFunc(c.clients, func(j int32) bool { return m.Conflict(i, j) })
		c.clients = append(c.clients, i)
		m.bundleOf[i] = k
	}
	for k, set := range sets {
		c := &m.bundles[m.bundleOf[first[k]]]
		for _, id := range set.Members {
			if _, waiting := m.number[id]; waiting {
				continue
			}
			if c.memberGroups == nil {
				c.memberGroups = slices.Clone(m.memberOf[id])
			} else {
				c.memberGroups = slices.DeleteFunc(c.memberGroups, func(g int32) bool { return !slices.Contains(m.memberOf[id], g) })
			}
		}
	}
}

// cannotBeTogether reports whether client i and the people they have to be with cannot all be in group
// g, whatever the rules say about client i alone. The answer is the same for all of them.
func (m *model) cannotBeTogether(i, g int32) bool {
	k, bound := m.bundleOf[i]
	if !bound {
		return false
	}
	c := m.bundles[k]
	if c.conflicting || c.memberGroups != nil && !slices.Contains(c.memberGroups, g) || len(c.clients) > int(m.Room[g]) {
		return true
	}
	return slices.ContainsFunc(c.clients, func(j int32) bool {
		if j == i {
			return false
		}
		set, _ := m.judge.brokenRules(m.clients[j], m.groups[g], m.memberConflict(j, g))
		return set != 0
	})
}

// countBundles adds a count for each bundle to every group that it could join: all of the
// bundle or nobody. It reports false if there are too many counts.
func (m *model) countBundles() bool {
	for _, c := range m.bundles {
		if len(c.clients) < 2 {
			continue
		}
		for p := m.PairOff[c.clients[0]]; p < m.PairOff[c.clients[0]+1]; p++ {
			g := m.PairGroup[p]
			bit := len(m.Counts[g])
			if bit >= len(m.groups[g].Quotas)+MaxTogether {
				return false
			}
			m.Counts[g] = append(m.Counts[g], search.Count{Most: search.NoLimit, Least: int32(len(c.clients)), OrNone: true})
			for _, i := range c.clients {
				if q := m.pair(i, g); q != search.None {
					m.Mask[q] |= 1 << bit
				}
			}
		}
	}
	return true
}

// pair finds the pair of a client and a group, or none.
func (m *model) pair(i, g int32) int32 {
	from, to := m.PairOff[i], m.PairOff[i+1]
	if k, found := slices.BinarySearch(m.PairGroup[from:to], g); found {
		return from + int32(k)
	}
	return search.None
}

// deriveWishes turns wishes of one person, and with existing members, into gains of
// pairs, and others into bonds.
func (m *model) deriveWishes(wishes []Wish) {
	gain := func(i int32, weight int, met func(g int32) bool) {
		if m.Wish == nil {
			m.Wish = make([]int32, len(m.PairGroup))
		}
		for p := m.PairOff[i]; p < m.PairOff[i+1]; p++ {
			if met(m.PairGroup[p]) {
				m.Wish[p] += int32(weight)
			}
		}
	}
	for k := range wishes {
		w := &wishes[k]
		weight := w.Weight
		if w.Apart {
			weight = -weight
		}
		if !w.Apart && !w.Together {
			gain(m.number[w.Members[0]], weight, func(g int32) bool { return w.met(m.groups[g]) })
			continue
		}
		a, waits := m.number[w.Members[0]]
		b, both := m.number[w.Members[1]]
		switch {
		case waits && both:
			if m.Bonds == nil {
				m.Bonds = make([][]search.Bond, len(m.clients))
			}
			m.Bonds[a] = append(m.Bonds[a], search.Bond{Client: b, Weight: int32(weight)})
			m.Bonds[b] = append(m.Bonds[b], search.Bond{Client: a, Weight: int32(weight)})
		case waits:
			gain(a, weight, func(g int32) bool { return slices.Contains(m.memberOf[w.Members[1]], g) })
		case both:
			gain(b, weight, func(g int32) bool { return slices.Contains(m.memberOf[w.Members[0]], g) })
		}
	}
}

// memberConflict reports whether a conflict set holds client i and a member of g.
func (m *model) memberConflict(i, g int32) bool {
	for _, k := range m.Sets[i] {
		if _, found := slices.BinarySearch(m.setGroups[k], g); found {
			return true
		}
	}
	return false
}

// place is the key under which eligible groups are looked up.
type place struct{ theme, slot, region string }

// derivePairs finds the eligible pairs through an index by theme, time and
// region, so that the work is proportional to near misses and not to all pairs.
func (m *model) derivePairs() {
	index := make(map[place][]int32)
	for g, gr := range m.groups {
		if m.Room[g] == 0 {
			continue
		}
		key := place{slot: gr.Slot}
		if gr.Mode == Onsite {
			key.region = "@" + gr.Region
		}
		for _, key.theme = range gr.Themes {
			index[key] = append(index[key], int32(g))
		}
	}
	m.PairOff = make([]int32, len(m.clients)+1)
	var near []int32
	for i, c := range m.clients {
		i := int32(i)
		near = near[:0]
		if c.Suitable {
			regions := m.judge.regions(c)
			for _, concern := range c.Concerns {
				for _, slot := range c.Slots {
					near = append(near, index[place{concern.Code, slot, ""}]...)
					for _, region := range regions {
						near = append(near, index[place{concern.Code, slot, "@" + region}]...)
					}
				}
			}
			slices.Sort(near)
			near = slices.Compact(near)
		}
		m.makeRoom(len(near), int(i))
		for _, g := range near {
			barred, fit := m.judge.brokenRules(c, m.groups[g], m.memberConflict(i, g))
			if barred != 0 || m.cannotBeTogether(i, g) {
				continue
			}
			m.PairGroup = append(m.PairGroup, g)
			m.Fit = append(m.Fit, uint8(fit))
			m.Mask = append(m.Mask, maskOf(c, m.groups[g]))
		}
		m.PairOff[i+1] = int32(len(m.PairGroup))
	}
}

// makeRoom grows the lists of pairs. It estimates their final length from the first i clients, so
// that they are copied only a few times.
func (m *model) makeRoom(more, i int) {
	have := len(m.PairGroup)
	if have+more <= min(cap(m.PairGroup), cap(m.Fit), cap(m.Mask)) {
		return
	}
	rest := len(m.clients) - i
	more += have * rest / (i + 1) * 17 / 16
	if i < firstClients {
		more = min(more, max(1024, have))
	}
	m.PairGroup, m.Fit, m.Mask = slices.Grow(m.PairGroup, more), slices.Grow(m.Fit, more), slices.Grow(m.Mask, more)
}

// firstClients are too few to tell how many pairs a list has.
const firstClients = 64

// maskOf has bit q set when quota q of the group counts the client.
func maskOf(c *Client, g *Group) (mask uint64) {
	for q := range g.Quotas {
		if g.Quotas[q].counts(c.Gender, c.Age, c.Acuity) {
			mask |= 1 << q
		}
	}
	return mask
}
