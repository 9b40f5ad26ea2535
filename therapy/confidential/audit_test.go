package confidential_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/words"
)

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// TestFailedWriteStopsDisclosure covers short, panicking and torn writes of the log.
func TestFailedWriteStopsDisclosure(t *testing.T) {
	note := confidential.Seal("made up", restricted)
	for name, write := range map[string]func(b *bytes.Buffer, p []byte) (int, error){
		"short, without an error": func(b *bytes.Buffer, p []byte) (int, error) { return b.Write(p[:len(p)/2]) },
		"panics half-way":         func(b *bytes.Buffer, p []byte) (int, error) { b.Write(p[:10]); panic("disk: " + string(p)) },
		"panics at once":          func(*bytes.Buffer, []byte) (int, error) { panic("disk") },
		"fails":                   func(b *bytes.Buffer, p []byte) (int, error) { b.Write(p[:3]); return 3, errors.New("full") },
	} {
		var b bytes.Buffer
		broken := true
		log := confidential.NewLog(writerFunc(func(p []byte) (int, error) {
			if broken {
				return write(&b, p)
			}
			return b.Write(p)
		}), confidential.Anchor{})
		g := confidential.NewGate(confidential.DefaultTable(), log)
		for range 3 {
			got, err := note.Disclose(t.Context(), g, treatingReq)
			require.ErrorIs(t, err, confidential.ErrAudit, name)
			require.NotContains(t, err.Error(), "client-1", name)
			require.Empty(t, got)
			broken = false // the disk works again, but the log still ends in a torn line
		}
		require.Zero(t, log.Anchor().Seq)
		if b.Len() == 0 {
			continue
		}
		_, err := confidential.OpenLog(bytes.NewReader(b.Bytes()), &b, confidential.Anchor{}, confidential.Anchor{})
		var tampering *confidential.TamperError
		require.ErrorAs(t, err, &tampering, name)
		require.Equal(t, confidential.Torn, tampering.What, "the log must be repaired first")
		b.Reset() // the repair
		again, err := confidential.OpenLog(bytes.NewReader(nil), &b, confidential.Anchor{}, confidential.Anchor{})
		require.NoError(t, err)
		got, err := note.Disclose(t.Context(), confidential.NewGate(confidential.DefaultTable(), again), treatingReq)
		require.NoError(t, err)
		require.Equal(t, "made up", got)
	}
}

// TestRefusedAndMalformedRequestsAreRecorded checks the records of refused and malformed requests.
func TestRefusedAndMalformedRequestsAreRecorded(t *testing.T) {
	var b bytes.Buffer
	log := confidential.NewLog(&b, confidential.Anchor{})
	g := confidential.NewGate(confidential.DefaultTable(), log)
	note := confidential.Seal("made up", restricted)
	var unclassified confidential.Value[string]
	require.NoError(t, unclassified.UnmarshalJSON([]byte(`"x"`)))
	for _, tt := range []struct {
		v     confidential.Value[string]
		req   confidential.Request
		event confidential.Event
	}{
		{unclassified, treatingReq, confidential.Refused},
		{note, confidential.Request{Recipient: therapist3, At: noon}, confidential.Malformed},
		{note, confidential.Request{}, confidential.Malformed},
		{note, confidential.Request{Recipient: someone, Audience: 200, Purpose: 200, At: noon}, confidential.Malformed},
		{note, confidential.Request{Recipient: someone, Audience: confidential.Payer, Purpose: confidential.Payment, At: time.Date(10001, 1, 1, 0, 0, 0, 0, time.UTC)}, confidential.Malformed},
		{note, asked(payerReq, func(r *confidential.Request) { r.Ref = "an order, said on the phone" }), confidential.Refused},
		{note, payerReq, confidential.Refused},
		{note, treatingReq, confidential.Disclosed},
	} {
		_, err := tt.v.Disclose(t.Context(), g, tt.req)
		require.NotErrorIs(t, err, confidential.ErrAudit)
		var last confidential.Record
		for r := range confidential.Entries(bytes.NewReader(b.Bytes())) {
			last = r
		}
		require.Equal(t, tt.event, last.Event)
	}
	end, err := confidential.VerifyLog(bytes.NewReader(b.Bytes()), log.Anchor())
	require.NoError(t, err)
	require.EqualValues(t, 8, end.Seq)
	require.NotContains(t, b.String(), "phone")
}

// TestSegments closes segments of a log, drops some and verifies the rest from an anchor.
func TestSegments(t *testing.T) {
	var segments [3]bytes.Buffer
	var anchors [3]confidential.Anchor
	start := confidential.Anchor{}
	for i := range segments {
		log := confidential.NewLog(&segments[i], start)
		for n := range 3 {
			require.NoError(t, log.Record(t.Context(), []confidential.Record{recordAt(3*i + n)}))
		}
		var err error
		anchors[i], err = log.Close(noon.AddDate(0, i, 0))
		require.NoError(t, err)
		require.Error(t, log.Record(t.Context(), []confidential.Record{recordAt(1)}), "the segment is closed")
		_, err = log.Close(noon)
		require.Error(t, err)
		start = anchors[i]
	}
	read := func(from, to int) *strings.Reader {
		var all strings.Builder
		for i := from; i < to; i++ {
			all.WriteString(segments[i].String())
		}
		return strings.NewReader(all.String())
	}
	for from := range 3 {
		begin := confidential.Anchor{}
		if from > 0 {
			begin = anchors[from-1]
		}
		for to := from + 1; to <= 3; to++ {
			end, err := confidential.VerifySegment(read(from, to), begin, anchors[to-1])
			require.NoError(t, err)
			require.Equal(t, anchors[to-1], end)
		}
	}
	_, err := confidential.VerifySegment(read(1, 3), confidential.Anchor{}, anchors[2])
	require.ErrorIs(t, err, confidential.ErrTampered, "the first segment and its anchor are missing")
	_, err = confidential.VerifySegment(read(2, 3), anchors[0], anchors[2])
	require.ErrorIs(t, err, confidential.ErrTampered, "a segment in the middle is missing")
	wrong := anchors[0]
	wrong.Hash = anchors[1].Hash
	_, err = confidential.VerifySegment(read(1, 3), wrong, anchors[2])
	require.ErrorIs(t, err, confidential.ErrTampered)
	_, err = confidential.VerifySegment(strings.NewReader(""), anchors[0], wrong)
	require.ErrorIs(t, err, confidential.ErrTampered, "the anchors differ")
	_, err = confidential.VerifySegment(strings.NewReader(""), anchors[2], anchors[1])
	require.ErrorIs(t, err, therapy.ErrRange, "an anchor from before the segment checks nothing")
	_, err = (*confidential.Log)(nil).Close(noon)
	require.Error(t, err)
}

func TestSeveralAuditors(t *testing.T) {
	note := confidential.Seal("made up", restricted)
	panicking := confidential.AuditorFunc(func(context.Context, []confidential.Record) error { panic("x") })
	var none *confidential.Log
	for name, tt := range map[string]struct {
		auditor func(good *ledger) confidential.Auditor
		ok      bool
	}{
		"all, both good":       {func(g *ledger) confidential.Auditor { return confidential.AllAuditors(g, quiet) }, true},
		"all, one broken":      {func(g *ledger) confidential.Auditor { return confidential.AllAuditors(g, brokenAuditor{}) }, false},
		"all, one panics":      {func(g *ledger) confidential.Auditor { return confidential.AllAuditors(g, panicking) }, false},
		"all, one missing":     {func(g *ledger) confidential.Auditor { return confidential.AllAuditors(g, none) }, false},
		"all of none":          {func(*ledger) confidential.Auditor { return confidential.AllAuditors() }, false},
		"any, one broken":      {func(g *ledger) confidential.Auditor { return confidential.AnyAuditor(brokenAuditor{}, g) }, true},
		"any, one panics":      {func(g *ledger) confidential.Auditor { return confidential.AnyAuditor(panicking, nil, g) }, true},
		"any, all broken":      {func(*ledger) confidential.Auditor { return confidential.AnyAuditor(brokenAuditor{}, panicking) }, false},
		"any of none":          {func(*ledger) confidential.Auditor { return confidential.AnyAuditor() }, false},
		"one that panics":      {func(*ledger) confidential.Auditor { return panicking }, false},
		"the zero log":         {func(*ledger) confidential.Auditor { return &confidential.Log{} }, false},
		"hashed, to a log":     {func(g *ledger) confidential.Auditor { return hashing(t, g) }, true},
		"hashed, to no log":    {func(*ledger) confidential.Auditor { return hashing(t, none) }, false},
		"hashed, to one broke": {func(*ledger) confidential.Auditor { return hashing(t, brokenAuditor{}) }, false},
	} {
		good := &ledger{}
		got, err := note.Disclose(t.Context(), confidential.NewGate(confidential.DefaultTable(), tt.auditor(good)), treatingReq)
		require.Equal(t, tt.ok, err == nil, name)
		require.Equal(t, tt.ok, got != "", name)
	}
}

var hashKey = bytes.Repeat([]byte{3}, 32)

func hashing(t *testing.T, a confidential.Auditor) confidential.Auditor {
	t.Helper()
	h, err := confidential.HashPeople(a, hashKey)
	require.NoError(t, err)
	return h
}

func TestHashedIDsNeedTheKey(t *testing.T) {
	var b bytes.Buffer
	g := confidential.NewGate(confidential.DefaultTable(), hashing(t, confidential.NewLog(&b, confidential.Anchor{})))
	_, err := confidential.Seal("made up", restricted).Disclose(t.Context(), g, asked(treatingReq, func(r *confidential.Request) { r.Actor = someone }))
	require.NoError(t, err)
	for _, id := range []confidential.PersonID{client1, therapist3, someone} {
		require.NotContains(t, b.String(), id.String())
		hashed := confidential.HashPerson(id, hashKey)
		require.Contains(t, b.String(), hashed.String())
		_, err := confidential.ParsePersonID(hashed.String())
		require.NoError(t, err, "a hash is a pseudonym")
		require.NotEqual(t, hashed, confidential.HashPerson(id, bytes.Repeat([]byte{4}, 32)))
	}
	require.True(t, confidential.HashPerson(confidential.PersonID{}, hashKey).IsZero())
	_, err = confidential.HashPeople(quiet, hashKey[:31])
	require.Error(t, err)
}

// TestLinesWithoutEnd checks that endless lines are refused without reading them into memory.
func TestLinesWithoutEnd(t *testing.T) {
	long := strings.Repeat("x", 10<<20)
	_, err := confidential.VerifyLog(strings.NewReader(long+"\n"), confidential.Anchor{})
	require.EqualError(t, err, "confidential: the audit log has been changed: line 1: unreadable")
}

// TestErasureAndRetention covers the erasure and the retention periods of a record.
func TestErasureAndRetention(t *testing.T) {
	var b bytes.Buffer
	log := confidential.NewLog(&b, confidential.Anchor{})
	g := confidential.NewGate(confidential.DefaultTable(), log)
	e := confidential.Erasure{Person: client1, Key: "key-of-client-1", By: therapist3, At: noon, Ref: "request-9"}
	require.NoError(t, g.RecordErasure(t.Context(), e))
	_, err := confidential.VerifyLog(bytes.NewReader(b.Bytes()), log.Anchor())
	require.NoError(t, err)
	require.Contains(t, b.String(), `"event":"erased"`)
	require.Contains(t, b.String(), "key-of-client-1")
	requireRules(t, g.RecordErasure(t.Context(), confidential.Erasure{}), "/person erasure-person", "/key erasure-key", "/by erasure-by", "/at time-missing", "/ref erasure-ref")

	day := therapy.MustDate
	rules := []confidential.RetentionRule{
		{ID: "adults", Years: 10, From: confidential.FromLastContact, Reason: "made up", Sources: therapy.MustCite("L28")},
		{ID: "minors", Kinds: []confidential.Kind{confidential.TestResult}, Years: 7, From: confidential.FromMajority, MajorityAt: 18, Reason: "made up", Sources: therapy.MustCite("L28")},
	}
	kept := []confidential.Kept{
		{Record: "plan/1", Kind: confidential.TreatmentPlan, LastContact: day(2015, 1, 1)},
		{Record: "plan/2", Kind: confidential.TreatmentPlan, LastContact: day(2020, 1, 1)},
		{Record: "plan/3", Kind: confidential.TreatmentPlan, LastContact: day(2015, 1, 1), Hold: true},
		{Record: "plan/4", Kind: confidential.TreatmentPlan},
		{Record: "test/5", Kind: confidential.TestResult, LastContact: day(2015, 1, 1), Born: day(2005, 1, 1)},
		{Record: "test/6", Kind: confidential.TestResult, LastContact: day(2015, 1, 1), Born: day(1999, 1, 1)},
		{Record: "test/7", Kind: confidential.TestResult, LastContact: day(2015, 1, 1)},
	}
	all := func(yield func(confidential.Kept) bool) {
		for _, k := range kept {
			if !yield(k) {
				return
			}
		}
	}
	due, err := confidential.DueForErasure(rules, all, day(2026, 3, 2))
	require.NoError(t, err)
	var names []string
	for _, d := range due {
		names = append(names, fmt.Sprint(d.Kept.Record, " ", d.Until))
	}
	require.Equal(t, []string{"plan/1 2025-01-01", "test/6 2025-01-01"}, names)
	due, err = confidential.DueForErasure(rules[1:], all, day(2026, 3, 2))
	require.NoError(t, err)
	require.Len(t, due, 1, "content without a retention rule is not due")
	_, err = confidential.DueForErasure([]confidential.RetentionRule{{Years: -1, Kinds: []confidential.Kind{99}, MajorityAt: 5, From: confidential.FromLastContact, Sources: therapy.MustCite("L28")}}, all, day(2026, 3, 2))
	requireRules(t, err, "/0/id retention-id", "/0/kinds/0 retention-kinds", "/0/years retention-years", "/0/majorityAt retention-majority", "/0/reason retention-reason")
}

// TestRecordForClient prints a record as lines of text for the client.
func TestRecordForClient(t *testing.T) {
	seen, err := confidential.View(t.Context(), defaultGate(), storyOf(), viewers[3].req)
	require.NoError(t, err)
	text := seen.Text(words.English())
	require.Contains(t, text, "concern: fear of parties\n")
	require.Contains(t, text, "visits 1, room: the blue room\n")
	require.Contains(t, text, "Some of the record is not shown here.")
	require.NotContains(t, text, "client-2")
	require.NotContains(t, text, "withheld")
}
