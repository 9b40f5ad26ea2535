package confidential_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/confidential"
)

// story is a record with everything in it that a view has to know about.
type story struct {
	ID        string                                             `json:"id"`
	Plan      confidential.Value[summary]                        `json:"plan"`
	Notes     []entry                                            `json:"notes"`
	ByDay     map[string]confidential.Value[string]              `json:"byDay,omitempty"`
	Numbered  map[int]*entry                                     `json:"numbered"`
	Process   *confidential.Value[string]                        `json:"process,omitempty"`
	Empty     confidential.Value[string]                         `json:"empty,omitzero"`
	Nothing   confidential.Value[string]                         `json:"nothing"`
	When      time.Time                                          `json:"when"`
	Kind      confidential.Kind                                  `json:"kind"`
	Raw       []byte                                             `json:"raw"`
	Any       any                                                `json:"any"`
	NoList    []string                                           `json:"noList"`
	NoMap     map[string]string                                  `json:"noMap"`
	Hidden    string                                             `json:"-"`
	Unnamed   bool                                               `json:",omitempty"`
	Odd       string                                             `json:"a/b~c,omitempty"`
	Score     *confidential.Value[int]                           `json:"score"`
	Inside    closed                                             `json:"inside"`
	Wrapped   confidential.Value[confidential.Value[string]]     `json:"wrapped"`
	Documents map[confidential.Kind]confidential.Value[[]string] `json:"documents"`
	common
	secret string
}

type common struct {
	Title confidential.Value[string] `json:"title"`
}

type entry struct {
	Text confidential.Value[string] `json:"text"`
}

// closed has no exported fields and lets views look inside.
type closed struct {
	note confidential.Value[string]
}

func (c closed) Fields() any {
	return struct {
		Note confidential.Value[string] `json:"note"`
	}{c.note}
}

func (closed) MarshalJSON() ([]byte, error) { return nil, confidential.ErrSealed }

func storyOf() story {
	text := func(k confidential.Kind, s string) confidential.Value[string] {
		return confidential.SealText(k, client1, s)
	}
	process := text(confidential.ProcessNote, "process")
	return story{
		ID: "story-1", Plan: confidential.Seal(summary{"eight sessions", "the story"}, confidential.LabelFor(confidential.TreatmentPlan, client1)),
		Notes: []entry{{text(confidential.ProgressNote, "first")}, {text(confidential.ProgressNote, "second <b>")}},
		ByDay: map[string]confidential.Value[string]{"tue": text(confidential.Attendance, "came"), "mon": text(confidential.Attendance, "did not")},
		Numbered: map[int]*entry{
			7: {confidential.Seal("group", confidential.Label{
				Level: confidential.Restricted, Kind: confidential.GroupContent, Setting: confidential.GroupSetting, Subject: client1, About: []confidential.PersonID{client2},
			})},
		},
		Process: &process, When: noon, Kind: confidential.Diagnosis, Raw: []byte("raw"), Any: map[string]any{"x": text(confidential.Identity, "name")},
		Hidden: "hidden", Odd: "odd", Inside: closed{text(confidential.RiskAssessment, "risk")},
		Wrapped:   confidential.Seal(text(confidential.ProcessNote, "inner"), confidential.LabelFor(confidential.Diagnosis, client1)),
		Documents: map[confidential.Kind]confidential.Value[[]string]{confidential.TestResult: confidential.Seal([]string{"12"}, confidential.LabelFor(confidential.TestResult, client1))},
		common:    common{text(confidential.PersonalHistory, "title")}, secret: "unexported",
	}
}

var viewers = []struct {
	name string
	req  confidential.Request
}{
	{"the treating therapist", treatingReq},
	{"the insurer", confidential.Request{Recipient: someone, Audience: confidential.Payer, Purpose: confidential.Payment, At: noon}},
	{"the client", confidential.Request{Recipient: client1, Audience: confidential.Client, Purpose: confidential.ClientAccess, At: noon}},
	{"somebody who does not say who", confidential.Request{}},
}

func TestViewsGolden(t *testing.T) {
	var b strings.Builder
	b.WriteString("What four people see of one made-up record. \"Shown\" in a preview says what would be.\n")
	indent := func(raw json.RawMessage) string {
		var out bytes.Buffer
		require.NoError(t, json.Indent(&out, raw, "", "  "))
		return out.String()
	}
	for _, v := range viewers {
		book := &ledger{}
		g := confidential.NewGate(confidential.DefaultTable(), book)
		raw, shown, err := confidential.View(t.Context(), g, storyOf(), v.req)
		require.NoError(t, err)
		fmt.Fprintf(&b, "\n== %s\n%s\n", v.name, indent(raw))
		require.Len(t, book.records, len(shown), "every sealed value is decided about and recorded once")
		for i, s := range shown {
			fmt.Fprintf(&b, "%-28s %s by %s, withheld: %v\n", s.Path, s.Decision.Effect, s.Decision.Rule, s.Withheld)
			require.Equal(t, s.Label.Kind, book.records[i].Kind)
		}
		require.NotContains(t, string(raw), "hidden")
		require.NotContains(t, string(raw), "unexported")

		dry, planned, err := confidential.Preview(g, storyOf(), v.req)
		require.NoError(t, err)
		require.Len(t, book.records, len(shown), "a preview is not recorded")
		for _, content := range []string{"eight sessions", "the story", "first", "second", "came", "did not", "group\"", "risk\"", `"12"`, `"title":"title"`, "inner"} {
			require.NotContains(t, string(dry), content, "and shows nothing")
		}
		if v.req.Audience != confidential.TreatingTherapist && v.req.Audience != confidential.Client { // what is inside what is shown is asked about when it is
			require.Len(t, planned, len(shown))
		}
	}
	dry, _, err := confidential.Preview(defaultGate(), storyOf().Notes, treatingReq)
	require.NoError(t, err)
	fmt.Fprintf(&b, "\n== a preview of the notes for the treating therapist\n%s\n", indent(dry))
	golden(t, "views.txt", b.String())
}

// TestViewsReadLikeJSON compares a view of a structure without sealed values
// with encoding/json.
func TestViewsReadLikeJSON(t *testing.T) {
	type inner struct {
		A int             `json:"a,omitempty"`
		B *int            `json:"b,omitempty"`
		C any             `json:"c"`
		D map[int8]bool   `json:"d,omitempty"`
		E [2]float64      `json:"e"`
		F time.Time       `json:"f,omitzero"`
		G json.RawMessage `json:"g,omitempty"`
		H map[uint16]any  `json:"h"`
		I struct{}        `json:"i"`
	}
	n := 5
	for name, v := range map[string]any{
		"nil": nil, "number": 7, "text": "a <b>", "list": []any{1, "x", nil, []int(nil)}, "zero": inner{},
		"full":            inner{A: 1, B: &n, C: inner{C: []inner{}}, D: map[int8]bool{2: true, 1: false}, F: noon, G: json.RawMessage(`{"x":1}`), H: map[uint16]any{9: map[string]int{"z": 1, "a": 2}}},
		"pointer":         &inner{},
		"nil pointer":     (*inner)(nil),
		"encodes itself":  []confidential.Level{confidential.Low},
		"text marshaller": map[string]any{"id": client1, "at": &noon},
		"typed list":      confidential.Label{Kind: confidential.Identity, Setting: confidential.GroupSetting, About: []confidential.PersonID{client2}},
	} {
		want, err := json.Marshal(v)
		require.NoError(t, err)
		got, shown, err := confidential.View(t.Context(), defaultGate(), v, treatingReq)
		require.NoError(t, err, name)
		require.JSONEq(t, string(want), string(got), name)
		require.Empty(t, shown)
	}
}

// secretive encodes itself and holds something sealed where no view can look.
type secretive struct{ note confidential.Value[string] }

func (s secretive) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct{ N confidential.Value[string] }{s.note})
}

func TestViewsFailClosed(t *testing.T) {
	type loop struct{ Next *loop }
	l := &loop{}
	l.Next = l
	for name, tt := range map[string]struct {
		v    any
		rule string
	}{
		"a channel":                         {make(chan int), " view-encoding"},
		"an endless structure":              {l, strings.Repeat("/Next", 50) + " view-depth"},
		"keys that are no texts":            {map[float64]int{1: 1}, " view-map-key"},
		"keys that cannot be written":       {map[confidential.Kind]int{99: 1}, " view-map-key"},
		"sealed where a view does not look": {secretive{confidential.Seal("made up", restricted)}, " view-encoding"},
		"sealed keys":                       {map[confidential.Value[string]]int{confidential.Seal("made up", restricted): 1}, " view-map-key"},
	} {
		raw, shown, err := confidential.View(t.Context(), defaultGate(), tt.v, treatingReq)
		require.Nil(t, raw, name)
		require.Nil(t, shown, name)
		if name == "an endless structure" {
			require.ErrorContains(t, err, "view-depth")
			continue
		}
		requireRules(t, err, tt.rule)
	}
	raw, _, err := confidential.View(t.Context(), nil, storyOf(), treatingReq)
	require.NoError(t, err)
	require.NotContains(t, string(raw), "eight sessions", "without a gate everything is withheld")

	stored := confidential.SealText(confidential.ProgressNote, client1, "made up")
	require.NoError(t, confidential.StoreAll(&stored, testKey(t, "key-1"), new(counter)))
	raw, shown, err := confidential.View(t.Context(), defaultGate(), stored, treatingReq)
	require.NoError(t, err)
	require.True(t, shown[0].Withheld)
	require.Contains(t, string(raw), "stored; not opened")
}
