package confidential

import (
	"context"
	"iter"
	"slices"
	"sync"
	"time"

	"github.com/therapykit/therapykit/therapy"
)

// MaxEmergency is the maximum duration of an emergency access.
const MaxEmergency = 24 * time.Hour

// EmergencyAccess lets staff who do not treat a person see the clinical record in an
// emergency. A member of staff opens it for themselves and for one person, with a reason and
// an end, and names a reviewer. It makes row BG1 apply, only for this member of staff, this
// person and this time. Every record of its use names it and is a separate event. It is valid
// only after [Gate.OpenEmergency] has recorded that it was opened, and only exactly as it was
// opened. [Gate.RestoreEmergencies] makes it known to another gate, or to the same service
// after a restart.
//
// The zero EmergencyAccess opens nothing.
type EmergencyAccess struct {
	Hidden
	// ID names the access; records carry it.
	ID ReferenceID `json:"id"`
	// By is the person who opens it and may use it, and Subject the person whose record it
	// opens.
	By      PersonID `json:"by"`
	Subject PersonID `json:"subject"`
	// Reason says why, as one name ([therapy.ValidName]), such as "found-unconscious".
	Reason string `json:"reason"`
	// From and Until are when it may be used, Until not included.
	From  time.Time `json:"from"`
	Until time.Time `json:"until"`
	// Reviewer has to review its use, until ReviewDue. The reviewer must be another person
	// than By.
	Reviewer  PersonID  `json:"reviewer"`
	ReviewDue time.Time `json:"reviewDue"`
}

// Validate reports everything wrong with the access.
func (e EmergencyAccess) Validate() error {
	var c therapy.Check
	c.RecordID("/id", "emergency-id", string(e.ID))
	c.Stated("/by", "emergency-by", !e.By.IsZero())
	c.Stated("/subject", "emergency-subject", !e.Subject.IsZero())
	c.Name("/reason", "emergency-reason", e.Reason)
	c.Instant("/from", e.From)
	c.Instant("/until", e.Until)
	if !e.Until.After(e.From) || e.Until.Sub(e.From) > MaxEmergency {
		c.Wrong("/until", "emergency-until", "after its beginning, and within a day", therapy.ErrRange)
	}
	c.Stated("/reviewer", "emergency-reviewer", !e.Reviewer.IsZero())
	if e.Reviewer == e.By || e.Reviewer == e.Subject {
		c.Wrong("/reviewer", "emergency-reviewer", "a person other than the one who opened the access", therapy.ErrContradiction)
	}
	c.Instant("/reviewDue", e.ReviewDue)
	if e.ReviewDue.Before(e.Until) {
		c.Wrong("/reviewDue", "emergency-review-due", "not before the access ends", therapy.ErrContradiction)
	}
	return c.Err()
}

// covers reports whether the access, which is valid, opens the content for the request.
func (e *EmergencyAccess) covers(l *Label, req *Request) bool {
	return e != nil && e.By == req.Recipient && !l.Subject.IsZero() && e.Subject == l.Subject &&
		!req.At.Before(e.From) && req.At.Before(e.Until) && e.Validate() == nil
}

// OpenEmergency records that an emergency access is opened, and makes it usable from then on.
// To alert somebody, do it in the auditor. Each id can be opened only once.
func (g *Gate) OpenEmergency(ctx context.Context, e EmergencyAccess) error {
	if err := e.Validate(); err != nil {
		return err
	}
	if g != nil && g.emergencies.known(e.ID) {
		return &therapy.FieldError{Path: "/id", Rule: "emergency-opened", Hint: "an id that was not used before", Err: therapy.ErrDuplicate}
	}
	err := g.note(ctx, Record{
		Event: EmergencyOpened, At: e.From, Recipient: e.By, Subject: e.Subject, Purpose: Emergency, Ref: e.ID, Reviewer: e.Reviewer, Rule: "BG1", Reason: e.Reason,
		Until: e.Until, ReviewDue: e.ReviewDue,
	})
	if err == nil {
		g.emergencies.add(e)
	}
	return err
}

// RestoreEmergencies makes the emergency accesses in the records of a log usable, as they
// were opened: after a restart, or in another process of the service. Verify the log first.
// If ids were hashed ([HashPeople]), accesses have to be opened again.
func (g *Gate) RestoreEmergencies(records iter.Seq[Record]) {
	if g == nil {
		return
	}
	for r := range records {
		e := EmergencyAccess{
			ID: r.Ref, By: r.Recipient, Subject: r.Subject, Reason: r.Reason, From: r.At, Until: r.Until, Reviewer: r.Reviewer, ReviewDue: r.ReviewDue,
		}
		if r.Event == EmergencyOpened && e.Validate() == nil && !g.emergencies.known(e.ID) {
			g.emergencies.add(e)
		}
	}
}

// emergencies are accesses that were opened, by id. The zero emergencies has none.
type emergencies struct {
	mu   sync.Mutex
	byID map[ReferenceID]EmergencyAccess
}

func (m *emergencies) known(id ReferenceID) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	_, known := m.byID[id]
	return known
}

func (m *emergencies) add(e EmergencyAccess) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.byID == nil {
		m.byID = map[ReferenceID]EmergencyAccess{}
	}
	m.byID[e.ID] = e
}

// open reports whether the access was opened, with exactly these fields.
func (m *emergencies) open(e *EmergencyAccess) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	o, known := m.byID[e.ID]
	return known && o.By == e.By && o.Subject == e.Subject && o.Reason == e.Reason && o.Reviewer == e.Reviewer &&
		o.From.Equal(e.From) && o.Until.Equal(e.Until) && o.ReviewDue.Equal(e.ReviewDue)
}

// EmergencyReview is the result of reviewing an emergency access. The zero EmergencyReview is
// not valid.
type EmergencyReview struct {
	Hidden
	// Access names the access, By is the person who reviewed it, and At is when.
	Access ReferenceID `json:"access"`
	By     PersonID    `json:"by"`
	At     time.Time   `json:"at"`
	// Outcome is the result, as one name, such as "justified" or "not-justified".
	Outcome string `json:"outcome"`
}

// Validate reports everything wrong with the review.
func (r EmergencyReview) Validate() error {
	var c therapy.Check
	c.RecordID("/access", "review-access", string(r.Access))
	c.Stated("/by", "review-by", !r.By.IsZero())
	c.Instant("/at", r.At)
	c.Name("/outcome", "review-outcome", r.Outcome)
	return c.Err()
}

// ReviewEmergency records the review of an access that was opened. Only the reviewer whom the
// access named may review it.
func (g *Gate) ReviewEmergency(ctx context.Context, e EmergencyAccess, r EmergencyReview) error {
	var c therapy.Check
	c.Part("/access", e.Validate())
	c.Part("/review", r.Validate())
	if r.Access != e.ID || r.By != e.Reviewer || r.At.Before(e.From) {
		c.Wrong("/review", "review-of", "a review of this access, by its reviewer, after the access was opened", therapy.ErrContradiction)
	}
	if g != nil && !g.emergencies.open(&e) {
		c.Wrong("/access", "review-not-opened", "an access as it was opened", therapy.ErrReference)
	}
	if err := c.Err(); err != nil {
		return err
	}
	return g.note(ctx, Record{
		Event: EmergencyReviewed, At: r.At, Actor: r.By, Subject: e.Subject, Purpose: Emergency, Ref: e.ID, Reviewer: e.Reviewer, Rule: "BG1", Reason: r.Outcome,
	})
}

// note records an event that is not a disclosure.
func (g *Gate) note(ctx context.Context, r Record) error {
	if g == nil || isNil(g.auditor) {
		return ErrAudit
	}
	if g.backdated(r.At) {
		return &therapy.FieldError{Path: "/at", Rule: "audit-time", Hint: "a time that is not before the last disclosure", Err: therapy.ErrContradiction}
	}
	return g.record(ctx, []Record{r})
}

// Unreviewed lists the emergency accesses in the records that nobody has reviewed, in the
// order in which they were opened or first used.
func Unreviewed(records iter.Seq[Record]) []ReferenceID {
	var open []ReferenceID
	for r := range records {
		switch r.Event {
		case EmergencyOpened, EmergencyUsed:
			if !slices.Contains(open, r.Ref) {
				open = append(open, r.Ref)
			}
		case EmergencyReviewed:
			if i := slices.Index(open, r.Ref); i >= 0 {
				open = slices.Delete(open, i, i+1)
			}
		case Disclosed, Refused, Malformed, Erased, SegmentClosed:
		default:
		}
	}
	return open
}

// Overdue lists the emergency accesses that were not reviewed in time, in the order of
// [Unreviewed].
func Overdue(records iter.Seq[Record], at time.Time) []ReferenceID {
	due := map[ReferenceID]time.Time{}
	open := Unreviewed(func(yield func(Record) bool) {
		for r := range records {
			if !r.ReviewDue.IsZero() {
				due[r.Ref] = r.ReviewDue
			}
			if !yield(r) {
				return
			}
		}
	})
	return slices.DeleteFunc(open, func(id ReferenceID) bool { return !at.After(due[id]) })
}
