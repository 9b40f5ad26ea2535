package confidentialtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	htmltemplate "html/template"
	"log/slog"
	"reflect"
	"slices"
	"strings"
	"testing"
	"text/template"

	"github.com/therapykit/therapykit/therapy/confidential"
)

// CheckDisplay fails the test for every value whose type shows something about its content.
// An empty and a filled value must look the same under fmt with every verb and flag, in
// errors, log/slog and templates, as a value, a pointer, and inside a list, a map and the
// exported field of another struct. Pass one value of each exported type that can hold
// something about a person. It must be filled if a literal can only make the zero value;
// other types are filled by reflection.
func CheckDisplay(tb testing.TB, values ...any) {
	tb.Helper()
	for _, v := range values {
		faults := displayFaults(v)
		for _, fault := range faults[:min(len(faults), 5)] { // hundreds where there is one
			tb.Errorf("%T: %s", v, fault)
		}
	}
}

// displayFaults lists the display forms in which a type shows something.
func displayFaults(value any) []string {
	t := reflect.TypeOf(value)
	if t == nil || t.Kind() == reflect.Pointer {
		return []string{"pass a value, not a pointer or nil"}
	}
	given, filled, empty := reflect.ValueOf(value), fill(t, 0), reflect.New(t).Elem()
	var faults []string
	if filled.IsZero() && given.IsZero() && holdsSomething(t) {
		faults = append(faults, "is empty, and a literal cannot fill it: pass one that its constructor made")
	}
	for name, form := range displayForms() {
		for shape, put := range displayShapes(t) {
			none := display(form, put(empty))
			if display(form, put(filled)) != none || display(form, put(given)) != none {
				faults = append(faults, "shows what it holds by "+name+" "+shape)
			}
		}
	}
	if none := fmt.Sprint(empty.Interface()); !strings.Contains(none, confidential.Placeholder) {
		faults = append(faults, "has no constant form: embed confidential.Hidden")
	}
	slices.Sort(faults)
	return slices.Compact(faults)
}

// holdsSomething reports whether the type can hold anything at all.
func holdsSomething(t reflect.Type) bool {
	if t.Kind() != reflect.Struct {
		return true
	}
	for f := range t.Fields() {
		if f.Type != reflect.TypeFor[confidential.Hidden]() && holdsSomething(f.Type) {
			return true
		}
	}
	return false
}

// display calls a display form. A panic means that the method read the content.
func display(form func(any) string, v any) (text string) {
	defer func() {
		if recover() != nil {
			text = "panic"
		}
	}()
	return form(v)
}

func displayShapes(t reflect.Type) map[string]func(reflect.Value) any {
	return map[string]func(reflect.Value) any{
		"as a value": func(v reflect.Value) any { return v.Interface() },
		"as a pointer": func(v reflect.Value) any {
			p := reflect.New(t)
			p.Elem().Set(v)
			return p.Interface()
		},
		"in a list": func(v reflect.Value) any {
			list := reflect.MakeSlice(reflect.SliceOf(t), 1, 1)
			list.Index(0).Set(v)
			return list.Interface()
		},
		"in a map": func(v reflect.Value) any {
			m := reflect.MakeMap(reflect.MapOf(reflect.TypeFor[string](), t))
			m.SetMapIndex(reflect.ValueOf("key"), v)
			return m.Interface()
		},
		"in a field": func(v reflect.Value) any {
			return struct{ Field any }{v.Interface()}
		},
	}
}

func displayForms() map[string]func(any) string {
	forms := map[string]func(any) string{
		"fmt.Sprint":   func(v any) string { return fmt.Sprint(v) },
		"fmt.Sprintln": func(v any) string { return fmt.Sprintln(v, v) },
		"an error":     func(v any) string { return errors.Join(fmt.Errorf("%v %+v %s", v, v, v)).Error() },
		"slog text": func(v any) string {
			var b bytes.Buffer
			slog.New(slog.NewTextHandler(&b, &slog.HandlerOptions{ReplaceAttr: noTime})).Info("m", "v", slog.AnyValue(v))
			return b.String()
		},
		"text/template": func(v any) string {
			var b strings.Builder
			_ = template.Must(template.New("t").Parse(`{{.}} {{printf "%d" .}} {{print .}}`)).Execute(&b, v)
			return b.String()
		},
		"html/template": func(v any) string {
			var b strings.Builder
			_ = htmltemplate.Must(htmltemplate.New("t").Parse(`<p title="{{.}}">{{.}}</p>`)).Execute(&b, v)
			return b.String()
		},
	}
	for _, verb := range "vTtbcdoOqxXUeEfFgGsp" {
		for _, flags := range []string{"", "+", "#", " ", "0", "-9", "9.2"} {
			if verb == 'T' || verb == 'p' {
				continue // the type's name, and an address
			}
			format := "%" + flags + string(verb)
			forms["fmt "+format] = func(v any) string { return pointers(fmt.Sprintf(format, v)) }
		}
	}
	return forms
}

// pointers hides addresses, which differ from run to run and reveal nothing.
func pointers(s string) string {
	if before, _, ok := strings.Cut(s, "0xc0"); ok {
		return before + "(address)"
	}
	return s
}

func noTime(_ []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}

// fill returns a value of the type in which every field that can be set is set.
func fill(t reflect.Type, depth int) reflect.Value {
	v := reflect.New(t).Elem()
	if depth > 8 {
		return v
	}
	if t == reflect.TypeFor[confidential.PersonID]() {
		v.Set(reflect.ValueOf(confidential.MustPersonID("marker-7")))
		return v
	}
	if fillText(v) {
		return v
	}
	switch t.Kind() {
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(1)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(1)
	case reflect.Float32, reflect.Float64:
		v.SetFloat(1)
	case reflect.String:
		v.SetString("marker-7")
	case reflect.Pointer:
		v.Set(reflect.New(t.Elem()))
		v.Elem().Set(fill(t.Elem(), depth+1))
	case reflect.Slice:
		v.Set(reflect.Append(v, fill(t.Elem(), depth+1)))
	case reflect.Array:
		for i := range v.Len() {
			v.Index(i).Set(fill(t.Elem(), depth+1))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(t))
		v.SetMapIndex(fill(t.Key(), depth+1), fill(t.Elem(), depth+1))
	case reflect.Struct:
		fillFields(v, depth)
	default:
	}
	return v
}

// fillFields sets the fields of a struct, also those of embedded structs whose own names
// are not exported.
func fillFields(v reflect.Value, depth int) {
	for i := range v.NumField() {
		switch f := v.Type().Field(i); {
		case f.IsExported():
			v.Field(i).Set(fill(f.Type, depth+1))
		case f.Anonymous && f.Type.Kind() == reflect.Struct:
			fillFields(v.Field(i), depth+1)
		}
	}
}

// fillText sets values that read themselves: dates, times, sealed texts.
func fillText(v reflect.Value) bool {
	p := v.Addr().Interface()
	if u, ok := p.(json.Unmarshaler); ok {
		for _, text := range []string{`"2026-02-03"`, `"2026-02-03T04:05:06Z"`, `"marker"`, `7`} {
			if u.UnmarshalJSON([]byte(text)) == nil {
				return true
			}
		}
	}
	if u, ok := p.(interface{ UnmarshalText([]byte) error }); ok {
		for _, text := range []string{"2026-02-03", "10:30", "marker", "1"} {
			if u.UnmarshalText([]byte(text)) == nil {
				return true
			}
		}
	}
	return false
}
