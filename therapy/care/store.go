package care

import (
	"encoding/json"
	"errors"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// The formats in which records are stored. The number is raised when a reader of
// the old form could not read the new one.
const (
	planFormat    = "therapykit-plan/2"
	sessionFormat = "therapykit-session/2"
	episodeFormat = "therapykit-episode/2"
)

// Store writes the plan with its whole history as JSON. Every sealed text in it is
// encrypted with the primary key of the ring and bound to the plan, the revision and
// the field that it was written in ([confidential.DocumentWriter]); everything else,
// that is ids, names, statuses, numbers and times, stands in the clear. A text that
// occurs in several revisions is stored once.
//
// [LoadPlan] with the same ring gives back a plan that is the same in everything but
// the identity of its sealed texts: they are sealed anew.
//
// What somebody else than the record's keeper may see of a plan is not this form but
// a view of its [Plan.Spec], made by package confidential.
func (p Plan) Store(r confidential.Keyring) ([]byte, error) {
	return storeLedger(planFormat, "plan/"+string(p.ID()), p.ledger, r)
}

// LoadPlan reads what [Plan.Store] wrote. Each text is opened with the key whose id
// it names, so that old and new keys can stand beside each other in the ring. The history is not believed but gone
// through again: every revision has to be valid and able to follow the one before,
// as if it were made now, so that a stored plan that somebody has edited against
// the rules is refused.
func LoadPlan(data []byte, r confidential.Keyring) (Plan, error) {
	record, l, err := loadLedger[PlanSpec](planFormat, data, r)
	loaded := Plan{ledger: l}
	if err == nil && record != "plan/"+string(loaded.ID()) {
		return Plan{}, &therapy.FieldError{Path: "/record", Rule: "store-record", Hint: "the plan that the texts belong to", Err: therapy.ErrContradiction}
	}
	return loaded, err
}

// Store writes the session with its whole history as JSON, as [Plan.Store] does.
func (s Session) Store(r confidential.Keyring) ([]byte, error) {
	return storeLedger(sessionFormat, "session/"+string(s.ID()), s.ledger, r)
}

// LoadSession reads what [Session.Store] wrote, and checks it as [LoadPlan] does.
func LoadSession(data []byte, r confidential.Keyring) (Session, error) {
	record, l, err := loadLedger[SessionSpec](sessionFormat, data, r)
	loaded := Session{ledger: l}
	if err == nil && record != "session/"+string(loaded.ID()) {
		return Session{}, &therapy.FieldError{Path: "/record", Rule: "store-record", Hint: "the session that the texts belong to", Err: therapy.ErrContradiction}
	}
	return loaded, err
}

// Store writes the episode with its whole history as JSON, as [Plan.Store] does.
func (e Episode) Store(r confidential.Keyring) ([]byte, error) {
	return storeLedger(episodeFormat, "episode/"+string(e.ID()), e.ledger, r)
}

// LoadEpisode reads what [Episode.Store] wrote, and checks it as [LoadPlan] does.
func LoadEpisode(data []byte, r confidential.Keyring) (Episode, error) {
	record, l, err := loadLedger[EpisodeSpec](episodeFormat, data, r)
	loaded := Episode{ledger: l}
	if err == nil && record != "episode/"+string(loaded.ID()) {
		return Episode{}, &therapy.FieldError{Path: "/record", Rule: "store-record", Hint: "the episode that the texts belong to", Err: therapy.ErrContradiction}
	}
	return loaded, err
}

// plainJSON refuses to write or read a record as plain JSON, and names what to call.
func plainJSON(call string, kind error) error {
	return &therapy.FieldError{Rule: "record-plain-json", Hint: "use " + call, Err: kind}
}

// storedRevision is a revision as it is stored.
type storedRevision[S any] struct {
	RevisionSpec
	State S `json:"state"`
}

// storedLedger is a record with its history as it is stored; in the revisions a sealed
// text is a number, its place in the table of sealed texts.
type storedLedger struct {
	Format    string                    `json:"format"`
	Record    string                    `json:"record"`
	Sealed    []confidential.StoredText `json:"sealed,omitempty"`
	Revisions []json.RawMessage         `json:"revisions"`
}

func storeLedger[S any](format, record string, l ledger[S], r confidential.Keyring) ([]byte, error) {
	if len(l.entries) == 0 {
		return nil, &therapy.FieldError{Rule: "store-nothing", Hint: "a record made by its constructor", Err: therapy.ErrRequired}
	}
	w := confidential.NewDocumentWriter(record)
	doc := storedLedger{Format: format, Record: record}
	for _, e := range l.entries {
		revision, err := w.JSON(e.revision.Number, "/revision", storedRevision[S]{e.revision.RevisionSpec, *e.state})
		if err != nil {
			return nil, err
		}
		doc.Revisions = append(doc.Revisions, revision)
	}
	var err error
	if doc.Sealed, err = w.Sealed(r); err != nil {
		return nil, err
	}
	return json.Marshal(doc)
}

func loadLedger[S any, P record[S]](format string, data []byte, r confidential.Keyring) (string, ledger[S], error) {
	var doc storedLedger
	if err := therapy.UnmarshalStrict(data, &doc); err != nil {
		return "", ledger[S]{}, err
	}
	var c therapy.Check
	if doc.Format != format {
		c.Wrong("/format", "store-format", format, therapy.ErrUnknown)
	}
	if len(doc.Revisions) == 0 {
		c.Wrong("/revisions", "store-revisions", "at least one revision", therapy.ErrRequired)
	}
	reader := confidential.NewDocumentReader(doc.Record, r, doc.Sealed)
	revisions := make([]storedRevision[S], len(doc.Revisions))
	for i, revision := range doc.Revisions {
		c.Part("/revisions/"+strconv.Itoa(i), reader.JSON(i+1, "/revision", revision, &revisions[i]))
	}
	if !c.Failed() {
		c.Part("", reader.Done())
	}
	if err := c.Err(); err != nil {
		return "", ledger[S]{}, err
	}
	l, err := replay[S, P](revisions)
	return doc.Record, l, err
}

// replay makes the ledger anew from its revisions.
func replay[S any, P record[S]](revisions []storedRevision[S]) (ledger[S], error) {
	first := &revisions[0]
	l, err := begin[S, P](&first.State, first.RevisionSpec, true)
	if err = errors.Join(therapy.At("/revisions/0", first.Validate()), therapy.At("/revisions/0/state", err)); err != nil {
		return ledger[S]{}, err
	}
	for i := 1; i < len(revisions); i++ {
		next := &revisions[i]
		l, err = amend[S, P](l, next.RevisionSpec, func(s *S) { *s = next.State }, true)
		if err != nil {
			return ledger[S]{}, therapy.At("/revisions/"+strconv.Itoa(i), err)
		}
	}
	return l, nil
}
