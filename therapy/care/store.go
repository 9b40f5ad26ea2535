package care

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// The formats in which records are stored. The number is raised when a reader of
// the old form could not read the new one; see [loadLedger] for the old ones.
const (
	planFormat    = "therapykit-plan/3"
	sessionFormat = "therapykit-session/3"
	episodeFormat = "therapykit-episode/3"
)

// Store writes the plan with its whole history as JSON. It encrypts every sealed text with
// the primary key of the ring and binds it to the plan, the revision and the field that it
// was written in ([confidential.DocumentWriter]). Everything else (ids, names, statuses,
// numbers and times) is not encrypted. A text that occurs in several revisions is stored
// once. The first revision is stored as a full state and the others as their changes, with
// another full state whenever the changes since the last one have become as long as it. So
// the size grows in proportion to the changes, not to their square.
//
// [LoadPlan] with the same ring returns a plan that is equal except for the identity of its
// sealed texts: they are sealed again.
//
// Do not show this form to other people than the keeper of the record: make a view of the
// Plan.Spec for them, with package confidential.
func (p Plan) Store(r confidential.Keyring) ([]byte, error) {
	return storeLedger(planFormat, "plan/"+string(p.ID()), p.ledger, r)
}

// LoadPlan reads a plan that [Plan.Store] wrote. Each text names the id of its key, so the
// ring can hold old and new keys at the same time. LoadPlan checks the history again: every
// revision must be valid and an allowed change of the one before, as if it were made now. So
// it refuses a stored plan that was edited against the rules. It also reads the formats of
// older versions.
func LoadPlan(data []byte, r confidential.Keyring) (Plan, error) {
	l, err := loadLedger(planFormat, data, r, func(s *PlanSpec) string { return "plan/" + string(s.ID) })
	return Plan{ledger: l}, err
}

// Store writes the session with its whole history as JSON, as [Plan.Store] does.
func (s Session) Store(r confidential.Keyring) ([]byte, error) {
	return storeLedger(sessionFormat, "session/"+string(s.ID()), s.ledger, r)
}

// LoadSession reads a session that [Session.Store] wrote, and checks it as [LoadPlan] does.
func LoadSession(data []byte, r confidential.Keyring) (Session, error) {
	l, err := loadLedger(sessionFormat, data, r, func(s *SessionSpec) string { return "session/" + string(s.ID) })
	return Session{ledger: l}, err
}

// Store writes the episode with its whole history as JSON, as [Plan.Store] does.
func (e Episode) Store(r confidential.Keyring) ([]byte, error) {
	return storeLedger(episodeFormat, "episode/"+string(e.ID()), e.ledger, r)
}

// LoadEpisode reads an episode that [Episode.Store] wrote, and checks it as [LoadPlan] does.
func LoadEpisode(data []byte, r confidential.Keyring) (Episode, error) {
	l, err := loadLedger(episodeFormat, data, r, func(s *EpisodeSpec) string { return "episode/" + string(s.ID) })
	return Episode{ledger: l}, err
}

// plainJSON is the error for writing or reading a record as plain JSON. It names the function
// to call instead.
func plainJSON(call string, kind error) error {
	return &therapy.FieldError{Rule: "record-plain-json", Hint: "use " + call, Err: kind}
}

// storedLedger is the stored form of a record with its history. In the revisions a sealed
// text is a number: its index in the table of sealed texts. Trusted is how many of the first
// revisions came from an older format.
type storedLedger struct {
	Format    string                    `json:"format"`
	Record    string                    `json:"record"`
	Trusted   int                       `json:"trusted,omitempty"`
	Sealed    []confidential.StoredText `json:"sealed,omitempty"`
	Revisions []json.RawMessage         `json:"revisions"`
}

// storedRevision is the stored form of a revision: with the full state after it, or with what
// it changed.
type storedRevision struct {
	RevisionSpec
	State  json.RawMessage `json:"state,omitempty"`
	Change json.RawMessage `json:"change,omitempty"`
}

// The paths of the parts of a revision, for the places to which texts are bound.
const (
	revisionPath = "/revision"
	statePath    = "/revision/state"
)

func storeLedger[S any](format, record string, l ledger[S], r confidential.Keyring) ([]byte, error) {
	if len(l.entries) == 0 {
		return nil, &therapy.FieldError{Rule: "store-nothing", Hint: "a record made by its constructor", Err: therapy.ErrRequired}
	}
	w := confidential.NewDocumentWriter(record)
	doc := storedLedger{Format: format, Record: record, Trusted: l.trusted, Revisions: make([]json.RawMessage, 0, len(l.entries))}
	full, since := 0, 0 // bytes of the last full state, and of the changes after it
	for i, e := range l.entries {
		text, err := w.JSON(e.revision.Number, revisionPath, e.revision.RevisionSpec)
		if err != nil {
			return nil, err
		}
		var name string
		var part json.RawMessage
		if i == 0 || since >= full {
			name, since = "state", 0
			part, err = w.JSON(e.revision.Number, statePath, *e.state)
			full = len(part)
		} else {
			name = "change"
			d := changeWriter{document: w, revision: e.revision.Number}
			part, err = d.structure(statePath, reflect.ValueOf(*l.entries[i-1].state), reflect.ValueOf(*e.state))
			since += len(part)
		}
		if err != nil {
			return nil, err
		}
		text = append(text[:len(text)-1], `,"`+name+`":`...)
		doc.Revisions = append(doc.Revisions, append(append(text, part...), '}'))
	}
	var err error
	if doc.Sealed, err = w.Sealed(r); err != nil {
		return nil, err
	}
	return json.Marshal(doc)
}

// maxDocument is the maximum size of a document to read, in bytes.
const maxDocument = 64 << 20

// loadLedger reads a stored record. It also reads older formats: the second, in which every
// revision has its full state, and the first, in which texts are not bound to their place.
// When these were written, new entries had fewer checks, and the newer checks are not applied
// to them.
func loadLedger[S any, P record[S]](format string, data []byte, r confidential.Keyring, name func(*S) string) (ledger[S], error) {
	if len(data) > maxDocument {
		return ledger[S]{}, &therapy.FieldError{Rule: "store-size", Hint: "at most 64 MiB", Err: therapy.ErrRange}
	}
	kind := strings.TrimSuffix(format, "3")
	var head struct {
		Format string `json:"format"`
	}
	if json.Unmarshal(data, &head) == nil && head.Format == kind+"1" {
		return loadFirst[S, P](data, r)
	}
	var doc storedLedger
	if err := therapy.UnmarshalStrict(data, &doc); err != nil {
		return ledger[S]{}, err
	}
	var c therapy.Check
	if doc.Format != format && doc.Format != kind+"2" {
		c.Wrong("/format", "store-format", format, therapy.ErrUnknown)
	}
	if len(doc.Revisions) == 0 {
		c.Wrong("/revisions", "store-revisions", "at least one revision", therapy.ErrRequired)
	}
	if err := c.Err(); err != nil {
		return ledger[S]{}, err
	}
	reader := confidential.NewDocumentReader(doc.Record, r, doc.Sealed)
	if doc.Format != format {
		doc.Trusted = len(doc.Revisions)
	}
	replay := replayer[S, P]{reader: reader, trusted: doc.Trusted, budget: replayBudget(len(data))}
	for i, text := range doc.Revisions {
		if err := replay.revision(i+1, text); err != nil {
			return ledger[S]{}, therapy.At(at("/revisions", i), err)
		}
	}
	if err := reader.Done(); err != nil {
		return ledger[S]{}, err
	}
	if name(replay.l.now()) != doc.Record {
		c.Wrong("/record", "store-record", "the record that the texts belong to", therapy.ErrContradiction)
		return ledger[S]{}, c.Err()
	}
	return replay.l, nil
}

// replayBudget limits how many list elements may be copied and checked again while reading a
// history of the given size, so that the time is proportional to the size: a record of fifty
// parts may have six thousand revisions, and one of a single part more.
func replayBudget(bytes int) int { return 300_000 + bytes/16 }

// replayer rebuilds a ledger from its revisions.
type replayer[S any, P record[S]] struct {
	reader  *confidential.DocumentReader
	trusted int
	budget  int
	l       ledger[S]
}

// revision reads one revision and adds it. It shares unchanged parts with the one before.
func (p *replayer[S, P]) revision(number int, text []byte) error {
	var stored storedRevision
	if err := p.reader.JSON(number, revisionPath, text, &stored); err != nil {
		return err
	}
	var c therapy.Check
	last := p.l.now()
	state := new(S)
	switch {
	case len(stored.State) > 0 && len(stored.Change) == 0:
		c.Part("/state", p.reader.JSON(number, statePath, stored.State, state))
	case len(stored.Change) > 0 && len(stored.State) == 0 && last != nil:
		*state = *last
		d := changeReader{reader: p.reader, revision: number, budget: &p.budget}
		c.Part("/change", d.structure(statePath, "", reflect.ValueOf(state).Elem(), stored.Change))
	default:
		c.Wrong("", "store-revision", "a full state, or a change of the previous state", therapy.ErrRequired)
	}
	if err := c.Err(); err != nil {
		return err
	}
	return p.add(stored.RevisionSpec, state)
}

// add checks a state and its revision and adds them to the ledger.
func (p *replayer[S, P]) add(rev RevisionSpec, state *S) error {
	var c therapy.Check
	last := p.l.now()
	trusting := len(p.l.entries) < p.trusted
	if last == nil {
		c.Part("", rev.Validate())
	} else {
		c.Part("", p.l.next(rev))
	}
	now := reflect.ValueOf(*state)
	for i, field := range fieldsOf(now.Type()) {
		if list := now.Field(i); field.rule == "kept" || list.Type() == reflect.TypeFor[[]Step]() {
			p.budget -= list.Len()
		}
	}
	if p.budget < 0 {
		return &therapy.FieldError{Rule: "store-work", Hint: "a shorter history", Err: therapy.ErrRange}
	}
	valid := P(state).validate(last)
	if trusting {
		valid = withoutNewerRules(valid)
	}
	c.Part("/state", valid)
	c.Part("/state", P(state).follows(last, rev, trusting))
	var before reflect.Value
	if last != nil {
		before = reflect.ValueOf(*last)
	}
	if !trusting && !inOrder(before, now) {
		c.Wrong("/state", "store-order", "observations in the order of time", therapy.ErrContradiction)
	}
	if err := c.Err(); err != nil {
		return err
	}
	P(state).canonical()
	rev.At = instant(rev.At)
	if trusting {
		p.l.trusted++
	}
	p.l.entries = append(p.l.entries, entry[S]{Revision{Number: len(p.l.entries) + 1, RevisionSpec: rev}, state})
	return nil
}

var observationsType = reflect.TypeFor[[]Observation]()

// inOrder reports whether all observations that v does not share with before are in order, so
// that sorting writes to no memory that revisions share.
func inOrder(before, v reflect.Value) bool {
	switch {
	case v.Type() == observationsType:
		list, _ := reflect.TypeAssert[[]Observation](v)
		return slices.IsSortedFunc(list[max(0, sharedLen(before, v)-1):], Observation.compare)
	case v.Kind() == reflect.Struct && v.Type() != sealedType && v.Type() != scheduleType && v.Type() != timeType:
		for i := range v.NumField() {
			was := reflect.Value{}
			if before.IsValid() {
				was = before.Field(i)
			}
			if !inOrder(was, v.Field(i)) {
				return false
			}
		}
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Struct && hasObservations(v.Type().Elem()):
		for i := range v.Len() {
			was := reflect.Value{}
			if before.IsValid() && i < before.Len() {
				was = before.Index(i)
			}
			if !inOrder(was, v.Index(i)) {
				return false
			}
		}
	}
	return true
}

func hasObservations(t reflect.Type) bool {
	for f := range t.Fields() {
		if f.Type == observationsType {
			return true
		}
	}
	return false
}
