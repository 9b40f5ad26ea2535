package confidential

import (
	"context"
	"reflect"
	"time"
)

// Auditor keeps records. Record returns once all of the records are safe, or says that
// they are not; then nothing is disclosed. A page that shows forty values makes one
// call with forty records. The slice belongs to the caller and is used again: whoever
// keeps records copies them.
type Auditor interface {
	Record(ctx context.Context, records []Record) error
}

// AuditorFunc makes a function an [Auditor].
type AuditorFunc func(ctx context.Context, records []Record) error

// Record calls the function.
func (f AuditorFunc) Record(ctx context.Context, records []Record) error { return f(ctx, records) }

// Record is what is kept of one decision. Its fields are pseudonyms, names of
// closed vocabularies, ids, numbers and times: there is none that could hold content.
// What was malformed in a request is left out of its record.
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
	// Reviewer has to review an emergency access; Reason is why it was opened or what the
	// review found, in one name.
	Reviewer PersonID `json:"reviewer,omitzero"`
	Reason   string   `json:"reason,omitempty"`
	// Until is when an emergency access that was opened ends, ReviewDue by when it has to be
	// reviewed.
	Until     time.Time `json:"until,omitzero"`
	ReviewDue time.Time `json:"reviewDue,omitzero"`
	// Key is the key that was destroyed by an erasure.
	Key KeyID `json:"key,omitempty"`
	// Consents are the consents and refusals that the decision relied on.
	Consents ConsentList `json:"consents,omitzero"`
	// Place is where in a view the value stands, in words made of the names of
	// fields; Fields is how many structured fields the record is about.
	Place  string `json:"place,omitempty"`
	Fields int    `json:"fields,omitempty"`
}

// Event is what an audit record tells of. The zero Event is unstated.
type Event uint8

// The events.
const (
	// Disclosed: content was released.
	Disclosed Event = iota + 1
	// Refused: content was asked for and not released.
	Refused
	// Malformed: the request did not say who asks, in what role, what for or when.
	Malformed
	// EmergencyOpened: somebody opened an emergency access.
	EmergencyOpened
	// EmergencyUsed: content was released by an emergency access.
	EmergencyUsed
	// EmergencyReviewed: the use of an emergency access was reviewed.
	EmergencyReviewed
	// Erased: the key of a person's texts was destroyed.
	Erased
	// SegmentClosed: the log goes on in another segment.
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
	// What the log could not write is left out, so that there is a record all the same.
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

// isNil reports whether there is no auditor, also when a nil pointer or function
// hides in the interface: such an auditor would crash or, worse, do nothing.
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
