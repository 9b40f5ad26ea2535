package confidential

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
)

// Viewable is implemented by values with unexported fields, so that a view can read them:
// Fields returns a value with exported fields and the same content, in the form that is
// written as JSON.
type Viewable interface {
	Fields() any
}

// Labelled is implemented by records, so that a view knows whose they are: Label returns the
// label of the whole record. The gate decides about a field with the record's subject, case,
// setting, tags and never list, and, if several people were present, also with its lists of
// people; kind and level are those of the field. A record without this method counts as an
// individual setting, and its subject is the person in the field with the tag subject.
type Labelled interface {
	Label() Label
}

// Shown says what a view did with one sealed value or field. It is for the person responsible
// for confidentiality, such as a privacy officer. Do not show it to the recipient: it reveals
// what is withheld and why.
type Shown struct {
	Hidden
	// Path is a JSON pointer into the viewed value; Place is the same in words, such as
	// "goals 2, concern".
	Path  string
	Place string
	// Label is the label that was used for the decision, and Decision the gate's decision.
	Label    Label
	Decision Decision
	// Withheld says that the view does not show the content: because it was denied, because
	// only the minimum was permitted and this is not part of it, or because the value is
	// stored.
	Withheld bool
}

// Viewed is the result of a view. The zero Viewed is that of a view that failed.
type Viewed struct {
	Hidden
	// JSON is what the recipient may see.
	JSON json.RawMessage
	// Label is the label of the shown content: the strictest of its parts. It names nobody if
	// nothing is shown.
	Label Label
	// Shown says what the view did with each sealed value and field, in the order of the
	// record.
	Shown []Shown
}

// Withheld replaces everything in a view that is not shown: always the same bytes, whatever
// the cause, and whether or not there was any content.
const Withheld = `{"withheld":true}`

// View returns what a recipient may see of a whole value: its JSON, in which [Withheld]
// replaces every field and every sealed value that they may not see.
//
// Nothing is shown unless the gate permits it. The gate decides about a sealed value by its
// label. It decides about a field by the kind in its tag ([FieldTag]) and the label of the
// record that it belongs to ([Labelled]); a field without a kind is withheld. A recipient
// sees the id of a person only if they may know who that is: every id other than that of the
// record's subject is information about another person. If nothing of an object may be seen,
// or only who wrote it and whose record it is, the whole object is withheld. If elements of a
// list are left out, the list ends with one [Withheld]. So neither shows how many there are.
// If any part of a map is withheld, the whole map is withheld, since a key shows that there
// is something. A sealed value in a record is not shown to people on the record's never list,
// and needs an approver if the person has asked for more protection of the record.
//
// All decisions are recorded, in one call of the auditor, before anything is returned: a view
// is a disclosure. Fields of one record with the same label share one audit record, which
// says how many they are. If the auditor fails, nothing is returned.
//
// View visits exported fields like encoding/json (names, "-", omitempty, omitzero, embedded
// structs), and slices, maps, pointers and [Viewable] values. Other values that encode
// themselves are written in their own form, but withheld if they contain a sealed value.
// There are two differences to encoding/json: the option "string" of a field's tag is
// ignored, and fields of the same name in embedded structs are all written.
func View(ctx context.Context, g *Gate, v any, req Request) (Viewed, error) {
	w := viewer{gate: g, req: &req}
	return w.view(ctx, v)
}

// Preview is [View] as a dry run: content that would be shown is replaced by {"shown":true},
// nothing is disclosed and nothing is recorded.
func Preview(g *Gate, v any, req Request) (Viewed, error) {
	w := viewer{gate: g, req: &req, dry: true}
	return w.view(context.Background(), v)
}

// viewer makes the tree of a view and collects the decisions.
type viewer struct {
	gate    *Gate
	req     *Request
	dry     bool
	probe   int // inside a placeholder for absent content: decisions are not listed
	records []Record
	fields  map[judgedLabel]judged
	shown   []Shown
}

// judged is a decision about fields with one label, and the number of its record.
type judged struct {
	decision Decision
	record   int
}

// judgedLabel is a label in a form that can be looked up: a record about thousands of people
// has thousands of labels.
type judgedLabel struct {
	level   Level
	kind    Kind
	setting Setting
	tags    Tags
	subject PersonID
	of      CaseID
	people  string
}

func labelKey(l *Label) judgedLabel {
	k := judgedLabel{l.Level, l.Kind, l.Setting, l.Tags, l.Subject, l.Case, ""}
	var b strings.Builder
	for _, list := range [][]PersonID{l.About, l.Heard, l.Staff, l.Never} {
		for _, id := range list {
			b.WriteString(id.text)
			b.WriteByte(' ')
		}
		b.WriteByte(';')
	}
	if b.Len() > 4 {
		k.people = b.String()
	}
	return k
}

// frame is the position of a view inside a value.
type frame struct {
	label Label
	tag   FieldTag
	// open says that this is the inside of a sealed value that was disclosed.
	open bool
	// named says that an enclosing struct has named the subject. outer is the subject before that, or
	// zero if the enclosing record is about several people.
	named bool
	outer PersonID
	// company says that the record is about several people; the subject is one of them.
	company bool
	// omitted says that the field is empty and would not be written if it is shown.
	omitted bool
	path    string
	// depth counts levels, to detect an endless structure.
	depth int
}

func (f frame) in(name string) frame {
	f.path += "/" + pointerEscapes.Replace(name)
	f.omitted = false
	f.depth++
	return f
}

// node is a part of a view: a text, an object, a list, or something withheld.
type node struct {
	name     string
	text     []byte
	kids     []node
	list     bool
	object   bool
	withheld bool
	// signature says that it names only professionals and the subject of the record.
	signature bool
}

var withheldNode = node{withheld: true}

func (w *viewer) view(ctx context.Context, v any) (seen Viewed, err error) {
	// Payloads encode and shorten themselves; a panic of theirs may quote the content.
	defer func() {
		if recover() != nil {
			seen, err = Viewed{}, ErrPayload
		}
	}()
	root, err := w.value(reflect.ValueOf(v), frame{label: Label{Setting: IndividualSetting}})
	if err != nil {
		return Viewed{}, err
	}
	if !w.dry {
		if err := w.gate.record(ctx, w.records); err != nil {
			return Viewed{}, err
		}
		if err := w.again(ctx); err != nil {
			return Viewed{}, err
		}
	}
	var b bytes.Buffer
	root.write(&b)
	seen = Viewed{JSON: b.Bytes(), Shown: w.shown}
	first := true
	for i := range w.shown {
		if s := &w.shown[i]; !s.Withheld {
			if first {
				seen.Label, first = s.Label.clone(), false
			}
			seen.Label = seen.Label.Raise(s.Label)
		}
	}
	return seen, nil
}

// again decides again after the records are written, as for a single disclosure: if any part
// of the view is no longer permitted, nothing is shown.
func (w *viewer) again(ctx context.Context) error {
	var refusals []Record
	var first Decision
	for i := range w.shown {
		s := &w.shown[i]
		if s.Withheld || !w.req.shares() {
			continue
		}
		if d := w.gate.decide(&s.Label, w.req); d.Effect < s.Decision.Effect {
			refusals = append(refusals, newRecord(&s.Label, w.req, &d, s.Place))
			first = d
		}
	}
	if len(refusals) > 0 {
		return errors.Join(&DeniedError{Decision: first}, w.gate.record(ctx, refusals))
	}
	if w.gate != nil && slices.ContainsFunc(w.records, func(r Record) bool { return r.released() }) {
		w.gate.times.reached(w.req.At)
	}
	return nil
}

// MarshalJSON always returns an error: only JSON is for the recipient, and the rest would
// reveal why they may not see more. The error names both.
func (Viewed) MarshalJSON() ([]byte, error) {
	return nil, errors.New("confidential: a view has two readers: send Viewed.JSON to the recipient, and Viewed.Shown to the privacy officer")
}

func (n *node) write(b *bytes.Buffer) {
	open, end := byte('{'), byte('}')
	switch {
	case n.withheld:
		b.WriteString(Withheld)
		return
	case n.list:
		open, end = '[', ']'
	case !n.object:
		b.Write(n.text)
		return
	}
	b.WriteByte(open)
	for i := range n.kids {
		if i > 0 {
			b.WriteByte(',')
		}
		if n.object {
			quoted, _ := json.Marshal(n.kids[i].name) // a string always can be
			b.Write(quoted)
			b.WriteByte(':')
		}
		n.kids[i].write(b)
	}
	b.WriteByte(end)
}

// judge asks the gate about one sealed value.
func (w *viewer) judge(l *Label, f frame) Decision {
	d := w.gate.decide(l, w.req)
	if w.probe == 0 {
		w.records = append(w.records, newRecord(l, w.req, &d, placeOf(f.path)))
	}
	return d
}

// judgeField asks the gate about a field, once for all fields with the same label.
func (w *viewer) judgeField(l *Label) Decision {
	key := labelKey(l)
	if known, ok := w.fields[key]; ok {
		if w.probe == 0 {
			w.records[known.record].Fields++
		}
		return known.decision
	}
	d := w.gate.decide(l, w.req)
	if w.probe == 0 {
		w.records = append(w.records, newRecord(l, w.req, &d, ""))
		w.records[len(w.records)-1].Fields = 1
		if w.fields == nil {
			w.fields = map[judgedLabel]judged{}
		}
		w.fields[key] = judged{decision: d, record: len(w.records) - 1}
	}
	return d
}

func (w *viewer) tell(f frame, l *Label, d *Decision, withheld bool) {
	if w.probe == 0 {
		w.shown = append(w.shown, Shown{Path: f.path, Place: placeOf(f.path), Label: l.clone(), Decision: *d, Withheld: withheld})
	}
}

// placeOf puts a JSON pointer in words: "/goals/1/expressedBy" is "goals 2, expressed
// by".
func placeOf(path string) string { return placeIn(words.English(), path) }

// placeIn is [placeOf] in a language.
func placeIn(language words.Language, path string) string {
	var places []string
	for name := range strings.SplitSeq(strings.TrimPrefix(path, "/"), "/") {
		if n, err := strconv.Atoi(name); err == nil && len(places) > 0 {
			last := &places[len(places)-1]
			if language.IsZero() {
				*last += " " + strconv.Itoa(n+1)
				continue
			}
			*last = texts.Say(language, "view.numbered", words.Name("name", *last), words.Number("n", n+1))
			continue
		}
		places = append(places, FieldName(language, name))
	}
	return strings.Join(places, ", ")
}

// FieldName returns the name of a field of a document in words, in a language: "end reason"
// for "endReason". Its key is "field.end-reason".
func FieldName(language words.Language, field string) string {
	var b strings.Builder
	for _, r := range field {
		if unicode.IsUpper(r) {
			b.WriteByte(' ')
			r = unicode.ToLower(r)
		}
		b.WriteRune(r)
	}
	name := b.String()
	if language.IsZero() {
		return name
	}
	return language.Text(words.Join("field", words.Slug(name)), name)
}

// pointerEscapes are those of JSON pointers, RFC 6901.
var pointerEscapes = strings.NewReplacer("~", "~0", "/", "~1")

func viewFault(f frame, rule string) error {
	return &therapy.FieldError{Path: f.path, Rule: rule, Err: ErrInvalid}
}
