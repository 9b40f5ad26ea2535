package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/therapykit/therapykit/group/note"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"

	"github.com/therapykit/therapykit/examples/clinic/auth"
	"github.com/therapykit/therapykit/examples/clinic/store"
)

// clinic is the clinic that is being made up.
type clinic struct {
	now     time.Time
	today   therapy.Date
	zone    *time.Location
	changes []store.Change
}

func (c *clinic) add(changes ...store.Change) { c.changes = append(c.changes, changes...) }

// local is a time of day by the clinic's clock.
func (c *clinic) local(day therapy.Date, hour, minute int) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, c.zone).UTC()
}

// Seed fills an empty store. Its clock gives the day.
func Seed(ctx context.Context, s *store.Store, zone *time.Location) error {
	c := &clinic{now: s.Now(), today: s.Today(), zone: zone}
	if err := c.accounts(); err != nil {
		return err
	}
	for _, p := range everybody() {
		if err := c.client(p); err != nil {
			return fmt.Errorf("demo: %s: %w", p.id, err)
		}
	}
	if err := c.group(); err != nil {
		return fmt.Errorf("demo: the group: %w", err)
	}
	return s.Write(ctx, c.changes...)
}

func (c *clinic) accounts() error {
	for _, a := range Accounts {
		id, err := confidential.ParsePersonID(a.Person)
		if err != nil {
			return err
		}
		c.add(store.NewAccount(store.Account{Name: a.Name, Person: id, Role: a.Role, Hash: auth.Hash(Password)}))
		if a.FullName != "" {
			c.person(id, a.FullName, therapy.Date{})
		}
	}
	c.person(insurer, "Sample Mutual Insurance", therapy.Date{})
	return nil
}

// person writes the person behind a pseudonym. Where an insurer gets only the minimum, it gets
// the short form of the name.
func (c *clinic) person(id confidential.PersonID, name string, born therapy.Date) {
	given, family := nameOf(name)
	label := confidential.LabelFor(confidential.Identity, id)
	c.add(store.New(store.People, id.String(), id.String(), store.Person{
		ID: id, Born: born,
		Name:  confidential.SealShort(name, given[:1]+". "+family[:1]+".", label),
		Names: confidential.Seal(note.Names{Given: []string{given}, Family: []string{family}}, label),
	}))
}

// client writes one client, up to their stage.
func (c *clinic) client(p person) error {
	first := c.today.AddDays(-7 * max(len(p.phq)-1, 1))
	if p.stage == ended {
		first = first.AddDays(-28)
	}
	c.person(p.id, p.name, therapy.MustDate(1980, time.May, 1+len(p.name)))
	c.add(store.NewCare(store.Care{Therapist: p.therapist, Subject: p.id.String(), Role: store.Therapist, From: first.AddDays(-30)}))
	story := &story{clinic: c, person: p, first: first, assessed: c.local(first.AddDays(-4), 15, 0)}
	if p.stage == answered {
		story.assessed = c.now.Add(-24 * time.Hour)
	}
	steps := []func() error{story.refer}
	if p.stage >= answered {
		steps = append(steps, story.answer)
	}
	if p.stage >= treated {
		steps = append(steps, story.assess, story.plan, story.meet)
	}
	if p.stage == ended {
		steps = append(steps, story.end)
	}
	for _, step := range append(steps, story.write) {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// text seals a text about the client.
func (s *story) text(kind confidential.Kind, text string) confidential.Value[string] {
	return confidential.SealText(kind, s.id, text)
}

// by returns a revision made by the therapist.
func (s *story) by(at time.Time, why care.Reason) care.RevisionSpec {
	return care.RevisionSpec{Author: s.therapist, At: at, Reason: why}
}
