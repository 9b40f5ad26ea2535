package lenient_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/therapykit/therapykit/recommend/internal/lenient"
)

// read returns the members as name=value and the faults as place rule.
func read(data string) (members, faults []string) {
	for _, m := range lenient.Object([]byte(data), func(place int, rule, _ string, _ error) {
		faults = append(faults, strconv.Itoa(place)+" "+rule)
	}) {
		again := ""
		if m.Again {
			again = " again"
		}
		members = append(members, strconv.Itoa(m.Place)+" "+m.Name+"="+string(m.Value)+again)
	}
	return members, faults
}

func TestObject(t *testing.T) {
	for _, tt := range []struct {
		name, data      string
		members, faults []string
	}{
		{"empty", `{}`, nil, nil},
		{"plain", ` {"a":1, "b":{"c":[]}} `, []string{"0 a=1", `1 b={"c":[]}`}, nil},
		{"twice", `{"a":1,"b":2,"a":3}`, []string{"0 a=1", "1 b=2", "2 a=3 again"}, []string{"2 json-duplicate"}},
		{"twice by escape", `{"a":1,"\u0061":3}`, []string{"0 a=1", "1 a=3 again"}, []string{"1 json-duplicate"}},
		{"null", `null`, nil, []string{"-1 json-type"}},
		{"array", `["a"]`, nil, []string{"-1 json-type"}},
		{"nothing", ``, nil, []string{"-1 json-malformed"}},
		{"cut off", `{"a":1,"b":`, []string{"0 a=1"}, []string{"-1 json-malformed"}},
		{"not closed", `{"a":1`, []string{"0 a=1"}, []string{"-1 json-malformed"}},
		{"comma at the end", `{"a":1,}`, []string{"0 a=1"}, []string{"-1 json-malformed"}},
		{"trailing", `{"a":1} {"b":2}`, []string{"0 a=1"}, []string{"-1 json-trailing"}},
		{"encoding", "{\"a\":\"\xff\"}", []string{"0 a=\"\uFFFD\""}, []string{"-1 json-encoding"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			members, faults := read(tt.data)
			if diff := cmp.Diff(tt.members, members); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.faults, faults); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// FuzzObject checks that encoding/json reads every object without a fault, with the same
// members, and that Object reports a fault for everything that encoding/json refuses.
func FuzzObject(f *testing.F) {
	for _, s := range []string{`{"a":1,"b":{"c":[]}}`, `{"a":1,"a":2}`, `{"a":1} x`, "{\"a\":\"\xff\"}", `null`, `{"a"`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		members, faults := read(string(data))
		var object map[string]json.RawMessage
		err := json.Unmarshal(data, &object)
		if len(faults) == 0 && (err != nil || len(object) != len(members)) {
			t.Errorf("%d members without a fault; encoding/json has %d: %v", len(members), len(object), err)
		}
		for name, value := range object {
			want := name + "=" + strings.TrimSpace(string(value))
			found := false
			for _, m := range members {
				_, m, _ = strings.Cut(m, " ")
				found = found || strings.TrimSuffix(m, " again") == want
			}
			if !found && len(faults) == 0 {
				t.Errorf("%q is missing", want)
			}
		}
	})
}
