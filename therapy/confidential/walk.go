package confidential

import (
	"errors"
	"io"
	"reflect"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// sealed is what every Value can do whatever its type, for walking a structure.
type sealed interface {
	store(k Key, random io.Reader) (any, error)
	openWith(keys []Key) (any, error)
	sealedLabel() (Label, bool)
	release(d *Decision, req *Request) (any, bool)
}

// StoreAll replaces, in place, every sealed value in the structure that target
// points to by its stored form, so that the structure can then be written with
// encoding/json like any other. It goes through exported fields, pointers,
// slices, arrays and maps. Either all values are stored or, on an error, none.
//
// Use it on a value made for writing, such as the exported form of a plan.
func StoreAll(target any, k Key, random io.Reader) error {
	return replaceAll(target, func(s sealed) (any, error) { return s.store(k, random) })
}

// OpenAll replaces, in place, every stored value by its opened form. Each is
// opened with the key whose id it names, so that old and new keys can stand
// beside each other while keys are rotated. Either all values are opened or, on
// an error, none; the error says at which places.
func OpenAll(target any, keys ...Key) error {
	return replaceAll(target, func(s sealed) (any, error) { return s.openWith(keys) })
}

func (v Value[T]) store(k Key, random io.Reader) (any, error) {
	e, err := v.Store(k, random)
	if err != nil || v.c == nil {
		return v, err
	}
	return seal(content[T]{label: e.Label.clone(), stored: &e}), nil
}

func (v Value[T]) openWith(keys []Key) (any, error) {
	if !v.IsStored() {
		return v, nil
	}
	e := v.c.open().stored
	for _, k := range keys {
		if k.ID == e.Key {
			return Load[T](k, *e)
		}
	}
	return v, ErrOpen
}

// replacement is a value to be put in place once all have been made.
type replacement struct{ put func() }

// replaceAll makes every replacement first and puts them in place only when all
// could be made.
func replaceAll(target any, with func(sealed) (any, error)) error {
	v := reflect.ValueOf(target)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		return &therapy.FieldError{Rule: "target-pointer", Err: ErrInvalid}
	}
	w := replacer{with: with, seen: map[visit]bool{}}
	w.walk(v.Elem(), "")
	if err := errors.Join(w.errs...); err != nil {
		return err
	}
	for _, r := range w.done {
		r.put()
	}
	return nil
}

// visit is a place that has been walked: structures may lead back to themselves
// through pointers, maps and slices.
type visit struct {
	p   uintptr
	n   int
	typ reflect.Type
}

// again reports whether v, a pointer, map or slice, has been walked before.
func (w *replacer) again(v reflect.Value) bool {
	at := visit{p: v.Pointer(), typ: v.Type()}
	if v.Kind() == reflect.Slice {
		at.n = v.Len()
	}
	seen := w.seen[at]
	w.seen[at] = true
	return seen
}

type replacer struct {
	with func(sealed) (any, error)
	seen map[visit]bool
	done []replacement
	errs []error
}

func (w *replacer) walk(v reflect.Value, path string) {
	if v.CanInterface() {
		if s, ok := reflect.TypeAssert[sealed](v); ok && v.Kind() == reflect.Struct {
			w.replace(v, s, path)
			return
		}
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() && !w.again(v) {
			w.walk(v.Elem(), path)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				w.walk(v.Field(i), path+"/"+fieldName(f))
			}
		}
	case reflect.Slice, reflect.Array:
		if v.Kind() == reflect.Slice && w.again(v) {
			return
		}
		for i := range v.Len() {
			w.walk(v.Index(i), path+"/"+strconv.Itoa(i))
		}
	case reflect.Map:
		if !v.IsNil() && !w.again(v) {
			w.walkMap(v, path)
		}
	case reflect.Interface:
		if !v.IsNil() && v.Elem().Kind() == reflect.Pointer {
			w.walk(v.Elem(), path)
		}
	default:
	}
}

// walkMap copies each value of a map, since it cannot be changed in place.
func (w *replacer) walkMap(m reflect.Value, path string) {
	for _, key := range m.MapKeys() {
		value := reflect.New(m.Type().Elem()).Elem()
		value.Set(m.MapIndex(key))
		before := len(w.done)
		// Keys can be about people; the place is given without them.
		w.walk(value, path+"/*")
		if len(w.done) > before {
			w.done = append(w.done, replacement{func() { m.SetMapIndex(key, value) }})
		}
	}
}

func (w *replacer) replace(v reflect.Value, s sealed, path string) {
	made, err := w.with(s)
	if err != nil {
		w.errs = append(w.errs, &therapy.FieldError{Path: path, Rule: "sealed-value", Err: err})
		return
	}
	if !v.CanSet() {
		w.errs = append(w.errs, &therapy.FieldError{Path: path, Rule: "target-settable", Err: ErrInvalid})
		return
	}
	w.done = append(w.done, replacement{func() { v.Set(reflect.ValueOf(made)) }})
}

// fieldName is the name a field has in JSON.
func fieldName(f reflect.StructField) string {
	if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" {
		return name
	}
	return f.Name
}
