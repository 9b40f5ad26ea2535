// Package access decides who may see and do what, with the library's gate; no other package has a
// gate. In it: [Access.See], the only way to show data about a person; [Access.MayChange], which
// every form asks; and [Seen], the data of a page. Not in it: rows and keys (package store), sign-in
// (package auth).
//
// The role in a request follows from the people who work on the case on that day, not from the
// account: a clinician asks as treating therapist, or as co-therapist of another clinician's client
// whom they see as second therapist or in their group.
package access

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/therapykit/therapykit/group/note"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"

	"github.com/therapykit/therapykit/examples/clinic/store"
)

// ErrRefused means that nothing that was asked for may be shown, or changed. It is the same
// whether or not there is anything.
var ErrRefused = errors.New("access: refused")

// Access shows records. It is safe for concurrent use.
type Access struct {
	store *store.Store
	gate  *confidential.Gate
}

// New returns access to the records of a store by the rules of the table.
func New(s *store.Store, table *confidential.Table) *Access {
	return &Access{store: s, gate: confidential.NewGate(table, s)}
}

// Who is the person who asks, as package auth has established.
type Who struct {
	confidential.Hidden
	Person confidential.PersonID
	Role   store.Role
}

// About is whom or what a page is about: a person, a group, or a user's work of today, which
// concerns several people.
type About struct {
	confidential.Hidden
	// Person says whose record it is, and Group which group's record.
	Person confidential.PersonID
	Group  string
	// Payer is the insurer to whom the user releases it.
	Payer confidential.PersonID
	// Ref is the reference on which a release is based.
	Ref confidential.ReferenceID
}

// Writer is a value with its own output format, such as FHIR. It asks the gate for each part.
type Writer interface {
	Write(ctx context.Context, g *confidential.Gate, req confidential.Request) ([]byte, error)
}

// See is the only way to show data about people: it shows a value, whose fields have kinds, as
// far as the gate permits. It returns when the decisions are safely recorded. If nothing may be
// seen, it returns ErrRefused.
func (a *Access) See(ctx context.Context, who Who, about About, value any) (Seen, error) {
	req, err := a.request(ctx, who, about)
	if err != nil {
		return Seen{}, err
	}
	if w, ok := value.(Writer); ok {
		text, err := w.Write(ctx, a.gate, req)
		if err != nil {
			return Seen{}, err
		}
		return parse(text)
	}
	viewed, err := confidential.View(ctx, a.gate, value, req)
	if err != nil {
		return Seen{}, fmt.Errorf("%w: %w", store.ErrUnavailable, err)
	}
	shown := false
	for _, s := range viewed.Shown {
		shown = shown || !s.Withheld
	}
	if !shown && len(viewed.Shown) > 0 {
		return Seen{}, ErrRefused
	}
	return parse(viewed.JSON)
}

// Overseen is what the privacy officer may see: pseudonyms, decisions and names of vocabularies.
// It has no field that could hold content.
type Overseen struct {
	confidential.Hidden
	Records     []confidential.Record      `json:"records,omitempty"`
	Said        []store.Said               `json:"said,omitempty"`
	Shown       []confidential.Shown       `json:"shown,omitempty"`
	Emergencies []store.Emergency          `json:"emergencies,omitempty"`
	Care        []store.Care               `json:"care,omitempty"`
	Open        []confidential.ReferenceID `json:"open,omitempty"`
	End         confidential.Anchor        `json:"end"`
	Keys        map[confidential.KeyID]int `json:"keys,omitempty"`
	Wrong       []string                   `json:"wrong,omitempty"`
	Whole       int                        `json:"whole,omitempty"`
}

// Oversee shows the officer how the clinic protects its records.
func (a *Access) Oversee(who Who, x Overseen) (Seen, error) {
	if who.Role != store.Officer {
		return Seen{}, ErrRefused
	}
	text, err := json.Marshal(x)
	if err != nil {
		return Seen{}, err
	}
	return parse(text)
}

// Foresee tells the officer what See would show to a user, field by field, with the rule, the
// reason and what is needed. It shows no content.
func (a *Access) Foresee(ctx context.Context, who Who, about About, value any) ([]confidential.Shown, error) {
	req, err := a.request(ctx, who, about)
	if err != nil {
		return nil, err
	}
	viewed, err := confidential.Preview(a.gate, value, req)
	return viewed.Shown, err
}

// MayChange reports whether a user may write data of the kind in the record of a person or a
// group. If not, it returns ErrRefused. Users may write if they treat the case and may see all of
// it; clients may write what they state themselves.
func (a *Access) MayChange(ctx context.Context, who Who, about About, kind confidential.Kind) error {
	req, err := a.request(ctx, who, about)
	if err != nil {
		return err
	}
	switch req.Audience {
	case confidential.TreatingTherapist, confidential.Client:
	default:
		return ErrRefused
	}
	label := confidential.LabelFor(kind, about.Person)
	if about.Group != "" {
		label.Case = confidential.CaseID(about.Group)
	}
	if a.gate.Explain(label, req).Effect != confidential.Permit {
		return ErrRefused
	}
	return nil
}

// Checker returns a checker of shared notes for the names of people in the user's group. It opens
// the names without the gate.
func (a *Access) Checker(ctx context.Context, who Who, people []store.Person) (note.Checker, error) {
	var known []note.Known
	asks := map[confidential.PersonID]confidential.Request{}
	for _, p := range people {
		req, err := a.request(ctx, who, About{Person: p.ID})
		if err != nil {
			return note.Checker{}, err
		}
		asks[p.ID] = req
		known = append(known, note.Known{Member: p.ID, Names: p.Names})
	}
	return note.NewChecker(note.CheckerSpec{Known: known, Open: func(v confidential.Value[note.Names]) (note.Names, error) {
		return v.Disclose(ctx, a.gate, asks[v.Label().Subject])
	}})
}

// OpenEmergency records an emergency access before it is used.
func (a *Access) OpenEmergency(ctx context.Context, e confidential.EmergencyAccess) error {
	return a.gate.OpenEmergency(ctx, e)
}

// ReviewEmergency records the result of a review.
func (a *Access) ReviewEmergency(ctx context.Context, e confidential.EmergencyAccess, r confidential.EmergencyReview) error {
	return a.gate.ReviewEmergency(ctx, e, r)
}

// request determines the role in which a user asks.
func (a *Access) request(ctx context.Context, who Who, about About) (confidential.Request, error) {
	now, today := a.store.Now(), a.store.Today()
	req := confidential.Request{Recipient: who.Person, Subject: about.Person, Ref: about.Ref, At: now}
	if !about.Person.IsZero() {
		said, err := a.store.SaidBy(ctx, about.Person)
		if err != nil {
			return req, err
		}
		for _, x := range said {
			if x.No {
				req.Refusals = append(req.Refusals, x.Refusal)
			} else {
				req.Consents = append(req.Consents, x.Consent)
			}
		}
	}
	switch {
	case !about.Payer.IsZero():
		req.Recipient, req.Actor = about.Payer, who.Person
		req.Audience, req.Purpose = confidential.Payer, confidential.Payment
		if who.Role != store.Officer {
			return req, ErrRefused
		}
		return req, nil
	case who.Role == store.Client:
		req.Audience, req.Purpose = confidential.Client, confidential.ClientAccess
		return req, nil
	case who.Role != store.Clinician:
		return req, ErrRefused
	}
	req.Audience, req.Purpose = confidential.TreatingTherapist, confidential.Treatment
	cases, err := a.store.CareOn(ctx, who.Person, today)
	if err != nil {
		return req, err
	}
	known, err := a.place(ctx, &req, cases, about, today)
	if err != nil || known {
		return req, err
	}
	return req, a.emergency(ctx, &req, who, about)
}

// place fills in the cases that a user works on. It makes the user a co-therapist of a person
// whom they see only as second therapist or in their group. It reports whether the user has
// anything to do with the person.
func (a *Access) place(ctx context.Context, req *confidential.Request, cases []store.Care, about About, today therapy.Date) (bool, error) {
	own, other := false, false
	for _, c := range cases {
		switch c.Role {
		case store.Therapist, store.Second:
			person, err := confidential.ParsePersonID(c.Subject)
			if err != nil {
				return false, err
			}
			if c.Role == store.Therapist {
				req.Treats = append(req.Treats, confidential.Case{Person: person})
				own = own || person == about.Person
			} else {
				other = other || person == about.Person
				if person == about.Person {
					req.Treats = append(req.Treats, confidential.Case{Person: person})
				}
			}
		case store.Lead, store.CoLead:
			req.Treats = append(req.Treats, confidential.Case{ID: confidential.CaseID(c.Subject)})
			own = own || c.Subject == about.Group
			if own || about.Person.IsZero() {
				continue
			}
			roster, err := store.Get(ctx, a.store, store.Rosters, c.Subject)
			if err != nil {
				return false, err
			}
			_, in := roster.Is.MembershipOn(about.Person, today)
			for _, w := range roster.Is.WaitingOn(today) { // the lead must know who waits for admission
				in = in || w.Person == about.Person
			}
			if in {
				other = true
				req.Treats = append(req.Treats, confidential.Case{Person: about.Person})
			}
		}
	}
	if other && !own {
		req.Audience = confidential.CoTherapist
	}
	return own || other || about.Person.IsZero() && about.Group == "", nil
}

// emergency looks for an emergency access that lets a clinician see a person whom they do not
// treat.
func (a *Access) emergency(ctx context.Context, req *confidential.Request, who Who, about About) error {
	if about.Person.IsZero() {
		return nil
	}
	opened, err := store.Of(ctx, a.store, store.Emergencies, about.Person.String())
	if err != nil {
		return err
	}
	for _, e := range opened {
		if x := e.Is.Access; x.By == who.Person && !req.At.Before(x.From) && req.At.Before(x.Until) {
			req.Audience, req.Purpose, req.Emergency = confidential.CareTeam, confidential.Emergency, &x
		}
	}
	return nil
}

func parse(text []byte) (Seen, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var s Seen
	err := d.Decode(&s.v)
	return s, err
}
