package compose

import (
	"maps"
	"slices"
)

// WhatIf makes the changes that u names and returns the changed problem and an
// assignment of it in which the client, with the companions, has joined: the
// proof that the reason is true. Neither p nor a is changed. a has to be the
// assignment that u was explained for, and p its problem.
//
// It is meant for showing what a change would bring, not for making it: whether
// a rule may be set aside is for people to decide.
func WhatIf(p Problem, a Assignment, u Unplaced) (Problem, Assignment) {
	p.Clients = slices.Clone(p.Clients)
	p.Groups = slices.Clone(p.Groups)
	p.Conflicts = slices.Clone(p.Conflicts)
	p.Resources = slices.Clone(p.Resources)
	a = maps.Clone(a)
	if a == nil {
		a = make(Assignment)
	}
	c := slices.IndexFunc(p.Clients, func(c Client) bool { return c.ID == u.Client })
	g := slices.IndexFunc(p.Groups, func(g Group) bool { return g.ID == u.Group })
	if c < 0 || g < 0 {
		return p, a
	}
	client, group := &p.Clients[c], &p.Groups[g]
	joins := append(slices.Clone(a[u.Group]), u.Client)
	a[u.Group] = append(joins, u.Companions...)
	slices.Sort(a[u.Group])
	size := len(group.Members) + len(a[u.Group])
	for _, change := range u.Changes {
		switch change.Kind {
		case ChangeRule:
			p.setAside(change.Rule, client, group, size)
		case ChangeSeat:
			group.Max = change.To
			group.Min = min(group.Min, group.Max)
		case ChangeMinimum:
			group.Min = change.To
		case ChangeResource:
			r := slices.IndexFunc(p.Resources, func(r Resource) bool { return r.ID == change.Resource })
			using := 0
			for _, other := range p.Groups {
				_, opens := a[other.ID]
				if (opens || other.State == Running) && slices.Contains(p.Resources[r].Groups, other.ID) {
					using++
				}
			}
			p.Resources[r].Cap = max(p.Resources[r].Cap, using)
		case ChangeConflict:
			p.separate(client.ID, func(id string) bool { return slices.Contains(a[u.Group], id) })
		case ChangeQuota:
			group.Quotas = slices.Clone(group.Quotas)
			if q := &group.Quotas[change.Quota]; change.To > 0 {
				q.Max = change.To
			} else {
				q.NoLone = false
				if !q.HasMax {
					q.HasMax, q.Max = true, MaxSeats
				}
			}
		}
	}
	return p, a
}

// setAside changes the client or the group so that the rule no longer bars.
func (p *Problem) setAside(rule Rule, c *Client, g *Group, size int) {
	switch rule {
	case RuleSuitable:
		c.Suitable = true
	case RuleIntake:
		g.Intake = IntakeOpen
		g.Max = max(g.Max, size)
	case RuleTheme:
		// The client seeks help with what the group works on, first of all.
		if len(g.Themes) == 0 {
			g.Themes = []string{"any"}
		}
		c.Concerns = append([]Concern{{g.Themes[0], 1}}, c.Concerns[:min(len(c.Concerns), MaxConcerns-1)]...)
	case RuleContraindicated:
		c.Contraindicated = nil
	case RuleMode:
		c.Modes = append(slices.Clone(c.Modes), g.Mode)
	case RuleRegion:
		c.Region = g.Region
	case RuleLanguage:
		c.Languages = append(slices.Clone(c.Languages), g.Language)
	case RuleGender:
		g.Gender = AnyGender
	case RuleAge:
		g.AgeMin, g.AgeMax = min(g.AgeMin, c.Age), max(g.AgeMax, c.Age)
	case RuleSlot:
		c.Slots = append(slices.Clone(c.Slots), g.Slot)
	case RuleTherapist:
		c.ExcludeTherapists = nil
	case RuleMemberConflict:
		p.separate(c.ID, func(id string) bool {
			return slices.ContainsFunc(g.Members, func(m Member) bool { return m.ID == id })
		})
	case RuleFit:
		p.Policy.MinFit = 0
	case RuleQuotaFull, RuleNone:
		// The first is answered by a change of the quota, the second is no rule.
	default:
		// A value that is no rule bars nobody.
	}
}

// separate takes the client out of every conflict with somebody in the group.
func (p *Problem) separate(client string, inGroup func(id string) bool) {
	for k := range p.Conflicts {
		set := &p.Conflicts[k]
		if slices.Contains(set.Members, client) && slices.ContainsFunc(set.Members, func(id string) bool {
			return id != client && inGroup(id)
		}) {
			set.Members = slices.DeleteFunc(slices.Clone(set.Members), func(id string) bool { return id == client })
		}
	}
	p.Conflicts = slices.DeleteFunc(p.Conflicts, func(s ConflictSet) bool { return len(s.Members) < 2 })
}
