package screening

import (
	"maps"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// ID identifies the record of a screening. It is given by the caller and has the form of a
// FHIR R4 id ([therapy.ValidRecordID]). The zero ID identifies none.
type ID string

// Valid reports whether id has the form of a FHIR R4 id.
func (id ID) Valid() bool { return therapy.ValidRecordID(string(id)) }

// Spec describes the screening of one person for one group. It is open, to be filled in;
// [NewRecord] checks it. The zero Spec is not valid.
type Spec struct {
	confidential.Hidden
	// ID is the record's own id.
	ID ID `json:"id" kind:"treatment-plan"`
	// Person is whom it is about, By who screened, and On the day.
	Person confidential.PersonID `json:"person" kind:"identity,subject"`
	By     confidential.PersonID `json:"by" kind:"identity,professional"`
	On     therapy.Date          `json:"on" kind:"treatment-plan"`
	// Group is the group, and Kind what it does.
	Group care.GroupID `json:"group" kind:"treatment-plan"`
	Kind  group.Kind   `json:"kind" kind:"treatment-plan"`
	// Facts are what was known.
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

// person checks the pseudonym of somebody who has to be named.
func person(check *therapy.Check, path string, id confidential.PersonID) {
	if id.IsZero() {
		check.Wrong(path, "person-id", "a pseudonym with a digit in it, never a name", therapy.ErrRequired)
	}
}

// Record is a screening as it was made: who screened whom for which group, what was known,
// and the answer with everything it rests on. It is made by [NewRecord] and does not
// change; a new look at somebody is a new screening. The zero Record is none.
type Record struct {
	confidential.Hidden
	_      [0]func() // has lists inside
	spec   Spec
	result Result
}

// NewRecord screens the person by the criteria and keeps the answer.
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

// Result returns the answer. Where the screening was entered in error there is none.
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

// Store writes the screening as JSON, to be read by [LoadRecord].
func (r Record) Store(ring confidential.Keyring) ([]byte, error) {
	if r.IsZero() {
		return nil, fail("", "store-nothing", "a screening made by NewRecord", therapy.ErrRequired)
	}
	return confidential.StoreDocument(recordFormat, "screening/"+string(r.spec.ID), 0, ring, storedRecord{r.spec, r.result})
}

// LoadRecord reads what [Record.Store] wrote. The answer is not believed: the criteria that
// it names are asked again about the same facts, and have to give the same.
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
		check.Wrong("/content/result", "screening-result", "what the criteria say of the facts", therapy.ErrContradiction)
	}
	if err := check.Err(); err != nil {
		return Record{}, err
	}
	return Record{spec: s.Spec.clone(), result: s.Result}, nil
}

// follows reports whether the result is what its own criteria say of the facts. Criteria
// that said nothing are not in a result, and would still say nothing.
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

// MarshalJSON fails: a screening is stored with [Record.Store].
func (Record) MarshalJSON() ([]byte, error) {
	return nil, refused("screening.Record.Store and screening.LoadRecord")
}

// UnmarshalJSON fails: a screening is read with [LoadRecord].
func (*Record) UnmarshalJSON([]byte) error {
	return refused("screening.Record.Store and screening.LoadRecord")
}

func refused(calls string) error {
	return &therapy.FieldError{Rule: "json-refused", Hint: "use " + calls, Err: confidential.ErrSealed}
}

// Fields returns what is in the screening, for a view.
func (r Record) Fields() any { return storedRecord{r.Spec(), r.result.clone()} }
