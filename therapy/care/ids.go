package care

import (
	"strconv"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// PlanID identifies a plan. Like every id of a record, the caller chooses it, and it has the
// form of a FHIR R4 id ([therapy.ValidRecordID]), so that ids of other systems can be kept.
// It must not show whose record it is. The zero PlanID identifies none.
type PlanID string

// Valid reports whether id has the form of a FHIR R4 id.
func (id PlanID) Valid() bool { return therapy.ValidRecordID(string(id)) }

// SessionID identifies a session. Its form is that of a [PlanID].
type SessionID string

// Valid reports whether id has the form of a FHIR R4 id.
func (id SessionID) Valid() bool { return therapy.ValidRecordID(string(id)) }

// EpisodeID identifies an episode of care. Its form is that of a [PlanID].
type EpisodeID string

// Valid reports whether id has the form of a FHIR R4 id.
func (id EpisodeID) Valid() bool { return therapy.ValidRecordID(string(id)) }

// AssessmentID identifies an assessment. Its form is that of a [PlanID].
type AssessmentID string

// Valid reports whether id has the form of a FHIR R4 id.
func (id AssessmentID) Valid() bool { return therapy.ValidRecordID(string(id)) }

// GroupID identifies a therapy group. Its form is that of a [PlanID]. The group itself is in
// package group.
type GroupID string

// Valid reports whether id has the form of a FHIR R4 id.
func (id GroupID) Valid() bool { return therapy.ValidRecordID(string(id)) }

// DocumentID identifies a document that is kept elsewhere, such as a crisis plan. Its form is
// that of a [PlanID].
type DocumentID string

// Valid reports whether id has the form of a FHIR R4 id.
func (id DocumentID) Valid() bool { return therapy.ValidRecordID(string(id)) }

// recordID checks the id of a record. It is required.
func recordID[ID ~string](c *therapy.Check, path string, id ID) {
	if id == "" {
		c.Wrong(path, "id-missing", "the id of a record", therapy.ErrRequired)
	} else {
		c.RecordID(path, "id-form", string(id))
	}
}

// recordIDs checks a list of ids of records: each is stated, and none is repeated.
func recordIDs[ID ~string](c *therapy.Check, path string, ids []ID) {
	seen := make(map[ID]bool, len(ids))
	for i, id := range ids {
		place := at(path, i)
		recordID(c, place, id)
		therapy.CheckOnce(c, seen, id, place, "id-duplicate")
	}
}

// person checks the pseudonym of a person. It is required.
func person(c *therapy.Check, path string, id confidential.PersonID) {
	if id.IsZero() {
		c.Wrong(path, "id-missing", "the pseudonym of a person", therapy.ErrRequired)
	}
}

// persons checks a list of people: each is named, and none is repeated.
func persons(c *therapy.Check, path string, ids []confidential.PersonID) {
	seen := make(map[confidential.PersonID]bool, len(ids))
	for i, id := range ids {
		place := at(path, i)
		person(c, place, id)
		therapy.CheckOnce(c, seen, id, place, "id-duplicate")
	}
}

// at is the JSON pointer of an element of the list at path.
func at(path string, i int) string { return path + "/" + strconv.Itoa(i) }

// instant returns t without the parts that cannot be stored: its monotonic reading, and its
// location, whose name JSON would lose.
func instant(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC().Round(0)
}
