package compose

import (
	"slices"

	"github.com/therapykit/therapykit/group/compose/internal/search"

	"github.com/therapykit/therapykit/therapy/confidential"
)

// Report explains a result, everything in the order of ids. The zero Report is
// that of an empty problem.
type Report struct {
	confidential.Hidden
	// Placed says for everyone placed what speaks for the place.
	Placed []Placement `json:"placed,omitempty"`
	// Unplaced says for everyone left out why, and what would change it.
	Unplaced []Unplaced `json:"unplaced,omitempty"`
	// Groups says of every group whether it is open and what it lacks.
	Groups []GroupReport `json:"groups,omitempty"`
	// StandingConflicts lists running groups two of whose existing members
	// conflict. It is for people to resolve; the solver never moves a member.
	StandingConflicts []string `json:"standingConflicts,omitempty"`
}

// Placement is one client's place and what speaks for it. The zero value is
// nobody's place.
type Placement struct {
	confidential.Hidden
	// Client and Group are ids.
	Client string `json:"client"`
	Group  string `json:"group"`
	// Points is what priority and waiting made the place worth.
	Points int `json:"points"`
	// Fit is the sum of the parts below, 0 to [MaxFit].
	Fit int `json:"fit"`
	// Concern is the concern that the group works on, ConcernRank its place among
	// the client's concerns, 1 the primary one, and Severity how severe it is.
	Concern     string `json:"concern"`
	ConcernRank int    `json:"concernRank"`
	Severity    int    `json:"severity"`
	// PreferredSlot, FirstLanguage, TherapistWish and PreferredMode say which
	// preferences the place meets. No wish for a therapist's gender counts as met.
	PreferredSlot bool `json:"preferredSlot"`
	FirstLanguage bool `json:"firstLanguage"`
	TherapistWish bool `json:"therapistWish"`
	PreferredMode bool `json:"preferredMode"`
}

// GroupReport is what became of one group. The zero value is no group's report.
type GroupReport struct {
	confidential.Hidden
	// Group is the id.
	Group string `json:"group"`
	// Open says that the group runs or opens.
	Open bool `json:"open"`
	// Members counts existing members, Joining the newcomers, and Seats the
	// places then left, 0 where intake is closed.
	Members int `json:"members"`
	Joining int `json:"joining"`
	Seats   int `json:"seats"`
	// Lack says what a group that stays closed lacks.
	Lack Lack `json:"lack"`
	// Missing is how many suitable people are missing to the minimum among those
	// left without a place. It is 0 for open groups.
	Missing int `json:"missing"`
	// Elsewhere counts those suitable for the group who have a place in another.
	Elsewhere int `json:"elsewhere"`
	// Resources are the ids of resources that are used up by other groups, for a
	// group that stays closed.
	Resources []string `json:"resources,omitempty"`
}

// Lack says what keeps a candidate group closed. The zero value means nothing:
// the group is open.
type Lack uint8

// What a group can lack.
const (
	// LackNothing is the value for a group that is open.
	LackNothing Lack = iota
	// LackClients means that fewer clients could join at all than the minimum asks.
	LackClients
	// LackPeople means that too few suitable people are left without a place.
	LackPeople
	// LackResource means that people are left, but a resource is used up.
	LackResource
	// LackPeopleAndResource means that both are missing.
	LackPeopleAndResource
	// LackIntake means that intake is closed or that existing members fill the group.
	LackIntake

	numLacks
)

//enum:names Lack
var lackNames = [numLacks]string{
	LackNothing: "nothing", LackClients: "clients", LackPeople: "people", LackResource: "resource",
	LackPeopleAndResource: "people-and-resource", LackIntake: "intake",
}

// newReport explains a seating that solver.finish has left.
func newReport(m *model, s *search.Seating) Report {
	r := Report{Groups: make([]GroupReport, len(m.groups))}
	e := newExplainer(m, s)
	for i, c := range m.clients {
		if p := s.At[i]; p != search.None {
			r.Placed = append(r.Placed, placement(&m.problem.Policy, c, m.groups[m.PairGroup[p]]))
		} else {
			r.Unplaced = append(r.Unplaced, e.explain(int32(i)))
		}
	}
	for g := range m.groups {
		r.Groups[g] = groupReport(m, s, int32(g))
	}
	r.StandingConflicts = standingConflicts(m)
	return r
}

func placement(policy *Policy, c *Client, g *Group) Placement {
	best := bestConcern(c, g)
	return Placement{
		Client: c.ID, Group: g.ID, Points: pointsOf(policy, c), Fit: best.points + softFit(c, g),
		Concern: c.Concerns[best.rank].Code, ConcernRank: best.rank + 1, Severity: c.Concerns[best.rank].Severity,
		PreferredSlot: slices.Contains(c.PreferredSlots, g.Slot),
		FirstLanguage: c.Languages[0] == g.Language,
		TherapistWish: wishedLeader(c, g),
		PreferredMode: c.Modes[0] == g.Mode,
	}
}

func groupReport(m *model, s *search.Seating, g int32) GroupReport {
	r := GroupReport{
		Group: m.groups[g].ID, Open: s.Open[g], Members: len(m.groups[g].Members), Joining: len(s.Members[g]),
	}
	for k := m.GroupOff[g]; k < m.GroupOff[g+1]; k++ {
		if f := s.Group(m.GroupClient[k]); f != search.None && f != g {
			r.Elsewhere++
		}
	}
	if s.Open[g] {
		r.Seats = max(0, s.Seats(g))
		return r
	}
	for _, u := range m.Uses[g] {
		if s.Free[u.Resource] < u.Amount {
			r.Resources = append(r.Resources, m.capacities[u.Resource].id)
		}
	}
	slices.Sort(r.Resources)
	need := max(1, int(m.Need[g]))
	leftovers, _ := s.Leftovers(g, nil)
	r.Missing = max(0, need-len(leftovers))
	switch {
	case m.Room[g] == 0:
		r.Lack = LackIntake
	case int(m.GroupOff[g+1]-m.GroupOff[g]) < need:
		r.Lack = LackClients
	case r.Missing == 0:
		r.Lack = LackResource
	case len(r.Resources) == 0:
		r.Lack = LackPeople
	default:
		r.Lack = LackPeopleAndResource
	}
	return r
}

func standingConflicts(m *model) (groups []string) {
	for g, gr := range m.groups {
		if len(gr.Members) > 1 && m.standing[g] {
			groups = append(groups, gr.ID)
		}
	}
	return groups
}
