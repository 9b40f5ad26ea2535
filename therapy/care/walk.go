package care

import (
	"reflect"
	"strings"
	"time"

	"github.com/therapykit/therapykit/therapy/confidential"
)

// The functions of this file handle a specification field by field, so that they cannot
// forget a field that is added later.

var (
	sealedType   = reflect.TypeFor[confidential.Value[string]]()
	timeType     = reflect.TypeFor[time.Time]()
	scheduleType = reflect.TypeFor[Schedule]()
	personType   = reflect.TypeFor[confidential.PersonID]()
)

// eachSealed calls visit for every sealed text in v that is not empty. It leaves out the
// parts that v shares with before; before may be the zero [reflect.Value].
func eachSealed(before, v reflect.Value, visit func(confidential.Value[string])) {
	if v.Type() == sealedType {
		if text, _ := reflect.TypeAssert[confidential.Value[string]](v); !text.IsZero() {
			visit(text)
		}
		return
	}
	switch v.Kind() { //nolint:exhaustive // the other kinds are in the default
	case reflect.Struct:
		for i := range v.NumField() {
			if !v.Type().Field(i).IsExported() {
				continue
			}
			was := reflect.Value{}
			if before.IsValid() {
				was = before.Field(i)
			}
			eachSealed(was, v.Field(i), visit)
		}
	case reflect.Slice:
		if k := v.Type().Elem().Kind(); k != reflect.Struct && v.Type().Elem() != sealedType {
			return
		}
		for i := sharedLen(before, v); i < v.Len(); i++ {
			was := reflect.Value{}
			if before.IsValid() && i < before.Len() {
				was = before.Index(i)
			}
			eachSealed(was, v.Index(i), visit)
		}
	default:
	}
}

// sameValue reports whether two values of one type are the same. Lists are compared element
// by element; an empty list is the same as none, because JSON does not distinguish them.
// Sealed texts are the same only if they are one sealed value.
func sameValue(a, b reflect.Value) bool {
	switch a.Type() {
	case timeType:
		x, _ := reflect.TypeAssert[time.Time](a)
		y, _ := reflect.TypeAssert[time.Time](b)
		return x.Equal(y)
	case scheduleType:
		x, _ := reflect.TypeAssert[Schedule](a)
		y, _ := reflect.TypeAssert[Schedule](b)
		return x.Equal(y)
	case sealedType:
		x, _ := reflect.TypeAssert[confidential.Value[string]](a)
		y, _ := reflect.TypeAssert[confidential.Value[string]](b)
		return x.IsZero() && y.IsZero() || x.Equal(y)
	}
	switch a.Kind() { //nolint:exhaustive // the other kinds are in the default
	case reflect.Struct:
		if a.NumField() == 0 || a.Type() == personType || !a.Type().Field(0).IsExported() {
			return a.Equal(b)
		}
		for i := range a.NumField() {
			if a.Type().Field(i).IsExported() && !sameValue(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Slice:
		if a.Len() != b.Len() {
			return false
		}
		for i := sharedLen(a, b); i < a.Len(); i++ {
			if !sameValue(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	default:
		return a.Equal(b)
	}
}

// jsonName returns the name of a field in JSON, which is also used in texts about the field.
func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}

// spoken turns a JSON name into words: "expressedBy" becomes "expressed by".
func spoken(name string) string {
	var b strings.Builder
	for _, r := range name {
		if 'A' <= r && r <= 'Z' {
			b.WriteByte(' ')
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}

func equalLedgers[S any](a, b ledger[S]) bool {
	if len(a.entries) != len(b.entries) {
		return false
	}
	for i := range a.entries {
		x, y := &a.entries[i], &b.entries[i]
		if x.revision.Number != y.revision.Number || !sameValue(reflect.ValueOf(x.revision.RevisionSpec), reflect.ValueOf(y.revision.RevisionSpec)) ||
			x.state != y.state && !sameValue(reflect.ValueOf(*x.state), reflect.ValueOf(*y.state)) {
			return false
		}
	}
	return true
}
