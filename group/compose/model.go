package compose

import (
	"slices"

	"github.com/therapykit/therapykit/group/compose/internal/search"
)

// model is a problem together with its numbers, in which it is solved. Clients,
// groups and resources are in the order of their ids.
type model struct {
	*search.Model
	policy    Policy
	clients   []*Client
	groups    []*Group
	resources []*Resource
	setGroups [][]int32 // groups that have a member in the conflict set, ascending
	standing  []bool    // groups two of whose members are in one set
}

// newModel derives a valid problem.
func newModel(p *Problem) *model {
	m := &model{Model: &search.Model{}, policy: p.Policy}
	m.clients = sortedRefs(p.Clients, func(c *Client) string { return c.ID })
	m.groups = sortedRefs(p.Groups, func(g *Group) string { return g.ID })
	m.resources = sortedRefs(p.Resources, func(r *Resource) string { return r.ID })
	m.Points = make([]int64, len(m.clients))
	for i, c := range m.clients {
		m.Points[i] = int64(pointsOf(&m.policy, c))
	}
	m.deriveGroups()
	m.deriveConflicts(p.Conflicts)
	m.deriveResources()
	m.derivePairs()
	m.Index()
	return m
}

func (m *model) deriveGroups() {
	n := len(m.groups)
	m.Need, m.Room, m.Minutes = make([]int32, n), make([]int32, n), make([]int32, n)
	m.Running, m.Quotas = make([]bool, n), make([][]search.Limit, n)
	for g, gr := range m.groups {
		m.Room[g] = int32(max(0, gr.Max-len(gr.Members)))
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
			l := search.Limit{Kind: uint8(q.Attribute), Most: search.NoLimit}
			standing := q.standing(gr)
			if q.HasMax {
				l.Most = int32(max(0, q.Max-standing))
			}
			l.NoLone = q.NoLone && standing == 0
			m.Quotas[g] = append(m.Quotas[g], l)
		}
	}
}

func (m *model) deriveConflicts(conflicts []ConflictSet) {
	m.standing = make([]bool, len(m.groups))
	m.Sets = make([][]int32, len(m.clients))
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
				m.Sets[i] = append(m.Sets[i], int32(k))
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
}

func (m *model) deriveResources() {
	groupOf := make(map[string]int32, len(m.groups))
	for g, gr := range m.groups {
		groupOf[gr.ID] = int32(g)
	}
	m.Uses = make([][]int32, len(m.groups))
	m.Free = make([]int32, len(m.resources))
	for r, res := range m.resources {
		free := res.Cap
		for _, id := range res.Groups {
			if g := groupOf[id]; m.Running[g] {
				free--
			} else {
				m.Uses[g] = append(m.Uses[g], int32(r))
			}
		}
		m.Free[r] = int32(min(max(0, free), len(m.groups)))
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
			m.PairGroup = append(m.PairGroup, g)
			m.Fit = append(m.Fit, uint8(fit))
			m.Mask = append(m.Mask, maskOf(c, m.groups[g]))
		}
		m.PairOff[i+1] = int32(len(m.PairGroup))
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
