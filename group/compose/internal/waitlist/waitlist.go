// Package waitlist generates waiting lists for tests and benchmarks, without real people. The
// families resemble what a clinic, a city and a country might have. A seed gives the same
// instance on every machine. Not here: the choice of what a measurement reports.
package waitlist

import (
	"fmt"
	"math/bits"
	"slices"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/compose"
)

// Family says what kind of waiting list to make up. The zero Family is empty.
type Family struct {
	// Clients and Groups are the numbers of each.
	Clients, Groups int
	// Themes, Slots and Regions are how many of each there are, at most 12 themes
	// and 16 slots.
	Themes, Slots, Regions int
	// Flexible is the chance, in per cent, that a client can come at one more time.
	Flexible int
	// Online is the share of groups that meet online, in per cent.
	Online int
	// Conflicts is the number of conflict sets.
	Conflicts int
	// Quotas says that groups have composition rules.
	Quotas bool
	// MinLow and MinHigh bound the minimum size of groups.
	MinLow, MinHigh int
}

// The families that benchmarks use. Tiny ones can be searched exhaustively
// within limits, the others cannot.
var (
	Tiny     = Family{Clients: 12, Groups: 3, Themes: 2, Slots: 3, Regions: 1, Flexible: 85, Online: 20, Conflicts: 3, Quotas: true, MinLow: 2, MinHigh: 3}
	Clinic   = Family{Clients: 300, Groups: 36, Themes: 8, Slots: 12, Regions: 1, Flexible: 92, Online: 18, Conflicts: 21, MinLow: 5, MinHigh: 8}
	Clinic5  = Family{Clients: 500, Groups: 60, Themes: 10, Slots: 16, Regions: 1, Flexible: 92, Online: 15, Conflicts: 104, Quotas: true, MinLow: 5, MinHigh: 8}
	Clinic4  = Family{Clients: 400, Groups: 48, Themes: 8, Slots: 12, Regions: 2, Flexible: 92, Online: 25, Conflicts: 55, Quotas: true, MinLow: 5, MinHigh: 8}
	Conflict = Family{Clients: 300, Groups: 36, Themes: 8, Slots: 12, Regions: 1, Flexible: 92, Online: 12, Conflicts: 289, MinLow: 5, MinHigh: 8}
	Minimum  = Family{Clients: 250, Groups: 70, Themes: 8, Slots: 12, Regions: 1, Flexible: 86, Online: 21, Conflicts: 31, Quotas: true, MinLow: 5, MinHigh: 8}
	Large    = Family{Clients: 5000, Groups: 500, Themes: 12, Slots: 16, Regions: 4, Flexible: 85, Online: 19, MinLow: 5, MinHigh: 8}
	LargeMix = Family{Clients: 5000, Groups: 500, Themes: 12, Slots: 16, Regions: 4, Flexible: 85, Online: 17, Conflicts: 758, Quotas: true, MinLow: 5, MinHigh: 8}
	National = Family{Clients: 100_000, Groups: 10_000, Themes: 12, Slots: 16, Regions: 60, Flexible: 85, Online: 2, Conflicts: 2979, MinLow: 5, MinHigh: 8}
)

var (
	themes = [...]string{
		"depression", "anxiety", "trauma", "social-anxiety", "addiction", "relationships", "bpd-skills", "grief",
		"chronic-pain", "anger", "parenting", "eating",
	}
	themeShare = [...]int{175, 155, 110, 95, 92, 77, 67, 66, 48, 39, 38, 37}
	slots      = [...]string{
		"mon-am", "mon-pm", "mon-eve", "tue-am", "tue-pm", "tue-eve", "wed-am", "wed-pm", "wed-eve", "thu-am", "thu-pm",
		"thu-eve", "fri-am", "fri-pm", "fri-eve", "sat-am",
	}
	speaks      = [...][]string{{"nl"}, {"nl", "en"}, {"en", "nl"}, {"en"}, {"ar", "nl"}, {"tr", "nl"}, {"ar"}, {"tr"}}
	speaksShare = [...]int{430, 430, 48, 32, 19, 18, 11, 12}
	modes       = [...][]compose.Mode{
		{compose.Onsite}, {compose.Onsite, compose.Online}, {compose.Online, compose.Onsite}, {compose.Online},
	}
	reasons = [...]string{"relatives", "workplace", "former-partners"}
)

// source is splitmix64: small, and the same everywhere.
type source uint64

func (s *source) next() uint64 {
	*s += 0x9e3779b97f4a7c15
	z := uint64(*s)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (s *source) below(n int) int {
	hi, _ := bits.Mul64(s.next(), uint64(n))
	return int(hi)
}

func (s *source) chance(perCent int) bool { return s.below(100) < perCent }

func (s *source) pick(shares []int) int {
	sum := 0
	for _, share := range shares {
		sum += share
	}
	at := s.below(sum)
	for k, share := range shares {
		if at < share {
			return k
		}
		at -= share
	}
	return len(shares) - 1
}

// Generate makes up the instance of a seed.
func Generate(f Family, seed int64) compose.Problem {
	s := source(uint64(seed) * 0x5851f42d4c957f2d)
	p := compose.Problem{
		Name:   fmt.Sprintf("made-up-%d-%d-%d", f.Clients, f.Groups, seed),
		Policy: compose.Policy{Routine: 100, Soon: 200, Urgent: 300, WaitCapWeeks: 52, MinFit: 35},
	}
	for i := range f.Clients {
		p.Clients = append(p.Clients, client(&s, f, i))
	}
	for g := range f.Groups {
		p.Groups = append(p.Groups, oneGroup(&s, f, g))
	}
	resources(&s, &p)
	conflicts(&s, f, &p)
	return p
}

func client(s *source, f Family, i int) compose.Client {
	c := compose.Client{
		ID: fmt.Sprintf("c%06d", i+1), Priority: [...]group.Priority{group.Routine, group.Soon, group.Urgent}[s.pick([]int{70, 22, 8})], WaitDays: wait(s),
		Suitable: s.chance(96), Languages: slices.Clone(speaks[s.pick(speaksShare[:])]),
		Gender: group.Gender(1 + s.pick([]int{58, 40, 2})), Age: age(s), Acuity: compose.Acuity(1 + s.pick([]int{78, 22})),
		Modes: slices.Clone(modes[s.pick([]int{45, 30, 15, 10})]), Region: region(s.below(f.Regions)),
	}
	for n := 1 + s.pick([]int{40, 40, 20}); n > 0; n-- {
		code := themes[s.pick(themeShare[:f.Themes])]
		if !slices.ContainsFunc(c.Concerns, func(k compose.Concern) bool { return k.Code == code }) {
			c.Concerns = append(c.Concerns, compose.Concern{Code: code, Severity: 1 + s.below(3)})
		}
	}
	if s.chance(5) {
		c.Contraindicated = []string{themes[s.below(f.Themes)]}
	}
	count := 1
	for count < f.Slots && s.chance(f.Flexible) {
		count++
	}
	free := slices.Clone(slots[:f.Slots])
	for range count {
		k := s.below(len(free))
		c.Slots = append(c.Slots, free[k])
		if s.chance(35) {
			c.PreferredSlots = append(c.PreferredSlots, free[k])
		}
		free = slices.Delete(free, k, k+1)
	}
	switch s.pick([]int{88, 9, 3}) {
	case 1:
		c.WantTherapistGender = compose.LedByWomen
	case 2:
		c.WantTherapistGender = compose.LedByMen
	}
	if s.chance(3) {
		c.ExcludeTherapists = []string{therapist(s.below(therapists(f.Groups)))}
	}
	return c
}

// wait is roughly exponential with a mean of a good hundred days.
func wait(s *source) int {
	days := s.below(76)
	for s.chance(50) {
		days += 76
	}
	return days
}

func age(s *source) int { return 16 + (s.below(23)+s.below(23))*(2+s.below(4))/4 }

func region(k int) string { return fmt.Sprintf("r%02d", k+1) }

func therapists(groups int) int { return max(2, groups/4) }

func therapist(k int) string { return fmt.Sprintf("t%d", k+1) }

func oneGroup(s *source, f Family, g int) compose.Group {
	who := s.below(therapists(f.Groups))
	gr := compose.Group{
		ID: fmt.Sprintf("g%05d", g+1), Slot: slots[s.below(f.Slots)], Therapists: []string{therapist(who)},
		TherapistGender: compose.LedByWomen, Language: []string{"nl", "en", "tr", "ar"}[s.pick([]int{86, 8, 3, 3})],
		Mode: compose.Onsite, Region: region(who % f.Regions), Min: f.MinLow + s.below(f.MinHigh-f.MinLow+1),
		State: compose.Candidate, Intake: compose.IntakeOpen, Gender: compose.GenderRule(1 + s.pick([]int{85, 10, 5})),
		AgeMin: 18, AgeMax: 99, Minutes: 90 * (8 + s.below(9)),
	}
	gr.Max = gr.Min + 2 + s.below(6)
	if who%3 == 2 {
		gr.TherapistGender = compose.LedByMen
	}
	if s.chance(f.Online) {
		gr.Mode = compose.Online
	}
	switch s.pick([]int{87, 7, 6}) {
	case 1:
		gr.AgeMin, gr.AgeMax = 16, 25
	case 2:
		gr.AgeMin = 60
	}
	gr.Themes = []string{themes[s.pick(themeShare[:f.Themes])]}
	if second := themes[s.pick(themeShare[:f.Themes])]; s.chance(33) && second != gr.Themes[0] {
		gr.Themes = append(gr.Themes, second)
	}
	if s.chance(14) {
		gr.State = compose.Running
		if s.chance(25) {
			gr.Intake = compose.IntakeClosed
		}
		for k := range 3 + s.below(max(1, gr.Max-3)) {
			gr.Members = append(gr.Members, compose.Member{
				ID: fmt.Sprintf("m%05d-%d", g+1, k+1), Gender: group.Gender(1 + s.pick([]int{58, 42})), Age: age(s),
				Acuity: compose.Acuity(1 + s.pick([]int{78, 22})),
			})
		}
		gr.Max = max(gr.Max, len(gr.Members))
	}
	if f.Quotas {
		if s.chance(60) {
			gr.Quotas = append(gr.Quotas, compose.Quota{Attribute: compose.ByGender, Value: "f", NoLone: true},
				compose.Quota{Attribute: compose.ByGender, Value: "m", NoLone: true})
		}
		if s.chance(50) {
			gr.Quotas = append(gr.Quotas, compose.Quota{Attribute: compose.ByAcuity, Value: "high", HasMax: true, Max: 2 + s.below(2)})
		}
		if s.chance(22) {
			gr.Quotas = append(gr.Quotas, compose.Quota{Attribute: compose.ByAgeBand, Value: "16-25", NoLone: true})
		}
	}
	return gr
}

// resources limits therapists, their hours and rooms, where more groups want
// them than they can serve.
func resources(s *source, p *compose.Problem) {
	add := func(kind compose.ResourceKind, key func(compose.Group) string, limit func() int) {
		users := map[string][]string{}
		running := map[string]int{}
		var keys []string
		for _, g := range p.Groups {
			k := key(g)
			if k == "" {
				continue
			}
			if users[k] == nil {
				keys = append(keys, k)
			}
			users[k] = append(users[k], g.ID)
			if g.State == compose.Running {
				running[k]++
			}
		}
		for _, k := range keys {
			if n := max(running[k], limit()); n < len(users[k]) {
				p.Resources = append(p.Resources, compose.Resource{ID: k, Kind: kind, Cap: n, Groups: users[k]})
			}
		}
	}
	add(compose.TherapistLoad, func(g compose.Group) string { return "t:" + g.Therapists[0] },
		func() int { return 1 + s.pick([]int{28, 36, 20, 16}) })
	add(compose.TherapistSlot, func(g compose.Group) string { return "ts:" + g.Therapists[0] + "/" + g.Slot },
		func() int { return 1 })
	add(compose.RoomSlot, func(g compose.Group) string {
		if g.Mode == compose.Online {
			return ""
		}
		return "r:" + g.Region + "/" + g.Slot
	}, func() int { return 2 + s.below(4) })
}

// conflicts draws sets of clients of one region, now and then with an existing
// member.
func conflicts(s *source, f Family, p *compose.Problem) {
	byRegion := map[string][]string{}
	for _, c := range p.Clients {
		byRegion[c.Region] = append(byRegion[c.Region], c.ID)
	}
	for _, g := range p.Groups {
		for _, m := range g.Members {
			byRegion[g.Region] = append(byRegion[g.Region], m.ID)
		}
	}
	for range f.Conflicts {
		people := byRegion[region(s.below(f.Regions))]
		if len(people) < 8 {
			continue
		}
		var set []string
		for n := []int{2, 3, 4, 5, 6}[s.pick([]int{50, 29, 7, 7, 7})]; len(set) < n; {
			if id := people[s.below(len(people))]; !slices.Contains(set, id) {
				set = append(set, id)
			}
		}
		p.Conflicts = append(p.Conflicts, compose.ConflictSet{Members: set, Reason: reasons[s.below(len(reasons))]})
	}
}
