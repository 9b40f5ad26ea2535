package confidential

import (
	"context"
	"reflect"
	"time"
)

// Auditor keeps records. Record returns once the record is safe, or says that it
// is not; then nothing is disclosed.
type Auditor interface {
	Record(ctx context.Context, r Record) error
}

// AuditorFunc makes a function an [Auditor].
type AuditorFunc func(ctx context.Context, r Record) error

// Record calls the function.
func (f AuditorFunc) Record(ctx context.Context, r Record) error { return f(ctx, r) }

// Record is what is kept of one decision. Its fields are pseudonyms, names of
// closed vocabularies and times: there is none that could hold content.
type Record struct {
	At        time.Time `json:"at"`
	Actor     PersonID  `json:"actor,omitzero"`
	Recipient PersonID  `json:"recipient"`
	Audience  Audience  `json:"audience"`
	Purpose   Purpose   `json:"purpose"`
	Subject   PersonID  `json:"subject,omitzero"`
	Kind      Kind      `json:"kind"`
	Level     Level     `json:"level"`
	Setting   Setting   `json:"setting"`
	Effect    Effect    `json:"effect"`
	Rule      string    `json:"rule"`
	Overlay   string    `json:"overlay,omitempty"`
	Ref       PersonID  `json:"ref,omitzero"`
}

func newRecord(l *Label, req *Request, d *Decision) Record {
	return Record{
		At: req.At, Actor: req.Actor, Recipient: req.Recipient, Audience: req.Audience, Purpose: req.Purpose,
		Subject: l.Subject, Kind: l.Kind, Level: l.Level, Setting: l.Setting,
		Effect: d.Effect, Rule: d.Rule, Overlay: d.Overlay, Ref: req.Ref,
	}
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
