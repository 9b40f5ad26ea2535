package compose

import (
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
)

// Validate returns nil when the problem keeps every rule that its types state,
// and otherwise all errors at once, joined, each a [*therapy.FieldError] with a JSON
// pointer as in the instance format, the id of the broken rule and a sentinel.
// The errors come in the order of the fields in the format. At most a thousand
// are listed.
func (p *Problem) Validate() error {
	c := &faults{}
	p.Policy.validate(c)
	if len(p.Clients) > MaxClients {
		c.add("/clients", "too-many", therapy.ErrRange)
	}
	if len(p.Groups) > MaxGroups {
		c.add("/groups", "too-many", therapy.ErrRange)
	}
	people := make(map[string]bool, len(p.Clients)) // true: a client
	for i := range p.Clients {
		cl := &p.Clients[i]
		at := "/clients/" + strconv.Itoa(i)
		if cl.ID != "" && people[cl.ID] {
			c.add(at+"/id", "client-id-unique", therapy.ErrDuplicate)
		}
		people[cl.ID] = true
		cl.validate(c, at)
	}
	groups := make(map[string]int, len(p.Groups))
	for g := range p.Groups {
		gr := &p.Groups[g]
		at := "/groups/" + strconv.Itoa(g)
		if _, twice := groups[gr.ID]; twice && gr.ID != "" {
			c.add(at+"/id", "group-id-unique", therapy.ErrDuplicate)
		}
		groups[gr.ID] = g
		gr.validate(c, at)
		for k, member := range gr.Members {
			where := at + "/members/" + strconv.Itoa(k) + "/id"
			for _, other := range gr.Members[:k] {
				if other.ID == member.ID && member.ID != "" {
					c.add(where, "member-id-unique", therapy.ErrDuplicate)
					break
				}
			}
			if people[member.ID] && member.ID != "" {
				c.add(where, "member-not-waiting", therapy.ErrDuplicate)
			}
		}
	}
	for _, gr := range p.Groups {
		for _, member := range gr.Members {
			if !people[member.ID] {
				people[member.ID] = false
			}
		}
	}
	for k, set := range p.Conflicts {
		set.validate(c, "/conflicts/"+strconv.Itoa(k), people)
	}
	ids := make(map[string]bool, len(p.Resources))
	for r, res := range p.Resources {
		at := "/resources/" + strconv.Itoa(r)
		if ids[res.ID] && res.ID != "" {
			c.add(at+"/id", "resource-id-unique", therapy.ErrDuplicate)
		}
		ids[res.ID] = true
		res.validate(c, at, groups)
	}
	return c.err()
}

func (c *faults) required(at, text string) {
	if text == "" {
		c.add(at, "required", therapy.ErrRequired)
	}
}

func (c *faults) between(at, rule string, v, low, high int) {
	if v < low || v > high {
		c.add(at, rule, therapy.ErrRange)
	}
}

// named checks a value of a closed vocabulary.
func (c *faults) named(at string, v interface{ Valid() bool }, unstated bool) {
	switch {
	case unstated:
		c.add(at, "required", therapy.ErrRequired)
	case !v.Valid():
		c.add(at, "known-name", therapy.ErrUnknown)
	}
}

// names checks a list of names: none empty, none twice.
func (c *faults) names(at string, list []string) {
	for k, name := range list {
		c.required(at+"/"+strconv.Itoa(k), name)
		for _, other := range list[:k] {
			if name == other && name != "" {
				c.add(at+"/"+strconv.Itoa(k), "name-unique", therapy.ErrDuplicate)
				break
			}
		}
	}
}

func (p *Policy) validate(c *faults) {
	c.between("/policy/priorityPoints/routine", "points-range", p.Routine, 0, MaxPoints)
	c.between("/policy/priorityPoints/soon", "points-range", p.Soon, 0, MaxPoints)
	c.between("/policy/priorityPoints/urgent", "points-range", p.Urgent, 0, MaxPoints)
	c.between("/policy/waitCapWeeks", "points-range", p.WaitCapWeeks, 0, MaxPoints)
	c.between("/policy/minFit", "fit-range", p.MinFit, 0, MaxFit)
}

func (cl *Client) validate(c *faults, at string) {
	c.required(at+"/id", cl.ID)
	c.named(at+"/priority", cl.Priority, cl.Priority == 0)
	c.between(at+"/waitDays", "wait-range", cl.WaitDays, 0, MaxWaitDays)
	if len(cl.Concerns) > MaxConcerns {
		c.add(at+"/concerns", "too-many", therapy.ErrRange)
	}
	for k, concern := range cl.Concerns {
		where := at + "/concerns/" + strconv.Itoa(k)
		c.required(where+"/code", concern.Code)
		c.between(where+"/severity", "severity-range", concern.Severity, 1, 3)
		for _, other := range cl.Concerns[:k] {
			if other.Code == concern.Code && concern.Code != "" {
				c.add(where+"/code", "concern-unique", therapy.ErrDuplicate)
				break
			}
		}
	}
	c.names(at+"/contraindicated", cl.Contraindicated)
	c.names(at+"/slots", cl.Slots)
	c.names(at+"/preferredSlots", cl.PreferredSlots)
	c.names(at+"/languages", cl.Languages)
	c.named(at+"/gender", cl.Gender, cl.Gender == 0)
	c.between(at+"/age", "age-range", cl.Age, 0, MaxAge)
	c.named(at+"/acuity", cl.Acuity, cl.Acuity == 0)
	for k, mode := range cl.Modes {
		where := at + "/modes/" + strconv.Itoa(k)
		c.named(where, mode, mode == 0)
		if slices.Contains(cl.Modes[:k], mode) {
			c.add(where, "name-unique", therapy.ErrDuplicate)
		}
	}
	if cl.WantTherapistGender > Male {
		c.add(at+"/wantTherapistGender", "known-name", therapy.ErrUnknown)
	}
	c.names(at+"/excludeTherapists", cl.ExcludeTherapists)
}

func (gr *Group) validate(c *faults, at string) {
	c.required(at+"/id", gr.ID)
	c.names(at+"/themes", gr.Themes)
	c.required(at+"/slot", gr.Slot)
	c.names(at+"/therapists", gr.Therapists)
	switch gr.TherapistGender {
	case Female, Male:
	case 0:
		c.add(at+"/therapistGender", "required", therapy.ErrRequired)
	case OtherGender:
		c.add(at+"/therapistGender", "known-name", therapy.ErrUnknown)
	default:
		c.add(at+"/therapistGender", "known-name", therapy.ErrUnknown)
	}
	c.required(at+"/language", gr.Language)
	c.named(at+"/mode", gr.Mode, gr.Mode == 0)
	c.between(at+"/min", "size-range", gr.Min, 0, MaxSeats)
	c.between(at+"/max", "size-range", gr.Max, 0, MaxSeats)
	if gr.Min > gr.Max {
		c.add(at+"/max", "size-order", therapy.ErrRange)
	}
	c.named(at+"/state", gr.State, gr.State == 0)
	c.named(at+"/intake", gr.Intake, gr.Intake == 0)
	if len(gr.Members) > MaxSeats {
		c.add(at+"/members", "too-many", therapy.ErrRange)
	}
	for k, m := range gr.Members {
		where := at + "/members/" + strconv.Itoa(k)
		c.required(where+"/id", m.ID)
		c.named(where+"/gender", m.Gender, m.Gender == 0)
		c.between(where+"/age", "age-range", m.Age, 0, MaxAge)
		c.named(where+"/acuity", m.Acuity, m.Acuity == 0)
	}
	c.named(at+"/gender", gr.Gender, gr.Gender == 0)
	c.between(at+"/ageMin", "age-range", gr.AgeMin, 0, MaxAge)
	c.between(at+"/ageMax", "age-range", gr.AgeMax, 0, MaxAge)
	if gr.AgeMin > gr.AgeMax {
		c.add(at+"/ageMax", "age-order", therapy.ErrRange)
	}
	c.between(at+"/minutes", "minutes-range", gr.Minutes, 0, MaxMinutes)
	if len(gr.Quotas) > MaxQuotas {
		c.add(at+"/quotas", "too-many", therapy.ErrRange)
	}
	for k, q := range gr.Quotas {
		where := at + "/quotas/" + strconv.Itoa(k)
		c.named(where+"/attr", q.Attribute, q.Attribute == 0)
		if !q.valueKnown() {
			c.add(where+"/value", "quota-value", therapy.ErrUnknown)
		}
		if q.HasMax {
			c.between(where+"/max", "size-range", q.Max, 0, MaxSeats)
		} else if !q.NoLone {
			c.add(where, "quota-empty", therapy.ErrRequired)
		}
	}
}

// valueKnown reports whether the value is one of the attribute's.
func (q *Quota) valueKnown() bool {
	switch q.Attribute {
	case ByGender:
		var g Gender
		return g.UnmarshalText([]byte(q.Value)) == nil
	case ByAcuity:
		var a Acuity
		return a.UnmarshalText([]byte(q.Value)) == nil
	case ByAgeBand:
		for _, band := range ageBands {
			if band.name == q.Value {
				return true
			}
		}
		return false
	default:
		return true // the attribute itself is reported already
	}
}

func (s *ConflictSet) validate(c *faults, at string, people map[string]bool) {
	if len(s.Members) < 2 {
		c.add(at+"/members", "conflict-of-two", therapy.ErrRange)
	}
	seen := make(map[string]bool, len(s.Members))
	for k, id := range s.Members {
		where := at + "/members/" + strconv.Itoa(k)
		if _, known := people[id]; !known {
			c.add(where, "person-known", therapy.ErrReference)
		}
		if seen[id] {
			c.add(where, "name-unique", therapy.ErrDuplicate)
		}
		seen[id] = true
	}
	c.required(at+"/reason", s.Reason)
}

func (r *Resource) validate(c *faults, at string, groups map[string]int) {
	c.required(at+"/id", r.ID)
	c.named(at+"/kind", r.Kind, r.Kind == 0)
	if r.Cap < 0 {
		c.add(at+"/cap", "not-negative", therapy.ErrRange)
	}
	seen := make(map[string]bool, len(r.Groups))
	for k, id := range r.Groups {
		where := at + "/groups/" + strconv.Itoa(k)
		if _, known := groups[id]; !known {
			c.add(where, "group-known", therapy.ErrReference)
		}
		if seen[id] {
			c.add(where, "name-unique", therapy.ErrDuplicate)
		}
		seen[id] = true
	}
}
