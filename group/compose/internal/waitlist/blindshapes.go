package waitlist

import (
	"fmt"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/compose"
)

func (b *blind) wanted() {
	const theme, slot = "trauma", "tue-18"
	b.crowd(func(_ int, c *compose.Client) {
		if b.chance(12) {
			return
		}
		others := b.some([]string{"grief", "anxiety", "depression", "sleep"}, b.between(0, 2))
		c.Concerns = []compose.Concern{{Code: theme, Severity: 3}}
		for _, code := range others {
			c.Concerns = append(c.Concerns, compose.Concern{Code: code, Severity: b.between(1, 2)})
		}
		c.Slots = append(b.some([]string{"mon-10", "mon-17", "wed-17", "thu-19"}, b.between(0, 2)), slot)
		c.PreferredSlots = []string{slot}
	})
	b.offers(max(4, b.n/8), func(i int, g *compose.Group) {
		switch {
		case i == 0:
			g.Themes, g.Slot, g.Min, g.Max = []string{theme}, slot, 6, 12
		case i%3 == 0:
			g.Themes = []string{theme} // the same at a time that few can come
		default:
			g.Slot = b.some([]string{"mon-10", "mon-17", "wed-17", "thu-19", slot}, 1)[0]
		}
	})
}

func (b *blind) alike() {
	b.p.Policy = compose.Policy{Routine: 1, Soon: 1, Urgent: 1}
	b.crowd(func(i int, c *compose.Client) {
		kind := i % 4
		c.Priority, c.WaitDays, c.Suitable, c.Acuity = group.Routine, 70, true, compose.LowAcuity
		c.Gender, c.Age, c.WantTherapistGender = []group.Gender{group.Female, group.Male}[kind%2], 35, 0
		c.Modes = []compose.Mode{compose.Onsite}
		c.Slots = [][]string{{"mon-10", "tue-14"}, {"tue-14", "wed-09"}, {"wed-09", "fri-11"}, {"fri-11", "mon-10"}}[kind]
		c.PreferredSlots = nil
		c.Concerns = []compose.Concern{{Code: "anxiety", Severity: 2}, {Code: "depression", Severity: 2}}
	})
	b.offers(max(4, b.n/9), func(i int, g *compose.Group) {
		g.Themes = []string{[]string{"anxiety", "depression"}[b.IntN(2)]}
		g.Slot = []string{"mon-10", "tue-14", "wed-09", "fri-11"}[i%4]
		g.Therapists = []string{fmt.Sprintf("t%02d", i)}
		g.TherapistGender, g.Min, g.Max, g.Minutes = compose.LedByWomen, 6, 7, 900
	})
	// Of the groups at one time only some have a room.
	for i, slot := range []string{"mon-10", "tue-14", "wed-09", "fri-11"} {
		r := compose.Resource{ID: fmt.Sprintf("rooms-%s", slot), Kind: compose.RoomSlot, Cap: 1 + (i+b.IntN(2))%2*b.n/60}
		for _, g := range b.p.Groups {
			if g.Slot == slot {
				r.Groups = append(r.Groups, g.ID)
			}
		}
		b.p.Resources = append(b.p.Resources, r)
	}
}

func (b *blind) ruled() {
	b.crowd(func(int, *compose.Client) {})
	b.offers(max(4, b.n/6), func(_ int, g *compose.Group) {
		g.Quotas = []compose.Quota{
			atMost(compose.ByAcuity, "high", b.between(1, 2)),
			{Attribute: compose.ByGender, Value: "m", NoLone: true, HasMax: true, Max: g.Max - 2},
			atMost(compose.ByAgeBand, "26-40", b.between(3, g.Max-2)),
		}
		if b.chance(50) {
			g.Quotas[2].Min = b.between(1, 2)
		}
		if b.chance(50) {
			g.Quotas = append(g.Quotas, compose.Quota{Attribute: compose.ByGender, Value: "f", Min: b.between(1, 3)})
		}
		if b.chance(60) {
			g.Quotas = append(g.Quotas, compose.Quota{Attribute: compose.ByAgeBand, Value: "61+", NoLone: true})
		}
	})
}

func (b *blind) twoSizes() {
	b.crowd(func(_ int, c *compose.Client) { c.Slots = b.some(b.slots[:6], b.between(1, 3)) })
	var small compose.Group
	b.offers(2*max(2, b.n/10), func(i int, g *compose.Group) {
		if i%2 == 0 {
			g.Slot, g.Min, g.Max = b.slots[b.IntN(6)], 3, 4
			small = *g
			return
		}
		id, themes := g.ID, small.Themes
		*g = small
		g.ID, g.Themes, g.Min, g.Max, g.Minutes = id, themes, 8, b.between(9, 11), small.Minutes*3/2
		b.p.Resources = append(b.p.Resources, compose.Resource{
			ID: "either-" + small.ID, Kind: compose.Variants, Cap: 1, Groups: []string{small.ID, id},
		})
	})
	for i := range 2 + b.n/20 {
		b.p.Therapists = append(b.p.Therapists, compose.Therapist{
			ID: fmt.Sprintf("t%02d", i), Gender: group.Female, MaxGroups: b.between(1, 3),
		})
	}
	for i := range b.p.Groups {
		b.p.Groups[i].TherapistGender = compose.LedByWomen
	}
}

func (b *blind) linked() {
	b.crowd(func(_ int, c *compose.Client) {
		c.Concerns[0].Code = b.themes[b.draw(4, 3, 2)]
		c.Concerns = c.Concerns[:1]
	})
	b.offers(max(4, b.n/7), func(_ int, g *compose.Group) { g.Themes = []string{b.themes[b.draw(4, 3, 2)]} })
	// One chain through everybody with one concern, closed to a ring.
	last, first := map[string]int{}, map[string]int{}
	for i, c := range b.p.Clients {
		code := c.Concerns[0].Code
		if before, ok := last[code]; ok {
			b.conflict("workplace", before, i)
		} else {
			first[code] = i
		}
		last[code] = i
	}
	for _, code := range b.themes {
		if a, z := first[code], last[code]; z > a+1 {
			b.conflict("workplace", a, z)
		}
	}
	// Somebody whom many avoid, and families of three.
	for range b.n / 30 {
		order := b.Perm(b.n)
		for _, i := range order[1:7] {
			b.conflict("former-partners", order[0], i)
		}
		b.conflict("relatives", order[7:10]...)
	}
}

func (b *blind) soleLeader() {
	b.crowd(func(_ int, c *compose.Client) {
		c.WantTherapistGender = 0
		if b.chance(20) {
			c.ExcludeTherapists = []string{"t-sole"}
		}
	})
	b.offers(max(6, b.n/4), func(i int, g *compose.Group) {
		g.Therapists, g.TherapistGender = []string{"t-sole"}, compose.LedByWomen
		g.WeeklyMinutes = []int{60, 75, 90, 120}[b.IntN(4)]
		if i%6 == 5 {
			g.Therapists, g.TherapistGender = []string{"t-aide"}, compose.LedByMen
		}
	})
	b.p.Therapists = []compose.Therapist{
		{ID: "t-sole", Gender: group.Female, MaxGroups: 4 + b.n/40, MaxWeeklyMinutes: 75 * (4 + b.n/40)},
		{ID: "t-aide", Gender: group.Male, MaxGroups: 1},
	}
}

func (b *blind) youth() {
	b.p.Policy = compose.Policy{Routine: 20, Soon: 60, Urgent: 200, WaitCapWeeks: 26, MinFit: 30}
	b.slots = []string{"mon-15", "tue-15", "wed-13", "wed-16", "thu-15", "fri-14"}
	b.themes = []string{"self-harm", "school-anxiety", "family", "depression", "social-anxiety"}
	b.crowd(func(_ int, c *compose.Client) {
		c.Age = 14 + b.draw(2, 4, 6, 6, 5, 3, 2, 2)
		c.Priority = []group.Priority{group.Routine, group.Soon, group.Urgent}[b.draw(4, 3, 3)]
		c.WaitDays = b.between(0, 250)
		if b.chance(8) {
			c.Contraindicated = []string{"self-harm"}
			c.Concerns[0].Code = "family"
			c.Concerns = c.Concerns[:1]
		}
	})
	b.offers(max(5, b.n/7), func(i int, g *compose.Group) {
		g.AgeMin, g.AgeMax = 14, 17
		if b.chance(45) {
			g.AgeMin, g.AgeMax = 16, 21
		}
		g.Gender = []compose.GenderRule{compose.AnyGender, compose.FemaleOnly, compose.MaleOnly}[b.draw(7, 2, 1)]
		g.Quotas = []compose.Quota{atMost(compose.ByAcuity, "high", 3)}
		if g.Gender == compose.AnyGender {
			g.Quotas = append(g.Quotas, compose.Quota{Attribute: compose.ByGender, Value: "m", NoLone: true})
		}
		if i%3 != 0 {
			return
		}
		g.State = compose.Running
		for k := range b.between(3, g.Max-2) {
			sex := []group.Gender{group.Female, group.Male}[b.draw(3, 2)]
			if g.Gender == compose.FemaleOnly {
				sex = group.Female
			} else if g.Gender == compose.MaleOnly {
				sex = group.Male
			}
			g.Members = append(g.Members, compose.Member{
				ID: fmt.Sprintf("%s-m%d", g.ID, k), Gender: sex, Age: b.between(g.AgeMin, g.AgeMax), Acuity: compose.LowAcuity,
			})
		}
	})
	// Friends want to come together, siblings and those who bully each other must not.
	order := b.Perm(b.n)
	at := 0
	for range b.n / 20 {
		x, y := &b.p.Clients[order[at]], &b.p.Clients[order[at+1]]
		y.Slots, y.Concerns, y.Age, y.Contraindicated = x.Slots, x.Concerns, x.Age, x.Contraindicated
		y.PreferredSlots = x.PreferredSlots
		b.p.Together = append(b.p.Together, compose.Together{Members: []string{x.ID, y.ID}, Reason: "friends"})
		at += 2
	}
	for range b.n / 15 {
		b.conflict("relatives", order[at], order[at+1])
		at += 2
	}
}

func (b *blind) towns() {
	b.p.Policy.Soon, b.p.Policy.WaitBeforeFit = 140, true
	places := []string{"mill", "harbour", "hill"}
	b.p.Travel = []compose.Travel{
		{From: "mill", To: "harbour", Minutes: 25},
		{From: "mill", To: "hill", Minutes: 40},
		{From: "harbour", To: "hill", Minutes: 55},
	}
	for i, place := range places {
		b.p.Rooms = append(b.p.Rooms, compose.Room{ID: "room-" + place, Region: place, Seats: 12 - 2*i})
	}
	b.p.Rooms = append(b.p.Rooms, compose.Room{ID: "room-late", Region: "mill", Seats: 9, Slots: []string{"tue-18", "thu-19"}})
	b.crowd(func(_ int, c *compose.Client) {
		c.Region = places[b.draw(5, 3, 2)]
		c.MaxTravel = []int{0, 30, 45, 60}[b.draw(5, 3, 2, 1)]
		switch b.draw(80, 12, 8) {
		case 1:
			c.Languages = []string{"pl", "en"}
		case 2:
			c.Languages = []string{"pl"}
		}
		if b.chance(6) {
			c.NeedTherapistGender = compose.LedByWomen
		}
	})
	leaders := 3 + b.n/22
	for i := range leaders {
		b.p.Therapists = append(b.p.Therapists, compose.Therapist{
			ID: fmt.Sprintf("t%02d", i), Gender: []group.Gender{group.Female, group.Male}[min(1, i%3/2)],
			MaxWeeklyMinutes: []int{90, 180, 240, 360}[b.IntN(4)],
		})
	}
	b.offers(max(6, b.n/5), func(_ int, g *compose.Group) {
		lead := b.p.Therapists[b.IntN(leaders)]
		g.Therapists, g.TherapistGender = []string{lead.ID}, compose.LedByWomen
		if lead.Gender == group.Male {
			g.TherapistGender = compose.LedByMen
		}
		g.Region, g.WeeklyMinutes = places[b.draw(5, 3, 2)], []int{75, 90, 100}[b.IntN(3)]
		if b.chance(20) {
			g.Mode = compose.Online
		}
		if b.chance(15) {
			g.Language = "pl"
		}
		g.Max = min(g.Max, 8+b.IntN(3))
	})
	// Two people were promised a place, somebody else a time.
	for k, i := range b.Perm(b.n)[:3] {
		c := &b.p.Clients[i]
		c.Suitable, c.Pin.Anywhere = true, k < 2
		if k == 2 {
			c.Pin.Slot = c.Slots[0]
		}
	}
	for range b.n / 12 {
		order := b.Perm(b.n)
		b.conflict("workplace", order[:b.between(2, 4)]...)
	}
}
