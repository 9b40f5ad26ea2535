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

// Viewable is implemented by values whose fields are not exported, so that a
// view can look inside: Fields returns a value with exported fields that stands
// for it, as it would be written in JSON.
type Viewable interface {
	Fields() any
}

// Labelled is implemented by records, so that a view knows whose they are: the label
// is that of the whole. The fields of the record are judged with its subject, case,
// setting, tags and never list, in company also with its lists of people; kind and
// level are those of each field. Without it a record is said one to one, and its
// subject is the person named by the field that is tagged so.
type Labelled interface {
	Label() Label
}

// Shown is what a view did with one sealed value or field. It is for whoever runs the
// view, such as a privacy officer: to the recipient it would tell what is withheld and
// why.
type Shown struct {
	Hidden
	// Path is a JSON pointer into the value that was viewed; Place the same in words,
	// such as "goals 2, concern".
	Path  string
	Place string
	// Label is the label it was judged by, Decision what the gate decided.
	Label    Label
	Decision Decision
	// Withheld says that the view does not have the content: because it was
	// denied, or because only the minimum was permitted and this is no part of
	// it, or because the value is stored.
	Withheld bool
}

// Viewed is what a view gives. The zero Viewed is that of a view that failed.
type Viewed struct {
	Hidden
	// JSON is what the recipient may see.
	JSON json.RawMessage
	// Label is the label of what is shown: the strictest of its parts, nobody's where
	// nothing is shown.
	Label Label
	// Shown says what was done with each sealed value and field, in the order of the
	// record.
	Shown []Shown
}

// Withheld is what stands in a view for everything that is not shown: the same bytes
// whatever the cause, and whether or not there was anything.
const Withheld = `{"withheld":true}`

// View is what somebody would see of a whole value: its JSON, in which every field and
// every sealed value that they may not see is replaced by [Withheld].
//
// Nothing is shown unless the gate permits it. A sealed value is judged by its label. A
// field is judged by the kind that its tag states ([FieldTag]) and the label of the
// record that it belongs to ([Labelled]); a field without a kind is withheld. People
// are named to nobody who may not know who they are: the id of anyone but the record's
// subject is information about another person. An object of which nothing may be seen, or
// nothing but who wrote it and whose record it is, is withheld as a whole, and a list ends
// with one [Withheld] where elements were left out, so that neither gives away how many
// there are. A map of which anything is withheld is withheld as a whole, since a key tells
// that there is something. A sealed value in a record is kept from whom the record's never list names,
// and needs an approver where the person has asked for more protection of the record.
//
// All decisions are recorded, in one call of the auditor, before anything is returned:
// the view is a disclosure, so treat what it returns as disclosed. Fields of one record
// with the same label are one record of the audit, which says how many they are. If the
// auditor fails nothing is returned.
//
// It goes through exported fields as encoding/json does (names, "-", omitempty,
// omitzero, embedded structs), through slices, maps, pointers and [Viewable]
// values. Other values that encode themselves are written as they do, unless they hold
// something sealed: that is withheld. Two things differ: the option "string" of a
// field's tag is ignored, and fields of the same name in embedded structs are all
// written.
func View(ctx context.Context, g *Gate, v any, req Request) (Viewed, error) {
	w := viewer{gate: g, req: &req}
	return w.view(ctx, v)
}

// Preview is [View] as a dry run: what would be shown is replaced by {"shown":true},
// nothing is disclosed and nothing is recorded.
func Preview(g *Gate, v any, req Request) (Viewed, error) {
	w := viewer{gate: g, req: &req, dry: true}
	return w.view(context.Background(), v)
}

// viewer makes the tree of a view and collects the decisions on the way.
type viewer struct {
	gate    *Gate
	req     *Request
	dry     bool
	probe   int // inside a stand-in for what is not there: decisions are not told
	records []Record
	fields  map[judgedLabel]judged
	shown   []Shown
}

// judged is a decision about fields with one label, and the number of its record.
type judged struct {
	decision Decision
	record   int
}

// judgedLabel is a label that can be looked up: a record about thousands has thousands.
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

// frame is where a view is inside a value.
type frame struct {
	label Label
	tag   FieldTag
	// open says that this is the inside of a sealed value that was disclosed.
	open bool
	// named says that a struct on the way has named the subject; outer is whom the record
	// was about before this one did, nobody where that was one of several.
	named bool
	outer PersonID
	// company says that the record is about several people, of whom the subject is one.
	company bool
	// omitted says that the field is empty and not written if it is shown: there is
	// nothing to encode.
	omitted bool
	path    string
	// depth counts levels, so that an endless structure is found.
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
	// signature says that it names nobody but professionals and whom the record is about
	// anyhow.
	signature bool
}

var withheldNode = node{withheld: true}

func (w *viewer) view(ctx context.Context, v any) (seen Viewed, err error) {
	// Payloads encode and shorten themselves; what they panic with may quote them.
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

// again decides again once the records are written, as a single disclosure does: if
// anything that would be shown may not be any more, nothing is.
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

// MarshalJSON refuses: what the recipient may see is JSON, and the rest would tell them why
// they may not see more. Its error names both.
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

// FieldName says the name of a field of a document in words, in a language: "end reason"
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
