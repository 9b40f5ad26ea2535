package compose

import (
	"maps"
	"slices"
	"strings"
)

// WhatIf makes the changes that u names. It returns the changed problem and an assignment for
// it in which the client and the companions have joined; this proves that the reason is true.
// Neither p nor a is changed. a has to be the assignment for which u was made, and p its
// problem.
//
// Use it to show the effect of a change, not to make the change: people decide whether a rule
// may be ignored.
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
		case ChangeMinimum:
			group.Min = change.To
		case ChangeResource:
			p.provide(change.Resource, group, a)
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
		case ChangeQuotaMinimum:
			group.Quotas = slices.Clone(group.Quotas)
			q := &group.Quotas[change.Quota]
			q.Min = change.To
			if !q.HasMax {
				q.HasMax, q.Max = true, MaxSeats
			}
		case ChangeTogether:
			p.Together = slices.Clone(p.Together)
			for k := range p.Together {
				p.Together[k].Members = slices.DeleteFunc(slices.Clone(p.Together[k].Members), func(id string) bool { return id == client.ID })
			}
			p.Together = slices.DeleteFunc(p.Together, func(t Together) bool {
				return len(t.Members) < 2 || !slices.ContainsFunc(t.Members, func(id string) bool {
					return slices.ContainsFunc(p.Clients, func(c Client) bool { return c.ID == id })
				})
			})
		}
	}
	return p, a
}

// setAside changes the client or the group so that the rule no longer prevents joining.
func (p *Problem) setAside(rule Rule, c *Client, g *Group, size int) {
	switch rule {
	case RuleSuitable:
		c.Suitable = true
	case RuleIntake:
		g.Intake = IntakeOpen
		g.Max = max(g.Max, size)
	case RuleTheme:
		// The theme of the group becomes the client's first concern.
		if len(g.Themes) == 0 {
			g.Themes = []string{"any"}
		}
		c.Concerns = append([]Concern{{g.Themes[0], 1}}, c.Concerns[:min(len(c.Concerns), MaxConcerns-1)]...)
	case RuleContraindicated:
		c.Contraindicated = nil
	case RuleMode:
		c.Modes = append(slices.Clone(c.Modes), g.Mode)
	case RuleRegion:
		c.Regions = append(slices.Clone(c.Regions), g.Region)
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
	case RuleTherapistGender:
		c.NeedTherapistGender = 0
	case RulePin:
		c.Pin = Pin{}
	case RuleLeaders:
		p.Policy.MixedLeaders = false
	case RuleRuledOut:
		c.RuledOut = nil
	case RuleQuotaFull, RuleTogether, RuleNone:
		// The first two have their own kinds of change, and the last one is no rule.
	default:
		// A value that is no rule prevents nothing.
	}
}

// provide adds what the group lacks: a room, a therapist who has the time, or more of a
// resource.
func (p *Problem) provide(id string, g *Group, a Assignment) {
	open := func(other *Group) bool {
		_, opens := a[other.ID]
		return opens || other.State == Running
	}
	if strings.HasPrefix(id, roomPrefix) {
		// Running groups may already have more people than their rooms have seats: they count.
		p.Rooms = slices.Clone(p.Rooms)
		for k := range p.Groups {
			if other := &p.Groups[k]; open(other) && other.Region == g.Region && other.Slot == g.Slot && (other == g || other.State == Running) {
				p.Rooms = append(p.Rooms, Room{ID: "another for " + other.ID, Region: g.Region, Seats: other.Max, Slots: []string{g.Slot}})
			}
		}
		return
	}
	if r := slices.IndexFunc(p.Resources, func(r Resource) bool { return r.ID == id }); r >= 0 {
		using := 0
		for k := range p.Groups {
			other := &p.Groups[k]
			if open(other) && slices.Contains(p.Resources[r].Groups, other.ID) {
				if p.Resources[r].Kind == TherapistMinutes {
					using += other.WeeklyMinutes
				} else {
					using++
				}
			}
		}
		p.Resources[r].Cap = max(p.Resources[r].Cap, using)
	}
	p.Therapists = slices.Clone(p.Therapists)
	for k := range p.Therapists {
		switch t := &p.Therapists[k]; id {
		case "~groups/" + t.ID:
			t.MaxGroups = 0
		case "~minutes/" + t.ID:
			t.MaxWeeklyMinutes = 0
		}
	}
	// Nobody leads two groups at the same time: somebody else leads this one.
	g.Therapists = slices.Clone(g.Therapists)
	for k, t := range g.Therapists {
		if slices.ContainsFunc(p.Groups, func(other Group) bool {
			return other.ID != g.ID && other.Slot == g.Slot && open(&other) && slices.Contains(other.Therapists, t)
		}) {
			g.Therapists[k] = t + " or somebody else"
		}
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
