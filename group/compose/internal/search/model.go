package search

import "slices"

// Model is a problem in numbers. Clients, groups and resources are numbered in
// the order of their ids, so that no order of the input can matter, and the
// pairs of a client and a group that may go together lie in flat arrays, so that
// a national waiting list fits in memory. The caller fills what is exported and
// calls [Model.Index] once; nothing changes it afterwards.
type Model struct {
	// Points is what a place for each client is worth.
	Points []int64
	// The pairs of client i are PairOff[i] to PairOff[i+1], in the order of groups.
	PairOff   []int32
	PairGroup []int32
	Fit       []uint8
	// Mask tells the quotas of the group that count the client, a bit each.
	Mask []uint16

	// Need and Room are the fewest newcomers with which a group opens and the most
	// that it takes. Running groups are open whatever happens.
	Need, Room []int32
	Running    []bool
	// Minutes is what a group costs when it opens.
	Minutes []int32
	Quotas  [][]Limit

	// Uses lists the resources of each candidate group, and Free is how many more
	// groups each resource bears.
	Uses [][]int32
	Free []int32

	// Sets lists the conflict sets of each client, ascending.
	Sets [][]int32

	// What Index derives.

	// The pairs of group g are GroupOff[g] to GroupOff[g+1] in GroupPair, in the
	// order of clients, with the client and mask of each beside it for speed.
	GroupOff    []int32
	GroupPair   []int32
	GroupClient []int32
	groupMask   []uint16
	// Users lists the candidate groups of each resource.
	Users [][]int32
	// disjoint marks the quotas of each group that bound disjoint kinds of people.
	disjoint []uint16
	tied     []bool   // clients in some conflict set
	clash    []uint64 // for few clients, who conflicts with whom, a row each
	clashRow int      // words of a row
}

// Limit is a quota as far as newcomers are concerned.
type Limit struct {
	// Kind is the attribute that it counts by. A person has one value of each, so
	// that the limits of one kind count different people.
	Kind uint8
	// Most is the most newcomers that it lets in, or NoLimit.
	Most int32
	// NoLone says that there must not be exactly one of them.
	NoLone bool
}

// NoLimit stands for no maximum. MaxLimits bounds the limits of one group, and
// MaxFit the fit of a pair.
const (
	NoLimit   = int32(1) << 30
	MaxLimits = 16
	MaxFit    = 99
)

// None stands for no client, group or pair.
const None = int32(-1)

// Index derives what the search looks things up in.
func (m *Model) Index() {
	m.indexGroups()
	m.disjoint = make([]uint16, len(m.Room))
	for g, limits := range m.Quotas {
		first := None
		for q, l := range limits {
			if l.Most < NoLimit && (first == None || l.Kind == limits[first].Kind) {
				m.disjoint[g] |= 1 << q
				if first == None {
					first = int32(q)
				}
			}
		}
	}
	m.Users = make([][]int32, len(m.Free))
	for g, uses := range m.Uses {
		for _, r := range uses {
			m.Users[r] = append(m.Users[r], int32(g))
		}
	}
	m.tied = make([]bool, len(m.Points))
	for i, sets := range m.Sets {
		m.tied[i] = len(sets) > 0
	}
	if len(m.Points) <= fewClients && slices.Contains(m.tied, true) {
		m.tabulateConflicts()
	}
}

// indexGroups lists the pairs by group.
func (m *Model) indexGroups() {
	m.GroupOff = make([]int32, len(m.Room)+1)
	for _, g := range m.PairGroup {
		m.GroupOff[g+1]++
	}
	for g := range m.Room {
		m.GroupOff[g+1] += m.GroupOff[g]
	}
	m.GroupPair = make([]int32, len(m.PairGroup))
	m.GroupClient = make([]int32, len(m.PairGroup))
	m.groupMask = make([]uint16, len(m.PairGroup))
	next := slices.Clone(m.GroupOff)
	for i := range m.Points {
		for p := m.PairOff[i]; p < m.PairOff[i+1]; p++ {
			g := m.PairGroup[p]
			m.GroupPair[next[g]], m.GroupClient[next[g]], m.groupMask[next[g]] = p, int32(i), m.Mask[p]
			next[g]++
		}
	}
}

// fewClients is up to how many clients conflicts are kept in a table as well.
const fewClients = 1 << 11

// tabulateConflicts fills the table of conflicts.
func (m *Model) tabulateConflicts() {
	m.clashRow = (len(m.Points) + 63) / 64
	m.clash = make([]uint64, m.clashRow*len(m.Points))
	inSet := map[int32][]int32{}
	for i := range m.Points {
		for _, k := range m.Sets[i] {
			for _, j := range inSet[k] {
				m.clash[i*m.clashRow+int(j)/64] |= 1 << (j % 64)
				m.clash[int(j)*m.clashRow+i/64] |= 1 << (i % 64)
			}
			inSet[k] = append(inSet[k], int32(i))
		}
	}
}

// Conflict reports whether a conflict set holds both clients.
func (m *Model) Conflict(i, j int32) bool {
	if m.clash != nil {
		return m.clash[int(i)*m.clashRow+int(j)/64]>>(j%64)&1 != 0
	}
	a, b := m.Sets[i], m.Sets[j]
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

// ClientOf finds the client of a pair.
func (m *Model) ClientOf(p int32) int32 {
	low, high := 0, len(m.Points)
	for low+1 < high {
		mid := (low + high) / 2
		if m.PairOff[mid] <= p {
			low = mid
		} else {
			high = mid
		}
	}
	return int32(low)
}
