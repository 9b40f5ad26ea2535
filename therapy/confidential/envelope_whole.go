package confidential

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"unicode/utf8"

	"github.com/therapykit/therapykit/therapy"
)

// encode writes content as JSON, and checks that reading it gives the same content. Errors of
// a payload are not passed on, since they may quote it.
func encode[P any](content P) (plain []byte, err error) {
	defer func() {
		if recover() != nil {
			plain, err = nil, ErrPayload
		}
	}()
	plain, err = json.Marshal(content)
	if err != nil {
		return nil, &therapy.FieldError{Rule: "store-content", Hint: "content that JSON can write", Err: ErrInvalid}
	}
	if !survivesJSON(content, plain) {
		return nil, &therapy.FieldError{Rule: "store-content-lost", Hint: "text in UTF-8, and content that JSON gives back as it was", Err: ErrInvalid}
	}
	return plain, nil
}

// survivesJSON reports whether reading the JSON gives the same content. JSON replaces bytes that
// are not UTF-8, rounds large numbers of unknown type, and leaves out unexported fields.
func survivesJSON[P any](content P, plain []byte) bool {
	if text, ok := any(content).(string); ok {
		return utf8.ValidString(text)
	}
	var read P
	if !written(reflect.TypeFor[P](), nil) || json.Unmarshal(plain, &read) != nil {
		return false
	}
	again, err := json.Marshal(read)
	defer clear(again)
	return err == nil && bytes.Equal(plain, again)
}

// written reports whether every field of a type is written, or whether the type encodes
// itself.
func written(t reflect.Type, above []reflect.Type) bool {
	if slices.Contains(above, t) {
		return true
	}
	if marshaler := reflect.TypeFor[json.Marshaler](); t.Implements(marshaler) || reflect.PointerTo(t).Implements(marshaler) {
		return true
	}
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		return written(t.Elem(), append(above, t))
	case reflect.Struct:
		for f := range t.Fields() {
			if !f.IsExported() && !f.Anonymous || !written(f.Type, append(above, t)) {
				return false
			}
		}
	default:
	}
	return true
}
