package compose

import (
	"slices"
)

// model is a problem in the form in which it is solved: everything sorted by
// id, so that no order of the input can matter, and eligible pairs in flat
// arrays, so that a national waiting list fits in memory.
type model struct {
	policy  Policy
	clients []*Client // by id
	groups  []*Group  // by id
	points  []int32   // of each client

	// Pairs of client i are cOff[i] to cOff[i+1], by group.
	cOff   []int32
	pGroup []int32
	pFit   []uint8
	pMask  []uint16 // quotas of the group that count the client

	// Pairs of group g are gOff[g] to gOff[g+1] in gPair, by client.
	gOff  []int32
	gPair []int32
	// gClient is the client of each gPair, kept beside it for speed.
	gClient []int32
	gMask   []uint16 // as pMask

	need    []int32 // fewest newcomers with which a candidate opens
	room    []int32 // most newcomers
	running []bool
	minutes []int32 // 0 for running groups
	quotas  [][]limit
	// disjoint marks the quotas of each group that bound disjoint kinds of people.
	disjoint []uint16

	resources []*Resource // by id
	uses      [][]int32   // resources of each candidate group
	users     [][]int32   // candidate groups of each resource
	free      []int32     // capacity left beside the running groups

	sets      [][]int32 // conflict sets of each client, ascending
	tied      []bool    // clients in some conflict set
	setGroups [][]int32 // groups that have a member in the set, ascending
	clash     []uint64  // for few clients, who conflicts with whom, a row each
	clashRow  int       // words of a row
	standing  []bool    // groups two of whose members are in one set
	conflicts []ConflictSet
}

// limit is a quota as far as newcomers are concerned.
type limit struct {
	max    int32 // most newcomers, or noLimit
	noLone bool  // not exactly one newcomer
}

const noLimit = int32(1) << 30

// newModel derives a valid problem.
func newModel(p *Problem) *model {
	m := &model{policy: p.Policy}
	m.clients = sortedRefs(p.Clients, func(c *Client) string { return c.ID })
	m.groups = sortedRefs(p.Groups, func(g *Group) string { return g.ID })
	m.resources = sortedRefs(p.Resources, func(r *Resource) string { return r.ID })
	m.points = make([]int32, len(m.clients))
	for i, c := range m.clients {
		m.points[i] = int32(pointsOf(&m.policy, c))
	}
	m.deriveGroups()
	m.deriveConflicts(p.Conflicts)
	m.deriveResources()
	m.derivePairs()
	return m
}

func (m *model) deriveGroups() {
	n := len(m.groups)
	m.need, m.room, m.minutes = make([]int32, n), make([]int32, n), make([]int32, n)
	m.running, m.quotas, m.disjoint = make([]bool, n), make([][]limit, n), make([]uint16, n)
	for g, gr := range m.groups {
		m.room[g] = int32(max(0, gr.Max-len(gr.Members)))
		if gr.Intake != IntakeOpen {
			m.room[g] = 0
		}
		if gr.State == Running {
			m.running[g] = true
		} else {
			m.need[g] = int32(max(0, gr.Min-len(gr.Members)))
			m.minutes[g] = int32(gr.Minutes)
		}
		var attribute Attribute
		for k, q := range gr.Quotas {
			l := limit{max: noLimit}
			standing := q.standing(gr)
			if q.HasMax {
				l.max = int32(max(0, q.Max-standing))
				if m.disjoint[g] == 0 || attribute == q.Attribute {
					attribute = q.Attribute
					m.disjoint[g] |= 1 << k
				}
			}
			l.noLone = q.NoLone && standing == 0
			m.quotas[g] = append(m.quotas[g], l)
		}
	}
}

func (m *model) deriveConflicts(conflicts []ConflictSet) {
	m.conflicts = conflicts
	m.standing = make([]bool, len(m.groups))
	m.sets = make([][]int32, len(m.clients))
	m.tied = make([]bool, len(m.clients))
	if len(conflicts) == 0 {
		return
	}
	clientOf := make(map[string]int32, len(m.clients))
	for i, c := range m.clients {
		clientOf[c.ID] = int32(i)
	}
	groupsOf := make(map[string][]int32)
	for g, gr := range m.groups {
		for _, member := range gr.Members {
			groupsOf[member.ID] = append(groupsOf[member.ID], int32(g))
		}
	}
	m.setGroups = make([][]int32, len(conflicts))
	for k, set := range conflicts {
		for _, id := range set.Members {
			if i, waiting := clientOf[id]; waiting {
				m.sets[i], m.tied[i] = append(m.sets[i], int32(k)), true
			} else {
				m.setGroups[k] = append(m.setGroups[k], groupsOf[id]...)
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
	m.deriveClashes()
}

func (m *model) deriveResources() {
	groupOf := make(map[string]int32, len(m.groups))
	for g, gr := range m.groups {
		groupOf[gr.ID] = int32(g)
	}
	m.uses = make([][]int32, len(m.groups))
	m.users = make([][]int32, len(m.resources))
	m.free = make([]int32, len(m.resources))
	for r, res := range m.resources {
		free := res.Cap
		for _, id := range res.Groups {
			if g := groupOf[id]; m.running[g] {
				free--
			} else {
				m.uses[g] = append(m.uses[g], int32(r))
				m.users[r] = append(m.users[r], g)
			}
		}
		slices.Sort(m.users[r])
		m.free[r] = int32(min(max(0, free), len(m.groups)))
	}
}

// memberConflict reports whether a conflict set holds client i and a member of g.
func (m *model) memberConflict(i, g int32) bool {
	for _, k := range m.sets[i] {
		if _, found := slices.BinarySearch(m.setGroups[k], g); found {
			return true
		}
	}
	return false
}

// fewClients is up to how many clients conflicts are kept in a table as well.
const fewClients = 1 << 11

// deriveClashes fills the table of conflicts.
func (m *model) deriveClashes() {
	if len(m.clients) > fewClients {
		return
	}
	m.clashRow = (len(m.clients) + 63) / 64
	m.clash = make([]uint64, m.clashRow*len(m.clients))
	inSet := make([][]int32, len(m.conflicts))
	for i := range m.clients {
		for _, k := range m.sets[i] {
			for _, j := range inSet[k] {
				m.clash[i*m.clashRow+int(j)/64] |= 1 << (j % 64)
				m.clash[int(j)*m.clashRow+i/64] |= 1 << (i % 64)
			}
			inSet[k] = append(inSet[k], int32(i))
		}
	}
}

// conflict reports whether a conflict set holds both clients.
func (m *model) conflict(i, j int32) bool {
	if m.clash != nil {
		return m.clash[int(i)*m.clashRow+int(j)/64]>>(j%64)&1 != 0
	}
	a, b := m.sets[i], m.sets[j]
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] == b[0]:
			return true
		case a[0] < b[0]:
			a = a[1:]
		default:
			b = b[1:]
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
		if m.room[g] == 0 {
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
	m.cOff = make([]int32, len(m.clients)+1)
	m.gOff = make([]int32, len(m.groups)+1)
	var near []int32
	for i, c := range m.clients {
		near = near[:0]
		if c.Suitable {
			at := "@" + c.Region
			for _, concern := range c.Concerns {
				for _, slot := range c.Slots {
					near = append(near, index[place{concern.Code, slot, ""}]...)
					near = append(near, index[place{concern.Code, slot, at}]...)
				}
			}
			slices.Sort(near)
			near = slices.Compact(near)
		}
		for _, g := range near {
			barred, fit := barriers(&m.policy, c, m.groups[g], m.memberConflict(int32(i), g))
			if barred != 0 {
				continue
			}
			m.pGroup = append(m.pGroup, g)
			m.pFit = append(m.pFit, uint8(fit))
			m.pMask = append(m.pMask, maskOf(c, m.groups[g]))
			m.gOff[g+1]++
		}
		m.cOff[i+1] = int32(len(m.pGroup))
	}
	for g := range m.groups {
		m.gOff[g+1] += m.gOff[g]
	}
	m.gPair = make([]int32, len(m.pGroup))
	m.gClient = make([]int32, len(m.pGroup))
	m.gMask = make([]uint16, len(m.pGroup))
	next := slices.Clone(m.gOff)
	for i := range m.clients {
		for p := m.cOff[i]; p < m.cOff[i+1]; p++ {
			g := m.pGroup[p]
			m.gPair[next[g]], m.gClient[next[g]], m.gMask[next[g]] = p, int32(i), m.pMask[p]
			next[g]++
		}
	}
}

// maskOf has bit q set when quota q of the group counts the client.
func maskOf(c *Client, g *Group) (mask uint16) {
	for q := range g.Quotas {
		if g.Quotas[q].counts(c.Gender, c.Age, c.Acuity) {
			mask |= 1 << q
		}
	}
	return mask
}

// clientOf finds the client of a pair.
func (m *model) clientOf(p int32) int32 {
	low, high := 0, len(m.clients)
	for low+1 < high {
		mid := (low + high) / 2
		if m.cOff[mid] <= p {
			low = mid
		} else {
			high = mid
		}
	}
	return int32(low)
}
