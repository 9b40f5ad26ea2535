package care

import (
	"strconv"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// PlanID identifies a plan. Like every id of a record it is given by the caller and has
// the form of a FHIR R4 id ([therapy.ValidRecordID]), so that the ids of other systems can
// be kept; it must not tell whose the record is. The zero PlanID identifies none.
type PlanID string

// Valid reports whether id has the form of a FHIR R4 id.
func (id PlanID) Valid() bool { return therapy.ValidRecordID(string(id)) }

// SessionID identifies a session, as [PlanID] does a plan.
type SessionID string

// Valid reports whether id has the form of a FHIR R4 id.
func (id SessionID) Valid() bool { return therapy.ValidRecordID(string(id)) }

// EpisodeID identifies an episode of care, as [PlanID] does a plan.
type EpisodeID string

// Valid reports whether id has the form of a FHIR R4 id.
func (id EpisodeID) Valid() bool { return therapy.ValidRecordID(string(id)) }

// AssessmentID identifies an assessment, as [PlanID] does a plan.
type AssessmentID string

// Valid reports whether id has the form of a FHIR R4 id.
func (id AssessmentID) Valid() bool { return therapy.ValidRecordID(string(id)) }

// GroupID identifies a therapy group, as [PlanID] does a plan. The group itself is
// package group's.
type GroupID string

// Valid reports whether id has the form of a FHIR R4 id.
func (id GroupID) Valid() bool { return therapy.ValidRecordID(string(id)) }

// DocumentID identifies a document that is kept elsewhere, such as a crisis plan, as
// [PlanID] does a plan.
type DocumentID string

// Valid reports whether id has the form of a FHIR R4 id.
func (id DocumentID) Valid() bool { return therapy.ValidRecordID(string(id)) }

// recordID checks the id of a record that has to be named.
func recordID[ID ~string](c *therapy.Check, path string, id ID) {
	if id == "" {
		c.Wrong(path, "id-missing", "the id of a record", therapy.ErrRequired)
	} else {
		c.RecordID(path, "id-form", string(id))
	}
}

// recordIDs checks a list of ids of records: each stated, none twice.
func recordIDs[ID ~string](c *therapy.Check, path string, ids []ID) {
	seen := make(map[ID]bool, len(ids))
	for i, id := range ids {
		place := at(path, i)
		recordID(c, place, id)
		therapy.CheckOnce(c, seen, id, place, "id-duplicate")
	}
}

// person checks the pseudonym of somebody who has to be named.
func person(c *therapy.Check, path string, id confidential.PersonID) {
	if id.IsZero() {
		c.Wrong(path, "id-missing", "the pseudonym of a person", therapy.ErrRequired)
	}
}

// persons checks a list of people: each named, none twice.
func persons(c *therapy.Check, path string, ids []confidential.PersonID) {
	seen := make(map[confidential.PersonID]bool, len(ids))
	for i, id := range ids {
		place := at(path, i)
		person(c, place, id)
		therapy.CheckOnce(c, seen, id, place, "id-duplicate")
	}
}

// at is the place of an element of the list at path.
func at(path string, i int) string { return path + "/" + strconv.Itoa(i) }

// instant returns t without what cannot be stored: its monotonic reading and its
// location, whose name JSON would lose.
func instant(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC().Round(0)
}
