package therapy

import (
	"encoding"
	"encoding/base64"
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
)

// maxJSONDepth is the deepest nesting of JSON that [UnmarshalStrict] reads. It is enough for
// every document of this module, and so low that nobody can exhaust the stack of a server
// with brackets.
const maxJSONDepth = 100

// UnmarshalStrict decodes one JSON value into the variable that v points to. It refuses
// everything that [json.Unmarshal] accepts in silence: members that the type does not have,
// members that occur twice, text after the value, names that differ in case only, null for
// something that cannot be absent, invalid UTF-8, halves of surrogate pairs, and nesting
// deeper than 100 levels. In a clinical record, what was sent and what was read have to be
// the same.
//
// It reports everything wrong at once, in the order of the text, as values of type
// [*FieldError], joined as [Check] joins them: the first [MaxFaults] and a count of the rest.
// If the text is not JSON, it reports only the first error. No error quotes the input. The
// path of a member that the type does not have gives its place among its siblings, counted
// from zero ("/goals/0/#3"), and the hint is the nearest of the type's own names. The key of
// a map is data, so a path gives its place in the same way.
//
// The rules of struct tags and embedding are those of encoding/json, but names must match
// exactly, and the option "string" is ignored. If a type has an UnmarshalJSON or
// UnmarshalText method, UnmarshalStrict calls it. It reports each [*FieldError] of such a
// method at its place. It reports any other error without its text, which may quote the
// input. A missing member leaves the zero value; the constructor decides whether the member
// may be missing.
//
// The result replaces what v points to; it is not merged into it. On an error, what v points
// to stays unchanged. If v is not a non-nil pointer, or JSON cannot fill its type without
// guessing (an interface, a channel, a function), the error has the rule "json-target".
//
// A [Reading] replaces how values of one type are read. It is for documents in which a part
// refers to something outside that part.
func UnmarshalStrict(data []byte, v any, readings ...Reading) error {
	target := reflect.ValueOf(v)
	if target.Kind() != reflect.Pointer || target.IsNil() {
		return &FieldError{Rule: "json-target", Hint: "a non-nil pointer", Err: ErrRequired}
	}
	root, err := parseJSON(data)
	if err != nil {
		return err
	}
	d := strictDecoder{data: data, fields: map[reflect.Type]strictFields{}, readings: readings}
	fresh := reflect.New(target.Type().Elem())
	d.value("", root, fresh.Elem())
	if err := d.faults.Err(); err != nil {
		return err
	}
	target.Elem().Set(fresh.Elem())
	return nil
}

// strictDecoder fills Go values from a parsed tree and collects what is wrong.
type strictDecoder struct {
	data   []byte
	faults Check
	fields map[reflect.Type]strictFields
	// readings replace how values of some types are read.
	readings []Reading
}

// Reading is how [UnmarshalStrict] reads values of one type in place of the type's own
// methods. The zero Reading reads no type.
type Reading struct {
	// Type is the type of the values.
	Type reflect.Type
	// Read sets v, which has that type, from the JSON text of one value. path is the JSON
	// pointer to the value. An error of Read is reported like an error of the type's own
	// method.
	Read func(path string, text []byte, v reflect.Value) error
}

func (d *strictDecoder) wrong(path, rule, hint string, err error) {
	d.faults.Wrong(path, rule, hint, err)
}

func (d *strictDecoder) wrongType(path, want string) {
	d.wrong(path, "json-type", want, ErrSyntax)
}

var timeType = reflect.TypeFor[time.Time]()

func (d *strictDecoder) value(path string, n *jsonNode, v reflect.Value) {
	for _, r := range d.readings {
		if r.Type == v.Type() {
			d.call(path, r.Read(path, d.data[n.start:n.end], v))
			return
		}
	}
	// UnmarshalJSON of time.Time takes null as "leave unchanged", so a missing time would
	// become the year one. UnmarshalText does not.
	if v.CanAddr() && v.Kind() != reflect.Pointer {
		switch u := v.Addr().Interface().(type) {
		case json.Unmarshaler:
			if v.Type() == timeType {
				d.text(path, n, u.(encoding.TextUnmarshaler)) //nolint:errcheck,forcetypeassert // *time.Time is both
				return
			}
			d.duplicates(path, n)
			d.call(path, u.UnmarshalJSON(d.data[n.start:n.end]))
			return
		case encoding.TextUnmarshaler:
			d.text(path, n, u)
			return
		}
	}
	switch v.Kind() { //nolint:exhaustive // the other kinds are in the default
	case reflect.Pointer:
		if n.kind == jsonNull {
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		d.value(path, n, v.Elem())
	case reflect.Struct:
		d.object(path, n, v)
	case reflect.Map:
		d.mapping(path, n, v)
	case reflect.Slice:
		d.slice(path, n, v)
	case reflect.Array:
		if n.kind != jsonArray || len(n.parts) != v.Len() {
			d.wrongType(path, "an array of "+strconv.Itoa(v.Len()))
			return
		}
		for i, part := range n.parts {
			d.value(path+"/"+strconv.Itoa(i), part, v.Index(i))
		}
	case reflect.String:
		if n.kind != jsonString {
			d.wrongType(path, "a string")
			return
		}
		v.SetString(n.text)
	case reflect.Bool:
		if n.kind != jsonTrue && n.kind != jsonFalse {
			d.wrongType(path, "true or false")
			return
		}
		v.SetBool(n.kind == jsonTrue)
	default:
		d.number(path, n, v)
	}
}

func (d *strictDecoder) number(path string, n *jsonNode, v reflect.Value) {
	switch v.Kind() { //nolint:exhaustive // the other kinds are in the default
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		if n.kind != jsonNumber || strings.ContainsAny(n.text, ".eE") {
			d.wrongType(path, "a whole number")
			return
		}
		i, err := strconv.ParseInt(n.text, 10, v.Type().Bits())
		if err != nil {
			d.wrong(path, "json-range", "", ErrRange)
			return
		}
		v.SetInt(i)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		if n.kind != jsonNumber || strings.ContainsAny(n.text, ".eE") {
			d.wrongType(path, "a whole number")
			return
		}
		u, err := strconv.ParseUint(n.text, 10, v.Type().Bits())
		if err != nil {
			d.wrong(path, "json-range", "", ErrRange)
			return
		}
		v.SetUint(u)
	case reflect.Float32, reflect.Float64:
		if n.kind != jsonNumber {
			d.wrongType(path, "a number")
			return
		}
		f, err := strconv.ParseFloat(n.text, v.Type().Bits())
		if err != nil {
			d.wrong(path, "json-range", "", ErrRange)
			return
		}
		v.SetFloat(f)
	default:
		d.wrong(path, "json-target", "no type that JSON can fill", ErrRequired)
	}
}

func (d *strictDecoder) text(path string, n *jsonNode, u encoding.TextUnmarshaler) {
	if n.kind != jsonString {
		d.wrongType(path, "a string")
		return
	}
	d.call(path, u.UnmarshalText([]byte(n.text)))
}

// call reports the error of a type's own decoding method at its place. An error that is not a
// FieldError may quote the input, so call reports only that there was one.
func (d *strictDecoder) call(path string, err error) {
	switch {
	case err == nil:
	case len(FieldErrors(err)) > 0:
		for _, field := range FieldErrors(err) {
			d.faults.Part(path, field)
		}
	default:
		d.wrong(path, "json-value", "", ErrSyntax)
	}
}

func (d *strictDecoder) object(path string, n *jsonNode, v reflect.Value) {
	if n.kind != jsonObject {
		d.wrongType(path, "an object")
		return
	}
	fields := d.fieldsOf(v.Type())
	seen := make(map[string]bool, len(n.parts))
	for i, part := range n.parts {
		name := n.names[i]
		index, known := fields.index[name]
		place := path + "/#" + strconv.Itoa(i)
		if known {
			place = path + Pointer(name)
		}
		if seen[name] {
			d.wrong(place, "json-duplicate", "", ErrDuplicate)
			continue
		}
		seen[name] = true
		if !known {
			d.wrong(place, "json-unknown-member", fields.nearest(name), ErrUnknown)
			continue
		}
		d.value(place, part, v.FieldByIndex(index))
	}
}

func (d *strictDecoder) mapping(path string, n *jsonNode, v reflect.Value) {
	if n.kind == jsonNull {
		return
	}
	if n.kind != jsonObject {
		d.wrongType(path, "an object")
		return
	}
	typ := v.Type()
	v.Set(reflect.MakeMapWithSize(typ, len(n.parts)))
	for i, part := range n.parts {
		place := path + "/#" + strconv.Itoa(i)
		key := reflect.New(typ.Key()).Elem()
		before := d.faults.count()
		name := &jsonNode{kind: jsonString, text: n.names[i]}
		if u, ok := reflect.TypeAssert[encoding.TextUnmarshaler](key.Addr()); ok {
			d.text(place, name, u)
		} else if key.Kind() == reflect.String {
			key.SetString(n.names[i])
		} else {
			d.wrong(place, "json-target", "no type that JSON can fill", ErrRequired)
		}
		if d.faults.count() == before && v.MapIndex(key).IsValid() {
			d.wrong(place, "json-duplicate", "", ErrDuplicate)
		}
		element := reflect.New(typ.Elem()).Elem()
		d.value(place, part, element)
		if d.faults.count() == before {
			v.SetMapIndex(key, element)
		}
	}
}

func (d *strictDecoder) slice(path string, n *jsonNode, v reflect.Value) {
	switch {
	case n.kind == jsonNull:
	case v.Type().Elem().Kind() == reflect.Uint8 && n.kind == jsonString:
		b, err := base64.StdEncoding.Strict().DecodeString(n.text)
		if err != nil {
			d.wrong(path, "json-base64", "standard base64 with padding", ErrSyntax)
			return
		}
		v.SetBytes(b)
	case n.kind != jsonArray:
		d.wrongType(path, "an array")
	default:
		v.Set(reflect.MakeSlice(v.Type(), len(n.parts), len(n.parts)))
		for i, part := range n.parts {
			d.value(path+"/"+strconv.Itoa(i), part, v.Index(i))
		}
	}
}

// duplicates reports repeated members in a part that a type decodes itself. Such methods
// often use encoding/json, which silently keeps the last member.
func (d *strictDecoder) duplicates(path string, n *jsonNode) {
	seen := make(map[string]bool, len(n.names))
	for i, part := range n.parts {
		place := path + "/" + strconv.Itoa(i)
		if n.kind == jsonObject {
			place = path + "/#" + strconv.Itoa(i)
			if seen[n.names[i]] {
				d.wrong(place, "json-duplicate", "", ErrDuplicate)
			}
			seen[n.names[i]] = true
		}
		d.duplicates(place, part)
	}
}

// strictFields are the members of a struct type: their names in the order of the fields, and
// the index of each.
type strictFields struct {
	names []string
	index map[string][]int
}

func (d *strictDecoder) fieldsOf(t reflect.Type) strictFields {
	known, ok := d.fields[t]
	if !ok {
		known = strictFields{index: map[string][]int{}}
		depth := map[string]int{}
		collectFields(t, nil, &known, depth)
		d.fields[t] = known
	}
	return known
}

// collectFields applies the embedding rule of encoding/json: the fields of an untagged
// embedded struct count as fields of the outer struct, and the shallower of two equal names
// wins.
func collectFields(t reflect.Type, prefix []int, into *strictFields, depth map[string]int) {
	for i := range t.NumField() {
		field := t.Field(i)
		tag := field.Tag.Get("json")
		name, _, _ := strings.Cut(tag, ",")
		index := append(append([]int(nil), prefix...), i)
		if field.Anonymous && name == "" && field.Type.Kind() == reflect.Struct {
			collectFields(field.Type, index, into, depth)
			continue
		}
		if !field.IsExported() || tag == "-" {
			continue
		}
		if name == "" {
			name = field.Name
		}
		if at, taken := depth[name]; taken && at <= len(index) {
			continue
		}
		if _, taken := depth[name]; !taken {
			into.names = append(into.names, name)
		}
		depth[name] = len(index)
		into.index[name] = index
	}
}

// nearest returns a hint with the field name that is most like name, "" if none is. The hint
// contains only a name of the type, never the input.
func (f strictFields) nearest(name string) string {
	if near, ok := Nearest(name, slices.Values(f.names)); ok {
		return `perhaps "` + near + `"`
	}
	return ""
}
