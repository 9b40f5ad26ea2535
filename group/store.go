package group

import (
	"encoding/json"
	"strconv"

	"github.com/therapykit/therapykit/group/note"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// The formats in which records are stored. The number is raised when a reader of
// the old form could not read the new one.
const (
	rosterFormat    = "therapykit-roster/1"
	agreementFormat = "therapykit-agreement/1"
	sessionFormat   = "therapykit-group-session/1"
)

// refused is the error of a record that was about to be written as plain JSON.
func refused(calls string) error {
	return &therapy.FieldError{Rule: "json-refused", Hint: "use " + calls, Err: confidential.ErrSealed}
}

// storedRoster is a roster as it is stored and viewed.
type storedRoster struct {
	Group Spec `json:"group"`
	RosterSpec
}

// Store writes the roster with its group as JSON. [LoadRoster] reads it. Ids, dates and
// reasons are not encrypted, although membership of a therapy group is itself confidential:
// protect the stored document like other records.
func (r Roster) Store(ring confidential.Keyring) ([]byte, error) {
	if r.group.IsZero() {
		return nil, fail("", "store-nothing", "a roster made by NewRoster", therapy.ErrRequired)
	}
	return confidential.StoreDocument(rosterFormat, "roster/"+string(r.group.ID()), 0, ring, storedRoster{r.group.spec, r.spec})
}

// LoadRoster reads a roster that [Roster.Store] wrote, and checks the group and the lists as
// [New] and [NewRoster] do.
func LoadRoster(data []byte, ring confidential.Keyring) (Roster, error) {
	var s storedRoster
	record, _, err := confidential.LoadDocument(rosterFormat, ring, data, &s)
	if err != nil {
		return Roster{}, err
	}
	if err := sameRecord(record, "roster/", s.Group.ID); err != nil {
		return Roster{}, err
	}
	g, err := New(s.Group)
	if err != nil {
		return Roster{}, therapy.At("/content/group", err)
	}
	r, err := NewRoster(g, s.RosterSpec)
	return r, therapy.At("/content", err)
}

// sameRecord checks that the name of a document is the name of its content.
func sameRecord[ID ~string](record, kind string, id ID) error {
	if record != kind+string(id) {
		return fail("/record", "store-record", "the record that the document is of", therapy.ErrContradiction)
	}
	return nil
}

// MarshalJSON always returns an error: store the roster with [Roster.Store].
func (Roster) MarshalJSON() ([]byte, error) {
	return nil, refused("group.Roster.Store and group.LoadRoster")
}

// UnmarshalJSON always returns an error: read the roster with [LoadRoster].
func (*Roster) UnmarshalJSON([]byte) error {
	return refused("group.Roster.Store and group.LoadRoster")
}

// Fields returns the content of the roster, for a view ([confidential.View]).
func (r Roster) Fields() any { return storedRoster{r.group.Spec(), r.Spec()} }

// Label returns the label of the whole roster, which is about a group.
func (r Roster) Label() confidential.Label { return groupLabel(confidential.Attendance, r.group.ID()) }

func groupLabel(kind confidential.Kind, id care.GroupID) confidential.Label {
	label := confidential.LabelFor(kind, confidential.PersonID{})
	label.Case, label.Setting = confidential.CaseID(id), confidential.GroupSetting
	return label
}

// Store writes the agreement as JSON. [LoadAgreement] reads it.
func (a Agreement) Store(ring confidential.Keyring) ([]byte, error) {
	if a.spec.Group == "" {
		return nil, fail("", "store-nothing", "an agreement made by NewAgreement", therapy.ErrRequired)
	}
	return confidential.StoreDocument(agreementFormat, "agreement/"+string(a.spec.Group), 0, ring, a.spec)
}

// LoadAgreement reads an agreement that [Agreement.Store] wrote, and checks it as
// [NewAgreement] does.
func LoadAgreement(data []byte, ring confidential.Keyring) (Agreement, error) {
	var s AgreementSpec
	record, _, err := confidential.LoadDocument(agreementFormat, ring, data, &s)
	if err != nil {
		return Agreement{}, err
	}
	if err := sameRecord(record, "agreement/", s.Group); err != nil {
		return Agreement{}, err
	}
	a, err := NewAgreement(s)
	return a, therapy.At("/content", err)
}

// MarshalJSON always returns an error: store the agreement with [Agreement.Store].
func (Agreement) MarshalJSON() ([]byte, error) {
	return nil, refused("group.Agreement.Store and group.LoadAgreement")
}

// UnmarshalJSON always returns an error: read the agreement with [LoadAgreement].
func (*Agreement) UnmarshalJSON([]byte) error {
	return refused("group.Agreement.Store and group.LoadAgreement")
}

// Fields returns the content of the agreement, for a view.
func (a Agreement) Fields() any { return a.Spec() }

// Label returns the label of the whole agreement, which is about a group.
func (a Agreement) Label() confidential.Label {
	return groupLabel(confidential.TreatmentPlan, a.spec.Group)
}

// storedSession is a session as it is stored. The meeting is a document of its own, with
// its own texts; in the revisions a sealed text is a number, its place in the table.
type storedSession struct {
	Format    string                    `json:"format"`
	Record    string                    `json:"record"`
	Sealed    []confidential.StoredText `json:"sealed,omitempty"`
	Meeting   json.RawMessage           `json:"meeting"`
	Revisions []json.RawMessage         `json:"revisions"`
}

// storedEntry is one revision of what the group adds to a meeting. It stores Shared as the
// number of the meeting's revision whose note was cleared, and for whom.
type storedEntry struct {
	care.RevisionSpec
	MeetingRevision int                     `json:"meetingRevision"`
	On              therapy.Date            `json:"on"`
	ClearedFor      []confidential.PersonID `json:"clearedFor,omitempty"`
	Agenda          []AgendaItem            `json:"agenda,omitempty"`
	Parts           []Part                  `json:"parts,omitempty"`
	Observations    []ProcessObservation    `json:"observations,omitempty"`
	Climate         Climate                 `json:"climate,omitzero"`
	Incidents       []Incident              `json:"incidents,omitempty"`
}

// Store writes the session as JSON, with its meeting and the whole history of both. Sealed
// texts are encrypted as [care.Session.Store] does.
func (s Session) Store(ring confidential.Keyring) ([]byte, error) {
	if s.IsZero() {
		return nil, fail("", "store-nothing", "a session made by NewSession", therapy.ErrRequired)
	}
	meeting, err := s.meeting.Store(ring)
	if err != nil {
		return nil, err
	}
	doc := storedSession{Format: sessionFormat, Record: "group-session/" + string(s.meeting.ID()), Meeting: meeting}
	w := confidential.NewDocumentWriter(doc.Record)
	for _, e := range s.entries {
		entry := storedEntry{
			RevisionSpec: e.revision.RevisionSpec, MeetingRevision: e.meeting, On: e.spec.On, Agenda: e.spec.Agenda, Parts: e.spec.Parts,
			Observations: e.spec.Observations, Climate: e.spec.Climate, Incidents: e.spec.Incidents,
		}
		for id := range e.spec.Shared.Members() {
			entry.ClearedFor = append(entry.ClearedFor, id)
		}
		text, err := w.JSON(e.revision.Number, "/revision", entry)
		if err != nil {
			return nil, err
		}
		doc.Revisions = append(doc.Revisions, text)
	}
	if doc.Sealed, err = w.Sealed(ring); err != nil {
		return nil, err
	}
	return json.Marshal(doc)
}

// LoadSession reads a session that [Session.Store] wrote. It checks the history again: every
// revision has to be valid by itself and an allowed change of the one before. It does not
// check the session against a roster, since memberships may have been corrected later.
func LoadSession(data []byte, ring confidential.Keyring) (Session, error) {
	var doc storedSession
	if err := therapy.UnmarshalStrict(data, &doc); err != nil {
		return Session{}, err
	}
	var c therapy.Check
	if doc.Format != sessionFormat {
		c.Wrong("/format", "store-format", sessionFormat, therapy.ErrUnknown)
	}
	if len(doc.Revisions) == 0 {
		c.Wrong("/revisions", "store-revisions", "at least one revision", therapy.ErrRequired)
	}
	meeting, err := care.LoadSession(doc.Meeting, ring)
	c.Part("/meeting", err)
	if err == nil {
		c.Part("", sameRecord(doc.Record, "group-session/", meeting.ID()))
	}
	reader := confidential.NewDocumentReader(doc.Record, ring, doc.Sealed)
	entries := make([]storedEntry, len(doc.Revisions))
	for i, text := range doc.Revisions {
		c.Part("/revisions/"+strconv.Itoa(i), reader.JSON(i+1, "/revision", text, &entries[i]))
	}
	if !c.Failed() {
		c.Part("", reader.Done())
	}
	if c.Failed() {
		return Session{}, c.Err()
	}
	var s Session
	for i, e := range entries {
		if s, err = s.replay(e, meeting); err != nil {
			return Session{}, therapy.At("/revisions/"+strconv.Itoa(i), err)
		}
	}
	s.meeting = meeting
	return s, nil
}

// replay adds a stored revision to the session.
func (s Session) replay(e storedEntry, meeting care.Session) (Session, error) {
	spec := SessionSpec{On: e.On, Agenda: e.Agenda, Parts: e.Parts, Observations: e.Observations, Climate: e.Climate, Incidents: e.Incidents}
	then, ok := meeting.AsOf(e.MeetingRevision)
	if !ok {
		return Session{}, fail("/meetingRevision", "session-identity", "a revision of the meeting", therapy.ErrReference)
	}
	spec.Meeting = then
	if len(e.ClearedFor) > 0 {
		spec.Shared = note.Stored(then.Shared().Text, e.ClearedFor)
	}
	var c therapy.Check
	c.Part("", e.RevisionSpec.Validate())
	c.Part("", spec.Validate())
	if !s.IsZero() {
		if e.At.Before(s.Revision().At) {
			c.Wrong("/at", "revision-before-previous", "not before the revision it follows", therapy.ErrConflict)
		}
		c.Part("", spec.follows(s.Spec()))
	}
	if err := c.Err(); err != nil {
		return Session{}, err
	}
	return s.with(care.Revision{Number: s.Revision().Number + 1, RevisionSpec: e.RevisionSpec}, spec), nil
}

// MarshalJSON always returns an error: store the session with [Session.Store].
func (Session) MarshalJSON() ([]byte, error) {
	return nil, refused("group.Session.Store and group.LoadSession")
}

// UnmarshalJSON always returns an error: read the session with [LoadSession].
func (*Session) UnmarshalJSON([]byte) error {
	return refused("group.Session.Store and group.LoadSession")
}

// Fields returns the content of the session, for a view.
func (s Session) Fields() any { return s.Spec() }

// Label returns the strictest label of everything in the session; it is about a group and the
// people who were present.
func (s Session) Label() confidential.Label {
	label := s.meeting.Label()
	label.Case = confidential.CaseID(s.meeting.Group())
	if label.Setting < confidential.GroupSetting {
		label.Setting = confidential.GroupSetting
	}
	for _, e := range s.entries {
		for _, o := range e.spec.Observations {
			label = label.Raise(o.Note.Label())
		}
		for _, incident := range e.spec.Incidents {
			label = label.Raise(incident.Note.Label())
		}
	}
	return label
}
