package waitlist

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/compose"
)

// Shape is a kind of waiting list that the search was not tuned on: it was written before
// tuning began, and its distributions differ from those of the families. The zero Shape is
// Plain.
type Shape int

// The shapes.
const (
	// Plain is an ordinary clinic: a few themes, evenings preferred, some conflicts.
	Plain Shape = iota
	// OneGroup has most people want groups of one theme, and only few such groups.
	OneGroup
	// Ties has everybody of the same priority, waiting time and wishes.
	Ties
	// Quotas has three or four rules of composition on every group.
	Quotas
	// Pairs has groups of just two sizes, each with a minimum equal to its maximum.
	Pairs
	// Chains has conflicts that form long chains through the list.
	Chains
	// OneTherapist has one therapist who could lead nearly all groups, and little time.
	OneTherapist
	// Tight has sizes, quotas and conflicts that hardly leave a plan.
	Tight

	NumShapes
)

var shapeNames = [NumShapes]string{"plain", "one-group", "ties", "quotas", "pairs", "chains", "one-therapist", "tight"}

// String returns the name of the shape.
func (s Shape) String() string { return shapeNames[s] }

// Other makes up an instance of a shape with about so many clients, and a group for
// every six of them.
func Other(shape Shape, clients int, seed int64) compose.Problem {
	r := rand.New(rand.NewPCG(uint64(seed), uint64(shape)+77))
	o := &other{Rand: r, shape: shape, clients: clients, groups: max(3, clients/6)}
	return o.problem(seed)
}

type other struct {
	*rand.Rand
	shape           Shape
	clients, groups int
}

func (o *other) one(list ...string) string { return list[o.IntN(len(list))] }

func (o *other) some(perCent int) bool { return o.IntN(100) < perCent }

var (
	otherThemes = []string{"worry", "loss", "mood", "panic", "body", "work"}
	otherSlots  = []string{"mo-9", "mo-18", "tu-9", "tu-18", "we-14", "we-18", "th-9", "th-18", "fr-9", "fr-14"}
)

func (o *other) problem(seed int64) compose.Problem {
	p := compose.Problem{
		Name:   fmt.Sprintf("%s-%d-%d", o.shape, o.clients, seed),
		Policy: compose.Policy{Routine: 100, Soon: 200, Urgent: 300, WaitCapWeeks: 52, MinFit: 35},
	}
	regions := 1 + o.clients/1500
	therapists := max(3, o.groups/4)
	for g := range o.groups {
		p.Groups = append(p.Groups, o.group(g, regions, therapists))
	}
	for i := range o.clients {
		p.Clients = append(p.Clients, o.client(i, regions, therapists))
	}
	o.limits(&p)
	o.conflicts(&p)
	return p
}

func (o *other) group(g, regions, therapists int) compose.Group {
	who := o.IntN(therapists)
	if o.shape == OneTherapist && o.some(70) {
		who = 0
	}
	gr := compose.Group{
		ID: fmt.Sprintf("grp-%05d", g), Themes: []string{otherThemes[o.IntN(len(otherThemes))]}, Slot: otherSlots[o.IntN(len(otherSlots))],
		Therapists: []string{fmt.Sprintf("th-%d", who)}, TherapistGender: compose.LeaderGender(1 + who%2), Language: "de",
		Mode: compose.Onsite, Region: fmt.Sprintf("d%d", g%regions), Min: 4 + o.IntN(3), State: compose.Candidate, Intake: compose.IntakeOpen,
		Gender: compose.AnyGender, AgeMin: 18, AgeMax: 90, Minutes: 100 * (6 + o.IntN(10)),
	}
	gr.Max = gr.Min + 1 + o.IntN(5)
	if o.some(12) {
		gr.Mode = compose.Online
	}
	if o.some(25) {
		if second := otherThemes[o.IntN(len(otherThemes))]; second != gr.Themes[0] {
			gr.Themes = append(gr.Themes, second)
		}
	}
	switch o.shape {
	case OneGroup:
		if g < o.groups/8+1 {
			gr.Themes = []string{otherThemes[0]}
		}
	case Pairs:
		gr.Min = []int{5, 7}[o.IntN(2)]
		gr.Max = gr.Min
	case Tight:
		gr.Max = gr.Min + o.IntN(2)
	case Plain, Ties, Quotas, Chains, OneTherapist, NumShapes:
	}
	if o.some(10) && o.shape != Pairs {
		gr.State = compose.Running
		for k := range 2 + o.IntN(gr.Max-2) {
			gr.Members = append(gr.Members, compose.Member{
				ID: fmt.Sprintf("mem-%05d-%d", g, k), Gender: group.Gender(1 + o.IntN(2)), Age: 20 + o.IntN(60), Acuity: compose.Acuity(1 + o.IntN(2)),
			})
		}
	}
	o.quotas(&gr)
	return gr
}

func (o *other) quotas(gr *compose.Group) {
	heavy := o.shape == Quotas || o.shape == Tight
	if heavy || o.some(20) {
		gr.Quotas = append(gr.Quotas,
			compose.Quota{Attribute: compose.ByGender, Value: "m", NoLone: true},
			compose.Quota{Attribute: compose.ByGender, Value: "f", NoLone: true})
	}
	if heavy || o.some(20) {
		gr.Quotas = append(gr.Quotas, compose.Quota{Attribute: compose.ByAcuity, Value: "high", HasMax: true, Max: 1 + o.IntN(2)})
	}
	if heavy && o.some(70) {
		gr.Quotas = append(gr.Quotas, compose.Quota{Attribute: compose.ByAgeBand, Value: o.one("16-25", "26-40", "61+"), NoLone: o.some(60), HasMax: true, Max: 2 + o.IntN(2)})
	}
}

func (o *other) client(i, regions, therapists int) compose.Client {
	c := compose.Client{
		ID: fmt.Sprintf("cl-%06d", i), Priority: []group.Priority{group.Routine, group.Routine, group.Routine, group.Soon, group.Urgent}[o.IntN(5)],
		WaitDays: o.IntN(300) + o.IntN(2)*o.IntN(200), Suitable: !o.some(3), Languages: []string{"de"}, Gender: group.Gender(1 + o.IntN(100)/55),
		Age: 18 + o.IntN(30) + o.IntN(40), Acuity: compose.Acuity(1 + o.IntN(100)/75), Modes: []compose.Mode{compose.Onsite, compose.Online}[:1+o.IntN(2)],
		Region: fmt.Sprintf("d%d", o.IntN(regions)),
	}
	for range 1 + o.IntN(3) {
		code := otherThemes[min(o.IntN(len(otherThemes)), o.IntN(len(otherThemes)))]
		if !slices.ContainsFunc(c.Concerns, func(k compose.Concern) bool { return k.Code == code }) {
			c.Concerns = append(c.Concerns, compose.Concern{Code: code, Severity: 1 + o.IntN(3)})
		}
	}
	for _, slot := range otherSlots {
		if o.some(45) {
			c.Slots = append(c.Slots, slot)
			if o.some(30) {
				c.PreferredSlots = append(c.PreferredSlots, slot)
			}
		}
	}
	if o.some(10) {
		c.WantTherapistGender = compose.LeaderGender(1 + o.IntN(2))
	}
	if o.some(2) {
		c.ExcludeTherapists = []string{fmt.Sprintf("th-%d", o.IntN(therapists))}
	}
	switch o.shape {
	case OneGroup:
		if o.some(75) {
			c.Concerns = []compose.Concern{{Code: otherThemes[0], Severity: 1 + o.IntN(3)}}
		}
	case Ties:
		c.Priority, c.WaitDays, c.PreferredSlots, c.WantTherapistGender = group.Routine, 70, nil, 0
		for k := range c.Concerns {
			c.Concerns[k].Severity = 2
		}
	case Plain, Quotas, Pairs, Chains, OneTherapist, Tight, NumShapes:
	}
	return c
}

// limits bounds how many groups therapists lead, and rooms.
func (o *other) limits(p *compose.Problem) {
	led := map[string][]string{}
	var order []string
	places := map[string][]string{}
	var at []string
	for _, g := range p.Groups {
		t := g.Therapists[0]
		if led[t] == nil {
			order = append(order, t)
		}
		led[t] = append(led[t], g.ID)
		if g.Mode == compose.Onsite {
			key := g.Region + "/" + g.Slot
			if places[key] == nil {
				at = append(at, key)
			}
			places[key] = append(places[key], g.ID)
		}
	}
	for _, t := range order {
		most := 1 + o.IntN(3)
		if o.shape == OneTherapist && t == "th-0" {
			most = max(2, len(led[t])/4)
		}
		p.Resources = append(p.Resources, compose.Resource{ID: "load-" + t, Kind: compose.TherapistLoad, Cap: most, Groups: led[t]})
	}
	for _, key := range at {
		if o.some(60) {
			p.Resources = append(p.Resources, compose.Resource{ID: "rooms-" + key, Kind: compose.RoomSlot, Cap: 1 + o.IntN(3), Groups: places[key]})
		}
	}
}

func (o *other) conflicts(p *compose.Problem) {
	pair := func(a, b int) {
		if a != b {
			p.Conflicts = append(p.Conflicts, compose.ConflictSet{Members: []string{p.Clients[a].ID, p.Clients[b].ID}, Reason: "workplace"})
		}
	}
	switch o.shape {
	case Chains:
		line := o.Perm(o.clients)
		for k := 1; k < len(line); k++ {
			if k%40 != 0 {
				pair(line[k-1], line[k])
			}
		}
	case Tight:
		for range o.clients / 3 {
			pair(o.IntN(o.clients), o.IntN(o.clients))
		}
	case Plain, OneGroup, Ties, Quotas, Pairs, OneTherapist, NumShapes:
		for range o.clients / 25 {
			pair(o.IntN(o.clients), o.IntN(o.clients))
		}
	}
}
