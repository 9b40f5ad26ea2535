package confidential

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// A stored record is a document: JSON in which every sealed value is replaced by a number,
// together with a table of the values' envelopes. A value that occurs in several revisions is
// stored once. Everything else is not encrypted.
//
//	{"format":"therapykit-plan/2","record":"plan-17","sealed":[…],"revisions":[…]}
//
// Each envelope is bound to the record and to the revision and field in which it occurs
// first. Numbers may refer to it only there, in later revisions and in other elements of the
// same list; an envelope to which its own place does not refer is refused. So nobody can
// replace a text by one of another record, of another field, or by an earlier text of the
// same field. The unencrypted part is not authenticated: a person who can write to the
// database can replace a whole document by an older version. If that matters, keep the number
// of the last revision, or a hash of the document, elsewhere.

// StoredText is an entry of the table of a document: an envelope with the revision and
// the field, a JSON pointer, that it is bound to. The zero StoredText holds no text.
type StoredText struct {
	Hidden
	Revision int      `json:"revision,omitempty"`
	Field    string   `json:"field"`
	Envelope Envelope `json:"envelope"`
}

// DocumentWriter writes the parts of one document. The zero DocumentWriter is not
// usable; see [NewDocumentWriter]. It is not safe for concurrent use.
type DocumentWriter struct {
	record  string
	numbers map[textKey]int
	texts   []documentText
}

// textKey is a sealed value in a field: Values are comparable, and equal if they are
// copies of one another.
type textKey struct {
	value any
	shape string
}

type documentText struct {
	value    sealed
	revision int
	field    string
}

// NewDocumentWriter returns a writer for the document of a record. record is its name as in
// [Place].
func NewDocumentWriter(record string) *DocumentWriter {
	return &DocumentWriter{record: record, numbers: map[textKey]int{}}
}

// JSON writes a part of the document. revision is the revision that wrote the value, and path
// its place in the stored document, as a JSON pointer. JSON writes like encoding/json, with
// the same tags and methods, but replaces sealed values by numbers. It refuses sealed values
// in maps, since a text could not be bound to its map key. Write the revisions in order.
func (w *DocumentWriter) JSON(revision int, path string, v any) (json.RawMessage, error) {
	p := partWriter{document: w, revision: revision}
	p.value(reflect.ValueOf(v), path)
	if p.err != nil {
		return nil, p.err
	}
	return p.b.Bytes(), nil
}

// number returns the number of a text.
func (w *DocumentWriter) number(text sealed, revision int, path string) int {
	key := textKey{text, shapeOf(path)}
	n, known := w.numbers[key]
	if !known {
		n = len(w.texts)
		w.numbers[key] = n
		w.texts = append(w.texts, documentText{text, revision, path})
	}
	return n
}

// Sealed returns the table: the envelopes of all texts written so far, encrypted under the
// ring's primary key. Its error names those that could not be encrypted, as /sealed/0,
// /sealed/1 …
func (w *DocumentWriter) Sealed(r Keyring) ([]StoredText, error) {
	var c therapy.Check
	used := nonces{}
	table := make([]StoredText, len(w.texts))
	for i, t := range w.texts {
		e, err := t.value.storeIn(r, Place{Record: w.record, Field: t.field, Revision: t.revision}, used)
		if err != nil {
			c.Part("/sealed/"+strconv.Itoa(i), placed(err, "store-text"))
		}
		table[i] = StoredText{Revision: t.revision, Field: t.field, Envelope: e}
	}
	return table, c.Err()
}

// placed turns an error into one to which a place can be added.
func placed(err error, rule string) error {
	if _, ok := err.(*therapy.FieldError); ok { //nolint:errorlint // its own form is asked for
		return err
	}
	return &therapy.FieldError{Rule: rule, Err: err}
}

// shapeOf returns a JSON pointer without the numbers of elements, which change when a list
// changes.
func shapeOf(path string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if _, err := strconv.Atoi(part); err == nil {
			parts[i] = "*"
		}
	}
	return strings.Join(parts, "/")
}

// DocumentReader reads the parts of one document. The zero DocumentReader has no texts;
// see [NewDocumentReader]. It is not safe for concurrent use.
type DocumentReader struct {
	record string
	ring   Keyring
	table  []StoredText
	opened []any
	seen   []bool
}

// NewDocumentReader returns a reader for the document of a record with the table.
func NewDocumentReader(record string, r Keyring, table []StoredText) *DocumentReader {
	return &DocumentReader{record: record, ring: r, table: table, opened: make([]any, len(table)), seen: make([]bool, len(table))}
}

// JSON reads a part of the document, strictly ([therapy.UnmarshalStrict]), into the value
// that v points to. revision is the revision that wrote the part, and path its place in the
// document.
func (d *DocumentReader) JSON(revision int, path string, data []byte, v any) error {
	t := reflect.TypeOf(v)
	if t == nil || t.Kind() != reflect.Pointer {
		return &therapy.FieldError{Rule: "json-target", Hint: "a non-nil pointer", Err: therapy.ErrRequired}
	}
	var readings []therapy.Reading
	for _, typ := range sealedTypes(t.Elem(), nil) {
		readings = append(readings, therapy.Reading{Type: typ, Read: func(at string, text []byte, into reflect.Value) error {
			return d.text(revision, path+at, text, into)
		}})
	}
	return therapy.UnmarshalStrict(data, v, readings...)
}

// text reads the number of a text and sets the text.
func (d *DocumentReader) text(revision int, path string, number []byte, into reflect.Value) error {
	if string(number) == "null" {
		return nil
	}
	i, err := strconv.ParseUint(string(number), 10, 31)
	if err != nil {
		return &therapy.FieldError{Rule: "json-type", Hint: "the number of a sealed text", Err: therapy.ErrSyntax}
	}
	if i >= uint64(len(d.table)) || d.table[i].Revision > revision || shapeOf(d.table[i].Field) != shapeOf(path) {
		return &therapy.FieldError{Rule: "document-sealed", Hint: "the number of a sealed text that this or an earlier revision wrote in this field", Err: therapy.ErrReference}
	}
	entry := &d.table[i]
	d.seen[i] = d.seen[i] || entry.Revision == revision && entry.Field == path
	if d.opened[i] == nil {
		s, _ := reflect.TypeAssert[sealed](into)
		v, err := s.loadFrom(d.ring, Place{Record: d.record, Field: entry.Field, Revision: entry.Revision}, &entry.Envelope)
		if err != nil {
			return &therapy.FieldError{Rule: "document-open", Hint: "the key it was stored with, and nothing changed", Err: ErrOpen}
		}
		d.opened[i] = v
	}
	v := reflect.ValueOf(d.opened[i])
	if v.Type() != into.Type() {
		return &therapy.FieldError{Rule: "document-type", Hint: "a text of the field's type", Err: ErrOpen}
	}
	into.Set(v)
	return nil
}

// Done reports every text that was not used in the revision and the field that it is bound
// to. Call it after all parts have been read.
func (d *DocumentReader) Done() error {
	var c therapy.Check
	for i, seen := range d.seen {
		if !seen {
			c.Wrong("/sealed/"+strconv.Itoa(i), "document-unused", "only sealed texts that the document uses", therapy.ErrReference)
		}
	}
	return c.Err()
}

// StoreDocument stores a record without its history: its format, its name, the number of its
// revision, its texts and its content. Revision 0 means that it has no revisions; see
// [Place].
func StoreDocument(format, record string, revision int, r Keyring, v any) ([]byte, error) {
	w := NewDocumentWriter(record)
	content, err := w.JSON(revision, "", v)
	if err != nil {
		return nil, err
	}
	table, err := w.Sealed(r)
	if err != nil {
		return nil, err
	}
	return json.Marshal(document{Format: format, Record: record, Revision: revision, Sealed: table, Content: content})
}

// MaxDocument is the maximum size of a document, in bytes.
const MaxDocument = 64 << 20

// LoadDocument reads a document that [StoreDocument] wrote in the format, into the value that
// v points to. It returns the name of the record and its revision. Compare them with the
// content, and with the record that you asked the database for.
func LoadDocument(format string, r Keyring, data []byte, v any) (record string, revision int, err error) {
	var doc document
	if len(data) > MaxDocument {
		return "", 0, &therapy.FieldError{Rule: "document-size", Hint: "at most 64 megabytes", Err: therapy.ErrRange}
	}
	if err := therapy.UnmarshalStrict(data, &doc); err != nil {
		return "", 0, err
	}
	if doc.Format != format {
		return "", 0, &therapy.FieldError{Path: "/format", Rule: "store-format", Hint: format, Err: therapy.ErrUnknown}
	}
	d := NewDocumentReader(doc.Record, r, doc.Sealed)
	if err := d.JSON(doc.Revision, "", doc.Content, v); err != nil {
		return "", 0, therapy.At("/content", err)
	}
	return doc.Record, doc.Revision, d.Done()
}

// document is the stored form of a record without a history.
type document struct {
	Format   string          `json:"format"`
	Record   string          `json:"record"`
	Revision int             `json:"revision,omitempty"`
	Sealed   []StoredText    `json:"sealed,omitempty"`
	Content  json.RawMessage `json:"content"`
}
