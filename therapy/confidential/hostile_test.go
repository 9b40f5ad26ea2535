package confidential_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// hostile lists texts that an attacker could send, by name. The long run of therapy/internal/house
// tests these readers and all others with a million members and ten megabytes.
func hostile() map[string][]byte {
	const million = 100_000
	return map[string][]byte{
		"a long text":               []byte(`{"envelope":"therapykit-envelope/2","key":"` + strings.Repeat("x", 1<<20) + `"}`),
		"a million members":         []byte(`{"envelope":"therapykit-envelope/2"` + strings.Repeat(`,"key":"k"`, million) + "}"),
		"a million elements":        []byte("[" + strings.Repeat("{},", million) + "{}]"),
		"deep lists":                []byte(strings.Repeat("[", million)),
		"deep objects":              []byte(strings.Repeat(`{"a":`, million)),
		"a byte order mark":         []byte("\xef\xbb\xbf{}"),
		"NUL":                       []byte("{\"envelope\x00\":1}"),
		"only NUL":                  bytes.Repeat([]byte{0}, 1<<20),
		"invalid UTF-8":             []byte("{\"\xff\xfe\":\"\xff\"}"),
		"half a surrogate pair":     []byte(`{"record":"\ud800"}`),
		"a huge number":             []byte(`{"seq":` + strings.Repeat("9", 1<<20) + `,"revision":1e999999}`),
		"a number with an exponent": []byte(`[1e-999999999]`),
		"text after the end":        []byte(`{} {}`),
		"nothing":                   nil,
		"lines":                     bytes.Repeat([]byte("{}\n"), million),
	}
}

// TestHostileTextIsRefused passes the texts to every reader of this package. Package house limits
// the processor time of every reader of the module.
func TestHostileTextIsRefused(t *testing.T) {
	ring := testRing(t, "key-1")
	readers := map[string]func([]byte) error{
		"envelope": func(b []byte) error { return new(confidential.Envelope).UnmarshalJSON(b) },
		"scanned":  func(b []byte) error { return new(confidential.Envelope).Scan(b) },
		"table":    func(b []byte) error { return new(confidential.Table).UnmarshalJSON(b) },
		"decision": func(b []byte) error { return new(confidential.Decision).UnmarshalJSON(b) },
		"consents": func(b []byte) error { return new(confidential.ConsentList).UnmarshalJSON(b) },
		"log": func(b []byte) error {
			_, err := confidential.VerifyLog(bytes.NewReader(b), confidential.Anchor{Seq: 1, Hash: "x"})
			return err
		},
		"document": func(b []byte) error {
			_, _, err := confidential.LoadDocument(chartFormat, ring, b, new(chart))
			return err
		},
		"label":        func(b []byte) error { return therapy.UnmarshalStrict(b, new(confidential.Label)) },
		"request":      func(b []byte) error { return therapy.UnmarshalStrict(b, new(confidential.Request)) },
		"person":       func(b []byte) error { return new(confidential.PersonID).UnmarshalText(b) },
		"tags":         func(b []byte) error { return new(confidential.Tags).UnmarshalText(b) },
		"level":        func(b []byte) error { return new(confidential.Level).UnmarshalText(b) },
		"sealed score": func(b []byte) error { return new(confidential.Value[int]).UnmarshalJSON(b) },
		"sealed list":  func(b []byte) error { return new(confidential.Value[[]int]).UnmarshalJSON(b) },
	}
	for name, text := range hostile() {
		for reader, read := range readers {
			err := read(text)
			// Some texts are valid for some readers: no people, no tags, an empty list.
			harmless := len(text) == 0 || reader == "label" || reader == "request" || reader == "decision" || reader == "table" || reader == "consents"
			if !harmless {
				require.Error(t, err, "%s of %s", reader, name)
			}
			if err != nil {
				require.Less(t, len(err.Error()), 64<<10, "%s of %s", reader, name)
				require.NotContains(t, err.Error(), "xxxx", "%s of %s", reader, name)
			}
		}
	}
}

func FuzzDocument(f *testing.F) {
	ring := testRing(f, "key-1")
	data, err := confidential.StoreDocument(chartFormat, "chart/c-1", 3, ring, chartOf())
	require.NoError(f, err)
	f.Add(data)
	f.Add([]byte(`{"format":"test-chart/1","record":"x","content":{"id":"1","main":null}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var c chart
		record, revision, err := confidential.LoadDocument(chartFormat, ring, data, &c)
		if err != nil {
			return
		}
		if !c.Main.IsZero() && (record != "chart/c-1" || revision != 3) {
			t.Fatal("a text could be opened in another record or revision")
		}
		if _, err := confidential.StoreDocument(chartFormat, record, revision, ring, c); err != nil && record != "" {
			t.Fatalf("a loaded value cannot be stored: %v", err)
		}
	})
}

func FuzzTable(f *testing.F) {
	b, err := json.Marshal(confidential.DefaultTable())
	require.NoError(f, err)
	f.Add(b)
	f.Add([]byte(`[{"overlay":"x","rule":{"id":"a","effect":"permit","reason":"r","sources":[]}}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var table confidential.Table
		if json.Unmarshal(data, &table) != nil {
			return
		}
		b, err := json.Marshal(&table)
		if err != nil {
			t.Fatal(err)
		}
		var again confidential.Table
		if err := json.Unmarshal(b, &again); err != nil {
			t.Fatalf("a written value cannot be read: %v", err)
		}
		g := confidential.NewGate(&table, quiet)
		never := labelled(func(l *confidential.Label) { l.Never = []confidential.PersonID{someone} })
		if g.Explain(never, payerReq).Effect != confidential.Deny || g.Explain(confidential.Label{}, payerReq).Effect != confidential.Deny {
			t.Fatal("a table bypassed a guard")
		}
	})
}

func FuzzSealed(f *testing.F) {
	for _, text := range []string{`"x"`, `null`, `{"envelope":"therapykit-envelope/2"}`, `7`, `["a"]`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var v confidential.Value[string]
		if err := json.Unmarshal(data, &v); err != nil {
			var syntax *json.SyntaxError
			if !errors.As(err, &syntax) && !errors.Is(err, confidential.ErrDecode) {
				t.Fatalf("unexpected error: %T", err)
			}
			return
		}
		if fmt.Sprint(v) != confidential.Placeholder {
			t.Fatal("the output contains the content")
		}
		if _, err := v.Disclose(t.Context(), defaultGate(), treatingReq); err == nil {
			t.Fatal("unclassified content was disclosed")
		}
	})
}

func FuzzLabel(f *testing.F) {
	b, err := json.Marshal(fullLabel())
	require.NoError(f, err)
	f.Add(b)
	f.Fuzz(func(t *testing.T, data []byte) {
		var l confidential.Label
		if therapy.UnmarshalStrict(data, &l) != nil {
			return
		}
		if l.Setting.Valid() && l.Validate() == nil {
			return
		}
		d := defaultGate().Explain(l, asked(payerReq, func(r *confidential.Request) { r.Ref = order5 }))
		if l.Setting.Valid() && d.Effect != confidential.Deny {
			t.Fatal("content with an invalid label was disclosed")
		}
	})
}
