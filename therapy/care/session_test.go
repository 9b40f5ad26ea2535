package care_test

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/words"
)

func newSession(tb testing.TB, spec care.SessionSpec) care.Session {
	tb.Helper()
	s, err := care.NewSession(spec)
	require.NoError(tb, err)
	return s
}

func TestNewSessionRefuses(t *testing.T) {
	t.Parallel()
	note := func(kind confidential.Kind, status care.NoteStatus) care.Note {
		return care.Note{Text: seal(kind, "made up"), Status: status, By: therapist}
	}
	for _, tt := range []struct {
		name string
		edit func(*care.SessionSpec)
		want string
	}{
		{"nothing at all", func(s *care.SessionSpec) { *s = care.SessionSpec{} }, "/id id-missing, /author id-missing, /created time-missing, " +
			"/status session-status, /modality modality-name, /delivery session-delivery, /start time-missing, /minutes session-minutes, " +
			"/leaders session-leaders, /attendees session-attendees"},
		{"reason with spaces", func(s *care.SessionSpec) { s.Reason = "Ann was ill" }, "/reason reason-name"},
		{"cancelled without reason", func(s *care.SessionSpec) {
			s.Status, s.Attendees[0].Attendance = care.SessionCancelled, care.CancelledByService
			s.Attendees[1].Attendance, s.Attendees[2].Attendance = care.CancelledByService, care.CancelledByService
			s.Attendees[1].Minutes = 0
		}, "/reason session-reason"},
		{"strand name", func(s *care.SessionSpec) { s.Strand = "Skills" }, "/strand strand-id"},
		{"negative number", func(s *care.SessionSpec) { s.Number = -1 }, "/number session-number"},
		{"too long", func(s *care.SessionSpec) { s.Minutes = 1441 }, "/minutes session-minutes"},
		{"year", func(s *care.SessionSpec) { s.Start = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) }, "/start time-range, /start session-future"},
		{"leader twice", func(s *care.SessionSpec) { s.Leaders[1].ID = therapist }, "/leaders/1/id therapist-duplicate"},
		{"leader without role", func(s *care.SessionSpec) { s.Leaders[0].Role = "" }, "/leaders/0/role role-name"},
		{"leader attends", func(s *care.SessionSpec) { s.Attendees[2].Client = colleague }, "/leaders/1/id leader-attends"},
		{"attendee twice", func(s *care.SessionSpec) { s.Attendees[2].Client = client2 }, "/attendees/2/client attendee-duplicate"},
		{"no attendance", func(s *care.SessionSpec) { s.Attendees[2].Attendance = 0 }, "/attendees/2/attendance attendance-status"},
		{
			"attended the future", func(s *care.SessionSpec) { s.Status, s.Attendees = care.SessionPlanned, s.Attendees[:2] },
			"/attendees/0/attendance attendance-before-session, /attendees/1/attendance attendance-before-session",
		},
		{
			"missed the future", func(s *care.SessionSpec) { s.Status, s.Attendees = care.SessionPlanned, s.Attendees[2:] },
			"/attendees/0/attendance attendance-before-session",
		},
		{"attendee reason", func(s *care.SessionSpec) { s.Attendees[2].Reason = "was ill" }, "/attendees/2/reason reason-name"},
		{"negative minutes", func(s *care.SessionSpec) { s.Attendees[1].Minutes = -1 }, "/attendees/1/minutes attendance-minutes"},
		{"minutes of the absent", func(s *care.SessionSpec) { s.Attendees[2].Minutes = 5 }, "/attendees/2/minutes attendance-minutes-absent"},
		{"two plans", func(s *care.SessionSpec) { s.Plan = care.PlanID("plan-2") }, "/attendees/0/plan attendee-plan"},
		{
			"goal twice", func(s *care.SessionSpec) { s.Attendees[0].Goals = []care.GoalID{"a", "a", "B"} },
			"/attendees/0/goals/1 goal-id-duplicate, /attendees/0/goals/2 goal-id",
		},
		{"measure twice", func(s *care.SessionSpec) {
			s.Attendees[0].Measures = append(s.Attendees[0].Measures, s.Attendees[0].Measures[0])
		}, "/attendees/0/measures/1 observation-duplicate"},
		{"no number", func(s *care.SessionSpec) { s.Attendees[0].Measures[0].Value = math.NaN() }, "/attendees/0/measures/0/value observation-value"},
		{
			"no measure", func(s *care.SessionSpec) { s.Attendees[0].Measures[0] = care.Observation{Scale: "A"} },
			"/attendees/0/measures/0/at time-missing, /attendees/0/measures/0/measure measure-name, /attendees/0/measures/0/scale scale-name",
		},
		{"note without text", func(s *care.SessionSpec) { s.Shared = care.Note{Status: care.NoteDraft} }, "/shared/text note-text, /shared/by id-missing"},
		{"note without status", func(s *care.SessionSpec) { s.Shared.Status = 0 }, "/shared/status note-status"},
		{"shared process note", func(s *care.SessionSpec) { s.Shared = note(confidential.ProcessNote, care.NoteFinal) }, "/shared/text note-kind"},
		{
			"process note in the record", func(s *care.SessionSpec) {
				s.Attendees[0].Progress = note(confidential.ProcessNote, care.NoteFinal)
			},
			"/attendees/0/progress/text note-kind",
		},
		{
			"progress note among process notes", func(s *care.SessionSpec) {
				s.Attendees[0].Process = note(confidential.ProgressNote, care.NoteFinal)
			},
			"/attendees/0/process/text note-kind",
		},
		{
			"risk by nobody", func(s *care.SessionSpec) {
				s.Attendees[0].Risk = care.RiskNote{Concern: 9, Actions: []string{"Called Ann"}}
			},
			"/attendees/0/risk/concern risk-concern, /attendees/0/risk/by id-missing, /attendees/0/risk/at time-missing, /attendees/0/risk/actions/0 risk-action",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			spec := groupMeeting()
			tt.edit(&spec)
			s, err := care.NewSession(spec)
			require.Equal(t, tt.want, rules(err))
			require.True(t, s.IsZero())
		})
	}
}

func TestSessionAccessors(t *testing.T) {
	t.Parallel()
	s := newSession(t, groupMeeting())
	require.Equal(t, "session-2", string(s.ID()))
	require.Equal(t, care.SessionFinished, s.Status())
	require.Equal(t, therapy.Modality("group"), s.Modality())
	require.Equal(t, group1, s.Group())
	require.Equal(t, 1, s.Number())
	require.Equal(t, moment(8), s.Start())
	require.Equal(t, 90*time.Minute, s.Duration())
	require.Equal(t, 2, s.Present())
	require.Len(t, slices.Collect(s.Leaders()), 2)
	require.Len(t, slices.Collect(s.Attendees()), 3)
	for a := range s.Attendees() {
		require.Equal(t, client1, a.Client)
		break
	}
	require.Equal(t, care.NoteFinal, s.Shared().Status)
	a, ok := s.Attendee(client2)
	require.True(t, ok)
	require.Equal(t, 70, a.Minutes)
	_, ok = s.Attendee(therapist)
	require.False(t, ok)
	require.Equal(t, "finished session of 3", s.Summary())
	require.Equal(t, care.ReasonCreated, s.Revision().Reason)
	require.Equal(t, confidential.VeryRestricted, s.Label().Level, "the session contains a process note")
	require.Equal(t, confidential.ProcessNote, s.Label().Kind)
	require.Equal(t, client1, s.Label().Subject, "a label is about people")
	require.Equal(t, confidential.GroupSetting, s.Label().Setting)
	require.Equal(t, []confidential.PersonID{client2, client3}, s.Label().About)
	require.Equal(t, []confidential.PersonID{client1, client2, therapist, colleague}, s.Label().Heard, "absent members heard nothing")
	alone := newSession(t, oneToOne()).Label()
	require.Equal(t, confidential.LabelFor(confidential.ProgressNote, client1), alone)

	plan, strand := newSession(t, oneToOne()).Strand()
	require.Equal(t, plan1, plan)
	require.Equal(t, care.StrandID("individual"), strand)

	var zero care.Session
	require.True(t, zero.IsZero())
	require.True(t, zero.Equal(care.Session{}))
	require.False(t, zero.Equal(s))
	require.Equal(t, "no session", zero.Summary())
	require.Zero(t, zero.Revision())
	require.Equal(t, confidential.Label{}, zero.Label(), "the strictest label there is")
	_, err := zero.Amend(revise(9, care.ReasonReview), func(*care.SessionSpec) {})
	require.Equal(t, "amend-nothing", rules(err))
	_, err = s.Amend(revise(9, care.ReasonReview), nil)
	require.Equal(t, "amend-nothing", rules(err))
}

func TestSessionAmend(t *testing.T) {
	t.Parallel()
	planned := newSession(t, oneToOne())
	finished, err := planned.Amend(revise(8, care.ReasonCompleted), func(s *care.SessionSpec) {
		s.Status = care.SessionFinished
		s.Attendees[0].Attendance = care.Attended
		s.Attendees[0].Progress = care.Note{Text: seal(confidential.ProgressNote, "first"), Status: care.NoteDraft, By: therapist}
	})
	require.NoError(t, err)
	require.Equal(t, care.SessionPlanned, planned.Status(), "the old value is unchanged")
	final, err := finished.Amend(revise(9, care.ReasonCompleted), func(s *care.SessionSpec) {
		s.Attendees[0].Progress.Text = seal(confidential.ProgressNote, "second")
		s.Attendees[0].Progress.Status = care.NoteFinal
	})
	require.NoError(t, err)
	amended, err := final.Amend(revise(10, care.ReasonCorrection), func(s *care.SessionSpec) {
		s.Attendees[0].Progress.Text = seal(confidential.ProgressNote, "third")
		s.Attendees[0].Progress.Status = care.NoteAmended
	})
	require.NoError(t, err)

	diff := care.DiffSessions(planned, amended)
	want := []care.Change{
		{Path: "/status", Words: "status changed from planned to finished"},
		{Path: "/attendees/client-1/attendance", Words: "attendee client-1: attendance changed from not-reported to attended"},
		{Path: "/attendees/client-1/progress/text", Words: "attendee client-1, progress: text written"},
		{Path: "/attendees/client-1/progress/status", Words: "attendee client-1, progress: status set to amended"},
		{Path: "/attendees/client-1/progress/by", Words: "attendee client-1, progress: by set to therapist-1"},
	}
	if d := cmp.Diff(want, diff); d != "" {
		t.Error(d)
	}
	require.Equal(t, []care.Change{
		{Path: "/attendees/client-1/progress/text", Words: "attendee client-1, progress: text changed"},
		{Path: "/attendees/client-1/progress/status", Words: "attendee client-1, progress: status changed from final to amended"},
	}, care.DiffSessions(final, amended))

	then, ok := amended.At(moment(9))
	require.True(t, ok)
	require.True(t, then.Equal(final), "History returns each revision")
	_, ok = amended.At(moment(1).Add(-time.Nanosecond))
	require.False(t, ok)
	first, ok := amended.AsOf(1)
	require.True(t, ok)
	require.True(t, first.Equal(planned))
	for _, n := range []int{0, 5, -1} {
		_, ok = amended.AsOf(n)
		require.False(t, ok)
	}
	var numbers []int
	for r := range amended.Revisions() {
		numbers = append(numbers, r.Number)
	}
	require.Equal(t, []int{1, 2, 3, 4}, numbers)
	for r := range amended.Revisions() {
		require.Equal(t, 1, r.Number)
		break
	}
}

func TestSessionAmendRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		rev  care.RevisionSpec
		edit func(*care.SessionSpec)
		want string
	}{
		{
			"nobody, at no time, for no reason",
			care.RevisionSpec{Follows: -1},
			func(*care.SessionSpec) {},
			"/revision/author id-missing, /revision/at time-missing, /revision/reason reason-name, /revision/follows revision-follows, " +
				"/revision/at revision-before-previous, /revision/follows revision-not-current",
		},
		{"before the last one", revise(0, "x"), func(*care.SessionSpec) {}, "/revision/at revision-before-previous"},
		{"not the present one", care.RevisionSpec{Author: therapist, At: moment(9), Reason: "x", Follows: 2}, func(*care.SessionSpec) {}, "/revision/follows revision-not-current"},
		{"other id", revise(9, "x"), func(s *care.SessionSpec) { s.ID = "session-9" }, "/id amend-fixed"},
		{"other author", revise(9, "x"), func(s *care.SessionSpec) { s.Author = colleague }, "/author amend-fixed"},
		{"other creation", revise(9, "x"), func(s *care.SessionSpec) { s.Created = moment(2) }, "/created amend-fixed"},
		{"status back", revise(9, "x"), func(s *care.SessionSpec) { s.Status = care.SessionInProgress }, "/status amend-transition"},
		{"note removed", revise(9, "x"), func(s *care.SessionSpec) { s.Shared = care.Note{} }, "/shared note-removed"},
		{"final note rewritten", revise(9, "x"), func(s *care.SessionSpec) { s.Shared.Text = seal(confidential.GroupContent, "other") }, "/shared/text note-final"},
		{"final note of another", revise(9, "x"), func(s *care.SessionSpec) { s.Shared.By = colleague }, "/shared/by note-author"},
		{"final note drafted", revise(9, "x"), func(s *care.SessionSpec) { s.Shared.Status = care.NoteDraft }, "/shared/status note-transition"},
		{"draft amended", revise(9, "x"), func(s *care.SessionSpec) { s.Attendees[0].Progress.Status = care.NoteAmended }, "/attendees/0/progress/status note-transition"},
		{"attendee removed", revise(9, "x"), func(s *care.SessionSpec) { s.Attendees = s.Attendees[1:] }, "/attendees amend-removed"},
		{"attendance unreported", revise(9, "x"), func(s *care.SessionSpec) { s.Attendees[2].Attendance = care.NotReported }, "/attendees/2/attendance amend-transition"},
		{"risk removed", revise(9, "x"), func(s *care.SessionSpec) { s.Attendees[0].Risk = care.RiskNote{} }, "/attendees/0/risk amend-older"},
		{"process note removed", revise(9, "x"), func(s *care.SessionSpec) { s.Attendees[0].Process = care.Note{} }, "/attendees/0/process note-removed"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newSession(t, groupMeeting())
			before := s.Spec()
			_, err := s.Amend(tt.rev, tt.edit)
			require.Equal(t, tt.want, rules(err))
			require.Empty(t, care.DiffSessions(s, newSession(t, before)), "nothing is half-applied")
		})
	}
}

// TestSessionTransitions makes every transition through Amend, to check that Amend enforces the
// table.
func TestSessionTransitions(t *testing.T) {
	t.Parallel()
	for from := care.SessionPlanned; from <= care.SessionUnknown; from++ {
		for to := care.SessionPlanned; to <= care.SessionUnknown; to++ {
			spec := oneToOne()
			spec.Status, spec.Reason, spec.Created = from, care.ReasonIllness, moment(9)
			for _, rev := range []care.RevisionSpec{revise(9, "x"), correct(9)} {
				_, err := newSession(t, spec).Amend(rev, func(s *care.SessionSpec) { s.Status = to })
				require.Equal(t, from.To(to).Permits(rev), err == nil, "%v to %v: %v", from, to, err)
			}
		}
	}
}

func TestSessionUnreportedAttendeeLeaves(t *testing.T) {
	t.Parallel()
	spec := oneToOne()
	spec.Attendees = append(spec.Attendees, care.Attendee{Client: client2, Attendance: care.NotReported})
	s, err := newSession(t, spec).Amend(revise(2, care.ReasonCorrection), func(s *care.SessionSpec) { s.Attendees = s.Attendees[:1] })
	require.NoError(t, err, "an attendee expected by mistake, without any records, can be removed")
	require.Len(t, slices.Collect(s.Attendees()), 1)
}

func TestSessionFits(t *testing.T) {
	t.Parallel()
	d := therapy.Descriptor{Modality: "individual"}
	d.Participants.Clients, d.Participants.Therapists = therapy.Range{Min: 1, Max: 1}, therapy.Range{Min: 1, Max: 1}
	require.NoError(t, newSession(t, oneToOne()).Fits(d))
	require.Equal(t, "/modality session-modality, /attendees session-size, /leaders session-leaders-number", rules(newSession(t, groupMeeting()).Fits(d)))
	mistaken := oneToOne()
	mistaken.Attendees = append(mistaken.Attendees, care.Attendee{Client: client2, Attendance: care.NotReported, Error: care.Correction{By: therapist, At: moment(1), Reason: care.ReasonWrongPerson}})
	require.NoError(t, newSession(t, mistaken).Fits(d), "an attendee entered in error is no client of the session")
	require.NoError(t, newSession(t, groupMeeting()).Fits(therapy.Descriptor{Modality: "group"}), "unknown limits are not checked")
}

func TestSessionCopiesItsArguments(t *testing.T) {
	t.Parallel()
	spec := groupMeeting()
	s := newSession(t, spec)
	spec.Attendees[0].Goals[0], spec.Attendees[0].Measures[0].Value, spec.Leaders[0].Role = "other", 99, "other"
	var kept *care.SessionSpec
	amended, err := s.Amend(revise(9, "x"), func(inside *care.SessionSpec) {
		kept = inside
		inside.Attendees[2].Attendance = care.CancelledByClient
	})
	require.NoError(t, err)
	kept.Attendees[0].Goals[0], kept.Attendees[2].Attendance = "other", care.Attended
	a, _ := amended.Attendee(client3)
	require.Equal(t, care.CancelledByClient, a.Attendance)
	b, _ := amended.Attendee(client1)
	require.Equal(t, care.GoalID("assertion"), b.Goals[0])
	require.InDelta(t, 14, b.Measures[0].Value, 0)
}

func TestSessionDoesNotMarshal(t *testing.T) {
	t.Parallel()
	s := newSession(t, groupMeeting())
	_, err := json.Marshal(s)
	require.Error(t, err, "a session must be stored with Store")
	_, err = json.Marshal(s.Spec())
	require.Error(t, err)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x"} {
		require.NotContains(t, fmt.Sprintf(verb, s.Spec()), "practised")
		require.NotContains(t, fmt.Sprintf(verb, struct{ s care.Session }{s}), "practised")
	}
}

func sessionOf(tb testing.TB, day int, status care.SessionStatus, attendance care.AttendanceStatus, minutes int) care.Session {
	tb.Helper()
	spec := oneToOne()
	spec.ID = care.SessionID(fmt.Sprintf("session-%d", day))
	spec.Status, spec.Start, spec.Reason, spec.Created = status, moment(day), care.ReasonIllness, moment(day)
	if attendance == care.DidNotAttend {
		spec.Status, spec.Reason = care.SessionCancelled, care.ReasonNoShow
	}
	spec.Attendees[0].Attendance, spec.Attendees[0].Minutes = attendance, minutes
	return newSession(tb, spec)
}

func TestAttendanceOf(t *testing.T) {
	t.Parallel()
	history := []care.Session{
		sessionOf(t, 1, care.SessionFinished, care.Attended, 0),
		sessionOf(t, 2, care.SessionFinished, care.DidNotAttend, 0),
		sessionOf(t, 3, care.SessionCancelled, care.CancelledByService, 0),
		sessionOf(t, 4, care.SessionCancelled, care.CancelledByClient, 0),
		sessionOf(t, 5, care.SessionFinished, care.NotReported, 0),
		sessionOf(t, 6, care.SessionCancelled, care.CancelledByOther, 0),
		sessionOf(t, 7, care.SessionFinished, care.AttendedLate, 30),
		sessionOf(t, 8, care.SessionFinished, care.LeftEarly, 0),
		sessionOf(t, 9, care.SessionEnteredInError, care.Attended, 0),
		sessionOf(t, 10, care.SessionFinished, care.DidNotAttend, 0),
		sessionOf(t, 11, care.SessionPlanned, care.NotReported, 0),
		sessionOf(t, 12, care.SessionFinished, care.Attended, 45),
		sessionOf(t, 13, care.SessionFinished, care.DidNotAttend, 0),
	}
	want := care.Attendance{
		Attended: 2, Late: 1, LeftEarly: 1, DidNotAttend: 3, CancelledByClient: 1, CancelledByService: 1, CancelledByOther: 1, NotReported: 1,
		Minutes: 50 + 30 + 45, Unmeasured: 1, Absences: 1, LongestAbsences: 3,
	}
	for range 2 {
		require.Equal(t, want, care.AttendanceOf(client1, slices.Values(history)))
		slices.Reverse(history) // any order will do
	}
	require.Equal(t, 4, want.Delivered())
	require.Equal(t, 8, want.Expected())
	rate, ok := want.Rate()
	require.True(t, ok)
	require.InDelta(t, 0.5, rate, 0)
	require.Equal(t, "4 of 8 sessions attended, 1 late, 1 left early, 3 did not attend, 1 cancelled by the client, 1 cancelled by the service, "+
		"1 cancelled by somebody else, 1 not reported, the last one missed", want.Words(words.English()))

	none := care.AttendanceOf(client2, slices.Values(history))
	require.Zero(t, none)
	_, ok = none.Rate()
	require.False(t, ok, "without sessions there is no rate")

	strand := care.Strand{ID: "individual", Schedule: care.MustSchedule(weekly("UTC", therapy.MustDate(2026, 1, 1), 12, 0, 12))}
	dose := care.DoseOf(client1, plan1, strand, slices.Values(history))
	require.Equal(t, care.Dose{Delivered: 4, Planned: therapy.Range{Min: 12, Max: 12}}, dose)
	require.Equal(t, "4 delivered, 12 sessions planned", dose.Words(words.English()))
	strand.ID = "other"
	require.Zero(t, care.DoseOf(client1, plan1, strand, slices.Values(history)).Delivered)
	for dose, want := range map[care.Dose][2]int{
		{Delivered: 4, Planned: therapy.Range{Min: 6, Max: 12}}:  {2, 8},
		{Delivered: 14, Planned: therapy.Range{Min: 6, Max: 12}}: {0, 0},
		{Delivered: 4, Planned: therapy.Range{Min: 6}}:           {2, -1},
		{Delivered: 4}: {0, -1},
	} {
		least, most := dose.Left()
		require.Equal(t, want, [2]int{least, most}, dose.Words(words.English()))
	}
	require.Equal(t, "4 sessions delivered, no planned number", care.Dose{Delivered: 4}.Words(words.English()))
}
