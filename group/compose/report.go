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
	// Placed gives the reasons for the place of everyone placed.
	Placed []Placement `json:"placed,omitempty"`
	// Unplaced says for everyone without a place why, and what would change it.
	Unplaced []Unplaced `json:"unplaced,omitempty"`
	// Groups says for every group whether it is open and, if not, why.
	Groups []GroupReport `json:"groups,omitempty"`
	// StandingConflicts lists running groups with two existing members who conflict. People
	// have to resolve this; the solver never moves a member.
	StandingConflicts []string `json:"standingConflicts,omitempty"`
}

// Placement is one client's place and the reasons for it. The zero value means no place.
type Placement struct {
	confidential.Hidden
	// Client and Group are ids.
	Client string `json:"client"`
	Group  string `json:"group"`
	// Points are the points of the place for priority and waiting.
	Points int `json:"points"`
	// Fit is the sum of the parts below, 0 to [MaxFit].
	Fit int `json:"fit"`
	// Concern is the client's concern that the group works on, ConcernRank its rank among the
	// client's concerns (1 is the primary one), and Severity how severe it is.
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

// GroupReport is the result for one group. The zero value belongs to no group.
type GroupReport struct {
	confidential.Hidden
	// Group is the id.
	Group string `json:"group"`
	// Open says that the group runs or opens.
	Open bool `json:"open"`
	// Members is the number of existing members, Joining the number of newcomers, and Seats
	// the number of places that remain, 0 if intake is closed.
	Members int `json:"members"`
	Joining int `json:"joining"`
	Seats   int `json:"seats"`
	// Lack says what a group that stays closed lacks.
	Lack Lack `json:"lack"`
	// Missing is how many more suitable people without a place the group would need for its
	// minimum. It is 0 for open groups.
	Missing int `json:"missing"`
	// Elsewhere is the number of people suitable for the group who have a place in another
	// one.
	Elsewhere int `json:"elsewhere"`
	// Resources are the ids of resources that other groups use up, for a group that stays
	// closed.
	Resources []string `json:"resources,omitempty"`
}

// Lack says why a candidate group stays closed. The zero value means that the group is open.
type Lack uint8

// The reasons why a group stays closed.
const (
	// LackNothing means that the group is open.
	LackNothing Lack = iota
	// LackClients means that fewer clients could join at all than the minimum.
	LackClients
	// LackPeople means that too few suitable people are left without a place.
	LackPeople
	// LackResource means that enough people are left, but a resource is used up.
	LackResource
	// LackPeopleAndResource means that too few people are left and a resource is used up.
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
	placed := 0
	for _, p := range s.At {
		if p != search.None {
			placed++
		}
	}
	if placed > 0 {
		r.Placed = make([]Placement, 0, placed)
	}
	if left := len(s.At) - placed; left > 0 {
		r.Unplaced = make([]Unplaced, 0, left)
	}
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
