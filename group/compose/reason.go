package compose

import (
	"cmp"
	"slices"
	"strings"

	"github.com/therapykit/therapykit/group/compose/internal/search"
)

// Code says why somebody has no place. It is an open vocabulary of lower-case
// words joined by hyphens, with the barring rule after a colon where there is
// one: not-suitable; no-group:RULE (no group takes the client, and this is the
// rule that alone bars most of them) or no-group:several-rules;
// minimum-unreachable; not-opened:minimum; not-opened:resource; conflict;
// composition; full. The zero Code is no reason.
type Code string

// The codes without a rule.
const (
	// CodeNotSuitable means that screening did not find group therapy suitable.
	CodeNotSuitable Code = "not-suitable"
	// CodeSeveralRules means that every group is barred by more than one rule.
	CodeSeveralRules Code = "no-group:several-rules"
	// CodeMinimumUnreachable means that the groups for the client do not open and
	// fewer clients could join than their minimum asks.
	CodeMinimumUnreachable Code = "minimum-unreachable"
	// CodeNotOpenedMinimum means that the group does not open because too few
	// people without a place could join.
	CodeNotOpenedMinimum Code = "not-opened:minimum"
	// CodeNotOpenedResource means that the group does not open because something
	// it needs is used up by other groups.
	CodeNotOpenedResource Code = "not-opened:resource"
	// CodeConflict means that somebody in the group conflicts with the client.
	CodeConflict Code = "conflict"
	// CodeComposition means that a quota of the group bars the client.
	CodeComposition Code = "composition"
	// CodeFull means that the group has no seat left.
	CodeFull Code = "full"

	noGroupPrefix = "no-group:"
)

// codeOrder ranks reasons that need equally many changes.
var codeOrder = []Code{
	CodeMinimumUnreachable, CodeNotOpenedMinimum, CodeNotOpenedResource, CodeConflict, CodeComposition, CodeFull,
}

// Unplaced says why one client has no place: in which group the place would be
// that takes the fewest changes, and which changes. Together the changes are
// enough: with them, and nobody moved, the client can join the group, along
// with the companions where the group would have to open first. [WhatIf] makes
// the change. The zero value explains nobody.
type Unplaced struct {
	// Client is the id.
	Client string `json:"client"`
	// Code is the one reason.
	Code Code `json:"code"`
	// Group is the id of the group that the changes speak of, empty only where
	// there is no group at all.
	Group string `json:"group,omitempty"`
	// Changes is what would have to change, in the order of [ChangeKind].
	Changes []Change `json:"changes,omitempty"`
	// Companions are ids of others without a place who would join with the client.
	Companions []string `json:"companions,omitempty"`
}

// ChangeKind says what kind of change would help. The zero value is invalid.
type ChangeKind uint8

// The kinds of change.
const (
	// ChangeRule sets aside one rule of eligibility for the client and the group.
	ChangeRule ChangeKind = iota + 1
	// ChangeSeat raises the group's maximum to To.
	ChangeSeat
	// ChangeMinimum lowers the group's minimum to To.
	ChangeMinimum
	// ChangeResource raises the resource's capacity to one more than are open.
	ChangeResource
	// ChangeConflict takes the client out of the conflicts with people in the group.
	ChangeConflict
	// ChangeQuota sets aside a quota for the group: raises its maximum to To, or
	// allows a lone member where To is 0.
	ChangeQuota

	numChangeKinds
)

//enum:names ChangeKind
var changeKindNames = [numChangeKinds]string{
	ChangeRule: "rule", ChangeSeat: "seat", ChangeMinimum: "minimum", ChangeResource: "resource",
	ChangeConflict: "conflict", ChangeQuota: "quota",
}

// Change is one thing that would have to be different. The zero value is invalid.
type Change struct {
	Kind ChangeKind `json:"kind,omitzero"`
	// Rule is the rule to set aside, for [ChangeRule].
	Rule Rule `json:"rule,omitzero"`
	// Resource is the id, for [ChangeResource].
	Resource string `json:"resource,omitempty"`
	// Quota is the place of the quota in [Group.Quotas], for [ChangeQuota].
	Quota int `json:"quota,omitempty"`
	// To is the new number, for the kinds that have one.
	To int `json:"to"`
}

// explainer finds reasons for one seating.
type explainer struct {
	m       *model
	seating *search.Seating
	near    nearIndex
}

func newExplainer(m *model, s *search.Seating) *explainer {
	return &explainer{m: m, seating: s, near: newNearIndex(m)}
}

// witness is one group in which a place could be, and what it would take.
type witness struct {
	g          int32
	fit        int
	code       Code
	changes    []Change
	companions []int32
}

// explain gives the reason of client i, who has no place.
func (e *explainer) explain(i int32) Unplaced {
	m := e.m
	c := m.clients[i]
	var best witness
	found := false
	consider := func(w witness) {
		if !found || cmp.Or(
			cmp.Compare(len(w.changes), len(best.changes)),
			cmp.Compare(slices.Index(codeOrder, w.code), slices.Index(codeOrder, best.code)),
			cmp.Compare(best.fit, w.fit),
			cmp.Compare(w.g, best.g),
		) < 0 {
			best, found = w, true
		}
	}
	for p := m.PairOff[i]; p < m.PairOff[i+1]; p++ {
		consider(e.inGroup(i, m.PairGroup[p], p))
	}
	u := Unplaced{Client: c.ID}
	if !found {
		var rule Rule
		best, rule, found = e.barred(i)
		switch {
		case !c.Suitable:
			best.code = CodeNotSuitable
		case rule == RuleNone:
			best.code = CodeSeveralRules
		default:
			best.code = Code(noGroupPrefix + rule.String())
		}
	}
	u.Code = best.code
	if !found {
		return u
	}
	u.Group, u.Changes = m.groups[best.g].ID, best.changes
	for _, j := range best.companions {
		u.Companions = append(u.Companions, m.clients[j].ID)
	}
	slices.SortFunc(u.Changes, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Rule, b.Rule),
			strings.Compare(a.Resource, b.Resource), cmp.Compare(a.Quota, b.Quota))
	})
	return u
}

// inGroup says what else, beyond eligibility, keeps client i out of group g. p
// is the pair, or none for a client who is not eligible.
func (e *explainer) inGroup(i, g, p int32) (w witness) {
	m := e.m
	gr := m.groups[g]
	w.g = g
	if p != search.None {
		w.fit = int(m.Fit[p])
	}
	who := e.seating.Members[g]
	if !e.seating.Open[g] {
		if p != search.None {
			for _, pair := range e.seating.Leftovers(g, p) {
				if j := m.ClientOf(pair); j != i {
					w.companions = append(w.companions, j)
				}
			}
		}
		who = w.companions
	}
	add := func(code Code, c Change) {
		if w.code == "" {
			w.code = code
		}
		w.changes = append(w.changes, c)
	}
	size := len(gr.Members) + len(who) + 1
	if !e.seating.Open[g] {
		for _, r := range m.Uses[g] {
			if e.seating.Free[r] <= 0 {
				add(CodeNotOpenedResource, Change{Kind: ChangeResource, Resource: m.resources[r].ID})
			}
		}
		if size < gr.Min {
			if int(m.GroupOff[g+1]-m.GroupOff[g]) < int(m.Need[g]) {
				w.code = CodeMinimumUnreachable
			}
			add(CodeNotOpenedMinimum, Change{Kind: ChangeMinimum, To: size})
		}
	}
	if size > gr.Max {
		add(CodeFull, Change{Kind: ChangeSeat, To: size})
	}
	if slices.ContainsFunc(who, func(j int32) bool { return m.Conflict(i, j) }) {
		add(CodeConflict, Change{Kind: ChangeConflict})
	}
	c := m.clients[i]
	for q := range gr.Quotas {
		quota := &gr.Quotas[q]
		if !quota.counts(c.Gender, c.Age, c.Acuity) {
			continue
		}
		count := quota.standing(gr) + 1
		for _, j := range who {
			if o := m.clients[j]; quota.counts(o.Gender, o.Age, o.Acuity) {
				count++
			}
		}
		if quota.HasMax && count > quota.Max {
			add(CodeComposition, Change{Kind: ChangeQuota, Quota: q, To: count})
		}
		if quota.NoLone && count == 1 {
			add(CodeComposition, Change{Kind: ChangeQuota, Quota: q})
		}
	}
	return w
}

// barred explains a client without any eligible group: the rule that alone
// bars most groups, and the group that takes the fewest changes, one that this
// rule alone bars where there is one.
func (e *explainer) barred(i int32) (best witness, rule Rule, found bool) {
	m := e.m
	c := m.clients[i]
	const several = 1 << RuleSuitable // not a rule of the group
	var alone [numRules]int
	type candidate struct {
		g   int32
		set ruleSet
	}
	var list []candidate
	for _, g := range e.near.groups(m, c) {
		set, _ := barriers(&m.policy, c, m.groups[g], m.memberConflict(i, g))
		set &^= several
		if set.has(RuleTheme) && fitByRank[0]+fitPerSeverity+softFit(c, m.groups[g]) < m.policy.MinFit {
			set |= 1 << RuleFit // even the concern would not be enough
		}
		list = append(list, candidate{g, set})
		if set != 0 && set&(set-1) == 0 {
			alone[trailing(set)]++
		}
	}
	for r := range alone {
		if alone[r] > alone[rule] {
			rule = Rule(r)
		}
	}
	if len(list) == 0 && len(m.groups) > 0 {
		set, _ := barriers(&m.policy, c, m.groups[0], m.memberConflict(i, 0))
		list = append(list, candidate{0, set &^ several})
	}
	for _, next := range list {
		if rule != RuleNone && next.set != 1<<rule && (c.Suitable || next.set != 0) {
			continue
		}
		w := e.inGroup(i, next.g, search.None)
		for r := RuleSuitable; r < numRules; r++ {
			if next.set.has(r) && r != RuleQuotaFull { // the quota is counted in the group
				w.changes = append(w.changes, Change{Kind: ChangeRule, Rule: r})
			}
		}
		if !c.Suitable {
			w.changes = append(w.changes, Change{Kind: ChangeRule, Rule: RuleSuitable})
		}
		if !found || len(w.changes) < len(best.changes) || len(w.changes) == len(best.changes) && w.g < best.g {
			best, found = w, true
		}
	}
	return best, rule, found
}

// trailing is the place of the only bit of a set.
func trailing(set ruleSet) (r int) {
	for set > 1 {
		set >>= 1
		r++
	}
	return r
}

// nearIndex finds the groups that at most one of theme, time and region keeps
// from a client, so that not every pair has to be judged.
type nearIndex map[place][]int32

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

func (x nearIndex) groups(m *model, c *Client) (near []int32) {
	if len(m.groups) <= 256 { // few enough to judge all
		near = make([]int32, len(m.groups))
		for g := range near {
			near[g] = int32(g)
		}
		return near
	}
	for _, region := range [...]string{"@", "@" + c.Region} {
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
