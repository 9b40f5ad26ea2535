package confidential_test

import (
	"bytes"
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding"
	"encoding/asn1"
	"encoding/binary"
	"encoding/csv"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"errors"
	"expvar"
	"fmt"
	htemplate "html/template"
	"io"
	"log"
	"log/slog"
	"net/url"
	"reflect"
	"runtime/debug"
	"runtime/pprof"
	"strings"
	"testing/quick"
	"text/tabwriter"
	"text/template"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/assert"
)

// channel is one way in which a program shows or writes x. Channels that compare values use other,
// which has another secret.
type channel struct {
	name string
	run  func(x, y any) string
}

var channels = func() []channel {
	var all []channel
	add := func(name string, run func(x, y any) string) { all = append(all, channel{name, run}) }
	one := func(name string, run func(x any) string) { add(name, func(x, _ any) string { return run(x) }) }

	for _, verb := range []string{
		"v", "+v", "#v", "s", "+s", "#s", "q", "+q", "#q", "x", "#x", "% x", "X", "#X", "d", "+d", "t", "b", "#b", "o", "O", "c", "U", "#U",
		"e", "E", "f", "F", "g", "G", "p", "#p", "T", "z", "20v", "-20.3s", "020d", "[1]v", "[1]s %[1]d",
	} {
		one("fmt %"+verb, func(x any) string { return fmt.Sprintf("%"+verb, x) })
	}
	addMisuse(one)
	addErrors(one)
	addLogs(one)
	addEncoders(one)
	addTemplates(one)
	addReflection(one)
	addComparisons(add)
	return all
}()

func addMisuse(one func(string, func(any) string)) {
	for name, format := range map[string]string{
		"extra": "nothing", "no verb": "%", "bad verb": "%!", "width from value": "%*d", "precision from value": "%.*d", "bad index": "%[5]d", "wrap outside Errorf": "%w",
	} {
		one("fmt misuse: "+name, func(x any) string { return fmt.Sprintf(format, x, x) })
	}
	one("fmt.Sprint", func(x any) string { return fmt.Sprint(x) })
	one("fmt.Sprint beside others", func(x any) string { return fmt.Sprint("a", x, 1, x) })
	one("fmt.Sprintln", func(x any) string { return fmt.Sprintln(x) })
	one("fmt.Append", func(x any) string { return string(fmt.Append(nil, x)) })
	one("fmt.Appendf", func(x any) string { return string(fmt.Appendf(nil, "%+v", x)) })
	one("fmt.Fprint", func(x any) string { var b strings.Builder; _, _ = fmt.Fprint(&b, x); return b.String() })
	one("tabwriter", func(x any) string {
		var b strings.Builder
		w := tabwriter.NewWriter(&b, 0, 8, 1, ' ', 0)
		_, _ = fmt.Fprintf(w, "a\t%v\t%d\n", x, x)
		_ = w.Flush()
		return b.String()
	})
	one("fmt.Sscan into it", func(x any) string { _, err := fmt.Sscan("other", x); return fmt.Sprint(err, x) })
}

func addErrors(one func(string, func(any) string)) {
	one("errors: Errorf %v", func(x any) string { return fmt.Errorf("saving %v", x).Error() })
	wrap, number := "saving %w", "%v %#v %d" // not constant, because vet would report this misuse
	one("errors: Errorf %w", func(x any) string { return fmt.Sprintf("%+v", fmt.Errorf(wrap, x)) })
	one("fmt: reflect.Value as a number", func(x any) string { return fmt.Sprintf(number, reflect.ValueOf(x), reflect.ValueOf(&x), x) })
	one("errors: joined", func(x any) string { return fmt.Sprintf("%+v", errors.Join(fmt.Errorf("%v", x), fmt.Errorf("%d", x))) })
	one("errors: Error method", func(x any) string {
		if err, ok := x.(error); ok {
			return err.Error() + fmt.Sprintf("%#v", errors.Unwrap(err))
		}
		return ""
	})
	one("panic recovered", func(x any) (s string) {
		defer func() { s = fmt.Sprintf("%v %+v %s %d", recover(), x, x, x) }()
		panic(x)
	})
	one("panic with a text", func(x any) (s string) {
		defer func() { s = fmt.Sprint(recover()) }()
		panic(fmt.Sprintf("bad state: %+v", x))
	})
	one("quick.CheckError", func(x any) string {
		return (&quick.CheckError{Count: 1, In: []any{x}}).Error() + (&quick.CheckEqualError{Out1: []any{x}, Out2: []any{x}}).Error()
	})
}

func addLogs(one func(string, func(any) string)) {
	logTo := func(f func(*log.Logger)) string { var b strings.Builder; f(log.New(&b, "", 0)); return b.String() }
	one("log.Print", func(x any) string { return logTo(func(l *log.Logger) { l.Print(x) }) })
	one("log.Println", func(x any) string { return logTo(func(l *log.Logger) { l.Println(x) }) })
	one("log.Printf", func(x any) string { return logTo(func(l *log.Logger) { l.Printf("%+v %#v %d", x, x, x) }) })
	one("log.Panic", func(x any) string {
		return logTo(func(l *log.Logger) {
			defer func() { _ = recover() }()
			l.Panic(x)
		})
	})
	for name, handler := range map[string]func(io.Writer) slog.Handler{
		"text": func(w io.Writer) slog.Handler {
			return slog.NewTextHandler(w, &slog.HandlerOptions{ReplaceAttr: dropTime})
		},
		"json": func(w io.Writer) slog.Handler {
			return slog.NewJSONHandler(w, &slog.HandlerOptions{ReplaceAttr: dropTime})
		},
	} {
		slogTo := func(f func(*slog.Logger)) string { var b strings.Builder; f(slog.New(handler(&b))); return b.String() }
		one("slog "+name+": argument", func(x any) string { return slogTo(func(l *slog.Logger) { l.Info("m", "k", x) }) })
		one("slog "+name+": bad key", func(x any) string { return slogTo(func(l *slog.Logger) { l.Info("m", x) }) })
		one("slog "+name+": attribute", func(x any) string {
			return slogTo(func(l *slog.Logger) {
				l.LogAttrs(context.Background(), slog.LevelError, "m", slog.Any("k", x), slog.Group("g", "k", x))
			})
		})
		one("slog "+name+": With", func(x any) string {
			return slogTo(func(l *slog.Logger) { l.With("k", x).WithGroup("g").Warn("m", "k", []any{x}) })
		})
		one("slog "+name+": message", func(x any) string { return slogTo(func(l *slog.Logger) { l.Info(fmt.Sprint(x)) }) })
		one("slog "+name+": nested", func(x any) string {
			return slogTo(func(l *slog.Logger) { l.Info("m", "k", struct{ A any }{x}, "j", map[string]any{"k": x}) })
		})
	}
	one("slog.Value", func(x any) string {
		v := slog.AnyValue(x)
		return v.String() + v.Resolve().String() + fmt.Sprintf("%+v %#v", v, v.Resolve())
	})
	one("slog through log", func(x any) string {
		var b strings.Builder
		l := slog.NewLogLogger(slog.NewTextHandler(&b, &slog.HandlerOptions{ReplaceAttr: dropTime}), slog.LevelInfo)
		l.Printf("%v %+v", x, x)
		return b.String()
	})
	one("stack trace", func(x any) string { return func(any) string { return string(debug.Stack()) }(x) })
	one("profiler labels", func(x any) string {
		ctx := pprof.WithLabels(context.Background(), pprof.Labels("k", fmt.Sprint(x)))
		v, _ := pprof.Label(ctx, "k")
		return v
	})
	one("expvar", func(x any) string { return expvar.Func(func() any { return x }).String() })
	one("context, printed", func(x any) string {
		ctx := context.WithValue(context.Background(), contextKey{}, x)
		return fmt.Sprintf("%v %+v %#v", ctx, ctx, ctx)
	})
	one("url query", func(x any) string { return url.Values{"k": {fmt.Sprint(x), fmt.Sprintf("%x", x)}}.Encode() })
	one("csv", func(x any) string {
		var b strings.Builder
		w := csv.NewWriter(&b)
		_ = w.Write([]string{fmt.Sprintf("%v", x), fmt.Sprintf("%+v", x)})
		w.Flush()
		return b.String()
	})
}

func dropTime(_ []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}

func outcome(b []byte, err error) string { return fmt.Sprintf("%s %v %+v", b, err, err) }

func addEncoders(one func(string, func(any) string)) {
	one("json.Marshal", func(x any) string { return outcome(json.Marshal(x)) })
	one("json.MarshalIndent", func(x any) string { return outcome(json.MarshalIndent(x, "", " ")) })
	one("json.Marshal in a structure", func(x any) string {
		return outcome(json.Marshal(map[string]any{"a": []any{x}, "b": struct{ X any }{x}}))
	})
	one("json.Encoder", func(x any) string {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		return outcome(b.Bytes(), e.Encode(x)) + b.String()
	})
	one("json: null is read into it", func(x any) string { return fmt.Sprint(json.Unmarshal([]byte(`{"a":1}`), x)) })
	one("xml.Marshal", func(x any) string { return outcome(xml.Marshal(x)) })
	one("xml.Encoder", func(x any) string { var b bytes.Buffer; return fmt.Sprint(xml.NewEncoder(&b).Encode(x)) + b.String() })
	one("gob", func(x any) string { var b bytes.Buffer; return fmt.Sprint(gob.NewEncoder(&b).Encode(x)) + b.String() })
	one("gob in an interface", func(x any) string {
		var b bytes.Buffer
		return fmt.Sprint(gob.NewEncoder(&b).Encode(struct{ X any }{x})) + b.String()
	})
	one("asn1", func(x any) string { return outcome(asn1.Marshal(x)) })
	one("binary.Write", func(x any) string {
		var b bytes.Buffer
		return fmt.Sprint(binary.Write(&b, binary.LittleEndian, x)) + b.String()
	})
	one("MarshalText", func(x any) string {
		if m, ok := x.(encoding.TextMarshaler); ok {
			return outcome(m.MarshalText())
		}
		return ""
	})
	one("MarshalBinary", func(x any) string {
		if m, ok := x.(encoding.BinaryMarshaler); ok {
			return outcome(m.MarshalBinary())
		}
		return ""
	})
	one("MarshalYAML", func(x any) string {
		if m, ok := x.(interface{ MarshalYAML() (any, error) }); ok {
			v, err := m.MarshalYAML()
			return fmt.Sprintf("%+v %v", v, err)
		}
		return ""
	})
	one("sql: argument", func(x any) string {
		v, err := driver.DefaultParameterConverter.ConvertValue(x)
		return fmt.Sprintf("%T %v", v, err)
	})
	one("sql: Valuer", func(x any) string {
		if m, ok := x.(driver.Valuer); ok {
			v, err := m.Value()
			return fmt.Sprintf("%s %v %v", v, v, err)
		}
		return ""
	})
	one("sql: named argument", func(x any) string { return fmt.Sprintf("%v %+v", sql.Named("k", x), sql.Named("k", x)) })
	one("sql: Scan into it", func(x any) string {
		if s, ok := x.(sql.Scanner); ok {
			return fmt.Sprint(s.Scan("other"))
		}
		return ""
	})
}

func addTemplates(one func(string, func(any) string)) {
	for _, text := range []string{
		`{{.}}`, `{{printf "%v" .}}`, `{{printf "%#v %d %s %x" . . . .}}`, `{{print .}}`, `{{println .}}`, `{{js .}}`, `{{html .}}`, `{{urlquery .}}`,
		`{{len .}}`, `{{range .}}{{.}}{{end}}`, `{{.Note}}`, `{{.Reveal}}{{.Value}}{{.Expose}}`, `{{index . 0}}`, `{{index . "k"}}`, `{{with .}}{{.}}{{end}}`,
		`{{call .}}`, `{{slice .}}`, `{{eq . .}}`,
	} {
		one("text/template "+text, func(x any) string {
			var b strings.Builder
			err := template.Must(template.New("t").Parse(text)).Execute(&b, x)
			return fmt.Sprint(b.String(), err)
		})
	}
	for name, text := range map[string]string{
		"body": `<p>{{.}}</p>`, "attribute": `<p title="{{.}}" id={{.}}>`, "script": `<script>let a = {{.}}; let b = "{{.}}"</script>`,
		"style": `<p style="color: {{.}}">`, "link": `<a href="/x?q={{.}}">x</a>`, "field": `<p>{{.Note}}</p>`,
	} {
		one("html/template "+name, func(x any) string {
			var b strings.Builder
			err := htemplate.Must(htemplate.New("t").Parse(text)).Execute(&b, x)
			return fmt.Sprint(b.String(), err)
		})
	}
}

func addReflection(one func(string, func(any) string)) {
	one("reflect: read everything", func(x any) string {
		var b strings.Builder
		readAll(&b, reflect.ValueOf(x), 0)
		return b.String()
	})
	one("reflect: call every method", func(x any) string {
		var b strings.Builder
		callAll(&b, reflect.ValueOf(x), 0)
		return b.String()
	})
	one("reflect.Value.String", func(x any) string {
		v := reflect.ValueOf(x)
		return v.String() + fmt.Sprint(v) + fmt.Sprintf("%#v", v)
	})
	one("reflect: convert to text", func(x any) string {
		v := reflect.ValueOf(x)
		if t := reflect.TypeFor[string](); v.CanConvert(t) {
			return v.Convert(t).String()
		}
		return ""
	})
}

// readAll collects everything that reflection can read without package unsafe, including
// unexported fields.
func readAll(b *strings.Builder, v reflect.Value, depth int) {
	if depth > 12 || !v.IsValid() {
		return
	}
	switch v.Kind() {
	case reflect.String:
		b.WriteString(v.String() + "\n")
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		fmt.Fprintln(b, v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		if depth > 1 || v.Kind() != reflect.Uint64 { // the lengths and hashes of containers are not content
			fmt.Fprintf(b, "%c", rune(v.Uint()))
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			readAll(b, v.Elem(), depth+1)
		}
	case reflect.Struct:
		if strings.HasPrefix(v.Type().PkgPath(), "internal/") || v.Type().PkgPath() == "reflect" {
			return // the internal numbers of a hash map are random
		}
		for _, field := range v.Fields() {
			readAll(b, field, depth+1)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			readAll(b, v.Index(i), depth+1)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			readAll(b, k, depth+1)
			readAll(b, v.MapIndex(k), depth+1)
		}
	default:
	}
}

// callAll calls every exported method and function that it finds, with zero values as arguments, and
// collects the results.
func callAll(b *strings.Builder, v reflect.Value, depth int) {
	if depth > 6 || !v.IsValid() || !v.CanInterface() {
		return
	}
	call := func(name string, f reflect.Value) {
		defer func() {
			if recover() != nil {
				b.WriteString(name + " panics\n")
			}
		}()
		args := make([]reflect.Value, f.Type().NumIn())
		for i := range args {
			args[i] = reflect.Zero(f.Type().In(i))
		}
		var results []reflect.Value
		if f.Type().IsVariadic() {
			results = f.CallSlice(args)
		} else {
			results = f.Call(args)
		}
		for _, r := range results {
			fmt.Fprintf(b, "%s: %+v %s\n", name, r, r)
			readAll(b, r, 0)
		}
	}
	for _, u := range []reflect.Value{v, reflect.New(v.Type())} {
		if u.Kind() == reflect.Pointer && u.Elem().CanSet() && u != v {
			u.Elem().Set(v)
		}
		if strings.Contains(u.Type().String(), "confidential") {
			for i := range u.NumMethod() {
				call(u.Type().Method(i).Name, u.Method(i))
			}
		}
	}
	switch v.Kind() {
	case reflect.Func:
		if !v.IsNil() {
			call("func", v)
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			callAll(b, v.Elem(), depth+1)
		}
	case reflect.Struct:
		for _, field := range v.Fields() {
			callAll(b, field, depth+1)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			callAll(b, v.Index(i), depth+1)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			callAll(b, k, depth+1)
			callAll(b, v.MapIndex(k), depth+1)
		}
	default:
	}
}

// noted is an assert.TestingT that keeps the messages.
type noted struct{ strings.Builder }

func (n *noted) Errorf(format string, args ...any) { fmt.Fprintf(&n.Builder, format, args...) }

// told is a cmp.Reporter that prints every value.
type told struct {
	strings.Builder
	path cmp.Path
}

func (r *told) PushStep(s cmp.PathStep) { r.path = append(r.path, s) }
func (r *told) PopStep()                { r.path = r.path[:len(r.path)-1] }
func (r *told) Report(cmp.Result) {
	x, y := r.path.Last().Values()
	fmt.Fprintf(&r.Builder, "%#v %+v %v %#v\n", r.path, x, y, y)
}

func addComparisons(add func(string, func(x, y any) string)) {
	for name, check := range map[string]func(t assert.TestingT, x, y any){
		"Equal":         func(t assert.TestingT, x, y any) { assert.Equal(t, x, y) },
		"EqualValues":   func(t assert.TestingT, x, y any) { assert.EqualValues(t, x, y) },
		"Exactly":       func(t assert.TestingT, x, y any) { assert.Exactly(t, x, y) },
		"NotEqual":      func(t assert.TestingT, x, _ any) { again := x; assert.NotEqual(t, x, again) },
		"Nil":           func(t assert.TestingT, x, _ any) { assert.Nil(t, x) },
		"Empty":         func(t assert.TestingT, x, _ any) { assert.Empty(t, x) },
		"Zero":          func(t assert.TestingT, x, _ any) { assert.Zero(t, x) },
		"Len":           func(t assert.TestingT, x, _ any) { assert.Len(t, x, 77) },
		"Contains":      func(t assert.TestingT, x, y any) { assert.Contains(t, []any{x}, y) },
		"ElementsMatch": func(t assert.TestingT, x, y any) { assert.ElementsMatch(t, []any{x}, []any{y}) },
		"Subset":        func(t assert.TestingT, x, y any) { assert.Subset(t, []any{x}, []any{y}) },
		"Same":          func(t assert.TestingT, x, y any) { assert.Same(t, &x, &y) },
		"Implements":    func(t assert.TestingT, x, _ any) { assert.Implements(t, (*io.Reader)(nil), x) },
		"IsType":        func(t assert.TestingT, x, _ any) { assert.IsType(t, "", x) },
		"message":       func(t assert.TestingT, x, y any) { assert.Fail(t, "failed", "%v %+v %d %s", x, y, x, y) },
		"nested Equal": func(t assert.TestingT, x, y any) {
			assert.Equal(t, map[string]any{"a": []any{x}}, map[string]any{"a": []any{y}})
		},
	} {
		add("testify "+name, func(x, y any) string {
			t := &noted{}
			check(t, x, y)
			// The trace contains the line of the check, not the value.
			return t.String()
		})
	}
	everything := cmp.Exporter(func(reflect.Type) bool { return true })
	// Only our own types are followed: values of the standard library lead into the runtime and contain
	// cycles.
	add("cmp.Diff", func(x, y any) string { return cmp.Diff(x, y) })
	add("cmp.Diff with every field", func(x, y any) string {
		if foreign(x) {
			return ""
		}
		return cmp.Diff(x, y, everything)
	})
	add("cmp.Diff without Equal methods", func(x, y any) string {
		if foreign(x) {
			return ""
		}
		return cmp.Diff(x, y, everything, cmp.FilterPath(func(cmp.Path) bool { return true }, cmpopts.EquateEmpty()))
	})
	add("cmp.Diff of nested", func(x, y any) string {
		if foreign(x) {
			return ""
		}
		return cmp.Diff([]any{map[string]any{"k": x}}, []any{map[string]any{"k": y}, y}, everything)
	})
	add("cmp reporter", func(x, y any) string {
		if foreign(x) {
			return ""
		}
		r := &told{}
		cmp.Equal(x, y, everything, cmp.Reporter(r))
		return r.String()
	})
}

func foreign(x any) bool {
	switch x.(type) {
	case reflect.Value, context.Context, fmt.Stringer:
		s := reflect.TypeOf(x).String()
		return strings.HasPrefix(s, "reflect.") || strings.HasPrefix(s, "*context.") || strings.HasPrefix(s, "slog.")
	}
	s := reflect.TypeOf(x).String()
	return strings.HasPrefix(s, "*list.") || strings.HasPrefix(s, "*sync.")
}

func (n *noted) equal(a, b any) bool { return assert.Equal(n, a, b) }
