package therapy_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
)

// strictInner is embedded, to check that its fields are promoted as in encoding/json.
type strictInner struct {
	Shared string `json:"shared"`
	Inner  string `json:"inner"`
}

// upper decodes itself; its error gives the reason and does not quote the input.
type upper string

func (u *upper) UnmarshalJSON(data []byte) error {
	var s string
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	if strings.ToUpper(s) != s {
		return &therapy.FieldError{Path: "/case", Rule: "upper", Err: therapy.ErrSyntax}
	}
	*u = upper(s)
	return nil
}

// blabber quotes its input in its error, as types from other packages may do.
type blabber struct{ N int }

func (b *blabber) UnmarshalJSON(data []byte) error {
	if string(data) == `{"n":1,"n":1}` {
		b.N = 1
		return nil
	}
	return errors.New("cannot read " + string(data))
}

type strictTarget struct {
	strictInner
	Shared  string                `json:"shared"` // hides the embedded one
	Goals   []strictGoal          `json:"goals"`
	Day     therapy.Date          `json:"day"`
	At      time.Time             `json:"at"`
	Layer   therapy.Layer         `json:"layer"`
	Count   int8                  `json:"count"`
	Size    uint8                 `json:"size"`
	Share   float64               `json:"share"`
	Yes     bool                  `json:"yes"`
	Maybe   *int                  `json:"maybe"`
	Answers map[therapy.Layer]int `json:"answers"`
	Words   map[string]string     `json:"words"`
	Bytes   []byte                `json:"bytes"`
	Pair    [2]int                `json:"pair"`
	When    therapy.Condition     `json:"when"`
	Upper   upper                 `json:"upper"`
	Blab    blabber               `json:"blab"`
	Raw     json.RawMessage       `json:"raw"`
	Any     any                   `json:"any"`
	Odd     map[int]int           `json:"odd"`
	Hidden  string                `json:"-"`
	Plain   string                // no tag
	//lint:ignore U1000 decoding must not reach it
	private string //nolint:unused // it must not be reachable
}

type strictGoal struct {
	Statement string `json:"statement"`
	Weight    int    `json:"weight"`
}

var strictOptions = cmp.Options{
	cmp.AllowUnexported(strictTarget{}),
	cmpopts.EquateComparable(therapy.Date{}),
	cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) }),
}

func TestUnmarshalStrictAccepts(t *testing.T) {
	t.Parallel()
	seven := 7
	for _, tt := range []struct {
		name, json string
		want       strictTarget
		reason     string
	}{
		{"nothing", `{}`, strictTarget{}, "what is missing is the constructor's to judge"},
		{"space around", " \r\n\t{ } \n", strictTarget{}, "white space means nothing in JSON"},
		{"embedded", `{"shared":"a","inner":"b"}`, strictTarget{Shared: "a", strictInner: strictInner{Inner: "b"}}, "the shallower name wins"},
		{"nested", `{"goals":[{"statement":"s","weight":-2},{}]}`, strictTarget{Goals: []strictGoal{{"s", -2}, {}}}, "lists of structs"},
		{"empty list", `{"goals":[]}`, strictTarget{Goals: []strictGoal{}}, "empty is not absent"},
		{"null list", `{"goals":null,"answers":null,"maybe":null}`, strictTarget{}, "encoding/json writes nil so"},
		{"texts", `{"day":"2028-02-29","layer":"need","at":"2026-05-01T18:00:00+01:00"}`, strictTarget{
			Day: therapy.MustDate(2028, 2, 29), Layer: therapy.LayerNeed, At: time.Date(2026, 5, 1, 17, 0, 0, 0, time.UTC),
		}, "types with a text form"},
		{"numbers", `{"count":-128,"size":255,"share":-1.5e-2}`, strictTarget{Count: -128, Size: 255, Share: -0.015}, "the ends of the ranges"},
		{"pointer", `{"maybe":7,"yes":true}`, strictTarget{Maybe: &seven, Yes: true}, ""},
		{"maps", `{"answers":{"need":1,"safety":2},"words":{"":"x"}}`, strictTarget{
			Answers: map[therapy.Layer]int{therapy.LayerNeed: 1, therapy.LayerSafety: 2}, Words: map[string]string{"": "x"},
		}, "keys by their text form"},
		{"bytes and arrays", `{"bytes":"AQI=","pair":[3,4]}`, strictTarget{Bytes: []byte{1, 2}, Pair: [2]int{3, 4}}, ""},
		{"own decoder", `{"when":{"not":"adult"},"upper":"A","raw":[1, 2]}`, strictTarget{
			When: therapy.Not(therapy.Is("adult")), Upper: "A", Raw: json.RawMessage(`[1, 2]`),
		}, "types that decode themselves get their own text"},
		{"escapes", `{"Plain":"\"\\\/\b\f\n\r\tA\u00e9\ud83d\ude00é"}`, strictTarget{Plain: "\"\\/\b\f\n\r\tAé😀é"}, "every escape of RFC 8259"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := strictTarget{Plain: "left over"}
			require.NoError(t, therapy.UnmarshalStrict([]byte(tt.json), &got), tt.reason)
			if diff := cmp.Diff(tt.want, got, strictOptions); diff != "" {
				t.Errorf("%s:\n%s", tt.reason, diff)
			}
		})
	}
}

func TestUnmarshalStrictRefuses(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat("[", 102) + strings.Repeat("]", 102)
	for _, tt := range []struct {
		name, json string
		want       []string // path, space, rule
		reason     string
	}{
		{"unknown member", `{"day":"","goal":[]}`, []string{"/#1 json-unknown-member"}, "a name can be about a person"},
		{"other case", `{"DAY":""}`, []string{"/#0 json-unknown-member"}, "encoding/json would take it"},
		{"skipped field", `{"-":"","Hidden":""}`, []string{"/#0 json-unknown-member", "/#1 json-unknown-member"}, ""},
		{"private field", `{"private":""}`, []string{"/#0 json-unknown-member"}, ""},
		{"nested unknown", `{"goals":[{},{"weight":1,"wait":2}]}`, []string{"/goals/1/#1 json-unknown-member"}, ""},
		{"repeated", `{"count":1,"count":2}`, []string{"/count json-duplicate"}, "encoding/json would take the last"},
		{"unknown repeated", `{"x":1,"x":2}`, []string{"/#0 json-unknown-member", "/#1 json-duplicate"}, ""},
		{"repeated by escape", `{"count":1,"\u0063ount":2}`, []string{"/count json-duplicate"}, "the same name in disguise"},
		{"repeated in own decoder", `{"blab":{"n":1,"n":1}}`, []string{"/blab/#1 json-duplicate"}, "the type itself would not notice"},
		{"repeated in raw", `{"raw":[{"a":1,"a":2}]}`, []string{"/raw/0/#1 json-duplicate"}, ""},
		{"repeated key", `{"answers":{"need":1,"need":2}}`, []string{"/answers/#1 json-duplicate"}, "keys are data, told by place"},
		{"key not known", `{"answers":{"Ann Example":1}}`, []string{"/answers/#0 enum-unknown"}, ""},
		{"value under key", `{"answers":{"need":"x"}}`, []string{"/answers/#0 json-type"}, ""},
		{"trailing", `{} {}`, []string{" json-trailing-data"}, ""},
		{"empty", ``, []string{" json-syntax"}, ""},
		{"not utf-8", "{\"Plain\":\"\xff\"}", []string{" json-utf8"}, "encoding/json would repair it"},
		{"half a pair", `{"Plain":"\ud83d"}`, []string{" json-surrogate"}, "encoding/json would repair it"},
		{"wrong half", `{"Plain":"\ude00\ud83d"}`, []string{" json-surrogate"}, ""},
		{"too deep", deep, []string{" json-depth"}, ""},
		{"wrong types", `{"shared":1,"goals":{},"count":"1","size":true,"share":"x","yes":0,"maybe":"x","answers":[],"bytes":1,"pair":[1],"layer":1,"at":null,"day":null}`, []string{
			"/shared json-type", "/goals json-type", "/count json-type", "/size json-type", "/share json-type", "/yes json-type", "/maybe json-type",
			"/answers json-type", "/bytes json-type", "/pair json-type", "/layer json-type", "/at json-type", "/day json-type",
		}, "everything at once, in the order of the input"},
		{"null", `{"shared":null,"count":null,"yes":null,"share":null,"pair":null}`, []string{
			"/shared json-type", "/count json-type", "/yes json-type", "/share json-type", "/pair json-type",
		}, "null is not a value of these"},
		{"ranges", `{"count":128,"size":256,"share":1e999}`, []string{"/count json-range", "/size json-range", "/share json-range"}, ""},
		{"negative unsigned", `{"size":-1}`, []string{"/size json-range"}, ""},
		{"fractions", `{"count":1.0,"size":1e0}`, []string{"/count json-type", "/size json-type"}, "a count is written as one"},
		{"own error placed", `{"upper":"a"}`, []string{"/upper/case upper"}, ""},
		{"tree error placed", `{"when":{"all":["adult",{"any":7}]}}`, []string{"/when/all/1/any condition-form"}, ""},
		{"stranger's error", `{"blab":"Ann Example"}`, []string{"/blab json-value"}, "its text quotes the input"},
		{"bad time", `{"at":"Ann Example"}`, []string{"/at json-value"}, "the standard library's text quotes the input"},
		{"bad base64", `{"bytes":"A"}`, []string{"/bytes json-base64"}, ""},
		{"interface", `{"any":1}`, []string{"/any json-target"}, "no guessing"},
		{"key type", `{"odd":{"1":1}}`, []string{"/odd/#0 json-target"}, ""},
		{"not an object", `[]`, []string{" json-type"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := strictTarget{Plain: "before"}
			err := therapy.UnmarshalStrict([]byte(tt.json), &got)
			require.Error(t, err, tt.reason)
			var found []string
			for _, field := range therapy.FieldErrors(err) {
				found = append(found, field.Path+" "+field.Rule)
				require.Error(t, field.Unwrap(), "every error has its sentinel")
			}
			if diff := cmp.Diff(tt.want, found); diff != "" {
				t.Errorf("%s:\n%s", tt.reason, diff)
			}
			require.NotContains(t, err.Error(), "Ann Example", "the error quotes the input")
			if diff := cmp.Diff(strictTarget{Plain: "before"}, got, strictOptions); diff != "" {
				t.Errorf("the target was changed:\n%s", diff)
			}
		})
	}
}

func TestUnmarshalStrictSyntax(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		`{`, `[`, `{"a"`, `{"a":`, `{"a":1`, `{"a":1,`, `{"a":1,}`, `{a:1}`, `{"a" 1}`, `[1,]`, `[,1]`, `[1 2]`, `tru`, `nul`, `True`,
		`01`, `-`, `1.`, `.5`, `1e`, `1e+`, `+1`, `0x1`, `NaN`, `"`, `"\`, `"\x"`, `"\u12"`, `"\u+123"`, "\"\n\"", "\"\\\"\n\"", `'a'`, "\x00",
		`"\u`, `"\ud83d\u`, `{"a":1}}`, `//`, "\ufeff{}",
	} {
		require.False(t, json.Valid([]byte(text)), "the standard library agrees about %q", text)
		var v json.RawMessage
		err := therapy.UnmarshalStrict([]byte(text), &v)
		require.ErrorIs(t, err, therapy.ErrSyntax, "%q", text)
	}
}

func TestUnmarshalStrictSuggests(t *testing.T) {
	t.Parallel()
	var v strictTarget
	err := therapy.UnmarshalStrict([]byte("{\n  \"gaols\": [],\n  \"qqqqqq\": 1, \"Day\": \"\"}"), &v)
	fields := therapy.FieldErrors(err)
	require.Len(t, fields, 3)
	require.Equal(t, `perhaps "goals"`, fields[0].Hint)
	require.Empty(t, fields[1].Hint, "no name is near, so there is no hint")
	require.Equal(t, `perhaps "day"`, fields[2].Hint)

	err = therapy.UnmarshalStrict([]byte(`{"`+strings.Repeat("g", 1000)+`":1}`), &v)
	require.Empty(t, therapy.FieldErrors(err)[0].Hint, "no hint for a name longer than every known name")

	err = therapy.UnmarshalStrict([]byte("{\n  \"goals\": ]"), &v)
	require.Equal(t, "line 2, column 12", therapy.FieldErrors(err)[0].Hint)
}

func TestUnmarshalStrictTargets(t *testing.T) {
	t.Parallel()
	var none *strictTarget
	for _, target := range []any{nil, strictTarget{}, none, 7} {
		err := therapy.UnmarshalStrict([]byte(`{}`), target)
		require.Equal(t, "json-target", therapy.FieldErrors(err)[0].Rule)
	}
}

// FuzzUnmarshalStrict compares with encoding/json: it accepts every text that we accept, with the
// same result.
func FuzzUnmarshalStrict(f *testing.F) {
	for _, seed := range []string{
		`{}`, `{"goals":[{"statement":"s","weight":1}]}`, `{"count":1,"count":2}`, `{"day":"2026-01-31"}`, `{"words":{"a":"\ud83d\ude00"}}`,
		`{"share":1e3,"maybe":null}`, `[`, `{"raw":[[[[]]]]}`, `{"bytes":"AQI="}`, "\xff",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var ours, theirs strictTarget
		err := therapy.UnmarshalStrict(data, &ours)
		if err != nil {
			if len(therapy.FieldErrors(err)) == 0 {
				t.Fatalf("an error without a path: %T", err)
			}
			if !reflect.DeepEqual(ours, strictTarget{}) {
				t.Fatal("an error changed the target")
			}
			return
		}
		if !json.Valid(data) {
			t.Fatalf("accepted invalid JSON: %q", data)
		}
		if err := json.Unmarshal(data, &theirs); err != nil {
			t.Fatalf("encoding/json refuses %q: %v", data, err)
		}
		if diff := cmp.Diff(theirs, ours, strictOptions); diff != "" {
			t.Fatalf("%q decoded differently:\n%s", data, diff)
		}
		again, err := json.Marshal(ours.Goals)
		require.NoError(t, err)
		var goals []strictGoal
		require.NoError(t, therapy.UnmarshalStrict(again, &goals))
	})
}

func BenchmarkUnmarshalStrict(b *testing.B) {
	data := []byte(`{"goals":[` + strings.Repeat(`{"statement":"made up","weight":1},`, 99) + `{}],"day":"2026-01-31","layer":"need"}`)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		var v strictTarget
		if err := therapy.UnmarshalStrict(data, &v); err != nil {
			b.Fatal(err)
		}
	}
}

func TestUnmarshalStrictListsAHundredFaults(t *testing.T) {
	var list []int
	err := therapy.UnmarshalStrict([]byte("["+strings.Repeat(`"x",`, 50_000)+`"x"]`), &list)
	faults := therapy.FieldErrors(err)
	require.Len(t, faults, therapy.MaxFaults+1)
	require.Equal(t, "more-faults", faults[therapy.MaxFaults].Rule)
	require.Equal(t, "49901 more", faults[therapy.MaxFaults].Hint)
	require.Less(t, len(err.Error()), 1<<13, "the size of the error is limited")
}

// TestUnmarshalStrictList checks that a list with too many members is refused even if the members
// are short, and that the variable keeps its value.
func TestUnmarshalStrictList(t *testing.T) {
	t.Parallel()
	list := []therapy.Range{{Min: 1, Max: 2}}
	require.NoError(t, therapy.UnmarshalStrictList([]byte(`[{"min":3,"max":4},{}]`), &list, 2))
	require.Equal(t, []therapy.Range{{Min: 3, Max: 4}, {}}, list)
	for text, rule := range map[string]string{`[{},{},{}]`: "list-size", `[{"x":1}]`: "json-unknown-member", `{}`: "json-type", `[`: "json-syntax"} {
		err := therapy.UnmarshalStrictList([]byte(text), &list, 2)
		require.Error(t, err, text)
		require.Equal(t, rule, therapy.FieldErrors(err)[0].Rule, text)
		require.Len(t, list, 2)
	}
}
