package group_test

import (
	"encoding/json"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/note"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/confidential/confidentialtest"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

// fullRoster returns a roster in which every field of an entry is set at least once.
func fullRoster(tb testing.TB) group.Roster {
	tb.Helper()
	s := spec(group.EnrolmentSlowOpen)
	s.Programme = programme(therapy.Range{Min: 5, Max: 12})
	s.History = append(s.History, group.StatusChange{To: group.Closed, On: day(50), Reason: group.ReasonNoLeader, Error: mistake(51)})
	s.Leaders = append(s.Leaders, group.Leader{ID: confidential.MustPersonID("leader-3"), Role: group.Substitute, Qualification: group.GroupTrained, From: day(1), Until: day(2), Error: mistake(3)})
	fee := gbp(500)
	r := roster(tb, s, 5)
	for _, w := range []group.Wait{wait(20, 3, group.Soon), wait(21, 3, group.Routine), wait(22, 4, group.Routine)} {
		r = must(tb)(r.Enlist(w))
	}
	r = must(tb)(r.Offer(member(21), offer(10, 14, r.PassOver(member(21), day(10), group.ReasonNotReached)...)))
	r = must(tb)(r.Decline(member(21), day(11), group.ReasonTimesDoNotFit))
	r = must(tb)(r.Promote(member(22), offer(12, 12, r.PassOver(member(22), day(12), group.ReasonNotReached)...), day(15)))
	r = must(tb)(r.Delist(member(21), day(20), group.WaitWithdrawn, care.ReasonMoved))
	r = must(tb)(r.VoidWait(member(20), day(3), mistake(21)))
	r = must(tb)(r.Invite(guest(30, 15)))
	r = must(tb)(r.Invite(guest(31, 15)))
	r = must(tb)(r.VoidGuest(member(31), day(15), mistake(21)))
	r = must(tb)(r.Leave(member(1), day(20), group.DroppedOut))
	r = must(tb)(r.ReopenMembership(member(1), mistake(21)))
	r = must(tb)(r.VoidMembership(member(2), day(2), mistake(21)))
	m := joining(9, 25)
	m.OwnFee = &fee
	return must(tb)(r.Join(m))
}

// fullSession returns a session with every field set, including sealed texts, and two revisions.
func fullSession(tb testing.TB) group.Session {
	tb.Helper()
	r := fullRoster(tb)
	b := &book{}
	for _, id := range slices.Concat(r.MembersOn(day(15)), r.GuestsOn(day(15))) {
		b.add(id, note.Names{Given: []string{"Qwertina"}})
	}
	cleared, err := b.checker(tb).Clear(note.Draft{Text: "A calm evening.", Group: r.Group().ID(), Heard: r.MembersOn(day(15))})
	require.NoError(tb, err)
	m := meetingSpec(day(15), 1, present)
	m.Shared = cleared.Note(lead, care.NoteFinal)
	m.Shared.CoSigned = []care.Signature{{By: colead, At: day(15).In(time.UTC).Add(20 * time.Hour)}}
	meeting, err := care.NewSession(m)
	require.NoError(tb, err)
	secret := confidential.SealText(confidential.GroupContent, member(1), "A made-up secret.")
	s, err := group.NewSession(group.SessionSpec{
		Meeting: meeting, On: day(15), Shared: cleared, Climate: group.ClimateEngaged,
		Agenda:       []group.AgendaItem{{Topic: "check-in", Minutes: 15}},
		Parts:        []group.Part{{Member: member(1), Participation: group.Engaged}},
		Observations: []group.ProcessObservation{{Factor: group.Hope, By: lead, Note: secret}},
		Incidents:    []group.Incident{{Kind: group.RiskDisclosed, Involved: []confidential.PersonID{member(1)}, Note: secret, Actions: []string{"called"}}},
	}, r)
	require.NoError(tb, err)
	s, err = s.Amend(care.RevisionSpec{Author: lead, At: day(20).In(time.UTC), Reason: care.ReasonCorrection}, r, func(s *group.SessionSpec) {
		s.Observations[0].Error, s.Incidents[0].Error = mistake(20), mistake(20)
		s.Climate = group.ClimateTense
	})
	require.NoError(tb, err)
	return s
}

// fullAgreement has every field set.
func fullAgreement(tb testing.TB) group.Agreement {
	tb.Helper()
	a, err := agreement(tb, 1, 2).Renew(group.PeriodicReview, day(30))
	require.NoError(tb, err)
	a, err = a.Void(member(1), day(2), mistake(20))
	require.NoError(tb, err)
	return a
}

// values returns an example of every exported type that holds data.
func values(tb testing.TB) []any {
	tb.Helper()
	r, s, a := fullRoster(tb), fullSession(tb), fullAgreement(tb)
	spec := r.Spec()
	sessions := slices.Values([]group.Session{s})
	bills, err := group.Bills(r, a, sessions)
	require.NoError(tb, err)
	fee := gbp(1)
	return []any{
		r, s, a, r.Group(), r.Group().Spec(), spec, a.Spec(), spec.Memberships[0], spec.Memberships[0].Reopened[0], spec.Waits[0],
		firstOffer(spec), spec.Guests[0],
		group.PassedOver{Person: member(1), Reason: "x"},
		slices.Collect(r.Group().History())[2], slices.Collect(r.Group().Leaders())[2],
		r.Admission(member(21), day(12)), r.Occupancy(day(12)), a.Spec().Rounds[0], a.Spec().Acceptances[0],
		group.Renewal{On: day(1), Cause: group.AfterBreach},
		terms(), *terms().Fee, terms().Further[0], gbp(-5),
		group.Payer{Member: member(1), Own: &fee},
		bills[0], bills[0].Bill, bills[0].Bill.Charges[0],
		group.AttendanceOf(r, a, sessions)[0], slices.Collect(group.AttritionRules())[0], group.AtRisk(r, a, sessions, day(16), nil)[0], group.Attrition(r, day(60)),
		group.FactorsSeen(sessions)[0], group.ClimateOverTime(sessions)[0], s.Spec().Agenda[0], s.Spec().Parts[0],
		group.ProcessObservation{Factor: group.Hope, By: lead, Error: mistake(2)},
		group.Incident{Kind: group.RiskDisclosed, Involved: []confidential.PersonID{member(1)}, Actions: []string{"called"}, Error: mistake(3)},
		group.Meanwhile("nothing"), group.Qualification("trainee"),
		group.Kind(1), group.Enrolment(1), group.Timeframe(1), group.Status(1), group.LeaderRole(1), group.Route(1), group.Leaving(1), group.Priority(1),
		group.WaitEnd(1), group.OfferAnswer(1), group.OfferStatus(1), group.AdmissionOutcome(1), group.OccupancyLevel(1), group.SpeakingOutside(1), group.Contact(1),
		group.Sobriety(1), group.Recording(1), group.Cause(1), group.Standing(1), group.TherapeuticFactor(1), group.Participation(1), group.Climate(1),
		group.IncidentKind(1), group.FeeBasis(1), group.Counting(1), group.Gender(1), group.AgeBand(1),
	}
}

func firstOffer(s group.RosterSpec) group.Offer {
	i := slices.IndexFunc(s.Waits, func(w group.Wait) bool { return len(w.Offers) > 0 })
	return s.Waits[i].Offers[0]
}

func TestNothingIsLostInJSON(t *testing.T) {
	t.Parallel()
	require.NoError(t, therapytest.Encodes(".", map[string]string{
		"RefusedError": "an error", "SessionSpec": "holds a session, which says what to call",
	}, values(t)...))
}

// private lists the types that hold data about a person.
func private(tb testing.TB) (people []any, exempt map[string]string) {
	tb.Helper()
	exempt = map[string]string{
		"RefusedError": "an error without a person in it", "Admission": "figures of a group", "Occupancy": "figures of a group", "StatusChange": "about a group as a whole",
		"Round": "about a group as a whole", "Renewal": "a day and a cause", "Terms": "read by all members", "Fee": "read by all members", "FurtherTerm": "read by all members",
		"Money": "an amount", "AttritionRule": "a rule", "AttritionSummary": "counts", "FactorCount": "counts", "ClimateDay": "about a group as a whole",
		"AgendaItem": "about nobody", "Meanwhile": "a word", "Qualification": "a word",
	}
	for _, v := range append(values(tb), fullSession(tb).Spec()) {
		typ := reflect.TypeOf(v)
		if _, spared := exempt[typ.Name()]; !spared && typ.Kind() != reflect.Uint8 {
			people = append(people, v)
		}
	}
	return people, exempt
}

func TestNothingIsShown(t *testing.T) {
	t.Parallel()
	people, exempt := private(t)
	confidentialtest.CheckListed(t, ".", people, exempt)
	confidentialtest.CheckDisplay(t, people...)
}

func TestEveryFieldHasAKind(t *testing.T) {
	t.Parallel()
	confidentialtest.CheckFields(t, fullRoster(t), fullAgreement(t), fullSession(t), group.SessionBill{}, group.MemberAttendance{}, group.AttritionFinding{})
}

func TestStoreAndLoad(t *testing.T) {
	t.Parallel()
	key := confidentialtest.Ring(t)
	r := fullRoster(t)
	data, err := r.Store(key)
	require.NoError(t, err)
	require.Contains(t, string(data), `"format":"therapykit-roster/1"`)
	back, err := group.LoadRoster(data, key)
	require.NoError(t, err)
	require.True(t, back.Equal(r))
	require.NoError(t, back.Follows(r))

	a := fullAgreement(t)
	data, err = a.Store(key)
	require.NoError(t, err)
	require.Contains(t, string(data), `"format":"therapykit-agreement/1"`)
	read, err := group.LoadAgreement(data, key)
	require.NoError(t, err)
	require.True(t, read.Equal(a))
	require.NoError(t, read.Follows(a))

	s := fullSession(t)
	data, err = s.Store(key)
	require.NoError(t, err)
	require.Contains(t, string(data), `"format":"therapykit-group-session/1"`)
	for _, secret := range []string{"calm", "made-up secret"} {
		require.NotContains(t, string(data), secret)
	}
	loaded, err := group.LoadSession(data, key)
	require.NoError(t, err)
	require.Len(t, slices.Collect(loaded.Revisions()), 2)
	require.Equal(t, slices.Collect(s.Revisions()), slices.Collect(loaded.Revisions()))
	for n := 1; n <= 2; n++ {
		x, _ := s.AsOf(n)
		y, _ := loaded.AsOf(n)
		require.Equal(t, x.Climate(), y.Climate())
		require.Equal(t, slices.Collect(x.Agenda()), slices.Collect(y.Agenda()))
		require.Equal(t, x.On(), y.On())
		require.Equal(t, x.Participation(member(1)), y.Participation(member(1)))
		require.True(t, y.Spec().Shared.Clears(y.Meeting().Shared().Text), "the clearance is for the text of the note")
		require.Equal(t, slices.Collect(x.Spec().Shared.Members()), slices.Collect(y.Spec().Shared.Members()))
		require.False(t, slices.Collect(y.Incidents())[0].Note.IsZero())
	}
	again, err := loaded.Store(confidentialtest.Ring(t))
	require.NoError(t, err)
	require.Len(t, again, len(data))

	_, err = group.Roster{}.Store(key)
	require.Equal(t, "store-nothing", broken(err))
	_, err = group.Agreement{}.Store(key)
	require.Equal(t, "store-nothing", broken(err))
	_, err = group.Session{}.Store(key)
	require.Equal(t, "store-nothing", broken(err))
	_, err = s.Store(confidential.Keyring{})
	require.Error(t, err)
	_, err = group.LoadSession(data, confidential.Keyring{})
	require.ErrorIs(t, err, confidential.ErrOpen)
}

func TestLoadRefuses(t *testing.T) {
	t.Parallel()
	key := confidentialtest.Ring(t)
	stored := func(data []byte, err error) string {
		t.Helper()
		require.NoError(t, err)
		return string(data)
	}
	roster, agreement, session := stored(fullRoster(t).Store(key)), stored(fullAgreement(t).Store(key)), stored(fullSession(t).Store(key))
	cleared := session[strings.Index(session, `"clearedFor":`):strings.Index(session, `"agenda":`)]
	load := map[string]func([]byte) error{
		"roster":    func(b []byte) error { _, err := group.LoadRoster(b, key); return err },
		"agreement": func(b []byte) error { _, err := group.LoadAgreement(b, key); return err },
		"session":   func(b []byte) error { _, err := group.LoadSession(b, key); return err },
	}
	for _, tt := range []struct{ name, kind, doc, old, edited, want string }{
		{"other format", "roster", roster, "therapykit-roster/1", "therapykit-roster/9", "/format store-format"},
		{"another group", "roster", roster, `"record":"roster/group-1"`, `"record":"roster/group-2"`, "/record store-record"},
		{"unknown member", "roster", roster, `"joined":`, `"joind":`, "json-unknown-member"},
		{"a leader among the members", "roster", roster, `"member":"member-05"`, `"member":"leader-1"`, "leader-is-member"},
		{"another agreement", "agreement", agreement, `"record":"agreement/group-1"`, `"record":"agreement/group-2"`, "/record store-record"},
		{"nothing acknowledged", "agreement", agreement, `"leakageShown":true`, `"leakageShown":false`, "leakage-shown"},
		{"other format of a session", "session", session, "therapykit-group-session/1", "therapykit-group-session/9", "/format store-format"},
		{"another session", "session", session, `"record":"group-session/session-1"`, `"record":"group-session/session-2"`, "store-record"},
		{"a revision rewritten", "session", session, `"parts":[{"member":"member-01","participation":"engaged"}],"observations":[{"factor":"hope","by":"leader-1","note":0,"error"`, `"observations":[{"factor":"hope","by":"leader-1","note":0,"error"`, "/revisions/1/parts/0 part-removed"},
		{"a revision of the meeting that is not there", "session", session, `"meetingRevision":1`, `"meetingRevision":7`, "/revisions/0/meetingRevision session-identity"},
		{"the note cleared for nobody", "session", session, cleared, ``, "/revisions/0/shared note-unchecked"},
	} {
		require.Contains(t, tt.doc, tt.old, tt.name)
		err := load[tt.kind]([]byte(strings.Replace(tt.doc, tt.old, tt.edited, 1)))
		require.Contains(t, broken(err), tt.want, tt.name)
	}
	for kind, f := range load {
		for _, text := range []string{"", "null", "[]", "{}", `{"format":"x"}`} {
			require.Error(t, f([]byte(text)), "%s %q", kind, text)
		}
	}
	var r group.Roster
	require.ErrorIs(t, json.Unmarshal([]byte("{}"), &r), confidential.ErrSealed)
}

// TestOldFormats reads a file of each format that was ever written.
func TestOldFormats(t *testing.T) {
	t.Parallel()
	key := confidentialtest.Ring(t)
	session := func(b []byte) error { _, err := group.LoadSession(b, key); return err }
	for name, format := range map[string]struct {
		now  func(confidential.Keyring) ([]byte, error) // nil for a format that is no longer written
		load func([]byte) error
	}{
		"roster-1":        {fullRoster(t).Store, func(b []byte) error { _, err := group.LoadRoster(b, key); return err }},
		"agreement-1":     {fullAgreement(t).Store, func(b []byte) error { _, err := group.LoadAgreement(b, key); return err }},
		"group-session-1": {fullSession(t).Store, session},
		// The same for a meeting in the previous format.
		"group-session-1-meeting-2": {nil, session},
	} {
		var now []byte
		if format.now != nil {
			var err error
			now, err = format.now(key)
			require.NoError(t, err)
		}
		old := therapytest.Kept(t, *update && now != nil, filepath.Join("testdata", "formats", name+".json"), append(now, '\n'))
		require.NoError(t, format.load(old), name)
	}
}
