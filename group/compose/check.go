package compose

import (
	"maps"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
)

// Check verifies an assignment against the problem and returns its score. It shares no code
// with the search, and it is written so that people can compare it with the definition line
// by line, not to be fast. For an invalid problem or assignment it returns all errors at
// once, joined: each is a [*therapy.FieldError] whose path points into an object {"groups":
// assignment} with groups in the order of their ids, and whose rule is one of
//
//	group-known, client-known, placed-once    the ids do not fit the problem
//	not-suitable, intake, theme, ...          the codes of [Rule]
//	minimum, maximum                          the size of the group
//	conflict                                  two newcomers exclude each other
//	together                                  somebody is not where they have to be
//	quota-max, quota-min, quota-lone          the composition
//	resource                                  more groups open than it allows
//	therapist-twice                           somebody leads two groups at one time
//	therapist-groups, therapist-minutes       somebody leads too much
//	rooms                                     groups do not fit into the rooms
func Check(p Problem, a Assignment) (Score, error) {
	if err := p.Validate(); err != nil {
		return Score{}, err
	}
	k := newChecker(&p)
	ids := slices.Sorted(maps.Keys(a))
	for _, id := range ids {
		at := "/groups" + therapy.Pointer(id)
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
			case k.at[who] != nil:
				k.errs.add(at+"/"+strconv.Itoa(n), "placed-once", therapy.ErrDuplicate)
			default:
				k.at[who] = g
				members = append(members, c)
				k.pair(at+"/"+strconv.Itoa(n), c, g)
			}
		}
		k.group(at, g, members)
	}
	k.together()
	k.openResources(a)
	k.openTherapists(a)
	k.openRooms(a)
	k.wishes(a)
	k.placing()
	return k.score, k.errs.err()
}

type checker struct {
	p        *Problem
	clients  map[string]*Client
	groups   map[string]*Group
	memberOf map[string][]*Group // groups of existing members
	setsOf   map[string][]int    // conflict sets of people
	at       map[string]*Group   // where clients are placed
	score    Score
	errs     faults
}

func newChecker(p *Problem) *checker {
	k := &checker{
		p: p, clients: make(map[string]*Client, len(p.Clients)), groups: make(map[string]*Group, len(p.Groups)),
		memberOf: map[string][]*Group{}, setsOf: map[string][]int{}, at: make(map[string]*Group, len(p.Clients)),
	}
	for i := range p.Clients {
		k.clients[p.Clients[i].ID] = &p.Clients[i]
	}
	for i := range p.Groups {
		g := &p.Groups[i]
		k.groups[g.ID] = g
		for _, m := range g.Members {
			k.memberOf[m.ID] = append(k.memberOf[m.ID], g)
		}
	}
	for s, set := range p.Conflicts {
		for _, id := range set.Members {
			k.setsOf[id] = append(k.setsOf[id], s)
		}
	}
	return k
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
	require(g.Mode == Online || k.near(c, g.Region), "region")
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
	led, want := g.TherapistGender, c.WantTherapistGender
	fit := match
	for _, bonus := range []struct {
		met    bool
		points int
	}{
		{preferred, 15},
		{first, 10},
		{want == 0 || want == led || led == LedByBoth, 10},
		{preferredMode, 5},
	} {
		if bonus.met {
			fit += bonus.points
		}
	}
	require(fit >= k.p.Policy.MinFit, "fit")
	require(c.NeedTherapistGender == 0 || c.NeedTherapistGender == led, "therapist-gender")
	if k.promised(c) {
		require((c.Pin.Group == "" || c.Pin.Group == g.ID) && (c.Pin.Slot == "" || c.Pin.Slot == g.Slot), "pin")
		k.score.Promised++
	}
	require(!k.p.Policy.MixedLeaders || g.State == Running || led == LedByBoth, "leaders")
	for _, id := range c.RuledOut {
		require(id != g.ID, "ruled-out")
	}
	points, waiting := k.worth(c)
	k.score.Placed++
	k.score.Fit += int64(fit)
	k.score.Points += points
	k.score.Waiting += waiting
}

// near reports whether the client can come to the region.
func (k *checker) near(c *Client, region string) bool {
	if region == c.Region {
		return true
	}
	if slices.Contains(c.Regions, region) {
		return true
	}
	for _, t := range k.p.Travel {
		if t.Minutes <= c.MaxTravel && (t.From == c.Region && t.To == region || t.To == c.Region && t.From == region) {
			return true
		}
	}
	return false
}

// promised reports whether the client has been promised a place that still holds.
func (k *checker) promised(c *Client) bool {
	pin := c.Pin
	return (pin.Group != "" || pin.Slot != "" || pin.Anywhere) && (pin.Until.IsZero() || !pin.Until.Before(k.p.On))
}

// worth is the points of a client and, if they count, the weeks beyond the cap.
func (k *checker) worth(c *Client) (points, waiting int64) {
	policy := &k.p.Policy
	weeks := c.WaitDays / 7
	switch c.Priority {
	case group.Routine:
		points = int64(policy.Routine)
	case group.Soon:
		points = int64(policy.Soon)
	case group.Urgent:
		points = int64(policy.Urgent)
	}
	points += int64(min(weeks, policy.WaitCapWeeks))
	if policy.WaitBeforeFit && weeks > policy.WaitCapWeeks {
		waiting = int64(weeks - policy.WaitCapWeeks)
	}
	return points, waiting
}

// units are the weights of a promise and of a point in one number, in which a week has the
// weight 1: a point weighs more than all weeks, and a promise more than all points and weeks.
func (k *checker) units() (promise, point int64) {
	var points, waiting int64
	promises := false
	for i := range k.p.Clients {
		p, w := k.worth(&k.p.Clients[i])
		points, waiting = points+p, waiting+w
		promises = promises || k.promised(&k.p.Clients[i])
	}
	point = 1 + waiting
	if promises {
		promise = points*point + waiting + 1
	}
	return promise, point
}

// placing counts the first level of the score in one number.
func (k *checker) placing() {
	promise, point := k.units()
	k.score.Placing = int64(k.score.Promised)*promise + k.score.Points*point + k.score.Waiting
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
		if g.State == Candidate && standing+joining < q.Min {
			k.errs.add(at, "quota-min", therapy.ErrRange)
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
func valueOf(a Attribute, gender group.Gender, age int, acuity Acuity) string {
	switch a {
	case ByGender:
		return gender.String()
	case ByAcuity:
		return acuity.String()
	case ByAgeBand:
		if age < 16 {
			return "under-16"
		} else if age <= 25 {
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

// together checks that people who have to be together are in one group.
func (k *checker) together() {
	for _, set := range k.p.Together {
		var where []*Group // of those who are placed
		waiting := 0
		for _, id := range set.Members {
			if c := k.clients[id]; c != nil && k.at[id] != nil {
				where = append(where, k.at[id])
			} else if c != nil {
				waiting++
			}
		}
		if len(where) == 0 {
			continue
		}
		broken := waiting > 0
		for _, g := range where {
			broken = broken || g != where[0]
		}
		for _, id := range set.Members {
			if in := k.memberOf[id]; k.clients[id] == nil && !slices.Contains(in, where[0]) {
				broken = true
			}
		}
		if broken {
			at := "/groups" + therapy.Pointer(where[0].ID)
			k.errs.add(at, "together", therapy.ErrRange)
		}
	}
}

// open calls f for every group that is open, and says whether it is a candidate.
func (k *checker) open(a Assignment, f func(g *Group, candidate bool)) {
	for i := range k.p.Groups {
		g := &k.p.Groups[i]
		if _, listed := a[g.ID]; g.State == Running || listed {
			f(g, g.State == Candidate)
		}
	}
}

// openResources checks that no resource is used by more groups than it allows. If running
// groups alone exceed it, that is not a fault of the plan; then no candidate may use it.
func (k *checker) openResources(a Assignment) {
	for n, r := range k.p.Resources {
		used, candidates := 0, 0
		for _, id := range r.Groups {
			g := k.groups[id]
			if _, listed := a[id]; !listed && g.State != Running {
				continue // it is not open
			}
			amount := 1
			if r.Kind == TherapistMinutes {
				amount = g.WeeklyMinutes
			}
			used += amount
			if g.State == Candidate {
				candidates += amount
			}
		}
		if used > r.Cap && candidates > 0 {
			k.errs.add("/resources/"+strconv.Itoa(n), "resource", therapy.ErrRange)
		}
	}
}

// openTherapists checks that nobody leads two groups at one time, or more than their limits.
// It does not report what running groups alone exceed.
func (k *checker) openTherapists(a Assignment) {
	type hour struct{ therapist, slot string }
	at, fresh := map[hour]int{}, map[hour]bool{}
	groups, minutes, added := map[string]int{}, map[string]int{}, map[string]bool{}
	weighs := map[string]bool{} // a candidate that takes no minutes harms nobody
	k.open(a, func(g *Group, candidate bool) {
		for _, t := range g.Therapists {
			at[hour{t, g.Slot}]++
			fresh[hour{t, g.Slot}] = fresh[hour{t, g.Slot}] || candidate
			groups[t]++
			minutes[t] += g.WeeklyMinutes
			added[t] = added[t] || candidate
			weighs[t] = weighs[t] || candidate && g.WeeklyMinutes > 0
			if candidate && at[hour{t, g.Slot}] > 1 || at[hour{t, g.Slot}] > 1 && fresh[hour{t, g.Slot}] {
				k.errs.add("/groups", "therapist-twice", therapy.ErrRange)
			}
		}
	})
	for n, t := range k.p.Therapists {
		where := "/therapists/" + strconv.Itoa(n)
		if added[t.ID] && t.MaxGroups > 0 && groups[t.ID] > t.MaxGroups {
			k.errs.add(where, "therapist-groups", therapy.ErrRange)
		}
		if weighs[t.ID] && t.MaxWeeklyMinutes > 0 && minutes[t.ID] > t.MaxWeeklyMinutes {
			k.errs.add(where, "therapist-minutes", therapy.ErrRange)
		}
	}
}

// openRooms checks that the groups of each region and time fit into its rooms, the largest
// group into the largest room. It does not report what running groups alone exceed.
func (k *checker) openRooms(a Assignment) {
	type place struct{ region, slot string }
	meeting := map[place][]*Group{}
	k.open(a, func(g *Group, _ bool) {
		if g.Mode == Onsite {
			meeting[place{g.Region, g.Slot}] = append(meeting[place{g.Region, g.Slot}], g)
		}
	})
	for at, groups := range meeting {
		var seats []int
		found := false
		for _, r := range k.p.Rooms {
			if r.Region == at.region {
				found = true
				if len(r.Slots) == 0 || slices.Contains(r.Slots, at.slot) {
					seats = append(seats, r.Seats)
				}
			}
		}
		if !found {
			continue
		}
		slices.SortFunc(groups, func(a, b *Group) int { return b.Max - a.Max })
		slices.Sort(seats)
		slices.Reverse(seats)
		candidate := false
		for n, g := range groups {
			candidate = candidate || g.State == Candidate
			if candidate && (n >= len(seats) || seats[n] < g.Max) {
				k.errs.add("/rooms", "rooms", therapy.ErrRange)
				break
			}
		}
	}
}

// wishes counts what wishes and equal sizes add to the score.
func (k *checker) wishes(a Assignment) {
	for _, w := range k.p.Wishes {
		first := k.at[w.Members[0]]
		switch {
		case w.Group != "":
			if first != nil && first.ID == w.Group {
				k.score.Wishes += int64(w.Weight)
			}
		case w.Slot != "":
			if first != nil && first.Slot == w.Slot {
				k.score.Wishes += int64(w.Weight)
			}
		case w.Therapist != "":
			if first != nil && slices.Contains(first.Therapists, w.Therapist) {
				k.score.Wishes += int64(w.Weight)
			}
		default:
			if !k.share(w.Members[0], w.Members[1]) {
				continue
			}
			if w.Together {
				k.score.Wishes += int64(w.Weight)
			} else {
				k.score.Wishes -= int64(w.Weight)
			}
		}
	}
	k.open(a, func(g *Group, _ bool) {
		size := int64(len(g.Members) + len(a[g.ID]))
		k.score.Wishes -= int64(k.p.Policy.EqualSizes) * size * size
	})
}

// share reports whether two people, at least one of whom is a client, are in one group.
func (k *checker) share(a, b string) bool {
	if k.clients[a] == nil {
		a, b = b, a
	}
	g := k.at[a]
	if g == nil {
		return false
	}
	return g == k.at[b] || slices.Contains(k.memberOf[b], g)
}
