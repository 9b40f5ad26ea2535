package confidential

import "github.com/therapykit/therapykit/therapy"

// The ids of things have the syntax of [therapy.ValidRecordID], each in a type of its
// own. The empty id means none.

// CaseID names a case other than a person's individual treatment: a group, a couple, a
// strand of a plan. The id of a group's or a plan's record is one: CaseID(group.ID()).
type CaseID string

// Valid reports whether the id is well-formed.
func (id CaseID) Valid() bool { return therapy.ValidRecordID(string(id)) }

// KeyID names a key that envelopes are encrypted with.
type KeyID string

// Valid reports whether the id is well-formed.
func (id KeyID) Valid() bool { return therapy.ValidRecordID(string(id)) }

// ConsentID names a consent or a refusal.
type ConsentID string

// Valid reports whether the id is well-formed.
func (id ConsentID) Valid() bool { return therapy.ValidRecordID(string(id)) }

// ReferenceID names what a request is based on: a court order, an incident, an approval, an
// emergency.
type ReferenceID string

// Valid reports whether the id is well-formed.
func (id ReferenceID) Valid() bool { return therapy.ValidRecordID(string(id)) }
