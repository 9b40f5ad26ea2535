package confidential

import (
	"bytes"
	"encoding"
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/therapykit/therapykit/therapy"
)

const maxViewDepth = 100

var (
	viewableType = reflect.TypeFor[Viewable]()
	labelledType = reflect.TypeFor[Labelled]()
	sealedIface  = reflect.TypeFor[sealed]()
	envelopeType = reflect.TypeFor[Envelope]()
)

// value makes the node of a value.
func (w *viewer) value(v reflect.Value, f frame) (node, error) {
	if f.depth > maxViewDepth {
		return node{}, viewFault(f, "view-depth")
	}
	if !v.IsValid() {
		return w.absent(f, PartCode), nil
	}
	if v.CanInterface() && (v.Kind() != reflect.Pointer || !v.IsNil()) {
		if s, ok := reflect.TypeAssert[sealed](v); ok && v.Kind() == reflect.Struct {
			return w.sealed(s, f)
		}
		if e, ok := reflect.TypeAssert[Envelope](v); ok {
			return w.envelope(&e, f), nil
		}
		if v.Type().Implements(labelledType) {
			f.label = contextOf(v.Interface().(Labelled).Label(), f.label)
			f.company = f.company || f.label.Setting != IndividualSetting
		}
		if v.Type().Implements(viewableType) {
			f.depth++
			return w.value(reflect.ValueOf(v.Interface().(Viewable).Fields()), f)
		}
	}
	if v.Type() == personType {
		return w.person(v, f)
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		switch {
		case v.IsNil():
			return w.nothing(v.Type(), f, "null")
		case v.Kind() == reflect.Pointer && encodesItself(v) && !selfEncoding(v.Elem().Type()):
			return w.leaf(v, f) // by a method of the pointer
		}
		f.depth++
		return w.value(v.Elem(), f)
	case reflect.Struct:
		if decidesByField(v.Type()) {
			return w.object(v, f)
		}
		return w.leaf(v, f)
	case reflect.Slice, reflect.Array:
		if encodesItself(v) || isPlain(v.Type().Elem()) {
			return w.leaf(v, f)
		}
		return w.array(v, f)
	case reflect.Map:
		if encodesItself(v) || f.tag.Kind != 0 && isPlain(v.Type().Elem()) || f.open && isPlain(v.Type().Elem()) {
			return w.leaf(v, f)
		}
		return w.mapping(v, f)
	default:
		return w.leaf(v, f)
	}
}

// contextOf returns the part of a record's label that applies to its fields.
func contextOf(l, outer Label) Label {
	c := Label{Setting: l.Setting, Subject: l.Subject, Case: l.Case, Tags: l.Tags | outer.Tags, Never: join(slices.Clone(outer.Never), l.Never)}
	if l.Setting != IndividualSetting {
		c.About, c.Heard = l.About, l.Heard
	}
	return c
}

// fieldLabel is the label of a field of the kind.
func (f frame) fieldLabel(k Kind) Label {
	l := f.label
	l.Kind, l.Level = k, HighWater(k.DefaultLevel(), l.Tags.DefaultLevel())
	return l
}

// decidesByField reports whether a view decides about the fields of a struct type one by one: it
// does so for types that do not encode themselves, or that are Viewable.
func decidesByField(t reflect.Type) bool {
	return t.Implements(viewableType) || !selfEncoding(t)
}

var (
	jsonType = reflect.TypeFor[json.Marshaler]()
	textType = reflect.TypeFor[encoding.TextMarshaler]()
)

func selfEncoding(t reflect.Type) bool { return t.Implements(jsonType) || t.Implements(textType) }

func encodesItself(v reflect.Value) bool { return v.CanInterface() && selfEncoding(v.Type()) }

// isPlain reports whether a list of the type is one piece of content: texts, numbers,
// members of vocabularies, times; people and structs are not.
func isPlain(t reflect.Type) bool {
	if t == personType || t.Implements(sealedIface) || t == envelopeType || t.Implements(viewableType) {
		return false
	}
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		return selfEncoding(t) || isPlain(t.Elem())
	case reflect.Struct:
		return selfEncoding(t)
	case reflect.Interface:
		return false
	default:
		return true
	}
}

// leaf judges a piece of content by the kind of its field.
func (w *viewer) leaf(v reflect.Value, f frame) (node, error) {
	if hidesSealed(v.Type(), nil) { // what it encodes could not be judged
		l := f.fieldLabel(f.tag.Kind)
		d := guardForm
		if w.probe == 0 {
			w.records = append(w.records, newRecord(&l, w.req, &d, placeOf(f.path)))
		}
		w.tell(f, &l, &d, true)
		return withheldNode, nil
	}
	if !w.permits(f, partOf(v.Type())) {
		return withheldNode, nil
	}
	return w.text(v, f)
}

// permits asks the gate about the field, whose type is of the part, and reports whether it
// is to be shown.
func (w *viewer) permits(f frame, part FieldPart) bool {
	if f.open && f.tag.Kind == 0 {
		return true
	}
	if f.tag.Part != 0 {
		part = f.tag.Part
	}
	l := f.fieldLabel(f.tag.Kind)
	return w.permitsLabel(&l, f, part >= w.req.Audience.least(w.req.Purpose, l.Kind) && !w.stranger(l.Subject, f))
}

// stranger reports whether a record is about several people, and this person is neither the
// subject of the request nor the recipient. The minimum necessary leaves such people out.
// Only the front desk sees them, because it has to know when each of them comes.
func (w *viewer) stranger(id PersonID, f frame) bool {
	return f.company && id != w.req.Recipient && (id.IsZero() || id != w.req.Subject) && w.req.Audience != FrontDesk
}

func (w *viewer) permitsLabel(l *Label, f frame, minimum bool) bool {
	d := w.judgeField(l)
	shown := d.Effect == Permit || d.Effect == PermitMinimum && minimum
	w.tell(f, l, &d, !shown)
	return shown
}

// partOf returns the default part of the minimum necessary for values of the type: days and
// moments are times; numbers, truth values and members of closed vocabularies are codes.
// Types that encode themselves may write any text, and bytes may be text, so both are words.
func partOf(t reflect.Type) FieldPart {
	if t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8 {
		return PartWords
	}
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array:
		return partOf(t.Elem())
	case reflect.Map:
		return min(partOf(t.Key()), partOf(t.Elem()))
	case reflect.String, reflect.Interface:
		return PartWords
	case reflect.Struct:
		if t == reflect.TypeFor[time.Time]() || t == reflect.TypeFor[therapy.Date]() {
			return PartTime
		}
		return PartWords
	default:
		return PartCode
	}
}

// text encodes a piece of content that is shown.
func (w *viewer) text(v reflect.Value, f frame) (node, error) {
	if f.omitted || w.probe > 0 { // not written
		return node{text: []byte("null")}, nil
	}
	b, err := json.Marshal(v.Interface())
	if err != nil {
		if v.IsZero() && selfEncoding(v.Type()) { // a word that is not stated has no text
			return node{text: []byte("null")}, nil
		}
		return node{}, viewFault(f, "view-encoding")
	}
	// A type that encodes itself may contain a stored value, whose label is not encrypted.
	if bytes.Contains(b, []byte(envelopeMark)) {
		return withheldNode, nil
	}
	if w.dry {
		b = []byte(`{"shown":true}`)
	}
	return node{text: b}, nil
}

// person decides about the id of a person: it is identity and, if it is not the id of the
// record's subject, also information about another person.
func (w *viewer) person(v reflect.Value, f frame) (node, error) {
	id, _ := reflect.TypeAssert[PersonID](v)
	if f.open && f.tag.Kind == 0 {
		return w.text(v, f)
	}
	l := f.fieldLabel(f.tag.Kind)
	own := f.tag.Professional || id.IsZero() || id == l.Subject
	switch {
	case own:
		l.About, l.Heard = nil, nil
		own = f.tag.Professional || !w.stranger(id, f)
	case l.Subject.IsZero():
		l.Subject, l.About, l.Heard = id, nil, nil
		own = !w.stranger(id, f)
	default:
		l.About, l.Heard = []PersonID{id}, nil
	}
	if !w.permitsLabel(&l, f, own && f.tag.Part != PartWords || f.tag.Part > PartWords) {
		return withheldNode, nil
	}
	n, err := w.text(v, f)
	n.signature = f.tag.Professional || !id.IsZero() && id == f.outer
	return n, err
}

// absent is the node for missing content: it is withheld if content would be withheld.
func (w *viewer) absent(f frame, part FieldPart) node {
	if f.tag.Kind != 0 && !w.permits(f, part) {
		return withheldNode
	}
	return node{text: []byte("null")}
}

// nothing returns the node for a nil pointer, list or map. It is withheld if its content would be
// withheld, so that the view does not show whether there is content.
func (w *viewer) nothing(t reflect.Type, f frame, empty string) (node, error) {
	if f.tag.Kind != 0 {
		if !w.permits(f, partOf(t)) {
			return withheldNode, nil
		}
	} else if t.Kind() != reflect.Interface && w.probe < 1 {
		element := t.Elem()
		for element.Kind() == reflect.Pointer {
			element = element.Elem()
		}
		w.probe++
		n, err := w.value(reflect.New(element).Elem(), f.in("0"))
		w.probe--
		if err != nil || n.withheld {
			return withheldNode, err
		}
	}
	return node{text: []byte(empty)}, nil
}

// sealed decides about a sealed value by its label, and then about the fields inside a
// disclosed one.
func (w *viewer) sealed(s sealed, f frame) (node, error) {
	l, has := s.sealedLabel()
	if !has {
		return w.absent(f, PartWords), nil
	}
	l.Never = join(l.Never, f.label.Never)
	if l.Tags |= f.label.Tags & AtRequest; l.Tags.Has(AtRequest) {
		l.Level = HighWater(l.Level, AtRequest.DefaultLevel())
	}
	d := w.judge(&l, f)
	content, ok := s.release(&d, w.req)
	w.tell(f, &l, &d, !ok)
	if !ok {
		return withheldNode, nil
	}
	f.label, f.tag, f.open = contextOf(l, Label{}), FieldTag{}, true
	f.depth++
	return w.value(reflect.ValueOf(content), f)
}

// envelope decides about a stored value. It is never shown, since there is no key here.
func (w *viewer) envelope(e *Envelope, f frame) node {
	if e.IsZero() {
		return w.absent(f, PartWords)
	}
	d := w.judge(&e.Label, f)
	w.tell(f, &e.Label, &d, true)
	return withheldNode
}

func (w *viewer) array(v reflect.Value, f frame) (node, error) {
	if v.Len() == 0 {
		empty := "[]"
		if v.Kind() == reflect.Slice && v.IsNil() {
			empty = "null"
		}
		return w.nothing(v.Type(), f, empty)
	}
	n, left := node{list: true}, false
	f.company = f.company || f.label.Subject.IsZero()
	for i := range v.Len() {
		kid, err := w.value(v.Index(i), f.in(strconv.Itoa(i)))
		switch {
		case err != nil:
			return node{}, err
		case kid.withheld:
			left = true
		default:
			n.kids = append(n.kids, kid)
		}
	}
	switch {
	case left && len(n.kids) == 0:
		return withheldNode, nil
	case left:
		n.kids = append(n.kids, withheldNode)
	}
	n.signature = n.signs()
	return n, nil
}

func (w *viewer) mapping(v reflect.Value, f frame) (node, error) {
	if v.IsNil() || v.Len() == 0 && f.tag.Kind != 0 {
		empty := "{}"
		if v.IsNil() {
			empty = "null"
		}
		return w.nothing(v.Type(), f, empty)
	}
	n, told, withheld := node{object: true}, len(w.shown), false
	for _, key := range v.MapKeys() {
		name, err := keyName(key)
		if err != nil {
			return node{}, viewFault(f, "view-map-key")
		}
		inner := f.in(name)
		if key.Kind() == reflect.String && !selfEncoding(key.Type()) {
			inner.path = f.path + "/*" // a key can be any text, so it is not written to audit records
		}
		if key.Type() == personType { // the entry is about the person
			id, _ := reflect.TypeAssert[PersonID](key)
			inner.path = f.path + "/*"
			inner.label.Subject, inner.label.About, inner.label.Heard = id, nil, nil
			inner.company = true
			who := inner
			who.tag = FieldTag{Kind: Identity}
			if named, err := w.person(key, who); err != nil || named.withheld {
				return w.hide(told), err
			}
		}
		kid, err := w.value(v.MapIndex(key), inner)
		if err != nil {
			return node{}, err
		}
		if kid.withheld { // a key tells that there is something
			withheld = true
		}
		kid.name = name
		n.kids = append(n.kids, kid)
	}
	if withheld {
		return w.hide(told), nil
	}
	slices.SortFunc(n.kids, func(a, b node) int { return strings.Compare(a.name, b.name) })
	return n, nil
}

// hide marks the content in all decisions since then as withheld.
func (w *viewer) hide(told int) node {
	for i := range w.shown[told:] {
		w.shown[told+i].Withheld = true
	}
	return withheldNode
}

// folded returns the object, or Withheld if everything in it except signatures is withheld.
func (n node) folded() node {
	n.signature = n.signs()
	left := slices.ContainsFunc(n.kids, func(kid node) bool { return kid.withheld })
	if left && (n.signature || !slices.ContainsFunc(n.kids, func(kid node) bool { return !kid.withheld })) {
		return withheldNode
	}
	return n
}

// signs reports whether only signatures of the object or list are shown.
func (n *node) signs() bool {
	signed := false
	for i := range n.kids {
		switch kid := &n.kids[i]; {
		case kid.withheld:
		case !kid.signature:
			return false
		default:
			signed = true
		}
	}
	return signed
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

func (w *viewer) object(v reflect.Value, f frame) (node, error) {
	f.outer = f.label.Subject
	if f.company && !f.named {
		f.outer = PersonID{}
	}
	if err := about(v, &f); err != nil {
		return node{}, err
	}
	n, told := node{object: true}, len(w.shown)
	if err := w.fieldsOf(v, f, &n); err != nil {
		return node{}, err
	}
	if n = n.folded(); n.withheld {
		return w.hide(told), nil
	}
	return n, nil
}

// about finds whom a struct is about: the people that its tags name as such.
func about(v reflect.Value, f *frame) error {
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if field.Anonymous && field.Type.Kind() == reflect.Struct {
			if err := about(v.Field(i), f); err != nil {
				return err
			}
			continue
		}
		tag, err := FieldTagOf(field)
		if err != nil {
			return viewFault(f.in(field.Name), "view-tag")
		}
		if !field.IsExported() || !tag.Subject && !tag.About {
			continue
		}
		for id := range peopleIn(v.Field(i)) {
			switch {
			case id.IsZero():
			case tag.About:
				f.label.About = join(slices.Clone(f.label.About), []PersonID{id})
			case id != f.label.Subject:
				f.company = f.company || !f.label.Subject.IsZero()
				f.label.Subject, f.label.About, f.label.Heard = id, nil, nil
				f.named = true
			default:
				f.named = true
			}
		}
	}
	return nil
}

// peopleIn yields the people whom a field names.
func peopleIn(v reflect.Value) func(func(PersonID) bool) {
	return func(yield func(PersonID) bool) {
		switch v.Kind() {
		case reflect.Pointer:
			if !v.IsNil() {
				peopleIn(v.Elem())(yield)
			}
		case reflect.Slice, reflect.Array:
			for i := range v.Len() {
				for id := range peopleIn(v.Index(i)) {
					if !yield(id) {
						return
					}
				}
			}
		default:
			if id, ok := reflect.TypeAssert[PersonID](v); ok {
				yield(id)
			}
		}
	}
}

func (w *viewer) fieldsOf(v reflect.Value, f frame, n *node) error {
	for i := range v.NumField() {
		field := v.Type().Field(i)
		jsonTag := field.Tag.Get("json")
		name, options, _ := strings.Cut(jsonTag, ",")
		value := v.Field(i)
		switch {
		case jsonTag == "-":
			continue
		case field.Anonymous && name == "" && value.Kind() == reflect.Struct && !selfEncoding(field.Type):
			if err := w.fieldsOf(value, f, n); err != nil {
				return err
			}
			continue
		case !field.IsExported():
			continue
		case name == "":
			name = field.Name
		}
		inner := f.in(name)
		if tag, err := FieldTagOf(field); err != nil {
			return viewFault(inner, "view-tag")
		} else if tag.Kind != 0 {
			inner.tag = tag
		}
		inner.tag.Subject, inner.tag.About = false, false
		inner.omitted = omits(value, options)
		kid, err := w.value(value, inner)
		if err != nil {
			return err
		}
		if !kid.withheld && inner.omitted {
			continue
		}
		kid.name = name
		n.kids = append(n.kids, kid)
	}
	return nil
}

// hidesSealed reports whether values of a type that encodes itself can contain sealed values
// where no view finds them. Interfaces are checked when they are encoded.
func hidesSealed(t reflect.Type, seen map[reflect.Type]bool) bool {
	if seen[t] {
		return false
	}
	if t.Implements(sealedIface) || t == envelopeType {
		return true
	}
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map, reflect.Struct:
		if seen == nil {
			seen = map[reflect.Type]bool{}
		}
		seen[t] = true
	default:
		return false
	}
	if t.Kind() != reflect.Struct {
		return hidesSealed(t.Elem(), seen)
	}
	for field := range t.Fields() {
		if hidesSealed(field.Type, seen) {
			return true
		}
	}
	return false
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
