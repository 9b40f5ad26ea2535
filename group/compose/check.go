package compose

import (
	"slices"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
)

// Assignment says who joins which group: it maps the id of every candidate
// group that opens, and of every running group that takes somebody, to the ids
// of the clients who join. Existing members are not listed. A nil Assignment
// opens nothing and places nobody. The solver lists ids in ascending order;
// readers accept any.
type Assignment map[string][]string

// Score is the worth of an assignment, most important first. The zero Score is
// that of placing nobody.
type Score struct {
	// Points is the sum of priority and waiting points of the people placed.
	Points int64 `json:"points"`
	// Fit is the sum of their fits.
	Fit int64 `json:"fit"`
	// Minutes is the therapist time of the candidate groups that open.
	Minutes int64 `json:"minutes"`
	// Placed counts the people placed, Opened the candidate groups that open.
	Placed int `json:"placed"`
	Opened int `json:"opened"`
}

// Better reports whether s is to be preferred to t: more points; if equal, more
// fit; if equal, fewer minutes.
func (s Score) Better(t Score) bool {
	if s.Points != t.Points {
		return s.Points > t.Points
	}
	if s.Fit != t.Fit {
		return s.Fit > t.Fit
	}
	return s.Minutes < t.Minutes
}

// Check verifies an assignment from the problem as it was read and returns its
// score. It shares no code with the solver and is written to be compared with
// the definition line by line, not to be fast. An invalid problem or assignment
// yields all errors at once, joined: each is a [*therapy.FieldError] whose path points
// into an object {"groups": assignment} with groups in the order of their ids,
// and whose rule is one of
//
//	group-known, client-known, placed-once    the ids do not fit the problem
//	not-suitable, intake, theme, ...          the codes of [Rule]
//	minimum, maximum                          the size of the group
//	conflict                                  two newcomers exclude each other
//	quota-max, quota-lone                     the composition
//	resource                                  more groups open than it allows
func Check(p Problem, a Assignment) (Score, error) {
	if err := p.Validate(); err != nil {
		return Score{}, err
	}
	k := &checker{p: &p, clients: map[string]*Client{}, groups: map[string]*Group{}}
	for i := range p.Clients {
		k.clients[p.Clients[i].ID] = &p.Clients[i]
	}
	for i := range p.Groups {
		k.groups[p.Groups[i].ID] = &p.Groups[i]
	}
	ids := make([]string, 0, len(a))
	for id := range a {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	k.indexConflicts()
	placed := map[string]bool{}
	for _, id := range ids {
		at := "/groups/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(id)
		g := k.groups[id]
		if g == nil {
			k.errs.add(at, "group-known", therapy.ErrReference)
			continue
		}
		var members []*Client
		for n, who := range a[id] {
			c := k.clients[who]
			switch {
			case c == nil:
				k.errs.add(at+"/"+strconv.Itoa(n), "client-known", therapy.ErrReference)
			case placed[who]:
				k.errs.add(at+"/"+strconv.Itoa(n), "placed-once", therapy.ErrDuplicate)
			default:
				placed[who] = true
				members = append(members, c)
				k.pair(at+"/"+strconv.Itoa(n), c, g)
			}
		}
		k.group(at, g, members)
	}
	k.openResources(a)
	return k.score, k.errs.err()
}

type checker struct {
	p       *Problem
	clients map[string]*Client
	groups  map[string]*Group
	setsOf  map[string][]int
	score   Score
	errs    faults
}

func (k *checker) indexConflicts() {
	k.setsOf = map[string][]int{}
	for s, set := range k.p.Conflicts {
		for _, id := range set.Members {
			k.setsOf[id] = append(k.setsOf[id], s)
		}
	}
}

// pair checks that the client may join the group at all and counts the score.
func (k *checker) pair(at string, c *Client, g *Group) {
	require := func(ok bool, rule string) {
		if !ok {
			k.errs.add(at, rule, therapy.ErrRange)
		}
	}
	require(c.Suitable, "not-suitable")
	require(g.Intake == IntakeOpen && g.Max > len(g.Members), "intake")
	match, contraindicated, excluded := 0, false, false
	for _, theme := range g.Themes {
		for rank, concern := range c.Concerns {
			if concern.Code == theme {
				match = max(match, 50-15*rank+3*concern.Severity)
			}
		}
		for _, bad := range c.Contraindicated {
			contraindicated = contraindicated || bad == theme
		}
	}
	for _, t := range g.Therapists {
		for _, bad := range c.ExcludeTherapists {
			excluded = excluded || bad == t
		}
	}
	require(match > 0, "theme")
	require(!contraindicated, "contraindicated")
	require(!excluded, "therapist")
	mode, preferredMode := false, false
	for n, m := range c.Modes {
		if m == g.Mode {
			mode, preferredMode = true, n == 0
		}
	}
	require(mode, "mode")
	require(g.Mode == Online || g.Region == c.Region, "region")
	speaks, first := false, false
	for n, l := range c.Languages {
		if l == g.Language {
			speaks, first = true, n == 0
		}
	}
	require(speaks, "language")
	require(g.Gender == AnyGender || g.Gender.String() == c.Gender.String(), "gender")
	require(g.AgeMin <= c.Age && c.Age <= g.AgeMax, "age")
	available, preferred := false, false
	for _, s := range c.Slots {
		available = available || s == g.Slot
	}
	for _, s := range c.PreferredSlots {
		preferred = preferred || s == g.Slot
	}
	require(available, "slot")
	for _, s := range k.setsOf[c.ID] {
		for _, m := range g.Members {
			for _, id := range k.p.Conflicts[s].Members {
				require(id != m.ID, "conflict-with-member")
			}
		}
	}
	fit := match
	for _, bonus := range []struct {
		met    bool
		points int
	}{
		{preferred, 15},
		{first, 10},
		{c.WantTherapistGender == 0 || c.WantTherapistGender == g.TherapistGender, 10},
		{preferredMode, 5},
	} {
		if bonus.met {
			fit += bonus.points
		}
	}
	require(fit >= k.p.Policy.MinFit, "fit")
	points := map[group.Priority]int{
		group.Routine: k.p.Policy.Routine, group.Soon: k.p.Policy.Soon, group.Urgent: k.p.Policy.Urgent,
	}[c.Priority]
	weeks := min(c.WaitDays/7, k.p.Policy.WaitCapWeeks)
	k.score.Placed++
	k.score.Fit += int64(fit)
	k.score.Points += int64(points + weeks)
}

// group checks size, conflicts and composition of a group that is open.
func (k *checker) group(at string, g *Group, members []*Client) {
	size := len(g.Members) + len(members)
	if g.State == Candidate {
		k.score.Opened++
		k.score.Minutes += int64(g.Minutes)
		if size < g.Min {
			k.errs.add(at, "minimum", therapy.ErrRange)
		}
	}
	if len(members) > 0 && size > g.Max {
		k.errs.add(at, "maximum", therapy.ErrRange)
	}
	inSet := map[int]bool{}
	for _, c := range members {
		for _, s := range k.setsOf[c.ID] {
			if inSet[s] {
				k.errs.add(at, "conflict", therapy.ErrRange)
			}
			inSet[s] = true
		}
	}
	for _, q := range g.Quotas {
		standing, joining := alreadyCounted(q, g), 0
		for _, c := range members {
			if valueOf(q.Attribute, c.Gender, c.Age, c.Acuity) == q.Value {
				joining++
			}
		}
		if q.HasMax && joining > 0 && standing+joining > q.Max {
			k.errs.add(at, "quota-max", therapy.ErrRange)
		}
		if q.NoLone && standing == 0 && joining == 1 {
			k.errs.add(at, "quota-lone", therapy.ErrRange)
		}
	}
}

// alreadyCounted is how many existing members a quota counts.
func alreadyCounted(q Quota, g *Group) (n int) {
	for _, m := range g.Members {
		if valueOf(q.Attribute, m.Gender, m.Age, m.Acuity) == q.Value {
			n++
		}
	}
	return n
}

// valueOf is the value of an attribute of a person.
func valueOf(a Attribute, gender Gender, age int, acuity Acuity) string {
	switch a {
	case ByGender:
		return gender.String()
	case ByAcuity:
		return acuity.String()
	case ByAgeBand:
		if age <= 25 {
			return "16-25"
		} else if age <= 40 {
			return "26-40"
		} else if age <= 60 {
			return "41-60"
		}
		return "61+"
	default:
		return ""
	}
}

// openResources checks that no resource is used by more groups than it allows.
// Running groups that alone exceed it are nobody's fault here: then no
// candidate may be open in it.
func (k *checker) openResources(a Assignment) {
	for n, r := range k.p.Resources {
		open, candidates := 0, 0
		for _, id := range r.Groups {
			if _, listed := a[id]; k.groups[id].State == Running {
				open++
			} else if listed {
				open++
				candidates++
			}
		}
		if open > r.Cap && candidates > 0 {
			k.errs.add("/resources/"+strconv.Itoa(n), "resource", therapy.ErrRange)
		}
	}
}
