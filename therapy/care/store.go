package care

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// The formats in which records are stored. The number is raised when a reader of
// the old form could not read the new one.
const (
	planFormat    = "therapykit-plan/1"
	sessionFormat = "therapykit-session/1"
	episodeFormat = "therapykit-episode/1"
)

// Store writes the plan with its whole history as JSON. Every sealed text in it is
// encrypted with the key k, as [confidential.Value.Store] does, with nonces from
// random; everything else, that is ids, names, statuses, numbers and times, stands
// in the clear. A text that occurs in several revisions is stored once.
//
// [LoadPlan] with the same key gives back a plan that is the same in everything but
// the identity of its sealed texts: they are sealed anew.
//
// What somebody else than the record's keeper may see of a plan is not this form but
// a view of its [Plan.Spec], made by package confidential.
func (p Plan) Store(k confidential.Key, random io.Reader) ([]byte, error) {
	return storeLedger(planFormat, p.ledger, k, random)
}

// LoadPlan reads what [Plan.Store] wrote. Each text is opened with the key whose id
// it names, so that old and new keys can stand beside each other. The history is not believed but gone
// through again: every revision has to be valid and able to follow the one before,
// as if it were made now, so that a stored plan that somebody has edited against
// the rules is refused.
func LoadPlan(data []byte, keys ...confidential.Key) (Plan, error) {
	l, err := loadLedger[PlanSpec](planFormat, data, keys)
	return Plan{ledger: l}, err
}

// Store writes the session with its whole history as JSON, as [Plan.Store] does.
func (s Session) Store(k confidential.Key, random io.Reader) ([]byte, error) {
	return storeLedger(sessionFormat, s.ledger, k, random)
}

// LoadSession reads what [Session.Store] wrote, and checks it as [LoadPlan] does.
func LoadSession(data []byte, keys ...confidential.Key) (Session, error) {
	l, err := loadLedger[SessionSpec](sessionFormat, data, keys)
	return Session{ledger: l}, err
}

// Store writes the episode with its whole history as JSON, as [Plan.Store] does.
func (e Episode) Store(k confidential.Key, random io.Reader) ([]byte, error) {
	return storeLedger(episodeFormat, e.ledger, k, random)
}

// LoadEpisode reads what [Episode.Store] wrote, and checks it as [LoadPlan] does.
func LoadEpisode(data []byte, keys ...confidential.Key) (Episode, error) {
	l, err := loadLedger[EpisodeSpec](episodeFormat, data, keys)
	return Episode{ledger: l}, err
}

// storedRevision is a revision as it is stored. Inside State, and for the note of the
// revision, a sealed text is a number: its place in the table of sealed texts, counted
// from zero.
type storedRevision[S any] struct {
	RevisionSpec
	State S `json:"state"`
}

// sealedIndex collects sealed texts while a record is written: what is written in
// their stead is their number.
type sealedIndex struct {
	numbers map[confidential.Value[string]]int
	order   []confidential.Value[string]
}

func (x *sealedIndex) number(text confidential.Value[string]) int {
	n, known := x.numbers[text]
	if !known {
		n = len(x.order)
		x.numbers[text] = n
		x.order = append(x.order, text)
	}
	return n
}

func storeLedger[S any](format string, l ledger[S], k confidential.Key, random io.Reader) ([]byte, error) {
	if len(l.entries) == 0 {
		return nil, &therapy.FieldError{Rule: "store-nothing", Hint: "a record made by its constructor", Err: therapy.ErrRequired}
	}
	w := recordWriter{sealed: sealedIndex{numbers: map[confidential.Value[string]]int{}}}
	revisions := make([]storedRevision[S], len(l.entries))
	for i, e := range l.entries {
		revisions[i] = storedRevision[S]{e.revision.RevisionSpec, *e.state}
	}
	w.value(reflect.ValueOf(revisions))
	if w.err != nil {
		return nil, w.err
	}
	envelopes := make([]confidential.Envelope, len(w.sealed.order))
	for i, text := range w.sealed.order {
		var err error
		if envelopes[i], err = text.Store(k, random); err != nil {
			return nil, err
		}
	}
	return json.Marshal(struct {
		Format    string                  `json:"format"`
		Sealed    []confidential.Envelope `json:"sealed,omitempty"`
		Revisions json.RawMessage         `json:"revisions"`
	}{format, envelopes, w.b.Bytes()})
}

func loadLedger[S any, P record[S]](format string, data []byte, keys []confidential.Key) (ledger[S], error) {
	// The numbers in the revisions refer to the table of sealed texts, and JSON promises no
	// order of members, so the revisions are read when the table is known.
	var stored struct {
		Format    string                  `json:"format"`
		Sealed    []confidential.Envelope `json:"sealed"`
		Revisions json.RawMessage         `json:"revisions"`
	}
	if err := therapy.UnmarshalStrict(data, &stored); err != nil {
		return ledger[S]{}, err
	}
	table, err := loadSealed(stored.Sealed, keys)
	if stored.Format != format {
		err = errors.Join(err, &therapy.FieldError{Path: "/format", Rule: "store-format", Hint: format, Err: therapy.ErrUnknown})
	}
	var revisions []storedRevision[S]
	if len(stored.Revisions) > 0 {
		err = errors.Join(err, therapy.At("/revisions", therapy.UnmarshalStrict(stored.Revisions, &revisions, table.reading())))
	}
	if err == nil && len(revisions) == 0 {
		err = &therapy.FieldError{Path: "/revisions", Rule: "store-revisions", Hint: "at least one revision", Err: therapy.ErrRequired}
	}
	if err != nil {
		return ledger[S]{}, err
	}
	return replay[S, P](revisions)
}

// replay makes the ledger anew from its revisions.
func replay[S any, P record[S]](revisions []storedRevision[S]) (ledger[S], error) {
	first := &revisions[0]
	l, err := begin[S, P](&first.State, first.RevisionSpec)
	if err = errors.Join(therapy.At("/revisions/0", first.Validate()), therapy.At("/revisions/0/state", err)); err != nil {
		return ledger[S]{}, err
	}
	for i := 1; i < len(revisions); i++ {
		next := &revisions[i]
		l, err = amend[S, P](l, next.RevisionSpec, func(s *S) { *s = next.State })
		if err != nil {
			return ledger[S]{}, therapy.At("/revisions/"+strconv.Itoa(i), err)
		}
	}
	return l, nil
}

// sealedTable holds the sealed texts of a stored record, in the order of their numbers.
type sealedTable []confidential.Value[string]

func loadSealed(envelopes []confidential.Envelope, keys []confidential.Key) (sealedTable, error) {
	table := make(sealedTable, len(envelopes))
	var errs []error
	for i, envelope := range envelopes {
		var err error
		if k := slices.IndexFunc(keys, func(k confidential.Key) bool { return k.ID == envelope.Key }); k >= 0 {
			table[i], err = confidential.Load[string](keys[k], envelope)
		}
		if err != nil || table[i].IsZero() {
			errs = append(errs, &therapy.FieldError{Path: "/sealed/" + strconv.Itoa(i), Rule: "store-open", Hint: "the key it was stored with, and nothing changed", Err: confidential.ErrOpen})
		}
	}
	return table, errors.Join(errs...)
}

// reading reads the number by which a stored record refers to a sealed text.
func (t sealedTable) reading() therapy.Reading {
	return therapy.Reading{Type: sealedType, Read: func(text []byte, v reflect.Value) error {
		if string(text) == "null" {
			return nil
		}
		i, err := strconv.ParseUint(string(text), 10, 31)
		switch {
		case err != nil:
			return &therapy.FieldError{Rule: "json-type", Hint: "the number of a sealed text", Err: therapy.ErrSyntax}
		case i >= uint64(len(t)):
			return &therapy.FieldError{Rule: "store-sealed", Hint: "the number of a sealed text", Err: therapy.ErrReference}
		}
		v.Set(reflect.ValueOf(t[i]))
		return nil
	}}
}

// recordWriter writes a value as encoding/json does, by the same tags and methods,
// except that it puts numbers in the place of sealed texts.
type recordWriter struct {
	b      bytes.Buffer
	sealed sealedIndex
	err    error
}

func (w *recordWriter) value(v reflect.Value) {
	if w.err != nil {
		return
	}
	if v.Type() == sealedType {
		if text, _ := reflect.TypeAssert[confidential.Value[string]](v); text.IsZero() {
			w.b.WriteString("null")
		} else {
			w.b.WriteString(strconv.Itoa(w.sealed.number(text)))
		}
		return
	}
	switch v.Interface().(type) {
	case json.Marshaler, encoding.TextMarshaler:
		w.plain(v)
		return
	}
	switch v.Kind() { //nolint:exhaustive // the other kinds are in the default
	case reflect.Struct:
		w.b.WriteByte('{')
		w.fields(v, true)
		w.b.WriteByte('}')
	case reflect.Slice:
		w.b.WriteByte('[')
		for i := range v.Len() {
			if i > 0 {
				w.b.WriteByte(',')
			}
			w.value(v.Index(i))
		}
		w.b.WriteByte(']')
	default:
		w.plain(v)
	}
}

func (w *recordWriter) plain(v reflect.Value) {
	text, err := json.Marshal(v.Interface())
	if err != nil {
		w.err = &therapy.FieldError{Rule: "store-value", Err: therapy.ErrRange}
		return
	}
	w.b.Write(text)
}

// fields writes the members of a struct and returns whether the next one would be
// the first.
func (w *recordWriter) fields(v reflect.Value, first bool) bool {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if f.Anonymous {
			first = w.fields(v.Field(i), first)
			continue
		}
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if !f.IsExported() || options != "" && omitted(v.Field(i)) {
			continue
		}
		if !first {
			w.b.WriteByte(',')
		}
		first = false
		w.b.WriteString(strconv.Quote(name))
		w.b.WriteByte(':')
		w.value(v.Field(i))
	}
	return first
}

// omitted reports whether a field with omitempty or omitzero is left out.
func omitted(v reflect.Value) bool {
	if v.Kind() == reflect.Slice {
		return v.Len() == 0
	}
	if z, ok := reflect.TypeAssert[interface{ IsZero() bool }](v); ok {
		return z.IsZero()
	}
	return v.IsZero()
}
