package confidential

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// partWriter writes one part of a document.
type partWriter struct {
	b        bytes.Buffer
	document *DocumentWriter
	revision int
	err      error
}

func (w *partWriter) value(v reflect.Value, path string) {
	switch {
	case w.err != nil:
		return
	case !v.IsValid():
		w.b.WriteString("null")
		return
	}
	if text, ok := reflect.TypeAssert[sealed](v); ok && v.Kind() == reflect.Struct {
		if _, has := text.sealedLabel(); !has {
			w.b.WriteString("null")
			return
		}
		w.b.WriteString(strconv.Itoa(w.document.number(text, w.revision, path)))
		return
	}
	if encodesItself(v) && v.Kind() != reflect.Pointer {
		w.plain(v, path)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		w.b.WriteByte('{')
		w.fields(v, path, true)
		w.b.WriteByte('}')
	case reflect.Slice, reflect.Array:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			w.plain(v, path)
			return
		}
		w.b.WriteByte('[')
		for i := range v.Len() {
			if i > 0 {
				w.b.WriteByte(',')
			}
			w.value(v.Index(i), path+"/"+strconv.Itoa(i))
		}
		w.b.WriteByte(']')
	case reflect.Pointer:
		if v.IsNil() {
			w.b.WriteString("null")
			return
		}
		w.value(v.Elem(), path)
	case reflect.Map:
		if len(sealedTypes(v.Type(), nil)) > 0 {
			w.err = &therapy.FieldError{Path: path, Rule: "document-map", Hint: "a list: the keys of maps are not encrypted and cannot be bound", Err: ErrInvalid}
			return
		}
		w.plain(v, path)
	default:
		w.plain(v, path)
	}
}

func (w *partWriter) plain(v reflect.Value, path string) {
	text, err := json.Marshal(v.Interface())
	if err != nil {
		w.err = &therapy.FieldError{Path: path, Rule: "store-value", Err: therapy.ErrRange}
		return
	}
	w.b.Write(text)
}

// fields writes the members of a struct and returns whether it has written none so far.
func (w *partWriter) fields(v reflect.Value, path string, first bool) bool {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous && name == "" && f.Type.Kind() == reflect.Struct {
			first = w.fields(v.Field(i), path, first)
			continue
		}
		if !f.IsExported() || name == "-" || omits(v.Field(i), options) {
			continue
		}
		if name == "" {
			name = f.Name
		}
		if !first {
			w.b.WriteByte(',')
		}
		first = false
		w.b.WriteString(strconv.Quote(name))
		w.b.WriteByte(':')
		w.value(v.Field(i), path+"/"+pointerEscapes.Replace(name))
	}
	return first
}

// sealedTypes lists the types of sealed values that a value of the type can hold.
func sealedTypes(t reflect.Type, seen map[reflect.Type]bool) []reflect.Type {
	if seen == nil {
		seen = map[reflect.Type]bool{}
	}
	if seen[t] {
		return nil
	}
	seen[t] = true
	if t.Implements(sealedIface) && t.Kind() == reflect.Struct {
		return []reflect.Type{t}
	}
	var found []reflect.Type
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		found = sealedTypes(t.Elem(), seen)
	case reflect.Struct:
		for f := range t.Fields() {
			if f.IsExported() || f.Anonymous {
				found = append(found, sealedTypes(f.Type, seen)...)
			}
		}
	default:
	}
	return found
}
