package compose

import (
	"encoding"
	"fmt"
	"io"
)

// Format is the value of the format field of an instance file.
const Format = "group-composition/1"

// Read reads one instance in the format that the package comment describes and
// validates it. Reading is strict: an unknown or repeated field, a number that
// is not whole, a name outside its vocabulary, or anything after the object is
// an error. All errors are reported at once, each a [*FieldError] with a JSON
// pointer; those of reading come before those of [Problem.Validate], which runs
// only when the file could be read. A bad instance yields the zero Problem.
//
// The whole input is held in memory while it is read.
func Read(r io.Reader) (Problem, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return Problem{}, fmt.Errorf("compose: read instance: %w", err)
	}
	var p Problem
	if err := p.UnmarshalJSON(data); err != nil {
		return Problem{}, err
	}
	return p, nil
}

// UnmarshalJSON reads an instance as [Read] does. On an error the problem stays
// as it was.
func (p *Problem) UnmarshalJSON(data []byte) error {
	s := &scanner{data: data, texts: make(map[string]string, 256)}
	read := s.problem()
	if s.peek() != 0 || s.pos < len(s.data) && !s.broken {
		s.syntax()
	}
	if err := s.errs.err(); err != nil {
		return err
	}
	if err := read.Validate(); err != nil {
		return err
	}
	*p = read
	return nil
}

// Field names of each object, the required ones first.
var (
	problemFields  = []string{"format", "policy", "clients", "groups", "conflicts", "resources", "name", "seed"}
	policyFields   = []string{"priorityPoints", "waitCapWeeks", "minFit"}
	pointsFields   = []string{"routine", "soon", "urgent"}
	concernFields  = []string{"code", "severity"}
	conflictFields = []string{"members", "reason"}
	resourceFields = []string{"id", "kind", "cap", "groups"}
	memberFields   = []string{"id", "gender", "age", "acuity"}
	quotaFields    = []string{"attr", "value", "max", "noLone"}
	clientFields   = []string{
		"id", "priority", "waitDays", "suitable", "concerns", "slots", "languages", "gender", "age", "acuity",
		"modes", "region", "contraindicated", "preferredSlots", "wantTherapistGender", "excludeTherapists",
	}
	groupFields = []string{
		"id", "themes", "slot", "therapists", "therapistGender", "language", "mode", "region", "min", "max",
		"state", "intake", "gender", "ageMin", "ageMax", "minutes", "members", "quotas",
	}
)

// enum reads a name of a closed vocabulary.
func (s *scanner) enum(into encoding.TextUnmarshaler) {
	n := len(s.errs.errs)
	text := s.text()
	if s.broken || len(s.errs.errs) > n {
		return
	}
	if into.UnmarshalText([]byte(text)) != nil {
		s.fail("known-name", ErrUnknown)
	}
}

func (s *scanner) list() (list []string) {
	s.array(func() { list = append(list, s.text()) })
	return list
}

func (s *scanner) problem() (p Problem) {
	s.object(problemFields, 6, func(field int) {
		switch problemFields[field] {
		case "format":
			if s.text() != Format && !s.broken {
				s.fail("format", ErrUnknown)
			}
		case "policy":
			s.policy(&p.Policy)
		case "clients":
			s.array(func() { p.Clients = append(p.Clients, s.client()) })
		case "groups":
			s.array(func() { p.Groups = append(p.Groups, s.group()) })
		case "conflicts":
			s.array(func() { p.Conflicts = append(p.Conflicts, s.conflict()) })
		case "resources":
			s.array(func() { p.Resources = append(p.Resources, s.resource()) })
		case "name":
			p.Name = s.text()
		case "seed":
			p.Seed = s.integer()
		}
	})
	return p
}

func (s *scanner) policy(p *Policy) {
	s.object(policyFields, 3, func(field int) {
		switch policyFields[field] {
		case "priorityPoints":
			s.object(pointsFields, 3, func(field int) {
				*[]*int{&p.Routine, &p.Soon, &p.Urgent}[field] = s.number()
			})
		case "waitCapWeeks":
			p.WaitCapWeeks = s.number()
		case "minFit":
			p.MinFit = s.number()
		}
	})
}

func (s *scanner) client() (c Client) {
	s.object(clientFields, 12, func(field int) {
		switch clientFields[field] {
		case "id":
			c.ID = s.text()
		case "priority":
			s.enum(&c.Priority)
		case "waitDays":
			c.WaitDays = s.number()
		case "suitable":
			c.Suitable = s.boolean()
		case "concerns":
			s.array(func() {
				var concern Concern
				s.object(concernFields, 2, func(field int) {
					if field == 0 {
						concern.Code = s.text()
					} else {
						concern.Severity = s.number()
					}
				})
				c.Concerns = append(c.Concerns, concern)
			})
		case "slots":
			c.Slots = s.list()
		case "languages":
			c.Languages = s.list()
		case "gender":
			s.enum(&c.Gender)
		case "age":
			c.Age = s.number()
		case "acuity":
			s.enum(&c.Acuity)
		case "modes":
			s.array(func() {
				var m Mode
				s.enum(&m)
				c.Modes = append(c.Modes, m)
			})
		case "region":
			c.Region = s.text()
		case "contraindicated":
			c.Contraindicated = s.list()
		case "preferredSlots":
			c.PreferredSlots = s.list()
		case "wantTherapistGender":
			s.enum(&c.WantTherapistGender)
			if c.WantTherapistGender == OtherGender {
				s.fail("known-name", ErrUnknown)
			}
		case "excludeTherapists":
			c.ExcludeTherapists = s.list()
		}
	})
	return c
}

func (s *scanner) group() (g Group) {
	s.object(groupFields, 16, func(field int) {
		switch groupFields[field] {
		case "id":
			g.ID = s.text()
		case "themes":
			g.Themes = s.list()
		case "slot":
			g.Slot = s.text()
		case "therapists":
			g.Therapists = s.list()
		case "therapistGender":
			s.enum(&g.TherapistGender)
		case "language":
			g.Language = s.text()
		case "mode":
			s.enum(&g.Mode)
		case "region":
			g.Region = s.text()
		case "min":
			g.Min = s.number()
		case "max":
			g.Max = s.number()
		case "state":
			s.enum(&g.State)
		case "intake":
			s.enum(&g.Intake)
		case "gender":
			s.enum(&g.Gender)
		case "ageMin":
			g.AgeMin = s.number()
		case "ageMax":
			g.AgeMax = s.number()
		case "minutes":
			g.Minutes = s.number()
		case "members":
			s.array(func() { g.Members = append(g.Members, s.member()) })
		case "quotas":
			s.array(func() { g.Quotas = append(g.Quotas, s.quota()) })
		}
	})
	return g
}

func (s *scanner) member() (m Member) {
	s.object(memberFields, 4, func(field int) {
		switch memberFields[field] {
		case "id":
			m.ID = s.text()
		case "gender":
			s.enum(&m.Gender)
		case "age":
			m.Age = s.number()
		case "acuity":
			s.enum(&m.Acuity)
		}
	})
	return m
}

func (s *scanner) quota() (q Quota) {
	s.object(quotaFields, 2, func(field int) {
		switch quotaFields[field] {
		case "attr":
			s.enum(&q.Attribute)
		case "value":
			q.Value = s.text()
		case "max":
			q.HasMax = true
			q.Max = s.number()
		case "noLone":
			q.NoLone = s.boolean()
		}
	})
	return q
}

func (s *scanner) conflict() (set ConflictSet) {
	s.object(conflictFields, 2, func(field int) {
		if field == 0 {
			set.Members = s.list()
		} else {
			set.Reason = s.text()
		}
	})
	return set
}

func (s *scanner) resource() (r Resource) {
	s.object(resourceFields, 4, func(field int) {
		switch resourceFields[field] {
		case "id":
			r.ID = s.text()
		case "kind":
			s.enum(&r.Kind)
		case "cap":
			r.Cap = s.number()
		case "groups":
			r.Groups = s.list()
		}
	})
	return r
}
