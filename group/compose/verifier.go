package compose

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
)

// verifier is the form of a problem against which bounds and proofs are checked. Its code
// derives it from the problem and shares nothing with the search. Clients, groups and limits
// are numbered in ascending order of ids.
type verifier struct {
	p         *Problem
	clients   []*Client
	groups    []*Group
	placing   []int64  // what placing each client counts
	seats     [][]seat // of each group, in ascending order of clients
	wanted    []bool   // clients with a seat somewhere
	rules     [][]countRule
	limits    []limit
	uses      [][]limitUse // of each candidate group
	conflicts map[[2]int]bool
}

// seat is a client who may join a group.
type seat struct {
	client int
	fit    int64
	mask   uint64 // count rules that count the client, a bit each
}

// limit is something that open groups use up.
type limit struct {
	id   string
	free int64 // what running groups leave
}

// limitUse is how much of a limit a group takes.
type limitUse struct {
	limit  int
	amount int64
}

// countRule is a rule about how many of a kind may join, after the existing members have been
// counted.
type countRule struct {
	most, least int
	orNone      bool // none at all is right as well
	inPick      bool // its maximum limits the first pick: one attribute only
}

// Limits of the verifiers.
const (
	// MaxParts is the maximum number of parts of a [Proof].
	MaxParts = 4096
	// MaxPriceWeight is the maximum of the weights of a [Bound] and a [Part].
	MaxPriceWeight = 1 << 10
	// maxGroupWorth bounds what one group can be worth, so that its sums fit.
	maxGroupWorth = 1 << 62
)

// newVerifier derives a valid problem.
func newVerifier(ctx context.Context, p *Problem) (*verifier, error) {
	k := newChecker(p)
	v := &verifier{p: p, conflicts: map[[2]int]bool{}}
	for i := range p.Clients {
		v.clients = append(v.clients, &p.Clients[i])
	}
	for g := range p.Groups {
		v.groups = append(v.groups, &p.Groups[g])
	}
	slices.SortFunc(v.clients, func(a, b *Client) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(v.groups, func(a, b *Group) int { return cmp.Compare(a.ID, b.ID) })
	promise, point := k.units()
	for _, c := range v.clients {
		points, waiting := k.worth(c)
		worth := points*point + waiting
		if k.promised(c) {
			worth += promise
		}
		if worth > MaxPlacing {
			return nil, &therapy.FieldError{Path: "/policy", Rule: "placing-range", Err: therapy.ErrRange}
		}
		v.placing = append(v.placing, worth)
	}
	for _, set := range p.Conflicts {
		for _, a := range set.Members {
			for _, b := range set.Members {
				i, j := v.client(a), v.client(b)
				if i >= 0 && j >= 0 && i != j {
					v.conflicts[[2]int{i, j}] = true
				}
			}
		}
	}
	v.listLimits()
	return v, v.listSeats(ctx, k)
}

// client and group are the number of an id, or -1.
func (v *verifier) client(id string) int {
	i, known := slices.BinarySearchFunc(v.clients, id, func(c *Client, id string) int { return cmp.Compare(c.ID, id) })
	if !known {
		return -1
	}
	return i
}

func (v *verifier) group(id string) int {
	g, known := slices.BinarySearchFunc(v.groups, id, func(g *Group, id string) int { return cmp.Compare(g.ID, id) })
	if !known {
		return -1
	}
	return g
}

// listSeats finds who may join which group.
func (v *verifier) listSeats(ctx context.Context, k *checker) error {
	at := map[[2]string][]int{} // groups by time and theme
	for g, group := range v.groups {
		for _, theme := range group.Themes {
			at[[2]string{group.Slot, theme}] = append(at[[2]string{group.Slot, theme}], g)
		}
		v.rules = append(v.rules, quotaRules(group))
	}
	sets := v.togetherSets()
	setOf := map[int]int{}
	for n, set := range sets {
		for _, i := range set.clients {
			setOf[i] = n
		}
	}
	v.seats, v.wanted = make([][]seat, len(v.groups)), make([]bool, len(v.clients))
	bits := map[[2]int]int{} // of each set in each group
	for i, c := range v.clients {
		if i%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		var possible []int
		for _, slot := range c.Slots {
			for _, concern := range c.Concerns {
				possible = append(possible, at[[2]string{slot, concern.Code}]...)
			}
		}
		slices.Sort(possible)
		for _, g := range slices.Compact(possible) {
			s, ok := k.seat(c, v.groups[g])
			if !ok {
				continue
			}
			s.client = i
			if n, bound := setOf[i]; bound {
				if !v.setFits(k, sets[n], g) {
					continue
				}
				bit, known := bits[[2]int{n, g}]
				if !known {
					bit = len(v.rules[g])
					if bit > 63 {
						return &therapy.FieldError{Path: "/together", Rule: "together-per-group", Err: therapy.ErrRange}
					}
					bits[[2]int{n, g}] = bit
					size := len(sets[n].clients)
					v.rules[g] = append(v.rules[g], countRule{most: math.MaxInt, least: size, orNone: true})
				}
				s.mask |= 1 << bit
			}
			v.seats[g], v.wanted[i] = append(v.seats[g], s), true
		}
	}
	return nil
}

// quotaRules are the quotas of a group, as far as newcomers are concerned.
func quotaRules(g *Group) (rules []countRule) {
	var attribute Attribute
	for _, q := range g.Quotas {
		standing := alreadyCounted(q, g)
		r := countRule{most: math.MaxInt}
		if q.HasMax {
			r.most = max(0, q.Max-standing)
			if attribute == 0 {
				attribute = q.Attribute
			}
			r.inPick = q.Attribute == attribute
		}
		if g.State == Candidate {
			r.least = max(0, q.Min-standing)
		}
		if q.NoLone && standing == 0 && r.least < 2 {
			r.orNone, r.least = r.least == 0, 2
		}
		rules = append(rules, r)
	}
	return rules
}

// seat is what the client would score in the group, if they may join it alone.
func (k *checker) seat(c *Client, g *Group) (s seat, ok bool) {
	if !c.Suitable || g.Mode == Onsite && c.Region != g.Region && len(c.Regions) == 0 && c.MaxTravel == 0 {
		return seat{}, false // cheap rules first; pair judges all of them
	}
	one := checker{p: k.p, setsOf: k.setsOf}
	one.pair("", c, g)
	for q, quota := range g.Quotas {
		if valueOf(quota.Attribute, c.Gender, c.Age, c.Acuity) == quota.Value {
			if quota.HasMax && alreadyCounted(quota, g) >= quota.Max {
				return seat{}, false // existing members use it up
			}
			s.mask |= 1 << q
		}
	}
	s.fit = one.score.Fit
	return s, len(one.errs.list) == 0
}

// togetherSet holds clients who must be together, and the existing members in whose group they
// must be. Sets that have a client in common are one togetherSet.
type togetherSet struct {
	clients []int
	members []string
}

func (v *verifier) togetherSets() (list []togetherSet) {
	leader := map[int]int{} // of each client in a set: a client of the same set, at the end the same for all
	follow := func(i int) int {
		for leader[i] != i {
			leader[i] = leader[leader[i]]
			i = leader[i]
		}
		return i
	}
	for _, set := range v.p.Together {
		before := -1
		for _, id := range set.Members {
			i := v.client(id)
			if i < 0 {
				continue
			}
			if _, known := leader[i]; !known {
				leader[i] = i
			}
			if before >= 0 {
				leader[follow(i)] = follow(before)
			}
			before = i
		}
	}
	number := map[int]int{}
	for i := range leader {
		n, known := number[follow(i)]
		if !known {
			n = len(list)
			number[follow(i)] = n
			list = append(list, togetherSet{})
		}
		list[n].clients = append(list[n].clients, i)
	}
	for _, set := range v.p.Together {
		n := 0
		for _, id := range set.Members {
			if i := v.client(id); i >= 0 {
				n = number[follow(i)]
			}
		}
		for _, id := range set.Members {
			if v.client(id) < 0 {
				list[n].members = append(list[n].members, id)
			}
		}
	}
	return list
}

// setFits reports whether everybody in the set could be in the group.
func (v *verifier) setFits(k *checker, c togetherSet, g int) bool {
	group := v.groups[g]
	for _, id := range c.members {
		if !slices.ContainsFunc(group.Members, func(m Member) bool { return m.ID == id }) {
			return false
		}
	}
	for _, i := range c.clients {
		if _, ok := k.seat(v.clients[i], group); !ok {
			return false
		}
		for _, j := range c.clients {
			if v.conflicts[[2]int{i, j}] {
				return false
			}
		}
	}
	return len(c.clients) <= group.Max-len(group.Members)
}

// listLimits finds what open groups use up: resources as stated, what therapists can
// lead, one group at one time for each of them, and rooms.
func (v *verifier) listLimits() {
	v.uses = make([][]limitUse, len(v.groups))
	taken := map[string][]limitUse{} // by id, with the group in place of the limit
	room := map[string]int64{}
	add := func(id string, most int64, of []int, minutes bool) {
		room[id] = most
		taken[id] = nil
		for _, n := range of {
			amount := int64(1)
			if minutes {
				amount = int64(v.groups[n].WeeklyMinutes)
			}
			if amount > 0 {
				taken[id] = append(taken[id], limitUse{n, amount})
			}
		}
	}
	for _, r := range v.p.Resources {
		of := make([]int, len(r.Groups))
		for k, id := range r.Groups {
			of[k] = v.group(id)
		}
		slices.Sort(of)
		add(r.ID, int64(r.Cap), of, r.Kind == TherapistMinutes)
	}
	led, hours := map[string][]int{}, map[[2]string][]int{}
	for n, g := range v.groups {
		for _, t := range g.Therapists { // each named once: the problem is valid
			led[t] = append(led[t], n)
			hours[[2]string{t, g.Slot}] = append(hours[[2]string{t, g.Slot}], n)
		}
	}
	for _, t := range v.p.Therapists {
		if t.MaxGroups > 0 {
			add("~groups/"+t.ID, int64(t.MaxGroups), led[t.ID], false)
		}
		if t.MaxWeeklyMinutes > 0 {
			add("~minutes/"+t.ID, int64(t.MaxWeeklyMinutes), led[t.ID], true)
		}
	}
	single := map[string][]*Resource{} // that let one group open at most, by group
	for k := range v.p.Resources {
		if r := &v.p.Resources[k]; r.Kind != TherapistMinutes && r.Cap <= 1 {
			for _, id := range r.Groups {
				single[id] = append(single[id], r)
			}
		}
	}
	for hour, groups := range hours {
		if len(groups) > 1 && !v.stated(single, groups) {
			id := "~at/" + hour[0] + "/" + hour[1]
			room[id] = 1
			for _, g := range groups {
				taken[id] = append(taken[id], limitUse{g, 1})
			}
		}
	}
	v.listRooms(func(id string, rooms int64, groups []int) {
		room[id] = rooms
		for _, g := range groups {
			taken[id] = append(taken[id], limitUse{g, 1})
		}
	})
	for id := range room {
		v.limits = append(v.limits, limit{id: id})
	}
	slices.SortFunc(v.limits, func(a, b limit) int { return cmp.Compare(a.id, b.id) })
	for n := range v.limits {
		l := &v.limits[n]
		free, wanted := room[l.id], int64(0)
		for _, u := range taken[l.id] {
			if v.groups[u.limit].State == Running {
				free -= u.amount
			} else {
				wanted += u.amount
				v.uses[u.limit] = append(v.uses[u.limit], limitUse{n, u.amount})
			}
		}
		l.free = min(max(0, free), wanted)
	}
}

// stated reports whether a resource lets at most one of the groups open.
func (v *verifier) stated(single map[string][]*Resource, groups []int) bool {
	for _, r := range single[v.groups[groups[0]].ID] {
		all := true
		for _, g := range groups {
			all = all && slices.Contains(r.Groups, v.groups[g].ID)
		}
		if all {
			return true
		}
	}
	return false
}

// listRooms calls f for the groups of a region and time that have at least a given size, for
// each size for which there are fewer rooms than such groups.
func (v *verifier) listRooms(f func(id string, rooms int64, groups []int)) {
	places := map[[2]string][]int{}
	for n, g := range v.groups {
		if g.Mode == Onsite && slices.ContainsFunc(v.p.Rooms, func(r Room) bool { return r.Region == g.Region }) {
			places[[2]string{g.Region, g.Slot}] = append(places[[2]string{g.Region, g.Slot}], n)
		}
	}
	for place, groups := range places {
		done := map[int]bool{}
		for _, n := range groups {
			size := v.groups[n].Max
			if done[size] {
				continue
			}
			done[size] = true
			var large []int
			for _, m := range groups {
				if v.groups[m].Max >= size {
					large = append(large, m)
				}
			}
			var rooms int64
			for _, r := range v.p.Rooms {
				if r.Region == place[0] && r.Seats >= size && (len(r.Slots) == 0 || slices.Contains(r.Slots, place[1])) {
					rooms++
				}
			}
			if rooms < int64(len(large)) {
				f("~rooms/"+place[0]+"/"+place[1]+"/"+strconv.Itoa(size), rooms, large)
			}
		}
	}
}

// fits reports in errs the weights and prices, by number of client and limit, that are out of
// range: with them, the worth of one group would not fit an int64.
func (v *verifier) fits(at string, weights [2]int64, clients, limits []int64, errs *faults) {
	if weights[0] < 0 || weights[1] < 0 || weights[0] > MaxPriceWeight || weights[1] > MaxPriceWeight {
		errs.add(at+"/placingWeight", "weight-range", therapy.ErrRange)
		return
	}
	var dearest, largest, rent int64
	for _, prices := range [...]struct {
		field string
		list  []int64
	}{{"/clients", clients}, {"/resources", limits}} {
		for _, price := range prices.list {
			if price < 0 {
				errs.add(at+prices.field, "price-not-negative", therapy.ErrRange)
				return
			}
			if price > math.MaxInt64/MaxSeats/8 {
				errs.add(at+prices.field, "price-range", therapy.ErrRange)
				return
			}
		}
	}
	for _, price := range clients {
		dearest = max(dearest, price)
	}
	for _, worth := range v.placing {
		largest = max(largest, worth)
	}
	room := int64(1)
	for g, group := range v.groups {
		room = max(room, int64(group.Max))
		var sum int128
		for _, u := range v.uses[g] {
			sum = sum.add(times(limits[u.limit], u.amount))
		}
		if (int128{0, maxGroupWorth}).less(sum) {
			errs.add(at+"/resources", "price-range", therapy.ErrRange)
			return
		}
		rent = max(rent, int64(sum.low))
	}
	one := PriceScale*(weights[0]*largest+weights[1]*MaxFit) + dearest
	if sum := times(one, room+1).addInt(rent); (int128{0, maxGroupWorth}).less(sum) {
		errs.add(at, "price-range", therapy.ErrRange)
	}
}
