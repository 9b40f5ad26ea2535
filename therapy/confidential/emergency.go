package confidential

import (
	"context"
	"iter"
	"slices"
	"time"

	"github.com/therapykit/therapykit/therapy"
)

// MaxEmergency is how long an emergency access may last.
const MaxEmergency = 24 * time.Hour

// EmergencyAccess is how staff who do not treat a person get to the clinical record in an
// emergency: somebody opens it for themself, for one person, with a reason and an end,
// and names who will review it. It makes the row BG1 speak, for nobody else, for nothing
// else and not a moment longer; every record of its use names it and is an event of its
// own. Nothing about it is remembered: an access that has ended is refused like none.
//
// The zero EmergencyAccess opens nothing.
type EmergencyAccess struct {
	Hidden
	// ID names the access; records carry it.
	ID ReferenceID `json:"id"`
	// By is who opens it and may use it, Subject whose record it opens.
	By      PersonID `json:"by"`
	Subject PersonID `json:"subject"`
	// Reason says why in one name ([therapy.ValidName]), such as "found-unconscious".
	Reason string `json:"reason"`
	// From and Until are when it may be used, Until not included.
	From  time.Time `json:"from"`
	Until time.Time `json:"until"`
	// Reviewer has to review its use, until ReviewDue. Nobody reviews their own.
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
		c.Wrong("/reviewer", "emergency-reviewer", "somebody else", therapy.ErrContradiction)
	}
	c.Instant("/reviewDue", e.ReviewDue)
	if e.ReviewDue.Before(e.Until) {
		c.Wrong("/reviewDue", "emergency-review-due", "not before the access ends", therapy.ErrContradiction)
	}
	return c.Err()
}

// covers reports whether the access, being valid, opens the content to the request.
func (e *EmergencyAccess) covers(l *Label, req *Request) bool {
	return e != nil && e.By == req.Recipient && !l.Subject.IsZero() && e.Subject == l.Subject &&
		!req.At.Before(e.From) && req.At.Before(e.Until) && e.Validate() == nil
}

// OpenEmergency records that an emergency access is opened. Until the record is written
// the access must not be used; the auditor is where somebody can be alerted.
func (g *Gate) OpenEmergency(ctx context.Context, e EmergencyAccess) error {
	if err := e.Validate(); err != nil {
		return err
	}
	return g.note(ctx, Record{
		Event: EmergencyOpened, At: e.From, Recipient: e.By, Subject: e.Subject, Purpose: Emergency, Ref: e.ID, Reviewer: e.Reviewer, Rule: "BG1", Reason: e.Reason,
	})
}

// EmergencyReview is the reviewer's finding about an emergency access. The zero
// EmergencyReview is not valid.
type EmergencyReview struct {
	Hidden
	// Access names the access, By is who reviewed it and At when.
	Access ReferenceID `json:"access"`
	By     PersonID    `json:"by"`
	At     time.Time   `json:"at"`
	// Outcome says what was found, in one name, such as "justified" or "not-justified".
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

// ReviewEmergency records a review. It is for the reviewer whom the access names.
func (g *Gate) ReviewEmergency(ctx context.Context, e EmergencyAccess, r EmergencyReview) error {
	var c therapy.Check
	c.Part("/access", e.Validate())
	c.Part("/review", r.Validate())
	if r.Access != e.ID || r.By != e.Reviewer || r.At.Before(e.From) {
		c.Wrong("/review", "review-of", "of this access, by its reviewer, after it was opened", therapy.ErrContradiction)
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
	return g.record(ctx, []Record{r})
}

// Unreviewed lists the emergency accesses that records tell of and that nobody has
// reviewed, in the order in which they were opened or first used.
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
