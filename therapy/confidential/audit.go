package confidential

import (
	"context"
	"reflect"
	"time"
)

// Auditor stores audit records. Record returns nil once all of the records are safely stored;
// after an error nothing is disclosed. A page that shows forty values makes one call with
// forty records. The gate reuses the slice, so an auditor that keeps records must copy them.
type Auditor interface {
	Record(ctx context.Context, records []Record) error
}

// AuditorFunc turns a function into an [Auditor].
type AuditorFunc func(ctx context.Context, records []Record) error

// Record calls the function.
func (f AuditorFunc) Record(ctx context.Context, records []Record) error { return f(ctx, records) }

// Record is the audit record of one decision. Its fields are pseudonyms, names of closed
// vocabularies, ids, numbers and times; no field can contain content. Malformed parts of a
// request are left out of its record.
type Record struct {
	Hidden
	// Event says what happened.
	Event     Event       `json:"event"`
	At        time.Time   `json:"at,omitzero"`
	Actor     PersonID    `json:"actor,omitzero"`
	Recipient PersonID    `json:"recipient,omitzero"`
	Audience  Audience    `json:"audience,omitzero"`
	Purpose   Purpose     `json:"purpose,omitzero"`
	Subject   PersonID    `json:"subject,omitzero"`
	Case      CaseID      `json:"case,omitempty"`
	Kind      Kind        `json:"kind,omitzero"`
	Level     Level       `json:"level"`
	Setting   Setting     `json:"setting,omitzero"`
	Effect    Effect      `json:"effect"`
	Rule      string      `json:"rule"`
	Overlay   string      `json:"overlay,omitempty"`
	Ref       ReferenceID `json:"ref,omitempty"`
	// Reviewer has to review an emergency access; Reason is why it was opened or the result
	// of the review, as one name.
	Reviewer PersonID `json:"reviewer,omitzero"`
	Reason   string   `json:"reason,omitempty"`
	// Until is when an opened emergency access ends, ReviewDue the time by which it has to be
	// reviewed.
	Until     time.Time `json:"until,omitzero"`
	ReviewDue time.Time `json:"reviewDue,omitzero"`
	// Key is the key that was destroyed by an erasure.
	Key KeyID `json:"key,omitempty"`
	// Consents are the consents and refusals that the decision relied on.
	Consents ConsentList `json:"consents,omitzero"`
	// Place is the place of the value in a view, in words made from the names of fields.
	// Fields is how many structured fields the record is about.
	Place  string `json:"place,omitempty"`
	Fields int    `json:"fields,omitempty"`
}

// Event says what an audit record is about. The zero Event is unstated.
type Event uint8

// The events.
const (
	// Disclosed means that content was released.
	Disclosed Event = iota + 1
	// Refused means that content was asked for and not released.
	Refused
	// Malformed means that the request did not say who asks, in which role, for which purpose
	// or when.
	Malformed
	// EmergencyOpened means that an emergency access was opened.
	EmergencyOpened
	// EmergencyUsed means that content was released because of an emergency access.
	EmergencyUsed
	// EmergencyReviewed means that the use of an emergency access was reviewed.
	EmergencyReviewed
	// Erased means that the key of a person's texts was destroyed.
	Erased
	// SegmentClosed means that the log continues in another segment.
	SegmentClosed

	numEvents
)

//enum:names Event
var eventNames = [numEvents]string{
	Disclosed: "disclosed", Refused: "refused", Malformed: "malformed",
	EmergencyOpened: "emergency-opened", EmergencyUsed: "emergency-used", EmergencyReviewed: "emergency-reviewed",
	Erased: "erased", SegmentClosed: "segment-closed",
}

// released reports whether the record is of something that was disclosed.
func (r *Record) released() bool { return r.Event == Disclosed || r.Event == EmergencyUsed }

func newRecord(l *Label, req *Request, d *Decision, place string) Record {
	r := Record{
		Event: Disclosed, At: req.At, Actor: req.Actor, Recipient: req.Recipient, Audience: req.Audience, Purpose: req.Purpose,
		Subject: l.Subject, Case: l.Case, Kind: l.Kind, Level: l.Level.strict(), Setting: l.Setting,
		Effect: d.Effect, Rule: d.Rule, Overlay: d.Overlay, Ref: req.Ref, Consents: d.Consents, Place: place,
	}
	if req.Emergency != nil && r.Ref == "" {
		r.Ref = req.Emergency.ID
	}
	if !d.ReviewBy.IsZero() && d.Effect != Deny {
		r.Event, r.Ref, r.Reviewer, r.ReviewDue = EmergencyUsed, req.Emergency.ID, d.ReviewBy, d.ReviewDue
	}
	if d.Effect == Deny {
		r.Event = Refused
	}
	if d.Rule == guardUnstated.Rule {
		r.Event = Malformed
	}
	// Values that the log cannot write are left out, so that there still is a record.
	if !r.Audience.Valid() {
		r.Audience = 0
	}
	if !r.Purpose.Valid() {
		r.Purpose = 0
	}
	if !r.Kind.Valid() {
		r.Kind = 0
	}
	if !r.Setting.Valid() {
		r.Setting = 0
	}
	if !writable(r.At) {
		r.At = time.Time{}
	}
	if !r.Ref.Valid() {
		r.Ref = ""
	}
	if !r.Case.Valid() {
		r.Case = ""
	}
	return r
}

// writable reports whether JSON can write the time.
func writable(t time.Time) bool {
	year := t.UTC().Year()
	return 1 <= year && year <= 9998 // whatever the zone
}

// isNil reports whether there is no auditor, or the interface contains a nil pointer or
// function: such an auditor would crash or, worse, do nothing.
func isNil(a Auditor) bool {
	if a == nil {
		return true
	}
	switch v := reflect.ValueOf(a); v.Kind() {
	case reflect.Pointer, reflect.Func, reflect.Map, reflect.Chan, reflect.Slice, reflect.Interface:
		return v.IsNil()
	default:
		return false
	}
}
