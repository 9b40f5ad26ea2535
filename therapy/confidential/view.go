package confidential

import (
	"bytes"
	"context"
	"encoding"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// Viewable is implemented by values whose fields are not exported, so that a
// view can look inside: Fields returns a value with exported fields that stands
// for it, as it would be written in JSON.
type Viewable interface {
	Fields() any
}

// Shown is what a view did with one sealed value.
type Shown struct {
	// Path is a JSON pointer into the view.
	Path string
	// Label is the value's label, Decision what the gate decided.
	Label    Label
	Decision Decision
	// Withheld says that the view does not have the content: because it was
	// denied, or because only the minimum was permitted and there is no minimum
	// form, or because the value is stored.
	Withheld bool
}

// View is what somebody would see of a whole value: its JSON, in which every
// sealed value is replaced by its content, by its minimum form, or by an object
//
//	{"withheld": {"effect": "deny", "rule": "PY4", "reason": "...", "sources": "..."}}
//
// Every decision goes through the gate and is recorded as for
// [Value.Disclose]: the view is a disclosure, so treat what it returns as
// disclosed. The list says what was done with each sealed value, in the order of
// the JSON. If the auditor fails nothing is returned.
//
// It goes through exported fields as encoding/json does (names, "-", omitempty,
// omitzero, embedded structs), through slices, maps, pointers and [Viewable]
// values. Other values that encode themselves are written as they do. Two things
// differ: the option "string" of a field's tag is ignored, and fields of the same
// name in embedded structs are all written.
func View(ctx context.Context, g *Gate, v any, req Request) (json.RawMessage, []Shown, error) {
	return view(v, &shower{ctx: ctx, gate: g, req: req})
}

// Preview is [View] as a dry run: sealed values that would be shown are replaced
// by {"shown": {...}} with the decision, nothing is disclosed and nothing is
// recorded.
func Preview(g *Gate, v any, req Request) (json.RawMessage, []Shown, error) {
	return view(v, &shower{gate: g, req: req, dry: true})
}

func view(v any, s *shower) (json.RawMessage, []Shown, error) {
	w := viewer{s: s}
	if err := w.value(reflect.ValueOf(v), "", 0); err != nil {
		return nil, nil, err
	}
	return w.b.Bytes(), s.shown, nil
}

// shower asks the gate about one sealed value after the other.
type shower struct {
	ctx   context.Context //nolint:containedctx // lives as long as one call
	gate  *Gate
	req   Request
	dry   bool
	path  string
	shown []Shown
	err   error
}

// show returns what is to stand in the view in place of the value.
func (v Value[T]) show(s *shower) (any, bool) {
	if v.c == nil {
		return nil, true
	}
	c := v.c.open()
	note := Shown{Path: s.path, Label: c.label.clone()}
	if s.dry {
		note.Decision = s.gate.Explain(c.label, s.req)
	} else {
		d, err := s.gate.pass(s.ctx, &c.label, &s.req)
		if note.Decision = d; errors.Is(err, ErrAudit) {
			s.err = err
			return nil, false
		}
	}
	var shown any = c.value
	switch m, short := any(c.value).(Minimizer[T]); {
	case c.stored != nil || note.Decision.Effect == Deny:
		note.Withheld = true
	case note.Decision.Effect == PermitMinimum && short && !s.dry:
		shown = m.Minimum(s.req.Purpose)
	case note.Decision.Effect == PermitMinimum && !short:
		note.Withheld = true
	}
	s.shown = append(s.shown, note)
	word := map[bool]string{true: "withheld", false: "shown"}[note.Withheld]
	if note.Withheld || s.dry {
		d := note.Decision
		why := struct {
			Effect  Effect   `json:"effect"`
			Rule    string   `json:"rule"`
			Overlay string   `json:"overlay,omitempty"`
			Reason  string   `json:"reason"`
			Sources string   `json:"sources"`
			Needs   []string `json:"needs,omitempty"`
			Note    string   `json:"note,omitempty"`
		}{Effect: d.Effect, Rule: d.Rule, Overlay: d.Overlay, Reason: d.Reason, Sources: d.Sources, Needs: d.Needs()}
		switch {
		case c.stored != nil:
			why.Note = "stored; not opened"
		case note.Withheld && d.Effect == PermitMinimum:
			why.Note = "only the minimum is permitted, and there is no minimum form"
		}
		return map[string]any{word: why}, true
	}
	return shown, true
}

// viewer writes JSON.
type viewer struct {
	b bytes.Buffer
	s *shower
}

const maxViewDepth = 100

var viewableType = reflect.TypeFor[Viewable]()

func (w *viewer) value(v reflect.Value, path string, depth int) error {
	if depth > maxViewDepth {
		return &therapy.FieldError{Path: path, Rule: "view-depth", Err: ErrInvalid}
	}
	if !v.IsValid() {
		w.b.WriteString("null")
		return nil
	}
	if v.CanInterface() && v.Kind() == reflect.Struct {
		if s, ok := reflect.TypeAssert[sealed](v); ok {
			return w.sealed(s, path, depth)
		}
	}
	if v.Type().Implements(viewableType) && (v.Kind() != reflect.Pointer || !v.IsNil()) {
		return w.value(reflect.ValueOf(v.Interface().(Viewable).Fields()), path, depth+1)
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			w.b.WriteString("null")
			return nil
		}
		if encodesItself(v) && !holdsSealed(v.Type(), nil) {
			return w.plain(v, path)
		}
		return w.value(v.Elem(), path, depth+1)
	case reflect.Struct:
		if encodesItself(v) {
			return w.plain(v, path)
		}
		return w.object(v, path, depth)
	case reflect.Slice, reflect.Array:
		if encodesItself(v) || v.Type().Elem().Kind() == reflect.Uint8 {
			return w.plain(v, path)
		}
		return w.array(v, path, depth)
	case reflect.Map:
		if encodesItself(v) {
			return w.plain(v, path)
		}
		return w.mapping(v, path, depth)
	default:
		return w.plain(v, path)
	}
}

func encodesItself(v reflect.Value) bool {
	if !v.CanInterface() {
		return false
	}
	switch v.Interface().(type) {
	case json.Marshaler, encoding.TextMarshaler:
		return true
	}
	return false
}

// holdsSealed reports whether values of the type can hold sealed ones.
func holdsSealed(t reflect.Type, seen map[reflect.Type]bool) bool {
	if seen == nil {
		seen = map[reflect.Type]bool{}
	}
	if seen[t] {
		return false
	}
	seen[t] = true
	if t.Implements(reflect.TypeFor[sealed]()) {
		return true
	}
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		return holdsSealed(t.Elem(), seen)
	case reflect.Interface:
		return true
	case reflect.Struct:
		for field := range t.Fields() {
			if field.IsExported() && holdsSealed(field.Type, seen) {
				return true
			}
		}
	default:
	}
	return false
}

func (w *viewer) plain(v reflect.Value, path string) error {
	b, err := json.Marshal(v.Interface())
	if err != nil {
		return &therapy.FieldError{Path: path, Rule: "view-encoding", Err: ErrInvalid}
	}
	w.b.Write(b)
	return nil
}

func (w *viewer) sealed(s sealed, path string, depth int) error {
	w.s.path = path
	shown, ok := s.show(w.s)
	if !ok {
		return w.s.err
	}
	// What was sealed may hold sealed values in turn.
	return w.value(reflect.ValueOf(shown), path, depth+1)
}

func (w *viewer) array(v reflect.Value, path string, depth int) error {
	if v.Kind() == reflect.Slice && v.IsNil() {
		w.b.WriteString("null")
		return nil
	}
	w.b.WriteByte('[')
	for i := range v.Len() {
		if i > 0 {
			w.b.WriteByte(',')
		}
		if err := w.value(v.Index(i), path+"/"+strconv.Itoa(i), depth+1); err != nil {
			return err
		}
	}
	w.b.WriteByte(']')
	return nil
}

func (w *viewer) mapping(v reflect.Value, path string, depth int) error {
	if v.IsNil() {
		w.b.WriteString("null")
		return nil
	}
	type member struct {
		name  string
		value reflect.Value
	}
	var members []member
	for _, key := range v.MapKeys() {
		name, err := keyName(key)
		if err != nil {
			return &therapy.FieldError{Path: path, Rule: "view-map-key", Err: ErrInvalid}
		}
		members = append(members, member{name, v.MapIndex(key)})
	}
	slices.SortFunc(members, func(a, b member) int { return strings.Compare(a.name, b.name) })
	w.b.WriteByte('{')
	for i, m := range members {
		if err := w.member(i == 0, m.name, m.value, path, depth); err != nil {
			return err
		}
	}
	w.b.WriteByte('}')
	return nil
}

func keyName(key reflect.Value) (string, error) {
	if m, ok := reflect.TypeAssert[encoding.TextMarshaler](key); ok && key.Kind() != reflect.String {
		b, err := m.MarshalText()
		return string(b), err
	}
	switch key.Kind() {
	case reflect.String:
		return key.String(), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.FormatInt(key.Int(), 10), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return strconv.FormatUint(key.Uint(), 10), nil
	default:
		return "", ErrInvalid
	}
}

func (w *viewer) object(v reflect.Value, path string, depth int) error {
	w.b.WriteByte('{')
	first := true
	if err := w.fields(v, path, depth, &first); err != nil {
		return err
	}
	w.b.WriteByte('}')
	return nil
}

func (w *viewer) fields(v reflect.Value, path string, depth int, first *bool) error {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		tag := f.Tag.Get("json")
		name, options, _ := strings.Cut(tag, ",")
		value := v.Field(i)
		switch {
		case tag == "-":
			continue
		case f.Anonymous && name == "" && value.Kind() == reflect.Struct && !encodesItself(value):
			if err := w.fields(value, path, depth+1, first); err != nil {
				return err
			}
			continue
		case !f.IsExported():
			continue
		case name == "":
			name = f.Name
		}
		if omits(value, options) {
			continue
		}
		if err := w.member(*first, name, value, path, depth); err != nil {
			return err
		}
		*first = false
	}
	return nil
}

func omits(v reflect.Value, options string) bool {
	for option := range strings.SplitSeq(options, ",") {
		switch option {
		case "omitempty":
			switch v.Kind() {
			case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
				if v.Len() == 0 {
					return true
				}
			case reflect.Struct:
			default:
				if v.IsZero() {
					return true
				}
			}
		case "omitzero":
			if z, ok := reflect.TypeAssert[interface{ IsZero() bool }](v); ok && z.IsZero() || v.IsZero() {
				return true
			}
		}
	}
	return false
}

// pointerEscapes are those of JSON pointers, RFC 6901.
var pointerEscapes = strings.NewReplacer("~", "~0", "/", "~1")

func (w *viewer) member(first bool, name string, v reflect.Value, path string, depth int) error {
	if !first {
		w.b.WriteByte(',')
	}
	quoted, err := json.Marshal(name)
	if err != nil {
		return &therapy.FieldError{Path: path, Rule: "view-name", Err: ErrInvalid}
	}
	w.b.Write(quoted)
	w.b.WriteByte(':')
	return w.value(v, path+"/"+pointerEscapes.Replace(name), depth+1)
}
