package therapy

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

// storedLedger is a record as it is stored. Inside State, and for the note of a
// revision, a sealed text is a number: its place in Sealed, counted from zero.
type storedLedger[S any] struct {
	Format    string                  `json:"format"`
	Sealed    []confidential.Envelope `json:"sealed,omitempty"`
	Revisions []storedRevision[S]     `json:"revisions"`
}

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
		return nil, &FieldError{Rule: "store-nothing", Hint: "a record made by its constructor", Err: ErrRequired}
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
	// The table of sealed texts is needed before the numbers that refer to it, and
	// JSON promises no order, so it is read first and by itself.
	root, err := parseJSON(data)
	if err != nil {
		return ledger[S]{}, err
	}
	table, err := loadSealed(data, root, keys)
	if err != nil {
		return ledger[S]{}, err
	}
	var stored storedLedger[S]
	d := strictDecoder{data: data, fields: map[reflect.Type]strictFields{}, sealed: table}
	d.value("", root, reflect.ValueOf(&stored).Elem())
	if stored.Format != format {
		d.wrong("/format", "store-format", format, ErrUnknown)
	}
	if len(stored.Revisions) == 0 {
		d.wrong("/revisions", "store-revisions", "a record has at least one", ErrRequired)
	}
	if err := errors.Join(d.errs...); err != nil {
		return ledger[S]{}, err
	}
	return replay[S, P](stored.Revisions)
}

// replay makes the ledger anew from its revisions.
func replay[S any, P record[S]](revisions []storedRevision[S]) (ledger[S], error) {
	first := &revisions[0]
	l, err := begin[S, P](&first.State, first.RevisionSpec)
	if err = errors.Join(At("/revisions/0", first.Validate()), At("/revisions/0/state", err)); err != nil {
		return ledger[S]{}, err
	}
	for i := 1; i < len(revisions); i++ {
		next := &revisions[i]
		l, err = amend[S, P](l, next.RevisionSpec, func(s *S) { *s = next.State })
		if err != nil {
			return ledger[S]{}, At("/revisions/"+strconv.Itoa(i), err)
		}
	}
	return l, nil
}

func loadSealed(data []byte, root *jsonNode, keys []confidential.Key) ([]confidential.Value[string], error) {
	table := []confidential.Value[string]{}
	for i, name := range root.names {
		if root.kind != jsonObject || name != "sealed" || root.parts[i].kind != jsonArray {
			continue
		}
		var errs []error
		for j, part := range root.parts[i].parts {
			var envelope confidential.Envelope
			err := UnmarshalStrict(data[part.start:part.end], &envelope)
			text := confidential.Value[string]{}
			if k := slices.IndexFunc(keys, func(k confidential.Key) bool { return k.ID == envelope.Key }); err == nil && k >= 0 {
				text, err = confidential.Load[string](keys[k], envelope)
			}
			if err != nil || text.IsZero() {
				errs = append(errs, &FieldError{Path: "/sealed/" + strconv.Itoa(j), Rule: "store-open", Hint: "the key it was stored with, and nothing changed", Err: confidential.ErrOpen})
			}
			table = append(table, text)
		}
		return table, errors.Join(errs...)
	}
	return table, nil
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
		w.err = &FieldError{Rule: "store-value", Err: ErrRange}
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
