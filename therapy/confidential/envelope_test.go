package confidential_test

import (
	"bytes"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/confidential/confidentialtest"
)

var (
	_ driver.Valuer = confidential.Envelope{}
	_ sql.Scanner   = (*confidential.Envelope)(nil)
)

func fullLabel() confidential.Label {
	return confidential.Label{
		Level: confidential.Restricted, Kind: confidential.GroupContent, Setting: confidential.GroupSetting, Tags: confidential.SubstanceUse | confidential.Minor,
		Subject: client1, About: []confidential.PersonID{client2}, Heard: []confidential.PersonID{client1, client2}, Never: []confidential.PersonID{absent9},
	}
}

func TestEnvelopesKeepContentAndLabel(t *testing.T) {
	ring := testRing(t, "key-1")
	v := confidential.Seal(person{"made up", 41}, fullLabel())
	e, err := v.Store(ring, place)
	require.NoError(t, err)
	stored, err := e.Value()
	require.NoError(t, err)
	require.NotContains(t, stored, "made up")
	require.NotContains(t, fmt.Sprintf("%+v %s", e, e.Cipher), "made up")

	for _, column := range []any{stored, []byte(stored.(string))} {
		var back confidential.Envelope
		require.NoError(t, back.Scan(column))
		require.Equal(t, e, back)
		got, err := confidential.Load[person](ring, place, back)
		require.NoError(t, err)
		require.True(t, got.Label().Equal(fullLabel()))
		require.Equal(t, person{"made up", 41}, confidentialtest.Open(t, got))
	}
	again, err := v.Store(testRing(t, "key-1"), place)
	require.NoError(t, err)
	require.Equal(t, e, again, "the same nonces give the same envelope")
}

// TestEditedEnvelopesCannotBeOpened edits every part of an envelope, as an attacker with write
// access to the database could.
func TestEditedEnvelopesCannotBeOpened(t *testing.T) {
	ring := testRing(t, "key-1")
	edits := map[string]func(*confidential.Envelope){
		"level":                 func(e *confidential.Envelope) { e.Label.Level = confidential.Low },
		"stricter level":        func(e *confidential.Envelope) { e.Label.Level = confidential.VeryRestricted },
		"kind":                  func(e *confidential.Envelope) { e.Label.Kind = confidential.Attendance },
		"setting":               func(e *confidential.Envelope) { e.Label.Setting = confidential.IndividualSetting },
		"tags":                  func(e *confidential.Envelope) { e.Label.Tags = 0 },
		"subject":               func(e *confidential.Envelope) { e.Label.Subject = client2 },
		"nobody's":              func(e *confidential.Envelope) { e.Label.Subject = confidential.PersonID{} },
		"about nobody else":     func(e *confidential.Envelope) { e.Label.About = nil },
		"one more heard it":     func(e *confidential.Envelope) { e.Label.Heard = append(e.Label.Heard, absent9) },
		"never is taken out":    func(e *confidential.Envelope) { e.Label.Never = nil },
		"key":                   func(e *confidential.Envelope) { e.Key = "key-2" },
		"nonce":                 func(e *confidential.Envelope) { e.Nonce[3] ^= 1 },
		"shorter nonce":         func(e *confidential.Envelope) { e.Nonce = e.Nonce[1:] },
		"no nonce":              func(e *confidential.Envelope) { e.Nonce = nil },
		"content":               func(e *confidential.Envelope) { e.Cipher[0] ^= 1 },
		"shorter content":       func(e *confidential.Envelope) { e.Cipher = e.Cipher[:len(e.Cipher)-1] },
		"type":                  func(e *confidential.Envelope) { e.Type = "int" },
		"no type":               func(e *confidential.Envelope) { e.Type = "" },
		"no content":            func(e *confidential.Envelope) { e.Cipher = nil },
		"unclassified":          func(e *confidential.Envelope) { e.Label = confidential.Label{} },
		"about in another form": func(e *confidential.Envelope) { e.Label.About, e.Label.Never = e.Label.Never, e.Label.About },
	}
	for name, edit := range edits {
		t.Run(name, func(t *testing.T) {
			v := confidential.Seal("made up", fullLabel())
			e, err := v.Store(ring, place)
			require.NoError(t, err)
			edit(&e)
			_, err = confidential.Load[string](ring, place, e)
			require.ErrorIs(t, err, confidential.ErrOpen)
			b, err := json.Marshal(e)
			if err != nil {
				return // it cannot be encoded
			}
			var held confidential.Value[string]
			if json.Unmarshal(b, &held) != nil {
				return
			}
			require.Error(t, confidential.OpenAll(&held, testRing(t, "key-1", "key-2"), place))
		})
	}
	v := confidential.Seal("made up", fullLabel())
	e, err := v.Store(ring, place)
	require.NoError(t, err)
	_, err = confidential.Load[string](testRing(t, "other-1"), place, e)
	require.ErrorIs(t, err, confidential.ErrOpen, "another key")
	other := testKey(t, "other-1")
	other.ID = "key-1"
	_, err = confidential.Load[string](ringOf(t, other), place, e)
	require.ErrorIs(t, err, confidential.ErrOpen, "another key with the same id")
	_, err = confidential.Load[string](confidential.Keyring{}, place, e)
	require.ErrorIs(t, err, confidential.ErrOpen, "no key")
	_, err = confidential.Load[int](ring, place, e)
	require.ErrorIs(t, err, confidential.ErrOpen, "another type")
}

func TestStoringRefuses(t *testing.T) {
	ring := testRing(t, "key-1")
	v := confidential.Seal("made up", fullLabel())
	requireRules(t, second(v.Store(confidential.Keyring{}, place)), " store-key")
	old := testKey(t, "key-1")
	old.State = confidential.OldKey
	requireRules(t, second(v.Store(ringOf(t, old), place)), " store-key")
	for _, at := range []confidential.Place{{}, {Record: "r"}, {Field: "f"}, {Record: "r", Field: "f", Revision: -1}} {
		requireRules(t, second(v.Store(ring, at)), " store-place")
	}
	short := testKey(t, "key-1")
	short.Nonces = strings.NewReader("short")
	requireRules(t, second(v.Store(ringOf(t, short), place)), " store-nonce")
	requireRules(t, second(confidential.Seal("made up", confidential.Label{}).Store(ring, place)), "/label store-label")
	err := second(confidential.Seal(func() {}, fullLabel()).Store(ring, place))
	require.ErrorIs(t, err, confidential.ErrInvalid)

	type half struct{ A, b string }
	lost := []error{
		second(confidential.Seal("no UTF-8: \xff", fullLabel()).Store(ring, place)),
		second(confidential.SealShort("long", "no UTF-8: \xff", fullLabel()).Store(ring, place)),
		second(confidential.SealShort("no UTF-8: \xff", "short", fullLabel()).Store(ring, place)),
		second(confidential.Seal(half{"a", "b"}, fullLabel()).Store(ring, place)),
		second(confidential.Seal([]map[string]*half{{"x": {"a", "b"}}}, fullLabel()).Store(ring, place)),
		second(confidential.Seal(map[string]any{"n": int64(1)<<60 + 1}, fullLabel()).Store(ring, place)),
		second(confidential.Seal(map[string]string{"\xff": "a"}, fullLabel()).Store(ring, place)),
	}
	for _, err := range lost {
		requireRules(t, err, " store-content-lost")
	}
	require.NoError(t, second(confidential.Seal(struct{ At any }{[]any{noon}}, fullLabel()).Store(ring, place)))

	e, err := confidential.Value[string]{}.Store(ring, place)
	require.NoError(t, err)
	require.True(t, e.IsZero(), "the zero value is stored as the zero envelope")
	column, err := e.Value()
	require.NoError(t, err)
	require.Nil(t, column)
	none, err := confidential.Load[string](ring, place, e)
	require.NoError(t, err)
	require.True(t, none.IsZero())
	require.NoError(t, e.Scan(nil))
	_, err = confidential.Envelope{Key: "key-1", Nonce: []byte{1}, Cipher: []byte{1}}.Value()
	require.Error(t, err, "unclassified content cannot be stored")
	for name, text := range map[string]string{
		"not an envelope": `{"a":1}`, "unknown field": `{"envelope":"therapykit-envelope/1","x":1}`, "bad nonce": `{"envelope":"therapykit-envelope/1","key":"k-1","nonce":"*"}`,
		"bad content": `{"envelope":"therapykit-envelope/1","key":"k-1","nonce":"","cipher":"*"}`, "no key": `{"envelope":"therapykit-envelope/1","nonce":"","cipher":""}`,
		"more after it": `{"envelope":"therapykit-envelope/1"} {}`, "bad label": `{"envelope":"therapykit-envelope/1","label":{"level":"none"},"key":"k-1"}`,
	} {
		require.ErrorIs(t, new(confidential.Envelope).UnmarshalJSON([]byte(text)), confidential.ErrDecode, name)
	}
	require.ErrorIs(t, new(confidential.Envelope).Scan(1.5), confidential.ErrDecode)
}

func second[T any](_ T, err error) error { return err }

func TestStoredValuesStayShut(t *testing.T) {
	ring := testRing(t, "key-1")
	v := confidential.SealText(confidential.ProgressNote, client1, "made up")
	require.NoError(t, confidential.StoreAll(&v, ring, place))
	require.True(t, v.IsStored())
	_, err := v.Disclose(t.Context(), defaultGate(), treatingReq)
	require.ErrorIs(t, err, confidential.ErrStored)
	_, err = v.Classify(fullLabel())
	require.ErrorIs(t, err, confidential.ErrStored)
	require.Equal(t, confidential.Placeholder, fmt.Sprint(v))
	_, err = v.Store(testRing(t, "other-1"), place)
	require.ErrorIs(t, err, confidential.ErrOpen, "storing under another key needs the old key")
	require.NoError(t, confidential.OpenAll(&v, testRing(t, "other-1", "key-1"), place))
	require.Equal(t, "made up", confidentialtest.Open(t, v))
	require.NoError(t, confidential.OpenAll(&v, confidential.Keyring{}, place), "open values are unchanged")
}

type cyclic struct {
	Note confidential.Value[string]
	Self *cyclic
	Any  any
	Map  map[string]any
	List []any
}

func TestWalksAreWholeOrNothing(t *testing.T) {
	ring := testRing(t, "key-1")
	note := func(s string) confidential.Value[string] {
		return confidential.SealText(confidential.ProgressNote, client1, s)
	}
	c := &cyclic{Note: note("one"), Map: map[string]any{}, List: make([]any, 2)}
	c.Self, c.Any, c.Map["c"], c.List[0] = c, c, c, c
	require.NoError(t, confidential.StoreAll(c, ring, place), "a structure may contain a cycle")
	require.True(t, c.Note.IsStored())
	require.NoError(t, confidential.OpenAll(c, ring, place))
	require.Equal(t, "one", confidentialtest.Open(t, c.Note))

	type pair struct {
		A confidential.Value[string]  `json:"a"`
		B [1]confidential.Value[int]  `json:"b"`
		C *confidential.Value[string] `json:"-"`
		d confidential.Value[string]
	}
	third := note("three")
	p := pair{A: note("one"), B: [1]confidential.Value[int]{confidential.Seal(2, confidential.Label{})}, C: &third, d: note("four")}
	requireRules(t, confidential.StoreAll(&p, ring, place), "/b/0 sealed-value")
	require.False(t, p.A.IsStored() || p.C.IsStored(), "with one unclassified value nothing is stored")
	p.B[0] = confidential.Seal(2, restricted)
	require.NoError(t, confidential.StoreAll(&p, ring, place))
	require.True(t, p.A.IsStored() && p.B[0].IsStored() && third.IsStored())
	require.False(t, p.d.IsStored(), "unexported fields are neither stored nor encoded")
	require.ErrorContains(t, confidential.OpenAll(&p, confidential.Keyring{}, place), "/a")

	m := map[string][]confidential.Value[string]{"a client's name": {note("one")}}
	require.NoError(t, confidential.StoreAll(&m, ring, place))
	err := confidential.OpenAll(&m, testRing(t, "other-1"), place)
	requireRules(t, err, "/*/0 sealed-value")
	require.NotContains(t, err.Error(), "name", "the error does not quote map keys, which can be about people")

	for name, target := range map[string]any{"nil": nil, "a value": p, "nil pointer": (*pair)(nil)} {
		requireRules(t, confidential.StoreAll(target, ring, place), " target-pointer")
		_ = name
	}
	held := struct{ X any }{note("one")}
	require.NoError(t, confidential.StoreAll(&held, ring, place))
	_, err = json.Marshal(held)
	require.ErrorIs(t, err, confidential.ErrSealed, "a value that StoreAll cannot reach is not encoded unencrypted")
}

func TestLabelsAreOnlyRaised(t *testing.T) {
	v := confidential.Seal("made up", restricted)
	change := func(f func(*confidential.Label)) confidential.Label {
		l := confidential.LabelFor(restricted.Kind, restricted.Subject)
		f(&l)
		return l
	}
	for name, tt := range map[string]struct {
		label confidential.Label
		err   error
	}{
		"the same":                               {restricted, nil},
		"stricter":                               {change(func(l *confidential.Label) { l.Level = confidential.VeryRestricted }), nil},
		"more tags":                              {change(func(l *confidential.Label) { l.Tags = confidential.Minor }), nil},
		"more never":                             {change(func(l *confidential.Label) { l.Never = []confidential.PersonID{absent9} }), nil},
		"larger company":                         {change(func(l *confidential.Label) { l.Setting = confidential.GroupSetting }), nil},
		"laxer":                                  {change(func(l *confidential.Label) { l.Level = confidential.Moderate }), confidential.ErrLabel},
		"another kind":                           {change(func(l *confidential.Label) { l.Kind = confidential.Attendance }), confidential.ErrLabel},
		"a process note":                         {change(func(l *confidential.Label) { l.Kind, l.Level = confidential.ProcessNote, confidential.VeryRestricted }), nil},
		"another subject, the first still named": {change(func(l *confidential.Label) { l.Subject, l.About = client2, []confidential.PersonID{client1} }), confidential.ErrLabel},
		"another subject":                        {change(func(l *confidential.Label) { l.Subject = client2 }), confidential.ErrLabel},
		"below its kind":                         {change(func(l *confidential.Label) { l.Kind, l.Level = confidential.ProcessNote, confidential.Normal }), therapy.ErrRange},
		"invalid":                                {change(func(l *confidential.Label) { l.Kind = 99 }), therapy.ErrRequired},
		"below its tags":                         {change(func(l *confidential.Label) { l.Tags = confidential.Abuse }), therapy.ErrRange},
	} {
		got, err := v.Classify(tt.label)
		require.ErrorIs(t, err, tt.err, name)
		if tt.err == nil {
			require.True(t, got.Label().Equal(tt.label), name)
			require.Equal(t, "made up", confidentialtest.Open(t, got))
		} else {
			require.True(t, got.Equal(v), name)
		}
	}
	zero, err := confidential.Value[string]{}.Classify(restricted)
	require.NoError(t, err)
	require.True(t, zero.IsZero())

	var read confidential.Value[string]
	require.NoError(t, json.Unmarshal([]byte(`"made up"`), &read))
	_, err = read.Disclose(t.Context(), defaultGate(), treatingReq)
	require.ErrorIs(t, err, confidential.ErrDenied, "unclassified content is not disclosed")
	read, err = read.Classify(restricted)
	require.NoError(t, err)
	got, err := read.Disclose(t.Context(), defaultGate(), treatingReq)
	require.NoError(t, err)
	require.Equal(t, "made up", got)
}

func TestHighWaterOfLabels(t *testing.T) {
	a, b := restricted, fullLabel()
	b.Subject, b.Level = client2, confidential.Low
	whole := confidential.HighWaterLabel(a, b)
	require.Equal(t, confidential.Restricted, whole.Level)
	require.Equal(t, confidential.GroupSetting, whole.Setting)
	require.Equal(t, client1, whole.Subject)
	require.Contains(t, whole.About, client2, "the other subject is among the people it is about")
	require.Equal(t, confidential.ProcessNote, confidential.HighWaterLabel(a, confidential.LabelFor(confidential.ProcessNote, client1)).Kind)
	require.True(t, confidential.HighWaterLabel().Equal(confidential.Label{}))
	require.Equal(t, client1, confidential.HighWaterLabel(confidential.Label{}, a).Subject)
	requireRules(t, confidential.Label{Level: 9, Setting: 9, Tags: 128, About: []confidential.PersonID{{}}, Heard: []confidential.PersonID{{}}, Never: []confidential.PersonID{{}}}.Validate(),
		"/level label-level", "/kind label-kind", "/setting label-setting", "/tags label-tags", "/about label-nobody", "/heard label-nobody", "/never label-nobody")
}

func FuzzEnvelope(f *testing.F) {
	ring := testRing(f, "key-1")
	e, err := confidential.Seal("made up", fullLabel()).Store(ring, place)
	if err != nil {
		f.Fatal(err)
	}
	sealed, err := json.Marshal(e)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sealed)
	f.Add([]byte("null"))
	f.Add([]byte(`{"envelope":"therapykit-envelope/1","label":{"kind":"diagnosis"},"key":"k-1","nonce":"","cipher":""}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var read confidential.Envelope
		if err := read.Scan(data); err != nil {
			if !errors.Is(err, confidential.ErrDecode) {
				t.Fatalf("unexpected error: %T", err)
			}
			return
		}
		if b, err := json.Marshal(read); err == nil {
			var again confidential.Envelope
			if err := again.Scan(b); err != nil {
				t.Fatal("a written envelope cannot be read")
			}
		}
		v, err := confidential.Load[string](ring, place, read)
		if err == nil && !read.IsZero() && (!bytes.Equal(read.Cipher, e.Cipher) || !v.Label().Equal(e.Label)) {
			t.Fatal("opened a forged envelope")
		}
	})
}

func FuzzLog(f *testing.F) {
	all, _, end := written(f, 3)
	f.Add(all)
	f.Add(all[:len(all)-1])
	f.Add([]byte("{}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := confidential.VerifyLog(bytes.NewReader(data), end)
		if err != nil {
			if !errors.Is(err, confidential.ErrTampered) {
				t.Fatalf("unexpected error: %v", err)
			}
			return
		}
		if !bytes.HasPrefix(data, all) || got.Seq < end.Seq {
			t.Fatal("accepted a forged log")
		}
	})
}
