package compose

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/group/compose/internal/search"
)

// explainer finds reasons for one seating. In the seating, nobody without a place can simply
// join an open group, and no group can simply open.
type explainer struct {
	m             *model
	seating       *search.Seating
	near          nearIndex
	nearby        []int32           // scratch of joinAnyGroup
	leftOutCounts []int             // of each group, one more than those left out who could join it, once known
	openers       map[kind][]int32  // who could open each closed group with one more of a kind
	byEffort      []int32           // groups by the number of changes to join them apart from rules, the fewest first
	rooms         map[string][]Room // of each region
	meeting       map[place][]int32 // open groups on site of each region with rooms and time

	// The option that joinChanges is checking; kept copies it.
	code      Code
	changes   []Change
	others    []int32 // its companions
	come, who []int32
	comers    []search.Comer
}

func newExplainer(m *model, s *search.Seating) *explainer {
	e := &explainer{m: m, seating: s, near: newNearIndex(m), leftOutCounts: make([]int, len(m.groups)), openers: map[kind][]int32{}}
	e.rooms, e.meeting = map[string][]Room{}, map[place][]int32{}
	for _, r := range m.problem.Rooms {
		e.rooms[r.Region] = append(e.rooms[r.Region], r)
	}
	e.byEffort = make([]int32, len(m.groups))
	for g, gr := range m.groups {
		e.byEffort[g] = int32(g)
		if at := meetingPlace(gr); s.Open[g] && gr.Mode == Onsite && e.rooms[gr.Region] != nil {
			e.meeting[at] = append(e.meeting[at], int32(g))
		}
	}
	slices.SortStableFunc(e.byEffort, func(g, h int32) int { return cmp.Compare(e.fewestChanges(g, 0), e.fewestChanges(h, 0)) })
	return e
}

func meetingPlace(g *Group) place { return place{slot: g.Slot, region: g.Region} }

// kind identifies clients whom a group's limits treat alike: the group, and the counts that
// a client would add to.
type kind struct {
	g    int32
	mask uint64
}

// option is one group in which the client could have a place, and the changes that this would
// take.
type option struct {
	g       int32
	fit     int
	code    Code
	changes []Change
	// otherConcern says that the client would have to seek help with something else.
	otherConcern bool
	// least is the smallest number of changes with which the client could join the group.
	least      int
	companions []int32
}

// compare orders ways, the better one first.
func (w option) compare(v option) int {
	if w.otherConcern != v.otherConcern {
		if v.otherConcern {
			return -1
		}
		return 1
	}
	return cmp.Or(
		cmp.Compare(len(w.changes), len(v.changes)),
		cmp.Compare(slices.Index(codeOrder, w.code), slices.Index(codeOrder, v.code)),
		cmp.Compare(v.fit, w.fit),
		cmp.Compare(w.g, v.g),
	)
}

// kept returns a copy of the option that the next one does not overwrite.
func (w option) kept() option {
	w.changes, w.companions = slices.Concat(w.changes), slices.Concat(w.companions)
	return w
}

// explain gives the reason of client i, who has no place.
func (e *explainer) explain(i int32) Unplaced {
	m := e.m
	var bestEligible option
	eligible := false
	for p := m.PairOff[i]; p < m.PairOff[i+1]; p++ {
		if g := m.PairGroup[p]; eligible {
			n := e.fewestChanges(g, 0) - len(bestEligible.changes)
			if n > 0 || n == 0 && int(m.Fit[p]) <= bestEligible.fit && e.firstCode(g) >= slices.Index(codeOrder, bestEligible.code) {
				continue // no better
			}
		}
		if w := e.joinGroup(i, m.PairGroup[p], 0); !eligible || w.compare(bestEligible) < 0 {
			bestEligible, eligible = w.kept(), true
		}
	}
	best, found := bestEligible, eligible
	least := 1
	var rule Rule
	if !eligible || len(best.changes) > 1 {
		var w option
		if w, rule, least = e.joinAnyGroup(i, bestEligible, eligible); w.g != search.None && (!found || !w.otherConcern && len(w.changes) < len(best.changes)) {
			best, found = w, true
		}
	}
	u := Unplaced{Client: m.clients[i].ID, Code: bestEligible.code}
	if !eligible {
		switch {
		case !m.clients[i].Suitable:
			u.Code = CodeNotSuitable
		case rule == RuleNone:
			u.Code = CodeSeveralRules
		default:
			u.Code = Code(noGroupPrefix + rule.String())
		}
	}
	if !found {
		return u
	}
	u.Group, u.Changes, u.Fewest = m.groups[best.g].ID, best.changes, len(best.changes) <= least
	for _, j := range best.companions {
		u.Companions = append(u.Companions, m.clients[j].ID)
	}
	slices.Sort(u.Companions)
	slices.SortFunc(u.Changes, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Rule, b.Rule),
			strings.Compare(a.Resource, b.Resource), cmp.Compare(a.Quota, b.Quota))
	})
	return u
}

// joinAnyGroup finds the option with the fewest changes for any group. A known option that is
// as short is kept. It also returns the rule that is most often the only one that bars a
// group, and the smallest number of changes that an option of the same kind can take.
func (e *explainer) joinAnyGroup(i int32, known option, eligible bool) (best option, rule Rule, fewest int) {
	m := e.m
	c := m.clients[i]
	var alone [numRules]int
	best.g = search.None
	shorter := 0 // only a shorter option replaces a known one
	if eligible {
		best, shorter = known, 1
	}
	least, leastOther := math.MaxInt, math.MaxInt
	beside := 0 // changes that every option takes in addition to those for the group
	if !c.Suitable {
		beside = 1
	}
	judged := func(groups []int32) {
		for _, g := range groups {
			if eligible && best.g != search.None && !best.otherConcern && e.fewestChanges(g, 0)+beside > len(best.changes)-shorter {
				continue // no shorter option, whichever rules bar
			}
			set, _ := m.judge.brokenRules(c, m.groups[g], m.memberConflict(i, g))
			set &^= 1 << RuleSuitable // not a rule of the group
			if set.has(RuleTheme) && fitByRank[0]+fitPerSeverity+softFit(c, m.groups[g]) < m.problem.Policy.MinFit {
				set |= 1 << RuleFit // even the concern would not be enough
			}
			switch {
			case set != 0 && set&(set-1) == 0:
				alone[onlyRule(set)]++
			case set == 0 && m.Room[g] > 0 && m.cannotBeTogether(i, g):
				alone[RuleTogether]++
			}
			other := set.has(RuleTheme) || set.has(RuleContraindicated)
			if best.g != search.None && (other && !best.otherConcern || other == best.otherConcern && e.fewestChanges(g, set)+beside > len(best.changes)-shorter) {
				continue // no shorter option
			}
			w := e.joinGroup(i, g, set)
			if best.g == search.None || w.compare(best) < 0 {
				best = w.kept()
			}
			if w.otherConcern {
				leastOther = min(leastOther, w.least)
			} else {
				least = min(least, w.least)
			}
		}
	}
	if len(m.groups) <= fewGroups {
		judged(e.byEffort)
	} else {
		// At least two rules keep the client out of a group that is not near: the theme and
		// another one, or two that are not the theme.
		e.nearby = e.near.groups(m, c, e.nearby[:0])
		judged(e.nearby)
		counted := alone
		for _, g := range e.byEffort {
			if best.g != search.None && !best.otherConcern && e.fewestChanges(g, 0)+beside+2 >= len(best.changes) {
				break // the others take no fewer
			}
			judged([]int32{g})
		}
		alone = counted
	}
	if best.otherConcern {
		least = leastOther
	}
	for r := range alone {
		if alone[r] > alone[rule] {
			rule = Rule(r)
		}
	}
	return best, rule, least
}

// joinGroup returns the changes that it takes for client i to join group g, in addition to the
// rules given, which bar the client.
func (e *explainer) joinGroup(i, g int32, barred ruleSet) option {
	w := e.withBundle(i, g, barred)
	if k, bound := e.m.bundleOf[i]; bound && (len(e.m.bundles[k].clients) > 1 || e.m.bundles[k].memberGroups != nil) {
		w = w.kept()
		apart := e.joinChanges(i, g, barred, e.only(i))
		apart.changes = append(apart.changes, Change{Kind: ChangeTogether})
		if apart.code == "" {
			apart.code = CodeComposition
		}
		if w.g == search.None || len(apart.changes) < len(w.changes) {
			apart.least = 1
			return apart
		}
		w.least = 1
	}
	return w
}

// withBundle is the option of a client together with the people they must be with. It has no
// group if that is impossible.
func (e *explainer) withBundle(i, g int32, barred ruleSet) option {
	m := e.m
	k, bound := m.bundleOf[i]
	if !bound {
		return e.joinChanges(i, g, barred, e.only(i))
	}
	c := m.bundles[k]
	if c.conflicting || c.memberGroups != nil && !slices.Contains(c.memberGroups, g) {
		return option{g: search.None}
	}
	for _, j := range c.clients {
		if j == i {
			continue
		}
		if set, _ := m.judge.brokenRules(m.clients[j], m.groups[g], m.memberConflict(j, g)); set != 0 {
			return option{g: search.None}
		}
		for _, o := range e.seating.Members[g] {
			if m.Conflict(j, o) {
				return option{g: search.None}
			}
		}
	}
	return e.joinChanges(i, g, barred, c.clients)
}

// only is the list of one client, until the next call.
func (e *explainer) only(i int32) []int32 {
	e.come = append(e.come[:0], i)
	return e.come
}

// add adds a change to the option that joinChanges is checking, and the code of that change if
// there is none yet.
func (e *explainer) add(code Code, c Change) {
	e.code = cmp.Or(e.code, code)
	e.changes = append(e.changes, c)
}

// joinChanges lists the changes with which the people in come, client i among them, can join g.
// The next call overwrites the lists of the option.
func (e *explainer) joinChanges(i, g int32, barred ruleSet, come []int32) option {
	m := e.m
	gr := m.groups[g]
	w := option{g: g, otherConcern: barred.has(RuleTheme) || barred.has(RuleContraindicated)}
	if p := m.pair(i, g); p != search.None {
		w.fit = int(m.Fit[p])
	}
	e.code, e.changes, e.others = "", e.changes[:0], e.others[:0]
	inside := e.seating.Members[g]
	open := e.seating.Open[g]
	if !open {
		inside = e.companions(g, come)
	}
	for _, j := range come {
		if j != i {
			e.others = append(e.others, j)
		}
	}
	if !open {
		e.others = append(e.others, inside...)
		for _, u := range m.Uses[g] {
			if id := m.capacities[u.Resource].id; e.seating.Free[u.Resource] < u.Amount && !strings.HasPrefix(id, roomPrefix) {
				e.add(CodeNotOpenedResource, Change{Kind: ChangeResource, Resource: id})
			}
		}
	}
	size := len(gr.Members) + len(inside) + len(come)
	if !open || size > gr.Max {
		e.addRoomChange(g, max(gr.Max, size))
	}
	least := len(e.changes)
	if !open && size < gr.Min {
		if int(m.GroupOff[g+1]-m.GroupOff[g]) < int(m.Need[g]) {
			e.code = CodeMinimumUnreachable
		}
		e.add(CodeNotOpenedMinimum, Change{Kind: ChangeMinimum, To: size})
		if len(gr.Members)+e.leftOut(g)+len(come) < gr.Min {
			least++
		}
	}
	if size > gr.Max && !barred.has(RuleIntake) {
		e.add(CodeFull, Change{Kind: ChangeSeat, To: size})
	}
	if slices.ContainsFunc(inside, func(j int32) bool { return m.Conflict(i, j) }) {
		e.add(CodeConflict, Change{Kind: ChangeConflict})
	}
	e.addQuotaChanges(g, inside, come, open)
	if open {
		least = len(e.changes)
	}
	for r := RuleSuitable; r < numRules; r++ {
		if barred.has(r) && r != RuleQuotaFull { // the quota is counted in the group
			e.changes = append(e.changes, Change{Kind: ChangeRule, Rule: r})
			least++
		}
	}
	if !m.clients[i].Suitable {
		e.changes = append(e.changes, Change{Kind: ChangeRule, Rule: RuleSuitable})
		least++
	}
	w.least, w.code, w.changes, w.companions = least, e.code, e.changes, e.others
	return w
}

// companions chooses who would open the closed group g together with those who come. The next
// call overwrites the list.
func (e *explainer) companions(g int32, come []int32) []int32 {
	m := e.m
	e.who = e.who[:0]
	if len(m.Counts[g]) == 0 { // without counts, the same people are right for all
		all, known := e.openers[kind{g: g}]
		if !known {
			pairs, _ := e.seating.Leftovers(g, nil)
			all = m.clientsOf(pairs, make([]int32, 0, len(pairs)))
			e.openers[kind{g: g}] = all
		}
		for _, j := range all {
			if len(e.who)+len(come) < int(m.Room[g]) && !slices.Contains(come, j) &&
				!slices.ContainsFunc(come, func(i int32) bool { return m.Conflict(i, j) }) {
				e.who = append(e.who, j)
			}
		}
		return e.who
	}
	e.comers = e.comers[:0]
	for _, i := range come {
		comer := search.Comer{Client: i, Mask: maskOf(m.clients[i], m.groups[g])}
		if p := m.pair(i, g); p != search.None {
			comer.Mask = m.Mask[p]
		}
		e.comers = append(e.comers, comer)
	}
	of, single := kind{g, e.comers[0].Mask}, len(come) == 1 && len(m.Sets[come[0]]) == 0
	if who, known := e.openers[of]; known && single && !slices.Contains(who, come[0]) {
		return who // the same people as for others of this kind
	}
	pairs, _ := e.seating.Leftovers(g, e.comers)
	if single {
		e.openers[of] = m.clientsOf(pairs, make([]int32, 0, len(pairs)))
		return e.openers[of]
	}
	e.who = m.clientsOf(pairs, e.who)
	return e.who
}

// clientsOf appends the clients of pairs to a list.
func (m *model) clientsOf(pairs, list []int32) []int32 {
	for _, p := range pairs {
		list = append(list, m.ClientOf(p))
	}
	return list
}

// addRoomChange adds the changes for the room that is missing if g has the given size.
func (e *explainer) addRoomChange(g int32, size int) {
	gr := e.m.groups[g]
	if gr.Mode != Onsite {
		return
	}
	rooms := e.rooms[gr.Region]
	if len(rooms) == 0 {
		return // none are stated
	}
	sizes, seats := []int{size}, []int{}
	for _, h := range e.meeting[meetingPlace(gr)] {
		if h != g {
			sizes = append(sizes, e.m.groups[h].Max)
		}
	}
	for _, r := range rooms {
		if len(r.Slots) == 0 || slices.Contains(r.Slots, gr.Slot) {
			seats = append(seats, r.Seats)
		}
	}
	slices.Sort(sizes)
	slices.Sort(seats)
	for len(sizes) > 0 && len(seats) > 0 && sizes[len(sizes)-1] <= seats[len(seats)-1] {
		sizes, seats = sizes[:len(sizes)-1], seats[:len(seats)-1]
	}
	if len(sizes) > 0 {
		e.add(CodeNotOpenedResource, Change{Kind: ChangeResource, Resource: roomPrefix + gr.Region + "/" + gr.Slot + "/" + strconv.Itoa(size)})
	}
}

// fewestChanges is a lower bound of the changes that it takes to join g, in addition to the rules
// that bar.
func (e *explainer) fewestChanges(g int32, barred ruleSet) int {
	n := bits.OnesCount32(uint32(barred &^ (1 << RuleQuotaFull)))
	if e.seating.Open[g] {
		if e.seating.Seats(g) <= 0 && !barred.has(RuleIntake) {
			n++
		}
		return n
	}
	for _, u := range e.m.Uses[g] {
		if e.seating.Free[u.Resource] < u.Amount && !strings.HasPrefix(e.m.capacities[u.Resource].id, roomPrefix) {
			n++
		}
	}
	if gr := e.m.groups[g]; len(e.m.bundles) == 0 && len(gr.Members)+e.leftOut(g)+1 < gr.Min {
		n++
	}
	return n
}

// firstCode is the first place in the order of codes that an option for g can have.
func (e *explainer) firstCode(g int32) int {
	code := CodeNotOpenedMinimum
	switch {
	case !e.seating.Open[g]:
		if int(e.m.GroupOff[g+1]-e.m.GroupOff[g]) < int(e.m.Need[g]) {
			code = CodeMinimumUnreachable
		} else if slices.ContainsFunc(e.m.Uses[g], func(u search.Use) bool {
			return e.seating.Free[u.Resource] < u.Amount && !strings.HasPrefix(e.m.capacities[u.Resource].id, roomPrefix)
		}) {
			code = CodeNotOpenedResource
		}
	case e.rooms[e.m.groups[g].Region] != nil:
		code = CodeNotOpenedResource
	case e.seating.Seats(g) > 0:
		code = CodeConflict
	default:
		code = CodeFull
	}
	return slices.Index(codeOrder, code)
}

// leftOut counts those without a place who could join g, by its rules alone.
func (e *explainer) leftOut(g int32) int {
	if e.leftOutCounts[g] == 0 {
		e.leftOutCounts[g] = 1 + e.countLeftOut(g)
	}
	return e.leftOutCounts[g] - 1
}

func (e *explainer) countLeftOut(g int32) (n int) {
	for k := e.m.GroupOff[g]; k < e.m.GroupOff[g+1]; k++ {
		if e.seating.At[e.m.GroupClient[k]] == search.None {
			n++
		}
	}
	return n
}

// addQuotaChanges adds the quotas that the people who would then be in g break: in an open
// group those that count who comes, in a group that would open all.
func (e *explainer) addQuotaChanges(g int32, inside, come []int32, open bool) {
	gr := e.m.groups[g]
	for q := range gr.Quotas {
		quota := &gr.Quotas[q]
		mine := slices.ContainsFunc(come, func(j int32) bool { o := e.m.clients[j]; return quota.counts(o.Gender, o.Age, o.Acuity) })
		standing := quota.standing(gr)
		count := standing
		for _, list := range [...][]int32{inside, come} {
			for _, j := range list {
				if o := e.m.clients[j]; quota.counts(o.Gender, o.Age, o.Acuity) {
					count++
				}
			}
		}
		if open && !mine {
			continue
		}
		if quota.HasMax && count > max(quota.Max, standing) {
			e.add(CodeComposition, Change{Kind: ChangeQuota, Quota: q, To: count})
		}
		if quota.NoLone && standing == 0 && count == 1 {
			e.add(CodeComposition, Change{Kind: ChangeQuota, Quota: q})
		}
		if !open && count < quota.Min {
			e.add(CodeComposition, Change{Kind: ChangeQuotaMinimum, Quota: q, To: count})
		}
	}
}

// onlyRule is the index of the only bit of a set.
func onlyRule(set ruleSet) (r int) {
	for set > 1 {
		set >>= 1
		r++
	}
	return r
}

// nearIndex finds the groups that at most one of theme, time and region keeps
// from a client, so that not every pair has to be judged.
type nearIndex map[place][]int32

// fewGroups is how many groups are few enough to judge all.
const fewGroups = 256

func newNearIndex(m *model) nearIndex {
	index := nearIndex{}
	for g, gr := range m.groups {
		region := "@"
		if gr.Mode == Onsite {
			region += gr.Region
		}
		add := func(key place) { index[key] = append(index[key], int32(g)) }
		add(place{"", gr.Slot, region})
		for _, theme := range gr.Themes {
			add(place{theme, "", region})
			add(place{theme, gr.Slot, ""})
		}
	}
	return index
}

// groups appends the groups that are near a client to a list that is empty.
func (x nearIndex) groups(m *model, c *Client, near []int32) []int32 {
	regions := []string{"@"}
	for _, region := range m.judge.regions(c) {
		regions = append(regions, "@"+region)
	}
	for _, region := range regions {
		for _, slot := range c.Slots {
			near = append(near, x[place{"", slot, region}]...)
		}
		for _, concern := range c.Concerns {
			near = append(near, x[place{concern.Code, "", region}]...)
		}
	}
	for _, concern := range c.Concerns {
		for _, slot := range c.Slots {
			near = append(near, x[place{concern.Code, slot, ""}]...)
		}
	}
	slices.Sort(near)
	return slices.Compact(near)
}
