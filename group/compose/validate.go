package compose

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
)

// Validate returns nil if the problem keeps every rule that its types state, and otherwise
// all errors at once, joined, each a [*therapy.FieldError] with a JSON pointer as in the
// instance format, the id of the broken rule and a sentinel. The errors come in the order of
// the fields in the format. The first hundred are listed and the others counted.
func (p Problem) Validate() error {
	c := &validation{people: make(map[string]bool, len(p.Clients)), groups: make(map[string]bool, len(p.Groups))}
	p.Policy.validate(&c.faults)
	c.between("", "/clients", "too-many", len(p.Clients), 0, MaxClients)
	c.between("", "/groups", "too-many", len(p.Groups), 0, MaxGroups)
	for g := range p.Groups {
		c.groups[p.Groups[g].ID] = true
	}
	for i := range p.Clients {
		cl := &p.Clients[i]
		at := "/clients/" + strconv.Itoa(i)
		if cl.ID != "" && c.people[cl.ID] {
			c.add(at+"/id", "client-id-unique", therapy.ErrDuplicate)
		}
		c.people[cl.ID] = true
		cl.validate(c, at)
		if !cl.Pin.Until.IsZero() && p.On.IsZero() {
			c.add("/on", "required", therapy.ErrRequired)
		}
	}
	genders := c.therapists(p.Therapists)
	seen := make(map[string]bool, len(p.Groups))
	for g := range p.Groups {
		gr := &p.Groups[g]
		at := "/groups/" + strconv.Itoa(g)
		if seen[gr.ID] && gr.ID != "" {
			c.add(at+"/id", "group-id-unique", therapy.ErrDuplicate)
		}
		seen[gr.ID] = true
		gr.validate(&c.faults, at)
		c.members(gr, at)
		if led := leaders(gr, genders); led != 0 && led != gr.TherapistGender {
			c.add(at+"/therapistGender", "leaders-agree", therapy.ErrContradiction)
		}
	}
	for k, set := range p.Conflicts {
		c.set(set.Members, set.Reason, "/conflicts/"+strconv.Itoa(k))
	}
	for k, set := range p.Together {
		at := "/together/" + strconv.Itoa(k)
		if c.set(set.Members, set.Reason, at) == 0 {
			c.add(at+"/members", "client-among", therapy.ErrRequired)
		}
	}
	for k := range p.Wishes {
		p.Wishes[k].validate(c, "/wishes/"+strconv.Itoa(k))
	}
	c.rooms(p.Rooms)
	c.travel(p.Travel)
	c.resources(p.Resources)
	return c.err()
}

// validation is what is known of a problem while it is validated.
type validation struct {
	faults
	people map[string]bool // true: a client
	groups map[string]bool
}

// The checks below take the place of a fault in two parts. They join the parts only if
// there is a fault, which saves time.

// word checks a required text.
func (f *faults) word(at, member, text string) {
	switch {
	case text == "":
		f.add(at+member, "required", therapy.ErrRequired)
	case !utf8.ValidString(text):
		f.add(at+member, "utf8", therapy.ErrSyntax)
	}
}

func (f *faults) between(at, member, rule string, v, low, high int) {
	if v < low || v > high {
		f.add(at+member, rule, therapy.ErrRange)
	}
}

// named checks a value of a closed vocabulary.
func (f *faults) named(at, member string, v interface{ Valid() bool }, unstated bool) {
	switch {
	case unstated:
		f.add(at+member, "required", therapy.ErrRequired)
	case !v.Valid():
		f.add(at+member, "known-name", therapy.ErrUnknown)
	}
}

// optional checks a value of a closed vocabulary that may be left out.
func (f *faults) optional(at, member string, v interface{ Valid() bool }, unstated bool) {
	if !unstated {
		f.named(at, member, v, false)
	}
}

// names checks a list of names: none empty, none twice.
func (f *faults) names(at, member string, list []string) {
	var seen map[string]bool
	if len(list) > few {
		seen = make(map[string]bool, len(list))
	}
	for k, name := range list {
		twice := seen[name] || len(list) <= few && slices.Contains(list[:k], name)
		if seen != nil {
			seen[name] = true
		}
		if name == "" || twice || !utf8.ValidString(name) {
			where := at + member + "/" + strconv.Itoa(k)
			f.word(where, "", name)
			if twice && name != "" {
				f.add(where, "name-unique", therapy.ErrDuplicate)
			}
		}
	}
}

// few is the largest number of names that are compared one by one.
const few = 16

func (p *Policy) validate(f *faults) {
	f.between("", "/policy/priorityPoints/routine", "points-range", p.Routine, 0, MaxPoints)
	f.between("", "/policy/priorityPoints/soon", "points-range", p.Soon, 0, MaxPoints)
	f.between("", "/policy/priorityPoints/urgent", "points-range", p.Urgent, 0, MaxPoints)
	f.between("", "/policy/waitCapWeeks", "points-range", p.WaitCapWeeks, 0, MaxPoints)
	f.between("", "/policy/minFit", "fit-range", p.MinFit, 0, MaxFit)
	f.between("", "/policy/equalSizes", "weight-range", p.EqualSizes, 0, MaxWeight)
}

func (cl *Client) validate(c *validation, at string) {
	c.word(at, "/id", cl.ID)
	c.named(at, "/priority", cl.Priority, cl.Priority == 0)
	c.between(at, "/waitDays", "wait-range", cl.WaitDays, 0, MaxWaitDays)
	c.between(at, "/concerns", "too-many", len(cl.Concerns), 0, MaxConcerns)
	codes := map[string]bool{}
	for k, concern := range cl.Concerns {
		if concern.Code == "" || codes[concern.Code] || !utf8.ValidString(concern.Code) || concern.Severity < 1 || concern.Severity > 3 {
			where := at + "/concerns/" + strconv.Itoa(k)
			c.word(where, "/code", concern.Code)
			c.between(where, "/severity", "severity-range", concern.Severity, 1, 3)
			if codes[concern.Code] && concern.Code != "" {
				c.add(where+"/code", "concern-unique", therapy.ErrDuplicate)
			}
		}
		codes[concern.Code] = true
	}
	c.names(at, "/contraindicated", cl.Contraindicated)
	c.names(at, "/slots", cl.Slots)
	c.names(at, "/preferredSlots", cl.PreferredSlots)
	c.names(at, "/languages", cl.Languages)
	c.named(at, "/gender", cl.Gender, cl.Gender == 0)
	c.between(at, "/age", "age-range", cl.Age, 0, MaxAge)
	c.named(at, "/acuity", cl.Acuity, cl.Acuity == 0)
	var modes [1 << 8]bool // of every value a Mode can have
	for k, mode := range cl.Modes {
		if mode.Valid() && !modes[mode] {
			modes[mode] = true
			continue
		}
		where := at + "/modes/" + strconv.Itoa(k)
		c.named(where, "", mode, mode == 0)
		if modes[mode] {
			c.add(where, "name-unique", therapy.ErrDuplicate)
		}
		modes[mode] = true
	}
	c.names(at, "/regions", cl.Regions)
	c.between(at, "/maxTravel", "minutes-range", cl.MaxTravel, 0, MaxMinutes)
	c.optional(at, "/wantTherapistGender", cl.WantTherapistGender, cl.WantTherapistGender == 0)
	c.optional(at, "/needTherapistGender", cl.NeedTherapistGender, cl.NeedTherapistGender == 0)
	c.names(at, "/excludeTherapists", cl.ExcludeTherapists)
	c.names(at, "/ruledOut", cl.RuledOut)
	for k, id := range cl.RuledOut {
		if id != "" && !c.groups[id] {
			c.add(at+"/ruledOut/"+strconv.Itoa(k), "group-known", therapy.ErrReference)
		}
	}
	if cl.Pin.Group != "" && !c.groups[cl.Pin.Group] {
		c.add(at+"/pin/group", "group-known", therapy.ErrReference)
	}
}

func (gr *Group) validate(f *faults, at string) {
	f.word(at, "/id", gr.ID)
	f.names(at, "/themes", gr.Themes)
	f.word(at, "/slot", gr.Slot)
	f.names(at, "/therapists", gr.Therapists)
	f.named(at, "/therapistGender", gr.TherapistGender, gr.TherapistGender == 0)
	f.word(at, "/language", gr.Language)
	f.named(at, "/mode", gr.Mode, gr.Mode == 0)
	f.between(at, "/min", "size-range", gr.Min, 0, MaxSeats)
	f.between(at, "/max", "size-range", gr.Max, 0, MaxSeats)
	if gr.Min > gr.Max {
		f.add(at+"/max", "size-order", therapy.ErrRange)
	}
	f.named(at, "/state", gr.State, gr.State == 0)
	f.named(at, "/intake", gr.Intake, gr.Intake == 0)
	f.named(at, "/gender", gr.Gender, gr.Gender == 0)
	f.between(at, "/ageMin", "age-range", gr.AgeMin, 0, MaxAge)
	f.between(at, "/ageMax", "age-range", gr.AgeMax, 0, MaxAge)
	if gr.AgeMin > gr.AgeMax {
		f.add(at+"/ageMax", "age-order", therapy.ErrRange)
	}
	f.between(at, "/minutes", "minutes-range", gr.Minutes, 0, MaxMinutes)
	f.between(at, "/weeklyMinutes", "minutes-range", gr.WeeklyMinutes, 0, MaxMinutes)
	f.between(at, "/quotas", "too-many", len(gr.Quotas), 0, MaxQuotas)
	for k, q := range gr.Quotas {
		q.validate(f, at+"/quotas/"+strconv.Itoa(k))
	}
}

func (q *Quota) validate(f *faults, at string) {
	f.named(at, "/attr", q.Attribute, q.Attribute == 0)
	if !q.valueKnown() {
		f.add(at+"/value", "quota-value", therapy.ErrUnknown)
	}
	f.between(at, "/min", "size-range", q.Min, 0, MaxSeats)
	switch {
	case q.HasMax:
		f.between(at, "/max", "size-range", q.Max, 0, MaxSeats)
		if q.Min > q.Max {
			f.add(at+"/max", "size-order", therapy.ErrRange)
		}
	case q.Min == 0 && !q.NoLone:
		f.add(at, "quota-empty", therapy.ErrRequired)
	}
}

// valueKnown reports whether the value is one of the attribute's.
func (q *Quota) valueKnown() bool {
	switch q.Attribute {
	case ByGender:
		var g group.Gender
		return g.UnmarshalText([]byte(q.Value)) == nil
	case ByAcuity:
		var a Acuity
		return a.UnmarshalText([]byte(q.Value)) == nil
	case ByAgeBand:
		var band group.AgeBand
		return band.UnmarshalText([]byte(q.Value)) == nil
	default:
		return true // the attribute itself is reported already
	}
}

// members checks the existing members of a group and makes them known.
func (c *validation) members(gr *Group, at string) {
	c.between(at, "/members", "too-many", len(gr.Members), 0, MaxSeats)
	seen := map[string]bool{}
	for k, m := range gr.Members {
		where := at + "/members/" + strconv.Itoa(k)
		c.word(where, "/id", m.ID)
		c.named(where, "/gender", m.Gender, m.Gender == 0)
		c.between(where, "/age", "age-range", m.Age, 0, MaxAge)
		c.named(where, "/acuity", m.Acuity, m.Acuity == 0)
		if seen[m.ID] && m.ID != "" {
			c.add(where+"/id", "member-id-unique", therapy.ErrDuplicate)
		}
		seen[m.ID] = true
		switch client, known := c.people[m.ID]; {
		case !known:
			c.people[m.ID] = false
		case client && m.ID != "":
			c.add(where+"/id", "member-not-waiting", therapy.ErrDuplicate)
		}
	}
}

// therapists checks what is known of therapists and returns their genders.
func (c *validation) therapists(list []Therapist) map[string]group.Gender {
	genders := make(map[string]group.Gender, len(list))
	for k, t := range list {
		at := "/therapists/" + strconv.Itoa(k)
		c.word(at, "/id", t.ID)
		if _, twice := genders[t.ID]; twice && t.ID != "" {
			c.add(at+"/id", "therapist-id-unique", therapy.ErrDuplicate)
		}
		genders[t.ID] = t.Gender
		c.named(at, "/gender", t.Gender, t.Gender == 0)
		c.between(at, "/maxGroups", "groups-range", t.MaxGroups, 0, MaxGroups)
		c.between(at, "/maxWeeklyMinutes", "minutes-range", t.MaxWeeklyMinutes, 0, MaxMinutes)
	}
	return genders
}

// leaders sums up the genders of the people who lead a group. It is 0 if not all of them are
// known to be women or men.
func leaders(g *Group, genders map[string]group.Gender) (led LeaderGender) {
	for _, t := range g.Therapists {
		one := map[group.Gender]LeaderGender{group.Female: LedByWomen, group.Male: LedByMen}[genders[t]]
		switch {
		case one == 0:
			return 0
		case led == 0:
			led = one
		case led != one:
			led = LedByBoth
		}
	}
	return led
}

// set checks a set of people and counts the clients among them.
func (c *validation) set(members []string, reason, at string) (clients int) {
	if len(members) < 2 {
		c.add(at+"/members", "two-at-least", therapy.ErrRange)
	}
	c.known(members, at)
	for _, id := range members {
		if c.people[id] {
			clients++
		}
	}
	c.word(at, "/reason", reason)
	return clients
}

// known checks that people are known and none is named twice.
func (c *validation) known(members []string, at string) {
	seen := map[string]bool{}
	for k, id := range members {
		where := at + "/members/" + strconv.Itoa(k)
		if _, known := c.people[id]; !known {
			c.add(where, "person-known", therapy.ErrReference)
		}
		if seen[id] {
			c.add(where, "name-unique", therapy.ErrDuplicate)
		}
		seen[id] = true
	}
}

func (w *Wish) validate(c *validation, at string) {
	c.known(w.Members, at)
	c.between(at, "/weight", "weight-range", w.Weight, 1, MaxWeight)
	wished := 0
	for _, set := range [...]bool{w.Group != "", w.Slot != "", w.Therapist != "", w.Together, w.Apart} {
		if set {
			wished++
		}
	}
	if wished != 1 {
		c.add(at, "one-wish", therapy.ErrContradiction)
	}
	if w.Group != "" && !c.groups[w.Group] {
		c.add(at+"/group", "group-known", therapy.ErrReference)
	}
	people, clients := 1, 0
	if w.Together || w.Apart {
		people = 2
	}
	for _, id := range w.Members {
		if c.people[id] {
			clients++
		}
	}
	if len(w.Members) != people || clients == 0 {
		c.add(at+"/members", "wish-members", therapy.ErrRange)
	}
}

func (c *validation) rooms(list []Room) {
	ids := make(map[string]bool, len(list))
	for k, r := range list {
		at := "/rooms/" + strconv.Itoa(k)
		c.word(at, "/id", r.ID)
		if ids[r.ID] && r.ID != "" {
			c.add(at+"/id", "room-id-unique", therapy.ErrDuplicate)
		}
		ids[r.ID] = true
		c.word(at, "/region", r.Region)
		c.between(at, "/seats", "size-range", r.Seats, 0, MaxSeats)
		c.names(at, "/slots", r.Slots)
	}
}

func (c *validation) travel(list []Travel) {
	ways := make(map[[2]string]bool, len(list))
	for k, t := range list {
		at := "/travel/" + strconv.Itoa(k)
		c.word(at, "/from", t.From)
		c.word(at, "/to", t.To)
		c.between(at, "/minutes", "minutes-range", t.Minutes, 0, MaxMinutes)
		if ways[[2]string{t.From, t.To}] || ways[[2]string{t.To, t.From}] {
			c.add(at, "travel-unique", therapy.ErrDuplicate)
		}
		ways[[2]string{t.From, t.To}] = true
	}
}

func (c *validation) resources(list []Resource) {
	ids := make(map[string]bool, len(list))
	for k, r := range list {
		at := "/resources/" + strconv.Itoa(k)
		c.word(at, "/id", r.ID)
		if strings.HasPrefix(r.ID, "~") {
			c.add(at+"/id", "resource-id-reserved", therapy.ErrSyntax)
		}
		if ids[r.ID] && r.ID != "" {
			c.add(at+"/id", "resource-id-unique", therapy.ErrDuplicate)
		}
		ids[r.ID] = true
		c.named(at, "/kind", r.Kind, r.Kind == 0)
		c.between(at, "/cap", "cap-range", r.Cap, 0, MaxGroups*MaxMinutes/100)
		seen := map[string]bool{}
		for n, id := range r.Groups {
			where := at + "/groups/" + strconv.Itoa(n)
			if !c.groups[id] {
				c.add(where, "group-known", therapy.ErrReference)
			}
			if seen[id] {
				c.add(where, "name-unique", therapy.ErrDuplicate)
			}
			seen[id] = true
		}
	}
}
