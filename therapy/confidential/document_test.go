package confidential_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/confidential/confidentialtest"
)

// chart is a record with texts in every possible place.
type chart struct {
	confidential.Hidden
	ID    string                     `json:"id"`
	Main  confidential.Value[string] `json:"main"`
	Other confidential.Value[string] `json:"other,omitzero"`
	List  []chartLine                `json:"list,omitempty"`
	Score confidential.Value[int]    `json:"score,omitzero"`
	Last  *chartLine                 `json:"last,omitempty"`
}

type chartLine struct {
	Text confidential.Value[string] `json:"text"`
}

const chartFormat = "test-chart/1"

func note(s string) confidential.Value[string] {
	return confidential.SealText(confidential.ProgressNote, client1, s)
}

func chartOf() chart {
	long := confidential.SealShort("the whole story", "a short form", confidential.LabelFor(confidential.ProgressNote, client1))
	return chart{
		ID: "c-1", Main: note("main"), Other: long, List: []chartLine{{note("first")}, {note("second")}},
		Score: confidential.Seal(21, confidential.LabelFor(confidential.TestResult, client1)), Last: &chartLine{note("last")},
	}
}

func TestDocumentsComeBack(t *testing.T) {
	ring := testRing(t, "key-1")
	data, err := confidential.StoreDocument(chartFormat, "chart/c-1", 3, ring, chartOf())
	require.NoError(t, err)
	for _, secret := range []string{"story", "short form", "second"} {
		require.NotContains(t, string(data), secret)
	}
	var back chart
	record, revision, err := confidential.LoadDocument(chartFormat, ring, data, &back)
	require.NoError(t, err)
	require.Equal(t, "chart/c-1", record)
	require.Equal(t, 3, revision)
	require.Equal(t, "main", confidentialtest.Open(t, back.Main))
	require.Equal(t, "second", confidentialtest.Open(t, back.List[1].Text))
	require.Equal(t, 21, confidentialtest.Open(t, back.Score))
	require.Equal(t, "last", confidentialtest.Open(t, back.Last.Text))
	short, err := back.Other.Disclose(t.Context(), defaultGate(), viewers[2].req)
	require.NoError(t, err)
	require.Equal(t, "a short form", short, "the short form is stored together with the full text")

	_, _, err = confidential.LoadDocument("test-chart/2", ring, data, &back)
	requireRules(t, err, "/format store-format")
	_, _, err = confidential.LoadDocument(chartFormat, ring, []byte(`{"format":"test-chart/1","record":"x","content":{"id":1}}`), &back)
	requireRules(t, err, "/content/id json-type")
	_, _, err = confidential.LoadDocument(chartFormat, ring, data, back)
	require.Error(t, err, "not a pointer")
	_, err = confidential.StoreDocument(chartFormat, "chart/c-1", 0, confidential.Keyring{}, chartOf())
	require.ErrorContains(t, err, "/sealed/0")
	_, err = confidential.StoreDocument(chartFormat, "chart/c-1", 0, ring, map[string]confidential.Value[string]{"x": note("named")})
	requireRules(t, err, " document-map")
}

// parts splits a document and joins it again.
func parts(t *testing.T, data []byte, edit func(doc map[string]any)) []byte {
	t.Helper()
	var doc map[string]any
	require.NoError(t, json.Unmarshal(data, &doc))
	edit(doc)
	out, err := json.Marshal(doc)
	require.NoError(t, err)
	return out
}

// TestMovedTextsCannotBeOpened moves texts between records, fields, revisions and versions, as an
// attacker with write access to the database could.
func TestMovedTextsCannotBeOpened(t *testing.T) {
	ring := testRing(t, "key-1")
	store := func(record string, revision int, c chart) []byte {
		data, err := confidential.StoreDocument(chartFormat, record, revision, ring, c)
		require.NoError(t, err)
		return data
	}
	mine, theirs := store("chart/c-1", 3, chartOf()), store("chart/c-2", 3, chartOf())
	lastYear := store("chart/c-1", 2, chartOf())
	sealedOf := func(data []byte) []any {
		var doc map[string]any
		require.NoError(t, json.Unmarshal(data, &doc))
		return doc["sealed"].([]any)
	}
	swap := func(from []byte, i, j int) func(map[string]any) {
		return func(doc map[string]any) {
			doc["sealed"].([]any)[i].(map[string]any)["envelope"] = sealedOf(from)[j].(map[string]any)["envelope"]
		}
	}
	content := func(edit func(map[string]any)) func(map[string]any) {
		return func(doc map[string]any) { edit(doc["content"].(map[string]any)) }
	}
	for name, edit := range map[string]func(map[string]any){
		"a text of another record":        swap(theirs, 0, 0),
		"last year's text":                swap(lastYear, 0, 0),
		"the text of another field":       swap(mine, 0, 1),
		"of another element of the list":  swap(mine, 2, 3),
		"a number of another field":       content(func(c map[string]any) { c["main"], c["other"] = c["other"], c["main"] }),
		"a number of another element":     content(func(c map[string]any) { c["list"].([]any)[0] = c["list"].([]any)[1] }),
		"a text left out":                 content(func(c map[string]any) { delete(c, "main") }),
		"a number that is none":           content(func(c map[string]any) { c["main"] = 99 }),
		"the field renamed in the table":  func(doc map[string]any) { doc["sealed"].([]any)[0].(map[string]any)["field"] = "/other" },
		"the revision of the whole":       func(doc map[string]any) { doc["revision"] = 4 },
		"the record's name":               func(doc map[string]any) { doc["record"] = "chart/c-2" },
		"a text of another type":          content(func(c map[string]any) { c["score"] = c["main"] }),
		"a text in the clear":             content(func(c map[string]any) { c["main"] = "plain" }),
		"a label that was not bound":      func(doc map[string]any) { label(doc)["level"] = "normal" },
		"a list of never that was edited": func(doc map[string]any) { label(doc)["never"] = []string{"someone-7"} },
	} {
		var back chart
		_, _, err := confidential.LoadDocument(chartFormat, ring, parts(t, mine, edit), &back)
		require.Error(t, err, name)
		require.NotContains(t, err.Error(), "plain", name)
	}
}

func label(doc map[string]any) map[string]any {
	return doc["sealed"].([]any)[0].(map[string]any)["envelope"].(map[string]any)["label"].(map[string]any)
}

// TestUnchangedTextsAreStoredOnce writes a history of which some texts occur in several revisions.
func TestUnchangedTextsAreStoredOnce(t *testing.T) {
	ring := testRing(t, "key-1")
	first := chart{ID: "c-1", Main: note("main"), List: []chartLine{{note("a")}}}
	second := first
	second.List = []chartLine{{note("b")}, first.List[0]} // moved down in the list
	third := second
	third.Other = first.Main // now also in another field
	w := confidential.NewDocumentWriter("chart/c-1")
	var raw []json.RawMessage
	for i, c := range []chart{first, second, third} {
		part, err := w.JSON(i+1, "/state", c)
		require.NoError(t, err)
		raw = append(raw, part)
	}
	table, err := w.Sealed(ring)
	require.NoError(t, err)
	require.Len(t, table, 4)
	r := confidential.NewDocumentReader("chart/c-1", ring, table)
	read := make([]chart, 3)
	for i := range raw {
		require.NoError(t, r.JSON(i+1, "/state", raw[i], &read[i]))
	}
	require.NoError(t, r.Done())
	require.True(t, read[0].Main.Equal(read[2].Main), "both revisions share one sealed value")
	require.True(t, read[0].List[0].Text.Equal(read[1].List[1].Text))
	require.Equal(t, "main", confidentialtest.Open(t, read[2].Other))

	r = confidential.NewDocumentReader("chart/c-1", ring, table)
	require.Error(t, r.JSON(1, "/state", raw[1], new(chart)), "a text of revision 2 in revision 1")
	r = confidential.NewDocumentReader("chart/c-1", ring, table)
	require.NoError(t, r.JSON(3, "/state", raw[2], new(chart)))
	require.Error(t, r.Done(), "revision 1 is missing")
}

func TestKeysHaveStates(t *testing.T) {
	key1, key2 := testKey(t, "key-1"), testKey(t, "other-2")
	data, err := confidential.StoreDocument(chartFormat, "chart/c-1", 1, ringOf(t, key1), chartOf())
	require.NoError(t, err)
	load := func(keys ...confidential.Key) (chart, error) {
		var c chart
		_, _, err := confidential.LoadDocument(chartFormat, ringOf(t, keys...), data, &c)
		return c, err
	}
	key1.State = confidential.OldKey
	c, err := load(key1, key2)
	require.NoError(t, err)
	turned, err := confidential.StoreDocument(chartFormat, "chart/c-1", 1, ringOf(t, key1, key2), c)
	require.NoError(t, err)
	require.NotContains(t, string(turned), "key-1")

	key1.State = confidential.DisabledKey
	_, err = load(key1)
	require.ErrorIs(t, err, confidential.ErrOpen)

	key1.State, key1.Cipher = confidential.DestroyedKey, nil
	c, err = load(key1, key2)
	require.NoError(t, err, "the record can still be read")
	require.True(t, c.Main.IsErased())
	require.Equal(t, confidential.ProgressNote, c.Main.Label().Kind)
	_, err = c.Main.Disclose(t.Context(), defaultGate(), treatingReq)
	require.ErrorIs(t, err, confidential.ErrErased)
	again, err := confidential.StoreDocument(chartFormat, "chart/c-1", 1, ringOf(t, key1, key2), c)
	require.NoError(t, err, "and be stored")
	require.JSONEq(t, string(data), string(again))

	for name, keys := range map[string][]confidential.Key{
		"/0/id key-id":               {{State: confidential.OldKey, Cipher: key2.Cipher}},
		"/0/state key-state":         {{ID: "k", Cipher: key2.Cipher}},
		"/0/cipher key-cipher":       {{ID: "k", State: confidential.OldKey}},
		"/0/nonces key-nonces":       {{ID: "k", State: confidential.PrimaryKey, Cipher: key2.Cipher}},
		"/1/id key-id-duplicate":     {key2, {ID: key2.ID, State: confidential.OldKey, Cipher: key2.Cipher}},
		"/1/state key-primary":       {key2, testKey(t, "third-3")},
		"/0/cipher key-cipher again": {{ID: "k", State: confidential.DestroyedKey, Cipher: key2.Cipher}},
	} {
		_, err := confidential.NewKeyring(keys...)
		requireRules(t, err, strings.TrimSuffix(name, " again"))
	}
}

// TestDestroyingOneKeyKeepsOtherTexts destroys the key of one of the two people whom a record is
// about.
func TestDestroyingOneKeyKeepsOtherTexts(t *testing.T) {
	hers, general := testKey(t, "hers-1"), testKey(t, "key-1")
	hers.Person = client2
	c := chart{ID: "c-1", Main: note("his"), Other: confidential.SealText(confidential.ProgressNote, client2, "hers")}
	data, err := confidential.StoreDocument(chartFormat, "chart/c-1", 1, ringOf(t, hers, general), c)
	require.NoError(t, err)
	hers.State, hers.Cipher = confidential.DestroyedKey, nil
	var back chart
	_, _, err = confidential.LoadDocument(chartFormat, ringOf(t, hers, general), data, &back)
	require.NoError(t, err)
	require.Equal(t, "his", confidentialtest.Open(t, back.Main))
	require.True(t, back.Other.IsErased())
}

func TestEnvelopesBelongToTheirPlace(t *testing.T) {
	ring := testRing(t, "key-1")
	e, err := note("made up").Store(ring, place)
	require.NoError(t, err)
	for _, at := range []confidential.Place{
		{Record: "record/2", Field: place.Field, Revision: 1}, {Record: place.Record, Field: "/other", Revision: 1}, {Record: place.Record, Field: place.Field, Revision: 2}, {},
	} {
		_, err := confidential.Load[string](ring, at, e)
		require.ErrorIs(t, err, confidential.ErrOpen)
		_, _, err = confidential.Rotate(testRing(t, "other-1", "key-1"), at, e)
		require.ErrorIs(t, err, confidential.ErrOpen)
	}
	turned, changed, err := confidential.Rotate(testRing(t, "other-1", "key-1"), place, e)
	require.NoError(t, err)
	require.True(t, changed)
	require.Equal(t, confidential.KeyID("other-1"), turned.Key)
	same, changed, err := confidential.Rotate(testRing(t, "other-1", "key-1"), place, turned)
	require.NoError(t, err)
	require.False(t, changed)
	require.Equal(t, turned, same)
	v, err := confidential.Load[string](testRing(t, "other-1"), place, turned)
	require.NoError(t, err)
	require.Equal(t, "made up", confidentialtest.Open(t, v))

	// The result is a copy.
	require.NoError(t, confidential.StoreAll(&v, ring, place))
	out, err := v.Store(ring, place)
	require.NoError(t, err)
	out.Cipher[0] ^= 1
	out.Label.Level = confidential.Low
	require.NoError(t, confidential.OpenAll(&v, ring, place))
	require.Equal(t, "made up", confidentialtest.Open(t, v))
}

// renamed states its own name for storage, so that the Go type can be renamed.
type renamed struct{ N int }

func (renamed) PayloadType() string { return "score/1" }

type renamedLater struct{ N int }

func (renamedLater) PayloadType() string { return "score/1" }

func TestPayloadsHaveTypes(t *testing.T) {
	ring := testRing(t, "key-1")
	e, err := confidential.Seal(renamed{7}, restricted).Store(ring, place)
	require.NoError(t, err)
	v, err := confidential.Load[renamedLater](ring, place, e)
	require.NoError(t, err)
	require.Equal(t, renamedLater{7}, confidentialtest.Open(t, v))
	_, err = confidential.Load[struct{ N int }](ring, place, e)
	require.ErrorIs(t, err, confidential.ErrOpen)
}

func TestNoncesAreNotUsedTwice(t *testing.T) {
	key := testKey(t, "key-1")
	key.Nonces = zeros{}
	ring := ringOf(t, key)
	_, err := note("one").Store(ring, place)
	require.NoError(t, err)
	requireRules(t, confidential.StoreAll(&[]confidential.Value[string]{note("one"), note("two")}, ring, place), "/1 sealed-value")
	_, err = confidential.StoreDocument(chartFormat, "chart/c-1", 1, ring, chartOf())
	require.ErrorContains(t, err, "store-nonce-twice")
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestLengthsArePadded(t *testing.T) {
	ring := testRing(t, "key-1")
	length := func(n int) int {
		e, err := note(strings.Repeat("x", n)).Store(ring, place)
		require.NoError(t, err)
		return len(e.Cipher)
	}
	require.Equal(t, length(2), length(8), "no, and suicidal")
	require.Equal(t, length(70), length(100))
	require.Less(t, length(10_000), 11_500)
	var sizes []int
	for n := range 2000 {
		sizes = append(sizes, length(n))
	}
	slices.Sort(sizes)
	require.Less(t, len(slices.Compact(sizes)), 30)
}

// TestFirstFormatIsOnlyMigrated reads an envelope that was written in the first format. Only Bind
// accepts it.
func TestFirstFormatIsOnlyMigrated(t *testing.T) {
	var e confidential.Envelope
	require.NoError(t, json.Unmarshal([]byte(firstEnvelope), &e))
	ring := testRing(t, "key-1")
	_, err := confidential.Load[string](ring, place, e)
	require.ErrorIs(t, err, confidential.ErrOpen)
	_, _, err = confidential.Rotate(ring, place, e)
	require.ErrorIs(t, err, confidential.ErrOpen)
	bound, err := confidential.Bind[string](ring, place, e)
	require.NoError(t, err)
	v, err := confidential.Load[string](ring, place, bound)
	require.NoError(t, err)
	require.Equal(t, "made up", confidentialtest.Open(t, v))
	_, err = confidential.Bind[string](ring, place, bound)
	require.ErrorIs(t, err, confidential.ErrOpen)
}

const firstEnvelope = `{"envelope":"therapykit-envelope/1","label":{"level":"restricted","kind":"progress-note","setting":"individual","subject":"client-1"},"key":"key-1","nonce":"MTIzNDU2Nzg5MDEy","cipher":"UIukQ1xOgaXL9Mcf8kJoW6EUHMu/mVhvqw=="}`
