package compose

import (
	"cmp"
	"slices"
	"strconv"
)

// capacity limits which groups can be open together. It is a stated resource, or it is
// derived from therapists, times and rooms. The id of a derived capacity begins with ~.
type capacity struct {
	id   string
	cap  int64
	uses []use // of groups, running ones too
}

// use is how much of a capacity a group takes.
type use struct {
	group  string
	amount int64
}

// capacities lists all that bound the groups of a valid problem, in the order of their ids:
// the stated resources; for each therapist ~groups/T and ~minutes/T if these are limited, and
// ~at/T/SLOT, because nobody leads two groups at one time, unless a stated resource says so
// already; and for each region, time and size ~rooms/REGION/SLOT/N, the rooms for N people
// and more that groups of that size have to share.
func (p *Problem) capacities() []capacity {
	groups := make(map[string]*Group, len(p.Groups))
	for g := range p.Groups {
		groups[p.Groups[g].ID] = &p.Groups[g]
	}
	var list []capacity
	one := func(*Group) int64 { return 1 }
	weekly := func(g *Group) int64 { return int64(g.WeeklyMinutes) }
	add := func(id string, most int64, of []*Group, amount func(*Group) int64) {
		c := capacity{id: id, cap: most}
		for _, g := range of {
			if n := amount(g); n > 0 {
				c.uses = append(c.uses, use{g.ID, n})
			}
		}
		list = append(list, c)
	}
	for _, r := range p.Resources {
		amount := one
		if r.Kind == TherapistMinutes {
			amount = weekly
		}
		of := make([]*Group, len(r.Groups))
		for k, id := range r.Groups {
			of[k] = groups[id]
		}
		add(r.ID, int64(r.Cap), of, amount)
	}
	led, ledAt := p.groupsLed()
	for _, t := range p.Therapists {
		if t.MaxGroups > 0 {
			add("~groups/"+t.ID, int64(t.MaxGroups), led[t.ID], one)
		}
		if t.MaxWeeklyMinutes > 0 {
			add("~minutes/"+t.ID, int64(t.MaxWeeklyMinutes), led[t.ID], weekly)
		}
	}
	single := p.singles()
	for key, of := range ledAt {
		if len(of) > 1 && !covered(single, of) {
			add("~at/"+key[0]+"/"+key[1], 1, of, one)
		}
	}
	p.eachRoomShare(func(id string, rooms int64, of []*Group) { add(id, rooms, of, one) })
	slices.SortFunc(list, func(a, b capacity) int { return cmp.Compare(a.id, b.id) })
	return list
}

// groupsLed lists the groups of each therapist, and of each therapist and time.
func (p *Problem) groupsLed() (led map[string][]*Group, at map[[2]string][]*Group) {
	led, at = map[string][]*Group{}, map[[2]string][]*Group{}
	for k := range p.Groups {
		g := &p.Groups[k]
		for _, t := range g.Therapists {
			led[t] = append(led[t], g)
			at[[2]string{t, g.Slot}] = append(at[[2]string{t, g.Slot}], g)
		}
	}
	return led, at
}

// singles lists, for each group, the stated resources that let one group open at most.
func (p *Problem) singles() map[string][]int {
	of := map[string][]int{}
	for k, r := range p.Resources {
		if r.Kind != TherapistMinutes && r.Cap <= 1 {
			for _, id := range r.Groups {
				of[id] = append(of[id], k)
			}
		}
	}
	return of
}

// covered reports whether one of the resources holds all the groups.
func covered(single map[string][]int, groups []*Group) bool {
	return slices.ContainsFunc(single[groups[0].ID], func(r int) bool {
		return !slices.ContainsFunc(groups, func(g *Group) bool { return !slices.Contains(single[g.ID], r) })
	})
}

// roomPrefix begins the ids of capacities that rooms make.
const roomPrefix = "~rooms/"

// eachRoomShare calls f for the groups on site that share rooms of a size. Whether
// groups fit into rooms of several sizes is a matter of counting: for each size, no
// more groups of that size and above than rooms.
func (p *Problem) eachRoomShare(f func(id string, rooms int64, of []*Group)) {
	rooms := map[string][]Room{}
	for _, r := range p.Rooms {
		rooms[r.Region] = append(rooms[r.Region], r)
	}
	meeting := map[[2]string][]*Group{}
	for k := range p.Groups {
		if g := &p.Groups[k]; g.Mode == Onsite && rooms[g.Region] != nil {
			meeting[[2]string{g.Region, g.Slot}] = append(meeting[[2]string{g.Region, g.Slot}], g)
		}
	}
	for key, of := range meeting {
		slices.SortFunc(of, func(a, b *Group) int { return cmp.Compare(b.Max, a.Max) })
		for n := range of {
			if n+1 < len(of) && of[n+1].Max == of[n].Max {
				continue
			}
			var fitting int64
			for _, r := range rooms[key[0]] {
				if r.Seats >= of[n].Max && (len(r.Slots) == 0 || slices.Contains(r.Slots, key[1])) {
					fitting++
				}
			}
			if fitting <= int64(n) {
				f(roomPrefix+key[0]+"/"+key[1]+"/"+strconv.Itoa(of[n].Max), fitting, of[:n+1])
			}
		}
	}
}
