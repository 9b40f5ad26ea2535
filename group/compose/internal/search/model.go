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
	// Mask tells the counts of the group that include the client, a bit each.
	Mask []uint64
	// Wish is what wishes gain where a pair goes together, nil where there are none.
	Wish []int32
	// Penalty is taken off the points of a pair, and Moves marks pairs of which at most
	// MaxMoves may be chosen when every plan is tried; nil where there are none.
	Penalty  []int64
	Moves    []bool
	MaxMoves int

	// Standing marks clients without whom no plan is valid; nil where there are none.
	Standing []bool

	// Need and Room are the fewest newcomers with which a group opens and the most
	// that it takes. Running groups are open whatever happens.
	Need, Room []int32
	Running    []bool
	// Minutes is what a group costs when it opens.
	Minutes []int32
	// Counts are the rules about how many people of a kind a group has.
	Counts [][]Count
	// Sitting is how many people each group has already.
	Sitting []int32
	// Evenness is what the square of a group's size costs among wishes.
	Evenness int32

	// Uses lists what each candidate group takes of which resources, and Free is how
	// much each resource has left.
	Uses [][]Use
	Free []int32

	// Sets lists the conflict sets of each client, ascending.
	Sets [][]int32
	// Cluster numbers the clients of a list that may be divided: people with one number have
	// about the same groups to choose from, and people with numbers next to each other have
	// much in common. It is nil on other lists.
	Cluster []int32
	// Bonds lists with whom each client gains or loses by being together, nil where nobody
	// does. Each bond is listed for both clients.
	Bonds [][]Bond

	// What Index derives.

	// The pairs of group g are GroupOff[g] to GroupOff[g+1] in GroupPair, in the
	// order of clients. Copies of each pair's client and fit are kept in the same order for
	// speed, and of its mask on lists that are divided into parts.
	GroupOff    []int32
	GroupPair   []int32
	GroupClient []int32
	groupMask   []uint64
	groupFit    []uint8
	// Users lists the candidate groups of each resource.
	Users [][]int32
	// disjoint marks the maxima of each group that bound disjoint kinds of people.
	disjoint      []uint64
	unit          []int32  // the most that one group takes of each resource
	tied          []bool   // clients in some conflict set
	conflictBits  []uint64 // for few clients, who conflicts with whom, a row each
	conflictWords int      // words of a row
}

// Count is a rule about how many newcomers of a kind an open group has.
type Count struct {
	// Kind is the attribute that it counts by. A person has one value of each, so
	// that the maxima of one kind count different people.
	Kind uint8
	// Most is the most newcomers that it lets in, or NoLimit.
	Most int32
	// Least is the fewest. OrNone says that none at all is right as well.
	Least  int32
	OrNone bool
}

// missing is how many newcomers a count of n lacks.
func (c Count) missing(n int32) int32 {
	if n >= c.Least || n == 0 && c.OrNone {
		return 0
	}
	return c.Least - n
}

// Use is how much of a resource a group takes.
type Use struct{ Resource, Amount int32 }

// Bond is what being together with another client gains among wishes.
type Bond struct{ Client, Weight int32 }

// NoLimit stands for no maximum. MaxCounts bounds the counts of one group, and
// MaxFit the fit of a pair.
const (
	NoLimit   = int32(1) << 30
	MaxCounts = 64
	MaxFit    = 99
)

// None stands for no client, group or pair.
const None = int32(-1)

// Index derives what the search looks things up in.
func (m *Model) Index() {
	m.indexGroups()
	m.disjoint = make([]uint64, len(m.Room))
	for g, counts := range m.Counts {
		first := None
		for q, c := range counts {
			if c.Most < NoLimit && (first == None || c.Kind == counts[first].Kind) {
				m.disjoint[g] |= 1 << q
				if first == None {
					first = int32(q)
				}
			}
		}
	}
	m.Users = make([][]int32, len(m.Free))
	m.unit = make([]int32, len(m.Free))
	for g, uses := range m.Uses {
		for _, u := range uses {
			m.Users[u.Resource] = append(m.Users[u.Resource], int32(g))
			m.unit[u.Resource] = max(m.unit[u.Resource], u.Amount)
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
	if len(m.PairGroup) <= fewPairs {
		m.groupMask = make([]uint64, len(m.PairGroup))
	}
	m.groupFit = make([]uint8, len(m.PairGroup))
	next := slices.Clone(m.GroupOff)
	for i := range m.Points {
		for p := m.PairOff[i]; p < m.PairOff[i+1]; p++ {
			g := m.PairGroup[p]
			m.GroupPair[next[g]], m.GroupClient[next[g]], m.groupFit[next[g]] = p, int32(i), m.Fit[p]
			if m.groupMask != nil {
				m.groupMask[next[g]] = m.Mask[p]
			}
			next[g]++
		}
	}
}

// maskAt is the mask of pair k of the groups.
func (m *Model) maskAt(k int32) uint64 {
	if m.groupMask != nil {
		return m.groupMask[k]
	}
	return m.Mask[m.GroupPair[k]]
}

// fewClients is up to how many clients conflicts are kept in a table as well.
const fewClients = 1 << 11

// tabulateConflicts fills the table of conflicts.
func (m *Model) tabulateConflicts() {
	m.conflictWords = (len(m.Points) + 63) / 64
	m.conflictBits = make([]uint64, m.conflictWords*len(m.Points))
	inSet := map[int32][]int32{}
	for i := range m.Points {
		for _, k := range m.Sets[i] {
			for _, j := range inSet[k] {
				m.conflictBits[i*m.conflictWords+int(j)/64] |= 1 << (j % 64)
				m.conflictBits[int(j)*m.conflictWords+i/64] |= 1 << (i % 64)
			}
			inSet[k] = append(inSet[k], int32(i))
		}
	}
}

// pointsOf is what client i is worth in the group of pair p.
func (m *Model) pointsOf(i, p int32) int64 {
	if m.Penalty != nil {
		return m.Points[i] - m.Penalty[p]
	}
	return m.Points[i]
}

// takes is how much of a resource a group takes.
func (m *Model) takes(g, r int32) int32 {
	for _, u := range m.Uses[g] {
		if u.Resource == r {
			return u.Amount
		}
	}
	return 0
}

// Conflict reports whether a conflict set holds both clients.
func (m *Model) Conflict(i, j int32) bool {
	if m.conflictBits != nil {
		return m.conflictBits[int(i)*m.conflictWords+int(j)/64]>>(j%64)&1 != 0
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
