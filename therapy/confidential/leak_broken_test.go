package confidential_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/confidential"
)

// Wrappers that leak their content, each in a way that occurs in published code. The suite must find
// the leak of every one of them; otherwise its success with our type proves nothing.

// bare has no methods at all.
type bare struct{ v string }

// named is a text with a method.
type named string

func (named) String() string { return "[R]" }

// stringer has String only.
type stringer struct{ v string }

func (stringer) String() string { return "[R]" }

// recipe has the methods of most published wrappers.
type recipe struct{ v string }

func (recipe) String() string               { return "[R]" }
func (recipe) GoString() string             { return "[R]" }
func (recipe) MarshalJSON() ([]byte, error) { return []byte(`"[R]"`), nil }

// shown has every method that displays; other types embed it next to their storage.
type shown struct{}

func (shown) Format(f fmt.State, _ rune)     { _, _ = f.Write([]byte("[R]")) }
func (shown) String() string                 { return "[R]" }
func (shown) GoString() string               { return "[R]" }
func (shown) LogValue() slog.Value           { return slog.StringValue("[R]") }
func (shown) MarshalJSON() ([]byte, error)   { return nil, errors.New("sealed") }
func (shown) MarshalText() ([]byte, error)   { return nil, errors.New("sealed") }
func (shown) MarshalBinary() ([]byte, error) { return nil, errors.New("sealed") }

// field has all these methods but keeps the content in a plain field.
type field struct {
	shown
	v string
}

// pointer keeps the content behind a pointer.
type pointer struct {
	shown
	v *string
}

// pointed keeps a structure behind a pointer, which fmt prints for a bad verb.
type pointed struct {
	shown
	v *person
}

// accessor stores the content safely but returns it to every caller, including templates.
type accessor struct {
	shown
	open func() string
}

func (a accessor) Reveal() string { return a.open() }

// writesJSON stores the content safely but encodes it unencrypted.
type writesJSON struct {
	shown
	open func() string
}

func (w writesJSON) MarshalJSON() ([]byte, error) { return json.Marshal(w.open()) }

// valuer writes the content as plain text to databases.
type valuer struct {
	shown
	open func() string
}

func (w valuer) MarshalText() ([]byte, error) { return []byte(w.open()), nil }

// masked prints one star for each letter, which shows the length.
type masked struct {
	shown
	open func() string
}

func (m masked) Format(f fmt.State, _ rune) {
	_, _ = f.Write([]byte(strings.Repeat("*", len(m.open()))))
}

// hashed prints a hash, which can confirm a guess.
type hashed struct {
	shown
	open func() string
}

func (h hashed) Format(f fmt.State, _ rune) {
	sum := sha256.Sum256([]byte(h.open()))
	_, _ = fmt.Fprintf(f, "[%c%c%c]", 'g'+sum[0]%20, 'g'+sum[1]%20, 'g'+sum[2]%20)
}

// firstLetter prints the first letter.
type firstLetter struct {
	shown
	open func() string
}

func (m firstLetter) LogValue() slog.Value { return slog.StringValue(m.open()[:1] + "...") }

// complains quotes the content in an error.
type complains struct {
	shown
	open func() string
}

func (c complains) MarshalJSON() ([]byte, error) {
	return nil, fmt.Errorf("refusing to write %q", c.open())
}

// pointerMethods has pointer receivers, so a value has none of the methods.
type pointerMethods struct{ v string }

func (*pointerMethods) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("[R]")) }
func (*pointerMethods) String() string             { return "[R]" }

func brokenPair[W any](mk func(string) W) (a, b W) { return mk(secretTexts[0]), mk(secretTexts[1]) }

// huntBroken tries one channel with one container.
func huntBroken[W any](mk func(string) W) func(channelName, shapeName string) []finding {
	return func(channelName, shapeName string) []finding {
		a, b := brokenPair(mk)
		return probe("string", a, b, func(c channel) bool { return c.name == channelName }, func(s shape[W]) bool { return s.name == shapeName })
	}
}

func keep(s string) func() string { return func() string { return s } }

func TestBrokenWrappersAreCaught(t *testing.T) {
	tests := []struct {
		name    string
		find    func(channelName, shapeName string) []finding
		channel string // a channel that must find the leak,
		shape   string // in this container
		reason  string
	}{
		{"no methods", huntBroken(func(s string) bare { return bare{s} }), "fmt %v", "value", "nothing protects it"},
		{"named string", huntBroken(func(s string) named { return named(s) }), "reflect: read everything", "value", "a string is a string to reflection"},
		{"named string", huntBroken(func(s string) named { return named(s) }), "reflect: convert to text", "value", "and can be converted"},
		{"Stringer", huntBroken(func(s string) stringer { return stringer{s} }), "fmt %#v", "value", "String is not asked for %#v"},
		{"Stringer", huntBroken(func(s string) stringer { return stringer{s} }), "fmt %d", "value", "nor for numbers"},
		{"published recipe", huntBroken(func(s string) recipe { return recipe{s} }), "fmt %v", "unexported field", "fmt calls no methods on unexported fields"},
		{"published recipe", huntBroken(func(s string) recipe { return recipe{s} }), "slog text: argument", "unexported field", "the text handler is fmt"},
		{"published recipe", huntBroken(func(s string) recipe { return recipe{s} }), "errors: Errorf %v", "unexported field", "so are errors"},
		{"every method, plain field", huntBroken(func(s string) field { return field{v: s} }), "fmt %+v", "nested deep", "methods do not protect, storage does"},
		{"every method, plain field", huntBroken(func(s string) field { return field{v: s} }), "testify Equal", "value", "its printer disables methods"},
		{"every method, plain field", huntBroken(func(s string) field { return field{v: s} }), "reflect: read everything", "value", "fields can be read"},
		{"pointer field", huntBroken(func(s string) pointer { return pointer{v: &s} }), "testify Equal", "exported field", "the printer follows pointers"},
		{"pointer field", huntBroken(func(s string) pointer { return pointer{v: &s} }), "cmp.Diff with every field", "value", "so does the diff"},
		{"pointer field", huntBroken(func(s string) pointer { return pointer{v: &s} }), "cmp reporter", "value", "so does whoever reports on it"},
		{"pointer to a structure", huntBroken(func(s string) pointed { return pointed{v: &person{Name: s}} }), "testify nested Equal", "slice", "however deep"},
		{"accessor", huntBroken(func(s string) accessor { return accessor{open: keep(s)} }), "reflect: call every method", "value", "reflection can call what takes no arguments"},
		{"accessor", huntBroken(func(s string) accessor { return accessor{open: keep(s)} }), "text/template {{.Reveal}}{{.Value}}{{.Expose}}", "value", "so can templates"},
		{"writes JSON", huntBroken(func(s string) writesJSON { return writesJSON{open: keep(s)} }), "json.Marshal", "value", "the ordinary way out"},
		{"writes JSON", huntBroken(func(s string) writesJSON { return writesJSON{open: keep(s)} }), "expvar", "value", "expvar is JSON"},
		{"writes JSON", huntBroken(func(s string) writesJSON { return writesJSON{open: keep(s)} }), "html/template script", "value", "scripts in templates are JSON"},
		{"writes text", huntBroken(func(s string) valuer { return valuer{open: keep(s)} }), "MarshalText", "value", "the other way out"},
		{"writes text", huntBroken(func(s string) valuer { return valuer{open: keep(s)} }), "xml.Marshal", "value", "XML is text"},
		{"length kept", huntBroken(func(s string) masked { return masked{open: keep(s)} }), "fmt %s", "value", "the length tells two secrets apart"},
		{"fingerprint", huntBroken(func(s string) hashed { return hashed{open: keep(s)} }), "fmt.Sprint", "value", "a guess can be confirmed"},
		{"first letter", huntBroken(func(s string) firstLetter { return firstLetter{open: keep(s)} }), "slog json: attribute", "value", "one letter is too much"},
		{"error quotes it", huntBroken(func(s string) complains { return complains{open: keep(s)} }), "json.Encoder", "slice", "errors are logged"},
		{"methods on the pointer", huntBroken(func(s string) pointerMethods { return pointerMethods{s} }), "fmt %v", "value", "a value is not a pointer"},
	}
	for _, tt := range tests {
		t.Run(tt.name+"/"+tt.channel, func(t *testing.T) {
			require.NotEmpty(t, tt.find(tt.channel, tt.shape), "not caught: %s", tt.reason)
		})
	}
}

// encoders lists encodings of x that must return an error rather than drop sealed content.
var encoders = map[string]func(x any) error{
	"json": func(x any) error { _, err := json.Marshal(x); return err },
	"xml":  func(x any) error { _, err := xml.Marshal(x); return err },
	"gob":  func(x any) error { return gob.NewEncoder(new(bytes.Buffer)).Encode(x) },
	"text": func(x any) error {
		_, err := x.(interface{ MarshalText() ([]byte, error) }).MarshalText()
		return err
	},
	"binary": func(x any) error {
		_, err := x.(interface{ MarshalBinary() ([]byte, error) }).MarshalBinary()
		return err
	},
	"yaml": func(x any) error { _, err := x.(interface{ MarshalYAML() (any, error) }).MarshalYAML(); return err },
}

func TestEncodersRefuse(t *testing.T) {
	v := confidential.Seal("made up", restricted)
	for name, encode := range encoders {
		require.ErrorContains(t, encode(v), "sealed", name)
	}
	for name, encode := range map[string]func(any) error{"json": encoders["json"], "xml": encoders["xml"], "gob": encoders["gob"]} {
		require.ErrorContains(t, encode(exported[confidential.Value[string]]{"1", v}), "sealed", "%s of a field", name)
	}
	// A broken wrapper for comparison: its placeholder would overwrite the record.
	require.NoError(t, encoders["json"](recipe{"made up"}), "the check finds a silent loss")
}

// TestComparingIsNoOracle checks that a guess cannot be confirmed by sealing and comparing it.
func TestComparingIsNoOracle(t *testing.T) {
	oracles := map[string]func(a, b any) bool{
		"==":       func(a, b any) bool { return a == b },
		"map key":  func(a, b any) bool { return map[any]bool{a: true}[b] },
		"testify":  func(a, b any) bool { return (&noted{}).equal(a, b) },
		"in array": func(a, b any) bool { return [1]any{a} == [1]any{b} },
	}
	secret, guess := confidential.Seal("F32.1", restricted), confidential.Seal("F32.1", restricted)
	for name, same := range oracles {
		require.False(t, same(secret, guess), name)
		require.True(t, same(secret, secret), "%s: a copy is the same", name)
		require.True(t, same(bare{"F32.1"}, bare{"F32.1"}), "%s catches a wrapper that compares content", name)
	}
	require.False(t, secret.Equal(guess))
	require.True(t, secret.Equal(secret))
}

func TestDecodingErrorsQuoteNothing(t *testing.T) {
	var number confidential.Value[int]
	var small confidential.Value[int8]
	var when confidential.Value[time.Time]
	var record confidential.Value[person]
	var text confidential.Value[string]
	secret := []byte(`"` + secretTexts[0] + `"`)
	for name, err := range map[string]error{
		"json number":      json.Unmarshal(secret, &number),
		"json structure":   json.Unmarshal([]byte(`{"name":"`+secretTexts[0]+`","age":"`+secretTexts[0]+`"}`), &record),
		"json in a field":  json.Unmarshal([]byte(`{"Note":"`+secretTexts[0]+`"}`), &exported[confidential.Value[int]]{}),
		"json list":        json.Unmarshal([]byte(`[`+string(secret)+`]`), &[]confidential.Value[int]{}),
		"json too big":     json.Unmarshal([]byte(strconv.Itoa(secretInts[0])), &small),
		"json time":        json.Unmarshal(secret, &when),
		"json time inside": json.Unmarshal([]byte(`{"Note":`+string(secret)+`}`), &exported[confidential.Value[time.Time]]{}),
		"text":             number.UnmarshalText([]byte(secretTexts[0])),
		"binary":           text.UnmarshalBinary([]byte(secretTexts[0])),
		"gob":              text.GobDecode([]byte(secretTexts[0])),
		"database":         text.Scan(secretTexts[0]),
		"envelope":         new(confidential.Envelope).Scan(secretTexts[0]),
		"envelope, number": new(confidential.Envelope).Scan(int64(secretInts[0])),
		"xml attribute":    xml.Unmarshal([]byte(`<a note="`+secretTexts[0]+`"/>`), &tagged[confidential.Value[int]]{}),
	} {
		require.Error(t, err, name)
		_, found := leaked(fmt.Sprintf("%v %+v %#v", err, err, err))
		require.False(t, found, "%s: %v", name, err)
	}
	// For comparison: the errors of the standard library do quote.
	_, found := leaked(fmt.Sprint(json.Unmarshal([]byte(`{"a":"`+secretTexts[0]+`"}`), &map[named]int{}), xml.Unmarshal([]byte(`<a note="`+secretTexts[0]+`"/>`), &tagged[int]{})))
	require.True(t, found, "the check finds an error that quotes")
	require.True(t, number.IsZero() && record.IsZero() && text.IsZero(), "an error leaves the zero value")

	require.NoError(t, json.Unmarshal(secret, &text))
	require.True(t, text.Label().Equal(confidential.Label{}), "decoded content is sealed under the strictest label")
	require.NoError(t, text.UnmarshalText([]byte("made up")))
	require.NoError(t, json.Unmarshal([]byte("null"), &text))
	require.True(t, text.IsZero())
}
