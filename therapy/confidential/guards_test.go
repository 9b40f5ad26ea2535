package confidential_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

func labelled(change func(*confidential.Label)) confidential.Label {
	l := confidential.LabelFor(confidential.ProgressNote, client1)
	change(&l)
	return l
}

func asked(base confidential.Request, change func(*confidential.Request)) confidential.Request {
	change(&base)
	return base
}

// TestInvalidLabelsAreNotDisclosedAsLabelled checks that content with an invalid label is not
// disclosed to anybody, with any reference.
func TestInvalidLabelsAreNotDisclosedAsLabelled(t *testing.T) {
	everything, err := confidential.DefaultTable().With("open", confidential.Rule{ID: "open", Effect: confidential.Permit, Reason: "for the test", Sources: therapy.MustCite("L28")})
	require.NoError(t, err)
	for name, l := range map[string]confidential.Label{
		"abuse at the kind's level":    labelled(func(l *confidential.Label) { l.Kind, l.Tags = confidential.Diagnosis, confidential.Abuse }),
		"abuse, unrestricted":          labelled(func(l *confidential.Label) { l.Level, l.Tags = confidential.Unrestricted, confidential.Abuse }),
		"nobody among others":          labelled(func(l *confidential.Label) { l.About = []confidential.PersonID{{}} }),
		"nobody among those who heard": labelled(func(l *confidential.Label) { l.Heard = []confidential.PersonID{{}} }),
		"nobody among never":           labelled(func(l *confidential.Label) { l.Never = []confidential.PersonID{{}} }),
		"a setting that is none":       labelled(func(l *confidential.Label) { l.Setting = 200 }),
		"a kind that is none":          labelled(func(l *confidential.Label) { l.Kind = 99 }),
		"no kind":                      labelled(func(l *confidential.Label) { l.Kind = 0 }),
		"a level that is none":         labelled(func(l *confidential.Label) { l.Level = 99 }),
		"a tag that is none":           labelled(func(l *confidential.Label) { l.Tags = 128 }),
		"a case that is none":          labelled(func(l *confidential.Label) { l.Case = "the group on Tuesday" }),
		"identity, de-identified":      labelled(func(l *confidential.Label) { l.Kind, l.Level = confidential.Identity, confidential.Low }),
		"somebody else, de-identified": labelled(func(l *confidential.Label) { l.Kind, l.Level = confidential.ThirdParty, confidential.Unrestricted }),
		"a process note, unrestricted": labelled(func(l *confidential.Label) { l.Kind, l.Level = confidential.ProcessNote, confidential.Unrestricted }),
		"a process note, restricted":   labelled(func(l *confidential.Label) { l.Kind, l.Level = confidential.ProcessNote, confidential.Restricted }),
		"a story, de-identified": labelled(func(l *confidential.Label) {
			l.Kind, l.Level, l.Subject = confidential.ProgressNote, confidential.Low, confidential.PersonID{}
		}),
		"risk, de-identified": labelled(func(l *confidential.Label) {
			l.Kind, l.Level, l.Subject = confidential.RiskAssessment, confidential.Low, confidential.PersonID{}
		}),
		"a diagnosis, de-identified, of somebody": labelled(func(l *confidential.Label) { l.Kind, l.Level = confidential.Diagnosis, confidential.Low }),
		"a diagnosis, de-identified, of a group": labelled(func(l *confidential.Label) {
			l.Kind, l.Level, l.Subject, l.Case = confidential.Diagnosis, confidential.Low, confidential.PersonID{}, "group-1"
		}),
		"a diagnosis, unrestricted": labelled(func(l *confidential.Label) {
			l.Kind, l.Level, l.Subject = confidential.Diagnosis, confidential.Unrestricted, confidential.PersonID{}
		}),
		"a process note, normal": labelled(func(l *confidential.Label) { l.Kind, l.Level = confidential.ProcessNote, confidential.Normal }),
	} {
		require.Error(t, l.Validate(), name)
		for _, table := range []*confidential.Table{confidential.DefaultTable(), everything} {
			g := confidential.NewGate(table, quiet)
			for _, a := range audiences {
				for _, p := range purposes {
					d := g.Explain(l, confidential.Request{Recipient: client1, Audience: a, Purpose: p, Ref: order5, Treats: confidential.Treating(client1), At: noon})
					require.Equal(t, confidential.Deny, d.Effect, "%s to %s for %s", name, a, p)
				}
			}
		}
	}
}

// TestGroupContentNeedsMembersConsent checks whose consent counts for content of a group: that of
// the members, not that of the group's id or the staff.
func TestGroupContentNeedsMembersConsent(t *testing.T) {
	group := confidential.MustPersonID("group-1")
	agree := func(people ...confidential.PersonID) (consents []confidential.Consent) {
		for _, id := range people {
			consents = append(consents, confidential.Consent{
				Ref: confidential.ConsentID("consent-" + id.String()), By: id, Audiences: []confidential.Audience{confidential.CareTeam},
				Purposes: []confidential.Purpose{confidential.Coordination}, Kinds: []confidential.Kind{confidential.GroupContent}, Given: noon.Add(-time.Hour),
			})
		}
		return consents
	}
	whole := confidential.Label{
		Level: confidential.Restricted, Kind: confidential.GroupContent, Setting: confidential.GroupSetting, Case: "group-1",
		Heard: []confidential.PersonID{client1, client2, therapist3}, Staff: []confidential.PersonID{therapist3},
	}
	quoting := whole
	quoting.Subject, quoting.About = client1, []confidential.PersonID{absent9}
	nobody := whole
	nobody.Heard = nil
	staffOnly := whole
	staffOnly.Heard = []confidential.PersonID{therapist3}
	for _, tt := range []struct {
		name     string
		label    confidential.Label
		consents []confidential.Consent
		want     confidential.Effect
	}{
		{"nobody's", whole, nil, confidential.Deny},
		{"the group's", whole, agree(group), confidential.Deny},
		{"one member's", whole, agree(client1), confidential.Deny},
		{"both members'", whole, agree(client1, client2), confidential.Permit},
		{"both, but it is about a third", quoting, agree(client1, client2), confidential.Deny},
		{"everybody's", quoting, agree(client1, client2, absent9), confidential.Permit},
		{"nobody is named", nobody, agree(client1, client2, group), confidential.Deny},
		{"staff only", staffOnly, agree(therapist3), confidential.Deny},
	} {
		d := defaultGate().Explain(tt.label, confidential.Request{Recipient: someone, Audience: confidential.CareTeam, Purpose: confidential.Coordination, Consents: tt.consents, At: noon})
		require.Equal(t, tt.want, d.Effect, tt.name)
		require.NotContains(t, d.NeedsConsentOf, group, tt.name)
		require.NotContains(t, d.NeedsConsentOf, therapist3, tt.name)
		if tt.want == confidential.Permit {
			require.Len(t, d.Consents.All(), len(tt.consents), "the decision names the consents that it used")
		}
	}
}

// TestSubjectInAnyRole checks that a person's own content is decided in every role as it is in the
// role of the client.
func TestSubjectInAnyRole(t *testing.T) {
	g := defaultGate()
	for _, a := range audiences {
		for _, p := range purposes {
			for _, k := range kinds {
				for _, s := range settings {
					l := labelled(func(l *confidential.Label) { *l = confidential.LabelFor(k, client1); l.Setting = s })
					for _, treats := range [][]confidential.Case{nil, confidential.Treating(client1)} {
						req := confidential.Request{Recipient: client1, Audience: a, Purpose: p, Ref: order5, Treats: treats, At: noon}
						d := g.Explain(l, req)
						req.Audience, req.Purpose = confidential.Client, confidential.ClientAccess
						own := g.Explain(l, req)
						if a == confidential.Client && p != confidential.ClientAccess {
							require.Equal(t, confidential.Deny, d.Effect)
							continue
						}
						require.Equal(t, own.Effect, d.Effect, "%s for %s of %s", a, p, k)
						require.Equal(t, own.Rule, d.Rule)
					}
				}
			}
		}
	}
}

func payerConsent(ref confidential.ConsentID) confidential.Consent {
	return confidential.Consent{
		Ref: ref, By: client1, Audiences: []confidential.Audience{confidential.Payer}, Purposes: []confidential.Purpose{confidential.Payment},
		Kinds: []confidential.Kind{confidential.ProgressNote}, Given: noon.Add(-time.Hour),
	}
}

// TestOnlyValidConsentsCount covers invalid, expired and revoked consents, and old copies of them.
func TestOnlyValidConsentsCount(t *testing.T) {
	good := payerConsent("consent-77")
	revoked := good
	revoked.Revoked = noon.Add(-time.Minute)
	another := payerConsent("consent-78")
	change := func(f func(*confidential.Consent)) confidential.Consent {
		c := payerConsent("consent-77")
		f(&c)
		return c
	}
	for name, tt := range map[string]struct {
		consents []confidential.Consent
		want     confidential.Effect
	}{
		"one that is in force":         {[]confidential.Consent{good}, confidential.Permit},
		"revoked":                      {[]confidential.Consent{revoked}, confidential.Deny},
		"revoked, and a stale copy":    {[]confidential.Consent{revoked, good}, confidential.Deny},
		"a stale copy, and revoked":    {[]confidential.Consent{good, revoked}, confidential.Deny},
		"revoked, and another consent": {[]confidential.Consent{revoked, another}, confidential.Permit},
		"no reference":                 {[]confidential.Consent{change(func(c *confidential.Consent) { c.Ref = "" })}, confidential.Deny},
		"an audience that is none":     {[]confidential.Consent{change(func(c *confidential.Consent) { c.Audiences = append(c.Audiences, 200) })}, confidential.Deny},
		"expires before it was given":  {[]confidential.Consent{change(func(c *confidential.Consent) { c.Expires = c.Given.Add(-time.Hour) })}, confidential.Deny},
		"by nobody":                    {[]confidential.Consent{change(func(c *confidential.Consent) { c.By = confidential.PersonID{} })}, confidential.Deny},
		"to nobody among others":       {[]confidential.Consent{change(func(c *confidential.Consent) { c.Recipients = []confidential.PersonID{{}, someone} })}, confidential.Deny},
	} {
		book := &ledger{}
		g := confidential.NewGate(confidential.DefaultTable(), book)
		req := asked(payerReq, func(r *confidential.Request) { r.Consents = tt.consents })
		d := g.Explain(restricted, req)
		require.Equal(t, tt.want, d.Effect, name)
		_, err := confidential.Seal("made up", restricted).Disclose(t.Context(), g, req)
		require.Equal(t, tt.want == confidential.Deny, err != nil, name)
		if tt.want == confidential.Permit {
			require.Equal(t, []confidential.ConsentID{tt.consents[len(tt.consents)-1].Ref}, d.Consents.All(), name)
			require.Equal(t, d.Consents, book.records[0].Consents, "and so does the record")
		}
	}
}

// TestRefusalHoldsUntilWithdrawn checks that a refusal also applies to rows that need no consent.
func TestRefusalHoldsUntilWithdrawn(t *testing.T) {
	plan := confidential.LabelFor(confidential.TreatmentPlan, client1)
	team := confidential.Request{Recipient: someone, Audience: confidential.CareTeam, Purpose: confidential.Coordination, At: noon}
	no := confidential.Refusal{Ref: "refusal-1", By: client1, Given: noon.Add(-time.Hour)}
	require.NoError(t, no.Validate())
	change := func(f func(*confidential.Refusal)) confidential.Refusal { r := no; f(&r); return r }
	later := confidential.Consent{
		Ref: "consent-2", By: client1, Audiences: []confidential.Audience{confidential.CareTeam}, Purposes: []confidential.Purpose{confidential.Coordination},
		Kinds: []confidential.Kind{confidential.TreatmentPlan}, Given: noon.Add(-time.Minute),
	}
	earlier := later
	earlier.Given = noon.Add(-2 * time.Hour)
	for name, tt := range map[string]struct {
		refusal confidential.Refusal
		req     confidential.Request
		rule    string
	}{
		"none of it":                {confidential.Refusal{}, team, "TM1"},
		"everything":                {no, team, "G6-refused"},
		"the team":                  {change(func(r *confidential.Refusal) { r.Audiences = []confidential.Audience{confidential.CareTeam} }), team, "G6-refused"},
		"this kind":                 {change(func(r *confidential.Refusal) { r.Kinds = []confidential.Kind{confidential.TreatmentPlan} }), team, "G6-refused"},
		"another audience":          {change(func(r *confidential.Refusal) { r.Audiences = []confidential.Audience{confidential.Payer} }), team, "TM1"},
		"another kind":              {change(func(r *confidential.Refusal) { r.Kinds = []confidential.Kind{confidential.Diagnosis} }), team, "TM1"},
		"another recipient":         {change(func(r *confidential.Refusal) { r.Recipients = []confidential.PersonID{therapist3} }), team, "TM1"},
		"another's record":          {change(func(r *confidential.Refusal) { r.By = client2 }), team, "TM1"},
		"withdrawn":                 {change(func(r *confidential.Refusal) { r.Withdrawn = noon.Add(-time.Minute) }), team, "TM1"},
		"not yet":                   {change(func(r *confidential.Refusal) { r.Given = noon.Add(time.Minute) }), team, "TM1"},
		"without a reference":       {change(func(r *confidential.Refusal) { r.Ref = "" }), team, "TM1"},
		"agreed since":              {no, asked(team, func(r *confidential.Request) { r.Consents = []confidential.Consent{later} }), "TM1"},
		"agreed before":             {no, asked(team, func(r *confidential.Request) { r.Consents = []confidential.Consent{earlier} }), "G6-refused"},
		"the payer":                 {no, confidential.Request{Recipient: someone, Audience: confidential.Payer, Purpose: confidential.Payment, At: noon}, "G6-refused"},
		"the treating therapist":    {no, treatingReq, "TT1"},
		"the client":                {no, confidential.Request{Recipient: client1, Audience: confidential.Client, Purpose: confidential.ClientAccess, At: noon}, "CL1"},
		"a court's order":           {no, confidential.Request{Recipient: someone, Audience: confidential.Court, Purpose: confidential.LegalOrder, Ref: order5, At: noon}, "CO1"},
		"an emergency":              {no, confidential.Request{Recipient: someone, Audience: confidential.EmergencyService, Purpose: confidential.Emergency, At: noon}, "EM1"},
		"another therapist's cases": {no, asked(treatingReq, func(r *confidential.Request) { r.Treats = confidential.Treating(client2) }), "no-row"},
	} {
		req := tt.req
		req.Refusals = []confidential.Refusal{tt.refusal}
		d := defaultGate().Explain(plan, req)
		require.Equal(t, tt.rule, d.Rule, name)
		if tt.rule == "G6-refused" {
			require.Equal(t, confidential.Deny, d.Effect)
			require.Equal(t, []confidential.ConsentID{"refusal-1"}, d.Consents.All(), "the decision names the refusal")
		}
	}
	requireRules(t, confidential.Refusal{Audiences: []confidential.Audience{99}, Purposes: []confidential.Purpose{99}, Kinds: []confidential.Kind{99}, Withdrawn: noon, Given: noon.Add(1)}.Validate(),
		"/ref refusal-ref", "/by refusal-by", "/audiences/0 refusal-audiences", "/purposes/0 refusal-purposes", "/kinds/0 refusal-kinds", "/withdrawn refusal-withdrawn")
}

func emergencyOf(id confidential.ReferenceID) confidential.EmergencyAccess {
	return confidential.EmergencyAccess{
		ID: id, By: someone, Subject: client1, Reason: "found-unconscious", From: noon, Until: noon.Add(time.Hour),
		Reviewer: therapist3, ReviewDue: noon.Add(72 * time.Hour),
	}
}

// TestEmergencyAccess opens, uses, closes and reviews an emergency access, and tries to misuse it.
func TestEmergencyAccess(t *testing.T) {
	book := &ledger{}
	g := confidential.NewGate(confidential.DefaultTable(), book)
	access := emergencyOf("emergency-1")
	req := confidential.Request{Recipient: someone, Audience: confidential.CareTeam, Purpose: confidential.Emergency, Emergency: &access, At: noon.Add(time.Minute)}
	for _, k := range kinds {
		without := asked(req, func(r *confidential.Request) { r.Emergency = nil })
		require.Equal(t, confidential.Deny, g.Explain(confidential.LabelFor(k, client1), without).Effect, k)
		require.Equal(t, confidential.Deny, g.Explain(confidential.LabelFor(k, client1), req).Effect, "no access has been opened")
	}
	require.NoError(t, g.OpenEmergency(t.Context(), access))
	for _, k := range kinds {
		d := g.Explain(confidential.LabelFor(k, client1), req)
		want := confidential.Permit
		if k == confidential.ProcessNote || k == confidential.GroupContent || k == confidential.ThirdParty {
			want = confidential.Deny
		}
		require.Equal(t, want, d.Effect, k)
	}
	secret := confidential.Seal("made up", labelled(func(l *confidential.Label) { l.Level = confidential.VeryRestricted }))
	got, err := secret.Disclose(t.Context(), g, req)
	require.NoError(t, err, "an open access replaces the approver")
	require.Equal(t, "made up", got)
	last := book.records[len(book.records)-1]
	require.Equal(t, confidential.EmergencyUsed, last.Event)
	require.Equal(t, access.ID, last.Ref)
	require.Equal(t, therapist3, last.Reviewer)
	d := g.Explain(secret.Label(), req)
	require.Contains(t, d.Duties(), "review by therapist-3 until 2026-03-05T12:00:00Z")

	for name, change := range map[string]func(*confidential.Request){
		"when it has ended":  func(r *confidential.Request) { r.At = access.Until },
		"before it begins":   func(r *confidential.Request) { r.At = access.From.Add(-1) },
		"by somebody else":   func(r *confidential.Request) { r.Recipient = absent9 },
		"for something else": func(r *confidential.Request) { r.Purpose = confidential.Treatment },
		"without a reason":   func(r *confidential.Request) { a := access; a.Reason = ""; r.Emergency = &a },
		"with a reason in prose": func(r *confidential.Request) {
			a := access
			a.Reason = "Anna was found unconscious"
			r.Emergency = &a
		},
		"for a week":          func(r *confidential.Request) { a := access; a.Until = noon.Add(168 * time.Hour); r.Emergency = &a },
		"without a reviewer":  func(r *confidential.Request) { a := access; a.Reviewer = confidential.PersonID{}; r.Emergency = &a },
		"reviewed by oneself": func(r *confidential.Request) { a := access; a.Reviewer = someone; r.Emergency = &a },
		"to another record":   func(r *confidential.Request) { a := access; a.Subject = client2; r.Emergency = &a },
		"for longer than it was opened": func(r *confidential.Request) {
			a := access
			a.Until, r.At, r.Emergency = a.Until.Add(time.Hour), a.Until.Add(time.Minute), &a
		},
		"under another id":         func(r *confidential.Request) { a := access; a.ID = "emergency-9"; r.Emergency = &a },
		"with another reviewer":    func(r *confidential.Request) { a := access; a.Reviewer = absent9; r.Emergency = &a },
		"as the insurer":           func(r *confidential.Request) { r.Audience = confidential.Payer },
		"as the client's relative": func(r *confidential.Request) { r.Audience = confidential.Relative },
	} {
		bad := asked(req, change)
		require.Equal(t, confidential.Deny, g.Explain(restricted, bad).Effect, name)
	}
	// Other people's parts are removed, and the never list applies.
	about := labelled(func(l *confidential.Label) { l.About = []confidential.PersonID{client2} })
	require.Equal(t, confidential.PermitMinimum, g.Explain(about, req).Effect)
	never := labelled(func(l *confidential.Label) { l.Never = []confidential.PersonID{someone} })
	require.Equal(t, "G2-never", g.Explain(never, req).Rule)

	open := func() []confidential.ReferenceID {
		return confidential.Unreviewed(func(yield func(confidential.Record) bool) {
			for _, r := range book.records {
				if !yield(r) {
					return
				}
			}
		})
	}
	require.Equal(t, []confidential.ReferenceID{"emergency-1"}, open())
	require.Empty(t, confidential.Overdue(slices.Values(book.records), access.ReviewDue))
	require.Equal(t, []confidential.ReferenceID{"emergency-1"}, confidential.Overdue(slices.Values(book.records), access.ReviewDue.Add(1)))
	// Another process learns of the access from the log; a gate that does not know it denies.
	other := confidential.NewGate(confidential.DefaultTable(), quiet)
	require.Equal(t, confidential.Deny, other.Explain(restricted, req).Effect)
	other.RestoreEmergencies(slices.Values(book.records))
	require.Equal(t, confidential.Permit, other.Explain(restricted, req).Effect)
	require.ErrorIs(t, other.OpenEmergency(t.Context(), access), therapy.ErrDuplicate)
	(*confidential.Gate)(nil).RestoreEmergencies(slices.Values(book.records))
	review := confidential.EmergencyReview{Access: access.ID, By: therapist3, At: noon.Add(24 * time.Hour), Outcome: "justified"}
	for name, change := range map[string]func(*confidential.EmergencyReview){
		"by whoever used it": func(r *confidential.EmergencyReview) { r.By = someone },
		"of another":         func(r *confidential.EmergencyReview) { r.Access = "emergency-2" },
		"before it happened": func(r *confidential.EmergencyReview) { r.At = noon.Add(-time.Hour) },
		"without a finding":  func(r *confidential.EmergencyReview) { r.Outcome = "" },
	} {
		bad := review
		change(&bad)
		require.Error(t, g.ReviewEmergency(t.Context(), access, bad), name)
	}
	require.NotEmpty(t, open())
	require.NoError(t, g.ReviewEmergency(t.Context(), access, review))
	require.Empty(t, open())
	require.Empty(t, confidential.Overdue(slices.Values(book.records), access.ReviewDue.Add(1)))
	require.Error(t, g.OpenEmergency(t.Context(), confidential.EmergencyAccess{}))
	require.ErrorIs(t, confidential.NewGate(confidential.DefaultTable(), nil).OpenEmergency(t.Context(), access), confidential.ErrAudit)
	book.err = errors.New("full")
	second := emergencyOf("emergency-2")
	require.ErrorIs(t, g.OpenEmergency(t.Context(), second), confidential.ErrAudit)
	req.Emergency = &second
	require.Equal(t, confidential.Deny, g.Explain(restricted, req).Effect, "an access that could not be recorded is not open")
}

// TestGroupLeadIsNotMembersTherapist shows why Treats names cases: to lead a group is not to treat
// its members individually.
func TestGroupLeadIsNotMembersTherapist(t *testing.T) {
	lead := asked(treatingReq, func(r *confidential.Request) { r.Treats = []confidential.Case{{ID: "group-1"}} })
	member := asked(treatingReq, func(r *confidential.Request) { r.Treats = []confidential.Case{{Person: client1, ID: "group-1"}} })
	process := confidential.LabelFor(confidential.ProcessNote, client1)
	inGroup := process
	inGroup.Case, inGroup.Setting = "group-1", confidential.GroupSetting
	otherGroup := inGroup
	otherGroup.Case = "group-2"
	anothers := inGroup
	anothers.Subject = client2
	for _, tt := range []struct {
		name  string
		req   confidential.Request
		label confidential.Label
		want  confidential.Effect
	}{
		{"the individual therapist, the individual note", treatingReq, process, confidential.Permit},
		{"the lead, the individual note", lead, process, confidential.Deny},
		{"the lead, the note of the group", lead, inGroup, confidential.Permit},
		{"the lead, the note of another group", lead, otherGroup, confidential.Deny},
		{"the individual therapist, the note of the group", treatingReq, inGroup, confidential.Deny},
		{"a member's therapist in the group", member, inGroup, confidential.Permit},
		{"the same, another member's note", member, anothers, confidential.Deny},
		{"nobody's case", asked(treatingReq, func(r *confidential.Request) { r.Treats = []confidential.Case{{}} }), labelled(func(l *confidential.Label) { l.Subject = confidential.PersonID{} }), confidential.Deny},
	} {
		require.Equal(t, tt.want, defaultGate().Explain(tt.label, tt.req).Effect, tt.name)
	}
}

// TestRequestAboutOnePersonExcludesOthers states a payer's request about one client.
func TestRequestAboutOnePersonExcludesOthers(t *testing.T) {
	req := asked(payerReq, func(r *confidential.Request) { r.Subject = client1 })
	l := confidential.LabelFor(confidential.Diagnosis, client1)
	require.Equal(t, "PY1", defaultGate().Explain(l, req).Rule)
	l.Subject = client2
	require.Equal(t, "G0-subject", defaultGate().Explain(l, req).Rule)
}

// TestFrontDeskGetsNamesAndTimes checks that the front desk gets nothing else.
func TestFrontDeskGetsNamesAndTimes(t *testing.T) {
	desk := confidential.Request{Recipient: someone, Audience: confidential.FrontDesk, Purpose: confidential.Administration, At: noon}
	for _, k := range kinds {
		want := map[confidential.Kind]confidential.Effect{confidential.Identity: confidential.Permit, confidential.Attendance: confidential.PermitMinimum}[k]
		require.Equal(t, want, defaultGate().Explain(confidential.LabelFor(k, client1), desk).Effect, k)
	}
}

// TestRefusalsPrintNoReason checks that refusals are printed alike whatever their cause.
func TestRefusalsPrintNoReason(t *testing.T) {
	causes := map[string]confidential.Label{
		"no consent":    restricted,
		"listed":        labelled(func(l *confidential.Label) { l.Never = []confidential.PersonID{someone} }),
		"substance use": labelled(func(l *confidential.Label) { l.Tags = confidential.SubstanceUse }),
		"third parties": labelled(func(l *confidential.Label) { l.About = []confidential.PersonID{absent9} }),
		"unclassified":  {},
		"no row":        labelled(func(l *confidential.Label) { l.Kind = confidential.GroupContent }),
		"invalid":       labelled(func(l *confidential.Label) { l.Tags = confidential.Abuse }),
	}
	for name, l := range causes {
		v := confidential.Seal("made up", l)
		_, err := v.Disclose(t.Context(), defaultGate(), payerReq)
		require.Equal(t, "confidential: disclosure denied", err.Error(), name)
		b, jsonErr := json.Marshal(err)
		require.NoError(t, jsonErr)
		require.JSONEq(t, `"confidential: disclosure denied"`, string(b))
		seen, viewErr := confidential.View(t.Context(), defaultGate(), map[string]any{"note": v}, payerReq)
		require.NoError(t, viewErr)
		require.Equal(t, confidential.Withheld, string(seen.JSON), name)
		var denied *confidential.DeniedError
		require.ErrorAs(t, err, &denied)
		require.NotEmpty(t, denied.Decision.Rule, "the decision in the error has the reason")
	}
}

func TestCancelledContextDisclosesNothing(t *testing.T) {
	v := confidential.Seal("made up", restricted)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	book := &ledger{}
	g := confidential.NewGate(confidential.DefaultTable(), book)
	got, err := v.Disclose(gone, g, treatingReq)
	require.ErrorIs(t, err, confidential.ErrDenied)
	require.ErrorIs(t, err, context.Canceled)
	require.Empty(t, got)
	seen, err := confidential.View(gone, g, v, treatingReq)
	require.ErrorIs(t, err, context.Canceled)
	require.Empty(t, seen.JSON)

	during, cancel := context.WithCancel(t.Context())
	g = confidential.NewGate(confidential.DefaultTable(), confidential.AuditorFunc(func(context.Context, []confidential.Record) error { cancel(); return nil }))
	got, err = v.Disclose(during, g, treatingReq)
	require.ErrorIs(t, err, context.Canceled)
	require.Empty(t, got)
}

// TestScanErrorsQuoteNothing scans invalid texts into the types of every closed vocabulary.
func TestScanErrorsQuoteNothing(t *testing.T) {
	for name, into := range map[string]interface{ Scan(any) error }{
		"level": new(confidential.Level), "kind": new(confidential.Kind), "setting": new(confidential.Setting), "tags": new(confidential.Tags),
		"purpose": new(confidential.Purpose), "audience": new(confidential.Audience), "effect": new(confidential.Effect), "person": new(confidential.PersonID),
	} {
		for _, src := range []any{"Anna Example", []byte("Anna Example"), 17.5} {
			err := into.Scan(src)
			require.Error(t, err, name)
			require.NotContains(t, err.Error(), "Anna", name)
		}
	}
	var k confidential.Kind
	require.NoError(t, k.Scan([]byte("diagnosis")))
	require.Equal(t, confidential.Diagnosis, k)
	id := client1
	require.NoError(t, id.Scan(nil))
	require.True(t, id.IsZero())
}

// TestTablesAndDecisionsEncodeWhole checks that tables and decisions lose nothing in JSON.
func TestTablesAndDecisionsEncodeWhole(t *testing.T) {
	table, err := confidential.DefaultTable().With("mine", confidential.Rule{ID: "a", Tags: confidential.Minor, Effect: confidential.Deny, Reason: "r", Sources: therapy.MustCite("L28")})
	require.NoError(t, err)
	table, err = table.With("later", confidential.Rule{ID: "b", Effect: confidential.Deny, Reason: "r", Sources: therapy.MustCite("L28")})
	require.NoError(t, err)
	b, err := json.Marshal(table)
	require.NoError(t, err)
	var back confidential.Table
	require.NoError(t, json.Unmarshal(b, &back))
	again, err := json.Marshal(&back)
	require.NoError(t, err)
	require.JSONEq(t, string(b), string(again))
	require.Equal(t, "later", confidential.NewGate(&back, quiet).Explain(restricted, treatingReq).Overlay)
	require.Error(t, json.Unmarshal([]byte(`[{"rule":{"id":"a b"}}]`), &back))
	require.Error(t, json.Unmarshal([]byte(`[{"rule":{}},{"overlay":"x","rule":{}}]`), &back))

	access := emergencyOf("emergency-1")
	for _, req := range []confidential.Request{payerReq, treatingReq, {Recipient: someone, Audience: confidential.CareTeam, Purpose: confidential.Emergency, Emergency: &access, At: noon}} {
		d := defaultGate().Explain(restricted, req)
		b, err := json.Marshal(d)
		require.NoError(t, err)
		var read confidential.Decision
		require.NoError(t, json.Unmarshal(b, &read))
		require.Equal(t, d.Duties(), read.Duties())
		require.Equal(t, d.Sources(), read.Sources())
		require.Equal(t, d.Needs(), read.Needs())
		require.Equal(t, d.Rule, read.Rule)
		b, err = json.Marshal(req)
		require.NoError(t, err)
		var asked confidential.Request
		require.NoError(t, therapy.UnmarshalStrict(b, &asked))
		require.Equal(t, req, asked)
	}
}
