package confidential_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/confidential/confidentialtest"
)

// story is a record with every kind of field that a view supports.
type story struct {
	confidential.Hidden
	ID        string                                             `json:"id" kind:"treatment-plan,minimum"`
	Client    confidential.PersonID                              `json:"client" kind:"identity,subject"`
	Author    confidential.PersonID                              `json:"author" kind:"identity,professional"`
	Mother    *confidential.PersonID                             `json:"mother,omitempty" kind:"identity"`
	Code      string                                             `json:"code" kind:"diagnosis,minimum"`
	Concern   string                                             `json:"concern" kind:"diagnosis"`
	Score     int                                                `json:"score" kind:"test-result"`
	Begins    therapy.Date                                       `json:"begins" kind:"attendance"`
	Visits    []walkedPlace                                      `json:"visits"`
	Words     []string                                           `json:"words" kind:"progress-note"`
	Untagged  string                                             `json:"untagged"`
	Plan      confidential.Value[summary]                        `json:"plan" kind:"treatment-plan"`
	Notes     []confidential.Value[string]                       `json:"notes" kind:"progress-note"`
	Process   *confidential.Value[string]                        `json:"process,omitempty" kind:"process-note"`
	Empty     confidential.Value[string]                         `json:"empty,omitzero" kind:"process-note"`
	Wrapped   confidential.Value[confidential.Value[string]]     `json:"wrapped" kind:"diagnosis"`
	Documents map[confidential.Kind]confidential.Value[[]string] `json:"documents" kind:"test-result"`
	Inside    closed                                             `json:"inside"`
	Secret    string                                             `json:"-"`
	common
	secret string
}

type common struct {
	Title confidential.Value[string] `json:"title" kind:"personal-history"`
}

type walkedPlace struct {
	Day  time.Time `json:"day" kind:"attendance"`
	Came bool      `json:"came,omitempty" kind:"attendance"`
	Room string    `json:"room" kind:"attendance"`
}

// closed has no exported fields but gives views access to its parts.
type closed struct {
	note confidential.Value[string]
}

func (c closed) Fields() any {
	return struct {
		Note confidential.Value[string] `json:"note" kind:"risk-assessment"`
	}{c.note}
}

func (closed) MarshalJSON() ([]byte, error) { return nil, confidential.ErrSealed }

func storyOf() story {
	mother := client2
	text := func(k confidential.Kind, s string) confidential.Value[string] {
		return confidential.SealText(k, client1, s)
	}
	process := text(confidential.ProcessNote, "process")
	return story{
		ID: "story-1", Client: client1, Author: therapist3, Mother: &mother, Code: "F40.1", Concern: "fear of parties", Score: 21,
		Begins: therapy.MustDate(2026, 3, 2), Visits: []walkedPlace{{Day: noon, Came: true, Room: "the blue room"}},
		Words: []string{"went out"}, Untagged: "not classified",
		Plan:   confidential.Seal(summary{"eight sessions", "the story"}, confidential.LabelFor(confidential.TreatmentPlan, client1)),
		Notes:  []confidential.Value[string]{text(confidential.ProgressNote, "first"), confidential.SealShort("second <b> in full", "second in short", confidential.LabelFor(confidential.ProgressNote, client1))},
		Inside: closed{text(confidential.RiskAssessment, "risk")}, Process: &process, Secret: "hidden",
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
	{"the care team", confidential.Request{Recipient: someone, Audience: confidential.CareTeam, Purpose: confidential.Coordination, At: noon}},
	{"the client", confidential.Request{Recipient: client1, Audience: confidential.Client, Purpose: confidential.ClientAccess, At: noon}},
	{"another client", confidential.Request{Recipient: client2, Audience: confidential.Client, Purpose: confidential.ClientAccess, At: noon}},
	{"a relative without consent", confidential.Request{Recipient: someone, Audience: confidential.Relative, Purpose: confidential.Supporting, At: noon}},
	{"somebody who does not say who", confidential.Request{}},
}

func TestViewsGolden(t *testing.T) {
	var b strings.Builder
	b.WriteString("What people see of one made-up record, and what the privacy officer sees of that.\n")
	for _, v := range viewers {
		book := &ledger{}
		g := confidential.NewGate(confidential.DefaultTable(), book)
		seen, err := confidential.View(t.Context(), g, storyOf(), v.req)
		require.NoError(t, err)
		var out bytes.Buffer
		require.NoError(t, json.Indent(&out, seen.JSON, "", "  "))
		fmt.Fprintf(&b, "\n== %s\n%s\nlabel of what is shown: %s, %s\n", v.name, &out, seen.Label.Level, seen.Label.Kind)
		recorded := 0
		for _, r := range book.records {
			recorded += max(1, r.Fields)
		}
		require.Len(t, seen.Shown, recorded, "every field is decided and recorded once")
		for _, s := range seen.Shown {
			fmt.Fprintf(&b, "%-26s %s by %s, withheld: %v\n", s.Place, s.Decision.Effect, s.Decision.Rule, s.Withheld)
		}
		for _, never := range []string{"hidden", "unexported", "not classified"} {
			require.NotContains(t, string(seen.JSON), never)
		}
		dry, err := confidential.Preview(g, storyOf(), v.req)
		require.NoError(t, err)
		for _, content := range []string{"eight sessions", "the story", "first", "second", "F40", "21", "2026", "client-", "went out", `"12"`, "inner", "risk\""} {
			require.NotContains(t, string(dry.JSON), content, "a preview contains no content")
		}
	}
	golden(t, "views.txt", b.String())
}

// TestViewDecidesEveryField shows why fields have kinds: numbers, dates and ids too are visible only
// to those whom the table permits.
func TestViewDecidesEveryField(t *testing.T) {
	for _, v := range viewers {
		seen, err := confidential.View(t.Context(), defaultGate(), storyOf(), v.req)
		require.NoError(t, err)
		text := string(seen.JSON)
		switch v.name {
		case "the insurer":
			require.Contains(t, text, "F40.1")
			require.Contains(t, text, "2026-03-02")
			require.NotContains(t, text, "21", "no scores without consent")
			require.NotContains(t, text, "fear of parties", "no words")
			require.NotContains(t, text, "client-2", "nobody else")
			require.NotContains(t, text, "blue room")
		case "the client":
			require.Contains(t, text, "21")
			require.Contains(t, text, "fear of parties")
			require.NotContains(t, text, "client-2")
		case "another client", "a relative without consent", "somebody who does not say who":
			require.Equal(t, confidential.Withheld, text, v.name)
		}
	}
}

// TestEmptyLooksLikeWithheld compares a record with an empty one, for a recipient who may see none
// of it.
func TestEmptyLooksLikeWithheld(t *testing.T) {
	req := viewers[1].req // the insurer
	full, empty := storyOf(), story{Client: client1}
	for name, pair := range map[string][2]any{
		"the whole": {full, empty},
		"words": {struct {
			W []string `kind:"progress-note"`
		}{full.Words}, struct {
			W []string `kind:"progress-note"`
		}{}},
		"sealed": {struct {
			V confidential.Value[string] `kind:"process-note"`
		}{*full.Process}, struct {
			V confidential.Value[string] `kind:"process-note"`
		}{}},
		"a list of records": {struct{ L []noteRecord }{[]noteRecord{{"a"}, {"b"}}}, struct{ L []noteRecord }{}},
		"one of a list":     {struct{ L []noteRecord }{[]noteRecord{{"a"}, {"b"}}}, struct{ L []noteRecord }{[]noteRecord{{"c"}}}},
	} {
		a, err := confidential.View(t.Context(), defaultGate(), pair[0], req)
		require.NoError(t, err, name)
		b, err := confidential.View(t.Context(), defaultGate(), pair[1], req)
		require.NoError(t, err, name)
		if name == "the whole" { // a recipient who may see dates may also see that there is none
			require.Equal(t, strings.Count(string(a.JSON), "withheld"), strings.Count(string(b.JSON), "withheld"))
			continue
		}
		require.JSONEq(t, string(a.JSON), string(b.JSON), name)
	}
}

type noteRecord struct {
	Words string `json:"words" kind:"progress-note"`
}

// attendees is a record about several people, for example a session of a group.
type attendees struct {
	Group confidential.CaseID `json:"group" kind:"group-content"`
	Rows  []attendee          `json:"rows"`
}

type attendee struct {
	Member confidential.PersonID `json:"member" kind:"identity,subject"`
	Score  int                   `json:"score" kind:"test-result"`
}

func (a attendees) Label() confidential.Label {
	l := confidential.Label{Level: confidential.Restricted, Kind: confidential.GroupContent, Setting: confidential.GroupSetting, Case: a.Group}
	for _, r := range a.Rows {
		l.About, l.Heard = append(l.About, r.Member), append(l.Heard, r.Member)
	}
	return l
}

func TestViewOfSharedRecordShowsOwnPart(t *testing.T) {
	r := attendees{Group: "group-1", Rows: []attendee{{client1, 21}, {client2, 4}}}
	see := func(req confidential.Request) string {
		req.At = noon
		seen, err := confidential.View(t.Context(), defaultGate(), r, req)
		require.NoError(t, err)
		return string(seen.JSON)
	}
	mine := see(confidential.Request{Recipient: client1, Audience: confidential.Client, Purpose: confidential.ClientAccess})
	require.Contains(t, mine, `"member":"client-1","score":21`)
	require.NotContains(t, mine, "client-2")
	for _, req := range []confidential.Request{
		{Recipient: someone, Audience: confidential.Relative, Purpose: confidential.Supporting},
		{Recipient: client2, Audience: confidential.GroupMember, Purpose: confidential.Treatment},
		{Recipient: someone, Audience: confidential.Researcher, Purpose: confidential.Research},
		{Recipient: someone, Audience: confidential.Payer, Purpose: confidential.Payment},
	} {
		require.NotContains(t, see(req), "21", req.Audience.String())
		require.NotContains(t, see(req), "client-1", req.Audience.String())
	}
	bill := see(confidential.Request{Recipient: someone, Audience: confidential.CareTeam, Purpose: confidential.Coordination, Subject: client1})
	require.Contains(t, bill, `"member":"client-1","score":21`)
	require.NotContains(t, bill, "client-2")
	lead := see(confidential.Request{Recipient: therapist3, Audience: confidential.TreatingTherapist, Purpose: confidential.Treatment, Treats: []confidential.Case{{ID: "group-1"}}})
	require.Contains(t, lead, `{"member":"client-1","score":21},{"member":"client-2","score":4}`)
	other := see(confidential.Request{Recipient: therapist3, Audience: confidential.TreatingTherapist, Purpose: confidential.Treatment, Treats: confidential.Treating(client1)})
	require.Equal(t, confidential.Withheld, other, "the individual treatment of a member is another case")
}

// TestViewsReadLikeJSON compares the view of a fully disclosed payload with encoding/json.
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
		J []inner2        `json:"j"`
	}
	n := 5
	for name, v := range map[string]any{
		"number": 7, "text": "a <b>", "list": []any{1, "x", nil, []int(nil)}, "zero": inner{},
		"full":            inner{A: 1, B: &n, C: inner{C: []inner{}}, D: map[int8]bool{2: true, 1: false}, F: noon, G: json.RawMessage(`{"x":1}`), H: map[uint16]any{9: map[string]int{"z": 1, "a": 2}}, J: []inner2{}},
		"pointer":         &inner{},
		"encodes itself":  []confidential.Level{confidential.Low},
		"text marshaller": map[string]any{"id": client1, "at": &noon},
	} {
		want, err := json.Marshal(v)
		require.NoError(t, err)
		got, err := confidential.View(t.Context(), defaultGate(), confidential.Seal(v, confidential.LabelFor(confidential.ProgressNote, client1)), treatingReq)
		require.NoError(t, err, name)
		require.JSONEq(t, string(want), string(got.JSON), name)
		bare, err := confidential.View(t.Context(), defaultGate(), v, treatingReq)
		require.NoError(t, err, name)
		require.NotContains(t, string(bare.JSON), "7", "without a kind nothing is shown")
	}
}

type inner2 struct{ X int }

// secretive encodes itself and holds a sealed value that a view cannot reach.
type secretive struct{ note confidential.Value[string] }

func (s secretive) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct{ N confidential.Value[string] }{s.note})
}

// smuggler encodes itself with an envelope that is not visible in its type.
type smuggler struct{ inside any }

func (s smuggler) MarshalJSON() ([]byte, error) { return json.Marshal(s.inside) }

// panicker panics with its content.
type panicker struct{ text string }

func (p panicker) MarshalJSON() ([]byte, error) { panic("made up: " + p.text) }
func (p panicker) Minimum(confidential.Audience, confidential.Purpose) (panicker, bool) {
	panic("made up: " + p.text)
}

func TestViewsFailClosed(t *testing.T) {
	type loop struct{ Next *loop }
	l := &loop{}
	l.Next = l
	open := func(v any) any {
		return confidential.Seal(v, confidential.LabelFor(confidential.ProgressNote, client1))
	}
	for name, tt := range map[string]struct {
		v    any
		rule string
	}{
		"a channel":                   {open(make(chan int)), " view-encoding"},
		"an endless structure":        {l, ""},
		"keys that are no texts":      {map[float64]any{1: 1}, " view-map-key"},
		"keys that cannot be written": {map[confidential.Kind]any{99: 1}, " view-map-key"},
		"sealed keys":                 {map[confidential.Value[string]]any{confidential.Seal("made up", restricted): 1}, " view-map-key"},
		"a tag that is none": {struct {
			A int `kind:"gossip"`
		}{1}, "/A view-tag"},
		"an option that is none": {struct {
			A int `kind:"identity,everybody"`
		}{1}, "/A view-tag"},
		"a person who is no person": {struct {
			A int `kind:"identity,subject"`
		}{1}, "/A view-tag"},
	} {
		seen, err := confidential.View(t.Context(), defaultGate(), tt.v, treatingReq)
		require.Nil(t, seen.JSON, name)
		require.Nil(t, seen.Shown, name)
		if name == "an endless structure" {
			require.ErrorContains(t, err, "view-depth")
			continue
		}
		requireRules(t, err, tt.rule)
	}
	seen, err := confidential.View(t.Context(), nil, storyOf(), treatingReq)
	require.NoError(t, err)
	require.Equal(t, confidential.Withheld, string(seen.JSON), "without a gate everything is withheld")

	stored := confidential.SealText(confidential.ProgressNote, client1, "made up")
	require.NoError(t, confidential.StoreAll(&stored, testRing(t, "key-1"), place))
	envelope, err := stored.Store(testRing(t, "key-1"), place)
	require.NoError(t, err)
	for name, v := range map[string]any{
		"stored": stored, "an envelope": envelope, "a payload with an envelope": open(smuggler{envelope}), "a payload with a stored value": open(smuggler{stored}),
		"sealed where no view looks": secretive{stored}, "the same in a payload": open(secretive{stored}), "an envelope as text": open(json.RawMessage(must(json.Marshal(envelope)))),
	} {
		seen, err := confidential.View(t.Context(), defaultGate(), v, treatingReq)
		require.NoError(t, err, name)
		require.Equal(t, confidential.Withheld, string(seen.JSON), name)
		require.NotEmpty(t, seen.Shown, name)
	}
	for _, req := range []confidential.Request{treatingReq, viewers[2].req} {
		seen, err := confidential.View(t.Context(), defaultGate(), open(panicker{"story"}), req)
		if err != nil {
			require.ErrorIs(t, err, confidential.ErrPayload)
			require.NotContains(t, err.Error(), "story")
		}
		require.NotContains(t, string(seen.JSON), "story")
	}
	_, err = confidential.Seal(panicker{"story"}, confidential.LabelFor(confidential.ProgressNote, client1)).Disclose(t.Context(), defaultGate(), viewers[2].req)
	require.Equal(t, confidential.ErrPayload, err)
}

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}

// TestViewIsRecordedOnceBeforehand checks that a view calls the auditor once, and that nothing is
// shown if the auditor fails.
func TestViewIsRecordedOnceBeforehand(t *testing.T) {
	calls := 0
	var failure error
	g := confidential.NewGate(confidential.DefaultTable(), confidential.AuditorFunc(func(_ context.Context, records []confidential.Record) error {
		calls++
		require.Greater(t, len(records), 5)
		return failure
	}))
	_, err := confidential.View(t.Context(), g, storyOf(), treatingReq)
	require.NoError(t, err)
	require.Equal(t, 1, calls)
	failure = errors.New("full")
	seen, err := confidential.View(t.Context(), g, storyOf(), treatingReq)
	require.ErrorIs(t, err, confidential.ErrAudit)
	require.Empty(t, seen.JSON)
}

func TestKindsOfFieldsAreChecked(t *testing.T) {
	confidentialtest.CheckFields(t, attendees{}, walkedPlace{}, noteRecord{})
	confidentialtest.CheckDisplay(t, storyOf())
}

// TestSignaturesAloneShowNothing checks that a signature is not shown if the note is not: that a
// note about a person exists is itself information about the person.
func TestSignaturesAloneShowNothing(t *testing.T) {
	type signed struct {
		Concern bool                  `json:"concern" kind:"risk-assessment"`
		By      confidential.PersonID `json:"by" kind:"identity,professional"`
		Of      confidential.PersonID `json:"of" kind:"identity"`
	}
	type record struct {
		Client confidential.PersonID `json:"client" kind:"identity,subject"`
		Notes  []signed              `json:"notes"`
		Last   signed                `json:"last"`
	}
	r := record{Client: client1, Notes: []signed{{true, therapist3, client1}}, Last: signed{By: therapist3, Of: client1}}
	desk := asked(payerReq, func(r *confidential.Request) {
		r.Audience, r.Purpose = confidential.FrontDesk, confidential.Administration
	})
	seen, err := confidential.View(t.Context(), defaultGate(), r, desk)
	require.NoError(t, err)
	require.JSONEq(t, `{"client":"client-1","notes":{"withheld":true},"last":{"withheld":true}}`, string(seen.JSON))
	for _, s := range seen.Shown {
		require.Equal(t, s.Path != "/client", s.Withheld, s.Path)
	}
	seen, err = confidential.View(t.Context(), defaultGate(), r, treatingReq)
	require.NoError(t, err)
	require.JSONEq(t, `{"client":"client-1","notes":[{"concern":true,"by":"therapist-3","of":"client-1"}],"last":{"concern":false,"by":"therapist-3","of":"client-1"}}`, string(seen.JSON))
}

// keptFrom is a record whose label is stricter than those of its texts.
type keptFrom struct {
	Client confidential.PersonID      `json:"client" kind:"identity,subject"`
	Text   confidential.Value[string] `json:"text" kind:"treatment-plan"`
	label  confidential.Label
}

func (k keptFrom) Label() confidential.Label { return k.label }

func TestRecordLabelAppliesToTexts(t *testing.T) {
	r := keptFrom{Client: client1, label: confidential.LabelFor(confidential.TreatmentPlan, client1)}
	r.Text = confidential.SealShort("the story", "twelve sessions", r.label)
	shows := func(req confidential.Request) bool {
		seen, err := confidential.View(t.Context(), defaultGate(), r, req)
		require.NoError(t, err)
		return strings.Contains(string(seen.JSON), "twelve sessions")
	}
	payer := asked(payerReq, func(r *confidential.Request) { r.Consents = nil })
	require.True(t, shows(payer))
	r.label.Never = []confidential.PersonID{payer.Recipient}
	require.False(t, shows(payer))
	r.label.Never, r.label.Tags, r.label.Level = nil, confidential.AtRequest, confidential.VeryRestricted
	require.False(t, shows(payer), "the client has asked for an approver")
	payer.Ref = "approval-1"
	require.True(t, shows(payer))
}

// TestViewWithUnstatedWords checks that the zero value of a closed vocabulary, which cannot be
// encoded, does not prevent the view of the other fields.
func TestViewWithUnstatedWords(t *testing.T) {
	type record struct {
		Client  confidential.PersonID   `json:"client" kind:"identity,subject"`
		Setting confidential.Setting    `json:"setting" kind:"treatment-plan"`
		Left    confidential.Setting    `json:"left,omitzero" kind:"treatment-plan"`
		Many    []confidential.Audience `json:"many" kind:"treatment-plan"`
	}
	seen, err := confidential.View(t.Context(), defaultGate(), record{Client: client1}, treatingReq)
	require.NoError(t, err)
	require.JSONEq(t, `{"client":"client-1","setting":null,"many":null}`, string(seen.JSON))
}
