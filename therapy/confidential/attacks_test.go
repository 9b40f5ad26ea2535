package confidential_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// TestNeverListDeniesEveryRole checks that a person on the never list of a label is denied the
// content, as the recipient and as the actor who asks for another person.
func TestNeverListDeniesEveryRole(t *testing.T) {
	l := labelled(func(l *confidential.Label) { l.Never = []confidential.PersonID{absent9} })
	for name, change := range map[string]func(*confidential.Request){
		"as the recipient": func(r *confidential.Request) { r.Recipient = absent9 },
		"for a friend":     func(r *confidential.Request) { r.Actor = absent9 },
	} {
		require.Equal(t, "G2-never", defaultGate().Explain(l, asked(treatingReq, change)).Rule, name)
	}
	require.Equal(t, confidential.Permit, defaultGate().Explain(l, treatingReq).Effect)
}

// TestConsentRevokedDuringRecording checks that nothing is disclosed if the consent is revoked while
// a slow auditor writes the record.
func TestConsentRevokedDuringRecording(t *testing.T) {
	type record struct {
		Client confidential.PersonID `json:"client" kind:"identity,subject"`
		Score  int                   `json:"score" kind:"test-result"`
	}
	for name, revoke := range map[string]func(*confidential.Request){
		"revoked": func(r *confidential.Request) { r.Consents[0].Revoked = noon },
		"refused": func(r *confidential.Request) {
			r.Refusals[0] = confidential.Refusal{Ref: "refusal-1", By: client1, Given: noon}
		},
	} {
		req := asked(payerReq, func(r *confidential.Request) {
			r.Consents = []confidential.Consent{payerConsent("consent-1")}
			r.Consents[0].Given, r.Consents[0].Kinds = noon.Add(-time.Hour), []confidential.Kind{confidential.ProgressNote, confidential.TestResult}
			r.Refusals = make([]confidential.Refusal, 1)
		})
		var records []confidential.Record
		slow := confidential.AuditorFunc(func(_ context.Context, list []confidential.Record) error {
			records = append(records, list...)
			revoke(&req)
			return nil
		})
		g := confidential.NewGate(confidential.DefaultTable(), slow)
		got, err := confidential.Seal("made up", restricted).Disclose(t.Context(), g, req)
		require.ErrorIs(t, err, confidential.ErrDenied, name)
		require.Empty(t, got, name)
		require.Len(t, records, 2, name)
		require.Equal(t, confidential.Refused, records[1].Event, "the refusal is recorded too")

		req.Consents[0].Revoked, req.Refusals[0] = time.Time{}, confidential.Refusal{}
		seen, err := confidential.View(t.Context(), confidential.NewGate(confidential.DefaultTable(), slow), record{client1, 21}, req)
		require.ErrorIs(t, err, confidential.ErrDenied, name)
		require.Empty(t, seen.JSON, name)
		require.Equal(t, confidential.Refused, records[len(records)-1].Event)
	}
}

// TestTimeDoesNotGoBack checks that requests with a past time are refused: a consent that was
// revoked in the meantime would be valid again.
func TestTimeDoesNotGoBack(t *testing.T) {
	note := confidential.Seal("made up", restricted)
	at := func(when time.Time) confidential.Request {
		return asked(treatingReq, func(r *confidential.Request) { r.At = when })
	}
	back := noon.Add(-confidential.ClockTolerance - time.Second)
	var b bytes.Buffer
	log := confidential.NewLog(&b, confidential.Anchor{})
	hashed, err := confidential.HashPeople(log, bytes.Repeat([]byte("k"), 32))
	require.NoError(t, err)
	for name, auditor := range map[string]confidential.Auditor{
		"any auditor": quiet, "a log": log, "hashed": hashed, "several": confidential.AllAuditors(quiet, log), "at least one": confidential.AnyAuditor(log, quiet),
	} {
		g := confidential.NewGate(confidential.DefaultTable(), auditor)
		_, err := note.Disclose(t.Context(), g, at(noon))
		require.NoError(t, err, name)
		_, err = note.Disclose(t.Context(), g, at(noon.Add(-confidential.ClockTolerance)))
		require.NoError(t, err, "a small difference of clocks is allowed")
		_, err = note.Disclose(t.Context(), g, at(back))
		require.ErrorIs(t, err, confidential.ErrDenied, name)
		require.Equal(t, "G1-time", g.Explain(restricted, at(back)).Rule, name)
		seen, err := confidential.View(t.Context(), g, storyOf(), at(back))
		require.NoError(t, err)
		require.Equal(t, confidential.Withheld, string(seen.JSON), name)
		require.ErrorIs(t, g.OpenEmergency(t.Context(), confidential.EmergencyAccess{
			ID: "emergency-1", By: someone, Subject: client1, Reason: "found-unconscious", From: back, Until: noon.Add(time.Hour), Reviewer: therapist3, ReviewDue: noon.Add(time.Hour),
		}), therapy.ErrContradiction, "an access is not opened afterwards")
	}
	// The time of a refused request does not affect later requests.
	g := confidential.NewGate(confidential.DefaultTable(), quiet)
	_, err = note.Disclose(t.Context(), g, asked(payerReq, func(r *confidential.Request) { r.At = noon.AddDate(100, 0, 0) }))
	require.ErrorIs(t, err, confidential.ErrDenied)
	_, err = note.Disclose(t.Context(), g, at(noon))
	require.NoError(t, err)
	// A view counts as a disclosure.
	_, err = confidential.View(t.Context(), g, storyOf(), at(noon.Add(time.Hour)))
	require.NoError(t, err)
	require.Equal(t, "G1-time", g.Explain(restricted, at(noon)).Rule)
	// The log enforces it too, also after a restart.
	end := log.Anchor()
	require.Equal(t, noon.UTC(), end.At)
	old := recordAt(0)
	old.At = back
	require.ErrorIs(t, log.Record(t.Context(), []confidential.Record{old}), therapy.ErrContradiction)
	require.ErrorIs(t, confidential.NewLog(&b, end).Record(t.Context(), []confidential.Record{old}), therapy.ErrContradiction)
	again, err := confidential.OpenLog(bytes.NewReader(b.Bytes()), &b, confidential.Anchor{}, end)
	require.NoError(t, err)
	require.ErrorIs(t, again.Record(t.Context(), []confidential.Record{old}), therapy.ErrContradiction)
	require.Equal(t, "G1-time", confidential.NewGate(confidential.DefaultTable(), again).Explain(restricted, at(back)).Rule)
	// Verifying finds it in a log that was written without this check.
	var other bytes.Buffer
	require.NoError(t, confidential.NewLog(&other, confidential.Anchor{Seq: end.Seq, Hash: end.Hash}).Record(t.Context(), []confidential.Record{old}))
	_, err = confidential.VerifyLog(strings.NewReader(b.String()+other.String()), confidential.Anchor{})
	var tampering *confidential.TamperError
	require.ErrorAs(t, err, &tampering)
	require.Equal(t, confidential.Backdated, tampering.What)
}

// TestIncompleteAnchorIsRefused checks that an incomplete anchor is an error: with it, a log that
// was rewritten from the start would be accepted.
func TestIncompleteAnchorIsRefused(t *testing.T) {
	all, _, end := written(t, 3)
	for name, a := range map[string]confidential.Anchor{
		"a hash without a number": {Hash: end.Hash},
		"a number without a hash": {Seq: 3},
		"a hash that is none":     {Seq: 3, Hash: "abc"},
		"in capitals":             {Seq: 3, Hash: strings.ToUpper(end.Hash)},
		"a time alone":            {At: noon},
	} {
		require.ErrorIs(t, a.Validate(), therapy.ErrContradiction, name)
		_, err := confidential.VerifyLog(bytes.NewReader(all), a)
		require.ErrorIs(t, err, therapy.ErrContradiction, name)
		_, err = confidential.VerifySegment(bytes.NewReader(all), a, confidential.Anchor{})
		require.ErrorIs(t, err, therapy.ErrContradiction, name)
		require.Error(t, confidential.NewLog(&bytes.Buffer{}, a).Record(t.Context(), []confidential.Record{recordAt(1)}), name)
	}
	require.NoError(t, end.Validate())
	require.NoError(t, confidential.Anchor{}.Validate())
}

// TestContentAboutNobody checks content whose label names no person: it is disclosed to therapists
// of its case, to the front desk if it is an appointment time, and to nobody else.
func TestContentAboutNobody(t *testing.T) {
	for _, k := range kinds {
		l := confidential.LabelFor(k, confidential.PersonID{})
		l.Case = "group-1"
		for _, a := range audiences {
			for _, p := range purposes {
				req := confidential.Request{Recipient: someone, Audience: a, Purpose: p, At: noon, Ref: order5, Consents: []confidential.Consent{payerConsent("consent-1")}}
				d := defaultGate().Explain(l, req)
				desk := a == confidential.FrontDesk && p == confidential.Administration && k == confidential.Attendance
				require.Equal(t, desk, d.Effect != confidential.Deny, "%s to %s for %s: %s", k, a, p, d.Rule)
			}
		}
		req := asked(treatingReq, func(r *confidential.Request) { r.Treats = []confidential.Case{{ID: "group-1"}} })
		require.Equal(t, confidential.Permit, defaultGate().Explain(l, req).Effect, k)
	}
}

// TestIndividualTherapistSeesNoGroupContent checks that content of a group is not part of the
// individual treatment of a member.
func TestIndividualTherapistSeesNoGroupContent(t *testing.T) {
	l := confidential.LabelFor(confidential.GroupContent, client1)
	l.Setting, l.About = confidential.GroupSetting, []confidential.PersonID{client2}
	effect := func(cases ...confidential.Case) confidential.Effect {
		return defaultGate().Explain(l, asked(treatingReq, func(r *confidential.Request) { r.Treats = cases })).Effect
	}
	require.Equal(t, confidential.Deny, effect(confidential.Treating(client1)...))
	require.Equal(t, confidential.Permit, effect(confidential.Treating(client1, client2)...), "a couple's therapist")
	l.Case = "group-1"
	require.Equal(t, confidential.Deny, effect(confidential.Treating(client1, client2)...))
	require.Equal(t, confidential.Permit, effect(confidential.Case{ID: "group-1"}))
}

// TestPresenceDoesNotPermitNotes checks that a person who was present in a group session may read
// what was said there, but not the notes about another person.
func TestPresenceDoesNotPermitNotes(t *testing.T) {
	for _, k := range kinds {
		l := confidential.LabelFor(k, client1)
		l.Setting, l.Heard = confidential.GroupSetting, []confidential.PersonID{client1, client2}
		d := defaultGate().Explain(l, confidential.Request{Recipient: client2, Audience: confidential.Client, Purpose: confidential.ClientAccess, At: noon})
		require.Equal(t, k == confidential.GroupContent, d.Effect != confidential.Deny, k)
	}
}

// TestReviewMatchesOpenedAccess checks that the review of an emergency access is refused if the
// access is not the one that was opened.
func TestReviewMatchesOpenedAccess(t *testing.T) {
	g := confidential.NewGate(confidential.DefaultTable(), quiet)
	access := emergencyOf("emergency-1")
	review := confidential.EmergencyReview{Access: access.ID, By: therapist3, At: noon.Add(time.Hour), Outcome: "justified"}
	require.ErrorIs(t, g.ReviewEmergency(t.Context(), access, review), therapy.ErrReference, "nobody has opened it")
	require.NoError(t, g.OpenEmergency(t.Context(), access))
	friend := access
	friend.Reviewer, review.By = absent9, absent9
	require.ErrorIs(t, g.ReviewEmergency(t.Context(), friend, review), therapy.ErrReference)
}

// inPlace is a cipher that returns its argument and decrypts in place.
type inPlace struct{ plain bool }

func (inPlace) NonceSize() int { return 4 }
func (inPlace) Overhead() int  { return 0 }

func (c inPlace) Seal(_, nonce, plain, _ []byte) []byte {
	clear(nonce)
	if !c.plain {
		for i := range plain {
			plain[i] ^= 0x5a
		}
	}
	return plain
}

func (inPlace) Open(_, nonce, text, _ []byte) ([]byte, error) {
	clear(nonce)
	for i := range text {
		text[i] ^= 0x5a
	}
	return text, nil
}

// TestCipherMayReuseItsArgument checks a cipher that returns the memory it was given.
func TestCipherMayReuseItsArgument(t *testing.T) {
	ring := ringOf(t, confidential.Key{ID: "key-1", State: confidential.PrimaryKey, Cipher: inPlace{}, Nonces: rand.Reader})
	e, err := confidential.SealText(confidential.ProgressNote, client1, "made up").Store(ring, place)
	require.NoError(t, err)
	before, err := json.Marshal(e)
	require.NoError(t, err)
	for range 2 { // opening does not change the envelope
		v, err := confidential.Load[string](ring, place, e)
		require.NoError(t, err)
		got, err := v.Disclose(t.Context(), defaultGate(), treatingReq)
		require.NoError(t, err)
		require.Equal(t, "made up", got)
	}
	after, err := json.Marshal(e)
	require.NoError(t, err)
	require.Equal(t, string(before), string(after))
	none := ringOf(t, confidential.Key{ID: "key-1", State: confidential.PrimaryKey, Cipher: inPlace{plain: true}, Nonces: rand.Reader})
	_, err = confidential.SealText(confidential.ProgressNote, client1, "made up").Store(none, place)
	require.ErrorIs(t, err, confidential.ErrInvalid, "a cipher that encrypts nothing")
}

// TestViewJSONOmitsReasons checks that the JSON of a view contains neither reasons nor labels: these
// are for the privacy officer.
func TestViewJSONOmitsReasons(t *testing.T) {
	seen, err := confidential.View(t.Context(), defaultGate(), storyOf(), payerReq)
	require.NoError(t, err)
	_, err = json.Marshal(map[string]any{"answer": seen})
	require.ErrorContains(t, err, "Viewed.JSON")
}

// TestMapKeysAreContent checks that the keys of maps neither appear in audit records nor show that
// an entry exists.
func TestMapKeysAreContent(t *testing.T) {
	type record struct {
		Client confidential.PersonID                 `json:"client" kind:"identity,subject"`
		Files  map[string]confidential.Value[string] `json:"files" kind:"progress-note"`
	}
	r := record{client1, map[string]confidential.Value[string]{
		"letter of Jane Doe": confidential.SealText(confidential.ProgressNote, client1, "x"),
		"hiv":                confidential.SealText(confidential.ProcessNote, client1, "y"),
	}}
	book := &ledger{}
	g := confidential.NewGate(confidential.DefaultTable(), book)
	own := confidential.Request{Recipient: client1, Audience: confidential.Client, Purpose: confidential.ClientAccess, At: noon}
	seen, err := confidential.View(t.Context(), g, r, own)
	require.NoError(t, err)
	require.JSONEq(t, `{"client":"client-1","files":{"withheld":true}}`, string(seen.JSON))
	seen, err = confidential.View(t.Context(), g, r, treatingReq)
	require.NoError(t, err)
	require.JSONEq(t, `{"client":"client-1","files":{"letter of Jane Doe":"x","hiv":"y"}}`, string(seen.JSON))
	written, err := json.Marshal(book.records)
	require.NoError(t, err)
	require.NotContains(t, strings.ToLower(string(written)), "jane")
	require.NotContains(t, string(written), "hiv")
}

// TestLargeViewTakesLinearTime views a list of which every element has its own label.
func TestLargeViewTakesLinearTime(t *testing.T) {
	type member struct {
		Client confidential.PersonID `json:"client" kind:"identity,subject"`
		Came   bool                  `json:"came" kind:"attendance"`
	}
	of := func(n int) time.Duration {
		list := make([]member, n)
		for i := range list {
			list[i].Client = confidential.MustPersonID("client-" + strconv.Itoa(i))
		}
		begin := time.Now()
		_, err := confidential.View(t.Context(), defaultGate(), list, treatingReq)
		require.NoError(t, err)
		return time.Since(begin)
	}
	small, large := of(1000), of(8000)
	for range 20 { // other programs may disturb some of the measurements
		if large < 30*small+50*time.Millisecond {
			return
		}
		small, large = min(small, of(1000)), min(large, of(8000))
	}
	t.Errorf("%v for 8 times as many as take %v", large, small)
}
