package confidential

import (
	"errors"
	"reflect"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// sealed lists the methods of Value of any type that a walk through a structure needs.
type sealed interface {
	storeIn(r Keyring, at Place, used nonces) (Envelope, error)
	stored(e Envelope) any
	loadFrom(r Keyring, at Place, e *Envelope) (any, error)
	openWith(r Keyring, at Place) (any, error)
	sealedLabel() (Label, bool)
	release(d *Decision, req *Request) (any, bool)
}

// StoreAll replaces, in place, every sealed value in the structure that target points to by
// its stored form, so that the structure can then be written with encoding/json like any
// other. It visits exported fields, pointers, slices, arrays and maps. Each value is bound to
// the place at; the JSON pointer to the value is added to the place's field, which may be
// empty here. Values that are already stored, but not under the primary key, are encrypted
// again. Either all values are stored or, on an error, none; the error names the places.
//
// Use it on a value made for writing, such as the exported form of a plan.
func StoreAll(target any, r Keyring, at Place) error {
	used := nonces{}
	return replaceAll(target, func(s sealed, path string) (any, error) {
		e, err := s.storeIn(r, at.in(path), used)
		if err != nil || e.IsZero() {
			return s, err
		}
		return s.stored(e), nil
	})
}

// OpenAll replaces, in place, every stored value by its opened form. at must be the same as
// for [StoreAll]. Each value names the id of its key, so a ring can hold old and new keys at
// the same time while keys are rotated. Either all values are opened or, on an error, none;
// the error names the places.
func OpenAll(target any, r Keyring, at Place) error {
	return replaceAll(target, func(s sealed, path string) (any, error) { return s.openWith(r, at.in(path)) })
}

func (v Value[T]) storeIn(r Keyring, at Place, used nonces) (Envelope, error) {
	return v.storeOnce(r, at, used)
}

func (v Value[T]) stored(e Envelope) any {
	erased := v.IsErased()
	return seal(content[T]{label: e.Label.clone(), stored: &e, erased: erased})
}

func (v Value[T]) loadFrom(r Keyring, at Place, e *Envelope) (any, error) {
	return Load[T](r, at, *e)
}

func (v Value[T]) openWith(r Keyring, at Place) (any, error) {
	if !v.IsStored() {
		return v, nil
	}
	return Load[T](r, at, *v.c.open().stored)
}

// replacement sets a new value, after all new values have been made.
type replacement struct{ put func() }

// replaceAll makes every replacement first and puts them in place only when all
// could be made.
func replaceAll(target any, with func(s sealed, path string) (any, error)) error {
	v := reflect.ValueOf(target)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		return &therapy.FieldError{Rule: "target-pointer", Err: ErrInvalid}
	}
	w := replacer{with: with, seen: map[walkedPlace]bool{}}
	w.again(v) // a structure may lead back to where it begins
	w.walk(v.Elem(), position{})
	if err := errors.Join(w.errs...); err != nil {
		return err
	}
	for _, r := range w.done {
		r.put()
	}
	return nil
}

// walkedPlace is a place that has been walked: structures may contain themselves through pointers,
// maps and slices.
type walkedPlace struct {
	p   uintptr
	n   int
	typ reflect.Type
}

// again reports whether v, a pointer, map or slice, has been walked before.
func (w *replacer) again(v reflect.Value) bool {
	at := walkedPlace{p: v.Pointer(), typ: v.Type()}
	if v.Kind() == reflect.Slice {
		at.n = v.Len()
	}
	seen := w.seen[at]
	w.seen[at] = true
	return seen
}

type replacer struct {
	with func(s sealed, path string) (any, error)
	seen map[walkedPlace]bool
	done []replacement
	errs []error
}

// position is the position of a walk: a JSON pointer, and the same for errors, without the keys
// of maps, which can be about people.
type position struct{ path, shown string }

func (s position) in(name string) position {
	name = "/" + pointerEscapes.Replace(name)
	return position{s.path + name, s.shown + name}
}

func (w *replacer) walk(v reflect.Value, at position) {
	if v.CanInterface() {
		if s, ok := reflect.TypeAssert[sealed](v); ok && v.Kind() == reflect.Struct {
			w.replace(v, s, at)
			return
		}
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() && !w.again(v) {
			w.walk(v.Elem(), at)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				w.walk(v.Field(i), at.in(fieldName(f)))
			}
		}
	case reflect.Slice, reflect.Array:
		if v.Kind() == reflect.Slice && w.again(v) {
			return
		}
		for i := range v.Len() {
			w.walk(v.Index(i), at.in(strconv.Itoa(i)))
		}
	case reflect.Map:
		if !v.IsNil() && !w.again(v) {
			w.walkMap(v, at)
		}
	case reflect.Interface:
		if !v.IsNil() && v.Elem().Kind() == reflect.Pointer {
			w.walk(v.Elem(), at)
		}
	default:
	}
}

// walkMap copies each value of a map, since it cannot be changed in place.
func (w *replacer) walkMap(m reflect.Value, at position) {
	for _, key := range m.MapKeys() {
		value := reflect.New(m.Type().Elem()).Elem()
		value.Set(m.MapIndex(key))
		before := len(w.done)
		name, err := keyName(key)
		if err != nil {
			w.errs = append(w.errs, &therapy.FieldError{Path: at.shown, Rule: "target-map-key", Err: ErrInvalid})
			return
		}
		inner := at.in(name)
		inner.shown = at.shown + "/*"
		w.walk(value, inner)
		if len(w.done) > before {
			w.done = append(w.done, replacement{func() { m.SetMapIndex(key, value) }})
		}
	}
}

func (w *replacer) replace(v reflect.Value, s sealed, at position) {
	made, err := w.with(s, at.path)
	if err != nil {
		w.errs = append(w.errs, &therapy.FieldError{Path: at.shown, Rule: "sealed-value", Err: err})
		return
	}
	if !v.CanSet() {
		w.errs = append(w.errs, &therapy.FieldError{Path: at.shown, Rule: "target-settable", Err: ErrInvalid})
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
