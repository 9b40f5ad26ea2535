package care_test

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// testKey returns a ring with one key for made-up records. Its nonces never repeat in one ring and
// are the same in every run.
func testKey(tb testing.TB) confidential.Keyring {
	tb.Helper()
	return keyNamed(tb, "key-1", counter())
}

func keyNamed(tb testing.TB, name confidential.KeyID, nonces io.Reader) confidential.Keyring {
	tb.Helper()
	block, err := aes.NewCipher(bytes.Repeat([]byte{7}, 32))
	require.NoError(tb, err)
	aead, err := cipher.NewGCM(block)
	require.NoError(tb, err)
	ring, err := confidential.NewKeyring(confidential.Key{ID: name, State: confidential.PrimaryKey, Cipher: aead, Nonces: nonces})
	require.NoError(tb, err)
	return ring
}

func counter() io.Reader { return rand.NewChaCha8([32]byte{1}) }

// testGate records nothing; testRequest is a request of the treating therapist.
func testGate() *confidential.Gate {
	return confidential.NewGate(confidential.DefaultTable(), confidential.AuditorFunc(func(context.Context, []confidential.Record) error { return nil }))
}

func testRequest() confidential.Request {
	return confidential.Request{
		Recipient: therapist, Audience: confidential.TreatingTherapist, Purpose: confidential.Treatment, Treats: confidential.Treating(client1), At: moment(1),
	}
}

func storePlan(tb testing.TB, p care.Plan) []byte {
	tb.Helper()
	data, err := p.Store(testKey(tb))
	require.NoError(tb, err)
	return data
}

func TestStorePlan(t *testing.T) {
	t.Parallel()
	for _, p := range course(t) {
		data := storePlan(t, p)
		require.True(t, json.Valid(data))
		for _, secret := range []string{"evenings", "fasting", "Down since", "bad week", "Depth"} {
			require.NotContains(t, string(data), secret, "sealed texts are encrypted")
		}
		back, err := care.LoadPlan(data, testKey(t))
		require.NoError(t, err)
		sameButSealed(t, reflect.ValueOf(p.Spec()), reflect.ValueOf(back.Spec()), "")
		require.True(t, p.Label().Equal(back.Label()))
		require.Equal(t, p.Revision().Number, back.Revision().Number)
		for i := range p.Revision().Number {
			was, _ := p.AsOf(i + 1)
			now, ok := back.AsOf(i + 1)
			require.True(t, ok)
			sameButSealed(t, reflect.ValueOf(was.Spec()), reflect.ValueOf(now.Spec()), "")
			require.True(t, was.Revision().At.Equal(now.Revision().At))
			if i > 0 {
				before, _ := back.AsOf(i)
				old, _ := p.AsOf(i)
				require.Equal(t, care.Diff(old, was), care.Diff(before, now), "the changes are preserved, including those of sealed texts")
			}
		}
		// Storing and loading again changes only the nonces.
		again, err := care.LoadPlan(storePlan(t, back), testKey(t))
		require.NoError(t, err)
		sameButSealed(t, reflect.ValueOf(back.Spec()), reflect.ValueOf(again.Spec()), "")
		require.Equal(t, data, storePlan(t, again), "the same record, the same key and the same nonces are the same bytes")
		_, err = back.Amend(correct(90), func(s *care.PlanSpec) { s.ReviewEvery = 14 })
		require.NoError(t, err, "a loaded record can be amended")
	}
}

func TestStoreSharesSealedTexts(t *testing.T) {
	t.Parallel()
	plans := course(t)
	count := func(p care.Plan) int {
		return strings.Count(string(storePlan(t, p)), `"envelope"`)
	}
	require.Equal(t, count(plans[0]), count(plans[4]), "none of the five revisions adds a sealed text")
}

func TestStoreSessionAndEpisode(t *testing.T) {
	t.Parallel()
	s := newSession(t, groupMeeting())
	s, err := s.Amend(care.RevisionSpec{Author: therapist, At: moment(9), Reason: "x", Note: sealedWords("A slip."), Follows: 1}, func(s *care.SessionSpec) {
		s.Attendees[2].Attendance = care.CancelledByClient
	})
	require.NoError(t, err)
	data, err := s.Store(testKey(t))
	require.NoError(t, err)
	require.NotContains(t, string(data), "practised")
	back, err := care.LoadSession(data, testKey(t))
	require.NoError(t, err)
	sameButSealed(t, reflect.ValueOf(s.Spec()), reflect.ValueOf(back.Spec()), "")
	require.False(t, back.Revision().Note.IsZero())
	require.Equal(t, 1, back.Revision().Follows)

	e := newEpisode(t, fullEpisode())
	data, err = e.Store(testKey(t))
	require.NoError(t, err)
	loaded, err := care.LoadEpisode(data, testKey(t))
	require.NoError(t, err)
	sameButSealed(t, reflect.ValueOf(e.Spec()), reflect.ValueOf(loaded.Spec()), "")

	_, err = care.LoadPlan(data, testKey(t))
	require.Error(t, err, "an episode is no plan")
	require.Contains(t, rules(err), "/format store-format")
}

// sameButSealed compares two specifications field by field. For sealed texts it compares presence and
// label, and the content through the gate.
func sameButSealed(t *testing.T, a, b reflect.Value, path string) {
	t.Helper()
	require.Equal(t, a.Type(), b.Type())
	if x, ok := reflect.TypeAssert[confidential.Value[string]](a); ok {
		y, _ := reflect.TypeAssert[confidential.Value[string]](b)
		require.Equal(t, x.IsZero(), y.IsZero(), path)
		require.True(t, x.Label().Equal(y.Label()), path)
		require.Equal(t, reveal(t, x), reveal(t, y), path)
		return
	}
	switch a.Kind() { //nolint:exhaustive // the other kinds are in the default
	case reflect.Struct:
		if eq := a.MethodByName("Equal"); eq.IsValid() {
			require.True(t, eq.Call([]reflect.Value{b})[0].Bool(), path)
			return
		}
		exported := 0
		for i := range a.NumField() {
			if f := a.Type().Field(i); f.IsExported() {
				sameButSealed(t, a.Field(i), b.Field(i), path+"/"+f.Name)
				exported++
			}
		}
		if exported == 0 {
			require.True(t, a.Comparable() && a.Equal(b), path)
		}
	case reflect.Slice:
		require.Equal(t, a.Len(), b.Len(), path)
		for i := range a.Len() {
			sameButSealed(t, a.Index(i), b.Index(i), path)
		}
	default:
		require.True(t, a.Equal(b), "%s", path)
	}
}

// reveal opens a sealed text through a gate, as a program must.
func reveal(t *testing.T, v confidential.Value[string]) string {
	t.Helper()
	if v.IsZero() {
		return ""
	}
	text, err := v.Disclose(context.Background(), testGate(), testRequest())
	require.NoError(t, err)
	return text
}

func TestLoadRefuses(t *testing.T) {
	t.Parallel()
	plans := course(t)
	good := string(storePlan(t, plans[4]))
	_, err := care.LoadPlan([]byte(good), testKey(t))
	require.NoError(t, err)
	for _, tt := range []struct {
		name, old, replace string
		want               string
		reason             string
	}{
		{"not JSON", good, "{", " json-syntax", ""},
		{"not an object", good, "[]", "json-type", ""},
		{"other format", `"format":"therapykit-plan/3"`, `"format":"therapykit-plan/9"`, "/format store-format", ""},
		{"no history", good, `{"format":"therapykit-plan/3","revisions":[]}`, "/revisions store-revisions", ""},
		{"added member", `"reviewEvery":42`, `"reviewEvry":42`, "json-unknown-member", ""},
		{"text in the clear", `"culture":`, `"culture":"made up","culture2":`, "/culture json-type", "prose never comes in unsealed"},
		{"number of no text", `"culture":`, `"culture":9999,"x":`, "/culture document-sealed", ""},
		{"negative number", `"culture":`, `"culture":-1,"x":`, "/culture json-type", ""},
		{"label edited", `"level":"restricted"`, `"level":"normal"`, "document-open", "the label is bound to the text"},
		{"status edited", `"status":"completed"`, `"status":"proposed"`, "/goals/0/status", "the history is gone through again"},
		{"history edited", `"reason":"created"`, `"reason":"Created By Ann"`, "/revisions/0/reason reason-name", ""},
		{"another record", `"record":"plan/plan-1"`, `"record":"plan/plan-2"`, "document-open", "texts of one plan do not open in another"},
		{"another revision", `"revision":1,"field"`, `"revision":0,"field"`, "document-open", "nor does a text of another revision"},
		{"another field", `"culture":2,"values":3`, `"culture":3,"values":2`, "/culture document-sealed", "nor that of another field"},
		{"text left out", `"culture":2,`, ``, "/sealed/2 document-unused", "nor is one left out where it was written, while later revisions have it"},
		{"identity edited", `"state":{"id":"plan-1"`, `"state":{"id":"plan-2"`, "/record store-record", ""},
		{"identity changed", `"change":{`, `"change":{"id":"plan-2",`, "/revisions/1/state/id amend-fixed", ""},
		{"change of an unknown member", `"change":{`, `"change":{"answers":null,`, "/revisions/1/change json-unknown-member", ""},
		{"change beyond a list", `"change":{`, `"change":{"issues":{"at":9},`, "/revisions/1/change/issues store-list", ""},
		{"neither state nor change", `"change":{`, `"chance":{`, "/revisions/1/#3 json-unknown-member", ""},
		{"bad id", `"clients":["client-1"]`, `"clients":["Ann Example"]`, "/clients/0 id-form", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			bad := strings.Replace(good, tt.old, tt.replace, 1)
			require.NotEqual(t, good, bad, "the edit must change the data")
			p, err := care.LoadPlan([]byte(bad), testKey(t))
			require.Error(t, err, tt.reason)
			require.Contains(t, " "+rules(err), tt.want, tt.reason)
			require.True(t, p.IsZero())
			require.NotContains(t, err.Error(), "Ann")
		})
	}
	_, err = care.LoadPlan([]byte(good), keyNamed(t, "key-2", counter()))
	require.ErrorIs(t, err, confidential.ErrOpen)
	_, err = care.LoadPlan([]byte(good), confidential.Keyring{})
	require.ErrorIs(t, err, confidential.ErrOpen)
}

func TestStoreRefuses(t *testing.T) {
	t.Parallel()
	_, err := care.Plan{}.Store(testKey(t))
	require.Equal(t, "store-nothing", rules(err))
	p := newPlan(t, fullPlan())
	_, err = p.Store(confidential.Keyring{})
	require.Error(t, err)
	_, err = p.Store(keyNamed(t, "key-1", iotest{}))
	require.Error(t, err, "storing needs nonces")
	for _, v := range []any{p, care.Session{}, care.Episode{}, p.Spec()} {
		_, err = json.Marshal(v)
		require.ErrorIs(t, err, confidential.ErrSealed)
	}
	for _, v := range []any{&care.Plan{}, &care.Session{}, &care.Episode{}} {
		require.ErrorIs(t, json.Unmarshal([]byte(`{}`), v), confidential.ErrStored)
	}
}

type iotest struct{}

func (iotest) Read([]byte) (int, error) { return 0, errors.New("empty") }

// FuzzLoadPlan edits stored plans: an accepted plan can be stored and loaded again.
func FuzzLoadPlan(f *testing.F) {
	plans := course(f)
	f.Add(storePlan(f, plans[0]))
	f.Add(storePlan(f, plans[4]))
	for _, name := range []string{"plan-1.json", "plan-full-1.json"} {
		old, err := os.ReadFile(filepath.Join("testdata", name))
		require.NoError(f, err)
		f.Add(old)
	}
	f.Add([]byte(`{"format":"therapykit-plan/3","revisions":[{"author":"t-1","at":"2026-01-01T00:00:00Z","reason":"created","state":{"id":"p-1","author":"t-1","created":"2026-01-01T00:00:00Z","clients":["c-1"],"status":"draft"}}]}`))
	key := testKey(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := care.LoadPlan(data, key)
		if err != nil {
			return
		}
		stored, err := p.Store(key)
		require.NoError(t, err)
		back, err := care.LoadPlan(stored, key)
		require.NoError(t, err)
		sameButSealed(t, reflect.ValueOf(p.Spec()), reflect.ValueOf(back.Spec()), "")
	})
}

// TestRandomPlans makes random amendments: an accepted amendment leaves the previous value unchanged,
// and the new plan can be stored, loaded and replayed.
func TestRandomPlans(t *testing.T) {
	t.Parallel()
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 1))
		p := newPlan(t, fullPlan())
		for step := range 12 {
			before := p.Spec()
			next, err := p.Amend(revise(70+step, "x"), func(s *care.PlanSpec) { scramble(r, s) })
			require.Empty(t, care.Diff(p, newPlanLike(t, p, before)), "the old value is as it was")
			if err == nil {
				p = next
			}
		}
		back, err := care.LoadPlan(storePlan(t, p), testKey(t))
		require.NoError(t, err, "seed %d", seed)
		sameButSealed(t, reflect.ValueOf(p.Spec()), reflect.ValueOf(back.Spec()), "")

		// Replay the history from the results of the accessors only.
		replayed := newPlan(t, fullPlan())
		for revision := range p.Revisions() {
			then, ok := p.AsOf(revision.Number)
			require.True(t, ok)
			if revision.Number == 1 {
				replayed = newPlan(t, then.Spec())
				continue
			}
			replayed, err = replayed.Amend(revision.RevisionSpec, func(s *care.PlanSpec) { *s = then.Spec() })
			require.NoError(t, err)
		}
		require.True(t, replayed.Equal(p), "replaying the history gives the current plan")
	}
}

// newPlanLike makes a plan of the specification of one revision of p.
func newPlanLike(t *testing.T, p care.Plan, spec care.PlanSpec) care.Plan {
	t.Helper()
	first, _ := p.AsOf(1)
	if spec.ID == "" {
		return first
	}
	return newPlan(t, spec)
}

// scramble makes one or two random edits, valid or not.
func scramble(r *rand.Rand, s *care.PlanSpec) {
	for range 1 + r.IntN(2) {
		g := &s.Goals[r.IntN(len(s.Goals))]
		switch r.IntN(10) {
		case 0:
			s.Status, s.Reason = care.PlanStatus(r.IntN(9)), "x"
		case 1:
			g.Status, g.Reason = care.GoalStatus(r.IntN(11)), "x"
		case 2:
			g.Achievement = care.Achievement(r.IntN(11))
		case 3:
			g.Progress = append(g.Progress, care.Observation{At: moment(16 + r.IntN(24)), Measure: "phq-9", Value: float64(r.IntN(28))})
		case 4:
			g.Progress = slices.Delete(g.Progress, 0, min(1, len(g.Progress)))
		case 5:
			g.Statement = sealedWords("another")
		case 6:
			s.Goals = append(s.Goals, care.Goal{
				ID: care.GoalID([]string{"sleep", "work", "B A D"}[r.IntN(3)]), Statement: sealedWords("more"), ExpressedBy: care.VoiceClient,
				Scope: care.ScopeIndividual, Status: care.GoalProposed,
			})
		case 7:
			strand := &s.Strands[r.IntN(len(s.Strands))]
			strand.Ended, strand.EndReason = therapy.MustDate(2026, 2, 5), "x"
		case 8:
			s.Reviews = append(s.Reviews, care.PlanReview{On: therapy.MustDate(2026, 1, 20+r.IntN(9)), By: []confidential.PersonID{therapist}, Outcome: "x"})
		case 9:
			s.Goals = s.Goals[:len(s.Goals)-r.IntN(2)]
		}
	}
}

func BenchmarkStorePlan(b *testing.B) {
	p, key := newPlan(b, manyGoals()), testKey(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.Store(key); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoadPlan(b *testing.B) {
	data, key := storePlan(b, newPlan(b, manyGoals())), testKey(b)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := care.LoadPlan(data, key); err != nil {
			b.Fatal(err)
		}
	}
}

// FuzzLoadSession and FuzzLoadEpisode are FuzzLoadPlan for the other records.
func FuzzLoadSession(f *testing.F) {
	key := testKey(f)
	for _, spec := range []care.SessionSpec{oneToOne(), groupMeeting()} {
		data, err := newSession(f, spec).Store(key)
		require.NoError(f, err)
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := care.LoadSession(data, key)
		if err != nil {
			require.NotEmpty(t, therapy.FieldErrors(err), "every error has a path")
			return
		}
		stored, err := s.Store(key)
		require.NoError(t, err)
		back, err := care.LoadSession(stored, key)
		require.NoError(t, err)
		sameButSealed(t, reflect.ValueOf(s.Spec()), reflect.ValueOf(back.Spec()), "")
	})
}

func FuzzLoadEpisode(f *testing.F) {
	key := testKey(f)
	data, err := newEpisode(f, fullEpisode()).Store(key)
	require.NoError(f, err)
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := care.LoadEpisode(data, key)
		if err != nil {
			require.NotEmpty(t, therapy.FieldErrors(err), "every error has a path")
			return
		}
		stored, err := e.Store(key)
		require.NoError(t, err)
		back, err := care.LoadEpisode(stored, key)
		require.NoError(t, err)
		sameButSealed(t, reflect.ValueOf(e.Spec()), reflect.ValueOf(back.Spec()), "")
	})
}
