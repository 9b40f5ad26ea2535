package confidential_test

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

var treatingReq = confidential.Request{
	Recipient: therapist3, Audience: confidential.TreatingTherapist, Purpose: confidential.Treatment,
	Treats: confidential.Treating(client1), At: noon,
}

// TestGuardsHoldBeforeAnyTable checks that a table which permits everything cannot bypass the
// guards.
func TestGuardsHoldBeforeAnyTable(t *testing.T) {
	open, err := confidential.NewTable(confidential.Rule{ID: "everything", Effect: confidential.Permit, Reason: "for the test", Sources: therapy.MustCite("L28")})
	require.NoError(t, err)
	note := restricted
	withLabel := func(change func(*confidential.Label)) confidential.Label { l := note; change(&l); return l }
	with := func(change func(*confidential.Request)) confidential.Request { r := treatingReq; change(&r); return r }
	payer := confidential.Request{Recipient: someone, Audience: confidential.Payer, Purpose: confidential.Payment, At: noon}
	var noAuditor confidential.AuditorFunc
	var noLog *confidential.Log
	gate := confidential.NewGate(open, quiet)
	tests := []struct {
		name   string
		gate   *confidential.Gate
		label  confidential.Label
		req    confidential.Request
		rule   string
		effect confidential.Effect
		reason string
	}{
		{"the table permits", gate, note, treatingReq, "everything", confidential.Permit, "otherwise the rest proves nothing"},
		{"no gate", nil, note, treatingReq, "G1-gate", 0, "nothing decides"},
		{"empty gate", &confidential.Gate{}, note, treatingReq, "G1-gate", 0, "nothing decides"},
		{"no table", confidential.NewGate(nil, quiet), note, treatingReq, "G1-gate", 0, "nothing permits"},
		{"no auditor", confidential.NewGate(open, nil), note, treatingReq, "G1-gate", 0, "nothing records"},
		{"nil function as auditor", confidential.NewGate(open, noAuditor), note, treatingReq, "G1-gate", 0, "it would crash"},
		{"nil log as auditor", confidential.NewGate(open, noLog), note, treatingReq, "G1-gate", 0, "it would record nowhere"},
		{"zero request", gate, note, confidential.Request{}, "G1-unstated", 0, "nobody asks"},
		{"no recipient", gate, note, with(func(r *confidential.Request) { r.Recipient = confidential.PersonID{} }), "G1-unstated", 0, "nobody gets it"},
		{"no audience", gate, note, with(func(r *confidential.Request) { r.Audience = 0 }), "G1-unstated", 0, "in no role"},
		{"unknown audience", gate, note, with(func(r *confidential.Request) { r.Audience = 200 }), "G1-unstated", 0, "in an unknown role"},
		{"no purpose", gate, note, with(func(r *confidential.Request) { r.Purpose = 0 }), "G1-unstated", 0, "for nothing"},
		{"unknown purpose", gate, note, with(func(r *confidential.Request) { r.Purpose = 200 }), "G1-unstated", 0, "for something unknown"},
		{"no time", gate, note, with(func(r *confidential.Request) { r.At = time.Time{} }), "G1-unstated", 0, "consent is a matter of when"},
		{"zero label", gate, confidential.Label{}, treatingReq, "G1-kind", 0, "nobody has classified it"},
		{"unknown kind", gate, withLabel(func(l *confidential.Label) { l.Kind = 200 }), treatingReq, "G1-kind", 0, "it is not known what it is"},
		{"unknown level", gate, withLabel(func(l *confidential.Label) { l.Level = 200 }), treatingReq, "G1-kind", 0, "nor how strict"},
		{"unknown tag", gate, withLabel(func(l *confidential.Label) { l.Tags = 128 }), treatingReq, "G1-kind", 0, "nor how sensitive"},
		{"never", gate, withLabel(func(l *confidential.Label) { l.Never = []confidential.PersonID{client2, therapist3} }), treatingReq, "G2-never", 0, "a treating therapist can be the abuser"},
		{
			"somebody else's record", gate, note,
			confidential.Request{Recipient: absent9, Audience: confidential.Client, Purpose: confidential.ClientAccess, At: noon},
			"G0-self", 0, "a client gets what is about them",
		},
		{"about another", gate, withLabel(func(l *confidential.Label) { l.About = []confidential.PersonID{client2} }), payer, "G3-others", confidential.PermitMinimum, "they have not consented and are taken out"},
		{"about somebody unnamed", gate, withLabel(func(l *confidential.Label) { l.Kind = confidential.ThirdParty }), payer, "G3-others", confidential.PermitMinimum, "they cannot have consented"},
		{
			"in the room, but not in a group", gate, withLabel(func(l *confidential.Label) { l.Heard = []confidential.PersonID{absent9} }),
			confidential.Request{Recipient: absent9, Audience: confidential.Client, Purpose: confidential.ClientAccess, At: noon},
			"G0-self", 0,
			"who heard a conversation has not read the note",
		},
		{"substance use", gate, withLabel(func(l *confidential.Label) { l.Tags = confidential.SubstanceUse }), payer, "G4-substance-use", 0, "more protective law"},
		{"very restricted", gate, withLabel(func(l *confidential.Label) { l.Level = confidential.VeryRestricted }), payer, "G5-approval", 0, "nobody has approved"},
		{
			"very restricted, another's therapist", gate, withLabel(func(l *confidential.Label) { l.Level = confidential.VeryRestricted }),
			with(func(r *confidential.Request) { r.Treats = confidential.Treating(client2) }), "G5-approval", 0, "to treat somebody else is no claim",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := tt.gate.Explain(tt.label, tt.req)
			require.Equal(t, tt.rule, d.Rule, tt.reason)
			require.Equal(t, tt.effect, d.Effect, tt.reason)
			v := confidential.Seal("made up", tt.label)
			got, err := v.Disclose(t.Context(), tt.gate, tt.req)
			if tt.effect == confidential.Permit {
				require.NoError(t, err)
				require.Equal(t, "made up", got)
				return
			}
			require.Error(t, err)
			require.Empty(t, got, "an error comes without content")
			if tt.effect == confidential.Deny {
				var denied *confidential.DeniedError
				require.ErrorAs(t, err, &denied)
				require.ErrorIs(t, err, confidential.ErrDenied)
				require.Equal(t, tt.rule, denied.Decision.Rule)
				require.NotEmpty(t, d.Reason)
				require.Equal(t, confidential.ErrDenied.Error(), err.Error(), "the printed error does not depend on the cause")
			} else {
				require.ErrorIs(t, err, confidential.ErrNoMinimum)
			}
		})
	}
}

// TestNoOverlayBypassesGuards decides every scene with the most permissive tables possible.
func TestNoOverlayBypassesGuards(t *testing.T) {
	for _, if_ := range []confidential.Condition{confidential.Always, confidential.OwnCase, confidential.Present} {
		for _, needs := range []confidential.Requirement{confidential.NoRequirement, confidential.ReferenceRequired} {
			table, err := confidential.DefaultTable().With("loose", confidential.Rule{ID: "loose", If: if_, Needs: needs, Effect: confidential.Permit, Reason: "for the test", Sources: therapy.MustCite("L28")})
			require.NoError(t, err)
			g := confidential.NewGate(table, quiet)
			loose := 0
			for s := range scenes() {
				s.req.Treats = confidential.Treating(client1) // in every role
				d := g.Explain(s.label, s.req)
				if d.Rule == "loose" {
					loose++
				}
				if (d.Rule == "loose") != (d.Overlay == "loose") && d.Rule != "G3-others" && d.Rule != "G5-approval" {
					t.Fatalf("%s is attributed to %q", d.Rule, d.Overlay)
				}
				therapist := s.req.Audience == confidential.TreatingTherapist || s.req.Audience == confidential.CoTherapist
				heard := s.label.Kind == confidential.GroupContent && slices.Contains(s.label.Heard, s.req.Recipient)
				if d.Effect == confidential.Permit && !therapist && !heard && len(s.label.About) > 0 {
					if len(lacking(&s, s.label.About, false)) > 0 {
						t.Fatalf("disclosed without the consent of a person it is about: %s by %s", s.req.Audience, d.Rule)
					}
				}
				s.label.Never = []confidential.PersonID{s.req.Recipient}
				if d := g.Explain(s.label, s.req); d.Rule != "G2-never" {
					t.Fatalf("disclosed by %s to a person on the never list", d.Rule)
				}
			}
			require.Positive(t, loose)
		}
	}
}

// ledger keeps records in memory; tests can make it fail.
type ledger struct {
	mu      sync.Mutex
	records []confidential.Record
	err     error
}

func (l *ledger) Record(_ context.Context, records []confidential.Record) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err == nil {
		l.records = append(l.records, records...)
	}
	return l.err
}

func TestNothingIsReleasedWithoutARecord(t *testing.T) {
	book := &ledger{}
	g := confidential.NewGate(confidential.DefaultTable(), book)
	v := confidential.SealText(confidential.ProgressNote, client1, "made up")
	req := treatingReq
	req.Actor, req.Ref = confidential.MustPersonID("clerk-1"), order5

	got, err := v.Disclose(t.Context(), g, req)
	require.NoError(t, err)
	require.Equal(t, "made up", got)
	require.Equal(t, []confidential.Record{{
		Event: confidential.Disclosed, At: noon, Actor: confidential.MustPersonID("clerk-1"), Recipient: therapist3, Audience: confidential.TreatingTherapist, Purpose: confidential.Treatment,
		Subject: client1, Kind: confidential.ProgressNote, Level: confidential.Restricted, Setting: confidential.IndividualSetting,
		Effect: confidential.Permit, Rule: "TT1", Ref: order5,
	}}, book.records)

	_, err = v.Disclose(t.Context(), g, confidential.Request{Recipient: someone, Audience: confidential.Payer, Purpose: confidential.Payment, At: noon})
	require.ErrorIs(t, err, confidential.ErrDenied)
	require.Len(t, book.records, 2, "refusals are recorded too")
	require.Equal(t, confidential.Refused, book.records[1].Event)

	g.Explain(v.Label(), req)
	require.Len(t, book.records, 2, "a dry run is not")

	book.err = errors.New("disk full: " + secretTexts[0])
	got, err = v.Disclose(t.Context(), g, req)
	require.ErrorIs(t, err, confidential.ErrAudit)
	require.Empty(t, got)
	require.NotContains(t, err.Error(), secretTexts[0], "the auditor's message is not passed on")
	_, err = confidential.View(t.Context(), g, map[string]any{"note": v}, req)
	require.ErrorIs(t, err, confidential.ErrAudit)

	released := false
	ordered := confidential.NewGate(confidential.DefaultTable(), confidential.AuditorFunc(func(context.Context, []confidential.Record) error {
		require.False(t, released, "the record comes first")
		return nil
	}))
	_, err = v.Disclose(t.Context(), ordered, req)
	released = true
	require.NoError(t, err)

	book.err = nil
	zero, err := confidential.Value[string]{}.Disclose(t.Context(), g, req)
	require.Error(t, err, "a nil gate denies")
	require.Empty(t, zero)
}

// TestRecordsHoldNoContent fails when a record gets a new field that could hold content.
func TestRecordsHoldNoContent(t *testing.T) {
	allowed := map[string]string{
		"At": "time.Time", "Actor": "confidential.PersonID", "Recipient": "confidential.PersonID", "Audience": "confidential.Audience", "Purpose": "confidential.Purpose",
		"Subject": "confidential.PersonID", "Kind": "confidential.Kind", "Level": "confidential.Level", "Setting": "confidential.Setting",
		"Effect": "confidential.Effect", "Rule": "string", "Overlay": "string", "Ref": "confidential.ReferenceID",
		"Hidden": "confidential.Hidden", "Event": "confidential.Event", "Case": "confidential.CaseID", "Consents": "confidential.ConsentList",
		"Place": "string", "Fields": "int", // built from field names
		"Key": "confidential.KeyID", "Reviewer": "confidential.PersonID", "Until": "time.Time", "ReviewDue": "time.Time", "Reason": "string", // one name
	}
	got := map[string]string{}
	for f := range reflect.TypeFor[confidential.Record]().Fields() {
		got[f.Name] = f.Type.String()
	}
	require.Equal(t, allowed, got, "rule and overlay are names of at most 64 characters without spaces; see TestTablesAreChecked")
}

// summary is content with a short form for minimum disclosure.
type summary struct {
	Plan, Story string
}

func (s summary) Minimum(confidential.Audience, confidential.Purpose) (summary, bool) {
	return summary{Plan: s.Plan}, true
}

func TestMinimumNecessary(t *testing.T) {
	v := confidential.Seal(summary{"eight sessions", "made up"}, confidential.LabelFor(confidential.TreatmentPlan, client1))
	g := defaultGate()
	got, err := v.Disclose(t.Context(), g, confidential.Request{Recipient: someone, Audience: confidential.Payer, Purpose: confidential.Payment, At: noon})
	require.NoError(t, err)
	require.Equal(t, summary{Plan: "eight sessions"}, got)
	got, err = v.Disclose(t.Context(), g, treatingReq)
	require.NoError(t, err)
	require.Equal(t, summary{"eight sessions", "made up"}, got)
}

func TestGatesAreShared(t *testing.T) {
	book := &ledger{}
	g := confidential.NewGate(confidential.DefaultTable(), book)
	v := confidential.SealText(confidential.ProgressNote, client1, "made up")
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for range 50 {
				if got, err := v.Disclose(t.Context(), g, treatingReq); err != nil || got != "made up" {
					t.Error("not disclosed")
				}
				g.Explain(v.Label(), treatingReq)
			}
		})
	}
	wg.Wait()
	require.Len(t, book.records, 800)
}

func TestConsentIsSpecific(t *testing.T) {
	base := confidential.Consent{
		Ref: "consent-1", By: client1, Audiences: []confidential.Audience{confidential.Payer},
		Purposes: []confidential.Purpose{confidential.Payment}, Kinds: []confidential.Kind{confidential.ProgressNote}, Given: noon.Add(-time.Hour),
	}
	require.NoError(t, base.Validate())
	tests := []struct {
		name   string
		change func(*confidential.Consent)
		ok     bool
		reason string
	}{
		{"as given", func(*confidential.Consent) {}, true, "it covers the request"},
		{"others too", func(c *confidential.Consent) {
			c.Kinds = append(c.Kinds, confidential.Diagnosis)
			c.Audiences = append(c.Audiences, confidential.Court)
		}, true, "more is covered as well"},
		{"by somebody else", func(c *confidential.Consent) { c.By = client2 }, false, "not theirs to give"},
		{"for others", func(c *confidential.Consent) { c.Audiences = []confidential.Audience{confidential.Referrer} }, false, "specific audience"},
		{"for another purpose", func(c *confidential.Consent) { c.Purposes = []confidential.Purpose{confidential.Research} }, false, "specific purpose"},
		{"of something else", func(c *confidential.Consent) { c.Kinds = []confidential.Kind{confidential.Diagnosis} }, false, "specific content"},
		{"to this recipient", func(c *confidential.Consent) { c.Recipients = []confidential.PersonID{someone} }, true, "specific recipient"},
		{"to another recipient", func(c *confidential.Consent) { c.Recipients = []confidential.PersonID{absent9} }, false, "specific recipient"},
		{"from this moment", func(c *confidential.Consent) { c.Given = noon }, true, "the first moment counts"},
		{"from later", func(c *confidential.Consent) { c.Given = noon.Add(1) }, false, "not yet given"},
		{"never given", func(c *confidential.Consent) { c.Given = time.Time{} }, false, "undated"},
		{"until later", func(c *confidential.Consent) { c.Expires = noon.Add(1) }, true, "not yet expired"},
		{"until now", func(c *confidential.Consent) { c.Expires = noon }, false, "expired"},
		{"revoked later", func(c *confidential.Consent) { c.Revoked = noon.Add(1) }, true, "revocation is prospective"},
		{"revoked", func(c *confidential.Consent) { c.Revoked = noon }, false, "revoked"},
		{"empty", func(c *confidential.Consent) { *c = confidential.Consent{} }, false, "the zero consent permits nothing"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := base
			c.Audiences, c.Kinds = slices.Clone(c.Audiences), slices.Clone(c.Kinds)
			tt.change(&c)
			d := defaultGate().Explain(restricted, confidential.Request{
				Recipient: someone, Audience: confidential.Payer, Purpose: confidential.Payment, Consents: []confidential.Consent{c}, At: noon,
			})
			require.Equal(t, tt.ok, d.Effect == confidential.Permit, tt.reason)
			require.Equal(t, "PY3", d.Rule)
			if !tt.ok {
				require.Equal(t, []string{"consent of client-1"}, d.Needs())
			}
		})
	}
}

func TestConsentsAreChecked(t *testing.T) {
	bad := confidential.Consent{Audiences: []confidential.Audience{99}, Kinds: []confidential.Kind{confidential.ProcessNote, confidential.Identity}, Given: noon, Expires: noon, Revoked: noon.Add(-1)}
	requireRules(t, bad.Validate(), "/ref consent-ref", "/by consent-by", "/audiences/0 consent-audiences", "/purposes consent-purposes", "/kinds consent-stand-alone", "/expires consent-expires", "/revoked consent-revoked")
	requireRules(t, confidential.Consent{}.Validate(), "/ref consent-ref", "/by consent-by", "/audiences consent-audiences", "/purposes consent-purposes", "/kinds consent-kinds", "/given time-missing")
}

// requireRules compares an error with a list of paths and rules.
func requireRules(t *testing.T, err error, want ...string) {
	t.Helper()
	var got []string
	var collect func(error)
	collect = func(err error) {
		var field *therapy.FieldError
		switch joined, ok := err.(interface{ Unwrap() []error }); { //nolint:errorlint // the walk itself unwraps
		case ok:
			for _, e := range joined.Unwrap() {
				collect(e)
			}
		case errors.As(err, &field):
			got = append(got, field.Path+" "+field.Rule)
			require.ErrorIs(t, field, field.Err)
			require.Contains(t, field.Error(), "["+field.Rule)
		case err != nil:
			t.Fatalf("not a FieldError: %v", err)
		}
	}
	collect(err)
	require.Equal(t, want, got)
}

func TestTablesAreChecked(t *testing.T) {
	ok := confidential.Rule{ID: "a", Effect: confidential.Permit, Reason: "r", Sources: therapy.MustCite("L28")}
	_, err := confidential.NewTable(
		confidential.Rule{},
		confidential.Rule{
			ID: "has spaces", Audiences: []confidential.Audience{0}, Purposes: []confidential.Purpose{99}, Kinds: []confidential.Kind{0}, Settings: []confidential.Setting{9},
			Tags: 128, If: 9, Needs: 9, Effect: 9, Reason: " ", Sources: []therapy.Source{{}},
		},
		ok, ok)
	requireRules(t, err,
		"/0/id rule-id", "/0/reason rule-reason", "/0/sources rule-sources",
		"/1/id rule-id", "/1/audiences/0 rule-audience", "/1/purposes/0 rule-purpose", "/1/kinds/0 rule-kind", "/1/settings/0 rule-setting", "/1/tags rule-tags",
		"/1/if rule-condition", "/1/needs rule-requirement", "/1/effect rule-effect", "/1/reason rule-reason", "/1/sources/0/id source-id", "/1/sources/0/document source-document", "/1/sources/0/strength source-strength",
		"/3/id rule-duplicate")

	for name, overlay := range map[string]string{"unnamed": "", "prose": "because she said so", "too long": strings.Repeat("a", 65)} {
		_, err = confidential.DefaultTable().With(overlay, ok)
		requireRules(t, err, " overlay-name")
		_ = name
	}
	_, err = confidential.DefaultTable().With("mine", confidential.Rule{ID: "TT1", Effect: confidential.Permit, Reason: "r", Sources: therapy.MustCite("L28")})
	requireRules(t, err, "/0/id rule-duplicate")

	list := []confidential.Kind{confidential.Identity}
	table, err := confidential.NewTable(confidential.Rule{ID: "a", Kinds: list, Effect: confidential.Deny, Reason: "r", Sources: therapy.MustCite("L28")})
	require.NoError(t, err)
	list[0] = confidential.ProcessNote
	for _, r := range table.All() {
		require.Equal(t, []confidential.Kind{confidential.Identity}, r.Kinds, "a table is a copy")
		r.Kinds[0] = confidential.ProcessNote
	}
	for _, r := range table.All() {
		require.Equal(t, confidential.Identity, r.Kinds[0], "and returns copies")
		break
	}
	var none *confidential.Table
	for range none.All() {
		t.Fatal("a nil table has no rows")
	}
	alone, err := none.With("", ok)
	require.NoError(t, err)
	require.Equal(t, "a", confidential.NewGate(alone, quiet).Explain(restricted, treatingReq).Rule)
	require.Equal(t, "no-row", confidential.NewGate(&confidential.Table{}, quiet).Explain(restricted, treatingReq).Rule, "the zero table denies")
}

// TestTagsNarrowRows checks that a row for certain sensitivity tags does not apply to other content.
func TestTagsNarrowRows(t *testing.T) {
	table, err := confidential.DefaultTable().With("mine", confidential.Rule{
		ID: "minors", Tags: confidential.Minor, Effect: confidential.Deny, Reason: "for the test", Sources: therapy.MustCite("L28"),
	})
	require.NoError(t, err)
	g := confidential.NewGate(table, quiet)
	require.Equal(t, "TT1", g.Explain(restricted, treatingReq).Rule)
	young := restricted
	young.Tags = confidential.Minor | confidential.Violence
	d := g.Explain(young, treatingReq)
	require.Equal(t, "minors", d.Rule)
	require.Equal(t, "mine", d.Overlay)
}

func TestDecisionsGiveOutCopies(t *testing.T) {
	d := defaultGate().Explain(restricted, treatingReq)
	require.Equal(t, []string{"audit"}, d.Duties())
	d.Duties()[0] = "changed"
	require.Equal(t, []string{"audit"}, defaultGate().Explain(restricted, treatingReq).Duties())
	require.Equal(t, confidential.Deny, confidential.Decision{}.Effect, "the zero decision denies")
	require.Equal(t, []string{"consent, for this kind alone, of client-1", "the reference of an order, incident or approval"},
		confidential.Decision{StandAlone: true, NeedsConsentOf: []confidential.PersonID{client1}, NeedsRef: true}.Needs())
}

// TestRefusedAndNotRecorded checks a refusal that could not be recorded: the error gives both
// reasons, and nothing is released.
func TestRefusedAndNotRecorded(t *testing.T) {
	g := confidential.NewGate(confidential.DefaultTable(), brokenAuditor{})
	got, err := confidential.Seal("made-up note", restricted).Disclose(t.Context(), g, confidential.Request{})
	require.Empty(t, got)
	require.ErrorIs(t, err, confidential.ErrAudit)
	var denied *confidential.DeniedError
	require.ErrorAs(t, err, &denied)
	require.Equal(t, "G1-unstated", denied.Decision.Rule)
}

type brokenAuditor struct{}

func (brokenAuditor) Record(context.Context, []confidential.Record) error {
	return errors.New("disk full")
}
