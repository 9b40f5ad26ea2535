package store

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Role is what a user may do in the application. The gate decides what they may see.
type Role string

// The roles.
const (
	Clinician Role = "clinician"
	Client    Role = "client"
	Officer   Role = "officer"
)

// Account is a user who can sign in.
type Account struct {
	confidential.Hidden
	Name        string
	Person      confidential.PersonID
	Role        Role
	Hash        string
	Failures    int
	LockedUntil time.Time
}

const accountColumns = "a.name, a.person, a.role, a.hash, a.failures, a.locked_until"

func scanAccount(s scanner) (a Account, err error) {
	var person string
	var locked int64
	if err := s.Scan(&a.Name, &person, &a.Role, &a.Hash, &a.Failures, &locked); err != nil {
		return a, unavailable(err)
	}
	a.LockedUntil = time.UnixMilli(locked)
	a.Person, err = confidential.ParsePersonID(person)
	return a, err
}

// NewAccount adds an account.
func NewAccount(a Account) Change {
	return func(t tx, _ *ring, _ time.Time) error {
		_, err := t.exec("INSERT INTO account (name, person, role, hash) VALUES (?, ?, ?, ?)", a.Name, a.Person.String(), string(a.Role), a.Hash)
		return err
	}
}

// Account finds an account by its name for signing in.
func (s *Store) Account(ctx context.Context, name string) (Account, error) {
	return one(ctx, s.db, scanAccount, "SELECT "+accountColumns+" FROM account a WHERE a.name = ?", name)
}

// AccountHash returns one account's password hash, for a check of seeded passwords.
func (s *Store) Accounts(ctx context.Context) ([]Account, error) {
	return list(ctx, s.db, scanAccount, "SELECT "+accountColumns+" FROM account a ORDER BY a.name")
}

// Failed counts a failed sign-in. Five in a row lock the account until the time.
func Failed(name string, until time.Time) Change {
	return func(t tx, _ *ring, _ time.Time) error {
		_, err := t.exec("UPDATE account SET failures = failures + 1, locked_until = CASE WHEN failures >= 4 THEN ? ELSE locked_until END WHERE name = ?", until.UnixMilli(), name)
		return err
	}
}

// SignedIn starts a web session, known by the hash of its token, and clears the failures.
func SignedIn(tokenHash, account string) Change {
	return func(t tx, _ *ring, at time.Time) error {
		if _, err := t.exec("UPDATE account SET failures = 0, locked_until = 0 WHERE name = ?", account); err != nil {
			return err
		}
		_, err := t.exec("INSERT INTO web_session (token_hash, account, made, seen) VALUES (?, ?, ?, ?)", tokenHash, account, at.UnixMilli(), at.UnixMilli())
		return err
	}
}

// SignedOut ends a web session, and all sessions that are older than the times.
func SignedOut(tokenHash string, madeBefore, seenBefore time.Time) Change {
	return func(t tx, _ *ring, _ time.Time) error {
		_, err := t.exec("DELETE FROM web_session WHERE token_hash = ? OR made < ? OR seen < ?", tokenHash, madeBefore.UnixMilli(), seenBefore.UnixMilli())
		return err
	}
}

// WebSession finds the user by the hash of the token, in a session that was made and seen no
// earlier than the times. It also returns when the session was last seen.
func (s *Store) WebSession(ctx context.Context, tokenHash string, made, seen time.Time) (Account, time.Time, error) {
	var at int64
	a, err := one(ctx, s.db, func(row scanner) (Account, error) {
		return scanAccount(more{row, []any{&at}})
	}, "SELECT "+accountColumns+", w.seen FROM web_session w JOIN account a ON a.name = w.account WHERE w.token_hash = ? AND w.made >= ? AND w.seen >= ?",
		tokenHash, made.UnixMilli(), seen.UnixMilli())
	return a, time.UnixMilli(at), err
}

// more is a scanner with additional columns at the end.
type more struct {
	scanner
	into []any
}

func (m more) Scan(into ...any) error { return m.scanner.Scan(append(into, m.into...)...) }

// Seen keeps a web session alive.
func Seen(tokenHash string) Change {
	return func(t tx, _ *ring, at time.Time) error {
		_, err := t.exec("UPDATE web_session SET seen = ? WHERE token_hash = ?", at.UnixMilli(), tokenHash)
		return err
	}
}

// CareRole is the role of a user in a case.
type CareRole string

// The roles in a case. Therapist and Second are for a person's individual treatment, Lead and
// CoLead for a group.
const (
	Therapist CareRole = "therapist"
	Second    CareRole = "second"
	Lead      CareRole = "lead"
	CoLead    CareRole = "colead"
)

// Care says that a user works on a case from a day on. The subject is a person or a group.
type Care struct {
	confidential.Hidden
	Therapist confidential.PersonID `json:"therapist"`
	Subject   string                `json:"subject"`
	Role      CareRole              `json:"role"`
	From      therapy.Date          `json:"from"`
}

// NewCare adds it.
func NewCare(c Care) Change {
	return func(t tx, _ *ring, _ time.Time) error {
		_, err := t.exec("INSERT INTO care (therapist, subject, role, from_day) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
			c.Therapist.String(), c.Subject, string(c.Role), c.From.String())
		return err
	}
}

// EndCare ends it. The day is the first one on which it no longer applies.
func EndCare(therapist confidential.PersonID, subject string, on therapy.Date) Change {
	return func(t tx, _ *ring, _ time.Time) error {
		_, err := t.exec("UPDATE care SET until_day = ? WHERE therapist = ? AND subject = ? AND until_day = ''", on.String(), therapist.String(), subject)
		return err
	}
}

// CareOn lists the cases that a user works on, on a day.
func (s *Store) CareOn(ctx context.Context, therapist confidential.PersonID, day therapy.Date) ([]Care, error) {
	return s.care(ctx, "therapist = ?", therapist.String(), day)
}

// CarersOf lists who works on a case, on a day.
func (s *Store) CarersOf(ctx context.Context, subject string, day therapy.Date) ([]Care, error) {
	return s.care(ctx, "subject = ?", subject, day)
}

func (s *Store) care(ctx context.Context, where, value string, day therapy.Date) ([]Care, error) {
	return list(ctx, s.db, func(row scanner) (c Care, err error) {
		var therapist, from string
		if err := row.Scan(&therapist, &c.Subject, &c.Role, &from); err != nil {
			return c, unavailable(err)
		}
		c.Therapist, err = confidential.ParsePersonID(therapist)
		return c, errors.Join(err, c.From.UnmarshalText([]byte(from)))
	}, "SELECT therapist, subject, role, from_day FROM care WHERE "+where+" AND from_day <= ? AND (until_day = '' OR until_day > ?) ORDER BY subject, therapist",
		value, day.String(), day.String())
}

// Appointment is the time of a session, and with whom it is.
type Appointment struct {
	confidential.Hidden
	Session   string
	Kind      string // the id of the session's record
	Owner     string // a person or a group
	Therapist confidential.PersonID
	Start     time.Time
	Status    string
}

// SetAppointment adds or replaces it.
func SetAppointment(a Appointment) Change {
	return func(t tx, _ *ring, _ time.Time) error {
		_, err := t.exec(`INSERT INTO appointment (session, kind, owner, therapist, start, status) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (session) DO UPDATE SET start = excluded.start, status = excluded.status, therapist = excluded.therapist`,
			a.Session, a.Kind, a.Owner, a.Therapist.String(), a.Start.UnixMilli(), a.Status)
		return err
	}
}

// Appointments lists the appointments of a therapist or of an owner from one time until before
// another, in order. An empty text matches all.
func (s *Store) Appointments(ctx context.Context, therapist, owner string, from, until time.Time) ([]Appointment, error) {
	return list(ctx, s.db, func(row scanner) (a Appointment, err error) {
		var who string
		var start int64
		if err := row.Scan(&a.Session, &a.Kind, &a.Owner, &who, &start, &a.Status); err != nil {
			return a, unavailable(err)
		}
		a.Start = time.UnixMilli(start).UTC()
		a.Therapist, err = confidential.ParsePersonID(who)
		return a, err
	}, `SELECT session, kind, owner, therapist, start, status FROM appointment
		WHERE (therapist = ? OR ? = '') AND (owner = ? OR ? = '') AND start >= ? AND start < ? ORDER BY start, session`,
		therapist, therapist, owner, owner, from.UnixMilli(), until.UnixMilli())
}

// Said is a consent or a refusal, with its version, which a change has to name.
type Said struct {
	confidential.Hidden
	Version int                  `json:"version"`
	Consent confidential.Consent `json:"consent,omitzero"`
	Refusal confidential.Refusal `json:"refusal,omitzero"`
	// No says that it is a refusal.
	No bool `json:"no,omitempty"`
}

// Say writes a consent or refusal: a new one for version 0, otherwise the next version.
func Say(x Said) Change {
	return func(t tx, _ *ring, _ time.Time) error {
		var ref, by string
		var body []byte
		err := error(nil)
		no := 0
		if x.No {
			no, ref, by = 1, string(x.Refusal.Ref), x.Refusal.By.String()
			err = x.Refusal.Validate()
			body, _ = json.Marshal(x.Refusal)
		} else {
			ref, by = string(x.Consent.Ref), x.Consent.By.String()
			err = x.Consent.Validate()
			body, _ = json.Marshal(x.Consent)
		}
		if err != nil {
			return err
		}
		var n int64
		if x.Version == 0 {
			n, err = t.exec("INSERT INTO consent (ref, person, refusal, version, body) VALUES (?, ?, ?, 1, ?) ON CONFLICT DO NOTHING", ref, by, no, string(body))
		} else {
			n, err = t.exec("UPDATE consent SET version = version + 1, body = ? WHERE ref = ? AND person = ? AND refusal = ? AND version = ?", string(body), ref, by, no, x.Version)
		}
		return errors.Join(err, conflictIf(err == nil && n == 0))
	}
}

// SaidBy lists what a person has consented to and refused, including what no longer applies.
func (s *Store) SaidBy(ctx context.Context, person confidential.PersonID) ([]Said, error) {
	return list(ctx, s.db, func(row scanner) (x Said, err error) {
		var body string
		if err := row.Scan(&x.No, &x.Version, &body); err != nil {
			return x, unavailable(err)
		}
		if x.No {
			return x, json.Unmarshal([]byte(body), &x.Refusal)
		}
		return x, json.Unmarshal([]byte(body), &x.Consent)
	}, "SELECT refusal = 1, version, body FROM consent WHERE person = ? ORDER BY ref", person.String())
}
