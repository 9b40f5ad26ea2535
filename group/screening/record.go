package screening

import (
	"maps"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// ID identifies the record of a screening. The caller chooses it; it has the form of a FHIR
// R4 id ([therapy.ValidRecordID]). The zero ID identifies none.
type ID string

// Valid reports whether id has the form of a FHIR R4 id.
func (id ID) Valid() bool { return therapy.ValidRecordID(string(id)) }

// Spec describes the screening of one person for one group. Fill it in; [NewRecord] checks
// it. The zero Spec is not valid.
type Spec struct {
	confidential.Hidden
	// ID is the record's own id.
	ID ID `json:"id" kind:"treatment-plan"`
	// Person is the screened person, By is the person who screened, and On is the day.
	Person confidential.PersonID `json:"person" kind:"identity,subject"`
	By     confidential.PersonID `json:"by" kind:"identity,professional"`
	On     therapy.Date          `json:"on" kind:"treatment-plan"`
	// Group is the group, and Kind is its kind.
	Group care.GroupID `json:"group" kind:"treatment-plan"`
	Kind  group.Kind   `json:"kind" kind:"treatment-plan"`
	// Facts are the known facts.
	Facts Facts `json:"facts" kind:"diagnosis"`
	// Error says that the screening was entered in error.
	Error care.Correction `json:"error,omitzero"`
}

// Validate reports everything wrong with the description at once.
func (s Spec) Validate() error {
	var check therapy.Check
	check.RecordID("/id", "id-form", string(s.ID))
	person(&check, "/person", s.Person)
	person(&check, "/by", s.By)
	check.Stated("/on", "screening-day", !s.On.IsZero())
	check.RecordID("/group", "group-id", string(s.Group))
	check.Stated("/kind", "group-kind", s.Kind.Valid())
	if s.Person == s.By && !s.By.IsZero() {
		check.Wrong("/by", "screens-self", "a person other than the one who was screened", therapy.ErrContradiction)
	}
	for f, truth := range s.Facts {
		if !therapy.ValidName(string(f)) || !truth.Valid() {
			check.Wrong("/facts", "fact", "statements of the documented form, each true, false or unknown", therapy.ErrSyntax)
			break
		}
	}
	check.Part("/error", s.Error.Validate())
	return check.Err()
}

// person checks the pseudonym of a person. It is required.
func person(check *therapy.Check, path string, id confidential.PersonID) {
	if id.IsZero() {
		check.Wrong(path, "person-id", "a pseudonym with a digit in it, never a name", therapy.ErrRequired)
	}
}

// Record is a screening that was made: who screened whom for which group, what was known, and
// the answer with all its reasons. [NewRecord] makes it. It does not change; to screen a
// person again, make a new record. The zero Record means no record.
type Record struct {
	confidential.Hidden
	_      [0]func() // has lists inside
	spec   Spec
	result Result
}

// NewRecord screens the person with the criteria and stores the answer in the record.
func NewRecord(spec Spec, criteria Criteria) (Record, error) {
	if err := spec.Validate(); err != nil {
		return Record{}, err
	}
	spec = spec.clone()
	return Record{spec: spec, result: criteria.Screen(spec.Kind, spec.Facts)}, nil
}

// IsZero reports whether r is the zero Record.
func (r Record) IsZero() bool { return r.spec.ID == "" }

// Spec returns a copy of the description.
func (r Record) Spec() Spec { return r.spec.clone() }

// Result returns the answer. It is the zero Result if the screening was entered in error.
func (r Record) Result() Result {
	if !r.spec.Error.IsZero() {
		return Result{}
	}
	return r.result.clone()
}

// Void returns the record marked as entered in error.
func (r Record) Void(why care.Correction) (Record, error) {
	spec := r.Spec()
	switch {
	case r.IsZero() || why.IsZero():
		return Record{}, fail("/error", "correction-missing", "a screening, and who corrects, when and why", therapy.ErrRequired)
	case !spec.Error.IsZero():
		return Record{}, fail("/error", "void-twice", "a screening that stands", therapy.ErrConflict)
	}
	spec.Error = why.Canonical()
	return Record{spec: spec, result: r.result}, spec.Validate()
}

func (s Spec) clone() Spec {
	s.Facts = maps.Clone(s.Facts)
	s.Error = s.Error.Canonical()
	return s
}

const recordFormat = "therapykit-screening/1"

type storedRecord struct {
	Spec
	Result Result `json:"result" kind:"diagnosis"`
}

// Store writes the screening as JSON. [LoadRecord] reads it.
func (r Record) Store(ring confidential.Keyring) ([]byte, error) {
	if r.IsZero() {
		return nil, fail("", "store-nothing", "a screening made by NewRecord", therapy.ErrRequired)
	}
	return confidential.StoreDocument(recordFormat, "screening/"+string(r.spec.ID), 0, ring, storedRecord{r.spec, r.result})
}

// LoadRecord reads a screening that [Record.Store] wrote. It checks the answer: the stored
// criteria are applied again to the same facts, and the result has to be the same.
func LoadRecord(data []byte, ring confidential.Keyring) (Record, error) {
	var s storedRecord
	record, _, err := confidential.LoadDocument(recordFormat, ring, data, &s)
	if err != nil {
		return Record{}, err
	}
	var check therapy.Check
	if record != "screening/"+string(s.ID) {
		check.Wrong("/record", "store-record", "the screening that the document is of", therapy.ErrContradiction)
	}
	check.Part("/content", s.Spec.Validate())
	if !check.Failed() && !s.Result.follows(s.Spec) {
		check.Wrong("/content/result", "screening-result", "the result of the criteria for these facts", therapy.ErrContradiction)
	}
	if err := check.Err(); err != nil {
		return Record{}, err
	}
	return Record{spec: s.Spec.clone(), result: s.Result}, nil
}

// follows reports whether the result follows from its own criteria and the facts. A result
// does not contain criteria without a finding; they would have none now either.
func (r Result) follows(s Spec) bool {
	c := Criteria{version: r.Version}
	for _, list := range [...][]Finding{r.Reasons, r.Further} {
		for _, f := range list {
			if f.Criterion.Validate() != nil {
				return false
			}
			c.list = append(c.list, f.Criterion)
		}
	}
	again := c.Screen(s.Kind, s.Facts)
	if len(c.list) == 0 {
		again.Verdict = MayJoin // every criterion was met, or there were none
		if r.Verdict == AskFirst {
			again.Verdict = AskFirst
		}
	}
	return again.Equal(r)
}

// MarshalJSON always returns an error: store the screening with [Record.Store].
func (Record) MarshalJSON() ([]byte, error) {
	return nil, refused("screening.Record.Store and screening.LoadRecord")
}

// UnmarshalJSON always returns an error: read the screening with [LoadRecord].
func (*Record) UnmarshalJSON([]byte) error {
	return refused("screening.Record.Store and screening.LoadRecord")
}

func refused(calls string) error {
	return &therapy.FieldError{Rule: "json-refused", Hint: "use " + calls, Err: confidential.ErrSealed}
}

// Fields returns the content of the screening, for a view.
func (r Record) Fields() any { return storedRecord{r.Spec(), r.result.clone()} }
