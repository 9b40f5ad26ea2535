package group_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/words"
)

func TestNewAgreementRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		edit func(*group.AgreementSpec)
		want string
	}{
		{"nothing at all", func(s *group.AgreementSpec) { *s = group.AgreementSpec{} }, "/group group-id, /rounds agreement-empty"},
		{
			"terms without anything", func(s *group.AgreementSpec) { s.Rounds[0].Terms = group.Terms{} },
			"/rounds/0/terms/speakingOutside terms-speaking-outside, /rounds/0/terms/contact terms-contact, /rounds/0/terms/sobriety terms-sobriety, " +
				"/rounds/0/terms/recording terms-recording, /rounds/0/terms/noticeSessions terms-notice",
		},
		{"terms out of range", func(s *group.AgreementSpec) {
			s.Rounds[0].Terms.AbsenceHours, s.Rounds[0].Terms.MissedInRow, s.Rounds[0].Terms.LateMinutes = 337, 21, -1
		}, "/rounds/0/terms/absenceHours terms-absence, /rounds/0/terms/missedInRow terms-missed, /rounds/0/terms/lateMinutes terms-late"},
		{
			"fee without anything", func(s *group.AgreementSpec) { s.Rounds[0].Terms.Fee = &group.Fee{Amount: group.Money{Minor: -1}} },
			"/rounds/0/terms/fee/basis fee-basis, /rounds/0/terms/fee/amount/currency money-currency, /rounds/0/terms/fee/amount/minor fee-amount",
		},
		{"further terms", func(s *group.AgreementSpec) {
			s.Rounds[0].Terms.Further = []group.FurtherTerm{{ID: "a", Text: "A."}, {ID: "a", Text: "B."}, {ID: "B"}}
		}, "/rounds/0/terms/further/1/id term-duplicate, /rounds/0/terms/further/2/id term-id, /rounds/0/terms/further/2/text term-text"},
		{"round without day and cause", func(s *group.AgreementSpec) { s.Rounds[0].From, s.Rounds[0].Cause = therapy.Date{}, 0 }, "/rounds/0/from round-from, /rounds/0/cause round-cause"},
		{"begins with a renewal", func(s *group.AgreementSpec) { s.Rounds[0].Cause = group.AfterBreach }, "/rounds/0/cause round-first"},
		{"first twice, on one day", func(s *group.AgreementSpec) { s.Rounds = append(s.Rounds, s.Rounds[0]) }, "/rounds/1/from round-order, /rounds/1/cause round-first, /acceptances/0/round acceptance-stale"},
		{"changed to the same", func(s *group.AgreementSpec) {
			s.Rounds = append(s.Rounds, group.Round{From: day(9), Cause: group.TermsChanged, Terms: terms()})
		}, "/rounds/1/terms round-terms"},
		{"renewed to something else", func(s *group.AgreementSpec) {
			other := terms()
			other.LateMinutes = 5
			s.Rounds = append(s.Rounds, group.Round{From: day(9), Cause: group.AfterBreach, Terms: other})
		}, "/rounds/1/terms round-terms"},
		{
			"acceptance of nothing by nobody", func(s *group.AgreementSpec) { s.Acceptances = []group.Acceptance{{}} },
			"/acceptances/0/member person-id, /acceptances/0/on acceptance-date, /acceptances/0/leakageShown leakage-shown, /acceptances/0/leakageAcknowledged leakage-acknowledged",
		},
		{"the statement on leakage not shown", func(s *group.AgreementSpec) { s.Acceptances[0].LeakageShown = false }, "/acceptances/0/leakageShown leakage-shown"},
		{"shown and not acknowledged", func(s *group.AgreementSpec) { s.Acceptances[0].LeakageAcknowledged = false }, "/acceptances/0/leakageAcknowledged leakage-acknowledged"},
		{"no such round", func(s *group.AgreementSpec) { s.Acceptances[0].Round = 2 }, "/acceptances/0/round acceptance-round"},
		{"before there was anything to accept", func(s *group.AgreementSpec) { s.Acceptances[0].On = day(0) }, "/acceptances/0/on acceptance-early"},
		{"what no longer holds", func(s *group.AgreementSpec) {
			s.Rounds = append(s.Rounds, group.Round{From: day(9), Cause: group.MemberJoined, Terms: terms()})
			s.Acceptances[0].On = day(9)
		}, "/acceptances/0/round acceptance-stale"},
		{"twice on a day", func(s *group.AgreementSpec) { s.Acceptances = append(s.Acceptances, s.Acceptances[0]) }, "/acceptances/1 acceptance-twice"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := agreement(t, 1).Spec()
			tt.edit(&s)
			_, err := group.NewAgreement(s)
			require.Equal(t, tt.want, broken(err))
		})
	}
}

func TestStanding(t *testing.T) {
	t.Parallel()
	a := agreement(t, 1, 2)
	a, err := a.Renew(group.MemberJoined, day(20))
	require.NoError(t, err)
	a, err = a.Accept(accepted(1, 2, day(22)))
	require.NoError(t, err)
	for _, tt := range []struct {
		name   string
		member int
		on     int
		since  therapy.Date
		want   group.Standing
	}{
		{"before accepting", 1, 1, therapy.Date{}, group.NotAccepted},
		{"on the day of accepting", 1, 2, therapy.Date{}, group.Accepted},
		{"until the renewal", 1, 19, therapy.Date{}, group.Accepted},
		{"renewal due", 1, 20, therapy.Date{}, group.RenewalDue},
		{"renewed", 1, 22, therapy.Date{}, group.Accepted},
		{"never renewed", 2, 50, therapy.Date{}, group.RenewalDue},
		{"never accepted", 3, 50, therapy.Date{}, group.NotAccepted},
		{"what an earlier stay accepted does not count", 2, 50, day(3), group.NotAccepted},
	} {
		require.Equal(t, tt.want, a.Standing(member(tt.member), day(tt.on), tt.since), tt.name)
		require.Equal(t, tt.want != group.NotAccepted, tt.want.Counts())
	}
	require.False(t, group.Standing(0).Counts())
	require.Equal(t, group.NotAccepted, group.Agreement{}.Standing(member(1), day(9), therapy.Date{}))
	require.Equal(t, []int{0, 1, 1, 2}, []int{a.RoundOn(day(0)), a.RoundOn(day(1)), a.RoundOn(day(19)), a.RoundOn(day(20))})
	_, any := a.TermsOn(day(0))
	require.False(t, any)
	held, any := a.TermsOn(day(5))
	require.True(t, any && held.Equal(terms()))
	held.Further[0].ID, held.Fee.Amount.Minor = "changed", 1
	again, _ := a.TermsOn(day(5))
	require.True(t, again.Equal(terms()), "the accessor returns a copy")
	for n, round := range a.Rounds() {
		require.Equal(t, 1, n)
		require.Equal(t, group.FirstAgreement, round.Cause)
		break
	}
	n := 0
	for range a.Rounds() {
		n++
	}
	require.Equal(t, 2, n)
	for range a.Acceptances() {
		n++
	}
	require.Equal(t, 5, n)
	require.Equal(t, care.GroupID("group-1"), a.Group())
}

// TestReturningMemberAcceptsAgain covers a member who drops out, returns, and accepts the agreement
// again.
func TestReturningMemberAcceptsAgain(t *testing.T) {
	t.Parallel()
	r, a := roster(t, spec(group.EnrolmentOpen), 5), agreement(t, 1, 2, 3, 4, 5)
	r, err := r.Leave(member(1), day(20), group.DroppedOut)
	require.NoError(t, err)
	require.Equal(t, group.Accepted, a.StandingIn(r, member(1), day(20)))
	require.Equal(t, group.NotAccepted, a.StandingIn(r, member(1), day(30)), "a person who is no member has not accepted")
	r, err = r.Join(group.Membership{Member: member(1), Joined: day(40), Route: group.Returning})
	require.NoError(t, err)
	require.Equal(t, group.NotAccepted, a.StandingIn(r, member(1), day(41)))
	require.Equal(t, []group.Renewal{{day(40), group.MemberJoined}}, a.RenewalsMissing(r, nil, day(41)), "all members renew when somebody joins")
	require.Empty(t, group.Agreement{}.RenewalsMissing(r, nil, day(41)))
	a, err = a.Renew(group.MemberJoined, day(40))
	require.NoError(t, err)
	require.Empty(t, a.RenewalsMissing(r, nil, day(41)))
	a, err = a.Accept(accepted(1, 2, day(41)))
	require.NoError(t, err)
	require.Equal(t, group.Accepted, a.StandingIn(r, member(1), day(41)))
	var due []string
	for id, standing := range a.Outstanding(r, day(41)) {
		due = append(due, id.String()+" "+standing.String())
	}
	require.Equal(t, "member-02 renewal-due, member-03 renewal-due, member-04 renewal-due, member-05 renewal-due", strings.Join(due, ", "))
	for range a.Outstanding(r, day(41)) {
		break
	}
}

func TestRenewalAfterBreach(t *testing.T) {
	t.Parallel()
	r := roster(t, spec(group.EnrolmentClosed), 5)
	a := agreement(t, 1, 2, 3, 4, 5)
	breach := func(on, number int, kind group.IncidentKind) group.Session {
		s, err := group.NewSession(group.SessionSpec{Meeting: meeting(t, day(on), number, allPresent(5)...), On: day(on), Incidents: []group.Incident{
			{Kind: kind, Involved: []confidential.PersonID{member(1)}, Actions: []string{"talked-about-in-group"}},
		}}, r)
		require.NoError(t, err)
		return s
	}
	sessions := slices.Values([]group.Session{
		breach(22, 3, group.ContactBreach), breach(15, 2, group.LeftInDistress), breach(8, 1, group.ConfidentialityBreach),
	})
	require.Equal(t, []group.Renewal{{day(8), group.AfterBreach}, {day(22), group.AfterBreach}}, a.RenewalsMissing(r, sessions, day(30)), "distress is no breach")
	require.Equal(t, []group.Renewal{{day(8), group.AfterBreach}}, a.RenewalsMissing(r, sessions, day(21)), "a future renewal is not missing")
	a, err := a.Renew(group.AfterBreach, day(12))
	require.NoError(t, err)
	require.Equal(t, []group.Renewal{{day(22), group.AfterBreach}}, a.RenewalsMissing(r, sessions, day(30)))
}

func TestChangeOfTerms(t *testing.T) {
	t.Parallel()
	a := agreement(t, 1)
	other := terms()
	other.Sobriety = group.Abstinent
	changed, err := a.Change(other, day(30))
	require.NoError(t, err)
	require.Equal(t, group.RenewalDue, changed.Standing(member(1), day(30), therapy.Date{}))
	require.False(t, changed.Equal(a))
	_, err = a.Change(terms(), day(30))
	require.Equal(t, "/rounds/1/terms round-terms", broken(err))
	_, err = group.Agreement{}.Renew(group.AfterBreach, day(30))
	require.Equal(t, "/rounds agreement-empty", broken(err))
}

func TestStatements(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for topic, sentence := range terms().Statements(words.English()) {
		b.WriteString(topic + ": " + sentence + "\n")
	}
	require.Empty(t, cmp.Diff(`confidentiality: What others say here, and who they are, stays here. You may speak about yourself.
respect: Nobody is attacked, threatened or hurt, with words or in any other way.
attendance: Members come to every session. If they cannot come, they say so at least 24 hours before. After 2 missed sessions in a row the leaders get in touch.
lateness: Sessions begin on time, and nobody comes in more than 10 minutes after the beginning.
leaving: Members who want to leave say so and come to 2 more sessions to say goodbye.
contact: Members who meet outside the sessions tell the group in the next one.
sobriety: Members come sober.
recording: Nobody records sessions.
fees: Each session costs each member £25.00. Members also pay for sessions that they miss without cancelling in time.
devices: Telephones are off.
`, b.String()))
	for range terms().Statements(words.English()) {
		break
	}
	say := func(edit func(*group.Terms), topic string) string {
		v := terms()
		edit(&v)
		for of, sentence := range v.Statements(words.English()) {
			if of == topic {
				return sentence
			}
		}
		return ""
	}
	require.Equal(t, "There is no fee.", say(func(v *group.Terms) { v.Fee = nil }, "fees"))
	require.Equal(t, "Each session costs £25.00, shared among the members. Members also pay for sessions that they miss without cancelling in time.", say(func(v *group.Terms) { v.Fee.Basis = group.PerMeeting }, "fees"))
	require.Equal(t, "The course costs each member £25.00.", say(func(v *group.Terms) { v.Fee.Basis, v.Fee.MissedDue = group.PerCourse, false }, "fees"))
	require.Equal(t, "Nothing is agreed about the fee.", say(func(v *group.Terms) { *v.Fee = group.Fee{} }, "fees"))
	require.Equal(t, "Sessions begin on time, and nobody comes in after the beginning.", say(func(v *group.Terms) { v.LateMinutes = 0 }, "lateness"))
	require.Equal(t, "Members come to every session and say so beforehand if they cannot come.", say(func(v *group.Terms) { v.AbsenceHours, v.MissedInRow = 0, 0 }, "attendance"))
	require.Equal(t, "Nothing is agreed about recording.", say(func(v *group.Terms) { v.Recording = 0 }, "recording"))
	require.NotEmpty(t, say(func(v *group.Terms) { v.Contact = 99 }, "contact"), "an invalid value does not panic")

	leak := group.LeakageStatement(words.English())
	require.Contains(t, leak.Statement, "higher risk")
	require.NoError(t, therapy.ValidateSources(leak.Sources))
}

// TestTermsEqualComparesEveryField changes each field alone.
func TestTermsEqualComparesEveryField(t *testing.T) {
	t.Parallel()
	edits := map[string]func(*group.Terms){
		"SpeakingOutside": func(v *group.Terms) { v.SpeakingOutside = group.NothingOutside }, "AbsenceHours": func(v *group.Terms) { v.AbsenceHours++ },
		"MissedInRow": func(v *group.Terms) { v.MissedInRow++ }, "NoticeSessions": func(v *group.Terms) { v.NoticeSessions++ },
		"LateMinutes": func(v *group.Terms) { v.LateMinutes++ }, "Contact": func(v *group.Terms) { v.Contact = group.NoContact },
		"Sobriety": func(v *group.Terms) { v.Sobriety = group.Abstinent }, "Recording": func(v *group.Terms) { v.Recording = group.RecordingIfAllConsent },
		"Fee": func(v *group.Terms) { v.Fee = &group.Fee{} }, "Further": func(v *group.Terms) { v.Further = nil },
	}
	for field := range reflect.TypeFor[group.Terms]().Fields() {
		edit, listed := edits[field.Name]
		require.True(t, listed, "a new field: %s", field.Name)
		v := terms()
		edit(&v)
		require.False(t, v.Equal(terms()), field.Name)
	}
	free := terms()
	free.Fee = nil
	require.False(t, free.Equal(terms()))
	require.True(t, free.Equal(free))
}
