package confidential

import (
	"encoding/json"
	"slices"

	"github.com/therapykit/therapykit/therapy"
)

// ConsentList lists consents and refusals, each once. A list of one needs no extra memory, so
// a decision that relies on one consent allocates nothing. The zero ConsentList is empty. It
// is immutable for callers.
type ConsentList struct {
	first ConsentID
	rest  []ConsentID
}

// All returns the ids, in the order in which they were found.
func (l ConsentList) All() []ConsentID {
	if l.first == "" {
		return nil
	}
	return append([]ConsentID{l.first}, l.rest...)
}

// IsZero reports whether the list is empty.
func (l ConsentList) IsZero() bool { return l.first == "" }

// add adds an id that is not there yet.
func (l *ConsentList) add(id ConsentID) {
	switch {
	case l.first == "":
		l.first = id
	case l.first != id && !slices.Contains(l.rest, id):
		l.rest = append(slices.Clip(l.rest), id)
	}
}

// MarshalJSON writes a list of texts.
func (l ConsentList) MarshalJSON() ([]byte, error) { return json.Marshal(l.All()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (l *ConsentList) UnmarshalJSON(data []byte) error {
	var ids []ConsentID
	if err := within1MB(data); err != nil {
		return err
	}
	if err := therapy.UnmarshalStrict(data, &ids); err != nil {
		return err
	}
	var c therapy.Check
	*l = ConsentList{}
	for _, id := range ids {
		c.RecordID("", "consent-ref", string(id))
		l.add(id)
	}
	return c.Err()
}
