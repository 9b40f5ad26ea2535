package groupfhir_test

import (
	"context"
	"errors"
	"flag"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/groupfhir"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/confidential/confidentialtest"
	"github.com/therapykit/therapykit/therapy/fhir"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

var update = flag.Bool("update", false, "write the golden file anew")

// The people of these tests are made up.
var (
	start  = therapy.MustDate(2026, 5, 4)
	today  = therapy.MustDate(2026, 6, 1)
	leader = confidential.MustPersonID("leader-1")
	stays  = []group.Membership{
		{Member: confidential.MustPersonID("client-1"), Joined: start, Route: group.Referred, Left: start.AddDays(7), Leaving: group.DroppedOut},
		{Member: confidential.MustPersonID("client-1"), Joined: start.AddDays(14), Route: group.Referred},
		{Member: confidential.MustPersonID("client-2"), Joined: start, Route: group.Referred},
		{Member: confidential.MustPersonID("client-3"), Joined: start, Route: group.Referred, Error: care.Correction{By: leader, At: time.Date(2026, 5, 5, 9, 0, 0, 0, time.UTC), Reason: care.ReasonCorrection}},
	}
)

func roster(tb testing.TB) group.Roster {
	tb.Helper()
	spec := group.Spec{
		ID:    "group-3",
		Theme: "social-anxiety", Kind: group.StructuredCBT, Enrolment: group.EnrolmentSlowOpen, Timeframe: group.TimeLimited,
		Size:    therapy.Range{Min: 5, Max: 12},
		Leaders: []group.Leader{{ID: leader, Role: group.Lead, Qualification: group.TherapyTrained}, {ID: confidential.MustPersonID("leader-2"), Role: group.Substitute, Qualification: group.Trainee, From: start, Until: start.AddDays(7)}},
		Schedule: care.MustSchedule(care.ScheduleSpec{
			Kind: therapy.ScheduleRegular, Zone: "Europe/London", From: start, Every: 1, Per: care.Weekly, At: care.MustClockTime(18, 0), Minutes: 90, Sessions: therapy.Range{Min: 12, Max: 12},
		}),
		Delivery: care.InPerson, Language: "en",
		History: []group.StatusChange{{To: group.Forming, On: start.AddDays(-30)}, {To: group.Running, On: start}},
	}
	g, err := group.New(spec)
	require.NoError(tb, err)
	r, err := group.NewRoster(g, group.RosterSpec{Memberships: stays, Waits: []group.Wait{{Person: confidential.MustPersonID("client-9"), Since: start, Priority: group.Priority(1), Meanwhile: []group.Meanwhile{group.MeanwhileNothing}}}})
	require.NoError(tb, err)
	return r
}

type auditor struct{ full bool }

func (a auditor) Record(context.Context, []confidential.Record) error {
	if a.full {
		return errors.New("disk full")
	}
	return nil
}

func spec(audience confidential.Audience, purpose confidential.Purpose, cases ...confidential.Case) groupfhir.Spec {
	return groupfhir.Spec{
		Gate: confidential.NewGate(confidential.DefaultTable(), auditor{}), On: today,
		Request: confidential.Request{Recipient: leader, Audience: audience, Purpose: purpose, Treats: cases, At: time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)},
	}
}

func TestAGroupComesBackEqual(t *testing.T) {
	r := roster(t)
	s := spec(confidential.TreatingTherapist, confidential.Treatment, confidential.Case{ID: "group-3"})
	bundle, omissions, err := groupfhir.Export(t.Context(), r, s)
	require.NoError(t, err)
	require.Equal(t, []fhir.Omission{{Record: "Group/group-3", Place: "/memberships", Why: fhir.ByNameOnly}}, omissions)
	require.NoError(t, fhir.Check(bundle))
	text := string(bundle.AppendJSON(nil))
	require.NotContains(t, text, "client-")
	team := bundle.Get("entry").Index(1).Get("resource")
	require.Equal(t, 1, team.Get("participant").Len(), "those who lead today")
	require.Contains(t, text, `"quantity":2`)

	again, err := fhir.Parse([]byte(text))
	require.NoError(t, err)
	golden(t, "group", again)
	reading := groupfhir.Read(again.Get("entry").Index(0).Get("resource"), fhir.OwnPeople)
	require.Empty(t, reading.Findings)
	require.NoError(t, reading.Missing)
	require.True(t, reading.Safe)
	g, err := group.New(reading.Spec)
	require.NoError(t, err)
	require.True(t, g.Equal(r.Group()))
}

// golden compares the document with the file that other tools validate.
func golden(t *testing.T, name string, n *fhir.Node) {
	t.Helper()
	therapytest.GoldenJSON(t, *update, "testdata/"+name+".fhir.json", n.AppendJSON(nil))
}

// TestPublishedDefinitions compares the definitions with the published files, which other tools
// validate.
func TestPublishedDefinitions(t *testing.T) {
	resources := groupfhir.Resources()
	require.Len(t, resources, 9)
	for name, n := range resources {
		require.NoError(t, fhir.Check(n), name)
		golden(t, strings.TrimSuffix(name, ".json"), n)
	}
}

func TestMembersAreNamedOneByOne(t *testing.T) {
	s := spec(confidential.TreatingTherapist, confidential.Treatment, confidential.Case{ID: "group-3"})
	s.Members = true
	bundle, omissions, err := groupfhir.Export(t.Context(), roster(t), s)
	require.NoError(t, err)
	require.Empty(t, omissions)
	require.NoError(t, fhir.Check(bundle))
	text := string(bundle.AppendJSON(nil))
	require.NotContains(t, text, "client-3", "a member entered in error is left out")
	require.NotContains(t, text, "client-9", "the waiting list is never exported")
	reading := groupfhir.Read(bundle.Get("entry").Index(0).Get("resource"), fhir.OwnPeople)
	want := []group.Membership{{Member: stays[0].Member, Joined: stays[0].Joined, Left: stays[0].Left}, {Member: stays[2].Member, Joined: stays[2].Joined}, {Member: stays[1].Member, Joined: stays[1].Joined}}
	if diff := cmp.Diff(want, reading.Members, cmpopts.EquateComparable(confidential.PersonID{}, therapy.Date{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	// The individual therapist of one member gets no members, because the group is another case.
	s = spec(confidential.TreatingTherapist, confidential.Treatment, confidential.Treating(stays[0].Member)...)
	s.Members = true
	bundle, omissions, err = groupfhir.Export(t.Context(), roster(t), s)
	require.NoError(t, err)
	require.Equal(t, []fhir.Omission{{Record: "Group/group-3", Why: fhir.Denied}}, omissions)
	require.JSONEq(t, `{"resourceType":"Bundle","type":"collection"}`, string(bundle.AppendJSON(nil)))
}

func TestLabelsAreTheStrictest(t *testing.T) {
	bundle, _, err := groupfhir.Export(t.Context(), roster(t), spec(confidential.TreatingTherapist, confidential.Treatment, confidential.Case{ID: "group-3"}))
	require.NoError(t, err)
	for _, n := range []*fhir.Node{bundle, bundle.Get("entry").Index(0).Get("resource"), bundle.Get("entry").Index(1).Get("resource")} {
		label, ok := fhir.LabelOf(fhir.ResourceOf(n))
		require.True(t, ok)
		require.Equal(t, confidential.VeryRestricted, label.Level)
	}
}

func TestExportNeedsRecord(t *testing.T) {
	s := spec(confidential.TreatingTherapist, confidential.Treatment, confidential.Case{ID: "group-3"})
	s.Gate = confidential.NewGate(confidential.DefaultTable(), auditor{full: true})
	_, _, err := groupfhir.Export(t.Context(), roster(t), s)
	require.ErrorIs(t, err, confidential.ErrAudit)
}

func TestOtherGroupsAreRefused(t *testing.T) {
	for text, rule := range map[string]string{
		`{"resourceType":"Patient"}`:                                                 "group-type",
		`{"resourceType":"Group","type":"animal","actual":true}`:                     "group-of-people",
		`{"resourceType":"Group","type":"person","actual":false}`:                    "group-of-people",
		`{"resourceType":"Group","type":"person"}`:                                   "group-of-people",
		`{"resourceType":"Group","type":"person","actual":true}`:                     "group-kind",
		`{"resourceType":"Group","implicitRules":"x","type":"person","actual":true}`: "modifier-extension",
	} {
		n, err := fhir.Parse([]byte(text))
		require.NoError(t, err)
		reading := groupfhir.Read(n, fhir.OwnPeople)
		require.Equal(t, rule, reading.Findings[0].Rule, text)
	}
}

func TestExcludedCharacteristicsAreNotRead(t *testing.T) {
	n, err := fhir.Parse([]byte(`{"resourceType":"Group","type":"person","actual":true,"characteristic":[{"code":{"coding":[{"system":"` + fhir.Base +
		`CodeSystem/group-characteristic","code":"theme"}]},"valueCodeableConcept":{"coding":[{"system":"` + fhir.Base + `CodeSystem/concern","code":"depression"}]},"exclude":true}]}`))
	require.NoError(t, err)
	require.Empty(t, groupfhir.Read(n, fhir.OwnPeople).Spec.Theme)
}

func TestTypesEncodeOrNameFunction(t *testing.T) {
	require.NoError(t, therapytest.Encodes(".", nil, groupfhir.Spec{}, groupfhir.Reading{}))
}

func TestNothingAboutAPersonIsDisplayed(t *testing.T) {
	people := []any{groupfhir.Spec{}, groupfhir.Reading{}}
	confidentialtest.CheckDisplay(t, people...)
	confidentialtest.CheckListed(t, ".", people, nil)
}
